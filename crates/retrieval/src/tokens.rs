//! How many tokens a text is.

/// About how many tokens of `o200k_base` a text is, rather more than fewer.
///
/// A tokenizer's table weighs megabytes and belongs to one family of models; a budget needs neither. Text is
/// cut as that tokenizer cuts it before it merges (runs of letters with the character before them, digits by
/// three, runs of marks), and each piece is counted by its length.
#[must_use]
pub fn tokens(text: &str) -> usize {
    let mut letters = text.chars().peekable();
    let mut count = 0;
    while let Some(first) = letters.next() {
        if first.is_alphabetic() {
            let mut length = 1;
            while letters.next_if(|next| next.is_lowercase()).is_some() {
                length += 1;
            }
            count += word(length);
        } else if first.is_numeric() {
            let mut length = 1;
            while letters.next_if(|next| next.is_numeric()).is_some() {
                length += 1;
            }
            count += usize::div_ceil(length, 3);
        } else if first == ' ' {
            count += usize::from(letters.next_if_eq(&' ').is_some());
        } else {
            count += 1;
        }
    }
    count
}

fn word(length: usize) -> usize {
    match length {
        0..=7 => 1,
        8..=12 => 2,
        more => usize::div_ceil(more, 4),
    }
}
