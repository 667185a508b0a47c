//! Compares what was found with the truth, field by field: true and false positives, misses, precision, recall.
//!
//! Belongs here: comparing and its table. Does not belong here: hunting. Names are compared with case and punctuation folded;
//! contacts exactly. A value that must never be told is counted apart, however it was labelled.

use std::{collections::HashMap, fmt};

use serde::Serialize;

use crate::truth::{Reason, SiteTruth, State};

/// A person somebody found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundPerson {
    /// Name.
    pub name: String,
    /// Role, where one was read.
    pub title: Option<String>,
}

/// A technology somebody found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundTechnology {
    /// Name.
    pub name: String,
    /// Version, where one was read.
    pub version: Option<String>,
}

/// What somebody found on one site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundSite {
    /// Host as in the truth.
    pub host: String,
    /// `DONE`, `SKIPPED`, `FAILED`; anything else counts as no verdict.
    pub state: String,
    /// The reason's name, where the site was not read.
    pub reason: Option<String>,
    /// Name of the business.
    pub name: Option<String>,
    /// E-mail addresses taken for the business's own.
    pub emails: Vec<String>,
    /// Numbers taken for its own, E.164.
    pub phones: Vec<String>,
    /// Fax numbers, E.164.
    pub faxes: Vec<String>,
    /// Addresses taken for somebody else's.
    pub third_party_emails: Vec<String>,
    /// Numbers taken for somebody else's.
    pub third_party_phones: Vec<String>,
    /// Profile URLs.
    pub socials: Vec<String>,
    /// People.
    pub people: Vec<FoundPerson>,
    /// Technologies.
    pub technologies: Vec<FoundTechnology>,
    /// City, where an address was read.
    pub city: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country, alpha-2.
    pub country: Option<String>,
    /// Language, ISO 639-1.
    pub language: Option<String>,
}

/// The fields that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Field {
    Emails,
    Phones,
    Faxes,
    ThirdPartyEmails,
    ThirdPartyPhones,
    Socials,
    Names,
    People,
    Titles,
    Technologies,
    Versions,
    Cities,
    PostalCodes,
    Countries,
    Languages,
}

impl Field {
    /// All fields in the order of the table.
    pub const ALL: [Self; 15] = [
        Self::Emails,
        Self::Phones,
        Self::Faxes,
        Self::ThirdPartyEmails,
        Self::ThirdPartyPhones,
        Self::Socials,
        Self::Names,
        Self::People,
        Self::Titles,
        Self::Technologies,
        Self::Versions,
        Self::Cities,
        Self::PostalCodes,
        Self::Countries,
        Self::Languages,
    ];

    /// Heading in the table.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Emails => "e-mails",
            Self::Phones => "phones",
            Self::Faxes => "fax",
            Self::ThirdPartyEmails => "e-mails of others",
            Self::ThirdPartyPhones => "phones of others",
            Self::Socials => "social profiles",
            Self::Names => "names",
            Self::People => "people",
            Self::Titles => "titles",
            Self::Technologies => "technologies",
            Self::Versions => "versions",
            Self::Cities => "cities",
            Self::PostalCodes => "postal codes",
            Self::Countries => "countries",
            Self::Languages => "languages",
        }
    }
}

/// Counts of one field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Found and true.
    pub right: u32,
    /// Found and not true.
    pub wrong: u32,
    /// True and not found.
    pub missed: u32,
}

impl Tally {
    /// Share of the found that is true; 1 when nothing was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.wrong)
    }

    /// Share of the true that was found; 1 when there was nothing to find.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.missed)
    }
}

fn share(good: u32, bad: u32) -> f64 {
    if good + bad == 0 { 1.0 } else { f64::from(good) / f64::from(good + bad) }
}

/// One difference, for people who want to know why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Host.
    pub host: String,
    /// Field's label, or "reason", "state", "never".
    pub field: &'static str,
    /// `wrong`, `missed` or `forbidden`.
    pub kind: &'static str,
    /// The value.
    pub value: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} {}: {}", self.host, self.field, self.kind, self.value)
    }
}

