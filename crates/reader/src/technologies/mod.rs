//! Technologies by our own rules, kept as data in `rules/`, each with a line it must match and one it must not.
//!
//! Belongs here: which products a site is made with. Does not belong here: judging them (that is the application's `audits` room).
//!
//! Reading order: [`rules`] (the format) → [`pattern`] (its small language) → [`tables`] (how a few patterns worth trying are found
//! among thousands) → [`scan`] (one page) → [`stream`] (one page without its tree) →
//! [`merge`] (a site).

mod category;
mod merge;
mod pattern;
mod rules;
mod scan;
mod stream;
mod tables;
#[cfg(test)]
mod tests;

use crate::{Document, PageInput, Technology, charset, document};

pub use category::Category;
pub(crate) use merge::merge;
pub use rules::{RuleError, Ruleset};

/// Technologies of one page.
pub(crate) fn read(input: &PageInput<'_>, document: &Document) -> Vec<Technology> {
    read_technologies(input, document, Ruleset::embedded())
}

/// Technologies of one page by the rules given: an operator's own, for instance.
#[must_use]
pub fn read_technologies(input: &PageInput<'_>, document: &Document, rules: &Ruleset) -> Vec<Technology> {
    scan::scan(rules, input, document)
}

/// Technologies of one page and nothing else, several times faster than [`read_technologies`] with the parse it needs: no tree is
/// built. For looking at many stored pages again under new rules.
#[must_use]
pub fn scan_technologies(input: &PageInput<'_>, rules: &Ruleset) -> Vec<Technology> {
    stream::scan(rules, input, &document::limit_attributes(&charset::decode(input)))
}
