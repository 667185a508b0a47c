//! What links to maps and embedded maps ask for: where a page shows a place, it mostly shows its own.
//!
//! Belongs here: the words a map is asked with. Does not belong here: what address they hold (`address`).

use url::Url;

use crate::Document;

/// Links looked at, at the most.
const MOST: usize = 6;

/// The words that the page's maps are asked with, each once, in reading order.
pub(super) fn queries(document: &Document) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let links = document
        .anchors
        .iter()
        .filter(|a| memchr::memmem::find(a.href.as_bytes(), b"map").is_some())
        .filter_map(|a| a.url.clone());
    let frames = document.tagged("iframe").filter_map(|frame| {
        let address = ["src", "data-src", "data-lazy-src"].iter().filter_map(|n| frame.attr(n)).find(|a| a.contains("map"))?;
        document.url.join(address).ok()
    });
    for url in links.chain(frames).take(MOST) {
        for query in asked(&url) {
            if query.bytes().any(|b| b.is_ascii_digit()) && query.len() <= 200 && !out.contains(&query) {
                out.push(query);
            }
        }
    }
    out
}

/// The words of one address of a map.
fn asked(url: &Url) -> Vec<String> {
    let known = url.host_str().is_some_and(|host| {
        host.contains("google.") || host.contains("openstreetmap.") || host.contains("bing.") || host.contains("apple.")
    });
    if !known {
        return Vec::new();
    }
    let mut out = Vec::new();
    for (key, value) in url.query_pairs() {
        match key.as_ref() {
            "q" | "query" | "destination" | "daddr" | "address" | "where1" => out.push(folded(&value)),
            // An embedded map's address is a row of fields; those of text begin with "2s".
            "pb" => out.extend(value.split('!').filter_map(|field| field.strip_prefix("2s")).map(decoded).map(|v| folded(&v))),
            _ => {}
        }
    }
    let mut segments = url.path_segments().into_iter().flatten();
    if segments.any(|s| matches!(s, "place" | "search"))
        && let Some(words) = segments.next()
    {
        out.push(folded(&decoded(words)));
    }
    out
}

/// Percent signs and pluses taken back.
fn decoded(text: &str) -> String {
    url::form_urlencoded::parse(text.as_bytes()).next().map(|(key, _)| key.into_owned()).unwrap_or_default()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(url: &str) -> Vec<String> {
        asked(&Url::parse(url).unwrap())
    }

    #[test]
    fn the_words_a_map_is_asked_with_are_read() {
        let expected = ["Viale Monza 204, 20128 Milano"];
        assert_eq!(words("https://www.google.com/maps?q=Viale+Monza+204,+20128+Milano&output=embed"), expected);
        assert_eq!(words("https://www.google.com/maps/dir/?api=1&destination=Viale%20Monza%20204%2C%2020128%20Milano"), expected);
        assert_eq!(words("https://www.google.it/maps/place/Viale+Monza+204,+20128+Milano/@45.5,9.2,17z"), expected);
        assert_eq!(words("https://www.google.com/maps/embed?pb=!1m18!2sViale%20Monza%20204%2C%2020128%20Milano!5e0"), expected);
    }

    #[test]
    fn a_link_to_another_site_with_a_query_is_no_map() {
        assert!(words("https://shop.example/sitemap?q=Viale+Monza+204").is_empty());
        assert!(words("https://www.google.com/maps/@45.5,9.2,17z").is_empty());
    }
}
