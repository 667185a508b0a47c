//! Profiles on social networks; share buttons and the networks' own pages are not profiles, and neither are other people's.
//!
//! A link's place says whose it is: header, footer and structured data speak for the site, a link in the middle of an article
//! need not. The page keeps what could be its own with a confidence; the merge over the site decides.

mod networks;

use std::collections::BTreeMap;

use url::Url;

use crate::organisation::{Foreign, is_organisation};
use crate::words::{percent_decode, plain};
use crate::{Document, Evidence, PageFacts, PageKind, Region, SocialProfile, Source, Sourced, structured::Structured};
use networks::{Profile, profile};

/// Most profiles kept of one page.
const MAX_PROFILES: usize = 60;
/// Below this a profile needs more than one reading to be believed.
const BELIEVED: f32 = 0.6;

/// A name in an address as people read it.
fn decoded(handle: &str) -> String {
    percent_decode(handle).into_owned()
}

/// Profiles linked from one page.
pub(crate) fn read(document: &Document, structured: &Structured, kind: PageKind, foreign: &Foreign) -> Vec<SocialProfile> {
    let mut found = Collected { own: owner_words(document), list: Vec::new() };
    for thing in &structured.things {
        let site = is_organisation(thing) || thing.is_a("WebSite") || thing.is_a("WebPage");
        let confidence = match (site, thing.is_a("Person"), &thing.within) {
            (true, _, None) => 0.95,
            (true, _, Some(w))
                if matches!(
                    w.property.as_str(),
                    "publisher"
                        | "about"
                        | "mainEntity"
                        | "isPartOf"
                        | "sourceOrganization"
                        | "brand"
                        | "parentOrganization"
                        | "provider"
                        | "copyrightHolder"
                ) =>
            {
                0.85
            }
            (_, true, None) => 0.5,
            _ => continue,
        };
        for link in thing.texts("sameAs").iter().flat_map(|s| s.split([',', ' ', '\n'])).take(40) {
            found.add(link.trim(), document, thing.source, confidence, || document.evidence(link, thing.selector()));
        }
    }
    for (name, content) in &structured.open_graph {
        match name.as_str() {
            "article:publisher" => found.add(content, document, Source::OpenGraph, 0.8, || {
                document.evidence(content, "meta[property=article:publisher]")
            }),
            "twitter:site" => {
                if let Some(handle) = content.trim().strip_prefix('@').filter(|h| h.len() <= 15) {
                    found.add(&format!("https://x.com/{handle}"), document, Source::OpenGraph, 0.7, || {
                        document.evidence(content, "meta[name=twitter:site]")
                    });
                }
            }
            "og:see_also" => {
                found.add(content, document, Source::OpenGraph, 0.8, || document.evidence(content, "meta[property=og:see_also]"));
            }
            _ => {}
        }
    }
    for anchor in &document.anchors {
        // Links within the site are most links, and no profiles.
        let Some(url) = anchor.url.as_ref().filter(|u| u.host_str() != document.url.host_str()) else { continue };
        let Some(profile) = could_be(url).then(|| profile(url, anchor.rel.split(' ').any(|r| r == "me"))).flatten() else {
            continue;
        };
        let selector = match anchor.region {
            Region::Header => "header a[href]",
            Region::Nav => "nav a[href]",
            Region::Footer => "footer a[href]",
            Region::Aside => "aside a[href]",
            Region::Main => "a[href]",
        };
        let words = if anchor.text.is_empty() { anchor.title.as_deref().unwrap_or("") } else { &anchor.text };
        let block = anchor.block.and_then(|b| document.blocks.get(b));
        // A link without words of its own belongs to no block's sentence; a credit line's link does.
        // In a footer the icons that stand in the lines below a credit line are the house's.
        let credit = anchor.block.is_some_and(|b| match anchor.region {
            Region::Main | Region::Aside => foreign.is(b),
            Region::Header | Region::Nav | Region::Footer => foreign.is_named(b) && !anchor.range.is_empty(),
        });
        let own_handle = || {
            let handle = profile.handle.as_deref().map(squeezed).unwrap_or_default();
            handle.len() > 4 && found.own.iter().any(|w| handle.contains(w.as_str()) || w.contains(&handle))
        };
        if credit && !own_handle() {
            continue;
        }
        let network_words = is_call(words, profile.network);
        let alone = block.is_none_or(|b| anchor.range.is_empty() || b.text.len() <= anchor.range.len() + 30);
        let mut confidence: f32 = match anchor.region {
            Region::Header | Region::Nav | Region::Footer => 0.9,
            Region::Aside => 0.75,
            Region::Main if matches!(kind, PageKind::Contact) && (alone || network_words) => 0.85,
            Region::Main if network_words && alone => 0.75,
            Region::Main if network_words => 0.65,
            Region::Main if matches!(kind, PageKind::Contact | PageKind::Locations | PageKind::Legal) => 0.6,
            Region::Main if alone && words.contains(['/', '@']) => 0.6,
            Region::Main => 0.45,
        };
        if matches!(kind, PageKind::Privacy | PageKind::Terms) && anchor.region == Region::Main {
            confidence = confidence.min(0.35);
        }
        if profile.personal && anchor.region == Region::Main {
            confidence = confidence.min(0.4);
        }
        found.push(profile, Source::Link, confidence, || document.evidence(&anchor.href, selector));
    }
    for (tag, attribute) in [("iframe", "src"), ("iframe", "data-src"), ("div", "data-href")] {
        let plugins: Vec<&str> = if tag == "iframe" {
            document.tagged("iframe").filter_map(|e| e.attr(attribute)).filter(|s| s.contains("facebook.com")).collect()
        } else {
            document.with_data().filter_map(|e| e.attr(attribute)).filter(|s| s.contains("facebook.com")).collect()
        };
        for link in plugins.into_iter().take(20) {
            found.add(link, document, Source::Link, 0.7, || document.evidence(link, tag));
        }
    }
    found.list
}

