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
    compose::{Candidate, candidates, scores::Scores},
    expand::{BoundPlan, expand, join::Joins},
    explain::explain,
    follow::{follow, leans_back},
    heard::passed_over,
    index::Index,
    link::Linked,
    mean_count::{counts_by_name, mean_count},
    negate::negate,
    period::{certain, condition_of, excludes_itself, mend, periods, without},
    plan::{Plan, Renaming},
    rank::rank,
    restate::restate,
    share::share,
    shown::{each_once, shown},
    usual,
    verdict::{asks_for_change, clarify, decline, prefer_whole, twins, unplaced},
    words::when::When,
};

/// Most readings that are given back.
const MOST_READINGS: usize = 12;

/// How sure an edit of an earlier plan is.
const FOLLOWED: f64 = 0.8;

/// How sure a reading is that was made of words which leave no other.
const MADE: f64 = 0.8;

/// What is left of the confidence of a reading that leaves out when something was.
const UNSAID: f64 = 0.1;

/// What is left of the confidence of a reading that passes over a word which it had to carry out: too little for it
/// to be taken without a second opinion.
const PASSED_OVER: f64 = 0.6;

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
    let scores = Scores::new(linked, &joins, index.weights.models());
    let list = rank(&scores, candidates(&scores, &joins));
    let mut readings = teller.readings(&list);
    prefer_whole(linked, &mut readings);
    teller.put_mean_first(&list, &mut readings);
    let asked = ambiguity::find(linked, &joins, &list)
        .and_then(|ambiguity| teller.put_first(ambiguity, &mut readings));
    let verdict = decline(linked, readings.first())
        .or(asked)
        .or_else(|| twins(linked, &mut readings))
        .or_else(|| clarify(&readings))
        .unwrap_or(Verdict::Answer);
    let unplaced = readings.first().map_or(0, |reading| unplaced(linked, reading));
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
        let plan = negate(&self.linked, joins, &plan).unwrap_or(plan);
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
        let (dates, unsaid) = self.dates(&candidate.plan, &explanation.covered);
        let confidence = if unsaid.is_empty() { confidence } else { confidence * UNSAID };
        let missed = self.missed(&candidate.plan, &explanation.covered);
        let confidence = if missed.is_empty() { confidence } else { confidence * PASSED_OVER };
        let in_period = |word: &String| self.is_in_period(word);
        let mut unexplained: Vec<String> =
            explanation.unexplained.into_iter().filter(|w| !in_period(w)).collect();
        for word in missed.into_iter().chain(unsaid) {
            if !unexplained.contains(&word) {
                unexplained.push(word);
            }
        }
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

    /// Words that the plan had to carry out and does not.
    fn missed(&self, plan: &BoundPlan, covered: &[bool]) -> Vec<String> {
        let places = passed_over(self.linked, self.joins, plan, covered).into_iter();
        let outside = places.filter(|at| !self.is_place_in_period(*at));
        outside.map(|at| self.linked.text(at).to_owned()).collect()
    }

    /// The periods of the question as conditions, and the words of those that the plan leaves out, or that it
    /// says in conditions which never hold together.
    fn dates(&self, plan: &BoundPlan, covered: &[bool]) -> (Vec<Mapping>, Vec<String>) {
        let (mut said, mut unsaid) = (Vec::new(), Vec::new());
        let never = excludes_itself(plan);
        for period in &self.posed.periods {
            let phrase = self.question.get(period.span.clone()).unwrap_or_default().to_owned();
            let certain = self.posed.certain.contains(period);
            match condition_of(self.linked.index, self.joins, plan, period) {
                Some(sql) if certain && !never => {
                    said.push(Mapping { phrase, part: "where".into(), sql });
                }
                None if !certain && self.reads(period, covered) => {}
                Some(_) if !never => {}
                _ => unsaid.push(phrase),
            }
        }
        (said, unsaid)
    }

    /// Whether a number that might be a year has a part in the plan as something else.
    fn reads(&self, period: &When, covered: &[bool]) -> bool {
        let tokens = self.linked.tokens.iter().zip(covered);
        let mut inside =
            tokens.filter(|(t, _)| period.span.start <= t.start && t.end <= period.span.end);
        inside.any(|(_, covered)| *covered)
    }

    /// Puts a figure first that no plan was made for, where the likeliest reading passes over "average" or takes the mean of
    /// something else: how many of one thing another has on average.
    fn put_mean_first(&self, list: &[(Candidate, f32)], readings: &mut Vec<Reading>) {
        let missed = readings.first().is_none_or(|reading| {
            let mut words = reading.unexplained.iter();
            words.any(|word| matches!(word.as_str(), "average" | "mean" | "avg"))
        });
        let missed = missed || counts_by_name(self.linked);
        let made = list.first().filter(|_| missed).and_then(|(candidate, _)| {
            let made = mean_count(self.linked, self.joins, candidate)?;
            Some(self.reading(&made, MADE)?.1)
        });
        readings.splice(0..0, made);
        readings.truncate(MOST_READINGS);
    }

    /// All mappings in the question's order.
    fn in_order(&self, mut mappings: Vec<Mapping>, more: Vec<Mapping>) -> Vec<Mapping> {
        mappings.extend(more);
        mappings.sort_by_key(|mapping| self.question.find(&mapping.phrase));
        mappings
    }

    /// Whether a word stands inside a period.
    fn is_in_period(&self, word: &str) -> bool {
        let mut tokens = self.linked.tokens.iter().enumerate();
        tokens.any(|(at, token)| token.text == word && self.is_place_in_period(at))
    }

    fn is_place_in_period(&self, at: usize) -> bool {
        let Some(token) = self.linked.tokens.get(at) else { return false };
        let mut periods = self.posed.periods.iter();
        periods.any(|p| p.span.start <= token.start && token.end <= p.span.end)
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
