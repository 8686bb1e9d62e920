//! Generated statements that try to bring a write past the check.
//!
//! The judges know nothing of the parser: a real SQLite database, and for the others a scanner that
//! looks for words of change outside quotes, read with and without backslash escapes.

use std::env;

use proptest::{prelude::*, sample::select, test_runner::Config};
use querist_vocabulary::{policy::AccessList, statement::Dialect};

use super::{
    fixture::{EVERY, checked_with},
    oracle::Oracle,
    passes::valid,
};

/// More cases with `QUERIST_LONG=1`.
fn cases() -> Config {
    let cases = if env::var_os("QUERIST_LONG").is_some() { 10_000 } else { 400 };
    Config { failure_persistence: None, ..Config::with_cases(cases) }
}

const WRITES: &[&str] = &[
    "delete from customers",
    "drop table customers",
    "insert into customers (id) values (9)",
    "update customers set name = 'x'",
    "replace into customers (id) values (1)",
    "create table evil (a)",
    "alter table customers rename to evil",
    "pragma user_version = 7",
    "attach ':memory:' as evil",
    "vacuum",
    "reindex",
    "truncate table customers",
    "call evil()",
    "copy customers to '/tmp/evil'",
    "set global x = 1",
    "with w as (delete from customers returning *) select * from w",
    "with w as (select 1) delete from customers",
    "select 1 into outfile '/tmp/evil'",
    "select * into evil from customers",
    "select * from customers for update",
    "explain analyze delete from customers",
];

const CALLS: &[&str] = &[
    "load_extension('evil')",
    "writefile('/tmp/querist-evil', 'x')",
    "fts3_tokenizer('a', x'00')",
    "pg_sleep(0)",
    "pg_read_file('/etc/passwd')",
    "nextval('s')",
    "set_config('a', 'b', false)",
    "lo_import('/etc/passwd')",
    "dblink_exec('delete from customers')",
    "query_to_xml('delete from customers', true, true, '')",
    "sleep(0)",
    "benchmark(1, 1)",
    "load_file('/etc/passwd')",
    "get_lock('x', 1)",
    "last_insert_id(5)",
    "evil.lower('x')",
];

/// Where `W` stands, a write goes.
const WRAPPINGS: &[&str] = &[
    "W",
    "; W",
    ";W;--",
    "; W; select 1",
    "(W)",
    "((W))",
    "union W",
    "union all (W)",
    "exists (W)",
    "in (W)",
    ", (W) x",
    "from (W) x",
    "with w as (W) select 1",
    "join (W) x on true",
    "/*! W */",
    "/*!50000 W */",
    "/*M! W */",
    "/*+ W */",
    "/* */ W /* */",
    "-- \nW",
    "--\nW",
    "#\nW",
    "' ; W --",
    "'; W; --",
    "\\'; W; --",
    "''; W; --",
    "\"; W; --",
    "`; W; --",
    "]; W; --",
    "$$; W; --",
    "\\\\'; W; --",
    "'\\'' ; W --",
    "*/ W /*",
    "); W; --",
    ")) W --",
    "\nW\n",
    "\u{a0}W",
    "lateral (W) x",
    "any (W)",
    "array (W)",
    "end; W",
    "go\nW",
    "limit (W)",
    "offset (W)",
    "as W",
    "over (W)",
    "filter (where W)",
    "returning W",
    "e'\\'; W; --'",
    "x'41'; W; --",
];

/// Text in which some letters are capitals.
fn recased(text: &str, seed: u64) -> String {
    let flip = |(at, letter): (usize, char)| match (seed >> (at % 61)) & 1 {
        1 => letter.to_ascii_uppercase(),
        _ => letter,
    };
    text.chars().enumerate().map(flip).collect()
}

/// A reading statement with a write somewhere in it.
fn smuggled(dialect: Dialect) -> impl Strategy<Value = String> {
    let base = select(valid(dialect).collect::<Vec<_>>());
    let piece = prop_oneof![
        (select(WRAPPINGS), select(WRITES)).prop_map(|(wrap, write)| wrap.replace('W', write)),
        (select(WRAPPINGS), select(CALLS)).prop_map(|(wrap, call)| wrap.replace('W', call)),
    ];
    let how = (any::<prop::sample::Index>(), any::<bool>(), any::<u64>());
    (base, piece, how).prop_map(|(base, piece, (at, instead, seed))| {
        let words: Vec<&str> = base.split(' ').collect();
        let at = at.index(words.len() + 1);
        let piece = recased(&piece, seed);
        let rest = words.get(at + usize::from(instead)..).unwrap_or_default();
        [words.get(..at).unwrap_or_default(), &[piece.as_str()], rest].concat().join(" ")
    })
}

/// Pieces of SQL in any order.
fn soup() -> impl Strategy<Value = String> {
    let pieces = [
        "select",
        "*",
        "from",
        "customers",
        "(",
        ")",
        "'",
        "\"",
        "`",
        "[",
        "]",
        "\\",
        ";",
        "--",
        "/*",
        "*/",
        "/*!",
        "delete",
        "with",
        "x",
        "as",
        ",",
        "1",
        "union",
        "where",
        "=",
        "$$",
        "#",
        "\n",
        "@",
        ":",
        "?",
        "!",
        "||",
        "&&",
        "<",
        ">",
        "-",
        "+",
        ".",
        "e'",
        "x'",
        "b'",
        "n'",
        "u&'",
        "0x",
        "1e",
        "case",
        "end",
        "not",
        "in",
        "exists",
        "into",
        "update",
        "set",
        "values",
        "limit",
        "interval",
        "cast",
        "::",
        "->",
        "|>",
        "{",
        "}",
        "é",
        "\u{202e}",
        "\u{0}",
        "like",
        "is",
        "null",
    ];
    prop::collection::vec(select(pieces.to_vec()), 1..25).prop_map(|pieces| pieces.join(" "))
}

