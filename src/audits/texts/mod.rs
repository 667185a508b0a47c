//! What each check is called, why it matters and how to mend it, in English and French; kept once, not with every audit.
//! Belongs here: words for customers. Does not belong here: what was found (the check's detail says that).

mod accessibility;
mod content;
mod domain;
mod mobile;
mod performance;
mod privacy;
mod reachability;
mod security;
mod seo;

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

const ALL: &[Texts] = &[
    reachability::TEXTS,
    security::TEXTS,
    seo::TEXTS,
    mobile::TEXTS,
    performance::TEXTS,
    accessibility::TEXTS,
    content::TEXTS,
    privacy::TEXTS,
    domain::TEXTS,
];

const fn words(title: [&'static str; 2], why: [&'static str; 2], mend: [&'static str; 2]) -> CheckText {
    CheckText { title, why, mend }
}

/// The words of a check; `None` for an id that this version does not know.
#[must_use]
pub fn of(id: &str) -> Option<&'static CheckText> {
    ALL.iter().flat_map(|texts| texts.iter()).find(|(known, _)| *known == id).map(|(_, text)| text)
}

#[cfg(test)]
mod tests {
    use super::{ALL, of};
    use crate::audits::rules::all_rules;

    #[test]
    fn every_check_has_words_in_both_languages_and_no_words_are_left_over() {
        let ids: Vec<&str> = all_rules().map(|(_, rule)| rule.id).collect();
        for id in &ids {
            let text = of(id).unwrap_or_else(|| panic!("{id} has no words"));
            let all = [text.title, text.why, text.mend];
            assert!(all.iter().flatten().all(|words| !words.is_empty()), "{id}");
            assert!(text.title.iter().all(|title| title.chars().count() <= 45), "{id}: a title is short");
            assert!(text.why[0] != text.why[1] && text.mend[0] != text.mend[1], "{id} is translated");
        }
        let left: Vec<&str> =
            ALL.iter().flat_map(|texts| texts.iter()).map(|(id, _)| *id).filter(|id| !ids.contains(id)).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
