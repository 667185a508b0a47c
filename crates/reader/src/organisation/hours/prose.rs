//! Sentences of paragraphs that say when a house is open.
//!
//! Belongs here: parting a paragraph and telling its sentences apart. Does not belong here: reading their times (`hours`).

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

use super::has_time;

/// Longest line that is looked at as one, in bytes.
pub(super) const LONGEST_SENTENCE: usize = 260;
/// Longest paragraph whose sentences are looked at.
pub(super) const LONGEST_PROSE: usize = 1200;

/// True for a sentence that says that a house is open: "haben von Dienstag bis Samstag geöffnet", "we are open".
pub(super) fn says_open(sentence: &str) -> bool {
    const WORDS: [&str; 16] = [
        "geöffnet",
        "offen",
        "open",
        "ouvert",
        "ouverts",
        "aperto",
        "aperti",
        "abierto",
        "abiertos",
        "geopend",
        "czynne",
        "otevřeno",
        "öppet",
        "åbent",
        "åpent",
        "avoinna",
    ];
    sentence.split(|c: char| !c.is_alphabetic()).any(|word| WORDS.contains(&word))
}

/// False for a paragraph without any of the words, or their ends, by which sentences say when a house is open. A year is enough for most
/// paragraphs to look as if they told a time.
fn may_say_open(paragraph: &str) -> bool {
    const STEMS: [&str; 37] = [
        "open",
        "öffnet",
        "offen",
        "ouvert",
        "apert",
        "abiert",
        "czynn",
        "otev",
        "ppet",
        "bent",
        "pent",
        "avoin",
        "pening",
        "ours",
        "ffnungs",
        "prech",
        "zeiten",
        "oraire",
        "orari",
        "horari",
        "orário",
        "tijden",
        "odzin",
        "tevír",
        "ningstid",
        "ukiolo",
        "yitvatart",
        "ezelés",
        "ρες",
        "ράριο",
        "асы",
        "ежим",
        "rogram",
        "saat",
        "営業",
        "时间",
        "時間",
    ];
    static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(STEMS));
    SEARCHER.as_ref().is_none_or(|searcher| searcher.find(paragraph).is_some())
}

/// The sentences of a paragraph that may say when a house is open; any other line whole.
pub(super) fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let long = (LONGEST_SENTENCE..=LONGEST_PROSE).contains(&line.len()) && has_time(line) && may_say_open(line);
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let left = rest.take()?;
        if !long {
            return Some(left);
        }
        let end = left.match_indices(['.', '!', '?']).map(|(at, _)| at + 1).find(|at| {
            let word = left[..*at - 1].rsplit(' ').next().unwrap_or("");
            (word.len() > 4 || word == "Uhr")
                && left[*at..].strip_prefix(' ').is_some_and(|next| next.starts_with(char::is_uppercase))
        });
        end.map_or(Some(left), |end| {
            rest = Some(&left[end + 1..]);
            Some(&left[..end])
        })
    })
}
