//! Words for what people do, in many languages, and how high they stand.

use std::sync::LazyLock;

use crate::Seniority;
use crate::short_text::ShortText;
use crate::words::{WordTable, plain};

/// What a word in front of a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// A role.
    Role(Seniority),
    /// Only that a person follows ("vertreten durch").
    Leads(Seniority),
    /// Customers' voices and the like: names that follow are not of the house.
    Strangers,
}

static ROLES: LazyLock<WordTable<Says>> = LazyLock::new(|| {
    WordTable::new(&[
        (Says::Role(Seniority::Executive), EXECUTIVE),
        (Says::Role(Seniority::Senior), SENIOR),
        (Says::Role(Seniority::Junior), JUNIOR),
        (Says::Role(Seniority::Unknown), PLAIN),
        (Says::Leads(Seniority::Executive), LEADS),
        (Says::Leads(Seniority::Unknown), NAMED),
        (Says::Strangers, STRANGERS),
    ])
});

const EXECUTIVE: &str = "publisher, editor in chief, managing editor, landlord, landlady, padrona di casa, padrone di casa, mayor, bürgermeister*, maire, sindaco, sindaca, alcalde, alcaldesa, burgemeester, burmistrz, wójt, starosta, primar, polgármester, borgmester, borgmästare, presidente da câmara, formand, næstformand, ordförande, styreleder, puheenjohtaja, voorzitter, chief executive officer, chief technology officer, chief operating officer, chief financial officer, chief executive, owner, owners, co-owner, founder, co-founder, cofounder, ceo, cto, cfo, coo, cmo, managing director*, executive director, company director, director, directors, president, vice president, chairman, chairwoman, chairperson, proprietor, principal, managing partner, founding partner, business owner, partner, \
    geschäftsführer*, geschäftsführung, geschäftsführender, geschäftsführende, geschäftsinhaber*, inhaber*, inh, firmeninhaber*, praxisinhaber*, mitinhaber*, eigentümer*, gründer*, mitgründer*, firmengründer*, vorstand, vorstandsvorsitzende*, vorsitzende*, 1. vorsitzende*, 2. vorsitzende*, gesellschafter*, geschäftsleiter*, geschäftsleitung, betriebsinhaber*, betreiber, betreiberin, chef, chefin, cheffe, seniorchef*, juniorchef*, firmenchef*, komplementär*, \
    gérant*, co-gérant*, cogérant*, directeur général, directrice générale, directeur, directrice, dirigeant*, chef d'entreprise, cheffe d'entreprise, fondateur*, fondatrice*, cofondateur, cofondatrice, co-fondateur, co-fondatrice, président*, pdg, propriétaire, directeur de la publication, directrice de la publication, directeur de publication, directrice de publication, responsable de la publication, responsable de publication, représentant légal, associé, associée, associé gérant, patron, patronne, \
    titular, gerente, director general, directora general, directora, director, propietari*, fundador, fundadora, cofundador, cofundadora, administrador, administradora, administrador único, dueño, dueña, representante legal, socio fundador, socia, socio, presidente, presidenta, consejero delegado, \
    titolare, titolari, amministratore, amministratrice, amministratore unico, amministratore delegato, legale rappresentante, rappresentante legale, fondatore, fondatrice, co-fondatore, proprietario, proprietaria, direttore, direttrice, direttore generale, direttore responsabile, presidente, socio fondatore, \
    eigenaar, eigenares, mede-eigenaar, directeur-eigenaar, zaakvoerder, zaakvoerster, bestuurder, oprichter, oprichtster, medeoprichter, algemeen directeur, vennoot, vennoten, firmant, firmanten, \
    właściciel*, współwłaściciel*, prezes, prezes zarządu, wiceprezes*, członek zarządu, dyrektor, dyrektorka, założyciel*, wspólnik, \
    jednatel*, majitel*, spolumajitel*, ředitel, ředitelka, zakladatel*, předseda, konateľ*, riaditeľ*, majiteľ*, zakladateľ*, \
    ügyvezető, ügyvezetője, tulajdonos, alapító, igazgató, cégvezető, egyéni vállalkozó, \
    proprietar, proprietară, administrator, director general, fondator, asociat unic, \
    ägare, verkställande direktör, vd, hotelldirektör, hotellchef, restaurangchef, grundare, styrelseordförande, ejer, indehaver, direktør, administrerende direktør, stifter, daglig leder, innehaver, eier, grunnlegger, toimitusjohtaja, omistaja, yrittäjä, perustaja, \
    proprietário, proprietária, sócio, sócia, sócio-gerente, sócia-gerente, diretor, diretora, diretor-geral, fundadora, \
    ιδιοκτήτης, ιδιοκτήτρια, διευθύνων σύμβουλος, διευθυντής, собственик, управител, директор, власник, владелец, генеральный директор, vlasnik, vlasnica, direktor, direktorica, lastnik, omanik, juhataja, savininkas, direktorius, īpašnieks, valdes loceklis, vezető tulajdonos, işletme sahibi, kurucu, genel müdür, управляющий партнёр, управляющий партнер, генеральный директор, исполнительный директор, учредитель, основатель, засновник, starostka, kurucu ortak, kurucumuz, kurucusu, işletme sahibimiz, sahibimiz, ortak, yönetici";

