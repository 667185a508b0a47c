//! Names of months, which follow numbers as cities do and stand in streets as their names.
//!
//! Belongs here: the names. Does not belong here: dates and opening hours.

use crate::short_text::ShortText;

use super::tokens::{Gap, Token};

/// A German or English month, in lower case: what follows the numbers of dates on most pages.
pub(super) fn is_month(lower: &str) -> bool {
    matches!(
        lower,
        "januar"
            | "februar"
            | "märz"
            | "april"
            | "mai"
            | "juni"
            | "juli"
            | "august"
            | "september"
            | "oktober"
            | "november"
            | "dezember"
            | "january"
            | "february"
            | "march"
            | "may"
            | "june"
            | "july"
            | "october"
            | "december"
    )
}

/// True when a text tells a day of a year: "14 mars 2026", "12.05.2026", "May 3, 2026".
pub(super) fn holds_date(text: &str) -> bool {
    if text.len() > 160 || memchr::memmem::find(text.as_bytes(), b"20").is_none() {
        return false;
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let number = |word: &str, most: u16| word.len() <= 2 && word.parse::<u16>().is_ok_and(|n| (1..=most).contains(&n));
    let year = |word: &str| word.len() == 4 && word.starts_with("20") && word.bytes().all(|b| b.is_ascii_digit());
    let month = |word: &str| {
        let lower = ShortText::lower(word);
        is_month(&lower) || is_month_elsewhere(&lower)
    };
    words
        .windows(3)
        .any(|w| year(w[2]) && (number(w[0], 31) && (number(w[1], 31) || month(w[1])) || month(w[0]) && number(w[1], 31)))
        || words.windows(5).any(|w| number(w[0], 31) && w[1] == "de" && month(w[2]) && w[3] == "de" && year(w[4]))
}

/// "rue du 8 mai 1945", "Piazza 4 Novembre", "ul. 3 Maja": the number belongs to the name.
pub(super) fn month_like(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|t| t.gap <= Gap::Space && is_month_elsewhere(&ShortText::lower(t.text)))
}

/// A month of other languages, in lower case, as dates and street names write it.
fn is_month_elsewhere(lower: &str) -> bool {
    matches!(
        lower,
        "janvier"
            | "février"
            | "mars"
            | "avril"
            | "mai"
            | "juin"
            | "juillet"
            | "août"
            | "septembre"
            | "octobre"
            | "novembre"
            | "décembre"
            | "gennaio"
            | "febbraio"
            | "marzo"
            | "aprile"
            | "maggio"
            | "giugno"
            | "luglio"
            | "agosto"
            | "settembre"
            | "ottobre"
            | "dicembre"
            | "enero"
            | "febrero"
            | "abril"
            | "mayo"
            | "junio"
            | "julio"
            | "septiembre"
            | "octubre"
            | "noviembre"
            | "diciembre"
            | "maio"
            | "junho"
            | "julho"
            | "setembro"
            | "outubro"
            | "dezembro"
            | "maja"
            | "listopada"
            | "sierpnia"
            | "stycznia"
            | "juni"
            | "října"
            | "května"
            | "listopadu"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_of_a_year_is_a_date_and_a_street_named_after_one_is_none() {
        for text in ["Samedi 14 mars 2026, 18h", "am 12.05.2026 um 19 Uhr", "May 3, 2026", "el 9 de mayo de 2026", "14/06/2026"] {
            assert!(holds_date(text), "{text}");
        }
        for text in ["12 rue du 8 mai 1945", "© 2026", "Seit 2004", "Tel. 20 26 20 26"] {
            assert!(!holds_date(text), "{text}");
        }
    }
}
