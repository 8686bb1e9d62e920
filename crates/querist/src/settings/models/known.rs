//! The providers that Querist knows by name, with their variables.

use querist_models::{EndpointSettings, Kind};

use super::{auth_header, keys, url};
use crate::settings::{layers::Layers, origin::Origin};

/// A provider. Empty texts stand for what it has not.
pub(in crate::settings) struct Provider {
    pub(in crate::settings) name: &'static str,
    kind: Kind,
    pub(in crate::settings) base_url: &'static str,
    pub(in crate::settings) key_variable: &'static str,
    /// The first that is set counts.
    pub(in crate::settings) base_variables: &'static [&'static str],
    model_variable: &'static str,
    header_variable: &'static str,
    pub(in crate::settings) large: &'static str,
    pub(in crate::settings) small: &'static str,
    pub(in crate::settings) embedding: &'static str,
}

/// In the order in which they are asked.
pub(in crate::settings) const PROVIDERS: &[Provider] = &[
    Provider {
        name: "litellm",
        kind: Kind::OpenAi,
        base_url: "http://localhost:4000/v1",
        key_variable: "LITELLM_API_KEY",
        base_variables: &["LITELLM_BASE_URL", "LITELLM_API_BASE"],
        model_variable: "LITELLM_MODEL",
        header_variable: "LITELLM_AUTH_HEADER",
        large: "gpt-4.1",
        small: "",
        embedding: "",
    },
    Provider {
        name: "openai",
        kind: Kind::OpenAi,
        base_url: "https://api.openai.com/v1",
        key_variable: "OPENAI_API_KEY",
        base_variables: &["OPENAI_BASE_URL"],
        model_variable: "",
        header_variable: "",
        large: "gpt-4.1",
        small: "gpt-4.1-mini",
        embedding: "text-embedding-3-small",
    },
    Provider {
        name: "anthropic",
        kind: Kind::Anthropic,
        base_url: "https://api.anthropic.com/v1",
        key_variable: "ANTHROPIC_API_KEY",
        base_variables: &[],
        model_variable: "",
        header_variable: "",
        large: "claude-sonnet-4-5",
        small: "claude-haiku-4-5",
        embedding: "",
    },
    Provider {
        name: "gemini",
        kind: Kind::Gemini,
        base_url: "https://generativelanguage.googleapis.com/v1beta",
        key_variable: "GEMINI_API_KEY",
        base_variables: &[],
        model_variable: "",
        header_variable: "",
        large: "gemini-2.5-pro",
        small: "gemini-2.5-flash",
        embedding: "",
    },
    Provider {
        name: "groq",
        kind: Kind::OpenAi,
        base_url: "https://api.groq.com/openai/v1",
        key_variable: "GROQ_API_KEY",
        base_variables: &[],
        model_variable: "",
        header_variable: "",
        large: "openai/gpt-oss-120b",
        small: "openai/gpt-oss-20b",
        embedding: "",
    },
    // Wants no key, so no variable calls for it: `--model ollama/NAME` does.
    Provider {
        name: "ollama",
        kind: Kind::OpenAi,
        base_url: "http://localhost:11434/v1",
        key_variable: "",
        base_variables: &[],
        model_variable: "",
        header_variable: "",
        large: "",
        small: "",
        embedding: "",
    },
];

impl Provider {
    /// All its variables.
    pub(in crate::settings) fn variables(&self) -> Vec<&'static str> {
        let others = [self.key_variable, self.model_variable, self.header_variable];
        let all = self.base_variables.iter().copied().chain(others);
        all.filter(|variable| !variable.is_empty()).collect()
    }

    /// Where one of its variables is set that calls for it; a header alone does not.
    pub(super) fn is_set(&self, layers: &Layers) -> Option<Origin> {
        let calling = [self.key_variable].into_iter().chain(self.base_variables.iter().copied());
        let mut set = calling.filter_map(|variable| layers.variable(variable));
        set.next().map(|(_, origin)| origin)
    }

    /// The variable that would hold its key, where the endpoint is the provider's own.
    pub(super) fn wanted_key(&self, endpoint: &EndpointSettings) -> Option<&'static str> {
        let own = !self.key_variable.is_empty() && self.is_home(endpoint);
        own.then_some(self.key_variable)
    }

    fn is_home(&self, endpoint: &EndpointSettings) -> bool {
        endpoint.place().starts_with(self.base_url)
    }

    /// The provider as its variables say.
    pub(super) fn endpoint(&self, layers: &Layers) -> Result<EndpointSettings, String> {
        let variable = |name: &str| layers.variable(name).map(|(text, _)| text);
        let base = self.base_variables.iter().find_map(|name| variable(name));
        let base = url(base.as_deref().unwrap_or(self.base_url))?;
        let mut endpoint = EndpointSettings::new(self.name, self.kind, base);
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        endpoint.keys = variable(self.key_variable).map(|text| keys(&text)).unwrap_or_default();
        endpoint.auth_header = variable(self.header_variable).map(|text| auth_header(&text));
        endpoint.large = variable(self.model_variable).or_else(|| given(self.large));
        endpoint.small = given(self.small);
        // Elsewhere the provider's own is probably not there.
        endpoint.embedding = given(self.embedding).filter(|_| self.is_home(&endpoint));
        Ok(endpoint)
    }
}
