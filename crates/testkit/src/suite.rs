//! The one suite for every database: what the role `Database` promises, asked of the real thing.
//!
//! Each case makes its own fresh database with the server's own client program, connects to it as
//! a person would, and observes from outside. [`examine!`](crate::examine) makes a test of each.

/// A fresh database under examination.
mod subject;

/// Tables, views, columns, keys, comments.
pub mod structure;

/// Names that need quotes, several schemas, many tables.
pub mod naming;

/// Values of every type, and what a profile says of them.
pub mod values;

/// How much comes back: row limit, byte limit, errors half-way.
pub mod amounts;

/// Timeout, cancel and drop stop the server's work.
pub mod stopping;

/// What a connection refuses although the check let it through.
pub mod walls;

/// Addresses that lead nowhere, servers that vanish.
pub mod trouble;

pub use subject::{Connect, Connected, Setup, Subject};

/// Makes a module of tests, one a case, for a database.
///
/// ```ignore
/// querist_testkit::examine!(postgres, Subject::postgres(connect));
/// ```
#[macro_export]
macro_rules! examine {
    ($module:ident, $subject:expr) => {
        $crate::examine!(@cases $module, $subject,
            structure::tables_views_and_columns,
            structure::keys_and_their_actions,
            structure::indexes_checks_and_triggers,
            structure::comments_where_there_are_any,
            structure::estimates_after_an_analysis,
            structure::the_fingerprint_follows_the_structure_and_not_the_data,
            structure::an_empty_database_has_an_empty_schema,
            naming::odd_names_are_read_and_queried,
            naming::the_same_name_in_two_schemas,
            naming::two_thousand_tables,
            naming::a_broken_view_breaks_nothing_else,
            values::every_type_becomes_a_typed_value,
            values::nulls_of_every_type,
            values::large_values_arrive_whole,
            values::a_profile_counts,
            values::a_profile_of_an_empty_table,
            values::distinct_values_up_to_a_limit,
            amounts::the_row_limit_cuts_and_says_so,
            amounts::the_byte_limit_cuts_and_says_so,
            amounts::an_empty_result_has_its_columns,
            amounts::an_error_in_a_later_row_is_told,
            amounts::queries_side_by_side,
            stopping::a_timeout_stops_the_server,
            stopping::cancel_stops_the_server,
            stopping::dropped_rows_stop_the_server,
            stopping::cancelling_what_does_not_run_is_no_error,
            stopping::cancelling_does_not_wait_for_the_reader,
            walls::a_write_is_refused_by_the_connection,
            walls::a_write_is_refused_even_as_superuser,
            walls::session_state_does_not_leak,
            walls::rights_of_a_reader_are_quiet_and_of_a_superuser_loud,
            trouble::a_wrong_password_is_told_apart,
            trouble::an_unknown_database_is_told_apart,
            trouble::a_closed_port_is_unreachable,
            trouble::a_server_that_vanishes_half_way,
            trouble::a_connection_that_was_lost_is_replaced,
            trouble::the_password_is_never_shown,
        );
    };
    (@cases $module:ident, $subject:expr, $($group:ident :: $case:ident),* $(,)?) => {
        /// The one suite, on this database.
        mod $module {
            #[allow(unused_imports)]
            use super::*;
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    $crate::suite::$group::$case(&$subject).await;
                }
            )*
        }
    };
}
