//! Whether two results say the same.

use std::collections::HashMap;

use super::database::Cell;

type Rows = [Vec<Cell>];

/// Whether two results are equal up to the order of columns and, unless `ordered`, of rows.
#[must_use]
pub fn same(gold: &Rows, other: &Rows, ordered: bool) -> bool {
    let (Some(first), Some(second)) = (gold.first(), other.first()) else {
        return gold.len() == other.len();
    };
    if gold.len() != other.len() || first.len() != second.len() {
        return false;
    }
    let width = first.len();
    let bags: Vec<HashMap<&Cell, usize>> = (0..width).map(|at| bag(other, at)).collect();
    let options: Vec<Vec<usize>> = (0..width)
        .map(|at| {
            let wanted = bag(gold, at);
            (0..width).filter(|j| bags.get(*j) == Some(&wanted)).collect()
        })
        .collect();
    // Wide results of many equal columns have more assignments than are worth trying.
    let mut tries =
        u32::try_from(2_000_000 / (gold.len() * width).max(1)).unwrap_or(2).clamp(2, 2_000);
    fits(gold, other, ordered, &options, &mut Vec::new(), &mut tries)
}

fn bag(rows: &Rows, at: usize) -> HashMap<&Cell, usize> {
    let mut counts = HashMap::new();
    for cell in rows.iter().filter_map(|row| row.get(at)) {
        *counts.entry(cell).or_default() += 1;
    }
    counts
}

fn fits(
    gold: &Rows,
    other: &Rows,
    ordered: bool,
    options: &[Vec<usize>],
    chosen: &mut Vec<usize>,
    tries: &mut u32,
) -> bool {
    let Some(next) = options.get(chosen.len()) else {
        *tries = tries.saturating_sub(1);
        return agree(gold, other, ordered, chosen);
    };
    for column in next {
        if *tries == 0 {
            return false;
        }
        if !chosen.contains(column) {
            chosen.push(*column);
            if fits(gold, other, ordered, options, chosen, tries) {
                return true;
            }
            chosen.pop();
        }
    }
    false
}

fn agree(gold: &Rows, other: &Rows, ordered: bool, chosen: &[usize]) -> bool {
    let turned = |row: &Vec<Cell>| -> Vec<Cell> {
        chosen.iter().filter_map(|at| row.get(*at).cloned()).collect()
    };
    let mut left: Vec<Vec<Cell>> = gold.to_vec();
    let mut right: Vec<Vec<Cell>> = other.iter().map(turned).collect();
    if !ordered {
        left.sort();
        right.sort();
    }
    left == right
}

/// Whether the outermost level of a query orders its rows.
#[must_use]
pub fn is_ordered(sql: &str) -> bool {
    let mut depth = 0_i32;
    let mut flat = String::new();
    for letter in sql.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            other if depth == 0 => flat.push(other.to_ascii_lowercase()),
            _ => {}
        }
    }
    flat.split_whitespace().collect::<Vec<_>>().windows(2).any(|w| matches!(w, ["order", "by"]))
}
