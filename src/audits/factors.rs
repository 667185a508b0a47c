//! What makes a lead worth calling: it can be reached, it is alive, and there is something to improve. One table; each row is a
//! rule with its default points and a pure function that says how much of it applies, from 0 to 100 per cent, and why.
//!
//! Belongs here: reasons and weights. Does not belong here: adding up (see `rules`), looking at pages (see `checks`).

use std::collections::BTreeMap;

use glouton_reader::{ContactKind, Purpose, Seniority};

use super::checks::content::newest;
use super::checks::domain::{is_free_mail, is_own_mail};
use super::model::{Check, CheckStatus, PageEvidence, Text};
use super::subject::{Subject, YEAR_DAYS};
use super::time::year_of;

/// Site quality up to which there is enough to improve; ten more and `against.polished` applies in full.
const POLISHED_FROM: u8 = 86;

/// A row of the factor table.
pub(super) struct FactorRule {
    /// "reach.email"
    pub id: &'static str,
    /// Default points; negative for a reason against.
    pub points: i32,
    /// What it stands for, in English and French.
    pub means: [&'static str; 2],
    /// How much of it applies.
    pub basis: Basis,
}

/// What a factor looks at.
pub(super) enum Basis {
    /// Facts.
    Facts(fn(&Ground<'_>) -> Degree),
    /// Failed checks, each with the share (per cent) of the points it brings; a warning brings half. Together 100 at most.
    Checks(&'static [(&'static str, u32)]),
}

/// What factors may look at.
pub(super) struct Ground<'a> {
    pub subject: &'a Subject<'a>,
    pub checks: BTreeMap<&'a str, &'a Check>,
    pub site_quality: u8,
}

/// How much of a factor applies, and why.
pub(super) struct Degree {
    /// 0 to 100.
    pub percent: u32,
    pub why: Text,
    pub evidence: Vec<PageEvidence>,
}

impl Degree {
    fn new(percent: u32, en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self { percent: percent.min(100), why: Text::new(en, fr), evidence: Vec::new() }
    }

    fn at(mut self, evidence: Vec<PageEvidence>) -> Self {
        self.evidence = evidence;
        self
    }
}

const fn rule(id: &'static str, points: i32, means: [&'static str; 2], basis: Basis) -> FactorRule {
    FactorRule { id, points, means, basis }
}

