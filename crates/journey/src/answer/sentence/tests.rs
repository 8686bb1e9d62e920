//! Every figure of every sentence has its source, whatever the rows are.

use jiff::civil::date;
use proptest::prelude::*;
use querist_vocabulary::{
    answer::ResultTable,
    database::{Cut, ResultColumn},
    knowledge::Knowledge,
    schema::Schema,
    statement::{Dialect, Query},
    value::{Value, ValueKind},
};

use super::{
    composed,
    proof::{Author, holds},
    sentence,
};
use crate::answer::meaning::Surroundings;
use crate::answer::view::View;

/// Calls a test with the view of a result.
fn check<T>(result: &ResultTable, reading: Option<&str>, test: impl Fn(&View<'_>) -> T) -> T {
    let schema = Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: Vec::new(),
    };
    let query = Query {
        sql: "SELECT 1 LIMIT 1001".into(),
        unlimited: "SELECT 1".into(),
        dialect: Dialect::Sqlite,
        tables: Vec::new(),
        columns: Vec::new(),
        row_limit: Some(1_000),
        ordered: false,
    };
    let (knowledge, whole_until) = (Knowledge::default(), date(2024, 6, 14));
    let surroundings = Surroundings { schema: &schema, knowledge: &knowledge, whole_until };
    test(&View::new(result, &query, reading, surroundings))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a test has text for all the rest")]
fn values(kind: ValueKind) -> BoxedStrategy<Value> {
    let own = match kind {
        ValueKind::Integer => any::<i64>().prop_map(Value::Integer).boxed(),
        ValueKind::Decimal => (any::<i64>(), 0_i64..6)
            .prop_map(|(digits, scale)| {
                Value::Decimal(bigdecimal::BigDecimal::new(digits.into(), scale))
            })
            .boxed(),
        ValueKind::Float => any::<f64>().prop_map(Value::Float).boxed(),
        ValueKind::Date => (1900_i16..2100, 1_i8..=12, 1_i8..=28)
            .prop_map(|(year, month, day)| Value::Date(date(year, month, day)))
            .boxed(),
        _ => "[a-z0-9 ,.éß-]{0,80}".prop_map(Value::Text).boxed(),
    };
    prop_oneof![9 => own, 1 => Just(Value::Null)].boxed()
}

fn results() -> impl Strategy<Value = ResultTable> {
    let kinds = prop::sample::select(vec![
        ValueKind::Integer,
        ValueKind::Decimal,
        ValueKind::Float,
        ValueKind::Date,
        ValueKind::Text,
    ]);
    let column = ("[a-z_0-9]{1,12}|year|count|SUM\\(x\\)|customer_id", kinds);
    prop::collection::vec(column, 1..9).prop_flat_map(|columns| {
        let row: Vec<_> = columns.iter().map(|(_, kind)| values(*kind)).collect();
        let rows = prop::collection::vec(row, 0..12);
        let columns: Vec<_> =
            columns.into_iter().map(|(name, kind)| ResultColumn { name, kind }).collect();
        let cut = prop::option::of(Just(Cut::Rows));
        (Just(columns), rows, cut).prop_map(|(columns, rows, cut)| ResultTable {
            columns,
            rows,
            cut,
        })
    })
}

proptest! {
    #[test]
    fn every_figure_has_its_source(result in results(), reading in prop::option::of("[a-z ]{1,20}( [0-9]{1,4})?")) {
        let (said, composed) = check(&result, reading.as_deref(), |view| (sentence(view), composed(view)));
        prop_assert!(check(&result, reading.as_deref(), |view| holds(&said, view, Author::Template)), "{said}");
        prop_assert!(check(&result, reading.as_deref(), |view| holds(&composed, view, Author::Template)), "{composed}");
    }
}

#[test]
fn a_figure_without_a_source_is_found() {
    let column = ResultColumn { name: "total".into(), kind: ValueKind::Float };
    let result =
        ResultTable { columns: vec![column], rows: vec![vec![Value::Float(5.6519)]], cut: None };
    let is_held = |sentence: &str| {
        check(&result, Some("total in 2023"), |view| holds(sentence, view, Author::Template))
    };
    assert!(is_held("The total in 2023 is 5.65."));
    assert!(is_held("1 row says 5.652."));
    assert!(!is_held("The total in 2023 is 5.7."));
    assert!(!is_held("The total in 2023 is 5.66."));
    assert!(!is_held("The total in 2024 is 5.65."));
    assert!(!is_held("The total is 5,650."));
}
