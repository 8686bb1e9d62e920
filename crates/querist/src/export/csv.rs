//! Comma-separated values: <https://www.rfc-editor.org/rfc/rfc4180>.
//!
//! The formula rule follows <https://owasp.org/www-community/attacks/CSV_Injection>, and spares
//! numbers kept as text.

use std::io::{self, Write};

use querist_vocabulary::{database::ResultColumn, value::Value};

use super::sheet::{LeftOut, Sheet};

const END: &str = "\r\n";

pub(super) struct Csv<'a> {
    out: &'a mut (dyn Write + Send),
    /// Holds one row at a time: the file sees one write a row, not several a cell.
    line: String,
    /// Holds one cell at a time.
    cell: String,
}

impl<'a> Csv<'a> {
    pub(super) fn begin(
        out: &'a mut (dyn Write + Send),
        columns: &[ResultColumn],
    ) -> io::Result<Self> {
        let mut csv = Self { out, line: String::new(), cell: String::new() };
        for (at, column) in columns.iter().enumerate() {
            csv.comma(at);
            text(&mut csv.line, &column.name);
        }
        csv.end_line()?;
        Ok(csv)
    }

    fn comma(&mut self, at: usize) {
        if at > 0 {
            self.line.push(',');
        }
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.line.push_str(END);
        self.out.write_all(self.line.as_bytes())?;
        self.line.clear();
        Ok(())
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => {}
            Value::Text(characters) | Value::Other(characters) => text(&mut self.line, characters),
            Value::Integer(_)
            | Value::Boolean(_)
            | Value::Decimal(_)
            | Value::Float(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::DateTime(_)
            | Value::Timestamp(_) => value.push_to(&mut self.line),
            Value::Json(_) | Value::Binary(_) | Value::Array(_) => {
                self.cell.clear();
                value.push_to(&mut self.cell);
                text(&mut self.line, &self.cell);
            }
        }
    }
}

fn text(line: &mut String, text: &str) {
    let mark = if is_formula(text) { "'" } else { "" };
    let quoted =
        text.is_empty() || text.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\r' | b'\n'));
    if !quoted {
        line.push_str(mark);
        line.push_str(text);
        return;
    }
    line.push('"');
    line.push_str(mark);
    for (at, part) in text.split('"').enumerate() {
        line.push_str(if at > 0 { "\"\"" } else { "" });
        line.push_str(part);
    }
    line.push('"');
}

impl Sheet for Csv<'_> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        if let [Value::Null] = row {
            // Readers pass over an empty line, and the row would be lost.
            self.line.push_str("\"\"");
        } else {
            for (at, value) in row.iter().enumerate() {
                self.comma(at);
                self.value(value);
            }
        }
        self.end_line()
    }

    fn end(self: Box<Self>) -> io::Result<LeftOut> {
        Ok(LeftOut::default())
    }
}

/// Whether a spreadsheet would take this text for a formula.
fn is_formula(text: &str) -> bool {
    match text.as_bytes().first() {
        Some(b'=' | b'@' | b'\t' | b'\r') => true,
        Some(b'+' | b'-') => text.parse::<f64>().is_err(),
        _ => false,
    }
}
