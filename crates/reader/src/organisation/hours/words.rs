//! Days of the week and the words around opening times, in many languages.

use std::sync::LazyLock;

use super::tokens::EVERY_DAY;
use crate::eights::{eight_at, first_of, no_letters};
use crate::shapes::Heads;
use crate::short_text::ShortText;
use crate::words::WordMap;

/// What a word means among opening times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Day(usize),
    Days(u8),
    To,
    And,
    Closed,
    AllDay,
    Am,
    Pm,
    /// The number before it is an hour: "Uhr".
    Hour,
    Filler,
    Label,
    Other,
    /// Emergencies, which keep no hours.
    Aside,
    /// The days behind it are left out: "außer", "tranne".
    Except,
    /// Minutes since midnight in a word: "noon", "minuit".
    Clock(u16),
}

/// Full names, Monday first; unmistakable in any language.
#[rustfmt::skip]
const FULL: [&str; 7] = [
    "monday montag lundi lunes lunedi segunda segunda-feira maandag poniedzialek poniedzialku pondeli pondelok hetfo luni mandag maanantai δευτερα понеделник понедельник понедилок понеділок понеділка ponedjeljak ponedeljek dilluns senin lundis esmaspaev pirmdiena pirmadienis pazartesi mondays montags poniedzialki hetfon الاثنين الإثنين שני",
    "tuesday dienstag mardi martes martedi terca dinsdag wtorek wtorku utery utorok kedd marti tirsdag tisdag tiistai τριτη вторник вивторок вівторок вівторка utorak torek dimarts selasa mardis teisipaev otrdiena antradienis sali tuesdays dienstags الثلاثاء שלישי",
    "wednesday mittwoch mercredi miercoles mercoledi quarta woensdag sroda srody streda szerda miercuri onsdag keskiviikko τεταρτη сряда среда среду середа srijeda sreda dimecres rabu mercredis kolmapaev tresdiena treciadienis carsamba wednesdays mittwochs الأربعاء الاربعاء רביעי",
    "thursday donnerstag jeudi jueves giovedi quinta donderdag czwartek czwartku ctvrtek stvrtok csutortok joi torsdag torstai πεμπτη четвъртък четверг cetvrtak cetrtek dijous kamis jeudis neljapaev ceturtdiena ketvirtadienis persembe thursdays donnerstags الخميس חמישי",
    "friday freitag vendredi viernes venerdi sexta vrijdag piatek piatku patek piatok pentek vineri fredag perjantai παρασκευη петък пятница пятницу пятниця п'ятниця п’ятниця petak petek divendres jumat vendredis reede piektdiena penktadienis cuma fridays freitags الجمعة שישי",
    "saturday samstag sonnabend samedi sabado sabato zaterdag sobota soboty sobote szombat sambata lordag lauantai σαββατο събота суббота субота subota dissabte dissabtes sabtu samedis sabati laupaev sestdiena sestadienis cumartesi saturdays samstags sabados السبت שבת",
    "sunday sonntag dimanche domingo domenica zondag niedziela niedzieli nedele nedela vasarnap duminica sondag sunnuntai κυριακη неделя воскресенье воскресение неділя недиля nedjelja nedelja diumenge diumenges minggu dimanches domeniche sonn puhapaev svetdiena sekmadienis pazar sundays sonntags domingos الأحد الاحد ראשון",
];

/// Abbreviations by language, Monday first; days separated by blanks, spellings by "|".
#[rustfmt::skip]
const SHORT: &[(&str, &str)] = &[
    ("osm", "mo|mon tu|tue|tues we|wed th|thu|thur|thurs fr|fri sa|sat su|sun"),
    ("en", "mon|mo|m tue|tues|tu wed|we thu|thur|thurs|th fri|fr sat|sa sun|su"),
    ("de", "mo|mon di|die mi|mit do|don fr|fre sa|sam so|son"),
    ("fr", "lun|lu mar|ma mer|me jeu|je ven|ve sam|sa dim|di"),
    ("it", "lun|lu mar|ma mer|me gio|gi ven|ve sab|sa dom|do"),
    ("es", "lun|lu|l mar|ma mie|mi|x jue|ju|j vie|vi|v sab|sa|s dom|do|d"),
    ("pt", "seg ter qua qui sex sab dom"),
    ("ca", "dl dt dc dj dv ds dg"),
    ("nl", "ma di wo do vr za zo"),
    ("pl", "pn|pon wt sr czw|cz pt|piat sob|sb nd|niedz|ndz"),
    ("cs", "po|pon ut st ct pa so ne"),
    ("sk", "po|pon ut|uto st|str st|stv pi|pia so|sob ne|ned"),
    ("hu", "h|he k|ke sze cs|csu p|pe szo v|va"),
    ("ro", "lu|lun ma|mar mi|mie jo|joi vi|vin sa|sam du|dum"),
    ("sv", "man tis|ti ons|on tors|tor|to fre|fr lor|lo son|so"),
    ("da", "man tir|ti ons|on tor|tors|to fre|fr lor|lo son|so"),
    ("no", "man tir|ti ons|on tor|tors|to fre|fr lor|lo son|so"),
    ("fi", "ma ti ke to pe la su"),
    ("el", "δευ|δε τρι|τρ τετ|τε πεμ|πε παρ|πα σαβ|σα κυρ|κυ"),
    ("hr", "pon uto sri cet pet sub ned"),
    ("sl", "pon tor sre cet pet sob ned"),
    ("bg", "пн вт ср чт пт сб нд"),
    ("ru", "пн вт ср чт пт сб вс"),
    ("uk", "пн вт ср чт пт сб нд"),
    ("tr", "pzt|pts sal|sa car|çar per|pe cum|cu cmt|cts|ct paz|pz"),
];

