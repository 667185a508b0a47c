//! Candidates of many pages to what a site says of its organisation, winners first.
//!
//! Invariant: deterministic; every list is ordered by what its best place is worth and on how many pages it stands, then by the
//! order of reading.

use super::names::{DomainName, without_form};
use crate::words::plain;
use crate::{Organisation, PageFacts, PageKind, PostalAddress, Source, Sourced};

/// Winners first over a site.
pub(crate) fn merge(pages: &[PageFacts]) -> Organisation {
    let all = |field: fn(&Organisation) -> &Vec<Sourced<String>>| joined(pages, field, std::clone::Clone::clone);
    let legal_names = joined(pages, |o| &o.legal_names, |n| plain(n));
    let mut founding = joined(pages, |o| &o.founding_years, |y| *y);
    // Two different years of a weak kind say nothing.
    if founding.len() > 1 && founding[0].confidence < 0.5 {
        founding.clear();
    }
    let mut categories = all(|o| &o.categories);
    categories.retain(|c| c.confidence >= 0.5);
    categories.truncate(3);
    let mut vat_numbers = all(|o| &o.vat_numbers);
    keep_near_best(&mut vat_numbers, 0.25);
    let mut register_numbers = all(|o| &o.register_numbers);
    keep_near_best(&mut register_numbers, 0.4);
    let addresses = addresses(pages);
    let town = addresses.iter().find_map(|a| a.value.city.as_deref()).map(plain).unwrap_or_default();
    Organisation {
        names: names(pages, &legal_names, &town),
        descriptions: joined(pages, |o| &o.descriptions, |d| plain(d)),
        categories,
        addresses,
        opening_hours: opening_hours(pages),
        locations: joined(pages, |o| &o.locations, |(a, b)| (rounded(*a), rounded(*b))),
        founding_years: founding,
        vat_numbers,
        register_numbers,
        legal_names,
    }
}

#[allow(clippy::cast_possible_truncation, reason = "degrees times a thousand fit into 32 bits")]
fn rounded(degrees: f64) -> i32 {
    (degrees * 1000.0).round() as i32
}

fn keep_near_best(list: &mut Vec<Sourced<String>>, distance: f32) {
    let best = list.first().map_or(0.0, |v| v.confidence);
    list.retain(|v| v.confidence >= (best - distance).max(0.4));
}

/// What a candidate is worth: its best place, and a little for each page that repeats it.
fn weight(confidence: f32, pages: usize) -> f32 {
    confidence + 0.03 * f32::from(u8::try_from(pages.saturating_sub(1).min(4)).unwrap_or(4))
}

/// All values of a field, equal ones joined, the weightiest first.
fn joined<T: Clone, K: PartialEq>(
    pages: &[PageFacts],
    field: impl Fn(&Organisation) -> &Vec<Sourced<T>>,
    key: impl Fn(&T) -> K,
) -> Vec<Sourced<T>> {
    let mut groups: Vec<(K, Sourced<T>, usize)> = Vec::new();
    for page in pages {
        for candidate in field(&page.organisation) {
            let k = key(&candidate.value);
            let full = groups.len() >= 200;
            match groups.iter_mut().find(|(held, ..)| *held == k) {
                Some((_, held, count)) => {
                    if candidate.confidence > held.confidence {
                        held.value = candidate.value.clone();
                    }
                    held.join(candidate);
                    *count += 1;
                }
                None if !full => groups.push((k, candidate.clone(), 1)),
                None => {}
            }
        }
    }
    let mut list: Vec<(Sourced<T>, f32)> = groups
        .into_iter()
        .map(|(_, s, count)| {
            let w = weight(s.confidence, count);
            (s, w)
        })
        .collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    list.into_iter().map(|(s, _)| s).collect()
}

