//! The words by which pages are named, in many languages, and what they say of a page.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::PageKind;
use crate::short_text::ShortText;
use crate::words::WordTable;

/// What words say of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub kind: PageKind,
    /// The words say nothing else.
    pub exact: bool,
}

/// Words that name a page wherever they stand in a few words. Contact lenses come first: opticians have a page of them.
static WORDS: LazyLock<WordTable<PageKind>> = LazyLock::new(|| {
    WordTable::new(&[
        (
            PageKind::Other,
            "contact lens, contact lenses, kontaktlinse*, lentilles de contact, lentes de contacto, lenti a contatto, lentes de contato, contactlens*, contactlenzen, kontaktlins*, soczewki kontaktowe, kontaktni cocky, contact form 7, contact allerg*, kontaktallerg*, about cookies, over cookies, uber cookies",
        ),
        (PageKind::Contact, CONTACT),
        (PageKind::Legal, LEGAL),
        (PageKind::Privacy, PRIVACY),
        (PageKind::Terms, TERMS),
        (PageKind::About, ABOUT),
        (PageKind::Team, TEAM),
        (PageKind::Locations, LOCATIONS),
    ])
});

/// Words too common to count inside a longer phrase: they must be all there is.
static ALONE: LazyLock<WordTable<PageKind>> = LazyLock::new(|| {
    WordTable::new(&[
        (
            PageKind::Legal,
            "legal, legals, mentions, juridique, credits, crediti, creditos, rechtliches, legale, disclaimer, info legal, infos legales, requisites",
        ),
        (
            PageKind::Terms,
            "terms, conditions, condizioni, condiciones, termos, voorwaarden, villkor, vilkar, ehdot, regulamin, podminky, returns, versand, versandkosten",
        ),
        (
            PageKind::About,
            "about, company, firma, die firma, la empresa, empresa, entreprise, lentreprise, societe, la societe, azienda, lazienda, unternehmen, das unternehmen, firm, profil, profile, wir, philosophie, geschichte, histoire, historia, history, story, presentation, nosotros, sobre, yritys, bedrijf, virksomheden, foretaget, despre, rolunk, kurumsal, praxis, kanzlei, cabinet, le cabinet, lo studio, studio, o nama, o firme, info, meista, 关于, 關於",
        ),
        (
            PageKind::Team,
            "team, people, staff, equipe, equipo, equipa, squadra, zespol, tym, csapat, echipa, ekip, kadra, medewerkers, personale, personal, ansatte, mitarbeiter, trainer, lawyers, doctors, aerzte, arzte, avocats, avvocati, ομαδα, команда, специалисты, врачи, 团队, 團隊, スタッフ",
        ),
        (
            PageKind::Locations,
            "locations, location, anfahrt, acces, access, route, standort, standorte, filialen, stores, agences, boutiques, magasins, negozi, tiendas, vestigingen, sklepy, prodejny, directions, lageplan, horaires, orari, horarios, hours, ubicacion, oddzialy, provozovny, dojazd, アクセス, 交通",
        ),
    ])
});

const CONTACT: &str = "contact, contacts, contact us, contactus, contact me, get in touch, reach us, kontakt, kontakte, kontakty, kontakt*, kontaktieren, contactez*, contactez nous, nous contacter, nous joindre, coordonnees, \
    contacto, contactos, contactar, contactenos, contactanos, contactame, contactanos, contatti, contattaci, contattami, contatto, contato, contatos, fale conosco, faleconosco, entre em contato, contacte nos, contacteer, contactgegevens, \
    neem contact op, contactformulier, contattateci, recapiti, recapito, napiste nam, napiszcie do nas, napisz do nas, yhteystiedot, ota yhteytta, kontakta oss, kontakta, kontakt oss, ta kontakt, kontakt os, kapcsolat, kapcsolatfelvetel, elerhetoseg, elerhetosegek, elerhetosegeink, \
    irjon nekunk, contacteaza*, contactati ne, επικοινωνια, επικοινωνηστε, контакт, контакты, контакти, контакте, связаться с нами, свяжитесь с нами, обратная связь, связь, звязок, звязатися, зворотний звязок, iletisim, bize ulasin, \
    お問い合わせ, 問い合わせ, お問合せ, お問合わせ, 問合せ, 連絡先, ご連絡, コンタクト, 联系我们, 联系方式, 联系, 联络, 聯絡, 聯繫, 聯系, 연락처, 문의, 문의하기, 고객센터, اتصل بنا, تواصل معنا, اتصل, צור קשר, יצירת קשר, kontaktai, susisiekite, kontaktid, lien he, hubungi kami, kontak, ติดต่อเรา, ติดต่อ, \
    write us, email us, schreiben sie uns, so erreichen sie uns, ecrivez nous, escribenos, scrivici, scriveteci, contattare, kontaktformular, inquiry, enquiry, enquiries, enquire, anfrage, kontaktanfrage, ansprechpartner, interlocuteurs";

