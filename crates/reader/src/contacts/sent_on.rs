//! Sentences that send the reader to somebody else: "call Rose City Animal Emergency at …", "neem contact op met Kliniek Oost, …".
//!
//! Belongs here: whether the words before a number name another house. Does not belong here: what follows from it (see
//! `attribution` and `merge`: a sentence alone is believed only where the house has a number of its own).

use std::sync::LazyLock;

use crate::organisation::DomainName;
use crate::people::{is_known_given, is_title};
use crate::words::{WordSet, plain};
use crate::{Document, Organisation};

/// Longest stretch before a number that is looked at, in characters.
const REACH: usize = 160;

/// Words that send somebody somewhere, in plain form.
static VERBS: LazyLock<WordSet> = LazyLock::new(|| {
    "call contact reported report ring phone reach calling contacting dial referred escalate bel bellen terecht voorleggen opnemen wenden wende \
     wendet rufen kontaktieren erreichen appelez appeler contactez contacter adressez adresser joindre saisir llame llamar \
     contacte contactar dirijase dirigirse acudir recurrir recorrer contattare contattate chiamare chiamate rivolgersi \
     rivolgetevi telefonare ligue ligar zadzwon zadzwonic dzwonic skontaktuj kontaktowac zglosic zglos kontaktujte obratte \
     kontakta kontakt ring"
        .split_ascii_whitespace()
        .collect()
});

/// Words that speak of the house itself.
static OURS: LazyLock<WordSet> = LazyLock::new(|| {
    "our us we my me unser unsere unserem unseren unserer unseres uns mein meine notre nos nous mon nuestro nuestra nuestros \
     nuestras nosotros mi nostro nostra nostri noi nosso nossa connosco ons onze nasz nasza nasze naszym naszego nami nam"
        .split_ascii_whitespace()
        .collect()
});

/// Desks of any house, which titles write with capitals as names are.
static DESKS: LazyLock<WordSet> = LazyLock::new(|| {
    "office head desk front reception team sales service services customer support booking bookings reservations enquiries \
     department helpline hotline lettings accounts admissions buro zentrale kundenservice kundendienst empfang sekretariat praxis \
     kanzlei accueil secretariat cabinet standard oficina recepcion atencion cliente segreteria ufficio studio kantoor receptie \
     balie biuro recepcja sie tel phone telephone telefon telefoon telefono mobile monday tuesday wednesday thursday friday saturday \
     sunday montag dienstag mittwoch donnerstag freitag"
        .split_ascii_whitespace()
        .collect()
});

/// Labels of those a house works with, and of those who stand in for it, in plain form.
static COUNTERPARTS: LazyLock<WordSet> = LazyLock::new(|| {
    "venue venues florist florists fleuriste caterer caterers catering traiteur dj band celebrant videographer \
     makeup planner stylist insurer insurance versicherung assureur assurance aseguradora assicurazione verzekering bank banque banco banca \
     landlord lender vermieter bailleur veranstaltungsort trauort emergencies emergency notfall notfalle notdienst urgence urgences \
     urgencias urgenze emergenza spoed spoedgevallen"
        .split_ascii_whitespace()
        .collect()
});

/// What a label says whose words are on the table of [`is_around`].
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    /// Begins so, whatever follows: "Nearest station".
    Begins,
    /// Is the word and nothing else: "Ferry".
    Whole,
    /// Likewise; a number behind it may be the house's own, an address is not.
    WholeOfAddresses,
}

/// Labels of what lies around a house or stands in for it, in plain form: "Nearest station: Musterford (01234 …)".
const AROUND: &[(Label, &[&str])] = &[
    (
        Label::Begins,
        &[
            "nearest",
            "next",
            "local taxi",
            "taxi",
            "nachste",
            "nachster",
            "nachstes",
            "gare la plus proche",
            "gare de",
            "aeroport",
            "airport",
            "estacion mas cercana",
            "la stazione piu vicina",
            "stazione di",
            "dichtstbijzijnde",
            "najblizszy",
            "najblizsza",
        ],
    ),
    (
        Label::Whole,
        &[
            "fahre",
            "ferry",
            "bahnhof",
            "flughafen",
            "gare",
            "estacion",
            "stazione",
            "parkhaus",
            "parken",
            "parkplatz",
            "parking",
            "parcheggio",
            "aparcamiento",
            "estacionamento",
            "parkeren",
            "parkering",
        ],
    ),
    (
        Label::WholeOfAddresses,
        &["out of hours", "emergencies", "emergency", "notdienst", "notfall", "urgence", "urgences", "urgencias"],
    ),
];

