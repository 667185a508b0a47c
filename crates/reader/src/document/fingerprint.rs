//! Similarity of pages: a 64-bit simhash over shingles of three words.

/// Words in a shingle.
const SHINGLE: usize = 3;

/// Hashes the words of the texts, in order; near-duplicates differ in few bits. 0 when there are no words.
pub(super) fn simhash<'a>(texts: impl Iterator<Item = &'a str>) -> u64 {
    let mut ones = BitCounts::default();
    let mut window = [0_u64; SHINGLE];
    let mut seen = 0_usize;
    for text in texts {
        each_word(text, |hash| {
            window.rotate_left(1);
            window[SHINGLE - 1] = hash;
            seen += 1;
            if seen >= SHINGLE {
                ones.add(shingle(&window));
            }
        });
    }
    if seen == 0 {
        return 0;
    }
    if seen < SHINGLE {
        ones.add(shingle(&window));
    }
    ones.majority()
}

/// How often each of the 64 bits was set in the hashes added so far. Kept as binary numbers that lie across words (bit `b` of
/// plane `p` is digit `p` of the count of bit `b`), so that adding a hash is two operations on average instead of 64 additions.
#[derive(Default)]
struct BitCounts {
    planes: [u64; 32],
    hashes: u32,
}

impl BitCounts {
    fn add(&mut self, hash: u64) {
        self.hashes = self.hashes.saturating_add(1);
        let mut carry = hash;
        for plane in &mut self.planes {
            if carry == 0 {
                return;
            }
            let next = *plane & carry;
            *plane ^= carry;
            carry = next;
        }
    }

    /// The bits that were set in more than half of the hashes.
    fn majority(&self) -> u64 {
        (0..64).filter(|bit| self.count(*bit) * 2 > u64::from(self.hashes)).fold(0, |bits, bit| bits | 1 << bit)
    }

    fn count(&self, bit: u32) -> u64 {
        self.planes.iter().rev().fold(0, |count, plane| count << 1 | plane >> bit & 1)
    }
}

/// Tells FNV-1a of each lower-case word of a text: stable for ever, which the standard hasher does not promise.
fn each_word(text: &str, mut tell: impl FnMut(u64)) {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    let eat = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let (mut hash, mut any) = (BASIS, false);
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        let space = if byte.is_ascii() {
            at += 1;
            let space = matches!(byte, b'\t'..=b'\r' | b' ');
            if !space {
                hash = eat(hash, byte.to_ascii_lowercase());
            }
            space
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            at += c.len_utf8();
            if !c.is_whitespace() {
                hash = c.to_lowercase().fold(hash, |hash, lower| lower.encode_utf8(&mut [0; 4]).bytes().fold(hash, eat));
            }
            c.is_whitespace()
        };
        if space && any {
            tell(hash);
            hash = BASIS;
        }
        any = !space;
    }
    if any {
        tell(hash);
    }
}

/// Mixes the words of a shingle, order included, so that every bit depends on every word.
fn shingle(window: &[u64; SHINGLE]) -> u64 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64;
    for word in window {
        hash = (hash ^ word).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        hash ^= hash >> 31;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> u64 {
        simhash(std::iter::once(text))
    }

    #[test]
    fn near_duplicates_differ_in_few_bits_and_other_pages_in_many() {
        let page: String = (0..300).map(|i| format!("word{} ", i * 7 % 101)).collect();
        let near = page.replacen("word7 ", "other ", 1);
        let other: String = (0..300).map(|i| format!("text{} ", i * 11 % 97)).collect();
        assert!((hash(&page) ^ hash(&near)).count_ones() <= 6);
        assert!((hash(&page) ^ hash(&other)).count_ones() >= 16);
    }

    #[test]
    fn a_bit_is_set_when_most_hashes_have_it() {
        let mut ones = BitCounts::default();
        [0b1011, 0b0011, 0b0101, 1 << 63 | 0b0010].into_iter().for_each(|hash| ones.add(hash));
        assert_eq!((ones.count(0), ones.count(1), ones.count(2), ones.count(63)), (3, 3, 1, 1));
        assert_eq!(ones.majority(), 0b0011);
    }

    proptest::proptest! {
        #[test]
        fn words_are_what_stands_between_white_space_in_lower_case(text in "[ a-zA-ZÄİß\u{a0}\u{3000}\u{1f}字\n]{0,40}") {
            let naive: Vec<u64> = text
                .split_whitespace()
                .map(|word| {
                    let lower: String = word.chars().flat_map(char::to_lowercase).collect();
                    lower.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
                })
                .collect();
            let mut told = Vec::new();
            each_word(&text, |hash| told.push(hash));
            proptest::prop_assert_eq!(told, naive);
        }
    }

    #[test]
    fn case_and_spacing_do_not_count_and_no_words_give_zero() {
        assert_eq!(hash("Guten  Tag liebe Welt"), hash("guten tag\nliebe welt"));
        assert_eq!(hash("  "), 0);
        assert_ne!(hash("one"), 0);
    }
}
