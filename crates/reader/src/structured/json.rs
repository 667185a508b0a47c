//! JSON that people write by hand or by template: read strictly when it is right, else with the usual mistakes forgiven.
//!
//! Forgiven: comments and CDATA around it, trailing or missing commas, several roots, raw newlines in strings, quotes inside
//! strings, single quotes, bare keys, a cut-off end. Invariant: linear time, bounded depth and number of values, never a panic.

use serde_json::{Map, Number, Value};

/// Nesting beyond which reading stops.
const MAX_DEPTH: usize = 48;
/// Values beyond which reading stops.
const MAX_VALUES: usize = 20_000;
/// White space looked through to decide whether a quote ends a string.
const LOOK_AHEAD: usize = 96;

/// All roots of a script.
pub(super) fn parse_all(script: &str) -> Vec<Value> {
    let text = unwrap(script);
    if text.is_empty() {
        return Vec::new();
    }
    if let Ok(value) = serde_json::from_str::<Value>(text) {
        return vec![value];
    }
    let decoded;
    let text = if !text.contains('"') && text.contains("&quot;") {
        decoded = text.replace("&quot;", "\"").replace("&amp;", "&");
        decoded.as_str()
    } else {
        text
    };
    let mut parser = Parser { text, bytes: text.as_bytes(), at: 0, values: 0 };
    let mut roots = Vec::new();
    while roots.len() < 100 && parser.seek_root() {
        if let Some(value) = parser.value(0) {
            roots.push(value);
        }
    }
    roots
}

