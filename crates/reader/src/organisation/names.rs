//! What the organisation is called: trading names and legal names.
//!
//! Every place that may hold the name gives a candidate; likeness to the domain and repetition over the pages decide in the
//! merge. Belongs here: names and company forms. Does not belong here: people's names.

mod clean;
mod copyright;
mod domain;
mod forms;
mod legal;

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use memchr::memmem::Finder;

use super::Page;
use super::schema_types::is_organisation;
use crate::document::Holds;
use crate::people::is_known_given;
use crate::short_text::{ShortText, count_digits};
use crate::structured::{Structured, Thing};
use crate::words::plain;
use crate::{Document, Evidence, PageKind, Region, Source, Sourced};
pub(super) use clean::clean;
use copyright::copyright_holder;
pub(crate) use domain::DomainName;
pub(crate) use forms::{company_names, form_may_begin, form_may_begin_with, has_company_form, without_form};
pub(crate) use legal::before_tax_number;
pub(super) use legal::legal;

/// The word of a copyright line, its first letter in either case.
static COPYRIGHT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("opyright"));

/// Trading names on one page.
pub(super) fn trading(page: &Page<'_>) -> Vec<Sourced<String>> {
    let Page { document, structured, kind, foreign, domain, .. } = *page;
    let mut out = Candidates { domain, list: Vec::new() };
    for thing in &structured.things {
        let Some(name) = thing.text("name").or_else(|| thing.text("alternateName")) else { continue };
        let Some(confidence) = thing_weight(document, structured, thing) else { continue };
        out.add(&name, thing.source, confidence, || document.evidence(&name, thing.selector()));
    }
    for (key, confidence) in [("og:site_name", 0.75), ("application-name", 0.6), ("apple-mobile-web-app-title", 0.55)] {
        if let Some(name) = structured.meta(key) {
            let source = if key.starts_with("og") { Source::OpenGraph } else { Source::Meta };
            out.add(name, source, confidence, || document.evidence(name, &format!("meta[property={key}]")));
        }
    }
    if let Some(title) = &document.title {
        let parts = title_parts(title);
        let many = parts.len() > 1;
        // "Contact - Muster & Sons": beside the word for the page stands whose page it is.
        let beside_topic = parts.len() == 2 && parts.iter().filter(|p| clean::is_generic(p)).count() == 1;
        for (index, part) in parts.iter().enumerate() {
            // "Perth WA", "Austin, TX": where the house is.
            if many && is_town_with_state(part) {
                continue;
            }
            let alike = domain.likeness(part);
            let edge = index + 1 == parts.len() || index == 0;
            let confidence: f32 = if alike >= 0.95 {
                0.8
            } else if alike >= 0.6 {
                0.7
            } else if alike >= 0.4 {
                0.55
            } else if !many && kind == PageKind::Home {
                0.4
            } else if edge && kind == PageKind::Home {
                0.35
            } else if edge {
                0.25
            } else {
                0.15
            };
            let confidence = if beside_topic { confidence.max(0.5) } else { confidence };
            // "Penzion U Příkladu Malá Úpa": the heading says where the name ends and the place begins.
            let heading = document.blocks.iter().find(|b| b.heading == 1 && b.text.contains(' ')).map(|b| b.text.as_str());
            if let Some(head) = heading.filter(|h| part.len() > h.len() && part.starts_with(h) && domain.likeness(h) >= alike) {
                out.add_plainly(head, Source::Meta, confidence + 0.1, || document.evidence(title, "title"));
            }
            // "Idraulico Empoli Impianti Muster": the words among trades and towns that are the domain, and that a line of the page is.
            if alike < 0.95
                && let Some(name) = within_keywords(part, domain).filter(|name| stands_alone(document, name))
            {
                out.add_plainly(name, Source::Meta, 0.85, || document.evidence(title, "title"));
            }
            // "Bar Sport, Orvieto" above the heading "Bar Sport", whatever of it is in the domain.
            if let Some(head) = heading.filter(|h| part.strip_prefix(*h).is_some_and(|rest| rest.starts_with(", "))) {
                out.add_plainly(head, Source::Meta, confidence + 0.1, || document.evidence(title, "title"));
            }
            // A domain in Latin letters says nothing of a name in others: the page's heading does, or the place in the title.
            let other_script =
                part.chars().filter(|c| c.is_alphabetic()).all(|c| !matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{24f}'));
            let confidence = if other_script && edge {
                let heads = document.blocks.iter().any(|b| b.heading == 1 && b.text.contains(part.as_str()));
                confidence.max(if heads {
                    0.6
                } else if !many {
                    0.5
                } else {
                    0.45
                })
            } else {
                confidence
            };
            // "Thistlebank Bed & Breakfast, South Queensferry": the place behind the comma is none of the name.
            if let Some((head, place)) = part.split_once(", ").filter(|(h, p)| h.contains(' ') && p.split(' ').count() <= 3)
                && place.starts_with(char::is_uppercase)
                && !has_company_form(part)
                && domain.likeness(head) >= 0.4
                && domain.likeness(place) < 0.2
            {
                let head = before_town(head, place);
                out.add_plainly(head, Source::Meta, confidence + 0.05, || document.evidence(title, "title"));
            }
            // A whole sentence is a slogan, whatever words of it are in the domain; so is where the business works.
            let long = part.split(' ').count() > 6 || clean::is_service_area(part);
            out.add_plainly(part, Source::Meta, if long { confidence - 0.25 } else { confidence }, || {
                document.evidence(title, "title")
            });
        }
        if let Some(name) = name_with_dash(document, title, domain) {
            out.add_plainly(name, Source::Meta, 0.85, || document.evidence(title, "title"));
        }
    }
    for image in document.tagged("img").take(40) {
        let Some(alt) = image.attr("alt").filter(|a| a.len() > 2 && a.len() < 90) else { continue };
        let mut marks = [image.attr("class"), image.attr("id"), image.attr("src")].into_iter().flatten();
        let logo = says_logo(alt) || marks.any(|m| m.len() < 400 && says_logo(m));
        let region = document.block_of(image.id()).and_then(|b| document.blocks.get(b)).map(|b| b.region);
        if logo && !matches!(region, Some(Region::Footer | Region::Aside)) {
            let name =
                alt.trim_end_matches(|c: char| c.is_whitespace() || c == '-').trim_end_matches("Logo").trim_end_matches("logo");
            out.add(name, Source::Text, 0.4, || document.evidence(alt, "img[alt]"));
        }
    }
    // Frameworks name the part of the header that holds the brand.
    for (index, block) in document.blocks.iter().enumerate().take(40) {
        let brand = matches!(block.region, Region::Header | Region::Nav | Region::Main)
            && block.text.len() <= 60
            && document.element(block.node).and_then(|e| e.attr("class")).is_some_and(|c| {
                c.split_ascii_whitespace().any(|c| {
                    c.ends_with("brand-title")
                        || c == "site-title"
                        || c.ends_with("navbar-brand")
                        || c == "brand"
                        || c == "site-name"
                })
            });
        if brand {
            out.add(&block.text, Source::Text, 0.55, || document.evidence_in_block(index, 0..block.text.len()));
        }
    }
    // "De Koperen Ketel" above the street, on dekoperenketel.test: a line that is the domain without its blanks, on any page.
    for (index, block) in document.blocks.iter().enumerate() {
        if block.text.len() <= 50
            && block.text.contains(' ')
            && block.text.starts_with(char::is_uppercase)
            && domain.may_spell(&block.text)
            && domain.spells(&block.text)
        {
            out.add_plainly(&block.text, Source::Text, 0.6, || document.evidence_in_block(index, 0..block.text.len()));
            break;
        }
    }
    // "Waldblick-Apotheke" above "Inhaber: Max Beispiel e. K.": what is kept stands over who keeps it.
    for (index, pair) in document.blocks.windows(2).enumerate() {
        let [house, keeper] = pair else { continue };
        if keeps(&keeper.text)
            && (4..=60).contains(&house.text.len())
            && house.region == keeper.region
            && !house.text.contains([':', '@', '§'])
            && !house.text.bytes().any(|b| b.is_ascii_digit())
        {
            out.add(&house.text, Source::Text, 0.5, || document.evidence_in_block(index, 0..house.text.len()));
        }
    }
    if let Some((name, node)) = home_link(document) {
        out.add(name, Source::Text, 0.5, || document.evidence(name, node));
    }
    for (index, block) in document.blocks.iter().enumerate() {
        if block.heading == 1 && matches!(kind, PageKind::Home) && block.text.len() <= 100 {
            out.add(&block.text, Source::Text, 0.35, || document.evidence_in_block(index, 0..block.text.len()));
        }
        if block.holds.any(Holds::COLON)
            && let Some(name) = forms::labelled_trading(foreign.own_part(index, &block.text))
        {
            out.add(name, Source::Text, 0.8, || document.evidence_in_block(index, 0..block.text.len()));
        }
        if let Some(name) = edited_site(&block.text) {
            out.add(name, Source::Text, 0.6, || document.evidence_in_block(index, 0..block.text.len()));
        }
        // "Muster — Kosmetik und mehr" in bold or in the foot of the page, when the words before the dash are the domain.
        if (block.region == Region::Footer || block.strong)
            && block.text.len() <= 120
            && let Some((name, _)) = block.text.split_once(" — ").or_else(|| block.text.split_once(" – "))
            && domain.likeness(name) >= 0.95
        {
            out.add_plainly(name, Source::Text, 0.5, || document.evidence_in_block(index, 0..name.len()));
        }
        // The name a sole trader goes by stands above the form; her own is told by it as well.
        if block.text.len() <= 60 && document.blocks.get(index + 1).is_some_and(|b| is_sole_trader(&b.text)) {
            let name = foreign.own_part(index, &block.text);
            let own = name.split(' ').next().is_some_and(|word| is_known_given(ShortText::plain(word).as_str()));
            out.add(name, Source::Text, if own { 0.35 } else { 0.55 }, || document.evidence_in_block(index, 0..name.len()));
        }
        if block.holds.any(Holds::DIGIT)
            && let Some(name) = before_number(foreign.own_part(index, &block.text))
        {
            out.add(name, Source::Text, 0.4, || document.evidence_in_block(index, 0..name.len()));
        }
        // "Muster Haarstudio" above the address: a heading of the foot of the page that is much of the domain.
        if block.region == Region::Footer && block.heading > 0 && block.text.len() <= 60 && domain.likeness(&block.text) >= 0.6 {
            out.add(&block.text, Source::Text, 0.4, || document.evidence_in_block(index, 0..block.text.len()));
        }
        let sign = block.holds.any(Holds::LATIN_SIGN) && block.text.contains('©');
        if sign || block.text.len() < 200 && COPYRIGHT.find(block.text.as_bytes()).is_some() {
            let own = foreign.own_part(index, &block.text);
            if own.is_empty() {
                continue;
            }
            if let Some(name) = copyright_holder(own) {
                out.add(&name, Source::Text, 0.45, || document.evidence_in_block(index, 0..block.text.len().min(120)));
            }
        }
    }
    out.prefer_words();
    out.list
}

/// "Impressum | Segelwind – Kleine Bootswerft" on segelwind-bootswerft.test: a dash within a name, as a line of the page writes it too.
fn name_with_dash<'t>(document: &Document, title: &'t str, domain: &DomainName) -> Option<&'t str> {
    let whole = title.split('|').map(str::trim).filter(|_| title.contains('|')).find(|part| {
        let sides = part.split_once(" – ").or_else(|| part.split_once(" - "));
        sides.is_some_and(|(head, rest)| {
            !head.contains(['–', ','])
                && !rest.contains(['–', ','])
                && !clean::is_generic(head)
                && domain.likeness(head) >= 0.3
                && domain.likeness(rest) >= 0.3
        })
    })?;
    let line = |text: &str| text.len() <= whole.len() + 12 && text.ends_with(whole);
    document.blocks.iter().any(|block| line(&block.text)).then_some(whole)
}

