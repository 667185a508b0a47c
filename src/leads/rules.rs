//! Pure decisions on leads: what a mask shows, what identifies a business, what can be searched.

use url::Url;

use super::model::{Contact, ContactKind};

/// Longest name, characters.
pub const MAX_NAME: usize = 200;
/// Longest note, characters.
pub const MAX_NOTE: usize = 10_000;
/// Longest tag, characters.
pub const MAX_TAG: usize = 60;
/// Most leads of one bulk operation.
pub const MAX_BULK: usize = 1_000;

const DOT: char = '•';

/// Country calling codes of two digits (ITU-T E.164 assignments); +1 and +7 have one digit, all others three.
const TWO_DIGIT_CODES: &[&str] = &[
    "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53",
    "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94",
    "95", "98",
];

/// A reading's confidence as it is stored and shown: in thousandths, so that 0.95 stays 0.95 when the number gets wider.
#[must_use]
pub fn confidence(read: f32) -> f64 {
    (f64::from(read) * 1_000.0).round() / 1_000.0
}

/// The masked form of a contact's value: "j•••@acme.test", "+33 6 •• •• •• 12". A form's address is public and stays.
#[must_use]
pub fn mask(kind: ContactKind, value: &str) -> String {
    match kind {
        ContactKind::Email => mask_email(value),
        ContactKind::Phone | ContactKind::Fax => mask_phone(value),
        ContactKind::ContactForm => value.to_owned(),
    }
}

fn mask_email(value: &str) -> String {
    match value.split_once('@') {
        Some((local, domain)) => format!("{}{DOT}{DOT}{DOT}@{domain}", local.chars().next().unwrap_or(DOT)),
        None => format!("{DOT}{DOT}{DOT}"),
    }
}

fn mask_phone(value: &str) -> String {
    let digits: Vec<char> = value.chars().filter(char::is_ascii_digit).collect();
    let code_length = match digits.first() {
        Some('1' | '7') => 1,
        _ if digits.len() >= 2 && TWO_DIGIT_CODES.contains(&digits[..2].iter().collect::<String>().as_str()) => 2,
        _ => 3.min(digits.len()),
    };
    let (code, rest) = digits.split_at(code_length);
    if rest.len() < 4 {
        return format!("+{} {DOT}{DOT}{DOT}", code.iter().collect::<String>());
    }
    let hidden = rest.len() - 3;
    let mut masked = format!("+{} {} ", code.iter().collect::<String>(), rest[0]);
    for n in 0..hidden {
        masked.push(DOT);
        if n % 2 == 1 || n + 1 == hidden {
            masked.push(' ');
        }
    }
    masked.extend(&rest[rest.len() - 2..]);
    masked
}

/// A snippet that tells none of the values of `hidden`: addresses lose their local part, numbers their digits. The snippet of an
/// address that stood there encoded or disguised is withheld whole, because its disguise would give it away.
#[must_use]
pub fn mask_snippet(snippet: &str, owner: &Contact, hidden: &[&Contact]) -> String {
    let plain = ["email/mailto", "email/text", "phone/", "fax/"].iter().any(|rule| owner.rule.starts_with(rule));
    let own_is_hidden = hidden.iter().any(|c| c.id == owner.id);
    if own_is_hidden && !plain && owner.kind == ContactKind::Email && !snippet.to_lowercase().contains(&owner.value) {
        return format!("{DOT}{DOT}{DOT}");
    }
    let mut text = snippet.to_owned();
    if hidden.iter().any(|c| c.kind == ContactKind::Email) {
        text = hide_addresses(&text);
        for contact in hidden.iter().filter(|c| c.kind == ContactKind::Email) {
            if let Some((local, _)) = contact.value.split_once('@').filter(|(local, _)| local.len() > 1) {
                text = replace_ignoring_case(&text, local, &format!("{}{DOT}{DOT}{DOT}", local.chars().next().unwrap_or(DOT)));
            }
        }
    }
    if hidden.iter().any(|c| matches!(c.kind, ContactKind::Phone | ContactKind::Fax)) {
        text = hide_numbers(&text);
    }
    text
}

/// Everything before an "@" up to the last separator becomes its first letter and dots.
fn hide_addresses(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, after) = rest.split_at(at);
        let start = before
            .rfind(|c: char| !(c.is_alphanumeric() || "._%+-".contains(c)))
            .map_or(0, |i| i + before[i..].chars().next().map_or(1, char::len_utf8));
        let local = &before[start..];
        out.push_str(&before[..start]);
        if let Some(first) = local.chars().next() {
            out.push(first);
            out.extend([DOT, DOT, DOT]);
        }
        out.push('@');
        rest = &after[1..];
    }
    out.push_str(rest);
    out
}

/// In every run of five or more digits (with the usual separators between them) all but the first and the last two are hidden.
fn hide_numbers(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = chars.clone();
    let mut i = 0;
    while i < chars.len() {
        if !chars[i].is_ascii_digit() {
            i += 1;
            continue;
        }
        let start = i;
        let mut digits = Vec::new();
        let mut gap = 0;
        while i < chars.len() && gap <= 3 {
            if chars[i].is_ascii_digit() {
                digits.push(i);
                gap = 0;
            } else if " .-/()\u{a0}\u{202f}\u{2009}+–".contains(chars[i]) {
                gap += 1;
            } else {
                break;
            }
            i += 1;
        }
        if digits.len() >= 5 {
            for &n in &digits[1..digits.len() - 2] {
                out[n] = DOT;
            }
        }
        i = digits.last().map_or(start + 1, |last| last + 1).max(start + 1);
    }
    out.into_iter().collect()
}

