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

/// The table of that name.
pub(crate) fn find<'a>(known: &'a Schema, name: &str) -> Result<&'a Table, Failure> {
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