const LEGAL: &str = "impressum*, imprint, mentions legales, mention legale, mentions legale, mentionslegales, mentions obligatoires, informations legales, information legale, infos legales, notice legale, aviso legal, avisolegal, avis legal, nota legal, informacion legal, \
    note legali, note legale, nota legale, notelegali, informazioni legali, informazioni societarie, dati societari, dati aziendali, avviso legale, nota prawna, informacje prawne, noty prawne, colofon, colophon, legal notice, legal notices, legal information, legal info, legal mentions, legal disclosure, site notice, \
    company information, company details, anbieterkennzeichnung, rechtliche hinweise, rechtliche angaben, offenlegung, impresum, impresszum, tiraz, pravni informace, pravni ujednani, pravne informacie, juridiske oplysninger, juridisk information, rattslig information, oikeudelliset tiedot, informatii legale, informacao legal, informacoes legais, aviso legale, \
    νομικη σημειωση, правовая информация, реквизиты, юридическая информация, правова інформація, реквізити, yasal uyari, yasal bilgiler, kunye, 特定商取引, 特定商取引法, 法的表示, 法律声明, 法律聲明, 사업자정보, الإشعار القانوني, mentions legals, avis juridique, bedrijfsgegevens, juridische informatie, imprint legal, cegadatok, jogi nyilatkozat";

const PRIVACY: &str = "privacy*, privacy policy, datenschutz*, datenschutzerklarung, datenschutzerklaerung, confidentialite, politique de confidentialite, donnees personnelles, protection des donnees, vie privee, rgpd, gdpr, dsgvo, privacidad, politica de privacidad, proteccion de datos, privacidade, \
    politica de privacidade, protecao de dados, informativa privacy, trattamento dei dati, protezione dei dati, privacyverklaring, privacybeleid, polityka prywatnosci, prywatnosc, ochrona danych, rodo, ochrana osobnich udaju, ochrana osobnych udajov, zasady zpracovani, privatlivspolitik, persondatapolitik, personvern*, integritetspolicy, dataskydd, personuppgifter, \
    tietosuoja*, rekisteriseloste, adatvedelem, adatvedelmi, adatkezelesi*, confidentialitate, politica de confidentialitate, protectia datelor, απορρητου, προσωπικα δεδομενα, конфиденциальности, персональных данных, конфіденційності, персональних даних, gizlilik*, kvkk, プライバシー, 個人情報, 隐私, 隱私, 개인정보, الخصوصية, פרטיות, cookie policy, cookies, politique de cookies, politica de cookies, cookie richtlinie, cookiebeleid";

const TERMS: &str = "agb, agbs, allgemeine geschaftsbedingungen, allgemeine geschaeftsbedingungen, geschaftsbedingungen, nutzungsbedingungen, terms and conditions, terms of service, terms of use, terms conditions, terms of sale, conditions generales, cgv, cgu, cgvu, conditions de vente, conditions dutilisation, terminos y condiciones, condiciones generales, \
    condiciones de uso, termini e condizioni, condizioni generali, condizioni di vendita, condizioni duso, algemene voorwaarden, leveringsvoorwaarden, regulamin sklepu, obchodni podminky, vseobecne obchodni podminky, obchodne podmienky, handelsbetingelser, kopvillkor, allmanna villkor, kjopsvilkar, salgsbetingelser, toimitusehdot, kayttoehdot, aszf, altalanos szerzodesi, \
    termeni si conditii, termos e condicoes, termos de uso, οροι χρησης, пользовательское соглашение, публичная оферта, оферта, условия использования, умови використання, kullanim kosullari, satis sozlesmesi, 利用規約, 条款, 條款, 이용약관, widerruf*, widerrufsrecht, retractation, shipping policy, refund policy, livraison, versand und zahlung";

const ABOUT: &str = "about us, aboutus, about me, about the company, uber uns, ueber uns, uber mich, ueber mich, wir uber uns, wer wir sind, unsere geschichte, unser unternehmen, a propos, apropos, qui sommes nous, quisommesnous, qui suis je, notre histoire, notre entreprise, notre societe, notre maison, \
    sobre nosotros, quienes somos, quien soy, nuestra empresa, sobre mi, chi siamo, chi sono, chisiamo, la nostra storia, su di noi, over ons, overons, over mij, wie zijn wij, wie we zijn, o nas, onas, o mnie, o firmie, o nama, o spolecnosti, o firme, kdo jsme, om os, om oss, omoss, om mig, om meg, om foretaget, om firmaet, tietoa meista, bemutatkozas, cegunkrol, magunkrol, \
    despre noi, despre mine, cine suntem, ποιοι ειμαστε, σχετικα με εμας, η εταιρεια, о нас, о компании, о фирме, про нас, про компанію, hakkimizda, hakkinda, biz kimiz, 会社概要, 会社案内, 企業情報, 会社情報, 私たちについて, 当社について, 店舗案内, 关于我们, 公司简介, 關於我們, 公司簡介, 회사소개, 회사 소개, 소개, من نحن, עלינו, מי אנחנו, אודות, \
    quem somos, sobre nos, sobre a empresa, a empresa, our story, our company, who we are, our history, apie mus, par mums, meist, o podjetju, ve chung toi, gioi thieu, tentang kami, เกี่ยวกับเรา";

