//! Who translates a question: the offline engine, a language model, or both.

use serde::{Deserialize, Serialize};

/// Which translator a question goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoutingPolicy {
    /// The offline engine alone; nothing is sent anywhere.
    OfflineOnly,
    /// The language model; the offline engine where none answers.
    ModelFirst,
    /// The offline engine where it is sure, else the language model.
    Cheapest,
    /// Both, compared by what they return.
    MostCareful,
}

impl RoutingPolicy {
    /// All of them, from the least sent to the most.
    pub const ALL: [Self; 4] =
        [Self::OfflineOnly, Self::Cheapest, Self::ModelFirst, Self::MostCareful];

    /// Its name in settings and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OfflineOnly => "offline-only",
            Self::ModelFirst => "model-first",
            Self::Cheapest => "cheapest",
            Self::MostCareful => "most-careful",
        }
    }
}
