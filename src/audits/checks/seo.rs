//! Can search engines find and understand the site? Titles, descriptions, headings, indexing, structured data, addresses.

use std::collections::BTreeMap;

use glouton_reader::PageKind;
use serde_json::json;

use super::{Finding, Limits, Rule, percent};
use crate::audits::model::CheckStatus;
use crate::audits::subject::{Read, Subject, evidence, header, quoted};
use crate::crawl::model::RobotsState;

/// Fingerprints that differ in no more bits than this belong to the same text.
const SAME_TEXT_BITS: u32 = 3;

pub(super) const RULES: &[Rule] = &[
    Rule::critical(
        "seo.indexable",
        "fail: robots meta or X-Robots-Tag says noindex on the start page; the site is then in no search result",
        indexable,
    ).fault(),
    Rule::critical(
        "seo.title",
        "fail: no title on the start page; warn: a default one (\"Home\", \"Untitled\") that names nothing",
        title,
    ),
    Rule::minor("seo.title-length", "pass: 15 to 65 characters, what a result shows; warn: otherwise", title_length),
    Rule::minor(
        "seo.title-unique",
        "pass: every page read has its own title; warn: up to a third share one; fail: more; unknown under 3 pages",
        title_unique,
    ).fault(),
    Rule::major("seo.description", "fail: no meta description on the start page", description),
    Rule::minor("seo.description-length", "pass: 50 to 170 characters, what a result shows; warn: otherwise", description_length),
    Rule::major("seo.h1", "pass: one h1 on the start page; warn: several; fail: none", h1),
    Rule::minor(
        "seo.canonical",
        "pass: a canonical address on the own domain; warn: none or several; fail: it names another domain",
        canonical,
    ),
    Rule::minor(
        "seo.hreflang",
        "pass: pages in several languages name each other; warn: they do not; unknown for one language",
        hreflang,
    ),
    Rule::minor("seo.sitemap", "warn: no sitemap in robots.txt or at /sitemap.xml", sitemap),
    Rule::minor(
        "seo.robots-txt",
        "pass: present; warn: absent; fail: the server fails on it, so that crawlers stay away",
        robots_txt,
    ),
    Rule::major(
        "seo.structured-data",
        "pass: schema.org describes the business; warn: other types only, or a broken script; fail: none",
        structured_data,
    ),
    Rule::minor(
        "seo.sharing",
        "pass: og:title and og:image; warn: one missing, or both: a shared link then shows a bare address",
        sharing,
    ),
    Rule::minor("seo.favicon", "warn: no icon link on the start page (an icon at /favicon.ico is not looked for)", favicon),
    Rule::minor(
        "seo.address-shape",
        "pass: up to 10 % of the pages read have addresses with ids, parameters, capitals or underscores; warn: up to 50 %; fail: more",
        address_shape,
    ).fault(),
    Rule::major(
        "seo.duplicate-pages",
        "pass: no two pages read have the same text; warn: one pair; fail: more; unknown under 2 pages with text",
        duplicate_pages,
    ).fault(),
    Rule::major(
        "seo.place-in-title",
        "pass: the title or the h1 of the start page names the town; warn: it does not; unknown without an address",
        place_in_title,
    ),
];

fn indexable(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let meta = home.signals().head.robots.as_deref().filter(|robots| robots.contains("noindex") || robots.contains("none"));
    let sent = header(home.record, "x-robots-tag").filter(|robots| robots.to_ascii_lowercase().contains("noindex"));
    match meta.or(sent) {
        Some(robots) => Finding::fail(
            format!("The start page tells search engines to leave it out: {}.", quoted(robots)),
            format!("La page d'accueil demande aux moteurs de recherche de l'ignorer : {}.", quoted(robots)),
        )
        .value(robots)
        .at(home.quote(robots, Some("meta[name=robots]"))),
        None => Finding::pass(
            "Search engines may list the start page.",
            "Les moteurs de recherche peuvent référencer la page d'accueil.",
        ),
    }
}

fn title(s: &Subject<'_>) -> Finding {
    const EMPTY_NAMES: &[&str] = &[
        "home",
        "homepage",
        "index",
        "untitled",
        "untitled document",
        "new page",
        "page",
        "welcome",
        "start",
        "startseite",
        "willkommen",
        "accueil",
        "bienvenue",
        "page d'accueil",
        "document sans titre",
        "inicio",
        "bienvenido",
        "sin título",
        "benvenuti",
        "welkom",
        "início",
        "strona główna",
        "unbenanntes dokument",
        "documento senza titolo",
    ];
    let Some(home) = s.home else { return Finding::unread() };
    match home.signals().head.title.as_deref() {
        None => {
            Finding::fail("The start page has no title.", "La page d'accueil n'a pas de titre.").at(home.quote("", Some("head")))
        }
        Some(title) if EMPTY_NAMES.contains(&title.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric())) => Finding::warn(
            format!("The title names nothing: {}.", quoted(title)),
            format!("Le titre ne nomme rien : {}.", quoted(title)),
        )
        .value(quoted(title))
        .at(home.quote(title, Some("title"))),
        Some(title) => Finding::pass(format!("The title is {}.", quoted(title)), format!("Le titre est {}.", quoted(title)))
            .value(quoted(title))
            .at(home.quote(title, Some("title"))),
    }
}

