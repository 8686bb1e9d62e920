//! Telephone numbers, in the forms that tell them from other numbers: international (ITU-T E.164), North American
//! (three, three and four digits), national with the trunk prefix 0 in groups, and any that is announced by a word.

use super::{
    Hit,
    edges::{self, is_blank},
};
use crate::Kind;

/// Country codes in use (ITU-T E.164, list of assigned codes).
mod countries;

/// Words that announce a number.
const CUES: &[&str] = &[
    "phone",
    "phones",
    "telephone",
    "tel",
    "mobile",
    "cell",
    "cellphone",
    "fax",
    "call",
    "called",
    "sms",
    "whatsapp",
    "handy",
    "telefon",
    "dial",
    "ring",
];

/// The most digits of a number (E.164).
const MOST: usize = 15;

/// Digits written in groups, and what stands between them.
#[derive(Default)]
struct Written<'t> {
    /// Each group, and where it ends.
    groups: Vec<(&'t str, usize)>,
    /// What stands before each group but the first.
    between: Vec<&'t str>,
    /// What stands before the first: `+` and brackets.
    before: &'t str,
}

impl Written<'_> {
    fn digits(&self) -> String {
        self.groups.iter().map(|(digits, _)| *digits).collect()
    }

    fn lengths(&self) -> Vec<usize> {
        self.groups.iter().map(|(digits, _)| digits.len()).collect()
    }

    fn end(&self) -> usize {
        self.groups.last().map_or(0, |(_, end)| *end)
    }

    /// Without its last group.
    fn shorter(mut self) -> Self {
        self.groups.pop();
        self.between.pop();
        self
    }

    fn has(&self, sign: char) -> bool {
        self.between.iter().any(|between| between.contains(sign))
    }
}

pub(super) fn hits(text: &str) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    for (start, c) in text.char_indices() {
        let after = found.last().map_or(0, |hit| hit.end);
        let opens = c.is_ascii_digit() || matches!(c, '+' | '(');
        if start < after || !opens || !edges::begins(text, start) {
            continue;
        }
        if let Some(end) = end_of(text, start) {
            found.push(Hit { start, end, kind: Kind::Phone });
        }
    }
    found
}

/// Where the number that begins here ends: the longest run of groups that is one.
fn end_of(text: &str, start: usize) -> Option<usize> {
    let announced = edges::announced(text, start, CUES);
    let mut written = written(text, start);
    while !written.groups.is_empty() {
        let end = written.end();
        let national = || edges::alone(text, start, end) && is_national(&written);
        let is_one = || is_international(&written) || national();
        if edges::ends(text, end) && (is_one() || (announced && is_announced(&written))) {
            return Some(end);
        }
        written = written.shorter();
    }
    None
}

fn written(text: &str, start: usize) -> Written<'_> {
    let rest = text.get(start..).unwrap_or_default();
    let first = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    let mut found = Written { before: rest.get(..first).unwrap_or_default(), ..Written::default() };
    if !matches!(found.before, "" | "+" | "(" | "(+" | "+(") {
        return found;
    }
    let (mut at, mut total) = (first, 0);
    while let Some(digits) = digits_at(rest, at) {
        at += digits.len();
        total += digits.len();
        if total > MOST + 2 {
            break;
        }
        found.groups.push((digits, start + at));
        let Some(between) = between_at(rest, at) else { break };
        found.between.push(between);
        at += between.len();
    }
    found.between.truncate(found.groups.len().saturating_sub(1));
    found
}

fn digits_at(rest: &str, at: usize) -> Option<&str> {
    let tail = rest.get(at..)?;
    let length = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
    tail.get(..length).filter(|digits| !digits.is_empty())
}

/// What may stand between two groups: one sign, or a bracket with a blank.
fn between_at(rest: &str, at: usize) -> Option<&str> {
    let tail = rest.get(at..)?;
    let is_sign = |c: char| is_blank(c) || matches!(c, '-' | '.' | '/' | '(' | ')');
    let length = tail.find(|c: char| !is_sign(c)).unwrap_or(tail.len());
    let between = tail.get(..length)?;
    let signs: Vec<char> = between.chars().collect();
    let sound = match signs.as_slice() {
        [one] => *one != '(',
        [first, second] => {
            matches!((first, second), (')', '-' | '/'))
                || (*first == ')' && is_blank(*second))
                || (is_blank(*first) && *second == '(')
        }
        [blank, '/' | '-', other] => is_blank(*blank) && is_blank(*other),
        _ => false,
    };
    sound.then_some(between)
}

/// Whether the number begins with a country's code, after `+` or 00.
fn is_international(written: &Written<'_>) -> bool {
    let digits = written.digits();
    let dialled = digits.strip_prefix("00").filter(|_| written.groups.len() > 1);
    let code = if written.before.contains('+') { Some(digits.as_str()) } else { dialled };
    code.is_some_and(countries::is_international)
}

/// Whether the groups alone tell that this is a number within a country.
fn is_national(written: &Written<'_>) -> bool {
    let digits = written.digits();
    is_american(written, &digits) || has_trunk_prefix(written, &digits)
}

/// Three, three and four digits, the first of each part not 0 or 1 (North American Numbering Plan).
fn is_american(written: &Written<'_>, digits: &str) -> bool {
    let with_one = written.lengths() == [1, 3, 3, 4] && digits.starts_with('1');
    let form = with_one || written.lengths() == [3, 3, 4];
    let national = if with_one { digits.get(1..).unwrap_or_default() } else { digits };
    form && !written.has('/') && countries::is_american(national)
}

/// Nine to twelve digits in groups, the first of which begins with the trunk prefix 0 and an area's code.
fn has_trunk_prefix(written: &Written<'_>, digits: &str) -> bool {
    let lengths = written.lengths();
    let first = lengths.first().copied().unwrap_or_default();
    let area = digits.starts_with('0') && !digits.starts_with("00") && (2..=6).contains(&first);
    area && lengths.len() > 1
        && lengths.iter().all(|length| *length >= 2)
        && (9..=12).contains(&digits.len())
        && !holds_a_year(written)
}

/// Days and numbers of documents have a year among their groups.
fn holds_a_year(written: &Written<'_>) -> bool {
    let is_year =
        |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let dotted = written.has('.') || written.has('-') || written.has('/');
    let day_like = matches!(written.lengths().as_slice(), [2, 2, 2 | 4] | [2, 2, 4, ..]);
    written.groups.iter().take(3).any(|(digits, _)| is_year(digits)) || (dotted && day_like)
}

fn is_announced(written: &Written<'_>) -> bool {
    (7..=MOST).contains(&written.digits().len()) && !holds_a_year(written)
}
