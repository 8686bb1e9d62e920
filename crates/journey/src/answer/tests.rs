//! Results as text in; sentence, chart and insights as text out.

use std::fmt::Write;

use jiff::civil::{Date, date};
use querist_vocabulary::{
    answer::{ChartKind, ResultTable},
    database::{Cut, ResultColumn},
    knowledge::{ColumnMeaning, Knowledge, Measure, TableMeaning},
    schema::{Schema, TableName},
    statement::{Dialect, Query},
    value::{Value, ValueKind},
};

use super::{
    chart::chart, insights::insights, meaning::Surroundings, sentence::sentence, view::View,
};
use crate::understand::Wish;

/// The answer to a result written as a table: `name:kind` in the head, `-` for NULL.
#[derive(Clone, Copy)]
struct Case<'a> {
    reading: Option<&'a str>,
    sql: &'a str,
    rows: &'a str,
    cut: Option<Cut>,
    wish: Option<Wish>,
}

impl<'a> Case<'a> {
    const fn of(reading: &'a str, rows: &'a str) -> Self {
        Self { reading: Some(reading), sql: "SELECT 1 LIMIT 1001", rows, cut: None, wish: None }
    }
}

fn check(case: Case<'_>) -> String {
    let mut result = table(case.rows);
    result.cut = case.cut;
    let query = query(case.sql);
    let (schema, knowledge) = (schema(), knowledge());
    let whole_until = date(2024, 6, 14);
    let surroundings = Surroundings { schema: &schema, knowledge: &knowledge, whole_until };
    let view = View::new(&result, &query, case.reading, surroundings);
    let mut out = sentence(&view);
    for insight in insights(&view, case.wish) {
        write!(out, "\n* {}: {}", insight.kind, insight.sentence).unwrap();
    }
    let (chart, why_not) = chart(&view, case.wish);
    match chart {
        None => out.push_str("\nno chart"),
        Some(chart) => {
            let spec = &chart.vega_lite;
            assert_sound(spec);
            write!(out, "\n{:?}: {}", chart.kind, chart.reason).unwrap();
            write!(out, "\n{} {}", spec["mark"], spec["encoding"]).unwrap();
        }
    }
    if let Some(why_not) = why_not {
        write!(out, "\nwarning: {why_not}").unwrap();
    }
    out
}

/// What Vega-Lite asks of every chart: a mark, fields that the data has, a type each.
fn assert_sound(spec: &serde_json::Value) {
    assert_eq!(spec["$schema"], "https://vega.github.io/schema/vega-lite/v6.json");
    assert!(spec["mark"]["type"].is_string());
    let rows = spec["data"]["values"].as_array().unwrap();
    let channels = spec["encoding"].as_object().unwrap().values();
    let channels = channels.flat_map(|c| c.as_array().cloned().unwrap_or_else(|| vec![c.clone()]));
    for channel in channels {
        let kind = channel["type"].as_str().unwrap();
        assert!(["quantitative", "temporal", "ordinal", "nominal"].contains(&kind));
        let Some(field) = channel["field"].as_str() else { continue };
        let name = unescape(field);
        assert!(rows.iter().all(|row| row.get(&name).is_some()), "no field {name}");
    }
}

fn unescape(field: &str) -> String {
    let mut escaped = false;
    let keep = |c: &char| {
        let drop = *c == '\\' && !escaped;
        escaped = drop;
        !drop
    };
    field.chars().filter(keep).collect()
}

fn table(text: &str) -> ResultTable {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let column = |head: String| {
        let (name, kind) = head.rsplit_once(':').unwrap();
        ResultColumn { name: name.into(), kind: kind_of(kind) }
    };
    let columns: Vec<_> = cells(lines.next().unwrap()).into_iter().map(column).collect();
    let row = |line: &str| {
        let cells = cells(line).into_iter().zip(&columns);
        cells.map(|(cell, column)| value(&cell, column.kind)).collect()
    };
    let rows = lines.map(row).collect();
    ResultTable { columns, rows, cut: None }
}

