//! Postal addresses in lines of visible text, by the patterns of the countries.
//!
//! Reading goes from the postal code outwards: the city beside it, then the street before (in some lands behind) it, then the
//! country that fits all of them. Belongs here: lines to addresses. Does not belong here: which lines are the organisation's own.

use super::country::Country;
use super::postal::{self, Code, Form};
use super::street::{self, Street};
use super::tokens::{Gap, Token, tokenise};
use crate::PostalAddress;
use english::{american_state, australian_state, city_first, irish};
use words::{city_is_in, ends_in_house, has_districts, is_city_abbreviation, is_not_city, is_particle, is_premises};

mod english;
mod words;

/// Longest window of lines looked at for one address, in bytes before the postal code's line.
const MAX_BEFORE: usize = 240;
/// Longest line that is taken whole; of a longer one a cut around the code is.
const MAX_LINE: usize = 400;

/// What is known of the page that helps to tell the country.
#[derive(Debug, Clone, Default)]
pub(super) struct Hints {
    /// Votes for countries; from the host, the language, dialling codes.
    pub votes: Vec<(Country, f32)>,
}

impl Hints {
    pub fn add(&mut self, country: Country, weight: f32) {
        match self.votes.iter_mut().find(|(c, _)| *c == country) {
            Some((_, w)) => *w += weight,
            None => self.votes.push((country, weight)),
        }
    }

    fn of(&self, country: Country) -> f32 {
        self.votes.iter().filter(|(c, _)| *c == country).map(|(_, w)| *w).sum()
    }
}

/// An address found in lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub address: PostalAddress,
    /// The line that holds the postal code (or what stands for it).
    pub line: usize,
    /// The words it was read from.
    pub words: String,
    pub confidence: f32,
}

/// All addresses in `lines`, in reading order.
pub(super) fn find(lines: &[&str], hints: &Hints) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if found.len() >= 200 {
            break;
        }
        if !line.bytes().any(|b| b.is_ascii_digit()) {
            if line.len() <= MAX_LINE && (line.contains("Co. ") || line.contains("County ") || line.contains("Co ")) {
                found.extend(irish(lines, index, line));
            }
            continue;
        }
        if line.len() <= MAX_LINE {
            in_line(lines, index, line, hints, &mut found);
        } else {
            for piece in pieces(line) {
                in_line(lines, index, piece, hints, &mut found);
            }
        }
    }
    found
}

