//! Company forms of many countries, and the names they belong to.

mod labels;
mod signs;

use std::sync::LazyLock;

pub(super) use labels::{labelled, labelled_trading, labels_next};
use regex::Regex;
use signs::Signs;
pub(crate) use signs::{may_begin as form_may_begin, may_begin_with as form_may_begin_with};

use crate::words::plain;

/// A name with its company form, as it stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CompanyName {
    pub name: String,
    pub start: usize,
    pub end: usize,
}

/// Forms that stand behind the name; what each begins with is in `signs` too. No word boundary of Unicode's may stand in it: the fast engine has none, and one alone doubled the
/// time of reading a page.
static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)(?:^|[\s,])(
            (?:g?GmbH|gGmbH|GMBH|Gmbh|gmbh|GesmbH|Ges\.\s?m\.\s?b\.\s?H\.|G\.m\.b\.H\.|mbH|mbB|UG(?:\s?\(haftungsbeschränkt\))?|AG|SE|KGaA|KG|OHG|oHG|GbR|PartG\s?mbB|PartGmbB|PartG|e\.\s?K\.|e\.\s?Kfm\.|e\.\s?Kfr\.|e\.\s?U\.|e\.\s?V\.|eG|e\.\s?G\.|OG|Sàrl|Sarl|Stiftung)(?:\s?&\s?Co\.?\s?(?:KGaA|KG|OHG|mbH))?
            | (?:S\.\s?A\.\s?P\.\s?I\.|S\.\s?A\.|SAPI|SA|S\.\s?de\s?R\.\s?L\.|S\sde\sRL)\sde\s(?:C\.\s?V\.|CV)
            | SARL | S\.A\.R\.L\.? | SAS | S\.A\.S\.? | SASU | S\.A\.S\.U\.? | EURL | E\.U\.R\.L\.? | SCI | SCP | SNC | SELARL | SCOP | SA | S\.A\.
            | SAC | EIRL | S\.A\.C\.? | S\.A\.A\.? | E\.I\.R\.L\.? | S\.R\.L\.[sS]\.?
            | A\.\s?S\.\s?D\.? | ASD | S\.\s?S\.\s?D\.? | SSD | A\.\s?P\.\s?S\.? | APS | O\.\s?[dD]\.\s?V\.? | ODV | OdV | E\.\s?T\.\s?S\.? | ETS | O\.N\.L\.U\.S\.? | ONLUS | Onlus
            | S\.\s?à\s?r\.\s?l\.? | srl | s\.r\.l\.? | snc | S\.?r\.?l\.?s?\.? | S\.R\.L\.? | SRLS? | S\.?p\.?A\.? | SpA | (?:S\.n\.c\.?|s\.n\.c\.?|Snc|S\.a\.s\.?|s\.a\.s\.?)(?:\s+di\s+\p{Lu}[\p{L}']+(?:\s+\p{Lu}[\p{L}']+)?(?:\s+(?:&|e)\s+(?:\p{Lu}[\p{L}']+(?:\s+\p{Lu}[\p{L}']+)?|C\.?))?)? | Soc\.\s?Coop\.? | S\.s\. | s\.s\.
            | S\.L\.U?\.? | SLU? | SLP | S\.L\.P\.? | S\.C\.P\.? | S\.A\.U\.? | C\.B\.
            | Unipessoal,?\s+L(?:da|DA)\.? | L(?:da|DA)\.? | (?:Ltda|LTDA)\.?(?:\s?[-–]?\s?(?:ME|EPP))? | EIRELI
            | ASBL | A\.S\.B\.L\.? | asbl | a\.s\.b\.l\.? | VZW | vzw | v\.z\.w\.?
            | B\.V\.? | BV | bv | N\.V\.? | NV | VOF | V\.O\.F\.? | BVBA | CommV | Comm\.\s?V
            | Ltd\.?\s?Şti\.? | A\.\s?Ş\.
            | (?:Limited|LIMITED|Ltd\.?|LTD\.?|PLLC|PLC|plc|LLLP|LLP|LLC|P\.C\.|P\.L\.L\.C\.|L\.L\.C\.|Inc\.?|Corp\.?|CIC|Pty\.?\s+Ltd\.?|DAC)
            | Sp(?:ółka|\.)?\s?z\s?o\.?\s?o\.? (?:\s?Sp\.?\s?k\.?)? | sp\.\s?z\s?o\.?\s?o\.? (?:\s?sp\.?\s?k\.?)? | SP\.\s?Z\s?O\.?\s?O\.? | S\.C\. | s\.c\. | sp\.\s?j\. | Sp\.\s?j\. | sp\.\s?k\.
            | (?:SPÓŁKA|Spółka|spółka)\s[Zz]\s(?:OGRANICZONĄ|[Oo]graniczoną)\s(?:ODPOWIEDZIALNOŚCIĄ|[Oo]dpowiedzialnością)
            | spole[čc]nost\ss\sručením\somezeným | Gesellschaft\smit\sbeschränkter\sHaftung | Aktiebolag | Anpartsselskab
            | s\.\s?r\.\s?o\.? | spol\.\s?s\s?r\.\s?o\.? | a\.\s?s\. | v\.o\.s\. | k\.s\.
            | Kft\.? | KFT\.? | Bt\.? | Zrt\.? | Nyrt\.? | Kkt\.?
            | AB | HB | ApS | A/S | I/S | IVS | AS | ASA | ANS | Oy | OY | Oyj | Ky | d\.\s?o\.\s?o\.? | j\.d\.o\.o\.? | d\.d\. | OÜ | SIA | UAB | MB | ЕООД | ООД | АД | ООО | ТОВ | ΕΠΕ | ΑΕ | Ι\.Κ\.Ε\.? | Α\.Ε\.? | Ο\.Ε\.?
        )(?:[\s,.;:|)–-]|$)",
    )
    .ok()
});

