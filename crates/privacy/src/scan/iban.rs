//! Bank accounts by their international number: ISO 13616, with the lengths of SWIFT's IBAN registry and the check
//! of ISO 7064 MOD 97-10.

use super::{Hit, edges};
use crate::Kind;

/// Countries, each with the length of its numbers (SWIFT IBAN registry, release 99).
const LENGTHS: &str = "\
    AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 \
    DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 \
    IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 \
    MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 \
    SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    for (start, c) in text.char_indices() {
        let after = found.last().map_or(0, |hit| hit.end);
        if start < after || !c.is_ascii_alphabetic() || !edges::begins(text, start) {
            continue;
        }
        if let Some(end) = end_of(text, start) {
            found.push(Hit { start, end, kind: Kind::Iban });
        }
    }
    found
}

/// Where the number that begins here ends.
fn end_of(text: &str, start: usize) -> Option<usize> {
    let rest = text.get(start..)?;
    let country = rest.get(..2)?.to_ascii_uppercase();
    let length =
        LENGTHS.split(' ').find_map(|entry| entry.strip_prefix(country.as_str()))?.parse().ok()?;
    let (compact, end) = compacted(rest, length)?;
    let end = start + end;
    (edges::ends(text, end) && is_valid(&compact)).then_some(end)
}

/// So many letters and digits, written at once or in groups, and where they end.
fn compacted(rest: &str, length: usize) -> Option<(String, usize)> {
    let mut compact = String::with_capacity(length);
    let mut blank = true;
    for (at, c) in rest.char_indices() {
        if c.is_ascii_alphanumeric() {
            compact.push(c.to_ascii_uppercase());
        } else if blank || !(edges::is_blank(c) || c == '-') {
            return None;
        }
        blank = !c.is_ascii_alphanumeric();
        if compact.len() == length {
            return Some((compact, at + 1));
        }
    }
    None
}

/// ISO 7064 MOD 97-10 over the number with its first four signs moved to the end; letters count from 10.
fn is_valid(compact: &str) -> bool {
    let (Some(head), Some(body)) = (compact.get(..4), compact.get(4..)) else { return false };
    if !head.chars().skip(2).all(|c| c.is_ascii_digit()) {
        return false;
    }
    let mut rest = 0_u32;
    for sign in body.chars().chain(head.chars()) {
        let Some(value) = sign.to_digit(36) else { return false };
        rest = (if value < 10 { rest * 10 } else { rest * 100 } + value) % 97;
    }
    rest == 1
}
