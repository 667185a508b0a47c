//! Evaluates the expressions of a script that are made of literals, known variables and a few functions.

use std::collections::HashMap;

use super::super::{address, encoded};
use super::lexer::{Kind, Token};
use crate::words::percent_decode;

/// A text the script makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub text: String,
    /// Written into the page, or followed as a link.
    pub visible: bool,
    /// Put together from pieces or decoded.
    pub joined: bool,
    pub at: usize,
    pub end: usize,
    pub rule: &'static str,
}

/// A value; [`Value::Unknown`] stands for everything that is not followed.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Number(i64),
    List(Vec<Value>),
    Unknown,
}

/// A value and whether an operation made it.
#[derive(Debug, Clone)]
struct Made {
    value: Value,
    joined: bool,
}

/// Longest text that is built; doubling assignments must not fill the memory.
const MAX_TEXT: usize = 20_000;
/// Most texts kept.
const MAX_SHOWN: usize = 400;
/// Most nested brackets followed.
const MAX_DEPTH: u8 = 24;

/// Properties whose value the visitor sees or follows.
const SHOWN_PROPERTIES: &[&str] = &[
    "innerHTML",
    "outerHTML",
    "textContent",
    "innerText",
    "href",
    "value",
    "text",
    "location",
    "html",
    "nodeValue",
    "data",
    "title",
];
/// Functions whose arguments the visitor sees or follows.
const SHOWING: &[&str] = &[
    "write",
    "writeln",
    "html",
    "text",
    "append",
    "prepend",
    "attr",
    "prop",
    "setAttribute",
    "insertAdjacentHTML",
    "createTextNode",
    "open",
    "assign",
    "replaceWith",
    "after",
    "before",
    "val",
    "replace_with",
];

pub(super) fn evaluate(tokens: &[Token<'_>]) -> Vec<Shown> {
    let mut evaluator = Evaluator { tokens, variables: HashMap::new(), shown: Vec::new() };
    let mut at = 0;
    while at < tokens.len() && evaluator.shown.len() < MAX_SHOWN {
        at = evaluator.statement(at).max(at + 1);
    }
    evaluator.shown
}

struct Evaluator<'t, 's> {
    tokens: &'t [Token<'s>],
    variables: HashMap<String, Value>,
    shown: Vec<Shown>,
}