/// Forms that may stand in front of the name ("SARL Exemple").
const BEFORE: &[&str] = &[
    "SARL",
    "S.A.R.L.",
    "S.A.R.L",
    "EURL",
    "E.U.R.L.",
    "SAS",
    "S.A.S.",
    "SASU",
    "SCI",
    "SCP",
    "SELARL",
    "SNC",
    "SCEA",
    "EARL",
    "GAEC",
    "V.o.f.",
    "V.O.F.",
    "ASBL",
    "VOF",
    "SCM",
    "Société",
    "Sté",
    "Entreprise",
    "ООО",
    "ЕТ",
    "SC",
    "S.C.",
    "ТОВ",
    "АО",
    "ЗАО",
    "ПП",
    "SIA",
    "UAB",
    "Stichting",
    "Fundacja",
    "A.S.D.",
    "ASD",
    "S.S.D.",
    "A.P.S.",
];

/// Two-letter forms that are words or abbreviations of other things too.
const SHY: &[&str] = &[
    "AG", "bv", "SE", "SA", "SL", "AS", "ANS", "AB", "KG", "OG", "HB", "BV", "NV", "Ky", "MB", "eG", "BT", "Bt", "Bt.", "SC",
    "S.C.", "s.c.", "C.B.", "Stiftung", "SIA", "SCI", "SCP", "SNC", "SAS", "S.s.", "s.s.", "SAC", "Inc", "Corp", "ASD", "SSD",
    "APS", "ODV", "OdV", "ETS",
];

/// True when a name ends or starts with a company form.
pub(crate) fn has_company_form(name: &str) -> bool {
    let signs = Signs::of(name);
    if signs.before && BEFORE.iter().take(18).any(|f| name.strip_prefix(f).is_some_and(|r| r.starts_with(' '))) {
        return true;
    }
    signs.behind && BEHIND.as_ref().is_some_and(|r| r.captures_iter(name).any(|c| c.get(1).is_some_and(|m| m.start() > 0)))
}

/// The name without its company form.
pub(crate) fn without_form(name: &str) -> String {
    let mut out = name.to_owned();
    for form in BEFORE {
        if let Some(rest) = out.strip_prefix(form).filter(|r| r.starts_with(' ')) {
            out = rest.trim().to_owned();
        }
    }
    if Signs::of(&out).behind
        && let Some(regex) = BEHIND.as_ref()
        && let Some(form) = regex.captures_iter(&out).filter_map(|c| c.get(1)).find(|m| m.start() > 0)
    {
        out.truncate(form.start());
    }
    out.trim().trim_end_matches([',', '&', ' ']).to_owned()
}

