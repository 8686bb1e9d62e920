//! What passed says the same to real servers as what came in.

use querist_testkit::{Server, Servers};
use querist_vocabulary::{
    policy::AccessList,
    schema::{Column, Schema},
    statement::Dialect,
    value::ValueKind,
};

use super::{
    fixture::{checked_with, shop},
    passes::valid,
};

/// Statements whose answer depends on the moment or on chance.
const VOLATILE: &[&str] = &[
    "now",
    "random",
    "rand(",
    "uuid",
    "explain",
    "clock",
    "timeofday",
    "sysdate",
    "current_time",
    "localtime",
    "utc_time",
    "unix_time",
    "curtime",
    "tablesample",
];

fn native(dialect: Dialect, column: &Column) -> &'static str {
    match (dialect, column.kind, column.name.as_str()) {
        (Dialect::Postgres, _, "search") => "tsvector",
        (Dialect::Postgres, _, "during") => "tstzrange",
        (Dialect::Postgres, _, "duration") => "interval",
        (_, ValueKind::Integer, _) => "int",
        (_, ValueKind::Decimal, _) => "decimal(10, 2)",
        (_, ValueKind::Date, _) => "date",
        (_, ValueKind::Boolean, _) => "boolean",
        (Dialect::Postgres, ValueKind::Timestamp, _) => "timestamptz",
        (Dialect::Postgres, ValueKind::Json, _) => "jsonb",
        (Dialect::Postgres, ValueKind::Array, _) => "text[]",
        (Dialect::Postgres, ..) => "text",
        (_, ValueKind::Timestamp, _) => "datetime",
        (_, ValueKind::Json | ValueKind::Array, _) => "json",
        _ => "varchar(200)",
    }
}

fn script(schema: &Schema) -> String {
    let quote = |name: &str| match schema.dialect {
        Dialect::Mysql | Dialect::BigQuery => format!("`{name}`"),
        Dialect::SqlServer => format!("[{name}]"),
        Dialect::Sqlite | Dialect::Postgres => format!("\"{name}\""),
    };
    let mut script = String::new();
    for table in &schema.tables {
        let column =
            |column: &Column| format!("{} {}", quote(&column.name), native(schema.dialect, column));
        let columns: Vec<String> = table.columns.iter().map(column).collect();
        script += &format!("create table {} ({});\n", quote(&table.name.name), columns.join(", "));
    }
    script += "insert into customers (id, name, city, balance, active) values (1, 'Ann', 'Paris', 10, true), (2, 'Bob', 'London', 20, false);\n";
    script += "insert into orders values (1, 1, '2024-01-01', 'open', 10, 'n', 'Paris'), (2, 2, '2024-02-01', 'done', 30, 'm', 'Rome');\n";
    script
}

/// How many statements the server took; what it does not know (a newer version's functions, an
/// extension that is not there) says nothing about the check.
fn compared(dialect: Dialect, server: &'static Server) -> usize {
    let mut schema = shop(dialect);
    let database = server.database("sql_check");
    schema.default_namespace = Some(database.name().to_owned());
    database.execute(&script(&schema));
    let mut taken = 0;
    for sql in valid(dialect) {
        let qualified = dialect == Dialect::Mysql && sql.contains("shop.");
        let Ok(wanted) = database.try_execute(sql) else { continue };
        let query = checked_with(dialect, sql, &AccessList::default(), Some(1_000));
        let query = query.unwrap_or_else(|refusal| panic!("{sql}: {refusal}"));
        let found = database.try_execute(&query.sql);
        let found = found.unwrap_or_else(|error| panic!("{sql}\n{}\n{error}", query.sql));
        let volatile = VOLATILE.iter().any(|word| sql.contains(word));
        assert!(volatile || qualified || same(sql, &wanted, &found), "{sql}\n{}", query.sql);
        taken += 1;
    }
    taken
}

/// Rows that nobody put in order may come in any.
fn same(sql: &str, wanted: &str, found: &str) -> bool {
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    wanted == found || (!sql.contains("order by") && sorted(wanted) == sorted(found))
}

#[test]
fn postgres_reads_the_same() {
    assert!(compared(Dialect::Postgres, Servers::postgres()) > 230);
}

#[test]
fn mariadb_reads_the_same() {
    assert!(compared(Dialect::Mysql, Servers::mariadb()) > 180);
}
