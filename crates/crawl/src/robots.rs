//! robots.txt by RFC 9309: parsing and matching. Pure. Does not belong here: fetching and caching (`robots_cache.rs`).
//!
//! Beyond the RFC it reads `Crawl-delay` and `Sitemap`, which many sites write. A line that says nothing is skipped, never fatal.

use std::time::Duration;

/// Bytes read of a robots.txt; the RFC asks for at least this many.
pub const MAX_BYTES: usize = 500 * 1024;
/// Sitemaps remembered from one robots.txt.
const MAX_SITEMAPS: usize = 16;
/// Rules remembered from one robots.txt.
const MAX_RULES: usize = 5_000;

/// What one robots.txt says to one product.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// `Crawl-delay` of the group that applies.
    pub crawl_delay: Option<Duration>,
    /// Sitemaps named anywhere in the file, as written.
    pub sitemaps: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    /// Percent-encoding normalised; may hold `*`, may end in `$`.
    pattern: Vec<u8>,
}

/// A group's rules while it is being read.
#[derive(Debug, Default)]
struct Group {
    rules: Vec<Rule>,
    crawl_delay: Option<Duration>,
    seen: bool,
}

impl Robots {
    /// Everything is allowed: there is no robots.txt.
    #[must_use]
    pub fn allow_all() -> Self {
        Self::default()
    }

    /// Nothing is allowed: robots.txt could not be had.
    #[must_use]
    pub fn disallow_all() -> Self {
        Self { rules: vec![Rule { allow: false, pattern: b"/".to_vec() }], ..Self::default() }
    }

    /// Reads the group for `product` (the token before the slash of the user agent), else the group for everyone.
    #[must_use]
    pub fn parse(bytes: &[u8], product: &str) -> Self {
        let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let (mut own, mut everyone) = (Group::default(), Group::default());
        let mut sitemaps = Vec::new();
        // Which groups the lines below a run of user-agent lines belong to.
        let (mut to_own, mut to_everyone, mut in_agents) = (false, false, false);
        for line in bytes.split(|b| *b == b'\n' || *b == b'\r') {
            let line = line.split(|b| *b == b'#').next().unwrap_or_default();
            let Some(colon) = line.iter().position(|b| *b == b':') else { continue };
            let name = line[..colon].trim_ascii().to_ascii_lowercase();
            let value = line[colon + 1..].trim_ascii();
            match name.as_slice() {
                b"user-agent" | b"useragent" | b"user agent" => {
                    if !in_agents {
                        (to_own, to_everyone, in_agents) = (false, false, true);
                    }
                    if value == b"*" {
                        to_everyone = true;
                        everyone.seen = true;
                    } else if agent_token(value).eq_ignore_ascii_case(product.as_bytes()) {
                        to_own = true;
                        own.seen = true;
                    }
                }
                b"allow" | b"disallow" => {
                    in_agents = false;
                    // An empty pattern matches nothing.
                    if value.is_empty() || own.rules.len() + everyone.rules.len() >= MAX_RULES {
                        continue;
                    }
                    let rule = Rule { allow: name == b"allow", pattern: normalised(value) };
                    if to_own {
                        own.rules.push(rule.clone());
                    }
                    if to_everyone {
                        everyone.rules.push(rule);
                    }
                }
                b"crawl-delay" => {
                    in_agents = false;
                    let delay = std::str::from_utf8(value).ok().and_then(|v| v.parse::<f64>().ok());
                    let delay = delay.and_then(|s| Duration::try_from_secs_f64(s).ok());
                    for (applies, group) in [(to_own, &mut own), (to_everyone, &mut everyone)] {
                        if applies && group.crawl_delay.is_none() {
                            group.crawl_delay = delay;
                        }
                    }
                }
                // Belongs to no group and ends none.
                b"sitemap" if sitemaps.len() < MAX_SITEMAPS => {
                    sitemaps.push(String::from_utf8_lossy(value).into_owned());
                }
                _ => {}
            }
        }
        let group = if own.seen { own } else { everyone };
        Self { rules: group.rules, crawl_delay: group.crawl_delay, sitemaps }
    }

    /// True when the path and query of a URL may be read: the longest matching rule decides, and of two equally long ones the
    /// one that allows. `/robots.txt` itself is always allowed.
    #[must_use]
    pub fn allows(&self, path_and_query: &str) -> bool {
        if path_and_query == "/robots.txt" {
            return true;
        }
        let path = normalised(path_and_query.as_bytes());
        let mut best: Option<(usize, bool)> = None;
        for rule in &self.rules {
            let length = rule.pattern.len();
            let beaten = best.is_some_and(|(longest, allow)| length < longest || (length == longest && allow));
            if !beaten && matches(&rule.pattern, &path) {
                best = Some((length, rule.allow));
            }
        }
        best.is_none_or(|(_, allow)| allow)
    }
}

