//! `querist teach`: a question with its right SQL, or a rule.

use clap::Args;
use querist::Lectured;
use querist_vocabulary::lessons::Lesson;

use super::ask::{Output, show};
use crate::{
    arguments::{Shape, Source},
    console::Console,
    failure::{Exit, Failure},
    input, interrupt,
    progress::Progress,
};

/// Teach a question with its SQL, or a rule
///
/// The SQL passes the check and runs; its rows are shown, and question and SQL are kept together. A
/// question of the same meaning is then answered so, with its own values. A rule is told to language
/// models. A lesson is suspended when the columns that it rests on change.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  querist teach --db shop.db \"loyal customers of Brazil\" --sql \"select ... where country = 'Brazil'\"
  querist teach --db shop.db --rule \"A return counts in the month of its sale.\" --about orders")]
pub(crate) struct Teach {
    /// The question; without one it is read from standard input
    #[arg(value_name = "QUESTION", conflicts_with = "rule")]
    question: Vec<String>,

    /// The SQL that answers it
    #[arg(long, value_name = "SQL", required_unless_present = "rule", conflicts_with = "rule")]
    sql: Option<String>,

    /// A sentence that holds for every question
    #[arg(long, value_name = "TEXT")]
    rule: Option<String>,

    /// A table that the rule is about; without one it is about all
    #[arg(long, value_name = "TABLE", requires = "rule")]
    about: Vec<String>,

    #[command(flatten)]
    output: Output,

    #[command(flatten)]
    pub(crate) shape: Shape,

    #[command(flatten)]
    pub(crate) source: Source,
}

impl Teach {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let querist = super::open(console).await?;
        if let Some(rule) = &self.rule {
            kept(&querist.teach_rule(rule, &self.about).await?, console)?;
            return Ok(Exit::Done);
        }
        let question = input::typed(&self.question, "question")?;
        let (id, progress) = (querist.next_id(), Progress::start());
        let sql = self.sql.as_deref().unwrap_or_default();
        let work = querist.teach(&question, sql, &progress);
        let lectured = interrupt::or_cancel(&querist, &id, work).await?;
        drop(progress);
        show(&lectured.reply, self.output.parts(), console)?;
        learned(&lectured, console)
    }
}

/// Says whether an example was kept.
pub(crate) fn learned(lectured: &Lectured, console: &Console) -> Result<Exit, Failure> {
    match &lectured.lesson {
        Some(lesson) => kept(lesson, console)?,
        None => console.say("nothing was kept: the SQL did not run")?,
    }
    Ok(Exit::of(&lectured.reply.outcome))
}

/// Says what was kept.
pub(crate) fn kept(lesson: &Lesson, console: &Console) -> Result<(), Failure> {
    console.say(&format!("kept as lesson {}: {}", lesson.id, lesson.teaching.words()))
}