/// Longest label that is one of the whole words, in bytes.
const LONGEST_LABEL: usize = 24;

/// What is looked for behind words that may name what lies around the house.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sought {
    Number,
    Address,
}

/// Short numbers of emergency services; read as such only behind a word that sends there.
static SERVICES: LazyLock<WordSet> = LazyLock::new(|| {
    "15 17 18 061 100 101 110 111 112 113 115 118 119 144 911 988 999 000 116117".split_ascii_whitespace().collect()
});

/// Beginnings of words that tell of emergencies, in plain form.
const EMERGENCIES: &[&str] =
    &["emergen", "urgen", "notfall", "notdienst", "notruf", "bereitschaft", "spoed", "pogotow", "pohotovost", "akut"];

/// Small words between the parts of a name, and between a verb and what it sends to.
static JOINTS: LazyLock<WordSet> = LazyLock::new(|| {
    "of the and for de du des d la le les l del della dello dei di da do dos das y e et en und fur fuer der die das dem den van \
     von het w na & al allo alla"
        .split_ascii_whitespace()
        .collect()
});

/// What the house calls itself on one page.
pub(super) struct OwnWords {
    domain: String,
    names: Vec<String>,
}

impl OwnWords {
    pub(super) fn of(document: &Document, organisation: &Organisation) -> Self {
        let heading = document.blocks.iter().find(|b| b.heading == 1).map(|b| b.text.as_str());
        let named = organisation.names.iter().chain(&organisation.legal_names).map(|n| n.value.as_str());
        let words = document.title.as_deref().into_iter().chain(heading).chain(named).take(12);
        Self {
            domain: DomainName::of(document).label().to_owned(),
            names: words
                .flat_map(|w| plain(w).split(' ').map(str::to_owned).collect::<Vec<_>>())
                .filter(|w| w.len() >= 4)
                .collect(),
        }
    }

    fn hold(&self, plain_word: &str) -> bool {
        plain_word.len() >= 4 && (self.domain.contains(plain_word) || self.names.iter().any(|n| n == plain_word))
    }
}

/// True when the words before a number send the reader to another house by its name, or name one behind a label of such houses.
pub(super) fn names_another(before: &str, own: &OwnWords) -> bool {
    let sentence = sentence(before);
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let rest = match words.iter().rposition(|w| VERBS.contains(plain(w).as_str())) {
        Some(verb) => &words[verb + 1..],
        None => match sentence.split_once(':') {
            Some((label, _)) if plain(label).split(' ').any(|w| COUNTERPARTS.contains(w)) => {
                &words[label.split_whitespace().count().min(words.len())..]
            }
            _ => return false,
        },
    };
    // Another number between is the one that was meant.
    if rest.iter().any(|w| w.bytes().filter(u8::is_ascii_digit).count() > 5) {
        return false;
    }
    let (mut run, mut best) = (0, 0);
    let mut person = false;
    for word in rest {
        let small = plain(word);
        let capital = word.trim_start_matches(['“', '"', '(', '„']).starts_with(char::is_uppercase);
        // "le centre vétérinaire de garde": what the house is called too, and here no part of a name.
        let own_word = || own.hold(&small) || small.split(' ').any(|part| own.hold(part));
        if OURS.contains(small.as_str()) || capital && own_word() {
            return false;
        }
        if run == 0 && capital {
            if is_title(word) {
                return false;
            }
            person = is_known_given(&small);
        }
        // "Rufen Sie", "Sales Team": capitals that name nobody.
        if DESKS.contains(small.as_str()) {
            continue;
        }
        if capital && small.chars().filter(|c| c.is_alphabetic()).count() >= 2 {
            run += 1;
            // "Jane Muster" is somebody to talk to, most often of the house; "Rose City Animal Emergency" is not.
            if !person || run > 3 {
                best = best.max(run);
            }
        } else if !JOINTS.contains(small.as_str()) {
            run = 0;
        }
        if word.ends_with([',', ':', ';']) {
            run = 0;
        }
    }
    best >= 2
}