const SENIOR: &str = "tømrermester*, murermester*, malermester*, snedkermester*, frisørmester*, elmester, kloakmester, bagermester*, slagtermester, blikkenslagermester, rørleggermester, byggmester, mistrz fryzjerstwa, mistrzyni fryzjerstwa, mistrz cukiernictwa, mistrz piekarstwa, mistrz stolarstwa, mistrz kominiarski, mistrz krawiectwa, paralegal, consultant physician, consultant surgeon, dermatolog*, kardiolog*, cardiolog*, gynäkolog*, gynecolog*, gynaecolog*, gynécolog*, ginecolog*, ginekolog*, urolog*, neurolog*, rheumatolog*, rhumatolog*, reumatolog*, endocrinolog*, endokrinolog*, radiolog*, ophtalmolog*, ophthalmolog*, okulist*, laryngolog*, oftalmolog*, allergolog*, pneumolog*, onkolog*, oncolog*, pédiatre, pediatra, pediatr, pediatrician, paediatrician, pediatre, kinderarzt, kinderärztin, hautarzt, hautärztin, augenarzt, augenärztin, internist, internistin, internista, médecin généraliste, généraliste, psychiatre, psychiater, psychiatrist, psichiatra, psiquiatra, psychiatra, orthopäde, orthopädin, ortopeda, ortopedico, orthopédiste, chirurgien, chirurgienne, chirurg, chirurgin, chirurgo, cirujano, cirujana, cirurgião, cirurgiã, cirurgiã-dentista, cirurgião-dentista, angiologista, cardiologista, ortopedista, oftalmologista, neurologista, urologista, endocrinologista, radiologista, reumatologista, oncologista, surgeon, ortodonta, ortodoncista, \
    юрист, адвокат, нотариус, главный врач, врач, стоматолог, психолог, архитектор, руководитель, начальник, заместитель директора, юрист-консульт, лікар, головний лікар, δικηγόρος, φυσικοθεραπευτής, φυσικοθεραπεύτρια, οδοντίατρος, ιατρός, αρχιτέκτονας, συμβολαιογράφος, ψυχολόγος, avukat, diş hekimi, uzman doktor, doktor, mimar, eczacı, veteriner hekim, psikolog, fizyoterapist, editor, principal vet, osteopath, chiropractor, physiotherapist, psychologist, psychotherapist, podiatrist, midwife, winemaker, head vet, surveyor, sage femme, sages femmes, vigneron, vigneronne, œnologue, maître artisan, maître de chai, orthophoniste, podologue, diététicienne, diététicien, infirmier, infirmière, orthodontiste, ostéopathes, rédacteur en chef, rédactrice en chef, enólogo, enóloga, osteópata, podólogo, podóloga, logopeda, veterinario, veterinaria, notario, procurador, procuradora, economista, gestoría, enologo, enologa, osteopata, logopedista, ostetrica, dietista, nutrizionista, capocuoco, pizzaiolo, enólogo, nutricionista, fisioterapeuta, solicitador, solicitadora, notária, notário, veterinário, veterinária, médico veterinário, osteopaat, logopedist, diëtist, verloskundige, psycholoog, orthodontist, paraveterinair, osteopata, psycholog, logopeda, dietetyk, położna, notariusz, radca, sommelier, head of, head baker, head brewer, head gardener, head coach, head teacher, head stylist, head barista, head trainer, head nurse, head therapist, head instructor, head mechanic, head technician, manager, managers, general manager, office manager, practice manager, shop manager, store manager, restaurant manager, account manager, project manager, operations manager, sales manager, marketing manager, team lead, team leader, supervisor, head chef, executive chef, chef de cuisine, sous chef, lead, senior, foreman, associate, solicitor, dentist, principal dentist, veterinary surgeon, veterinarian, architect, accountant, optometrist, attorney, \
    leiter, leiterin, leitung, abteilungsleiter*, filialleiter*, werkstattleiter*, bauleiter*, projektleiter*, vertriebsleiter*, betriebsleiter*, teamleiter*, teamleitung, büroleiter*, küchenchef*, küchenmeister*, serviceleiter*, praxismanager*, praxisleitung, prokurist*, meister, meisterin, bäckermeister*, fleischermeister*, metzgermeister*, friseurmeister*, tischlermeister*, schreinermeister*, elektromeister*, malermeister*, dachdeckermeister*, zimmermeister*, kfz-meister*, kfz-techniker-meister*, augenoptikermeister*, konditormeister*, zahntechnikermeister*, installateurmeister*, hotelleitung, hoteldirektor*, kanzleileitung, schulleiter*, schulleitung, kita-leitung, pfarrer, pfarrerin, rechtsanwalt, rechtsanwältin, rechtsanwälte, fachanwalt, fachanwältin, notar, notarin, steuerberater, steuerberaterin, wirtschaftsprüfer, wirtschaftsprüferin, arzt, ärztin, facharzt, fachärztin, zahnarzt, zahnärztin, oralchirurg*, kieferorthopäde, kieferorthopädin, tierarzt, tierärztin, apotheker, apothekerin, architekt, architektin, heilpraktiker, heilpraktikerin, psychotherapeut, psychotherapeutin, diplom-psycholog*, \
    responsable, responsable commercial*, responsable de magasin, chef de projet, chef de chantier, chef d'équipe, chef d'atelier, conducteur de travaux, directeur commercial, directrice commerciale, avocat, avocate, avocats, notaire, médecin, chirurgien-dentiste, dentiste, vétérinaire, architecte, expert-comptable, pharmacien, pharmacienne, opticien, ostéopathe, kinésithérapeute, psychologue, sommelier, maître d'hôtel, \
    responsabile, responsabile commerciale, capo officina, capocantiere, avvocato, notaio, commercialista, odontoiatra, medico, veterinario, veterinaria, architetto, ingegnere, farmacista, geometra, chef di cucina, psicologa, psicologo, fisioterapista, \
    jefe de, jefa de, encargado, encargada, responsable de, abogado, abogada, odontólogo, odontóloga, dentista, médico, médica, arquitecto, arquitecta, farmacéutic*, director comercial, directora clínica, director médico, jefe de cocina, psicólogo, psicóloga, fisioterapeuta, \
    advogado, advogada, arquiteto, arquiteta, médico dentista, médica dentista, responsável, gestor, gestora, diretor clínico, diretora clínica, diretora técnica, \
    bedrijfsleider, manager, teamleider, projectleider, advocaat, notaris, tandarts, huisarts, dierenarts, architect, apotheker, accountant, makelaar, fysiotherapeut, chef-kok, \
    kierownik, kierowniczka, menedżer, manager, adwokat, radca prawny, radczyni prawna, lekarz, lekarz dentysta, lekarka, stomatolog, weterynarz, lekarz weterynarii, architekt, notariusz, doradca podatkowy, szef kuchni, \
    vedoucí, vedúci, vedúca, manažer, manažerka, advokát, advokátka, zubní lékař, zubní lékařka, lékař, lékařka, veterinář, veterinářka, architekt, architektka, notář, šéfkuchař, stavbyvedoucí, \
    vezető, irodavezető, ügyvéd, orvos, fogorvos, állatorvos, építész, könyvelő, avocat, medic, arhitect, medic stomatolog, \
    chef, advokat, tandläkare, veterinär, arkitekt, platschef, butikschef, tandlæge, tannlege, hammaslääkäri, asianajaja, butikschef, afdelingsleder";

