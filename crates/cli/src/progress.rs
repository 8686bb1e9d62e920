//! The line that moves while a question is under way: a listener on the journey's events.

use std::{io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use querist_vocabulary::event::{Event, Listener};
use tokio::task::JoinHandle;

use crate::print::{figure::count, text::visible};

/// An answer that is faster than this needs no progress.
const PATIENCE: Duration = Duration::from_millis(250);

/// A spinner on standard error, where that is a terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    begins: Option<JoinHandle<()>>,
}

impl Progress {
    /// Starts to listen; shows itself when it takes long.
    pub(crate) fn start() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed:.dim}") {
            bar.set_style(style);
        }
        bar.set_message("reading the question");
        let shown = bar.clone();
        let begins = std::io::stderr().is_terminal().then(|| {
            tokio::spawn(async move {
                tokio::time::sleep(PATIENCE).await;
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(120));
            })
        });
        Self { bar, begins }
    }
}

impl Listener for Progress {
    fn hear(&self, event: &Event) {
        self.bar.set_message(visible(&match event {
            Event::Understood { .. } => "looking at the database".into(),
            Event::Reading { what } => format!("reading {what}"),
            Event::Gathered { tables, .. } => format!("{} known", count(*tables, "table")),
            Event::Asking { model, .. } => format!("asking {model}"),
            Event::Said { .. } => return,
            Event::Correcting { reason } => format!("asking again: {reason}"),
            Event::Translated { .. } => "checking the SQL".into(),
            Event::Checked { .. } => "running the query".into(),
            Event::Rows { rows } => count(usize::try_from(*rows).unwrap_or(usize::MAX), "row"),
            Event::Refused(_) | Event::Answered => String::new(),
        }));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(begins) = self.begins.take() {
            begins.abort();
        }
        self.bar.finish_and_clear();
    }
}
