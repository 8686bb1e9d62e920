//! What only SQLite can be asked.

use std::{
    fs,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use querist_databases::{Options, connect};
use querist_testkit::sqlite::execute;
use querist_vocabulary::{
    database::{DatabaseError, Limits},
    error::Coded,
    schema::TableName,
    value::Value,
};
use tempfile::TempDir;

use super::ask::{WHOLE, ask, ask_within, open, outline, refused, values};

/// A new file in a folder of its own, made with this SQL.
fn file(sql: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my shop?.db");
    execute(&path, sql);
    (folder, path)
}

fn names(folder: &TempDir) -> Vec<String> {
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| name(entry.unwrap())).collect();
    names.sort();
    names
}

#[tokio::test]
async fn values_are_read_as_they_are_stored() {
    let (_folder, path) = file(
        "create table t (day date, truth boolean, price decimal(8,2), n integer, r real, any, odd text);
         insert into t values ('2024-02-29', 1, 1.5, 'no number', 7, x'00ff', cast(x'67fc6e' as text));",
    );
    let database = open(path.to_str().unwrap()).await;
    let shown = values(
        &*database,
        &[
            "day from t",
            "truth from t",
            "price from t",
            "n from t",
            "r from t",
            "any from t",
            "odd from t",
            "sum(price) from t",
            "null",
            "9223372036854775807",
            "-9223372036854775808",
            "9e999",
            "zeroblob(2)",
            "'a' || char(0) || 'b'",
            "json_extract('{\"a\": [1]}', '$.a')",
            "column1 from (values (null), (1), (2.5))",
        ],
    )
    .await;
    insta::assert_snapshot!(shown);
}

