//! `querist model`: the semantic file.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use querist::{Format, Querist, knowledge_schema};
use querist_vocabulary::knowledge::{Knowledge, TableMeaning};

use crate::{
    arguments::{Shape, Source},
    console::Console,
    failure::{Exit, Failure},
    print::{
        figure::count,
        page::{Line, Page, Style},
    },
};

/// Write, check and show the semantic file
#[derive(Debug, Args)]
pub(crate) struct Model {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Write a first semantic file from the schema and its data
    ///
    /// Each guess is marked with a comment that says why. Read it, correct it, keep it with your code.
    Init {
        /// Where it goes; beside an SQLite file without it
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,

        /// Write over a file that is there
        #[arg(long)]
        force: bool,

        #[command(flatten)]
        source: Source,
    },
    /// Find what the semantic file says that the database does not know
    ///
    /// Names, expressions, joins, examples, and values that are not stored any more. Ends with code 1
    /// when something is found, which suits a CI job.
    Check {
        #[command(flatten)]
        source: Source,
    },
    /// Show what Querist understood of the semantic file
    Show {
        #[command(flatten)]
        shape: Shape,

        #[command(flatten)]
        source: Source,
    },
    /// Print the file's JSON Schema, for an editor
    Schema,
}

impl Model {
    pub(crate) fn source(&self) -> Option<&Source> {
        match &self.verb {
            Verb::Init { source, .. } | Verb::Check { source } | Verb::Show { source, .. } => {
                Some(source)
            }
            Verb::Schema => None,
        }
    }

    pub(crate) fn shape(&self) -> Option<&Shape> {
        match &self.verb {
            Verb::Show { shape, .. } => Some(shape),
            Verb::Init { .. } | Verb::Check { .. } | Verb::Schema => None,
        }
    }

    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        match self.verb {
            Verb::Schema => {
                let lines = knowledge_schema();
                console.show(&Page(lines.lines().map(Line::plain).collect()))?;
                Ok(Exit::Done)
            }
            Verb::Init { out, force, .. } => init(out, Overwrite::of(force), console).await,
            Verb::Check { .. } => check(console).await,
            Verb::Show { .. } => show(console).await,
        }
    }
}

/// Whether a file that is there may be written over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Overwrite {
    Never,
    Allowed,
}

impl Overwrite {
    fn of(force: bool) -> Self {
        if force { Self::Allowed } else { Self::Never }
    }
}

async fn init(
    out: Option<PathBuf>,
    overwrite: Overwrite,
    console: &Console,
) -> Result<Exit, Failure> {
    let querist = super::open(console).await?;
    let file = out.or_else(|| querist.knowledge_place()).ok_or_else(|| Failure::BadInput {
        what: "there is no place beside this database for a file".into(),
        hint: "name one with `--out FILE`, and use it with `--knowledge FILE`",
    })?;
    if file.exists() && overwrite == Overwrite::Never {
        return Err(Failure::BadInput {
            what: format!("`{}` is there already", file.display()),
            hint: "write over it with `--force`, or write another with `--out FILE`",
        });
    }
    let written = querist.first_model().await?;
    std::fs::write(&file, &written.yaml)?;
    console.say(&format!("wrote {}", file.display()))?;
    console.say(&format!("{}, each with its reason", count(written.guesses, "guessed line")))?;
    Ok(Exit::Done)
}

async fn check(console: &Console) -> Result<Exit, Failure> {
    let querist = super::open(console).await?;
    let Some(file) = querist.knowledge_file() else { return Err(no_file()) };
    let findings = querist.model_findings().await?;
    let mut page = Page::default();
    findings.iter().for_each(|finding| page.line(Line::of(Style::Warning, finding.as_str())));
    console.show(&page)?;
    let found = match findings.len() {
        0 => "fits the database".to_owned(),
        some => format!("{} that the database does not know", count(some, "thing")),
    };
    console.say(&format!("{}: {found}", file.display()))?;
    Ok(if findings.is_empty() { Exit::Done } else { Exit::Failed })
}

