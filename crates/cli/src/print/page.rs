//! Lines of styled text.

/// What a piece of text is, which decides how it looks where there is colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Ordinary text.
    Plain,
    /// A headline or the main figure.
    Strong,
    /// What can be passed over.
    Quiet,
    /// A name, a number to choose, a bar of a chart.
    Accent,
    /// All is well.
    Good,
    /// To be looked at.
    Warning,
    /// Wrong.
    Bad,
}

/// Text of one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) style: Style,
}

/// Pieces of text beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Line(pub(crate) Vec<Span>);

impl Line {
    /// A line of ordinary text.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self::of(Style::Plain, text)
    }

    /// A line of one style.
    pub(crate) fn of(style: Style, text: impl Into<String>) -> Self {
        Self::default().and(style, text)
    }

    /// This line and more text to its right.
    pub(crate) fn and(mut self, style: Style, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), style });
        self
    }
}

/// Lines below each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Page(pub(crate) Vec<Line>);

impl Page {
    /// Adds a line.
    pub(crate) fn line(&mut self, line: Line) {
        self.0.push(line);
    }

    /// Adds the lines of another page, with an empty line before them unless one side is empty.
    pub(crate) fn part(&mut self, page: Self) {
        if !self.0.is_empty() && !page.0.is_empty() {
            self.0.push(Line::default());
        }
        self.0.extend(page.0);
    }

    /// Adds the lines of another page directly below.
    pub(crate) fn below(&mut self, page: Self) {
        self.0.extend(page.0);
    }

    /// Whether there is nothing on it.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
