//! The organisation's addresses on one page: declared ones and those in the text, each worth what its place is worth.

use serde_json::{Map, Value};

use super::Page;
use super::address::{self, Hints};
use super::country::Country;
use super::maps;
use super::months::holds_date;
use super::schema_types::is_organisation;
use crate::contacts::{Sections, Sought, is_around};
use crate::document::Holds;
use crate::short_text::has_digit;
use crate::structured::{Structured, Thing, first_text};
use crate::words::plain;
use crate::{Document, PageKind, PostalAddress, Region, Source, Sourced};

/// Below this an address is not told.
const LEAST: f32 = 0.4;

/// What an address in a link to a map is worth: mostly the house's own, now and then a car park's or a customer's.
const MAPPED: f32 = 0.62;

/// Addresses on one page, in reading order, structured ones first.
pub(super) fn addresses(page: &Page<'_>, sections: &Sections) -> Vec<Sourced<PostalAddress>> {
    let Page { document, structured, kind, lines, .. } = *page;
    let hints = hints(page);
    let mut out: Vec<Sourced<PostalAddress>> = Vec::new();
    for thing in &structured.things {
        declared(document, structured, thing, &hints, &mut out);
    }
    if let Some(found) = from_open_graph(structured) {
        let words = words_of(&found);
        push(&mut out, Sourced::new(found, Source::OpenGraph, 0.85, document.evidence(&words, "meta[property]")));
    }
    for query in maps::queries(document) {
        if let Some(found) = address::find(&[&query], &hints).into_iter().next().filter(|f| f.address.street.is_some()) {
            let evidence = document.evidence(&query, "a[href]");
            push(&mut out, Sourced::new(found.address, Source::Link, MAPPED, evidence));
        }
    }
    for found in address::find(lines, &hints) {
        let block = &document.blocks[found.line];
        let mut confidence = found.confidence;
        confidence += match (kind, block.region) {
            (PageKind::Privacy | PageKind::Terms, Region::Main | Region::Aside) => -0.3,
            (PageKind::Legal | PageKind::Contact, _) => 0.1,
            (PageKind::Locations, _) => 0.05,
            (_, Region::Footer | Region::Header) => 0.06,
            (PageKind::Home | PageKind::About, _) => 0.0,
            (_, Region::Aside) => 0.0,
            // News, projects and listings tell of other places; they count only where nothing better is said.
            _ => (0.46 - confidence).clamp(-0.3, 0.0),
        };
        if in_address_element(document, found.line) {
            confidence += 0.08;
        }
        // In a long paragraph an address is told, not given.
        if block.text.len() > 260 {
            confidence -= 0.12;
        }
        let told = block.region == Region::Main && !matches!(kind, PageKind::Legal | PageKind::Contact | PageKind::Locations);
        if told && is_on_offer(lines, found.line) {
            confidence -= 0.5;
        }
        // An event's place stands below its date.
        if told && lines[found.line.saturating_sub(3)..=found.line].iter().any(|l| holds_date(l)) {
            confidence -= 0.4;
        }
        if confidence < LEAST || is_handed_over(lines, &found, document, sections) {
            continue;
        }
        let at = block.text.find(found.address.postal_code.as_deref().unwrap_or("\u{0}")).unwrap_or(0);
        let evidence = if block.text.len() > 150 {
            document.evidence_in_block(found.line, at..(at + 10).min(block.text.len()))
        } else {
            document.evidence(&found.words, block.tag)
        };
        push(&mut out, Sourced::new(found.address, Source::Text, confidence, evidence));
    }
    drop_other_spellings(&mut out);
    out
}

/// A map asked for "van Voorbeeldstraat 29" and a line with "van Voorbeeltstraat 29" behind one code: the page's own spelling stays.
fn drop_other_spellings(found: &mut Vec<Sourced<PostalAddress>>) {
    if !found.iter().any(|a| a.source == Source::Link) {
        return;
    }
    let written: Vec<(String, String)> =
        found.iter().filter(|a| a.source == Source::Text).filter_map(|a| house(&a.value)).collect();
    found.retain(|a| a.source != Source::Link || house(&a.value).is_none_or(|house| !written.contains(&house)));
    // Maps know one code for a whole quarter: a street with its number and its town are the same place.
    let places: Vec<(String, String)> =
        found.iter().filter(|a| a.source == Source::Text).filter_map(|a| place(&a.value)).collect();
    found.retain(|a| a.source != Source::Link || place(&a.value).is_none_or(|place| !places.contains(&place)));
}

