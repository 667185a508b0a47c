//! What a person's name looks like, and what only looks like one.

use std::sync::LazyLock;

use crate::organisation::{has_company_form, names_a_business};
use crate::words::{WordSet, plain};

/// A name with what stood around it taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    /// As it stands in the text.
    pub text: String,
    /// The given name is a known one.
    pub known: bool,
    /// A title or a form of address stood before it.
    pub titled: bool,
}

/// Titles and forms of address before a name, in plain form.
const TITLES: &str = "dr med dent vet rer nat phil jur ing habil univ h c hc mult prof professor professorin dipl diplom diploming dipling kfm kfmfh fh oec psych inform mag mmag mga bakk bc bca mgr mga mudr mddr mvdr judr rndr phdr pharmdr paeddr doc csc lek stom inz inż hab n med dott dottssa dottoressa dottore drssa dra ssa avv avvocato arch geom rag sig sigra sigri sigg d dna dona don doña sr sra srta snr mr mrs ms miss mx mme m monsieur madame mlle maitre me mes herr herrn frau dhr dhr mevr mw mevrouw meneer ir drs ing mr lic lcdo lcda pani pan p ra rain stb wp sir lady rev revd pfr pater fr eng enga arq arqa dipling mst ma msc bsc prim ddr priv doz pd oa hon cav comm κ κα κος г н госп";

/// Letters after a name.
const AFTER: &str = "msc bsc ma ba mba phd llm llb mag fh dis csc mph bds mrcvs fca aca acca esq jr sr ii iii riba frics mrics dipl msce cfa ll m b a sc ph d h inh bvsc dmd dds md do od rn bds mfds bchd fcca cta llp dr dip arb ed mcl rcvs mbe obe hons ceng mice mciob mrtpi beng meng barch llm acib dipm mcips tep mcsp hcpc bvms cert";

/// Small words within names.
const PARTICLES: &str = "von van de der den dem des di da del della dei degli delle le la du zu zum zur ten ter te y e i dos das do el al bin ben af av zu vom op 't d st saint mac mc o";

static FIRST_NAMES: LazyLock<WordSet> = LazyLock::new(|| FIRST.split_ascii_whitespace().collect());

static STOP: LazyLock<WordSet> = LazyLock::new(|| STOP_WORDS.split_ascii_whitespace().collect());

static TITLE_SET: LazyLock<WordSet> = LazyLock::new(|| TITLES.split_ascii_whitespace().collect());
static AFTER_SET: LazyLock<WordSet> = LazyLock::new(|| AFTER.split_ascii_whitespace().collect());
static PARTICLE_SET: LazyLock<WordSet> = LazyLock::new(|| PARTICLES.split_ascii_whitespace().collect());

/// The name that a whole text is; `None` when it is something else.
pub(super) fn whole(text: &str) -> Option<Name> {
    let text = text.trim().trim_end_matches([',', ';', ':', '.', '|', '-', '–']).trim();
    if text.len() > 80 || text.len() < 5 || text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let (name, rest) = leading(text)?;
    // Only letters after the name may follow: ", M.Sc.", "MBA", "(FH)".
    let tail_ok =
        rest.split([' ', ',', '(', ')', '.', '-', '/']).filter(|w| !w.is_empty()).all(|w| AFTER_SET.contains(plain(w).as_str()));
    tail_ok.then_some(name)
}

