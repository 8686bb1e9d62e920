//! `querist audit`: what was asked, run and refused.

use std::{
    fs::File,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use querist::{QueristError, open_store};
use querist_vocabulary::{
    audit::{AuditEntry, AuditVerdict},
    store::Store,
};

use super::sessions::minute;
use crate::{
    console::Console,
    failure::{Exit, Failure},
    print::{
        figure::grouped,
        page::{Line, Page, Style},
    },
};

/// Entries that are read at once.
const BATCH: u64 = 500;

/// Show, verify and export the audit log
///
/// Each entry holds the hash of the one before it: one that is changed or taken away later breaks
/// the chain.
#[derive(Debug, Args)]
pub(crate) struct Audit {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show the latest entries
    Show {
        /// How many
        #[arg(long, value_name = "ENTRIES", default_value_t = 20)]
        last: u64,
    },
    /// Compute the chain anew and say whether it is whole
    Verify,
    /// Write all entries, one JSON object a line
    Export {
        /// The file; without one, standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

impl Audit {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let store = open_store(&console.settings).await?;
        match self.verb {
            Verb::Show { last } => console.show(&entries(&latest(&store, last).await?))?,
            Verb::Verify => {
                return verdict(&store.verify_audit().await.map_err(QueristError::from)?, console);
            }
            Verb::Export { out: None } => {
                export(&store, &mut io::stdout()).await?;
            }
            Verb::Export { out: Some(file) } => {
                let mut writer = File::create(&file).map_err(|error| trouble(&file, &error))?;
                let written = export(&store, &mut writer).await?;
                let written = grouped(&written.to_string());
                console.say(&format!("wrote {written} entries to {}", file.display()))?;
            }
        }
        Ok(Exit::Done)
    }
}

async fn latest(store: &impl Store, most: u64) -> Result<Vec<AuditEntry>, Failure> {
    let all = store.verify_audit().await.map_err(QueristError::from)?.entries;
    let from = all.saturating_sub(most) + 1;
    Ok(store.audit(from, most).await.map_err(QueristError::from)?)
}

fn entries(entries: &[AuditEntry]) -> Page {
    let mut page = Page::default();
    for entry in entries {
        let event = &entry.event;
        page.line(
            Line::of(Style::Quiet, format!("{:>5}  {}  ", entry.number, minute(entry.at)))
                .and(Style::Accent, format!("{:<9} ", event.action))
                .and(Style::Plain, format!("{}  ", event.actor))
                .and(Style::Quiet, event.detail.to_string()),
        );
    }
    page
}

fn verdict(verdict: &AuditVerdict, console: &Console) -> Result<Exit, Failure> {
    let mut page = Page::default();
    if let Some((number, reason)) = &verdict.broken {
        page.line(
            Line::of(Style::Bad, "broken")
                .and(Style::Plain, format!(" at entry {number}: {reason}")),
        );
        console.show(&page)?;
        return Ok(Exit::Failed);
    }
    let entries = grouped(&verdict.entries.to_string());
    page.line(Line::of(Style::Good, "whole").and(Style::Plain, format!(", entries: {entries}")));
    if let Some(head) = &verdict.head {
        page.line(Line::of(Style::Quiet, format!("head {head}")));
    }
    console.show(&page)?;
    Ok(Exit::Done)
}

/// Writes all entries and says how many.
async fn export(store: &impl Store, writer: &mut (dyn Write + Send)) -> Result<u64, Failure> {
    let mut written = 0;
    loop {
        let batch = store.audit(written + 1, BATCH).await.map_err(QueristError::from)?;
        let Some(last) = batch.last() else { break };
        written = last.number;
        for entry in &batch {
            let line = serde_json::to_string(entry).map_err(io::Error::from)?;
            writeln!(writer, "{line}")?;
        }
    }
    writer.flush()?;
    Ok(written)
}

fn trouble(file: &Path, error: &io::Error) -> Failure {
    let (file, reason) = (file.to_owned(), error.to_string());
    QueristError::File { verb: "write", file, reason }.into()
}
