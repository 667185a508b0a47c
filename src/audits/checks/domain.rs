//! Are the name and the mail of the business set up well? MX, SPF, DMARC, DKIM, its own addresses, its own name and its registration.

use glouton_reader::{Contact, ContactKind};
use serde_json::json;

use super::{Finding, Rule};
use crate::audits::model::PageEvidence;
use crate::audits::subject::{DAY_MS, Subject, shorten};
use crate::crawl::model::Registration;
use crate::platform::clock::Timestamp;

pub(super) const RULES: &[Rule] = &[
    Rule::major("domain.mx", "fail: the domain takes no mail", mx),
    Rule::major(
        "domain.spf",
        "pass: an SPF record that ends in ~all or -all; warn: one that lets everybody pass; fail: none",
        spf,
    ),
    Rule::major("domain.dmarc", "pass: a DMARC policy of quarantine or reject; warn: none (p=none); fail: no record", dmarc),
    Rule::minor(
        "domain.dkim",
        "pass: a DKIM key under a selector that the domain's mail provider uses; warn: none; unknown: the provider or its selectors are not known",
        dkim,
    ),
    Rule::major(
        "domain.own-mail",
        "pass: an e-mail address on the own domain; warn: only on another one; fail: only at a free mail provider; unknown without one",
        own_mail,
    ),
    Rule::critical(
        "domain.own-name",
        "fail: the site lives under the name of a website builder or host; pass: under its own",
        own_name,
    )
    .fault(),
    Rule::minor("domain.moved", "warn: the address given leads to another registrable domain", moved).fault(),
    Rule::minor("domain.young", "warn: registered less than 365 days ago; unknown: the registry does not tell", young).fault(),
    Rule::major(
        "domain.expiry",
        "fail: the registration has run out; warn: it does within 30 days; unknown: the registry does not tell",
        expiry,
    )
    .fault(),
];

/// Free mail providers: an address there tells nothing of the business behind it.
const FREE_MAIL: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "outlook.fr",
    "outlook.de",
    "outlook.es",
    "outlook.it",
    "hotmail.com",
    "hotmail.fr",
    "hotmail.de",
    "hotmail.es",
    "hotmail.it",
    "hotmail.co.uk",
    "live.com",
    "live.fr",
    "live.de",
    "live.nl",
    "live.co.uk",
    "msn.com",
    "yahoo.com",
    "yahoo.fr",
    "yahoo.de",
    "yahoo.es",
    "yahoo.it",
    "yahoo.co.uk",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mac.com",
    "aol.com",
    "gmx.de",
    "gmx.net",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "web.de",
    "t-online.de",
    "freenet.de",
    "arcor.de",
    "mail.de",
    "posteo.de",
    "bluewin.ch",
    "hispeed.ch",
    "sunrise.ch",
    "aon.at",
    "chello.at",
    "orange.fr",
    "wanadoo.fr",
    "free.fr",
    "sfr.fr",
    "laposte.net",
    "neuf.fr",
    "bbox.fr",
    "numericable.fr",
    "libero.it",
    "virgilio.it",
    "alice.it",
    "tin.it",
    "tiscali.it",
    "telefonica.net",
    "terra.es",
    "sapo.pt",
    "ziggo.nl",
    "kpnmail.nl",
    "hetnet.nl",
    "planet.nl",
    "xs4all.nl",
    "home.nl",
    "telenet.be",
    "skynet.be",
    "proximus.be",
    "btinternet.com",
    "sky.com",
    "virginmedia.com",
    "talktalk.net",
    "wp.pl",
    "onet.pl",
    "o2.pl",
    "interia.pl",
    "op.pl",
    "seznam.cz",
    "email.cz",
    "centrum.cz",
    "freemail.hu",
    "citromail.hu",
    "mail.ru",
    "yandex.ru",
    "yandex.com",
    "bk.ru",
    "inbox.ru",
    "list.ru",
    "ukr.net",
    "abv.bg",
    "proton.me",
    "protonmail.com",
    "tutanota.com",
    "qq.com",
    "163.com",
    "126.com",
    "naver.com",
    "hanmail.net",
    "daum.net",
    "yahoo.co.jp",
    "uol.com.br",
    "bol.com.br",
    "terra.com.br",
    "zoho.com",
    "comcast.net",
    "verizon.net",
    "att.net",
];

