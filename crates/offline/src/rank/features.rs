//! What is seen of each candidate, by itself and against the others of its list.

/// How what is shown and aggregated agrees with the words.
mod agreement;

/// What people expect of an answer, told by hand.
mod conventions;

use std::collections::HashMap;

use crate::{
    compose::{
        Candidate,
        scores::{ROLES, Role, Scores, bit},
    },
    cues::{Cue, is_stop},
    expand::BoundPlan,
    index::ColumnId,
    link::{ItemKind, Strength},
    plan::{Aggregate, Direction, Operand, Operator, Quantity, SetOperation, Term},
};

/// Features by name.
pub(crate) type Row = Vec<(&'static str, f32)>;

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

/// Features whose distance to the best of the list counts too.
const RELATIVE: [(&str, &str); 13] = [
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

/// A row a candidate, all with the same names in the same order.
pub(crate) fn features(scores: &Scores<'_>, list: &[Candidate]) -> Vec<Row> {
    let best = list.iter().map(|c| c.total).fold(f32::MIN, f32::max);
    let masses = masses(list, best);
    let mut rows: Vec<Row> = list
        .iter()
        .enumerate()
        .map(|(at, candidate)| {
            let mut row = Row::with_capacity(180);
            #[allow(clippy::cast_precision_loss)]
            row.push(("rank", at as f32));
            row.push(("behind", candidate.total - best));
            Sight { scores, candidate, row: &mut row }.all();
            if let Some(mass) = masses.get(at) {
                row.extend(mass);
            }
            row
        })
        .collect();
    for (name, behind) in RELATIVE {
        let place = rows.first().and_then(|row| row.iter().position(|(n, _)| *n == name));
        let Some(place) = place else { continue };
        let value = |row: &Row| row.get(place).map_or(0.0, |(_, v)| *v);
        let most = rows.iter().map(value).fold(f32::MIN, f32::max);
        for row in &mut rows {
            let own = value(row);
            row.push((behind, own - most));
        }
    }
    rows
}

/// How much of the list's plausibility agrees with each clause of a candidate.
fn masses(list: &[Candidate], best: f32) -> Vec<[(&'static str, f32); 5]> {
    let weights: Vec<f32> = list.iter().map(|c| ((c.total - best) * 0.5).exp()).collect();
    let total: f32 = weights.iter().sum::<f32>().max(1e-6);
    let clauses: Vec<[String; 5]> = list.iter().map(|c| clauses(&c.plan)).collect();
    let mut sums: HashMap<(usize, &str), f32> = HashMap::new();
    for (texts, weight) in clauses.iter().zip(&weights) {
        for (kind, text) in texts.iter().enumerate() {
            *sums.entry((kind, text.as_str())).or_default() += weight / total;
        }
    }
    let names = ["mass_select", "mass_filter", "mass_group", "mass_order", "mass_tables"];
    let row = |texts: &[String; 5]| {
        let mut row = names.map(|name| (name, 0.0));
        for (kind, (text, place)) in texts.iter().zip(&mut row).enumerate() {
            place.1 = sums.get(&(kind, text.as_str())).copied().unwrap_or(0.0);
        }
        row
    };
    clauses.iter().map(row).collect()
}

fn clauses(plan: &BoundPlan) -> [String; 5] {
    [
        format!("{}{:?}", plan.distinct, plan.select),
        format!("{:?}", plan.filter),
        format!("{:?}", plan.per),
        format!("{:?}{:?}", plan.order, plan.limit),
        format!("{:?}{:?}", plan.tables, plan.set.as_ref().map(|(o, _)| o)),
    ]
}

struct Sight<'a, 'b> {
    scores: &'a Scores<'a>,
    candidate: &'a Candidate,
    row: &'b mut Row,
}

fn flag(truth: bool) -> f32 {
    if truth { 1.0 } else { 0.0 }
}

#[allow(clippy::cast_precision_loss)]
fn count(number: usize) -> f32 {
    number as f32
}

impl Sight<'_, '_> {
    fn put(&mut self, name: &'static str, value: f32) {
        self.row.push((name, value));
    }

    fn mark(&mut self, name: &'static str, truth: bool) {
        self.put(name, flag(truth));
    }

    fn all(&mut self) {
        self.composed();
        self.selected();
        self.covered();
        self.cued();
        self.grouped();
        self.ordered();
        self.nested();
        self.joined();
        self.traced();
        self.placed();
        self.conventions();
    }

    fn composed(&mut self) {
        let c = self.candidate;
        self.put("shape", c.shape);
        self.put("shape_rank", count(c.shape_rank).min(40.0));
        self.put("fill", c.fill);
        self.put("fill_rank", count(c.fill_rank));
        self.mark("shape_by_cues", c.cued);
        let parts = [
            "part_select",
            "part_distinct",
            "part_filter",
            "part_group",
            "part_order",
            "part_nest",
        ];
        for (name, part) in parts.into_iter().zip(c.parts) {
            self.put(name, part);
        }
        let left = ["items_left", "tables_left", "columns_left"];
        for (name, value) in left.into_iter().zip(c.unexplained) {
            self.put(name, value);
        }
    }

    fn cue(&self, cue: Cue) -> bool {
        self.scores.linked.cues.has(cue)
    }

    fn shown(&self) -> Vec<ColumnId> {
        let plan = &self.candidate.plan;
        plan.select.iter().filter_map(|t| t.column_of().copied()).collect()
    }

    fn used_columns(&self) -> Vec<ColumnId> {
        self.candidate.plan.blocks().iter().flat_map(|b| b.columns()).collect()
    }

    fn uses_formula(&self) -> bool {
        let plan = &self.candidate.plan;
        let filter = plan.filter.conditions();
        let terms = plan.select.iter().chain(plan.order.iter().map(|(t, _)| t));
        terms.chain(filter.iter().map(|c| &c.left)).any(|t| matches!(t.of, Quantity::Formula(_)))
    }

    fn uses_bucket(&self) -> bool {
        let plan = &self.candidate.plan;
        let cut = |t: &Term<ColumnId>| {
            matches!(t.of, Quantity::Bucket(..))
                || t.column_of().is_some_and(|c| self.scores.linked.index.column(*c).is_year())
        };
        plan.per.iter().chain(&plan.select).any(cut)
    }

    /// What of the question finds a place.
    fn covered(&mut self) {
        let linked = self.scores.linked;
        let mut covered = vec![false; linked.tokens.len()];
        let mut cover = |from: usize, to: usize| {
            covered.iter_mut().skip(from).take(to - from).for_each(|c| *c = true);
        };
        let used = self.used_columns();
        for column in &used {
            linked.column(*column).spans.iter().for_each(|s| cover(s.from, s.to));
        }
        for table in &self.candidate.tables {
            let link = linked.table(*table);
            link.spans.iter().for_each(|s| cover(s.from, s.to));
            link.part.iter().for_each(|at| cover(*at, at + 1));
        }
        for (at, item) in linked.items.iter().enumerate() {
            if self.candidate.used & bit(at) != 0 {
                cover(item.span.from, item.span.to);
            }
        }
        if self.uses_formula() {
            linked.figures.iter().for_each(|f| cover(f.span.from, f.span.to));
        }
        let content = |at: usize| {
            linked.tokens.get(at).is_some_and(|t| !is_stop(t) && t.text.len() > 2)
                && !linked.cues.covers(at)
        };
        let all = (0..linked.tokens.len()).filter(|at| content(*at)).count();
        let left = (0..linked.tokens.len())
            .filter(|at| content(*at) && covered.get(*at) == Some(&false))
            .count();
        self.put("words_left", -count(left));
        self.put("words_left_share", count(left) / count(all.max(1)));
        let free =
            |s: &&crate::link::Span| (s.from..s.to).all(|at| covered.get(at) == Some(&false));
        self.put("column_spans_left", count(linked.column_spans.iter().filter(free).count()));
        let items: Vec<_> = linked
            .items
            .iter()
            .enumerate()
            .filter(|(at, _)| self.candidate.used & bit(*at) != 0)
            .collect();
        self.put("items_used", count(items.len()));
        let numbers = |kind: ItemKind| linked.items.iter().filter(|i| i.kind == kind).count();
        let used_numbers = items.iter().filter(|(_, i)| i.kind == ItemKind::Number).count();
        self.put("numbers_used", count(used_numbers));
        self.put("numbers_left", count(numbers(ItemKind::Number).saturating_sub(used_numbers)));
        let times = items.iter().filter(|(_, i)| i.kind == ItemKind::Time).count();
        self.put("times_used", count(times));
        let best = linked.items.iter().enumerate().filter(|(at, i)| {
            self.candidate.used & bit(*at) == 0
                && !items.iter().any(|(_, o)| o.span.overlaps(i.span))
        });
        let best =
            best.filter_map(|(at, _)| self.scores.items.get(at)).copied().fold(0.0, f32::max);
        self.put("item_left_chance", best);
    }

    fn grouped(&mut self) {
        let plan = &self.candidate.plan;
        let index = self.scores.linked.index;
        let keys: Vec<ColumnId> = plan.per.iter().filter_map(|t| t.column_of().copied()).collect();
        let shown = self.shown();
        let first = keys.first().copied();
        self.put("keys", count(plan.per.len()));
        self.mark("key_shown", first.is_some_and(|k| shown.contains(&k)));
        self.mark(
            "key_is_key",
            first.is_some_and(|k| index.table(index.table_of(k)).key == Some(k)),
        );
        self.mark("key_points", first.is_some_and(|k| index.column(k).foreign));
        let table = shown.first().map(|c| index.table_of(*c));
        self.mark("key_of_shown_table", first.is_some_and(|k| Some(index.table_of(k)) == table));
        let each = self.cue(Cue::Each);
        self.mark("each_without_group", each && plan.per.is_empty());
        self.mark("group_without_each", !each && !plan.per.is_empty());
        self.mark(
            "by_without_group",
            self.cue(Cue::By) && plan.per.is_empty() && plan.order.is_empty(),
        );
        let figures = plan.select.iter().any(Term::is_aggregated);
        self.mark("group_shows_key", figures && first.is_some_and(|k| shown.contains(&k)));
        let plain = plan.select.iter().any(|t| !t.is_aggregated());
        let determined = |c: &ColumnId| {
            keys.iter().any(|k| {
                k == c
                    || index.table(index.table_of(*c)).key == Some(*k)
                    || index
                        .links
                        .iter()
                        .any(|l| l.from == *k && index.table_of(l.to) == index.table_of(*c))
            })
        };
        let plain_columns =
            plan.select.iter().filter(|t| !t.is_aggregated()).filter_map(Term::column_of);
        let loose = plain_columns.filter(|c| !keys.is_empty() && !determined(c)).count();
        self.put("undetermined", count(loose));
        let per = self.scores.linked.tokens.iter().any(|t| t.text == "per");
        self.mark(
            "per_without_group",
            plan.per.is_empty() && figures && (per || (each && !plain_shown(plan))),
        );
        self.mark(
            "hides_key",
            figures && !plain_shown(plan) && first.is_some() && plan.limit.is_none(),
        );
        self.mark("group_hides_key", figures && !plain && first.is_some());
    }

    fn ordered(&mut self) {
        let plan = &self.candidate.plan;
        let shown = self.shown();
        let column = plan.order.first().and_then(|(t, _)| t.column_of().copied());
        self.put("orders", count(plan.order.len()));
        self.mark("limited", plan.limit.is_some());
        self.mark("limited_many", plan.limit.is_some_and(|n| n > 1));
        self.mark(
            "order_by_count",
            plan.order.first().is_some_and(|(t, _)| t.aggregate == Some(Aggregate::Count)),
        );
        self.mark("order_shown", column.is_some_and(|c| shown.contains(&c)));
        self.mark("order_missing", self.cue(Cue::Order) && plan.order.is_empty());
        self.mark(
            "order_without_cue",
            !self.cue(Cue::Order) && !plan.order.is_empty() && plan.limit.is_none(),
        );
        let down = plan.order.first().is_some_and(|(_, way)| *way == Direction::Descending);
        self.mark("descending_missed", self.cue(Cue::Descending) && !down);
        self.mark("ascending_missed", self.cue(Cue::Ascending) && down);
    }

    fn nested(&mut self) {
        let plan = &self.candidate.plan;
        let blocks = plan.blocks();
        self.put("blocks", count(blocks.len()));
        self.mark("union", matches!(plan.set, Some((SetOperation::Union, _))));
        self.mark("intersect", matches!(plan.set, Some((SetOperation::Intersect, _))));
        self.mark("except", matches!(plan.set, Some((SetOperation::Except, _))));
        self.mark("both_without_set", self.cue(Cue::Both) && plan.set.is_none());
        let conditions = plan.filter.conditions();
        self.put("conditions", count(conditions.len()));
        let mut columns: Vec<_> = conditions.iter().filter_map(|c| c.left.column_of()).collect();
        columns.sort_unstable();
        columns.dedup();
        self.put("condition_columns", count(columns.len()));
        let shown = self.shown();
        self.mark("shows_condition", shown.iter().any(|c| columns.contains(&c)));
        let inner = conditions.iter().filter(|c| matches!(c.right, Operand::Plan(_))).count();
        self.put("inner_plans", count(inner));
        let filtered = blocks.iter().skip(1).any(|b| !b.filter.is_empty());
        self.mark("inner_filtered", filtered);
        self.mark(
            "or_missing",
            self.cue(Cue::Or)
                && !format!("{:?}", plan.filter).contains("Any")
                && plan.set.is_none(),
        );
    }

    fn joined(&mut self) {
        let c = self.candidate;
        let index = self.scores.linked.index;
        self.put("tables", count(c.tables.len()));
        self.put("tables_there", count(index.tables.len()).min(30.0));
        self.put("tables_extra", count(c.plan.tables.len()));
        let used: Vec<_> = self.used_columns().iter().map(|col| index.table_of(*col)).collect();
        let hops = c.tables.iter().filter(|t| !used.contains(t)).count();
        self.put("tables_without_column", count(hops));
        let least = c.tables.iter().map(|t| self.scores.table(*t)).fold(1.0, f32::min);
        self.put("table_least_chance", least);
        self.put("views", count(c.tables.iter().filter(|t| index.table(**t).view).count()));
        let linked = self.scores.linked;
        let unnamed =
            c.tables.iter().filter(|t| linked.table(**t).strength < Strength::Synonym).count();
        self.put("tables_unnamed", count(unnamed));
        let named = index.table_ids().filter(|t| linked.table(*t).strength == Strength::Exact);
        self.put("named_tables_left", count(named.filter(|t| !c.tables.contains(t)).count()));
    }

    fn traced(&mut self) {
        let trace = self.candidate.trace;
        for ((sum, least), (s, l)) in TRACES.into_iter().zip(trace.sum.into_iter().zip(trace.least))
        {
            self.put(sum, s);
            self.put(least, l.min(6.0));
        }
        debug_assert!(TRACES.len() >= ROLES.len());
    }

    /// Where the words stand.
    fn placed(&mut self) {
        let linked = self.scores.linked;
        let plan = &self.candidate.plan;
        let place = |c: &ColumnId| linked.column(*c).spans.first().map(|s| s.from);
        let places: Vec<usize> = self.shown().iter().filter_map(place).collect();
        let sorted = places.windows(2).all(|w| matches!(w, [a, b] if a <= b));
        self.mark("shown_in_order", sorted);
        let length = count(linked.tokens.len().max(1));
        self.put("shown_first", places.iter().min().map_or(-0.1, |at| count(*at) / length));
        self.put("shown_last", places.iter().max().map_or(-0.1, |at| count(*at) / length));
        let clause = [
            "whose", "where", "with", "that", "who", "which", "have", "has", "having", "than",
            "in", "from",
        ];
        let turn =
            (3..linked.tokens.len()).find(|at| clause.contains(&linked.text(*at))).unwrap_or(99);
        self.put("shown_behind_clause", count(places.iter().filter(|at| **at > turn).count()));
        let shown = self.shown();
        let missed = linked.column_spans.iter().filter(|s| {
            s.from < turn
                && !shown.iter().any(|c| linked.column(*c).spans.iter().any(|o| o.overlaps(**s)))
        });
        self.put("unshown_before_clause", count(missed.count()));
        let after = |cue: Cue, column: Option<ColumnId>| {
            let at = column.and_then(|c| place(&c));
            let gap =
                at.and_then(|at| linked.cues.at(cue).filter(|p| *p <= at).map(|p| at - p).min());
            gap.map_or(20.0, count)
        };
        let key = plan.per.first().and_then(|t| t.column_of().copied());
        self.put("key_behind_each", if key.is_some() { after(Cue::Each, key) } else { -1.0 });
        let order = plan.order.first().and_then(|(t, _)| t.column_of().copied());
        let cue = if plan.limit.is_some() { Cue::Most } else { Cue::Order };
        self.put("order_behind_cue", if order.is_some() { after(cue, order) } else { -1.0 });
        let averaged = plan.select.iter().find(|t| t.aggregate == Some(Aggregate::Average));
        let averaged = averaged.and_then(|t| t.column_of().copied());
        self.put(
            "average_behind_cue",
            if averaged.is_some() { after(Cue::Average, averaged) } else { -1.0 },
        );
    }
}

fn plain_shown(plan: &BoundPlan) -> bool {
    plan.select.iter().any(|t| !t.is_aggregated())
}
