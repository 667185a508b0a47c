//! Links to pages of the same site, each with what it seems to be and how much reading it is worth.
//!
//! Belongs here: judging a page by its address, its link's words and its title. Does not belong here: fetching, limits.

mod kinds;

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use url::Url;

use crate::document::{Anchor, fold};
use crate::short_text::ShortText;
use crate::words::{WordSet, percent_decode};
use crate::{Document, Link, PageKind, Region};

/// Most links kept of one page.
const MAX_LINKS: usize = 500;
/// Links looked at: the footer of a long page often holds the one that matters.
const MAX_CONSIDERED: usize = 5_000;
/// What a page shown in a frame set is worth at least: without it there is no page.
const FRAME_WORTH: u8 = 70;

/// Longest link text kept, in characters.
const LINK_TEXT_CHARS: usize = 100;

/// Endings of files that are no pages.
const ASSETS: &[&str] = &[
    "7z",
    "aac",
    "apk",
    "avi",
    "avif",
    "bmp",
    "bz2",
    "css",
    "csv",
    "dmg",
    "doc",
    "docx",
    "dwg",
    "eot",
    "eps",
    "epub",
    "exe",
    "flac",
    "gif",
    "gpx",
    "gz",
    "heic",
    "ical",
    "ico",
    "ics",
    "iso",
    "jar",
    "jpeg",
    "jpg",
    "js",
    "json",
    "kml",
    "kmz",
    "m3u8",
    "m4a",
    "m4v",
    "map",
    "mid",
    "mkv",
    "mov",
    "mp3",
    "mp4",
    "mpeg",
    "mpg",
    "msi",
    "odp",
    "ods",
    "odt",
    "ogg",
    "ogv",
    "otf",
    "pdf",
    "pkg",
    "png",
    "pps",
    "ppt",
    "pptx",
    "ps",
    "psd",
    "rar",
    "rss",
    "rtf",
    "svg",
    "swf",
    "tar",
    "tgz",
    "tif",
    "tiff",
    "ttf",
    "txt",
    "vcf",
    "wav",
    "webm",
    "webmanifest",
    "webp",
    "wma",
    "wmv",
    "woff",
    "woff2",
    "xls",
    "xlsx",
    "xml",
    "zip",
];

/// [`ASSETS`], to be looked up.
static ASSET_SET: LazyLock<WordSet> = LazyLock::new(|| ASSETS.iter().copied().collect());

