//! Words made comparable: lower case, no accents, no punctuation between them. What "plain" means here is the same for the
//! tables that are searched and for the texts they are searched in.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use unicode_normalization::UnicodeNormalization;

/// Lower case, accents and other marks taken off ("Über" → "uber", "Łódź" → "lodz", "straße" → "strasse"), everything that is
/// no letter or digit made a single space, ends trimmed. An "@" stays.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = Plain { out: String::with_capacity(text.len()), gap: false };
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        // Most of most texts.
        if byte.is_ascii() {
            plain.push_ascii(*byte);
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        at += c.len_utf8();
        for lower in c.to_lowercase() {
            match lower {
                'ß' => plain.push_letters("ss"),
                'æ' => plain.push_letters("ae"),
                'œ' => plain.push_letters("oe"),
                'ø' => plain.push_letters("o"),
                'ł' => plain.push_letters("l"),
                'đ' | 'ð' => plain.push_letters("d"),
                'ı' => plain.push_letters("i"),
                'ς' => plain.push_letters("σ"),
                // The usual accents, so that the tables of Unicode are asked for the others only.
                'à'..='å' => plain.push_letters("a"),
                'è'..='ë' => plain.push_letters("e"),
                'ì'..='ï' => plain.push_letters("i"),
                'ò'..='ö' => plain.push_letters("o"),
                'ù'..='ü' => plain.push_letters("u"),
                'ç' => plain.push_letters("c"),
                'ñ' => plain.push_letters("n"),
                // Kana and Hangul are kept whole: their marks make other letters.
                '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}' => plain.push(lower),
                other => std::iter::once(other).nfkd().for_each(|c| plain.push(c)),
            }
        }
    }
    plain.out
}

/// A plain text being written.
struct Plain {
    out: String,
    /// Something that is no letter or digit stood since the last one.
    gap: bool,
}

/// What becomes of each character of ASCII: itself in lower case, [`GAP`] or [`NOTHING`].
static ASCII: [u8; 128] = {
    let mut table = [GAP; 128];
    let mut byte = 0;
    while byte < 128_u8 {
        if byte.is_ascii_alphanumeric() || byte == b'@' {
            table[byte as usize] = byte.to_ascii_lowercase();
        } else if byte == b'\'' {
            table[byte as usize] = NOTHING;
        }
        byte += 1;
    }
    table
};
/// Something that is no letter or digit.
const GAP: u8 = 0;
/// As if it were not there.
const NOTHING: u8 = 1;

impl Plain {
    fn push_ascii(&mut self, byte: u8) {
        match ASCII.get(usize::from(byte)) {
            None | Some(&GAP) => self.gap = true,
            Some(&NOTHING) => {}
            Some(kept) => {
                self.break_gap();
                self.out.push(char::from(*kept));
            }
        }
    }

    fn push_letters(&mut self, letters: &str) {
        self.break_gap();
        self.out.push_str(letters);
    }

    fn push(&mut self, c: char) {
        if let Some(byte) = u8::try_from(c).ok().filter(u8::is_ascii) {
            self.push_ascii(byte);
        } else if c.is_alphanumeric() || is_mark_that_counts(c) {
            self.break_gap();
            self.out.push(c);
        } else if !is_mark(c) && c != '’' {
            self.gap = true;
        }
    }

    fn break_gap(&mut self) {
        if self.gap && !self.out.is_empty() {
            self.out.push(' ');
        }
        self.gap = false;
    }
}

/// Combining marks of Latin, Greek, Cyrillic, Hebrew and Arabic script.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036f}' | '\u{0591}'..='\u{05c7}' | '\u{064b}'..='\u{065f}')
}

/// Vowel signs without which a word of an Indic or Thai script falls apart.
fn is_mark_that_counts(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{0dff}' | '\u{0e00}'..='\u{0e7f}')
}

/// Scripts that put no space between words: a word may be found inside others.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// Most words of a table that is searched by a dense automaton: several times faster than a compact one, and larger.
const MAX_DENSE: usize = 1000;

/// Short keys of our own choosing need no protection against collisions made on purpose, only speed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

/// Something by word; for tables of ours that pages are looked up in.
pub(crate) type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// Words of ours.
pub(crate) type WordSet = HashSet<&'static str, BuildHasherDefault<Fnv>>;

/// A table of words, each with a meaning, searched for in plain text in one linear pass.
pub(crate) struct WordTable<T> {
    automaton: Option<AhoCorasick>,
    entries: Vec<(String, T, bool)>,
}

/// One word of a [`WordTable`] found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found<T> {
    /// What the table says of it.
    pub meaning: T,
    /// First byte in the plain text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

