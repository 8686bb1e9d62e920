//! `querist feedback`: whether the last answer was right.

use clap::{Args, ValueEnum};
use querist::{Judged, Judgement, Querist};
use querist_vocabulary::session::SessionId;

use super::{
    ask::show,
    sessions::named,
    teach::{kept, learned},
};
use crate::{
    arguments::Source,
    console::Console,
    failure::{Exit, Failure},
    print::reply::{Charts, Evidence, Parts},
    progress::Progress,
};

/// Say whether the last answer of a session was right
///
/// A good answer is kept: its question and SQL become a lesson. So does a correction, once its SQL has
/// passed the check and run. A bad answer that was given as in a lesson suspends the lesson. All of it
/// is written into the audit log.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  querist feedback --db shop.db last good
  querist feedback --db shop.db last bad \"returns are counted twice\"
  querist feedback --db shop.db last correct \"select count(*) from orders where status = 'paid'\"")]
pub(crate) struct Feedback {
    /// The session whose last answer is meant; `last` for the latest
    #[arg(value_name = "SESSION")]
    session: String,

    /// What the answer is
    #[arg(value_enum)]
    said: Said,

    /// Why it is bad, or the SQL that would have been right
    #[arg(value_name = "TEXT", allow_hyphen_values = true, required_if_eq("said", "correct"))]
    text: Option<String>,

    #[command(flatten)]
    pub(crate) source: Source,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Said {
    /// It is right
    Good,
    /// It is wrong
    Bad,
    /// This SQL would have been right
    Correct,
}

impl Feedback {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let querist = super::open(console).await?;
        let session = named(&querist, Some(&self.session)).await?;
        let Some(session) = session else { return Ok(Exit::Failed) };
        let judgement = match self.said {
            Said::Good => Judgement::Good,
            Said::Bad => Judgement::Bad(self.text),
            Said::Correct => Judgement::Correct(self.text.unwrap_or_default()),
        };
        judge(&querist, &session, judgement, console).await
    }
}

/// Takes a judgement and says what comes of it.
pub(crate) async fn judge(
    querist: &Querist,
    session: &SessionId,
    judgement: Judgement,
    console: &Console,
) -> Result<Exit, Failure> {
    let progress = Progress::start();
    let judged = querist.judge(session, judgement, &progress).await?;
    drop(progress);
    match judged {
        Judged::Kept(lesson) => kept(&lesson, console)?,
        Judged::Corrected(lectured) => {
            let parts = Parts { charts: Charts::ForPeople, evidence: Evidence::Usual };
            show(&lectured.reply, parts, console)?;
            return learned(&lectured, console);
        }
        Judged::Noted { suspended: Some(lesson) } => {
            console.say(&format!("noted; lesson {} is used no more", lesson.id))?;
        }
        Judged::Noted { suspended: None } => console.say("noted")?,
        Judged::GoesOn => {
            console.say("noted, but not kept: the question goes on from an earlier one")?;
            console.hint("teach the whole question: `querist teach \"…\" --sql \"…\"`")?;
        }
    }
    Ok(Exit::Done)
}
