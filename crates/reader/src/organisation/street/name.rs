//! How far a street's name reaches around the word that makes it a street: "12 bis, rue de la Paix", "Alte Poststraße 12 a".
//!
//! Belongs here: growing a name to both sides. Does not belong here: which words those are (`words`), house numbers (`number`), and
//! streets that no word tells (the parent).

use super::super::months::month_like;
use super::super::tokens::{Gap, Token};
use super::number::{is_english_ordinal, is_number, is_number_mark, is_number_tail, is_ordinal, number_part, with_tail};
use super::words::{Place, Word, is_adjective, is_company_word, is_direction, is_title};
use crate::people::is_known_given;
use crate::short_text::ShortText;

/// "12 bis, rue de la Paix", "Via Roma 12", "ul. Długa 5/3".
pub(super) fn name_after(tokens: &[Token<'_>], floor: usize, at: usize, end: usize, word: &Word) -> Option<(usize, usize, bool)> {
    let shy = word.place == Place::BeforeShy;
    // Only French puts the number in front; before a Spanish or Italian street it is another part's.
    let led_by_number = word.countries.starts_with("FR");
    let mut first = at;
    let mut numbered = false;
    // A number in front, with "bis" or a letter, perhaps with a comma; "Le Bourg".
    let mut i = at;
    if i > floor && matches!(tokens[i].gap, Gap::Space | Gap::Comma | Gap::Dash | Gap::Glued | Gap::Hyphen) {
        i -= 1;
        if led_by_number
            && is_number_tail(tokens[i].text)
            && i > floor
            && is_number(tokens[i - 1].text)
            && tokens[i].gap <= Gap::Space
        {
            first = i - 1;
            numbered = true;
        } else if led_by_number && is_number(tokens[i].text) && tokens[i].digits() <= 4 {
            first = i;
            numbered = true;
        } else if tokens[at].gap <= Gap::Space
            && matches!(
                ShortText::lower(tokens[i].text).as_str(),
                "le" | "la" | "grande" | "petite" | "vieille" | "vieux" | "ancienne"
            )
        {
            first = i;
        }
        // "12-14 rue", "12 et 14 rue", "12/14".
        if numbered
            && first > floor + 1
            && matches!(tokens[first - 1].text, "et" | "à" | "a" | "-")
            && is_number(tokens[first - 2].text)
        {
            first -= 2;
        }
    }
    // "Parque Industrial Modelo Av. Ejemplo 3251": the full stop says that it is the short word for a street.
    let short = tokens[at].dot && matches!(tokens[at].text, "Av" | "Avda") && tokens.get(at + 1).is_some_and(Token::is_capital);
    // "con domicilio en C. Ejemplo, 75": the preposition leads to it.
    let led = || at > floor && matches!(tokens[at - 1].text, "en" | "in" | "em" | "na" | "sis" | "sise" | "sita" | "sito");
    let short = short || tokens[at].is_capital() && led() && tokens.get(at + 1).is_some_and(Token::is_capital);
    if shy && !numbered && !short && (tokens[first].gap < Gap::Comma) {
        return None;
    }
    // The name: words to the next comma or line, or to a number.
    let mut last = at + 1;
    let mut named = first < at && !numbered;
    let mut tail_number = false;
    while last < end && last - at <= 9 {
        let token = &tokens[last];
        if token.gap.parts() {
            // ", 5", ", nº 5", ", s/n" still belong to it.
            if token.gap <= Gap::Comma
                && named
                && !numbered
                && let Some(next) = number_part(tokens, last, end)
            {
                last = next;
                tail_number = true;
            }
            break;
        }
        // "Plaza del Ejemplo s/n" as well as a mark.
        if (is_number_mark(token.text) || named && token.text.eq_ignore_ascii_case("s"))
            && let Some(next) = number_part(tokens, last, end)
        {
            last = next;
            tail_number = true;
            break;
        }
        if token.digits() > 0 {
            if named && token.is_number() && token.text.len() == 4 && month_like(tokens.get(last - 1)) {
                last += 1;
                continue;
            }
            // "Strada Statale 145, 99": the road's own number, and the house's behind a comma.
            if named && !numbered && is_state_road(tokens[last - 1].text) && token.is_number() {
                last += 1;
                tail_number = true;
                if tokens.get(last).is_some_and(|t| last < end && t.gap == Gap::Comma && is_number(t.text) && t.digits() <= 4) {
                    last = with_tail(tokens, last + 1, end);
                }
                break;
            }
            if named && is_number(token.text) && (!numbered || month_like(tokens.get(last + 1))) {
                if month_like(tokens.get(last + 1)) {
                    last += 1;
                    continue;
                }
                last = with_tail(tokens, last + 1, end);
                tail_number = true;
                break;
            }
            if !named && month_like(tokens.get(last + 1)) || is_ordinal(token.text) {
                named = true;
                last += 1;
                continue;
            }
            if named {
                break;
            }
            // "route 66", "rue 1040".
            last += 1;
            named = true;
            continue;
        }
        named = named || token.is_capital() || token.text.chars().count() > 3;
        last += 1;
    }
    if !named || last > end {
        return None;
    }
    // The name must have one proper word, unless a number makes it clear.
    let proper = tokens[at + 1..last].iter().any(|t| t.is_capital() || t.digits() > 0)
        || numbered && tokens[at + 1..last].iter().any(|t| t.text.chars().count() > 3);
    if !proper && first == at {
        return None;
    }
    Some((first, last, numbered || tail_number))
}

/// Words before the number of an Italian road.
fn is_state_road(word: &str) -> bool {
    matches!(word, "Statale" | "statale" | "STATALE" | "Provinciale" | "provinciale" | "PROVINCIALE" | "Regionale" | "regionale")
}

/// "12 High Street", "Alte Poststraße" apart: "Berliner Straße 5", "Kossuth Lajos utca 5".
pub(super) fn name_before(
    tokens: &[Token<'_>],
    floor: usize,
    at: usize,
    end: usize,
    shy: bool,
    countries: &str,
) -> Option<(usize, usize, bool)> {
    let english = countries.starts_with("GB");
    if at == floor || tokens[at].gap > Gap::Space {
        return None;
    }
    let mut first = at;
    while first > floor && at - first < 5 {
        let before = &tokens[first - 1];
        let gap = tokens[first].gap;
        if gap > Gap::Space && !(english && gap == Gap::Comma && is_number(before.text)) {
            break;
        }
        // "57th St", "W 5th Ave": the number is the name.
        // "1453. Sokak": in Turkey streets are numbered.
        let numbered = countries.starts_with("TR") && before.is_number() && before.text.len() <= 4 && gap <= Gap::Space;
        if before.digits() > 0 && !(english && is_english_ordinal(before.text)) && !numbered {
            break;
        }
        let joins = matches!(
            ShortText::lower(before.text).as_str(),
            "of" | "the" | "am" | "an" | "der" | "dem" | "den" | "van" | "de" | "het" | "'t" | "and"
        );
        if !(before.is_capital() || joins || before.digits() > 0) || is_company_word(before.text) {
            break;
        }
        first -= 1;
        if !english && at - first >= 3 {
            break;
        }
    }
    // "in der Alten Gasse 14": the article is the sentence's.
    while first < at
        && first > floor
        && matches!(tokens[first].text, "der" | "dem" | "den")
        && matches!(tokens[first - 1].text, "in" | "an" | "auf")
    {
        first += 1;
    }
    if countries.starts_with("TR") {
        first = from_quarter(tokens, floor, first, at);
    }
    let nameless = first == at || !tokens[first..at].iter().any(|t| t.text.chars().count() > 1);
    if english {
        let number = first
            .checked_sub(1)
            .filter(|n| *n >= floor && is_number(tokens[*n].text) && tokens[first].gap <= Gap::Comma)
            // "Suite 210, Maple Grove": the number is the suite's, the words are the town's.
            .filter(|n| {
                tokens[first].gap < Gap::Comma
                    || *n == 0
                    || tokens[*n].gap > Gap::Space
                    || !matches!(
                        ShortText::lower(tokens[*n - 1].text).as_str(),
                        "suite" | "ste" | "apt" | "floor" | "room" | "rm"
                    )
            });
        match number {
            Some(number) if !nameless || tokens[at].text.eq_ignore_ascii_case("broadway") => {
                if shy {
                    // "12 Rue St Martin", "5 Market Place" but not "3 Park Lane …" taken at "Park".
                    let next = tokens.get(at + 1).filter(|_| at + 1 < end);
                    let closes =
                        next.is_none_or(|n| n.gap > Gap::Space || tokens[at].dot || n.digits() > 0 || is_direction(n.text));
                    let long = tokens[at].text.chars().count() > 3;
                    if !closes && !long {
                        return None;
                    }
                }
                let mut last = at + 1;
                if tokens.get(last).is_some_and(|t| last < end && is_road_number(&tokens[first..=at], t)) {
                    last += 1;
                }
                if tokens.get(last).is_some_and(|t| last < end && t.gap <= Gap::Space && is_direction(t.text)) {
                    last += 1;
                }
                // "Suite 200", "Apt 3", "Unit 5", "# 4" right behind.
                if last + 1 < end
                    && matches!(
                        ShortText::lower(tokens[last].text).as_str(),
                        "suite" | "ste" | "apt" | "unit" | "floor" | "room" | "rm"
                    )
                    && tokens[last + 1].digits() > 0
                {
                    last += 2;
                    // "Ste. 12-B"
                    last += usize::from(
                        tokens
                            .get(last)
                            .is_some_and(|t| last < end && t.gap == Gap::Hyphen && t.text.len() == 1 && t.is_capital()),
                    );
                }
                let mut start = number;
                // "Unit 12, Minworth Estate": the number is none of its own.
                let unit = start.checked_sub(1).filter(|i| *i >= floor && tokens[start].gap == Gap::Space).filter(|i| {
                    matches!(ShortText::lower(tokens[*i].text).as_str(), "unit" | "units" | "plot" | "block" | "shop" | "flat")
                });
                if let Some(unit) = unit {
                    return Some((unit, last, true));
                }
                // "12 - 14", "Unit 5" stays out.
                if start >= floor + 2 && tokens[start].gap == Gap::Dash && is_number(tokens[start - 1].text) {
                    start -= 1;
                }
                Some((start, last, true))
            }
            _ if !shy && !nameless && tokens[first].gap >= Gap::Comma => Some((first, at + 1, false)),
            _ => None,
        }
    } else {
        let last = at + 1;
        let (last, numbered) = match number_part(tokens, last, end) {
            Some(next)
                if tokens[at + 1].gap <= Gap::Space
                    || tokens[at + 1].gap == Gap::Comma
                        && tokens[at + 1].digits() <= 3
                        // "Образцовое шоссе, владение 7А", "проспект, 15А".
                        && (tokens[at + 1].is_number() || !tokens[at + 1].text.is_ascii()) =>
            {
                (next, true)
            }
            _ => (last, false),
        };
        if nameless || (shy && !numbered) || (!numbered && !tokens[first].gap.parts()) {
            return None;
        }
        Some((first, last, numbered))
    }
}

/// "1187 County Road 512", "40 State Highway 6": American roads of the country are told by number.
pub(super) fn is_road_number(road: &[Token<'_>], number: &Token<'_>) -> bool {
    let kept = road.first().is_some_and(|t| matches!(t.text, "County" | "State" | "Ranch" | "Farm" | "US" | "U.S" | "Township"));
    kept && number.gap == Gap::Space && number.is_number() && number.text.len() <= 4
}

/// "Hauptstraße 5", "Alte Poststraße 12 a".
pub(super) fn compound(tokens: &[Token<'_>], floor: usize, at: usize, end: usize) -> Option<(usize, usize, bool)> {
    let mut first = at;
    while first > floor && at - first < 2 && tokens[first].gap <= Gap::Space {
        let before = tokens[first - 1].text;
        let lower = ShortText::lower(before);
        let lower = lower.as_str();
        let from_town = first == at && is_town_adjective(before) && leads_out_of_town(tokens[at].text);
        if !is_adjective(lower) && !is_title(lower) && !from_town {
            break;
        }
        first -= 1;
    }
    // "in der Ottostraße": an article is no part of the name without its preposition's capital.
    while first < at && tokens[first].text.starts_with(char::is_lowercase) && !matches!(tokens[first].text, "de" | "het" | "van")
    {
        first += 1;
    }
    match number_part(tokens, at + 1, end) {
        Some(last) if tokens[at + 1].gap <= Gap::Comma => Some((with_given_name(tokens, floor, first, at), last, true)),
        // Without a number only as a line or part of its own.
        _ if tokens[first].gap >= Gap::Comma && tokens.get(at + 1).is_none_or(|t| t.gap >= Gap::Comma) => {
            Some((first, at + 1, false))
        }
        _ => None,
    }
}

/// "Lucas van Voorbeeldstraat 29", "Anne Musterlaan 3": the Low Countries name streets after people, whose given name opens the line.
fn with_given_name(tokens: &[Token<'_>], floor: usize, first: usize, at: usize) -> usize {
    const ONLY_DUTCH: [&str; 6] = ["straat", "laan", "plein", "kade", "singel", "dreef"];
    let Some(given) = first.checked_sub(1).filter(|given| *given >= floor) else { return first };
    let opens = given == floor || tokens[given].gap >= Gap::Comma;
    let particles = tokens[first..at].iter().all(|t| matches!(t.text, "van" | "de" | "den" | "der" | "het"));
    let named = opens
        && particles
        && tokens[first].gap == Gap::Space
        && tokens[given].is_capital()
        && ONLY_DUTCH.iter().any(|ending| tokens[at].text.ends_with(ending))
        && is_known_given(ShortText::plain(tokens[given].text).as_str());
    if named { given } else { first }
}

/// "Eschersheimer", "Friedberger": a town's name as the adjective of a road that leads there.
fn is_town_adjective(word: &str) -> bool {
    word.len() >= 6 && word.ends_with("er") && word.starts_with(char::is_uppercase) && !word.contains('.')
}

/// "Landstraße", "Heerstr": roads that lead out of a town are told apart by where they lead.
fn leads_out_of_town(word: &str) -> bool {
    ["Landstr", "Heerstr"].iter().any(|road| word.starts_with(road))
}

/// "Ziya Örnek Mah. Süleyman Deneme Blv.": a Turkish street is led by its quarter, whose own name may be of several words.
fn from_quarter(tokens: &[Token<'_>], floor: usize, first: usize, at: usize) -> usize {
    let quarter = (first.saturating_sub(1).max(floor)..at)
        .find(|i| matches!(ShortText::lower(tokens[*i].text).as_str(), "mah" | "mh" | "mahallesi"));
    let Some(mut begin) = quarter.filter(|q| *q >= first || tokens[first].gap <= Gap::Space) else { return first };
    let mut words = 0;
    while begin > floor && words < 3 && tokens[begin].gap <= Gap::Space {
        let before = &tokens[begin - 1];
        if !before.is_capital() || before.digits() > 0 || before.dot || is_company_word(before.text) {
            break;
        }
        begin -= 1;
        words += 1;
    }
    if words > 0 { begin.min(first) } else { first }
}
