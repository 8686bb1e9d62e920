//! The check, from outside: text in, verdict out.

/// The modules stand in `it/`.
#[cfg(test)]
#[path = "it"]
mod it {
    /// The schema that the tests ask about, and short ways to check.
    mod fixture;

    /// What must pass.
    mod passes;

    /// What must be refused, and by which rule.
    mod refused;

    /// Rule, place, message and hint of refusals.
    mod places;

    /// Allow and block lists.
    mod access;

    /// Tables of the same name in several namespaces.
    mod namespaces;

    /// The row limit inside the SQL.
    mod limits;

    /// Sizes and depths that no database would take.
    mod bounds;

    /// What runs and is silently wrong.
    mod doubts;

    /// From which columns results come.
    mod origins;

    /// How many rows queries are to bring.
    mod extents;

    /// Queries with one condition left out.
    mod relaxed;

    /// The literals of a query, and others in their places.
    mod literals;

    /// Names and values as SQL text.
    mod writing;

    /// A real SQLite database that notices every change.
    mod oracle;

    /// Generated statements that try to bring a write past the check.
    mod smuggling;

    /// Collected injection payloads.
    mod payloads;

    /// What passed says the same to real servers as what came in.
    mod servers;
}
