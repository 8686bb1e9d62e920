//! The thesaurus, cut out of `WordNet` 3.0.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
};

use anyhow::{Context, Result};

use crate::words::stem;

/// Senses of a word that count, the commonest first.
const SENSES: usize = 2;
/// Most words that a word may stand for.
const MOST: usize = 12;
/// Pointers to what a word is a kind of, and to words of its family.
const POINTERS: [&str; 2] = ["@", "+"];
const NOTICE: &str = include_str!("thesaurus-notice.txt");

/// Synsets of one part of speech by their place in the file.
type Synsets = HashMap<String, Synset>;

/// Words of one meaning.
#[derive(Debug)]
struct Synset {
    words: Vec<String>,
    /// Synsets that it points at, each by part of speech and place.
    pointers: Vec<(String, String)>,
}

/// Writes the thesaurus into the crate, out of a folder with `WordNet`'s `index.*` and `data.*`.
///
/// # Errors
/// When a file cannot be read or written.
pub fn write(wordnet: &Path, home: &Path) -> Result<()> {
    let mut synsets: HashMap<&str, Synsets> = HashMap::new();
    for (letter, name) in PARTS {
        synsets.insert(letter, read_synsets(&wordnet.join(format!("data.{name}")))?);
    }
    let mut entries: Vec<(&str, Entry)> = Vec::new();
    for (letter, name) in PARTS {
        let file = wordnet.join(format!("index.{name}"));
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        entries.extend(text.lines().filter_map(entry).map(|entry| (letter, entry)));
    }
    let common: BTreeSet<String> =
        entries.iter().filter(|(_, entry)| entry.common).map(|(_, e)| stem(&e.word)).collect();
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    // Words of the same meaning before those of its family.
    for meant in [same, related] {
        for (letter, entry) in &entries {
            let own = stem(&entry.word);
            let known = found.entry(own.clone()).or_default();
            let words = entry.places.iter().flat_map(|place| meant(&synsets, letter, place));
            for other in words.map(|word| stem(&word)) {
                if other != own && common.contains(&other) && !known.contains(&other) {
                    known.push(other);
                }
            }
        }
    }
    let line = |(word, others): (&String, &Vec<String>)| {
        let others: Vec<&str> = others.iter().take(MOST).map(String::as_str).collect();
        format!("{word} {}\n", others.join(" "))
    };
    let lines: String = found.iter().filter(|(_, others)| !others.is_empty()).map(line).collect();
    Ok(fs::write(home.join("src/lexicon/thesaurus.txt"), format!("{NOTICE}{lines}"))?)
}

const PARTS: [(&str, &str); 3] = [("n", "noun"), ("v", "verb"), ("a", "adj")];

/// A word with the places of its commonest senses.
struct Entry {
    word: String,
    places: Vec<String>,
    /// Whether it stands in the texts that senses were counted in.
    common: bool,
}

fn entry(line: &str) -> Option<Entry> {
    let mut fields = line.split_whitespace();
    let word = fields.next().filter(|word| is_plain(word))?;
    let rest: Vec<&str> = fields.collect();
    let pointers: usize = rest.get(2)?.parse().ok()?;
    let counted: usize = rest.get(4 + pointers)?.parse().ok()?;
    let places = rest.get(5 + pointers..)?;
    let places = places.iter().take(SENSES.min(counted).max(1));
    let places = places.map(|place| (*place).into()).collect();
    Some(Entry { word: word.into(), places, common: counted > 0 })
}

/// The words of a synset.
fn same(synsets: &HashMap<&str, Synsets>, letter: &str, place: &str) -> Vec<String> {
    let synset = synsets.get(letter).and_then(|synsets| synsets.get(place));
    synset.map(|synset| synset.words.clone()).unwrap_or_default()
}

/// The words of what a synset is a kind of, and of its family.
fn related(synsets: &HashMap<&str, Synsets>, letter: &str, place: &str) -> Vec<String> {
    let synset = synsets.get(letter).and_then(|synsets| synsets.get(place));
    let pointers = synset.into_iter().flat_map(|synset| &synset.pointers);
    pointers.flat_map(|(letter, place)| same(synsets, letter, place)).collect()
}

fn read_synsets(file: &Path) -> Result<Synsets> {
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    Ok(text.lines().filter_map(synset).collect())
}

fn synset(line: &str) -> Option<(String, Synset)> {
    let fields: Vec<&str> = line.split('|').next()?.split(' ').collect();
    let place = fields.first().filter(|place| place.len() == 8)?;
    let count = usize::from_str_radix(fields.get(3)?, 16).ok()?;
    let words = fields.get(4..4 + 2 * count)?.iter().step_by(2);
    let words = words.map(|word| word.to_lowercase()).filter(|word| is_plain(word)).collect();
    let pointers = fields.get(5 + 2 * count..)?.chunks_exact(4).filter_map(|pointer| {
        let [kind, place, letter, _] = pointer else { return None };
        POINTERS.contains(kind).then(|| ((*letter).to_owned(), (*place).to_owned()))
    });
    Some(((*place).to_owned(), Synset { words, pointers: pointers.collect() }))
}

fn is_plain(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}
