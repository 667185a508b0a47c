//! What the organisation is called: trading names and legal names.
//!
//! Every place that may hold the name gives a candidate; likeness to the domain and repetition over the pages decide in the
//! merge. Belongs here: names and company forms. Does not belong here: people's names.

mod domain;
mod forms;

use super::foreign::Foreign;
use super::schema_types::is_organisation;
use crate::structured::{Structured, Thing};
use crate::words::plain;
use crate::{Document, Evidence, PageKind, Region, Source, Sourced};
pub(crate) use domain::DomainName;
pub(crate) use forms::{company_names, has_company_form, without_form};

/// Longest name, in characters.
const MAX_NAME: usize = 80;

/// A name cleaned of what stands around it; `None` when it names nothing.
pub(crate) fn clean(text: &str) -> Option<String> {
    let mut name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    loop {
        let before = name.len();
        let trimmed = name.trim_matches(|c: char| {
            matches!(
                c,
                '|' | '-'
                    | '–'
                    | '—'
                    | '·'
                    | '•'
                    | ':'
                    | ','
                    | ';'
                    | '"'
                    | '„'
                    | '“'
                    | '”'
                    | '«'
                    | '»'
                    | '*'
                    | '®'
                    | '™'
                    | '©'
                    | '/'
                    | '~'
                    | '>'
                    | '<'
                    | '\''
            ) || c.is_whitespace()
        });
        // "Hofladen Muster!" calls; "Yahoo!" alone is a name.
        let trimmed = trimmed.strip_suffix('!').filter(|t| t.contains(' ')).unwrap_or(trimmed);
        let trimmed = trimmed.strip_suffix('.').filter(|t| !ends_in_abbreviation(t)).unwrap_or(trimmed);
        name = trimmed.to_owned();
        for greeting in GREETINGS {
            if let Some(head) = name.get(..greeting.len())
                && head.to_lowercase() == *greeting
            {
                name = name[greeting.len()..].trim().to_owned();
            }
        }
        if name.len() == before {
            break;
        }
    }
    // "Ферма «Зелений Гай»" keeps the mark that closes what was opened within it.
    if name.matches('«').count() > name.matches('»').count() {
        name.push('»');
    }
    let plain = plain(&name);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let bad = name.chars().count() > MAX_NAME
        || letters < 2
        || name.split(' ').count() > 10
        || name.contains(['@', '{', '}', '<', '>', '\\', '='])
        || name.contains("http")
        || name.contains("www.")
        || name.contains("??")
        || GENERIC.contains(&plain.as_str())
        || plain.split(' ').all(|w| GENERIC.contains(&w));
    (!bad).then_some(name)
}

fn ends_in_abbreviation(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    last.contains('.')
        || matches!(
            last.to_lowercase().as_str(),
            "inc" | "ltd" | "co" | "corp" | "bros" | "jr" | "sr" | "inh" | "kft" | "bt" | "st" | "lda"
        )
        || last.chars().count() == 1
}

const GREETINGS: &[&str] = &[
    "herzlich willkommen bei der ",
    "herzlich willkommen bei ",
    "herzlich willkommen im ",
    "willkommen bei der ",
    "willkommen bei ",
    "willkommen im ",
    "willkommen in der ",
    "willkommen auf der website von ",
    "bienvenue chez ",
    "bienvenue sur le site de ",
    "bienvenue au ",
    "bienvenue à ",
    "bienvenue sur ",
    "welcome to ",
    "benvenuti da ",
    "benvenuti al ",
    "benvenuti in ",
    "benvenuti alla ",
    "benvenuti su ",
    "bienvenidos a ",
    "bienvenido a ",
    "bem-vindo à ",
    "bem-vindo ao ",
    "bem-vindo a ",
    "welkom bij ",
    "witamy w ",
    "vítejte v ",
    "startseite - ",
    "startseite – ",
    "startseite | ",
    "home - ",
    "home – ",
    "home | ",
    "accueil - ",
    "accueil – ",
    "accueil | ",
    "inicio - ",
    "logo von ",
    "logo der ",
    "logo des ",
    "logo de ",
    "logo di ",
    "logo: ",
    "logo ",
    "firmenlogo ",
    "home of ",
    "about ",
    "über ",
    "kontakt ",
    "impressum ",
];

