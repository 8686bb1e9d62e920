//! Lengths of files and functions, against the bands of `STYLE.md`.

use anyhow::Result;

use crate::{
    finding::{Finding, say},
    repository::{Repository, TextFile},
};

/// Longer files are split. (Functions have the same wall in `clippy.toml`: 60 lines.)
const LONGEST_FILE: usize = 600;

pub(super) fn check(repository: &Repository) -> Result<Vec<Finding>> {
    let shipped: Vec<&TextFile> =
        repository.sources().filter(|file| !file.is_for_tests()).collect();
    let files: Vec<usize> = shipped.iter().map(|file| file_lines(file)).collect();
    let functions: Vec<usize> = shipped.iter().flat_map(|file| function_lines(file)).collect();
    say(&format!("        files      {}  (aim: 75–175, nine in ten under 400)", band(files)));
    say(&format!("        functions  {}  (aim: 4–8, nine in ten under 25)", band(functions)));
    Ok(shipped.into_iter().filter_map(too_long).collect())
}

fn too_long(file: &TextFile) -> Option<Finding> {
    let lines = file_lines(file);
    (lines > LONGEST_FILE).then(|| {
        Finding::new(
            &file.path,
            format!("{lines} lines, more than {LONGEST_FILE}"),
            "split it where the name of a part adds meaning",
        )
    })
}

fn band(mut sizes: Vec<usize>) -> String {
    sizes.sort_unstable();
    let at = |share: usize| sizes.get(sizes.len() * share / 100).copied().unwrap_or_default();
    format!("median {:>3}, p90 {:>3}, longest {:>3}", at(50), at(90), sizes.last().unwrap_or(&0))
}

/// Lines before the inline tests.
fn file_lines(file: &TextFile) -> usize {
    file.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().lines().count()
}

/// The lines of each function's body. Rustfmt puts its closing brace under its first word.
fn function_lines(file: &TextFile) -> Vec<usize> {
    let code: Vec<(usize, &str)> = file.code().collect();
    (0..)
        .zip(&code)
        .filter(|(_, (_, line))| starts_function(line))
        .filter_map(|(at, (_, line))| {
            let indent: String = line.chars().take_while(|c| *c == ' ').collect();
            let end = format!("{indent}}}");
            let from = code.get(at..)?;
            let opens = from.iter().position(|(_, line)| line.ends_with(['{', ';', '}']))?;
            let body = from.get(opens + 1..)?;
            let one_line = !from.get(opens)?.1.ends_with('{');
            (!one_line).then(|| body.iter().take_while(|(_, line)| *line != end).count())
        })
        .collect()
}

fn starts_function(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.find(|word| {
        !matches!(*word, "pub" | "pub(crate)" | "pub(super)" | "const" | "async" | "unsafe")
    });
    first == Some("fn")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_counted() {
        let text = "pub fn a(\n    b: u8,\n) -> u8 {\n    // why\n    b\n}\n\nfn c() {}\n\nimpl D {\n    fn e(&self) {\n        f();\n        g();\n    }\n}\n";
        let file = TextFile { path: "crates/a/src/a.rs".into(), text: text.into() };
        assert_eq!(function_lines(&file), [1, 2]);
    }
}
