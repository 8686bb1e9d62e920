//! Names and values as SQL text.

use insta::assert_snapshot;
use querist_sql::{Rules, check, identifier, literal};
use querist_vocabulary::{policy::AccessList, statement::Dialect, value::Value};
use sqlparser::keywords::ALL_KEYWORDS;

use super::fixture::{EVERY, checked, schema};

#[test]
fn identifiers_are_quoted_only_where_they_must_be() {
    let names = [
        "name",
        "Name",
        "order",
        "Order",
        "first name",
        "2nd",
        "a-b",
        "naïve",
        "say \"hi\"",
        "tick`s",
        "",
        "_x1",
        "a$b",
        "select",
        "user",
        "date",
        "status",
        "value",
        "year",
    ];
    let all = |dialect| names.map(|name| identifier(dialect, name)).join(" · ");
    assert_snapshot!(all(Dialect::SqlServer));
    assert_snapshot!(all(Dialect::BigQuery));
    assert_snapshot!(all(Dialect::Sqlite), @r#"
    name · Name · "order" · "Order" · "first name" · "2nd" · "a-b" · "naïve" · "say ""hi""" · "tick`s" · "" · _x1 · "a$b" · "select" · "user" · date · status · value · year
    "#);
    assert_snapshot!(all(Dialect::Postgres), @r#"
    name · "Name" · "order" · "Order" · "first name" · "2nd" · "a-b" · "naïve" · "say ""hi""" · "tick`s" · "" · _x1 · "a$b" · "select" · "user" · date · status · value · year
    "#);
    assert_snapshot!(all(Dialect::Mysql), @r#"
    name · Name · `order` · `Order` · `first name` · `2nd` · `a-b` · `naïve` · `say "hi"` · `tick``s` · `` · _x1 · `a$b` · `select` · `user` · date · status · value · year
    "#);
}

/// A query that names a table, a column and an alias `name`.
fn naming(name: &str) -> String {
    format!(
        "(select {name}, {name}.{name}, {name} as {name}, x.{name}, max({name}) \
         from {name} join (select {name} from {name}) as x using ({name}) \
         where {name} > 1 and {name} is null group by {name} order by {name}.{name}, {name})"
    )
}

#[test]
fn any_word_can_name_a_table_a_column_and_an_alias() {
    for dialect in EVERY {
        for words in ALL_KEYWORDS.chunks(50) {
            let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
            let columns: Vec<String> = words.iter().map(|word| format!("{word} text")).collect();
            let tables = words.iter().map(String::as_str).zip(columns.iter().map(String::as_str));
            let schema = schema(dialect, tables);
            let names = words.iter().map(|word| naming(&identifier(dialect, word)));
            let sql = names.collect::<Vec<_>>().join("\nunion all ");
            let access = AccessList::default();
            let rules = Rules { schema: &schema, access: &access, row_limit: None };
            check(&sql, rules).unwrap_or_else(|refusal| panic!("{dialect}: {refusal:?}"));
        }
    }
}

fn values() -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    vec![
        Value::Null,
        Value::Boolean(true),
        Value::Integer(-5),
        Value::Integer(i64::MIN),
        Value::Decimal("12345678901234567890.123".parse().expect("a number")),
        Value::Float(0.1),
        Value::Float(1e300),
        Value::Float(f64::NAN),
        Value::Float(f64::NEG_INFINITY),
        text("it's"),
        text("back\\slash' or 1=1 --"),
        text("\\"),
        text("a\0b"),
        text("line\nbreak 😀"),
        Value::Date("2024-02-29".parse().expect("a day")),
        Value::Time("23:59:59.5".parse().expect("a time")),
        Value::DateTime("2024-02-29T12:00:00".parse().expect("a moment")),
        Value::Timestamp("2024-02-29T12:00:00Z".parse().expect("an instant")),
        Value::Json(serde_json::json!({"a": ["it's", 1]})),
        Value::Binary(vec![0, 255, 39]),
        Value::Array(vec![Value::Integer(1), Value::Null]),
        Value::Array(vec![]),
        Value::Other("1 day".into()),
    ]
}

fn literals(dialect: Dialect) -> String {
    let literals = values().iter().map(|value| literal(dialect, value)).collect::<Vec<_>>();
    literals.join("\n")
}

#[test]
fn literals_of_sqlite() {
    assert_snapshot!(literals(Dialect::Sqlite), @r#"
    NULL
    1
    -5
    -9223372036854775808
    12345678901234567890.123
    0.1
    1e300
    NULL
    -9e999
    'it''s'
    'back\slash'' or 1=1 --'
    '\'
    CAST(X'610062' AS TEXT)
    'line
    break 😀'
    '2024-02-29'
    '23:59:59.5'
    '2024-02-29 12:00:00'
    '2024-02-29 12:00:00'
    '{"a":["it''s",1]}'
    X'00ff27'
    '[1,null]'
    '[]'
    '1 day'
    "#);
}

#[test]
fn literals_of_postgres() {
    assert_snapshot!(literals(Dialect::Postgres), @r#"
    NULL
    TRUE
    -5
    -9223372036854775808
    12345678901234567890.123
    0.1
    1e300
    'NaN'::float8
    '-inf'::float8
    'it''s'
    E'back\\slash'' or 1=1 --'
    E'\\'
    'ab'
    'line
    break 😀'
    DATE '2024-02-29'
    TIME '23:59:59.5'
    TIMESTAMP '2024-02-29 12:00:00'
    TIMESTAMPTZ '2024-02-29 12:00:00+00'
    '{"a":["it''s",1]}'::jsonb
    decode('00ff27', 'hex')
    ARRAY[1, NULL]
    '{}'
    '1 day'
    "#);
}

#[test]
fn literals_of_mysql() {
    assert_snapshot!(literals(Dialect::Mysql), @r#"
    NULL
    TRUE
    -5
    -9223372036854775808
    12345678901234567890.123
    0.1
    1e300
    NULL
    NULL
    'it''s'
    'back\\slash'' or 1=1 --'
    '\\'
    'a\0b'
    'line
    break 😀'
    DATE '2024-02-29'
    TIME '23:59:59.5'
    TIMESTAMP '2024-02-29 12:00:00'
    TIMESTAMP '2024-02-29 12:00:00'
    '{"a":["it''s",1]}'
    X'00ff27'
    '[1,null]'
    '[]'
    '1 day'
    "#);
}

#[test]
fn literals_of_sqlserver() {
    assert_snapshot!(literals(Dialect::SqlServer));
}

#[test]
fn literals_of_bigquery() {
    assert_snapshot!(literals(Dialect::BigQuery));
}

#[test]
fn literals_pass_the_check_and_stay_one_value() {
    for dialect in EVERY.into_iter().chain([Dialect::SqlServer, Dialect::BigQuery]) {
        for value in values() {
            let sql = format!("SELECT {}", literal(dialect, &value));
            if !sql.contains('\0') {
                checked(dialect, &sql).unwrap_or_else(|refusal| panic!("{sql}: {refusal}"));
            }
        }
    }
}
