//! Telephone and fax numbers, validated against the numbering plans, normalised to E.164.
//!
//! Belongs here: numbers of structured data and text, which of those in a text are believed, and telling a telephone from a
//! fax; what links dial and what letters spell have their modules. Does not belong here: whose a number is (see `contacts`).

mod columns;
mod labels;
mod links;
mod number;
mod plan;
mod regions;
mod scan;
mod vanity;

use std::collections::HashSet;
use std::rc::Rc;

use crate::contacts::Context;
use crate::document::{Holds, Icon};
use crate::emails::Place;
use crate::structured::Structured;
use crate::{Document, Evidence, PageKind, PhoneType, Region as PageRegion, Source};
use labels::Label;
use number::Number;
use regions::Regions;

/// Most numbers taken from one page.
const MAX_HITS: usize = 600;
/// What it adds to a country's weight that a number is written in the groups of its plan.
const AS_ITS_PLAN: f32 = 1.1;

/// A number as found on a page.
#[derive(Debug, Clone)]
pub(crate) struct PhoneHit {
    /// E.164.
    pub e164: String,
    /// Labelled as a fax.
    pub fax: bool,
    /// Land line, mobile, free.
    pub kind: PhoneType,
    /// The rule that read it.
    pub rule: &'static str,
    /// The kind of place.
    pub source: Source,
    /// 0.0 to 1.0.
    pub confidence: f32,
    /// Where.
    pub place: Place,
    /// What it was read from.
    pub evidence: Evidence,
    /// Index in `Structured::things`, when it came from there.
    pub thing: Option<usize>,
}

/// All numbers of a page, in the order of the page, duplicates included.
pub(crate) fn find(document: &Document, structured: &Structured, context: &Context<'_>) -> Vec<PhoneHit> {
    let mut finder = Finder { document, regions: None, context, structured, hits: Vec::new(), linked: HashSet::new() };
    finder.links();
    finder.structured();
    finder.text();
    finder.hits.truncate(MAX_HITS);
    finder.hits
}

struct Finder<'a> {
    document: &'a Document,
    /// Gathered when the first national number is seen.
    regions: Option<Rc<Regions>>,
    context: &'a Context<'a>,
    structured: &'a Structured,
    hits: Vec<PhoneHit>,
    /// Numbers that links or structured data vouch for.
    linked: HashSet<String>,
}

