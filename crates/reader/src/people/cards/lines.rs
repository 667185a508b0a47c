//! What one line of a page tells of people by its own form: a role, a title, a firm's name or a couple's. Does not belong here: names
//! that need the lines around them (`cards`).

use crate::document::Holds;
use crate::organisation::DomainName;
use crate::people::given::is_given;
use crate::people::names::{Name, couple, fits, leading, whole, with_office, with_office_behind};
use crate::people::{Found, elsewhere, is_the_house, plausible_pair, roles};
use crate::short_text::ShortText;
use crate::{Block, Document, PageKind, Region, Seniority, Source};

use super::{MAX_LINE, beside_one_alike, in_others_voice, is_short_line, next_is_address, role_part};

/// Longest line in which style sheets keep a name, a role and contacts apart, in bytes.
const MAX_PARTED: usize = 240;

/// A person whom a line names without the help of its neighbours.
pub(super) struct Telling {
    name: String,
    title: Option<String>,
    seniority: Seniority,
    confidence: f32,
}

impl Telling {
    fn of(name: impl Into<String>, confidence: f32) -> Self {
        Self { name: name.into(), title: None, seniority: Seniority::Unknown, confidence }
    }

    fn with_title(name: Name, title: &str, confidence: f32) -> Self {
        let seniority = roles::role_line(title).unwrap_or(Seniority::Unknown);
        Self { title: Some(title.to_owned()), seniority, ..Self::of(name.text, confidence) }
    }

    /// Whose name a firm bears.
    fn of_the_firm(name: Name) -> Self {
        Self { seniority: Seniority::Executive, ..Self::of(name.text, 0.7) }
    }

    pub(super) fn add(self, document: &Document, block: &Block, found: &mut Found) {
        let evidence = document.evidence(&block.text, block.tag);
        found.add(self.name, self.title, self.seniority, Source::Text, self.confidence, evidence);
    }
}

/// The lines of a page, and what is known of them.
pub(super) struct Lines<'a> {
    pub(super) document: &'a Document,
    pub(super) kind: PageKind,
    /// Lines that are not looked at.
    pub(super) skip: &'a [bool],
    pub(super) domain: &'a DomainName,
    /// Lines where the people of the house are presented.
    pub(super) teams: Vec<bool>,
    /// Lines that are somebody's role.
    pub(super) taken: Vec<bool>,
}

impl<'a> Lines<'a> {
    pub(super) fn may_present(&self, index: usize) -> bool {
        let block = &self.document.blocks[index];
        !self.skip[index] && !self.taken[index] && block.region != Region::Nav && block.text.len() >= 5
    }

    /// Builders' testimonial widgets also set teams: where a team is announced, they do.
    pub(super) fn others_speak(&self, index: usize) -> bool {
        !self.teams[index] && in_others_voice(self.document, index)
    }

    /// Those whom a line names by its form.
    pub(super) fn told(&self, index: usize) -> Vec<Telling> {
        let block = &self.document.blocks[index];
        let text = block.text.as_str();
        if !fits(text, if block.seams.is_empty() { MAX_LINE } else { MAX_PARTED }) {
            // The line of a footer with the firm's name and its tax number.
            let taxed = text.contains("P.I") || text.contains("P. I");
            return taxed.then(|| in_the_firms_name(text)).flatten().map(Telling::of_the_firm).into_iter().collect();
        }
        if let Some((name, role)) = parted_by_style(text, &block.seams)
            && !is_the_house(&name, self.domain)
            && !self.others_speak(index)
        {
            return vec![Telling::with_title(name, role, 0.85)];
        }
        if let Some(name) = speaks_for_itself(text)
            && self.introduces(index)
            && whole(text).is_none()
            && !self.others_speak(index)
        {
            return vec![Telling::of(name.text, 0.65)];
        }
        if let Some(name) = in_the_firms_name(text) {
            return vec![Telling::of_the_firm(name)];
        }
        if !fits(text, MAX_LINE) {
            return Vec::new();
        }
        if let Some((names, rest)) = couple(text)
            && rest.trim().is_empty()
            && (next_is_address(self.document, index) || matches!(self.kind, PageKind::Legal | PageKind::Contact))
            && !self.others_speak(index)
        {
            return names.into_iter().map(|name| Telling::of(name, 0.75)).collect();
        }
        if let Some(names) = pair(text)
            && (block.region == Region::Main || names.iter().all(|name| name.known && name.titled))
            && !self.others_speak(index)
        {
            return names.into_iter().map(|name| Telling::of(name.text, 0.7)).collect();
        }
        let presented = block.heading > 0 || block.strong;
        presented.then(|| in_the_houses_name(text)).flatten().map(|name| Telling::of(name.text, 0.7)).into_iter().collect()
    }

