//! The one walk over the DOM that fills [`PageSignals`]. Belongs here: elements and attributes. Does not belong here: visible
//! text (see `words`), judging.
//!
//! Invariant: time is linear in the page. Names of nested elements are cut at [`NAME_BYTES`], so that nesting costs nothing.

mod loads;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use html5ever::local_name;

use super::markup::{describe, has_scheme, host_of, is_ancient, names_itself, pixels, schema_type};
use super::{PageSignals, fold, folded, words};
use crate::Document;
use crate::document::{Element, Node, attr};
use crate::recent::Recent;

/// How much of an element's text is looked at for its name.
const NAME_BYTES: usize = 600;

/// Pixels beyond which a fixed width does not fit a phone.
const PHONE_WIDTH: u32 = 480;

/// An element whose text is wanted when it closes.
struct Open<'a> {
    tag: Tag,
    /// Where its text starts in the buffer.
    start: usize,
    /// It has a name that is not its text (`aria-label`, `title`).
    named: bool,
    /// `href`, for links.
    href: &'a str,
    element: Element<'a>,
}

/// The elements whose text matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Title,
    Heading(u8),
    Link,
    Button,
    Other,
}

/// A control that had no label of its own when it was seen.
struct Control {
    id: Option<String>,
    name: String,
}

/// What is known of the form being read.
#[derive(Default)]
struct Form {
    message: bool,
    email: bool,
    password: bool,
    search: bool,
}

/// A script's or style's text that is being skipped, and what it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    Script,
    Data,
    Style,
    Other,
}

struct Collector<'a> {
    signals: PageSignals,
    host: &'a str,
    domain: Option<&'a str>,
    secure: bool,
    document: &'a Document,
    text: String,
    open: Vec<Open<'a>>,
    raw: Option<Raw>,
    in_head: bool,
    in_svg: u32,
    in_picture: u32,
    in_label: u32,
    last_heading: u8,
    links_seen: u32,
    labels: BTreeSet<String>,
    controls: Vec<Control>,
    form: Option<Form>,
    hosts: BTreeSet<String>,
    script_hosts: BTreeSet<String>,
    waiting_hosts: BTreeSet<String>,
    frame_hosts: BTreeSet<String>,
    sharing: BTreeSet<String>,
    types: BTreeSet<String>,
    dates: BTreeSet<String>,
    foreign: BTreeMap<String, bool>,
    /// Ids and classes that do not speak of consent.
    quiet: Recent<'a>,
}

/// Walks the document once.
pub(super) fn collect(document: &Document) -> PageSignals {
    let host = document.base.host_str().unwrap_or_default();
    let mut collector = Collector {
        signals: PageSignals::default(),
        host,
        domain: document.base.domain().and_then(psl::domain_str),
        secure: document.url.scheme() == "https",
        document,
        text: String::new(),
        open: Vec::new(),
        raw: None,
        in_head: false,
        in_svg: 0,
        in_picture: 0,
        in_label: 0,
        last_heading: 0,
        links_seen: 0,
        labels: BTreeSet::new(),
        controls: Vec::new(),
        form: None,
        hosts: BTreeSet::new(),
        script_hosts: BTreeSet::new(),
        waiting_hosts: BTreeSet::new(),
        frame_hosts: BTreeSet::new(),
        sharing: BTreeSet::new(),
        types: BTreeSet::new(),
        dates: BTreeSet::new(),
        foreign: BTreeMap::new(),
        quiet: Recent::default(),
    };
    collector.signals.head.quirks = true;
    let root = document.root();
    let mut next = Some(root);
    let mut depth = 0_u32;
    while let Some(node) = next {
        match node.value() {
            Node::Element(element) => collector.enter(element, depth),
            Node::Text(text) => collector.text(text),
            Node::Doctype { public, system } => collector.signals.head.quirks = is_ancient(public, system),
            _ => {}
        }
        depth = depth.saturating_add(1);
        next = node.first_child().or_else(|| {
            node.after(root, |left| {
                depth = depth.saturating_sub(1);
                if let Some(element) = left.as_element() {
                    collector.leave(element);
                }
            })
        });
    }
    collector.finish()
}

