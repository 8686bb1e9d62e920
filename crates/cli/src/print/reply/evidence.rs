//! How an answer came about: its reading, its SQL, its confidence.

use querist_vocabulary::{
    answer::{Answer, Metadata},
    reading::{Mapping, Translator},
};

use super::{
    super::{
        figure::count,
        page::{Line, Page, Style},
        screen::Screen,
        text::{Side, field, shorten, visible, width, wrap, wrap_exactly},
    },
    Evidence, size_and_time,
};

/// Columns of the words before each part.
const HEAD: usize = 12;

/// Reading, SQL, confidence; with the whole evidence each phrase and each phase.
pub(super) fn evidence(
    answer: &Answer,
    metadata: &Metadata,
    much: Evidence,
    screen: &Screen,
) -> Page {
    let mut page = Page::default();
    if let Some(reading) = &answer.reading {
        page.below(part("read as", reading, Style::Plain, screen));
    }
    page.below(notes(metadata, screen));
    if much == Evidence::Whole {
        page.below(phrases(&answer.explanation, screen));
    }
    page.below(lines(
        "SQL",
        wrap_exactly(&answer.query.get().unlimited, room(screen)),
        Style::Plain,
    ));
    let sure = answer.confidence.map(|sure| format!("{} ({sure:.2}), ", in_words(sure)));
    let text = sure.unwrap_or_default() + &size_and_time(answer, metadata);
    let name = if answer.confidence.is_some() { "confidence" } else { "result" };
    page.below(part(name, &text, Style::Plain, screen));
    if !metadata.calls.is_empty() {
        page.below(part("model", &asked(metadata), Style::Quiet, screen));
    }
    if much == Evidence::Whole {
        page.below(part("phases", &phases(metadata), Style::Quiet, screen));
        page.below(part("database", &metadata.database, Style::Quiet, screen));
    }
    page
}

/// What the reader should know of how it went.
pub(super) fn notes(metadata: &Metadata, screen: &Screen) -> Page {
    let mut page = Page::default();
    for warning in &metadata.warnings {
        page.below(part("note", warning, Style::Warning, screen));
    }
    page
}

/// Which language models were asked, how often, and what that took.
fn asked(metadata: &Metadata) -> String {
    let Metadata { translator, calls, .. } = metadata;
    let mut names: Vec<String> =
        calls.iter().map(|call| format!("{}/{}", call.endpoint, call.model)).collect();
    names.dedup();
    let tokens: u64 =
        calls.iter().map(|call| call.usage.prompt_tokens + call.usage.completion_tokens).sum();
    let tokens = count(usize::try_from(tokens).unwrap_or(usize::MAX), "token");
    let cost: f64 = calls.iter().filter_map(|call| call.cost).sum();
    let cost = if cost > 0.0 { format!(", ${cost:.4}") } else { String::new() };
    let by = match translator {
        Translator::Model(_) => "read by",
        Translator::Offline | Translator::Lesson(_) | Translator::Person => "also asked",
    };
    format!("{by} {}: {}, {tokens}{cost}", names.join(", "), count(calls.len(), "call"))
}

/// How sure the reading is, in a word.
pub(crate) fn in_words(confidence: f64) -> &'static str {
    match confidence {
        0.9.. => "very sure",
        0.75..0.9 => "sure",
        0.5..0.75 => "fairly sure",
        _ => "unsure",
    }
}

fn room(screen: &Screen) -> usize {
    screen.measure().saturating_sub(HEAD).max(20)
}

fn part(name: &str, text: &str, style: Style, screen: &Screen) -> Page {
    lines(name, wrap(text, room(screen)), style)
}

fn lines(name: &str, lines: Vec<String>, style: Style) -> Page {
    let mut page = Page::default();
    for (at, line) in lines.into_iter().enumerate() {
        let name = field(if at == 0 { name } else { "" }, HEAD, Side::Left);
        page.line(Line::of(Style::Quiet, name).and(style, line));
    }
    page
}

/// Each phrase and what it became.
fn phrases(mappings: &[Mapping], screen: &Screen) -> Page {
    let arrow = screen.glyphs.pick("→", "->");
    let mark = screen.glyphs.pick("…", "...");
    let wide = |word: fn(&Mapping) -> &str| {
        mappings.iter().map(|one| width(&visible(word(one)))).max().unwrap_or(0).min(32)
    };
    let (phrase, step) = (wide(|one| &one.phrase), wide(|one| &one.part));
    let mut page = Page::default();
    for one in mappings {
        let words = field(&shorten(&visible(&one.phrase), phrase, mark), phrase, Side::Left);
        page.line(
            Line::plain(" ".repeat(HEAD))
                .and(Style::Accent, words)
                .and(Style::Quiet, format!(" {arrow} {} ", field(&one.part, step, Side::Left)))
                .and(Style::Plain, one.sql.as_str()),
        );
    }
    page
}

fn phases(metadata: &Metadata) -> String {
    let phase = |(name, ms): &(&str, f64)| format!("{name} {ms:.1} ms");
    metadata.timings.iter().map(phase).collect::<Vec<_>>().join(", ")
}
