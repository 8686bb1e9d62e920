//! What may still be spent.
//!
//! Before each call its tokens are estimated: a token for every four characters of the request, and
//! the most that the completion may have. The ledger holds that estimate until the call has ended, and
//! takes no entry that would pass a limit: many calls at once, of several processes too, do not pass
//! it together.

use std::sync::Arc;

use jiff::Timestamp;
use querist_vocabulary::{
    clock::Clock,
    ledger::{Allowance, Most, Sent, Spender},
    model::Usage,
};

use crate::settings::{Budgets, Price};

/// Characters of a token, as a rule of thumb for English and SQL.
const CHARACTERS: usize = 4;

pub(crate) struct Purse {
    budgets: Budgets,
    clock: Arc<dyn Clock>,
}

impl Purse {
    pub(crate) fn new(budgets: Budgets, clock: Arc<dyn Clock>) -> Self {
        Self { budgets, clock }
    }

    /// Whether any limit is in money.
    pub(crate) fn counts_money(&self) -> bool {
        let Budgets { dollars_per_question, dollars_per_user_day, dollars_per_day, .. } =
            self.budgets;
        [dollars_per_question, dollars_per_user_day, dollars_per_day].iter().any(Option::is_some)
    }

    /// What a call must not pass. Texts that are embedded belong to no question.
    pub(crate) fn allowances(&self, sent: &Sent) -> Vec<Allowance> {
        let (of, day) = (&self.budgets, self.day());
        let question = sent.purpose.map(|_| Spender::Question(sent.question.clone()));
        let actor = Spender::Actor(sent.actor.clone(), day);
        let limits = [
            (question, of.tokens_per_question, of.dollars_per_question),
            (Some(actor), of.tokens_per_user_day, of.dollars_per_user_day),
            (Some(Spender::All(day)), of.tokens_per_day, of.dollars_per_day),
        ];
        let mut allowances = Vec::new();
        for (spender, tokens, dollars) in limits {
            let set = [tokens.map(Most::Tokens), dollars.map(Most::Dollars)].into_iter().flatten();
            let of = |most| Some(Allowance { spender: spender.clone()?, most });
            allowances.extend(set.filter_map(of));
        }
        allowances
    }

    /// When the day began.
    fn day(&self) -> Timestamp {
        let now = self.clock.now();
        now.start_of_day().map_or_else(|_| now.timestamp(), |day| day.timestamp())
    }
}

/// An allowance in words, such as `20,000 tokens a question`.
pub(crate) fn told(allowance: &Allowance) -> String {
    let per = match allowance.spender {
        Spender::Question(_) => "a question",
        Spender::Actor(..) => "a person a day",
        Spender::All(_) => "a day",
    };
    match allowance.most {
        Most::Tokens(most) => format!("{} tokens {per}", grouped(most)),
        Most::Dollars(most) => format!("${most} {per}"),
    }
}

/// About how many tokens a text is.
pub(crate) fn tokens_of(text: &str) -> u64 {
    u64::try_from(text.chars().count().div_ceil(CHARACTERS)).unwrap_or(u64::MAX)
}

/// What tokens cost, in US dollars.
#[expect(clippy::cast_precision_loss, reason = "no call has 2^52 tokens")]
pub(crate) fn cost_of(price: Price, usage: Usage) -> f64 {
    let Usage { prompt_tokens, completion_tokens } = usage;
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
        let usage = Usage { prompt_tokens: 1_000_000, completion_tokens: 500_000 };
        assert!((cost_of(price, usage) - 1.2).abs() < 1e-12);
        assert_eq!(tokens_of("four"), 1);
        assert_eq!(tokens_of("fives"), 2);
    }
}