/// Words that no reading statement has outside quotes.
const CHANGE: &[&str] = &["delete", "drop", "alter", "create", "into", "outfile", "dumpfile"];

/// Functions that no reading statement calls.
const EFFECTS: &[&str] = &[
    "load_extension",
    "writefile",
    "pg_sleep",
    "fts3_tokenizer",
    "pg_read_file",
    "nextval",
    "set_config",
    "lo_import",
    "dblink_exec",
    "sleep",
    "query_to_xml",
    "benchmark",
    "load_file",
    "get_lock",
    "last_insert_id",
];

#[derive(Clone, Copy)]
enum Backslash {
    Escapes,
    IsPlain,
}

/// What stands outside quotes, in lower case; none where a quote stays open, or a comment or a
/// second statement begins.
fn outside_quotes(sql: &str, backslash: Backslash) -> Option<String> {
    let mut bare = String::new();
    let mut open = None;
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        match (open, letter) {
            (Some('\''), '\\') if matches!(backslash, Backslash::Escapes) => drop(letters.next()),
            (Some(quote), _) if letter == quote && letters.peek() == Some(&quote) => {
                letters.next();
            }
            (Some(quote), _) if letter == quote => open = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => {
                open = Some(letter);
                bare.push(' ');
            }
            (None, ';') => return None,
            (None, _) => bare.push(letter),
        }
    }
    let clean = open.is_none() && !bare.contains("--") && !bare.contains("/*");
    clean.then(|| bare.to_lowercase())
}

fn is_harmless(bare: &str) -> bool {
    let mut words = bare.split(|c: char| !c.is_alphanumeric() && c != '_');
    let calls = EFFECTS.iter().any(|name| bare.contains(&format!("{name}(")));
    let fills = bare.contains("insert into") || bare.contains("truncate table");
    !calls && !fills && !words.any(|word| CHANGE.contains(&word))
}

fn only_reads(dialect: Dialect, sql: &str) -> bool {
    let modes: &[Backslash] = match dialect {
        Dialect::Mysql => &[Backslash::Escapes, Backslash::IsPlain],
        Dialect::BigQuery => &[Backslash::Escapes],
        Dialect::Postgres if sql.contains("E'") => &[Backslash::Escapes],
        Dialect::Sqlite | Dialect::Postgres | Dialect::SqlServer => &[Backslash::IsPlain],
    };
    modes.iter().all(|mode| outside_quotes(sql, *mode).is_some_and(|bare| is_harmless(&bare)))
}

/// What passes is harmless to every judge.
fn judge(dialect: Dialect, sql: &str) -> Result<(), TestCaseError> {
    let Ok(query) = checked_with(dialect, sql, &AccessList::default(), Some(5)) else {
        return Ok(());
    };
    let passed = &query.sql;
    prop_assert!(only_reads(dialect, passed), "{dialect}: {sql:?} passed as {passed:?}");
    if dialect == Dialect::Sqlite {
        prop_assert!(Oracle::new().is_untouched_by(passed), "{sql:?} wrote as {passed:?}");
    }
    let again = checked_with(dialect, passed, &AccessList::default(), Some(5));
    let again = again.map(|query| query.sql);
    prop_assert_eq!(again.as_ref(), Ok(passed), "not stable: {}", sql);
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_write_passes_in_sqlite(sql in smuggled(Dialect::Sqlite)) {
        judge(Dialect::Sqlite, &sql)?;
    }

    #[test]
    fn no_write_passes_in_postgres(sql in smuggled(Dialect::Postgres)) {
        judge(Dialect::Postgres, &sql)?;
    }

    #[test]
    fn no_write_passes_in_mysql(sql in smuggled(Dialect::Mysql)) {
        judge(Dialect::Mysql, &sql)?;
    }

    #[test]
    fn no_soup_passes_for_more_than_it_is(sql in soup()) {
        for dialect in EVERY {
            judge(dialect, &sql)?;
        }
    }

    #[test]
    fn text_stays_text(text in "[a-z'\"`\\\\;%_ \n\u{e9}/*-]{0,12}") {
        for dialect in EVERY {
            let value = querist_vocabulary::value::Value::Text(text.clone());
            let literal = querist_sql::literal(dialect, &value);
            let sql = format!("select {literal} as x from customers where name = {literal}");
            let query = checked_with(dialect, &sql, &AccessList::default(), None);
            prop_assert!(query.is_ok(), "{dialect}: {sql}: {query:?}");
            judge(dialect, &sql)?;
        }
    }
}

#[test]
fn the_scanner_sees_through_quotes() {
    assert!(only_reads(Dialect::Mysql, "SELECT 'delete', `drop`, 'it''s \\\\'"));
    assert!(!only_reads(Dialect::Mysql, "SELECT 'a\\' delete from x"));
    assert!(!only_reads(Dialect::Sqlite, "SELECT 1; delete"));
    assert!(!only_reads(Dialect::Postgres, "WITH x AS (DELETE FROM y) SELECT 1"));
}
