//! What is examined, seen from the checks' side: the start page, the pages that were read, headers, technologies, sums.
//! Belongs here: finding and adding up. Does not belong here: saying whether it is good.

use glouton_reader::signals::{PageSignals, Tally};
use glouton_reader::{Contact, ContactKind, Evidence, PageFacts, PageKind, Technology};
use url::Url;

use super::model::{AuditInput, PageEvidence, Presence};
use super::redact::redact;
use crate::crawl::model::{PageRecord, SiteProbe};

/// Evidence entries kept with a check or factor.
const MAX_EVIDENCE: usize = 3;

/// Days in a year, for ages.
pub(super) const YEAR_DAYS: i64 = 365;

/// Milliseconds in a day.
pub(super) const DAY_MS: i64 = 86_400_000;

/// A page that was read: its record and its facts.
#[derive(Clone, Copy)]
pub(super) struct Read<'a> {
    pub record: &'a PageRecord,
    pub facts: &'a PageFacts,
}

impl<'a> Read<'a> {
    pub fn signals(&self) -> &'a PageSignals {
        &self.facts.signals
    }

    /// Evidence from this page.
    pub fn quote(&self, snippet: &str, selector: Option<&str>) -> PageEvidence {
        evidence(self.record, snippet, selector)
    }
}

/// The input, sorted out once.
pub(super) struct Subject<'a> {
    pub input: AuditInput<'a>,
    /// The record of the start page, read or not.
    pub start: Option<&'a PageRecord>,
    /// The start page when it was read and answered below 400.
    pub home: Option<Read<'a>>,
    /// Pages that were read and answered below 400, the start page among them, in the order read.
    pub pages: Vec<Read<'a>>,
}

/// A tally added up over pages.
pub(super) struct Sum<'a> {
    /// How often in all.
    pub count: u32,
    /// On how many pages.
    pub pages: usize,
    /// The first places.
    pub samples: Vec<(Read<'a>, &'a str)>,
}

impl Sum<'_> {
    /// The places as evidence.
    pub fn evidence(&self, selector: &str) -> Vec<PageEvidence> {
        self.samples.iter().map(|(page, sample)| page.quote(sample, Some(selector))).collect()
    }

    /// The first sample, for a sentence.
    pub fn first(&self) -> String {
        self.samples.first().map(|(_, sample)| quoted(sample)).unwrap_or_default()
    }
}

