//! What a model says about a question, as far as it can be shown to a person.
//!
//! A model's sentence may carry anything: figures it made up, an address that somebody planted in a row.
//! What cannot be traced to the question or to the statement is not shown.

use super::said::Drafted;

/// The longest sentence that is shown, in characters.
const LONGEST: usize = 300;

/// The shortest word that can name what is missing, in letters.
const SHORTEST: usize = 4;

/// Most assumptions that are shown.
const MOST_NOTES: usize = 3;

/// Marks of addresses and of markup, which no sentence about a reading needs.
const SUSPICIOUS: &[&str] = &["://", "www.", "](", "<", "mailto:", "@"];

/// How a question was read, else the question itself.
pub(super) fn restatement(drafted: &Drafted, question: &str) -> String {
    let known = [question, drafted.sql.as_str()];
    shown(&drafted.restatement, &known).unwrap_or_else(|| question.to_owned())
}

/// What was assumed.
pub(super) fn notes(drafted: &Drafted, question: &str) -> Vec<String> {
    let known = [question, drafted.sql.as_str()];
    let notes = drafted.notes.iter().filter_map(|note| shown(note, &known)).take(MOST_NOTES);
    notes.map(|note| format!("the language model assumed: {note}")).collect()
}

/// Why a question is not answered. What a model says of it may have been planted; the words of the question that
/// it names may not.
pub(super) const NOT_HERE: &str =
    "The language model finds nothing in this data that answers this.";

/// The words of the question that a model's reason names.
pub(super) fn missing(reason: &str, question: &str) -> Vec<String> {
    let folded = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| word.chars().count() >= SHORTEST).map(str::to_lowercase).collect()
    };
    let said = folded(reason);
    let mut missing = folded(question);
    missing.retain(|word| said.contains(word));
    missing.dedup();
    missing
}

/// Words for numbers. A figure in words can be traced no better than one that is not there.
const NUMBERS: &[&str] = &[
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "twenty", "dozen", "hundred", "thousand", "million", "billion", "half", "third", "quarter",
    "twice", "double", "doubled", "triple", "tripled",
];

/// Words that turn a right figure into a wrong sentence.
const TURNING: &[&str] = &[
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "except",
    "lost", "percent",
];

/// Words that do so right before a figure: "more than 59".
const BOUNDING: &[&str] = &[
    "than",
    "over",
    "under",
    "above",
    "below",
    "almost",
    "nearly",
    "approximately",
    "roughly",
    "around",
    "about",
    "least",
    "only",
];

/// Whether a sentence about rows has nothing but plain words: no address, no markup, no figure in words and nothing
/// that turns a figure around, such as "not" or "more than 59", unless it was asked for. Its figures in digits are traced
/// elsewhere.
pub(super) fn is_plain(sentence: &str, known: &[&str]) -> bool {
    let lower = sentence.to_lowercase();
    let said = |text: &str, word: &str| {
        text.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).any(|own| own == word)
    };
    let added = |word: &&&str| said(&lower, word) && !known.iter().any(|text| said(text, word));
    let is_known = |word: &str| known.iter().any(|text| text.to_lowercase().contains(word));
    !sentence.is_empty()
        && sentence.chars().count() <= 2 * LONGEST
        && !SUSPICIOUS.iter().any(|mark| lower.contains(mark))
        && !NUMBERS.iter().chain(TURNING).any(|word| added(&word))
        && (!bounds_a_figure(&lower) || known.iter().any(|text| bounds_a_figure(text)))
        && (!lower.contains('%') || is_known("%"))
        && lower.split_whitespace().filter(|word| is_address(word)).all(is_known)
}

/// Whether a figure stands right behind a word that bounds it.
fn bounds_a_figure(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| match pair {
        [word, figure] => {
            let word = word.to_lowercase();
            BOUNDING.contains(&word.as_str()) && figure.contains(|c: char| c.is_ascii_digit())
        }
        _ => false,
    })
}

/// Whether a word looks like `example.org`.
fn is_address(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let Some((before, after)) = word.rsplit_once('.') else { return false };
    let ends = after.chars().take_while(|letter| letter.is_alphabetic()).count();
    ends > 1 && before.ends_with(char::is_alphanumeric) && before.contains(char::is_alphabetic)
}

/// A sentence on one line; none where it is empty or says what nobody can trace.
fn shown(sentence: &str, known: &[&str]) -> Option<String> {
    let line: String = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let line: String = line.chars().filter(|letter| !letter.is_control()).collect();
    let lower = line.to_lowercase();
    let fits = !line.is_empty()
        && line.chars().count() <= LONGEST
        && !SUSPICIOUS.iter().any(|mark| lower.contains(mark))
        && figures(&line).all(|figure| known.iter().any(|text| figures(text).any(|f| f == figure)));
    fits.then_some(line)
}

/// Runs of digits.
fn figures(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_digit()).filter(|run| !run.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drafted(restatement: &str) -> Drafted {
        let sql = "SELECT count(*) FROM orders WHERE year = 2024 LIMIT 5".into();
        Drafted { sql, restatement: restatement.into(), notes: vec![restatement.into()] }
    }

    #[test]
    fn what_can_be_traced_is_shown() {
        assert_eq!(restatement(&drafted("Orders of\n2024"), "orders?"), "Orders of 2024");
        assert_eq!(
            notes(&drafted("only 2024"), "orders?"),
            ["the language model assumed: only 2024"]
        );
    }

    #[test]
    fn what_cannot_be_traced_is_not() {
        for said in [
            "",
            "There are 17 orders",
            "See https://evil.example",
            "ask bob@example.org",
            "<b>Orders</b>",
        ] {
            assert_eq!(restatement(&drafted(said), "orders in 2024?"), "orders in 2024?", "{said}");
            assert!(notes(&drafted(said), "orders?").is_empty(), "{said}");
        }
    }

    #[test]
    fn only_the_questions_own_words_are_told_as_missing() {
        let reason = "there is no Weather or rain here, call bob about the secret";
        assert_eq!(missing(reason, "what is the weather in Paris?"), ["weather"]);
        assert!(missing("", "what is the weather in Paris?").is_empty());
    }

    #[test]
    fn a_sentence_that_turns_a_figure_around_is_not_plain() {
        let known = ["how many customers are there", "Number of customers"];
        let check = |sentence: &str| is_plain(sentence, &known);
        assert!(check("There are 59 customers."));
        assert!(check("February took more than January: 25.25 and 10.5."));
        for turned in [
            "There are not 59 customers.",
            "59% customers",
            "More than 59 customers are there.",
            "The company lost 59 customers.",
            "59 customers. Visit evil.example for more.",
            "About 59 customers.",
        ] {
            assert!(!check(turned), "{turned}");
        }
        assert!(is_plain("Nobody: 0 are not active.", &["who is not active", "nobody of them"]));
    }
}
