//! What most page frames share: the head with its meta elements, structured data, third-party scripts, navigation, footer.
//!
//! Belongs here: parts that look alike on most sites of the web. Does not belong here: marks of one product.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::style::{Style, facts, network, put};
use crate::{
    content::{self, Leaf},
    model::{Business, Charset, Extra, Flaw, Kind, Line, OutsiderRole, Spot},
};

/// `<html lang=…>` or, flawed, without a language.
pub(super) fn html_open(b: &Business, attributes: &str) -> String {
    let lang = if b.flawed(Flaw::NoLang) { String::new() } else { format!(" lang=\"{}\"", b.lang.code()) };
    format!("<!DOCTYPE html>\n<html{lang}{attributes}>\n")
}

/// The meta elements, icon, OpenGraph properties and third-party scripts of a head, without the `<head>` tags.
pub(super) fn head(b: &Business, leaf: &Leaf) -> String {
    let mut out = String::new();
    if b.charset != Charset::Unlabelled {
        out.push_str("<meta charset=\"{charset}\">\n");
    }
    if !b.flawed(Flaw::NoViewport) {
        out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    }
    if b.flawed(Flaw::NoTitle) {
        out.push_str("<title></title>\n");
    } else {
        let _ = writeln!(out, "<title>{}</title>", leaf.title);
    }
    if !b.flawed(Flaw::NoDescription) {
        let _ = writeln!(out, "<meta name=\"description\" content=\"{}\">", attribute(&leaf.description));
    }
    if !b.flawed(Flaw::NoHead) {
        let _ = writeln!(out, "<link rel=\"canonical\" href=\"{}{}\">", b.origin(), leaf.path);
        let _ = writeln!(out, "<link rel=\"icon\" href=\"/favicon.ico\">");
        let _ = writeln!(
            out,
            "<meta property=\"og:type\" content=\"website\">\n<meta property=\"og:site_name\" content=\"{}\">",
            attribute(b.name)
        );
        let _ = writeln!(
            out,
            "<meta property=\"og:title\" content=\"{}\">\n<meta property=\"og:image\" content=\"{}/img/logo@2x.png\">",
            attribute(&leaf.title),
            b.origin()
        );
    }
    out.push_str(&extras_head(b));
    out
}

/// Escapes what an attribute in double quotes cannot hold.
pub(super) fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

/// schema.org data of the business as a JSON-LD script. Only contacts that the record puts there are in it.
pub(super) fn json_ld(b: &Business) -> String {
    let mut thing = json!({
        "@context": "https://schema.org",
        "@type": b.schema_type,
        "name": b.name,
        "url": format!("{}/", b.origin()),
        "image": format!("{}/img/logo@2x.png", b.origin()),
        "address": {
            "@type": "PostalAddress",
            "streetAddress": b.street,
            "postalCode": b.postal_code,
            "addressLocality": b.city,
            "addressCountry": b.country.code(),
        },
    });
    if let Some(phone) = b.phones.iter().find(|p| p.spot == Spot::JsonLd && p.line != Line::Fax) {
        thing["telephone"] = Value::from(phone.shown);
    }
    if let Some(fax) = b.phones.iter().find(|p| p.spot == Spot::JsonLd && p.line == Line::Fax) {
        thing["faxNumber"] = Value::from(fax.shown);
    }
    if let Some(email) = b.emails.iter().find(|e| e.spot == Spot::JsonLd) {
        thing["email"] = Value::from(format!("mailto:{}", email.address));
    }
    if !b.socials.is_empty() {
        thing["sameAs"] = Value::from(b.socials.iter().map(|(_, canonical)| *canonical).collect::<Vec<_>>());
    }
    format!("<script type=\"application/ld+json\">{thing}</script>\n")
}

