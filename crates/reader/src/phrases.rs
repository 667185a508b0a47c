//! The visible text of a page in small letters, and one search through all of it for many phrases: nearly no block holds one, and
//! those that hold none are not looked at again.
//!
//! Belongs here: refusing blocks quickly, for whoever searches them with something slower. Does not belong here: the phrases. A block
//! that holds a phrase is never refused.

use aho_corasick::Span;
use aho_corasick::packed::{Config, Searcher};
use memchr::memmem::Finder;

use crate::Document;

/// Phrases searched for at once.
pub(crate) struct Phrases {
    long: Option<Searcher>,
    /// Each searched for by itself: one of them among the long ones would have those told apart by as few bytes.
    short: Vec<Finder<'static>>,
    /// No processor's search was made for the long ones.
    unsearchable: bool,
}

/// Bytes that a search for many phrases looks at first.
const LONG: usize = 4;

impl Phrases {
    /// Phrases in whose letters of ASCII case does not count. Where the processor cannot search for so many, every block counts as
    /// one that holds some.
    pub(crate) fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut parts: Vec<Vec<u8>> =
            phrases.into_iter().map(|phrase| rarest_part(phrase.to_ascii_lowercase().as_bytes())).collect();
        parts.sort_unstable();
        // What begins with another part is found with it.
        parts.dedup_by(|longer, shorter| longer.starts_with(shorter));
        let (long, short): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.len() >= LONG);
        let any = !long.is_empty();
        let long = Config::new().builder().extend(long).build();
        Self {
            unsearchable: any && long.is_none(),
            long,
            short: short.iter().map(|part| Finder::new(part).into_owned()).collect(),
        }
    }
}

/// Bytes of a phrase that are searched for: the search looks at the first four of each, and most of its time goes to those that agree.
const PART: usize = 6;

/// The part of a phrase that texts hold least often, by its letters.
fn rarest_part(phrase: &[u8]) -> Vec<u8> {
    // Letters of European languages, the commonest first.
    const COMMON: &[u8] = b" eanirtsoldumcghpbfvkzwyjqx";
    let commonness = |byte: &u8| COMMON.iter().position(|common| common == byte).map_or(4, |rank| COMMON.len() - rank);
    let windows = phrase.windows(PART.min(phrase.len()).max(1));
    windows.min_by_key(|part| part.iter().take(4).map(commonness).sum::<usize>()).unwrap_or_default().to_vec()
}

/// What stands before the first block, and behind each: no phrase goes beyond a block.
const BETWEEN: u8 = b'\n';

/// The text of a page, letters of ASCII in lower case.
pub(crate) struct LowerText {
    bytes: Vec<u8>,
    /// Where each block of the page ends.
    ends: Vec<usize>,
}

impl LowerText {
    /// Takes the text of a page.
    pub(crate) fn of(document: &Document) -> Self {
        let length: usize = document.blocks.iter().map(|block| block.text.len() + 1).sum();
        let mut bytes = Vec::with_capacity(length + 1);
        let mut ends = Vec::with_capacity(document.blocks.len());
        bytes.push(BETWEEN);
        for block in &document.blocks {
            bytes.extend_from_slice(block.text.as_bytes());
            ends.push(bytes.len());
            bytes.push(BETWEEN);
        }
        bytes.make_ascii_lowercase();
        Self { bytes, ends }
    }

    /// All of it, blocks on lines of their own.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// For each block of the page whether it may hold one of the phrases: it holds a telling part of one.
    pub(crate) fn may_hold(&self, phrases: &Phrases) -> Vec<bool> {
        let mut holding = vec![phrases.unsearchable; self.ends.len()];
        let bytes = self.bytes.as_slice();
        if let Some(searcher) = &phrases.long {
            let next = |start| searcher.find_in(bytes, Span { start, end: bytes.len() }).map(|found| found.start());
            self.mark(&mut holding, next);
        }
        for finder in &phrases.short {
            self.mark(&mut holding, |start| finder.find(bytes.get(start..)?).map(|at| start + at));
        }
        holding
    }

    /// Marks the blocks with what `next` finds at a byte or behind it.
    fn mark(&self, holding: &mut [bool], next: impl Fn(usize) -> Option<usize>) {
        let mut at = 0;
        while let Some(found) = next(at) {
            let block = self.ends.partition_point(|end| *end <= found);
            let (Some(holds), Some(end)) = (holding.get_mut(block), self.ends.get(block)) else { break };
            *holds = true;
            // More of them in the same block say no more.
            at = *end;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PageInput;

    fn read(html: &str) -> Document {
        let url = url::Url::parse("https://muster.test/").unwrap();
        Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false })
    }

    #[test]
    fn blocks_with_a_phrase_are_told_from_those_without() {
        let document = read("<p>Lorem IPSUM<p>nothing here<p>com<p>ing soon<p>Öffnet bald: COMING SOON, lorem ipsum<p>soon");
        let phrases = Phrases::new(["lorem ipsum", "lorem ipsum dolor", "coming soon"]);
        let holding = LowerText::of(&document).may_hold(&phrases);
        if !phrases.unsearchable {
            assert_eq!(holding, [true, false, false, false, true, false]);
        } else {
            assert_eq!(holding, [true; 6]);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_block_with_a_phrase_is_refused(words in proptest::collection::vec("(ab|abc|A|B|c| |ü){0,8}", 0..6)) {
            let document = read(&words.iter().map(|word| format!("<p>{word}")).collect::<String>());
            let list = ["abc", "bca", "c a", "üab"];
            let holding = LowerText::of(&document).may_hold(&Phrases::new(list));
            for (block, holds) in document.blocks.iter().zip(holding) {
                let lower = block.text.to_ascii_lowercase();
                proptest::prop_assert!(holds || !list.iter().any(|phrase| lower.contains(phrase)), "{lower}");
            }
        }
    }
}
