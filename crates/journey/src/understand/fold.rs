//! Odd spaces and quotes become the plain ones; marks that are not seen go.

use unicode_normalization::UnicodeNormalization;

/// The text in composed form, with plain spaces, quotes and dashes, and no invisible marks.
pub(crate) fn fold(text: &str) -> String {
    let plain: String = text.nfc().filter(|c| !is_invisible(*c)).map(plain).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2032}' | '\u{FF07}' => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{2033}' | '\u{00AB}'
        | '\u{00BB}' | '\u{FF02}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        // Full-width forms of ASCII stand 0xFEE0 above it.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Zero-width characters, direction marks and the byte order mark: text can hide in them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    fn check(typed: &str, folded: &str) {
        assert_eq!(fold(typed), folded);
    }

    #[test]
    fn quotes_dashes_and_spaces_become_plain() {
        check(
            "customers\u{A0}in \u{201C}S\u{E3}o Paulo\u{201D}\u{2009}?",
            "customers in \"São Paulo\" ?",
        );
        check("2020\u{2013}2024 \u{2019}til", "2020-2024 'til");
        check("  two\n\tlines ", "two lines");
    }

    #[test]
    fn letters_are_composed_and_full_width_forms_narrowed() {
        check("Sa\u{303}o", "São");
        check("\u{FF23}\u{FF2F}\u{FF35}\u{FF2E}\u{FF34}", "COUNT");
    }

    #[test]
    fn what_is_not_seen_is_not_kept() {
        check("how\u{200B} many\u{202E} rows\u{FEFF}", "how many rows");
    }
}
