//! WordPress as found in the wild: a block theme with Yoast and Contact Form 7, Elementor's nested divisions, a site nobody
//! has updated since 2017, and a WooCommerce shop.

use super::{
    Look, frame,
    style::{self, Style},
};
use crate::{
    content::Leaf,
    model::{Business, Kind, Tech, tech, tech_at},
};

const BLOCKS: Style = Style {
    top: "<h1 class=\"wp-block-heading has-x-large-font-size\">{1}</h1>\n<p class=\"has-medium-font-size\">{2}</p>\n",
    heading: "<h2 class=\"wp-block-heading\">{1}</h2>\n",
    text: "<p>{1}</p>\n",
    address: "<div class=\"wp-block-group is-layout-flow\"><p>{1}</p></div>\n",
    line_break: "<br />",
    facts: "<ul class=\"wp-block-list\">\n{1}</ul>\n",
    fact: "<li><strong>{1} :</strong> {2}</li>\n",
    services: "<div class=\"wp-block-columns is-layout-flex\">\n{1}</div>\n",
    service: "<div class=\"wp-block-column is-layout-flow\"><h3 class=\"wp-block-heading\">{1}</h3><p>{2}</p></div>\n",
    people: "<div class=\"wp-block-columns\">\n{1}</div>\n",
    person: "<div class=\"wp-block-column\"><figure class=\"wp-block-image size-medium\"><img src=\"/wp-content/uploads/2024/03/portrait-300x300@2x.jpg\" alt=\"{1}\"></figure><h3 class=\"wp-block-heading\">{1}</h3><p><em>{2}</em></p><p>{3}</p>{4}</div>\n",
    hours: "<figure class=\"wp-block-table\"><table><tbody>\n{1}</tbody></table></figure>\n",
    hour: "<tr><td>{1}</td></tr>\n",
    praise: "<blockquote class=\"wp-block-quote\"><p>{1}</p><cite>{2}</cite></blockquote>\n",
    socials: "<ul class=\"wp-block-social-links\">\n{1}</ul>\n",
    social: "<li class=\"wp-social-link\"><a href=\"{1}\" class=\"wp-block-social-link-anchor\"><span class=\"screen-reader-text\">{2}</span></a></li>\n",
    form: "<div class=\"wpcf7 no-js\" id=\"wpcf7-f12-p8-o1\"><form action=\"#wpcf7-f12-p8-o1\" method=\"post\" class=\"wpcf7-form init\">\n{1}</form></div>\n",
    field: "<p><span class=\"wpcf7-form-control-wrap\">{1}</span></p>\n",
    content: "<div class=\"entry-content wp-block-post-content\">\n{1}</div>\n",
};

