//! The kinds of technology. Belongs here: the closed list and its ids. Does not belong here: rules.

macro_rules! categories {
    ($($(#[$doc:meta])* $name:ident = $id:literal,)*) => {
        /// What a technology is for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Category {
            $($(#[$doc])* $name,)*
        }

        impl Category {
            /// Every category.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The id rule files and [`crate::Technology::category`] use.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

categories! {
    /// Overlays and tools that help people with disabilities.
    Accessibility = "accessibility",
    /// Advertising networks and their conversion tags.
    Advertising = "advertising",
    /// Visitor measurement, heat maps, session replay.
    Analytics = "analytics",
    /// Appointments, tables, rooms.
    Booking = "booking",
    /// Page caches and optimisers.
    Cache = "cache",
    /// Content delivery networks.
    Cdn = "cdn",
    /// Live chat, messengers, bots.
    Chat = "chat",
    /// Content management systems and blogs.
    Cms = "cms",
    /// Comment systems.
    Comments = "comments",
    /// Cookie and privacy consent.
    Consent = "consent",
    /// Customer relationship management.
    Crm = "crm",
    /// Databases.
    Database = "database",
    /// Shops and carts.
    Ecommerce = "ecommerce",
    /// Web fonts and icon fonts.
    Font = "font",
    /// Form builders.
    Forms = "forms",
    /// Forum software.
    Forum = "forum",
    /// Hosting and platforms.
    Hosting = "hosting",
    /// Frameworks that run in the browser.
    JavascriptFramework = "javascript-framework",
    /// Libraries that run in the browser.
    JavascriptLibrary = "javascript-library",
    /// Learning management.
    Lms = "lms",
    /// Maps.
    Maps = "maps",
    /// Newsletters and marketing automation.
    Marketing = "marketing",
    /// Error and performance monitoring.
    Monitoring = "monitoring",
    /// Builders of pages within a CMS.
    PageBuilder = "page-builder",
    /// Payment and instalments.
    Payment = "payment",
    /// Programming languages and runtimes.
    ProgrammingLanguage = "programming-language",
    /// Reviews and ratings.
    Reviews = "reviews",
    /// Site search.
    Search = "search",
    /// CAPTCHA, firewalls, bot protection.
    Security = "security",
    /// Search engine optimisation.
    Seo = "seo",
    /// Hosted site builders.
    SiteBuilder = "site-builder",
    /// Feeds and buttons of social networks.
    Social = "social",
    /// Generators of static sites.
    StaticSite = "static-site",
    /// Tag managers.
    TagManager = "tag-manager",
    /// Translation of sites.
    Translation = "translation",
    /// CSS and component frameworks.
    UiFramework = "ui-framework",
    /// Video and audio players.
    Video = "video",
    /// Frameworks that run on the server.
    WebFramework = "web-framework",
    /// Web servers and proxies.
    WebServer = "web-server",
    /// WordPress plug-ins that fit no other category.
    WordpressPlugin = "wordpress-plugin",
    /// WordPress themes.
    WordpressTheme = "wordpress-theme",
}

impl Category {
    /// The category of that id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|category| category.id() == id)
    }
}
