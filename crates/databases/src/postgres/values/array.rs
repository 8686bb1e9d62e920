//! Arrays as PostgreSQL prints them: `{1,NULL,"a,\"b",{2}}`, before them maybe `[0:2]=`
//! (<https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO>).

use std::{iter::Peekable, str::Chars};

use querist_vocabulary::value::Value;

use super::{Form, value};

/// Arrays inside arrays at most; PostgreSQL has six dimensions.
const DEPTH: usize = 16;

/// The elements; none where the text is not an array.
pub(super) fn read(element: &Form, text: &str) -> Option<Vec<Value>> {
    let start = if text.starts_with('[') { text.find('=')? + 1 } else { 0 };
    let mut rest = text.get(start..)?.chars().peekable();
    let values = list(element, &mut rest, DEPTH)?;
    rest.next().is_none().then_some(values)
}

fn list(element: &Form, rest: &mut Peekable<Chars<'_>>, depth: usize) -> Option<Vec<Value>> {
    rest.next_if_eq(&'{')?;
    let mut values = Vec::new();
    if rest.next_if_eq(&'}').is_some() {
        return Some(values);
    }
    loop {
        values.push(match rest.peek()? {
            '{' => Value::Array(list(element, rest, depth.checked_sub(1)?)?),
            '"' => value(element, &quoted(rest)?),
            _ => bare(element, rest),
        });
        match rest.next()? {
            ',' => {}
            '}' => return Some(values),
            _ => return None,
        }
    }
}

/// Between quotes, a backslash takes the next character as it is.
fn quoted(rest: &mut Peekable<Chars<'_>>) -> Option<String> {
    rest.next_if_eq(&'"')?;
    let mut text = String::new();
    loop {
        match rest.next()? {
            '"' => return Some(text),
            '\\' => text.push(rest.next()?),
            c => text.push(c),
        }
    }
}

fn bare(element: &Form, rest: &mut Peekable<Chars<'_>>) -> Value {
    let mut text = String::new();
    while let Some(c) = rest.next_if(|c| !matches!(c, ',' | '}')) {
        text.push(c);
    }
    if text.eq_ignore_ascii_case("NULL") { Value::Null } else { value(element, &text) }
}
