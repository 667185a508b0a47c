//! Just enough of Rust's grammar for the tidy test: blanks out comments and literals, and lists the paths a file names.
//! It knows no rule of the house.

/// A path such as `crate::platform::db` that a file names, and the line it starts on (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPath {
    pub line: usize,
    pub segments: Vec<String>,
}

/// The source with comments and the contents of string and character literals replaced by blanks; lines keep their numbers.
pub fn code_only(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let end = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => line_end(&chars, at),
            '/' if chars.get(at + 1) == Some(&'*') => block_comment_end(&chars, at),
            '"' => string_end(&chars, at),
            'r' if !follows_a_name(&chars, at) => raw_string_end(&chars, at).unwrap_or(at),
            '\'' => char_literal_end(&chars, at).unwrap_or(at),
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            out.extend(chars[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        }
    }
    out
}

fn line_end(chars: &[char], from: usize) -> usize {
    chars[from..].iter().position(|c| *c == '\n').map_or(chars.len(), |n| from + n)
}

fn block_comment_end(chars: &[char], from: usize) -> usize {
    let (mut depth, mut at) = (0_usize, from);
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                at += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    chars.len()
}

fn string_end(chars: &[char], from: usize) -> usize {
    let mut at = from + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    chars.len()
}

/// `r"…"`, `r#"…"#` and so on; a byte or C string's prefix letter before the `r` stays as code, which harms nothing.
fn raw_string_end(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars[from + 1..].iter().take_while(|c| **c == '#').count();
    let open = from + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let close = (open + 1..chars.len())
        .find(|at| chars[*at] == '"' && chars[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes);
    Some(close.map_or(chars.len(), |at| at + 1 + hashes))
}

/// A character literal, as opposed to a lifetime, which has no closing quote right after one character.
fn char_literal_end(chars: &[char], from: usize) -> Option<usize> {
    if chars.get(from + 1) == Some(&'\\') {
        // The escaped character itself may be a quote: look behind it.
        let close = chars.get(from + 3..)?.iter().position(|c| *c == '\'')?;
        return Some(from + 3 + close + 1);
    }
    (chars.get(from + 2) == Some(&'\'')).then_some(from + 3)
}

/// Whether the character is the tail of a longer name, or of a byte string prefix that is one (`br"`, `cr"`).
fn follows_a_name(chars: &[char], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphanumeric() || *c == '_');
    before(1) && (before(2) || !matches!(chars[at - 1], 'b' | 'c'))
}

/// Every path that the code names: in `use` declarations, their braces opened out, and in place.
pub fn named_paths(code: &str) -> Vec<NamedPath> {
    let tokens = tokens(code);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if tokens[at].1 == "use" {
            at = use_tree(&tokens, at + 1, &[], &mut paths);
        } else if is_name(tokens[at].1) && tokens.get(at + 1).is_some_and(|t| t.1 == "::") {
            let line = tokens[at].0;
            let mut segments = vec![tokens[at].1.to_owned()];
            at += 1;
            while tokens.get(at).is_some_and(|t| t.1 == "::") && tokens.get(at + 1).is_some_and(|t| is_name(t.1)) {
                segments.push(tokens[at + 1].1.to_owned());
                at += 2;
            }
            paths.push(NamedPath { line, segments });
        }
        at += 1;
    }
    paths
}

/// Reads one tree of a `use` declaration that starts at `at` and returns where it stopped: on `,`, `}` or `;`.
fn use_tree(tokens: &[(usize, &str)], mut at: usize, prefix: &[String], paths: &mut Vec<NamedPath>) -> usize {
    let mut segments = prefix.to_vec();
    let line = tokens.get(at).map_or(0, |t| t.0);
    while let Some((_, token)) = tokens.get(at) {
        match *token {
            "{" => {
                loop {
                    at = use_tree(tokens, at + 1, &segments, paths);
                    if tokens.get(at).is_none_or(|t| t.1 != ",") {
                        break;
                    }
                }
                // Behind the closing brace; every leaf inside has been noted.
                return if tokens.get(at).is_some_and(|t| t.1 == "}") { at + 1 } else { at };
            }
            "," | "}" | ";" => break,
            "as" => at += 1,
            name if is_name(name) => segments.push(name.to_owned()),
            _ => {}
        }
        at += 1;
    }
    if segments.len() > prefix.len() {
        paths.push(NamedPath { line, segments });
    }
    at
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::` and single punctuation marks, each with its line.
fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let length = if first.is_alphanumeric() || first == '_' {
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            if !first.is_whitespace() {
                tokens.push((index + 1, &rest[..length]));
            }
            rest = &rest[length..];
        }
    }
    tokens
}

#[test]
fn comments_and_literals_are_not_code() {
    let code = code_only(
        "a(); // crate::x\n/* crate::y /* nested */ crate::z */ b('\"', '\\'', \"crate::q \\\" r\"); c::<'a>(r#\"crate::\"w\" \"#, br\"\\\"); d()",
    );
    assert!(!code.contains("crate"), "{code}");
    for kept in ["a()", "b(", "c::<'a>(", "; d()"] {
        assert!(code.contains(kept), "{kept} in {code}");
    }
    assert_eq!(code.lines().count(), 2);
}

#[test]
fn a_use_with_braces_names_every_leaf() {
    let paths = named_paths("use crate::{a::B as C, d::{self, e::*}};\nfn f() { crate::g::h(); }\npub use super::super::i;");
    let read: Vec<(usize, String)> = paths.into_iter().map(|p| (p.line, p.segments.join("::"))).collect();
    assert_eq!(
        read,
        [
            (1, "crate::a::B".to_owned()),
            (1, "crate::d::self".to_owned()),
            (1, "crate::d::e".to_owned()),
            (2, "crate::g::h".to_owned()),
            (3, "super::super::i".to_owned())
        ]
    );
}
