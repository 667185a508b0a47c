//! House numbers: what marks them, what trails them, and what only looks like one.
//!
//! Belongs here: numbers of houses. Does not belong here: the names before and behind them.

use super::super::tokens::{Gap, Token};
use crate::short_text::ShortText;

/// After `at`: an optional mark ("nº", "n.", "nr", "č.p.", "km") and a house number with its tail; one past it.
pub(super) fn number_part(tokens: &[Token<'_>], at: usize, end: usize) -> Option<usize> {
    let mut i = at;
    if i < end && is_number_mark(tokens[i].text) {
        i += 1;
        // "Kapı No: 8".
        if i < end && i == at + 1 && tokens[i].gap <= Gap::Space && is_door(tokens[at].text) && is_number_mark(tokens[i].text) {
            i += 1;
        }
    }
    // "C.da Esempio, n.c. 70010 …": the house has no number, and the code follows.
    if i > at && matches!(ShortText::lower(tokens[at].text).as_str(), "n.c" | "s.n" | "s.n.c") {
        return Some(at + 1);
    }
    if i > at && (i == end || tokens[i].digits() == 0) {
        // "s/n", "snc": no number, and said so.
        return if matches!(ShortText::lower(tokens[at].text).as_str(), "snc" | "sn" | "bb") { Some(at + 1) } else { None };
    }
    if i < end
        && tokens[i].text.eq_ignore_ascii_case("s")
        && i + 1 < end
        && tokens[i + 1].text.eq_ignore_ascii_case("n")
        && tokens[i + 1].gap == Gap::Bar
    {
        return Some(i + 2);
    }
    // "No: 121": the colon of a mark parts nothing.
    if i < end && is_number(tokens[i].text) && (tokens[i].gap <= Gap::Comma || i > at && tokens[i].gap == Gap::Bar) {
        // "km 4,5".
        let fraction = i > at
            && tokens[at].text.eq_ignore_ascii_case("km")
            && i + 1 < end
            && tokens[i + 1].gap == Gap::Comma
            && tokens[i + 1].is_number()
            && tokens[i + 1].start == tokens[i].end + 1;
        return Some(with_tail(tokens, if fraction { i + 2 } else { i + 1 }, end));
    }
    None
}

/// Takes in "a", "bis", "- 14", "/ 3" behind a house number.
pub(super) fn with_tail(tokens: &[Token<'_>], at: usize, end: usize) -> usize {
    let mut last = at;
    // "Av. Paulista, 1.842".
    if last < end && tokens[last].gap == Gap::Glued && tokens[last].is_number() && tokens[last].text.len() == 3 {
        last += 1;
    }
    // "Av. Ejemplo 3251 y 151": the number and the street that crosses, in towns whose streets bear numbers.
    if last + 1 < end && tokens[last].text == "y" && is_number(tokens[last + 1].text) && tokens[last + 1].gap == Gap::Space {
        return last + 2;
    }
    if last < end && tokens[last].gap <= Gap::Space && is_number_tail(tokens[last].text) {
        last += 1;
        // "7 bus 3", "18/20 m. 7": the letter box in a Belgian house, the flat in a Polish one.
        if last < end
            && (tokens[last - 1].text.eq_ignore_ascii_case("bus") || tokens[last - 1].text == "m")
            && is_number(tokens[last].text)
            && tokens[last].gap == Gap::Space
        {
            // "bus 0.03": the storey and the box.
            let storey =
                tokens.get(last + 1).is_some_and(|t| last + 1 < end && t.gap == Gap::Glued && tokens[last].dot && t.is_number());
            return last + 1 + usize::from(storey);
        }
    }
    if last < end
        && matches!(tokens[last].gap, Gap::Dash | Gap::Hyphen)
        && is_number(tokens[last].text)
        && tokens[last].digits() <= 3
    {
        last += 1;
    }
    // "12 / 14", "4/b"
    let slashed = last < end
        && last > 0
        && (is_number(tokens[last].text) && tokens[last].digits() <= 3
            || (tokens[last].text.len() == 1 || matches!(tokens[last].text, "bis" | "ter" | "BIS" | "TER"))
                && tokens[last].start == tokens[last - 1].end + 1);
    if slashed && tokens[last].gap == Gap::Bar {
        last += 1;
    }
    last
}

/// "12", "12a", "12-14", "12/3", "1234".
pub(in super::super) fn is_number(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    (1..=5).contains(&digits)
        && text.chars().count() <= 9
        && text
            .chars()
            .skip(digits)
            .all(|c| c.is_ascii_alphanumeric() || is_cyrillic(c) || matches!(c, '-' | '–' | '/' | '.' | 'º' | '°'))
        && text.chars().filter(|c| c.is_alphabetic()).count() <= 2
}

/// Letters that trail the numbers of houses from Sofia to Vladivostok: "15А", "3 Б".
fn is_cyrillic(c: char) -> bool {
    matches!(c, 'А'..='я' | 'і' | 'І' | 'ї' | 'Ї' | 'є' | 'Є')
}

/// "a", "B", "bis", "ter".
pub(super) fn is_number_tail(text: &str) -> bool {
    text.len() == 1 && text.chars().all(|c| c.is_ascii_alphabetic())
        || text.len() == 2 && text.chars().all(|c| is_cyrillic(c) && c.is_uppercase())
        || matches!(ShortText::lower(text).as_str(), "bis" | "ter" | "quater" | "hs" | "bus")
}

pub(in crate::organisation) fn is_number_mark(text: &str) -> bool {
    matches!(
        ShortText::lower(text).as_str(),
        "n" | "no"
            | "nº"
            | "n°"
            | "nr"
            | "num"
            | "núm"
            | "num."
            | "č"
            | "č.p"
            | "čp"
            | "km"
            | "snc"
            | "sn"
            | "n.c"
            | "s.n"
            | "s.n.c"
            | "bb"
            | "numéro"
            | "número"
            | "n.º"
            | "n.°"
            | "№"
            | "αρ"
            | "д"
            | "дом"
            | "буд"
            | "будинок"
            | "вл"
            | "владение"
            | "стр"
            | "строение"
    ) || is_door(text)
}

/// The door whose number a Turkish address tells.
fn is_door(text: &str) -> bool {
    matches!(ShortText::lower(text).as_str(), "kapı" | "kapi" | "bina")
}

pub(super) fn is_english_ordinal(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && matches!(&text[digits..], "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH")
}

pub(super) fn is_ordinal(text: &str) -> bool {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    digits > 0
        && matches!(
            ShortText::lower(&text[digits..]).as_str(),
            "e" | "ème" | "er" | "th" | "st" | "nd" | "rd" | "º" | "ª" | "°" | "ste" | "de" | "a"
        )
}
