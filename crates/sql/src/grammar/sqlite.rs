//! SQLite's grammar.

use std::any::TypeId;

use sqlparser::{
    ast::Expr,
    dialect::{Dialect, Precedence, SQLiteDialect},
    parser::{Parser, ParserError},
};

use super::{Parsed, ahead, word_operator};

const BASE: SQLiteDialect = SQLiteDialect {};

/// What follows IS in standard SQL; in SQLite any value may.
const AFTER_IS: &[&[&str]] = &[
    &["is", "null"],
    &["is", "not", "null"],
    &["is", "true"],
    &["is", "not", "true"],
    &["is", "false"],
    &["is", "not", "false"],
    &["is", "distinct", "from"],
    &["is", "not", "distinct", "from"],
];

/// The parser's SQLite, with NOT GLOB and its like, IS between values, ISNULL and bit shifts.
#[derive(Debug)]
pub(super) struct Sqlite;

impl Dialect for Sqlite {
    fn dialect(&self) -> TypeId {
        TypeId::of::<SQLiteDialect>()
    }

    fn is_delimited_identifier_start(&self, ch: char) -> bool {
        BASE.is_delimited_identifier_start(ch)
    }

    fn is_identifier_start(&self, ch: char) -> bool {
        BASE.is_identifier_start(ch)
    }

    fn is_identifier_part(&self, ch: char) -> bool {
        BASE.is_identifier_part(ch) || ch == '$'
    }

    answers_like! { BASE; supports_comma_separated_trim supports_dollar_placeholder
    supports_filter_during_aggregation supports_in_empty_list supports_limit_comma
    supports_notnull_operator supports_numeric_literal_underscores }

    fn supports_bitwise_shift_operators(&self) -> bool {
        true
    }

    fn get_next_precedence(&self, parser: &Parser<'_>) -> Parsed<u8> {
        ahead(parser, &["isnull"]).then(|| Ok(self.prec_value(Precedence::Is)))
    }

    fn parse_infix(&self, parser: &mut Parser<'_>, left: &Expr, precedence: u8) -> Parsed<Expr> {
        for words in [["not", "glob"], ["not", "regexp"], ["not", "match"]] {
            if ahead(parser, &words) {
                let words = words.map(str::to_uppercase);
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                return Some(word_operator(parser, left, &words, precedence));
            }
        }
        if ahead(parser, &["isnull"]) {
            parser.advance_token();
            return Some(Ok(Expr::IsNull(Box::new(left.clone()))));
        }
        if ahead(parser, &["is"]) && !AFTER_IS.iter().any(|words| ahead(parser, words)) {
            return Some(is(parser, left, precedence));
        }
        BASE.parse_infix(parser, left, precedence)
    }
}

fn is(parser: &mut Parser<'_>, left: &Expr, precedence: u8) -> Result<Expr, ParserError> {
    let words: &[&str] = if ahead(parser, &["is", "not"]) { &["IS", "NOT"] } else { &["IS"] };
    word_operator(parser, left, words, precedence)
}