/// Query parameters that only follow a visitor about; they are taken off.
const TRACKING: &[&str] = &["fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "_ga", "yclid", "igshid", "dclid"];

/// Query parameters of carts, sessions, sorting, paging and calendars: endless pages with nothing for us.
const LOW_PARAMETERS: &[&str] = &[
    "add-to-cart",
    "add_to_wishlist",
    "replytocom",
    "share",
    "phpsessid",
    "sid",
    "sessionid",
    "jsessionid",
    "zenid",
    "osCsid",
    "sort",
    "order",
    "orderby",
    "dir",
    "limit",
    "filter",
    "page",
    "paged",
    "pg",
    "p",
    "date",
    "month",
    "year",
    "day",
    "view",
    "print",
    "cal",
    "tribe-bar-date",
    "eventdisplay",
    "ical",
    "color",
    "size",
    "price",
    "min_price",
    "max_price",
    "currency",
    "redirect",
    "redirect_to",
    "return",
    "returnurl",
    "s",
    "q",
    "search",
    "action",
    "cat",
    "tag",
    "format",
    "feed",
    "token",
    "nonce",
];

/// Path segments of pages that never hold contact data.
const LOW_SEGMENTS: &[&str] = &[
    "cart",
    "warenkorb",
    "panier",
    "carrito",
    "carrello",
    "winkelwagen",
    "koszyk",
    "kosik",
    "basket",
    "checkout",
    "kasse",
    "caisse",
    "login",
    "log-in",
    "signin",
    "sign-in",
    "anmelden",
    "anmeldung",
    "connexion",
    "acceso",
    "accedi",
    "inloggen",
    "register",
    "registrieren",
    "signup",
    "account",
    "my-account",
    "mein-konto",
    "mon-compte",
    "mi-cuenta",
    "konto",
    "wishlist",
    "merkzettel",
    "wunschliste",
    "search",
    "suche",
    "recherche",
    "wp-admin",
    "wp-login.php",
    "wp-json",
    "xmlrpc.php",
    "feed",
    "tag",
    "tags",
    "category",
    "kategorie",
    "categorie",
    "author",
    "archive",
    "archives",
    "calendar",
    "kalender",
    "calendrier",
    "calendario",
    "events",
    "event",
    "compare",
    "print",
    "cdn-cgi",
    "product",
    "products",
    "produkt",
    "produkte",
    "produit",
    "producto",
    "prodotto",
    "shop",
    "collections",
    "gallery",
    "galerie",
    "galeria",
    "portfolio",
    "blog",
    "news",
    "aktuelles",
    "actualites",
    "noticias",
    "jobs",
    "karriere",
];

/// [`LOW_SEGMENTS`], to be looked up.
static LOW: LazyLock<WordSet> = LazyLock::new(|| LOW_SEGMENTS.iter().copied().collect());

/// What the page itself is for.
pub(crate) fn kind_of_page(document: &Document) -> PageKind {
    let segments = path_segments(&document.url);
    if is_home(&document.url, &segments) {
        return PageKind::Home;
    }
    let title = || document.title.as_deref().and_then(kinds::of_title);
    let heading = || document.blocks.iter().find(|b| b.heading == 1).and_then(|b| kinds::of_text(&b.text));
    if let Some(found) = kinds::of_path(&segments) {
        // Builders put legal notices under "/about/": what the page calls itself is surer there.
        let is_law = |k: &PageKind| matches!(k, PageKind::Legal | PageKind::Privacy | PageKind::Terms);
        let called = if found.kind == PageKind::About { heading().or_else(title) } else { None };
        return called.filter(|c| c.exact).map(|c| c.kind).filter(is_law).unwrap_or(found.kind);
    }
    let title = title();
    title.or_else(heading).map_or(PageKind::Other, |found| found.kind)
}

/// Links of the page, best first.
pub(crate) fn read(document: &Document) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    // The page itself is no link of its own.
    by_key.insert(key(&document.url), usize::MAX);
    let own_segments = path_segments(&document.url);
    let own_language = own_segments.first().filter(|s| is_language(s)).map(AsRef::as_ref);
    // Links into the page itself, known by their "#", lead where the first of them leads: nowhere, but for pages with another base.
    let mut within_page = false;
    for anchor in document.anchors.iter().filter(|a| !a.hidden || !is_trap(a)) {
        let is_fragment = anchor.href.starts_with('#');
        if is_fragment && within_page {
            continue;
        }
        let Some(url) = anchor.url.as_ref().and_then(|u| same_site_page(&document.url, u)) else { continue };
        let key = key(&url);
        let known = by_key.get(&key).copied();
        if known == Some(usize::MAX) {
            within_page |= is_fragment;
            continue;
        }
        let text = words_of(anchor);
        let (kind, worth) = judge(&url, text, anchor.region, own_language);
        match known {
            Some(index) => {
                let known = &mut links[index];
                if worth > known.worth {
                    (known.kind, known.worth) = (kind, worth);
                    known.text = cut(text);
                }
                known.nofollow &= is_nofollow(anchor);
            }
            None if links.len() < MAX_CONSIDERED => {
                by_key.insert(key, links.len());
                links.push(Link { url: url.into_owned(), text: cut(text), kind, worth, nofollow: is_nofollow(anchor) });
            }
            None => {}
        }
    }
    // What a frame shows is the page itself, in pieces.
    for frame in document.tagged("frame").chain(document.tagged("iframe")) {
        let Some(url) = frame.attr("src").and_then(|src| document.base.join(src.trim()).ok()) else { continue };
        let Some(url) = same_site_page(&document.url, &url) else { continue };
        if links.len() < MAX_CONSIDERED && !by_key.contains_key(&key(&url)) {
            by_key.insert(key(&url), links.len());
            let text = frame.attr("title").or_else(|| frame.attr("name")).unwrap_or_default();
            let (kind, worth) = judge(&url, text, Region::Main, own_language);
            let is_whole_page = frame.value().name() == "frame";
            let worth = if is_whole_page { worth.max(FRAME_WORTH) } else { worth };
            links.push(Link { url: url.into_owned(), text: cut(text), kind, worth, nofollow: false });
        }
    }
    // A stable sort: of equals the first on the page stays first.
    links.sort_by_key(|l| std::cmp::Reverse(l.worth));
    links.truncate(MAX_LINKS);
    links
}

