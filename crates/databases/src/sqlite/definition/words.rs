//! Words, quoted names and signs of a definition, with their places and depth of brackets.

/// A word, a quoted text, or a sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    /// As written, quotes included.
    pub text: &'a str,
    /// Its first byte.
    pub start: usize,
    /// Brackets open around it; a bracket has the depth outside of it.
    pub depth: usize,
}

impl Word<'_> {
    /// The byte after its last.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is this keyword, not quoted.
    pub(super) fn is(&self, keyword: &str) -> bool {
        self.text.eq_ignore_ascii_case(keyword)
    }

    /// The name it stands for.
    pub(super) fn unquoted(&self) -> String {
        let inside = || self.text.get(1..self.text.len().saturating_sub(1)).unwrap_or_default();
        match self.text.chars().next() {
            Some(quote @ ('"' | '`' | '\'')) => {
                inside().replace(&format!("{quote}{quote}"), &quote.to_string())
            }
            Some('[') => inside().to_owned(),
            _ => self.text.to_owned(),
        }
    }
}

/// Splits a definition; comments and white space are left out.
pub(super) fn words(sql: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let (mut at, mut depth) = (0, 0_usize);
    while let Some(rest) = sql.get(at..).filter(|rest| !rest.is_empty()) {
        let length = length(rest);
        let text = rest.get(..length).unwrap_or(rest);
        let skipped = text.starts_with(char::is_whitespace)
            || text.starts_with("--")
            || text.starts_with("/*");
        depth = if text == ")" { depth.saturating_sub(1) } else { depth };
        if !skipped {
            found.push(Word { text, start: at, depth });
        }
        depth += usize::from(text == "(");
        at += text.len();
    }
    found
}

/// Bytes of what comes first.
fn length(rest: &str) -> usize {
    let to = |end: Option<usize>| end.unwrap_or(rest.len());
    if rest.starts_with("--") {
        return to(rest.find('\n'));
    }
    if rest.starts_with("/*") {
        return to(rest.find("*/").map(|at| at + 2));
    }
    match rest.chars().next() {
        Some('[') => to(rest.find(']').map(|at| at + 1)),
        Some(quote @ ('"' | '`' | '\'')) => quoted(rest, quote),
        Some(c) if wordlike(c) => to(rest.find(|c: char| !wordlike(c))),
        Some(c) => c.len_utf8(),
        None => 0,
    }
}

/// A quoted text: two quotes inside it stand for one.
fn quoted(rest: &str, quote: char) -> usize {
    let mut end = 1;
    while let Some(at) = rest.get(end..).and_then(|inside| inside.find(quote)) {
        end += at + 1;
        if !rest.get(end..).is_some_and(|after| after.starts_with(quote)) {
            return end;
        }
        end += 1;
    }
    rest.len()
}

fn wordlike(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}
