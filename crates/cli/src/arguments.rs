//! What can be typed.

use clap::{Args, Parser, Subcommand};
use querist::{Colour, Given, Setting};

use crate::commands::{
    ask::Ask, audit::Audit, chat::Chat, completions::Completions, config::Config, demo::Demo,
    doctor::Doctor, eval::Eval, feedback::Feedback, ledger::Ledger, lessons::Lessons, model::Model,
    run::Run, schema::SchemaOf, sessions::Sessions, teach::Teach,
};

/// Ask a database in plain language, safely.
///
/// A question becomes SQL that is proven to only read, and comes back as a sentence, a table and a
/// chart, with how it was read and how sure that is. It needs no key, no server and no language
/// model. Nothing is ever written to your database.
#[derive(Debug, Parser)]
#[command(name = "querist", version, max_term_width = 100, after_help = EXAMPLES, after_long_help = MANUAL)]
#[command(disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    #[command(flatten)]
    everywhere: Everywhere,
}

const EXAMPLES: &str = "\
Examples:
  querist demo                                         look around with a database of its own
  querist ask --db shop.db \"top 5 products by revenue\"
  querist chat --db postgresql://me@localhost/shop
  querist ask --db shop.db --out sales.xlsx \"sales by month in 2025\"

`querist COMMAND --help` says more.";

const MANUAL: &str = "\
Examples:
  querist demo
      Make a database to try, answer six questions, and open the prompt.
  querist ask --db shop.db \"how many orders came in last month?\"
      Ask one question. The words need no quotes unless your shell wants them.
  querist ask --db shop.db --format json \"revenue by region\" | jq .rows
      One JSON object: sql_query, rows, response, key_insights, confidence_score and more.
  querist run --db shop.db --out orders.csv \"select * from orders\"
      Run SQL that only reads, and write all its rows to a file.
  querist chat --db mysql://me:secret@db.example.org/shop
      A conversation: \"sales by store\", then \"only the south\", then \"sort by name\".

Databases:
  An SQLite file, or a URL: sqlite:FILE, postgresql://USER:PASSWORD@HOST:PORT/NAME,
  mysql://USER:PASSWORD@HOST:PORT/NAME (MariaDB too). Use an account that may only read;
  `querist doctor` says whether it is one.

Settings:
  A flag wins over the environment (QUERIST_DB and others), that over `querist.toml`, that over the
  default. `querist config show` says where each value came from.

Exit codes:
  0  answered                 3  refused: the statement could change something, or may not be read
  1  failure                  4  the question has several readings: choose one
  2  wrong usage              5  not understood, or not in this data
  130  stopped with Ctrl-C";

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Ask(Ask),
    Chat(Chat),
    Run(Run),
    Schema(SchemaOf),
    Demo(Demo),
    Doctor(Doctor),
    Sessions(Sessions),
    Audit(Audit),
    Ledger(Ledger),
    Config(Config),
    Teach(Teach),
    Lessons(Lessons),
    Feedback(Feedback),
    Model(Model),
    Eval(Eval),
    Completions(Completions),
}

/// How a command's work is spread over threads. SQLite always works on threads of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// One thing after the other: threads would cost more than they bring.
    Alone,
    /// Rows are read while others are written, or questions overlap.
    Beside,
}

impl Command {
    /// How its work is spread.
    pub(crate) fn work(&self) -> Work {
        match self {
            Self::Ask(ask) if ask.writes_a_file() => Work::Beside,
            Self::Chat(_) | Self::Run(_) | Self::Demo(_) | Self::Eval(_) => Work::Beside,
            Self::Teach(_) | Self::Lessons(_) | Self::Feedback(_) | Self::Model(_) => Work::Alone,
            Self::Ask(_) | Self::Schema(_) | Self::Doctor(_) | Self::Sessions(_) => Work::Alone,
            Self::Audit(_) | Self::Ledger(_) | Self::Config(_) => Work::Alone,
            Self::Completions(_) => Work::Alone,
        }
    }
}

/// Flags of every command.
#[derive(Debug, Args)]
struct Everywhere {
    #[arg(long, help = Setting::Colour.help(), global = true, value_name = "WHEN", hide_possible_values = true, value_parser = ["auto", "always", "never"])]
    color: Option<String>,

    #[arg(long, help = Setting::DataFolder.help(), global = true, value_name = "FOLDER")]
    data_dir: Option<String>,
}

/// Flags of the commands that open a database.
#[derive(Debug, Args)]
#[command(next_help_heading = "Database options")]
pub(crate) struct Source {
    #[arg(long, help = Setting::Database.help(), value_name = "FILE|URL")]
    db: Option<String>,

    #[arg(long, help = Setting::Knowledge.help(), value_name = "FILE")]
    knowledge: Option<String>,

    #[arg(long, help = Setting::Timeout.help(), value_name = "SECONDS")]
    timeout: Option<String>,

    #[arg(long, help = Setting::ExportTimeout.help(), value_name = "SECONDS")]
    export_timeout: Option<String>,

    #[arg(long, help = Setting::MaxRows.help(), value_name = "ROWS")]
    max_rows: Option<String>,

