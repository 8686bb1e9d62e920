//! Columns.

use querist_vocabulary::{database::DatabaseError, schema::Column};
use sqlx::mysql::MySqlRow;

use super::{Catalog, Tables, text};
use crate::mysql::{connect::Flavour, values::Form};

const COLUMNS: &str = "SELECT table_name, column_name, column_type, data_type, is_nullable, \
     column_default, extra, column_comment \
     FROM information_schema.columns WHERE table_schema = {db} ORDER BY table_name, ordinal_position";

/// Adds the columns.
pub(super) async fn fill(
    catalog: &mut Catalog<'_>,
    tables: &mut Tables,
) -> Result<(), DatabaseError> {
    let flavour = catalog.server.flavour();
    for row in catalog.rows(COLUMNS).await? {
        let table = text(&row, 0).and_then(|name| tables.get_mut(&name));
        if let (Some(table), Some(column)) = (table, column(&row, flavour)) {
            table.columns.push(column);
        }
    }
    Ok(())
}

fn column(row: &MySqlRow, flavour: Flavour) -> Option<Column> {
    let (declared, extra) = (text(row, 2)?, text(row, 6).unwrap_or_default().to_ascii_lowercase());
    let computed = ["virtual generated", "stored generated", "persistent", "auto_increment"];
    Some(Column {
        name: text(row, 1)?,
        kind: Form::named(&text(row, 3)?.to_ascii_lowercase()).kind(),
        nullable: text(row, 4)? == "YES",
        default: text(row, 5).and_then(|default| as_sql(default, &extra, &declared, flavour)),
        generated: computed.iter().any(|word| extra.contains(word)),
        comment: text(row, 7).filter(|comment| !comment.is_empty()),
        labels: labels(&declared),
        declared_type: declared,
    })
}

/// MariaDB gives a default as SQL; MySQL gives constants without their quotes.
fn as_sql(default: String, extra: &str, declared: &str, flavour: Flavour) -> Option<String> {
    let number = default.parse::<f64>().is_ok();
    let expression = extra.contains("default_generated") || declared.starts_with("bit");
    match flavour {
        Flavour::Mariadb => (default != "NULL").then_some(default),
        Flavour::Mysql if number || expression => Some(default),
        Flavour::Mysql => Some(format!("'{}'", default.replace('\'', "''"))),
    }
}

/// The labels of `enum('a','b')` and `set('a','b')`.
fn labels(declared: &str) -> Vec<String> {
    let list = declared.strip_prefix("enum(").or(declared.strip_prefix("set("));
    let Some(list) = list.and_then(|list| list.strip_suffix(')')) else { return Vec::new() };
    let inside = list.strip_prefix('\'').and_then(|list| list.strip_suffix('\''));
    let label = |label: &str| label.replace("''", "'");
    inside.map_or_else(Vec::new, |inside| inside.split("','").map(label).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_quotes() {
        assert_eq!(labels("enum('a','it''s','x,y')"), ["a", "it's", "x,y"]);
        assert_eq!(labels("varchar(10)"), [""; 0]);
    }
}
