//! What the words of a question name, for whoever else reads it: the context of a language model.

use jiff::civil;
use querist_vocabulary::{
    schema::{ColumnName, TableName},
    value::Value,
};

use crate::{
    engine::Posed,
    index::Index,
    link::{Item, ItemKind, Linked, Strength},
    words::when::When,
};

/// Most stored values that are given.
const MOST_VALUES: usize = 12;

/// Most columns that one phrase is given for: a value that stands everywhere tells nothing.
const MOST_HOLDERS: usize = 4;

/// What the words of a question name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mentions {
    /// Tables whose name, or another word for it, is said.
    pub tables: Vec<TableName>,
    /// Columns whose name, or another word for it, is said.
    pub columns: Vec<ColumnName>,
    /// Stored values that are said, the longest phrase first.
    pub values: Vec<Mentioned>,
    /// Days that are said, each phrase with its first and last: `last month: 2025-10-01 to 2025-10-31`.
    pub days: Vec<String>,
}

/// A stored value that a question says.
#[derive(Debug, Clone, PartialEq)]
pub struct Mentioned {
    /// The words, as typed.
    pub phrase: String,
    /// The column that holds it.
    pub column: ColumnName,
    /// It, as it is stored.
    pub value: Value,
}

/// What the words name.
pub(crate) fn of(index: &Index, question: &str, today: civil::Date) -> Mentions {
    let posed = Posed::new(index, question, today);
    let linked = &posed.linked;
    Mentions {
        tables: tables(linked),
        columns: columns(linked),
        values: values(linked),
        days: posed.periods.iter().filter(|when| !when.bare_year).map(label).collect(),
    }
}

fn label(when: &When) -> String {
    when.label.clone()
}

fn tables(linked: &Linked<'_>) -> Vec<TableName> {
    let said = linked.index.table_ids().filter(|id| linked.table(*id).strength > Strength::Weak);
    said.filter_map(|id| linked.index.table(id).name.clone()).collect()
}

fn columns(linked: &Linked<'_>) -> Vec<ColumnName> {
    let said = linked.index.column_ids().filter(|id| linked.column(*id).strength > Strength::Weak);
    said.filter_map(|id| linked.index.column_name(id)).collect()
}

fn values(linked: &Linked<'_>) -> Vec<Mentioned> {
    let stored = |item: &&Item| matches!(item.kind, ItemKind::Stored | ItemKind::Coded);
    let mut items: Vec<&Item> = linked.items.iter().filter(stored).collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.span.len()));
    let given = items.iter().flat_map(|item| {
        let holders = item.holders.iter().take(MOST_HOLDERS);
        holders.filter_map(|(column, value, _)| {
            Some(Mentioned {
                phrase: linked.phrase(item.span).to_owned(),
                column: linked.index.column_name(*column)?,
                value: value.clone(),
            })
        })
    });
    let mut given: Vec<Mentioned> = given.take(MOST_VALUES).collect();
    given.dedup();
    given
}
