//! Streets: which words of an address window are the street and its number, and what country they speak for.
//!
//! Belongs here: street words of many languages and how they grow into "12 bis, rue de la Paix" or "Karl-Marx-Straße 5".
//! Does not belong here: postal codes and cities.

mod name;
mod number;
mod words;

use std::sync::LazyLock;

use super::tokens::{Gap, Token};
use crate::shapes::Heads;
use crate::short_text::ShortText;
use name::{compound, name_after, name_before};
pub(super) use number::{is_number, is_number_mark};
use number::{is_number_tail, is_ordinal};
use words::{BY_WORD, ENDINGS, Place, Word, is_estate};
pub(super) use words::{is_company_word, is_stop_word};

/// A street found in tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Street {
    /// First token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// A street word or form says so, not only "words and a number".
    pub strong: bool,
    /// It has a house number.
    pub numbered: bool,
    /// Codes of countries it speaks for, separated by blanks.
    pub countries: &'static str,
}

/// The street nearest before token `end`, not reaching back over `floor` nor over more than three parts (between commas, lines,
/// bars).
pub(super) fn before(tokens: &[Token<'_>], floor: usize, end: usize) -> Option<Street> {
    before_within(tokens, floor, end, 3)
}

/// [`before`], for lands that put more than three parts between the street and what ends the address.
pub(super) fn before_within(tokens: &[Token<'_>], floor: usize, end: usize, most: usize) -> Option<Street> {
    let floor = floor.max(end.saturating_sub(36));
    if let Some(post_box) = post_box(tokens, floor, end) {
        // "Musterweg 5, Postfach 1234": the house stands right before it.
        let house = before_within(tokens, floor, post_box.first, most).filter(|s| s.numbered && s.end == post_box.first);
        return house.or(Some(post_box));
    }
    // Parts passed on the way back.
    let mut parts = 0;
    let mut at = end;
    let mut weak: Option<Street> = None;
    // "7820 Main Street, Maple Grove, MN": a town may be called so; a street with a number further back is the better one.
    let mut nameless: Option<Street> = None;
    while at > floor {
        at -= 1;
        if parts > most {
            break;
        }
        if let Some(street) = around(tokens, floor, at, end) {
            // "Largo Augusto, 8 (angolo via Durini)": the other street of the corner is none of the address.
            if !street.numbered && street.first > floor && is_corner(tokens[street.first - 1].text) {
                parts += usize::from(tokens[at].gap.parts());
                continue;
            }
            let gap_words = end - street.end;
            let street = led_by_word(tokens, floor, street, end);
            let english = street.countries.starts_with("GB");
            let begins = street.strong && tokens[street.first].gap >= Gap::Comma;
            // "6 rue du Moulin, ZA Les Prés": an estate or a building is not the street when one stands before it.
            let estate = !english && (is_estate(tokens[street.first].text) || is_sector(tokens[street.first].text));
            // "parc. 12" behind it is a plot of the estate.
            if estate && street.end - street.first <= 2 && tokens[street.end - 1].digits() > 0 {
                if tokens[at].gap.parts() {
                    parts += 1;
                }
                continue;
            }
            if (english || estate) && !street.numbered && begins && parts <= 2 && gap_words <= 9 {
                nameless = nameless.or(Some(street));
            } else if (street.numbered || parts == 0 || begins && parts <= 1) && gap_words <= 9 {
                if nameless.is_some() && !(street.strong && street.numbered) {
                    return nameless;
                }
                // Words and a number right at the code beat a street word further away.
                return match weak {
                    Some(near) if street.end <= near.first && !street.strong => Some(near),
                    Some(near)
                        if street.end <= near.first
                            && tokens[near.first..near.end].iter().all(|t| t.gap < Gap::Line)
                            && parts > 1 =>
                    {
                        Some(near)
                    }
                    _ => Some(street),
                };
            }
        }
        if weak.is_none() && parts <= 1 {
            weak = plain(tokens, floor, at, end);
        }
        if tokens[at].gap.parts() {
            parts += 1;
        }
    }
    nameless.or(weak)
}

/// Words before the second street of a corner.
fn is_corner(word: &str) -> bool {
    matches!(ShortText::lower(word).as_str(), "angolo" | "ang" | "esquina" | "esq" | "ecke" | "hoek" | "róg" | "corner" | "angle")
}

/// "Sector 2": a part of Bucharest between the street and the code.
pub(super) fn is_sector(word: &str) -> bool {
    matches!(word, "Sector" | "Sectorul" | "sector" | "sectorul")
}

/// "Postbus 512", "Postfach 10 12 34", "Postboks 123 Sentrum" right before token `end`: where letters go, which stands for a street.
fn post_box(tokens: &[Token<'_>], floor: usize, end: usize) -> Option<Street> {
    let first = (floor..end).rev().take(5).find(|at| {
        let lower = ShortText::lower(tokens[*at].text);
        let lower = lower.as_str();
        let begins = tokens[*at].gap >= Gap::Comma;
        // "Muster Oy PL 77": no blank tells it from the name before.
        let finnish =
            || tokens[*at].text == "PL" && at.checked_sub(1).is_none_or(|before| begins || is_company_word(tokens[before].text));
        begins && matches!(lower, "postfach" | "postbus" | "postboks" | "postbox" | "postboxi" | "apartado") || finnish()
    })?;
    let rest = &tokens[first + 1..end];
    let (number, place) = rest.split_at(rest.iter().take_while(|t| t.is_number() && t.gap <= Gap::Bar).count());
    let whole =
        !number.is_empty() && place.len() <= 1 && place.iter().all(|t| t.gap == Gap::Space && t.is_capital() && t.digits() == 0);
    whole.then_some(Street { first, end, strong: true, numbered: true, countries: "" })
}

/// "Via dei Pescatori 18": a street word in front of a name that looks like a street itself takes the lead.
fn led_by_word(tokens: &[Token<'_>], floor: usize, street: Street, end: usize) -> Street {
    let mut at = street.first;
    while at > floor && street.first - at < 5 && tokens[at].gap <= Gap::Space {
        at -= 1;
        if tokens[at].digits() > 0 {
            break;
        }
        if let Some(words) = BY_WORD.get(ShortText::lower(tokens[at].text).as_str()) {
            for word in words.iter().filter(|w| matches!(w.place, Place::Before | Place::BeforeShy)) {
                if let Some((first, last, numbered)) = name_after(tokens, floor, at, end, word)
                    && last >= street.end
                {
                    return Street {
                        first,
                        end: last,
                        strong: true,
                        numbered: numbered || street.numbered,
                        countries: votes(words, word),
                    };
                }
            }
        }
    }
    street
}

/// The street that starts at or soon after token `start`: for lands that write the city first.
pub(super) fn after(tokens: &[Token<'_>], start: usize) -> Option<Street> {
    let end = tokens.len().min(start + 8);
    for at in start..end {
        if let Some(street) = around(tokens, start, at, end)
            && street.numbered
            && street.first <= start + 1
        {
            return Some(street);
        }
    }
    (start..end).find_map(|at| plain(tokens, start, at, at + 1).filter(|s| s.first == start))
}

/// The street of which token `at` is the street word, its quarter before it included.
pub(super) fn named(tokens: &[Token<'_>], floor: usize, at: usize, end: usize) -> Option<Street> {
    around(tokens, floor, at, end).map(|street| led_by_word(tokens, floor, street, end))
}

/// The street of which token `at` is the street word, if it is one.
fn around(tokens: &[Token<'_>], floor: usize, at: usize, end: usize) -> Option<Street> {
    let token = &tokens[at];
    if token.digits() > 0 {
        return None;
    }
    let lower = ShortText::lower(token.text);
    let lower = lower.as_str();
    if let Some(words) = BY_WORD.get(lower) {
        let mut best: Option<Street> = None;
        for word in words {
            let street = match word.place {
                Place::Before => name_after(tokens, floor, at, end, word),
                Place::BeforeShy => name_after(tokens, floor, at, end, word),
                Place::After => name_before(tokens, floor, at, end, false, word.countries),
                Place::AfterShy => name_before(tokens, floor, at, end, true, word.countries),
            };
            // "Hammer Str. 210" rather than "Str. 210": a name has a proper word, and the longer reading of two has it.
            if let Some((first, last, numbered)) = street
                && best
                    .as_ref()
                    .is_none_or(|b| !b.numbered && numbered || b.numbered == numbered && first < b.first && last <= b.end)
            {
                // The same word in several languages: a vote for all of them.
                best = Some(Street { first, end: last, strong: true, numbered, countries: votes(words, word) });
            }
        }
        if best.is_some() {
            return best;
        }
    }
    if token.is_capital() && lower.chars().count() > 4 {
        // Their last two bytes refuse most endings, and sooner than a comparison.
        let tail = lower.as_bytes().last_chunk::<2>();
        for (ending, countries) in ENDINGS {
            if ending.as_bytes().last_chunk() == tail && lower.ends_with(ending) && lower.len() > ending.len() + 1 {
                return compound(tokens, floor, at, end).map(|(first, last, numbered)| Street {
                    first,
                    end: last,
                    strong: numbered || ending.len() > 4,
                    numbered,
                    countries,
                });
            }
        }
    }
    None
}

/// A word that begins a street's name in some language, in small letters.
pub(super) fn leads(lower: &str) -> bool {
    BY_WORD.get(lower).is_some_and(|words| words.iter().any(|w| w.place == Place::Before))
}

/// How the words that end the names of English streets and commons begin.
static ENGLISH_HEADS: LazyLock<Heads> = LazyLock::new(|| {
    let words = BY_WORD.iter().filter(|(_, words)| words.iter().any(ends_english_names)).map(|(word, _)| word);
    Heads::of(words.filter_map(|word| word.split(|c: char| !c.is_ascii_alphanumeric()).next()))
});

/// A word that ends the names of English streets and commons.
pub(super) fn ends_english(text: &str) -> bool {
    if !ENGLISH_HEADS.may_begin(text) {
        return false;
    }
    let lower = ShortText::lower(text);
    let lower = lower.as_str();
    BY_WORD.get(lower).is_some_and(|words| words.iter().any(ends_english_names))
}

fn ends_english_names(word: &Word) -> bool {
    matches!(word.place, Place::After | Place::AfterShy) && word.countries.starts_with("GB")
}

/// A word that only roads end in: "Road", "Street"; not "Green" or "Park".
pub(super) fn is_english_road(text: &str) -> bool {
    let lower = ShortText::lower(text);
    BY_WORD
        .get(lower.as_str())
        .is_some_and(|words| words.iter().any(|w| matches!(w.place, Place::After) && w.countries.starts_with("GB")))
}

/// Only the matching word's countries, unless the same place and word is used by several.
fn votes(words: &[Word], chosen: &Word) -> &'static str {
    if words.iter().filter(|w| w.place == chosen.place).count() > 1 { "" } else { chosen.countries }
}

/// Words and a number that fill their part of the line: "Am Markt 5", "Dlouhá 12", "12 Kings Parade".
fn plain(tokens: &[Token<'_>], floor: usize, at: usize, end: usize) -> Option<Street> {
    // `at` must be the last token of its part.
    if at + 1 < end && !tokens[at + 1].gap.parts() {
        return None;
    }
    let mut first = at;
    while first > floor && !tokens[first].gap.parts() {
        first -= 1;
    }
    // "Mayor, 5": the number alone is a part of its own.
    if first == at && is_number(tokens[at].text) && first > floor && tokens[first].gap == Gap::Comma {
        first -= 1;
        while first > floor && !tokens[first].gap.parts() {
            first -= 1;
        }
    }
    let part = &tokens[first..=at];
    if part.len() == 2 && is_sector(part[0].text) {
        return None;
    }
    let firm = || part.iter().any(|t| is_company_word(t.text) && t.text.len() <= 3 && t.is_capital());
    if part.len() < 2 || part.len() > 6 || part.iter().any(|t| t.measured || is_stop_word(t.text)) || firm() {
        return None;
    }
    // "1.250.000" is an amount, "0231.12" a telephone number.
    if part.windows(2).any(|two| two[1].gap == Gap::Glued && two[0].is_number() && two[1].is_number()) {
        return None;
    }
    let words =
        |list: &[Token<'_>]| list.iter().any(|t| t.is_capital() && t.text.chars().filter(|c| c.is_alphabetic()).count() > 2);
    let number_end = {
        let last = &part[part.len() - 1];
        is_number(last.text) || is_number_tail(last.text) && part.len() > 2 && is_number(part[part.len() - 2].text)
    };
    if number_end
        && part[0].is_capital()
        && words(part)
        && part[..part.len() - 2].iter().all(|t| t.digits() == 0 || is_ordinal(t.text) || t.dot)
        // "Nádražní 1236/58": the number of the house and that of the street.
        && part[part.len() - 1].text.split('/').all(|number| {
            let digits = number.bytes().filter(u8::is_ascii_digit).count();
            digits <= 4 || digits == 5 && part[part.len() - 2].text.eq_ignore_ascii_case("box")
        })
    {
        let countries = match ShortText::lower(part[0].text).as_str() {
            "am" | "im" | "an" | "zum" | "zur" | "auf" | "unter" | "hinter" | "vor" | "beim" | "in" => "DE AT CH",
            "rynek" => "PL",
            "náměstí" => "CZ",
            _ => "",
        };
        return Some(Street { first, end: at + 1, strong: !countries.is_empty(), numbered: true, countries });
    }
    // "12 Kings Parade".
    if is_number(part[0].text)
        && part[0].digits() <= 4
        && part.len() >= 3
        && part[1..].iter().all(|t| t.is_capital() && t.digits() == 0)
        && words(part)
    {
        return Some(Street { first, end: at + 1, strong: false, numbered: true, countries: "GB IE US" });
    }
    None
}
