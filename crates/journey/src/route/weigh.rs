//! Several answers to one question: which is likeliest right, and how likely.
//!
//! Each opinion is right with a probability of its own. Opinions that return the same rows stand or fall
//! together, and at most one group of them is right: the weight of a group is the chance that its opinions
//! are right and all others wrong, the smaller the more of these agree, since the engine and a model that are wrong
//! seldom return the same rows. That all are wrong has a weight too.

use querist_offline::Likeness;
use querist_vocabulary::reading::Reading;

use crate::run::Ran;

/// How often a model's statement that passes the check and runs is what was meant, before anything else is known
/// of it: what good models reach on questions of Spider's kind, and a little less than replayed ones that are
/// right at once three times of four.
const MODEL: f64 = 0.8;

/// The same when it was asked again: a model that errs once errs again.
const MODEL_AGAIN: f64 = 0.7;

/// What is left of it where nothing came back: a wrong condition is likelier than an empty answer.
const EMPTY: f64 = 0.5;

/// How often wrong answers of the engine and of a model return the same rows.
const CHANCE: f64 = 0.15;

/// Who had an opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mind {
    Engine,
    Model,
}

/// An answer, or a glance at one.
#[derive(Debug)]
pub(super) struct Opinion {
    /// How it reads the question.
    pub(super) restatement: String,
    mind: Mind,
    confidence: f64,
    /// What its rows say; none where not all of them were fetched.
    rows: Option<Likeness>,
    /// Its rows; none for a glance, which is never the answer.
    pub(super) ran: Option<Ran>,
}

/// What opinions come to.
#[derive(Debug)]
pub(super) struct Weighed {
    /// The likeliest, as sure as the others let it be.
    pub(super) ran: Ran,
    /// How a rather likely other reads the question, where its rows differ.
    pub(super) other: Option<String>,
}

impl Opinion {
    /// A model's.
    pub(super) fn of_model(ran: Ran) -> Self {
        Self::of(ran, MODEL)
    }

    /// A model's that has seen the others.
    pub(super) fn of_model_again(ran: Ran) -> Self {
        Self::of(ran, MODEL_AGAIN)
    }

    /// The offline engine's, which knows how sure it is.
    pub(super) fn of_engine(ran: Ran) -> Self {
        let confidence = ran.checked.reading.as_ref().map_or(0.0, |reading| reading.confidence);
        let one = Self::of(ran, 1.0);
        Self { mind: Mind::Engine, confidence, ..one }
    }

    /// The offline engine's first reading, glanced at.
    pub(super) fn glanced(reading: &Reading, rows: Likeness) -> Self {
        let (restatement, confidence) = (reading.restatement.clone(), reading.confidence);
        Self { restatement, mind: Mind::Engine, confidence, rows: Some(rows), ran: None }
    }

    fn of(ran: Ran, sure: f64) -> Self {
        let rows = ran.result.cut.is_none().then(|| Likeness::of(&ran.result.rows));
        let empty = rows.is_some_and(Likeness::is_empty);
        let restatement = ran.checked.reading.as_ref().map(|reading| reading.restatement.clone());
        Self {
            restatement: restatement.unwrap_or_default(),
            mind: Mind::Model,
            confidence: if empty { sure * EMPTY } else { sure },
            rows,
            ran: Some(ran),
        }
    }

    /// Whether both return the same rows, and some: two wrong conditions find nothing alike.
    fn agrees_with(&self, other: &Self) -> bool {
        self.rows.is_some_and(|rows| !rows.is_empty()) && self.rows == other.rows
    }
}

/// Whether opinions return different rows.
pub(super) fn differ(opinions: &[Opinion]) -> bool {
    opinions.windows(2).any(|pair| match pair {
        [one, other] => !one.agrees_with(other),
        _ => false,
    })
}

/// The likeliest answer; none where there is no answer at all.
pub(super) fn weigh(mut opinions: Vec<Opinion>) -> Option<Weighed> {
    let sure = chances(&opinions);
    let likeliest = |fits: &dyn Fn(usize) -> bool| {
        let places = (0..opinions.len()).filter(|at| fits(*at));
        places.max_by(|a, b| {
            sure.get(*a)
                .partial_cmp(&sure.get(*b))
                .unwrap_or(std::cmp::Ordering::Equal)
                .then(b.cmp(a))
        })
    };
    let best = likeliest(&|at| opinions.get(at).is_some_and(|one| one.ran.is_some()))?;
    let differs = |at: usize| match (opinions.get(at), opinions.get(best)) {
        (Some(one), Some(best)) => !one.agrees_with(best),
        _ => false,
    };
    let other = likeliest(&|at| at != best && differs(at))
        .filter(|at| sure.get(*at).is_some_and(|sure| *sure > 0.2));
    let other = other.and_then(|at| opinions.get(at)).map(|one| one.restatement.clone());
    let confidence = sure.get(best).copied().unwrap_or(0.0);
    let mut ran = opinions.swap_remove(told_best(&opinions, best)).ran?;
    if let Some(reading) = &mut ran.checked.reading {
        reading.confidence = confidence;
    }
    Some(Weighed { ran, other: other.filter(|words| !words.is_empty()) })
}

