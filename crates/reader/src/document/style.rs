//! The little of CSS that decides what a visitor reads: text that is not displayed, text that is drawn backwards, and an "@"
//! that only a style sheet writes. Inline styles, and the simplest rules of the page's own `<style>` elements.

use std::collections::HashMap;

use memchr::memmem;

/// What styles say of an element's text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// Not displayed.
    pub hidden: bool,
    /// Takes its room but is not drawn. Animations start so, so that it says little of a whole section.
    pub invisible: bool,
    /// Drawn from right to left, letter by letter (`unicode-bidi: bidi-override; direction: rtl`).
    pub reversed: bool,
    /// A block by style (`display: block`), whatever the element.
    pub block: bool,
}

impl Style {
    fn is_nothing(self) -> bool {
        self == Self::default()
    }

    fn or(self, other: Self) -> Self {
        Self {
            hidden: self.hidden || other.hidden,
            invisible: self.invisible || other.invisible,
            reversed: self.reversed || other.reversed,
            block: self.block || other.block,
        }
    }
}

/// Reads declarations ("display:none; color:red").
pub(super) fn declarations(css: &str) -> Style {
    // Most style attributes say nothing of interest; these three words cover all that do.
    if !["none", "hidden", "bidi-override", "block"].iter().any(|word| contains_ignore_case(css, word)) {
        return Style::default();
    }
    let (mut style, mut rtl, mut over_ride) = (Style::default(), false, false);
    for declaration in css.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().trim_end_matches("!important").trim();
        match property.trim() {
            p if p.eq_ignore_ascii_case("display") => {
                style.hidden = value.eq_ignore_ascii_case("none");
                style.block = value.eq_ignore_ascii_case("block");
            }
            p if p.eq_ignore_ascii_case("visibility") => style.invisible = value.eq_ignore_ascii_case("hidden"),
            p if p.eq_ignore_ascii_case("direction") => rtl = value.eq_ignore_ascii_case("rtl"),
            p if p.eq_ignore_ascii_case("unicode-bidi") => over_ride = value.to_ascii_lowercase().contains("override"),
            _ => {}
        }
    }
    style.reversed = rtl && over_ride;
    style
}

/// Rules of the page's own style sheets whose selector is a single class or id and that stand outside `@media`.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// By ".class" or "#id".
    rules: HashMap<String, Style>,
}

impl Sheet {
    /// Adds the rules of one `<style>` element.
    pub(super) fn add(&mut self, css: &str) {
        // A page's style sheets are long and nearly never of interest.
        let bytes = css.as_bytes();
        if memmem::find(bytes, b"bidi-override").is_none()
            && memmem::find(bytes, b"display:none").is_none()
            && memmem::find(bytes, b"display: none").is_none()
        {
            return;
        }
        let mut depth = 0_usize;
        let (mut selector_start, mut body_start) = (0, 0);
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'{' => {
                    depth += 1;
                    if depth == 1 {
                        body_start = at + 1;
                    }
                }
                b'}' => {
                    if depth == 1 {
                        self.rule(&css[selector_start..body_start - 1], &css[body_start..at]);
                    }
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        selector_start = at + 1;
                    }
                }
                _ => {}
            }
        }
    }

    fn rule(&mut self, selectors: &str, body: &str) {
        if selectors.contains('@') || selectors.len() > 400 || body.len() > 2000 {
            return;
        }
        let style = declarations(body);
        if style.is_nothing() {
            return;
        }
        for selector in selectors.rsplit("*/").next().unwrap_or_default().split(',') {
            let selector = selector.trim();
            // "span.x" counts like ".x"; "a .x:hover", ".x.y" and ".x > b" do not count.
            let Some(at) = selector.find(['.', '#']) else { continue };
            let (element, name) = selector.split_at(at);
            let simple = |s: &str| s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
            if simple(element) && simple(&name[1..]) && name.len() > 1 {
                let entry = self.rules.entry(name.to_owned()).or_default();
                *entry = entry.or(style);
            }
        }
    }

    /// What the sheet says of an element with this id and these classes.
    pub(super) fn style(&self, id: Option<&str>, class: Option<&str>) -> Style {
        if self.rules.is_empty() {
            return Style::default();
        }
        let mut style = Style::default();
        if let Some(rule) = id.and_then(|id| self.rules.get(&format!("#{id}"))) {
            style = style.or(*rule);
        }
        for class in class.unwrap_or_default().split_ascii_whitespace() {
            if let Some(rule) = self.rules.get(&format!(".{class}")) {
                style = style.or(*rule);
            }
        }
        style
    }
}

fn contains_ignore_case(haystack: &str, needle: &str) -> bool {
    haystack.as_bytes().windows(needle.len()).any(|w| w.eq_ignore_ascii_case(needle.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn display_none_hides_however_it_is_written() {
        assert!(declarations("color:red; DISPLAY : None !important").hidden);
        assert!(declarations("visibility:hidden").invisible);
        assert!(!declarations("list-style:none;overflow:hidden").hidden);
    }

    #[test]
    fn text_is_reversed_only_by_direction_and_override_together() {
        assert!(declarations("unicode-bidi:bidi-override;direction:rtl").reversed);
        assert!(!declarations("direction:rtl").reversed);
    }

    #[test]
    fn a_sheet_counts_only_simple_rules_outside_media_queries() {
        let mut sheet = Sheet::default();
        sheet.add("/* x */ .trap, span.no { display:none } @media print { .nav { display:none } } .a .b { display:none }");
        assert!(sheet.style(None, Some("x trap")).hidden);
        assert!(sheet.style(None, Some("no")).hidden);
        assert!(!sheet.style(None, Some("nav b a")).hidden);
    }
}
