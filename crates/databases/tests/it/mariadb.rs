//! What only MariaDB can be asked.

use querist_testkit::{Kind, Server, Servers, TestDatabase};

use super::ask::{ask, open, outline, values};

fn fresh() -> TestDatabase {
    Servers::mariadb().database("my")
}

#[tokio::test]
async fn values_of_rare_types() {
    let server = fresh();
    server.execute(
        "set sql_mode = '';
         create table t (
            truth boolean, small tinyint, huge bigint unsigned, flags bit(12), one bit(1),
            bits bit(64), zero date, half datetime, never timestamp null, past time, y year,
            bin varbinary(4), cased varchar(10) collate utf8mb4_bin, latin varchar(10) character set latin1,
            doc json, place geometry, uid uuid, ip inet6, mood enum('sad', 'it''s fine'), tags set('a', 'b'),
            price decimal(65,30), f float, d double, txt tinytext, fixed binary(3));
         insert into t values (
            true, -128, 18446744073709551615, b'101010101010', b'1',
            x'ffffffffffffffff', '0000-00-00', '2024-00-00 10:00:00', '2024-02-29 12:00:00', '-838:59:59', 1901,
            x'00ff', 'ABC', 'grün',
            '{\"a\": [1, null]}', point(1, 2), '123e4567-e89b-12d3-a456-426614174000', '::1', 'it''s fine', 'a,b',
            123456789.123456789123456789, 0.1, 1e300, 'x', 'a');",
    );
    let columns = [
        "truth", "small", "huge", "flags", "one", "bits", "zero", "half", "never", "past", "y",
        "bin", "cased", "latin", "doc", "place", "uid", "ip", "mood", "tags", "price", "f", "d",
        "txt", "fixed",
    ];
    let expressions: Vec<String> =
        columns.iter().map(|column| format!("{column} from t")).collect();
    let expressions: Vec<&str> = expressions
        .iter()
        .map(String::as_str)
        .chain([
            "1 = 1",
            "null",
            "'text'",
            "concat(1, 'x')",
            "count(*) from t",
            "sum(small) from t",
            "avg(small) from t",
            "group_concat(mood) from t",
            "now() > '2000-01-01'",
            "hex('a')",
            "unhex('00ff')",
            "interval(1, 2)",
            "json_extract('{\"a\": 1}', '$.a')",
            "cast(1 as unsigned)",
            "time('10:00')",
            "1/0",
            "_binary 'a'",
            "uuid() is not null",
            "date_format('2024-02-29', '%Y')",
        ])
        .collect();
    let database = open(&server.url()).await;
    insta::assert_snapshot!(values(&*database, &expressions).await);
}

#[tokio::test]
async fn structure_that_only_mariadb_has() {
    let server = fresh();
    let other = fresh();
    let name = other.name();
    other.execute("create table region (a int, b int, primary key (b, a)) engine=innodb;");
    server.execute(&format!(
        "create table shop (id bigint unsigned auto_increment primary key, m enum('sad', 'it''s fine') default 'sad',
             doc json, x int comment 'across', y int, who varchar(20) default 'a''b', born timestamp default now(),
             z int, twice int as (z * 2) persistent, thrice int as (z * 3) virtual, flag boolean not null default 0,
             uid uuid, unique key whos (who, x), key part (who(3)),
             constraint together foreign key (x, y) references {name}.region (b, a)
                 on delete set null on update cascade,
             constraint sane check (z < 9)) comment 'a shop';
         create table `odd ``name` (`select` int, `it's` text, fulltext key words (`it's`));
         create view seen as select id, concat(who, '!') as loud from shop;
         create sequence counter;
         create table versioned (id int) with system versioning;
         create trigger late before update on shop for each row set new.y = 1;
         grant trigger on {}.* to {}@'127.0.0.1';", server.name(), server.reader()
    ));
    let schema = open(&server.url()).await.schema().await.unwrap();
    let shown = outline(&schema).replace(server.name(), "here").replace(name, "there");
    insta::assert_snapshot!(shown);
}

#[tokio::test]
async fn the_dangerous_account_is_told_how_to_be_harmless() {
    let server = fresh();
    let (name, reader) = (server.name(), server.reader());
    server.execute(&format!(
        "create table t (a int);
         grant insert, execute on {name}.* to {reader}@'127.0.0.1';
         grant update (a) on {name}.t to {reader}@'127.0.0.1';
         grant file, process on *.* to {reader}@'127.0.0.1';"
    ));
    let findings = open(&server.url()).await.rights().await.unwrap();
    let shown: Vec<_> = findings
        .iter()
        .map(|found| format!("{} | {} | {}", found.serious, found.message, found.hint))
        .collect();
    insta::assert_snapshot!(shown.join("\n").replace(reader, "reader").replace(name, "shop"));
}

#[tokio::test]
async fn nothing_set_on_the_server_changes_what_is_read() {
    // A server of its own: its settings would reach the sessions of other tests.
    let server = Box::leak(Box::new(Server::start(Kind::Mariadb).unwrap())).database("set");
    server.execute(
        "set global sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE,IGNORE_SPACE',
             global group_concat_max_len = 4, global div_precision_increment = 0,
             global default_week_format = 3, global lc_time_names = 'de_DE', global sql_select_limit = 1,
             global sql_auto_is_null = 1;",
    );
    let database = open(&server.url()).await;
    let shown = values(
        &*database,
        &[
            r#""text""#,
            r"'a\'b'",
            "1 || 0",
            "@@sql_mode",
            "@@time_zone",
            "@@tx_read_only",
            r"'a\\'",
            "not 1 between 0 and 2",
            "1 / 3",
            "week('2024-01-01')",
            "dayname('2024-01-01')",
            "@@sql_select_limit",
            "@@sql_auto_is_null",
            "group_concat(n) from (select 'abcdef' as n union all select 'ghijkl') as t",
        ],
    )
    .await;
    insta::assert_snapshot!(shown);
}

#[tokio::test]
async fn the_same_query_again_and_again_follows_its_table() {
    let server = fresh();
    server.execute("create table t (a int); insert into t values (1);");
    let database = open(&server.url()).await;
    let width = async || ask(&*database, "select * from t").await.unwrap().columns.len();
    for _ in 0..70 {
        assert_eq!(width().await, 1);
    }
    server.execute("alter table t add column b text;");
    assert_eq!(width().await, 2);
}
