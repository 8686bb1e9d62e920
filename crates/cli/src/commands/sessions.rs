//! `querist sessions`: conversations that are kept.

use clap::{Args, Subcommand};
use querist::{Querist, QueristError, open_store};
use querist_vocabulary::{
    session::{Session, SessionId, Turn},
    store::Store,
};

use crate::{
    console::Console,
    failure::{Exit, Failure},
    print::{
        figure::count,
        page::{Line, Page, Style},
    },
};

/// The most sessions that are listed.
const MOST: u64 = 200;

/// List, show and delete sessions
#[derive(Debug, Args)]
pub(crate) struct Sessions {
    /// Without one the sessions are listed.
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// List sessions, the latest first
    List,
    /// Show the questions of a session
    Show {
        /// The session, or `last`
        id: String,
    },
    /// Delete a session and its questions; the audit log keeps its own record
    Delete {
        /// The session, or `last`
        id: String,
    },
}

impl Sessions {
    pub(crate) async fn run(self, console: &Console) -> Result<Exit, Failure> {
        let store = open_store(&console.settings).await?;
        match self.verb.unwrap_or(Verb::List) {
            Verb::List => {
                let sessions = store.sessions(MOST).await.map_err(QueristError::from)?;
                if sessions.is_empty() {
                    console.say("no sessions yet")?;
                }
                for session in &sessions {
                    let turns = store.turns(&session.id).await.map_err(QueristError::from)?;
                    console.show(&line(session, turns.first()))?;
                }
            }
            Verb::Show { id } => {
                let id = kept(&store, &id).await?;
                console.show(&turns(&store.turns(&id).await.map_err(QueristError::from)?))?;
            }
            Verb::Delete { id } => {
                let id = kept(&store, &id).await?;
                store.end_session(&id).await.map_err(QueristError::from)?;
                console.say(&format!("deleted session {id}"))?;
            }
        }
        Ok(Exit::Done)
    }
}

/// The session of that name, if it is kept; `last` is the latest.
async fn kept(store: &impl Store, name: &str) -> Result<SessionId, Failure> {
    if name == "last" {
        return latest(store.sessions(1).await.map_err(QueristError::from)?);
    }
    let session = store.session(&SessionId(name.into())).await.map_err(QueristError::from)?;
    Ok(session.id)
}

/// The session that a flag names; none where there is no flag.
pub(crate) async fn named(
    querist: &Querist,
    name: Option<&str>,
) -> Result<Option<SessionId>, Failure> {
    match name {
        None => Ok(None),
        Some("last") => latest(querist.sessions(1).await?).map(Some),
        Some(id) => {
            let id = SessionId(id.into());
            querist.history(&id).await?;
            Ok(Some(id))
        }
    }
}

fn latest(sessions: Vec<Session>) -> Result<SessionId, Failure> {
    sessions.into_iter().next().map(|session| session.id).ok_or_else(|| Failure::NotThere {
        what: "session",
        name: "last".into(),
        hint: "ask a question first: each begins a session".into(),
    })
}

/// A session by what it began with.
fn line(session: &Session, first: Option<&Turn>) -> Page {
    let turns = count(usize::try_from(session.turns).unwrap_or(usize::MAX), "question");
    let mut page = Page::default();
    page.line(
        Line::of(Style::Accent, session.id.to_string())
            .and(Style::Plain, format!("  {}  {turns}  ", minute(session.last)))
            .and(Style::Plain, first.map_or("", |turn| turn.question.as_str()))
            .and(Style::Quiet, format!("  {}", session.database)),
    );
    page
}

/// The questions of a session and what became of them.
pub(crate) fn turns(turns: &[Turn]) -> Page {
    let mut page = Page::default();
    for turn in turns {
        let rows = turn.rows.map_or(String::new(), |rows| {
            format!(", {}", count(usize::try_from(rows).unwrap_or(usize::MAX), "row"))
        });
        page.line(
            Line::of(Style::Quiet, format!("{}  ", minute(turn.at)))
                .and(Style::Plain, turn.question.as_str())
                .and(Style::Quiet, format!("  {}{rows}", turn.outcome)),
        );
        if let Some(sql) = &turn.sql {
            page.line(Line::of(Style::Quiet, format!("{:19}{sql}", "")));
        }
    }
    page
}

/// Day and minute, in UTC.
pub(crate) fn minute(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%MZ").to_string()
}
