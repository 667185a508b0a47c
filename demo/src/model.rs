//! The town's vocabulary: a business as its owner would describe it, and where on its site each way to reach it stands.
//!
//! Belongs here: plain constant data types for `country/*.rs` and nothing that renders or serves.
//! Invariant: a value that a visitor can read is written once, in the business record; its page and its truth both come from
//! there, so they cannot disagree. What must *not* be read is listed by hand in [`Business::never`].

use crate::{looks::Look, words::Lang};

/// How a site is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scheme {
    /// Plain HTTP.
    Http,
    /// TLS, with a certificate of the town's authority unless the site is a broken one.
    Https,
}

impl Scheme {
    /// `http` or `https`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// ISO 3166-1 country of a business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Country {
    At,
    Be,
    Ch,
    De,
    Es,
    Fr,
    Gb,
    Ie,
    It,
    Nl,
    Pl,
    Pt,
    Us,
}

impl Country {
    /// Alpha-2 code, upper case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::At => "AT",
            Self::Be => "BE",
            Self::Ch => "CH",
            Self::De => "DE",
            Self::Es => "ES",
            Self::Fr => "FR",
            Self::Gb => "GB",
            Self::Ie => "IE",
            Self::It => "IT",
            Self::Nl => "NL",
            Self::Pl => "PL",
            Self::Pt => "PT",
            Self::Us => "US",
        }
    }

    /// The country's name in the language of the site.
    #[must_use]
    pub const fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::At, _) => "Österreich",
            (Self::Be, Lang::Nl) => "België",
            (Self::Be, _) => "Belgique",
            (Self::Ch, Lang::De) => "Schweiz",
            (Self::Ch, Lang::It) => "Svizzera",
            (Self::Ch, _) => "Suisse",
            (Self::De, _) => "Deutschland",
            (Self::Es, _) => "España",
            (Self::Fr, _) => "France",
            (Self::Gb, _) => "United Kingdom",
            (Self::Ie, _) => "Ireland",
            (Self::It, _) => "Italia",
            (Self::Nl, _) => "Nederland",
            (Self::Pl, _) => "Polska",
            (Self::Pt, _) => "Portugal",
            (Self::Us, _) => "USA",
        }
    }
}

/// The kinds of page a site can have; the order is that of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Start page.
    Home,
    /// What the business offers.
    Services,
    /// Its story.
    About,
    /// The people.
    Team,
    /// Contact page.
    Contact,
    /// Impressum, mentions légales, aviso legal …
    Legal,
    /// Privacy policy.
    Privacy,
}

/// Where on a site a contact stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Contact page only.
    Contact,
    /// Footer of every page.
    Footer,
    /// Header of every page.
    Header,
    /// Start page's text.
    Home,
    /// Legal notice only.
    Legal,
    /// Contact page and legal notice.
    ContactLegal,
    /// Beside the person of that name, on the team page (or wherever people stand).
    Person(&'static str),
    /// Only in the JSON-LD of the start page.
    JsonLd,
}

/// How an e-mail address is hidden from simple readers; a visitor reads each of these without effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disguise {
    /// `mailto:` link whose text is the address.
    Mailto,
    /// `mailto:` link whose text is something else ("Write to us"), with a subject parameter.
    MailtoOnly,
    /// Plain text.
    Text,
    /// `name [at] domain.test`, the word as usual in the site's language.
    AtWord,
    /// `name (at) domain (dot) test`, with the language's words.
    AtDotWords,
    /// Numeric HTML entities, in the link and in the text.
    Entities,
    /// Cloudflare's e-mail protection (`data-cfemail`).
    Cloudflare,
    /// The address split over spans.
    Spans,
    /// Comments and a hidden decoy inside the address.
    Comments,
    /// Written backwards and turned round with CSS.
    Reversed,
    /// `mailto:` with percent-encoding.
    Percent,
    /// Put together by an inline script as visitors of Joomla sites know it; only a browser is certain to show it.
    Script,
}

