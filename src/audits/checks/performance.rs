//! Is the site fast? Answer time, weight, compression, caching, what stands in the way of the first sight.

use serde_json::json;

use super::{Finding, Limits, Rule, percent};
use crate::audits::model::CheckStatus;
use crate::audits::subject::{Read, Subject, header};
use crate::crawl::model::FetchedWith;

pub(super) const RULES: &[Rule] = &[
    Rule::major(
        "performance.response-time",
        "pass: start page within 800 ms; warn: 2 s; fail: more; unknown when a browser read it",
        response_time,
    ),
    Rule::minor("performance.slow-pages", "pass: no page over 3 s; warn: one; fail: more; unknown under 2 pages", slow_pages)
        .fault(),
    Rule::minor("performance.html-size", "pass: start page up to 150 KB of HTML; warn: 500 KB; fail: more", html_size).fault(),
    Rule::minor("performance.dom-size", "pass: up to 1 500 elements; warn: 3 000; fail: more, phones then stutter", dom_size)
        .fault(),
    Rule::major(
        "performance.compression",
        "pass: gzip, br or zstd; fail: a length is sent that equals the text's; unknown otherwise",
        compression,
    ),
    Rule::minor(
        "performance.caching",
        "pass: the start page says how long it may be kept, or can be asked for again cheaply; warn: neither",
        caching,
    ),
    Rule::minor("performance.requests", "pass: the start page asks for up to 60 files; warn: 120; fail: more", requests).fault(),
    Rule::major(
        "performance.blocking-scripts",
        "pass: up to 2 scripts in the head stop the page; warn: 6; fail: more",
        blocking_scripts,
    )
    .fault(),
    Rule::minor("performance.stylesheets", "pass: up to 6 style sheets; warn: 15; fail: more", stylesheets).fault(),
    Rule::minor(
        "performance.lazy-images",
        "warn: more than 8 images on the start page, none of them loaded lazily; unknown under 9",
        lazy_images,
    ),
    Rule::minor(
        "performance.image-sizes",
        "pass: width and height on half of the images; warn: on fewer, so that the page jumps; unknown under 4 images",
        image_sizes,
    ),
    Rule::minor(
        "performance.image-formats",
        "warn: 4 or more JPEG, PNG or GIF images and not one WebP or AVIF; unknown under 4",
        image_formats,
    ),
    Rule::minor("performance.third-parties", "pass: files from up to 6 other hosts; warn: 12; fail: more", third_parties).fault(),
    Rule::minor(
        "performance.inline-code",
        "pass: up to 100 KB of script and style inside the start page; warn: 300 KB; fail: more",
        inline_code,
    )
    .fault(),
];

/// A measure of the start page against limits.
fn measured(
    s: &Subject<'_>,
    limits: Limits<u64>,
    of: impl Fn(Read<'_>) -> u64,
    say: impl Fn(u64) -> (String, String),
) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let measure = of(home);
    let (en, fr) = say(measure);
    Finding::new(limits.status(measure), en, fr).value(measure).at(home.quote(home.record.url.as_str(), None))
}

fn response_time(s: &Subject<'_>) -> Finding {
    if s.home.is_some_and(|home| home.record.fetched_with == FetchedWith::Browser) {
        return Finding::unknown(
            "The page was read with a browser, whose time says little.",
            "La page a été lue avec un navigateur, dont le temps dit peu.",
        );
    }
    measured(
        s,
        Limits { pass: 800, warn: 2_000 },
        |home| u64::from(home.record.elapsed_ms),
        |ms| (format!("The start page arrived after {ms} ms."), format!("La page d'accueil est arrivée en {ms} ms.")),
    )
}

fn slow_pages(s: &Subject<'_>) -> Finding {
    let timed: Vec<_> = s.pages.iter().filter(|page| page.record.fetched_with == FetchedWith::Http).collect();
    if timed.len() < 2 {
        return Finding::unknown("Fewer than two pages were timed.", "Moins de deux pages ont été chronométrées.");
    }
    let slow: Vec<_> = timed.iter().filter(|page| page.record.elapsed_ms > 3_000).collect();
    let (count, total) = (slow.len(), timed.len());
    Finding::new(
        Limits { pass: 0, warn: 1 }.status(count),
        format!("{count} of {total} pages took longer than 3 seconds."),
        format!("{count} pages sur {total} ont mis plus de 3 secondes."),
    )
    .value(json!({ "slow": count, "total": total }))
    .all(slow.iter().take(3).map(|page| page.quote(&format!("{} ms", page.record.elapsed_ms), None)).collect())
}

fn html_size(s: &Subject<'_>) -> Finding {
    measured(
        s,
        Limits { pass: 150, warn: 500 },
        |home| home.record.bytes.div_ceil(1_024),
        |kb| (format!("The start page is {kb} KB of HTML."), format!("La page d'accueil fait {kb} Ko de HTML.")),
    )
}

fn dom_size(s: &Subject<'_>) -> Finding {
    measured(
        s,
        Limits { pass: 1_500, warn: 3_000 },
        |home| u64::from(home.signals().build.elements),
        |n| (format!("The start page has {n} elements."), format!("La page d'accueil compte {n} éléments.")),
    )
}

