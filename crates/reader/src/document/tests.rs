//! Pages and the visible text that a document makes of them.

use url::Url;

use super::*;
use crate::PageInput;

fn document(body: &str) -> Document {
    let url = Url::parse("https://laden.test/seite/").expect("test URL");
    Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: body.as_bytes(), rendered: true })
}

fn texts(body: &str) -> Vec<String> {
    document(body).blocks.into_iter().map(|b| b.text).collect()
}

#[test]
fn inline_elements_join_and_blocks_and_breaks_split() {
    assert_eq!(texts("<p>Tel <b>01</b> 23<br>Fax <i>4</i>5</p><ul><li>a<li>b</ul>c"), ["Tel 01 23", "Fax 45", "a", "b", "c"]);
}

#[test]
fn what_is_not_displayed_is_left_out() {
    let body = "<p>a<span style='display: none'>x</span>b<!-- y -->c<span hidden>z</span></p><script>s</script><style>t</style><noscript>n</noscript><template><p>u</p></template><span style='visibility:hidden'>v</span><svg><title>w</title></svg>";
    assert_eq!(texts(body), ["abc"]);
}

#[test]
fn a_word_hidden_by_a_rule_of_the_page_is_left_out() {
    assert_eq!(texts("<style>.no{display:none}</style><p>info<span class=no>nospam</span>@laden.test</p>"), ["info@laden.test"]);
}

#[test]
fn invisible_characters_are_left_out() {
    assert_eq!(texts("in\u{200b}fo\u{ad}@\u{2060}laden.\u{202a}test"), ["info@laden.test"]);
}

#[test]
fn text_drawn_backwards_is_read_as_it_is_seen() {
    assert_eq!(
        texts("<p>Mail: <span style='unicode-bidi:bidi-override;direction:rtl'>tset.nedal@<b>of</b>ni</span> ok</p>"),
        ["Mail: info@laden.test ok"]
    );
    assert_eq!(texts("<p><bdo dir=rtl>cba</bdo></p>"), ["abc"]);
    assert_eq!(
        texts("<style>.r{unicode-bidi:bidi-override;direction:rtl}</style><div class=r>cba<br>fed</div>g"),
        ["abc", "def", "g"]
    );
}

#[test]
fn regions_follow_landmarks_roles_and_classes() {
    let regions: Vec<_> = document("<header>h<nav>n</nav></header><main>m<article><header>ah</header></article></main><div id=sidebar>s</div><div class='site-footer x'>f<nav>fn</nav></div>")
        .blocks
        .iter()
        .map(|b| (b.text.clone(), b.region))
        .collect();
    let expected = [
        ("h", Region::Header),
        ("n", Region::Nav),
        ("m", Region::Main),
        ("ah", Region::Main),
        ("s", Region::Aside),
        ("f", Region::Footer),
        ("fn", Region::Footer),
    ];
    assert_eq!(regions, expected.map(|(t, r)| (t.to_owned(), r)));
}

#[test]
fn a_body_class_that_mentions_a_footer_is_no_footer() {
    assert_eq!(document("<body class='has-footer sticky-footer footer-dark'><p>x</p>").blocks[0].region, Region::Main);
}

#[test]
fn blocks_know_their_heading() {
    let doc = document("<h2>Kontakt</h2><p>a</p><p><b>fett</b></p><footer>f</footer>");
    assert_eq!(doc.heading_of(1).map(|h| h.text.as_str()), Some("Kontakt"));
    assert_eq!(doc.blocks[0].heading, 2);
    assert!(doc.blocks[2].strong && !doc.blocks[1].strong);
    assert!(doc.heading_of(3).is_none());
}

#[test]
fn links_know_their_words_and_place() {
    let doc = document(
        "<base href='/x/'><p>Mail <a href=' a.html ' title='T'>hier <b>klicken</b></a> jetzt</p><a href=b><img alt=Logo></a>",
    );
    let anchor = &doc.anchors[0];
    assert_eq!((anchor.href.as_str(), anchor.text.as_str(), anchor.title.as_deref()), ("a.html", "hier klicken", Some("T")));
    assert_eq!(anchor.url.as_ref().map(Url::as_str), Some("https://laden.test/x/a.html"));
    assert_eq!(&doc.blocks[anchor.block.expect("block")].text[anchor.range.clone()], "hier klicken");
    assert_eq!(doc.anchors.len(), 2);
}

