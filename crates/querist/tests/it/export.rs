//! Rows as files, every format.

use bigdecimal::BigDecimal;
use calamine::{Reader, Xlsx, open_workbook_from_rs};
use querist::export::{FileFormat, query_to_file, table_to};
use querist_vocabulary::{
    answer::ResultTable,
    database::{Cut, ResultColumn},
    error::Coded,
    value::{Value, ValueKind},
};

use super::shop::Shop;

fn text(text: &str) -> Value {
    Value::Text(text.into())
}

/// Everything that makes a format stumble.
fn table() -> ResultTable {
    let column = |name: &str, kind| ResultColumn { name: name.into(), kind };
    let decimal = |digits: &str| Value::Decimal(digits.parse::<BigDecimal>().unwrap());
    ResultTable {
        columns: vec![
            column("name", ValueKind::Text),
            column("a|b, \"c\"", ValueKind::Decimal),
            column("name", ValueKind::Other),
        ],
        rows: vec![
            vec![text("plain"), Value::Integer(7), Value::Date("2026-01-31".parse().unwrap())],
            vec![text(""), decimal("0.10"), Value::Null],
            vec![text("two\nlines, \"quoted\" | \\"), decimal("12345678901234567.89"), text("é✓")],
            vec![text("=1+1"), Value::Float(-1.5), Value::Boolean(true)],
            vec![text("-5"), Value::Integer(i64::MAX), Value::Binary(vec![0, 255])],
            vec![
                text("+47 22 33"),
                Value::Float(f64::NAN),
                Value::Json(serde_json::json!({"a": [1]})),
            ],
            vec![text("@x"), Value::Null, Value::DateTime("2026-01-31T10:20:30".parse().unwrap())],
        ],
        cut: None,
    }
}

fn written(table: &ResultTable, format: FileFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let exported = table_to(table, format, &mut bytes).unwrap();
    assert_eq!(exported.bytes, bytes.len() as u64);
    assert_eq!(exported.rows, table.rows.len() as u64);
    bytes
}

/// Carriage returns are shown, for CSV has them at every line's end.
fn check(format: FileFormat) -> String {
    String::from_utf8(written(&table(), format)).unwrap().replace('\r', "␍")
}

