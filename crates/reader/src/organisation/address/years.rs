//! Years in prose ("Im Jahr 1987 übernahm …"): by far the most numbers that look like a postal code of four digits.
//!
//! Belongs here: refusing them by the words of their own line, before a window is built around them and searched for a street. Does not
//! belong here: what is an address. A number that the readers of addresses would take is never refused.

use super::super::postal::{Code, Form};
use super::super::tokens::{Gap, Token};
use super::code_first::{city_after, may_follow_its_city};
use super::english::australian_state;
use super::{Hints, explicit_country};
use crate::short_text::has_digit;

/// How far a street reaches back from its end, in words.
const REACH: usize = 36;
/// Words behind a code that are looked at for its city.
const CITY: usize = 9;

/// True for a number within a line that no reader takes for a code, whatever stands in the lines around: a year is one only with a
/// house's number right before it or in a part behind its city, or with a country behind that (see `finish`).
pub(super) fn is_year_in_prose(tokens: &[Token<'_>], line: &str, code: &Code, hints: &Hints) -> bool {
    // The first word's gap and sign may come from the line above.
    let within = code.first > 0 && tokens[code.first].gap < Gap::Comma;
    let year = code.form == Form::Four && code.country.is_none() && is_year(&code.text);
    if !within || !year || may_be_numbered(line, &tokens[code.first.saturating_sub(REACH)..code.first]) {
        return false;
    }
    if australian_state(tokens, code).is_some() {
        return false;
    }
    let end = match city_after(tokens, line, code, code.end) {
        // It and all that was looked at stand in this line, and no part begins behind it.
        Some((end, _)) if end + 3 < tokens.len() && tokens[end].gap < Gap::Dash => end,
        None if code.end + CITY < tokens.len() && !may_follow_its_city(code, hints) => return true,
        _ => return false,
    };
    // A region may stand between.
    explicit_country(tokens, end).is_none() && explicit_country(tokens, end + 1).is_none()
}

/// "Nov 28, 2024", "28 November 2024": the year of an English date, whatever stands behind it. Months of other languages stand in
/// the names of streets ("Rue du 1er Mars 12, 2000 Neuchâtel").
pub(super) fn is_of_date(tokens: &[Token<'_>], code: &Code) -> bool {
    const MONTHS: [&str; 21] = [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "Jun",
        "Jul",
        "Aug",
        "Sept",
        "Nov",
        "Dec",
    ];
    if code.form != Form::Four || code.country.is_some() || !is_year(&code.text) {
        return false;
    }
    let back = |by: usize| code.first.checked_sub(by).and_then(|at| tokens.get(at));
    let day = |token: Option<&Token<'_>>| token.is_some_and(|t| t.digits() > 0 && t.text.len() <= 4);
    let month = |token: Option<&Token<'_>>| token.is_some_and(|t| MONTHS.contains(&t.text));
    let one_phrase = tokens.get(code.first).is_some_and(|t| t.gap <= Gap::Comma);
    one_phrase && (day(back(1)) && month(back(2)) || month(back(1)) && day(back(2)))
}

/// Numbers that are years rather than codes.
pub(super) fn is_year(digits: &str) -> bool {
    matches!(digits.parse::<u16>(), Ok(1900..=2040))
}

/// True when a house's number may stand among words of a line, or what stands for one: "s/n", "snc".
fn may_be_numbered(line: &str, tokens: &[Token<'_>]) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    has_digit(line.get(first.start..last.end).unwrap_or_default())
        || tokens
            .iter()
            .any(|t| t.text.len() <= 3 && ["n", "sn", "bb", "snc"].iter().any(|mark| t.text.eq_ignore_ascii_case(mark)))
}
