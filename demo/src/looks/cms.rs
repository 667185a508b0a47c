//! Other content management systems: Joomla, TYPO3, Drupal.

use super::{
    frame,
    style::{self, Style},
};
use crate::{
    content::Leaf,
    model::{Business, Tech, tech, tech_at},
};

const JOOMLA: Style = Style {
    top: "<div class=\"page-header\"><h1 itemprop=\"headline\">{1}</h1></div>\n<p>{2}</p>\n",
    facts: "<table class=\"table table-sm\"><tbody>\n{1}</tbody></table>\n",
    fact: "<tr><th scope=\"row\">{1}</th><td>{2}</td></tr>\n",
    services: "<div class=\"blog-items row\">\n{1}</div>\n",
    service: "<div class=\"blog-item col-md-4\"><div class=\"item-content\"><h2>{1}</h2><p>{2}</p></div></div>\n",
    content: "<div class=\"com-content-article item-page\"><div class=\"com-content-article__body\">\n{1}</div></div>\n",
    ..Style::PLAIN
};

const TYPO3: Style = Style {
    top: "<div id=\"c12\" class=\"frame frame-default frame-type-header\"><header><h1 class=\"ce-headline-center\">{1}</h1></header><div class=\"ce-bodytext\"><p>{2}</p></div></div>\n",
    heading: "<div class=\"frame frame-type-text\"><header><h2>{1}</h2></header></div>\n",
    text: "<div class=\"ce-bodytext\"><p>{1}</p></div>\n",
    facts: "<div class=\"contenttable\"><table><tbody>\n{1}</tbody></table></div>\n",
    fact: "<tr><td>{1}</td><td>{2}</td></tr>\n",
    people: "<div class=\"card-group\">\n{1}</div>\n",
    person: "<div class=\"card\"><div class=\"card-body\"><h5 class=\"card-title\">{1}</h5><h6 class=\"card-subtitle\">{2}</h6><p class=\"card-text\">{3}</p>{4}</div></div>\n",
    ..Style::PLAIN
};

const DRUPAL: Style = Style {
    top: "<div class=\"block block-core block-page-title-block\"><h1 class=\"title page-title\">{1}</h1></div>\n<div class=\"field field--name-body\"><p>{2}</p></div>\n",
    facts: "<div class=\"views-element-container\">\n{1}</div>\n",
    fact: "<div class=\"field field--label-inline\"><div class=\"field__label\">{1}</div><div class=\"field__item\">{2}</div></div>\n",
    people: "<div class=\"view-content\">\n{1}</div>\n",
    person: "<article class=\"node node--type-person views-row\"><h3 class=\"node__title\">{1}</h3><div class=\"field--name-field-function\">{2}</div><div class=\"field--name-body\">{3}</div>{4}</article>\n",
    content: "<article role=\"article\" class=\"node node--type-page\"><div class=\"node__content\">\n{1}</div></article>\n",
    ..Style::PLAIN
};

pub(super) fn joomla_technologies() -> Vec<Tech> {
    vec![tech("Joomla"), tech_at("PHP", "8.1.27"), tech_at("Apache HTTP Server", "2.4.57")]
}

pub(super) fn typo3_technologies() -> Vec<Tech> {
    vec![tech("TYPO3"), tech_at("Apache HTTP Server", "2.4.57")]
}

pub(super) fn drupal_technologies() -> Vec<Tech> {
    vec![tech_at("Drupal", "10"), tech("Nginx")]
}

