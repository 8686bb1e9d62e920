//! The words of names, comments, synonyms, values and notes.

use std::collections::{HashMap, HashSet};

use querist_english::{akin, english, fold, split_identifier, stem};
use querist_vocabulary::{
    knowledge::{ColumnMeaning, Knowledge, TableMeaning},
    profile::TableProfile,
    schema::{Column, Table},
    value::Value,
};

use super::{
    Sources,
    postings::{Field, Postings, TableWords},
};

/// What an abbreviation's long form counts in a name, and a pair of words written as one.
const LONG_FORM: f32 = 0.7;
/// What a synonym in the question counts.
const SYNONYM: f32 = 0.55;
/// What a word of the thesaurus counts.
const AKIN: f32 = 0.25;
/// The longest value whose words are looked at, in bytes.
const LONGEST_VALUE: usize = 60;

/// Words that name nothing.
const STOP: &str = "a about above after all along also am an and any are as at be been before being below \
    between both but by can could did do does doing down during each either every few find for from further \
    get give given had has have having he her here hers him his how i if in into is it its just least less \
    list many may me more most much must my no nor not now of off on once only or other our out over own per \
    please return same she should show so some such tell than that the their them then there these they this \
    those through to too under until up us was we were what when where which while who whom whose why will \
    with without would you your return count number display s t don doesn didn";

/// A word of a question: what it may be called in a schema, and how much each counts.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Term {
    /// Stems with what they count, the word's own first.
    pub forms: Vec<(String, f32)>,
}

/// The words of all tables.
pub(super) fn postings(sources: Sources<'_>) -> Postings {
    let profiles: HashMap<_, _> = sources.profile.tables.iter().map(|p| (&p.table, p)).collect();
    let meanings = Meanings::of(sources.knowledge);
    let mut words: Vec<TableWords> = Vec::new();
    for table in &sources.schema.tables {
        let profile = profiles.get(&table.name).copied();
        words.push(of_table(table, profile, meanings.table(table)));
    }
    for measure in &sources.knowledge.measures {
        let name = querist_vocabulary::schema::TableName::bare(&measure.table);
        let at = place(sources, &name).and_then(|at| words.get_mut(at));
        let texts =
            [&measure.name].into_iter().chain(&measure.synonyms).chain(&measure.description);
        if let Some(table) = at {
            texts.for_each(|text| add_text(table, Field::Columns, text));
        }
    }
    for note in sources.notes {
        for name in &note.tables {
            if let Some(table) = place(sources, name).and_then(|at| words.get_mut(at)) {
                add_text(table, Field::Notes, &note.text);
            }
        }
    }
    Postings::new(&words)
}

fn place(sources: Sources<'_>, name: &querist_vocabulary::schema::TableName) -> Option<usize> {
    let name = &sources.schema.table(name)?.name;
    sources.schema.tables.iter().position(|table| table.name == *name)
}

/// What people wrote, by names without case.
pub(super) struct Meanings<'a>(HashMap<String, &'a TableMeaning>);

impl<'a> Meanings<'a> {
    pub(super) fn of(knowledge: &'a Knowledge) -> Self {
        Self(knowledge.tables.iter().map(|(name, said)| (name.to_lowercase(), said)).collect())
    }

    pub(super) fn table(&self, table: &Table) -> Option<&'a TableMeaning> {
        let full = self.0.get(&table.name.to_string().to_lowercase());
        full.or_else(|| self.0.get(&table.name.name.to_lowercase())).copied()
    }
}

/// What people wrote of a column.
pub(super) fn column_meaning<'a>(
    said: Option<&'a TableMeaning>,
    column: &str,
) -> Option<&'a ColumnMeaning> {
    let mut columns = said?.columns.iter();
    columns.find(|(name, _)| name.eq_ignore_ascii_case(column)).map(|(_, said)| said)
}

