//! Words made plain, or written in small letters, without a place on the heap. Tables are asked for nearly every word of a page, and
//! nearly all of them are short and of Latin letters.
//!
//! Belongs here: the short way to what [`plain`] and the standard library say of a word. Does not belong here: what "plain" means
//! (`words`), which is asked of it once for each letter.

use std::ops::{Deref, RangeInclusive};
use std::str::Bytes;
use std::sync::LazyLock;

use crate::eights::{eight_at, first_of, leading_alphanumerics, lower, no_letters};
use crate::words::{make_plain, plain};

/// Longest text that is held without the heap, in bytes.
const SHORT: usize = 48;
/// Characters beyond ASCII that have a place in the table: the supplement of Latin and its two extensions, and behind them the
/// general punctuation and the signs of money.
const LATIN: usize = 0x250 - 0x80;
const PUNCTUATION: RangeInclusive<usize> = 0x2000..=0x20ff;

/// What a letter becomes, as ASCII: one byte or two (the second [`END`]), or one of the marks below.
type Letter = [u8; 2];
/// Nothing behind it.
const END: u8 = 0;
/// Asked of `words` each time.
const OTHER: Letter = [0, 0];
/// Something that is no letter or digit.
const GAP: Letter = [1, END];
/// As if it were not there.
const NOTHING: Letter = [2, END];

/// What each letter becomes.
struct Letters {
    ascii: [u8; 0x80],
    others: Box<[Letter]>,
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    let mut ascii = [GAP[0]; 0x80];
    for (code, into) in ascii.iter_mut().enumerate() {
        *into = letter(code)[0];
    }
    Letters { ascii, others: (0x80..0x80 + LATIN).chain(PUNCTUATION).map(letter).collect() }
});

/// Asks `words` for one letter.
fn letter(code: usize) -> Letter {
    let Some(c) = u32::try_from(code).ok().and_then(char::from_u32) else { return OTHER };
    let alone = make_plain(&c.to_string());
    let between = make_plain(&format!("a{c}a"));
    match alone.as_bytes() {
        [] if between == "aa" => NOTHING,
        [] if between == "a a" => GAP,
        // "Ŀ" is an "l" and a dot, which parts.
        _ if between != format!("a{alone}a") => OTHER,
        [one] if one.is_ascii() && *one > b' ' => [*one, END],
        [one, two] if one.is_ascii() && two.is_ascii() && *one > b' ' && *two > b' ' => [*one, *two],
        _ => OTHER,
    }
}

/// The place among the `others` of the character beyond ASCII that begins with `byte` and goes on in `rest`; `None` when it has none.
fn place(byte: u8, rest: &mut Bytes<'_>) -> Option<usize> {
    // Bytes behind the first hold six bits each.
    let mut six = || rest.next().map(|byte| usize::from(byte & 0x3f));
    match byte {
        0xc2..=0xc9 => Some((usize::from(byte & 0x1f) << 6 | six()?) - 0x80).filter(|place| *place < LATIN),
        0xe2 => six().filter(|row| *row < 4).and_then(|row| Some(LATIN + (row << 6 | six()?))),
        _ => None,
    }
}

/// A text made by one of the functions below.
pub(crate) enum ShortText {
    /// Short enough.
    Short { bytes: Buffer, len: u8 },
    /// Any other.
    Long(String),
}

/// Bytes of a short text, zeros behind it. At a place where eight are read at once.
#[repr(align(8))]
pub(crate) struct Buffer([u8; SHORT]);

impl ShortText {
    /// What `words::plain` makes of a word, or of a few.
    pub(crate) fn plain(text: &str) -> Self {
        // Accents are longer than what they become.
        let short = if text.len() <= 2 * SHORT { Self::short_plain(text) } else { None };
        short.unwrap_or_else(|| Self::Long(plain(text)))
    }

    /// What `str::to_lowercase` makes of a word, or of a few.
    pub(crate) fn lower(text: &str) -> Self {
        Self::short_lower(text).unwrap_or_else(|| Self::Long(text.to_lowercase()))
    }

