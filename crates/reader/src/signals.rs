//! What an audit wants to know of a page, counted while it is read: head, headings, images, links, forms, scripts, hosts,
//! words that give a site away. Belongs here: counting and quoting, bounded in size (a typical page stays under 2 KB of JSON,
//! because it is stored with every page). Does not belong here: judging (that is the application's `audits` room).
//!
//! Invariants: every list is bounded and in a fixed order; everything that is zero, empty or absent is left out of the JSON.

mod collect;
mod markup;
mod words;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::document::is_folded;
use crate::phrases::LowerText;
use crate::{Document, PageInput};

/// True when a field holds what [`Default`] gives, and so need not be stored.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Declares a struct whose every field may be missing from the JSON and is left out of it when it holds its default.
macro_rules! observations {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default)]
        pub struct $name {
            $($(#[$field_meta])* #[serde(skip_serializing_if = "is_default")] pub $field: $type,)*
        }
    };
}

observations! {
    /// How often something was seen, and the first three places, each at most 100 characters.
    Tally {
        /// How often.
        count: u32,
        /// The first of them, as they stand on the page.
        samples: Vec<String>,
    }
}

observations! {
    /// `<head>` as search engines and browsers read it.
    HeadSignals {
        /// `<title>`, folded, at most 300 characters.
        title: Option<String>,
        /// Number of `<title>` elements in the head.
        titles: u16,
        /// `<meta name=description>`, folded, at most 500 characters.
        description: Option<String>,
        /// `<link rel=canonical>`, absolute.
        canonical: Option<String>,
        /// Number of canonical links.
        canonicals: u16,
        /// `<meta name=robots>` in lower case.
        robots: Option<String>,
        /// `hreflang` values, at most 30.
        hreflang: Vec<String>,
        /// `<meta name=viewport>` in lower case.
        viewport: Option<String>,
        /// The charset that the markup declares, in lower case.
        charset: Option<String>,
        /// `<html lang>` as written.
        lang: Option<String>,
        /// The target or delay of `<meta http-equiv=refresh>`.
        refresh: Option<String>,
        /// There is an icon link.
        icon: bool,
        /// There is an icon for a phone's home screen.
        touch_icon: bool,
        /// There is a link to a feed.
        feed: bool,
        /// OpenGraph and Twitter properties that have a value: "og:title", "og:image", "twitter:card" …, sorted.
        sharing: Vec<String>,
        /// schema.org types named in JSON-LD or microdata, sorted, at most 20.
        structured_types: Vec<String>,
        /// JSON-LD scripts that are not valid JSON.
        structured_broken: u16,
        /// The document is parsed in quirks mode: no doctype, or an ancient one.
        quirks: bool,
    }
}

observations! {
    /// Headings.
    HeadingSignals {
        /// All of `<h1>` … `<h6>`.
        total: u16,
        /// `<h1>` and their words.
        h1: Tally,
        /// Headings that skip a level ("h2 > h4: words").
        skips: Tally,
        /// Headings with no words; the level.
        empty: Tally,
    }
}

observations! {
    /// `<img>` elements; tracking pixels (1 × 1) are left out.
    ImageSignals {
        /// All.
        total: u32,
        /// With no `alt` attribute at all; their addresses.
        no_alt: Tally,
        /// With `loading=lazy` or a lazy loader's attribute.
        lazy: u32,
        /// With both `width` and `height`.
        sized: u32,
        /// With `srcset`, or inside `<picture>`.
        responsive: u32,
        /// JPEG, PNG or GIF by their address.
        raster: u32,
        /// WebP or AVIF by their address, `<picture>` sources included.
        modern: u32,
    }
}

observations! {
    /// `<a href>` elements.
    LinkSignals {
        /// All.
        total: u32,
        /// To other sites.
        external: u32,
        /// `tel:` links.
        tel: u32,
        /// `mailto:` links.
        mailto: u32,
        /// With no accessible name; their targets.
        unnamed: Tally,
        /// Whose words tell nothing ("click here").
        vague: Tally,
        /// To this very host over plain HTTP, on a page served over HTTPS.
        downgrades: Tally,
        /// The first link that looks like a privacy policy, wherever it leads: its words.
        privacy: Option<String>,
        /// The first link that looks like a legal notice: its words.
        legal: Option<String>,
        /// The first link that looks like terms of sale or use: its words.
        terms: Option<String>,
    }
}

observations! {
    /// Forms and their controls.
    FormSignals {
        /// All forms.
        total: u16,
        /// Forms with a message field or an e-mail field, not for logging in and not for searching.
        contact: u16,
        /// Controls a visitor fills in.
        fields: u32,
        /// Controls with no label; their names.
        unlabelled: Tally,
        /// Forms that send to a plain HTTP address.
        insecure: Tally,
        /// Password fields.
        passwords: u16,
        /// Fields for an e-mail address or a phone number that do not say so in `type`, so that a phone shows the wrong keys.
        mistyped: Tally,
        /// Buttons.
        buttons: u32,
        /// Buttons with no accessible name.
        unnamed_buttons: Tally,
    }
}