#[rustfmt::skip]
const OTHERS: &[(Word, &str)] = &[
    (Word::Days(0b111_1111), "taglich taeglich daily everyday quotidien quotidiennement diario diariamente giornalmente giornaliero dagelijks codziennie denne naponta zilnic dagligen daglig dagligt paivittain καθημερινα ежедневно hergun щодня щоденно 每天 每日 毎日 매일"),
    (Word::Days(0b001_1111), "werktags wochentags weekdays weekday werktag wochentag semaine laborables feriali vardagar hverdage hverdager arkisin weekdagen werkdagen uteis ouvrables ouvres robocze будни будние будням будні haftaici"),
    (Word::Days(0b110_0000), "wochenende weekend weekends wochenenden"),
    (Word::To, "bis to till until au à a al ate às as tot til az až alle alla fino thru through jusqua jusqu'à до по"),
    (Word::And, "und et e y i en and og och ja ja és es si și sowie u und/oder ou oder or και и"),
    (Word::Closed, "geschlossen closed ferme fermes fermee cerrado cerrada chiuso chiusa chiusi fechado encerrado encerrada gesloten zamkniete nieczynne zavreno zatvorene zarva inchis stangt lukket suljettu ruhetag schliesstag κλειστα κλειστο закрыто выходнои выходные вихіднии вихідні зачинено kapali почивен zatvoreno zaprto fermeture geschl riposo tancat descanso nieczynny"),
    (Word::AllDay, "nonstop durchgehend24 круглосуточно цілодобово"),
    (Word::Except, "ausser except tranne sauf salvo excepto exceto behalve oprocz eccetto undtagen utom krome kromě"),
    (Word::Clock(0), "midnight mitternacht minuit medianoche mezzanotte middernacht polnocy"),
    (Word::Clock(720), "noon mediodia mezzogiorno"),
    (Word::Am, "am"),
    (Word::Pm, "pm"),
    (Word::Hour, "uhr h hs hrs uur hod hodin godz o'clock heures horas ore klo kl ч час"),
    (Word::Filler, "von de from dalle dal du le les la el los il das der die den od from open geoffnet offen ouvert ouverte ouverts abierto abierta aperto aperti aberto otwarte czynne otevreno nyitva oppet aben apent avoinna und jeweils nachmittag nachmittags vormittag vormittags matin midi soir apresmidi manana tarde mananas tardes manhas mattina mattino pomeriggio sera noche manha ochtend middag avond rano morning afternoon evening dopoledne odpoledne delelott delutan bei sur rdv rendezvous nach vereinbarung uhr h vom zum und ab d'ouverture feira hours continuo orario continuato non stop midday mit pause mittagspause g godziny w ve i na с со з від"),
    (Word::Label, "offnungszeiten oeffnungszeiten offnungszeit geschaftszeiten geschaeftszeiten ladenoffnungszeiten sprechzeiten sprechstunden ordinationszeiten ordination praxiszeiten schalteroffnungszeiten burozeiten bueroszeiten verkaufszeiten horaires horaire ouverture ouvertures opening openingstijden openingsuren horario horarios orari orario apertura aperture godziny otwarcia oteviraci otvaracie ordinacni doba hodiny nyitvatartas nyitvatartasi nyitva program oppettider oppetider abningstider apningstider aukioloajat aukiolo hours ωραριο ωρες радно часы работы работно время графік график режим роботи calisma saatleri saatlerimiz mesai schedule horari openingsuren bezoekuren atencion funcionamento expediente 営業時間 診療時間 受付時間 營業時間 营业时间 영업시간 진료시간"),
    (Word::Other, "telefonzeiten telefonisch telefonsprechzeiten hotline telefonische kuchenzeiten kuche cuisine kurs kurse gottesdienst gottesdienste messe messen messes mass happy lieferzeiten lieferung livraison delivery veranstaltung veranstaltungen training trainingszeiten kursplan stundenplan timetable standard standardtelefonique permanence telefono keuken konyha konyhank kuchnia msze bohosluzby events event webinar seminar workshop kitchen food cocina cucina cozinha support brunch classes lessons corsi clases lessen zajecia"),
    (Word::Aside, "emergency emergencies notdienst notfall notfalle urgence urgences urgencias urgencia emergenza emergenze spoed spoedgevallen spoeddienst pogotowie astreinte"),
];

