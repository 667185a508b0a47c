//! Names of months, which follow numbers as cities do and stand in streets as their names.
//!
//! Belongs here: the names. Does not belong here: dates and opening hours.

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

/// "rue du 8 mai 1945", "Piazza 4 Novembre", "ul. 3 Maja": the number belongs to the name.
pub(super) fn month_like(token: Option<&Token<'_>>) -> bool {
    token.is_some_and(|t| {
        t.gap <= Gap::Space
            && matches!(
                t.text.to_lowercase().as_str(),
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
    })
}
