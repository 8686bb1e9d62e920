//! The sentences of refusals.

use querist_vocabulary::{
    refusal::{Place, Refusal, Rule},
    statement::Dialect,
};
use sqlparser::{
    ast::{Ident, Spanned},
    keywords::Keyword,
    tokenizer::{Span, Token, TokenWithSpan, TokenizerError},
};

use crate::write;

/// The longest piece of SQL quoted back.
const LONGEST_QUOTE: usize = 40;

/// A refusal without a place.
pub(crate) fn refusal(rule: Rule, message: impl Into<String>, hint: impl Into<String>) -> Refusal {
    Refusal { rule, place: None, message: message.into(), hint: hint.into() }
}

/// The place of a node, if the parser kept it.
pub(crate) fn place(node: &(impl Spanned + ToString)) -> Option<Place> {
    place_of(node.span(), &node.to_string())
}

/// A place from its span.
pub(crate) fn place_of(span: Span, near: &str) -> Option<Place> {
    (span.start.line > 0).then(|| Place {
        line: span.start.line,
        column: span.start.column,
        near: shorten(near),
    })
}

/// Text short enough for a sentence.
pub(crate) fn shorten(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST_QUOTE).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// A construct that is not on the list of what only reads.
pub(crate) fn unknown(what: &str, place: Option<Place>) -> Refusal {
    let hint = "write the query without it";
    Refusal {
        place,
        ..refusal(Rule::UnknownConstruct, format!("{what} is not known to read only"), hint)
    }
}

/// A construct that has no place in this database's SQL.
pub(crate) fn foreign(what: &str, dialect: Dialect, place: Option<Place>) -> Refusal {
    let message = format!("{what} is not {dialect}");
    Refusal { place, ..refusal(Rule::UnknownConstruct, message, "write the query without it") }
}

/// A reading statement that also writes or locks.
pub(crate) fn writes(what: &str, place: Option<Place>) -> Refusal {
    let message = format!("{what} writes or locks");
    let hint = "leave it out: only reading is allowed here";
    Refusal { place, ..refusal(Rule::WritesOrLocks, message, hint) }
}

/// A statement that is not a query.
pub(crate) fn not_a_query(what: &str, place: Option<Place>) -> Refusal {
    let message = format!("`{what}` is not a query");
    let hint = "only a query that reads is run here: SELECT, WITH … SELECT, VALUES";
    Refusal { place, ..refusal(Rule::NotReadOnly, message, hint) }
}

/// Words that begin statements which change something.
const CHANGING: &[Keyword] = &[
    Keyword::INSERT,
    Keyword::UPDATE,
    Keyword::DELETE,
    Keyword::MERGE,
    Keyword::REPLACE,
    Keyword::TRUNCATE,
    Keyword::CREATE,
    Keyword::ALTER,
    Keyword::DROP,
    Keyword::RENAME,
    Keyword::GRANT,
    Keyword::REVOKE,
    Keyword::SET,
    Keyword::RESET,
    Keyword::BEGIN,
    Keyword::START,
    Keyword::COMMIT,
    Keyword::ROLLBACK,
    Keyword::SAVEPOINT,
    Keyword::RELEASE,
    Keyword::LOCK,
    Keyword::UNLOCK,
    Keyword::COPY,
    Keyword::LOAD,
    Keyword::CALL,
    Keyword::EXECUTE,
    Keyword::EXEC,
    Keyword::PREPARE,
    Keyword::DEALLOCATE,
    Keyword::DECLARE,
    Keyword::FETCH,
    Keyword::CLOSE,
    Keyword::DO,
    Keyword::VACUUM,
    Keyword::ANALYZE,
    Keyword::REINDEX,
    Keyword::CLUSTER,
    Keyword::PRAGMA,
    Keyword::ATTACH,
    Keyword::DETACH,
    Keyword::DISCARD,
    Keyword::LISTEN,
    Keyword::UNLISTEN,
    Keyword::NOTIFY,
    Keyword::KILL,
    Keyword::FLUSH,
    Keyword::COMMENT,
    Keyword::REFRESH,
    Keyword::USE,
    Keyword::OPTIMIZE,
    Keyword::INSTALL,
    Keyword::UNLOAD,
    Keyword::END,
    Keyword::SHOW,
    Keyword::DESC,
    Keyword::DESCRIBE,
];

