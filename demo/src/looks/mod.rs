//! The looks: what different site builders make of the same content, with the marks they leave in markup and headers.
//!
//! Belongs here: page frames, markup of blocks, traces of products, and which technologies those traces show.
//! Does not belong here: content. Invariant: a technology is in a look's list only if a page or header of it shows it.

mod apps;
pub(crate) mod calendar;
mod cms;
mod frame;
mod hosted;
mod nineties;
mod plain;
mod shops;
mod style;
mod wordpress;

use crate::{
    content::{self, Leaf},
    model::{Business, Extra, Flaw, Kind, Tech, tech, tech_at},
    page::{Body, Page},
};

/// Who built a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// Clean modern HTML by hand, behind nginx.
    Plain,
    /// Tables, fonts and centred text of the nineties, behind an old Apache.
    Nineties,
    /// A frameset of the nineties: menu left, content right.
    Frames,
    /// WordPress 6 with a block theme, Yoast SEO and Contact Form 7.
    WordPress,
    /// WordPress 6 with Elementor.
    Elementor,
    /// WordPress 4.7 with jQuery 1.12 on PHP 5.6.
    OldWordPress,
    /// WordPress with WooCommerce.
    WooCommerce,
    /// Wix.
    Wix,
    /// Squarespace.
    Squarespace,
    /// Webflow.
    Webflow,
    /// Jimdo.
    Jimdo,
    /// IONOS MyWebsite.
    Ionos,
    /// Joomla 4.
    Joomla,
    /// TYPO3 11.
    Typo3,
    /// Drupal 10.
    Drupal,
    /// Shopify.
    Shopify,
    /// PrestaShop 1.7.
    PrestaShop,
    /// Next.js, rendered by the server.
    NextJs,
    /// A React application: an empty shell that a script fills after asking its own host for the content.
    ReactApp,
    /// A Vue application: an empty shell that an inline script fills.
    VueApp,
    /// A shell with a spinner and `<noscript>` that asks for JavaScript; an unknown framework fills it.
    SpinnerApp,
}

impl Look {
    /// True when only a browser shows the content.
    #[must_use]
    pub const fn needs_browser(self) -> bool {
        matches!(self, Self::ReactApp | Self::VueApp | Self::SpinnerApp)
    }

    /// Path of a kind of page on a site of this look.
    #[must_use]
    pub fn path(self, kind: Kind, b: &Business) -> String {
        let w = b.lang.words();
        let slug = match kind {
            Kind::Home => return "/".to_owned(),
            Kind::Services => w.services.1,
            Kind::About => w.about.1,
            Kind::Team => w.team.1,
            Kind::Contact => w.contact.1,
            Kind::Legal => w.legal.1,
            Kind::Privacy => w.privacy.1,
        };
        match self {
            Self::Nineties | Self::Frames => format!("{slug}.htm"),
            Self::Plain => format!("{slug}.html"),
            Self::WordPress | Self::Elementor | Self::OldWordPress | Self::WooCommerce | Self::Jimdo | Self::Ionos => {
                format!("{slug}/")
            }
            Self::Joomla => format!("/index.php{slug}"),
            Self::Shopify => format!("/pages{slug}"),
            Self::PrestaShop => format!("/content/{}{}", kind as u8, slug.replacen('/', "-", 1)),
            _ => slug.to_owned(),
        }
    }

    /// Technologies that every site of this look shows.
    #[must_use]
    pub fn technologies(self) -> Vec<Tech> {
        match self {
            Self::Plain => vec![tech_at("Nginx", "1.24.0")],
            Self::Nineties => vec![tech_at("Apache HTTP Server", "2.2.34"), tech_at("Microsoft FrontPage", "4.0")],
            Self::Frames => vec![tech_at("Apache HTTP Server", "2.2.34")],
            Self::WordPress => wordpress::modern_technologies(),
            Self::Elementor => wordpress::elementor_technologies(),
            Self::OldWordPress => wordpress::old_technologies(),
            Self::WooCommerce => wordpress::shop_technologies(),
            Self::Wix => vec![tech("Wix")],
            Self::Squarespace => vec![tech("Squarespace")],
            Self::Webflow => vec![tech("Webflow"), tech("Cloudflare")],
            Self::Jimdo => vec![tech("Jimdo")],
            Self::Ionos => vec![tech("IONOS MyWebsite")],
            Self::Joomla => cms::joomla_technologies(),
            Self::Typo3 => cms::typo3_technologies(),
            Self::Drupal => cms::drupal_technologies(),
            Self::Shopify => vec![tech("Shopify"), tech("Cloudflare")],
            Self::PrestaShop => shops::prestashop_technologies(),
            Self::NextJs => vec![tech("Next.js"), tech("React"), tech("Vercel")],
            Self::ReactApp => vec![tech("React"), tech_at("Nginx", "1.24.0")],
            Self::VueApp => vec![tech("Vue.js"), tech_at("Nginx", "1.24.0")],
            Self::SpinnerApp => vec![tech_at("Nginx", "1.24.0")],
        }
    }

