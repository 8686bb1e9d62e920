//! What a model said, read tolerantly: strict JSON, nearly JSON, fenced, or SQL with talk around it.

use serde::Deserialize;
use serde_json::{Value as Json, json};

use querist_vocabulary::model::Shape;

/// The longest statement that is looked at, in bytes.
const LONGEST: usize = 20_000;

/// The longest text that is looked at, in bytes: several statements with all that is said of them.
const LONGEST_TEXT: usize = 128 * 1024;

/// The deepest that JSON is nested, as `serde_json` has it; json5 has no limit of its own, and what
/// nests deeper than the stack ends the process.
const DEEPEST: usize = 128;

/// How many braces that nothing closes are passed over: each costs a look at the rest of the text.
const MOST_UNCLOSED: usize = 32;

/// Most choices of a question back.
const MOST_CHOICES: usize = 4;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Suggested {
    questions: Vec<String>,
}

/// What a model makes of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    /// A statement.
    Query(Drafted),
    /// Several ways to read it.
    Clarify(Vec<Drafted>),
    /// Not in this data, and why.
    Decline(String),
    /// It asks for a change.
    Change,
}

/// A statement that nobody has checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Drafted {
    /// It.
    #[serde(alias = "query", alias = "sql_query", alias = "statement")]
    pub(crate) sql: String,
    /// How the question was read.
    #[serde(alias = "reading", alias = "explanation")]
    pub(crate) restatement: String,
    /// What was assumed.
    #[serde(alias = "assumptions")]
    pub(crate) notes: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Object {
    kind: String,
    #[serde(flatten)]
    drafted: Drafted,
    choices: Vec<Drafted>,
    reason: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Planned {
    plan: String,
}

/// The JSON that is asked for.
pub(crate) fn shape() -> Shape {
    let text = || json!({"type": "string"});
    let choice = closed(&[("restatement", text()), ("sql", text())]);
    let schema = closed(&[
        ("kind", json!({"type": "string", "enum": ["query", "clarify", "decline", "change"]})),
        ("sql", text()),
        ("restatement", text()),
        ("notes", json!({"type": "array", "items": text()})),
        ("choices", json!({"type": "array", "items": choice})),
        ("reason", text()),
    ]);
    Shape { name: "answer", schema }
}

/// The JSON of a plan.
pub(crate) fn plan_shape() -> Shape {
    Shape { name: "plan", schema: closed(&[("plan", json!({"type": "string"}))]) }
}

/// The JSON of questions.
pub(super) fn questions_shape() -> Shape {
    let texts = json!({"type": "array", "items": {"type": "string"}});
    Shape { name: "suggestions", schema: closed(&[("questions", texts)]) }
}

fn closed(properties: &[(&str, Json)]) -> Json {
    let names: Vec<&str> = properties.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Json> =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": names,
        "additionalProperties": false,
    })
}

/// Reads a completion; the reason where it says nothing that can be used.
pub(crate) fn read(text: &str) -> Result<Said, &'static str> {
    if text.len() > LONGEST_TEXT {
        return Err("it is too long");
    }
    let object =
        objects(text).find_map(|json| parse::<Object>(json).filter(Object::says_something));
    let said = match object {
        Some(object) => object.said(),
        None => statement(text).map(|sql| Said::Query(Drafted { sql, ..Drafted::default() })),
    };
    match said {
        Some(Said::Query(drafted)) if drafted.sql.len() > LONGEST => {
            Err("the statement is too long")
        }
        Some(said) => Ok(said),
        None => Err("there is no statement in it"),
    }
}

/// Reads a plan; words without JSON are one too. One that is too long is cut and says so.
pub(crate) fn read_plan(text: &str) -> String {
    if text.len() > LONGEST_TEXT {
        let end = text.floor_char_boundary(LONGEST_TEXT);
        return format!("{} … (cut short)", text.get(..end).unwrap_or_default().trim());
    }
    let planned =
        objects(text).find_map(parse::<Planned>).filter(|said| !said.plan.trim().is_empty());
    planned.map_or_else(|| text.trim().to_owned(), |said| said.plan)
}

/// Reads questions; none where there are none.
pub(super) fn read_questions(text: &str) -> Vec<String> {
    if text.len() > LONGEST_TEXT {
        return Vec::new();
    }
    objects(text).find_map(parse::<Suggested>).unwrap_or_default().questions
}

