//! When an endpoint says it has room again.

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value as Json;

/// The shortest wait: one that says to ask again at once, or whose clock is behind ours, would be
/// asked again and again.
const SHORTEST: Duration = Duration::from_millis(100);

/// The longest wait that is told. Nobody waits that long, but times are reckoned with it.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// OpenAI's finer form of the header.
const MILLISECONDS: &str = "retry-after-ms";

/// How long the headers say to wait: seconds or an HTTP date
/// (<https://www.rfc-editor.org/rfc/rfc9110#field.retry-after>). Between a tenth of a second, also for
/// a date in the past, and a day.
pub(crate) fn in_headers(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    Some(said_in(headers, now)?.clamp(SHORTEST, LONGEST))
}

fn said_in(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let milliseconds = text(MILLISECONDS).and_then(|text| text.parse::<f64>().ok());
    if let Some(milliseconds) = milliseconds {
        return Duration::try_from_secs_f64(milliseconds / 1000.0).ok();
    }
    let value = text(RETRY_AFTER.as_str())?;
    match value.parse::<f64>() {
        Ok(seconds) => Duration::try_from_secs_f64(seconds).ok(),
        Err(_) => {
            let date = httpdate::parse_http_date(value).ok()?;
            Some(date.duration_since(SystemTime::from(now)).unwrap_or_default())
        }
    }
}

/// How long Gemini's error says to wait: `retryDelay` of its details, such as `13s`.
pub(crate) fn in_body(body: &str) -> Option<Duration> {
    let json: Json = serde_json::from_str(body).ok()?;
    let details = json.pointer("/error/details")?.as_array()?;
    let delay = details.iter().find_map(|detail| detail.get("retryDelay")?.as_str())?;
    let delay = Duration::try_from_secs_f64(delay.strip_suffix('s')?.parse().ok()?).ok()?;
    Some(delay.clamp(SHORTEST, LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &'static str, value: &str) -> Option<u128> {
        let now = "2026-11-22T12:00:00Z".parse().unwrap();
        let headers = HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())]);
        in_headers(&headers, now).map(|wait| wait.as_millis())
    }

    #[test]
    fn seconds_milliseconds_and_dates_are_understood() {
        assert_eq!(check("retry-after", "2"), Some(2_000));
        assert_eq!(check("retry-after", "0.5"), Some(500));
        assert_eq!(check("retry-after-ms", "120"), Some(120));
        assert_eq!(check("retry-after", "Sun, 22 Nov 2026 12:00:07 GMT"), Some(7_000));
        assert_eq!(check("retry-after", "Sun, 22 Nov 2026 11:00:00 GMT"), Some(100));
        assert_eq!(check("retry-after", "0"), Some(100));
        assert_eq!(check("retry-after", "10000000000000000000"), Some(86_400_000));
        assert_eq!(check("retry-after", "soon"), None);
        assert_eq!(check("retry-after", "-1"), None);
    }

    #[test]
    fn geminis_delay_stands_in_the_body() {
        let body = r#"{"error": {"details": [{"@type": "x"}, {"retryDelay": "13.5s"}]}}"#;
        assert_eq!(in_body(body), Some(Duration::from_millis(13_500)));
        assert_eq!(in_body("<html>"), None);
    }
}
