//! Internet addresses: IPv4 in four decimal parts, IPv6 as RFC 4291 writes it. Addresses that name no machine on the
//! internet (loopback, unspecified, masks of networks) are nobody's.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Hit, edges};
use crate::Kind;

/// Words before four numbers with dots that are no address.
const VERSIONS: &[&str] = &["version", "v", "ver", "release", "build", "section", "chapter"];

/// The fewest filled parts of an IPv6 address: `a::b` is a path in many languages.
const FEWEST_PARTS: usize = 3;

pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((start, end)) = next_run(text, from) {
        from = end;
        let run = text.get(start..end).unwrap_or_default();
        let trimmed = run.trim_end_matches(['.', ':']);
        let end = start + trimmed.len();
        let sound = edges::begins(text, start) && edges::ends(text, end);
        if sound && is_address(trimmed) && !edges::announced(text, start, VERSIONS) {
            found.push(Hit { start, end, kind: Kind::IpAddress });
        }
    }
    found
}

/// The next stretch of signs that addresses are written with.
fn next_run(text: &str, from: usize) -> Option<(usize, usize)> {
    let is_part = |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | ':');
    let start = from + text.get(from..)?.find(is_part)?;
    let length = text.get(start..)?.find(|c| !is_part(c));
    Some((start, length.map_or(text.len(), |length| start + length)))
}

fn is_address(run: &str) -> bool {
    let part_counts = || run.split(':').filter(|part| !part.is_empty()).count() >= FEWEST_PARTS;
    match run.parse::<IpAddr>() {
        Ok(IpAddr::V4(four)) => names_a_machine(four),
        Ok(IpAddr::V6(six)) => part_counts() && six != Ipv6Addr::LOCALHOST,
        Err(_) => false,
    }
}

fn names_a_machine(four: Ipv4Addr) -> bool {
    let [first, ..] = four.octets();
    first != 0 && !four.is_loopback() && first != 255
}