impl<'a> Collector<'a> {
    fn enter(&mut self, element: Element<'a>, depth: u32) {
        let build = &mut self.signals.build;
        build.elements = build.elements.saturating_add(1);
        build.depth = build.depth.max(depth);
        self.common(element);
        match *element.local() {
            local_name!("html") => self.signals.head.lang = attr!(element, "lang").map(|v| fold(v, 40)).filter(|v| !v.is_empty()),
            local_name!("head") => self.in_head = true,
            local_name!("body") => self.in_head = false,
            local_name!("svg") => self.in_svg += 1,
            local_name!("picture") => self.in_picture += 1,
            local_name!("label") => {
                self.in_label += 1;
                if let Some(target) = attr!(element, "for") {
                    self.labels.insert(target.to_owned());
                }
            }
            local_name!("title") if self.in_svg == 0 => {
                self.signals.head.titles = self.signals.head.titles.saturating_add(1);
                self.push(Tag::Title, false, "", element);
            }
            local_name!("meta") => self.meta(element),
            local_name!("link") => self.link_element(element),
            local_name!("script") => self.script(element),
            local_name!("style") => self.raw = Some(Raw::Style),
            local_name!("template") | local_name!("noscript") => self.raw = Some(Raw::Other),
            local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6") => self.heading(element),
            local_name!("a") => self.anchor(element),
            local_name!("img") => self.image(element),
            local_name!("source") => self.source(element),
            local_name!("iframe") | local_name!("frame") => self.frame(element),
            local_name!("form") => self.form_opens(element),
            local_name!("input") | local_name!("select") | local_name!("textarea") => self.control(element),
            local_name!("button") => {
                self.signals.forms.buttons = self.signals.forms.buttons.saturating_add(1);
                self.push(Tag::Button, names_itself(element), "", element);
            }
            local_name!("main") => self.signals.build.main = true,
            local_name!("time") => self.date(attr!(element, "datetime")),
            local_name!("video") | local_name!("audio") => {
                self.resource(attr!(element, "src"), false);
                if attr!(element, "autoplay").is_some() && attr!(element, "muted").is_none() {
                    self.signals.build.autoplay.add(&describe(element));
                }
            }
            local_name!("object") | local_name!("embed") | local_name!("applet") => self.plugin(element),
            local_name!("font")
            | local_name!("center")
            | local_name!("marquee")
            | local_name!("blink")
            | local_name!("frameset")
            | local_name!("strike")
            | local_name!("big") => {
                self.signals.build.obsolete.add(element.name());
            }
            local_name!("table") | local_name!("td") | local_name!("th")
                if attr!(element, "width").and_then(pixels).is_some_and(|w| w > PHONE_WIDTH) =>
            {
                self.signals.build.fixed_width.add(&describe(element));
            }
            _ => {}
        }
    }

    /// Attributes that any element may have.
    fn common(&mut self, element: Element<'a>) {
        for attribute in element.attributes() {
            match *attribute.name {
                // Themes mark <html> and <body> with the state of a banner that may not be there.
                local_name!("id") | local_name!("class")
                    if self.signals.loads.consent.len() < 3
                        && attribute.value().len() < 2_000
                        && !matches!(*element.local(), local_name!("html") | local_name!("body"))
                        && self.is_consent(attribute.value()) =>
                {
                    self.signals
                        .loads
                        .consent
                        .push(fold(&format!("{}[{}={}]", element.name(), attribute.name, attribute.value()), 80));
                }
                local_name!("style") => self.style(element, attribute.value()),
                local_name!("role") if attribute.value().eq_ignore_ascii_case("main") => self.signals.build.main = true,
                local_name!("tabindex") if attribute.value().trim().parse::<i32>().is_ok_and(|index| index > 0) => {
                    self.signals.build.tab_order.add(&describe(element));
                }
                local_name!("itemtype") => {
                    for item in attribute.value().split_whitespace().filter_map(schema_type) {
                        self.types.insert(item);
                    }
                }
                _ => {}
            }
        }
    }

    fn is_consent(&mut self, value: &'a str) -> bool {
        let consent = !self.quiet.holds(value) && words::is_consent(value);
        if !consent {
            self.quiet.keep(value);
        }
        consent
    }

