//! Text to tokens to one tree, within bounds.

use querist_vocabulary::{
    refusal::{Refusal, Rule},
    statement::Dialect,
};
use sqlparser::{
    ast::{Query, Statement},
    parser::{Parser, ParserError},
    tokenizer::{Token, TokenWithSpan, Tokenizer},
};

use crate::{grammar, refuse};

/// The longest text that is read, in bytes.
const MOST_BYTES: usize = 256 * 1024;

/// The most words and signs that are read; also bounds how deep a chain such as `a + b + c …` can grow.
const MOST_TOKENS: usize = 20_000;

/// The deepest nesting of brackets.
const MOST_BRACKETS: usize = 100;

/// How deep the parser may recurse; brackets, `NOT`, `CASE` and the like each count.
const DEEPEST: usize = 400;

/// The one statement of the text.
pub(crate) fn one_statement(dialect: Dialect, sql: &str) -> Result<Statement, Refusal> {
    if sql.len() > MOST_BYTES {
        return Err(refuse::too_long(sql.len(), MOST_BYTES));
    }
    refuse_control_characters(sql)?;
    let mut words = tokens(dialect, sql)?;
    words.retain(|token| !matches!(token.token, Token::Whitespace(_)));
    within_bounds(&words)?;
    refuse_too_often(&words)?;
    refuse_joined_words(dialect, &words)?;
    let first = words.iter().find(|token| token.token != Token::SemiColon);
    let Some(first) = first else { return Err(refuse::empty()) };
    if let Some(refusal) = refuse::verb(first) {
        return Err(refusal);
    }
    refuse_second_statement(&words)?;
    let writes = refuse::writing_words(&words);
    tree(dialect, words).map_err(|refusal| match (refusal.rule, writes) {
        (Rule::Syntax, Some(known)) => known,
        _ => refusal,
    })
}

/// A query that this crate writes itself.
pub(crate) fn query(dialect: Dialect, sql: &str) -> Result<Query, Refusal> {
    match one_statement(dialect, sql)? {
        Statement::Query(query) => Ok(*query),
        _ => Err(refuse::unreadable()),
    }
}

fn tree(dialect: Dialect, words: Vec<TokenWithSpan>) -> Result<Statement, Refusal> {
    let mut parser = Parser::new(grammar::of(dialect))
        .with_recursion_limit(DEEPEST)
        .with_tokens_with_locations(grammar::respelled(dialect, words));
    while parser.consume_token(&Token::SemiColon) {}
    let statement = parser.parse_statement().map_err(|error| parse_refusal(dialect, error))?;
    while parser.consume_token(&Token::SemiColon) {}
    match parser.next_token() {
        TokenWithSpan { token: Token::EOF, .. } => Ok(statement),
        rest => Err(refuse::trailing(dialect, &rest)),
    }
}

fn parse_refusal(dialect: Dialect, error: ParserError) -> Refusal {
    match error {
        ParserError::RecursionLimitExceeded => refuse::too_deep(),
        ParserError::TokenizerError(reason) | ParserError::ParserError(reason) => {
            refuse::syntax(dialect, &reason)
        }
    }
}

/// The words and signs of the text, white space included.
pub(crate) fn tokens(dialect: Dialect, sql: &str) -> Result<Vec<TokenWithSpan>, Refusal> {
    Tokenizer::new(grammar::of(dialect), sql)
        .tokenize_with_location()
        .map_err(|error| refuse::no_words(dialect, sql, &error))
}

/// No database needs them in SQL, and they hide text from the person who reads it.
fn refuse_control_characters(sql: &str) -> Result<(), Refusal> {
    for (line, text) in (1..).zip(sql.split('\n')) {
        let odd = |c: &char| c.is_control() && !matches!(c, '\t' | '\r');
        if let Some((at, found)) = (1..).zip(text.chars()).find(|(_, c)| odd(c)) {
            return Err(refuse::control_character(line, at, found));
        }
    }
    Ok(())
}

fn within_bounds(tokens: &[TokenWithSpan]) -> Result<(), Refusal> {
    if tokens.len() > MOST_TOKENS {
        return Err(refuse::too_many_words(MOST_TOKENS));
    }
    let mut depth = 0_usize;
    for token in tokens {
        match token.token {
            Token::LParen | Token::LBracket | Token::LBrace => depth += 1,
            Token::RParen | Token::RBracket | Token::RBrace => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MOST_BRACKETS {
            return Err(refuse::too_deep());
        }
    }
    Ok(())
}

/// Words of which each makes the tree a level deeper, or that the parser reads in quadratic time.
const COUNTED: &[&str] = &[
    "union",
    "intersect",
    "except",
    "minus",
    "join",
    "straight_join",
    "is",
    "isnull",
    "glob",
    "regexp",
    "rlike",
    "match",
    "mod",
    "div",
    "sounds",
    "symmetric",
    "collate",
];

/// The most of each of them. Other databases stop at 500 branches of a UNION.
const MOST_OF_A_WORD: usize = 500;

fn refuse_too_often(words: &[TokenWithSpan]) -> Result<(), Refusal> {
    for counted in COUNTED {
        let same = |token: &&TokenWithSpan| match &token.token {
            Token::Word(word) => {
                word.quote_style.is_none() && word.value.eq_ignore_ascii_case(counted)
            }
            _ => false,
        };
        if words.iter().filter(same).count() > MOST_OF_A_WORD {
            return Err(refuse::too_often(counted, MOST_OF_A_WORD));
        }
    }
    Ok(())
}

fn refuse_second_statement(tokens: &[TokenWithSpan]) -> Result<(), Refusal> {
    let mut rest = tokens.iter().skip_while(|token| token.token == Token::SemiColon);
    let mut after = rest.by_ref().skip_while(|token| token.token != Token::SemiColon);
    match after.find(|token| !matches!(token.token, Token::SemiColon | Token::EOF)) {
        Some(second) => Err(refuse::several(second)),
        None => Ok(()),
    }
}

/// `12abc` is a name to one database, a number with an alias to another, and a mistake to the rest.
fn refuse_joined_words(dialect: Dialect, words: &[TokenWithSpan]) -> Result<(), Refusal> {
    let joined = words.iter().zip(words.iter().skip(1)).find(|(left, right)| {
        let kinds = matches!(
            (&left.token, &right.token),
            (Token::Number(..) | Token::HexStringLiteral(_), Token::Word(_))
        );
        kinds && left.span.end == right.span.start
    });
    match joined {
        Some((_, word)) => Err(refuse::trailing(dialect, word)),
        None => Ok(()),
    }
}
