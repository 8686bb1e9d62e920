//! What stands in the way of good answers, found before a question is asked.

/// Whether language models answer.
mod models;

use std::sync::Arc;

use querist_store::SqliteStore;
use querist_vocabulary::{
    database::{Database, RightsFinding},
    error::Coded,
    model::Sight,
    store::{Store, StoreError},
};

use crate::{Querist, QueristError, Settings, assembly};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// All is well.
    Good,
    /// Worth knowing.
    Note,
    /// Something should be changed.
    Warning,
    /// Reads are unsafe, or questions cannot be answered.
    Serious,
}

/// Something the doctor found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at: `settings`, `store`, `audit log`, `database`, `rights`, `limits`,
    /// `schema`, `values`, `personal data`, `knowledge`, `models`.
    pub topic: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was found, in lower case.
    pub message: String,
    /// What the person can do, where there is something to do.
    pub hint: Option<String>,
}

/// Looks at everything that a question needs. Never fails: what cannot be looked at is a finding.
pub async fn doctor(settings: &Settings) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        settings.warnings.iter().map(|warning| warn("settings", warning)).collect();
    let kept = assembly::open_store(settings).await;
    findings.extend(store(&kept, settings).await);
    let minds = models::models(settings, kept.as_ref().ok().cloned()).await;
    match assembly::database(settings).await {
        Ok(database) => {
            findings.extend(limits(&*database));
            findings.extend(rights(&*database).await);
            findings.extend(house(database, kept.ok(), settings).await);
        }
        Err(error) => findings.push(serious("database", &error)),
    }
    findings.extend(minds);
    findings
}

async fn store(kept: &Result<SqliteStore, QueristError>, settings: &Settings) -> Vec<Finding> {
    let store = match kept {
        Ok(store) => store,
        Err(error) => return vec![serious("store", error)],
    };
    let opened = good("store", format!("`{}` is usable", settings.store_file().display()));
    let chain = match store.verify_audit().await {
        Err(error) => serious("audit log", &error),
        Ok(verdict) => match verdict.broken {
            None => good("audit log", format!("{} entries, the chain is whole", verdict.entries)),
            Some((number, reason)) => Finding {
                severity: Severity::Serious,
                hint: Some("somebody changed it by hand: keep the file and find out who".into()),
                ..warn("audit log", format!("the chain breaks at entry {number}: {reason}"))
            },
        },
    };
    vec![opened, chain]
}

fn limits(database: &dyn Database) -> Vec<Finding> {
    let limits = database.capabilities().limits.iter();
    limits.map(|limit| finding("limits", Severity::Note, *limit)).collect()
}

async fn rights(database: &dyn Database) -> Vec<Finding> {
    let found = match database.rights().await {
        Ok(found) => found,
        Err(error) => return vec![serious("rights", &error)],
    };
    if found.is_empty() {
        return vec![good("rights", "the account can only read")];
    }
    found.into_iter().map(right).collect()
}

fn right(found: RightsFinding) -> Finding {
    let severity = if found.serious { Severity::Serious } else { Severity::Warning };
    Finding { topic: "rights", severity, message: found.message, hint: Some(found.hint) }
}

/// The house as a whole: what it knows of the structure, and what the semantic file says of it.
/// Without a store it is looked at all the same.
async fn house(
    database: Arc<dyn Database>,
    store: Option<SqliteStore>,
    settings: &Settings,
) -> Vec<Finding> {
    let store = match or_in_memory(store).await {
        Ok(store) => Arc::new(store),
        Err(error) => return vec![serious("store", &error)],
    };
    let querist = match Querist::over(database, Arc::clone(&store), &store, settings) {
        Ok(querist) => querist,
        Err(error) => return vec![serious("knowledge", &error)],
    };
    let schema = match querist.schema().await {
        Ok(schema) => schema,
        Err(error) => return vec![serious("database", &error)],
    };
    let database = &querist.journey().parts.database;
    let name = database.capabilities().name;
    let answers = format!("`{}` answers: {name} {}", database.address(), schema.version);
    let tables = schema.tables.len();
    let schema = match tables {
        0 => warn("schema", "there are no tables that this account may read"),
        _ => good("schema", format!("{tables} tables and views")),
    };
    let values = values(&querist).await;
    let personal = personal(&querist).await;
    let looked = vec![good("database", answers), schema].into_iter().chain(values).chain(personal);
    looked.chain(knowledge(&querist).await).collect()
}

async fn or_in_memory(store: Option<SqliteStore>) -> Result<SqliteStore, StoreError> {
    match store {
        Some(store) => Ok(store),
        None => SqliteStore::in_memory().await,
    }
}

/// How many personal columns a language model may see as they are.
async fn personal(querist: &Querist) -> Option<Finding> {
    let models = querist.journey().parts.models.as_ref()?;
    if models.sight != Sight::Full {
        return None;
    }
    let found = querist.journey().personal_columns().await.ok()?;
    let message = match found.len() {
        0 => return Some(good("personal data", "no personal columns are known")),
        1 => "a language model may see the values of 1 personal column".to_owned(),
        many => format!("a language model may see the values of {many} personal columns"),
    };
    let names: Vec<String> = found.iter().take(5).map(|one| format!("`{}`", one.column)).collect();
    let hint = format!("`masked-rows` masks them, among them {}", names.join(", "));
    Some(Finding { hint: Some(hint), ..warn("personal data", message) })
}

/// Which stored values earlier questions could not learn; reads nothing itself.
async fn values(querist: &Querist) -> Vec<Finding> {
    match querist.journey().gaps().await {
        Err(error) => vec![serious("values", &error)],
        Ok(None) => vec![finding("values", Severity::Note, "the first question will read them")],
        Ok(Some(gaps)) if gaps.all().is_empty() => {
            vec![good("values", "all that are asked by are known")]
        }
        Ok(Some(gaps)) => {
            let hint = gaps.close().then(|| "`querist schema --read-values` reads them".to_owned());
            let found =
                |gap| Finding { hint: hint.clone(), ..finding("values", Severity::Note, gap) };
            gaps.all().into_iter().map(found).collect()
        }
    }
}

async fn knowledge(querist: &Querist) -> Vec<Finding> {
    let Some(file) = querist.knowledge_file() else {
        let none = finding("knowledge", Severity::Note, "there is no semantic file");
        let hint = "one teaches Querist your words: see `docs/guide/semantic-file.md`".into();
        return vec![Finding { hint: Some(hint), ..none }];
    };
    match querist.knowledge_drift().await {
        Err(error) => vec![serious("knowledge", &error)],
        Ok(drift) if drift.is_empty() => {
            vec![good("knowledge", format!("`{}` fits the schema", file.display()))]
        }
        Ok(drift) => drift
            .into_iter()
            .map(|misfit| Finding {
                hint: Some(format!("edit `{}`", file.display())),
                ..warn("knowledge", misfit)
            })
            .collect(),
    }
}

fn good(topic: &'static str, message: impl Into<String>) -> Finding {
    finding(topic, Severity::Good, message)
}

fn warn(topic: &'static str, message: impl Into<String>) -> Finding {
    finding(topic, Severity::Warning, message)
}

fn serious(topic: &'static str, error: &dyn Coded) -> Finding {
    let hint = Some(error.hint());
    Finding { hint, ..finding(topic, Severity::Serious, error.to_string()) }
}

fn finding(topic: &'static str, severity: Severity, message: impl Into<String>) -> Finding {
    Finding { topic, severity, message: message.into(), hint: None }
}
