//! Letters without case and accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lower case without accents: `São` and `sao` are one.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect()
}