    /// The text itself.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            // Whole characters alone are written, so it is always text. All of the buffer is looked at: how long each text is no
            // processor foretells, and that would cost more.
            Self::Short { bytes, len } => {
                str::from_utf8(&bytes.0).ok().and_then(|text| text.get(..usize::from(*len))).unwrap_or_default()
            }
            Self::Long(text) => text,
        }
    }

    fn short_plain(text: &str) -> Option<Self> {
        let mut bytes = [0; SHORT];
        let len = write_plain(&mut bytes, text)?;
        // What was written behind the text is no text.
        bytes.get_mut(len..)?.fill(0);
        Some(Self::Short { bytes: Buffer(bytes), len: u8::try_from(len).ok()? })
    }

    fn short_lower(text: &str) -> Option<Self> {
        let mut bytes = [0; SHORT];
        if text.is_ascii() {
            let into = bytes.get_mut(..text.len())?;
            into.copy_from_slice(text.as_bytes());
            into.make_ascii_lowercase();
            return Some(Self::Short { bytes: Buffer(bytes), len: u8::try_from(text.len()).ok()? });
        }
        let mut len = 0;
        for c in text.chars() {
            // Its small letter depends on what stands behind it.
            if c == 'Σ' {
                return None;
            }
            for lower in c.to_lowercase() {
                let into = bytes.get_mut(len..len + lower.len_utf8())?;
                len += lower.encode_utf8(into).len();
            }
        }
        Some(Self::Short { bytes: Buffer(bytes), len: u8::try_from(len).ok()? })
    }
}

/// Writes the plain form of a text behind what stands in `out`.
pub(crate) fn push_plain(out: &mut String, text: &str) {
    // In pieces that fit a buffer, cut at the spaces between words.
    let mut bytes = [0; PIECE + 8];
    let mut rest = text;
    let start = out.len();
    while !rest.is_empty() {
        let cut = if rest.len() <= PIECE { rest.len() } else { memchr::memrchr(b' ', &rest.as_bytes()[..PIECE]).unwrap_or(0) };
        let (piece, behind) = rest.split_at(cut);
        let Some(written) = write_plain(&mut bytes, piece).filter(|_| cut > 0) else {
            out.truncate(start);
            out.push_str(&make_plain(text));
            return;
        };
        if written > 0 {
            if out.len() > start {
                out.push(' ');
            }
            out.push_str(bytes.get(..written).and_then(|b| str::from_utf8(b).ok()).unwrap_or_default());
        }
        rest = behind;
    }
}

/// Longest piece that is made plain at once, in bytes; none becomes longer.
const PIECE: usize = 256;

/// Writes the plain form of a text to the start of a buffer; its length, or `None` when it does not fit with eight bytes to spare or
/// has letters that the table does not hold. Behind it stand other bytes.
fn write_plain(into: &mut [u8], text: &str) -> Option<usize> {
    let letters: &Letters = &LETTERS;
    let bytes = text.as_bytes();
    let (mut len, mut gap, mut at) = (0, false, 0);
    while at < bytes.len() {
        // Letters and digits of ASCII, most of most texts, are written eight at a time, behind a space if one is due; what is written
        // behind the last is overwritten.
        let spaced = gap && len > 0;
        let start = len + usize::from(spaced);
        let mut end = start;
        loop {
            let eight = eight_at(bytes, at, b' ');
            let run = leading_alphanumerics(eight);
            *into.get_mut(end..)?.first_chunk_mut()? = lower(eight).to_le_bytes();
            end += run;
            at += run;
            if run < 8 {
                break;
            }
        }
        if end > start {
            if spaced {
                *into.get_mut(len)? = b' ';
            }
            (len, gap) = (end, false);
            // Most words end here.
            if bytes.get(at) == Some(&b' ') {
                gap = true;
                at += 1;
            }
            continue;
        }
        let mut rest = text.get(at..)?.bytes();
        let byte = rest.next()?;
        let [one, two] = match letters.ascii.get(usize::from(byte)) {
            Some(letter) => [*letter, END],
            None => *letters.others.get(place(byte, &mut rest)?)?,
        };
        at = bytes.len() - rest.len();
        match [one, two] {
            OTHER => return None,
            GAP => gap = true,
            NOTHING => {}
            _ => {
                if gap && len > 0 {
                    *into.get_mut(len)? = b' ';
                    len += 1;
                }
                gap = false;
                *into.get_mut(len)? = one;
                len += 1;
                if two != END {
                    *into.get_mut(len)? = two;
                    len += 1;
                }
            }
        }
    }
    Some(len)
}

