//! What a list shows of its rows: their name, or all of them, rather than what merely put them there.

/// The things that a list is asked of.
mod head;

use crate::{
    cues::Cue,
    engine::Posed,
    expand::{BoundPlan, join::Joins, tree},
    index::{ColumnId, Index, TableId},
    link::{Linked, Strength},
    plan::{Condition, Filter, Operator, Quantity, Term},
    requested::requested,
};

/// The plan that shows what a person expects; none where it does already.
pub(crate) fn shown(posed: &Posed<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    count_of_pieces(plan)
        .or_else(|| all_in_order(&posed.linked, plan))
        .or_else(|| head::rows(&posed.linked, plan))
        .or_else(|| head::name_of_its_kind(&posed.linked, plan))
        .or_else(|| rows_for_a_gap(&posed.linked, plan))
        .or_else(|| rows_for_a_day(posed, plan))
        .or_else(|| rows_without_a_name(&posed.linked, plan))
        .or_else(|| names_for_keys(&posed.linked, plan))
        .or_else(|| each_of_a_name(&posed.linked, plan))
}

/// "customers with more than ten orders" are groups of a customer each, though two may share a name.
fn each_of_a_name(linked: &Linked<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    let index = linked.index;
    let keys: Vec<&Term<ColumnId>> = plan.per.iter().chain(&plan.select).collect();
    let grouped = |column: &ColumnId| keys.contains(&&Term::column(*column));
    let shared = |term: &Term<ColumnId>| {
        let column = *term.column_of().filter(|_| term.aggregate.is_none())?;
        let id = index.table_of(column);
        let table = index.table(id);
        let link = linked.table(id);
        let named = table.display.contains(&column) && table.display.iter().all(grouped);
        let shared = table.display.len() > 1 || index.column(column).distinct < table.rows;
        let asked = linked.column(column).strength > Strength::Weak;
        let key = Term::column(table.key?);
        (named && shared && !asked && !link.spans.is_empty() && !keys.contains(&&key))
            .then_some(key)
    };
    let key = keys
        .iter()
        .copied()
        .find_map(shared)
        .filter(|_| plan.is_grouped() && plan.set.is_none())?;
    let mut each = plan.clone();
    each.per.insert(0, key);
    Some(each)
}

/// "logins per day" asks how many, though it says no such word: days that are cut into pieces of time tell nothing by
/// themselves.
fn count_of_pieces(plan: &BoundPlan) -> Option<BoundPlan> {
    let is_piece = |term: &Term<ColumnId>| matches!(term.of, Quantity::Bucket(..));
    let conditions = plan.filter.conditions();
    let mut terms = plan
        .select
        .iter()
        .chain(plan.order.iter().map(|(term, _)| term))
        .chain(conditions.iter().map(|condition| &condition.left));
    let piece = plan.per.iter().find(|term| is_piece(term))?;
    if terms.any(Term::is_aggregated) || plan.set.is_some() {
        return None;
    }
    let select = vec![piece.clone(), Term::count()];
    Some(BoundPlan { select, per: vec![piece.clone()], ..plan.clone() })
}

/// "best selling artists" are many: where a short phrase begins with a superlative and names its things in the plural,
/// without a number, all of them are listed in order.
fn all_in_order(linked: &Linked<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    const SHORT: usize = 6;
    let solid = linked.tokens.iter().filter(|token| token.is_solid()).count();
    let first = usize::from(linked.text(0) == "the");
    let mut cues = linked.cues.at(Cue::Most).chain(linked.cues.at(Cue::Least));
    let begins = cues.any(|at| at == first);
    let table = shown_table(linked, plan)?;
    let named = linked.table(table).spans.first()?;
    let last = linked.text(named.to.checked_sub(1)?);
    let many = last.ends_with('s') && !last.ends_with("ss");
    let one = plan.limit == Some(1) && !plan.order.is_empty();
    (one && begins && many && solid <= SHORT).then(|| BoundPlan { limit: None, ..plan.clone() })
}

/// The table of the first column shown.
fn shown_table(linked: &Linked<'_>, plan: &BoundPlan) -> Option<TableId> {
    plan.select.first().and_then(Term::column_of).map(|column| linked.index.table_of(*column))
}

/// "patients diagnosed with asthma" are listed once each, however often they were: one row a thing where a list shows
/// its name alone and a join makes many rows of it.
pub(crate) fn each_once(
    linked: &Linked<'_>,
    joins: &Joins<'_>,
    plan: &BoundPlan,
) -> Option<BoundPlan> {
    let index = linked.index;
    let plain = |term: &Term<ColumnId>| term.aggregate.is_none();
    let list = plan.set.is_none()
        && !plan.is_grouped()
        && !plan.distinct
        && plan.order.is_empty()
        && plan.limit.is_none()
        && plan.select.iter().all(plain);
    let table = index.table_of(*plan.select.first()?.column_of()?);
    let known = index.table(table);
    let named: Vec<Term<ColumnId>> = known.display.iter().map(|c| Term::column(*c)).collect();
    let about_it = !linked.table(table).spans.is_empty();
    let many = || tree(index, joins, plan).is_some_and(|tree| tree.multiplies(index, table));
    let once = list && about_it && plan.select == named && many();
    let key = known.key.filter(|_| once)?;
    Some(BoundPlan { per: vec![Term::column(key)], ..plan.clone() })
}

