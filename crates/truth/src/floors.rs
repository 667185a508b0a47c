//! What must hold: the floors of `floors.toml`, with the goals beside them where a floor is still below its goal.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::{Error, Field, Report};

/// A pair of shares, each from 0.0 to 1.0.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Of the values found, the share that is true.
    pub precision: f64,
    /// Of the true values, the share that was found.
    pub recall: f64,
}

/// The bars of one field.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Below this the test fails.
    pub floor: Bar,
    /// What is promised; absent when nothing is.
    pub goal: Option<Bar>,
}

/// The bars of all fields. A field without one is reported and not held.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Floors(BTreeMap<Field, Floor>);

impl Floors {
    /// Reads `floors.toml` of a truth folder.
    ///
    /// # Errors
    /// When the file cannot be read or names an unknown field.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("floors.toml");
        let text = fs::read_to_string(&path).map_err(|source| Error::Read { path, source })?;
        Ok(toml::from_str(&text)?)
    }

    /// The bars of a field.
    #[must_use]
    pub fn of(&self, field: Field) -> Option<Floor> {
        self.0.get(&field).copied()
    }

    /// One sentence for each field that is under its floor.
    #[must_use]
    pub fn broken(&self, report: &Report) -> Vec<String> {
        self.below(report, |floor| Some(floor.floor))
    }

    /// One sentence for each field that is under its goal.
    #[must_use]
    pub fn short_of_goal(&self, report: &Report) -> Vec<String> {
        self.below(report, |floor| floor.goal)
    }

    fn below(&self, report: &Report, bar: impl Fn(&Floor) -> Option<Bar>) -> Vec<String> {
        let mut sentences = Vec::new();
        for (field, floor) in &self.0 {
            let Some(bar) = bar(floor) else { continue };
            let score = report.total(*field);
            for (what, is, must) in [("precision", score.precision(), bar.precision), ("recall", score.recall(), bar.recall)] {
                if is < must {
                    sentences.push(format!("{field}: {what} is {is:.4}, and {must:.4} is asked for"));
                }
            }
        }
        sentences
    }
}
