//! From a business's record to the content of its pages, before any look is given to it.
//!
//! Belongs here: what stands on which page and in which order. Does not belong here: markup of page frames (that is
//! [`crate::looks`]) and values (those are the record's).

use crate::{
    disguise,
    model::{Business, Email, Extra, Kind, Member, Outsider, OutsiderRole, Phone, Spot},
    words::Words,
};

/// One piece of a page's content. Strings are HTML.
#[derive(Debug, Clone)]
pub(crate) enum Block {
    /// The top of a page: its one main heading and a sentence.
    Top { heading: String, lead: String },
    /// A section heading.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Lines of a postal address.
    Address(Vec<String>),
    /// Label and value, one a line: contacts, register entries.
    Facts(Vec<(String, String)>),
    /// What is offered.
    Services(Vec<(String, String)>),
    /// Who works there.
    People(Vec<Card>),
    /// Opening hours.
    Hours(Vec<String>),
    /// What customers say.
    Praise(Vec<(String, String)>),
    /// Links to social profiles.
    Socials(Vec<String>),
    /// The contact form.
    Form,
    /// HTML as it is.
    Raw(String),
}

/// One person with what stands beside the name.
#[derive(Debug, Clone)]
pub(crate) struct Card {
    pub name: String,
    pub title: String,
    pub about: String,
    pub contacts: Vec<(String, String)>,
}

/// One page of a site: where it is, what it is called, what stands on it.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    pub kind: Kind,
    pub path: String,
    /// Navigation label.
    pub label: String,
    pub title: String,
    pub description: String,
    pub blocks: Vec<Block>,
}

/// Every page of a business's site, in the order of its navigation.
pub(crate) fn leaves(b: &Business) -> Vec<Leaf> {
    b.pages
        .iter()
        .map(|&kind| Leaf {
            kind,
            path: b.look.path(kind, b),
            label: label(b, kind),
            title: title(b, kind),
            description: description(b, kind),
            blocks: blocks(b, kind),
        })
        .collect()
}

/// Navigation label of a page.
pub(crate) fn label(b: &Business, kind: Kind) -> String {
    let w = b.lang.words();
    match kind {
        Kind::Home => w.home,
        Kind::Services => w.services.0,
        Kind::About => w.about.0,
        Kind::Team => w.team.0,
        Kind::Contact => w.contact.0,
        Kind::Legal => w.legal.0,
        Kind::Privacy => w.privacy.0,
    }
    .to_owned()
}

fn title(b: &Business, kind: Kind) -> String {
    if kind == Kind::Home {
        format!("{} – {} – {}", b.name, b.trade, b.city)
    } else {
        format!("{} | {}", label(b, kind), b.name)
    }
}

fn description(b: &Business, kind: Kind) -> String {
    if kind == Kind::Home {
        format!("{} – {}, {}. {}", b.name, b.trade, b.city, b.headline)
    } else {
        format!("{} – {} ({}).", label(b, kind), b.name, b.city)
    }
}

fn blocks(b: &Business, kind: Kind) -> Vec<Block> {
    let w = b.lang.words();
    let mut blocks = match kind {
        Kind::Home => home(b, w),
        Kind::Services => services(b, w),
        Kind::About => about(b, w),
        Kind::Team => team(b, w),
        Kind::Contact => contact(b, w),
        Kind::Legal => legal(b, w),
        Kind::Privacy => privacy(b, w),
    };
    blocks.extend(b.more.iter().filter(|(on, _)| *on == kind).map(|(_, html)| Block::Raw((*html).to_owned())));
    blocks
}

fn home(b: &Business, w: &Words) -> Vec<Block> {
    let mut out = vec![Block::Top { heading: b.headline.to_owned(), lead: b.trade.to_owned() }, Block::Text(b.intro.to_owned())];
    let facts = contacts_at(b, w, |spot| spot == Spot::Home);
    if !facts.is_empty() {
        out.push(Block::Facts(facts));
    }
    out.push(Block::Heading(w.services.0.to_owned()));
    // A site without a page of services tells them in full on its start page, the others in brief.
    let brief = b.has(Kind::Services);
    out.push(Block::Services(
        b.services
            .iter()
            .map(|(name, text)| ((*name).to_owned(), if brief { first_sentence(text) } else { (*text).to_owned() }))
            .collect(),
    ));
    if !b.has(Kind::About) && !b.story.is_empty() {
        out.push(Block::Heading(w.about.0.to_owned()));
        out.push(Block::Text(b.story.to_owned()));
    }
    out.push(Block::Praise(w.praise.iter().map(|(words, who)| ((*words).to_owned(), (*who).to_owned())).collect()));
    if !b.hours.is_empty() && !b.has(Kind::Contact) {
        out.push(Block::Heading(w.hours.to_owned()));
        out.push(Block::Hours(b.hours.iter().map(|&h| h.to_owned()).collect()));
    }
    if !b.has(Kind::Contact) {
        out.extend(contact(b, w).into_iter().skip(1));
    }
    if b.embeds(Extra::YouTube) {
        out.push(Block::Raw("<iframe width=\"560\" height=\"315\" src=\"https://www.youtube.com/embed/glou0town00\" title=\"video\" loading=\"lazy\" allowfullscreen></iframe>".to_owned()));
    }
    out
}

