//! Postal addresses, and when two of them are the same one.

use glouton_reader::PostalAddress;
use serde::Deserialize;

use crate::field::folded;

/// A postal address as a careful visitor writes it down. A part in two spellings holds both, with a bar between them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// City.
    pub city: Option<String>,
    /// State, province, county; compared only when both sides have one.
    pub region: Option<String>,
    /// ISO 3166-1 alpha-2; compared only when both sides have one.
    pub country: Option<String>,
}

/// How a found address stands to a true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Everything that is true was found.
    Same,
    /// Nothing is wrong, but something is missing.
    Part,
    /// Something is wrong.
    Other,
}

impl Address {
    /// Compares street, postal code and city strictly; region and country only where both are known.
    pub(crate) fn compare(&self, found: &PostalAddress) -> Likeness {
        let mut likeness = Likeness::Same;
        for (truth, found) in [(&self.street, &found.street), (&self.postal_code, &found.postal_code), (&self.city, &found.city)]
        {
            match (truth, found) {
                (Some(truth), Some(found)) if same(truth, found) => {}
                (None, None) => {}
                (Some(_), None) => likeness = Likeness::Part,
                _ => return Likeness::Other,
            }
        }
        for (truth, found) in [(&self.region, &found.region), (&self.country, &found.country)] {
            if let (Some(truth), Some(found)) = (truth, found)
                && !same(truth, found)
            {
                return Likeness::Other;
            }
        }
        likeness
    }
}

fn same(truth: &str, found: &str) -> bool {
    let found = packed(found);
    truth.split('|').any(|spelling| packed(spelling) == found)
}

/// Letters and digits only, in lower case: "W1A 1AA" and "w1a1aa" are one code, "Str. 5" and "Str.5" one street.
fn packed(text: &str) -> String {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// One line for a report.
pub(crate) fn line(parts: [&Option<String>; 5]) -> String {
    parts.map(|part| part.as_deref().unwrap_or("–")).join(" | ")
}

/// A true address on one line.
pub(crate) fn true_line(a: &Address) -> String {
    line([&a.street, &a.postal_code, &a.city, &a.region, &a.country])
}

/// A found address on one line.
pub(crate) fn found_line(a: &PostalAddress) -> String {
    line([&a.street, &a.postal_code, &a.city, &a.region, &a.country])
}

#[cfg(test)]
mod tests {
    use super::{Address, Likeness};
    use glouton_reader::PostalAddress;

    fn truth() -> Address {
        Address {
            street: Some("Hauptstr. 5|Hauptstraße 5".into()),
            postal_code: Some("12345".into()),
            city: Some("Musterstadt".into()),
            region: None,
            country: Some("DE".into()),
        }
    }

    fn found(street: Option<&str>, city: &str) -> PostalAddress {
        PostalAddress {
            street: street.map(str::to_owned),
            city: Some(city.into()),
            postal_code: Some("12345".into()),
            ..PostalAddress::default()
        }
    }

    #[test]
    fn another_spelling_the_truth_lists_is_the_same_address() {
        assert_eq!(truth().compare(&found(Some("Hauptstraße 5"), "Musterstadt")), Likeness::Same);
    }

    #[test]
    fn an_address_without_its_street_is_a_part_and_one_of_another_town_is_another() {
        assert_eq!(truth().compare(&found(None, "Musterstadt")), Likeness::Part);
        assert_eq!(truth().compare(&found(Some("Hauptstr. 5"), "Anderswo")), Likeness::Other);
    }
}
