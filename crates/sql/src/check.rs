//! Proves that a statement only reads.

use querist_vocabulary::{
    policy::AccessList,
    refusal::Refusal,
    schema::Schema,
    statement::{Query, ReadOnly},
};
use sqlparser::ast::Statement;

use crate::{limit, parse, prove::Proof, render, room, tables};

/// What a statement is checked against.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The structure that names are resolved in; its dialect is the one that is read.
    pub schema: &'a Schema,
    /// What may be read.
    pub access: &'a AccessList,
    /// The most rows to show; none for all.
    pub row_limit: Option<u64>,
}

/// Proves that `sql` is exactly one statement that only reads, or says which rule it breaks.
///
/// What passes is decided by lists of what is known to read: a construct or a function that is not
/// on them is refused, whatever it may do. The bodies of views are not seen, nor what a database's
/// owner has hung on a type, an operator or a cast: an access list over tables looks through a view
/// only as far as the view itself is listed, and the database's own read-only wall stands behind.
///
/// # Errors
/// The refusal, with rule, place and hint.
pub fn check(sql: &str, rules: Rules<'_>) -> Result<ReadOnly<Query>, Refusal> {
    room::wide(|| in_order(sql, rules))
}

fn in_order(sql: &str, rules: Rules<'_>) -> Result<ReadOnly<Query>, Refusal> {
    let dialect = rules.schema.dialect;
    let mut statement = parse::one_statement(dialect, sql)?;
    render::normalise(dialect, &mut statement);
    tables::qualify(rules.schema, &mut statement);
    let proof = Proof::of(&statement, rules)?;
    let unlimited = render::faithful(dialect, &statement)?;
    let ordered = match &mut statement {
        Statement::Query(query) => {
            let ordered = limit::is_ordered(query);
            limit::push(dialect, query, rules.row_limit)?;
            ordered
        }
        _ => false,
    };
    Ok(ReadOnly::proven(Query {
        sql: render::faithful(dialect, &statement)?,
        unlimited,
        dialect,
        tables: proof.tables,
        columns: proof.columns,
        row_limit: rules.row_limit,
        ordered,
    }))
}
