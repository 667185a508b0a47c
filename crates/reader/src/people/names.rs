//! What a person's name looks like, and what only looks like one.

use std::sync::LazyLock;

use super::given::is_given;
use crate::organisation::{has_company_form, names_a_business};
use crate::shapes::Heads;
use crate::short_text::{ShortText, is_letter};
use crate::words::WordSet;

/// A name with what stood around it taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// As it stands in the text.
    pub text: String,
    /// The given name is a known one.
    pub known: bool,
    /// A title or a form of address stood before it.
    pub titled: bool,
    /// The last word is a known given name and the first is none: "Minta Zoltán", as Hungarians write.
    pub turned: bool,
}

/// Titles and forms of address before a name, in plain form.
const TITLES: &str = "wet av dt uzm yrd enf enfa adw mec apl dr med dent vet rer nat phil jur ing habil univ h c hc mult prof professor professorin dipl diplom diploming dipling kfm kfmfh fh oec psych inform mag mmag mga bakk bc bca mgr mga mudr mddr mvdr judr rndr phdr pharmdr paeddr doc csc lek stom inz inż hab n med dott dottssa dottoressa dottore drssa dra ssa avv avvocato arch geom rag sig sigra sigri sigg d dna dona don doña sr sra srta snr mr mrs ms miss mx mme m monsieur madame mlle maitre me mes herr herrn frau dhr dhr mevr mw mevrouw meneer ir drs ing mr lic lcdo lcda cra cdor cdora mtro mtra abog pani pan p ra rain stb wp sir lady rev revd pfr pater fr eng enga arq arqa dipling mst ma msc bsc prim ddr priv doz pd oa hon cav comm κ κα κος г н госп";

/// Letters after a name.
const AFTER: &str = "dacvs dacvim dabvp mbbs ms mds facs faap msn np pa cpa jd edd lcsw lmft lpc cfp pmp aia msc bsc ma ba mba phd llm llb mag fh dis csc mph bds mrcvs fca aca acca esq jr sr ii iii riba frics mrics dipl msce cfa ll m b a sc ph d h inh bvsc dmd dds md do od rn bds mfds bchd fcca cta llp dr dip arb ed mcl rcvs mbe obe hons ceng mice mciob mrtpi beng meng barch llm acib dipm mcips tep mcsp hcpc bvms bvm s bvetmed mvb ei eirl cert";

/// Small words within names.
const PARTICLES: &str = "von van de der den dem des di da del della dei degli delle le la du zu zum zur ten ter te y e i dos das do el al bin ben af av zu vom op 't d st saint mac mc o";

static STOP: LazyLock<WordSet> = LazyLock::new(|| STOP_WORDS.split_ascii_whitespace().collect());

static TITLE_SET: LazyLock<WordSet> = LazyLock::new(|| TITLES.split_ascii_whitespace().collect());
/// How they begin, two that are titles with a full stop alone included: nearly no word begins so.
static TITLE_HEADS: LazyLock<Heads> = LazyLock::new(|| Heads::of(TITLES.split_ascii_whitespace().chain(["r", "pr"])));
static AFTER_SET: LazyLock<WordSet> = LazyLock::new(|| AFTER.split_ascii_whitespace().collect());
static PARTICLE_SET: LazyLock<WordSet> = LazyLock::new(|| PARTICLES.split_ascii_whitespace().collect());

/// True for a text of at most so many bytes, or as many letters of a script that takes two for each.
pub(super) fn fits(text: &str, most: usize) -> bool {
    text.len() <= most || text.len() <= 2 * most && text.chars().count() <= most
}

