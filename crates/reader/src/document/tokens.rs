//! HTML text to tokens for html5ever's tree builder. The whole page is in memory, so text, names and values are found by searching
//! and handed on as parts of one shared buffer, where html5ever's own tokenizer asks for one character after the other.
//!
//! Belongs here: what nearly every page is made of. What hardly any page holds (NUL, CDATA, a script that opens a comment and a script
//! within it, a construct the end of the page cuts off) is not read here: html5ever's tokenizer then reads the rest of the page.
//! Invariants: the tree builder is told the same as html5ever's tokenizer would tell it, but for errors and for where a text is cut
//! into tokens; time is linear in the page.

use std::borrow::Cow;
use std::char;

use html5ever::buffer_queue::BufferQueue;
use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{
    CharacterTokens, CommentToken, Doctype, DoctypeToken, EOFToken, EndTag, StartTag, Tag, TagKind, TagToken, Token, TokenSink,
    TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, local_name, ns};
use memchr::{memchr, memmem};

use super::parse::{MAX_ATTRIBUTES, limit_attributes};
use crate::eights::{eight_at, has_capitals};

/// What takes the tokens of a page, and the attributes of most of its start tags past the tree builder, which does not look at them:
/// to hand them through it, each as a token's part and all in a list of their own, takes longer than to read them.
pub(super) trait PageSink: TokenSink {
    /// True when the attributes of a start tag of that name, in HTML, may be told ahead of it.
    fn takes(&self, tag: &LocalName) -> bool;

    /// Says that attributes of the start tag follow that is told next; that tag has none then.
    fn announce(&self, tag: &LocalName);

    /// One of these, each of another name, in the order of their names.
    fn attribute(&self, name: LocalName, value: &str);

    /// The start tag was told.
    fn withdraw(&self);
}

/// Tells `sink` the tokens of a whole page, its end included, and gives it back.
pub(super) fn tokenize<Sink: PageSink>(sink: Sink, text: &str) -> Sink {
    let text = one_line_feed(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut tokens = Tokens {
        sink,
        text: &text,
        shared: StrTendril::new(),
        at: 0,
        names: Names::default(),
        attributes: Vec::new(),
        foreign: false,
    };
    if memchr(0, text.as_bytes()).is_some() || u32::try_from(text.len()).is_err() {
        return tokens.leave(State::Data, None);
    }
    tokens.shared = StrTendril::from_slice(&text);
    tokens.run()
}

/// Line ends as the standard wants them before anything is read: each a line feed.
fn one_line_feed(text: &str) -> Cow<'_, str> {
    if memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('\r');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push('\n');
        out.push_str(part.strip_prefix('\n').unwrap_or(part));
    }
    Cow::Owned(out)
}

/// Longest text a tendril holds in itself, in bytes.
const MAX_INLINE: usize = 8;

/// How to go on after a construct.
enum Next {
    /// With what stands behind it.
    Data,
    /// It is none of those read here: html5ever goes on from its start, in that state and after that start tag.
    Leave(State, Option<LocalName>),
}

struct Tokens<'t, Sink> {
    sink: Sink,
    text: &'t str,
    /// The same text, of which tokens are parts.
    shared: StrTendril,
    /// First byte that no token was made of yet.
    at: usize,
    names: Names,
    /// Attributes of the tag being read, with where their values stand: to whom they are told is known when it ends.
    attributes: Vec<(LocalName, (usize, usize))>,
    /// SVG or MathML was opened, maybe closed again.
    foreign: bool,
}

