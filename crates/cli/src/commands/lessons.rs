//! `querist lessons`: what was taught.

use clap::{Args, ValueEnum};
use querist_vocabulary::lessons::{Lesson, State, Teaching};

use super::sessions::minute;
use crate::{
    arguments::Source,
    console::Console,
    failure::{Exit, Failure},
    print::page::{Line, Page, Style},
};

/// List, show, confirm and forget what was taught
///
/// Lessons come from `querist teach`, from feedback on answers and from the semantic file. One whose
/// columns have changed is suspended until it is confirmed again.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  querist lessons --db shop.db
  querist lessons --db shop.db show 62ee
  querist lessons --db shop.db confirm 62eedd3d67dc")]
pub(crate) struct Lessons {
    /// What to do
    #[arg(value_enum, default_value = "list", hide_default_value = true)]
    verb: Verb,

    /// The lesson; its first digits are enough
    #[arg(value_name = "ID", required_if_eq_any = [("verb", "show"), ("verb", "confirm"), ("verb", "forget")])]
    id: Option<String>,

    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Verb {
    /// List lessons, the oldest first
    List,
    /// Show one whole
    Show,
    /// Take a suspended lesson into use again
    Confirm,
    /// Forget a lesson
    Forget,
}

impl Lessons {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let querist = super::open(console).await?;
        let id = self.id.as_deref().unwrap_or_default();
        match self.verb {
            Verb::List => {
                let lessons = querist.lessons().await?;
                if lessons.is_empty() {
                    console.say("nothing was taught yet; `querist teach --help` says how")?;
                }
                lessons.iter().try_for_each(|lesson| console.show(&listed(lesson)))?;
            }
            Verb::Show => {
                let lessons = querist.lessons().await?;
                let mut found = lessons.iter().filter(|lesson| lesson.id.0.starts_with(id));
                let (Some(lesson), None) = (found.next(), found.next()) else {
                    return Err(not_there(id));
                };
                console.show(&whole(lesson))?;
            }
            Verb::Confirm => {
                let lesson = querist.confirm_lesson(id).await?;
                console.say(&format!("lesson {} is in use", lesson.id))?;
            }
            Verb::Forget => {
                let lesson = querist.forget_lesson(id).await?;
                console.say(&format!("forgot lesson {}", lesson.id))?;
            }
        }
        Ok(Exit::Done)
    }
}

fn not_there(id: &str) -> Failure {
    Failure::NotThere {
        what: "lesson",
        name: id.into(),
        hint: "`querist lessons` lists what was taught".into(),
    }
}

/// A lesson by its words.
fn listed(lesson: &Lesson) -> Page {
    let mut page = Page::default();
    let kind = match lesson.teaching {
        Teaching::Example { .. } => "example",
        Teaching::Rule { .. } => "rule",
    };
    page.line(
        Line::of(Style::Accent, lesson.id.to_string())
            .and(Style::Quiet, format!("  {kind:<7}  {:<8}  ", lesson.origin.word()))
            .and(Style::Plain, lesson.teaching.words()),
    );
    if let State::Suspended { why } = &lesson.state {
        page.line(Line::of(Style::Warning, format!("{:14}SUSPENDED: {why}", "")));
    }
    page
}

fn whole(lesson: &Lesson) -> Page {
    let mut page = listed(lesson);
    if let Teaching::Example { sql, .. } = &lesson.teaching {
        page.line(Line::plain(format!("  {sql}")));
    }
    let columns: Vec<String> =
        lesson.fingerprint.columns.iter().map(|footing| footing.column.to_string()).collect();
    let tables: Vec<String> = lesson.fingerprint.tables.iter().map(ToString::to_string).collect();
    let rests = if columns.is_empty() { tables } else { columns };
    if !rests.is_empty() {
        page.line(Line::of(Style::Quiet, format!("  rests on {}", rests.join(", "))));
    }
    let confirmed = format!("  confirmed by {} at {}", lesson.by, minute(lesson.at));
    page.line(Line::of(Style::Quiet, confirmed));
    page
}
