//! What is no question, or asks for data that is not there, is not answered.

use std::{fs, path::Path};

use serde::Deserialize;

use super::{
    house::House,
    sheet::{Expect, Keep},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sheet {
    questions: Vec<Asked>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    ask: String,
    keep: Keep,
    outcome: String,
    expect: Option<Expect>,
    #[serde(rename = "reason")]
    _reason: Option<String>,
}

/// Every text that does not come back as its file says fails the test.
pub(crate) async fn assert_as_expected(house: &House) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let text = fs::read_to_string(folder.join("not_answered.yaml")).unwrap();
    let sheet: Sheet = serde_norway::from_str(&text).unwrap();
    let (mut surprises, mut wrong) = (String::new(), String::new());
    for asked in &sheet.questions {
        let outcome = house.outcome(&asked.ask).await;
        let right = outcome == asked.outcome;
        let told = match asked.keep {
            Keep::Tuned => format!("  {}\n    {outcome} instead of {}\n", asked.ask, asked.outcome),
            Keep::Unread => format!("  {}\n    is wrong; not to be looked at\n", asked.ask),
        };
        if right == (asked.expect == Some(Expect::Wrong)) {
            surprises +=
                &if right { format!("  {}\n    is right now\n", asked.ask) } else { told.clone() };
        }
        if !right {
            wrong += &told;
        }
    }
    let count = wrong.lines().count() / 2;
    let all = sheet.questions.len();
    println!("not_answered: {} of {all} right\n{wrong}\n", all - count);
    assert!(surprises.is_empty(), "not_answered is not as its file says:\n{surprises}");
}