    /// True where a house introduces its people, besides the parts that say so.
    fn introduces(&self, index: usize) -> bool {
        self.document.blocks[index].region == Region::Main
            && matches!(self.kind, PageKind::Home | PageKind::About | PageKind::Team | PageKind::Contact | PageKind::Legal)
    }

    /// "Dt. Deniz Örnek Diş Hekimi": what looks like a name of many words ends with a role.
    pub(super) fn told_before_office(&self, index: usize, name: &Name) -> Option<Telling> {
        const FEWEST: usize = 3;
        if name.text.split(' ').count() < FEWEST {
            return None;
        }
        let (name, office) = with_office_behind(&self.document.blocks[index].text)?;
        (!self.others_speak(index)).then(|| Telling::with_title(name, office, 0.85))
    }

    /// A name that shares its line with what its bearer is.
    pub(super) fn told_with_office(&self, index: usize) -> Option<Telling> {
        let block = &self.document.blocks[index];
        let in_team = self.teams[index];
        if let Some((office, name)) = with_office(&block.text)
            && !self.others_speak(index)
        {
            let presented = block.heading > 0 || block.strong || in_team;
            return Some(Telling::with_title(name, office, if presented { 0.85 } else { 0.7 }));
        }
        if let Some((name, office)) = with_office_behind(&block.text).filter(|_| block.region == Region::Main)
            && !self.others_speak(index)
        {
            return Some(Telling::with_title(name, office, 0.8));
        }
        // "Otis Muster, Dirigent" where the people are presented.
        let dotted = || block.text.contains('·');
        let dialled = block.holds.any(Holds::DIGIT) && is_contact(block.text.trim_start_matches(|c: char| !c.is_ascii_digit()));
        if !in_team && !dialled && memchr::memchr3(b',', b'-', 0xe2, block.text.as_bytes()).is_none() && !dotted() {
            return None;
        }
        let (name, rest) = leading(&block.text)?;
        let parted = rest.trim_start().starts_with([',', '(', '–', '-', '—', '|', '·']);
        // "Anna Muster +420 600 …": the number needs no mark before it.
        let reached = parted || rest.trim_start().starts_with(|c: char| c == '+' || c.is_ascii_digit());
        if reached && name.known && is_contact(rest) && self.introduces(index) {
            return Some(self.told_beside_contact(index, name));
        }
        // A house's number or a telephone behind it: "Vieux Moulin — 7 rue du Pré, …" is a place.
        if rest.bytes().filter(u8::is_ascii_digit).count() >= 4 {
            return None;
        }
        let presented = (parted || in_team && roles::is_office(rest))
            && (in_team || name.known && beside_one_alike(self.document, index))
            && is_short_line(rest)
            && plausible_pair(&name)
            && !elsewhere(rest)
            && !is_the_house(&name, self.domain);
        let confidence = if name.known || name.titled { 0.8 } else { 0.62 };
        presented.then(|| Telling::with_title(name, rest, confidence))
    }
}

impl Lines<'_> {
    /// "Sami Malli – 0207 …": somebody to call, and what for, where the cell before says so.
    fn told_beside_contact(&self, index: usize, name: Name) -> Telling {
        let label = index.checked_sub(1).map(|above| &self.document.blocks[above]).filter(|b| matches!(b.tag, "dt" | "th"));
        match label.map(|b| b.text.as_str()).filter(|text| is_short_line(text)) {
            Some(title) => Telling::with_title(name, title, 0.75),
            None => Telling::of(name.text, 0.7),
        }
    }
}

/// A telephone or an address, and at most a short word that announces it.
fn is_contact(rest: &str) -> bool {
    const LETTERS: usize = 6;
    let digits = rest.bytes().filter(u8::is_ascii_digit).count();
    (7..=16).contains(&digits) && rest.chars().filter(|c| c.is_alphabetic()).count() <= LETTERS
}

/// `<strong>Erika Muster</strong><em>Inhaberin</em>`: a known name and a role that only a style sheet keeps apart.
fn parted_by_style<'a>(text: &'a str, seams: &[u32]) -> Option<(Name, &'a str)> {
    seams.iter().take(4).find_map(|seam| {
        let (head, tail) = text.split_at_checked(*seam as usize)?;
        let parted = head.ends_with(char::is_lowercase) && tail.starts_with(char::is_uppercase);
        let name = parted.then(|| whole(head)).flatten().filter(|n| n.known || n.titled)?;
        let role = role_part(tail, &seams.iter().filter_map(|s| s.checked_sub(*seam)).filter(|s| *s > 0).collect::<Vec<_>>());
        (roles::role_line(role).is_some() && role.len() <= 80).then_some((name, role))
    })
}

