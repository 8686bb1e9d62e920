//! What to do with a question: answer it, ask back, decline it, or say that it asks for a change.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use querist_sql::identifier;
use querist_vocabulary::reading::Reading;

use crate::{
    Verdict,
    cues::{Cue, is_stop},
    heard::{is_never_computed, is_telling},
    link::{Item, ItemKind, Linked, Strength},
    words::{
        Token, TokenKind, fold,
        number::{self, Number, Unit},
    },
};

/// Verbs that ask for a change when a sentence begins with them.
const CHANGING: &str = "add alter amend archive assign cancel change clear correct create deactivate decrease delete \
    disable discard drop edit empty enable erase fix grant increase insert lower mark merge modify \
    move overwrite purge raise reduce reassign register remove rename replace reset restore revoke \
    set swap transfer truncate undo update wipe";

/// Words that may stand before the verb of a request.
const POLITE: &[&str] = &[
    "please", "can", "could", "would", "will", "you", "i", "want", "need", "to", "like", "let",
    "us", "lets", "kindly", "just", "now", "then", "and", "we", "should", "d", "'d", "go", "ahead",
    "hey", "hi", "ok", "okay",
];

/// Words after which such a verb is a noun: "change in sales", "drop of revenue".
const NOUN_MARKS: &[&str] = &["in", "of", "between", "over", "by", "per", "for", "from", "since"];

/// Words that say nothing of the data, beside those that many questions share.
const IDLE: &str = "actually already altogether amongst anybody anyone anything associated based belong belonging \
    belongs bought break broken came carried carry come comes corresponding currently data database \
    dataset describe detail details dollar dollars entire entries entry euro euros ever everybody \
    everyone everything exactly exist existing exists figure figures get gets go goes gone got happen \
    happened held holding hour hours info information know known live lives made minute minutes money \
    nobody noone nothing often overall part people percent person placed please ran really record \
    records related respectively retrieve row rows run second seconds see showing sold somebody someone \
    something spent split still stored table take takes taking terms thing things took usd use used uses \
    value values went whole yet";

/// Readings whose share of the best one's probability is smaller than this are no rivals.
const RIVAL: f64 = 0.75;
/// Above this a reading is sure enough to be taken without asking.
const SURE: f64 = 0.4;

/// Below this, a reading that leaves out any word is not shown.
const DOUBT: f64 = 0.1;
/// Below this, a reading that leaves out as many words as it places is not shown.
const UNSURE: f64 = 0.3;
/// Above this, a reading may leave out even the word that a figure is asked of.
const TRUSTED: f64 = 0.5;

