//! Is the site safe for visitors and for its owner? HTTPS, response headers, mixed content, old software.

use serde_json::json;

use super::{Finding, Limits, Rule, Things, flaws, unwanted};
use crate::audits::model::CheckStatus;
use crate::audits::subject::{DAY_MS, Read, Subject, header, quoted};

pub(super) const RULES: &[Rule] = &[
    Rule::critical(
        "security.https",
        "fail: no HTTPS with a trusted certificate; browsers write \"not secure\" beside the address",
        https,
    ),
    Rule::major(
        "security.https-redirect",
        "fail: plain HTTP stays plain, so that old links and typed addresses are not protected",
        https_redirect,
    ),
    Rule::major(
        "security.certificate-expiry",
        "pass: 14 days or more; warn: under 14 days, when automatic renewal (usual at 30) has failed; fail: expired",
        certificate_expiry,
    )
    .fault(),
    Rule::major(
        "security.mixed-content",
        "fail: files over plain HTTP on an HTTPS page, which browsers block or mark",
        mixed_content,
    )
    .fault(),
    Rule::major(
        "security.form-target",
        "fail: a form sends to plain HTTP, or a password field stands on a plain HTTP page",
        form_target,
    )
    .fault(),
    Rule::minor("security.hsts", "pass: max-age of 180 days or more; warn: shorter or missing", hsts),
    Rule::minor("security.csp", "pass: a content security policy; warn: none, or only in report mode", csp),
    Rule::minor("security.content-type-options", "pass: nosniff; warn: missing", content_type_options),
    Rule::minor("security.frame-options", "pass: X-Frame-Options or frame-ancestors; warn: missing", frame_options),
    Rule::minor("security.referrer-policy", "pass: any policy but unsafe-url; warn: missing or unsafe-url", referrer_policy),
    Rule::minor("security.server-version", "warn: a header tells the version of the server or of the language", server_version),
    Rule::critical(
        "security.outdated-cms",
        "fail: a main version that its makers no longer mend (table in the code, with dates); warn: the oldest one still mended",
        outdated_cms,
    ),
    Rule::major(
        "security.outdated-php",
        "fail: PHP 8.1 or older (no security fixes since the end of 2025); warn: 8.2 (its last year is 2026)",
        outdated_php,
    ),
    Rule::major(
        "security.outdated-jquery",
        "fail: jQuery before 1.12; warn: before 3.5.0, the first without the known cross-site scripting faults",
        outdated_jquery,
    ),
    Rule::minor("security.cookies", "warn: a cookie without Secure on HTTPS, or a session cookie without HttpOnly", cookies)
        .fault(),
    Rule::minor(
        "security.unpinned-scripts",
        "pass: up to half of other sites' scripts without integrity; warn: more; unknown with none",
        unpinned,
    )
    .fault(),
    Rule::minor("security.downgrades", "warn: up to 5 links back to plain HTTP on the own host; fail: more", downgrades).fault(),
];

fn https(s: &Subject<'_>) -> Finding {
    let scheme = s.home.map(|home| home.record.url.scheme());
    let place = |finding: Finding| match s.home {
        Some(home) => finding.at(home.quote(home.record.url.as_str(), None)),
        None => finding,
    };
    match (s.probe().https, scheme) {
        (Some(true), _) | (None, Some("https")) => {
            place(Finding::pass("The site is served over HTTPS.", "Le site est servi en HTTPS.")).value(true)
        }
        (Some(false), _) => place(Finding::fail(
            "The site is not served over HTTPS with a trusted certificate.",
            "Le site n'est pas servi en HTTPS avec un certificat reconnu.",
        ))
        .value(false),
        _ => Finding::unknown("Whether the site speaks HTTPS was not learnt.", "On ne sait pas si le site parle HTTPS."),
    }
}

fn https_redirect(s: &Subject<'_>) -> Finding {
    match (s.probe().http_redirects_to_https, s.probe().https) {
        (Some(true), _) => Finding::pass("Plain HTTP leads to HTTPS.", "HTTP mène à HTTPS.").value(true),
        (Some(false), Some(false)) => Finding::unknown("There is no HTTPS to lead to.", "Il n'y a pas de HTTPS où mener."),
        (Some(false), _) => Finding::fail(
            "The site also answers over plain HTTP without leading to HTTPS.",
            "Le site répond aussi en HTTP sans mener à HTTPS.",
        )
        .value(false),
        (None, _) => Finding::unknown("Plain HTTP was not tried.", "HTTP n'a pas été essayé."),
    }
}

