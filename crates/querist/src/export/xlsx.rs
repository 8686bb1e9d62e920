//! An Excel workbook with one sheet.
//!
//! Excel's limits: <https://support.microsoft.com/office/1672b34d-7043-467e-8e27-269d656771c3>.

use std::io::{self, Write};

use jiff::{civil, tz::TimeZone};
use querist_vocabulary::{database::ResultColumn, value::Value};
use rust_xlsxwriter::{Format, IntoExcelDateTime, Workbook, Worksheet, XlsxError};

use super::sheet::{LeftOut, Sheet};

/// Rows of a sheet, the head included.
const ROWS: u32 = 1_048_576;

/// Columns of a sheet.
const COLUMNS: usize = 16_384;

/// Characters of a text.
const CHARACTERS: usize = 32_767;

/// Digits that Excel keeps of a number.
const DIGITS: u64 = 15;

/// The whole numbers that fit into them.
const WHOLE: u64 = 999_999_999_999_999;

/// Years that Excel knows.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=9999;

pub(super) struct Xlsx<'a> {
    out: &'a mut (dyn Write + Send),
    workbook: Workbook,
    formats: Formats,
    /// Rows that the sheet holds, its head included.
    room: u32,
    /// The next row of the sheet.
    next: u32,
    rows_left_out: u64,
    columns_left_out: usize,
    texts_cut: u64,
}

struct Formats {
    day: Format,
    moment: Format,
    time: Format,
}

impl<'a> Xlsx<'a> {
    pub(super) fn begin(
        out: &'a mut (dyn Write + Send),
        columns: &[ResultColumn],
    ) -> io::Result<Self> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory().map_err(io::Error::other)?;
        head(sheet, columns).map_err(io::Error::other)?;
        let formats = Formats {
            day: Format::new().set_num_format("yyyy-mm-dd"),
            moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
            time: Format::new().set_num_format("hh:mm:ss"),
        };
        let columns_left_out = columns.len().saturating_sub(COLUMNS);
        Ok(Self {
            out,
            workbook,
            formats,
            room: ROWS,
            next: 1,
            rows_left_out: 0,
            columns_left_out,
            texts_cut: 0,
        })
    }

    fn notes(&self) -> Vec<String> {
        let rows = (self.rows_left_out > 0).then(|| {
            let (room, left_out) = (self.room, self.rows_left_out);
            format!("an Excel sheet holds {room} rows with its head; left out: {left_out}")
        });
        let columns = (self.columns_left_out > 0).then(|| {
            format!("an Excel sheet holds {COLUMNS} columns; left out: {}", self.columns_left_out)
        });
        let texts = (self.texts_cut > 0).then(|| {
            format!("an Excel cell holds {CHARACTERS} characters; cells cut: {}", self.texts_cut)
        });
        [rows, columns, texts].into_iter().flatten().collect()
    }
}

fn head(sheet: &mut Worksheet, columns: &[ResultColumn]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_freeze_panes(1, 0)?;
    for (at, column) in (0..).zip(columns.iter().take(COLUMNS)) {
        let (name, _) = fitting(&column.name);
        sheet.write_string_with_format(0, at, name, &bold)?;
    }
    Ok(())
}

impl Sheet for Xlsx<'_> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        if self.next == self.room {
            self.rows_left_out += 1;
            return Ok(());
        }
        let sheet = self.workbook.worksheet_from_index(0).map_err(io::Error::other)?;
        for (at, value) in (0..).zip(row.iter().take(COLUMNS)) {
            let cell = Cell { sheet, row: self.next, column: at, formats: &self.formats };
            self.texts_cut += u64::from(cell.write(value).map_err(io::Error::other)?);
        }
        self.next += 1;
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<LeftOut> {
        self.workbook.save_to_writer(&mut *self.out).map_err(io::Error::other)?;
        Ok(LeftOut { rows: self.rows_left_out, notes: self.notes() })
    }
}

/// A place for a value.
struct Cell<'a> {
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    formats: &'a Formats,
}

impl Cell<'_> {
    /// Writes a value; whether it is a text that had to be cut.
    fn write(self, value: &Value) -> Result<bool, XlsxError> {
        let formats = self.formats;
        match value {
            Value::Null => Ok(false),
            Value::Boolean(truth) => {
                self.sheet.write_boolean(self.row, self.column, *truth).map(|_| false)
            }
            Value::Integer(_) | Value::Decimal(_) | Value::Float(_) => match number(value) {
                Some(number) => {
                    self.sheet.write_number(self.row, self.column, number).map(|_| false)
                }
                None => self.text(&value.to_string()),
            },
            Value::Text(text) | Value::Other(text) => self.text(text),
            Value::Date(day) => self.day(*day, *day, &formats.day),
            Value::DateTime(moment) => self.day(moment.date(), *moment, &formats.moment),
            Value::Timestamp(instant) => {
                let moment = instant.to_zoned(TimeZone::UTC).datetime();
                self.day(moment.date(), moment, &formats.moment)
            }
            Value::Time(time) => self
                .sheet
                .write_datetime_with_format(self.row, self.column, *time, &formats.time)
                .map(|_| false),
            Value::Json(_) | Value::Binary(_) | Value::Array(_) => self.text(&value.to_string()),
        }
    }

    fn day(
        self,
        day: civil::Date,
        value: impl IntoExcelDateTime + std::fmt::Display,
        format: &Format,
    ) -> Result<bool, XlsxError> {
        if !YEARS.contains(&day.year()) {
            return self.text(&value.to_string());
        }
        self.sheet.write_datetime_with_format(self.row, self.column, value, format).map(|_| false)
    }

    fn text(self, text: &str) -> Result<bool, XlsxError> {
        let (text, cut) = fitting(text);
        self.sheet.write_string(self.row, self.column, text).map(|_| cut)
    }
}

/// The number that Excel shows without losing a digit.
fn number(value: &Value) -> Option<f64> {
    let lossy = matches!(value, Value::Integer(number) if number.unsigned_abs() > WHOLE)
        || matches!(value, Value::Decimal(number) if number.normalized().digits() > DIGITS);
    value.as_number().filter(|number| !lossy && number.is_finite())
}

/// The text as far as a cell holds it, and whether that is not all. Excel counts UTF-16 units.
fn fitting(text: &str) -> (&str, bool) {
    if text.len() <= CHARACTERS {
        return (text, false);
    }
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > CHARACTERS
    });
    match end {
        Some((at, _)) => (text.get(..at).unwrap_or(text), true),
        None => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_beyond_the_sheet_are_counted() {
        let mut bytes = Vec::new();
        let sheet = Xlsx::begin(&mut bytes, &[]).unwrap();
        let mut small = Box::new(Xlsx { room: 3, ..sheet });
        for _ in 0..5 {
            small.row(&[Value::Integer(1)]).unwrap();
        }
        let left_out = small.end().unwrap();
        assert_eq!(left_out.rows, 3);
        insta::assert_snapshot!(left_out.notes.join("\n"), @"an Excel sheet holds 3 rows with its head; left out: 3");
    }
}
