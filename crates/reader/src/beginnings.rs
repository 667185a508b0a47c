//! How the words of a page's blocks begin: one walk over all of them for the readers whose words nearly no block holds. Three walks of
//! their own cost as much as all of a short page's names and addresses.
//!
//! Belongs here: the walk, and what it found. Does not belong here: the words, which each reader knows. A block that holds one is never
//! refused.

use crate::Document;
use crate::emails::mark_may_begin;
use crate::organisation::form_may_begin;
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
    /// How many begin with a capital, as far as two.
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

impl Words {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        if bytes.len() > LONGEST {
            return Self { mark: true, form: true, capitals: 2 };
        }
        // Scripts whose companies' forms are glued to the name begin with these bytes.
        let mut words = Self { form: any_byte(text, |byte| (0xe3..=0xed).contains(&byte)), ..Self::default() };
        words.look(text, b' ', 0);
        for gap in gaps(bytes) {
            // A letter beyond ASCII is such a byte itself.
            if bytes[gap] >= 0xc0 {
                words.look_beyond_ascii(text, gap);
            }
            words.look(text, bytes[gap], gap + 1);
        }
        words
    }

    /// Looks at the word that may begin at a byte, behind another byte which is no letter of ASCII.
    fn look(&mut self, text: &str, last: u8, at: usize) {
        let bytes = text.as_bytes();
        self.mark |= mark_may_begin(bytes, at, last);
        self.form |= form_may_begin(bytes, at, last);
        if bytes.get(at).is_some_and(u8::is_ascii_uppercase) && (last.is_ascii() || !is_within(text, at)) {
            self.capitals = (self.capitals + 1).min(2);
        }
    }

    /// Looks at a character beyond ASCII, which may be a capital.
    #[inline(never)]
    fn look_beyond_ascii(&mut self, text: &str, at: usize) {
        if text[at..].starts_with(|c: char| is_letter(c) && c.is_uppercase()) && !is_within(text, at) {
            self.capitals = (self.capitals + 1).min(2);
        }
    }
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
            assert_eq!(Words::of(text).capitals, 2, "{text}");
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
            proptest::prop_assert_eq!(Words::of(&text).capitals == 2, naively_has_two_capitals(&text));
        }
    }
}
