//! What a command of the prompt does.

use std::path::Path;

use querist::{Format, Judgement};
use querist_vocabulary::{
    answer::{Answer, Outcome},
    session::SessionId,
};

use super::{
    Conversation, Then,
    verbs::{Verb, help},
};
use crate::{
    commands::{feedback, run::Target, schema, sessions},
    failure::Failure,
    print::{
        self,
        page::{Line, Page, Style},
    },
};

/// Words for the formats.
const FORMATS: &[(&str, Format)] = &[
    ("table", Format::Table),
    ("json", Format::Json),
    ("csv", Format::Csv),
    ("markdown", Format::Markdown),
];

impl Conversation {
    /// Does what a command of the prompt says.
    pub(super) async fn act(&mut self, verb: Verb, rest: &str) -> Result<Then, Failure> {
        match verb {
            Verb::Help => self.console.show(&help())?,
            Verb::Schema => self.schema(rest).await?,
            Verb::Sql if rest.is_empty() => self.sql()?,
            Verb::Sql => return self.read(rest).await,
            Verb::Explain => self.explain()?,
            Verb::Export => self.export(rest).await?,
            Verb::Good => self.judge(Judgement::Good).await?,
            Verb::Bad => {
                let why = (!rest.is_empty()).then(|| rest.to_owned());
                self.judge(Judgement::Bad(why)).await?;
            }
            Verb::Correct if rest.is_empty() => {
                return Err(Failure::BadInput {
                    what: "there is no SQL".into(),
                    hint: "write the SQL that would have been right behind `:correct`",
                });
            }
            Verb::Correct => self.judge(Judgement::Correct(rest.to_owned())).await?,
            Verb::History => self.history().await?,
            Verb::Session => self.session(rest).await?,
            Verb::Clear => self.clear()?,
            Verb::Format => self.format(rest)?,
            Verb::Quit => return Ok(Then::Quit),
        }
        Ok(Then::Next)
    }

    async fn schema(&self, table: &str) -> Result<(), Failure> {
        let known = self.querist.schema().await?;
        let screen = &self.console.output;
        let page = match table {
            "" => print::schema::list(&known, screen),
            name => print::schema::table(&known, schema::find(&known, name)?, screen),
        };
        self.console.show(&page)
    }

    fn sql(&self) -> Result<(), Failure> {
        let sql = self.answered()?.query.get().unlimited.clone();
        self.console.show(&Page(vec![Line::plain(sql)]))
    }

    fn explain(&mut self) -> Result<(), Failure> {
        let Some(reply) = &self.last else { return Err(nothing_yet()) };
        self.console.show(&print::reply::explanation(reply, &self.console.output))
    }

    async fn export(&self, file: &str) -> Result<(), Failure> {
        if file.is_empty() {
            return Err(Failure::BadInput {
                what: "there is no file".into(),
                hint: "name one, such as `:export sales.xlsx`",
            });
        }
        let target = Target::of(Path::new(file))?;
        let sql = self.answered()?.query.get().unlimited.clone();
        target.write(&self.querist, &sql, &self.console).await
    }

    async fn judge(&self, judgement: Judgement) -> Result<(), Failure> {
        let Some(session) = &self.session else { return Err(nothing_yet()) };
        feedback::judge(&self.querist, session, judgement, &self.console).await?;
        Ok(())
    }

    async fn history(&self) -> Result<(), Failure> {
        let Some(session) = &self.session else { return Err(nothing_yet()) };
        let turns = self.querist.history(session).await?;
        self.console.show(&sessions::turns(&turns))
    }

    async fn session(&mut self, id: &str) -> Result<(), Failure> {
        if !id.is_empty() {
            self.session = sessions::named(&self.querist, Some(id)).await?;
            (self.last, self.earlier) = (None, None);
            self.offers.clear();
        }
        let name = self.session.as_ref().map_or("not begun yet".into(), SessionId::to_string);
        self.console.show(&Page(vec![Line::plain("session ").and(Style::Accent, name)]))
    }

    fn clear(&mut self) -> Result<(), Failure> {
        self.session = None;
        (self.last, self.earlier) = (None, None);
        self.offers.clear();
        self.console.say("a new session begins with the next question")
    }

    fn format(&mut self, name: &str) -> Result<(), Failure> {
        let known = FORMATS.iter().find(|format| format.0 == name);
        self.console.settings.format =
            known.map(|format| format.1).ok_or_else(|| Failure::BadInput {
                what: format!("there is no format `{name}`"),
                hint: "there are `table`, `json`, `csv` and `markdown`",
            })?;
        self.console.say(&format!("answers are printed as {name}"))
    }

    fn answered(&self) -> Result<&Answer, Failure> {
        match self.last.as_ref().map(|reply| &reply.outcome) {
            Some(Outcome::Answer(answer)) => Ok(answer),
            Some(_) | None => self.earlier.as_deref().ok_or_else(nothing_yet),
        }
    }
}

fn nothing_yet() -> Failure {
    Failure::BadInput { what: "there is no answer yet".into(), hint: "ask a question first" }
}