/// True when a byte of a text is one of some. Asking all of them at once, without a branch, is faster than stopping at the first:
/// most texts have none.
pub(crate) fn any_byte(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(0, |any, byte| any | u8::from(is(byte))) > 0
}

/// [`any_byte`] for two bytes, one behind the other.
pub(crate) fn any_pair(text: &str, are: impl Fn(u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    pairs.fold(0, |any, (first, second)| any | u8::from(are(*first, *second))) > 0
}

/// True for a text with a decimal digit of ASCII.
pub(crate) fn has_digit(text: &str) -> bool {
    any_byte(text, |byte| byte.is_ascii_digit())
}

/// Number of decimal digits of ASCII, counted in parts that one byte can count: many at a time.
pub(crate) fn count_digits(text: &str) -> usize {
    let part = |part: &[u8]| part.iter().fold(0_u8, |count, byte| count + u8::from(byte.is_ascii_digit()));
    text.as_bytes().chunks(usize::from(u8::MAX)).map(|bytes| usize::from(part(bytes))).sum()
}

/// `char::is_alphabetic`, sooner for the letters that most pages beyond ASCII are made of.
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        'A'..='Z' | 'a'..='z' => true,
        '\0'..='\u{7f}' => false,
        '\u{c0}'..='\u{24f}' => c != '×' && c != '÷',
        '\u{400}'..='\u{481}' => true,
        // Punctuation and the signs of money.
        '\u{80}'..='\u{a9}' | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Where the bytes of a text stand that are no letters of ASCII, in order. Words begin behind them: whoever looks at the words of every
/// text goes from one to the next, and no processor is asked to foretell how long each word is.
pub(crate) fn gaps(text: &[u8]) -> impl Iterator<Item = usize> {
    let (mut behind, mut found) = (0, 0_u64);
    std::iter::from_fn(move || {
        while found == 0 {
            if behind >= text.len() {
                return None;
            }
            found = no_letters(eight_at(text, behind, b'a'));
            behind += 8;
        }
        let at = behind - 8 + first_of(found);
        found &= found - 1;
        Some(at)
    })
}

impl Deref for ShortText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_letter_is_what_the_standard_library_says() {
        assert!((0..0x3000).filter_map(char::from_u32).all(|c| is_letter(c) == c.is_alphabetic()));
    }

    #[test]
    fn every_letter_is_what_the_words_say() {
        for c in (0..0x2200).filter_map(char::from_u32) {
            for text in [c.to_string(), format!("a{c}"), format!("{c}b"), format!("a{c} {c}'b")] {
                assert_eq!(ShortText::plain(&text).as_str(), make_plain(&text), "{text:?}");
                assert_eq!(ShortText::lower(&text).as_str(), text.to_lowercase(), "{text:?}");
                let mut pushed = "x".to_owned();
                push_plain(&mut pushed, &text);
                assert_eq!(pushed[1..], make_plain(&text), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn digits_are_counted_in_texts_of_any_length(text in "[0-9a-zé ]{0,900}") {
            prop_assert_eq!(count_digits(&text), text.bytes().filter(u8::is_ascii_digit).count());
            prop_assert_eq!(has_digit(&text), count_digits(&text) > 0);
            prop_assert_eq!(any_pair(&text, |first, second| (first == b'1') & (second == b'2')), text.contains("12"));
        }

        #[test]
        fn words_are_found_eight_bytes_at_a_time(text in "([a-zA-Z]{0,9}|[ .,@\\[`{0-9]|.|[éÉ«ßИж字]){0,20}") {
            let naive: Vec<usize> = text.bytes().enumerate().filter(|(_, b)| !b.is_ascii_alphabetic()).map(|(at, _)| at).collect();
            prop_assert_eq!(gaps(text.as_bytes()).collect::<Vec<_>>(), naive);
        }

        #[test]
        fn any_text_is_what_the_words_say(text in "([a-zA-Z0-9 '’.@ßéŁđæ-]|.){0,60}") {
            let word = ShortText::plain(&text);
            prop_assert_eq!(word.as_str(), make_plain(&text));
            let lower = ShortText::lower(&text);
            prop_assert_eq!(lower.as_str(), text.to_lowercase());
            let mut pushed = String::new();
            push_plain(&mut pushed, &text);
            prop_assert_eq!(pushed, make_plain(&text));
        }
    }
}
