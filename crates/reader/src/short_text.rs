//! Words made plain, or written in small letters, without a place on the heap. Tables are asked for nearly every word of a page, and
//! nearly all of them are short and of Latin letters.
//!
//! Belongs here: the short way to what [`plain`] and the standard library say of a word. Does not belong here: what "plain" means
//! (`words`), which is asked of it once for each letter.

use std::ops::Deref;
use std::sync::LazyLock;

use crate::words::plain;

/// Longest text that is held without the heap, in bytes.
const SHORT: usize = 46;
/// Characters that have a place in the table: Latin, its supplement and its two extensions.
const LATIN: usize = 0x250;

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

static LETTERS: LazyLock<Box<[Letter]>> = LazyLock::new(|| {
    let letter = |code: usize| {
        let Some(c) = u32::try_from(code).ok().and_then(char::from_u32) else { return OTHER };
        let alone = plain(&c.to_string());
        let between = plain(&format!("a{c}a"));
        match alone.as_bytes() {
            [] if between == "aa" => NOTHING,
            [] if between == "a a" => GAP,
            // "Ŀ" is an "l" and a dot, which parts.
            _ if between != format!("a{alone}a") => OTHER,
            [one] if one.is_ascii() && *one > b' ' => [*one, END],
            [one, two] if one.is_ascii() && two.is_ascii() && *one > b' ' && *two > b' ' => [*one, *two],
            _ => OTHER,
        }
    };
    (0..LATIN).map(letter).collect()
});

/// A text made by one of the functions below.
pub(crate) enum ShortText {
    /// Short enough.
    Short { bytes: [u8; SHORT], len: u8 },
    /// Any other.
    Long(String),
}

impl ShortText {
    /// What `words::plain` makes of a word, or of a few.
    pub(crate) fn plain(text: &str) -> Self {
        Self::short_plain(text).unwrap_or_else(|| Self::Long(plain(text)))
    }

    /// What `str::to_lowercase` makes of a word, or of a few.
    pub(crate) fn lower(text: &str) -> Self {
        Self::short_lower(text).unwrap_or_else(|| Self::Long(text.to_lowercase()))
    }

    /// The text itself.
    pub(crate) fn as_str(&self) -> &str {
        match self {
            // Whole characters alone are written, so it is always text.
            Self::Short { bytes, len } => bytes.get(..usize::from(*len)).and_then(|b| str::from_utf8(b).ok()).unwrap_or_default(),
            Self::Long(text) => text,
        }
    }

    fn short_plain(text: &str) -> Option<Self> {
        let letters: &[Letter] = &LETTERS;
        let mut bytes = [0; SHORT];
        let mut len = 0;
        let mut gap = false;
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let code = match byte {
                0..0x80 => usize::from(byte),
                // The first of two bytes, which hold five bits and six.
                0xc2..=0xc9 => usize::from(byte & 0x1f) << 6 | usize::from(rest.next()? & 0x3f),
                _ => return None,
            };
            match *letters.get(code)? {
                OTHER => return None,
                GAP => gap = true,
                NOTHING => {}
                [one, two] => {
                    if gap && len > 0 {
                        *bytes.get_mut(len)? = b' ';
                        len += 1;
                    }
                    gap = false;
                    *bytes.get_mut(len)? = one;
                    len += 1;
                    if two != END {
                        *bytes.get_mut(len)? = two;
                        len += 1;
                    }
                }
            }
        }
        Some(Self::Short { bytes, len: u8::try_from(len).ok()? })
    }

    fn short_lower(text: &str) -> Option<Self> {
        let mut bytes = [0; SHORT];
        if text.is_ascii() {
            let into = bytes.get_mut(..text.len())?;
            into.copy_from_slice(text.as_bytes());
            into.make_ascii_lowercase();
            return Some(Self::Short { bytes, len: u8::try_from(text.len()).ok()? });
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
        Some(Self::Short { bytes, len: u8::try_from(len).ok()? })
    }
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
    fn every_letter_is_what_the_words_say() {
        for c in (0..0x2200).filter_map(char::from_u32) {
            for text in [c.to_string(), format!("a{c}"), format!("{c}b"), format!("a{c} {c}'b")] {
                assert_eq!(ShortText::plain(&text).as_str(), plain(&text), "{text:?}");
                assert_eq!(ShortText::lower(&text).as_str(), text.to_lowercase(), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_is_what_the_words_say(text in "([a-zA-Z0-9 '’.@ßéŁđæ-]|.){0,60}") {
            let word = ShortText::plain(&text);
            prop_assert_eq!(word.as_str(), plain(&text));
            let lower = ShortText::lower(&text);
            prop_assert_eq!(lower.as_str(), text.to_lowercase());
        }
    }
}