/// The refusal of a statement that begins with a verb that is no query's.
pub(crate) fn verb(first: &TokenWithSpan) -> Option<Refusal> {
    let Token::Word(word) = &first.token else { return None };
    let unlisted = ["handler", "repair", "checkpoint", "reassign", "security", "import", "abort"];
    let known = CHANGING.contains(&word.keyword)
        || unlisted.iter().any(|verb| word.value.eq_ignore_ascii_case(verb));
    let place = place_of(first.span, &word.value);
    (known && word.quote_style.is_none()).then(|| {
        let verb = word.value.to_uppercase();
        match word.keyword {
            Keyword::SHOW | Keyword::DESC | Keyword::DESCRIBE => Refusal {
                hint: "`querist schema` shows tables and columns".into(),
                ..not_a_query(&verb, place)
            },
            _ => not_a_query(&verb, place),
        }
    })
}

/// Runs of words that write or lock, and that the parser may not know.
const WRITING: &[&[&str]] = &[
    &["into", "outfile"],
    &["into", "dumpfile"],
    &["lock", "in", "share", "mode"],
    &["for", "update"],
    &["for", "share"],
    &["for", "no", "key", "update"],
    &["for", "key", "share"],
];

/// What a statement that does not parse would have written or locked, if it says so.
pub(crate) fn writing_words(words: &[TokenWithSpan]) -> Option<Refusal> {
    let is = |token: &TokenWithSpan, wanted: &str| match &token.token {
        Token::Word(word) => word.quote_style.is_none() && word.value.eq_ignore_ascii_case(wanted),
        _ => false,
    };
    (0..words.len()).find_map(|at| {
        let here = words.get(at..)?;
        let run = WRITING.iter().find(|run| {
            here.len() >= run.len() && run.iter().zip(here).all(|(word, token)| is(token, word))
        })?;
        let text = run.join(" ").to_uppercase();
        Some(writes(&format!("`{text}`"), place_of(here.first()?.span, &text)))
    })
}

/// Nothing there.
pub(crate) fn empty() -> Refusal {
    refusal(Rule::Empty, "there is no SQL in it", "write a query, such as `select 1`")
}

/// The text is too long.
pub(crate) fn too_long(bytes: usize, most: usize) -> Refusal {
    let message = format!("the SQL has {bytes} bytes, and at most {most} are read");
    refusal(Rule::TooLarge, message, "put long lists of values in a table, and join it")
}

/// The text has too many words.
pub(crate) fn too_many_words(most: usize) -> Refusal {
    let message = format!("the SQL has more than {most} words and signs");
    refusal(Rule::TooLarge, message, "put long lists of values in a table, and join it")
}

/// The text nests too deep.
pub(crate) fn too_deep() -> Refusal {
    let hint = "write the inner parts as `with` queries";
    refusal(Rule::TooLarge, "the SQL is nested too deep", hint)
}

/// A query names too many tables or columns.
pub(crate) fn too_wide() -> Refusal {
    let message = "the query has more tables or columns than databases take";
    refusal(Rule::TooLarge, message, "name only the columns and tables that you need")
}

/// A word is there too often.
pub(crate) fn too_often(word: &str, most: usize) -> Refusal {
    let message = format!("the SQL has more than {most} times the word `{word}`");
    refusal(Rule::TooLarge, message, "put long lists of values in a table, and join it")
}

/// The machine has no memory for the check.
pub(crate) fn no_room() -> Refusal {
    let message = "there is not enough memory to check the SQL";
    refusal(Rule::TooLarge, message, "try again when the machine is less busy")
}

/// The parser gave up on it.
pub(crate) fn unreadable() -> Refusal {
    refusal(Rule::UnknownConstruct, "the SQL cannot be read", "write it more simply")
}

