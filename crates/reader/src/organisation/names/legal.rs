//! Legal names: companies' forms, what stands behind the labels of a legal notice, declared ones.
//!
//! Belongs here: where a page tells the name in the register. Does not belong here: trading names (`names`), the forms (`forms`).

use std::sync::LazyLock;

use aho_corasick::packed::Searcher;
use memchr::memmem::Finder;

use super::super::Page;
use super::super::schema_types::is_organisation;
use super::clean::{clean, is_generic};
use super::{company_names, forms, has_company_form, tax_mark, without_form};
use crate::document::Holds;
use crate::people::is_known_given;
use crate::words::plain;
use crate::{Document, Evidence, PageKind, Region, Source, Sourced};

/// Between a firm and its form, looked for by its letters: the standard library looks at each blank first.
static IS_A: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" est une "));

/// Legal names on one page.
pub(in super::super) fn legal(page: &Page<'_>) -> Vec<Sourced<String>> {
    let Page { document, structured, kind, foreign, domain, beginnings, .. } = *page;
    let mut out: Vec<Sourced<String>> = Vec::new();
    let mut add = |name: String, source: Source, confidence: f32, evidence: Evidence| {
        if confidence < 0.45 || name.chars().count() > 100 {
            return;
        }
        let sourced = Sourced::new(name, source, confidence.min(0.98), evidence);
        super::super::gather(&mut out, sourced, 30);
    };
    for thing in structured.things.iter().filter(|t| is_organisation(t) && super::super::is_own(structured, t)) {
        if let Some(name) = thing.text("legalName").and_then(|n| clean(&n)) {
            add(name, thing.source, 0.95, document.evidence(&thing.text("legalName").unwrap_or_default(), thing.selector()));
        }
        if let Some(name) = thing.text("name").filter(|n| has_company_form(n)).and_then(|n| clean(&n)) {
            add(name.clone(), thing.source, 0.85, document.evidence(&name, thing.selector()));
        }
    }
    // "Muster Care Ltd - Meet the team": the title names the house as the register does, when it is the domain as well.
    if let Some(title) = document.title.as_deref().filter(|title| has_company_form(title)) {
        for part in super::title_parts(title).iter().filter(|p| p.len() <= 60) {
            // "Garage Muster AG Bern": the place behind the form is none of it.
            let Some(found) = company_names(part).into_iter().next().filter(|f| f.start == 0) else { continue };
            if let Some(name) = clean(&found.name).filter(|n| domain.likeness(without_form(n).as_str()) >= 0.7) {
                add(name, Source::Meta, 0.55, document.evidence(title, "title"));
            }
        }
    }
    // The name a site declares for itself, when it is a company's from its first word to its form.
    if let Some(name) = structured.meta("og:site_name").filter(|name| name.len() <= 60 && has_company_form(name)) {
        let whole = company_names(name.trim()).into_iter().next().filter(|f| f.start == 0 && f.end == name.trim().len());
        if let Some(own) = whole.and_then(|f| clean(&f.name)).filter(|n| domain.likeness(without_form(n).as_str()) >= 0.3) {
            add(own, Source::OpenGraph, 0.55, document.evidence(name, "meta[property=og:site_name]"));
        }
    }
    for (index, block) in document.blocks.iter().enumerate() {
        // Sentences of the main part tell of customers and suppliers; the house's own form stands in short lines.
        let told = block.region == Region::Main && !matches!(kind, PageKind::Legal | PageKind::Contact | PageKind::About);
        let text = foreign.own_part(index, &block.text);
        // A policy says in one sentence who is behind it and where.
        // "El titular de la web es …", and all its numbers behind.
        let owner = || text.get(..40).is_some_and(opens_with_owner);
        let most = match kind {
            _ if block.text.len() > 160 && owner() => 800,
            PageKind::Privacy | PageKind::Terms => 320,
            _ => 160,
        };
        let long = told && block.text.len() > most && !holds_trading_name(text);
        if long || block.text.len() > 1200 || text.len() < 5 {
            continue;
        }
        let legal_page = kind == PageKind::Legal;
        if block.holds.any(Holds::COLON)
            && let Some((name, label_end)) = forms::labelled(text, document.blocks.get(index + 1).map(|b| b.text.as_str()))
        {
            let confidence = if legal_page { 0.92 } else { 0.8 };
            if let Some(name) = clean(&name) {
                add(name, Source::Text, confidence, document.evidence_in_block(index, 0..label_end.min(text.len())));
            }
            continue;
        }
        // "DISCOUNT EXEMPLE" above "Société par actions simplifiée au capital de …".
        if legal_page
            && document.blocks.get(index + 1).is_some_and(|next| tells_form(&next.text))
            && let Some(name) = lone_name(text)
        {
            add(name.to_owned(), Source::Text, 0.75, document.evidence_in_block(index, 0..name.len().min(text.len())));
        }
        let next = || document.blocks.get(index + 1).map(|b| b.text.as_str());
        if (block.heading > 0 || matches!(block.tag, "dt" | "th" | "td"))
            && let Some(name) = forms::labels_next(text, next()).as_deref().and_then(clean)
        {
            add(name, Source::Text, if legal_page { 0.85 } else { 0.75 }, document.evidence_in_block(index, 0..text.len()));
        }
        // "MUSTER — SAS à associé unique"
        if legal_page
            && text.len() <= 120
            && block.holds.any(Holds::PUNCTUATION)
            && let Some((head, form)) = text.split_once(" — ").or_else(|| text.split_once(" – "))
            && begins_with_form(form)
            && let name = head.trim()
            && (lone_name(name).is_some() || name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase()))
        {
            add(name.to_owned(), Source::Text, 0.75, document.evidence_in_block(index, 0..name.len()));
        }
        // "La société EXEMPLE est une SARL au capital de …"
        if legal_page
            && let Some(at) = IS_A.find(text.as_bytes())
            && let (head, form) = (&text[..at], &text[at + IS_A.needle().len()..])
            && begins_with_form(form)
            && let Some(name) = named_house(head)
        {
            add(name.to_owned(), Source::Text, 0.75, document.evidence_in_block(index, 0..head.len()));
        }
        // "M Max Exemple" above "Entrepreneur individuel": who trades alone bears her own name.
        if legal_page
            && next().is_some_and(super::is_sole_trader)
            && let Some(name) = lone_name(behind_address(text))
            && name.split(' ').any(|word| is_known_given(plain(word).as_str()))
        {
            add(name.to_owned(), Source::Text, 0.7, document.evidence_in_block(index, 0..text.len()));
        }
        if matches!(kind, PageKind::Legal | PageKind::Privacy | PageKind::Terms)
            && text.len() >= 30
            && let Some(name) = told_operator(text).and_then(clean)
        {
            add(
                name,
                Source::Text,
                if legal_page { 0.8 } else { 0.6 },
                document.evidence_in_block(index, 0..text.len().min(150)),
            );
        }
        if block.holds.any(Holds::DIGIT)
            && let Some(name) = sole_trader(text)
        {
            add(name.to_owned(), Source::Text, 0.75, document.evidence_in_block(index, 0..name.len().min(text.len())));
        }
        let found = if beginnings.may_hold_form(index) { company_names(text) } else { Vec::new() };
        for found in found.into_iter().take(4) {
            let alike = domain.likeness(without_form(&found.name).as_str());
            if alike < 0.5 && keeps_account(document, index, &found.name) {
                continue;
            }
            let short = text.len() <= found.name.len() + 60;
            let place: f32 = match (kind, block.region) {
                (PageKind::Legal, _) if short => 0.85,
                (PageKind::Legal, _) => 0.6,
                (_, Region::Footer) => 0.75,
                (PageKind::Contact | PageKind::About, _) if short => 0.65,
                (PageKind::Privacy | PageKind::Terms, _) => 0.3,
                _ => 0.2,
            };
            let lift = if alike >= 0.5 { 0.25 } else { 0.0 };
            let before = &text[..found.start];
            let place = if is_behind_trading_name(before) || names_operator(before) { place.max(0.75) } else { place };
            // "© 2023 Exemplo - Sociedade de Construção, S.A." where no element says that it is the foot of the page.
            let signed = alike > 0.2 && text.starts_with('©');
            let place = if signed { place.max(0.7) } else { place };
            let place = if place < 0.6 && is_above_number(document, index, found.end) { 0.6 } else { place };
            if let Some(name) = clean(behind_page_word(behind_article(&found.name))) {
                add(name, Source::Text, place + lift, document.evidence_in_block(index, found.start..found.end));
            }
        }
    }
    out
}

