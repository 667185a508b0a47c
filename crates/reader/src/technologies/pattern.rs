//! The small pattern language of the technology rules, and its matcher.
//!
//! Belongs here: what a pattern means and whether a text has it. Does not belong here: where on a page it is looked for.
//!
//! | written | matches |
//! | --- | --- |
//! | `*` | anything, the shortest that will do |
//! | `{v}` | a version with at least one dot (`6.4.3`, `2.0-beta.1`), which is captured |
//! | `{n}` | the same, or a bare number of up to four digits (`10`) |
//! | `{d}` | digits |
//! | `{id}` | letters, digits, `_` and `-` |
//! | `{hex}` | six or more hexadecimal digits, as in the hashes that build tools make |
//! | anything else | itself |
//!
//! Invariant: matching never backtracks over more than one gap. Gaps take the first place where the rest fits, so the cost is at
//! most pattern length × text length, and a rule an operator wrote cannot hang a reader.

use memchr::memmem;

/// How literal text is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Byte for byte.
    Exact,
    /// Without regard to the case of ASCII letters.
    Folded,
    /// For script text, byte for byte, except that a blank stands for any white space or none, `'` for any quotation mark, and
    /// `/` also for `\/`: the liberties minifiers and JSON encoders take.
    Script,
}

/// How much of the text a pattern has to cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// All of it.
    Whole,
    /// Its start, up to the end of a word: `nginx` fits `nginx/1.25` and not `nginxy`.
    Start,
    /// Its start.
    Prefix,
    /// Any part.
    Anywhere,
}

/// White space between two tokens of a script that a blank may stand for.
const MAX_BLANKS: usize = 8;
/// Longest text a `*` may skip in [`Fit::Anywhere`]; keeps the two ends of a pattern in one expression.
const MAX_GAP: usize = 300;
/// Longest version, in bytes.
const MAX_VERSION: usize = 24;

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(Box<[u8]>),
    Version { bare: bool },
    Digits,
    Word,
    Hex,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// Runs of pieces without `*` between them; none for the pattern `*`.
    segments: Box<[Box<[Piece]>]>,
    open_start: bool,
    open_end: bool,
    dialect: Dialect,
    fit: Fit,
}

/// Where a pattern was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Byte range of the version, when the pattern asks for one.
    pub version: Option<(usize, usize)>,
}

