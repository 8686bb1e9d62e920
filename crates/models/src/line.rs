//! An endpoint as it lives: its client, its keys, its state.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
    time::{Duration, Instant},
};

use reqwest::{
    Client,
    header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue},
    redirect,
};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;
use secrecy::{ExposeSecret, SecretString};
use tokio::{
    sync::{Semaphore, SemaphorePermit},
    time::timeout_at,
};
use url::{Host, Url};

use crate::{
    resilience::{breaker::Breaker, keys::Keys},
    secrets::Secrets,
    settings::{AuthHeader, EndpointSettings, Price},
    trouble::Trouble,
    wire::{self, Extra},
};

/// How long a server may take to let us in.
const CONNECT: Duration = Duration::from_secs(10);

/// An endpoint as it lives.
pub(crate) struct Line {
    pub(crate) settings: EndpointSettings,
    pub(crate) secrets: Secrets,
    pub(crate) breaker: Breaker,
    /// Room for calls at the same time.
    room: Semaphore,
    /// Made at the first call: reading the machine's certificates takes longer than a question may
    /// that no model is asked for.
    client: OnceLock<Result<Client, String>>,
    /// The keys, by model: providers count calls for each.
    keys: Mutex<BTreeMap<String, Arc<Keys>>>,
    /// What the endpoint knows nothing of, by model.
    without: Mutex<BTreeMap<String, BTreeSet<Extra>>>,
}

impl Line {
    pub(crate) fn new(settings: EndpointSettings) -> Self {
        Self {
            secrets: Secrets::of(&settings),
            breaker: Breaker::default(),
            room: Semaphore::new(settings.max_concurrent.clamp(1, Semaphore::MAX_PERMITS)),
            client: OnceLock::new(),
            keys: Mutex::default(),
            without: Mutex::default(),
            settings,
        }
    }

    pub(crate) fn name(&self) -> &str {
        &self.settings.name
    }

    pub(crate) fn price(&self, model: &str) -> Option<Price> {
        self.settings.prices.get(model).copied()
    }

    /// Room for a call.
    pub(crate) async fn room_until(&self, until: Instant) -> Result<SemaphorePermit<'_>, Trouble> {
        // Nobody closes it.
        let room = timeout_at(until.into(), self.room.acquire()).await;
        room.ok().and_then(Result::ok).ok_or(Trouble::NoTime)
    }

    /// The keys as they stand for a model.
    pub(crate) fn keys(&self, model: &str) -> Arc<Keys> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        let new = || Arc::new(Keys::new(self.settings.keys.len()));
        Arc::clone(keys.entry(model.to_owned()).or_insert_with(new))
    }

    /// What is left out of requests to a model.
    pub(crate) fn without(&self, model: &str) -> BTreeSet<Extra> {
        self.learnt().get(model).cloned().unwrap_or_default()
    }

    /// Leaves something out of all further requests to a model.
    pub(crate) fn leave_out(&self, model: &str, extra: Extra) {
        self.learnt().entry(model.to_owned()).or_default().insert(extra);
    }

    /// Where a path of the API is, with what follows a `?`.
    pub(crate) fn address(&self, path: &str) -> Url {
        let mut url = self.settings.base_url.clone();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let base = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{base}/{path}"));
        if !query.is_empty() {
            url.set_query(Some(query));
        }
        url
    }

    /// Sends a body to a path of the API; gives the answer once its head has come.
    pub(crate) async fn send(
        &self,
        path: &str,
        key: Option<usize>,
        body: String,
    ) -> Result<reqwest::Response, Trouble> {
        let client = self.client.get_or_init(|| client(&self.settings.base_url));
        let client = client.as_ref().map_err(|reason| Trouble::Unreachable(reason.clone()))?;
        let request = client.post(self.address(path)).headers(self.headers(key)?).body(body);
        request.send().await.map_err(|error| Trouble::Unreachable(innermost(&error)))
    }

    fn headers(&self, key: Option<usize>) -> Result<HeaderMap, Trouble> {
        let kind = self.settings.kind;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in wire::headers(kind) {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        for (name, value) in &self.settings.headers {
            headers.insert(name_of(name)?, value_of(value.expose_secret(), name)?);
        }
        if let Some(key) = key.and_then(|key| self.settings.keys.get(key)) {
            let header = self.settings.auth_header.clone();
            let header = header.unwrap_or_else(|| wire::auth_header(kind));
            headers.insert(name_of(&header.name)?, credentials(&header, key)?);
        }
        Ok(headers)
    }

    fn learnt(&self) -> MutexGuard<'_, BTreeMap<String, BTreeSet<Extra>>> {
        self.without.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn credentials(header: &AuthHeader, key: &SecretString) -> Result<HeaderValue, Trouble> {
    let key = key.expose_secret();
    match header.scheme.as_str() {
        "" => value_of(key, &header.name),
        scheme => value_of(&format!("{scheme} {key}"), &header.name),
    }
}

fn name_of(name: &str) -> Result<HeaderName, Trouble> {
    let bad = |_| Trouble::Refused(format!("`{name}` is no name of a header"));
    HeaderName::try_from(name).map_err(bad)
}

/// Never printed, not even by those who log requests.
fn value_of(value: &str, name: &str) -> Result<HeaderValue, Trouble> {
    let bad = |_| Trouble::Refused(format!("the header `{name}` cannot have such a value"));
    let mut value = HeaderValue::try_from(value.trim()).map_err(bad)?;
    value.set_sensitive(true);
    Ok(value)
}

/// A client that follows no redirect, which would take the key elsewhere.
fn client(base: &Url) -> Result<Client, String> {
    let trust = if base.scheme() == "https" { Trust::Machine } else { Trust::Nobody };
    let mut builder = Client::builder()
        .tls_backend_preconfigured(tls(trust).map_err(|error| innermost(&error))?)
        .user_agent(concat!("querist/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT)
        .redirect(redirect::Policy::none());
    if is_this_machine(base) {
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| innermost(&error))
}

/// Whose certificates count.
enum Trust {
    /// Those that the machine trusts.
    Machine,
    /// None: a server without TLS can be asked on a machine that has no certificates.
    Nobody,
}

/// TLS by ring.
fn tls(trust: Trust) -> Result<ClientConfig, rustls::Error> {
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring).with_safe_default_protocol_versions()?;
    let config = match trust {
        Trust::Machine => config.with_platform_verifier()?,
        Trust::Nobody => config.with_root_certificates(RootCertStore::empty()),
    };
    let mut config = config.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

/// The reason at the bottom: those above it only say what was being done.
pub(crate) fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}
