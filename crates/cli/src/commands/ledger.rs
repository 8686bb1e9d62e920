//! `querist ledger`: what was sent to language models.

use std::io::{self, Write};

use clap::{Args, Subcommand, value_parser};
use jiff::{Timestamp, ToSpan, Zoned};
use querist::{Format, QueristError, open_store};
use querist_vocabulary::ledger::{Ledger as _, LedgerEntry, LedgerTotal};
use serde_json::json;

use super::sessions::minute;
use crate::{
    arguments::Shape,
    console::Console,
    failure::{Exit, Failure},
    print::{
        figure::count,
        page::{Line, Page, Style},
    },
};

/// Entries that are listed unless another number is asked for.
const LATEST: u64 = 20;

/// Show what was sent to language models
///
/// Each call is written down with every byte of its body, also one that failed. What was answered
/// from the cache was not sent.
#[derive(Debug, Args)]
pub(crate) struct Ledger {
    #[command(subcommand)]
    verb: Option<Verb>,

    #[command(flatten)]
    pub(crate) shape: Shape,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List the latest calls; that is what `querist ledger` does
    List {
        /// How many
        #[arg(long, value_name = "CALLS", default_value_t = LATEST, value_parser = value_parser!(u64).range(1..))]
        last: u64,
    },
    /// Print the exact body of a call
    Show {
        /// The call's number
        number: u64,
    },
    /// Add up calls, tokens and money by day and endpoint
    Totals {
        /// How many days back
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        days: u16,
    },
}

impl Ledger {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let store = open_store(&console.settings).await?;
        match self.verb.unwrap_or(Verb::List { last: LATEST }) {
            Verb::List { last } => {
                let entries = store.sent(None, last).await.map_err(QueristError::from)?;
                list(&entries, console)?;
            }
            Verb::Show { number } => {
                let entry = store.sent_call(number).await.map_err(QueristError::from)?;
                show(&entry, console)?;
            }
            Verb::Totals { days } => {
                let since = days_ago(days);
                totals(&store.ledger_totals(since).await.map_err(QueristError::from)?, console)?;
            }
        }
        Ok(Exit::Done)
    }
}

/// When the first of so many days began; today is one of them.
fn days_ago(days: u16) -> Timestamp {
    let first = Zoned::now().checked_sub((i64::from(days) - 1).max(0).days());
    let first = first.and_then(|day| day.start_of_day());
    first.map_or(Timestamp::UNIX_EPOCH, |day| day.timestamp())
}

fn list(entries: &[LedgerEntry], console: &Console) -> Result<(), Failure> {
    if console.settings.format == Format::Json {
        return console.json(&json!(entries));
    }
    if entries.is_empty() {
        return console.say("nothing was sent yet");
    }
    let mut page = Page::default();
    entries.iter().for_each(|entry| page.line(line(entry)));
    console.show(&page)
}

fn line(entry: &LedgerEntry) -> Line {
    let sent = &entry.sent;
    let purpose = sent.purpose.map_or("embed", |purpose| purpose.word());
    let style = if sent.outcome == "answered" { Style::Good } else { Style::Warning };
    Line::of(Style::Quiet, format!("{:>5}  {}  ", entry.number, minute(entry.at)))
        .and(Style::Accent, format!("{purpose:<8}  "))
        .and(Style::Plain, format!("{}/{}  ", sent.endpoint, sent.model))
        .and(style, sent.outcome.as_str())
        .and(
            Style::Quiet,
            format!(
                "  {}",
                spent(sent.usage.prompt_tokens + sent.usage.completion_tokens, sent.cost)
            ),
        )
}

fn spent(tokens: u64, cost: Option<f64>) -> String {
    let tokens = count(usize::try_from(tokens).unwrap_or(usize::MAX), "token");
    cost.map_or_else(|| tokens.clone(), |cost| format!("{tokens}, ${cost:.4}"))
}

/// The body is data; what is said about it is not.
fn show(entry: &LedgerEntry, console: &Console) -> Result<(), Failure> {
    if console.settings.format == Format::Json {
        return console.json(&json!(entry));
    }
    let sent = &entry.sent;
    let mut about = Page::default();
    about.line(line(entry));
    about.line(Line::of(Style::Quiet, format!("       to {}", sent.address)));
    let masked = count(usize::try_from(sent.masked).unwrap_or(usize::MAX), "value");
    let sight = format!("       for {}, sight {}, {masked} masked", sent.actor, sent.sight.word());
    about.line(Line::of(Style::Quiet, sight));
    console.tell(&about)?;
    if let Some(reason) = &entry.dropped {
        return console.note(&format!("its body is no longer kept: {reason}"));
    }
    let mut out = io::stdout().lock();
    writeln!(out, "{}", sent.body)?;
    Ok(out.flush()?)
}

fn totals(totals: &[LedgerTotal], console: &Console) -> Result<(), Failure> {
    if console.settings.format == Format::Json {
        return console.json(&json!(totals));
    }
    if totals.is_empty() {
        return console.say("nothing was sent in these days");
    }
    let mut page = Page::default();
    for LedgerTotal { day, endpoint, spent: all } in totals {
        let calls = count(usize::try_from(all.calls).unwrap_or(usize::MAX), "call");
        let cost = Some(all.cost).filter(|cost| *cost > 0.0);
        page.line(
            Line::of(Style::Quiet, format!("{day}  "))
                .and(Style::Accent, format!("{endpoint:<12}  "))
                .and(Style::Plain, format!("{calls}, {}", spent(all.tokens, cost))),
        );
    }
    console.show(&page)
}