fn compression(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if let Some(coding) = header(home.record, "content-encoding").filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return Finding::pass(
            format!("The start page is sent compressed ({coding})."),
            format!("La page d'accueil est envoyée compressée ({coding})."),
        )
        .value(coding)
        .at(home.quote(&format!("content-encoding: {coding}"), None));
    }
    let length = header(home.record, "content-length").and_then(|length| length.parse::<u64>().ok());
    match length {
        // The length on the wire is the length of the text: nothing was compressed. Under 1.4 KB it fits one packet anyway.
        Some(length) if length >= 1_400 && length == home.record.bytes && home.record.fetched_with == FetchedWith::Http => {
            let kb = length.div_ceil(1_024);
            Finding::fail(
                format!("The start page is sent uncompressed, {kb} KB."),
                format!("La page d'accueil est envoyée sans compression, {kb} Ko."),
            )
            .value("none")
            .at(home.quote(&format!("content-length: {length}"), None))
        }
        _ => {
            Finding::unknown("Whether the answer was compressed was not kept.", "On ne sait pas si la réponse était compressée.")
        }
    }
}

fn caching(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if home.record.headers.is_empty() {
        return Finding::unknown("The response headers were not kept.", "Les en-têtes de réponse n'ont pas été gardés.");
    }
    let fresh = header(home.record, "cache-control").filter(|value| value.contains("max-age") && !value.contains("max-age=0"));
    let known = ["etag", "last-modified"].into_iter().find_map(|name| header(home.record, name).map(|value| (name, value)));
    match (fresh, known) {
        (Some(value), _) => {
            Finding::pass("The start page says how long it may be kept.", "La page d'accueil dit combien de temps la garder.")
                .at(home.quote(&format!("cache-control: {value}"), None))
        }
        (None, Some((name, value))) => Finding::pass(
            "The start page can be asked for again cheaply.",
            "La page d'accueil peut être redemandée à peu de frais.",
        )
        .at(home.quote(&format!("{name}: {value}"), None)),
        (None, None) => Finding::warn(
            "Browsers must load the start page anew every time.",
            "Les navigateurs doivent recharger la page d'accueil à chaque fois.",
        ),
    }
}

fn requests(s: &Subject<'_>) -> Finding {
    measured(
        s,
        Limits { pass: 60, warn: 120 },
        |home| u64::from(home.signals().loads.requests),
        |n| (format!("The start page asks for {n} files."), format!("La page d'accueil demande {n} fichiers.")),
    )
}

fn blocking_scripts(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let blocking = &home.signals().loads.blocking;
    let count = blocking.count;
    Finding::new(
        Limits { pass: 2, warn: 6 }.status(count),
        format!("{count} scripts in the head stop the page from showing."),
        format!("{count} scripts dans l'en-tête retardent l'affichage."),
    )
    .value(count)
    .all(blocking.samples.iter().map(|src| home.quote(src, Some("head script[src]"))).collect())
}

fn stylesheets(s: &Subject<'_>) -> Finding {
    measured(
        s,
        Limits { pass: 6, warn: 15 },
        |home| u64::from(home.signals().loads.stylesheets),
        |n| (format!("The start page loads {n} style sheets."), format!("La page d'accueil charge {n} feuilles de style.")),
    )
}

fn lazy_images(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let images = &home.signals().images;
    if images.total <= 8 {
        return Finding::unknown("There are few images on the start page.", "Il y a peu d'images sur la page d'accueil.");
    }
    let status = if images.lazy == 0 { CheckStatus::Warn } else { CheckStatus::Pass };
    Finding::new(
        status,
        format!("{} of {} images wait until they are needed.", images.lazy, images.total),
        format!("{} images sur {} attendent d'être utiles.", images.lazy, images.total),
    )
    .value(json!({ "lazy": images.lazy, "total": images.total }))
    .at(home.quote("img", Some("img")))
}

fn image_sizes(s: &Subject<'_>) -> Finding {
    let (total, sized) = (s.total(|signals| signals.images.total), s.total(|signals| signals.images.sized));
    if total < 4 {
        return Finding::unknown("There are fewer than four images.", "Il y a moins de quatre images.");
    }
    let status = if percent(sized, total) >= 50 { CheckStatus::Pass } else { CheckStatus::Warn };
    Finding::new(
        status,
        format!("{sized} of {total} images say how large they are."),
        format!("{sized} images sur {total} annoncent leur taille."),
    )
    .value(json!({ "sized": sized, "total": total }))
}

fn image_formats(s: &Subject<'_>) -> Finding {
    let (raster, modern) = (s.total(|signals| signals.images.raster), s.total(|signals| signals.images.modern));
    if raster + modern < 4 {
        return Finding::unknown("There are fewer than four photographs.", "Il y a moins de quatre photographies.");
    }
    let status = if modern == 0 { CheckStatus::Warn } else { CheckStatus::Pass };
    Finding::new(
        status,
        format!("{modern} images use WebP or AVIF, {raster} older formats."),
        format!("{modern} images utilisent WebP ou AVIF, {raster} des formats anciens."),
    )
    .value(json!({ "modern": modern, "raster": raster }))
}

fn third_parties(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let hosts = &home.signals().loads.hosts;
    let (count, list) = (hosts.len(), hosts.join(", "));
    Finding::new(
        Limits { pass: 6, warn: 12 }.status(count),
        format!("The start page loads files from {count} other hosts."),
        format!("La page d'accueil charge des fichiers de {count} autres hôtes."),
    )
    .value(json!(hosts))
    .at(home.quote(&list, Some("[src]")))
}

fn inline_code(s: &Subject<'_>) -> Finding {
    let kb = |home: Read<'_>| {
        let loads = &home.signals().loads;
        (u64::from(loads.inline_script_bytes) + u64::from(loads.inline_style_bytes)).div_ceil(1_024)
    };
    measured(s, Limits { pass: 100, warn: 300 }, kb, |kb| {
        (
            format!("{kb} KB of script and style stand inside the start page."),
            format!("{kb} Ko de scripts et de styles sont dans la page d'accueil."),
        )
    })
}
