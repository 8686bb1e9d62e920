//! Tables as they are shown, text for text.

use querist_vocabulary::database::ResultColumn;

use super::*;
use crate::print::screen::{Glyphs, Paint, Reader};

fn screen(width: usize) -> Screen {
    Screen {
        width: Some(width),
        rows: Some(3),
        paint: Paint::Plain,
        glyphs: Glyphs::Unicode,
        reader: Reader::Person,
        whole: "`--out FILE`",
    }
}

fn albums(rows: usize) -> ResultTable {
    let column = |name: &str, kind| ResultColumn { name: name.into(), kind };
    let columns = vec![
        column("title", ValueKind::Text),
        column("artist", ValueKind::Text),
        column("tracks", ValueKind::Integer),
        column("revenue", ValueKind::Float),
    ];
    let row = |at: usize| {
        let number = i64::try_from(at).unwrap();
        vec![
            Value::Text(format!("The long title of album {at}\u{1b}[2J")),
            if at == 1 { Value::Null } else { Value::Text("東京 Band".into()) },
            Value::Integer(number * 750),
            Value::Float(1234.5 * f64::from(i32::try_from(at).unwrap())),
        ]
    };
    ResultTable { columns, rows: (0..rows).map(row).collect(), cut: None }
}

fn check(result: &ResultTable, width: usize) -> String {
    let mut out = Vec::new();
    screen(width).show(&table(result, &screen(width)), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.lines().all(|line| super::width(line) <= width), "{text}");
    text
}

#[test]
fn everything_fits() {
    insta::assert_snapshot!(check(&albums(2), 100), @r#"
    title                               artist     tracks  revenue
    ──────────────────────────────────  ─────────  ──────  ───────
    The long title of album 0\u{1b}[2J  東京 Band       0      0.0
    The long title of album 1\u{1b}[2J  null          750  1,234.5
    "#);
}

#[test]
fn text_gives_way_before_columns_do() {
    insta::assert_snapshot!(check(&albums(3), 50), @r#"
    title                   artist     tracks  revenue
    ──────────────────────  ─────────  ──────  ───────
    The long title of alb…  東京 Band       0      0.0
    The long title of alb…  null          750  1,234.5
    The long title of alb…  東京 Band   1,500  2,469.0
    "#);
}

#[test]
fn what_is_left_out_is_said() {
    let cut = ResultTable { cut: Some(Cut::Rows), ..albums(1005) };
    insta::assert_snapshot!(check(&cut, 30), @r#"
    title       artist     tracks
    ──────────  ─────────  ──────
    The long…   東京 Band       0
    The long…   null          750
    The long…   東京 Band   1,500
    … 1,002 more rows, `--out
    FILE` for all
    … 1 more column: revenue
    The row limit ended the answer
    after 1,005 rows; there are
    more, `--out FILE` for all.
    "#);
}