const TEAM: &str = "our team, the team, meet the team, meet our team, our people, our staff, unser team, das team, praxisteam, teammitglieder, unsere mitarbeiter, unsere arzte, notre equipe, lequipe, nos collaborateurs, nos avocats, nuestro equipo, el equipo, il team, il nostro team, la squadra, lo staff, il nostro staff, \
    ons team, het team, onze mensen, onze medewerkers, nasz zespol, nasi specjalisci, nas tym, nasi lide, medarbejdere, medarbetare, vara medarbetare, vores team, vart team, vart team, vare ansatte, henkilokunta, henkilosto, tiimi, munkatarsak, munkatarsaink, csapatunk, echipa noastra, η ομαδα μας, наша команда, сотрудники, наши специалисты, наша команда, ekibimiz, kadromuz, スタッフ紹介, 医師紹介, 我们的团队, 我們的團隊, 직원소개, 의료진, فريق العمل, הצוות, nossa equipe, a nossa equipa, equipe medicale, a equipe, geschaftsfuhrung, direction, direzione, vorstand, management, leadership";

const LOCATIONS: &str = "our locations, our stores, store locator, store finder, find us, how to find us, find a store, where we are, where to find us, opening hours, visit us, anfahrt*, so finden sie uns, standorte*, unsere standorte, filialfinder, offnungszeiten, oeffnungszeiten, sprechzeiten, ou nous trouver, nous trouver, plan dacces, venir nous voir, nos magasins, nos boutiques, nos agences, \
    trouver un magasin, horaires douverture, infos pratiques, dove siamo, dove trovarci, i nostri negozi, punti vendita, le nostre sedi, sedi, come raggiungerci, orari di apertura, donde estamos, como llegar, nuestras tiendas, horario de apertura, onde estamos, onde nos encontrar, nossas lojas, openingstijden, routebeschrijving, onze vestigingen, onze winkels, jak dojechac, \
    nasze sklepy, godziny otwarcia, kde nas najdete, oteviraci doba, find vej, abningstider, aabningstider, butikker, hitta hit, hitta oss, oppettider, butiker, apningstider, aukioloajat, toimipisteet, uzleteink, nyitvatartas, magazinele noastre, program, που βρισκομαστε, ωρες λειτουργιας, καταστηματα, как добраться, адреса магазинов, как нас найти, де ми знаходимось, subelerimiz, nerede, アクセスマップ, 交通案内, 店舗一覧, 営業時間, 门店, 门市, 地址, 오시는길, 오시는 길, 찾아오시는 길";

/// Judges link text or a heading: a few words.
pub(super) fn of_text(text: &str) -> Option<Judged> {
    let plain = ShortText::plain(text);
    let words = plain.split(' ').count();
    if plain.is_empty() || words > 8 || plain.len() > 120 {
        return None;
    }
    of_plain(&plain).filter(|judged| judged.exact || words <= 6)
}

/// Judges a `<title>`: its parts between separators, the first that says something.
pub(super) fn of_title(title: &str) -> Option<Judged> {
    title.split(['|', '–', '—', '·', '»', '«', ':', '-']).find_map(of_text)
}

/// Judges a path, the last segment first: "/ueber-uns/team" is the team's.
pub(super) fn of_path(segments: &[Cow<'_, str>]) -> Option<Judged> {
    let last = segments.len().saturating_sub(1);
    segments.iter().enumerate().rev().take(3).find_map(|(at, segment)| {
        let stem = match segment.rsplit_once('.') {
            Some((stem, ending)) if ending.len() <= 5 && !stem.is_empty() => stem,
            _ => segment,
        };
        let plain = ShortText::plain(stem);
        let words = plain.split(' ').count();
        // A long slug is an article's title: "how-we-contact-…".
        if words > 6 {
            return None;
        }
        let judged = of_plain(&plain)?;
        // Pages below "/contact/" are not all contact pages.
        (at == last || judged.exact).then_some(Judged { exact: judged.exact && at == last, ..judged })
    })
}

fn of_plain(plain: &str) -> Option<Judged> {
    if let Some(alone) = ALONE.find(plain)
        && alone.start == 0
        && alone.end == plain.len()
    {
        return Some(Judged { kind: alone.meaning, exact: true });
    }
    // Of several words the one worth most: "Kontakt und Anfahrt".
    let found = WORDS.find_all(plain);
    if found.iter().any(|f| f.meaning == PageKind::Other) {
        return None;
    }
    let best = found.into_iter().max_by_key(|f| (super::base_worth(f.meaning), std::cmp::Reverse(f.start)))?;
    let covered = (best.end - best.start) * 10 >= plain.len() * 6;
    Some(Judged { kind: best.meaning, exact: covered })
}
