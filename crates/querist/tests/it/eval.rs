//! Questions evaluated, and the lines written.

use querist::eval::{self, Minds, Plan, Summary};
use serde_json::{Value as Json, json};

use super::shop::Shop;

/// Evaluates questions on the shop; the summary and the lines.
pub(crate) async fn check(
    shop: &Shop,
    questions: Json,
    plan: impl FnOnce(&mut Plan),
) -> (Summary, Vec<Json>) {
    std::fs::copy(shop.file(), shop.folder.path().join("shop.sqlite")).unwrap();
    let questions = shop.write("questions.json", &questions.to_string());
    let folder = shop.folder.path();
    let mut plan_of = Plan {
        questions,
        databases: folder.to_owned(),
        out: folder.join("out.jsonl"),
        only: Vec::new(),
        without: Vec::new(),
        field: "question".into(),
        limit: None,
        minds: Minds::Offline,
        folds: None,
    };
    plan(&mut plan_of);
    let summary = eval::run(&plan_of).await.unwrap();
    let lines = std::fs::read_to_string(&plan_of.out).unwrap();
    let mut lines: Vec<Json> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    lines.sort_by_key(|line| line["id"].as_u64());
    (summary, lines)
}

pub(crate) fn question(id: u64, db: &str, words: &str, sql: &str) -> Json {
    json!({"id": id, "db": db, "question": words, "other": words.to_uppercase(), "sql": sql})
}

const COUNT: &str = "How many shops are there?";

#[tokio::test]
async fn an_answer_is_right_when_it_returns_what_the_gold_returns() {
    let (summary, lines) = check(
        &Shop::new(),
        json!([
            question(7, "shop", COUNT, "SELECT count(*) FROM shops"),
            question(8, "shop", COUNT, "SELECT count(*) FROM sales WHERE id = 1"),
            {"id": 9, "db": "shop", "question": COUNT, "sql": "SELECT 1", "also": ["SELECT 3"]},
        ]),
        |_| {},
    )
    .await;
    let right: Vec<&Json> = lines.iter().map(|line| &line["right"]).collect();
    assert_eq!(right, [true, false, true]);
    let all = summary.scores.first().unwrap();
    assert_eq!((all.name, all.questions, all.answered, all.right), ("all", 3, 3, 2));
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["id", "db", "question", "sql", "outcome", "confidence", "ms", "right"]);
}

#[tokio::test]
async fn golds_may_write_text_in_double_quotes() {
    let sql = "SELECT count(*) FROM shops WHERE name <> \"nowhere\"";
    let (summary, lines) =
        check(&Shop::new(), json!([question(1, "shop", COUNT, sql)]), |_| {}).await;
    assert_eq!((&lines[0]["right"], summary.broken_gold.len()), (&json!(true), 0));
}

#[tokio::test]
async fn golds_and_databases_that_fail_are_named() {
    let (summary, lines) = check(
        &Shop::new(),
        json!([
            question(1, "shop", COUNT, "SELECT nothing FROM nowhere"),
            question(2, "gone", COUNT, "SELECT 1"),
        ]),
        |_| {},
    )
    .await;
    assert_eq!(summary.broken_gold.first().unwrap().0, "1 (shop)");
    assert_eq!(lines[1]["outcome"], "failed");
    let error = lines[1]["error"].as_str().unwrap();
    assert!(error.contains("no such database file"));
    assert_eq!(summary.failed, [(error.to_owned(), 1)]);
}

#[tokio::test]
async fn a_plan_takes_some_databases_another_field_and_a_number() {
    let questions = json!([
        question(1, "shop", COUNT, "SELECT 3"),
        question(2, "gone", COUNT, "SELECT 3"),
        question(3, "shop", COUNT, "SELECT 3"),
    ]);
    let shop = Shop::new();
    let without = |plan: &mut Plan| plan.without = vec!["gone".into()];
    assert_eq!(check(&shop, questions.clone(), without).await.1.len(), 2);
    let only = |plan: &mut Plan| {
        plan.only = vec!["shop".into()];
        plan.limit = Some(1);
        plan.field = "other".into();
    };
    let (_, lines) = check(&shop, questions, only).await;
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["question"], COUNT.to_uppercase());
}

#[tokio::test]
async fn a_line_is_there_before_the_last_question_is_answered() {
    let questions: Vec<Json> = (0..20).map(|id| question(id, "shop", COUNT, "SELECT 3")).collect();
    let shop = Shop::new();
    let out = shop.folder.path().join("out.jsonl");
    let a_line = async || {
        while !std::fs::read_to_string(&out).is_ok_and(|text| text.contains('\n')) {
            tokio::task::yield_now().await;
        }
    };
    let came_first = tokio::select! {
        biased;
        _ = check(&shop, Json::Array(questions), |_| {}) => false,
        () = a_line() => true,
    };
    assert!(came_first);
}

#[test]
fn a_list_of_databases_has_comments() {
    let shop = Shop::new();
    let file = shop.write("list.txt", "# why\nshop\n\n  gone # because\n");
    assert_eq!(eval::database_list(&file).unwrap(), ["shop", "gone"]);
}

#[tokio::test]
async fn questions_without_a_field_are_named() {
    let shop = Shop::new();
    let questions = shop.write("questions.json", r#"[{"db": "shop", "sql": "SELECT 1"}]"#);
    let plan = Plan {
        questions,
        databases: shop.folder.path().to_owned(),
        out: shop.folder.path().join("out"),
        only: Vec::new(),
        without: Vec::new(),
        field: "question".into(),
        limit: None,
        minds: Minds::Offline,
        folds: None,
    };
    let error = eval::run(&plan).await.unwrap_err();
    insta::assert_snapshot!(shop.shown(error), @"cannot read the questions in `FOLDER/questions.json`: question 0 has no text `question`");
}
