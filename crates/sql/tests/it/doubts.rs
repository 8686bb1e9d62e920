//! What runs and is silently wrong, on real databases whose rows show the wrong figure.

/// How often right SQL is doubted.
mod gold;

/// Sums over generated rows.
mod once;

use std::{fmt::Write, path::Path};

use jiff::civil::{Date, date};
use querist_databases::{Options, connect};
use querist_sql::{Doubt, DoubtKind, Grounds, Rules, check, doubts};
use querist_testkit::sqlite;
use querist_vocabulary::{
    knowledge::{ColumnMeaning, Knowledge, TableMeaning},
    policy::AccessList,
    profile::Profile,
    schema::{Schema, TableName},
};
use tempfile::TempDir;

const SHOP: &str = "
create table customers (id integer primary key, name text not null, city text, referred_by integer references customers, zip text);
create table orders (id integer primary key, customer_id integer not null references customers, placed date not null, total numeric not null, status text not null, weight_kg real, limit_lb real);
create table items (order_id integer not null references orders, line integer not null, quantity integer not null, price numeric not null, primary key (order_id, line));
create table notes (order_id integer primary key references orders, text text);
insert into customers values (1, 'Ana', 'Lyon', null, '9'), (2, 'Bob', 'Lyon', 1, '10'), (3, 'Cy', 'Rome', null, '75001');
insert into orders values (1, 1, '2025-10-05', 30, 'paid', 2, 5), (2, 1, '2025-10-20', 10, 'cancelled', 1, 5), (3, 2, '2025-11-03', 20, 'paid', 3, 5);
insert into items values (1, 1, 2, 5), (1, 2, 1, 20), (2, 1, 1, 10), (3, 1, 4, 5);
insert into notes values (1, 'gift');
";

/// A database with what is known of it.
struct World {
    folder: TempDir,
    schema: Schema,
    profile: Profile,
    knowledge: Knowledge,
    lifted: Vec<TableName>,
    whole_until: Date,
}

impl World {
    async fn shop() -> Self {
        Self::of(SHOP).await
    }

    async fn of(sql: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shop.db");
        sqlite::execute(&file, sql);
        let (schema, profile) = known(&file).await;
        Self {
            folder,
            schema,
            profile,
            knowledge: Knowledge::default(),
            lifted: Vec::new(),
            whole_until: date(2025, 11, 10),
        }
    }

    fn doubts(&self, sql: &str) -> Vec<Doubt> {
        let access = AccessList::default();
        let rules = Rules { schema: &self.schema, access: &access, row_limit: Some(1_000) };
        let query = check(sql, rules).unwrap_or_else(|refusal| panic!("{sql}: {refusal}"));
        let grounds = Grounds {
            schema: &self.schema,
            profile: Some(&self.profile),
            knowledge: &self.knowledge,
            lifted: &self.lifted,
            whole_until: self.whole_until,
        };
        doubts(query.get(), grounds)
    }

    /// What is doubted, with the rows before and after.
    fn told(&self, sql: &str) -> String {
        let mut told = format!("{sql}\n  {}", self.rows(sql));
        for doubt in self.doubts(sql) {
            write!(told, "\n{}: {}\n  hint: {}", doubt.kind.word(), doubt.message, doubt.hint)
                .unwrap();
            if let Some(correction) = doubt.correction {
                write!(told, "\n  {}\n  {}", correction.0, self.rows(&correction.0)).unwrap();
                let again = self.doubts(&correction.0);
                assert!(again.iter().all(|other| other.kind != doubt.kind), "{again:?}");
            }
        }
        told
    }

    fn kinds(&self, sql: &str) -> Vec<DoubtKind> {
        self.doubts(sql).into_iter().map(|doubt| doubt.kind).collect()
    }

    fn silent(&self, statements: &[&str]) {
        for sql in statements {
            assert_eq!(self.kinds(sql), [], "{sql}");
        }
    }

    fn rows(&self, sql: &str) -> String {
        let connection = rusqlite::Connection::open(self.folder.path().join("shop.db")).unwrap();
        format!("[{}]", rows(&connection, sql).join(", "))
    }
}

