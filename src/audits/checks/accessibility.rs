//! Can everybody use the site? What people with a screen reader or a keyboard meet first (WCAG 2.2, level A for the most part).

use serde_json::json;

use super::{Finding, Limits, Rule, Things, flaws, percent, unwanted};
use crate::audits::subject::{Subject, quoted};

pub(super) const RULES: &[Rule] = &[
    Rule::major(
        "accessibility.image-alt",
        "pass: every image has an alt attribute (an empty one is right for decoration); warn: up to 20 % lack it; fail: more",
        image_alt,
    ),
    Rule::major("accessibility.form-labels", "pass: every field has a label; warn: up to 20 % lack one; fail: more", form_labels),
    Rule::major(
        "accessibility.language",
        "fail: the start page does not say its language; warn: what it says is no language code",
        language,
    ),
    Rule::minor("accessibility.heading-order", "pass: up to 5 % of headings skip a level; warn: 30 %; fail: more", heading_order)
        .fault(),
    Rule::minor("accessibility.empty-headings", "warn: up to 2 headings without words; fail: more", empty_headings).fault(),
    Rule::major("accessibility.link-names", "pass: every link has a name; warn: up to 10 % lack one; fail: more", link_names)
        .fault(),
    Rule::minor(
        "accessibility.link-words",
        "pass: up to 5 % of links say nothing (\"click here\"); warn: 20 %; fail: more",
        link_words,
    )
    .fault(),
    Rule::major(
        "accessibility.button-names",
        "pass: every button has a name; warn: up to 20 % lack one; fail: more",
        button_names,
    )
    .fault(),
    Rule::major("accessibility.zoom", "fail: the viewport forbids zooming (user-scalable=no, maximum-scale below 2)", zoom)
        .fault(),
    Rule::minor(
        "accessibility.skip-link",
        "warn: none of the first links leads to the content, on a page of 15 or more links; unknown on others",
        skip_link,
    ),
    Rule::minor("accessibility.main-landmark", "warn: no main element or role on the start page", main_landmark),
    Rule::minor(
        "accessibility.frame-titles",
        "pass: every frame has a title; warn: up to half lack one; fail: more",
        frame_titles,
    ),
    Rule::minor("accessibility.tab-order", "warn: up to 5 elements force an order on the tab key; fail: more", tab_order).fault(),
    Rule::minor("accessibility.autoplay", "fail: sound or film that starts by itself with sound", autoplay).fault(),
    Rule::minor(
        "accessibility.obsolete-markup",
        "warn: up to 10 elements of the last century (font, center, marquee); fail: more",
        obsolete,
    )
    .fault(),
    Rule::minor("accessibility.standards-mode", "fail: no doctype, so that browsers imitate those of 1998", standards_mode)
        .fault(),
];

fn image_alt(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "images",
        fr: "images",
        flaw_en: "have no alternative text",
        flaw_fr: "n'ont pas de texte de remplacement",
        selector: "img:not([alt])",
    };
    flaws(s.total(|signals| signals.images.total), &s.sum(|signals| &signals.images.no_alt), Limits { pass: 0, warn: 20 }, things)
}

fn form_labels(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "form fields",
        fr: "champs de formulaire",
        flaw_en: "have no label",
        flaw_fr: "n'ont pas d'étiquette",
        selector: "input, select, textarea",
    };
    flaws(
        s.total(|signals| signals.forms.fields),
        &s.sum(|signals| &signals.forms.unlabelled),
        Limits { pass: 0, warn: 20 },
        things,
    )
}

fn language(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let Some(lang) = home.signals().head.lang.as_deref() else {
        return Finding::fail("The start page does not say its language.", "La page d'accueil n'indique pas sa langue.")
            .at(home.quote("", Some("html")));
    };
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    let code = (2..=3).contains(&primary.len()) && primary.bytes().all(|b| b.is_ascii_alphabetic()) && !lang.contains('_');
    if code {
        Finding::pass(
            format!("The start page says that its language is {lang}."),
            format!("La page d'accueil indique la langue {lang}."),
        )
    } else {
        Finding::warn(
            format!("The language {} is no language code.", quoted(lang)),
            format!("La langue {} n'est pas un code de langue.", quoted(lang)),
        )
    }
    .value(lang)
    .at(home.quote(lang, Some("html[lang]")))
}

fn heading_order(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "headings",
        fr: "titres",
        flaw_en: "skip a level",
        flaw_fr: "sautent un niveau",
        selector: "h1, h2, h3, h4, h5, h6",
    };
    flaws(
        s.total(|signals| u32::from(signals.headings.total)),
        &s.sum(|signals| &signals.headings.skips),
        Limits { pass: 5, warn: 30 },
        things,
    )
}

fn empty_headings(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "headings without words",
        fr: "titres sans texte",
        flaw_en: "were found",
        flaw_fr: "ont été trouvés",
        selector: "h1, h2, h3, h4, h5, h6",
    };
    unwanted(s, &s.sum(|signals| &signals.headings.empty), 2, things)
}

