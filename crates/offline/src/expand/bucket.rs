//! Days cut to a piece of time: a text that is the same in every dialect, such as `2024-03`.
//!
//! The day of the week is its name, in SQLite its number from Sunday on.

use querist_vocabulary::{statement::Dialect, value::ValueKind};

use crate::plan::Bucket;

/// What groups by a piece of time go by; `declared` is what the database says of the column.
pub(super) fn key(dialect: Dialect, column: &str, declared: ValueKind, bucket: Bucket) -> String {
    let text = declared == ValueKind::Text;
    match dialect {
        Dialect::Sqlite => sqlite(column, bucket),
        Dialect::Postgres if text => postgres(&format!("CAST({column} AS timestamp)"), bucket),
        Dialect::Postgres => postgres(column, bucket),
        Dialect::Mysql => mysql(column, bucket),
        Dialect::SqlServer if text => sqlserver(&format!("CAST({column} AS datetime2)"), bucket),
        Dialect::SqlServer => sqlserver(column, bucket),
        Dialect::BigQuery => bigquery(column, declared, bucket),
    }
}

fn sqlite(column: &str, bucket: Bucket) -> String {
    match bucket {
        Bucket::Year => format!("strftime('%Y', {column})"),
        Bucket::Quarter => format!(
            "strftime('%Y', {column}) || '-Q' || ((CAST(strftime('%m', {column}) AS INTEGER) + 2) / 3)"
        ),
        Bucket::Month => format!("strftime('%Y-%m', {column})"),
        Bucket::Week => format!("date({column}, 'weekday 0', '-6 days')"),
        Bucket::Day => format!("date({column})"),
        Bucket::Weekday => format!("strftime('%w', {column})"),
        Bucket::Hour => format!("strftime('%H', {column})"),
    }
}

fn postgres(column: &str, bucket: Bucket) -> String {
    let form = match bucket {
        Bucket::Year => "YYYY",
        Bucket::Quarter => "YYYY-\"Q\"Q",
        Bucket::Month => "YYYY-MM",
        Bucket::Week => return format!("to_char(date_trunc('week', {column}), 'YYYY-MM-DD')"),
        Bucket::Day => "YYYY-MM-DD",
        Bucket::Weekday => "FMDay",
        Bucket::Hour => "HH24",
    };
    format!("to_char({column}, '{form}')")
}

fn mysql(column: &str, bucket: Bucket) -> String {
    match bucket {
        Bucket::Year => format!("date_format({column}, '%Y')"),
        Bucket::Quarter => format!("concat(year({column}), '-Q', quarter({column}))"),
        Bucket::Month => format!("date_format({column}, '%Y-%m')"),
        Bucket::Week => {
            format!("date_format(date_sub({column}, INTERVAL weekday({column}) DAY), '%Y-%m-%d')")
        }
        Bucket::Day => format!("date_format({column}, '%Y-%m-%d')"),
        Bucket::Weekday => format!("dayname({column})"),
        Bucket::Hour => format!("date_format({column}, '%H')"),
    }
}

/// The beginning of the day in ISO 8601 (style 126), which every version has; FORMAT is slow and
/// DATETRUNC new. Weeks are counted from the first of January of the year 1, a Monday, because the
/// first day of a week is a setting of the session.
fn sqlserver(column: &str, bucket: Bucket) -> String {
    let monday = "CAST('0001-01-01' AS date)";
    match bucket {
        Bucket::Year => format!("convert(char(4), {column}, 126)"),
        Bucket::Quarter => {
            format!("concat(convert(char(4), {column}, 126), '-Q', datepart(quarter, {column}))")
        }
        Bucket::Month => format!("convert(char(7), {column}, 126)"),
        Bucket::Week => format!(
            "convert(char(10), dateadd(day, -(datediff(day, {monday}, {column}) % 7), {column}), 126)"
        ),
        Bucket::Day => format!("convert(char(10), {column}, 126)"),
        Bucket::Weekday => format!("datename(weekday, {column})"),
        Bucket::Hour => format!("right(concat('0', datepart(hour, {column})), 2)"),
    }
}

/// There is one way to write a date for each of its types; text is read as a DATETIME.
fn bigquery(column: &str, declared: ValueKind, bucket: Bucket) -> String {
    let (kind, column) = match declared {
        ValueKind::Date => ("date", column.to_owned()),
        ValueKind::Timestamp => ("timestamp", column.to_owned()),
        ValueKind::Text => ("datetime", format!("CAST({column} AS DATETIME)")),
        _ => ("datetime", column.to_owned()),
    };
    let form = match bucket {
        Bucket::Year => "%Y",
        Bucket::Quarter => "%Y-Q%Q",
        Bucket::Month => "%Y-%m",
        Bucket::Week => {
            return format!("format_{kind}('%Y-%m-%d', {kind}_trunc({column}, ISOWEEK))");
        }
        Bucket::Day => "%Y-%m-%d",
        Bucket::Weekday => "%A",
        Bucket::Hour => "%H",
    };
    format!("format_{kind}('{form}', {column})")
}