/// All factors: first what makes a lead reachable, then what shows that it is alive, then what it needs, then what speaks against.
pub(super) const FACTORS: &[FactorRule] = &[
    rule("reach.email", 14, ["An e-mail address of the business", "Une adresse e-mail de l'entreprise"], Basis::Facts(email)),
    rule("reach.phone", 10, ["A phone number of the business", "Un numéro de téléphone de l'entreprise"], Basis::Facts(phone)),
    rule(
        "reach.person",
        6,
        ["A named person, best one who decides", "Une personne nommée, au mieux qui décide"],
        Basis::Facts(person),
    ),
    rule("reach.form", 3, ["A contact form", "Un formulaire de contact"], Basis::Facts(form)),
    rule("reach.address", 3, ["A postal address", "Une adresse postale"], Basis::Facts(address)),
    rule("alive.recent", 6, ["Something on the site is recent", "Quelque chose de récent sur le site"], Basis::Facts(recent)),
    rule("alive.year", 4, ["The copyright year is kept up", "L'année de copyright est tenue à jour"], Basis::Facts(current_year)),
    rule("alive.hours", 4, ["Opening hours are given", "Les horaires sont donnés"], Basis::Facts(hours)),
    rule("alive.social", 4, ["Profiles on social networks", "Des profils sur les réseaux sociaux"], Basis::Facts(social)),
    rule(
        "alive.business",
        4,
        ["Sells, books or takes payments on the site", "Vend, réserve ou encaisse sur le site"],
        Basis::Facts(business),
    ),
    rule(
        "need.website",
        45,
        ["Needs a site, or one under its own name", "A besoin d'un site, ou d'un site à son nom"],
        Basis::Facts(website),
    ),
    rule(
        "need.https",
        12,
        ["The connection is not safe", "La connexion n'est pas sûre"],
        Basis::Checks(&[
            ("security.https", 100),
            ("security.https-redirect", 50),
            ("security.mixed-content", 50),
            ("security.form-target", 60),
            ("security.certificate-expiry", 80),
        ]),
    ),
    rule(
        "need.mobile",
        14,
        ["Does not work well on phones", "Fonctionne mal sur téléphone"],
        Basis::Checks(&[
            ("mobile.viewport", 100),
            ("mobile.viewport-width", 70),
            ("mobile.fixed-width", 40),
            ("mobile.plugins", 70),
            ("mobile.tap-to-call", 25),
            ("mobile.responsive-images", 20),
            ("mobile.small-text", 15),
            ("reachability.frameset", 80),
        ]),
    ),
    rule(
        "need.platform",
        10,
        ["Runs on old software", "Tourne sur de vieux logiciels"],
        Basis::Checks(&[
            ("security.outdated-cms", 100),
            ("security.outdated-php", 70),
            ("security.outdated-jquery", 40),
            ("accessibility.obsolete-markup", 40),
            ("accessibility.standards-mode", 40),
            ("reachability.server-errors", 60),
        ]),
    ),
    rule(
        "need.speed",
        8,
        ["Is slow", "Est lent"],
        Basis::Checks(&[
            ("performance.response-time", 100),
            ("performance.slow-pages", 40),
            ("performance.compression", 40),
            ("performance.blocking-scripts", 40),
            ("performance.html-size", 30),
            ("performance.requests", 40),
            ("performance.dom-size", 30),
            ("performance.lazy-images", 20),
            ("performance.image-formats", 20),
        ]),
    ),
    rule(
        "need.search",
        12,
        ["Is hard to find in search engines", "Est difficile à trouver dans les moteurs de recherche"],
        Basis::Checks(&[
            ("seo.indexable", 100),
            ("seo.title", 60),
            ("seo.description", 30),
            ("seo.h1", 25),
            ("seo.structured-data", 30),
            ("seo.title-unique", 20),
            ("seo.title-length", 15),
            ("seo.place-in-title", 20),
            ("seo.sitemap", 15),
            ("seo.sharing", 20),
            ("seo.duplicate-pages", 25),
            ("seo.address-shape", 15),
            ("seo.canonical", 10),
        ]),
    ),
    rule(
        "need.privacy",
        10,
        ["Lacks what privacy law asks for", "Ne respecte pas le droit des données"],
        Basis::Checks(&[
            ("privacy.policy", 60),
            ("privacy.legal-notice", 50),
            ("privacy.consent", 50),
            ("privacy.trackers-before-consent", 50),
            ("privacy.google-fonts", 30),
            ("privacy.embeds", 20),
            ("privacy.terms", 40),
        ]),
    ),
    rule(
        "need.accessibility",
        8,
        ["Shuts people out", "Exclut des personnes"],
        Basis::Checks(&[
            ("accessibility.image-alt", 50),
            ("accessibility.form-labels", 40),
            ("accessibility.language", 30),
            ("accessibility.zoom", 40),
            ("accessibility.link-names", 30),
            ("accessibility.button-names", 30),
            ("accessibility.heading-order", 15),
        ]),
    ),
    rule(
        "need.content",
        10,
        ["Says too little, or old things", "En dit trop peu, ou date"],
        Basis::Checks(&[
            ("content.substance", 50),
            ("content.filler", 60),
            ("content.copyright-year", 60),
            ("content.freshness", 40),
            ("content.opening-hours", 40),
            ("content.contact-page", 30),
            ("content.contact-form", 30),
            ("content.social", 20),
            ("content.about", 20),
            ("reachability.broken-pages", 50),
        ]),
    ),
    rule(
        "need.mail",
        6,
        ["Its mail is set up badly", "Sa messagerie est mal réglée"],
        Basis::Checks(&[("domain.own-mail", 60), ("domain.spf", 40), ("domain.dmarc", 40), ("domain.mx", 50)]),
    ),
    rule(
        "need.hardening",
        5,
        ["Lacks common protections", "Manque de protections courantes"],
        Basis::Checks(&[
            ("security.hsts", 40),
            ("security.csp", 40),
            ("security.content-type-options", 30),
            ("security.frame-options", 30),
            ("security.server-version", 40),
            ("security.cookies", 40),
        ]),
    ),
    rule(
        "against.dead",
        -60,
        [
            "The site does not work, and nothing shows a business behind it",
            "Le site ne marche pas, et rien ne montre une entreprise derrière",
        ],
        Basis::Facts(dead),
    ),
    rule(
        "against.unreachable",
        -30,
        ["There is no way to reach the business", "Il n'y a pas de moyen de joindre l'entreprise"],
        Basis::Facts(unreachable),
    ),
    rule("against.abandoned", -15, ["Nothing has moved for years", "Rien n'a bougé depuis des années"], Basis::Facts(abandoned)),
    rule(
        "against.polished",
        -20,
        ["The site is in very good shape already", "Le site est déjà en très bon état"],
        Basis::Facts(polished),
    ),
];