/// One e-mail address of the business.
#[derive(Debug, Clone, Copy)]
pub struct Email {
    /// The address, lower case.
    pub address: &'static str,
    /// How it is written.
    pub disguise: Disguise,
    /// Where it stands.
    pub spot: Spot,
}

/// An address in a `mailto:` link on the contact page; change with [`Email::hidden`] and [`Email::at`].
#[must_use]
pub const fn email(address: &'static str) -> Email {
    Email { address, disguise: Disguise::Mailto, spot: Spot::Contact }
}

impl Email {
    /// The same address in another disguise.
    #[must_use]
    pub const fn hidden(self, disguise: Disguise) -> Self {
        Self { disguise, ..self }
    }

    /// The same address somewhere else.
    #[must_use]
    pub const fn at(self, spot: Spot) -> Self {
        Self { spot, ..self }
    }
}

/// What answers a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Land line, or not told.
    Phone,
    /// Mobile.
    Mobile,
    /// Fax: expected as FAX, not as PHONE.
    Fax,
    /// `https://wa.me/…` link.
    WhatsApp,
}

/// One telephone number of the business.
#[derive(Debug, Clone, Copy)]
pub struct Phone {
    /// E.164.
    pub e164: &'static str,
    /// As written on the page.
    pub shown: &'static str,
    /// What answers.
    pub line: Line,
    /// True when the number is a `tel:` link.
    pub linked: bool,
    /// Where it stands.
    pub spot: Spot,
}

/// A number written as text on the contact page.
#[must_use]
pub const fn phone(e164: &'static str, shown: &'static str) -> Phone {
    Phone { e164, shown, line: Line::Phone, linked: false, spot: Spot::Contact }
}

impl Phone {
    /// The same number somewhere else.
    #[must_use]
    pub const fn at(self, spot: Spot) -> Self {
        Self { spot, ..self }
    }

    /// As a `tel:` link.
    #[must_use]
    pub const fn linked(self) -> Self {
        Self { linked: true, ..self }
    }

    /// As a mobile number.
    #[must_use]
    pub const fn mobile(self) -> Self {
        Self { line: Line::Mobile, ..self }
    }

    /// As a fax number.
    #[must_use]
    pub const fn fax(self) -> Self {
        Self { line: Line::Fax, ..self }
    }

    /// As a WhatsApp link.
    #[must_use]
    pub const fn whatsapp(self) -> Self {
        Self { line: Line::WhatsApp, ..self }
    }
}

/// Somebody who works there.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Given and family name, without academic titles.
    pub name: &'static str,
    /// What stands before the name ("Dr."), or nothing.
    pub prefix: &'static str,
    /// Role as written.
    pub title: &'static str,
    /// A sentence about the person.
    pub about: &'static str,
}

/// A person with a role.
#[must_use]
pub const fn member(name: &'static str, title: &'static str, about: &'static str) -> Member {
    Member { name, prefix: "", title, about }
}

impl Member {
    /// With an academic title before the name.
    #[must_use]
    pub const fn styled(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }
}

/// Somebody else who is named on the site: web designer, hosting company, authority, partner.
#[derive(Debug, Clone, Copy)]
pub struct Outsider {
    /// What it is to the business.
    pub role: OutsiderRole,
    /// Its name.
    pub name: &'static str,
    /// Its address in one line, may be empty.
    pub address: &'static str,
    /// Its e-mail address, may be empty.
    pub email: &'static str,
    /// Its number in E.164 and as written; empty when it has none.
    pub phone: (&'static str, &'static str),
    /// Its site, may be empty.
    pub site: &'static str,
}

/// What an outsider is to the business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsiderRole {
    /// "Site by …" in every footer.
    Designer,
    /// Hosting company in the legal notice.
    Host,
    /// Data protection or supervisory authority in the privacy policy.
    Authority,
    /// A partner firm named on the services page.
    Partner,
}

