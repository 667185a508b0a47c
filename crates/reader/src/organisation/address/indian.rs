//! Addresses as India writes them: many parts from the door to the town, the code last, a state before or behind it.
//!
//! Belongs here: "12, 3rd Floor, Opp. Clock Tower, Lake Road, Exampur, Hyderabad - 500 039". Does not belong here: other lands'
//! codes of six digits.

use super::super::country::Country;
use super::super::postal::Code;
use super::super::street::{self, Street};
use super::super::tokens::{Gap, Token};
use super::words::is_not_city;
use super::{Hints, Parts, explicit_country};
use crate::short_text::ShortText;

/// Most parts between the town and the door.
const MOST_PARTS: usize = 9;

/// True where nothing speaks for the other lands with codes of six digits.
pub(super) fn is_indian(tokens: &[Token<'_>], code: &Code, hints: &Hints) -> bool {
    let others = hints.of(Country("RO")) > 0.0 || hints.of(Country("RU")) > 0.0;
    code.country.is_none()
        && !code.text.starts_with(['0', '9'])
        && (hints.of(Country("IN")) > 0.0 && !others || tokens[code.end..].iter().take(4).any(|t| t.text == "India"))
}

/// The parts before the code, back to the door.
pub(super) fn indian(tokens: &[Token<'_>], window: &str, code: &Code) -> Option<Parts> {
    let mut stop = code.first;
    // "PIN: 560001", "Pin Code - 560001"
    while stop > 0 && is_code_word(tokens[stop - 1].text) {
        stop -= 1;
    }
    let (mut first, mut city_end) = part_before(tokens, stop)?;
    let mut region = None;
    if is_state(&window[tokens[first].start..tokens[city_end - 1].end]) {
        region = Some(window[tokens[first].start..tokens[city_end - 1].end].to_owned());
        (first, city_end) = part_before(tokens, first)?;
    }
    let words = &tokens[first..city_end];
    let town = words.len() <= 3
        && words.iter().all(|t| t.is_capital() && t.digits() == 0 && !is_not_city(t.text) && !street::is_company_word(t.text));
    if !town || window[tokens[first].start..tokens[city_end - 1].end].contains('\n') {
        return None;
    }
    let street = street_before(tokens, window, first)?;
    let mut end = code.end;
    if region.is_none()
        && let Some(next) = (end..tokens.len().min(end + 3))
            .rev()
            .find(|last| is_state(&window[tokens[end].start..tokens[*last].end]) && tokens[end].gap <= Gap::Bar)
    {
        region = Some(window[tokens[end].start..tokens[next].end].to_owned());
        end = next + 1;
    }
    let explicit = explicit_country(tokens, end).filter(|(_, land)| *land == Country("IN"));
    let mut text = window[tokens[street.first].start..tokens[street.end - 1].end].replace(",\n", ", ").replace('\n', ", ");
    // "Goregaon (East), Mumbai"
    if text.contains('(') && !text.contains(')') {
        text.push(')');
    }
    Some(Parts {
        city: window[tokens[first].start..tokens[city_end - 1].end].to_owned(),
        region,
        street_text: Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        first: street.first,
        street: Some(street),
        explicit: Some(Country("IN")),
        end: explicit.map_or(end, |(past, _)| past),
    })
}

fn is_code_word(text: &str) -> bool {
    ["pin", "pincode", "code", "zip"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// The part that ends before token `end`, a bracket within it included.
fn part_before(tokens: &[Token<'_>], end: usize) -> Option<(usize, usize)> {
    let first = (0..end).rev().find(|at| tokens[*at].gap.parts())?;
    Some((first, end))
}

/// What stands between the door and the town. It holds a number, or says in words where a house is.
fn street_before(tokens: &[Token<'_>], window: &str, end: usize) -> Option<Street> {
    let holds_digit = |first: usize, end: usize| tokens[first..end].iter().any(|t| t.digits() > 0);
    let mut first = end;
    for _ in 0..MOST_PARTS {
        if first == 0 || first < end && tokens[first].gap == Gap::Bar {
            break;
        }
        // A line goes on where it ends in a comma, and to the line with the door's number.
        let breaks = tokens[first].gap == Gap::Line;
        let goes_on = window[tokens[first - 1].end..tokens[first].start].contains(',') || first == end;
        let (part, _) = part_before(tokens, first)?;
        let words = &tokens[part..first];
        let foreign = words.len() > 8
            || words.iter().any(|t| t.digits() > 5 || street::is_company_word(t.text))
            || window[tokens[part].start..tokens[first - 1].end].contains(['@', ':']);
        if foreign || breaks && !goes_on && (holds_digit(first, end) || !holds_digit(part, first)) {
            break;
        }
        first = part;
    }
    let words = tokens.get(first..end).filter(|w| w.len() >= 2)?;
    let numbered = holds_digit(first, end);
    let told = words.iter().any(|t| is_place_word(t.text));
    (numbered && words.len() >= 3 || told).then_some(Street { first, end, strong: true, numbered, countries: "IN" })
}

/// Words of streets, quarters and houses.
fn is_place_word(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "road", "rd", "street", "st", "marg", "nagar", "colony", "sector", "phase", "floor", "complex", "tower", "towers",
        "chowk", "lane", "bazar", "bazaar", "highway", "building", "bhavan", "bhawan", "vihar", "enclave", "layout", "plot",
        "arcade",
    ];
    let lower = ShortText::lower(text);
    WORDS.contains(&lower.as_str())
}

fn is_state(text: &str) -> bool {
    const STATES: [&str; 29] = [
        "andhra pradesh",
        "arunachal pradesh",
        "assam",
        "bihar",
        "chhattisgarh",
        "goa",
        "gujarat",
        "haryana",
        "himachal pradesh",
        "jharkhand",
        "karnataka",
        "kerala",
        "madhya pradesh",
        "maharashtra",
        "manipur",
        "meghalaya",
        "mizoram",
        "nagaland",
        "odisha",
        "punjab",
        "rajasthan",
        "sikkim",
        "tamil nadu",
        "tamilnadu",
        "telangana",
        "tripura",
        "uttar pradesh",
        "uttarakhand",
        "west bengal",
    ];
    let lower = ShortText::lower(text);
    STATES.contains(&lower.as_str())
}
