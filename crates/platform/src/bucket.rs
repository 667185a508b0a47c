//! Objects in S3-compatible storage: a bucket of the operator's, what can be asked of it, and why it did not do it. Belongs here:
//! signing, the form of requests and answers. Does not belong here: what the objects are (callers).
//!
//! Invariants: requests leave through [`OwnService`], for the one endpoint that the configuration names; an address with its signature
//! is never logged, shown or part of an error, and neither is a key. An object is there as a whole or not at all.

use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Credentials, S3Action, UrlStyle};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use url::Url;

use crate::egress::{Answer, Egress, EgressError, Outgoing, OwnAsk, OwnService};

/// How long a signed address is good: long enough for clocks that differ.
const SIGNED_FOR: Duration = Duration::from_secs(15 * 60);
/// Largest page of a listing or text of an error that is read.
const MAX_TEXT: u64 = 4 * 1024 * 1024;
/// Objects of one listing, at most; a bucket that goes on for ever is listed no further.
const MAX_LISTED: usize = 1_000_000;
/// Longest key of an object (S3 takes 1024 bytes).
const MAX_PREFIX: usize = 512;

/// Where a bucket is and how to get in.
#[derive(Debug, Clone, Deserialize)]
pub struct Settings {
    /// The bucket's name; empty for none.
    #[serde(rename = "bucket")]
    pub name: String,
    /// The storage's address, `https://…` or `http://…`.
    pub endpoint: String,
    /// The region that requests are signed for.
    pub region: String,
    /// The bucket stands in the path of an address, not in its host name.
    pub path_style: bool,
    /// What the objects' keys begin with.
    pub prefix: String,
    /// The name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: SecretString,
}

/// A setting that cannot be used; the words begin with its name in [`Settings`] and say what to write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key} {problem}")]
pub struct SetupError {
    /// Which.
    pub key: &'static str,
    /// What is wrong with it.
    pub problem: &'static str,
}

/// Why the storage did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BucketError {
    /// It did not answer.
    #[error("the storage does not answer: {0}")]
    Away(#[from] EgressError),
    /// It does not know the key, or the key may not do this.
    #[error("the storage refuses the key ({code})")]
    Refused {
        /// In the storage's own word.
        code: String,
    },
    /// The bucket is not there.
    #[error("the storage has no such bucket")]
    NoBucket,
    /// Anything else.
    #[error("the storage answered {status} ({code})")]
    Answered {
        /// The status.
        status: u16,
        /// In the storage's own word.
        code: String,
    },
    /// What came is no answer to what was asked.
    #[error("the storage's answer makes no sense")]
    Nonsense,
}

impl BucketError {
    /// A short, stable word for metrics.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match self {
            Self::Away(error) => error.label(),
            Self::Refused { .. } => "refused",
            Self::NoBucket => "no_bucket",
            Self::Answered { .. } => "answered",
            Self::Nonsense => "nonsense",
        }
    }
}

/// A bucket. Cheap to clone. Its own names of objects are without the prefix.
#[derive(Clone)]
pub struct Bucket {
    inner: Arc<Inner>,
}

struct Inner {
    service: OwnService,
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    prefix: String,
}

impl fmt::Debug for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bucket").field("name", &self.inner.bucket.name()).finish_non_exhaustive()
    }
}

