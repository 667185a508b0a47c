//! The judged fields, and for each one when a found value and a true one are the same.
//!
//! Three ways of comparing: *sets* (every value counts: contacts, people, profiles, products), *winners* (only the first of the
//! reader's list is shown, and the truth lists every spelling one would accept: names, opening hours), and postal addresses,
//! where a value with less in it is neither right nor invented.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use glouton_reader::{Contact, ContactKind, SiteFacts, Sourced};
use serde::{Deserialize, Serialize};

use crate::address::{Likeness, found_line, true_line};
use crate::report::Outcome;
use crate::site::PersonTruth;
use crate::{Address, Truth, hours};

/// A fact that is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The business's own e-mail addresses.
    Emails,
    /// Its own telephone numbers.
    Phones,
    /// Its own fax numbers.
    Faxes,
    /// Contacts on its pages that are somebody else's, found and told apart.
    ThirdParty,
    /// Of the contacts found that the truth knows, those put on the right side (own or somebody else's).
    Attribution,
    /// The name to show.
    Names,
    /// The legal name.
    LegalNames,
    /// Its own postal addresses.
    Addresses,
    /// Its own social profiles.
    Socials,
    /// The people who work there, by name.
    People,
    /// The role beside a person's name.
    Titles,
    /// The contact beside a person's name.
    Ties,
    /// Opening hours.
    OpeningHours,
    /// VAT identification numbers.
    VatNumbers,
    /// Company register numbers.
    RegisterNumbers,
    /// Year of foundation.
    FoundingYears,
    /// The site's language.
    Language,
    /// Products the site is made with.
    Technologies,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Field {
    /// Every field, in the order of reports.
    pub const EVERY: [Self; 18] = [
        Self::Emails,
        Self::Phones,
        Self::Faxes,
        Self::ThirdParty,
        Self::Attribution,
        Self::Names,
        Self::LegalNames,
        Self::Addresses,
        Self::Socials,
        Self::People,
        Self::Titles,
        Self::Ties,
        Self::OpeningHours,
        Self::VatNumbers,
        Self::RegisterNumbers,
        Self::FoundingYears,
        Self::Language,
        Self::Technologies,
    ];

    /// The name in reports, in `floors.toml` and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emails => "emails",
            Self::Phones => "phones",
            Self::Faxes => "faxes",
            Self::ThirdParty => "third_party",
            Self::Attribution => "attribution",
            Self::Names => "names",
            Self::LegalNames => "legal_names",
            Self::Addresses => "addresses",
            Self::Socials => "socials",
            Self::People => "people",
            Self::Titles => "titles",
            Self::Ties => "ties",
            Self::OpeningHours => "opening_hours",
            Self::VatNumbers => "vat_numbers",
            Self::RegisterNumbers => "register_numbers",
            Self::FoundingYears => "founding_years",
            Self::Language => "language",
            Self::Technologies => "technologies",
        }
    }

    /// The field of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::EVERY.into_iter().find(|field| field.name() == name)
    }

    /// Compares; `None` when the truth does not mention the field.
    pub(crate) fn compare(self, truth: &Truth, facts: &SiteFacts) -> Option<Outcome> {
        let organisation = &facts.organisation;
        Some(match self {
            Self::Emails => sets(truth.emails.as_ref()?, own(facts, ContactKind::Email), str::to_owned),
            Self::Phones => sets(truth.phones.as_ref()?, own(facts, ContactKind::Phone), str::to_owned),
            Self::Faxes => sets(truth.faxes.as_ref()?, own(facts, ContactKind::Fax), str::to_owned),
            Self::ThirdParty => {
                let found = contacts(facts).filter(|c| c.third_party).map(|c| c.value.value.clone());
                sets(truth.third_party.as_ref()?, found, str::to_owned)
            }
            Self::Attribution => attribution(truth, facts)?,
            Self::Names => {
                let shown = values(&organisation.names).next().or_else(|| values(&organisation.legal_names).next());
                winner(truth.names.as_ref()?, shown.as_ref(), folded)
            }
            Self::LegalNames => winner(truth.legal_names.as_ref()?, values(&organisation.legal_names).next().as_ref(), folded),
            Self::Addresses => addresses(truth.addresses.as_ref()?, facts),
            Self::Socials => {
                let found = facts.socials.iter().map(|s| s.url.value.to_string());
                sets(truth.socials.as_ref()?, found, profile)
            }
            Self::People => {
                let names: Vec<String> = truth.people.as_ref()?.iter().map(|p| p.name().to_owned()).collect();
                sets(&names, facts.people.iter().map(|p| p.name.value.clone()), person_key)
            }
            Self::Titles => titles(truth.people.as_ref()?, facts),
            Self::Ties => ties(truth.people.as_ref()?, facts),
            Self::OpeningHours => {
                let shown = values(&organisation.opening_hours).next();
                winner(truth.opening_hours.as_ref()?, shown.as_ref(), |text| format!("{:?}", hours::week(text)))
            }
            Self::VatNumbers => sets(truth.vat_numbers.as_ref()?, values(&organisation.vat_numbers), vat),
            Self::RegisterNumbers => sets(truth.register_numbers.as_ref()?, values(&organisation.register_numbers), digits),
            Self::FoundingYears => {
                let years: Vec<String> = truth.founding_years.as_ref()?.iter().map(u16::to_string).collect();
                winner(&years, values(&organisation.founding_years).next().as_ref(), str::to_owned)
            }
            Self::Language => {
                let found = facts.language.iter().map(|l| l.value.clone());
                sets(std::slice::from_ref(&truth.language), found, str::to_owned)
            }
            Self::Technologies => {
                let found = facts.technologies.iter().map(|t| t.name.value.clone());
                sets(truth.technologies.as_ref()?, found, folded)
            }
        })
    }
}