impl Finder<'_> {
    fn regions(&mut self) -> Rc<Regions> {
        let gather = || Rc::new(regions::of_page(self.document, self.structured, self.context));
        Rc::clone(self.regions.get_or_insert_with(gather))
    }

    fn structured(&mut self) {
        let structured = self.structured;
        for (index, thing) in structured.things.iter().enumerate().take(200) {
            for (property, fax) in [("telephone", false), ("faxNumber", true), ("phone", false)] {
                for value in thing.texts(property).into_iter().take(10) {
                    let country = thing
                        .objects("address")
                        .into_iter()
                        .find_map(|a| a.get("addressCountry"))
                        .and_then(crate::structured::first_text);
                    let lead = country.and_then(|c| regions::region(&c));
                    let mut numbers: Vec<Number> =
                        scan::candidates(&value, &[], &[]).iter().filter_map(|c| self.read(&c.written, lead)).collect();
                    if numbers.is_empty() {
                        numbers.extend(self.read(&value, lead));
                    }
                    for number in numbers {
                        let evidence = self.document.evidence(&format!("\"{property}\": \"{value}\""), thing.selector());
                        self.linked.insert(number.e164.clone());
                        self.hits.push(PhoneHit {
                            kind: kind_of(&number, None),
                            e164: number.e164,
                            fax,
                            rule: if thing.source == Source::JsonLd { "phone/json-ld" } else { "phone/microdata" },
                            source: thing.source,
                            confidence: 0.92,
                            place: Place { block: None, range: 0..0, region: PageRegion::Main },
                            evidence,
                            thing: Some(index),
                        });
                    }
                }
            }
        }
    }

    fn text(&mut self) {
        let document = self.document;
        let has_code = document.tagged("code").next().is_some();
        for (index, block) in document.blocks.iter().enumerate() {
            if !block.holds.any(Holds::DIGIT.or(Holds::OTHER_DIGIT)) {
                continue;
            }
            let digits = number::count_digits(&block.text);
            if digits < 3 || has_code && document.is_code(block) {
                continue;
            }
            let mut vanity = self.vanity(index);
            self.hits.append(&mut vanity);
            if self.hits.len() > MAX_HITS || digits < 5 {
                continue;
            }
            let mut previous_end = 0;
            let mut previous_label = None;
            for candidate in scan::candidates(&block.text, &block.seams, &block.icons) {
                // Within one block too: each number looks at what stands before it.
                if self.hits.len() > MAX_HITS {
                    break;
                }
                let range = candidate.range.clone();
                let label = self.label(index, range.start, range.end);
                let in_list =
                    range.start >= previous_end && block.text[previous_end..range.start].chars().all(|c| !c.is_alphabetic());
                let label = label.or(previous_label.filter(|_| in_list && previous_end > 0));
                let Some((number, confidence)) =
                    self.accept(index, &candidate, label).or_else(|| self.accept_shorter(index, &candidate, label))
                else {
                    if label == Some(Label::Id) {
                        previous_label = label;
                        previous_end = range.end;
                    }
                    continue;
                };
                previous_end = range.end;
                previous_label = label;
                let rule = if label.is_some_and(Label::is_phone) { "phone/labelled" } else { "phone/text" };
                let hit = PhoneHit {
                    kind: kind_of(&number, label),
                    e164: number.e164,
                    fax: label == Some(Label::Fax),
                    rule,
                    source: Source::Text,
                    confidence,
                    place: Place { block: Some(index), range: range.clone(), region: block.region },
                    evidence: document.evidence_in_block(index, range),
                    thing: None,
                };
                if label == Some(Label::PhoneAndFax) {
                    self.hits.push(PhoneHit { fax: true, ..hit.clone() });
                }
                self.hits.push(hit);
            }
        }
    }

    /// The country under whose name a block stands: "Österreich" over an address and its numbers.
    fn country_of_section(&self, index: usize) -> Option<rlibphonenumber::Region> {
        let blocks = &self.document.blocks;
        for at in (index.saturating_sub(7)..index).rev() {
            if blocks[at].region != blocks[index].region {
                return None;
            }
            if let Some(region) = regions::named_alone(&blocks[at].text) {
                return Some(region);
            }
            if blocks[at].heading > 0 {
                return None;
            }
        }
        None
    }

    /// Decides whether a candidate is a number to dial; the number and how sure that is.
    fn accept(&mut self, index: usize, candidate: &scan::Candidate, label: Option<Label>) -> Option<(Number, f32)> {
        let written = candidate.written.as_str();
        // "from abroad: +30 …": nothing but a telephone number is written with a plus.
        if label == Some(Label::Id) && !written.starts_with(['+', '＋']) {
            return None;
        }
        let block = &self.document.blocks[index];
        let labelled = label.is_some_and(Label::is_phone);
        if !labelled && labels::is_enterprise_number(&block.text[..candidate.range.start], written) {
            return None;
        }
        if written.contains(['+', '＋']) || number::digits(written).starts_with("00") {
            if let Some(number) = number::international(written).filter(|n| labelled || self.may_dial_abroad(written, n)) {
                return Some((number, if labelled { 0.97 } else { 0.9 }));
            }
            if written.contains(['+', '＋']) {
                // "+030 …": a plus that does not belong there.
                return labelled
                    .then(|| self.read(written.trim_start_matches(['+', '＋', '(', ' ']), None))
                    .flatten()
                    .map(|n| (n, 0.75));
            }
        }
        let digits = number::digits(written);
        // Open plans know numbers of six digits; without a label they are dates and the like: "(Stand 01/2024)".
        if digits.len() < 7 && !labelled || digits.len() < 6 {
            return None;
        }
        let groups = groups_of(written);
        // "06 1 …" is Budapest behind Hungary's prefix, "99877-0" the switchboard before its extensions.
        let budapest = digits.starts_with("061") && groups.len() >= 3 && groups[..2] == [2, 1];
        let switchboard =
            digits.starts_with('0') && written.trim_end_matches("-0").trim_end_matches(" - 0").len() < written.len();
        let inner = groups.get(if budapest { 2 } else { 1 }..groups.len() - usize::from(switchboard)).unwrap_or_default();
        let grouped = groups.len() >= 2 && (switchboard || !inner.is_empty()) && inner.iter().all(|l| *l >= 2);
        // The plans are asked last: without a label, a bracket, a link to the same number or the groups of one, no plan's word counts.
        if !labelled
            && !grouped
            && (groups.len() > 1 || digits.len() < 9)
            && !written.starts_with('(')
            && !self.may_be_linked(&digits)
        {
            return None;
        }
        let mut regions = self.regions();
        if let Some(section) = self.country_of_section(index) {
            regions = Rc::new(regions.led_by(section));
        }
        // "(33) 2 40 …": the code of the land in brackets, without its plus.
        if let Some((inner, _)) = written.strip_prefix('(').and_then(|w| w.split_once(')'))
            && let Some((home, _)) = regions.0.first()
            && plan::code_of(*home).is_some_and(|code| is_code_in_brackets(inner, code))
            && inner.len() > 1
            && let Some(number) = number::international(&format!("+{digits}"))
        {
            return Some((number, if labelled { 0.9 } else { 0.8 }));
        }
        let Some(number) = read_number(written, &regions) else {
            // "49 30 …" with the plus forgotten, after "Tel.".
            let lead = regions.0.first().and_then(|(r, _)| plan::code_of(*r))?;
            let whole = labelled && digits.len() >= 10 && digits.starts_with(&lead.to_string());
            return whole.then(|| number::international(&format!("+{digits}"))).flatten().map(|n| (n, 0.8));
        };
        if labelled {
            return Some((number, 0.95));
        }
        if self.linked.contains(&number.e164) {
            return Some((number, 0.93));
        }
        let region = number.region?;
        let exact = groups == number.groups;
        let prefixed = digits.starts_with('0') && number::writes_prefix(region)
            || region == rlibphonenumber::Region::HU && digits.starts_with("06");
        let bracketed = written.starts_with(['(', '[']);
        let nanp = number::is_nanp(region)
            && (groups == [3, 3, 4] || groups == [1, 3, 3, 4])
            && (bracketed || written.contains(['-', '.']) || exact);
        // How much of the block is the number: a line of its own says "call me" without words.
        let letters = block.text.chars().filter(|c| c.is_alphabetic()).count();
        let alone = letters <= 3;
        let short = block.text.len() <= 120;
        let contact_place = matches!(self.context.kind, PageKind::Contact | PageKind::Legal | PageKind::Locations)
            || matches!(block.region, PageRegion::Footer | PageRegion::Header | PageRegion::Aside)
            || block.tag == "address";
        let weak = label == Some(Label::Weak);
        let french_pairs = groups.len() == 5
            && groups.iter().all(|l| *l == 2)
            && digits.starts_with('0')
            && matches!(region.as_region_str().as_str(), "FR" | "BE" | "RE" | "GP" | "MQ");
        let believed = if french_pairs {
            true
        } else if prefixed || nanp {
            grouped
                && (exact && short || alone || weak || contact_place && short || bracketed && short || block.text.contains('@'))
        } else if digits.starts_with('0') && !number::writes_prefix(region) {
            // Italy: the zero belongs to the number.
            grouped && (weak || alone || contact_place && short || block.text.contains('@'))
        } else {
            // A plan that takes nearly any digits, of a land that only the language speaks for, proves nothing.
            let likely = regions.0.iter().any(|(known, weight)| *known == region && *weight >= 0.9);
            let area = bracketed && matches!(groups.as_slice(), [2, 8] | [3, 7]);
            grouped
                && (likely || alone)
                && (exact || area || is_usual(&groups))
                && (alone || weak || contact_place && letters <= 60 || block.text.contains('@'))
        };
        if believed {
            return Some((number, if exact { 0.85 } else { 0.75 }));
        }
        // "Loris 339 5550166": somebody's given name before a mobile telephone, and no other words.
        let named = number.kind == PhoneType::Mobile
            && grouped
            && block.text.len() <= 40
            && candidate.range.end == block.text.len()
            && crate::people::is_known_given(&crate::words::plain(&block.text[..candidate.range.start]));
        if named {
            return Some((number, 0.7));
        }
        // Bare digits: only when they are all there is, where contact data stands, and whole.
        let bare =
            groups.len() == 1 && alone && contact_place && digits.len() >= 9 && (prefixed || number.kind == PhoneType::Mobile);
        bare.then_some((number, 0.65))
    }

    /// "003723327487" between other codes is no call abroad; with a plus, in groups, or for a country the page speaks of it is one.
    fn may_dial_abroad(&mut self, written: &str, number: &Number) -> bool {
        written.contains(['+', '＋'])
            || groups_of(written).len() > 1
            || self.regions().0.iter().any(|(region, _)| Some(*region) == number.region)
    }

    /// True when the digits hold the end of a linked number.
    fn may_be_linked(&self, digits: &str) -> bool {
        const END: usize = 4;
        self.linked.iter().any(|known| digits.contains(&known[known.len().saturating_sub(END)..]))
    }

    /// What follows a number may look like more of it: "020 7946 0123 24/7". Without its last groups it must be written exactly
    /// as its plan writes it.
    fn accept_shorter(&mut self, index: usize, candidate: &scan::Candidate, label: Option<Label>) -> Option<(Number, f32)> {
        if !label.is_some_and(Label::is_phone) && !candidate.written.contains('+') {
            return None;
        }
        let mut written = candidate.written.as_str();
        for _ in 0..3 {
            let digits_end = written.trim_end_matches(|c: char| number::digit(c).is_some());
            let shorter = digits_end.trim_end_matches(|c: char| number::digit(c).is_none());
            if shorter.len() == written.len() || number::digits(shorter).len() < 8 {
                return None;
            }
            written = shorter;
            let shortened = scan::Candidate { range: candidate.range.clone(), written: written.to_owned() };
            if let Some((number, confidence)) = self.accept(index, &shortened, label) {
                let digits = number::digits(written).len();
                let whole = number.groups.iter().sum::<usize>() <= digits && (number.groups.len() > 1 || written.contains('+'));
                let exact = written.split(|c: char| number::digit(c).is_none()).filter(|g| !g.is_empty()).count() >= 2;
                return (whole && exact).then_some((number, confidence.min(0.8)));
            }
        }
        None
    }

    /// The label of bytes of a block: words, an icon or a sign before them, words after them, or a block of its own before.
    fn label(&self, index: usize, start: usize, end: usize) -> Option<Label> {
        let block = &self.document.blocks[index];
        let before = &block.text[..start];
        if let Some(label) = labels::after(&block.text[end..]) {
            return Some(label);
        }
        // "Tel: 1234Fax: 5678": where elements touch, the word of the next one begins at the seam.
        let seam = block.seams.iter().rev().map(|seam| *seam as usize).find(|seam| *seam <= start);
        let glued = seam.filter(|seam| {
            let behind = &before[*seam..];
            before[..*seam].ends_with(|c: char| c.is_ascii_digit())
                && (behind.is_empty() || behind.starts_with(char::is_alphabetic))
        });
        let by_words = labels::before(glued.map_or(before, |seam| &before[seam..]));
        if let Some(label) = by_words.filter(|l| *l != Label::Weak) {
            return Some(label);
        }
        let since = before.rfind(|c: char| c.is_ascii_digit()).map_or(0, |i| i + 1);
        let icon =
            block.icons.iter().rev().find(|(at, icon)| (*at as usize) >= since && (*at as usize) <= start && *icon != Icon::Mail);
        if let Some((_, icon)) = icon {
            return Some(match icon {
                Icon::Fax => Label::Fax,
                Icon::Mobile => Label::Mobile,
                Icon::WhatsApp => Label::Messenger,
                Icon::Phone | Icon::Mail => Label::Phone,
            });
        }
        let marker = labels::is_bare_marker(before);
        if before.chars().any(char::is_alphanumeric) && !marker {
            return by_words;
        }
        // "Telefon" in the cell, line or heading above, or at the head of the column.
        let above = self.label_above(index, marker, by_words);
        above.filter(|label| *label != Label::Weak).or_else(|| columns::label(self.document, block)).or(above)
    }

    /// What the cell, line or heading right above a block says, else its own words.
    fn label_above(&self, index: usize, marker: bool, by_words: Option<Label>) -> Option<Label> {
        let block = &self.document.blocks[index];
        let above = index
            .checked_sub(1)
            .and_then(|i| self.document.blocks.get(i))
            .filter(|b| b.text.len() <= 60 && !b.text.contains('@') && b.text.bytes().filter(u8::is_ascii_digit).count() < 5)?;
        if above.region != block.region {
            return by_words;
        }
        match labels::before(&format!("{}:", above.text)) {
            // "Polizza" | "n. 340 5559 871": numbered things are telephones only when the cell before says so.
            None | Some(Label::Weak) if marker && block.tag != "li" && above.heading == 0 => Some(Label::Id),
            label => label.or(by_words),
        }
    }

    /// A national number in the likeliest country, an international one as it says.
    fn read(&mut self, written: &str, lead: Option<rlibphonenumber::Region>) -> Option<Number> {
        if (written.contains(['+', '＋']) || number::digits(written).starts_with("00"))
            && let Some(number) = number::international(written)
        {
            return Some(number);
        }
        let regions = match lead {
            Some(lead) => Rc::new(self.regions().led_by(lead)),
            None => self.regions(),
        };
        read_number(written, &regions).or_else(|| {
            let digits = number::digits(written);
            // "tel:4930…": the plus forgotten.
            (digits.len() >= 10 && !digits.starts_with('0'))
                .then(|| number::international(&format!("+{digits}")))
                .flatten()
                .filter(|n| regions.0.iter().any(|(r, _)| Some(*r) == n.region))
        })
    }
}

