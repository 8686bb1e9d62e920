//! `querist ask`: one question.

use std::path::PathBuf;

use clap::Args;
use querist::{Format, Querist, export, wire};
use querist_vocabulary::{
    answer::{Answer, Outcome, Reply},
    session::SessionId,
};

use super::run::Target;
use crate::{
    arguments::{Mind, Shape, Source},
    console::Console,
    failure::{Exit, Failure},
    input, interrupt,
    print::{
        figure::count,
        reply::{self, Charts, Evidence, Parts},
    },
    progress::Progress,
};

/// Ask one question
///
/// The answer's sentence comes first, then its table, its chart where one helps, how the question was
/// read, the SQL that ran and how sure the reading is.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  querist ask --db shop.db how many customers are there
  querist ask --db shop.db --explain \"top 5 products by revenue in 2025\"
  querist ask --db shop.db --session last \"only frozen food\"
  querist ask --db shop.db --out report.xlsx \"sales by store and month\"
  echo \"sales by month\" | querist ask --db shop.db")]
pub(crate) struct Ask {
    /// The question; without one it is read from standard input
    #[arg(value_name = "QUESTION")]
    question: Vec<String>,

    /// Ask it in this session, so that it may follow up on earlier ones; `last` for the latest
    #[arg(long, value_name = "ID")]
    session: Option<String>,

    #[command(flatten)]
    output: Output,

    #[command(flatten)]
    pub(crate) shape: Shape,

    #[command(flatten)]
    pub(crate) source: Source,

    #[command(flatten)]
    pub(crate) mind: Mind,
}

/// What is shown of an answer, and where else it goes.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Write all rows to a file: .csv, .json, .xlsx or .md
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,

    /// Show each phrase and the SQL it became, and the milliseconds of each phase
    #[arg(long)]
    explain: bool,

    /// Draw a chart even where no person reads
    #[arg(long)]
    chart: bool,

    /// Draw no chart
    #[arg(long, conflicts_with = "chart")]
    no_chart: bool,
}

/// What to do about values that are not read yet.
pub(crate) const READS_VALUES: &str =
    "`querist schema --read-values` reads all stored values, however long it takes, and keeps them";

impl Output {
    /// What was typed, as meant.
    pub(crate) fn parts(&self) -> Parts {
        let charts = match (self.chart, self.no_chart) {
            (true, _) => Charts::Always,
            (_, true) => Charts::Never,
            (false, false) => Charts::ForPeople,
        };
        let evidence = if self.explain { Evidence::Whole } else { Evidence::Usual };
        Parts { charts, evidence }
    }
}

impl Ask {
    /// Whether rows of any number go into a file.
    pub(crate) fn writes_a_file(&self) -> bool {
        self.output.out.is_some()
    }

    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let text = input::typed(&self.question, "question")?;
        let target = self.output.out.as_deref().map(Target::of).transpose()?;
        let querist = super::open(console).await?;
        let session = super::sessions::named(&querist, self.session.as_deref()).await?;
        let reply = ask(&querist, &text, session.as_ref()).await?;
        show(&reply, self.output.parts(), console)?;
        // A conversation reads on while the person thinks; this process ends.
        if querist.journey().last_gaps().await.is_some_and(|gaps| gaps.close()) {
            console.hint(READS_VALUES)?;
        }
        if let (Some(target), Outcome::Answer(answer)) = (target, &reply.outcome) {
            target.write(&querist, &answer.query.get().unlimited, console).await?;
        }
        Ok(Exit::of(&reply.outcome))
    }
}

/// Asks, with progress for a person who waits, and stops on the server when that person stops it.
pub(crate) async fn ask(
    querist: &Querist,
    text: &str,
    session: Option<&SessionId>,
) -> Result<Reply, Failure> {
    let question = querist.question(text, session);
    let id = question.id.clone();
    let progress = Progress::start();
    interrupt::or_cancel(querist, &id, querist.ask_question(question, &progress)).await
}

/// Shows a reply in the format of the settings.
pub(crate) fn show(reply: &Reply, parts: Parts, console: &Console) -> Result<(), Failure> {
    match (console.settings.format, &reply.outcome) {
        (Format::Json, _) => console.json(&wire::reply(reply)),
        (Format::Csv, Outcome::Answer(answer)) => rows(answer, export::FileFormat::Csv, console),
        (Format::Markdown, Outcome::Answer(answer)) => {
            rows(answer, export::FileFormat::Markdown, console)
        }
        (Format::Table, _) => console.show(&reply::reply(reply, parts, &console.output)),
        // Where rows are expected, nothing else goes.
        (Format::Csv | Format::Markdown, _) => {
            console.tell(&reply::reply(reply, parts, &console.talk))
        }
    }
}

/// The rows alone; that they are not all is said beside them.
fn rows(answer: &Answer, format: export::FileFormat, console: &Console) -> Result<(), Failure> {
    console.rows(&answer.result, format)?;
    if answer.result.cut.is_some() {
        let rows = count(answer.result.rows.len(), "row");
        console
            .note(&format!("only the first {rows} are here; {} for all", console.output.whole))?;
    }
    Ok(())
}
