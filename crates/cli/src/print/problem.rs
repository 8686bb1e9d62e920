//! What went wrong, and what to do.

use super::{
    page::{Line, Page, Style},
    screen::Screen,
    text::wrap,
};

/// An error and its hint, each with its own word before it.
pub(crate) fn problem(message: &str, hint: &str, screen: &Screen) -> Page {
    let mut page = Page::default();
    page.below(worded("error", Style::Bad, message, screen));
    page.below(self::hint(hint, screen));
    page
}

/// Something to know that stops nothing.
pub(crate) fn note(message: &str, screen: &Screen) -> Page {
    worded("note", Style::Warning, message, screen)
}

/// What to do about it.
pub(crate) fn hint(message: &str, screen: &Screen) -> Page {
    worded("hint", Style::Accent, message, screen)
}

fn worded(word: &str, style: Style, text: &str, screen: &Screen) -> Page {
    let indent = word.len() + 2;
    let wide = screen.width.map_or(usize::MAX, |columns| columns.saturating_sub(indent).max(20));
    let mut lines = wrap(text, wide).into_iter();
    let mut page = Page::default();
    let first = lines.next().unwrap_or_default();
    page.line(Line::of(style, word).and(Style::Plain, format!(": {first}")));
    lines.for_each(|line| page.line(Line::plain(format!("{}{line}", " ".repeat(indent)))));
    page
}
