//! How much of the question finds a place.

use super::{Sight, count};
use crate::{
    compose::scores::bit,
    cues::is_stop,
    link::{Item, ItemKind, Span},
};

impl Sight<'_> {
    /// What of the question finds a place.
    pub(super) fn covered(&mut self) {
        let covered = self.places();
        let left = self.question.content.iter().zip(&covered);
        let left = left.filter(|(content, covered)| **content && !**covered).count();
        let all = self.question.content.iter().filter(|content| **content).count();
        self.put("words_left", -count(left));
        self.put("words_left_share", count(left) / count(all.max(1)));
        let free = |s: &&Span| (s.from..s.to).all(|at| covered.get(at) == Some(&false));
        let spans = self.linked.column_spans.iter().filter(free).count();
        self.put("column_spans_left", count(spans));
        let lost = |like: bool| {
            let words = self.question.content_words.iter().filter(|(_, value)| *value || !like);
            words.filter(|(at, _)| covered.get(*at) == Some(&false)).count()
        };
        self.put("content_lost", count(lost(false)));
        self.put("content_lost_as_value", count(lost(true)));
        let heads = self.question.content_words.iter().filter(|(at, _)| self.is_head(*at));
        let heads = heads.filter(|(at, _)| covered.get(*at) == Some(&false)).count();
        self.put("heads_lost", count(heads));
        self.items();
    }

    /// Whether a word stands where a sentence names what it is about: "names of pilots", "how many pilots".
    fn is_head(&self, at: usize) -> bool {
        const BEFORE: [&str; 14] = [
            "of",
            "the",
            "all",
            "many",
            "which",
            "different",
            "distinct",
            "each",
            "every",
            "any",
            "for",
            "those",
            "most",
            "with",
        ];
        let linked = self.linked;
        let before = at.checked_sub(1).map_or("", |at| linked.text(at));
        let next = linked.tokens.get(at + 1);
        let ends = next.is_none_or(|token| !token.is_solid() || is_stop(token));
        ends && (BEFORE.contains(&before) || at == 0)
    }

    /// Whether each token has a part in the plan.
    fn places(&self) -> Vec<bool> {
        let linked = self.linked;
        let mut covered = vec![false; linked.tokens.len()];
        let mut cover = |s: Span| {
            covered.iter_mut().skip(s.from).take(s.len()).for_each(|c| *c = true);
        };
        self.used.iter().flat_map(|c| &linked.column(*c).spans).for_each(|s| cover(*s));
        for table in &self.candidate.tables {
            let link = linked.table(*table);
            link.spans.iter().for_each(|s| cover(*s));
            link.part.iter().for_each(|at| cover(Span { from: *at, to: at + 1 }));
        }
        self.used_items().for_each(|item| cover(item.span));
        if self.uses_formula() {
            linked.figures.iter().for_each(|f| cover(f.span));
        }
        covered
    }

    /// Values, numbers and days that the plan uses.
    pub(super) fn used_items(&self) -> impl Iterator<Item = &Item> {
        let used = self.candidate.used;
        let items = self.linked.items.iter().enumerate();
        items.filter(move |(at, _)| used & bit(*at) != 0).map(|(_, item)| item)
    }

    fn items(&mut self) {
        let used = |kind: ItemKind| self.used_items().filter(|i| i.kind == kind).count();
        let (all, numbers) = (self.used_items().count(), used(ItemKind::Number));
        let there = self.linked.items.iter().filter(|i| i.kind == ItemKind::Number).count();
        let best = self.best_item_left();
        self.put("items_used", count(all));
        self.put("numbers_used", count(numbers));
        self.put("numbers_left", count(there.saturating_sub(numbers)));
        self.put("item_left_chance", best);
        let covers = |item: &&Item| self.used_items().any(|other| other.span.overlaps(item.span));
        let quoted = self.linked.items.iter().filter(|i| i.kind == ItemKind::Quoted);
        let left = quoted.filter(|item| !covers(item)).count();
        self.put("quotes_left", count(left));
    }

    /// The chance of the likeliest item that neither is in use nor shares words with one that is.
    fn best_item_left(&self) -> f32 {
        let used = self.candidate.used;
        let free = |item: &Item| !self.used_items().any(|other| other.span.overlaps(item.span));
        let items = self.linked.items.iter().enumerate().zip(&self.scores.items);
        items
            .filter(|((at, item), _)| used & bit(*at) == 0 && free(item))
            .map(|(_, chance)| *chance)
            .fold(0.0, f32::max)
    }
}
