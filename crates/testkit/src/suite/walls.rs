//! What a connection refuses although the check let it through.
//!
//! The statements here go straight to the connection, as if the check had been fooled. An account
//! with too many rights has ways around a read-only transaction that only the check can close;
//! those are not here but in the safety proofs of the library.

use querist_vocabulary::{database::Database, statement::Dialect, value::Value};

use super::{Setup, Subject};

const TABLES: Setup<'static> = Setup {
    sqlite: "create table t (id integer primary key, v text); insert into t values (1, 'kept');",
    postgres: "create table t (id serial primary key, v text); insert into t (v) values ('kept');",
    mysql: "create table t (id int auto_increment primary key, v varchar(20));
            insert into t (v) values ('kept');",
};

const WRITES: &[&str] = &[
    "insert into t (v) values ('new')",
    "update t set v = 'changed'",
    "delete from t",
    "create table made (id int)",
    "create view made as select * from t",
    "create index made on t (v)",
    "alter table t add column made int",
    "drop table t",
    "select 1; delete from t",
    "commit; delete from t",
    "rollback; delete from t; commit",
    "delete from t returning *",
];

fn own_writes(dialect: Dialect) -> &'static [&'static str] {
    match dialect {
        Dialect::Sqlite => &[
            "replace into t values (1, 'changed')",
            "pragma user_version = 7",
            "pragma query_only = 0",
            "pragma writable_schema = 1",
            "attach database 'beside.sqlite' as beside",
            "vacuum",
            "reindex",
            "select load_extension('nothing')",
            "select writefile('beside.txt', 'x')",
        ],
        Dialect::Postgres => &[
            "truncate t",
            "with gone as (delete from t returning *) select * from gone",
            "select * into made from t",
            "select * from t for update",
            "select nextval('t_id_seq')",
            "select setval('t_id_seq', 100)",
            "set transaction read write; delete from t",
            "commit; begin; delete from t; commit",
            "do $$ begin delete from t; end $$",
            "copy t from program 'echo 2,x' with (format csv)",
            "create role made",
            "vacuum t",
        ],
        Dialect::Mysql => &[
            "truncate t",
            "replace into t values (1, 'changed')",
            "select * from t for update",
            "insert into t (v) select v from t",
            "set session transaction read write; commit; delete from t",
            "commit and chain; delete from t",
            "load data infile '/etc/hostname' into table t",
            "create user made",
            "/*!50000 delete from t */",
        ],
        Dialect::SqlServer | Dialect::BigQuery => &[],
    }
}

pub async fn a_write_is_refused_by_the_connection(subject: &Subject) {
    subject.prepare(TABLES);
    try_writes(subject, &*subject.reader().await).await;
}

pub async fn a_write_is_refused_even_as_superuser(subject: &Subject) {
    subject.prepare(TABLES);
    try_writes(subject, &*subject.superuser().await).await;
}

async fn try_writes(subject: &Subject, database: &dyn Database) {
    let before = subject.checksum();
    for write in WRITES.iter().chain(own_writes(subject.dialect())) {
        // A statement may pass without effect; what counts is that nothing has changed.
        let _ = subject.ask(database, write).await;
        assert!(subject.checksum() == before, "changed by: {write}");
    }
    let kept = subject.value(database, "select v from t").await;
    assert_eq!(kept, Value::Text("kept".into()), "and it can still be read");
}

pub async fn session_state_does_not_leak(subject: &Subject) {
    let (set, get, clean) = match subject.dialect() {
        Dialect::Sqlite => return,
        Dialect::Postgres => (
            "select set_config('application_name', 'leaked', false)",
            "select current_setting('application_name') = 'leaked'",
            Value::Boolean(false),
        ),
        Dialect::Mysql => ("select @leaked := 1", "select @leaked", Value::Null),
        Dialect::SqlServer | Dialect::BigQuery => return,
    };
    let database = subject.reader().await;
    for _ in 0..12 {
        subject.ask(&*database, set).await.unwrap();
        assert_eq!(subject.value(&*database, get).await, clean);
    }
}

pub async fn rights_of_a_reader_are_quiet_and_of_a_superuser_loud(subject: &Subject) {
    subject.prepare(TABLES);
    let quiet = subject.reader().await.rights().await.unwrap();
    assert!(quiet.iter().all(|finding| !finding.serious), "{quiet:?}");
    let superuser = subject.superuser().await;
    if superuser.capabilities().accounts {
        let loud = superuser.rights().await.unwrap();
        let serious = loud.iter().find(|finding| finding.serious).expect("a serious finding");
        assert!(!serious.message.is_empty() && !serious.hint.is_empty());
    }
}