/// The name that a whole text is; `None` when it is something else.
pub(super) fn whole(text: &str) -> Option<Name> {
    let text = text.trim().trim_end_matches([',', ';', ':', '.', '|', '-', '–']).trim();
    if text.len() > 80 || text.len() < 5 || text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (mut name, rest) = leading(text)?;
    // Only letters after the name may follow: ", M.Sc.", "MBA", "(FH)".
    let tail_ok = rest
        .split([' ', ',', '(', ')', '.', '-', '/', '&'])
        .filter(|w| !w.is_empty())
        .all(|w| AFTER_SET.contains(ShortText::plain(w).as_str()));
    // "Charlotte Hall, MD" is a town as well.
    name.titled |= tail_ok && name.known && rest.split([' ', ',']).any(|w| is_degree(w) && !matches!(w, "MD" | "DC"));
    tail_ok.then_some(name)
}

/// Letters behind a name that only those who treat others bear: "Dr. Rachel Muster, DDS".
pub(super) fn is_degree(letters: &str) -> bool {
    matches!(letters, "DDS" | "DMD" | "MD" | "DO" | "DVM" | "VMD" | "OD" | "DC" | "PhD" | "BDS" | "MRCVS" | "DPM" | "PsyD")
}

/// "MBBS, MD (Medicine)": letters of degrees and what they were taken in, and nothing else.
pub(super) fn is_letters(text: &str) -> bool {
    let mut words = text.split([' ', ',', '.', '/', '&']).filter(|w| !w.is_empty()).peekable();
    text.len() <= 60
        && words.peek().is_some_and(|w| AFTER_SET.contains(ShortText::plain(w).as_str()))
        && words.all(|w| w.starts_with('(') || w.ends_with(')') || AFTER_SET.contains(ShortText::plain(w).as_str()))
}

/// "B.Sc.", "M.Sc. (Finance)", "LL.M.", "MBA": nothing but an academic degree behind a name.
pub(super) fn is_academic(rest: &str) -> bool {
    let word = rest.trim().split([' ', ',', '(']).next().unwrap_or_default();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let dotted = word.contains('.') && word.starts_with(['B', 'M', 'L', 'D']) && (2..=5).contains(&letters);
    rest.len() <= 40 && (dotted || matches!(word, "MBA" | "MSc" | "BSc" | "MA" | "BA" | "LLM" | "PhD"))
}

