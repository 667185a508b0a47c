//! What the domain of an address says about whose it is.

use std::collections::HashSet;
use std::sync::LazyLock;

/// How an address's domain stands to the site's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The site's own, or below it.
    Own,
    /// Bears the site's name under another top-level domain, or nearly so.
    Related,
    /// A mailbox provider's: anybody's.
    FreeMail,
    /// A host, a platform, an authority: nobody's customer writes there for the site.
    Provider,
    /// Some other business's.
    Foreign,
}

/// Judges a domain beside the site's registrable domain.
pub(super) fn relation(domain: &str, own: &str) -> Relation {
    if crate::emails::is_of_site(domain, own) {
        return Relation::Own;
    }
    let registrable = psl::domain_str(domain).unwrap_or(domain);
    if is_free_mail(registrable) {
        return Relation::FreeMail;
    }
    if is_provider(domain, registrable) {
        return Relation::Provider;
    }
    if is_related(registrable, own) { Relation::Related } else { Relation::Foreign }
}

/// "laden.de" and "laden.com"; "hotel-sonne.de" and "hotelsonne.at"; "baeckerei-laden.de" and "laden-baeckerei.de".
fn is_related(domain: &str, own: &str) -> bool {
    let label = |d: &str| -> String { d.split('.').next().unwrap_or_default().to_owned() };
    let bare = |d: &str| -> String { label(d).chars().filter(char::is_ascii_alphanumeric).collect() };
    let (a, b) = (bare(domain), bare(own));
    if a.len() < 3 || b.len() < 3 {
        return a == b && !a.is_empty();
    }
    if a == b {
        return true;
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() >= 5 && long.contains(short.as_str()) && short.len() * 3 >= long.len() && !is_common_word(short) {
        return true;
    }
    // The same words in another order, or the telling word of both shared: "hwk-potsdam" is not "zahnarzt-potsdam".
    let words = |d: &str| -> Vec<String> { label(d).split('-').map(str::to_owned).collect() };
    let (theirs, ours) = (words(domain), words(own));
    let telling = |words: &[String], word: &str| words.iter().filter(|w| !is_common_word(w)).all(|w| w.len() <= word.len());
    !theirs.iter().any(|w| is_institution(w))
        && theirs
            .iter()
            .any(|w| w.len() >= 5 && !is_common_word(w) && ours.contains(w) && telling(&theirs, w) && telling(&ours, w))
}

/// Short names of chambers, unions and offices, as their domains carry them.
fn is_institution(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "hwk",
        "ihk",
        "rak",
        "stbk",
        "kv",
        "kzv",
        "zaek",
        "aek",
        "laek",
        "lzk",
        "lak",
        "wko",
        "wk",
        "akbw",
        "cci",
        "cma",
        "ordre",
        "ordine",
        "colegio",
        "collegio",
        "kammer",
        "chamber",
        "mediation",
        "mediateur",
        "klage",
        "polizei",
        "gemeinde",
        "landkreis",
        "verbraucherzentrale",
    ];
    WORDS.contains(&word)
}

/// Kinds of business and generic words that unrelated names share.
pub(super) fn is_common_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "hotel",
        "restaurant",
        "praxis",
        "zahnarzt",
        "kanzlei",
        "studio",
        "design",
        "media",
        "group",
        "gruppe",
        "service",
        "services",
        "online",
        "digital",
        "immobilien",
        "consulting",
        "berlin",
        "hamburg",
        "muenchen",
        "paris",
        "london",
        "madrid",
        "wien",
        "zuerich",
        "immo",
        "webdesign",
        "agentur",
        "agency",
        "agence",
        "bakery",
        "baeckerei",
        "boulangerie",
        "garage",
        "autohaus",
        "hosting",
        "solutions",
        "marketing",
        "france",
        "deutschland",
        "italia",
        "espana",
        "physio",
        "fitness",
        "beauty",
        "salon",
        "coiffure",
        "friseur",
        "architekten",
        "architects",
        "avocats",
        "avocat",
        "notaire",
        "immobilier",
        "bouw",
        "makelaar",
        "dental",
        "clinic",
        "example",
        "beispiel",
        "muster",
        "exemple",
        "ejemplo",
        "esempio",
        "exemplo",
        "voorbeeld",
        "przyklad",
        "eksempel",
        "exempel",
        "ornek",
    ];
    WORDS.contains(&word)
}

