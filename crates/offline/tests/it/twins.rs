//! Tables of one name in several namespaces: which is meant is asked, unless it is said.

use querist_offline::{Engine, Request, Translation, ValueIndex, Verdict};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{Schema, TableName},
    statement::Dialect,
};

use crate::shop::{TODAY, table};

fn check(question: &str) -> Translation {
    let twin = |space: &str| {
        let mut twin = table("orders", "order_id key, amount decimal");
        twin.name = TableName { namespace: Some(space.into()), name: "orders".into() };
        twin
    };
    let schema = Schema {
        dialect: Dialect::Postgres,
        version: String::new(),
        default_namespace: Some("public".into()),
        tables: vec![twin("retail"), twin("wholesale")],
    };
    let engine =
        Engine::new(&schema, &Profile::default(), &Knowledge::default(), ValueIndex::default());
    engine.translate(Request { question, today: TODAY, earlier: &[] })
}

#[test]
fn it_is_asked_which_is_meant() {
    let told = check("how many orders are there");
    assert!(matches!(told.verdict, Verdict::Clarify { choices: 2, .. }), "{:?}", told.verdict);
    let choices: Vec<&str> = told.readings.iter().take(2).map(|r| r.restatement.as_str()).collect();
    assert!(choices.iter().any(|choice| choice.contains("retail")), "{choices:?}");
    assert!(choices.iter().any(|choice| choice.contains("wholesale")), "{choices:?}");
}
