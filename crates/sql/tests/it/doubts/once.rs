//! A corrected sum is that of the rows which the join keeps, each once: over generated rows in which values are missing
//! and stand twice.

use proptest::{
    collection::vec,
    option,
    prelude::*,
    test_runner::{Config, TestRunner},
};

use super::{World, rows};

/// Orders by different keys. A number of an invoice may be missing in any number of them.
const ORDERS: [&str; 4] = [
    "create table orders (id integer primary key, invoice_no integer unique, city text, total integer)",
    "create table orders (invoice_no integer unique, city text, total integer, id text not null primary key)",
    "create table orders (invoice_no integer unique, id integer not null unique, city text, total integer)",
    "create table orders (invoice_no integer unique, city text, total integer, id integer, primary key (id))",
];

const ITEMS: &str = "create table items (order_id, kind text, quantity integer, foreign key (order_id) references orders (id))";

/// A sum that a join repeats, and the same without the join.
const SUMS: [(&str, &str); 3] = [
    (
        "select sum(o.total) from orders o join items i on i.order_id = o.id where i.quantity > 1",
        "select sum(o.total) from orders o where exists (select 1 from items i where i.order_id = o.id and i.quantity > 1)",
    ),
    (
        "select o.city, round(sum(o.total), 1) * 2 as twice from orders o join items i on i.order_id = o.id where i.quantity > 1 group by o.city",
        "select o.city, round(sum(o.total), 1) * 2 from orders o where exists (select 1 from items i where i.order_id = o.id and i.quantity > 1) group by o.city",
    ),
    (
        "select i.kind, sum(o.total) from orders o join items i on i.order_id = o.id where i.quantity > 1 group by i.kind",
        "select k.kind, sum(o.total) from (select distinct kind from items where quantity > 1) k join orders o on exists (select 1 from items i where i.order_id = o.id and i.quantity > 1 and i.kind is k.kind) group by k.kind",
    ),
];

/// Rows as SQL: few values, so that many are equal.
fn stored() -> impl Strategy<Value = String> {
    let number =
        || option::weighted(0.7, 0..4_i64).prop_map(|n| n.map_or("null".into(), |n| n.to_string()));
    let word = || {
        option::weighted(0.7, "[ab]").prop_map(|w| w.map_or("null".into(), |w| format!("'{w}'")))
    };
    let order = (0..9_i64, number(), word(), number()).prop_map(|(id, invoice, city, total)| {
        format!("insert or ignore into orders (id, invoice_no, city, total) values ({id}, {invoice}, {city}, {total});")
    });
    let item = (0..9_i64, word(), number()).prop_map(|(order, kind, quantity)| {
        format!("insert into items (order_id, kind, quantity) select id, {kind}, {quantity} from orders where id = '{order}';")
    });
    let lines = (vec(order, 0..9), vec(item, 0..16));
    lines.prop_map(|(orders, items)| orders.into_iter().chain(items).collect())
}

/// The tables of `structure` with rows.
fn filled(structure: &str, stored: &str) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(&format!("{structure};{ITEMS};{stored}")).unwrap();
    connection
}

fn sorted(connection: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut found = rows(connection, sql);
    found.sort();
    found
}

#[tokio::test]
async fn a_corrected_sum_counts_each_row_once() {
    for structure in ORDERS {
        let world = World::of(&format!("{structure};{ITEMS}")).await;
        for (repeated, once) in SUMS {
            let doubts = world.doubts(repeated);
            let mut corrections = doubts.into_iter().filter_map(|doubt| doubt.correction);
            let corrected =
                corrections.next().unwrap_or_else(|| panic!("{structure}: {repeated}")).0;
            let mut runner =
                TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(60) });
            let result = runner.run(&stored(), |stored| {
                let connection = filled(structure, &stored);
                prop_assert_eq!(sorted(&connection, &corrected), sorted(&connection, once));
                Ok(())
            });
            result.unwrap_or_else(|error| panic!("{structure}\n{corrected}\n{error}"));
        }
    }
}

#[tokio::test]
async fn where_only_a_value_that_may_be_missing_tells_rows_apart_nothing_is_corrected() {
    let structure = "create table orders (id integer unique, city text, total integer)";
    let world = World::of(&format!("{structure};{ITEMS}")).await;
    for (repeated, _) in SUMS {
        let doubts = world.doubts(repeated);
        assert!(doubts.iter().all(|doubt| doubt.correction.is_none()), "{doubts:?}");
        assert_eq!(doubts.len(), 1, "{repeated}");
    }
}
