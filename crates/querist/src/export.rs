//! Rows of any number, written as a file.
//!
//! Rows are written while they come, so that memory does not grow with them.

/// What every format does.
mod sheet;

/// Comma-separated values.
mod csv;

/// An array of objects.
mod json;

/// A Markdown table.
mod markdown;

/// An Excel workbook.
mod xlsx;

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use querist_journey::Streamed;
use querist_vocabulary::{
    answer::ResultTable,
    database::{Cut, Limits, Rows},
    question::QuestionId,
};

use crate::{Querist, QueristError};
use sheet::LeftOut;

/// Bytes gathered before they are handed to the system.
const BUFFER: usize = 256 * 1024;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Comma-separated values as RFC 4180 has them. NULL is empty and an empty text is `""`. A text
    /// that a spreadsheet would run as a formula gets an apostrophe before it: one that begins with
    /// `=`, `@`, a tab or a carriage return, or with `+` or `-` and is no number.
    Csv,
    /// An array of objects, a line each; of columns with the same name the second becomes `name_2`.
    /// Nothing is changed for spreadsheets.
    Json,
    /// An Excel workbook with one sheet: numbers, dates and truth values as such, texts never as
    /// formulas. Rows beyond Excel's 1,048,576 and characters of a text beyond 32,767 are left out,
    /// and [`Exported::notes`] says so.
    Xlsx,
    /// A Markdown table; `|` and line breaks are escaped.
    Markdown,
}

impl FileFormat {
    /// The format that a file's ending names: `.csv`, `.json`, `.xlsx`, `.md`.
    #[must_use]
    pub fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_ascii_lowercase().to_str()? {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "xlsx" => Some(Self::Xlsx),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Rows.
    pub rows: u64,
    /// Bytes.
    pub bytes: u64,
    /// What was left out and why, a sentence each; empty where everything was written.
    pub notes: Vec<String>,
}

/// Runs a query and streams its rows into a file: all of them, in constant memory, within the time
/// that exports have ([`Querist::export_timeout`]). The file is there, new, only when it is whole.
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
    let limits = Limits { rows: None, bytes: None, timeout: querist.export_timeout() };
    let streamed = querist.journey().stream(id, sql, limits).await;
    let mut rows = match streamed.map_err(|error| QueristError::from(error).of_export())? {
        Streamed::Rows(rows) => rows,
        Streamed::Refused(refusal) => return Err(refusal.into()),
    };
    let part = Part::beside(file);
    let exported = write(&mut *rows, format, &part.path).await;
    let exported = exported.map_err(|trouble| trouble.at(file).of_export())?;
    fs::rename(&part.path, file).map_err(|error| QueristError::cannot_write(file, &error))?;
    Ok(exported)
}

/// Writes rows that are in memory.
///
/// # Errors
/// When they cannot be written.
pub fn table_to(
    table: &ResultTable,
    format: FileFormat,
    out: &mut (dyn Write + Send),
) -> io::Result<Exported> {
    let mut counted = Counted { out: BufWriter::with_capacity(BUFFER, out), bytes: 0 };
    let mut sheet = sheet::begin(format, &mut counted, &table.columns)?;
    for row in &table.rows {
        sheet.row(row)?;
    }
    let left_out = sheet.end()?;
    counted.flush()?;
    Ok(Exported::of(table.rows.len() as u64, left_out, table.cut, counted.bytes))
}

/// What can go wrong on the way into a file.
enum Trouble {
    Database(querist_vocabulary::database::DatabaseError),
    File(io::Error),
}

impl Trouble {
    fn at(self, file: &Path) -> QueristError {
        match self {
            Self::Database(error) => error.into(),
            Self::File(error) => QueristError::cannot_write(file, &error),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

async fn write(rows: &mut dyn Rows, format: FileFormat, file: &Path) -> Result<Exported, Trouble> {
    let out = BufWriter::with_capacity(BUFFER, File::create(file)?);
    let mut counted = Counted { out, bytes: 0 };
    let mut sheet = sheet::begin(format, &mut counted, rows.columns())?;
    let mut came = 0;
    while let Some(batch) = rows.next().await.map_err(Trouble::Database)? {
        for row in &batch {
            sheet.row(row)?;
        }
        came += batch.len() as u64;
    }
    let left_out = sheet.end()?;
    counted.flush()?;
    Ok(Exported::of(came, left_out, rows.cut(), counted.bytes))
}

impl Exported {
    fn of(came: u64, left_out: LeftOut, cut: Option<Cut>, bytes: u64) -> Self {
        let cut = cut.map(|cut| match cut {
            Cut::Rows => "the row limit cut the rows short".to_owned(),
            Cut::Bytes => "the byte limit cut the rows short".to_owned(),
        });
        let notes = left_out.notes.into_iter().chain(cut).collect();
        Self { rows: came - left_out.rows, bytes, notes }
    }
}

/// A file on its way; what is left of it goes when the export does not come to its end.
struct Part {
    path: PathBuf,
}

impl Part {
    fn beside(file: &Path) -> Self {
        let mut name = file.as_os_str().to_owned();
        name.push(".part");
        Self { path: name.into() }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // After a whole export it was renamed, and there is nothing to remove.
        let _ = fs::remove_file(&self.path);
    }
}

/// Counts what goes through.
struct Counted<W> {
    out: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