fn certificate_expiry(s: &Subject<'_>) -> Finding {
    let Some(certificate) = &s.probe().certificate else {
        return Finding::unknown("The certificate was not seen.", "Le certificat n'a pas été vu.");
    };
    let days = (certificate.not_after_ms - s.input.examined_at_ms).div_euclid(DAY_MS);
    let value = json!({ "days": days, "issuer": certificate.issuer });
    if days < 0 {
        Finding::fail(
            format!("The certificate expired {} days ago.", -days),
            format!("Le certificat a expiré il y a {} jours.", -days),
        )
    } else if days < 14 {
        Finding::warn(format!("The certificate expires in {days} days."), format!("Le certificat expire dans {days} jours."))
    } else {
        Finding::pass(
            format!("The certificate by {} is valid for another {days} days.", certificate.issuer),
            format!("Le certificat de {} est valable encore {days} jours.", certificate.issuer),
        )
    }
    .value(value)
}

fn is_https(s: &Subject<'_>) -> Option<bool> {
    s.home.map(|home| home.record.url.scheme() == "https")
}

fn mixed_content(s: &Subject<'_>) -> Finding {
    match is_https(s) {
        None => Finding::unread(),
        Some(false) => Finding::unknown("The pages are not served over HTTPS.", "Les pages ne sont pas servies en HTTPS."),
        Some(true) => {
            let things = Things {
                en: "files over plain HTTP on HTTPS pages",
                fr: "fichiers en HTTP sur des pages HTTPS",
                flaw_en: "are asked for",
                flaw_fr: "sont demandés",
                selector: "[src^='http:']",
            };
            unwanted(s, &s.sum(|signals| &signals.loads.insecure), 0, things)
        }
    }
}

fn form_target(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    if s.total(|signals| u32::from(signals.forms.total) + u32::from(signals.forms.passwords)) == 0 {
        return Finding::unknown("There are no forms on the pages read.", "Il n'y a pas de formulaire sur les pages lues.");
    }
    let insecure = s.sum(|signals| &signals.forms.insecure);
    if insecure.count > 0 {
        return Finding::fail(
            format!("{} forms send to plain HTTP, for instance {}.", insecure.count, insecure.first()),
            format!("{} formulaires envoient en HTTP, par exemple {}.", insecure.count, insecure.first()),
        )
        .value(insecure.count)
        .all(insecure.evidence("form[action^='http:']"));
    }
    let bare = s.pages.iter().find(|page| page.signals().forms.passwords > 0 && page.record.url.scheme() == "http");
    match bare {
        Some(page) => Finding::fail("A password is asked for over plain HTTP.", "Un mot de passe est demandé en HTTP.")
            .at(page.quote("input type=password", Some("input[type=password]"))),
        None => Finding::pass("No form sends to plain HTTP.", "Aucun formulaire n'envoie en HTTP.").value(0),
    }
}

/// A check of one response header of the start page.
fn by_header(s: &Subject<'_>, name: &str, missing: (&str, &str), judge: impl Fn(&str) -> Finding) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if home.record.headers.is_empty() {
        return Finding::unknown("The response headers were not kept.", "Les en-têtes de réponse n'ont pas été gardés.");
    }
    match header(home.record, name) {
        None => Finding::warn(missing.0, missing.1),
        Some(value) => judge(value).value(shown(value)).at(home.quote(&format!("{name}: {value}"), None)),
    }
}

fn shown(value: &str) -> String {
    crate::audits::subject::shorten(value, 200)
}

fn hsts(s: &Subject<'_>) -> Finding {
    if is_https(s) == Some(false) {
        return Finding::unknown("The pages are not served over HTTPS.", "Les pages ne sont pas servies en HTTPS.");
    }
    by_header(s, "strict-transport-security", ("HSTS is not set.", "HSTS n'est pas activé."), |value| {
        let lower = value.to_ascii_lowercase();
        let age = lower
            .split("max-age=")
            .nth(1)
            .map(|rest| rest.trim_start_matches('"').chars().take_while(char::is_ascii_digit).collect::<String>());
        let days = age.and_then(|digits| digits.parse::<u64>().ok()).unwrap_or(0) / 86_400;
        let status = if days >= 180 { CheckStatus::Pass } else { CheckStatus::Warn };
        Finding::new(status, format!("HSTS is set for {days} days."), format!("HSTS est activé pour {days} jours."))
    })
}

fn csp(s: &Subject<'_>) -> Finding {
    by_header(
        s,
        "content-security-policy",
        ("There is no content security policy in force.", "Aucune politique de sécurité du contenu (CSP) n'est en vigueur."),
        |_| Finding::pass("A content security policy is in force.", "Une politique de sécurité du contenu (CSP) est en vigueur."),
    )
}

fn content_type_options(s: &Subject<'_>) -> Finding {
    by_header(
        s,
        "x-content-type-options",
        ("X-Content-Type-Options is missing.", "L'en-tête X-Content-Type-Options manque."),
        |value| {
            if value.eq_ignore_ascii_case("nosniff") {
                Finding::pass("X-Content-Type-Options is nosniff.", "X-Content-Type-Options vaut nosniff.")
            } else {
                Finding::warn("X-Content-Type-Options has no effect.", "X-Content-Type-Options est sans effet.")
            }
        },
    )
}

