//! All of it put together, behind the roles.

use std::sync::Arc;

use querist_vocabulary::{
    clock::Clock,
    ledger::Ledger,
    model::{ChatModel, Embedder},
    store::Store,
};

use crate::{
    books::Books,
    cache::Cache,
    chain::{Chain, Only},
    embedder::EndpointEmbedder,
    line::Line,
    settings::{Kind, ModelSettings},
    timer::{MachineTimer, Timer},
    wire::Extra,
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
        Self {
            lines: settings
                .endpoints
                .iter()
                .cloned()
                .map(|line| Arc::new(Line::new(line)))
                .collect(),
            cache: Arc::new(Cache::new(store, settings.cache_ttl)),
            books: Arc::new(Books::new(ledger, clock, settings.budgets)),
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
        Arc::new(self.chain())
    }

    /// One model of one endpoint alone; none where no endpoint has that name.
    #[must_use]
    pub fn model(&self, endpoint: &str, model: &str) -> Option<Arc<dyn ChatModel>> {
        let line = self.line(endpoint)?;
        let only = Only { line: Arc::clone(line), model: model.to_owned() };
        Some(Arc::new(Chain { only: Some(only), ..self.chain() }))
    }

    /// Whether a model has not refused a JSON schema so far.
    #[must_use]
    pub fn knows_json_schema(&self, endpoint: &str, model: &str) -> bool {
        let without = self.line(endpoint).map(|line| line.without(model)).unwrap_or_default();
        !without.contains(&Extra::Shape)
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

    fn line(&self, name: &str) -> Option<&Arc<Line>> {
        self.lines.iter().find(|line| line.name() == name)
    }

    fn chain(&self) -> Chain {
        Chain {
            lines: self.lines.clone(),
            only: None,
            temperatures: self.settings.temperatures,
            cache: Arc::clone(&self.cache),
            books: Arc::clone(&self.books),
            timer: Arc::clone(&self.timer),
        }
    }
}
