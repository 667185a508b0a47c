//! One visit to one site: a page at a time, until its limits or its links are used up. Belongs here: the start page's search for a way
//! in, the order of pages, what becomes a record and what ends the site. Does not belong here: how a page is fetched (`fetch.rs`).
//!
//! A visit keeps nothing that matters in memory only: given the records of the pages read so far it goes on as if it had never
//! stopped.

use std::sync::Arc;
use std::time::Duration;

use glouton_reader::{BrowserHint, PageFacts, PageKind};
use http::StatusCode;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::Crawler;
use super::around;
use super::canonical::{canonical, same_site};
use super::fetch::{Fetched, Fetcher, is_html};
use super::frontier::{Candidate, Frontier};
use super::hop::{Halt, unless_stopped};
use super::model::{Certificate, FetchMode, FetchedWith, PageRecord, SiteFailure, SiteLimits, SiteProbe, SiteReason};
use super::read::{Read, Source};
use super::seed::Seed;
use super::snapshots::ContentHash;
use glouton_platform::egress::pace::Outcome;
use glouton_platform::egress::{Cookies, EgressError, Received};

/// A page with more visible text than this is read for itself, whatever it says of moving on.
const MOST_TEXT_OF_A_REDIRECT: u32 = 400;

/// A page while it is being read.
struct Page {
    url: Url,
    fetched_with: FetchedWith,
    bytes: u64,
    elapsed: Duration,
    hash: Option<ContentHash>,
    facts: Option<PageFacts>,
    error: Option<SiteFailure>,
}

/// A visit under way. See [`Crawler::visit`].
#[derive(Debug)]
pub struct Visit {
    crawler: Crawler,
    fetcher: Fetcher,
    seed: Seed,
    mode: FetchMode,
    frontier: Frontier,
    home: Option<Url>,
    cookies: Cookies,
    probe: SiteProbe,
    looked_around: bool,
}

impl Visit {
    pub(super) fn new(crawler: Crawler, seed: Seed, limits: SiteLimits, mode: FetchMode, done: &[PageRecord]) -> Self {
        let mut frontier = Frontier::new(limits, crawler.max_candidates());
        let mut probe = SiteProbe::default();
        for record in done {
            frontier.learn(record);
        }
        if let Some(start) = done.first() {
            probe.https = Some(start.url.scheme() == "https");
        }
        let home = done.first().map(|start| start.url.clone());
        let fetcher = crawler.fetcher().apart();
        Self { crawler, fetcher, seed, mode, frontier, home, cookies: Cookies::default(), probe, looked_around: false }
    }

    /// Gives back what an earlier part of this visit learnt of the site, so that it need not be asked again.
    #[must_use]
    pub fn with_probe(mut self, probe: SiteProbe) -> Self {
        self.probe = probe;
        self
    }

    /// What is known of the site besides its pages. Complete once [`Visit::next`] has returned `None`.
    #[must_use]
    pub fn probe(&self) -> &SiteProbe {
        &self.probe
    }

    /// Reads the next page: politeness, robots.txt, the request, the browser when the page needs one. Store the record, then call
    /// again. `None` when the site has no more to give or `stop` has fired (ask the token which); after `stop` no request is
    /// made and an open one is given up.
    ///
    /// # Errors
    /// The start page could not be read, or the site turned us away later on (a bot challenge). Other pages that give nothing are
    /// records with an `error`.
    pub async fn next(&mut self, stop: &CancellationToken) -> Result<Option<PageRecord>, SiteFailure> {
        let read = if self.home.is_none() { self.start(stop).await.map(Some) } else { self.go_on(stop).await };
        match read {
            Ok(record) => {
                if let Some(record) = &record {
                    self.frontier.learn(record);
                    metrics::counter!("glouton_crawl_pages_total", "outcome" => if record.error.is_none() { "read" } else { "failed" })
                        .increment(1);
                }
                Ok(record)
            }
            Err(Halt::Stopped) => Ok(None),
            Err(Halt::Network(error)) => Err(error.into()),
            Err(Halt::Failed(failure)) => Err(failure),
        }
    }

