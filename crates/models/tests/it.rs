//! Language models against a provider on this machine that speaks the real wires.

/// The modules stand in `it/`.
#[cfg(test)]
#[path = "it"]
mod it {
    /// What every test begins with.
    mod world;

    /// What is sent, and what is read.
    mod wires;
}