/// A town of one or two words with the letters of its state, as English titles tell where a business is.
fn is_town_with_state(part: &str) -> bool {
    let Some((town, state)) = part.rsplit_once(' ') else { return false };
    let capitals = matches!(state, "NSW" | "VIC" | "QLD" | "TAS" | "WA" | "SA" | "NT" | "ACT")
        || state.len() == 2 && town.ends_with(',') && state.bytes().all(|b| b.is_ascii_uppercase());
    capitals && town.split(' ').count() <= 2 && !town.bytes().any(|b| b.is_ascii_digit())
}

/// "Muster Auto Detailing in Laguna Example" before ", CA": the name without the town that the state belongs to.
fn before_town<'t>(head: &'t str, place: &str) -> &'t str {
    let state = place.len() == 2 && place.bytes().all(|b| b.is_ascii_uppercase());
    let town = |town: &str| town.split(' ').count() <= 3 && town.split(' ').all(|word| word.starts_with(char::is_uppercase));
    head.rsplit_once(" in ").filter(|(name, place)| state && town(place) && name.contains(' ')).map_or(head, |(name, _)| name)
}

/// "Inh. Max Beispiel", "Inhaberin: Erika Muster": a line that names who keeps the house.
fn keeps(text: &str) -> bool {
    const LEADS: [&str; 9] = [
        "Inh. ",
        "Inh.: ",
        "Inhaber",
        "Eigenaar: ",
        "Zaakvoerder: ",
        "Właściciel: ",
        "Właścicielka: ",
        "Owner: ",
        "Proprietor: ",
    ];
    text.len() <= 80 && text.starts_with(['I', 'E', 'Z', 'W', 'O', 'P']) && LEADS.iter().any(|lead| text.starts_with(lead))
}

