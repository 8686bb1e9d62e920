//! The parts of a definition that only its text tells: check constraints, expressions of an index,
//! when a trigger fires.
//!
//! SQLite keeps the text of every CREATE statement and has parsed it, so it is well formed; this
//! reads words and brackets, not the grammar.

use querist_vocabulary::schema::{Check, Trigger};

/// Words, quoted names and signs of a definition.
mod words;

use words::{Word, words};

/// The check constraints of a CREATE TABLE.
pub(super) fn checks(sql: &str) -> Vec<Check> {
    let words = words(sql);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.depth == 1
            && word.is("check")
            && let Some(condition) = bracketed(sql, words.get(at + 1..).unwrap_or_default())
        {
            found.push(Check {
                name: constraint_name(words.get(..at).unwrap_or_default()),
                condition,
            });
        }
    }
    found
}

/// `CONSTRAINT name CHECK (…)` has a name.
fn constraint_name(before: &[Word<'_>]) -> Option<String> {
    match before {
        [.., keyword, name] if keyword.is("constraint") => Some(name.unquoted()),
        _ => None,
    }
}

/// What stands between the bracket that comes next and the one that closes it.
fn bracketed(sql: &str, after: &[Word<'_>]) -> Option<String> {
    let (open, rest) = after.split_first().filter(|(open, _)| open.text == "(")?;
    let close = rest.iter().find(|word| word.text == ")" && word.depth == open.depth)?;
    Some(sql.get(open.end()..close.start)?.trim().to_owned())
}

/// The text of an index's column or expression, counted from 0.
pub(super) fn index_part(sql: &str, place: usize) -> Option<String> {
    let words = words(sql);
    let on = words.iter().position(|word| word.depth == 0 && word.is("on"))?;
    let open = words.get(on..)?.iter().find(|word| word.depth == 0 && word.text == "(")?;
    let close = words.iter().rfind(|word| {
        word.depth == 0 && word.text == ")" && word.start > open.start && closes(&words, open, word)
    })?;
    let inside = words.iter().filter(|word| word.start > open.start && word.start < close.start);
    let commas = inside.filter(|word| word.depth == 1 && word.text == ",").map(|word| word.start);
    let mut edges: Vec<usize> = vec![open.start];
    edges.extend(commas);
    edges.push(close.start);
    let (from, to) = (edges.get(place)?, edges.get(place + 1)?);
    Some(sql.get(from + 1..*to)?.trim().to_owned())
}

/// Whether this closing bracket is the first at the opening one's depth.
fn closes(words: &[Word<'_>], open: &Word<'_>, close: &Word<'_>) -> bool {
    let first = words
        .iter()
        .find(|word| word.start > open.start && word.depth == open.depth && word.text == ")");
    first.is_some_and(|first| first.start == close.start)
}

/// A trigger and when it fires: the words between its name and its table's.
pub(super) fn trigger(name: String, sql: String) -> Trigger {
    let begins = ["before", "after", "instead", "delete", "insert", "update"];
    let words = words(&sql);
    let named = words.iter().position(|word| word.unquoted().eq_ignore_ascii_case(&name));
    let fires = words
        .get(named.map_or(0, |at| at + 1)..)
        .unwrap_or_default()
        .iter()
        .skip_while(|word| !begins.iter().any(|begin| word.is(begin)))
        .take_while(|word| !word.is("on"));
    let fires = in_capitals(fires.map(|word| word.text).collect());
    Trigger { name, fires, body: sql }
}

/// Keywords in capitals; the columns after `UPDATE OF` as they are.
fn in_capitals(words: Vec<&str>) -> String {
    let update = words.iter().position(|word| word.eq_ignore_ascii_case("update"));
    let keywords = update.map_or(words.len(), |at| at + 2);
    let written = |(at, word): (usize, &&str)| {
        if at < keywords { word.to_ascii_uppercase() } else { (*word).to_owned() }
    };
    let written: Vec<String> = words.iter().enumerate().map(written).collect();
    written.join(" ").replace(" ,", ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sql: &str) -> String {
        let shown =
            |check: Check| format!("{}: {}", check.name.unwrap_or_default(), check.condition);
        checks(sql).into_iter().map(shown).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn check_constraints() {
        assert_eq!(check("CREATE TABLE t (a INT CHECK (a > 0), b TEXT)"), ": a > 0");
        assert_eq!(
            check(
                "create table \"check\" (\n a int, -- check (no)\n b text default 'check (no)',\n \
                 constraint \"a b\" check ((a in (1, 2)) and b <> ')'))"
            ),
            "a b: (a in (1, 2)) and b <> ')'"
        );
        assert_eq!(check("CREATE TABLE t (a INT /* CHECK (x) */, [check] INT)"), "");
    }

    #[test]
    fn parts_of_an_index() {
        let sql = "CREATE UNIQUE INDEX \"on (x\" ON t (a, lower(b || ','), c DESC) WHERE (a > 0)";
        assert_eq!(index_part(sql, 1).as_deref(), Some("lower(b || ',')"));
        assert_eq!(index_part(sql, 2).as_deref(), Some("c DESC"));
        assert_eq!(index_part(sql, 3), None);
    }

    #[test]
    fn when_triggers_fire() {
        let fires = |name: &str, sql: &str| trigger(name.into(), sql.into()).fires;
        let of = "create trigger \"After\" after update of a, B on t begin select 1; end";
        assert_eq!(fires("After", of), "AFTER UPDATE OF a, B");
        assert_eq!(
            fires("x", "create trigger x instead of delete on v BEGIN SELECT 1; END"),
            "INSTEAD OF DELETE"
        );
        assert_eq!(
            fires("x", "CREATE TRIGGER IF NOT EXISTS main.x INSERT ON t BEGIN SELECT 1; END"),
            "INSERT"
        );
    }
}