/// Words for whoever stands in while the house is closed, in plain form.
const STAND_INS: &[&str] = &[
    "urlaubsvertretung",
    "vertretung ubernimmt",
    "vertretung ubernehmen",
    "vertretung durch",
    "vertretung dr",
    "vertretung in",
    "vertretungspraxis",
    "vertreten uns",
    "vertritt uns",
    "remplacant",
    "remplacante",
    "remplacement assure par",
    "waarneming",
    "waarnemer",
    "waarnemend huisarts",
    "waargenomen door",
    "zastupuje",
    "zastup",
    "zastupujuci",
    "zastepuje",
    "zastepstwo",
    "sostituto",
    "sostituta",
    "sostituisce",
    "suplente",
    "helyettesit",
    "helyettesito",
];

/// True when the sentence before a number names a colleague who stands in: "Dovolená. Zastupuje MUDr. …, tel.".
pub(super) fn names_a_stand_in(before: &str) -> bool {
    let from = before.char_indices().rev().nth(REACH).map_or(0, |(i, _)| i);
    let small = plain(&before[from..]);
    let Some((end, _)) = STAND_INS
        .iter()
        .filter_map(|word| small.rfind(word).map(|at| (at + word.len(), at)))
        .filter(|(end, at)| {
            let free = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
            free(small[..*at].chars().next_back()) && free(small[*end..].chars().next())
        })
        .max()
    else {
        return false;
    };
    // Behind another number somebody else is spoken of, and without a name nobody is.
    let behind = &small[end..];
    behind.bytes().filter(u8::is_ascii_digit).count() <= 5 && behind.chars().filter(|c| c.is_alphabetic()).count() >= 5
}

/// True when the words before a number or an address begin with a label of what lies around the house or stands in for it.
pub(crate) fn is_around(before: &str, sought: Sought) -> bool {
    let sentence = sentence(before);
    let (label, behind) = match sought {
        Sought::Number => sentence.split_once(':'),
        Sought::Address => sentence.rsplit_once(':'),
    }
    .unwrap_or_default();
    // Right behind its label stands the number that was meant, and what names the house is the house's: "Taxi: 030 …" of a taxi.
    let named = sought == Sought::Address || behind.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    if !named || label.is_empty() {
        return false;
    }
    let last = label.rsplit(['.', '|', '•', '·', ')']).next().unwrap_or(label).trim();
    let (label, last) = (plain(label), if last.len() <= LONGEST_LABEL { plain(last) } else { String::new() });
    AROUND.iter().any(|(kind, words)| {
        words.iter().any(|word| match kind {
            Label::Begins => label.starts_with(word),
            Label::Whole => last == *word,
            Label::WholeOfAddresses => sought == Sought::Address && last == *word,
        })
    })
}

/// True when a text that sends the reader to the emergency services ends with words on emergencies, none of which is the house's:
/// "call 112 for an ambulance. Dental emergencies: ".
pub(super) fn is_among_emergency_services(before: &str) -> bool {
    let words: Vec<String> = before.split_whitespace().map(plain).collect();
    let sent = words.iter().enumerate().any(|(at, word)| {
        SERVICES.contains(word.as_str()) && words[at.saturating_sub(4)..at].iter().any(|w| VERBS.contains(w.as_str()))
    });
    let last = plain(sentence(before));
    sent && last.split(' ').any(|w| EMERGENCIES.iter().any(|e| w.starts_with(e))) && !last.split(' ').any(|w| OURS.contains(w))
}

/// A text without its last sentence.
pub(super) fn before_last_sentence(text: &str) -> &str {
    text.strip_suffix(sentence(text)).unwrap_or_default().trim_end()
}

