//! People in sentences: "founded in 2012 by Rosie Muster", "unsere Küchenchefin Erika Muster".
//!
//! Belongs here: names that a role or a founding verb stands right before, in running text about the house. Does not belong
//! here: labels, lists and cards. Only known given names count, for sentences hold many capitals.

use super::given::is_given;
use super::names::{couple, is_degree, is_title, leading};
use super::{Found, elsewhere, roles};
use crate::document::Holds;
use crate::organisation::DomainName;
use crate::short_text::ShortText;
use crate::words::next_space;
use crate::{Document, Seniority, Source};

/// Longest block that is read as prose.
const MAX_PROSE: usize = 900;
/// Most people of one block.
const MAX_HERE: usize = 4;

/// Words for founding and running a business, in plain form.
const VERBS: &str = " founded established started created owned run led managed opened gegrundet geleitet gefuhrt inhabergefuhrt \
    familiengefuhrt eroffnet fonde fondee cree creee dirige dirigee tenu tenue gere geree repris reprise fondata fondato gestita gestito \
    diretta diretto guidata fundada fundado creada creado dirigida dirigido regentada regentado gerida gerido liderada opgericht gerund \
    geleid gestart zalozona zalozony prowadzona prowadzony zalozen zalozena vedena grundat grundades grundlagt stiftet drevet drivet \
    startades startat startad startet grunnlagt etablert etableret ";
/// What founders did, right behind their names, in plain form.
const DID: &str = " founded started opened established created grundete eroffnete startade grundade grundar oppnade etablerade startede \
    grundlagde etablerede abnede startet apnet etablerte grunnla richtte startte opende begon zalozyl zalozyla otworzyl otworzyla \
    zalozil zalozila otevrel otevrela fonde cree ouvert fundo abrio fondo apri fundou abriu ";
/// "by", in plain form.
const BY: &str = " by von durch par da dal dalla por pelo pela door przez av af ";
/// Words before a couple that keeps a house.
const HOSTS: &str = " from by with hosts host owners family familie gastgeber eure ihre von mit bei hotes chez famille par da con van bij sind are \
    sommes siamo somos zijn jestesmy zapraszaja accueillent heten wir we wij my noi nos nous ";
/// What people say before their own name, its last two words, in plain form.
const INTRODUCTIONS: &[&str] = &[
    "ich bin",
    "i am",
    "i m",
    "im",
    "name is",
    "jeg hedder",
    "jeg heter",
    "jag heter",
    "nimeni on",
    "jmenuji se",
    "volam sa",
    "a nevem",
    "ma numesc",
    "name ist",
    "je suis",
    "m appelle",
    "mappelle",
    "me llamo",
    "yo soy",
    "mi chiamo",
    "io sono",
    "sono",
    "eu sou",
    "chamo me",
    "ik ben",
    "naam is",
    "nazywam sie",
];
/// What legal notices and policies say before the name of the one who keeps the house, likewise.
const STATED: &[&str] = &[
    "edite par",
    "assuree par",
    "assurees par",
    "assure par",
    "publication est",
    "tratamiento es",
    "trattamento e",
    "titolare e",
    "tratamento e",
    "editee par",
    "individuelle de",
    "sprzedawca jest",
    "administratorem jest",
    "osobowych jest",
    "danych jest",
    "titular es",
    "responsable es",
    "propietario es",
];
/// Letters that each of those holds: a cheap look before the words are.
const STATED_LETTERS: &[&str] = &[
    "dité",
    "ndividuelle de ",
    " jest ",
    "ular es ",
    "able es ",
    "ario es ",
    "ssuré",
    "ication est ",
    "iento es ",
    "amento è ",
    "olare è ",
    "amento é ",
];
/// "our", in plain form.
const OUR: &str = " our unser unsere unserem unserer unseren notre nostro nostra nuestro nuestra nosso nossa ons onze nasz nasza nas nasi vores vart var ";

/// Whoever receives guests, in plain form.
const HOST: &str = " host hostess gastgeber gastgeberin gastwirt gastwirtin wirtin hote hotesse anfitrion anfitriona anfitriao anfitria \
    gastheer gastvrouw gospodarz gospodyni ";