fn no_file() -> Failure {
    Failure::NotThere {
        what: "semantic file",
        name: "*.querist.yaml".into(),
        hint: "`querist model init` writes a first one; `--knowledge FILE` names another".into(),
    }
}

async fn show(console: &Console) -> Result<Exit, Failure> {
    let querist: Querist = super::open(console).await?;
    let knowledge = &querist.journey().parts.knowledge;
    if console.settings.format == Format::Json {
        let json = serde_json::to_value(&**knowledge).unwrap_or_default();
        console.json(&json)?;
        return Ok(Exit::Done);
    }
    if querist.knowledge_file().is_none() {
        return Err(no_file());
    }
    console.show(&page(knowledge))?;
    Ok(Exit::Done)
}

fn page(knowledge: &Knowledge) -> Page {
    let mut page = Page::default();
    let description = knowledge.description.iter();
    description.for_each(|text| page.line(Line::plain(text.as_str())));
    let as_of = knowledge.as_of.map(|day| format!("days count from {day}"));
    as_of.into_iter().for_each(|text| page.line(Line::of(Style::Quiet, text)));
    for (name, meaning) in &knowledge.tables {
        table(name, meaning, &mut page);
    }
    section(
        "measures",
        &mut page,
        knowledge.measures.iter().map(|measure| {
            let unit = measure.unit.as_ref().map_or(String::new(), |unit| format!(" in {unit}"));
            let synonyms = words(&measure.synonyms);
            let (name, expression) = (&measure.name, &measure.expression);
            format!("{name}: {expression} of {}{unit}{synonyms}", measure.table)
        }),
    );
    section("joins", &mut page, knowledge.joins.iter().cloned());
    section(
        "rules",
        &mut page,
        knowledge.rules.iter().map(|rule| match rule.about() {
            [] => rule.text().to_owned(),
            about => format!("{} ({})", rule.text(), about.join(", ")),
        }),
    );
    section(
        "examples",
        &mut page,
        knowledge.examples.iter().map(|example| match example.sql() {
            Some(sql) => format!("{}\n    {}", example.question(), sql.trim()),
            None => example.question().to_owned(),
        }),
    );
    page
}

fn section(name: &str, page: &mut Page, items: impl Iterator<Item = String>) {
    let mut items = items.peekable();
    if items.peek().is_some() {
        page.line(Line::default());
        page.line(Line::of(Style::Strong, name));
    }
    for item in items {
        item.lines().for_each(|line| page.line(Line::plain(format!("  {line}"))));
    }
}

fn table(name: &str, meaning: &TableMeaning, page: &mut Page) {
    page.line(Line::default());
    let head = Line::of(Style::Accent, name).and(Style::Quiet, words(&meaning.synonyms));
    page.line(head);
    let facts = [
        meaning.description.clone(),
        meaning.display.as_ref().map(|column| format!("named by {column}")),
        meaning.time.as_ref().map(|column| format!("dated by {column}")),
        meaning.default_filter.as_ref().map(|filter| match words(&meaning.default_filter_unless) {
            none if none.is_empty() => format!("usually where {filter}"),
            unless => format!("usually where {filter}, unless a question says{unless}"),
        }),
    ];
    facts.into_iter().flatten().for_each(|fact| page.line(Line::plain(format!("  {fact}"))));
    for (column, about) in &meaning.columns {
        let unit = about.unit.as_ref().map_or(String::new(), |unit| format!(" in {unit}"));
        let sensitive = if about.sensitive { " (sensitive)" } else { "" };
        let text = about.description.as_ref().map_or(String::new(), |text| format!(": {text}"));
        let head = format!("  {column}{unit}{sensitive}{}{text}", words(&about.synonyms));
        page.line(Line::plain(head));
        for (value, said) in &about.values {
            page.line(Line::of(Style::Quiet, format!("    {value}{}", words(said))));
        }
    }
}

/// Other words, in quotes behind a colon.
fn words(list: &[String]) -> String {
    let quoted: Vec<String> = list.iter().map(|word| format!("\"{word}\"")).collect();
    if quoted.is_empty() { String::new() } else { format!(" {}", quoted.join(", ")) }
}
