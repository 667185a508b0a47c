//! Technologies of many pages to those of a site.

use std::collections::BTreeMap;

use crate::{PageFacts, Technology};

/// Joins by name. What was seen wins over what was implied, then the more confident reading; a version survives when any reading
/// has one, the more detailed of two equally good ones. Deterministic, whatever the order of equal confidences.
pub(crate) fn merge(pages: &[PageFacts]) -> Vec<Technology> {
    let mut by_name: BTreeMap<&str, Technology> = BTreeMap::new();
    for technology in pages.iter().flat_map(|page| &page.technologies) {
        match by_name.entry(&technology.name.value) {
            std::collections::btree_map::Entry::Vacant(slot) => {
                slot.insert(technology.clone());
            }
            std::collections::btree_map::Entry::Occupied(mut slot) => join(slot.get_mut(), technology),
        }
    }
    let mut out: Vec<Technology> = by_name.into_values().collect();
    sort(&mut out);
    out
}

fn join(known: &mut Technology, other: &Technology) {
    if is_implied(other) && !is_implied(known) {
        return;
    }
    if is_implied(known) && !is_implied(other) {
        *known = other.clone();
        return;
    }
    if detail(other) > detail(known) {
        known.version.clone_from(&other.version);
    }
    if other.name.confidence > known.name.confidence {
        known.rule.clone_from(&other.rule);
    }
    known.name.join(&other.name);
}

fn is_implied(technology: &Technology) -> bool {
    technology.rule.ends_with("/implies")
}

/// Number of parts of the version.
fn detail(technology: &Technology) -> usize {
    technology.version.as_ref().map_or(0, |version| version.split('.').count())
}

/// The surest first, then by name.
pub(super) fn sort(technologies: &mut [Technology]) {
    technologies.sort_by(|a, b| b.name.confidence.total_cmp(&a.name.confidence).then_with(|| a.name.value.cmp(&b.name.value)));
}
