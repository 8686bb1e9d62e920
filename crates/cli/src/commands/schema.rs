//! `querist schema`: what the database holds.

use clap::Args;
use querist_vocabulary::schema::{Schema, Table, TableName};

use crate::{
    arguments::Source,
    console::Console,
    failure::{Exit, Failure},
    print::schema,
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
  querist schema --db shop.db --search price")]
pub(crate) struct SchemaOf {
    /// A table or view
    #[arg(value_name = "TABLE", conflicts_with = "search")]
    table: Option<String>,

    /// Find tables and columns whose name or comment has these words
    #[arg(long, value_name = "WORD", num_args = 1..)]
    search: Vec<String>,

    /// Print JSON
    #[arg(long, conflicts_with = "search")]
    json: bool,

    #[command(flatten)]
    pub(crate) source: Source,
}

impl SchemaOf {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let known = super::open(console).await?.schema().await?;
        match &self.table {
            None if self.json => json(&*known, console)?,
            Some(name) if self.json => json(find(&known, name)?, console)?,
            None if self.search.is_empty() => {
                console.show(&schema::list(&known, &console.output))?;
            }
            None => self.search(&known, console)?,
            Some(name) => {
                let table = find(&known, name)?;
                console.show(&schema::table(&known, table, &console.output))?;
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

fn json(value: &impl serde::Serialize, console: &Console) -> Result<(), Failure> {
    let value = serde_json::to_value(value).map_err(|error| Failure::Output(error.into()))?;
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