const JUNIOR: &str = "assistant, assistants, office assistant, trainee, intern, apprentice, junior, dental nurse, \
    assistenz, assistent, assistentin, auszubildende*, azubi*, lehrling*, praktikant*, werkstudent*, zahnmedizinische fachangestellte*, medizinische fachangestellte*, tiermedizinische fachangestellte*, zfa, mfa, prophylaxeassistentin, aushilfe, steuerfachangestellte*, rechtsanwaltsfachangestellte*, \
    assistante, assistant, assistante dentaire, apprenti, apprentie, stagiaire, alternant, alternante, assistente, assistente alla poltrona, apprendista, tirocinante, asistente, auxiliar, becario, becaria, aprendiz, ayudante, estagiário, estagiária, assistent, assistente, leerling, stagiair, tandartsassistente, asystent, asystentka, stażysta, stażystka, praktykant, asistent, asistentka, učeň, zdravotní sestra, sestra, asszisztens, asistentă, elev, praktikant";

const PLAIN: &str = "coordinator, co-ordinator, coordinateur, coordinatrice, coordinador, coordinadora, coordinatore, coordenador, coordenadora, coördinator, koordinator*, koordynator*, бухгалтер, менеджер, администратор, мастер, секретарь, продавец, λογιστής, λογίστρια, γραμματέας, muhasebeci, sekreter, satış danışmanı, fodrász, fornera, viticulturist, gastvrouw, gastheer, tømrermester, murermester, malermester, elinstallatør, vvs-mester, byggmester, byggmästare, snickare, målare, snedker, tømrer, rørlegger, anleggsgartner, rakennusmestari, huoltoneuvoja, corretor, corretora, contador, contadora, wirtin, gastwirt, gastwirtin, hauswirtin, joiner, builder, decorator, painter, roofer, gardener, landscaper, locksmith, tailor, upholsterer, jeweller, brewer, butcher, farmer, potter, groomer, dog groomer, driver, host, hostess, bookkeeper, copywriter, illustrator, veterinary nurse, veterinary technician, receptionists, estate agent, letting agent, lettings manager, broker, realtor, agent, artisan, couvreur, charpentier, maçon, peintre, carreleur, chauffagiste, serrurier, paysagiste, jardinier, jardinière, ébéniste, tapissier, tapissière, ferronnier, brasseur, maraîcher, maraîchère, apiculteur, apicultrice, fromager, fromagère, boucher, bouchère, chocolatier, traiteur, toiletteur, toiletteuse, agent immobilier, négociateur, négociatrice, naturopathe, sophrologue, masseur, masseuse, carpintero, fontanero, pintor, albañil, jardinero, jardinera, cerrajero, panadero, panadera, carnicero, agente inmobiliario, agente inmobiliaria, asesora inmobiliaria, asesor inmobiliario, ilustradora, ilustrador, diseñadora, diseñador, fotógrafo, fotógrafa, decoradora, decorador, interiorista, auxiliar de veterinaria, falegname, idraulico, imbianchino, giardiniere, fabbro, panettiere, pasticcere, pasticcera, macellaio, agente immobiliare, fotografo, fotografa, grafico, grafica, arredatore, arredatrice, carpinteiro, canalizador, eletricista, jardineiro, padeiro, padeira, pasteleiro, pasteleira, confeiteira, confeiteiro, mediador imobiliário, consultor imobiliário, consultora imobiliária, fotógrafo, fotógrafa, designer, timmerman, loodgieter, schilder, stukadoor, hovenier, tuinman, slager, banketbakker, fotograaf, vormgever, hondentrimmer, elektricien, verpleegkundige, praktijkassistente, doktersassistente, stolarz, hydraulik, elektryk, malarz, ogrodnik, ślusarz, piekarz, cukiernik, rzeźnik, pośrednik, pośredniczka, agent nieruchomości, fotograf, grafik, pielęgniarka, rejestratorka, kasserer, kassör, kassør, penningmeester, skarbnik, pokladník, tesoriere, tesorero, tesorera, tesoureiro, tesoureira, secretaris, sekretær, sekreterare, fornera, forner, receptionist, secretary, sales, consultant, advisor, adviser, developer, engineer, designer, technician, hygienist, dental hygienist, therapist, nurse, stylist, hair stylist, barber, chef, baker, mechanic, plumber, electrician, carpenter, administration, customer service, marketing, instructor, coach, trainer, teacher, photographer, barista, bartender, waiter, florist, treasurer, bookkeeper, \
    sekretariat, empfang, büro, verwaltung, buchhaltung, verkauf, verkäufer*, vertrieb, innendienst, außendienst, kundenberater*, kundenberatung, kundendienst, berater, beraterin, servicetechniker*, techniker, technikerin, monteur, monteurin, geselle, gesellin, mitarbeiter, mitarbeiterin, sachbearbeiter*, ansprechpartner*, friseur, friseurin, friseurgesell*, stylistin, kosmetikerin, koch, köchin, service, servicekraft, bäcker, bäckerin, konditor, konditorin, physiotherapeut, physiotherapeutin, ergotherapeut*, logopäd*, dentalhygienik*, fahrlehrer, fahrlehrerin, trainerin, lehrer, lehrerin, erzieher, erzieherin, fotograf, fotografin, zahntechniker*, mechaniker, mechanikerin, kfz-mechatroniker*, elektriker, elektrikerin, schreiner, schreinerin, tischler, tischlerin, gärtner, gärtnerin, florist, floristin, redaktion, kassenwart, kassier*, schriftführer*, bürokauffrau, bürokaufmann, kauffrau, kaufmann, empfangsmitarbeiterin, rezeption, \
    secrétaire, secrétariat, accueil, commercial, commerciale, vendeur, vendeuse, conseiller, conseillère, technicien, technicienne, coiffeur, coiffeuse, esthéticienne, cuisinier, cuisinière, pâtissier, pâtissière, boulanger, boulangère, menuisier, électricien, plombier, mécanicien, comptable, formateur, formatrice, moniteur, monitrice, professeur, trésorier, trésorière, photographe, fleuriste, graphiste, chargée de communication, chargé d'affaires, \
    segretaria, segreteria, receptionist, impiegata, impiegato, commerciale, consulente, tecnico, igienista dentale, parrucchiere, parrucchiera, estetista, cuoco, cameriere, meccanico, elettricista, insegnante, istruttore, istruttrice, contabile, \
    secretaria, secretario, recepción, recepcionista, comercial, asesor, asesora, técnico, técnica, higienista, peluquero, peluquera, esteticista, cocinero, mecánico, electricista, profesor, profesora, monitor, monitora, contable, administrativa, administrativo, rececionista, vendedor, vendedora, consultor, consultora, cabeleireira, cabeleireiro, contabilista, professora, professor, cozinheiro, \
    secretaresse, receptie, receptioniste, verkoop, verkoper, adviseur, adviseuse, monteur, medewerker, medewerkster, administratie, kapper, kapster, schoonheidsspecialiste, mondhygiënist*, kok, bakker, instructeur, docent, boekhouder, planner, calculator, \
    sekretarka, recepcja, recepcjonistka, sprzedawca, sprzedaż, doradca, technik, mechanik, fryzjer, fryzjerka, kosmetyczka, higienistka, kucharz, księgowa, nauczyciel, instruktor, instruktorka, fizjoterapeuta, fizjoterapeutka, biuro, serwisant, \
    sekretářka, recepční, obchod, obchodní zástupce, prodej, prodejce, poradce, mechanik, kadeřnice, kadeřník, kosmetička, kuchař, účetní, učitel, učitelka, lektor, lektorka, fyzioterapeut*, dentální hygienistka, obchodník, predajca, kozmetička, \
    snickare, målare, murare, rörmokare, plattsättare, tandsköterska, tandhygienist, undersköterska, massör, bilmekaniker, tømrer, snedker, murer, klinikassistent, tandplejer, tannpleier, tannhelsesekretær, snekker, rørlegger, taktekker, lærling, svend, lärling, kontorassistent, bogholder, regnskabsfører, regnskapsfører, titkárnő, recepciós, értékesítő, tanácsadó, fogtechnikus*, higiénikus, fogászati higiénikus, fogászati asszisztens, gyógytornász, masszőr, szakorvos, kertész, pincér, pék, cukrász, villanyszerelő, asztalos, festő, estetisyen, kuaför, berber, aşçı, usta, satış müdürü, müdür, asistan, hemşire, diyetisyen, fizyoterapist, tehnician, tehnician dentar, asistentă medicală, stomatolog, kinetoterapeut, consilier, agent imobiliar, bucătar, mecanic, contabil, κομμωτής, κομμώτρια, αισθητικός, μάγειρας, μηχανικός, σύμβουλος, косметолог, парикмахер, массажист, тренер, преподаватель, повар, шеф-повар, консультант, перукар, викладач, кухар, кравчиня, лікар-стоматолог, гігієніст, fodrász, kozmetikus, szakács, szerelő, oktató, säljare, säljare, frisör, rådgiver, sælger, frisør, selger, myyjä, kampaaja";

