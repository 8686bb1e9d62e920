//! What goes wrong on the way, before it has a name for people.

use std::time::Duration;

use querist_vocabulary::{error::Coded, model::ModelError, store::StoreError};

use crate::{secrets::Secrets, wire::Extra};

/// The shortest time in which an endpoint that works has answered: what is over sooner says nothing
/// about it.
const FAIR: Duration = Duration::from_secs(5);

/// Why one call, or one model, gave no completion.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Trouble {
    /// Nobody answers, or the line broke.
    Unreachable(String),
    /// No key is accepted.
    WrongKey,
    /// No room for more calls, until then where it says.
    Busy(Option<Duration>),
    /// The endpoint's own trouble, over after so long where it says.
    Failed(String, Option<Duration>),
    /// The endpoint does not take the prompt.
    Refused(String),
    /// The endpoint knows nothing of a part that can be left out.
    Without(Extra, String),
    /// What came is no completion.
    Unreadable(String),
    /// The token limit was reached before anything was said.
    CutAtOnce,
    /// The endpoint had its time and did not answer.
    TimedOut,
    /// The time was over before any endpoint could have answered.
    NoTime,
    /// It failed so often that it is not asked for so long.
    LeftAlone(Duration),
    /// No more may be spent.
    OverBudget(String),
    /// The ledger or the budgets cannot be read or written, so nothing more is sent.
    Unaccounted(String),
}

impl Trouble {
    /// An endpoint that has not answered after so long, when the time is over.
    pub(crate) fn late(had: Duration) -> Self {
        if had < FAIR { Self::NoTime } else { Self::TimedOut }
    }

    /// Whether the time was over.
    pub(crate) fn is_late(&self) -> bool {
        matches!(self, Self::TimedOut | Self::NoTime)
    }

    /// For people, under an endpoint's name.
    pub(crate) fn at(self, endpoint: &str) -> ModelError {
        let endpoint = endpoint.to_owned();
        match self {
            Self::Unreachable(reason) => ModelError::Unreachable { endpoint, reason },
            Self::WrongKey => ModelError::WrongKey { endpoint },
            Self::Busy(wait) => {
                ModelError::Busy { endpoint, retry_after: wait.map(|wait| wait.as_secs_f64()) }
            }
            Self::Failed(reason, _) | Self::Unaccounted(reason) => {
                ModelError::Failed { endpoint, reason }
            }
            Self::Refused(reason) | Self::Without(_, reason) => {
                ModelError::Refused { endpoint, reason }
            }
            Self::Unreadable(reason) => ModelError::Unreadable { endpoint, reason },
            Self::CutAtOnce => {
                let reason = "the token limit was reached before it said anything".into();
                ModelError::Unreadable { endpoint, reason }
            }
            Self::TimedOut | Self::NoTime => ModelError::TimedOut,
            Self::LeftAlone(_) => {
                ModelError::Failed { endpoint, reason: "it failed too often of late".into() }
            }
            Self::OverBudget(what) => ModelError::OverBudget { what },
        }
    }

    /// The same with nothing in its words that must not be told.
    pub(crate) fn told(self, secrets: &Secrets) -> Self {
        match self {
            Self::Unreachable(reason) => Self::Unreachable(secrets.told(&reason)),
            Self::Failed(reason, wait) => Self::Failed(secrets.told(&reason), wait),
            Self::Refused(reason) => Self::Refused(secrets.told(&reason)),
            Self::Without(extra, reason) => Self::Without(extra, secrets.told(&reason)),
            Self::Unreadable(reason) => Self::Unreadable(secrets.told(&reason)),
            Self::WrongKey
            | Self::Busy(_)
            | Self::CutAtOnce
            | Self::TimedOut
            | Self::NoTime
            | Self::LeftAlone(_)
            | Self::OverBudget(_)
            | Self::Unaccounted(_) => self,
        }
    }

    /// What happened to whoever is named before it, in plain words.
    pub(crate) fn clause(&self) -> String {
        match self {
            Self::Unreachable(_) => "cannot be reached".into(),
            Self::WrongKey => "does not accept the key".into(),
            Self::Busy(_) => "has no room for more calls now".into(),
            Self::Failed(..) => "failed".into(),
            Self::Refused(_) | Self::Without(..) => "refuses the prompt".into(),
            Self::Unreadable(_) | Self::CutAtOnce => "gave nothing that can be read".into(),
            Self::TimedOut | Self::NoTime => "did not answer in time".into(),
            Self::LeftAlone(_) => "failed too often of late and is left alone".into(),
            Self::OverBudget(what) => format!("would cost more than the budget of {what} has left"),
            Self::Unaccounted(_) => "was not asked".into(),
        }
    }

    /// Its word in the ledger.
    pub(crate) fn word(&self) -> &'static str {
        self.clone().at("").code().word()
    }

    /// The same with what the endpoint says about when it is over.
    pub(crate) fn until(mut self, wait: Option<Duration>) -> Self {
        if let Self::Busy(place) | Self::Failed(_, place) = &mut self {
            *place = wait;
        }
        self
    }

    /// How long the endpoint asks to be left alone.
    pub(crate) fn wait(&self) -> Option<Duration> {
        match self {
            Self::Busy(wait) | Self::Failed(_, wait) => *wait,
            Self::Unreachable(_)
            | Self::WrongKey
            | Self::Refused(_)
            | Self::Without(..)
            | Self::Unreadable(_)
            | Self::CutAtOnce
            | Self::TimedOut
            | Self::NoTime
            | Self::LeftAlone(_)
            | Self::OverBudget(_)
            | Self::Unaccounted(_) => None,
        }
    }

    /// Whether the same may work a little later.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_) | Self::Busy(_) | Self::Failed(..) | Self::Unreadable(_)
        )
    }

    /// Whether it speaks against the endpoint rather than against the prompt.
    pub(crate) fn is_the_endpoints(&self) -> bool {
        matches!(
            self,
            Self::Unreachable(_) | Self::Failed(..) | Self::Unreadable(_) | Self::TimedOut
        )
    }

    /// Whether nothing can be learned from it about the endpoint.
    pub(crate) fn is_ours(&self) -> bool {
        matches!(self, Self::NoTime | Self::OverBudget(_) | Self::Unaccounted(_))
    }

    /// Whether the endpoint's other models would meet with the same.
    pub(crate) fn is_of_all_models(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::WrongKey | Self::LeftAlone(_))
    }
}

/// Without its books nothing is sent: the ledger would not be complete, or a budget not held.
impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Unaccounted(format!("nothing is sent without the ledger: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_had_time_is_late() {
        assert!(!Trouble::late(FAIR / 2).is_the_endpoints());
        assert!(Trouble::late(FAIR).is_the_endpoints());
    }
}
