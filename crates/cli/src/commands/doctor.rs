//! `querist doctor`: what stands in the way of good answers.

use clap::Args;
use querist::{Finding, Severity};

use crate::{
    arguments::{Mind, Source},
    console::Console,
    failure::{Exit, Failure},
    print::{
        page::{Line, Page, Style},
        screen::Screen,
        text::wrap,
    },
};

/// Columns before the text of a finding.
const HEAD: usize = 20;

/// Find what stands in the way of good and safe answers
///
/// Looks at the settings, the store, the audit log, the database, the rights of its account and the
/// semantic file, and calls each language model once. Ends with code 1 when something serious is found.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) source: Source,

    #[command(flatten)]
    pub(crate) mind: Mind,
}

impl Doctor {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let findings = querist::doctor(&console.settings).await;
        let mut page = Page::default();
        for finding in &findings {
            page.below(found(finding, &console.output));
        }
        console.show(&page)?;
        let serious = findings.iter().any(|finding| finding.severity == Severity::Serious);
        Ok(if serious { Exit::Failed } else { Exit::Done })
    }
}

/// Each finding begins with a word, so that colour is never the only signal.
fn found(finding: &Finding, screen: &Screen) -> Page {
    let (word, style) = match finding.severity {
        Severity::Good => ("good", Style::Good),
        Severity::Note => ("note", Style::Accent),
        Severity::Warning => ("warning", Style::Warning),
        Severity::Serious => ("SERIOUS", Style::Bad),
    };
    let wide = screen.measure().saturating_sub(HEAD);
    let mut page = Page::default();
    let mut head = Line::of(style, format!("{word:<8} "))
        .and(Style::Strong, format!("{:<10} ", finding.topic));
    for text in wrap(&finding.message, wide) {
        page.line(head.and(Style::Plain, text));
        head = Line::plain(" ".repeat(HEAD));
    }
    let hints = finding.hint.iter().flat_map(|hint| wrap(&format!("hint: {hint}"), wide));
    hints.for_each(|hint| page.line(Line::plain(" ".repeat(HEAD)).and(Style::Plain, hint)));
    page
}