impl<'a> Subject<'a> {
    pub fn new(input: &AuditInput<'a>) -> Self {
        let start = input.pages.iter().find(|page| page.depth == 0).or_else(|| input.pages.first());
        let readable = |record: &'a PageRecord| {
            let facts = record.facts.as_ref()?;
            record.status.is_none_or(|status| status < 400).then_some(Read { record, facts })
        };
        Self { input: *input, start, home: start.and_then(readable), pages: input.pages.iter().filter_map(readable).collect() }
    }

    pub fn probe(&self) -> &'a SiteProbe {
        self.input.probe
    }

    /// True when there is known to be no site at all.
    pub fn has_no_site(&self) -> bool {
        self.input.presence == Presence::NoSite
    }

    /// Where the start page answered.
    pub fn url(&self) -> Option<&'a Url> {
        self.start.map(|record| &record.url)
    }

    pub fn host(&self) -> Option<&'a str> {
        self.url()?.host_str()
    }

    /// The registrable domain of the start page.
    pub fn domain(&self) -> Option<&'a str> {
        psl::domain_str(self.url()?.domain()?)
    }

    /// The first page of a kind.
    pub fn page_of(&self, kind: PageKind) -> Option<Read<'a>> {
        self.pages.iter().copied().find(|page| page.facts.kind == kind)
    }

    /// A link to a page of a kind, on any page: the page it stands on and its words.
    pub fn link_to(&self, kind: PageKind) -> Option<(Read<'a>, &'a str)> {
        self.pages.iter().find_map(|page| {
            let link = page.facts.links.iter().find(|link| link.kind == kind)?;
            Some((*page, if link.text.is_empty() { link.url.path() } else { link.text.as_str() }))
        })
    }

    /// Adds a tally up over all pages read.
    pub fn sum(&self, of: impl Fn(&'a PageSignals) -> &'a Tally) -> Sum<'a> {
        let mut sum = Sum { count: 0, pages: 0, samples: Vec::new() };
        for page in &self.pages {
            let tally = of(page.signals());
            sum.count = sum.count.saturating_add(tally.count);
            sum.pages += usize::from(tally.count > 0);
            for sample in &tally.samples {
                if sum.samples.len() < MAX_EVIDENCE {
                    sum.samples.push((*page, sample));
                }
            }
        }
        sum
    }

    /// Adds a count up over all pages read.
    pub fn total(&self, of: impl Fn(&PageSignals) -> u32) -> u32 {
        self.pages.iter().fold(0, |sum, page| sum.saturating_add(of(page.signals())))
    }

    /// A technology by its maker's name, ASCII case ignored.
    pub fn technology(&self, name: &str) -> Option<&'a Technology> {
        self.input.site.technologies.iter().find(|technology| technology.name.value.eq_ignore_ascii_case(name))
    }

    /// The first technology of a category.
    pub fn technology_of(&self, category: &str) -> Option<&'a Technology> {
        self.input.site.technologies.iter().find(|technology| technology.category == category)
    }

    /// The business's own contacts of a kind, best first.
    pub fn contacts(&self, kind: ContactKind) -> impl Iterator<Item = &'a Contact> {
        self.input.site.contacts.iter().filter(move |contact| contact.kind == kind && !contact.third_party)
    }

    /// What the reader gave as evidence, completed from the page's record.
    pub fn place(&self, evidence: &Evidence) -> PageEvidence {
        let record = self.input.pages.iter().find(|record| record.url == evidence.url);
        PageEvidence {
            url: evidence.url.clone(),
            snippet: shorten(&redact(&evidence.snippet), 200),
            selector: evidence.selector.clone(),
            fetched_at_ms: record.map_or(0, |record| record.fetched_at_ms),
            content_hash: record.map(|record| record.content_hash.clone()).unwrap_or_default(),
        }
    }

    /// The same for several, as many as are kept.
    pub fn all_places(&self, evidence: &[Evidence]) -> Vec<PageEvidence> {
        evidence.iter().take(MAX_EVIDENCE).map(|one| self.place(one)).collect()
    }

    /// Where a contact was read; the snippet is the masked value alone, so that nothing of it leaks.
    pub fn of_contact(&self, contact: &Contact) -> Vec<PageEvidence> {
        let mut evidence = self.all_places(&contact.value.evidence);
        for one in &mut evidence {
            one.snippet = match contact.kind {
                ContactKind::ContactForm => "form".to_owned(),
                _ => redact(&contact.value.value),
            };
        }
        evidence
    }
}

/// Evidence from a page's record.
pub(super) fn evidence(record: &PageRecord, snippet: &str, selector: Option<&str>) -> PageEvidence {
    PageEvidence {
        url: record.url.clone(),
        snippet: shorten(&redact(snippet), 200),
        selector: selector.map(str::to_owned),
        fetched_at_ms: record.fetched_at_ms,
        content_hash: record.content_hash.clone(),
    }
}

/// The value of a response header; the first when it is repeated.
pub(super) fn header<'a>(record: &'a PageRecord, name: &str) -> Option<&'a str> {
    record.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
}

/// Page words for a sentence: redacted, at most 80 characters, in quotes.
pub(super) fn quoted(words: &str) -> String {
    format!("\"{}\"", shorten(&redact(words), 80))
}

/// At most `limit` characters, with an ellipsis when cut.
pub(super) fn shorten(words: &str, limit: usize) -> String {
    if words.chars().count() <= limit {
        return words.to_owned();
    }
    let mut short: String = words.chars().take(limit.saturating_sub(1)).collect();
    short.push('…');
    short
}
