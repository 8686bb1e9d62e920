//! What is not known of the data, and when it is said.

use querist_vocabulary::schema::{ColumnName, TableName};
use serde::{Deserialize, Serialize};

use super::reading::{Data, Why};

/// What is not known of the data.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Gaps {
    /// Tables whose turn has not come, or that take long.
    pub waiting: Vec<TableName>,
    /// Columns of which not all values came while a question waited: somebody has to wait for the others.
    pub begun: Vec<ColumnName>,
    /// Columns that have more values than are kept, or than come in time.
    pub cut: Vec<ColumnName>,
    /// Views and tables that take too long to look at.
    pub costly: Vec<TableName>,
}

impl Gaps {
    /// Those of what was read.
    pub(super) fn of(data: &Data) -> Self {
        let unread = |wanted: &[Why]| {
            let unread = data.unread.iter().filter(|unread| wanted.contains(&unread.why));
            unread.map(|unread| unread.table.clone()).collect()
        };
        let begun = |column: &&ColumnName| data.begun.contains(column);
        Self {
            waiting: unread(&[Why::Waiting, Why::Slow]),
            begun: data.begun.clone(),
            cut: data.values.incomplete().filter(|column| !begun(column)).cloned().collect(),
            costly: unread(&[Why::Costly]),
        }
    }

    /// Those of one table.
    #[must_use]
    pub fn of_table(&self, table: &TableName) -> Self {
        let columns =
            |of: &[ColumnName]| of.iter().filter(|c| c.table == *table).cloned().collect();
        let tables = |of: &[TableName]| of.iter().filter(|t| *t == table).cloned().collect();
        Self {
            waiting: tables(&self.waiting),
            begun: columns(&self.begun),
            cut: columns(&self.cut),
            costly: tables(&self.costly),
        }
    }

    /// Whether reading on closes some.
    #[must_use]
    pub fn close(&self) -> bool {
        !self.waiting.is_empty() || !self.begun.is_empty()
    }

    /// Those that close by themselves: any question may meet them.
    pub(crate) fn passing(&self) -> Vec<String> {
        let waiting = list(&self.waiting, "tables").map(|which| {
            format!("the stored values of {which} are not known yet: names in them may not be recognised")
        });
        let begun = list(&self.begun, "columns").map(|which| {
            format!("not all values of {which} are read yet: names in them may not be recognised")
        });
        waiting.into_iter().chain(begun).collect()
    }

    /// Those that stay, in these tables; a question about others has nothing to do with them.
    pub(crate) fn lasting(&self, tables: &[TableName]) -> Vec<String> {
        let cut: Vec<_> = self.cut.iter().filter(|c| tables.contains(&c.table)).cloned().collect();
        let costly: Vec<_> = self.costly.iter().filter(|t| tables.contains(t)).cloned().collect();
        lasting(&cut, &costly)
    }

    /// All of them, a sentence each.
    #[must_use]
    pub fn all(&self) -> Vec<String> {
        self.passing().into_iter().chain(lasting(&self.cut, &self.costly)).collect()
    }
}

fn lasting(cut: &[ColumnName], costly: &[TableName]) -> Vec<String> {
    let cut = list(cut, "columns").map(|which| {
        format!("only some values of {which} are known, because the table is large: other names in them are not recognised")
    });
    let costly = list(costly, "views").map(|which| {
        format!(
            "{which} was not looked at, because that takes too long: names in it are not recognised"
        )
    });
    cut.into_iter().chain(costly).collect()
}

/// The first by its name and how many others there are; none where there is none.
fn list(names: &[impl ToString], of: &str) -> Option<String> {
    let first = names.first()?.to_string();
    Some(match names.len() - 1 {
        0 => format!("`{first}`"),
        1 => format!("`{first}` and another"),
        others => format!("`{first}` and {others} more {of}"),
    })
}
