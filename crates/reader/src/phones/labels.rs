//! The words beside a number that say what it is: a telephone, a fax, or no telephone at all.

use std::sync::LazyLock;

use crate::words::{WordTable, plain};

/// What a label says of the number that follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// A telephone.
    Phone,
    /// A mobile telephone.
    Mobile,
    /// A fax.
    Fax,
    /// Telephone and fax on one number.
    PhoneAndFax,
    /// WhatsApp and the like.
    Messenger,
    /// Words that often stand before a telephone number, and before other things.
    Weak,
    /// A number of another kind: register, tax, bank account, price, article.
    Id,
}

impl Label {
    /// True when a number after it is one to dial.
    pub(super) fn is_phone(self) -> bool {
        matches!(self, Self::Phone | Self::Mobile | Self::Fax | Self::PhoneAndFax | Self::Messenger)
    }
}

const PHONE: &str = "tel, tels, tele, telefon*, telephone*, telephon*, phone*, phones, fon, fone, fono, telefono, telefonos, telefoni, telefone, telefones, telefoon*, tlf, tlfn, tfno, tfn, telf, tlfno, tel no, tel nr, teln, simi, simanumer, talr, talrunis*, puh, puhelin*, puhnro, call, call us, call now, calls, \
    appel*, appelez nous, llame, llamanos, llamar, llamada, llama, chiama*, chiamaci, chiamateci, ligue, ligue para, anruf*, anrufen, ruf, rufen sie, rufnummer*, rufnr, zadzwon*, zavolejte, volejte, zavolajte, ring, ring oss, bel ons, bel, bellen, soita*, hivjon, hivas, sunati, suna, telefonszam, \
    τηλ, τηλεφων*, καλεστε, тел, телефон*, позвон*, звоните, дзвоніть, подзвон*, telefon numarasi, arayin, ara, 電話*, 电话*, 電話番号, お電話, 代表電話, 热线, 热线电话, 전화*, 대표전화, هاتف, الهاتف, تلفون, التلفون, رقم الهاتف, الرقم الموحد, رقم موحد, للاتصال, للتواصل, اتصل, اتصلوا, تلفن, تماس, טלפון, טל, להזמנות, מוקד, חייגו, \
    고객센터*, 대표번호, 상담전화, 예약문의, 문의전화, フリーダイヤル, 客服电话, 客服熱線, 咨询电话, 服务热线, โทร*, โทรศัพท์*, điện thoại, dien thoai, ĐT, dt, sdt, telepon*, telp, फोन*, दूरभाष*, ফোন*, ტელ*, հեռ*, cagri merkezi, çağri merkezi, musteri hizmetleri, santral, hotline, helpline, infoline, info tel, festnetz*, zentrale, notruf*, notdienst*, \
    notfallnummer, bereitschaft*, standard telephonique, centralino, numero verde, numero vert, numero gratuit, gratuito, toll free, tollfree, freephone, freecall, landline, fixe, tel fixe, fijo, fisso, fissa, kontakttelefon, ph, durchwahl, dw, tel praxis, emergency, sos, urgence*, urgencias, dial, rdv, prendre rendez vous, \
    standard, zentrale, telefonzentrale, centrale, telef, fono fijo, telef no, telefonicky, telefoonnr, tel int, office phone, office tel, main line, switchboard, reception tel, bookings, hotlinetel, telefono fisso, sprechstunde, servicenummer, service hotline, bestellhotline, kundenhotline, information telephone, telefonnr, handynummer und telefon, sentralbord, vaxel, vaxeln, vaihde, tfn vx";

const MOBILE: &str = "farsimi, mobil*, mob, mobi, handy*, cell, cellphone, cell phone, cellulare, cell fax, portable, tel portable, port, gsm*, movil*, tel movil, telemovel, telem, telm, tlm, celular*, kom, komorka, komorkowy, tel kom, kom tel, matkapuhelin, κιν, κινητο*, моб, мобил*, cep, cep telefonu, 携帯*, 手机*, 手機*, 휴대폰*, 핸드폰, \
    جوال, الجوال, موبايل, الموبايل, خلوي, الخلوي, محمول, المحمول, نقال, النقال, متحرك, همراه, موبایل, נייד, סלולרי, มือถือ*, di dong, मोबाइल*, মোবাইল*, მობ*, բջջ*, natel, mobiel*, hp, funk, mvl";

