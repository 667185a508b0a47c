//! Addresses without a postal code: of lands that mostly leave it out (from Ukraine to Kazakhstan, in Turkey, Romania and Latin
//! America), and of Latin Europe where a page does.
//!
//! Belongs here: a street with its number and a town that says that it is one, in one line or in neighbouring ones. Does not belong
//! here: Irish addresses (`english`), East Asian ones (`east_asian`). A town is never guessed: a mark ("г. Пермь"), its province
//! behind a bar ("Serdivan / Sakarya") or in brackets ("Bresso (MI)"), its state ("Olinda - PE") or its size tells it.

use super::super::country::Country;
use super::super::street::{self, Street};
use super::super::tokens::{Gap, Token, tokenise};
use super::code_first::{is_region_word, is_town_mark};
use super::large_towns::large_town;
use super::latin;
use super::{Found, Hints, MAX_LINE, street_words, with_premises};
use crate::PostalAddress;
use crate::short_text::ShortText;

/// Longest part of a line that may be a town's name, in words.
const MAX_TOWN: usize = 4;

/// A town beside a street: its tokens, its region, its land.
struct Town {
    first: usize,
    end: usize,
    region: Option<(usize, usize)>,
    country: Country,
}

/// True when a page may write its addresses without codes; most pages are refused here once and for all.
pub(super) fn may_be(hints: &Hints) -> bool {
    HABITUAL.iter().chain(&SELDOM).any(|land| hints.of(Country(land)) > 0.7)
}

/// Lands that mostly write no code.
const HABITUAL: [&str; 18] =
    ["RU", "UA", "BY", "KZ", "TR", "RO", "MD", "BR", "GR", "CY", "AR", "CO", "CL", "PE", "MX", "EC", "UY", "DO"];

/// Lands that mostly write one.
const SELDOM: [&str; 4] = ["IT", "ES", "PT", "PL"];

/// The address without a code that begins in line `index`.
pub(super) fn read(lines: &[&str], index: usize, hints: &Hints) -> Option<Found> {
    let line = lines[index];
    // Most lines with a digit are prices, times and telephones: nothing in them parts a street from its number or its town.
    let parted = || memchr::memchr3(b',', b'.', b'/', line.as_bytes()).is_some() || line.contains("- ") || line.contains(" – ");
    // "Catamarca 873", the town below it.
    let alone = || line.len() < 40 && line.ends_with(|c: char| c.is_ascii_digit()) && latin::may_be(hints);
    if line.len() > MAX_LINE / 2 || line.len() < 10 || !(parted() || alone()) || !line.chars().any(char::is_uppercase) {
        return None;
    }
    // Where the code is the rule, a line must at least hold the word for a street.
    if !HABITUAL.iter().any(|land| hints.of(Country(land)) > 0.7) && !holds_street_word(line) {
        return None;
    }
    let mut window = String::with_capacity(line.len() + 160);
    // The town may have a line of its own before a Cyrillic street, and behind any.
    let above = index.checked_sub(1).map(|i| lines[i]).filter(|l| l.len() < 60 && !l.is_ascii());
    let above_above = above.and_then(|_| index.checked_sub(2)).map(|i| lines[i]).filter(|l| l.len() < 60 && !l.is_ascii());
    // "Örnek Mahallesi Deneme Sokak", the door's number in the line below.
    let turkish = hints.of(Country("TR")) > 0.7 && matches!(line.get(..2), Some("No" | "NO" | "no"));
    let above = above.or_else(|| index.checked_sub(1).filter(|_| turkish).map(|i| lines[i]).filter(|l| l.len() < 60));
    for part in [above_above, above].into_iter().flatten() {
        window.push_str(part.trim_end());
        window.push(if turkish { ' ' } else { '\n' });
    }
    let offset = window.len();
    window.push_str(line);
    for below in lines.iter().skip(index + 1).take(2).filter(|l| l.len() < 60) {
        window.push('\n');
        window.push_str(below);
    }
    let tokens = tokenise(&window);
    let from = if turkish { 0 } else { tokens.iter().position(|t| t.start >= offset)? };
    let to = tokens.iter().position(|t| t.start >= offset + line.len()).unwrap_or(tokens.len());
    let street = street_in(&tokens, from, to);
    let plain = street.clone().and_then(|street| of_street(&tokens, &window, street, index, hints));
    plain.or_else(|| {
        latin::may_be(hints).then(|| latin::read(lines, index, &tokens, &window, (from, to), street, hints)).flatten()
    })
}

