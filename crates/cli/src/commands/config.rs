//! `querist config`: settings and where they came from.

use clap::{Args, Subcommand};
use querist::EndpointShown;

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

#[derive(Debug, Subcommand)]
enum Verb {
    /// Show every setting, its value and where it came from
    Show {
        #[command(flatten)]
        source: Source,

        #[command(flatten)]
        mind: Mind,
    },
}

impl Config {
    pub(crate) fn source(&self) -> &Source {
        let Verb::Show { source, .. } = &self.verb;
        source
    }

    pub(crate) fn mind(&self) -> &Mind {
        let Verb::Show { mind, .. } = &self.verb;
        mind
    }

    pub(crate) fn run(&self, console: &Console) -> Result<Exit, Failure> {
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
