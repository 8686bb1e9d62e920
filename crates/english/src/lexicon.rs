//! General English: synonyms, abbreviations, adjectives that rank, verbs that stand for a record.

use std::{collections::HashMap, sync::LazyLock};

use crate::stem;

static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::read(include_str!("lexicon/english.txt")));

static PLACES: LazyLock<Places> =
    LazyLock::new(|| Places::read(include_str!("lexicon/places.txt")));

static THESAURUS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("lexicon/thesaurus.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Stems that a stem may stand for in everyday English, beyond what people say of data.
pub fn akin(stem: &str) -> impl Iterator<Item = &'static str> {
    let first = |line: &&str| line.split(' ').next().unwrap_or_default().cmp(stem);
    let line = THESAURUS.binary_search_by(first).ok();
    let line = line.and_then(|at| THESAURUS.get(at)).copied().unwrap_or_default();
    line.split(' ').skip(1)
}

/// Places by their names: "texas" is also "tx".
#[derive(Debug, Default)]
pub struct Places {
    names: Vec<Vec<&'static str>>,
    by_name: HashMap<&'static str, Vec<usize>>,
}

/// The places that ship.
pub fn places() -> &'static Places {
    &PLACES
}

impl Places {
    fn read(text: &'static str) -> Self {
        let mut places = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let names: Vec<&str> = line.split(',').map(str::trim).collect();
            let at = places.names.len();
            for name in &names {
                places.by_name.entry(name).or_default().push(at);
            }
            places.names.push(names);
        }
        places
    }

    /// What else a place goes by. Codes stand for nothing: too many of them are words.
    pub fn others(&self, name: &str) -> Vec<&'static str> {
        let known = self
            .by_name
            .get(name)
            .filter(|_| name.len() > 3 || matches!(name, "usa" | "us" | "uk"));
        let all = known.into_iter().flatten().filter_map(|at| self.names.get(*at)).flatten();
        all.copied().filter(|other| *other != name).collect()
    }
}

/// A way of ranking that an adjective announces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranks {
    /// Stem of a word in the ranked column's name.
    pub word: String,
    /// Whether the adjective's most is the column's least.
    pub turned: bool,
}

/// Words by their stems.
#[derive(Debug, Default)]
pub struct Lexicon {
    same: HashMap<String, Vec<String>>,
    short: HashMap<String, Vec<String>>,
    most: HashMap<String, Vec<Ranks>>,
    does: HashMap<String, Vec<String>>,
}

/// The lexicon that ships.
pub fn english() -> &'static Lexicon {
    &ENGLISH
}

impl Lexicon {
    fn read(text: &str) -> Self {
        let mut lexicon = Self::default();
        for line in text.lines() {
            let mut words = line.split_whitespace();
            match words.next() {
                Some("same") => lexicon.add_same(words.map(stem).collect()),
                Some("short") => {
                    if let Some(name) = words.next() {
                        let long = words.filter(|w| *w != "of").map(str::to_string).collect();
                        lexicon.short.insert(name.to_string(), long);
                    }
                }
                Some("most") => lexicon.add_most(words),
                Some("does") => {
                    if let Some(verb) = words.next() {
                        lexicon.does.insert(stem(verb), words.map(stem).collect());
                    }
                }
                _ => {}
            }
        }
        lexicon
    }

    fn add_same(&mut self, group: Vec<String>) {
        for word in &group {
            let others = group.iter().filter(|other| *other != word).cloned();
            let known = self.same.entry(word.clone()).or_default();
            known.extend(others);
            known.sort();
            known.dedup();
        }
    }

    fn add_most<'a>(&mut self, mut words: impl Iterator<Item = &'a str>) {
        let Some(adjective) = words.next() else { return };
        let ranks = words.map(|word| match word.strip_prefix('-') {
            Some(word) => Ranks { word: stem(word), turned: true },
            None => Ranks { word: stem(word), turned: false },
        });
        self.most.insert(adjective.to_string(), ranks.collect());
    }

    /// Stems that people use for this stem.
    pub fn synonyms(&self, stem: &str) -> &[String] {
        self.same.get(stem).map_or(&[], Vec::as_slice)
    }

    /// What an abbreviation in a name stands for.
    pub fn long_form(&self, word: &str) -> Option<&[String]> {
        self.short.get(word).map(Vec::as_slice)
    }

    /// Columns that an adjective ranks, by its base form or its superlative or comparative.
    pub fn ranked_by(&self, word: &str) -> &[Ranks] {
        self.most
            .get(word)
            .or_else(|| base_forms(word).into_iter().find_map(|base| self.most.get(&base)))
            .map_or(&[], Vec::as_slice)
    }

    /// Adjectives that rank a column of these stems, each with whether its most is the column's least.
    pub fn adjectives_for(&self, words: &[String]) -> Vec<(String, bool)> {
        let fits = |(adjective, ranks): (&String, &Vec<Ranks>)| {
            let rank = ranks.iter().find(|rank| words.contains(&rank.word))?;
            Some((adjective.clone(), rank.turned))
        };
        let mut found: Vec<(String, bool)> = self.most.iter().filter_map(fits).collect();
        found.retain(|(adjective, _)| {
            !matches!(
                adjective.as_str(),
                "last"
                    | "first"
                    | "latest"
                    | "best"
                    | "worst"
                    | "earliest"
                    | "bad"
                    | "good"
                    | "late"
                    | "paid"
            )
        });
        found.sort();
        found
    }

    /// Stems of tables and columns that record what a verb says.
    pub fn recorded_as(&self, verb: &str) -> &[String] {
        self.does.get(verb).map_or(&[], Vec::as_slice)
    }
}

/// Base forms of an English comparative or superlative: `largest` → `large`, `heavier` → `heavy`.
fn base_forms(word: &str) -> Vec<String> {
    let Some(root) = word.strip_suffix("est").or_else(|| word.strip_suffix("er")) else {
        return Vec::new();
    };
    let mut forms = vec![root.to_string(), format!("{root}e")];
    if let Some(short) = root.strip_suffix('i') {
        forms.push(format!("{short}y"));
    }
    let mut letters = root.chars().rev();
    if let (Some(last), Some(before)) = (letters.next(), letters.next())
        && last == before
    {
        forms.push(root.get(..root.len() - last.len_utf8()).unwrap_or_default().to_string());
    }
    forms
}
