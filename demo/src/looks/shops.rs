//! Shop systems: Shopify, PrestaShop. (WooCommerce lives with WordPress.)

use super::{
    frame,
    style::{self, Style},
};
use crate::{
    content::Leaf,
    model::{Business, Kind, Tech, tech, tech_at},
};

const SHOPIFY: Style = Style {
    services: "<ul id=\"product-grid\" class=\"grid product-grid\">\n{1}</ul>\n",
    service: "<li class=\"grid__item\"><div class=\"card-wrapper product-card-wrapper\"><h3 class=\"card__heading\"><a href=\"/?product=1\" class=\"full-unstyled-link\" rel=\"nofollow\">{1}</a></h3><div class=\"price__regular\"><span class=\"price-item price-item--regular\">&pound;18.50</span></div><p>{2}</p></div></li>\n",
    form: "<form method=\"post\" action=\"/contact#ContactForm\" id=\"ContactForm\" accept-charset=\"UTF-8\" class=\"isolate\"><input type=\"hidden\" name=\"form_type\" value=\"contact\">\n{1}</form>\n",
    content: "<div class=\"shopify-section section\"><div class=\"rte page-width\">\n{1}</div></div>\n",
    ..Style::PLAIN
};

const PRESTASHOP: Style = Style {
    services: "<section class=\"featured-products clearfix\"><div class=\"products row\">\n{1}</div></section>\n",
    service: "<article class=\"product-miniature js-product-miniature\" data-id-product=\"1033490\"><h3 class=\"h3 product-title\">{1}</h3><p class=\"product-desc\">{2}</p><div class=\"product-price-and-shipping\"><span class=\"price\">39,00&nbsp;&euro;</span></div><p class=\"ref\">R&eacute;f. 0478125</p></article>\n",
    facts: "<div class=\"block-contact\">\n{1}</div>\n",
    fact: "<div class=\"contact-rich-row\"><span class=\"label\">{1} :</span> {2}</div>\n",
    ..Style::PLAIN
};

pub(super) fn prestashop_technologies() -> Vec<Tech> {
    vec![tech("PrestaShop"), tech_at("Nginx", "1.22.1")]
}

pub(super) fn shopify(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let w = b.lang.words();
    let json_ld = if leaf.kind == Kind::Home { frame::json_ld(b) } else { String::new() };
    format!(
        "{}<head>\n{}<link rel=\"preconnect\" href=\"https://cdn.shopify.com\" crossorigin>\n{json_ld}<script id=\"shopify-features\" type=\"application/json\">{{\"accessToken\":\"0town0\",\"betas\":[\"rich-media-storefront-analytics\"]}}</script>\n\
         <script>var Shopify = Shopify || {{}};\nShopify.shop = \"town-0.myshopify.com\";\nShopify.theme = {{\"name\":\"Dawn\",\"id\":150000000001,\"schema_name\":\"Dawn\",\"schema_version\":\"15.0.0\"}};</script>\n<link href=\"//cdn.shopify.com/s/files/1/0600/0000/0001/assets/base.css?v=1700000000\" rel=\"stylesheet\" type=\"text/css\" media=\"all\" />\n</head>\n\
         <body class=\"gradient\">\n<div id=\"shopify-section-header\" class=\"shopify-section section-header\"><header class=\"header\"><a href=\"/\" class=\"header__heading-link\">{}</a>{}<nav class=\"header__inline-menu\"><ul class=\"list-menu\">\n{}</ul></nav><a href=\"/cart\" class=\"header__icon header__icon--cart\" rel=\"nofollow\">{}</a></header></div>\n<main id=\"MainContent\" class=\"content-for-layout\">\n{}</main>\n<footer class=\"footer\">\n{}</footer>\n</body>\n</html>\n",
        frame::html_open(b, " class=\"no-js\""),
        frame::head(b, leaf),
        b.name,
        frame::header_contacts(b, &SHOPIFY),
        frame::nav(leaves, "<li><a href=\"{1}\" class=\"header__menu-item\">{2}</a></li>\n"),
        w.cart,
        style::content(b, leaf, &SHOPIFY),
        frame::footer(b, leaves, &SHOPIFY),
    )
}

pub(super) fn prestashop(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let w = b.lang.words();
    format!(
        "{}<head>\n{}<meta name=\"generator\" content=\"PrestaShop\" />\n<link rel=\"stylesheet\" href=\"/themes/classic/assets/css/theme.css\" type=\"text/css\" media=\"all\">\n<script type=\"text/javascript\">var prestashop = {{\"cart\":{{\"products\":[],\"totals\":{{\"total\":{{\"amount\":0,\"value\":\"0,00\\u00a0\\u20ac\"}}}}}},\"currency\":{{\"iso_code\":\"EUR\",\"iso_code_num\":\"978\"}}}};</script>\n</head>\n\
         <body id=\"index\" class=\"lang-{} country-{} currency-eur layout-full-width page-index\">\n<header id=\"header\"><div class=\"header-top\"><a href=\"/\"><img class=\"logo img-fluid\" src=\"/img/logo-1700000000.jpg\" alt=\"{}\"></a>{}<div class=\"menu js-top-menu\"><ul class=\"top-menu\" id=\"top-menu\">\n{}</ul></div><div class=\"blockcart cart-preview inactive\"><span>{}</span> <span class=\"cart-products-count\">(0)</span></div></div></header>\n<section id=\"wrapper\"><div id=\"content-wrapper\">\n{}</div></section>\n<footer id=\"footer\" class=\"js-footer\">\n{}</footer>\n<script type=\"text/javascript\" src=\"/themes/core.js\"></script>\n<script type=\"text/javascript\" src=\"/modules/ps_shoppingcart/ps_shoppingcart.js\"></script>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        b.lang.code(),
        b.country.code().to_lowercase(),
        frame::attribute(b.name),
        frame::header_contacts(b, &PRESTASHOP),
        frame::nav(leaves, "<li class=\"cms-page\"><a class=\"dropdown-item\" href=\"{1}\" data-depth=\"0\">{2}</a></li>\n"),
        w.cart,
        style::content(b, leaf, &PRESTASHOP),
        frame::footer(b, leaves, &PRESTASHOP),
    )
}
