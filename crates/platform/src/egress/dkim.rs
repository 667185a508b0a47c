//! Which DKIM selectors a domain's mail provider is known to use. A selector cannot be listed from the outside: it is known from the
//! provider's documentation, or not at all. Does not belong here: asking for the records.

use serde::{Deserialize, Serialize};

/// What stands under the selectors that a domain's mail provider is known to use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dkim {
    /// The selectors asked for.
    pub asked: Vec<String>,
    /// Those of them under which a key stands.
    pub found: Vec<String>,
}

/// Ends of names of mail exchangers, and the selectors of whose they are.
const PROVIDERS: &[(&[&str], &[&str])] = &[
    (&["google.com", "googlemail.com"], &["google"]),
    (&["mail.protection.outlook.com", "mx.microsoft"], &["selector1", "selector2"]),
    (&["protonmail.ch"], &["protonmail", "protonmail2", "protonmail3"]),
    (&["messagingengine.com"], &["fm1", "fm2", "fm3"]),
    (&["tutanota.de"], &["s1", "s2"]),
    (&["mailbox.org"], &["mbo0001", "mbo0002", "mbo0003", "mbo0004"]),
    (&["migadu.com"], &["key1", "key2", "key3"]),
    (&["mail.gandi.net"], &["gm1", "gm2", "gm3"]),
    (&["ionos.com", "ionos.de", "ionos.fr", "ionos.es", "ionos.it", "ionos.co.uk", "kundenserver.de"], &["s1-ionos", "s2-ionos"]),
    (&["hostinger.com"], &["hostingermail1", "hostingermail-a", "hostingermail-b", "hostingermail-c"]),
    (&["mail.icloud.com"], &["sig1"]),
    (&["mx.yandex.net", "mx.yandex.ru"], &["mail"]),
    (&["mxs.mail.ru", "emx.mail.ru"], &["mailru"]),
    (&["titan.email"], &["titan1"]),
    (&["privateemail.com"], &["default"]),
];

/// The selectors of the provider whose mail exchangers these are; empty when it is not known.
pub(super) fn selectors_of(exchangers: &[String]) -> &'static [&'static str] {
    let is_of = |ends: &[&str]| exchangers.iter().any(|name| ends.iter().any(|end| is_under(name, end)));
    PROVIDERS.iter().find(|(ends, _)| is_of(ends)).map_or(&[], |(_, selectors)| selectors)
}

fn is_under(name: &str, end: &str) -> bool {
    name.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether a TXT record holds a key: one with an empty `p` was withdrawn (RFC 6376, section 3.6.1).
pub(super) fn is_key(record: &str) -> bool {
    let mut tags = record.split(';').filter_map(|tag| tag.split_once('=')).map(|(name, value)| (name.trim(), value.trim()));
    let version_fits =
        record.trim_start().get(..2).is_none_or(|start| start != "v=") || record.trim_start().starts_with("v=DKIM1");
    version_fits && tags.any(|(name, value)| name == "p" && !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{is_key, selectors_of};

    fn of(exchanger: &str) -> &'static [&'static str] {
        selectors_of(&[exchanger.to_owned()])
    }

    #[test]
    fn selectors_are_known_by_whose_the_exchangers_are() {
        assert_eq!(of("aspmx.l.google.com"), ["google"]);
        assert_eq!(of("baker-example.mail.protection.outlook.com"), ["selector1", "selector2"]);
        assert_eq!(of("in1-smtp.messagingengine.com"), ["fm1", "fm2", "fm3"]);
        assert!(of("mx.baker.example").is_empty());
        assert!(of("mx.notgoogle.com").is_empty());
        assert!(of("google.com.baker.example").is_empty());
        assert!(selectors_of(&[]).is_empty());
    }

    #[test]
    fn a_withdrawn_key_is_none() {
        assert!(is_key("v=DKIM1; k=rsa; p=MIGfMA0G"));
        assert!(is_key("k=rsa;p=MIGfMA0G"));
        assert!(!is_key("v=DKIM1; p="));
        assert!(!is_key("v=spf1 p=x"));
        assert!(!is_key("v=DKIM1"));
        assert!(!is_key(""));
    }
}
