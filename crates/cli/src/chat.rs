//! The prompt of `chat`: reads a line, does what it says, and reads the next.

/// Lines from a person at a terminal, or from a file.
mod lines;

/// Words that a line can be completed with.
mod completer;

/// When a line goes on below.
mod multiline;

/// The prompt's own commands.
mod verbs;

/// What a command of the prompt does.
mod act;

use lines::{Lines, Typed};
use querist::{Format, Querist};
use querist_vocabulary::{
    answer::{Answer, Choice, Outcome, Reply},
    session::SessionId,
};
use verbs::Verb;

use crate::{
    commands::ask,
    console::Console,
    failure::{Exit, Failure},
    interrupt,
    print::{
        reply::{Charts, Evidence, Parts, numbered},
        screen::Reader,
    },
    progress::Progress,
};

/// Questions to begin with.
const STARTERS: usize = 5;

/// What a number chooses.
#[derive(Debug, Clone)]
enum Offer {
    /// A question to ask.
    Question(String),
    /// A reading of the question asked last.
    Reading(Box<Choice>),
}

/// Whether the prompt goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Next,
    Quit,
}

/// A conversation under way.
struct Conversation {
    querist: Querist,
    console: Console,
    session: Option<SessionId>,
    last: Option<Reply>,
    /// The answer before that, for where the last reply is none.
    earlier: Option<Box<Answer>>,
    offers: Vec<Offer>,
    /// The first exit other than done, for a program that feeds the lines.
    exit: Exit,
}

/// Answers line after line until there are no more.
pub(crate) async fn converse(
    querist: Querist,
    mut console: Console,
    session: Option<SessionId>,
) -> Result<Exit, Failure> {
    console.output.whole = "`:export FILE`";
    let mut lines = Lines::open(&querist, &console).await;
    let mut conversation = Conversation {
        querist,
        console,
        session,
        last: None,
        earlier: None,
        offers: Vec::new(),
        exit: Exit::Done,
    };
    if lines.has_a_person() {
        conversation.greet().await?;
    }
    conversation.until_the_end(&mut lines).await?;
    Ok(if lines.has_a_person() { Exit::Done } else { conversation.exit })
}

impl Conversation {
    async fn until_the_end(&mut self, lines: &mut Lines) -> Result<(), Failure> {
        loop {
            let done = match lines.next().await {
                Ok(Typed::Line(line)) => self.answer(line.trim()).await,
                Ok(Typed::Nothing) => Ok(Then::Next),
                Ok(Typed::End) => Ok(Then::Quit),
                Err(failure) => Err(failure),
            };
            match done {
                Ok(Then::Next) => {}
                Ok(Then::Quit) => return Ok(()),
                Err(Failure::NobodyReads) => return Err(Failure::NobodyReads),
                Err(Failure::Interrupted) if !lines.has_a_person() => {
                    return Err(Failure::Interrupted);
                }
                Err(Failure::Interrupted) => self.console.say("stopped")?,
                Err(failure) => self.failed(&failure)?,
            }
        }
    }

    async fn answer(&mut self, line: &str) -> Result<Then, Failure> {
        match Verb::of(line) {
            _ if line.is_empty() => Ok(Then::Next),
            Some(Ok((verb, rest))) => self.act(verb, rest).await,
            Some(Err(unknown)) => Err(unknown),
            None => match self.offered(line) {
                Some(Offer::Question(question)) => {
                    self.console.say(&question)?;
                    self.ask(&question).await
                }
                Some(Offer::Reading(choice)) => self.choose(&choice).await,
                None if is_choice(line) => Err(self.not_offered(line)),
                None => self.ask(line).await,
            },
        }
    }

    /// What a number stands for.
    fn offered(&self, line: &str) -> Option<Offer> {
        let number: usize = line.trim_end_matches('.').parse().ok()?;
        self.offers.get(number.checked_sub(1)?).cloned()
    }

