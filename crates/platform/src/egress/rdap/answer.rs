//! A registry's answer about a domain (RFC 9083), as far as it is wanted: dates and registrar. Whatever else it says is not kept.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime};
use url::Url;

/// Longest name of a registrar that is kept, characters.
const MAX_NAME: usize = 200;

/// What a registry says of a domain; what it does not say is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Since when it is registered, Unix milliseconds.
    pub registered_at_ms: Option<i64>,
    /// Until when, Unix milliseconds.
    pub expires_at_ms: Option<i64>,
    /// With whom.
    pub registrar: Option<String>,
    /// The address that said so.
    pub source: Url,
}

impl Registration {
    /// Reads an answer; `None` when it is none about a domain, or tells nothing that is wanted.
    pub(super) fn read(body: &[u8], source: Url) -> Option<Self> {
        let answer: Value = serde_json::from_slice(body).ok()?;
        if answer.get("objectClassName").and_then(Value::as_str).is_some_and(|class| !class.eq_ignore_ascii_case("domain")) {
            return None;
        }
        let read = Self {
            registered_at_ms: event(&answer, "registration"),
            expires_at_ms: event(&answer, "expiration"),
            registrar: registrar(&answer),
            source,
        };
        let tells = read.registered_at_ms.is_some() || read.expires_at_ms.is_some() || read.registrar.is_some();
        tells.then_some(read)
    }
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn event(answer: &Value, action: &str) -> Option<i64> {
    let is_it = |event: &&Value| event.get("eventAction").and_then(Value::as_str).is_some_and(|a| a.eq_ignore_ascii_case(action));
    let date = list(answer, "events").find(is_it)?.get("eventDate")?.as_str()?;
    moment(date)
}

/// A moment in Unix milliseconds. Some registries leave the time or its zone out: then it is the day's beginning in UTC.
fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    let moment = OffsetDateTime::parse(text, &Rfc3339).ok().or_else(|| day(text));
    moment.and_then(|moment| i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok())
}

fn day(text: &str) -> Option<OffsetDateTime> {
    let mut parts = text.get(..10)?.split('-');
    let (year, month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse::<u8>().ok()?, parts.next()?.parse().ok()?);
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    Some(date.midnight().assume_utc())
}

fn registrar(answer: &Value) -> Option<String> {
    let is_registrar = |entity: &&Value| list(entity, "roles").any(|role| role.as_str() == Some("registrar"));
    let card = list(answer, "entities").find(is_registrar)?.get("vcardArray")?.get(1)?.as_array()?;
    let line = |name: &str| {
        let line = card.iter().find(|line| line.get(0).and_then(Value::as_str) == Some(name))?;
        let words = line.get(3)?.as_str()?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then(|| words.chars().take(MAX_NAME).collect())
    };
    line("fn").or_else(|| line("org"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(answer: &Value) -> Option<Registration> {
        let source = Url::parse("https://rdap.registry.test/domain/baker.example").expect("a test URL");
        Registration::read(answer.to_string().as_bytes(), source)
    }

    #[test]
    fn dates_and_registrar_are_read() {
        let read = read(&json!({
            "objectClassName": "domain",
            "ldhName": "BAKER.EXAMPLE",
            "events": [
                { "eventAction": "last changed", "eventDate": "2026-01-01T00:00:00Z" },
                { "eventAction": "registration", "eventDate": "2001-02-03T04:05:06.789+02:00" },
                { "eventAction": "expiration", "eventDate": "2027-02-03" },
            ],
            "entities": [
                { "roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Nobody's business"]]] },
                { "roles": ["abuse", "registrar"], "vcardArray": ["vcard", [["version", {}, "text", "4.0"], ["fn", {}, "text", " Names  & Co. "]]] },
            ],
        }))
        .expect("an answer");
        assert_eq!(read.registered_at_ms, Some(981_165_906_789));
        assert_eq!(read.expires_at_ms, Some(1_801_612_800_000));
        assert_eq!(read.registrar.as_deref(), Some("Names & Co."));
    }

    #[test]
    fn an_answer_that_tells_nothing_is_none() {
        for nothing in [
            json!({}),
            json!([]),
            json!(null),
            json!({ "errorCode": 404, "title": "Not Found" }),
            json!({ "objectClassName": "domain", "events": "none", "entities": { "roles": 7 } }),
            json!({ "objectClassName": "domain", "events": [{ "eventAction": "registration", "eventDate": "long ago" }] }),
            json!({ "objectClassName": "domain", "events": [{ "eventAction": "registration", "eventDate": "2001-02-30" }] }),
            json!({ "objectClassName": "nameserver", "events": [{ "eventAction": "registration", "eventDate": "2001-02-03" }] }),
            json!({ "objectClassName": "domain", "entities": [{ "roles": ["registrar"], "vcardArray": ["vcard", [["fn", {}, "text", " "]]] }] }),
        ] {
            assert_eq!(read(&nothing), None, "{nothing}");
        }
        let source = Url::parse("https://rdap.registry.test/").expect("a test URL");
        assert_eq!(Registration::read(b"<html>no JSON", source.clone()), None);
        assert_eq!(Registration::read("[".repeat(100_000).as_bytes(), source), None);
    }
}
