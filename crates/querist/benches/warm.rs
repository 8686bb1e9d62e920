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

/// A shop of any number of tables.
#[path = "shop/script.rs"]
mod shop;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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
        sqlite::execute(&file, &shop::script(tables));
        let given = Given::database(file.display().to_string())
            .with(Setting::DataFolder, Some(folder.path().join("data").display().to_string()));
        let settings = Settings::alone(&given).unwrap();
        let runtime = Runtime::new().unwrap();
        let querist = runtime.block_on(Querist::open(&settings)).unwrap();
        runtime.block_on(querist.ask(QUESTION)).unwrap();
        Self { runtime, querist, settings, _folder: folder }
    }
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
