//! The last word on what was read around a code: whether it is an address at all, of which country, and how sure it is.
//!
//! Belongs here: what speaks for and against. Does not belong here: reading the parts.

use super::super::country::Country;
use super::super::postal::{Code, Form};
use super::super::tokens::{Gap, Token};
use super::english::{american_state, australian_state, is_american, is_american_state, is_australian};
use super::words::city_is_in;
use super::years::is_year;
use super::{Found, Hints, Parts};
use crate::PostalAddress;
use crate::organisation::has_company_form;
use crate::short_text::ShortText;

pub(super) fn finish(tokens: &[Token<'_>], window: &str, code: &Code, parts: Parts, line: usize, hints: &Hints) -> Option<Found> {
    let country = decide(code, &parts, hints, tokens);
    let numbered = parts.street.as_ref().is_some_and(|s| s.numbered);
    let strong = parts.street.as_ref().is_some_and(|s| s.strong);
    let year = code.form == Form::Four && code.country.is_none() && is_year(&code.text);
    let mark_before = code_start(tokens, code).checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| {
        tokens[code_start(tokens, code)].gap <= Gap::Space
            && matches!(
                ShortText::lower(t.text).as_str(),
                "copyright" | "seit" | "since" | "depuis" | "dal" | "desde" | "od" | "sinds" | "in" | "im" | "en"
            )
    });
    let sign = window
        .get(tokens[code.first].start.saturating_sub(3)..tokens[code.first].start)
        .is_some_and(|s| s.contains('©') || s.contains('+'));
    // Two numbers right before it: a telephone number's last part.
    let dialled = code.country.is_none()
        && code.first >= 2
        && [0, 1].iter().all(|back| tokens[code.first - back].gap <= Gap::Hyphen && tokens[code.first - back - 1].is_number());
    let tail = code.country.is_none()
        && code.form == Form::Four
        && parts.street.is_none()
        && code.first >= 1
        && tokens[code.first].gap <= Gap::Hyphen
        && tokens[code.first - 1].digits() >= 3;
    let adjacent = parts.street.as_ref().is_some_and(|s| code.first <= s.end + 1 || s.first >= code.end);
    let small_city = code.country.is_none() && parts.city.starts_with(char::is_lowercase);
    let numeric = matches!(code.form, Form::Four | Form::Five | Form::SpacedFive | Form::Six);
    let unplaced = code.country.is_none() && parts.explicit.is_none() && numeric;
    // "78701 Austin, TX": the code in front, as the rest of the world writes it.
    let turned = parts.region.as_deref().is_some_and(is_american_state);
    let american = country == Some(Country("US")) && code.form == Form::Five && american_state(tokens, code).is_none() && !turned;
    // "7820 Main Street": a house number, no code.
    let house = unplaced
        && (parts.city.split(' ').skip(1).any(|w| {
            matches!(w, "Street" | "St" | "Road" | "Rd" | "Avenue" | "Ave" | "Lane" | "Drive" | "Dr" | "Boulevard" | "Blvd")
        }) || matches!(parts.city.split(' ').next(), Some("Highway" | "Hwy" | "Route" | "County" | "State")));
    // A code of four digits is a number like any other: it stands at its street, or begins the part behind it.
    let loose = unplaced
        && code.form == Form::Four
        && australian_state(tokens, code).is_none()
        && parts.street.as_ref().is_some_and(|s| {
            let between = tokens.get(s.end..code.first).unwrap_or_default();
            // "12 Beach Road, Sandringham, Melbourne 3191"
            let behind_town = country.is_some_and(|c| matches!(c.0, "AU" | "NZ" | "ZA") && hints.of(c) >= 2.5)
                && strong
                && numbered
                && between.len() <= 6
                && window[..tokens[code.first].start].trim_end().ends_with(parts.city.as_str());
            // "Av. Ejemplo 3251 y 151 (CP 1885)"
            let marked = tokens[code.first.saturating_sub(1)].text.eq_ignore_ascii_case("cp");
            s.end < code.first
                && !behind_town
                && !marked
                && (tokens[code.first].gap < Gap::Comma || between.iter().any(|t| t.digits() > 2) || between.len() > 6)
        });
    // "AV. Exemplo 1458, Manaíra": right behind a street without a number, and parted from what follows.
    let of_street = unplaced
        && code.form == Form::Four
        && tokens[code.first].gap == Gap::Space
        && parts.street.as_ref().is_some_and(|s| !s.numbered && s.end == code.first)
        && tokens.get(code.end).is_some_and(|t| t.gap == Gap::Comma);
    // "Studio Muster 1010" and the next heading below it: four digits and a line of words are no address.
    let torn =
        unplaced && code.form == Form::Four && parts.street.is_none() && tokens.get(code.end).is_some_and(|t| t.gap == Gap::Line);
    // "98480-7272" is half a telephone number; an American code has its state or its street.
    let bare = code.form == Form::AmericanPlus && parts.street.is_none() && parts.region.is_none();
    if follows_register_mark(tokens, code)
        || torn
        || bare
        || house
        || of_street
        || parts.city.contains('.') && has_company_form(&parts.city)
        || loose
        || tail
        || dialled
        || sign && (year || code.form == Form::Dutch)
        || small_city && !(adjacent && strong && numbered)
        || unplaced && (country.is_none() && !(strong && numbered) || american)
        || (mark_before || sign) && !(strong && numbered)
        || year
            && !(numbered && strong
                || numbered && country.is_some() && parts.street.as_ref().is_some_and(|s| s.end == code.first))
    {
        return None;
    }
    let shape: f32 = match (&parts.street_text, strong, numbered) {
        (Some(_), true, true) => 0.85,
        (Some(_), true, false) => 0.7,
        (Some(_), false, true) => 0.65,
        (Some(_), false, false) => 0.5,
        // A code and a city alone: only a prefix, a country or an unmistakable form makes them an address.
        (None, ..)
            if code.country.is_some()
                || parts.explicit.is_some()
                || matches!(code.form, Form::British | Form::Dutch | Form::Polish | Form::Portuguese) =>
        {
            0.45
        }
        (None, ..) => 0.3,
    };
    let sure =
        if country.is_some() { 0.05 } else { -0.1 } + if code.country.is_some() || parts.explicit.is_some() { 0.05 } else { 0.0 };
    let start = tokens[parts.first.min(code.first)].start;
    let end = tokens[parts.end.max(code.end) - 1].end;
    Some(Found {
        address: PostalAddress {
            street: parts.street_text,
            city: Some(parts.city),
            region: parts.region,
            postal_code: Some(code.text.clone()),
            country: country.map(|c| c.0.to_owned()),
        },
        line,
        words: window.get(start..end).unwrap_or_default().replace('\n', ", "),
        confidence: shape + sure,
    })
}

