//! What Querist knows about SQL: the check that proves a statement only reads, and how names and values are written.
//!
//! No IO: schema and text in, a proven query or a refusal out.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's enums have hundreds of variants; what is not named falls to a refusal"
)]

/// Proves that a statement only reads.
mod check;

/// Text to tokens to one tree, within bounds.
mod parse;

/// The grammars of the dialects.
mod grammar;

/// A stack wide enough for the deepest tree that is read.
mod room;

/// Walks the tree: what is not listed there does not pass.
mod prove;

/// How names compare in each dialect.
mod names;

/// Which stored table a name stands for.
mod tables;

/// Which names can be seen from where.
mod scope;

/// Functions known to read only.
mod functions;

/// Allow and block lists over what is touched.
mod access;

/// The row limit, inside the SQL.
mod limit;

/// The tree as text that says exactly what was checked.
mod render;

/// The sentences of refusals.
mod refuse;

/// The same query with one condition left out, to find which one emptied a result.
mod relax;

/// The literals of a query, what each is compared with, and the same query with others in their places.
mod literals;

/// From which stored columns each value of a query comes.
mod sources;

/// What a checked query probably gets wrong without an error.
mod doubts;

/// Names and values as SQL text.
mod write;

pub use access::{column_is_open, table_is_open};
pub use check::{Rules, check};
pub use doubts::{Doubt, DoubtKind, Grounds, doubts};
pub use literals::{Literal, LiteralKind, Place, literals, with_literals, with_texts};
pub use relax::{Relaxed, relax};
pub use sources::{Extent, extent, origins};
pub use write::{identifier, literal};