/// The comparison of a whole town.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Scorecard {
    /// Counts, in the order of [`Field::ALL`].
    pub fields: Vec<(Field, Tally)>,
    /// Sites whose end (read or which reason) was as the truth says.
    pub verdicts: Tally,
    /// Values told as contacts that must never be.
    pub forbidden: u32,
    /// Every difference.
    pub differences: Vec<Difference>,
}

impl Scorecard {
    /// Counts of one field.
    #[must_use]
    pub fn tally(&self, field: Field) -> Tally {
        self.fields.iter().find(|(f, _)| *f == field).map(|(_, tally)| *tally).unwrap_or_default()
    }

    /// Whether the demo's promise holds: e-mails and phones with precision ≥ 0.99 and recall ≥ 0.97, every site its verdict,
    /// nothing forbidden.
    #[must_use]
    pub fn is_met(&self) -> bool {
        let good = |field| {
            let tally = self.tally(field);
            tally.precision() >= 0.99 && tally.recall() >= 0.97
        };
        good(Field::Emails) && good(Field::Phones) && self.verdicts.wrong == 0 && self.verdicts.missed == 0 && self.forbidden == 0
    }

    fn add(&mut self, field: Field, host: &str, found: &[String], truth: &[String], tolerated: &[String]) {
        let mut tally = Tally::default();
        let mut seen: Vec<&String> = Vec::new();
        for value in found {
            if seen.contains(&value) {
                continue;
            }
            seen.push(value);
            if truth.contains(value) {
                tally.right += u32::from(!tolerated.contains(value));
            } else if !tolerated.contains(value) {
                tally.wrong += 1;
                self.differ(host, field.label(), "wrong", value);
            }
        }
        for value in truth {
            if !found.contains(value) && !tolerated.contains(value) {
                tally.missed += 1;
                self.differ(host, field.label(), "missed", value);
            }
        }
        if let Some((_, total)) = self.fields.iter_mut().find(|(f, _)| *f == field) {
            total.right += tally.right;
            total.wrong += tally.wrong;
            total.missed += tally.missed;
        }
    }

    fn differ(&mut self, host: &str, field: &'static str, kind: &'static str, value: &str) {
        self.differences.push(Difference { host: host.to_owned(), field, kind, value: value.to_owned() });
    }
}

impl fmt::Display for Scorecard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<18} {:>6} {:>6} {:>7} {:>10} {:>7}", "", "right", "wrong", "missed", "precision", "recall")?;
        for (field, tally) in &self.fields {
            writeln!(
                f,
                "{:<18} {:>6} {:>6} {:>7} {:>10.3} {:>7.3}",
                field.label(),
                tally.right,
                tally.wrong,
                tally.missed,
                tally.precision(),
                tally.recall()
            )?;
        }
        writeln!(f, "{:<18} {:>6} {:>6} {:>7}", "verdicts", self.verdicts.right, self.verdicts.wrong, self.verdicts.missed)?;
        write!(f, "{:<18} {:>13}", "forbidden values", self.forbidden)
    }
}

/// Compares what was found with the truth. With `with_browser` false, what only a browser shows is neither asked nor punished.
#[must_use]
pub fn score(found: &[FoundSite], truth: &[SiteTruth], with_browser: bool) -> Scorecard {
    let mut by_host: HashMap<&str, &FoundSite> = found.iter().map(|site| (site.host.as_str(), site)).collect();
    // Of two sites with one content either may be the one that is read.
    for site in truth {
        if let Some(twin) = &site.twin_of
            && by_host.get(site.host.as_str()).is_some_and(|f| f.state == "DONE")
            && by_host.get(twin.as_str()).is_some_and(|f| f.state != "DONE")
        {
            let (here, there) = (by_host.remove(site.host.as_str()), by_host.remove(twin.as_str()));
            if let (Some(here), Some(there)) = (here, there) {
                by_host.insert(site.host.as_str(), there);
                by_host.insert(twin.as_str(), here);
            }
        }
    }
    let mut card =
        Scorecard { fields: Field::ALL.iter().map(|&field| (field, Tally::default())).collect(), ..Scorecard::default() };
    let nothing = FoundSite::default();
    for site in truth {
        let found = by_host.get(site.host.as_str()).copied();
        verdict(&mut card, site, found);
        compare(&mut card, site, found.unwrap_or(&nothing), with_browser);
    }
    card
}