/// How much of a factor applies.
pub(super) fn degree(rule: &FactorRule, ground: &Ground<'_>) -> Degree {
    match &rule.basis {
        Basis::Facts(look) => look(ground),
        Basis::Checks(shares) => needs(ground, shares),
    }
}

/// Adds up the shares of failed checks, and names the three that weigh most.
fn needs(ground: &Ground<'_>, shares: &[(&str, u32)]) -> Degree {
    let mut found: Vec<(u32, &Check)> = shares
        .iter()
        .filter_map(|(id, share)| {
            let check = ground.checks.get(id)?;
            match check.status {
                CheckStatus::Fail => Some((*share, *check)),
                CheckStatus::Warn => Some((share / 2, *check)),
                _ => None,
            }
        })
        .collect();
    if found.is_empty() {
        return Degree::new(0, "Nothing of the kind was found.", "Rien de tel n'a été trouvé.");
    }
    // Stable: equal shares keep the order of the table.
    found.sort_by_key(|(share, _)| std::cmp::Reverse(*share));
    let percent = found.iter().map(|(share, _)| share).sum();
    let details =
        |pick: fn(&Text) -> &str| found.iter().take(3).map(|(_, check)| pick(&check.detail)).collect::<Vec<_>>().join(" ");
    let evidence = found.iter().take(3).filter_map(|(_, check)| check.evidence.first().cloned()).collect();
    Degree::new(percent, details(|text| &text.en), details(|text| &text.fr)).at(evidence)
}

fn status(ground: &Ground<'_>, id: &str) -> CheckStatus {
    ground.checks.get(id).map_or(CheckStatus::Unknown, |check| check.status)
}

fn email(g: &Ground<'_>) -> Degree {
    let worth = |contact: &&glouton_reader::Contact| match contact.purpose {
        Purpose::NoReply => 0,
        _ if is_own_mail(g.subject, contact) => 100,
        _ if is_free_mail(contact) => 85,
        _ => 70,
    };
    // The first of the best: the site lists its best contact first.
    let best = g.subject.contacts(ContactKind::Email).fold(None, |best: Option<(u32, &glouton_reader::Contact)>, contact| {
        let worth = worth(&contact);
        if best.is_none_or(|(most, _)| worth > most) { Some((worth, contact)) } else { best }
    });
    match best {
        None => Degree::new(
            0,
            "No e-mail address of the business was found.",
            "Aucune adresse e-mail de l'entreprise n'a été trouvée.",
        ),
        Some((0, contact)) => {
            Degree::new(0, "Only an address that reads nothing was found.", "Seule une adresse qui ne lit rien a été trouvée.")
                .at(g.subject.of_contact(contact))
        }
        Some((percent @ 100, contact)) => Degree::new(
            percent,
            "An e-mail address on its own domain was found.",
            "Une adresse e-mail sur son propre domaine a été trouvée.",
        )
        .at(g.subject.of_contact(contact)),
        Some((percent, contact)) => Degree::new(
            percent,
            "An e-mail address on another domain was found.",
            "Une adresse e-mail sur un autre domaine a été trouvée.",
        )
        .at(g.subject.of_contact(contact)),
    }
}

fn phone(g: &Ground<'_>) -> Degree {
    match g.subject.contacts(ContactKind::Phone).next() {
        Some(contact) => {
            Degree::new(100, "A phone number of the business was found.", "Un numéro de téléphone de l'entreprise a été trouvé.")
                .at(g.subject.of_contact(contact))
        }
        None => Degree::new(
            0,
            "No phone number of the business was found.",
            "Aucun numéro de téléphone de l'entreprise n'a été trouvé.",
        ),
    }
}

