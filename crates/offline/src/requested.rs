//! What a question asks to see, item by item: "the name, the age and the number of books of each author".
//!
//! Only what is listed counts: a clause that says which rows are meant ("who", "with", "in") closes the list, and
//! a word that comes back to it ("their", "along with") opens it again.

use crate::{
    cues::{Cue, is_stop},
    link::{Linked, Span, Strength},
    plan::Aggregate,
};

/// Words behind which a sentence says which rows are meant.
const CLOSING: &[&str] = &[
    "whose", "where", "with", "that", "who", "which", "have", "has", "had", "having", "than", "in",
    "from", "sorted", "ordered", "order", "sort", "when", "if", "among", "across", "during", "for",
    "per", "each", "every", "by", "without", "not", "after", "before", "between", "to", "on", "at",
    "do", "does", "did",
];

/// Words that come back to what is listed.
const REOPENING: &[&str] = &["their", "its", "his", "her", "also", "along", "together", "plus"];

/// Words that ask for all there is.
const WHOLE: &[&str] =
    &["all", "information", "info", "details", "everything", "record", "records"];

/// Something that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Its words.
    pub span: Span,
    /// The figure that they announce.
    pub figure: Option<Figure>,
    /// Whether all there is of something is asked for.
    pub whole: bool,
}

/// A figure that words announce.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Figure {
    /// "number of", "how many"
    Count,
    /// "average"
    Average,
    /// "total"
    Total,
    /// "highest": a figure, or what rows are ordered by
    Most,
    /// "lowest"
    Least,
}

impl Figure {
    /// Whether an aggregate is such a figure.
    pub(crate) fn is(self, aggregate: Aggregate) -> bool {
        match self {
            Self::Count => matches!(aggregate, Aggregate::Count | Aggregate::Sum),
            Self::Average => aggregate == Aggregate::Average,
            Self::Total => matches!(aggregate, Aggregate::Sum | Aggregate::Count),
            Self::Most => aggregate == Aggregate::Maximum,
            Self::Least => aggregate == Aggregate::Minimum,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Average => "avg",
            Self::Total => "sum",
            Self::Most => "max",
            Self::Least => "min",
        }
    }
}

/// What a question asks to see, in its order.
pub(crate) fn requested(linked: &Linked<'_>) -> Vec<Wanted> {
    let mut list = List { linked, open: true, from: 0, found: Vec::new() };
    let mut at = 0;
    while at < linked.tokens.len() {
        at = list.take(at);
    }
    list.close(at);
    list.found
}

/// What is listed, as one word: how many items of each kind.
pub(crate) fn outline(wanted: &[Wanted]) -> String {
    let kind = |one: &Wanted| match (one.figure, one.whole) {
        (Some(figure), _) => figure.name(),
        (None, true) => "all",
        (None, false) => "col",
    };
    crate::shape::label::counted(&wanted.iter().map(kind).collect::<Vec<_>>())
}

/// Whether a token stands in the name of a column of several words, where it announces nothing of its own:
/// "total points" where there is such a column.
pub(crate) fn is_in_name(linked: &Linked<'_>, at: usize) -> bool {
    let exact = linked.columns.iter().filter(|link| link.strength >= Strength::Partial);
    exact.flat_map(|link| &link.spans).any(|span| span.len() > 1 && span.contains(at))
}

/// The list while it is read.
struct List<'a> {
    linked: &'a Linked<'a>,
    open: bool,
    from: usize,
    found: Vec<Wanted>,
}

impl List<'_> {
    /// Reads on at a token; the next one to read.
    fn take(&mut self, at: usize) -> usize {
        let word = self.linked.text(at);
        if let Some(to) = self.name_at(at) {
            return to;
        }
        if matches!(word, "." | "?" | "!" | ";" | ":") {
            self.close(at);
            (self.open, self.from) = (true, at + 1);
        } else if matches!(word, "," | "and" | "&") {
            self.close(at);
            self.from = at + 1;
            self.open = self.open || self.starts_again(at + 1);
        } else if REOPENING.contains(&word) {
            self.close(at);
            (self.open, self.from) = (true, at + 1);
        } else if self.open && self.closes(at) {
            self.close(at);
            self.open = false;
        }
        at + 1
    }

    /// Where a name of several words ends that begins here: nothing inside it turns the sentence.
    fn name_at(&self, at: usize) -> Option<usize> {
        let begins = self.linked.column_spans.iter().filter(|s| s.from == at && s.len() > 1);
        let inner = |span: &&Span| {
            (span.from..span.to).all(|at| !matches!(self.linked.text(at), "," | "and" | "&"))
        };
        begins.filter(inner).map(|span| span.to).max()
    }

    fn closes(&self, at: usize) -> bool {
        let word = self.linked.text(at);
        let before = at.checked_sub(1).map_or("", |at| self.linked.text(at));
        let resumed = word == "with" && matches!(before, "along" | "together");
        let begun = self.means(self.from, at);
        match word {
            "of" => begun && !self.is_figure(at),
            _ => CLOSING.contains(&word) && !resumed && begun,
        }
    }

    /// Whether all that was said of an item is that it is a figure: "the average number of".
    fn is_figure(&self, at: usize) -> bool {
        (self.from..at).filter(|at| self.is_content(*at)).count() == 0
    }

    /// Whether what follows a comma or "and" is asked for again: a figure, or "names of".
    fn starts_again(&self, at: usize) -> bool {
        let at = (at..at + 4)
            .find(|at| !matches!(self.linked.text(*at), "the" | "all" | "what" | "is" | "are"));
        let Some(at) = at else { return false };
        let name = self.linked.column_spans.iter().filter(|s| s.from == at).map(|s| s.to).max();
        figure_at(self.linked, at).is_some()
            || name.is_some_and(|to| matches!(self.linked.text(to), "of" | "for"))
    }

    /// Whether a run of tokens says anything.
    fn means(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.is_content(at) || figure_at(self.linked, at).is_some())
    }

    fn is_content(&self, at: usize) -> bool {
        let Some(token) = self.linked.tokens.get(at).filter(|token| token.is_solid()) else {
            return false;
        };
        let called = [Cue::Id, Cue::Name, Cue::First];
        let named = || self.linked.column_spans.iter().any(|s| s.contains(at));
        called.iter().any(|cue| self.linked.cues.at(*cue).any(|p| p == at))
            || named()
            || (!is_stop(token) && !self.linked.cues.covers(at))
    }

    /// Ends an item.
    fn close(&mut self, to: usize) {
        let span = Span { from: self.from, to };
        self.from = to;
        if !self.open || to <= span.from || !self.means(span.from, to) {
            return;
        }
        let figure = (span.from..to).find_map(|at| figure_at(self.linked, at));
        let whole = (span.from..to).any(|at| WHOLE.contains(&self.linked.text(at)));
        self.found.push(Wanted { span, figure, whole });
    }
}

/// The figure that a token announces, the name of a column left out.
fn figure_at(linked: &Linked<'_>, at: usize) -> Option<Figure> {
    const FIGURES: [(Cue, Figure); 5] = [
        (Cue::HowMany, Figure::Count),
        (Cue::Average, Figure::Average),
        (Cue::Total, Figure::Total),
        (Cue::Most, Figure::Most),
        (Cue::Least, Figure::Least),
    ];
    if is_in_name(linked, at) {
        return None;
    }
    let said = |(cue, _): &&(Cue, Figure)| linked.cues.at(*cue).any(|place| place == at);
    FIGURES.iter().find(said).map(|(_, figure)| *figure)
}

#[cfg(test)]
mod tests;