#[tokio::test]
async fn structure_that_only_sqlite_has() {
    let (_folder, path) = file(
        "create table Region (a int, b int, primary key (b, a)) without rowid;
         create table shop (id integer primary key autoincrement, \"select\" text not null default 'x',
             x int references REGION, y int check (y > 0), \"a\"\"b\" varchar(3), [c d] blob, plain,
             twice int generated always as (y * 2) virtual,
             constraint \"both of\" foreign key (x, y) references region on delete set null,
             constraint sane check (y < 10 and \"select\" <> ')'), unique (x, y));
         create unique index \"odd index\" on shop (lower(\"select\"), y desc) where y is not null;
         create virtual table words using fts5(title, body);
         create virtual table boxes using rtree(id, left, right);
         create view good as select id, y + 1 as more from shop;
         create view bad as select a from nowhere;
         create view worse as select * from bad;
         create trigger late after update of y, x on shop begin select 1; end;
         create trigger instead_ instead of delete on good begin select 1; end;",
    );
    let schema = open(path.to_str().unwrap()).await.schema().await.unwrap();
    insta::assert_snapshot!(outline(&schema));
}

#[tokio::test]
async fn what_extends_sqlite_can_be_searched() {
    let (_folder, path) = file(
        "create virtual table words using fts5(title, body);
         insert into words values ('one', 'a red fox'), ('two', 'a blue whale');
         create virtual table old using fts4(body); insert into old values ('a red fox');
         create virtual table boxes using rtree(id, l, r); insert into boxes values (1, 0, 5), (2, 7, 9);",
    );
    let database = open(path.to_str().unwrap()).await;
    let shown = values(
        &*database,
        &[
            "title from words where words match 'fox'",
            "highlight(words, 1, '<', '>') from words where words match 'whale'",
            "count(*) from old where body match 'red'",
            "id from boxes where l > 6",
            "value from json_each('[7]')",
            "(with recursive n(i) as (select 1 union all select i + 1 from n where i < 9) select max(i) from n)",
        ],
    )
    .await;
    insta::assert_snapshot!(shown);
}

#[tokio::test]
async fn the_authorizer_lets_only_reading_through() {
    let (folder, path) = file("create table t (a); insert into t values (1);");
    let database = open(path.to_str().unwrap()).await;
    for sql in [
        "insert into t values (2) returning a",
        "pragma journal_mode = wal",
        "pragma table_info(t)",
        "select * from pragma_table_info('t')",
        "attach 'other.db' as other",
        "create temp table u (a)",
        "begin",
        "savepoint s",
        "select load_extension('x')",
        "select fts3_tokenizer('simple')",
        "explain delete from t",
        "select a from t; drop table t",
        "detach main",
    ] {
        let error = ask(&*database, sql).await.map(|_| sql).unwrap_err();
        assert!(
            matches!(error, DatabaseError::Denied(_) | DatabaseError::Query(_)),
            "{sql}: {error:?}"
        );
    }
    assert_eq!(names(&folder), ["my shop?.db"]);
}

#[tokio::test]
async fn files_that_are_no_database() {
    let (folder, path) = file("create table t (a); insert into t select zeroblob(9000);");
    let make = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let subfolder = folder.path().join("folder.db");
    fs::create_dir(&subfolder).unwrap();
    let whole = fs::read(&path).unwrap();
    let mut damaged = whole.clone();
    damaged[100..4096].fill(0xff);
    let mut lines = String::new();
    for path in [
        folder.path().join("missing.db"),
        subfolder,
        make(
            "text.db",
            b"just a text that somebody has named so, long enough to have a header in it",
        ),
        make("encrypted.db", &(0..4096_u32).map(|n| ((n * 7919) >> 3) as u8).collect::<Vec<_>>()),
        make("damaged.db", &damaged),
        make("cut.db", &whole[..4097]),
        "/dev/null".into(),
    ] {
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let line = match connect(path.to_str().unwrap(), &Options::STANDARD).await {
            Ok(database) => format!(
                "{:?}",
                ask(&*database, "select a from t").await.map(|asked| asked.rows.len())
            ),
            Err(error) => error.to_string(),
        };
        lines.push_str(&format!("{name}: {line}\n"));
    }
    let shown = lines.replace(folder.path().to_str().unwrap(), "");
    insta::assert_snapshot!(shown);
    let empty = open(make("empty.db", b"").to_str().unwrap()).await;
    assert!(empty.schema().await.unwrap().tables.is_empty(), "an empty file is an empty database");
    assert!(!folder.path().join("missing.db").exists());
}

#[tokio::test]
async fn addresses_of_files() {
    let (folder, path) = file("create table t (a);");
    let at = path.to_str().unwrap();
    let encoded = at.replace(' ', "%20").replace('?', "%3f");
    for address in [
        at.into(),
        format!("sqlite://{encoded}"),
        format!("sqlite:///{encoded}"),
        format!("file:{encoded}?mode=rwc"),
    ] {
        assert_eq!(open(&address).await.address(), at, "{address}");
    }
    let error = refused("ann:secret@host/shop.db").await.to_string();
    assert_eq!(error, "no such database file: `ann:***@host/shop.db`");
    assert_eq!(names(&folder), ["my shop?.db"], "nothing is made beside it");
}

#[tokio::test]
async fn a_file_that_others_write_to() {
    let (folder, path) =
        file("pragma journal_mode = wal; create table t (a); insert into t values (1);");
    let database = open(path.to_str().unwrap()).await;
    let count = async || ask(&*database, "select count(*) from t").await.unwrap().rows;
    assert_eq!(count().await, [[Value::Integer(1)]]);
    assert_eq!(names(&folder), ["my shop?.db"], "reading makes no files beside it");
    execute(&path, "insert into t values (2);");
    assert_eq!(count().await, [[Value::Integer(2)]], "a change is seen");
    let mut writer = hold(&path, "insert into t values (3);");
    assert_eq!(count().await, [[Value::Integer(3)]], "and a log beside the file is read");
    drop(writer.stdin.take());
    writer.wait().unwrap();
    assert_eq!(count().await, [[Value::Integer(3)]]);
}

#[tokio::test]
async fn another_file_in_its_place_is_another_database() {
    let (folder, path) = file("create table t (a); insert into t values (1);");
    let database = open(path.to_str().unwrap()).await;
    let before = database.fingerprint().await.unwrap();
    assert_eq!(ask(&*database, "select * from t").await.unwrap().rows.len(), 1);
    let other = folder.path().join("other.db");
    execute(&other, "create table t (a);");
    fs::rename(&other, &path).unwrap();
    assert_eq!(ask(&*database, "select * from t").await.unwrap().rows.len(), 0);
    assert_ne!(database.fingerprint().await.unwrap(), before);
    fs::remove_file(&path).unwrap();
    let gone = ask(&*database, "select * from t").await.unwrap_err();
    assert!(matches!(gone, DatabaseError::NoSuchFile { .. }), "{gone:?}");
}

/// A client that has run this and stays in the file while its input is open.
fn hold(path: &Path, sql: &str) -> Child {
    let piped = || Stdio::piped();
    let mut client =
        Command::new("sqlite3").arg(path).stdin(piped()).stdout(piped()).spawn().unwrap();
    let input = client.stdin.as_mut().unwrap();
    input.write_all(format!("{sql} select 'done';\n").as_bytes()).unwrap();
    client.stdout.as_mut().unwrap().read_exact(&mut [0; 4]).unwrap();
    client
}

#[tokio::test]
async fn a_locked_file_is_no_endless_wait() {
    let (_folder, path) = file("create table t (a);");
    let database = open(path.to_str().unwrap()).await;
    let mut holder = hold(&path, "begin exclusive; insert into t values (1);");
    let limits = Limits { timeout: Duration::from_secs(2), ..WHOLE };
    let error = ask_within(&*database, "select * from t", limits).await.unwrap_err();
    assert!(matches!(error, DatabaseError::Locked { .. }), "{error:?}");
    drop(holder.stdin.take());
    holder.wait().unwrap();
    assert!(ask(&*database, "select * from t").await.unwrap().rows.is_empty());
}

#[tokio::test]
async fn no_value_fills_the_memory() {
    let (_folder, path) =
        file("create table t (a int, b text); insert into t values (1, zeroblob(70000000));");
    let database = open(path.to_str().unwrap()).await;
    for sql in [
        "select replace(replace(printf('%.*c', 100000, 'x'), 'x', printf('%.*c', 1000, 'y')), 'y', 'zzzzzzzz')",
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100) \
         select group_concat(printf('%.*c', 1000000, 'x')) from n",
        "select zeroblob(900000000)",
        "select b from t",
    ] {
        let error = ask(&*database, sql).await.map(drop).unwrap_err();
        assert_eq!(error, DatabaseError::TooLarge { most: 64 << 20 }, "{sql}");
        assert!(error.hint().contains("substr"), "{error}");
    }
    // SQLite's own answer to what its `printf` finds too large.
    let printed = ask(&*database, "select printf('%.*c', 900000000, 'x')").await.unwrap();
    assert_eq!(printed.rows, [[Value::Null]]);
    let of_others = ask(&*database, "select a, length(b) from t").await.unwrap();
    assert_eq!(of_others.rows, [[Value::Integer(1), Value::Integer(70_000_000)]]);
    let schema = database.schema().await.unwrap();
    assert!(database.profile(&schema.tables[0]).await.is_ok(), "its table is looked at");
}

#[tokio::test]
async fn who_asked_does_not_wait_for_a_function_that_cannot_be_stopped() {
    let (_folder, path) = file("create table t (a);");
    let database = open(path.to_str().unwrap()).await;
    // Some minutes of comparing, within one function.
    let sql = "select instr(printf('%.*c', 8000000, 'x'), printf('%.*c', 4000000, 'x') || 'y')";
    let limits = Limits { timeout: Duration::from_millis(200), ..WHOLE };
    let error = ask_within(&*database, sql, limits).await.unwrap_err();
    assert_eq!(error, DatabaseError::TimedOut(limits.timeout));
    let other = ask(&*database, "select 1").await.unwrap();
    assert_eq!(other.rows.len(), 1, "others are answered meanwhile");
}

#[tokio::test]
async fn a_profile_of_a_large_table_sees_all_of_it() {
    let (_folder, path) = file(
        "create table t (id integer primary key, at text, gone int);
         with recursive n(i) as (select 1 union all select i + 1 from n where i < 50000)
         insert into t select i * 10, date('2020-01-01', '+' || (i / 50) || ' days'), null from n;
         create table keyed (id text primary key, n int) without rowid;
         insert into keyed select 'k' || id, id from t;",
    );
    let database = open(path.to_str().unwrap()).await;
    let schema = database.schema().await.unwrap();
    let profile = async |name: &str| {
        let table = schema.table(&TableName::bare(name)).unwrap();
        database.profile(table).await.unwrap()
    };
    let spread = profile("t").await;
    assert!(spread.sampled && (9_000..=11_000).contains(&spread.rows), "{}", spread.rows);
    let at = &spread.columns[1];
    let ends = (at.min.as_ref().unwrap().to_string(), at.max.as_ref().unwrap().to_string());
    assert_eq!(ends, ("2020-01-01".into(), "2022-09-26".into()));
    assert_eq!((spread.columns[2].nulls, spread.columns[2].distinct), (spread.rows, 0));
    let first = profile("keyed").await;
    assert!(first.sampled && first.rows == 10_000);
}