/// "COOKIE POLICY – ESEMPIO S.r.l.": what page it is stands before the name.
fn behind_page_word(name: &str) -> &str {
    let parted = name.split_once(" – ").or_else(|| name.split_once(" - ")).or_else(|| name.split_once(" — "));
    parted.filter(|(head, _)| is_generic(head)).map_or(name, |(_, rest)| rest)
}

/// What stands before an Italian tax number and the mark that parts them.
pub(crate) fn before_tax_number(text: &str) -> Option<&str> {
    // By its letters: the standard library looks at each blank first.
    static OF: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" di "));
    if text.len() > 240 || OF.find(text.as_bytes()).is_none() {
        return None;
    }
    let head = text[..tax_mark(text)?].trim_end().trim_end_matches(['-', '–', '—', '|', '•', '·', ',']).trim_end();
    // "© 2024 Esempio di Mario Rossi"
    let head = head.trim_start_matches(|c: char| !c.is_alphabetic());
    (!head.is_empty()).then_some(head)
}

/// "Esempio di Mario Rossi · P. IVA …": the firm of one who trades alone, as Italians write it.
fn sole_trader(text: &str) -> Option<&str> {
    const LONGEST: usize = 90;
    let head = before_tax_number(text)?;
    let (firm, owner) = head.rsplit_once(" di ")?;
    let mut words = owner.split(' ');
    let named = words.by_ref().take(3).all(|word| word.starts_with(char::is_uppercase)) && words.next().is_none();
    let known = owner.split(' ').any(|word| is_known_given(plain(word).as_str()));
    let plain_name = !head.bytes().any(|b| b.is_ascii_digit()) && !head.contains([':', '@', ',']) && !has_company_form(head);
    (head.len() <= LONGEST
        && firm.len() >= 3
        && firm.starts_with(char::is_uppercase)
        && owner.contains(' ')
        && named
        && known
        && plain_name)
        .then_some(head)
}

