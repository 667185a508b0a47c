//! The words of menus, labels and foots of pages, each of one language alone: what a page without sentences speaks.
//!
//! Belongs here: the words and counting them. Does not belong here: deciding ([`super::read`]).

use std::sync::LazyLock;

use crate::words::WordMap;

/// Fewest of a language's words, each counted once.
const FEWEST: u32 = 3;

/// Words that no other language's menus hold; those of English speak against all others.
const WORDS: [(&str, &str); 17] = [
    (
        "en",
        "about us our services hours address phone news gallery opening the and prices more read find welcome get started call",
    ),
    (
        "de",
        "startseite leistungen öffnungszeiten anfahrt aktuelles unternehmen speisekarte anschrift über uns preise vorbehalten alle",
    ),
    ("fr", "accueil tarifs horaires prestations actualités légales réalisations nos téléphone réservés droits propos équipe"),
    ("it", "chi siamo servizi contatti orari prezzi dove azienda prodotti galleria prenota indirizzo diritti riservati"),
    ("es", "inicio nosotros servicios horario precios quiénes somos dirección teléfono tienda derechos reservados"),
    ("pt", "início serviços contactos contatos morada horário preços nós telefone direitos sobre loja"),
    (
        "nl",
        "welkom tarieven openingsuren openingstijden diensten ons bereikbaarheid aanbod nieuws werkwijze praktijk afspraak onze winkel rechten voorbehouden",
    ),
    (
        "pl",
        "oferta cennik usługi realizacje aktualności napisz wyślij główna godziny otwarcia firmie nas zastrzeżone prawa opinie",
    ),
    ("cs", "domů úvod ceník kontakty nabídka projekty otevírací provozní doba objednat rezervace všechna vyhrazena reference"),
    ("sk", "domov cenník ponuka všetky vyhradené otváracie hodiny objednať kontaktujte"),
    ("da", "forside kurv åbningstider velkommen vores os ydelser bestil rettigheder"),
    ("no", "tjenester åpningstider våre nettbutikk bestill handlekurv oss hjem"),
    ("sv", "hem tjänster öppettider varukorg våra boka hitta kontakta erbjudanden"),
    ("fi", "etusivu yhteystiedot palvelut aukioloajat yritys ajanvaraus hinnasto meistä yhteyttä tuotteet osoite puhelin"),
    ("hu", "főoldal rólunk szolgáltatások kapcsolat árak nyitvatartás elérhetőség termékek galéria cím"),
    ("ro", "acasă servicii despre prețuri produse adresă drepturile rezervate"),
    ("hr", "početna usluge cjenik radno vrijeme nama prava pridržana"),
];

/// Languages by word.
static LANGUAGES: LazyLock<WordMap<&str, usize>> = LazyLock::new(|| {
    let mut languages = WordMap::default();
    for (index, (_, words)) in WORDS.iter().enumerate() {
        languages.extend(words.split(' ').map(|word| (word, index)));
    }
    languages
});

/// The language of which a text holds three different words, and of no other more than one, English least of all.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let mut counts = [0_u32; WORDS.len()];
    let mut seen: Vec<&str> = Vec::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| (2..=20).contains(&word.len())) {
        let lower = word.to_lowercase();
        let Some((word, index)) = LANGUAGES.get_key_value(lower.as_str()) else { continue };
        if !seen.contains(word) {
            seen.push(word);
            counts[*index] += 1;
        }
    }
    let (own, count) = counts.iter().enumerate().skip(1).max_by_key(|(_, count)| **count)?;
    let others = counts.iter().enumerate().all(|(other, count)| other == own || *count <= u32::from(other != 0));
    (*count >= FEWEST && others).then(|| WORDS[own].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_words_of_a_menu_say_the_language() {
        assert_eq!(language("Home Over ons Tarieven Contact Welkom"), Some("nl"));
        assert_eq!(language("DOMŮ Akce Kontakt Ceník Všechna práva vyhrazena"), Some("cs"));
        assert_eq!(language("O firmie Oferta Kontakt Napisz do nas"), Some("pl"));
    }

    #[test]
    fn english_words_or_another_languages_leave_it_open() {
        assert_eq!(language("About us Oferta Cennik Kontakt Napisz"), None);
        assert_eq!(language("Forside Kurv Åbningstider Tjänster Våra"), None);
        assert_eq!(language("Oferta Kontakt"), None);
        assert_eq!(language(""), None);
    }
}
