//! How the words of a page's blocks begin: one walk over all of them for the readers whose words nearly no block holds. Three walks of
//! their own cost as much as all of a short page's names and addresses.
//!
//! Belongs here: the walk, and what it found. Does not belong here: the words, which each reader knows. A block that holds one is never
//! refused.

use std::sync::LazyLock;

use crate::Document;
use crate::emails::{mark_may_begin, mark_may_begin_with};
use crate::organisation::{form_may_begin, form_may_begin_with};
use crate::short_text::{any_byte, gaps, is_letter};

/// Longest block that is walked over, in bytes; of a longer one anything is believed.
const LONGEST: usize = 1200;

/// What the words of one block may be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Words {
    /// One may stand for the "@" of an address, or the sign itself is there.
    mark: bool,
    /// One may be a company's form.
    form: bool,
    /// How many begin with a capital; counted as far as two.
    capitals: u8,
}

/// What the words of each block of a page may be.
#[derive(Debug, Default)]
pub(crate) struct Beginnings(Vec<Words>);

impl Beginnings {
    /// Walks over the words of a page.
    pub(crate) fn of(document: &Document) -> Self {
        Self(document.blocks.iter().map(|block| Words::of(&block.text)).collect())
    }

    /// False for a block in which nothing stands for the "@" of an address.
    pub(crate) fn may_hold_mark(&self, block: usize) -> bool {
        self.0.get(block).is_none_or(|words| words.mark)
    }

    /// False for a block without a company's form.
    pub(crate) fn may_hold_form(&self, block: usize) -> bool {
        self.0.get(block).is_none_or(|words| words.form)
    }

    /// Whether two words of a block, or more, begin with a capital; every word behind anything but a letter counts. No person's name
    /// has fewer.
    pub(crate) fn has_two_capitals(&self, block: usize) -> bool {
        self.0.get(block).is_none_or(|words| words.capitals >= 2)
    }
}

/// Something stands for "@".
const MARK: u8 = 1;
/// A company's form.
const FORM: u8 = 2;
/// A capital of ASCII.
const CAPITAL: u8 = 4;

/// What words may be by their first byte and six bits of their second: nearly none is looked at any closer.
static KINDS: LazyLock<Box<[u8]>> = LazyLock::new(|| {
    let mut kinds = vec![0; 256 << 6];
    for (first, second) in (0..=u8::MAX).flat_map(|first| (0..=u8::MAX).map(move |second| (first, second))) {
        kinds[place(first, second)] |= if mark_may_begin_with(first, second) { MARK } else { 0 }
            | if form_may_begin_with(first, second) { FORM } else { 0 }
            | if first.is_ascii_uppercase() { CAPITAL } else { 0 };
    }
    kinds.into_boxed_slice()
});

/// Letters of either case share a place, and none with a digit or a sign of ASCII.
fn place(first: u8, second: u8) -> usize {
    usize::from(first) << 6 | usize::from(second >> 1 & 0x20 | second & 0x1f)
}

