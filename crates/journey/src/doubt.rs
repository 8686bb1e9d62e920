//! Between rows and answer: what ran without an error and is probably wrong all the same.

use querist_offline::lifts;
use querist_sql::{Doubt, DoubtKind, Grounds, doubts};
use querist_vocabulary::{
    reading::{Reading, Translator},
    schema::TableName,
    statement::Draft,
};

use crate::{
    gather::Known,
    journey::Journey,
    run::Ran,
    trip::{Stop, Trip},
};

/// How often one query is corrected: a correction can bring the next doubt to light.
const CORRECTIONS: usize = 2;

/// How sure an answer can be whose figures are probably wrong for a reason that is told beside it.
const DOUBTED: f64 = 0.4;

impl Journey {
    /// Corrects what is provably not what was meant, and warns of what else is doubtful. What is corrected passes the
    /// same check and runs anew; where it does not, the query stays as it was.
    pub(crate) async fn doubt(
        &self,
        mut ran: Ran,
        known: Known<'_>,
        trip: &mut Trip<'_>,
    ) -> Result<Ran, Stop> {
        let mut found = self.doubts(&ran, known, trip);
        for _ in 0..CORRECTIONS {
            let Some((at, draft)) = first_correction(&found) else { break };
            let Some(corrected) = self.corrected(&ran, draft, known, trip).await? else { break };
            let Doubt { message, .. } = found.swap_remove(at);
            trip.warn(format!("corrected: {message}"));
            ran = corrected;
            found = self.doubts(&ran, known, trip);
        }
        if found.iter().any(|doubt| is_grave(doubt.kind)) {
            lower(&mut ran);
        }
        for Doubt { message, hint, .. } in found {
            trip.warn(format!("{message}; {hint}"));
        }
        Ok(ran)
    }

    /// Warns of what is doubtful about SQL that a person typed, which is run as it stands.
    pub(crate) fn doubt_typed(&self, ran: &Ran, known: Known<'_>, trip: &mut Trip<'_>) {
        for Doubt { message, hint, .. } in self.doubts(ran, known, trip) {
            trip.warn(format!("{message}; {hint}"));
        }
    }

    fn doubts(&self, ran: &Ran, known: Known<'_>, trip: &Trip<'_>) -> Vec<Doubt> {
        let knowledge = &self.parts.knowledge;
        let question = ran.checked.reading.as_ref().map_or("", |_| trip.typed.as_str());
        let lifted =
            |table: &&TableName| knowledge.of_table(table).any(|meaning| lifts(question, meaning));
        let tables = known.schema.tables.iter().map(|table| &table.name);
        let lifted: Vec<TableName> = tables.filter(lifted).cloned().collect();
        let grounds = Grounds {
            schema: known.schema,
            profile: known.learned.map(|learned| &learned.profile),
            knowledge,
            lifted: &lifted,
            whole_until: self.whole_until(trip),
        };
        doubts(ran.checked.query.get(), grounds)
    }

    /// The correction's rows; none where it does not pass the check or does not run.
    async fn corrected(
        &self,
        ran: &Ran,
        draft: Draft,
        known: Known<'_>,
        trip: &mut Trip<'_>,
    ) -> Result<Option<Ran>, Stop> {
        let Some(reading) = ran.checked.reading.clone() else { return Ok(None) };
        let reading = Reading { draft, ..reading };
        let (Some(mut checked), _) = self.first_passing(vec![reading], known.schema) else {
            return Ok(None);
        };
        checked.others.clone_from(&ran.checked.others);
        let limits = self.parts.limits;
        let began = std::time::Instant::now();
        match self.collect(&checked.query, limits, &trip.id, trip.listener).await {
            Ok(result) => {
                trip.set_query(&checked.query);
                Ok(Some(Ran { checked, result, took: began.elapsed() }))
            }
            Err(error) if crate::gather::is_fatal(&error) => Err(error.into()),
            Err(_) => Ok(None),
        }
    }
}

/// Whether the figures are probably wrong, and not only to be read with care.
fn is_grave(kind: DoubtKind) -> bool {
    match kind {
        DoubtKind::FanOut
        | DoubtKind::AverageOfAverages
        | DoubtKind::MissingFilter
        | DoubtKind::MixedUnits
        | DoubtKind::TextAsNumber
        | DoubtKind::NotInNull
        | DoubtKind::EqualsNull
        | DoubtKind::IntegerDivision
        | DoubtKind::OuterJoinUndone => true,
        DoubtKind::PartialPeriod | DoubtKind::LimitWithoutOrder => false,
    }
}

/// What people confirmed is not doubted on our account.
fn lower(ran: &mut Ran) {
    if let Some(reading) = &mut ran.checked.reading
        && !matches!(reading.translator, Translator::Lesson(_))
    {
        reading.confidence = reading.confidence.min(DOUBTED);
    }
}

fn first_correction(found: &[Doubt]) -> Option<(usize, Draft)> {
    let mut corrections =
        found.iter().enumerate().filter_map(|(at, doubt)| Some((at, doubt.correction.clone()?)));
    corrections.next()
}