/// Words that are no name, in plain form.
const GENERIC: &[&str] = &[
    "home",
    "homepage",
    "startseite",
    "start",
    "accueil",
    "inicio",
    "pagina inicial",
    "strona glowna",
    "uvod",
    "uvodni stranka",
    "domu",
    "hlavni stranka",
    "kezdolap",
    "fooldal",
    "hem",
    "forside",
    "hjem",
    "etusivu",
    "αρχικη",
    "welcome",
    "willkommen",
    "herzlich willkommen",
    "bienvenue",
    "benvenuti",
    "bienvenidos",
    "witamy",
    "kontakt",
    "contact",
    "contact us",
    "contacts",
    "contatti",
    "contacto",
    "contactez nous",
    "nous contacter",
    "contactos",
    "impressum",
    "imprint",
    "mentions legales",
    "legal",
    "legal notice",
    "aviso legal",
    "note legali",
    "privacy",
    "privacy policy",
    "datenschutz",
    "datenschutzerklarung",
    "politique de confidentialite",
    "about",
    "about us",
    "uber uns",
    "a propos",
    "qui sommes nous",
    "chi siamo",
    "quienes somos",
    "sobre nosotros",
    "sobre nos",
    "over ons",
    "o nas",
    "o firmie",
    "team",
    "unser team",
    "notre equipe",
    "equipe",
    "services",
    "leistungen",
    "prestations",
    "servizi",
    "servicios",
    "diensten",
    "uslugi",
    "sluzby",
    "blog",
    "news",
    "aktuelles",
    "actualites",
    "shop",
    "store",
    "boutique",
    "website",
    "site",
    "site officiel",
    "official site",
    "offizielle website",
    "sito ufficiale",
    "sitio oficial",
    "official website",
    "webseite",
    "internetseite",
    "index",
    "untitled",
    "untitled document",
    "untitled page",
    "page",
    "default",
    "my site",
    "my website",
    "mysite",
    "wordpress",
    "my wordpress",
    "just another wordpress site",
    "logo",
    "menu",
    "header",
    "banner",
    "image",
    "bild",
    "404",
    "not found",
    "page not found",
    "seite nicht gefunden",
    "error",
    "loading",
    "coming soon",
    "under construction",
    "home page",
    "page d accueil",
    "page daccueil",
    "main",
    "titel",
    "title",
    "de",
    "en",
    "fr",
    "it",
    "es",
    "nl",
    "deutsch",
    "english",
    "francais",
    "agb",
    "faq",
    "login",
    "menue",
    "navigation",
    "suche",
    "search",
    "karriere",
    "jobs",
    "galerie",
    "gallery",
    "preise",
    "tarifs",
    "prezzi",
    "precios",
    "cookie",
    "cookies",
    "galeria",
    "galleria",
    "wix",
    "wix com",
    "jimdo",
    "squarespace",
    "strona internetowa",
    "uvodem",
    "organization",
    "company",
    "company name",
    "firma",
    "local business",
    "localbusiness",
    "null",
    "undefined",
    "www",
    "com",
    "the",
    "und",
    "et",
    "and",
    "adresse",
    "anschrift",
    "kontakt impressum",
    "opening hours",
    "offnungszeiten",
    "horaires",
    "copyright",
    "all rights reserved",
    "admin",
    "administrator",
    "wpadmin",
    "webmaster",
    "root",
    "user",
    "editor",
    "redaktion",
    "mein blog",
    "my blog",
    "mon site",
    "mi sitio",
    "il mio sito",
    "meine website",
    "meine seite",
    "neue seite",
    "new site",
    "new page",
    "starter template",
    "demo",
    "theme",
    "alle rechte vorbehalten",
    "контакты",
    "контакти",
    "контакт",
    "главная",
    "начало",
    "головна",
    "επικοινωνια",
    "αρχικη",
    "σχετικα",
    "о нас",
    "за нас",
    "про нас",
    "会社概要",
    "アクセス",
    "お問い合わせ",
    "ホーム",
    "トップページ",
    "联系我们",
    "聯絡我們",
    "关于我们",
    "首页",
    "문의",
    "오시는 길",
    "회사소개",
    "צור קשר",
    "اتصل بنا",
    "ติดต่อเรา",
    "संपर्क",
    "tous droits reserves",
];

