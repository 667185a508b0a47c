//! The businesses, one file a country (or a group of small ones).
//!
//! Belongs here: records, nothing else. Every name, address and number is invented: domains are under `.test` and `.example`,
//! numbers are from ranges reserved for fiction where a country has them (France 01 99 00 / 02 61 91 / 03 53 01 / 04 65 71 /
//! 05 36 49, Germany, Great Britain, North America 555-01xx) and of the pattern 555 01xx elsewhere.

mod alps;
mod de;
mod es;
mod fr;
mod gb;
mod it;
mod nl;
mod pl;
mod pt;
mod us;

use crate::model::Business;

/// Every business, country by country.
pub(crate) fn all() -> impl Iterator<Item = &'static Business> {
    [fr::ALL, de::ALL, it::ALL, es::ALL, nl::ALL, gb::ALL, us::ALL, alps::ALL, pl::ALL, pt::ALL].into_iter().flatten()
}
