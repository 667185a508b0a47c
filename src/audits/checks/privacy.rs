//! Does the site respect visitors and the law? Notices that the law asks for, consent, trackers, fonts and films from elsewhere.
//! A machine can say what is missing; it gives no legal advice.

use glouton_reader::PageKind;
use serde_json::json;

use super::{Finding, Limits, Rule};
use crate::audits::subject::{Read, Subject};

pub(super) const RULES: &[Rule] = &[
    Rule::critical("privacy.policy", "fail: no page and no link that looks like a privacy policy", policy),
    Rule::major(
        "privacy.legal-notice",
        "pass: a legal notice; fail: none in DE, AT, CH, LI, FR, BE, LU, ES, IT (where the law asks for one); unknown elsewhere",
        legal_notice,
    ),
    Rule::major("privacy.terms", "warn: a shop without terms of sale; unknown for others", terms),
    Rule::major("privacy.consent", "fail: trackers and no sign of a consent tool; unknown without trackers", consent),
    Rule::critical(
        "privacy.trackers-before-consent",
        "fail: the markup loads trackers at once, although no one has agreed yet; pass: trackers wait, or there are none",
        before_consent,
    )
    .fault(),
    Rule::minor("privacy.trackers", "pass: up to 2 tracking services; warn: 5; fail: more", trackers).fault(),
    Rule::major(
        "privacy.google-fonts",
        "fail: fonts are loaded from Google, which learns of each visit (German courts have fined this)",
        google_fonts,
    )
    .fault(),
    Rule::minor(
        "privacy.embeds",
        "warn: films, maps or widgets of other companies are loaded at once; pass: none, or they wait",
        embeds,
    )
    .fault(),
    Rule::minor(
        "privacy.first-cookies",
        "warn: tracking cookies come with the first answer, before any question; unknown when headers were not kept",
        first_cookies,
    )
    .fault(),
    Rule::minor(
        "privacy.form-notice",
        "warn: a page with a contact form does not link the privacy policy; unknown without a form",
        form_notice,
    )
    .fault(),
];

/// Tracking services by the hosts they are loaded from; a host matches itself and what ends in "." and it.
const TRACKERS: &[(&str, &str)] = &[
    ("google-analytics.com", "Google Analytics"),
    ("googletagmanager.com", "Google Tag Manager"),
    ("googleadservices.com", "Google Ads"),
    ("doubleclick.net", "Google Ads"),
    ("googlesyndication.com", "Google AdSense"),
    ("connect.facebook.net", "Meta Pixel"),
    ("snap.licdn.com", "LinkedIn Insight"),
    ("analytics.tiktok.com", "TikTok Pixel"),
    ("static.ads-twitter.com", "X Ads"),
    ("bat.bing.com", "Microsoft Ads"),
    ("clarity.ms", "Microsoft Clarity"),
    ("hotjar.com", "Hotjar"),
    ("fullstory.com", "FullStory"),
    ("mouseflow.com", "Mouseflow"),
    ("luckyorange.com", "Lucky Orange"),
    ("smartlook.com", "Smartlook"),
    ("segment.com", "Segment"),
    ("mixpanel.com", "Mixpanel"),
    ("amplitude.com", "Amplitude"),
    ("heapanalytics.com", "Heap"),
    ("hs-analytics.net", "HubSpot"),
    ("hs-scripts.com", "HubSpot"),
    ("mc.yandex.ru", "Yandex Metrica"),
    ("criteo.com", "Criteo"),
    ("criteo.net", "Criteo"),
    ("taboola.com", "Taboola"),
    ("outbrain.com", "Outbrain"),
    ("quantserve.com", "Quantcast"),
    ("scorecardresearch.com", "Comscore"),
    ("pinimg.com", "Pinterest Tag"),
    ("ct.pinterest.com", "Pinterest Tag"),
    ("sc-static.net", "Snap Pixel"),
    ("klaviyo.com", "Klaviyo"),
    ("etracker.com", "etracker"),
    ("ioam.de", "INFOnline"),
    ("adform.net", "Adform"),
    ("adroll.com", "AdRoll"),
    ("statcounter.com", "Statcounter"),
    ("addthis.com", "AddThis"),
    ("sharethis.com", "ShareThis"),
];