/// Trading names on one page.
pub(super) fn trading(
    document: &Document,
    structured: &Structured,
    kind: PageKind,
    foreign: &Foreign,
    domain: &DomainName,
) -> Vec<Sourced<String>> {
    let mut out = Candidates { domain, list: Vec::new() };
    for thing in &structured.things {
        let Some(name) = thing.text("name").or_else(|| thing.text("alternateName")) else { continue };
        let Some(confidence) = thing_weight(structured, thing) else { continue };
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
        for (index, part) in parts.iter().enumerate() {
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
            // "Penzion U Příkladu Malá Úpa": the heading says where the name ends and the place begins.
            let heading = document.blocks.iter().find(|b| b.heading == 1 && b.text.contains(' ')).map(|b| b.text.as_str());
            if let Some(head) = heading.filter(|h| part.len() > h.len() && part.starts_with(h) && domain.likeness(h) >= alike) {
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
                out.add_plainly(head, Source::Meta, confidence + 0.05, || document.evidence(title, "title"));
            }
            // A whole sentence is a slogan, whatever words of it are in the domain.
            let long = part.split(' ').count() > 6;
            out.add_plainly(part, Source::Meta, if long { confidence - 0.25 } else { confidence }, || {
                document.evidence(title, "title")
            });
        }
    }
    for image in document.tagged("img").take(40) {
        let Some(alt) = image.attr("alt").filter(|a| a.len() > 2 && a.len() < 90) else { continue };
        let mut marks = [image.attr("class"), image.attr("id"), image.attr("src")].into_iter().flatten();
        let logo = alt.to_lowercase().contains("logo") || marks.any(|m| m.len() < 400 && m.to_lowercase().contains("logo"));
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
    for (index, block) in document.blocks.iter().enumerate() {
        if block.heading == 1 && matches!(kind, PageKind::Home) && block.text.len() <= 100 {
            out.add(&block.text, Source::Text, 0.35, || document.evidence_in_block(index, 0..block.text.len()));
        }
        if block.text.contains('©') || block.text.len() < 200 && block.text.contains("opyright") {
            if foreign.is(index) {
                continue;
            }
            if let Some(name) = copyright_holder(&block.text) {
                out.add(&name, Source::Text, 0.45, || document.evidence_in_block(index, 0..block.text.len().min(120)));
            }
        }
    }
    out.list
}

/// How much a thing's name counts for the site's; `None` when it is somebody else's.
fn thing_weight(structured: &Structured, thing: &Thing) -> Option<f32> {
    let organisation = is_organisation(thing);
    if !organisation && !thing.is_a("WebSite") {
        return None;
    }
    if !super::is_own(structured, thing) {
        return None;
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
        .map(|p| p.trim_matches(|c: char| c.is_whitespace() || c == '.').to_owned())
        .filter(|p| !p.is_empty())
        .collect()
}

/// "© 2010–2024 Bäckerei Muster. Alle Rechte vorbehalten" names the holder.
fn copyright_holder(text: &str) -> Option<String> {
    let at = text.find('©').map(|i| i + '©'.len_utf8()).or_else(|| text.find("opyright").map(|i| i + "opyright".len()))?;
    let mut before = text[..at].trim_end_matches("opyright").trim_end_matches(['C', 'c', '©', '(', ')', ' ']);
    let mut rest = &text[at..];
    loop {
        let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '©' | '-' | '–' | ',' | ':' | '|' | '(' | ')' | '.' | '/' | 'c' if !c.is_alphabetic() || rest.starts_with("c)")));
        let trimmed = ["Copyright", "copyright", "COPYRIGHT", "by ", "bei ", "by: ", "von ", "de ", "par "]
            .iter()
            .find_map(|p| trimmed.strip_prefix(p))
            .unwrap_or(trimmed);
        if trimmed.len() == rest.len() {
            break;
        }
        rest = trimmed;
    }
    // The holder may stand in front: "Bäckerei Muster © 2024".
    if rest.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        before = before.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | '|' | ','));
        let holder = before.rsplit(['|', '•', '·']).next().unwrap_or("");
        return clean(holder).filter(|n| n.split(' ').count() <= 7);
    }
    let end = [
        ". ",
        " | ",
        " • ",
        " · ",
        " - ",
        " – ",
        " — ",
        ", all",
        ", All",
        " All rights",
        " all rights",
        " All Rights",
        " Alle Rechte",
        " alle Rechte",
        " Tous droits",
        " tous droits",
        " Tutti i diritti",
        " Todos los derechos",
        " Todos os direitos",
        " Alle rechten",
        " Wszelkie prawa",
        " Všechna práva",
        " Impressum",
        " Mentions",
        "\n",
        " Website",
        " Webdesign",
        " Design by",
        " P.IVA",
        " P. IVA",
        " – ",
        " / ",
        ", tous",
        "; ",
    ]
    .iter()
    .filter_map(|e| rest.find(e))
    .min()
    .unwrap_or(rest.len());
    let mut holder =
        rest[..end].trim().trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | ','));
    holder = holder.trim();
    clean(holder).filter(|n| n.split(' ').count() <= 7 && n.chars().next().is_some_and(|c| !c.is_lowercase() || n.len() < 20))
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
}

