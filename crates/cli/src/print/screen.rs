//! Where pages are shown: its width, its colours, its characters.

use std::{
    env,
    io::{self, IsTerminal, Write},
};

use querist::Colour;

use super::{
    page::{Line, Page, Span, Style},
    text::visible,
};

/// Columns where nobody says how many there are.
const USUAL_WIDTH: usize = 100;

/// Rows of a table that a terminal shows; a file or a pipe gets all.
const ROWS_SHOWN: usize = 20;

/// Whether text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Paint {
    /// With escape sequences.
    Coloured,
    /// Without.
    Plain,
}

/// The characters that lines and bars are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Glyphs {
    /// Blocks, boxes and dots.
    Unicode,
    /// What every terminal has.
    Ascii,
}

impl Glyphs {
    /// One of two spellings.
    pub(crate) fn pick<T>(self, unicode: T, ascii: T) -> T {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }
}

/// What is at the other end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A person at a terminal.
    Person,
    /// A file or another program.
    Program,
}

/// A place where pages are shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// Columns; none where lines may be of any length.
    pub(crate) width: Option<usize>,
    /// The most rows of a table; none for all.
    pub(crate) rows: Option<usize>,
    pub(crate) paint: Paint,
    pub(crate) glyphs: Glyphs,
    pub(crate) reader: Reader,
    /// How a person gets all rows of an answer that is shown in part.
    pub(crate) whole: &'static str,
}

impl Screen {
    /// Standard output.
    pub(crate) fn output(colour: Colour) -> Self {
        Self::of(io::stdout().is_terminal(), colour)
    }

    /// Standard error.
    pub(crate) fn talk(colour: Colour) -> Self {
        Self::of(io::stderr().is_terminal(), colour)
    }

    fn of(terminal: bool, colour: Colour) -> Self {
        Self {
            width: columns(terminal),
            rows: terminal.then_some(ROWS_SHOWN),
            paint: paint(terminal, colour),
            glyphs: glyphs(),
            reader: if terminal { Reader::Person } else { Reader::Program },
            whole: "`--out FILE`",
        }
    }

    /// Columns to draw in, for what has no width of its own.
    pub(crate) fn columns(&self) -> usize {
        self.width.unwrap_or(USUAL_WIDTH)
    }

    /// Writes a page.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn show(&self, page: &Page, out: &mut dyn Write) -> io::Result<()> {
        // One write a page: standard output would make one a line.
        let mut whole = Vec::new();
        page.0.iter().try_for_each(|line| self.line(line, &mut whole))?;
        out.write_all(&whole)?;
        out.flush()
    }

    /// The columns of running text: as wide as the screen, but no wider than is easy to read; a program
    /// gets each paragraph in a line.
    pub(crate) fn measure(&self) -> usize {
        self.width.map_or(usize::MAX, |columns| columns.min(USUAL_WIDTH))
    }

    fn line(&self, line: &Line, out: &mut Vec<u8>) -> io::Result<()> {
        let is_seen = |span: &Span| !span.text.trim_end().is_empty();
        let seen = line.0.iter().rposition(is_seen).map_or(0, |last| last + 1);
        for (at, span) in line.0.iter().take(seen).enumerate() {
            let text = if at + 1 == seen { span.text.trim_end() } else { &span.text };
            self.span(&visible(text), span.style, out)?;
        }
        writeln!(out)
    }

    fn span(&self, text: &str, style: Style, out: &mut Vec<u8>) -> io::Result<()> {
        match (self.paint, code(style)) {
            (Paint::Coloured, Some(code)) => write!(out, "\x1b[{code}m{text}\x1b[0m"),
            (Paint::Coloured, None) | (Paint::Plain, _) => out.write_all(text.as_bytes()),
        }
    }
}

/// The terminal's code for a style (ECMA-48, select graphic rendition).
fn code(style: Style) -> Option<&'static str> {
    match style {
        Style::Plain => None,
        Style::Strong => Some("1"),
        Style::Quiet => Some("2"),
        Style::Accent => Some("36"),
        Style::Good => Some("32"),
        Style::Warning => Some("33"),
        Style::Bad => Some("1;31"),
    }
}

/// `COLUMNS` says it for any reader; a terminal is asked.
fn columns(terminal: bool) -> Option<usize> {
    let said = env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
    let asked = || terminal_size::terminal_size().map(|(columns, _)| usize::from(columns.0));
    said.or_else(|| if terminal { asked().or(Some(USUAL_WIDTH)) } else { None })
        .map(|columns| columns.max(20))
}

/// Colour only on a terminal, unless it is asked for; `NO_COLOR` (<https://no-color.org>) wins over
/// everything but `--color always`.
fn paint(terminal: bool, colour: Colour) -> Paint {
    let unwanted = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || env::var_os("TERM").is_some_and(|term| term == "dumb");
    let coloured = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && !unwanted,
    };
    if coloured { Paint::Coloured } else { Paint::Plain }
}

/// The first of the locale's variables that is set decides, as POSIX says; without one, terminals of
/// today speak UTF-8.
fn glyphs() -> Glyphs {
    let set = |name: &&str| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(set);
    let plain = locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    });
    if plain { Glyphs::Ascii } else { Glyphs::Unicode }
}
