//! Whose a value is, as far as one page tells: by the domain, the part of the page, the words and headings around it.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::domains::{Relation, relation};
use super::sections::{Sections, Topic};
use super::sent_on::{self, OwnWords};
use crate::document::ElementRef;
use crate::emails::{self, EmailHit};
use crate::phones::PhoneHit;
use crate::structured::Structured;
use crate::{Document, PageKind, Region};

/// Rules that one page alone cannot be sure of: a number they call somebody else's is believed to be that only where the house
/// has another one of its own.
const PROBABLE: &[&str] = &[SURROUNDINGS, SENT_ON, BODY_NAMED, EMERGENCIES, CREDITED, BESIDE_ANOTHER, POLICY];
const SURROUNDINGS: &str = "third-party/surroundings";
const SENT_ON: &str = "third-party/sent-on";
const BODY_NAMED: &str = "third-party/body-named";
const EMERGENCIES: &str = "third-party/emergency-services";
/// Another rule than that of a credit's own section, which is sure.
const CREDITED: &str = "third-party/picture-credit";
const BESIDE_ANOTHER: &str = "third-party/beside-another-address";
const IN_A_SENTENCE: &str = "third-party/in-a-sentence";
const POLICY: &str = "third-party/policy";

/// Longest sentence before a number that says nothing by itself ("Call "), in characters.
const LEANING: usize = 12;

/// Classes and ids under which content systems show what visitors wrote.
const COMMENTS: &[&str] = &[
    "comment",
    "comments",
    "comment-body",
    "comment-content",
    "comment-list",
    "commentlist",
    "comments-area",
    "comment-text",
    "disqus_thread",
    "guestbook",
    "guestbook-entry",
    "gaestebuch",
];

/// True for a rule that is believed only beside a number of the house's own.
pub(super) fn is_probable(rule: &str) -> bool {
    PROBABLE.contains(&rule)
}

/// True for the rule that follows an e-mail address, and falls with it.
pub(super) fn follows_an_address(rule: &str) -> bool {
    rule == BESIDE_ANOTHER
}

/// Decides for one page.
pub(super) struct Judge<'a> {
    document: &'a Document,
    structured: &'a Structured,
    own_domain: &'a str,
    kind: PageKind,
    sections: &'a Sections,
    /// Blocks that hold an address, or a link, of some other business.
    foreign: Vec<usize>,
    /// Blocks that hold both a link to another business and its address: a card of that business.
    cards: Vec<usize>,
    /// Blocks that hold an address of another business.
    others_mail: Vec<usize>,
    /// What the house calls itself.
    own_words: OwnWords,
    /// Blocks that hold an address under the site's own name.
    own: Vec<usize>,
    /// Blocks that hold an address at a mailbox provider.
    free_mail: Vec<usize>,
    /// The page holds an address under the site's own name.
    names_itself: bool,
    /// The page holds such an address, or one at a mailbox provider.
    has_mailbox: bool,
}

