//! Comma-separated values: <https://www.rfc-editor.org/rfc/rfc4180>.
//!
//! The formula rule follows <https://owasp.org/www-community/attacks/CSV_Injection>, and spares
//! numbers kept as text.

use std::io::{self, Write};

use querist_vocabulary::{database::ResultColumn, value::Value};

use super::sheet::{LeftOut, Sheet};

const END: &[u8] = b"\r\n";

pub(super) struct Csv<'a> {
    out: &'a mut (dyn Write + Send),
    /// Holds one cell at a time.
    cell: String,
}

impl<'a> Csv<'a> {
    pub(super) fn begin(
        out: &'a mut (dyn Write + Send),
        columns: &[ResultColumn],
    ) -> io::Result<Self> {
        let mut csv = Self { out, cell: String::new() };
        for (at, column) in columns.iter().enumerate() {
            csv.comma(at)?;
            csv.text(&column.name)?;
        }
        csv.out.write_all(END)?;
        Ok(csv)
    }

    fn comma(&mut self, at: usize) -> io::Result<()> {
        if at > 0 { self.out.write_all(b",") } else { Ok(()) }
    }

    fn value(&mut self, value: &Value) -> io::Result<()> {
        match value {
            Value::Null => Ok(()),
            Value::Integer(number) => write!(self.out, "{number}"),
            Value::Text(text) | Value::Other(text) => self.text(text),
            Value::Boolean(_)
            | Value::Decimal(_)
            | Value::Float(_)
            | Value::Date(_)
            | Value::Time(_)
            | Value::DateTime(_)
            | Value::Timestamp(_) => write!(self.out, "{value}"),
            Value::Json(_) | Value::Binary(_) | Value::Array(_) => self.printed(value),
        }
    }

    fn printed(&mut self, value: &Value) -> io::Result<()> {
        use std::fmt::Write;
        let mut cell = std::mem::take(&mut self.cell);
        cell.clear();
        // Writing into a string cannot fail.
        let _ = write!(cell, "{value}");
        self.text(&cell)?;
        self.cell = cell;
        Ok(())
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        let mark = if is_formula(text) { "'" } else { "" };
        let quoted =
            text.is_empty() || text.bytes().any(|byte| matches!(byte, b'"' | b',' | b'\r' | b'\n'));
        if !quoted {
            self.out.write_all(mark.as_bytes())?;
            return self.out.write_all(text.as_bytes());
        }
        write!(self.out, "\"{mark}")?;
        for (at, part) in text.split('"').enumerate() {
            self.out.write_all(if at > 0 { b"\"\"" } else { b"" })?;
            self.out.write_all(part.as_bytes())?;
        }
        self.out.write_all(b"\"")
    }
}

impl Sheet for Csv<'_> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        if let [Value::Null] = row {
            // Readers pass over an empty line, and the row would be lost.
            self.out.write_all(b"\"\"")?;
        } else {
            for (at, value) in row.iter().enumerate() {
                self.comma(at)?;
                self.value(value)?;
            }
        }
        self.out.write_all(END)
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