/// "your", in plain form.
const YOUR: &str = " your ihr ihre euer eure votre su tu vuestro vuestra seu sua il uw jullie wasz wasza ";

fn holds(list: &str, word: &str) -> bool {
    !word.is_empty() && list.contains(&format!(" {word} "))
}

/// Reads the people of one block. In a legal notice, which names many, only those that `only_introduced` words lead to.
pub(super) fn prose(document: &Document, index: usize, told: Told, found: &mut Found) {
    let text = document.blocks[index].text.as_str();
    let only_introduced = told == Told::Introduced;
    // On a page about anything, somebody to call or to write to.
    if told == Told::ToContact && !(text.contains('@') || text.bytes().filter(u8::is_ascii_digit).count() >= 7) {
        return;
    }
    // The marks that a text with somebody else's words has, by their first bytes.
    let may_be_marked = document.blocks[index].holds.any(Holds::LATIN_SIGN.or(Holds::PUNCTUATION));
    let marked = || {
        may_be_marked
            && memchr::memchr2_iter(0xc2, 0xe2, text.as_bytes()).any(|at| text[at..].starts_with(['“', '”', '»', '«', '©']))
    };
    if text.len() > MAX_PROSE || marked() {
        return;
    }
    if only_introduced && !STATED_LETTERS.iter().any(|letters| text.contains(letters)) {
        return;
    }
    let mut any = 0;
    let mut done = 0;
    for (at, word) in capital_words(text) {
        if at < done || any >= MAX_HERE || !is_given(word) {
            continue;
        }
        // The words of the same sentence before the name, titles left out.
        let sentence = text[..at].rfind(['.', '!', '?', ';', ':']).filter(|i| !is_after_title(text, *i)).map_or(0, |i| i + 1);
        let mut before: Vec<&str> = text[sentence..at].split_whitespace().rev().take(9).collect();
        while before.first().is_some_and(|w| is_title(w)) {
            before.remove(0);
        }
        let opens = before.is_empty();
        let pair = || {
            couple(&text[at..]).is_some_and(|(_, rest)| {
                before.first().is_some_and(|w| {
                    holds(HOSTS, ShortText::plain(w).as_str()) || matches!(*w, "we're" | "we’re" | "We're" | "We’re")
                }) || opens && rest.trim_start().starts_with(char::is_lowercase)
            })
        };
        if only_introduced && !says(STATED, &before) {
            continue;
        }
        let title = if told == Told::ToContact {
            role_behind(text, at)
                .filter(|(.., rest)| leads_to_contact(rest))
                .map(|(title, seniority, _)| (Some(title), seniority))
        } else {
            role_of(&before, told)
                .or_else(|| (introduces(&before) || pair()).then_some((None, Seniority::Unknown)))
                .or_else(|| (told == Told::Ours && opens && founds(document, text, at)).then_some((None, Seniority::Executive)))
                .or_else(|| lettered(text, at, &before))
                .or_else(|| {
                    role_behind(text, at).filter(|_| told == Told::Ours).map(|(title, seniority, _)| (Some(title), seniority))
                })
                .or_else(|| (any > 0).then(|| role_after_joint(text.get(done..at)?)).flatten())
        };
        let Some((title, seniority)) = title else { continue };
        let (names, rest) = match couple(&text[at..]) {
            Some((names, rest)) => (names.to_vec(), rest),
            None => match leading(&text[at..]) {
                Some((name, rest)) if name.known => (vec![name.text], rest),
                _ => continue,
            },
        };
        done = text.len() - rest.len();
        let behind: String = rest.chars().take(40).collect();
        if elsewhere(&behind) {
            continue;
        }
        for name in names {
            any += 1;
            found.add(name, title.clone(), seniority, Source::Text, 0.7, document.evidence_in_block(index, at..done));
        }
    }
}

/// "Ich bin", "Je m'appelle", "Io sono" right before a name.
fn introduces(before: &[&str]) -> bool {
    says(INTRODUCTIONS, before)
        || says(STATED, before)
        || before.first().is_some_and(|w| matches!(ShortText::plain(w).as_str(), "soy" | "sou"))
}

