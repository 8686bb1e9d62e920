//! Texts that may carry a password, made fit to be shown.

/// What stands for a password.
const HIDDEN: &str = "***";

/// Words before `=` that announce a password, in lower case.
const ANNOUNCED: &[&str] = &["password", "passwd", "pwd"];

/// The text with whatever may be a password hidden: between the user's colon and the last `@`, and
/// after `password=`. It rather hides too much than too little.
#[must_use]
pub fn masked(text: &str) -> String {
    hide_announced(&hide_before_at(text))
}

fn hide_before_at(text: &str) -> String {
    let after_scheme = text.find("://").map_or(0, |at| at + 3);
    let (scheme, rest) = text.split_at(after_scheme);
    let Some((account, place)) = rest.rsplit_once('@') else {
        return text.to_owned();
    };
    match account.split_once(':') {
        Some((user, _)) => format!("{scheme}{user}:{HIDDEN}@{place}"),
        None => text.to_owned(),
    }
}

fn hide_announced(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, value)) = rest.split_once('=') {
        shown.push_str(before);
        shown.push('=');
        let lower = before.trim_end().to_ascii_lowercase();
        rest = value;
        if ANNOUNCED.iter().any(|word| lower.ends_with(word)) {
            shown.push_str(HIDDEN);
            let value = value.trim_start();
            let end = value.find(['&', ';', ' ']).unwrap_or(value.len());
            rest = value.get(end..).unwrap_or_default();
        }
    }
    shown + rest
}
