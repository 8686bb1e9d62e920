//! Bad input gets a clear error with a hint and an exit code.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn no_database() {
    assert_snapshot!(World::new().run("ask how many customers"), @r#"
    exit 2
    --- stderr
    error: no database is named
    hint: name one with `--db FILE` or `QUERIST_DB`; `querist demo` makes one to try
    "#);
}

#[test]
fn a_missing_file() {
    assert_snapshot!(World::new().run("ask --db nothing.db how many customers"), @r#"
    exit 1
    --- stderr
    error: no such database file: `nothing.db`
    hint: check the path; `querist demo` makes a database to try
    "#);
}

#[test]
fn a_file_that_is_no_database() {
    let world = World::new();
    std::fs::write(
        world.path("notes.db"),
        "these are only notes, more than a hundred bytes of them".repeat(9),
    )
    .unwrap();
    std::fs::write(world.path("empty.db"), "").unwrap();
    let whole = std::fs::read(world.path("shop.db")).unwrap();
    std::fs::write(world.path("half.db"), &whole[..whole.len() / 2]).unwrap();
    assert_snapshot!(world.run("ask --db notes.db how many customers"), @r#"
    exit 1
    --- stderr
    error: `[FOLDER]/notes.db` is not a database that can be read: it is another kind of file, or it is encrypted
    hint: the file must be an SQLite 3 database that is not encrypted; `sqlite3 FILE 'pragma integrity_check'` says what is damaged
    "#);
    assert_snapshot!(world.run("ask --db half.db how many customers"), @r#"
    exit 1
    --- stderr
    error: `[FOLDER]/half.db` is not a database that can be read: database disk image is malformed
    hint: the file must be an SQLite 3 database that is not encrypted; `sqlite3 FILE 'pragma integrity_check'` says what is damaged
    "#);
    assert_snapshot!(world.run("ask --db empty.db how many customers"), @r#"
    exit 5
    --- stdout
    This database has no tables that this account may read.
    Not understood: `customers`
    "#);
    assert_snapshot!(world.run("ask --db . how many customers"), @r#"
    exit 1
    --- stderr
    error: `.` is not a database that can be read: it is a folder
    hint: the file must be an SQLite 3 database that is not encrypted; `sqlite3 FILE 'pragma integrity_check'` says what is damaged
    "#);
}

#[test]
fn an_address_that_is_none() {
    let world = World::new();
    assert_snapshot!(world.run("ask --db oracle://localhost/x how many"), @r#"
    exit 2
    --- stderr
    error: cannot read the database address `oracle://localhost/x`: only SQLite, PostgreSQL, MySQL and MariaDB are known
    hint: use a file path, or a URL such as `sqlite:shop.db`, `postgresql://user:password@host:5432/name` or `mysql://user:password@host:3306/name`
    "#);
    assert_snapshot!(world.run("ask --db postgresql://me:secret@127.0.0.1:1/x how many"), @r#"
    exit 1
    --- stderr
    error: cannot reach `postgresql://me@127.0.0.1:1/x`: Connection refused (os error 111)
    hint: check host and port, and that the server runs and lets this machine in
    "#);
}

#[test]
fn an_empty_question() {
    let world = World::new();
    assert_snapshot!(world.run("ask --db shop.db \"   \""), @r#"
    exit 2
    --- stderr
    error: there is no question
    hint: write it after the command, or into standard input
    "#);
    assert_snapshot!(world.feed("ask --db shop.db", "\n"), @r#"
    exit 2
    --- stderr
    error: there is no question
    hint: write it after the command, or into standard input
    "#);
}

#[test]
fn a_question_of_a_hundred_kilobytes() {
    let world = World::new();
    let long = "how many customers are there ".repeat(3500);
    assert_snapshot!(world.feed("ask --db shop.db", &long), @r#"
    exit 2
    --- stderr
    error: cannot read the question: it is 101499 bytes long, and 4000 are read
    hint: ask it in a sentence or two
    "#);
    assert_snapshot!(world.feed("ask --db shop.db --format json", &long), @r#"
    exit 2
    --- stdout
    {
      "code": "bad_question",
      "message": "cannot read the question: it is 101499 bytes long, and 4000 are read",
      "hint": "ask it in a sentence or two"
    }
    --- stderr
    error: cannot read the question: it is 101499 bytes long, and 4000 are read
    hint: ask it in a sentence or two
    "#);
}

#[test]
#[cfg(unix)]
fn text_that_is_no_utf8() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let world = World::new();
    let output = world.start(&["ask", "--db", "shop.db"], b"how many \xff\xfe");
    assert_snapshot!(world.told(&output), @r#"
    exit 2
    --- stderr
    error: standard input is not UTF-8 text: byte 10 is not valid
    hint: convert it first, for example with `iconv -t utf-8`
    "#);
    let bad = OsStr::from_bytes(b"how \xff");
    let output =
        world.start(&[OsStr::new("ask"), OsStr::new("--db"), OsStr::new("shop.db"), bad], b"");
    assert_snapshot!(world.told(&output), @r#"
    exit 2
    --- stderr
    error: invalid UTF-8 was detected in one or more arguments

    Usage: querist ask [OPTIONS] [QUESTION]...

    For more information, try '--help'.
    "#);
}

#[test]
fn control_characters() {
    let world = World::new();
    assert_snapshot!(world.run("ask --db shop.db how\u{7} many\u{1b}[31m customers\u{0b}"), @r#"
    exit 2
    --- stderr
    error: cannot read the question: it has the control character U+0007
    hint: type the question as plain text
    "#);
}

#[test]
fn fifty_thousand_parentheses() {
    let world = World::new();
    let deep = format!("select {}1{}", "(".repeat(50_000), ")".repeat(50_000));
    assert_snapshot!(world.feed("run --db shop.db", &deep), @r#"
    exit 3
    --- stdout
    Refused: the SQL has more than 20000 words and signs
    rule `too_large`
    hint: put long lists of values in a table, and join it
    "#);
}

#[test]
fn a_view_that_errors() {
    let world = World::new();
    world.database("broken.db", "create table a (x int); create view v as select x from a; create table b (y int); insert into b values (1); drop table a;");
    assert_snapshot!(world.run("run --db broken.db \"select * from v\""), @r#"
    exit 1
    --- stderr
    error: the database refused the query: no such table: main.a
    hint: `--explain` shows how the question was read; `querist schema` shows what is there
    "#);
    assert_snapshot!(world.run("ask --db broken.db how many b are there"), @r#"
    exit 0
    --- stdout
    The number of bs is 1.

    read as     Number of bs
    SQL         SELECT count(*) AS number_of_bs FROM b
    confidence  [CONFIDENCE], 1 row in [TIME]
    "#);
}

#[test]
fn a_column_named_select() {
    let world = World::new();
    world.database("odd.db", "create table \"order\" (\"select\" text, \"group by\" int); insert into \"order\" values ('x', 1);");
    assert_snapshot!(world.run("ask --db odd.db --format csv show the select of orders"), @r#"
    exit 0
    --- stdout
    select
    x
    "#);
    let told = world
        .feed("run --db odd.db --format csv", "select \"select\", \"group by\" from \"order\"");
    assert_snapshot!(told, @r#"
    exit 0
    --- stdout
    select,group by
    x,1
    "#);
}

#[test]
fn settings_that_are_not_understood() {
    let world = World::new();
    assert_snapshot!(world.run("ask --db shop.db --timeout soon how many customers"), @r#"
    exit 2
    --- stderr
    error: cannot use `timeout` from `--timeout`: expected a number of seconds, found `soon`
    hint: `--timeout SECONDS`: seconds until a query is stopped on the server
    "#);
    assert_snapshot!(world.run("ask --db shop.db --max-rows -- how many customers"), @r#"
    exit 2
    --- stderr
    error: a value is required for '--max-rows <ROWS>' but none was supplied

    For more information, try '--help'.
    "#);
    std::fs::write(world.path("querist.toml"), "max_rows = \"many").unwrap();
    assert_snapshot!(world.run("config show"), @r#"
    exit 2
    --- stderr
    error: cannot use the settings from `[FOLDER]/querist.toml`, line 1: invalid basic string, expected `"`
    hint: `querist config show` lists all settings
    "#);
}

#[test]
fn a_semantic_file_that_is_not_understood() {
    let world = World::new();
    std::fs::write(world.path("shop.querist.yaml"), "tabels: {}\n").unwrap();
    assert_snapshot!(world.run("ask --db shop.db how many customers"), @"
    exit 1
    --- stderr
    error: cannot read the semantic file `[FOLDER]/shop.querist.yaml`: unknown field `tabels`, expected one of `description`, `as_of`, `tables`, `measures`, `joins`, `topics`, `rules`, `examples`
    hint: `docs/guide/semantic-file.md` shows every key with an example
    ");
}

#[test]
fn output_that_cannot_be_written() {
    let world = World::new();
    assert_snapshot!(world.run("run --db shop.db --out nowhere/x.csv \"select 1\""), @r#"
    exit 1
    --- stderr
    error: cannot write `nowhere/x.csv`: No such file or directory (os error 2)
    hint: check the path, its rights and the free space
    "#);
    assert_snapshot!(world.run("run --db shop.db --out x.pdf \"select 1\""), @r#"
    exit 2
    --- stderr
    error: the ending of `x.pdf` names no format
    hint: end the name in .csv, .json, .xlsx or .md
    "#);
    assert_snapshot!(world.run("run --db shop.db --out /dev/full/x.csv \"select 1\""), @r#"
    exit 1
    --- stderr
    error: cannot write `/dev/full/x.csv`: Not a directory (os error 20)
    hint: check the path, its rights and the free space
    "#);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk() {
    let world = World::new();
    let mut command = world.command(&["run", "--db", "shop.db", "select name from customers"]);
    command.stdout(std::fs::File::options().write(true).open("/dev/full").unwrap());
    assert_snapshot!(world.told(&command.output().unwrap()), @r#"
    exit 1
    --- stderr
    error: cannot write the output: No space left on device (os error 28)
    hint: check the free space and where the output goes
    "#);
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let world = World::new();
    let mut child = world.command(&["schema", "--db", "shop.db", "--json"]).spawn().unwrap();
    drop(child.stdout.take());
    assert_snapshot!(world.told(&child.wait_with_output().unwrap()), @"exit 0");
}

#[test]
fn a_store_that_cannot_be_used() {
    let world = World::new();
    std::fs::write(world.path("data"), "a file where a folder should be").unwrap();
    assert_snapshot!(world.run("ask --db shop.db how many customers"), @r#"
    exit 1
    --- stderr
    error: cannot use the store `[FOLDER]/data/querist.db`: File exists (os error 17)
    hint: check the folder's rights and free space, or choose another with `QUERIST_DATA_DIR`
    "#);
}
