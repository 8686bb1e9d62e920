//! Which models a prompt goes to, one after the other.

/// What is told of those that did not answer.
mod failures;

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use querist_vocabulary::{
    event::{Event, Listener},
    model::{ChatModel, Completion, ModelError, Prompt, Size, Usage},
};

use crate::{
    books::Books,
    cache::{Cache, Kept},
    call::{Calling, Draft},
    line::Line,
    resilience::retry::{Limits, persist},
    settings::Temperatures,
    timer::Timer,
    trouble::Trouble,
};
use failures::Failures;

/// The longest wait for one endpoint while there is another.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// Endpoints in the order in which they are asked.
pub(crate) struct Chain {
    pub(crate) lines: Vec<Arc<Line>>,
    /// The one model that may answer, where nobody is to stand in for it.
    pub(crate) only: Option<Only>,
    pub(crate) temperatures: Temperatures,
    pub(crate) cache: Arc<Cache>,
    pub(crate) books: Arc<Books>,
    pub(crate) timer: Arc<dyn Timer>,
}

/// One model of one endpoint.
pub(crate) struct Only {
    pub(crate) line: Arc<Line>,
    pub(crate) model: String,
}

/// A model that a prompt may go to.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'a> {
    pub(crate) line: &'a Line,
    pub(crate) model: &'a str,
}

#[async_trait]
impl ChatModel for Chain {
    fn name(&self) -> String {
        self.candidates(Size::Large).first().map_or_else(|| "no model".into(), Candidate::name)
    }

    async fn complete(
        &self,
        prompt: &Prompt,
        listener: &dyn Listener,
    ) -> Result<Completion, ModelError> {
        let candidates = self.candidates(prompt.size);
        let mut failures = Failures::default();
        let mut rest = candidates.as_slice();
        while let Some((candidate, others)) = rest.split_first() {
            rest = others;
            if failures.concern(candidate) {
                continue;
            }
            let limits = self.limits(prompt, others);
            match self.ask(*candidate, prompt, limits, listener).await {
                Ok(mut completion) => {
                    completion.notes.splice(0..0, failures.note(candidate));
                    return Ok(completion);
                }
                Err(trouble @ Trouble::Unaccounted(_)) => {
                    return Err(trouble.at(candidate.line.name()));
                }
                Err(trouble) => failures.add(*candidate, trouble),
            }
            if self.timer.now() >= prompt.deadline {
                return Err(ModelError::TimedOut);
            }
        }
        Err(failures.error())
    }

    async fn settle(&self) {
        self.books.settled().await;
    }
}

impl Chain {
    /// Each endpoint's model of that size and, after a large one, its smaller one.
    fn candidates(&self, size: Size) -> Vec<Candidate<'_>> {
        if let Some(Only { line, model }) = &self.only {
            return vec![Candidate { line, model }];
        }
        let mut candidates = Vec::new();
        for line in &self.lines {
            let first = line.settings.model(size);
            let smaller = line.settings.model(Size::Small).filter(|small| Some(*small) != first);
            let models = first.into_iter().chain(smaller);
            candidates.extend(models.map(|model| Candidate { line, model }));
        }
        candidates
    }

    /// While there are others after it, a candidate takes no more than half of the time that is left.
    fn limits(&self, prompt: &Prompt, others: &[Candidate<'_>]) -> Limits {
        let now = self.timer.now();
        let left = prompt.deadline.saturating_duration_since(now);
        if others.is_empty() {
            return Limits { until: prompt.deadline, longest_wait: left };
        }
        Limits { until: now + left / 2, longest_wait: LONGEST_WAIT }
    }

    async fn ask(
        &self,
        candidate: Candidate<'_>,
        prompt: &Prompt,
        limits: Limits,
        listener: &dyn Listener,
    ) -> Result<Completion, Trouble> {
        let temperature = self.temperatures.of(prompt.purpose);
        let settings = &candidate.line.settings;
        let key = Cache::key(settings, candidate.model, temperature, prompt);
        if let Some(kept) = self.kept(key.as_deref()).await {
            listener.hear(&Event::Said { piece: kept.text.clone() });
            return Ok(candidate.said_before(kept));
        }
        let draft = self.call(candidate, prompt, temperature, limits, listener).await?;
        if let Some(key) = key.filter(|_| !draft.cut) {
            let kept = Kept { text: draft.text.clone(), model: draft.model.clone() };
            self.cache.keep(&key, &kept).await;
        }
        Ok(self.completion(candidate, draft))
    }

    async fn kept(&self, key: Option<&str>) -> Option<Kept> {
        self.cache.find(key?).await
    }

    async fn call(
        &self,
        candidate: Candidate<'_>,
        prompt: &Prompt,
        temperature: f64,
        limits: Limits,
        listener: &dyn Listener,
    ) -> Result<Draft, Trouble> {
        let Candidate { line, model } = candidate;
        let (books, until) = (&*self.books, limits.until);
        let calling = Calling { books, line, prompt, model, temperature, until, listener };
        persist(line, &*self.timer, limits, calling).await
    }

    fn completion(&self, candidate: Candidate<'_>, draft: Draft) -> Completion {
        let unpriced = self.books.purse.counts_money() && draft.cost.is_none();
        let note = || {
            let name = candidate.name();
            format!("the price of `{name}` is not set, so what it costs counts against no budget")
        };
        Completion {
            text: draft.text,
            model: draft.model,
            endpoint: candidate.line.name().to_owned(),
            usage: draft.usage,
            cost: draft.cost,
            cached: false,
            cut: draft.cut,
            notes: unpriced.then(note).into_iter().collect(),
        }
    }
}

impl Candidate<'_> {
    /// Such as `openai/gpt-4.1-mini`.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.line.name(), self.model)
    }

    fn said_before(&self, kept: Kept) -> Completion {
        Completion {
            text: kept.text,
            model: kept.model,
            endpoint: self.line.name().to_owned(),
            usage: Usage::default(),
            cost: None,
            cached: true,
            cut: false,
            notes: Vec::new(),
        }
    }
}
