//! What Querist keeps: sessions, the audit log, settings.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn sessions_are_listed_shown_and_deleted() {
    let world = World::new();
    assert_snapshot!(world.run("sessions list"), @r#"
    exit 0
    --- stderr
    no sessions yet
    "#);
    world.run("ask --db shop.db how many customers are there");
    assert_snapshot!(world.run("sessions list"), @r#"
    exit 0
    --- stdout
    [ID]  [MINUTE]  1 question  how many customers are there  [FOLDER]/shop.db
    "#);
    assert_snapshot!(world.run("sessions show last"), @r#"
    exit 0
    --- stdout
    [MINUTE]  how many customers are there  answer, 1 row
                       SELECT count(*) AS number_of_customers FROM customers
    "#);
    assert_snapshot!(world.run("sessions delete last"), @r#"
    exit 0
    --- stderr
    deleted session [ID]
    "#);
    assert_snapshot!(world.run("sessions show last"), @r#"
    exit 1
    --- stderr
    error: no session `last`
    hint: ask a question first: each begins a session
    "#);
    assert_snapshot!(world.run("sessions show nobody"), @r#"
    exit 1
    --- stderr
    error: no session `nobody`
    hint: `querist sessions` lists what is kept
    "#);
}

#[test]
fn the_audit_log_is_shown_verified_and_exported() {
    let world = World::new();
    world.run("run --db shop.db \"drop table customers\"");
    assert_snapshot!(world.run("audit show"), @r#"
    exit 0
    --- stdout
        1  [MINUTE]  asked     unknown  {"id":"[ID]","question":"drop table customers"}
        2  [MINUTE]  refused   unknown  {"id":"[ID]","question":"drop table customers","rule":"not_read_only"}
    "#);
    assert_snapshot!(world.run("audit verify"), @r#"
    exit 0
    --- stdout
    whole, entries: 2
    head [ID]
    "#);
    assert_snapshot!(world.run("audit export --out log.jsonl"), @r#"
    exit 0
    --- stderr
    wrote 2 entries to log.jsonl
    "#);
    let log = std::fs::read_to_string(world.path("log.jsonl")).unwrap();
    assert!(log.lines().all(|line| line.starts_with('{')), "{log}");
}

#[test]
fn a_changed_entry_breaks_the_chain() {
    let world = World::new();
    world.run("run --db shop.db \"select 1\"");
    let store = world.path("data/querist.db");
    // The table refuses changes; whoever holds the file can lift that, and is found out.
    let list = "select 'drop trigger ' || name || ';' from sqlite_schema where type = 'trigger'";
    let lift = querist_testkit::sqlite::execute(&store, list);
    querist_testkit::sqlite::execute(
        &store,
        &format!("{lift}; delete from audit where number = 1"),
    );
    assert_snapshot!(world.run("audit verify"), @r#"
    exit 1
    --- stdout
    broken at entry 2: entry 1 is missing before it
    "#);
}

#[test]
fn settings_say_where_they_came_from() {
    let world = World::new().with("QUERIST_TIMEOUT", "7");
    std::fs::write(world.path("querist.toml"), "max_rows = 50\n").unwrap();
    let told = world.run("config show --db postgresql://me:secret@db.example.org/shop");
    let narrow = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_snapshot!(told.lines().map(narrow).collect::<Vec<_>>().join("\n"), @r#"
    exit 0
    --- stdout
    database postgresql://me:***@db.example.org/shop `--db`
    knowledge - default
    data_folder [FOLDER]/data environment `QUERIST_DATA_DIR`
    max_rows 50 `[FOLDER]/querist.toml`
    max_bytes 32MiB default
    timeout 7 environment `QUERIST_TIMEOUT`
    export_timeout 3600 default
    allow - default
    block - default
    mask_results off default
    cache on default
    cache_ttl_counts 60 default
    cache_ttl_pages 300 default
    cache_ttl_others 3600 default
    max_connections 10 default
    connect_timeout 10 default
    policy offline-only default
    model - default
    model_small - default
    model_sight masked-rows default
    model_timeout 30 default
    sentences template default
    prompts - default
    embedder - default
    tokens_per_question all default
    tokens_per_user_day all default
    tokens_per_day all default
    dollars_per_question all default
    dollars_per_user_day all default
    dollars_per_day all default
    model_cache on default
    model_cache_ttl 3600 default
    generation_temperature 0 default
    summary_temperature 0.3 default
    suggestion_temperature 0.7 default
    ledger_days 90 default
    ledger_bytes 256MiB default
    format table default
    color auto default
    "#);
}

#[test]
fn the_doctor_looks_at_everything() {
    let world = World::new();
    assert_snapshot!(world.run("doctor --db shop.db"), @r"
    exit 0
    --- stdout
    good     store      `[FOLDER]/data/querist.db` is usable
    good     audit log  0 entries, the chain is whole
    note     limits     column types are advice: a column may hold values of any type, and each row is read as it is stored
    note     limits     dates and times are text or numbers, compared as such
    note     limits     row estimates exist only after `ANALYZE`
    note     limits     check constraints are read from the text of the table's definition
    note     limits     text that is not UTF-8 is shown with replacement characters
    note     limits     attached databases are not read
    warning  rights     the file can be written by its owner; Querist opens it read-only all the same
                        hint: to protect it from other programs too: `chmod a-w '[FOLDER]/shop.db'`
    good     database   `[FOLDER]/shop.db` answers: SQLite [VERSION]
    good     schema     2 tables and views
    note     values     the first question will read them
    note     knowledge  there is no semantic file
                        hint: one teaches Querist your words: see `docs/guide/semantic-file.md`
    note     models     none is set; the offline engine answers alone
                        hint: `docs/guide/models.md` shows how one is set, such as by `OPENAI_API_KEY`
    ");
    assert_snapshot!(world.run("doctor --db nothing.db"), @r"
    exit 1
    --- stdout
    good     store      `[FOLDER]/data/querist.db` is usable
    good     audit log  0 entries, the chain is whole
    SERIOUS  database   no such database file: `nothing.db`
                        hint: check the path; `querist demo` makes a database to try
    note     models     none is set; the offline engine answers alone
                        hint: `docs/guide/models.md` shows how one is set, such as by `OPENAI_API_KEY`
    ");
}
