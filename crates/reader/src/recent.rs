//! The last few values of an attribute that told nothing: a page gives the same classes to element after element.
//!
//! Belongs here: remembering them. Does not belong here: what a value would have to say.

/// Values kept; each new one of about the same length takes the place of the one before.
const KEPT: usize = 16;

/// Values that told nothing. The empty one tells nothing from the start.
#[derive(Default)]
pub(crate) struct Recent<'v>([&'v str; KEPT]);

impl<'v> Recent<'v> {
    /// True for a value that is kept.
    pub(crate) fn holds(&self, value: &str) -> bool {
        self.0[value.len() % KEPT] == value
    }

    /// Keeps a value.
    pub(crate) fn keep(&mut self, value: &'v str) {
        self.0[value.len() % KEPT] = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_known_until_another_takes_its_place() {
        let mut recent = Recent::default();
        assert!(recent.holds("") && !recent.holds("card"));
        recent.keep("card");
        recent.keep("cards");
        assert!(recent.holds("card") && recent.holds("cards"));
        recent.keep("list");
        assert!(!recent.holds("card") && recent.holds("list"));
    }
}
