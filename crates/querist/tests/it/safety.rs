//! Attacks that broke other applications, through every door there is: typed as SQL, smuggled into
//! a value of SQL, asked as a question. Nothing may change, and nothing may crash.
//!
//! What changed is asked of the databases themselves, by their own client programs.

use std::{fs, path::Path, path::PathBuf};

use querist::{Given, Querist, QueristError, Setting, Settings};
use querist_testkit::{Server, Servers, TestDatabase, data, sqlite};
use querist_vocabulary::{
    answer::{Outcome, Reply},
    error::{Code, Coded},
    event::Silence,
};
use tempfile::TempDir;

const SUITE: &str = "querist: safety proofs";

/// Tables that attacks like to name.
const TABLES: &str = "
    create table users (id int primary key, name varchar(40), email varchar(60), password varchar(40));
    insert into users values (1, 'admin', 'admin@example.org', 's3cret'), (2, 'ada', 'ada@example.org', 'x');
    create table jobs (id int primary key, user_id int references users (id), title varchar(40), salary int);
    insert into jobs values (1, 1, 'root', 100), (2, 2, 'analyst', 50), (3, null, 'ghost', null);
    create view staff as select name, title from users join jobs on jobs.user_id = users.id;";

/// The database under attack.
enum Target {
    File(PathBuf),
    Server(TestDatabase),
}

impl Target {
    fn checksum(&self) -> String {
        match self {
            Self::File(file) => sqlite::dump(file),
            Self::Server(database) => database.checksum(),
        }
    }
}

/// Which doors are attacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doors {
    /// SQL and questions.
    All,
    /// SQL alone: with the worst account it is what could do the most.
    Sql,
}

/// How the attacks went.
#[derive(Debug, Default)]
struct Tally {
    answered: usize,
    refused: usize,
    other: usize,
    failed: usize,
}

impl Tally {
    /// Counts an end; only a crash is none.
    fn count(&mut self, attack: &str, end: Result<Reply, QueristError>) {
        match end.map(|reply| reply.outcome) {
            Ok(Outcome::Answer(_)) => self.answered += 1,
            Ok(Outcome::Refuse(_)) => self.refused += 1,
            Ok(Outcome::Clarify(_) | Outcome::Decline(_)) => self.other += 1,
            Err(error) => {
                let survived = [Code::QueryFailed, Code::Denied, Code::BadQuestion];
                assert!(survived.contains(&error.code()), "{attack:?}: {error:?}");
                self.failed += 1;
            }
        }
    }
}

fn payloads(data: &Path) -> Vec<String> {
    let bytes = fs::read(data.join("safety/sql_injection_payloads.txt")).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(lines.len() > 900, "{}", lines.len());
    lines
}

fn prompts(data: &Path) -> Vec<String> {
    let text = fs::read_to_string(data.join("safety/prompt_injection.json")).unwrap();
    let prompts: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let texts = prompts.iter().flat_map(|prompt| [&prompt["prompt"], &prompt["injected_row_text"]]);
    let texts: Vec<String> = texts.filter_map(|text| text.as_str().map(str::to_owned)).collect();
    assert!(texts.len() > 400, "{}", texts.len());
    texts
}

/// A payload as typed, and where an application that pastes texts together would put it.
fn statements(payload: &str) -> [String; 3] {
    [
        payload.to_owned(),
        format!("SELECT name FROM users WHERE name = '{payload}'"),
        format!("SELECT name FROM users WHERE id = {payload}"),
    ]
}

async fn open(address: &str, folder: &TempDir) -> Querist {
    let given = Given::database(address.to_owned())
        .with(Setting::DataFolder, Some(folder.path().display().to_string()));
    Querist::open(&Settings::alone(&given).unwrap()).await.unwrap()
}

async fn attack(address: &str, target: &Target, doors: Doors, data: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let querist = open(address, &folder).await;
    let before = target.checksum();
    assert!(before.contains("s3cret"), "the checksum sees the rows");
    attack_with_sql(&querist, data).await;
    assert!(target.checksum() == before, "a statement has changed something");
    if doors == Doors::All {
        attack_with_questions(&querist, data).await;
        assert!(target.checksum() == before, "a question has changed something");
    }
    let alive = querist.read(querist.next_id(), "SELECT name FROM users", None, &Silence).await;
    assert!(
        matches!(alive.unwrap().outcome, Outcome::Answer(answer) if answer.result.rows.len() == 2)
    );
    assert!(querist.verify_audit().await.unwrap().broken.is_none());
}

async fn attack_with_sql(querist: &Querist, data: &Path) {
    let mut tally = Tally::default();
    for sql in payloads(data).iter().flat_map(|payload| statements(payload)) {
        tally.count(&sql, querist.read(querist.next_id(), &sql, None, &Silence).await);
    }
    println!("SQL: {tally:?}");
    assert!(tally.refused > 2 * tally.answered, "most payloads are no reading statements");
}

async fn attack_with_questions(querist: &Querist, data: &Path) {
    let mut tally = Tally::default();
    for question in payloads(data).into_iter().chain(prompts(data)) {
        tally.count(&question, querist.ask(&question).await);
    }
    println!("questions: {tally:?}");
}

/// With the account that can only read, and with the worst.
async fn attack_server(server: &'static Server) {
    let Some(data) = data(SUITE) else { return };
    let database = server.database("safety");
    database.execute(TABLES);
    let (reader, superuser) = (database.url(), database.superuser_url());
    let target = Target::Server(database);
    attack(&reader, &target, Doors::All, &data).await;
    attack(&superuser, &target, Doors::Sql, &data).await;
}

#[tokio::test]
async fn sqlite_is_unchanged() {
    let Some(data) = data(SUITE) else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("target.sqlite");
    sqlite::execute(&file, TABLES);
    attack(&file.display().to_string(), &Target::File(file.clone()), Doors::All, &data).await;
}

#[tokio::test]
async fn postgres_is_unchanged() {
    attack_server(Servers::postgres()).await;
}

#[tokio::test]
async fn mariadb_is_unchanged() {
    attack_server(Servers::mariadb()).await;
}
