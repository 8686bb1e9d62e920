//! BigQuery's own functions (<https://cloud.google.com/bigquery/docs/reference/standard-sql/functions-all>).
//!
//! Left out is what reads elsewhere or runs SQL from a string (`external_query`), calls models, opens
//! keys, or tells of the session. A function that users wrote bears its dataset's name.

use super::Group;

/// Functions by what they do.
pub(super) const GROUPS: &[Group] = &[
    ("choices", "greatest grouping if ifnull least nullifzero zeroifnull"),
    (
        "aggregates",
        "any_value approx_count_distinct approx_quantiles approx_top_count approx_top_sum array_agg \
        array_concat_agg bit_and bit_or bit_xor corr count_if countif covar_pop covar_samp \
        logical_and logical_or max_by min_by percentile_cont percentile_disc stddev stddev_pop \
        stddev_samp string_agg var_pop var_samp variance",
    ),
    (
        "numbers",
        "acosh asinh atanh bit_count cbrt cosh cosine_distance cot div euclidean_distance \
        farm_fingerprint ieee_divide is_inf is_nan rand range_bucket safe_add safe_divide \
        safe_multiply safe_negate safe_subtract sinh tanh trunc",
    ),
    (
        "text",
        "ascii byte_length character_length chr code_points_to_bytes code_points_to_string \
        collate contains_substr edit_distance ends_with format from_base32 from_base64 from_hex \
        initcap instr left lpad normalize normalize_and_casefold parse_bignumeric parse_numeric \
        regexp_contains regexp_extract regexp_extract_all regexp_instr regexp_replace \
        regexp_substr repeat reverse right rpad safe_convert_bytes_to_string soundex split \
        starts_with strpos to_base32 to_base64 to_code_points to_hex translate unicode",
    ),
    ("digests", "md5 sha1 sha256 sha512"),
    (
        "time",
        "current_datetime date_add date_diff date_from_unix_date date_sub date_trunc datetime \
        datetime_add datetime_diff datetime_sub datetime_trunc extract format_date format_datetime \
        format_time format_timestamp generate_date_array generate_timestamp_array justify_days \
        justify_hours justify_interval last_day make_interval parse_date parse_datetime parse_time \
        parse_timestamp string time_add time_diff time_sub time_trunc timestamp timestamp_add \
        timestamp_diff timestamp_micros timestamp_millis timestamp_seconds timestamp_sub \
        timestamp_trunc unix_date unix_micros unix_millis unix_seconds",
    ),
    (
        "arrays",
        "array_concat array_first array_last array_length array_reverse array_slice \
        array_to_string generate_array offset ordinal safe_offset safe_ordinal unnest",
    ),
    (
        "JSON",
        "bool float64 int64 json_array json_extract json_extract_array json_extract_scalar \
        json_extract_string_array json_keys json_object json_query json_query_array json_type \
        json_value json_value_array lax_bool lax_float64 lax_int64 lax_string parse_json to_json \
        to_json_string",
    ),
    (
        "geometry",
        "st_area st_asgeojson st_astext st_boundary st_buffer st_centroid st_contains \
        st_convexhull st_coveredby st_covers st_difference st_dimension st_disjoint st_distance \
        st_dwithin st_endpoint st_equals st_geogfromgeojson st_geogfromtext st_geogpoint \
        st_geohash st_geometrytype st_intersection st_intersects st_isempty st_length \
        st_makeline st_makepolygon st_numpoints st_perimeter st_pointn st_simplify \
        st_snaptogrid st_startpoint st_touches st_union st_within st_x st_y",
    ),
    ("identifiers", "generate_uuid"),
];
