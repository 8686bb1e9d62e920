//! What the file says that the database does not know.

use std::time::Duration;

use querist_sql::{Rules, check, identifier, literal};
use querist_vocabulary::{
    database::{Database, DatabaseError, Limits},
    knowledge::{Example, Knowledge, Measure, Rule, TableMeaning},
    policy::AccessList,
    question::QuestionId,
    schema::{Schema, Table, TableName},
    value::Value,
};

/// A sentence for each name or expression that does not fit the schema, in the file's order of parts.
pub(crate) fn drift(knowledge: &Knowledge, schema: &Schema) -> Vec<String> {
    let tables = knowledge.tables.iter().flat_map(|(name, meaning)| match table(schema, name) {
        Some(table) => of_table(schema, table, meaning),
        None => vec![format!("there is no table `{name}`")],
    });
    let measures = knowledge.measures.iter().filter_map(|measure| of_measure(schema, measure));
    let joins = knowledge.joins.iter().filter_map(|join| of_join(schema, join));
    let rules = knowledge.rules.iter().flat_map(|rule| of_rule(schema, rule));
    let examples = knowledge.examples.iter().filter_map(|example| of_example(schema, example));
    tables.chain(measures).chain(joins).chain(rules).chain(examples).collect()
}

/// A sentence for each value that has words and is not stored any more.
pub(crate) async fn unstored(
    knowledge: &Knowledge,
    schema: &Schema,
    database: &dyn Database,
) -> Result<Vec<String>, DatabaseError> {
    let mut gone = Vec::new();
    for (name, meaning) in &knowledge.tables {
        let Some(table) = table(schema, name) else { continue };
        for (column, about) in &meaning.columns {
            for value in about.values.keys() {
                if is_unstored(schema, table, column, value, database).await? {
                    gone.push(format!("`{}.{column}` has no value `{value}`", table.name));
                }
            }
        }
    }
    Ok(gone)
}

/// How long one value is looked for; what is not found in that time is not called gone.
const PATIENCE: Duration = Duration::from_secs(10);

async fn is_unstored(
    schema: &Schema,
    table: &Table,
    column: &str,
    value: &str,
    database: &dyn Database,
) -> Result<bool, DatabaseError> {
    let Some(column) = table.column(column) else { return Ok(false) };
    let (name, from) = (identifier(schema.dialect, &column.name), from(schema, table));
    let literal = literal(schema.dialect, &Value::Text(value.to_owned()));
    let sql = format!("SELECT 1 FROM {from} WHERE {name} = {literal} LIMIT 1");
    let access = AccessList::default();
    let rules = Rules { schema, access: &access, row_limit: Some(1) };
    let Ok(query) = check(&sql, rules) else { return Ok(false) };
    let limits = Limits { rows: Some(1), bytes: None, timeout: PATIENCE };
    let id = QuestionId("model-check".into());
    let mut rows = match database.run(&id, &query, limits).await {
        Ok(rows) => rows,
        Err(DatabaseError::TimedOut(_) | DatabaseError::Query(_)) => return Ok(false),
        Err(error) => return Err(error),
    };
    Ok(rows.next().await?.is_none_or(|batch| batch.is_empty()))
}

fn of_rule(schema: &Schema, rule: &Rule) -> Vec<String> {
    let unknown = rule.about().iter().filter(|name| table(schema, name).is_none());
    unknown.map(|name| format!("rule `{}`: there is no table `{name}`", rule.text())).collect()
}

fn of_example(schema: &Schema, example: &Example) -> Option<String> {
    let reason = misfit(schema, example.sql()?)?;
    Some(format!("example `{}` does not fit: {reason}", example.question()))
}

fn table<'a>(schema: &'a Schema, name: &str) -> Option<&'a Table> {
    schema.table(&match name.split_once('.') {
        Some((space, name)) => TableName { namespace: Some(space.into()), name: name.into() },
        None => TableName::bare(name),
    })
}

fn of_table(schema: &Schema, table: &Table, meaning: &TableMeaning) -> Vec<String> {
    let named = [&meaning.display, &meaning.time].into_iter().flatten();
    let columns = meaning.columns.keys().chain(named);
    let unknown = columns
        .filter(|column| table.column(column).is_none())
        .map(|column| format!("table `{}` has no column `{column}`", table.name));
    let filter = meaning.default_filter.as_ref().and_then(|filter| {
        let (name, table) = (&table.name, from(schema, table));
        let whole = |filter: &str| format!("SELECT 1 FROM {table} WHERE {filter}");
        let reason = misfit_of_part(schema, filter, whole)?;
        Some(format!("the default filter of `{name}` does not fit: {reason}"))
    });
    unknown.chain(filter).collect()
}

fn of_measure(schema: &Schema, measure: &Measure) -> Option<String> {
    let Some(table) = table(schema, &measure.table) else {
        return Some(format!("measure `{}`: there is no table `{}`", measure.name, measure.table));
    };
    let table = from(schema, table);
    let whole = |expression: &str| format!("SELECT {expression} FROM {table}");
    misfit_of_part(schema, &measure.expression, whole)
        .map(|reason| format!("measure `{}` does not fit: {reason}", measure.name))
}

fn of_join(schema: &Schema, join: &str) -> Option<String> {
    let sides: Vec<_> = join.split('=').map(str::trim).collect();
    let [one, other] = sides.as_slice() else {
        return Some(format!("join `{join}` is not of the form `a.x = b.y`"));
    };
    let missing = [one, other].into_iter().find(|side| !is_column(schema, side))?;
    Some(format!("join `{join}`: there is no column `{missing}`"))
}

fn is_column(schema: &Schema, name: &str) -> bool {
    name.rsplit_once('.').and_then(|(name, column)| table(schema, name)?.column(column)).is_some()
}

/// Why a query made from the file does not pass the check.
fn misfit(schema: &Schema, sql: &str) -> Option<String> {
    let access = AccessList::default();
    let rules = Rules { schema, access: &access, row_limit: Some(1) };
    check(sql, rules).err().map(|refusal| refusal.message)
}

/// Why an expression does not pass the check where it stands, or is no whole expression: one that ends in a comment, or
/// closes a parenthesis that it did not open, would take the rest of a query with it.
fn misfit_of_part(
    schema: &Schema,
    expression: &str,
    whole: impl Fn(&str) -> String,
) -> Option<String> {
    let alone = || misfit(schema, &whole(expression));
    let within = || misfit(schema, &whole(&format!("({expression})")));
    let incomplete = |_| "it is no expression on its own (a comment or something after it?)".into();
    alone().or_else(|| within().map(incomplete))
}

fn from(schema: &Schema, table: &Table) -> String {
    let quoted = |name: &String| identifier(schema.dialect, name);
    let parts = table.name.namespace.iter().chain([&table.name.name]).map(quoted);
    parts.collect::<Vec<_>>().join(".")
}