impl<'a> Judge<'a> {
    pub(super) fn new(
        document: &'a Document,
        structured: &'a Structured,
        own_domain: &'a str,
        context: &super::Context<'a>,
        emails: &[EmailHit],
    ) -> Self {
        let mut foreign: Vec<usize> = emails
            .iter()
            .filter(|h| matches!(relation(domain_of(&h.address), own_domain), Relation::Foreign | Relation::Provider))
            .filter_map(|h| h.place.block)
            .collect();
        let linked = document.anchors.iter().filter_map(|anchor| {
            let host = anchor.url.as_ref().filter(|u| matches!(u.scheme(), "http" | "https"))?.host_str()?;
            (relation(host, own_domain) == Relation::Foreign).then_some(anchor.block).flatten().map(|block| (block, host))
        });
        let linked: Vec<(usize, &str)> = linked.collect();
        foreign.extend(linked.iter().map(|(block, _)| *block));
        // "www.agentur-nord.de" written out and linked to nothing.
        foreign.extend(document.blocks.iter().enumerate().filter(|(_, b)| names_other_site(&b.text, own_domain)).map(|(i, _)| i));
        let registrable = |host: &'a str| psl::domain_str(host).unwrap_or(host);
        let cards = emails
            .iter()
            .filter(|h| relation(domain_of(&h.address), own_domain) == Relation::Foreign)
            .filter_map(|h| h.place.block.map(|block| (block, domain_of(&h.address))))
            .filter(|(block, domain)| {
                linked.iter().any(|(b, host)| b == block && registrable(host) == psl::domain_str(domain).unwrap_or(domain))
            })
            .map(|(block, _)| block)
            .collect();
        let is_own = |h: &&EmailHit| matches!(relation(domain_of(&h.address), own_domain), Relation::Own | Relation::Related);
        let names_itself = emails.iter().any(|h| is_own(&h));
        let in_free_mail = |h: &&EmailHit| relation(domain_of(&h.address), own_domain) == Relation::FreeMail;
        let has_mailbox = names_itself || emails.iter().any(|h| in_free_mail(&h));
        let free_mail = emails.iter().filter(in_free_mail).filter_map(|h| h.place.block).collect();
        let own = emails.iter().filter(is_own).filter_map(|h| h.place.block).collect();
        let others_mail = emails
            .iter()
            .filter(|h| matches!(relation(domain_of(&h.address), own_domain), Relation::Foreign | Relation::Provider))
            .filter_map(|h| h.place.block)
            .collect();
        foreign.sort_unstable();
        foreign.dedup();
        Self {
            document,
            structured,
            own_domain,
            kind: context.kind,
            sections: context.sections,
            foreign,
            cards,
            others_mail,
            own_words: OwnWords::of(document, context.organisation),
            own,
            free_mail,
            names_itself,
            has_mailbox,
        }
    }

