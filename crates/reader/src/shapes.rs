//! The shapes of a table's words: how they begin and how long they are. Nearly no word of a page has the shape of one of the table's,
//! and is not made plain, hashed and looked up then. Large tables and short words are told apart by eight letters ([`Heads`]).
//!
//! Belongs here: refusing words quickly, whatever their case. Does not belong here: the tables. A word of the table is never refused.

use crate::eights::{eight_at, first_bytes, leading_alphanumerics, lower};

/// Lengths of the words that begin with the same two letters, a bit for each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shapes(Vec<u64>);

/// Pairs of first letters that are told apart.
const PLACES: usize = 1 << 10;

impl Shapes {
    /// Adds that of one more word.
    pub(crate) fn add(&mut self, word: &str) {
        self.0.resize(PLACES, 0);
        self.0[place(word)] |= length(word);
    }

    /// True when a word of the table may be this one.
    pub(crate) fn may_hold(&self, word: &str) -> bool {
        self.0.get(place(word)).is_some_and(|lengths| lengths & length(word) > 0)
    }
}

/// Of a word's first two letters, whatever their case.
fn place(word: &str) -> usize {
    let five_bits = |at: usize| word.as_bytes().get(at).map_or(0, |byte| usize::from(byte & 0x1f));
    five_bits(0) << 5 | five_bits(1)
}

/// The bit of a word's length in bytes.
fn length(word: &str) -> u64 {
    1 << word.len().min(63)
}

/// The first eight letters of a table's words, a bit for what they are hashed to.
#[derive(Debug)]
pub(crate) struct Heads(Box<[u64]>);

impl Heads {
    /// Those of some words in plain form; of several words in one entry the first counts.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut bits = vec![0; 1 << 10].into_boxed_slice();
        for word in words.into_iter().filter_map(|entry| entry.split(' ').next()) {
            let (at, bit) = bit_of(eight_at(word.as_bytes(), 0, b' '));
            bits[at] |= bit;
        }
        Self(bits)
    }

    /// False when the plain form of a text, as it is written, surely begins with no word of the table.
    pub(crate) fn may_begin(&self, text: &str) -> bool {
        let eight = eight_at(text.as_bytes(), 0, b' ');
        let run = leading_alphanumerics(eight);
        let behind = if run < 8 { (eight >> (8 * run)).to_le_bytes()[0] } else { b' ' };
        // Marks before the word and accents and apostrophes within it are taken off: of those only the plain form tells.
        if run == 0 || !behind.is_ascii() || matches!(behind, b'\'' | b'@') {
            return true;
        }
        self.may_begin_with(eight, run)
    }

    /// False when no word of the table has the letters that a text begins with: how many of its first eight bytes are some, and nothing
    /// behind them is a part of the word.
    pub(crate) fn may_begin_with(&self, eight: u64, letters: usize) -> bool {
        let (at, bit) = bit_of(first_bytes(lower(eight), letters));
        self.0[at] & bit > 0
    }
}

/// The place and the bit of eight letters.
fn bit_of(eight: u64) -> (usize, u64) {
    let [.., low, high] = eight.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes();
    (usize::from(high) << 2 | usize::from(low >> 6), 1 << (low & 63))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::plain;

    fn shapes<'w>(words: impl IntoIterator<Item = &'w str>) -> Shapes {
        let mut shapes = Shapes::default();
        words.into_iter().for_each(|word| shapes.add(word));
        shapes
    }

    proptest::proptest! {
        #[test]
        fn a_word_of_the_table_is_never_refused(words in proptest::collection::vec("\\PC{0,70}", 0..9)) {
            let shapes = shapes(words.iter().map(String::as_str));
            proptest::prop_assert!(words.iter().all(|word| shapes.may_hold(word) && shapes.may_hold(&word.to_ascii_uppercase())));
        }
    }

    proptest::proptest! {
        #[test]
        fn a_text_that_begins_with_a_word_of_the_table_is_never_refused(
            word in "([a-zA-Z0-9]{0,9}|[é'’ßИ@]|.){0,3}",
            behind in "([ ,.(-]\\PC{0,9})?",
        ) {
            let text = format!("{word}{behind}");
            let plain = plain(&text);
            let first = plain.split(' ').next().unwrap_or_default();
            proptest::prop_assert!(Heads::of([first]).may_begin(&text), "{text}");
            proptest::prop_assert!(Heads::of([plain.as_str()]).may_begin(&text), "{text}");
        }
    }

    #[test]
    fn words_with_another_head_are_refused() {
        let heads = Heads::of(["montag", "mo", "wednesdays"]);
        for text in ["Montag", "MO,", "mo-fr", "Wednesdays", "Wednesday’s", "(Di", "Émile", "M'o"] {
            assert!(heads.may_begin(text), "{text}");
        }
        for text in ["Montags", "m", "mon", "Wednesd", "do", "24h"] {
            assert!(!heads.may_begin(text), "{text}");
        }
        assert!(!Heads::of([]).may_begin("Montag"));
    }

    #[test]
    fn most_words_are_refused() {
        let shapes = shapes(["montag", "mo", "uhr"]);
        assert!(shapes.may_hold("MONTAG") && shapes.may_hold("Uhr"));
        assert!(!["", "m", "mon", "montags", "uhren", "ahr"].into_iter().any(|word| shapes.may_hold(word)));
        assert!(!Shapes::default().may_hold(""));
    }
}
