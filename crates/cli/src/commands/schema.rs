//! `querist schema`: what the database holds.

use clap::Args;
use querist::{Gaps, wire};
use querist_vocabulary::schema::{Schema, Table, TableName};

use crate::{
    arguments::Source,
    console::Console,
    failure::{Exit, Failure},
    print::schema,
    progress::Progress,
};

/// Show tables and columns
///
/// Without a name all tables are listed; with one that table is shown with its columns, keys and
/// indexes.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  querist schema --db shop.db
  querist schema --db shop.db products
  querist schema --db shop.db --search price
  querist schema --db shop.db --read-values")]
pub(crate) struct SchemaOf {
    /// A table or view
    #[arg(value_name = "TABLE", conflicts_with = "search")]
    table: Option<String>,

    /// Find tables and columns whose name or comment has these words
    #[arg(long, value_name = "WORD", num_args = 1..)]
    search: Vec<String>,

    /// Read all stored values first, however long it takes
    ///
    /// Questions know the values of text columns by which they are asked: towns, brands, names. Of a
    /// large table only those are read that come while a question waits; this reads the others, and
    /// keeps them column by column. What is still unknown is told.
    #[arg(long, conflicts_with = "search")]
    read_values: bool,

    /// Print JSON
    #[arg(long, conflicts_with = "search")]
    json: bool,

    #[command(flatten)]
    pub(crate) source: Source,
}

impl SchemaOf {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let querist = super::open(console).await?;
        let known = querist.schema().await?;
        if !self.search.is_empty() {
            return self.search(&known, console).map(|()| Exit::Done);
        }
        let gaps = match self.read_values {
            true => Some(querist.read_values(&Progress::start()).await?),
            false => querist.gaps().await?,
        };
        match &self.table {
            None if self.json => json(&*known, gaps.as_ref(), console)?,
            Some(name) if self.json => {
                let table = find(&known, name)?;
                json(table, gaps.map(|gaps| gaps.of_table(&table.name)).as_ref(), console)?;
            }
            None => {
                let mut page = schema::list(&known, &console.output);
                page.below(schema::values(gaps.as_ref(), &console.output));
                console.show(&page)?;
            }
            Some(name) => {
                let table = find(&known, name)?;
                let gaps = gaps.map(|gaps| gaps.of_table(&table.name));
                let mut page = schema::table(&known, table, &console.output);
                page.part(schema::values(gaps.as_ref(), &console.output));
                console.show(&page)?;
            }
        }
        Ok(Exit::Done)
    }

    fn search(&self, known: &Schema, console: &Console) -> Result<(), Failure> {
        let page = schema::found(known, &self.search, &console.output);
        if page.is_empty() {
            let name = self.search.join(" ");
            let hint = "`querist schema` lists all tables".into();
            return Err(Failure::NotThere { what: "table or column named like", name, hint });
        }
        console.show(&page)
    }
}

/// A table or the schema, with what is not known of the stored values; without where nothing was read yet.
fn json(
    value: &impl serde::Serialize,
    gaps: Option<&Gaps>,
    console: &Console,
) -> Result<(), Failure> {
    let mut value = serde_json::to_value(value).map_err(|error| Failure::Output(error.into()))?;
    if let (Some(object), Some(gaps)) = (value.as_object_mut(), gaps) {
        object.insert("values".into(), wire::gaps(gaps));
    }
    console.json(&value)
}

/// The table of that name; a bare name that only other namespaces have, and several of them, is none.
pub(crate) fn find<'a>(known: &'a Schema, name: &str) -> Result<&'a Table, Failure> {
    let same: Vec<&Table> =
        known.tables.iter().filter(|table| table.name.name.eq_ignore_ascii_case(name)).collect();
    let at_home = |table: &&Table| table.name.namespace == known.default_namespace;
    if same.len() > 1 && !same.iter().any(at_home) {
        let names: Vec<String> = same.iter().map(|table| format!("`{}`", table.name)).collect();
        let hint = format!("there is {}", names.join(", "));
        return Err(Failure::NotThere { what: "single table", name: name.into(), hint });
    }
    let parts = name
        .split_once('.')
        .map(|(space, name)| TableName { namespace: Some(space.into()), name: name.into() });
    let found = known.table(&TableName::bare(name)).or_else(|| known.table(parts.as_ref()?));
    found.ok_or_else(|| Failure::NotThere {
        what: "table",
        name: name.into(),
        hint: near(known, name),
    })
}

/// The names that look alike, or where to look.
fn near(known: &Schema, name: &str) -> String {
    let name = name.to_lowercase();
    let stem: String = name.chars().take(3).collect();
    let alike = known.tables.iter().map(|table| table.name.name.as_str()).filter(|other| {
        let other = other.to_lowercase();
        other.contains(&name) || name.contains(&other) || other.starts_with(&stem)
    });
    let alike: Vec<String> = alike.take(3).map(|other| format!("`{other}`")).collect();
    match alike.as_slice() {
        [] => "`querist schema` lists all tables".into(),
        _ => format!("there is {}", alike.join(", ")),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use querist_vocabulary::{schema::TableKind, statement::Dialect};

    use super::*;

    /// A table `orders` in each of these namespaces, of which `public` is the default.
    pub(crate) fn orders_in(spaces: &[&str]) -> Schema {
        let table = |space: &&str| Table {
            name: TableName { namespace: Some((*space).into()), name: "orders".into() },
            kind: TableKind::Table,
            columns: Vec::new(),
            primary_key: Vec::new(),
            foreign_keys: Vec::new(),
            indexes: Vec::new(),
            checks: Vec::new(),
            triggers: Vec::new(),
            comment: None,
            estimated_rows: None,
        };
        Schema {
            dialect: Dialect::Postgres,
            version: String::new(),
            default_namespace: Some("public".into()),
            tables: spaces.iter().map(table).collect(),
        }
    }

    #[test]
    fn a_name_that_several_namespaces_have_is_asked_back() {
        let found = |spaces: &[&str], name: &str| match find(&orders_in(spaces), name) {
            Ok(table) => table.name.to_string(),
            Err(failure) => {
                format!("{failure}: {}", querist_vocabulary::error::Coded::hint(&failure))
            }
        };
        assert_eq!(found(&["public", "sales"], "orders"), "public.orders");
        assert_eq!(found(&["sales"], "orders"), "sales.orders");
        assert_eq!(found(&["archive", "sales"], "sales.orders"), "sales.orders");
        assert_eq!(
            found(&["archive", "sales"], "orders"),
            "no single table `orders`: there is `archive.orders`, `sales.orders`"
        );
    }
}