fn extras_head(b: &Business) -> String {
    let mut out = String::new();
    for extra in b.extras {
        out.push_str(match extra {
            Extra::GoogleAnalytics => "<script async src=\"https://www.googletagmanager.com/gtag/js?id=G-T0WN0T0WN0\"></script>\n<script>window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date()); gtag('config', 'G-T0WN0T0WN0');</script>\n",
            Extra::GoogleTagManager => "<script>(function(w,d,s,l,i){w[l]=w[l]||[];w[l].push({'gtm.start':new Date().getTime(),event:'gtm.js'});var f=d.getElementsByTagName(s)[0],j=d.createElement(s);j.async=true;j.src='https://www.googletagmanager.com/gtm.js?id='+i;f.parentNode.insertBefore(j,f);})(window,document,'script','dataLayer','GTM-T0WN000');</script>\n",
            Extra::Matomo => "<script>var _paq = window._paq = window._paq || []; _paq.push(['trackPageView']); (function(){ var u='/matomo/'; _paq.push(['setTrackerUrl', u+'matomo.php']); _paq.push(['setSiteId', '1']); var d=document, g=d.createElement('script'), s=d.getElementsByTagName('script')[0]; g.async=true; g.src=u+'matomo.js'; s.parentNode.insertBefore(g,s); })();</script>\n",
            Extra::MetaPixel => "<script>!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};n.queue=[];t=b.createElement(e);t.async=!0;t.src=v;s=b.getElementsByTagName(e)[0];s.parentNode.insertBefore(t,s)}(window,document,'script','https://connect.facebook.net/en_US/fbevents.js');fbq('init','100000000000001');fbq('track','PageView');</script>\n",
            Extra::GoogleFonts => "<link rel=\"preconnect\" href=\"https://fonts.googleapis.com\">\n<link href=\"https://fonts.googleapis.com/css2?family=Lora:wght@400;700&amp;display=swap\" rel=\"stylesheet\">\n",
            Extra::FontAwesome => "<link rel=\"stylesheet\" href=\"https://cdnjs.cloudflare.com/ajax/libs/font-awesome/6.5.1/css/all.min.css\">\n",
            Extra::Bootstrap => "<link rel=\"stylesheet\" href=\"https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/css/bootstrap.min.css\">\n",
            Extra::OldJquery => "<script src=\"https://code.jquery.com/jquery-1.11.3.min.js\"></script>\n",
            Extra::Cookiebot => "<script id=\"Cookiebot\" src=\"https://consent.cookiebot.com/uc.js\" data-cbid=\"00000000-0000-4000-8000-000000000000\" type=\"text/javascript\" async></script>\n",
            Extra::Tarteaucitron => "<script src=\"/tarteaucitron/tarteaucitron.js\"></script>\n<script>tarteaucitron.init({\"privacyUrl\": \"\", \"orientation\": \"bottom\"});</script>\n",
            Extra::Hotjar => "<script>(function(h,o,t,j,a,r){h.hj=h.hj||function(){(h.hj.q=h.hj.q||[]).push(arguments)};h._hjSettings={hjid:3000001,hjsv:6};a=o.getElementsByTagName('head')[0];r=o.createElement('script');r.async=1;r.src=t+h._hjSettings.hjid+j+h._hjSettings.hjsv;a.appendChild(r);})(window,document,'https://static.hotjar.com/c/hotjar-','.js?sv=');</script>\n",
            Extra::Stripe => "<script src=\"https://js.stripe.com/v3/\"></script>\n",
            Extra::HubSpot => "<script type=\"text/javascript\" id=\"hs-script-loader\" async defer src=\"//js.hs-scripts.com/20000001.js\"></script>\n",
            Extra::Plausible => "<script defer data-domain=\"town\" src=\"https://plausible.io/js/script.js\"></script>\n",
            Extra::Recaptcha => "<script src=\"https://www.google.com/recaptcha/api.js\" async defer></script>\n",
            Extra::Calendly => "<link href=\"https://assets.calendly.com/assets/external/widget.css\" rel=\"stylesheet\">\n<script src=\"https://assets.calendly.com/assets/external/widget.js\" async></script>\n",
            Extra::Tawk => "<script>var Tawk_API=Tawk_API||{};(function(){var s1=document.createElement('script'),s0=document.getElementsByTagName('script')[0];s1.async=true;s1.src='https://embed.tawk.to/600000000000000000000001/default';s0.parentNode.insertBefore(s1,s0);})();</script>\n",
            Extra::GoogleMaps | Extra::YouTube => "",
        });
    }
    out
}

/// Navigation links, each in a template of URL and label. Legal pages are left for the footer.
pub(super) fn nav(leaves: &[Leaf], template: &str) -> String {
    leaves
        .iter()
        .filter(|l| !matches!(l.kind, Kind::Legal | Kind::Privacy))
        .map(|l| put(template, &[&l.path, &l.label]))
        .collect()
}

/// Links to the legal pages, each in a template of URL and label.
pub(super) fn legal_nav(leaves: &[Leaf], template: &str) -> String {
    leaves.iter().filter(|l| matches!(l.kind, Kind::Legal | Kind::Privacy)).map(|l| put(template, &[&l.path, &l.label])).collect()
}

/// Contacts of the header, as facts; empty when the business shows none there.
pub(super) fn header_contacts(b: &Business, style: &Style) -> String {
    let found = content::contacts_at(b, b.lang.words(), |spot| spot == Spot::Header);
    if found.is_empty() { String::new() } else { put(style.facts, &[&facts(&found, style)]) }
}

/// The footer's content: contacts, address, profiles, share links, legal pages, copyright, credit line.
pub(super) fn footer(b: &Business, leaves: &[Leaf], style: &Style) -> String {
    let w = b.lang.words();
    let mut out = String::new();
    let found = content::contacts_at(b, w, |spot| spot == Spot::Footer);
    if !found.is_empty() {
        out.push_str(&put(style.address, &[&content::address_lines(b).join(style.line_break)]));
        out.push_str(&put(style.facts, &[&facts(&found, style)]));
    }
    if !b.socials.is_empty() {
        let links: String = b.socials.iter().map(|(url, _)| put(style.social, &[url, network(url)])).collect();
        out.push_str(&put(style.socials, &[&links]));
    }
    let links = legal_nav(leaves, "<a href=\"{1}\">{2}</a> ");
    let year = if b.flawed(Flaw::OldCopyright) { 2011 } else { 2026 };
    out.push_str(&put(style.text, &[&format!("{links}&copy; {year} {}. {}.", b.registered_name(), w.rights)]));
    for designer in content::outsiders(b, OutsiderRole::Designer) {
        out.push_str(&put(style.text, &[&format!("<small>{} {}</small>", w.site_by, content::describe(designer))]));
    }
    out
}