fn kind_of(word: &str) -> ValueKind {
    match word {
        "int" => ValueKind::Integer,
        "dec" => ValueKind::Decimal,
        "float" => ValueKind::Float,
        "date" => ValueKind::Date,
        "moment" => ValueKind::DateTime,
        "bool" => ValueKind::Boolean,
        _ => ValueKind::Text,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a test has text for all the rest")]
fn value(cell: &str, kind: ValueKind) -> Value {
    if cell == "-" {
        return Value::Null;
    }
    match kind {
        ValueKind::Integer => Value::Integer(cell.parse().unwrap()),
        ValueKind::Decimal => Value::Decimal(cell.parse().unwrap()),
        ValueKind::Float => Value::Float(cell.parse().unwrap()),
        ValueKind::Date => Value::Date(cell.parse::<Date>().unwrap()),
        ValueKind::DateTime => Value::DateTime(cell.parse().unwrap()),
        ValueKind::Boolean => Value::Boolean(cell == "true"),
        _ => Value::Text(cell.into()),
    }
}

fn query(sql: &str) -> Query {
    Query {
        sql: sql.into(),
        unlimited: sql.into(),
        dialect: Dialect::Sqlite,
        tables: vec![TableName::bare("sales")],
        columns: Vec::new(),
        row_limit: Some(1_000),
        ordered: sql.contains("ORDER BY"),
    }
}

fn schema() -> Schema {
    Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: Vec::new(),
    }
}

fn knowledge() -> Knowledge {
    let price = ColumnMeaning { unit: Some("USD".into()), ..ColumnMeaning::default() };
    let sales =
        TableMeaning { columns: [("price".into(), price)].into(), ..TableMeaning::default() };
    let revenue = Measure {
        name: "revenue".into(),
        synonyms: Vec::new(),
        table: "sales".into(),
        expression: "sum(price)".into(),
        unit: Some("EUR".into()),
        description: None,
    };
    Knowledge {
        tables: [("sales".into(), sales)].into(),
        measures: vec![revenue],
        ..Knowledge::default()
    }
}

#[test]
fn one_value() {
    let cases = [
        ("The number of customers whose country is Brazil", "COUNT(*):int\n5"),
        ("number of customers", "count:int\n1234567"),
        ("number of customers whose country is Chad", "count:int\n1"),
        ("average price of sales", "AVG(price):float\n5.651941747572816"),
        ("latest order date", "max(order_date):date\n2024-03-05"),
        ("total revenue in 2023", "revenue:dec\n-"),
        ("the name of the oldest employee", "name:text\nAndrew Adams"),
    ];
    let said = cases.map(|(reading, rows)| check(Case::of(reading, rows)));
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn one_row_and_lists() {
    let names = "CustomerId:int | FirstName:text\n1 | Luís\n10 | Eduardo\n11 | Alexandre\n12 | Roberto\n13 | Fernanda";
    let listed = Case::of("names of customers whose country is Brazil", names);
    let said = [
        check(Case::of(
            "the longest track",
            "name:text | milliseconds:int\nOccupation / Precipice | 5286953",
        )),
        check(listed),
        check(Case { reading: None, ..listed }),
        check(Case { cut: Some(Cut::Rows), ..listed }),
        check(Case::of("customers", "name:text\nOne\nTwo")),
        check(Case::of("customers whose age is above 90", "name:text")),
        check(Case { reading: None, ..Case::of("", "name:text") }),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn a_row_too_large_to_be_shown_is_not_nothing() {
    let none = Case { cut: Some(Cut::Bytes), ..Case::of("photos", "photo:text") };
    insta::assert_snapshot!(check(none));
    let typed = check(Case { reading: None, ..none });
    assert_eq!(typed, check(none));
    let rows = check(Case { cut: Some(Cut::Rows), ..none });
    assert!(rows.starts_with("There are rows, but `max_rows` lets none be shown."), "{rows}");
    assert!(!super::is_empty(&ResultTable { cut: Some(Cut::Bytes), ..table("photo:text") }));
    assert!(super::is_empty(&table("photo:text")));
}

#[test]
fn a_value_that_is_missing_is_said_to_be() {
    let case = Case { reading: None, ..Case::of("", "max(price):dec\n-") };
    assert!(check(case).contains(" has no value."), "{}", check(case));
}

const GENRES: &str = "genre:text | COUNT(*):int
Rock | 1297\nLatin | 579\nMetal | 374\nJazz | 130\nTV Shows | 93\nBlues | 81\nPop | 48\nClassical | 74\nOpera | 1";

#[test]
fn a_number_for_each_name() {
    let genres = Case::of("number of tracks for each genre", GENRES);
    let top = "name:text | price:float\nA | 9.5\nB | 8\nC | 7.25\nD | 7";
    let said = [
        check(genres),
        check(Case { wish: Some(Wish::Kind(ChartKind::Pie)), ..genres }),
        check(Case { wish: Some(Wish::Kind(ChartKind::Line)), ..genres }),
        check(Case {
            sql: "SELECT name, price FROM sales ORDER BY price DESC LIMIT 4",
            ..Case::of("the 4 highest prices", top)
        }),
        check(Case::of(
            "share of each region",
            "region:text | share:float\nNorth | 0.5\nSouth | 0.3\nWest | 0.2",
        )),
        check(Case::of("odd names", "a.b[0]:text | it's:int\nx | 1\ny | 2")),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn a_number_over_time() {
    let months = "month:text | revenue:dec
2024-01 | 100.00\n2024-02 | 120.50\n2024-03 | 151.00\n2024-04 | 149.00\n2024-05 | 180.00\n2024-06 | 20.00";
    let years = "year:int | AVG(price):float\n2021 | 1.5\n2022 | 1.75\n2023 | 1.25";
    let moments = "at:moment | n:int\n2024-01-05T10:00:00 | 3\n2024-01-05T11:00:00 | 5\n2024-01-05T12:00:00 | 4";
    let parts = "month:text | region:text | SUM(units):int
2024-01 | North | 5\n2024-01 | South | 3\n2024-02 | North | 6\n2024-02 | South | 2";
    let said = [
        check(Case::of("revenue for each month", months)),
        check(Case::of("average price for each year", years)),
        check(Case::of("n by time", moments)),
        check(Case::of("units sold for each month and region", parts)),
        check(Case {
            wish: Some(Wish::Kind(ChartKind::HeatMap)),
            ..Case::of("units sold for each month and region", parts)
        }),
        check(Case::of("revenue for two years", "year:int | revenue:int\n2022 | 5\n2023 | 7")),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn numbers_without_names() {
    let pairs = "price:float | weight:float\n1 | 2\n2 | 3.5\n3 | 6.5\n4 | 8\n5 | 9";
    let prices = "price:float\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10";
    let boxes = "region:text | price:float\nA | 1\nA | 2\nA | 3\nA | 4\nA | 5\nB | 2\nB | 3\nB | 4\nB | 5\nB | 9";
    let pairs_of_two = "region:text | channel:text | COUNT(*):int\nN | web | 4\nN | shop | 5\nS | web | 6\nS | shop | 7";
    let said = [
        check(Case::of("price and weight of products", pairs)),
        check(Case::of("prices", prices)),
        check(Case::of("prices by region", boxes)),
        check(Case::of("orders for each region and channel", pairs_of_two)),
        check(Case::of("ids and totals", "id:int | customer_id:int\n1 | 5\n2 | 7\n3 | 9")),
        check(Case { wish: Some(Wish::Any), ..Case::of("names", "name:text\na\nb") }),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn people_are_called_by_both_names() {
    let people = "last_name:text | first_name:text | total:dec\nPark | Margaret | 3.50\nKing | Robert | 2.00";
    let said = [
        check(Case::of("employees", people)),
        check(Case::of(
            "the first employee",
            "first_name:text | last_name:text | city:text\nAnn | Park | York",
        )),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn shares_are_told_one_by_one() {
    let wish = Some(Wish::Shares);
    let said = [
        check(Case { wish, ..Case::of("number of tracks for each genre", GENRES) }),
        check(Case {
            wish,
            ..Case::of(
                "average price for each genre",
                "genre:text | AVG(price):float\nRock | 1\nPop | 2",
            )
        }),
        check(Case::of(
            "tracks for each genre",
            "genre:text | COUNT(*):int\nRock | 9\nPop | 2\nJazz | 2\nBlues | 2",
        )),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}
