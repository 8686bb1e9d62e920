//! Language models and embedders: who can be asked, how their wires are spoken, and what is done
//! when one does not answer.
//!
//! Behind the roles [`ChatModel`](querist_vocabulary::model::ChatModel) and
//! [`Embedder`](querist_vocabulary::model::Embedder) stands a list of endpoints. A prompt goes to the
//! first; what follows are its smaller model and the next endpoints, until one answers, the prompt's
//! time is over or the budget is spent. Every call over the wire stands in the ledger.

/// Endpoints, budgets and temperatures, as typed values.
mod settings;

/// All of it put together, behind the roles.
mod models;

/// Which models a prompt goes to, one after the other.
mod chain;

/// One call over the wire: sent, read, written down.
mod call;

/// An endpoint as it lives: its client, its keys, its state.
mod line;

/// What keeps a question going when an endpoint does not.
mod resilience;

/// What each provider's wire looks like.
mod wire;

/// Completions that were said before.
mod cache;

/// What may still be spent.
mod budget;

/// What calls are written into, before they are made.
mod books;

/// Texts as vectors.
mod embedder;

/// What goes wrong on the way, before it has a name for people.
mod trouble;

/// Texts without keys in them.
mod secrets;

/// Time that passes.
mod timer;

pub use models::Models;
pub use settings::{
    AuthHeader, Budgets, Delivery, EndpointSettings, Kind, ModelSettings, Price, Temperatures,
};
pub use timer::{MachineTimer, Timer};
