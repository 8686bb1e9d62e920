//! Which examples are most like a question.

use std::collections::HashMap;

use jiff::civil::date;
use querist_vocabulary::lessons::Lesson;

use super::{
    Similar,
    cut::{BareYears, Cut},
};

/// What has less in common with a question than this shows nothing.
const LEAST: f64 = 0.15;

/// The likest examples, the likest first, of equally like ones the latest.
pub(super) fn likest<'a>(
    question: &str,
    lessons: impl Iterator<Item = &'a Lesson>,
    most: usize,
) -> Vec<Similar<'a>> {
    let asked = Traits::of(question);
    let mut similar: Vec<Similar<'a>> = lessons
        .map(|lesson| {
            let likeness = asked.likeness(&Traits::of(lesson.teaching.words()));
            Similar { lesson, likeness }
        })
        .filter(|similar| similar.likeness >= LEAST)
        .collect();
    similar.sort_by(|one, other| {
        other.likeness.total_cmp(&one.likeness).then(other.lesson.at.cmp(&one.lesson.at))
    });
    similar.truncate(most);
    similar
}

/// What two questions are compared by.
struct Traits {
    /// Its words.
    words: HashMap<String, usize>,
    /// Its skeleton: pairs of neighbours, with `#` for a number, `@` for days and `*` for a name.
    pairs: HashMap<String, usize>,
}

impl Traits {
    fn of(question: &str) -> Self {
        // The day does not matter where only the presence of days counts.
        let cut = Cut::of(question, date(2000, 1, 1), BareYears::Days);
        let solid: Vec<_> = cut.words.iter().filter(|word| !word.is_filling()).collect();
        let words = solid.iter().map(|word| word.token.stem.clone());
        let first = cut.words.first().map(|word| word.token.start);
        let shape = solid.iter().map(|word| match (&word.number, word.token.capital) {
            (Some(_), _) => "#".to_owned(),
            (None, true) if Some(word.token.start) != first => "*".to_owned(),
            (None, _) => word.token.stem.clone(),
        });
        let days = cut.days.iter().map(|_| "@".to_owned());
        let shape: Vec<String> = ["^".to_owned()].into_iter().chain(shape).chain(days).collect();
        let pairs = shape.iter().zip(shape.iter().skip(1));
        Self {
            words: counted(words),
            pairs: counted(pairs.map(|(one, next)| format!("{one} {next}"))),
        }
    }

    fn likeness(&self, other: &Self) -> f64 {
        f64::midpoint(dice(&self.words, &other.words), dice(&self.pairs, &other.pairs))
    }
}

fn counted(items: impl Iterator<Item = String>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    items.for_each(|item| *counts.entry(item).or_insert(0) += 1);
    counts
}

/// Twice what two have in common, of all that both have.
fn dice(one: &HashMap<String, usize>, other: &HashMap<String, usize>) -> f64 {
    let shared: usize =
        one.iter().map(|(item, count)| other.get(item).map_or(0, |more| *count.min(more))).sum();
    let all: usize = one.values().sum::<usize>() + other.values().sum::<usize>();
    #[allow(clippy::cast_precision_loss, reason = "a question has few words")]
    if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
}