fn values<T: fmt::Display>(list: &[Sourced<T>]) -> impl Iterator<Item = String> {
    list.iter().map(|value| value.value.to_string())
}

fn contacts(facts: &SiteFacts) -> impl Iterator<Item = &Contact> {
    facts.contacts.iter().filter(|c| c.kind != ContactKind::ContactForm)
}

fn own(facts: &SiteFacts, kind: ContactKind) -> impl Iterator<Item = String> {
    contacts(facts).filter(move |c| c.kind == kind && !c.third_party).map(|c| c.value.value.clone())
}

/// Compares two sets by a key. A true value with a question mark at its end is optional: found or not, it does not count.
fn sets(truth: &[String], found: impl IntoIterator<Item = String>, key: impl Fn(&str) -> String) -> Outcome {
    let mut expected = BTreeMap::new();
    let mut optional = BTreeSet::new();
    for value in truth {
        match value.strip_suffix('?') {
            Some(value) => {
                optional.insert(key(value));
            }
            None => {
                expected.insert(key(value), value);
            }
        }
    }
    let mut outcome = Outcome::default();
    let mut seen = BTreeSet::new();
    for value in found {
        let key = key(&value);
        if optional.contains(&key) || !seen.insert(key.clone()) {
            continue;
        }
        match expected.remove(&key) {
            Some(_) => outcome.right += 1,
            None => outcome.invented.push(value),
        }
    }
    outcome.missed.extend(expected.into_values().cloned());
    outcome
}

/// Compares the one value that is shown with all that one would accept.
fn winner(accepted: &[String], shown: Option<&String>, key: impl Fn(&str) -> String) -> Outcome {
    let mut outcome = Outcome::default();
    match shown {
        Some(shown) if accepted.iter().any(|value| key(value) == key(shown)) => outcome.right += 1,
        _ => {
            outcome.invented.extend(shown.cloned());
            outcome.missed.extend(accepted.first().cloned());
        }
    }
    outcome
}

fn attribution(truth: &Truth, facts: &SiteFacts) -> Option<Outcome> {
    let foreign: BTreeSet<&String> = truth.third_party.as_ref()?.iter().collect();
    let own: BTreeSet<&String> = [&truth.emails, &truth.phones, &truth.faxes].into_iter().flatten().flatten().collect();
    let mut outcome = Outcome::default();
    for contact in contacts(facts) {
        let value = &contact.value.value;
        let is_foreign = foreign.contains(value);
        if is_foreign == own.contains(value) {
            continue;
        }
        if is_foreign == contact.third_party {
            outcome.right += 1;
        } else {
            let side = if contact.third_party { "is its own" } else { "is somebody else's" };
            outcome.invented.push(format!("{value} {side}"));
        }
    }
    Some(outcome)
}

fn addresses(truth: &[Address], facts: &SiteFacts) -> Outcome {
    let mut outcome = Outcome::default();
    let mut met = vec![false; truth.len()];
    for found in &facts.organisation.addresses {
        let likeness: Vec<Likeness> = truth.iter().map(|address| address.compare(&found.value)).collect();
        if let Some(index) = likeness.iter().position(|l| *l == Likeness::Same) {
            met[index] = true;
        } else if !likeness.contains(&Likeness::Part) {
            outcome.invented.push(found_line(&found.value));
        }
    }
    for (address, met) in truth.iter().zip(met) {
        if met {
            outcome.right += 1;
        } else {
            outcome.missed.push(true_line(address));
        }
    }
    outcome
}

