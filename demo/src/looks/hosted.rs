//! Site builders in the cloud: Wix, Squarespace, Webflow, Jimdo, IONOS MyWebsite.

use super::{
    frame,
    style::{self, Style},
};
use crate::{content::Leaf, model::Business};

const WIX: Style = Style {
    top: "<div data-testid=\"richTextElement\" class=\"wixui-rich-text\"><h1 class=\"font_0 wixui-rich-text__text\"><span style=\"letter-spacing:normal;\" class=\"wixui-rich-text__text\">{1}</span></h1></div>\n<div data-testid=\"richTextElement\" class=\"wixui-rich-text\"><p class=\"font_8 wixui-rich-text__text\">{2}</p></div>\n",
    heading: "<div data-testid=\"richTextElement\" class=\"wixui-rich-text\"><h2 class=\"font_2 wixui-rich-text__text\"><span class=\"wixui-rich-text__text\">{1}</span></h2></div>\n",
    text: "<div data-testid=\"richTextElement\" class=\"wixui-rich-text\"><p class=\"font_8 wixui-rich-text__text\"><span class=\"wixGuard\">\u{200b}</span>{1}</p></div>\n",
    address: "<div data-testid=\"richTextElement\" class=\"wixui-rich-text\"><p class=\"font_8\">{1}</p></div>\n",
    line_break: "</p>\n<p class=\"font_8\">",
    facts: "<div data-testid=\"richTextElement\" class=\"wixui-rich-text\">\n{1}</div>\n",
    fact: "<p class=\"font_8 wixui-rich-text__text\">{1}:&nbsp;<span style=\"text-decoration:underline;\">{2}</span></p>\n",
    services: "<div data-mesh-id=\"comp-l0town\" class=\"repeater\" role=\"list\">\n{1}</div>\n",
    service: "<div role=\"listitem\" class=\"wixui-repeater__item\"><h3 class=\"font_4\">{1}</h3><p class=\"font_8\">{2}</p></div>\n",
    people: "<div role=\"list\" class=\"wixui-repeater\">\n{1}</div>\n",
    person: "<div role=\"listitem\" class=\"wixui-repeater__item\"><h4 class=\"font_5\">{1}</h4><p class=\"font_8\">{2}</p><p class=\"font_8\">{3}</p>{4}</div>\n",
    hours: "<div class=\"wixui-rich-text\">\n{1}</div>\n",
    hour: "<p class=\"font_8\">{1}</p>\n",
    praise: "<div class=\"wixui-rich-text\"><p class=\"font_7\">&ldquo;{1}&rdquo;</p><p class=\"font_9\">{2}</p></div>\n",
    socials: "<ul class=\"wixui-social-bar\" aria-label=\"Social Bar\">\n{1}</ul>\n",
    social: "<li><a data-testid=\"linkElement\" href=\"{1}\" target=\"_blank\" rel=\"noreferrer noopener\"><img src=\"https://static.wixstatic.com/media/town~mv2.png\" alt=\"{2}\"></a></li>\n",
    form: "<form class=\"wixui-form\" id=\"comp-form\">\n{1}</form>\n",
    field: "<div class=\"wixui-form__field\">{1}</div>\n",
    content: "<main id=\"PAGES_CONTAINER\" tabindex=\"-1\">\n{1}</main>\n",
};

const SQUARESPACE: Style = Style {
    top: "<div class=\"sqs-block html-block sqs-block-html\"><div class=\"sqs-block-content\"><div class=\"sqs-html-content\"><h1 style=\"text-align:center;white-space:pre-wrap;\">{1}</h1><p class=\"sqsrte-large\">{2}</p></div></div></div>\n",
    heading: "<div class=\"sqs-block html-block sqs-block-html\"><div class=\"sqs-html-content\"><h2>{1}</h2></div></div>\n",
    text: "<div class=\"sqs-block html-block sqs-block-html\"><div class=\"sqs-html-content\"><p class=\"\" style=\"white-space:pre-wrap;\">{1}</p></div></div>\n",
    facts: "<div class=\"sqs-block html-block\"><div class=\"sqs-html-content\">\n{1}</div></div>\n",
    fact: "<p><strong>{1}</strong> {2}</p>\n",
    praise: "<figure class=\"sqs-block-quote\"><blockquote><span>&ldquo;</span>{1}<span>&rdquo;</span></blockquote><figcaption class=\"source\">&mdash; {2}</figcaption></figure>\n",
    form: "<div class=\"sqs-block form-block sqs-block-form\"><form method=\"POST\" autocomplete=\"on\">\n{1}</form></div>\n",
    content: "<main id=\"page\" class=\"container\" role=\"main\"><article class=\"sections\"><section class=\"page-section\"><div class=\"fluid-engine\">\n{1}</div></section></article></main>\n",
    ..Style::PLAIN
};

