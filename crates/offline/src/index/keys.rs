//! Which tables can be joined, and by which columns.

use std::collections::{HashMap, HashSet};

use querist_vocabulary::{
    knowledge::Knowledge,
    schema::{Schema, TableName},
};

use super::{ColumnId, Index, TableId};

/// A join between two tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    /// The column that points.
    pub from: ColumnId,
    /// The column pointed at.
    pub to: ColumnId,
    /// Further columns of a key of two.
    pub also: Option<(ColumnId, ColumnId)>,
    /// What it costs: 1 declared, more where it is inferred.
    pub cost: f32,
}

/// The cost of a join that only the names suggest.
const INFERRED: f32 = 1.6;

/// Reads declared keys, keys that people wrote, and infers the others.
pub(super) fn read(index: &mut Index, schema: &Schema, knowledge: &Knowledge) {
    for table in &schema.tables {
        for key in &table.foreign_keys {
            declared(index, table, key);
        }
    }
    for join in &knowledge.joins {
        written(index, join);
    }
    infer(index);
    for id in index.table_ids() {
        let around =
            index.links.iter().enumerate().filter(|(_, link)| {
                index.table_of(link.from) == id || index.table_of(link.to) == id
            });
        let around: Vec<usize> = around.map(|(place, _)| place).collect();
        index.links_of.push(around);
    }
    mark(index);
}

fn declared(
    index: &mut Index,
    table: &querist_vocabulary::schema::Table,
    key: &querist_vocabulary::schema::ForeignKey,
) {
    let Some(from) = index.find_table(&table.name) else { return };
    let Some(to) = index.find_table(&key.target) else { return };
    let target_key = || index.table(to).key.map(|id| index.column(id).name.clone());
    let pair = |at: usize| {
        let start = index.column_in(from, key.columns.get(at)?)?;
        let name =
            key.target_columns.get(at).cloned().filter(|n| !n.is_empty()).or_else(target_key)?;
        Some((start, index.column_in(to, &name)?))
    };
    if let Some((start, end)) = pair(0) {
        add(index, Link { from: start, to: end, also: pair(1), cost: 1.0 });
    }
}

fn add(index: &mut Index, link: Link) {
    let known = index.links.iter().any(|l| l.from == link.from && l.to == link.to);
    if !known && link.from != link.to {
        index.links.push(link);
    }
}

/// A join as people write it: `a.x = b.y`.
fn written(index: &mut Index, join: &str) {
    let side = |text: &str| {
        let (table, column) = text.trim().rsplit_once('.')?;
        let table = match table.rsplit_once('.') {
            Some((space, name)) => TableName { namespace: Some(space.into()), name: name.into() },
            None => TableName::bare(table),
        };
        index.column_in(index.find_table(&table)?, column)
    };
    if let Some((left, right)) = join.split_once('=')
        && let (Some(from), Some(to)) = (side(left), side(right))
    {
        add(index, Link { from, to, also: None, cost: 1.0 });
    }
}

/// Tables without a declared join between them are tied where names and keys agree.
fn infer(index: &mut Index) {
    let pair = |l: &Link| {
        let (a, b) = (index.table_of(l.from), index.table_of(l.to));
        (a.min(b), a.max(b))
    };
    let tied: HashSet<(TableId, TableId)> = index.links.iter().map(pair).collect();
    let mut by_glue: HashMap<&str, Vec<ColumnId>> = HashMap::new();
    for id in index.column_ids() {
        if !index.table(index.table_of(id)).view {
            by_glue.entry(index.column(id).glue.as_str()).or_default().push(id);
        }
    }
    let mut found = Vec::new();
    for group in by_glue.values().filter(|group| group.len() > 1 && group.len() < 40) {
        for &from in group {
            for &to in group {
                found.extend(guess(index, &tied, from, to));
            }
        }
    }
    found.extend(by_table_name(index, &tied));
    found.sort_by_key(|l| (l.from, l.to));
    for link in found {
        add(index, link);
    }
}

fn guess(
    index: &Index,
    tied: &HashSet<(TableId, TableId)>,
    from: ColumnId,
    to: ColumnId,
) -> Option<Link> {
    let (a, b) = (index.table_of(from), index.table_of(to));
    if a == b || tied.contains(&(a.min(b), a.max(b))) {
        return None;
    }
    let target = index.column(to);
    let key = index.table(b).key == Some(to);
    let generic = matches!(target.glue.as_str(), "id" | "name" | "code" | "key");
    let like_key =
        ["id", "code", "no", "ssn", "key", "number"].iter().any(|end| target.glue.ends_with(end));
    // What is the key of its own table is pointed at.
    let points = index.table(a).key != Some(from);
    let fits = (key && !generic) || (!generic && a < b && like_key && points);
    (fits && same_kind(index, from, to)).then_some(Link { from, to, also: None, cost: INFERRED })
}

fn same_kind(index: &Index, a: ColumnId, b: ColumnId) -> bool {
    let (a, b) = (index.column(a), index.column(b));
    a.declared.is_number() == b.declared.is_number()
}

/// `orders.customer_id` to `customers.id` (or `customers.customer_id`).
fn by_table_name(index: &Index, tied: &HashSet<(TableId, TableId)>) -> Vec<Link> {
    let mut by_words: HashMap<Vec<String>, TableId> = HashMap::new();
    for id in index.table_ids().filter(|id| !index.table(*id).view) {
        by_words.insert(index.table(id).words.clone(), id);
    }
    let mut found = Vec::new();
    for from in index.column_ids() {
        let column = index.column(from);
        let Some((last, head)) = column.words.split_last() else { continue };
        if last != "id" || head.is_empty() || index.table(column.table).view {
            continue;
        }
        let Some(&table) = by_words.get(head) else { continue };
        let (a, b) = (column.table, table);
        let Some(to) = index.table(table).key else { continue };
        if a != b && !tied.contains(&(a.min(b), a.max(b))) && index.column(to).words == ["id"] {
            found.push(Link { from, to, also: None, cost: INFERRED });
        }
    }
    found
}

/// Marks columns that point or are pointed at, and tables that only tie others.
fn mark(index: &mut Index) {
    let links = index.links.clone();
    for link in &links {
        if let Some(column) = index.columns.get_mut(link.from.0 as usize) {
            column.foreign = true;
        }
        if let Some(column) = index.columns.get_mut(link.to.0 as usize) {
            column.target = true;
        }
    }
    for id in index.table_ids() {
        let table = index.table(id);
        let pointing = table.columns.iter().filter(|c| index.column(**c).foreign).count();
        let own = table.columns.iter().filter(|c| !index.column(**c).is_identifier()).count();
        let bridge = pointing >= 2 && own <= 1;
        if let Some(table) = index.tables.get_mut(id.0 as usize) {
            table.bridge = bridge;
        }
    }
}
