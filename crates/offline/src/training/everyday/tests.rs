//! Every wording can be filled.

use std::collections::HashSet;

use super::{WORDINGS, wording};

#[test]
fn every_blank_of_a_wording_is_one_that_can_be_filled() {
    let known = HashSet::from([
        "things",
        "thing",
        "parents",
        "parent",
        "column",
        "columns",
        "figure",
        "second",
        "value",
        "other",
        "n",
        "m",
        "word",
        "letter",
        "time",
        "timely",
        "done",
        "did",
        "when",
        "superlative",
        "comparative",
        "measure",
    ]);
    for (wish, wordings) in WORDINGS.lines().filter_map(wording) {
        assert!(wordings.len() > 1, "{wish}");
        for text in wordings {
            let blanks = text.split('{').skip(1).filter_map(|rest| rest.split('}').next());
            blanks.for_each(|blank| assert!(known.contains(blank), "{wish}: {text}"));
        }
    }
}
