//! Can the site be reached, and does it work? Answers, redirects, broken pages, unfinished sites.

use serde_json::json;

use super::{Finding, Limits, Rule, Things, unwanted};
use crate::audits::subject::{Subject, evidence, quoted};
use crate::crawl::model::FetchedWith;

/// A start page with fewer visible characters than this is nothing but its notice.
const BARE_PAGE_CHARS: u32 = 1_200;

pub(super) const RULES: &[Rule] = &[
    Rule::critical(
        "reachability.home",
        "pass: the start page answers below 400; fail: an error or no answer, because nothing else matters then",
        home,
    ),
    Rule::critical(
        "reachability.finished",
        "fail: words such as \"under construction\" or \"domain for sale\" in a short line of a start page under 1 200 characters; \
         warn: the same words on a fuller page",
        finished,
    ).fault(),
    Rule::major(
        "reachability.broken-pages",
        "pass: every page read answers; warn: one broken page; fail: two or more, because visitors meet them too; unknown under two pages",
        broken_pages,
    ).fault(),
    Rule::major("reachability.server-errors", "fail: an error message of the server in the visible text", server_errors).fault(),
    Rule::minor(
        "reachability.redirects",
        "pass: at most 2 redirects (to HTTPS, to www); warn: 3; fail: more, each costs a round trip",
        redirects,
    ).fault(),
    Rule::major(
        "reachability.needs-script",
        "pass: plain HTTP shows the text; warn: it shows text that asks for JavaScript; fail: an empty shell; unknown when only a \
         browser read the page",
        needs_script,
    ).fault(),
    Rule::minor("reachability.meta-refresh", "warn: the start page sends visitors on with a meta refresh", meta_refresh).fault(),
    Rule::minor("reachability.frameset", "fail: the site is built of frames, whose pages have no address of their own", frameset).fault(),
];

fn home(s: &Subject<'_>) -> Finding {
    let Some(start) = s.start else { return Finding::unread() };
    match (start.status, &start.error) {
        (Some(status), None) if status < 400 => Finding::pass(
            format!("The start page answers with status {status}."),
            format!("La page d'accueil répond avec le statut {status}."),
        )
        .value(status)
        .at(evidence(start, &format!("HTTP {status}"), None)),
        (Some(status), _) if status >= 400 => Finding::fail(
            format!("The start page answers with status {status}."),
            format!("La page d'accueil répond avec le statut {status}."),
        )
        .value(status)
        .at(evidence(start, &format!("HTTP {status}"), None)),
        (_, Some(failure)) => {
            let reason = json!(failure.reason);
            let name = reason.as_str().unwrap_or_default().to_owned();
            Finding::fail(
                format!("The start page could not be read: {name}."),
                format!("La page d'accueil n'a pas pu être lue : {name}."),
            )
            .value(reason)
            .at(evidence(start, &name, None))
        }
        _ => Finding::unread(),
    }
}

fn finished(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let unfinished = &home.signals().text.unfinished;
    let Some(words) = unfinished.samples.first() else {
        return Finding::pass(
            "Nothing on the start page says that the site is unfinished.",
            "Rien sur la page d'accueil n'annonce un site inachevé.",
        );
    };
    let shown = quoted(words);
    let finding = if home.facts.text_chars < BARE_PAGE_CHARS {
        Finding::fail(
            format!("The start page says that there is no site yet: {shown}."),
            format!("La page d'accueil annonce qu'il n'y a pas encore de site : {shown}."),
        )
    } else {
        Finding::warn(
            format!("The start page announces something unfinished: {shown}."),
            format!("La page d'accueil annonce quelque chose d'inachevé : {shown}."),
        )
    };
    finding.value(json!({ "words": shown, "textChars": home.facts.text_chars })).at(home.quote(words, None))
}

fn broken_pages(s: &Subject<'_>) -> Finding {
    let linked = s.input.pages.iter().filter(|page| page.depth > 0 && page.status.is_some());
    let (all, broken): (Vec<_>, Vec<_>) =
        (linked.clone().collect(), linked.filter(|p| p.status.is_some_and(|c| c >= 400)).collect());
    if all.is_empty() {
        return Finding::unknown("Only the start page was read.", "Seule la page d'accueil a été lue.");
    }
    let (count, total) = (broken.len(), all.len());
    let finding = if count == 0 {
        Finding::pass(format!("All {total} linked pages answer."), format!("Les {total} pages liées répondent toutes."))
    } else {
        let first = broken.first().map(|page| page.requested.path().to_owned()).unwrap_or_default();
        Finding::new(
            Limits { pass: 0, warn: 1 }.status(count),
            format!("{count} of {total} linked pages are broken, for instance {first}."),
            format!("{count} pages liées sur {total} sont cassées, par exemple {first}."),
        )
    };
    let places = broken.iter().take(3).map(|page| evidence(page, &format!("HTTP {}", page.status.unwrap_or_default()), None));
    finding.value(json!({ "broken": count, "total": total })).all(places.collect())
}

fn server_errors(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "server error messages on the pages read",
        fr: "messages d'erreur du serveur sur les pages lues",
        flaw_en: "are visible",
        flaw_fr: "sont visibles",
        selector: "body",
    };
    unwanted(s, &s.sum(|signals| &signals.text.server_errors), 0, things)
}

fn redirects(s: &Subject<'_>) -> Finding {
    if s.start.is_none() {
        return Finding::unread();
    }
    let count = s.probe().redirects.len();
    Finding::new(
        Limits { pass: 2, warn: 3 }.status(count),
        format!("{count} redirects lead to the start page."),
        format!("{count} redirections mènent à la page d'accueil."),
    )
    .value(count)
}

fn needs_script(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    use glouton_reader::BrowserHint::{AsksForScript, EmptyShell, NoText};
    match (home.record.fetched_with, home.facts.browser_hint) {
        (_, Some(EmptyShell | NoText)) => {
            Finding::fail("Without JavaScript the start page is empty.", "Sans JavaScript, la page d'accueil est vide.")
                .at(home.quote("", Some("body")))
        }
        (_, Some(AsksForScript)) => Finding::warn(
            "The start page asks visitors to turn JavaScript on.",
            "La page d'accueil demande d'activer JavaScript.",
        )
        .at(home.quote("", Some("noscript"))),
        (FetchedWith::Http, None) => Finding::pass(
            format!("The start page shows {} characters of text without JavaScript.", home.facts.text_chars),
            format!("La page d'accueil montre {} caractères de texte sans JavaScript.", home.facts.text_chars),
        )
        .value(home.facts.text_chars),
        (FetchedWith::Browser, None) => {
            Finding::unknown("The page was read with a browser only.", "La page n'a été lue qu'avec un navigateur.")
        }
    }
}

fn meta_refresh(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    match &home.signals().head.refresh {
        None => Finding::pass("The start page stays where it is.", "La page d'accueil reste en place."),
        Some(refresh) => Finding::warn(
            format!("The start page reloads or moves by itself: {}.", quoted(refresh)),
            format!("La page d'accueil se recharge ou se déplace d'elle-même : {}.", quoted(refresh)),
        )
        .at(home.quote(refresh, Some("meta[http-equiv=refresh]"))),
    }
}

fn frameset(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let built = home.signals().build.obsolete.samples.iter().any(|name| name == "frameset" || name == "frame");
    if built {
        Finding::fail("The site is built of frames.", "Le site est construit avec des cadres (frames).")
            .at(home.quote("frameset", Some("frameset")))
    } else {
        Finding::pass("The site is not built of frames.", "Le site n'est pas construit avec des cadres (frames).")
    }
}
