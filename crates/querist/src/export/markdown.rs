//! A Markdown table, as GitHub and most others read it: <https://github.github.com/gfm/#tables-extension->.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use querist_vocabulary::{database::ResultColumn, value::Value};

use super::sheet::{LeftOut, Sheet};

pub(super) struct Markdown<'a> {
    out: &'a mut (dyn Write + Send),
    /// Holds one cell at a time.
    cell: String,
}

impl<'a> Markdown<'a> {
    pub(super) fn begin(
        out: &'a mut (dyn Write + Send),
        columns: &[ResultColumn],
    ) -> io::Result<Self> {
        let mut markdown = Self { out, cell: String::new() };
        for column in columns {
            markdown.cell(&column.name)?;
        }
        markdown.out.write_all(b"|\n")?;
        for column in columns {
            // Numbers stand to the right.
            let line: &[u8] = if column.kind.is_number() { b"| ---: " } else { b"| --- " };
            markdown.out.write_all(line)?;
        }
        markdown.out.write_all(b"|\n")?;
        Ok(markdown)
    }

    fn cell(&mut self, value: &dyn std::fmt::Display) -> io::Result<()> {
        self.cell.clear();
        // Writing into a string cannot fail.
        let _ = write!(self.cell, "{value}");
        self.out.write_all(b"| ")?;
        let mut rest = self.cell.as_str();
        while let Some(at) = rest.find(['|', '\\', '\n', '\r']) {
            let (before, after) = rest.split_at(at);
            self.out.write_all(before.as_bytes())?;
            self.out.write_all(match after.as_bytes().first() {
                Some(b'|') => b"\\|",
                Some(b'\\') => b"\\\\",
                Some(b'\n') => b"<br>",
                _ => b"",
            })?;
            rest = after.get(1..).unwrap_or_default();
        }
        self.out.write_all(rest.as_bytes())?;
        self.out.write_all(b" ")
    }
}

impl Sheet for Markdown<'_> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        for value in row {
            self.cell(value)?;
        }
        self.out.write_all(b"|\n")
    }

    fn end(self: Box<Self>) -> io::Result<LeftOut> {
        Ok(LeftOut::default())
    }
}
