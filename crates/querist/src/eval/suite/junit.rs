//! A run as JUnit reads it, the form that CI systems show.

use std::fmt::Write;

use super::CaseResult;

/// The results as JUnit's XML: a test case each, its difference as the failure.
#[must_use]
pub fn junit(name: &str, results: &[CaseResult]) -> String {
    let failures = results.iter().filter(|result| !result.right).count();
    let seconds: f64 = results.iter().map(|result| result.ms / 1_000.0).sum();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let (name, cases) = (escaped(name), results.len());
    // Writing into a string cannot fail.
    let _ = writeln!(
        xml,
        "<testsuites><testsuite name=\"{name}\" tests=\"{cases}\" failures=\"{failures}\" time=\"{seconds:.3}\">"
    );
    for result in results {
        let (question, seconds) = (escaped(&result.question), result.ms / 1_000.0);
        let _ = write!(
            xml,
            "  <testcase classname=\"{name}\" name=\"{question}\" time=\"{seconds:.3}\""
        );
        let _ = match &result.difference {
            None => writeln!(xml, "/>"),
            Some(difference) => writeln!(
                xml,
                "><failure message=\"{}\">{}</failure></testcase>",
                escaped(difference),
                escaped(result.sql.as_deref().unwrap_or_default())
            ),
        };
    }
    xml + "</testsuite></testsuites>\n"
}

/// Text within XML; what XML cannot hold becomes a question mark.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            odd if odd.is_control() || matches!(odd, '\u{fffe}' | '\u{ffff}') => out.push('?'),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_reserves_is_escaped() {
        let result = CaseResult {
            question: "a < \"b\" & \u{1}".into(),
            tags: Vec::new(),
            expected: "rows".into(),
            outcome: "answer".into(),
            translator: "offline".into(),
            sql: Some("SELECT 1 WHERE 1 < 2".into()),
            confidence: None,
            ms: 12.0,
            right: false,
            difference: Some("1 rows instead of 2".into()),
        };
        insta::assert_snapshot!(junit("shop", &[result]), @r#"
    <?xml version="1.0" encoding="UTF-8"?>
    <testsuites><testsuite name="shop" tests="1" failures="1" time="0.012">
      <testcase classname="shop" name="a &lt; &quot;b&quot; &amp; ?" time="0.012"><failure message="1 rows instead of 2">SELECT 1 WHERE 1 &lt; 2</failure></testcase>
    </testsuite></testsuites>
    "#);
    }
}
