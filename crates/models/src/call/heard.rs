//! What an answer has said so far.

use querist_vocabulary::{
    event::{Event, Listener},
    model::Usage,
};

use super::Draft;
use crate::{budget::tokens_of, trouble::Trouble, wire::Part};

pub(super) struct Heard<'a> {
    listener: &'a dyn Listener,
    /// Whether the endpoint has begun to answer.
    begun: bool,
    text: String,
    model: Option<String>,
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
    end: Option<End>,
    /// Whether the stream says that nothing comes any more.
    closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Over,
    Cut,
}

impl<'a> Heard<'a> {
    pub(super) fn of(listener: &'a dyn Listener) -> Self {
        Self {
            listener,
            begun: false,
            text: String::new(),
            model: None,
            prompt_tokens: None,
            completion_tokens: None,
            end: None,
            closed: false,
        }
    }

    pub(super) fn begin(&mut self) {
        self.begun = true;
    }

    pub(super) fn take(&mut self, parts: Vec<Part>) -> Result<(), Trouble> {
        for part in parts {
            match part {
                Part::Words(words) => self.say(words),
                Part::Model(model) => self.model = Some(model),
                Part::PromptTokens(tokens) => self.prompt_tokens = Some(tokens),
                Part::CompletionTokens(tokens) => self.completion_tokens = Some(tokens),
                Part::Over => self.done(),
                Part::Closed => self.close(),
                Part::Cut => self.end = Some(End::Cut),
                Part::Refused(reason) => return Err(Trouble::Refused(reason)),
            }
        }
        Ok(())
    }

    /// The stream says that it is over; some servers give no other reason.
    pub(super) fn close(&mut self) {
        self.done();
        self.closed = true;
    }

    /// Whether nothing comes any more, also where the line is held open.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    /// A stream that stops in the middle of its words was cut.
    pub(super) fn has_ended(&self) -> Result<(), Trouble> {
        if self.end.is_some() || self.text.is_empty() {
            return Ok(());
        }
        Err(Trouble::Unreachable("the stream ended before the completion did".into()))
    }

    /// What came, seen as a whole: a line that breaks after the completion's end, or is held open,
    /// takes nothing from it.
    pub(super) fn judged(&self, came: Result<(), Trouble>) -> Result<(), Trouble> {
        match came {
            Err(Trouble::Unreachable(_) | Trouble::TimedOut | Trouble::NoTime)
                if self.end.is_some() => {}
            came => came?,
        }
        match self.end {
            _ if !self.text.trim().is_empty() => Ok(()),
            Some(End::Cut) => Err(Trouble::CutAtOnce),
            Some(End::Over) | None => Err(Trouble::Unreadable("it says nothing".into())),
        }
    }

    /// Tokens as the endpoint counts them, else estimated. What it refused, and what did not reach
    /// it, is taken to cost nothing.
    pub(super) fn usage(&self, trouble: Option<&Trouble>, sent_tokens: u64) -> Usage {
        let worked = self.begun || trouble.is_none_or(Trouble::is_late);
        let estimate = |tokens| if worked { tokens } else { 0 };
        Usage {
            prompt_tokens: self.prompt_tokens.unwrap_or_else(|| estimate(sent_tokens)),
            completion_tokens: self.completion_tokens.unwrap_or_else(|| tokens_of(&self.text)),
        }
    }

    pub(super) fn draft(self, asked: &str, usage: Usage, cost: Option<f64>) -> Draft {
        Draft {
            text: self.text,
            model: self.model.unwrap_or_else(|| asked.to_owned()),
            usage,
            cost,
            cut: self.end == Some(End::Cut),
        }
    }

    fn done(&mut self) {
        self.end = Some(self.end.unwrap_or(End::Over));
    }

    fn say(&mut self, piece: String) {
        if !piece.is_empty() {
            self.text.push_str(&piece);
            self.listener.hear(&Event::Said { piece });
        }
    }
}
