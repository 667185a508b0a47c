//! The fuzz targets' checks on the stable toolchain: fewer inputs, every run, no set-up. Inputs are made of pieces that matter to
//! a reader, because random bytes rarely get past a tokenizer.

#[path = "../fuzz/checks.rs"]
mod checks;

use proptest::prelude::*;

fn pieces() -> impl Strategy<Value = String> {
    let markup = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<a href='mailto:",
        "<a href='tel:",
        "'>",
        "</a>",
        "<br>",
        "<table><tr>",
        "<b><i>",
        "</b>",
        "<svg><title>",
        "<template>",
        "<script type=application/ld+json>",
        "</script>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<noscript>",
        "<select><option>",
        "<form action='",
        "{\"@type\":\"Bakery\",\"name\":\"",
        "\"}",
        "[",
        "]",
        "&#64;",
        "&nbsp;",
        "info@",
        "bakery.example",
        " [at] ",
        " (dot) ",
        "+49 30 ",
        "(0)",
        "23125-",
        "000",
        "Fax: ",
        "Tel. ",
        "Mo-Fr 8-18",
        "Dr. ",
        "Geschäftsführerin ",
        "GmbH",
        "\u{202e}",
        "\u{ad}",
        "\0",
        "é",
        "日本",
        "https://",
        "www.facebook.com/",
        "<meta name=generator content='",
        "{v}",
        "\n\n",
    ])
    .prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![8 => markup, 1 => "\\PC{0,12}"], 0..50).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_page_is_read_without_panic_and_with_evidence(how in 0_u8..4, page in pieces()) {
        let mut bytes = vec![how];
        bytes.extend_from_slice(page.as_bytes());
        checks::page(&bytes);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        checks::page(&bytes);
    }

    #[test]
    fn any_prose_is_read_without_panic_and_with_evidence(text in pieces()) {
        checks::text(&text);
    }

    #[test]
    fn any_structured_data_are_read_without_panic(text in pieces()) {
        checks::structured(&text);
    }

    #[test]
    fn any_rules_are_taken_or_refused(rules in "(category = \"cms\"\n)?(\\[[a-z]{1,3}\\]\n)?(name = \"[A-Z]\"\n)?((dom|script|inline|header) = \\[\"[~/.#\\[\\]=*{}a-z]{0,20}\"\\]\n){0,3}", page in pieces()) {
        checks::rules(&rules, page.as_bytes());
    }
}
