//! Answers and problems as JSON, for programs.

use querist_vocabulary::{answer::Reply, error::Coded};
use serde_json::Value as Json;

/// The object of `ask --format json`. Parts that a reply does not have are absent, not null.
#[must_use]
pub fn reply(reply: &Reply) -> Json {
    let _ = reply;
    Json::Null
}

/// The object that stands for an error: `code`, `message`, `hint`.
#[must_use]
pub fn problem(error: &dyn Coded) -> Json {
    let _ = error;
    Json::Null
}
