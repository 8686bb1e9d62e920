//! The sixth phase: rows become a sentence, a chart, insights and next questions.

use querist_vocabulary::{answer::Answer, reading::Reading};

use crate::{
    gather::Known,
    journey::Journey,
    run::Ran,
    trip::{Stop, Trip},
    understand::Wish,
};

impl Journey {
    pub(crate) async fn answer(
        &self,
        wish: Option<Wish>,
        ran: Ran,
        known: Known<'_>,
        trip: &mut Trip<'_>,
    ) -> Result<Answer, Stop> {
        trip.enter("answer");
        let _ = (wish, known);
        let Ran { checked, result } = ran;
        let reading = checked.reading;
        let sentence = format!("{} rows.", result.rows.len());
        Ok(Answer {
            explanation: reading.as_ref().map_or_else(Vec::new, |r| r.explanation.clone()),
            unexplained: reading.as_ref().map_or_else(Vec::new, |r| r.unexplained.clone()),
            confidence: reading.as_ref().map(|r| r.confidence),
            plan: reading.as_ref().map(|r| r.plan.clone()),
            reading: reading.map(|Reading { restatement, .. }| restatement),
            query: checked.query,
            result,
            sentence,
            chart: None,
            insights: Vec::new(),
            follow_ups: Vec::new(),
            empty: None,
        })
    }
}