/// A length in characters within limits, or a warning.
fn length(
    home: Read<'_>,
    words: Option<&str>,
    range: std::ops::RangeInclusive<usize>,
    of: (&str, &str),
    selector: &str,
) -> Finding {
    let Some(words) = words else {
        return Finding::unknown(format!("There is no {}.", of.0), format!("Il n'y a pas de {}.", of.1));
    };
    let length = words.chars().count();
    let status = if range.contains(&length) { CheckStatus::Pass } else { CheckStatus::Warn };
    let (low, high) = (range.start(), range.end());
    Finding::new(
        status,
        format!("The {} has {length} characters; {low} to {high} are shown whole.", of.0),
        format!("Le champ {} compte {length} caractères ; de {low} à {high}, il est affiché en entier.", of.1),
    )
    .value(length)
    .at(home.quote(words, Some(selector)))
}

fn title_length(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    length(home, home.signals().head.title.as_deref(), 15..=65, ("title", "titre"), "title")
}

fn description_length(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    length(home, home.signals().head.description.as_deref(), 50..=170, ("description", "description"), "meta[name=description]")
}

fn title_unique(s: &Subject<'_>) -> Finding {
    if s.pages.len() < 3 {
        return Finding::unknown("Fewer than three pages were read.", "Moins de trois pages ont été lues.");
    }
    let mut by_title: BTreeMap<&str, Vec<Read<'_>>> = BTreeMap::new();
    for page in &s.pages {
        if let Some(title) = page.signals().head.title.as_deref() {
            by_title.entry(title).or_default().push(*page);
        }
    }
    let shared: Vec<&Vec<Read<'_>>> = by_title.values().filter(|pages| pages.len() > 1).collect();
    let (count, total) = (count(shared.iter().map(|pages| pages.len()).sum()), count(s.pages.len()));
    let status = Limits { pass: 0, warn: 33 }.status(percent(count, total));
    let places = shared.first().into_iter().flat_map(|pages| pages.iter().take(2));
    Finding::new(
        status,
        format!("{count} of {total} pages share their title with another."),
        format!("{count} pages sur {total} partagent leur titre avec une autre."),
    )
    .value(json!({ "shared": count, "total": total }))
    .all(places.map(|page| page.quote(page.signals().head.title.as_deref().unwrap_or_default(), Some("title"))).collect())
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn description(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    match home.signals().head.description.as_deref() {
        Some(words) => Finding::pass(
            "The start page has a description for search results.",
            "La page d'accueil a une description pour les résultats de recherche.",
        )
        .value(quoted(words))
        .at(home.quote(words, Some("meta[name=description]"))),
        None => Finding::fail(
            "The start page has no description for search results.",
            "La page d'accueil n'a pas de description pour les résultats de recherche.",
        )
        .at(home.quote("", Some("head"))),
    }
}

fn h1(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let found = &home.signals().headings.h1;
    let places = found.samples.iter().map(|words| home.quote(words, Some("h1"))).collect();
    match found.count {
        0 => Finding::fail("The start page has no main heading (h1).", "La page d'accueil n'a pas de titre principal (h1)."),
        1 => Finding::pass(
            format!("The main heading is {}.", quoted(found.samples.first().map_or("", String::as_str))),
            format!("Le titre principal est {}.", quoted(found.samples.first().map_or("", String::as_str))),
        ),
        n => Finding::warn(
            format!("The start page has {n} main headings (h1)."),
            format!("La page d'accueil a {n} titres principaux (h1)."),
        ),
    }
    .value(found.count)
    .all(places)
}

fn canonical(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let head = &home.signals().head;
    let Some(address) = head.canonical.as_deref() else {
        return Finding::warn(
            "The start page names no canonical address.",
            "La page d'accueil ne nomme pas d'adresse canonique.",
        );
    };
    let target = url::Url::parse(address).ok();
    let domain = target.as_ref().and_then(|url| url.host_str()).and_then(psl::domain_str);
    let finding = if domain.is_some() && s.domain().is_some() && domain != s.domain() {
        Finding::fail(
            format!("The canonical address is on another domain: {}.", quoted(address)),
            format!("L'adresse canonique est sur un autre domaine : {}.", quoted(address)),
        )
    } else if head.canonicals > 1 {
        Finding::warn(
            format!("{} canonical addresses are named.", head.canonicals),
            format!("{} adresses canoniques sont nommées.", head.canonicals),
        )
    } else {
        Finding::pass(
            format!("The canonical address is {}.", quoted(address)),
            format!("L'adresse canonique est {}.", quoted(address)),
        )
    };
    finding.value(address).at(home.quote(address, Some("link[rel=canonical]")))
}

fn hreflang(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let named = s.pages.iter().find(|page| page.signals().head.hreflang.len() > 1);
    if let Some(page) = named {
        let list = page.signals().head.hreflang.join(", ");
        return Finding::pass(
            format!("The pages name their translations: {list}."),
            format!("Les pages nomment leurs traductions : {list}."),
        )
        .value(list.clone())
        .at(page.quote(&list, Some("link[hreflang]")));
    }
    let mut languages: Vec<String> = s
        .pages
        .iter()
        .filter_map(|page| page.signals().head.lang.as_deref())
        .map(|lang| lang.chars().take(2).collect::<String>().to_lowercase())
        .collect();
    languages.sort();
    languages.dedup();
    if languages.len() < 2 {
        return Finding::unknown("The pages read are in one language.", "Les pages lues sont dans une seule langue.");
    }
    let list = languages.join(", ");
    Finding::warn(
        format!("The pages are in several languages ({list}) and do not name each other."),
        format!("Les pages sont en plusieurs langues ({list}) et ne se nomment pas entre elles."),
    )
    .value(list)
}

fn sitemap(s: &Subject<'_>) -> Finding {
    match s.probe().sitemap {
        Some(true) => Finding::pass("There is a sitemap.", "Il y a un plan de site (sitemap).").value(true),
        Some(false) => Finding::warn("There is no sitemap.", "Il n'y a pas de plan de site (sitemap).").value(false),
        None => Finding::unknown("The sitemap was not looked for.", "Le plan de site n'a pas été cherché."),
    }
}

fn robots_txt(s: &Subject<'_>) -> Finding {
    match s.probe().robots {
        Some(RobotsState::Present) => Finding::pass("There is a robots.txt.", "Il y a un fichier robots.txt."),
        Some(RobotsState::Absent) => Finding::warn("There is no robots.txt.", "Il n'y a pas de fichier robots.txt."),
        Some(RobotsState::Unreachable) => Finding::fail("The server fails on robots.txt.", "Le serveur échoue sur robots.txt."),
        None => Finding::unknown("robots.txt was not asked for.", "robots.txt n'a pas été demandé."),
    }
}

/// Types that say nothing of the business itself.
const GENERIC_TYPES: &[&str] = &[
    "WebSite",
    "WebPage",
    "WebPageElement",
    "SearchAction",
    "EntryPoint",
    "PropertyValueSpecification",
    "BreadcrumbList",
    "ListItem",
    "ImageObject",
    "ReadAction",
    "CollectionPage",
    "SiteNavigationElement",
    "WPHeader",
    "WPFooter",
    "WPSideBar",
    "Article",
    "BlogPosting",
    "Person",
    "Blog",
    "CreativeWork",
    "ItemList",
    "ContactPoint",
    "PostalAddress",
    "Thing",
    "Comment",
    "CommentAction",
    "VideoObject",
];

fn structured_data(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let mut types: Vec<&str> =
        s.pages.iter().flat_map(|page| page.signals().head.structured_types.iter().map(String::as_str)).collect();
    types.sort_unstable();
    types.dedup();
    let broken = s.pages.iter().find(|page| page.signals().head.structured_broken > 0);
    let list = types.iter().take(8).copied().collect::<Vec<_>>().join(", ");
    let business = types.iter().any(|name| !GENERIC_TYPES.contains(name));
    let finding = match (types.is_empty(), broken, business) {
        (true, None, _) => Finding::fail(
            "Nothing describes the business for machines (schema.org).",
            "Rien ne décrit l'entreprise pour les machines (schema.org).",
        ),
        (_, Some(_), _) => Finding::warn(
            "A structured data script is not valid JSON.",
            "Un script de données structurées n'est pas du JSON valide.",
        ),
        (_, None, false) => Finding::warn(
            format!("Structured data describe the pages ({list}), not the business."),
            format!("Les données structurées décrivent les pages ({list}), pas l'entreprise."),
        ),
        (_, None, true) => Finding::pass(format!("Structured data: {list}."), format!("Données structurées : {list}.")),
    };
    let place = broken.or_else(|| s.pages.iter().find(|page| !page.signals().head.structured_types.is_empty()));
    let finding = finding.value(json!(types));
    match place {
        Some(page) => finding
            .at(page
                .quote(&page.signals().head.structured_types.join(", "), Some("script[type='application/ld+json'], [itemtype]"))),
        None => finding,
    }
}

fn sharing(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let has = |property: &str| home.signals().head.sharing.iter().any(|one| one == property);
    let missing: Vec<&str> = ["og:title", "og:image"].into_iter().filter(|property| !has(property)).collect();
    let list = missing.join(", ");
    if missing.is_empty() {
        Finding::pass("A shared link shows a title and a picture.", "Un lien partagé montre un titre et une image.")
    } else {
        Finding::warn(format!("A shared link lacks {list}."), format!("Un lien partagé n'a pas {list}."))
    }
    .value(json!({ "missing": missing }))
    .at(home.quote(&home.signals().head.sharing.join(", "), Some("meta[property^='og:']")))
}

fn favicon(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if home.signals().head.icon {
        Finding::pass("The site has an icon.", "Le site a une icône.")
    } else {
        Finding::warn("The start page names no icon.", "La page d'accueil ne nomme pas d'icône.")
    }
}

fn address_shape(s: &Subject<'_>) -> Finding {
    let others: Vec<_> = s.pages.iter().filter(|page| page.record.depth > 0).collect();
    if others.is_empty() {
        return Finding::unknown("Only the start page was read.", "Seule la page d'accueil a été lue.");
    }
    let ugly: Vec<_> = others
        .iter()
        .filter(|page| {
            let url = &page.record.url;
            let path = url.path();
            url.query().is_some_and(|query| query.contains('='))
                || path.contains('_')
                || path.contains("%20")
                || path.len() > 100
                || path.bytes().any(|b| b.is_ascii_uppercase())
        })
        .collect();
    let (bad, total) = (count(ugly.len()), count(others.len()));
    Finding::new(
        Limits { pass: 10, warn: 50 }.status(percent(bad, total)),
        format!("{bad} of {total} addresses are hard to read for people and search engines."),
        format!("{bad} adresses sur {total} sont difficiles à lire pour les gens et les moteurs de recherche."),
    )
    .value(json!({ "flawed": bad, "total": total }))
    .all(ugly.iter().take(3).map(|page| evidence(page.record, page.record.url.as_str(), None)).collect())
}

fn duplicate_pages(s: &Subject<'_>) -> Finding {
    let texts: Vec<_> =
        s.pages.iter().filter(|page| page.facts.text_chars >= 400 && page.facts.fingerprint != 0).take(200).collect();
    if texts.len() < 2 {
        return Finding::unknown("Fewer than two pages with text were read.", "Moins de deux pages avec du texte ont été lues.");
    }
    let mut twins = Vec::new();
    for (index, page) in texts.iter().enumerate() {
        let twin = texts
            .iter()
            .take(index)
            .any(|other| (other.facts.fingerprint ^ page.facts.fingerprint).count_ones() <= SAME_TEXT_BITS);
        if twin {
            twins.push(*page);
        }
    }
    let (bad, total) = (twins.len(), texts.len());
    Finding::new(
        Limits { pass: 0, warn: 1 }.status(bad),
        format!("{bad} of {total} pages repeat the text of another."),
        format!("{bad} pages sur {total} répètent le texte d'une autre."),
    )
    .value(json!({ "repeated": bad, "total": total }))
    .all(
        twins
            .iter()
            .take(3)
            .map(|page| page.quote(page.signals().head.title.as_deref().unwrap_or_default(), Some("title")))
            .collect(),
    )
}

fn place_in_title(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let city = s.input.site.organisation.addresses.iter().find_map(|address| address.value.city.as_deref());
    let Some(city) = city else {
        return Finding::unknown("The town of the business is not known.", "La ville de l'entreprise n'est pas connue.");
    };
    let signals = home.signals();
    let title = signals.head.title.as_deref().unwrap_or_default();
    let heading = signals.headings.h1.samples.first().map_or("", String::as_str);
    let wanted = city.to_lowercase();
    if title.to_lowercase().contains(&wanted) || heading.to_lowercase().contains(&wanted) {
        Finding::pass(format!("The title or main heading names {city}."), format!("Le titre de la page nomme {city}."))
    } else {
        Finding::warn(
            format!("Neither the title nor the main heading names {city}."),
            format!("Ni le titre de la page ni le titre principal ne nomment {city}."),
        )
    }
    .value(city)
    .at(home.quote(title, Some("title")))
}

/// Pages of a kind that search engines should find from the start page; used by `content` too.
pub(super) fn leads_to(s: &Subject<'_>, kind: PageKind) -> bool {
    s.page_of(kind).is_some() || s.link_to(kind).is_some()
}