/// The rendered text would not say what was checked.
pub(crate) fn unfaithful() -> Refusal {
    let message = "the checked query cannot be written down exactly";
    refusal(Rule::UnknownConstruct, message, "write the unusual parts more simply")
}

/// A word that is no name unless it is quoted.
pub(crate) fn no_name(dialect: Dialect, name: &Ident) -> Refusal {
    let message = format!("not a statement of {dialect}: `{name}` is taken for a name here");
    let hint = format!("if it is one, write {}", write::quoted(dialect, &name.value));
    Refusal { place: place_of(name.span, &name.value), ..refusal(Rule::Syntax, message, hint) }
}

/// A character that is neither text nor white space.
pub(crate) fn control_character(line: u64, column: u64, found: char) -> Refusal {
    let code = u32::from(found);
    Refusal {
        place: Some(Place { line, column, near: format!("U+{code:04X}") }),
        ..refusal(
            Rule::Syntax,
            format!("the SQL contains the control character U+{code:04X}"),
            "remove it",
        )
    }
}

/// Text that cannot be cut into words.
pub(crate) fn no_words(dialect: Dialect, sql: &str, error: &TokenizerError) -> Refusal {
    let TokenizerError { message, location } = error;
    let skip = |count: u64| usize::try_from(count.saturating_sub(1)).unwrap_or_default();
    let rest = sql.lines().nth(skip(location.line)).unwrap_or_default();
    let near: String = rest.chars().skip(skip(location.column)).collect();
    let place = Place { line: location.line, column: location.column, near: shorten(&near) };
    Refusal { place: Some(place), ..syntax(dialect, message) }
}

/// The parser's own complaint, with the place taken out of its text.
pub(crate) fn syntax(dialect: Dialect, reason: &str) -> Refusal {
    let (reason, at) = split_place(reason);
    let near = reason.rsplit_once("found: ").map_or("", |(_, near)| near);
    let reason = reason.strip_prefix("Expected: ").map_or_else(
        || reason.to_owned(),
        |rest| match rest.split_once(", found: ") {
            Some((wanted, "EOF")) => format!("expected {}, found the end", quoted(wanted)),
            Some((wanted, found)) => {
                format!("expected {}, found `{}`", quoted(wanted), shorten(found))
            }
            None => format!("expected {rest}"),
        },
    );
    Refusal {
        place: at.map(|(line, column)| Place { line, column, near: shorten(near) }),
        ..refusal(
            Rule::Syntax,
            format!("not a statement of {dialect}: {reason}"),
            format!("check the spelling there; the database speaks {dialect}"),
        )
    }
}

/// A sign as a literal; words stay.
fn quoted(wanted: &str) -> String {
    let is_sign = !wanted.contains(char::is_alphanumeric) && !wanted.contains(['\'', '`']);
    if is_sign { format!("`{wanted}`") } else { wanted.to_owned() }
}

/// The parser writes ` at Line: 1, Column: 8` at the end of a complaint.
fn split_place(reason: &str) -> (&str, Option<(u64, u64)>) {
    let Some((text, place)) = reason.rsplit_once(" at Line: ") else { return (reason, None) };
    let numbers = place
        .split_once(", Column: ")
        .and_then(|(line, column)| Some((line.trim().parse().ok()?, column.trim().parse().ok()?)));
    (text, numbers)
}

/// Something after the statement's end.
pub(crate) fn trailing(dialect: Dialect, rest: &TokenWithSpan) -> Refusal {
    let near = rest.token.to_string();
    let message =
        format!("not a statement of {dialect}: it should end before `{}`", shorten(&near));
    let hint = format!("check the spelling there; the database speaks {dialect}");
    Refusal { place: place_of(rest.span, &near), ..refusal(Rule::Syntax, message, hint) }
}

/// A second statement.
pub(crate) fn several(second: &TokenWithSpan) -> Refusal {
    Refusal {
        place: place_of(second.span, &second.token.to_string()),
        ..refusal(
            Rule::SeveralStatements,
            "there is more than one statement",
            "send one statement at a time",
        )
    }
}