/// What the first link home says, in the head of the page: mostly the name, beside or beneath the logo.
fn home_link(document: &Document) -> Option<(&str, &'static str)> {
    const FIRST: usize = 6;
    const FIRST_LINES: usize = 3;
    let home = |a: &&crate::document::Anchor| {
        let path = a.url.as_ref().filter(|u| u.host_str() == document.url.host_str()).map(url::Url::path);
        matches!(path, Some("/" | "/index.html" | "/index.php" | "/index.htm"))
            && a.url.as_ref().is_some_and(|u| u.fragment().is_none())
    };
    // Pages without a head begin with the same link.
    let heads = |a: &&crate::document::Anchor| {
        matches!(a.region, Region::Header | Region::Nav)
            || a.region == Region::Main && a.block.is_some_and(|block| block < FIRST_LINES)
    };
    let link = document.anchors.iter().take(FIRST).filter(heads).find(home)?;
    // Words of its own, and those of the first of its blocks when a trade stands beneath the name.
    let block = document.blocks.get(link.block?).map(|b| b.text.as_str()).filter(|text| link.text.starts_with(text));
    let name = block.unwrap_or(&link.text).trim();
    (name.len() >= 4 && name.len() <= 60 && name.split(' ').count() <= 6 && name.starts_with(char::is_uppercase))
        .then_some((name, "a[href]"))
}