fn verdict(card: &mut Scorecard, truth: &SiteTruth, found: Option<&FoundSite>) {
    let Some(found) = found.filter(|f| matches!(f.state.as_str(), "DONE" | "SKIPPED" | "FAILED")) else {
        card.verdicts.missed += 1;
        card.differ(&truth.host, "verdict", "missed", truth.reason.map_or("DONE", Reason::as_str));
        return;
    };
    let as_told = if found.state == "DONE" { "DONE" } else { found.reason.as_deref().unwrap_or("no reason") };
    let as_true = if truth.state == State::Done { "DONE" } else { truth.reason.map_or("", Reason::as_str) };
    if as_told == as_true {
        card.verdicts.right += 1;
    } else {
        card.verdicts.wrong += 1;
        card.differ(&truth.host, "verdict", "wrong", &format!("{as_told} instead of {as_true}"));
    }
}

fn compare(card: &mut Scorecard, truth: &SiteTruth, found: &FoundSite, with_browser: bool) {
    let host = truth.host.as_str();
    let blind = truth.needs_browser && !with_browser;
    let lower = |values: &[String]| values.iter().map(|v| v.to_lowercase()).collect::<Vec<_>>();
    let urls = |values: &[String]| values.iter().map(|v| fold_url(v)).collect::<Vec<_>>();
    // What may be found or not: all of a site that cannot be seen, single values that only a browser shows.
    let optional = |values: &[String]| -> Vec<String> {
        if blind {
            values.to_vec()
        } else if with_browser {
            Vec::new()
        } else {
            values.iter().filter(|v| truth.browser_only.contains(v)).cloned().collect()
        }
    };

    card.add(Field::Emails, host, &lower(&found.emails), &truth.emails, &optional(&truth.emails));
    card.add(Field::Phones, host, &found.phones, &truth.phones, &optional(&truth.phones));
    card.add(Field::Faxes, host, &found.faxes, &truth.faxes, &optional(&truth.faxes));
    card.add(
        Field::ThirdPartyEmails,
        host,
        &lower(&found.third_party_emails),
        &truth.third_party_emails,
        &optional(&truth.third_party_emails),
    );
    card.add(
        Field::ThirdPartyPhones,
        host,
        &found.third_party_phones,
        &truth.third_party_phones,
        &optional(&truth.third_party_phones),
    );
    let socials = urls(&truth.socials);
    card.add(Field::Socials, host, &urls(&found.socials), &socials, &optional(&socials));
    names(card, truth, found, blind);

    let people: Vec<String> = truth.people.iter().map(|p| fold(&p.name)).collect();
    let found_people: Vec<String> = found.people.iter().map(|p| fold(&p.name)).collect();
    card.add(Field::People, host, &found_people, &people, &optional(&people));
    // Titles are asked only of people who were found.
    let titled = |name: &str, title: &str| format!("{}: {}", fold(name), fold(title));
    let titles: Vec<String> =
        truth.people.iter().filter(|p| found_people.contains(&fold(&p.name))).map(|p| titled(&p.name, &p.title)).collect();
    let found_titles: Vec<String> = found
        .people
        .iter()
        .filter(|p| people.contains(&fold(&p.name)))
        .filter_map(|p| p.title.as_ref().map(|t| titled(&p.name, t)))
        .collect();
    card.add(Field::Titles, host, &found_titles, &titles, &optional(&titles));

    let technologies: Vec<String> = truth.technologies.iter().map(|t| fold_technology(&t.name)).collect();
    let found_technologies: Vec<String> = found.technologies.iter().map(|t| fold_technology(&t.name)).collect();
    let mut tolerated: Vec<String> = truth.implied_technologies.iter().map(|t| fold_technology(t)).collect();
    tolerated.extend(optional(&technologies));
    card.add(Field::Technologies, host, &found_technologies, &technologies, &tolerated);
    let versions: Vec<String> = truth
        .technologies
        .iter()
        .filter(|t| found_technologies.contains(&fold_technology(&t.name)))
        .filter_map(|t| t.version.as_ref().map(|v| format!("{} {v}", fold_technology(&t.name))))
        .collect();
    let found_versions: Vec<String> = found
        .technologies
        .iter()
        .filter(|t| technologies.contains(&fold_technology(&t.name)))
        .filter_map(|t| t.version.as_ref().map(|v| format!("{} {v}", fold_technology(&t.name))))
        .collect();
    card.add(Field::Versions, host, &found_versions, &versions, &optional(&versions));

    let address = truth.address.as_ref();
    single(card, Field::Cities, host, found.city.as_deref().map(fold), address.map(|a| fold(&a.city)), blind);
    single(card, Field::PostalCodes, host, found.postal_code.as_deref().map(fold), address.map(|a| fold(&a.postal_code)), blind);
    single(card, Field::Countries, host, found.country.as_deref().map(fold), address.map(|a| fold(&a.country)), blind);
    single(card, Field::Languages, host, found.language.as_deref().map(fold), truth.language.as_deref().map(fold), blind);
    forbidden(card, truth, found);
}

