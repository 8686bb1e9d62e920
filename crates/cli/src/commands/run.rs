//! `querist run`: SQL typed by hand, where it only reads.

use std::path::Path;

use clap::Args;
use querist::{
    Querist,
    export::{self, FileFormat},
};

use super::ask::{Output, show};
use crate::{
    arguments::{Shape, Source},
    console::Console,
    failure::{Exit, Failure},
    input, interrupt,
    print::figure::count,
    progress::Progress,
};

/// Run SQL that only reads
///
/// The statement passes the same check as every question: exactly one, proven to only read, over
/// tables and columns that exist and may be read. What runs is written anew from the checked
/// statement.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  querist run --db shop.db \"select * from products limit 5\"
  querist run --db shop.db --out orders.csv \"select * from orders\"
  querist run --db shop.db --format json < report.sql")]
pub(crate) struct Run {
    /// The statement; without one it is read from standard input
    #[arg(value_name = "SQL", allow_hyphen_values = true)]
    sql: Option<String>,

    #[command(flatten)]
    output: Output,

    #[command(flatten)]
    pub(crate) shape: Shape,

    #[command(flatten)]
    pub(crate) source: Source,
}

impl Run {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let sql = input::typed(self.sql.as_slice(), "statement")?;
        let target = self.output.out.as_deref().map(Target::of).transpose()?;
        let querist = super::open(console).await?;
        if let Some(target) = target {
            target.write(&querist, &sql, console).await?;
            return Ok(Exit::Done);
        }
        let (id, progress) = (querist.next_id(), Progress::start());
        let work = querist.read(id.clone(), &sql, None, &progress);
        let reply = interrupt::or_cancel(&querist, &id, work).await?;
        drop(progress);
        show(&reply, self.output.parts(), console)?;
        Ok(Exit::of(&reply.outcome))
    }
}

/// A file that rows go to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target<'a> {
    file: &'a Path,
    format: FileFormat,
}

impl<'a> Target<'a> {
    /// The file, if its ending names a format.
    pub(crate) fn of(file: &'a Path) -> Result<Self, Failure> {
        let format = FileFormat::of(file).ok_or_else(|| Failure::BadInput {
            what: format!("the ending of `{}` names no format", file.display()),
            hint: "end the name in .csv, .json, .xlsx or .md",
        })?;
        Ok(Self { file, format })
    }

    /// Runs the SQL and writes all its rows.
    pub(crate) async fn write(
        self,
        querist: &Querist,
        sql: &str,
        console: &Console,
    ) -> Result<(), Failure> {
        let (id, progress) = (querist.next_id(), Progress::start());
        let work = export::query_to_file(querist, id.clone(), sql, self.format, self.file);
        let written = interrupt::or_cancel(querist, &id, work).await?;
        drop(progress);
        let rows = count(usize::try_from(written.rows).unwrap_or(usize::MAX), "row");
        console.say(&format!("wrote {rows} to {}", self.file.display()))?;
        written.notes.iter().try_for_each(|note| console.note(note))?;
        Ok(())
    }
}