impl Object {
    fn says_something(&self) -> bool {
        !(self.kind.is_empty() && self.drafted.sql.trim().is_empty() && self.choices.is_empty())
    }

    fn said(self) -> Option<Said> {
        let choices: Vec<Drafted> = self
            .choices
            .into_iter()
            .filter(|one| !one.sql.trim().is_empty())
            .take(MOST_CHOICES)
            .collect();
        match self.kind.to_ascii_lowercase().as_str() {
            "change" => Some(Said::Change),
            "decline" => Some(Said::Decline(self.reason)),
            "clarify" if choices.len() > 1 => Some(Said::Clarify(choices)),
            // Whatever the kind is called, a statement is one.
            _ => {
                let one = Some(self.drafted).filter(|one| !one.sql.trim().is_empty());
                let drafted = one.or_else(|| choices.into_iter().next())?;
                let sql = statement(&drafted.sql).unwrap_or(drafted.sql);
                Some(Said::Query(Drafted { sql, ..drafted }))
            }
        }
    }
}

/// JSON as it should be, else as people write it: trailing commas, single quotes, comments.
fn parse<'a, T: Deserialize<'a>>(json: &'a str) -> Option<T> {
    let strict = serde_json::from_str(json).ok();
    // However strings and comments are read, nothing nests deeper than it has openings.
    let shallow = || json.matches(['{', '[']).count() <= DEEPEST;
    strict.or_else(|| if shallow() { json5::from_str(json).ok() } else { None })
}

/// Every outermost run from a `{` to its `}`; one that is never closed is none.
fn objects(text: &str) -> impl Iterator<Item = &str> {
    let (mut rest, mut unclosed) = (text, 0);
    std::iter::from_fn(move || {
        while unclosed < MOST_UNCLOSED {
            let from = rest.find('{')?;
            let begun = rest.get(from..)?;
            if let Some(length) = closing(begun) {
                rest = begun.get(length..)?;
                return begun.get(..length);
            }
            unclosed += 1;
            rest = begun.get(1..)?;
        }
        None
    })
}

/// Bytes up to the brace that closes the first one; braces in strings do not count.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '{' if !quoted => depth += 1,
            '}' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// A statement with talk around it: what stands in a code fence, else from the first line that begins