/// "SAS à associé unique", "SARL au capital de …": a French form and what is said of it.
fn begins_with_form(text: &str) -> bool {
    const FORMS: [&str; 7] = ["SAS", "SASU", "SARL", "EURL", "SCI", "SELARL", "SA"];
    let (form, rest) = text.split_once(' ').unwrap_or((text, ""));
    FORMS.contains(&form)
        && (rest.is_empty() || ["à associé", "au capital", "unipersonnelle"].iter().any(|s| rest.starts_with(s)))
        || tells_form(text)
}

/// "Le restaurant EXEMPLE": a short name, without what kind of house it is.
fn named_house(head: &str) -> Option<&str> {
    const KINDS: [&str; 12] = [
        "La société ",
        "la société ",
        "Le restaurant ",
        "L'entreprise ",
        "L’entreprise ",
        "Le cabinet ",
        "La boutique ",
        "L'agence ",
        "Le garage ",
        "La maison ",
        "L'hôtel ",
        "L'établissement ",
    ];
    let name = KINDS.iter().find_map(|kind| head.strip_prefix(kind)).unwrap_or(head).trim();
    let words = name.split(' ').count();
    (!name.contains([':', '@', ',', '(']) && (3..=60).contains(&name.len()) && words <= 6 && name.chars().any(char::is_uppercase))
        .then_some(name)
        .filter(|name| {
            name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                && !name.starts_with("Il ")
                && !name.starts_with("Elle ")
        })
}

/// A name without the form of address before it.
fn behind_address(text: &str) -> &str {
    ["M. ", "M ", "Mme ", "Mme. ", "Monsieur ", "Madame "].iter().find_map(|address| text.strip_prefix(address)).unwrap_or(text)
}

/// "Il titolare del sito è …", "El titular de la web es …".
fn opens_with_owner(head: &str) -> bool {
    static OWNERS: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(["itular ", "itolare "]));
    OWNERS.as_ref().is_some_and(|searcher| searcher.find(head).is_some())
}

