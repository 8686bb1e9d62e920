//! `querist config`: settings and where they came from.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use querist::{EndpointShown, Prompts};

use crate::{
    arguments::{Mind, Source},
    console::Console,
    failure::{Exit, Failure},
    print::{
        page::{Line, Page, Style},
        text::{Side, field, visible, width},
    },
};

/// Show settings and where each came from
#[derive(Debug, Args)]
pub(crate) struct Config {
    #[command(subcommand)]
    verb: Verb,
}

/// What settings may be typed beside.
#[derive(Debug, Args)]
struct Layered {
    #[command(flatten)]
    source: Source,

    #[command(flatten)]
    mind: Mind,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show every setting, its value and where it came from
    Show(Box<Layered>),

    /// List the prompts that language models are given, or write them into a folder to be changed
    Prompts {
        /// Write them here; a file that is there is left as it is
        #[arg(long, value_name = "FOLDER")]
        write: Option<PathBuf>,
    },
}

impl Config {
    pub(crate) fn source(&self) -> Option<&Source> {
        match &self.verb {
            Verb::Show(layered) => Some(&layered.source),
            Verb::Prompts { .. } => None,
        }
    }

    pub(crate) fn mind(&self) -> Option<&Mind> {
        match &self.verb {
            Verb::Show(layered) => Some(&layered.mind),
            Verb::Prompts { .. } => None,
        }
    }

    pub(crate) fn run(&self, console: &Console) -> Result<Exit, Failure> {
        match &self.verb {
            Verb::Show(_) => Self::show(console),
            Verb::Prompts { write: None } => Self::list_prompts(console),
            Verb::Prompts { write: Some(folder) } => Self::write_prompts(folder, console),
        }
    }

    fn list_prompts(console: &Console) -> Result<Exit, Failure> {
        let mut page = Page::default();
        for (file, text) in Prompts::texts() {
            page.line(Line::of(Style::Accent, file));
            text.lines().for_each(|line| page.line(Line::plain(format!("  {line}"))));
        }
        console.show(&page)?;
        Ok(Exit::Done)
    }

    fn write_prompts(folder: &Path, console: &Console) -> Result<Exit, Failure> {
        for there in querist::write_prompts(folder)? {
            console.note(&format!("`{}` is there and stays as it is", there.display()))?;
        }
        console.say(&format!("the prompts are in {}", folder.display()))?;
        let folder = folder.display();
        console.hint(&format!("`prompts = \"{folder}\"` in `querist.toml` uses them"))?;
        Ok(Exit::Done)
    }

    fn show(console: &Console) -> Result<Exit, Failure> {
        let settings = console.settings.show();
        let shown = |value: &str| if value.is_empty() { "-".into() } else { visible(value) };
        let names = settings.iter().map(|one| width(one.setting.name())).max().unwrap_or(0);
        let wide = settings.iter().map(|one| width(&shown(&one.value))).max().unwrap_or(0);
        let mut page = Page::default();
        for one in &settings {
            page.line(
                Line::of(Style::Accent, field(one.setting.name(), names, Side::Left))
                    .and(Style::Plain, format!("  {}", field(&shown(&one.value), wide, Side::Left)))
                    .and(Style::Quiet, format!("  {}", one.origin)),
            );
        }
        page.part(endpoints(&console.settings.models.endpoints));
        console.show(&page)?;
        Ok(Exit::Done)
    }
}

/// Language models in the order in which they are asked.
fn endpoints(endpoints: &[EndpointShown]) -> Page {
    let names = endpoints.iter().map(|one| width(&one.name)).max().unwrap_or(0);
    let mut page = Page::default();
    for one in endpoints {
        page.line(
            Line::of(Style::Quiet, "endpoint ")
                .and(Style::Accent, field(&one.name, names, Side::Left))
                .and(Style::Plain, format!("  {}", visible(&one.value)))
                .and(Style::Quiet, format!("  {}", one.origin)),
        );
    }
    page
}
