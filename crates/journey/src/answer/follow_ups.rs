//! Questions that could come next.

use querist_offline::Request;
use querist_vocabulary::reading::Reading;

use crate::{gather::Known, journey::Journey, trip::Trip};

/// How many are offered.
const MOST: usize = 4;

impl Journey {
    /// Questions that could follow this reading. The engine has tried each one; what an access list
    /// forbids is left out here.
    pub(crate) fn follow_ups(
        &self,
        reading: Option<&Reading>,
        known: Known<'_>,
        trip: &Trip<'_>,
    ) -> Vec<String> {
        let (Some(reading), Some(learned)) = (reading, known.learned) else { return Vec::new() };
        let today = self.today(trip);
        let mut next = learned.engine.follow_ups(&reading.plan, today, MOST);
        let access = &self.parts.access;
        if !access.allow.is_empty() || !access.block.is_empty() {
            let earlier = [reading.plan.clone()];
            next.retain(|question| {
                let request = Request { question, today, earlier: &earlier };
                self.can_answer(request, known.schema, learned)
            });
        }
        next
    }
}