fn person(g: &Ground<'_>) -> Degree {
    let people = &g.subject.input.site.people;
    let decides = people.iter().find(|person| person.seniority == Seniority::Executive);
    match decides.or_else(|| people.first()) {
        None => Degree::new(0, "No person is named.", "Aucune personne n'est nommée."),
        Some(person) => {
            let name = &person.name.value;
            let (percent, en, fr) = match (person.seniority, &person.title) {
                (Seniority::Executive, Some(title)) => {
                    (100, format!("{name} decides ({title})."), format!("{name} décide ({title})."))
                }
                (Seniority::Executive, None) => (100, format!("{name} decides."), format!("{name} décide.")),
                _ => (50, format!("{name} is named."), format!("{name} est nommé sur le site.")),
            };
            Degree::new(percent, en, fr).at(g.subject.all_places(&person.name.evidence))
        }
    }
}

fn form(g: &Ground<'_>) -> Degree {
    let passed = status(g, "content.contact-form") == CheckStatus::Pass;
    let evidence = g.checks.get("content.contact-form").map(|check| check.evidence.clone()).unwrap_or_default();
    if passed {
        Degree::new(100, "There is a contact form.", "Il y a un formulaire de contact.").at(evidence)
    } else {
        Degree::new(0, "No contact form was found.", "Aucun formulaire de contact n'a été trouvé.")
    }
}

fn address(g: &Ground<'_>) -> Degree {
    match g.subject.input.site.organisation.addresses.first() {
        Some(address) => Degree::new(100, "A postal address was found.", "Une adresse postale a été trouvée.")
            .at(g.subject.all_places(&address.evidence)),
        None => Degree::new(0, "No postal address was found.", "Aucune adresse postale n'a été trouvée."),
    }
}

fn recent(g: &Ground<'_>) -> Degree {
    let Some((days, page, date)) = newest(g.subject) else {
        return Degree::new(0, "The pages carry no dates.", "Les pages ne portent pas de date.");
    };
    let percent = match days {
        days if days <= YEAR_DAYS => 100,
        days if days <= 2 * YEAR_DAYS => 50,
        _ => 0,
    };
    Degree::new(
        percent,
        format!("The newest date on the site is {date}."),
        format!("La date la plus récente du site est le {date}."),
    )
    .at(vec![page.quote(date, Some("time, script[type='application/ld+json']"))])
}

fn current_year(g: &Ground<'_>) -> Degree {
    let Some(check) = g.checks.get("content.copyright-year").filter(|check| check.status != CheckStatus::Unknown) else {
        return Degree::new(0, "No copyright year is shown.", "Aucune année de copyright n'est affichée.");
    };
    let percent = if check.status == CheckStatus::Pass { 100 } else { 0 };
    Degree { percent, why: check.detail.clone(), evidence: check.evidence.clone() }
}

fn hours(g: &Ground<'_>) -> Degree {
    match g.subject.input.site.organisation.opening_hours.first() {
        Some(hours) => Degree::new(
            100,
            format!("Opening hours are given: {}.", hours.value),
            format!("Les horaires sont donnés : {}.", hours.value),
        )
        .at(g.subject.all_places(&hours.evidence)),
        None => Degree::new(0, "No opening hours were found.", "Aucun horaire n'a été trouvé."),
    }
}

fn social(g: &Ground<'_>) -> Degree {
    let profiles = &g.subject.input.site.socials;
    let list = profiles.iter().map(|profile| profile.network.as_str()).collect::<Vec<_>>().join(", ");
    let percent = match profiles.len() {
        0 => return Degree::new(0, "No profile on a social network is linked.", "Aucun profil de réseau social n'est lié."),
        1 => 60,
        _ => 100,
    };
    let evidence = profiles.first().map(|profile| g.subject.all_places(&profile.url.evidence)).unwrap_or_default();
    Degree::new(percent, format!("Profiles are linked: {list}."), format!("Des profils sont liés : {list}.")).at(evidence)
}

fn business(g: &Ground<'_>) -> Degree {
    let found = ["ecommerce", "booking", "payment"].into_iter().find_map(|category| g.subject.technology_of(category));
    match found {
        Some(technology) => {
            let name = &technology.name.value;
            Degree::new(100, format!("The site does business with {name}."), format!("Le site fait des affaires avec {name}."))
                .at(g.subject.all_places(&technology.name.evidence))
        }
        None => Degree::new(0, "The site sells and books nothing itself.", "Le site ne vend et ne réserve rien lui-même."),
    }
}

