//! The words that sites of one language share: labels, legal and privacy texts, form fields.
//!
//! Belongs here: what any business of that language would write. Does not belong here: anything about one business.

mod de;
mod en;
mod es;
mod fr;
mod it;
mod nl;
mod pl;
mod pt;

/// Language of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Lang {
    De,
    En,
    Es,
    Fr,
    It,
    Nl,
    Pl,
    Pt,
}

impl Lang {
    /// ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
            Self::Es => "es",
            Self::Fr => "fr",
            Self::It => "it",
            Self::Nl => "nl",
            Self::Pl => "pl",
            Self::Pt => "pt",
        }
    }

    /// The language's words.
    #[must_use]
    pub const fn words(self) -> &'static Words {
        match self {
            Self::De => &de::WORDS,
            Self::En => &en::WORDS,
            Self::Es => &es::WORDS,
            Self::Fr => &fr::WORDS,
            Self::It => &it::WORDS,
            Self::Nl => &nl::WORDS,
            Self::Pl => &pl::WORDS,
            Self::Pt => &pt::WORDS,
        }
    }
}

/// Words and texts of one language. In the texts `{name}` stands for the business's name and `{city}` for its city.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Words {
    // Navigation: title and path of each kind of page.
    pub home: &'static str,
    pub services: (&'static str, &'static str),
    pub about: (&'static str, &'static str),
    pub team: (&'static str, &'static str),
    pub contact: (&'static str, &'static str),
    pub legal: (&'static str, &'static str),
    pub privacy: (&'static str, &'static str),
    // Labels.
    pub phone: &'static str,
    pub mobile: &'static str,
    pub fax: &'static str,
    pub email: &'static str,
    pub address: &'static str,
    pub hours: &'static str,
    pub whatsapp: &'static str,
    pub follow_us: &'static str,
    pub write_to_us: &'static str,
    pub enquiry: &'static str,
    pub at_word: &'static str,
    pub dot_word: &'static str,
    pub needs_script: &'static str,
    pub read_more: &'static str,
    pub skip: &'static str,
    pub cart: &'static str,
    pub add_to_cart: &'static str,
    // Contact form.
    pub form_intro: &'static str,
    pub form_name: &'static str,
    pub form_email: &'static str,
    pub form_message: &'static str,
    pub form_send: &'static str,
    // Legal notice and footer.
    pub publisher: &'static str,
    pub represented_by: &'static str,
    pub hosted_by: &'static str,
    pub site_by: &'static str,
    pub authority: &'static str,
    pub partner: &'static str,
    pub rights: &'static str,
    pub cookies: &'static str,
    pub team_intro: &'static str,
    pub contact_intro: &'static str,
    /// Paragraphs of the legal notice.
    pub legal_texts: &'static [&'static str],
    /// Heading and paragraph of the privacy policy.
    pub privacy_texts: &'static [(&'static str, &'static str)],
    /// Quotations of customers: words and an abbreviated name, which is nobody's contact.
    pub praise: &'static [(&'static str, &'static str)],
}
