//! All of it put together, behind the roles.

use std::sync::Arc;

use querist_vocabulary::{
    clock::Clock,
    ledger::Ledger,
    model::{ChatModel, Embedder},
    store::Store,
};

use crate::{
    budget::Purse,
    cache::Cache,
    call::Books,
    chain::Chain,
    embedder::EndpointEmbedder,
    line::Line,
    settings::{Kind, ModelSettings},
    timer::{MachineTimer, Timer},
};

/// Language models and embedders as the settings name them.
///
/// Cheap to clone. What is learned about an endpoint (that it fails, that a key has no room, what of
/// a request it does not know) is shared by everything made from it.
#[derive(Clone)]
pub struct Models {
    settings: Arc<ModelSettings>,
    lines: Vec<Arc<Line>>,
    cache: Arc<Cache>,
    books: Arc<Books>,
    timer: Arc<dyn Timer>,
}

impl Models {
    /// Connects to nothing yet. Completions are kept in `store`, calls are written into `ledger`;
    /// `clock` says when a day begins.
    #[must_use]
    pub fn new(
        settings: ModelSettings,
        store: Arc<dyn Store>,
        ledger: Arc<dyn Ledger>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let purse = Purse::new(settings.budgets, Arc::clone(&ledger), Arc::clone(&clock));
        Self {
            lines: settings
                .endpoints
                .iter()
                .cloned()
                .map(|line| Arc::new(Line::new(line)))
                .collect(),
            cache: Arc::new(Cache::new(store, settings.cache_ttl)),
            books: Arc::new(Books { ledger, clock, purse }),
            settings: Arc::new(settings),
            timer: Arc::new(MachineTimer),
        }
    }

    /// The same by another timer.
    #[must_use]
    pub fn with_timer(self, timer: Arc<dyn Timer>) -> Self {
        Self { timer, ..self }
    }

    /// All endpoints, one standing in for the other.
    #[must_use]
    pub fn chat(&self) -> Arc<dyn ChatModel> {
        self.chain(self.lines.clone())
    }

    /// One endpoint alone; none where no endpoint has that name.
    #[must_use]
    pub fn endpoint(&self, name: &str) -> Option<Arc<dyn ChatModel>> {
        let line = self.lines.iter().find(|line| line.name() == name)?;
        Some(self.chain(vec![Arc::clone(line)]))
    }

    /// The first endpoint that has a model for it; none where none has.
    #[must_use]
    pub fn embedder(&self) -> Option<Arc<dyn Embedder>> {
        let speaks = |line: &&Arc<Line>| line.settings.kind == Kind::OpenAi;
        self.lines.iter().filter(speaks).find_map(|line| {
            let model = line.settings.embedding.clone()?;
            let (books, timer) = (Arc::clone(&self.books), Arc::clone(&self.timer));
            let (actor, sight) = (self.settings.actor.clone(), self.settings.sight);
            let line = Arc::clone(line);
            let embedder = EndpointEmbedder { line, model, books, timer, actor, sight };
            Some(Arc::new(embedder) as Arc<dyn Embedder>)
        })
    }

    fn chain(&self, lines: Vec<Arc<Line>>) -> Arc<dyn ChatModel> {
        Arc::new(Chain {
            lines,
            temperatures: self.settings.temperatures,
            cache: Arc::clone(&self.cache),
            books: Arc::clone(&self.books),
            timer: Arc::clone(&self.timer),
        })
    }
}
