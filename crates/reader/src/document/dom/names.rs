//! The names of one page's elements, each kept once: an element and the tree builder's handle of it refer to them, and cost nothing
//! to copy.
//!
//! Belongs here: keeping and finding. Does not belong here: what names mean. Invariant: a name stays where it is, however many follow.

use std::cell::{Cell, OnceCell};

use html5ever::{QualName, local_name, ns};

/// Names told apart at once; a power of two, and more than nearly all pages have.
const SLOTS: usize = 256;
/// Names in one slot told apart by each further look at the hash; a power of two.
const STEP: usize = 4;

/// Names of elements.
pub(in super::super) struct Names {
    slots: Vec<Slot>,
    numbers: Cell<u32>,
    nameless: QualName,
}

type Slot = OnceCell<Box<Known>>;

/// A name, and those that share its place.
pub(super) struct Known {
    pub name: QualName,
    /// Counts local names, whatever their namespaces.
    pub number: u32,
    others: [Slot; STEP],
}

impl Default for Names {
    fn default() -> Self {
        Self {
            slots: std::iter::repeat_with(Slot::default).take(SLOTS).collect(),
            numbers: Cell::new(0),
            nameless: QualName::new(None, ns!(), local_name!("")),
        }
    }
}

impl Names {
    /// The name of what is no element.
    pub(super) fn nameless(&self) -> &QualName {
        &self.nameless
    }

    /// The place of a name.
    pub(super) fn get(&self, name: &QualName) -> &Known {
        let mut hash = usize::try_from(name.local.get_hash() & u64::from(u32::MAX)).unwrap_or_default();
        let mut slot = &self.slots[hash % SLOTS];
        hash /= SLOTS;
        loop {
            let known = slot.get().unwrap_or_else(|| {
                // To be numbered a name may itself need this slot for the same name in HTML.
                let number = self.number(name);
                slot.get_or_init(|| Box::new(Known { name: name.clone(), number, others: Default::default() }))
            });
            if known.name == *name {
                return known;
            }
            slot = &known.others[hash % STEP];
            hash /= STEP;
        }
    }

    /// The number of a name that has no place yet.
    fn number(&self, name: &QualName) -> u32 {
        if name.ns == ns!(html) {
            return self.numbers.replace(self.numbers.get().saturating_add(1));
        }
        self.get(&QualName::new(None, ns!(html), name.local.clone())).number
    }
}
