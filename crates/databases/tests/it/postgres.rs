//! What only PostgreSQL can be asked.

use std::time::Duration;

use querist_testkit::{Servers, TestDatabase};
use querist_vocabulary::{
    database::{Database, DatabaseError, Limits},
    value::Value,
};

use super::ask::{WHOLE, ask, ask_within, open, outline, values};

fn fresh() -> TestDatabase {
    Servers::postgres().database("pg")
}

/// Expressions of types that are seldom seen.
const RARE: &[&str] = &[
    "1e400::numeric",
    "'NaN'::numeric",
    "'-Infinity'::numeric",
    "1.10::numeric(10,4)",
    "'{{1,2},{3,NULL}}'::int[]",
    "'[5:6]={a,\"b,}\"}'::text[]",
    "array['it''s fine'::mood, null]",
    "array[1.5::price]",
    "array['{\"a\": [1]}'::jsonb]",
    "'1 3 2'::int2vector",
    "'it''s fine'::mood",
    "1.5::price",
    "1.5::dear",
    "(1, 'a \"b\"')::pair",
    "row(1, null, 'x')",
    "'[1,5)'::int4range",
    "'{[1,3),[5,7)}'::int4multirange",
    "'a=>1, b=>NULL'::hstore",
    "'MiXed'::citext",
    "'-$1,234.50'::money",
    "'10.0.0.0/8'::cidr",
    "'08:00:2b:01:02:03'::macaddr",
    "'1 year -2 days 03:04:05.6'::interval",
    "'infinity'::timestamptz",
    "'0044-03-15 BC'::date",
    "'20000-01-01'::timestamp",
    "'24:00'::time",
    "'04:05:06.789+02'::timetz",
    "'2024-02-29 12:30:00.123456+02'::timestamptz",
    "'(1,2),(3,4)'::box",
    "'<a>1</a>'::xml",
    "'a & b'::tsquery",
    "B'1010'::varbit",
    "'ab'::char(5)",
    "'pg_class'::regclass",
    "4294967295::oid",
    "'x'::\"char\"",
    "'abc'::name",
    "pg_lsn '16/B374D848'",
    "'\\xDEADBEEF'::bytea",
    "null",
    "true",
    "'untyped'",
    "12345678901234567890123456789",
    "0.1::real",
    "1e-300::float8",
    "'{\"z\": 1, \"a\": 12345678901234567890}'::json",
    "json_build_object('a', null)",
    "pg_sleep(0)",
];

#[tokio::test]
async fn values_of_rare_types() {
    let server = fresh();
    server.execute(
        "create extension hstore; create extension citext;
         create type mood as enum ('sad', 'it''s fine'); create domain price as numeric(8,2);
         create domain dear as price; create type pair as (a int, b text);",
    );
    let database = open(&server.url()).await;
    insta::assert_snapshot!(values(&*database, RARE).await);
}

/// The text of one column of one row.
async fn one(database: &dyn Database, sql: &str) -> String {
    match ask(database, sql).await {
        Ok(asked) => asked.rows[0][0].to_string(),
        Err(error) => error.to_string(),
    }
}

#[tokio::test]
async fn types_that_the_driver_does_not_know_beside_others() {
    let server = fresh();
    server.execute(
        "create type shade as (r int); create type odd as enum ('a');
         create table t (id int, spans int4multirange[], many datemultirange, o odd);
         insert into t values (1, '{\"{[1,3)}\"}', '{[2024-01-01,2024-02-01)}', 'a');",
    );
    let database = open(&server.url()).await;
    let asked = ask(&*database, "select id, spans, many, o from t -- the end").await.unwrap();
    let texts: Vec<_> = asked.rows[0].iter().map(Value::to_string).collect();
    assert_eq!(texts, ["1", "{\"{[1,3)}\"}", "{[2024-01-01,2024-02-01)}", "a"]);
    let empty = ask(&*database, "select spans, id from t where id = 2").await.unwrap();
    assert_eq!((empty.columns.len(), empty.rows.len()), (2, 0));
    let two =
        ask(&*database, "select many from t) as q on true; delete from t; select 1 from (t").await;
    assert!(matches!(two, Err(DatabaseError::Query(_))), "{two:?}");
}