/// Trading names. A title's part that stands on most pages, or that resembles the domain, is the name; one that stands on a
/// single page is that page's topic.
fn names(pages: &[PageFacts], legal_names: &[Sourced<String>], town: &str) -> Vec<Sourced<String>> {
    let domain = pages.first().map(|p| DomainName::of_host(p.url.host_str().unwrap_or_default())).unwrap_or_default();
    /// The name in plain form, its best reading, how often it was read, and how often in each spelling.
    type Group = (String, Sourced<String>, usize, Vec<(String, usize)>);
    let mut groups: Vec<Group> = Vec::new();
    let candidates = || pages.iter().flat_map(|page| &page.organisation.names);
    let heads: Vec<String> = candidates().filter(|name| stands_in(name, "h1")).map(|name| plain(&name.value)).collect();
    for page in pages {
        for candidate in &page.organisation.names {
            let shorter = without_town(candidate, town, &domain, &heads);
            let candidate = shorter.as_ref().unwrap_or(candidate);
            let key = plain(&candidate.value);
            let group = match groups.iter_mut().position(|(held, ..)| *held == key) {
                Some(at) => at,
                None if groups.len() < 300 => {
                    groups.push((key, candidate.clone(), 0, Vec::new()));
                    groups.len() - 1
                }
                None => continue,
            };
            let (_, held, count, spellings) = &mut groups[group];
            if *count > 0 {
                held.join(candidate);
            }
            *count += 1;
            match spellings.iter_mut().find(|(s, _)| *s == candidate.value) {
                Some((_, n)) => *n += 1,
                None => spellings.push((candidate.value.clone(), 1)),
            }
        }
    }
    // The legal name without its form stands in where the pages call themselves nothing.
    for legal in legal_names.iter().take(1) {
        let name = without_form(&legal.value);
        let key = plain(&name);
        if name.chars().count() >= 3 && !groups.iter().any(|(k, ..)| *k == key) {
            let mut sourced = legal.clone();
            sourced.value.clone_from(&name);
            sourced.confidence = 0.4;
            groups.push((key, sourced, 1, vec![(name, 1)]));
        }
    }
    let many = pages.len() >= 3;
    let mut list: Vec<(Sourced<String>, f32)> = groups
        .into_iter()
        .filter_map(|(_, mut sourced, count, spellings)| {
            // The spelling used most; shouting last.
            if let Some((best, _)) = spellings.iter().max_by_key(|(s, n)| (*n, !is_shouted(s))) {
                sourced.value.clone_from(best);
            }
            let alike = domain.likeness(&sourced.value);
            let everywhere = many && count * 3 >= pages.len() * 2;
            let legal =
                legal_names.first().is_some_and(|l| plain(&without_form(&l.value)) == plain(&without_form(&sourced.value)));
            let mut score = weight(sourced.confidence, count)
                + alike * 0.2
                + if everywhere { 0.2 } else { 0.0 }
                + if legal { 0.1 } else { 0.0 };
            // A form belongs to the legal name; the trading name is mostly known without.
            if super::has_company_form(&sourced.value) {
                score -= 0.08;
                let bare = without_form(&sourced.value);
                let title = matches!(sourced.source, Source::Meta | Source::Text);
                if title && bare.contains(' ') && super::names::clean(&bare).is_some() {
                    sourced.value = bare;
                }
            }
            if sourced.value.split(' ').count() > 5 {
                score -= 0.1;
            }
            let searched = legal_names.first().is_some_and(|legal| is_trade_and_town(&sourced, town, &plain(&legal.value)));
            if searched {
                score -= 0.3;
            }
            let trade = searched || is_trade_in_town(&sourced, town);
            if trade {
                score -= 0.3;
            }
            (score >= 0.45 || !trade && is_headed(&sourced)).then_some((sourced, score))
        })
        .collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    // Two readings may be one without the company's form.
    let mut told: Vec<String> = Vec::new();
    list.retain(|(name, _)| {
        let key = plain(&name.value);
        let new = !told.contains(&key);
        told.push(key);
        new
    });
    let best = list.first().map_or(0.0, |(_, s)| *s);
    // What only the start page's title and heading say, in the same words, is better than no name.
    if best >= 0.45 {
        list.retain(|(_, score)| *score >= 0.45);
    } else {
        list.truncate(1);
    }
    list.into_iter().filter(|(_, s)| *s >= best - 0.45).take(8).map(|(s, _)| s).collect()
}

/// "Pizzeria Etna Legnica" in a title: the town of the address ends a name only where the domain has it too, and no heading (one of
/// `heads`, in plain form) tells the name without it.
fn without_town(name: &Sourced<String>, town: &str, domain: &DomainName, heads: &[String]) -> Option<Sourced<String>> {
    if !matches!(name.source, Source::Meta | Source::Text) || town.is_empty() {
        return None;
    }
    let key = plain(&name.value);
    // "Paris 8", "Lyon 3e", "Wien 7": the quarter behind the town.
    let quarter = key.rsplit_once(' ').filter(|(_, last)| last.len() <= 3 && last.starts_with(|c: char| c.is_ascii_digit()));
    let (key, quarters) = quarter.map_or((key.as_str(), 0), |(before, _)| (before, 1));
    // "Hamburg-Bergedorf".
    let last = name.value.rsplit(' ').next().unwrap_or_default();
    let hyphened = last.split_once('-').filter(|(first, _)| plain(first) == town).map(|_| plain(last));
    let head = key.strip_suffix(hyphened.as_deref().unwrap_or(town))?.strip_suffix(' ')?;
    // As many words of the name as of its plain form: hyphens may part one word into two.
    let shown = name.value.split(' ').rev().skip(town.split(' ').count() + quarters).collect::<Vec<_>>();
    let shown = shown.into_iter().rev().collect::<Vec<_>>().join(" ");
    let shown = shown.trim_end_matches([',', '-', '–', ' ']);
    let led = matches!(
        head.rsplit(' ').next(),
        Some("in" | "a" | "en" | "w" | "te" | "bei" | "i" | "van" | "von" | "de" | "di" | "of" | "am" | "im" | "v" | "na")
    );
    let proper = plain(shown) == head && !led && head.contains(' ');
    let headed = heads.iter().any(|told| told == head);
    (proper && (headed || domain.likeness(shown) + 0.01 >= domain.likeness(&name.value))).then(|| {
        let mut out = name.clone();
        shown.clone_into(&mut out.value);
        out
    })
}

