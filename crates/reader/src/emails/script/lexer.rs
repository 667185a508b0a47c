//! A script cut into tokens: enough of JavaScript to tell literals, names and punctuation apart. Linear; never fails.

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind<'a> {
    /// A string literal, escapes resolved; a template's `${…}` became U+0000.
    Text(String),
    /// A whole number; anything else numeric is 0.
    Number(i64),
    /// A name.
    Name(&'a str),
    /// A regular expression's source.
    Pattern(&'a str),
    /// Any other character; `+=` is 'P'.
    Sign(char),
}

/// One token and the bytes it was read from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token<'a> {
    pub kind: Kind<'a>,
    pub at: usize,
    pub end: usize,
}

/// Most tokens read of one script.
const MAX_TOKENS: usize = 60_000;

pub(super) fn tokens(source: &str) -> Vec<Token<'_>> {
    let bytes = source.as_bytes();
    let mut out: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    while at < bytes.len() && out.len() < MAX_TOKENS {
        let start = at;
        let kind = match bytes[at] {
            b if b.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at += memchr::memmem::find(&bytes[at + 2..], b"*/").map_or(bytes.len() - at, |i| i + 4);
                continue;
            }
            b'/' if pattern_may_start(out.last()) => match pattern_end(bytes, at) {
                Some(end) => {
                    at = end;
                    while at < bytes.len() && bytes[at].is_ascii_alphabetic() {
                        at += 1;
                    }
                    Kind::Pattern(&source[start + 1..end - 1])
                }
                None => {
                    at += 1;
                    Kind::Sign('/')
                }
            },
            quote @ (b'"' | b'\'' | b'`') => {
                let (text, end) = literal(source, at + 1, quote);
                at = end;
                Kind::Text(text)
            }
            b if b.is_ascii_digit() => {
                while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'.') {
                    at += 1;
                }
                let digits = &source[start..at];
                let hex = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X"));
                Kind::Number(hex.map_or_else(|| digits.parse(), |h| i64::from_str_radix(h, 16)).unwrap_or(0))
            }
            b if b.is_ascii_alphabetic() || b == b'_' || b == b'$' => {
                while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || bytes[at] == b'$') {
                    at += 1;
                }
                Kind::Name(&source[start..at])
            }
            b'+' if bytes.get(at + 1) == Some(&b'=') => {
                at += 2;
                Kind::Sign('P')
            }
            // "==", "=>", "!=", "<=" and ">=" are no assignments.
            b'=' | b'!' | b'<' | b'>'
                if matches!(bytes.get(at + 1), Some(b'=' | b'>')) && (bytes[at] == b'=' || bytes.get(at + 1) == Some(&b'=')) =>
            {
                at += 2;
                while bytes.get(at) == Some(&b'=') {
                    at += 1;
                }
                Kind::Sign('?')
            }
            _ => {
                let c = source[at..].chars().next().unwrap_or(' ');
                at += c.len_utf8();
                Kind::Sign(c)
            }
        };
        out.push(Token { kind, at: start, end: at });
    }
    out
}

/// A "/" starts a regular expression where a value may stand.
fn pattern_may_start(last: Option<&Token<'_>>) -> bool {
    match last.map(|t| &t.kind) {
        None => true,
        Some(Kind::Sign(c)) => matches!(c, '(' | ',' | '=' | ':' | '[' | '!' | '&' | '|' | '?' | '{' | '}' | ';'),
        Some(Kind::Name(name)) => *name == "return",
        _ => false,
    }
}

/// The byte after the closing "/", when there is one on the same line.
fn pattern_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    let mut class = false;
    while at < bytes.len() && at - start < 500 {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' => return None,
            b'[' => class = true,
            b']' => class = false,
            b'/' if !class => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Reads a literal's text from after its quote; the byte after the closing quote.
fn literal(source: &str, from: usize, quote: u8) -> (String, usize) {
    let bytes = source.as_bytes();
    let mut text = String::new();
    let mut at = from;
    let mut plain = from;
    while at < bytes.len() {
        match bytes[at] {
            b if b == quote => {
                text.push_str(&source[plain..at]);
                return (text, at + 1);
            }
            // An unclosed quote ends with its line.
            b'\n' if quote != b'`' => {
                text.push_str(&source[plain..at]);
                return (text, at + 1);
            }
            b'\\' => {
                text.push_str(&source[plain..at]);
                at = escape(source, at + 1, &mut text);
                plain = at;
            }
            b'$' if quote == b'`' && bytes.get(at + 1) == Some(&b'{') => {
                text.push_str(&source[plain..at]);
                text.push('\0');
                at += memchr::memchr(b'}', &bytes[at..]).map_or(bytes.len() - at, |i| i + 1);
                plain = at;
            }
            _ => at += 1,
        }
    }
    text.push_str(&source[plain.min(source.len())..]);
    (text, bytes.len())
}

/// Resolves the escape after a backslash; the byte after it.
fn escape(source: &str, at: usize, text: &mut String) -> usize {
    let Some(c) = source[at..].chars().next() else { return at };
    let hex = |from: usize, len: usize| {
        source.get(from..from + len).and_then(|h| u32::from_str_radix(h, 16).ok()).and_then(char::from_u32)
    };
    match c {
        'x' => {
            if let Some(c) = hex(at + 1, 2) {
                text.push(c);
                return at + 3;
            }
        }
        'u' => {
            if let Some(c) = hex(at + 1, 4) {
                text.push(c);
                return at + 5;
            }
            if source[at + 1..].starts_with('{')
                && let Some(end) = source[at + 1..].find('}').filter(|e| *e <= 8)
                && let Some(c) = hex(at + 2, end - 1)
            {
                text.push(c);
                return at + 2 + end;
            }
        }
        // Octal: "\100" is "@".
        '0'..='7' => {
            let digits: String = source[at..].chars().take(3).take_while(|c| c.is_digit(8)).collect();
            if let Some(c) = u32::from_str_radix(&digits, 8).ok().and_then(char::from_u32) {
                text.push(c);
                return at + digits.len();
            }
        }
        'n' | 'r' | 't' => {
            text.push(' ');
            return at + 1;
        }
        _ => {}
    }
    text.push(c);
    at + c.len_utf8()
}
