//! The `querist` program: questions in plain language, answered at the terminal.

/// What can be typed.
mod arguments;

/// One file a command.
mod commands;

/// Where the commands read and write.
mod console;

/// What was typed, or comes from standard input.
mod input;

/// The prompt of `chat`.
mod chat;

/// The line that moves while a question is under way.
mod progress;

/// Ctrl-C, which stops the server's query too.
mod interrupt;

/// What people see.
mod print;

/// What goes wrong, and how the program then ends.
mod failure;

use std::{io, process::ExitCode};

use arguments::{Arguments, Work};
use clap::Parser;
use failure::{Exit, Failure};
use mimalloc::MiMalloc;
use querist::Colour;
use tokio::runtime::Builder;

/// A question makes and drops some hundred thousand small things: a third of its time with the
/// system's allocator.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let (colour, wants_json) = (arguments.colour(), arguments.wants_json());
    match start(arguments) {
        Ok(exit) => exit.into(),
        Err(failure) => report(&failure, colour, wants_json).into(),
    }
}

fn start(arguments: Arguments) -> Result<Exit, Failure> {
    let mut runtime = match arguments.command.work() {
        Work::Alone => Builder::new_current_thread(),
        Work::Beside => Builder::new_multi_thread(),
    };
    let runtime = runtime.worker_threads(2).enable_all().build();
    runtime.map_err(Failure::Output)?.block_on(commands::run(arguments))
}

/// Says what went wrong: on standard error to a person, and as an object on standard output to a
/// program that asked for JSON.
fn report(failure: &Failure, colour: Colour, wants_json: bool) -> Exit {
    if !matches!(failure, Failure::NobodyReads) {
        let _ = console::report(failure, colour);
        if wants_json {
            let _ = console::json(&querist::wire::problem(failure), &mut io::stdout().lock());
        }
    }
    failure.exit()
}
