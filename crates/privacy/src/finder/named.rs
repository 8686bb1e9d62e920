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

/// What a column holds by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) kind: Kind,
    /// The words that say so.
    pub(super) words: String,
    pub(super) only: Only,
}

/// What the values must look like, beyond what every value of the kind does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Only {
    /// Nothing more.
    Any,
    /// No words and no short codes.
    Opaque,
    /// Numbers and letters, with some digits.
    Codes,
    /// What a person may be called by, no yes or no.
    Called,
    /// First and last names together.
    FullNames,
}

/// What a column holds by its name.
pub(super) fn named(table: &Table, column: &Column) -> Option<Named> {
    let words = words(&column.name);
    let owner = Owner::of(table);
    let any = |(kind, words)| Named { kind, words, only: Only::Any };
    let found = spelled(&words)
        .or_else(|| plain_name(owner, &words))
        .or_else(|| postcode(table, owner, &words))
        .or_else(|| protected(table, owner, &words))
        .map(any)
        .or_else(|| alone(&words))
        .or_else(|| with_values(&words))
        .or_else(|| part(table, &words))?;
    let fits = !is_about(column, &words, &found.words)
        && holds(&found, column.kind)
        && (found.only != Only::Any || !is_of_a_body(found.kind, owner, &words));
    fits.then_some(found)
}

/// Names that say it only where they say nothing else.
fn alone(words: &[String]) -> Option<Named> {
    let lists =
        [("alone secret", Kind::Secret), ("alone card", Kind::Card), ("alone name", Kind::Name)];
    let found = lists.into_iter().find(|(name, _)| is_whole(name, words));
    found.map(|(_, kind)| Named { kind, words: words.join(" "), only: Only::Called })
}

/// Names that say it where the values agree.
fn with_values(words: &[String]) -> Option<Named> {
    let lists = [
        ("opaque secret", Kind::Secret, Only::Opaque),
        ("sensitive code", Kind::Sensitive, Only::Codes),
    ];
    let found = |(name, kind, only)| Some(Named { kind, words: longest(name, words)?, only });
    lists.into_iter().find_map(found)
}

/// Who plays a part in a row: `owner`, `assigned_to`. With a word before it the name may be another thing's (`display
/// driver`), so that the values must be whole names.
fn part(table: &Table, words: &[String]) -> Option<Named> {
    let is_person = |word: &str| is_in("person", word) && !is_in("no part", word);
    let (last, before) = words.split_last()?;
    let of_a_work = || self::words(&table.name.name).last().is_some_and(|last| is_in("work", last));
    let whole = is_whole("part", words)
        || (before.is_empty() && is_person(last))
        || (is_whole("author", words) && !of_a_work());
    let named = |only| Some(Named { kind: Kind::Name, words: words.join(" "), only });
    match before {
        _ if whole && is_in("seldom part", last) => named(Only::FullNames),
        _ if whole => named(Only::Called),
        [_] if is_person(last) || is_in("part", last) => named(Only::FullNames),
        _ => None,
    }
}

/// What is protected of a person, and nobody's secret of a body or country.
fn protected(table: &Table, owner: Owner, words: &[String]) -> Option<(Kind, String)> {
    let anywhere =
        || longest("sensitive", words).filter(|_| owner != Owner::Body && !is_of_many(table));
    let of_persons = || longest("of a person", words).filter(|_| is_about_persons(table, owner));
    Some((Kind::Sensitive, anywhere().or_else(of_persons)?))
}

/// Whether its rows are of countries and the like.
fn is_of_many(table: &Table) -> bool {
    words(&table.name.name).iter().any(|word| is_in("many", word))
}

/// Whether a row is a person's, or says something of one: it is called so, or has a column for one.
fn is_about_persons(table: &Table, owner: Owner) -> bool {
    let points = |column: &Column| match words(&column.name).as_slice() {
        [person, id] => id == "id" && is_in("person", person),
        _ => false,
    };
    owner == Owner::Person || (owner == Owner::Other && table.columns.iter().any(points))
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
        let own = words(&table.name.name);
        let last = own.last().map(String::as_str).unwrap_or_default();
        let given = |column: &Column| is_whole("given name", &words(&column.name));
        match (is_in("person", last), is_in("body", last)) {
            (true, _) => Self::Person,
            (false, true) => Self::Body,
            (false, false) if table.columns.iter().any(given) => Self::Person,
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

/// Whether a phrase of the list is all that the name says.
fn is_whole(name: &str, words: &[String]) -> bool {
    let together = words.concat();
    list(name).iter().any(|phrase| words == phrase.as_slice() || together == phrase.concat())
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
        [name] if is_whole("plain name", words) && owner == Owner::Person => {
            Some((Kind::Name, name.clone()))
        }
        [.., before, name] if name == "name" && is_in("person", before) => {
            Some((Kind::Name, format!("{before} name")))
        }
        _ => None,
    }
}

/// Alone it is a district, beside a street somebody's home.
fn postcode(table: &Table, owner: Owner, words: &[String]) -> Option<(Kind, String)> {
    let found = longest("postcode", words)?;
    let street =
        |column: &Column| longest(Kind::Address.word(), &self::words(&column.name)).is_some();
    let home = match owner {
        Owner::Person => true,
        Owner::Body => false,
        Owner::Other => table.columns.iter().any(street),
    };
    home.then_some((Kind::Address, found))
}

/// Whether such a thing can be kept in such values.
fn holds(named: &Named, values: ValueKind) -> bool {
    let kind = named.kind;
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
        Kind::Secret if named.only == Only::Called => text || number,
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
