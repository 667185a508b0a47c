//! What people write for "@" and "." in running text.
//!
//! Belongs here: the words and signs, and the search for them. Does not belong here: what stands to the left and right of one (`text`).

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::short_text::gaps;
use crate::words::Pairs;

/// Words for "@" that mean nothing else; with brackets or without. In lower case, but for what the search for marks, which folds
/// ASCII letters only, would miss.
pub(super) const STRONG: &[&str] = &[
    "arobase",
    "arobas",
    "arroba",
    "chiocciola",
    "chiocciolina",
    "apenstaartje",
    "aapenstaartje",
    "klammeraffe",
    "małpa",
    "malpa",
    "małpka",
    "malpka",
    "arrova",
    "arond",
    "равлик",
    "zavináč",
    "zavinač",
    "zavinac",
    "snabel-a",
    "snabela",
    "krøllalfa",
    "krollalfa",
    "kukac",
    "собака",
    "παπάκι",
    "papaki",
    "at-zeichen",
    "ät",
    "ÄT",
    "アットマーク",
    "골뱅이",
    "艾特",
    "kuyruklu a",
    "собачка",
    "miukumauku",
    "apestaart",
    "apestaartje",
    "alfakrøll",
    "alfakroll",
    "majmun",
    "маймунско а",
    "кльомба",
    "coqueret",
    "strudel",
    "ludo a",
    "afna",
    "monkey a",
    "圈a",
    "小老鼠",
];
/// Words and signs for "@" that need brackets.
pub(super) const WEAK: &[&str] = &["at", "a", "à", "et", "bei", "chez", "ad", "@", "＠", "æt", "アット", "at-sign", "at sign"];
/// Words for "." in brackets or between spaces.
pub(super) const DOTS: &[&str] = &[
    "dot",
    "punkt",
    "point",
    "punto",
    "ponto",
    "kropka",
    "tečka",
    "tecka",
    "bodka",
    "piste",
    "punct",
    "точка",
    "крапка",
    "τελεία",
    "nokta",
    "pont",
    "prik",
    "punt",
    "punktum",
    "pika",
    "točka",
    "tocka",
    "tačka",
    "tacka",
    "taškas",
    "taskas",
    "punkts",
    "stip",
    "ドット",
    "점",
    "点",
    "Punkt",
    ".",
];

/// What stands for "@", beside the words above; within words "at" does not.
const AT: &str = "at";
const OTHERS: &[&str] =
    &["＠", "﹫", " chez ", " bei ", "(a)", "[a]", "(à)", "[à]", "(et)", "[et]", "(bei)", "(chez)", "(ad)", "[ad]", "アット"];

/// Whatever may stand for "@", searched for in one pass.
pub(super) static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = ["@", AT].into_iter().chain(STRONG.iter().copied()).chain(OTHERS.iter().copied());
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words)
        .ok()
});

/// How the [`MARKS`] begin that are words.
struct Starts {
    /// With which two letters: most words of a text are refused by these.
    pairs: Pairs,
    /// With which three, by a hash of them, a bit for each.
    threes: [u64; SLOTS / 64],
}

impl Starts {
    /// True when a mark begins at a byte of a text. Asked of few words, and apart from the look at all of them, so that this holds little
    /// code.
    #[inline(never)]
    fn mark_at(&self, text: &[u8], at: usize) -> bool {
        let rest = text.get(at..).unwrap_or_default();
        let letters = letters(rest);
        let slot = slot(letters);
        letters[0] != b' ' && self.threes[slot / 64] >> (slot % 64) & 1 == 1 && is_mark(rest) && !is_preposition(text, at)
    }
}

static STARTS: LazyLock<Starts> = LazyLock::new(|| {
    let mut starts = Starts { pairs: Pairs::default(), threes: [0; SLOTS / 64] };
    for word in &*WORDS {
        let letters = letters(word);
        let slot = slot(letters);
        starts.pairs.add(letters[0], letters[1]);
        starts.threes[slot / 64] |= 1 << (slot % 64);
    }
    starts
});

/// The [`MARKS`] that are words.
static WORDS: LazyLock<Vec<&'static [u8]>> = LazyLock::new(|| {
    // Between spaces or brackets stands a word as well.
    let words = STRONG.iter().chain(OTHERS).map(|word| word.trim_matches([' ', '(', '[', ')', ']']));
    words.chain([AT]).map(str::as_bytes).collect()
});

