//! Personal columns by the names of column and table: general English and its common abbreviations.

use std::{collections::BTreeMap, sync::LazyLock};

use querist_vocabulary::{
    schema::{Column, Table},
    value::ValueKind,
};

use crate::Kind;

/// The kinds that names tell, in the order in which they are tried.
const KINDS: [Kind; 13] = [
    Kind::Email,
    Kind::IpAddress,
    Kind::Secret,
    Kind::Iban,
    Kind::Card,
    Kind::NationalId,
    Kind::Passport,
    Kind::Licence,
    Kind::BankAccount,
    Kind::Phone,
    Kind::BirthDate,
    Kind::Name,
    Kind::Address,
];

/// The lists of `names.txt`, each phrase as its words.
static LISTS: LazyLock<BTreeMap<&str, Vec<Vec<&str>>>> = LazyLock::new(|| {
    let lines = include_str!("names.txt").lines().filter(|line| !line.starts_with('#'));
    let entry = |line: &'static str| {
        let (name, phrases) = line.split_once(": ")?;
        Some((name, phrases.split(", ").map(|phrase| phrase.split(' ').collect()).collect()))
    };
    lines.filter_map(entry).collect()
});

/// What a column holds by its name, and the words that say so.
pub(super) fn kind(table: &Table, column: &Column) -> Option<(Kind, String)> {
    let words = words(&column.name);
    let owner = Owner::of(table);
    let (kind, phrase) = spelled(&words)
        .or_else(|| plain_name(owner, &words))
        .or_else(|| postcode(owner, &words))?;
    if is_about(column, &words, &phrase) {
        return None;
    }
    let fits = holds(kind, column.kind) && !is_of_a_body(kind, owner, &words);
    fits.then_some((kind, phrase))
}

/// Whether the column counts such things or says something of one, rather than holding it.
fn is_about(column: &Column, words: &[String], phrase: &str) -> bool {
    let beyond = |word: &&String| !phrase.split(' ').any(|part| part == word.as_str());
    let about = words.last().filter(beyond).is_some_and(|last| is_in("about", last));
    let counting = words.first().filter(beyond).is_some_and(|first| is_in("counting", first));
    // In India an address for mail is called so.
    let is_email_id = words == ["email", "id"] && column.kind == ValueKind::Text;
    (about && !is_email_id) || counting
}

/// Whose rows a table has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    Person,
    Body,
    Other,
}

impl Owner {
    fn of(table: &Table) -> Self {
        let words = words(&table.name.name);
        let last = words.last().map(String::as_str).unwrap_or_default();
        match (is_in("person", last), is_in("body", last)) {
            (true, _) => Self::Person,
            (false, true) => Self::Body,
            (false, false) => Self::Other,
        }
    }
}

fn list(name: &str) -> &'static [Vec<&'static str>] {
    LISTS.get(name).map(Vec::as_slice).unwrap_or_default()
}

/// Whether a list has the word, or the word without its plural.
fn is_in(name: &str, word: &str) -> bool {
    let singular = singular(word);
    list(name).iter().any(|phrase| phrase == &[word] || phrase == &[singular.as_str()])
}

fn spelled(words: &[String]) -> Option<(Kind, String)> {
    KINDS.into_iter().find_map(|kind| Some((kind, longest(kind.word(), words)?)))
}

/// The longest phrase of a list that stands in the name, its words apart or together.
fn longest(name: &str, words: &[String]) -> Option<String> {
    let stands = |phrase: &&Vec<&str>| {
        let apart = words.windows(phrase.len()).any(|window| window == phrase.as_slice());
        apart || (phrase.len() > 1 && words.iter().any(|word| *word == phrase.concat()))
    };
    let found = list(name).iter().filter(stands);
    found.max_by_key(|phrase| phrase.len()).map(|phrase| phrase.join(" "))
}

/// `name` alone is a person's in a table of persons, or after a word for one.
fn plain_name(owner: Owner, words: &[String]) -> Option<(Kind, String)> {
    match words {
        [name] if name == "name" && owner == Owner::Person => Some((Kind::Name, name.clone())),
        [.., before, name] if name == "name" && is_in("person", before) => {
            Some((Kind::Name, format!("{before} name")))
        }
        _ => None,
    }
}

fn postcode(owner: Owner, words: &[String]) -> Option<(Kind, String)> {
    let found = longest("postcode", words)?;
    (owner == Owner::Person).then_some((Kind::Address, found))
}

/// Whether such a thing can be kept in such values.
fn holds(kind: Kind, values: ValueKind) -> bool {
    let text = matches!(
        values,
        ValueKind::Text | ValueKind::Other | ValueKind::Json | ValueKind::Array | ValueKind::Uuid
    );
    let number = matches!(values, ValueKind::Integer | ValueKind::Decimal);
    match kind {
        Kind::Phone
        | Kind::Card
        | Kind::NationalId
        | Kind::Passport
        | Kind::Licence
        | Kind::BankAccount => text || number,
        Kind::BirthDate => text || values.is_day() || values == ValueKind::Integer,
        Kind::Secret => text || values == ValueKind::Binary,
        Kind::Email | Kind::Iban | Kind::Name | Kind::Address | Kind::IpAddress => text,
        Kind::Sensitive => true,
    }
}

/// Whether it is the address, name or telephone of a place or body, or no address of this sort at all.
fn is_of_a_body(kind: Kind, owner: Owner, words: &[String]) -> bool {
    let names_a_body = || words.iter().any(|word| is_in("body", word));
    let other = || words.iter().any(|word| is_in("other address", word));
    match kind {
        Kind::Address => owner == Owner::Body || names_a_body() || other(),
        Kind::Name => names_a_body(),
        Kind::Phone => owner == Owner::Body,
        Kind::Email
        | Kind::Card
        | Kind::Iban
        | Kind::BankAccount
        | Kind::NationalId
        | Kind::Passport
        | Kind::Licence
        | Kind::BirthDate
        | Kind::IpAddress
        | Kind::Secret
        | Kind::Sensitive => false,
    }
}

/// The words of a name in lower case: `snake_case`, `camelCase`; numbers after them (`phone2`) left out.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if !letter.is_alphanumeric() || begins {
            words.push(String::new());
        }
        if letter.is_alphabetic()
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A word without the plural's ending, as far as the lists need it.
fn singular(word: &str) -> String {
    match word {
        "people" | "persons" => "person".into(),
        "children" => "child".into(),
        "addresses" => "address".into(),
        _ => match word.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).into(),
        },
    }
}