fn services(b: &Business, w: &Words) -> Vec<Block> {
    let mut out = vec![Block::Top { heading: w.services.0.to_owned(), lead: b.headline.to_owned() }];
    out.push(Block::Services(b.services.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()));
    if b.shares {
        out.push(share_links(b));
    }
    for partner in outsiders(b, OutsiderRole::Partner) {
        out.push(Block::Text(format!("{} {}", w.partner, describe(partner))));
    }
    out
}

/// Buttons that share the page: they lead to networks, but to nobody's profile.
fn share_links(b: &Business) -> Block {
    let page = format!("{}%2F", b.origin().replace(':', "%3A").replace('/', "%2F"));
    Block::Raw(format!(
        "<div class=\"share-buttons\">\
         <a href=\"https://www.facebook.com/sharer/sharer.php?u={page}\" rel=\"nofollow\">Facebook</a> \
         <a href=\"https://twitter.com/intent/tweet?url={page}&amp;text=Town\" rel=\"nofollow\">X</a> \
         <a href=\"https://www.linkedin.com/shareArticle?mini=true&amp;url={page}\" rel=\"nofollow\">LinkedIn</a> \
         <a href=\"https://api.whatsapp.com/send?text={page}\" rel=\"nofollow\">WhatsApp</a> \
         <a href=\"https://pinterest.com/pin/create/button/?url={page}\" rel=\"nofollow\">Pinterest</a> \
         <a href=\"mailto:?subject=Town&amp;body={page}\">E-mail</a></div>"
    ))
}

fn about(b: &Business, w: &Words) -> Vec<Block> {
    let mut out = vec![
        Block::Top { heading: w.about.0.to_owned(), lead: b.headline.to_owned() },
        Block::Text(b.story.to_owned()),
        Block::Text(b.intro.to_owned()),
    ];
    if !b.has(Kind::Team) && !b.people.is_empty() {
        out.push(Block::Heading(w.team.0.to_owned()));
        out.push(Block::People(cards(b, w)));
    }
    out
}

fn team(b: &Business, w: &Words) -> Vec<Block> {
    vec![Block::Top { heading: w.team.0.to_owned(), lead: fill(w.team_intro, b) }, Block::People(cards(b, w))]
}

fn contact(b: &Business, w: &Words) -> Vec<Block> {
    let mut out = vec![
        Block::Top { heading: w.contact.0.to_owned(), lead: fill(w.contact_intro, b) },
        Block::Heading(w.address.to_owned()),
        Block::Address(address_lines(b)),
    ];
    let facts = contacts_at(b, w, |spot| matches!(spot, Spot::Contact | Spot::ContactLegal));
    if !facts.is_empty() {
        out.push(Block::Facts(facts));
    }
    if !b.hours.is_empty() && b.has(Kind::Contact) {
        out.push(Block::Heading(w.hours.to_owned()));
        out.push(Block::Hours(b.hours.iter().map(|&h| h.to_owned()).collect()));
    }
    if !b.has(Kind::Team) && !b.has(Kind::About) && !b.people.is_empty() {
        out.push(Block::Heading(w.team.0.to_owned()));
        out.push(Block::People(cards(b, w)));
    }
    if !b.socials.is_empty() {
        out.push(Block::Socials(b.socials.iter().map(|(shown, _)| (*shown).to_owned()).collect()));
    }
    out.push(Block::Form);
    if b.embeds(Extra::GoogleMaps) {
        out.push(Block::Raw(format!("<iframe src=\"https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d2624.99!2d2.2944813!3d48.8583701\" width=\"600\" height=\"450\" title=\"{}\" loading=\"lazy\"></iframe>", b.city)));
    }
    out
}

