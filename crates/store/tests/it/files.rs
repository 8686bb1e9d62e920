//! Rights, damage, and files of other programs.

use querist_store::SqliteStore;
use querist_vocabulary::{error::Coded, store::Store};

use super::bench::{Bench, event};

/// What a person reads when the file holds these bytes.
async fn check(bytes: &[u8]) -> String {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.file().parent().unwrap()).unwrap();
    std::fs::write(bench.file(), bytes).unwrap();
    refusal(&bench).await
}

async fn refusal(bench: &Bench) -> String {
    let Err(error) = SqliteStore::open(&bench.file()).await else { return "opened".into() };
    let text = format!("{error}\nhint: {}", error.hint());
    text.replace(&bench.folder.path().display().to_string(), "FOLDER")
}

#[cfg(unix)]
#[tokio::test]
async fn folder_and_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let store = bench.store().await;
    store.record(&event("asked")).await.unwrap();
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(bench.file().parent().unwrap()) & 0o777, 0o700);
    for name in ["querist.db", "querist.db-wal", "querist.db-shm"] {
        assert_eq!(mode(&bench.file().with_file_name(name)) & 0o777, 0o600, "{name}");
    }
}

#[tokio::test]
async fn an_empty_file_becomes_a_store() {
    insta::assert_snapshot!(check(b"").await, @"opened");
}

#[tokio::test]
async fn a_text_file_is_no_store() {
    insta::assert_snapshot!(check(&b"not a database ".repeat(99)).await, @r"
    the store `FOLDER/data/querist.db` cannot be read: file is not a database
    hint: move the file away and a new one is made; it holds sessions and the audit log, so keep it: `sqlite3 FILE .recover` gets out what can be read
    ");
}

#[tokio::test]
async fn a_store_with_a_page_overwritten_is_damaged() {
    let bench = Bench::new();
    let store = bench.store().await;
    store.record(&event("asked")).await.unwrap();
    store.close().await;
    let mut bytes = std::fs::read(bench.file()).unwrap();
    bytes.get_mut(100..4096).unwrap().fill(0xff);
    std::fs::write(bench.file(), bytes).unwrap();
    insta::assert_snapshot!(refusal(&bench).await, @r"
    the store `FOLDER/data/querist.db` cannot be read: database disk image is malformed
    hint: move the file away and a new one is made; it holds sessions and the audit log, so keep it: `sqlite3 FILE .recover` gets out what can be read
    ");
}

#[tokio::test]
async fn a_database_of_somebody_else_is_left_alone() {
    let bench = Bench::new();
    bench.sql("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1)").await;
    let before = std::fs::read(bench.file()).unwrap();
    insta::assert_snapshot!(refusal(&bench).await, @r"
    the store `FOLDER/data/querist.db` cannot be read: it is an SQLite file of another program
    hint: move the file away and a new one is made; it holds sessions and the audit log, so keep it: `sqlite3 FILE .recover` gets out what can be read
    ");
    assert_eq!(std::fs::read(bench.file()).unwrap(), before);
}

#[tokio::test]
async fn a_folder_in_the_place_of_the_file_is_said() {
    let bench = Bench::new();
    std::fs::create_dir_all(bench.file()).unwrap();
    insta::assert_snapshot!(refusal(&bench).await, @r"
    cannot use the store `FOLDER/data/querist.db`: Is a directory (os error 21)
    hint: check the folder's rights and free space, or choose another with `QUERIST_DATA_DIR`
    ");
}
