//! The tables that lie between those that were found.

use std::collections::HashSet;

use crate::catalogue::Graph;

/// So many of the likeliest tables are tied together.
const TIED: usize = 8;

/// The longest way between two of them, in joins.
const FARTHEST: usize = 3;

/// The order with the tables that tie the likeliest ones right behind the later of the two that they tie.
pub(super) fn with_bridges(graph: &Graph, order: Vec<usize>) -> Vec<usize> {
    let mut taken: HashSet<usize> = HashSet::new();
    let mut closed: Vec<usize> = Vec::with_capacity(order.len());
    for (rank, at) in order.into_iter().enumerate() {
        let earlier = if rank < TIED { closed.clone() } else { Vec::new() };
        if taken.insert(at) {
            closed.push(at);
        }
        for other in earlier {
            let between = graph.between(other, at, FARTHEST).unwrap_or_default();
            closed.extend(between.into_iter().filter(|bridge| taken.insert(*bridge)));
        }
    }
    closed
}