/// Whether a list of words has this one.
fn is_among(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

/// Whether the sentence asks to change data.
pub(crate) fn asks_for_change(tokens: &[Token]) -> bool {
    let mut words = tokens
        .iter()
        .filter(|token| token.is_solid())
        .skip_while(|token| POLITE.contains(&token.text.as_str()));
    let Some(verb) = words.next() else { return false };
    let next = words.next();
    is_among(CHANGING, &verb.text)
        && next.is_some_and(|next| !NOUN_MARKS.contains(&next.text.as_str()))
}

/// Why a question is declined; none where its best reading may be shown.
pub(crate) fn decline(linked: &Linked<'_>, best: Option<&Reading>) -> Option<Verdict> {
    let named = |best: &&Reading| names_something(linked) || best.confidence > TRUSTED;
    let Some(best) = best.filter(named) else {
        let not_understood = content(linked).map(|(_, token)| token.text.clone()).collect();
        let reason = "Nothing in this database goes by these words.".into();
        return Some(Verdict::Decline { reason, not_understood });
    };
    let figures = best.unexplained.iter().filter(|word| is_never_computed(word));
    let not_understood: Vec<String> = figures.cloned().collect();
    if let Some(figure) = not_understood.first() {
        let reason = format!("The offline engine does not compute `{figure}`.");
        return Some(Verdict::Decline { reason, not_understood });
    }
    let lost = lost(linked, best);
    let placed = content(linked).count().saturating_sub(lost.len());
    let asked_for = lost.iter().any(|(at, _)| is_asked_for(linked, *at));
    let doubtful = best.confidence < DOUBT
        || (lost.len() >= placed && best.confidence < UNSURE)
        || (asked_for && best.confidence < TRUSTED)
        || placed == 0;
    // A figure of something that is not here would be a figure of something else.
    let absent = |at: usize| {
        let mut figures = linked.cues.at(Cue::Average).chain(linked.cues.at(Cue::Total));
        let of = at.checked_sub(1).is_some_and(|before| linked.text(before) == "of");
        figures.any(|cue| cue + 1 == at || (of && cue < at)) && !is_known(linked, at)
    };
    let doubtful = doubtful
        || lost
            .iter()
            .any(|(at, _)| is_value_like(linked, *at) || is_modifier(linked, *at) || absent(*at));
    if lost.is_empty() || !doubtful {
        return None;
    }
    let reason = told(linked, &lost);
    let not_understood = lost.into_iter().map(|(_, word)| word).collect();
    Some(Verdict::Decline { reason, not_understood })
}

/// Whether a word stands where a value does: "stores in texas". Without it the answer would be about all stores,
/// however sure the rest is.
pub(crate) fn is_value_like(linked: &Linked<'_>, at: usize) -> bool {
    const BEFORE: &[&str] = &["in", "from", "near", "named", "called", "except"];
    at.checked_sub(1).is_some_and(|before| BEFORE.contains(&linked.text(before)))
}

/// Most words of a question in which each of them counts.
const SHORT: usize = 6;

/// Whether a word of a few stands right before the name of a table: "late rentals". Without it the answer would be
/// about all rentals.
fn is_modifier(linked: &Linked<'_>, at: usize) -> bool {
    let short = linked.tokens.iter().filter(|token| token.is_solid()).count() <= SHORT;
    let behind = linked.tables.iter().flat_map(|table| &table.spans).any(|s| s.from == at + 1);
    short && behind && !is_known(linked, at)
}

/// What is not there, and what is there and found no place: never the one for the other.
fn told(linked: &Linked<'_>, lost: &[(usize, String)]) -> String {
    let (known, unknown): (Vec<_>, Vec<_>) = lost.iter().partition(|(at, _)| is_known(linked, *at));
    let quoted = |words: &[&(usize, String)]| {
        words.iter().map(|(_, word)| format!("`{word}`")).collect::<Vec<_>>().join(", ")
    };
    if unknown.is_empty() {
        return format!("No query was found in which {} has a place.", quoted(&known));
    }
    format!("This database has nothing that goes by {}.", quoted(&unknown))
}

/// Whether a word names, wholly or in part, something that is there.
fn is_known(linked: &Linked<'_>, at: usize) -> bool {
    use crate::link::ItemKind;
    let columns = linked.columns.iter().flat_map(|column| &column.spans);
    let tables = linked.tables.iter().flat_map(|table| &table.spans);
    let figures = linked.figures.iter().map(|figure| &figure.span);
    let stored = linked.items.iter().filter(|item| item.kind == ItemKind::Stored);
    let in_part = linked.tables.iter().any(|table| table.part == Some(at));
    let mut spans = columns.chain(tables).chain(figures).chain(stored.map(|item| &item.span));
    in_part || spans.any(|span| span.contains(at))
}

/// Puts the reading first that leaves out fewest of the words that could name something, unless it is much less
/// likely: an answer that passes over "jazz" answers another question.
pub(crate) fn prefer_whole(linked: &Linked<'_>, readings: &mut [Reading]) {
    const LOSS: f64 = 0.2;
    const KEPT: f64 = 0.5;
    const STORED: f64 = 0.000_5;
    const SEEN: usize = 8;
    let content: Vec<(usize, &Token)> = content(linked).collect();
    let values: Vec<usize> = stored_words(linked).collect();
    let worth = |reading: &Reading| {
        let unsaid = |(at, token): &(usize, &Token)| {
            reading.unexplained.contains(&token.text)
                && is_telling(linked, *at)
                && !content.iter().any(|(known, _)| known == at)
        };
        let numbers = linked.tokens.iter().enumerate().filter(unsaid).count();
        let unheard = |(_, token): &&(usize, &Token)| reading.unexplained.contains(&token.text);
        let lost = content.iter().filter(unheard).count();
        let stored = passed_over(linked, &values, reading);
        let power = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let others = power(lost.saturating_sub(stored) + numbers);
        reading.confidence * LOSS.powi(others) * STORED.powi(power(stored))
    };
    let places = readings.iter().take(SEEN).map(worth).enumerate();
    let best = places.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    if let Some((at, _)) = best.filter(|(at, _)| *at > 0)
        && let Some(moved) = readings.get_mut(..=at)
    {
        moved.rotate_right(1);
        // What spoke for the one that is passed over speaks for this one, too, but for the words it left out.
        if let [first, second, ..] = moved {
            let shared = first.confidence.max(second.confidence * KEPT);
            second.confidence = second.confidence.min(shared * KEPT);
            first.confidence = shared;
        }
    }
}

/// How many of these words that are stored values a reading says nothing of.
fn passed_over(linked: &Linked<'_>, values: &[usize], reading: &Reading) -> usize {
    if values.is_empty() {
        return 0;
    }
    let sql = reading.draft.0.to_lowercase();
    let compared = |at: usize| {
        let items = linked.items.iter().filter(|item| item.span.contains(at));
        let mut held = items.flat_map(|item| &item.holders);
        held.any(|(_, value, _)| sql.contains(&value.to_string().to_lowercase()))
    };
    values.iter().filter(|at| !compared(**at)).count()
}

/// The words that are stored values.
fn stored_words(linked: &Linked<'_>) -> impl Iterator<Item = usize> {
    let tokens = linked.tokens.iter().enumerate();
    let stored = tokens.filter(|(at, token)| !is_stop(token) && is_stored(linked, *at));
    stored.map(|(at, _)| at)
}

/// Whether a word is a stored value by itself and names nothing of the schema.
fn is_stored(linked: &Linked<'_>, at: usize) -> bool {
    let whole = |item: &Item| {
        let alone = item.span.from == at && item.span.len() == 1;
        item.kind == ItemKind::Stored && alone && item.holders.iter().any(|holder| holder.2)
    };
    let columns = linked.columns.iter().filter(|column| column.strength >= Strength::Partial);
    let tables = linked.tables.iter().filter(|table| table.strength >= Strength::Partial);
    let mut named = columns.flat_map(|c| &c.spans).chain(tables.flat_map(|t| &t.spans));
    linked.items.iter().any(whole) && !named.any(|span| span.contains(at))
}

/// The question back when several readings are about as likely; their number is the choice.
pub(crate) fn clarify(readings: &[Reading]) -> Option<Verdict> {
    let best = readings.first()?;
    if best.confidence >= SURE {
        return None;
    }
    let rivals = readings.iter().take(4).take_while(|r| {
        // What leaves out more of the words is no other meaning of them.
        r.confidence >= RIVAL * best.confidence && r.unexplained.len() <= best.unexplained.len()
    });
    let choices = rivals.count();
    // What is shown and how it is counted once is the words' to say; what is left out or kept matters.
    let matters = |key: &str, other: &Reading| best.plan.get(key) != other.plan.get(key);
    let differ = readings.get(1).is_some_and(|second| {
        second.restatement != best.restatement
            && (matters("filter", second) || matters("per", second))
    });
    (choices >= 2 && differ)
        .then(|| Verdict::Clarify { question: "Which of these do you mean?".into(), choices })
}

/// The question back when the best reading would read as well over a table of the same name in another
/// namespace, and the words name neither; that reading comes second.
pub(crate) fn twins(linked: &Linked<'_>, readings: &mut [Reading]) -> Option<Verdict> {
    let index = linked.index;
    let names = index.tables.iter().filter_map(|table| table.name.as_ref());
    let spaces: Vec<&String> = names
        .filter_map(|name| name.namespace.as_ref())
        .filter(|space| Some(*space) != index.home.as_ref())
        .collect();
    let said = |space: &&String| linked.tokens.iter().any(|token| token.text == fold(space));
    if spaces.is_empty() || spaces.iter().any(said) {
        return None;
    }
    let bare = |reading: &Reading| {
        spaces.iter().fold(reading.draft.0.clone(), |sql, space| {
            let table = sql.replace(&format!("{}.", identifier(index.dialect, space)), "");
            // The name of a computed column says where its rows are.
            table.replace(&format!("_in_{space}"), "")
        })
    };
    let best = bare(readings.first()?);
    let other = readings.iter().skip(1).position(|reading| bare(reading) == best)? + 1;
    readings.swap(1, other);
    Some(Verdict::Clarify { question: "Which of these do you mean?".into(), choices: 2 })
}

/// Whether a word names a table, a column, a figure or a stored value.
fn names_something(linked: &Linked<'_>) -> bool {
    use crate::link::{ItemKind, Strength};
    linked.columns.iter().any(|column| column.strength > Strength::Weak)
        || linked.tables.iter().any(|table| !table.spans.is_empty())
        || !linked.figures.is_empty()
        || linked.items.iter().any(|item| item.kind == ItemKind::Stored && !item.holders.is_empty())
}

/// Words that many questions share but that mostly name something: "age", "salary".
fn names_mostly(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| include_str!("../weights/names.txt").lines().collect());
    NAMES.contains(word)
}