observations! {
    /// What the page loads.
    LoadSignals {
        /// Files the markup asks for: scripts, style sheets, images, frames, media.
        requests: u32,
        /// Script files.
        scripts: u32,
        /// Script files that stop the page from showing: in the head, neither `async` nor `defer` nor a module.
        blocking: Tally,
        /// Bytes of script inside the page.
        inline_script_bytes: u32,
        /// Style sheet files.
        stylesheets: u32,
        /// Bytes of style inside the page.
        inline_style_bytes: u32,
        /// The page's own styles ask for the screen's width.
        media_queries: bool,
        /// Files asked for over plain HTTP on a page served over HTTPS.
        insecure: Tally,
        /// Script files of other sites with no `integrity`.
        unpinned: Tally,
        /// Other sites' hosts that scripts, style sheets, images and frames are loaded from, sorted, at most 30.
        hosts: Vec<String>,
        /// Other sites' hosts named inside scripts, which may load from them, sorted, at most 20.
        script_hosts: Vec<String>,
        /// Other sites' hosts that wait for consent (`type=text/plain`, a frame with no `src`), sorted, at most 20.
        waiting_hosts: Vec<String>,
        /// Other sites' hosts in frames, sorted, at most 10.
        frame_hosts: Vec<String>,
        /// Marks of a consent banner: ids, classes and addresses that speak of cookies, at most 3.
        consent: Vec<String>,
    }
}

observations! {
    /// How the page is built: what helps or hinders people with a phone, a keyboard or a screen reader.
    BuildSignals {
        /// Elements.
        elements: u32,
        /// Depth of the deepest element.
        depth: u32,
        /// The first link leads into the page itself ("skip to content").
        skip_link: bool,
        /// There is a `<main>` or an element with that role.
        main: bool,
        /// `tabindex` above zero.
        tab_order: Tally,
        /// `<font>`, `<center>`, `<marquee>`, `<blink>`, `<frame>`: names.
        obsolete: Tally,
        /// Flash, Java, Silverlight and other plug-ins.
        plugins: Tally,
        /// Sound or film that starts by itself and is not muted.
        autoplay: Tally,
        /// Frames.
        frames: u16,
        /// Frames with no title.
        untitled_frames: Tally,
        /// Elements wider than a phone by attribute or style.
        fixed_width: Tally,
        /// Text smaller than 12 pixels by its own style.
        small_text: Tally,
    }
}

observations! {
    /// Words that tell how the site is kept.
    TextSignals {
        /// The latest year of a copyright line.
        copyright_year: Option<u16>,
        /// That line.
        copyright: Option<String>,
        /// The latest days in machine-readable dates (`<time>`, article and JSON-LD dates), "YYYY-MM-DD", newest first, at most 8.
        dates: Vec<String>,
        /// Filler text ("lorem ipsum").
        filler: Tally,
        /// Words that say that there is no site yet, or that the name is for sale.
        unfinished: Tally,
        /// Error messages of the server that visitors see.
        server_errors: Tally,
    }
}

observations! {
    /// Raw observations of one page.
    PageSignals {
        /// HTTP status.
        status: u16,
        /// The head.
        head: HeadSignals,
        /// Headings.
        headings: HeadingSignals,
        /// Images.
        images: ImageSignals,
        /// Links.
        links: LinkSignals,
        /// Forms.
        forms: FormSignals,
        /// What it loads.
        loads: LoadSignals,
        /// How it is built.
        build: BuildSignals,
        /// What its words give away.
        text: TextSignals,
    }
}

impl Tally {
    /// Counts one more and keeps its words while there are fewer than three.
    pub(crate) fn add(&mut self, words: &str) {
        self.count = self.count.saturating_add(1);
        if self.samples.len() < 3 {
            self.samples.push(fold(words, 100));
        }
    }
}

/// White space folded, cut to `limit` characters. Looks at no more of `words` than it needs.
pub(crate) fn fold(words: &str, limit: usize) -> String {
    folded(words, limit).into_owned()
}

/// [`fold`] that copies only what changes: links and headings nearly never do.
pub(crate) fn folded(words: &str, limit: usize) -> Cow<'_, str> {
    let trimmed = words.trim_ascii();
    if trimmed.len() <= limit && is_folded(trimmed) {
        return Cow::Borrowed(trimmed);
    }
    let mut folded = String::with_capacity(words.len().min(limit));
    let mut left = limit;
    for word in words.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
            left = left.saturating_sub(1);
        }
        if word.len() <= left {
            folded.push_str(word);
            left -= word.chars().count();
        } else {
            folded.extend(word.chars().take(left).inspect(|_| left -= 1));
        }
        if left == 0 {
            break;
        }
    }
    folded.truncate(folded.trim_end().len());
    Cow::Owned(folded)
}

/// Counts what an audit looks at, in one walk over the DOM and one over the visible text.
pub(crate) fn read(input: &PageInput<'_>, document: &Document, lower: &LowerText) -> PageSignals {
    let mut signals = collect::collect(document);
    signals.status = input.status;
    signals.text.dates.sort_unstable_by(|a, b| b.cmp(a));
    signals.text.dates.truncate(8);
    words::read(document, lower, &mut signals.text);
    signals
}

#[cfg(test)]
mod tests;
