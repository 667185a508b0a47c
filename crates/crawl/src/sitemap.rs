//! Sitemaps (sitemaps.org): lists of pages, lists of lists, as XML or plain text, compressed or not. Pure, streaming, and bounded in
//! every direction: a sitemap is a hint, and a broken one gives what could be read before the break.

use std::io::Read as _;

use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

/// Addresses taken from one file.
pub(super) const MAX_ENTRIES: usize = 2_000;
/// Bytes of one file, decompressed.
pub(super) const MAX_BYTES: u64 = 10 * 1024 * 1024;
/// Longest address.
const MAX_ADDRESS: usize = 2_048;

/// What one file lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sitemap {
    /// Pages, in the file's order.
    pub(super) pages: Vec<Url>,
    /// Further sitemaps.
    pub(super) children: Vec<Url>,
}

impl Sitemap {
    /// Reads a file that came from `base`.
    pub(super) fn parse(bytes: &[u8], base: &Url) -> Self {
        let unpacked;
        let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
            let mut out = Vec::new();
            // A file that is cut off or broken keeps its beginning.
            let _ = flate2::read::MultiGzDecoder::new(bytes).take(MAX_BYTES).read_to_end(&mut out);
            unpacked = out;
            unpacked.as_slice()
        } else {
            &bytes[..bytes.len().min(usize::try_from(MAX_BYTES).unwrap_or(usize::MAX))]
        };
        let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        if start.starts_with(b"<") { Self::xml(start, base) } else { Self::text(start, base) }
    }

    fn xml(bytes: &[u8], base: &Url) -> Self {
        let mut found = Self::default();
        let text = String::from_utf8_lossy(bytes);
        let mut reader = Reader::from_str(&text);
        reader.config_mut().check_end_names = false;
        let (mut in_child_list, mut in_address) = (false, false);
        let mut address = String::new();
        while let Ok(event) = reader.read_event() {
            match event {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "sitemapindex" => in_child_list = true,
                    "urlset" => in_child_list = false,
                    // `image:loc` and `video:loc` are no pages.
                    "loc" => {
                        in_address = tag.name().prefix().is_none();
                        address.clear();
                    }
                    _ => {}
                },
                Event::Text(text) if in_address && address.len() < MAX_ADDRESS => {
                    address.push_str(&text.xml_content(quick_xml::XmlVersion::Implicit1_0));
                }
                Event::CData(text) if in_address && address.len() < MAX_ADDRESS => address.push_str(&text),
                Event::GeneralRef(name) if in_address => match name.as_ref() {
                    "amp" => address.push('&'),
                    "apos" => address.push('\''),
                    "quot" => address.push('"'),
                    "lt" => address.push('<'),
                    "gt" => address.push('>'),
                    _ => {}
                },
                Event::End(tag) if in_address && tag.local_name().as_ref() == "loc" => {
                    in_address = false;
                    found.add(&address, base, in_child_list);
                }
                Event::Eof => break,
                _ => {}
            }
            if found.pages.len() + found.children.len() >= MAX_ENTRIES {
                break;
            }
        }
        found
    }

    fn text(bytes: &[u8], base: &Url) -> Self {
        let mut found = Self::default();
        for line in bytes.split(|b| *b == b'\n').take(MAX_ENTRIES) {
            let line = String::from_utf8_lossy(line);
            if line.trim_start().starts_with("http") {
                found.add(&line, base, false);
            }
        }
        found
    }

    fn add(&mut self, address: &str, base: &Url, is_child: bool) {
        let address = address.trim();
        if address.is_empty() || address.len() > MAX_ADDRESS {
            return;
        }
        let Some(url) = base.join(address).ok().filter(|u| matches!(u.scheme(), "http" | "https")) else { return };
        if is_child { self.children.push(url) } else { self.pages.push(url) }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn parse(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let map = Sitemap::parse(bytes, &Url::parse("https://a.test/sitemap.xml").expect("a URL"));
        (map.pages.into_iter().map(String::from).collect(), map.children.into_iter().map(String::from).collect())
    }

    #[test]
    fn pages_and_further_sitemaps_are_told_apart() {
        let (pages, children) = parse(
            br#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="x">
            <url><loc> https://a.test/contact?a=1&amp;b=2 </loc><image:image><image:loc>https://a.test/i.jpg</image:loc></image:image></url>
            <url><loc><![CDATA[https://a.test/about]]></loc></url><url><loc>/relative</loc></url><url><loc></loc></url></urlset>"#,
        );
        assert_eq!(pages, ["https://a.test/contact?a=1&b=2", "https://a.test/about", "https://a.test/relative"]);
        assert!(children.is_empty());
        let (pages, children) = parse(b"<sitemapindex><sitemap><loc>https://a.test/1.xml.gz</loc></sitemap></sitemapindex>");
        assert!(pages.is_empty());
        assert_eq!(children, ["https://a.test/1.xml.gz"]);
    }

    #[test]
    fn plain_text_and_compressed_files_are_read() {
        assert_eq!(
            parse(b"\xef\xbb\xbfhttps://a.test/1\r\nnoise\nhttps://a.test/2\n").0,
            ["https://a.test/1", "https://a.test/2"]
        );
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"<urlset><url><loc>https://a.test/1</loc></url></urlset>").expect("memory");
        assert_eq!(parse(&packed.finish().expect("memory")).0, ["https://a.test/1"]);
    }

    #[test]
    fn a_sitemap_that_is_broken_or_endless_gives_its_beginning() {
        assert_eq!(parse(b"<urlset><url><loc>https://a.test/1</loc></url><url><loc>https://a.te").0, ["https://a.test/1"]);
        assert_eq!(parse(b"<urlset><url><loc>https://a.test/1</loc></wrong></url><<<").0, ["https://a.test/1"]);
        assert_eq!(
            parse(b"<urlset><url><loc>file:///etc/passwd</loc></url><url><loc>javascript:x</loc></url></urlset>").0,
            [""; 0]
        );
        let endless = b"<url><loc>https://a.test/1</loc></url>".repeat(10_000);
        assert_eq!(parse(&[b"<urlset>".as_slice(), &endless].concat()).0.len(), MAX_ENTRIES);
        let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        bomb.write_all(&vec![b' '; 64 << 20]).expect("memory");
        assert_eq!(parse(&bomb.finish().expect("memory")).0, [""; 0]);
    }

    #[test]
    fn entities_are_not_expanded() {
        let laughs =
            b"<!DOCTYPE x [<!ENTITY a \"https://a.test/\"><!ENTITY b \"&a;&a;\">]><urlset><url><loc>&b;</loc></url></urlset>";
        assert_eq!(parse(laughs).0, [""; 0]);
    }
}