/// A technology that shows on the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tech {
    /// Name as its maker writes it.
    pub name: &'static str,
    /// Version, when the page tells it.
    pub version: Option<&'static str>,
}

/// A technology with no version.
#[must_use]
pub const fn tech(name: &'static str) -> Tech {
    Tech { name, version: None }
}

/// A technology with a version.
#[must_use]
pub const fn tech_at(name: &'static str, version: &'static str) -> Tech {
    Tech { name, version: Some(version) }
}

/// Third-party scripts a site embeds; each shows in the head or at the end of the body of every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extra {
    /// gtag.js with a measurement id.
    GoogleAnalytics,
    /// Google Tag Manager container.
    GoogleTagManager,
    /// Self-hosted Matomo.
    Matomo,
    /// Meta (Facebook) Pixel.
    MetaPixel,
    /// Google Fonts style sheet.
    GoogleFonts,
    /// Google Maps frame on the contact page.
    GoogleMaps,
    /// Google reCAPTCHA in the contact form.
    Recaptcha,
    /// Font Awesome 6 from its CDN.
    FontAwesome,
    /// Bootstrap 5.3.3 from a CDN.
    Bootstrap,
    /// Old jQuery 1.11.3 from a CDN.
    OldJquery,
    /// Cookiebot consent.
    Cookiebot,
    /// tarteaucitron consent manager.
    Tarteaucitron,
    /// Hotjar.
    Hotjar,
    /// Stripe.js.
    Stripe,
    /// A YouTube video on the start page.
    YouTube,
    /// Calendly booking link and widget.
    Calendly,
    /// HubSpot tracking code.
    HubSpot,
    /// Plausible Analytics.
    Plausible,
    /// Tawk.to chat widget.
    Tawk,
}

/// A flaw the site has; audits see them, extraction must not mind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// No viewport: not made for phones.
    NoViewport,
    /// Empty or missing `<title>`.
    NoTitle,
    /// No meta description.
    NoDescription,
    /// Pictures without alt text.
    NoAlt,
    /// No `lang` attribute.
    NoLang,
    /// No icon, no canonical link, no OpenGraph.
    NoHead,
    /// Pages answer after about a second.
    Slow,
    /// Pictures asked for over plain HTTP on an https page.
    MixedContent,
    /// The copyright year is long past.
    OldCopyright,
    /// No security headers at all (others have them).
    NoHeaders,
}

/// How the pages are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8 in header and meta.
    Utf8,
    /// windows-1252, and header and meta say so.
    Windows1252,
    /// windows-1252 told only by the meta element.
    Windows1252MetaOnly,
    /// The header says UTF-8; the bytes are ISO-8859-1 and so does the meta element.
    WrongHeader,
    /// windows-1252 and nobody says so.
    Unlabelled,
}