/// The product token of a user-agent line: its leading letters, `-` and `_`.
fn agent_token(value: &[u8]) -> &[u8] {
    let end = value.iter().position(|b| !(b.is_ascii_alphabetic() || matches!(b, b'-' | b'_'))).unwrap_or(value.len());
    &value[..end]
}

/// One spelling for comparison: escapes of unreserved characters undone, all others in upper case, other bytes escaped.
fn normalised(path: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = path.get(at) {
        let escaped = (byte == b'%').then(|| path.get(at + 1..at + 3)).flatten().and_then(hex_value);
        match escaped {
            Some(value) => {
                if value.is_ascii_alphanumeric() || matches!(value, b'-' | b'.' | b'_' | b'~') {
                    out.push(value);
                } else {
                    push_escape(&mut out, value);
                }
                at += 3;
            }
            None => {
                if byte.is_ascii_graphic() {
                    out.push(byte);
                } else {
                    push_escape(&mut out, byte);
                }
                at += 1;
            }
        }
    }
    out
}

fn hex_value(digits: &[u8]) -> Option<u8> {
    let text = std::str::from_utf8(digits).ok().filter(|t| t.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u8::from_str_radix(text, 16).ok()
}

fn push_escape(out: &mut Vec<u8>, value: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend_from_slice(&[b'%', DIGITS[usize::from(value >> 4)], DIGITS[usize::from(value & 15)]]);
}

/// Matches a pattern with `*` (any run) and a final `$` (end) against the beginning of a path. Linear in path × stars: greedy with
/// one point of return, never exponential.
fn matches(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix(b"$") {
        Some(rest) => (rest, true),
        None => (pattern, false),
    };
    let (mut p, mut s) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    loop {
        if p == pattern.len() {
            if !to_the_end || s == path.len() {
                return true;
            }
        } else if pattern[p] == b'*' {
            retry = Some((p + 1, s));
            p += 1;
            continue;
        } else if s < path.len() && pattern[p] == path[s] {
            p += 1;
            s += 1;
            continue;
        }
        match retry {
            Some((after, from)) if from < path.len() => {
                retry = Some((after, from + 1));
                p = after;
                s = from + 1;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        Robots::parse(robots.as_bytes(), "glouton").allows(path)
    }

    /// The examples of RFC 9309, sections 2.2 and 5.
    #[test]
    fn the_cases_of_the_rfc() {
        let table: &[(&str, &str, bool)] = &[
            // 2.2.1: matching is case-insensitive, groups with the same name are one, `*` is for those who have none.
            ("user-agent: GLOUTON\ndisallow: /a\n", "/a", false),
            (
                "user-agent: glouton\ndisallow: /a\nuser-agent: other\ndisallow: /b\nuser-agent: glouton\ndisallow: /c\n",
                "/c",
                false,
            ),
            (
                "user-agent: glouton\ndisallow: /a\nuser-agent: other\ndisallow: /b\nuser-agent: glouton\ndisallow: /c\n",
                "/b",
                true,
            ),
            ("user-agent: *\ndisallow: /\n\nuser-agent: glouton\nallow: /\n", "/x", true),
            ("user-agent: *\ndisallow: /x\n\nuser-agent: glouton\ndisallow: /y\n", "/x", true),
            ("user-agent: other\ndisallow: /\n", "/x", true),
            ("user-agent: gloutonbot\ndisallow: /\n", "/x", true),
            ("user-agent: glouton/2.0\ndisallow: /\n", "/x", false),
            ("user-agent: glouton\nuser-agent: other\ndisallow: /a\n", "/a", false),
            ("user-agent: glouton\n\nuser-agent: *\ndisallow: /a\n", "/a", false),
            // 2.2.2: longest match, case-sensitive paths, allow wins a tie, no rule allows.
            (
                "user-agent: *\nallow: /example/page/\ndisallow: /example/page/disallowed.gif\n",
                "/example/page/disallowed.gif",
                false,
            ),
            ("user-agent: *\nallow: /example/page/\ndisallow: /example/page/disallowed.gif\n", "/example/page/other.gif", true),
            ("user-agent: *\nallow: /p\ndisallow: /\n", "/page", true),
            ("user-agent: *\nallow: /page\ndisallow: /page\n", "/page", true),
            ("user-agent: *\ndisallow: /page\nallow: /page\n", "/page", true),
            ("user-agent: *\ndisallow: /Page\n", "/page", true),
            ("user-agent: *\ndisallow: fish\n", "/fish", true),
            ("user-agent: *\ndisallow: /fish\n", "/fish.html", false),
            ("user-agent: *\ndisallow: /fish\n", "/Fish.asp", true),
            ("user-agent: *\ndisallow:\n", "/a", true),
            ("", "/a", true),
            // Percent-encoding (2.2.2, table).
            ("user-agent: *\ndisallow: /foo/bar?baz=https://foo.bar\n", "/foo/bar?baz=https://foo.bar", false),
            ("user-agent: *\ndisallow: /foo/bar/ツ\n", "/foo/bar/%E3%83%84", false),
            ("user-agent: *\ndisallow: /foo/bar/%E3%83%84\n", "/foo/bar/%E3%83%84", false),
            ("user-agent: *\ndisallow: /foo/bar/%e3%83%84\n", "/foo/bar/ツ", false),
            ("user-agent: *\ndisallow: /foo/bar/%62%61%7A\n", "/foo/bar/baz", false),
            ("user-agent: *\ndisallow: /a%2Fb\n", "/a/b", true),
            // 2.2.3: special characters.
            ("user-agent: *\ndisallow: /path/file-with-a-%2A.html\n", "/path/file-with-a-%2A.html", false),
            ("user-agent: *\ndisallow: /path/file-with-a-%2A.html\n", "/path/file-with-a-x.html", true),
            ("user-agent: *\ndisallow: /*.php$\n", "/a/b.php", false),
            ("user-agent: *\ndisallow: /*.php$\n", "/a/b.php?x", true),
            ("user-agent: *\ndisallow: /*.php\n", "/a/b.php?x", false),
            ("user-agent: *\ndisallow: /this/*/exactly\n", "/this/path/exactly", false),
            ("user-agent: *\ndisallow: /this/*/exactly\n", "/this/exactly", true),
            ("user-agent: *\nallow: /$\ndisallow: /\n", "/", true),
            ("user-agent: *\nallow: /$\ndisallow: /\n", "/page.html", false),
            ("user-agent: *\ndisallow: *\n", "/a", false),
            ("user-agent: *\ndisallow: /a$b\n", "/a$b", false),
            ("user-agent: *\ndisallow: /**/x\n", "/a/x", false),
            // 2.2: comments, white space, line ends, byte-order mark, other lines.
            ("user-agent: * # everyone\ndisallow: /a # not this\n", "/a", false),
            ("USER-AGENT : *\r\n  DISALLOW : /a  \r\n", "/a", false),
            ("user-agent: *\rdisallow: /a\r", "/a", false),
            ("\u{feff}user-agent: *\ndisallow: /a\n", "/a", false),
            ("user-agent: *\nsitemap: https://a.test/s.xml\ndisallow: /a\n", "/a", false),
            ("user-agent: glouton\nsitemap: https://a.test/s.xml\nuser-agent: other\ndisallow: /a\n", "/a", false),
            ("user-agent: *\nunknown: thing\ndisallow: /a\n", "/a", false),
            ("disallow: /a\nuser-agent: *\nallow: /\n", "/a", true),
            ("user-agent *\ndisallow: /a\n", "/a", true),
            // 2.2.2: robots.txt itself.
            ("user-agent: *\ndisallow: /\n", "/robots.txt", true),
        ];
        for (robots, path, wanted) in table {
            assert_eq!(allows(robots, path), *wanted, "{path} under {robots:?}");
        }
    }

    #[test]
    fn a_delay_and_sitemaps_are_read() {
        let robots = Robots::parse(
            b"Sitemap: https://a.test/1.xml\nUser-agent: *\nCrawl-delay: 2.5\nDisallow:\nUser-agent: glouton\nCrawl-delay: 7\nSitemap: /2.xml\n",
            "glouton",
        );
        assert_eq!(robots.crawl_delay, Some(Duration::from_secs(7)));
        assert_eq!(robots.sitemaps, ["https://a.test/1.xml", "/2.xml"]);
        for nonsense in ["-1", "NaN", "1e400", "soon", ""] {
            let robots = Robots::parse(format!("user-agent: *\ncrawl-delay: {nonsense}\n").as_bytes(), "glouton");
            assert_eq!(robots.crawl_delay, None, "{nonsense}");
        }
    }

    #[test]
    fn only_the_first_half_mebibyte_counts() {
        let mut long = b"user-agent: *\n".to_vec();
        long.extend(b"# padding padding padding\n".repeat(MAX_BYTES / 26 + 1));
        long.extend(b"disallow: /a\n");
        assert!(Robots::parse(&long, "glouton").allows("/a"));
    }

    #[test]
    fn a_pattern_of_stars_takes_no_time() {
        let robots = Robots::parse(format!("user-agent: *\ndisallow: /{}b\n", "*a".repeat(1000)).as_bytes(), "glouton");
        assert!(robots.allows(&format!("/{}", "a".repeat(5000))));
    }

    #[test]
    fn any_bytes_are_read_without_complaint() {
        let noise: Vec<u8> = (0..20_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let _ = Robots::parse(&noise, "glouton").allows("/");
    }
}
