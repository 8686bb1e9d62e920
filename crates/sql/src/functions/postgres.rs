//! PostgreSQL's own functions and those of its usual extensions (<https://www.postgresql.org/docs/current/functions.html>).

use super::Group;

/// Functions by what they do.
pub(super) const GROUPS: &[Group] = &[
    ("choices", "greatest grouping least num_nonnulls num_nulls"),
    (
        "aggregates",
        "any_value array_agg bit_and bit_or bit_xor bool_and bool_or corr covar_pop covar_samp \
        every json_agg json_agg_strict json_arrayagg json_object_agg json_object_agg_strict \
        json_object_agg_unique json_object_agg_unique_strict json_objectagg jsonb_agg \
        jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique \
        jsonb_object_agg_unique_strict mode percentile_cont percentile_disc range_agg \
        range_intersect_agg regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope \
        regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg var_pop var_samp \
        variance xmlagg",
    ),
    (
        "numbers",
        "acosd acosh asind asinh atan2d atand atanh bit_count cbrt cosd cosh cot cotd div erf erfc \
        factorial float4 float8 gamma gcd get_bit get_byte int2 int4 int8 isfinite lcm lgamma \
        min_scale numeric random random_normal scale set_bit set_byte sind sinh tand tanh \
        trim_scale trunc width_bucket",
    ),
    (
        "text",
        "ascii bit_length bpchar btrim casefold character_length chr collation convert \
        convert_from convert_to crc32 crc32c decode encode for format initcap left lpad md5 \
        normalize overlay parse_ident quote_ident quote_literal quote_nullable regexp_count \
        regexp_instr regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array \
        regexp_split_to_table regexp_substr repeat reverse right rpad sha224 sha256 sha384 sha512 \
        split_part starts_with string_to_array string_to_table strpos text textlen to_ascii \
        to_bin to_hex to_oct translate unicode_assigned unistr varchar",
    ),
    (
        "time",
        "age clock_timestamp date_add date_bin date_part date_subtract date_trunc extract interval \
        justify_days justify_hours justify_interval localtime localtimestamp make_date \
        make_interval make_time make_timestamp make_timestamptz now overlaps statement_timestamp \
        timeofday timestamp timestamptz timetz timezone to_char to_date to_number to_timestamp \
        transaction_timestamp",
    ),
    (
        "arrays",
        "array array_append array_cat array_dims array_fill array_length array_lower array_ndims \
        array_position array_positions array_prepend array_remove array_replace array_reverse \
        array_sample array_shuffle array_sort array_to_json array_to_string array_to_tsvector \
        array_upper cardinality generate_series generate_subscripts row trim_array unnest",
    ),
    (
        "JSON",
        "json json_array json_array_elements json_array_elements_text json_array_length \
        json_build_array json_build_object json_each json_each_text json_exists json_extract_path \
        json_extract_path_text json_object json_object_keys json_populate_record \
        json_populate_recordset json_query json_scalar json_serialize json_strip_nulls json_table \
        json_to_record json_to_recordset json_to_tsvector json_typeof json_value \
        jsonb_array_elements jsonb_array_elements_text jsonb_array_length jsonb_build_array \
        jsonb_build_object jsonb_concat jsonb_contains jsonb_each jsonb_each_text jsonb_exists \
        jsonb_exists_all jsonb_exists_any jsonb_extract_path jsonb_extract_path_text jsonb_insert \
        jsonb_object jsonb_object_keys jsonb_path_exists jsonb_path_exists_tz jsonb_path_match \
        jsonb_path_match_tz jsonb_path_query jsonb_path_query_array jsonb_path_query_array_tz \
        jsonb_path_query_first jsonb_path_query_first_tz jsonb_path_query_tz \
        jsonb_populate_record jsonb_populate_recordset jsonb_pretty jsonb_set jsonb_set_lax \
        jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_to_tsvector jsonb_typeof \
        row_to_json to_json to_jsonb",
    ),
    (
        "full text",
        "get_current_ts_config numnode phraseto_tsquery plainto_tsquery querytree setweight strip \
        to_tsquery to_tsvector ts_debug ts_delete ts_filter ts_headline ts_lexize ts_parse \
        ts_rank ts_rank_cd tsquery_phrase tsvector_to_array websearch_to_tsquery",
    ),
    (
        "ranges",
        "datemultirange daterange int4multirange int4range int8multirange int8range isempty \
        lower_inc lower_inf multirange nummultirange numrange range_merge tsmultirange tsrange \
        tstzmultirange tstzrange upper_inc upper_inf",
    ),
    (
        "addresses",
        "abbrev broadcast family host hostmask inet_merge inet_same_family macaddr8_set7bit \
        masklen netmask network set_masklen",
    ),
    (
        "geometry",
        "area bound_box box center circle diagonal diameter height isclosed isopen line lseg \
        npoints path pclose point polygon popen radius slope width",
    ),
    (
        "identifiers and enumerations",
        "enum_first enum_last enum_range gen_random_uuid uuid_extract_timestamp \
        uuid_extract_version uuid_generate_v1 uuid_generate_v4 uuidv4 uuidv7",
    ),
    (
        "XML",
        "xml_is_well_formed xml_is_well_formed_content xml_is_well_formed_document xmlcomment \
        xmlconcat xmlelement xmlexists xmlforest xmlparse xmlpi xmlroot xmlserialize xmltext \
        xpath xpath_exists",
    ),
    (
        "who asks",
        "current_catalog current_database current_role current_schema current_user session_user \
        user",
    ),
    ("what a value is", "pg_column_size pg_typeof"),
    (
        "pg_trgm, fuzzystrmatch, unaccent, hstore, intarray, citext, ltree, cube, earthdistance, pgcrypto digests",
        "akeys avals cube cube_dim cube_distance cube_enlarge cube_ll_coord cube_ur_coord \
        daitch_mokotoff defined difference digest dmetaphone dmetaphone_alt each earth \
        earth_box earth_distance exist gc_to_sec hmac hstore hstore_to_array hstore_to_json \
        hstore_to_json_loose hstore_to_jsonb hstore_to_jsonb_loose hstore_to_matrix icount idx \
        index intset latitude lca levenshtein levenshtein_less_equal ll_to_earth \
        longitude ltree2text metaphone nlevel sec_to_gc show_trgm similarity skeys slice sort \
        sort_asc sort_desc soundex strict_word_similarity subarray subltree subpath svals \
        text2ltree unaccent uniq word_similarity",
    ),
    (
        "pgvector",
        "binary_quantize cosine_distance hamming_distance inner_product jaccard_distance \
        l1_distance l2_distance l2_norm l2_normalize subvector vector_dims vector_norm",
    ),
    (
        "PostGIS",
        "geography geometry geometrytype st_3ddistance st_area st_asbinary st_asewkt st_asgeojson \
        st_astext st_azimuth st_boundary st_buffer st_centroid st_clusterdbscan st_clusterkmeans \
        st_collect st_contains st_convexhull st_coveredby st_covers st_crosses st_difference \
        st_dimension st_disjoint st_distance st_distancesphere st_distancespheroid st_dump \
        st_dwithin st_endpoint st_envelope st_equals st_expand st_exteriorring st_force2d \
        st_geogfromtext st_geohash st_geometryn st_geometrytype st_geomfromgeojson \
        st_geomfromtext st_geomfromwkb st_hexagongrid st_intersection st_intersects st_isempty \
        st_isvalid st_length st_lineinterpolatepoint st_linemerge st_makeenvelope st_makeline \
        st_makepoint st_makepolygon st_makevalid st_memsize st_npoints st_numgeometries \
        st_numpoints st_overlaps st_perimeter st_point st_pointfromtext st_pointn \
        st_pointonsurface st_relate st_setsrid st_simplify st_snaptogrid st_squaregrid st_srid \
        st_startpoint st_symdifference st_touches st_transform st_translate st_union st_within \
        st_x st_xmax st_xmin st_y st_ymax st_ymin st_z",
    ),
    ("TimescaleDB", "first histogram interpolate last locf time_bucket time_bucket_gapfill"),
];
