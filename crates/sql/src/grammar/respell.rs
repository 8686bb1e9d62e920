//! Words that the parser does not know, in words that it knows; and hints dropped.

use querist_vocabulary::statement::Dialect;
use sqlparser::tokenizer::{Token, TokenWithSpan};

use crate::write;

/// A name that nobody can type.
pub(crate) const EVERY_FIELD: &str = "*";

/// The words of a statement, spelled so that the parser knows them.
pub(crate) fn respelled(dialect: Dialect, words: Vec<TokenWithSpan>) -> Vec<TokenWithSpan> {
    let mut out: Vec<TokenWithSpan> = Vec::with_capacity(words.len());
    let mut rest = words.into_iter().peekable();
    while let Some(word) = rest.next() {
        let around = Around {
            long_before: out.iter().rev().nth(1).map(|before| &before.token),
            before: out.last().map(|before| &before.token),
            after: rest.peek().map(|after| &after.token),
        };
        match change(dialect, &word, around) {
            Change::Keep => out.push(word),
            Change::Drop(more) => (0..more).for_each(|_| drop(rest.next())),
            Change::Into(tokens) => {
                let span = word.span;
                out.extend(tokens.into_iter().map(|token| TokenWithSpan { token, span }));
            }
        }
    }
    out
}

/// What happens to a word.
enum Change {
    /// Nothing.
    Keep,
    /// It goes, and so many after it.
    Drop(usize),
    /// Others stand for it.
    Into(Vec<Token>),
}

/// The words beside a word.
#[derive(Clone, Copy)]
struct Around<'t> {
    long_before: Option<&'t Token>,
    before: Option<&'t Token>,
    after: Option<&'t Token>,
}

impl Around<'_> {
    fn after(self, words: &[&str]) -> bool {
        self.before.is_some_and(|token| is_one_of(token, words))
    }

    fn before(self, words: &[&str]) -> bool {
        self.after.is_some_and(|token| is_one_of(token, words))
    }
}

fn is_one_of(token: &Token, words: &[&str]) -> bool {
    let Token::Word(found) = token else { return false };
    found.quote_style.is_none() && words.iter().any(|word| found.value.eq_ignore_ascii_case(word))
}

/// `top` is a clause to the parser, and in all databases but SQL Server a name.
fn change(dialect: Dialect, word: &TokenWithSpan, around: Around<'_>) -> Change {
    if dialect != Dialect::SqlServer && is_one_of(&word.token, &["top"]) {
        let name = Token::make_word("top", Some(write::quote_of(dialect)));
        return Change::Into(vec![name]);
    }
    match dialect {
        Dialect::Sqlite => sqlite(word, around),
        Dialect::Postgres => whole_number(word)
            .or_else(|| every_field(&word.token, around))
            .unwrap_or_else(|| shared(&word.token, around)),
        Dialect::Mysql => mysql(&word.token).unwrap_or_else(|| shared(&word.token, around)),
        Dialect::SqlServer => Change::Keep,
        Dialect::BigQuery => whole_number(word).unwrap_or(Change::Keep),
    }
}

/// `INDEXED BY`, `NOT INDEXED` and `[NOT] MATERIALIZED` are hints.
fn sqlite(word: &TokenWithSpan, around: Around<'_>) -> Change {
    let token = &word.token;
    match () {
        () if is_one_of(token, &["indexed"]) && around.before(&["by"]) => Change::Drop(2),
        () if is_one_of(token, &["not"]) && around.before(&["indexed"]) => Change::Drop(1),
        () if around.after(&["as"])
            && is_one_of(token, &["not"])
            && around.before(&["materialized"]) =>
        {
            Change::Drop(1)
        }
        () if around.after(&["as"])
            && is_one_of(token, &["materialized"])
            && around.after == Some(&Token::LParen) =>
        {
            Change::Drop(0)
        }
        () => whole_number(word).unwrap_or(Change::Keep),
    }
}

/// `0x1F` is a number where `X'1F'` is bytes; the parser makes one of both. The two differ in how
/// far they reach.
fn whole_number(word: &TokenWithSpan) -> Option<Change> {
    let Token::HexStringLiteral(digits) = &word.token else { return None };
    let reach = word.span.end.column.checked_sub(word.span.start.column)?;
    let bare = reach == u64::try_from(digits.len()).ok()? + 2;
    let number = u64::from_str_radix(&digits.replace('_', ""), 16).ok()?;
    bare.then(|| Change::Into(vec![Token::Number(number.to_string(), false)]))
}

/// `(row).*` is the field [`EVERY_FIELD`] of the row.
fn every_field(token: &Token, around: Around<'_>) -> Option<Change> {
    let ends = (around.long_before, around.before, token);
    let composite = matches!(ends, (Some(Token::RParen), Some(Token::Period), Token::Mul));
    composite.then(|| Change::Into(vec![Token::make_word(EVERY_FIELD, None)]))
}

/// `TABLE t` is `SELECT * FROM t`, and `trim(leading from x)` takes blanks away.
fn shared(token: &Token, around: Around<'_>) -> Change {
    let begins = match around.before {
        None | Some(Token::LParen | Token::RParen | Token::SemiColon) => true,
        Some(_) => around.after(&["union", "all", "distinct", "except", "intersect"]),
    };
    let names = matches!(around.after, Some(Token::Word(_)));
    if is_one_of(token, &["table"]) && begins && names {
        let word = |word| Token::make_keyword(word);
        return Change::Into(vec![word("SELECT"), Token::Mul, word("FROM")]);
    }
    if is_one_of(token, &["from"]) && around.after(&["leading", "trailing", "both"]) {
        return Change::Into(vec![Token::SingleQuotedString(" ".into()), token.clone()]);
    }
    Change::Keep
}

/// `&&` is AND, and `0b101` is bits.
fn mysql(token: &Token) -> Option<Change> {
    match token {
        Token::Overlap => Some(Change::Into(vec![Token::make_keyword("AND")])),
        Token::Word(word) if word.quote_style.is_none() => {
            let bits = word.value.strip_prefix("0b")?;
            let binary = !bits.is_empty() && bits.chars().all(|bit| matches!(bit, '0' | '1'));
            binary.then(|| Change::Into(vec![Token::SingleQuotedByteStringLiteral(bits.into())]))
        }
        _ => None,
    }
}
