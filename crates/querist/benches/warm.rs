//! What a question costs once the database is known: `cargo bench -p querist`.
//!
//! The claims: a warm question under 5 ms with 10 tables and under 15 ms with 500, the schema from
//! the cache under 10 ms.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark that cannot run must stop")]

use divan::Bencher;
use mimalloc::MiMalloc;
use querist::{Given, Querist, Setting, Settings};
use querist_offline::{Engine, Request, ValueIndex};
use querist_sql::{Rules, check};
use querist_testkit::sqlite;
use querist_vocabulary::{
    knowledge::Knowledge, policy::AccessList, profile::Profile, value::Value,
};
use tempfile::TempDir;
use tokio::runtime::Runtime;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

const DEPARTMENTS: &[&str] = &[
    "",
    "retail",
    "wholesale",
    "online",
    "export",
    "service",
    "repair",
    "rental",
    "catering",
    "pharmacy",
    "garden",
    "travel",
    "fashion",
    "grocery",
    "office",
    "music",
    "sports",
    "toy",
    "book",
    "furniture",
    "hardware",
    "beauty",
    "pet",
    "jewel",
    "outlet",
];

const THINGS: &[&str] = &[
    "customer",
    "order",
    "product",
    "supplier",
    "invoice",
    "employee",
    "shipment",
    "payment",
    "warehouse",
    "campaign",
    "contract",
    "complaint",
    "discount",
    "delivery",
    "branch",
    "budget",
    "meeting",
    "project",
    "vehicle",
    "machine",
];

const QUESTION: &str = "which 5 customers in Oslo have the highest total order amount?";

const SQL: &str = "select c.name, sum(o.amount) as total from customer c \
                   join \"order\" o on o.customer_id = c.id where c.city = 'Oslo' \
                   group by c.name order by total desc limit 5";

fn main() {
    divan::main();
}

/// A database of so many tables, and Querist over it.
struct House {
    runtime: Runtime,
    querist: Querist,
    settings: Settings,
    _folder: TempDir,
}

impl House {
    fn of(tables: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.sqlite");
        sqlite::execute(&file, &script(tables));
        let given = Given::database(file.display().to_string())
            .with(Setting::DataFolder, Some(folder.path().join("data").display().to_string()));
        let settings = Settings::alone(&given).unwrap();
        let runtime = Runtime::new().unwrap();
        let querist = runtime.block_on(Querist::open(&settings)).unwrap();
        runtime.block_on(querist.ask(QUESTION)).unwrap();
        Self { runtime, querist, settings, _folder: folder }
    }
}

/// Each department has the same things; every thing belongs to a customer of its department.
fn script(tables: usize) -> String {
    let names = DEPARTMENTS
        .iter()
        .flat_map(|department| THINGS.iter().map(move |thing| (*department, *thing)));
    let named = |department: &str, thing: &str| match department {
        "" => format!("\"{thing}\""),
        _ => format!("\"{department}_{thing}\""),
    };
    let table = |(department, thing): (&str, &str)| {
        let (table, customer) = (named(department, thing), named(department, "customer"));
        format!(
            "create table {table} (id integer primary key, name text, city text, amount numeric, \
             created_on date, customer_id integer references {customer} (id));\n\
             insert into {table} select value, 'name ' || value, \
             iif(value % 3, 'Oslo', 'Rome'), value * 1.5, date('2024-01-01', value || ' days'), \
             1 + value % 50 from generate_series(1, 200);\n"
        )
    };
    names.take(tables).map(table).collect()
}

#[divan::bench(args = [10, 500], sample_count = 50)]
fn ask(bencher: Bencher<'_, '_>, tables: usize) {
    let house = House::of(tables);
    bencher.bench_local(|| house.runtime.block_on(house.querist.ask(QUESTION)).unwrap());
}

#[divan::bench(args = [10, 500])]
fn check_a_join(bencher: Bencher<'_, '_>, tables: usize) {
    let house = House::of(tables);
    let schema = house.runtime.block_on(house.querist.schema()).unwrap();
    let access = AccessList::default();
    let rules = Rules { schema: &schema, access: &access, row_limit: Some(1_000) };
    bencher.bench_local(|| check(SQL, rules).unwrap());
}

#[divan::bench(args = [10, 500], sample_count = 50)]
fn translate(bencher: Bencher<'_, '_>, tables: usize) {
    let house = House::of(tables);
    let schema = house.runtime.block_on(house.querist.schema()).unwrap();
    let mut values = ValueIndex::default();
    for table in &schema.tables {
        let cities = [Value::Text("Oslo".into()), Value::Text("Rome".into())];
        let column = querist_vocabulary::schema::ColumnName {
            table: table.name.clone(),
            column: "city".into(),
        };
        values.add(&column, &cities, true);
    }
    let engine = Engine::new(&schema, &Profile::default(), &Knowledge::default(), values);
    let today = jiff::civil::date(2025, 6, 1);
    let request = Request { question: QUESTION, today, earlier: &[] };
    bencher.bench_local(|| engine.translate(request));
}

/// A new process: the house is opened anew and finds the schema in its store.
#[divan::bench(args = [10, 100, 500], sample_count = 50)]
fn schema_from_the_cache(bencher: Bencher<'_, '_>, tables: usize) {
    let house = House::of(tables);
    let opened = || house.runtime.block_on(Querist::open(&house.settings)).unwrap();
    bencher
        .with_inputs(opened)
        .bench_local_values(|querist| house.runtime.block_on(querist.schema()).unwrap());
}

/// Nothing is cached: the structure is read from the database.
#[divan::bench(args = [10, 100, 500], sample_count = 20)]
fn schema_from_the_database(bencher: Bencher<'_, '_>, tables: usize) {
    let house = House::of(tables);
    let database = &house.querist.journey().parts.database;
    bencher.bench_local(|| house.runtime.block_on(database.schema()).unwrap());
}
