//! Where a phrase stands as whole words.

use std::ops::Range;

/// Where a phrase stands in a text as whole words, from the first on. Of several words the case does not matter: of
/// one it tells a name from a word ("Mark" and "mark").
pub(super) fn places(text: &str, phrase: &str) -> Vec<Range<usize>> {
    let exact = !phrase.contains(char::is_whitespace);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(place) = next(text, from, phrase, exact) {
        from = place.end;
        found.push(place);
    }
    found
}

fn next(text: &str, from: usize, phrase: &str, exact: bool) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let starts = rest.char_indices().map(|(at, _)| from + at);
    starts
        .filter(|start| !text.get(..*start).is_some_and(ends_in_a_word))
        .filter_map(|start| Some(start..start + begins_with(text.get(start..)?, phrase, exact)?))
        .find(|place| !text.get(place.end..).is_some_and(goes_on))
}

fn ends_in_a_word(text: &str) -> bool {
    text.chars().next_back().is_some_and(char::is_alphanumeric)
}

fn goes_on(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_alphanumeric)
}

/// How many bytes of a text say the phrase that it begins with.
fn begins_with(text: &str, phrase: &str, exact: bool) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in phrase.chars() {
        let (_, letter) = letters.next()?;
        let same = letter == wanted || !exact && letter.to_lowercase().eq(wanted.to_lowercase());
        if !same {
            return None;
        }
    }
    (!phrase.is_empty()).then(|| letters.offset())
}

#[cfg(test)]
mod tests {
    use super::places;

    fn check(text: &str, phrase: &str) -> usize {
        places(text, phrase).len()
    }

    #[test]
    fn only_whole_words_are_found() {
        assert_eq!(check("Mark who bought Market Marker of Mark's", "Mark"), 2);
        assert_eq!(check("which customers will Will bring?", "Will"), 1);
        assert_eq!(check("orders of erika vogel, Erika  Vogel and ERIKA VOGEL", "Erika Vogel"), 2);
        assert_eq!(check("Zoë und Zoë", "Zoë"), 2);
        assert_eq!(check("", "Ann") + check("Ann", ""), 0);
    }
}
