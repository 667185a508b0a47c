//! English addresses without a code: a numbered street, its town, and what says that it is one.
//!
//! Belongs here: American, Australian and Canadian towns with their state's letters, large South African and New Zealand towns.
//! Does not belong here: Irish addresses (`english`), the large towns' names (`large_towns`).

use super::super::country::Country;
use super::super::street::{self, Street};
use super::super::tokens::{Gap, Token, tokenise};
use super::english::is_american_state;
use super::large_towns::large_town;
use super::{Found, Hints, MAX_LINE, street_words, with_premises};
use crate::PostalAddress;

/// Longest name of a town, in words.
const MAX_TOWN: usize = 3;

/// Lands whose pages may leave the code out, and how much must speak for them: the letters of some states are no other land's.
const LANDS: [(&str, f32); 5] = [("US", 0.5), ("CA", 0.5), ("AU", 0.5), ("ZA", 0.7), ("NZ", 0.7)];

/// A town behind its street.
struct Town {
    first: usize,
    end: usize,
    region: Option<(usize, usize)>,
    country: Country,
}

/// True when a page may write such addresses.
pub(super) fn may_be(hints: &Hints) -> bool {
    LANDS.iter().any(|(land, least)| hints.of(Country(land)) > *least)
}

/// The address without a code that begins in line `index`.
pub(super) fn read(lines: &[&str], index: usize, hints: &Hints) -> Option<Found> {
    const LONGEST_BELOW: usize = 50;
    let line = lines[index];
    // Most lines with a digit hold no street.
    if line.len() > MAX_LINE / 2
        || line.len() < 8
        || !line.split([' ', ',']).any(|w| street::ends_english(w.trim_end_matches('.')))
    {
        return None;
    }
    let mut window = line.to_owned();
    for below in lines.iter().skip(index + 1).take(3).filter(|l| l.len() < LONGEST_BELOW) {
        window.push('\n');
        window.push_str(below);
    }
    let tokens = tokenise(&window);
    let here = tokens.iter().position(|t| t.start >= line.len()).unwrap_or(tokens.len());
    let starts = (1..tokens.len()).filter(|at| matches!(tokens[*at].gap, Gap::Comma | Gap::Line | Gap::Bar));
    let (street, town) = starts.take(8).find_map(|at| {
        let town = town_at(&tokens, &window, at, hints)?;
        let street = street::before_within(&tokens, 0, at, 1).filter(|s| is_english(s) && s.first < here && s.end <= at)?;
        Some((street, town))
    })?;
    let mut end = town.region.map_or(town.end, |region| region.1);
    // "Cape Town\n8001": the code in a line of its own. Any other is read with what stands before it; a telephone is none.
    let next = tokens.get(end).filter(|t| t.digits() >= 3);
    let code = next.filter(|t| {
        let alone = tokens.get(end + 1).is_none_or(|behind| behind.gap >= Gap::Line);
        matches!(town.country.0, "ZA" | "NZ") && t.gap == Gap::Line && t.is_number() && t.text.len() == 4 && alone
    });
    if next.is_some_and(|t| t.gap < Gap::Line) {
        return None;
    }
    let postal_code = code.map(|t| t.text.to_owned());
    end += usize::from(code.is_some());
    let street = with_premises(&tokens, &window, street, tokens.len(), false);
    let words = |range: (usize, usize)| window[tokens[range.0].start..tokens[range.1 - 1].end].to_owned();
    Some(Found {
        words: words((street.first, end)).replace('\n', ", "),
        address: PostalAddress {
            street: Some(street_words(&tokens, &window, &street)),
            city: Some(words((town.first, town.end))),
            region: town.region.map(words),
            postal_code,
            country: Some(town.country.0.to_owned()),
        },
        line: index,
        confidence: 0.7,
    })
}

/// "14 Loop Street": a street that only English has, with the number of its house.
fn is_english(street: &Street) -> bool {
    street.strong && street.numbered && street.countries.starts_with("GB")
}

