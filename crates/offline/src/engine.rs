//! From a question to its readings.

use std::collections::HashSet;

use querist_vocabulary::{
    reading::{Mapping, Reading, Translator},
    schema::{ColumnName, TableName},
    statement::Draft,
};

use crate::{
    Request, Translation, Verdict,
    ambiguity::{self, Ambiguity},
    compose::{Candidate, candidates, models::Models, scores::Scores},
    expand::{BoundPlan, expand, join::Joins},
    explain::explain,
    follow::{follow, leans_back},
    index::Index,
    link::Linked,
    period::{certain, condition_of, mend, periods, without},
    plan::{Plan, Renaming},
    rank::rank,
    restate::restate,
    share::share,
    shown::{each_once, shown},
    usual,
    verdict::{asks_for_change, clarify, decline, lost, prefer_whole, twins},
    words::when::When,
};

/// Most readings that are given back.
const MOST_READINGS: usize = 12;

/// How sure an edit of an earlier plan is.
const FOLLOWED: f64 = 0.8;

/// What is left of the confidence of a reading that leaves out when something was.
const UNSAID: f64 = 0.1;

/// Reads a question.
pub(crate) fn translate(index: &Index, request: Request<'_>) -> Translation {
    let joins = Joins::new(index);
    let posed = Posed::new(index, request.question, request.today);
    let linked = &posed.linked;
    if asks_for_change(&linked.tokens) {
        return Translation { verdict: Verdict::Change, readings: Vec::new(), unplaced: 0 };
    }
    let teller = Teller { linked, joins: &joins, question: request.question, posed: &posed };
    if let Some(reading) = teller.follow_up(request.earlier.last()) {
        return Translation { verdict: Verdict::Answer, readings: vec![reading], unplaced: 0 };
    }
    let scores = Scores::new(linked, &joins, Models::shipped());
    let list = rank(&scores, candidates(&scores, &joins));
    let mut readings = teller.readings(&list);
    prefer_whole(linked, &mut readings);
    let asked = ambiguity::find(linked, &joins, &list)
        .and_then(|ambiguity| teller.put_first(ambiguity, &mut readings));
    let verdict = decline(linked, readings.first())
        .or(asked)
        .or_else(|| twins(linked, &mut readings))
        .or_else(|| clarify(&readings))
        .unwrap_or(Verdict::Answer);
    let unplaced = readings.first().map_or(0, |reading| lost(linked, reading).len());
    Translation { verdict, readings, unplaced }
}

/// Whether a question means something only behind earlier ones: it changes the last plan, or says nothing alone.
pub(crate) fn goes_on(index: &Index, request: Request<'_>) -> bool {
    let joins = Joins::new(index);
    let posed = Posed::new(index, request.question, request.today);
    let (linked, question) = (&posed.linked, request.question);
    let teller = Teller { linked, joins: &joins, question, posed: &posed };
    // What was answered by somebody else has left no plan to go on from.
    let follows = match request.earlier.last() {
        Some(plan) => teller.follow_up(Some(plan)).is_some(),
        None => leans_back(linked),
    };
    let alone = || translate(index, Request { earlier: &[], ..request });
    follows || matches!(alone().verdict, Verdict::Decline { .. })
}

/// A question with its days set apart.
pub(crate) struct Posed<'a> {
    /// What its words may name, with blanks where its certain days stand.
    pub linked: Linked<'a>,
    /// The days that it names.
    pub periods: Vec<When>,
    /// Those that can be nothing else here.
    pub certain: Vec<When>,
}

impl<'a> Posed<'a> {
    /// Links a question.
    pub(crate) fn new(index: &'a Index, question: &str, today: jiff::civil::Date) -> Self {
        let periods = periods(question, today);
        let certain = certain(index, &periods);
        let linked = Linked::new(index, &without(question, &certain), today);
        Self { linked, periods, certain }
    }

    /// A candidate's plan and SQL as they are shown and run, and what was added, a note each.
    pub(crate) fn settled(
        &self,
        joins: &Joins<'_>,
        candidate: &Candidate,
    ) -> (BoundPlan, String, Vec<String>) {
        let (plan, notes) = self.completed(joins, &candidate.plan);
        let changed = plan != candidate.plan;
        match changed.then(|| expand(self.linked.index, joins, &plan)).flatten() {
            Some(sql) => (plan, sql, notes),
            None => (candidate.plan.clone(), candidate.sql.clone(), Vec::new()),
        }
    }

    /// A plan with the days that the question names, its shares, and the names of what it lists.
    pub(crate) fn completed(
        &self,
        joins: &Joins<'_>,
        plan: &BoundPlan,
    ) -> (BoundPlan, Vec<String>) {
        let mended = mend(&self.linked, joins, plan, &self.periods);
        let (plan, notes) = mended.unwrap_or_else(|| (plan.clone(), Vec::new()));
        let plan = share(&self.linked, joins, &plan).unwrap_or(plan);
        (shown(self, &plan).unwrap_or(plan), notes)
    }
}

/// Tells how a question was read.
struct Teller<'a> {
    linked: &'a Linked<'a>,
    joins: &'a Joins<'a>,
    /// The question as asked, its periods included.
    question: &'a str,
    posed: &'a Posed<'a>,
}

