//! What the file says that the schema does not know.

use querist_sql::{Rules, check, identifier};
use querist_vocabulary::{
    knowledge::{Knowledge, Measure, TableMeaning},
    policy::AccessList,
    schema::{Schema, Table, TableName},
};

/// A sentence for each name or expression that does not fit the schema, in the file's order of parts.
pub(crate) fn drift(knowledge: &Knowledge, schema: &Schema) -> Vec<String> {
    let tables = knowledge.tables.iter().flat_map(|(name, meaning)| match table(schema, name) {
        Some(table) => of_table(schema, table, meaning),
        None => vec![format!("there is no table `{name}`")],
    });
    let measures = knowledge.measures.iter().filter_map(|measure| of_measure(schema, measure));
    let joins = knowledge.joins.iter().filter_map(|join| of_join(schema, join));
    tables.chain(measures).chain(joins).collect()
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
        let reason =
            misfit(schema, &format!("SELECT 1 FROM {} WHERE {filter}", from(schema, table)))?;
        Some(format!("the default filter of `{}` does not fit: {reason}", table.name))
    });
    unknown.chain(filter).collect()
}

fn of_measure(schema: &Schema, measure: &Measure) -> Option<String> {
    let Some(table) = table(schema, &measure.table) else {
        return Some(format!("measure `{}`: there is no table `{}`", measure.name, measure.table));
    };
    let sql = format!("SELECT {} FROM {}", measure.expression, from(schema, table));
    misfit(schema, &sql).map(|reason| format!("measure `{}` does not fit: {reason}", measure.name))
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

fn from(schema: &Schema, table: &Table) -> String {
    let quoted = |name: &String| identifier(schema.dialect, name);
    let parts = table.name.namespace.iter().chain([&table.name.name]).map(quoted);
    parts.collect::<Vec<_>>().join(".")
}
