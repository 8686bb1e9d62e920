//! Words that are no names unless quoted.

use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

use querist_vocabulary::statement::Dialect;

/// Words reserved by SQLite (<https://www.sqlite.org/lang_keywords.html>), PostgreSQL
/// (<https://www.postgresql.org/docs/current/sql-keywords-appendix.html>), MySQL or MariaDB
/// (<https://dev.mysql.com/doc/refman/8.4/en/keywords.html>), and those that the parser takes for
/// something else. One list for all: a quote too many is no harm.
const WORDS: &str = "\
    accessible add all alter analyse analyze and any array as asc asensitive asymmetric \
    authorization autoincrement before between bigint binary blob both by call cascade case cast \
    change char character check collate collation column commit concurrently condition constraint \
    continue convert create cross cube cume_dist current_catalog current_date current_path \
    current_role current_schema current_time current_timestamp current_user cursor database \
    databases day_hour day_microsecond day_minute day_second dec decimal declare default \
    deferrable delayed delete delete_domain_id dense_rank desc describe deterministic distinct \
    distinctrow div do do_domain_ids double drop dual each else elseif empty enclosed end escape \
    escaped except exists exit explain false fetch first_value float float4 float8 for force \
    foreign freeze from full fulltext function generated get glob grant group grouping groups \
    having high_priority hour_microsecond hour_minute hour_second if ignore ignore_domain_ids \
    ignore_server_ids ilike in index indexed infile initially inner inout insensitive insert int \
    int1 int2 int3 int4 int8 integer intersect interval into io_after_gtids io_before_gtids is \
    isnull iterate join json_table key keys kill lag last_value lateral lead leading leave left \
    like limit linear lines load localtime localtimestamp lock long longblob longtext loop \
    low_priority manual master_bind master_heartbeat_period master_ssl_verify_server_cert match \
    maxvalue mediumblob mediumint mediumtext middleint minute_microsecond minute_second mod \
    modifies natural no_write_to_binlog not nothing notnull nth_value ntile null numeric of \
    offset on only optimize optimizer_costs option optionally or order out outer outfile over \
    overlaps page_checksum parallel parse_vcol_expr partition percent_rank placing precision \
    primary procedure purge qualify raise range rank read read_write reads real recursive \
    ref_system_id references regexp release rename repeat replace require resignal restrict \
    return returning revoke right rlike rollup row row_number rows schema schemas \
    second_microsecond select sensitive separator session_user set show signal similar smallint \
    some spatial specific sql sql_big_result sql_buffer_result sql_cache sql_calc_found_rows \
    sql_no_cache sql_small_result sqlexception sqlstate sqlwarning ssl starting stats_auto_recalc \
    stats_persistent stats_sample_pages stored straight_join symmetric system system_user table \
    tablesample terminated then tinyblob tinyint tinytext to trailing transaction trigger trim \
    true undo union unique unlock unnest unsigned update usage use user using utc_date utc_time \
    utc_timestamp values varbinary varchar varcharacter variadic varying verbose virtual when \
    where while window with write xor year_month zerofill";

/// What SQL Server reserves besides
/// (<https://learn.microsoft.com/en-us/sql/t-sql/language-elements/reserved-keywords-transact-sql>).
const SQLSERVER: &str = "\
    backup begin break browse bulk checkpoint close clustered coalesce compute contains \
    containstable current dbcc deallocate deny disk distributed dump end errlvl exec execute \
    external file fillfactor freetext freetexttable goto holdlock identity identity_insert \
    identitycol kill lineno merge national nocheck nonclustered nullif off offsets open \
    opendatasource openquery openrowset openxml percent pivot plan print proc public raiserror \
    readtext reconfigure replication restore revert rollback rowcount rowguidcol rule save \
    securityaudit semantickeyphrasetable semanticsimilaritydetailstable \
    semanticsimilaritytable setuser shutdown statistics textsize top tran truncate try_convert \
    tsequal unpivot updatetext view waitfor within writetext";

/// What BigQuery reserves besides
/// (<https://cloud.google.com/bigquery/docs/reference/standard-sql/lexical#reserved_keywords>).
const BIGQUERY: &str = "\
    assert_rows_modified at contains define enum extract following hash lookup merge new no \
    nulls preceding proto respect rollup struct treat unbounded within";

static OF_SQLSERVER: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| SQLSERVER.split_whitespace().collect());

static OF_BIGQUERY: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| BIGQUERY.split_whitespace().collect());

static RESERVED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| WORDS.split_whitespace().collect());

/// Whether the word, in any case, must be quoted to be a name.
pub(super) fn is_reserved(dialect: Dialect, word: &str) -> bool {
    let has_capitals =
        word.contains(|letter: char| !letter.is_ascii() || letter.is_ascii_uppercase());
    let lower = if has_capitals { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) };
    RESERVED.contains(&*lower)
        || match dialect {
            Dialect::Sqlite | Dialect::Postgres | Dialect::Mysql => false,
            Dialect::SqlServer => OF_SQLSERVER.contains(&*lower),
            Dialect::BigQuery => OF_BIGQUERY.contains(&*lower),
        }
}
