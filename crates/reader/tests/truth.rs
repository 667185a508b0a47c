//! Reads the fictional sites in `tests/truth` and holds the reader to its floors: precision and recall of e-mails, phones and
//! fax numbers, and the share of third parties told apart, over all languages. Prints a table (run with `--no-capture`).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use glouton_reader::{ContactKind, PageFacts, PageInput, read_page, read_site};
use serde_json::Value;
use url::Url;

/// Right, invented and missed values of one field.
#[derive(Default, Clone, Copy)]
struct Score {
    right: u32,
    invented: u32,
    missed: u32,
}

impl Score {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.invented += other.invented;
        self.missed += other.missed;
    }

    fn precision(self) -> f64 {
        ratio(self.right, self.right + self.invented)
    }

    fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

fn compare(field: &str, site: &str, found: &BTreeSet<String>, expected: &BTreeSet<String>) -> Score {
    for value in found.difference(expected) {
        println!("{site}: {field} invented: {value}");
    }
    for value in expected.difference(found) {
        println!("{site}: {field} missed: {value}");
    }
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Score {
        right: count(found.intersection(expected).count()),
        invented: count(found.difference(expected).count()),
        missed: count(expected.difference(found).count()),
    }
}

#[test]
fn the_reader_keeps_its_floors_over_the_truth() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truth");
    let mut files: Vec<_> = fs::read_dir(&folder).expect("truth folder").map(|f| f.expect("entry").path()).collect();
    files.sort();
    let mut scores: BTreeMap<(String, &str), Score> = BTreeMap::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("truth file");
        let mut parts = text.split("\n=== ");
        let truth: Value = serde_json::from_str(parts.next().unwrap_or_default()).expect("truth header");
        let pages: Vec<PageFacts> = parts
            .map(|part| {
                let (url, body) = part.split_once('\n').expect("a page has a URL line and a body");
                let url = Url::parse(url.trim()).expect("page URL");
                read_page(&PageInput { url: &url, status: 200, headers: &[], body: body.as_bytes(), rendered: true })
            })
            .collect();
        let contacts = read_site(&pages).contacts;
        let list = |key: &str| -> BTreeSet<String> {
            truth[key].as_array().into_iter().flatten().filter_map(|v| v.as_str().map(str::to_owned)).collect()
        };
        let own = |kind: ContactKind| -> BTreeSet<String> {
            contacts.iter().filter(|c| c.kind == kind && !c.third_party).map(|c| c.value.value.clone()).collect()
        };
        let language = truth["language"].as_str().unwrap_or_default().to_owned();
        let third: BTreeSet<String> = contacts.iter().filter(|c| c.third_party).map(|c| c.value.value.clone()).collect();
        for (field, score) in [
            ("emails", compare("emails", &name, &own(ContactKind::Email), &list("emails"))),
            ("phones", compare("phones", &name, &own(ContactKind::Phone), &list("phones"))),
            ("faxes", compare("faxes", &name, &own(ContactKind::Fax), &list("faxes"))),
            ("third parties", compare("third parties", &name, &third, &list("third_party"))),
        ] {
            scores.entry((language.clone(), field)).or_default().add(score);
            scores.entry(("all".to_owned(), field)).or_default().add(score);
        }
    }
    for ((language, field), score) in &scores {
        println!(
            "{language:4} {field:14} precision {:.3} recall {:.3} ({} right)",
            score.precision(),
            score.recall(),
            score.right
        );
    }
    for (field, precision, recall) in
        [("emails", 0.99, 0.97), ("phones", 0.99, 0.97), ("faxes", 0.95, 0.95), ("third parties", 0.95, 0.95)]
    {
        let score = scores.get(&("all".to_owned(), field)).copied().unwrap_or_default();
        assert!(
            score.precision() >= precision && score.recall() >= recall,
            "{field}: precision {:.3}, recall {:.3}",
            score.precision(),
            score.recall()
        );
    }
}