/// "Le site Exemple est édité par :", "El sitio web Ejemplo es propiedad de …": the site by its name.
fn edited_site(text: &str) -> Option<&str> {
    const LEADS: [&str; 10] = [
        "Le site internet ",
        "Le site Internet ",
        "Le site web ",
        "Le site ",
        "El sitio web ",
        "El sitio ",
        "Il sito web ",
        "Il sito ",
        "O site ",
        "O website ",
    ];
    const VERBS: [&str; 9] = [
        " est édité",
        " est la propriété",
        " est publié",
        " es propiedad",
        " es titularidad",
        " è di proprietà",
        " è edito",
        " é propriedade",
        " é operado",
    ];
    // Nearly no line begins so.
    if !text.starts_with(['L', 'E', 'I', 'O']) {
        return None;
    }
    let rest = LEADS.iter().find_map(|lead| text.strip_prefix(lead))?;
    let end = VERBS.iter().filter_map(|verb| rest.find(verb)).min().filter(|end| *end <= 40)?;
    let name = rest[..end].trim_matches(['"', '«', '»', '“', '”', ' ', ',']);
    // Its address is no name.
    (name.len() >= 3 && !name.contains(['.', '/', ':']) && name.starts_with(char::is_uppercase)).then_some(name)
}

/// "Entreprise Individuelle (micro-entreprise)": a line that tells the form of one who trades alone, and nothing else.
fn is_sole_trader(text: &str) -> bool {
    const FORMS: [&str; 9] = [
        "entreprise individuelle",
        "entrepreneur individuel",
        "entrepreneuse individuelle",
        "micro-entrepr",
        "micro entrepr",
        "auto-entrepren",
        "autoentrepren",
        "ditta individuale",
        "impresa individuale",
    ];
    // All of the forms begin so.
    text.len() <= 70
        && text.starts_with(['E', 'e', 'M', 'm', 'A', 'a', 'D', 'd', 'I', 'i'])
        && !text.contains(':')
        && FORMS.iter().any(|form| text.get(..form.len()).is_some_and(|head| head.eq_ignore_ascii_case(form)))
}

