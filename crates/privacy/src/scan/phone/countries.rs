//! Country codes in use (ITU-T E.164, list of assigned codes), and the lengths that go with them.

/// Codes of one and two digits.
const SHORT: &str = "\
    1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 \
    66 81 82 84 86 90 91 92 93 94 95 98";

/// Codes of three digits: the first two, and which may be the third.
const LONG: &str = "\
    21:12368 22:0123456789 23:0123456789 24:0123456789 25:012345678 26:0123456789 29:01789 \
    35:0123456789 37:012345678 38:01235679 42:013 50:0123456789 59:0123456789 67:023456789 \
    68:012356789 69:012 80:08 85:02356 87:08 88:012368 96:012345678 97:012345679 99:234568";

/// Whether digits after `+` are a number: eight to fifteen, with a country's code.
pub(super) fn is_international(digits: &str) -> bool {
    if let Some(national) = digits.strip_prefix('1') {
        return is_american(national);
    }
    let short = SHORT.split(' ').any(|code| digits.starts_with(code));
    let long = LONG.split(' ').filter_map(|entry| entry.split_once(':')).any(|(first, thirds)| {
        let third = digits.strip_prefix(first).and_then(|rest| rest.chars().next());
        third.is_some_and(|third| thirds.contains(third))
    });
    (8..=15).contains(&digits.len()) && (short || long)
}

/// Ten digits of the North American Numbering Plan: area and exchange begin with 2 to 9, neither is N11.
pub(super) fn is_american(digits: &str) -> bool {
    let sound = |from: usize| {
        let part = digits.get(from..from + 3);
        part.is_some_and(|part| part >= "200" && !part.ends_with("11"))
    };
    digits.len() == 10 && sound(0) && sound(3)
}
