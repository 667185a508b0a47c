//! What each check is called, why it matters and how to mend it, in English and French; kept once, not with every audit.
//! Belongs here: words for customers. Does not belong here: what was found (the check's detail says that).

use super::model::Locale;

/// The words of one check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckText {
    title: [&'static str; 2],
    why: [&'static str; 2],
    mend: [&'static str; 2],
}

impl CheckText {
    /// What it is called.
    #[must_use]
    pub const fn title(&self, locale: Locale) -> &'static str {
        self.title[locale as usize]
    }

    /// Why it matters.
    #[must_use]
    pub const fn why(&self, locale: Locale) -> &'static str {
        self.why[locale as usize]
    }

    /// How to mend it.
    #[must_use]
    pub const fn mend(&self, locale: Locale) -> &'static str {
        self.mend[locale as usize]
    }
}

/// A category's words by check id.
type Texts = &'static [(&'static str, CheckText)];

const ALL: &[Texts] = &[];

/// The words of a check; `None` for an id that this version does not know.
#[must_use]
pub fn of(id: &str) -> Option<&'static CheckText> {
    ALL.iter().flat_map(|texts| texts.iter()).find(|(known, _)| *known == id).map(|(_, text)| text)
}
