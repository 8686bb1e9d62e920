//! The bytes that are hashed.
//!
//! An entry's hash is SHA-256, in lower-case hex, over these bytes: the line `querist audit 1`, then
//! for each of number, time, actor, action, database, detail and previous hash, in this order and
//! exactly as they stand in the file (UTF-8; the number in decimal): its length in bytes in
//! decimal, a colon, the bytes, and a line feed. The lengths keep two different entries from ever
//! giving the same bytes. `docs/guide/audit.md` says the same to people who check a log by themselves.

use std::fmt::Write;

use sha2::{Digest, Sha256};

/// Stands for the hash before the first entry.
pub const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

const HEADER: &str = "querist audit 1\n";

/// What of an entry is hashed, in order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a> {
    pub(crate) number: i64,
    pub(crate) at: &'a str,
    pub(crate) actor: &'a str,
    pub(crate) action: &'a str,
    pub(crate) database: &'a str,
    pub(crate) detail: &'a str,
    pub(crate) previous: &'a str,
}

/// The hash of an entry, as hex.
pub(crate) fn hash(fields: &Fields<'_>) -> String {
    let mut hex = String::with_capacity(FIRST.len());
    for byte in Sha256::digest(canonical(fields)) {
        // Writing into a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

fn canonical(fields: &Fields<'_>) -> Vec<u8> {
    let number = fields.number.to_string();
    let Fields { at, actor, action, database, detail, previous, .. } = *fields;
    let mut bytes = HEADER.as_bytes().to_vec();
    for field in [&number, at, actor, action, database, detail, previous] {
        bytes.extend_from_slice(field.len().to_string().as_bytes());
        bytes.push(b':');
        bytes.extend_from_slice(field.as_bytes());
        bytes.push(b'\n');
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELDS: Fields<'_> = Fields {
        number: 1,
        at: "2026-11-21T12:00:00Z",
        actor: "ada",
        action: "asked",
        database: "shop.db",
        detail: r#"{"question":"how many?"}"#,
        previous: FIRST,
    };

    #[test]
    fn the_bytes_are_the_documented_ones() {
        insta::assert_snapshot!(String::from_utf8(canonical(&FIELDS)).unwrap(), @r#"
        querist audit 1
        1:1
        20:2026-11-21T12:00:00Z
        3:ada
        5:asked
        7:shop.db
        24:{"question":"how many?"}
        64:0000000000000000000000000000000000000000000000000000000000000000
        "#);
    }

    #[test]
    fn moving_a_character_to_the_next_field_changes_the_hash() {
        let moved = Fields { actor: "adaa", action: "sked", ..FIELDS };
        assert_ne!(hash(&moved), hash(&FIELDS));
    }
}
