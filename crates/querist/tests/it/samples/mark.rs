//! Writes into a file of questions what came out, where `QUERIST_MARK` asks for it.

use std::{env, fmt::Write as _, fs};

use super::sheet;

/// What is to stand at a question.
#[derive(Debug, Default)]
pub(crate) struct Mark {
    /// Why it is not answered rightly.
    pub(crate) wrong: Option<String>,
    /// Whether databases of one content have it read differently.
    pub(crate) differs: bool,
}

impl Mark {
    fn lines(&self) -> String {
        let mut lines = String::new();
        if let Some(reason) = &self.wrong {
            let _ = writeln!(lines, "    expect: wrong\n    reason: {reason}");
        }
        if self.differs {
            lines += "    differs: true\n";
        }
        lines
    }
}

pub(crate) fn is_asked_for() -> bool {
    env::var_os("QUERIST_MARK").is_some()
}

/// Replaces the marks of a file; there is one for each of its questions, in their order.
pub(crate) fn write(name: &str, marks: &[Mark]) {
    let file = sheet::file(name);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(file, marked(&text, marks)).unwrap();
}

fn marked(text: &str, marks: &[Mark]) -> String {
    let old = ["    expect: ", "    reason: ", "    differs: "];
    let mut marks = marks.iter();
    let mut written = String::new();
    for line in text.lines().filter(|line| !old.iter().any(|mark| line.starts_with(mark))) {
        written += line;
        written.push('\n');
        if line.starts_with("    keep: ") {
            written += &marks.next().unwrap().lines();
        }
    }
    assert!(marks.next().is_none(), "more marks than questions");
    written
}

#[test]
fn marks_are_replaced_and_nothing_else() {
    let before = "\
questions:
  - ask: \"one\"
    keep: tuned
    expect: wrong
    reason: declined
    sql:
      sqlite: \"SELECT 1\"
  - ask: \"two\"
    keep: unread
    differs: true
    required: 1
    sql:
      sqlite: >-
        SELECT 2
";
    let wrong = Mark { wrong: Some("not looked at".to_owned()), differs: false };
    insta::assert_snapshot!(marked(before, &[Mark::default(), wrong]), @r#"
    questions:
      - ask: "one"
        keep: tuned
        sql:
          sqlite: "SELECT 1"
      - ask: "two"
        keep: unread
        expect: wrong
        reason: not looked at
        required: 1
        sql:
          sqlite: >-
            SELECT 2
    "#);
}
