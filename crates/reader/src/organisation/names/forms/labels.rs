//! Labels that names stand behind in legal notices: "Raison sociale", "Nombre comercial".
//!
//! Belongs here: the labels and where a name behind one ends. Does not belong here: the forms of companies (`forms`).

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::packed::Searcher;

use super::has_company_form;
use crate::words::plain;

/// Labels before a legal name.
const LABELS: &[&str] = &[
    "raison sociale",
    "dénomination sociale",
    "dénomination",
    "nom de l'entreprise",
    "nom de la société",
    "société éditrice",
    "ragione sociale",
    "denominazione sociale",
    "denominazione",
    "razón social",
    "denominación social",
    "denominação social",
    "denominação",
    "designação social",
    "designação",
    "razão social",
    "nome da empresa",
    "nome empresarial",
    "empresa",
    "entidade",
    "entidade responsável",
    "titular do site",
    "titular do website",
    "propietario del sitio",
    "propietario de la web",
    "denominación",
    "nombre de la empresa",
    "nombre fiscal",
    "intestazione",
    "nom de la structure",
    "nom de l'association",
    "firma",
    "firmenname",
    "firmenwortlaut",
    "unternehmensname",
    "company name",
    "legal name",
    "registered name",
    "trading name",
    "handelsnaam",
    "bedrijfsnaam",
    "statutaire naam",
    "nazwa firmy",
    "pełna nazwa",
    "obchodní firma",
    "obchodní jméno",
    "obchodné meno",
    "název firmy",
    "cégnév",
    "cég neve",
    "denumire",
    "éditeur du site",
    "propriétaire du site",
    "l'éditeur du site",
    "titular",
    "titular del sitio web",
    "titular de la web",
    "titolare del sito",
    "diensteanbieter",
    "seitenbetreiber",
    "betreiber der website",
    "betreiber",
    "entreprise",
    "société",
    "name des unternehmens",
    "unvan",
    "ünvan",
    "ticari ünvan",
    "ticari unvanı",
    "ticaret unvanı",
    "firma unvanı",
    "şirket unvanı",
    "şirket ünvanı",
];

static LABEL_SET: LazyLock<HashSet<String>> = LazyLock::new(|| LABELS.iter().map(|label| plain(label)).collect());

/// Labels before the name a business trades under.
const TRADING_LABELS: &[&str] = &[
    "nombre comercial",
    "nome comercial",
    "nome fantasia",
    "nom commercial",
    "enseigne",
    "enseigne commerciale",
    "nome commerciale",
    "denominazione commerciale",
    "insegna",
    "nom d'usage",
];

static TRADING_LABEL_SET: LazyLock<HashSet<String>> = LazyLock::new(|| TRADING_LABELS.iter().map(|label| plain(label)).collect());

/// "Nombre comercial: Ejemplo": the name, short and in the same line.
pub(in super::super) fn labelled_trading(text: &str) -> Option<&str> {
    // All of the labels begin so.
    if text.len() > 160 || !text.trim_start().starts_with(['N', 'n', 'E', 'e', 'D', 'd', 'I', 'i']) {
        return None;
    }
    let (label, value) = text.split_once(':').filter(|(label, _)| label.len() <= 30)?;
    let value = value.trim();
    (TRADING_LABEL_SET.contains(plain(label).as_str())
        && value.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && value.split(' ').count() <= 8)
        .then_some(value)
}

/// "Raison sociale" as a heading or a cell, the name in the next block: only labels that say nothing else.
pub(in super::super) fn labels_next(text: &str, next: Option<&str>) -> Option<String> {
    const TELLING: [&str; 5] = ["social", "unvan", "denomina", "legal", "empresarial"];
    // Most cells hold none of these, in either case.
    const PARTS: [&str; 9] = ["ocial", "OCIAL", "nvan", "NVAN", "enomina", "ENOMINA", "egal", "EGAL", "mpresarial"];
    static SEARCHER: LazyLock<Option<Searcher>> = LazyLock::new(|| Searcher::new(PARTS));
    let holds_part = || SEARCHER.as_ref().is_none_or(|searcher| searcher.find(text).is_some());
    if !(5..=40).contains(&text.len()) || !holds_part() || text.contains(':') {
        return None;
    }
    let label = plain(text);
    if !TELLING.iter().any(|word| label.contains(word)) || !LABEL_SET.contains(label.as_str()) {
        return None;
    }
    labelled(&format!("{text}:"), next).map(|(name, _)| name)
}

/// "Raison sociale : Exemple" (or the name in the next line): the name, and where it ends in `text`.
pub(in super::super) fn labelled(text: &str, next: Option<&str>) -> Option<(String, usize)> {
    if text.len() > 220 {
        return None;
    }
    let colon = text.find(':')?;
    let label = plain(&text[..colon]);
    if label.len() > 40 || !LABEL_SET.contains(label.as_str()) {
        return None;
    }
    let mut value = text[colon + 1..].trim();
    let mut end = text.len();
    if value.is_empty() {
        value = next.map(str::trim).filter(|n| n.len() <= 90 && !n.contains(':'))?;
    } else if let Some(cut) = value.find([',', '|', ';', '(']).filter(|c| *c > 3) {
        // "Titular: Muestra Abogados, S.L.P.": the form behind the comma is the name's.
        let form = value[cut..].strip_prefix(',').map(|rest| rest.find([',', '|', ';', '(']).map_or(rest, |stop| &rest[..stop]));
        let cut = match form.filter(|form| form.len() <= 20 && has_company_form(&format!("{}{form}", &value[..cut]))) {
            Some(form) if !has_company_form(&value[..cut]) => cut + 1 + form.len(),
            _ => cut,
        };
        end = text.len() - value.len() + cut;
        value = value[..cut].trim();
    }
    // "Firma: Muster - LDA": the form stands behind a dash.
    let formed = value
        .split_once(" - ")
        .is_some_and(|(head, form)| form.len() <= 12 && !has_company_form(head) && has_company_form(&format!("{head} {form}")));
    if formed && value.len() <= 90 {
        return Some((value.to_owned(), end));
    }
    for stop in [" au capital", " immatricul", " - ", " – ", " dont ", " représent"] {
        if let Some(at) = value.find(stop) {
            value = &value[..at];
        }
    }
    (value.chars().filter(|c| c.is_alphabetic()).count() >= 3
        && value.split(' ').count() <= 9
        // "Ragione sociale: esempio S.r.l.": the form says that it is a name, however it begins.
        && (!value.chars().next().is_some_and(char::is_lowercase) || has_company_form(value)))
    .then(|| (value.to_owned(), end))
}