/// True for a text that begins with one of them; most that have the first letters of one do not.
fn is_mark(text: &[u8]) -> bool {
    WORDS.iter().any(|word| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)))
}

/// Bits of [`Starts::threes`].
const SLOTS: usize = 1 << 13;

/// The bit of a word with these first three letters. Of a shorter word than three the third is a space, whatever follows.
#[inline]
fn slot([first, second, third]: [u8; 3]) -> usize {
    let third = if second == b' ' { b' ' } else { third };
    let letters = u32::from(first) | u32::from(second) << 8 | u32::from(third) << 16;
    (letters.wrapping_mul(0x9E37_79B1) >> 19) as usize
}

/// The first three letters of a text: in lower case, with a space for what is none and behind its end.
#[inline]
fn letters(text: &[u8]) -> [u8; 3] {
    let bytes = match text {
        [first, second, third, ..] => [*first, *second, *third],
        [first, second] => [*first, *second, b' '],
        [first] => [*first, b' ', b' '],
        [] => [b' '; 3],
    };
    bytes.map(|byte| LETTERS[usize::from(byte)])
}

/// A byte as a part of a word: letters of ASCII in lower case, digits and all bytes of characters beyond ASCII, which may be letters
/// or marks, as they are; a space for what stands between words.
static LETTERS: [u8; 256] = {
    let mut letters = [b' '; 256];
    let mut byte = 0_u8;
    loop {
        if !byte.is_ascii() || byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    letters
};

/// Quick refusal of texts in which nothing stands for "@": no sign for it, and no word of the table's where a word begins. Within a
/// longer word none of them counts (see `at_word`).
pub(super) fn may_stand_in(text: &str) -> bool {
    let bytes = text.as_bytes();
    may_begin(bytes, 0, b' ') || gaps(bytes).any(|gap| may_begin(bytes, gap + 1, bytes[gap]))
}

/// False when `last`, a byte that is no letter of ASCII (a space for the start of a text), is no part of the sign and no word for it
/// begins behind it, at a byte of the text.
#[inline]
pub(crate) fn may_begin(text: &[u8], at: usize, last: u8) -> bool {
    match last {
        // The sign, and the first byte of its wider forms.
        b'@' | 0xef => true,
        // Behind a character beyond ASCII a word may begin too, but not behind a digit.
        b'0'..=b'9' => false,
        _ => {
            let byte = |at: usize| text.get(at).copied().unwrap_or(b' ');
            may_begin_with(byte(at), byte(at + 1)) && STARTS.mark_at(text, at)
        }
    }
}

/// [`may_begin`] by the first two bytes of a word, a space for what is behind the end of the text.
#[inline]
pub(crate) fn may_begin_with(first: u8, second: u8) -> bool {
    STARTS.pairs.holds(LETTERS[usize::from(first)], LETTERS[usize::from(second)])
}

/// "bei" and "chez" behind another word: prose, by far the most of all that looks like a mark. They stand for the sign in capitals and
/// between brackets alone.
fn is_preposition(bytes: &[u8], at: usize) -> bool {
    let rest = &bytes[at..];
    let behind_word = at >= 2 && bytes[at - 1] == b' ' && bytes[at - 2].is_ascii_alphanumeric();
    behind_word && (rest.starts_with(b"bei ") || rest.starts_with(b"chez "))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_text_with_a_mark_by_itself_is_refused(before in "[a-z ]{0,6}[ (\\[|-]|", after in "([ )\\]|.-][a-z ]{0,6})?", number in 0_usize..200) {
            let marks: Vec<&str> = ["@", AT].into_iter().chain(STRONG.iter().copied()).chain(OTHERS.iter().copied()).collect();
            let mark = marks[number % marks.len()];
            for mark in [mark.to_owned(), mark.to_ascii_uppercase()] {
                let text = format!("{before}{mark}{after}");
                proptest::prop_assert!(may_stand_in(&text), "{text}");
            }
        }
    }

    #[test]
    fn most_texts_are_refused() {
        for text in ["Unser Angebot für Sie", "Platz und Rat", "Contactez-nous 24/7", ""] {
            assert!(!may_stand_in(text), "{text}");
        }
    }
}
