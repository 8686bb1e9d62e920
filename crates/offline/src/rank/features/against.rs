//! A candidate against the others of its list.

use super::Row;
use crate::{
    compose::Candidate,
    rank::outline::{CLAUSES, Outline},
};

/// Features whose distance to the best of the list counts too.
const DISTANCES: [(&str, &str); 13] = [
    ("shape", "shape_behind"),
    ("fill", "fill_behind"),
    ("items_left", "items_left_behind"),
    ("tables_left", "tables_left_behind"),
    ("columns_left", "columns_left_behind"),
    ("table_least_chance", "table_chance_behind"),
    ("part_select", "part_select_behind"),
    ("part_distinct", "part_distinct_behind"),
    ("part_filter", "part_filter_behind"),
    ("part_group", "part_group_behind"),
    ("part_order", "part_order_behind"),
    ("part_nest", "part_nest_behind"),
    ("words_left", "words_left_behind"),
];

/// Features of agreement, by clause.
const MASSES: [&str; CLAUSES] = [
    "mass_once",
    "mass_select",
    "mass_filter",
    "mass_values",
    "mass_group",
    "mass_order",
    "mass_tables",
    "mass_nest",
];

/// How much of the list's plausibility agrees with each clause of a candidate.
pub(super) fn masses(rows: &mut [Row], list: &[Candidate], outlines: &[Outline], best: f32) {
    let weights: Vec<f32> = list.iter().map(|c| ((c.total - best) * 0.5).exp()).collect();
    let agreed = agreements(outlines, &weights);
    for (row, agreed) in rows.iter_mut().zip(agreed) {
        row.extend(MASSES.into_iter().zip(agreed));
    }
}

/// The share of weight that says the same, by candidate and clause.
pub(in crate::rank) fn agreements(outlines: &[Outline], weights: &[f32]) -> Vec<[f32; CLAUSES]> {
    let total: f32 = weights.iter().sum::<f32>().max(1e-6);
    let mut sums: [Vec<(u64, f32)>; CLAUSES] = Default::default();
    for (outline, weight) in outlines.iter().zip(weights) {
        for (sums, says) in sums.iter_mut().zip(outline.clauses()) {
            add(sums, says, weight / total);
        }
    }
    let share = |sums: &[(u64, f32)], says: u64| {
        sums.iter().find(|(known, _)| *known == says).map_or(0.0, |(_, sum)| *sum)
    };
    let shares = |outline: &Outline| {
        let clauses = outline.clauses();
        let mut shares = [0.0; CLAUSES];
        for ((own, sums), says) in shares.iter_mut().zip(&sums).zip(clauses) {
            *own = share(sums, says);
        }
        shares
    };
    outlines.iter().map(shares).collect()
}

/// Adds to the sum of what says the same. A list says few different things in one clause, the likely ones first, so
/// that looking through them is quicker than a table.
fn add(sums: &mut Vec<(u64, f32)>, says: u64, share: f32) {
    match sums.iter_mut().find(|(known, _)| *known == says) {
        Some((_, sum)) => *sum += share,
        None => sums.push((says, 0.0 + share)),
    }
}

/// How far each candidate lies behind the best of the list.
pub(super) fn distances(rows: &mut [Row]) {
    for (name, behind) in DISTANCES {
        let place = rows.first().and_then(|row| row.iter().position(|(n, _)| *n == name));
        let Some(place) = place else { continue };
        let value = |row: &Row| row.get(place).map_or(0.0, |(_, v)| *v);
        let most = rows.iter().map(value).fold(f32::MIN, f32::max);
        for row in rows.iter_mut() {
            let own = value(row);
            row.push((behind, own - most));
        }
    }
}