/// Profiles being collected, with the words that name the site's owner.
struct Collected {
    own: Vec<String>,
    list: Vec<SocialProfile>,
}

impl Collected {
    fn add(&mut self, link: &str, document: &Document, source: Source, confidence: f32, evidence: impl FnOnce() -> Evidence) {
        if let Some(profile) =
            document.resolve(link).and_then(|u| profile(&u, true)).filter(|p| p.network != "mastodon" || link.contains("/@"))
        {
            self.push(profile, source, confidence, evidence);
        }
    }

    fn push(&mut self, profile: Profile, source: Source, mut confidence: f32, evidence: impl FnOnce() -> Evidence) {
        let handle = profile.handle.as_deref().map(squeezed).unwrap_or_default();
        let own = !handle.is_empty()
            && self.own.iter().any(|w| handle.contains(w.as_str()) || w.len() > 4 && handle.len() > 4 && w.contains(&handle));
        if is_platforms_own(&handle) && !own {
            return;
        }
        if own {
            confidence = (confidence + 0.3).min(0.98);
        }
        let key = key(&profile.url);
        let sourced = Sourced::new(profile.url, source, confidence, evidence());
        let full = self.list.len() >= MAX_PROFILES;
        match self.list.iter_mut().find(|p| p.network == profile.network && self::key(&p.url.value) == key) {
            Some(held) => held.url.join(&sourced),
            None if !full => {
                self.list.push(SocialProfile { network: profile.network.to_owned(), url: sourced, handle: profile.handle });
            }
            None => {}
        }
    }
}

/// Two spellings of one profile have the same key.
fn key(url: &Url) -> String {
    url.as_str().trim_end_matches('/').to_lowercase()
}

/// Cheap refusal of most links: only hosts of a few letters' resemblance go on.
fn could_be(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.host_str().is_some()
        && (url.path().len() > 1 || url.fragment().is_some_and(|f| f.starts_with("!/")))
}

/// Letters and digits only, lower case, no accents.
fn squeezed(text: &str) -> String {
    plain(text).replace(' ', "")
}

/// What the owner's handles resemble: the domain's own label.
fn owner_words(document: &Document) -> Vec<String> {
    let host = document.url.host_str().unwrap_or_default();
    let label = psl::domain_str(host).unwrap_or(host).split('.').next().unwrap_or_default();
    let whole = squeezed(label);
    let mut words = Vec::new();
    if whole.len() >= 4 {
        words.push(whole);
    }
    // "baeckerei-muster.test": the longest part alone says it too.
    if label.contains('-')
        && let Some(part) = label.split('-').map(squeezed).filter(|p| p.len() >= 6).max_by_key(String::len)
    {
        words.push(part);
    }
    words
}

