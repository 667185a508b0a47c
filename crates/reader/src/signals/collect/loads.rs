//! What a page loads and from whom: scripts, style sheets, images, frames, plug-ins; whose host each is. The part of the walk
//! (see `collect`) that fills [`LoadSignals`](super::super::LoadSignals) and [`ImageSignals`](super::super::ImageSignals).

use super::super::markup::{format_of, has_scheme, host_of, names_itself};
use super::super::{fold, words};
use super::{Collector, Raw};
use crate::document::{Element, attr};

impl Collector<'_> {
    pub(super) fn script(&mut self, element: Element<'_>) {
        let kind = attr!(element, "type").unwrap_or_default().trim().to_ascii_lowercase();
        let runs = matches!(kind.as_str(), "" | "text/javascript" | "application/javascript" | "module" | "text/ecmascript");
        self.raw = Some(match kind.as_str() {
            "application/ld+json" => Raw::Data,
            _ if runs => Raw::Script,
            _ => Raw::Other,
        });
        let Some(src) = attr!(element, "src").or_else(|| element.attr("data-src").filter(|_| !runs)) else { return };
        if self.signals.loads.consent.len() < 3 && src.len() < 2_000 && words::is_consent(src) {
            self.signals.loads.consent.push(fold(src, 80));
        }
        if !runs {
            if kind == "text/plain"
                && let Some(host) = self.foreign_host(src)
            {
                self.waiting_hosts.insert(host);
            }
            return;
        }
        let loads = &mut self.signals.loads;
        loads.scripts = loads.scripts.saturating_add(1);
        let patient = attr!(element, "async").is_some() || attr!(element, "defer").is_some() || kind == "module";
        if self.in_head && !patient {
            loads.blocking.add(src);
        }
        self.resource(Some(src), true);
        if attr!(element, "integrity").is_none() && self.foreign_host(src).is_some() {
            self.signals.loads.unpinned.add(src);
        }
    }

    pub(super) fn link_element(&mut self, element: Element<'_>) {
        let (Some(rel), Some(href)) = (attr!(element, "rel"), attr!(element, "href")) else { return };
        for rel in rel.split_ascii_whitespace() {
            match rel.to_ascii_lowercase().as_str() {
                "canonical" => {
                    self.signals.head.canonicals = self.signals.head.canonicals.saturating_add(1);
                    let target = self.document.base.join(href.trim()).map_or_else(|_| href.to_owned(), String::from);
                    self.signals.head.canonical.get_or_insert_with(|| fold(&target, 300));
                }
                "icon" => self.signals.head.icon = true,
                "apple-touch-icon" | "apple-touch-icon-precomposed" | "manifest" => self.signals.head.touch_icon = true,
                "alternate" => {
                    if let Some(language) = attr!(element, "hreflang") {
                        if self.signals.head.hreflang.len() < 30 {
                            self.signals.head.hreflang.push(fold(language, 20));
                        }
                    } else if attr!(element, "type").is_some_and(|t| t.contains("rss") || t.contains("atom")) {
                        self.signals.head.feed = true;
                    }
                }
                "stylesheet" => {
                    self.signals.loads.stylesheets = self.signals.loads.stylesheets.saturating_add(1);
                    self.resource(Some(href), true);
                    if attr!(element, "media").is_some_and(|m| m.contains("-width")) {
                        self.signals.loads.media_queries = true;
                    }
                }
                "preload" if attr!(element, "as") == Some("font") => self.resource(Some(href), true),
                _ => {}
            }
        }
    }

    pub(super) fn image(&mut self, element: Element<'_>) {
        let src = attr!(element, "src").unwrap_or_default();
        if let Some(alt) = attr!(element, "alt") {
            self.append(alt);
        }
        if matches!((attr!(element, "width"), attr!(element, "height")), (Some("0" | "1"), Some("0" | "1"))) {
            // A tracking pixel: no picture, but a host that is told of the visit.
            self.resource(Some(src), true);
            return;
        }
        let images = &mut self.signals.images;
        images.total = images.total.saturating_add(1);
        let decorative =
            matches!(attr!(element, "role"), Some("presentation" | "none")) || attr!(element, "aria-hidden") == Some("true");
        if attr!(element, "alt").is_none() && !decorative && attr!(element, "aria-label").is_none() {
            images.no_alt.add(if src.starts_with("data:") { "data:" } else { src });
        }
        if attr!(element, "loading").is_some_and(|v| v.eq_ignore_ascii_case("lazy"))
            || element.attr("data-src").is_some()
            || element.attr("data-lazy-src").is_some()
        {
            images.lazy = images.lazy.saturating_add(1);
        }
        if attr!(element, "width").is_some() && attr!(element, "height").is_some() {
            images.sized = images.sized.saturating_add(1);
        }
        if attr!(element, "srcset").is_some() || element.attr("data-srcset").is_some() || self.in_picture > 0 {
            images.responsive = images.responsive.saturating_add(1);
        }
        match format_of(src) {
            Some(true) => images.modern = images.modern.saturating_add(1),
            Some(false) => images.raster = images.raster.saturating_add(1),
            None => {}
        }
        self.resource(Some(src), true);
    }

    pub(super) fn source(&mut self, element: Element<'_>) {
        if self.in_picture == 0 {
            return;
        }
        let modern = attr!(element, "type").is_some_and(|t| matches!(t, "image/webp" | "image/avif"))
            || attr!(element, "srcset")
                .is_some_and(|set| format_of(set.split([' ', ',']).next().unwrap_or_default()) == Some(true));
        if modern {
            self.signals.images.modern = self.signals.images.modern.saturating_add(1);
        }
    }

    pub(super) fn frame(&mut self, element: Element<'_>) {
        if element.name() == "frame" {
            self.signals.build.obsolete.add("frame");
        }
        let src = attr!(element, "src").filter(|src| !src.is_empty() && !src.starts_with("about:"));
        let Some(src) = src else {
            if let Some(host) = element.attr("data-src").and_then(|src| self.foreign_host(src)) {
                self.waiting_hosts.insert(host);
            }
            return;
        };
        let invisible = matches!((attr!(element, "width"), attr!(element, "height")), (Some("0" | "1"), Some("0" | "1")));
        if !invisible {
            self.signals.build.frames = self.signals.build.frames.saturating_add(1);
            if !names_itself(element) && attr!(element, "aria-hidden") != Some("true") {
                self.signals.build.untitled_frames.add(src);
            }
        }
        self.resource(Some(src), true);
        if let Some(host) = self.foreign_host(src) {
            self.frame_hosts.insert(host);
        }
    }

    pub(super) fn plugin(&mut self, element: Element<'_>) {
        let source =
            attr!(element, "data").or_else(|| attr!(element, "src")).or_else(|| attr!(element, "code")).unwrap_or_default();
        let kind = attr!(element, "type").unwrap_or_default();
        let dead = element.name() == "applet"
            || kind.contains("shockwave")
            || kind.contains("silverlight")
            || kind.contains("java-applet")
            || source.split(['?', '#']).next().is_some_and(|path| path.to_ascii_lowercase().ends_with(".swf"));
        if dead {
            self.signals.build.plugins.add(&format!("{} {source}", element.name()));
        }
        self.resource(Some(source), true);
    }

    /// Hosts in absolute URLs inside a script or style.
    pub(super) fn hosts_in_script(&mut self, text: &str) {
        for (at, _) in text.match_indices("//") {
            let quoted = text.as_bytes().get(at.wrapping_sub(1)).is_some_and(|b| matches!(b, b':' | b'"' | b'\'' | b'`' | b'('));
            if quoted && self.script_hosts.len() < 20 {
                let host = text.get(at..).unwrap_or_default();
                if let Some(host) = self.foreign_host(host) {
                    self.script_hosts.insert(host);
                }
            }
        }
    }

    /// Counts something the page asks for, and whose it is.
    pub(super) fn resource(&mut self, src: Option<&str>, counted: bool) {
        let Some(src) = src.map(str::trim).filter(|src| !src.is_empty() && !src.starts_with("data:")) else { return };
        if counted {
            self.signals.loads.requests = self.signals.loads.requests.saturating_add(1);
        }
        if self.secure && has_scheme(src, "http://") {
            self.signals.loads.insecure.add(src);
        }
        if self.hosts.len() < 30
            && let Some(host) = self.foreign_host(src)
        {
            self.hosts.insert(host);
        }
    }

    /// The host of an absolute address when it belongs to another registrable domain than the page.
    pub(super) fn foreign_host(&mut self, address: &str) -> Option<String> {
        let host = host_of(address)?.to_ascii_lowercase();
        if let Some(foreign) = self.foreign.get(&host) {
            return foreign.then_some(host);
        }
        let foreign = match (psl::domain_str(&host), self.domain) {
            (Some(theirs), Some(ours)) => theirs != ours,
            _ => host != self.host,
        };
        self.foreign.insert(host.clone(), foreign);
        foreign.then_some(host)
    }
}
