//! Lines from a person at a terminal, or from a file.

use std::io::{self, BufReader, Stdin};

use querist::Querist;
use reedline::{
    ColumnarMenu, DefaultHinter, DefaultPrompt, DefaultPromptSegment, Emacs, FileBackedHistory,
    KeyCode, KeyModifiers, MenuBuilder, Reedline, ReedlineEvent, ReedlineMenu, Signal,
    default_emacs_keybindings,
};

use super::{completer::Words, multiline::OpenEnd};
use crate::{
    console::{Console, is_conversation},
    failure::Failure,
    input,
    print::screen::Paint,
};

/// Lines that are remembered between conversations.
const REMEMBERED: usize = 2_000;

/// Where lines come from.
pub(super) enum Lines {
    /// A person, with history, completion and several lines.
    Person(Box<Reedline>),
    /// A file or a program.
    Feed(BufReader<Stdin>),
}

/// What was typed.
pub(super) enum Typed {
    /// A line, or several that belong together.
    Line(String),
    /// Ctrl-C at the prompt: the line is dropped.
    Nothing,
    /// Ctrl-D, or the end of the file.
    End,
}

impl Lines {
    /// The editor on a terminal, and standard input otherwise.
    pub(super) async fn open(querist: &Querist, console: &Console) -> Self {
        if !is_conversation() {
            return Self::Feed(BufReader::new(io::stdin()));
        }
        // A database that cannot be read says so with the first question.
        let words =
            querist.schema().await.map_or_else(|_| Words::verbs(), |known| Words::of(&known));
        Self::Person(Box::new(editor(words, console)))
    }

    pub(super) fn has_a_person(&self) -> bool {
        matches!(self, Self::Person(_))
    }

    /// The next line.
    pub(super) async fn next(&mut self) -> Result<Typed, Failure> {
        match self {
            Self::Person(editor) => tokio::task::block_in_place(|| asked(editor)),
            Self::Feed(reader) => tokio::task::block_in_place(|| fed(reader)),
        }
    }
}

fn asked(editor: &mut Reedline) -> Result<Typed, Failure> {
    let segment = DefaultPromptSegment::Basic("querist".into());
    let prompt = DefaultPrompt::new(segment, DefaultPromptSegment::Empty);
    match editor.read_line(&prompt) {
        Ok(Signal::Success(line)) => Ok(Typed::Line(super::multiline::joined(&line))),
        Ok(Signal::CtrlC) => Ok(Typed::Nothing),
        Ok(_) => Ok(Typed::End),
        // A terminal that went away ends the conversation, as Ctrl-D does.
        Err(_) => Ok(Typed::End),
    }
}

/// The next line of a file, with those that belong to it.
fn fed(reader: &mut BufReader<Stdin>) -> Result<Typed, Failure> {
    let Some(mut line) = input::line(reader)? else { return Ok(Typed::End) };
    while super::multiline::is_open(&line) {
        let Some(more) = input::line(reader)? else { break };
        line.push('\n');
        line.push_str(&more);
    }
    Ok(Typed::Line(super::multiline::joined(&line)))
}

fn editor(words: Words, console: &Console) -> Reedline {
    let menu = ColumnarMenu::default().with_name("completion");
    let mut keys = default_emacs_keybindings();
    keys.add_binding(
        KeyModifiers::NONE,
        KeyCode::Tab,
        ReedlineEvent::UntilFound(vec![
            ReedlineEvent::Menu("completion".into()),
            ReedlineEvent::MenuNext,
        ]),
    );
    let editor = Reedline::create()
        .with_completer(Box::new(words))
        .with_quick_completions(true)
        .with_partial_completions(true)
        .with_menu(ReedlineMenu::EngineCompleter(Box::new(menu)))
        .with_edit_mode(Box::new(Emacs::new(keys)))
        .with_validator(Box::new(OpenEnd))
        .with_hinter(Box::new(DefaultHinter::default()))
        .with_ansi_colors(console.output.paint == Paint::Coloured);
    let file = console.settings.data_folder.join("history.txt");
    // Without its history file the prompt still works.
    match FileBackedHistory::with_file(REMEMBERED, file) {
        Ok(history) => editor.with_history(Box::new(history)),
        Err(_) => editor,
    }
}
