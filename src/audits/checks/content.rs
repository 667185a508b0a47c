//! Does the site say what a customer wants to know? Ways to reach the business, hours, address, freshness, substance.

use glouton_reader::{ContactKind, PageKind};
use serde_json::json;

use super::seo::leads_to;
use super::{Finding, Limits, Rule, Things, unwanted};
use crate::audits::model::CheckStatus;
use crate::audits::subject::{Subject, quoted};
use crate::audits::time::{days_between, year_of};

pub(super) const RULES: &[Rule] = &[
    Rule::major(
        "content.contact-page",
        "pass: a contact page is read or linked; warn: none, but the start page shows a contact; fail: none",
        contact_page,
    ),
    Rule::critical("content.phone", "fail: no phone number of the business on the pages read", phone),
    Rule::major("content.email", "pass: an e-mail address of the business; warn: only a form; fail: neither", email),
    Rule::minor("content.contact-form", "warn: no contact form on the pages read", contact_form),
    Rule::minor(
        "content.mail-link",
        "pass: an e-mail link; warn: e-mail addresses are plain text; unknown without one",
        mail_link,
    ),
    Rule::major(
        "content.opening-hours",
        "warn: no opening hours found; unknown for a business without an address",
        opening_hours,
    ),
    Rule::major("content.address", "warn: no postal address found", address),
    Rule::major(
        "content.copyright-year",
        "pass: this year or last; warn: up to 3 years old; fail: older; unknown without one",
        copyright_year,
    ),
    Rule::minor(
        "content.freshness",
        "pass: something dated within 12 months; warn: 36; fail: older; unknown without dates",
        freshness,
    ),
    Rule::major("content.substance", "pass: 1 000 characters or more on the start page; warn: 300; fail: less", substance),
    Rule::major("content.filler", "fail: filler text (\"lorem ipsum\") left on the pages", filler).fault(),
    Rule::minor(
        "content.language",
        "pass: pages are written in the language that they declare; warn: not; unknown when one is not known",
        language,
    )
    .fault(),
    Rule::minor("content.social", "pass: a profile on a social network is linked; warn: none", social),
    Rule::minor("content.about", "warn: no page about the business or its people", about),
    Rule::minor("content.description", "warn: the site does not say in a sentence what the business does", description),
];

fn contact_page(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    if let Some(page) = s.page_of(PageKind::Contact) {
        return Finding::pass("There is a contact page.", "Il y a une page de contact.")
            .at(page.quote(page.record.url.path(), None));
    }
    if let Some((page, words)) = s.link_to(PageKind::Contact) {
        return Finding::pass("A contact page is linked.", "Une page de contact est liée.")
            .at(page.quote(words, Some("a[href]")));
    }
    let reachable = s.contacts(ContactKind::Phone).next().or_else(|| s.contacts(ContactKind::Email).next());
    match reachable {
        Some(contact) => Finding::warn(
            "There is no contact page; contacts stand on other pages.",
            "Il n'y a pas de page de contact ; les contacts sont ailleurs.",
        )
        .all(s.of_contact(contact)),
        None => Finding::fail("There is no contact page.", "Il n'y a pas de page de contact."),
    }
}

fn phone(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    match s.contacts(ContactKind::Phone).next() {
        Some(contact) => {
            Finding::pass("A phone number is shown.", "Un numéro de téléphone est affiché.").all(s.of_contact(contact))
        }
        None => Finding::fail(
            "No phone number is shown on the pages read.",
            "Aucun numéro de téléphone n'est affiché sur les pages lues.",
        ),
    }
    .value(s.contacts(ContactKind::Phone).count())
}

fn email(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    if let Some(contact) = s.contacts(ContactKind::Email).next() {
        return Finding::pass("An e-mail address is shown.", "Une adresse e-mail est affichée.")
            .value(s.contacts(ContactKind::Email).count())
            .all(s.of_contact(contact));
    }
    if has_form(s) {
        Finding::warn(
            "No e-mail address is shown, only a form.",
            "Aucune adresse e-mail n'est affichée, seulement un formulaire.",
        )
    } else {
        Finding::fail(
            "Neither an e-mail address nor a form is on the pages read.",
            "Ni adresse e-mail ni formulaire sur les pages lues.",
        )
    }
    .value(0)
}