/// True when the word right before a code says that it is a number of something else: "HRB 12345", "Nr. 74321", "Fax 04321".
pub(super) fn follows_register_mark(tokens: &[Token<'_>], code: &Code) -> bool {
    // "02933 / 79030 (Büro)": the number behind an area's code.
    let dialled = code.first > 0
        && tokens[code.first].gap == Gap::Bar
        && tokens[code.first - 1].is_number()
        && tokens[code.first - 1].text.starts_with('0')
        && tokens[code.first - 1].text.len() >= 3;
    if dialled {
        return true;
    }
    code_start(tokens, code).checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| {
        tokens[code_start(tokens, code)].gap <= Gap::Space
            && matches!(
                ShortText::lower(t.text).as_str(),
                "hrb"
                    | "hra"
                    | "nr"
                    | "tel"
                    | "fax"
                    | "hoja"
                    | "tomo"
                    | "folio"
                    | "libro"
                    | "rea"
                    | "krs"
                    | "fn"
                    | "kvk"
                    | "rcs"
                    | "ape"
                    | "naf"
                    | "ref"
                    | "lic"
                    | "licence"
                    | "license"
                    | "id"
                    | "iso"
                    | "din"
                    | "dx"
                    | "pmb"
                    | "box"
                    | "bp"
                    | "cs"
                    | "pr"
                    | "vr"
                    | "gnr"
                    | "blz"
                    | "kto"
                    | "konto"
                    | "postfach"
                    | "casella"
                    | "apartado"
                    | "suite"
                    | "ste"
                    | "unit"
                    | "apt"
                    | "room"
                    | "licença"
                    | "licenza"
                    | "km"
                    | "seit"
                    | "since"
                    | "depuis"
                    | "desde"
                    | "sinds"
                    | "sedan"
                    | "siden"
                    | "anno"
                    | "est"
                    | "estd"
            )
    })
}

/// The token a code's own label would stand before: "Hoja V-12345" is one number with the letter that leads it.
fn code_start(tokens: &[Token<'_>], code: &Code) -> usize {
    let lone = |at: usize| tokens[at].gap == Gap::Hyphen && tokens[at - 1].text.chars().count() == 1;
    if code.first > 0 && lone(code.first) { code.first - 1 } else { code.first }
}

/// True for a code in brackets, behind a mark or at the start of a part.
fn stands_apart(tokens: &[Token<'_>], code: &Code) -> bool {
    tokens[code.first].gap >= Gap::Bracket
        || code.first.checked_sub(1).is_some_and(|before| matches!(tokens[before].text, "CP" | "C.P" | "cp"))
}

/// The country all signs agree on best.
fn decide(code: &Code, parts: &Parts, hints: &Hints, tokens: &[Token<'_>]) -> Option<Country> {
    if let Some(country) = code.country.or(parts.explicit) {
        return Some(country);
    }
    if is_american(tokens, code, hints) {
        return Some(Country("US"));
    }
    if is_australian(tokens, code, hints) {
        return Some(Country("AU"));
    }
    let candidates = code.form.countries();
    // Few plans of four digits begin with a nought.
    let nought = code.form == Form::Four && code.text.starts_with('0');
    if let [only] = candidates {
        return Some(*only);
    }
    let spoken = parts.street.as_ref().map_or("", |s| s.countries);
    let city = ShortText::lower(&parts.city);
    let city = city.as_str();
    let mut best: Option<(Country, f32)> = None;
    for candidate in candidates {
        // Houses bear four digits there as well: a code stands apart from the street's name.
        if candidate.0 == "AR" && code.form == Form::Four && !stands_apart(tokens, code) {
            continue;
        }
        if nought && !matches!(candidate.0, "NO" | "AU" | "NZ" | "ZA" | "DK") {
            continue;
        }
        let mut score = hints.of(*candidate);
        if !spoken.is_empty() {
            score += if spoken.split(' ').any(|c| c == candidate.0) { 2.5 } else { -1.5 };
        }
        if city_is_in(city, *candidate) {
            score += 3.0;
        }
        if candidate.0 == "IT" && parts.region.as_deref().is_some_and(|r| r.len() == 2) {
            score += 2.0;
        }
        if score > 0.0 && best.is_none_or(|(_, b)| score > b) {
            best = Some((*candidate, score));
        }
    }
    best.map(|(c, _)| c)
}
