//! MySQL's and MariaDB's own functions (<https://dev.mysql.com/doc/refman/8.4/en/functions.html>).

use super::Group;

/// Functions by what they do.
pub(super) const GROUPS: &[Group] = &[
    (
        "choices",
        "any_value decode_oracle elt field find_in_set greatest grouping if ifnull interval isnull \
        least make_set nvl nvl2 row",
    ),
    (
        "aggregates",
        "bit_and bit_or bit_xor group_concat json_arrayagg json_objectagg median percentile_cont \
        percentile_disc std stddev stddev_pop stddev_samp var_pop var_samp variance",
    ),
    ("numbers", "bin bit_count conv cot crc32 crc32c format hex log2 oct rand trunc truncate"),
    (
        "text",
        "ascii bin_to_uuid binary bit_length char character_length chr convert \
        export_set format_bytes from_base64 insert instr lcase left lengthb like locate lpad \
        match mid natural_sort_key ord quote regexp_instr regexp_like regexp_replace \
        regexp_substr repeat reverse right rpad sformat soundex space strcmp substring_index \
        to_base64 to_char ucase unhex uuid_to_bin weight_string",
    ),
    ("digests", "compress md5 sha sha1 sha2 uncompress uncompressed_length"),
    (
        "time",
        "add_months adddate addtime convert_tz curdate curtime date_add date_format date_sub \
        datediff day dayname dayofmonth dayofweek dayofyear extract from_days from_unixtime \
        get_format hour last_day localtime localtimestamp makedate maketime microsecond minute \
        month monthname months_between now period_add period_diff quarter sec_to_time second \
        str_to_date subdate subtime sysdate time_format time_to_sec timediff timestamp \
        timestampadd timestampdiff to_days to_seconds unix_timestamp utc_date utc_time \
        utc_timestamp week weekday weekofyear year yearweek",
    ),
    (
        "JSON",
        "json_array json_array_append json_array_insert json_array_intersect json_compact \
        json_contains json_contains_path json_depth json_detailed json_equals json_exists \
        json_extract json_insert json_keys json_length json_loose json_merge json_merge_patch \
        json_merge_preserve json_normalize json_object json_object_filter_keys \
        json_object_to_array json_overlaps json_pretty json_query json_quote json_remove \
        json_replace json_schema_valid json_search json_set json_storage_size json_table \
        json_type json_unquote json_valid json_value member",
    ),
    (
        "addresses and identifiers",
        "inet6_aton inet6_ntoa inet_aton inet_ntoa is_ipv4 is_ipv4_compat is_ipv4_mapped is_ipv6 \
        is_uuid uuid",
    ),
    (
        "geometry",
        "geometrycollection linestring mbrcontains mbrintersects mbrwithin multilinestring \
        multipoint multipolygon point polygon st_area st_asbinary st_asgeojson st_astext \
        st_buffer st_centroid st_contains st_convexhull st_crosses st_difference st_dimension \
        st_disjoint st_distance st_distance_sphere st_endpoint st_envelope st_equals \
        st_exteriorring st_geohash st_geometryn st_geometrytype st_geomfromgeojson \
        st_geomfromtext st_geomfromwkb st_intersection st_intersects st_isempty st_isvalid \
        st_latitude st_length st_longitude st_makeenvelope st_numgeometries st_numpoints \
        st_overlaps st_pointfromtext st_pointn st_simplify st_srid st_startpoint st_symdifference \
        st_touches st_transform st_union st_within st_x st_y",
    ),
    ("who asks", "current_role current_user database schema session_user system_user user"),
    ("what a text is", "charset coercibility collation"),
    ("vectors", "vec_distance vec_distance_cosine vec_distance_euclidean vec_fromtext vec_totext"),
    ("XML", "extractvalue"),
];
