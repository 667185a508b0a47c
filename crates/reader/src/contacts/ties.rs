//! Which person stands beside a contact: in the same card, the same line, or right above it.

use memchr::memmem::Finder;

use crate::document::{ElementRef, NodeId};
use crate::emails::Place;
use crate::words::plain;
use crate::{Document, PageKind, Person, Region};

/// How many blocks below a name its contact data may stand.
const BELOW: usize = 6;

/// The people of a page and where their names stand.
pub(super) struct Ties<'a> {
    people: Vec<(&'a str, Vec<String>)>,
    /// Block and index of the person named there, in order.
    places: Vec<(usize, usize)>,
    document: &'a Document,
    kind: PageKind,
}

impl<'a> Ties<'a> {
    pub(super) fn new(document: &'a Document, people: &'a [Person], kind: PageKind) -> Self {
        let mut known: Vec<(&str, Vec<String>)> = Vec::new();
        for person in people.iter().take(100) {
            let name = person.name.value.as_str();
            if !name.is_empty() && !known.iter().any(|(n, _)| *n == name) {
                known.push((name, plain(name).split(' ').filter(|t| t.len() > 1).map(str::to_owned).collect()));
            }
        }
        let mut places = Vec::new();
        if !known.is_empty() {
            let finders: Vec<Finder<'_>> = known.iter().map(|(name, _)| Finder::new(*name)).collect();
            for (block, content) in document.blocks.iter().enumerate() {
                // A name in long prose is mentioned, not presented.
                if content.text.len() > 400 {
                    continue;
                }
                for (index, name) in finders.iter().enumerate() {
                    if name.find(content.text.as_bytes()).is_some() {
                        places.push((block, index));
                    }
                }
            }
        }
        Self { people: known, places, document, kind }
    }

    /// The person an address belongs to: by its local part, else by the name beside a personal address.
    pub(super) fn email(&self, local: &str, place: &Place) -> Option<String> {
        let purpose = crate::emails::purpose::of(local);
        if self.people.is_empty() || matches!(purpose, crate::Purpose::Generic | crate::Purpose::NoReply) {
            return None;
        }
        let plain_local = plain(local);
        let parts: Vec<&str> = plain_local.split(' ').collect();
        let joined: String = parts.concat();
        let mut matching = self.people.iter().filter(|(_, tokens)| {
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
            tokens.len() > 1
                && (parts.contains(&last.as_str())
                    || joined.contains(last.as_str()) && last.len() > 3
                    || german(last) != *last && joined.contains(&german(last)))
                || parts == [first.as_str()]
                || joined == format!("{}{}", first.chars().next().unwrap_or(' '), last.chars().next().unwrap_or(' '))
                    && joined.len() == 2
        });
        if let Some((name, _)) = matching.next() {
            // Two of one family: the given name or the place decides.
            let others: Vec<&str> = matching.map(|(n, _)| *n).collect();
            if others.is_empty() {
                return Some((*name).to_owned());
            }
            let beside = self.beside(place);
            let all = std::iter::once(*name).chain(others);
            return all
                .clone()
                .find(|n| {
                    plain(n)
                        .split(' ')
                        .next()
                        .is_some_and(|first| parts.iter().any(|p| *p == first || p.len() == 1 && first.starts_with(p)))
                })
                .or_else(|| all.into_iter().find(|n| beside == Some(n)))
                .map(str::to_owned);
        }
        if purpose == crate::Purpose::Role && self.kind != PageKind::Team {
            // "accounts@…" is hers only in her card among others'.
            return (self.people.len() > 1).then(|| self.in_card(place)).flatten().map(str::to_owned);
        }
        // "helen@…" is not the Rosie who is named above it.
        let named_otherwise = |name: &str| {
            let tokens = plain(name);
            let given =
                parts.iter().any(|p| p.len() > 2 && crate::people::is_known_given(p) && !tokens.split(' ').any(|t| t == *p));
            // "mholloway@" is somebody's, but not Peter Brandt's: an initial and a family name that he does not bear.
            let shares = tokens.split(' ').any(|t| joined.contains(t.get(..3).unwrap_or(t)) || joined.contains(&german(t)));
            let personal = purpose == crate::Purpose::Unknown || purpose == crate::Purpose::Personal;
            (given, personal && joined.len() >= 6 && !shares)
        };
        // In a card or a row of a table, "handball@…" is the one's who is named there.
        let held = self.in_card(place).filter(|name| self.people.len() > 1 && !named_otherwise(name).0);
        let near = || self.beside(place).filter(|name| named_otherwise(name) == (false, false));
        held.or_else(near).map(str::to_owned)
    }

