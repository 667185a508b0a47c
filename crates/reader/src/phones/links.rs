//! Numbers that links dial: `tel:` and its relatives, WhatsApp and Viber.
//!
//! Belongs here: what a link's address and its own words say. Does not belong here: numbers in running text.

use std::rc::Rc;

use url::Url;

use super::labels::Label;
use super::number::Number;
use super::{Finder, MAX_HITS, PhoneHit, kind_of, labels, number, read_number, scan};
use crate::document::Anchor;
use crate::emails::{Place, strip_prefix_ignore_case};
use crate::words::percent_decode;
use crate::{Evidence, Source};

impl Finder<'_> {
    pub(super) fn links(&mut self) {
        for index in 0..self.document.anchors.len() {
            let anchor = &self.document.anchors[index];
            if anchor.hidden || self.hits.len() > MAX_HITS {
                continue;
            }
            let (written, rule, messenger) = match dialled(&anchor.href) {
                Some(written) => (written, "phone/tel-link", false),
                None => match anchor.url.as_ref().and_then(messenger_target) {
                    Some(written) => (written, "phone/whatsapp-link", true),
                    None => continue,
                },
            };
            // "wa.me/0664…": the number as it is dialled at home.
            let number = match written.strip_prefix("+0").filter(|_| messenger) {
                Some(national) => self.read(&format!("0{national}"), None),
                None if messenger => number::international(&written),
                None => self.read(&written, None),
            };
            let Some(number) = number else { continue };
            // A link of a template may still dial somebody else's number; what the visitor reads is right then.
            if !messenger && self.contradicts(anchor, &number) {
                continue;
            }
            let label = self.label_of_anchor(anchor);
            let kind = kind_of(&number, if messenger { Some(Label::Mobile) } else { label });
            let fax = matches!(label, Some(Label::Fax)) || anchor.href.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("fax:"));
            let evidence = self.evidence_of_anchor(anchor);
            let place = Place { block: anchor.block, range: anchor.range.clone(), region: anchor.region };
            self.linked.insert(number.e164.clone());
            let hit = PhoneHit {
                e164: number.e164,
                fax,
                kind,
                rule,
                source: Source::Link,
                confidence: 0.95,
                place,
                evidence,
                thing: None,
            };
            if label == Some(Label::PhoneAndFax) {
                self.hits.push(PhoneHit { fax: true, ..hit.clone() });
            }
            self.hits.push(hit);
        }
    }

    /// True when the link's words are a valid number, and another one.
    fn contradicts(&mut self, anchor: &Anchor, number: &Number) -> bool {
        let candidates = scan::candidates(&anchor.text, &[], &[]);
        let regions = match number.region {
            Some(region) => Rc::new(self.regions().led_by(region)),
            None => self.regions(),
        };
        let shown: Vec<Number> = candidates.iter().filter_map(|c| read_number(&c.written, &regions)).collect();
        !shown.is_empty() && shown.iter().all(|s| s.e164 != number.e164)
    }

    /// The label of a link: beside it in its block, or an icon or words in the link itself.
    fn label_of_anchor(&self, anchor: &Anchor) -> Option<Label> {
        let own = labels::before(&format!("{} :", anchor.text.trim_end_matches(|c: char| !c.is_alphabetic())))
            .filter(|l| *l != Label::Weak && *l != Label::Id);
        let inside =
            own.or_else(|| anchor.title.as_deref().and_then(|t| labels::before(&format!("{t}:"))).filter(|l| l.is_phone()));
        let Some(block) = anchor.block.filter(|_| !anchor.range.is_empty()) else { return inside };
        self.label(block, anchor.range.start, anchor.range.end).filter(|l| *l != Label::Id).or(inside)
    }

    fn evidence_of_anchor(&self, anchor: &Anchor) -> Evidence {
        match anchor.block.filter(|b| {
            !anchor.range.is_empty()
                && self.document.blocks[*b].text[anchor.range.clone()].bytes().filter(u8::is_ascii_digit).count() >= 5
        }) {
            Some(block) => Evidence {
                selector: Some("a[href^=tel]".to_owned()),
                ..self.document.evidence_in_block(block, anchor.range.clone())
            },
            None => self.document.evidence(&format!("{} <{}>", anchor.text, anchor.href), "a[href]"),
        }
    }
}

/// The number a `tel:` link (or one of its relatives) dials.
pub(super) fn dialled(href: &str) -> Option<String> {
    let href = href.trim();
    // The first letters of the schemes: nearly all links begin with another.
    let may_dial = |first: &u8| matches!(first.to_ascii_lowercase(), b't' | b'c' | b'p' | b'f' | b's' | b'h');
    if !href.as_bytes().first().is_some_and(may_dial) {
        return None;
    }
    let rest = ["tel:", "callto:", "phone:", "fax:", "sms:", "tel ", "telephone:"]
        .iter()
        .find_map(|scheme| strip_prefix_ignore_case(href, scheme))
        .or_else(|| strip_prefix_ignore_case(href, "http://tel:"))
        .or_else(|| strip_prefix_ignore_case(href, "https://tel:"))?;
    let decoded = percent_decode(rest.trim_start_matches('/'));
    let inner = strip_prefix_ignore_case(decoded.trim(), "tel:").unwrap_or(decoded.trim());
    let number = inner.split([';', '?', ',', '&']).next().unwrap_or_default().trim();
    (number.bytes().filter(u8::is_ascii_digit).count() >= 4).then(|| number.to_owned())
}

/// The number behind a link to WhatsApp, in international form.
fn messenger_target(url: &Url) -> Option<String> {
    let host = url.host_str().unwrap_or_default();
    let number = match (url.scheme(), host) {
        ("https" | "http", "wa.me" | "www.wa.me") => url.path().trim_matches('/').split('/').next().map(str::to_owned),
        ("https" | "http", "api.whatsapp.com" | "web.whatsapp.com" | "www.whatsapp.com" | "whatsapp.com") | ("whatsapp", _) => {
            url.query_pairs().find(|(n, _)| n == "phone").map(|(_, v)| v.into_owned())
        }
        ("viber", _) => url.query_pairs().find(|(n, _)| n == "number").map(|(_, v)| v.into_owned()),
        _ => None,
    }?;
    let digits = number::digits(&percent_decode(&number));
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    (digits.len() >= 8).then(|| format!("+{digits}"))
}
