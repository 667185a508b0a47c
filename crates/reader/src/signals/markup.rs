//! Small readings of single attributes: names, sizes, hosts, formats. Belongs here: functions of one value. Does not belong here:
//! the walk over the DOM (see `collect`).

use html5ever::local_name;

use super::fold;
use crate::document::{Element, attr};

/// Doctypes that put a browser into quirks mode: HTML before 4, and HTML 4 Transitional with no system identifier.
pub(super) fn is_ancient(public_id: &str, system_id: &str) -> bool {
    let id = public_id.to_ascii_uppercase();
    let transitional = id.starts_with("-//W3C//DTD HTML 4.0") && (id.contains("TRANSITIONAL") || id.contains("FRAMESET"));
    id.starts_with("-//W3C//DTD HTML 3") || id.starts_with("-//IETF//") || (transitional && system_id.is_empty())
}

/// The element has a name that is not its text.
pub(super) fn names_itself(element: Element<'_>) -> bool {
    element.attributes().any(|attribute| {
        matches!(*attribute.name, local_name!("aria-label") | local_name!("aria-labelledby") | local_name!("title"))
            && !attribute.value().trim().is_empty()
    })
}

/// `tag#id`, `tag[name=…]` or `tag.class`: enough to find the element again.
pub(super) fn describe(element: Element<'_>) -> String {
    let short = |value: &str| fold(value, 40);
    if let Some(id) = attr!(element, "id").filter(|v| !v.is_empty()) {
        format!("{}#{}", element.name(), short(id))
    } else if let Some(name) = attr!(element, "name").filter(|v| !v.is_empty()) {
        format!("{}[name={}]", element.name(), short(name))
    } else if let Some(class) = attr!(element, "class").and_then(|v| v.split_ascii_whitespace().next()) {
        format!("{}.{}", element.name(), short(class))
    } else {
        element.name().to_owned()
    }
}

/// Leading digits of "640", "640px".
pub(super) fn pixels(value: &str) -> Option<u32> {
    let value = value.trim();
    let digits = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    let (number, unit) = value.split_at(digits);
    let unit = unit.trim();
    if unit.is_empty() || unit.starts_with("px") || unit.starts_with('.') { number.parse().ok() } else { None }
}

pub(super) fn has_scheme(address: &str, scheme: &str) -> bool {
    address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// The host of "https://host/…", "http://host/…" or "//host/…"; a name with a dot, no address in brackets.
pub(super) fn host_of(address: &str) -> Option<&str> {
    let rest =
        ["https://", "http://", "//"].iter().find_map(|s| has_scheme(address, s).then(|| address.get(s.len()..)).flatten())?;
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).unwrap_or(rest.len());
    let host = rest.get(..end)?.trim_end_matches('.');
    let dot = host.rfind('.')?;
    (dot > 0 && host.len() <= 253 && host.get(dot + 1..).is_some_and(|tld| tld.len() >= 2 && !tld.starts_with('-')))
        .then_some(host)
}

/// `Some(true)` for WebP and AVIF, `Some(false)` for JPEG, PNG and GIF, by the address.
pub(super) fn format_of(address: &str) -> Option<bool> {
    let path = address.split(['?', '#']).next()?;
    let (_, extension) = path.rsplit_once('.')?;
    let is = |formats: &[&str]| formats.iter().any(|format| extension.eq_ignore_ascii_case(format));
    if is(&["webp", "avif"]) { Some(true) } else { is(&["jpg", "jpeg", "png", "gif"]).then_some(false) }
}

/// "LocalBusiness" from "https://schema.org/LocalBusiness" or "LocalBusiness"; nothing when it is no such name.
pub(super) fn schema_type(value: &str) -> Option<String> {
    let name = value.trim().rsplit(['/', ':', '#']).next()?;
    (!name.is_empty() && name.len() <= 40 && name.bytes().all(|b| b.is_ascii_alphanumeric())).then(|| name.to_owned())
}