impl<'s> Evaluator<'_, 's> {
    fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Sign(c)) => Some(*c),
            _ => None,
        }
    }

    fn name(&self, at: usize) -> Option<&'s str> {
        match self.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// Looks at what starts with this token; the token to go on with.
    fn statement(&mut self, at: usize) -> usize {
        match self.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Name(_)) => {}
            Some(Kind::Text(_)) => {
                // A bare text or a chain of texts: an argument, a value of an object.
                let (made, end) = self.expression(at, 0);
                self.keep(&made, at, end, false, "email/script");
                return end;
            }
            _ => return at + 1,
        }
        let (path, last, after) = self.path(at);
        let Some(last) = last else { return at + 1 };
        match self.sign(after) {
            Some(operator @ ('=' | 'P')) => {
                let (made, end) = self.expression(after + 1, 0);
                let value = if operator == 'P' {
                    join(self.variables.get(&path).cloned().unwrap_or(Value::Unknown), made.value.clone())
                } else {
                    made.value.clone()
                };
                let joined = made.joined || operator == 'P';
                let visible = SHOWN_PROPERTIES.contains(&last);
                self.keep(&Made { value: value.clone(), joined }, at, end, visible, "email/script");
                if self.variables.len() < 500 {
                    self.variables.insert(path, value);
                }
                end
            }
            Some('(') if SHOWING.contains(&last) => {
                let (arguments, end) = self.arguments(after + 1, 0);
                for made in &arguments {
                    self.keep(made, at, end, true, "email/script");
                }
                // What is done with the result is not followed; the texts inside were.
                end
            }
            Some('(') => {
                let (arguments, end) = self.arguments(after + 1, 0);
                self.call_of_own(last, &arguments, at, end);
                for made in &arguments {
                    self.keep(made, at, end, false, "email/script");
                }
                // A decoder called for its result: "document.write(atob(…))" comes here only through arguments.
                after + 1
            }
            _ => after.max(at + 1),
        }
    }

    /// A dotted path: whole, its last name, and the token after it.
    fn path(&self, at: usize) -> (String, Option<&'s str>, usize) {
        let Some(first) = self.name(at) else { return (String::new(), None, at) };
        let (mut path, mut last, mut at) = (first.to_owned(), first, at + 1);
        if matches!(first, "var" | "let" | "const" | "return") {
            return self.path(at);
        }
        while self.sign(at) == Some('.')
            && let Some(name) = self.name(at + 1)
            && path.len() < 200
        {
            path.push('.');
            path.push_str(name);
            last = name;
            at += 2;
        }
        (path, Some(last), at)
    }

    /// Evaluates a sum; the token after it.
    fn expression(&self, at: usize, depth: u8) -> (Made, usize) {
        let (mut sum, mut at) = self.term(at, depth);
        while self.sign(at) == Some('+') {
            let (next, after) = self.term(at + 1, depth);
            sum = Made { value: join(sum.value, next.value), joined: true };
            at = after;
        }
        (sum, at)
    }

    fn term(&self, at: usize, depth: u8) -> (Made, usize) {
        let made = |value| Made { value, joined: false };
        let Some(token) = self.tokens.get(at).filter(|_| depth < MAX_DEPTH) else { return (made(Value::Unknown), at + 1) };
        let (value, after) = match &token.kind {
            Kind::Text(text) => (made(Value::Text(text.clone())), at + 1),
            Kind::Number(number) => (made(Value::Number(*number)), at + 1),
            Kind::Pattern(_) => (made(Value::Unknown), at + 1),
            Kind::Sign('(') => {
                let (inner, after) = self.expression(at + 1, depth + 1);
                (inner, if self.sign(after) == Some(')') { after + 1 } else { after })
            }
            Kind::Sign('[') => {
                let (items, after) = self.list(at + 1, depth + 1, ']');
                (made(Value::List(items.into_iter().map(|m| m.value).collect())), after)
            }
            Kind::Name(_) => {
                let (path, last, after) = self.path(at);
                match (last, self.sign(after)) {
                    (Some(function), Some('(')) if is_known_function(function) => {
                        let (arguments, end) = self.arguments(after + 1, depth + 1);
                        // A method of a known variable: `user.split(…)`.
                        let receiver = path.rsplit_once('.').and_then(|(object, _)| self.variables.get(object)).cloned();
                        (Made { value: call(function, receiver, &arguments, self.pattern(after + 1)), joined: true }, end)
                    }
                    _ => (Made { value: self.variables.get(&path).cloned().unwrap_or(Value::Unknown), joined: false }, after),
                }
            }
            Kind::Sign(_) => return (made(Value::Unknown), at),
        };
        self.methods(value, after, depth)
    }

    /// Method calls after a value: ".split('').reverse().join('')".
    fn methods(&self, mut value: Made, mut at: usize, depth: u8) -> (Made, usize) {
        while self.sign(at) == Some('.')
            && let Some(method) = self.name(at + 1)
            && self.sign(at + 2) == Some('(')
        {
            let (arguments, end) = self.arguments(at + 3, depth + 1);
            let receiver = std::mem::replace(&mut value.value, Value::Unknown);
            value = Made { value: call(method, Some(receiver), &arguments, self.pattern(at + 3)), joined: true };
            at = end;
        }
        (value, at)
    }

    /// The regular expression that is the first argument, if it is one.
    fn pattern(&self, at: usize) -> Option<&'s str> {
        match self.tokens.get(at).map(|t| &t.kind) {
            Some(Kind::Pattern(source)) => Some(source),
            _ => None,
        }
    }

    fn arguments(&self, at: usize, depth: u8) -> (Vec<Made>, usize) {
        self.list(at, depth, ')')
    }

    /// Comma-separated expressions up to a closing bracket.
    fn list(&self, mut at: usize, depth: u8, close: char) -> (Vec<Made>, usize) {
        let mut items = Vec::new();
        while at < self.tokens.len() && items.len() < 2000 {
            if self.sign(at) == Some(close) {
                return (items, at + 1);
            }
            let (item, after) = self.expression(at, depth);
            items.push(item);
            match self.sign(after) {
                Some(',') => at = after + 1,
                Some(c) if c == close => return (items, after + 1),
                // Something that is not followed: give up on the rest of the list.
                _ => return (items, after.max(at)),
            }
        }
        (items, at)
    }

    fn keep(&mut self, made: &Made, at: usize, end: usize, visible: bool, rule: &'static str) {
        let texts: Vec<&String> = match &made.value {
            Value::Text(text) => vec![text],
            Value::List(items) => items.iter().filter_map(|i| if let Value::Text(t) = i { Some(t) } else { None }).collect(),
            _ => return,
        };
        for text in texts {
            let telling = visible || made.joined || text.contains("mailto:");
            if telling && text.len() > 5 && self.shown.len() < MAX_SHOWN {
                let (from, to) =
                    (self.tokens.get(at).map_or(0, |t| t.at), self.tokens.get(end.saturating_sub(1)).map_or(0, |t| t.end));
                self.shown.push(Shown { text: text.clone(), visible, joined: made.joined, at: from, end: to, rule });
            }
        }
    }

    /// A call of the page's own function whose name speaks of mail, with the pieces as arguments: `mailto('info', 'laden.de')`.
    fn call_of_own(&mut self, function: &str, arguments: &[Made], at: usize, end: usize) {
        if !function.to_ascii_lowercase().contains("mail") {
            return;
        }
        let texts: Vec<&str> = arguments
            .iter()
            .filter_map(|m| if let Value::Text(t) = &m.value { Some(t.as_str()) } else { None })
            .take(4)
            .collect();
        let candidates = match texts.as_slice() {
            [whole] => vec![(*whole).to_owned()],
            [a, b] => vec![format!("{a}@{b}"), format!("{b}@{a}")],
            [a, b, c, ..] => vec![format!("{a}@{b}.{c}"), format!("{a}@{b}"), format!("{c}@{b}.{a}")],
            [] => return,
        };
        if let Some(address) = candidates.into_iter().find(|c| address::normalise(c).is_some()) {
            self.keep(&Made { value: Value::Text(address), joined: true }, at, end, true, "email/script");
        }
    }
}

