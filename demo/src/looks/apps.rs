//! Applications: Next.js pages rendered by the server, and shells that only a script fills.
//!
//! Invariant: no application asks another host for anything it needs to show its content.

use serde_json::{Map, Value, json};

use super::{
    Look, frame,
    style::{self, Style},
};
use crate::{
    content::Leaf,
    model::{Business, Scheme},
    page::Page,
};

const NEXT: Style = Style {
    top: "<section class=\"mx-auto max-w-5xl py-16\"><h1 class=\"text-5xl font-bold tracking-tight\">{1}</h1><p class=\"mt-4 text-xl text-slate-600\">{2}</p></section>\n",
    heading: "<h2 class=\"mt-12 text-2xl font-semibold\">{1}</h2>\n",
    text: "<p class=\"mt-4 leading-7\">{1}</p>\n",
    facts: "<div class=\"mt-6 grid gap-2\">\n{1}</div>\n",
    fact: "<div class=\"flex gap-4\"><span class=\"font-medium\">{1}<!-- -->:</span><span>{2}</span></div>\n",
    person: "<div class=\"rounded-xl border p-6\"><p class=\"text-lg font-semibold\">{1}</p><p class=\"text-sm text-slate-500\">{2}</p><p class=\"mt-2\">{3}</p>{4}</div>\n",
    people: "<div class=\"grid md:grid-cols-3\">\n{1}</div>\n",
    ..Style::PLAIN
};

pub(super) fn next(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let data = json!({"props": {"pageProps": {"slug": leaf.path, "locale": b.lang.code()}}, "page": "/[[...slug]]", "query": {}, "buildId": "T0wnBu1ldId00", "isFallback": false, "gsp": true});
    format!(
        "{}<head>\n{}<link rel=\"preload\" href=\"/_next/static/css/0town0.css\" as=\"style\"/><link rel=\"stylesheet\" href=\"/_next/static/css/0town0.css\" data-n-g=\"\"/>\n<script defer=\"\" src=\"/_next/static/chunks/framework-0town0.js\"></script><script defer=\"\" src=\"/_next/static/chunks/main-0town0.js\"></script>\n{}</head>\n\
         <body><div id=\"__next\"><header class=\"sticky top-0\"><a href=\"/\">{}</a>{}<nav class=\"hidden md:flex\">{}</nav></header>\n<main>\n{}</main>\n<footer class=\"bg-slate-900 text-slate-200\">\n{}</footer></div>\n<script id=\"__NEXT_DATA__\" type=\"application/json\">{data}</script></body></html>\n",
        frame::html_open(b, ""),
        frame::head(b, leaf),
        frame::json_ld(b),
        b.name,
        frame::header_contacts(b, &NEXT),
        frame::nav(leaves, "<a class=\"px-3\" href=\"{1}\">{2}</a>"),
        style::content(b, leaf, &NEXT),
        frame::footer(b, leaves, &NEXT),
    )
}

/// The shell that a server of a client-rendered application sends for every path.
pub(super) fn shell(look: Look, b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let title = b.name;
    let lang = b.lang.code();
    let head = format!(
        "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<link rel=\"icon\" href=\"/favicon.ico\">\n<title>{title}</title>\n"
    );
    match look {
        Look::ReactApp => format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n{head}<script defer=\"defer\" src=\"/static/js/main.4f2a91c0.js\"></script>\n</head>\n<body><noscript>You need to enable JavaScript to run this app.</noscript><div id=\"root\"></div></body>\n</html>\n"
        ),
        Look::VueApp => format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n{head}</head>\n<body>\n<div id=\"app\"></div>\n<script>\n(function () {{\n  var pages = {};\n  var app = document.getElementById('app');\n  app.setAttribute('data-v-app', '');\n  document.title = pages[location.pathname] ? pages[location.pathname].title : document.title;\n  app.innerHTML = pages[location.pathname] ? pages[location.pathname].html : '<p>404</p>';\n}})();\n</script>\n</body>\n</html>\n",
            script_safe(&contents(b, leaves)),
        ),
        _ => format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n{head}</head>\n<body>\n<noscript>Please enable JavaScript to continue using this application.</noscript>\n<div class=\"spinner\" id=\"loading\">Loading…</div>\n<div id=\"view\"></div>\n<script>\nsetTimeout(function () {{\n  var page = {};\n  document.title = page.title;\n  document.getElementById('loading').remove();\n  document.getElementById('view').innerHTML = page.html;\n}}, 150);\n</script>\n</body>\n</html>\n",
            script_safe(&content(b, leaf, leaves)),
        ),
    }
}

/// Scripts and data that the applications ask their own host for.
pub(super) fn files(b: &Business, leaves: &[Leaf]) -> Vec<Page> {
    if b.look != Look::ReactApp {
        return Vec::new();
    }
    let script = "/*! React v18.3.1 */\n(function () {\n  fetch('/api/content.json').then(function (answer) { return answer.json(); }).then(function (pages) {\n    var page = pages[location.pathname];\n    var root = document.getElementById('root');\n    root.setAttribute('data-reactroot', '');\n    document.title = page ? page.title : '404';\n    root.innerHTML = page ? page.html : '<p>404</p>';\n  });\n})();\n";
    vec![
        Page::file("/static/js/main.4f2a91c0.js", "text/javascript; charset=utf-8", script),
        Page::file("/api/content.json", "application/json", contents(b, leaves).to_string()),
    ]
}

fn contents(b: &Business, leaves: &[Leaf]) -> Value {
    Value::Object(leaves.iter().map(|leaf| (leaf.path.clone(), content(b, leaf, leaves))).collect::<Map<_, _>>())
}

fn content(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> Value {
    let s = Style::PLAIN;
    let scoped = if b.look == Look::VueApp { " data-v-7ba5bd90=\"\"" } else { "" };
    let secure = if b.scheme == Scheme::Https { " data-secure=\"1\"" } else { "" };
    let html = format!(
        "<header{scoped}{secure}><a href=\"/\">{}</a>{}<nav>{}</nav></header><main{scoped}>{}</main><footer{scoped}>{}</footer>",
        b.name,
        frame::header_contacts(b, &s),
        frame::nav(leaves, "<a href=\"{1}\">{2}</a> "),
        style::content(b, leaf, &s),
        frame::footer(b, leaves, &s),
    );
    json!({"title": leaf.title, "html": html})
}

/// JSON that may stand in an inline script.
fn script_safe(value: &Value) -> String {
    value.to_string().replace("</", "<\\/")
}
