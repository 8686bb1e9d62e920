//! What goes wrong with SQL that a language model writes.

use std::sync::LazyLock;

use querist_vocabulary::{schema::Schema, statement::Query};
use regex::Regex;

/// What a model says that has no SQL.
pub(super) const PROSE: &str =
    "I would look at the tables first and then count the rows that fit your question.";

/// A way to be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Corruption {
    /// A column of the right table that is not the one meant.
    WrongColumn,
    /// A literal that is not the one meant.
    WrongValue,
    /// A table that is not there.
    InventedTable,
    /// A table that is needed and not joined, or joined with every row.
    MissingJoin,
    /// Syntax of another database.
    OtherDialect,
    /// Words only.
    Prose,
}

/// A literal: text in quotes, or a number that stands alone.
static LITERAL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b").ok());

/// A join with its condition.
static JOIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?s) JOIN (.+?) ON (.+?)( JOIN | WHERE | GROUP BY | ORDER BY | HAVING | LIMIT | EXCEPT | INTERSECT | UNION |\)|$)").ok()
});

/// The SQL with that mistake; another mistake where it has no place for this one.
pub(super) fn corrupted(right: &Query, how: Corruption, schema: &Schema, draw: u64) -> String {
    let sql = right.unlimited.as_str();
    let wrong = match how {
        Corruption::WrongColumn => wrong_column(right, schema, draw),
        Corruption::WrongValue => wrong_value(sql, draw),
        Corruption::InventedTable => invented_table(right, draw),
        Corruption::MissingJoin => missing_join(sql, draw),
        Corruption::OtherDialect => Some(other_dialect(sql)),
        Corruption::Prose => None,
    };
    wrong
        .filter(|wrong| wrong != sql)
        .or_else(|| wrong_column(right, schema, draw))
        .unwrap_or_else(|| other_dialect(sql))
}

fn wrong_column(right: &Query, schema: &Schema, draw: u64) -> Option<String> {
    let column = pick(&right.columns, draw)?;
    let table = schema.table(&column.table)?;
    let others: Vec<_> = table.columns.iter().filter(|other| other.name != column.column).collect();
    let other = pick(&others, draw / 7)?;
    Some(renamed(&right.unlimited, &column.column, &other.name))
}

fn wrong_value(sql: &str, draw: u64) -> Option<String> {
    let all: Vec<_> = LITERAL.as_ref()?.find_iter(sql).collect();
    let literal = pick(&all, draw)?;
    let text = literal.as_str();
    let other = match text.strip_suffix('\'') {
        Some(open) => format!("{open}s'"),
        None => format!("{text}1"),
    };
    let mut wrong = sql.to_owned();
    wrong.replace_range(literal.range(), &other);
    Some(wrong)
}

fn invented_table(right: &Query, draw: u64) -> Option<String> {
    let table = pick(&right.tables, draw)?;
    Some(renamed(&right.unlimited, &table.name, &format!("{}_details_v2", table.name)))
}

fn missing_join(sql: &str, draw: u64) -> Option<String> {
    let found = JOIN.as_ref()?.captures(sql)?;
    let (whole, table, end) = (found.get(0)?, found.get(1)?, found.get(3)?);
    let kept = match draw % 2 {
        0 => String::new(),
        _ => format!(" JOIN {} ON 1 = 1", table.as_str()),
    };
    let mut wrong = sql.to_owned();
    wrong.replace_range(whole.start()..end.start(), &kept);
    Some(wrong)
}

fn other_dialect(sql: &str) -> String {
    match sql.strip_prefix("SELECT ") {
        Some(rest) => format!("SELECT TOP (100) PERCENT {rest} OPTION (RECOMPILE)"),
        None => format!("{sql} OPTION (RECOMPILE)"),
    }
}

/// A name everywhere it stands as a whole word.
fn renamed(sql: &str, from: &str, to: &str) -> String {
    match Regex::new(&format!(r"(?i)\b{}\b", regex::escape(from))) {
        Ok(name) => name.replace_all(sql, regex::NoExpand(to)).into_owned(),
        Err(_) => sql.to_owned(),
    }
}

fn pick<T>(all: &[T], draw: u64) -> Option<&T> {
    let count = u64::try_from(all.len()).ok().filter(|count| *count > 0)?;
    all.get(usize::try_from(draw % count).ok()?)
}