/// True when the last word before a name, or the last two, are on a list.
fn says(list: &[&str], before: &[&str]) -> bool {
    let Some(last) = before.first().map(|w| ShortText::plain(w)) else { return false };
    let last = last.as_str();
    let two = before.get(1).map(|w| format!("{} {last}", ShortText::plain(w).as_str()));
    list.iter().any(|words| *words == last || two.as_deref() == Some(*words))
}

/// "Dr. Rachel Muster, DDS": a title before and letters behind stand on a practice's own page.
fn lettered(text: &str, at: usize, before: &[&str]) -> Option<(Option<String>, Seniority)> {
    let titled = text[..at].trim_end().rsplit(' ').next().is_some_and(is_title);
    let (_, rest) = leading(&text[at..]).filter(|(n, _)| n.known)?;
    let letters = rest.strip_prefix(',')?.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let quoted = before.iter().any(|w| matches!(ShortText::plain(w).as_str(), "says" | "by" | "study"));
    (titled && is_degree(letters) && !quoted).then_some((None, Seniority::Unknown))
}

/// "Anna Muster startade salongen 1994", "Anna Muster founded the company": who opens a sentence of the house's own and founded it.
fn founds(document: &Document, text: &str, at: usize) -> bool {
    const NEAR: usize = 70;
    const HOUSE: &str = " company firm business practice studio restaurant shop firma unternehmen betrieb praxis kanzlei foretaget \
        salongen verkstaden firman virksomheden firmaet salonen bedriften bedrijf zaak praktijk spolecnost firmu \
        entreprise empresa azienda ";
    let Some((_, rest)) = leading(&text[at..]).filter(|(name, _)| name.known) else { return false };
    let mut words = rest.split_whitespace();
    let verb = words.next().map(ShortText::plain);
    // "a fondé", "ha fondato" have a helper in front.
    if !verb.is_some_and(|verb| holds(DID, verb.as_str())) {
        return false;
    }
    let near: String = rest.chars().take(NEAR).collect();
    let year = near
        .as_bytes()
        .windows(4)
        .any(|four| matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]) && four.iter().all(u8::is_ascii_digit));
    let after = || ShortText::plain(&words.take(3).collect::<Vec<_>>().join(" ")).as_str().replace(' ', "");
    let own = || {
        let name = DomainName::of(document);
        let (label, after) = (name.label(), after());
        label.len() >= 5 && after.starts_with(label) || after.len() >= 5 && label.starts_with(&after)
    };
    year || own()
        || near.split_whitespace().any(|w| {
            let plain = ShortText::plain(w.trim_end_matches(|c: char| !c.is_alphanumeric()));
            holds(HOUSE, plain.as_str()) || holds(OUR, plain.as_str())
        })
}

/// The full stop of "Dr." or "M." ends no sentence.
fn is_after_title(text: &str, stop: usize) -> bool {
    text.as_bytes().get(stop) == Some(&b'.') && text[..=stop].rsplit(char::is_whitespace).next().is_some_and(is_title)
}

/// What kind of text is read: whose people it may name, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// The house tells of itself: start page, contact, about, team.
    Ours,
    /// A legal notice or a policy, which names many: those whom words introduce.
    Introduced,
    /// A page about anything: those whom the reader is asked to call or to write to.
    ToContact,
}

/// "Anouk Muster, HR-adviseur: 06 …", "Teresa Muster, proprietária, …": the role right behind a name, and what follows it.
fn role_behind(text: &str, at: usize) -> Option<(String, Seniority, &str)> {
    let (_, rest) = leading(&text[at..]).filter(|(n, _)| n.known)?;
    let behind = rest.strip_prefix(',')?.trim_start();
    let end = behind.find([',', ':', ';', '.', ')', '–', '('])?;
    let role = behind[..end].trim();
    let words = role.split(' ').count();
    // The role is all there is: "Direktor des Museums" is held elsewhere.
    let whole = roles::is_office(role) || words == 1 && roles::role_line(role).is_some();
    let seniority = roles::role_line(role).filter(|_| whole && words <= 3 && !is_civic(role))?;
    Some((role.to_owned(), seniority, &behind[end..]))
}

