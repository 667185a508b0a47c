//! What is an e-mail address: syntax, a top-level domain that exists, sensible lengths; and what only looks like one:
//! placeholders, asset names, error-reporting and tracking endpoints.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use url::Host;

use crate::words::percent_decode;

/// Lengths of RFC 5321.
const MAX_LOCAL: usize = 64;
const MAX_DOMAIN: usize = 253;

/// The address in its normal form (lower case, ASCII domain) when the whole text is one that could receive mail.
pub(crate) fn normalise(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let local = local_part(local)?;
    let domain = domain_name(domain)?;
    if is_refused(&local, &domain) {
        return None;
    }
    Some(format!("{local}@{domain}"))
}

/// A domain name in lower-case ASCII form, when its top-level domain is in the public suffix list's ICANN section and it is not
/// itself a public suffix.
pub(crate) fn domain_name(text: &str) -> Option<String> {
    let text = text.trim_end_matches('.');
    if text.is_empty() || text.len() > MAX_DOMAIN || !text.contains('.') {
        return None;
    }
    let ascii: Cow<'_, str> = if text.is_ascii() {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        match Host::parse(text).ok()? {
            Host::Domain(domain) => Cow::Owned(domain),
            _ => return None,
        }
    };
    let labels_ok = ascii.split('.').all(|label| {
        let bytes = label.as_bytes();
        !bytes.is_empty()
            && bytes.len() <= 63
            && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-')
            && bytes[0] != b'-'
            && bytes[bytes.len() - 1] != b'-'
            && (!label.starts_with("xn--") || bytes.len() > 4)
    });
    let top = ascii.rsplit('.').next().unwrap_or_default();
    // Some countries register only below a second level: "za" is on no list, "co.za" is.
    if !labels_ok
        || !(is_top_level(top) || top.len() == 2 && is_icann(&ascii))
        || psl::suffix_str(&ascii).is_some_and(|s| s == ascii && is_icann(&ascii))
    {
        return None;
    }
    Some(ascii.into_owned())
}

/// The top-level domain that nobody can register: whole test networks live under it, this project's sample town among them.
const TEST_NETWORK: &str = ".test";

/// Whether an address makes sense on a site: one of a test network only on a site of a test network. Elsewhere it is a
/// placeholder, and so is "john.smith" anywhere but at the site's own domain: many people are really called so.
pub(crate) fn fits_site(address: &str, own_domain: &str) -> bool {
    let (local, domain) = address.rsplit_once('@').unwrap_or_default();
    (!address.ends_with(TEST_NETWORK) || own_domain.ends_with(TEST_NETWORK))
        && (!EVERYBODY.split(' ').any(|name| name == local) || super::is_of_site(domain, own_domain))
}

/// True for a top-level domain of the ICANN section, and for that of test networks.
fn is_top_level(label: &str) -> bool {
    label == TEST_NETWORK.trim_start_matches('.')
        || label.len() >= 2 && label.bytes().any(|b| b.is_ascii_alphabetic()) && is_icann(label)
}

fn is_icann(name: &str) -> bool {
    psl::suffix(name.as_bytes()).is_some_and(|s| s.typ() == Some(psl::Type::Icann))
}

/// The local part in lower case, when it has the shape of those that people use.
fn local_part(text: &str) -> Option<String> {
    let text = text.trim_matches(['.', '\'', '"']);
    let ok = !text.is_empty()
        && text.len() <= MAX_LOCAL
        && !text.contains("..")
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._+-&'%!#$*/=?^`{|}~".contains(&b))
        && text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_')
        && text.bytes().filter(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'.' | b'_' | b'-')).count() <= 2;
    ok.then(|| text.to_ascii_lowercase())
}

/// Addresses that are no contact of anybody on the page.
fn is_refused(local: &str, domain: &str) -> bool {
    is_asset_or_code(local, domain) || is_machine(local, domain) || is_placeholder(local, domain)
}

/// "logo@2x.zip", "react@18.2.sh", "git@github.com".
fn is_asset_or_code(local: &str, domain: &str) -> bool {
    let first = domain.split('.').next().unwrap_or_default();
    let density = first.trim_end_matches('x').len() < first.len()
        && !first.starts_with('x')
        && first.bytes().all(|b| b.is_ascii_digit() || b == b'x');
    // "react@18.2.sh"; "163.com" and "2811.cl" are houses that are called so.
    let called = domain.split('.').count() == 2 && first.len() >= 3;
    let version = !called && domain.split('.').rev().skip(1).all(|l| l.bytes().all(|b| b.is_ascii_digit()));
    density && first.len() <= 3
        || version
        || (local == "git" && matches!(domain, "github.com" | "gitlab.com" | "bitbucket.org"))
        || local.ends_with("@")
}

