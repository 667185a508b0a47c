//! The one form of a URL that is asked for, and the key under which two spellings of one page are the same. Pure.

use url::{Host, Url};

/// Longest URL that is followed.
const MAX_LENGTH: usize = 1024;

/// Parameters that say where a visitor came from, and parameters that say who the visitor is; neither changes the page.
const IDLE_PARAMETERS: &[&str] = &[
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "cfid",
    "cftoken",
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "igshid",
    "jsessionid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "osclid",
    "oscsid",
    "phpsessid",
    "s_cid",
    "sessid",
    "session_id",
    "sessionid",
    "sid",
    "srsltid",
    "twclid",
    "vero_id",
    "wbraid",
    "yclid",
    "zenid",
];

/// File names that stand for their folder.
const INDEX_FILES: &[&str] = &[
    "index.html",
    "index.htm",
    "index.php",
    "index.asp",
    "index.aspx",
    "index.jsp",
    "index.shtml",
    "default.aspx",
    "default.asp",
    "default.htm",
];

/// The URL to ask for: without fragment, tracking parameters and session ids. `None` for what is not worth asking: other
/// schemes, credentials, excessive length.
#[must_use]
pub fn canonical(url: &Url) -> Option<Url> {
    if !matches!(url.scheme(), "http" | "https")
        || url.as_str().len() > MAX_LENGTH
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return None;
    }
    let mut url = url.clone();
    url.set_fragment(None);
    if let Some(Host::Domain(host)) = url.host()
        && host.ends_with('.')
    {
        let bare = host.trim_end_matches('.').to_owned();
        url.set_host(Some(&bare)).ok()?;
    }
    if let Some((before, _)) = split_session(url.path()) {
        let before = before.to_owned();
        url.set_path(&before);
    }
    if let Some(query) = url.query() {
        let kept: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty() && !is_idle(pair)).collect();
        let kept = kept.join("&");
        url.set_query((!kept.is_empty()).then_some(kept.as_str()));
    }
    Some(url)
}

/// Two URLs with the same key lead to the same page as far as anyone can tell without asking: scheme, `www.`, a final slash, an
/// index file and the order of parameters do not count.
#[must_use]
pub fn key(url: &Url) -> String {
    let mut key = String::with_capacity(url.as_str().len());
    key.push_str(bare_host(url.host_str().unwrap_or_default()));
    if let Some(port) = url.port() {
        key.push(':');
        key.push_str(&port.to_string());
    }
    let path = url.path();
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let path = if INDEX_FILES.iter().any(|index| file.eq_ignore_ascii_case(index)) { folder } else { path };
    key.push_str(path.trim_end_matches('/'));
    if let Some(query) = url.query() {
        let mut pairs: Vec<&str> = query.split('&').filter(|p| !p.is_empty()).collect();
        pairs.sort_unstable();
        key.push('?');
        key.push_str(&pairs.join("&"));
    }
    key
}

/// The host without a leading `www.`.
#[must_use]
pub fn bare_host(host: &str) -> &str {
    host.strip_prefix("www.").filter(|rest| rest.contains('.')).unwrap_or(host)
}

/// True when both URLs belong to one site: the same host but for `www.`, on any port and scheme.
#[must_use]
pub fn same_site(a: &Url, b: &Url) -> bool {
    match (a.host_str(), b.host_str()) {
        (Some(a), Some(b)) => bare_host(a) == bare_host(b),
        _ => false,
    }
}

/// The registrable domain of a host by the public suffix list; an address literal or a bare suffix is its own.
#[must_use]
pub fn registrable_domain(host: &str) -> &str {
    let host = host.trim_end_matches('.');
    if host.parse::<std::net::IpAddr>().is_ok() || host.starts_with('[') {
        return host;
    }
    psl::domain_str(host).unwrap_or(host)
}

fn is_idle(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || IDLE_PARAMETERS.binary_search(&name.as_str()).is_ok()
}