/// The name a text starts with, and what follows it.
pub(super) fn leading(text: &str) -> Option<(Name, &str)> {
    let start = text.len() - text.trim_start_matches([' ', ':', '-', '–', '•', '*', '(', '|', '/']).len();
    let first_word = text[start..].split(' ').map(str::trim_end).find(|w| !w.is_empty())?;
    // Most lines begin with a word in small letters or a number, which no name and few titles do.
    if first_word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && !is_name_word(bare_word(first_word))
        && !is_title(first_word)
    {
        return None;
    }
    let mut words: Vec<(usize, usize, &str)> = Vec::with_capacity(14);
    let mut at = start;
    for piece in text[start..].split_inclusive(' ') {
        let word = piece.trim_end();
        if !word.is_empty() {
            words.push((at, at + word.len(), word));
        }
        at += piece.len();
        if words.len() > 12 {
            break;
        }
    }
    // Titles.
    let mut first = 0;
    let mut titled = false;
    while let Some((_, _, word)) = words.get(first) {
        if is_title(word) && first + 1 < words.len() {
            titled = true;
            first += 1;
        } else {
            break;
        }
    }
    let mut last = first;
    let mut proper = 0;
    let mut end = 0;
    let mut closed = false;
    while let Some(&(from, to, word)) = words.get(last) {
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
        let small = plain(bare);
        if PARTICLE_SET.contains(small.as_str()) && bare.chars().next().is_some_and(char::is_lowercase) {
            // "Marco Rossi e Luca Bianchi": a second name follows, no second family name.
            let joint = matches!(small.as_str(), "e" | "y" | "i" | "o");
            if proper == 0 || stopped || joint && words.get(last + 1).is_some_and(|(.., w)| is_known_given(&plain(w))) {
                break;
            }
            last += 1;
            continue;
        }
        // "Fatima El Idrissi", "Jan De Smet": a particle with a capital, between a known given name and one more word.
        if proper > 0
            && !stopped
            && PARTICLE_SET.contains(small.as_str())
            && words.get(first).is_some_and(|(.., w)| is_known_given(&plain(w)))
            && words
                .get(last + 1)
                .is_some_and(|(.., w)| is_name_word(w.trim_end_matches([',', ')', '.'])) && !STOP.contains(plain(w).as_str()))
        {
            last += 1;
            continue;
        }
        if !is_name_word(bare) || STOP.contains(small.as_str()) || proper > 0 && is_title(word) && small != "ma" {
            break;
        }
        // "Anna Berg Physiotherapeutin": what she does stands behind the name, unless it is her name ("Anna Maria Koch").
        let previous_is_given = last > first && words.get(last - 1).is_some_and(|(.., w)| is_known_given(&plain(w)));
        if proper >= 2 && !previous_is_given && super::roles::is_one_role(&small) {
            break;
        }
        // "Gareth Muster MRICS", "Sophie Muster BSc".
        let letters = bare.chars().filter(|c| c.is_uppercase()).count();
        if proper >= 2 && letters >= 2 && AFTER_SET.contains(small.as_str()) {
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
    let given = plain(parts.first()?);
    let known =
        is_known_given(&given) || name.contains(',') || parts.iter().rev().take(1).any(|w| is_shouted_surname_first(&parts, w));
    let shouted = name.chars().filter(|c| c.is_alphabetic()).all(|c| !c.is_lowercase());
    // "Boulangerie Exemple SARL": the word behind it shows a company.
    let next = text[end..].trim_start_matches([' ', ',']).split(' ').next().unwrap_or("");
    if !known && !titled && (has_company_form(&format!("{name} {next}")) || names_a_business(name)) {
        return None;
    }
    if has_company_form(name) || shouted && !known && !titled {
        return None;
    }
    Some((Name { text: name.to_owned(), known, titled }, &text[end..]))
}

/// "Rechtsanwältin Erika Muster", "adwokat Anna Przykładowa": what somebody is, and the name that is the rest of the text. The
/// given name must be a known one, or a title stand before it.
pub(super) fn with_office(text: &str) -> Option<(&str, Name)> {
    let text = text.trim();
    if text.len() > 90 {
        return None;
    }
    for (at, _) in text.match_indices(' ').take(4) {
        let (office, rest) = (&text[..at], text[at + 1..].trim_start());
        let next = rest.split(' ').next().unwrap_or("");
        if !is_known_given(&plain(next)) && !is_title(next) {
            continue;
        }
        let name = whole(rest).filter(|n| n.known || n.titled)?;
        return super::roles::is_office(office).then_some((office, name));
    }
    None
}

/// "Hans und Erika Muster", "Marco e Luca Rossi": two given names and the family name they share, and what follows.
pub(super) fn couple(text: &str) -> Option<([String; 2], &str)> {
    let text = text.trim_start_matches([' ', ':', '-', '–']);
    let mut words = text.split_whitespace();
    let (first, joint, second) = (words.next()?, words.next()?, words.next()?);
    let joined =
        matches!(joint, "und" | "u." | "&" | "+" | "and" | "et" | "e" | "y" | "i" | "en" | "a" | "og" | "och" | "és" | "ja");
    let given = |w: &str| is_name_word(w) && is_known_given(&plain(w));
    if !joined || !given(first) || !given(second) {
        return None;
    }
    let from = text.match_indices(' ').nth(1)?.0 + 1;
    let (name, rest) = leading(text.get(from..)?)?;
    let family = name.text.strip_prefix(second)?.trim_start();
    (name.known && !family.is_empty()).then(|| ([format!("{first} {family}"), name.text.clone()], rest))
}

/// A word without the marks around it.
fn bare_word(word: &str) -> &str {
    let bare = word.trim_end_matches([',', ';', ':', ')', '.', '|', '/', '“', '"']);
    bare.strip_prefix('"').unwrap_or(bare)
}

/// "MUSTER Max": the family name in capitals first; the given name is the last word.
fn is_shouted_surname_first(parts: &[&str], last: &str) -> bool {
    parts.len() == 2
        && parts[0].chars().count() > 2
        && parts[0].chars().all(|c| c.is_uppercase() || c == '-')
        && is_known_given(&plain(last))
}

/// True for a given name of the table, the first part of a double name included.
pub(crate) fn is_known_given(plain_name: &str) -> bool {
    let first = plain_name.split([' ', '-']).next().unwrap_or(plain_name);
    FIRST_NAMES.contains(plain_name) || FIRST_NAMES.contains(first)
}

/// "Dr.", "Dipl.-Ing.", "Mme", "Maître".
pub(crate) fn is_title(word: &str) -> bool {
    let small = plain(word.trim_matches(['(', ')', ',']));
    if small.is_empty() {
        return false;
    }
    let dotted = word.contains('.');
    let all = small.split(' ').all(|p| TITLE_SET.contains(p));
    // One or two letters count only with a full stop ("M.", "D.", "Me").
    all && (dotted
        || small.len() >= 2
            && !matches!(
                small.as_str(),
                "de" | "don" | "ma" | "pan" | "med" | "fr" | "doc" | "mag" | "hon" | "do" | "comm" | "mes"
            )
        || matches!(word, "Don" | "Pan" | "Mag" | "med." | "dent." | "M" | "Me"))
}

/// Starts with a capital and is made of letters; not a word in capitals throughout unless short names of capitals go with it.
fn is_name_word(word: &str) -> bool {
    let mut chars = word.chars();
    let first = chars.next();
    let starts = first.is_some_and(char::is_uppercase)
        || (word.starts_with("d'") || word.starts_with("d’") || word.starts_with("l'"))
            && word.chars().nth(2).is_some_and(char::is_uppercase);
    let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '\u{300}'..='\u{36f}'));
    let count = word.chars().count();
    // "McDonald" and "DeLuca" have a second capital; "GmbH" and "iPhone" do not look so.
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    starts
        && letters
        && (2..=24).contains(&count)
        && !word.ends_with('-')
        && (capitals <= 3 || capitals == word.chars().filter(|c| c.is_alphabetic()).count())
}

