//! Which numbers of each state are ones. Every check takes digits and capital letters, nothing else; the forms in
//! which they are written are in the rules.

use super::super::check_digits::{
    digits, is_day, is_one_sign, luhn, mod_11_10, number, verhoeff, weighted,
};

/// Areas 000, 666 and from 900 on, group 00 and serial 0000 are never given out.
pub(super) fn us_ssn(text: &str) -> bool {
    let (area, group, serial) = (text.get(..3), text.get(3..5), text.get(5..));
    area.is_some_and(|area| area != "000" && area != "666" && area < "900")
        && group.is_some_and(|group| group != "00")
        && serial.is_some_and(|serial| serial != "0000")
        && !is_one_sign(text)
}

pub(super) fn uk_nino(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next().is_some_and(|c| !"DFIQUV".contains(c));
    let second = letters.next().is_some_and(|c| !"DFIOQUV".contains(c));
    let prefix = text.get(..2).unwrap_or_default();
    let given = !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&prefix);
    first && second && given && text.ends_with(['A', 'B', 'C', 'D'])
}

/// Eleven digits: the first not 0, among the first ten one digit twice or thrice and no other more than once.
pub(super) fn de_tax(text: &str) -> bool {
    let body = digits(text.get(..10).unwrap_or_default());
    let times = |digit: u32| body.iter().filter(|other| **other == digit).count();
    let repeated: Vec<usize> = (0..10).map(times).filter(|times| *times > 1).collect();
    let one_repeated = matches!(repeated.as_slice(), [2 | 3]);
    text.len() == 11 && !text.starts_with('0') && one_repeated && mod_11_10(text)
}

/// Sex, year, month, department (2A and 2B count as 19 and 18), commune, order; the key is 97 less the rest by 97.
pub(super) fn fr_nir(text: &str) -> bool {
    let body = text.get(..13).unwrap_or_default().replace("2A", "19").replace("2B", "18");
    let (Some(value), Some(key)) = (number(&body), number(text.get(13..).unwrap_or_default()))
    else {
        return false;
    };
    let month = number(text.get(3..5).unwrap_or_default());
    text.len() == 15
        && text.starts_with(['1', '2', '3', '4', '7', '8'])
        && matches!(month, Some(1..=12 | 20..=42 | 50..=99))
        && key == 97 - value % 97
}

/// The letter at the end is the 23 letters' by the number's rest; an NIE's X, Y, Z stand for 0, 1, 2.
pub(super) fn es_dni(text: &str) -> bool {
    let (Some(body), Some(last)) = (text.get(..8), text.chars().nth(8)) else { return false };
    let first = body.chars().next().unwrap_or_default();
    let body = match first {
        'X' => body.replacen('X', "0", 1),
        'Y' => body.replacen('Y', "1", 1),
        'Z' => body.replacen('Z', "2", 1),
        _ => body.to_owned(),
    };
    let letter = |value: u64| "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth((value % 23) as usize);
    number(&body).and_then(letter) == Some(last) && !is_one_sign(&body)
}

/// Odd and even places count by tables of their own; the letter at the end is the sum's rest by 26.
pub(super) fn it_fiscal(text: &str) -> bool {
    const ODD: [u32; 26] = [
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
        23,
    ];
    let place = |c: char| c.to_digit(36).map(|value| if value < 10 { value } else { value - 10 });
    let weight = |(at, c): (usize, char)| {
        let place = place(c)?;
        if at % 2 == 0 { ODD.get(place as usize).copied() } else { Some(place) }
    };
    let sum: Option<u32> = text.chars().take(15).enumerate().map(weight).sum();
    let month = text.chars().nth(8).is_some_and(|c| "ABCDEHLMPRST".contains(c));
    month && sum.map(|sum| sum % 26) == text.chars().nth(15).and_then(place)
}

/// Weights 9 to 2 and minus 1 give a multiple of eleven.
pub(super) fn nl_bsn(text: &str) -> bool {
    weighted(text, &[9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 == 0 && !is_one_sign(text)
}

pub(super) fn br_cpf(text: &str) -> bool {
    let digit = |weights: &[i64]| match weighted(text, weights) % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    let first = digit(&[10, 9, 8, 7, 6, 5, 4, 3, 2]);
    let second = digit(&[11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    !is_one_sign(text) && text.get(9..) == Some(format!("{first}{second}").as_str())
}

pub(super) fn in_aadhaar(text: &str) -> bool {
    !text.starts_with(['0', '1']) && verhoeff(text)
}

/// Year, month (the century is added to it: 80, 0, 20, 40, 60), day, serial, check.
pub(super) fn pl_pesel(text: &str) -> bool {
    let month = number(text.get(2..4).unwrap_or_default()).unwrap_or_default() % 20;
    let day = text.get(4..6).unwrap_or_default();
    let sum = weighted(text, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]);
    is_day(&month.to_string(), day) && sum % 10 == 0 && text.len() == 11
}

/// The last ten digits, a day first (60 is added to it for those without a number of their own), by Luhn.
pub(super) fn se_person(text: &str) -> bool {
    let short = text.get(text.len().saturating_sub(10)..).unwrap_or_default();
    let day = number(short.get(4..6).unwrap_or_default()).unwrap_or_default();
    let day = if day > 60 { day - 60 } else { day };
    is_day(short.get(2..4).unwrap_or_default(), &day.to_string()) && luhn(short)
}

/// 97 less the rest by 97 of the first nine digits, with a 2 before them for those born from 2000 on.
pub(super) fn be_register(text: &str) -> bool {
    let (Some(body), Some(key)) = (text.get(..9).and_then(number), text.get(9..).and_then(number))
    else {
        return false;
    };
    let born = is_day(text.get(2..4).unwrap_or_default(), text.get(4..6).unwrap_or_default());
    born && (key == 97 - body % 97 || key == 97 - (body + 2_000_000_000) % 97)
}

pub(super) fn ch_ahv(text: &str) -> bool {
    let weights = [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1];
    text.len() == 13 && text.starts_with("756") && weighted(text, &weights) % 10 == 0
}

pub(super) fn ca_sin(text: &str) -> bool {
    !text.starts_with(['0', '8']) && luhn(text)
}

/// Day, month, year, serial; the sign at the end is one of 31 by the rest of the nine digits.
pub(super) fn fi_hetu(text: &str) -> bool {
    let of_century = |at: usize, c: char| at == 6 && c.is_ascii_alphabetic();
    let plain: String = text
        .char_indices()
        .filter(|(at, c)| text.len() == 10 || !of_century(*at, *c))
        .map(|(_, c)| c)
        .collect();
    let (Some(body), Some(last)) = (plain.get(..9).and_then(number), plain.chars().nth(9)) else {
        return false;
    };
    let check = "0123456789ABCDEFHJKLMNPRSTUVWXY".chars().nth((body % 31) as usize);
    is_day(plain.get(2..4).unwrap_or_default(), plain.get(..2).unwrap_or_default())
        && check == Some(last)
        && plain.len() == 10
}

/// Region, day of birth, serial, and a check sign by ISO 7064 MOD 11-2, where X stands for ten.
pub(super) fn cn_resident(text: &str) -> bool {
    let sum = weighted(
        text.get(..17).unwrap_or_default(),
        &[7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2],
    );
    let check = "10X98765432".chars().nth((sum % 11) as usize);
    let year = number(text.get(6..10).unwrap_or_default());
    matches!(year, Some(1880..=2100))
        && is_day(text.get(10..12).unwrap_or_default(), text.get(12..14).unwrap_or_default())
        && check == text.chars().nth(17)
}
