//! What a person writes to name a site, and the addresses to try for it.

use url::Url;

use super::canonical::{canonical, registrable_domain};

/// A site to visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// The address to begin with.
    pub url: Url,
    /// No scheme was written, so that either will do.
    pub bare: bool,
}

/// Why a text names no site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeedError {
    /// Nothing that could be a host, such as `example.com`.
    #[error("is neither a web address nor a domain name")]
    NotAnAddress,
    /// Another scheme than http and https.
    #[error("has a scheme that is not http or https")]
    Scheme,
    /// `user:password@`.
    #[error("holds a user name or a password")]
    Credentials,
    /// Too long.
    #[error("is too long")]
    TooLong,
}

impl From<Url> for Seed {
    fn from(url: Url) -> Self {
        Self { url, bare: false }
    }
}

impl Seed {
    /// Reads `https://example.com/shop`, `example.com/shop`, `example.com`, `//example.com` or `example.com:8080`.
    ///
    /// # Errors
    /// [`SeedError`], whose words follow the text ("… is neither a web address nor a domain name").
    pub fn parse(text: &str) -> Result<Self, SeedError> {
        let text = text.trim();
        let (bare, url) = match text.split_once("://") {
            Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c)) => {
                if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
                    return Err(SeedError::Scheme);
                }
                (false, Url::parse(text))
            }
            _ => (true, Url::parse(&format!("https://{}", text.trim_start_matches('/')))),
        };
        let url = url.map_err(|_| SeedError::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            // "mailto:…" and "javascript:…" read as a host with a port or a password; say what is wrong with the usual case.
            return Err(if bare { SeedError::NotAnAddress } else { SeedError::Credentials });
        }
        let host = url.host_str().unwrap_or_default();
        let plausible = host.contains('.') || host.starts_with('[') || (!bare && !host.is_empty());
        if !plausible || text.chars().any(char::is_whitespace) {
            return Err(SeedError::NotAnAddress);
        }
        let url = canonical(&url).ok_or(SeedError::TooLong)?;
        Ok(Self { url, bare })
    }

    /// The same page under the other scheme, if trying it makes sense: never when a port was written.
    pub(super) fn other_scheme(url: &Url) -> Option<Url> {
        if url.port().is_some() {
            return None;
        }
        let mut other = url.clone();
        other.set_scheme(if url.scheme() == "https" { "http" } else { "https" }).ok()?;
        Some(other)
    }

    /// The same page with `www.` added to a registrable domain or taken away from one.
    pub(super) fn other_host(url: &Url) -> Option<Url> {
        let host = url.host_str()?;
        let wanted = match host.strip_prefix("www.") {
            Some(rest) if rest.contains('.') => rest.to_owned(),
            Some(_) => return None,
            None if registrable_domain(host) == host && host.contains('.') => format!("www.{host}"),
            None => return None,
        };
        let mut other = url.clone();
        other.set_host(Some(&wanted)).ok()?;
        (other.host_str() == Some(wanted.as_str())).then_some(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_named_as_people_write_it() {
        for (text, url, bare) in [
            ("example.com", "https://example.com/", true),
            (" Example.COM/Shop ", "https://example.com/Shop", true),
            ("//example.com", "https://example.com/", true),
            ("example.com:8080", "https://example.com:8080/", true),
            ("http://example.com", "http://example.com/", false),
            ("HTTPS://example.com/#top", "https://example.com/", false),
            ("http://localhost:3000", "http://localhost:3000/", false),
            ("bücher.example", "https://xn--bcher-kva.example/", true),
        ] {
            let seed = Seed::parse(text).expect(text);
            assert_eq!((seed.url.as_str(), seed.bare), (url, bare), "{text}");
        }
    }

    #[test]
    fn what_names_no_site_is_refused() {
        for (text, error) in [
            ("", SeedError::NotAnAddress),
            ("bakery", SeedError::NotAnAddress),
            ("two words.com", SeedError::NotAnAddress),
            ("someone@example.com", SeedError::NotAnAddress),
            ("javascript:alert(1)", SeedError::NotAnAddress),
            ("ftp://example.com", SeedError::Scheme),
            ("file:///etc/passwd", SeedError::Scheme),
            ("http://me:secret@example.com", SeedError::Credentials),
        ] {
            assert_eq!(Seed::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn www_comes_and_goes_with_registrable_domains_only() {
        let other = |text: &str| Seed::other_host(&Url::parse(text).expect("a URL")).map(String::from);
        assert_eq!(other("https://a.co.uk/x").as_deref(), Some("https://www.a.co.uk/x"));
        assert_eq!(other("https://www.a.test/").as_deref(), Some("https://a.test/"));
        assert_eq!(other("https://shop.a.test/"), None);
        assert_eq!(other("https://127.0.0.1/"), None);
    }
}