/// Words that start with a capital on pages and are no names, in plain form.
const STOP_WORDS: &str = "
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
    partita iva codice fiscale nif cif nipc kvk btw krs nip regon ico dic owners founders directors partners managers inhaberinnen geschaftsfuhrende gerants
    section page seite next previous zuruck weiter suivant precedent skip content inhalt navigation main footer header sidebar login register anmelden suche search
    familie family famille famiglia familia bruder gebruder sohn sohne son sons fils figli hijos zoon
    gebr associates associati associes
";

/// Given names that are common in the countries the reader knows best, in plain form. They lift a guess; they are not needed
/// where a label says that a name follows.
const FIRST: &str = "
    anders annika arne arvid asbjorn aslaug astrid bengt birger birgitta bjarne bjorn bo borje carina christer dag ebba einar elin ellinor elsebeth erling eskil espen eva finn fredrik freja frida frode geir gosta gunilla gunnar gunvor hakan halvor hedda hege helge henning hilde hjalmar inger ingeborg ingrid ingvild iver jannike jens jesper jorgen jorn jorunn kaare karsten kasper kerstin kirsten kjell kjetil kristin kristoffer laila lasse leif lene linnea liselotte lisbeth maj malene malin marit marianne mathilde mats merete mette mikkel mogens morten niklas nils oddvar ola olav ole oskar oystein palle peder pelle per pernille preben ragnar rikke roar rolf rune sanna sigrid signe sigurd siri siv sindre solveig soren stefan steen sten stig stine stellan sune svein sven tage terje thor tone tor torben tore torkel trine troels trond trygve ulrik ulrika unni vagn vibeke vidar viggo wenche yngve
    aino anneli antero antti arja arto eero eeva eija elina ella emilia erkki esa hannele hanna hannu harri heikki heli hilkka inkeri irma jaakko jaana jari jarkko jarmo joni jouni juha juhani jukka jussi kaarina kaija kalevi kalle kari kati kirsi kristiina laura lauri leena liisa maija maarit marja marjatta marko markku matti mika mikko minna niina noora olli outi paavo paivi pekka pentti petri pirkko pirjo raija raimo reijo riikka riitta risto saara sami sanna sari satu seppo sirpa taina tarja teemu tiina timo tuija tuomas tuula veli veikko vesa ville virpi
    adela alena alzbeta blanka bohumil bohumila bohuslav bozena bretislav dagmar dalibor drahomira eliska frantisek hynek ilona iveta ivo jarmila jindrich jirina jiri jitka kamila kveta kvetoslava ladislav lenka libor libuse lubomir lubos lucie ludek ludmila marcela marketa miloslav milos milena miluse miroslav mojmir nadezda oldrich olga otakar pavlina petra premysl radim radka radomir renata romana rostislav ruzena simona stanislav stepan stepanka tereza tomas vaclav vendula vilem vit vladimira vlasta vojtech zbynek zdena zdenka zdenek zuzana
    ado agnes akos andras aniko antal arpad attila balint barna bela bence beata benedek boglarka csaba csilla dalma daniel denes dezso dora edina edit elemer eniko erika erzsebet eszter eva ferenc gabriella gaspar gergely gergo geza gyongyi gyorgy gyula hajnalka henrik ildiko ilona imre istvan jeno jolan jozsef judit julianna kalman karoly katalin kinga klara kornelia krisztian krisztina lajos laszlo levente lilla magdolna mariann marton mate matyas melinda mihaly miklos monika nandor noemi nora norbert orsolya pal piroska reka robert rozalia sandor sarolta szabolcs szilvia tamas tibor timea tunde vilmos viktoria zita zoltan zsofia zsolt zsuzsa zsuzsanna
    adina alexandru alina anca andrada aurel bianca bogdan calin camelia catalin ciprian claudiu codruta constantin corina cornel cosmin costel crina cristi cristian cristina dan daniela dorin doru dragos dumitru ecaterina eugen florentina florin gabriela george georgiana gheorghe gheorghita horia ilie iulia iulian laurentiu lavinia liliana liviu loredana luminita madalina marian mariana marius mihaela mihai mihail mircea monica nicoleta nicolae octavian oana ovidiu petru radu raluca razvan relu roxana ruxandra sebastian simona sorin stefania stelian teodora tiberiu traian tudor valeriu vasile victoria viorel viorica
    ayse ahmet ali aylin aydin baris burak can cem cemal deniz derya dilek elif emine emre ercan erdal erdem esra fatih fatma ferhat filiz gamze gizem gokhan gul gulay hakan halil handan hasan hatice huseyin ibrahim ilker ismail kadir kemal leyla mehmet melek merve meryem metin murat mustafa nazli nihat nilgun nuray okan omer onur orhan ozan ozge ozlem pinar ramazan recep selim selin serkan sevgi sevim sibel sinan suleyman tolga tugba tuncay turgut ufuk ugur umut veli volkan yasemin yasin yilmaz yusuf zehra zeki zeynep
    dimitra dimitrios dimitris eftychia eirini evangelos foteini giorgos ioanna ioannis kalliopi katerina konstantina konstantinos kostas kyriakos maria nikolaos nikos panagiotis paraskevi pavlos sofia spyros stavros stelios theodoros thanasis vasiliki vassilis yannis yiannis
    ante bojan boris branka branko damir darko davor dejan dragan dragana drazen dusan gordana goran igor ivana ivan ivica jasna jelena jovan jovana josip jure katarina kresimir ljiljana luka marija marijana marin mate milan milica mirela mirjana mladen natasa nebojsa nenad nevena nikola petar predrag sandra sanja sasa senka slavica slobodan snezana srdjan stipe suzana svetlana tanja tea tihomir tomislav vedran vesna vladimir vuk zarko zdravko zeljka zeljko zlatko zoran zvonimir
    aleksander alicja aldona amelia anastazja aneta angelika antoni arkadiusz bartlomiej bernadeta blazej bogdan boguslaw boguslawa bozena bronislaw cezary czeslaw damian daniela dariusz dawid dominik dominika dorota edyta elzbieta emilia eryk ewa ewelina filip grazyna grzegorz halina hubert ilona irena iwona izabela jacek jadwiga jagoda jakub janusz jaroslaw jerzy joanna jolanta jozef justyna kacper kamil karolina katarzyna kazimierz kinga klaudia krystian krystyna krzysztof leszek lucyna lukasz maciej magdalena malgorzata marcin marek mariola mariusz marta mateusz michal mieczyslaw milena miroslaw monika natalia norbert oliwia oskar patryk paulina piotr przemyslaw radoslaw rafal renata robert roksana ryszard sebastian slawomir stanislaw stefan sylwester sylwia szymon tadeusz teresa tomasz urszula wieslaw wieslawa wiktoria wioletta witold wladyslaw wlodzimierz wojciech zbigniew zenon zofia zuzanna zygmunt
    aart anneke anouk arjan arie bertus berend carla cees cor daan diederik dirk elke els elly erik esmee evert fenna femke floor frank frans freek gerard gerben gert gijs gijsbert greet guus hannie hans harm heleen hendrik henk henny herman huub ilse ineke iris jaap jacco janneke jannes jasper jelle jeroen jesse jet jochem johan joke joop joost joris jos jurgen karel karin kees klaas koen laurens leendert leo lianne lies lieke lieve lisette loes lotte luc maaike maarten machteld manon margriet marieke marijke marit marleen marlies marloes martijn mieke miranda monique nelleke niek nienke nynke onno paulien peter petra piet pieter pim remco renske rianne rik rob robbert roel roos ruben rutger ruud saskia sander sanne sjaak sjoerd stef stijn suzanne teun theo thijs thomas tim tineke tjeerd tom trudy veerle wendy wessel wiebe wilma wim wouter yvonne
    swetlana svetlana ludmila olena oksana oleksandr serhii sergey sergej dmitri dmitry andriy andrey alexej alexey vladislav yuri yuriy ekaterina elizaveta galina irina ksenia larisa lyudmila marina nadia nadezhda natalya nikita oleg polina raisa ruslan tatyana tetiana valentyna viktor vyacheslav yana yulia zhanna
    mandy sandy peggy cindy doreen ronny rico enrico maik silvio jacqueline chantal kevin justin dustin marvin lukas luca noah finn leonie lea lina mia emma emilia sophie lara jana svenja wiebke imke frauke antje anke heike elke silke birte gesa maren telse hauke heiner uwe eike jorn soenke sonke torge henrike franziska korbinian vroni resi sepp alois xaver leopold ruedi ueli urs beat reto regula vreni
    kiko paco pepe lola pilar rocio rosario dolores consuelo encarnacion inmaculada concepcion nuria montserrat merce jordi oriol pau pere xavier iker aitor unai gorka ainhoa leire nerea maite begona macarena noelia yolanda vanesa sergi arnau laia mireia anxo breixo uxia
    fabio nuno rui ines tiago joao goncalo duarte beatriz catarina leonor mafalda marta matilde teresa graca fatima lurdes fernanda adelaide armando agostinho alcides aurelio bernardete celeste deolinda edgar eduarda firmino gisela helder humberto idalina jorge julio laurinda licinia lidia luisa manuela marcelo margarida marlene natercia nelson octavio orlando osvaldo palmira paulo rogerio ruben sandra sergio sonia susana tania telmo valter vasco vera vitor zulmira
    priya rajesh suresh ramesh sanjay deepak amit anita neha pooja rahul rohit vikram arjun kavita meera nisha sunita vijay ajay ashok mohammed muhammad mohamed ali aisha amina hussein karim khadija leila malik mariam nadia nasser rashid rania samir tariq youssef zahra abdul abdullah hamza imran bilal faisal kwame kofi ama ngozi chinedu chidi emeka oluwaseun
    rosie daisy poppy ellie freya imogen isla jemima lottie maisie millie phoebe tilly alfie archie callum ewan fergus finlay hamish jock rory ruairi seamus sean siobhan aoife niamh ciara orla eoin conor declan padraig gwen gwyneth rhys dylan ieuan owain sian bronwen carys marcus helen beverley tracey sharon kelly stacey kirsty lindsey gillian hayley
    aaron achim ada adalbert adam adela adele adelheid adrian adriana adriano agata agathe agnes agnieszka ahmed ahmet aida aileen aimee alain alan alba albert alberto albin albrecht alejandra alejandro alena ales alessandra alessandro alessia alessio alex alexa alexander alexandra alexandre alexandru alexia alexis alfons alfonso alfred alfredo ali alice alicia alicja alina aline alison alois aloys alwin amalia amanda amandine amelia amelie amin amy ana anabel anais anastasia anders andre andrea andreas andree andrei andres andrew andrzej andy anette angel angela angelika angelina angelo anika anita anja anke ann anna annabel annabelle anne annegret anneke annelie anneliese annemarie annette annick annie annika anselm ante anthony antje antoine antoinette anton antonella antoni antonia antonie antonin antonino antonio antonius anton ari ariane arianna ariel armand armando armin arnaud arndt arne arno arnold artur arthur arturo astrid athanasios attila audrey august augusto aurelie aurelien aurora axel ayse
    balazs barbara barbora bart bartosz bas bastian bastien beata beate beatrice beatrix beatriz belen ben benedetta benedikt benedicte benito benjamin benoit bernadette bernard bernardo bernd bernhard bert bertrand bettina bianca birgit birgitta birte bjarne bjorn blanka blanca bodo bogdan bohumil bojan boris borislav bozena branislav brenda brian brice brigitta brigitte britta bruce bruno burkhard
    camila camilla camille candela carina carl carla carlo carlos carmen carol carola carole carolin carolina caroline carsten cas catalina catarina caterina catherine cathrin cathy cecile cecilia cedric celia celine cesar chantal charles charlene charlie charlotte chiara chloe chris christa christel christian christiana christiane christin christina christine christof christoph christophe christopher cindy claes claire clara clare claude claudia claudine claudio claus clemence clemens clement colette colin conny conrad constance constantin constanze cora cordula corina corinna corinne cornelia cornelis cosima cristian cristiana cristina cristobal curt cyril cyrille czeslaw
    dagmar dana dane daniel daniela daniele danielle danilo danny danuta daphne daria dariusz darko dave david davide dawid dean deborah delphine denis denisa denise dennis desiree detlef detlev diana diane didier diego dieter dietmar dietrich dimitri dimitris dina dino dirk dolores domenico dominic dominik dominika dominique don donald donata donatella dora doreen doris dorota dorothea dorothee dorte drahomira duarte duncan dusan
    eberhard eckart eckhard eddy edeltraud edgar edith edmond edoardo eduard eduardo edward edwin edyta egon eileen ekkehard elena eleni eleonora eleonore elfriede elia elias elisa elisabeth elisabetta elise elizabeth elke ella ellen elly elmar elodie eloise elsa else elvira elzbieta emanuel emanuela emanuele emil emilia emilie emilio emily emma emmanuel emmanuelle engelbert enrico enrique erhard eric erica erich erik erika erin ernesto ernst erwin estefania estelle ester esther estrella ettore etienne eugen eugenio eugenia eva evelin eveline evelyn evelyne ewa ewald ewelina
    fabian fabiana fabien fabienne fabio fabiola fabrice fabrizio falk fanny fatima fatma federica federico felicia felicitas felipe felix ferdinand ferenc fernand fernanda fernando filip filipa filipe filippo fiona flavia flavio florence florent florian francesca francesco francine francis francisca francisco franco francois francoise frank franka frans frantisek franz franziska fred freddy frederic frederik frederike frida frieda friedemann friedhelm friedrich frieder friederike fritz
    gabor gabriel gabriela gabriele gabriella gabrielle gaelle gaetan gaetano gareth gary gaspard gavin geert geoffrey geoffroy georg george georges georgios georgina gerald geraldine gerard gerardo gerd gerda gerhard german germain germana gernot gerrit gert gertraud gertrud ghislaine giacomo giada giancarlo gianfranco gianluca gianni gilbert gilberto gilles gina giorgia giorgio giovanna giovanni gisela giulia giuliana giuliano giulio giuseppe giuseppina gloria goncalo gonzalo gordon gottfried grace graham grazia graziella graziano greg gregor gregory greta grete grit grzegorz guenter guenther gudrun guido guillaume guillermo gunda gunnar gunter gunther gustav gustavo gustaw guus guy gwendoline gyorgy gyula
    hana hannah hanna hannelore hannes hans hansjorg hansjurgen harald hardy harriet harry hartmut hartwig hasan hassan hedwig heide heidemarie heidi heidrun heike heiko heiner heino heinrich heinz helen helena helene helga hella helmut helmuth hendrik hendrika henk hennes henning henri henrieke henriette henrik henrique henry henryk herbert herman hermann hermine herta herve hilda hilde hildegard hinrich holger horst hortense howard hubert hubertus hugo hugues humberto
    ian ida ignacio igor ildiko ilka ilona ilse imke immanuel imre inaki ina ines inga inge ingeborg ingo ingrid inka inken ioan ioana ion ionut iosif irena irene irina iris irma irmgard isa isaac isabel isabell isabella isabelle isidro isolde istvan iva ivan ivana ivo ivona iwona izabela
    jaap jacek jack jackie jacob jacqueline jacques jaime jakob jakub james jamie jan jana jane janet janette janice janina janine janna jannik janos janusz jarmila jaroslav jaroslaw jasmin jasmina jasmine jason javier jean jeanette jeanne jeannette jeff jeffrey jelena jenni jennifer jenny jens jeremy jeroen jerome jerzy jesper jessica jessie jesus jill jim jindrich jiri jo joachim joan joana joanna joanne joao joaquim joaquin jochen joel joelle joelle johan johann johanna johannes john jolanda jolanta jon jonas jonathan joop jordan jordi jorg jorge joris jorn jos josef josefa josefina josefine joseph josephine josip josette joshua josu jovan joyce jozef jozefa juan juana judith juergen jules julia julian juliana juliane julie julien juliette julio julius jurgen jurgita justin justina justine justyna jutta
    kai kaja kamil kamila kara karel karen karim karin karina karine karl karla karlheinz karola karolin karolina karoline karsten kasia kaspar katalin katarina katarzyna kate katerina katharina kathleen kathrin kathryn kathy katia katja katrin katrina kay keith kelly ken kenneth kerstin kevin kilian kim kirsten kirsti kitty klara klaudia klaus klemens knut koen konrad konstantin konstantinos konstanze korbinian kordula krisztina krisztian kristian kristiina kristin kristina kristine kristof krystyna krzysztof kunibert kurt kyle
    ladislav laetitia lajos lambert lara lars larissa lasse laszlo laura laure laurence laurens laurent lauretta laurin lea leander leandro leila lena lennart leo leon leonard leonardo leonhard leonie leonor leopold leos leslie leszek leticia levin lia libor libuse lidia liesbeth liesel lieselotte lieve lili lilian liliana liliane lilli lily lina linda line linus lionel lisa lisbeth lise liselotte livia ljubica loic lola lorena lorenz lorenzo lothar lotte lou louis louisa louise luc luca lucas lucia lucian luciana luciano lucie lucien lucienne lucy lucyna ludek ludger ludmila ludovic ludwig luigi luis luisa luise lukas lukasz lutz luzia lydia lydie lynn
    joost sanne hank desmond ciro wal bram halina wren otis fatima gerrit amparo tomas thi hoang linh mai li wei chen ming yuki hiro priya raj anil sunil ravi omar yusuf ibrahim khalid layla noor zeynep emre elif murat can deniz olena oksana svitlana tetiana yulia iryna dmytro serhii mykola nils ingrid astrid bjork sigrun jón gunnhild eirik havard oddvar torbjorn kjell kari aino eero juha jukka matti pekka timo antti mikko marja päivi paivi liisa urszula slawomir bogumila grazyna bozena mieczyslaw leszek malgorzata zbyszek ruzena vlastimil jitka bohuslava lubos lubomir zdena alzbeta matej stepanka kveta erzsebet ferenc laszlone sandorne geza bela tunde timea csilla gheorghe mircea ioana-maria dragos bogdan crina ileana doina ovidiu horia nelu
    maarten mads magali magda magdalena maggie magnus maik maike maja malgorzata malin malte mandy manfred manon manuel manuela mara marc marcel marcela marcella marcello marcin marco marcos marcus marek maren margaret margareta margarete margarethe margarida margarita margaux margherita margit margot margret margrit mari maria mariana mariane marianne mariano marie marieke mariel mariella marielle marijke marika marilena marilyn marina mario marion marisa marit marita marius mariusz marjan marjorie mark marketa marko markus marleen marlen marlene marlies marlon marta martha martial martijn martin martina martine martyna mary marzena massimiliano massimo mateo mateusz mathias mathieu mathilde mathis matias matilda matilde matteo matt matthew matthias matthieu matthijs maud maura maureen maurice mauricio maurizio mauro max maxi maxime maximilian maximiliane maya mechthild medina mehdi mehmet meike melanie melina melissa menno mercedes meta mia micha michael michaela michaele michal michel michele michelle michiel miguel mihaela mihai mijo mikael mike miklos milada milan milena milos miloslav mimi mira mirela miriam mirjam mirko miro miroslav miroslava miroslaw mirosława mladen mohamed mohammed moira monica monika monique moritz morten muriel mustafa myriam
    nadege nadia nadine nadja nancy naomi natacha natalia natalie natascha natasha nathalie nathan neil nele nelly nelson nicholas nick nico nicola nicolas nicolai nicolas nicole nicoletta nicolo nicoline niels nigel nikita niklas niko nikola nikolai nikolaos nikolaus nils nina ninon noah noel noelle noemi nora norbert norma norman nuno nuria
    octavian odette odile olaf oldrich ole oleg olga oliver olivera olivia olivier olympia omar ondrej orsolya oscar oskar osvaldo oswald othmar otmar ottmar otto ottilie ove owen
    pablo paola paolo pascal pascale pasquale patric patrice patricia patricio patricia patrick patrik patrizia patrizio patrycja paul paula paulette paulina pauline paulo pavel pavla pavol pawel pedro peggy per perrine peer peter petr petra petro petrus phil philip philipp philippa philippe philippine phillip phyllis pia pierangelo piero pierre piet pieter pietro pilar piotr pius priscilla przemyslaw
    quentin
    rachel radek radka radoslav radoslaw radovan rafael rafaela rafal raffaele raffaella raik raimund rainer ralf ralph ramon ramona raoul raphael raphaelle raquel rasmus raul ray raymond rebecca rebekka regina regine regis regula reiner reinhard reinhild reinhold remi remo remy renata renate renato rene renee renzo ricarda riccardo ricardo richard rick rita robert roberta roberto robin robrecht roch rocco rocio rodolfo rodolphe rodrigo roel roger roland rolande rolando rolf romain roman romana romano romina romuald romy ron ronald ronny rosa rosalia rosalie rosanna rosaria rosario rose rosel rosemarie rosemary rosina roswitha rosy rowan roxana roxane roy ruben rudi rudiger rudolf rui rupert russell ruth ryan ryszard
    sabina sabine sabrina salvador salvatore sam samanta samantha sami samira samuel samuele sander sandor sandra sandrine sandro sandy santiago sara sarah sascha saskia saverio scott sean sebastian sebastiano sebastien selina selma serena serge sergej sergey sergi sergio severin severine sharon shirley sibylle siegbert siegfried siegrid siegrun sieglinde sigmund sigrid sigurd silke silvan silvana silvester silvia silvie silvio silvija simon simona simone simonetta simonne sina siobhan sofia sofie solange solveig song sonia sonja sophia sophie soren sorin stacy stan stanislas stanislav stanislaw stavros stefan stefania stefanie stefano steffen steffi stella sten stepan stephan stephane stephanie stephen steve steven stig stina stuart sue summer susan susana susann susanna susanne susi suzana suzanne svatopluk sven svenja svetlana swantje swen sybille sylvain sylvester sylvia sylviane sylvie sylwia szymon
    tabea tadeusz tamara tamas tania tanja tanya tara tatiana tatjana ted teodoro teresa terence terry tessa thea theo theodor theres theresa therese theresia thibault thibaut thierry thies thijs thilo thomas thorben thorsten tiago tibor tiffany till tilman tilo tim timm timo timothy tina tino tiziana tiziano tjark tobias tobie tom tomas tomasz tommaso tommy toni tonia tonio tony torben tore torge torsten tove traudl traute trevor tristan trudy tuula
    udo ugo ulf ulla ulli ullrich ulrich ulrike urban urs ursula urszula ursel uschi ute uta uwe
    vaclav valentin valentina valentine valentino valere valeria valerie valerio vanessa vanja vasile vasilis vaclav veit vendula vera verena verona veronica veronika veronique vicent vicente vicky victor victoire victoria viktor viktoria viktorija vilma vincent vincenzo viola violaine violeta violette virginia virginie vit vito vittoria vittorio vivian viviane vladimir vlasta vojtech volker volkmar
    waldemar walburga walter waltraud wanda wendy wenke wenzel werner wibke wieland wiebke wiesław wieslaw wieslawa wiktor wilfried wilhelm wilhelmina will willem willi william willibald willy wim winfried wioletta witold wlodzimierz wojciech wolf wolfgang wolfram wouter wulf
    xander xaver xavier yamina yan yann yannick yannik yasmin yasmina yolanda yolande yvan yves yvette yvon yvonne zacharias zbigniew zdenek zdenka zdzislaw zofia zoe zoltan zora zsolt zsuzsanna zuzana zygmunt
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