fn replace_ignoring_case(text: &str, what: &str, with: &str) -> String {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        // Lower-casing moved the offsets (rare letters): then hide all rather than miss one.
        return if lower.contains(&what.to_lowercase()) { format!("{DOT}{DOT}{DOT}") } else { text.to_owned() };
    }
    let what = what.to_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(found) = lower[from..].find(&what) {
        out.push_str(&text[from..from + found]);
        out.push_str(with);
        from += found + what.len();
    }
    out.push_str(&text[from..]);
    out
}

/// What identifies the business behind a URL: the registrable domain by the public suffix list; for an address without one (an IP
/// address, a bare host name) host and port.
#[must_use]
pub fn identity_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let is_name = matches!(url.host(), Some(url::Host::Domain(_))) && host.contains('.');
    if is_name && let Some(domain) = psl::domain_str(&host) {
        return domain.to_owned();
    }
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host,
    }
}

/// What a search looks through.
#[must_use]
pub fn search_text(parts: &[Option<&str>]) -> String {
    let joined = parts.iter().flatten().copied().collect::<Vec<_>>().join(" ");
    joined.to_lowercase().chars().take(2_000).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        leads::model::{ContactId, LeadId, Purpose},
        platform::clock::Timestamp,
    };

    #[test]
    fn a_confidence_is_stored_without_the_noise_of_a_narrower_number() {
        assert_eq!(confidence(0.95).to_string(), "0.95");
        assert_eq!(confidence(0.97).to_string(), "0.97");
        assert_eq!(confidence(1.0).to_string(), "1");
    }

    fn contact(kind: ContactKind, value: &str, rule: &str) -> Contact {
        Contact {
            id: ContactId::generate(Timestamp(1)),
            lead: LeadId::generate(Timestamp(1)),
            kind,
            value: value.into(),
            value_key: value.into(),
            third_party: false,
            purpose: Purpose::Unknown,
            person: None,
            confidence: 1.0,
            rule: rule.into(),
            evidence: Vec::new(),
            last_seen_at: Timestamp(1),
        }
    }

    #[test]
    fn a_mask_shows_the_shape_and_no_more() {
        assert_eq!(mask(ContactKind::Email, "jeanne@acme.test"), "j•••@acme.test");
        assert_eq!(mask(ContactKind::Phone, "+33639980012"), "+33 6 •• •• •• 12");
        assert_eq!(mask(ContactKind::Phone, "+12025550143"), "+1 2 •• •• •• • 43");
        assert_eq!(mask(ContactKind::ContactForm, "https://acme.test/contact"), "https://acme.test/contact");
    }

    #[test]
    fn a_snippet_tells_no_hidden_value_even_of_a_neighbour() {
        let email = contact(ContactKind::Email, "jeanne@acme.test", "email/text");
        let phone = contact(ContactKind::Phone, "+33639980012", "phone/text");
        let text = mask_snippet("Jeanne@acme.test, tél. 06 39 98 00 12", &email, &[&email, &phone]);
        assert_eq!(text, "J•••@acme.test, tél. 0• •• •• •• 12");
        assert!(!text.to_lowercase().contains("jeanne") && !text.contains("39 98"));
    }

    #[test]
    fn a_disguised_address_is_withheld_whole() {
        let email = contact(ContactKind::Email, "jeanne@acme.test", "email/at-word");
        assert_eq!(mask_snippet("j e a n n e [at] acme [dot] test", &email, &[&email]), "•••");
        assert_eq!(mask_snippet("j e a n n e [at] acme [dot] test", &email, &[]), "j e a n n e [at] acme [dot] test");
    }

    #[test]
    fn a_site_is_known_by_its_registrable_domain_or_by_host_and_port() {
        let id = |text: &str| identity_of(&Url::parse(text).expect("a url"));
        assert_eq!(id("https://www.shop.acme.co.uk/x"), "acme.co.uk");
        assert_eq!(id("http://acme.test:8080/"), "acme.test");
        assert_eq!(id("http://127.0.0.1:8081/"), "127.0.0.1:8081");
        assert_eq!(id("http://localhost:8081/"), "localhost:8081");
        assert_eq!(id("http://[::1]:8081/"), "[::1]:8081");
    }

    proptest! {
        #[test]
        fn no_local_part_survives_the_mask(local in "[a-z]{4,12}", before in ".{0,40}", after in ".{0,40}") {
            let email = contact(ContactKind::Email, &format!("{local}@acme.test"), "email/text");
            let text = mask_snippet(&format!("{before} {local}@acme.test {after}"), &email, &[&email]);
            prop_assert!(!text.to_lowercase().contains(&local));
        }

        #[test]
        fn no_number_survives_the_mask(digits in "[0-9]{8,12}", before in "[a-z ]{0,20}") {
            let phone = contact(ContactKind::Phone, "+33639980012", "phone/text");
            let text = mask_snippet(&format!("{before}: {digits}."), &phone, &[&phone]);
            prop_assert!(!text.contains(&digits));
        }
    }
}
