//! Given names that are common in the lands the reader knows best.
//!
//! Belongs here: the look-up; the names stand in tables by language. Does not belong here: what a whole name looks like (see
//! `names`). A known name alone makes nobody a person, but it lifts a guess: so a word that opens titles and menu entries ("Coral
//! Reef", "Star Service") is not added, however many bear it.

mod dutch;
mod eastern;
mod english;
mod french;
mod german;
mod iberian;
mod italian;
mod northern;
mod shared;
mod southern;
mod spanish;

use std::sync::LazyLock;

use crate::shapes::Heads;
use crate::short_text::ShortText;
use crate::words::WordSet;

/// Names in plain form. They lift a guess; they are not needed where a label says that a name follows.
const TABLES: [&str; 16] = [
    english::ENGLISH,
    english::CELTIC,
    german::GERMAN,
    german::ALPINE,
    french::FRENCH,
    italian::ITALIAN,
    spanish::SPANISH,
    iberian::IBERIAN,
    dutch::DUTCH,
    eastern::POLISH,
    eastern::SLAVIC,
    northern::NORDIC,
    southern::TURKISH,
    southern::FARTHER,
    shared::SHARED,
    shared::OTHER_SCRIPTS,
];

static FIRST_NAMES: LazyLock<WordSet> = LazyLock::new(|| all().collect());

/// How they begin: nearly no word of prose begins so.
static HEADS: LazyLock<Heads> = LazyLock::new(|| Heads::of(all()));

/// Every name of every table.
fn all() -> impl Iterator<Item = &'static str> {
    TABLES.iter().flat_map(|table| table.split_ascii_whitespace())
}

/// True for a given name of the tables, the first part of a double name included.
pub(crate) fn is_known_given(plain_name: &str) -> bool {
    let first = plain_name.split([' ', '-']).next().unwrap_or(plain_name);
    FIRST_NAMES.contains(plain_name) || first.len() < plain_name.len() && FIRST_NAMES.contains(first)
}

/// [`is_known_given`] of a word as it is written.
pub(super) fn is_given(word: &str) -> bool {
    HEADS.may_begin(word) && is_known_given(ShortText::plain(word).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::plain;

    #[test]
    fn every_name_is_plain_and_stands_once_and_in_order() {
        for table in TABLES {
            assert!(table.split_ascii_whitespace().is_sorted(), "{table:.80}");
        }
        let mut seen = WordSet::default();
        let wrong: Vec<_> = all().filter(|name| plain(name) != *name || name.contains(' ') || !seen.insert(name)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn no_name_is_what_somebody_does() {
        // A journeyman in Danish, and a name that many Danes bear.
        const BOTH: [&str; 1] = ["svend"];
        let wrong: Vec<_> = all().filter(|name| super::super::roles::is_one_role(name) && !BOTH.contains(name)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn names_of_many_languages_are_known() {
        for name in [
            "Bryony",
            "Keegan",
            "Gwenllian",
            "Caoimhín",
            "Burkhart",
            "Hansruedi",
            "Vreneli",
            "Wolferl",
            "Apolline",
            "Maïwenn",
            "Gianmarco",
            "Annalisa",
            "Chucho",
            "Yesenia",
            "Garbiñe",
            "Meritxell",
            "Conceição",
            "Wanderley",
            "Lieselot",
            "Sjoukje",
            "Kasia",
            "Gosia",
            "Zdzisława",
            "Vítězslav",
            "Đorđe",
            "Ionuț",
            "Oleksandra",
            "Øystein",
            "Päivi",
            "Abdelkrim",
            "Hardeep",
            "Chukwuemeka",
            "Phương",
            "Blerim",
            "Amela",
        ] {
            assert!(is_known_given(&plain(name)) && is_given(name) && is_given(&format!("«{name}-Max,")), "{name}");
        }
    }

    #[test]
    fn words_that_open_titles_are_no_names() {
        for word in [
            "Hope", "Faith", "Star", "Coral", "Marine", "Sole", "Luna", "Primo", "Flor", "Sol", "Kraft", "Staffel", "Jus", "Van",
            "Long", "Spring", "Crystal", "Diamond", "Porsche", "Bill", "Dale", "Anche", "Tutti", "Nieuw", "Zima", "Bahar",
        ] {
            assert!(!is_known_given(&plain(word)) && !is_given(word), "{word}");
        }
    }
}