const WEBFLOW: Style = Style {
    top: "<div class=\"section hero wf-section\"><div class=\"w-container\"><h1 class=\"hero-heading\">{1}</h1><p class=\"paragraph-large\">{2}</p></div></div>\n",
    services: "<div class=\"w-layout-grid grid-3\">\n{1}</div>\n",
    service: "<div class=\"card w-inline-block\"><h3>{1}</h3><p class=\"paragraph\">{2}</p></div>\n",
    facts: "<div role=\"list\" class=\"w-list-unstyled\">\n{1}</div>\n",
    fact: "<div role=\"listitem\" class=\"contact-row\"><div class=\"label\">{1}</div><div class=\"value\">{2}</div></div>\n",
    people: "<div class=\"w-dyn-list\"><div role=\"list\" class=\"w-dyn-items\">\n{1}</div></div>\n",
    person: "<div role=\"listitem\" class=\"w-dyn-item\"><div class=\"member-name\">{1}</div><div class=\"member-role\">{2}</div><div class=\"member-bio\">{3}</div>{4}</div>\n",
    form: "<div class=\"w-form\"><form id=\"email-form\" name=\"email-form\" method=\"get\">\n{1}</form></div>\n",
    ..Style::PLAIN
};

const JIMDO: Style = Style {
    top: "<div class=\"j-module n j-header\"><h1>{1}</h1></div>\n<div class=\"j-module n j-text\"><p>{2}</p></div>\n",
    heading: "<div class=\"j-module n j-header\"><h2>{1}</h2></div>\n",
    text: "<div class=\"j-module n j-text\"><p><span style=\"font-size: 14px;\">{1}</span></p></div>\n",
    facts: "<div class=\"j-module n j-text\"><p>\n{1}</p></div>\n",
    fact: "{1}: {2}<br />\n",
    address: "<div class=\"j-module n j-text\"><p>{1}</p></div>\n",
    line_break: "<br />\n",
    person: "<div class=\"j-module n j-textWithImage\"><p><strong>{1}</strong></p><p>{2}</p><p>{3}</p>{4}</div>\n",
    people: "{1}",
    content: "<div id=\"content_area\"><div id=\"cc-matrix-1\">\n{1}</div></div>\n",
    ..Style::PLAIN
};

const IONOS: Style = Style {
    top: "<div class=\"diyfeLiveArea\"><div class=\"module-type-header diyfeModule\"><h1><span class=\"diyfeDecoration\">{1}</span></h1></div><div class=\"module-type-text diyfeModule\"><p>{2}</p></div></div>\n",
    text: "<div class=\"module-type-text diyfeModule\"><p><span style=\"font-size:16px;\">{1}</span></p></div>\n",
    facts: "<div class=\"module-type-text diyfeModule\"><table class=\"diyfeTable\">\n{1}</table></div>\n",
    fact: "<tr><td>{1}</td><td>{2}</td></tr>\n",
    ..Style::PLAIN
};

pub(super) fn wix(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n<meta name=\"generator\" content=\"Wix.com Website Builder\"/>\n{}<link rel=\"preload\" href=\"https://static.parastorage.com/services/wix-thunderbolt/dist/main.bundle.min.js\" as=\"script\"/>\n</head>\n<body>\n\
         <script id=\"wix-essential-viewer-model\" type=\"application/json\">{{\"site\":{{\"metaSiteId\":\"00000000-0000-4000-8000-000000000000\"}},\"build\":\"1.16005.0\",\"version\":\"3.10.20251120\"}}</script>\n\
         <div id=\"SITE_CONTAINER\"><div id=\"main_MF\" class=\"main_MF\"><div id=\"SITE_HEADER\" class=\"wixui-header\"><a href=\"/\">{}</a>{}<nav aria-label=\"Site\" class=\"wixui-dropdown-menu\"><ul>\n{}</ul></nav></div>\n{}<footer id=\"SITE_FOOTER\" class=\"wixui-footer\">\n{}</footer></div></div>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        b.name,
        frame::header_contacts(b, &WIX),
        frame::nav(
            leaves,
            "<li class=\"wixui-dropdown-menu__item\"><a data-testid=\"linkElement\" href=\"{1}\" target=\"_self\"><p>{2}</p></a></li>\n"
        ),
        style::content(b, leaf, &WIX),
        frame::footer(b, leaves, &WIX),
    )
}

