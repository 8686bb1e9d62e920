//! SQL Server's own functions (<https://learn.microsoft.com/en-us/sql/t-sql/functions/functions>).
//!
//! Left out is what reads other servers or files (`openrowset`, `openquery`, `openxml`), tells of the
//! server or its objects, or remembers for the session. A function that users wrote bears its schema's
//! name, and so is never taken for one of these.

use super::Group;

/// Functions by what they do.
pub(super) const GROUPS: &[Group] = &[
    ("choices", "choose greatest grouping grouping_id iif isnull isnumeric least"),
    (
        "aggregates",
        "approx_count_distinct approx_percentile_cont approx_percentile_disc checksum_agg \
        count_big json_arrayagg json_objectagg percentile_cont percentile_disc stdev stdevp string_agg var varp",
    ),
    ("numbers", "atn2 bit_count cot get_bit left_shift rand right_shift square"),
    (
        "text",
        "ascii char charindex datalength difference format left len nchar parsename patindex \
        quotename replicate reverse right soundex space str string_escape string_split stuff \
        translate unicode",
    ),
    ("digests", "binary_checksum checksum hashbytes"),
    (
        "time",
        "date_bucket dateadd datediff datediff_big datefromparts datename datepart \
        datetime2fromparts datetimefromparts datetimeoffsetfromparts datetrunc day eomonth getdate \
        getutcdate isdate month smalldatetimefromparts switchoffset sysdatetime sysdatetimeoffset \
        sysutcdatetime timefromparts todatetimeoffset year",
    ),
    (
        "JSON",
        "isjson json_array json_modify json_object json_path_exists \
        json_query json_value",
    ),
    ("series and identifiers", "generate_series newid"),
];