/// Of those that return the same rows, the one that can be explained and followed up.
fn told_best(opinions: &[Opinion], best: usize) -> usize {
    let has_plan = |one: &Opinion| {
        let reading = one.ran.as_ref().and_then(|ran| ran.checked.reading.as_ref());
        reading.is_some_and(|reading| !reading.plan.is_null())
    };
    let agrees = |one: &Opinion| opinions.get(best).is_some_and(|best| one.agrees_with(best));
    opinions.iter().position(|one| has_plan(one) && agrees(one)).unwrap_or(best)
}

/// How likely each opinion is right.
fn chances(opinions: &[Opinion]) -> Vec<f64> {
    let with = |leader: &Opinion| {
        let weight = weight(opinions, |one| std::ptr::eq(one, leader) || one.agrees_with(leader));
        let leads = opinions.iter().find(|one| one.agrees_with(leader));
        (weight, leads.is_none_or(|first| std::ptr::eq(first, leader)))
    };
    let weights: Vec<(f64, bool)> = opinions.iter().map(with).collect();
    let groups = weights.iter().filter(|(_, leads)| *leads).map(|(weight, _)| weight);
    let all: f64 = weight(opinions, |_| false) + groups.sum::<f64>();
    weights.iter().map(|(weight, _)| weight / all).collect()
}

/// The chance that just these opinions are right, before it is known that at most one group can be. That wrong ones
/// of two minds agree is an accident, each time; that a model errs twice alike is none.
fn weight(opinions: &[Opinion], is_right: impl Fn(&Opinion) -> bool) -> f64 {
    let right = |one: &Opinion| one.confidence.clamp(0.01, 0.99);
    let wrong: Vec<&Opinion> = opinions.iter().filter(|one| !is_right(one)).collect();
    let accident =
        |one: &Opinion, other: &Opinion| one.mind != other.mind && one.agrees_with(other);
    let agreeing = wrong
        .iter()
        .enumerate()
        .filter(|(at, one)| wrong.iter().take(*at).any(|before| accident(before, one)));
    let accidents = CHANCE.powi(i32::try_from(agreeing.count()).unwrap_or(i32::MAX));
    let chance = |one: &Opinion| if is_right(one) { right(one) } else { 1.0 - right(one) };
    accidents * opinions.iter().map(chance).product::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A model's opinion of rows that hold one number.
    fn opinion(sure: f64, number: i64) -> Opinion {
        let rows = Likeness::of(&[vec![querist_vocabulary::value::Value::Integer(number)]]);
        let restatement = number.to_string();
        Opinion { restatement, mind: Mind::Model, confidence: sure, rows: Some(rows), ran: None }
    }

    /// The engine's.
    fn engine(sure: f64, number: i64) -> Opinion {
        Opinion { mind: Mind::Engine, ..opinion(sure, number) }
    }

    fn check(opinions: &[Opinion]) -> String {
        let sure = chances(opinions);
        let sure: Vec<String> = sure.iter().map(|sure| format!("{sure:.2}")).collect();
        format!("{} {}", sure.join(" "), if differ(opinions) { "differ" } else { "agree" })
    }

    #[test]
    fn one_alone_is_as_sure_as_it_was() {
        insta::assert_snapshot!(check(&[opinion(0.75, 1)]), @"0.75 agree");
    }

    #[test]
    fn two_that_agree_are_surer() {
        insta::assert_snapshot!(check(&[opinion(0.75, 1), engine(0.6, 1)]), @"0.97 0.97 agree");
    }

    #[test]
    fn of_two_that_differ_the_surer_is_likelier() {
        insta::assert_snapshot!(check(&[opinion(0.75, 1), engine(0.4, 2)]), @"0.64 0.14 differ");
        insta::assert_snapshot!(check(&[opinion(0.75, 1), engine(0.95, 2)]), @"0.13 0.83 differ");
    }

    #[test]
    fn a_third_decides() {
        insta::assert_snapshot!(check(&[opinion(0.75, 1), engine(0.7, 2), opinion(0.65, 2)]), @"0.09 0.88 0.88 differ");
        insta::assert_snapshot!(check(&[opinion(0.75, 1), engine(0.7, 2), opinion(0.65, 3)]), @"0.37 0.28 0.23 differ");
    }

    #[test]
    fn what_the_engine_and_a_second_look_share_outweighs_a_first_that_was_surer() {
        insta::assert_snapshot!(check(&[opinion(0.8, 1), engine(0.5, 2), opinion(0.7, 2)]), @"0.19 0.76 0.76 differ");
    }

    #[test]
    fn a_model_that_says_the_same_again_says_little_more() {
        insta::assert_snapshot!(check(&[opinion(0.8, 1), engine(0.5, 2), opinion(0.7, 1)]), @"0.82 0.09 0.82 differ");
        insta::assert_snapshot!(check(&[opinion(0.8, 1), engine(0.95, 2), opinion(0.7, 1)]), @"0.32 0.65 0.32 differ");
    }

    #[test]
    fn rows_that_were_not_all_fetched_agree_with_none() {
        let cut = Opinion { rows: None, ..opinion(0.5, 1) };
        insta::assert_snapshot!(check(&[cut, Opinion { rows: None, ..opinion(0.5, 1) }]), @"0.33 0.33 differ");
    }

    #[test]
    fn answers_that_find_nothing_do_not_agree() {
        assert!(differ(&[opinion(0.75, 0), opinion(0.6, 0)]));
        assert!(!differ(&[opinion(0.75, 1), opinion(0.6, 1)]));
    }

    #[test]
    fn nothing_comes_of_glances_alone() {
        assert!(weigh(vec![opinion(0.9, 1)]).is_none());
    }
}
