//! Turns of phrase that leave one reading, asked of a shed that lends tools.

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

/// Tools of which the shed has pieces; neighbours borrow those.
const TABLES: &[(&str, u64, &str)] = &[
    ("makers", 8, "maker_id key, maker_name text"),
    ("tools", 60, "tool_id key, tool_name text, weight decimal, maker_id >makers"),
    ("colors", 5, "color_id key, color_name text"),
    ("pieces", 200, "piece_id key, tool_id >tools, color_id >colors, state text"),
    ("neighbours", 40, "neighbour_id key, neighbour_name text, street text, is_active flag"),
    (
        "loans",
        900,
        "loan_id key, piece_id >pieces, neighbour_id >neighbours, lent_at date, due_at date, returned_at date",
    ),
    ("deposits", 300, "deposit_id key, loan_id >loans, deposited_at date, amount decimal"),
    (
        "offers",
        70,
        "offer_id key, tool_id >tools, workshop_name text, workshop_price decimal, seen_at date",
    ),
];

/// Stored values by table and column.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("makers", "maker_name", &["Red Fox", "Hammer Smith Works"]),
    ("tools", "tool_name", &["Saw", "Red Fox", "Plane"]),
    ("pieces", "state", &["broken", "good"]),
    ("colors", "color_name", &["red", "blue"]),
];

fn shed() -> Engine {
    let schema = Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: TABLES.iter().map(|(name, _, columns)| table(name, columns)).collect(),
    };
    let mut profile = Profile {
        tables: TABLES.iter().map(|(name, rows, columns)| seen(name, *rows, columns)).collect(),
    };
    let columns = profile.tables.iter_mut().flat_map(|table| &mut table.columns);
    for column in columns.filter(|column| column.column == "returned_at") {
        column.nulls = 7;
    }
    let mut values = ValueIndex::default();
    for (table, column, texts) in VALUES {
        let name = ColumnName { table: TableName::bare(*table), column: (*column).into() };
        let texts: Vec<Value> = texts.iter().map(|t| Value::Text((*t).into())).collect();
        values.add(&name, &texts, true);
    }
    Engine::new(&schema, &profile, &Knowledge::default(), values)
}

fn check(question: &str) -> String {
    told(&shed().translate(Request { question, today: TODAY, earlier: &[] }))
}

#[test]
fn what_was_never_done_through_a_third_table() {
    assert_snapshot!(check("tools never borrowed"), @"SELECT tool_name FROM tools WHERE tool_id NOT IN (SELECT pieces.tool_id FROM pieces JOIN loans ON loans.piece_id = pieces.piece_id)");
    assert_snapshot!(check("which tools have not been borrowed yet"), @"SELECT tool_name FROM tools WHERE tool_id NOT IN (SELECT pieces.tool_id FROM pieces JOIN loans ON loans.piece_id = pieces.piece_id)");
    let told = shed().translate(Request {
        question: "tools that were never borrowed",
        today: TODAY,
        earlier: &[],
    });
    assert_eq!(told.readings.first().map(|r| r.restatement.as_str()), Some("Tools without loans"));
}

#[test]
fn what_was_done_most() {
    assert_snapshot!(check("most borrowed tool"), @"SELECT tools.tool_name FROM tools JOIN pieces ON pieces.tool_id = tools.tool_id JOIN loans ON loans.piece_id = pieces.piece_id GROUP BY tools.tool_id ORDER BY count(*) DESC LIMIT 1");
    assert_snapshot!(check("the 3 least borrowed tools"), @"SELECT tools.tool_name FROM tools JOIN pieces ON pieces.tool_id = tools.tool_id JOIN loans ON loans.piece_id = pieces.piece_id GROUP BY tools.tool_id ORDER BY count(*) LIMIT 3");
    assert_snapshot!(check("which neighbour borrowed the most"), @"SELECT neighbours.neighbour_name FROM neighbours JOIN loans ON loans.neighbour_id = neighbours.neighbour_id GROUP BY neighbours.neighbour_id ORDER BY count(*) DESC LIMIT 1");
}