/// Names with a company form in a text.
pub(crate) fn company_names(text: &str) -> Vec<CompanyName> {
    let mut out: Vec<CompanyName> = Vec::new();
    let Some(regex) = BEHIND.as_ref() else { return out };
    if text.len() < 5 || text.len() > 1200 {
        return out;
    }
    let signs = Signs::of(text);
    let mut from = 0;
    while signs.behind
        && let Some(captures) = regex.captures_at(text, from)
        && out.len() < 8
    {
        let Some(form) = captures.get(1) else { break };
        from = form.end().max(from + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        if let Some(last) = out.last_mut()
            && form.start() <= last.end + 2
        {
            // "GmbH & Co. KG": one name.
            last.end = form.end();
            last.name = text[last.start..last.end].trim().to_owned();
            continue;
        }
        let before = &text[..form.start()];
        if let Some(start) = name_start(before) {
            let mut name = text[start..form.end()].trim().trim_end_matches([',', ';', ':']).to_owned();
            let shy = SHY.contains(&form.as_str());
            let words = text[start..form.start()].split_whitespace().count();
            let closed = || at_end(text, form.end()) || form.as_str() == "s.c." && partners_follow(&text[form.end()..]);
            if words == 0 || words > 8 || shy && (!closed() || words > 6) {
                continue;
            }
            if form.as_str().contains('.') && text[form.end()..].starts_with('.') {
                name.push('.');
            }
            out.push(CompanyName { name, start, end: form.end() });
        }
    }
    if out.is_empty() {
        let first = if signs.before { form_first(text) } else { None };
        out.extend(first.or_else(|| if signs.east_asian { east_asian(text) } else { None }));
    }
    out
}

/// "株式会社山本精密", "杭州恒达机械有限公司", "(주)하늘상사": the form is glued to the name, on either side.
fn east_asian(text: &str) -> Option<CompanyName> {
    const FORMS: &[&str] = &[
        "株式会社",
        "有限会社",
        "合同会社",
        "医療法人社団",
        "医療法人",
        "一般社団法人",
        "有限公司",
        "股份公司",
        "주식회사",
        "(주)",
        "㈜",
    ];
    let (at, form) = FORMS.iter().find_map(|form| text.find(form).map(|at| (at, *form)))?;
    let inner = |c: &char| c.is_alphanumeric() || matches!(c, '・' | 'ー' | '&' | '＆' | '（' | '）');
    let before: usize = text[..at].chars().rev().take_while(inner).map(char::len_utf8).sum();
    // Behind a form that ends the name a sentence goes on.
    let behind: usize = if before > 0 { 0 } else { text[at + form.len()..].chars().take_while(inner).map(char::len_utf8).sum() };
    let (start, end) = (at - before, at + form.len() + behind);
    let name = text.get(start..end)?;
    // Run together with a sentence it is not to be told from it.
    let letters = name.chars().count();
    (letters > form.chars().count() + 1 && letters <= 26).then(|| CompanyName { name: name.to_owned(), start, end })
}

/// A shy form must close its line or be followed by punctuation.
fn at_end(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches('.');
    rest.trim_start().is_empty()
        || rest.starts_with([',', ';', '|', ')', ':'])
        || rest.starts_with(" –")
        || rest.starts_with(" -")
        || rest.starts_with(" —")
        || rest.starts_with(" |")
        || rest.starts_with(" •")
        || rest.starts_with(" ·")
        || rest.starts_with(" /")
        || rest.starts_with(" au capital")
}

/// "Stolarnia Wzór s.c. Jan Przykład, Anna Przykład": a Polish partnership's form stands before the names of its partners.
fn partners_follow(behind: &str) -> bool {
    let mut words = behind.split([' ', ',']).filter(|w| !w.is_empty());
    let names = words.by_ref().take_while(|w| w.starts_with(char::is_uppercase) && !w.ends_with(':')).take(3).count();
    behind.starts_with(' ') && behind.len() <= 90 && names >= 2
}

/// Where the name before a form begins: back over capitalised words, "&", "und", to a mark that ends it.
fn name_start(before: &str) -> Option<usize> {
    let trimmed = before.trim_end().trim_end_matches(',');
    let cut = trimmed
        .rfind(['|', ':', ';', '•', '·', '©', '(', ')', '„', '"', '\n', '>'])
        .map_or(0, |i| i + trimmed[i..].chars().next().map_or(1, char::len_utf8));
    let part = &trimmed[cut..];
    let mut start: Option<usize> = None;
    let mut capital = false;
    let words: Vec<(usize, &str)> = part
        .split(' ')
        .scan(cut, |at, w| {
            let s = *at;
            *at += w.len() + 1;
            Some((s, w))
        })
        .filter(|(_, w)| !w.is_empty())
        .collect();
    for (at, word) in words.iter().rev().take(9) {
        let first = word.chars().next().unwrap_or(' ');
        let joins = matches!(
            word.to_lowercase().as_str(),
            "&" | "+"
                | "und"
                | "and"
                | "et"
                | "e"
                | "y"
                | "i"
                | "de"
                | "du"
                | "des"
                | "la"
                | "le"
                | "les"
                | "der"
                | "die"
                | "das"
                | "für"
                | "im"
                | "am"
                | "of"
                | "the"
                | "van"
                | "von"
                | "del"
                | "di"
                | "da"
                | "dei"
                | "della"
                | "-"
                | "–"
                | "zum"
                | "zur"
                | "in"
                | "het"
                | "dla"
                | "a"
                | "den"
                | "dem"
                | "ten"
                | "ter"
                | "te"
                | "op"
                | "'t"
                | "'s"
                | "vom"
                | "an"
                | "auf"
                | "dos"
                | "do"
                | "los"
                | "las"
                | "el"
                | "al"
                | "il"
                | "lo"
                | "gli"
                | "dell"
                | "delle"
                | "degli"
                | "sur"
                | "sous"
                | "aux"
                | "au"
                | "en"
                | "à"
                | "og"
                | "och"
                | "pod"
                | "na"
                | "u"
                | "zu"
                | "ve"
                | "på"
                | "ved"
                | "vid"
                | "till"
        );
        // "Musterland AB1 2CD. Muster Ltd": a postcode is no abbreviation either.
        let abbreviated = word.chars().count() <= 4 && !word.bytes().any(|b| b.is_ascii_digit());
        let ends_sentence = word.ends_with('.') && !abbreviated || word.ends_with(['!', '?']);
        let years = word.len() > 8 && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–'));
        let year = word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit());
        // A year in front of the name is a copyright's; one at its end is the name's: "Instalaciones Muestra 2010 S.L.".
        if ends_sentence && start.is_some() || years || year && (start.is_some() || words.len() < 3) {
            break;
        }
        if word.ends_with(',') && start.is_some() && !part.contains('&') {
            break;
        }
        if first.is_uppercase()
            || first.is_ascii_digit()
            || !first.is_lowercase() && first.is_alphabetic()
            || word.chars().any(char::is_uppercase)
        {
            start = Some(*at);
            capital = true;
        } else if joins && start.is_some()
            || word.chars().all(|c| !c.is_alphanumeric()) && start.is_some() && !matches!(*word, "-" | "–" | "—" | "/")
        {
            // Taken in only when a capitalised word stands before it.
        } else if first.is_lowercase() && start.is_none() && words.len() <= 3 {
            start = Some(*at);
        } else {
            break;
        }
    }
    // "von Muster & Partner": a line that begins with a family name's particle.
    if let [(0, "von" | "van" | "zu"), (second, _), ..] = words.as_slice()
        && start == Some(*second)
        && part.contains('&')
    {
        return capital.then_some(0);
    }
    let start = start?;
    // Words that lead to a name and are no part of it.
    let mut begin = start;
    loop {
        let head = before[begin..].split(' ').next().unwrap_or("");
        let lead = matches!(
            plain(head).as_str(),
            "die"
                | "der"
                | "das"
                | "la"
                | "le"
                | "the"
                | "copyright"
                | "by"
                | "von"
                | "firma"
                | "societe"
                | "sociedad"
                | "empresa"
                | "wir"
                | "bei"
                | "unsere"
                | "in"
                | "impressum"
                | "kontakt"
                | "contact"
                | "anbieter"
                | "betreiber"
                | "herausgeber"
                | "editeur"
                | "sitz"
                | "name"
                | "inhaber"
                | "inhaberin"
                | "inh"
                | "vertreten"
        );
        if lead
            && begin + head.len() + 1 < before.len()
            && before[begin + head.len() + 1..].chars().any(char::is_uppercase)
            && !matches!(plain(head).as_str(), "la" | "le" | "the" | "die" | "das" | "der" if before[..begin].trim().is_empty())
        {
            begin += head.len() + 1;
        } else {
            break;
        }
    }
    (capital || begin == 0).then_some(begin)
}

