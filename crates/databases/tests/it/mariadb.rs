//! What only MariaDB can be asked.

use querist_testkit::{Servers, TestDatabase};

use super::ask::{open, values};

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