const FAX: &str = "fax*, telefax*, telefaks, faks*, faxe, telecopie*, telecopieur, telecop, φαξ, факс*, ファックス*, ファクス, 传真*, 傳真*, 팩스*, فاكس, الفاكس, فکس, פקס, แฟกซ์*, โทรสาร*, फैक्स*, facsimile, telfax, fax番号, ファックス番号, ファクス番号";

const MESSENGER: &str = "whatsapp*, whats app, واتساب, الواتساب, واتس اب, וואטסאפ, ווטסאפ, ватсап, вайбер, wa, viber, signal, telegram, line id, wechat, threema, sms";

const WEAK: &str = "text, rezervace, rezerwacje, rezerwacja, objednavky, objednani, bestellung*, bestellen, commande*, commander, pedidos, encargos, ordini, ordinazioni, asztalfoglalas, foglalas, rezervari, rezervasyon, bokning, bestilling, varaus, kontakt*, contact*, contacto, contatti, contatto, contato, office, buro, buero, bureau, reception, rezeption, empfang, accueil, standard, secretariat, sekretariat, segreteria, secretaria, reservation*, reservierung*, reservas, reserva, prenotazioni, prenotazione, booking, termine, terminvereinbarung, appointments, appointment, \
    info, infos, informationen, information, service, kundenservice, customer service, support, kontor, kancelar, biuro, recepcja, recepce, recepcio, zapisy, objednavky, verkauf, sales, vertrieb, ventas, vendite, werkstatt, atelier, magasin, cabinet, direct, privat, central, studio, salon, adresse, address, anschrift, direccion, indirizzo, sede, adres, adresa, adresse postale, telefonisch unter, unter, on, at, onder, au, al, no, nr, numero, nummer, number, oder, ou, or, o, e, ans, eller, lub, nebo, eller ring, und";

