//! Tables, views, columns, keys, comments.

use querist_vocabulary::{
    schema::{Schema, Table, TableKind, TableName},
    statement::Dialect,
    value::ValueKind,
};

use super::{Setup, Subject};

const SHOP: Setup<'static> = Setup {
    sqlite: "
        create table customer (id integer primary key, name varchar(40) not null, note text default 'none');
        create table item (
            customer_id integer not null, line integer not null, price decimal(10,2) check (price >= 0),
            twice decimal(10,2) generated always as (price * 2) stored,
            primary key (customer_id, line),
            foreign key (customer_id) references customer (id) on delete cascade on update no action);
        create view cheap as select customer_id, price from item where price < 10;
        create index item_price on item (price);
        create unique index customer_name on customer (name);
        create trigger item_added after insert on item begin select 1; end;",
    postgres: "
        create table customer (id int primary key, name varchar(40) not null, note text default 'none');
        create table item (
            customer_id int not null, line int not null, price decimal(10,2) check (price >= 0),
            twice decimal(10,2) generated always as (price * 2) stored,
            primary key (customer_id, line),
            foreign key (customer_id) references customer (id) on delete cascade on update no action);
        create view cheap as select customer_id, price from item where price < 10;
        create index item_price on item (price);
        create unique index customer_name on customer (name);
        create function nothing() returns trigger language plpgsql as 'begin return new; end';
        create trigger item_added after insert on item for each row execute function nothing();",
    mysql: "
        create table customer (id int primary key, name varchar(40) not null, note varchar(10) default 'none');
        create table item (
            customer_id int not null, line int not null, price decimal(10,2) check (price >= 0),
            twice decimal(10,2) generated always as (price * 2) stored,
            primary key (customer_id, line),
            foreign key (customer_id) references customer (id) on delete cascade on update no action);
        create view cheap as select customer_id, price from item where price < 10;
        create index item_price on item (price);
        create unique index customer_name on customer (name);
        create trigger item_added after insert on item for each row set @added = 1;",
};

async fn schema(subject: &Subject) -> Schema {
    subject.reader().await.schema().await.unwrap()
}

fn table<'a>(schema: &'a Schema, name: &str) -> &'a Table {
    schema.table(&TableName::bare(name)).unwrap_or_else(|| panic!("no `{name}` in {schema:#?}"))
}

pub async fn tables_views_and_columns(subject: &Subject) {
    subject.prepare(SHOP);
    let schema = schema(subject).await;
    assert_eq!(schema.dialect, subject.dialect());
    assert!(!schema.version.is_empty());
    let names: Vec<_> = schema.tables.iter().map(|table| table.name.name.as_str()).collect();
    assert_eq!(names, ["cheap", "customer", "item"]);
    let kinds: Vec<_> = schema.tables.iter().map(|table| table.kind).collect();
    assert_eq!(kinds, [TableKind::View, TableKind::Table, TableKind::Table]);

    let customer = table(&schema, "customer");
    let columns: Vec<_> = customer.columns.iter().map(|c| (c.name.as_str(), c.kind)).collect();
    let (text, integer) = (ValueKind::Text, ValueKind::Integer);
    assert_eq!(columns, [("id", integer), ("name", text), ("note", text)]);
    assert!(!customer.column("name").unwrap().nullable);
    assert!(customer.column("note").unwrap().nullable);
    assert!(customer.column("note").unwrap().default.as_deref().unwrap().contains("none"));
    assert!(customer.column("name").unwrap().default.is_none());

    let item = table(&schema, "item");
    assert_eq!(item.column("price").unwrap().kind, ValueKind::Decimal);
    let generated: Vec<_> = item.columns.iter().map(|column| column.generated).collect();
    assert_eq!(generated, [false, false, false, true]);
    let viewed: Vec<_> = table(&schema, "cheap").columns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(viewed, ["customer_id", "price"]);
}