/// Companies that learn of a visit when their frame is shown.
const EMBEDS: &[(&str, &str)] = &[
    ("youtube.com", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("google.com", "Google"),
    ("facebook.com", "Facebook"),
    ("instagram.com", "Instagram"),
    ("spotify.com", "Spotify"),
    ("soundcloud.com", "SoundCloud"),
    ("tripadvisor.com", "Tripadvisor"),
];

/// Cookie names of tracking services.
const TRACKING_COOKIES: &[&str] =
    &["_ga", "_gid", "_gcl_", "_fbp", "_hj", "_clck", "_pk_id", "_uetsid", "ide", "hubspotutk", "__utma"];

fn service<'t>(host: &str, table: &'t [(&'t str, &'t str)]) -> Option<&'t str> {
    table
        .iter()
        .find(|(known, _)| host == *known || host.strip_suffix(known).is_some_and(|rest| rest.ends_with('.')))
        .map(|(_, name)| *name)
}

/// Services of `table` among the hosts that `of` names on any page, in alphabetical order, and the first page of one.
fn services<'a>(
    s: &Subject<'a>,
    table: &'static [(&'static str, &'static str)],
    of: impl Fn(Read<'a>) -> Vec<&'a String>,
) -> (Vec<&'static str>, Option<(Read<'a>, &'a str)>) {
    let mut names = Vec::new();
    let mut place = None;
    for page in &s.pages {
        for host in of(*page) {
            if let Some(name) = service(host, table) {
                names.push(name);
                place.get_or_insert((*page, host.as_str()));
            }
        }
    }
    names.sort_unstable();
    names.dedup();
    (names, place)
}

fn loaded<'a>(page: Read<'a>) -> Vec<&'a String> {
    let loads = &page.signals().loads;
    loads.hosts.iter().chain(&loads.script_hosts).collect()
}

fn waiting<'a>(page: Read<'a>) -> Vec<&'a String> {
    page.signals().loads.waiting_hosts.iter().collect()
}

fn policy(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    if let Some(page) = s.page_of(PageKind::Privacy) {
        return Finding::pass("There is a privacy policy.", "Il y a une politique de confidentialité.")
            .at(page.quote(page.record.url.path(), None));
    }
    let linked = s
        .link_to(PageKind::Privacy)
        .or_else(|| s.pages.iter().find_map(|page| Some((*page, page.signals().links.privacy.as_deref()?))));
    match linked {
        Some((page, words)) => Finding::pass("A privacy policy is linked.", "Une politique de confidentialité est liée.")
            .at(page.quote(words, Some("a[href]"))),
        None => Finding::fail("No privacy policy was found.", "Aucune politique de confidentialité n'a été trouvée."),
    }
}

fn legal_notice(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let linked = s.page_of(PageKind::Legal).map(|page| (page, page.record.url.path())).or_else(|| s.link_to(PageKind::Legal));
    let linked = linked.or_else(|| s.pages.iter().find_map(|page| Some((*page, page.signals().links.legal.as_deref()?))));
    if let Some((page, words)) = linked {
        return Finding::pass("There is a legal notice.", "Il y a des mentions légales.").at(page.quote(words, Some("a[href]")));
    }
    match country(s).filter(|country| ["DE", "AT", "CH", "LI", "FR", "BE", "LU", "ES", "IT"].contains(&country.as_str())) {
        Some(country) => Finding::fail(
            format!("No legal notice was found, which the law of {country} asks for."),
            format!("Aucune mention légale n'a été trouvée, alors que la loi ({country}) en demande."),
        )
        .value(country),
        None => Finding::unknown(
            "Whether the law asks for a legal notice here is not known.",
            "On ne sait pas si la loi demande ici des mentions légales.",
        ),
    }
}

