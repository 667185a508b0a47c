//! What people write for "@" and "." in running text.
//!
//! Belongs here: the words and signs, and the search for them. Does not belong here: what stands to the left and right of one (`text`).

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::phrases::Phrases;

/// Words for "@" that mean nothing else; with brackets or without. In lower case, but for what the search for marks, which folds
/// ASCII letters only, would miss.
pub(super) const STRONG: &[&str] = &[
    "arobase",
    "arobas",
    "arroba",
    "chiocciola",
    "chiocciolina",
    "apenstaartje",
    "aapenstaartje",
    "klammeraffe",
    "małpa",
    "malpa",
    "małpka",
    "malpka",
    "arrova",
    "arond",
    "равлик",
    "zavináč",
    "zavinač",
    "zavinac",
    "snabel-a",
    "snabela",
    "krøllalfa",
    "krollalfa",
    "kukac",
    "собака",
    "παπάκι",
    "papaki",
    "at-zeichen",
    "ät",
    "ÄT",
    "アットマーク",
    "골뱅이",
    "艾特",
    "kuyruklu a",
    "собачка",
    "miukumauku",
    "apestaart",
    "apestaartje",
    "alfakrøll",
    "alfakroll",
    "majmun",
    "маймунско а",
    "кльомба",
    "coqueret",
    "strudel",
    "ludo a",
    "afna",
    "monkey a",
    "圈a",
    "小老鼠",
];
/// Words and signs for "@" that need brackets.
pub(super) const WEAK: &[&str] = &["at", "a", "à", "et", "bei", "chez", "ad", "@", "＠", "æt", "アット", "at-sign", "at sign"];
/// Words for "." in brackets or between spaces.
pub(super) const DOTS: &[&str] = &[
    "dot",
    "punkt",
    "point",
    "punto",
    "ponto",
    "kropka",
    "tečka",
    "tecka",
    "bodka",
    "piste",
    "punct",
    "точка",
    "крапка",
    "τελεία",
    "nokta",
    "pont",
    "prik",
    "punt",
    "punktum",
    "pika",
    "točka",
    "tocka",
    "tačka",
    "tacka",
    "taškas",
    "taskas",
    "punkts",
    "stip",
    "ドット",
    "점",
    "点",
    "Punkt",
    ".",
];

/// What stands for "@", beside the words above; within words "at" does not.
const AT: &str = "at";
const OTHERS: &[&str] =
    &["＠", "﹫", " chez ", " bei ", "(a)", "[a]", "(à)", "[à]", "(et)", "[et]", "(bei)", "(chez)", "(ad)", "[ad]", "アット"];

/// Whatever may stand for "@", searched for in one pass.
pub(super) static MARKS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = ["@", AT].into_iter().chain(STRONG.iter().copied()).chain(OTHERS.iter().copied());
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(words)
        .ok()
});

/// All [`MARKS`] but "@" and "at", which are told otherwise.
pub(super) static MARK_PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(STRONG.iter().copied().chain(OTHERS.iter().copied())));