/// Names of builders and hosts that give away sub-domains; a site under one has no name of its own.
const BUILDERS: &[&str] = &[
    "wixsite.com",
    "wordpress.com",
    "blogspot.com",
    "weebly.com",
    "jimdofree.com",
    "jimdosite.com",
    "jimdo.com",
    "webnode.com",
    "webnode.fr",
    "webnode.page",
    "webnode.it",
    "webnode.es",
    "site123.me",
    "squarespace.com",
    "myshopify.com",
    "business.site",
    "godaddysites.com",
    "strikingly.com",
    "webflow.io",
    "carrd.co",
    "netlify.app",
    "vercel.app",
    "github.io",
    "herokuapp.com",
    "e-monsite.com",
    "over-blog.com",
    "canalblog.com",
    "pagesperso-orange.fr",
    "free.fr",
    "tumblr.com",
    "web.app",
    "firebaseapp.com",
    "beepworld.de",
    "homepage.t-online.de",
    "page4.com",
    "mystrikingly.com",
    "ueniweb.com",
    "sumupstore.com",
    "eatbu.com",
    "sites.google.com",
    "facebook.com",
    "instagram.com",
    "linktr.ee",
    "altervista.org",
    "tripod.com",
    "angelfire.com",
    "yolasite.com",
    "ucoz.com",
    "nethouse.ru",
    "wix.com",
    "planity.com",
    "treatwell.com",
];

fn mx(s: &Subject<'_>) -> Finding {
    if s.probe().domain.as_ref().is_some_and(|facts| facts.refuses_mail) {
        return Finding::fail("The domain says that it takes no mail.", "Le domaine dit qu'il ne reçoit pas de courrier.")
            .value(json!([]));
    }
    let Some(exchangers) = s.probe().domain.as_ref().and_then(|facts| facts.mx.as_ref()) else {
        return Finding::unknown("The mail exchangers were not learnt.", "Les serveurs de messagerie n'ont pas été appris.");
    };
    // RFC 7505: a single exchanger named "." says that the domain takes no mail.
    let real: Vec<&String> = exchangers.iter().filter(|name| !matches!(name.as_str(), "" | ".")).collect();
    match real.first() {
        Some(first) => Finding::pass(format!("Mail goes to {first}."), format!("Le courrier va à {first}.")),
        None => Finding::fail("The domain takes no mail.", "Le domaine ne reçoit pas de courrier."),
    }
    .value(json!(real))
}

fn spf(s: &Subject<'_>) -> Finding {
    let Some(facts) = s.probe().domain.as_ref().filter(|facts| facts.txt_read || facts.spf.is_some()) else {
        return Finding::unknown("The TXT records were not learnt.", "Les enregistrements TXT n'ont pas été appris.");
    };
    match facts.spf.as_deref() {
        None => Finding::fail(
            "Anybody can send mail in the name of the business: no SPF.",
            "N'importe qui peut écrire au nom de l'entreprise : pas de SPF.",
        ),
        Some(record) if record.split_whitespace().any(|term| matches!(term, "+all" | "all" | "?all")) => {
            Finding::warn("The SPF record lets everybody pass.", "L'enregistrement SPF laisse passer tout le monde.")
                .value(shorten(record, 200))
        }
        Some(record) => Finding::pass("An SPF record says who may send.", "Un enregistrement SPF dit qui peut envoyer.")
            .value(shorten(record, 200)),
    }
}