fn is_known_function(name: &str) -> bool {
    matches!(
        name,
        "fromCharCode"
            | "atob"
            | "unescape"
            | "decodeURIComponent"
            | "decodeURI"
            | "decode"
            | "reverse"
            | "split"
            | "join"
            | "replace"
            | "replaceAll"
            | "concat"
            | "toLowerCase"
            | "trim"
            | "String"
            | "toString"
            | "rot13"
            | "fromCodePoint"
            | "apply"
    )
}

/// Adds two values as "+" does; an unknown part becomes a break that no address crosses.
fn join(a: Value, b: Value) -> Value {
    if let (Value::Number(a), Value::Number(b)) = (&a, &b) {
        return a.checked_add(*b).map_or(Value::Unknown, Value::Number);
    }
    if a == Value::Unknown && b == Value::Unknown {
        return Value::Unknown;
    }
    let (mut left, right) = (text(a), text(b));
    if left.len() + right.len() > MAX_TEXT {
        return Value::Unknown;
    }
    left.push_str(&right);
    Value::Text(left)
}

fn text(value: Value) -> String {
    match value {
        Value::Text(text) => text,
        Value::Number(number) => number.to_string(),
        Value::List(items) => items.into_iter().map(text).collect::<Vec<_>>().join(","),
        Value::Unknown => "\0".to_owned(),
    }
}

