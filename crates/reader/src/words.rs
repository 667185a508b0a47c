//! Words made comparable: lower case, no accents, no punctuation between them. What "plain" means here is the same for the
//! tables that are searched and for the texts they are searched in.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use unicode_normalization::UnicodeNormalization;

use crate::eights::{blanks, eight_at, first_bytes, first_of, leading_alphanumerics, lower};
use crate::short_text::{ShortText, any_byte, gaps, push_plain};

/// Lower case, accents and other marks taken off ("Über" → "uber", "Łódź" → "lodz", "straße" → "strasse"), everything that is
/// no letter or digit made a single space, ends trimmed. An "@" stays.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_plain(&mut out, text);
    out
}

/// [`plain`], one character after the other: what the tables that are faster are made from, and the way of texts that those do not hold.
pub(crate) fn make_plain(text: &str) -> String {
    let mut plain = Plain { out: Vec::with_capacity(text.len()), gap: false };
    let mut at = 0;
    while at < text.len() {
        // Most of most texts.
        let rest = &text.as_bytes()[at..];
        let part = &rest[..rest.len().min(PART)];
        let ascii = if part.is_ascii() { part.len() } else { part.iter().take_while(|b| b.is_ascii()).count() };
        if ascii > 0 {
            plain.push_part(&part[..ascii]);
            at += ascii;
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
    // It is made of whole characters only.
    String::from_utf8(plain.out).unwrap_or_default()
}

/// A plain text being written.
struct Plain {
    /// Bytes, because most of what is written is ASCII.
    out: Vec<u8>,
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

/// Bytes of ASCII made plain at a time.
const PART: usize = 32;

impl Plain {
    /// Adds at most [`PART`] bytes of ASCII. Without branches, because no processor foretells where words end.
    fn push_part(&mut self, part: &[u8]) {
        let mut plain = [0_u8; PART * 2];
        let (mut length, mut gap, mut any) = (0_usize, self.gap, !self.out.is_empty());
        for byte in part {
            let became = ASCII[usize::from(byte & 0x7f)];
            let kept = became > NOTHING;
            // Each byte adds two at most.
            plain[length % (PART * 2)] = b' ';
            length += usize::from(kept & gap & any);
            plain[length % (PART * 2)] = became;
            length += usize::from(kept);
            any |= kept;
            gap = gap & !kept | (became == GAP);
        }
        self.gap = gap;
        self.out.extend_from_slice(plain.get(..length).unwrap_or_default());
    }

    fn push_letters(&mut self, letters: &str) {
        self.break_gap();
        self.out.extend_from_slice(letters.as_bytes());
    }

    fn push(&mut self, c: char) {
        if let Some(byte) = u8::try_from(c).ok().filter(u8::is_ascii) {
            self.push_part(&[byte]);
        } else if c.is_alphanumeric() || is_mark_that_counts(c) {
            self.break_gap();
            self.out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else if !is_mark(c) && c != '’' {
            self.gap = true;
        }
    }

    fn break_gap(&mut self) {
        if self.gap && !self.out.is_empty() {
            self.out.push(b' ');
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
///
/// A word of the table starts where a word of the text starts, so that only those places are looked at, and there only at the
/// words with the same first letters. Scripts without spaces between words have no such places: their texts are searched by an
/// automaton, made when the first comes by.
pub(crate) struct WordTable<T> {
    entries: Vec<Entry<T>>,
    starts: Starts,
    automaton: OnceLock<Option<AhoCorasick>>,
}

struct Entry<T> {
    word: String,
    meaning: T,
    /// A longer word may start with it.
    open: bool,
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
                    entries.push(Entry { word, meaning: *meaning, open });
                }
            }
        }
        let starts = Starts::of(&entries);
        Self { entries, starts, automaton: OnceLock::new() }
    }

    /// Words found in a plain text, in order, none overlapping another.
    pub(crate) fn find_all(&self, plain: &str) -> Vec<Found<T>> {
        let spaced = is_spaced(plain);
        std::iter::successors(self.find_from(plain, 0, spaced), |last| self.find_from(plain, last.end, spaced)).collect()
    }

    /// First word found.
    pub(crate) fn find(&self, plain: &str) -> Option<Found<T>> {
        self.find_from(plain, 0, is_spaced(plain))
    }

    /// False when surely no word of the table stands in a text as it is written, however much of it: to make a paragraph plain costs
    /// more than to look at how its words begin.
    pub(crate) fn may_stand_in(&self, written: &str) -> bool {
        let bytes = written.as_bytes();
        // Of scripts with such bytes some put no spaces between words; dashes and quotation marks begin with 0xe2.
        if any_byte(written, |byte| (byte >= 0xe0) & (byte != 0xe2)) {
            return true;
        }
        std::iter::once(0).chain(gaps(bytes).map(|gap| gap + 1)).any(|at| self.may_begin(written, at))
    }

    /// False when surely no word of the table begins at a byte of a text as it is written.
    fn may_begin(&self, written: &str, at: usize) -> bool {
        let bytes = written.as_bytes();
        let first = bytes.get(at).copied().unwrap_or(b' ');
        // Two letters of ASCII stay what they are, whatever follows, and refuse most words.
        let second = bytes.get(at + 1).copied().unwrap_or(b' ');
        let refused = first.is_ascii() && second.is_ascii_alphanumeric() && !self.starts.pairs.holds(first, second);
        !refused && self.may_begin_with(written, at, first)
    }

    /// [`Self::may_begin`] for words that two letters do not refuse. Apart from it, so that those who go over a text hold little code.
    #[inline(never)]
    fn may_begin_with(&self, written: &str, at: usize, first: u8) -> bool {
        let bytes = written.as_bytes();
        if !first.is_ascii_alphanumeric() && first < 0xc0 {
            return false;
        }
        let eight = eight_at(bytes, at, b' ');
        let run = leading_alphanumerics(eight);
        let begins = first_bytes(lower(eight), run);
        let behind = if run < 8 { (eight >> (8 * run)).to_le_bytes()[0] } else { b' ' };
        // Accents and apostrophes are taken off.
        let goes_on = !behind.is_ascii() || behind == b'\'';
        // The first four letters refuse nearly all words.
        if (run >= 4 || !goes_on) && !self.starts.may_hold(begins) {
            return false;
        }
        if goes_on {
            let end = next_space(bytes, at).unwrap_or(bytes.len());
            let plain = ShortText::plain(written.get(at..end).unwrap_or_default());
            let plain = plain.as_bytes();
            let run = leading_alphanumerics(eight_at(plain, 0, b' '));
            return self.may_go_on(plain, run, matches!(plain.get(run), None | Some(b' ')));
        }
        self.may_go_on(&begins.to_le_bytes(), run, run < 8)
    }

    /// False when no word of the table has the letters and digits that a plain text begins with: at most eight, and all of its first
    /// word when that `ends` behind them.
    fn may_go_on(&self, plain: &[u8], run: usize, ends: bool) -> bool {
        let known = if ends { run.min(7) + 1 } else { run };
        self.starts.words(plain).iter().any(|number| {
            let word = self.entries[usize::from(*number)].word.as_bytes();
            word.iter().zip(plain.iter().chain(std::iter::once(&b' '))).take(known).all(|(of_table, of_text)| of_table == of_text)
        })
    }

    /// First word found at a byte or behind it.
    fn find_from(&self, plain: &str, at: usize, spaced: bool) -> Option<Found<T>> {
        if spaced { self.find_at_starts(plain, at) } else { self.find_anywhere(plain, at) }
    }

    /// For a text with spaces between all its words.
    fn find_at_starts(&self, plain: &str, mut at: usize) -> Option<Found<T>> {
        let bytes = plain.as_bytes();
        loop {
            if at == 0 || bytes.get(at - 1) == Some(&b' ') {
                let rest = &bytes[at..];
                // The longest counts, and when that goes on within a longer word, none.
                let mut entries = self.starts.words(rest).iter().map(|n| &self.entries[usize::from(*n)]);
                if let Some(entry) = entries.find(|entry| rest.starts_with(entry.word.as_bytes())) {
                    let end = at + entry.word.len();
                    if entry.open || matches!(bytes.get(end), None | Some(b' ')) {
                        return Some(Found { meaning: entry.meaning, start: at, end });
                    }
                }
            }
            at = next_space(bytes, at)? + 1;
        }
    }

    /// For a text in which a word may start within others.
    fn find_anywhere(&self, plain: &str, mut at: usize) -> Option<Found<T>> {
        // A table too big for the automaton would be a mistake of ours that every test shows; it then finds nothing.
        let automaton = self.automaton.get_or_init(|| {
            AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .kind((self.entries.len() <= MAX_DENSE).then_some(AhoCorasickKind::DFA))
                .build(self.entries.iter().map(|entry| &entry.word))
                .ok()
        });
        let automaton = automaton.as_ref()?;
        // After a match that fails at its edges the search goes on one character later, so that "no contact" is found in "mono contact".
        while let Some(m) = automaton.find(aho_corasick::Input::new(plain).range(at..)) {
            let entry = &self.entries[m.pattern().as_usize()];
            if bounded(plain, m.start(), m.end(), entry.open) {
                return Some(Found { meaning: entry.meaning, start: m.start(), end: m.end() });
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

/// Which two letters some words begin with, a bit for each pair: the soonest refusal of other words. Of letters of ASCII either case is
/// the same; other bytes share their bits with some of them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Pairs([u32; 32]);

impl Pairs {
    /// Adds the first two bytes of a word.
    pub(crate) fn add(&mut self, first: u8, second: u8) {
        self.0[usize::from(first & 0x1f)] |= bit_of(second);
    }

    /// Adds a letter that any other may stand behind.
    fn add_all(&mut self, first: u8) {
        self.0[usize::from(first & 0x1f)] = u32::MAX;
    }

    /// False when none of the words begins with these.
    pub(crate) fn holds(&self, first: u8, second: u8) -> bool {
        self.0[usize::from(first & 0x1f)] & bit_of(second) != 0
    }
}

/// The words of a table by their first three bytes.
struct Starts {
    /// The first two letters of the words.
    pairs: Pairs,
    /// How the words of each slot go on: the bits of their fourth bytes. Most words of a text share three letters with a word of the
    /// table now and then, and four with none.
    fourths: Box<[u32]>,
    /// Where the words of each slot start in `order`; those of the last end it.
    slots: Box<[u16]>,
    /// Numbers of words, the longer first.
    order: Box<[u16]>,
}

impl Starts {
    fn of<T>(entries: &[Entry<T>]) -> Self {
        let count = (entries.len() * 4).next_power_of_two().clamp(64, 4096);
        let mut by_slot: Vec<Vec<u16>> = vec![Vec::new(); count];
        for (number, entry) in entries.iter().enumerate() {
            // No table has as many words as 16 bits count.
            let Ok(number) = u16::try_from(number) else { break };
            if entry.open && entry.word.len() < 3 {
                // What follows may be anything.
                by_slot.iter_mut().for_each(|slot| slot.push(number));
            } else {
                by_slot[slot_of(entry.word.as_bytes(), count)].push(number);
            }
        }
        let fourths = by_slot.iter().map(|numbers| {
            numbers.iter().fold(0, |bits, n| {
                let entry = &entries[usize::from(*n)];
                bits | match entry.word.as_bytes() {
                    [_, _, _, fourth, ..] => bit_of(*fourth),
                    [_, _, _] if !entry.open => bit_of(b' '),
                    // Behind a word of one or two letters stands any other.
                    _ => u32::MAX,
                }
            })
        });
        let fourths = fourths.collect();
        let mut pairs = Pairs::default();
        for entry in entries {
            match entry.word.as_bytes() {
                [first] if entry.open => pairs.add_all(*first),
                [first, second, ..] => pairs.add(*first, *second),
                _ => {}
            }
        }
        let mut slots = Vec::with_capacity(count + 1);
        let mut order: Vec<u16> = Vec::with_capacity(entries.len());
        for mut numbers in by_slot {
            slots.push(u16::try_from(order.len()).unwrap_or(u16::MAX));
            // A stable sort: of equal words the first one counts.
            numbers.sort_by_key(|n| std::cmp::Reverse(entries[usize::from(*n)].word.len()));
            order.extend(numbers);
        }
        slots.push(u16::try_from(order.len()).unwrap_or(u16::MAX));
        Self { pairs, fourths, slots: slots.into_boxed_slice(), order: order.into_boxed_slice() }
    }

    /// False when no word begins with the first four of eight letters and digits, spaces behind the last.
    fn may_hold(&self, eight: u64) -> bool {
        let [first, second, third, fourth, ..] = eight.to_le_bytes();
        self.fourths[slot_of(&[first, second, third], self.fourths.len())] & bit_of(fourth) != 0
    }

    /// Words that may stand where `text` starts.
    fn words(&self, text: &[u8]) -> &[u16] {
        let slot = slot_of(text, self.fourths.len());
        if self.fourths[slot] & bit_of(text.get(3).copied().unwrap_or(b' ')) == 0 {
            return &[];
        }
        &self.order[usize::from(self.slots[slot])..usize::from(self.slots[slot + 1])]
    }
}

/// The bit of a word's fourth byte, which several share.
fn bit_of(byte: u8) -> u32 {
    1 << (byte & 0x1f)
}

/// Which of `count` slots (a power of two) a word with these first bytes is in. A word of one or two letters ends with a space,
/// whatever follows.
fn slot_of(text: &[u8], count: usize) -> usize {
    let [first, second, third] = match text {
        [first, second, third, ..] => [*first, *second, *third],
        [first, second] => [*first, *second, b' '],
        [first] => [*first, b' ', b' '],
        [] => [b' '; 3],
    };
    let third = if second == b' ' { b' ' } else { third };
    let letters = u32::from(first) | u32::from(second) << 8 | u32::from(third) << 16;
    (letters.wrapping_mul(0x9E37_79B1) >> 16) as usize & (count - 1)
}

/// The next space at a byte of a text or behind it. The text is a block's or a plain one, and holds nothing below a space.
pub(crate) fn next_space(bytes: &[u8], mut at: usize) -> Option<usize> {
    while at < bytes.len() {
        let blanks = blanks(eight_at(bytes, at, b'a'));
        if blanks != 0 {
            return Some(at + first_of(blanks));
        }
        at += 8;
    }
    None
}

/// True when no character of a plain text is of a script without spaces: in UTF-8 all of those start with a high byte.
fn is_spaced(plain: &str) -> bool {
    plain.bytes().all(|b| b < 0xE0)
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

    proptest::proptest! {
        #[test]
        fn a_spaced_text_is_searched_alike_either_way(text in "(a|b|ab|abc|é| ){0,30}") {
            let table = WordTable::new(&[(1, "a, ab, abc a, b c*, ab b, é ab, aé*"), (2, "abc, b*, ab a b, a")]);
            let text = plain(&text);
            let all = |spaced| {
                std::iter::successors(table.find_from(&text, 0, spaced), |f| table.find_from(&text, f.end, spaced)).collect::<Vec<_>>()
            };
            proptest::prop_assert_eq!(all(true), all(false));
        }
    }

    proptest::proptest! {
        #[test]
        fn a_text_with_a_word_is_never_refused(text in "(data|Data|étude|Étude |l'|’|officer|OFFICER|-|–| |über|uber|ab|x|s|1|ß|foto){0,9}") {
            let table = WordTable::new(&[(1, "data officer, etude*, ab, l'etude, uberdata, officerofficer"), (2, "1, x data, fot*, ssab")]);
            if table.find(&plain(&text)).is_some() {
                proptest::prop_assert!(table.may_stand_in(&text), "{text}");
            }
        }
    }

    #[test]
    fn most_texts_are_refused_as_they_are_written() {
        let table = WordTable::new(&[(1, "ombudsman*, préfecture, legal aid")]);
        for text in ["Wir öffnen um 9 Uhr – für Sie!", "the legality of ombudsmen", "l'été, préférence", ""] {
            assert!(!table.may_stand_in(text), "{text}");
        }
        assert!(table.may_stand_in("(PRÉFECTURE") && table.may_stand_in("the 'Legal aid'"));
    }

    #[test]
    fn escapes_are_decoded_and_broken_ones_kept() {
        assert_eq!(percent_decode("a%40b%2"), "a@b%2");
        assert_eq!(percent_decode("%C3%BC%FF"), "ü\u{fffd}");
    }
}
