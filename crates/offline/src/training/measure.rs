//! Execution match on questions whose SQL is known.
#![allow(clippy::print_stdout, reason = "a report")]

/// What questions came to, and what is told of it.
mod outcome;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

use anyhow::{Context, Result};
use jiff::civil;

use super::{
    Asked,
    database::{Cell, Database, tells},
    everyday,
    perturbed::copies,
    same::{is_ordered, same},
};
use outcome::{Outcome, hash_of};

use crate::{
    Engine, Likeness, Request, agreement,
    expand::{expand, join::Joins},
};

/// Readings that are printed.
const MOST_SHOWN: usize = 12;

/// Thousands of steps that a candidate may need.
const CANDIDATE: u32 = 2_500;
/// Thousands of steps that a gold query may need.
pub(crate) const GOLD: u32 = 1_000_000;

/// A day for relative dates.
pub(crate) const TODAY: civil::Date = civil::date(2025, 6, 15);

/// Prints the readings of questions about one file.
///
/// # Errors
/// When the file cannot be read.
pub fn ask(file: &Path, questions: &[&str]) -> Result<()> {
    let database = Database::open(file)?;
    let began = Instant::now();
    let engine = database.engine()?;
    println!("engine {:.1} ms", began.elapsed().as_secs_f64() * 1e3);
    for question in questions {
        let began = Instant::now();
        let told = engine.translate(Request { question, today: TODAY, earlier: &[] });
        println!(
            "\n? {question}   {:.1} ms  {:?}",
            began.elapsed().as_secs_f64() * 1e3,
            told.verdict
        );
        for reading in told.readings.iter().take(MOST_SHOWN) {
            println!(
                "  {:.2} {}\n       {}",
                reading.confidence, reading.restatement, reading.draft.0
            );
        }
        if let Some(reading) = told.readings.first() {
            if !reading.unexplained.is_empty() {
                println!("       unexplained: {}", reading.unexplained.join(", "));
            }
            match database.rows(&reading.draft.0, GOLD) {
                Ok(rows) => println!("       {} rows, first: {:?}", rows.len(), rows.first()),
                Err(error) => println!("       FAILS: {error}"),
            }
        }
    }
    Ok(())
}

/// Prints questions made over one file, with their SQL.
///
/// # Errors
/// When the file cannot be read.
pub fn everyday(file: &Path, most: usize) -> Result<()> {
    let database = Database::open(file)?;
    let name = file.display().to_string();
    let engine = database.engine_with(&everyday::knowledge(&database.engine()?.index, &name))?;
    let joins = Joins::new(&engine.index);
    for made in everyday::questions(&engine.index, &name, most) {
        let sql = expand(&engine.index, &joins, &made.plan).unwrap_or_default();
        println!("{}\n    {sql}", made.question);
    }
    Ok(())
}

/// Runs questions and prints execution match by hardness.
///
/// # Errors
/// When the data cannot be read.
pub fn run(data: &Path, options: &[&str]) -> Result<()> {
    let number = |name: &str, usual: usize| {
        let at = options.iter().position(|o| *o == name);
        at.and_then(|at| options.get(at + 1)?.parse().ok()).unwrap_or(usual)
    };
    let (every, show) = (number("--every", 1), number("--show", 0));
    let slow = number("--slow", 0);
    let mut questions: Vec<Asked> = serde_json::from_slice(&fs::read(data.join("train.json"))?)?;
    if let Some(list) =
        options.iter().position(|o| *o == "--only").and_then(|at| options.get(at + 1))
    {
        let only = fs::read_to_string(list)?;
        let only: HashSet<&str> = only.lines().collect();
        questions.retain(|asked| only.contains(asked.db.as_str()));
    }
    let mut by_database: BTreeMap<String, Vec<Asked>> = BTreeMap::new();
    for asked in questions.into_iter().step_by(every) {
        by_database.entry(asked.db.clone()).or_default().push(asked);
    }
    let mut bench = Bench::open(data);
    let mut outcomes = Vec::new();
    for (name, list) in &by_database {
        bench.database(name, list, &mut outcomes).with_context(|| format!("database {name}"))?;
    }
    bench.keep()?;
    outcome::report(&outcomes, show, slow);
    Ok(())
}

/// Databases with the verdicts on queries that were run before.
pub(crate) struct Bench {
    folder: PathBuf,
    file: PathBuf,
    known: Arc<HashMap<u64, Seen>>,
    fresh: HashMap<u64, Seen>,
    /// Perturbed copies of the database that was asked last.
    copies: Option<(String, Vec<Database>)>,
}