const LEADS: &str = "directie, direction, direzione, direção, gerência, zarząd, vedení společnosti, vezetőség, ledelse, ledning, johto, management, vertreten durch, vertretungsberechtigt*, gesetzlich vertreten, gesetzlicher vertreter, gesetzliche vertreter, vertretungsberechtigter, représentée par, représenté par, represented by, authorised representative*, authorized representative*, legal representative*, zeichnungsberechtigt*, rappresentata da, representada por, representado por, vertegenwoordigd door, reprezentowana przez, zastoupena, zastoupená, zastúpená, képviseli, képviselő, reprezentată de, inhabergeführt von, gegründet von, founded by, fondée par, dirigée par, fondata da, fundada por, opgericht door";

const NAMED: &str = "odpovědná osoba, zodpovědná osoba, odpovědný zástupce, osoba odpowiedzialna, verantwortlich für den inhalt*, verantwortlich im sinne, verantwortlich i s d*, verantwortlich nach*, verantwortlich gem*, inhaltlich verantwortlich*, verantwortliche*, redaktionell verantwortlich*, v i s d p, ansprechpartner*, contact person, contactpersoon, personne de contact, interlocuteur, interlocutrice, persona de contacto, pessoa de contacto, persona di contatto, referente, osoba kontaktowa, kontaktní osoba, kontaktná osoba, kapcsolattartó, persoană de contact, kontaktperson, yhteyshenkilö, ihr ansprechpartner, votre contact, votre interlocuteur, responsable du site, est assurée par, sont assurées par, est assuré par, nom de l'entrepreneur, nom du responsable, entrepreneur individuel, auto-entrepreneur, autoentrepreneur, micro-entrepreneur, autónomo, ditta individuale, nom, naam, name, imię i nazwisko, jméno, éditeur, éditrice, éditeur du site, editeur responsable, responsable éditorial, verantwoordelijke uitgever, podnikatel, fyzická osoba, vos hôtes, votre hôte, votre hôtesse, your host, your hosts, hosts, ihre gastgeber, ihr gastgeber, ihre gastgeberin, gastgeber, vuestros anfitriones, tus anfitriones, anfitriones, uw gastheer, uw gastvrouw, gastheer en gastvrouw, gospodarze, gospodyni, gospodarz, gospodarz obiektu, anfitrión, anfitriona, anfitrião, anfitriã, für den inhalt verantwortlich*, υπεύθυνος, υπεύθυνη, υπεύθυνος επικοινωνίας, yetkili, yetkili kişi, sorumlu, ответственный, контактное лицо";

