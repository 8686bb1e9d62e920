//! What is found in text, and what is not.

use super::*;

/// The kinds found in a text, with what they stand on.
fn check(text: &str) -> String {
    let found = hits(text);
    let shown = found.iter().map(|hit| format!("{}: {}", hit.kind, &text[hit.start..hit.end]));
    shown.collect::<Vec<_>>().join(" | ")
}

#[test]
fn emails() {
    for (text, found) in [
        ("write to ada.lovelace+shop@example.co.uk.", "email: ada.lovelace+shop@example.co.uk"),
        (
            "<jürgen@müller.example>, o'neil@x-y.org",
            "email: jürgen@müller.example | email: o'neil@x-y.org",
        ),
        ("where email = 'ada@example.com'", "email: ada@example.com"),
        ("a@b.com;c@d.com", "email: a@b.com | email: c@d.com"),
        ("mailto:ada%40example.com?x=1", "email: ada%40example.com"),
        ("to \"erika vogel\"@mail.example now", "email: \"erika vogel\"@mail.example"),
        ("erika @ mail.example", "email: erika @ mail.example"),
        (
            "erika(at)mail.example, bob [at] mail.example",
            "email: erika(at)mail.example | email: bob [at] mail.example",
        ),
        ("erika\u{ff20}mail.example", "email: erika\u{ff20}mail.example"),
        ("thanks @ada.lovelace", ""),
        ("100%40.5", ""),
        ("lunch @ noon. Then home", ""),
        ("\"\"@mail.example", ""),
        ("user@localhost", ""),
        ("serde@1.0.200", ""),
        ("@home and me@", ""),
        ("a..b@example.com", ""),
        ("price @ 3.50 each", ""),
    ] {
        assert_eq!(check(text), found, "{text}");
    }
}

#[test]
fn phones() {
    for text in [
        "+49 30 1234567",
        "+4930123456",
        "+44 (0)20 7946 0958",
        "+1 (212) 555-0123",
        "+1-212-555-0123",
        "(212) 555-0123",
        "212-555-0123",
        "212.555.0123",
        "1-212-555-0123",
        "030 1234567",
        "(030) 1234567",
        "0171/1234567",
        "01 23 45 67 89",
        "01.23.45.67.89",
        "020 7946 0958",
        "0049 30 1234567",
        "+91 98765 43210",
    ] {
        assert_eq!(check(text), format!("phone: {text}"));
        assert_eq!(check(&format!("Reach me at {text}, thanks")), format!("phone: {text}"));
    }
    assert_eq!(check("who has phone number 5550123?"), "phone: 5550123");
    assert_eq!(check("customers whose tel is '555 01 23'"), "phone: 555 01 23");
}

#[test]
fn other_numbers_are_no_phones() {
    for text in [
        "2024-01-15",
        "15.01.2024",
        "01/02/2024 10:30:00",
        "01-02-2024 1030",
        "2024-01-15T10:30:00Z",
        "20240115",
        "1705312200",
        "order 4711000123",
        "1,234,567.89",
        "1 234 567 890",
        "1.234.567,89",
        "-1234567890",
        "+1,234,567",
        "0.123456789012",
        "00123456",
        "012345678905",
        "978-3-16-148410-0",
        "0-306-40615-2",
        "550e8400-e29b-41d4-a716-446655440000",
        "2024-001-2345",
        "02-2024-12345",
        "SKU-0123-4567-89",
        "10 20 30 40 50",
        "between 1000000 and 9999999",
        "3.14159265358979",
        "version 10.11.6",
        "9781234567897",
        "+999 123 456 789",
        "call center 12",
    ] {
        assert_eq!(check(text), "", "{text}");
    }
}

#[test]
fn cards() {
    for text in [
        "4111111111111111",
        "4111 1111 1111 1111",
        "5500-0000-0000-0004",
        "2223003122003222",
        "378282246310005",
        "3782 822463 10005",
        "6011111111111117",
        "3530111333300000",
        "3056 930902 5904",
        "4111.1111.1111.1111",
        "4111  1111  1111  1111",
        "４１１１ １１１１ １１１１ １１１１",
        "４１１１１１１１１１１１１１１１",
    ] {
        assert_eq!(check(&format!("paid with {text} 12/26")), format!("card: {text}"));
    }
    for text in [
        "4111111111111112",
        "1234567812345670",
        "0.4111111111111111",
        "order-4111111111111111",
        "30569309025904",
        "1700000000000",
        "4006381333931",
        "20240115103000",
        "490154203237518",
        "41111111111111110000",
        "4111.1111.1111.1112",
        "4111   1111   1111   1111",
        "４１１１１１１１１１１１１１１２",
        "1.4111.1111.1111.1111",
    ] {
        assert_eq!(check(text), "", "{text}");
    }
}

#[test]
fn bank_accounts() {
    for text in
        ["DE89370400440532013000", "GB29 NWBK 6016 1331 9268 19", "fr1420041010050500013m02606"]
    {
        assert_eq!(check(&format!("to {text}.")), format!("iban: {text}"));
    }
    for text in
        ["DE89370400440532013001", "DE8937040044053201300", "XX89370400440532013000", "GB29NWBK"]
    {
        assert_eq!(check(text), "", "{text}");
    }
}

#[test]
fn internet_addresses() {
    for text in ["203.0.113.9", "10.0.0.12", "2001:db8::1", "2001:db8:0:0:1:0:0:1"] {
        assert_eq!(check(&format!("from {text}, twice")), format!("ip address: {text}"));
    }
    for text in [
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.0",
        "::1",
        "version 1.2.3.4",
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.5",
        "10:20:30",
        "a::b",
        "x::date",
        "std::net",
        "00:1a:2b:3c:4d:5e",
        "12.5.2024",
    ] {
        assert_eq!(check(text), "", "{text}");
    }
}