/// "Notaire à Angers": a trade and the town, which describe the business and do not name it.
fn is_trade_in_town(name: &Sourced<String>, town: &str) -> bool {
    if !matches!(name.source, Source::Meta | Source::Text) || town.is_empty() {
        return false;
    }
    let key = plain(&name.value);
    key.strip_suffix(town).and_then(|head| head.strip_suffix(' ')).is_some_and(|head| {
        matches!(head.rsplit(' ').next(), Some("in" | "a" | "en" | "w" | "te" | "bei" | "em")) && super::names_a_business(head)
    })
}

/// "Fliesenleger Oldenburg" where the house is called otherwise in the register: what people search for.
fn is_trade_and_town(name: &Sourced<String>, town: &str, legal: &str) -> bool {
    if !matches!(name.source, Source::Meta | Source::Text) || town.is_empty() {
        return false;
    }
    let key = plain(&name.value);
    let trade = key.strip_suffix(town).and_then(|head| head.strip_suffix(' ')).filter(|head| !head.contains(' '));
    trade.is_some_and(|trade| super::names_a_business(trade) && !legal.contains(trade))
}

/// Whether the title and the main heading agree on it.
fn is_headed(name: &Sourced<String>) -> bool {
    stands_in(name, "title") && stands_in(name, "h1")
}

/// Whether it was read from an element.
fn stands_in(name: &Sourced<String>, selector: &str) -> bool {
    name.evidence.iter().any(|e| e.selector.as_deref() == Some(selector))
}

fn is_shouted(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 3 && letters.all(|c| !c.is_lowercase())
}

/// Addresses: the same place written differently is one; the fullest and surest words win.
fn addresses(pages: &[PageFacts]) -> Vec<Sourced<PostalAddress>> {
    struct Place {
        sourced: Sourced<PostalAddress>,
        pages: usize,
        legal: bool,
        contact: bool,
    }
    let mut places: Vec<Place> = Vec::new();
    for page in pages {
        for candidate in &page.organisation.addresses {
            let legal = page.kind == PageKind::Legal;
            let contact = matches!(page.kind, PageKind::Contact | PageKind::Home);
            let full = places.len() >= 100;
            match places.iter_mut().find(|p| same_place(&p.sourced.value, &candidate.value)) {
                Some(place) => {
                    // Of two spellings of one street the one written out.
                    let spelled = place
                        .sourced
                        .value
                        .street
                        .clone()
                        .zip(candidate.value.street.clone())
                        .filter(|(a, b)| street_key(a) == street_key(b))
                        .map(|(a, b)| if b.chars().count() > a.chars().count() { b } else { a });
                    let better = fullness(&candidate.value) + candidate.confidence
                        > fullness(&place.sourced.value) + place.sourced.confidence;
                    if better {
                        let old = std::mem::replace(&mut place.sourced.value, candidate.value.clone());
                        complete(&mut place.sourced.value, &old);
                    } else {
                        complete(&mut place.sourced.value, &candidate.value);
                    }
                    if spelled.is_some() {
                        place.sourced.value.street = spelled;
                    }
                    place.sourced.join(candidate);
                    place.pages += 1;
                    place.legal |= legal;
                    place.contact |= contact;
                }
                None if !full => places.push(Place { sourced: candidate.clone(), pages: 1, legal, contact }),
                None => {}
            }
        }
    }
    // A country known for one of the site's addresses is likely that of the others with the same kind of code.
    let known: Option<(String, usize)> =
        places.iter().find_map(|p| p.sourced.value.country.clone().zip(p.sourced.value.postal_code.as_ref().map(String::len)));
    let mut list: Vec<(Sourced<PostalAddress>, f32)> = places
        .into_iter()
        .map(|mut place| {
            if place.sourced.value.country.is_none()
                && let (Some((country, length)), Some(code)) = (&known, &place.sourced.value.postal_code)
                && code.len() == *length
            {
                place.sourced.value.country = Some(country.clone());
            }
            let score = weight(place.sourced.confidence, place.pages)
                + if place.legal { 0.05 } else { 0.0 }
                + if place.contact { 0.04 } else { 0.0 }
                + if place.sourced.value.street.is_some() { 0.1 } else { 0.0 };
            (place.sourced, score)
        })
        .collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1));
    let best = list.first().map_or(0.0, |(_, s)| *s);
    list.retain(|(s, score)| *score >= best - 0.4 && s.confidence >= 0.45);
    // Beside an address with its number, one without is a landmark's or an office's that a sentence names.
    let numbered = |s: &Sourced<PostalAddress>| s.value.street.as_deref().is_some_and(has_number);
    if list.first().is_some_and(|(first, _)| numbered(first)) {
        list.retain(|(s, _)| s.source != Source::Text || s.value.street.is_none() || numbered(s) || s.confidence >= 0.9);
    }
    list.into_iter().map(|(s, _)| s).take(20).collect()
}

