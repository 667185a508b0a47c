//! Whether a page that was read without its scripts is worth a browser.

use memchr::memmem;

use super::Document;
use crate::BrowserHint;

/// Below this many characters of text a page with scripts says too little.
const LITTLE_TEXT: u32 = 200;
/// Below this many an application's mount point counts as empty.
const SHELL_TEXT: u32 = 400;

/// Ids and attributes of the elements that applications mount themselves in.
const MOUNT_IDS: &[&str] = &[
    "root",
    "app",
    "__next",
    "__nuxt",
    "___gatsby",
    "svelte",
    "q-app",
    "main-app",
    "react-root",
    "application",
    "app-root",
    "ember-app",
    "react-app",
    "vue-app",
];

/// Words of the usual "enable JavaScript" notices, in many languages: each is matched together with "javascript".
const ASKING: &[&str] = &[
    "enable",
    "requires",
    "require",
    "need",
    "turn on",
    "activate",
    "aktivier",
    "einschalten",
    "benötig",
    "activer",
    "activez",
    "activé",
    "nécessite",
    "activar",
    "active",
    "activa",
    "habilit",
    "requiere",
    "abilit",
    "attiva",
    "richiede",
    "inschakel",
    "nodig",
    "włącz",
    "wymaga",
    "ativ",
    "zapn",
    "povol",
    "engedély",
    "включ",
    "έγινε",
    "ενεργοποι",
    "etkinleştir",
    "有効",
    "启用",
    "啟用",
    "사용",
];

pub(super) fn browser_hint(document: &Document) -> Option<BrowserHint> {
    let chars = document.text_chars();
    if chars >= LITTLE_TEXT.max(SHELL_TEXT) {
        return None;
    }
    let scripts = document.tagged("script").filter(|s| runs(s.attr("type"))).count();
    if scripts == 0 {
        return None;
    }
    if has_empty_mount(document) {
        return Some(BrowserHint::EmptyShell);
    }
    if asks_for_script(document) {
        return Some(BrowserHint::AsksForScript);
    }
    (chars < LITTLE_TEXT && !is_frame_or_redirect(document)).then_some(BrowserHint::NoText)
}

/// JavaScript by its type: none, a JavaScript media type, or a module; not data.
fn runs(kind: Option<&str>) -> bool {
    kind.is_none_or(|k| {
        let k = k.trim().to_ascii_lowercase();
        k.is_empty() || k.contains("javascript") || k.contains("ecmascript") || k == "module"
    })
}

/// An element that an application fills and that holds nothing yet.
fn has_empty_mount(document: &Document) -> bool {
    ["div", "app-root", "main", "section"].into_iter().flat_map(|tag| document.tagged(tag)).any(|element| {
        let value = element.value();
        let mounts = value.name() == "app-root"
            || value.id().is_some_and(|id| MOUNT_IDS.contains(&id))
            || value.attr("data-reactroot").is_some()
            || value.attr("ng-app").is_some()
            || value.attr("ng-version").is_some();
        mounts && element.text().take(50).map(|t| t.trim().len()).sum::<usize>() < 100
    })
}

/// "Please enable JavaScript", in `<noscript>` or in the little text there is.
fn asks_for_script(document: &Document) -> bool {
    let asks = |text: &str| {
        let lower = text.to_lowercase();
        memmem::find(lower.as_bytes(), b"javascript").is_some() && ASKING.iter().any(|w| lower.contains(w))
    };
    document.tagged("noscript").any(|n| n.text().take(20).any(asks))
        || document.blocks.iter().take(20).any(|b| b.text.len() < 600 && asks(&b.text))
}

/// Frame sets and "you are being redirected" pages gain nothing from a browser that a plain fetch would not.
fn is_frame_or_redirect(document: &Document) -> bool {
    document.tagged("frameset").next().is_some()
        || document.tagged("meta").any(|m| m.attr("http-equiv").is_some_and(|h| h.eq_ignore_ascii_case("refresh")))
}