const STRANGERS: &str = "datenschutzbeauftragt*, data protection officer, délégué à la protection, déléguée à la protection, responsabile della protezione dei dati, responsabile protezione dati, delegado de protección de datos, encarregado de proteção, encarregado da proteção, functionaris gegevensbescherming, functionaris voor gegevensbescherming, inspektor ochrony danych, inspektora ochrony danych, inspektorem ochrony danych, héberg*, kundenstimmen, kundenmeinungen, das sagen unsere, stimmen unserer, bewertungen, rezensionen, referenzen, testimonials, testimonial, reviews, what our clients say, what our customers say, what people say, client feedback, témoignages, avis clients, avis, ils nous font confiance, recensioni, dicono di noi, testimonianze, opiniones, testimonios, lo que dicen, testemunhos, depoimentos, opiniões, ervaringen, klantbeoordelingen, referenties, wat klanten zeggen, opinie, opinie klientów, referencje, reference, napsali o nás, řekli o nás, vélemények, rólunk mondták, recenzii, testimoniale, omdömen, anmeldelser, gästebuch, livre d'or, guestbook, kommentare, comments, commentaires, commenti, comentarios, presse, pressestimmen, autoren, gastbeitrag, ils parlent de nous";

/// Words of a text that speak of roles, with the places in its plain form.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let plain = ShortText::plain(text);
    let words = plain.bytes().filter(|byte| *byte == b' ').count() + 1;
    let mut hits: Vec<Hit> = ROLES
        .find_all(&plain)
        .into_iter()
        .map(|f| Hit { says: f.meaning, before: plain[..f.start].split(' ').filter(|w| !w.is_empty()).count(), words })
        .collect();
    if hits.is_empty() && words <= MAX_COMPOUND_WORDS {
        let compounds = plain.split(' ').enumerate();
        hits.extend(compounds.filter_map(|(before, word)| compound(word).map(|says| Hit { says, before, words })));
    }
    hits
}