/// Splits `/page;jsessionid=…` before the session.
fn split_session(path: &str) -> Option<(&str, &str)> {
    let at = path.to_ascii_lowercase().find(";jsessionid=")?;
    path.split_at_checked(at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("a URL")
    }

    #[test]
    fn what_does_not_change_the_page_is_left_out() {
        for (given, wanted) in [
            ("http://A.test:80/x#top", "http://a.test/x"),
            ("https://a.test./x/../y", "https://a.test/y"),
            ("https://a.test/?utm_source=news&b=2&gclid=1&a=1", "https://a.test/?b=2&a=1"),
            ("https://a.test/?utm_source=news", "https://a.test/"),
            ("https://a.test/p;jsessionid=0A1B?x=1", "https://a.test/p?x=1"),
            ("https://a.test/p?PHPSESSID=abc&x=1", "https://a.test/p?x=1"),
            ("https://münchen.test/", "https://xn--mnchen-3ya.test/"),
        ] {
            assert_eq!(canonical(&url(given)).map(String::from).as_deref(), Some(wanted), "{given}");
        }
    }

    #[test]
    fn what_is_not_a_page_has_no_canonical_form() {
        for given in ["mailto:a@b.test", "ftp://a.test/", "javascript:void(0)", "https://u:p@a.test/"] {
            assert_eq!(canonical(&url(given)), None, "{given}");
        }
        assert_eq!(canonical(&url(&format!("https://a.test/{}", "x".repeat(2000)))), None);
    }

    #[test]
    fn spellings_of_one_page_share_a_key() {
        let one = key(&url("https://www.a.test/contact/"));
        for other in ["http://a.test/contact", "https://a.test/contact/index.html", "https://a.test/contact/Index.PHP"] {
            assert_eq!(key(&url(other)), one, "{other}");
        }
        assert_eq!(key(&url("https://a.test/?a=1&b=2")), key(&url("https://a.test/index.php?b=2&a=1")));
        for other in
            ["https://b.test/contact", "https://a.test/contact?x=1", "https://a.test:8080/contact", "https://shop.a.test/contact"]
        {
            assert_ne!(key(&url(other)), one, "{other}");
        }
    }

    #[test]
    fn registrable_domains_follow_the_public_suffix_list() {
        for (host, domain) in [
            ("www.a.co.uk", "a.co.uk"),
            ("a.github.io", "a.github.io"),
            ("shop.a.test", "a.test"),
            ("10.0.0.1", "10.0.0.1"),
            ("localhost", "localhost"),
        ] {
            assert_eq!(registrable_domain(host), domain);
        }
    }

    proptest! {
        /// The fuzz target `urls` (crates/reader/fuzz) asks the same of more.
        #[test]
        fn the_canonical_form_is_its_own(
            host in "(www[.])?[a-z0-9\u{e0}-\u{ff}]{1,8}[.](test|co[.]uk|example)[.]{0,2}",
            port in "(:[0-9]{1,4})?",
            path in "[/a-zA-Z0-9.;=%\u{e0}-\u{ff} -]{0,30}(;jsessionid=[A-Z0-9]{0,6})?(/index[.]html)?",
            query in "([?&]([a-z_]{1,8}|sid|utm_source|PHPSESSID|gclid)(=[a-z0-9&=;%]{0,6})?){0,4}",
            fragment in "(#[a-z]{0,4})?",
        ) {
            let Ok(given) = Url::parse(&format!("https://{host}{port}/{path}{query}{fragment}")) else { return Ok(()) };
            let url = canonical(&given).expect("it is worth asking");
            prop_assert_eq!(canonical(&url), Some(url.clone()));
            prop_assert_eq!(Url::parse(url.as_str()), Ok(url.clone()));
            prop_assert!(url.as_str().len() <= given.as_str().len());
            let host = url.host_str().expect("a host");
            prop_assert!(host.ends_with(registrable_domain(host)));
        }
    }

    #[test]
    fn the_parameter_table_is_sorted() {
        assert!(IDLE_PARAMETERS.is_sorted());
    }
}
