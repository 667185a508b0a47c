//! Who answers behind an address, judged from its local part: the business, a function, a person, nobody.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Purpose;

const NO_REPLY: &str = "noreply no-reply no_reply no.reply donotreply do-not-reply ne-pas-repondre nepasrepondre nicht-antworten nichtantworten keine-antwort mailer-daemon bounce bounces nao-responda naoresponda norispondere non-rispondere no-responder noresponder no-contestar unsubscribe abmelden desinscription \
    niet-beantwoorden ej-svara svar-ej nie-odpowiadaj neodpovidat devnull";

const GENERIC: &str = "info infos information informations informationen informacion informazioni contact contacts contacto contactos kontakt kontakte contatto contatti contato contatos contactus contactez contactez-nous contactar mail email e-mail mailbox office post postmaster hello hallo hi hey bonjour ciao hola ola hej hei moin servus salut \
    welcome willkommen accueil bienvenue benvenuti enquiries enquiry inquiries inquiry anfrage anfragen ask all general generale allgemein geral poczta biuro firma firm company zentrale central centrale courrier courriel correo posta postfach iroda kapcsolat bilgi iletisim yhteystiedot toimisto posti epost e-post kontor kontoret kancelar kancelaria kancelarija \
    sekretariat secretariat segreteria secretaria secretary sekretariaat titkarsag oficina ufficio bureau team equipe equipo zespol website web site internet online home main reception rezeption empfang receptie recepcja recepce resepsjon receptionen accueil recepcion recepcao atendimento epikoinonia zapytania info-de infodesk desk kundencenter verwaltung \
    cabinet praxis kanzlei studio atelier hotel restaurant ristorante restaurante gasthof gasthaus pension shop store boutique laden buero salon klinik clinic clinica clinique werkstatt garage hof weingut brauerei baeckerei metzgerei apotheke pharmacie farmacia agence agency agentur agencia agenzia schule school ecole escuela scuola verein club museum theater galerie gallery \
    ordination zahnarzt zahnarztpraxis arztpraxis physio friseur kosmetik auto autohaus immobilien camping ferienwohnung bnb mairie rathaus gemeinde stadt";

const ROLE: &str = "sales sale vertrieb verkauf ventas venta vendite vente ventes vendas verkoop sprzedaz prodej obchod obchodni salg forsaljning myynti ertekesites vanzari satis prodaja commercial comercial commerciale commercialie handel handlowy booking bookings book reservation reservations reservierung reservierungen reserva reservas prenotazioni prenotazione prenota reserveren reserveringen rezerwacja rezerwacje \
    rezervace rezervari rezervacije varaukset bokning foglalas termin termine appointments appointment rdv citas appuntamenti events event veranstaltung veranstaltungen evenements eventos eventi job jobs career careers karriere bewerbung bewerbungen recruiting recruitment recrutement emploi empleo lavora lavoro vacatures praca rekrutacja kariera hr rh rrhh personal personnel personalabteilung human-resources \
    humanresources talent press presse prensa stampa pers media pr marketing communication communications comunicacion comunicazione komunikation kommunikation werbung publicidad adv billing invoice invoices invoicing accounting accounts account buchhaltung rechnung rechnungen faktura fakturace fakturor facturation facture compta comptabilite contabilidad contabilita contabilitate administracion administration amministrazione administratie boekhouding \
    admin administrator ksiegowosc ucetni ucetnictvi laskutus penzugy muhasebe finance finanzen financeiro fatture facturas direction direccion direzione director direktor geschaeftsfuehrung geschaeftsleitung gf management manager leitung gerencia zarzad chef ceo cfo cto president presidente owner inhaber it edv support help helpdesk hilfe service services kundenservice kundendienst customerservice customer-service customercare \
    customer clients client kunden klantenservice klant asistencia assistenza assistance aide sav savclient soporte ayuda suporte sac ugyfelszolgalat asiakaspalvelu kundeservice kundtjanst kundservice destek podpora pomoc reklamation reklamationen reklamace reclami reclamaciones complaints retouren returns retour shipping versand logistik logistics logistica order orders bestellung bestellungen bestellen bestelling bestellingen commande commandes pedidos pedido ordini ordine \
    zamowienia zamowienie objednavky objednavka ordre tilaukset rendeles comenzi siparis zakaz einkauf purchasing purchase achats compras acquisti inkoop webmaster hostmaster abuse security datenschutz datenschutzbeauftragter dsb privacy dpo rgpd gdpr dsgvo dataprotection data-protection privacidad lopd rodo iod legal recht juridique impressum newsletter news redaktion redaction redaccion redazione editor editorial werkstattleitung technik technical technique tecnico \
    technik service-technik projekt projekte projects projekty proyectos progetti planung partner partners partnership kooperation wholesale grosshandel export import b2b catering kueche spenden donation donate mitglieder membership ausbildung training schulung kurse kurs courses cours formation formazione formacion akademie academy vermietung rental rentals location alquiler noleggio miete hausverwaltung notdienst emergency urgence labor lab archiv bibliothek library bestuur vorstand \
    produktion production quality qualitaet qualite vip wedding weddings hochzeit mariage tickets ticket kasse gutschein gutscheine voucher parts ersatzteile pieces ricambi teile leasing versicherung insurance assurance werbeagentur design grafik foto photo";

