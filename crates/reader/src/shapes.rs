//! The shapes of a table's words: how they begin and how long they are. Nearly no word of a page has the shape of one of the table's,
//! and is not made plain, hashed and looked up then.
//!
//! Belongs here: refusing words quickly, whatever their case. Does not belong here: the tables. A word of the table is never refused.

/// Lengths of the words that begin with the same two letters, a bit for each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shapes(Vec<u64>);

/// Pairs of first letters that are told apart.
const PLACES: usize = 1 << 10;

impl Shapes {
    /// The shapes of some words.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut shapes = Self(Vec::new());
        words.into_iter().for_each(|word| shapes.add(word));
        shapes
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn a_word_of_the_table_is_never_refused(words in proptest::collection::vec("\\PC{0,70}", 0..9)) {
            let shapes = Shapes::of(words.iter().map(String::as_str));
            proptest::prop_assert!(words.iter().all(|word| shapes.may_hold(word) && shapes.may_hold(&word.to_ascii_uppercase())));
        }
    }

    #[test]
    fn most_words_are_refused() {
        let shapes = Shapes::of(["montag", "mo", "uhr"]);
        assert!(shapes.may_hold("MONTAG") && shapes.may_hold("Uhr"));
        assert!(!["", "m", "mon", "montags", "uhren", "ahr"].into_iter().any(|word| shapes.may_hold(word)));
        assert!(!Shapes::default().may_hold(""));
    }
}
