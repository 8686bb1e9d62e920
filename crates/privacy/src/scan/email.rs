//! Email addresses: the part of RFC 5322 (section 3.4.1) that is in use, a dotted atom at a host name with two
//! labels or more. Quoted local parts and address literals are not looked for.

use super::Hit;
use crate::Kind;

/// The longest local part, in bytes (RFC 5321, section 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// The longest label of a host name (RFC 1035, section 2.3.4).
const LONGEST_LABEL: usize = 63;

pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let after = found.last().map_or(0, |hit| hit.end);
        if let Some((start, end)) = around(text, at).filter(|(start, _)| *start >= after) {
            found.push(Hit { start, end, kind: Kind::Email });
        }
    }
    found
}

fn around(text: &str, at: usize) -> Option<(usize, usize)> {
    let local = local_before(text.get(..at)?)?;
    let host = host_after(text.get(at + 1..)?)?;
    Some((at - local, at + 1 + host))
}

/// The length of the local part that ends here.
fn local_before(text: &str) -> Option<usize> {
    let taken = text.chars().rev().take_while(|c| is_atom(*c) || *c == '.');
    let length: usize = taken.map(char::len_utf8).sum();
    let local = text.get(text.len() - length..)?.trim_start_matches(['.', '\'', '`', '{', '|']);
    let sound = !local.is_empty() && !local.ends_with('.') && !local.contains("..");
    (sound && local.len() <= LONGEST_LOCAL).then_some(local.len())
}

/// RFC 5322's `atext`, and letters beyond ASCII (RFC 6531). `/` and `=` are left out: they stand before addresses in
/// paths and assignments much more often than within them.
fn is_atom(c: char) -> bool {
    c.is_alphanumeric() || "!#$%&'*+?^_`{|}~-".contains(c)
}

/// The length of the host name that begins here.
fn host_after(text: &str) -> Option<usize> {
    let taken = text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '.'));
    let length: usize = taken.map(char::len_utf8).sum();
    let host = text.get(..length)?.trim_end_matches(['.', '-']);
    let labels: Vec<&str> = host.split('.').collect();
    let sound = |label: &str| {
        !label.is_empty()
            && label.len() <= LONGEST_LABEL
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = labels.last()?;
    let letters = top.chars().count() >= 2 && top.chars().all(char::is_alphabetic);
    let named = letters || top.starts_with("xn--");
    (labels.len() >= 2 && named && labels.iter().all(|label| sound(label))).then_some(host.len())
}
