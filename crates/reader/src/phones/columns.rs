//! What the head of a table's column says of the numbers beneath it: "Bestellnr." over "08662 120210".
//!
//! Belongs here: finding the head of a cell. Does not belong here: what its words mean (see `labels`).

use super::labels::{self, Label};
use crate::document::ElementRef;
use crate::{Block, Document};

/// Elements between a block and its cell, and between a row and its table.
const DEPTH: usize = 4;
/// Cells of a row that are counted.
const COLUMNS: usize = 30;
/// Longest head, in bytes.
const HEAD: usize = 60;

/// The label in the first row of the table, above a block that stands in one of its cells.
pub(super) fn label(document: &Document, block: &Block) -> Option<Label> {
    if block.tag != "td" {
        return None;
    }
    let cell = around(document.element(block.node)?, "td")?;
    let row = around(cell, "tr")?;
    let column = cell.prev_siblings().filter_map(ElementRef::wrap).take(COLUMNS).count();
    let table = around(row, "table")?;
    let first = table.descendants().take(60).filter_map(ElementRef::wrap).find(|e| e.value().name() == "tr")?;
    if first.id() == row.id() {
        return None;
    }
    let head = first.child_elements().take(COLUMNS).nth(column)?;
    let mut words = String::new();
    for text in head.text().take(6) {
        if words.len() + text.len() > HEAD {
            return None;
        }
        words.push_str(text);
    }
    // A first row with a number of its own is no head.
    if words.bytes().any(|b| b.is_ascii_digit()) || !words.chars().any(char::is_alphabetic) {
        return None;
    }
    words.push(':');
    labels::before(&words)
}

/// The element itself or the nearest one around it, when it has the name.
fn around<'a>(element: ElementRef<'a>, name: &str) -> Option<ElementRef<'a>> {
    std::iter::once(element)
        .chain(element.ancestors().filter_map(ElementRef::wrap))
        .take(DEPTH)
        .find(|e| e.value().name() == name)
}
