//! Words that announce the shape of an answer: how many, each, most, not, between.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use crate::{
    plan::Bucket,
    words::{Token, TokenKind},
};

/// A kind of cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Cue {
    /// how many, number of, count
    HowMany,
    /// each, every, per
    Each,
    /// order, sort, alphabetical
    Order,
    /// descending
    Descending,
    /// ascending
    Ascending,
    /// average, mean
    Average,
    /// highest, most, largest, oldest, top
    Most,
    /// lowest, least, smallest, youngest
    Least,
    /// total, sum
    Total,
    /// different, distinct, unique
    Different,
    /// not, no, without, never, except
    Not,
    /// more than, above, at least
    More,
    /// less than, below, at most
    Less,
    /// between
    Between,
    /// both
    Both,
    /// or
    Or,
    /// and
    And,
    /// id
    Id,
    /// name
    Name,
    /// by
    By,
    /// than the average
    ThanAverage,
    /// first, last
    First,
    /// contains, starts with
    Like,
    /// percent, share
    Share,
}

/// Every cue with the words that announce it.
const WORDS: &[(Cue, &str)] = &[
    (Cue::HowMany, "count number"),
    (Cue::Each, "each every per"),
    (
        Cue::Order,
        "order ordered sort sorted alphabetical alphabetically alphabetic rank ranked ordering",
    ),
    (Cue::Descending, "descending decreasing desc reverse"),
    (Cue::Ascending, "ascending increasing asc alphabetical alphabetically alphabetic"),
    (Cue::Average, "average mean avg averaged"),
    (
        Cue::Most,
        "maximum highest largest most greatest max biggest longest oldest top best latest newest heaviest tallest richest fastest strongest deepest widest hottest warmest busiest maximal popular recent priciest dearest expensive bestselling",
    ),
    (
        Cue::Least,
        "minimum lowest smallest least fewest shortest youngest min earliest cheapest lightest slowest poorest worst minimal coldest weakest bottom",
    ),
    (Cue::Total, "total sum combined overall altogether"),
    (Cue::Different, "different distinct unique"),
    (
        Cue::Not,
        "not no without never except excluding neither nor none nobody nothing don't doesn't didn't didn doesn don isn aren wasn hasn haven t excepting besides non",
    ),
    (
        Cue::More,
        "more greater above over larger older higher longer exceed exceeds exceeding after since bigger taller heavier",
    ),
    (
        Cue::Less,
        "less fewer below under smaller younger lower shorter before until cheaper lighter",
    ),
    (Cue::Between, "between"),
    (Cue::Both, "both"),
    (Cue::Or, "or either"),
    (Cue::And, "and"),
    (Cue::Id, "id ids code codes"),
    (Cue::Name, "name names title titles"),
    (Cue::By, "by"),
    (Cue::First, "first last"),
    (
        Cue::Like,
        "contain contains containing substring includes starts start starting begin begins beginning ends ending letter word phrase",
    ),
    (Cue::Share, "percent percentage share ratio proportion fraction"),
];

/// The cues of a question.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cues {
    places: Vec<(Cue, usize)>,
    /// "by month", "per year", "monthly".
    pub bucket: Option<(Bucket, usize)>,
}

impl Cues {
    /// Finds them.
    pub(crate) fn find(tokens: &[Token]) -> Self {
        let mut cues = Self::default();
        for (at, token) in tokens.iter().enumerate() {
            for (cue, words) in WORDS {
                if words.split(' ').any(|word| word == token.text) {
                    cues.places.push((*cue, at));
                }
            }
        }
        cues.find_phrases(tokens);
        cues.bucket = find_bucket(tokens);
        cues
    }

