//! Cookies of one visit to one site. Kept in memory by whoever makes the visit and forgotten with it, so that no two sites and no two
//! hunts share any. Small on purpose: enough for sites that will not answer without one, no more.

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use url::Url;

/// Cookies kept, at most.
const MAX_COOKIES: usize = 32;
/// Bytes of one cookie, at most.
const MAX_BYTES: usize = 4096;

/// A jar.
#[derive(Debug, Clone, Default)]
pub struct Cookies {
    kept: Vec<Cookie>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Cookie {
    host: String,
    /// Also for hosts below.
    below: bool,
    path: String,
    secure: bool,
    name: String,
    value: String,
}

impl Cookies {
    /// Takes in the `Set-Cookie` headers of an answer from `url`; true when one of them was new or changed.
    pub fn store(&mut self, url: &Url, headers: &HeaderMap) -> bool {
        let mut changed = false;
        for header in headers.get_all(SET_COOKIE) {
            if let Some((cookie, expired)) = header.to_str().ok().filter(|h| h.len() <= MAX_BYTES).and_then(|h| parse(url, h)) {
                changed |= self.put(cookie, expired);
            }
        }
        changed
    }

    fn put(&mut self, cookie: Cookie, expired: bool) -> bool {
        let known = self.kept.iter().position(|c| c.host == cookie.host && c.path == cookie.path && c.name == cookie.name);
        match known {
            Some(at) if expired => {
                self.kept.swap_remove(at);
                true
            }
            Some(at) => {
                let changed = self.kept[at] != cookie;
                self.kept[at] = cookie;
                changed
            }
            None if expired || self.kept.len() >= MAX_COOKIES => false,
            None => {
                self.kept.push(cookie);
                true
            }
        }
    }

    /// Adds the `Cookie` header for a request to `url`, if there is anything to say.
    pub fn apply(&self, url: &Url, headers: &mut HeaderMap) {
        let host = url.host_str().unwrap_or_default();
        let path = url.path();
        let fits = |c: &&Cookie| {
            let by_host =
                c.host == host || (c.below && host.strip_suffix(c.host.as_str()).is_some_and(|rest| rest.ends_with('.')));
            let by_path =
                path.strip_prefix(c.path.as_str()).is_some_and(|r| r.is_empty() || c.path.ends_with('/') || r.starts_with('/'));
            by_host && by_path && (!c.secure || url.scheme() == "https")
        };
        let pairs: Vec<String> = self.kept.iter().filter(fits).map(|c| format!("{}={}", c.name, c.value)).collect();
        if !pairs.is_empty()
            && let Ok(value) = HeaderValue::from_str(&pairs.join("; "))
        {
            headers.insert(COOKIE, value);
        }
    }
}

fn parse(url: &Url, header: &str) -> Option<(Cookie, bool)> {
    let mut parts = header.split(';');
    let (name, value) = parts.next()?.split_once('=')?;
    let own_host = url.host_str()?;
    let folder = url.path().rsplit_once('/').map_or("/", |(folder, _)| if folder.is_empty() { "/" } else { folder });
    let mut cookie = Cookie {
        host: own_host.to_owned(),
        below: false,
        path: folder.to_owned(),
        secure: false,
        name: name.trim().to_owned(),
        value: value.trim().to_owned(),
    };
    let mut expired = false;
    for part in parts {
        let (attribute, value) = part.split_once('=').unwrap_or((part, ""));
        let value = value.trim();
        match attribute.trim().to_ascii_lowercase().as_str() {
            "domain" => {
                let domain = value.trim_start_matches('.').to_ascii_lowercase();
                let covers = own_host == domain || own_host.strip_suffix(domain.as_str()).is_some_and(|rest| rest.ends_with('.'));
                // A cookie for a whole suffix, or for somebody else, is no cookie.
                if !covers || psl::domain_str(&domain).is_none() {
                    return None;
                }
                cookie.host = domain;
                cookie.below = true;
            }
            "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
            "secure" => cookie.secure = true,
            "max-age" => expired = value.parse::<i64>().is_ok_and(|age| age <= 0),
            _ => {}
        }
    }
    (!cookie.name.is_empty()).then_some((cookie, expired))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(set: &[(&str, &str)], to: &str) -> Option<String> {
        let mut jar = Cookies::default();
        for (from, header) in set {
            let mut headers = HeaderMap::new();
            headers.insert(SET_COOKIE, HeaderValue::from_str(header).expect("a header"));
            jar.store(&Url::parse(from).expect("a URL"), &headers);
        }
        let mut headers = HeaderMap::new();
        jar.apply(&Url::parse(to).expect("a URL"), &mut headers);
        headers.get(COOKIE).map(|v| v.to_str().expect("text").to_owned())
    }

    #[test]
    fn a_cookie_goes_back_to_where_it_came_from() {
        for (set, to, wanted) in [
            (("https://a.test/", "k=v"), "https://a.test/x", Some("k=v")),
            (("https://a.test/", "k=v"), "https://www.a.test/", None),
            (("https://www.a.test/", "k=v; Domain=a.test"), "https://b.a.test/", Some("k=v")),
            (("https://www.a.test/", "k=v; Domain=.A.test"), "https://a.test/", Some("k=v")),
            (("https://a.test/", "k=v; Domain=b.test"), "https://b.test/", None),
            (("https://a.co.uk/", "k=v; Domain=co.uk"), "https://b.co.uk/", None),
            (("https://a.test/", "k=v; Secure"), "http://a.test/", None),
            (("https://a.test/shop/x", "k=v"), "https://a.test/other", None),
            (("https://a.test/shop/x", "k=v"), "https://a.test/shop/y", Some("k=v")),
            (("https://a.test/", "k=v; Path=/shop"), "https://a.test/shopping", None),
            (("https://a.test/", "k=v; Max-Age=0"), "https://a.test/", None),
            (("https://a.test/", "nothing"), "https://a.test/", None),
        ] {
            assert_eq!(sent(&[set], to).as_deref(), wanted, "{set:?} to {to}");
        }
    }

    #[test]
    fn the_newest_value_counts_and_the_jar_is_small() {
        assert_eq!(sent(&[("https://a.test/", "k=1"), ("https://a.test/", "k=2")], "https://a.test/").as_deref(), Some("k=2"));
        let headers: Vec<String> = (0..100).map(|n| format!("k{n}=v")).collect();
        let many: Vec<(&str, &str)> = headers.iter().map(|h| ("https://a.test/", h.as_str())).collect();
        assert_eq!(sent(&many, "https://a.test/").map(|s| s.split("; ").count()), Some(MAX_COOKIES));
    }
}
