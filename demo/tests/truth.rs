//! The truth against the pages: what is claimed stands there, what must never be told is no claim, numbers are numbers.

use glouton_town::{Reason, Site, SiteTruth, State, Town};
use rlibphonenumber::PHONE_NUMBER_UTIL;

/// A site's pages as text, in every way a visitor may read them: as written, decoded, with tags and comments taken out,
/// turned round, with the words for @ and dot replaced.
fn readings(site: &Site) -> String {
    let mut out = String::new();
    for page in site.pages() {
        for (_, value) in &page.headers {
            out.push_str(value);
            out.push('\n');
        }
        let Some(bytes) = page.bytes() else { continue };
        let raw = std::str::from_utf8(bytes)
            .map_or_else(|_| latin(bytes), str::to_owned)
            .replace("\\\"", "\"")
            .replace("<\\/", "</")
            .replace("&amp;", "&");
        let decoded = percent(&entities(&raw));
        let bare = without_tags(&decoded.replace("<span style=\"display:none\">.nospam</span>", ""));
        let mut spoken = bare.clone();
        for at in ["[arobase]", "[ät]", "[at]", "[arroba]", "[chiocciola]", "[apenstaartje]", "[małpa]", "(at)"] {
            spoken = spoken.replace(&format!(" {at} "), "@");
        }
        for dot in ["point", "Punkt", "dot", "punto", "punt", "kropka", "ponto"] {
            spoken = spoken.replace(&format!(" ({dot}) "), ".");
        }
        let turned: String = bare.chars().rev().collect();
        for text in [raw.clone(), decoded.clone(), bare, spoken, turned, shielded(&raw)] {
            out.push_str(&text);
            out.push('\n');
        }
    }
    out
}

/// windows-1252 as far as the town uses it.
fn latin(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|&b| match b {
            0x80 => '€',
            0x85 => '…',
            0x91 => '‘',
            0x92 => '’',
            0x93 => '“',
            0x94 => '”',
            0x96 => '–',
            0x97 => '—',
            0x9c => 'œ',
            other => char::from(other),
        })
        .collect()
}

fn entities(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("&#") {
        out.push_str(&rest[..start]);
        let tail = &rest[start + 2..];
        let end = tail.find(';').unwrap_or(0);
        let number = &tail[..end];
        let code = number.strip_prefix(['x', 'X']).map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
        match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                rest = &tail[end + 1..];
            }
            None => {
                out.push_str("&#");
                rest = tail;
            }
        }
    }
    out + rest
}

fn percent(text: &str) -> String {
    let mut out = Vec::new();
    let bytes = text.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let hex = (bytes[i] == b'%').then(|| text.get(i + 1..i + 3)).flatten().and_then(|h| u8::from_str_radix(h, 16).ok());
        out.push(hex.unwrap_or(bytes[i]));
        i += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

fn without_tags(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let close = if rest[start..].starts_with("<!--") { "-->" } else { ">" };
        rest = rest[start..].find(close).map_or("", |end| &rest[start + end + close.len()..]);
    }
    out + rest
}

/// The addresses behind `data-cfemail`.
fn shielded(html: &str) -> String {
    html.split("data-cfemail=\"")
        .skip(1)
        .filter_map(|part| part.split('"').next())
        .map(|code| {
            let bytes: Vec<u8> =
                (0..code.len() / 2).filter_map(|i| u8::from_str_radix(&code[2 * i..2 * i + 2], 16).ok()).collect();
            bytes.iter().skip(1).map(|b| char::from(b ^ bytes[0])).collect::<String>() + "\n"
        })
        .collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Whether a number stands there: its last seven digits in a row, punctuation aside.
fn holds_number(readings: &str, e164: &str) -> bool {
    let wanted = digits(e164);
    let wanted = &wanted[wanted.len() - 7..];
    let compact: String = readings.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '–' | '/' | '(' | ')' | '\u{a0}')).collect();
    compact.contains(wanted)
}

fn read_sites(town: &Town) -> impl Iterator<Item = (&Site, &SiteTruth)> {
    town.sites().iter().zip(town.truth()).filter(|(_, truth)| truth.state == State::Done)
}

