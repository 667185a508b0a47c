//! Numbers with letters in them, as they stand on the keys: "1-800-FLOWERS".
//!
//! Belongs here: only prefixes that are free to call. Does not belong here: numbers in digits.

use memchr::memmem;

use super::{Finder, PhoneHit, kind_of, read_number};
use crate::emails::Place;
use crate::{PhoneType, Source};

impl Finder<'_> {
    /// "1-800-FLOWERS", "0800 TAXI 123": letters on the keys, after a prefix that is free to call.
    pub(super) fn vanity(&mut self, index: usize) -> Vec<PhoneHit> {
        let document = self.document;
        let block = &document.blocks[index];
        let mut hits = Vec::new();
        let bytes = block.text.as_bytes();
        // What the prefixes below are made of: threes and eights, few on most pages, with the other digits around them.
        let likely = |at: usize| {
            let before = |start: &[u8]| bytes[at] == b'8' && bytes[..at].ends_with(start);
            bytes[at + 1..].starts_with(b"00") || before(b"1-") || before(b"1 ") && memmem::find(bytes, b"00").is_some()
        };
        if !memchr::memchr2_iter(b'3', b'8', bytes).any(likely) {
            return hits;
        }
        for prefix in
            ["1-800", "1-888", "1-877", "1-866", "1-855", "1-844", "1-833", "1 800", "1 888", "(800)", "0800", "1300", "1800"]
        {
            let Some(at) = memmem::find(bytes, prefix.as_bytes()) else { continue };
            if block.text[..at].ends_with(|c: char| c.is_alphanumeric()) {
                continue;
            }
            let run: String = block.text[at..]
                .chars()
                .take(22)
                .take_while(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || matches!(c, '-' | ' ' | '(' | ')' | '.'))
                .collect();
            let run = run.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
            let letters = run.chars().filter(char::is_ascii_uppercase).count();
            let cut_word = block.text[at + run.len()..].starts_with(char::is_lowercase);
            if !(3..=9).contains(&letters) || cut_word {
                continue;
            }
            let dialled: String = run.chars().filter_map(key).collect();
            let regions = self.regions();
            let number = read_number(&dialled, &regions)
                .filter(|n| n.kind == PhoneType::TollFree || n.kind == PhoneType::Other && !n.either);
            if let Some(number) = number {
                let range = at..at + run.len();
                hits.push(PhoneHit {
                    kind: kind_of(&number, None),
                    e164: number.e164,
                    fax: false,
                    rule: "phone/vanity",
                    source: Source::Text,
                    confidence: 0.8,
                    place: Place { block: Some(index), range: range.clone(), region: block.region },
                    evidence: document.evidence_in_block(index, range),
                    thing: None,
                });
                break;
            }
        }
        hits
    }
}

/// The digit on whose key a letter stands.
fn key(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        'A'..='C' => Some('2'),
        'D'..='F' => Some('3'),
        'G'..='I' => Some('4'),
        'J'..='L' => Some('5'),
        'M'..='O' => Some('6'),
        'P'..='S' => Some('7'),
        'T'..='V' => Some('8'),
        'W'..='Z' => Some('9'),
        _ => None,
    }
}
