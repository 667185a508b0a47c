//! Each observation on a page that has it and on one that has not.

use url::Url;

use super::{PageSignals, Tally, read};
use crate::{Document, PageInput};

fn signals(html: &str) -> PageSignals {
    at("https://baker.example/", html)
}

fn at(url: &str, html: &str) -> PageSignals {
    let url = Url::parse(url).expect("a test URL");
    let input = PageInput { url: &url, status: 200, headers: &[], body: html.as_bytes(), rendered: false };
    let document = Document::parse(&input);
    read(&input, &document, &crate::phrases::LowerText::of(&document))
}

/// Signals of a page whose visible text is `lines`.
fn words(lines: &[&str]) -> PageSignals {
    signals(&lines.iter().map(|line| format!("<p>{line}</p>")).collect::<String>())
}

fn tally(count: u32, samples: &[&str]) -> Tally {
    Tally { count, samples: samples.iter().map(|s| (*s).to_owned()).collect() }
}

#[test]
fn the_head_is_read_as_a_search_engine_reads_it() {
    let head = signals(
        "<!doctype html><html lang=de-CH><head><title> Bäckerei  Muster </title>\
         <meta name=Description content='Brot und mehr'><meta name=robots content='NOINDEX, follow'>\
         <meta name=viewport content='width=device-width, initial-scale=1'><link rel=canonical href=/start>\
         <link rel='shortcut icon' href=/f.ico><link rel=alternate hreflang=fr href=/fr>\
         <meta property=og:title content=X><meta property=og:image content=''><meta name=twitter:card content=summary><meta charset=UTF-8>",
    )
    .head;
    assert_eq!(head.title.as_deref(), Some("Bäckerei Muster"));
    assert_eq!(head.description.as_deref(), Some("Brot und mehr"));
    assert_eq!(head.robots.as_deref(), Some("noindex, follow"));
    assert_eq!(head.viewport.as_deref(), Some("width=device-width, initial-scale=1"));
    assert_eq!(head.canonical.as_deref(), Some("https://baker.example/start"));
    assert_eq!(head.lang.as_deref(), Some("de-CH"));
    assert_eq!(head.charset.as_deref(), Some("utf-8"));
    assert_eq!(head.hreflang, ["fr"]);
    assert_eq!(head.sharing, ["og:title", "twitter:card"], "an empty property does not count");
    assert!(head.icon && !head.touch_icon && !head.quirks);
}

#[test]
fn what_follows_the_declared_charset_is_read() {
    assert_eq!(signals("<meta charset=utf-8><title>Baker</title>").head.title.as_deref(), Some("Baker"));
}

#[test]
fn a_title_inside_a_drawing_is_not_the_pages_title() {
    let head = signals("<!doctype html><title>Real</title><body><svg><title>Icon</title></svg>").head;
    assert_eq!((head.title.as_deref(), head.titles), (Some("Real"), 1));
}

#[test]
fn a_page_without_doctype_is_in_quirks_mode() {
    assert!(signals("<html><p>x").head.quirks);
}

#[test]
fn structured_types_are_read_even_from_a_script_with_a_fault() {
    let head = signals(
        r#"<script type="application/ld+json">{"@type":["Bakery","LocalBusiness"],"datePublished":"2024-03-01T10:00"}</script>
           <script type="application/ld+json">{"@type":"https://schema.org/Person",}</script>
           <div itemscope itemtype="https://schema.org/Offer"></div>"#,
    );
    assert_eq!(head.head.structured_types, ["Bakery", "LocalBusiness", "Offer", "Person"]);
    assert_eq!(head.head.structured_broken, 1);
    assert_eq!(head.text.dates, ["2024-03-01"]);
}

#[test]
fn headings_are_counted_and_a_skipped_level_is_quoted() {
    let headings = signals("<h1>Bread</h1><h3>Rolls</h3><h2></h2><h2><img alt='Cakes'></h2>").headings;
    assert_eq!(headings.total, 4);
    assert_eq!(headings.h1, tally(1, &["Bread"]));
    assert_eq!(headings.skips, tally(1, &["h1 > h3: Rolls"]));
    assert_eq!(headings.empty, tally(1, &["h2"]), "a picture's alternative text is a heading's text");
}