/// What came of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Whether it returned what the gold query returns.
    pub right: bool,
    /// Whether it does so on perturbed copies as well.
    pub lasting: bool,
    /// What it returned, where it was run to its end.
    pub rows: Option<Likeness>,
}

/// Bytes of what came of a query, and of those its key as well.
const SEEN: usize = 17;

impl Seen {
    fn bytes(self) -> impl Iterator<Item = u8> {
        let flags = [self.right, self.lasting, self.rows.is_some(), self.is_empty()];
        let flags = flags.iter().rev().fold(0, |byte, flag| byte << 1 | u8::from(*flag));
        let print = self.rows.map_or(0, Likeness::print);
        std::iter::once(flags).chain(print.to_le_bytes())
    }

    fn of(flags: u8, print: u64) -> Self {
        let flag = |at: u8| flags >> at & 1 != 0;
        let rows = flag(2).then(|| Likeness::known(print, flag(3)));
        Self { right: flag(0), lasting: flag(1), rows }
    }

    fn is_empty(self) -> bool {
        self.rows.is_some_and(Likeness::is_empty)
    }
}

impl Bench {
    /// With the verdicts of earlier runs.
    pub(crate) fn open(data: &Path) -> Self {
        let file = std::env::temp_dir().join("querist-offline-seen-4.bin");
        let bytes = fs::read(&file).unwrap_or_default();
        let known = bytes.as_chunks::<SEEN>().0.iter().filter_map(|chunk| {
            let (key, rest) = chunk.split_first_chunk::<8>()?;
            let (flags, print) = rest.split_first()?;
            let print = u64::from_le_bytes(print.try_into().ok()?);
            Some((u64::from_le_bytes(*key), Seen::of(*flags, print)))
        });
        let known = Arc::new(known.collect());
        Self { folder: data.join("databases"), file, known, fresh: HashMap::new(), copies: None }
    }

    /// Another that knows the same, for a thread of its own.
    pub(crate) fn fork(&self) -> Self {
        Self {
            folder: self.folder.clone(),
            file: self.file.clone(),
            known: Arc::clone(&self.known),
            fresh: HashMap::new(),
            copies: None,
        }
    }

    /// Takes over what another found out.
    pub(crate) fn learn_from(&mut self, other: Self) {
        self.fresh.extend(other.fresh);
    }

    /// Keeps the verdicts.
    pub(crate) fn keep(&self) -> Result<()> {
        let mut bytes = Vec::with_capacity((self.known.len() + self.fresh.len()) * SEEN);
        for (key, seen) in self.known.iter().chain(&self.fresh) {
            bytes.extend(key.to_le_bytes());
            bytes.extend(seen.bytes());
        }
        Ok(fs::write(&self.file, bytes)?)
    }

    /// A database by its name.
    pub(crate) fn load(&self, name: &str) -> Result<Database> {
        Database::open(&self.folder.join(format!("{name}.sqlite")))
    }

    /// What comes of a query beside the gold queries.
    pub(crate) fn seen(&mut self, database: &Database, golds: &mut [Gold], sql: &str) -> Seen {
        let mut seen = Seen { right: false, lasting: false, rows: None };
        for gold in golds {
            let against = self.against(database, gold, sql);
            seen = Seen {
                right: seen.right || against.right,
                lasting: seen.lasting || against.lasting,
                rows: against.rows,
            };
        }
        seen
    }

    fn against(&mut self, database: &Database, gold: &mut Gold, sql: &str) -> Seen {
        let key = hash(&(&gold.name, &gold.sql, sql));
        if let Some(known) = self.known.get(&key).or_else(|| self.fresh.get(&key)) {
            return *known;
        }
        let wanted = gold.rows.get_or_insert_with(|| database.rows(&gold.sql, GOLD).ok());
        let found = database.rows(sql, CANDIDATE).ok();
        let rows = found.as_deref().map(likeness);
        let right = match (wanted, found) {
            (Some(wanted), Some(found)) => same(wanted, &found, is_ordered(&gold.sql)),
            _ => false,
        };
        let lasting = right && self.lasts(gold, sql);
        let seen = Seen { right, lasting, rows };
        self.fresh.insert(key, seen);
        seen
    }

