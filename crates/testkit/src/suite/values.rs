//! Values of every type, and what a profile says of them.

use std::{collections::BTreeSet, time::Duration};

use querist_vocabulary::{
    database::Limits,
    profile::{ColumnProfile, TableProfile},
    schema::TableName,
    statement::Dialect,
    value::{Value, ValueKind},
};

use super::{Setup, Subject};

/// Declared type, value as SQL, the kind, and the value as [`Value`]'s `Display` shows it.
type Sample = (&'static str, &'static str, ValueKind, &'static str);

const SQLITE: &[Sample] = &[
    ("integer", "9223372036854775807", ValueKind::Integer, "9223372036854775807"),
    ("integer", "-1", ValueKind::Integer, "-1"),
    ("real", "0.1", ValueKind::Float, "0.1"),
    ("text", "'grüße 🦀'", ValueKind::Text, "grüße 🦀"),
    ("text", "''", ValueKind::Text, ""),
    ("blob", "x'00ff'", ValueKind::Binary, "\\x00ff"),
];

const POSTGRES: &[Sample] = &[
    ("smallint", "-7", ValueKind::Integer, "-7"),
    ("integer", "2147483647", ValueKind::Integer, "2147483647"),
    ("bigint", "9223372036854775807", ValueKind::Integer, "9223372036854775807"),
    ("numeric(20,4)", "1234567890123456.5678", ValueKind::Decimal, "1234567890123456.5678"),
    ("numeric", "12345678901234567890123", ValueKind::Decimal, "12345678901234567890123"),
    ("real", "1.5", ValueKind::Float, "1.5"),
    ("double precision", "0.1", ValueKind::Float, "0.1"),
    ("double precision", "'NaN'", ValueKind::Float, "NaN"),
    ("double precision", "'-Infinity'", ValueKind::Float, "-inf"),
    ("boolean", "true", ValueKind::Boolean, "true"),
    ("text", "'grüße 🦀'", ValueKind::Text, "grüße 🦀"),
    ("varchar(9)", "''", ValueKind::Text, ""),
    ("mood", "'glad'", ValueKind::Text, "glad"),
    ("bytea", "'\\x00ff'", ValueKind::Binary, "\\x00ff"),
    ("date", "'2024-02-29'", ValueKind::Date, "2024-02-29"),
    ("time", "'23:59:59.5'", ValueKind::Time, "23:59:59.5"),
    ("timestamp", "'2024-02-29 12:30:00'", ValueKind::DateTime, "2024-02-29 12:30:00"),
    ("timestamptz", "'2024-02-29 12:30:00+02'", ValueKind::Timestamp, "2024-02-29T10:30:00Z"),
    ("date", "'infinity'", ValueKind::Date, "infinity"),
    ("json", "'{\"a\":[1,null]}'", ValueKind::Json, "{\"a\":[1,null]}"),
    ("jsonb", "'\"text\"'", ValueKind::Json, "\"text\""),
    (
        "uuid",
        "'00112233-4455-6677-8899-aabbccddeeff'",
        ValueKind::Uuid,
        "00112233-4455-6677-8899-aabbccddeeff",
    ),
    ("integer[]", "'{1,2,null}'", ValueKind::Array, "[1, 2, NULL]"),
    ("text[]", "'{a,\"b c\"}'", ValueKind::Array, "[a, b c]"),
    ("interval", "'1 day 02:00:00'", ValueKind::Other, "1 day 02:00:00"),
    ("inet", "'10.0.0.1'", ValueKind::Other, "10.0.0.1"),
    ("point", "'(1,2)'", ValueKind::Other, "(1,2)"),
    ("int4range", "'[1,5)'", ValueKind::Other, "[1,5)"),
    ("bit(3)", "B'101'", ValueKind::Other, "101"),
    ("tsvector", "'cat'", ValueKind::Other, "'cat'"),
];

const MARIADB: &[Sample] = &[
    ("smallint", "-7", ValueKind::Integer, "-7"),
    ("int unsigned", "4294967295", ValueKind::Integer, "4294967295"),
    ("bigint", "9223372036854775807", ValueKind::Integer, "9223372036854775807"),
    ("bigint unsigned", "18446744073709551615", ValueKind::Integer, "18446744073709551615"),
    ("decimal(20,4)", "1234567890123456.5678", ValueKind::Decimal, "1234567890123456.5678"),
    ("float", "1.5", ValueKind::Float, "1.5"),
    ("double", "0.1", ValueKind::Float, "0.1"),
    ("varchar(20)", "'grüße 🦀'", ValueKind::Text, "grüße 🦀"),
    ("longtext", "''", ValueKind::Text, ""),
    ("enum('sad','glad')", "'glad'", ValueKind::Text, "glad"),
    ("set('a','b')", "'a,b'", ValueKind::Text, "a,b"),
    ("varbinary(4)", "x'00ff'", ValueKind::Binary, "\\x00ff"),
    ("blob", "x'00ff'", ValueKind::Binary, "\\x00ff"),
    ("date", "'2024-02-29'", ValueKind::Date, "2024-02-29"),
    ("time", "'23:59:59'", ValueKind::Time, "23:59:59"),
    ("datetime(3)", "'2024-02-29 12:30:00.25'", ValueKind::DateTime, "2024-02-29 12:30:00.25"),
    ("year", "2024", ValueKind::Integer, "2024"),
];

fn samples(dialect: Dialect) -> &'static [Sample] {
    match dialect {
        Dialect::Sqlite => SQLITE,
        Dialect::Postgres => POSTGRES,
        Dialect::Mysql => MARIADB,
        Dialect::SqlServer | Dialect::BigQuery => &[],
    }
}