/// The rows of a query, each as text.
fn rows(connection: &rusqlite::Connection, sql: &str) -> Vec<String> {
    let mut statement = connection.prepare(sql).unwrap();
    let width = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cell = |at| row.get::<_, rusqlite::types::Value>(at).unwrap();
        Ok((0..width).map(|at| shown(&cell(at))).collect::<Vec<_>>().join(" "))
    };
    statement.query_map([], row).unwrap().map(Result::unwrap).collect()
}

fn shown(value: &rusqlite::types::Value) -> String {
    use rusqlite::types::Value;
    match value {
        Value::Null => "NULL".into(),
        Value::Integer(n) => n.to_string(),
        Value::Real(n) => n.to_string(),
        Value::Text(text) => text.clone(),
        Value::Blob(_) => "blob".into(),
    }
}

async fn known(file: &Path) -> (Schema, Profile) {
    let database = connect(file.to_str().unwrap(), &Options::STANDARD).await.unwrap();
    let schema = database.schema().await.unwrap();
    let mut profile = Profile::default();
    for table in &schema.tables {
        profile.tables.extend(database.profile(table).await.ok());
    }
    (schema, profile)
}

#[tokio::test]
async fn sums_over_repeated_rows() {
    let world = World::shop().await;
    insta::assert_snapshot!([
        "select sum(o.total) from orders o join items i on i.order_id = o.id",
        "select c.city, sum(o.total) as turnover from customers c join orders o on o.customer_id = c.id join items i on i.order_id = o.id where i.quantity > 0 group by c.city",
        "select avg(total) from orders join items on order_id = id where quantity > 0",
        "select sum(o.total), count(*) from orders o join items i on i.order_id = o.id",
        "with lines as (select order_id, quantity from items) select sum(total) from orders join lines on lines.order_id = orders.id",
        "select round(sum(o.total), 2), coalesce(sum(o.total), 0) * 2 as twice from orders o join items i on i.order_id = o.id where i.quantity > 0",
        "select sum(o.total) / count(*) as each from orders o join items i on i.order_id = o.id where i.quantity > 0",
        "select sum(o.total) filter (where i.line = 1) as firsts from orders o join items i on i.order_id = o.id where i.quantity > 0",
        "select sum(o.total), avg(o.total) from orders o join items i on i.order_id = o.id where i.quantity > 0",
        "select count(o.id) from orders o join items i on i.order_id = o.id where i.quantity > 0",
    ].map(|sql| world.told(sql)).join("\n\n"));
    world.silent(&[
        "select sum(i.quantity * i.price) from orders o join items i on i.order_id = o.id",
        "select sum(o.total) from orders o join customers c on c.id = o.customer_id",
        "select sum(o.total) from orders o join notes n on n.order_id = o.id",
        "select count(distinct o.id), max(o.total), min(o.total) from orders o join items i on i.order_id = o.id",
        "select sum(o.total) from orders o join items i on i.order_id = o.id and i.line = 1",
        "select sum(o.total) from orders o join (select order_id, sum(quantity) as n from items group by order_id) i on i.order_id = o.id",
        "select sum(o.total) from orders o join (select distinct order_id from items) i on i.order_id = o.id",
        "with lines as (select order_id, count(*) as n from items group by 1) select sum(total) from orders join lines on lines.order_id = orders.id",
        "select i.order_id, i.line, sum(o.total) from orders o join items i on i.order_id = o.id group by i.order_id, i.line",
        "select c.name, sum(o.total) from customers c left join orders o on o.customer_id = c.id group by c.id",
        "select sum(total) from orders where id in (select order_id from items)",
        "select sum(c.id) from customers c join customers r on r.id = c.referred_by",
        "select c.name, count(o.id) from customers c join orders o on o.customer_id = c.id group by c.id",
        "select count(o.id), count(i.line), count(i.order_id), count(o.status) from orders o join items i on i.order_id = o.id and i.line = 1",
        "select count(o.id), count(i.line), count(o.status), count(distinct o.id) from orders o join items i on i.order_id = o.id",
        "select o.placed, count(o.id) from orders o join items i on i.order_id = o.id where i.quantity > 0 group by o.id having count(o.id) > 1",
    ]);
}