    async fn go_on(&mut self, stop: &CancellationToken) -> Result<Option<PageRecord>, Halt> {
        loop {
            if let Some(candidate) = self.frontier.take() {
                return self.page(candidate, stop).await.map(Some);
            }
            if self.looked_around {
                return Ok(None);
            }
            self.looked_around = true;
            let Some(home) = self.home.clone() else { return Ok(None) };
            let few = self.frontier.offered() < self.crawler.sitemap_below_links();
            let wanted = few && self.frontier.has_room();
            let seen = around::look(&self.fetcher, &home, wanted, &self.probe, stop).await?;
            self.probe = seen.probe;
            self.frontier.offer(&seen.links, 1);
        }
    }

    /// Finds the way in: the address given, then, when nothing is there, its other scheme and its other host.
    async fn start(&mut self, stop: &CancellationToken) -> Result<PageRecord, Halt> {
        let mut attempts = vec![self.seed.url.clone()];
        let mut first_failure: Option<Halt> = None;
        let mut tried = 0;
        while let Some(url) = attempts.get(tried).cloned() {
            tried += 1;
            let failure = match self.fetcher.fetch(url.clone(), None, &mut self.cookies, stop).await {
                Ok(fetched) => {
                    let record = self.start_page(&url, fetched, stop).await?;
                    return self.follow_refresh(record, stop).await;
                }
                Err(Halt::Network(error)) => error,
                Err(other) => return Err(first_failure.unwrap_or(other)),
            };
            let alternative = match &failure {
                EgressError::Dns { .. } => Seed::other_host(&url),
                EgressError::Connect { .. } | EgressError::Timeout { .. } => Seed::other_scheme(&url),
                // Who wrote https:// wants to know that its certificate is broken; who wrote a domain wants the site.
                EgressError::Tls { .. } if self.seed.bare => Seed::other_scheme(&url),
                _ => None,
            };
            if let Some(alternative) = alternative.filter(|a| !attempts.contains(a)) {
                attempts.push(alternative);
            }
            // The address as given has the failure that is worth telling, the alternatives only theirs.
            first_failure.get_or_insert(Halt::Network(failure));
        }
        Err(first_failure.unwrap_or(Halt::Stopped))
    }

    async fn start_page(&mut self, requested: &Url, fetched: Fetched, stop: &CancellationToken) -> Result<PageRecord, Halt> {
        self.probe.https = Some(fetched.url.scheme() == "https");
        self.probe.robots = Some(fetched.robots);
        self.probe.redirects = fetched.passed.iter().skip(1).cloned().collect();
        self.probe.certificate = fetched
            .certificate
            .as_ref()
            .map(|facts| Certificate { issuer: facts.issuer.clone(), not_after_ms: facts.not_after_ms });
        if fetched.passed.first().is_some_and(|first| first.scheme() == "http") {
            self.probe.http_redirects_to_https = Some(fetched.url.scheme() == "https");
        }
        let requested = canonical(requested).unwrap_or_else(|| requested.clone());
        let record = self.record(requested, 0, PageKind::Home, fetched, stop).await?;
        match record.error {
            Some(failure) => Err(Halt::Failed(failure)),
            None => {
                self.home = Some(record.url.clone());
                Ok(record)
            }
        }
    }

    /// A start page that only says where to go is a redirect in other words, to wherever it leads.
    async fn follow_refresh(&mut self, mut record: PageRecord, stop: &CancellationToken) -> Result<PageRecord, Halt> {
        let mut trail = self.fetcher.egress.trail(&record.url);
        while let Some(target) = refresh_target(&record) {
            let Ok(next) = trail.step(&record.url, &target, false) else { break };
            let fetched = self.fetcher.fetch(next.clone(), None, &mut self.cookies, stop).await?;
            let before = std::mem::take(&mut self.probe.redirects);
            let requested = record.requested;
            record = self.start_page(&next, fetched, stop).await?;
            record.requested = requested;
            self.probe.redirects.splice(0..0, before.into_iter().chain([next]));
        }
        Ok(record)
    }

