//! What the doctor finds.

use std::path::Path;

use querist::{Settings, doctor};
use querist_models::{EndpointSettings, Kind};
use querist_testkit::{
    bert::Bert,
    provider::{Answer, Provider},
};

use super::shop::Shop;

/// The findings, a line each, without what depends on the SQLite version.
async fn check(shop: &Shop, settings: &Settings) -> String {
    let findings = doctor(settings).await.into_iter().filter(|finding| finding.topic != "limits");
    let lines = findings.map(|found| {
        let hint = found.hint.map(|hint| format!("\n    {hint}")).unwrap_or_default();
        format!("{:?} {}: {}{hint}", found.severity, found.topic, found.message)
    });
    let text = shop.shown(lines.collect::<Vec<_>>().join("\n"));
    let version = text.split("SQLite 3.").nth(1).and_then(|rest| rest.split_whitespace().next());
    version.map_or_else(|| text.clone(), |version| text.replace(version, "X"))
}

#[tokio::test]
async fn all_is_well() {
    let shop = Shop::new();
    shop.write("shop.querist.yaml", "description: a few shops\n");
    insta::assert_snapshot!(check(&shop, &shop.settings()).await, @r"
    Good store: `FOLDER/data/querist.db` is usable
    Good audit log: 0 entries, the chain is whole
    Warning rights: the file can be written by its owner; Querist opens it read-only all the same
        to protect it from other programs too: `chmod a-w 'FOLDER/shop.db'`
    Good database: `FOLDER/shop.db` answers: SQLite 3.X
    Good schema: 2 tables and views
    Note values: the first question will read them
    Good knowledge: `FOLDER/shop.querist.yaml` fits the schema
    Note models: none is set; the offline engine answers alone
        `docs/guide/models.md` shows how one is set, such as by `OPENAI_API_KEY`
    ");
}

#[tokio::test]
async fn a_missing_database_a_damaged_store_and_a_passed_over_line() {
    let shop = Shop::new();
    std::fs::create_dir(shop.folder.path().join("data")).unwrap();
    shop.write("data/querist.db", &"no store ".repeat(100));
    std::fs::remove_file(shop.file()).unwrap();
    let mut settings = shop.settings();
    settings.warnings.push("a line was passed over".into());
    insta::assert_snapshot!(check(&shop, &settings).await, @r"
    Warning settings: a line was passed over
    Serious store: the store `FOLDER/data/querist.db` cannot be read: file is not a database
        move the file away and a new one is made; it holds sessions and the audit log, so keep it: `sqlite3 FILE .recover` gets out what can be read
    Serious database: no such database file: `FOLDER/shop.db`
        check the path; `querist demo` makes a database to try
    Note models: none is set; the offline engine answers alone
        `docs/guide/models.md` shows how one is set, such as by `OPENAI_API_KEY`
    ");
}

#[tokio::test]
async fn no_database_is_named() {
    let mut settings = Shop::new().settings();
    settings.database = None;
    let findings = doctor(&settings).await;
    assert!(findings.iter().any(|found| found.message == "no database is named"));
}

#[tokio::test]
async fn knowledge_that_does_not_fit_is_found() {
    let shop = Shop::new();
    shop.write("shop.querist.yaml", "tables: {stores: {}}\n");
    insta::assert_snapshot!(check(&shop, &shop.settings()).await, @r"
    Good store: `FOLDER/data/querist.db` is usable
    Good audit log: 0 entries, the chain is whole
    Warning rights: the file can be written by its owner; Querist opens it read-only all the same
        to protect it from other programs too: `chmod a-w 'FOLDER/shop.db'`
    Good database: `FOLDER/shop.db` answers: SQLite 3.X
    Good schema: 2 tables and views
    Note values: the first question will read them
    Warning knowledge: there is no table `stores`
        edit `FOLDER/shop.querist.yaml`
    Note models: none is set; the offline engine answers alone
        `docs/guide/models.md` shows how one is set, such as by `OPENAI_API_KEY`
    ");
}

/// What is said of a model in a folder, with an endpoint that answers.
async fn embedder(folder: &Path) -> String {
    let shop = Shop::new();
    let provider = Provider::script([Answer::says(r#"{"ready": true}"#)]);
    let mut settings = shop.settings();
    let url = provider.openai().parse().unwrap();
    let endpoint = EndpointSettings {
        large: Some("large".into()),
        ..EndpointSettings::new("house", Kind::OpenAi, url)
    };
    settings.models.settings.endpoints.push(endpoint);
    settings.models.endpoints.push(querist::EndpointShown {
        name: "house".into(),
        value: String::new(),
        origin: querist::Origin::Default,
        missing_key: None,
    });
    settings.models.embedder = Some(folder.to_owned());
    let mut findings = doctor(&settings).await.into_iter().filter(|found| found.topic == "models");
    let last = findings.next_back().unwrap();
    let hint = last.hint.as_deref().unwrap_or_default();
    let text = format!("{:?} {}\n{hint}", last.severity, last.message);
    text.replace(&folder.display().to_string(), "FOLDER")
}

#[cfg(feature = "embed")]
#[tokio::test]
async fn a_model_in_a_folder_is_tried() {
    let bert = Bert::new(7);
    let said = embedder(bert.path()).await;
    assert!(said.starts_with("Good `local/"), "{said}");
    assert!(said.contains("gives vectors of 8 numbers"), "{said}");
    std::fs::remove_file(bert.path().join("model.safetensors")).unwrap();
    insta::assert_snapshot!(embedder(bert.path()).await, @r"
    Serious cannot use the embedder in `FOLDER`: `FOLDER/model.safetensors` cannot be read: No such file or directory (os error 2)
    a model's folder holds `config.json`, `tokenizer.json` and `model.safetensors`
    ");
}

#[cfg(not(feature = "embed"))]
#[tokio::test]
async fn a_program_without_embedder_says_so() {
    insta::assert_snapshot!(embedder(Bert::new(7).path()).await, @r"
    Serious cannot use the embedder in `FOLDER`: this program is built without one
    build it with `--features embed`, or leave the setting out
    ");
}