#[tokio::test]
async fn rows_are_told_apart_by_a_key_that_is_never_null() {
    let world = World::of(
        "create table bills (id integer primary key, invoice_no text unique, total numeric not null);
        create table marks (bill integer not null references bills, mark text not null);
        create table parts (code text primary key, price numeric);
        create table uses (part text not null references parts, made integer not null);
        insert into bills values (1, null, 10), (2, null, 10), (3, 'A', 10);
        insert into marks values (1, 'x'), (1, 'y'), (2, 'x'), (3, 'x');
        insert into parts values (null, 5), (null, 5), ('p', 5);
        insert into uses values ('p', 1), ('p', 2);",
    )
    .await;
    insta::assert_snapshot!(
        [
            "select sum(b.total) from bills b join marks m on m.bill = b.id where m.mark > 'a'",
            "select sum(p.price) from parts p join uses u on u.part = p.code where u.made > 0",
        ]
        .map(|sql| world.told(sql))
        .join("\n\n")
    );
}

#[tokio::test]
async fn averages_of_averages() {
    let world = World::shop().await;
    insta::assert_snapshot!(world.told("select avg(a) from (select customer_id, avg(total) as a from orders group by customer_id) x"));
    world.silent(&[
        "select avg(n) from (select customer_id, count(*) as n from orders group by customer_id) x",
        "select max(a) from (select customer_id, avg(total) as a from orders group by customer_id) x",
        "select total from orders where total > (select avg(total) from orders)",
    ]);
}

#[tokio::test]
async fn periods_that_are_not_over() {
    let mut world = World::shop().await;
    insta::assert_snapshot!(
        world.told("select strftime('%Y-%m', placed) as month, sum(total) from orders group by 1")
    );
    world.silent(&[
        "select strftime('%Y-%m', placed) as month, sum(total) from orders where placed < '2025-11-01' group by month",
        "select placed, sum(total) from orders group by placed",
        "select strftime('%m', placed), sum(total) from orders group by 1",
        "select status, sum(total) from orders group by status",
    ]);
    world.whole_until = date(2026, 3, 1);
    world.silent(&["select strftime('%Y-%m', placed), sum(total) from orders group by 1"]);
}

#[tokio::test]
async fn usual_conditions_that_are_missing() {
    let mut world = World::shop().await;
    let orders = TableMeaning {
        default_filter: Some("status <> 'cancelled'".into()),
        default_filter_unless: vec!["including cancelled".into()],
        ..TableMeaning::default()
    };
    world.knowledge.tables.insert("orders".into(), orders);
    insta::assert_snapshot!([
        "select sum(total) from orders",
        "select c.name, count(o.id) from customers c left join orders o on o.customer_id = c.id group by c.id",
        "select max(total) from orders o where total < 25 or total > 28",
        "select name from customers where id in (select customer_id from orders)",
    ].map(|sql| world.told(sql)).join("\n\n"));
    world.silent(&[
        "select sum(total) from orders where status <> 'cancelled'",
        "select sum(total) from orders as o where o.status = 'cancelled'",
        "select count(*) from customers",
        "select 100.0 * sum(case when status = 'cancelled' then 1 else 0 end) / count(*) from orders",
        "select status, count(*) from orders group by status",
        "select count(*) from orders group by status",
        "select id from orders order by status, id",
        "select sum(case when o.status = 'paid' then total end) from (select * from orders) o",
        "select id from orders where exists (select 1 from items where quantity > 1 and orders.status = 'paid')",
        "select distinct status from orders",
    ]);
    // A column of that name elsewhere, and another use of the table, say nothing of this one.
    for sql in [
        "select id from orders where id in (select x.status from (select 1 as status) x)",
        "select o.id from orders o join orders p on p.id = o.id where p.status = 'paid'",
    ] {
        assert_eq!(world.kinds(sql), [DoubtKind::MissingFilter], "{sql}");
    }
    world.lifted = vec![TableName { namespace: None, name: "orders".into() }];
    world.silent(&["select sum(total) from orders"]);
}