pub(super) fn squarespace(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n{}<!-- This is Squarespace. -->\n<script type=\"text/javascript\" src=\"//assets.squarespace.com/universal/scripts-compressed/common.js\"></script>\n\
         <script data-name=\"static-context\">Static = window.Static || {{}}; Static.SQUARESPACE_CONTEXT = {{\"facebookAppId\":\"314192535267336\",\"rollups\":{{}},\"pageType\":2,\"timeSinceEpoch\":1763716200000,\"website\":{{\"id\":\"62f0a1b2c3d4e5f60718293a\"}}}};</script>\n{}</head>\n\
         <body id=\"collection-62f0a1b2c3d4e5f60718293b\" class=\"primary-button-style-solid\">\n<div id=\"siteWrapper\" class=\"clearfix site-wrapper\"><header id=\"header\" class=\"header theme-col--primary\"><div class=\"header-title-logo\"><a href=\"/\"><img src=\"//images.squarespace-cdn.com/content/v1/town/logo@2x.png?format=1500w\" alt=\"{}\"></a></div>{}<nav class=\"header-nav-list\">\n{}</nav></header>\n{}<footer class=\"sections\" id=\"footer-sections\">\n{}</footer></div>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        frame::json_ld(b),
        frame::attribute(b.name),
        frame::header_contacts(b, &SQUARESPACE),
        frame::nav(leaves, "<div class=\"header-nav-item\"><a href=\"{1}\">{2}</a></div>\n"),
        style::content(b, leaf, &SQUARESPACE),
        frame::footer(b, leaves, &SQUARESPACE),
    )
}

pub(super) fn webflow(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n{}<meta content=\"Webflow\" name=\"generator\"/>\n<link href=\"https://cdn.prod.website-files.com/60town/css/town.webflow.min.css\" rel=\"stylesheet\" type=\"text/css\"/>\n</head>\n<body class=\"body\">\n\
         <div data-collapse=\"medium\" role=\"banner\" class=\"navbar w-nav\"><div class=\"w-container\"><a href=\"/\" class=\"brand w-nav-brand\">{}</a>{}<nav role=\"navigation\" class=\"w-nav-menu\">\n{}</nav></div></div>\n<div class=\"page-wrapper\">\n{}</div>\n<div class=\"footer wf-section\"><div class=\"w-container\">\n{}</div></div>\n\
         <script src=\"https://cdn.prod.website-files.com/60town/js/webflow.js\" type=\"text/javascript\"></script>\n</body>\n</html>\n",
        frame::html_open(
            b,
            " data-wf-domain=\"town\" data-wf-page=\"60f0a1b2c3d4e5f607182930\" data-wf-site=\"60f0a1b2c3d4e5f607182931\""
        ),
        frame::head(b, leaf),
        b.name,
        frame::header_contacts(b, &WEBFLOW),
        frame::nav(leaves, "<a href=\"{1}\" class=\"nav-link w-nav-link\">{2}</a>\n"),
        style::content(b, leaf, &WEBFLOW),
        frame::footer(b, leaves, &WEBFLOW),
    )
}

pub(super) fn jimdo(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n{}<link href=\"https://assets.jimstatic.com/web.css\" rel=\"stylesheet\"/>\n<script>var jimdoData = {{\"isTestserver\":false,\"isJimdoCom\":true,\"cstok\":\"town\",\"websiteId\":\"s0town0\"}};</script>\n</head>\n\
         <body class=\"body cc-page cc-page-index cc-indexpage j-m-flash-styles\">\n<div id=\"cc-inner\" class=\"cc-content-parent\"><div class=\"jtpl-main\"><div class=\"jtpl-header\"><div id=\"cc-website-title\" class=\"cc-single-module-element\"><a href=\"/\">{}</a></div>{}</div>\n<div class=\"jtpl-navigation\"><ul class=\"cc-nav-level-0 j-nav-level-0\">\n{}</ul></div>\n{}<div class=\"jtpl-footer\"><div id=\"contentfooter\">\n{}</div></div></div></div>\n\
         <script src=\"https://assets.jimstatic.com/web.js\"></script>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        b.name,
        frame::header_contacts(b, &JIMDO),
        frame::nav(leaves, "<li class=\"jmd-nav__list-item-0 j-nav-has-children\"><a href=\"{1}\">{2}</a></li>\n"),
        style::content(b, leaf, &JIMDO),
        frame::footer(b, leaves, &JIMDO),
    )
}

pub(super) fn ionos(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n{}<meta name=\"generator\" content=\"IONOS MyWebsite\"/>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"//cdn.initial-website.com/templates/2121/style.css?1758547156484\"/>\n</head>\n<body class=\"body diyBgActive cc-pagemode-default diyfeSidebarLeft diy-market-de_DE\">\n\
         <div class=\"diywebHeader\"><div class=\"diywebLogo\"><a href=\"/\"><img src=\"/s/misc/logo.jpg?t=1700000000\" alt=\"{}\"></a></div>{}<div class=\"diywebNav\"><ul class=\"mainNav1\">\n{}</ul></div></div>\n<div class=\"diywebContent\">\n{}</div>\n<div class=\"diywebFooter\">\n{}</div>\n\
         <script src=\"//cdn.initial-website.com/app/cdn/min/group/js.js?1758547156484\"></script>\n</body>\n</html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        frame::attribute(b.name),
        frame::header_contacts(b, &IONOS),
        frame::nav(leaves, "<li><a data-page-id=\"1\" href=\"{1}\"><span class=\"diyfe_something\">{2}</span></a></li>\n"),
        style::content(b, leaf, &IONOS),
        frame::footer(b, leaves, &IONOS),
    )
}