fn frame_options(s: &Subject<'_>) -> Finding {
    let policy = s.home.and_then(|home| header(home.record, "content-security-policy")).unwrap_or_default();
    if policy.contains("frame-ancestors") {
        return Finding::pass("frame-ancestors says who may frame the site.", "frame-ancestors dit qui peut encadrer le site.");
    }
    by_header(
        s,
        "x-frame-options",
        ("Any site may show this one in a frame.", "N'importe quel site peut afficher celui-ci dans un cadre."),
        |value| {
            Finding::pass(format!("X-Frame-Options is {}.", quoted(value)), format!("X-Frame-Options vaut {}.", quoted(value)))
        },
    )
}

fn referrer_policy(s: &Subject<'_>) -> Finding {
    by_header(s, "referrer-policy", ("There is no referrer policy.", "Il n'y a pas de politique de référent."), |value| {
        if value.eq_ignore_ascii_case("unsafe-url") {
            Finding::warn(
                "The full address of every page is told to other sites.",
                "L'adresse complète de chaque page est donnée aux autres sites.",
            )
        } else {
            Finding::pass(
                format!("The referrer policy is {}.", quoted(value)),
                format!("La politique de référent est {}.", quoted(value)),
            )
        }
    })
}

fn server_version(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if home.record.headers.is_empty() {
        return Finding::unknown("The response headers were not kept.", "Les en-têtes de réponse n'ont pas été gardés.");
    }
    let told = ["server", "x-powered-by", "x-aspnet-version", "x-generator"].iter().find_map(|name| {
        let value = header(home.record, name)?;
        // "nginx/1.18.0", "PHP/7.4": a slash or a space and a digit; "Apache" alone tells nothing.
        value.bytes().any(|b| b.is_ascii_digit()).then_some((*name, value))
    });
    match told {
        None => Finding::pass("The headers tell no version.", "Les en-têtes ne donnent aucune version."),
        Some((name, value)) => Finding::warn(
            format!("The header {name} tells {}.", quoted(value)),
            format!("L'en-tête {name} révèle {}.", quoted(value)),
        )
        .value(shown(value))
        .at(home.quote(&format!("{name}: {value}"), None)),
    }
}

/// A product and the versions at which it is past mending, and at which it soon will be: `fail` and older are no longer mended
/// by their makers, `warn` and older are the last still mended. Compared as (major, minor).
struct Support {
    name: &'static str,
    fail: (u32, u32),
    warn: (u32, u32),
}

/// As of 2026-11; kept with the ruleset version. Public release and end-of-life notices of the makers.
const CMS_SUPPORT: &[Support] = &[
    // Only the newest branch is maintained; older ones get courtesy fixes. Two years behind is where plug-ins give up too.
    Support { name: "WordPress", fail: (6, 3), warn: (6, 6) },
    Support { name: "Joomla", fail: (4, 4), warn: (5, 2) },
    Support { name: "Drupal", fail: (9, 99), warn: (10, 99) },
    Support { name: "TYPO3", fail: (11, 5), warn: (12, 4) },
    Support { name: "TYPO3 CMS", fail: (11, 5), warn: (12, 4) },
    Support { name: "PrestaShop", fail: (1, 6), warn: (1, 7) },
    Support { name: "Magento", fail: (2, 3), warn: (2, 4) },
    Support { name: "Shopware", fail: (5, 99), warn: (6, 4) },
    Support { name: "Contao", fail: (4, 12), warn: (4, 13) },
    Support { name: "OpenCart", fail: (2, 99), warn: (3, 0) },
];

/// The first two numbers of a version. A version with a single number says too little to compare, except above `whole`.
fn version(text: &str) -> Option<(u32, Option<u32>)> {
    let mut parts = text.split('.');
    let major = parts.next()?.trim_start_matches('v').parse().ok()?;
    let minor = parts.next().and_then(|minor| minor.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok());
    Some((major, minor))
}

/// Compares a version with a support row; `None` when the version is too short to tell.
fn supported(text: &str, fail: (u32, u32), warn: (u32, u32)) -> Option<CheckStatus> {
    let (major, minor) = version(text)?;
    // Without a minor number both ends of the range must agree.
    let judge = |minor: u32| {
        if (major, minor) <= fail {
            CheckStatus::Fail
        } else if (major, minor) <= warn {
            CheckStatus::Warn
        } else {
            CheckStatus::Pass
        }
    };
    match minor {
        Some(minor) => Some(judge(minor)),
        None => Some(judge(0)).filter(|low| *low == judge(u32::MAX)),
    }
}

