//! What was set, where it was set, and what that means.
//!
//! Flag, environment, `.env`, `querist.toml` of the current folder, `querist.toml` of the user's
//! configuration folder, default: the first that says something counts. Only this module reads the
//! environment.

/// The one table of settings: names, flags, variables, defaults, descriptions.
mod table;

/// One layer, as typed.
mod given;

/// The process and the folders around it.
mod surroundings;

/// The layers, the strongest first.
mod layers;

/// A `querist.toml` as a layer.
mod file;

/// Language models: endpoints from files and variables, and what is said about them.
mod models;

/// Where a value came from.
mod origin;

/// Texts of settings as numbers, times and lists.
mod parse;

/// All layers, as meant.
mod resolved;

/// The settings page of the guide.
mod page;

#[cfg(test)]
mod tests;

pub use given::Given;
pub use models::{EndpointShown, ModelsChosen};
pub use origin::Origin;
pub use page::settings_page;
pub use resolved::{Colour, Format, Settings, Shown};
pub use table::Setting;