/// The name a text starts with, and what follows it.
pub(super) fn leading(text: &str) -> Option<(Name, &str)> {
    let start = text.len() - text.trim_start_matches([' ', ':', '-', '–', '•', '*', '(', '|', '/']).len();
    let mut words = Words::new(text, start);
    // Titles.
    let mut first = 0;
    let mut titled = false;
    while let Some((_, _, word)) = words.get(first) {
        if is_title(word) && words.get(first + 1).is_some() {
            titled = true;
            first += 1;
        } else {
            break;
        }
    }
    // "Dipl.-Ing. (FH) Architektin Anna Muster": what she is stands between title and name.
    if titled
        && words.get(first + 1).is_some_and(|(.., w)| is_given(w))
        && words.get(first + 2).is_some()
        && words.get(first).is_some_and(|(.., w)| !is_given(w) && super::roles::is_one_role(ShortText::plain(w).as_str()))
    {
        first += 1;
    }
    let mut last = first;
    let mut proper = 0;
    let mut end = 0;
    let mut closed = false;
    while let Some((from, to, word)) = words.get(last) {
        if closed || last - first >= 6 {
            break;
        }
        let bare = bare_word(word);
        let stopped = bare.len() < word.len();
        let initial = bare.chars().count() == 1 && bare.chars().all(char::is_uppercase) && word.ends_with('.');
        if initial && proper > 0 && words.get(last + 1).is_some() || initial && proper == 0 && last == first {
            last += 1;
            end = to;
            continue;
        }
        if proper == 0 && !is_name_word(bare) {
            return None;
        }
        let small = ShortText::plain(bare);
        let small = small.as_str();
        if PARTICLE_SET.contains(small) && bare.chars().next().is_some_and(char::is_lowercase) {
            // "Marco Rossi e Luca Bianchi": a second name follows, no second family name.
            let joint = matches!(small, "e" | "y" | "i" | "o");
            if proper == 0 || stopped || joint && words.get(last + 1).is_some_and(|(.., w)| is_given(w)) {
                break;
            }
            last += 1;
            continue;
        }
        // "Fatima El Idrissi", "Jan De Smet": a particle with a capital, between a known given name and one more word.
        if proper > 0
            && !stopped
            && PARTICLE_SET.contains(small)
            && words.get(first).is_some_and(|(.., w)| is_given(w))
            && words.get(last + 1).is_some_and(|(.., w)| {
                is_name_word(w.trim_end_matches([',', ')', '.'])) && !STOP.contains(ShortText::plain(w).as_str())
            })
        {
            last += 1;
            continue;
        }
        if !is_name_word(bare) || STOP.contains(small) || is_german_trade(small) || proper > 0 && is_title(word) && small != "ma"
        {
            break;
        }
        // "Anna Berg Physiotherapeutin": what she does stands behind the name, unless it is her name ("Anna Maria Koch").
        let mut previous_is_given = || last > first && words.get(last - 1).is_some_and(|(.., w)| is_given(w));
        if proper >= 2 && !previous_is_given() && super::roles::is_one_role(small) {
            break;
        }
        // "Gareth Muster MRICS", "Sophie Muster BSc".
        let letters = bare.chars().filter(|c| c.is_uppercase()).count();
        if proper >= 2 && letters >= 2 && AFTER_SET.contains(small) {
            break;
        }
        proper += 1;
        last += 1;
        end = from + bare.len() + (word.len() - word.trim_start_matches('"').len());
        closed = stopped && !(word.ends_with('.') && bare.chars().count() <= 3);
        if proper >= 4 {
            break;
        }
    }
    if proper < 2 {
        return None;
    }
    let begin = words.get(first)?.0;
    let name = text.get(begin..end)?.trim();
    let parts: Vec<&str> = name.split(' ').collect();
    let known =
        is_given(parts.first()?) || name.contains(',') || parts.iter().rev().take(1).any(|w| is_shouted_surname_first(&parts, w));
    let shouted = name.chars().filter(|c| c.is_alphabetic()).all(|c| !c.is_lowercase());
    if has_company_form(name) || shouted && !known && !titled {
        return None;
    }
    // "Boulangerie Exemple SARL": the word behind it shows a company.
    let next = text[end..].trim_start_matches([' ', ',']).split(' ').next().unwrap_or("");
    let with_next = || !next.is_empty() && has_company_form(&format!("{name} {next}"));
    if !known && !titled && (with_next() || names_a_business(name)) {
        return None;
    }
    let turned = !known && parts.len() <= 3 && parts.last().is_some_and(|w| is_given(w));
    Some((Name { text: name.to_owned(), known, titled, turned }, &text[end..]))
}

/// "Rechtsanwältin Erika Muster", "adwokat Anna Przykładowa": what somebody is, and the name that is the rest of the text. The
/// given name must be a known one, or a title stand before it.
pub(super) fn with_office(text: &str) -> Option<(&str, Name)> {
    let text = text.trim();
    if !fits(text, 90) {
        return None;
    }
    for (at, _) in text.match_indices(' ').take(4) {
        let (office, rest) = (&text[..at], text[at + 1..].trim_start());
        let mut words = rest.split(' ');
        let next = words.next().unwrap_or("");
        // "Responsable de publication MUSTER Claire".
        let mut shouted =
            || next.chars().count() > 2 && next.chars().all(char::is_uppercase) && words.next().is_some_and(is_given);
        if !is_given(next) && !is_title(next) && !shouted() {
            continue;
        }
        let name = whole(rest).filter(|n| n.known || n.titled)?;
        // "Dipl.-Ing. (FH) Architektin Carola Muster": titles stand before the office.
        let titles = office.split(' ').take_while(|w| is_title(w) || *w == "(FH)").map(|w| w.len() + 1).sum::<usize>();
        let office = office.get(titles..).unwrap_or(office);
        return super::roles::is_office(office).then_some((office, name));
    }
    None
}

