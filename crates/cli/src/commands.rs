//! One file a command.

/// One question.
pub(crate) mod ask;

/// A conversation.
pub(crate) mod chat;

/// SQL typed by hand.
pub(crate) mod run;

/// What the database holds.
pub(crate) mod schema;

/// A database to try.
pub(crate) mod demo;

/// What stands in the way of good answers.
pub(crate) mod doctor;

/// Conversations that are kept.
pub(crate) mod sessions;

/// What was asked, run and refused.
pub(crate) mod audit;

/// What was sent to language models.
pub(crate) mod ledger;

/// Settings and where they came from.
pub(crate) mod config;

/// A question with its right SQL, or a rule.
pub(crate) mod teach;

/// What was taught.
pub(crate) mod lessons;

/// Whether the last answer was right.
pub(crate) mod feedback;

/// The semantic file.
pub(crate) mod model;

/// How many of a set of questions are answered right.
pub(crate) mod eval;

/// What a shell needs to complete commands.
pub(crate) mod completions;

use querist::{Querist, Settings};

use crate::{
    arguments::{Arguments, Command},
    console::Console,
    failure::{Exit, Failure},
};

/// Runs the command that was typed.
pub(crate) async fn run(arguments: Arguments) -> Result<Exit, Failure> {
    let given = arguments.given();
    if let Command::Completions(completions) = &arguments.command {
        return completions.run();
    }
    let console = Console::new(Settings::resolve(&given)?);
    console.settings.warnings.iter().try_for_each(|warning| console.note(warning))?;
    match arguments.command {
        Command::Ask(ask) => ask.run(&console).await,
        Command::Chat(chat) => chat.run(console).await,
        Command::Run(run) => run.run(&console).await,
        Command::Schema(schema) => schema.run(&console).await,
        Command::Demo(demo) => demo.run(console).await,
        Command::Doctor(doctor) => doctor.run(&console).await,
        Command::Sessions(sessions) => sessions.run(&console).await,
        Command::Audit(audit) => audit.run(&console).await,
        Command::Ledger(ledger) => ledger.run(&console).await,
        Command::Config(config) => config.run(&console),
        Command::Teach(teach) => teach.run(&console).await,
        Command::Lessons(lessons) => lessons.run(&console).await,
        Command::Feedback(feedback) => feedback.run(&console).await,
        Command::Model(model) => model.run(&console).await,
        Command::Eval(eval) => eval.run(&console).await,
        Command::Completions(completions) => completions.run(),
    }
}

/// Opens the database of the settings.
async fn open(console: &Console) -> Result<Querist, Failure> {
    Ok(Querist::open(&console.settings).await?)
}