fn has_form(s: &Subject<'_>) -> bool {
    s.contacts(ContactKind::ContactForm).next().is_some() || s.total(|signals| u32::from(signals.forms.contact)) > 0
}

fn contact_form(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let place = s.pages.iter().find(|page| page.signals().forms.contact > 0);
    match (place, s.contacts(ContactKind::ContactForm).next()) {
        (Some(page), _) => {
            Finding::pass("There is a contact form.", "Il y a un formulaire de contact.").at(page.quote("form", Some("form")))
        }
        (None, Some(contact)) => {
            Finding::pass("There is a contact form.", "Il y a un formulaire de contact.").all(s.of_contact(contact))
        }
        (None, None) => Finding::warn(
            "There is no contact form on the pages read.",
            "Il n'y a pas de formulaire de contact sur les pages lues.",
        ),
    }
}

fn mail_link(s: &Subject<'_>) -> Finding {
    let links = s.total(|signals| signals.links.mailto);
    if links > 0 {
        return Finding::pass(format!("{links} links write to the business."), format!("{links} liens écrivent à l'entreprise."))
            .value(links);
    }
    match s.contacts(ContactKind::Email).next() {
        Some(contact) => Finding::warn("E-mail addresses cannot be clicked.", "Les adresses e-mail ne sont pas cliquables.")
            .value(0)
            .all(s.of_contact(contact)),
        None => Finding::unknown("No e-mail address is shown.", "Aucune adresse e-mail n'est affichée."),
    }
}

fn opening_hours(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let organisation = &s.input.site.organisation;
    match organisation.opening_hours.first() {
        Some(hours) => Finding::pass(
            format!("Opening hours are shown: {}.", quoted(&hours.value)),
            format!("Les horaires sont affichés : {}.", quoted(&hours.value)),
        )
        .value(hours.value.clone())
        .all(s.all_places(&hours.evidence)),
        None if organisation.addresses.is_empty() => Finding::unknown(
            "Whether customers visit the business is not known.",
            "On ne sait pas si l'entreprise reçoit des clients.",
        ),
        None => Finding::warn("No opening hours were found.", "Aucun horaire d'ouverture n'a été trouvé."),
    }
}

fn address(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    match s.input.site.organisation.addresses.first() {
        Some(address) => {
            Finding::pass("A postal address is shown.", "Une adresse postale est affichée.").all(s.all_places(&address.evidence))
        }
        None => Finding::warn("No postal address was found.", "Aucune adresse postale n'a été trouvée."),
    }
}

fn copyright_year(s: &Subject<'_>) -> Finding {
    let latest =
        s.pages.iter().filter_map(|page| Some((page.signals().text.copyright_year?, *page))).max_by_key(|(year, _)| *year);
    let Some((year, page)) = latest else {
        return Finding::unknown("No copyright year is shown.", "Aucune année de copyright n'est affichée.");
    };
    let age = i64::from(year_of(s.input.examined_at_ms)) - i64::from(year);
    let line = page.signals().text.copyright.as_deref().unwrap_or_default();
    Finding::new(
        Limits { pass: 1, warn: 3 }.status(age),
        format!("The copyright line says {year}."),
        format!("La mention de copyright dit {year}."),
    )
    .value(year)
    .at(page.quote(line, Some("footer")))
}

fn freshness(s: &Subject<'_>) -> Finding {
    let Some((days, page, date)) = newest(s) else {
        return Finding::unknown("The pages carry no dates.", "Les pages ne portent pas de date.");
    };
    let months = days.max(0) / 30;
    Finding::new(
        Limits { pass: 12, warn: 36 }.status(months),
        format!("The newest thing on the site is of {date}."),
        format!("La chose la plus récente du site date du {date}."),
    )
    .value(date)
    .at(page.quote(date, Some("time, script[type='application/ld+json']")))
}

