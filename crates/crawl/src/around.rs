//! A look around a site once its links are used up: its sitemap, whether plain HTTP leads to HTTPS, what the DNS and the registry say of its domain.
//! Nothing here can fail a visit: what cannot be learnt stays unknown.

use glouton_reader::{Link, link_to};
use tokio_util::sync::CancellationToken;
use url::{Host, Url};

use super::canonical::{registrable_domain, same_site};
use super::fetch::Fetcher;
use super::frontier::MAX_LINKS_PER_PAGE;
use super::hop::{Halt, unless_stopped};
use super::model::{DomainFacts, SiteProbe};
use super::sitemap::{MAX_BYTES, Sitemap};

/// Sitemap files asked for, at most.
const MAX_FILES: usize = 4;

/// What was seen.
pub(super) struct Seen {
    /// What was known, and what is known now.
    pub(super) probe: SiteProbe,
    /// Pages of the site that its sitemap lists, the most promising first; only when they were wanted.
    pub(super) links: Vec<Link>,
}

/// Looks around the site whose start page is `home`. Asks for nothing that `known` answers, and reads the sitemap only when its links are
/// wanted.
pub(super) async fn look(
    fetcher: &Fetcher,
    home: &Url,
    wants_links: bool,
    known: &SiteProbe,
    stop: &CancellationToken,
) -> Result<Seen, Halt> {
    let mut probe = known.clone();
    let mut links = Vec::new();
    if probe.sitemap.is_none() || wants_links {
        let found = sitemap(fetcher, home, wants_links, stop).await;
        if let Err(Halt::Stopped) = found {
            return Err(Halt::Stopped);
        }
        if let Ok((exists, pages)) = found {
            probe.sitemap = Some(exists);
            links = pages;
        }
    }
    if probe.http_redirects_to_https.is_none() && home.scheme() == "https" {
        probe.http_redirects_to_https = leads_to_https(fetcher, home, stop).await?;
    }
    if probe.domain.is_none()
        && let Some(Host::Domain(host)) = home.host()
    {
        probe.domain = Some(domain_facts(fetcher, registrable_domain(host), stop).await?);
    }
    Ok(Seen { probe, links })
}

/// What the DNS and the registry say of a domain, asked at the same time.
async fn domain_facts(fetcher: &Fetcher, domain: &str, stop: &CancellationToken) -> Result<DomainFacts, Halt> {
    let egress = &fetcher.egress;
    let asked = async { tokio::join!(egress.mail_records(domain), egress.registration(domain)) };
    let (records, registration) = unless_stopped(stop, asked).await?;
    let starting = |records: &Option<Vec<String>>, with: &str| {
        let is_it = |text: &&String| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        records.iter().flatten().find(is_it).cloned()
    };
    Ok(DomainFacts {
        spf: starting(&records.txt, "v=spf1"),
        txt_read: records.txt.is_some(),
        dmarc: starting(&records.dmarc, "v=DMARC1"),
        dmarc_read: records.dmarc.is_some(),
        mx: records.mx,
        refuses_mail: records.refuses_mail,
        dkim: records.dkim,
        registration: registration.map(|told| told.as_ref().clone()),
    })
}

/// Whether there is a sitemap, and with `wants_links` the pages it lists.
async fn sitemap(fetcher: &Fetcher, home: &Url, wants_links: bool, stop: &CancellationToken) -> Result<(bool, Vec<Link>), Halt> {
    let robots = fetcher.robots.of(home, &fetcher.egress, stop).await?;
    let named: Vec<Url> = robots
        .robots
        .sitemaps
        .iter()
        .filter_map(|s| home.join(s).ok())
        .filter(|url| same_site(home, url))
        .take(MAX_FILES)
        .collect();
    if !wants_links && !named.is_empty() {
        return Ok((true, Vec::new()));
    }
    let mut files = named;
    if files.is_empty() {
        files.extend(home.join("/sitemap.xml"));
    }
    let (mut exists, mut at) = (false, 0);
    let mut links: Vec<Link> = Vec::new();
    while let Some(url) = files.get(at).cloned().filter(|_| at < MAX_FILES) {
        at += 1;
        if robots.check(&url).is_err() {
            continue;
        }
        let answer = match fetcher.peek(&url, stop).await {
            Ok(answer) if answer.status.is_success() && answer.media_type() != "text/html" => answer,
            Err(Halt::Stopped) => return Err(Halt::Stopped),
            _ => continue,
        };
        exists = true;
        if !wants_links {
            break;
        }
        let Ok(received) = unless_stopped(stop, answer.receive_beginning(MAX_BYTES)).await? else { continue };
        let base = url.clone();
        let read = move || received.decode().map(|bytes| Sitemap::parse(&bytes, &base));
        let Ok(Ok(map)) = tokio::task::spawn_blocking(read).await else { continue };
        links.extend(map.pages.iter().filter(|page| same_site(home, page)).map(link_to));
        files.extend(map.children.into_iter().filter(|child| same_site(home, child)).take(MAX_FILES));
    }
    links.sort_by_key(|link| std::cmp::Reverse(link.worth));
    links.truncate(MAX_LINKS_PER_PAGE);
    Ok((exists, links))
}

/// Whether the site's plain HTTP address leads to HTTPS; `None` when it cannot be told.
async fn leads_to_https(fetcher: &Fetcher, home: &Url, stop: &CancellationToken) -> Result<Option<bool>, Halt> {
    let mut plain = home.clone();
    if home.port().is_some() || plain.set_scheme("http").is_err() {
        return Ok(None);
    }
    plain.set_path("/");
    plain.set_query(None);
    match fetcher.peek(&plain, stop).await {
        Ok(answer) if answer.status.is_redirection() => {
            let location = answer.headers.get(http::header::LOCATION).and_then(|v| v.to_str().ok());
            let target = location.and_then(|l| plain.join(l).ok());
            Ok(target.map(|url| url.scheme() == "https"))
        }
        Ok(_) => Ok(Some(false)),
        Err(Halt::Stopped) => Err(Halt::Stopped),
        // Nothing there to be read in plain: which is as good, but not what was asked.
        Err(_) => Ok(None),
    }
}