#[test]
fn images_are_sorted_by_what_they_offer_and_tracking_pixels_are_left_out() {
    let images = signals(
        "<img src=a.jpg><img src=b.webp alt='' loading=lazy width=10 height=10><picture><source type=image/avif srcset=c.avif>\
         <img src=c.png alt=c></picture><img width=1 height=1 src=https://pixel.example/p>",
    );
    assert_eq!(images.images.total, 3);
    assert_eq!(images.images.no_alt, tally(1, &["a.jpg"]));
    assert_eq!((images.images.lazy, images.images.sized, images.images.responsive), (1, 1, 1));
    assert_eq!((images.images.raster, images.images.modern), (2, 2));
    assert_eq!(images.loads.hosts, ["pixel.example"]);
}

#[test]
fn links_tell_their_kind_their_names_and_the_duties_they_lead_to() {
    let links = signals(
        "<a href=#main>Skip</a><a href='tel:+441632960001'>Call</a><a href='MAILTO:x@baker.example'>Write</a>\
         <a href=https://other.example/>Other</a><a href=https://shop.baker.example/>Shop</a><a href=/x><i></i></a>\
         <a href=/y aria-label=Basket></a><a href=/z>Read more »</a><a href=http://baker.example/old>Old</a>\
         <a href=/datenschutz>Datenschutz</a><a href=/impressum>Über uns</a><a href=/agb>AGB</a><a href=/tag>Tagbau</a>",
    );
    let found = &links.links;
    assert_eq!((found.total, found.external, found.tel, found.mailto), (13, 1, 1, 1));
    assert_eq!(found.unnamed, tally(1, &["/x"]));
    assert_eq!(found.vague, tally(1, &["Read more »"]));
    assert_eq!(found.downgrades, tally(1, &["http://baker.example/old"]));
    assert_eq!(found.privacy.as_deref(), Some("Datenschutz"));
    assert_eq!(found.legal.as_deref(), Some("Über uns"), "the target tells when the words do not");
    assert_eq!(found.terms.as_deref(), Some("AGB"));
    assert!(links.build.skip_link);
    assert_eq!(signals("<a href=/tagbau>Tagbau</a>").links.terms, None);
}

#[test]
fn a_control_is_labelled_by_a_label_around_it_for_it_or_by_itself() {
    let forms = signals(
        "<form action=http://baker.example/send><label>A<input name=a></label><input id=b><label for=b>B</label>\
         <input name=c aria-label=C><input name=email><textarea name=d></textarea><input type=hidden name=e>\
         <input type=submit><button><i></i></button><input style='display:none' name=trap></form>",
    )
    .forms;
    assert_eq!((forms.total, forms.contact, forms.fields), (1, 1, 5));
    assert_eq!(forms.unlabelled, tally(2, &["input[name=email]", "textarea[name=d]"]));
    assert_eq!(forms.mistyped, tally(1, &["email"]));
    assert_eq!(forms.insecure, tally(1, &["http://baker.example/send"]));
    assert_eq!((forms.buttons, forms.unnamed_buttons.count), (2, 1));
}

#[test]
fn search_and_login_are_no_contact_forms() {
    let forms =
        signals("<form role=search><input type=email name=q></form><form><input type=email><input type=password></form>").forms;
    assert_eq!((forms.total, forms.contact, forms.passwords), (2, 0, 1));
}

#[test]
fn scripts_tell_what_blocks_what_is_foreign_and_what_waits_for_consent() {
    let loads = signals(
        "<head><script src=/a.js></script><script defer src=/b.js></script>\
         <script src=https://cdn.example/c.js></script><script type=text/plain data-src=https://ads.example/t.js></script>\
         <script>load('https://tags.example/x.js') // see //comment.example</script>\
         <style>@media (max-width:600px){}</style><link rel=stylesheet href=http://fonts.example/css></head>\
         <body><div id=CookieBanner class=x></div><iframe data-src=https://maps.example/m></iframe><iframe src=https://film.example/1></iframe>",
    )
    .loads;
    assert_eq!(loads.blocking, tally(2, &["/a.js", "https://cdn.example/c.js"]));
    assert_eq!(loads.unpinned, tally(1, &["https://cdn.example/c.js"]));
    assert_eq!(loads.hosts, ["cdn.example", "film.example", "fonts.example"]);
    assert_eq!(loads.script_hosts, ["tags.example"], "a comment loads nothing");
    assert_eq!(loads.waiting_hosts, ["ads.example", "maps.example"]);
    assert_eq!(loads.frame_hosts, ["film.example"]);
    assert_eq!(loads.insecure, tally(1, &["http://fonts.example/css"]));
    assert_eq!(loads.consent, ["div[id=CookieBanner]"]);
    assert_eq!((loads.scripts, loads.stylesheets, loads.requests), (3, 1, 5));
    assert!(loads.media_queries);
}