/// Error reporting, tracking and other services that put addresses of their own into pages.
fn is_machine(local: &str, domain: &str) -> bool {
    const SERVICES: &[&str] = &[
        "sentry.io",
        "sentry-next.wixpress.com",
        "wixpress.com",
        "sentry.wixpress.com",
        "ingest.sentry.io",
        "bugsnag.com",
        "rollbar.com",
        "raygun.io",
        "group.calendar.google.com",
        "import.calendar.google.com",
        "resource.calendar.google.com",
        "developer.gserviceaccount.com",
        "gserviceaccount.com",
        "iam.gserviceaccount.com",
        "email.amazonses.com",
        "mcsv.net",
        "inbound.postmarkapp.com",
        "reply.github.com",
        "noreply.github.com",
        "users.noreply.github.com",
        "schema.org",
        "w3.org",
        "ecs.eu",
    ];
    let service = SERVICES.iter().any(|s| domain == *s || domain.strip_suffix(s).is_some_and(|rest| rest.ends_with('.')));
    // Keys, message ids, hashes: no person or function is called so.
    let hash = local.len() >= 20
        && local.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
        && local.bytes().filter(u8::is_ascii_digit).count() >= 4;
    service || hash
}

/// Local parts that say "write your name here", in the languages of the web.
const PLACEHOLDER_LOCALS: &str = "\
    your you yourname your.name your-name your_name youremail your-email your.email your_email yourmail yourusername \
    name firstname lastname firstname.lastname first.last first.name firstnamelastname username user.name someone \
    somebody email.address emailaddress email-address example exemple ejemplo esempio beispiel voorbeeld przyklad \
    xxx xxxx xxxxx xyz abc abcd vorname nachname vorname.nachname vorname-nachname vornamenachname v.nachname \
    ihrname ihr.name ihre ihre.email ihreemail ihre-email ihremail deinname dein.name deine.email deineemail \
    deine-email deine max.mustermann maxmustermann m.mustermann mustermann erika.mustermann muster prenom nom \
    prenom.nom nom.prenom p.nom votrenom votre.nom votre-nom votre.email votreemail votre-email votre votremail \
    nombre apellido nombre.apellido tunombre tu.nombre tucorreo tu.correo tuemail tu-email tu.email sucorreo suemail \
    nome cognome nome.cognome tuonome tuaemail tua.email tuamail latuaemail seunome seuemail seu.email seu-email \
    voornaam achternaam voornaam.achternaam uwnaam uwemail jouwnaam jouwemail imie nazwisko imie.nazwisko twojemail \
    twoj.email twoj jmeno prijmeni jmeno.prijmeni vas.email vasemail fornavn etternavn fornavn.etternavn \
    fornavn.efternavn fornamn efternamn fornamn.efternamn etunimi sukunimi etunimi.sukunimi adresse.email \
    votre.adresse ime.priimek ime.prezime pelda valaki isim adiniz ornek";

/// Names that stand for anybody.
const EVERYBODY: &str = "john.doe johndoe jane.doe janedoe john.smith jean.dupont jeandupont mario.rossi mariorossi jan.kowalski";

