//! A limit without an order: which rows are left is up to the database. Where one row comes in any case, or it only
//! matters whether there is one, nothing is said.

use sqlparser::ast::{Expr, LimitClause, Query};

use super::{Doubt, DoubtKind, Sight, expressions};
use crate::sources::{Level, Standing, groups};

pub(super) fn look(sight: &Sight<'_>) -> Vec<Doubt> {
    let doubtful =
        sight.levels().filter(|level| is_doubtful(level) && !only_asks_whether(sight, level));
    let doubt = |level: &Level| {
        let rows = limit(&level.query)?;
        Some(Doubt {
            kind: DoubtKind::LimitWithoutOrder,
            message: format!(
                "`LIMIT {rows}` stands without an order: which rows it leaves is up to the database"
            ),
            hint: "say by what the rows are ordered, such as `by date` or `the largest first`"
                .into(),
            correction: None,
        })
    };
    doubtful.filter_map(doubt).collect()
}

fn is_doubtful(level: &Level) -> bool {
    let ordered = level.query.order_by.is_some();
    let one_row = groups(level).is_some_and(|groups| groups.is_empty());
    let branch = level.standing == Standing::Branch;
    !ordered && !one_row && !branch && !level.select.from.is_empty()
}

/// Whether the query stands in EXISTS.
fn only_asks_whether(sight: &Sight<'_>, level: &Level) -> bool {
    level.standing == Standing::Nested
        && sight.levels().flat_map(expressions).any(|expression| {
            matches!(expression, Expr::Exists { subquery, .. } if *subquery == level.query)
        })
}

/// The number of rows, as it was written.
fn limit(query: &Query) -> Option<String> {
    match query.limit_clause.as_ref()? {
        LimitClause::LimitOffset { limit, .. } => limit.as_ref().map(ToString::to_string),
        LimitClause::OffsetCommaLimit { limit, .. } => Some(limit.to_string()),
    }
}
