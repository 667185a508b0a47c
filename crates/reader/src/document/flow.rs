//! Tables of the walk: how each element takes part in the text, which characters take no room, which classes are icons.

use html5ever::{LocalName, local_name};

use super::Icon;

/// How an element takes part in the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    /// Joins the text around it.
    Inline,
    /// Stands alone; the name is kept in the block.
    Block(&'static str),
    /// A line break.
    Break,
    /// Takes room but has no text: an image, a form field.
    Gap,
    /// Its content is no text at all.
    Skip,
}

/// How an element takes part in the text around it.
pub(super) fn flow(name: &LocalName) -> Flow {
    match *name {
        local_name!("p") => Flow::Block("p"),
        local_name!("div") => Flow::Block("div"),
        local_name!("li") => Flow::Block("li"),
        local_name!("td") => Flow::Block("td"),
        local_name!("th") => Flow::Block("th"),
        local_name!("tr") => Flow::Block("tr"),
        local_name!("dt") => Flow::Block("dt"),
        local_name!("dd") => Flow::Block("dd"),
        local_name!("h1") => Flow::Block("h1"),
        local_name!("h2") => Flow::Block("h2"),
        local_name!("h3") => Flow::Block("h3"),
        local_name!("h4") => Flow::Block("h4"),
        local_name!("h5") => Flow::Block("h5"),
        local_name!("h6") => Flow::Block("h6"),
        local_name!("address") => Flow::Block("address"),
        local_name!("section") => Flow::Block("section"),
        local_name!("article") => Flow::Block("article"),
        local_name!("header") => Flow::Block("header"),
        local_name!("footer") => Flow::Block("footer"),
        local_name!("nav") => Flow::Block("nav"),
        local_name!("main") => Flow::Block("main"),
        local_name!("aside") => Flow::Block("aside"),
        local_name!("form") => Flow::Block("form"),
        local_name!("button") => Flow::Block("button"),
        local_name!("blockquote") => Flow::Block("blockquote"),
        local_name!("pre") => Flow::Block("pre"),
        local_name!("caption") => Flow::Block("caption"),
        local_name!("figcaption") => Flow::Block("figcaption"),
        local_name!("summary") => Flow::Block("summary"),
        local_name!("legend") => Flow::Block("legend"),
        local_name!("body") => Flow::Block("body"),
        local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => Flow::Block("ul"),
        local_name!("dl") => Flow::Block("dl"),
        local_name!("table") | local_name!("thead") | local_name!("tbody") | local_name!("tfoot") => Flow::Block("table"),
        local_name!("center")
        | local_name!("details")
        | local_name!("dialog")
        | local_name!("fieldset")
        | local_name!("figure")
        | local_name!("hgroup")
        | local_name!("html")
        | local_name!("search") => Flow::Block("div"),
        local_name!("br") | local_name!("hr") => Flow::Break,
        local_name!("img") | local_name!("input") | local_name!("embed") => Flow::Gap,
        local_name!("head")
        | local_name!("script")
        | local_name!("style")
        | local_name!("noscript")
        | local_name!("noframes")
        | local_name!("svg")
        | local_name!("iframe")
        | local_name!("select")
        | local_name!("datalist")
        | local_name!("textarea")
        | local_name!("canvas")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("object")
        | local_name!("map")
        | local_name!("title") => Flow::Skip,
        // Elements a framework defines are nearly always boxes.
        _ if name.contains('-') => Flow::Block("div"),
        _ => Flow::Inline,
    }
}

/// 1 to 6 for `<h1>` to `<h6>`.
pub(super) fn heading_level(name: &LocalName) -> Option<u8> {
    match *name {
        local_name!("h1") => Some(1),
        local_name!("h2") => Some(2),
        local_name!("h3") => Some(3),
        local_name!("h4") => Some(4),
        local_name!("h5") => Some(5),
        local_name!("h6") => Some(6),
        _ => None,
    }
}

/// Characters that take no room: zero-width spaces and joins between words, soft hyphens, byte-order and direction marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        || c.is_control()
}

/// Classes that take a text off the screen but leave it to screen readers.
pub(super) fn is_for_screen_readers(class: &str) -> bool {
    class.split_ascii_whitespace().any(|c| {
        matches!(
            c,
            "sr-only"
                | "screen-reader-text"
                | "visually-hidden"
                | "elementor-screen-only"
                | "visuallyhidden"
                | "screen-reader"
                | "invisible"
                | "assistive-text"
        )
    })
}

/// Classes of fonts that draw an icon for the word that names it: "<i class=material-icons>call</i>".
pub(super) fn is_icon_font(class: &str) -> bool {
    // Few classes begin so.
    let mut words = class.split_ascii_whitespace().filter_map(|c| c.strip_prefix("material-"));
    words.any(|font| {
        matches!(
            font,
            "icons"
                | "icons-outlined"
                | "icons-round"
                | "icons-rounded"
                | "icons-sharp"
                | "icons-two-tone"
                | "icons-extended"
                | "symbols-outlined"
                | "symbols-rounded"
                | "symbols-sharp"
        )
    })
}

/// The icon that icon fonts' class names (and names of icon elements) stand for.
pub(super) fn icon(class: &str) -> Option<Icon> {
    if class.len() > 200 {
        return None;
    }
    for token in class.split_ascii_whitespace() {
        let mut found = None;
        // Whole words only: "telegram" is no telephone and "faq" no fax.
        for word in token.as_bytes().split(|b| matches!(b, b'-' | b'_')) {
            // Most words are told by their length and first letter.
            let likely = matches!(word, [b'c' | b'e' | b'f' | b'h' | b'm' | b'p' | b's' | b't' | b'w' | b'A'..=b'Z', _, _, ..]);
            if !likely || word.len() > 10 {
                continue;
            }
            let is = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name.as_bytes()));
            if is(&["whatsapp"]) {
                return Some(Icon::WhatsApp);
            }
            found = if is(&["fax", "print", "printer"]) {
                Some(Icon::Fax)
            } else if is(&["mobile", "smartphone", "cellphone", "handy"])
                && (token.contains("icon") || token.starts_with("fa") || token.contains("-mobile-") || token == "mobile")
            {
                Some(Icon::Mobile)
            } else if is(&["phone", "telephone", "tel", "telefon", "call"]) {
                Some(Icon::Phone)
            } else if is(&["envelope", "mail", "email"]) {
                Some(Icon::Mail)
            } else {
                continue;
            };
            break;
        }
        if found.is_some() {
            return found;
        }
    }
    None
}