    fn find_phrases(&mut self, tokens: &[Token]) {
        let text = |at: usize| tokens.get(at).map_or("", |t| t.text.as_str());
        for at in 0..tokens.len() {
            match (text(at), text(at + 1), text(at + 2)) {
                ("how", "many" | "often", _) => self.places.push((Cue::HowMany, at)),
                ("at", "least", _) => {
                    self.drop(Cue::Least, at + 1);
                    self.places.push((Cue::More, at));
                }
                ("at", "most", _) => {
                    self.drop(Cue::Most, at + 1);
                    self.places.push((Cue::Less, at));
                }
                ("than", "average", _) | ("than", "the", "average") | ("above", "average", _) => {
                    self.places.push((Cue::ThanAverage, at));
                }
                ("below", "average", _) | ("above" | "below", "the", "average") => {
                    self.places.push((Cue::ThanAverage, at));
                }
                // "highest first" sorts all; "first" alone takes one.
                (word, "first", _) if is_word_of(Cue::Most, word) => {
                    self.sorts(at, Cue::Most, Cue::Descending);
                }
                (word, "first", _) if is_word_of(Cue::Least, word) => {
                    self.sorts(at, Cue::Least, Cue::Ascending);
                }
                ("in", "total", _) => self.drop(Cue::Total, at + 1),
                ("in", "order" | "common", _) | ("place" | "placed" | "customer", "order", _) => {}
                _ => {}
            }
        }
    }

    fn sorts(&mut self, at: usize, instead: Cue, way: Cue) {
        self.drop(instead, at);
        self.drop(Cue::First, at + 1);
        self.places.extend([(Cue::Order, at), (way, at), (way, at + 1)]);
    }

    fn drop(&mut self, cue: Cue, at: usize) {
        self.places.retain(|place| *place != (cue, at));
    }

    /// Whether a cue is there.
    pub(crate) fn has(&self, cue: Cue) -> bool {
        self.places.iter().any(|(found, _)| *found == cue)
    }

    /// Where a cue stands.
    pub(crate) fn at(&self, cue: Cue) -> impl Iterator<Item = usize> {
        self.places.iter().filter(move |(found, _)| *found == cue).map(|(_, at)| *at)
    }

    /// Whether a token is a cue.
    pub(crate) fn covers(&self, at: usize) -> bool {
        self.places.iter().any(|(_, place)| *place == at)
            || self.bucket.is_some_and(|(_, place)| place == at)
    }

    /// Which cues are there, in the order of their kinds.
    pub(crate) fn flags(&self) -> Vec<bool> {
        let mut kinds: Vec<Cue> = WORDS.iter().map(|(cue, _)| *cue).collect();
        kinds.push(Cue::ThanAverage);
        kinds.into_iter().map(|cue| self.has(cue)).collect()
    }
}

fn is_word_of(cue: Cue, text: &str) -> bool {
    WORDS.iter().any(|(known, words)| *known == cue && words.split(' ').any(|word| word == text))
}

fn find_bucket(tokens: &[Token]) -> Option<(Bucket, usize)> {
    let text = |at: usize| tokens.get(at).map_or("", |t| t.text.as_str());
    (0..tokens.len()).find_map(|at| {
        let adverb = match text(at) {
            "monthly" => Some(Bucket::Month),
            "yearly" | "annually" | "annual" => Some(Bucket::Year),
            "weekly" => Some(Bucket::Week),
            "daily" => Some(Bucket::Day),
            "quarterly" => Some(Bucket::Quarter),
            "hourly" => Some(Bucket::Hour),
            _ => None,
        };
        if let Some(bucket) = adverb {
            return Some((bucket, at));
        }
        let asks = matches!(text(at), "which" | "what" | "best" | "worst" | "busiest");
        let had =
            matches!(text(at + 2), "had" | "has" | "saw" | "made" | "for" | "in" | "by" | "with");
        let begun = || (0..at).any(|before| matches!(text(before), "by" | "per"));
        let each =
            matches!(text(at), "by" | "per" | "each" | "every") || (text(at) == "and" && begun());
        if !(each || (asks && had)) {
            return None;
        }
        let unit = |at: usize| piece_of_time(text(at), text(at + 1), text(at + 2));
        unit(at + 1).map(|bucket| (bucket, at + 1))
    })
}