fn names(card: &mut Scorecard, truth: &SiteTruth, found: &FoundSite, blind: bool) {
    let right: Vec<String> = truth.name.iter().chain(&truth.other_names).map(|n| fold(n)).collect();
    let told = found.name.as_deref().map(fold);
    // Either the trading or the legal name is right; only one of them is asked for.
    let asked = match &told {
        Some(told) if right.contains(told) => Some(told.clone()),
        _ => right.first().cloned(),
    };
    single(card, Field::Names, &truth.host, told, asked, blind);
}

fn single(card: &mut Scorecard, field: Field, host: &str, found: Option<String>, truth: Option<String>, blind: bool) {
    // A blind reader may know nothing or something of the shell; a wrong value is not held against it.
    if blind {
        return;
    }
    let found: Vec<String> = found.into_iter().filter(|v| !v.is_empty()).collect();
    let truth: Vec<String> = truth.into_iter().collect();
    card.add(field, host, &found, &truth, &[]);
}

fn forbidden(card: &mut Scorecard, truth: &SiteTruth, found: &FoundSite) {
    let emails = found.emails.iter().chain(&found.third_party_emails);
    let phones = found.phones.iter().chain(&found.faxes).chain(&found.third_party_phones);
    let real: Vec<&String> = truth.phones.iter().chain(&truth.faxes).chain(&truth.third_party_phones).collect();
    for value in emails.chain(phones) {
        if !real.contains(&value) && truth.never.iter().any(|never| is_forbidden(value, never)) {
            card.forbidden += 1;
            card.differ(&truth.host, "never", "forbidden", value);
        }
    }
}

/// An address equal to a forbidden one, or a number whose national digits stand inside forbidden digits.
fn is_forbidden(value: &str, never: &str) -> bool {
    if never.contains('@') {
        return value.eq_ignore_ascii_case(never);
    }
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (value, never) = (digits(value), digits(never));
    // Two digits of country code are cut off: what is left must be long enough to mean something.
    value.len() >= 9 && never.contains(&value[2..])
}

/// Lower case, letters and digits only, one blank between words.
fn fold(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).flat_map(char::to_lowercase).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A URL without scheme, `www.`, language subdomain and slash at the end; a network's old name counts as its new one.
fn fold_url(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest).trim_end_matches('/').to_lowercase();
    let (host, path) = bare.split_once('/').unwrap_or((&bare, ""));
    let host = match host.split_once('.') {
        Some((first, rest)) if rest.contains('.') && (first == "www" || first == "m" || first.len() == 2) => rest,
        _ => host,
    };
    let host = if host == "twitter.com" { "x.com" } else { host };
    format!("{host}/{path}")
}

