//! How an e-mail address or a telephone number is written into a page.
//!
//! Belongs here: one function a disguise, each giving HTML that a visitor with a browser reads without effort.
//! Does not belong here: which address is hidden how (that is the business's record).

use std::fmt::Write as _;

use crate::{
    model::{Disguise, Email, Line, Phone},
    words::Words,
};

/// HTML that shows the address in its disguise.
pub(crate) fn write_email(email: &Email, words: &Words) -> String {
    let address = email.address;
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    match email.disguise {
        Disguise::Mailto => format!("<a href=\"mailto:{address}\">{address}</a>"),
        Disguise::MailtoOnly => {
            format!("<a href=\"mailto:{address}?subject={}\">{}</a>", percent(words.enquiry), words.write_to_us)
        }
        Disguise::Text => address.to_owned(),
        Disguise::AtWord => format!("{local} {} {domain}", words.at_word),
        Disguise::AtDotWords => format!("{local} (at) {}", domain.replace('.', &format!(" ({}) ", words.dot_word))),
        Disguise::Entities => {
            let hidden = entities(address);
            format!("<a href=\"{}{hidden}\">{hidden}</a>", entities("mailto:"))
        }
        Disguise::Cloudflare => {
            let code = cloudflare(address, 0x2b);
            format!(
                "<a href=\"/cdn-cgi/l/email-protection#{code}\"><span class=\"__cf_email__\" data-cfemail=\"{code}\">[email&#160;protected]</span></a>"
            )
        }
        Disguise::Spans => {
            let (name, tld) = domain.rsplit_once('.').unwrap_or((domain, ""));
            format!("<span class=\"mail\"><span>{local}</span><span>@</span><span>{name}</span><span>.{tld}</span></span>")
        }
        Disguise::Comments => format!(
            "{local}<!-- no -->@<!-- spam -->{}<span style=\"display:none\">.nospam</span>",
            domain.replace('.', "<!-- please -->.")
        ),
        Disguise::Reversed => {
            let reversed: String = address.chars().rev().collect();
            format!("<span class=\"rtl\" style=\"unicode-bidi:bidi-override; direction:rtl\">{reversed}</span>")
        }
        Disguise::Percent => {
            let mut code = String::new();
            for byte in address.bytes() {
                let _ = write!(code, "%{byte:02X}");
            }
            format!("<a href=\"mailto:{code}\">{}</a>", words.write_to_us)
        }
        Disguise::Script => {
            let id = address.bytes().fold(17u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
            let (name, tld) = domain.rsplit_once('.').unwrap_or((domain, ""));
            format!(
                "<span id=\"cloak{id}\">{}</span><script type=\"text/javascript\">\n\
                 document.getElementById('cloak{id}').innerHTML = '';\n\
                 var prefix = '&#109;a' + 'i&#108;' + '&#116;o';\n\
                 var path = 'hr' + 'ef' + '=';\n\
                 var addy{id} = '{}' + '&#64;';\n\
                 addy{id} = addy{id} + '{}' + '&#46;' + '{tld}';\n\
                 document.getElementById('cloak{id}').innerHTML += '<a ' + path + '\\'' + prefix + ':' + addy{id} + '\\'>' + addy{id} + '<\\/a>';\n\
                 </script>",
                words.needs_script,
                local.replace('.', "&#46;"),
                name.replace('a', "&#97;"),
            )
        }
    }
}

/// HTML that shows the number, with no label.
pub(crate) fn write_phone(phone: &Phone, words: &Words) -> String {
    let digits = phone.e164.trim_start_matches('+');
    match phone.line {
        Line::WhatsApp => format!("<a href=\"https://wa.me/{digits}\" rel=\"noopener\">{}</a>", words.whatsapp),
        _ if phone.linked => format!("<a href=\"tel:{}\">{}</a>", phone.e164, phone.shown),
        _ => phone.shown.to_owned(),
    }
}

/// The label before a number, in the site's language.
pub(crate) fn label(phone: &Phone, words: &Words) -> &'static str {
    match phone.line {
        Line::Phone => words.phone,
        Line::Mobile => words.mobile,
        Line::Fax => words.fax,
        Line::WhatsApp => "WhatsApp",
    }
}

/// Cloudflare's code: one key byte, then each byte of the address xor the key, in hexadecimal.
pub(crate) fn cloudflare(address: &str, key: u8) -> String {
    let mut code = format!("{key:02x}");
    for byte in address.bytes() {
        let _ = write!(code, "{:02x}", byte ^ key);
    }
    code
}

/// Numeric entities, decimal and hexadecimal in turn.
fn entities(text: &str) -> String {
    text.chars()
        .enumerate()
        .map(|(i, c)| if i % 2 == 0 { format!("&#{};", u32::from(c)) } else { format!("&#x{:X};", u32::from(c)) })
        .collect()
}

/// Percent-encoding of what a `mailto:` subject cannot hold.
fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cloudflares_code_turns_back_into_the_address() {
        let code = cloudflare("info@mueller.test", 0x2b);
        let bytes: Vec<u8> = (0..code.len()).step_by(2).filter_map(|i| u8::from_str_radix(&code[i..i + 2], 16).ok()).collect();
        let plain: String = bytes[1..].iter().map(|b| char::from(b ^ bytes[0])).collect();
        assert_eq!(plain, "info@mueller.test");
    }

    #[test]
    fn entities_alternate_between_decimal_and_hexadecimal() {
        assert_eq!(entities("a@b"), "&#97;&#x40;&#98;");
    }
}
