//! Technologies alone, from a page's tokens: no tree is built, which is most of the work of reading a page.
//!
//! Belongs here: feeding tokens to [`Scan`]. Does not belong here: what is looked at and what it means.
//!
//! Invariant: what it finds in a well-formed page is what [`super::read_technologies`] finds in the page's tree.

use std::cell::RefCell;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::recent::Recent;
use crate::{PageInput, Technology};

use super::rules::Ruleset;
use super::scan::{Content, Scan};

/// Reads everything; `text` is the decoded page.
pub(super) fn scan(rules: &Ruleset, input: &PageInput<'_>, text: &str) -> Vec<Technology> {
    let mut scan = Scan::new(rules, input.url);
    scan.response(input.headers);
    let tokenizer = Tokenizer::new(Sink { state: RefCell::new(State { scan, open: None }) }, TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    while matches!(tokenizer.feed(&queue), html5ever::TokenizerResult::Script(())) {}
    tokenizer.end();
    tokenizer.sink.state.into_inner().scan.finish()
}

struct State<'r, 'p> {
    scan: Scan<'r, 'p>,
    /// The element whose text is being collected.
    open: Option<(Content, String)>,
}

struct Sink<'r, 'p> {
    state: RefCell<State<'r, 'p>>,
}

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            TagToken(tag) if tag.kind == StartTag => return state.start(&tag),
            TagToken(_) | Token::EOFToken => state.close(),
            Token::CommentToken(comment) => state.scan.content(Content::Comment, &comment),
            Token::CharacterTokens(text) => {
                if let Some((_, collected)) = &mut state.open {
                    collected.push_str(&text);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State<'_, '_> {
    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        debug_assert!(tag.kind != EndTag);
        self.close();
        let name: &str = &tag.name;
        let attributes = || tag.attrs.iter().map(|attribute| (&*attribute.name.local, &*attribute.value));
        self.scan.element(name, attributes, &mut Recent::default());
        let kind = attributes().find(|(name, _)| *name == "type").map(|(_, value)| value);
        if let Some(content) = Content::of(name, || kind) {
            self.open = Some((content, String::new()));
        }
        match name {
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "noscript" | "iframe" | "noembed" | "noframes" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }

    fn close(&mut self) {
        if let Some((content, text)) = self.open.take() {
            self.scan.content(content, &text);
        }
    }
}