fn website(g: &Ground<'_>) -> Degree {
    let evidence = |id: &str| g.checks.get(id).map(|check| check.evidence.clone()).unwrap_or_default();
    if g.subject.has_no_site() {
        return Degree::new(100, "The business has no site.", "L'entreprise n'a pas de site.");
    }
    if status(g, "reachability.finished") == CheckStatus::Fail && is_reachable(g) {
        return Degree::new(
            60,
            "The site is unfinished, the business can be reached.",
            "Le site est inachevé, l'entreprise est joignable.",
        )
        .at(evidence("reachability.finished"));
    }
    if status(g, "domain.own-name") == CheckStatus::Fail {
        return Degree::new(
            25,
            "The site lives under another company's name.",
            "Le site vit sous le nom d'une autre entreprise.",
        )
        .at(evidence("domain.own-name"));
    }
    Degree::new(0, "The business has a site under its own name.", "L'entreprise a un site à son nom.")
}

/// An e-mail address that is read, or a phone number.
fn is_reachable(g: &Ground<'_>) -> bool {
    let mail = g.subject.contacts(ContactKind::Email).any(|contact| contact.purpose != Purpose::NoReply);
    mail || g.subject.contacts(ContactKind::Phone).next().is_some()
}

fn dead(g: &Ground<'_>) -> Degree {
    let of = |id: &str, percent: u32| {
        let check = g.checks.get(id).filter(|check| check.status == CheckStatus::Fail)?;
        Some(Degree { percent, why: check.detail.clone(), evidence: check.evidence.clone() })
    };
    let unfinished = if is_reachable(g) { None } else { of("reachability.finished", 100) };
    of("reachability.home", 100).or(unfinished).unwrap_or_else(|| Degree::new(0, "The site works.", "Le site fonctionne."))
}

fn unreachable(g: &Ground<'_>) -> Degree {
    if is_reachable(g) {
        Degree::new(0, "The business can be reached.", "L'entreprise est joignable.")
    } else if status(g, "content.contact-form") == CheckStatus::Pass {
        Degree::new(50, "Only a form reaches the business.", "Seul un formulaire permet de joindre l'entreprise.")
    } else {
        Degree::new(
            100,
            "No e-mail address, phone number or form was found.",
            "Ni adresse e-mail, ni téléphone, ni formulaire n'a été trouvé.",
        )
    }
}

fn abandoned(g: &Ground<'_>) -> Degree {
    let now = year_of(g.subject.input.examined_at_ms);
    let years = g.subject.pages.iter().filter_map(|page| page.signals().text.copyright_year);
    let last_year = years.map(i32::from).chain(newest(g.subject).and_then(|(_, _, date)| date.get(..4)?.parse().ok())).max();
    let Some(year) = last_year else {
        return Degree::new(0, "Nothing tells how old the site is.", "Rien ne dit l'âge du site.");
    };
    let percent = match now - year {
        ..=4 => 0,
        5..=7 => 50,
        _ => 100,
    };
    // A business that opens its doors, keeps profiles or sells on the site may well live, whatever its footer says.
    let lives = hours(g).percent > 0 || social(g).percent > 0 || business(g).percent > 0;
    let percent = if lives { percent / 2 } else { percent };
    let evidence = g.checks.get("content.copyright-year").map(|check| check.evidence.clone()).unwrap_or_default();
    Degree::new(
        percent,
        format!("The latest year on the site is {year}."),
        format!("L'année la plus récente du site est {year}."),
    )
    .at(evidence)
}

fn polished(g: &Ground<'_>) -> Degree {
    let quality = g.site_quality;
    let percent = u32::from(quality.saturating_sub(POLISHED_FROM)).saturating_mul(10);
    Degree::new(
        percent,
        format!("The site's quality is {quality} of 100."),
        format!("La qualité du site est de {quality} sur 100."),
    )
}

/// Names of checks that a factor adds up, for the documentation.
#[cfg(test)]
pub(super) fn sources(rule: &FactorRule) -> Vec<(&'static str, u32)> {
    match &rule.basis {
        Basis::Facts(_) => Vec::new(),
        Basis::Checks(shares) => shares.to_vec(),
    }
}
