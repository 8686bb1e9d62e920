//! Shapes of queries that people wrote, ranked by what the words announce, and new ones made of their parts.

use std::collections::{HashMap, HashSet};

use super::{
    Proposal,
    shape::{self, Shape},
};
use crate::shape::{Model, Scores, Shape as Labels};

/// Shapes taken as they are.
const MOST_KNOWN: usize = 40;
/// Shapes made of parts.
const MOST_MADE: usize = 14;

/// A shape with its labels and how often it was seen.
#[derive(Debug)]
struct Entry {
    shape: Shape,
    labels: [Option<u8>; 6],
    seen: f32,
}

/// All shapes, and the commonest shape of each label.
#[derive(Debug, Default)]
pub(crate) struct Inventory {
    entries: Vec<Entry>,
    known: HashSet<Shape>,
    /// By facet (filter and nesting together as the third) and labels: the place of the commonest entry.
    commonest: HashMap<(usize, Option<u8>, Option<u8>), usize>,
}

impl Inventory {
    /// Reads lines of a count and a shape; `model` gives the labels.
    pub(crate) fn new(text: &str, model: &Model) -> Self {
        let entry = |line: &str| {
            let (count, text) = line.split_once('\t')?;
            let shape = shape::parse(text)?;
            let labels = model.places(&Labels::of(&shape.blank()));
            Some(Entry { shape, labels, seen: count.parse().ok()? })
        };
        let entries: Vec<Entry> = text.lines().filter_map(entry).collect();
        let mut commonest = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for key in keys(entry.labels) {
                commonest.entry(key).or_insert(at);
            }
        }
        let known = entries.iter().map(|entry| entry.shape.clone()).collect();
        Self { entries, known, commonest }
    }

    /// Whether no shape is known.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// Facets that are put together anew: select, distinct, filter with nesting, group, order.
fn keys(labels: [Option<u8>; 6]) -> [(usize, Option<u8>, Option<u8>); 5] {
    let [select, distinct, filter, group, order, nest] = labels;
    [(0, select, None), (1, distinct, None), (2, filter, nest), (3, group, None), (4, order, None)]
}

/// The most plausible shapes for a question.
pub(super) fn propose(inventory: &Inventory, scores: &Scores<'_>) -> Vec<Proposal> {
    let mut ranked: Vec<(&Entry, [f32; 6], f32)> =
        inventory.entries.iter().map(|entry| known(entry, scores)).collect();
    ranked.sort_by(|a, b| b.2.total_cmp(&a.2));
    ranked.truncate(MOST_KNOWN);
    let proposal = |(entry, parts, score): (&Entry, [f32; 6], f32)| Proposal {
        shape: entry.shape.clone(),
        score,
        parts,
        cued: false,
    };
    let mut found: Vec<Proposal> = ranked.into_iter().map(proposal).collect();
    let made = compose(inventory, scores);
    let fresh = made.into_iter().filter(|p| !inventory.known.contains(&p.shape));
    let fresh: Vec<Proposal> = fresh.take(MOST_MADE).collect();
    found.extend(fresh);
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found
}

/// The part each factor has in an entry's score, and the score.
fn known<'a>(entry: &'a Entry, scores: &Scores<'_>) -> (&'a Entry, [f32; 6], f32) {
    let mut parts = [0.0; 6];
    for (facet, part) in parts.iter_mut().enumerate() {
        *part = scores.at(facet, entry.labels.get(facet).copied().flatten());
    }
    let score = 0.9 * parts.iter().sum::<f32>() + 0.2 * entry.seen.ln();
    (entry, parts, score)
}

/// The likeliest entries of one group of facets, with their log-probabilities.
fn likeliest<'a>(
    inventory: &'a Inventory,
    scores: &Scores<'_>,
    facet: usize,
    most: usize,
) -> Vec<(&'a Shape, f32)> {
    let of = |(group, first, second): &(usize, Option<u8>, Option<u8>)| match group {
        2 => scores.at(2, *first) + scores.at(5, *second),
        other => scores.at(*other, *first),
    };
    let asked = inventory.commonest.iter().filter(|(key, _)| key.0 == facet && key.1.is_some());
    let mut found: Vec<(usize, f32)> = asked.map(|(key, at)| (*at, of(key))).collect();
    // The map has no order of its own; the same question must find the same shapes.
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(most);
    let shape = |(at, score): (usize, f32)| Some((&inventory.entries.get(at)?.shape, score));
    found.into_iter().filter_map(shape).collect()
}

fn compose(inventory: &Inventory, scores: &Scores<'_>) -> Vec<Proposal> {
    let best = |facet: usize, most: usize| likeliest(inventory, scores, facet, most);
    let (selects, once, filters) = (best(0, 4), best(1, 2), best(2, 6));
    let (groups, orders) = (best(3, 3), best(4, 3));
    let mut found = Vec::new();
    for (select, a) in &selects {
        for (distinct, b) in &once {
            for (filter, c) in &filters {
                for (group, d) in &groups {
                    for (order, e) in &orders {
                        let parts = [*a, *b, *c, *d, *e, 0.0];
                        found.push((
                            0.9 * (a + b + c + d + e) - 2.7,
                            parts,
                            [*select, *distinct, *filter, *group, *order],
                        ));
                    }
                }
            }
        }
    }
    found.sort_by(|x, y| y.0.total_cmp(&x.0));
    found.truncate(80);
    found
        .into_iter()
        .filter_map(|(score, parts, of)| {
            Some(Proposal { shape: joined(of)?, score, parts, cued: false })
        })
        .collect()
}

/// One shape out of the parts of five; none where they contradict one another.
fn joined([select, distinct, filter, group, order]: [&Shape; 5]) -> Option<Shape> {
    let aggregated = select.select.iter().any(|t| t.aggregate.is_some());
    if (aggregated && distinct.distinct) || (!group.having.is_empty() && group.group == 0) {
        return None;
    }
    let mut set = filter.set.clone();
    if let Some((_, other)) = &mut set
        && other.select.len() != select.select.len()
    {
        other.select.clone_from(&select.select);
        other.distinct = distinct.distinct;
    }
    Some(Shape {
        distinct: distinct.distinct,
        select: select.select.clone(),
        conditions: filter.conditions.clone(),
        group: group.group,
        having: group.having.clone(),
        order: order.order.clone(),
        direction: order.direction,
        limit: order.limit,
        set,
    })
}