/// "Dt. Deniz Örnek Diş Hekimi": a name of a line that goes on with what its bearer is, without a mark between.
pub(super) fn with_office_behind(text: &str) -> Option<(Name, &str)> {
    const MOST: usize = 4;
    let text = text.trim();
    if !fits(text, 80) || text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    text.match_indices(' ').skip(1).take(MOST).find_map(|(at, _)| {
        let (head, office) = (&text[..at], &text[at + 1..]);
        let name = super::roles::is_office(office).then(|| whole(head)).flatten();
        name.filter(|n| n.known || n.titled).map(|name| (name, office))
    })
}

/// "Hans und Erika Muster", "Marco e Luca Rossi": two given names and the family name they share, and what follows.
pub(super) fn couple(text: &str) -> Option<([String; 2], &str)> {
    let text = text.trim_start_matches([' ', ':', '-', '–']);
    let mut words = text.split_whitespace();
    let (first, joint, second) = (words.next()?, words.next()?, words.next()?);
    let joined = matches!(
        joint,
        "und" | "u." | "&" | "+" | "and" | "et" | "e" | "ed" | "y" | "i" | "en" | "a" | "og" | "och" | "és" | "ja"
    );
    let given = |w: &str| is_name_word(w) && is_given(w);
    if !joined || !given(first) || !given(second) {
        return None;
    }
    let from = text.match_indices(' ').nth(1)?.0 + 1;
    let (name, rest) = leading(text.get(from..)?)?;
    let family = name.text.strip_prefix(second)?.trim_start();
    (name.known && !family.is_empty()).then(|| ([format!("{first} {family}"), name.text.clone()], rest))
}

/// The first words of a text, with the bytes each starts and ends at; taken apart as they are asked for, since most texts are known
/// to begin with no name by their first.
struct Words<'a> {
    text: &'a str,
    /// Where the next word is looked for.
    at: usize,
    list: [(usize, usize, &'a str); MAX_WORDS],
    count: usize,
}

/// Most words looked at for a name.
const MAX_WORDS: usize = 13;

impl<'a> Words<'a> {
    fn new(text: &'a str, at: usize) -> Self {
        Self { text, at, list: [(0, 0, ""); MAX_WORDS], count: 0 }
    }

    fn get(&mut self, index: usize) -> Option<(usize, usize, &'a str)> {
        while self.count <= index && index < MAX_WORDS {
            let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
            let piece = memchr::memchr(b' ', rest.as_bytes()).map_or(rest, |space| &rest[..=space]);
            let word = piece.trim_end();
            if !word.is_empty() {
                self.list[self.count] = (self.at, self.at + word.len(), word);
                self.count += 1;
            }
            self.at += piece.len();
        }
        self.list.get(index).copied().filter(|_| index < self.count)
    }
}

/// A word without the marks around it.
fn bare_word(word: &str) -> &str {
    let bare = word.trim_end_matches([',', ';', ':', ')', '.', '|', '/', '“', '"']);
    bare.strip_prefix('"').unwrap_or(bare)
}

/// "MUSTER Max": the family name in capitals first; the given name is the last word.
fn is_shouted_surname_first(parts: &[&str], last: &str) -> bool {
    parts.len() == 2 && parts[0].chars().count() > 2 && parts[0].chars().all(|c| c.is_uppercase() || c == '-') && is_given(last)
}

/// "Dr.", "Dipl.-Ing.", "Mme", "Maître".
pub(crate) fn is_title(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')', ',']);
    if !TITLE_HEADS.may_begin(bare) {
        return false;
    }
    let small = ShortText::plain(bare);
    let small = small.as_str();
    if small.is_empty() {
        return false;
    }
    // "r. pr.": a Polish legal adviser. As a capital it is the start of a given name.
    if matches!(word, "r." | "pr." | "r.pr." | "r.pr") {
        return true;
    }
    let dotted = word.contains('.');
    let all = small.split(' ').all(|p| TITLE_SET.contains(p));
    // One or two letters count only with a full stop ("M.", "D.", "Me").
    all && (dotted
        || small.len() >= 2
            && !matches!(small, "de" | "don" | "ma" | "pan" | "med" | "fr" | "doc" | "mag" | "hon" | "do" | "comm" | "mes")
        || matches!(word, "Don" | "Pan" | "Mag" | "med." | "dent." | "M" | "Me"))
}

