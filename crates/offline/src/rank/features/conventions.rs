//! What people expect of an answer and no training question shows well enough: told by hand, with weights of its own.

use super::Sight;
use querist_english::english;

use crate::{
    cues::Cue,
    index::ColumnId,
    link::{ItemKind, Strength},
    plan::{Direction, Operand, Quantity, Term},
};

impl Sight<'_> {
    /// Marks what goes against the conventions.
    pub(super) fn conventions(&mut self) {
        let linked = self.scores.linked;
        let years = || {
            let named = |c: &ColumnId| linked.column(*c).strength > Strength::Weak;
            linked.index.column_ids().any(|c| named(&c) && linked.index.column(c).is_year())
        };
        let bucket = self.scores.bucket().is_some() && !self.uses_bucket() && !years();
        self.mark("bucket_missing", bucket);
        let named = |span: crate::link::Span| linked.column_spans.iter().any(|s| s.overlaps(span));
        let figures = &linked.index.figures;
        let written = linked.figures.iter().any(|link| {
            figures.get(link.figure).is_some_and(|figure| !figure.found || !named(link.span))
        });
        self.mark("figure_passed_over", written && !self.uses_formula());
        self.mark("by_ungrouped", self.leaves_by_alone());
        let day = |term: &Term<ColumnId>| {
            let column = term.column_of().map(|c| linked.index.column(*c));
            column.is_some_and(|column| column.is_day() || column.is_year())
        };
        let whole = |term: &Term<ColumnId>| term.of == Quantity::Rows;
        let shows_day = self.candidate.plan.select.iter().any(|term| day(term) || whole(term));
        self.mark("when_without_day", linked.text(0) == "when" && !shows_day);
        let ranked = [Cue::Most, Cue::Least, Cue::First].iter().any(|cue| linked.cues.has(*cue));
        let one = self.candidate.plan.limit == Some(1);
        let listed = self.cuts_days() && !self.candidate.plan.is_grouped();
        self.mark("bucket_ungrouped", listed);
        let amounts =
            [Cue::HowMany, Cue::Total, Cue::Share].iter().any(|cue| linked.cues.has(*cue));
        let plan = &self.candidate.plan;
        let counted = plan.select == [Term::count()] && plan.per.is_empty();
        self.mark("counted_unasked", counted && !amounts);
        self.mark("limited_without_cue", one && !ranked);
        self.mark("columns_uncompared", self.leaves_columns_uncompared());
        self.mark("adjective_against", self.goes_against_adjective());
        self.mark("other_day_first", self.orders_by_another_day());
    }

    /// Whether "tracks by genre" is neither grouped nor ordered.
    fn leaves_by_alone(&self) -> bool {
        let (linked, plan) = (self.scores.linked, &self.candidate.plan);
        let figures = plan.select.iter().any(Term::is_aggregated);
        let on_groups = plan.filter.conditions().iter().any(|c| c.left.is_aggregated());
        if figures || on_groups || !plan.order.is_empty() {
            return false;
        }
        let article = |at: usize| matches!(linked.text(at), "the" | "each" | "every");
        let kind = |at: usize| {
            let tables = linked.tables.iter().flat_map(|table| &table.spans);
            let mut spans = tables.chain(&linked.column_spans);
            let stored = linked.items.iter().any(|item| {
                item.kind == ItemKind::Stored && item.span.contains(at) && item.span.len() > 1
            });
            spans.any(|span| span.from == at) && !stored
        };
        let by_somebody = |at: usize| {
            let before = at.checked_sub(1).map_or("", |before| linked.text(before));
            is_deed(before) && !is_division(before)
        };
        let mut places = linked.cues.at(Cue::By).filter(|at| !by_somebody(*at));
        places.any(|at| kind(at + 1 + usize::from(article(at + 1))))
    }

    /// Whether it shows pieces of time, cut out of days.
    fn cuts_days(&self) -> bool {
        let plan = &self.candidate.plan;
        plan.per.iter().chain(&plan.select).any(|term| matches!(term.of, Quantity::Bucket(..)))
    }

    /// Whether "shipped after the required date" compares no column with another.
    fn leaves_columns_uncompared(&self) -> bool {
        let linked = self.scores.linked;
        let conditions = self.candidate.plan.filter.conditions();
        if conditions.iter().any(|c| matches!(c.right, Operand::Column(_))) {
            return false;
        }
        let index = linked.index;
        let begins = |c: &ColumnId, at: usize| {
            let link = linked.column(*c);
            link.strength >= Strength::Partial && link.spans.iter().any(|span| span.from == at)
        };
        let before =
            |c: &ColumnId, at: usize| linked.column(*c).spans.iter().any(|span| span.to <= at);
        let compared = |at: usize| {
            let seconds =
                linked.candidates.iter().filter(|c| (1..=2).any(|gap| begins(c, at + gap)));
            seconds.into_iter().any(|second| {
                let other = index.column(*second);
                linked.candidates.iter().any(|first| {
                    let one = index.column(*first);
                    let alike = (one.is_day() && other.is_day())
                        || (one.is_number() && other.is_number() && !one.is_identifier());
                    first != second && one.table == other.table && alike && before(first, at)
                })
            })
        };
        linked.cues.at(Cue::More).chain(linked.cues.at(Cue::Less)).any(compared)
    }

    /// The first column of the order, where it is a plain one.
    fn ordered_column(&self) -> Option<(ColumnId, Direction)> {
        let (term, way) = self.candidate.plan.order.first()?;
        let column = *term.column_of().filter(|_| term.aggregate.is_none())?;
        Some((column, *way))
    }

    /// Whether an adjective ranks the ordered column the other way round: the oldest was born first.
    fn goes_against_adjective(&self) -> bool {
        let Some((id, way)) = self.ordered_column() else { return false };
        let linked = self.scores.linked;
        let column = linked.index.column(id);
        let superlatives = linked.cues.at(Cue::Most).chain(linked.cues.at(Cue::Least));
        superlatives.filter(|at| linked.text(*at).ends_with("est")).any(|at| {
            let ranks = english().ranked_by(linked.text(at));
            let rank = ranks.iter().find(|rank| column.says(&rank.word));
            rank.is_some_and(|rank| rank.turned != (way == Direction::Ascending))
        })
    }

    /// Whether rows are ordered by a day that the words do not name though the table tells its own time.
    fn orders_by_another_day(&self) -> bool {
        let Some((id, _)) = self.ordered_column() else { return false };
        let linked = self.scores.linked;
        let column = linked.index.column(id);
        let time = linked.index.table(column.table).time;
        let own_word = column.words.iter().any(|word| {
            !matches!(word.as_str(), "date" | "time" | "day")
                && linked.tokens.iter().any(|token| token.stem == *word)
        });
        let named = own_word || linked.column(id).strength > Strength::Weak;
        column.is_day() && time.is_some_and(|time| time != id) && !named && self.is_listed()
    }

    /// Whether rows are shown as they are.
    fn is_listed(&self) -> bool {
        self.candidate.plan.select.iter().all(|term: &Term<ColumnId>| !term.is_aggregated())
    }
}

/// Whether a word before "by" says that somebody did something: "songs performed by".
fn is_deed(word: &str) -> bool {
    const OTHERS: [&str; 14] = [
        "born", "built", "given", "held", "led", "made", "run", "seen", "sold", "sent", "taken",
        "taught", "won", "written",
    ];
    word.ends_with("ed") || OTHERS.contains(&word)
}

/// Whether a word before "by" divides or orders: "sales grouped by".
fn is_division(word: &str) -> bool {
    const WORDS: [&str; 12] = [
        "arranged",
        "broken",
        "categorised",
        "categorized",
        "classified",
        "divided",
        "grouped",
        "listed",
        "ordered",
        "ranked",
        "sorted",
        "organised",
    ];
    WORDS.contains(&word)
}