impl<Sink: PageSink> Tokens<'_, Sink> {
    fn run(mut self) -> Sink {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let Some(found) = memchr(b'<', &bytes[self.at..]) else {
                self.characters(self.at, bytes.len(), true);
                break;
            };
            let open = self.at + found;
            self.characters(self.at, open, true);
            self.at = open;
            let next = match bytes.get(open + 1) {
                Some(byte) if byte.is_ascii_alphabetic() => self.start_tag(),
                Some(b'/') => match bytes.get(open + 2) {
                    Some(byte) if byte.is_ascii_alphabetic() => self.end_tag(),
                    Some(b'>') => {
                        self.at = open + 3;
                        Next::Data
                    }
                    Some(_) => self.bogus_comment(open + 2),
                    None => Next::Leave(State::Data, None),
                },
                Some(b'!') => self.declaration(),
                Some(b'?') => self.bogus_comment(open + 1),
                // A sign that opens nothing is text.
                Some(_) => {
                    self.characters(open, open + 1, false);
                    self.at = open + 1;
                    Next::Data
                }
                None => Next::Leave(State::Data, None),
            };
            if let Next::Leave(state, last_start_tag) = next {
                return self.leave(state, last_start_tag.as_ref());
            }
        }
        self.tell(EOFToken);
        self.sink.end();
        self.sink
    }

    /// html5ever's tokenizer reads what is left.
    fn leave(self, state: State, last_start_tag: Option<&LocalName>) -> Sink {
        let rest = limit_attributes(&self.text[self.at..]);
        let options = TokenizerOpts {
            discard_bom: false,
            initial_state: Some(state),
            last_start_tag_name: last_start_tag.map(ToString::to_string),
            ..TokenizerOpts::default()
        };
        let tokenizer = Tokenizer::new(self.sink, options);
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(&rest));
        // A script's end and a declared charset pause the tokenizer as they would a browser's; there is nothing to run and the
        // text is decoded already, so it goes on until the queue is empty.
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink
    }

    /// Tells a token that changes nothing of how to go on: all but start tags. An end tag that pauses the tokenizer does so for a
    /// script, which does not run here.
    fn tell(&self, token: Token) {
        let _: TokenSinkResult<Sink::Handle> = self.sink.process_token(token, 1);
    }

    /// A part of the page, copied when it is so short that it takes no room of its own.
    fn part(&self, from: usize, to: usize) -> StrTendril {
        if to - from <= MAX_INLINE {
            return StrTendril::from_slice(&self.text[from..to]);
        }
        // The page's length fits 32 bits, or it would not have come here.
        self.shared.subtendril(u32::try_from(from).unwrap_or(u32::MAX), u32::try_from(to - from).unwrap_or(u32::MAX))
    }

    /// A part of the page with its character references resolved.
    fn resolved(&self, from: usize, to: usize, in_attribute: bool) -> StrTendril {
        let text = &self.text[from..to];
        match memchr(b'&', text.as_bytes()) {
            None => self.part(from, to),
            Some(first) => StrTendril::from_slice(&resolve(text, first, in_attribute)),
        }
    }

    /// Text.
    fn characters(&self, from: usize, to: usize, references: bool) {
        if from < to {
            let text = if references { self.resolved(from, to, false) } else { self.part(from, to) };
            self.tell(CharacterTokens(text));
        }
    }

    fn start_tag(&mut self) -> Next {
        let Some((tag, end)) = self.tag(StartTag, self.at + 1) else { return Next::Leave(State::Data, None) };
        let name = tag.name.clone();
        self.at = end;
        let told = self.sink.process_token(TagToken(tag), 1);
        self.sink.withdraw();
        match told {
            TokenSinkResult::RawData(kind) => self.raw_text(kind, name),
            TokenSinkResult::Plaintext => Next::Leave(State::Plaintext, Some(name)),
            // There is no script to run, and the text is decoded already.
            TokenSinkResult::Continue | TokenSinkResult::Script(_) | TokenSinkResult::EncodingIndicator(_) => Next::Data,
        }
    }

    fn end_tag(&mut self) -> Next {
        let Some((tag, end)) = self.tag(EndTag, self.at + 2) else { return Next::Leave(State::Data, None) };
        self.at = end;
        self.tell(TagToken(tag));
        Next::Data
    }

    /// The tag whose name starts at `start`, and the byte after its ">". Attributes the sink takes are told to it at once.
    fn tag(&mut self, kind: TagKind, start: usize) -> Option<(Tag, usize)> {
        let bytes = self.text.as_bytes();
        let mut at = start + length_until(bytes.get(start..)?, NAME)?;
        let name = self.names.get(self.text, start, at);
        let mut tag = Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        self.foreign |= matches!(tag.name, local_name!("svg") | local_name!("math"));
        let mut seen = 0_usize;
        loop {
            match bytes.get(at)? {
                b'>' => break,
                b'\t' | b'\n' | b'\x0c' | b' ' => at += 1,
                b'/' => {
                    at += 1;
                    if bytes.get(at)? == &b'>' {
                        tag.self_closing = true;
                        break;
                    }
                }
                _ => {
                    let found = attribute_at(bytes, at)?;
                    seen += 1;
                    if kind == StartTag && seen <= MAX_ATTRIBUTES {
                        let name = self.names.get(self.text, at, found.name_end);
                        if self.attributes.iter().any(|(known, _)| *known == name) {
                            tag.had_duplicate_attributes = true;
                        } else {
                            self.attributes.push((name, found.value));
                        }
                    }
                    at = found.end;
                }
            }
        }
        if !self.attributes.is_empty() {
            self.tell_attributes(&mut tag);
        }
        Some((tag, at + 1))
    }

    /// Tells the attributes of a tag that was read, ahead of the tag or with it.
    fn tell_attributes(&mut self, tag: &mut Tag) {
        let foreign = self.foreign && self.sink.adjusted_current_node_present_but_not_in_html_namespace();
        if !foreign && self.sink.takes(&tag.name) {
            sort(&mut self.attributes);
            self.sink.announce(&tag.name);
            for (name, (from, to)) in self.attributes.drain(..) {
                let value = &self.text[from..to];
                match memchr(b'&', value.as_bytes()) {
                    None => self.sink.attribute(name, value),
                    Some(first) => self.sink.attribute(name, &resolve(value, first, true)),
                }
            }
            return;
        }
        let mut attributes = std::mem::take(&mut self.attributes);
        let told = attributes.drain(..).map(|(name, (from, to))| {
            let value = self.resolved(from, to, true);
            Attribute { name: QualName::new(None, ns!(), name), value }
        });
        tag.attrs = told.collect();
        // The room is kept for the next tag's.
        self.attributes = attributes;
    }

    /// The content of an element that holds nothing but text, up to its end tag.
    fn raw_text(&mut self, kind: RawKind, name: LocalName) -> Next {
        let text = &self.text[self.at..];
        let end = match kind {
            RawKind::Rcdata | RawKind::Rawtext | RawKind::ScriptData => end_of_raw(text.as_bytes(), &name),
            RawKind::ScriptDataEscaped(_) => None,
        };
        let Some(end) = end.filter(|end| kind != RawKind::ScriptData || !may_be_escaped(&text.as_bytes()[..*end])) else {
            return Next::Leave(State::RawData(kind), Some(name));
        };
        self.characters(self.at, self.at + end, kind == RawKind::Rcdata);
        self.at += end;
        self.end_tag()
    }

    /// What "<!" opens.
    fn declaration(&mut self) -> Next {
        let start = self.at + 2;
        let rest = &self.text.as_bytes()[start..];
        if rest.starts_with(b"--") {
            return self.comment(start + 2);
        }
        if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype")) {
            return self.doctype(start);
        }
        if rest.starts_with(b"[CDATA[") && self.sink.adjusted_current_node_present_but_not_in_html_namespace() {
            return Next::Leave(State::Data, None);
        }
        self.bogus_comment(start)
    }

    /// A comment whose content starts at `start`.
    fn comment(&mut self, start: usize) -> Next {
        let rest = &self.text.as_bytes()[start..];
        let (content, length) = if rest.starts_with(b">") {
            (0, 1)
        } else if rest.starts_with(b"->") {
            (0, 2)
        } else {
            let mut found = None;
            for dashes in memmem::find_iter(rest, b"--") {
                match rest[dashes + 2..] {
                    [b'>', ..] => found = Some((dashes, 3)),
                    [b'!', b'>', ..] => found = Some((dashes, 4)),
                    // Of three dashes the last two may be the end.
                    [b'-', b'>', ..] => found = Some((dashes + 1, 3)),
                    [b'-', b'!', b'>', ..] => found = Some((dashes + 1, 4)),
                    _ => continue,
                }
                break;
            }
            let Some(found) = found else { return Next::Leave(State::Data, None) };
            found
        };
        self.tell(CommentToken(self.part(start, start + content)));
        self.at = start + content + length;
        Next::Data
    }

    /// What looks like markup and is none is a comment up to the next ">".
    fn bogus_comment(&mut self, start: usize) -> Next {
        let Some(end) = memchr(b'>', &self.text.as_bytes()[start..]) else { return Next::Leave(State::Data, None) };
        self.tell(CommentToken(self.part(start, start + end)));
        self.at = start + end + 1;
        Next::Data
    }

    /// There is one on a page: html5ever's tokenizer reads it, wherever it stands.
    fn doctype(&mut self, start: usize) -> Next {
        let Some(end) = memchr(b'>', &self.text.as_bytes()[start..]) else { return Next::Leave(State::Data, None) };
        let end = start + end + 1;
        let tokenizer = Tokenizer::new(DoctypeSink::default(), TokenizerOpts::default());
        let queue = BufferQueue::default();
        queue.push_back(StrTendril::from_slice(&self.text[self.at..end]));
        while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
        if let Some(doctype) = tokenizer.sink.0.into_inner() {
            self.tell(DoctypeToken(doctype));
        }
        self.at = end;
        Next::Data
    }
}

