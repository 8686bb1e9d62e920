//! The guide's suite holds on the demo database.

use std::path::Path;

use querist::{Given, Setting, Settings, demo, eval};

#[tokio::test]
async fn the_suite_of_the_guide_comes_out_as_expected() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.db");
    demo::make(&file, 0.02).await.unwrap();
    let data = folder.path().display().to_string();
    let given = Given::database(file.display().to_string()).with(Setting::DataFolder, Some(data));
    let settings = Settings::alone(&given).unwrap();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide/demo.suite.yaml");
    let suite = eval::read_suite(&page).unwrap();
    let results = eval::run_suite(&suite, &settings, |_| ()).await.unwrap();
    let wrong = |result: &&eval::CaseResult| !result.right;
    let wrong: Vec<_> = results.iter().filter(wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