/// like one up to an empty line.
fn statement(text: &str) -> Option<String> {
    let fenced = text.split("```").nth(1).map(|block| match block.split_once('\n') {
        Some((language, body)) if language.trim().chars().all(char::is_alphabetic) => body,
        _ => block,
    });
    let whole = fenced.unwrap_or(text);
    let begins = |line: &str| {
        let word = line.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let reads =
            ["select", "with", "values"].iter().any(|known| word.eq_ignore_ascii_case(known));
        reads || (fenced.is_some() && !word.is_empty())
    };
    let lines = whole.lines().skip_while(|line| !begins(line));
    let taken: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).collect();
    let sql = taken.join("\n").trim().to_owned();
    // "With pleasure" begins like a statement and has none of its words.
    let lower = sql.to_ascii_lowercase();
    let sounds = fenced.is_some() || lower.contains("select ") || lower.contains("select\n");
    (!sql.is_empty() && sounds).then_some(sql)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        format!("{:?}", read(text))
    }

    #[test]
    fn strict_json() {
        insta::assert_snapshot!(check(r#"{"kind": "query", "sql": "SELECT 1", "restatement": "One", "notes": ["a"], "choices": [], "reason": ""}"#), @r#"Ok(Query(Drafted { sql: "SELECT 1", restatement: "One", notes: ["a"] }))"#);
        insta::assert_snapshot!(check(r#"{"kind": "decline", "sql": "", "restatement": "", "notes": [], "choices": [], "reason": "no weather here"}"#), @r#"Ok(Decline("no weather here"))"#);
        insta::assert_snapshot!(check(r#"{"kind": "change", "sql": "DROP TABLE x"}"#), @"Ok(Change)");
        insta::assert_snapshot!(check(r#"{"kind": "clarify", "sql": "", "choices": [{"restatement": "by date", "sql": "SELECT 1"}, {"restatement": "by size", "sql": "SELECT 2"}]}"#), @r#"Ok(Clarify([Drafted { sql: "SELECT 1", restatement: "by date", notes: [] }, Drafted { sql: "SELECT 2", restatement: "by size", notes: [] }]))"#);
    }

    #[test]
    fn nearly_json() {
        insta::assert_snapshot!(check("{'kind': 'query', 'sql': \"SELECT '}' FROM t\",}"), @r#"Ok(Query(Drafted { sql: "SELECT '}' FROM t", restatement: "", notes: [] }))"#);
        insta::assert_snapshot!(check("Sure! Here it is:\n```json\n{\"sql_query\": \"SELECT 1\"}\n```\nAnything else?"), @r#"Ok(Query(Drafted { sql: "SELECT 1", restatement: "", notes: [] }))"#);
        insta::assert_snapshot!(check("{\"sql\": \"```sql\\nSELECT 1\\n```\"}"), @r#"Ok(Query(Drafted { sql: "SELECT 1", restatement: "", notes: [] }))"#);
    }

    #[test]
    fn a_statement_with_talk_around_it() {
        insta::assert_snapshot!(check("The answer:\n```sql\nSELECT a\nFROM t\n```"), @r#"Ok(Query(Drafted { sql: "SELECT a\nFROM t", restatement: "", notes: [] }))"#);
        insta::assert_snapshot!(check("SELECT a FROM t;\n\nThis counts all."), @r#"Ok(Query(Drafted { sql: "SELECT a FROM t;", restatement: "", notes: [] }))"#);
        insta::assert_snapshot!(check("I will use a WITH.\nWITH x AS (SELECT 1)\nSELECT * FROM x"), @r#"Ok(Query(Drafted { sql: "WITH x AS (SELECT 1)\nSELECT * FROM x", restatement: "", notes: [] }))"#);
    }

    #[test]
    fn nothing_that_can_be_used() {
        for text in [
            "",
            "I am sorry, I cannot help with that.",
            "{",
            "{}",
            "{\"kind\": \"query\", \"sql\": \"SEL",
            "With pleasure!",
            "[1, 2]",
            "null",
        ] {
            assert_eq!(read(text), Err("there is no statement in it"), "{text}");
        }
        let endless = format!("{{\"sql\": \"SELECT {}\"}}", "1 + ".repeat(10_000));
        assert_eq!(read(&endless), Err("the statement is too long"));
    }

    #[test]
    fn a_plan() {
        assert_eq!(read_plan("{\"plan\": \"count them\"}"), "count them");
        assert_eq!(read_plan(" count them "), "count them");
    }

    /// Texts that nest, or do not end.
    fn monsters(length: usize) -> Vec<String> {
        let (open, close) = ("[".repeat(length / 2), "]".repeat(length / 2));
        Vec::from([
            "{".repeat(length),
            "[".repeat(length),
            "{x:".repeat(length / 3),
            "{\"x\":[".repeat(length / 6),
            format!("{{x:{open}}}"),
            format!("{{x:{open}{close}}}"),
            format!("{{'\"': {open}, sql: 'SELECT 1'}}"),
            format!("{{\"x\":{open}{close}}}"),
            "{'a':']',b:[".repeat(length / 16) + &"]}".repeat(length / 16),
            "{}".repeat(length / 2),
            "`".repeat(length),
        ])
    }

    #[test]
    fn nesting_and_length_are_survived() {
        for length in [1 << 20, LONGEST_TEXT / 2, 4_000] {
            for text in monsters(length) {
                assert!(read(&text).is_err(), "{}", &text[..12]);
                assert!(read_plan(&text).len() <= LONGEST_TEXT + 20);
                assert!(read_questions(&text).is_empty());
            }
        }
        let answer = format!("{} {{\"sql\": \"SELECT 1\"}}", "{".repeat(MOST_UNCLOSED - 1));
        insta::assert_snapshot!(check(&answer), @r#"Ok(Query(Drafted { sql: "SELECT 1", restatement: "", notes: [] }))"#);
    }

    #[test]
    fn no_text_makes_it_panic() {
        proptest::proptest!(|(text in "[\\[\\]{}:,/*0-9\"'`a-z\\\\\n é]{0,400}")| {
            let _ = (read(&text), read_plan(&text), read_questions(&text));
        });
        proptest::proptest!(|(text in "[\\[\\]{}x:,\"']{0,4000}")| {
            let _ = (read(&text), read_plan(&text), read_questions(&text));
        });
    }
}
