//! `querist demo`: a database to try, six questions, and the prompt.

use std::path::{Path, PathBuf};

use clap::Args;
use querist::{Querist, demo};

use super::ask::{ask, show};
use crate::{
    chat,
    console::{Console, is_conversation},
    failure::{Exit, Failure},
    print::{
        figure::grouped,
        page::{Line, Page, Style},
        reply::{Charts, Evidence, Parts},
    },
};

/// Rows of a table that the demo shows.
const ROWS: usize = 8;

/// What the demo asks: a count, the top of a list, a trend, shares, prices of competitors, and a
/// season of one kind of product.
const QUESTIONS: [&str; 6] = [
    "How many products do we have in each category?",
    "What are the top 5 products by revenue in 2025?",
    "Show revenue by month in 2025",
    "What share of revenue does each region have?",
    "What is the average competitor price of frozen pizza for each competitor name?",
    "Which stores sold the most ice cream last summer?",
];

/// Look around with a database of its own
///
/// Makes the demo database if it is missing: three years of a small grocery chain that does not
/// exist. Answers six questions from it, and opens the prompt of `querist chat`. It needs no key and
/// no server, and asks nothing.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// How many sales the database has: 1 for about 300,000
    #[arg(long, value_name = "FACTOR", default_value_t = demo::USUAL_SCALE)]
    scale: f64,

    /// Where the database is; without it, in the data folder
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    /// Make the database anew
    #[arg(long)]
    fresh: bool,

    /// Make the database and ask nothing
    #[arg(long)]
    only_make: bool,
}

impl Demo {
    pub(crate) async fn run(self, mut console: Console) -> Result<Exit, Failure> {
        let file = self.file.clone().unwrap_or_else(|| self.usual_file(&console));
        self.make(&file, &console).await?;
        if self.only_make {
            return Ok(Exit::Done);
        }
        console.settings.database = Some(file.display().to_string().into());
        let querist = super::open(&console).await?;
        answers(&querist, &console).await?;
        if is_conversation() {
            return chat::converse(querist, console, None).await;
        }
        console.say(&format!("ask more with: querist chat --db {}", file.display()))?;
        Ok(Exit::Done)
    }

    /// A file a scale, so that one does not pass for another.
    fn usual_file(&self, console: &Console) -> PathBuf {
        let usual = (self.scale - demo::USUAL_SCALE).abs() < f64::EPSILON;
        let name = if usual { "demo.db".into() } else { format!("demo-{}.db", self.scale) };
        console.settings.data_folder.join(name)
    }

    async fn make(&self, file: &Path, console: &Console) -> Result<(), Failure> {
        if file.exists() && !self.fresh {
            return console.say(&format!("demo database: {}", file.display()));
        }
        if let Some(folder) = file.parent() {
            // What is wrong with the folder shows, with its name, when the file is written.
            let _ = std::fs::create_dir_all(folder);
        }
        console.say("making the demo database …")?;
        let made = demo::make(file, self.scale).await?;
        let sales = grouped(&made.sales.to_string());
        console.say(&format!("demo database: {} ({sales} sales)", file.display()))
    }
}

async fn answers(querist: &Querist, console: &Console) -> Result<(), Failure> {
    let mut console = console.clone();
    console.output.rows = Some(ROWS);
    for question in QUESTIONS {
        let mark = console.output.glyphs.pick("❯", ">");
        let mut page = Page::default();
        page.line(Line::default());
        page.line(Line::of(Style::Accent, format!("{mark} ")).and(Style::Strong, question));
        page.line(Line::default());
        console.show(&page)?;
        let reply = ask(querist, question, None).await?;
        show(&reply, Parts { charts: Charts::Always, evidence: Evidence::Usual }, &console)?;
    }
    Ok(())
}
