//! docs/SCORING.md holds the tables of the code: between the markers stands what this test writes.

use std::fmt::Write;

use crate::audits::factors::{Basis, FACTORS};
use crate::audits::model::{CheckCategory, Locale};
use crate::audits::rules::all_rules;
use crate::audits::{ScoringProfile, texts};

fn factors() -> String {
    let mut table = "| rule | points | what it stands for | from |\n| --- | ---: | --- | --- |\n".to_owned();
    for rule in FACTORS {
        let from = match rule.basis {
            Basis::Facts(_) => "facts".to_owned(),
            Basis::Checks(shares) => shares.iter().map(|(id, share)| format!("{id} {share} %")).collect::<Vec<_>>().join(", "),
        };
        let _ = writeln!(table, "| `{}` | {} | {} | {from} |", rule.id, rule.points, rule.means[0]);
    }
    table
}

fn checks() -> String {
    let mut tables = String::new();
    for category in CheckCategory::ALL {
        let _ = writeln!(tables, "### {category:?}\n\n| check | severity | what it is | limits |\n| --- | --- | --- | --- |");
        for (_, rule) in all_rules().filter(|(of, _)| *of == category) {
            let title = texts::of(rule.id).map_or("", |text| text.title(Locale::En));
            let fault = if rule.fault { ", fault" } else { "" };
            let severity = format!("{:?}{fault}", rule.severity).to_lowercase();
            let _ = writeln!(tables, "| `{}` | {severity} | {title} | {} |", rule.id, rule.limits);
        }
        tables.push('\n');
    }
    tables
}

/// Puts `table` between the markers of `name`.
fn filled(document: &str, name: &str, table: &str) -> String {
    let (start, end) = (format!("<!-- {name}: written by a test -->\n"), format!("<!-- /{name} -->"));
    let (before, rest) = document.split_once(&start).unwrap_or_else(|| panic!("no marker {start}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no marker {end}"));
    format!("{before}{start}\n{}\n{end}{after}", table.trim_end())
}

#[test]
fn the_scoring_document_holds_the_tables_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/SCORING.md");
    let document = std::fs::read_to_string(path).expect("docs/SCORING.md is read");
    let profile = ScoringProfile::default();
    let thresholds = format!("HOT ≥ {}, WARM ≥ {}", profile.hot_at_least, profile.warm_at_least);
    assert!(document.contains(&thresholds), "the thresholds are {thresholds}");
    let wanted = filled(&filled(&document, "factors", &factors()), "checks", &checks());
    if std::env::var_os("WRITE_DOCS").is_some() {
        std::fs::write(path, &wanted).expect("docs/SCORING.md is written");
    }
    assert!(
        document == wanted || std::env::var_os("WRITE_DOCS").is_some(),
        "docs/SCORING.md is stale: run this test with WRITE_DOCS=1"
    );
}
