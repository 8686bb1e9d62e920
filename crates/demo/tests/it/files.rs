//! The same bytes every time, and whole or not at all.

use std::path::Path;

use sha2::{Digest, Sha256};

/// Of the file at scale 0.05. It changes when the data, the schema or the SQLite version changes,
/// and with it every figure that the guide shows: commit a new one only on purpose.
const HASH: &str = "a4914a349624cc61d93609e3878047e4b0b154837829480d354113d44ea84391";

fn hash(file: &Path) -> String {
    let digest = Sha256::digest(std::fs::read(file).unwrap());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn every_run_writes_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("a.sqlite"), folder.path().join("b.sqlite"));
    querist_demo::make(&first, 0.05).await.unwrap();
    querist_demo::make(&second, 0.05).await.unwrap();
    assert_eq!(hash(&first), hash(&second));
    assert_eq!(hash(&first), HASH);
}

#[tokio::test]
async fn nothing_but_the_two_files_stays_behind() {
    let folder = tempfile::tempdir().unwrap();
    let made = querist_demo::make(&folder.path().join("shop.db"), 0.01).await.unwrap();
    assert_eq!(made.knowledge.file_name().unwrap(), "shop.querist.yaml");
    let mut names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["shop.db", "shop.querist.yaml"]);
}

#[tokio::test]
async fn a_failure_keeps_the_file_that_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("shop.db");
    std::fs::write(&file, "precious").unwrap();
    std::fs::create_dir(folder.path().join("shop.querist.yaml")).unwrap();
    let error = querist_demo::make(&file, 0.01).await.unwrap_err();
    assert!(error.to_string().contains("cannot write"), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), b"precious");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[tokio::test]
async fn a_scale_out_of_range_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for scale in [0.0, -1.0, 101.0, f64::NAN] {
        let error = querist_demo::make(&folder.path().join("shop.db"), scale).await.unwrap_err();
        assert!(error.to_string().starts_with("a scale from"), "{error}");
    }
}
