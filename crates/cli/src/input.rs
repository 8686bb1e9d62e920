//! What was typed, or comes from standard input, as text.

use std::io::{self, BufRead, IsTerminal, Read};

use querist_vocabulary::question::LONGEST_QUESTION;

use crate::failure::Failure;

/// Bytes of standard input that are read at most: far more than any question or statement that is
/// answered, so that the refusal can say what is too long.
const MOST: usize = LONGEST_QUESTION * 1024;

/// The words that were typed, or else standard input where it is no terminal; `-` names it too.
pub(crate) fn typed(words: &[String], what: &'static str) -> Result<String, Failure> {
    let typed = words.join(" ");
    let named = typed == "-" || words.is_empty();
    if named && !io::stdin().is_terminal() {
        return whole(what);
    }
    some(typed, what)
}

/// All of standard input.
fn whole(what: &'static str) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(limit()).read_to_end(&mut bytes)?;
    some(text(bytes)?.trim_end().to_owned(), what)
}

/// The next line of a reader without its end; none at the end. A line that is no text or too long is
/// an error, and the next call reads the line after it.
pub(crate) fn line(reader: &mut dyn BufRead) -> Result<Option<String>, Failure> {
    let mut bytes = Vec::new();
    reader.take(limit()).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() >= MOST && !bytes.ends_with(b"\n") {
        skip_line(reader)?;
    }
    text(bytes).map(|line| Some(line.trim_end_matches(['\n', '\r']).to_owned()))
}

fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let (used, done) = end.map_or((buffer.len(), buffer.is_empty()), |at| (at + 1, true));
        reader.consume(used);
        if done {
            return Ok(());
        }
    }
}

fn limit() -> u64 {
    u64::try_from(MOST).unwrap_or(u64::MAX)
}

fn text(bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| Failure::BadInput {
        what: format!(
            "standard input is not UTF-8 text: byte {} is not valid",
            error.utf8_error().valid_up_to() + 1
        ),
        hint: "convert it first, for example with `iconv -t utf-8`",
    })
}

fn some(text: String, what: &'static str) -> Result<String, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::BadInput {
            what: format!("there is no {what}"),
            hint: "write it after the command, or into standard input",
        });
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_line_does_not_stop_the_next() {
        let mut input: &[u8] = b"one\r\n\xff\xfe\nthree";
        assert_eq!(line(&mut input).unwrap().as_deref(), Some("one"));
        assert!(line(&mut input).unwrap_err().to_string().contains("byte 1 is not valid"));
        assert_eq!(line(&mut input).unwrap().as_deref(), Some("three"));
        assert_eq!(line(&mut input).unwrap(), None);
    }
}