/// Keeps the one token it is told of.
#[derive(Default)]
struct DoctypeSink(std::cell::RefCell<Option<Doctype>>);

impl TokenSink for DoctypeSink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let DoctypeToken(doctype) = token {
            *self.0.borrow_mut() = Some(doctype);
        }
        TokenSinkResult::Continue
    }
}

/// Where the parts of an attribute stand.
struct FoundAttribute {
    name_end: usize,
    value: (usize, usize),
    end: usize,
}

/// What ends the name of a tag; of an attribute, "=" too; of a value without quotation marks.
const NAME: u8 = 1;
const ATTRIBUTE: u8 = 2;
const VALUE: u8 = 4;

/// What each byte ends.
static ENDS: [u8; 256] = {
    let mut ends = [0; 256];
    let mut at = 0;
    let spaces = b"\t\n\x0c >";
    while at < spaces.len() {
        ends[spaces[at] as usize] = NAME | ATTRIBUTE | VALUE;
        at += 1;
    }
    ends[b'/' as usize] = NAME | ATTRIBUTE;
    ends[b'=' as usize] = ATTRIBUTE;
    ends
};

/// How many bytes stand before the first that ends such a thing; `None` when the page ends before it.
fn length_until(bytes: &[u8], end: u8) -> Option<usize> {
    bytes.iter().position(|byte| ENDS[usize::from(*byte)] & end != 0)
}