    /// The rule by which an address is somebody else's; `None` when it is, or may be, the site's own.
    pub(super) fn email(&self, hit: &EmailHit) -> Option<&'static str> {
        let domain = domain_of(&hit.address);
        let relation = relation(domain, self.own_domain);
        if matches!(relation, Relation::Own | Relation::Related) {
            return None;
        }
        if let Some(thing) = hit.thing {
            return self.thing(thing, relation);
        }
        if hit.place.block.is_some_and(|b| self.is_comment(b)) {
            return Some("third-party/comment");
        }
        let topic = self.topic(hit.place.block, hit.place.range.clone(), Some(&hit.evidence.snippet));
        match relation {
            Relation::Own | Relation::Related => None,
            // A credit names another business; photographers and designers with such a mailbox write of their own work.
            Relation::FreeMail => topic
                .filter(|t| match t {
                    Topic::WeakCredit | Topic::Processor | Topic::Officer => false,
                    Topic::Credit => {
                        self.beside_foreign(hit.place.block, 2) || self.names_itself || self.signs_apart(hit.place.block)
                    }
                    _ => true,
                })
                .and_then(Topic::rule)
                .or_else(|| self.is_authors(hit.place.block).then(|| Topic::Credit.rule()).flatten()),
            Relation::Provider => Some(topic.and_then(Topic::rule).unwrap_or("third-party/provider")),
            Relation::Foreign => {
                if let Some(rule) = topic.and_then(Topic::rule) {
                    return Some(rule);
                }
                if is_web_agency(&hit.address) {
                    return Some("third-party/credit-line");
                }
                // "Regulated by the Council of … (info@council…)", "Handwerkskammer Köln, …".
                if hit.place.block.is_some_and(|b| {
                    self.sections.opens_with_body(self.document, b)
                        || self.sections.names_body_before(self.document, b, hit.place.range.start)
                }) {
                    return Topic::Body.rule();
                }
                // "Klager kan sendes til Nævnet Øst, post@…": a sentence that leads to another domain, beside the house's own.
                if self.has_mailbox && hit.place.block.is_some_and(|b| self.ends_a_sentence(b, hit.place.range.start)) {
                    return Some(IN_A_SENTENCE);
                }
                // A privacy policy names many others; its own address is in the controller's section.
                (self.kind == PageKind::Privacy && topic != Some(Topic::Own) && hit.place.region == Region::Main)
                    .then_some("third-party/privacy-page")
            }
        }
    }

    /// The rule by which a number is, or probably is (see [`is_probable`]), somebody else's.
    pub(super) fn phone(&self, hit: &PhoneHit) -> Option<&'static str> {
        self.surely_anothers(hit).or_else(|| self.probably_anothers(hit))
    }

    /// What the words of its sentence and the addresses beside it say of a number.
    fn probably_anothers(&self, hit: &PhoneHit) -> Option<&'static str> {
        let block = hit.place.block.filter(|b| !self.own.contains(b))?;
        if matches!(hit.place.region, Region::Header | Region::Nav) {
            return None;
        }
        let content = self.document.blocks.get(block)?;
        let before = content.text.get(..hit.place.range.start)?;
        if self.stands_with_anothers_mail(block) {
            return Some(BESIDE_ANOTHER);
        }
        // Short lines and labels name no one: "Kontakt: 030 …".
        if before.len() >= 20 {
            let sentence = sent_on::sentence(before);
            // "The State Bar hears complaints. Call …": a sentence too short to name anyone leans on the one before.
            let leaning = || {
                let earlier = sent_on::sentence(sent_on::before_last_sentence(before));
                sentence.chars().count() <= LEANING && self.sections.names_body_in(earlier)
            };
            if self.sections.names_body_in(sentence) || leaning() {
                return Some(BODY_NAMED);
            }
            if sent_on::is_among_emergency_services(before) {
                return Some(EMERGENCIES);
            }
            if sent_on::is_around(before, sent_on::Sought::Number)
                || sent_on::names_a_stand_in(before)
                || sent_on::names_another(before, &self.own_words)
            {
                return Some(SENT_ON);
            }
        }
        // "Bildnachweis: Lichtblick Fotografie, Musterweg 1, Tel. …": whoever is thanked has no part in the house.
        if self.sections.opens_with_credit(self.document, block) {
            return Some(CREDITED);
        }
        // "Desenvolvido por M. Exemplo (+55 11 …)" at the end of a page.
        if hit.place.region == Region::Footer && self.sections.credits_right_before(before) {
            return Some(CREDITED);
        }
        // A policy names carriers, mediators and authorities; the house's own number stands on other pages too.
        let unowned = matches!(self.kind, PageKind::Privacy | PageKind::Terms) && hit.place.region == Region::Main;
        let topic = || self.topic(Some(block), hit.place.range.clone(), None);
        (unowned && topic() != Some(Topic::Own)).then_some(POLICY)
    }

    /// True for a line that begins with who made the site, on a page where the house gives a mailbox of its own elsewhere: "Sito creato
    /// da M. Esempio – m.esempio@…" at the end of a page.
    fn signs_apart(&self, block: Option<usize>) -> bool {
        let Some(block) = block.filter(|b| self.sections.begins_with_credit(self.document, *b)) else { return false };
        self.free_mail.iter().any(|other| *other != block && !self.sections.begins_with_credit(self.document, *other))
    }

    /// True for "autor: j.wzor@…" at the end of a page whose house gives another such mailbox: who made the page.
    fn is_authors(&self, block: Option<usize>) -> bool {
        const LEADS: [&str; 6] = ["autor:", "wykonanie:", "projekt:", "realizacja:", "wyk.", "auteur site:"];
        const LAST: usize = 4;
        let Some(at) = block.filter(|b| b + LAST >= self.document.blocks.len()) else { return false };
        let text = self.document.blocks[at].text.as_str();
        text.len() <= 60
            && LEADS.iter().any(|lead| text.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead)))
            && self.free_mail.iter().any(|other| *other != at)
    }

    /// True when words and no numbers lead up to a byte of a block: a sentence, no card with an address and a telephone.
    fn ends_a_sentence(&self, block: usize, start: usize) -> bool {
        const WORDS: usize = 30;
        let before = self.document.blocks.get(block).and_then(|b| b.text.get(..start)).unwrap_or_default();
        let sentence = sent_on::sentence(before);
        sentence.chars().count() >= WORDS && sentence.bytes().filter(u8::is_ascii_digit).count() < 3
    }

    /// True for a block within what visitors wrote below an article.
    fn is_comment(&self, block: usize) -> bool {
        let element = self.document.blocks.get(block).and_then(|b| self.document.element(b.node));
        element.is_some_and(|e| {
            std::iter::once(e)
                .chain(e.ancestors().take(8).filter_map(ElementRef::wrap))
                .filter(|e| !matches!(e.value().name(), "body" | "html" | "main" | "article"))
                .flat_map(|e| [e.attr("class"), e.attr("id")].into_iter().flatten())
                .flat_map(|names| names.split_ascii_whitespace().take(12))
                .any(|name| COMMENTS.contains(&name.to_ascii_lowercase().as_str()))
        })
    }

    /// True for a block in one paragraph, or among a few lines under one heading, with another business's address and with none
    /// of the house's.
    fn stands_with_anothers_mail(&self, block: usize) -> bool {
        const LINES: usize = 3;
        let blocks = &self.document.blocks;
        let Some(own) = blocks.get(block) else { return false };
        let reaches = |other: usize| {
            let (first, last) = (block.min(other), block.max(other));
            let together = blocks[block].node == blocks[other].node
                || own.region == Region::Main && blocks[first + 1..=last].iter().all(|b| b.heading == 0 && !b.strong);
            last - first <= LINES && blocks[other].region == own.region && together
        };
        let mut houses = self.own.iter().chain(&self.free_mail);
        if self.others_mail.contains(&block) {
            return !houses.any(|other| *other == block);
        }
        self.others_mail.iter().any(|other| reaches(*other)) && !houses.any(|other| reaches(*other))
    }

    /// The rule by which a number is surely somebody else's.
    fn surely_anothers(&self, hit: &PhoneHit) -> Option<&'static str> {
        if let Some(thing) = hit.thing {
            return self.thing(thing, Relation::FreeMail);
        }
        if hit.place.block.is_some_and(|b| self.is_comment(b)) {
            return Some("third-party/comment");
        }
        let Some(topic) = self.topic(hit.place.block, hit.place.range.clone(), None) else {
            return self.of_foreign_line(hit);
        };
        let believed = match topic {
            Topic::Credit | Topic::WeakCredit
                if hit.place.block.is_some_and(|b| self.sections.is_credit_line(self.document, b)) =>
            {
                return Topic::Credit.rule();
            }
            Topic::Own | Topic::WeakCredit => {
                return hit.place.block.filter(|b| self.in_bodys_line(hit, *b)).and_then(|_| Topic::Body.rule());
            }
            Topic::Host | Topic::HostOnLegalPages | Topic::Authority | Topic::Body => true,
            Topic::Public => hit
                .place
                .block
                .is_none_or(|b| self.beside_foreign(Some(b), 0) || !self.sections.says_membership(self.document, b)),
            Topic::Partner => true,
            Topic::Surroundings => return Some(SURROUNDINGS),
            Topic::Complaint => hit.place.block.is_some_and(|b| self.beside_foreign(Some(b), 0)),
            Topic::Processor => self.kind == PageKind::Privacy,
            // Agencies and photographers have such headings over their own numbers.
            Topic::Credit | Topic::Officer => self.beside_foreign(hit.place.block, 3),
        };
        if believed { topic.rule() } else { None }
    }

    /// A number in one line with another business's address and link is that business's; in a privacy policy, which names many
    /// others, either is enough.
    fn of_foreign_line(&self, hit: &PhoneHit) -> Option<&'static str> {
        let block = hit.place.block.filter(|b| !self.own.contains(b))?;
        if self.in_bodys_line(hit, block) {
            return Topic::Body.rule();
        }
        if self.kind == PageKind::Privacy && hit.place.region == Region::Main && self.beside_foreign(Some(block), 0) {
            return Some("third-party/privacy-page");
        }
        // On a page about something else a business seldom gives its own data, and where it does, other pages say so too.
        let about_others = self.names_itself || self.kind == PageKind::Other && hit.place.region == Region::Main;
        (about_others && self.cards.contains(&block)).then_some("third-party/beside-another-business")
    }

    /// A number in a sentence that names a body, or where to complain, and holds that body's address.
    fn in_bodys_line(&self, hit: &PhoneHit, block: usize) -> bool {
        self.beside_foreign(Some(block), 0)
            && !self.own.contains(&block)
            && !self.sections.says_membership(self.document, block)
            && (self.sections.opens_with_body(self.document, block)
                || self.sections.names_body_before(self.document, block, hit.place.range.start))
    }

    /// True when an address of, or a link to, another business stands in the block or a few blocks from it.
    fn beside_foreign(&self, block: Option<usize>, within: usize) -> bool {
        block.is_some_and(|b| {
            let from = self.foreign.partition_point(|f| *f + within < b);
            self.foreign.get(from).is_some_and(|f| *f <= b + within)
        })
    }

    fn topic(&self, block: Option<usize>, range: std::ops::Range<usize>, words: Option<&str>) -> Option<Topic> {
        let by_place = block.and_then(|b| self.sections.topic(self.document, b, range.start, range.end));
        // The link's own words: "Webdesign Nord <mailto:…>".
        by_place.or_else(|| {
            words
                .filter(|w| w.contains('<'))
                .and_then(|w| self.sections.of_words(w))
                .filter(|t| matches!(t, Topic::Credit | Topic::Host))
        })
    }

    /// Structured data describe the site's owner, unless the thing plays a part in another one.
    fn thing(&self, index: usize, relation: Relation) -> Option<&'static str> {
        let thing = self.structured.things.get(index)?;
        let part = thing.within.as_ref().map(|w| w.property.as_str());
        let other = matches!(
            part,
            Some(
                "author"
                    | "creator"
                    | "organizer"
                    | "performer"
                    | "sponsor"
                    | "funder"
                    | "reviewedBy"
                    | "itemReviewed"
                    | "hiringOrganization"
                    | "seller"
                    | "offeredBy"
                    | "provider"
                    | "memberOf"
                    | "affiliation"
                    | "worksFor"
            )
        );
        (other && relation == Relation::Foreign || relation == Relation::Provider).then_some("third-party/structured-data")
    }
}

/// True when a line holds the written address of another site.
static WWW: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("www."));

fn names_other_site(text: &str, own_domain: &str) -> bool {
    text.len() <= 600
        && WWW.find_iter(text.as_bytes()).take(6).any(|at| {
            let host =
                text[at + 4..].split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '.'))).next().unwrap_or_default();
            emails::domain_name(host).is_some_and(|d| relation(&d, own_domain) == Relation::Foreign)
        })
}

fn domain_of(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}

/// Names under which web agencies trade.
fn is_web_agency(address: &str) -> bool {
    let (local, domain) = address.rsplit_once('@').unwrap_or_default();
    const WORDS: &[&str] = &[
        "webdesign",
        "web-design",
        "webagent",
        "web-agent",
        "webagen",
        "webentwick",
        "internetagentur",
        "webmaster",
        "websolution",
        "webstudio",
        "web-studio",
        "webservice",
        "webdev",
        "webseiten",
        "homepage",
        "hosting",
    ];
    WORDS.iter().any(|w| domain.contains(w)) || local == "webmaster"
}