    fn headers(self, b: &Business) -> Vec<(&'static str, String)> {
        let mut headers: Vec<(&'static str, String)> = match self {
            Self::Plain | Self::ReactApp | Self::VueApp | Self::SpinnerApp => vec![("server", "nginx/1.24.0".into())],
            Self::Nineties | Self::Frames => vec![("server", "Apache/2.2.34 (Unix)".into())],
            Self::WordPress | Self::Elementor | Self::OldWordPress | Self::WooCommerce => wordpress::headers(self, b),
            Self::Wix => vec![("server", "Pepyaka".into()), ("x-wix-request-id", "1763716200.0192873400".into())],
            Self::Squarespace => vec![("server", "Squarespace".into()), ("x-contextid", "gl0Ut0nT/0wn".into())],
            Self::Webflow => vec![
                ("server", "cloudflare".into()),
                ("cf-ray", "8f0a0town0-CDG".into()),
                ("x-lambda-id", "00000000-0000-4000-8000-000000000000".into()),
            ],
            Self::Jimdo => vec![("x-jimdo-instance", "i-0town".into()), ("x-jimdo-wid", "s0town0".into())],
            Self::Ionos => vec![],
            Self::Joomla => vec![("server", "Apache/2.4.57 (Debian)".into()), ("x-powered-by", "PHP/8.1.27".into())],
            Self::Typo3 => vec![("server", "Apache/2.4.57 (Debian)".into())],
            Self::Drupal => vec![
                ("server", "nginx".into()),
                ("x-generator", "Drupal 10 (https://www.drupal.org)".into()),
                ("x-drupal-cache", "HIT".into()),
            ],
            Self::Shopify => vec![
                ("server", "cloudflare".into()),
                ("cf-ray", "8f0a0town1-AMS".into()),
                ("powered-by", "Shopify".into()),
                ("x-shopid", "600000001".into()),
            ],
            Self::PrestaShop => vec![
                ("server", "nginx/1.22.1".into()),
                ("powered-by", "PrestaShop".into()),
                ("set-cookie", "PrestaShop-0town=def50200; path=/; HttpOnly".into()),
            ],
            Self::NextJs => vec![
                ("server", "Vercel".into()),
                ("x-powered-by", "Next.js".into()),
                ("x-vercel-cache", "HIT".into()),
                ("x-vercel-id", "cdg1::iad1::town0".into()),
            ],
        };
        let careful = matches!(self, Self::Plain | Self::NextJs | Self::Squarespace | Self::Shopify | Self::Webflow)
            && !b.flawed(Flaw::NoHeaders);
        if careful {
            if b.scheme == crate::model::Scheme::Https {
                headers.push(("strict-transport-security", "max-age=31536000; includeSubDomains".into()));
            }
            headers.push(("x-content-type-options", "nosniff".into()));
            headers.push(("referrer-policy", "strict-origin-when-cross-origin".into()));
            headers.push(("x-frame-options", "SAMEORIGIN".into()));
            headers.push(("content-security-policy", "frame-ancestors 'self'".into()));
        }
        headers
    }

    fn render(self, b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
        match self {
            Self::Plain => plain::page(b, leaf, leaves),
            Self::Nineties => nineties::page(b, leaf, leaves),
            Self::Frames => nineties::framed(b, leaf, leaves),
            Self::WordPress | Self::OldWordPress | Self::WooCommerce | Self::Elementor => wordpress::page(self, b, leaf, leaves),
            Self::Wix => hosted::wix(b, leaf, leaves),
            Self::Squarespace => hosted::squarespace(b, leaf, leaves),
            Self::Webflow => hosted::webflow(b, leaf, leaves),
            Self::Jimdo => hosted::jimdo(b, leaf, leaves),
            Self::Ionos => hosted::ionos(b, leaf, leaves),
            Self::Joomla => cms::joomla(b, leaf, leaves),
            Self::Typo3 => cms::typo3(b, leaf, leaves),
            Self::Drupal => cms::drupal(b, leaf, leaves),
            Self::Shopify => shops::shopify(b, leaf, leaves),
            Self::PrestaShop => shops::prestashop(b, leaf, leaves),
            Self::NextJs => apps::next(b, leaf, leaves),
            Self::ReactApp | Self::VueApp | Self::SpinnerApp => apps::shell(self, b, leaf, leaves),
        }
    }
}

