//! National numbers: examples that the states themselves publish or that their rules make, and near misses.

use super::super::hits;

fn check(text: &str) -> Vec<String> {
    hits(text).iter().map(|hit| format!("{}: {}", hit.kind, &text[hit.start..hit.end])).collect()
}

#[test]
fn forms_that_no_other_number_has() {
    for text in [
        "078-05-1120",
        "AB123456C",
        "AB 12 34 56 C",
        "1 84 12 76 451 089 46",
        "184127645108946",
        "12345678Z",
        "X1234567L",
        "RSSMRA85T10A562S",
        "529.982.247-25",
        "2341 2341 2346",
        "85.07.30-033.28",
        "756.9217.0769.85",
        "131052-308T",
        "11010519491231002X",
    ] {
        assert_eq!(check(&format!("about {text} today")), [format!("national id: {text}")]);
    }
}

#[test]
fn forms_that_other_numbers_have_need_a_word() {
    for (cue, text) in [
        ("ssn", "078051120"),
        ("Steuer-ID", "86095742719"),
        ("BSN", "111222333"),
        ("cpf", "52998224725"),
        ("Aadhaar number", "234123412346"),
        ("PESEL", "44051401359"),
        ("personnummer", "811218-9876"),
        ("SIN", "130 692 544"),
    ] {
        assert_eq!(check(&format!("the {cue} {text}")), [format!("national id: {text}")]);
        assert_eq!(check(&format!("the order {text}")), [""; 0]);
    }
}

#[test]
fn near_misses() {
    for text in [
        "000-12-3456",
        "666-12-3456",
        "900-12-3456",
        "219-00-1120",
        "GB123456C",
        "DA123456A",
        "AB123456E",
        "184127645108947",
        "12345678A",
        "RSSMRA85T10A562T",
        "529.982.247-26",
        "111.111.111-11",
        "2341 2341 2347",
        "85.07.30-033.29",
        "756.9217.0769.86",
        "131052-308U",
        "110105194912310021",
        "ssn 999051120",
        "pesel 44051401358",
        "bsn 111222334",
        "cpf 11111111111",
        "12 078 05 1120 33",
    ] {
        assert_eq!(check(text), [""; 0], "{text}");
    }
}