/// Mailbox providers open to everybody.
fn is_free_mail(domain: &str) -> bool {
    static DOMAINS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| FREE_MAIL.split_ascii_whitespace().collect());
    let label = domain.split('.').next().unwrap_or_default();
    DOMAINS.contains(domain)
        || matches!(
            label,
            "gmx"
                | "yahoo"
                | "hotmail"
                | "outlook"
                | "live"
                | "yandex"
                | "ymail"
                | "aol"
                | "googlemail"
                | "gmail"
                | "protonmail"
                | "tutanota"
                | "zoho"
                | "rocketmail"
                | "windowslive"
                | "msn"
                | "rediffmail"
                | "icloud"
                | "legalmail"
                | "arubapec"
                | "postecert"
        )
}

const FREE_MAIL: &str = "web.de t-online.de freenet.de arcor.de vodafone.de vodafonemail.de kabelmail.de online.de email.de mail.de alice-dsl.net alice.de o2online.de unitybox.de versanet.de ewetel.net ewe.net netcologne.de osnanet.de posteo.de posteo.net mailbox.org gmx.net magenta.de onlinehome.de me.com mac.com proton.me pm.me tuta.io tutamail.com fastmail.com hey.com mail.com usa.com email.com \
    orange.fr wanadoo.fr free.fr sfr.fr laposte.net bbox.fr neuf.fr club-internet.fr numericable.fr aliceadsl.fr cegetel.net dbmail.com 9online.fr noos.fr libero.it virgilio.it alice.it tiscali.it tin.it inwind.it iol.it email.it fastwebnet.it teletu.it poste.it vodafone.it pec.it pecimprese.it postacertificata.gov.it pec.libero.it cgn.legalmail.it casellapec.com mypec.eu sicurezzapostale.it gigapec.it registerpec.it pecspedale.it \
    telefonica.net terra.es ono.com movistar.es ya.com wanadoo.es euskaltel.es correo.es sapo.pt clix.pt netcabo.pt iol.pt mail.telepac.pt telepac.pt uol.com.br bol.com.br terra.com.br ig.com.br globo.com oi.com.br wp.pl o2.pl onet.pl onet.eu interia.pl interia.eu op.pl vp.pl gazeta.pl tlen.pl poczta.fm autograf.pl buziaczek.pl go2.pl neostrada.pl \
    seznam.cz email.cz centrum.cz post.cz volny.cz atlas.cz quick.cz tiscali.cz azet.sk zoznam.sk centrum.sk post.sk atlas.sk freemail.hu citromail.hu t-online.hu indamail.hu upcmail.hu vipmail.hu invitel.hu mail.ru bk.ru list.ru inbox.ru internet.ru rambler.ru ya.ru ukr.net i.ua meta.ua bigmir.net abv.bg mail.bg gbg.bg dir.bg \
    telenet.be skynet.be proximus.be scarlet.be belgacom.net voo.be pandora.be brutele.be ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl hetnet.nl upcmail.nl chello.nl casema.nl quicknet.nl kpnplanet.nl solcon.nl tele2.nl telfort.nl zonnet.nl bluewin.ch sunrise.ch hispeed.ch vtxmail.ch mymail.ch swissonline.ch citycable.ch netplus.ch aon.at chello.at a1.net drei.at kabsi.at inode.at utanet.at liwest.at speed.at tele2.at \
    btinternet.com btconnect.com btopenworld.com sky.com talktalk.net virginmedia.com virgin.net ntlworld.com blueyonder.co.uk tiscali.co.uk talk21.com fsmail.net o2.co.uk tesco.net plus.com plus.net eircom.net comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net optonline.net roadrunner.com frontier.com centurylink.net juno.com netzero.net shaw.ca rogers.com sympatico.ca telus.net bell.net videotron.ca bigpond.com bigpond.net.au optusnet.com.au iinet.net.au xtra.co.nz vodafone.co.nz mweb.co.za telkomsa.net \
    telia.com bredband.net spray.se passagen.se tele2.se comhem.se bahnhof.se online.no broadpark.no c2i.net frisurf.no lyse.net mail.dk jubii.dk tdcadsl.dk stofanet.dk mail.tele.dk get2net.dk kolumbus.fi elisanet.fi luukku.com saunalahti.fi pp.inet.fi otenet.gr forthnet.gr hol.gr in.gr \
    qq.com 163.com 126.com sina.com sina.cn sohu.com foxmail.com aliyun.com naver.com daum.net hanmail.net nate.com yahoo.co.jp docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com biglobe.ne.jp ocn.ne.jp so-net.ne.jp plala.or.jp walla.co.il netvision.net.il bezeqint.net 012.net.il mynet.com superonline.com siol.net t-2.net net.hr inet.hr t-com.me ptt.rs sbb.rs eunet.rs delfi.lt inbox.lv inbox.lt mail.ee hot.ee simnet.is luxweb.lu pt.lu vo.lu";

