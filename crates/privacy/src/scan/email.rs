//! Email addresses: the part of RFC 5322 (section 3.4.1) that is in use, a dotted atom or a quoted text at a host name
//! with two labels or more; also as people and programs write them (`a%40b.example`, `a @ b.example`). Address literals
//! are not looked for.

use super::{Hit, edges::is_blank};
use crate::Kind;

/// The longest local part, in bytes (RFC 5321, section 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// The longest label of a host name (RFC 1035, section 2.3.4).
const LONGEST_LABEL: usize = 63;

/// What stands between the two parts. The first sign alone makes a blank on both sides an address: `thanks @ada.example`
/// calls somebody by name.
const SIGNS: [&str; 5] = ["@", "%40", "\u{ff20}", "(at)", "[at]"];

pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut signs: Vec<(usize, &str)> =
        SIGNS.iter().flat_map(|sign| text.match_indices(sign)).collect();
    signs.sort_by_key(|(at, _)| *at);
    let mut found: Vec<Hit> = Vec::new();
    for (at, sign) in signs {
        let after = found.last().map_or(0, |hit| hit.end);
        if let Some((start, end)) = around(text, at, sign).filter(|(start, _)| *start >= after) {
            found.push(Hit { start, end, kind: Kind::Email });
        }
    }
    found
}

fn around(text: &str, at: usize, sign: &str) -> Option<(usize, usize)> {
    let (before, after) = (text.get(..at)?, text.get(at + sign.len()..)?);
    let (local_end, host_start) =
        (before.trim_end_matches(is_blank), after.trim_start_matches(is_blank));
    let (blank_before, blank_after) = (local_end != before, host_start != after);
    if blank_before != blank_after {
        return None;
    }
    let local = local_before(local_end)?;
    let host = host_after(host_start)?;
    Some((local_end.len() - local, text.len() - host_start.len() + host))
}

/// The length of the local part that ends here.
fn local_before(text: &str) -> Option<usize> {
    quoted_before(text).or_else(|| atom_before(text))
}

/// The length of a text in double quotes that ends here, on one line.
fn quoted_before(text: &str) -> Option<usize> {
    let within = text.strip_suffix('"')?;
    let open = within.rfind('"')?;
    let quoted = within.get(open + 1..)?;
    let sound = !quoted.trim().is_empty() && !quoted.contains('\n');
    (sound && quoted.len() <= LONGEST_LOCAL).then_some(text.len() - open)
}

fn atom_before(text: &str) -> Option<usize> {
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