#[tokio::test]
async fn structure_that_only_postgresql_has() {
    let server = fresh();
    server.execute(
        "create schema \"Sales.2024\"; create domain euro as numeric(8,2); create domain dear as euro;
         create type mood as enum ('sad', 'glad');
         create table \"Sales.2024\".region (a int, b int, primary key (b, a), unique (a, b));
         create table shop (id bigint generated always as identity primary key, moods mood[], m mood,
             price dear, x int, y int, geo point, who text, whole text generated always as (who || '!') stored,
             constraint together foreign key (x, y) references \"Sales.2024\".region (b, a)
                 on delete set null on update cascade,
             constraint sane check (x < y and who <> 'a''b'));
         create index on shop (lower(who), \"who\" desc) where x > 0;
         create table parted (at date, n int) partition by range (at);
         create table parted_1 partition of parted for values from ('2024-01-01') to ('2025-01-01');
         create materialized view stored as select count(*) as shops from shop;
         create extension file_fdw; create server f foreign data wrapper file_fdw;
         create foreign table outside (line text) server f options (filename '/etc/hostname');
         create function f() returns trigger language plpgsql as 'begin return new; end';
         create trigger late after insert or delete on shop for each statement execute function f();
         create table secret (id int, open_ int, primary key (id)); revoke all on secret from public;",
    );
    let reader = server.reader();
    server.execute(&format!(
        "revoke select on secret from {reader}; grant select (open_) on secret to {reader};"
    ));
    let schema = open(&server.url()).await.schema().await.unwrap();
    insta::assert_snapshot!(outline(&schema));
}

#[tokio::test]
async fn the_dangerous_account_is_told_how_to_be_harmless() {
    let server = fresh();
    let (name, reader) = (server.name(), server.reader());
    server.execute(&format!(
        "create table t (a int); create table u (a int);
         grant insert, delete on t, u to {reader}; grant create on schema public to {reader};
         grant create on database {name} to {reader}; grant pg_read_server_files to {reader};
         alter role {reader} bypassrls;"
    ));
    let findings = open(&server.url()).await.rights().await.unwrap();
    let shown: Vec<_> = findings
        .iter()
        .map(|found| format!("{} | {} | {}", found.serious, found.message, found.hint))
        .collect();
    insta::assert_snapshot!(shown.join("\n").replace(reader, "reader").replace(name, "shop"));
}

#[tokio::test]
async fn nothing_set_on_the_account_changes_what_is_read() {
    let server = fresh();
    let reader = server.reader();
    server.execute(&format!(
        "alter role {reader} set standard_conforming_strings = off;
         alter role {reader} set datestyle = 'German, DMY'; alter role {reader} set bytea_output = 'escape';
         alter role {reader} set timezone = 'Asia/Tokyo'; alter role {reader} set intervalstyle = 'iso_8601';
         alter role {reader} set default_transaction_read_only = off;
         alter role {reader} set transform_null_equals = on; alter role {reader} set array_nulls = off;"
    ));
    let database = open(&server.url()).await;
    assert_eq!(one(&*database, r"select 'a\'").await, r"a\");
    assert_eq!(one(&*database, "select date '2024-02-29'").await, "2024-02-29");
    assert_eq!(one(&*database, r"select '\x00'::bytea").await, "\\x00");
    assert_eq!(one(&*database, "select interval '1 day'").await, "1 day");
    assert_eq!(one(&*database, "show transaction_read_only").await, "on");
    assert_eq!(one(&*database, "show timezone").await, "UTC");
    assert_eq!(
        one(&*database, "select count(*) from (values (null)) as t (a) where a = null").await,
        "0"
    );
    assert_eq!(one(&*database, "select ('{null}'::text[])[1] is null").await, "true");
}

#[tokio::test]
async fn a_locked_table_is_no_endless_wait() {
    let server = std::sync::Arc::new(fresh());
    server.execute("create table t (a int);");
    let database = open(&server.url()).await;
    let holder = std::sync::Arc::clone(&server);
    let holder = std::thread::spawn(move || {
        holder.try_execute("begin; lock table t in access exclusive mode; select pg_sleep(60);")
    });
    let limits = Limits { timeout: Duration::from_secs(2), ..WHOLE };
    let error = loop {
        if let Err(error) = ask_within(&*database, "select * from t", limits).await {
            break error;
        }
    };
    assert!(matches!(error, DatabaseError::Locked { .. }), "{error:?}");
    server.execute(
        "select pg_cancel_backend(pid) from pg_locks where relation = 't'::regclass and granted;",
    );
    assert!(holder.join().unwrap().is_err());
}