/// Hosts, builders, platforms and authorities. An authority's own site is [`Relation::Own`] before this is asked.
fn is_provider(domain: &str, registrable: &str) -> bool {
    static DOMAINS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| PROVIDERS.split_ascii_whitespace().collect());
    let label = registrable.split('.').next().unwrap_or_default();
    const GOVERNMENT: &[&str] = &[
        ".bund.de",
        ".gv.at",
        ".gouv.fr",
        ".admin.ch",
        ".europa.eu",
        ".gov.uk",
        ".gov.pl",
        ".gov.it",
        ".gob.es",
        ".gov.pt",
        ".gov.ie",
        ".gov.au",
        ".overheid.nl",
        ".bayern.de",
        ".hessen.de",
        ".sachsen.de",
        ".niedersachsen.de",
        ".saarland.de",
        ".rlp.de",
        ".bremen.de",
        ".thueringen.de",
        ".nrw.de",
        ".brandenburg.de",
        ".bwl.de",
    ];
    DOMAINS.contains(registrable)
        || GOVERNMENT.iter().any(|g| domain.ends_with(g) || domain == &g[1..])
        || matches!(
            label,
            "ovh"
                | "ovhcloud"
                | "ionos"
                | "1and1"
                | "1und1"
                | "strato"
                | "hetzner"
                | "wix"
                | "jimdo"
                | "squarespace"
                | "google"
                | "facebook"
                | "meta"
                | "instagram"
                | "linkedin"
                | "twitter"
                | "amazon"
                | "microsoft"
                | "apple"
                | "paypal"
                | "stripe"
                | "klarna"
                | "booking"
                | "tripadvisor"
                | "airbnb"
                | "expedia"
                | "hostinger"
                | "godaddy"
                | "siteground"
                | "infomaniak"
                | "gandi"
                | "o2switch"
                | "mailchimp"
                | "cleverreach"
                | "hubspot"
                | "datatilsynet"
                | "hostpoint"
                | "shopify"
                | "combell"
                | "one"
                | "cloudflare"
                | "aruba"
                | "trustpilot"
                | "hotjar"
                | "usercentrics"
                | "cookiebot"
                | "iubenda"
                | "eprivacy"
                | "allaboutcookies"
                | "doctolib"
                | "jameda"
                | "youronlinechoices"
        )
        || label.starts_with("datenschutz")
            && matches!(registrable.rsplit('.').next(), Some("de"))
            && (label.ends_with("berlin")
                || label.ends_with("hamburg")
                || label.ends_with("mv")
                || label == "datenschutz"
                || label.ends_with("bayern")
                || label.ends_with("zentrum")
                || label.contains("hessen")
                || label.contains("rlp")
                || label.contains("saarland"))
}