fn of_table(
    table: &Table,
    profile: Option<&TableProfile>,
    said: Option<&TableMeaning>,
) -> TableWords {
    let mut words = TableWords::default();
    add_name(&mut words, Field::Name, &table.name.name);
    let about = said.into_iter().flat_map(|said| said.description.iter().chain(&said.synonyms));
    for text in about.chain(&table.comment) {
        add_text(&mut words, Field::About, text);
    }
    for column in &table.columns {
        let said = column_meaning(said, &column.name);
        add_column(&mut words, column, said);
        let profiles = profile.into_iter().flat_map(|profile| &profile.columns);
        let hidden = said.is_some_and(|said| said.sensitive);
        for profile in profiles.filter(|it| it.column == column.name && !hidden) {
            profile.samples.iter().for_each(|value| add_value(&mut words, value));
        }
    }
    words
}

fn add_column(words: &mut TableWords, column: &Column, said: Option<&ColumnMeaning>) {
    add_name(words, Field::Columns, &column.name);
    let about = said.into_iter().flat_map(|said| {
        let values = said.values.values().flatten();
        said.description.iter().chain(&said.synonyms).chain(values)
    });
    for text in about.chain(&column.comment).chain(&column.labels) {
        add_text(words, Field::AboutColumns, text);
    }
}

fn add_value(words: &mut TableWords, value: &Value) {
    if let Value::Text(text) = value
        && text.len() <= LONGEST_VALUE
    {
        add_text(words, Field::Values, text);
    }
}

/// The words of a name, what its abbreviations stand for, and neighbours written as one word.
fn add_name(words: &mut TableWords, field: Field, name: &str) {
    let parts = split_identifier(name);
    for part in &parts {
        words.add(field, stem(part), 1.0);
        let long = english().long_form(part).unwrap_or_default();
        for word in long {
            words.add(field, stem(word), LONG_FORM);
        }
    }
    for pair in parts.windows(2) {
        words.add(field, stem(&pair.concat()), LONG_FORM / 4.0);
    }
}

fn add_text(words: &mut TableWords, field: Field, text: &str) {
    for word in pieces(text).filter(|word| !is_stop(word)) {
        words.add(field, stem(&word), 1.0);
    }
}

fn pieces(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(fold)
}

fn is_stop(word: &str) -> bool {
    static WORDS: std::sync::LazyLock<HashSet<&str>> =
        std::sync::LazyLock::new(|| STOP.split_whitespace().collect());
    WORDS.contains(word)
}

/// The words of a question that may name something, each once.
pub(crate) fn question_terms(question: &str) -> Vec<Term> {
    let words: Vec<String> = question
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .flat_map(split_identifier)
        .collect();
    let mut terms: Vec<Term> = Vec::new();
    let single = words.iter().filter(|word| !is_stop(word)).map(|word| term(word));
    let pairs = words.windows(2).filter(|pair| !pair.iter().any(|word| is_stop(word)));
    let pairs = pairs.map(|pair| Term { forms: vec![(stem(&pair.concat()), 1.0)] });
    for term in single.chain(pairs) {
        if !terms.iter().any(|known| known.forms.first() == term.forms.first()) {
            terms.push(term);
        }
    }
    terms
}

fn term(word: &str) -> Term {
    let own = stem(word);
    let mut forms = vec![(own.clone(), 1.0)];
    let long =
        english().long_form(word).unwrap_or_default().iter().map(|word| (stem(word), SYNONYM));
    let same = english().synonyms(&own).iter().map(|word| (word.clone(), SYNONYM));
    let does = english().recorded_as(&own).iter().map(|word| (word.clone(), SYNONYM));
    let ranked = english().ranked_by(word).iter().map(|ranks| (ranks.word.clone(), SYNONYM));
    let akin = akin(&own).map(|word| (word.to_owned(), AKIN));
    for (form, share) in long.chain(same).chain(does).chain(ranked).chain(akin) {
        if !forms.iter().any(|(known, _)| *known == form) {
            forms.push((form, share));
        }
    }
    Term { forms }
}
