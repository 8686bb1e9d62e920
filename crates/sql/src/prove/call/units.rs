//! Words that a function takes as an argument, which are no columns.

use querist_vocabulary::statement::Dialect;

/// The words of a function: in BigQuery its later arguments, elsewhere its first.
pub(super) fn of(dialect: Dialect, function: &str) -> &'static [&'static str] {
    match (dialect, function) {
        (Dialect::Mysql, "timestampdiff" | "timestampadd") => MYSQL,
        (Dialect::Mysql, "get_format") => &["date", "time", "datetime", "timestamp"],
        (
            Dialect::SqlServer,
            "datepart" | "datename" | "dateadd" | "datediff" | "datediff_big" | "datetrunc"
            | "date_bucket",
        ) => SQLSERVER,
        (
            Dialect::BigQuery,
            "date_trunc" | "datetime_trunc" | "timestamp_trunc" | "time_trunc" | "date_diff"
            | "datetime_diff" | "timestamp_diff" | "time_diff" | "last_day",
        ) => BIGQUERY,
        _ => &[],
    }
}

/// <https://dev.mysql.com/doc/refman/8.4/en/date-and-time-functions.html#function_timestampadd>
const MYSQL: &[&str] = &[
    "microsecond",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "sql_tsi_second",
    "sql_tsi_minute",
    "sql_tsi_hour",
    "sql_tsi_day",
    "sql_tsi_week",
    "sql_tsi_month",
    "sql_tsi_quarter",
    "sql_tsi_year",
];

/// <https://learn.microsoft.com/en-us/sql/t-sql/functions/datepart-transact-sql>, written out.
const SQLSERVER: &[&str] = &[
    "year",
    "quarter",
    "month",
    "dayofyear",
    "day",
    "week",
    "weekday",
    "iso_week",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
];

/// <https://cloud.google.com/bigquery/docs/reference/standard-sql/date_functions#date_trunc>
const BIGQUERY: &[&str] = &[
    "year",
    "isoyear",
    "quarter",
    "month",
    "week",
    "week(monday)",
    "week(sunday)",
    "isoweek",
    "day",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
];