    #[arg(long, help = Setting::Allow.help(), value_name = "PATTERN")]
    allow: Vec<String>,

    #[arg(long, help = Setting::Block.help(), value_name = "PATTERN")]
    block: Vec<String>,
}

impl Source {
    fn given(&self, given: Given) -> Given {
        let list = |patterns: &[String]| (!patterns.is_empty()).then(|| patterns.join(","));
        given
            .with(Setting::Database, self.db.clone())
            .with(Setting::Knowledge, self.knowledge.clone())
            .with(Setting::Timeout, self.timeout.clone())
            .with(Setting::ExportTimeout, self.export_timeout.clone())
            .with(Setting::MaxRows, self.max_rows.clone())
            .with(Setting::Allow, list(&self.allow))
            .with(Setting::Block, list(&self.block))
    }
}

/// Flags of the commands that may ask a language model.
#[derive(Debug, Args)]
#[command(next_help_heading = "Model options")]
pub(crate) struct Mind {
    #[arg(long, help = Setting::Policy.help(), value_name = "POLICY")]
    policy: Option<String>,

    #[arg(long, help = Setting::Model.help(), value_name = "ENDPOINT/MODEL")]
    model: Option<String>,

    #[arg(long, help = Setting::ModelTimeout.help(), value_name = "SECONDS")]
    model_timeout: Option<String>,
}

impl Mind {
    fn given(&self, given: Given) -> Given {
        given
            .with(Setting::Policy, self.policy.clone())
            .with(Setting::Model, self.model.clone())
            .with(Setting::ModelTimeout, self.model_timeout.clone())
    }
}

/// How answers are printed.
#[derive(Debug, Args)]
pub(crate) struct Shape {
    #[arg(long, help = Setting::Format.help(), value_name = "FORMAT", global = true, hide_possible_values = true, value_parser = ["table", "json", "csv", "markdown"])]
    format: Option<String>,
}

impl Arguments {
    /// The layer of settings that was typed.
    pub(crate) fn given(&self) -> Given {
        let given = Given::default()
            .with(Setting::Colour, self.everywhere.color.clone())
            .with(Setting::DataFolder, self.everywhere.data_dir.clone())
            .with(Setting::Format, self.shape().and_then(|shape| shape.format.clone()));
        let given = match self.source() {
            Some(source) => source.given(given),
            None => given,
        };
        match self.mind() {
            Some(mind) => mind.given(given),
            None => given,
        }
    }

    /// What `--color` says, for errors that come before the settings.
    pub(crate) fn colour(&self) -> Colour {
        match self.everywhere.color.as_deref() {
            Some("always") => Colour::Always,
            Some("never") => Colour::Never,
            _ => Colour::Auto,
        }
    }

    /// Whether a program reads the answer.
    pub(crate) fn wants_json(&self) -> bool {
        self.shape().is_some_and(|shape| shape.format.as_deref() == Some("json"))
    }

    fn mind(&self) -> Option<&Mind> {
        match &self.command {
            Command::Teach(_) | Command::Lessons(_) => None,
            Command::Feedback(_) | Command::Model(_) => None,
            Command::Ask(ask) => Some(&ask.mind),
            Command::Chat(chat) => Some(&chat.mind),
            Command::Doctor(doctor) => Some(&doctor.mind),
            Command::Config(config) => config.mind(),
            Command::Eval(eval) => Some(&eval.mind),
            Command::Run(_) | Command::Schema(_) | Command::Demo(_) | Command::Sessions(_) => None,
            Command::Audit(_) | Command::Ledger(_) | Command::Completions(_) => None,
        }
    }

    fn source(&self) -> Option<&Source> {
        match &self.command {
            Command::Ask(ask) => Some(&ask.source),
            Command::Chat(chat) => Some(&chat.source),
            Command::Run(run) => Some(&run.source),
            Command::Schema(schema) => Some(&schema.source),
            Command::Doctor(doctor) => Some(&doctor.source),
            Command::Config(config) => config.source(),
            Command::Teach(teach) => Some(&teach.source),
            Command::Lessons(lessons) => Some(&lessons.source),
            Command::Feedback(feedback) => Some(&feedback.source),
            Command::Model(model) => model.source(),
            Command::Demo(_) | Command::Sessions(_) | Command::Audit(_) => None,
            Command::Eval(eval) => Some(&eval.source),
            Command::Ledger(_) | Command::Completions(_) => None,
        }
    }

    fn shape(&self) -> Option<&Shape> {
        match &self.command {
            Command::Ask(ask) => Some(&ask.shape),
            Command::Run(run) => Some(&run.shape),
            Command::Chat(chat) => Some(&chat.shape),
            Command::Ledger(ledger) => Some(&ledger.shape),
            Command::Teach(teach) => Some(&teach.shape),
            Command::Model(model) => model.shape(),
            Command::Lessons(_) | Command::Feedback(_) => None,
            Command::Schema(_) | Command::Demo(_) | Command::Doctor(_) => None,
            Command::Sessions(_) | Command::Audit(_) | Command::Config(_) => None,
            Command::Eval(_) | Command::Completions(_) => None,
        }
    }
}
