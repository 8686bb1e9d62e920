//! What comes back: sentence, table, chart, insights, evidence.

use serde::{Deserialize, Serialize};

use crate::{
    database::{Cut, ResultColumn},
    model::{Purpose, Usage},
    question::QuestionId,
    reading::{Mapping, Reading, Translator},
    refusal::Refusal,
    schema::ColumnName,
    session::SessionId,
    statement::{Query, ReadOnly},
    value::Value,
};

/// What became of a question.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// It was answered.
    Answer(Box<Answer>),
    /// It has several readings that matter; one question goes back.
    Clarify(Clarification),
    /// It cannot be answered from this data.
    Decline(Decline),
    /// What was asked for is not allowed.
    Refuse(Refusal),
}

/// What became of a question, with whose it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The question's identity.
    pub id: QuestionId,
    /// The session it stands in.
    pub session: SessionId,
    /// What was typed.
    pub question: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What is known in any case.
    pub metadata: Metadata,
}

/// The evidence beside any outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// Who translated; the offline engine where nothing came of it.
    pub translator: Translator,
    /// The calls of language models, in order; those that the cache answered included.
    pub calls: Vec<Call>,
    /// The database's address, without a password.
    pub database: String,
    /// Phases in order with their milliseconds.
    pub timings: Vec<(&'static str, f64)>,
    /// What the reader should know.
    pub warnings: Vec<String>,
    /// Seconds in all.
    pub seconds: f64,
}

/// A language model's part in an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// What it was for.
    pub purpose: Purpose,
    /// The endpoint, as the settings name it.
    pub endpoint: String,
    /// The model, as its endpoint names it.
    pub model: String,
    /// Tokens.
    pub usage: Usage,
    /// US dollars; none where no price is known.
    pub cost: Option<f64>,
    /// Whether it had been said before and was kept.
    pub cached: bool,
    /// Milliseconds.
    pub ms: f64,
}

/// An answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How the question was read; none for SQL typed by hand.
    pub reading: Option<String>,
    /// Each phrase and what it became.
    pub explanation: Vec<Mapping>,
    /// Words that found no place.
    pub unexplained: Vec<String>,
    /// The query that ran.
    pub query: ReadOnly<Query>,
    /// What it returned.
    pub result: ResultTable,
    /// A sentence; every figure in it comes from the result.
    pub sentence: String,
    /// A chart where one helps.
    pub chart: Option<Chart>,
    /// What stands out.
    pub insights: Vec<Insight>,
    /// Questions that could come next and can be answered.
    pub follow_ups: Vec<String>,
    /// Probability that the question was read as meant, 0 to 1; none for SQL typed by hand.
    pub confidence: Option<f64>,
    /// For no rows: what emptied the result.
    pub empty: Option<EmptyReason>,
    /// The plan, for follow-ups.
    pub plan: Option<serde_json::Value>,
}

/// Rows in memory.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultTable {
    /// The columns.
    pub columns: Vec<ResultColumn>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
    /// Whether a limit cut it short.
    pub cut: Option<Cut>,
}

/// The kind of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// A number for each category.
    Bar,
    /// A number over time.
    Line,
    /// Several numbers over time that add up.
    Area,
    /// Shares of a whole.
    Pie,
    /// Two numbers against each other.
    Scatter,
    /// How one number is spread.
    Histogram,
    /// A number for two categories.
    HeatMap,
    /// How a number is spread in each category.
    BoxPlot,
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chart {
    /// Its kind.
    pub kind: ChartKind,
    /// Why this kind: the rule that chose it.
    pub reason: String,
    /// Positions in the result's columns: category or x axis.
    pub x: usize,
    /// Positions in the result's columns: value or y axis; none for a histogram.
    pub y: Option<usize>,
    /// Positions in the result's columns: series or second category.
    pub series: Option<usize>,
    /// The whole chart as Vega-Lite, data included.
    pub vega_lite: serde_json::Value,
}

/// Something that stands out in the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insight {
    /// `largest`, `smallest`, `share`, `trend`, `outlier`, `change`, `spread`.
    pub kind: String,
    /// A sentence; every figure in it comes from the result or is computed from it.
    pub sentence: String,
}

/// Why there are no rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmptyReason {
    /// The condition that emptied the result, as SQL.
    pub condition: String,
    /// The column that it is about, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<ColumnName>,
    /// Stored values near the one asked for.
    pub near: Vec<String>,
    /// A sentence with both.
    pub sentence: String,
}

/// One question back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clarification {
    /// What is asked.
    pub question: String,
    /// Two to four readings to choose from.
    pub choices: Vec<Choice>,
}

/// A reading to choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// How the question would be read.
    pub reading: Reading,
    /// The SQL that would run, without the row limit.
    pub sql: String,
}

/// The question cannot be answered from this data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decline {
    /// Why, as a sentence.
    pub reason: String,
    /// The words that found no place.
    pub not_understood: Vec<String>,
    /// What could be asked instead.
    pub suggestions: Vec<String>,
}
