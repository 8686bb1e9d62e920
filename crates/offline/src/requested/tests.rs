//! Questions in, what they list out.

use jiff::civil::date;
use querist_vocabulary::{
    knowledge::Knowledge,
    profile::Profile,
    schema::{Column, Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::ValueKind,
};

use super::{outline, requested};
use crate::{Engine, ValueIndex, link::Linked};

const TABLES: [(&str, &[&str]); 2] = [
    ("authors", &["author_id", "first_name", "last_name", "age", "city", "date_of_birth"]),
    ("books", &["book_id", "title", "total_pages", "price", "author_id"]),
];

fn engine() -> Engine {
    let column = |name: &&str| Column {
        name: (*name).into(),
        declared_type: String::new(),
        kind: if name.contains("name") || *name == "city" || *name == "title" {
            ValueKind::Text
        } else {
            ValueKind::Integer
        },
        nullable: false,
        default: None,
        generated: false,
        comment: None,
        labels: Vec::new(),
    };
    let table = |(name, columns): &(&str, &[&str])| Table {
        name: TableName::bare(*name),
        kind: TableKind::Table,
        columns: columns.iter().map(column).collect(),
        primary_key: columns.iter().take(1).map(|name| (*name).into()).collect(),
        foreign_keys: Vec::new(),
        indexes: Vec::new(),
        checks: Vec::new(),
        triggers: Vec::new(),
        comment: None,
        estimated_rows: None,
    };
    let schema = Schema {
        dialect: Dialect::Sqlite,
        version: String::new(),
        default_namespace: None,
        tables: TABLES.iter().map(table).collect(),
    };
    Engine::new(&schema, &Profile::default(), &Knowledge::default(), ValueIndex::default())
}

/// Each thing that a question lists, and the kinds of all.
fn check(question: &str) -> String {
    let engine = engine();
    let linked = Linked::new(&engine.index, question, date(2025, 6, 15));
    let wanted = requested(&linked);
    let words = |one: &super::Wanted| {
        let words: Vec<&str> = (one.span.from..one.span.to).map(|at| linked.text(at)).collect();
        words.join(" ")
    };
    let items: Vec<String> = wanted.iter().map(words).collect();
    format!("{} = {}", items.join(" | "), outline(&wanted))
}

#[test]
fn a_list_ends_where_rows_are_told_apart() {
    insta::assert_snapshot!(check("Show the title, price and total pages of books with more than 100 pages."), @"show the title | price | total pages = col3");
    insta::assert_snapshot!(check("What are the first and last names of authors who live in Paris and are older than 30?"), @"what are the first | last names = col2");
    insta::assert_snapshot!(check("title and price for each book"), @"title | price = col2");
}

#[test]
fn figures_are_told_from_names_of_columns() {
    insta::assert_snapshot!(check("average price and number of books per author"), @"average price | number of books = avg1+count1");
    insta::assert_snapshot!(check("total pages of each book"), @"total pages = col1");
    insta::assert_snapshot!(check("What is the lowest price and the highest price?"), @"what is the lowest price | the highest price = max1+min1");
}

#[test]
fn a_list_goes_on_behind_what_it_is_of() {
    insta::assert_snapshot!(check("names of authors and their ages"), @"names | ages = col2");
    insta::assert_snapshot!(check("Find the city of authors along with the number of books."), @"find the city | with the number of books = col1+count1");
    insta::assert_snapshot!(check("Which author wrote the most books? Give me the city and the age."), @"which author wrote the most books | give me the city | the age = col2+max1");
}

#[test]
fn names_of_several_words_are_not_cut() {
    insta::assert_snapshot!(check("date of birth and city of each author"), @"date of birth | city = col2");
    insta::assert_snapshot!(check("all information about books"), @"all information about books = all1");
}