    /// What a query returns that no gold query belongs to.
    pub(crate) fn returned(
        &mut self,
        name: &str,
        database: &Database,
        sql: &str,
    ) -> Option<Likeness> {
        let key = hash(&(name, sql));
        if let Some(known) = self.known.get(&key).or_else(|| self.fresh.get(&key)) {
            return known.rows;
        }
        let rows = database.rows(sql, CANDIDATE).ok().as_deref().map(likeness);
        self.fresh.insert(key, Seen { right: false, lasting: false, rows });
        rows
    }

    /// Whether a query that is right returns what the gold query returns on perturbed copies, too.
    fn lasts(&mut self, gold: &Gold, sql: &str) -> bool {
        if self.copies.as_ref().is_none_or(|(name, _)| *name != gold.name) {
            let file = self.folder.join(format!("{}.sqlite", gold.name));
            self.copies = Some((gold.name.clone(), copies(&file).unwrap_or_default()));
        }
        let copies = self.copies.iter().flat_map(|(_, copies)| copies);
        copies.into_iter().all(|copy| {
            match (copy.rows(&gold.sql, GOLD), copy.rows(sql, CANDIDATE)) {
                (Ok(wanted), Ok(found)) => same(&wanted, &found, is_ordered(&gold.sql)),
                // What the gold query cannot do there proves nothing.
                (Err(_), _) => true,
                (Ok(_), Err(_)) => false,
            }
        })
    }

    fn database(&mut self, name: &str, list: &[Asked], outcomes: &mut Vec<Outcome>) -> Result<()> {
        let database = self.load(name)?;
        let engine = database.engine()?;
        for asked in list {
            outcomes.push(self.question(&database, &engine, asked));
        }
        Ok(())
    }

    fn question(&mut self, database: &Database, engine: &Engine, asked: &Asked) -> Outcome {
        let began = Instant::now();
        let told =
            engine.translate(Request { question: &asked.question, today: TODAY, earlier: &[] });
        let ms = began.elapsed().as_secs_f64() * 1e3;
        let mut golds = Gold::of(asked);
        let mut rank = None;
        for (at, reading) in told.readings.iter().enumerate() {
            if self.seen(database, &mut golds, &reading.draft.0).right {
                rank = Some(at);
                break;
            }
        }
        let first = told.readings.first().map_or("", |r| r.draft.0.as_str());
        let text = format!(
            "{} | {}\n    gold {}\n    got  {first}\n    rank {rank:?} {:?}",
            asked.db, asked.question, asked.sql, told.verdict
        );
        Outcome {
            hardness: hardness(&asked.sql),
            ms,
            rank,
            answered: told.verdict == crate::Verdict::Answer,
            sure: told.readings.first().map_or(0.0, |r| r.confidence),
            reading: hash_of(&told),
            text,
        }
    }
}

/// A gold query and its rows once they were needed.
pub(crate) struct Gold {
    name: String,
    sql: String,
    rows: Option<Option<Vec<Vec<Cell>>>>,
}

impl Gold {
    /// Of a question: each query that answers it.
    pub(crate) fn of(asked: &Asked) -> Vec<Self> {
        let queries = std::iter::once(&asked.sql).chain(&asked.also);
        queries.map(|sql| Self { name: asked.db.clone(), sql: sql.clone(), rows: None }).collect()
    }
}

/// What rows say.
fn likeness(rows: &[Vec<Cell>]) -> Likeness {
    let prints = rows.iter().map(|row| row.iter().map(hash));
    Likeness::known(agreement::print(prints), !tells(rows))
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Roughly Spider's hardness, 0 to 3, from the words of the query.
pub(crate) fn hardness(sql: &str) -> usize {
    let lower = format!(" {} ", sql.to_lowercase().replace(['(', ')', ','], " "));
    let count = |word: &str| lower.matches(&format!(" {word} ")).count();
    let some = |word: &str| usize::from(count(word) > 0);
    let parts = some("where")
        + some("group")
        + some("order")
        + some("limit")
        + count("join")
        + count("or")
        + count("like");
    let nested = count("select") - 1;
    let aggregates: usize = ["count", "sum", "avg", "min", "max"].iter().map(|w| count(w)).sum();
    let shown = sql.to_lowercase().split(" from ").next().map_or(0, |s| s.matches(',').count());
    let other =
        usize::from(aggregates > 1) + usize::from(shown > 0) + usize::from(count("and") > 0);
    match (parts, other, nested) {
        (0..=1, 0, 0) => 0,
        (0..=1, 1..=2, 0) | (2, 0..=1, 0) => 1,
        (0..=2, _, 0) | (3, 0..=2, 0) | (0..=1, 0, 1) => 2,
        _ => 3,
    }
}
