//! What was set, where it was set, and what that means.
//!
//! Flag, environment, `querist.toml`, default: the first that says something counts. Only this
//! module reads the environment.

/// The one table of settings: names, flags, variables, defaults, descriptions.
mod table;

/// One layer, as typed.
mod given;

/// All layers, as meant.
mod resolved;

pub use given::Given;
pub use resolved::{Colour, Format, Origin, Settings, Shown};
pub use table::{Setting, settings_page};