/// The address of a street that a word tells.
fn of_street(tokens: &[Token<'_>], window: &str, street: Street, index: usize, hints: &Hints) -> Option<Found> {
    let street = with_premises(tokens, window, street, tokens.len(), false);
    let town = town_behind(tokens, street.end, hints).or_else(|| town_before(tokens, street.first, hints))?;
    let words = |range: (usize, usize)| window[tokens[range.0].start..tokens[range.1 - 1].end].to_owned();
    let city = words((town.first, town.end));
    if city.contains('\n') || city.len() < 3 {
        return None;
    }
    let first = street.first.min(town.first);
    let mut end = street.end.max(town.end).max(town.region.map_or(0, |r| r.1));
    // "Modella (BA) 75125": the code behind all of it.
    let code = tokens.get(end).filter(|t| town.region.is_some() && t.gap <= Gap::Bracket && t.is_number() && t.text.len() == 5);
    let postal_code = code.map(|t| t.text.to_owned());
    end += usize::from(code.is_some());
    Some(Found {
        words: words((first, end)).replace('\n', ", "),
        address: PostalAddress {
            street: Some(street_words(tokens, window, &street)),
            city: Some(city),
            region: town.region.map(words),
            postal_code,
            country: Some(town.country.0.to_owned()),
        },
        line: index,
        confidence: 0.7,
    })
}

/// True for a line with a word that leads a street's name.
fn holds_street_word(line: &str) -> bool {
    let mut words = line.split([' ', ',']).map(|word| word.trim_end_matches('.')).filter(|word| (2..=12).contains(&word.len()));
    words.any(|word| street::leads(ShortText::lower(word).as_str()))
}

/// A street with its number that a word for streets tells, begun in the tokens `from..to` of one line.
fn street_in(tokens: &[Token<'_>], from: usize, to: usize) -> Option<Street> {
    let mut at = from;
    while at < to {
        // The number may be a part or a line of its own: "пр. Победы,\nд. 5".
        let end = tokens.len().min(at + 14);
        if let Some(street) = street::named(tokens, from, at, end)
            && street.numbered
            && street.strong
            && street.first < to
            && !street::is_sector(tokens[street.first].text)
            // "Örnek Mah. 1453. Sk. No: 5": the number is the street's.
            && !tokens.get(street.end).is_some_and(|t| t.gap <= Gap::Space && is_turkish_street(t.text))
        {
            return Some(street);
        }
        at += 1;
    }
    None
}

/// The word behind the name, or the number, of a Turkish street.
fn is_turkish_street(word: &str) -> bool {
    matches!(ShortText::lower(word).as_str(), "sk" | "sok" | "sokak" | "sokağı" | "cad" | "cd" | "cadde" | "caddesi")
}

/// The town behind a street: "…, Serdivan / Sakarya", "… - Boa Vista - Olinda - PE", "…, Cluj-Napoca, jud. Cluj", "…, м. Львів".
fn town_behind(tokens: &[Token<'_>], at: usize, hints: &Hints) -> Option<Town> {
    // "No: 15 İç Kapı No:10 Şişli / İSTANBUL": doors within the house stand before the town.
    if hints.of(Country("TR")) > 0.7
        && let Some(bar) = (at + 1..tokens.len().min(at + 9)).take_while(|i| tokens[*i].gap < Gap::Line).find(|i| {
            tokens[*i].gap == Gap::Bar && tokens[*i].is_capital() && large_town(tokens[*i].text).contains(&Country("TR"))
        })
        && bar >= at + 2
        && tokens[bar - 1].is_capital()
        && tokens[bar - 1].digits() == 0
        && tokens[bar - 1].gap == Gap::Space
        && tokens[bar - 2].digits() > 0
    {
        return Some(Town { first: bar - 1, end: bar, region: Some((bar, bar + 1)), country: Country("TR") });
    }
    let mut start = at;
    for _ in 0..3 {
        // "No:70/12 Örnekburgaz / KIRKLARELİ": nothing parts the town from the number.
        let turkish = start == at && hints.of(Country("TR")) > 0.7;
        let first = tokens.get(start).filter(|t| {
            matches!(t.gap, Gap::Comma | Gap::Dash | Gap::Line | Gap::Bar | Gap::Bracket) || turkish && t.gap == Gap::Space
        })?;
        let mut end = start + 1;
        while tokens.get(end).is_some_and(|t| !t.gap.parts() && t.gap != Gap::Bracket) {
            end += 1;
        }
        let part = &tokens[start..end];
        if let Some(town) = marked(tokens, start, end, hints) {
            return Some(town);
        }
        if !first.is_capital() || part.len() > MAX_TOWN + 1 || part.iter().any(|t| t.digits() > 0 && t.digits() < t.text.len()) {
            return None;
        }
        let next = tokens.get(end);
        // "Serdivan / Sakarya": the province of a Turkish town.
        if hints.of(Country("TR")) > 0.0
            && next.is_some_and(|n| n.gap == Gap::Bar && n.is_capital())
            && next.is_some_and(|n| large_town(n.text).contains(&Country("TR")))
        {
            return Some(Town { first: start, end, region: Some((end, end + 1)), country: Country("TR") });
        }
        // "Bresso (MI)", "Bagnoli di Sopra (PD)".
        if hints.of(Country("IT")) > 0.0
            && next.is_some_and(|n| n.gap == Gap::Bracket && is_italian_province(n.text))
            && part.len() <= MAX_TOWN
            && part.iter().all(|t| t.digits() == 0)
        {
            return Some(Town { first: start, end, region: Some((end, end + 1)), country: Country("IT") });
        }
        // "Conegliano TV": the province right behind the town, as maps write it.
        if hints.of(Country("IT")) > 0.0
            && let [town @ .., province] = part
            && (1..=MAX_TOWN).contains(&town.len())
            && province.text.bytes().all(|b| b.is_ascii_uppercase())
            && is_italian_province(province.text)
            && town.iter().all(|t| t.digits() == 0)
            && town[town.len() - 1].text.chars().any(char::is_lowercase)
        {
            return Some(Town { first: start, end: end - 1, region: Some((end - 1, end)), country: Country("IT") });
        }
        // "Olinda - PE", "Olinda/PE", "Olinda, PE".
        if hints.of(Country("BR")) > 0.0
            && next.is_some_and(|n| n.gap.parts() && n.gap < Gap::Line && is_brazilian_state(n.text))
            && part.len() <= MAX_TOWN
            && part.iter().all(|t| t.digits() == 0)
        {
            return Some(Town { first: start, end, region: Some((end, end + 1)), country: Country("BR") });
        }
        if let Some(town) = large(tokens, start, end, hints) {
            return Some(town);
        }
        start = end;
    }
    None
}

/// The town before a street: "г. Пермь, ул. …", "Пермь, ул. …", "Львівська обл., м. Стрий, вул. …".
fn town_before(tokens: &[Token<'_>], street: usize, hints: &Hints) -> Option<Town> {
    let mut end = street;
    for _ in 0..3 {
        if end == 0 || !matches!(tokens.get(end).map(|t| t.gap), Some(Gap::Comma | Gap::Line | Gap::Bar | Gap::Space)) {
            return None;
        }
        let mut start = end - 1;
        while start > 0 && !tokens[start].gap.parts() {
            start -= 1;
        }
        if let Some(town) = marked(tokens, start, end, hints).or_else(|| large(tokens, start, end, hints)) {
            let region = start.checked_sub(1).filter(|_| tokens[start].gap <= Gap::Line).and_then(|last| {
                let first = (0..=last).rev().find(|i| tokens[*i].gap.parts())?;
                tokens[first..=last].iter().any(|t| is_region_word(t.text)).then_some((first, last + 1))
            });
            return Some(Town { region, ..town });
        }
        // A district may stand between: "Пермь, Свердловский район, ул. …".
        if !tokens[start..end].iter().any(|t| is_region_word(t.text)) {
            return None;
        }
        end = start;
    }
    None
}

/// "г. Пермь", "місто Львів": a part that says that it is a town's name.
fn marked(tokens: &[Token<'_>], start: usize, end: usize, hints: &Hints) -> Option<Town> {
    // "Рынок «Образец» г. Пермь": words may stand before the mark.
    let at = (start..end).rev().find(|at| is_town_mark(tokens[*at].text) && (*at == start || tokens[*at].dot))?;
    let mark = tokens[at];
    let name = tokens.get(at + 1..end).filter(|n| !n.is_empty() && n.len() < MAX_TOWN)?;
    let alone = mark.dot || mark.text.chars().count() > 2 || name[0].gap == Gap::Glued;
    if !alone || !name[0].is_capital() || name.iter().any(|t| t.digits() > 0) {
        return None;
    }
    let ukrainian = hints.of(Country("UA")) > hints.of(Country("RU"));
    let country = ["BY", "KZ"].into_iter().find(|c| hints.of(Country(c)) > 1.0);
    let country = Country(country.unwrap_or(if ukrainian { "UA" } else { "RU" }));
    Some(Town { first: at + 1, end, region: None, country })
}

/// A part that is the name of a town large enough to need no mark.
fn large(tokens: &[Token<'_>], start: usize, end: usize, hints: &Hints) -> Option<Town> {
    let part = tokens.get(start..end).filter(|p| (1..=MAX_TOWN).contains(&p.len()) && p[0].is_capital())?;
    let countries = match part {
        [only] => large_town(only.text),
        _ => large_town(&part.iter().map(|t| t.text).collect::<Vec<_>>().join(" ")),
    };
    // "Córdoba" lies in Spain and in Argentina.
    let country = countries.iter().copied().max_by(|a, b| hints.of(*a).total_cmp(&hints.of(*b)))?;
    (hints.of(country) > 0.0).then_some(Town { first: start, end, region: None, country })
}

/// The letters of a province behind an Italian town.
fn is_italian_province(text: &str) -> bool {
    const PROVINCES: &str = "AG AL AN AO AP AQ AR AT AV BA BG BI BL BN BO BR BS BT BZ CA CB CE CH CL CN CO CR CS CT CZ EN FC FE FG \
        FI FM FR GE GO GR IM IS KR LC LE LI LO LT LU MB MC ME MI MN MO MS MT NA NO NU OR PA PC PD PE PG PI PN PO PR PT PU PV PZ RA \
        RC RE RG RI RM RN RO SA SI SO SP SR SS SU SV TA TE TN TO TP TR TS TV UD VA VB VC VE VI VR VT VV";
    text.len() == 2 && PROVINCES.split_ascii_whitespace().any(|province| province.eq_ignore_ascii_case(text))
}

fn is_brazilian_state(text: &str) -> bool {
    const STATES: &str = "AC AL AP AM BA CE DF ES GO MA MT MS MG PA PB PR PE PI RJ RN RS RO RR SC SP SE TO";
    text.len() == 2 && STATES.split(' ').any(|state| state == text)
}

#[cfg(test)]
mod tests {
    use super::super::tests::read_as;

    #[test]
    fn a_marked_town_stands_before_or_behind_its_street() {
        assert_eq!(read_as("RU", &["г. Пермь, ул. Образцовая, 10"]), ["ул. Образцовая, 10 | Пермь"]);
        assert_eq!(read_as("RU", &["г.Пермь, ул Образцовая, 10"]), ["ул Образцовая, 10 | Пермь"]);
        assert_eq!(read_as("UA", &["вул. Зразкова, 5А, м. Стрий"]), ["вул. Зразкова, 5А | Стрий"]);
        assert_eq!(
            read_as("UA", &["Львівська обл.,", "м. Стрий,", "вул. Зразкова, 5"]),
            ["вул. Зразкова, 5 | Стрий | Львівська обл"]
        );
    }

    #[test]
    fn a_large_town_needs_no_mark() {
        assert_eq!(read_as("RU", &["Пермь, ул. Образцовая, 27 Б, офис 12."]), ["ул. Образцовая, 27 Б, офис 12 | Пермь"]);
        assert_eq!(read_as("RO", &["Str. Exemplului nr. 5, Cluj-Napoca"]), ["Str. Exemplului nr. 5 | Cluj-Napoca"]);
        assert_eq!(read_as("AR", &["Av. del Ejemplo 742, Rosario"]), ["Av. del Ejemplo 742 | Rosario"]);
    }

    #[test]
    fn a_large_polish_town_stands_beneath_its_street() {
        assert_eq!(read_as("PL", &["ul. Wzorowa 156a/306", "Opole"]), ["ul. Wzorowa 156a/306 | Opole"]);
        assert!(read_as("PL", &["ul. Wzorowa 156a/306", "Parking"]).is_empty());
    }

    #[test]
    fn a_province_or_a_state_tells_the_town() {
        assert_eq!(
            read_as("TR", &["ÖRNEK MAH. DENEME SK. No:8B", "SERDİVAN / SAKARYA"]),
            ["ÖRNEK MAH. DENEME SK. No:8B | SERDİVAN | SAKARYA"]
        );
        assert_eq!(
            read_as("TR", &["Örnek Mahallesi Deneme Sokak", "No:70/12 Örnekburgaz / KIRKLARELİ"]),
            ["Örnek Mahallesi Deneme Sokak No:70/12 | Örnekburgaz | KIRKLARELİ"]
        );
        assert_eq!(
            read_as("TR", &["Örnek Mah. Deneme 1 Sk. No: 15 İç Kapı No:10 Şişli / İSTANBUL"]),
            ["Örnek Mah. Deneme 1 Sk. No: 15 | Şişli | İSTANBUL"]
        );
        assert_eq!(
            read_as("TR", &["Örnek Mah. 1453. Sk. No: 5 Bornova / İZMİR"]),
            ["Örnek Mah. 1453. Sk. No: 5 | Bornova | İZMİR"]
        );
        assert_eq!(read_as("TR", &["1453 Sokak No: 5, Bornova / İZMİR"]), ["1453 Sokak No: 5 | Bornova | İZMİR"]);
        assert_eq!(read_as("BR", &["Rua do Exemplo, 120 - Boa Vista - Olinda - PE"]), ["Rua do Exemplo, 120 | Olinda | PE"]);
    }

    #[test]
    fn the_province_in_brackets_tells_an_italian_town() {
        assert_eq!(read_as("IT", &["Via dell'Esempio, 4 - Modella (CO)"]), ["Via dell'Esempio, 4 | Modella | CO"]);
        assert_eq!(
            read_as("IT", &["Via dell'Esempio, 4", "Modella di Sopra (Pd)"]),
            ["Via dell'Esempio, 4 | Modella di Sopra | Pd"]
        );
        assert_eq!(read_as("IT", &["Viale dell'Esempio, 87a, Modella TV"]), ["Viale dell'Esempio, 87a | Modella | TV"]);
        assert!(read_as("IT", &["Via dell'Esempio, 4, Sala TV"]).iter().all(|a| !a.contains("Sala TV")));
        // With its code it is read as it always was, and only once.
        assert_eq!(read_as("IT", &["Via dell'Esempio, 4", "20100 Modella (MI)"]), ["Via dell'Esempio, 4 | 20100 | Modella | MI"]);
    }

    #[test]
    fn a_town_is_never_guessed() {
        assert!(read_as("IT", &["Via dell'Esempio, 4 - Modella"]).is_empty());
        assert!(read_as("PT", &["Rua do Exemplo 120, Bairro Novo"]).is_empty());
        assert!(read_as("BR", &["Rua do Exemplo, 120 - Centro"]).is_empty());
        assert!(read_as("RO", &["Str. Exemplului nr. 5, lângă piață"]).is_empty());
        assert!(read_as("RU", &["ул. Образцовая, 10, вход со двора"]).is_empty());
        assert!(read_as("DE", &["Musterstraße 5, Berlin"]).is_empty());
    }
}
