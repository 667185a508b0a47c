//! What an audit wants to know of a page, counted while it is read: title, meta data, headings, images, forms, scripts,
//! headers. Belongs here: counting and quoting. Does not belong here: judging (that is the application's `audits` room).

use serde::{Deserialize, Serialize};

use crate::{Document, PageInput};

/// Raw observations of one page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PageSignals {
    /// HTTP status.
    pub status: u16,
    /// `<title>`, folded.
    pub title: Option<String>,
}

/// Counts what an audit looks at.
pub(crate) fn read(input: &PageInput<'_>, document: &Document) -> PageSignals {
    let _ = document;
    PageSignals { status: input.status, ..PageSignals::default() }
}