/// Given names that stand alone before the "@" often enough.
const GIVEN: &str = "anna anne anja andrea andreas alexander alexandra alex antonio antonia andre adam ada agnes albert alberto alessandro alessandra alice alina ana angela angelika anita annette armin arthur astrid axel barbara beate ben benjamin bernd bernhard birgit bjorn brigitte bruno camille carla carlo carlos carmen carola caroline catherine celine chantal charlotte chris christa christian christiane christina christine christoph \
    christophe claire claude claudia clara cornelia daniel daniela dario david denis denise diana didier dieter dirk dominik dominique doris eduardo elena elisa elisabeth elke emil emma emily eric erik erika ernst eva fabian fabio federico felix fernando florian francesca francesco franck francois francoise frank franz frederic fritz gabi gabriel gabriele georg george gerald gerd gerhard gilles giovanni giulia giuseppe gregor guido \
    guillaume gunter gustav hannah hanna hannes hans harald heidi heike heiko heinz helena helene helga helmut henri henrik herbert hermann holger hugo ines inga inge ingo ingrid irene iris isabel isabelle ivan ivana jacek jack jacques jakob jakub james jan jana jane janine jean jens jessica joachim joan joanna jochen johan johann johanna johannes john jonas jordi jorge jose josef joseph juan julia julian juliane julie julien jurgen jutta kai karin karl karsten \
    katarzyna katharina kathrin katja katrin kerstin kevin kirsten klaus kristina kurt lars laura laurent lea lena leo leon linda lisa louis louise luca lucas lucia lucie luigi luis luisa lukas lutz magda magdalena manfred manuel manuela marc marcel marco marcus marek margit margot maria marie marina mario marion mark marketa markus marlene marta martin martina martine mary mathias mathieu matteo matthias maurizio max maximilian melanie mia michael michaela michal michel \
    michele miguel mike mila miriam monica monika moritz nadine nadja natalie natascha nathalie nicola nicolas nicole nils nina norbert olaf ola ole olga oliver olivier oscar otto pablo paola paolo pascal patricia patrick patrik paul paula paulo pavel pedro peggy per peter petr petra philip philipp philippe pia pierre piotr rainer ralf ralph raphael rebecca regina reinhard rene renate ricardo riccardo richard rita robert roberta roberto roland rolf roman romain \
    rosa rosemarie rudi rudolf ruth sabine sabrina sam samuel sandra sandrine sara sarah sascha sebastian sergio silke silvia simon simona simone sofia sonja sophie stefan stefania stefanie steffen stephan stephane stephanie steve steven susan susana susanne suzanne sven svenja sylvia sylvie tanja tatjana teresa thierry thomas thorsten tim timo tina tobias tom tomas tomasz toni torsten udo ulf uli ulrich ulrike ursula ute uwe valentina valerie vanessa vera verena \
    veronika veronique victor viktor vincent vincenzo virginie walter werner wilhelm willi wolfgang xavier yann yves yvonne zoe zuzana";