/// The street with its number and the town in plain words, without what abbreviates the word for a street.
fn place(address: &PostalAddress) -> Option<(String, String)> {
    let street = address.street.as_deref()?;
    let named =
        street.split_once(' ').filter(|(word, _)| word.ends_with('.') && word.len() <= 4).map_or(street, |(_, name)| name);
    let street = plain(named);
    has_digit(&street).then(|| Some((street, plain(address.city.as_deref()?)))).flatten()
}

/// The code and the number that a house is told by, when both are known.
fn house(address: &PostalAddress) -> Option<(String, String)> {
    let code = address.postal_code.as_ref()?;
    let number = address.street.as_ref()?.rsplit(' ').next().filter(|n| n.starts_with(|c: char| c.is_ascii_digit()))?;
    Some((code.clone(), number.to_owned()))
}

/// "Iscritta all'Ordine degli Avvocati di Roma, Piazza …": the words before the address name somebody else.
fn is_handed_over(lines: &[&str], found: &address::Found, document: &Document, sections: &Sections) -> bool {
    let Some(street) = found.address.street.as_deref().or(found.address.postal_code.as_deref()) else { return false };
    let host = document.url.host_str().unwrap_or_default();
    (0..4)
        .filter_map(|back| lines.get(found.line.checked_sub(back)?))
        .find_map(|line| line.find(street).map(|at| &line[..at]))
        .is_some_and(|before| {
            before.len() >= 8
                && (sections.hands_over(before, host)
                    || is_for_returns(before)
                    || is_of_bank(before)
                    || is_around(before, Sought::Address))
        })
}

/// "Bank: Muster Bank, …": where a house has its account.
fn is_of_bank(before: &str) -> bool {
    const LEADS: [&str; 8] =
        ["Bank:", "Bank name", "Bankverbindung", "Kontoverbindung", "Kreditinstitut", "Banque", "Banca:", "Banco:"];
    before.starts_with(['B', 'K']) && LEADS.iter().any(|lead| before.starts_with(lead))
}

/// "Rücksendungen an: Muster c/o Lager Fremd, …": goods go back to a carrier's warehouse.
fn is_for_returns(before: &str) -> bool {
    const RETURNS: [&str; 8] = ["rucksend", "retour", "return", "devolu", "zwrot", "vracen", "retur", "palautu"];
    before.contains("c/o")
        && plain(before).split(' ').any(|word| RETURNS.iter().any(|returns| word.starts_with(returns) && word.len() < 16))
}

/// A sum of five digits or more, or a thousand square metres, in the lines around: a house or a site that somebody sells or built.
fn is_on_offer(lines: &[&str], line: usize) -> bool {
    let around = &lines[line.saturating_sub(4)..lines.len().min(line + 4)];
    // "Capital social: 10.000 €" is nobody's price.
    let told = |l: &&&str| l.len() <= 200 && !["apital", "APITAL", "apitał"].iter().any(|word| l.contains(word));
    around.iter().filter(told).any(|l| {
        ["€", "£", "$", "m²"].iter().any(|sign| {
            let least = if *sign == "m²" { 4 } else { 5 };
            l.match_indices(sign).any(|(at, _)| {
                whole_digits(l[..at].trim_end().rsplit(' ').next().unwrap_or_default()) >= least
                    || *sign != "m²"
                        && whole_digits(l[at + sign.len()..].trim_start().split(' ').next().unwrap_or_default()) >= least
            })
        })
    })
}

/// Digits of an amount before its decimals: five in "12.990,00" and "12,990".
fn whole_digits(amount: &str) -> usize {
    let cut = amount.len().checked_sub(3).filter(|cut| matches!(amount.as_bytes()[*cut], b',' | b'.'));
    let whole = &amount.as_bytes()[..cut.unwrap_or(amount.len())];
    if whole.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'\'')) {
        whole.iter().filter(|b| b.is_ascii_digit()).count()
    } else {
        0
    }
}

fn push(out: &mut Vec<Sourced<PostalAddress>>, sourced: Sourced<PostalAddress>) {
    if !is_placeholder(&sourced.value) {
        super::gather(out, sourced, 40);
    }
}