/// "Imkerei", "Gebäudereinigung": words of what a house does, in plain form, by how they end.
fn is_german_trade(plain: &str) -> bool {
    const ENDS: [&str; 9] =
        ["erei", "reinigung", "technik", "handel", "werkstatt", "werkstatte", "betrieb", "handlung", "gartenbau"];
    plain.len() >= 7
        && matches!(plain.as_bytes().last(), Some(b'i' | b'g' | b'k' | b'l' | b't' | b'e' | b'b' | b'u'))
        && ENDS.iter().any(|end| plain.ends_with(end))
}

/// Starts with a capital and is made of letters; not a word in capitals throughout unless short names of capitals go with it.
fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    let starts = first.is_some_and(char::is_uppercase)
        || (word.starts_with("d'") || word.starts_with("d’") || word.starts_with("l'"))
            && word.chars().nth(2).is_some_and(char::is_uppercase);
    if !starts {
        return false;
    }
    let (mut count, mut letters, mut capitals) = (0, 0, 0);
    for c in word.chars() {
        let letter = is_letter(c);
        if !letter && !matches!(c, '-' | '\'' | '’' | '\u{300}'..='\u{36f}') {
            return false;
        }
        count += 1;
        letters += usize::from(letter);
        capitals += usize::from(c.is_uppercase());
    }
    // "Verwaltungs-GmbH".
    let firm = || {
        word.rsplit_once('-')
            .is_some_and(|(_, form)| matches!(form, "GmbH" | "AG" | "KG" | "UG" | "SE" | "eG" | "BV" | "NV" | ""))
    };
    // "McDonald" and "DeLuca" have a second capital; "GmbH" and "iPhone" do not look so.
    (2..=24).contains(&count) && (capitals <= 3 || capitals == letters) && (letters == count || !firm())
}