/// The country by the address, or else by a country's top-level domain.
fn country(s: &Subject<'_>) -> Option<String> {
    let addresses = &s.input.site.organisation.addresses;
    if let Some(country) = addresses.iter().find_map(|address| address.value.country.clone()) {
        return Some(country);
    }
    let tld = s.host()?.rsplit('.').next()?;
    (tld.len() == 2 && tld.bytes().all(|b| b.is_ascii_alphabetic())).then(|| tld.to_ascii_uppercase())
}

fn terms(s: &Subject<'_>) -> Finding {
    let Some(shop) = s.technology_of("ecommerce") else {
        return Finding::unknown("The site is no shop.", "Le site n'est pas une boutique.");
    };
    let linked = s.page_of(PageKind::Terms).is_some()
        || s.link_to(PageKind::Terms).is_some()
        || s.pages.iter().any(|page| page.signals().links.terms.is_some());
    if linked {
        Finding::pass("The shop has terms of sale.", "La boutique a des conditions de vente.")
    } else {
        Finding::warn("The shop has no terms of sale.", "La boutique n'a pas de conditions de vente.")
    }
    .all(s.all_places(&shop.name.evidence))
}

fn consent(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let (now, place) = services(s, TRACKERS, loaded);
    let (later, _) = services(s, TRACKERS, waiting);
    let tool = s.technology_of("consent");
    let mark = s.pages.iter().find_map(|page| Some((*page, page.signals().loads.consent.first()?)));
    match (tool, mark) {
        (Some(tool), _) => Finding::pass(
            format!("Visitors are asked with {}.", tool.name.value),
            format!("Les visiteurs sont interrogés avec {}.", tool.name.value),
        )
        .value(tool.name.value.clone())
        .all(s.all_places(&tool.name.evidence)),
        (None, Some((page, words))) => {
            Finding::pass("Visitors are asked about cookies.", "Les visiteurs sont interrogés sur les cookies.")
                .at(page.quote(words, None))
        }
        (None, None) if now.is_empty() && later.is_empty() => {
            Finding::unknown("There is nothing to ask consent for.", "Il n'y a rien qui demande un consentement.")
        }
        (None, None) => {
            let list = now.iter().chain(&later).copied().collect::<Vec<_>>().join(", ");
            let finding = Finding::fail(
                format!("Visitors are tracked ({list}) and not asked."),
                format!("Les visiteurs sont suivis ({list}) sans être interrogés."),
            );
            match place {
                Some((page, host)) => finding.value(list).at(page.quote(host, Some("script"))),
                None => finding.value(list),
            }
        }
    }
}

fn before_consent(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let (names, place) = services(s, TRACKERS, loaded);
    // A tag manager may itself wait for consent (consent mode); alone, beside a consent tool, it proves nothing.
    let asked = s.technology_of("consent").is_some() || s.pages.iter().any(|page| !page.signals().loads.consent.is_empty());
    let list = names.join(", ");
    match place {
        None => Finding::pass(
            "No tracker is loaded before visitors agree.",
            "Aucun traceur n'est chargé avant l'accord des visiteurs.",
        )
        .value(json!([])),
        Some((page, host)) if asked && names == ["Google Tag Manager"] => Finding::unknown(
            "Google Tag Manager is loaded at once; whether its tags wait cannot be seen.",
            "Google Tag Manager est chargé d'emblée ; on ne voit pas si ses balises attendent.",
        )
        .value(json!(names))
        .at(page.quote(host, Some("script"))),
        Some((page, host)) => Finding::fail(
            format!("Trackers are loaded before visitors agree: {list}."),
            format!("Des traceurs sont chargés avant l'accord des visiteurs : {list}."),
        )
        .value(json!(names))
        .at(page.quote(host, Some("script"))),
    }
}

