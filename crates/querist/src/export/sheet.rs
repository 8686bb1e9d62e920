//! What every format does.

use std::io::{self, Write};

use querist_vocabulary::{database::ResultColumn, value::Value};

use super::{FileFormat, csv::Csv, json::Json, markdown::Markdown, xlsx::Xlsx};

/// A file being written.
pub(super) trait Sheet: Send {
    /// Writes a row, as long as the columns.
    fn row(&mut self, row: &[Value]) -> io::Result<()>;

    /// Writes what comes after the rows, and says what the format had no room for.
    fn end(self: Box<Self>) -> io::Result<LeftOut>;
}

/// What a format had no room for.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    /// Rows.
    pub(super) rows: u64,
    /// That and anything else, a sentence each.
    pub(super) notes: Vec<String>,
}

/// Writes what comes before the rows.
pub(super) fn begin<'a>(
    format: FileFormat,
    out: &'a mut (dyn Write + Send),
    columns: &[ResultColumn],
) -> io::Result<Box<dyn Sheet + 'a>> {
    Ok(match format {
        FileFormat::Csv => Box::new(Csv::begin(out, columns)?),
        FileFormat::Json => Box::new(Json::begin(out, columns)?),
        FileFormat::Markdown => Box::new(Markdown::begin(out, columns)?),
        FileFormat::Xlsx => Box::new(Xlsx::begin(out, columns)?),
    })
}
