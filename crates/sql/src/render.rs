//! The tree as text that says exactly what was checked.
//!
//! Comments, hints and MySQL's executable comments are gone; text and quoted names are written by
//! this crate, in a form that means the same under every quoting mode of the server. The result is
//! parsed again and must give the same tree.

use std::ops::ControlFlow;

use querist_vocabulary::{refusal::Refusal, statement::Dialect};
use sqlparser::{
    ast::{
        Expr, Ident, Select, Statement, UnaryOperator, Value, ValueWithSpan, VisitMut, VisitorMut,
    },
    tokenizer::{Token, Whitespace},
};

use crate::{grammar::EVERY_FIELD, parse, refuse, write};

/// Brings the ways to write the same text or name to one, and drops hints.
pub(crate) fn normalise(dialect: Dialect, statement: &mut Statement) {
    let _: ControlFlow<()> = statement.visit(&mut Normal { dialect });
}

/// The statement's text.
pub(crate) fn faithful(dialect: Dialect, statement: &Statement) -> Result<String, Refusal> {
    let mut spelled = statement.clone();
    if let ControlFlow::Break(refusal) = spelled.visit(&mut Spelling { dialect }) {
        return Err(refusal);
    }
    let sql = spelled.to_string();
    let tokens = parse::tokens(dialect, &sql).map_err(|_| refuse::unfaithful())?;
    if tokens.iter().any(|token| hides_something(&token.token)) {
        return Err(refuse::unfaithful());
    }
    let mut again = parse::one_statement(dialect, &sql).map_err(|_| refuse::unfaithful())?;
    normalise(dialect, &mut again);
    if again == *statement { Ok(sql) } else { Err(refuse::unfaithful()) }
}

/// The text of one expression, for people to read.
pub(crate) fn expression(dialect: Dialect, expression: &Expr) -> String {
    let mut spelled = expression.clone();
    let _: ControlFlow<Refusal> = spelled.visit(&mut Spelling { dialect });
    spelled.to_string()
}

fn hides_something(token: &Token) -> bool {
    match token {
        Token::Whitespace(
            Whitespace::SingleLineComment { .. } | Whitespace::MultiLineComment(_),
        )
        | Token::SemiColon => true,
        Token::Whitespace(Whitespace::Space | Whitespace::Newline | Whitespace::Tab) => false,
        _ => false,
    }
}

/// One way to write each text and name.
struct Normal {
    dialect: Dialect,
}

impl VisitorMut for Normal {
    type Break = ();

    fn pre_visit_select(&mut self, select: &mut Select) -> ControlFlow<()> {
        select.optimizer_hints.clear();
        select.select_modifiers = None;
        ControlFlow::Continue(())
    }

    fn pre_visit_value(&mut self, value: &mut ValueWithSpan) -> ControlFlow<()> {
        let plain = match &mut value.value {
            Value::EscapedStringLiteral(text) | Value::UnicodeStringLiteral(text) => text,
            Value::DoubleQuotedString(text)
                if matches!(self.dialect, Dialect::Mysql | Dialect::BigQuery) =>
            {
                text
            }
            Value::DollarQuotedString(text) => &mut text.value,
            _ => return ControlFlow::Continue(()),
        };
        value.value = Value::SingleQuotedString(std::mem::take(plain));
        ControlFlow::Continue(())
    }

    /// Two signs side by side could read as another sign, or as a comment.
    fn post_visit_expr(&mut self, expression: &mut Expr) -> ControlFlow<()> {
        if let Expr::UnaryOp { op, expr } = expression
            && *op != UnaryOperator::Not
            && matches!(**expr, Expr::UnaryOp { .. })
        {
            let inner = std::mem::replace(expr.as_mut(), Expr::Tuple(Vec::new()));
            *expr.as_mut() = Expr::Nested(Box::new(inner));
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_ident(&mut self, name: &mut Ident) -> ControlFlow<()> {
        if name.quote_style.is_some() {
            name.quote_style = Some(write::quote_of(self.dialect));
        }
        ControlFlow::Continue(())
    }
}

/// Writes text and quoted names out in full, where the parser's own way to print them would depend
/// on what is inside; stops at a name that is none.
struct Spelling {
    dialect: Dialect,
}

/// Databases take a no-break space and its like for a letter of a name, where a person sees a gap or
/// nothing: `a<U+00A0>delete` is one name.
fn is_unseen(letter: char) -> bool {
    let formats = ['\u{ad}', '\u{feff}'];
    letter.is_whitespace()
        || formats.contains(&letter)
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

/// Words that make no sense as a name, unless quoted, but that several grammars take for one.
const NO_NAMES: &[&str] = &[
    "delete", "update", "drop", "alter", "create", "into", "outfile", "dumpfile", "grant", "revoke",
];

/// Words that begin a statement of SQL Server's, which needs no semicolon before it: `from t shutdown`
/// would read `t` and stop the server.
const VERBS_OF_SQLSERVER: &[&str] = &[
    "backup",
    "begin",
    "break",
    "bulk",
    "checkpoint",
    "close",
    "commit",
    "continue",
    "dbcc",
    "deallocate",
    "declare",
    "deny",
    "disk",
    "dump",
    "exec",
    "execute",
    "fetch",
    "goto",
    "if",
    "insert",
    "kill",
    "lineno",
    "load",
    "merge",
    "open",
    "print",
    "raiserror",
    "readtext",
    "reconfigure",
    "restore",
    "return",
    "revert",
    "rollback",
    "save",
    "send",
    "set",
    "setuser",
    "shutdown",
    "throw",
    "truncate",
    "updatetext",
    "use",
    "waitfor",
    "while",
    "writetext",
];

impl Spelling {
    fn is_no_name(&self, name: &str) -> bool {
        let is = |word: &&str| name.eq_ignore_ascii_case(word);
        NO_NAMES.iter().any(is)
            || (self.dialect == Dialect::SqlServer && VERBS_OF_SQLSERVER.iter().any(is))
    }
}

impl VisitorMut for Spelling {
    type Break = Refusal;

    fn pre_visit_value(&mut self, value: &mut ValueWithSpan) -> ControlFlow<Refusal> {
        let spelled = match &value.value {
            Value::SingleQuotedString(text) => write::text(self.dialect, text),
            Value::NationalStringLiteral(text) => {
                write::text(self.dialect, text).map(|text| format!("N{text}"))
            }
            Value::HexStringLiteral(digits) if self.dialect == Dialect::SqlServer => {
                Some(format!("0x{digits}"))
            }
            _ => return ControlFlow::Continue(()),
        };
        let Some(spelled) = spelled else { return ControlFlow::Break(refuse::unfaithful()) };
        value.value = Value::Placeholder(spelled);
        ControlFlow::Continue(())
    }

    fn pre_visit_ident(&mut self, name: &mut Ident) -> ControlFlow<Refusal> {
        if name.quote_style.take().is_some() {
            name.value = write::quoted(self.dialect, &name.value);
            return ControlFlow::Continue(());
        }
        let plain = |c: char| match c.is_ascii() {
            true => c.is_ascii_alphanumeric() || "_$".contains(c),
            false => !is_unseen(c),
        };
        if self.is_no_name(&name.value) {
            return ControlFlow::Break(refuse::no_name(self.dialect, name));
        }
        if !name.value.chars().all(plain) && name.value != EVERY_FIELD {
            return ControlFlow::Break(refuse::unfaithful());
        }
        ControlFlow::Continue(())
    }
}
