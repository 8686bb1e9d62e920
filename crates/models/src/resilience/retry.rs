//! The same once more, a little later.

use std::time::{Duration, Instant};

use async_trait::async_trait;
use backon::{BackoffBuilder, ExponentialBuilder};

use super::{
    breaker::Admission,
    keys::{Keys, Pick},
};
use crate::{line::Line, timer::Timer, trouble::Trouble};

/// How often the same is asked again.
const AGAIN: usize = 2;

/// How often another is asked at once in the place of a key, or of a request with a part too many,
/// besides once for each key.
const AT_ONCE: usize = 8;

/// The first wait, before jitter.
const FIRST_WAIT: Duration = Duration::from_millis(300);

/// Something that can be asked again.
#[async_trait]
pub(crate) trait Attempt: Send {
    /// What comes of it.
    type Done: Send;

    /// The model that is asked.
    fn model(&self) -> &str;

    /// One call with one of the endpoint's keys.
    async fn once(&mut self, key: Option<usize>) -> Result<Self::Done, Trouble>;
}

/// How long all attempts together may take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// When the time for it is over.
    pub(crate) until: Instant,
    /// The longest wait that is worth it: where somebody else can answer, asking them is quicker.
    pub(crate) longest_wait: Duration,
}

/// Asks an endpoint until it answers or there is no use in asking again.
pub(crate) async fn persist<A: Attempt>(
    line: &Line,
    timer: &dyn Timer,
    limits: Limits,
    mut attempt: A,
) -> Result<A::Done, Trouble> {
    let (mut waits, keys) = (waits(), line.keys(attempt.model()));
    let mut at_once = AT_ONCE + keys.count();
    loop {
        let trouble = match once(line, &keys, timer, &mut attempt).await {
            Ok(done) => return Ok(done),
            Err(Next::Give(trouble)) => return Err(trouble),
            Err(Next::Now(trouble)) if timer.now() >= limits.until => return Err(trouble),
            Err(Next::Now(_)) if at_once > 0 => {
                at_once -= 1;
                continue;
            }
            Err(Next::Now(trouble) | Next::Later(trouble)) => trouble,
        };
        let Some(wait) = waits.next() else { return Err(trouble) };
        let wait = trouble.wait().unwrap_or(wait);
        let left = limits.until.saturating_duration_since(timer.now());
        if wait > limits.longest_wait || wait >= left {
            return Err(trouble);
        }
        timer.wait(wait).await;
    }
}

fn waits() -> impl Iterator<Item = Duration> + Send {
    let growing = ExponentialBuilder::default().with_min_delay(FIRST_WAIT).with_factor(3.0);
    growing.with_max_times(AGAIN).with_jitter().build()
}

/// What is done after a call that did not succeed.
enum Next {
    /// Another, at once: with the next key, or without a part of the request.
    Now(Trouble),
    /// Another, later.
    Later(Trouble),
    /// None.
    Give(Trouble),
}

async fn once<A: Attempt>(
    line: &Line,
    keys: &Keys,
    timer: &dyn Timer,
    attempt: &mut A,
) -> Result<A::Done, Next> {
    let key = match keys.pick(timer.now()) {
        Pick::Use(key) => key,
        Pick::After(wait) => return Err(Next::Later(Trouble::Busy(Some(wait)))),
        Pick::Refused => return Err(Next::Give(Trouble::WrongKey)),
    };
    let admitted = line.breaker.admit(timer.now());
    let admission = admitted.map_err(|rest| Next::Give(Trouble::LeftAlone(rest)))?;
    match attempt.once(key).await {
        Ok(done) => {
            admission.answered();
            Ok(done)
        }
        Err(trouble) => Err(learn(keys, timer.now(), admission, key, trouble)),
    }
}

/// Takes note of what a failure says about the endpoint and its key.
fn learn(
    keys: &Keys,
    now: Instant,
    admission: Admission<'_>,
    key: Option<usize>,
    trouble: Trouble,
) -> Next {
    if trouble.is_the_endpoints() {
        admission.failed(now);
    } else if !trouble.is_ours() {
        // Whoever refuses a prompt or a key is there.
        admission.answered();
    }
    if let Trouble::Busy(wait) = &trouble {
        keys.busy(key, now, *wait);
    } else if trouble == Trouble::WrongKey {
        keys.refused(key, now);
    } else if matches!(trouble, Trouble::Without(..)) {
        // The attempt has noted what to leave out.
        return Next::Now(trouble);
    } else {
        return if trouble.may_pass() { Next::Later(trouble) } else { Next::Give(trouble) };
    }
    match (keys.pick(now), &trouble) {
        (Pick::Use(other), _) if other != key => Next::Now(trouble),
        (_, Trouble::Busy(_)) => Next::Later(trouble),
        _ => Next::Give(trouble),
    }
}