pub async fn keys_and_their_actions(subject: &Subject) {
    subject.prepare(SHOP);
    let schema = schema(subject).await;
    assert_eq!(table(&schema, "customer").primary_key, ["id"]);
    let item = table(&schema, "item");
    assert_eq!(item.primary_key, ["customer_id", "line"]);
    let [key] = item.foreign_keys.as_slice() else { panic!("{:?}", item.foreign_keys) };
    assert_eq!(key.columns, ["customer_id"]);
    assert_eq!(key.target, table(&schema, "customer").name);
    assert_eq!(key.target_columns, ["id"]);
    assert_eq!(key.on_delete, "CASCADE");
    assert!(["NO ACTION", "RESTRICT"].contains(&key.on_update.as_str()), "{}", key.on_update);
}

pub async fn indexes_checks_and_triggers(subject: &Subject) {
    subject.prepare(SHOP);
    // A server shows triggers only to an account that owns or may change them.
    let database = subject.superuser().await;
    let schema = database.schema().await.unwrap();
    let item = table(&schema, "item");
    let price = item.indexes.iter().find(|index| index.name == "item_price").unwrap();
    assert_eq!((price.columns.as_slice(), price.unique), (["price".to_owned()].as_slice(), false));
    let name = &table(&schema, "customer").indexes;
    assert!(name.iter().any(|index| index.columns == ["name"] && index.unique), "{name:?}");
    if database.capabilities().checks {
        let found = item.checks.iter().any(|check| check.condition.contains("price"));
        assert!(found, "{:?}", item.checks);
    }
    let [trigger] = item.triggers.as_slice() else { panic!("{:?}", item.triggers) };
    assert_eq!(trigger.name, "item_added");
    assert_eq!(trigger.fires.to_uppercase(), "AFTER INSERT");
}

pub async fn comments_where_there_are_any(subject: &Subject) {
    subject.prepare(Setup {
        sqlite: "create table town (id integer, size integer);",
        postgres: "create table town (id int, size int);
            comment on table town is 'a place''s people'; comment on column town.size is 'in heads';",
        mysql: "create table town (id int, size int comment 'in heads') comment 'a place''s people';",
    });
    let database = subject.reader().await;
    let schema = database.schema().await.unwrap();
    let town = table(&schema, "town");
    let size = town.column("size").unwrap();
    let expected = match database.capabilities().comments {
        true => (Some("a place's people"), Some("in heads")),
        false => (None, None),
    };
    assert_eq!((town.comment.as_deref(), size.comment.as_deref()), expected);
    assert_eq!(town.column("id").unwrap().comment, None);
}

pub async fn estimates_after_an_analysis(subject: &Subject) {
    subject.prepare(Setup::alike("create table n (n int);"));
    let values: Vec<_> = (0..1000).map(|n| format!("({n})")).collect();
    subject.execute(&format!("insert into n values {};", values.join(", ")));
    subject.prepare(Setup {
        sqlite: "create index n_n on n (n); analyze;",
        postgres: "analyze n;",
        mysql: "analyze table n;",
    });
    let database = subject.reader().await;
    let schema = database.schema().await.unwrap();
    if database.capabilities().estimates {
        let estimate = table(&schema, "n").estimated_rows.unwrap();
        assert!((900..=1100).contains(&estimate), "{estimate}");
    }
}

pub async fn the_fingerprint_follows_the_structure_and_not_the_data(subject: &Subject) {
    subject.prepare(SHOP);
    let database = subject.reader().await;
    let mut seen = vec![database.fingerprint().await.unwrap()];
    assert_eq!(database.fingerprint().await.unwrap(), seen[0]);
    subject.execute("insert into customer (id, name) values (1, 'Ada');");
    assert_eq!(database.fingerprint().await.unwrap(), seen[0], "data is not structure");
    let mut steps = vec![
        "alter table customer add column town varchar(20);",
        "create table extra (id int);",
        "create view many as select id from customer;",
        "drop view many;",
        "drop table extra;",
    ];
    if subject.dialect() != Dialect::Mysql {
        steps.push("alter table customer rename column town to city;");
    }
    for step in steps {
        subject.execute(step);
        let now = database.fingerprint().await.unwrap();
        assert_ne!(Some(&now), seen.last(), "{step}");
        seen.push(now);
    }
}

pub async fn an_empty_database_has_an_empty_schema(subject: &Subject) {
    let database = subject.reader().await;
    assert!(database.schema().await.unwrap().tables.is_empty());
    assert!(!database.fingerprint().await.unwrap().0.is_empty());
}