/// "(33)", "(54 11)", "(52-55)": the code of the land, with or without the area's behind it.
fn is_code_in_brackets(inner: &str, code: i32) -> bool {
    let (first, area) = inner.split_once([' ', '-']).unwrap_or((inner, ""));
    first == code.to_string() && area.len() <= 4 && area.bytes().all(|b| b.is_ascii_digit())
}

/// Groups in which people write numbers of plans without a leading prefix.
fn is_usual(groups: &[usize]) -> bool {
    const USUAL: &[&[usize]] = &[
        &[3, 3, 3],
        &[3, 2, 2, 2],
        &[2, 3, 2, 2],
        &[3, 6],
        &[5, 5],
        &[2, 2, 2, 2],
        &[4, 4],
        &[3, 2, 3],
        &[3, 5],
        &[3, 3, 4],
        &[3, 4, 3],
        &[2, 7],
        &[2, 4, 4],
        &[4, 3, 3],
        &[3, 3, 2, 2],
    ];
    USUAL.contains(&groups)
}

/// Reads a national number in the candidate countries: the likeliest that accepts it, and among nearly equal ones the one in
/// whose plan it is written this way.
fn read_number(written: &str, regions: &Regions) -> Option<Number> {
    let digits = number::digits(written);
    let groups = groups_of(written);
    let mut best: Option<(f32, Number)> = None;
    for (region, weight) in &regions.0 {
        // The likeliest country comes first: those after it may be too unlikely for any bonus.
        if best.as_ref().is_some_and(|(known, _)| *known >= weight + AS_ITS_PLAN) {
            break;
        }
        // Where the prefix is always written, a number without it is none, but for those that have no prefix.
        let Some(number) = number::national(written, *region) else { continue };
        let free_form = number.kind == PhoneType::TollFree || number.kind == PhoneType::Other && !number.either;
        if number::writes_prefix(*region)
            && !digits.starts_with('0')
            && !free_form
            && !matches!(
                region.as_region_str().as_str(),
                "RO" | "UA" | "TR" | "IL" | "ID" | "VN" | "SA" | "TH" | "AE" | "EG" | "NG"
            )
        {
            continue;
        }
        let score = weight + if number.groups == groups { AS_ITS_PLAN } else { 0.0 };
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, number));
        }
    }
    best.map(|(_, number)| number)
}

/// Lengths of the groups of digits in which a number is written.
fn groups_of(written: &str) -> Vec<usize> {
    written.split(|c: char| number::digit(c).is_none()).map(|g| g.chars().count()).filter(|l| *l > 0).collect()
}

fn kind_of(number: &Number, label: Option<Label>) -> PhoneType {
    match label {
        Some(Label::Mobile) if number.either || number.kind == PhoneType::Other => PhoneType::Mobile,
        _ => number.kind,
    }
}

#[cfg(test)]
mod tests;