impl Words {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        if bytes.len() > LONGEST {
            return Self { mark: true, form: true, capitals: 2 };
        }
        let kinds: &[u8] = &KINDS;
        // Scripts whose companies' forms are glued to the name begin with these bytes.
        let mut words = Self { form: any_byte(text, |byte| (0xe3..=0xed).contains(&byte)), ..Self::default() };
        let mut wanted = words.wanted();
        let places = gaps(bytes).map(|gap| (gap + 1, bytes[gap]));
        for (at, last) in std::iter::once((0, b' ')).chain(places) {
            let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
            let kind = kinds.get(place(byte(at), byte(at + 1))).copied().unwrap_or(u8::MAX);
            let kind = match last {
                // The sign itself, and the first byte of its wider forms.
                b'@' | 0xef => u8::MAX,
                // What may be a capital: behind the first byte of a character no word begins.
                0xc0.. => CAPITAL,
                _ => kind,
            };
            if kind & wanted > 0 {
                words.look(text, last, at, kind & wanted);
                wanted = words.wanted();
            }
        }
        words
    }

    /// The kinds of words that are not found yet.
    fn wanted(self) -> u8 {
        let wanted = |found: bool, kind: u8| if found { 0 } else { kind };
        wanted(self.mark, MARK) | wanted(self.form, FORM) | wanted(self.capitals >= 2, CAPITAL)
    }

    /// Looks at the word that may begin at a byte, behind another byte which is no letter of ASCII, for what it may be. Asked of few words,
    /// and apart from the walk over all of them, so that this holds little code.
    #[inline(never)]
    fn look(&mut self, text: &str, last: u8, at: usize, kinds: u8) {
        let bytes = text.as_bytes();
        if kinds & MARK > 0 {
            self.mark = mark_may_begin(bytes, at, last);
        }
        if kinds & FORM > 0 {
            self.form = form_may_begin(bytes, at, last);
        }
        if kinds & CAPITAL > 0 {
            let capital = bytes.get(at).is_some_and(u8::is_ascii_uppercase) && (last.is_ascii() || !is_within(text, at));
            // A letter beyond ASCII is no letter of ASCII itself.
            self.capitals += u8::from(capital) + u8::from(last >= 0xc0 && is_capital(text, at - 1));
        }
    }
}

/// True for a capital beyond ASCII which begins a word.
fn is_capital(text: &str, at: usize) -> bool {
    text[at..].starts_with(|c: char| is_letter(c) && c.is_uppercase()) && !is_within(text, at)
}

/// True when a letter stands right before a byte.
fn is_within(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each character, one after the other.
    fn naively_has_two_capitals(text: &str) -> bool {
        let mut within = false;
        let begins = text.chars().filter(|c| {
            let begins = !within && is_letter(*c) && c.is_uppercase();
            within = is_letter(*c);
            begins
        });
        begins.count() >= 2
    }

    #[test]
    fn capitals_begin_words() {
        for text in ["Max Muster", "d'Arcy Élan", "kontakt: \"Erika Ångström", "MUSTER,Max"] {
            assert!(Words::of(text).capitals >= 2, "{text}");
        }
        for text in ["Über uns", "unser iPhone", "MUSTER", "", "株式会社"] {
            assert!(Words::of(text).capitals < 2, "{text}");
        }
    }

    #[test]
    fn words_that_are_looked_for_are_noticed_wherever_they_begin() {
        for text in
            ["info@muster.test", "info at muster", "at", "info(AT)muster", "info \u{ff20} muster", "zavináč", "x [à] muster"]
        {
            assert!(Words::of(text).mark, "{text}");
        }
        for text in ["Muster GmbH", "Muster,GmbH", "SARL Exemple", "Die (SARL Exemple", "Muster\u{a0}Ltd", "株式会社", "ООО"]
        {
            assert!(Words::of(text).form, "{text}");
        }
        assert_eq!(Words::of("unser Angebot für Sie"), Words { capitals: 2, ..Words::default() });
        assert_eq!(Words::of(&"x".repeat(LONGEST + 1)), Words { mark: true, form: true, capitals: 2 });
    }

    proptest::proptest! {
        #[test]
        fn capitals_are_counted_as_one_by_one(text in "([a-zA-Z]{0,9}|[ .,@\\[`{0-9]|.|[éÉ«ßИж字]){0,20}") {
            proptest::prop_assert_eq!(Words::of(&text).capitals >= 2, naively_has_two_capitals(&text));
        }

        #[test]
        fn no_word_is_overlooked(text in "([a-zA-Z]{0,4}|[ .,@(\\[{0-9]|at|Ltd|SARL |AG|chiocciola|.|[éÉ«ßИж字＠]){0,20}") {
            let mut looked = Words { form: any_byte(&text, |byte| (0xe3..=0xed).contains(&byte)), ..Words::default() };
            let mut look = |at: usize, last: u8| looked.look(&text, last, at, looked.wanted());
            look(0, b' ');
            text.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_alphabetic()).for_each(|(at, last)| look(at + 1, last));
            let words = Words::of(&text);
            proptest::prop_assert_eq!((words.mark, words.form), (looked.mark, looked.form));
        }
    }
}