fn legal(b: &Business, w: &Words) -> Vec<Block> {
    let mut out = vec![Block::Top { heading: w.legal.0.to_owned(), lead: String::new() }, Block::Heading(w.publisher.to_owned())];
    let mut lines = vec![b.registered_name().to_owned()];
    lines.extend(address_lines(b).into_iter().skip(1));
    out.push(Block::Address(lines));
    let mut facts = contacts_at(b, w, |spot| matches!(spot, Spot::Legal | Spot::ContactLegal));
    if let Some(first) = b.people.first() {
        facts.push((w.represented_by.to_owned(), format!("{} ({})", styled(first), first.title)));
    }
    facts.extend(b.legal.iter().map(|(label, value)| ((*label).to_owned(), (*value).to_owned())));
    out.push(Block::Facts(facts));
    for host in outsiders(b, OutsiderRole::Host) {
        out.push(Block::Heading(w.hosted_by.to_owned()));
        out.push(Block::Text(describe(host)));
    }
    out.extend(w.legal_texts.iter().map(|text| Block::Text(fill(text, b))));
    if !b.has(Kind::Privacy) {
        out.extend(authority(b, w));
    }
    out
}

fn privacy(b: &Business, w: &Words) -> Vec<Block> {
    let mut out = vec![Block::Top { heading: w.privacy.0.to_owned(), lead: String::new() }];
    for (heading, text) in w.privacy_texts {
        out.push(Block::Heading((*heading).to_owned()));
        out.push(Block::Text(fill(text, b)));
    }
    out.extend(authority(b, w));
    out
}

fn authority(b: &Business, w: &Words) -> Vec<Block> {
    outsiders(b, OutsiderRole::Authority).flat_map(|a| [Block::Text(w.authority.to_owned()), Block::Text(describe(a))]).collect()
}

/// The outsiders of one role.
pub(crate) fn outsiders(b: &Business, role: OutsiderRole) -> impl Iterator<Item = &'static Outsider> {
    b.outsiders.iter().filter(move |o| o.role == role)
}

/// An outsider in one line: name, address, ways to reach it.
pub(crate) fn describe(o: &Outsider) -> String {
    let mut parts = vec![if o.site.is_empty() { o.name.to_owned() } else { format!("<a href=\"{}\">{}</a>", o.site, o.name) }];
    if !o.address.is_empty() {
        parts.push(o.address.to_owned());
    }
    if !o.phone.1.is_empty() {
        parts.push(format!("Tel. {}", o.phone.1));
    }
    if !o.email.is_empty() {
        parts.push(format!("<a href=\"mailto:{0}\">{0}</a>", o.email));
    }
    parts.join(", ")
}

/// Name, street, postal code and city, as the country writes them.
pub(crate) fn address_lines(b: &Business) -> Vec<String> {
    use crate::model::Country;
    let town = match b.country {
        Country::Gb | Country::Ie => format!("{}<br>{}", b.city, b.postal_code),
        Country::Us => format!("{}, {} {}", b.city, b.region, b.postal_code),
        Country::It if !b.region.is_empty() => format!("{} {} ({})", b.postal_code, b.city, b.region),
        _ => format!("{} {}", b.postal_code, b.city),
    };
    let mut lines = vec![b.name.to_owned(), b.street.to_owned()];
    lines.extend(town.split("<br>").map(str::to_owned));
    lines.push(b.country.name(b.lang).to_owned());
    lines
}

/// Contacts standing at some spots, as label and HTML: phones first.
pub(crate) fn contacts_at(b: &Business, w: &Words, at: impl Fn(Spot) -> bool) -> Vec<(String, String)> {
    let phones = b.phones.iter().filter(|p| at(p.spot)).map(|p| phone_fact(p, w));
    let emails = b.emails.iter().filter(|e| at(e.spot)).map(|e| email_fact(e, w));
    phones.chain(emails).collect()
}

fn phone_fact(p: &Phone, w: &Words) -> (String, String) {
    (disguise::label(p, w).to_owned(), disguise::write_phone(p, w))
}

fn email_fact(e: &Email, w: &Words) -> (String, String) {
    (w.email.to_owned(), disguise::write_email(e, w))
}

fn cards(b: &Business, w: &Words) -> Vec<Card> {
    b.people
        .iter()
        .map(|m| Card {
            name: styled(m),
            title: m.title.to_owned(),
            about: m.about.to_owned(),
            contacts: contacts_at(b, w, |spot| spot == Spot::Person(m.name)),
        })
        .collect()
}

fn styled(m: &Member) -> String {
    if m.prefix.is_empty() { m.name.to_owned() } else { format!("{} {}", m.prefix, m.name) }
}

fn fill(text: &str, b: &Business) -> String {
    text.replace("{name}", b.name).replace("{city}", b.city)
}

fn first_sentence(text: &str) -> String {
    text.split_inclusive(". ").next().unwrap_or(text).trim().to_owned()
}
