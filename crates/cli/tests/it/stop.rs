//! Ctrl-C: the program ends with the code that shells expect, and the query with it.
#![cfg(unix)]

use std::process::Command;

use insta::assert_snapshot;

use crate::world::World;

/// Runs until it is stopped.
const ENDLESS: &str =
    "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n";

#[test]
fn ctrl_c_stops_the_query() {
    let world = World::new();
    world.run("run --db shop.db \"select 1\"");
    let child = world.command(&["run", "--db", "shop.db", ENDLESS]).spawn().unwrap();
    let asked = "select count(*) from audit where detail like '%recursive%'";
    while querist_testkit::sqlite::execute(&world.path("data/querist.db"), asked).trim() == "0" {}
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
    assert_snapshot!(world.told(&child.wait_with_output().unwrap()), @r#"
    exit 130
    --- stderr
    error: stopped on request
    hint: ask again when you like
    "#);
}

#[test]
fn an_export_has_its_own_time() {
    let world = World::new();
    world.run("run --db shop.db --out n.csv \"select 1 as n\"");
    let line = format!("run --db shop.db --export-timeout 0.2 --out n.csv \"{ENDLESS}\"");
    assert_snapshot!(world.run(&line), @"
    exit 1
    --- stderr
    error: the export was stopped after 0.2 s, and no file was written
    hint: export less (a filter, fewer columns), or allow more with `--export-timeout`
    ");
    assert_eq!(std::fs::read_to_string(world.path("n.csv")).unwrap(), "n\r\n1\r\n");
    let rows = "with recursive n(i) as (select 1 union all select i + 1 from n limit 300000) select i from n";
    let line = format!("run --db shop.db --timeout 0.01 --out n.csv \"{rows}\"");
    assert_snapshot!(world.run(&line), @"
    exit 0
    --- stderr
    wrote 300,000 rows to n.csv
    ");
}

#[test]
fn the_timeout_stops_the_query() {
    let world = World::new();
    let line = format!("run --db shop.db --timeout 0.2 \"{ENDLESS}\"");
    assert_snapshot!(world.run(&line), @r#"
    exit 1
    --- stderr
    error: stopped after 0.2 s
    hint: ask for less (a filter, a shorter time), or allow more with `--timeout`
    "#);
}