/// The town that begins with token `at`: with its state behind it, or large enough to need none.
fn town_at(tokens: &[Token<'_>], window: &str, at: usize, hints: &Hints) -> Option<Town> {
    let mut end = at;
    while end < tokens.len() && end - at < MAX_TOWN + 1 && (end == at || tokens[end].gap == Gap::Space) && is_name(&tokens[end]) {
        end += 1;
    }
    for end in (at + 1..=end).rev() {
        let goes_on = |gap: Gap| matches!(gap, Gap::Space | Gap::Comma);
        // "Fremantle WA", "Springfield, IL", "Toronto, ON"
        if let Some(state) = tokens.get(end).filter(|t| goes_on(t.gap)) {
            let behind = tokens.get(end + 1).is_none_or(|t| t.gap != Gap::Space && t.gap != Gap::Glued);
            let comma = state.gap == Gap::Comma;
            let lands = [
                ("US", comma && is_american_state(state.text)),
                ("CA", comma && is_canadian(state.text)),
                // "Seattle WA" is in America.
                ("AU", is_australian(state.text) && (state.text.len() == 3 || hints.of(Country("AU")) > 0.7)),
            ];
            let likely = |land: &'static str| hints.of(Country(land)) > 0.5 && !hints.exclude(Country(land));
            let land = lands.iter().find(|(land, is)| *is && likely(land));
            if let Some((land, _)) = land.filter(|_| behind && end - at <= MAX_TOWN) {
                return Some(Town { first: at, end, region: Some((end, end + 1)), country: Country(land) });
            }
        }
        let whole = tokens.get(end).is_none_or(|t| t.gap.parts());
        let name = &window[tokens[at].start..tokens[end - 1].end];
        if whole
            && let Some(country) = large_town(name).iter().copied().find(|c| matches!(c.0, "ZA" | "NZ") && hints.of(*c) > 0.7)
        {
            return Some(Town { first: at, end, region: province(tokens, window, end), country });
        }
    }
    None
}

fn is_name(token: &Token<'_>) -> bool {
    token.is_capital() && token.digits() == 0
}

/// A South African province behind its town.
fn province(tokens: &[Token<'_>], window: &str, at: usize) -> Option<(usize, usize)> {
    tokens.get(at).filter(|t| t.gap == Gap::Comma)?;
    (at + 1..=at + 2)
        .filter(|end| *end <= tokens.len())
        .find(|end| super::code_first::SOUTH_AFRICAN.contains(&&window[tokens[at].start..tokens[end - 1].end]))
        .map(|end| (at, end))
}

fn is_australian(text: &str) -> bool {
    matches!(text, "NSW" | "VIC" | "QLD" | "WA" | "SA" | "TAS" | "ACT" | "NT")
}

fn is_canadian(text: &str) -> bool {
    matches!(text, "ON" | "QC" | "BC" | "AB" | "MB" | "SK" | "NS" | "NB" | "NL" | "PE")
}

#[cfg(test)]
mod tests {
    use super::super::tests::read_as;

    #[test]
    fn the_letters_of_a_state_say_that_a_town_stands_before_them() {
        assert_eq!(read_as("US", &["123 Main Street, Springfield, IL"]), ["123 Main Street | Springfield | IL"]);
        assert_eq!(read_as("US", &["123 Main St", "San Example, CA"]), ["123 Main St | San Example | CA"]);
        assert_eq!(read_as("AU", &["Shop 3, 45 Muster Street, Fremantle WA"]), ["Shop 3, 45 Muster Street | Fremantle | WA"]);
        assert_eq!(read_as("CA", &["12 Muster Avenue, Toronto, ON"]), ["12 Muster Avenue | Toronto | ON"]);
        assert_eq!(read_as("GB", &["123 Main Street, Springfield, IL"]), Vec::<String>::new());
    }

    #[test]
    fn a_large_town_needs_no_state() {
        assert_eq!(read_as("ZA", &["14 Loop Street, Cape Town"]), ["14 Loop Street | Cape Town"]);
        assert_eq!(read_as("ZA", &["22 Muster Road, Bellville, Western Cape"]), ["22 Muster Road | Bellville | Western Cape"]);
        assert_eq!(read_as("NZ", &["8 Muster Street", "Dunedin"]), ["8 Muster Street | Dunedin"]);
        assert_eq!(read_as("ZA", &["We walked 14 Loop Street, Cape Town was ours"]), Vec::<String>::new());
        assert_eq!(read_as("ZA", &["14 Loop Street, Kleinbeispiel"]), Vec::<String>::new());
    }

    #[test]
    fn a_code_behind_it_is_read_with_it() {
        assert_eq!(read_as("ZA", &["3 Long Street", "Cape Town", "8001"]), ["3 Long Street | 8001 | Cape Town"]);
        assert_eq!(read_as("US", &["123 Main Street, Springfield, IL 62701"]), ["123 Main Street | 62701 | Springfield | IL"]);
    }

    #[test]
    fn an_english_street_in_the_line_below_a_code_is_anothers() {
        let lines = ["Cresta Shopping Centre, Randburg, 2194", "14 Loop Street, Cape Town"];
        assert_eq!(read_as("ZA", &lines), ["14 Loop Street | Cape Town"]);
    }
}