impl Pattern {
    /// Compiles a pattern. Every text is a pattern; braces that name nothing are literal.
    pub(super) fn new(text: &str, dialect: Dialect, fit: Fit) -> Self {
        let mut segments = Vec::new();
        let parts: Vec<&str> = text.split('*').collect();
        for part in parts.iter().filter(|part| !part.is_empty()) {
            segments.push(pieces(part, dialect));
        }
        Self {
            segments: segments.into_boxed_slice(),
            open_start: parts.len() > 1 && parts.first().is_some_and(|part| part.is_empty()),
            open_end: parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()),
            dialect,
            fit,
        }
    }

    /// The longest literal that every match holds, free of the bytes the dialect reads liberally; what the multi-pattern search
    /// looks for. With `first_only`, only the run before the first `*` is considered.
    pub(super) fn anchor(&self, first_only: bool) -> &[u8] {
        let count = if first_only { 1 } else { self.segments.len() };
        let mut best: &[u8] = &[];
        for piece in self.segments.iter().take(count).flatten() {
            if let Piece::Literal(bytes) = piece {
                for run in bytes.split(|b| self.dialect == Dialect::Script && matches!(b, b' ' | b'\'' | b'/')) {
                    if run.len() > best.len() {
                        best = run;
                    }
                }
            }
        }
        best
    }

    /// Looks for the pattern as its [`Fit`] says.
    pub(super) fn find(&self, text: &[u8]) -> Option<Match> {
        match self.fit {
            Fit::Anywhere => (0..=text.len()).find_map(|start| self.match_from(text, start)),
            Fit::Whole | Fit::Start | Fit::Prefix => self.match_anchored(text),
        }
    }

    /// For [`Fit::Anywhere`]: looks for a match whose first run holds the anchor found at `hit`.
    pub(super) fn find_around(&self, text: &[u8], hit: usize) -> Option<Match> {
        let before: usize = self.segments.first().map_or(0, |run| {
            run.iter()
                .map(|piece| match piece {
                    Piece::Literal(bytes) if self.dialect == Dialect::Script => {
                        bytes.len() * 2 + bytes.iter().filter(|b| **b == b' ').count() * MAX_BLANKS
                    }
                    Piece::Literal(bytes) => bytes.len(),
                    Piece::Version { .. } | Piece::Digits | Piece::Word | Piece::Hex => MAX_VERSION * 2,
                })
                .sum()
        });
        (hit.saturating_sub(before)..=hit).find_map(|start| self.match_from(text, start))
    }

    /// A match that begins exactly at `start`, gaps being limited.
    fn match_from(&self, text: &[u8], start: usize) -> Option<Match> {
        let mut version = None;
        let mut at = start;
        for (index, run) in self.segments.iter().enumerate() {
            if index == 0 {
                at = self.run_at(run, text, start, &mut version)?;
            } else {
                let last = text.len().min(at + MAX_GAP);
                at = (at..=last).find_map(|from| self.run_at(run, text, from, &mut version))?;
            }
        }
        Some(Match { start, end: at, version })
    }

    fn match_anchored(&self, text: &[u8]) -> Option<Match> {
        let mut version = None;
        let mut at = 0;
        let mut start = None;
        let whole = self.fit == Fit::Whole && !self.open_end;
        let last = self.segments.len().checked_sub(1);
        for (index, run) in self.segments.iter().enumerate() {
            let fixed_start = index == 0 && !self.open_start;
            let fixed_end = whole && Some(index) == last;
            let mut candidates = at..=if fixed_start { at } else { text.len() };
            let (from, end) = candidates.find_map(|from| {
                let end = self.run_at(run, text, from, &mut version)?;
                (!fixed_end || end == text.len()).then_some((from, end))
            })?;
            start.get_or_insert(from);
            at = end;
        }
        if self.segments.is_empty() && !self.open_end && !text.is_empty() {
            return None;
        }
        if self.fit == Fit::Start && !self.open_end && self.ends_in_word() && word_goes_on(text, at) {
            return None;
        }
        Some(Match { start: start.unwrap_or(0), end: at, version })
    }

    fn ends_in_word(&self) -> bool {
        match self.segments.last().and_then(|run| run.last()) {
            Some(Piece::Literal(bytes)) => bytes.last().is_some_and(u8::is_ascii_alphanumeric),
            _ => false,
        }
    }

    /// Matches a run of pieces at `at`; the end on success.
    fn run_at(&self, run: &[Piece], text: &[u8], mut at: usize, version: &mut Option<(usize, usize)>) -> Option<usize> {
        let mut found = None;
        for piece in run {
            at = match piece {
                Piece::Literal(bytes) => self.literal_at(bytes, text, at)?,
                Piece::Version { bare } => {
                    let (from, to) = version_at(text, at, *bare)?;
                    found = Some((from, to));
                    to
                }
                Piece::Digits => span_at(text, at, u8::is_ascii_digit)?,
                Piece::Hex => span_at(text, at, u8::is_ascii_hexdigit).filter(|end| end - at >= 6)?,
                Piece::Word => span_at(text, at, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))?,
            };
        }
        if found.is_some() {
            *version = found;
        }
        Some(at)
    }

    fn literal_at(&self, literal: &[u8], text: &[u8], at: usize) -> Option<usize> {
        match self.dialect {
            Dialect::Exact => text.get(at..)?.starts_with(literal).then(|| at + literal.len()),
            Dialect::Folded => text.get(at..at + literal.len())?.eq_ignore_ascii_case(literal).then(|| at + literal.len()),
            Dialect::Script => script_literal_at(literal, text, at),
        }
    }
}

/// Does a word that ends before `at` go on there? A hyphen joins when a letter follows: "Apache-Coyote" is one word.
fn word_goes_on(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        Some(b'-' | b'_') => text.get(at + 1).is_some_and(u8::is_ascii_alphabetic),
        Some(byte) => byte.is_ascii_alphanumeric(),
        None => false,
    }
}

fn script_literal_at(literal: &[u8], text: &[u8], mut at: usize) -> Option<usize> {
    for &want in literal {
        match want {
            b' ' => {
                let blanks = text.get(at..)?.iter().take(MAX_BLANKS).take_while(|b| b.is_ascii_whitespace()).count();
                at += blanks;
            }
            b'\'' => {
                matches!(text.get(at)?, b'\'' | b'"' | b'`').then_some(())?;
                at += 1;
            }
            b'/' if text.get(at) == Some(&b'\\') => {
                (text.get(at + 1) == Some(&b'/')).then_some(())?;
                at += 2;
            }
            _ => {
                (*text.get(at)? == want).then_some(())?;
                at += 1;
            }
        }
    }
    Some(at)
}

fn span_at(text: &[u8], at: usize, is_in: impl Fn(&u8) -> bool) -> Option<usize> {
    let count = text.get(at..)?.iter().take(64).take_while(|b| is_in(b)).count();
    (count > 0).then_some(at + count)
}

/// The version at `at`: one to four digits, then up to four more numbers after dots, then a pre-release word. A `v` before it is
/// skipped. Refused when it runs on into letters or digits, which is what hashes and time stamps do.
fn version_at(text: &[u8], at: usize, bare: bool) -> Option<(usize, usize)> {
    let digit = |i: usize| text.get(i).is_some_and(u8::is_ascii_digit);
    let from = if matches!(text.get(at), Some(b'v' | b'V')) && digit(at + 1) { at + 1 } else { at };
    let mut end = span_at(text, from, u8::is_ascii_digit).filter(|end| end - from <= 4)?;
    let mut dots = 0;
    while dots < 4 && text.get(end) == Some(&b'.') && digit(end + 1) {
        end = span_at(text, end + 1, u8::is_ascii_digit).filter(|to| to - end <= 9)?;
        dots += 1;
    }
    if dots == 0 && !bare {
        return None;
    }
    let word_from = if matches!(text.get(end), Some(b'-' | b'.')) { end + 1 } else { end };
    for word in ["alpha", "beta", "rc", "pre", "dev", "next", "canary"] {
        let fits = text.get(word_from..word_from + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()));
        if fits {
            end = word_from + word.len();
            let number = if matches!(text.get(end), Some(b'.' | b'-')) && digit(end + 1) { end + 1 } else { end };
            end = span_at(text, number, u8::is_ascii_digit).unwrap_or(end);
            break;
        }
    }
    let runs_on = text.get(end).is_some_and(u8::is_ascii_alphanumeric);
    (!runs_on && end - from <= MAX_VERSION).then_some((from, end))
}