static TABLE: LazyLock<HashMap<&'static str, Purpose>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for (words, purpose) in
        [(GIVEN, Purpose::Personal), (ROLE, Purpose::Role), (GENERIC, Purpose::Generic), (NO_REPLY, Purpose::NoReply)]
    {
        table.extend(words.split_ascii_whitespace().map(|w| (w, purpose)));
    }
    table
});

/// Judges a local part (lower case).
pub(crate) fn of(local: &str) -> Purpose {
    let local = local
        .split('+')
        .next()
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .trim_end_matches(['.', '-', '_']);
    if let Some(purpose) = TABLE.get(local) {
        return *purpose;
    }
    let tokens: Vec<&str> = local.split(['.', '-', '_']).filter(|t| !t.is_empty()).collect();
    if local.contains("noreply") || local.contains("no-reply") || local.contains("donotreply") {
        return Purpose::NoReply;
    }
    let known: Vec<Purpose> = tokens.iter().filter_map(|t| TABLE.get(t).copied()).collect();
    // "info-berlin", "verkauf.nord": the function names it. "anna.verkauf" too.
    for purpose in [Purpose::Role, Purpose::Generic] {
        if known.contains(&purpose) {
            return purpose;
        }
    }
    let name_like = |t: &&str| t.bytes().all(|b| b.is_ascii_alphabetic());
    match tokens.as_slice() {
        [first, last]
            if name_like(first)
                && name_like(last)
                && (known.contains(&Purpose::Personal) || first.len() == 1 && last.len() > 2) =>
        {
            Purpose::Personal
        }
        // "petra.wiesenthal": two words with a dot between are a name far more often than anything else.
        [first, last] if local.contains('.') && name_like(first) && name_like(last) && first.len() > 2 && last.len() > 2 => {
            Purpose::Personal
        }
        [_, _, _] if known.contains(&Purpose::Personal) => Purpose::Personal,
        _ => Purpose::Unknown,
    }
}

/// True for a local part that names a function or the business, not a word that may precede "at" in a sentence.
pub(crate) fn is_function(local: &str) -> bool {
    matches!(TABLE.get(local.to_ascii_lowercase().as_str()), Some(Purpose::Generic | Purpose::Role))
        && !matches!(
            local.to_ascii_lowercase().as_str(),
            "shop"
                | "all"
                | "home"
                | "team"
                | "site"
                | "web"
                | "online"
                | "book"
                | "main"
                | "ask"
                | "help"
                | "hi"
                | "hey"
                | "hello"
                | "job"
                | "jobs"
                | "event"
                | "events"
                | "news"
                | "press"
                | "store"
                | "location"
                | "order"
                | "hotel"
                | "restaurant"
                | "school"
                | "club"
                | "it"
                | "media"
                | "careers"
                | "information"
                | "website"
                | "service"
                | "services"
                | "support"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_parts_tell_who_answers() {
        for (local, purpose) in [
            ("info", Purpose::Generic),
            ("kontakt2", Purpose::Generic),
            ("verkauf", Purpose::Role),
            ("info-berlin", Purpose::Generic),
            ("noreply", Purpose::NoReply),
            ("anna", Purpose::Personal),
            ("petra.wiesenthal", Purpose::Personal),
            ("p.wiesenthal", Purpose::Personal),
            ("xq7", Purpose::Unknown),
            ("biuro", Purpose::Generic),
            ("rezervace", Purpose::Role),
            ("no-reply-shop", Purpose::NoReply),
            ("anna.verkauf", Purpose::Role),
        ] {
            assert_eq!(of(local), purpose, "{local}");
        }
    }

    #[test]
    fn words_of_sentences_are_no_mailboxes() {
        assert!(is_function("info") && is_function("Kontakt"));
        assert!(!is_function("us") && !is_function("shop") && !is_function("more"));
    }
}