/// True when a number or an address follows within a few words.
fn leads_to_contact(rest: &str) -> bool {
    const NEAR: usize = 60;
    let near: String = rest.chars().take(NEAR).collect();
    near.contains('@') || near.bytes().filter(u8::is_ascii_digit).count() >= 7
}

/// " en gastvrouw " between two people of one sentence.
fn role_after_joint(between: &str) -> Option<(Option<String>, Seniority)> {
    let (joint, office) = between.trim().split_once(' ')?;
    let joint = matches!(joint, "und" | "and" | "et" | "e" | "y" | "en" | "i" | "a" | "og" | "och" | "ja" | "és");
    let seniority = roles::role_line(office).filter(|_| joint && roles::is_office(office))?;
    Some((Some(office.to_owned()), seniority))
}

/// Offices of towns: whoever holds one is named as a guest.
fn is_civic(office: &str) -> bool {
    let plain = ShortText::plain(office);
    [
        "mayor",
        "burgermeister",
        "maire",
        "sindac",
        "alcalde",
        "burgemeester",
        "burmistrz",
        "wojt",
        "starost",
        "primar",
        "polgarmester",
        "borgmester",
        "borgmastare",
    ]
    .iter()
    .any(|civic| plain.as_str().split(' ').any(|word| word.starts_with(civic)))
}

/// What the words before a name (nearest first) say of the person.
fn role_of(before: &[&str], told: Told) -> Option<(Option<String>, Seniority)> {
    // "Your host, Anna Muster, welcomes you": guests are spoken to.
    if let [host, your, ..] = before
        && holds(HOST, ShortText::plain(host.trim_end_matches(',')).as_str())
        && holds(YOUR, ShortText::plain(your).as_str())
    {
        return Some((Some(host.trim_end_matches(',').to_owned()), Seniority::Unknown));
    }
    if holds(BY, ShortText::plain(before.first()?).as_str())
        && before.iter().skip(1).take(6).any(|w| holds(VERBS, ShortText::plain(w).as_str()))
    {
        return Some((None, Seniority::Executive));
    }
    // "husband and wife team Daniel and Rosie": what they are to each other stands between.
    if let Some(by) = before.iter().take(6).position(|w| holds(BY, ShortText::plain(w).as_str()))
        && before.iter().skip(by + 1).take(4).any(|w| holds(VERBS, ShortText::plain(w).as_str()))
        && before[..by].iter().all(|w| w.starts_with(char::is_lowercase))
    {
        return Some((None, Seniority::Executive));
    }
    for count in (1..=3.min(before.len())).rev() {
        let words: Vec<&str> = before[..count].iter().rev().copied().collect();
        let office = words.join(" ");
        let office = office.trim_end_matches([',', ' ']);
        if office.contains(',') || !roles::is_office(office) || is_civic(office) {
            continue;
        }
        let seniority = roles::role_line(office)?;
        // "Chef-kok Muster": where the house tells of itself, a sentence may open with the role.
        let opens = told == Told::Ours && before.len() == count && matches!(seniority, Seniority::Senior);
        let ours = opens || before.iter().skip(count).take(2).any(|w| holds(OUR, ShortText::plain(w).as_str()));
        // "The designer Anna Berg" may be anybody; "our designer" is not.
        return (ours || matches!(seniority, Seniority::Executive) || matches!(seniority, Seniority::Senior) && count > 1)
            .then(|| (Some(office.to_owned()), seniority));
    }
    None
}

/// Words of a block's text, which has single blanks between them, that begin with a capital, with the byte each starts at.
fn capital_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            let end = next_space(bytes, start).unwrap_or(bytes.len());
            at = end + 1;
            let capital = match bytes[start] {
                byte @ 0..0x80 => byte.is_ascii_uppercase(),
                _ => text[start..].starts_with(char::is_uppercase),
            };
            if capital {
                return Some((start, &text[start..end]));
            }
        }
        None
    })
}