#[test]
fn the_town_is_large_varied_and_the_same_every_time() {
    let town = Town::new();
    let read: Vec<_> = read_sites(&town).collect();
    assert!(read.len() >= 60, "{} businesses", read.len());
    let mut countries: Vec<_> = read.iter().filter_map(|(_, t)| t.address.as_ref().map(|a| a.country.clone())).collect();
    countries.sort();
    countries.dedup();
    assert!(countries.len() >= 6, "{countries:?}");
    let mut languages: Vec<_> = read.iter().filter_map(|(_, t)| t.language.clone()).collect();
    languages.sort();
    languages.dedup();
    assert!(languages.len() >= 6, "{languages:?}");
    assert_eq!(town.truth(), Town::new().truth());
    let mut hosts: Vec<_> = town.sites().iter().map(|s| s.host.as_str()).collect();
    hosts.sort_unstable();
    let all = hosts.len();
    hosts.dedup();
    assert_eq!(hosts.len(), all, "two sites share a host");
}

#[test]
fn every_reason_of_trouble_is_met_somewhere() {
    let town = Town::new();
    for reason in [
        Reason::RobotsDisallowed,
        Reason::PrivateAddress,
        Reason::DnsFailure,
        Reason::ConnectFailure,
        Reason::TlsFailure,
        Reason::Timeout,
        Reason::HttpError,
        Reason::BotChallenge,
        Reason::NotHtml,
        Reason::TooLarge,
        Reason::RedirectLoop,
        Reason::Duplicate,
    ] {
        assert!(town.truth().iter().any(|t| t.reason == Some(reason)), "{reason:?}");
    }
}

#[test]
fn every_host_is_under_a_reserved_top_level_domain_and_has_its_own_registrable_domain() {
    let town = Town::new();
    let mut names = Vec::new();
    for site in town.sites() {
        let labels: Vec<_> = site.host.split('.').collect();
        assert!(matches!(labels.last(), Some(&("test" | "example" | "invalid"))), "{}", site.host);
        names.push(labels[labels.len() - 2..].join("."));
    }
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "two sites would be taken for one");
}

#[test]
fn every_true_value_stands_on_a_page_of_its_site() {
    let town = Town::new();
    let mut absent = Vec::new();
    for (site, truth) in read_sites(&town) {
        let readings = readings(site);
        let lower = readings.to_lowercase();
        let mut want = |what: &str, value: &str, there: bool| {
            if !there {
                absent.push(format!("{}: {what} {value}", truth.host));
            }
        };
        for email in truth.emails.iter().filter(|e| !truth.browser_only.contains(e)) {
            want("e-mail", email, lower.contains(email));
        }
        for email in &truth.browser_only {
            let local = email.split('@').next().unwrap_or_default();
            want("script for", email, lower.contains("getelementbyid('cloak") && lower.contains(local));
        }
        for email in &truth.third_party_emails {
            want("e-mail of others", email, lower.contains(email));
        }
        for phone in truth.phones.iter().chain(&truth.faxes) {
            want("number", phone, holds_number(&readings, phone));
        }
        for phone in &truth.third_party_phones {
            want("number of others", phone, holds_number(&readings, phone));
        }
        for person in &truth.people {
            want("person", &person.name, readings.contains(&person.name));
            want("title", &person.title, readings.contains(&person.title));
        }
        for name in truth.name.iter().chain(&truth.other_names) {
            want("name", name, readings.contains(name));
        }
        for version in truth.technologies.iter().filter_map(|t| t.version.as_ref()) {
            want("version", version, readings.contains(version));
        }
        if let Some(address) = &truth.address {
            for value in [&address.street, &address.city, &address.postal_code] {
                want("address", value, readings.contains(value.as_str()));
            }
        }
        for social in &truth.socials {
            let handle = social.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            want("profile", social, readings.contains(handle));
        }
    }
    assert!(absent.is_empty(), "{absent:#?}");
}

