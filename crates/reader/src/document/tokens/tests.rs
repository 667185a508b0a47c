//! The tokens of this tokenizer beside those of html5ever, on pages of every kind. Does not belong here: what becomes of them (`parse`).

use std::cell::RefCell;

use html5ever::tokenizer::NullCharacterToken;
use html5ever::tokenizer::states::RawKind;

use super::*;

/// Notes what it is told, texts joined and errors left out, and asks for raw text as the tree builder does.
#[derive(Default)]
struct Notes(RefCell<Vec<Token>>, RefCell<Vec<Attribute>>);

impl Notes {
    fn add(&self, text: &str) {
        let mut told = self.0.borrow_mut();
        if let Some(CharacterTokens(before)) = told.last_mut() {
            before.push_slice(text);
        } else {
            told.push(CharacterTokens(StrTendril::from_slice(text)));
        }
    }
}

impl TokenSink for Notes {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::ParseError(_) => {}
            CharacterTokens(text) => self.add(&text),
            NullCharacterToken => self.add("\0"),
            // The attributes of end tags mean nothing.
            TagToken(tag) if tag.kind == EndTag => {
                let tag = Tag { attrs: Vec::new(), had_duplicate_attributes: false, ..tag };
                self.0.borrow_mut().push(TagToken(tag));
            }
            TagToken(mut tag) => {
                tag.attrs.append(&mut self.1.borrow_mut());
                tag.attrs.sort_by(|a, b| a.name.cmp(&b.name));
                let raw = match &*tag.name {
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    "style" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "plaintext" => TokenSinkResult::Plaintext,
                    _ => TokenSinkResult::Continue,
                };
                self.0.borrow_mut().push(TagToken(tag));
                return raw;
            }
            other => self.0.borrow_mut().push(other),
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.borrow().iter().any(|token| matches!(token, TagToken(tag) if &*tag.name == "svg"))
    }
}

/// Takes some tags' attributes ahead, and gives them back to their tags.
impl PageSink for Notes {
    fn takes(&self, tag: &LocalName) -> bool {
        tag.len() != 2
    }

    fn announce(&self, tag: &LocalName) {
        assert!(self.takes(tag) && self.1.borrow().is_empty());
    }

    fn attribute(&self, name: LocalName, value: &str) {
        let mut ahead = self.1.borrow_mut();
        assert!(ahead.last().is_none_or(|last| last.name.local < name));
        ahead.push(Attribute { name: QualName::new(None, ns!(), name), value: StrTendril::from_slice(value) });
    }

    fn withdraw(&self) {
        assert!(self.1.borrow().is_empty());
    }
}

fn told(text: &str) -> Vec<Token> {
    tokenize(Notes::default(), text).0.into_inner()
}

fn told_by_html5ever(text: &str) -> Vec<Token> {
    let tokenizer = Tokenizer::new(Notes::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(text));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[test]
fn every_construct_is_read_as_html5ever_reads_it() {
    for text in [
        "",
        "\u{feff}<!doctype html><p>a",
        "a < b <3 <",
        "</> </ x> </",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01//EN' \"x>y\"> b",
        "<?php echo 1 ?> <!x> <!> <!-> <!--> <!---> <!----> <!-----> <!--a--!> <!--a--!--> <!--<!--> <!--a<!->--> <!--a---> <!--a",
        "<![CDATA[ a ]]> <svg><![CDATA[ <b> ]]> c",
        "<A HREF=x Class='y z' class=w data-É='1' =a \"b c=  'd'e=f/g h / i/>",
        "<a b= > <a b=c&amp;d e='&lt' f=\"&copy=1 &copy; &copyx &notit; &notin;\">",
        "&amp; &ampx &nope; &#65; &#x41 &#; &#x; &#128; &#0; &#xD800; &#99999999999; &NotEqualTilde; &",
        "<title>a &amp; <b> </titles></title x='>'>b",
        "<script>a <!-- b </script> c",
        "<script><!-- <script> a </script> --> b </script> c",
        "<script>a</SCRIPT\n>b<style>c</style",
        "<textarea>a",
        "<plaintext>a<b>&amp;",
        "a\r\nb\rc<p\r\nd='\r'>\0e",
        "<p a a=1 A=2>",
        "<p a='1",
        "</p a=1/>",
    ] {
        assert_eq!(told(text), told_by_html5ever(text), "{text:?}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_mixture_of_markup_is_read_as_html5ever_reads_it(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "<", ">", "/", "</", "<!", "<!--", "--", "-->", "-", "!", "?", "=", "\"", "'", "&", ";", "#", "x41", "amp", "not", "a", "B", "é",
            " ", "\n", "\r", "\t", "<p", "<a href=", "</p>", "<script>", "</script>", "</script", "<title>", "</title>", "<style>", "</style >",
            "<svg>", "[CDATA[", "]]>", "doctype", "<!doctype ", "html", "public", "class='x y'", "&lt;", "&#1", "1", "\0",
        ]), 0..24)
    ) {
        let text: String = parts.concat();
        proptest::prop_assert_eq!(told(&text), told_by_html5ever(&text));
    }
}

#[test]
fn time_does_not_grow_with_the_square_of_what_is_left_open() {
    for part in ["<!--", "<a b='", "<title>", "<script><!--<script>", "</", "&#1", "<x ", "<!doctype '"] {
        let page = part.repeat(200_000);
        assert!(!told(&page).is_empty());
    }
}