/// The attribute whose name starts at `start`; `None` when the page ends within it.
fn attribute_at(bytes: &[u8], start: usize) -> Option<FoundAttribute> {
    // The first character belongs to the name whatever it is, "=" too.
    let name_end = start + 1 + length_until(bytes.get(start + 1..)?, ATTRIBUTE)?;
    let mut at = after_space(bytes, name_end);
    if bytes.get(at)? != &b'=' {
        return Some(FoundAttribute { name_end, value: (at, at), end: at });
    }
    at = after_space(bytes, at + 1);
    let rest = bytes.get(at..)?;
    match rest {
        [quote @ (b'"' | b'\''), value @ ..] => {
            let value = (at + 1, at + 1 + memchr(*quote, value)?);
            Some(FoundAttribute { name_end, value, end: value.1 + 1 })
        }
        _ => {
            let end = at + length_until(rest, VALUE)?;
            Some(FoundAttribute { name_end, value: (at, end), end })
        }
    }
}

/// Sorts attributes by their names.
fn sort(attributes: &mut [(LocalName, (usize, usize))]) {
    // Nearly all names differ within their first eight bytes, and most tags have few attributes.
    let first = |name: &LocalName| eight_at(name.as_bytes(), 0, 0).swap_bytes();
    if !attributes.is_sorted_by(|(a, _), (b, _)| first(a) < first(b)) {
        attributes.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    }
}

fn after_space(bytes: &[u8], mut at: usize) -> usize {
    while matches!(bytes.get(at), Some(b'\t' | b'\n' | b'\x0c' | b' ')) {
        at += 1;
    }
    at
}

/// Where the end tag of a raw text element stands.
fn end_of_raw(text: &[u8], name: &str) -> Option<usize> {
    memmem::find_iter(text, b"</").find(|at| {
        let rest = &text[at + 2..];
        rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && matches!(rest.get(name.len()), Some(b'\t' | b'\n' | b'\x0c' | b' ' | b'/' | b'>'))
    })
}

/// A script within a comment within a script hides the first end tag.
fn may_be_escaped(script: &[u8]) -> bool {
    memmem::find(script, b"<!--").is_some_and(|at| {
        memmem::find_iter(&script[at..], b"<")
            .any(|open| script[at + open + 1..].get(..6).is_some_and(|word| word.eq_ignore_ascii_case(b"script")))
    })
}

