//! Questions that could come next.

use querist_offline::Request;
use querist_vocabulary::{answer::ResultTable, reading::Reading};

use super::empty::is_empty;
use crate::{gather::Known, journey::Journey, trip::Trip};

/// How many are offered.
const MOST: usize = 4;

/// How many more are looked for, because these rows may make some pointless.
const SPARE: usize = 2;

impl Journey {
    /// Questions that could follow this reading. The engine has tried each one; what these rows make
    /// pointless and what an access list forbids is left out here.
    pub(crate) fn follow_ups(
        &self,
        reading: Option<&Reading>,
        result: &ResultTable,
        known: Known<'_>,
        trip: &Trip<'_>,
    ) -> Vec<String> {
        let (Some(reading), Some(learned)) = (reading, known.learned) else { return Vec::new() };
        let today = self.today(trip);
        let mut next = learned.engine.follow_ups(&reading.plan, today, MOST + SPARE);
        next.retain(|question| leads_on(question, result));
        let access = &self.parts.access;
        if !access.allow.is_empty() || !access.block.is_empty() {
            let earlier = [reading.plan.clone()];
            next.retain(|question| {
                let request = Request { question, today, earlier: &earlier };
                self.can_answer(request, known.schema, learned)
            });
        }
        next.truncate(MOST);
        next
    }
}

/// Whether a question leads on from these rows: not to the same rows, and not from nothing.
fn leads_on(question: &str, result: &ResultTable) -> bool {
    let rows = result.rows.len();
    match question.split_once(' ') {
        _ if is_empty(result) => false,
        Some(("top", most)) => most.parse().is_ok_and(|most: usize| most < rows),
        Some(("sort", _)) | Some(("how", _)) => rows > 1,
        // A single row of a list cannot become fewer; a single figure can.
        Some(("only", _)) => rows > 1 || result.columns.iter().all(|c| c.kind.is_number()),
        Some(_) | None => true,
    }
}

#[cfg(test)]
mod tests {
    use querist_vocabulary::{
        database::ResultColumn,
        value::{Value, ValueKind},
    };

    use super::*;

    fn check(question: &str, kind: ValueKind, cells: &[Value]) -> bool {
        let column = ResultColumn { name: "x".into(), kind };
        let rows = cells.iter().map(|cell| vec![cell.clone()]).collect();
        leads_on(question, &ResultTable { columns: vec![column], rows, cut: None })
    }

    #[test]
    fn what_leads_nowhere_is_not_offered() {
        let text = |many: usize| vec![Value::Text("a".into()); many];
        let list = |question, many| check(question, ValueKind::Text, &text(many));
        assert!(list("top 3", 4) && !list("top 3", 3));
        assert!(list("how many?", 2) && !list("how many?", 1));
        assert!(list("sort by price", 2) && !list("sort by price", 1));
        assert!(list("only region East", 2) && !list("only region East", 1));
        let figure = |n| check("only region East", ValueKind::Integer, &[Value::Integer(n)]);
        assert!(figure(7) && !figure(0));
        assert!(list("by region instead", 1) && !list("by region instead", 0));
    }
}