impl Bucket {
    /// The bucket that the settings name, reached through `egress`; `None` when they name none. Asks nobody yet.
    ///
    /// # Errors
    /// [`SetupError`] says which setting cannot be used.
    pub fn new(settings: &Settings, egress: &Egress) -> Result<Option<Self>, SetupError> {
        if settings.name.is_empty() {
            return Ok(None);
        }
        let wrong = |key, problem| SetupError { key, problem };
        let named = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.' | '_');
        if !(3..=63).contains(&settings.name.len()) || !settings.name.chars().all(named) || settings.name.contains("..") {
            return Err(wrong("bucket", "is no name of a bucket: 3 to 63 of a-z, 0-9, \"-\", \".\""));
        }
        let no_address =
            || wrong("endpoint", "is no address of a storage: write, for instance, \"https://s3.eu-west-3.amazonaws.com\"");
        let endpoint = Url::parse(&settings.endpoint).map_err(|_| no_address())?;
        if !endpoint.username().is_empty() || endpoint.password().is_some() {
            return Err(wrong("endpoint", "has a user name or a password: these go into access_key and secret_key"));
        }
        if endpoint.query().is_some() || endpoint.fragment().is_some() {
            return Err(no_address());
        }
        let word = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic());
        if !word(&settings.region) || settings.region.contains('/') {
            return Err(wrong("region", "is no name of a region: \"us-east-1\" suits most storages that have none"));
        }
        if !word(&settings.access_key) {
            return Err(wrong("access_key", "is missing: the storage gives one with its secret_key"));
        }
        if !word(settings.secret_key.expose_secret()) {
            return Err(wrong("secret_key", "is missing: the storage gives one with its access_key"));
        }
        let prefix = settings.prefix.trim_end_matches('/');
        let part = |part: &str| !matches!(part, "" | "." | "..") && part.chars().all(|c| named(c) || c.is_ascii_uppercase());
        if prefix.len() > MAX_PREFIX || !(prefix.is_empty() || prefix.split('/').all(part)) {
            return Err(wrong("prefix", "is made of a-z, A-Z, 0-9, \"-\", \"_\", \".\", and \"/\" between its parts"));
        }
        let style = if settings.path_style { UrlStyle::Path } else { UrlStyle::VirtualHost };
        let bucket = rusty_s3::Bucket::new(endpoint, style, settings.name.clone(), settings.region.clone()).map_err(|_| {
            wrong("endpoint", "cannot have the bucket in its host name: set path_style to true, or give an http or https address")
        })?;
        let service = egress.own_service(bucket.base_url()).map_err(|_| no_address())?;
        let credentials = Credentials::new(settings.access_key.clone(), settings.secret_key.expose_secret());
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
        Ok(Some(Self { inner: Arc::new(Inner { service, bucket, credentials, prefix }) }))
    }

    /// Keeps the first `length` bytes of a file as an object, in place of the one that had this name. The file is read as the line
    /// takes it.
    ///
    /// # Errors
    /// [`BucketError`]; the object is then as it was.
    pub async fn put(&self, name: &str, file: File, length: u64) -> Result<(), BucketError> {
        let key = self.key(name);
        let url = self.inner.bucket.put_object(Some(&self.inner.credentials), &key).sign(SIGNED_FOR);
        let answered = self.ask(Method::PUT, url, None, Outgoing::file(file, length), MAX_TEXT).await;
        match answered {
            Ok(answer) => done(answer).await.map(drop),
            // A storage that refuses does so before it has read the file, and breaks off: its answer may be lost on the way. To a question
            // without a file it is not.
            Err(away @ BucketError::Away(EgressError::Connect { .. })) => match self.get_part(name, 0, 1).await {
                Err(refusal @ (BucketError::Refused { .. } | BucketError::NoBucket)) => Err(refusal),
                _ => Err(away),
            },
            Err(error) => Err(error),
        }
    }

    /// The whole object, of at most `most` bytes; `None` when there is none.
    ///
    /// # Errors
    /// [`BucketError`], also for a larger one.
    pub async fn get(&self, name: &str, most: u64) -> Result<Option<Bytes>, BucketError> {
        self.read(name, None, most).await
    }

    /// `length` bytes of an object from `offset` on; `None` when there is no such object or it has no such part.
    ///
    /// # Errors
    /// [`BucketError`].
    pub async fn get_part(&self, name: &str, offset: u64, length: u32) -> Result<Option<Bytes>, BucketError> {
        let Some(last) = offset.checked_add(u64::from(length)).and_then(|end| end.checked_sub(1)) else { return Ok(None) };
        let range = format!("bytes={offset}-{last}");
        let part = self.read(name, Some(range), u64::from(length)).await?;
        Ok(part.filter(|part| part.len() as u64 == u64::from(length)))
    }

    async fn read(&self, name: &str, range: Option<String>, most: u64) -> Result<Option<Bytes>, BucketError> {
        let key = self.key(name);
        let url = self.inner.bucket.get_object(Some(&self.inner.credentials), &key).sign(SIGNED_FOR);
        let wanted = if range.is_some() { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
        let answer = self.ask(Method::GET, url, range, Outgoing::Nothing, most.max(MAX_TEXT)).await?;
        if answer.status == wanted {
            let declared = answer.headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
            let bytes = answer.at_most(most).receive().await?.bytes;
            // What is cut off is no object.
            let is_whole = declared.is_none_or(|declared: u64| declared == bytes.len() as u64);
            return if is_whole { Ok(Some(bytes)) } else { Err(BucketError::Nonsense) };
        }
        if answer.status.is_success() {
            return Err(BucketError::Nonsense);
        }
        match done(answer).await {
            Err(BucketError::Answered { status: 404 | 416, .. }) => Ok(None),
            Err(error) => Err(error),
            Ok(_) => Err(BucketError::Nonsense),
        }
    }

    /// The names of all objects, in order.
    ///
    /// # Errors
    /// [`BucketError`].
    pub async fn list(&self) -> Result<Vec<String>, BucketError> {
        let mut names = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let mut page = self.inner.bucket.list_objects_v2(Some(&self.inner.credentials));
            page.with_prefix(self.inner.prefix.as_str());
            if let Some(token) = &token {
                page.with_continuation_token(token.as_str());
            }
            let answer = self.ask(Method::GET, page.sign(SIGNED_FOR), None, Outgoing::Nothing, MAX_TEXT).await?;
            let text = done(answer).await?;
            let text = std::str::from_utf8(&text).map_err(|_| BucketError::Nonsense)?;
            let listed = ListObjectsV2::parse_response(&in_amazons_words(text)).map_err(|_| BucketError::Nonsense)?;
            let known = names.len();
            let objects = listed.contents.into_iter();
            names.extend(objects.filter_map(|object| object.key.strip_prefix(&self.inner.prefix).map(str::to_owned)));
            token = listed.next_continuation_token;
            // A storage that says "go on" and gives nothing would be listed for ever.
            if token.is_none() || names.len() == known || names.len() >= MAX_LISTED {
                return Ok(names);
            }
        }
    }

    /// Removes an object, if there is one.
    ///
    /// # Errors
    /// [`BucketError`].
    pub async fn delete(&self, name: &str) -> Result<(), BucketError> {
        let key = self.key(name);
        let url = self.inner.bucket.delete_object(Some(&self.inner.credentials), &key).sign(SIGNED_FOR);
        let answer = self.ask(Method::DELETE, url, None, Outgoing::Nothing, MAX_TEXT).await?;
        match done(answer).await {
            Ok(_) | Err(BucketError::Answered { status: 404, .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.inner.prefix)
    }

    async fn ask(
        &self,
        method: Method,
        url: Url,
        range: Option<String>,
        body: Outgoing,
        most: u64,
    ) -> Result<Answer, BucketError> {
        let mut headers = HeaderMap::new();
        if let Some(range) = range.and_then(|range| HeaderValue::try_from(range).ok()) {
            headers.insert(header::RANGE, range);
        }
        Ok(self.inner.service.ask(OwnAsk { method, url, headers, body, most }).await?)
    }
}

/// The text of an answer that says yes, and otherwise what the storage says.
async fn done(answer: Answer) -> Result<Bytes, BucketError> {
    let status = answer.status;
    let text = answer.at_most(MAX_TEXT).receive().await?.bytes;
    if status.is_success() {
        return Ok(text);
    }
    let code = code_of(&text);
    Err(match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => BucketError::Refused { code },
        StatusCode::NOT_FOUND if code == "NoSuchBucket" => BucketError::NoBucket,
        _ => BucketError::Answered { status: status.as_u16(), code },
    })
}