/// Links that nobody can see are often set for crawlers to fall into; menus are hidden by style sheets, not in the element itself.
fn is_trap(anchor: &Anchor) -> bool {
    anchor.text.is_empty() || anchor.rel.contains("nofollow")
}

fn is_nofollow(anchor: &Anchor) -> bool {
    anchor.rel.split_ascii_whitespace().any(|r| r == "nofollow")
}

/// The link's words, else its title.
fn words_of(anchor: &Anchor) -> &str {
    if anchor.text.is_empty() { anchor.title.as_deref().unwrap_or_default() } else { &anchor.text }
}

fn cut(text: &str) -> String {
    if text.len() <= LINK_TEXT_CHARS {
        return fold(text);
    }
    fold(&text.chars().take(LINK_TEXT_CHARS).collect::<String>())
}

/// The target as a page of the same site, without fragment and tracking; `None` when it is something else.
fn same_site_page<'u>(page: &Url, target: &'u Url) -> Option<Cow<'u, Url>> {
    if !matches!(target.scheme(), "http" | "https") || bare_host(page)? != bare_host(target)? || ports(page) != ports(target) {
        return None;
    }
    if !target.username().is_empty() || target.path().len() > 500 || target.query().is_some_and(|q| q.len() > 300) {
        return None;
    }
    let last = target.path_segments().and_then(|mut s| s.next_back()).unwrap_or_default();
    if let Some((_, ending)) = last.rsplit_once('.')
        && ASSET_SET.contains(ShortText::lower(ending).as_str())
    {
        return None;
    }
    // Most links are kept as they are.
    if target.fragment().is_none() && target.query().is_none() {
        return Some(Cow::Borrowed(target));
    }
    let mut url = target.clone();
    url.set_fragment(None);
    if url.query().is_some() {
        let kept: Vec<(String, String)> = url
            .query_pairs()
            .filter(|(name, _)| !name.starts_with("utm_") && !TRACKING.contains(&name.as_ref()))
            .map(|(n, v)| (n.into_owned(), v.into_owned()))
            .collect();
        if kept.is_empty() {
            url.set_query(None);
        } else if kept.len() != url.query_pairs().count() {
            url.query_pairs_mut().clear().extend_pairs(&kept);
        }
    }
    Some(Cow::Owned(url))
}

/// The host without "www.".
fn bare_host(url: &Url) -> Option<&str> {
    url.host_str().map(|h| h.strip_prefix("www.").unwrap_or(h))
}

/// The port, the defaults of http and https counting as the same.
fn ports(url: &Url) -> Option<u16> {
    url.port()
}

/// Two addresses of the same page have the same key.
fn key(url: &Url) -> String {
    let path = url.path().trim_end_matches('/');
    let path = ["/index.html", "/index.htm", "/index.php"].iter().find_map(|i| path.strip_suffix(i)).unwrap_or(path);
    let query = url.query().unwrap_or_default();
    let mut key = String::with_capacity(path.len() + 1 + query.len());
    key.push_str(path);
    key.push('?');
    key.push_str(query);
    key
}

/// The start page, or a language's start page.
fn is_home(url: &Url, segments: &[Cow<'_, str>]) -> bool {
    if url.query().is_some_and(|q| !q.is_empty() && !q.starts_with("lang=") && !q.starts_with("utm_")) {
        return false;
    }
    match segments {
        [] => true,
        [one] => is_language(one) || is_index(one),
        [language, index] => is_language(language) && is_index(index),
        _ => false,
    }
}

fn is_index(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or_default();
    matches!(stem, "index" | "home" | "accueil" | "startseite" | "inicio" | "default" | "start" | "homepage")
}

/// "de", "en-gb", "pt_BR".
fn is_language(segment: &str) -> bool {
    let (language, rest) = segment.split_once(['-', '_']).map_or((segment, ""), |(l, r)| (l, r));
    const LANGUAGES: &[&str] = &[
        "ar", "bg", "ca", "cs", "cz", "da", "de", "dk", "el", "en", "es", "et", "eu", "fi", "fr", "gl", "gr", "he", "hr", "hu",
        "it", "ja", "jp", "ko", "lt", "lv", "nb", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "ua", "uk",
        "us", "vi", "zh",
    ];
    language.len() == 2 && LANGUAGES.contains(&language) && (rest.is_empty() || rest.len() == 2)
}

/// Path segments, decoded, lower case, without empty ones.
fn path_segments(url: &Url) -> Vec<Cow<'_, str>> {
    let is_lower = |s: &str| s.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    let decoded = url.path().split('/').filter(|s| !s.is_empty()).map(percent_decode);
    decoded.map(|s| if is_lower(&s) { s } else { Cow::Owned(s.to_lowercase()) }).collect()
}

