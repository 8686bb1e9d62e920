//! One database, opened as a person would.

use std::{fs, path::Path};

use querist::{Given, Querist, Setting, Settings, wire};
use querist_testkit::TestDatabase;
use querist_vocabulary::{
    answer::{Outcome, ResultTable},
    event::Silence,
    statement::Dialect,
};
use tempfile::TempDir;

use super::sheet::Sheet;

/// How much of the demo database is written: enough for every question, quick to make.
const DEMO_SCALE: f64 = 0.1;

pub(crate) struct House {
    pub(crate) dialect: Dialect,
    querist: Querist,
    _folder: TempDir,
    _database: Option<TestDatabase>,
}

/// What became of a question.
pub(crate) enum Asked {
    /// It was answered, rightly or not.
    Answered { reading: String, sql: String, table: ResultTable },
    /// What came back instead.
    Unanswered(String),
}

impl House {
    pub(crate) async fn on_file(file: &Path, sheet: &Sheet) -> Self {
        Self::open(Dialect::Sqlite, &file.display().to_string(), sheet, None).await
    }

    pub(crate) async fn on_server(dialect: Dialect, database: TestDatabase, sheet: &Sheet) -> Self {
        let url = database.url();
        Self::open(dialect, &url, sheet, Some(database)).await
    }

    /// The demo database with its own semantic file.
    pub(crate) async fn demo() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = querist_demo::make(&folder.path().join("demo.db"), DEMO_SCALE).await.unwrap();
        let given = Given::database(made.database.display().to_string());
        Self::of(Dialect::Sqlite, given, folder, None).await
    }

    async fn open(
        dialect: Dialect,
        address: &str,
        sheet: &Sheet,
        database: Option<TestDatabase>,
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let knowledge = folder.path().join("today.yaml");
        fs::write(&knowledge, format!("as_of: {}\n", sheet.today)).unwrap();
        let given = Given::database(address)
            .with(Setting::Knowledge, Some(knowledge.display().to_string()));
        Self::of(dialect, given, folder, database).await
    }

    async fn of(
        dialect: Dialect,
        given: Given,
        folder: TempDir,
        database: Option<TestDatabase>,
    ) -> Self {
        let data = folder.path().join("data").display().to_string();
        let settings = Settings::alone(&given.with(Setting::DataFolder, Some(data))).unwrap();
        let querist = Querist::open(&settings).await.unwrap();
        Self { dialect, querist, _folder: folder, _database: database }
    }

    /// What becomes of a question.
    pub(crate) async fn ask(&self, question: &str) -> Asked {
        let reply = match self.querist.ask(question).await {
            Ok(reply) => reply,
            Err(error) => return Asked::Unanswered(format!("error: {error}")),
        };
        match reply.outcome {
            Outcome::Answer(answer) => Asked::Answered {
                reading: answer.reading.unwrap_or_default(),
                sql: answer.query.get().sql.clone(),
                table: answer.result,
            },
            Outcome::Clarify(back) => {
                let choices =
                    back.choices.iter().map(|c| format!("\n    {}", c.reading.restatement));
                let choices: String = choices.collect();
                Asked::Unanswered(format!("asked back: {}{choices}", back.question))
            }
            Outcome::Decline(decline) => Asked::Unanswered(format!("declined: {}", decline.reason)),
            Outcome::Refuse(refusal) => Asked::Unanswered(format!("refused: {refusal:?}")),
        }
    }

    /// What becomes of a text: `answer`, `clarify`, `decline`, `refuse`, `error: …`.
    pub(crate) async fn outcome(&self, text: &str) -> String {
        match self.querist.ask(text).await {
            Ok(reply) => wire::reply(&reply)["outcome"].as_str().unwrap().to_owned(),
            Err(error) => format!("error: {error}"),
        }
    }

    /// The rows of SQL that was checked by hand.
    pub(crate) async fn gold(&self, sql: &str) -> ResultTable {
        let reply = self.querist.read(self.querist.next_id(), sql, None, &Silence).await.unwrap();
        let Outcome::Answer(answer) = reply.outcome else {
            panic!("`{sql}` came back as {:?}", reply.outcome)
        };
        answer.result
    }
}