const ID: &str = "polizza*, poliza*, police d assurance*, contrat d assurance*, contrat assurance*, policy no, policy number, liability policy, insurance policy, liability insurance, polis, polisnummer*, versicherung*, assurance*, assicurazione*, arrete*, decret*, classement, tessera*, mitgliedsnummer*, cui, sirene, part no, part number, model no, serial no, serial number, item no, item number, batch no, case no, ref no, permit no, permit, policy no, ticket, kontonr, konto nr, sort code, account no, account number, acc no, nombre de compte, compte, cuenta, conto, conto corrente, c c p, ccp, ust, ustid*, ust id, ust idnr, ust id nr, umsatzsteuer*, steuernummer*, steuernr, steuer nr, st nr, stnr, uid, uid nr, uid nummer, mwst*, hrb, hra, hr nr, fn, firmenbuch*, firmenbuchnummer, registernummer*, register nr, registernr, reg nr, handelsregister*, partnerschaftsregister, vereinsregister*, vr nr, gnr, amtsgericht*, iban, bic, swift, konto, kontonummer, kto, kto nr, blz, bankverbindung, bankleitzahl, glaubiger*, glaeubiger*, \
    siret, siren, rcs, rm, ape, naf, code ape, code naf, tva, n tva, numero de tva, tva intra, tva intracommunautaire, tva fr, rna, orias, rpps, adeli, finess, capital, capital social, agrement, n agrement, carte professionnelle, carte pro, cpi, cnaps, decennale, police, contrat n, \
    cif, nif, nie, cif nif, dni, registro*, registro mercantil, tomo, folio, hoja, inscripcion, colegiado, n colegiado, num colegiado, n registro, \
    piva, p iva, partita iva, part iva, cf, c f, codice fiscale, cod fisc, cod fiscale, rea, numero rea, n rea, cciaa, codice univoco, sdi, capitale sociale, cap soc, iscrizione, reg imp, registro imprese, albo, cir, cin, codice, \
    kvk*, kvk nr, btw*, rsin, ondernemingsnummer, bce, bce tva, numero dentreprise, rpr, rpm, nip, regon, krs, pesel, nr konta, konto bankowe, rachunek*, bdo, ico, dic, ic dph, icdph, icz, spisova znacka, cislo uctu, bankovni spojeni, ic, rizeni, zapsana, cvr*, cvr nr, se nr, reg nr konto, org nr, orgnr, org, orgnummer, organisasjonsnummer*, organisationsnummer*, foretaksregisteret, bankgiro, bg, plusgiro, pg, momsregnr, moms, y tunnus, ytunnus, alv, \
    adoszam, cegjegyzekszam, bankszamlaszam, szamlaszam, nyilvantartasi szam, cui, reg com, nr reg com, cod fiscal, cont, αφμ, γεμη, αρ γεμη, инн, огрн*, огрнип, кпп, бик, окпо, едрпоу, єдрпоу, лицензия, ліцензія, расчетный счет, vergi no, vergi dairesi, mersis, mersis no, ticaret sicil no, \
    法人番号, 登録番号, 許可番号, 免許, 免許番号, 郵便番号, 사업자등록번호, 사업자번호, 통신판매업, 통신판매, 우편번호, 统一社会信用代码, 备案, 邮编, 邮政编码, سجل تجاري, السجل التجاري, سجل تجاري رقم, الرقم الضريبي, رقم ضريبي, رقم التسجيل, رقم الترخيص, ترخيص رقم, ترخيص, ص ب, صندوق بريد, الرمز البريدي, رقم الحساب, ايبان, ח פ, חפ, ע מ, עמ, ע ר, ת ז, תז, עוסק מורשה, עוסק פטור, מספר עמותה, מס עמותה, מיקוד, רישיון, מספר רישיון, חשבון, \
    口座番号, 資本金, icp备, 营业执照, 계좌, 계좌번호, 우편, เลขประจำตัวผู้เสียภาษี, เลขทะเบียน, ma so thue, mst, npwp, nib, gstin, gst no, pan no, tc kimlik, sicil no, oda sicil no, kep, \
    vat*, vat no, vat number, vat reg, company number, company no, company reg*, companies house, registered number, registration number, registration no, registered no, reg no, registered charity, charity no, charity number, ein, tax id, abn, acn, afsl, license*, licence*, lic, npi, dre, mls, bbb, duns, lei, eori, eori nr, weee*, weee reg, lucid, \
    isbn, issn, ean, gtin, sku, art nr, artnr, artikelnummer, artikel nr, article, ref, referenz, reference, referencia, bestellnummer, bestell nr, order no, order number, order, kundennummer, kunden nr, auftragsnummer, rechnungsnummer, invoice, plz, postfach, postleitzahl, po box, p o box, apartado, boite postale, bp, cs, casella postale, postbus, cap, cp, code postal, cod postal, cep brasil, zip, zip code, lat, lng, lon, latitude, longitude, gps, coord, coords, coordinates, coordenadas, koordinaten, coordinate geografiche, ovt, ovt tunnus, verkkolaskuosoite, verkkolaskutunnus, valittaja, valittajan tunnus, \
    preis, price, prix, precio, prezzo, eur, euro, chf, usd, gbp, din, iso, din en, en iso, pat nr, patent, patentnummer, aktenzeichen, geschaftszeichen, az, ik, ik nr, ik nummer, bsnr, lanr, stammnummer, cnpj, cpf, creci, crm, nipc, contribuinte, inscricao, matricula, matricule, numero de registro, ide, che, imei, mac, version, id, code, codigo, kod, pin, serial, seriennummer, model, modell, km, copyright, c, seit, since, depuis, desde, dal, von, from, jahr, year, annee";

static TABLE: LazyLock<WordTable<Label>> = LazyLock::new(|| {
    WordTable::new(&[
        (Label::Phone, PHONE),
        (Label::Mobile, MOBILE),
        (Label::Fax, FAX),
        (Label::Messenger, MESSENGER),
        (Label::Weak, WEAK),
        (Label::Id, ID),
        // "Tel-Fax" and "Tel./Mobil" are told apart by what comes last; these phrases are not what their last word says.
        (Label::Phone, "id telefon, code telephone, kontakt telefon, no fax"),
    ])
});

/// Plain characters between a label and its number.
const REACH: usize = 32;

