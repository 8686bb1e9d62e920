//! SQLite's own functions (<https://www.sqlite.org/lang_corefunc.html> and the pages beside it).

use super::Group;

/// Functions by what they do.
pub(super) const GROUPS: &[Group] = &[
    ("choices", "if ifnull iif likelihood likely unlikely"),
    (
        "aggregates",
        "group_concat json_group_array json_group_object jsonb_group_array jsonb_group_object median percentile percentile_cont percentile_disc stddev string_agg total \
        variance",
    ),
    ("numbers", "acosh asinh atanh cosh log2 random sinh tanh trunc"),
    (
        "text",
        "char format glob hex instr like printf quote regexp regexp_like soundex unhex \
        unicode unistr unistr_quote",
    ),
    ("values", "typeof"),
    ("time", "datetime julianday strftime timediff unixepoch"),
    (
        "JSON",
        "json json_array json_array_insert json_array_length json_each json_error_position \
        json_extract json_insert json_object json_patch \
        json_pretty json_quote json_remove json_replace json_set json_tree json_type json_valid \
        jsonb jsonb_array jsonb_array_insert jsonb_each jsonb_extract \
        jsonb_insert jsonb_object jsonb_patch jsonb_remove jsonb_replace \
        jsonb_set jsonb_tree",
    ),
    (
        "full text and places",
        "bm25 geopoly_area geopoly_bbox geopoly_contains_point geopoly_json geopoly_overlap \
        geopoly_within highlight matchinfo offsets snippet",
    ),
    ("series", "generate_series"),
];
