//! From bytes to a parsed page: the DOM and its visible text in blocks. Every other module reads from here, so that a page is
//! decoded, parsed and walked once.
//!
//! Belongs here: what a visitor can see and where it stands. Does not belong here: what it means.

use scraper::Html;
use url::Url;

use crate::{BrowserHint, PageInput, charset};

/// Part of the page a block stands in, from the landmark elements and the usual ids and classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Region {
    /// Page header.
    Header,
    /// Navigation.
    Nav,
    /// Main content, and everything not told apart.
    Main,
    /// Side bar.
    Aside,
    /// Page footer.
    Footer,
}

/// A run of visible text that a visitor sees as one line or paragraph: inline elements joined, hidden ones left out.
#[derive(Debug, Clone)]
pub struct Block {
    /// White space folded; `<br>` starts a new block.
    pub text: String,
    /// Where on the page.
    pub region: Region,
    /// 1 to 6 when the block is a heading, 0 otherwise.
    pub heading: u8,
    /// Index (in [`Document::blocks`]) of the heading it stands under.
    pub under: Option<usize>,
    /// Name of the block-level element that holds it ("p", "li", "td", "address").
    pub tag: &'static str,
}

/// A parsed page.
#[derive(Debug)]
pub struct Document {
    /// The DOM.
    pub html: Html,
    /// The page's own URL.
    pub url: Url,
    /// What relative links are resolved against (`<base href>`, else the page's URL).
    pub base: Url,
    /// Visible text in reading order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// Decodes and parses the page.
    #[must_use]
    pub fn parse(input: &PageInput<'_>) -> Self {
        let text = charset::decode(input);
        let html = Html::parse_document(&text);
        Self { html, url: input.url.clone(), base: input.url.clone(), blocks: Vec::new() }
    }

    /// Characters of visible text.
    #[must_use]
    pub fn text_chars(&self) -> u32 {
        u32::try_from(self.blocks.iter().map(|b| b.text.chars().count()).sum::<usize>()).unwrap_or(u32::MAX)
    }

    /// 64-bit similarity hash of the visible text.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        0
    }

    /// Says whether, and why, a browser would probably show more than this document does.
    #[must_use]
    pub fn browser_hint(&self) -> Option<BrowserHint> {
        None
    }
}