    /// The person a number belongs to: only where people are presented one by one, or where it is a mobile telephone in the
    /// card of the only one.
    pub(super) fn phone(&self, place: &Place, mobile: bool) -> Option<String> {
        if matches!(self.kind, PageKind::Legal | PageKind::Privacy | PageKind::Terms) {
            return None;
        }
        let card = (self.people.len() > 1 || mobile).then(|| self.in_card(place)).flatten();
        card.or_else(|| (self.people.len() > 1).then(|| self.beside(place)).flatten()).map(str::to_owned)
    }

    /// The only person named in the smallest element around the block that names one: a card, a table's row, a list's item.
    fn in_card(&self, place: &Place) -> Option<&'a str> {
        /// Most blocks of a card, and elements between it and its contact.
        const CARD: usize = 9;
        const DEPTH: usize = 5;
        let block = place.block.filter(|_| place.region == Region::Main)?;
        let blocks = &self.document.blocks;
        let near: Vec<(usize, usize)> = self.places.iter().copied().filter(|(b, _)| b.abs_diff(block) < CARD).collect();
        if near.is_empty() {
            return None;
        }
        let element = self.document.element(blocks.get(block)?.node)?;
        let within = |index: usize, container: NodeId| {
            blocks
                .get(index)
                .and_then(|b| self.document.element(b.node))
                .is_some_and(|e| e.id() == container || e.ancestors().take(DEPTH + 4).any(|a| a.id() == container))
        };
        let containers = std::iter::once(element).chain(element.ancestors().filter_map(ElementRef::wrap)).take(DEPTH);
        for container in containers.take_while(|c| !matches!(c.value().name(), "body" | "main" | "html")) {
            let id = container.id();
            if within(block.wrapping_sub(CARD), id) || within(block + CARD, id) {
                return None;
            }
            let mut held = near.iter().filter(|(b, _)| within(*b, id)).map(|(_, person)| *person);
            if let Some(person) = held.next() {
                return held.all(|other| other == person).then(|| self.people[person].0);
            }
        }
        None
    }

    /// The nearest name above (or in) the block, when only a few lines lie between and it is the only one in its line.
    fn beside(&self, place: &Place) -> Option<&'a str> {
        let block = place.block?;
        let upto = self.places.partition_point(|(b, _)| *b <= block);
        let (at, person) = self.places[..upto].last().copied()?;
        let shared = self.places[..upto].iter().rev().take_while(|(b, _)| *b == at).count();
        let same_region =
            self.document.blocks.get(at).zip(self.document.blocks.get(block)).is_some_and(|(a, b)| a.region == b.region);
        // A heading that is not the name starts something else.
        let heading_between =
            self.document.blocks.get(at + 1..=block).is_some_and(|between| {
                between.iter().any(|b| b.heading > 0 && b.heading <= self.document.blocks[at].heading.max(3))
            });
        (block - at <= BELOW && shared == 1 && same_region && !heading_between).then(|| self.people[person].0)
    }
}

/// Umlauts as German addresses spell them: "muller" is written "mueller".
fn german(name: &str) -> String {
    name.replace('u', "ue").replace('o', "oe").replace('a', "ae")
}