/// Where in a text the words before a number that taxes are paid under stand first. Lines with telephone numbers are many and all of them
/// are asked, so that all of the words are searched for at once.
fn tax_mark(text: &str) -> Option<usize> {
    const MARKS: [&str; 11] =
        ["Part. IVA", "Part. Iva", "P.IVA", "P. IVA", "P.Iva", "P. Iva", "Partita IVA", "SIRET", "CNPJ", "NIPC", "CUIT"];
    static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(MARKS));
    match &*SEARCHER {
        Some(marks) => marks.find(text).map(|mark| mark.start()),
        // No processor's search was made for them.
        None => MARKS.iter().filter_map(|mark| text.find(mark)).min(),
    }
}

/// "Antica Trattoria Esempio - P.IVA 01234567890": what stands before the number of the one who runs the site.
fn before_number(text: &str) -> Option<&str> {
    const WORDS: usize = 7;
    if text.len() > 240 || !text.starts_with(char::is_uppercase) || count_digits(text) < 9 {
        return None;
    }
    let at = tax_mark(text)?;
    let head = text[..at].trim_end();
    let name = head.strip_suffix(['-', '–', '—', '|', '•', '·', ','])?.trim_end();
    let named = name.len() >= 4
        && name.split(' ').count() <= WORDS
        && !name.contains([',', ':', '|', '@', '•', '·', '©', '/'])
        && !name.bytes().any(|b| b.is_ascii_digit());
    named.then_some(name)
}

/// The words on end within a part of a title that are the domain without its blanks.
fn within_keywords<'a>(part: &'a str, domain: &DomainName) -> Option<&'a str> {
    const WORDS: usize = 12;
    const LONGEST: usize = 5;
    if !domain.is_within(part) {
        return None;
    }
    let starts: Vec<usize> = std::iter::once(0).chain(part.match_indices(' ').map(|(at, _)| at + 1)).take(WORDS).collect();
    if starts.len() < 3 || starts.len() == WORDS {
        return None;
    }
    starts.iter().enumerate().find_map(|(first, start)| {
        (first + 2..=first + LONGEST).find_map(|next| {
            let end = if next == starts.len() { part.len() } else { starts.get(next)? - 1 };
            let words = part.get(*start..end)?;
            (words.len() < part.len() && domain.spells(words)).then_some(words)
        })
    })
}

/// True when a short line or the words of a picture are a name and nothing else.
fn stands_alone(document: &Document, name: &str) -> bool {
    let same = |text: &str| text.len() == name.len() && text.to_lowercase() == name.to_lowercase();
    document.blocks.iter().any(|b| same(&b.text)) || document.tagged("img").take(40).any(|i| i.attr("alt").is_some_and(same))
}

/// "logo", in letters of any case.
fn says_logo(text: &str) -> bool {
    let bytes = text.as_bytes();
    // By the rarer letter of the two.
    let mut gs = memchr::memchr2_iter(b'g', b'G', bytes);
    gs.any(|g| g >= 2 && bytes.get(g - 2..g + 2).is_some_and(|word| word.eq_ignore_ascii_case(b"logo")))
}

/// How much a thing's name counts for the site's; `None` when it is somebody else's.
fn thing_weight(document: &Document, structured: &Structured, thing: &Thing) -> Option<f32> {
    let organisation = is_organisation(thing);
    if !organisation && !thing.is_a("WebSite") {
        return None;
    }
    if !super::is_own(structured, thing) {
        return None;
    }
    // A theme's maker or a platform gives its own address.
    let elsewhere = thing.text("url").and_then(|u| url::Url::parse(&u).ok()).is_some_and(|u| {
        let registrable = |host: &str| psl::domain_str(host).unwrap_or(host).to_owned();
        match (u.host_str(), document.url.host_str()) {
            (Some(said), Some(own)) => registrable(said) != registrable(own),
            _ => false,
        }
    });
    if elsewhere {
        return Some(0.35);
    }
    Some(if thing.is_a("WebSite") {
        0.7
    } else if thing.within.is_some() {
        0.75
    } else if thing.is_a("Place") || thing.is_a("Brand") {
        0.6
    } else {
        0.85
    })
}