/// True when a word of the table stands in a text; a compound that only ends like a role may be a thing ("Abflussleitung").
pub(super) fn is_written(text: &str) -> bool {
    ROLES.find(&ShortText::plain(text)).is_some()
}

/// Longest text, in words, whose words are taken apart.
const MAX_COMPOUND_WORDS: usize = 12;

/// What the end of a Germanic compound says: "Pflegedienstleitung", "verkoopmedewerker", "locatiemanager", "tømrermester", "platschef".
fn compound(word: &str) -> Option<Says> {
    const SENIOR: &[&str] = &[
        "leitung",
        "leiter",
        "leiterin",
        "meister",
        "meisterin",
        "anwalt",
        "anwaltin",
        "arzt",
        "arztin",
        "leider",
        "manager",
        "managerin",
        "chef",
        "sjef",
        "mastare",
        "ledare",
        "ansvarlig",
        "ansvarig",
    ];
    const PLAIN: &[&str] = &[
        "berater",
        "beraterin",
        "techniker",
        "technikerin",
        "ingenieur",
        "ingenieurin",
        "therapeut",
        "therapeutin",
        "assistentin",
        "pfleger",
        "pflegerin",
        "lehrer",
        "lehrerin",
        "trainer",
        "trainerin",
        "verkaufer",
        "verkauferin",
        "makler",
        "maklerin",
        "gestalter",
        "gestalterin",
        "bauer",
        "macher",
        "macherin",
        "padagoge",
        "padagogin",
        "mechaniker",
        "mechatroniker",
        "fachwirt",
        "fachwirtin",
        "medewerker",
        "medewerkster",
        "adviseur",
        "begeleider",
        "begeleidster",
        "specialist",
        "therapeute",
    ];
    // The endings' own last letters.
    if word.len() < 8
        || !matches!(
            &word.as_bytes()[word.len() - 2..],
            b"ng" | b"er" | b"in" | b"lt" | b"zt" | b"ur" | b"ut" | b"ge" | b"rt" | b"st" | b"te" | b"ef" | b"re" | b"ig"
        )
    {
        return None;
    }
    let ends = |endings: &[&str]| endings.iter().any(|e| word.strip_suffix(e).is_some_and(|stem| stem.len() >= 3));
    if ends(SENIOR) {
        Some(Says::Role(Seniority::Senior))
    } else if ends(PLAIN) {
        Some(Says::Role(Seniority::Unknown))
    } else {
        None
    }
}

