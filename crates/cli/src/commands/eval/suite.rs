//! A person's own questions: a line a failing case, then how many came out as expected.

use std::{fs, path::PathBuf};

use clap::Args;
use querist::eval::{self, CaseResult, Compared, Tally};

use crate::{
    console::Console,
    failure::{Exit, Failure},
    print::{
        figure::count,
        page::{Line, Page, Style},
    },
};

/// What is done with a suite.
#[derive(Debug, Args)]
pub(crate) struct SuiteArguments {
    /// The suite, a YAML file
    #[arg(
        value_name = "SUITE",
        required_unless_present = "questions",
        conflicts_with = "questions"
    )]
    suite: Option<PathBuf>,

    /// Write the results as JUnit's XML too
    #[arg(long, value_name = "FILE", requires = "suite")]
    junit: Option<PathBuf>,

    /// Tell what is better and worse than in an earlier run's `--out`
    #[arg(long, value_name = "FILE", requires = "suite")]
    compare: Option<PathBuf>,

    /// End with code 1 where a smaller share comes out as expected, 0 to 1
    #[arg(long, value_name = "SHARE", default_value = "1", value_parser = share)]
    min_right: f64,
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "it is no number from 0 to 1".into())
}

pub(super) async fn run(
    arguments: SuiteArguments,
    out: Option<PathBuf>,
    console: &Console,
) -> Result<Exit, Failure> {
    let file = arguments.suite.unwrap_or_default();
    let suite = eval::read_suite(&file)?;
    // Read before the work: a wrong name should not cost a run.
    let before = arguments.compare.as_deref().map(eval::read_results).transpose()?;
    let mut failing = Page::default();
    let results =
        eval::run_suite(&suite, &console.settings, |result| failing.below(failed(result))).await?;
    console.show(&failing)?;
    console.show(&tallies(&eval::tallies(&results)))?;
    if let Some(before) = before {
        console.show(&compared(&eval::compare(&before, &results)))?;
    }
    if let Some(out) = out {
        let lines = results.iter().filter_map(|result| serde_json::to_string(result).ok());
        fs::write(out, lines.map(|line| line + "\n").collect::<String>())?;
    }
    if let Some(junit) = arguments.junit {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        fs::write(junit, eval::junit(&name, &results))?;
    }
    let right = results.iter().filter(|result| result.right).count();
    #[allow(clippy::cast_precision_loss, reason = "no suite has that many cases")]
    let enough = right as f64 >= arguments.min_right * results.len() as f64;
    Ok(if enough { Exit::Done } else { Exit::Failed })
}

/// A case that did not come out as expected.
fn failed(result: &CaseResult) -> Page {
    let mut page = Page::default();
    if let Some(difference) = &result.difference {
        page.line(Line::of(Style::Bad, "wrong  ").and(Style::Plain, result.question.as_str()));
        page.line(Line::of(Style::Quiet, format!("       {difference}")));
        let sql = result.sql.iter();
        sql.for_each(|sql| page.line(Line::of(Style::Quiet, format!("       {sql}"))));
    }
    page
}

fn tallies(tallies: &[Tally]) -> Page {
    let wide = tallies.iter().map(|tally| tally.name.chars().count()).max().unwrap_or(0);
    let mut page = Page::default();
    for Tally { name, cases, right } in tallies {
        let of = format!("  {right} of {} right", count(*cases, "case"));
        page.line(Line::of(Style::Accent, format!("{name:<wide$}")).and(Style::Plain, of));
    }
    page
}

fn compared(compared: &Compared) -> Page {
    let lists = [
        ("better", &compared.better),
        ("worse", &compared.worse),
        ("newly failing", &compared.newly_failing),
        ("not asked any more", &compared.gone),
    ];
    let mut page = Page::default();
    for (name, questions) in lists {
        page.line(Line::of(Style::Strong, format!("{name}: {}", questions.len())));
        questions.iter().for_each(|question| page.line(Line::plain(format!("  {question}"))));
    }
    page
}
