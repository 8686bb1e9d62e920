//! Links between pages: the file is there, and so is the heading.

use std::path::{Component, Path, PathBuf};

use anyhow::Result;

use crate::{
    finding::Finding,
    repository::{Repository, TextFile},
};

pub(super) fn check(repository: &Repository) -> Result<Vec<Finding>> {
    let pages = repository.files().iter().filter(|file| file.path.ends_with(".md"));
    Ok(pages.flat_map(|page| broken(page, repository)).collect())
}

fn broken(page: &TextFile, repository: &Repository) -> Vec<Finding> {
    (1..)
        .zip(page.text.lines())
        .flat_map(|(number, line)| targets(line).map(move |target| (number, target)))
        .filter(|(_, target)| !leads_somewhere(page, target, repository))
        .map(|(number, target)| {
            Finding::new(
                format!("{}:{number}", page.path),
                format!("the link leads nowhere: `{target}`"),
                "write it relative to this page; a heading is `#its-words-in-lower-case`",
            )
        })
        .collect()
}

/// What the links of a line point at, code in backticks left out.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split('`')
        .step_by(2)
        .flat_map(|text| text.split("](").skip(1).filter_map(|rest| rest.split([')', ' ']).next()))
}

fn leads_somewhere(page: &TextFile, target: &str, repository: &Repository) -> bool {
    if target.contains("://") || target.starts_with("mailto:") {
        return true;
    }
    let (path, heading) = target.split_once('#').unwrap_or((target, ""));
    let goal = if path.is_empty() { PathBuf::from(&page.path) } else { beside(&page.path, path) };
    if !repository.root().join(&goal).exists() {
        return false;
    }
    let goal = repository.files().iter().find(|file| Path::new(&file.path) == goal);
    heading.is_empty() || goal.is_some_and(|goal| headings(&goal.text).any(|it| it == heading))
}

/// A path relative to a page, from the root.
fn beside(page: &str, path: &str) -> PathBuf {
    let mut goal = Path::new(page).parent().map(Path::to_owned).unwrap_or_default();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => drop(goal.pop()),
            Component::CurDir => {}
            Component::Normal(_) | Component::RootDir | Component::Prefix(_) => goal.push(part),
        }
    }
    goal
}

/// Headings as links name them.
fn headings(text: &str) -> impl Iterator<Item = String> {
    text.lines().filter(|line| line.starts_with('#')).map(|line| {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_headings_are_found() {
        let found: Vec<_> = targets("[a](b.md) and `[c](d.md)` and [e](f.md#g)").collect();
        assert_eq!(found, ["b.md", "f.md#g"]);
        assert_eq!(beside("docs/guide/a.md", "../b.md"), Path::new("docs/b.md"));
        assert_eq!(headings("# What is it, then?\n").next().unwrap(), "what-is-it-then");
    }
}