/// A role word in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub says: Says,
    /// Words before it.
    pub before: usize,
    /// Words of the whole text.
    pub words: usize,
}

/// A text that is a role and hardly anything else: "Geschäftsführer & Bäckermeister".
pub(super) fn role_line(text: &str) -> Option<Seniority> {
    if text.len() > 110 || text.chars().filter(|c| c.is_alphabetic()).count() < 2 || text.contains(['!', '?', '@']) {
        return None;
    }
    let hits = find(text);
    let first = hits.iter().find(|h| matches!(h.says, Says::Role(_)))?;
    if first.words > 11 || first.before > 3 || hits.iter().any(|h| h.says == Says::Strangers) {
        return None;
    }
    hits.iter().filter_map(|h| if let Says::Role(s) = h.says { Some(s) } else { None }).min_by_key(|s| rank(*s))
}

/// True when one plain word is a role by itself.
pub(super) fn is_one_role(plain_word: &str) -> bool {
    // A stem of the table stands for all of the word.
    !plain_word.contains(' ') && ROLES.find(plain_word).is_some_and(|f| matches!(f.meaning, Says::Role(_)) && f.start == 0)
}

/// True when the words before a name are roles and what joins them: "Rechtsanwalt und Notar", "adwokat".
pub(super) fn is_office(text: &str) -> bool {
    let plain = ShortText::plain(text);
    let plain = plain.as_str();
    let found = ROLES.find_all(plain);
    let covered: usize = found
        .iter()
        .filter(|f| matches!(f.meaning, Says::Role(_)))
        .map(|f| plain[f.end..].find(' ').map_or(plain.len(), |i| f.end + i) - f.start)
        .sum();
    // Nearly no words are an office: the others are not taken apart.
    if covered == 0 {
        return !plain.contains(' ') && compound(plain).is_some();
    }
    let joints: usize = plain
        .split(' ')
        .filter(|w| matches!(*w, "und" | "and" | "et" | "e" | "y" | "i" | "en" | "a" | "och" | "og"))
        .map(str::len)
        .sum();
    covered + joints + plain.matches(' ').count() >= plain.len()
}

/// What a label such as "Geschäftsführer" or "Vertreten durch" says.
pub(super) fn label(text: &str) -> Option<(Seniority, bool)> {
    let hits = find(text);
    let strangers = hits.iter().any(|h| h.says == Says::Strangers);
    if strangers || hits.first()?.words > 14 {
        return None;
    }
    let role = hits.iter().filter_map(|h| if let Says::Role(s) = h.says { Some(s) } else { None }).min_by_key(|s| rank(*s));
    let lead = hits.iter().find_map(|h| if let Says::Leads(s) = h.says { Some(s) } else { None });
    match (role, lead) {
        (Some(role), lead) => Some((if lead == Some(Seniority::Executive) { Seniority::Executive } else { role }, true)),
        (None, Some(lead)) => Some((lead, false)),
        (None, None) => None,
    }
}