/// Words that could name something: neither function words, nor cues, nor shared by questions about anything.
pub(crate) fn content<'a>(linked: &'a Linked<'_>) -> impl Iterator<Item = (usize, &'a Token)> {
    let known = &linked.index.weights.models().shape.known;
    let general = |word: &String| known.contains(word) && !names_mostly(word);
    let money = money(&linked.question);
    linked.tokens.iter().enumerate().filter(move |(at, token)| {
        token.kind == TokenKind::Word
            && !is_stop(token)
            && !linked.cues.covers(*at)
            && !general(&token.text)
            && !is_among(IDLE, &token.text)
            && !money.iter().any(|span| span.start <= token.start && token.end <= span.end)
    })
}

/// Amounts of money, whose unit names nothing: "45 dollars".
fn money(question: &str) -> Vec<Range<usize>> {
    let is_money = |number: &Number| matches!(number.unit, Some(Unit::Currency(_)));
    number::find(question).into_iter().filter(is_money).map(|number| number.span).collect()
}

/// Content words that found no place in a reading.
pub(crate) fn lost(linked: &Linked<'_>, reading: &Reading) -> Vec<(usize, String)> {
    content(linked)
        .filter(|(_, token)| reading.unexplained.contains(&token.text))
        .map(|(at, token)| (at, token.text.clone()))
        .collect()
}

/// How many words that could name something, or had to be carried out, have no place in a reading.
pub(crate) fn unplaced(linked: &Linked<'_>, reading: &Reading) -> usize {
    let lost = lost(linked, reading);
    let passed_over = |(at, token): &(usize, &Token)| {
        reading.unexplained.contains(&token.text)
            && is_telling(linked, *at)
            && !lost.iter().any(|(known, _)| known == at)
    };
    lost.len() + linked.tokens.iter().enumerate().filter(passed_over).count()
}

/// Whether a word is what a figure is asked of: "average age", "how many unicorns".
fn is_asked_for(linked: &Linked<'_>, at: usize) -> bool {
    let figure = [Cue::Average, Cue::Total, Cue::Most, Cue::Least, Cue::HowMany];
    let before = |back: usize| {
        at.checked_sub(back).is_some_and(|place| {
            figure.iter().any(|cue| linked.cues.at(*cue).any(|found| found == place))
        })
    };
    let many = linked.text(at.wrapping_sub(1)) == "many" && before(2);
    before(1) || many
}
