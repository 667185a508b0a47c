//! Businesses in a workspace, how to reach them with the evidence for each, and the work done on them.
//! Belongs here: absorbing what a hunt read, listing, editing, revealing. Does not belong here: how a page is read
//! (`glouton_reader`), what a score means (`audits`), what a credit is (`credits`).

mod entity;
pub mod model;
pub mod ops;
pub mod rules;
mod store;
pub mod verification;

pub use model::{
    Activity, ActivityId, Claim, Contact, ContactId, ContactKind, Evidence, FacetCount, Facets, Lead, LeadFilter, LeadId,
    LeadOrder, LeadOrderField, LeadSource, NamedPerson, Note, NoteId, PersonId, Purpose, ShownContact, Stage, Tag, TagId,
    Technology, Temperature,
};
pub use store::{Absorbed, Harvest, PageStamp, Verdict, absorb, absorb_score, still_there};