fn link_names(s: &Subject<'_>) -> Finding {
    let things = Things { en: "links", fr: "liens", flaw_en: "have no name", flaw_fr: "n'ont pas de nom", selector: "a[href]" };
    flaws(s.total(|signals| signals.links.total), &s.sum(|signals| &signals.links.unnamed), Limits { pass: 0, warn: 10 }, things)
}

fn link_words(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "links",
        fr: "liens",
        flaw_en: "do not say where they lead",
        flaw_fr: "ne disent pas où ils mènent",
        selector: "a[href]",
    };
    flaws(s.total(|signals| signals.links.total), &s.sum(|signals| &signals.links.vague), Limits { pass: 5, warn: 20 }, things)
}

fn button_names(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "buttons",
        fr: "boutons",
        flaw_en: "have no name",
        flaw_fr: "n'ont pas de nom",
        selector: "button, input[type=submit]",
    };
    flaws(
        s.total(|signals| signals.forms.buttons),
        &s.sum(|signals| &signals.forms.unnamed_buttons),
        Limits { pass: 0, warn: 20 },
        things,
    )
}

fn zoom(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let Some(setting) = home.signals().head.viewport.as_deref() else {
        return Finding::unknown("There is no viewport.", "Il n'y a pas de viewport.");
    };
    let compact: String = setting.chars().filter(|c| !c.is_whitespace()).collect();
    let value_of = |key: &str| compact.split([',', ';']).find_map(|part| part.strip_prefix(key)?.strip_prefix('='));
    let forbidden = matches!(value_of("user-scalable"), Some("no" | "0"))
        // "1", "1.0", "1.5": below 2 a reader cannot double the size.
        || value_of("maximum-scale").is_some_and(|scale| matches!(scale.split('.').next(), Some("0" | "1")));
    if forbidden {
        Finding::fail(
            format!("Zooming is forbidden: {}.", quoted(setting)),
            format!("Le zoom est interdit : {}.", quoted(setting)),
        )
    } else {
        Finding::pass("Visitors may zoom.", "Les visiteurs peuvent zoomer.")
    }
    .value(setting)
    .at(home.quote(setting, Some("meta[name=viewport]")))
}

fn skip_link(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if home.signals().build.skip_link {
        Finding::pass("A link leads past the menu to the content.", "Un lien mène du menu au contenu.")
    } else if home.signals().links.total < 15 {
        Finding::unknown("The start page has few links to skip.", "La page d'accueil a peu de liens à sauter.")
    } else {
        Finding::warn("No link leads past the menu to the content.", "Aucun lien ne permet de sauter le menu.")
            .at(home.quote("a", Some("body a")))
    }
}

fn main_landmark(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if home.signals().build.main {
        Finding::pass("The main content is marked.", "Le contenu principal est balisé.")
    } else {
        Finding::warn("The main content is not marked (main).", "Le contenu principal n'est pas balisé (main).")
    }
}

fn frame_titles(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "frames",
        fr: "cadres (iframes)",
        flaw_en: "have no title",
        flaw_fr: "n'ont pas de titre",
        selector: "iframe:not([title])",
    };
    flaws(
        s.total(|signals| u32::from(signals.build.frames)),
        &s.sum(|signals| &signals.build.untitled_frames),
        Limits { pass: 0, warn: 50 },
        things,
    )
}

fn tab_order(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "elements that force an order on the tab key",
        fr: "éléments qui imposent un ordre à la touche Tab",
        flaw_en: "were found",
        flaw_fr: "ont été trouvés",
        selector: "[tabindex]",
    };
    unwanted(s, &s.sum(|signals| &signals.build.tab_order), 5, things)
}

fn autoplay(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "sounds or films that start by themselves",
        fr: "sons ou films qui démarrent d'eux-mêmes",
        flaw_en: "were found",
        flaw_fr: "ont été trouvés",
        selector: "[autoplay]",
    };
    unwanted(s, &s.sum(|signals| &signals.build.autoplay), 0, things)
}

fn obsolete(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "elements that left the standard long ago",
        fr: "éléments sortis de la norme depuis longtemps",
        flaw_en: "were found",
        flaw_fr: "ont été trouvés",
        selector: "font, center, marquee, blink",
    };
    unwanted(s, &s.sum(|signals| &signals.build.obsolete), 10, things)
}

fn standards_mode(s: &Subject<'_>) -> Finding {
    if s.pages.is_empty() {
        return Finding::unread();
    }
    let quirky: Vec<_> = s.pages.iter().filter(|page| page.signals().head.quirks).collect();
    let (count, total) = (quirky.len(), s.pages.len());
    let finding = match quirky.first() {
        None => Finding::pass("All pages are shown by today's standard.", "Toutes les pages suivent la norme actuelle."),
        Some(_) => Finding::fail(
            format!("{count} of {total} pages have no current doctype."),
            format!("{count} pages sur {total} n'ont pas de doctype actuel."),
        ),
    };
    let share = percent(u32::try_from(count).unwrap_or(u32::MAX), u32::try_from(total).unwrap_or(u32::MAX));
    finding.value(json!({ "percent": share })).all(quirky.iter().take(3).map(|page| page.quote("", Some("html"))).collect())
}
