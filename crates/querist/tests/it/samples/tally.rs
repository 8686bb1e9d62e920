//! Asks every question of a sheet and says what became of it.

use std::fmt::Write as _;

use super::{
    agree::{Cell, agree, cells, same_rows},
    house::{self, House},
    mark::{self, Mark},
    sheet::{Asked, Expect, Keep, Sheet},
    summary,
};

/// What is compared between the databases that are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    /// They have one content, so each question is read in one way.
    Databases,
    /// Nothing.
    Nothing,
}

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

    /// One question is read in one way, and has one answer, whichever database is asked.
    fn differs(&self, compared: Compared) -> bool {
        let same = |one: &Answered, other: &Answered| {
            one.reading == other.reading && same_rows(&one.gold, &other.gold)
        };
        compared == Compared::Databases
            && !self.answers.windows(2).all(|pair| same(&pair[0], &pair[1]))
    }

    fn mark(&self, compared: Compared) -> Mark {
        let wrong = self.answers.iter().find_map(|answer| answer.wrong.as_deref());
        let reason = |wrong: &str| match self.asked.keep {
            Keep::Tuned => wrong.split([':', '\n']).next().unwrap_or_default().to_owned(),
            Keep::Unread => "not looked at".to_owned(),
        };
        Mark { wrong: wrong.map(reason), differs: self.differs(compared) }
    }

    /// What is not as the file says.
    fn surprise(&self, compared: Compared) -> Option<String> {
        if self.is_right() == (self.asked.expect == Some(Expect::Wrong)) {
            return Some(self.told());
        }
        let known = self.asked.differs;
        (self.differs(compared) != known).then(|| self.readings())
    }

    /// The question as each database's schema and data had it read.
    fn readings(&self) -> String {
        let Asked { ask, differs, .. } = self.asked;
        let told = if *differs { "is no more" } else { "is" };
        let readings = self.answers.iter().map(|answer| format!("    {}\n", answer.reading));
        format!("  {ask}\n    {told} read differently\n{}", readings.collect::<String>())
    }

    /// The question and, where it may be looked at, what came instead of the answer.
    fn told(&self) -> String {
        let Asked { ask, keep, .. } = self.asked;
        let mut text = format!("  {ask}\n");
        let wrong: Vec<&String> = self.answers.iter().filter_map(|a| a.wrong.as_ref()).collect();
        let _ = match (keep, wrong.first()) {
            (_, None) => writeln!(text, "    is right now"),
            (Keep::Unread, Some(_)) => writeln!(text, "    is wrong; not to be looked at"),
            (Keep::Tuned, Some(first)) => {
                writeln!(text, "    wrong on {} of {}: {first}", wrong.len(), self.answers.len())
            }
        };
        text
    }
}

impl Tally<'_> {
    /// Every question that is not as its file says fails the test, or is marked in the file.
    pub(crate) fn settle(&self, compared: Compared) {
        if mark::is_asked_for() {
            let marks: Vec<Mark> = self.outcomes.iter().map(|o| o.mark(compared)).collect();
            return mark::write(&self.sheet.name, &marks);
        }
        let surprises: String = self.outcomes.iter().filter_map(|o| o.surprise(compared)).collect();
        assert!(surprises.is_empty(), "{} is not as its file says:\n{surprises}", self.sheet.name);
    }

    fn print(&self) {
        let outcomes = self.outcomes.iter();
        summary::count(&self.sheet.name, outcomes.map(|o| (o.asked.keep, o.is_right())));
        let wrong = self.outcomes.iter().filter(|outcome| !outcome.is_right());
        println!("{}", wrong.map(Outcome::told).collect::<String>());
    }
}
