//! The question by itself: the same for every candidate, for models that look at several features together.

use super::{Row, asked::regions, count, flag};
use crate::{
    compose::{
        Candidate,
        scores::{Role, Scores, chance},
    },
    cues::{Cue, context, is_stop},
    index::TableId,
    link::{ItemKind, Linked, Span, Strength},
    requested::{Wanted, requested},
    verdict,
};

/// Words that turn from what is asked to what it is asked of.
const CLAUSES: [&str; 12] = [
    "whose", "where", "with", "that", "who", "which", "have", "has", "having", "than", "in", "from",
];

/// Cues that models look at by themselves.
const CUES: [(&str, Cue); 19] = [
    ("says_how_many", Cue::HowMany),
    ("says_each", Cue::Each),
    ("says_order", Cue::Order),
    ("says_average", Cue::Average),
    ("says_most", Cue::Most),
    ("says_least", Cue::Least),
    ("says_total", Cue::Total),
    ("says_different", Cue::Different),
    ("says_not", Cue::Not),
    ("says_more", Cue::More),
    ("says_less", Cue::Less),
    ("says_both", Cue::Both),
    ("says_or", Cue::Or),
    ("says_and", Cue::And),
    ("says_by", Cue::By),
    ("says_first", Cue::First),
    ("says_name", Cue::Name),
    ("says_id", Cue::Id),
    ("says_than_average", Cue::ThanAverage),
];

/// What is seen of a question once for all candidates.
pub(super) struct Question {
    /// Which tokens mean something.
    pub content: Vec<bool>,
    /// Where the first clause begins; far behind where none does.
    pub turn: usize,
    /// Columns listed before it.
    pub listed: f32,
    /// Tables called by their names.
    pub named: Vec<TableId>,
    /// Whether it says "per".
    pub says_per: bool,
    /// Which tokens stand where a sentence says what it wants to see.
    pub asked: Vec<bool>,
    /// What it lists.
    pub wanted: Vec<Wanted>,
    /// Words that could name something, and whether each stands where a value does.
    pub content_words: Vec<(usize, bool)>,
    /// Whether it asks for a number of things.
    pub says_number: bool,
    /// Whether it asks for the order of letters.
    pub says_alphabet: bool,
    /// The table named behind "how many" or "number of".
    pub counted: Option<TableId>,
    /// Features.
    pub facts: Row,
}

impl Question {
    /// Looks at a question and its list.
    pub(super) fn new(scores: &Scores<'_>, list: &[Candidate]) -> Self {
        let linked = scores.linked;
        let exact = |t: &TableId| linked.table(*t).strength == Strength::Exact;
        let turn = (3..linked.tokens.len()).find(|at| CLAUSES.contains(&linked.text(*at)));
        let turn = turn.unwrap_or(99);
        let mut question = Self {
            content: content(linked),
            turn,
            listed: count(apart(linked.column_spans.iter().filter(|s| s.from < turn).copied())),
            named: linked.index.table_ids().filter(exact).collect(),
            says_per: linked.tokens.iter().any(|t| t.text == "per"),
            asked: regions(linked),
            wanted: requested(linked),
            content_words: verdict::content(linked)
                .map(|(at, _)| (at, verdict::is_value_like(linked, at)))
                .collect(),
            says_number: (0..linked.tokens.len())
                .any(|at| linked.text(at) == "number" && linked.text(at + 1) == "of"),
            says_alphabet: linked.tokens.iter().any(|t| t.text.starts_with("alphabetic")),
            counted: counted(linked),
            facts: Row::new(),
        };
        question.listed = question.listed.max(count(question.wanted.len()));
        question.facts = question.facts(scores, list);
        question
    }

    fn asked_spans<'a>(&'a self, linked: &'a Linked<'_>) -> impl Iterator<Item = Span> + 'a {
        let spans = linked.column_spans.iter().copied();
        spans.filter(|s| self.asked.get(s.from) == Some(&true))
    }

    fn facts(&self, scores: &Scores<'_>, list: &[Candidate]) -> Row {
        let linked = scores.linked;
        let kind = |kind: ItemKind| count(apart(spans_of(linked, kind)));
        let start = u8::try_from(context(&linked.tokens, Some(0))).unwrap_or(99);
        let mut facts: Row = vec![
            ("said_first", f32::from(start)),
            ("said_columns", count(apart(linked.column_spans.iter().copied()))),
            ("said_listed", self.listed),
            ("said_tables", count(self.named.len())),
            ("said_values", kind(ItemKind::Stored)),
            ("said_numbers", kind(ItemKind::Number)),
            ("said_quotes", kind(ItemKind::Quoted)),
            ("said_content", count(self.content.iter().filter(|c| **c).count())),
            ("likely_tables", scores.tables.iter().filter(|p| **p > 0.1).sum()),
            ("likely_columns", scores.options(Role::Select).iter().map(|(_, s)| chance(*s)).sum()),
            ("likely_item", scores.items.iter().copied().fold(0.0, f32::max)),
            ("said_asked", count(apart(self.asked_spans(linked)))),
            ("says_number", flag(self.says_number)),
            ("says_alphabet", flag(self.says_alphabet)),
            ("list_shape", list.iter().map(|c| c.shape).fold(-30.0, f32::max)),
        ];
        facts.extend(CUES.iter().map(|(name, cue)| (*name, flag(linked.cues.has(*cue)))));
        facts
    }
}

/// The table whose name begins at most two words behind "how many" or "number of".
fn counted(linked: &Linked<'_>) -> Option<TableId> {
    let cue = linked.cues.at(Cue::HowMany).min()?;
    let near = |t: &TableId| {
        let mut spans = linked.table(*t).spans.iter();
        spans.any(|s| s.from > cue && s.from <= cue + 4)
    };
    let place = |t: &TableId| linked.table(*t).spans.iter().map(|s| s.from).find(|at| *at > cue);
    linked.index.table_ids().filter(near).min_by_key(place)
}

fn content(linked: &Linked<'_>) -> Vec<bool> {
    let means = |(at, token)| !is_stop(token) && token.text.len() > 2 && !linked.cues.covers(at);
    linked.tokens.iter().enumerate().map(means).collect()
}

fn spans_of<'a>(linked: &'a Linked<'_>, kind: ItemKind) -> impl Iterator<Item = Span> + 'a {
    linked.items.iter().filter(move |i| i.kind == kind).map(|i| i.span)
}

/// How many spans there are that share no word.
fn apart(spans: impl Iterator<Item = Span>) -> usize {
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if !kept.iter().any(|other| other.overlaps(span)) {
            kept.push(span);
        }
    }
    kept.len()
}
