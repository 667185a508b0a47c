//! Holds the reader to its floors over the fictional sites in `tests/truth`. The scorer is `glouton-truth`; `cargo xtask truth
//! --verbose` prints the same numbers with every single fault.

use std::collections::BTreeSet;

use glouton_truth::{Floors, folder, score, sites};

#[test]
fn the_reader_keeps_its_floors_over_the_truth() {
    let report = score(&sites(&folder()).expect("truth set"));
    let floors = Floors::open(&folder()).expect("floors");
    let broken = floors.broken(&report);
    assert!(broken.is_empty(), "{broken:#?}\n`cargo xtask truth --verbose` lists the faults");
}

#[test]
fn no_value_of_the_truth_is_both_its_own_and_somebody_elses() {
    for site in sites(&folder()).expect("truth set") {
        let truth = &site.truth;
        let own: BTreeSet<_> = [&truth.emails, &truth.phones, &truth.faxes].into_iter().flatten().flatten().collect();
        for value in truth.third_party.iter().flatten() {
            assert!(!own.contains(value), "{}: {value} is on both sides", site.name);
        }
    }
}
