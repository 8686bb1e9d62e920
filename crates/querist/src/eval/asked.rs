//! One database's questions, asked one after the other.

use std::{path::Path, sync::Arc};

use jiff::civil::{self, date};
use querist_databases::Options;
use querist_journey::Parts;
use querist_offline::Weights;
use querist_store::{SqliteStore, SystemClock};
use querist_vocabulary::{
    answer::{Call, Outcome, Reply},
    database::Limits,
    event::Silence,
    policy::{AccessList, Masking},
    question::Question,
    reading::Translator,
};
use tokio::sync::mpsc::UnboundedSender;

use super::{
    Line,
    gold::{Golds, ROWS, TIME},
    hardness::{Hardness, orders},
    minds::Minds,
    questions::Asked,
    replay::Replayed,
    same::{Cell, Order, Row, same},
};
use crate::{Querist, QueristError, knowledge, wire};

/// Bytes of an answer's values. More than any right answer has; keeps a wrong join from filling
/// the memory.
const BYTES: u64 = 64 * 1024 * 1024;

/// The day on which all questions are asked, so that every run reads "last year" the same.
const ASKED_ON: civil::Date = date(2026, 1, 1);

/// A line, and what only the summary needs.
pub(super) struct Marked {
    pub(super) line: Line,
    pub(super) hardness: Hardness,
    /// Why the right SQL does not run.
    pub(super) broken_gold: Option<String>,
}

/// Asks them all, as long as somebody takes what is made. A database that cannot be opened fails every
/// one of its questions.
pub(super) async fn all(
    file: &Path,
    questions: Vec<Asked>,
    (minds, weights): (Minds, Weights),
    made: &UnboundedSender<Marked>,
) {
    let mut opened = open(file, &minds, weights).await;
    for asked in questions {
        let marked = match &mut opened {
            Ok(opened) => one(opened, asked).await,
            Err(error) => marked(asked, Err(error.to_string())),
        };
        if made.send(marked).is_err() {
            return;
        }
    }
}

/// A database that is ready to be asked.
struct Opened {
    querist: Querist,
    golds: Golds,
    /// The model that has to be told what is right.
    replayed: Option<Arc<Replayed>>,
}

async fn open(file: &Path, minds: &Minds, weights: Weights) -> Result<Opened, QueristError> {
    let address = file.display().to_string();
    let database = querist_databases::connect(&address, &Options::STANDARD).await?;
    let (models, replayed) = minds.over(&*database).await?;
    let querist = Querist::of(Parts {
        database: Arc::clone(&database),
        store: Arc::new(SqliteStore::in_memory().await?),
        clock: Arc::new(SystemClock),
        knowledge: Arc::new(knowledge::beside(&*database)?.knowledge),
        access: AccessList::default(),
        masking: Masking::Off,
        results: None,
        limits: Limits { rows: None, bytes: Some(BYTES), timeout: TIME },
        actor: "eval".into(),
        weights,
        models,
    });
    // Reads the data once, so that no question's time holds it.
    querist.starters(1).await?;
    let golds = Golds::new(database, querist.schema().await?);
    Ok(Opened { querist, golds, replayed })
}

async fn one(opened: &mut Opened, asked: Asked) -> Marked {
    let Opened { querist, golds, replayed } = opened;
    let question = Question {
        id: querist.next_id(),
        text: asked.question.clone(),
        session: None,
        asked_on: ASKED_ON,
    };
    let right = asked.gold.first().and_then(|sql| golds.query(sql));
    if let (Some(replayed), Some(right)) = (replayed, right) {
        replayed.expect(&question.id, &asked.question, &right);
    }
    let reply = querist.ask_question(question, &Silence).await;
    let gold = asked.gold.clone();
    let mut marked = marked(asked, reply.as_ref().map_err(ToString::to_string));
    let found = reply.as_ref().ok().and_then(rows);
    match is_right(golds, &gold, found.as_deref()).await {
        Ok(right) => marked.line.right = right,
        Err(reason) => marked.broken_gold = Some(reason),
    }
    marked
}

/// Whether the rows are those of any right SQL; also run for no rows, to find golds that do not run.
async fn is_right(
    golds: &mut Golds,
    gold: &[String],
    found: Option<&[Row]>,
) -> Result<bool, String> {
    for sql in gold {
        let right = golds.rows(sql).await?;
        let order = if orders(sql) { Order::Counts } else { Order::Free };
        if found.is_some_and(|found| same(&right, found, order)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The answer's rows; none where it is no answer or was cut.
fn rows(reply: &Reply) -> Option<Vec<Row>> {
    let Outcome::Answer(answer) = &reply.outcome else { return None };
    let table = &answer.result;
    let cells = table.rows.iter().take(ROWS).map(|row| row.iter().map(Cell::of).collect());
    table.cut.is_none().then(|| cells.collect())
}

/// Who read it, unless it was the offline engine.
fn translator(reply: Option<&Reply>) -> Option<&'static str> {
    let translator = &reply?.metadata.translator;
    (*translator != Translator::Offline).then(|| translator.word())
}

fn marked(asked: Asked, reply: Result<&Reply, String>) -> Marked {
    let (sql, confidence) = match reply.as_ref().map(|reply| &reply.outcome) {
        Ok(Outcome::Answer(answer)) => (Some(answer.query.get().sql.clone()), answer.confidence),
        Ok(Outcome::Clarify(clarification)) => {
            clarification.choices.first().map_or((None, None), |choice| {
                (Some(choice.sql.clone()), Some(choice.reading.confidence))
            })
        }
        Ok(Outcome::Decline(_) | Outcome::Refuse(_)) | Err(_) => (None, None),
    };
    let calls = reply.as_ref().map_or(&[][..], |reply| reply.metadata.calls.as_slice());
    let sum = |of: &dyn Fn(&Call) -> u64| calls.iter().map(of).sum();
    let line = Line {
        id: asked.id,
        db: asked.db,
        question: asked.question,
        sql,
        outcome: reply.as_ref().map_or("failed", |reply| wire::word(&reply.outcome)),
        confidence,
        ms: reply.as_ref().map_or(0.0, |reply| reply.metadata.seconds * 1_000.0),
        right: false,
        translator: translator(reply.as_ref().ok().copied()),
        calls: sum(&|_| 1),
        prompt_tokens: sum(&|call| call.usage.prompt_tokens),
        completion_tokens: sum(&|call| call.usage.completion_tokens),
        error: reply.err(),
    };
    let hardness = asked.gold.first().map_or(Hardness::Easy, |sql| Hardness::of(sql));
    Marked { line, hardness, broken_gold: None }
}
