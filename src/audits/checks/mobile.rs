//! Does the site work on a phone? Viewport, fixed widths, plug-ins, tapping.

use glouton_reader::{ContactKind, Source};
use serde_json::json;

use super::{Finding, Limits, Rule, Things, flaws, unwanted};
use crate::audits::model::CheckStatus;
use crate::audits::subject::{Subject, Sum, quoted};

pub(super) const RULES: &[Rule] = &[
    Rule::critical(
        "mobile.viewport",
        "fail: no viewport meta on the start page, so that phones show the desktop page in small",
        viewport,
    ),
    Rule::major(
        "mobile.viewport-width",
        "pass: width=device-width; warn: another setting without a width; fail: a width in pixels",
        viewport_width,
    ),
    Rule::major(
        "mobile.fixed-width",
        "pass: nothing fixed wider than 480 pixels; warn: up to 3 elements; fail: more",
        fixed_width,
    )
    .fault(),
    Rule::major("mobile.plugins", "fail: Flash, Java or Silverlight, which no phone and no current browser runs", plugins)
        .fault(),
    Rule::minor(
        "mobile.responsive-images",
        "pass: at least a third of 4 or more images come in several sizes; warn: fewer; unknown under 4 images",
        responsive_images,
    ),
    Rule::major(
        "mobile.tap-to-call",
        "pass: a phone number can be tapped; fail: numbers are shown as text only; unknown without a number",
        tap_to_call,
    ),
    Rule::minor("mobile.small-text", "warn: up to 3 texts under 12 pixels by their own style; fail: more", small_text).fault(),
    Rule::minor("mobile.touch-icon", "warn: no icon for a phone's home screen", touch_icon),
    Rule::minor(
        "mobile.field-types",
        "warn: e-mail or phone fields that do not bring up the right keys; unknown without forms",
        field_types,
    )
    .fault(),
    Rule::minor(
        "mobile.long-forms",
        "pass: up to 8 fields a form; warn: up to 15; fail: more; unknown without forms",
        long_forms,
    )
    .fault(),
];

fn viewport(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    match home.signals().head.viewport.as_deref() {
        Some(setting) => {
            Finding::pass("The start page is set up for phones.", "La page d'accueil est prévue pour les téléphones.")
                .value(setting)
                .at(home.quote(setting, Some("meta[name=viewport]")))
        }
        None => Finding::fail(
            "The start page is not set up for phones: no viewport.",
            "La page d'accueil n'est pas prévue pour les téléphones : pas de viewport.",
        )
        .at(home.quote("", Some("head"))),
    }
}

fn viewport_width(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    let Some(setting) = home.signals().head.viewport.as_deref() else {
        return Finding::unknown("There is no viewport.", "Il n'y a pas de viewport.");
    };
    let width = setting.split([',', ';']).find_map(|part| part.trim().strip_prefix("width")?.trim_start().strip_prefix('='));
    match width.map(str::trim) {
        Some("device-width") => Finding::pass("The page takes the phone's width.", "La page prend la largeur du téléphone."),
        Some(fixed) if fixed.bytes().next().is_some_and(|b| b.is_ascii_digit()) => Finding::fail(
            format!("The page is {fixed} pixels wide on every screen."),
            format!("La page fait {fixed} pixels de large sur tous les écrans."),
        ),
        _ => Finding::warn(
            format!("The viewport sets no width: {}.", quoted(setting)),
            format!("Le viewport ne fixe pas de largeur : {}.", quoted(setting)),
        ),
    }
    .value(setting)
    .at(home.quote(setting, Some("meta[name=viewport]")))
}

fn fixed_width(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "elements fixed wider than a phone",
        fr: "éléments plus larges qu'un téléphone",
        flaw_en: "were found",
        flaw_fr: "ont été trouvés",
        selector: "[width], [style*=width]",
    };
    unwanted(s, &s.sum(|signals| &signals.build.fixed_width), 3, things)
}