/// The role beside each person that was found; a person who was not found is already missed as such.
fn titles(people: &[PersonTruth], facts: &SiteFacts) -> Outcome {
    let mut outcome = Outcome::default();
    for person in people {
        let PersonTruth::Tied { name, title: Some(title), .. } = person else { continue };
        let Some(found) = facts.people.iter().find(|p| person_key(&p.name.value) == person_key(name)) else { continue };
        match &found.title {
            Some(found) if title.split('|').any(|spelling| folded(spelling) == folded(found)) => outcome.right += 1,
            other => {
                outcome.invented.extend(other.iter().map(|other| format!("{name}: {other}")));
                outcome.missed.push(format!("{name}: {title}"));
            }
        }
    }
    outcome
}

/// The person beside each contact that was found and that the truth ties to somebody.
fn ties(people: &[PersonTruth], facts: &SiteFacts) -> Outcome {
    let mut outcome = Outcome::default();
    for person in people {
        let PersonTruth::Tied { name, contacts: tied, .. } = person else { continue };
        for value in tied {
            let Some(contact) = contacts(facts).find(|c| &c.value.value == value) else { continue };
            match &contact.person {
                Some(found) if person_key(found) == person_key(name) => outcome.right += 1,
                other => {
                    outcome.invented.extend(other.iter().map(|other| format!("{value}: {other}")));
                    outcome.missed.push(format!("{value}: {name}"));
                }
            }
        }
    }
    outcome
}

/// Lower case, white space folded, quotation marks of every kind and a last full stop left out.
pub(crate) fn folded(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| if c == '’' || c == '´' || c == '`' { '\'' } else { c })
        .filter(|c| !matches!(c, '"' | '„' | '“' | '”' | '«' | '»' | '「' | '」' | '\u{ad}' | '\u{200b}'))
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ").to_lowercase().trim_end_matches('.').to_owned()
}

/// A person's name; where names are written without spaces, one between family and given name does not count.
fn person_key(name: &str) -> String {
    let name = folded(name);
    if name.chars().any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')) {
        name.replace(' ', "")
    } else {
        name
    }
}

/// A profile's address without what does not tell two profiles apart.
fn profile(url: &str) -> String {
    let url = url.to_lowercase();
    let url = url.trim_start_matches("https://").trim_start_matches("http://");
    let url = url.trim_start_matches("www.").trim_end_matches('/');
    url.strip_prefix("twitter.com/").map_or_else(|| url.to_owned(), |rest| format!("x.com/{rest}"))
}

/// A VAT number without its country prefix: it is the same number with and without.
fn vat(number: &str) -> String {
    let packed: String = number.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase();
    match packed.get(..2) {
        Some(prefix) if prefix.chars().all(|c| c.is_ascii_uppercase()) => packed[2..].to_owned(),
        _ => packed,
    }
}

/// The digits of a register number: "HRB 12345" and "HRB12345 Amtsgericht X" are one entry.
fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::{profile, sets, vat, winner};

    #[test]
    fn an_optional_value_counts_neither_found_nor_missed() {
        let truth = ["a".to_owned(), "b?".to_owned()];
        let outcome = sets(&truth, ["b".to_owned()], str::to_owned);
        assert_eq!((outcome.right, outcome.invented.len(), outcome.missed.len()), (0, 0, 1));
    }

    #[test]
    fn a_wrong_winner_is_invented_and_the_right_one_missed() {
        let outcome = winner(&["a".to_owned(), "b".to_owned()], Some(&"c".to_owned()), str::to_owned);
        assert_eq!((outcome.right, outcome.invented.len(), outcome.missed.len()), (0, 1, 1));
        assert_eq!(winner(&["a".to_owned(), "b".to_owned()], Some(&"b".to_owned()), str::to_owned).right, 1);
        assert_eq!(winner(&[], Some(&"c".to_owned()), str::to_owned).invented.len(), 1);
    }

    #[test]
    fn one_number_or_profile_in_two_spellings_is_one() {
        assert_eq!(vat("DE 123 456 789"), vat("123456789"));
        assert_eq!(profile("https://twitter.com/Krume/"), profile("https://x.com/krume"));
    }
}
