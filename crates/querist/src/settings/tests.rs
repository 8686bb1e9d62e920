//! The layers over each other, in surroundings made up for the test.

use std::{collections::BTreeMap, fs};

use querist_vocabulary::error::Coded;
use tempfile::TempDir;

use super::{surroundings::Surroundings, *};

/// A current folder, a configuration folder and an environment.
struct Place {
    folder: TempDir,
    environment: BTreeMap<String, String>,
}

impl Place {
    /// Files by their path, variables by `$NAME`.
    fn with(entries: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("configuration")).unwrap();
        let mut environment = BTreeMap::new();
        for (name, text) in entries {
            match name.strip_prefix('$') {
                Some(variable) => drop(environment.insert(variable.into(), (*text).into())),
                None => fs::write(folder.path().join(name), text).unwrap(),
            }
        }
        Self { folder, environment }
    }

    fn resolve(&self, given: &Given) -> Result<Settings, crate::QueristError> {
        let path = self.folder.path();
        Settings::resolve_in(
            given,
            &Surroundings {
                person: Some("ada".into()),
                environment: self.environment.clone(),
                folder: Some(path.into()),
                configuration: Some(path.join("configuration")),
                data: Some(path.join("data")),
            },
        )
    }

    fn shown(&self, text: &str) -> String {
        text.replace(&self.folder.path().display().to_string(), "FOLDER")
    }
}

/// The settings that somebody set, with where; or the error.
fn check(entries: &[(&str, &str)], given: &Given) -> String {
    let place = Place::with(entries);
    let told = match place.resolve(given) {
        Ok(settings) => {
            let set = settings.show().into_iter().filter(|shown| shown.origin != Origin::Default);
            set.map(|shown| {
                format!("{} = {} ({})", shown.setting.name(), shown.value, shown.origin)
            })
            .chain(settings.warnings)
            .collect::<Vec<_>>()
            .join("\n")
        }
        Err(error) => format!("{error}\nhint: {}", error.hint()),
    };
    place.shown(&told)
}

fn rows(text: &str) -> Given {
    Given::default().with(Setting::MaxRows, Some(text))
}