    fn not_offered(&self, line: &str) -> Failure {
        Failure::NotThere {
            what: "choice",
            name: line.into(),
            hint: match self.offers.len() {
                0 => "nothing is offered just now; ask in words".into(),
                1 => "choose 1, or ask in words".into(),
                most => format!("choose 1 to {most}, or ask in words"),
            },
        }
    }

    async fn ask(&mut self, question: &str) -> Result<Then, Failure> {
        let reply = ask::ask(&self.querist, question, self.session.as_ref()).await?;
        self.take(reply)
    }

    /// Answers the question asked last by the reading that was chosen.
    async fn choose(&mut self, choice: &Choice) -> Result<Then, Failure> {
        let asked = self.last.as_ref().map(|reply| reply.question.as_str()).unwrap_or_default();
        let question = self.querist.question(asked, self.session.as_ref());
        let (id, progress) = (question.id.clone(), Progress::start());
        let work = self.querist.choose(question, choice, &progress);
        let reply = interrupt::or_cancel(&self.querist, &id, work).await?;
        drop(progress);
        self.take(reply)
    }

    /// Runs SQL that was typed.
    async fn read(&mut self, sql: &str) -> Result<Then, Failure> {
        let (id, progress) = (self.querist.next_id(), Progress::start());
        let work = self.querist.read(id.clone(), sql, self.session.as_ref(), &progress);
        let reply = interrupt::or_cancel(&self.querist, &id, work).await?;
        drop(progress);
        self.take(reply)
    }

    /// Shows a reply and keeps what the next line may refer to.
    fn take(&mut self, reply: Reply) -> Result<Then, Failure> {
        self.session = Some(reply.session.clone());
        self.offers = offers(&reply.outcome);
        if self.exit == Exit::Done {
            self.exit = Exit::of(&reply.outcome);
        }
        let parts = Parts { charts: Charts::ForPeople, evidence: Evidence::Usual };
        let shown = ask::show(&reply, parts, &self.console);
        if let Some(Reply { outcome: Outcome::Answer(answer), .. }) = self.last.replace(reply) {
            self.earlier = Some(answer);
        }
        shown?;
        self.leave_a_line()
    }

    fn leave_a_line(&self) -> Result<Then, Failure> {
        if self.console.settings.format == Format::Table {
            self.console.show(&crate::print::page::Page(vec![Default::default()]))?;
        }
        Ok(Then::Next)
    }

    fn failed(&mut self, failure: &Failure) -> Result<(), Failure> {
        if self.exit == Exit::Done {
            self.exit = failure.exit();
        }
        self.console.fail(failure);
        if self.console.settings.format == Format::Json {
            self.console.json(&querist::wire::problem(failure))?;
        }
        Ok(())
    }

    /// Says where one is and what could be asked.
    async fn greet(&mut self) -> Result<(), Failure> {
        self.console.say("Ask in your own words. `:help` shows what else the prompt can do.")?;
        let starters = self.querist.starters(STARTERS).await.unwrap_or_default();
        self.offers = starters.iter().cloned().map(Offer::Question).collect();
        if self.console.output.reader == Reader::Person && self.last.is_none() {
            let page = numbered("You could ask", &starters, &self.console.output);
            self.console.show(&page)?;
        }
        Ok(())
    }
}

/// Whether a line is a number alone, which is no question.
fn is_choice(line: &str) -> bool {
    line.trim_end_matches('.').parse::<usize>().is_ok()
}

/// What the numbers under a reply stand for.
fn offers(outcome: &Outcome) -> Vec<Offer> {
    let questions = |all: &[String]| all.iter().cloned().map(Offer::Question).collect();
    match outcome {
        Outcome::Answer(answer) => questions(&answer.follow_ups),
        Outcome::Decline(decline) => questions(&decline.suggestions),
        Outcome::Clarify(clarification) => {
            let choices = clarification.choices.iter().cloned();
            choices.map(|choice| Offer::Reading(Box::new(choice))).collect()
        }
        Outcome::Refuse(_) => Vec::new(),
    }
}
