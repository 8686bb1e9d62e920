//! Personal data: which columns hold it, where it stands in text, and how it is masked.
//!
//! [`Finder`] looks at a database's columns, [`mask`] at free text such as questions and errors, [`Masker`] at
//! what goes into one prompt or one answer. No IO, and nothing is kept.

/// What sort of personal data there is.
mod kind;

/// Which columns of a database are personal, and why.
mod finder;

/// Where personal data stands in text.
mod scan;

/// Marks in place of personal data.
mod mask;

pub use finder::{Extent, Finder, Finding, Reason};
pub use kind::Kind;
pub use mask::{Masked, Masker, mask, mask_value};
