//! A registry's answer about a domain over RDAP (RFC 9083), as far as it is wanted: dates and registrar. Whatever else it says is not kept.

use serde_json::Value;
use url::Url;

use super::registration::{Registration, moment, name};

/// Reads an answer; `None` when it is none about a domain, or tells nothing that is wanted.
pub(super) fn read(body: &[u8], source: Url) -> Option<Registration> {
    let answer: Value = serde_json::from_slice(body).ok()?;
    if answer.get("objectClassName").and_then(Value::as_str).is_some_and(|class| !class.eq_ignore_ascii_case("domain")) {
        return None;
    }
    let read = Registration {
        registered_at_ms: event(&answer, "registration"),
        expires_at_ms: event(&answer, "expiration"),
        registrar: registrar(&answer),
        source,
    };
    read.if_it_tells()
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn event(answer: &Value, action: &str) -> Option<i64> {
    let is_it = |event: &&Value| event.get("eventAction").and_then(Value::as_str).is_some_and(|a| a.eq_ignore_ascii_case(action));
    moment(list(answer, "events").find(is_it)?.get("eventDate")?.as_str()?)
}

fn registrar(answer: &Value) -> Option<String> {
    let is_registrar = |entity: &&Value| list(entity, "roles").any(|role| role.as_str() == Some("registrar"));
    let card = list(answer, "entities").find(is_registrar)?.get("vcardArray")?.get(1)?.as_array()?;
    let line = |property: &str| {
        let line = card.iter().find(|line| line.get(0).and_then(Value::as_str) == Some(property))?;
        name(line.get(3)?.as_str()?)
    };
    line("fn").or_else(|| line("org"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read_json(answer: &Value) -> Option<Registration> {
        let source = Url::parse("https://rdap.registry.test/domain/baker.example").expect("a test URL");
        read(answer.to_string().as_bytes(), source)
    }

    #[test]
    fn dates_and_registrar_are_read() {
        let read = read_json(&json!({
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
            assert_eq!(read_json(&nothing), None, "{nothing}");
        }
        let source = Url::parse("https://rdap.registry.test/").expect("a test URL");
        assert_eq!(read(b"<html>no JSON", source.clone()), None);
        assert_eq!(read("[".repeat(100_000).as_bytes(), source), None);
    }
}