/// The label that the words before a number end with, if any: the last one, when only a few words stand between.
pub(super) fn before(text: &str) -> Option<Label> {
    let tail = end_of(text, 91);
    if let Some(label) = sign(tail) {
        return Some(label);
    }
    if let Some(label) = letter(tail) {
        return Some(label);
    }
    let plain = if may_hold_initials(tail) { plain(&join_initials(tail)) } else { plain(tail) };
    let found = TABLE.find_all(&plain);
    if is_number_of_something(tail, &found) {
        return Some(Label::Id);
    }
    let Some(last) = found.last() else {
        return colon(tail);
    };
    let gap = plain[last.end..].trim();
    // Digits in between are other numbers of the same kind ("Tel. 030 12 34, 030 12 35"); words are something else after a few.
    let letters = gap.chars().filter(|c| c.is_alphabetic()).count();
    if letters > REACH || gap.split(' ').filter(|w| w.chars().any(char::is_alphabetic)).count() > 4 {
        return colon(tail);
    }
    let label = last.meaning;
    // "Tel. + Fax:", "Telefon und Fax", "Mobil / WhatsApp"; and weak words between: "Tel. Büro", "Fax Nr.".
    let earlier = found[..found.len() - 1]
        .iter()
        .rev()
        .find(|f| f.meaning != Label::Weak)
        .map(|f| (f.meaning, plain[f.end..last.start].trim()));
    let combined = match (earlier, label) {
        (Some((Label::Phone | Label::Mobile, between)), Label::Fax) | (Some((Label::Fax, between)), Label::Phone)
            if is_connector(between) =>
        {
            Some(Label::PhoneAndFax)
        }
        (Some((Label::Phone | Label::Mobile, between)), Label::Messenger) if is_connector(between) => Some(Label::Mobile),
        (Some((Label::Mobile, between)), Label::Phone) if is_connector(between) => Some(Label::Mobile),
        _ => None,
    };
    if combined.is_some() {
        return combined;
    }
    if label == Label::Weak {
        // Look past weak words: "Tel. Sekretariat", "Fax Büro", "USt-IdNr. Nr".
        let strong = found.iter().rev().find(|f| f.meaning != Label::Weak);
        if let Some(strong) = strong {
            let between: String = plain[strong.end..].to_owned();
            if between.chars().filter(|c| c.is_alphabetic()).count() <= REACH
                && between.split(' ').filter(|w| w.chars().any(char::is_alphabetic)).count() <= 5
                && !(strong.meaning == Label::Id && between.chars().any(|c| c.is_ascii_digit()))
            {
                return Some(strong.meaning);
            }
        }
        return (letters <= 12).then_some(Label::Weak);
    }
    // "Seit", "Nr." and their like speak of the very next word only.
    if label == Label::Id && letters > 14 {
        return colon(tail);
    }
    // After a number of another kind its label has done its work: "USt-IdNr. DE1234 030 5678" is nobody's telephone, but
    // "HRB 12345 (Berlin), 030 …" neither; so it keeps standing, unless something else comes between.
    Some(label)
}

/// The last characters of a text, at most so many.
fn end_of(text: &str, most: usize) -> &str {
    // Most are of ASCII, and not counted one by one.
    let from = match text.len().checked_sub(most) {
        None | Some(0) => 0,
        Some(from) if text.as_bytes()[from..].is_ascii() => from,
        Some(_) => text.char_indices().rev().nth(most - 1).map_or(0, |(i, _)| i),
    };
    &text[from..]
}

/// A label right after a number: "030 1234 (Fax)", "0171 … mobil".
pub(super) fn after(text: &str) -> Option<Label> {
    let to = text.char_indices().nth(24).map_or(text.len(), |(i, _)| i);
    let head = text[..to].trim_start();
    let inner = head.strip_prefix(['(', '[', '–', '-', '/']).map_or(head, str::trim_start);
    let bracketed = inner.len() < head.len();
    let end =
        inner.find(|c: char| c.is_ascii_digit() || matches!(c, ')' | ']' | ',' | ';' | '|' | '/' | ':')).unwrap_or(inner.len());
    // With a colon the word belongs to what follows: "030 1234 Fax: 030 1235".
    if inner[end..].starts_with(|c: char| c == ':' || c.is_ascii_digit())
        || inner[..end].ends_with(['.', ' ']) && inner[end..].starts_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    // "912 34 50 73 Móvil/WhatsApp: 612 …": so does the first of two words.
    if let Some(second) = inner[end..].strip_prefix('/').filter(|t| !bracketed && t.starts_with(char::is_alphabetic))
        && second.find(|c: char| c.is_ascii_digit() || c == ':').is_some_and(|i| second[i..].starts_with(':'))
    {
        return None;
    }
    let plain = plain(&inner[..end]);
    let found = TABLE.find(&plain)?;
    let telling = matches!(found.meaning, Label::Fax | Label::Mobile | Label::Phone | Label::Messenger | Label::PhoneAndFax);
    (telling && found.start == 0 && (bracketed || plain.len() <= found.end + 2)).then_some(found.meaning)
}

