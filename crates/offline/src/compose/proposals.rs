//! Shapes that the cues announce.

use super::{Proposal, inventory, scores::Scores, shape};
use crate::shape::Shape as Labels;
use crate::{
    cues::Cue,
    link::{ItemKind, Linked},
    requested::{Figure, Wanted, requested},
    sketch::{Sketch, plain},
};

/// Most shapes that are filled.
const MOST_SHAPES: usize = 16;

/// Shapes by plausibility, the best first.
pub(super) fn propose(linked: &Linked<'_>, scores: &Scores<'_>) -> Vec<Proposal> {
    let models = scores.models;
    let announced = models.shape.read(&plain(linked), &Sketch::new(linked));
    let mut found = inventory::propose(&models.inventory, &announced);
    for (text, cue) in cued(linked, scores) {
        let Some(shape) = shape::parse(&text) else { continue };
        if found.iter().any(|known| known.shape == shape) {
            continue;
        }
        let parts = announced.of(&Labels::of(&shape.blank()));
        let learned = 0.9 * parts.iter().sum::<f32>();
        found.push(Proposal { shape, score: learned.max(-9.0) + 0.5 * cue, parts, cued: true });
    }
    found
}

/// What the cues announce by themselves, the best first.
fn cued(linked: &Linked<'_>, scores: &Scores<'_>) -> Vec<(String, f32)> {
    let facts = Facts::new(linked, scores);
    let mut found: Vec<(String, f32)> = Vec::new();
    for (head, base) in heads(&facts) {
        for (filter, cost) in filters(&facts, head.numbers) {
            let Some(text) = join(&head.text, &filter) else { continue };
            let score = base + cost;
            match found.iter_mut().find(|(known, _)| *known == text) {
                Some((_, best)) => *best = best.max(score),
                None => found.push((text, score)),
            }
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(MOST_SHAPES);
    found
}

/// A shape without its conditions on rows: text before them, text after, numbers it takes itself.
struct Head {
    text: (String, String),
    numbers: usize,
}

/// What decides the shapes.
struct Facts<'a> {
    linked: &'a Linked<'a>,
    values: usize,
    numbers: usize,
    figure: bool,
    by: bool,
    columns: usize,
    missing: bool,
}

impl<'a> Facts<'a> {
    fn new(linked: &'a Linked<'a>, scores: &Scores<'_>) -> Self {
        let plain = |at: usize, kind: ItemKind| {
            kind != ItemKind::Number && scores.items.get(at).is_some_and(|p| *p > 0.4)
        };
        let mut spans: Vec<crate::link::Span> = Vec::new();
        for (at, item) in linked.items.iter().enumerate() {
            if plain(at, item.kind) && !spans.iter().any(|s| s.overlaps(item.span)) {
                spans.push(item.span);
            }
        }
        let numbers = linked
            .items
            .iter()
            .filter(|i| i.kind == ItemKind::Number && !spans.iter().any(|s| s.overlaps(i.span)));
        let by = linked.cues.has(Cue::Each)
            || linked.cues.bucket.is_some()
            || linked
                .cues
                .at(Cue::By)
                .any(|at| !linked.cues.at(Cue::Order).any(|o| o < at && at - o <= 2));
        let columns = linked.column_spans.len().clamp(0, 4);
        Self {
            linked,
            values: spans.len(),
            numbers: numbers.count(),
            figure: !linked.figures.is_empty(),
            by,
            columns,
            missing: may_be_missing(linked),
        }
    }

    fn has(&self, cue: Cue) -> bool {
        self.linked.cues.has(cue)
    }
}

/// Whether a column that has gaps is named, if only in part: "not shipped yet", "without a company".
fn may_be_missing(linked: &Linked<'_>) -> bool {
    linked.candidates.iter().any(|c| {
        linked.index.column(*c).nulls > 0
            && linked.column(*c).strength >= crate::link::Strength::Weak
    })
}

/// Conditions on rows, with their costs; `taken` numbers are used elsewhere.
fn filters(facts: &Facts<'_>, taken: usize) -> Vec<(String, f32)> {
    let mut found = Vec::new();
    let numbers = facts.numbers.saturating_sub(taken);
    let expected = (facts.values + numbers).min(3);
    for count in 0..=3_usize {
        let far = count.abs_diff(expected);
        #[allow(clippy::cast_precision_loss)]
        let cost = -1.2 * far as f32;
        if count > facts.values + numbers + 1 {
            continue;
        }
        let parts = vec!["C ? V"; count];
        if count > 0 {
            found.push((format!(" where {}", parts.join(" and ")), cost));
        } else {
            found.push((String::new(), cost));
        }
        if count >= 2 && facts.has(Cue::Or) {
            found.push((format!(" where {}", parts.join(" or ")), cost + 0.4));
        }
    }
    nested(facts, &mut found, expected);
    found
}

fn nested(facts: &Facts<'_>, found: &mut Vec<(String, f32)>, expected: usize) {
    if facts.linked.items.iter().any(|i| matches!(i.kind, ItemKind::Quoted | ItemKind::Piece)) {
        found.push((" where C like V".into(), 0.5));
    }
    if facts.has(Cue::Not) {
        let cost = if expected == 0 { 1.6 } else { 0.0 };
        found.push((" where C notin ( select C )".into(), cost));
        found.push((
            " where C notin ( select C where C ? V )".into(),
            if expected == 1 { 0.5 } else { -1.0 },
        ));
        found.push((" where C missing".into(), if facts.missing { 1.2 } else { -1.5 }));
        if expected > 0 && facts.missing {
            found.push((" where C = V and C missing".into(), 1.0));
        }
    }
    if facts.has(Cue::ThanAverage)
        || (facts.has(Cue::Average) && (facts.has(Cue::More) || facts.has(Cue::Less)))
    {
        let (more, less) = if facts.has(Cue::Less) { (-0.5, 1.5) } else { (1.5, -0.5) };
        found.push((" where C > ( select avg(C) )".into(), more));
        found.push((" where C < ( select avg(C) )".into(), less));
        if expected > 0 {
            found.push((" where C > ( select avg(C) ) and C ? V".into(), more));
            found.push((" where C < ( select avg(C) ) and C ? V".into(), less));
        }
    }
    if facts.has(Cue::Both) && expected >= 2 {
        found.push((" where C = V intersect select C where C = V".into(), 1.0));
    }
}

fn join(head: &(String, String), filter: &str) -> Option<String> {
    let set = filter.contains(" intersect ");
    (!set || head.1.is_empty()).then(|| format!("{}{filter}{}", head.0, head.1))
}

/// What the question lists, term by term: "the name and the number of books of each author".
fn listed(facts: &Facts<'_>, add: Add<'_>) {
    let wanted = requested(facts.linked);
    if !(2..=7).contains(&wanted.len()) {
        return;
    }
    let term = |one: &Wanted| match one.figure {
        None => "C",
        Some(Figure::Count) => "count(*)",
        Some(Figure::Average) => "avg(C)",
        Some(Figure::Total) => "sum(C)",
        Some(Figure::Most) => "max(C)",
        Some(Figure::Least) => "min(C)",
    };
    let terms: Vec<&str> = wanted.iter().map(term).collect();
    let plain = terms.iter().filter(|term| **term == "C").count();
    let list = terms.join(",");
    let grouped = plain > 0 && plain < terms.len();
    let group = if grouped { " group 1" } else { "" };
    add(&list, group, 0, 1.2);
    if facts.has(Cue::Order) {
        let way = if facts.has(Cue::Descending) { "desc" } else { "asc" };
        let by = if grouped { "count(*)" } else { "C" };
        add(&list, &format!("{group} order {by} {way}"), 0, 1.2);
    }
    if plain == terms.len() && (facts.has(Cue::Most) || facts.has(Cue::Least)) {
        let way = if facts.has(Cue::Most) { "desc" } else { "asc" };
        add(&list, &format!(" order C {way} limit 1"), 0, 0.6);
    }
    if plain == terms.len() && facts.numbers > 0 && (facts.has(Cue::More) || facts.has(Cue::Less)) {
        add(&list, " group 1 having count(*) ? V", 1, 0.0);
    }
}

fn heads(facts: &Facts<'_>) -> Vec<(Head, f32)> {
    let mut found = Vec::new();
    let mut add = |before: &str, after: &str, numbers: usize, score: f32| {
        let text = (format!("select {before}"), after.to_string());
        found.push((Head { text, numbers }, score));
    };
    bare(facts, &mut add);
    figures(facts, &mut add);
    ranked(facts, &mut add);
    grouped(facts, &mut add);
    listed(facts, &mut add);
    found
}

type Add<'a> = &'a mut dyn FnMut(&str, &str, usize, f32);

fn bare(facts: &Facts<'_>, add: Add<'_>) {
    let distinct = if facts.has(Cue::Different) { "D " } else { "" };
    let order = facts.has(Cue::Order);
    let quiet = if facts.has(Cue::HowMany) { -2.0 } else { 0.0 };
    for count in 1..=3_usize {
        #[allow(clippy::cast_precision_loss)]
        let cost = quiet - 0.7 * count.abs_diff(facts.columns.clamp(1, 3)) as f32;
        let list = vec!["C"; count].join(",");
        add(&format!("{distinct}{list}"), "", 0, cost);
        if order {
            let desc: f32 = if facts.has(Cue::Descending) { 0.8 } else { -1.0 };
            add(&format!("{distinct}{list}"), " order C asc", 0, cost + 0.8 - desc.max(0.0));
            add(&format!("{distinct}{list}"), " order C desc", 0, cost + desc);
        }
    }
    add("*", "", 0, quiet - 1.5);
}

fn figures(facts: &Facts<'_>, add: Add<'_>) {
    let split = if facts.by { -2.0 } else { 0.0 };
    if facts.has(Cue::HowMany) {
        let distinct = if facts.has(Cue::Different) { 1.0 } else { -2.0 };
        add("count(*)", "", 0, 1.5 + split);
        add("count(DC)", "", 0, 1.0 + distinct + split);
    }
    let cue = |cue: Cue, yes: f32| if facts.has(cue) { yes } else { -3.0 };
    add("avg(C)", "", 0, cue(Cue::Average, 1.2) + split);
    add("sum(C)", "", 0, if facts.figure { 1.2 } else { cue(Cue::Total, 0.6) } + split);
    add("max(C)", "", 0, cue(Cue::Most, -0.3) + split);
    add("min(C)", "", 0, cue(Cue::Least, -0.3) + split);
    if facts.has(Cue::Most) && facts.has(Cue::Least) {
        add("max(C),min(C)", "", 0, 0.6 + split);
        add("avg(C),max(C),min(C)", "", 0, cue(Cue::Average, 1.5) + split);
    }
}

fn ranked(facts: &Facts<'_>, add: Add<'_>) {
    let most = facts.has(Cue::Most);
    let least = facts.has(Cue::Least);
    if !most && !least {
        return;
    }
    let way = if least && !most { "asc" } else { "desc" };
    let top = facts.numbers > 0;
    let (limit, numbers) = if top { ("N", 1) } else { ("1", 0) };
    let boost = if facts.has(Cue::HowMany) { -1.0 } else { 0.6 };
    add("C", &format!(" order C {way} limit {limit}"), numbers, boost + 0.4);
    add("C,C", &format!(" order C {way} limit {limit}"), numbers, boost - 0.3);
    add("C", &format!(" group 1 order count(*) {way} limit {limit}"), numbers, boost + 0.2);
    add(
        "C,count(*)",
        &format!(" group 1 order count(*) {way} limit {limit}"),
        numbers,
        boost - 0.4,
    );
    let figure = if facts.figure { 1.0 } else { -1.0 };
    add("C", &format!(" group 1 order sum(C) {way} limit {limit}"), numbers, boost + figure - 0.8);
    add("C,sum(C)", &format!(" group 1 order sum(C) {way} limit {limit}"), numbers, boost + figure);
    let average = if facts.has(Cue::Average) { 0.4 } else { -1.6 };
    add("C", &format!(" group 1 order avg(C) {way} limit {limit}"), numbers, boost + average);
}

fn grouped(facts: &Facts<'_>, add: Add<'_>) {
    let by = if facts.by { 1.0 } else { -1.2 };
    let dated = if facts.linked.cues.bucket.is_some() { " order C asc" } else { "" };
    let count = if facts.has(Cue::HowMany) { 0.8 } else { -0.6 };
    let average = if facts.has(Cue::Average) { 1.0 } else { -3.0 };
    let total = if facts.figure {
        1.4
    } else if facts.has(Cue::Total) {
        0.8
    } else {
        -3.0
    };
    add("C,count(*)", &format!(" group 1{dated}"), 0, by + count);
    add("C,avg(C)", &format!(" group 1{dated}"), 0, by + average);
    add("C,sum(C)", &format!(" group 1{dated}"), 0, by + total);
    add("C,max(C)", " group 1", 0, by + if facts.has(Cue::Most) { -0.2 } else { -3.0 });
    add("C,min(C)", " group 1", 0, by + if facts.has(Cue::Least) { -0.2 } else { -3.0 });
    let compared = facts.numbers > 0
        && (facts.has(Cue::More) || facts.has(Cue::Less) || facts.has(Cue::HowMany));
    if compared {
        add("C", " group 1 having count(*) ? V", 1, 0.8);
        add("C,count(*)", " group 1 having count(*) ? V", 1, -0.4);
        add("C", " group 1 having avg(C) ? V", 1, if facts.has(Cue::Average) { 0.8 } else { -2.0 });
        add(
            "C",
            " group 1 having sum(C) ? V",
            1,
            if facts.figure || facts.has(Cue::Total) { 0.8 } else { -2.0 },
        );
    }
}
