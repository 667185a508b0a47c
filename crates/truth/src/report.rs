//! The counts of a run: right, invented and missed values, by field and by language, and every single fault.

use std::collections::{BTreeMap, BTreeSet};

use glouton_reader::SiteFacts;
use serde::Serialize;

use crate::{Field, Site};

/// The name under which the scores of all languages together are kept.
pub const ALL: &str = "all";

/// Right, invented and missed values.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Found and true.
    pub right: u32,
    /// Found and not true.
    pub invented: u32,
    /// True and not found.
    pub missed: u32,
}

impl Score {
    /// Of the values found, the share that is true; 1.0 when none was found.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.invented)
    }

    /// Of the true values, the share that was found; 1.0 when there is none.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 1.0 } else { f64::from(part) / f64::from(whole) }
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// The reader says it, and it is not true.
    Invented,
    /// It is true, and the reader does not say it.
    Missed,
}

/// One wrong value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Failure {
    /// The field.
    pub field: Field,
    /// The site's file name without its ending.
    pub site: String,
    /// The site's language.
    pub language: String,
    /// Invented or missed.
    pub fault: Fault,
    /// The value, as far as it fits on a line.
    pub value: String,
}

/// The outcome of comparing one field of one site.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) right: u32,
    pub(crate) invented: Vec<String>,
    pub(crate) missed: Vec<String>,
}

/// Everything counted over a truth set.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Sites read.
    pub sites: usize,
    /// Pages read.
    pub pages: usize,
    /// Languages of the sites.
    pub languages: BTreeSet<String>,
    /// Field → language (or [`ALL`]) → counts.
    pub scores: BTreeMap<Field, BTreeMap<String, Score>>,
    /// Every wrong value, sorted by field and site.
    pub failures: Vec<Failure>,
}

impl Report {
    /// Compares what the reader said of a site with its truth.
    pub fn add(&mut self, site: &Site, facts: &SiteFacts) {
        self.sites += 1;
        self.pages += site.pages.len();
        let language = site.truth.language.clone();
        self.languages.insert(language.clone());
        for field in Field::EVERY {
            let Some(outcome) = field.compare(&site.truth, facts) else { continue };
            let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            for key in [language.as_str(), ALL] {
                let score = self.scores.entry(field).or_default().entry(key.to_owned()).or_default();
                score.right += outcome.right;
                score.invented += count(outcome.invented.len());
                score.missed += count(outcome.missed.len());
            }
            for (fault, values) in [(Fault::Invented, outcome.invented), (Fault::Missed, outcome.missed)] {
                self.failures.extend(values.into_iter().map(|value| Failure {
                    field,
                    site: site.name.clone(),
                    language: language.clone(),
                    fault,
                    value,
                }));
            }
        }
        self.failures.sort();
    }

    /// The counts of a field over all languages.
    #[must_use]
    pub fn total(&self, field: Field) -> Score {
        self.scores.get(&field).and_then(|languages| languages.get(ALL)).copied().unwrap_or_default()
    }
}
