//! One host of the town: how it is reached and what it answers.
//!
//! Belongs here: [`Site`] and path lookup. Does not belong here: content (`looks`, `trouble`) and sockets (`serve`).

use std::collections::BTreeMap;

use bytes::Bytes;

use crate::{
    looks,
    model::{Business, Scheme},
    page::{Body, Page},
};

/// How a host can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// As any host.
    Ordinary,
    /// Its name is not known: it is in no list of routes.
    Unlisted,
    /// A port on which nobody listens.
    Refused,
    /// A server that sends header lines for ever.
    EndlessHeaders,
}

/// The certificate a host shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// Signed by the town's authority for that name.
    Good,
    /// Signed by itself.
    SelfSigned,
    /// Signed by the authority, over since 2021.
    Expired,
    /// Signed by the authority for another name.
    OtherName,
}

/// One host of the town.
#[derive(Debug, Clone)]
pub struct Site {
    /// Host name.
    pub host: String,
    /// How its start page is asked for.
    pub scheme: Scheme,
    /// URL to start reading from; no port, because the egress door is told where each host listens.
    pub seed_url: String,
    /// How it can be reached.
    pub reach: Reach,
    /// The certificate it shows, for hosts with TLS.
    pub certificate: Certificate,
    /// The business behind it; `None` for a site that exists only to make trouble.
    pub business: Option<&'static Business>,
    pages: BTreeMap<String, Page>,
    endless: Option<fn(&str) -> Option<Page>>,
}

impl Site {
    /// The site of a business.
    pub(crate) fn of(business: &'static Business) -> Self {
        let mut site = Self::bare(business.host, business.scheme, looks::pages(business));
        site.business = Some(business);
        site.endless = business.calendar.then_some(looks::calendar::page);
        site
    }

    /// A site of some pages.
    pub(crate) fn bare(host: &str, scheme: Scheme, pages: Vec<Page>) -> Self {
        Self {
            host: host.to_owned(),
            scheme,
            seed_url: format!("{}://{host}/", scheme.as_str()),
            reach: Reach::Ordinary,
            certificate: Certificate::Good,
            business: None,
            pages: pages.into_iter().map(|page| (page.path.clone(), page)).collect(),
            endless: None,
        }
    }

    /// The same site, reached otherwise.
    pub(crate) fn reached(mut self, reach: Reach) -> Self {
        self.reach = reach;
        self
    }

    /// The same site with another certificate.
    pub(crate) fn certified(mut self, certificate: Certificate) -> Self {
        self.certificate = certificate;
        self
    }

    /// The same site with pages that are made when asked for.
    pub(crate) fn endlessly(mut self, endless: fn(&str) -> Option<Page>) -> Self {
        self.endless = Some(endless);
        self
    }

    /// The stored pages, by path.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.values()
    }

    /// Whether it makes pages when they are asked for.
    pub(crate) fn is_endless(&self) -> bool {
        self.endless.is_some()
    }

    /// What the site answers at a path (with or without query); never nothing: pictures and scripts are small stand-ins, and
    /// what is unknown is a 404 page.
    #[must_use]
    pub fn answer(&self, path_and_query: &str) -> Page {
        let path = path_and_query.split(['?', '#']).next().unwrap_or("/");
        if let Some(page) = self.endless.and_then(|made| made(path_and_query)) {
            return page;
        }
        if let Some(page) = self.pages.get(path) {
            return page.clone();
        }
        // `/contact` and `/contact/` are one page on most servers.
        let other = path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned);
        if let Some(page) = self.pages.get(&other) {
            return page.clone();
        }
        stand_in(path).unwrap_or_else(|| {
            let name = self.business.map_or(self.host.as_str(), |b| b.name);
            Page::html(path, format!("<!DOCTYPE html><html><head><title>404</title></head><body><h1>404</h1><p>{name}</p><p><a href=\"/\">&larr;</a></p></body></html>")).with_status(404)
        })
    }
}

/// A small file for a path that names a picture, a style sheet, a script or a font.
fn stand_in(path: &str) -> Option<Page> {
    const GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    let (media_type, bytes) = match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "gif" | "png" | "jpg" | "jpeg" | "webp" | "ico" => ("image/gif", GIF),
        "svg" => ("image/svg+xml", &b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"[..]),
        "css" => ("text/css", &b"body{margin:0}"[..]),
        "js" => ("text/javascript", &b""[..]),
        "woff2" => ("font/woff2", &b""[..]),
        _ => return None,
    };
    Some(Page {
        path: path.to_owned(),
        status: 200,
        headers: vec![("content-type", media_type.to_owned())],
        body: Body::Bytes(Bytes::from_static(bytes)),
    })
}