/// "Musterstraße 1, 12345 Berlin": what a template came with and nobody filled in.
fn is_placeholder(address: &PostalAddress) -> bool {
    address.postal_code.as_deref() == Some("12345")
        && address.street.as_deref().is_some_and(|street| {
            street.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("musterstr")) || street.starts_with("Musterweg")
        })
}

/// What the page's host, language and telephone numbers say of the country.
fn hints(page: &Page<'_>) -> Hints {
    let Page { document, structured, language, .. } = *page;
    let mut hints = Hints::default();
    if let Some(country) = document.url.host_str().and_then(Country::from_host) {
        hints.add(country, 3.0);
    }
    if let Some(language) = language {
        for (index, country) in Country::of_language(language).enumerate() {
            hints.add(country, if index == 0 { 1.2 } else { 0.6 });
        }
    }
    let region = |tag: &str| tag.split(['-', '_']).nth(1).filter(|r| r.len() == 2).and_then(Country::from_code);
    if let Some(country) = document.lang.as_deref().and_then(region) {
        // "de-DE" and "en-US" come with templates; rarer pairs are somebody's choice.
        let common = matches!(country.0, "US" | "DE" | "FR" | "GB" | "ES" | "IT");
        hints.add(country, if common { 0.5 } else { 2.0 });
    }
    if let Some(country) = structured.meta("og:locale").and_then(region).filter(|c| c.0 != "US") {
        hints.add(country, 0.5);
    }
    if let Some(country) = structured.meta("geo.region").and_then(|r| r.split('-').next()).and_then(Country::from_code) {
        hints.add(country, 2.5);
    }
    let mut dialled: Vec<Country> = Vec::new();
    let mut dial = |text: &str| {
        for at in memchr::memchr_iter(b'+', text.as_bytes()).take(8) {
            let digits: String = text[at + 1..]
                .chars()
                .filter(|c| !matches!(c, ' ' | '(' | ')' | '-' | '.' | '\u{a0}'))
                .take_while(char::is_ascii_digit)
                .take(8)
                .collect();
            if digits.len() >= 7
                && let Some(country) = Country::from_dialling(&digits)
            {
                dialled.push(country);
            }
        }
    };
    document.anchors.iter().filter(|a| a.href.starts_with("tel:")).for_each(|a| dial(&a.href));
    document.blocks.iter().filter(|b| b.holds.any(Holds::PLUS) && b.text.len() < 200).for_each(|b| dial(&b.text));
    dialled.sort_unstable();
    let mut index = 0;
    while index < dialled.len() {
        let same = dialled[index..].iter().take_while(|c| **c == dialled[index]).count();
        let most = same * 2 > dialled.len();
        hints.add(dialled[index], if most { 2.0 } else { 0.7 });
        index += same;
    }
    hints
}

/// `<address>` holds contact details of the page's owner.
fn in_address_element(document: &Document, block: usize) -> bool {
    let Some(block) = document.blocks.get(block) else { return false };
    block.tag == "address"
        || document
            .element(block.node)
            .is_some_and(|e| e.ancestors().take(4).any(|a| a.as_element().is_some_and(|e| e.name() == "address")))
}

/// The address of an organisation's thing, an object or a line of text.
fn declared(document: &Document, structured: &Structured, thing: &Thing, hints: &Hints, out: &mut Vec<Sourced<PostalAddress>>) {
    let organisation = is_organisation(thing);
    let alone = thing.is_a("PostalAddress") && thing.within.is_none();
    if !(organisation || alone || thing.is_a("Person") && thing.within.is_none()) || !super::is_own(structured, thing) {
        return;
    }
    let confidence = match (organisation, thing.within.is_some()) {
        (true, false) => 0.95,
        (true, true) => 0.85,
        _ => 0.8,
    };
    let mut add = |address: PostalAddress| {
        let words = words_of(&address);
        push(out, Sourced::new(address, thing.source, confidence, document.evidence(&words, thing.selector())));
    };
    if alone && let Some(address) = from_object(&thing.properties, hints) {
        add(address);
        return;
    }
    for object in thing.objects("address") {
        if let Some(address) = from_object(object, hints) {
            add(address);
        }
    }
    for text in thing.texts("address") {
        // An object with a name answers as text too.
        if text.chars().any(|c| c.is_ascii_digit())
            && let Some(found) = address::find(&[&text], hints).into_iter().next()
        {
            add(found.address);
        }
    }
    // Loose properties of a microdata thing that forgot its inner scope.
    if thing.objects("address").is_empty()
        && (thing.properties.contains_key("streetAddress") || thing.properties.contains_key("postalCode"))
        && let Some(address) = from_object(&thing.properties, hints)
    {
        add(address);
    }
}