/// Legal names on one page.
pub(super) fn legal(
    document: &Document,
    structured: &Structured,
    kind: PageKind,
    foreign: &Foreign,
    domain: &DomainName,
) -> Vec<Sourced<String>> {
    let mut out: Vec<Sourced<String>> = Vec::new();
    let mut add = |name: String, source: Source, confidence: f32, evidence: Evidence| {
        if confidence < 0.45 || name.chars().count() > 100 {
            return;
        }
        let sourced = Sourced::new(name, source, confidence.min(0.98), evidence);
        super::gather(&mut out, sourced, 30);
    };
    for thing in structured.things.iter().filter(|t| is_organisation(t) && super::is_own(structured, t)) {
        if let Some(name) = thing.text("legalName").and_then(|n| clean(&n)) {
            add(name, thing.source, 0.95, document.evidence(&thing.text("legalName").unwrap_or_default(), thing.selector()));
        }
        if let Some(name) = thing.text("name").filter(|n| has_company_form(n)).and_then(|n| clean(&n)) {
            add(name.clone(), thing.source, 0.85, document.evidence(&name, thing.selector()));
        }
    }
    for (index, block) in document.blocks.iter().enumerate() {
        // Sentences of the main part tell of customers and suppliers; the house's own form stands in short lines.
        let told = block.region == Region::Main && !matches!(kind, PageKind::Legal | PageKind::Contact | PageKind::About);
        if foreign.is(index) || block.text.len() > if told { 160 } else { 1200 } || block.text.len() < 5 {
            continue;
        }
        let text = block.text.as_str();
        let legal_page = kind == PageKind::Legal;
        if let Some((name, label_end)) = forms::labelled(text, document.blocks.get(index + 1).map(|b| b.text.as_str())) {
            let confidence = if legal_page { 0.92 } else { 0.8 };
            if let Some(name) = clean(&name) {
                add(name, Source::Text, confidence, document.evidence_in_block(index, 0..label_end.min(text.len())));
            }
            continue;
        }
        for found in company_names(text).into_iter().take(4) {
            let alike = domain.likeness(without_form(&found.name).as_str());
            let short = text.len() <= found.name.len() + 60;
            let place: f32 = match (kind, block.region) {
                (PageKind::Legal, _) if short => 0.85,
                (PageKind::Legal, _) => 0.6,
                (_, Region::Footer) => 0.75,
                (PageKind::Contact | PageKind::About, _) if short => 0.65,
                (PageKind::Privacy | PageKind::Terms, _) => 0.3,
                _ => 0.2,
            };
            let lift = if alike >= 0.5 { 0.25 } else { 0.0 };
            if let Some(name) = clean(&found.name) {
                add(name, Source::Text, place + lift, document.evidence_in_block(index, found.start..found.end));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
