//! What is no question, or asks for data that is not there, is not answered.

use std::fs;

use serde::Deserialize;

use super::{
    house::House,
    mark::{self, Mark},
    sheet::{self, Expect, Keep},
    summary,
};

const NAME: &str = "not_answered";

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

/// Every text that does not come back as its file says fails the test, or is marked in the file.
pub(crate) async fn settle(house: &House) {
    let text = fs::read_to_string(sheet::file(NAME)).unwrap();
    let sheet: Sheet = serde_norway::from_str(&text).unwrap();
    let mut outcomes = Vec::new();
    for asked in &sheet.questions {
        outcomes.push(Outcome { asked, came: house.outcome(&asked.ask).await });
    }
    summary::count(NAME, outcomes.iter().map(|o| (o.asked.keep, o.is_right())));
    let wrong = outcomes.iter().filter(|outcome| !outcome.is_right());
    println!("{}", wrong.map(Outcome::told).collect::<String>());
    if mark::is_asked_for() {
        let marks: Vec<Mark> = outcomes.iter().map(Outcome::mark).collect();
        return mark::write(NAME, &marks);
    }
    let surprises = outcomes.iter().filter(|outcome| outcome.is_surprise());
    let told: String = surprises.map(Outcome::told).collect();
    assert!(told.is_empty(), "{NAME} is not as its file says:\n{told}");
}

struct Outcome<'a> {
    asked: &'a Asked,
    came: String,
}

impl Outcome<'_> {
    fn is_right(&self) -> bool {
        self.came == self.asked.outcome
    }

    fn is_surprise(&self) -> bool {
        self.is_right() == (self.asked.expect == Some(Expect::Wrong))
    }

    fn mark(&self) -> Mark {
        let reason = match self.asked.keep {
            Keep::Tuned => self.came.split(':').next().unwrap_or_default().to_owned(),
            Keep::Unread => "not looked at".to_owned(),
        };
        Mark { wrong: (!self.is_right()).then_some(reason), differs: false }
    }

    fn told(&self) -> String {
        let Asked { ask, keep, outcome, .. } = self.asked;
        match keep {
            _ if self.is_right() => format!("  {ask}\n    is right now\n"),
            Keep::Tuned => format!("  {ask}\n    {} instead of {outcome}\n", self.came),
            Keep::Unread => format!("  {ask}\n    is wrong; not to be looked at\n"),
        }
    }
}