    /// The few properties of a style attribute that tell something.
    fn style(&mut self, element: Element<'_>, style: &str) {
        for declaration in style.split(';').take(40) {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let (property, value) = (property.trim(), value.trim());
            let too_wide = property.eq_ignore_ascii_case("width") || property.eq_ignore_ascii_case("min-width");
            if too_wide && value.ends_with("px") && pixels(value).is_some_and(|w| w > PHONE_WIDTH) && element.name() != "img" {
                self.signals.build.fixed_width.add(&describe(element));
            } else if property.eq_ignore_ascii_case("font-size") {
                let small = value.strip_suffix("px").is_some_and(|v| v.trim().parse::<f32>().is_ok_and(|v| v > 0.0 && v < 12.0))
                    || value.strip_suffix("pt").is_some_and(|v| v.trim().parse::<f32>().is_ok_and(|v| v > 0.0 && v < 9.0));
                if small {
                    self.signals.build.small_text.add(&format!("{} {{font-size:{value}}}", element.name()));
                }
            }
        }
    }

    fn meta(&mut self, element: Element<'_>) {
        let head = &mut self.signals.head;
        let content = attr!(element, "content");
        if let Some(charset) = attr!(element, "charset") {
            head.charset.get_or_insert_with(|| fold(charset, 40).to_ascii_lowercase());
        }
        if let (Some(kind), Some(content)) = (attr!(element, "http-equiv"), content) {
            if kind.eq_ignore_ascii_case("refresh") {
                head.refresh.get_or_insert_with(|| fold(content, 200));
            } else if kind.eq_ignore_ascii_case("content-type")
                && let Some((_, charset)) = content.to_ascii_lowercase().split_once("charset=")
            {
                head.charset.get_or_insert_with(|| fold(charset, 40));
            }
        }
        let (Some(name), Some(content)) = (attr!(element, "name").or_else(|| attr!(element, "property")), content) else {
            return;
        };
        if content.trim().is_empty() {
            return;
        }
        match name.to_ascii_lowercase().as_str() {
            "description" => {
                head.description.get_or_insert_with(|| fold(content, 500));
            }
            "robots" => {
                head.robots.get_or_insert_with(|| fold(content, 100).to_ascii_lowercase());
            }
            "viewport" => {
                head.viewport.get_or_insert_with(|| fold(content, 200).to_ascii_lowercase());
            }
            "article:published_time"
            | "article:modified_time"
            | "og:updated_time"
            | "date"
            | "last-modified"
            | "dcterms.modified"
            | "dc.date" => self.date(Some(content)),
            property @ ("og:title" | "og:description" | "og:image" | "og:url" | "og:type" | "og:site_name" | "twitter:card"
            | "twitter:image") => {
                self.sharing.insert(property.to_owned());
            }
            _ => {}
        }
    }

    fn heading(&mut self, element: Element<'a>) {
        let level = element.name().as_bytes().get(1).map_or(1, |digit| digit.saturating_sub(b'0'));
        self.signals.headings.total = self.signals.headings.total.saturating_add(1);
        self.push(Tag::Heading(level), names_itself(element), "", element);
    }

    fn anchor(&mut self, element: Element<'a>) {
        let Some(href) = attr!(element, "href").map(str::trim) else { return };
        let links = &mut self.signals.links;
        links.total = links.total.saturating_add(1);
        self.links_seen = self.links_seen.saturating_add(1);
        if has_scheme(href, "tel:") {
            links.tel = links.tel.saturating_add(1);
        } else if has_scheme(href, "mailto:") {
            links.mailto = links.mailto.saturating_add(1);
        } else if self.links_seen <= 3 && href.len() > 1 && href.starts_with('#') {
            self.signals.build.skip_link = true;
        } else if self.foreign_host(href).is_some() {
            self.signals.links.external = self.signals.links.external.saturating_add(1);
        } else if self.secure && has_scheme(href, "http://") && host_of(href).is_some_and(|h| h.eq_ignore_ascii_case(self.host)) {
            self.signals.links.downgrades.add(href);
        }
        let hidden = attr!(element, "aria-hidden") == Some("true");
        self.push(Tag::Link, hidden || names_itself(element), href, element);
    }

    fn form_opens(&mut self, element: Element<'_>) {
        self.signals.forms.total = self.signals.forms.total.saturating_add(1);
        let action = attr!(element, "action").unwrap_or_default().trim();
        if has_scheme(action, "http://") {
            self.signals.forms.insecure.add(action);
        }
        let search = attr!(element, "role") == Some("search");
        self.form = Some(Form { search, ..Form::default() });
    }

