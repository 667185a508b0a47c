//! Postal addresses in lines of visible text, by the patterns of the countries.
//!
//! Reading goes from the postal code outwards: the city beside it, then the street before (in some lands behind) it, then the
//! country that fits all of them. Belongs here: lines to addresses. Does not belong here: which lines are the organisation's own.

use std::ops::Range;

use super::country::Country;
use super::postal::{self, Code, Form};
use super::street::{self, Street};
use super::tokens::{Gap, Token, tokenise, tokenise_into};
use crate::PostalAddress;
use crate::short_text::{any_pair, has_digit};
use code_first::code_first;
use english::{city_first, irish, is_american, is_australian, turned_round};
use indian::{indian, is_indian};
use verdict::{finish, follows_register_mark};
use words::{ends_in_house, is_not_city, is_premises};
use years::{is_of_date, is_year_in_prose};

mod code_first;
mod codeless;
mod counties;
mod east_asian;
mod english;
mod english_codeless;
mod indian;
mod large_towns;
mod latin;
mod verdict;
mod words;
mod years;

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

    /// The page is plainly another country's, and nothing speaks for this one.
    fn exclude(&self, country: Country) -> bool {
        self.of(country) <= 0.0 && self.votes.iter().any(|(_, w)| *w >= 2.5)
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
    // The words of one line after the other.
    let mut words = Vec::new();
    let codeless = codeless::may_be(hints);
    let english = english_codeless::may_be(hints);
    for (index, line) in lines.iter().enumerate() {
        if found.len() >= 200 {
            break;
        }
        if !has_digit(line) {
            if line.len() <= MAX_LINE && holds(line, b'C', &["Co. ", "County ", "Co "]) {
                found.extend(irish(lines, index, line));
            }
            continue;
        }
        if line.len() <= MAX_LINE
            && east_asian::may_be(line)
            && let Some(address) = east_asian::read(lines, index)
        {
            found.push(address);
            continue;
        }
        if line.len() <= MAX_LINE {
            let before = found.len();
            in_line(lines, index, line, hints, &mut words, &mut found);
            if (codeless || english) && found.len() == before {
                let read = codeless.then(|| codeless::read(lines, index, hints)).flatten();
                let read = read.or_else(|| english.then(|| english_codeless::read(lines, index, hints)).flatten());
                found.extend(read.filter(|f| !found.iter().any(|other| is_one_place(other, f))));
            } else if codeless || english {
                let coded = found.split_off(before);
                found.retain(|f| !coded.iter().any(|other| is_one_place(other, f)));
                found.extend(coded);
            }
        } else {
            for piece in pieces(line) {
                in_line(lines, index, piece, hints, &mut words, &mut found);
            }
        }
    }
    found
}

/// The same street a few lines apart, read with its code and without.
fn is_one_place(one: &Found, other: &Found) -> bool {
    const LINES: usize = 3;
    one.line.abs_diff(other.line) <= LINES
        && one.address.street == other.address.street
        && (one.address.postal_code.is_none() || other.address.postal_code.is_none())
}

/// True when a text holds one of some words, all of which begin with the same letter of ASCII.
fn holds(text: &str, first: u8, words: &[&str]) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(first, bytes).any(|at| words.iter().any(|word| bytes[at..].starts_with(word.as_bytes())))
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
        if has_digit(piece) {
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

fn in_line<'l>(lines: &[&str], index: usize, line: &'l str, hints: &Hints, here: &mut Vec<Token<'l>>, found: &mut Vec<Found>) {
    here.clear();
    if may_hold_code(line) {
        tokenise_into(here, line);
    }
    let mut at = 0;
    let mut codes = 0;
    let mut any = false;
    while at < here.len() && codes < 12 {
        let Some(code) = postal::code_at(here, at) else {
            at += 1;
            continue;
        };
        codes += 1;
        at = code.end;
        if follows_register_mark(here, &code) || !promising(here, &code, lines.get(index + 1).copied()) {
            continue;
        }
        if is_of_date(here, &code) || is_year_in_prose(here, line, &code, hints) {
            continue;
        }
        if let Some(address) = around_code(lines, index, line, here[code.first].start, hints)
            && !found.iter().any(|f| f.address == address.address && f.line == index)
        {
            any = true;
            found.push(address);
        }
    }
    if !any && (holds(line, b'C', &["Co.", "County"]) || holds(line, b'D', &["Dublin"])) {
        found.extend(irish(lines, index, line));
    }
}