/// False for a text in which no full stop has a letter on either side: the one behind an abbreviation has a space behind it.
fn may_hold_initials(text: &str) -> bool {
    let may_be_letter = |byte: u8| byte.is_ascii_alphabetic() || !byte.is_ascii();
    text.as_bytes().windows(3).any(|three| three[1] == b'.' && may_be_letter(three[0]) && may_be_letter(three[2]))
}

/// "C.I.F." and "N.I.P." written as the words they are.
fn join_initials(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let letter = |at: Option<usize>| at.and_then(|i| chars.get(i)).is_some_and(|c| c.is_alphabetic());
    let single = |at: usize| letter(Some(at)) && !letter(at.checked_sub(1)) && !letter(Some(at + 1));
    chars.iter().enumerate().filter(|(i, c)| !(**c == '.' && *i > 0 && single(i - 1) && single(i + 1))).map(|(_, c)| *c).collect()
}

/// "Number" in many languages, in plain form.
const NUMBER: [&str; 10] = ["nummer", "nummern", "nr", "number", "numer", "nummeret", "numero", "szam", "numeris", "numurs"];

/// "Betriebsstättennummer", "Lizenznr.", "Gas Safe register number": a compound that ends in "number" and is no telephone's.
fn is_number_of_something(tail: &str, found: &[crate::words::Found<Label>]) -> bool {
    // What says "number" in any language ends with one of these letters.
    let end = tail.trim_end_matches(|c: char| !c.is_alphabetic());
    let may_say = |last: &u8| !last.is_ascii() || matches!(last.to_ascii_lowercase(), b'm' | b'n' | b'o' | b'r' | b's' | b't');
    if !end.as_bytes().last().is_some_and(may_say) {
        return false;
    }
    let start =
        end.rfind(|c: char| !c.is_alphabetic() && c != '-').map_or(0, |i| i + end[i..].chars().next().map_or(1, char::len_utf8));
    // Other digits in between are the number that was meant.
    if tail[end.len()..].chars().any(char::is_alphanumeric) || found.iter().any(|f| f.meaning.is_phone()) {
        return false;
    }
    let word = plain(&end[start..]).replace(' ', "");
    NUMBER.iter().any(|ending| word.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= 3))
}

/// True for "n°", "Nr.", "no.", "num.": what follows is the number of what stands in the cell or line before.
pub(super) fn is_bare_marker(text: &str) -> bool {
    text.chars().nth(10).is_none()
        && matches!(
            plain(text).as_str(),
            "n" | "no" | "nr" | "nro" | "num" | "numero" | "nummer" | "number" | "n o" | "c" | "cislo" | "sz"
        )
}

/// Any word and a colon announce something: "Rezervace: 601 …".
fn colon(tail: &str) -> Option<Label> {
    let word = tail.trim_end().strip_suffix([':', '：'])?;
    word.chars().next_back().is_some_and(char::is_alphabetic).then_some(Label::Weak)
}

/// Pictures of telephones in the text.
fn sign(tail: &str) -> Option<Label> {
    let trimmed =
        tail.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '\u{fe0f}' | '\u{fe0e}' | '(' | '-' | '–'));
    match trimmed.chars().next_back()? {
        '☎' | '☏' | '✆' | '📞' | '🕻' | '🕽' | '℡' | '📲' => Some(Label::Phone),
        '📱' => Some(Label::Mobile),
        '📠' | '🖷' | '℻' => Some(Label::Fax),
        _ => None,
    }
}

/// "T:", "F.", "M +49": single letters.
fn letter(tail: &str) -> Option<Label> {
    let trimmed = tail.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '+'));
    let marked = trimmed.ends_with([':', '.', '|', '/']);
    let word = trimmed.trim_end_matches([':', '.', ' ', '|', '/']);
    let mut chars = word.chars().rev();
    let last = chars.next()?;
    if chars.next().is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '\'' || c == '’') || !marked && !last.is_uppercase()
    {
        return None;
    }
    match last.to_ascii_uppercase() {
        'T' | 'P' => Some(Label::Phone),
        'F' => Some(Label::Fax),
        'M' | 'H' => Some(Label::Mobile),
        _ => None,
    }
}

