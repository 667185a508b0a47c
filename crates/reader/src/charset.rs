//! Bytes to text: byte-order mark, `Content-Type`, `<meta charset>`, then detection, in this order; and the two mislabellings
//! that are common enough to be seen through: UTF-8 announced as Latin, and Latin announced as UTF-8.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

use crate::PageInput;

/// How far into the body a `<meta charset>` is looked for. Browsers look at 1024 bytes first and reload when one comes later;
/// pages with a long comment or script before it are common.
const PRESCAN_BYTES: usize = 8 * 1024;

/// How much of the body the detector is fed; more changes nothing in practice.
const DETECT_BYTES: usize = 64 * 1024;

/// The body as text; never fails, a byte that fits no charset becomes U+FFFD.
pub(crate) fn decode<'a>(input: &PageInput<'a>) -> Cow<'a, str> {
    let body = input.body;
    if let Some((encoding, mark)) = Encoding::for_bom(body) {
        return encoding.decode_without_bom_handling(&body[mark..]).0;
    }
    if let Ok(text) = std::str::from_utf8(body) {
        // Text in a stateful 7-bit charset is valid UTF-8 too, so a declaration still counts for bodies of pure ASCII.
        if input.rendered || !body.is_ascii() {
            return Cow::Borrowed(text);
        }
        let stateful = declared(input).filter(|encoding| !encoding.is_ascii_compatible());
        return stateful.map_or(Cow::Borrowed(text), |encoding| encoding.decode_without_bom_handling(body).0);
    }
    if input.rendered {
        return String::from_utf8_lossy(body);
    }
    match declared(input) {
        Some(encoding) if encoding != UTF_8 => encoding.decode_without_bom_handling(body).0,
        // Announced as UTF-8: one broken character in a real UTF-8 page must not turn all others into mojibake.
        Some(_) if has_multibyte_utf8(body) => String::from_utf8_lossy(body),
        _ => detect(input).decode_without_bom_handling(body).0,
    }
}

/// The charset named by `Content-Type`, else by the page's own meta element.
fn declared(input: &PageInput<'_>) -> Option<&'static Encoding> {
    if input.rendered {
        return Some(UTF_8);
    }
    let header =
        input.headers.iter().find(|(name, _)| name == "content-type").and_then(|(_, value)| charset_label(value.as_bytes()));
    header.or_else(|| prescan(&input.body[..input.body.len().min(PRESCAN_BYTES)]))
}

/// Reads `charset=…` out of a header value or a meta `content`.
fn charset_label(value: &[u8]) -> Option<&'static Encoding> {
    let at = find_ignore_case(value, b"charset")?;
    let rest = value[at + 7..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest
        .iter()
        .position(|b| matches!(b, b'"' | b'\'' | b';' | b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n'))
        .unwrap_or(rest.len());
    Encoding::for_label(&rest[..end])
}

/// Looks for `<meta charset=…>` or `<meta http-equiv=… content="…; charset=…">` outside comments.
fn prescan(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at..];
        if rest.starts_with(b"<!--") {
            rest = &rest[memmem::find(rest, b"-->").map_or(rest.len(), |end| end + 3)..];
            continue;
        }
        if rest.len() > 5 && rest[1..5].eq_ignore_ascii_case(b"meta") {
            let tag = &rest[..memchr::memchr(b'>', rest).unwrap_or(rest.len())];
            if let Some(encoding) = charset_label(tag) {
                // A page that could be read to find this is not UTF-16, whatever it says.
                return Some(if encoding == UTF_16LE || encoding == UTF_16BE {
                    UTF_8
                } else if encoding == X_USER_DEFINED {
                    WINDOWS_1252
                } else {
                    encoding
                });
            }
        }
        rest = &rest[1..];
    }
    None
}

/// Guesses from the bytes, with the site's country as a hint.
fn detect(input: &PageInput<'_>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let part = &input.body[..input.body.len().min(DETECT_BYTES)];
    detector.feed(part, true);
    let tld = input.url.domain().and_then(|d| d.trim_end_matches('.').rsplit('.').next()).map(str::to_ascii_lowercase);
    let tld = tld.as_deref().filter(|t| !t.is_empty() && t.is_ascii()).map(str::as_bytes);
    // When UTF-8 is broken only by the cut of a multi-byte character or a stray byte, the detector may still say UTF-8.
    detector.guess(tld, Utf8Detection::Allow)
}

/// True when at least one well-formed UTF-8 sequence of several bytes stands in the body.
fn has_multibyte_utf8(body: &[u8]) -> bool {
    body.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn find_ignore_case(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|w| w.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::*;

    fn text(url: &str, content_type: Option<&str>, body: &[u8]) -> String {
        let url = Url::parse(url).expect("test URL");
        let headers: Vec<_> = content_type.map(|v| ("content-type".to_owned(), v.to_owned())).into_iter().collect();
        decode(&PageInput { url: &url, status: 200, headers: &headers, body, rendered: false }).into_owned()
    }

    #[test]
    fn the_header_names_the_charset() {
        assert_eq!(text("https://a.test/", Some("text/html; charset=\"iso-8859-2\""), b"\xb1\xe6"), "ąć");
    }

    #[test]
    fn the_meta_element_names_the_charset_when_the_header_does_not() {
        assert!(
            text("https://a.test/", Some("text/html"), b"<!-- x --><META Charset='windows-1251'>\xcf\xf0\xe8").ends_with("При")
        );
        let equiv = b"<meta http-equiv=Content-Type content=\"text/html; charset=iso-8859-1\">caf\xe9";
        assert!(text("https://a.test/", None, equiv).ends_with("café"));
    }

    #[test]
    fn a_meta_element_in_a_comment_names_nothing() {
        assert!(
            text("https://a.fr/", None, b"<!-- <meta charset=windows-1251> --> Sp\xe9cialit\xe9s de la maison")
                .contains("Spécialités")
        );
    }

    #[test]
    fn utf8_announced_as_latin_is_read_as_utf8() {
        assert_eq!(text("https://a.test/", Some("text/html; charset=iso-8859-1"), "Bäckerei".as_bytes()), "Bäckerei");
    }

    #[test]
    fn latin_announced_as_utf8_is_read_as_latin() {
        assert_eq!(
            text("https://a.de/", Some("text/html; charset=utf-8"), b"B\xe4ckerei M\xfcller, K\xf6ln"),
            "Bäckerei Müller, Köln"
        );
    }

    #[test]
    fn one_broken_byte_does_not_spoil_a_utf8_page() {
        let mut body = "<p>Caffè e città".as_bytes().to_vec();
        body.push(0xE9);
        assert!(text("https://a.it/", Some("text/html; charset=utf-8"), &body).starts_with("<p>Caffè e città"));
    }

    #[test]
    fn a_byte_order_mark_wins() {
        assert_eq!(text("https://a.test/", Some("text/html; charset=utf-8"), b"\xff\xfeh\0i\0"), "hi");
    }

    #[test]
    fn an_undeclared_charset_is_detected() {
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("お問い合わせはこちらまでお願いします。電話番号");
        assert!(text("https://a.jp/", None, &bytes).starts_with("お問い合わせ"));
    }
}
