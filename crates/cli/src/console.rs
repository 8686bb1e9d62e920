//! Where the commands read and write: data on standard output, talk on standard error.

use std::io::{self, IsTerminal, Write};

use querist::{
    Colour, Settings,
    export::{FileFormat, table_to},
};
use querist_vocabulary::{answer::ResultTable, error::Coded};

use crate::{
    failure::Failure,
    print::{
        page::{Line, Page, Style},
        problem,
        screen::{Reader, Screen},
        text::visible,
    },
};

/// Settings and both screens.
#[derive(Debug, Clone)]
pub(crate) struct Console {
    pub(crate) settings: Settings,
    pub(crate) output: Screen,
    pub(crate) talk: Screen,
}

impl Console {
    /// The screens as the settings want them.
    pub(crate) fn new(settings: Settings) -> Self {
        let (output, talk) = (Screen::output(settings.colour), Screen::talk(settings.colour));
        Self { settings, output, talk }
    }

    /// Shows data.
    pub(crate) fn show(&self, page: &Page) -> Result<(), Failure> {
        Ok(self.output.show(page, &mut io::stdout().lock())?)
    }

    /// Says something beside the data.
    pub(crate) fn say(&self, text: &str) -> Result<(), Failure> {
        self.tell(&Page(vec![Line::of(Style::Quiet, text)]))
    }

    /// Notes something that stops nothing.
    pub(crate) fn note(&self, text: &str) -> Result<(), Failure> {
        self.tell(&problem::note(text, &self.talk))
    }

    /// Says what could be done.
    pub(crate) fn hint(&self, text: &str) -> Result<(), Failure> {
        self.tell(&problem::hint(text, &self.talk))
    }

    /// Says what went wrong, and goes on.
    pub(crate) fn fail(&self, failure: &Failure) {
        let _ = report(failure, self.settings.colour);
    }

    /// Shows a page beside the data.
    pub(crate) fn tell(&self, page: &Page) -> Result<(), Failure> {
        Ok(self.talk.show(page, &mut io::stderr().lock())?)
    }

    /// Shows a JSON value as data.
    pub(crate) fn json(&self, value: &serde_json::Value) -> Result<(), Failure> {
        Ok(json(value, &mut io::stdout().lock())?)
    }

    /// Writes the rows of a result; on a terminal no control character passes.
    pub(crate) fn rows(&self, result: &ResultTable, format: FileFormat) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        table_to(result, format, &mut bytes)?;
        if self.output.reader == Reader::Person {
            let text = String::from_utf8_lossy(&bytes);
            bytes = text.split('\n').map(visible).collect::<Vec<_>>().join("\n").into_bytes();
        }
        let mut out = io::stdout().lock();
        out.write_all(&bytes)?;
        Ok(out.flush()?)
    }
}

/// Whether a person can be asked something.
pub(crate) fn is_conversation() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Says what went wrong on standard error.
pub(crate) fn report(failure: &Failure, colour: Colour) -> io::Result<()> {
    let screen = Screen::talk(colour);
    let page = problem::problem(&failure.to_string(), &failure.hint(), &screen);
    screen.show(&page, &mut io::stderr().lock())
}

/// Writes a JSON value and ends the line.
pub(crate) fn json(value: &serde_json::Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    out.flush()
}