/// Takes off what templates put around the JSON: byte-order mark, HTML comments, CDATA, a closing semicolon.
fn unwrap(script: &str) -> &str {
    const BEFORE: [&str; 8] =
        ["\u{feff}", "<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "//"];
    const AFTER: [&str; 8] = ["-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", ";", "//"];
    let mut text = script.trim();
    loop {
        let before = text.len();
        for p in BEFORE {
            text = text.strip_prefix(p).unwrap_or(text).trim_start();
        }
        for s in AFTER {
            text = text.strip_suffix(s).unwrap_or(text).trim_end();
        }
        if text.len() == before {
            return text;
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    values: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn stop(&mut self) {
        self.at = self.bytes.len();
    }

    /// Moves to the next `{` or `[`.
    fn seek_root(&mut self) -> bool {
        match self.bytes.get(self.at..).and_then(|rest| rest.iter().position(|b| matches!(b, b'{' | b'['))) {
            Some(offset) => {
                self.at += offset;
                true
            }
            None => false,
        }
    }

    /// Skips white space and comments.
    fn blank(&mut self) {
        while let Some(b) = self.peek() {
            if b.is_ascii_whitespace() {
                self.at += 1;
            } else if b == b'/' && self.bytes.get(self.at + 1) == Some(&b'*') {
                match self.text.get(self.at + 2..).and_then(|rest| rest.find("*/")) {
                    Some(end) => self.at += end + 4,
                    None => self.stop(),
                }
            } else if b == b'/' && self.bytes.get(self.at + 1) == Some(&b'/') {
                match memchr::memchr(b'\n', &self.bytes[self.at..]) {
                    Some(end) => self.at += end,
                    None => self.stop(),
                }
            } else if self.text[self.at..].starts_with('\u{a0}') {
                self.at += 2;
            } else {
                break;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.values += 1;
        if depth > MAX_DEPTH || self.values > MAX_VALUES {
            self.stop();
            return None;
        }
        self.blank();
        match self.peek()? {
            b'{' => Some(Value::Object(self.object(depth))),
            b'[' => Some(Value::Array(self.array(depth))),
            quote @ (b'"' | b'\'') => Some(Value::String(self.string(quote))),
            _ => Some(self.bare()),
        }
    }

    fn object(&mut self, depth: usize) -> Map<String, Value> {
        let mut map = Map::new();
        self.at += 1;
        loop {
            self.blank();
            match self.peek() {
                None | Some(b']') => return map,
                Some(b'}') => {
                    self.at += 1;
                    return map;
                }
                Some(b',' | b';' | b':') => self.at += 1,
                Some(first) => {
                    let key = if matches!(first, b'"' | b'\'') { self.string(first) } else { self.bare_key() };
                    self.blank();
                    if self.peek() == Some(b':') {
                        self.at += 1;
                        self.blank();
                        if matches!(self.peek(), Some(b',' | b'}' | b']')) {
                            continue;
                        }
                        if let Some(value) = self.value(depth + 1) {
                            map.insert(key, value);
                        }
                    }
                }
            }
        }
    }

    fn array(&mut self, depth: usize) -> Vec<Value> {
        let mut list = Vec::new();
        self.at += 1;
        loop {
            self.blank();
            match self.peek() {
                None | Some(b'}') => return list,
                Some(b']') => {
                    self.at += 1;
                    return list;
                }
                Some(b',' | b';' | b':') => self.at += 1,
                Some(_) => list.extend(self.value(depth + 1)),
            }
        }
    }

    /// Reads from an opening quote to the quote that ends the string, and past it.
    fn string(&mut self, quote: u8) -> String {
        self.at += 1;
        let mut out = String::new();
        let mut run = self.at;
        while let Some(b) = self.peek() {
            if b == quote && self.ends_here() {
                out.push_str(&self.text[run..self.at]);
                self.at += 1;
                return out;
            }
            if b == b'\\' {
                out.push_str(&self.text[run..self.at]);
                self.escape(&mut out);
                run = self.at;
            } else if b < 0x20 {
                out.push_str(&self.text[run..self.at]);
                out.push(if b == b'\n' { '\n' } else { ' ' });
                self.at += 1;
                run = self.at;
            } else {
                self.at += 1;
            }
        }
        out.push_str(&self.text[run..]);
        out
    }

    /// A quote ends a string when punctuation or the next key follows it; otherwise it was a quote within the text.
    fn ends_here(&self) -> bool {
        let mut newline = false;
        for &b in self.bytes.iter().skip(self.at + 1).take(LOOK_AHEAD) {
            match b {
                b'\n' | b'\r' => newline = true,
                b' ' | b'\t' => {}
                b',' | b':' | b'}' | b']' | b'/' => return true,
                b'"' => return newline,
                _ => return newline,
            }
        }
        true
    }

    fn escape(&mut self, out: &mut String) {
        let Some(&kind) = self.bytes.get(self.at + 1) else {
            self.at += 1;
            return;
        };
        self.at += 2;
        match kind {
            b'n' | b'r' => out.push('\n'),
            b't' | b'b' | b'f' => out.push(' '),
            b'u' => match self.unicode() {
                Some(high @ 0xd800..=0xdbff)
                    if self.bytes.get(self.at) == Some(&b'\\') && self.bytes.get(self.at + 1) == Some(&b'u') =>
                {
                    self.at += 2;
                    let low = self.unicode().unwrap_or(0);
                    let joined = 0x1_0000 + ((high - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff);
                    out.push(char::from_u32(joined).unwrap_or('\u{fffd}'));
                }
                Some(code) => out.push(char::from_u32(code).unwrap_or('\u{fffd}')),
                None => out.push('u'),
            },
            _ => {
                // The character after the backslash stands for itself; it may be more than one byte.
                self.at -= 1;
                if let Some(c) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
                    out.push(c);
                    self.at += c.len_utf8();
                } else {
                    self.at += 1;
                }
            }
        }
    }

    fn unicode(&mut self) -> Option<u32> {
        let code = self.text.get(self.at..self.at + 4).and_then(|hex| u32::from_str_radix(hex, 16).ok())?;
        self.at += 4;
        Some(code)
    }

    fn bare_key(&mut self) -> String {
        let start = self.at;
        while let Some(b) = self.peek() {
            if matches!(b, b':' | b',' | b'}' | b']' | b'\n' | b'"') && self.at > start {
                break;
            }
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default().trim().to_owned()
    }

    fn bare(&mut self) -> Value {
        let start = self.at;
        while let Some(b) = self.peek() {
            if matches!(b, b',' | b'}' | b']' | b'\n') && self.at > start {
                break;
            }
            self.at += 1;
        }
        match self.text.get(start..self.at).unwrap_or_default().trim() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" | "undefined" => Value::Null,
            word => match word.parse::<i64>() {
                Ok(n) => Value::Number(Number::from(n)),
                Err(_) => word
                    .parse::<f64>()
                    .ok()
                    .and_then(Number::from_f64)
                    .map_or_else(|| Value::String(word.trim_matches(['"', '\'']).to_owned()), Value::Number),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn right_json_is_read_as_it_stands() {
        assert_eq!(parse_all(r#" {"a": [1, 2.5, true, null, "x\"y"]} "#), [json!({"a": [1, 2.5, true, null, "x\"y"]})]);
    }

    #[test]
    fn trailing_and_missing_commas_are_forgiven() {
        assert_eq!(parse_all("{\"a\": [1, 2,],\n \"b\": \"x\"\n \"c\": \"y\",}"), [json!({"a": [1, 2], "b": "x", "c": "y"})]);
    }

    #[test]
    fn comments_and_cdata_around_and_within_are_skipped() {
        for wrapped in [
            "<!-- {\"a\": 1} -->",
            "//<![CDATA[\n{\"a\": 1}\n//]]>",
            "/* <![CDATA[ */ {\"a\": 1}; /* ]]> */",
            "{ // name\n \"a\": /* one */ 1 }",
        ] {
            assert_eq!(parse_all(wrapped), [json!({"a": 1})], "{wrapped}");
        }
    }

    #[test]
    fn a_url_in_a_string_is_not_a_comment() {
        assert_eq!(parse_all("{\"url\": \"https://muster.test/a\",}"), [json!({"url": "https://muster.test/a"})]);
    }

    #[test]
    fn raw_newlines_and_inner_quotes_stay_in_the_string() {
        assert_eq!(
            parse_all("{\"a\": \"one\ntwo\", \"b\": \"the \"best\" bread\"}"),
            [json!({"a": "one\ntwo", "b": "the \"best\" bread"})]
        );
    }

    #[test]
    fn several_roots_are_all_read() {
        assert_eq!(parse_all("{\"a\": 1}\n{\"b\": 2},[3]"), [json!({"a": 1}), json!({"b": 2}), json!([3])]);
    }

    #[test]
    fn single_quotes_and_bare_keys_are_read() {
        assert_eq!(parse_all("{name: 'L\\'Atelier', 'n': 3}"), [json!({"name": "L'Atelier", "n": 3})]);
    }

    #[test]
    fn a_cut_off_script_keeps_what_stood_before_the_cut() {
        assert_eq!(
            parse_all("{\"name\": \"Muster\", \"address\": {\"city\": \"Bonn"),
            [json!({"name": "Muster", "address": {"city": "Bonn"}})]
        );
    }

    #[test]
    fn json_escaped_for_html_is_read() {
        assert_eq!(parse_all("{&quot;name&quot;: &quot;A &amp; B&quot;}"), [json!({"name": "A & B"})]);
    }

    #[test]
    fn surrogate_pairs_and_unknown_escapes_are_read() {
        assert_eq!(parse_all(r#"{"a": "\ud83c\udf5e \x \é",}"#), [json!({"a": "🍞 x é"})]);
    }

    #[test]
    fn endless_nesting_ends() {
        assert!(parse_all(&"[".repeat(100_000)).len() <= 1);
        assert!(parse_all(&"{\"a\":".repeat(100_000)).len() <= 1);
    }

    #[test]
    fn prose_is_no_json() {
        assert!(parse_all("Hello, world").is_empty());
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[\\{\\}\\[\\]:,\"'\\\\/*a-c0-9\\n éu\u{a0}]{0,200}") {
            parse_all(&text);
        }

        #[test]
        fn no_text_at_all_panics(text in ".{0,200}") {
            parse_all(&format!("{{{text}"));
        }
    }
}