/// True when a heading says that the people of the house follow.
pub(super) fn announces_team(text: &str) -> bool {
    static TEAM: LazyLock<WordTable<()>> = LazyLock::new(|| {
        WordTable::new(&[(
            (),
            "team, teams, mitarbeiter*, ansprechpartner*, belegschaft, unsere leute, wer wir sind, das sind wir, équipe, l'équipe, notre équipe, equipo, nuestro equipo, equipe, nossa equipa, equipa, squadra, il nostro team, staff, lo staff, our people, our staff, meet the, who we are, chi siamo, qui sommes-nous, quiénes somos, quem somos, medewerkers, onze mensen, wie zijn wij, wie we zijn, zespół, nasz zespół, nasi specjaliści, tým, náš tým, naši lidé, kto sme, csapat, csapatunk, munkatársak, echipa, personal, vi är, medarbejdere, ansatte, vårt team, henkilökunta, ομάδα, екип, команда, vorstand, praxisteam, ärzte, unsere ärzte, lawyers, rechtsanwälte, avocats, avvocati, abogados, advocaten, leadership, board, board of directors, unsere zahnärzte, zahnärzte, tierärzte, unsere tierärzte, unser vorstand, vorstandschaft, unsere mannschaft, behandler, therapeuten, unsere therapeuten, vétérinaires, nos vétérinaires, vos vétérinaires, médecins, nos médecins, dentistes, praticiens, nos praticiens, collaborateurs, nos collaborateurs, auxiliaires, le bureau, conseil d'administration, médicos, nuestros médicos, odontólogos, veterinarios, profesionales, nuestros profesionales, junta directiva, medici, i nostri medici, i medici, veterinari, professionisti, i professionisti, consiglio direttivo, i soci, dierenartsen, tandartsen, huisartsen, therapeuten, bestuur, lekarze, nasi lekarze, kadra, weterynarze, adwokaci, zarząd, lékaři, naši lékaři, advokáti, lekári, medicii noștri, medici, avocații, corpo clínico, médicos dentistas, corretores, nossos corretores, advogados, profissionais, nossos profissionais, direção, doctors, our doctors, the doctors, vets, our vets, dentists, our dentists, attorneys, our attorneys, agents, our agents, trustees, ledning, styrelse, styrelsen, styret, bestyrelsen, hallitus, läkare, tandläkare, vi som jobbar här, hekimlerimiz, doktorlarımız, ekibimiz, kadromuz, avukatlarımız, η ομάδα μας, συνεργάτες, γιατροί, врачи, наши врачи, специалисты, наши специалисты, сотрудники, лікарі, наші лікарі, orvosaink, orvosok, ügyvédek, ügyvédeink",
        )])
    });
    text.len() < 90 && TEAM.find(&plain(text)).is_some()
}

/// "Sobre mí", "Qui suis-je ?", "Chi sono", "Über mich": what stands above one who introduces oneself.
pub(super) fn announces_oneself(text: &str) -> bool {
    text.len() <= 30
        && matches!(
            plain(text).as_str(),
            "sobre mi"
                | "sobre mim"
                | "quien soy"
                | "quem sou"
                | "quem sou eu"
                | "conoceme"
                | "qui suis je"
                | "a propos de moi"
                | "je me presente"
                | "mon parcours"
                | "chi sono"
                | "su di me"
                | "mi presento"
                | "uber mich"
                | "about me"
                | "over mij"
                | "wie ben ik"
                | "o mnie"
                | "o mne"
                | "rolam"
                | "despre mine"
                | "om mig"
                | "om meg"
        )
}

/// True for roles that only the law knows ("legale rappresentante"); a person's work is told elsewhere.
pub(super) fn is_formal(title: &str) -> bool {
    let plain = plain(title);
    [
        "publica",
        "pubblica",
        "rappresentante",
        "represent",
        "verantwortlich",
        "vertret",
        "verantwoordelijke",
        "administrador",
        "amministratore",
        "titular",
        "editeur",
        "editoriale",
    ]
    .iter()
    .any(|w| plain.contains(w))
}

/// True when a heading announces customers' voices, comments or the press.
pub(super) fn announces_strangers(text: &str) -> bool {
    ROLES.find_all(&ShortText::plain(text)).iter().any(|found| found.meaning == Says::Strangers)
}

/// Order of seniority, highest first.
pub(super) fn rank(seniority: Seniority) -> u8 {
    match seniority {
        Seniority::Executive => 0,
        Seniority::Senior => 1,
        Seniority::Unknown => 2,
        Seniority::Junior => 3,
    }
}