#[test]
fn the_strongest_layer_counts_for_each_setting() {
    let layers = [
        ("$MAX_RESULTS", "2"),
        ("$QUERIST_TIMEOUT", "2"),
        (".env", "QUERIST_MAX_ROWS=3\nQUERIST_TIMEOUT=3\nQUERIST_MAX_BYTES=3\nOTHER=1\n"),
        ("querist.toml", "max_rows = 4\ntimeout = 4\nmax_bytes = 4\nconnect_timeout = 4.5\n"),
        ("configuration/querist.toml", "connect_timeout = 5\nmax_connections = 5\n"),
    ];
    insta::assert_snapshot!(check(&layers, &rows("1")), @r"
    max_rows = 1 (`--max-rows`)
    max_bytes = 3 (`QUERIST_MAX_BYTES` in `.env`)
    timeout = 2 (environment `QUERIST_TIMEOUT`)
    max_connections = 5 (`FOLDER/configuration/querist.toml`)
    connect_timeout = 4.5 (`FOLDER/querist.toml`)
    ");
    insta::assert_snapshot!(check(&layers, &Given::default()), @r"
    max_rows = 2 (environment `MAX_RESULTS`)
    max_bytes = 3 (`QUERIST_MAX_BYTES` in `.env`)
    timeout = 2 (environment `QUERIST_TIMEOUT`)
    max_connections = 5 (`FOLDER/configuration/querist.toml`)
    connect_timeout = 4.5 (`FOLDER/querist.toml`)
    ");
}

#[test]
fn defaults_are_the_documented_ones() {
    let settings = Place::with(&[]).resolve(&Given::default()).unwrap();
    assert!(settings.database.is_none());
    let limits = settings.limits;
    assert_eq!((limits.rows, limits.timeout.as_secs()), (Some(1_000), 30));
    assert_eq!((settings.max_connections, settings.connect_timeout.as_secs()), (10, 10));
    assert_eq!((settings.format, settings.colour), (Format::Table, Colour::Auto));
    assert!(settings.data_folder.ends_with("data"));
    assert_eq!(settings.actor, "ada");
}

#[test]
fn the_variables_of_other_tools_name_the_database_too() {
    let both = [("$DATABASE_PATH", "path.db"), ("$DATABASE_URL", "url.db")];
    insta::assert_snapshot!(check(&both, &Given::default()), @"database = url.db (environment `DATABASE_URL`)");
}

#[test]
fn no_color_means_never() {
    insta::assert_snapshot!(check(&[("$NO_COLOR", "1")], &Given::default()), @"color = never (environment `NO_COLOR`)");
}

#[test]
fn lists_are_written_with_commas_or_as_lists() {
    let place = Place::with(&[
        ("querist.toml", "block = [\"staff.pay\", \"audit_*\"]"),
        ("$QUERIST_ALLOW", "shops, sales ,"),
    ]);
    let access = place.resolve(&Given::default()).unwrap().access;
    assert_eq!(access.block, ["staff.pay", "audit_*"]);
    assert_eq!(access.allow, ["shops", "sales"]);
}

#[test]
fn paths_in_a_file_count_from_its_folder() {
    let file = "database = \"shop.db\"\nknowledge = \"words.yaml\"\ndata_folder = \"/var/q\"\nprompts = \"prompts\"\nembedder = \"minilm\"\n";
    insta::assert_snapshot!(check(&[("configuration/querist.toml", file)], &Given::default()), @r"
    database = FOLDER/configuration/shop.db (`FOLDER/configuration/querist.toml`)
    knowledge = FOLDER/configuration/words.yaml (`FOLDER/configuration/querist.toml`)
    data_folder = /var/q (`FOLDER/configuration/querist.toml`)
    prompts = FOLDER/configuration/prompts (`FOLDER/configuration/querist.toml`)
    embedder = FOLDER/configuration/minilm (`FOLDER/configuration/querist.toml`)
    ");
    let url = [("querist.toml", "database = \"sqlite:shop.db\"")];
    insta::assert_snapshot!(check(&url, &Given::default()), @"database = sqlite:shop.db (`FOLDER/querist.toml`)");
}

#[test]
fn a_password_is_never_shown() {
    let address = "postgresql://ada:s3cret@host/shop?sslpassword=s3cret";
    let given = Given::database(address);
    let settings = Place::with(&[]).resolve(&given).unwrap();
    let everything = format!("{given:?} {settings:?} {:?}", settings.show());
    assert!(!everything.contains("s3cret"), "{everything}");
    assert!(everything.contains("ada:***@host"), "{everything}");
}

#[test]
fn limits_can_be_lifted_and_sizes_have_units() {
    let given = rows("all").with(Setting::MaxBytes, Some("2 MiB"));
    let limits = Place::with(&[]).resolve(&given).unwrap().limits;
    assert_eq!((limits.rows, limits.bytes), (None, Some(2 * 1024 * 1024)));
}

#[test]
fn a_value_that_is_not_understood_is_told_with_its_origin() {
    insta::assert_snapshot!(check(&[], &rows("many")), @r"
    cannot use `max_rows` from `--max-rows`: expected a whole number of rows, or `all`, found `many`
    hint: `--max-rows ROWS`: the most rows of an answer; `all` for no limit
    ");
    insta::assert_snapshot!(check(&[], &rows("0")), @r"
    cannot use `max_rows` from `--max-rows`: expected a whole number of rows, or `all`, found `0`
    hint: `--max-rows ROWS`: the most rows of an answer; `all` for no limit
    ");
    insta::assert_snapshot!(check(&[("$QUERIST_TIMEOUT", "-1")], &Given::default()), @r"
    cannot use `timeout` from environment `QUERIST_TIMEOUT`: expected more than 0 and at most 86400 seconds, found `-1`
    hint: `--timeout SECONDS`: seconds until a query is stopped on the server
    ");
    insta::assert_snapshot!(check(&[(".env", "QUERIST_FORMAT=pdf")], &Given::default()), @r"
    cannot use `format` from `QUERIST_FORMAT` in `.env`: expected `table`, `json`, `csv` or `markdown`, found `pdf`
    hint: `--format FORMAT`: how answers are printed: `table`, `json`, `csv` or `markdown`
    ");
}

#[test]
fn a_file_that_is_not_understood_is_told_with_its_line() {
    let file = |text| [("querist.toml", text)];
    insta::assert_snapshot!(check(&file("\ntimeuot = 3"), &Given::default()), @r"
    cannot use `timeuot` from `FOLDER/querist.toml`, line 2: there is no such setting
    hint: did you mean `timeout`?
    ");
    insta::assert_snapshot!(check(&file("[server]\nport = 1"), &Given::default()), @r"
    cannot use `server` from `FOLDER/querist.toml`, line 1: there is no such setting
    hint: `querist config show` lists all settings
    ");
    insta::assert_snapshot!(check(&file("timeout = true"), &Given::default()), @r"
    cannot use `timeout` from `FOLDER/querist.toml`, line 1: it must be a text, a number or a list of texts
    hint: `--timeout SECONDS`: seconds until a query is stopped on the server
    ");
    insta::assert_snapshot!(check(&file("timeout = "), &Given::default()), @r"
    cannot use the settings from `FOLDER/querist.toml`, line 1: string values must be quoted, expected literal string
    hint: `querist config show` lists all settings
    ");
}

#[test]
fn a_line_of_dotenv_that_is_not_understood_is_passed_over_aloud() {
    let file = [(".env", "QUERIST_TIMEOUT=5\nwhat is this s3cret\n")];
    insta::assert_snapshot!(check(&file, &Given::default()), @r"
    timeout = 5 (`QUERIST_TIMEOUT` in `.env`)
    a line of `.env` is not understood and was passed over
    ");
}

/// The endpoints in the order in which they are asked, and what is said of them.
fn endpoints(entries: &[(&str, &str)], given: &Given) -> String {
    let place = Place::with(entries);
    let told = match place.resolve(given) {
        Err(error) => format!("{error}\nhint: {}", error.hint()),
        Ok(settings) => {
            let models = &settings.models;
            let told = format!("{models:?} {:?}", settings.show());
            assert!(!told.contains("s3cret"), "{told}");
            let one = |one: &EndpointShown| format!("{}: {} ({})", one.name, one.value, one.origin);
            let all = models.endpoints.iter().map(one);
            let all = all.chain([models.policy.word().to_owned()]).chain(settings.warnings);
            all.collect::<Vec<_>>().join("\n")
        }
    };
    place.shown(&told)
}

fn model(name: &str) -> Given {
    Given::default().with(Setting::Model, Some(name))
}

#[test]
fn each_providers_variables_make_an_endpoint() {
    let all = [
        ("$OPENAI_API_KEY", "s3cret-1, s3cret-2"),
        ("$ANTHROPIC_API_KEY", "s3cret"),
        ("$GEMINI_API_KEY", "s3cret"),
        ("$GROQ_API_KEY", "s3cret"),
        (
            ".env",
            "LITELLM_API_BASE=http://gateway:4000/v1\nLITELLM_MODEL=gpt-5-mini\nLITELLM_AUTH_HEADER='X-Litellm-Key: Bearer'\n",
        ),
    ];
    insta::assert_snapshot!(endpoints(&all, &Given::default()), @r"
    litellm: http://gateway:4000/v1, gpt-5-mini, no key (`LITELLM_API_BASE` in `.env`)
    openai: https://api.openai.com/v1, gpt-4.1, gpt-4.1-mini, text-embedding-3-small, 2 keys (environment `OPENAI_API_KEY`)
    anthropic: https://api.anthropic.com/v1, claude-sonnet-4-5, claude-haiku-4-5, 1 key (environment `ANTHROPIC_API_KEY`)
    gemini: https://generativelanguage.googleapis.com/v1beta, gemini-2.5-pro, gemini-2.5-flash, 1 key (environment `GEMINI_API_KEY`)
    groq: https://api.groq.com/openai/v1, openai/gpt-oss-120b, openai/gpt-oss-20b, 1 key (environment `GROQ_API_KEY`)
    cheapest
    ");
    insta::assert_snapshot!(endpoints(&[], &Given::default()), @"offline-only");
    let set = Given::default().with(Setting::Policy, Some("model-first"));
    insta::assert_snapshot!(endpoints(&[], &set), @r#"
    model-first
    the policy is `model-first`, but no language model is set
    "#);
}

#[test]
fn endpoints_of_a_file_come_first_and_name_variables_for_their_keys() {
    let file = r#"
        policy = "most-careful"

        [[models.endpoints]]
        name = "vllm"
        base_url = "http://ada:s3cret@gpu:8000/v1"
        large = "qwen3-32b"
        keys = "s3cret"
        headers = { x-team = "s3cret" }
        prices = { qwen3-32b = [0.1, 0.2] }
        max_concurrent = 4
        stream = false

        [[models.endpoints]]
        name = "openai"
        small = "gpt-4.1-nano"
        key_variables = ["TEAM_KEY"]
    "#;
    let all = [("querist.toml", file), ("$TEAM_KEY", "s3cret"), ("$GROQ_API_KEY", "s3cret")];
    insta::assert_snapshot!(endpoints(&all, &Given::default()), @r"
    vllm: http://gpu:8000/v1, qwen3-32b, 1 key (`FOLDER/querist.toml`)
    openai: https://api.openai.com/v1, gpt-4.1-nano, text-embedding-3-small, 1 key (`FOLDER/querist.toml`)
    groq: https://api.groq.com/openai/v1, openai/gpt-oss-120b, openai/gpt-oss-20b, 1 key (environment `GROQ_API_KEY`)
    most-careful
    ");
}

#[test]
fn the_chosen_model_is_asked_first() {
    let keys = [("$OPENAI_API_KEY", "s3cret"), ("$GROQ_API_KEY", "s3cret")];
    insta::assert_snapshot!(endpoints(&keys, &model("groq/openai/gpt-oss-20b")), @r"
    groq: https://api.groq.com/openai/v1, openai/gpt-oss-20b, 1 key (environment `GROQ_API_KEY`)
    openai: https://api.openai.com/v1, gpt-4.1, gpt-4.1-mini, text-embedding-3-small, 1 key (environment `OPENAI_API_KEY`)
    cheapest
    ");
    insta::assert_snapshot!(endpoints(&keys[..1], &model("gpt-4.1-nano")), @r"
    openai: https://api.openai.com/v1, gpt-4.1-nano, text-embedding-3-small, 1 key (environment `OPENAI_API_KEY`)
    cheapest
    ");
    let both = model("ollama/qwen3").with(Setting::ModelSmall, Some("ollama/qwen3:4b"));
    insta::assert_snapshot!(endpoints(&[], &both), @r"
    ollama: http://localhost:11434/v1, qwen3, qwen3:4b, no key (`--model`)
    cheapest
    ");
    insta::assert_snapshot!(endpoints(&[], &model("qwen3")), @r"
    cannot use `model` from `--model`: `qwen3` names no endpoint, and none is set
    hint: write it as `ENDPOINT/MODEL`, such as `openai/gpt-4.1-mini` or `ollama/qwen3`
    ");
}

#[test]
fn an_endpoint_that_is_not_understood_is_told_without_its_key() {
    let wrong = |text| endpoints(&[("querist.toml", text)], &Given::default());
    let unknown = "[[models.endpoints]]\nname = \"a\"\nbase = \"http://x\"";
    assert!(wrong(unknown).contains("line 3: unknown field `base`"), "{}", wrong(unknown));
    let kind = "[[models.endpoints]]\nname = \"a\"\nkind = \"bard\"";
    insta::assert_snapshot!(wrong(kind), @r"
    cannot use the model endpoint `a` from `FOLDER/querist.toml`: its kind is `openai`, `anthropic` or `gemini`, not `bard`
    hint: `docs/guide/models.md` shows how endpoints are set
    ");
    let place = "[[models.endpoints]]\nname = \"a\"";
    assert!(wrong(place).contains("it needs a `base_url`"), "{}", wrong(place));
    let keys = "[[models.endpoints]]\nname = \"a\"\nkeys = { one = \"s3cret\" }";
    assert!(!wrong(keys).contains("s3cret") && wrong(keys).contains("line 3"), "{}", wrong(keys));
    let scheme = "[[models.endpoints]]\nname = \"a\"\nbase_url = \"ftp://x\"";
    let reason = "its base URL begins with `ftp:`, not with `https://` or `http://`";
    assert!(wrong(scheme).contains(reason), "{}", wrong(scheme));
    let bare = "[[models.endpoints]]\nname = \"a\"\nbase_url = \"gateway\"";
    let reason = "its base URL begins with neither `https://` nor `http://`";
    assert!(wrong(bare).contains(reason), "{}", wrong(bare));
}

#[test]
fn bounds_of_an_endpoint_are_kept() {
    let wrong = |line: &str| {
        let text = format!("[[models.endpoints]]\nname = \"a\"\nbase_url = \"http://x\"\n{line}");
        endpoints(&[("querist.toml", &text)], &Given::default())
    };
    for line in ["prices = { m = [-1, 2] }", "prices = { m = [1, nan] }"] {
        assert!(wrong(line).contains("a price of `m` is no amount"), "{}", wrong(line));
    }
    assert!(wrong("max_concurrent = 0").contains("no call could be made"));
    assert!(wrong("prices = { m = [0, 0] }").starts_with("a: http://x"));
}

#[test]
fn a_slip_in_an_endpoints_name_is_no_model_of_another() {
    let keys = [("$OPENAI_API_KEY", "s3cret")];
    insta::assert_snapshot!(endpoints(&keys, &model("antropic/good")));
    assert!(endpoints(&keys, &model("OpenAI/gpt-5")).contains("did you mean `openai/gpt-5`?"));
    let of_another = endpoints(&keys, &model("meta-llama/Llama-3"));
    assert!(
        of_another.starts_with("openai: https://api.openai.com/v1, meta-llama/Llama-3,"),
        "{of_another}"
    );
}

#[test]
fn an_address_of_ones_own_has_no_embedding_model() {
    let keys = [("$OPENAI_API_KEY", "s3cret"), ("$OPENAI_BASE_URL", "http://gateway/v1")];
    insta::assert_snapshot!(endpoints(&keys, &Given::default()));
}

#[test]
fn model_settings_have_the_usual_variables_and_bounds() {
    let all = [
        ("$ENABLE_LLM_CACHE", "false"),
        ("$LLM_CACHE_TTL", "60"),
        ("$GENERATION_TEMPERATURE", "0.2"),
        (
            "querist.toml",
            "tokens_per_question = 20000\ndollars_per_day = 2.5\nledger_days = \"all\"",
        ),
    ];
    let settings = Place::with(&all).resolve(&Given::default()).unwrap();
    let models = &settings.models.settings;
    assert_eq!((models.cache_ttl, models.temperatures.generation), (None, 0.2));
    let budgets = models.budgets;
    assert_eq!((budgets.tokens_per_question, budgets.tokens_per_day), (Some(20_000), None));
    assert_eq!((budgets.dollars_per_day, settings.ledger.days), (Some(2.5), None));
    for (name, text) in [
        ("tokens_per_day", "0"),
        ("dollars_per_day", "-1"),
        ("summary_temperature", "2.1"),
        ("model_sight", "all"),
    ] {
        let file = format!("{name} = \"{text}\"");
        assert!(
            Place::with(&[("querist.toml", &file)]).resolve(&Given::default()).is_err(),
            "{file}"
        );
    }
}
