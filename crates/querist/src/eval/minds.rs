//! Which language model the questions may go to.

use std::{sync::Arc, time::Duration};

use querist_journey::{Models, Prompts, Sentences};
use querist_retrieval::HashedNgrams;
use querist_vocabulary::{database::Database, model::Sight, routing::RoutingPolicy};

use super::replay::Replayed;
use crate::{QueristError, Settings, assembly};

/// Long enough for any question: what is measured is who is right, not who is quick.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Which language model the questions may go to.
#[derive(Clone)]
pub enum Minds {
    /// None: the offline engine alone.
    Offline,
    /// That of the settings.
    Models(Models),
    /// The right SQL as a model would get it wrong, at published rates.
    Replayed {
        /// What the draws begin with.
        seed: u64,
        /// Which questions go to it.
        policy: RoutingPolicy,
    },
}

impl Minds {
    /// The models of the settings; the offline engine alone where there is none. Its calls stand in the ledger.
    ///
    /// # Errors
    /// When the store or a prompt cannot be used.
    pub async fn of_settings(settings: &Settings) -> Result<Self, QueristError> {
        let store = Arc::new(assembly::open_store(settings).await?);
        Ok(assembly::minds(settings, &store)?.map_or(Self::Offline, Self::Models))
    }

    /// The models for one database, and the replayed one, which has to be told what is right.
    pub(super) async fn over(
        &self,
        database: &dyn Database,
    ) -> Result<(Option<Models>, Option<Arc<Replayed>>), QueristError> {
        match self {
            Self::Offline => Ok((None, None)),
            Self::Models(models) => Ok((Some(models.clone()), None)),
            Self::Replayed { seed, policy } => {
                let schema = Arc::new(database.schema().await?);
                let replayed = Arc::new(Replayed::new(*seed, schema));
                let models = Models {
                    chat: Arc::clone(&replayed) as _,
                    embedder: Arc::new(HashedNgrams),
                    vectors: None,
                    policy: *policy,
                    sight: Sight::Full,
                    prompts: Arc::new(Prompts::shipped()?),
                    sentences: Sentences::Template,
                    patience: PATIENCE,
                };
                Ok((Some(models), Some(replayed)))
            }
        }
    }
}