/// "who reports to nobody" asks for people: the column that is empty shows nothing of them.
fn rows_for_a_gap(linked: &Linked<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    let column = *only_plain(plan)?;
    let empty = |part: &Filter<ColumnId, TableId>| {
        matches!(part, Filter::Is(condition) if condition.operator == Operator::Missing
            && condition.left.column_of() == Some(&column))
    };
    let Filter::All(parts) = &plan.filter else { return None };
    let table = linked.index.table_of(column);
    parts.iter().any(empty).then(|| whole_rows(linked.index, plan, table))
}

/// "which stores opened after 2015" asks for stores, not for the days on which they opened.
fn rows_for_a_day(posed: &Posed<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    let linked = &posed.linked;
    let column = *only_plain(plan)?;
    let asks_when = ["when", "date", "dates", "day", "days", "time", "times"];
    let asked = linked.tokens.iter().any(|token| asks_when.contains(&token.text.as_str()));
    let within = |c: &&Condition<ColumnId, TableId>| {
        c.operator == Operator::Within && c.left.column_of() == Some(&column)
    };
    let dated = !posed.certain.is_empty() || plan.filter.conditions().iter().any(within);
    if asked || !dated || !linked.index.column(column).is_day() {
        return None;
    }
    Some(whole_rows(linked.index, plan, linked.index.table_of(column)))
}

/// "invoices over $20": rows that have no name are shown whole; "customers, newest first" are customers.
fn rows_without_a_name(linked: &Linked<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    let column = *only_plain(plan)?;
    let known = linked.index.column(column);
    let table = linked.index.table(known.table);
    let strength = linked.column(column).strength;
    let ordered = plan.order.iter().any(|(term, _)| term.column_of() == Some(&column));
    let compared = plan.filter.conditions().iter().any(|c| c.left.column_of() == Some(&column));
    let spans = &linked.column(column).spans;
    let wanted = requested(linked);
    let listed = || wanted.iter().any(|one| spans.iter().any(|span| span.overlaps(one.span)));
    let named = (strength > Strength::Synonym && (!compared || listed()))
        || (known.in_key && linked.cues.has(Cue::Id))
        || (!ordered && strength == Strength::Synonym);
    let about_it = !linked.table(known.table).spans.is_empty() && linked.text(0) != "when";
    let nameless = table.display.is_empty() || (ordered && strength <= Strength::Weak);
    (nameless && !named && about_it && !table.display.contains(&column))
        .then(|| whole_rows(linked.index, plan, known.table))
}

/// The rows of a table by their name, whole where they have none.
fn whole_rows(index: &Index, plan: &BoundPlan, table: TableId) -> BoundPlan {
    let display = &index.table(table).display;
    let select = if display.is_empty() {
        vec![Term { aggregate: None, distinct: false, of: Quantity::Rows }]
    } else {
        display.iter().map(|c| Term::column(*c)).collect()
    };
    let mut tables = plan.tables.clone();
    tables.retain(|known| *known != table);
    tables.insert(0, table);
    BoundPlan { select, tables, distinct: false, ..plan.clone() }
}

/// "customers per support rep": a key that points at somebody stands for that somebody's name.
fn names_for_keys(linked: &Linked<'_>, plan: &BoundPlan) -> Option<BoundPlan> {
    let index = linked.index;
    let asks_for_keys = ["id", "ids", "code", "codes", "key", "keys", "number", "numbers"];
    let grouped = plan.is_grouped() && plan.set.is_none();
    let asked = linked.tokens.iter().enumerate().any(|(at, token)| {
        asks_for_keys.contains(&token.text.as_str()) && linked.text(at + 1) != "of"
    });
    if !grouped || asked {
        return None;
    }
    let place = plan.select.iter().position(|term| {
        !term.is_aggregated() && term.column_of().is_some_and(|c| index.column(*c).foreign)
    })?;
    let key = *plan.select.get(place)?.column_of()?;
    let mut links = index.links.iter().filter(|link| link.from == key);
    let link = links.next().filter(|link| link.also.is_none())?;
    let target = index.table(index.table_of(link.to));
    let said_by_id = index.column(key).words.last().is_some_and(|word| word == "id");
    // A table that ties others is told apart by what it ties.
    let own_key = index.table(index.table_of(key)).key == Some(key);
    if links.next().is_some() || target.display.is_empty() || !said_by_id || own_key {
        return None;
    }
    let mut named = plan.clone();
    let names = target.display.iter().map(|c| Term::column(*c));
    named.select.splice(place..=place, names);
    named.per.retain(|term| term.column_of() != Some(&key));
    named.per.insert(0, Term::column(link.to));
    let own = index.table_of(key);
    if !named.tables.contains(&own) {
        named.tables.push(own);
    }
    Some(named)
}

/// The only thing shown, where it is a plain column.
fn only_plain(plan: &BoundPlan) -> Option<&ColumnId> {
    let [term] = plan.select.as_slice() else { return None };
    let plain = term.aggregate.is_none() && plan.set.is_none() && !plan.is_grouped();
    match &term.of {
        Quantity::Column(column) if plain => Some(column),
        _ => None,
    }
}