/// A text whose first "&" stands at `first`, with its character references resolved.
fn resolve(text: &str, first: usize, in_attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while !rest.is_empty() {
        // Here `rest` starts with "&".
        let length = match reference(&rest[1..], in_attribute) {
            Some((length, one, two)) => {
                out.push(one);
                out.extend(two);
                1 + length
            }
            None => {
                out.push('&');
                1
            }
        };
        rest = &rest[length..];
        let next = memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        out.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    out
}

/// The character reference behind a "&": its length and one or two characters. `None` when there is none.
fn reference(text: &str, in_attribute: bool) -> Option<(usize, char, Option<char>)> {
    let bytes = text.as_bytes();
    match bytes.first()? {
        b'#' => numeric_reference(bytes),
        byte if byte.is_ascii_alphanumeric() => {
            // The table holds every start of every name, those that are no names with 0.
            let (mut length, mut found) = (0, None);
            for end in 1..=bytes.len() {
                match text.get(..end).and_then(|name| NAMED_ENTITIES.get(name)) {
                    Some(&(0, _)) => {}
                    Some(characters) => (length, found) = (end, Some(*characters)),
                    None => break,
                }
            }
            let (one, two) = found?;
            let goes_on = bytes.get(length).is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
            // For history's sake "&copy=1" in an address is no sign of copyright.
            if in_attribute && bytes[length - 1] != b';' && goes_on {
                return None;
            }
            Some((length, char::from_u32(one)?, char::from_u32(two).filter(|_| two != 0)))
        }
        _ => None,
    }
}

fn numeric_reference(bytes: &[u8]) -> Option<(usize, char, Option<char>)> {
    let (start, base) = if matches!(bytes.get(1), Some(b'x' | b'X')) { (2, 16) } else { (1, 10) };
    let (mut at, mut number) = (start, 0_u32);
    while let Some(digit) = bytes.get(at).and_then(|b| char::from(*b).to_digit(base)) {
        number = number.saturating_mul(base).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    let replaced = number.checked_sub(0x80).and_then(|n| C1_REPLACEMENTS.get(n as usize)).copied().flatten();
    let character = replaced.or_else(|| char::from_u32(number).filter(|c| *c != '\0')).unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((at + usize::from(bytes.get(at) == Some(&b';')), character, None))
}

/// The names a page has used: it uses few, and a look here is much cheaper than the interner's.
struct Names {
    known: Vec<KnownName>,
}

#[derive(Clone, Default)]
struct KnownName {
    /// Its first eight bytes, with zeros behind a shorter one.
    first: u64,
    length: usize,
    name: Option<LocalName>,
}

/// Slots for names; a power of two.
const SLOTS: usize = 256;

impl Default for Names {
    fn default() -> Self {
        Self { known: vec![KnownName::default(); SLOTS] }
    }
}

impl Names {
    /// The interned name, in lower case, that stands from one byte of a text up to another.
    fn get(&mut self, text: &str, from: usize, to: usize) -> LocalName {
        let length = to - from;
        // Most names are no longer than eight bytes, and compared as one number.
        let first = eight_at(text.as_bytes(), from, 0) & u64::MAX >> (8 * 8_usize.saturating_sub(length)).min(63);
        if length <= 8 && !has_capitals(first) {
            let known = self.slot(first, length);
            if let Some(name) = known.name.as_ref().filter(|_| known.first == first && known.length == length) {
                return name.clone();
            }
        }
        self.get_any(&text[from..to], first)
    }

    /// A name that is long, or capital, or not among those known.
    fn get_any(&mut self, name: &str, first: u64) -> LocalName {
        if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let lower = name.to_ascii_lowercase();
            return self.get(&lower, 0, lower.len());
        }
        let known = self.slot(first, name.len());
        if known.first != first || known.length != name.len() || known.name.as_ref().is_none_or(|known| **known != *name) {
            *known = KnownName { first, length: name.len(), name: Some(LocalName::from(name)) };
        }
        known.name.clone().unwrap_or_else(|| LocalName::from(name))
    }

    fn slot(&mut self, first: u64, length: usize) -> &mut KnownName {
        let hash = (first ^ length as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56;
        &mut self.known[hash as usize % SLOTS]
    }
}

#[cfg(test)]
mod tests;