struct Table {
    /// How the words that mean the same in every language begin.
    heads: Heads,
    /// How those of them begin that say when, or what a line is about, by themselves.
    telling_heads: Heads,
    /// How the abbreviations of all languages begin.
    short_heads: Heads,
    full: WordMap<&'static str, Word>,
    short: WordMap<&'static str, WordMap<&'static str, usize>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut full = WordMap::default();
    for (word, list) in OTHERS {
        for text in list.split(' ') {
            full.entry(text).or_insert(*word);
        }
    }
    for (day, list) in FULL.iter().enumerate() {
        for text in list.split(' ') {
            full.insert(text, Word::Day(day));
        }
    }
    let mut short: WordMap<&'static str, WordMap<&'static str, usize>> = WordMap::default();
    for (language, days) in SHORT {
        let map = short.entry(language).or_default();
        for (day, spellings) in days.split(' ').enumerate() {
            for text in spellings.split('|') {
                map.entry(text).or_insert(day);
            }
        }
    }
    // "do" is a word in some languages only.
    let heads = Heads::of(full.keys().copied().chain(["do"]));
    let tells =
        |word: &Word| !matches!(word, Word::To | Word::And | Word::Closed | Word::Am | Word::Pm | Word::Filler | Word::Except);
    let telling = full.iter().filter(|(_, word)| tells(word)).map(|(text, _)| *text);
    let telling_heads = Heads::of(telling.chain(EVERY_DAY.iter().map(|(first, _)| *first)));
    let short_heads = Heads::of(short.values().flat_map(WordMap::keys).copied());
    Table { heads, telling_heads, short_heads, full, short }
});

/// False when the word that begins at a letter of ASCII is surely no day, no label and nothing else that says by itself when somebody is
/// there, in any language.
pub(super) fn may_tell(line: &str, at: usize) -> bool {
    let table: &Table = &TABLE;
    let bytes = line.as_bytes();
    let eight = eight_at(bytes, at, b' ');
    let letters = first_of(no_letters(eight));
    let rest = || bytes.get(at + letters..).unwrap_or_default();
    // Accents and apostrophes are taken off: of those only the plain form tells.
    if letters < 8 && rest().first().is_some_and(|behind| !behind.is_ascii() || *behind == b'\'') {
        return true;
    }
    // What stands behind an abbreviation of one or two letters, see `word` and `tokenise_into`.
    let marked = || {
        let marks: [&[u8]; 7] = [b".", b":", b"-", b" t/m ", b" tot ", b" bis ", b" - "];
        bytes[at].is_ascii_uppercase() || marks.iter().any(|mark| rest().starts_with(mark)) || rest().starts_with(" –".as_bytes())
    };
    table.telling_heads.may_begin_with(eight, letters)
        || table.short_heads.may_begin_with(eight, letters) && (letters >= 3 || marked())
}

/// The meaning of a word; `capital` when it starts with an upper-case letter, `tail` the character behind it.
pub(super) fn word(text: &str, language: Option<&str>, capital: bool, tail: Option<char>) -> Option<Word> {
    if text.len() > 48 {
        return None;
    }
    let table: &Table = &TABLE;
    // Abbreviations of one or two letters count with a mark alone: most such words are ordinary ones. None becomes longer when it is
    // made plain.
    let ends_marked = matches!(tail, Some('.' | ':' | '-' | '–'));
    let may_be_short = || (capital || ends_marked || text.len() >= 3) && table.short_heads.may_begin(text);
    if !table.heads.may_begin(text) && !may_be_short() {
        return None;
    }
    let plain = ShortText::plain(text);
    let plain = plain.as_str();
    // Abbreviations of the page's language; without one, those of the languages that have no common word among them.
    let letters = plain.chars().count();
    if letters <= 5 {
        let languages: &[&str] = match language {
            Some("osm") => &["osm"],
            Some(_) => &[],
            None => &["en", "de"],
        };
        let marked = capital || ends_marked || letters >= 3;
        let own = language.into_iter().chain(languages.iter().copied());
        for l in own {
            // One-letter days only with a mark, never before an apostrophe or within a sentence.
            if let Some(day) = table.short.get(l).and_then(|m| m.get(plain)) {
                if letters == 1 && !(capital && ends_marked) || !marked {
                    continue;
                }
                return Some(Word::Day(*day));
            }
        }
    }
    match table.full.get(plain) {
        // In Czech and Slovak "a" joins; in Polish and Czech "do" is "to".
        Some(Word::To) if plain == "a" && matches!(language, Some("cs" | "sk")) => Some(Word::And),
        Some(found) => Some(*found),
        None if plain == "do" && matches!(language, Some("pl" | "cs" | "sk" | "sl" | "hr")) => Some(Word::To),
        None => None,
    }
}
