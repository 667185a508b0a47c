//! The blocks of a page made plain, once for all who look for words in them.
//!
//! Belongs here: keeping them. Does not belong here: what "plain" means (`words`), and what the words say.

use std::borrow::Cow;

use crate::Document;
use crate::short_text::push_plain;

/// Longest block that is kept, in bytes: lines and headings. Paragraphs are looked into by few.
const MAX_KEPT: usize = 160;

/// Plain forms of the shorter blocks of a page.
#[derive(Debug, Default)]
pub(crate) struct PlainBlocks {
    /// One behind the other.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
}

impl PlainBlocks {
    /// Makes the blocks of a page plain.
    pub(crate) fn of(document: &Document) -> Self {
        let mut text = String::with_capacity(document.blocks.len() * 24);
        let ends = document
            .blocks
            .iter()
            .map(|block| {
                if block.text.len() <= MAX_KEPT {
                    push_plain(&mut text, &block.text);
                }
                text.len()
            })
            .collect();
        Self { text, ends }
    }

    /// What `words::plain` makes of the block at an index of [`Document::blocks`].
    pub(crate) fn block(&self, document: &Document, index: usize) -> Cow<'_, str> {
        let Some(block) = document.blocks.get(index) else { return Cow::Borrowed("") };
        if block.text.len() > MAX_KEPT {
            let mut long = String::with_capacity(block.text.len());
            push_plain(&mut long, &block.text);
            return Cow::Owned(long);
        }
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        Cow::Borrowed(self.ends.get(index).and_then(|end| self.text.get(start..*end)).unwrap_or_default())
    }
}
