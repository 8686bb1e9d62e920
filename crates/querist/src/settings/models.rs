//! Language models: endpoints from files and variables, and what is said about them.

/// The providers that Querist knows by name, with their variables.
pub(super) mod known;

/// Endpoints as they stand in a `querist.toml`.
pub(super) mod table;

use std::{path::PathBuf, time::Duration};

use querist_journey::Sentences;
use querist_models::{AuthHeader, Budgets, EndpointSettings, Kind, ModelSettings, Temperatures};
use querist_vocabulary::{model::Sight, routing::RoutingPolicy};
use secrecy::SecretString;
use url::{ParseError, Url};

use super::{
    layers::Layers,
    origin::Origin,
    parse,
    resolved::{filled, read},
    table::Setting,
};
use crate::QueristError;
use known::{PROVIDERS, Provider};
use table::EndpointTable;

/// Everything about language models, and how they are used.
#[derive(Debug, Clone)]
pub struct ModelsChosen {
    /// Which questions go to them.
    pub policy: RoutingPolicy,
    /// How long one question may wait for them, with all calls and retries.
    pub patience: Duration,
    /// How much of the data they may see.
    pub sight: Sight,
    /// Who puts rows into words.
    pub sentences: Sentences,
    /// A folder of prompts of one's own.
    pub prompts: Option<PathBuf>,
    /// A folder with an embedding model.
    pub embedder: Option<PathBuf>,
    /// Endpoints, budgets, temperatures.
    pub settings: ModelSettings,
    /// The endpoints for `config show` and the doctor, in the order in which they are asked.
    pub endpoints: Vec<EndpointShown>,
}

/// An endpoint for `config show`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointShown {
    /// How it is named.
    pub name: String,
    /// Where it is, its models and how many keys it has.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
    /// The variable that would hold its key, where it has none and wants one.
    pub missing_key: Option<&'static str>,
}

impl ModelsChosen {
    /// What does not fit together.
    pub(super) fn warning(&self) -> Option<String> {
        let policy = self.policy;
        let alone = self.endpoints.is_empty() && policy != RoutingPolicy::OfflineOnly;
        alone.then(|| {
            let word = policy.word();
            format!("the policy is `{word}`, but no language model is set")
        })
    }
}

/// An endpoint and where it came from.
struct Found {
    endpoint: EndpointSettings,
    origin: Origin,
}

pub(super) fn resolve(layers: &Layers, actor: &str) -> Result<ModelsChosen, QueristError> {
    let mut found = from_files(layers)?;
    for provider in PROVIDERS {
        let named = found.iter().any(|one| one.endpoint.name == provider.name);
        if !named && let Some(origin) = provider.is_set(layers) {
            found.push(Found { endpoint: from_variables(provider, layers)?, origin });
        }
    }
    choose(&mut found, layers)?;
    let policy = policy(layers, &found)?;
    let sight = read(layers, Setting::ModelSight, parse::sight)?;
    Ok(ModelsChosen {
        policy,
        sight,
        patience: read(layers, Setting::ModelTimeout, parse::seconds)?,
        sentences: read(layers, Setting::Sentences, parse::sentences)?,
        prompts: filled(layers.said(Setting::Prompts).text).map(PathBuf::from),
        embedder: filled(layers.said(Setting::Embedder).text).map(PathBuf::from),
        endpoints: found.iter().map(shown).collect(),
        settings: ModelSettings {
            endpoints: found.into_iter().map(|one| one.endpoint).collect(),
            temperatures: temperatures(layers)?,
            budgets: budgets(layers)?,
            cache_ttl: cache_ttl(layers)?,
            actor: actor.to_owned(),
            sight,
        },
    })
}

/// Unless it is set: offline alone without a model, else the model where the offline engine is not
/// sure.
fn policy(layers: &Layers, found: &[Found]) -> Result<RoutingPolicy, QueristError> {
    let set = read(layers, Setting::Policy, parse::policy)?;
    let usual = if found.is_empty() { RoutingPolicy::OfflineOnly } else { RoutingPolicy::Cheapest };
    Ok(set.unwrap_or(usual))
}

fn cache_ttl(layers: &Layers) -> Result<Option<Duration>, QueristError> {
    let kept = read(layers, Setting::ModelCache, parse::switch)?;
    let ttl = read(layers, Setting::ModelCacheTtl, parse::seconds)?;
    Ok(kept.then_some(ttl))
}

