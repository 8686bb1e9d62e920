//! Sample databases are whole.

use querist_testkit::{Server, Servers, samples::Sample};

fn check(sample: Sample, server: &'static Server, count: &str, expected: &str) {
    let Some(database) = sample.on(server, "testkit/samples") else { return };
    assert_eq!(database.execute(count).trim(), expected);
}

#[test]
fn chinook_is_whole() {
    check(Sample::Chinook, Servers::postgres(), "select count(*) from track;", "3503");
    check(Sample::Chinook, Servers::mariadb(), "select count(*) from Track;", "3503");
}

#[test]
fn northwind_is_whole() {
    check(Sample::Northwind, Servers::postgres(), "select count(*) from orders;", "830");
}

#[test]
fn pagila_is_whole() {
    check(Sample::Pagila, Servers::postgres(), "select count(*) from public.film;", "1000");
}

#[test]
fn sakila_is_whole() {
    check(Sample::Sakila, Servers::mariadb(), "select count(*) from film;", "1000");
}
