//! Similarity of pages: a 64-bit simhash over shingles of three words.

use crate::eights::{blanks, eight_at, first_of};

/// Words in a shingle.
const SHINGLE: usize = 3;

/// Hashes the words of a text, in order; near-duplicates differ in few bits. 0 when there are no words. Letters of ASCII are in lower
/// case, and between words stands a blank or what is below it.
pub(super) fn simhash(lower: &[u8]) -> u64 {
    let mut ones = BitCounts::default();
    let mut window = [0_u64; SHINGLE];
    let mut seen = 0_usize;
    each_word(lower, |hash| {
        window = [window[1], window[2], hash];
        seen += 1;
        if seen >= SHINGLE {
            ones.add(shingle(&window));
        }
    });
    if seen == 0 {
        return 0;
    }
    if seen < SHINGLE {
        ones.add(shingle(&window));
    }
    ones.majority()
}

/// How often each of the 64 bits was set in the hashes added so far. Kept as binary numbers that lie across words (bit `b` of
/// plane `p` is digit `p` of the count of bit `b`), so that eight hashes are added with some forty operations instead of 512.
#[derive(Default)]
struct BitCounts {
    planes: [u64; 32],
    hashes: u32,
    /// The last `hashes % 8` of them, not added to the planes yet.
    waiting: [u64; 8],
}

impl BitCounts {
    fn add(&mut self, hash: u64) {
        self.waiting[self.hashes as usize % 8] = hash;
        self.hashes = self.hashes.saturating_add(1);
        if self.hashes.is_multiple_of(8) {
            let [a, b, c, d, e, f, g, h] = self.waiting;
            let [ones, twos, fours, ..] = &mut self.planes;
            let (two_1, two_2) = (sum(ones, a, b), sum(ones, c, d));
            let four_1 = sum(twos, two_1, two_2);
            let (two_1, two_2) = (sum(ones, e, f), sum(ones, g, h));
            let four_2 = sum(twos, two_1, two_2);
            let eight = sum(fours, four_1, four_2);
            self.carry(eight, 3);
        }
    }

    /// Adds a number to the planes from one on.
    fn carry(&mut self, mut carry: u64, from: usize) {
        for plane in &mut self.planes[from..] {
            if carry == 0 {
                return;
            }
            let next = *plane & carry;
            *plane ^= carry;
            carry = next;
        }
    }

    /// Adds those that wait.
    fn settle(&mut self) {
        for waiting in self.waiting.into_iter().take(self.hashes as usize % 8) {
            self.carry(waiting, 0);
        }
    }

    /// The bits that were set in more than half of the hashes.
    fn majority(mut self) -> u64 {
        self.settle();
        (0..64).filter(|bit| self.count(*bit) * 2 > u64::from(self.hashes)).fold(0, |bits, bit| bits | 1 << bit)
    }

    fn count(&self, bit: u32) -> u64 {
        self.planes.iter().rev().fold(0, |count, plane| count << 1 | plane >> bit & 1)
    }
}

/// Adds two numbers to a plane, bit by bit, and gives what is carried.
fn sum(plane: &mut u64, a: u64, b: u64) -> u64 {
    let half = *plane ^ a;
    let carried = (*plane & a) | (half & b);
    *plane = half ^ b;
    carried
}

/// Tells a hash of each word: stable for ever, which the standard hasher does not promise. Eight bytes at a time, because all text of
/// every page comes by; most words end within the first eight, and need no loop.
fn each_word(lower: &[u8], mut tell: impl FnMut(u64)) {
    let mut start = 0;
    while start < lower.len() {
        let (mut at, mut hash) = (start, 0);
        loop {
            let eight = eight_at(lower, at, b' ');
            let blanks = blanks(eight);
            let part = if blanks == 0 { eight } else { eight & ((blanks & blanks.wrapping_neg()) >> 7).wrapping_sub(1) };
            hash = mix(hash, part);
            at += first_of(blanks);
            if blanks != 0 {
                break;
            }
        }
        if at > start {
            tell(hash);
        }
        start = at + 1;
    }
}

fn mix(hash: u64, eight: u64) -> u64 {
    // Odd, with about as many ones as zeros.
    const FACTOR: u64 = 0x9fb2_1c65_1e98_df25;
    let mixed = (hash ^ eight).wrapping_mul(FACTOR);
    mixed ^ (mixed >> 32)
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

    fn of(text: &str) -> u64 {
        simhash(text.to_ascii_lowercase().as_bytes())
    }

    #[test]
    fn near_duplicates_differ_in_few_bits_and_other_pages_in_many() {
        let page: String = (0..300).map(|i| format!("word{} ", i * 7 % 101)).collect();
        let near = page.replacen("word7 ", "other ", 1);
        let other: String = (0..300).map(|i| format!("text{} ", i * 11 % 97)).collect();
        assert!((of(&page) ^ of(&near)).count_ones() <= 6);
        assert!((of(&page) ^ of(&other)).count_ones() >= 16);
    }

    #[test]
    fn a_bit_is_set_when_most_hashes_have_it() {
        let mut ones = BitCounts::default();
        for hash in [0b1011, 0b0011, 0b0101, 1 << 63 | 0b0010].into_iter().cycle().take(4 * 7) {
            ones.add(hash);
        }
        ones.settle();
        assert_eq!((ones.count(0), ones.count(1), ones.count(2), ones.count(63)), (21, 21, 7, 7));
        let majority = (0..64).filter(|bit| ones.count(*bit) * 2 > 28).collect::<Vec<_>>();
        assert_eq!(majority, [0, 1]);
    }

    proptest::proptest! {
        #[test]
        fn words_are_what_stands_between_blanks_and_line_feeds(text in "[ \na-zA-ZÄßИ字@`\\[{!]{0,40}") {
            // Eight bytes at a time, zeros behind the last; those of eight letters end with zeros alone.
            let naive = text.split([' ', '\n']).filter(|word| !word.is_empty()).map(|word| {
                let mut bytes = word.as_bytes().to_vec();
                bytes.resize(bytes.len() / 8 * 8 + 8, 0);
                let eights = bytes.chunks(8).map(|eight| u64::from_le_bytes(eight.try_into().unwrap()));
                eights.fold(0, mix)
            });
            let mut told = Vec::new();
            each_word(text.as_bytes(), |hash| told.push(hash));
            proptest::prop_assert_eq!(told, naive.collect::<Vec<_>>());
        }
    }

    #[test]
    fn case_and_spacing_do_not_count_and_no_words_give_zero() {
        assert_eq!(of("Guten  Tag liebe Welt"), of("guten tag liebe welt"));
        assert_eq!(of("  "), 0);
        assert_ne!(of("one"), 0);
    }
}
