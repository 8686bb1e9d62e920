//! Texts as vectors, by an endpoint that speaks OpenAI's wire.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use querist_vocabulary::{
    ledger::Sent,
    model::{Embedder, ModelError, Sight, Usage},
    question::QuestionId,
};
use tokio::time::timeout_at;

use crate::{
    books::Books,
    budget::{cost_of, tokens_of},
    call::{address, json, succeeded, text},
    line::Line,
    resilience::retry::{Attempt, Limits, persist},
    timer::Timer,
    trouble::Trouble,
    wire::{Outgoing, openai},
};

/// Texts of one call.
const BATCH: usize = 128;

/// How long one call may take, with all attempts.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the ledger names a question where there is none.
const NO_QUESTION: &str = "embeddings";

pub(crate) struct EndpointEmbedder {
    pub(crate) line: Arc<Line>,
    pub(crate) model: String,
    pub(crate) books: Arc<Books>,
    pub(crate) timer: Arc<dyn Timer>,
    pub(crate) actor: String,
    pub(crate) sight: Sight,
}

#[async_trait]
impl Embedder for EndpointEmbedder {
    fn space(&self) -> String {
        let base = self.line.settings.base_url.host_str().unwrap_or_default();
        format!("{}@{base}", self.model)
    }

    async fn embed(&self, texts: &[String]) -> Result<Vec<Vec<f32>>, ModelError> {
        let mut vectors = Vec::with_capacity(texts.len());
        for batch in texts.chunks(BATCH) {
            let until = self.timer.now() + PATIENCE;
            let limits = Limits { until, longest_wait: PATIENCE };
            let embedding = Embedding { of: self, batch, until };
            let came = persist(&self.line, &*self.timer, limits, embedding).await;
            vectors.extend(came.map_err(|trouble| trouble.at(self.line.name()))?);
        }
        match vectors.windows(2).all(|pair| matches!(pair, [one, two] if one.len() == two.len())) {
            true => Ok(vectors),
            false => Err(unreadable("its vectors differ in length").at(self.line.name())),
        }
    }
}

/// One batch.
struct Embedding<'a> {
    of: &'a EndpointEmbedder,
    batch: &'a [String],
    until: Instant,
}

#[async_trait]
impl Attempt for Embedding<'_> {
    type Done = Vec<Vec<f32>>;

    fn model(&self) -> &str {
        &self.of.model
    }

    async fn once(&mut self, key: Option<usize>) -> Result<Self::Done, Trouble> {
        let EndpointEmbedder { line, books, model, .. } = self.of;
        let outgoing = openai::embeddings(model, self.batch);
        let body = outgoing.body.to_string();
        let _room = line.room_until(self.until).await?;
        let sent = self.sent(&outgoing, &body);
        let estimated = sent.usage.prompt_tokens;
        let (entry, began) = (books.enter(sent).await?, Instant::now());
        let came = timeout_at(self.until.into(), self.exchange(&outgoing, body, key)).await;
        let came = came.unwrap_or_else(|_| Err(Trouble::late(began.elapsed())));
        let came = came.map_err(|trouble| trouble.told(&line.secrets));
        let prompt_tokens = came.as_ref().map_or(0, |(_, tokens)| tokens.unwrap_or(estimated));
        let usage = Usage { prompt_tokens, completion_tokens: 0 };
        let outcome = came.as_ref().map_or_else(Trouble::word, |_| "answered");
        let cost = line.price(model).map(|price| cost_of(price, usage));
        entry.end(outcome, usage, cost).await;
        came.map(|(vectors, _)| vectors)
    }
}

impl Embedding<'_> {
    async fn exchange(
        &self,
        outgoing: &Outgoing,
        body: String,
        key: Option<usize>,
    ) -> Result<(Vec<Vec<f32>>, Option<u64>), Trouble> {
        let EndpointEmbedder { line, books, .. } = self.of;
        let response = line.send(&outgoing.path, key, body).await?;
        let response = succeeded(response, outgoing, line, books.clock.instant()).await?;
        let (vectors, tokens) = openai::vectors(&json(&text(response).await?)?)?;
        if vectors.len() != self.batch.len() {
            return Err(unreadable("it gives another number of vectors than there are texts"));
        }
        Ok((vectors.into_iter().map(unit).collect::<Result<_, _>>()?, tokens))
    }

    fn sent(&self, outgoing: &Outgoing, body: &str) -> Sent {
        let EndpointEmbedder { line, model, actor, sight, .. } = self.of;
        let usage = Usage { prompt_tokens: tokens_of(body), completion_tokens: 0 };
        Sent {
            question: QuestionId(NO_QUESTION.into()),
            actor: actor.clone(),
            purpose: None,
            endpoint: line.name().to_owned(),
            address: address(line, outgoing),
            model: model.clone(),
            sight: *sight,
            masked: 0,
            body: line.secrets.out_of(body),
            outcome: Sent::UNFINISHED.into(),
            usage,
            cost: line.price(model).map(|price| cost_of(price, usage)),
            ms: 0.0,
        }
    }
}

/// The vector of length one that points the same way.
fn unit(vector: Vec<f32>) -> Result<Vec<f32>, Trouble> {
    let length = vector.iter().map(|part| part * part).sum::<f32>().sqrt();
    if !length.is_normal() {
        return Err(unreadable("one of its vectors has no direction"));
    }
    Ok(vector.into_iter().map(|part| part / length).collect())
}

fn unreadable(reason: &str) -> Trouble {
    Trouble::Unreadable(reason.into())
}
