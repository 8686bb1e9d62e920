//! The estimate beside the tokenizer itself.

use proptest::prelude::*;
use querist_retrieval::tokens;
use tiktoken_rs::o200k_base_singleton;

fn real(text: &str) -> usize {
    o200k_base_singleton().encode_ordinary(text).len()
}

/// Schema text, SQL, and English with questions in it, by lines and paragraphs.
fn texts() -> Vec<(&'static str, Vec<&'static str>)> {
    vec![
        ("schema", include_str!("../../../demo/src/schema.sql").split("\n\n").collect()),
        ("names", include_str!("../../../demo/src/demo.querist.yaml").split("\n\n").collect()),
        ("sql", include_str!("../../../../docs/design/check.md").lines().collect()),
        ("english", include_str!("../../../../docs/design/house.md").lines().collect()),
        ("questions", include_str!("../../../../docs/guide/terminal.md").lines().collect()),
    ]
}

#[test]
fn never_fewer_and_a_few_more() {
    for (kind, texts) in texts() {
        let texts: Vec<&str> = texts.into_iter().filter(|text| text.len() > 20).collect();
        let counts: Vec<(usize, usize)> =
            texts.iter().map(|text| (tokens(text), real(text))).collect();
        for ((counted, real), text) in counts.iter().zip(&texts) {
            assert!(counted >= real, "{kind}: {counted} for {real}: {text}");
        }
        let (counted, real) = counts.iter().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        assert!(counted * 100 <= real * 120, "{kind}: {counted} for {real}");
    }
}

proptest! {
    #[test]
    fn never_fewer_of_any_text(text in "\\PC{0,60}|[a-zA-Z_ '.,()\n\r/0-9-]{0,120}|.{0,40}") {
        prop_assert!(tokens(&text) >= real(&text), "{} for {}", tokens(&text), real(&text));
    }
}

#[test]
fn a_text_without_words_is_counted() {
    assert_eq!(tokens(""), 0);
    assert_eq!(tokens("\n\n"), 1);
    assert_eq!(tokens("x".repeat(10_000).as_str()), 10_000);
}
