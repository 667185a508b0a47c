//! Addresses as English-speaking lands write them: the city before the code, a state or a county between, Irish ones without.

use super::super::country::Country;
use super::super::postal::{Code, Form};
use super::super::street::{self, Street};
use super::super::tokens::{Gap, Token, tokenise};
use super::code_first::code_first;
use super::counties::{is_county, is_irish_county};
use super::latin::whole_line_street;
use super::words::{ends_in_house, has_districts, is_not_city, is_page_word, is_premises};
use super::{Found, Hints, MAX_LINE, Parts, country_words, explicit_country, street_words, with_premises};
use crate::PostalAddress;
use crate::short_text::ShortText;

/// Addresses whose city stands before the code: "12 High Street, Bath, Somerset BA1 1AA", "1 Main St, Springfield, IL 62701".
pub(super) fn city_first(tokens: &[Token<'_>], window: &str, code: &Code) -> Option<Parts> {
    // "London, United Kingdom, WC2H 9JQ", "Vancouver, BC, Canada V6A 2S5"
    let mut stop = before_country(tokens, code);
    let mut region = None;
    if let Some((first, name)) =
        american_state(tokens, code).or_else(|| australian_state(tokens, code)).or_else(|| canadian_province(tokens, code, stop))
    {
        region = Some(name);
        stop = first;
    }
    // Brazil names the complement and the quarter between street and city.
    let reach = if code.form == Form::Brazilian { 5 } else { 3 };
    let british = matches!(code.form, Form::British | Form::Irish);
    // "Mill Lane, Bradbourne, Ashbourne, Derbyshire": a county is no part on the way to the street.
    let county = (british && region.is_none()).then(|| part_before(tokens, stop)).flatten();
    let county = county.filter(|first| is_county(&window[tokens[*first].start..tokens[stop - 1].end]));
    let street = street::before_within(tokens, 0, county.unwrap_or(stop), reach)
        .or_else(|| british.then(|| square_of_a_house(tokens, window, county.unwrap_or(stop))).flatten())
        .or_else(|| if code.form == Form::Brazilian { whole_line_street(tokens, stop) } else { None })
        .map(|s| with_premises(tokens, window, s, stop, british));
    let floor = street.as_ref().map_or(0, |s| s.end);
    // Parts between street and code.
    let mut parts: Vec<(usize, usize)> = Vec::new();
    let mut end = stop;
    let mut at = stop;
    while at > floor && parts.len() < 5 {
        at -= 1;
        if tokens[at].gap.parts() || at == floor {
            if end > at {
                parts.push((at, end));
            }
            end = at;
        }
    }
    parts.retain(|(a, b)| {
        let part = &tokens[*a..*b];
        part.len() <= 5
            && part[0].is_capital()
            && part.iter().all(|t| t.digits() == 0 || has_districts(part[0].text))
            && !part.iter().any(|t| is_not_city(t.text) || is_page_word(t.text))
    });
    // Nearest first. A county is not the city.
    if region.is_none()
        && let Some((a, b)) = parts.first().copied()
    {
        let words = window[tokens[a].start..tokens[b - 1].end].to_owned();
        if is_county(&words) && parts.len() > 1 {
            region = Some(words);
            parts.remove(0);
        }
    }
    let (a, b) = parts.first().copied()?;
    if street.is_none() && parts.len() < 2 && tokens[a].gap < Gap::Comma {
        return None;
    }
    let mut city = window[tokens[a].start..tokens[b - 1].end].to_owned();
    if city.contains('\n') {
        return None;
    }
    if tokens[a..b].len() <= 2
        && Country::from_name(&city).is_some()
        && !matches!(ShortText::lower(&city).as_str(), "luxembourg" | "monaco")
    {
        city = parts.get(1).map(|(a, b)| window[tokens[*a].start..tokens[*b - 1].end].to_owned())?;
    }
    let street_text = street
        .as_ref()
        .map(|s| street_words(tokens, window, s))
        // "The Old Mill, Little Snoring, NR21 0AA": a house name is the street.
        .or_else(|| {
            parts
                .get(1)
                .map(|(a, b)| window[tokens[*a].start..tokens[*b - 1].end].to_owned())
                .filter(|s| !s.contains('\n') && code.form == Form::British && ends_in_house(s))
        })
        .or_else(|| locality(tokens, window, code, &parts, region.is_some()));
    let explicit = explicit_country(tokens, code.end);
    let first = street.as_ref().map_or(parts.last().map_or(a, |p| p.0), |s| s.first);
    Some(Parts {
        city,
        region,
        street,
        street_text,
        explicit: explicit.map(|(_, c)| c),
        first,
        end: explicit.map_or(code.end, |(e, _)| e),
    })
}

/// "139 Main Street, LS1 4AP Leeds": the code before its town, as the rest of Europe writes it, right behind a numbered street.
pub(super) fn turned_round(tokens: &[Token<'_>], window: &str, code: &Code, hints: &Hints) -> Option<Parts> {
    let town = tokens.get(code.end).is_some_and(|t| t.gap == Gap::Space && t.is_capital() && t.digits() == 0);
    if !town || !matches!(code.form, Form::British | Form::Canadian | Form::Irish) {
        return None;
    }
    code_first(tokens, window, code, hints)
        .filter(|p| p.street.as_ref().is_some_and(|s| s.strong && s.numbered && s.end == code.first))
}

/// The first token of the part that ends before token `end`.
fn part_before(tokens: &[Token<'_>], end: usize) -> Option<usize> {
    (0..end).rev().find(|at| tokens[*at].gap.parts())
}

/// "Kingfisher House, 3rd Floor, Albert Square, Manchester": a square without a number, told by the house or the floor before it.
fn square_of_a_house(tokens: &[Token<'_>], window: &str, stop: usize) -> Option<Street> {
    let end = part_before(tokens, stop)?;
    let first = part_before(tokens, end)?;
    let above = part_before(tokens, first)?;
    let words = &tokens[first..end];
    // A green with its article is no square of a house's.
    let named = (2..=4).contains(&words.len())
        && words[0].text != "The"
        && words.iter().all(|t| t.is_capital() && t.digits() == 0 && !street::is_company_word(t.text))
        && street::ends_english(words[words.len() - 1].text);
    let house = ends_in_house(&window[tokens[above].start..tokens[first - 1].end])
        || is_premises(tokens[above].text, tokens.get(above + 1).map_or("", |t| t.text));
    (named && house).then_some(Street { first, end, strong: true, numbered: false, countries: "GB IE" })
}

/// The first token of the country's own name right before the code, or the code.
fn before_country(tokens: &[Token<'_>], code: &Code) -> usize {
    if !matches!(code.form, Form::British | Form::Canadian) {
        return code.first;
    }
    (1..=2)
        .filter_map(|words| code.first.checked_sub(words))
        .find(|first| {
            tokens[*first].gap.parts()
                && !is_county(tokens[*first].text)
                && country_words(tokens, *first)
                    .is_some_and(|(end, land)| end == code.first && code.form.countries().contains(&land))
        })
        .unwrap_or(code.first)
}

/// What stands for a street where houses have none: "The Green, Little Exampleton", "Example House Hotel, Ballyexample, Killarney".
fn locality(tokens: &[Token<'_>], window: &str, code: &Code, parts: &[(usize, usize)], county: bool) -> Option<String> {
    let (first, end) = *parts.get(1).filter(|_| matches!(code.form, Form::British | Form::Irish))?;
    let words = &tokens[first..end];
    let one_line = |at: usize| tokens[at].gap == Gap::Comma;
    // An Irish townland, in lines from the house's name to the county.
    let townland = code.form == Form::Irish
        && county
        && parts.get(2).is_some_and(|(_, above)| *above == first)
        && words.len() <= 2
        && tokens[first].gap == Gap::Line
        && tokens[end].gap == Gap::Line
        && !ends_in_house(&window[tokens[first].start..tokens[end - 1].end]);
    // Between the house's name and the town, or a common with its article.
    let between = parts.get(2).is_some() && one_line(first) && words.len() <= 3;
    let common = words.len() == 2 && words[0].text == "The" && street::ends_english(words[1].text);
    let lane = code.form == Form::British && is_unnumbered_lane(words, tokens[end].gap);
    ((townland || (between || common) && one_line(end) || lane) && !words.iter().any(|t| street::is_company_word(t.text)))
        .then(|| window[tokens[first].start..tokens[end - 1].end].to_owned())
}

/// "Examplefield Way, Little Sampleton": a part that ends in a street word which other names end in too, with the town behind it.
/// In a line of its own it may be a house's name ("The Old Bridge"), unless it is a word that only streets end in.
fn is_unnumbered_lane(words: &[Token<'_>], behind: Gap) -> bool {
    const ONLY_STREETS: [&str; 7] = ["way", "close", "walk", "drove", "rise", "row", "croft"];
    let Some(last) = words.last().filter(|_| (2..=4).contains(&words.len()) && words[0].text != "The") else { return false };
    let own = || ONLY_STREETS.contains(&ShortText::lower(last.text).as_str());
    words.iter().all(|t| t.is_capital() && t.digits() == 0)
        && words[1..].iter().all(|t| t.gap == Gap::Space)
        && street::ends_english(last.text)
        && (behind == Gap::Comma || behind == Gap::Line && own())
}

/// Irish addresses mostly have no code: "12 Main Street, Naas, Co. Kildare", "5 Dame Street, Dublin 2".
pub(super) fn irish(lines: &[&str], index: usize, line: &str) -> Option<Found> {
    if line.len() > MAX_LINE {
        return None;
    }
    let mut window = String::new();
    for above in lines.iter().take(index).skip(index.saturating_sub(3)).filter(|l| l.len() < 80) {
        window.push_str(above);
        window.push('\n');
    }
    let offset = window.len();
    window.push_str(line);
    let tokens = tokenise(&window);
    let from = tokens.iter().position(|t| t.start >= offset)?;
    for at in from..tokens.len() {
        let text = tokens[at].text;
        let (stop, city, region) = if text == "Dublin"
            && tokens.get(at + 1).is_some_and(|n| n.digits() > 0 && n.digits() <= 2 && n.text.len() <= 3 && n.gap == Gap::Space)
        {
            (at, format!("Dublin {}", tokens[at + 1].text), None)
        } else if matches!(text, "Co" | "County") && tokens.get(at + 1).is_some_and(|n| is_irish_county(n.text)) {
            let part = (0..at).rev().find(|i| tokens[*i].gap.parts())?;
            if at == part || !tokens[at].gap.parts() {
                continue;
            }
            (part, window[tokens[part].start..tokens[at - 1].end].to_owned(), Some(format!("County {}", tokens[at + 1].text)))
        } else {
            continue;
        };
        let street = street::before(&tokens, 0, stop).filter(|s| s.strong).or_else(|| irish_square(&tokens, stop))?;
        if city.contains('\n') || city.chars().count() > 40 || city.len() < 3 {
            return None;
        }
        let end = tokens.get(at + 1).map_or(tokens[at].end, |t| t.end);
        return Some(Found {
            words: window[tokens[street.first].start..end].replace('\n', ", "),
            address: PostalAddress {
                street: Some(street_words(&tokens, &window, &street)),
                city: Some(city),
                region,
                postal_code: None,
                country: Some("IE".to_owned()),
            },
            line: index,
            confidence: if street.numbered { 0.8 } else { 0.6 },
        });
    }
    None
}

/// "North Square, Sneem, Co. Kerry": a square or a quay without a number, at the beginning of its line and with the town behind it.
fn irish_square(tokens: &[Token<'_>], stop: usize) -> Option<Street> {
    let first = part_before(tokens, stop).unwrap_or(0);
    let words = &tokens[first..stop];
    let last = ShortText::lower(words.last()?.text);
    let square = matches!(last.as_str(), "square" | "quay" | "terrace" | "place" | "row" | "mall");
    let begins = first == 0 || tokens[first].gap == Gap::Line;
    (square && begins && (2..=3).contains(&words.len()) && words.iter().all(|t| t.is_capital() && t.digits() == 0))
        .then_some(Street { first, end: stop, strong: true, numbered: false, countries: "GB IE" })
}

/// A code of five digits behind a state, on a page that is not plainly another country's: "Licença AL 12345" on a Portuguese
/// one is a licence.
pub(super) fn is_american(tokens: &[Token<'_>], code: &Code, hints: &Hints) -> bool {
    code.form == Form::Five && american_state(tokens, code).is_some() && !hints.exclude(Country("US"))
}

/// A code of four digits behind an Australian state, likewise.
pub(super) fn is_australian(tokens: &[Token<'_>], code: &Code, hints: &Hints) -> bool {
    code.form == Form::Four && australian_state(tokens, code).is_some() && !hints.exclude(Country("AU"))
}

/// "TX", "NY".
pub(super) fn is_american_state(text: &str) -> bool {
    text.len() == 2 && STATES.contains(&format!(" {text} "))
}

const STATES: &str = " AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR ";

/// A state right before the code: its first token and its name.
pub(super) fn american_state(tokens: &[Token<'_>], code: &Code) -> Option<(usize, String)> {
    const NAMES: &str = " Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Washington Wisconsin Wyoming ";
    if !matches!(code.form, Form::Five | Form::AmericanPlus) {
        return None;
    }
    // "Wilmington, DE 19801" ends there; "DE 10115 Berlin" goes on.
    let delaware = code.country == Some(Country("DE")) && tokens.get(code.end).is_none_or(|t| t.gap > Gap::Space);
    let at = if delaware { code.first } else { code.first.checked_sub(1)? };
    let token = tokens.get(at)?;
    let gap = tokens.get(at + 1)?.gap;
    // "Raleigh, North Carolina 27601"
    if let Some(before) = at.checked_sub(1).filter(|first| gap <= Gap::Comma && tokens[*first].gap == Gap::Comma)
        && tokens[at].gap == Gap::Space
        && is_state_of_two_words(tokens[before].text, token.text)
    {
        return Some((before, format!("{} {}", tokens[before].text, token.text)));
    }
    let follows = at > 0 && tokens[at].gap <= Gap::Comma && tokens[at - 1].is_capital();
    let two = is_american_state(token.text);
    // "Springfield • IL • 62701"
    if two && at > 0 && tokens[at].gap == Gap::Bar && gap <= Gap::Bar && tokens[at - 1].is_capital() {
        return Some((at, token.text.to_owned()));
    }
    if follows && gap <= Gap::Comma && (two || NAMES.contains(&format!(" {} ", token.text)) && tokens[at].gap == Gap::Comma) {
        return Some((at, token.text.to_owned()));
    }
    None
}

/// "North Carolina", "New York": states of two words.
fn is_state_of_two_words(first: &str, second: &str) -> bool {
    match first {
        "New" => matches!(second, "York" | "Jersey" | "Mexico" | "Hampshire"),
        "North" | "South" => matches!(second, "Carolina" | "Dakota"),
        "West" => second == "Virginia",
        "Rhode" => second == "Island",
        _ => false,
    }
}

pub(super) fn australian_state(tokens: &[Token<'_>], code: &Code) -> Option<(usize, String)> {
    let at = code.first.checked_sub(1).filter(|_| code.form == Form::Four)?;
    let token = tokens.get(at)?;
    // "Melbourne, Victoria 3000"
    if matches!(token.text, "Victoria" | "Queensland" | "Tasmania")
        && tokens[code.first].gap <= Gap::Space
        && at > 0
        && matches!(tokens[at].gap, Gap::Space | Gap::Comma)
        && tokens[at - 1].is_capital()
    {
        return Some((at, token.text.to_owned()));
    }
    (code.form == Form::Four
        && matches!(token.text, "NSW" | "VIC" | "QLD" | "WA" | "SA" | "TAS" | "ACT" | "NT")
        && tokens[code.first].gap <= Gap::Comma
        && at > 0
        && tokens[at].gap <= Gap::Comma)
        .then(|| (at, token.text.to_owned()))
}

fn canadian_province(tokens: &[Token<'_>], code: &Code, stop: usize) -> Option<(usize, String)> {
    let mut at = stop.checked_sub(1)?;
    if code.form == Form::Brazilian && tokens.get(at)?.text.eq_ignore_ascii_case("cep") {
        at = at.checked_sub(1)?;
    }
    let token = tokens.get(at)?;
    let brazilian = code.form == Form::Brazilian && token.text.len() == 2 && token.text.bytes().all(|b| b.is_ascii_uppercase());
    let canadian = code.form == Form::Canadian
        && matches!(
            token.text,
            "ON" | "QC"
                | "BC"
                | "AB"
                | "MB"
                | "SK"
                | "NS"
                | "NB"
                | "NL"
                | "PE"
                | "YT"
                | "NT"
                | "NU"
                | "Ontario"
                | "Québec"
                | "Quebec"
                | "Qc"
                | "Alberta"
                | "Manitoba"
                | "Saskatchewan"
        );
    (brazilian || canadian).then(|| (at, token.text.to_owned()))
}
