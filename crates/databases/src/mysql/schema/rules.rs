//! Checks and triggers.

use querist_vocabulary::{
    database::DatabaseError,
    schema::{Check, Table, Trigger},
    value::ValueKind,
};

use super::{Catalog, Tables, text};
use crate::mysql::connect::Flavour;

const MARIADB_CHECKS: &str = "SELECT table_name, constraint_name, check_clause \
     FROM information_schema.check_constraints WHERE constraint_schema = {db} \
     ORDER BY table_name, constraint_name";

const MYSQL_CHECKS: &str = "SELECT t.table_name, c.constraint_name, c.check_clause \
     FROM information_schema.check_constraints AS c \
     JOIN information_schema.table_constraints AS t ON t.constraint_schema = c.constraint_schema \
       AND t.constraint_name = c.constraint_name AND t.constraint_type = 'CHECK' \
     WHERE c.constraint_schema = {db} ORDER BY t.table_name, c.constraint_name";

const TRIGGERS: &str = "SELECT event_object_table, trigger_name, \
     concat(action_timing, ' ', event_manipulation), action_statement \
     FROM information_schema.triggers WHERE event_object_schema = {db} \
     ORDER BY event_object_table, trigger_name";

/// Adds checks and triggers.
pub(super) async fn fill(
    catalog: &mut Catalog<'_>,
    tables: &mut Tables,
) -> Result<(), DatabaseError> {
    let checks = match catalog.server.flavour() {
        Flavour::Mysql => catalog.rows(MYSQL_CHECKS).await,
        Flavour::Mariadb => catalog.rows(MARIADB_CHECKS).await,
    };
    let checks = match checks {
        // Before MySQL 8.0.16 there were no checks, and no table of them.
        Err(DatabaseError::Query(_) | DatabaseError::Denied(_)) => Vec::new(),
        checks => checks?,
    };
    for row in checks {
        let table = text(&row, 0).and_then(|name| tables.get_mut(&name));
        if let (Some(table), Some(condition)) = (table, text(&row, 2)) {
            json_column(table, &condition);
            table.checks.push(Check { name: text(&row, 1), condition });
        }
    }
    for row in catalog.rows(TRIGGERS).await? {
        let table = text(&row, 0).and_then(|name| tables.get_mut(&name));
        let trigger = (text(&row, 1), text(&row, 2), text(&row, 3));
        if let (Some(table), (Some(name), Some(fires), Some(body))) = (table, trigger) {
            table.triggers.push(Trigger { name, fires, body });
        }
    }
    Ok(())
}

/// MariaDB's `JSON` is a text with this check.
fn json_column(table: &mut Table, condition: &str) {
    let column = condition.strip_prefix("json_valid(`").and_then(|rest| rest.strip_suffix("`)"));
    if let Some(column) = table.columns.iter_mut().find(|found| Some(found.name.as_str()) == column)
    {
        column.kind = ValueKind::Json;
    }
}