fn plugins(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "plug-ins that no phone runs",
        fr: "modules (plug-ins) qu'aucun téléphone n'exécute",
        flaw_en: "were found",
        flaw_fr: "ont été trouvés",
        selector: "object, embed, applet",
    };
    unwanted(s, &s.sum(|signals| &signals.build.plugins), 0, things)
}

fn responsive_images(s: &Subject<'_>) -> Finding {
    let total = s.total(|signals| signals.images.total);
    let responsive = s.total(|signals| signals.images.responsive);
    if total < 4 {
        return Finding::unknown("There are fewer than four images.", "Il y a moins de quatre images.");
    }
    let status = if responsive.saturating_mul(3) >= total { CheckStatus::Pass } else { CheckStatus::Warn };
    Finding::new(
        status,
        format!("{responsive} of {total} images come in several sizes."),
        format!("{responsive} images sur {total} existent en plusieurs tailles."),
    )
    .value(json!({ "responsive": responsive, "total": total }))
}

fn tap_to_call(s: &Subject<'_>) -> Finding {
    let links = s.total(|signals| signals.links.tel);
    if links > 0 {
        return Finding::pass(
            format!("{links} links call the business with a tap."),
            format!("{links} liens appellent l'entreprise d'une pression."),
        )
        .value(links);
    }
    match s.contacts(ContactKind::Phone).find(|contact| contact.value.source != Source::JsonLd) {
        Some(contact) => Finding::fail(
            "The phone number is plain text: it cannot be tapped to call.",
            "Le numéro de téléphone est du simple texte : on ne peut pas appeler d'une pression.",
        )
        .value(0)
        .all(s.of_contact(contact)),
        None => Finding::unknown("No phone number is shown.", "Aucun numéro de téléphone n'est affiché."),
    }
}

fn small_text(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "texts under 12 pixels by their own style",
        fr: "textes de moins de 12 pixels par leur propre style",
        flaw_en: "were found",
        flaw_fr: "ont été trouvés",
        selector: "[style*=font-size]",
    };
    unwanted(s, &s.sum(|signals| &signals.build.small_text), 3, things)
}

fn touch_icon(s: &Subject<'_>) -> Finding {
    let Some(home) = s.home else { return Finding::unread() };
    if home.signals().head.touch_icon {
        Finding::pass("There is an icon for a phone's home screen.", "Il y a une icône pour l'écran d'accueil d'un téléphone.")
    } else {
        Finding::warn(
            "There is no icon for a phone's home screen.",
            "Il n'y a pas d'icône pour l'écran d'accueil d'un téléphone.",
        )
    }
}

fn field_types(s: &Subject<'_>) -> Finding {
    let things = Things {
        en: "form fields",
        fr: "champs de formulaire",
        flaw_en: "ask for an e-mail address or number without saying so",
        flaw_fr: "demandent une adresse ou un numéro sans le déclarer",
        selector: "input",
    };
    let mistyped: Sum<'_> = s.sum(|signals| &signals.forms.mistyped);
    flaws(s.total(|signals| signals.forms.fields), &mistyped, Limits { pass: 0, warn: 100 }, things)
}

fn long_forms(s: &Subject<'_>) -> Finding {
    let longest = s
        .pages
        .iter()
        .filter(|page| page.signals().forms.contact > 0)
        .max_by_key(|page| page.signals().forms.fields / u32::from(page.signals().forms.total.max(1)));
    let Some(page) = longest else {
        return Finding::unknown("There is no contact form.", "Il n'y a pas de formulaire de contact.");
    };
    let fields = page.signals().forms.fields / u32::from(page.signals().forms.total.max(1));
    Finding::new(
        Limits { pass: 8, warn: 15 }.status(fields),
        format!("The longest form asks for {fields} things."),
        format!("Le plus long formulaire demande {fields} choses."),
    )
    .value(fields)
    .at(page.quote("form", Some("form")))
}