#[test]
fn money_that_went_over_is_added_up() {
    assert_snapshot!(check("the 5 neighbours who paid the most"), @"SELECT neighbours.neighbour_name FROM neighbours JOIN loans ON loans.neighbour_id = neighbours.neighbour_id JOIN deposits ON deposits.loan_id = loans.loan_id GROUP BY neighbours.neighbour_id ORDER BY sum(deposits.amount) DESC LIMIT 5");
}

#[test]
fn what_came_after_its_day() {
    assert_snapshot!(check("late loans"), @"SELECT * FROM loans WHERE returned_at > due_at");
    assert_snapshot!(check("how many overdue loans"), @"SELECT count(*) AS number_of_loans FROM loans WHERE due_at < '2025-06-15' AND returned_at IS NULL");
}

#[test]
fn a_maker_stands_behind_by() {
    assert_snapshot!(check("tools by red fox"), @"SELECT DISTINCT tools.tool_name FROM tools JOIN makers ON tools.maker_id = makers.maker_id WHERE makers.maker_name = 'Red Fox'");
}

#[test]
fn one_word_of_a_name() {
    assert_snapshot!(check("tools from smith"), @"SELECT tools.tool_name FROM tools JOIN makers ON tools.maker_id = makers.maker_id WHERE makers.maker_name = 'Hammer Smith Works'");
}

#[test]
fn a_word_before_the_things_is_not_passed_over() {
    assert_snapshot!(check("inactive neighbours"), @"SELECT neighbour_name FROM neighbours WHERE is_active = 0");
    assert_snapshot!(check("unreturned loans"), @"SELECT * FROM loans WHERE returned_at IS NULL");
}

#[test]
fn things_are_not_looked_up_among_their_neighbours() {
    let told = shed().translate(Request { question: "broken pieces", today: TODAY, earlier: &[] });
    let among = |sql: &str| sql.contains("tool_id IN (SELECT tool_id FROM pieces");
    let all: Vec<&str> = told.readings.iter().map(|r| r.draft.0.as_str()).collect();
    assert!(!all.iter().any(|sql| among(sql)), "{all:#?}");
}

#[test]
fn the_things_that_are_asked_for() {
    assert_snapshot!(check("list of tool makers"), @"SELECT makers.maker_name FROM makers JOIN tools ON tools.maker_id = makers.maker_id GROUP BY makers.maker_id");
}

#[test]
fn pieces_of_time_are_counted() {
    assert_snapshot!(check("loans per day"), @"SELECT date(lent_at) AS day, count(*) AS number_of_loans FROM loans GROUP BY date(lent_at) ORDER BY date(lent_at)");
}

#[test]
fn what_a_join_repeats_is_listed_once() {
    assert_snapshot!(check("tools with a red piece"), @"SELECT tools.tool_name FROM tools JOIN pieces ON pieces.tool_id = tools.tool_id JOIN colors ON pieces.color_id = colors.color_id WHERE colors.color_name = 'red' GROUP BY tools.tool_id");
}

#[test]
fn an_amount_that_is_the_only_one_is_revenue() {
    assert_snapshot!(check("revenue by month"), @"SELECT strftime('%Y-%m', deposited_at) AS month, sum(amount) AS revenue FROM deposits GROUP BY strftime('%Y-%m', deposited_at) ORDER BY strftime('%Y-%m', deposited_at)");
}

#[test]
fn a_figure_has_the_day_of_what_holds_its_rows() {
    assert_snapshot!(crate::everyday::check("revenue in 2024"), @"SELECT sum(order_items.unit_price * order_items.quantity) AS revenue FROM orders JOIN order_items ON order_items.order_id = orders.order_id WHERE orders.order_date >= '2024-01-01' AND orders.order_date < '2025-01-01'");
}
