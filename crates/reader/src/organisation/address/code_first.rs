//! Addresses whose code stands before the city ("10115 Berlin"), as most of Europe writes them, and those of its lands that turn it round.
//!
//! Belongs here: the city beside the code and the street on either side. Does not belong here: the English order (`english`).

use super::super::country::Country;
use super::super::postal::{Code, Form};
use super::super::street::{self, Street};
use super::super::tokens::{Gap, Token};
use super::english::is_american_state;
use super::latin::marked_number;
use super::words::{has_districts, is_city_abbreviation, is_not_city, is_particle};
use crate::short_text::ShortText;

use super::{Hints, Parts, country_words, explicit_country, own_code, street_words, with_premises};

/// The provinces of South Africa.
pub(super) const SOUTH_AFRICAN: [&str; 9] = [
    "Gauteng",
    "KwaZulu-Natal",
    "Western Cape",
    "Eastern Cape",
    "Northern Cape",
    "Free State",
    "North West",
    "Limpopo",
    "Mpumalanga",
];

/// "10115 Berlin", with the street before or behind.
pub(super) fn code_first(tokens: &[Token<'_>], window: &str, code: &Code, hints: &Hints) -> Option<Parts> {
    // "Fax 02 1234 5679" and the next office's name in the line below: the end of a number is no code.
    let broken = tokens.get(code.end).is_some_and(|next| next.gap == Gap::Line);
    if broken && code.first > 0 && tokens[code.first].gap == Gap::Space && tokens[code.first - 1].digits() >= 2 {
        return None;
    }
    if let Some(parts) = behind_its_land(tokens, window, code) {
        return Some(parts);
    }
    let (start, ahead) = past_region(tokens, window, code.end);
    let start = past_locality(tokens, start);
    let Some((city_end, city)) = city_after(tokens, window, code, start) else {
        return city_before_code(tokens, window, code, hints);
    };
    let (city, mut region) = match ahead {
        None => with_province(tokens, code, hints, city),
        Some(region) => (city, region),
    };
    let mut end = city_end;
    // "(MI)", "(Toscana)", ", MI" behind the city.
    if let Some(t) = tokens.get(end)
        && (t.gap == Gap::Bracket || t.gap <= Gap::Dash && t.text.len() == 2)
        && t.is_capital()
        && t.digits() == 0
        && (t.text.len() == 2 && t.text.bytes().all(|b| b.is_ascii_uppercase())
            || t.gap == Gap::Bracket && t.text.len() > 3 && Country::from_name(t.text).is_none())
        && Country::from_name(t.text).is_none()
    {
        region = Some(t.text.to_owned());
        end += 1;
    }
    // "78701 Austin, TX"
    if let Some(t) = tokens.get(end)
        && region.is_none()
        && t.gap == Gap::Comma
        && code.form == Form::Five
        && is_american_state(t.text)
        && !hints.exclude(Country("US"))
        && tokens.get(end + 1).is_none_or(|next| next.gap >= Gap::Comma)
    {
        region = Some(t.text.to_owned());
        end += 1;
    }
    let explicit = explicit_country(tokens, end);
    if let Some((country_end, _)) = explicit {
        end = country_end;
    }
    let mut first = code.first;
    let own = own_street(tokens, code);
    let own = match own {
        Some(street) if street.numbered && street.strong => Some(street),
        other => marked_number(tokens, window, code, hints).or(other),
    };
    let mut street = own.map(|s| with_premises(tokens, window, s, code.first, false));
    if let Some(s) = &street {
        first = s.first;
    }
    let near = street.as_ref().is_some_and(|s| s.numbered && code.first - s.end <= 3);
    let next_part = tokens.get(city_end).is_some_and(|t| t.gap >= Gap::Dash || street_starts(tokens, city_end));
    if !near
        && next_part
        && let Some(behind) = street::after(tokens, city_end)
        && (street.is_none() || behind.strong && !street.as_ref().is_some_and(|s| s.numbered))
    {
        end = behind.end.max(end);
        first = code.first;
        street = Some(behind);
    }
    let street_text = street.as_ref().map(|s| street_words(tokens, window, s));
    Some(Parts { city, region, street, street_text, explicit: explicit.map(|(_, c)| c), first, end })
}

/// The street before a code. One that another code's town follows is that address's; then only what stands behind that counts.
fn own_street(tokens: &[Token<'_>], code: &Code) -> Option<Street> {
    let street = street::before(tokens, 0, code.first)?;
    match own_code(tokens, street.end, code.first) {
        None => Some(street),
        // "ul. Wzorcowa 45\n31-128 Kraków\nWarsztat\nPrzykładów 118\n32-090 Słomniki".
        Some(end) => street::before(tokens, end + 1, code.first)
            .filter(|s| s.numbered && s.end == code.first && tokens[s.first].gap == Gap::Line),
    }
}

/// True when the page speaks of a land that writes the city before the code.
pub(super) fn may_follow_its_city(code: &Code, hints: &Hints) -> bool {
    let likely = |c: &'static str| code.country == Some(Country(c)) || hints.of(Country(c)) > 0.0;
    [
        "RO", "LV", "LT", "PL", "CZ", "SK", "HU", "HR", "SI", "EE", "GR", "BG", "UA", "NZ", "ZA", "AU", "CY", "IN", "MX", "TR",
        "IT", "ES", "PT",
    ]
    .iter()
    .any(|c| likely(c))
}

/// "Brașov 500001", "Rīga, LV-1010", "Αθήνα 105 63", "Sofia 1000".
fn city_before_code(tokens: &[Token<'_>], window: &str, code: &Code, hints: &Hints) -> Option<Parts> {
    if !may_follow_its_city(code, hints) {
        return None;
    }
    // "Cape Town, South Africa, 7460": the land may stand between.
    let land = (1..=2).filter_map(|words| code.first.checked_sub(words)).find(|land| {
        tokens[code.first].gap == Gap::Comma
            && tokens[*land].gap == Gap::Comma
            && country_words(tokens, *land).is_some_and(|(end, _)| end == code.first)
    });
    // "Via dell'Esempio 77 Modella (BO) 40011": the province in its brackets stands between.
    let province = code.first.checked_sub(1).filter(|at| {
        let t = &tokens[*at];
        t.gap == Gap::Bracket && t.text.len() == 2 && t.text.bytes().all(|b| b.is_ascii_uppercase())
    });
    let african = south_african_province(tokens, window, code, hints);
    let stop = land.or(province).or(african).unwrap_or(code.first);
    let mut first = stop;
    // The province may begin a line of its own.
    let widest = if african.is_some() { Gap::Line } else { Gap::Comma };
    while first > 0 && stop - first < 3 && tokens[first].gap <= if first == stop { widest } else { Gap::Space } {
        let before = &tokens[first - 1];
        if !before.is_capital() || before.digits() > 0 || is_not_city(before.text) {
            break;
        }
        first -= 1;
    }
    if first == stop {
        return None;
    }
    let city = window[tokens[first].start..tokens[stop - 1].end].to_owned();
    // "гр. София 1784, бул. Витоша 15": the street may follow, but an English one in the line below is another address's.
    let street = street::before(tokens, 0, first).filter(|s| s.strong && s.numbered).or_else(|| {
        street::after(tokens, code.end).filter(|s| {
            s.strong && s.numbered && s.first == code.end && !(tokens[s.first].gap == Gap::Line && s.countries.starts_with("GB"))
        })
    })?;
    let explicit = land.and_then(|land| country_words(tokens, land)).map(|(_, land)| (code.end, land));
    let explicit = explicit.or_else(|| explicit_country(tokens, code.end));
    let street_text = Some(street_words(tokens, window, &street));
    Some(Parts {
        city,
        region: province
            .map(|at| tokens[at].text.to_owned())
            .or_else(|| african.map(|at| window[tokens[at].start..tokens[code.first - 1].end].to_owned())),
        first: street.first.min(first),
        end: explicit.map_or(code.end, |(e, _)| e).max(street.end),
        street: Some(street),
        street_text,
        explicit: explicit.map(|(_, c)| c),
    })
}

/// "Richards Bay, KwaZulu-Natal, 3900": the first token of a South African province right before the code.
fn south_african_province(tokens: &[Token<'_>], window: &str, code: &Code, hints: &Hints) -> Option<usize> {
    if code.form != Form::Four || hints.of(Country("ZA")) <= 0.0 || tokens[code.first].gap > Gap::Comma {
        return None;
    }
    (1..=2).filter_map(|words| code.first.checked_sub(words)).find(|at| {
        let before = &tokens[*at];
        matches!(before.gap, Gap::Comma | Gap::Line)
            && window.get(before.start..tokens[code.first - 1].end).is_some_and(|name| SOUTH_AFRICAN.contains(&name))
    })
}

/// "Заречная улица, 17, Пермь, Россия, 614000": from the small to the large, the code last.
fn behind_its_land(tokens: &[Token<'_>], window: &str, code: &Code) -> Option<Parts> {
    let land = code.first.checked_sub(1)?;
    let apart = |at: usize| tokens[at].gap == Gap::Comma;
    if tokens[land].text.is_ascii()
        || !apart(code.first)
        || !apart(land)
        || tokens.get(code.end).is_some_and(|t| t.gap < Gap::Line)
    {
        return None;
    }
    let country = Country::from_name(tokens[land].text)?;
    let part_before = |end: usize| (end.saturating_sub(3)..end).rev().find(|at| *at > 0 && apart(*at));
    let mut end = land;
    let mut first = part_before(end)?;
    let mut region = None;
    if tokens[first..end].iter().any(|t| is_region_word(t.text)) {
        region = Some(window[tokens[first].start..tokens[end - 1].end].to_owned());
        end = first;
        first = part_before(end)?;
    }
    let town = &tokens[first..end];
    if !town[0].is_capital() || town.iter().any(|t| t.digits() > 0 || is_region_word(t.text)) {
        return None;
    }
    let city = window[town[0].start..tokens[end - 1].end].to_owned();
    let street = street::before(tokens, 0, first).filter(|s| s.numbered && s.end == first)?;
    Some(Parts {
        city,
        region,
        street_text: Some(street_words(tokens, window, &street)),
        first: street.first,
        end: code.end,
        street: Some(street),
        explicit: Some(country),
    })
}

/// "58017 Loc. Corano, Pitigliano GR": a hamlet stands between the code and its town.
fn past_locality(tokens: &[Token<'_>], start: usize) -> usize {
    let hamlet = tokens.get(start).is_some_and(|t| {
        t.gap <= Gap::Comma && matches!(t.text, "Loc" | "loc" | "LOC" | "Località" | "località" | "Fraz" | "fraz" | "Frazione")
    });
    if !hamlet {
        return start;
    }
    (start + 2..start + 6).find(|at| tokens.get(*at).is_some_and(|t| t.gap == Gap::Comma && t.is_capital())).unwrap_or(start + 1)
}

/// What East Slavic addresses put between code and town: the land, then its region. One past them, and the region, where there is one.
fn past_region(tokens: &[Token<'_>], window: &str, start: usize) -> (usize, Option<Option<String>>) {
    if tokens.get(start).is_none_or(|t| t.text.is_ascii() || t.gap > Gap::Comma) {
        return (start, None);
    }
    let land = country_words(tokens, start).map_or(start, |(end, _)| end);
    let begins = |at: usize| tokens.get(at).is_some_and(|t| t.gap == Gap::Comma);
    let from = if land > start && begins(land) { land } else { start };
    let end = (from + 1..from + 4).find(|at| begins(*at));
    match end.filter(|end| tokens[from..*end].iter().any(|t| is_region_word(t.text))) {
        Some(end) => (end, Some(Some(window[tokens[from].start..tokens[end - 1].end].to_owned()))),
        None if from > start => (from, Some(None)),
        None => (start, None),
    }
}

/// "Московская область", "Красноярский край", "Республика Татарстан", "Львівська обл.".
pub(super) fn is_region_word(text: &str) -> bool {
    matches!(
        ShortText::lower(text).as_str(),
        "область" | "обл" | "край" | "республика" | "респ" | "район" | "р-н" | "округ" | "ао"
    )
}

/// "4999 Musterkirchen OÖ": the letters of an Austrian land that are no two of ASCII.
fn is_austrian_land(text: &str) -> bool {
    matches!(text, "OÖ" | "NÖ" | "OOE" | "NOE" | "Stmk" | "Bgld" | "Ktn" | "Vbg" | "Vlbg" | "Sbg")
}

/// "Çeşme/İzmir": a Turkish town is told with its province behind a bar.
fn with_province(tokens: &[Token<'_>], code: &Code, hints: &Hints, city: String) -> (String, Option<String>) {
    let turkish = code.country == Some(Country("TR"))
        || code.country.is_none() && hints.of(Country("TR")) > 0.0
        || explicit_country(tokens, code.end).is_some_and(|(_, c)| c == Country("TR"));
    match city.split_once('/').filter(|_| turkish) {
        Some((town, province)) => (town.trim().to_owned(), Some(province.trim().to_owned())),
        None => (city, None),
    }
}

/// The city that starts at token `start`: one past its last token, and its words.
pub(super) fn city_after(tokens: &[Token<'_>], window: &str, code: &Code, start: usize) -> Option<(usize, String)> {
    // "Toulouse (31000), Blagnac (31700)": in brackets the code belongs to the town before it.
    // Behind a house's number it belongs to the one that follows: "Av. Ejemplo 3251 (1885) Modelo".
    let housed = code.form == Form::Argentine || code.first.checked_sub(1).is_some_and(|before| tokens[before].digits() > 0);
    let bracketed = !housed && start.checked_sub(1).is_some_and(|code| tokens[code].gap == Gap::Bracket);
    if bracketed && tokens.get(start).is_none_or(|t| t.gap >= Gap::Bracket) {
        return None;
    }
    // "г. Москва", "м. Київ": the word for a town is none of its name.
    let named = tokens.get(start).is_some_and(|t| is_town_mark(t.text));
    let named = named && tokens.get(start + 1).is_some_and(|t| t.gap <= Gap::Space && t.is_capital());
    let first = tokens.get(start)?;
    let start = if named { start + 1 } else { start };
    let head = tokens.get(start)?;
    // A dash, a comma, one line break may stand between code and city.
    if first.gap > Gap::Comma && first.gap != Gap::Line || !head.is_word() || is_street_word(head) {
        return None;
    }
    let mut end = start;
    let mut words = 0;
    while let Some(token) = tokens.get(end) {
        let lower = ShortText::lower(token.text);
        let lower = lower.as_str();
        if end > start {
            if token.gap > Gap::Space {
                // "Frankfurt/Main", "Biel/Bienne", "Garmisch-Partenkirchen" with odd dashes.
                let slash =
                    token.gap == Gap::Bar && window.get(tokens[end - 1].end..token.start) == Some("/") && token.is_capital();
                let hyphen = token.gap == Gap::Hyphen && token.is_capital();
                if !slash && !hyphen {
                    break;
                }
            }
            let cut = tokens[end - 1].dot && !is_city_abbreviation(tokens[end - 1].text);
            if token.gap <= Gap::Space && cut && !is_city_tail(tokens[end - 1].text) {
                break;
            }
        }
        if lower == "cedex" {
            break;
        }
        if token.digits() > 0 {
            // "Praha 1", "Wien 12", "Lyon 3e": a district.
            let district = end > start
                && end - start <= 2
                && token.digits() <= 2
                && token.gap == Gap::Space
                && has_districts(tokens[start].text);
            if district {
                end += 1;
            }
            break;
        }
        // A province or canton behind the city ("Verona VR").
        if words > 0
            && (token.text.len() == 2 && token.text.bytes().all(|b| b.is_ascii_uppercase()) || is_austrian_land(token.text))
            && tokens[end - 1].text.chars().any(char::is_lowercase)
            && !tokens[start].text.starts_with("Køben")
        {
            break;
        }
        let particle = is_particle(lower);
        if is_not_city(lower) && !(particle && end > start) || end > start && street_starts(tokens, end) {
            break;
        }
        // "Langnau i.E.", "Neustadt a.d.Aisch".
        if end > start && token.gap == Gap::Space && is_city_tail(token.text) {
            end += 1;
            continue;
        }
        if !(token.is_capital()
            || particle && words > 0
            || particle && end == start
            || words == 0 && end == start && lower.chars().count() > 2)
        {
            break;
        }
        // "Ciudad de México" goes on behind its particle.
        let led = end > start && is_particle(&ShortText::lower(tokens[end - 1].text));
        // "10063 Perosa Argentina": a land that writes other codes is part of the town's name.
        if words > 0 && !led && country_words(tokens, end).is_some_and(|(_, land)| !code.form.is_foreign_to(land)) {
            break;
        }
        if !particle {
            words += 1;
        }
        end += 1;
        if words >= 4 || end - start >= 7 {
            break;
        }
    }
    // "København K", "Aarhus V": a letter for a part of the town.
    let lettered = end - start == 2 && tokens[end - 1].text.len() == 1 && tokens[end - 1].is_capital() && code.form == Form::Four;
    while end > start && !lettered && is_particle(&ShortText::lower(tokens[end - 1].text)) {
        end -= 1;
    }
    if end == start
        || words == 0
        || country_words(tokens, start).is_some_and(|(e, _)| {
            e >= end
                && !matches!(
                    ShortText::lower(head.text).as_str(),
                    "luxembourg" | "luxemburg" | "monaco" | "lëtzebuerg" | "andorra"
                )
        })
    {
        return None;
    }
    // "'s-Hertogenbosch": the apostrophe in front is a letter left out, not a quotation mark.
    let opened = if head.text.starts_with("s-") { window[..head.start].chars().next_back() } else { None };
    let from = head.start - opened.filter(|c| matches!(c, '\'' | '’')).map_or(0, char::len_utf8);
    let text = &window[from..tokens[end - 1].end];
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || text.contains('\n') {
        return None;
    }
    let mut closed = text.to_owned();
    if tokens[end - 1].dot && (is_city_abbreviation(tokens[end - 1].text) || is_city_tail(tokens[end - 1].text)) {
        closed.push('.');
    }
    let mut past = end;
    if tokens.get(past).is_some_and(|t| t.text.eq_ignore_ascii_case("cedex") && t.gap <= Gap::Dash) {
        past += 1;
        if tokens.get(past).is_some_and(|t| t.is_number() && t.text.len() <= 2 && t.gap == Gap::Space) {
            past += 1;
        }
    }
    Some((past, closed))
}

/// "г.", "місто": the word for a town, a village or a settlement before its name.
pub(super) fn is_town_mark(text: &str) -> bool {
    !text.is_ascii()
        && matches!(
            text,
            "г" | "гр"
                | "м"
                | "с"
                | "смт"
                | "гор"
                | "город"
                | "місто"
                | "пос"
                | "пгт"
                | "село"
                | "деревня"
                | "посёлок"
                | "поселок"
                | "Г"
                | "М"
        )
}

/// A street word in small letters where a city is due: "1784, бул. Витоша 15".
fn is_street_word(token: &Token<'_>) -> bool {
    token.text.starts_with(char::is_lowercase) && street::leads(token.text)
}

/// What tells towns of one name apart, shortened: "i.E", "a.d.Aisch", "o.d.T".
fn is_city_tail(text: &str) -> bool {
    let mut pieces = text.split('.');
    text.contains('.')
        && pieces.next().is_some_and(|p| matches!(p, "a" | "b" | "i" | "o" | "u" | "v"))
        && pieces.clone().count() <= 3
        && pieces.all(|p| p.chars().all(char::is_alphabetic) && !p.is_empty())
}

/// A street word begins here, so the city is over ("28013 Madrid Calle Mayor 5").
fn street_starts(tokens: &[Token<'_>], at: usize) -> bool {
    matches!(
        ShortText::lower(tokens[at].text).as_str(),
        "ul" | "ulica" | "calle" | "c/" | "rue" | "via" | "viale" | "corso" | "avenida" | "piazza"
    ) && tokens.get(at + 1).is_some_and(Token::is_capital)
}
