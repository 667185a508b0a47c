//! Cases of the security checks.

use super::Case;
use super::support::{NOW, Site, site, technology};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};
use crate::crawl::model::Certificate;
use glouton_reader::SiteFacts;

pub fn cases() -> Vec<Case> {
    let plain = |html: &str| site("").under("http://baker.example/", html);
    let expires = |days: i64| {
        let certificate = Certificate { issuer: "Example CA".to_owned(), not_after_ms: NOW + days * 86_400_000 };
        site("").probe(|probe| probe.certificate = Some(certificate))
    };
    let header = |name: &str, value: &str| site("").header(name, value);
    let uses = |change: fn(&mut SiteFacts)| site("").facts(change);
    vec![
        ("security.https", Pass, site("")),
        ("security.https", Pass, plain("").probe(|probe| probe.https = Some(true))),
        ("security.https", Fail, plain("").probe(|probe| probe.https = Some(false))),
        ("security.https", Unknown, plain("")),
        ("security.https-redirect", Pass, site("").probe(|probe| probe.http_redirects_to_https = Some(true))),
        ("security.https-redirect", Fail, site("").probe(|probe| probe.http_redirects_to_https = Some(false))),
        ("security.https-redirect", Unknown, site("")),
        (
            "security.https-redirect",
            Unknown,
            plain("").probe(|probe| (probe.https, probe.http_redirects_to_https) = (Some(false), Some(false))),
        ),
        ("security.certificate-expiry", Pass, expires(60)),
        ("security.certificate-expiry", Warn, expires(13)),
        ("security.certificate-expiry", Fail, expires(-1)),
        ("security.mixed-content", Pass, site("<img src=/a.jpg>")),
        ("security.mixed-content", Fail, site("<img src=http://baker.example/a.jpg>")),
        ("security.mixed-content", Unknown, plain("<img src=http://baker.example/a.jpg>")),
        ("security.form-target", Pass, site("<form action=/send></form>")),
        ("security.form-target", Fail, site("<form action=http://baker.example/send></form>")),
        ("security.form-target", Fail, plain("<form><input type=password></form>")),
        ("security.form-target", Unknown, site("<p>No form</p>")),
        ("security.hsts", Pass, header("strict-transport-security", "max-age=31536000; includeSubDomains")),
        ("security.hsts", Warn, header("strict-transport-security", "max-age=300")),
        ("security.hsts", Warn, site("")),
        ("security.hsts", Unknown, plain("")),
        ("security.csp", Pass, header("content-security-policy", "default-src 'self'")),
        ("security.csp", Warn, header("content-security-policy-report-only", "default-src 'self'")),
        ("security.csp", Unknown, site("").home(|record| record.headers.clear())),
        ("security.content-type-options", Pass, header("x-content-type-options", "nosniff")),
        ("security.content-type-options", Warn, header("x-content-type-options", "sniff")),
        ("security.frame-options", Pass, header("x-frame-options", "DENY")),
        ("security.frame-options", Pass, header("content-security-policy", "frame-ancestors 'none'")),
        ("security.frame-options", Warn, site("")),
        ("security.referrer-policy", Pass, header("referrer-policy", "same-origin")),
        ("security.referrer-policy", Warn, header("referrer-policy", "unsafe-url")),
        ("security.server-version", Pass, header("server", "nginx")),
        ("security.server-version", Warn, header("server", "Apache/2.4.1 (Unix)")),
        ("security.outdated-cms", Pass, uses(|facts| facts.technologies = vec![technology("WordPress", "cms", Some("6.9"))])),
        ("security.outdated-cms", Warn, uses(|facts| facts.technologies = vec![technology("WordPress", "cms", Some("6.5.2"))])),
        ("security.outdated-cms", Fail, uses(|facts| facts.technologies = vec![technology("WordPress", "cms", Some("4.9.8"))])),
        ("security.outdated-cms", Fail, uses(|facts| facts.technologies = vec![technology("Drupal", "cms", Some("7"))])),
        ("security.outdated-cms", Unknown, uses(|facts| facts.technologies = vec![technology("WordPress", "cms", Some("6"))])),
        ("security.outdated-cms", Unknown, uses(|facts| facts.technologies = vec![technology("WordPress", "cms", None)])),
        (
            "security.outdated-php",
            Pass,
            uses(|facts| facts.technologies = vec![technology("PHP", "programming-language", Some("8.3.1"))]),
        ),
        (
            "security.outdated-php",
            Warn,
            uses(|facts| facts.technologies = vec![technology("PHP", "programming-language", Some("8.2"))]),
        ),
        (
            "security.outdated-php",
            Fail,
            uses(|facts| facts.technologies = vec![technology("PHP", "programming-language", Some("5.6.40"))]),
        ),
        (
            "security.outdated-jquery",
            Pass,
            uses(|facts| facts.technologies = vec![technology("jQuery", "javascript-library", Some("3.7.1"))]),
        ),
        (
            "security.outdated-jquery",
            Warn,
            uses(|facts| facts.technologies = vec![technology("jQuery", "javascript-library", Some("3.4.1"))]),
        ),
        (
            "security.outdated-jquery",
            Fail,
            uses(|facts| facts.technologies = vec![technology("jQuery", "javascript-library", Some("1.7"))]),
        ),
        ("security.cookies", Pass, header("set-cookie", "lang=en; Secure; Path=/")),
        ("security.cookies", Warn, header("set-cookie", "lang=en; Path=/")),
        ("security.cookies", Warn, header("set-cookie", "PHPSESSID=1; Secure")),
        ("security.cookies", Unknown, site("")),
        ("security.unpinned-scripts", Pass, site("<script src=/a.js></script><script src=https://cdn.test/b.js></script>")),
        (
            "security.unpinned-scripts",
            Warn,
            site("<script src=https://cdn.test/a.js></script><script src=https://cdn.test/b.js></script>"),
        ),
        ("security.unpinned-scripts", Unknown, site("")),
        ("security.downgrades", Pass, site("<a href=/a>A</a>")),
        ("security.downgrades", Warn, site("<a href=http://baker.example/a>A</a>")),
        ("security.downgrades", Fail, downgrades(6)),
    ]
}

fn downgrades(count: usize) -> Site {
    site(&"<a href=http://baker.example/a>A</a>".repeat(count))
}