    fn control(&mut self, element: Element<'_>) {
        let kind = match element.name() {
            "input" => attr!(element, "type").unwrap_or("text").trim().to_ascii_lowercase(),
            other => other.to_owned(),
        };
        match kind.as_str() {
            "hidden" => return,
            "submit" | "button" | "reset" | "image" => {
                let forms = &mut self.signals.forms;
                forms.buttons = forms.buttons.saturating_add(1);
                // "submit" and "reset" are named by the browser when they have no value.
                let name = if kind == "image" { "alt" } else { "value" };
                let named = matches!(kind.as_str(), "submit" | "reset") && attr!(element, "value").is_none()
                    || element.attr(name).is_some_and(|v| !v.trim().is_empty())
                    || names_itself(element);
                if !named {
                    forms.unnamed_buttons.add(&describe(element));
                }
                return;
            }
            _ => {}
        }
        let hidden = attr!(element, "aria-hidden") == Some("true")
            || attr!(element, "tabindex") == Some("-1")
            || attr!(element, "style").is_some_and(|s| s.contains("display:none") || s.contains("display: none"));
        if hidden {
            return;
        }
        let name = attr!(element, "name").or_else(|| attr!(element, "id")).unwrap_or_default().to_ascii_lowercase();
        let email = kind == "email" || name.contains("mail");
        if let Some(form) = &mut self.form {
            form.message |= kind == "textarea";
            form.email |= email;
            form.password |= kind == "password";
            form.search |= kind == "search" || matches!(name.as_str(), "s" | "q" | "search" | "query");
        }
        let forms = &mut self.signals.forms;
        forms.fields = forms.fields.saturating_add(1);
        if kind == "password" {
            forms.passwords = forms.passwords.saturating_add(1);
        }
        if kind == "text" && (email || name.contains("phone") || name.contains("telefon") || name == "tel") {
            forms.mistyped.add(&name);
        }
        if self.in_label == 0 && !names_itself(element) {
            self.controls.push(Control { id: attr!(element, "id").map(str::to_owned), name: describe(element) });
        }
    }

    fn text(&mut self, text: &str) {
        match self.raw {
            Some(Raw::Script) => {
                let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
                self.signals.loads.inline_script_bytes = self.signals.loads.inline_script_bytes.saturating_add(bytes);
                self.hosts_in_script(text);
            }
            Some(Raw::Data) => self.json_ld(text),
            Some(Raw::Style) => {
                let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
                self.signals.loads.inline_style_bytes = self.signals.loads.inline_style_bytes.saturating_add(bytes);
                self.signals.loads.media_queries |= text.contains("@media");
                self.hosts_in_script(text);
            }
            Some(Raw::Other) => {}
            None => self.append(text),
        }
    }

    fn json_ld(&mut self, text: &str) {
        if serde_json::from_str::<serde::de::IgnoredAny>(text.trim()).is_err() && !text.trim().is_empty() {
            self.signals.head.structured_broken = self.signals.head.structured_broken.saturating_add(1);
        }
        // Types and dates are taken from the text, so that a script with a small fault still counts for what it says.
        for (key, take_type) in
            [("\"@type\"", true), ("\"datePublished\"", false), ("\"dateModified\"", false), ("\"startDate\"", false)]
        {
            for (at, _) in text.match_indices(key) {
                let rest = text.get(at + key.len()..).unwrap_or_default().trim_start().trim_start_matches(':').trim_start();
                let list = rest.strip_prefix('[');
                let window =
                    list.and_then(|l| l.split(']').next()).unwrap_or_else(|| rest.split([',', '}']).next().unwrap_or_default());
                for value in window.split('"').skip(1).step_by(2).take(6) {
                    if take_type {
                        self.types.extend(schema_type(value));
                    } else {
                        self.date(Some(value));
                    }
                }
            }
        }
    }

    fn date(&mut self, value: Option<&str>) {
        let Some(day) = value.map(str::trim).and_then(|v| v.get(..10)) else { return };
        let shaped = day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if shaped && ("1995-01-01".."2100-01-01").contains(&day) && self.dates.insert(day.to_owned()) && self.dates.len() > 8 {
            self.dates.pop_first();
        }
    }

