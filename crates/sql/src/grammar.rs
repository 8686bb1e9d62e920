//! The grammars: the parser's own, with what they do not know yet.
//!
//! Operators that the tree has no place for become operators of the same name, which are printed as
//! they were read.

/// Passes the questions that the parser's own dialect answers on to it.
macro_rules! answers_like {
    ($base:expr; $($question:ident)*) => {
        $(fn $question(&self) -> bool { $base.$question() })*
    };
}

/// SQLite.
mod sqlite;

/// PostgreSQL.
mod postgres;

/// MySQL and MariaDB.
mod mysql;

/// Words that the parser does not know, in words that it knows.
mod respell;

use querist_vocabulary::statement::Dialect;
use sqlparser::{
    ast::{BinaryOperator, Expr},
    dialect::{BigQueryDialect, Dialect as Grammar, MsSqlDialect},
    parser::{Parser, ParserError},
    tokenizer::Token,
};

pub(crate) use respell::{EVERY_FIELD, respelled};

/// The grammar of a dialect.
pub(crate) fn of(dialect: Dialect) -> &'static dyn Grammar {
    match dialect {
        Dialect::Sqlite => &sqlite::Sqlite,
        Dialect::Postgres => &postgres::Postgres,
        Dialect::Mysql => &mysql::Mysql,
        Dialect::SqlServer => &MsSqlDialect {},
        Dialect::BigQuery => &BigQueryDialect,
    }
}

/// What a hook of the parser gives: none leaves the work to the parser.
type Parsed<T> = Option<Result<T, ParserError>>;

/// Whether the tokens ahead are these words, unquoted, in any case.
fn ahead(parser: &Parser<'_>, words: &[&str]) -> bool {
    (0..).zip(words).all(|(at, word)| match &parser.peek_nth_token_ref(at).token {
        Token::Word(found) => found.quote_style.is_none() && found.value.eq_ignore_ascii_case(word),
        _ => false,
    })
}

/// Reads `words` and then an operand, as an operator called `words`.
fn word_operator(
    parser: &mut Parser<'_>,
    left: &Expr,
    words: &[&str],
    precedence: u8,
) -> Result<Expr, ParserError> {
    words.iter().for_each(|_| parser.advance_token());
    let right = parser.parse_subexpr(precedence)?;
    Ok(Expr::BinaryOp {
        left: Box::new(left.clone()),
        op: BinaryOperator::Custom(words.join(" ")),
        right: Box::new(right),
    })
}