/// "El titular de la web es LA MUESTRA (en adelante …", "édité par EXEMPLE 34, entreprise individuelle …": a sentence of a legal notice
/// that names who runs the site, and by what follows the name says where it ends. Names with a form are found without it.
fn told_operator(text: &str) -> Option<&str> {
    const STOPS: [&str; 22] = [
        " (en adelante",
        ", en adelante",
        ", con NIF",
        ", con CIF",
        ", con C.I.F",
        ", con N.I.F",
        ", con domicilio",
        ", con DNI",
        ", con correo",
        ", NIF",
        ", CIF",
        ", provist",
        " con NIF",
        " con CIF",
        " con domicilio",
        ", entreprise individuelle",
        ", auto-entrepreneu",
        ", micro-entrepr",
        " (ci-après",
        ", ci-après",
        ", dont le siège",
        ", association loi",
    ];
    // Of the sentences of legal notices few have one of these words.
    static OPENINGS: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(["titular", "dité par ", "ditée par "]));
    if OPENINGS.as_ref().is_some_and(|searcher| searcher.find(text).is_none()) {
        return None;
    }
    let spanish = || {
        let at = text.find("titular")?;
        let is = text.get(at..(at + 60).min(text.len())).or_else(|| text.get(at..))?.find(" es ")?;
        text.get(at + is + 4..)
    };
    let french = || text.split_once("édité par ").or_else(|| text.split_once("éditée par ")).map(|(_, rest)| rest);
    let rest = spanish().or_else(french)?;
    let end = STOPS.iter().filter_map(|stop| rest.find(stop)).min()?;
    let name = behind_address(rest[..end].trim());
    let words = name.split(' ').count();
    let proper =
        name.starts_with(char::is_uppercase) && name.len() <= 60 && words <= 7 && !name.contains([':', '@', '.', '/', '(']);
    // A name with its form is told by the form; a sentence is none.
    (proper
        && name.len() >= 3
        && !has_company_form(name)
        && name.split(' ').rev().take(1).all(|w| !w.starts_with(char::is_lowercase)))
    .then_some(name)
}

/// "Société à responsabilité limitée au capital de …": a line that begins with the form of a company written out.
fn tells_form(text: &str) -> bool {
    const FORMS: [&str; 8] = [
        "Société par actions",
        "Société à responsabilité",
        "Société anonyme",
        "Société civile",
        "Société en nom collectif",
        "SAS au capital",
        "SARL au capital",
        "Società a responsabilità",
    ];
    text.starts_with('S') && text.len() <= 120 && FORMS.iter().any(|form| text.starts_with(form))
}

/// A short line that is a name and nothing else, without what stands in brackets behind it.
fn lone_name(text: &str) -> Option<&str> {
    let name = text.split(" (").next().unwrap_or(text).trim();
    let plain = !name.contains([':', '@', ',']) && !name.bytes().any(|byte| byte.is_ascii_digit());
    (plain && (4..=60).contains(&name.len()) && name.starts_with(char::is_uppercase) && name.split(' ').count() <= 7)
        .then_some(name)
}

/// True for a company's name with the number it pays its taxes under a few short lines below: the imprint of one who has no page
/// for it.
fn is_above_number(document: &Document, index: usize, end: usize) -> bool {
    const LINES: usize = 4;
    let numbered = |text: &str| tax_mark(text).is_some();
    let Some(block) = document.blocks.get(index) else { return false };
    block.text.len() <= 240
        && (block.text.get(end..).is_some_and(numbered)
            || block.text.len() <= 100
                && document
                    .blocks
                    .iter()
                    .skip(index + 1)
                    .take(LINES)
                    .take_while(|b| b.heading == 0 && b.text.len() <= 120 && b.region == block.region)
                    .any(|b| b.holds.any(Holds::DIGIT) && numbered(&b.text)))
}

/// "Volksbank Muster eG" beside an account's number: where the house has its money.
fn keeps_account(document: &Document, index: usize, name: &str) -> bool {
    const NUMBERS: [&str; 4] = ["IBAN", "BIC", "Bankverbindung", "Konto"];
    let bank = name.split([' ', '-']).any(|word| {
        word.len() >= 4
            && (word.ends_with("bank") || word.ends_with("Bank") || word.contains("sparkasse") || word.contains("Sparkasse"))
    });
    bank && document.blocks[index.saturating_sub(1)..]
        .iter()
        .take(3)
        .any(|b| NUMBERS.iter().any(|number| b.text.contains(number)))
}