/// The link's words name the network or ask to follow; they do not name somebody.
fn is_call(words: &str, network: &str) -> bool {
    if words.is_empty() || words.chars().count() <= 3 {
        return true;
    }
    let plain = plain(words);
    let first = plain.split(' ').next().unwrap_or("");
    let named = plain.split(' ').any(|w| {
        w == network
            || matches!(
                w,
                "facebook"
                    | "fb"
                    | "instagram"
                    | "insta"
                    | "linkedin"
                    | "twitter"
                    | "youtube"
                    | "tiktok"
                    | "pinterest"
                    | "telegram"
                    | "whatsapp"
                    | "xing"
                    | "vimeo"
                    | "threads"
                    | "mastodon"
                    | "bluesky"
                    | "github"
                    | "tripadvisor"
                    | "yelp"
            )
    });
    let asks = matches!(
        first,
        "follow"
            | "folgen"
            | "folge"
            | "suivez"
            | "nous"
            | "seguici"
            | "siguenos"
            | "sigue"
            | "segue"
            | "siga"
            | "volg"
            | "obserwuj"
            | "sledujte"
            | "find"
            | "like"
            | "besuchen"
            | "join"
            | "visit"
            | "retrouvez"
            | "icon"
            | "logo"
            | "notre"
            | "unser"
            | "our"
            | "nasz"
            | "ons"
            | "kovess"
            | "folg"
            | "folj"
            | "urmareste"
    );
    plain.split(' ').count() <= 8 && (named || asks)
}

/// Accounts of site builders, themes and platforms that their templates link to.
fn is_platforms_own(handle: &str) -> bool {
    const PLATFORMS: &str = "wix wixcom wordpress wordpresscom jimdo squarespace shopify godaddy elementor elemntor webflow weebly ionos 1und1 strato strato_ag prestashop joomla drupal elegantthemes divi yoast themeforest envato wpengine automattic woocommerce bigcommerce magento typo3 contao hubspot mailchimp facebook facebookapp meta instagram twitter x youtube linkedin tiktok pinterest google googleplay apple android microsoft cloudflare bootstrap getbootstrap colorlib templatemonster themeisle astrawp wpastra kadencewp oceanwp generatepress doctolib thefork lafourchette resmio opentable booking bookingcom airbnb tripadvisor treatwell planity ubereats lieferando deliveroo justeat paypal klarna visa mastercard dhl dpd webador onecom duda sitew e-monsite emonsite simplybook localsearch herold heroldat gelbeseiten pagesjaunes solocal paginegialle italiaonline homeaway wixsite site123 zyro hostinger ovh ovhcloud infomaniak swizzonic hostpoint wordpressorg";
    PLATFORMS.split(' ').any(|p| p == handle)
}

/// Profiles of a site: the organisation's own, the surest first.
///
/// A profile that only weak places name is kept when several pages name it or nothing better is known of that network and it
/// resembles the domain; a network with a sure profile drops its weak ones.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<SocialProfile> {
    let mut merged: BTreeMap<(String, String), (SocialProfile, usize, usize)> = BTreeMap::new();
    let mut order = 0;
    for page in pages {
        for profile in &page.socials {
            let entry = merged.entry((profile.network.clone(), key(&profile.url.value)));
            order += 1;
            entry
                .and_modify(|(held, count, _)| {
                    held.url.join(&profile.url);
                    *count += 1;
                })
                .or_insert_with(|| (profile.clone(), 1, order));
        }
    }
    let mut best: BTreeMap<&str, f32> = BTreeMap::new();
    for ((network, _), (profile, ..)) in &merged {
        let held = best.entry(network.as_str()).or_insert(0.0);
        *held = held.max(profile.url.confidence);
    }
    let best: BTreeMap<String, f32> = best.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    let mut list: Vec<(SocialProfile, usize)> = merged
        .into_values()
        .filter_map(|(profile, count, order)| {
            let confidence = profile.url.confidence;
            let leader = best.get(&profile.network).copied().unwrap_or(0.0);
            let repeated = pages.len() >= 3 && count * 2 > pages.len();
            let kept = confidence >= BELIEVED && confidence + 0.3 >= leader || repeated && confidence >= 0.4;
            kept.then_some((profile, order))
        })
        .collect();
    list.sort_by(|a, b| b.0.url.confidence.total_cmp(&a.0.url.confidence).then(a.1.cmp(&b.1)));
    list.into_iter().map(|(p, _)| p).collect()
}

#[cfg(test)]
mod tests;