/// One business of the town.
#[derive(Debug, Clone, Copy)]
pub struct Business {
    /// Host of its site.
    pub host: &'static str,
    /// How the site is asked for.
    pub scheme: Scheme,
    /// Who built the site.
    pub look: Look,
    /// Language of the site.
    pub lang: Lang,
    /// Where it is.
    pub country: Country,
    /// Trading name.
    pub name: &'static str,
    /// Legal name, when it differs; shown in the legal notice.
    pub legal_name: &'static str,
    /// Kind of business in its own language ("Boulangerie artisanale").
    pub trade: &'static str,
    /// schema.org type for sites with structured data.
    pub schema_type: &'static str,
    /// Street and number.
    pub street: &'static str,
    /// Postal code.
    pub postal_code: &'static str,
    /// City.
    pub city: &'static str,
    /// State, province or county where it is written; may be empty.
    pub region: &'static str,
    /// E-mail addresses.
    pub emails: &'static [Email],
    /// Telephone and fax numbers.
    pub phones: &'static [Phone],
    /// Who works there.
    pub people: &'static [Member],
    /// Social profiles: as linked on the page, and the canonical URL.
    pub socials: &'static [(&'static str, &'static str)],
    /// Opening hours, one line each.
    pub hours: &'static [&'static str],
    /// The claim at the top of the start page.
    pub headline: &'static str,
    /// Two to four sentences about the business.
    pub intro: &'static str,
    /// What it offers: heading and sentences.
    pub services: &'static [(&'static str, &'static str)],
    /// Its story.
    pub story: &'static str,
    /// Lines of the legal notice: label and value (VAT, register, capital …), none of them a contact.
    pub legal: &'static [(&'static str, &'static str)],
    /// Outsiders named on the site.
    pub outsiders: &'static [Outsider],
    /// More HTML on a page: look-alikes (pictures `@2x`, prices, coordinates …) and odd markup.
    pub more: &'static [(Kind, &'static str)],
    /// Pages the site has.
    pub pages: &'static [Kind],
    /// Third-party scripts.
    pub extras: &'static [Extra],
    /// What is wrong with the site.
    pub flaws: &'static [Flaw],
    /// Encoding of the pages.
    pub charset: Charset,
    /// Technologies that only this site shows (by its `more`), besides those of its look and extras.
    pub technologies: &'static [Tech],
    /// Values that must never be told as anybody's contact, hand-picked: asset names, register numbers, honeypots.
    pub never: &'static [&'static str],
    /// A directory that robots.txt disallows; its page `registre.html` holds a honeypot address. Empty for none.
    pub closed_directory: &'static str,
    /// Whether the site has a calendar without end under `/agenda/`.
    pub calendar: bool,
    /// Whether its page of services has share buttons, which lead to no profile of the business.
    pub shares: bool,
}

/// All seven kinds of page.
pub const ALL_PAGES: &[Kind] = &[Kind::Home, Kind::Services, Kind::About, Kind::Team, Kind::Contact, Kind::Legal, Kind::Privacy];
/// A small site.
pub const SMALL: &[Kind] = &[Kind::Home, Kind::Contact];
/// Start, services, contact, legal notice.
pub const USUAL: &[Kind] = &[Kind::Home, Kind::Services, Kind::Contact, Kind::Legal];
/// As [`USUAL`] with a story and a privacy policy.
pub const FULL: &[Kind] = &[Kind::Home, Kind::Services, Kind::About, Kind::Contact, Kind::Legal, Kind::Privacy];

impl Business {
    /// A record with nothing in it, to be completed with struct update syntax.
    pub const BLANK: Self = Self {
        host: "",
        scheme: Scheme::Https,
        look: Look::Plain,
        lang: Lang::En,
        country: Country::Gb,
        name: "",
        legal_name: "",
        trade: "",
        schema_type: "LocalBusiness",
        street: "",
        postal_code: "",
        city: "",
        region: "",
        emails: &[],
        phones: &[],
        people: &[],
        socials: &[],
        hours: &[],
        headline: "",
        intro: "",
        services: &[],
        story: "",
        legal: &[],
        outsiders: &[],
        more: &[],
        pages: USUAL,
        extras: &[],
        flaws: &[],
        charset: Charset::Utf8,
        technologies: &[],
        never: &[],
        closed_directory: "",
        calendar: false,
        shares: false,
    };

    /// True when the site has that kind of page.
    #[must_use]
    pub fn has(&self, kind: Kind) -> bool {
        self.pages.contains(&kind)
    }

    /// True when the site has that flaw.
    #[must_use]
    pub fn flawed(&self, flaw: Flaw) -> bool {
        self.flaws.contains(&flaw)
    }

    /// True when the site embeds that script.
    #[must_use]
    pub fn embeds(&self, extra: Extra) -> bool {
        self.extras.contains(&extra)
    }

    /// `https://host`, without a slash at the end.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("{}://{}", self.scheme.as_str(), self.host)
    }

    /// The name for legal matters.
    #[must_use]
    pub const fn registered_name(&self) -> &'static str {
        if self.legal_name.is_empty() { self.name } else { self.legal_name }
    }
}