/// Words that start with a capital on pages and are no names, in plain form.
const STOP_WORDS: &str = "kontaktowe kontaktowa kontaktowy adresowe rejestrowe teleadresowe 
    team kontakt contact contatti contacto contactos impressum imprint mentions legales legal home startseite accueil inicio datenschutz privacy policy cookie cookies service services leistungen prestations servizi servicios diensten uslugi sluzby
    unser unsere unseren unserem unserer unseres ihr ihre ihren ihrem ihrer euer eure wir sie der die das den dem ein eine einen einem einer und oder mit fur bei auf aus nach von vom zum zur im in am an ab bis durch uber unter alle alles mehr neu neue neuer neues jetzt hier heute
    the our your we you us my and or for with from to of at by about all more new now here today why how what who where when welcome join meet get find see read learn view call email
    notre nos votre vos le la les un une des du de et ou avec pour par chez sur dans plus tout tous toute nouveau nouvelle ici bienvenue
    il lo gli una uno nostro nostra nostri nostre vostro con per tutti tutto piu benvenuti chi dove
    el los las una nuestro nuestra nuestros nuestras su sus con para por todo todos mas bienvenidos
    os as uma nosso nossa nossos nossas seu sua com para por mais bem vindo
    het een onze ons uw jouw met voor van bij meer alle welkom wij
    nasz nasza nasze twoj oraz dla witamy wiecej
    nas nase vas vase pro vice vitejte
    gmbh ag kg ohg gbr ug ek ev sarl sas sasu eurl sci srl spa snc ltd limited llp llc inc plc bv nv vof sro kft lda slu oy ab aps company group gruppe groupe gruppo grupo holding studio agentur agence agenzia agencia agency
    strasse str weg platz allee gasse ring straat laan plein rue avenue boulevard place chemin route impasse via viale piazza corso calle plaza avenida rua praca ulica street road lane drive square park house haus hof hotel restaurant cafe bar praxis kanzlei zentrum centre center centro klinik clinic apotheke backerei metzgerei
    telefon telefonnummer tel telephone telefono phone fax mobil mobile handy email mail mailadresse web website webseite internet adresse address anschrift indirizzo direccion
    montag dienstag mittwoch donnerstag freitag samstag sonntag monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche lunedi martedi mercoledi giovedi venerdi sabato domenica lunes martes miercoles jueves viernes sabado domingo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
    januar februar marz april juni juli august september oktober november dezember january february march june july october december janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre
    deutschland osterreich schweiz germany austria switzerland france italia espana portugal nederland belgique polska europe europa berlin hamburg munchen koln frankfurt stuttgart dusseldorf leipzig wien zurich paris lyon marseille london madrid barcelona roma milano amsterdam warszawa praha
    amtsgericht registergericht handelsregister finanzamt landgericht handelskammer kammer industrie handwerk ministerium umsatzsteuer steuernummer steuer identifikationsnummer ust registernummer register haftung urheberrecht haftungsausschluss angaben gemass verantwortlich vertreten
    rcs siret siren tva capital social siege immatriculation numero hebergeur editeur publication directeur directrice gerant gerante president presidente responsable
    geschaftsfuhrer geschaftsfuhrerin geschaftsfuhrung inhaber inhaberin leiter leiterin leitung chef chefin owner founder director manager managing head assistant sales marketing office partner ceo cto cfo senior junior lead
    titolare amministratore titular gerente propietario eigenaar zaakvoerder wlasciciel prezes jednatel majitel ugyvezeto
    facebook instagram linkedin twitter youtube google maps whatsapp xing pinterest tiktok wordpress newsletter blog news aktuelles events termine galerie gallery bilder fotos photos video shop online store karriere jobs stellenangebote referenzen partner partners kunden clients customers projekte projects uber
    copyright rights reserved alle rechte vorbehalten tous droits reserves
    open opening hours offnungszeiten horaires orari horario uhr book booking termin reservierung reservation tisch anfahrt parken preise tarifs prices menu speisekarte karte lunch dinner breakfast
    bundesrepublik landkreis stadt gemeinde ville commune comune ayuntamiento
    privacybeleid algemene voorwaarden terms conditions conditions generales agb widerruf versand zahlung
    read more weiterlesen lire suite leggi tutto leer mas learn
    high quality best top premium free kostenlos gratis made online digital web design webdesign print
    hausarzt zahnarzt tierarzt rechtsanwalt rechtsanwalte rechtsanwaltin steuerberater notar architekt facharzt fachanwalt apotheker zahnarztin arztin allgemeinmedizin implantologie prophylaxe physiotherapie
    avocat avocats notaire notaires medecin dentiste architecte cabinet maitre avvocato studio abogado abogados bufete
    weitere infos info information informationen details datei bild foto logo icon
    frohe weihnachten happy new year ostern merry christmas joyeux noel buon natale feliz
    herzlich willkommen vielen dank thank thanks merci grazie gracias obrigado
    gesetzliche berufsbezeichnung zustandige bezeichnung partita iva codice fiscale nif cif nipc kvk btw krs nip regon ico dic owners founders directors partners managers inhaberinnen geschaftsfuhrende gerants
    section page seite next previous zuruck weiter suivant precedent skip content inhalt navigation main footer header sidebar login register anmelden suche search
    familie family famille famiglia familia bruder gebruder sohn sohne son sons fils figli hijos zoon
    gebr associates associati associes
    universidad universidade universita universite university universitat universiteit escola escuela ecole scuola instituto institut istituto institute facultad faculdade facolta faculte hospital ospedale hopital colegio collegio college liceo lycee
