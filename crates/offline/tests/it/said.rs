//! Conditions that words say whole: a column beside another, a column that is empty.

use insta::assert_snapshot;
use querist_offline::{Engine, Request, ValueIndex};
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{ColumnName, Schema, TableName},
    statement::Dialect,
    value::Value,
};

use crate::shop::{TODAY, seen, table, told};

const PARCELS: &str = "parcel_id key, monthly_rate decimal, recipient text, country text, ordered_date date, required_date date, \
                       shipped_date date, weight decimal, target_weight decimal, company text";

/// Columns of which some rows have no value.
const GAPS: [&str; 2] = ["shipped_date", "company"];

fn parcels() -> Engine {
    let schema = Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: vec![table("parcels", PARCELS)],
    };
    let mut known = seen("parcels", 90, PARCELS);
    for column in known.columns.iter_mut().filter(|c| GAPS.contains(&c.column.as_str())) {
        column.nulls = 7;
    }
    let mut values = ValueIndex::default();
    let country = ColumnName { table: TableName::bare("parcels"), column: "country".into() };
    let countries = ["France", "Germany"].map(|name| Value::Text(name.into()));
    values.add(&country, &countries, true);
    Engine::new(&schema, &Profile { tables: vec![known] }, &Knowledge::default(), values)
}

fn check(question: &str) -> String {
    told(&parcels().translate(Request { question, today: TODAY, earlier: &[] }))
}

#[test]
fn a_column_beside_another() {
    assert_snapshot!(check("how many parcels were shipped after the required date"), @"SELECT count(*) AS number_of_parcels FROM parcels WHERE shipped_date > required_date");
    assert_snapshot!(check("parcels in Germany with a weight above their target weight"), @"SELECT weight FROM parcels WHERE weight > target_weight AND country = 'Germany'");
}

#[test]
fn a_column_whose_name_the_other_says_more_of() {
    assert_snapshot!(check("how many parcels are below their target weight"), @"SELECT count(*) AS number_of_parcels FROM parcels WHERE weight < target_weight");
}

#[test]
fn a_number_behind_the_comparison_is_a_bound() {
    assert_snapshot!(check("parcels with a weight above 5"), @"SELECT * FROM parcels WHERE weight > 5");
}

#[test]
fn a_column_that_is_empty() {
    assert_snapshot!(check("parcels not shipped yet"), @"SELECT * FROM parcels WHERE shipped_date IS NULL");
    assert_snapshot!(check("which parcels to Germany have not been shipped yet?"), @"SELECT * FROM parcels WHERE shipped_date IS NULL AND country = 'Germany'");
    assert_snapshot!(check("unshipped parcels"), @"SELECT * FROM parcels WHERE shipped_date IS NULL");
    assert_snapshot!(check("parcels without a company"), @"SELECT * FROM parcels WHERE company IS NULL");
    assert_snapshot!(check("how many parcels have no company"), @"SELECT count(*) AS number_of_parcels FROM parcels WHERE company IS NULL");
}

#[test]
fn a_value_behind_the_name_is_what_is_not() {
    assert_snapshot!(check("parcels whose country is not Germany"), @"SELECT * FROM parcels WHERE country <> 'Germany'");
}

#[test]
fn a_column_called_by_a_piece_of_time_cuts_none() {
    assert_snapshot!(check("average monthly rate by country"), @"SELECT country, avg(monthly_rate) AS average_monthly_rate FROM parcels GROUP BY country");
    assert_snapshot!(check("number of parcels by month"), @"SELECT strftime('%Y-%m', ordered_date) AS month, count(*) AS number_of_parcels FROM parcels GROUP BY strftime('%Y-%m', ordered_date) ORDER BY strftime('%Y-%m', ordered_date)");
}
