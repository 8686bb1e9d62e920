//! Asks every question of a sheet and says what became of it.

use std::fmt::Write as _;

use super::{
    agree::{Cell, agree, cells, same_rows},
    house::{self, House},
    sheet::{Asked, Expect, Keep, Sheet},
};

/// What became of every question.
pub(crate) struct Tally<'a> {
    sheet: &'a Sheet,
    outcomes: Vec<Outcome<'a>>,
}

/// What became of one question, on each database.
struct Outcome<'a> {
    asked: &'a Asked,
    answers: Vec<Answered>,
}

struct Answered {
    /// How the question was read, or what came back instead.
    reading: String,
    /// The right rows.
    gold: Vec<Vec<Cell>>,
    /// What came instead of the right answer; none when it is right.
    wrong: Option<String>,
}

/// Asks all questions on all databases.
pub(crate) async fn ask<'a>(sheet: &'a Sheet, houses: &[House]) -> Tally<'a> {
    let mut outcomes = Vec::new();
    for asked in &sheet.questions {
        let mut answers = Vec::new();
        for house in houses {
            answers.push(answered(asked, house).await);
        }
        outcomes.push(Outcome { asked, answers });
    }
    let tally = Tally { sheet, outcomes };
    tally.print();
    tally
}

async fn answered(asked: &Asked, house: &House) -> Answered {
    let gold = cells(&house.gold(asked.sql(house.dialect)).await);
    assert!(!gold.is_empty(), "no rows to compare: {}", asked.ask);
    match house.ask(&asked.ask).await {
        house::Asked::Answered { reading, sql, table } => {
            let wrong = agree(&cells(&table), &gold, asked.required, asked.ordered).err();
            let wrong = wrong.map(|why| format!("{why}\n    read as: {reading}\n    {sql}"));
            Answered { reading, gold, wrong }
        }
        house::Asked::Unanswered(instead) => {
            Answered { reading: instead.clone(), gold, wrong: Some(instead) }
        }
    }
}

impl Outcome<'_> {
    fn is_right(&self) -> bool {
        self.answers.iter().all(|answer| answer.wrong.is_none())
    }

    fn is_surprise(&self) -> bool {
        self.is_right() == (self.asked.expect == Some(Expect::Wrong))
    }

    /// The question as each database's schema and data had it read.
    fn readings(&self) -> String {
        let readings = self.answers.iter().map(|answer| format!("    {}\n", answer.reading));
        format!("  {}\n{}", self.asked.ask, readings.collect::<String>())
    }

    /// The question and, where it may be looked at, what came instead of the answer.
    fn told(&self) -> String {
        let Asked { ask, keep, .. } = self.asked;
        let mut text = format!("  {ask}\n");
        let wrong: Vec<&String> = self.answers.iter().filter_map(|a| a.wrong.as_ref()).collect();
        let _ = match (keep, wrong.first()) {
            (_, None) => writeln!(text, "    is right now: remove `expect: wrong`"),
            (Keep::Unread, Some(_)) => writeln!(text, "    is wrong; not to be looked at"),
            (Keep::Tuned, Some(first)) => {
                writeln!(text, "    wrong on {} of {}: {first}", wrong.len(), self.answers.len())
            }
        };
        text
    }
}

impl Tally<'_> {
    /// Every question that is not as its file says fails the test.
    pub(crate) fn assert_as_expected(&self) {
        let surprises = self.outcomes.iter().filter(|outcome| outcome.is_surprise());
        let told: String = surprises.map(Outcome::told).collect();
        assert!(told.is_empty(), "{} is not as its file says:\n{told}", self.sheet.name);
    }

    /// One question is read in one way, and has one answer, whichever database is asked.
    pub(crate) fn assert_same_everywhere(&self) {
        let differs = |outcome: &&Outcome| {
            let same = |one: &Answered, other: &Answered| {
                one.reading == other.reading && same_rows(&one.gold, &other.gold)
            };
            let alike = outcome.answers.windows(2).all(|pair| same(&pair[0], &pair[1]));
            alike == outcome.asked.differs
        };
        let told: String = self.outcomes.iter().filter(differs).map(Outcome::readings).collect();
        assert!(
            told.is_empty(),
            "{} is not, or no more, read differently:\n{told}",
            self.sheet.name
        );
    }

    fn print(&self) {
        let count = |keep: Option<Keep>| {
            let of: Vec<_> =
                self.outcomes.iter().filter(|o| keep.is_none_or(|k| k == o.asked.keep)).collect();
            format!("{} of {}", of.iter().filter(|outcome| outcome.is_right()).count(), of.len())
        };
        println!(
            "{}: {} right (tuned {}, unread {})",
            self.sheet.name,
            count(None),
            count(Some(Keep::Tuned)),
            count(Some(Keep::Unread)),
        );
        let wrong = self.outcomes.iter().filter(|outcome| !outcome.is_right());
        println!("{}", wrong.map(Outcome::told).collect::<String>());
    }
}