pub(super) fn joomla(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n{}<meta name=\"generator\" content=\"Joomla! - Open Source Content Management\">\n<link href=\"/media/templates/site/cassiopeia/css/template.min.css?4.4.3\" rel=\"stylesheet\">\n<script src=\"/media/vendor/bootstrap/js/collapse.min.js?5.1.3\" type=\"module\"></script>\n\
         <script type=\"application/json\" class=\"joomla-script-options new\">{{\"system.paths\":{{\"root\":\"\",\"base\":\"\"}}}}</script>\n</head>\n<body class=\"site com_content wrapper-static view-article\">\n\
         <header class=\"header container-header full-width\"><div class=\"navbar-brand\"><a class=\"brand-logo\" href=\"/\">{}</a></div>{}<nav><ul class=\"mod-menu mod-list nav\">\n{}</ul></nav></header>\n<div class=\"site-grid\"><main>\n{}</main></div>\n<footer class=\"container-footer footer full-width\">\n{}</footer>\n</body>\n</html>\n",
        frame::html_open(b, " dir=\"ltr\""),
        frame::head(b, leaf),
        b.name,
        frame::header_contacts(b, &JOOMLA),
        frame::nav(leaves, "<li class=\"nav-item\"><a href=\"{1}\">{2}</a></li>\n"),
        style::content(b, leaf, &JOOMLA),
        frame::footer(b, leaves, &JOOMLA),
    )
}

pub(super) fn typo3(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n<!--\n\tThis website is powered by TYPO3 - inspiring people to share!\n\tTYPO3 is a free open source Content Management Framework initially created by Kasper Skaarhoj and licensed under GNU/GPL.\n-->\n{}<meta name=\"generator\" content=\"TYPO3 CMS\">\n<link rel=\"stylesheet\" href=\"/typo3temp/assets/compressed/merged-town.css?1700000000\" media=\"all\">\n</head>\n\
         <body id=\"p1\" class=\"page-1 pagelevel-0 language-0\">\n<div id=\"top\"></div><header id=\"page-header\" class=\"bp-page-header navbar\"><div class=\"container\"><a class=\"navbar-brand\" href=\"/\">{}</a>{}<nav id=\"mainnavigation\"><ul class=\"navbar-nav\">\n{}</ul></nav></div></header>\n<main id=\"page-content\" class=\"bp-page-content main-section\"><!--TYPO3SEARCH_begin-->\n{}<!--TYPO3SEARCH_end--></main>\n<footer id=\"page-footer\" class=\"bp-page-footer\">\n{}</footer>\n<script src=\"/typo3conf/ext/site_package/Resources/Public/JavaScript/main.js?1700000000\"></script>\n</body>\n</html>\n",
        frame::html_open(b, " dir=\"ltr\""),
        frame::head(b, leaf),
        b.name,
        frame::header_contacts(b, &TYPO3),
        frame::nav(leaves, "<li class=\"nav-item\"><a href=\"{1}\" class=\"nav-link\">{2}</a></li>\n"),
        style::content(b, leaf, &TYPO3),
        frame::footer(b, leaves, &TYPO3),
    )
}

pub(super) fn drupal(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "{}<head>\n{}<meta name=\"Generator\" content=\"Drupal 10 (https://www.drupal.org)\" />\n<link rel=\"stylesheet\" media=\"all\" href=\"/core/misc/components/progress.module.css?s0town\" />\n</head>\n<body class=\"path-frontpage page-node-type-page\">\n\
         <div class=\"dialog-off-canvas-main-canvas\" data-off-canvas-main-canvas><header class=\"region region-header\"><a href=\"/\" rel=\"home\" class=\"site-branding__name\">{}</a>{}</header>\n<nav role=\"navigation\" class=\"menu--main\"><ul class=\"menu\">\n{}</ul></nav>\n<main role=\"main\"><div class=\"region region-content\"><div data-drupal-messages-fallback class=\"hidden\"></div>\n{}</div></main>\n<footer role=\"contentinfo\" class=\"region region-footer\">\n{}</footer></div>\n\
         <script type=\"application/json\" data-drupal-selector=\"drupal-settings-json\">{{\"path\":{{\"baseUrl\":\"\\/\",\"isFront\":true,\"currentLanguage\":\"{}\"}}}}</script>\n<script src=\"/core/misc/drupal.js?v=10.4.5\"></script>\n</body>\n</html>\n",
        frame::html_open(b, " dir=\"ltr\""),
        frame::head(b, leaf),
        b.name,
        frame::header_contacts(b, &DRUPAL),
        frame::nav(leaves, "<li class=\"menu-item\"><a href=\"{1}\">{2}</a></li>\n"),
        style::content(b, leaf, &DRUPAL),
        frame::footer(b, leaves, &DRUPAL),
        b.lang.code(),
    )
}