fn from_object(object: &Map<String, Value>, hints: &Hints) -> Option<PostalAddress> {
    let text = |key: &str| {
        object
            .get(key)
            .and_then(first_text)
            .map(|t| t.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches([',', ' ', ';']).to_owned())
            .filter(|t| {
                let lower = t.to_lowercase();
                !t.is_empty()
                    && t.len() <= 200
                    && !matches!(
                        lower.as_str(),
                        "null" | "undefined" | "n/a" | "-" | "street" | "city" | "region" | "postal code" | "country"
                    )
            })
    };
    let mut address = PostalAddress {
        street: text("streetAddress"),
        city: text("addressLocality"),
        region: text("addressRegion"),
        postal_code: text("postalCode"),
        country: text("addressCountry").and_then(|c| Country::from_name_or_code(&c)).map(|c| c.0.to_owned()),
    };
    // Everything in one line, or the city with its code.
    if let Some(street) = &address.street
        && (address.city.is_none() || address.postal_code.is_none())
        && let Some(found) = address::find(&[street], hints).into_iter().next()
    {
        address.city = address.city.or(found.address.city);
        address.postal_code = address.postal_code.or(found.address.postal_code);
        address.region = address.region.or(found.address.region);
        address.country = address.country.or(found.address.country);
        address.street = found.address.street.or(address.street);
    }
    if let Some(city) = &address.city {
        let (code, rest) = city.split_once(' ').unwrap_or(("", city));
        let coded = code.chars().filter(char::is_ascii_digit).count() >= 4;
        if coded && (address.postal_code.is_none() || address.postal_code.as_deref() == Some(code)) {
            address.postal_code = Some(code.to_owned());
            address.city = Some(rest.trim().to_owned());
        }
    }
    if let Some(code) = &address.postal_code {
        // "D-10115" names the country too.
        let tail = code
            .rsplit_once('-')
            .filter(|(head, tail)| head.len() <= 2 && head.chars().all(|c| c.is_ascii_alphabetic()) && tail.len() >= 4);
        if let Some((head, tail)) = tail {
            let country = match head {
                "D" => Some("DE"),
                "F" => Some("FR"),
                "A" => Some("AT"),
                "L" => Some("LU"),
                "B" => Some("BE"),
                "I" => Some("IT"),
                other => Country::from_code(other).map(|c| c.0),
            };
            address.country = address.country.or(country.map(str::to_owned));
            address.postal_code = Some(tail.to_owned());
        }
    }
    if address.country.is_none() {
        // The text reader decides the country as it would for a visible line.
        let line = format!(
            "{}, {} {}",
            address.street.as_deref().unwrap_or(""),
            address.postal_code.as_deref().unwrap_or(""),
            address.city.as_deref().unwrap_or("")
        );
        address.country = address::find(&[&line], hints).into_iter().next().and_then(|f| f.address.country);
    }
    if address.region.as_deref().is_some_and(|r| Country::from_name(r).is_some() || Some(r) == address.city.as_deref()) {
        address.region = None;
    }
    // A city or a street must be there; a country alone is no address.
    let proper = address.city.is_some() && (address.street.is_some() || address.postal_code.is_some())
        || address.street.is_some() && address.postal_code.is_some();
    proper.then_some(address)
}

fn from_open_graph(structured: &Structured) -> Option<PostalAddress> {
    let get = |names: [&str; 3]| names.iter().find_map(|n| structured.meta(n)).map(str::to_owned);
    let address = PostalAddress {
        street: get(["business:contact_data:street_address", "og:street-address", "place:street_address"]),
        city: get(["business:contact_data:locality", "og:locality", "place:locality"]),
        region: get(["business:contact_data:region", "og:region", "place:region"]),
        postal_code: get(["business:contact_data:postal_code", "og:postal-code", "place:postal_code"]),
        country: get(["business:contact_data:country_name", "og:country-name", "place:country_name"])
            .and_then(|c| Country::from_name_or_code(&c))
            .map(|c| c.0.to_owned()),
    };
    (address.street.is_some() && address.city.is_some()).then_some(address)
}

/// The address as one line, for evidence.
fn words_of(address: &PostalAddress) -> String {
    [&address.street, &address.postal_code, &address.city, &address.region, &address.country]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>()
        .join(", ")
}