fn make_typed(subject: &Subject, values: impl Fn(&Sample) -> &'static str) {
    if subject.dialect() == Dialect::Postgres {
        subject.execute("create type mood as enum ('sad', 'glad');");
    }
    let samples = samples(subject.dialect());
    let columns: Vec<_> =
        samples.iter().enumerate().map(|(at, s)| format!("c{at} {} null", s.0)).collect();
    let values: Vec<_> = samples.iter().map(values).collect();
    subject.execute(&format!(
        "create table typed ({}); insert into typed values ({});",
        columns.join(", "),
        values.join(", ")
    ));
}

pub async fn every_type_becomes_a_typed_value(subject: &Subject) {
    make_typed(subject, |sample| sample.1);
    let database = subject.reader().await;
    let brought = subject.ask(&*database, "select * from typed").await.unwrap();
    let schema = database.schema().await.unwrap();
    let table = schema.table(&TableName::bare("typed")).unwrap();
    let mut wrong = Vec::new();
    for (at, (declared, sql, kind, shown)) in samples(subject.dialect()).iter().enumerate() {
        let value = &brought.rows[0][at];
        let came = (brought.columns[at].kind, table.columns[at].kind, value.to_string());
        if came != (*kind, *kind, (*shown).to_owned()) {
            wrong
                .push(format!("{declared} {sql}: {came:?} ({value:?}), expected {kind:?} {shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let mood = table.columns.iter().find(|column| !column.labels.is_empty());
    if subject.dialect() != Dialect::Sqlite {
        assert_eq!(mood.unwrap().labels[..2].last().unwrap(), "glad");
    }
}

pub async fn nulls_of_every_type(subject: &Subject) {
    make_typed(subject, |_| "null");
    let database = subject.reader().await;
    let brought = subject.ask(&*database, "select * from typed").await.unwrap();
    assert!(brought.rows[0].iter().all(Value::is_null));
    for (at, (declared, _, kind, _)) in samples(subject.dialect()).iter().enumerate() {
        assert_eq!(brought.columns[at].kind, *kind, "{declared}");
    }
}

pub async fn large_values_arrive_whole(subject: &Subject) {
    subject.execute("create table big (t text);");
    subject.prepare(Setup {
        sqlite: "insert into big values (replace(hex(zeroblob(500000)), '0', 'x'));",
        postgres: "insert into big values (repeat('x', 1000000));",
        mysql: "alter table big modify t longtext; insert into big values (repeat('x', 1000000));",
    });
    let database = subject.reader().await;
    let value = subject.value(&*database, "select t from big").await;
    assert_eq!(value, Value::Text("x".repeat(1_000_000)));
}

const PEOPLE: &str = "
    create table people (id int, name varchar(20), height decimal(5,2), born date, joined varchar(10));
    insert into people values
        (1, 'Ada', 1.70, '1815-12-10', '2020-01-05'), (2, 'Ben', 1.82, '1990-06-01', '2021-02-06'),
        (3, 'Ada', null, null, '2022-03-07'), (4, null, 1.65, '2001-01-31', null);
    create table nobody (id int, name varchar(20));";

async fn profile(subject: &Subject, name: &str) -> TableProfile {
    let database = subject.reader().await;
    let schema = database.schema().await.unwrap();
    database.profile(schema.table(&TableName::bare(name)).unwrap()).await.unwrap()
}

fn shown(value: Option<&Value>) -> String {
    value.map(Value::to_string).unwrap_or_default()
}

fn range(column: &ColumnProfile) -> (String, String) {
    (shown(column.min.as_ref()), shown(column.max.as_ref()))
}

pub async fn a_profile_counts(subject: &Subject) {
    subject.execute(PEOPLE);
    let profile = profile(subject, "people").await;
    assert_eq!((profile.rows, profile.sampled), (4, false));
    let counts: Vec<_> =
        profile.columns.iter().map(|c| (c.column.as_str(), c.distinct, c.nulls)).collect();
    let expected =
        [("id", 4, 0), ("name", 2, 1), ("height", 3, 1), ("born", 3, 1), ("joined", 3, 1)];
    assert_eq!(counts, expected);
    let [id, name, height, born, joined] = profile.columns.as_slice() else { panic!() };
    assert_eq!(range(id), ("1".into(), "4".into()));
    assert_eq!(range(name), ("Ada".into(), "Ben".into()));
    assert_eq!(range(height), ("1.65".into(), "1.82".into()));
    assert_eq!(range(born), ("1815-12-10".into(), "2001-01-31".into()));
    assert_eq!(shown(name.samples.first()), "Ada", "the most frequent first");
    assert_eq!(joined.looks_like, Some(ValueKind::Date));
    assert_eq!(name.looks_like, None);
}

pub async fn a_profile_of_an_empty_table(subject: &Subject) {
    subject.execute(PEOPLE);
    let profile = profile(subject, "nobody").await;
    assert_eq!(profile.rows, 0);
    assert_eq!(profile.columns.len(), 2);
    assert!(profile.columns.iter().all(|c| c.distinct == 0 && c.min.is_none()));
    assert!(profile.columns.iter().all(|c| c.samples.is_empty() && c.looks_like.is_none()));
}

pub async fn distinct_values_up_to_a_limit(subject: &Subject) {
    subject.execute(PEOPLE);
    let database = subject.reader().await;
    let schema = database.schema().await.unwrap();
    let people = schema.table(&TableName::bare("people")).unwrap();
    let column = people.column("name").unwrap();
    let limits = |rows, bytes| Limits { rows: Some(rows), bytes, timeout: Duration::from_secs(60) };
    let all = database.distinct(&people.name, column, limits(2, None)).await.unwrap();
    let names: BTreeSet<_> = all.values.iter().map(Value::to_string).collect();
    assert_eq!(names, BTreeSet::from(["Ada".to_owned(), "Ben".to_owned()]));
    assert!(all.complete);
    for limits in [limits(1, None), limits(2, Some(5))] {
        let part = database.distinct(&people.name, column, limits).await.unwrap();
        assert_eq!((part.values.len(), part.complete), (1, false));
    }
}