#[test]
fn what_must_never_be_told_stands_on_a_page_and_is_no_true_value() {
    let town = Town::new();
    let mut problems = Vec::new();
    for (site, truth) in read_sites(&town) {
        let readings = readings(site);
        let compact = digits(&readings);
        for never in &truth.never {
            let wanted = digits(never);
            let there = readings.contains(never.as_str()) || (!never.contains('@') && compact.contains(&wanted));
            if !there {
                problems.push(format!("{}: {never} stands nowhere", truth.host));
            }
            if truth.emails.contains(never) || truth.third_party_emails.contains(never) {
                problems.push(format!("{}: {never} is said to be true", truth.host));
            }
            for phone in truth.phones.iter().chain(&truth.faxes).chain(&truth.third_party_phones) {
                if !never.contains('@') && wanted.len() >= 7 && wanted.contains(&digits(phone)[2..]) {
                    problems.push(format!("{}: {never} hides the true number {phone}", truth.host));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_number_is_valid_and_belongs_to_a_country_of_the_town() {
    let town = Town::new();
    let mut wrong = Vec::new();
    for truth in town.truth() {
        for number in truth.phones.iter().chain(&truth.faxes).chain(&truth.third_party_phones) {
            let valid = PHONE_NUMBER_UTIL.parse(number, None).is_ok_and(|parsed| PHONE_NUMBER_UTIL.is_valid_number(&parsed));
            if !valid {
                wrong.push(format!("{}: {number}", truth.host));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_shown_number_reads_as_its_international_form_in_its_country() {
    let mut wrong = Vec::new();
    for site in Town::new().sites() {
        let Some(business) = site.business else { continue };
        let region = business.country.code().parse().ok();
        for phone in business.phones {
            // Words around the number and a trunk zero in brackets are what a reader has to see through.
            let shown = phone.shown.replace("(0)", "");
            let shown = shown
                .trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '(')
                .split(" (")
                .next()
                .unwrap_or_default();
            let read = PHONE_NUMBER_UTIL
                .parse(shown, region)
                .map(|n| PHONE_NUMBER_UTIL.format(&n, rlibphonenumber::PhoneNumberFormat::E164).into_owned());
            if read.as_deref().ok() != Some(phone.e164) {
                wrong.push(format!("{}: {:?} is not {} but {read:?}", business.host, phone.shown, phone.e164));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_closed_directory_is_disallowed_linked_and_holds_an_address_that_is_no_truth() {
    let town = Town::new();
    let site = town.sites().iter().find(|s| s.business.is_some_and(|b| !b.closed_directory.is_empty())).expect("such a site");
    let directory = site.business.map_or("", |b| b.closed_directory);
    let text = |path: &str| String::from_utf8_lossy(site.answer(path).bytes().expect("a body")).into_owned();
    assert!(text("/robots.txt").contains(&format!("Disallow: {directory}\n")));
    let page = format!("{directory}registre.html");
    assert!(text("/").contains(&page));
    let truth = town.truth().iter().find(|t| t.host == site.host).expect("its truth");
    let honey = truth.never.iter().find(|v| v.contains('@')).expect("a honeypot");
    assert!(text(&page).contains(honey) && !text("/").contains(honey) && !text("/contact.html").contains(honey));
}

#[test]
fn share_buttons_lead_to_no_profile_of_the_truth() {
    let town = Town::new();
    let sharing: Vec<_> = read_sites(&town).filter(|(site, _)| site.business.is_some_and(|b| b.shares)).collect();
    assert!(sharing.len() >= 5);
    for (site, truth) in sharing {
        assert!(readings(site).contains("sharer.php"), "{}", site.host);
        assert!(truth.socials.iter().all(|s| !s.contains("sharer") && !s.contains("intent")), "{}", site.host);
    }
}

#[test]
fn every_site_holds_a_few_hundred_words_in_its_language() {
    let town = Town::new();
    for (site, truth) in read_sites(&town) {
        let words = site
            .pages()
            .filter_map(glouton_town::Page::bytes)
            .map(|b| without_tags(&latin(b)).split_whitespace().count())
            .sum::<usize>();
        assert!(words >= 180, "{}: {words} words", truth.host);
    }
}
