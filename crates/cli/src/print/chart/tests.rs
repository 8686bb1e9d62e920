//! Charts as they are shown, character for character.

use querist_vocabulary::{database::ResultColumn, value::ValueKind};

use super::*;
use crate::print::screen::{Glyphs, Paint, Reader};

fn screen(glyphs: Glyphs) -> Screen {
    Screen {
        width: Some(60),
        rows: None,
        paint: Paint::Plain,
        glyphs,
        reader: Reader::Person,
        whole: "`--out FILE`",
    }
}

/// A table of a label, perhaps a second one, and a number.
fn data(rows: &[(&str, &str, f64)]) -> ResultTable {
    let column = |name: &str, kind| ResultColumn { name: name.into(), kind };
    let columns = vec![
        column("month", ValueKind::Text),
        column("zone", ValueKind::Text),
        column("revenue", ValueKind::Float),
    ];
    let row = |(x, series, y): &(&str, &str, f64)| {
        vec![Value::Text((*x).into()), Value::Text((*series).into()), Value::Float(*y)]
    };
    ResultTable { columns, rows: rows.iter().map(row).collect(), cut: None }
}

fn check(
    kind: ChartKind,
    series: Option<usize>,
    rows: &[(&str, &str, f64)],
    glyphs: Glyphs,
) -> String {
    let (x, y) = if kind == ChartKind::Histogram { (2, None) } else { (0, Some(2)) };
    let x = if kind == ChartKind::Scatter { 2 } else { x };
    let reason = String::new();
    let one = Chart { kind, reason, x, y, series, vega_lite: serde_json::Value::Null };
    let mut out = Vec::new();
    screen(glyphs).show(&chart(&one, &data(rows), &screen(glyphs)), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

const MONTHS: &[(&str, &str, f64)] = &[
    ("Jan", "A", 1200.0),
    ("Feb", "A", 1450.5),
    ("Mar", "A", 900.0),
    ("Apr", "A", 2100.25),
    ("May", "A", 3999.0),
    ("Jun", "A", 12.0),
];

const ZONES: &[(&str, &str, f64)] = &[
    ("Jan", "North", 10.0),
    ("Jan", "South", 40.0),
    ("Feb", "North", 20.0),
    ("Feb", "South", 30.0),
    ("Mar", "North", 45.0),
];

#[test]
fn bars() {
    insta::assert_snapshot!(check(ChartKind::Bar, None, MONTHS, Glyphs::Unicode), @r#"
    revenue by month
    Jan ██████████████▏ 1,200.00
    Feb █████████████████ 1,450.50
    Mar ██████████▋ 900.00
    Apr ████████████████████████▋ 2,100.25
    May ███████████████████████████████████████████████ 3,999.00
    Jun ▏ 12.00
    "#);
    insta::assert_snapshot!(check(ChartKind::Bar, None, MONTHS, Glyphs::Ascii), @r#"
    revenue by month
    Jan ############### 1,200.00
    Feb ################# 1,450.50
    Mar ########### 900.00
    Apr ######################### 2,100.25
    May ############################################### 3,999.00
    Jun # 12.00
    "#);
}

#[test]
fn shares_begin_with_the_largest() {
    insta::assert_snapshot!(check(ChartKind::Pie, None, MONTHS, Glyphs::Unicode), @r#"
    revenue by month
    May █████████████████████████████████████████████████ 41.4 %
    Apr █████████████████████████▊ 21.7 %
    Feb █████████████████▊ 15.0 %
    Jan ██████████████▊ 12.4 %
    Mar ███████████ 9.3 %
    Jun ▏ 0.1 %
    "#);
}

#[test]
fn lines() {
    insta::assert_snapshot!(check(ChartKind::Line, None, MONTHS, Glyphs::Unicode), @r#"
    revenue by month
    3,999.00 ┤                                     ⣠⠞⢧
             │                                   ⣠⠞⠁ ⠈⢧
             │                                 ⣠⠞⠁    ⠈⢧
             │                              ⢀⡠⠊⠁       ⠈⢣
             │                            ⢀⡴⠋            ⢣
    1,999.50 ┤                         ⣀⠴⠚⠁              ⠈⢧
             │⣀⣀⣀⡤⠤⠤⠤⠖⠒⠒⠒⠦⠤⣀⣀      ⢀⣠⠴⠋⠁                  ⠈⢧
             │              ⠈⠉⠑⠒⠦⠤⠖⠋                       ⠈⢧
             │                                              ⠈⢧
        0.00 ┤                                               ⠈⢧
             └─────────────────────────────────────────────────
              Jan                                           Jun
    "#);
    insta::assert_snapshot!(check(ChartKind::Line, Some(1), ZONES, Glyphs::Ascii), @r#"
    revenue by month
      45 |                                                *****
         |oooooooooo                                 ******
         |         ooooooooooooo                ******
         |                      ooooo       *****
         |                             *****
    22.5 |                     ********
         |        *************
         |*********
         |
       0 |
         +-----------------------------------------------------
          Jan                                               Mar
      * North
      o South
    "#);
}

#[test]
fn points() {
    insta::assert_snapshot!(check(ChartKind::Scatter, None, MONTHS, Glyphs::Unicode), @r#"
    revenue by revenue
    3,999.00 ┤                                                ●
             │
             │
             │
             │                         ●
    2,005.50 ┤
             │              ●  ●
             │           ●
             │
       12.00 ┤●
             └─────────────────────────────────────────────────
              12.00                                    3,999.00
    "#);
}

#[test]
fn heat() {
    insta::assert_snapshot!(check(ChartKind::HeatMap, Some(1), ZONES, Glyphs::Unicode), @r#"
    revenue by month
          Jan Feb Mar
    North ░░░ ▒▒▒ ███
    South ███ ▓▓▓
    · ░ ▒ ▓ █  fifths of 45
    "#);
}

#[test]
fn histogram() {
    insta::assert_snapshot!(check(ChartKind::Histogram, None, MONTHS, Glyphs::Unicode), @r#"
    revenue
    12.00 – 1,341.00    █████████████████████████████████ 3 rows
    1,341.00 – 2,670.00 ██████████████████████ 2 rows
    2,670.00 – 3,999.00 ███████████ 1 row
    "#);
}

#[test]
fn boxes() {
    insta::assert_snapshot!(check(ChartKind::BoxPlot, None, ZONES, Glyphs::Unicode), @r#"
    revenue by month
    Jan │───────────▒▒▒▒▒▒▒▒▒▒▒┃▒▒▒▒▒▒▒▒▒▒▒▒──────────│
    Feb                │───▒▒▒▒┃▒▒▒▒───│
    Mar                                                       ┃
        10                                                   45
    "#);
}

#[test]
fn nothing_to_draw_is_nothing() {
    for kind in [ChartKind::Bar, ChartKind::Pie, ChartKind::Line, ChartKind::Histogram] {
        assert_eq!(check(kind, None, &[("Jan", "A", 0.0)], Glyphs::Unicode), "");
        assert_eq!(check(kind, None, &[], Glyphs::Unicode), "");
    }
}