fn temperatures(layers: &Layers) -> Result<Temperatures, QueristError> {
    let of = |setting| read(layers, setting, parse::temperature);
    Ok(Temperatures {
        generation: of(Setting::GenerationTemperature)?,
        summary: of(Setting::SummaryTemperature)?,
        suggestion: of(Setting::SuggestionTemperature)?,
    })
}

fn budgets(layers: &Layers) -> Result<Budgets, QueristError> {
    let tokens = |setting| read(layers, setting, parse::tokens);
    let dollars = |setting| read(layers, setting, parse::dollars);
    Ok(Budgets {
        tokens_per_question: tokens(Setting::TokensPerQuestion)?,
        tokens_per_user_day: tokens(Setting::TokensPerUserDay)?,
        tokens_per_day: tokens(Setting::TokensPerDay)?,
        dollars_per_question: dollars(Setting::DollarsPerQuestion)?,
        dollars_per_user_day: dollars(Setting::DollarsPerUserDay)?,
        dollars_per_day: dollars(Setting::DollarsPerDay)?,
    })
}

fn from_files(layers: &Layers) -> Result<Vec<Found>, QueristError> {
    let tables = layers.endpoints.iter();
    tables
        .map(|(table, origin)| {
            let endpoint = from_table(table, layers)
                .map_err(|reason| bad(&table.name, &origin.to_string(), reason))?;
            Ok(Found { endpoint, origin: origin.clone() })
        })
        .collect()
}

fn from_table(table: &EndpointTable, layers: &Layers) -> Result<EndpointSettings, String> {
    table.check()?;
    let known = PROVIDERS.iter().find(|provider| provider.name == table.name);
    let mut endpoint = match known {
        Some(provider) => provider.endpoint(layers)?,
        None => unknown(table)?,
    };
    if let Some(kind) = table.kind()? {
        endpoint.kind = kind;
    }
    if let Some(base) = &table.base_url {
        endpoint.base_url = url(base)?;
    }
    table.fill(&mut endpoint, |variable| layers.variable(variable).map(|(text, _)| text));
    Ok(endpoint)
}

/// An endpoint of a name that Querist does not know: where nothing else is said, it is compatible
/// with OpenAI.
fn unknown(table: &EndpointTable) -> Result<EndpointSettings, String> {
    let kind = table.kind()?.unwrap_or(Kind::OpenAi);
    let base = match (&table.base_url, &table.kind) {
        (Some(base), _) => base.as_str(),
        (None, Some(_)) => kind.home(),
        (None, None) => return Err("it needs a `base_url`".into()),
    };
    Ok(EndpointSettings::new(&table.name, kind, url(base)?))
}

fn from_variables(
    provider: &'static Provider,
    layers: &Layers,
) -> Result<EndpointSettings, QueristError> {
    let variables = provider.variables().join("`, `");
    provider
        .endpoint(layers)
        .map_err(|reason| bad(provider.name, &format!("`{variables}`"), reason))
}

/// Puts the chosen model's endpoint first.
fn choose(found: &mut Vec<Found>, layers: &Layers) -> Result<(), QueristError> {
    let said = layers.said(Setting::Model);
    if let Some(name) = filled(said.text) {
        let (place, model) = place_of(found, &name, said.origin, layers)?;
        let Some(one) = found.get_mut(place) else { return Ok(()) };
        one.endpoint.large = Some(model);
        one.endpoint.small = None;
        found.get_mut(..=place).unwrap_or_default().rotate_right(1);
    }
    let said = layers.said(Setting::ModelSmall);
    if let Some(name) = filled(said.text) {
        let (place, model) = place_of(found, &name, said.origin, layers)?;
        if let Some(one) = found.get_mut(place) {
            one.endpoint.small = Some(model);
        }
    }
    Ok(())
}