fn trackers(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let (names, place) = services(s, TRACKERS, |page| loaded(page).into_iter().chain(waiting(page)).collect());
    let (count, list) = (names.len(), names.join(", "));
    let finding = if count == 0 {
        Finding::pass("No tracking service was seen.", "Aucun service de suivi n'a été vu.")
    } else {
        Finding::new(
            Limits { pass: 2, warn: 5 }.status(count),
            format!("{count} tracking services are used: {list}."),
            format!("{count} services de suivi sont utilisés : {list}."),
        )
    };
    let finding = finding.value(json!(names));
    match place {
        Some((page, host)) => finding.at(page.quote(host, Some("script"))),
        None => finding,
    }
}

fn google_fonts(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let place = s.pages.iter().find_map(|page| {
        let host =
            loaded(*page).into_iter().find(|host| matches!(host.as_str(), "fonts.googleapis.com" | "fonts.gstatic.com"))?;
        Some((*page, host))
    });
    match place {
        Some((page, host)) => Finding::fail("Fonts are loaded from Google.", "Les polices sont chargées chez Google.")
            .value(true)
            .at(page.quote(host, Some("link[rel=stylesheet]"))),
        None => Finding::pass("No fonts are loaded from Google.", "Aucune police n'est chargée chez Google.").value(false),
    }
}

fn embeds(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let (names, place) = services(s, EMBEDS, |page| page.signals().loads.frame_hosts.iter().collect());
    let list = names.join(", ");
    match place {
        Some((page, host)) => Finding::warn(
            format!("Content of other companies is shown at once: {list}."),
            format!("Des contenus d'autres entreprises sont affichés d'emblée : {list}."),
        )
        .at(page.quote(host, Some("iframe"))),
        None => Finding::pass(
            "No films, maps or widgets of other companies are shown at once.",
            "Aucun film, carte ou module d'une autre entreprise n'est affiché d'emblée.",
        ),
    }
    .value(json!(names))
}

fn first_cookies(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if home.record.headers.is_empty() {
        return Finding::unknown("The response headers were not kept.", "Les en-têtes de réponse n'ont pas été gardés.");
    }
    let set =
        home.record.headers.iter().filter(|(name, _)| name == "set-cookie").filter_map(|(_, value)| value.split('=').next());
    let found = set.map(str::trim).find(|name| TRACKING_COOKIES.iter().any(|known| name.to_ascii_lowercase().starts_with(known)));
    match found {
        Some(name) => Finding::warn(
            format!("The tracking cookie {name} comes with the first answer."),
            format!("Le cookie de suivi {name} arrive avec la première réponse."),
        )
        .value(name)
        .at(home.quote(&format!("set-cookie: {name}=…"), None)),
        None => Finding::pass(
            "No tracking cookie comes with the first answer.",
            "Aucun cookie de suivi n'arrive avec la première réponse.",
        ),
    }
}

fn form_notice(s: &Subject<'_>) -> Finding {
    let forms: Vec<_> = s.pages.iter().filter(|page| page.signals().forms.contact > 0).collect();
    if forms.is_empty() {
        return Finding::unknown("There is no contact form.", "Il n'y a pas de formulaire de contact.");
    }
    let silent = forms.iter().find(|page| {
        page.signals().links.privacy.is_none() && !page.facts.links.iter().any(|link| link.kind == PageKind::Privacy)
    });
    match silent {
        Some(page) => Finding::warn(
            "A page with a contact form does not link the privacy policy.",
            "Une page avec formulaire ne renvoie pas à la politique de confidentialité.",
        )
        .at(page.quote("form", Some("form"))),
        None => Finding::pass(
            "Pages with a contact form link the privacy policy.",
            "Les pages avec formulaire renvoient à la politique de confidentialité.",
        ),
    }
}