/// Parts of a title between bars, dashes and bullets.
fn title_parts(title: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let chars: Vec<char> = title.chars().take(300).collect();
    for (i, c) in chars.iter().enumerate() {
        let spaced = i > 0 && chars[i - 1].is_whitespace() && chars.get(i + 1).is_none_or(|n| n.is_whitespace());
        let cut = matches!(c, '|' | '•' | '·' | '›' | '★' | '➤' | '⋆' | '☆' | '▷' | '✓' | '︱' | '⭐' | '｜' | '／' | '：')
            || matches!(c, '-' | '–' | '—' | ':' | '/' | '~' | '*' | '»' | '«') && spaced
            // "Hotel Muster *** Bergen": how many stars it has.
            || *c == '*' && [i.checked_sub(1), Some(i + 1)].iter().flatten().any(|n| chars.get(*n) == Some(&'*'))
            || *c == ':'
                && (chars.get(i + 1).is_some_and(|n| n.is_whitespace())
                    || [i.checked_sub(1), Some(i + 1)]
                        .iter()
                        .flatten()
                        .any(|n| chars.get(*n).is_some_and(|n| matches!(n, ':' | '.'))));
        if cut {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(*c);
        }
    }
    parts
        .into_iter()
        // "Contatti, Trattoria Esempio": what page it is stands before a comma.
        .flat_map(|p| match p.split_once(", ") {
            Some((head, rest)) if clean::is_generic(head) && !rest.trim().is_empty() => {
                vec![head.to_owned(), rest.to_owned()]
            }
            _ => vec![p],
        })
        .map(|p| p.trim_matches(|c: char| c.is_whitespace() || c == '.').to_owned())
        .filter(|p| !p.is_empty())
        .collect()
}

/// Candidates being collected.
struct Candidates<'a> {
    domain: &'a DomainName,
    list: Vec<Sourced<String>>,
}

impl Candidates<'_> {
    /// Adds a name; likeness to the domain lifts it.
    fn add(&mut self, text: &str, source: Source, confidence: f32, evidence: impl FnOnce() -> Evidence) {
        let lift = match self.domain.likeness(text) {
            l if l >= 0.9 => 0.15,
            l if l >= 0.5 => 0.1,
            _ => 0.0,
        };
        // Slogans and keyword lists are long; names are short.
        let words = text.split_whitespace().count();
        let long = if words > 6 { 0.2 } else { 0.0 };
        self.add_plainly(text, source, confidence + lift - long, evidence);
    }

    fn add_plainly(&mut self, text: &str, source: Source, confidence: f32, evidence: impl FnOnce() -> Evidence) {
        let Some(name) = clean(text) else { return };
        // A domain written as a name says little more than the address bar, with its ending or without: "maler-muster".
        let label = !name.contains(' ') && name.contains('-') && !name.contains(char::is_uppercase);
        let bare = !name.contains(' ')
            && name.contains('.')
            && name.rsplit('.').next().is_some_and(|t| (2..=6).contains(&t.len()) && t.chars().all(|c| c.is_ascii_lowercase()));
        let confidence = if bare || label { confidence.min(0.42) } else { confidence };
        if confidence < 0.1 {
            return;
        }
        let sourced = Sourced::new(name, source, confidence.min(0.98), evidence());
        super::gather(&mut self.list, sourced, 40);
    }

    /// "Latabledodette" beside "La Table d'Odette": of two spellings that differ in blanks and marks the one in words is the name.
    fn prefer_words(&mut self) {
        let squeezed = |name: &str| plain(name).replace(' ', "");
        let worded: Vec<(String, f32)> =
            self.list.iter().filter(|n| n.value.contains(' ')).map(|n| (squeezed(&n.value), n.confidence)).collect();
        for name in self.list.iter_mut().filter(|n| !n.value.contains(' ') && n.value.len() >= 8) {
            let key = squeezed(&name.value);
            if let Some((_, confidence)) = worded.iter().find(|(other, _)| *other == key) {
                name.confidence = name.confidence.min(confidence - 0.1);
            }
        }
    }
}

#[cfg(test)]
mod tests;