#[tokio::test]
async fn units_that_do_not_fit() {
    let mut world = World::shop().await;
    insta::assert_snapshot!(
        world.told("select id from orders where weight_kg > limit_lb order by id")
    );
    world.silent(&[
        "select id from orders where weight_kg > total order by id",
        "select weight_kg / limit_lb from orders",
        "select weight_kg + weight_kg from orders",
    ]);
    let priced = |unit: &str| ColumnMeaning { unit: Some(unit.into()), ..ColumnMeaning::default() };
    let mut meaning = TableMeaning::default();
    meaning.columns.insert("total".into(), priced("EUR"));
    world.knowledge.tables.insert("orders".into(), meaning.clone());
    meaning.columns = [("price".to_owned(), priced("USD"))].into();
    world.knowledge.tables.insert("items".into(), meaning);
    let sql = "select o.total - i.price from orders o join items i on i.order_id = o.id";
    assert_eq!(world.kinds(sql), [DoubtKind::MixedUnits]);
}

#[tokio::test]
async fn limits_without_an_order() {
    let world = World::shop().await;
    insta::assert_snapshot!(world.told("select name from customers limit 2"));
    world.silent(&[
        "select name from customers order by name limit 2",
        "select count(*) from customers limit 1",
        "select name from customers where exists (select 1 from orders limit 1)",
        "select name from customers",
        "select 1 limit 1",
    ]);
}

#[tokio::test]
async fn text_and_numbers() {
    let world = World::shop().await;
    insta::assert_snapshot!(
        [
            "select name from customers where zip < 75 order by name",
            "select id from orders where total = 'large' order by id",
        ]
        .map(|sql| world.told(sql))
        .join("\n\n")
    );
    world.silent(&[
        "select name from customers where zip = '10'",
        "select name from customers where zip = 10",
        "select id from orders where total > '15'",
        "select name from customers where cast(zip as integer) > 9",
    ]);
}

#[tokio::test]
async fn missing_values() {
    let world = World::shop().await;
    insta::assert_snapshot!([
        "select name from customers where referred_by = null",
        "select name from customers where id not in (select referred_by from customers)",
        "select name from customers where id not in (select referred_by from customers where city = 'Lyon' or id > 2)",
        "select name from customers where id not in (select referred_by from customers order by id limit 1)",
        "select name from customers where id not in (select max(referred_by) from customers group by city having count(*) > 5)",
        "select name from customers where id not in (select referred_by from customers group by referred_by having count(*) > 1)",
    ].map(|sql| world.told(sql)).join("\n\n"));
    world.silent(&[
        "select name from customers where referred_by is null",
        "select name from customers where id in (select referred_by from customers)",
        "select name from customers where id not in (select customer_id from orders)",
        "select name from customers where id not in (select referred_by from customers where referred_by is not null)",
        "select name from customers where id not in (select referred_by from customers where referred_by > 0)",
    ]);
}

#[tokio::test]
async fn divisions_of_whole_numbers() {
    let world = World::shop().await;
    insta::assert_snapshot!(
        [
            "select count(case when status = 'paid' then 1 end) / count(*) as share from orders",
            "select quantity / line from items",
        ]
        .map(|sql| world.told(sql))
        .join("\n\n")
    );
    world.silent(&[
        "select count(*) * 1.0 / count(distinct customer_id) from orders",
        "select quantity / 10 from items",
        "select sum(total) / count(*) from orders",
        "select cast(count(*) as real) / count(distinct city) from customers",
    ]);
}

#[tokio::test]
async fn outer_joins_undone() {
    let world = World::shop().await;
    insta::assert_snapshot!(world.told("select c.name, o.id from customers c left join orders o on o.customer_id = c.id where o.status = 'paid' order by o.id"));
    world.silent(&[
        "select c.name from customers c left join orders o on o.customer_id = c.id where o.id is null",
        "select c.name from customers c left join orders o on o.customer_id = c.id and o.status = 'paid'",
        "select c.name from customers c left join orders o on o.customer_id = c.id where c.city = 'Lyon'",
        "select c.name from customers c join orders o on o.customer_id = c.id where o.status = 'paid'",
    ]);
}