impl Teller<'_> {
    /// The readings of ranked candidates, best first, the periods of the question in them. Those that a
    /// person could not tell apart are one.
    fn readings(&self, list: &[(Candidate, f32)]) -> Vec<Reading> {
        let mut readings: Vec<(String, Reading)> = Vec::new();
        for (candidate, confidence) in list.iter().take(MOST_READINGS) {
            let Some((meaning, reading)) = self.reading(candidate, f64::from(*confidence)) else {
                continue;
            };
            let same = |(known, other): &&mut (String, Reading)| {
                *known == meaning || other.restatement == reading.restatement
            };
            match readings.iter_mut().find(same) {
                Some((_, known)) => known.confidence = known.confidence.max(reading.confidence),
                None => readings.push((meaning, reading)),
            }
        }
        readings.into_iter().map(|(_, reading)| reading).collect()
    }

    /// Puts the readings of an ambiguous question first and asks for one of them; none where a person could not
    /// tell them apart. Each is as sure as the likeliest reading was.
    fn put_first(&self, ambiguity: Ambiguity, readings: &mut Vec<Reading>) -> Option<Verdict> {
        let sure = readings.iter().map(|reading| reading.confidence).fold(0.0, f64::max);
        let made = ambiguity.readings.iter().map(|candidate| self.reading(candidate, sure));
        let made: Option<Vec<Reading>> = made.map(|made| Some(made?.1)).collect();
        let made = made?;
        let said: HashSet<&String> = made.iter().map(|reading| &reading.restatement).collect();
        if said.len() < made.len() {
            return None;
        }
        readings.retain(|reading| !said.contains(&reading.restatement));
        let choices = made.len();
        readings.splice(0..0, made);
        readings.truncate(MOST_READINGS);
        Some(
            ambiguity
                .question
                .map_or(Verdict::Answer, |question| Verdict::Clarify { question, choices }),
        )
    }

    /// A candidate as a reading, with its meaning.
    fn reading(&self, candidate: &Candidate, confidence: f64) -> Option<(String, Reading)> {
        let mut candidate = candidate.clone();
        let mut notes;
        (candidate.plan, candidate.sql, notes) = self.posed.settled(self.joins, &candidate);
        if let Some(plan) = each_once(self.linked, self.joins, &candidate.plan) {
            candidate.sql = expand(self.linked.index, self.joins, &plan)?;
            candidate.plan = plan;
        }
        let usual = usual::apply(self.linked, self.joins, &candidate.plan, &candidate.sql)?;
        notes.extend(usual.notes);
        let explanation = explain(self.linked, self.joins, &candidate);
        let (dates, unsaid) = self.dates(&candidate.plan);
        let in_period = |word: &String| self.is_in_period(word);
        let mut unexplained: Vec<String> =
            explanation.unexplained.into_iter().filter(|w| !in_period(w)).collect();
        let confidence = if unsaid.is_empty() { confidence } else { confidence * UNSAID };
        unexplained.extend(unsaid);
        let reading = Reading {
            restatement: restate(self.linked.index, &candidate.plan),
            draft: Draft(usual.sql),
            confidence,
            explanation: self.in_order(explanation.mappings, dates),
            unexplained,
            notes,
            plan: stored(self.linked.index, &candidate.plan)?,
            translator: Translator::Offline,
        };
        Some((candidate.plan.meaning(), reading))
    }

    /// The periods of the question as conditions, and the words of those that the plan leaves out.
    fn dates(&self, plan: &BoundPlan) -> (Vec<Mapping>, Vec<String>) {
        let (mut said, mut unsaid) = (Vec::new(), Vec::new());
        for period in &self.posed.certain {
            let phrase = self.question.get(period.span.clone()).unwrap_or_default().to_owned();
            match condition_of(self.linked.index, self.joins, plan, period) {
                Some(sql) => said.push(Mapping { phrase, part: "where".into(), sql }),
                None => unsaid.push(phrase),
            }
        }
        (said, unsaid)
    }

    /// All mappings in the question's order.
    fn in_order(&self, mut mappings: Vec<Mapping>, more: Vec<Mapping>) -> Vec<Mapping> {
        mappings.extend(more);
        mappings.sort_by_key(|mapping| self.question.find(&mapping.phrase));
        mappings
    }

    /// Whether a token stands inside a period.
    fn is_in_period(&self, word: &str) -> bool {
        self.linked.tokens.iter().any(|token| {
            token.text == word
                && self
                    .posed
                    .periods
                    .iter()
                    .any(|p| p.span.start <= token.start && token.end <= p.span.end)
        })
    }

    /// The earlier answer's plan as this question changes it.
    fn follow_up(&self, earlier: Option<&serde_json::Value>) -> Option<Reading> {
        let earlier = loaded(self.linked.index, earlier?)?;
        let periods = self.posed.periods.as_slice();
        let followed = follow(self.linked, self.joins, &earlier, periods)?;
        let usual = usual::apply(self.linked, self.joins, &followed.plan, &followed.sql)?;
        let notes = usual.notes.into_iter().chain(followed.edits).collect();
        Some(Reading {
            restatement: restate(self.linked.index, &followed.plan),
            draft: Draft(usual.sql),
            confidence: FOLLOWED,
            explanation: Vec::new(),
            unexplained: Vec::new(),
            notes,
            plan: stored(self.linked.index, &followed.plan)?,
            translator: Translator::Offline,
        })
    }
}

/// A kept plan over this index; none when a name in it has gone.
pub(crate) fn loaded(index: &Index, plan: &serde_json::Value) -> Option<BoundPlan> {
    let named: Plan<ColumnName, TableName> = serde_json::from_value(plan.clone()).ok()?;
    named.rename(&Renaming {
        column: &|name| index.find_column(name),
        table: &|name| index.find_table(name),
    })
}

/// The plan with full names, as it is kept for follow-ups.
fn stored(index: &Index, plan: &BoundPlan) -> Option<serde_json::Value> {
    let named: Plan<_, _> = plan.rename(&Renaming {
        column: &|id| index.column_name(*id),
        table: &|id| index.table(*id).name.clone(),
    })?;
    serde_json::to_value(named).ok()
}
