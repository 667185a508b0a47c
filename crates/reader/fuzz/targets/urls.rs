//! Fuzz target: any text as a URL, beside another: its canonical form and the key of its page, as the crawl makes them.
#![no_main]

use url::Url;

// The file is pure; the crate it belongs to brings a database and a browser, which no fuzzer needs under a sanitizer.
#[path = "../../../crawl/src/canonical.rs"]
#[allow(dead_code, reason = "the target uses what it checks")]
mod canonical;

use canonical::{canonical, key, registrable_domain, same_site};

libfuzzer_sys::fuzz_target!(|texts: (&str, &str)| {
    let Ok(given) = Url::parse(texts.0) else { return };
    let Some(url) = canonical(&given) else { return };
    assert_eq!(canonical(&url).as_ref(), Some(&url), "the canonical form is its own");
    assert_eq!(Url::parse(url.as_str()).as_ref(), Ok(&url), "and reads back as itself");
    assert!(url.as_str().len() <= given.as_str().len(), "nothing is added");
    assert!(url.fragment().is_none() && url.username().is_empty() && url.password().is_none());
    assert!(same_site(&url, &url));
    let host = url.host_str().unwrap_or_default();
    assert!(host.ends_with(registrable_domain(host)), "a registrable domain is the end of its host");
    assert_eq!(registrable_domain(registrable_domain(host)), registrable_domain(host));
    // Links of a page lead somewhere canonical too, and pages with one key are on one site.
    if let Some(linked) = url.join(texts.1).ok().as_ref().and_then(canonical) {
        assert_eq!(canonical(&linked).as_ref(), Some(&linked));
        assert!(key(&linked) != key(&url) || same_site(&linked, &url), "one page is on one site");
    }
});