impl<T: Copy> WordTable<T> {
    /// Builds the table from groups of words, written one after another with commas. A word that ends in `*` may be the start of
    /// a longer one. Words are made plain here, so tables may be written as people write.
    pub(crate) fn new(groups: &[(T, &str)]) -> Self {
        let mut entries = Vec::new();
        for (meaning, words) in groups {
            for word in words.split(',') {
                let open = word.trim().ends_with('*');
                let word = plain(word);
                if !word.is_empty() {
                    entries.push((word, *meaning, open));
                }
            }
        }
        // A table too big for the automaton would be a mistake of ours that every test shows; it then finds nothing.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind((entries.len() <= MAX_DENSE).then_some(AhoCorasickKind::DFA))
            .build(entries.iter().map(|(w, ..)| w))
            .ok();
        Self { automaton, entries }
    }

    /// Words found in a plain text, in order, none overlapping another.
    pub(crate) fn find_all(&self, plain: &str) -> Vec<Found<T>> {
        std::iter::successors(self.find(plain), |last| self.find_from(plain, last.end)).collect()
    }

    /// First word found.
    pub(crate) fn find(&self, plain: &str) -> Option<Found<T>> {
        self.find_from(plain, 0)
    }

    /// First word found at a byte or behind it.
    fn find_from(&self, plain: &str, mut at: usize) -> Option<Found<T>> {
        let automaton = self.automaton.as_ref()?;
        // After a match that fails at its edges the search goes on one character later, so that "no contact" is found in "mono contact".
        while let Some(m) = automaton.find(aho_corasick::Input::new(plain).range(at..)) {
            let (_, meaning, open) = &self.entries[m.pattern().as_usize()];
            if bounded(plain, m.start(), m.end(), *open) {
                return Some(Found { meaning: *meaning, start: m.start(), end: m.end() });
            }
            // On to the next word: a table word starts only there, or anywhere in scripts without spaces.
            at = plain[m.start()..]
                .char_indices()
                .skip(1)
                .find(|(i, c)| is_unspaced(*c) || plain[..m.start() + i].ends_with(' '))
                .map(|(i, _)| m.start() + i)?;
        }
        None
    }
}

/// True when a match is not a part of a longer word.
fn bounded(plain: &str, start: usize, end: usize, open: bool) -> bool {
    let first = plain[start..].chars().next();
    let last = plain[..end].chars().next_back();
    let before = plain[..start].chars().next_back();
    let after = plain[end..].chars().next();
    let free_before = before.is_none_or(|c| c == ' ' || is_unspaced(c)) || first.is_some_and(is_unspaced);
    let free_after = open || after.is_none_or(|c| c == ' ' || is_unspaced(c)) || last.is_some_and(is_unspaced);
    free_before && free_after
}

/// Percent-decoding that leaves what is no valid escape as it is; invalid UTF-8 becomes U+FFFD.
pub(crate) fn percent_decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16)).and_then(|d| u8::try_from(d).ok());
        if bytes[at] == b'%'
            && let (Some(high), Some(low)) = (hex(at + 1), hex(at + 2))
        {
            out.push(high << 4 | low);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    Cow::Owned(String::from_utf8_lossy(&out).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_plain() {
        assert_eq!(plain("  Über-Uns / Łódź, STRASSE & Straße "), "uber uns lodz strasse strasse");
        assert_eq!(plain("L’équipe d'été"), "lequipe dete");
        assert_eq!(plain("O'Neill's ~Café~ 24/7, INFO@x.test!"), "oneills cafe 24 7 info@x test");
        assert_eq!(plain(" – '"), "");
        assert_eq!(plain("お問い合わせ"), "お問い合わせ");
        assert_eq!(plain("Επικοινωνία"), "επικοινωνια");
    }

    #[test]
    fn a_word_is_found_only_whole_unless_its_script_has_no_spaces() {
        let table = WordTable::new(&[(1, "team, kontakt*"), (2, "問い合わせ")]);
        assert_eq!(table.find("steam teams"), None);
        assert_eq!(table.find("steam team").map(|f| f.start), Some(6));
        assert_eq!(table.find("kontaktdaten").map(|f| f.meaning), Some(1));
        assert_eq!(table.find("こちらお問い合わせ先").map(|f| f.meaning), Some(2));
    }

    #[test]
    fn escapes_are_decoded_and_broken_ones_kept() {
        assert_eq!(percent_decode("a%40b%2"), "a@b%2");
        assert_eq!(percent_decode("%C3%BC%FF"), "ü\u{fffd}");
    }
}