/// `ENDPOINT/MODEL`, else a model of the first endpoint. A known endpoint that nobody has set yet is
/// made.
fn place_of(
    found: &mut Vec<Found>,
    name: &str,
    origin: Origin,
    layers: &Layers,
) -> Result<(usize, String), QueristError> {
    if let Some((endpoint, model)) = name.split_once('/') {
        if let Some(place) = found.iter().position(|one| one.endpoint.name == endpoint) {
            return Ok((place, model.to_owned()));
        }
        if let Some(provider) = PROVIDERS.iter().find(|provider| provider.name == endpoint) {
            found.push(Found { endpoint: from_variables(provider, layers)?, origin });
            return Ok((found.len() - 1, model.to_owned()));
        }
        if let (Some(meant), Some(first)) = (nearly(endpoint, found), found.first()) {
            let first = &first.endpoint.name;
            return Err(unplaced(
                origin,
                format!("there is no endpoint `{endpoint}`"),
                format!(
                    "did you mean `{meant}/{model}`? A model of `{first}` that is called so is written `{first}/{name}`"
                ),
            ));
        }
    }
    match found.is_empty() {
        false => Ok((0, name.to_owned())),
        true => Err(unplaced(
            origin,
            format!("`{name}` names no endpoint, and none is set"),
            "write it as `ENDPOINT/MODEL`, such as `openai/gpt-4.1-mini` or `ollama/qwen3`".into(),
        )),
    }
}

fn unplaced(origin: Origin, reason: String, hint: String) -> QueristError {
    let (setting, origin) = (format!("`{}`", Setting::Model.name()), origin.to_string());
    QueristError::BadSetting { setting, origin, reason, hint }
}

/// The endpoint that this is a slip of the pen for. The names of models have slashes too (`meta-llama/Llama-3`), so that
/// most first parts that name no endpoint are part of a model's name.
fn nearly(word: &str, found: &[Found]) -> Option<String> {
    let known = PROVIDERS.iter().map(|provider| provider.name);
    let mut names = found.iter().map(|one| one.endpoint.name.as_str()).chain(known);
    let slips = if word.chars().count() < 6 { 1 } else { 2 };
    let is_near = |name: &&str| {
        strsim::damerau_levenshtein(&name.to_lowercase(), &word.to_lowercase()) <= slips
    };
    names.find(is_near).map(str::to_owned)
}

fn shown(found: &Found) -> EndpointShown {
    let endpoint = &found.endpoint;
    let models = [&endpoint.large, &endpoint.small, &endpoint.embedding];
    let models: Vec<&str> = models.into_iter().flatten().map(String::as_str).collect();
    let keys = match endpoint.keys.len() {
        0 => "no key".to_owned(),
        1 => "1 key".to_owned(),
        keys => format!("{keys} keys"),
    };
    let known = PROVIDERS.iter().find(|provider| provider.name == endpoint.name);
    let wanted = known.and_then(|provider| provider.wanted_key(endpoint));
    EndpointShown {
        name: endpoint.name.clone(),
        value: format!("{}, {}, {keys}", endpoint.place(), models.join(", ")),
        origin: found.origin.clone(),
        missing_key: wanted.filter(|_| endpoint.keys.is_empty()),
    }
}

/// Keys as one text, with commas between them.
fn keys(text: &str) -> Vec<SecretString> {
    parse::patterns(text).into_iter().map(SecretString::from).collect()
}

/// `NAME`, or `NAME: SCHEME`; `Authorization` alone has the scheme `Bearer`.
fn auth_header(text: &str) -> AuthHeader {
    let (name, scheme) = text.split_once(':').unwrap_or((text, ""));
    let (name, scheme) = (name.trim().to_owned(), scheme.trim());
    let usual = if name.eq_ignore_ascii_case("authorization") { "Bearer" } else { "" };
    AuthHeader { name, scheme: if scheme.is_empty() { usual } else { scheme }.to_owned() }
}

fn url(text: &str) -> Result<Url, String> {
    // An address that does not parse may hold a password, so it is not repeated.
    let url =
        Url::parse(text).map_err(|error| match error == ParseError::RelativeUrlWithoutBase {
            true => "its base URL begins with neither `https://` nor `http://`".to_owned(),
            false => format!("its base URL cannot be read: {error}"),
        })?;
    match url.scheme() {
        "http" | "https" => Ok(url),
        scheme => {
            Err(format!("its base URL begins with `{scheme}:`, not with `https://` or `http://`"))
        }
    }
}

fn bad(endpoint: &str, origin: &str, reason: String) -> QueristError {
    QueristError::BadSetting {
        setting: format!("the model endpoint `{endpoint}`"),
        origin: origin.to_owned(),
        reason,
        hint: "`docs/guide/models.md` shows how endpoints are set".into(),
    }
}
