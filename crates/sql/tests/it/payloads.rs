//! Collected injection payloads: none changes anything, none crashes the check.

use querist_vocabulary::policy::AccessList;

use super::{
    fixture::{EVERY, checked_with},
    oracle::Oracle,
};

/// Places where an application would have pasted the payload.
const PLACES: &[&str] = &[
    "@",
    "select * from customers where id = @",
    "select * from customers where name = '@'",
    "select * from customers where name = \"@\"",
    "select * from customers where (name = '@') limit 5",
    "select * from customers order by @",
    "select '@'",
];

#[test]
fn payloads_change_nothing() {
    let Some(data) = querist_testkit::data("sql: injection payloads") else { return };
    let file = data.join("safety/sql_injection_payloads.txt");
    let payloads = std::fs::read_to_string(file).expect("the payloads");
    let oracle = Oracle::new();
    for payload in payloads.lines() {
        for sql in PLACES.iter().map(|place| place.replace('@', payload)) {
            for dialect in EVERY {
                if let Ok(query) = checked_with(dialect, &sql, &AccessList::default(), Some(5)) {
                    assert!(oracle.is_untouched_by(&query.sql), "{sql} wrote as {}", query.sql);
                }
            }
        }
    }
}
