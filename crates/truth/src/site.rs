//! One `.site` file: the truth as a JSON header, then the pages as they were served. The format is explained in
//! `crates/reader/tests/truth/README.md`; this file is its parser and nothing more.

use std::fs;
use std::path::Path;

use encoding_rs::Encoding;
use glouton_reader::{PageInput, SiteFacts, read_page, read_site};
use serde::Deserialize;
use url::Url;

use crate::{Address, Error};

/// A fictional site: what is true of it, and its pages.
#[derive(Debug, Clone)]
pub struct Site {
    /// The file's name without its ending: country or language, then the business ("de-zahnarzt").
    pub name: String,
    /// What a careful visitor would write down.
    pub truth: Truth,
    /// One to four pages.
    pub pages: Vec<Page>,
}

/// One page as the server sent it.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its address after redirects.
    pub url: Url,
    /// Response headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body in the site's charset.
    pub body: Vec<u8>,
}

/// The header. `None` means that nobody looked: the field is not judged. An empty list means that there is none.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Truth {
    /// Two-letter code of the language the site is written in.
    pub language: String,
    /// A word for those who come later; not read by the scorer.
    pub note: Option<String>,
    /// True when the bodies are the DOM a browser serialised.
    pub rendered: bool,
    /// The charset of the bodies as served (the file itself is UTF-8); UTF-8 when absent.
    pub charset: Option<String>,
    /// The business's own e-mail addresses.
    pub emails: Option<Vec<String>>,
    /// Its own telephone numbers, E.164.
    pub phones: Option<Vec<String>>,
    /// Its own fax numbers, E.164.
    pub faxes: Option<Vec<String>>,
    /// E-mail addresses, telephone and fax numbers on its pages that are somebody else's.
    pub third_party: Option<Vec<String>>,
    /// The name to show, in every spelling one would accept.
    pub names: Option<Vec<String>>,
    /// The legal name, in every spelling one would accept.
    pub legal_names: Option<Vec<String>>,
    /// Its own postal addresses.
    pub addresses: Option<Vec<Address>>,
    /// Its own social profiles.
    pub socials: Option<Vec<String>>,
    /// The people who work there.
    pub people: Option<Vec<PersonTruth>>,
    /// Its opening hours in OpenStreetMap's syntax, in every form one would accept.
    pub opening_hours: Option<Vec<String>>,
    /// VAT identification numbers.
    pub vat_numbers: Option<Vec<String>>,
    /// Company register numbers.
    pub register_numbers: Option<Vec<String>>,
    /// Years of foundation.
    pub founding_years: Option<Vec<u16>>,
    /// Products the site is made with.
    pub technologies: Option<Vec<String>>,
}

/// A person: a name alone, or a name with what stands beside it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum PersonTruth {
    /// Only the name is judged.
    Name(String),
    /// The name, and what is tied to it.
    Tied {
        /// Given and family name without titles.
        name: String,
        /// The role as written.
        title: Option<String>,
        /// E-mail addresses and numbers of this person.
        #[serde(default)]
        contacts: Vec<String>,
    },
}

impl PersonTruth {
    /// Given and family name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Name(name) | Self::Tied { name, .. } => name,
        }
    }
}

impl Site {
    /// Reads one file.
    ///
    /// # Errors
    /// When it cannot be read or does not keep to the format.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Self::parse(&name, &text).map_err(|reason| Error::Site { site: name, reason })
    }

    fn parse(name: &str, text: &str) -> Result<Self, String> {
        let mut parts = text.split("\n=== ");
        let truth: Truth = serde_json::from_str(parts.next().unwrap_or_default()).map_err(|e| format!("the header: {e}"))?;
        if truth.language.len() != 2 {
            return Err("the header names no language".to_owned());
        }
        let charset = match &truth.charset {
            Some(label) => Encoding::for_label(label.as_bytes()).ok_or_else(|| format!("no charset is called {label}"))?,
            None => encoding_rs::UTF_8,
        };
        let pages = parts.map(|part| Page::parse(part, charset)).collect::<Result<Vec<_>, _>>()?;
        if pages.is_empty() {
            return Err("there is no page".to_owned());
        }
        Ok(Self { name: name.to_owned(), truth, pages })
    }

    /// What the reader says of this site.
    #[must_use]
    pub fn read(&self) -> SiteFacts {
        let pages: Vec<_> = self
            .pages
            .iter()
            .map(|page| {
                read_page(&PageInput {
                    url: &page.url,
                    status: 200,
                    headers: &page.headers,
                    body: &page.body,
                    rendered: self.truth.rendered,
                })
            })
            .collect();
        read_site(&pages)
    }
}

impl Page {
    fn parse(part: &str, charset: &'static Encoding) -> Result<Self, String> {
        let (url, mut body) = part.split_once('\n').ok_or("a page has no body")?;
        let url = Url::parse(url.trim()).map_err(|e| format!("{url}: {e}"))?;
        let mut headers = Vec::new();
        while let Some((line, rest)) = body.split_once('\n').and_then(|(line, rest)| Some((line.strip_prefix("> ")?, rest))) {
            let (name, value) = line.split_once(':').ok_or_else(|| format!("no header: {line}"))?;
            headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            body = rest;
        }
        let (bytes, _, lossy) = charset.encode(body);
        if lossy {
            return Err(format!("{url} cannot be written in {}", charset.name()));
        }
        Ok(Self { url, headers, body: bytes.into_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::Site;

    #[test]
    fn lines_that_begin_with_an_angle_bracket_are_response_headers() {
        let site = Site::parse("x", "{\"language\":\"de\"}\n=== https://a.example/\n> Server: nginx\n<p>a</p>\n").unwrap();
        assert_eq!(site.pages[0].headers, [("server".to_owned(), "nginx".to_owned())]);
        assert_eq!(site.pages[0].body, b"<p>a</p>\n");
    }

    #[test]
    fn a_field_the_header_does_not_know_is_refused() {
        assert!(Site::parse("x", "{\"language\":\"de\",\"mails\":[]}\n=== https://a.example/\n<p>").is_err());
    }

    #[test]
    fn the_body_is_served_in_the_charset_of_the_header() {
        let site = Site::parse("x", "{\"language\":\"de\",\"charset\":\"iso-8859-1\"}\n=== https://a.example/\nü").unwrap();
        assert_eq!(site.pages[0].body, [0xFC]);
    }
}