    async fn page(&mut self, candidate: Candidate, stop: &CancellationToken) -> Result<PageRecord, Halt> {
        let Candidate { url, depth, kind, .. } = candidate;
        let fetched = self.fetcher.fetch(url.clone(), self.home.as_ref(), &mut self.cookies, stop).await;
        match fetched {
            Ok(fetched) => {
                let record = self.record(url, depth, kind, fetched, stop).await?;
                match &record.error {
                    // The site wants no more of us: every further request would be one against its will.
                    Some(failure) if failure.reason == SiteReason::BotChallenge => Err(Halt::Failed(failure.clone())),
                    _ => Ok(record),
                }
            }
            Err(Halt::Stopped) => Err(Halt::Stopped),
            Err(Halt::Network(error)) => Ok(self.failed(url, depth, kind, error.into())),
            Err(Halt::Failed(failure)) => Ok(self.failed(url, depth, kind, failure)),
        }
    }

    /// Reads what was fetched.
    async fn record(
        &self,
        requested: Url,
        depth: u32,
        kind: PageKind,
        fetched: Fetched,
        stop: &CancellationToken,
    ) -> Result<PageRecord, Halt> {
        let fetched_at_ms = self.crawler.now_ms();
        let Fetched { url, status, headers, media_type, body, elapsed, .. } = fetched;
        let headers: Arc<[(String, String)]> = headers.into();
        let source = Source::Http(body.unwrap_or_else(Received::empty));
        let read = unless_stopped(stop, self.crawler.desk().read(url.clone(), status, Arc::clone(&headers), source)).await?;
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                let mut record = self.failed(requested, depth, kind, error.into());
                record.url = url;
                record.status = Some(status.as_u16());
                record.headers = headers.to_vec();
                record.elapsed_ms = millis(elapsed);
                return Ok(record);
            }
        };
        let host = url.host_str().unwrap_or_default();
        let error = if let Some(name) = read.challenge {
            Some(SiteFailure { reason: SiteReason::BotChallenge, detail: format!("{name} stands in front of {host}") })
        } else if !status.is_success() {
            Some(SiteFailure {
                reason: SiteReason::HttpError,
                detail: format!("{host} answered with status {}", status.as_u16()),
            })
        } else if !is_html(&media_type) {
            Some(SiteFailure {
                reason: SiteReason::NotHtml,
                detail: format!("{host} answered with {media_type}, not with a page"),
            })
        } else {
            None
        };
        let Read { facts, hash, bytes, .. } = read;
        let facts = if error.is_none() { facts } else { None };
        let mut page = Page { url, fetched_with: FetchedWith::Http, bytes, elapsed, hash, facts, error };
        if let Some(why) = self.worth_a_browser(page.facts.as_ref()) {
            tracing::debug!(page.url = %page.url, why, "a browser shows this page");
            self.render(&mut page, status, &headers, stop).await?;
        }
        let Page { url, fetched_with, bytes, elapsed, hash, facts, error } = page;
        let kind = facts.as_ref().map_or(kind, |f| if f.kind == PageKind::Other || depth == 0 { kind } else { f.kind });
        Ok(PageRecord {
            requested,
            url,
            depth,
            kind,
            status: Some(status.as_u16()),
            fetched_with,
            bytes,
            elapsed_ms: millis(elapsed),
            fetched_at_ms,
            content_hash: if facts.is_some() { hash.map(|h| h.to_string()).unwrap_or_default() } else { String::new() },
            headers: headers.to_vec(),
            facts,
            error,
        })
    }

    /// Why a page that was read over HTTP should be shown in a browser, if it should.
    fn worth_a_browser(&self, facts: Option<&PageFacts>) -> Option<&'static str> {
        let facts = facts?;
        match (self.mode, facts.browser_hint) {
            (FetchMode::Http, _) | (FetchMode::Auto, None) => None,
            (FetchMode::Browser, _) => Some("asked for"),
            (FetchMode::Auto, Some(BrowserHint::EmptyShell)) => Some("an application's empty shell"),
            (FetchMode::Auto, Some(BrowserHint::NoText)) => Some("scripts but no text"),
            (FetchMode::Auto, Some(BrowserHint::AsksForScript)) => Some("the page asks for JavaScript"),
        }
    }

    /// Reads the page as a browser shows it. Without a browser, or when it fails, the page stays as plain HTTP gave it.
    async fn render(
        &self,
        page: &mut Page,
        status: StatusCode,
        headers: &Arc<[(String, String)]>,
        stop: &CancellationToken,
    ) -> Result<(), Halt> {
        let Some(browser) = self.crawler.browser() else { return Ok(()) };
        let host = page.url.host_str().unwrap_or_default().to_owned();
        let Ok(turn) = unless_stopped(stop, self.fetcher.egress.pace().turn(&host)).await? else { return Ok(()) };
        let rendered = unless_stopped(stop, browser.render(&page.url)).await?;
        turn.done(match &rendered {
            Ok(rendered) => Outcome::Answered { bytes: rendered.received },
            Err(_) => Outcome::Failed,
        });
        let rendered = match rendered {
            Ok(rendered) => rendered,
            Err(error) => {
                tracing::debug!(page.url = %page.url, %error, "the browser did not show the page");
                return Ok(());
            }
        };
        // A script that leads to another site does what a redirect would: allowed for the start page only.
        if self.home.as_ref().is_some_and(|home| !same_site(home, &rendered.final_url)) {
            return Ok(());
        }
        if rendered.final_url != page.url && !self.may_read(&rendered.final_url, stop).await? {
            tracing::debug!(page.url = %page.url, "scripts lead to a page that may not be read");
            return Ok(());
        }
        let (url, source) = (rendered.final_url, Source::Rendered(rendered.html));
        let read = unless_stopped(stop, self.crawler.desk().read(url.clone(), status, Arc::clone(headers), source)).await?;
        let Ok(read) = read else { return Ok(()) };
        page.elapsed += rendered.elapsed;
        page.fetched_with = FetchedWith::Browser;
        page.bytes = read.bytes;
        if let Some(name) = read.challenge {
            page.error =
                Some(SiteFailure { reason: SiteReason::BotChallenge, detail: format!("{name} stands in front of {host}") });
            page.facts = None;
        } else {
            (page.facts, page.hash) = (read.facts, read.hash);
        }
        page.url = url;
        Ok(())
    }

    /// Whether robots.txt lets an address be read that scripts led to. What cannot be learnt is a no: nobody asked for that address.
    async fn may_read(&self, url: &Url, stop: &CancellationToken) -> Result<bool, Halt> {
        let fetcher = &self.fetcher;
        match fetcher.robots.of(url, &fetcher.egress, stop).await {
            Ok(robots) => Ok(robots.check(url).is_ok()),
            Err(Halt::Stopped) => Err(Halt::Stopped),
            Err(_) => Ok(false),
        }
    }

    fn failed(&self, requested: Url, depth: u32, kind: PageKind, failure: SiteFailure) -> PageRecord {
        PageRecord {
            url: requested.clone(),
            requested,
            depth,
            kind,
            status: None,
            fetched_with: FetchedWith::Http,
            bytes: 0,
            elapsed_ms: 0,
            fetched_at_ms: self.crawler.now_ms(),
            content_hash: String::new(),
            headers: Vec::new(),
            facts: None,
            error: Some(failure),
        }
    }

    /// How the pages are fetched.
    #[must_use]
    pub fn mode(&self) -> FetchMode {
        self.mode
    }
}

/// Where a page sends its visitors at once, when it says nothing else.
fn refresh_target(record: &PageRecord) -> Option<String> {
    let facts = record.facts.as_ref().filter(|facts| facts.text_chars < MOST_TEXT_OF_A_REDIRECT)?;
    let (delay, target) = facts.signals.head.refresh.as_deref()?.split_once([';', ','])?;
    let soon = delay.trim().parse::<f32>().is_ok_and(|seconds| seconds <= 5.0);
    let target = target.trim();
    let target = target
        .get(..3)
        .filter(|word| word.eq_ignore_ascii_case("url"))
        .map_or(target, |word| target[word.len()..].trim_start().trim_start_matches('='));
    let target = target.trim().trim_matches(['"', '\'']);
    (soon && !target.is_empty()).then(|| target.to_owned())
}

fn millis(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}
