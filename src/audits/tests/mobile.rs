//! Cases of the checks for phones.

use glouton_reader::{ContactKind, Source};

use super::Case;
use super::support::{contact, site};
use crate::audits::CheckStatus::{Fail, Pass, Unknown, Warn};

pub fn cases() -> Vec<Case> {
    let viewport = |content: &str| site(&format!("<meta name=viewport content='{content}'>"));
    let form = |fields: usize| site(&format!("<form>{}<textarea name=m></textarea></form>", "<input name=a>".repeat(fields)));
    vec![
        ("mobile.viewport", Pass, viewport("width=device-width")),
        ("mobile.viewport", Fail, site("")),
        ("mobile.viewport-width", Pass, viewport("initial-scale=1, width = device-width")),
        ("mobile.viewport-width", Warn, viewport("initial-scale=1")),
        ("mobile.viewport-width", Fail, viewport("width=1024")),
        ("mobile.viewport-width", Unknown, site("")),
        ("mobile.fixed-width", Pass, site("<table width=100%></table>")),
        ("mobile.fixed-width", Warn, site("<table width=900></table>")),
        ("mobile.fixed-width", Fail, site(&"<div style='width: 960px'></div>".repeat(4))),
        ("mobile.plugins", Pass, site("<object data=menu.pdf type=application/pdf></object>")),
        ("mobile.plugins", Fail, site("<embed src=intro.swf>")),
        ("mobile.responsive-images", Pass, site(&"<img src=a.jpg srcset='a.jpg 1x'>".repeat(4))),
        ("mobile.responsive-images", Warn, site(&"<img src=a.jpg>".repeat(4))),
        ("mobile.responsive-images", Unknown, site("<img src=a.jpg>")),
        ("mobile.tap-to-call", Pass, site("<a href=tel:+441632960001>Call</a>")),
        (
            "mobile.tap-to-call",
            Fail,
            site("<p>Bread</p>").facts(|facts| facts.contacts = vec![contact(ContactKind::Phone, "+441632960001")]),
        ),
        (
            "mobile.tap-to-call",
            Unknown,
            site("<p>Bread</p>").facts(|facts| {
                let mut phone = contact(ContactKind::Phone, "+441632960001");
                phone.value.source = Source::JsonLd;
                facts.contacts = vec![phone];
            }),
        ),
        ("mobile.small-text", Pass, site("<p style='font-size:16px'>a</p>")),
        ("mobile.small-text", Warn, site("<p style='font-size: 10px'>a</p>")),
        ("mobile.small-text", Fail, site(&"<p style='font-size:8pt'>a</p>".repeat(4))),
        ("mobile.touch-icon", Pass, site("<link rel=apple-touch-icon href=/i.png>")),
        ("mobile.touch-icon", Warn, site("")),
        ("mobile.field-types", Pass, site("<input type=email name=email><input name=town>")),
        ("mobile.field-types", Warn, site("<input type=text name=email>")),
        ("mobile.field-types", Unknown, site("")),
        ("mobile.long-forms", Pass, form(4)),
        ("mobile.long-forms", Warn, form(10)),
        ("mobile.long-forms", Fail, form(20)),
        ("mobile.long-forms", Unknown, site("")),
    ]
}
