//! What a server answers: a [`Page`] at a path, ordinary or misbehaving.
//!
//! Belongs here: the description of an answer. Does not belong here: sockets (that is [`crate::serve`]).

use bytes::Bytes;

use crate::model::Charset;

/// One path of a site and its answer.
#[derive(Debug, Clone)]
pub struct Page {
    /// Path, from the slash, without query.
    pub path: String,
    /// HTTP status.
    pub status: u16,
    /// Response headers besides date and length.
    pub headers: Vec<(&'static str, String)>,
    /// What comes.
    pub body: Body,
}

/// The body of an answer, or what comes instead of one.
#[derive(Debug, Clone)]
pub enum Body {
    /// These bytes.
    Bytes(Bytes),
    /// These bytes after a second, as from a weak machine.
    Late(Bytes),
    /// Headers at once, then a few bytes every fifth of a second, for ever.
    Dribble,
    /// Nothing, not even a status line, for ever.
    Silence,
    /// The connection is closed with no answer.
    Drop,
    /// That many bytes of HTML, written as fast as the client reads; the length is told beforehand or not.
    Flood {
        /// Bytes.
        bytes: u64,
        /// Whether Content-Length tells it.
        declared: bool,
    },
    /// That many bytes of HTML, compressed to a thousandth (with Content-Encoding gzip).
    Bomb {
        /// Bytes after decompression.
        bytes: usize,
    },
}

impl Page {
    /// An HTML page in UTF-8.
    pub(crate) fn html(path: impl Into<String>, html: impl Into<String>) -> Self {
        Self::encoded(path, &html.into(), Charset::Utf8)
    }

    /// An HTML page in some charset; `html` may hold `{charset}`, which the label of the meta element replaces.
    pub(crate) fn encoded(path: impl Into<String>, html: &str, charset: Charset) -> Self {
        let (header, label) = match charset {
            Charset::Utf8 => ("text/html; charset=utf-8", "utf-8"),
            Charset::Windows1252 => ("text/html; charset=windows-1252", "windows-1252"),
            Charset::Windows1252MetaOnly => ("text/html", "windows-1252"),
            Charset::WrongHeader => ("text/html; charset=utf-8", "iso-8859-1"),
            Charset::Unlabelled => ("text/html", ""),
        };
        let html = html.replace("{charset}", label);
        let bytes = if charset == Charset::Utf8 { Bytes::from(html) } else { Bytes::from(windows_1252(&html)) };
        Self { path: path.into(), status: 200, headers: vec![("content-type", header.to_owned())], body: Body::Bytes(bytes) }
    }

    /// Bytes of some media type.
    pub(crate) fn file(path: impl Into<String>, media_type: &str, bytes: impl Into<Bytes>) -> Self {
        Self {
            path: path.into(),
            status: 200,
            headers: vec![("content-type", media_type.to_owned())],
            body: Body::Bytes(bytes.into()),
        }
    }

    /// A redirect.
    pub(crate) fn redirect(path: impl Into<String>, status: u16, to: impl Into<String>) -> Self {
        Self { path: path.into(), status, headers: vec![("location", to.into())], body: Body::Bytes(Bytes::new()) }
    }

    /// An answer that is none.
    pub(crate) fn odd(path: impl Into<String>, body: Body) -> Self {
        Self { path: path.into(), status: 200, headers: vec![("content-type", "text/html; charset=utf-8".to_owned())], body }
    }

    /// The same page with another status.
    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// The same page with one more header.
    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The bytes of the body, where it is an ordinary one.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.body {
            Body::Bytes(bytes) | Body::Late(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// Encodes text as windows-1252; what it cannot say becomes a numeric entity, as old editors wrote it.
pub(crate) fn windows_1252(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '€' => out.push(0x80),
            '‚' => out.push(0x82),
            '„' => out.push(0x84),
            '…' => out.push(0x85),
            '‘' => out.push(0x91),
            '’' => out.push(0x92),
            '“' => out.push(0x93),
            '”' => out.push(0x94),
            '•' => out.push(0x95),
            '–' => out.push(0x96),
            '—' => out.push(0x97),
            'œ' => out.push(0x9c),
            _ => match u8::try_from(u32::from(c)) {
                Ok(byte) => out.push(byte),
                Err(_) => out.extend_from_slice(format!("&#{};", u32::from(c)).as_bytes()),
            },
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_euro_sign_and_accents_have_their_windows_bytes_and_the_rest_becomes_entities() {
        assert_eq!(windows_1252("é€–ł"), b"\xe9\x80\x96&#322;");
    }

    #[test]
    fn a_page_whose_header_lies_keeps_the_meta_elements_label() {
        let page = Page::encoded("/", "<meta charset={charset}>é", Charset::WrongHeader);
        assert_eq!(page.headers, [("content-type", "text/html; charset=utf-8".to_owned())]);
        assert_eq!(page.bytes().map(AsRef::as_ref), Some(&b"<meta charset=iso-8859-1>\xe9"[..]));
    }
}
