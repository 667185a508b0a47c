//! A clean modern site by hand: landmarks, structured data, an unobtrusive style sheet.

use super::{frame, style};
use crate::{content::Leaf, model::Business};

pub(super) fn page(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let s = style::Style::PLAIN;
    let w = b.lang.words();
    format!(
        "{}<head>\n{}{}<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">{}</a>\n\
         <header><a href=\"/\" class=\"brand\">{}</a>\n<nav><ul>\n{}</ul></nav>\n{}</header>\n<main id=\"main\">\n{}</main>\n<footer>\n{}</footer>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        frame::json_ld(b),
        w.skip,
        b.name,
        frame::nav(leaves, "<li><a href=\"{1}\">{2}</a></li>\n"),
        frame::header_contacts(b, &s),
        style::content(b, leaf, &s),
        frame::footer(b, leaves, &s),
    )
}