/// A check of a technology's version.
fn by_version(s: &Subject<'_>, name: &str, fail: (u32, u32), warn: (u32, u32)) -> Option<Finding> {
    let technology = s.technology(name)?;
    let shown_version = technology.version.as_deref()?;
    let status = supported(shown_version, fail, warn)?;
    let product = &technology.name.value;
    let (en, fr) = match status {
        CheckStatus::Fail => ("is no longer mended by its makers", "n'est plus maintenu par ses auteurs"),
        CheckStatus::Warn => ("will soon be, or has just been, left by its makers", "est en fin de maintenance"),
        _ => ("is maintained", "est maintenu"),
    };
    Some(
        Finding::new(status, format!("{product} {shown_version} {en}."), format!("{product} {shown_version} {fr}."))
            .value(json!({ "name": product, "version": shown_version }))
            .all(s.all_places(&technology.name.evidence)),
    )
}

fn outdated_cms(s: &Subject<'_>) -> Finding {
    CMS_SUPPORT
        .iter()
        .filter_map(|row| by_version(s, row.name, row.fail, row.warn))
        .max_by_key(|finding| finding.status)
        .unwrap_or_else(|| {
            Finding::unknown(
                "No content management system told its version.",
                "Aucun système de gestion de contenu n'a donné sa version.",
            )
        })
}

fn outdated_php(s: &Subject<'_>) -> Finding {
    by_version(s, "PHP", (8, 1), (8, 2))
        .unwrap_or_else(|| Finding::unknown("The version of PHP is not told.", "La version de PHP n'est pas révélée."))
}

fn outdated_jquery(s: &Subject<'_>) -> Finding {
    by_version(s, "jQuery", (1, 11), (3, 4))
        .unwrap_or_else(|| Finding::unknown("No version of jQuery was seen.", "Aucune version de jQuery n'a été vue."))
}

fn cookies(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let set: Vec<&str> =
        home.record.headers.iter().filter(|(name, _)| name == "set-cookie").map(|(_, value)| value.as_str()).collect();
    if set.is_empty() {
        return Finding::unknown("The start page sets no cookie.", "La page d'accueil ne pose pas de cookie.");
    }
    let secure_page = home.record.url.scheme() == "https";
    let weak: Vec<&str> = set
        .iter()
        .filter(|cookie| is_weak_cookie(cookie, secure_page))
        .map(|cookie| cookie.split('=').next().unwrap_or_default().trim())
        .collect();
    let total = set.len();
    match weak.first() {
        None => {
            Finding::pass(format!("All {total} cookies are protected."), format!("Les {total} cookies sont protégés.")).value(0)
        }
        Some(first) => Finding::warn(
            format!("{} of {total} cookies are not protected, for instance {}.", weak.len(), quoted(first)),
            format!("{} cookies sur {total} ne sont pas protégés, par exemple {}.", weak.len(), quoted(first)),
        )
        .value(weak.len())
        .at(home.quote(&format!("set-cookie: {first}=…"), None)),
    }
}

/// Without `Secure` on HTTPS; or a session's cookie, by its name, without `HttpOnly`.
fn is_weak_cookie(cookie: &str, secure_page: bool) -> bool {
    let mut attributes = cookie.split(';').map(|part| part.trim().to_ascii_lowercase());
    let name = attributes.next().unwrap_or_default();
    let name = name.split('=').next().unwrap_or_default();
    let session = ["sess", "sid", "auth", "login"].iter().any(|word| name.contains(word));
    let rest: Vec<String> = attributes.collect();
    let has = |attribute: &str| rest.iter().any(|part| part == attribute);
    (secure_page && !has("secure")) || (session && !has("httponly"))
}

fn unpinned(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let loads = &home.signals().loads;
    let things = Things {
        en: "script files",
        fr: "fichiers de script",
        flaw_en: "come from other sites and are not pinned by a hash",
        flaw_fr: "viennent d'autres sites sans empreinte (integrity)",
        selector: "script[src]",
    };
    let one = crate::audits::subject::Sum {
        count: loads.unpinned.count,
        pages: 1,
        samples: loads.unpinned.samples.iter().take(3).map(|sample| (home, sample.as_str())).collect::<Vec<(Read<'_>, &str)>>(),
    };
    flaws(loads.scripts, &one, Limits { pass: 50, warn: 100 }, things)
}

fn downgrades(s: &Subject<'_>) -> Finding {
    if is_https(s) == Some(false) {
        return Finding::unknown("The pages are not served over HTTPS.", "Les pages ne sont pas servies en HTTPS.");
    }
    let things = Things {
        en: "links back to plain HTTP on the own host",
        fr: "liens vers le même site en HTTP",
        flaw_en: "were found",
        flaw_fr: "ont été trouvés",
        selector: "a[href^='http:']",
    };
    unwanted(s, &s.sum(|signals| &signals.links.downgrades), 5, things)
}