/// What stands between a trading name and the house in the register.
const TRADING_NAME: [&str; 12] = [
    "trading name of",
    "trading names of",
    "trading style of",
    "trading brand of",
    "business name of",
    "is operated by",
    "eine Marke der",
    "handelsnaam van",
    "marque de la société",
    "nom commercial de",
    "er et binavn til",
    "är ett varumärke som ägs av",
];

/// "Muster Energy is a trading name of …": what follows is the house in the register.
fn is_behind_trading_name(before: &str) -> bool {
    let before = before.trim_end();
    TRADING_NAME.iter().any(|lead| before.ends_with(lead))
}

/// "Administratorem danych jest …", "The data controller is …": a sentence of a policy or the terms that says whose they are.
fn names_operator(before: &str) -> bool {
    const FAR: usize = 90;
    const OPERATORS: [&str; 16] = [
        "administrator",
        "uslugodawc",
        "wlasciciel",
        "sprzedawc",
        "provozovatel",
        "spravce",
        "prevadzkovatel",
        "data controller",
        "dataansvarlig",
        "personuppgiftsansvarig",
        "verwerkingsverantwoordelijke",
        "verantwortlich",
        "titular",
        "titolare",
        "responsable",
        "responsavel",
    ];
    const IS: [&str; 11] = [" jest", " je", " is", " ist", " er", " är", " jsou", " es", " è", " é", " est"];
    let before = before.trim_end();
    if !IS.iter().any(|is| before.ends_with(is)) {
        return false;
    }
    let from = before.char_indices().rev().nth(FAR).map_or(0, |(at, _)| at);
    let said = plain(&before[from..]);
    OPERATORS.iter().any(|operator| said.contains(operator))
}

/// True when one of the leads above stands in a text. Every paragraph of a page is asked, so all of them are searched for at once.
fn holds_trading_name(text: &str) -> bool {
    static LEADS: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(TRADING_NAME));
    match &*LEADS {
        Some(leads) => leads.find(text).is_some(),
        // No processor's search was made for them.
        None => TRADING_NAME.iter().any(|lead| text.contains(lead)),
    }
}

/// "Eine Dienstleistung der Muster GmbH": with an article in front it is described, and named behind the next one.
fn behind_article(name: &str) -> &str {
    const ARTICLES: [&str; 12] = ["Eine ", "Ein ", "A ", "An ", "Une ", "Un ", "Una ", "Een ", "En ", "Et ", "Part ", "Teil "];
    const JOINTS: [&str; 9] = [" der ", " des ", " of ", " de la société ", " van ", " av ", " af ", " della ", " de la "];
    if !ARTICLES.iter().any(|article| name.starts_with(article)) {
        return name;
    }
    let behind = JOINTS.iter().filter_map(|joint| name.find(joint).map(|at| at + joint.len())).min();
    behind.and_then(|at| name.get(at..)).filter(|rest| rest.split(' ').count() >= 2).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_names_who_runs_the_site_is_read_and_another_is_not() {
        let told = |text| told_operator(text);
        assert_eq!(told("El titular de la web es Juan Modelo Ruiz, con correo de contacto x@y.test"), Some("Juan Modelo Ruiz"));
        assert_eq!(told("la empresa titular es LA MUESTRA (en adelante, La Muestra), con domicilio en"), Some("LA MUESTRA"));
        assert_eq!(told("Le site est édité par Monsieur Max Exemple, auto-entrepreneur"), Some("Max Exemple"));
        for text in [
            "El titular de los datos es libre de revocarlo, con domicilio en España",
            "El usuario es titular de sus datos y es responsable, NIF",
            "Le site est édité par EXEMPLE SARL, dont le siège est à Lyon",
            "Le site est édité par la mairie, dont le siège est à Lyon",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }

    #[test]
    fn a_form_behind_a_dash_says_more_than_its_letters() {
        assert!(begins_with_form("SAS à associé unique"));
        assert!(begins_with_form("SARL au capital de 5 000 €"));
        assert!(!begins_with_form("SA nouvelle collection"));
    }
}