    fn push(&mut self, tag: Tag, named: bool, href: &'a str, element: Element<'a>) {
        self.open.push(Open { tag, start: self.text.len(), named, href, element });
    }

    fn append(&mut self, text: &str) {
        if !self.open.is_empty() {
            self.text.push_str(text);
            self.text.push(' ');
        }
    }

    fn leave(&mut self, element: Element<'_>) {
        let tag = match *element.local() {
            local_name!("script") | local_name!("style") | local_name!("template") | local_name!("noscript") => {
                self.raw = None;
                return;
            }
            local_name!("svg") => {
                self.in_svg = self.in_svg.saturating_sub(1);
                return;
            }
            local_name!("picture") => {
                self.in_picture = self.in_picture.saturating_sub(1);
                return;
            }
            local_name!("label") => {
                self.in_label = self.in_label.saturating_sub(1);
                return;
            }
            local_name!("form") => {
                if let Some(form) = self.form.take()
                    && !form.password
                    && (form.message || (form.email && !form.search))
                {
                    self.signals.forms.contact = self.signals.forms.contact.saturating_add(1);
                }
                return;
            }
            local_name!("title") if self.in_svg == 0 => Tag::Title,
            local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6") => Tag::Heading(0),
            local_name!("a") if attr!(element, "href").is_some() => Tag::Link,
            local_name!("button") => Tag::Button,
            _ => Tag::Other,
        };
        if tag == Tag::Other {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        // Lent while the words are looked at.
        let mut text = std::mem::take(&mut self.text);
        let mut end = text.len().min(open.start.saturating_add(NAME_BYTES));
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.named(&open, folded(text.get(open.start..end).unwrap_or_default(), 300));
        if self.open.is_empty() {
            text.clear();
        }
        self.text = text;
    }

    /// An element closed and its words are known.
    fn named(&mut self, open: &Open<'_>, words: Cow<'_, str>) {
        match open.tag {
            Tag::Title if self.signals.head.title.is_none() && !words.is_empty() => {
                self.signals.head.title = Some(words.into_owned());
            }
            Tag::Heading(level) => {
                let headings = &mut self.signals.headings;
                if words.is_empty() && !open.named {
                    headings.empty.add(&format!("h{level}"));
                    return;
                }
                if level == 1 {
                    headings.h1.add(&words);
                }
                if self.last_heading > 0 && level > self.last_heading + 1 {
                    headings.skips.add(&format!("h{} > h{level}: {words}", self.last_heading));
                }
                self.last_heading = level;
            }
            Tag::Link => {
                let links = &mut self.signals.links;
                if words.is_empty() && !open.named {
                    links.unnamed.add(open.href);
                } else if !open.named && words::is_vague(&words) {
                    links.vague.add(&words);
                }
                let shown = if words.is_empty() { open.href } else { &*words };
                match words::of_link(&words, open.href) {
                    Some(words::Meaning::Privacy) => links.privacy.get_or_insert_with(|| fold(shown, 80)),
                    Some(words::Meaning::Legal) => links.legal.get_or_insert_with(|| fold(shown, 80)),
                    Some(words::Meaning::Terms) => links.terms.get_or_insert_with(|| fold(shown, 80)),
                    _ => return,
                };
            }
            Tag::Button if words.is_empty() && !open.named => {
                self.signals.forms.unnamed_buttons.add(&describe(open.element));
            }
            _ => {}
        }
    }

    fn finish(mut self) -> PageSignals {
        for control in &self.controls {
            if !control.id.as_ref().is_some_and(|id| self.labels.contains(id)) {
                self.signals.forms.unlabelled.add(&control.name);
            }
        }
        let mut signals = self.signals;
        signals.loads.hosts = self.hosts.into_iter().collect();
        signals.loads.script_hosts = self.script_hosts.into_iter().collect();
        signals.loads.waiting_hosts = self.waiting_hosts.into_iter().take(20).collect();
        signals.loads.frame_hosts = self.frame_hosts.into_iter().take(10).collect();
        signals.head.sharing = self.sharing.into_iter().collect();
        signals.head.structured_types = self.types.into_iter().take(20).collect();
        signals.text.dates = self.dates.into_iter().rev().collect();
        signals
    }
}
