//! The hash-chained record of what was asked, run and refused.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEvent {
    /// Who: the operating system's user for local use.
    pub actor: String,
    /// What: `asked`, `ran`, `refused`, `declined`, `clarified`, `failed`, `exported`,
    /// `taught`, `confirmed`, `suspended`, `forgot`, `judged`.
    pub action: String,
    /// On which database: its address without a password.
    pub database: String,
    /// Details: question, SQL, rule, rows. Never a row's values.
    pub detail: serde_json::Value,
}

/// An event in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditEntry {
    /// Counts from 1 without gaps.
    pub number: u64,
    /// When it was written.
    pub at: Timestamp,
    /// What happened.
    pub event: AuditEvent,
    /// Hash of the entry before (hex); 64 zeros for the first.
    pub previous: String,
    /// SHA-256 (hex) over number, time, event and `previous`.
    pub hash: String,
}

/// What `audit verify` finds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditVerdict {
    /// Entries read.
    pub entries: u64,
    /// The last hash, to be kept elsewhere; none in an empty log.
    pub head: Option<String>,
    /// The first entry that does not fit, and why; none when the chain is whole.
    pub broken: Option<(u64, String)>,
}