const PROVIDERS: &str = "all-inkl.com domainfactory.de df.eu host-europe.de hosteurope.de mittwald.de netcup.de webgo.de raidboxes.io raidboxes.de checkdomain.de united-domains.de manitu.de contabo.com easyname.com world4you.com hostprofis.com \
    online.net scaleway.com lws.fr planethoster.com planethoster.info alwaysdata.com amen.fr nuxit.com ikoula.com oxito.com celeonet.fr phpnet.org pulseheberg.com gandi.net register.it serverplan.com netsons.com keliweb.com seeweb.it tophost.it vhosting-it.com dinahosting.com arsys.es raiolanetworks.es webempresa.com cdmon.com loading.es nominalia.com profesionalhosting.com \
    transip.nl antagonist.nl hostnet.nl versio.nl mijndomein.nl vimexx.nl strato.nl home.pl nazwa.pl cyberfolks.pl zenbox.pl lh.pl dhosting.pl wedos.cz wedos.com forpsi.com active24.cz websupport.sk websupport.cz savana.cz loopia.se binero.se simply.com domeneshop.no webhuset.no zoner.fi webhotelli.fi tarhely.eu rackhost.hu ptisp.pt amen.pt dominios.pt locaweb.com.br hostgator.com bluehost.com dreamhost.com namecheap.com wpengine.com kinsta.com fasthosts.co.uk 123-reg.co.uk 20i.com \
    weebly.com webnode.com webflow.com mobirise.com elementor.com zyro.com tilda.cc yola.com webador.com webador.nl jouwweb.nl simplesite.com ueni.com wordpress.com automattic.com duda.co e-monsite.com site123.com strikingly.com cnil.fr garanteprivacy.it gpdp.it aepd.es apd-gba.be autoriteitpersoonsgegevens.nl ico.org.uk dsb.gv.at dataprotection.ie uodo.gov.pl uoou.cz uoou.gov.cz imy.se tietosuoja.fi naih.hu dataprotection.ro dpa.gr cnpd.pt cnpd.lu anpd.gov.br datenschutz-hamburg.de datenschutz-berlin.de datenschutz-bayern.de lda.bayern.de ldi.nrw.de lfd.niedersachsen.de baden-wuerttemberg.de datenschutzzentrum.de tlfdi.de ldasachsen.de \
    verbraucher-schlichter.de universalschlichtungsstelle.de verbraucherstreitbeilegung.de ombudsstelle.at versicherungsombudsmann.de pkv-ombudsmann.de s-d-r.org cm2c.net medicys.fr mediation-conso.fr sasmediationsolution-conso.fr cnpm-mediation-consommation.eu bayern-mediation.fr anm-conso.com mediateur-consommation-smp.fr devigny-mediation.com centre-mediation.eu mediationconso-ame.com mtv.travel adr.coi.cz coi.cz konsument.at brevo.com sendinblue.com newsletter2go.com rapidmail.de getresponse.com typeform.com calendly.com matomo.org etracker.com vimeo.com youtube.com pinterest.com tiktok.com x.com whatsapp.com xing.com opentable.com thefork.com lafourchette.com treatwell.de planity.com yelp.com sumup.com mollie.com adyen.com vimeo.com adobe.com typekit.com fontawesome.com borlabs.io complianz.io real-cookie-banner.com devowl.io e-recht24.de ratgeberrecht.eu activemind.de dury.de";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_stand_to_the_site_as_a_reader_would_say() {
        for (domain, own, expected) in [
            ("laden.de", "laden.de", Relation::Own),
            ("mail.laden.de", "laden.de", Relation::Own),
            ("laden.com", "laden.de", Relation::Related),
            ("hotelsonne.at", "hotel-sonne.de", Relation::Related),
            ("hwk-potsdam.de", "zahnarzt-potsdam.de", Relation::Foreign),
            ("rechtsberatung-muenster.de", "malerei-muenster.de", Relation::Foreign),
            ("sonnenblick-gmbh.de", "restaurant-sonnenblick.de", Relation::Related),
            ("gmx.at", "laden.de", Relation::FreeMail),
            ("orange.fr", "laden.fr", Relation::FreeMail),
            ("yahoo.co.uk", "laden.co.uk", Relation::FreeMail),
            ("ovh.net", "laden.fr", Relation::Provider),
            ("bfdi.bund.de", "laden.de", Relation::Provider),
            ("agentur-nord.de", "laden.de", Relation::Foreign),
            ("hotel-adler.de", "hotel-sonne.de", Relation::Foreign),
        ] {
            assert_eq!(relation(domain, own), expected, "{domain} {own}");
        }
    }
}