fn dmarc(s: &Subject<'_>) -> Finding {
    let Some(facts) = s.probe().domain.as_ref().filter(|facts| facts.dmarc_read || facts.dmarc.is_some()) else {
        return Finding::unknown("The DMARC record was not asked for.", "L'enregistrement DMARC n'a pas été demandé.");
    };
    let Some(record) = facts.dmarc.as_deref() else {
        return Finding::fail(
            "There is no DMARC policy against forged mail.",
            "Il n'y a pas de politique DMARC contre les faux courriers.",
        );
    };
    let policy = record
        .split(';')
        .find_map(|tag| tag.trim().to_ascii_lowercase().strip_prefix("p=").map(|policy| policy.trim().to_owned()));
    match policy.as_deref() {
        Some(policy @ ("quarantine" | "reject")) => Finding::pass(
            format!("Forged mail is refused: p={policy}."),
            format!("Les faux courriers sont refusés : p={policy}."),
        ),
        _ => Finding::warn("Forged mail is only watched, not refused.", "Les faux courriers sont observés, pas refusés."),
    }
    .value(shorten(record, 200))
}

fn dkim(s: &Subject<'_>) -> Finding {
    let Some(dkim) = s.probe().domain.as_ref().and_then(|facts| facts.dkim.as_ref()) else {
        return Finding::unknown(
            "Where the domain's mail provider keeps its DKIM keys is not known.",
            "On ne sait pas où le fournisseur de messagerie garde ses clés DKIM.",
        );
    };
    match dkim.found.first() {
        Some(selector) => Finding::pass(
            format!("Mail can be signed: a DKIM key stands under {selector}."),
            format!("Le courrier peut être signé : une clé DKIM se trouve sous {selector}."),
        )
        .value(json!(dkim.found)),
        None => {
            let asked = dkim.asked.join(", ");
            Finding::warn(
                format!("No DKIM key stands where the mail provider keeps it ({asked})."),
                format!("Aucune clé DKIM là où le fournisseur de messagerie la garde ({asked})."),
            )
            .value(json!(dkim.asked))
        }
    }
}

/// The domain of an e-mail contact.
fn mail_domain(contact: &Contact) -> Option<&str> {
    contact.value.value.rsplit_once('@').map(|(_, domain)| domain)
}

/// Whether an address is at a free mail provider.
pub(in crate::audits) fn is_free_mail(contact: &Contact) -> bool {
    mail_domain(contact).is_some_and(|domain| FREE_MAIL.contains(&domain))
}

/// Whether an address is on the site's own registrable domain.
pub(in crate::audits) fn is_own_mail(s: &Subject<'_>, contact: &Contact) -> bool {
    let theirs = mail_domain(contact).and_then(psl::domain_str);
    theirs.is_some() && theirs == s.domain()
}

fn own_mail(s: &Subject<'_>) -> Finding {
    let mut addresses = s.contacts(ContactKind::Email).peekable();
    if addresses.peek().is_none() {
        return Finding::unknown("No e-mail address is shown.", "Aucune adresse e-mail n'est affichée.");
    }
    let all: Vec<&Contact> = addresses.collect();
    if let Some(own) = all.iter().find(|contact| is_own_mail(s, contact)) {
        return Finding::pass("The business writes from its own domain.", "L'entreprise écrit depuis son propre domaine.")
            .all(s.of_contact(own));
    }
    let domain = all.first().and_then(|contact| mail_domain(contact)).unwrap_or_default().to_owned();
    let places = all.first().map(|contact| s.of_contact(contact)).unwrap_or_default();
    if all.iter().all(|contact| is_free_mail(contact)) {
        Finding::fail(
            format!("The business writes from a free mail provider, {domain}."),
            format!("L'entreprise écrit depuis une messagerie gratuite, {domain}."),
        )
    } else {
        Finding::warn(
            format!("The business writes from another domain, {domain}."),
            format!("L'entreprise écrit depuis un autre domaine, {domain}."),
        )
    }
    .value(domain)
    .all(places)
}