/// Domains that say "write your domain here".
const PLACEHOLDER_DOMAINS: &str = "\
    domain.com domain.tld domain.net domain.org domain.de yourdomain.com your-domain.com yourdomain.tld yoursite.com \
    yourcompany.com your-company.com yourwebsite.com yourmail.com youremail.com mysite.com mydomain.com \
    mycompany.com mystore.com mail.tld email.tld company.com companyname.com website.com site.com somewhere.com \
    somedomain.com anydomain.com beispiel.de beispiel.com beispiel.at beispiel.ch beispielfirma.de musterfirma.de \
    musterfirma.com mustermann.de mustermail.de muster.de muster.ch muster.at musterdomain.de ihre-domain.de \
    ihredomain.de ihrefirma.de ihre-firma.de deine-domain.de deinedomain.de meine-domain.de meinedomain.de domain.fr \
    exemple.fr exemple.com exemple.be exemple.ch votredomaine.fr votredomaine.com votre-domaine.fr votresite.fr \
    votresite.com votre-site.fr monsite.fr monsite.com mondomaine.fr mondomaine.com domaine.fr domaine.com \
    ejemplo.com ejemplo.es tudominio.com tudominio.es tu-dominio.com dominio.com dominio.es midominio.com \
    tuempresa.com esempio.it esempio.com tuodominio.it tuodominio.com dominio.it iltuodominio.it tuosito.it \
    exemplo.com exemplo.com.br exemplo.pt seudominio.com seudominio.com.br dominio.com.br voorbeeld.nl voorbeeld.be \
    jouwdomein.nl uwdomein.nl domein.nl przyklad.pl przyklad.com twojadomena.pl domena.pl mojadomena.pl priklad.cz \
    domena.cz vasedomena.cz exempel.se eksempel.dk eksempel.no esimerkki.fi pelda.hu exemplu.ro primer.ru ornek.com \
    test.com test.de test.fr test.it test.nl testmail.com xyz.com abc.com abc.de abc.fr xxx.com xxx.de xxx.fr xx.com \
    xx.xx mail.domain.com gmai.com emailaddress.com acme.com demo.com demo.de sample.com server.com provider.com anbieter.de provider.de \
    fournisseur.fr boite.fr monentreprise.fr mon-entreprise.fr entreprise.fr votreentreprise.fr nomdedomaine.fr \
    nom-de-domaine.fr nomdedomaine.com doe.com johndoe.com yours.com yourname.com demolink.org site.ru domain.ru domen.ru \
    correo.com tucorreo.com sucorreo.com dinminedomene.no dindomene.no dittdomain.se dindomain.dk dindomæne.dk \
    firmname.com businessname.com yourbusiness.com yourbrand.com brand.com yourshop.com yourstore.com \
    deine-website.de deine-webseite.de ihre-website.de ihrewebsite.de ihre-seite.de musterseite.de mustershop.de";

static PLACEHOLDERS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| PLACEHOLDER_LOCALS.split_ascii_whitespace().chain(PLACEHOLDER_DOMAINS.split_ascii_whitespace()).collect());

/// Texts that stand where an address should be written.
fn is_placeholder(local: &str, domain: &str) -> bool {
    let reserved = domain.split('.').rev().nth(1) == Some("example")
        || matches!(domain.rsplit('.').next(), Some("example" | "invalid" | "localhost" | "local"));
    // "your@email.com": two real domains that stand in examples far more often than in addresses.
    let generic_domain = matches!(
        domain,
        "email.com"
            | "mail.com"
            | "e-mail.com"
            | "mail.de"
            | "email.de"
            | "mail.fr"
            | "email.fr"
            | "mail.it"
            | "email.it"
            | "email.es"
            | "mail.ru"
            | "mail.nl"
            | "email.nl"
            | "email.cz"
            | "email.pl"
            | "mail.pl"
    );
    let generic_local = matches!(
        local,
        "email"
            | "mail"
            | "e-mail"
            | "user"
            | "info"
            | "test"
            | "me"
            | "my"
            | "hello"
            | "contact"
            | "correo"
            | "adresse"
            | "moj"
            | "tu"
            | "name"
            | "nombre"
            | "votre"
            | "someone"
            | "support"
            | "hi"
            | "jan"
            | "john"
            | "max"
            | "name1"
    );
    reserved
        || PLACEHOLDERS.contains(local)
        || PLACEHOLDERS.contains(domain)
        || generic_domain && generic_local && domain != "mail.ru"
        || local == "user" && domain.starts_with("domain")
        || local.starts_with("yourname")
        || local.starts_with("your-email")
}

/// The recipients of a `mailto:` target, as written: those of the path and of `to` and `cc`. `None` when it is no mailto.
pub(crate) fn mailto_recipients(href: &str) -> Option<Vec<String>> {
    let mut rest = href.trim();
    // "http://mailto:a@b.c" is what editors make of a careless link.
    for prefix in ["http://", "https://"] {
        if let Some(inner) = strip_prefix_ignore_case(rest, prefix)
            && strip_prefix_ignore_case(inner, "mailto:").is_some()
        {
            rest = inner;
        }
    }
    let mut rest = strip_prefix_ignore_case(rest, "mailto:").or_else(|| strip_prefix_ignore_case(rest, "mailto%3a"))?;
    // "mailto:mailto:…" and "mailto://…" too.
    while let Some(inner) = strip_prefix_ignore_case(rest.trim_start(), "mailto:") {
        rest = inner;
    }
    let rest = rest.trim_start_matches('/');
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut found: Vec<String> = Vec::new();
    let mut add = |list: &str| {
        let decoded = percent_decode(list);
        // Encoded once too often: "%2540".
        let decoded = if decoded.contains("%40") { percent_decode(&decoded).into_owned() } else { decoded.into_owned() };
        found.extend(decoded.split([',', ';']).map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned));
    };
    add(path);
    for pair in query.split(['&', '?']) {
        if let Some((name, value)) = pair.split_once('=')
            && matches!(name.trim_start_matches("amp;").to_ascii_lowercase().as_str(), "to" | "cc")
        {
            add(value);
        }
    }
    found.truncate(20);
    Some(found)
}