#[test]
fn csv() {
    insta::assert_snapshot!(check(FileFormat::Csv), @r#"
    name,"a|b, ""c""",name␍
    plain,7,2026-01-31␍
    "",0.10,␍
    "two
    lines, ""quoted"" | \",12345678901234567.89,é✓␍
    '=1+1,-1.5,true␍
    -5,9223372036854775807,\x00ff␍
    '+47 22 33,NaN,"{""a"":[1]}"␍
    '@x,,2026-01-31 10:20:30␍
    "#);
}

#[test]
fn json() {
    insta::assert_snapshot!(check(FileFormat::Json), @r#"
    [
    {"name":"plain","a|b, \"c\"":7,"name_2":"2026-01-31"},
    {"name":"","a|b, \"c\"":0.1,"name_2":null},
    {"name":"two\nlines, \"quoted\" | \\","a|b, \"c\"":"12345678901234567.89","name_2":"é✓"},
    {"name":"=1+1","a|b, \"c\"":-1.5,"name_2":true},
    {"name":"-5","a|b, \"c\"":9223372036854775807,"name_2":"\\x00ff"},
    {"name":"+47 22 33","a|b, \"c\"":"NaN","name_2":{"a":[1]}},
    {"name":"@x","a|b, \"c\"":null,"name_2":"2026-01-31 10:20:30"}
    ]
    "#);
    let parsed: serde_json::Value =
        serde_json::from_slice(&written(&table(), FileFormat::Json)).unwrap();
    assert_eq!(parsed.as_array().unwrap().len(), table().rows.len());
}

#[test]
fn markdown() {
    insta::assert_snapshot!(check(FileFormat::Markdown), @r#"
    | name | a\|b, "c" | name |
    | --- | ---: | --- |
    | plain | 7 | 2026-01-31 |
    |  | 0.10 |  |
    | two<br>lines, "quoted" \| \\ | 12345678901234567.89 | é✓ |
    | =1+1 | -1.5 | true |
    | -5 | 9223372036854775807 | \\x00ff |
    | +47 22 33 | NaN | {"a":[1]} |
    | @x |  | 2026-01-31 10:20:30 |
    "#);
}

#[test]
fn xlsx() {
    let bytes = written(&table(), FileFormat::Xlsx);
    let mut book: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let cells = book.worksheet_range("Sheet1").unwrap();
    let rows: Vec<String> = cells.rows().map(|row| format!("{row:?}")).collect();
    insta::assert_snapshot!(rows.join("\n"), @r#"
    [String("name"), String("a|b, \"c\""), String("name")]
    [String("plain"), Float(7.0), DateTime(ExcelDateTime { value: 46053.0, datetime_type: DateTime, is_1904: false })]
    [Empty, Float(0.1), Empty]
    [String("two\nlines, \"quoted\" | \\"), String("12345678901234567.89"), String("é✓")]
    [String("=1+1"), Float(-1.5), Bool(true)]
    [String("-5"), String("9223372036854775807"), String("\\x00ff")]
    [String("+47 22 33"), String("NaN"), String("{\"a\":[1]}")]
    [String("@x"), Empty, DateTime(ExcelDateTime { value: 46053.43090277778, datetime_type: DateTime, is_1904: false })]
    "#);
}

#[test]
fn no_rows() {
    let empty = ResultTable { rows: Vec::new(), ..table() };
    let check = |format| String::from_utf8(written(&empty, format)).unwrap();
    assert_eq!(check(FileFormat::Csv), "name,\"a|b, \"\"c\"\"\",name\r\n");
    assert_eq!(check(FileFormat::Json), "[]\n");
}

#[test]
fn a_row_of_one_null_is_no_empty_line_in_csv() {
    let mut one = table();
    one.columns.truncate(1);
    one.rows = vec![vec![Value::Null], vec![text("a")]];
    assert_eq!(written(&one, FileFormat::Csv), b"name\r\n\"\"\r\na\r\n");
}

#[test]
fn what_is_left_out_is_said() {
    let mut long = table();
    long.rows = vec![vec![text(&"€".repeat(40_000)), Value::Null, Value::Null]];
    long.cut = Some(Cut::Rows);
    let exported = table_to(&long, FileFormat::Xlsx, &mut Vec::new()).unwrap();
    insta::assert_snapshot!(exported.notes.join("\n"), @r"
    an Excel cell holds 32767 characters; cells cut: 1
    the row limit cut the rows short
    ");
}

#[test]
fn the_ending_names_the_format() {
    let of = |name: &str| FileFormat::of(name.as_ref());
    assert_eq!(of("a/b.CSV"), Some(FileFormat::Csv));
    assert_eq!(of("b.json"), Some(FileFormat::Json));
    assert_eq!(of("b.c.xlsx"), Some(FileFormat::Xlsx));
    assert_eq!(of("b.md"), Some(FileFormat::Markdown));
    assert_eq!((of("csv"), of("b.pdf")), (None, None));
}

#[tokio::test]
async fn a_query_is_streamed_into_a_file_beyond_the_row_limit() {
    let shop = Shop::new();
    let querist = shop.querist().await;
    let file = shop.folder.path().join("out.csv");
    let sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5000)
               SELECT x FROM n";
    let exported =
        query_to_file(&querist, querist.next_id(), sql, FileFormat::Csv, &file).await.unwrap();
    assert_eq!((exported.rows, exported.notes.as_slice()), (5000, [].as_slice()));
    let text = std::fs::read_to_string(&file).unwrap();
    assert_eq!((text.len() as u64, text.lines().last()), (exported.bytes, Some("5000")));
}

#[tokio::test]
async fn an_export_that_fails_leaves_the_old_file_and_nothing_else() {
    let shop = Shop::new();
    let querist = shop.querist().await;
    let file = shop.folder.path().join("out.csv");
    std::fs::write(&file, "old").unwrap();
    let export = |sql| query_to_file(&querist, querist.next_id(), sql, FileFormat::Csv, &file);
    let refused = export("DELETE FROM shops").await.unwrap_err();
    assert_eq!(refused.code().word(), "refused");
    let failed = export("SELECT abs(-9223372036854775808) FROM shops").await.unwrap_err();
    assert_eq!(failed.code().word(), "query_failed");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "old");
    assert!(!shop.folder.path().join("out.csv.part").exists());
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_named() {
    let shop = Shop::new();
    let querist = shop.querist().await;
    let file = shop.folder.path().join("nowhere/out.csv");
    let id = querist.next_id();
    let error = query_to_file(&querist, id, "SELECT 1", FileFormat::Csv, &file).await.unwrap_err();
    insta::assert_snapshot!(shop.shown(error), @"cannot write `FOLDER/nowhere/out.csv`: No such file or directory (os error 2)");
}