fn pieces(text: &str, dialect: Dialect) -> Box<[Piece]> {
    const NAMED: [(&str, Piece); 5] = [
        ("{v}", Piece::Version { bare: false }),
        ("{n}", Piece::Version { bare: true }),
        ("{d}", Piece::Digits),
        ("{id}", Piece::Word),
        ("{hex}", Piece::Hex),
    ];
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let next = NAMED
            .iter()
            .filter_map(|(name, piece)| memmem::find(rest.as_bytes(), name.as_bytes()).map(|at| (at, *name, piece)))
            .min_by_key(|(at, ..)| *at);
        let (literal, piece, after) = match next {
            Some((at, name, piece)) => (&rest[..at], Some(piece), &rest[at + name.len()..]),
            None => (rest, None, ""),
        };
        if !literal.is_empty() {
            let literal = if dialect == Dialect::Folded { literal.to_ascii_lowercase() } else { literal.to_owned() };
            out.push(Piece::Literal(literal.into_bytes().into_boxed_slice()));
        }
        out.extend(piece.cloned());
        rest = after;
    }
    out.into_boxed_slice()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version<'t>(pattern: &str, text: &'t str) -> Option<Option<&'t str>> {
        let found = Pattern::new(pattern, Dialect::Folded, Fit::Anywhere).find(text.as_bytes())?;
        Some(found.version.map(|(from, to)| &text[from..to]))
    }

    fn whole(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern, Dialect::Exact, Fit::Whole).find(text.as_bytes()).is_some()
    }

    #[test]
    fn a_version_is_captured_as_it_stands() {
        assert_eq!(version("/jquery-{v}.min.js", "/lib/jquery-3.7.1.min.js"), Some(Some("3.7.1")));
        assert_eq!(version("@{v}/", "/npm/vue@v3.0.0-beta.4/dist"), Some(Some("3.0.0-beta.4")));
        assert_eq!(version("drupal {n}", "Drupal 10 (https://drupal.example)"), Some(Some("10")));
    }

    #[test]
    fn a_time_stamp_or_a_hash_is_no_version() {
        assert_eq!(version("ver={v}", "x.css?ver=1700000000"), None);
        assert_eq!(version("ver={v}", "x.css?ver=5e3c2d"), None);
        assert_eq!(version("ver={n}", "x.css?ver=5e3c2d"), None);
        assert_eq!(version("ver={v}", "x.css?ver=3"), None);
    }

    #[test]
    fn a_gap_takes_the_first_place_where_the_rest_fits() {
        assert_eq!(version("/astra/*ver={v}", "/themes/astra/a.css?x=1&ver=4.6.0"), Some(Some("4.6.0")));
        assert!(whole("wp-*-js", "wp-embed-js"));
        assert!(whole("*-js", "a-js-js"));
        assert!(!whole("wp-*-js", "wp-embed-css"));
        assert!(whole("*", ""));
    }

    #[test]
    fn a_start_ends_with_its_word() {
        let nginx = Pattern::new("nginx", Dialect::Folded, Fit::Start);
        assert!(nginx.find(b"NGINX/1.25").is_some());
        assert!(nginx.find(b"nginxy").is_none());
        assert!(nginx.find(b"my nginx").is_none());
    }

    #[test]
    fn a_script_may_be_minified_or_escaped() {
        let pixel = Pattern::new("fbq( 'init', ", Dialect::Script, Fit::Anywhere);
        assert!(pixel.find(b"x;fbq(\"init\",1)").is_some());
        assert!(pixel.find(b"x;fbq( 'init' ,1)").is_none());
        let url = Pattern::new("static.example/c/hot", Dialect::Script, Fit::Anywhere);
        assert!(url.find(br"https:\/\/static.example\/c\/hot").is_some());
        assert_eq!(url.anchor(true), b"static.example");
    }

    #[test]
    fn a_match_is_found_around_its_anchor() {
        let pattern = Pattern::new("a( 'beacon' )*end", Dialect::Script, Fit::Anywhere);
        let text = b"beacon a(   'beacon' ) ... end";
        let hits: Vec<_> = memmem::find_iter(text, b"beacon").filter_map(|hit| pattern.find_around(text, hit)).collect();
        assert_eq!(hits.len(), 1);
        assert_eq!((hits[0].start, hits[0].end), (7, text.len()));
    }
}