/// A house number, or the words for "without number".
fn has_number(street: &str) -> bool {
    street.bytes().any(|b| b.is_ascii_digit())
        || plain(street).split(' ').any(|w| matches!(w, "s" | "sn" | "snc" | "bb" | "nc"))
        || plain(street).ends_with(" n c")
}

/// The same code or city, and streets that do not contradict each other.
fn same_place(a: &PostalAddress, b: &PostalAddress) -> bool {
    let digits = |code: &Option<String>| code.as_ref().map(|c| plain(c).replace(' ', ""));
    let city = |c: &Option<String>| c.as_ref().map(|c| plain(c));
    let place = match (digits(&a.postal_code), digits(&b.postal_code)) {
        (Some(x), Some(y)) => x == y,
        _ => city(&a.city).is_some() && city(&a.city) == city(&b.city),
    };
    let street = match (&a.street, &b.street) {
        (Some(x), Some(y)) => {
            let numbered = |s: &str| s.bytes().any(|b| b.is_ascii_digit());
            let coded = a.postal_code.is_some() && b.postal_code.is_some();
            // A house name or a line above the street beside the same code is the same place.
            let loose = coded && (!numbered(x) || !numbered(y));
            let (x, y) = (street_key(x), street_key(y));
            x == y || loose || x.len() > 5 && y.contains(&x) || y.len() > 5 && x.contains(&y)
        }
        _ => true,
    };
    place && street
}

/// Streets in one spelling: "Haupt-Str. 5" and "Hauptstraße 5".
fn street_key(street: &str) -> String {
    let mut key = plain(street);
    for (long, short) in [
        ("strasse", "str"),
        ("straat", "str"),
        ("avenue", "av"),
        ("avenida", "av"),
        ("avda", "av"),
        ("boulevard", "bd"),
        ("street", "st"),
        ("road", "rd"),
        ("calle", "c"),
        ("ulica", "ul"),
        ("namesti", "nam"),
        ("numero", ""),
        ("place", "pl"),
        ("piazza", "pza"),
        ("viale", "vle"),
    ] {
        key = key.replace(long, short);
    }
    key.split(' ').filter(|w| !matches!(*w, "n" | "no" | "nr" | "de" | "la" | "le" | "du" | "des" | "ul" | "c" | "via")).collect()
}

fn fullness(address: &PostalAddress) -> f32 {
    [&address.street, &address.city, &address.postal_code, &address.country]
        .iter()
        .map(|f| if f.is_some() { 0.3 } else { 0.0 })
        .sum()
}

/// Takes over what is missing.
fn complete(address: &mut PostalAddress, other: &PostalAddress) {
    let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
        if mine.is_none() {
            mine.clone_from(theirs);
        }
    };
    fill(&mut address.street, &other.street);
    fill(&mut address.city, &other.city);
    fill(&mut address.region, &other.region);
    fill(&mut address.postal_code, &other.postal_code);
    fill(&mut address.country, &other.country);
}

/// Opening hours, the fullest of equally sure ones first: a holiday notice does not beat the week.
fn opening_hours(pages: &[PageFacts]) -> Vec<Sourced<String>> {
    let mut list = joined(pages, |o| &o.opening_hours, std::clone::Clone::clone);
    let rank = |h: &Sourced<String>| h.confidence + 0.01 * f32::from(u8::try_from(h.value.len().min(60)).unwrap_or(60)) / 4.0;
    list.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
    list.truncate(6);
    list
}