#[test]
fn a_label_is_parted_from_the_value_that_only_a_style_sheet_keeps_apart() {
    let opened = |html: &str| document(html).blocks[0].opened().into_owned();
    assert_eq!(opened("<p><span>Käyntiosoite</span><a>Mallikatu 9</a></p>"), "Käyntiosoite: Mallikatu 9");
    assert_eq!(opened("<p><span>Y-tunnus</span>1234567-1</p>"), "Y-tunnus 1234567-1");
    assert_eq!(opened("<p><b>B</b>erlin <i>i</i>Phone</p>"), "Berlin iPhone");
    assert_eq!(opened("<p><strong>KvK</strong><span>12345678</span></p>"), "KvK 12345678");
    assert_eq!(opened("<p><span>KvK</span>Musterdam nr. 12345678</p>"), "KvK: Musterdam nr. 12345678");
    assert_eq!(opened("<p><strong>ul. Wzorowa 15</strong><span>32-100 Wzorowo</span></p>"), "ul. Wzorowa 15, 32-100 Wzorowo");
    assert_eq!(opened("<p><b>Musterweg 5a</b><span>12345 Musterdorf</span></p>"), "Musterweg 5a, 12345 Musterdorf");
    assert_eq!(opened("<p>CO<sub>2</sub> H<sub>2</sub>O 5<sup>00</sup></p>"), "CO2 H2O 500");
}

#[test]
fn seams_and_icons_are_noted() {
    let doc = document("<li><i class='fas fa-phone-alt'></i><span>01 23</span><span>Fax</span></li>");
    assert_eq!(doc.blocks[0].text, "01 23Fax");
    assert_eq!(doc.blocks[0].seams, [5]);
    assert_eq!(doc.blocks[0].icons, [(0, Icon::Phone)]);
}

#[test]
fn deep_nesting_is_read_in_bounded_time() {
    let deep = format!("{}tief unten<a href='mailto:a@laden.test'>mail</a>", "<div>".repeat(100_000));
    assert_eq!(document(&deep).anchors.len(), 1);
    for tag in ["div", "b", "span", "table><tr><td", "ul><li", "font color=red", "a href=x", "p", "svg", "button", "blockquote"] {
        let body = format!("{}tief unten<a href='mailto:a@laden.test'>mail</a>", format!("<{tag}>").repeat(5_000));
        let doc = document(&body);
        assert!(doc.blocks.iter().any(|b| b.text.contains("tief")) || tag == "svg", "{tag}");
    }
}

#[test]
fn a_hundred_thousand_attributes_are_read_in_bounded_time() {
    let many: String = (0..100_000).map(|i| format!(" a{i}=\"x>y\"")).collect();
    let huge = format!("<p{many}>Text</p><p title=\"{}\">Ende</p>", "x y ".repeat(500_000));
    assert_eq!(texts(&huge), ["Text", "Ende"]);
}

#[test]
fn many_self_closed_svg_elements_do_not_count_as_depth() {
    let body = format!("<svg>{}</svg><div><p>eins</p><p>zwei</p></div>", "<circle r='1'/>".repeat(2000));
    let doc = document(&body);
    let nested =
        doc.tagged("p").filter(|p| p.parent().is_some_and(|d| d.as_element().is_some_and(|e| e.name() == "div"))).count();
    assert_eq!(nested, 2);
}

#[test]
fn snippets_hold_the_value_and_stay_short() {
    let text = format!("{} info@laden.test {}", "wort ".repeat(100), "ende ".repeat(100));
    let at = text.find("info").expect("value");
    let cut = snippet(&text, at..at + 15);
    assert!(cut.contains("info@laden.test") && cut.chars().count() <= SNIPPET_CHARS, "{cut}");
    assert_eq!(snippet("kurz", 0..4), "kurz");
    assert!(snippet(&"é".repeat(500), 3..900).chars().count() <= SNIPPET_CHARS);
}

