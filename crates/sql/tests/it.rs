//! The check, from outside: text in, verdict out.

#[path = "it/fixture.rs"]
mod fixture;

#[path = "it/limits.rs"]
mod limits;

#[path = "it/passes.rs"]
mod passes;

#[path = "it/refused.rs"]
mod refused;

#[path = "it/access.rs"]
mod access;

#[path = "it/relaxed.rs"]
mod relaxed;

#[path = "it/writing.rs"]
mod writing;

#[path = "it/places.rs"]
mod places;
