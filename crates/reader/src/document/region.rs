//! Which part of the page an element opens, from its name, role, id and classes.

use html5ever::{LocalName, local_name};

use super::Region;

/// Words in an id or a class that name a page footer.
static FOOTER: Names =
    Names::new(&["footer", "colophon", "fusszeile", "pied", "rodape", "stopka", "fuss", "copyright", "socket", "subfooter"]);
/// First words of ids and classes that name no page footer, whatever follows.
static NO_FOOTER: Names = Names::new(&[
    "has", "no", "with", "hide", "card", "modal", "panel", "entry", "post", "dialog", "form", "table", "sticky", "before",
    "above", "is",
]);
/// Ids and whole classes that name a page header. "header" as one word among others ("section-header") says nothing.
static HEADER: Names = Names::new(&[
    "header",
    "site-header",
    "masthead",
    "topbar",
    "top-bar",
    "page-header",
    "main-header",
    "site_header",
    "kopf",
    "kopfzeile",
    "header-top",
    "top-header",
]);
/// Ids and whole classes that name a navigation.
static NAV: Names = Names::new(&[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "main-menu",
    "mainmenu",
    "main-nav",
    "site-navigation",
    "primary-menu",
    "navi",
    "hauptmenu",
]);
/// Ids and whole classes that name a side bar.
static ASIDE: Names = Names::new(&["sidebar", "side-bar", "aside", "widget-area", "secondary", "seitenleiste"]);

/// The attributes that tell.
pub(super) struct Hints<'a> {
    pub name: &'a LocalName,
    pub id: Option<&'a str>,
    pub class: Option<&'a str>,
    pub role: Option<&'a str>,
    /// Inside `<article>` or `<blockquote>`, whose headers and footers are their own.
    pub in_article: bool,
}

impl Hints<'_> {
    /// True when classes count that open no region by themselves: neither the element's name nor its id or its role decides, and it is
    /// no `<body>`, whose class describes the page ("has-footer") and not a part of it.
    pub fn asks_classes(&self) -> bool {
        self.id.is_none()
            && self.role.is_none()
            && !self.in_article
            && !matches!(*self.name, local_name!("main") | local_name!("body") | local_name!("html"))
    }
}

/// The region the element opens inside `current`, or `current` when it opens none.
pub(super) fn region(hints: &Hints<'_>, current: Region) -> Region {
    if current == Region::Footer || current == Region::Nav {
        return current;
    }
    match *hints.name {
        local_name!("footer") if !hints.in_article => return Region::Footer,
        local_name!("nav") => return Region::Nav,
        local_name!("aside") if current == Region::Main => return Region::Aside,
        local_name!("header") if !hints.in_article && current == Region::Main => return Region::Header,
        local_name!("main") => return Region::Main,
        _ => {}
    }
    match hints.role.map(str::trim) {
        Some("contentinfo") => return Region::Footer,
        Some("navigation") => return Region::Nav,
        Some("banner") => return Region::Header,
        Some("complementary") if current == Region::Main => return Region::Aside,
        Some("main") => return Region::Main,
        _ => {}
    }
    let tokens = || hints.id.into_iter().chain(hints.class.unwrap_or_default().split_ascii_whitespace());
    if hints.id.is_none() && hints.class.is_none() {
        return current;
    }
    // The class of `<body>` describes the page ("has-footer"), not a part of it.
    if matches!(*hints.name, local_name!("body") | local_name!("html")) || hints.in_article {
        return current;
    }
    for token in tokens().take(12) {
        if token.len() > 60 {
            continue;
        }
        if is_footer(token) {
            return Region::Footer;
        }
        let token = token.as_bytes();
        if equals_any(token, &NAV) {
            return Region::Nav;
        }
        if current == Region::Main && equals_any(token, &HEADER) {
            return Region::Header;
        }
        if current == Region::Main && equals_any(token, &ASIDE) {
            return Region::Aside;
        }
    }
    current
}

/// "footer", "site-footer", "elementor-location-footer", "SITE_FOOTER", "footerWidgets"; not "has-footer", "card-footer", "modal-footer".
fn is_footer(token: &str) -> bool {
    let mut words = token.as_bytes().split(|b| matches!(b, b'-' | b'_' | b':')).filter(|w| !w.is_empty());
    let first = words.clone().next().unwrap_or_default();
    let starts = |start: &str| first.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()));
    // Few words start like one that names a footer.
    let likely = |w: &[u8]| matches!(w, [b'c' | b'f' | b'p' | b'r' | b's' | b'A'..=b'Z', ..]);
    (words.any(|w| likely(w) && equals_any(w, &FOOTER)) || starts("footer") && !starts("footerless"))
        && !equals_any(first, &NO_FOOTER)
}

fn equals_any(token: &[u8], names: &Names) -> bool {
    let Some(first) = token.first() else { return false };
    names.lengths[usize::from(first & FIRST)] & length(token) > 0
        && names.list.iter().any(|n| token.eq_ignore_ascii_case(n.as_bytes()))
}

/// Names, and by the lowest bits of their first letters, which are the same for small and for capital ones, their lengths: most tokens
/// have those of none.
struct Names {
    list: &'static [&'static str],
    lengths: [u32; FIRST as usize + 1],
}

/// Bits of a first letter.
const FIRST: u8 = 0x1f;

impl Names {
    const fn new(list: &'static [&'static str]) -> Self {
        let mut lengths = [0; FIRST as usize + 1];
        let mut at = 0;
        while at < list.len() {
            let name = list[at].as_bytes();
            lengths[(name[0] & FIRST) as usize] |= length(name);
            at += 1;
        }
        Self { list, lengths }
    }
}

/// The bit of a length.
const fn length(name: &[u8]) -> u32 {
    1 << if name.len() < 31 { name.len() } else { 31 }
}
