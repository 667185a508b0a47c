//! Forms through which a visitor writes to the business; not searches, logins, newsletters, comments or shopping carts.

use crate::document::ElementRef;
use crate::words::plain;
use crate::{Contact, ContactKind, Document, PageKind, Purpose, Source, Sourced};

/// Words in a form's id, class, name or action that name a form builder's contact form.
const BUILDERS: &[&str] = &[
    "wpcf7",
    "wpforms",
    "gform",
    "ninja-forms",
    "nf-form",
    "forminator",
    "fluentform",
    "frm_forms",
    "contact-form",
    "contactform",
    "contact_form",
    "kontaktformular",
    "kontakt-form",
    "kontaktform",
    "formulaire-contact",
    "formulario-contacto",
    "elementor-form",
    "et_pb_contact",
    "hs-form",
    "formidable",
    "caldera",
    "ce_form",
    "tx-powermail",
    "powermail",
    "mailform",
    "cognito",
    "jotform",
    "form-contact",
    "webform-client-form",
    "contact-us",
];
/// Words there that name another kind.
const OTHERS: &[&str] = &[
    "search",
    "suche",
    "login",
    "signin",
    "register",
    "comment",
    "newsletter",
    "subscribe",
    "mc4wp",
    "mailchimp",
    "mc-embedded",
    "cart",
    "checkout",
    "add-to-cart",
    "coupon",
    "filter",
    "poll",
    "vote",
    "password",
    "lostpassword",
    "review",
    "variations_form",
    "currency",
    "language",
    "sib-form",
    "klaviyo",
    "cookie",
    "consent",
    "calculator",
];
/// Hosts of forms shown in a frame.
const FRAMES: &[&str] = &[
    "docs.google.com/forms",
    "typeform.com",
    "jotform.com",
    "form.jotform",
    "tally.so",
    "cognitoforms.com",
    "forms.office.com",
    "forms.gle",
    "123formbuilder",
    "wufoo.com",
    "formstack.com",
    "forms.zoho",
    "paperform.co",
];

/// The page's contact form, if it has one.
pub(super) fn read(document: &Document, kind: PageKind) -> Option<Contact> {
    let (confidence, snippet, rule) = document
        .tagged("form")
        .take(50)
        .filter_map(|form| judge(form, kind).map(|confidence| (confidence, describe(document, form), "form/html")))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .or_else(|| frame(document, kind))?;
    let mut url = document.url.clone();
    url.set_fragment(None);
    let evidence = document.evidence(&snippet, "form");
    Some(Contact {
        kind: ContactKind::ContactForm,
        value: Sourced { value: url.to_string(), source: Source::Text, confidence, evidence: vec![evidence] },
        third_party: false,
        third_party_rule: None,
        purpose: Purpose::Generic,
        phone_type: None,
        person: None,
        rule: rule.to_owned(),
    })
}

/// How sure it is that the form reaches the business; `None` when it is another kind of form.
fn judge(form: ElementRef<'_>, kind: PageKind) -> Option<f32> {
    let value = form.value();
    let mut names = String::new();
    for attribute in ["id", "class", "name", "action", "role", "data-form-type"] {
        names.push_str(&value.attr(attribute).unwrap_or_default().chars().take(300).collect::<String>().to_ascii_lowercase());
        names.push(' ');
    }
    let builder = BUILDERS.iter().any(|b| names.contains(b));
    if !builder && OTHERS.iter().any(|o| names.contains(o)) {
        return None;
    }
    let (mut message, mut email, mut texts, mut secret, mut search, mut quantity) = (false, false, 0, false, false, false);
    for element in form.descendants().filter_map(ElementRef::wrap).take(3000) {
        let field = element.value();
        match field.name() {
            "textarea"
                if !field.attr("name").unwrap_or_default().contains("captcha")
                    && field.attr("style").is_none_or(|s| !s.contains("none")) =>
            {
                message = true;
            }
            "input" => {
                let name = format!(
                    "{} {} {}",
                    field.attr("name").unwrap_or_default(),
                    field.attr("placeholder").unwrap_or_default(),
                    field.attr("id").unwrap_or_default()
                )
                .to_lowercase();
                match field.attr("type").unwrap_or("text").to_ascii_lowercase().as_str() {
                    "password" => secret = true,
                    "search" => search = true,
                    "email" => email = true,
                    "number" if name.contains("qty") || name.contains("quantity") => quantity = true,
                    "text" | "tel" | "" => {
                        email |= name.contains("mail") || name.contains("correo") || name.contains("courriel");
                        search |= field.attr("name") == Some("s") || field.attr("name") == Some("q");
                        texts += 1;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    if secret || search || quantity {
        return None;
    }
    if message && (email || texts > 0) {
        return Some(if builder || email { 0.95 } else { 0.8 });
    }
    // Call-back and booking forms ask for no message.
    if email && texts >= 2 && (builder || kind == PageKind::Contact) {
        return Some(0.8);
    }
    (message && kind == PageKind::Contact || builder && email && texts >= 1).then_some(0.7)
}

/// A form of another service shown in a frame.
fn frame(document: &Document, kind: PageKind) -> Option<(f32, String, &'static str)> {
    if !matches!(kind, PageKind::Contact | PageKind::Home | PageKind::Other) {
        return None;
    }
    document.tagged("iframe").take(50).find_map(|frame| {
        let source = frame.attr("src").or_else(|| frame.attr("data-src"))?;
        FRAMES
            .iter()
            .any(|f| source.contains(f))
            .then(|| (if kind == PageKind::Contact { 0.85 } else { 0.6 }, source.to_owned(), "form/frame"))
    })
}

/// The words a visitor sees of the form.
fn describe(document: &Document, form: ElementRef<'_>) -> String {
    let text = form.text().take(400).collect::<String>();
    let words = crate::document::fold(&text);
    if plain(&words).is_empty() {
        let placeholders: Vec<&str> =
            form.descendants().filter_map(ElementRef::wrap).filter_map(|e| e.value().attr("placeholder")).take(8).collect();
        return if placeholders.is_empty() { document.title.clone().unwrap_or_default() } else { placeholders.join(" · ") };
    }
    words.chars().take(200).collect()
}
