//! What a registry tells of a domain, however it was asked, and how it writes moments and names. Pure.

use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{Date, Month, OffsetDateTime};
use url::Url;

/// Longest name of a registrar that is kept, characters.
const MAX_NAME: usize = 200;
/// Years that can be meant: there were no domains before, and nobody is paid for later.
const YEARS: std::ops::RangeInclusive<i32> = 1980..=2200;

/// Of addresses that say where a fact was learnt, when that was a WHOIS server (`whois://server/domain`).
pub(super) const WHOIS_SCHEME: &str = "whois";

/// What a registry says of a domain; what it does not say is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// Since when it is registered, Unix milliseconds.
    pub registered_at_ms: Option<i64>,
    /// Until when, Unix milliseconds.
    pub expires_at_ms: Option<i64>,
    /// With whom.
    pub registrar: Option<String>,
    /// The address that said so: `https:` of an RDAP server, `whois:` of a WHOIS server.
    pub source: Url,
}

impl Registration {
    /// True when it was told over WHOIS, not over RDAP.
    #[must_use]
    pub fn is_over_whois(&self) -> bool {
        self.source.scheme() == WHOIS_SCHEME
    }

    /// Itself, unless it says nothing.
    pub(super) fn if_it_tells(self) -> Option<Self> {
        let tells = self.registered_at_ms.is_some() || self.expires_at_ms.is_some() || self.registrar.is_some();
        tells.then_some(self)
    }
}

/// A registrar's name on one line, not too long; `None` for nothing.
pub(super) fn name(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then(|| words.chars().take(MAX_NAME).collect())
}

/// A moment in Unix milliseconds. Registries write it in many ways, and some leave the time or its zone out: then it is the day's
/// beginning in UTC. Of `03/04/2001` the first number is the day, as outside America, where registries write the year first.
pub(super) fn moment(text: &str) -> Option<i64> {
    let text = text.trim();
    let exact = OffsetDateTime::parse(text, &Rfc3339).ok().filter(|moment| YEARS.contains(&moment.year()));
    let moment = exact.or_else(|| day(text));
    moment.and_then(|moment| i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).ok())
}

fn day(text: &str) -> Option<OffsetDateTime> {
    let mut parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let mut first = parts.next()?;
    // "Sat 03 Feb 2001".
    if first.bytes().all(|b| b.is_ascii_alphabetic()) && month(first).is_none() {
        first = parts.next()?;
    }
    // "2001-02-03T04:05:06": the day ends where the time begins.
    let number = |part: &str| part.split(['T', 't']).next().and_then(|digits| digits.parse::<i32>().ok());
    let (year, month, day) = if first.len() == 8 && first.bytes().all(|b| b.is_ascii_digit()) {
        (first[..4].parse().ok()?, first[4..6].parse().ok()?, first[6..].parse().ok()?)
    } else {
        let (second, third) = (parts.next()?, parts.next()?);
        if first.len() == 4 && first.bytes().all(|b| b.is_ascii_digit()) {
            (first.parse().ok()?, month(second)?, number(third)?)
        } else if let Some(named) = first.bytes().all(|b| b.is_ascii_alphabetic()).then(|| month(first)).flatten() {
            // "Feb 3 04:05:06 2001" holds the year last.
            let year = if third.len() == 4 { number(third) } else { parts.find(|part| part.len() == 4).and_then(number) };
            (year?, named, number(second)?)
        } else {
            (number(third)?, month(second)?, number(first)?)
        }
    };
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, u8::try_from(day).ok()?).ok()?;
    YEARS.contains(&year).then(|| date.midnight().assume_utc())
}

/// A month by its number or by its English name.
fn month(text: &str) -> Option<u8> {
    const NAMES: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let named = NAMES.iter().position(|name| text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(name)))?;
    u8::try_from(named + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_day_is_read_in_whatever_way_a_registry_writes_it() {
        for text in [
            "2001-02-03T00:00:00Z",
            "2001-02-03",
            "2001-02-03 11:30:00",
            "2001-02-03T11:30:00",
            "2001/02/03",
            "2001/02/03 (JST)",
            "2001. 02. 03.",
            "2001.02.03 10:00:00",
            "20010203",
            "20010203 11:30:00",
            "03.02.2001",
            "3.2.2001 11:30:00",
            "03/02/2001",
            "03-Feb-2001",
            "3 February 2001",
            "Sat 03 Feb 2001",
            "Sat Feb 3 11:30:00 2001",
            "February 3 2001",
        ] {
            assert_eq!(moment(text), Some(981_158_400_000), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "long ago",
            "before Aug-1996",
            "2001",
            "2001-13-03",
            "2001-02-30",
            "0001-01-01",
            "31/12/9999",
            "not defined",
            "99999999",
            "T",
            "1-2-3",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