/// The newest machine-readable date on the site, its age in days (negative for a date to come) and its page.
pub(in crate::audits) fn newest<'a>(s: &Subject<'a>) -> Option<(i64, crate::audits::subject::Read<'a>, &'a str)> {
    let mut newest: Option<(i64, crate::audits::subject::Read<'a>, &'a str)> = None;
    for page in &s.pages {
        let Some(date) = page.signals().text.dates.first() else { continue };
        let Some(age) = days_between(date, s.input.examined_at_ms) else { continue };
        if newest.as_ref().is_none_or(|(best, _, _)| age < *best) {
            newest = Some((age, *page, date));
        }
    }
    newest
}

fn substance(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let chars = home.facts.text_chars;
    let status = match chars {
        1_000.. => CheckStatus::Pass,
        300.. => CheckStatus::Warn,
        _ => CheckStatus::Fail,
    };
    Finding::new(
        status,
        format!("The start page has {chars} characters of text."),
        format!("La page d'accueil compte {chars} caractères de texte."),
    )
    .value(chars)
    .at(home.quote(home.signals().head.title.as_deref().unwrap_or_default(), Some("body")))
}

fn filler(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "pieces of filler text",
        fr: "morceaux de faux texte",
        flaw_en: "were left",
        flaw_fr: "sont restés",
        selector: "body",
    };
    unwanted(s, &s.sum(|signals| &signals.text.filler), 0, things)
}

fn language(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let (Some(declared), Some(read)) = (home.signals().head.lang.as_deref(), home.facts.language.as_ref()) else {
        return Finding::unknown(
            "The language is not declared, or cannot be told from the text.",
            "La langue n'est pas déclarée, ou le texte ne permet pas de la dire.",
        );
    };
    let primary = declared.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    // Norwegian is "no" and in two written forms.
    let same = |a: &str, b: &str| a == b || (["no", "nb", "nn"].contains(&a) && ["no", "nb", "nn"].contains(&b));
    if same(&primary, &read.value) {
        Finding::pass(
            format!("The start page is written in the language it declares, {primary}."),
            format!("La page d'accueil est écrite dans la langue déclarée, {primary}."),
        )
    } else {
        Finding::warn(
            format!("The start page declares {primary} and is written in {}.", read.value),
            format!("La page d'accueil déclare {primary} et est écrite en {}.", read.value),
        )
    }
    .value(json!({ "declared": primary, "read": read.value }))
    .at(home.quote(declared, Some("html[lang]")))
}

fn social(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let networks: Vec<&str> = s.input.site.socials.iter().map(|profile| profile.network.as_str()).collect();
    let list = networks.join(", ");
    match s.input.site.socials.first() {
        Some(profile) => Finding::pass(format!("Profiles are linked: {list}."), format!("Des profils sont liés : {list}."))
            .all(s.all_places(&profile.url.evidence)),
        None => Finding::warn("No profile on a social network is linked.", "Aucun profil de réseau social n'est lié."),
    }
    .value(json!(networks))
}

fn about(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    if leads_to(s, PageKind::About) || leads_to(s, PageKind::Team) {
        Finding::pass("A page tells about the business or its people.", "Une page présente l'entreprise ou son équipe.")
    } else {
        Finding::warn("No page tells about the business or its people.", "Aucune page ne présente l'entreprise ou son équipe.")
    }
}

fn description(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    match s.input.site.organisation.descriptions.first() {
        Some(words) => Finding::pass("The site says what the business does.", "Le site dit ce que fait l'entreprise.")
            .all(s.all_places(&words.evidence)),
        None => Finding::warn(
            "The site does not say in a sentence what the business does.",
            "Le site ne dit pas en une phrase ce que fait l'entreprise.",
        ),
    }
}
