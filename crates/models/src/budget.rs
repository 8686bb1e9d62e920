//! What may still be spent.
//!
//! Before each call its tokens are estimated: a token for every four characters of the request, and
//! the most that the completion may have. What calls under way may still spend counts as spent, so
//! that many at once do not pass a limit together; between processes only what is over counts.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use querist_vocabulary::{
    clock::Clock,
    ledger::{Ledger, Spender},
    model::Prompt,
    question::QuestionId,
};

use crate::{
    settings::{Budgets, Price},
    trouble::Trouble,
};

/// Characters of a token, as a rule of thumb for English and SQL.
const CHARACTERS: usize = 4;

pub(crate) struct Purse {
    budgets: Budgets,
    ledger: Arc<dyn Ledger>,
    clock: Arc<dyn Clock>,
    under_way: Mutex<Vec<Estimate>>,
}

/// What a call may come to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Estimate {
    /// None for what belongs to no question.
    pub(crate) question: Option<QuestionId>,
    pub(crate) actor: String,
    pub(crate) tokens: u64,
    /// US dollars; none where no price is known.
    pub(crate) cost: Option<f64>,
}

/// Holds an estimate back while its call is under way.
pub(crate) struct Held<'a> {
    purse: &'a Purse,
    estimate: Estimate,
}

/// One limit.
struct Limit {
    tokens: Option<u64>,
    dollars: Option<f64>,
    /// What it is for, such as `a question`.
    per: &'static str,
    spender: Spender,
    /// Which calls under way it counts.
    counts: fn(&Estimate, &Estimate) -> bool,
}

impl Purse {
    pub(crate) fn new(budgets: Budgets, ledger: Arc<dyn Ledger>, clock: Arc<dyn Clock>) -> Self {
        Self { budgets, ledger, clock, under_way: Mutex::default() }
    }

    /// Whether any limit is in money.
    pub(crate) fn counts_money(&self) -> bool {
        let Budgets { dollars_per_question, dollars_per_user_day, dollars_per_day, .. } =
            self.budgets;
        [dollars_per_question, dollars_per_user_day, dollars_per_day].iter().any(Option::is_some)
    }

    /// Holds back what a call may come to, where every budget has as much left.
    pub(crate) async fn hold(&self, estimate: Estimate) -> Result<Held<'_>, Trouble> {
        // Held first and looked at then: of two at the same time each sees the other.
        self.under_way().push(estimate.clone());
        let held = Held { purse: self, estimate };
        for limit in self.limits(&held.estimate) {
            self.check(&limit, &held.estimate).await?;
        }
        Ok(held)
    }

    async fn check(&self, limit: &Limit, estimate: &Estimate) -> Result<(), Trouble> {
        let spent = self.ledger.spent(&limit.spender).await?;
        let (mut tokens, mut cost) = (spent.tokens, spent.cost);
        for other in self.under_way().iter().filter(|other| (limit.counts)(other, estimate)) {
            tokens = tokens.saturating_add(other.tokens);
            cost += other.cost.unwrap_or(0.0);
        }
        if let Some(most) = limit.tokens.filter(|most| tokens > *most) {
            return Err(Trouble::OverBudget(format!("{} tokens {}", grouped(most), limit.per)));
        }
        if let Some(most) = limit.dollars.filter(|most| cost > *most) {
            return Err(Trouble::OverBudget(format!("${most} {}", limit.per)));
        }
        Ok(())
    }

    /// The limits that are set.
    fn limits(&self, estimate: &Estimate) -> Vec<Limit> {
        let (budgets, day) = (&self.budgets, self.day());
        let question = estimate.question.clone().map(|question| Limit {
            tokens: budgets.tokens_per_question,
            dollars: budgets.dollars_per_question,
            per: "a question",
            spender: Spender::Question(question),
            counts: |other, this| other.question == this.question,
        });
        let actor = Limit {
            tokens: budgets.tokens_per_user_day,
            dollars: budgets.dollars_per_user_day,
            per: "a person a day",
            spender: Spender::Actor(estimate.actor.clone(), day),
            counts: |other, this| other.actor == this.actor,
        };
        let all = Limit {
            tokens: budgets.tokens_per_day,
            dollars: budgets.dollars_per_day,
            per: "a day",
            spender: Spender::All(day),
            counts: |_, _| true,
        };
        let set = |limit: &Limit| limit.tokens.is_some() || limit.dollars.is_some();
        question.into_iter().chain([actor, all]).filter(set).collect()
    }

    /// When the day began.
    fn day(&self) -> Timestamp {
        let now = self.clock.now();
        now.start_of_day().map_or_else(|_| now.timestamp(), |day| day.timestamp())
    }

    fn under_way(&self) -> MutexGuard<'_, Vec<Estimate>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let mut under_way = self.purse.under_way();
        if let Some(place) = under_way.iter().position(|other| *other == self.estimate) {
            under_way.swap_remove(place);
        }
    }
}

impl Estimate {
    /// What a prompt may come to as this body.
    pub(crate) fn of(prompt: &Prompt, body: &str, price: Option<Price>) -> Self {
        let (sent, back) = (tokens_of(body), u64::from(prompt.most_tokens));
        Self {
            question: Some(prompt.question.clone()),
            actor: prompt.actor.clone(),
            tokens: sent.saturating_add(back),
            cost: price.map(|price| cost_of(price, sent, back)),
        }
    }
}

/// About how many tokens a text is.
pub(crate) fn tokens_of(text: &str) -> u64 {
    u64::try_from(text.chars().count().div_ceil(CHARACTERS)).unwrap_or(u64::MAX)
}

/// What tokens cost, in US dollars.
#[expect(clippy::cast_precision_loss, reason = "no call has 2^52 tokens")]
pub(crate) fn cost_of(price: Price, prompt_tokens: u64, completion_tokens: u64) -> f64 {
    let sum = price.prompt * prompt_tokens as f64 + price.completion * completion_tokens as f64;
    sum / 1_000_000.0
}

/// A number with commas.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let comma = |place: usize| place != 0 && place % 3 == first;
    let grouped = digits
        .chars()
        .enumerate()
        .flat_map(|(place, digit)| comma(place).then_some(',').into_iter().chain([digit]));
    grouped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(
            [1, 999, 1_000, 20_000, 1_234_567].map(grouped).join(" "),
            "1 999 1,000 20,000 1,234,567"
        );
    }

    #[test]
    fn prices_are_for_a_million() {
        let price = Price { prompt: 0.4, completion: 1.6 };
        assert!((cost_of(price, 1_000_000, 500_000) - 1.2).abs() < 1e-12);
        assert_eq!(tokens_of("four"), 1);
        assert_eq!(tokens_of("fives"), 2);
    }
}