/// The code in the text of an error: one word of letters, whatever a server writes there.
fn code_of(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map_or("", |(code, _)| code);
    let is_word = !code.is_empty() && code.len() <= 60 && code.chars().all(|c| c.is_ascii_alphanumeric());
    if is_word { code.to_owned() } else { "no reason given".to_owned() }
}

/// A listing in the namespace of Amazon's. Other storages name another, or none, and mean the same by the same elements.
fn in_amazons_words(listing: &str) -> Cow<'_, str> {
    const ROOT: &str = "<ListBucketResult";
    let opening = listing.find(ROOT).map(|at| at + ROOT.len());
    let Some((start, tag)) = opening.and_then(|start| Some((start, &listing[start..start + listing[start..].find('>')?]))) else {
        return listing.into();
    };
    let behind = start + tag.trim_end_matches('/').len();
    format!("{} xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"{}", &listing[..start], &listing[behind..]).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings() -> Settings {
        Settings {
            name: "pages".into(),
            endpoint: "http://storage.test:9000".into(),
            region: "us-east-1".into(),
            path_style: true,
            prefix: "glouton".into(),
            access_key: "AKEXAMPLE".into(),
            secret_key: "a-secret-nobody-sees".into(),
        }
    }

    fn door() -> Egress {
        let table: toml::Table = toml::from_str(include_str!("../../../config/default.toml")).expect("the defaults");
        Egress::new(&table["egress"].clone().try_into().expect("the section")).expect("a door")
    }

    fn refused(change: impl FnOnce(&mut Settings)) -> &'static str {
        let mut settings = settings();
        change(&mut settings);
        Bucket::new(&settings, &door()).expect_err("refused").key
    }

    #[test]
    fn a_listing_is_read_in_whatever_namespace() {
        let names = |text: &str| {
            let listed = ListObjectsV2::parse_response(&in_amazons_words(text)).ok()?;
            Some(listed.contents.into_iter().map(|object| object.key).collect::<Vec<_>>())
        };
        for said in [" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"", " xmlns='http://doc.s3.amazonaws.com/2006-03-01'", ""]
        {
            let rest = "<Name>pages</Name><IsTruncated>false</IsTruncated><Contents><Key>a/1.pack</Key><Size>3</Size></Contents>";
            let text = format!("<?xml version=\"1.0\"?>\n<ListBucketResult{said}>{rest}</ListBucketResult>");
            assert_eq!(names(&text), Some(vec!["a/1.pack".to_owned()]), "{said}");
            assert_eq!(names(&format!("<ListBucketResult{said}/>")), Some(Vec::new()), "{said}");
        }
        assert_eq!(names("<Error><Code>SlowDown</Code></Error>"), None);
        assert_eq!(names("<ListBucketResult"), None);
    }

    #[tokio::test]
    async fn a_setting_that_cannot_be_used_is_named() {
        let door = door();
        assert!(Bucket::new(&settings(), &door).expect("a bucket").is_some());
        assert!(Bucket::new(&Settings { name: String::new(), ..settings() }, &door).expect("none").is_none());
        assert_eq!(refused(|s| s.name = "No Bucket".into()), "bucket");
        assert_eq!(refused(|s| s.endpoint = "storage.test".into()), "endpoint");
        assert_eq!(refused(|s| s.endpoint = "ftp://storage.test".into()), "endpoint");
        assert_eq!(refused(|s| s.endpoint = "http://me:word@storage.test".into()), "endpoint");
        assert_eq!(refused(|s| (s.endpoint, s.path_style) = ("http://10.0.0.1:9000".into(), false)), "endpoint");
        assert_eq!(refused(|s| s.region = String::new()), "region");
        assert_eq!(refused(|s| s.access_key = String::new()), "access_key");
        assert_eq!(refused(|s| s.secret_key = String::new().into()), "secret_key");
        assert_eq!(refused(|s| s.prefix = "../other".into()), "prefix");
        assert_eq!(refused(|s| s.prefix = "/glouton".into()), "prefix");
    }

    #[tokio::test]
    async fn no_key_is_shown() {
        let settings = settings();
        let bucket = Bucket::new(&settings, &door()).expect("usable").expect("a bucket");
        for shown in [format!("{settings:?}"), format!("{bucket:?}"), format!("{bucket:#?}")] {
            assert!(!shown.contains("a-secret-nobody-sees"), "{shown}");
        }
        assert!(!format!("{bucket:?}").contains("AKEXAMPLE"));
    }

    #[test]
    fn the_word_of_an_error_is_one_word() {
        assert_eq!(code_of(b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>"), "AccessDenied");
        for odd in [&b"<Code>\x1b[31mred</Code>"[..], b"<html>", b"", b"<Code></Code>", b"<Code>a b</Code>"] {
            assert_eq!(code_of(odd), "no reason given");
        }
    }
}