#[test]
fn shells_and_requests_for_javascript_are_worth_a_browser() {
    assert_eq!(document("<div id=root></div><script src=a.js></script>").browser_hint(), Some(BrowserHint::EmptyShell));
    assert_eq!(
        document("<noscript>Please enable JavaScript.</noscript><script>x</script>").browser_hint(),
        Some(BrowserHint::AsksForScript)
    );
    assert_eq!(document("<p>Hi</p><script>x</script>").browser_hint(), Some(BrowserHint::NoText));
    assert_eq!(document("<p>Hi</p>").browser_hint(), None);
    let full =
        format!("<div id=root><p>{}</p></div><noscript>enable javascript</noscript><script>x</script>", "Text ".repeat(200));
    assert_eq!(document(&full).browser_hint(), None);
}

#[test]
fn a_link_within_text_that_is_turned_round_keeps_to_the_text() {
    let url = url::Url::parse("https://muster.test/").unwrap();
    let body = "<bdo dir=rtl>aé<a href=x>@.<a href=x>".as_bytes();
    let doc = Document::parse(&crate::PageInput { url: &url, status: 200, headers: &[], body, rendered: false });
    assert!(doc.anchors.iter().all(|a| a.block.is_none_or(|b| doc.blocks[b].text.get(a.range.clone()).is_some())));
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..600)) {
        let url = Url::parse("https://laden.test/").expect("test URL");
        let doc = Document::parse(&PageInput { url: &url, status: 200, headers: &[], body: &body, rendered: false });
        proptest::prop_assert!(doc.anchors.iter().all(|a| a.block.is_none_or(|b| doc.blocks[b].text.get(a.range.clone()).is_some())));
    }

    #[test]
    fn any_markup_is_read(parts in proptest::collection::vec("(<(/?)(a href=x|b|div|table|tr|td|p|li|ul|form|svg|template|select|option|button|bdo dir=rtl|font|br|h1|footer|title|math|frameset|noscript|style|script)>)|[ a@é.]{0,4}", 0..60)) {
        let doc = document(&parts.concat());
        proptest::prop_assert!(doc.blocks.iter().all(|b| !b.text.is_empty() && b.seams.iter().all(|s| b.text.is_char_boundary(*s as usize))));
        proptest::prop_assert!(doc.anchors.iter().all(|a| a.block.is_none_or(|b| doc.blocks[b].text.get(a.range.clone()).is_some())));
    }
}

#[test]
fn a_page_that_declares_its_charset_is_read_to_its_end() {
    for meta in ["<meta charset=utf-8>", "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=windows-1252\">"] {
        assert_eq!(texts(&format!("<html><head>{meta}<title>t</title></head><body><p>a</p></body></html>")), ["a"], "{meta}");
    }
}

proptest::proptest! {
    #[test]
    fn a_folded_text_is_what_folding_leaves_as_it_is(text in "([a-zäß€’ \t\n\u{a0}\u{1680}\u{2003}\u{2028}\u{202f}\u{205f}\u{3000}\u{85}]|\\PC){0,12}") {
        if is_folded(&text) {
            proptest::prop_assert_eq!(fold(&text), text);
        }
    }

    #[test]
    fn text_is_taken_alike_whole_and_character_by_character(words in "[ a-zé\u{ad}\u{200b}\u{a0}\n]{0,20}") {
        let visible: String = words.chars().filter(|c| !matches!(c, '\u{ad}' | '\u{200b}')).collect();
        proptest::prop_assert_eq!(texts(&format!("<p>{words}</p>")).concat(), fold(&visible));
    }
}

#[test]
fn a_word_that_an_icon_font_draws_is_an_icon_and_no_text() {
    let page = document(
        "<p><span class='material-symbols-outlined text-sm'>call</span>030 1234</p><p><i class=material-icons>location_on</i> <span>Teststraat 1</span></p>",
    );
    assert_eq!(page.blocks.iter().map(|b| b.text.as_str()).collect::<Vec<_>>(), ["030 1234", "Teststraat 1"]);
    assert_eq!(page.blocks[0].icons.first().map(|(_, icon)| *icon), Some(Icon::Phone));
}
