//! What the words say outright: a reading that passes over it is left out while another does not.

use super::best_first::Filling;
use crate::{
    compose::scores::bit,
    cues::Cue,
    link::{Item, ItemKind, Linked, Span},
};

/// The fillings that keep to what the words say outright, as far as any does.
pub(super) fn keep<'a>(linked: &Linked<'_>, mut list: Vec<Filling<'a>>) -> Vec<Filling<'a>> {
    for span in outright(linked) {
        let items = linked.items.iter().enumerate().filter(|(_, item)| item.span.overlaps(span));
        let bits = items.fold(0, |bits, (at, _)| bits | bit(at));
        let says = |filling: &Filling<'_>| filling.partial.used & bits != 0;
        if list.iter().any(says) {
            list.retain(says);
        }
    }
    list
}

/// Words that say how the things behind them are: "inactive customers", "unpaid bills".
fn outright(linked: &Linked<'_>) -> Vec<Span> {
    let before_a_table = |span: Span| {
        let mut named = linked.tables.iter().flat_map(|table| &table.spans);
        named.any(|other| other.from == span.to)
    };
    // "the most active users" are ranked.
    let ranked = |span: Span| {
        let mut cues = linked.cues.at(Cue::Most).chain(linked.cues.at(Cue::Least));
        cues.any(|at| at + 1 == span.from)
    };
    let says = |item: &&Item| {
        matches!(item.kind, ItemKind::Flag | ItemKind::Gap)
            && before_a_table(item.span)
            && !ranked(item.span)
    };
    linked.items.iter().filter(says).map(|item| item.span).collect()
}