const ELEMENTOR: Style = Style {
    top: "<section class=\"elementor-section elementor-top-section\"><div class=\"elementor-container\"><div class=\"elementor-widget-wrap\"><div class=\"elementor-element elementor-widget elementor-widget-heading\"><div class=\"elementor-widget-container\"><h1 class=\"elementor-heading-title elementor-size-default\">{1}</h1></div></div><div class=\"elementor-element elementor-widget elementor-widget-text-editor\"><div class=\"elementor-widget-container\"><p>{2}</p></div></div></div></div></section>\n",
    heading: "<div class=\"elementor-element elementor-widget elementor-widget-heading\"><div class=\"elementor-widget-container\"><h2 class=\"elementor-heading-title elementor-size-default\">{1}</h2></div></div>\n",
    text: "<div class=\"elementor-element elementor-widget elementor-widget-text-editor\"><div class=\"elementor-widget-container\"><p>{1}</p></div></div>\n",
    address: "<div class=\"elementor-icon-box-wrapper\"><div class=\"elementor-icon-box-icon\"><i aria-hidden=\"true\" class=\"fas fa-map-marker-alt\"></i></div><p class=\"elementor-icon-box-description\">{1}</p></div>\n",
    line_break: "<br>",
    facts: "<ul class=\"elementor-icon-list-items\">\n{1}</ul>\n",
    fact: "<li class=\"elementor-icon-list-item\"><span class=\"elementor-icon-list-icon\"><i aria-hidden=\"true\" class=\"fas fa-check\"></i></span><span class=\"elementor-icon-list-text\">{1} : {2}</span></li>\n",
    services: "<div class=\"elementor-container elementor-column-gap-default\">\n{1}</div>\n",
    service: "<div class=\"elementor-column elementor-col-33\"><div class=\"elementor-image-box-wrapper\"><div class=\"elementor-image-box-content\"><h3 class=\"elementor-image-box-title\">{1}</h3><p class=\"elementor-image-box-description\">{2}</p></div></div></div>\n",
    people: "<div class=\"elementor-container\">\n{1}</div>\n",
    person: "<div class=\"elementor-testimonial-wrapper\"><div class=\"elementor-testimonial-details\"><div class=\"elementor-testimonial-name\">{1}</div><div class=\"elementor-testimonial-job\">{2}</div></div><div class=\"elementor-testimonial-content\">{3}</div>{4}</div>\n",
    hours: "<div class=\"elementor-widget-text-editor\">\n{1}</div>\n",
    hour: "<p>{1}</p>\n",
    praise: "<div class=\"elementor-widget-testimonial-carousel\"><div class=\"elementor-testimonial__text\">{1}</div><cite class=\"elementor-testimonial__cite\"><span>{2}</span></cite></div>\n",
    socials: "<div class=\"elementor-social-icons-wrapper elementor-grid\">\n{1}</div>\n",
    social: "<span class=\"elementor-grid-item\"><a class=\"elementor-icon elementor-social-icon\" href=\"{1}\" target=\"_blank\"><span class=\"elementor-screen-only\">{2}</span></a></span>\n",
    form: "<form class=\"elementor-form\" method=\"post\" name=\"New Form\">\n{1}</form>\n",
    field: "<div class=\"elementor-field-group\">{1}</div>\n",
    content: "<div data-elementor-type=\"wp-page\" data-elementor-id=\"42\" class=\"elementor elementor-42\">\n{1}</div>\n",
};

const OLD: Style = Style {
    top: "<header class=\"entry-header\"><h1 class=\"entry-title\">{1}</h1></header>\n<p>{2}</p>\n",
    facts: "<p>{1}</p>\n",
    fact: "{1}: {2}<br />\n",
    address: "<p>{1}</p>\n",
    line_break: "<br />\n",
    service: "<h3>{1}</h3><p>{2}</p>\n",
    services: "{1}",
    people: "{1}",
    person: "<p><strong>{1}</strong>, {2}<br />{3}</p>{4}\n",
    content: "<article class=\"post-2 page type-page status-publish hentry\"><div class=\"entry-content\">\n{1}</div></article>\n",
    ..Style::PLAIN
};

const SHOP: Style = Style {
    form: "<form class=\"contact-form\" method=\"post\">\n{1}</form>\n",
    field: "<p class=\"form-row\">{1}</p>\n",
    services: "<ul class=\"products columns-3\">\n{1}</ul>\n",
    service: "<li class=\"product type-product instock\"><h2 class=\"woocommerce-loop-product__title\">{1}</h2><p>{2}</p><span class=\"price\"><span class=\"woocommerce-Price-amount amount\"><bdi>24,90&nbsp;<span class=\"woocommerce-Price-currencySymbol\">&euro;</span></bdi></span></span></li>\n",
    ..BLOCKS
};

pub(super) fn modern_technologies() -> Vec<Tech> {
    vec![
        tech_at("WordPress", "6.8.3"),
        tech_at("Yoast SEO", "25.1"),
        tech_at("Contact Form 7", "6.0.6"),
        tech_at("jQuery", "3.7.1"),
        tech_at("PHP", "8.2.28"),
        tech_at("Nginx", "1.26.2"),
    ]
}

pub(super) fn elementor_technologies() -> Vec<Tech> {
    vec![tech_at("WordPress", "6.7.2"), tech_at("Elementor", "3.27.6"), tech_at("jQuery", "3.7.1"), tech("LiteSpeed")]
}

pub(super) fn old_technologies() -> Vec<Tech> {
    vec![
        tech_at("WordPress", "4.7.5"),
        tech_at("jQuery", "1.12.4"),
        tech_at("PHP", "5.6.40"),
        tech_at("Apache HTTP Server", "2.4.10"),
    ]
}

pub(super) fn shop_technologies() -> Vec<Tech> {
    vec![
        tech_at("WordPress", "6.8.1"),
        tech_at("WooCommerce", "9.8.5"),
        tech_at("jQuery", "3.7.1"),
        tech_at("PHP", "8.1.31"),
        tech("Apache HTTP Server"),
    ]
}

