//! `querist chat`: a conversation.

use clap::Args;

use crate::{
    arguments::{Mind, Shape, Source},
    chat,
    console::Console,
    failure::{Exit, Failure},
};

/// Ask one question after the other
///
/// A question may follow up on the one before: "sales by store", then "only the south", then "sort by
/// name". A number chooses one of the questions that are offered. `:help` lists the prompt's own
/// commands. Without a terminal the questions are read from standard input, one a line.
#[derive(Debug, Args)]
pub(crate) struct Chat {
    /// Go on with this session; `last` for the latest
    #[arg(long, value_name = "ID")]
    session: Option<String>,

    #[command(flatten)]
    pub(crate) shape: Shape,

    #[command(flatten)]
    pub(crate) source: Source,

    #[command(flatten)]
    pub(crate) mind: Mind,
}

impl Chat {
    pub(crate) async fn run(self, console: Console) -> Result<Exit, Failure> {
        let querist = super::open(&console).await?;
        let session = super::sessions::named(&querist, self.session.as_deref()).await?;
        chat::converse(querist, console, session).await
    }
}