/// The last sentence of a text, or as much of it as counts.
pub(super) fn sentence(text: &str) -> &str {
    let from = text.char_indices().rev().nth(REACH).map_or(0, |(i, _)| i);
    let tail = &text[from..];
    let mut ends = tail.match_indices(['.', '!', '?']).filter(|(at, mark)| {
        let behind = &tail[at + mark.len()..];
        let word = tail[..*at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        // "Tel. 030", "St. Mary": a short word with a capital and a full stop ends no sentence.
        let abbreviated = *mark == "." && word.chars().count() <= 3 && word.starts_with(char::is_uppercase);
        behind.starts_with(' ') && behind.trim_start().starts_with(char::is_uppercase) && !abbreviated
    });
    ends.next_back().map_or(tail, |(at, mark)| tail[at + mark.len()..].trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> OwnWords {
        OwnWords { domain: "laden-ost".to_owned(), names: vec!["harrowgate".to_owned()] }
    }

    #[test]
    fn a_sentence_that_sends_to_another_house_is_told() {
        for before in [
            "If your pet needs help when we're closed, please call Rose City Animal Emergency at ",
            "Bel dan met Dierenspoedkliniek IJsselland, telefoon ",
            "En dehors des horaires, contactez la Clinique Vétérinaire des Lilas au ",
            "Fuera de horario, llame al Hospital Veterinario Sur, tel. ",
            "Wenden Sie sich an die Tierklinik Musterstadt unter ",
            "Complaints may be referred to Dispute Resolution Example, telephone ",
            "Problemen? Neem dan contact op met Ketelmerk Nederland Service via ",
            "Concerns can be reported to the Gloucestershire Children's Helpdesk on ",
            "W nocy prosimy zadzwonić do Kliniki Małych Zwierząt, tel. ",
            "Venue: Hartley Hall – bookings ",
            "Catering for the day: Oak & Thyme Kitchen, ",
            "Spoed na sluitingstijd: Dierenkliniek De Linde, ",
        ] {
            assert!(names_another(before, &own()), "{before}");
        }
    }

    #[test]
    fn a_sentence_that_sends_to_the_house_is_not() {
        for before in [
            "Call our Sales Team at ",
            "Rufen Sie uns an: ",
            "Please call Harrowgate Plumbing Ltd on ",
            "Wenden Sie sich an Max Muster, ",
            "Contact Mrs Jane Muster on ",
            "Call Customer Service Monday to Friday at ",
            "Bel ons kantoor in Den Haag: ",
            "Tel. ",
            "Call Rose City Animal Emergency at 5035550190. Our number is ",
            "Venue: Harrowgate Barn, bookings ",
            "Out of hours emergencies: Jane Muster, ",
            "Emergencies and weekends: ",
            "Venue: our own barn, bookings ",
            "Location: Main Street Plaza, ",
        ] {
            assert!(!names_another(before, &own()), "{before}");
        }
    }

    #[test]
    fn what_lies_around_the_house_is_told_by_its_label() {
        for before in [
            "Nearest station: Musterford (",
            "We are easy to find. Local taxis: Lune Cabs ",
            "Gare la plus proche : Exempleville, ",
        ] {
            assert!(is_around(before, Sought::Number), "{before}");
        }
        for before in ["Ferry: ", "Out of hours: ", "Bahnhof: Musterstadt, "] {
            assert!(is_around(before, Sought::Address), "{before}");
        }
        assert!(!is_around("Notdienst: Klinik, ", Sought::Number));
        for before in ["Taxi: ", "Call for the nearest branch: ", "Nearest and dearest, "] {
            assert!(!is_around(before, Sought::Number), "{before}");
        }
    }

    #[test]
    fn a_number_among_those_of_the_emergency_services_is_told() {
        for before in [
            "En cas d'urgence vitale, appelez le 15 ou le 112. Urgences dentaires : ",
            "In a medical emergency call 999. For urgent advice out of hours ring ",
            "Im Notfall wählen oder rufen Sie 112. Ärztlicher Bereitschaftsdienst: ",
        ] {
            assert!(is_among_emergency_services(before), "{before}");
        }
        for before in [
            "Call 112 Main Street office: ",
            "En cas d'urgence, appelez le 15. Notre cabinet : ",
            "In an emergency call 999. Our emergency line: ",
            "24/7 emergencies: call ",
            "Open since 1999. Emergencies: ",
        ] {
            assert!(!is_among_emergency_services(before), "{before}");
        }
    }

    #[test]
    fn a_colleague_who_stands_in_is_told() {
        for before in [
            "Dovolená 22. 12. – 2. 1. Zastupuje MUDr. Radek Hanák, Cejl 12, tel. ",
            "Praxis geschlossen. Urlaubsvertretung: Dr. Muster, ",
            "Absent du 3 au 9. Remplaçant : Dr Exemple, ",
        ] {
            assert!(names_a_stand_in(before), "{before}");
        }
        for before in [
            "Vertreten durch Max Muster und die übrigen Gesellschafter, Tel. ",
            "Urlaubsvertretung: ",
            "Zastupuje MUDr. Hanák, tel. 541 555 900. Naše číslo: ",
        ] {
            assert!(!names_a_stand_in(before), "{before}");
        }
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop_and_not_at_that_of_a_short_word() {
        assert_eq!(sentence("Wir sind da. Bitte rufen Sie an, Tel. "), "Bitte rufen Sie an, Tel. ");
    }
}
