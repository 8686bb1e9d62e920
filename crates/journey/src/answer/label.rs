//! A column's name in words, and what the name tells.

use querist_vocabulary::value::ValueKind;

/// Last words of names that mark keys, whatever the type.
const KEYS: &[&str] = &["id", "ids", "uuid", "guid", "pk", "fk", "rowid"];

/// Last words of names that mark codes: they have digits and no size.
const CODES: &[&str] = &[
    "code",
    "zip",
    "postcode",
    "postal",
    "phone",
    "telephone",
    "mobile",
    "fax",
    "upc",
    "ean",
    "sku",
    "isbn",
    "issn",
    "barcode",
    "iban",
    "ssn",
    "number",
    "no",
    "key",
    "hash",
];

/// How an expression sums rows up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aggregate {
    /// How many.
    Count,
    /// The sum.
    Total,
    /// The mean.
    Average,
    /// The smallest.
    Least,
    /// The largest.
    Most,
}

/// A column's name in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label {
    /// The words, in lower case, such as `average unit price`.
    pub(crate) words: String,
    /// The plain column inside, as the database spells it.
    pub(crate) column: String,
    /// How it sums up rows.
    pub(crate) aggregate: Option<Aggregate>,
}

impl Label {
    /// Of a result column; where it is an alias, the SQL tells what it stands for.
    pub(crate) fn of(name: &str, sql: &str) -> Self {
        let expression = aliased(name, sql).unwrap_or(name);
        let aggregate = aggregate(expression).or_else(|| aggregate_word(name));
        let column = plain_column(expression).to_owned();
        let is_call = name.contains('(');
        let words = match aggregate {
            Some(aggregate) if is_call => spoken(aggregate, &words(&column).join(" ")),
            _ if is_call => "value".into(),
            _ => words(plain_column(name)).join(" "),
        };
        Self { words, column, aggregate }
    }

    /// Whether the name marks a key or a code.
    pub(crate) fn is_identifier(&self, kind: ValueKind) -> bool {
        let words = words(&self.column);
        let Some(last) = words.last().map(String::as_str) else { return false };
        let is_code =
            CODES.contains(&last) && (words.len() > 1 || !matches!(last, "no" | "number"));
        // A short text code, such as a currency's, names its rows well enough.
        let is_short = kind == ValueKind::Text && matches!(last, "code" | "number" | "no" | "key");
        KEYS.contains(&last) || kind == ValueKind::Uuid || (is_code && !is_short)
    }

    /// Whether a word stands in it.
    pub(crate) fn has(&self, word: &str) -> bool {
        words(&self.column).iter().chain(&words(&self.words)).any(|own| own == word)
    }
}

/// The words of a name, in lower case: snake case, camel case and spaces are cut.
pub(crate) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        let starts = c.is_uppercase() && was_lower;
        if starts || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase() || c.is_ascii_digit();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn spoken(aggregate: Aggregate, column: &str) -> String {
    let word = match aggregate {
        Aggregate::Count => {
            return if column.is_empty() { "count".into() } else { format!("number of {column}") };
        }
        Aggregate::Total => "total",
        Aggregate::Average => "average",
        Aggregate::Least => "lowest",
        Aggregate::Most => "highest",
    };
    if column.split(' ').next() == Some(word) {
        column.into()
    } else {
        format!("{word} {column}").trim().into()
    }
}

fn aggregate(expression: &str) -> Option<Aggregate> {
    let (function, _) = expression.trim_start().split_once('(')?;
    match function.trim().to_ascii_lowercase().as_str() {
        "count" => Some(Aggregate::Count),
        "sum" | "total" => Some(Aggregate::Total),
        "avg" => Some(Aggregate::Average),
        "min" => Some(Aggregate::Least),
        "max" => Some(Aggregate::Most),
        "round" | "coalesce" | "cast" => {
            expression.split_once('(').and_then(|(_, inner)| aggregate(inner))
        }
        _ => None,
    }
}

/// PostgreSQL names `count(*)` plainly `count`.
fn aggregate_word(name: &str) -> Option<Aggregate> {
    match name.to_ascii_lowercase().as_str() {
        "count" => Some(Aggregate::Count),
        "sum" => Some(Aggregate::Total),
        "avg" => Some(Aggregate::Average),
        "min" => Some(Aggregate::Least),
        "max" => Some(Aggregate::Most),
        _ => None,
    }
}

/// The column inside calls, table prefixes and quotes; empty where there is none, or more than one.
fn plain_column(expression: &str) -> &str {
    let quote = |c: char| matches!(c, '"' | '`' | '\'' | '[' | ']');
    if !expression.contains('(') {
        return expression.trim_matches(quote);
    }
    let inner = expression.rsplit('(').next().unwrap_or(expression);
    let inner = inner.split(')').next().unwrap_or(inner).trim();
    let inner = inner.strip_prefix("DISTINCT ").unwrap_or(inner);
    if inner.contains([',', '*', '+', '/', ' ']) {
        return "";
    }
    inner.rsplit('.').next().unwrap_or(inner).trim_matches(quote)
}

/// The expression that an alias stands for, where the SQL has it.
fn aliased<'a>(name: &str, sql: &'a str) -> Option<&'a str> {
    let forms = [format!(" AS \"{name}\""), format!(" AS `{name}`"), format!(" AS {name}")];
    let before = forms.iter().find_map(|form| sql.split_once(form.as_str()))?.0;
    let mut depth = 0_usize;
    let start = before.char_indices().rev().find_map(|(at, c)| {
        match c {
            ')' => depth += 1,
            '(' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        let rest = before.get(..=at).unwrap_or_default();
        (depth == 0 && (c == ',' || rest.ends_with("SELECT ") || rest.ends_with("DISTINCT ")))
            .then_some(at + 1)
    })?;
    before.get(start..).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, sql: &str, words: &str, aggregate: Option<Aggregate>) {
        let label = Label::of(name, sql);
        assert_eq!((label.words.as_str(), label.aggregate), (words, aggregate));
    }

    #[test]
    fn names_become_words() {
        check("UnitPrice", "", "unit price", None);
        check("first_name", "", "first name", None);
        check("COUNT(*)", "", "count", Some(Aggregate::Count));
        check("count", "", "count", Some(Aggregate::Count));
        check("COUNT(DISTINCT t.Genre)", "", "number of genre", Some(Aggregate::Count));
        check("AVG(\"Invoice\".\"Total\")", "", "average total", Some(Aggregate::Average));
        check("SUM(a.x * a.y)", "", "total", Some(Aggregate::Total));
    }

    #[test]
    fn an_alias_is_looked_up() {
        let sql = "SELECT c.Name, ROUND(SUM(i.total), 2) AS revenue FROM i";
        check("revenue", sql, "revenue", Some(Aggregate::Total));
        check("Name", sql, "name", None);
    }

    #[test]
    fn identifiers_are_known_by_their_last_word() {
        let is = |name: &str, kind| Label::of(name, "").is_identifier(kind);
        assert!(is("CustomerId", ValueKind::Integer));
        assert!(is("upc_code", ValueKind::Integer));
        assert!(is("PostalCode", ValueKind::Integer));
        assert!(is("Phone", ValueKind::Text));
        assert!(!is("currency_code", ValueKind::Text));
        assert!(!is("paid", ValueKind::Integer));
        assert!(!is("number", ValueKind::Integer));
    }
}
