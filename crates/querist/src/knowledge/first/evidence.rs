//! What the data confirms: joins that nobody declared.

use std::time::Duration;

use querist_sql::{Rules, check, identifier};
use querist_vocabulary::{
    database::{Database, DatabaseError, Limits},
    policy::AccessList,
    question::QuestionId,
    schema::{Column, Schema, Table},
};

/// How long the values of one pair of columns are compared.
const PATIENCE: Duration = Duration::from_secs(10);

/// Joins by the names of their columns that every stored value confirms, each as `a.x = b.y`.
pub(super) async fn joins(
    schema: &Schema,
    database: &dyn Database,
) -> Result<Vec<String>, DatabaseError> {
    let mut joins = Vec::new();
    for (from, column, to, key) in candidates(schema) {
        if holds(schema, database, (from, column), (to, key)).await? {
            let (from, to) = (&from.name, &to.name);
            joins.push(format!("{from}.{} = {to}.{}", column.name, key.name));
        }
    }
    Ok(joins)
}

/// Pairs whose names fit, whose kinds are the same, and that no foreign key joins.
fn candidates(schema: &Schema) -> Vec<(&Table, &Column, &Table, &Column)> {
    let mut found = Vec::new();
    for from in &schema.tables {
        for column in from.columns.iter().filter(|column| !is_key(from, column)) {
            let fits = |to: &&Table| to.name != from.name && points_at(column, to);
            let mut fitting = schema.tables.iter().filter(fits);
            if let (Some(to), None) = (fitting.next(), fitting.next())
                && let Some(key) = only_key(to).filter(|key| key.kind == column.kind)
            {
                found.push((from, column, to, key));
            }
        }
    }
    found
}

fn is_key(table: &Table, column: &Column) -> bool {
    let declared = table.foreign_keys.iter().any(|key| key.columns.contains(&column.name));
    declared || table.primary_key == [column.name.clone()]
}

fn only_key(table: &Table) -> Option<&Column> {
    match table.primary_key.as_slice() {
        [only] => table.column(only),
        _ => None,
    }
}

/// Whether a column is called as a table's key is: `customer_id` for `customers.id`, or the key's own name.
fn points_at(column: &Column, to: &Table) -> bool {
    let Some(key) = only_key(to) else { return false };
    let (name, key) = (column.name.to_lowercase(), key.name.to_lowercase());
    let own = to.name.name.to_lowercase();
    let one = own.trim_end_matches('s');
    let composed = [format!("{one}_{key}"), format!("{own}_{key}"), format!("{one}{key}")];
    (name == key && key != "id") || composed.contains(&name)
}

/// Whether there are values, and each of them is a key there.
async fn holds(
    schema: &Schema,
    database: &dyn Database,
    (from, column): (&Table, &Column),
    (to, key): (&Table, &Column),
) -> Result<bool, DatabaseError> {
    let quoted = |name: &str| identifier(schema.dialect, name);
    let table = |table: &Table| {
        let parts = table.name.namespace.iter().chain([&table.name.name]);
        parts.map(|part| quoted(part)).collect::<Vec<_>>().join(".")
    };
    let (child, parent) = (table(from), table(to));
    let (column, key) = (quoted(&column.name), quoted(&key.name));
    let any = format!("SELECT 1 FROM {child} AS c WHERE c.{column} IS NOT NULL LIMIT 1");
    let lost = format!(
        "SELECT 1 FROM {child} AS c WHERE c.{column} IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM {parent} AS p WHERE p.{key} = c.{column}) LIMIT 1"
    );
    Ok(has_rows(schema, database, &any).await? == Some(true)
        && has_rows(schema, database, &lost).await? == Some(false))
}

/// Whether a query returns anything; none where it takes too long or does not run.
async fn has_rows(
    schema: &Schema,
    database: &dyn Database,
    sql: &str,
) -> Result<Option<bool>, DatabaseError> {
    let access = AccessList::default();
    let rules = Rules { schema, access: &access, row_limit: Some(1) };
    let Ok(query) = check(sql, rules) else { return Ok(None) };
    let limits = Limits { rows: Some(1), bytes: None, timeout: PATIENCE };
    let mut rows = match database.run(&QuestionId("model-init".into()), &query, limits).await {
        Ok(rows) => rows,
        Err(DatabaseError::TimedOut(_) | DatabaseError::Query(_)) => return Ok(None),
        Err(error) => return Err(error),
    };
    match rows.next().await {
        Ok(batch) => Ok(Some(batch.is_some_and(|batch| !batch.is_empty()))),
        Err(DatabaseError::TimedOut(_) | DatabaseError::Query(_)) => Ok(None),
        Err(error) => Err(error),
    }
}