/// Cuts of a long paragraph around its digits, overlapping so that no address is parted.
fn pieces(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    while start < line.len() && out.len() < 400 {
        let floor = |mut at: usize| {
            at = at.min(line.len());
            while !line.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let end = floor(start + MAX_LINE);
        let piece = &line[start..end];
        if piece.bytes().any(|b| b.is_ascii_digit()) {
            out.push(piece);
        }
        if end == line.len() {
            break;
        }
        let next = floor(end - 150);
        start = line[next..end].find(' ').map_or(end, |space| next + space + 1).max(start + 1);
        start = floor(start).max(floor(start + 3).min(line.len()).min(start));
        while !line.is_char_boundary(start) {
            start += 1;
        }
    }
    out
}

fn in_line(lines: &[&str], index: usize, line: &str, hints: &Hints, found: &mut Vec<Found>) {
    let here = if may_hold_code(line) { tokenise(line) } else { Vec::new() };
    let mut at = 0;
    let mut codes = 0;
    let mut any = false;
    while at < here.len() && codes < 12 {
        let Some(code) = postal::code_at(&here, at) else {
            at += 1;
            continue;
        };
        codes += 1;
        at = code.end;
        if !promising(&here, &code, lines.get(index + 1).copied()) {
            continue;
        }
        if let Some(address) = around_code(lines, index, line, here[code.first].start, hints)
            && !found.iter().any(|f| f.address == address.address && f.line == index)
        {
            any = true;
            found.push(address);
        }
    }
    if !any && (line.contains("Co.") || line.contains("Dublin") || line.contains("County")) {
        found.extend(irish(lines, index, line));
    }
}

/// Quick refusal of lines before they are taken apart: every postal code has a digit behind a capital, or three on end.
fn may_hold_code(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.windows(2).any(|w| w[0].is_ascii_uppercase() && w[1].is_ascii_digit())
        || bytes.windows(3).any(|w| w.iter().all(u8::is_ascii_digit))
}

/// Quick refusal before a window is built: something like a city stands where one is due.
fn promising(tokens: &[Token<'_>], code: &Code, next_line: Option<&str>) -> bool {
    if code.form.city_before() {
        return true;
    }
    match tokens.get(code.end) {
        Some(t) if t.gap <= Gap::Comma => {
            t.is_word() && t.text.chars().count() > 1 && !is_not_city(t.text) || t.gap == Gap::Comma
        }
        // American: the code ends the address.
        Some(_) => code.form == Form::Five || code.form == Form::Four || code.form == Form::Six || code.form == Form::SpacedFive,
        None => code.form != Form::Four || next_line.is_some() || code.first > 0,
    }
}

fn around_code(lines: &[&str], index: usize, line: &str, code_start: usize, hints: &Hints) -> Option<Found> {
    let mut window = String::with_capacity(MAX_BEFORE + line.len() + 80);
    let mut first_line = index;
    let mut before = 0;
    while first_line > 0 && index - first_line < 5 {
        let above = lines[first_line - 1];
        if before + above.len() > MAX_BEFORE {
            break;
        }
        before += above.len() + 1;
        first_line -= 1;
    }
    for above in &lines[first_line..index] {
        window.push_str(above);
        window.push('\n');
    }
    let offset = window.len();
    window.push_str(line);
    for below in lines.iter().skip(index + 1).take(2).filter(|l| l.len() < 80) {
        window.push('\n');
        window.push_str(below);
    }
    let tokens = tokenise(&window);
    let target = offset + code_start;
    let position = tokens.iter().position(|t| t.start >= target)?;
    // The code itself may stand behind its prefix.
    let code = (position..(position + 3).min(tokens.len()))
        .find_map(|i| postal::code_at(&tokens, i).filter(|c| c.first <= position + 1 && c.first >= position.saturating_sub(1)))?;
    let read = match code.form {
        Form::British | Form::Canadian | Form::Irish | Form::AmericanPlus => city_first(&tokens, &window, &code),
        Form::Brazilian => city_first(&tokens, &window, &code),
        Form::Five if american_state(&tokens, &code).is_some() => city_first(&tokens, &window, &code),
        Form::Four if australian_state(&tokens, &code).is_some() => city_first(&tokens, &window, &code),
        _ => code_first(&tokens, &window, &code, hints),
    }?;
    finish(&tokens, &window, &code, read, index, hints)
}

/// The parts as token ranges, before the country is decided.
struct Parts {
    city: String,
    region: Option<String>,
    street: Option<Street>,
    street_text: Option<String>,
    explicit: Option<Country>,
    first: usize,
    end: usize,
}

/// "10115 Berlin", with the street before or behind.
fn code_first(tokens: &[Token<'_>], window: &str, code: &Code, hints: &Hints) -> Option<Parts> {
    let Some((city_end, city)) = city_after(tokens, window, code.end) else {
        return city_before_code(tokens, window, code, hints);
    };
    let mut end = city_end;
    let mut region = None;
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
    let explicit = explicit_country(tokens, end);
    if let Some((country_end, _)) = explicit {
        end = country_end;
    }
    let mut first = code.first;
    let mut street = street::before(tokens, 0, code.first)
        .filter(|s| !has_own_code(tokens, s.end, code.first))
        .map(|s| with_premises(tokens, window, s, code.first, false));
    if let Some(s) = &street {
        first = s.first;
    }
    let near = street.as_ref().is_some_and(|s| s.numbered && code.first - s.end <= 3);
    let next_part = tokens.get(city_end).is_some_and(|t| t.gap >= Gap::Comma);
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

/// "Brașov 500001", "Rīga, LV-1010", "Αθήνα 105 63", "Sofia 1000".
fn city_before_code(tokens: &[Token<'_>], window: &str, code: &Code, hints: &Hints) -> Option<Parts> {
    let likely = |c: &'static str| code.country == Some(Country(c)) || hints.of(Country(c)) > 0.0;
    if !["RO", "LV", "LT", "GR", "BG", "UA", "NZ", "ZA", "AU", "CY", "IN", "MX", "TR", "IT", "ES", "PT"].iter().any(|c| likely(c))
    {
        return None;
    }
    let mut first = code.first;
    while first > 0
        && code.first - first < 3
        && tokens[first].gap <= Gap::Comma
        && (first == code.first || tokens[first].gap <= Gap::Space)
    {
        let before = &tokens[first - 1];
        if !before.is_capital() || before.digits() > 0 || is_not_city(before.text) {
            break;
        }
        first -= 1;
    }
    if first == code.first {
        return None;
    }
    let city = window[tokens[first].start..tokens[code.first - 1].end].to_owned();
    let street = street::before(tokens, 0, first).filter(|s| s.strong && s.numbered)?;
    let explicit = explicit_country(tokens, code.end);
    let street_text = Some(street_words(tokens, window, &street));
    Some(Parts {
        city,
        region: None,
        first: street.first,
        end: explicit.map_or(code.end, |(e, _)| e),
        street: Some(street),
        street_text,
        explicit: explicit.map(|(_, c)| c),
    })
}

/// The city that starts at token `start`: one past its last token, and its words.
fn city_after(tokens: &[Token<'_>], window: &str, start: usize) -> Option<(usize, String)> {
    let head = tokens.get(start)?;
    // A dash, a comma, one line break may stand between code and city.
    if head.gap > Gap::Comma && head.gap != Gap::Line || !head.is_word() {
        return None;
    }
    let mut end = start;
    let mut words = 0;
    while let Some(token) = tokens.get(end) {
        let lower = token.text.to_lowercase();
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
            if token.gap <= Gap::Space && tokens[end - 1].dot && !is_city_abbreviation(tokens[end - 1].text) {
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
            && token.text.len() == 2
            && token.text.bytes().all(|b| b.is_ascii_uppercase())
            && tokens[end - 1].text.chars().any(char::is_lowercase)
            && !tokens[start].text.starts_with("Køben")
        {
            break;
        }
        let particle = is_particle(&lower);
        if is_not_city(&lower) && !(particle && end > start) || end > start && street_starts(tokens, end) {
            break;
        }
        if !(token.is_capital()
            || particle && words > 0
            || particle && end == start
            || words == 0 && end == start && lower.chars().count() > 2)
        {
            break;
        }
        // "Ciudad de México" goes on behind its particle.
        let led = end > start && is_particle(&tokens[end - 1].text.to_lowercase());
        if words > 0 && !led && country_words(tokens, end).is_some() {
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
    while end > start && is_particle(&tokens[end - 1].text.to_lowercase()) {
        end -= 1;
    }
    if end == start
        || words == 0
        || country_words(tokens, start).is_some_and(|(e, _)| {
            e >= end
                && !matches!(head.text.to_lowercase().as_str(), "luxembourg" | "luxemburg" | "monaco" | "lëtzebuerg" | "andorra")
        })
    {
        return None;
    }
    let text = &window[tokens[start].start..tokens[end - 1].end];
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || text.contains('\n') {
        return None;
    }
    let mut closed = text.to_owned();
    if tokens[end - 1].dot && is_city_abbreviation(tokens[end - 1].text) {
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

/// Takes in what stands around a street and belongs to it: "Unit 6, Millstone Works, Station Road", "Zone artisanale du Pré,
/// 4 rue de la Forge", "Calle Mayor 33, 1.º B".
fn with_premises(tokens: &[Token<'_>], window: &str, mut street: Street, end: usize, british: bool) -> Street {
    for _ in 0..2 {
        let gap = tokens[street.first].gap;
        if street.first == 0 || !matches!(gap, Gap::Comma | Gap::Dash | Gap::Line) {
            break;
        }
        let mut first = street.first - 1;
        while first > 0 && !tokens[first].gap.parts() {
            first -= 1;
        }
        let part = &tokens[first..street.first];
        let text = &window[part[0].start..part[part.len() - 1].end];
        let house = british && part.len() <= 4 && part[0].is_capital() && ends_in_house(text);
        let premises = part.len() <= 7 && is_premises(part[0].text, part.get(1).map_or("", |t| t.text));
        if !(house || premises) || part.iter().any(|t| street::is_company_word(t.text)) {
            break;
        }
        street.first = first;
    }
    while street.end < end && tokens[street.end].gap <= Gap::Comma {
        let mut last = street.end + 1;
        while last < end && !tokens[last].gap.parts() {
            last += 1;
        }
        let part = &tokens[street.end..last];
        let floor = part[0].text.contains(['º', 'ª']) || part[0].is_number() && part[0].dot && part.len() <= 3;
        if part.len() > 4 || !(floor || is_premises(part[0].text, part.get(1).map_or("", |t| t.text))) {
            break;
        }
        street.end = last;
    }
    street
}

fn finish(tokens: &[Token<'_>], window: &str, code: &Code, parts: Parts, line: usize, hints: &Hints) -> Option<Found> {
    let country = decide(code, &parts, hints, tokens);
    let numbered = parts.street.as_ref().is_some_and(|s| s.numbered);
    let strong = parts.street.as_ref().is_some_and(|s| s.strong);
    let year = code.form == Form::Four && code.country.is_none() && matches!(code.text.parse::<u16>(), Ok(1900..=2040));
    let mark_before = code_start(tokens, code).checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| {
        tokens[code_start(tokens, code)].gap <= Gap::Space
            && matches!(
                t.text.to_lowercase().as_str(),
                "copyright" | "seit" | "since" | "depuis" | "dal" | "desde" | "od" | "sinds" | "in" | "im" | "en"
            )
    });
    let register_mark = code_start(tokens, code).checked_sub(1).and_then(|i| tokens.get(i)).is_some_and(|t| {
        tokens[code_start(tokens, code)].gap <= Gap::Space
            && matches!(
                t.text.to_lowercase().as_str(),
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
    let american = country == Some(Country("US")) && code.form == Form::Five && american_state(tokens, code).is_none();
    // "7820 Main Street": a house number, no code.
    let house = unplaced
        && parts.city.split(' ').skip(1).any(|w| {
            matches!(w, "Street" | "St" | "Road" | "Rd" | "Avenue" | "Ave" | "Lane" | "Drive" | "Dr" | "Boulevard" | "Blvd")
        });
    // A code of four digits is a number like any other: it stands at its street, or begins the part behind it.
    let loose = unplaced
        && code.form == Form::Four
        && australian_state(tokens, code).is_none()
        && parts.street.as_ref().is_some_and(|s| {
            let between = tokens.get(s.end..code.first).unwrap_or_default();
            s.end < code.first
                && (tokens[code.first].gap < Gap::Comma || between.iter().any(|t| t.digits() > 2) || between.len() > 6)
        });
    if register_mark
        || house
        || loose
        || tail
        || dialled
        || sign && year
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

/// True when another code with its city stands between a street and the code: the street is that one's.
fn has_own_code(tokens: &[Token<'_>], from: usize, to: usize) -> bool {
    (from..to).any(|at| {
        postal::code_at(tokens, at).is_some_and(|code| {
            let city = || tokens.get(code.end).is_some_and(|t| t.gap <= Gap::Space && t.is_capital() && !is_not_city(t.text));
            code.end <= to && (code.form.city_before() || city())
        })
    })
}

/// The token a code's own label would stand before: "Hoja V-12345" is one number with the letter that leads it.
fn code_start(tokens: &[Token<'_>], code: &Code) -> usize {
    let lone = |at: usize| tokens[at].gap == Gap::Hyphen && tokens[at - 1].text.chars().count() == 1;
    if code.first > 0 && lone(code.first) { code.first - 1 } else { code.first }
}

/// The country all signs agree on best.
fn decide(code: &Code, parts: &Parts, hints: &Hints, tokens: &[Token<'_>]) -> Option<Country> {
    if let Some(country) = code.country.or(parts.explicit) {
        return Some(country);
    }
    if code.form == Form::Five && american_state(tokens, code).is_some() {
        return Some(Country("US"));
    }
    if code.form == Form::Four && australian_state(tokens, code).is_some() {
        return Some(Country("AU"));
    }
    let candidates = code.form.countries();
    // Few plans of four digits begin with a nought.
    let nought = code.form == Form::Four && code.text.starts_with('0');
    if let [only] = candidates {
        return Some(*only);
    }
    let spoken = parts.street.as_ref().map_or("", |s| s.countries);
    let city = parts.city.to_lowercase();
    let mut best: Option<(Country, f32)> = None;
    for candidate in candidates {
        if nought && !matches!(candidate.0, "NO" | "AU" | "NZ" | "ZA" | "DK") {
            continue;
        }
        let mut score = hints.of(*candidate);
        if !spoken.is_empty() {
            score += if spoken.split(' ').any(|c| c == candidate.0) { 2.5 } else { -1.5 };
        }
        if city_is_in(&city, *candidate) {
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

/// The street's words as one line, without a comma at its end.
fn street_words(tokens: &[Token<'_>], window: &str, street: &Street) -> String {
    let end = tokens[street.end - 1].end;
    let mut text = window[tokens[street.first].start..end].replace('\n', ", ").split_whitespace().collect::<Vec<_>>().join(" ");
    // "S/N" and "5º" keep what the tokens cut.
    if window[end..].starts_with('º') {
        text.push('º');
    }
    text
}

/// A country name at token `at`: one past it, and the country.
fn country_words(tokens: &[Token<'_>], at: usize) -> Option<(usize, Country)> {
    let first = tokens.get(at)?;
    for count in (1..=3).rev() {
        let Some(words) = tokens.get(at..at + count) else { continue };
        if words[1..].iter().any(|t| t.gap > Gap::Space) {
            continue;
        }
        let name = words.iter().map(|t| t.text).collect::<Vec<_>>().join(" ");
        if let Some(country) = Country::from_name(&name).filter(|_| first.is_capital()) {
            return Some((at + count, country));
        }
    }
    None
}

/// A country behind the address: after a comma, a bar, a bracket or on the next line.
fn explicit_country(tokens: &[Token<'_>], at: usize) -> Option<(usize, Country)> {
    // A region may stand between ("Calabria, Italia").
    country_words(tokens, at).or_else(|| {
        let t = tokens.get(at)?;
        if t.is_capital()
            && matches!(t.gap, Gap::Comma | Gap::Bracket | Gap::Dash)
            && tokens.get(at + 1).is_some_and(|n| n.gap >= Gap::Bracket)
        {
            country_words(tokens, at + 1)
        } else {
            None
        }
    })
}

/// A street word begins here, so the city is over ("28013 Madrid Calle Mayor 5").
fn street_starts(tokens: &[Token<'_>], at: usize) -> bool {
    matches!(tokens[at].text.to_lowercase().as_str(), "ul" | "ulica" | "calle" | "c/" | "rue" | "via" | "avenida" | "piazza")
        && tokens.get(at + 1).is_some_and(Token::is_capital)
}

#[cfg(test)]
mod tests;
