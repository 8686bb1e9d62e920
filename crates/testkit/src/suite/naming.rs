//! Names that need quotes, several schemas, many tables.

use std::time::Duration;

use querist_vocabulary::{
    database::{DatabaseError, Limits},
    schema::{TableKind, TableName},
    statement::Dialect,
    value::Value,
};

use super::{Setup, Subject};

/// Tables and columns get these names alike.
const ODD: &[&str] = &[
    "select",
    "two words",
    "Mixed Case",
    "dotted.name",
    "it's",
    "double\"quote",
    "back`tick",
    "semi;colon",
    "--comment",
    "grüße",
    "日本語",
    "%percent_",
];

fn quoted(dialect: Dialect, name: &str) -> String {
    match dialect {
        Dialect::Mysql | Dialect::BigQuery => format!("`{}`", name.replace('`', "``")),
        Dialect::SqlServer => format!("[{}]", name.replace(']', "]]")),
        Dialect::Sqlite | Dialect::Postgres => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

pub async fn odd_names_are_read_and_queried(subject: &Subject) {
    for name in ODD {
        let it = quoted(subject.dialect(), name);
        subject.execute(&format!(
            "create table {it} ({it} varchar(20), id int);
             insert into {it} values ('here', 1), ('there', 2);"
        ));
    }
    let database = subject.reader().await;
    let schema = database.schema().await.unwrap();
    for name in ODD {
        let found = schema.tables.iter().find(|table| table.name.name == *name);
        let table = found.unwrap_or_else(|| panic!("no `{name}`"));
        let column = table.column(name).unwrap();
        let it = quoted(subject.dialect(), name);
        let sql = format!("select {it} from {it} order by id");
        let brought = subject.ask(&*database, &sql).await.unwrap();
        assert_eq!(brought.columns[0].name, *name);
        assert_eq!(brought.rows[0], [Value::Text("here".into())]);
        let limits = Limits { rows: None, bytes: None, timeout: Duration::from_secs(60) };
        let distinct = database.distinct(&table.name, column, limits).await.unwrap();
        assert_eq!(distinct.values.len(), 2, "{name}");
        let profile = database.profile(table).await.unwrap();
        assert_eq!(profile.column_named(name), 2, "{name}");
    }
}

/// Different values of a column.
trait ColumnNamed {
    fn column_named(&self, name: &str) -> u64;
}

impl ColumnNamed for querist_vocabulary::profile::TableProfile {
    fn column_named(&self, name: &str) -> u64 {
        self.columns.iter().find(|column| column.column == name).unwrap().distinct
    }
}

pub async fn the_same_name_in_two_schemas(subject: &Subject) {
    let database = subject.reader().await;
    if subject.dialect() != Dialect::Postgres {
        subject.execute("create table place (a int);");
        let schema = database.schema().await.unwrap();
        assert_eq!(schema.tables[0].name.namespace.is_some(), database.capabilities().namespaces);
        return;
    }
    subject.execute(
        "create schema other; create table public.place (a int); create table other.place (b int);
         create table other.only (c int); insert into other.place values (7);",
    );
    let schema = database.schema().await.unwrap();
    assert_eq!(schema.default_namespace.as_deref(), Some("public"));
    let named = |namespace: Option<&str>, name: &str| {
        let name = TableName { namespace: namespace.map(str::to_owned), name: name.into() };
        let table = schema.table(&name).unwrap();
        (table.name.to_string(), table.columns[0].name.clone())
    };
    assert_eq!(named(None, "place"), ("public.place".into(), "a".into()));
    assert_eq!(named(Some("other"), "place"), ("other.place".into(), "b".into()));
    assert_eq!(named(None, "only"), ("other.only".into(), "c".into()));
    assert_eq!(subject.value(&*database, "select b from other.place").await, Value::Integer(7));
}

pub async fn two_thousand_tables(subject: &Subject) {
    let engine = if subject.dialect() == Dialect::Mysql { " engine=myisam" } else { "" };
    let tables = (0..2_000).map(|n| format!("create table t{n} (id int, a int, b int){engine};\n"));
    let script: String = tables.collect();
    subject.execute(&match subject.dialect() {
        Dialect::Mysql => script,
        Dialect::Sqlite | Dialect::Postgres | Dialect::SqlServer | Dialect::BigQuery => {
            format!("begin;\n{script}commit;")
        }
    });
    let database = subject.reader().await;
    let schema = database.schema().await.unwrap();
    assert_eq!(schema.tables.len(), 2_000);
    assert!(schema.tables.iter().all(|table| table.columns.len() == 3));
}

pub async fn a_broken_view_breaks_nothing_else(subject: &Subject) {
    subject.execute(
        "create table base (id int); create view good as select id from base;
         create table doomed (n int);",
    );
    subject.prepare(Setup {
        sqlite: "create view bad as select n from doomed; drop table doomed;",
        // PostgreSQL drops no table under a view; this one fails when it is read.
        postgres: "create view bad as select 1 / (n - n) as n from doomed; insert into doomed values (1);",
        mysql: "create view bad as select n from doomed; drop table doomed;",
    });
    let database = subject.reader().await;
    let schema = database.schema().await.unwrap();
    let good = schema.table(&TableName::bare("good")).unwrap();
    assert_eq!((good.kind, good.columns.len()), (TableKind::View, 1));
    assert!(schema.table(&TableName::bare("base")).is_some());
    let error = subject.ask(&*database, "select * from bad").await.unwrap_err();
    assert!(matches!(error, DatabaseError::Query(_)), "{error:?}");
    if let Some(bad) = schema.table(&TableName::bare("bad")) {
        assert!(database.profile(bad).await.is_err());
    }
    subject.ask(&*database, "select * from good").await.unwrap();
}
