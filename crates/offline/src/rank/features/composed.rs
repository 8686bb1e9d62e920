//! What the engine itself made of the candidate while it composed it.

use super::{Sight, count};
use crate::compose::scores::ROLES;

/// The names of what a trace holds: sums, then leasts.
const TRACES: [(&str, &str); 15] = [
    ("select_sum", "select_least"),
    ("aggregate_sum", "aggregate_least"),
    ("distinct_sum", "distinct_least"),
    ("order_sum", "order_least"),
    ("figure_sum", "figure_least"),
    ("group_sum", "group_least"),
    ("key_sum", "key_least"),
    ("outer_sum", "outer_least"),
    ("inner_sum", "inner_least"),
    ("where_sum", "where_least"),
    ("value_sum", "value_least"),
    ("operator_sum", "operator_least"),
    ("table_sum", "table_least"),
    ("having_sum", "having_least"),
    ("limit_sum", "limit_least"),
];

/// The parts that the facets had in the shape's plausibility.
const PARTS: [&str; 6] =
    ["part_select", "part_distinct", "part_filter", "part_group", "part_order", "part_nest"];

/// What is plausible and left out.
const LEFT: [&str; 3] = ["items_left", "tables_left", "columns_left"];

impl Sight<'_> {
    /// The plausibility of shape and filling.
    pub(super) fn composed(&mut self) {
        let c = self.candidate;
        self.put("shape", c.shape);
        self.put("shape_rank", count(c.shape_rank).min(40.0));
        self.put("fill", c.fill);
        self.put("fill_rank", count(c.fill_rank));
        self.mark("shape_by_cues", c.cued);
        self.row.extend(PARTS.into_iter().zip(c.parts));
        self.row.extend(LEFT.into_iter().zip(c.unexplained));
    }

    /// What each slot added.
    pub(super) fn traced(&mut self) {
        debug_assert!(TRACES.len() >= ROLES.len());
        let trace = self.candidate.trace;
        let numbers = trace.sum.into_iter().zip(trace.least);
        for ((sum, least), (added, lowest)) in TRACES.into_iter().zip(numbers) {
            self.put(sum, added);
            self.put(least, lowest.min(6.0));
        }
    }
}
