//! Language models against a provider on this machine that speaks the real wires.

/// The modules stand in `it/`.
#[cfg(test)]
#[path = "it"]
mod it {
    /// What every test begins with.
    mod world;

    /// What is sent, and what is read.
    mod wires;

    /// What is done when an endpoint does not answer.
    mod resilience;

    /// Time that is over, and callers who go.
    mod time;

    /// Completions that were said before, and what may be spent.
    mod limits;

    /// Keys stay where they belong.
    mod secrets;
}