/// `strip_prefix` whatever the case.
pub(crate) fn strip_prefix_ignore_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_made_lower_case_and_ascii() {
        assert_eq!(normalise(" Info@Bäckerei-Sonne.de ").as_deref(), Some("info@xn--bckerei-sonne-bfb.de"));
        assert_eq!(normalise("a.b+c_d-e@shop.co.uk").as_deref(), Some("a.b+c_d-e@shop.co.uk"));
        assert_eq!(normalise("bookings@lodge.co.za").as_deref(), Some("bookings@lodge.co.za"));
    }

    #[test]
    fn a_domain_must_have_a_top_level_that_exists_and_a_name_before_it() {
        for text in [
            "a@firma.deTelefon",
            "a@firma",
            "a@co.uk",
            "a@1.2.3.4",
            "a@firma.png",
            "a@-x.de",
            "a@x..de",
            "a@firma.d",
            "@firma.de",
            "a@",
        ] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }

    #[test]
    fn local_parts_have_a_shape() {
        for text in ["..@firma.de", "a..b@firma.de", "-@firma.de", "ä@firma.de", "a b@firma.de", "!!!a@firma.de"] {
            assert_eq!(normalise(text), None, "{text}");
        }
        assert!(normalise(&format!("{}@firma.de", "a".repeat(65))).is_none());
    }

    #[test]
    fn asset_names_and_package_versions_are_refused() {
        for text in ["logo@2x.zip", "icon@3x.app", "react@18.2.0", "lib@1.2.sh", "git@github.com"] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }

    #[test]
    fn placeholders_are_refused() {
        for text in [
            "you@example.com",
            "a@example.de",
            "name@firma.de",
            "vorname.nachname@bank.de",
            "info@domain.com",
            "max@musterfirma.de",
            "your@email.com",
            "email@email.com",
            "prenom.nom@societe.fr",
            "a@shop.example",
            "info@mysite.com",
        ] {
            assert_eq!(normalise(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_that_only_resemble_placeholders_stay() {
        for text in [
            "email@praxis-wald.de",
            "mail@gasthof-linde.at",
            "info@examplewood.co.uk",
            "contact@testa.fr",
            "anna@mail.com",
            "info@mail.ru.com",
        ] {
            assert!(normalise(text).is_some(), "{text}");
        }
    }

    #[test]
    fn error_reporting_keys_are_refused() {
        assert_eq!(normalise("605a7baede844d278b89dc95ae0a9123@sentry-next.wixpress.com"), None);
        assert_eq!(normalise("abc123@o1.ingest.sentry.io"), None);
        assert_eq!(normalise("8eb368c655b84e029ed79ad7a5c1718e@errors.firma.de"), None);
    }

    #[test]
    fn mailto_links_name_their_recipients() {
        let of = |href: &str| mailto_recipients(href).unwrap_or_default();
        assert_eq!(of("MAILTO:a@x.de?subject=b@y.de&cc=c%40z.de"), ["a@x.de", "c@z.de"]);
        assert_eq!(of("mailto:a@x.de,%20b@y.de;c@z.de"), ["a@x.de", "b@y.de", "c@z.de"]);
        assert_eq!(of("mailto:?to=a@x.de&amp;cc=b@y.de"), ["a@x.de", "b@y.de"]);
        assert_eq!(of("http://mailto:a@x.de"), ["a@x.de"]);
        assert_eq!(of("mailto:%69nfo%2540x.de"), ["info@x.de"]);
        assert!(of("mailto:?subject=Look&body=a@x.de").is_empty());
        assert!(mailto_recipients("https://x.de/mailto:").is_none());
    }
}