/// "Dra. Lucía Muestra, Cédula profesional 1234": a line that begins with a known name under a profession's title.
fn speaks_for_itself(text: &str) -> Option<Name> {
    let first = text.split(' ').next()?;
    let professional = first.contains('.')
        && matches!(
            ShortText::plain(first).as_str().split(' ').next().unwrap_or_default(),
            "dr" | "dra"
                | "drs"
                | "avv"
                | "dott"
                | "dottssa"
                | "arch"
                | "ing"
                | "prof"
                | "dipl"
                | "mudr"
                | "lek"
                | "mgr"
                | "rag"
                | "geom"
        );
    let (name, rest) = professional.then(|| leading(text)).flatten()?;
    let told = rest.starts_with([',', '(']) || rest.starts_with(" –") || rest.starts_with(" (");
    (told && name.known && name.titled).then_some(name)
}

/// "Falegnameria Esempio di Bruno Esempio & C. s.n.c.", "IMPIANTI ESEMPIO di Esempio Bruno": by Italian law the firm's name holds
/// the owner's.
fn in_the_firms_name(text: &str) -> Option<Name> {
    let at = memchr::memchr_iter(b'd', text.as_bytes())
        .find(|at| text[*at..].starts_with("di ") && (*at == 0 || text[..*at].ends_with(' ')))?;
    let (mut name, rest) = leading(&text[at + 3..])?;
    let rest = rest.to_lowercase();
    let rest = rest.trim_start();
    let firm = ["& c", "e c.", "s.n.c", "snc", "s.a.s", "sas"];
    let partnership = firm.iter().any(|f| rest.starts_with(f));
    // "Muster Marco e C.": the partners' letter was taken for a second family name's.
    let partners = name.text.strip_suffix(" e C.").or_else(|| name.text.strip_suffix(" e C"));
    let partnership = partnership || partners.is_some();
    if let Some(alone) = partners.map(str::to_owned) {
        name.text = alone;
    }
    if !name.known {
        // The family name first: the firm bears it, or is one of partners.
        let (family, given) = name.text.split_once(' ').filter(|(_, given)| is_given(given))?;
        let bears = text[..at].split(' ').any(|w| w.to_lowercase() == family.to_lowercase());
        if !(partnership && text[..at].len() <= MAX_LINE || bears) {
            return None;
        }
        name = Name { text: format!("{given} {family}"), known: true, titled: name.titled, turned: false };
        return Some(name);
    }
    (at == 0 && rest.is_empty() || partnership).then_some(name)
}

/// "Dr. Lena Muster & Hans Beispiel": two whole names that share a line and nothing else; one of them bears a title.
fn pair(text: &str) -> Option<[Name; 2]> {
    // Titles end with a full stop: most lines have none.
    if !text.contains('.') {
        return None;
    }
    let (first, rest) = leading(text)?;
    let rest = rest.trim_start();
    let rest = ["&", "+", "und ", "and ", "et ", "e ", "y ", "en ", "i ", "ed "].iter().find_map(|j| rest.strip_prefix(j))?;
    let second = whole(rest)?;
    let titled = text.trim_start().split(' ').next().is_some_and(|w| w.contains('.')) && first.titled || second.titled;
    (titled && (first.known || first.titled) && (second.known || second.titled)).then_some([first, second])
}

/// "Ordination Dr. Lena Muster": a practice that is called after the one who keeps it.
fn in_the_houses_name(text: &str) -> Option<Name> {
    let (practice, name) = text.split_once(' ')?;
    let kept = matches!(
        ShortText::plain(practice).as_str(),
        "ordination"
            | "praxis"
            | "zahnarztpraxis"
            | "tierarztpraxis"
            | "arztpraxis"
            | "kanzlei"
            | "rechtsanwaltskanzlei"
            | "steuerkanzlei"
            | "facharztpraxis"
            | "hausarztpraxis"
            | "physiotherapiepraxis"
            | "notariat"
            | "studio"
            | "cabinet"
            | "etude"
            | "consultorio"
            | "despacho"
            | "bufete"
            | "gabinet"
            | "kancelaria"
            | "praktijk"
    );
    kept.then(|| whole(name)).flatten().filter(|n| n.known && n.titled)
}
