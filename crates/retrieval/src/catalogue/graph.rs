//! Which tables join which.

use std::collections::{HashMap, VecDeque};

use querist_vocabulary::schema::{Schema, TableName};

use crate::join::Join;

/// Tables by their places, and the joins between them.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    places: HashMap<TableName, usize>,
    beside: Vec<Vec<usize>>,
    joins: Vec<Vec<Pair>>,
}

/// A join of a table, seen from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Its own column.
    pub column: String,
    /// The other table.
    pub table: usize,
    /// The other table's column.
    pub other: String,
    /// Whether the own column points at the other.
    pub points: bool,
}

impl Graph {
    pub(crate) fn new(schema: &Schema, joins: &[Join]) -> Self {
        let names = schema.tables.iter().enumerate();
        let places: HashMap<TableName, usize> =
            names.map(|(at, table)| (table.name.clone(), at)).collect();
        let mut graph = Self {
            beside: vec![Vec::new(); schema.tables.len()],
            joins: vec![Vec::new(); schema.tables.len()],
            places,
        };
        for join in joins {
            graph.add(schema, join);
        }
        graph
    }

    fn add(&mut self, schema: &Schema, join: &Join) {
        let place = |name: &TableName| self.places.get(&schema.table(name)?.name).copied();
        let (Some(from), Some(to)) = (place(&join.from.table), place(&join.to.table)) else {
            return;
        };
        let (here, there) = (&join.from.column, &join.to.column);
        self.add_side(
            from,
            Pair { column: here.clone(), table: to, other: there.clone(), points: true },
        );
        self.add_side(
            to,
            Pair { column: there.clone(), table: from, other: here.clone(), points: false },
        );
    }

    fn add_side(&mut self, at: usize, pair: Pair) {
        if let Some(beside) = self.beside.get_mut(at)
            && pair.table != at
            && !beside.contains(&pair.table)
        {
            beside.push(pair.table);
        }
        if let Some(joins) = self.joins.get_mut(at)
            && !joins.contains(&pair)
        {
            joins.push(pair);
        }
    }

    /// A table's place.
    pub(crate) fn place(&self, name: &TableName) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The tables that a table joins.
    pub(crate) fn beside(&self, table: usize) -> &[usize] {
        self.beside.get(table).map_or(&[], Vec::as_slice)
    }

    /// The joins of a table.
    pub(crate) fn joins(&self, table: usize) -> &[Pair] {
        self.joins.get(table).map_or(&[], Vec::as_slice)
    }

    /// The tables between two, on the shortest way from one to the other of at most `most` joins; where several
    /// are as short, the one that comes first in the order of joins. None where there is no such way.
    pub(crate) fn between(&self, from: usize, to: usize, most: usize) -> Option<Vec<usize>> {
        let mut before: HashMap<usize, usize> = HashMap::from([(from, from)]);
        let mut ahead = VecDeque::from([(from, 0)]);
        while let Some((at, far)) = ahead.pop_front() {
            if at == to {
                return Some(way_back(&before, from, to));
            }
            let next = self.beside(at).iter().filter(|_| far < most);
            for &next in next {
                before.entry(next).or_insert_with(|| {
                    ahead.push_back((next, far + 1));
                    at
                });
            }
        }
        None
    }
}

fn way_back(before: &HashMap<usize, usize>, from: usize, to: usize) -> Vec<usize> {
    let mut way = Vec::new();
    let mut at = to;
    while let Some(&next) = before.get(&at).filter(|next| **next != from && at != from) {
        way.push(next);
        at = next;
    }
    way
}
