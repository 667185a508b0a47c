//! Pages as a web archive (WARC 1.1, ISO 28500), each record a gzip member of its own as archive tools expect. Belongs here: the format.
//! Does not belong here: which pages (the caller goes through its records), where they lie (snapshots).
//!
//! What is written is what was kept: bodies decompressed, so the headers that spoke of their transfer are left out; a page that a
//! browser showed is a `resource`, because no server ever sent it like that. Record ids follow from the content: the same pages give
//! the same archive.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use time::format_description::well_known::Rfc3339;

use super::model::{FetchedWith, PageRecord};
use glouton_platform::clock::Timestamp;

/// Headers that describe how a body travelled, not what it is.
const OF_THE_TRANSFER: &[&str] = &["connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"];

/// Writes an archive.
#[derive(Debug)]
pub struct WarcWriter<W: Write> {
    out: W,
}

impl<W: Write> WarcWriter<W> {
    /// Begins an archive; `software` names who wrote it, `made_at_ms` is Unix milliseconds.
    ///
    /// # Errors
    /// The writer's.
    pub fn new(out: W, software: &str, made_at_ms: i64) -> io::Result<Self> {
        let mut writer = Self { out };
        let info = format!("software: {}\r\nformat: WARC File Format 1.1\r\n", one_line(software));
        writer.record("warcinfo", None, made_at_ms, "application/warc-fields", None, info.as_bytes())?;
        Ok(writer)
    }

    /// Adds a page with its snapshot. A page that gave nothing has nothing to archive and is passed over.
    ///
    /// # Errors
    /// The writer's.
    pub fn page(&mut self, page: &PageRecord, body: &[u8]) -> io::Result<()> {
        let (Some(status), false) = (page.status, page.content_hash.is_empty()) else { return Ok(()) };
        let url = page.url.as_str();
        let digest = Some(page.content_hash.as_str());
        if page.fetched_with == FetchedWith::Browser {
            return self.record("resource", Some(url), page.fetched_at_ms, "text/html; charset=utf-8", digest, body);
        }
        let mut block = format!("HTTP/1.1 {status} \r\n").into_bytes();
        for (name, value) in page.headers.iter().filter(|(name, _)| !OF_THE_TRANSFER.contains(&name.as_str())) {
            block.extend_from_slice(format!("{}: {}\r\n", one_line(name), one_line(value)).as_bytes());
        }
        block.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
        block.extend_from_slice(body);
        self.record("response", Some(url), page.fetched_at_ms, "application/http; msgtype=response", digest, &block)
    }

    /// Gives the writer back.
    ///
    /// # Errors
    /// The writer's.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }

    fn record(
        &mut self,
        kind: &str,
        url: Option<&str>,
        at_ms: i64,
        media_type: &str,
        payload_hash: Option<&str>,
        block: &[u8],
    ) -> io::Result<()> {
        let date = Timestamp(at_ms).to_datetime().format(&Rfc3339).map_err(io::Error::other)?;
        let mut head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{}>\r\nWARC-Date: {date}\r\n",
            id(kind, url, at_ms, block)
        );
        if let Some(url) = url {
            head.push_str(&format!("WARC-Target-URI: {url}\r\n"));
        }
        if let Some(hash) = payload_hash {
            head.push_str(&format!("WARC-Payload-Digest: blake3:{hash}\r\n"));
        }
        head.push_str(&format!("Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n", block.len()));
        let mut member = GzEncoder::new(&mut self.out, Compression::default());
        member.write_all(head.as_bytes())?;
        member.write_all(block)?;
        member.write_all(b"\r\n\r\n")?;
        member.finish().map(drop)
    }
}

/// An id that follows from what the record says.
fn id(kind: &str, url: Option<&str>, at_ms: i64, block: &[u8]) -> uuid::Uuid {
    let mut hasher = blake3::Hasher::new();
    for part in [kind.as_bytes(), url.unwrap_or_default().as_bytes(), &at_ms.to_le_bytes(), block] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut bytes = [0_u8; 16];
    hasher.finalize_xof().fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// A header cannot hold line breaks.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use glouton_reader::PageKind;
    use url::Url;

    use super::*;
    use crate::model::{SiteFailure, SiteReason};
    use crate::snapshots::ContentHash;

    fn page(body: &[u8], fetched_with: FetchedWith) -> PageRecord {
        let url = Url::parse("https://a.test/contact?x=1").expect("a URL");
        PageRecord {
            requested: url.clone(),
            url,
            depth: 1,
            kind: PageKind::Contact,
            status: Some(200),
            fetched_with,
            bytes: body.len() as u64,
            elapsed_ms: 5,
            fetched_at_ms: 1_790_000_000_123,
            content_hash: ContentHash::of(body).to_string(),
            headers: vec![
                ("content-type".into(), "text/html".into()),
                ("content-encoding".into(), "br".into()),
                ("x".into(), "a\r\nb".into()),
            ],
            facts: None,
            error: None,
        }
    }

    fn archive(pages: &[(PageRecord, &[u8])]) -> String {
        let mut writer = WarcWriter::new(Vec::new(), "Glouton/1", 1_790_000_000_000).expect("memory");
        for (page, body) in pages {
            writer.page(page, body).expect("memory");
        }
        let packed = writer.finish().expect("memory");
        let mut text = String::new();
        flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_string(&mut text).expect("gzip members");
        text
    }

    #[test]
    fn a_page_is_archived_as_the_answer_it_was() {
        let body = b"<p>Hello";
        let text = archive(&[(page(body, FetchedWith::Http), body)]);
        let records: Vec<&str> = text.split("WARC/1.1\r\n").skip(1).collect();
        assert_eq!(records.len(), 2);
        assert!(records[0].starts_with("WARC-Type: warcinfo\r\n"));
        let (head, rest) = records[1].split_once("\r\n\r\n").expect("a head");
        for line in [
            "WARC-Type: response",
            "WARC-Target-URI: https://a.test/contact?x=1",
            "WARC-Date: 2026-09-21T",
            "WARC-Payload-Digest: blake3:",
        ] {
            assert!(head.contains(line), "{line} in {head}");
        }
        let length: usize = head.rsplit_once("Content-Length: ").expect("a length").1.parse().expect("a number");
        assert_eq!(&rest[length..], "\r\n\r\n", "the block is as long as it says");
        assert_eq!(&rest[..length], "HTTP/1.1 200 \r\ncontent-type: text/html\r\nx: a  b\r\ncontent-length: 8\r\n\r\n<p>Hello");
    }

    #[test]
    fn a_rendered_page_is_a_resource_and_a_failed_one_is_left_out() {
        let body = b"<p>drawn by a script";
        let mut failed = page(body, FetchedWith::Http);
        failed.content_hash.clear();
        failed.error = Some(SiteFailure { reason: SiteReason::HttpError, detail: "gone".into() });
        let text = archive(&[(page(body, FetchedWith::Browser), body), (failed, b"")]);
        assert_eq!(text.matches("WARC-Type: resource").count(), 1);
        assert_eq!(text.matches("WARC/1.1").count(), 2);
    }

    #[test]
    fn the_same_pages_give_the_same_archive() {
        let body = b"<p>Hello";
        let pages = [(page(body, FetchedWith::Http), body.as_slice())];
        assert_eq!(archive(&pages), archive(&pages));
    }
}
