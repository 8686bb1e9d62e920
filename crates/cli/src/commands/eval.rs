//! `querist eval`: how many of a set of questions are answered right.

/// A person's own questions.
mod suite;

use std::path::PathBuf;

use clap::Args;
use querist::eval::{self, AskedOfModels, Folds, Minds, Plan, Score, Summary};

use self::suite::SuiteArguments;
use crate::{
    arguments::{Mind, Source},
    console::Console,
    failure::{Exit, Failure},
    print::{
        figure::count,
        page::{Line, Page, Style},
    },
};

/// Reasons of failed questions that are listed.
const MOST_REASONS: usize = 10;

/// Databases in no fold that are named.
const MOST_NAMES: usize = 5;

/// Measure how many questions are answered right
///
/// A suite is a YAML file of your own questions, each with the SQL, the rows or the value that must
/// come back, or with whether it must be declined or asked back about. Cases that come out otherwise
/// are listed with what differs.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  querist eval shop.suite.yaml --db shop.db
  querist eval shop.suite.yaml --db shop.db --min-right 0.9 --junit report.xml
  querist eval shop.suite.yaml --db shop.db --out new.jsonl --compare old.jsonl
  querist eval --questions train.json --databases databases --out results.jsonl

Questions of many databases are a JSON array of objects with `id`, `db`, `question` and `sql`; the folder holds
`<db>.sqlite` for each `db`.")]
pub(crate) struct Eval {
    #[command(flatten)]
    suite: SuiteArguments,

    /// Questions as JSON, in the place of a suite
    #[arg(long, value_name = "FILE", requires = "databases", requires = "out")]
    questions: Option<PathBuf>,

    /// The folder of the databases
    #[arg(long, value_name = "FOLDER", requires = "questions")]
    databases: Option<PathBuf>,

    /// Where a line for each question goes
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,

    /// Only the databases that this file lists, a name a line
    #[arg(long, value_name = "FILE")]
    only: Option<PathBuf>,

    /// None of the databases that this file lists
    #[arg(long, value_name = "FILE")]
    without: Option<PathBuf>,

    /// The field that holds the question's words
    #[arg(long, value_name = "FIELD", default_value = "question")]
    field: String,

    /// The most questions
    #[arg(long, value_name = "QUESTIONS")]
    limit: Option<usize>,

    /// Stand in for a language model by the right SQL, wrong at published rates, drawn from this seed
    #[arg(long, value_name = "SEED")]
    replay: Option<u64>,

    /// Read each database's questions with the weights of its fold, out of this folder
    ///
    /// The training of the offline engine leaves weights in it that have not seen the databases of a fold. Questions
    /// about databases in no fold are left out.
    #[arg(long, value_name = "FOLDER", requires = "questions")]
    folds: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) mind: Mind,

    #[command(flatten)]
    pub(crate) source: Source,
}

impl Eval {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let out = self.out;
        let (Some(questions), Some(databases)) = (self.questions, self.databases) else {
            return suite::run(self.suite, out, console).await;
        };
        let listed =
            |file: Option<PathBuf>| file.map_or(Ok(Vec::new()), |file| eval::database_list(&file));
        let plan = Plan {
            questions,
            databases,
            out: out.unwrap_or_default(),
            only: listed(self.only)?,
            without: listed(self.without)?,
            field: self.field,
            limit: self.limit,
            minds: match self.replay {
                Some(seed) => Minds::Replayed { seed, policy: console.settings.models.policy },
                None => Minds::of_settings(&console.settings).await?,
            },
            folds: self.folds.as_deref().map(Folds::read).transpose()?,
        };
        let summary = eval::run(&plan).await?;
        console.show(&page(&summary))?;
        let failed: usize = summary.failed.iter().map(|(_, count)| count).sum();
        let all = summary.scores.first().map_or(0, |score| score.questions);
        // Figures of which none was measured are no result.
        Ok(if all > 0 && failed == all { Exit::Failed } else { Exit::Done })
    }
}

fn page(summary: &Summary) -> Page {
    let mut page = Page::default();
    let head = format!(
        "{:<6} {:>9} {:>8} {:>6} {:>7} {:>9} {:>15} {:>6} {:>10} {:>10}",
        "",
        "questions",
        "answered",
        "right",
        "match",
        "precision",
        "coverage at 95%",
        "ECE",
        "p50",
        "p95"
    );
    page.line(Line::of(Style::Strong, head));
    summary.scores.iter().for_each(|score| page.line(line(score)));
    if summary.asked.calls > 0 {
        page.line(Line::of(Style::Quiet, asked(summary.asked)));
    }
    if !summary.in_no_fold.is_empty() {
        page.line(Line::of(Style::Warning, left_out(&summary.in_no_fold)));
    }
    if !summary.broken_gold.is_empty() {
        let questions = count(summary.broken_gold.len(), "question");
        page.line(Line::of(Style::Warning, format!("{questions} whose own SQL does not run:")));
        for (id, reason) in &summary.broken_gold {
            page.line(Line::of(Style::Quiet, format!("  {id}: {reason}")));
        }
    }
    if !summary.failed.is_empty() {
        page.line(Line::of(Style::Warning, "Questions that failed:"));
    }
    for (reason, questions) in summary.failed.iter().take(MOST_REASONS) {
        page.line(Line::of(Style::Quiet, format!("  {}: {reason}", count(*questions, "question"))));
    }
    let more = summary.failed.len().saturating_sub(MOST_REASONS);
    if more > 0 {
        let reasons = count(more, "more reason");
        page.line(Line::of(Style::Quiet, format!("  … {reasons}, in the lines of the file")));
    }
    page
}

/// What language models were asked.
fn asked(asked: AskedOfModels) -> String {
    let AskedOfModels { questions, calls, prompt_tokens, completion_tokens } = asked;
    format!(
        "asked of a language model: {questions} questions in {calls} calls, {prompt_tokens} tokens sent and \
         {completion_tokens} received"
    )
}

/// Databases that no fold holds.
fn left_out(databases: &[(String, usize)]) -> String {
    let questions = databases.iter().map(|(_, questions)| questions).sum();
    let names: Vec<&str> = databases.iter().map(|(name, _)| name.as_str()).collect();
    let shown = names.get(..MOST_NAMES).unwrap_or(&names).join(", ");
    let more = if names.len() > MOST_NAMES { ", …" } else { "" };
    let (questions, databases) = (count(questions, "question"), count(names.len(), "database"));
    format!("left out, in no fold: {questions} about {databases}: {shown}{more}")
}

fn line(score: &Score) -> Line {
    let percent = |share: f64| format!("{:.1} %", 100.0 * share);
    let figures = format!(
        " {:>9} {:>8} {:>6} {:>7} {:>9} {:>15} {:>6.3} {:>7.1} ms {:>7.1} ms",
        score.questions,
        score.answered,
        score.right,
        percent(score.execution_match),
        percent(score.precision),
        percent(score.coverage_at_95),
        score.calibration_error,
        score.p50_ms,
        score.p95_ms
    );
    Line::of(Style::Accent, format!("{:<6}", score.name)).and(Style::Plain, figures)
}