/// A link known by its address alone, as a sitemap gives it.
#[must_use]
pub fn link_to(url: &Url) -> Link {
    let (kind, worth) = judge(url, "", Region::Main, None);
    Link { url: url.clone(), text: String::new(), kind, worth, nofollow: false }
}

/// Kind and worth of a page from its address and the words of the link to it.
fn judge(url: &Url, text: &str, region: Region, own_language: Option<&str>) -> (PageKind, u8) {
    let segments = path_segments(url);
    if is_home(url, &segments) {
        return (PageKind::Home, 50);
    }
    let by_path = kinds::of_path(&segments);
    let by_text = kinds::of_text(text);
    let kind = match (by_path, by_text) {
        (Some(path), Some(text)) if path.kind != text.kind => {
            // "Kontakt & Impressum" on /impressum: the more telling of the two.
            if base_worth(text.kind) > base_worth(path.kind) && text.exact { text.kind } else { path.kind }
        }
        (Some(found), _) | (None, Some(found)) => found.kind,
        (None, None) => PageKind::Other,
    };
    let mut worth = base_worth(kind);
    let low = is_low(url, &segments);
    if kind == PageKind::Other {
        if low {
            return (kind, 2);
        }
        worth += match region {
            Region::Nav | Region::Header | Region::Footer => 6,
            _ => 0,
        };
    } else {
        let agree = by_path.zip(by_text).is_some_and(|(p, t)| p.kind == t.kind);
        let exact = by_path.is_some_and(|f| f.exact) || by_text.is_some_and(|f| f.exact);
        if !agree {
            worth -= 4;
        }
        if !exact {
            worth -= 12;
        }
        if low {
            worth /= 3;
        }
    }
    if url.query().is_some() {
        worth -= 3;
    }
    // The same page in another language says the same.
    if let Some(language) = segments.first().filter(|s| is_language(s))
        && own_language.is_none_or(|own| own != language.as_ref())
    {
        worth -= 10;
    }
    let depth = i32::try_from(segments.len().saturating_sub(1)).unwrap_or(9).min(4);
    worth -= depth;
    (kind, u8::try_from(worth.clamp(1, 100)).unwrap_or(1))
}

fn base_worth(kind: PageKind) -> i32 {
    match kind {
        PageKind::Contact => 100,
        PageKind::Legal => 92,
        PageKind::Locations => 72,
        PageKind::About => 70,
        PageKind::Team => 66,
        PageKind::Privacy => 44,
        PageKind::Home => 50,
        PageKind::Terms => 34,
        PageKind::Other => 14,
    }
}

/// Carts, logins, calendars, facets, sessions.
fn is_low(url: &Url, segments: &[Cow<'_, str>]) -> bool {
    if segments.iter().any(|s| LOW.contains(s.as_ref()) || s.contains(';') && s.contains(";jsessionid") || is_date(s))
        || segments.len() > 6
    {
        return true;
    }
    if segments.windows(2).any(|w| w[0] == "page" && w[1].bytes().all(|b| b.is_ascii_digit())) {
        return true;
    }
    if url.query().is_none() {
        return false;
    }
    let parameters: Vec<String> = url.query_pairs().map(|(n, _)| n.to_lowercase()).collect();
    parameters.len() > 3
        || parameters.iter().any(|n| LOW_PARAMETERS.contains(&n.as_str()) || n.starts_with("filter") || n.contains('['))
}

/// "2024-05", "2024-05-31" or a bare year: calendars and archives.
fn is_date(segment: &str) -> bool {
    let digits = segment.bytes().filter(u8::is_ascii_digit).count();
    segment.len() <= 10
        && digits >= 4
        && segment.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        && (segment.starts_with("19") || segment.starts_with("20"))
}

#[cfg(test)]
mod tests;
