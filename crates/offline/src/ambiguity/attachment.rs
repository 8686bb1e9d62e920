//! "Mysteries and thrillers from Warner Bros": whether what stands beside a pair is said of both.

/// Two values of one column.
mod values;

/// Two tables.
mod tables;

use super::{Bound, Open, Seen};
use crate::{
    cues::{Cue, is_stop},
    index::TableId,
    link::Span,
    words::{Token, TokenKind},
};

/// Words behind which a pair is no longer what is listed: "orders from Brazil and Canada in 2024" is clear.
const TIES: &[&str] = &[
    "in", "from", "of", "for", "at", "on", "to", "by", "with", "between", "about", "than", "as",
    "near", "is", "are", "was", "were", "not", "no", "without",
];

/// How far the column of a condition may be that no candidate has: a join or two.
const NEAR: f32 = 2.0;

/// Whether a word begins another request: "and list", "and show".
fn tells(word: &str) -> bool {
    ["list", "show", "give", "provide", "display", "find", "also", "just"].contains(&word)
}

/// The readings of two tables with something beside them; none where the words are clear.
pub(super) fn tables(seen: &Seen<'_>) -> Option<Open> {
    if is_clear(seen) { None } else { tables::find(seen) }
}

/// The readings of two values with something beside them; none where the words are clear.
pub(super) fn values(seen: &Seen<'_>) -> Option<Open> {
    if is_clear(seen) { None } else { values::find(seen) }
}

/// Whether a figure is asked for, or the words say themselves that both are meant.
fn is_clear(seen: &Seen<'_>) -> bool {
    let figures = [Cue::HowMany, Cue::Average, Cue::Total, Cue::Both, Cue::Share];
    let either = seen.linked.tokens.iter().any(|token| token.text == "either");
    either || figures.iter().any(|cue| seen.linked.cues.has(*cue))
}

/// Two things that "and" or "or" ties, and where they stand.
#[derive(Debug, Clone, Copy)]
struct Pair {
    first: Span,
    second: Span,
}

impl Pair {
    /// Of two spans; none unless "and" or "or" alone stands between them, and the pair is what is listed.
    fn of(seen: &Seen<'_>, first: Span, second: Span) -> Option<Self> {
        let pair = Self { first, second };
        let clear = pair.is_of_one_head(seen) || pair.is_told_of(seen);
        (pair.is_tied(seen) && pair.is_listed(seen) && !clear).then_some(pair)
    }

    /// Whether "and" stands between the two with at most a head or two beside it, or "or" alone: "horror films and thrillers".
    fn is_tied(self, seen: &Seen<'_>) -> bool {
        const HEADS: usize = 2;
        let linked = seen.linked;
        let mut between = self.first.to..self.second.from;
        let ties = |at: &usize| matches!(linked.text(*at), "and" | "or");
        let Some(at) = between.clone().find(ties) else { return false };
        // "or" seldom ties more than the two words beside it.
        let heads = if linked.text(at) == "or" { 0 } else { HEADS };
        let solid = |at: usize| linked.tokens.get(at).is_some_and(Token::is_solid);
        let again = linked.text(at + 1) == "also"
            || (at + 1..self.second.from).any(|at| tells(linked.text(at)));
        let said = |from: usize, to: usize| {
            (from..to).filter(|at| linked.tokens.get(*at).is_some_and(|token| !is_stop(token)))
        };
        between.all(solid)
            && !again
            && said(self.first.to, at).count() <= heads / 2
            && said(at + 1, self.second.from).count() <= heads
    }

    /// Whether the pair is what the question lists, not what a preposition ties to something else.
    fn is_listed(self, seen: &Seen<'_>) -> bool {
        let articles = ["the", "all", "any", "a", "an"];
        let text = |at: usize| seen.linked.text(at);
        let Some(at) = (0..self.first.from).rev().find(|at| !articles.contains(&text(*at))) else {
            return true;
        };
        // "show me with the …", "what are the …"
        let opens = at > 0
            && matches!(
                (text(at - 1), text(at)),
                ("me" | "us", "with") | ("what" | "who" | "which", "are" | "is" | "were" | "was")
            );
        opens || !TIES.contains(&text(at))
    }

    /// Whether both are said of one head, which has what follows: "engineer and architect jobs that pay well".
    fn is_of_one_head(self, seen: &Seen<'_>) -> bool {
        let linked = seen.linked;
        let plural = |at: usize| linked.text(at).ends_with('s');
        let adjacent = linked.text(self.first.to) == "and";
        adjacent
            && !plural(self.first.to - 1)
            && plural(self.second.to)
            && !plural(self.second.to - 1)
    }

    /// Whether the sentence goes on with what it tells of both: "which chefs and servers are from Rome".
    fn is_told_of(self, seen: &Seen<'_>) -> bool {
        matches!(seen.linked.text(self.second.to), "is" | "are" | "was" | "were")
    }

    /// Which of the two a condition stands beside, where its words are outside of both.
    fn beside(self, span: Span) -> Option<Side> {
        if span.from >= self.second.to {
            Some(Side::Second)
        } else if span.to == self.first.from {
            Some(Side::First)
        } else {
            None
        }
    }
}

/// One of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Second,
}

/// A condition with its place beside a pair.
struct Modifier {
    condition: Bound,
    side: Side,
    span: Span,
}

/// The likeliest condition beside a pair that `fits`, else one that its words make, the nearest to a table first.
fn modifier(
    seen: &Seen<'_>,
    (pair, table): (Pair, TableId),
    fits: &dyn Fn(&Bound) -> bool,
) -> Option<Modifier> {
    let far = |condition: &Bound| {
        let own = condition.left.column_of().map(|column| seen.linked.index.table_of(*column));
        own.map_or(f32::INFINITY, |own| seen.joins.distance(table, own))
    };
    let mut made: Vec<Bound> = seen.made();
    made.retain(|condition| far(condition) <= NEAR);
    made.sort_by(|a, b| far(a).total_cmp(&far(b)));
    let likely = seen.conditions().into_iter().map(|(condition, _)| condition);
    likely.chain(made).filter(fits).find_map(|condition| {
        let span = seen.said_at(&condition)?;
        let side = pair.beside(span)?;
        // "two bridges and a mill": a number before a thing counts it.
        let mut words = (span.from..span.to).filter_map(|at| seen.linked.tokens.get(at));
        let is_number = seen.linked.items.iter().any(|i| i.span == span && i.number.is_some());
        let number = is_number || words.all(|token| token.kind == TokenKind::Number);
        let counts = side == Side::First && number;
        (!counts).then_some(Modifier { side, condition, span })
    })
}

/// The question back: of which of the two a condition is said.
fn question(seen: &Seen<'_>, pair: Pair, modifier: &Modifier) -> Option<String> {
    let near = match modifier.side {
        Side::First => pair.first,
        Side::Second => pair.second,
    };
    let words = |span: Span| seen.linked.phrase(span).trim().to_owned();
    Some(format!(
        "Does `{}` go with both `{}` and `{}`, or only with `{}`?",
        words(modifier.span),
        words(pair.first),
        words(pair.second),
        words(near)
    ))
}
