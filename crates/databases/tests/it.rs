//! The three databases, each asked what only it can be asked; what they share is in the testkit.

mod it {
    mod suite;
}
