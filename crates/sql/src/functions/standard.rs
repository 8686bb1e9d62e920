//! Functions that SQLite, PostgreSQL and MySQL share; most others have them too.

use super::Group;

/// Functions by what they do.
pub(super) const GROUPS: &[Group] = &[
    ("aggregates", "avg count max min sum"),
    (
        "windows",
        "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank \
        row_number",
    ),
    ("choices", "coalesce nullif"),
    (
        "numbers",
        "abs acos asin atan atan2 ceil ceiling cos degrees exp floor ln log log10 mod pi pow power \
        radians round sign sin sqrt tan",
    ),
    (
        "text",
        "char_length concat concat_ws length lower ltrim octet_length position replace rtrim \
        substr substring trim upper",
    ),
    ("time", "current_date current_time current_timestamp date time"),
];