pub(super) fn headers(look: Look, b: &Business) -> Vec<(&'static str, String)> {
    let api = ("link", format!("<{}/wp-json/>; rel=\"https://api.w.org/\"", b.origin()));
    match look {
        Look::Elementor => vec![("server", "LiteSpeed".into()), api],
        Look::OldWordPress => {
            vec![("server", "Apache/2.4.10 (Debian)".into()), ("x-powered-by", "PHP/5.6.40-0+deb8u12".into()), api]
        }
        Look::WooCommerce => vec![("server", "Apache".into()), ("x-powered-by", "PHP/8.1.31".into()), api],
        _ => vec![("server", "nginx/1.26.2".into()), ("x-powered-by", "PHP/8.2.28".into()), api],
    }
}

pub(super) fn page(look: Look, b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    match look {
        Look::Elementor => elementor(b, leaf, leaves),
        Look::OldWordPress => old(b, leaf, leaves),
        Look::WooCommerce => shop(b, leaf, leaves),
        _ => modern(b, leaf, leaves),
    }
}

fn modern(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let graph = if leaf.kind == Kind::Home {
        frame::json_ld(b).replace("<script type", "<script class=\"yoast-schema-graph\" type")
    } else {
        String::new()
    };
    format!(
        "{}<head>\n{}<!-- This site is optimized with the Yoast SEO plugin v25.1 - https://yoast.com/wordpress/plugins/seo/ -->\n{graph}<!-- / Yoast SEO plugin. -->\n\
         <meta name=\"generator\" content=\"WordPress 6.8.3\" />\n<link rel=\"https://api.w.org/\" href=\"{origin}/wp-json/\" />\n<link rel='stylesheet' id='wp-block-library-css' href='/wp-includes/css/dist/block-library/style.min.css?ver=6.8.3' media='all' />\n\
         <link rel='stylesheet' id='contact-form-7-css' href='/wp-content/plugins/contact-form-7/includes/css/styles.css?ver=6.0.6' media='all' />\n<script src=\"/wp-includes/js/jquery/jquery.min.js?ver=3.7.1\" id=\"jquery-core-js\"></script>\n</head>\n\
         <body class=\"home wp-singular page-template-default page page-id-8 wp-theme-twentytwentyfive\">\n<div class=\"wp-site-blocks\"><header class=\"wp-block-template-part\"><p class=\"wp-block-site-title\"><a href=\"/\">{name}</a></p>\n{}\
         <nav class=\"wp-block-navigation\"><ul class=\"wp-block-navigation__container\">\n{}</ul></nav></header>\n<main class=\"wp-block-group\" id=\"wp--skip-link--target\">\n{}</main>\n<footer class=\"wp-block-template-part\">\n{}</footer></div>\n\
         <script src=\"/wp-content/plugins/contact-form-7/includes/js/index.js?ver=6.0.6\" id=\"contact-form-7-js\"></script>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        frame::header_contacts(b, &BLOCKS),
        frame::nav(
            leaves,
            "<li class=\"wp-block-navigation-item\"><a class=\"wp-block-navigation-item__content\" href=\"{1}\">{2}</a></li>\n"
        ),
        style::content(b, leaf, &BLOCKS),
        frame::footer(b, leaves, &BLOCKS),
        origin = b.origin(),
        name = b.name,
    )
}

fn elementor(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n{}<meta name=\"generator\" content=\"WordPress 6.7.2\" />\n<meta name=\"generator\" content=\"Elementor 3.27.6; features: e_font_icon_svg, additional_custom_breakpoints; settings: css_print_method-external\">\n\
         <link rel='stylesheet' id='elementor-frontend-css' href='/wp-content/plugins/elementor/assets/css/frontend.min.css?ver=3.27.6' media='all' />\n<script src=\"/wp-includes/js/jquery/jquery.min.js?ver=3.7.1\" id=\"jquery-core-js\"></script>\n</head>\n\
         <body class=\"page-template page-template-elementor_header_footer wp-custom-logo elementor-default elementor-kit-5 elementor-page elementor-page-42\">\n\
         <div data-elementor-type=\"header\" class=\"elementor elementor-20 elementor-location-header\"><a href=\"/\"><img src=\"/wp-content/uploads/2023/05/logo@2x.png\" alt=\"{}\" width=\"180\" height=\"60\"></a>{}<nav class=\"elementor-nav-menu--main\"><ul class=\"elementor-nav-menu\">\n{}</ul></nav></div>\n\
         {}<div data-elementor-type=\"footer\" class=\"elementor elementor-24 elementor-location-footer\">\n{}</div>\n<script src=\"/wp-content/plugins/elementor/assets/js/frontend.min.js?ver=3.27.6\" id=\"elementor-frontend-js\"></script>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        frame::attribute(b.name),
        frame::header_contacts(b, &ELEMENTOR),
        frame::nav(leaves, "<li class=\"menu-item\"><a href=\"{1}\" class=\"elementor-item\">{2}</a></li>\n"),
        style::content(b, leaf, &ELEMENTOR),
        frame::footer(b, leaves, &ELEMENTOR),
    )
}