/// "SARL Exemple", "EURL DUPONT au capital de 1000 euros".
fn form_first(text: &str) -> Option<CompanyName> {
    for form in BEFORE {
        let Some(at) =
            text.find(form).filter(|at| text[..*at].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '.'))
        else {
            continue;
        };
        let Some(rest) = text[at + form.len()..].strip_prefix(' ') else { continue };
        // "ООО «Берёзка»", "SIA „Liepa”": the quotation marks say where the name ends.
        if let Some(opening) = rest.chars().next().filter(|c| matches!(c, '«' | '„' | '“' | '"')) {
            let inner = &rest[opening.len_utf8()..];
            let closed =
                inner.char_indices().find(|(_, c)| matches!(c, '»' | '“' | '”' | '"')).filter(|(i, _)| (3..=80).contains(i));
            if let Some((close, mark)) = closed {
                let end = text.len() - inner.len() + close + mark.len_utf8();
                return Some(CompanyName { name: text[at..end].to_owned(), start: at, end });
            }
        }
        let generic = matches!(*form, "Société" | "Sté" | "Entreprise");
        // "Entreprise Individuelle", "Société Civile": the form itself, and no name.
        if generic && is_kind_of_house(rest) {
            continue;
        }
        let mut end = at + form.len() + 1;
        let mut words = 0;
        for word in rest.split(' ') {
            let first = word.chars().next().unwrap_or(' ');
            let joins =
                matches!(word, "&" | "et" | "de" | "du" | "des" | "la" | "le" | "les" | "d'" | "à" | "en" | "van" | "voor");
            if word.is_empty()
                || !(first.is_uppercase()
                    || first.is_ascii_digit() && words > 0
                    || joins && (words > 0 || !generic && matches!(word, "du" | "de" | "des" | "la" | "le" | "les"))
                    || word.chars().nth(1) == Some('\'')
                    || word.chars().nth(1) == Some('’'))
                || words >= 6
            {
                break;
            }
            if word.contains(['|', ':']) {
                break;
            }
            words += 1;
            end += word.len() + 1;
            // "SARL M. H. EXEMPLE": initials end nothing.
            let initial = word.len() == 2 && word.ends_with('.');
            if word.ends_with([',', ';', '.']) && !initial {
                break;
            }
        }
        let end = (end - 1).min(text.len());
        if words == 0 || end <= at {
            continue;
        }
        let start = if generic { at + form.len() + 1 } else { at };
        let name = text.get(start..end)?.trim_end_matches([',', ';', '.', ' ']).to_owned();
        let lone_joiner =
            name.rsplit(' ').next().is_some_and(|w| matches!(w, "de" | "du" | "des" | "la" | "le" | "et" | "à" | "en"));
        if !lone_joiner {
            return Some(CompanyName { name, start, end });
        }
    }
    None
}

/// What follows "Société" and "Entreprise" where they are a form of law.
fn is_kind_of_house(rest: &str) -> bool {
    let word = plain(rest.split([' ', ',', '(', '.']).next().unwrap_or_default());
    matches!(word.as_str(), "individuelle" | "unipersonnelle" | "civile" | "anonyme" | "cooperative" | "par" | "en")
}
