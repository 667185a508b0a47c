//! What kinds of characters a block holds, looked for once: most blocks have no digit and no colon, and whoever needs one does not touch
//! their texts at all. That many looked at all text for the one or the other was a twentieth of the work on a page.
//!
//! Belongs here: single characters. Does not belong here: words, and what either means.

/// Kinds of characters, a bit for each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Holds(u8);

impl Holds {
    /// A decimal digit of ASCII.
    pub(crate) const DIGIT: Self = Self(1);
    /// What may be a decimal digit beyond ASCII: Arabic, Persian, Devanagari and wide ones begin with these bytes.
    pub(crate) const OTHER_DIGIT: Self = Self(1 << 1);
    /// A plus.
    pub(crate) const PLUS: Self = Self(1 << 2);
    /// A colon, or what may be a wide one.
    pub(crate) const COLON: Self = Self(1 << 3);
    /// What may be "©", "»" or "«": they begin with this byte.
    pub(crate) const LATIN_SIGN: Self = Self(1 << 4);
    /// What may be a quotation mark, a bullet or a dash: they begin with this byte.
    pub(crate) const PUNCTUATION: Self = Self(1 << 5);
    /// A sign that may stand between the two parts of an e-mail address: "@", or a bracket around a word for it.
    pub(crate) const AT: Self = Self(1 << 6);

    /// Looks at all of a text. Without a branch, so that it is done for many bytes at a time.
    pub(super) fn of(text: &str) -> Self {
        let one = |byte: u8| {
            let other = (byte == 0xd9) | (byte == 0xdb) | (byte == 0xe0) | (byte == 0xef);
            u8::from(byte.is_ascii_digit())
                | u8::from(other) << 1
                | u8::from(byte == b'+') << 2
                | u8::from((byte == b':') | (byte == 0xef)) << 3
                | u8::from(byte == 0xc2) << 4
                | u8::from(byte == 0xe2) << 5
                | u8::from((byte == b'@') | (byte == b'[') | (byte == b'(')) << 6
        };
        Self(text.bytes().fold(0, |bits, byte| bits | one(byte)))
    }

    /// True when it holds one of the kinds.
    pub(crate) fn any(self, kinds: Self) -> bool {
        self.0 & kinds.0 > 0
    }

    /// Either kind.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_character_is_overlooked(text in "([a-z]{0,20}|[0-9+:：©«»“”•–٣۴५６é@(]){0,4}") {
            let holds = Holds::of(&text);
            let has = |is: fn(char) -> bool| text.contains(is);
            proptest::prop_assert_eq!(holds.any(Holds::DIGIT), has(|c| c.is_ascii_digit()));
            proptest::prop_assert_eq!(holds.any(Holds::PLUS), has(|c| c == '+'));
            proptest::prop_assert_eq!(holds.any(Holds::AT), has(|c| matches!(c, '@' | '(' | '[')));
            proptest::prop_assert!(holds.any(Holds::OTHER_DIGIT) || !has(|c| matches!(c, '٣' | '۴' | '५' | '６')));
            proptest::prop_assert!(holds.any(Holds::COLON) || !has(|c| matches!(c, ':' | '：')));
            proptest::prop_assert!(holds.any(Holds::LATIN_SIGN) || !has(|c| matches!(c, '©' | '«' | '»')));
            proptest::prop_assert!(holds.any(Holds::PUNCTUATION) || !has(|c| matches!(c, '“' | '”' | '•' | '–')));
        }
    }
}
