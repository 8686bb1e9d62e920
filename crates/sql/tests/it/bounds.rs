//! Sizes and depths that no database would take.

use super::fixture::{EVERY, checked};

/// `left` so many times, `middle`, and `right` so many times.
fn nest(times: usize, left: &str, middle: &str, right: &str) -> String {
    format!("select {}{middle}{}", left.repeat(times), right.repeat(times))
}

#[test]
fn what_is_too_large_is_refused_as_such() {
    let doubling: Vec<String> = (0..40)
        .map(|n| match n {
            0 => "c0 as (select a.* from customers a, customers b)".to_owned(),
            _ => format!("c{n} as (select a.*, b.* from c{0} a, c{0} b)", n - 1),
        })
        .collect();
    let cases = [
        nest(50_000, "(", "1", ")"),
        nest(50_000, "(select ", "1", ")"),
        nest(50_000, "not ", "1", ""),
        nest(50_000, "- ", "1", ""),
        nest(50_000, "case when 1 then ", "1", " end"),
        nest(50_000, "1 + ", "1", ""),
        nest(5_000, "", "1", " union select 1"),
        nest(5_000, "1 is ", "1", ""),
        nest(1, "", "1 from customers", &" natural join orders".repeat(600)),
        nest(1, "", "1 from customers", &", orders".repeat(600)),
        nest(1, "", "'", &"x".repeat(300_000)),
        format!("with {} select 1 from c39", doubling.join(", ")),
        "(".repeat(50_000),
        "select * from ".to_owned() + &"(".repeat(50_000) + "customers",
    ];
    for dialect in EVERY {
        for sql in &cases {
            let refusal = checked(dialect, sql).expect_err("too large");
            let start: String = sql.chars().take(60).collect();
            assert_eq!(refusal.rule.word(), "too_large", "{dialect}: {start}: {refusal}");
        }
    }
}

#[test]
fn long_runs_of_prefixes_end_in_a_refusal() {
    for dialect in EVERY {
        for prefix in ["not ", "- ", "~ ", "case when 1 then ", "exists (", "interval "] {
            let refusal = checked(dialect, &nest(4_000, prefix, "1", "")).expect_err(prefix);
            assert!(["too_large", "syntax"].contains(&refusal.rule.word()), "{prefix}: {refusal}");
        }
    }
}

#[test]
fn what_is_long_but_flat_passes() {
    let cases = [
        nest(5_000, "1 + ", "1", ""),
        nest(1, "", "1 from customers where id in (1", &(", 1".repeat(8_000) + ")")),
        nest(1, "", "1 from customers where id = 1", &" or id = 2".repeat(4_000)),
        nest(30, "(", "1", ")"),
        nest(1, "", "'", &("x".repeat(100_000) + "'")),
        nest(25, "(select ", "1", ")"),
    ];
    for dialect in EVERY {
        for sql in &cases {
            checked(dialect, sql).unwrap_or_else(|refusal| panic!("{dialect}: {refusal}"));
        }
    }
}

#[test]
fn control_characters_are_refused() {
    for odd in ['\0', '\u{1}', '\u{8}', '\u{1b}', '\u{7f}', '\u{85}'] {
        for dialect in EVERY {
            let refusal = checked(dialect, &format!("select\n 'a{odd}b'")).expect_err("odd");
            assert_eq!(refusal.rule.word(), "syntax");
            let place = refusal.place.expect("a place");
            assert_eq!((place.line, place.column), (2, 4));
        }
    }
}
