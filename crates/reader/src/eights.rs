//! Texts eight bytes at a time, in one number, the first byte the lowest. Loops over the letters of words cost a processor most by their
//! ends, which it cannot foretell; most words end within eight bytes.
//!
//! Belongs here: which of eight bytes are what. Does not belong here: what words mean. No text is read beyond its end.

/// One in each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;
/// The high bit of each of eight bytes.
const HIGH: u64 = EACH * 0x80;

/// Eight bytes from one on, with `filler` behind the end.
pub(crate) fn eight_at(bytes: &[u8], at: usize, filler: u8) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(eight) = rest.first_chunk::<8>() {
        return u64::from_le_bytes(*eight);
    }
    let filled = EACH * u64::from(filler);
    if rest.is_empty() {
        return filled;
    }
    // The end of a longer text is a part of its last eight bytes: to copy so few one by one costs more than all the rest.
    let kept = match bytes.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last) >> ((8 - rest.len()) * 8),
        None => rest.iter().rev().fold(0, |eight, byte| eight << 8 | u64::from(*byte)),
    };
    kept | filled << (rest.len() * 8)
}

/// Eight bytes, letters of ASCII among them in lower case; digits stay, and what becomes of any other byte is of no use.
pub(crate) fn lower(eight: u64) -> u64 {
    eight | (EACH * 0x20)
}

/// The high bit of each byte that is a blank or below it, as far as the first of them.
pub(crate) fn blanks(eight: u64) -> u64 {
    eight.wrapping_sub(EACH * (1 + 0x20)) & !eight & HIGH
}

/// True when one of eight bytes is a capital of ASCII.
pub(crate) fn has_capitals(eight: u64) -> bool {
    within(eight, b'A', b'Z') & !eight & HIGH != 0
}

/// The high bit of each byte that is no letter of ASCII.
pub(crate) fn no_letters(eight: u64) -> u64 {
    !(within(lower(eight), b'a', b'z') & !eight) & HIGH
}

/// The high bit of each byte that is a decimal digit of ASCII, a round or an opening square bracket, a plus or an asterisk, or of a
/// character beyond ASCII.
pub(crate) fn digits_and_signs(eight: u64) -> u64 {
    (within(eight, b'0', b'9') | within(eight, b'(', b'+') | within(eight, b'[', b'[') | eight) & HIGH
}

/// How many bytes of eight are letters and digits of ASCII, from the first on.
pub(crate) fn leading_alphanumerics(eight: u64) -> usize {
    let others = !((within(lower(eight), b'a', b'z') | within(eight, b'0', b'9')) & !eight) & HIGH;
    first_of(others)
}

/// The first `count` of eight bytes, spaces behind them.
pub(crate) fn first_bytes(eight: u64, count: usize) -> u64 {
    if count >= 8 {
        return eight;
    }
    let behind = u64::MAX << (8 * count);
    (eight & !behind) | ((EACH * 0x20) & behind)
}

/// How many letters and digits of ASCII a text begins with.
pub(crate) fn alphanumerics(text: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let run = leading_alphanumerics(eight_at(text, at, b' '));
        at += run;
        if run < 8 {
            return at;
        }
    }
}

/// Which byte the lowest high bit is of; 8 when there is none.
pub(crate) fn first_of(bits: u64) -> usize {
    bits.trailing_zeros() as usize / 8
}

/// The high bit of each byte of ASCII within a range, and any other bits.
fn within(eight: u64, first: u8, last: u8) -> u64 {
    let low_bits = eight & !HIGH;
    let from_first = low_bits + EACH * (0x80 - u64::from(first));
    let beyond_last = low_bits + EACH * (0x7f - u64::from(last));
    from_first & !beyond_last
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn eight_bytes_are_told_apart_as_one_is(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..20)) {
            for at in 0..bytes.len() + 2 {
                let rest = bytes.iter().skip(at).copied().chain(std::iter::repeat(b'+')).take(8).collect::<Vec<_>>();
                proptest::prop_assert_eq!(eight_at(&bytes, at, b'+').to_le_bytes().to_vec(), rest);
            }
            let eight = eight_at(&bytes, 0, b' ');
            let mut filled = bytes.clone();
            filled.resize(8, b' ');
            filled.truncate(8);
            proptest::prop_assert_eq!(eight.to_le_bytes().to_vec(), filled.clone());
            let bits = |is: fn(&u8) -> bool| filled.iter().rev().fold(0, |bits, byte| bits << 8 | u64::from(is(byte)) << 7);
            proptest::prop_assert_eq!(no_letters(eight), bits(|byte| !byte.is_ascii_alphabetic()));
            let sign = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'('..=b'+' | b'[' | 0x80..);
            proptest::prop_assert_eq!(digits_and_signs(eight), bits(sign));
            proptest::prop_assert_eq!(has_capitals(eight), filled.iter().any(u8::is_ascii_uppercase));
            let blank = bits(|byte| *byte <= b' ');
            proptest::prop_assert_eq!(first_of(blanks(eight)), first_of(blank));
            let run = filled.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            proptest::prop_assert_eq!(leading_alphanumerics(eight), run);
            proptest::prop_assert_eq!(alphanumerics(&bytes), bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count());
            let run = run.min(8);
            let mut begin = filled.clone();
            begin[run..].fill(b' ');
            proptest::prop_assert_eq!(first_bytes(eight, run).to_le_bytes().to_vec(), begin);
            let lowered = lower(eight).to_le_bytes();
            proptest::prop_assert!(filled.iter().zip(lowered).all(|(byte, low)| !byte.is_ascii_alphanumeric() || low == byte.to_ascii_lowercase()));
        }
    }
}