fn piece_of_time(word: &str, next: &str, after: &str) -> Option<Bucket> {
    Some(match (word, next, after) {
        ("day", "of", "week") | ("day", "of", "the") | ("weekday" | "weekdays", _, _) => {
            Bucket::Weekday
        }
        ("hour", _, _) => Bucket::Hour,
        ("year" | "years", _, _) => Bucket::Year,
        ("quarter" | "quarters", _, _) => Bucket::Quarter,
        ("month" | "months", _, _) => Bucket::Month,
        ("week" | "weeks", _, _) => Bucket::Week,
        ("date", "of", _) => return None,
        ("day" | "days" | "date", _, _) => Bucket::Day,
        _ => return None,
    })
}

/// Groups of words whose nearness says something of a column's part in the answer.
const NEAR: &[&str] = &[
    "average mean avg",
    "maximum highest largest most greatest max biggest longest oldest latest top best",
    "minimum lowest smallest least fewest shortest youngest min earliest",
    "total sum",
    "number many count",
    "different distinct unique",
    "order sorted sort ordered",
    "each every per by",
    "than average",
];

/// Function words, each group told apart from the others by its number.
const CONTEXT: &[&str] = &[
    "of",
    "by",
    "with",
    "than",
    "each",
    "per",
    "every",
    "for",
    "in",
    "order sorted sort ordered",
    "whose",
    "where",
    "have has had having",
    "highest largest maximum greatest biggest most max",
    "lowest smallest minimum least min fewest",
    "average mean avg",
    "total sum",
    "and",
    ",",
    "the",
    "all",
    "different distinct unique",
    "many",
    "number",
    "is are was were",
    "list show display",
    "what",
    "give return tell find",
    "which",
    "name names",
    "or",
    "not no without never",
    "more",
    "less",
    "greater larger higher",
    "at",
    "who that",
    "from",
    "to",
    "between",
    "youngest earliest",
    "oldest latest recent",
    "on",
    "a an",
    "how",
    "count",
    "there",
    "their its his her",
    "ascending alphabetical alphabetically increasing",
    "descending decreasing",
    "'s",
    ".",
    "?",
    "\"",
    "'",
    "id ids",
    "after",
    "before",
    "does do did",
    "above over",
    "below under",
    "common",
    "same",
    "only",
    "both",
    "either",
    "top",
];

/// The number of a word's group of function words; 0 for any other word, 99 past the ends.
pub(crate) fn context(tokens: &[Token], at: Option<usize>) -> u32 {
    let Some(token) = at.and_then(|at| tokens.get(at)) else { return 99 };
    GROUPS.get(token.text.as_str()).copied().unwrap_or(0)
}

/// The number of each function word's group; of two groups the first.
static GROUPS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let mut numbers = HashMap::new();
    for (words, number) in CONTEXT.iter().zip(1..) {
        words.split(' ').for_each(|word| {
            numbers.entry(word).or_insert(number);
        });
    }
    numbers
});

/// Where the words of each near group stand.
pub(crate) fn near_places(tokens: &[Token]) -> Vec<Vec<usize>> {
    let places = |words: &str| {
        let hits = tokens.iter().enumerate().filter(|(_, t)| words.split(' ').any(|w| w == t.text));
        hits.map(|(at, _)| at).collect()
    };
    NEAR.iter().map(|words| places(words)).collect()
}

/// Words that carry no meaning of their own.
const STOP: &str = " a an the of in on at to for by is are was were be been with and or that which who whom whose what how many much all each any not no do does did have has had from than more less most least show find list give return tell me us i you we it its their his her there this those these as when where why please can could would like want need see display get name names number also along so far many if please over them they he she into us out up down do am being one ones both either same own ";

/// Whether a word carries no meaning of its own.
pub(crate) fn is_stop(token: &Token) -> bool {
    token.kind == TokenKind::Mark
        || token.text == "'s"
        || (token.text.len() == 1 && token.kind == TokenKind::Word)
        || STOPS.contains(token.text.as_str())
}

static STOPS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOP.split_whitespace().collect());