fn own_name(s: &Subject<'_>) -> Finding {
    let Some(host) = s.host() else { return Finding::unread() };
    let builder =
        BUILDERS.iter().find(|name| host == **name || host.strip_suffix(**name).is_some_and(|rest| rest.ends_with('.')));
    match builder {
        Some(builder) => Finding::fail(
            format!("The site lives under another company's name, {builder}."),
            format!("Le site vit sous le nom d'une autre entreprise, {builder}."),
        ),
        None if s.domain().is_none() => Finding::unknown("The site has no domain name.", "Le site n'a pas de nom de domaine."),
        None => Finding::pass(format!("The site has a name of its own, {host}."), format!("Le site a son propre nom, {host}.")),
    }
    .value(host)
}

fn moved(s: &Subject<'_>) -> Finding {
    let (Some(start), Some(to)) = (s.start, s.domain()) else { return Finding::unread() };
    let given = std::iter::once(&start.requested).chain(&s.probe().redirects);
    let mut domains = given.filter_map(|url| url.host_str().and_then(psl::domain_str)).peekable();
    if domains.peek().is_none() {
        return Finding::unknown("The address given has no domain name.", "L'adresse donnée n'a pas de nom de domaine.");
    }
    match domains.find(|from| *from != to) {
        Some(from) => {
            Finding::warn(format!("The address given, {from}, leads to {to}."), format!("L'adresse donnée, {from}, mène à {to}."))
        }
        None => Finding::pass("The site answers under the address given.", "Le site répond à l'adresse donnée."),
    }
    .value(to)
}

/// What the registry says, with a day of its answer: the day, how many days it lies back (negative when it is to come), and the place.
fn registered(s: &Subject<'_>, of: fn(&Registration) -> Option<i64>, word: &str) -> Option<(String, i64, PageEvidence)> {
    let registration = s.probe().domain.as_ref()?.registration.as_ref()?;
    let moment = of(registration)?;
    let (day, now) = (Timestamp(moment).day(), s.input.examined_at_ms);
    let evidence = PageEvidence {
        url: registration.source.clone(),
        snippet: format!("{word} {day}"),
        selector: None,
        fetched_at_ms: now,
        content_hash: String::new(),
    };
    Some((day, now.saturating_sub(moment).div_euclid(DAY_MS), evidence))
}

fn young(s: &Subject<'_>) -> Finding {
    let Some((day, days, evidence)) = registered(s, |told| told.registered_at_ms, "registration") else {
        return Finding::unknown(
            "Since when the domain is registered is not known.",
            "On ne sait pas depuis quand le domaine est réservé.",
        );
    };
    let (en, fr) = (format!("The domain is registered since {day}"), format!("Le domaine est réservé depuis le {day}"));
    if days < 365 {
        Finding::warn(format!("{en}: less than a year."), format!("{fr} : moins d'un an."))
    } else {
        Finding::pass(format!("{en}."), format!("{fr}."))
    }
    .value(day)
    .at(evidence)
}

fn expiry(s: &Subject<'_>) -> Finding {
    let Some((day, days, evidence)) = registered(s, |told| told.expires_at_ms, "expiration") else {
        return Finding::unknown(
            "Until when the domain is registered is not known.",
            "On ne sait pas jusqu'à quand le domaine est réservé.",
        );
    };
    let (en, fr) = (format!("The domain is registered until {day}"), format!("Le domaine est réservé jusqu'au {day}"));
    match -days {
        ..=0 => Finding::fail(format!("The registration ran out on {day}."), format!("La réservation a expiré le {day}.")),
        1..=30 => Finding::warn(format!("{en}: 30 days at most."), format!("{fr} : 30 jours au plus.")),
        _ => Finding::pass(format!("{en}."), format!("{fr}.")),
    }
    .value(day)
    .at(evidence)
}