/// A technology's name without blanks and punctuation, with the names that people use for the same thing made one.
fn fold_technology(name: &str) -> String {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match name.as_str() {
        "apache" | "apachehttpd" => "apachehttpserver",
        "vue" => "vuejs",
        "next" => "nextjs",
        "reactjs" => "react",
        "ga4" | "googleanalytics4" => "googleanalytics",
        "facebookpixel" => "metapixel",
        "gtm" => "googletagmanager",
        "googlefontapi" | "googlefontsapi" => "googlefonts",
        "googlemapsembed" | "googlemapsplatform" => "googlemaps",
        "googlerecaptcha" => "recaptcha",
        "yoast" => "yoastseo",
        "plausible" => "plausibleanalytics",
        "tawk" => "tawkto",
        "frontpage" => "microsoftfrontpage",
        "ionos" | "mywebsite" | "ionosmywebsitenow" | "1and1websitebuilder" => "ionosmywebsite",
        "youtubeembed" => "youtube",
        "litespeedwebserver" => "litespeed",
        "tarteaucitronjs" => "tarteaucitron",
        _ => return name,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn truth() -> SiteTruth {
        let mut truth = SiteTruth::nothing("a.test", "https://a.test/", Reason::Timeout);
        truth.state = State::Done;
        truth.reason = None;
        truth.name = Some("Café Ä".into());
        truth.emails = vec!["info@a.test".into(), "anna@a.test".into()];
        truth.never = vec!["logo@2x.png".into(), "12345678901234".into()];
        truth
    }

    fn found() -> FoundSite {
        FoundSite {
            host: "a.test".into(),
            state: "DONE".into(),
            name: Some("café ä".into()),
            emails: vec!["Info@a.test".into(), "anna@a.test".into()],
            ..FoundSite::default()
        }
    }

    #[test]
    fn the_truth_itself_scores_full_marks() {
        let card = score(&[found()], &[truth()], true);
        assert!(card.is_met(), "{:?}", card.differences);
        assert_eq!(card.tally(Field::Emails), Tally { right: 2, wrong: 0, missed: 0 });
        assert_eq!(card.tally(Field::Names).right, 1);
    }

    #[test]
    fn a_miss_lowers_recall_and_an_invention_lowers_precision() {
        let mut other = found();
        other.emails = vec!["info@a.test".into(), "invented@a.test".into()];
        let tally = score(&[other], &[truth()], true).tally(Field::Emails);
        assert_eq!(tally, Tally { right: 1, wrong: 1, missed: 1 });
        assert!((tally.precision() - 0.5).abs() < f64::EPSILON && (tally.recall() - 0.5).abs() < f64::EPSILON);
    }

    #[test]
    fn a_site_with_no_verdict_or_another_reason_does_not_meet_the_truth() {
        assert_eq!(score(&[], &[truth()], true).verdicts.missed, 1);
        let failed =
            FoundSite { host: "a.test".into(), state: "FAILED".into(), reason: Some("TIMEOUT".into()), ..FoundSite::default() };
        let card = score(&[failed], &[truth()], true);
        assert_eq!(card.verdicts.wrong, 1);
        assert!(!card.is_met());
    }

    #[test]
    fn an_asset_name_or_a_register_number_told_as_a_contact_is_counted_apart() {
        let mut other = found();
        other.third_party_emails = vec!["logo@2x.png".into()];
        other.phones = vec!["+33234567890".into()];
        let card = score(&[other], &[truth()], true);
        assert_eq!(card.forbidden, 2);
        assert!(!card.is_met());
    }

    #[test]
    fn without_a_browser_what_only_a_browser_shows_is_neither_asked_nor_punished() {
        let mut truth = truth();
        truth.browser_only = vec!["anna@a.test".into()];
        let mut other = found();
        other.emails.truncate(1);
        assert_eq!(
            score(&[other.clone()], &[truth.clone()], false).tally(Field::Emails),
            Tally { right: 1, wrong: 0, missed: 0 }
        );
        assert_eq!(score(&[found()], &[truth.clone()], false).tally(Field::Emails), Tally { right: 1, wrong: 0, missed: 0 });
        assert_eq!(score(&[other], &[truth], true).tally(Field::Emails).missed, 1);
    }

    #[test]
    fn of_two_sites_with_one_content_either_may_be_the_one_that_is_read() {
        let mut twin = SiteTruth::nothing("b.test", "https://b.test/", Reason::Duplicate);
        twin.twin_of = Some("a.test".into());
        let mut read = found();
        read.host = "b.test".into();
        let left_out = FoundSite {
            host: "a.test".into(),
            state: "SKIPPED".into(),
            reason: Some("DUPLICATE".into()),
            ..FoundSite::default()
        };
        assert!(score(&[read, left_out], &[truth(), twin], true).is_met());
    }
}
