//! Figures with names, as people would define them in a semantic file.

use querist_vocabulary::knowledge::{Knowledge, Measure};

use super::{super::dice::Dice, scene::is_figure};
use crate::{
    index::{ColumnId, Index},
    words::stem,
};

/// Names that people give to sums.
const NAMES: &[&str] =
    &["revenue", "turnover", "net sales", "volume", "spending", "earnings", "output", "workload"];

/// Up to two sums of a database's columns, under names that none of its tables or columns has.
pub(crate) fn knowledge(index: &Index, name: &str) -> Knowledge {
    let mut dice = Dice::new(&format!("figures of {name}"));
    let free = |name: &&&str| {
        name.split(' ').all(|word| {
            let word = stem(word);
            !index.by_stem.contains_key(&word) && !index.tables_by_stem.contains_key(&word)
        })
    };
    let mut names: Vec<&&str> = NAMES.iter().filter(free).collect();
    let columns: Vec<ColumnId> = index
        .column_ids()
        .filter(|c| is_figure(index.column(*c)) && !index.table(index.table_of(*c)).view)
        .collect();
    let mut measures = Vec::new();
    for _ in 0..2 {
        let Some(column) = dice.one(&columns) else { break };
        if names.is_empty() {
            break;
        }
        let called = names.remove(dice.below(names.len()));
        let known = index.column(*column);
        let Some(table) = index.table(known.table).name.clone() else { continue };
        let quoted = format!("\"{}\"", known.name);
        measures.push(Measure {
            name: (*called).to_owned(),
            table: table.name,
            expression: format!("sum({quoted})"),
            synonyms: Vec::new(),
            unit: None,
            description: None,
        });
    }
    Knowledge { measures, ..Knowledge::default() }
}