fn call(function: &str, receiver: Option<Value>, arguments: &[Made], pattern: Option<&str>) -> Value {
    let first = arguments.first().map(|m| m.value.clone());
    let first_text = || match &first {
        Some(Value::Text(t)) => Some(t.clone()),
        _ => None,
    };
    let characters = |values: &mut dyn Iterator<Item = &Value>| {
        values
            .map(|v| match v {
                Value::Number(n) => u32::try_from(*n).ok().and_then(char::from_u32),
                Value::Text(t) => t.parse().ok().and_then(char::from_u32),
                _ => None,
            })
            .collect::<Option<String>>()
            .map_or(Value::Unknown, Value::Text)
    };
    let made = match (function, receiver) {
        ("fromCharCode" | "fromCodePoint", _) => return characters(&mut arguments.iter().map(|m| &m.value)),
        // "String.fromCharCode.apply(null, [105, …])"
        ("apply", _) => match arguments.get(1).map(|m| &m.value) {
            Some(Value::List(items)) => return characters(&mut items.iter()),
            _ => None,
        },
        ("atob" | "decode", _) => first_text().and_then(|t| encoded::base64_text(&t)),
        ("unescape" | "decodeURIComponent" | "decodeURI", _) => first_text().map(|t| percent_decode(&t).into_owned()),
        ("rot13", _) => first_text().map(|t| encoded::rot13(&t)),
        ("String", None) => first_text(),
        ("split", Some(Value::Text(text))) => {
            let separator = first_text().unwrap_or_default();
            let items: Vec<Value> = if separator.is_empty() {
                text.chars().map(|c| Value::Text(c.to_string())).collect()
            } else {
                text.split(separator.as_str()).map(|t| Value::Text(t.to_owned())).collect()
            };
            return Value::List(items);
        }
        ("reverse", Some(Value::List(mut items))) => {
            items.reverse();
            return Value::List(items);
        }
        ("join", Some(Value::List(items))) => {
            let separator = first_text().unwrap_or_else(|| ",".to_owned());
            let joined = items.into_iter().map(text).collect::<Vec<_>>().join(&separator);
            (joined.len() <= MAX_TEXT).then_some(joined)
        }
        ("replace" | "replaceAll", Some(Value::Text(text))) => {
            let with = match arguments.get(1).map(|m| &m.value) {
                Some(Value::Text(with)) => Some(with.clone()),
                _ => None,
            };
            match (pattern.and_then(literal_pattern).or_else(first_text), with) {
                (Some(what), Some(with)) if !what.is_empty() => {
                    let all = text.replace(&what, &with);
                    (all.len() <= MAX_TEXT).then_some(all)
                }
                _ => None,
            }
        }
        ("concat", Some(receiver)) => return arguments.iter().fold(receiver, |sum, m| join(sum, m.value.clone())),
        ("toLowerCase", Some(Value::Text(text))) => Some(text.to_lowercase()),
        ("trim", Some(Value::Text(text))) => Some(text.trim().to_owned()),
        ("toString", Some(value)) => return value,
        _ => None,
    };
    made.map_or(Value::Unknown, Value::Text)
}

/// The text a regular expression stands for, when it stands for one: `\[at\]`, `_at_`, `[#]`.
fn literal_pattern(source: &str) -> Option<String> {
    let inner = source.strip_prefix('[').and_then(|s| s.strip_suffix(']')).filter(|s| s.chars().count() == 1).unwrap_or(source);
    let mut out = String::new();
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push(chars.next().filter(|c| !c.is_alphanumeric())?),
            '[' | ']' | '(' | ')' | '{' | '}' | '*' | '+' | '?' | '|' | '^' | '$' | '.' if inner == source => return None,
            c => out.push(c),
        }
    }
    Some(out)
}
