//! The tree that is found against the one found by growing a tree from every root.

use proptest::{collection::vec, prelude::*};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{Column, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::ValueKind,
};

use super::*;
use crate::index::{ColumnId, values::ValueIndex};

/// Tables of a made database: one column each, of the same number.
const TABLES: u32 = 12;

/// Two tables and whether the join between them was declared.
type Tie = (u32, u32, bool);

fn table(number: u32) -> Table {
    let id = Column {
        name: "id".into(),
        declared_type: String::new(),
        kind: ValueKind::Integer,
        nullable: false,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    };
    Table {
        name: TableName::bare(format!("table {number}")),
        kind: TableKind::Table,
        columns: vec![id],
        primary_key: vec!["id".into()],
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    }
}

fn index(ties: &[Tie]) -> Index {
    let schema = Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: (0..TABLES).map(table).collect(),
    };
    let (profile, knowledge) = (Profile::default(), Knowledge::default());
    let mut index = Index::new(&schema, &profile, &knowledge, ValueIndex::default());
    let link = |(from, to, declared): &Tie| Link {
        from: ColumnId(*from),
        to: ColumnId(*to),
        also: None,
        cost: if *declared { 1.0 } else { 1.6 },
    };
    index.links = ties.iter().map(link).collect();
    let at = |table: u32| {
        let touches = |tie: &Tie| tie.0 == table || tie.1 == table;
        ties.iter().enumerate().filter(|(_, tie)| touches(tie)).map(|(at, _)| at).collect()
    };
    index.links_of = (0..TABLES).map(at).collect();
    index
}

/// No root is passed over.
fn from_every_root(joins: &Joins<'_>, asked: &[TableId]) -> Option<Tree> {
    let mut key = asked.to_vec();
    key.sort_unstable();
    key.dedup();
    let reaches: Vec<Rc<Reach>> = key.iter().map(|table| joins.reach(*table)).collect();
    let mut best: Option<Tree> = None;
    for root in asked.iter().copied().chain(joins.index.table_ids()) {
        if !reaches.iter().all(|reach| reach.to(root).is_finite()) {
            continue;
        }
        let Some(tree) = rooted_at(root, &key, &reaches, f32::MAX) else { continue };
        let useful = asked.contains(&root) || degree(joins.index, &tree, root) > 1;
        if useful && best.as_ref().is_none_or(|known| tree.cost < known.cost - SAME) {
            best = Some(tree);
        }
    }
    best
}

proptest! {
    #[test]
    fn no_root_that_is_passed_over_has_a_cheaper_tree(
        ties in vec((0..TABLES, 0..TABLES, any::<bool>()), 0..30),
        asked in vec((0..TABLES).prop_map(TableId), 1..6),
    ) {
        let index = index(&ties);
        let joins = Joins::new(&index);
        let (found, expected) = (joins.tree(&asked), from_every_root(&joins, &asked));
        prop_assert_eq!(found.as_deref(), expected.as_ref());
    }

    #[test]
    fn a_way_is_as_long_back_as_forth(
        ties in vec((0..TABLES, 0..TABLES, any::<bool>()), 0..30),
        ends in (0..TABLES, 0..TABLES),
    ) {
        let index = index(&ties);
        let (one, other) = (TableId(ends.0), TableId(ends.1));
        let joins = Joins::new(&index);
        let (forth, back) = (joins.distance(one, other), joins.distance(other, one));
        prop_assert!(forth == back || (forth - back).abs() < SAME, "{} {}", forth, back);
    }
}