#[test]
fn a_page_over_plain_http_has_no_mixed_content() {
    assert_eq!(at("http://baker.example/", "<img src=http://baker.example/a.jpg>").loads.insecure, Tally::default());
}

#[test]
fn old_building_habits_are_seen() {
    let build = signals(
        "<center><font size=1>x</font></center><table width=800><tr><td width=90%></table><div style='width:960px;max-width:100%'></div>\
         <p style='font-size:9px'>y</p><embed src=intro.swf?x=1><video autoplay></video><video autoplay muted></video>\
         <input tabindex=3><main></main><iframe src=/map></iframe>",
    )
    .build;
    assert_eq!(build.obsolete, tally(2, &["center", "font"]));
    assert_eq!(build.fixed_width, tally(2, &["table", "div"]));
    assert_eq!(build.small_text.count, 1);
    assert_eq!((build.plugins.count, build.autoplay.count, build.tab_order.count, build.untitled_frames.count), (1, 1, 1, 1));
    assert!(build.main && !build.skip_link);
}

#[test]
fn the_latest_year_of_a_copyright_line_counts_and_other_years_do_not() {
    let text = words(&["Established 1998, 2 500 customers", "© 2012-2019 Baker Ltd", "Copyright Baker 2017"]).text;
    assert_eq!((text.copyright_year, text.copyright.as_deref()), (Some(2019), Some("© 2012-2019 Baker Ltd")));
    assert_eq!(words(&["In 2019 we moved"]).text.copyright_year, None);
    assert_eq!(words(&["© Baker, phone 01632 960001"]).text.copyright_year, None);
}

#[test]
fn filler_unfinished_sites_and_server_errors_are_quoted() {
    let text = words(&["Lorem ipsum dolor", "Our new site is COMING SOON", "Fatal error: Uncaught Error in /index.php"]).text;
    assert_eq!(text.filler, tally(1, &["Lorem ipsum dolor"]));
    assert_eq!(text.unfinished.count, 1);
    assert_eq!(text.server_errors, tally(1, &["Fatal error: Uncaught Error in /index.php"]));
    let story = format!("{} coming soon {}", "We bake. ".repeat(12), "And more. ".repeat(12));
    assert_eq!(words(&[&story]).text.unfinished.count, 0, "a paragraph announces something else");
}

#[test]
fn an_empty_page_is_nearly_nothing_in_the_database() {
    let json = serde_json::to_string(&signals("<!doctype html>")).expect("signals serialise");
    assert_eq!(json, r#"{"status":200,"build":{"elements":3,"depth":2}}"#);
    let back: PageSignals = serde_json::from_str(&json).expect("and come back");
    assert_eq!(back, signals("<!doctype html>"));
}

#[test]
fn deep_nesting_and_endless_names_take_no_more_than_their_share() {
    let deep = format!("{}x{}", "<label><span>".repeat(2_000), "</span></label>".repeat(2_000));
    assert_eq!(signals(&deep).build.elements, 4_003);
    let wide = format!("<a href=/>{}</a>", "word ".repeat(100_000));
    assert_eq!(signals(&wide).links.total, 1);
}

proptest::proptest! {
    #[test]
    fn any_bytes_give_signals_of_bounded_size(html in "\\PC{0,400}", tags in proptest::collection::vec("<(a href=[a-z/:.]{0,9}|h[1-6]|/h[1-6]|script|/script|form|/form|title|svg|/svg|button|/a)>", 0..60)) {
        let page = format!("{}{html}{}", tags.concat(), tags.concat());
        let json = serde_json::to_vec(&signals(&page)).expect("signals serialise");
        proptest::prop_assert!(json.len() < 20_000);
    }
}