/// Every page of a business's site, robots.txt, sitemap and honeypot included.
pub(crate) fn pages(b: &Business) -> Vec<Page> {
    let leaves = content::leaves(b);
    let headers = b.look.headers(b);
    let mut pages: Vec<Page> = leaves
        .iter()
        .map(|leaf| {
            let mut page = Page::encoded(leaf.path.clone(), &b.look.render(b, leaf, &leaves), b.charset);
            page.headers.extend(headers.iter().cloned());
            if b.flawed(Flaw::Slow) {
                page.body = match page.body {
                    Body::Bytes(bytes) => Body::Late(bytes),
                    other => other,
                };
            }
            page
        })
        .collect();
    if b.look == Look::Frames {
        let frames = nineties::frames(b, &leaves, &mut pages);
        pages.extend(frames);
    }
    pages.extend(apps::files(b, &leaves));
    pages.extend(surroundings(b, &leaves));
    pages
}

/// robots.txt, sitemap.xml and the closed directory, where the site has them.
fn surroundings(b: &Business, leaves: &[Leaf]) -> Vec<Page> {
    let mut out = Vec::new();
    let modest = matches!(b.look, Look::Nineties | Look::Frames | Look::Ionos | Look::VueApp) && b.closed_directory.is_empty();
    if !modest {
        let closed = if b.closed_directory.is_empty() { String::new() } else { format!("Disallow: {}\n", b.closed_directory) };
        let own = match b.look {
            Look::WordPress | Look::Elementor | Look::WooCommerce | Look::OldWordPress => {
                "Disallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
            }
            Look::Joomla => "Disallow: /administrator/\nDisallow: /cache/\n",
            Look::Shopify => "Disallow: /cart\nDisallow: /checkout\n",
            _ => "",
        };
        let nothing = if closed.is_empty() && own.is_empty() { "Disallow:\n" } else { "" };
        out.push(Page::file(
            "/robots.txt",
            "text/plain; charset=utf-8",
            format!("User-agent: *\n{own}{closed}{nothing}\nSitemap: {}/sitemap.xml\n", b.origin()),
        ));
        let urls: String = leaves.iter().map(|l| format!("  <url><loc>{}{}</loc></url>\n", b.origin(), l.path)).collect();
        out.push(Page::file("/sitemap.xml", "application/xml", format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{urls}</urlset>\n")));
    }
    if !b.closed_directory.is_empty() {
        let honey = b.never.iter().find(|value| value.contains('@')).copied().unwrap_or_default();
        out.push(Page::html(format!("{}registre.html", b.closed_directory), format!("<!DOCTYPE html><html><head><title>intern</title></head><body><p><a href=\"mailto:{honey}\">{honey}</a></p></body></html>")));
    }
    out
}

/// What the third-party scripts of a site show.
pub(crate) fn extra_technologies(b: &Business) -> Vec<Tech> {
    b.extras
        .iter()
        .map(|extra| match extra {
            Extra::GoogleAnalytics => tech("Google Analytics"),
            Extra::GoogleTagManager => tech("Google Tag Manager"),
            Extra::Matomo => tech("Matomo"),
            Extra::MetaPixel => tech("Meta Pixel"),
            Extra::GoogleFonts => tech("Google Fonts"),
            Extra::GoogleMaps => tech("Google Maps"),
            Extra::Recaptcha => tech("reCAPTCHA"),
            Extra::FontAwesome => tech_at("Font Awesome", "6.5.1"),
            Extra::Bootstrap => tech_at("Bootstrap", "5.3.3"),
            Extra::OldJquery => tech_at("jQuery", "1.11.3"),
            Extra::Cookiebot => tech("Cookiebot"),
            Extra::Tarteaucitron => tech("tarteaucitron"),
            Extra::Hotjar => tech("Hotjar"),
            Extra::Stripe => tech("Stripe"),
            Extra::YouTube => tech("YouTube"),
            Extra::Calendly => tech("Calendly"),
            Extra::HubSpot => tech("HubSpot"),
            Extra::Plausible => tech("Plausible Analytics"),
            Extra::Tawk => tech("Tawk.to"),
        })
        .collect()
}