";

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> Option<String> {
        whole(text).map(|n| n.text)
    }

    #[test]
    fn names_are_read_without_titles() {
        for (text, expected) in [
            ("Max Beispiel", "Max Beispiel"),
            ("Dr. med. dent. Erika Musterfrau", "Erika Musterfrau"),
            ("Dipl.-Ing. (FH) Hans-Peter von Beispiel", "Hans-Peter von Beispiel"),
            ("Frau Anna Muster-Beispiel", "Anna Muster-Beispiel"),
            ("Mme Claire D'Exemple", "Claire D'Exemple"),
            ("M. Jean-Luc Exemple", "Jean-Luc Exemple"),
            ("Maître Sophie Exemple", "Sophie Exemple"),
            ("Dott.ssa Giulia Esempio", "Giulia Esempio"),
            ("MUDr. Jana Příkladová, CSc.", "Jana Příkladová"),
            ("lek. dent. Anna Przykładowa", "Anna Przykładowa"),
            ("Jan van den Voorbeeld", "Jan van den Voorbeeld"),
            ("John Q. Example", "John Q. Example"),
            ("Max Muster, M.Sc.", "Max Muster"),
            ("José Ortega y Gasset", "José Ortega y Gasset"),
            ("Anna Maria Koch", "Anna Maria Koch"),
            ("Gareth Muster MRICS", "Gareth Muster"),
            ("Sophie-Anne Muster BSc (Hons)", "Sophie-Anne Muster"),
        ] {
            assert_eq!(name(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn headings_and_companies_are_no_names() {
        for text in [
            "Unser Team",
            "Muster GmbH",
            "Kontakt Impressum",
            "Hauptstraße 5",
            "Max",
            "Bäckerei Muster GmbH",
            "Über uns",
            "Our Services",
            "WIR SIND DA",
            "Mentions Légales",
            "Öffnungszeiten Montag",
            "max beispiel",
            "Amtsgericht Köln",
            "Imkerei Muster",
            "MUGE Gebäudereinigung",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn a_leading_name_ends_where_other_words_begin() {
        let (n, rest) = leading("Max Beispiel, Geschäftsführer").unwrap();
        assert_eq!((n.text.as_str(), rest), ("Max Beispiel", ", Geschäftsführer"));
        let (n, rest) = leading("Erika Muster und Max Muster").unwrap();
        assert_eq!((n.text.as_str(), rest), ("Erika Muster", " und Max Muster"));
        assert!(n.known);
        let (n, rest) = leading("Maria João Exemplo e António Costa").unwrap();
        assert_eq!((n.text.as_str(), rest), ("Maria João Exemplo", " e António Costa"));
        let (n, rest) = leading("Erika Muster Physiotherapeutin").unwrap();
        assert_eq!((n.text.as_str(), rest), ("Erika Muster", " Physiotherapeutin"));
    }

    #[test]
    fn couples_share_a_family_name() {
        assert_eq!(
            couple("Hans und Erika Muster, Köln"),
            Some((["Hans Muster".to_owned(), "Erika Muster".to_owned()], ", Köln"))
        );
        assert_eq!(couple("Hans Muster und Erika Vorlage"), None);
        assert_eq!(couple("Beratung und Erika Muster"), None);
    }

    #[test]
    fn an_office_before_a_name_is_told_apart() {
        assert_eq!(
            with_office("Rechtsanwältin Erika Muster").map(|(o, n)| (o, n.text)),
            Some(("Rechtsanwältin", "Erika Muster".to_owned()))
        );
        assert_eq!(with_office("Zahnarzt Köln Mitte"), None);
        assert_eq!(with_office("Willkommen Erika Muster"), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(Dr\\. |M\\. |van |\"|É|é|Max |J\\. )*.{0,60}") {
            whole(&text);
            leading(&text);
        }
    }
}