fn is_connector(between: &str) -> bool {
    matches!(
        between,
        "" | "und"
            | "u"
            | "and"
            | "et"
            | "e"
            | "y"
            | "i"
            | "a"
            | "en"
            | "og"
            | "och"
            | "ja"
            | "es"
            | "si"
            | "ve"
            | "oder"
            | "ou"
            | "o"
            | "or"
            | "и"
            | "та"
            | "και"
            | "nr"
            | "no"
            | "n"
            | "bzw"
    )
}

/// "BE 0812.345.682": a Belgian house's number in the register of enterprises, which no mobile number is parted like.
pub(super) fn is_enterprise_number(before: &str, written: &str) -> bool {
    let country = before.trim_end_matches([' ', '-', ':']).strip_suffix("BE");
    country.is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
        && written.starts_with(['0', '1'])
        && written.split(['.', ' ']).map(|part| part.bytes().filter(u8::is_ascii_digit).count()).eq([4, 3, 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_before_a_number_are_known_in_many_languages() {
        for text in [
            "Tel.: ",
            "Téléphone : ",
            "Teléfono ",
            "Τηλ. ",
            "тел.: ",
            "電話番号：",
            "☎ ",
            "T ",
            "Tel. Sekretariat: ",
            "Rufen Sie uns an unter ",
            "Telefonnummer ",
            "Puh. ",
            "전화 ",
        ] {
            assert_eq!(before(text), Some(Label::Phone), "{text}");
        }
        for text in ["Fax: ", "Télécopie : ", "Telefax ", "F. ", "Tel. 030 123 Fax ", "📠 ", "FAX番号 "] {
            assert_eq!(before(text), Some(Label::Fax), "{text}");
        }
        for text in ["Tel./Fax: ", "Telefon und Fax ", "Telefono e fax ", "Tel & Fax ", "Fax/Tel. "] {
            assert_eq!(before(text), Some(Label::PhoneAndFax), "{text}");
        }
        assert_eq!(before("Handy: "), Some(Label::Mobile));
    }

    #[test]
    fn labels_of_other_numbers_are_known() {
        for text in [
            "USt-IdNr.: DE ",
            "SIRET : ",
            "P.IVA ",
            "IČO: ",
            "HRB ",
            "IBAN DE12 ",
            "CIF: ",
            "KvK ",
            "NIP: ",
            "Steuernummer ",
            "Company number ",
            "Tel. 030 1234, HRB ",
            "N° TVA : FR ",
            "Art.-Nr. ",
            "Betriebsstättennummer: ",
            "Lizenznr. ",
            "Polizza RC: n. ",
            "Public liability policy: ",
            "arrêté ",
        ] {
            assert_eq!(before(text), Some(Label::Id), "{text}");
        }
    }

    #[test]
    fn a_label_far_away_says_nothing() {
        assert_eq!(before("Telefonieren ist bei uns in der ganzen Region und darüber hinaus immer noch sehr beliebt, "), None);
        assert_eq!(before("Seit vielen Jahrzehnten "), None);
    }

    #[test]
    fn initials_are_noticed_before_they_are_joined() {
        for text in ["C.I.F. ", "n.i.f", "Tel. 030, Κ.Α.Δ"] {
            assert!(may_hold_initials(text) && join_initials(text) != text, "{text}");
        }
        for text in ["Tel. 030", "030.123", ".", "", "Nr.5 und Nr. 6."] {
            assert!(!may_hold_initials(text) && join_initials(text) == text, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_end_of_a_text_is_counted_in_characters(text in "([a-z]{0,12}|é|字){0,4}", most in 1_usize..9) {
            let skipped = text.chars().count().saturating_sub(most);
            proptest::prop_assert_eq!(end_of(&text, most), text.chars().skip(skipped).collect::<String>());
        }

        #[test]
        fn nothing_changes_without_initials(text in "([a-zA-Z]{0,2}|[. é1字]){0,12}") {
            proptest::prop_assert!(may_hold_initials(&text) || join_initials(&text) == text);
        }
    }

    #[test]
    fn labels_after_a_number_are_known() {
        assert_eq!(after(" (Fax)"), Some(Label::Fax));
        assert_eq!(after(" mobil"), Some(Label::Mobile));
        assert_eq!(after(" Fax: 030 12"), None);
        assert_eq!(after(" Móvil/WhatsApp: 612"), None);
        assert_eq!(after(" täglich erreichbar"), None);
    }
}