/// Quick refusal of lines before they are taken apart: a postal code has a digit behind a capital, or a run of digits that no longer
/// number holds.
fn may_hold_code(line: &str) -> bool {
    // Two on end, or one behind a capital: most lines have neither.
    any_pair(line, |first, second| (first.is_ascii_uppercase() | first.is_ascii_digit()) & second.is_ascii_digit())
        && digit_runs(line.as_bytes()).any(|run| may_be_code(line.as_bytes(), &run))
}

/// The runs of digits of a text.
fn digit_runs(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
        at = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        Some(start..at)
    })
}

/// True for a run of digits that may be a code or a part of one, by what stands around it.
fn may_be_code(bytes: &[u8], run: &Range<usize>) -> bool {
    let before = |back: usize| run.start.checked_sub(back).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    let behind = bytes.get(run.end..).unwrap_or_default();
    if before(1).is_ascii_uppercase() {
        return true;
    }
    // A part of an amount, a date or a fraction.
    let goes_on = matches!(before(1), b'.' | b'/') && before(2).is_ascii_digit();
    match run.len() {
        // "110 00", and the end of "00-110".
        3 => {
            let mut next = behind.iter().skip_while(|b| !b.is_ascii_alphanumeric());
            let thousands =
                before(1) == b' ' && before(2).is_ascii_digit() && before(3).is_ascii_digit() && !before(4).is_ascii_digit();
            before(1) == b'-'
                || thousands
                || next.next().is_some_and(u8::is_ascii_digit) && next.next().is_some_and(u8::is_ascii_digit)
        }
        4..=6 => !goes_on,
        _ => false,
    }
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
        Some(_) => {
            matches!(code.form, Form::Five | Form::Four | Form::Six | Form::SpacedFive | Form::SpacedSix)
        }
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
    // "Monterrey, Nuevo León, México.\nC.P. 64000": what follows in the next line is not the town.
    let last = tokens.get(code.end).is_none_or(|next| next.gap == Gap::Line);
    let read = match code.form {
        Form::Five | Form::Four | Form::Argentine
            if last && let Some(read) = latin::code_last(&tokens, &window, &code, hints) =>
        {
            Some(read)
        }
        Form::British | Form::Canadian | Form::Irish | Form::AmericanPlus => city_first(&tokens, &window, &code),
        Form::Brazilian => city_first(&tokens, &window, &code).or_else(|| latin::brazilian(&tokens, &window, &code)),
        Form::Five if is_american(&tokens, &code, hints) => city_first(&tokens, &window, &code),
        Form::Four if is_australian(&tokens, &code, hints) => city_first(&tokens, &window, &code),
        Form::Six | Form::SpacedSix if is_indian(&tokens, &code, hints) => indian(&tokens, &window, &code),
        _ => code_first(&tokens, &window, &code, hints).or_else(|| latin::code_last(&tokens, &window, &code, hints)),
    };
    // "139 Main Street, LS1 4AP Leeds"
    let read = read.or_else(|| code.form.city_before().then(|| turned_round(&tokens, &window, &code, hints)).flatten())?;
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

/// Takes in what stands around a street and belongs to it: "Unit 6, Millstone Works, Station Road", "Zone artisanale du Pré,
/// 4 rue de la Forge", "Calle Mayor 33, 1.º B".
fn with_premises(tokens: &[Token<'_>], window: &str, mut street: Street, end: usize, british: bool) -> Street {
    for _ in 0..3 {
        let gap = tokens[street.first].gap;
        if street.first == 0 || !matches!(gap, Gap::Comma | Gap::Dash | Gap::Line) {
            break;
        }
        let mut first = street.first - 1;
        while first > 0 && !tokens[first].gap.parts() {
            first -= 1;
        }
        // "Our registered office is at Kingfisher House"
        if british && let Some(led) = (first..street.first).rev().find(|at| matches!(tokens[*at].text, "at" | "is")) {
            first = (led + 1).min(street.first - 1);
        }
        let part = &tokens[first..street.first];
        let text = &window[part[0].start..part[part.len() - 1].end];
        let house = british && part.len() <= 4 && part[0].is_capital() && ends_in_house(text);
        // "Lote L2560142" is a batch of goods.
        let premises = part.len() <= 7
            && part.iter().all(|t| t.digits() <= 5)
            && is_premises(part[0].text, part.get(1).map_or("", |t| t.text))
            // "Planta Productiva" is a works, "planta 2" a storey.
            && !(part[0].text.eq_ignore_ascii_case("planta") && part.iter().all(|t| t.digits() == 0));
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
        // "Kat: 5": a colon between the word and its number.
        if last == street.end + 1 && last < end && tokens[last].gap == Gap::Bar && tokens[last].is_number() {
            last += 1;
        }
        let part = &tokens[street.end..last];
        // "Unit 7 Riverside Business Park, Mill Road, Stockport": the road that leads to the estate.
        let road = british
            && last < end
            && (2..=4).contains(&part.len())
            && part.iter().all(|t| t.is_capital() && t.digits() == 0)
            && street::is_english_road(part[part.len() - 1].text)
            && matches!(tokens[street.end - 1].text, "Park" | "Estate" | "Centre" | "Court" | "Works" | "Parade");
        if road {
            street.end = last;
            continue;
        }
        let floor = part[0].text.contains(['º', 'ª', '°']) || part[0].is_number() && part[0].dot && part.len() <= 3;
        // "6835 4ºB Liniers": what stands unparted behind the floor is a quarter's.
        if floor && part[0].gap <= Gap::Space && part.len() > 1 && part[1].is_capital() && part[1].text.chars().count() > 3 {
            street.end += 1;
            break;
        }
        if part.len() > 4 || !(floor || is_premises(part[0].text, part.get(1).map_or("", |t| t.text))) {
            break;
        }
        street.end = last;
    }
    street
}

/// One past the last code that has its city between a street and the code: the street is that one's.
fn own_code(tokens: &[Token<'_>], from: usize, to: usize) -> Option<usize> {
    (from..to).rev().find_map(|at| {
        let code = postal::code_at(tokens, at)?;
        let city = || tokens.get(code.end).is_some_and(|t| t.gap <= Gap::Space && t.is_capital() && !is_not_city(t.text));
        (code.end <= to && (code.form.city_before() || city())).then_some(code.end)
    })
}

/// The street's words as one line, without a comma at its end.
fn street_words(tokens: &[Token<'_>], window: &str, street: &Street) -> String {
    let end = tokens[street.end - 1].end;
    let mut text = window[tokens[street.first].start..end].replace('\n', ", ").split_whitespace().collect::<Vec<_>>().join(" ");
    // "S/N" and "5º" keep what the tokens cut.
    if window[end..].starts_with('º') {
        text.push('º');
    }
    // "Eksempelgade 7, 2. th."
    if window[end..].starts_with('.') && [" th", " tv", " mf"].iter().any(|side| text.ends_with(side)) {
        text.push('.');
    }
    // "Alte Gasse 14 (Hinterhaus)"
    if window[end..].starts_with(')') && text.contains('(') && !text.contains(')') {
        text.push(')');
    }
    text
}

/// A country name at token `at`: one past it, and the country.
fn country_words(tokens: &[Token<'_>], at: usize) -> Option<(usize, Country)> {
    let first = tokens.get(at).filter(|first| first.is_capital() && Country::begins_name(first.text))?;
    for count in (1..=3).rev() {
        let Some(words) = tokens.get(at..at + count) else { continue };
        if words[1..].iter().any(|t| t.gap > Gap::Space) {
            continue;
        }
        let country = match words {
            [_] => Country::from_name(first.text),
            _ => Country::from_name(&words.iter().map(|t| t.text).collect::<Vec<_>>().join(" ")),
        };
        if let Some(country) = country {
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

#[cfg(test)]
mod tests;