fn old(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n{}<link rel=\"profile\" href=\"http://gmpg.org/xfn/11\">\n<link rel='stylesheet' id='twentyfifteen-style-css' href='/wp-content/themes/twentyfifteen/style.css?ver=4.7.5' type='text/css' media='all' />\n\
         <script type='text/javascript' src='/wp-includes/js/jquery/jquery.js?ver=1.12.4'></script>\n<meta name=\"generator\" content=\"WordPress 4.7.5\" />\n</head>\n<body class=\"page page-id-2 page-template-default\">\n\
         <div id=\"page\" class=\"hfeed site\"><div id=\"sidebar\" class=\"sidebar\"><header id=\"masthead\" class=\"site-header\"><p class=\"site-title\"><a href=\"/\" rel=\"home\">{}</a></p><p class=\"site-description\">{}</p>{}</header>\n\
         <nav id=\"site-navigation\" class=\"main-navigation\"><ul>\n{}</ul></nav></div>\n<div id=\"content\" class=\"site-content\"><main id=\"main\" class=\"site-main\" role=\"main\">\n{}</main></div>\n<footer id=\"colophon\" class=\"site-footer\" role=\"contentinfo\">\n{}</footer></div>\n</body>\n</html>\n",
        frame::html_open(b, " class=\"no-js\""),
        frame::head(b, leaf),
        b.name,
        b.trade,
        frame::header_contacts(b, &OLD),
        frame::nav(leaves, "<li class=\"page_item\"><a href=\"{1}\">{2}</a></li>\n"),
        style::content(b, leaf, &OLD),
        frame::footer(b, leaves, &OLD),
    )
}

fn shop(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let w = b.lang.words();
    format!(
        "{}<head>\n{}<meta name=\"generator\" content=\"WordPress 6.8.1\" />\n<meta name=\"generator\" content=\"WooCommerce 9.8.5\" />\n<link rel='stylesheet' id='woocommerce-general-css' href='/wp-content/plugins/woocommerce/assets/css/woocommerce.css?ver=9.8.5' media='all' />\n\
         <script src=\"/wp-includes/js/jquery/jquery.min.js?ver=3.7.1\" id=\"jquery-core-js\"></script>\n</head>\n<body class=\"archive post-type-archive-product theme-storefront woocommerce-shop woocommerce woocommerce-page woocommerce-no-js\">\n\
         <header id=\"masthead\" class=\"site-header\"><div class=\"site-branding\"><a href=\"/\" rel=\"home\">{}</a></div>{}<nav class=\"main-navigation\"><ul class=\"menu\">\n{}</ul></nav>\n<ul class=\"site-header-cart menu\"><li><a class=\"cart-contents\" href=\"/?page=cart\" rel=\"nofollow\">{} <span class=\"woocommerce-Price-amount amount\">0,00&nbsp;&euro;</span></a></li></ul></header>\n\
         <main id=\"main\" class=\"site-main\">\n{}</main>\n<footer id=\"colophon\" class=\"site-footer\">\n{}</footer>\n<script src=\"/wp-content/plugins/woocommerce/assets/js/frontend/add-to-cart.min.js?ver=9.8.5\"></script>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        b.name,
        frame::header_contacts(b, &SHOP),
        frame::nav(leaves, "<li class=\"page_item\"><a href=\"{1}\">{2}</a></li>\n"),
        w.cart,
        style::content(b, leaf, &SHOP),
        frame::footer(b, leaves, &SHOP),
    )
}
