//! What became of a question: the sentence first, then what it rests on.

use querist_vocabulary::{
    answer::{Answer, Clarification, Decline, Metadata, Outcome, Reply},
    reading::Reading,
    refusal::Refusal,
};

use super::{
    chart::chart,
    figure::{Notation, count},
    page::{Line, Page, Style},
    screen::{Reader, Screen},
    table::table,
    text::wrap,
};

/// How an answer came about: its reading, its SQL, its confidence.
mod evidence;

/// Whether a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Charts {
    /// Where a person reads.
    ForPeople,
    /// Wherever there is one.
    Always,
    /// None.
    Never,
}

/// How much of the evidence is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Reading, SQL, confidence.
    Usual,
    /// Each phrase and what it became as well, and the milliseconds of each phase.
    Whole,
}

/// What is shown of a reply.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    pub(crate) charts: Charts,
    pub(crate) evidence: Evidence,
}

/// A reply as a page.
pub(crate) fn reply(reply: &Reply, parts: Parts, screen: &Screen) -> Page {
    match &reply.outcome {
        Outcome::Answer(answer) => answered(answer, &reply.metadata, parts, screen),
        Outcome::Clarify(clarification) => {
            noted(clarify(clarification, screen), &reply.metadata, screen)
        }
        Outcome::Decline(decline) => noted(declined(decline, screen), &reply.metadata, screen),
        Outcome::Refuse(refusal) => noted(refused(refusal, screen), &reply.metadata, screen),
    }
}

/// The page, with what happened on the way below: a model that did not answer may be why there is no answer.
fn noted(mut page: Page, metadata: &Metadata, screen: &Screen) -> Page {
    page.part(evidence::notes(metadata, screen));
    page
}

/// How a reply came about, without its rows.
pub(crate) fn explanation(reply: &Reply, screen: &Screen) -> Page {
    let parts = Parts { charts: Charts::Never, evidence: Evidence::Whole };
    match &reply.outcome {
        Outcome::Answer(answer) => {
            evidence::evidence(answer, &reply.metadata, Evidence::Whole, screen)
        }
        Outcome::Clarify(_) | Outcome::Decline(_) | Outcome::Refuse(_) => {
            self::reply(reply, parts, screen)
        }
    }
}

fn answered(answer: &Answer, metadata: &Metadata, parts: Parts, screen: &Screen) -> Page {
    let mut page = prose(&answer.sentence, Style::Strong, "", screen);
    page.part(empty(answer, screen));
    if !says_it_all(answer) {
        page.part(table(&answer.result, screen));
    }
    page.part(drawn(answer, parts.charts, screen));
    page.part(insights(answer, screen));
    page.part(evidence::evidence(answer, metadata, parts.evidence, screen));
    page.part(numbered("You could ask next", &answer.follow_ups, screen));
    page
}

/// One cell that the sentence already holds, or no row at all, needs no table.
fn says_it_all(answer: &Answer) -> bool {
    match answer.result.rows.as_slice() {
        [] => true,
        [row] if row.len() == 1 => row.first().is_some_and(|cell| {
            let written = Notation::of(&answer.result, 0).write(cell);
            !cell.is_null() && answer.sentence.contains(&written)
        }),
        _ => false,
    }
}

fn drawn(answer: &Answer, charts: Charts, screen: &Screen) -> Page {
    let wanted = match charts {
        Charts::Always => true,
        Charts::ForPeople => screen.reader == Reader::Person,
        Charts::Never => false,
    };
    match &answer.chart {
        Some(one) if wanted => chart(one, &answer.result, screen),
        _ => Page::default(),
    }
}

/// Why there are no rows, unless the sentence says it.
fn empty(answer: &Answer, screen: &Screen) -> Page {
    match &answer.empty {
        Some(reason) if !answer.sentence.contains(&reason.sentence) => {
            prose(&reason.sentence, Style::Plain, "", screen)
        }
        _ => Page::default(),
    }
}

fn insights(answer: &Answer, screen: &Screen) -> Page {
    let bullet = screen.glyphs.pick("• ", "* ");
    let mut page = Page::default();
    for insight in &answer.insights {
        page.below(prose(&insight.sentence, Style::Plain, bullet, screen));
    }
    page
}

fn clarify(clarification: &Clarification, screen: &Screen) -> Page {
    let mut page = prose(&clarification.question, Style::Strong, "", screen);
    let mut choices = Page::default();
    for (number, choice) in (1..).zip(&clarification.choices) {
        let Reading { restatement, confidence, .. } = &choice.reading;
        let text = format!("{restatement} ({:.0}%)", 100.0 * confidence);
        choices.below(choose(number, &text, screen));
        choices.below(prose(&choice.sql, Style::Quiet, "     ", screen));
    }
    page.part(choices);
    page
}

fn declined(decline: &Decline, screen: &Screen) -> Page {
    let mut page = prose(&decline.reason, Style::Strong, "", screen);
    let words: Vec<String> =
        decline.not_understood.iter().map(|word| format!("`{word}`")).collect();
    if !words.iter().all(|word| decline.reason.contains(word)) {
        let text = format!("Not understood: {}", words.join(", "));
        page.below(prose(&text, Style::Warning, "", screen));
    }
    page.part(numbered("You could ask instead", &decline.suggestions, screen));
    page
}

fn refused(refusal: &Refusal, screen: &Screen) -> Page {
    let text = format!("Refused: {}", refusal.message);
    let mut page = prose(&text, Style::Bad, "", screen);
    let place = refusal.place.as_ref().map(|place| {
        let near =
            if place.near.is_empty() { String::new() } else { format!(" at `{}`", place.near) };
        format!(", line {}, column {}{near}", place.line, place.column)
    });
    let rule = format!("rule `{}`{}", refusal.rule.word(), place.unwrap_or_default());
    page.below(prose(&rule, Style::Quiet, "", screen));
    page.below(prose(&format!("hint: {}", refusal.hint), Style::Plain, "", screen));
    page
}

/// Questions to choose from by their number.
pub(crate) fn numbered(title: &str, questions: &[String], screen: &Screen) -> Page {
    let mut page = Page::default();
    if questions.is_empty() {
        return page;
    }
    page.line(Line::of(Style::Quiet, title));
    for (number, question) in (1..).zip(questions) {
        page.below(choose(number, question, screen));
    }
    page
}

/// One of the things to choose from.
fn choose(number: usize, text: &str, screen: &Screen) -> Page {
    let mut page = Page::default();
    let mut lines = wrap(text, screen.measure().saturating_sub(5)).into_iter();
    let head = Line::of(Style::Accent, format!("  {number}  "));
    page.line(head.and(Style::Plain, lines.next().unwrap_or_default()));
    lines.for_each(|line| page.line(Line::plain(format!("     {line}"))));
    page
}

/// Text broken into lines, the first after a mark and the others below its end.
pub(crate) fn prose(text: &str, style: Style, mark: &str, screen: &Screen) -> Page {
    let indent = super::text::width(mark);
    let wide = screen.measure().saturating_sub(indent);
    let mut page = Page::default();
    for (at, line) in wrap(text, wide).into_iter().enumerate() {
        let before = if at == 0 { mark.to_owned() } else { " ".repeat(indent) };
        page.line(Line::plain(before).and(style, line));
    }
    page
}

/// Rows and seconds, in words.
fn size_and_time(answer: &Answer, metadata: &Metadata) -> String {
    let rows = count(answer.result.rows.len(), "row");
    format!("{rows} in {:.0} ms", (metadata.seconds * 1000.0).max(1.0))
}
