//! Endpoints as they stand in a `querist.toml`.

use std::collections::BTreeMap;

use querist_models::{Delivery, EndpointSettings, Kind, Price};
use secrecy::SecretString;
use serde::Deserialize;

use super::{auth_header, keys};

/// `[models]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::settings) struct ModelsTable {
    #[serde(default)]
    pub(in crate::settings) endpoints: Vec<EndpointTable>,
}

/// `[[models.endpoints]]`.
#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
pub(in crate::settings) struct EndpointTable {
    pub(super) name: String,
    pub(super) kind: Option<String>,
    pub(super) base_url: Option<String>,
    #[serde(default)]
    keys: OneOrMany,
    #[serde(default)]
    key_variables: OneOrMany,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    auth_header: Option<String>,
    large: Option<String>,
    small: Option<String>,
    embedding: Option<String>,
    /// US dollars for a million tokens of the prompt and of the completion.
    #[serde(default)]
    prices: BTreeMap<String, (f64, f64)>,
    max_concurrent: Option<usize>,
    stream: Option<bool>,
}

/// A text or a list of texts. What is neither is not repeated in the error: it may be a key.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl OneOrMany {
    fn all(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
}

impl EndpointTable {
    pub(super) fn kind(&self) -> Result<Option<Kind>, String> {
        let Some(word) = &self.kind else { return Ok(None) };
        let known = Kind::ALL.into_iter().find(|kind| kind.word() == word);
        let expected = || format!("its kind is `openai`, `anthropic` or `gemini`, not `{word}`");
        known.map(Some).ok_or_else(expected)
    }

    /// What it says that cannot be.
    pub(super) fn check(&self) -> Result<(), String> {
        if self.max_concurrent == Some(0) {
            return Err("its `max_concurrent` is 0, so that no call could be made".into());
        }
        let is_price = |price: f64| price.is_finite() && price >= 0.0;
        let mut prices = self.prices.iter();
        let odd =
            prices.find(|(_, (prompt, completion))| !is_price(*prompt) || !is_price(*completion));
        odd.map_or(Ok(()), |(model, _)| {
            Err(format!("a price of `{model}` is no amount of dollars from 0 on"))
        })
    }

    /// Puts what it says into an endpoint; what it does not say stays.
    pub(super) fn fill(
        &self,
        endpoint: &mut EndpointSettings,
        variable: impl Fn(&str) -> Option<String>,
    ) {
        let said = self.keys.all().iter().cloned().map(SecretString::from);
        let named = self.key_variables.all().iter().filter_map(|name| variable(name));
        let given: Vec<_> = said.chain(named.flat_map(|text| keys(&text))).collect();
        if !given.is_empty() {
            endpoint.keys = given;
        }
        let headers = self.headers.iter();
        endpoint.headers.extend(headers.map(|(name, value)| (name.clone(), value.as_str().into())));
        if let Some(header) = &self.auth_header {
            endpoint.auth_header = Some(auth_header(header));
        }
        self.fill_models(endpoint);
        let price = |(model, (prompt, completion)): (&String, &(f64, f64))| {
            (model.clone(), Price { prompt: *prompt, completion: *completion })
        };
        endpoint.prices = self.prices.iter().map(price).collect();
        if let Some(most) = self.max_concurrent {
            endpoint.max_concurrent = most;
        }
        if self.stream == Some(false) {
            endpoint.delivery = Delivery::Whole;
        }
    }

    /// One model that is named is asked everything: the other of a known provider would surprise.
    fn fill_models(&self, endpoint: &mut EndpointSettings) {
        if self.large.is_some() || self.small.is_some() {
            endpoint.large.clone_from(&self.large);
            endpoint.small.clone_from(&self.small);
        }
        if self.embedding.is_some() || self.base_url.is_some() {
            endpoint.embedding.clone_from(&self.embedding);
        }
    }
}
