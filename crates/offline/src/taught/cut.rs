//! A question cut into what is compared: its words, its numbers, its days.

use jiff::civil;

use crate::{
    cues::Cues,
    words::{
        Token, TokenKind,
        number::{self, Number, Rank},
        tokens,
        when::{self, When},
    },
};

/// What four digits with nothing beside them are taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BareYears {
    /// A year.
    Days,
    /// A number.
    Numbers,
}

/// A question cut up.
#[derive(Debug)]
pub(super) struct Cut {
    /// The words without the days, in order; marks that say nothing are gone.
    pub(super) words: Vec<Word>,
    /// The days that it names, in order.
    pub(super) days: Vec<(When, String)>,
}

/// A word of a question.
#[derive(Debug)]
pub(super) struct Word {
    /// The word.
    pub(super) token: Token,
    /// As it was typed.
    pub(super) typed: String,
    /// Whether it announces what is asked: a comparison, an order, an aggregate, a negation.
    pub(super) is_cue: bool,
    /// The number that begins here, and how many words it takes.
    pub(super) number: Option<(Number, usize)>,
}

/// Words that a question can have or lack without meaning anything else. Prepositions that tell one relation from
/// another are none of them: what was sent to Paris was not sent from there.
const FILLING: &str = " a an the of in is are was were be been do does did please can could would will you me us i we our my your show list give tell find display get see want need know like there that which what's whats ";

impl Word {
    /// Whether a question means the same without it.
    pub(super) fn is_filling(&self) -> bool {
        !self.is_cue && FILLING.contains(&format!(" {} ", self.token.text))
    }
}

impl Cut {
    pub(super) fn of(question: &str, today: civil::Date, years: BareYears) -> Self {
        let mut days = when::find(question, today);
        days.retain(|day| years == BareYears::Days || !day.bare_year);
        let outside = |start: usize, end: usize| {
            days.iter().all(|day| end <= day.span.start || day.span.end <= start)
        };
        let numbers: Vec<Number> = number::find(question)
            .into_iter()
            .filter(|one| one.rank == Rank::Cardinal && outside(one.span.start, one.span.end))
            .collect();
        let all = tokens(question);
        let cues = Cues::find(&all);
        let place = all.iter().enumerate().filter(|(_, token)| {
            outside(token.start, token.end) && (token.is_solid() || says_something(token))
        });
        let mut words: Vec<Word> = place
            .map(|(at, token)| Word {
                token: token.clone(),
                typed: text(question, token.start, token.end),
                is_cue: cues.covers(at) && token.kind == TokenKind::Word,
                number: None,
            })
            .collect();
        numbers.into_iter().for_each(|number| place_number(&mut words, number));
        let days = days.into_iter().map(|day| {
            let typed = text(question, day.span.start, day.span.end);
            (day, typed)
        });
        Self { days: days.collect(), words }
    }

    /// What was typed from one word on.
    pub(super) fn typed(&self, from: usize, count: usize) -> String {
        let words = self.words.iter().skip(from).take(count);
        words.map(|word| word.typed.as_str()).collect::<Vec<_>>().join(" ")
    }
}

fn text(question: &str, start: usize, end: usize) -> String {
    question.get(start..end).unwrap_or_default().to_owned()
}

/// Signs that compare or count.
fn says_something(token: &Token) -> bool {
    token.kind == TokenKind::Mark && "<>=%$€£¥+".contains(&token.text)
}

fn place_number(words: &mut [Word], number: Number) {
    let within =
        |word: &Word| number.span.start <= word.token.start && word.token.end <= number.span.end;
    let count = words.iter().filter(|word| within(word)).count();
    let first = words.iter_mut().find(|word| word.token.start == number.span.start);
    if let Some(first) = first {
        first.number = Some((number, count));
    }
}
