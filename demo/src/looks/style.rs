//! How a look writes each block of content: templates with numbered places.
//!
//! Belongs here: [`Style`], its rendering, and the default style of plain HTML. Does not belong here: page frames.

use crate::{
    content::{Block, Leaf},
    model::{Business, Extra, Flaw},
};

/// Templates of one look; `{1}`, `{2}` … are the places to fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Heading and lead.
    pub top: &'static str,
    pub heading: &'static str,
    pub text: &'static str,
    /// All lines, joined with `line_break`.
    pub address: &'static str,
    pub line_break: &'static str,
    /// Around all facts; one fact's label and value.
    pub facts: &'static str,
    pub fact: &'static str,
    /// Around all services; name and text of one.
    pub services: &'static str,
    pub service: &'static str,
    /// Around all people; name, title, text and contacts of one.
    pub people: &'static str,
    pub person: &'static str,
    /// One opening-hours line; around them `hours`.
    pub hours: &'static str,
    pub hour: &'static str,
    /// Words and customer.
    pub praise: &'static str,
    /// Around the links; one link's URL and network.
    pub socials: &'static str,
    pub social: &'static str,
    /// Around the fields.
    pub form: &'static str,
    pub field: &'static str,
    /// Around the whole content.
    pub content: &'static str,
}

impl Style {
    /// Plain, well-kept HTML.
    pub(super) const PLAIN: Self = Self {
        top: "<h1>{1}</h1>\n<p class=\"lead\">{2}</p>\n",
        heading: "<h2>{1}</h2>\n",
        text: "<p>{1}</p>\n",
        address: "<address>{1}</address>\n",
        line_break: "<br>\n",
        facts: "<dl class=\"contact\">\n{1}</dl>\n",
        fact: "<dt>{1}</dt><dd>{2}</dd>\n",
        services: "<section class=\"services\">\n{1}</section>\n",
        service: "<article><h3>{1}</h3><p>{2}</p></article>\n",
        people: "<ul class=\"team\">\n{1}</ul>\n",
        person: "<li><h3>{1}</h3><p class=\"role\">{2}</p><p>{3}</p>{4}</li>\n",
        hours: "<ul class=\"hours\">\n{1}</ul>\n",
        hour: "<li>{1}</li>\n",
        praise: "<blockquote><p>{1}</p><footer>{2}</footer></blockquote>\n",
        socials: "<ul class=\"social\">\n{1}</ul>\n",
        social: "<li><a href=\"{1}\" rel=\"me noopener\" target=\"_blank\">{2}</a></li>\n",
        form: "<form action=\"#\" method=\"post\" class=\"contact-form\">\n{1}</form>\n",
        field: "<p>{1}</p>\n",
        content: "{1}",
    };
}

/// Fills the places of a template.
pub(super) fn put(template: &str, values: &[&str]) -> String {
    let mut out = template.to_owned();
    for (i, value) in values.iter().enumerate() {
        out = out.replace(&format!("{{{}}}", i + 1), value);
    }
    out
}

/// The content of a page.
pub(super) fn content(b: &Business, leaf: &Leaf, style: &Style) -> String {
    let inner: String = leaf.blocks.iter().map(|block| render(b, block, style)).collect();
    put(style.content, &[&inner])
}

fn render(b: &Business, block: &Block, style: &Style) -> String {
    let w = b.lang.words();
    match block {
        Block::Top { heading, lead } => put(style.top, &[heading, lead]),
        Block::Heading(text) => put(style.heading, &[text]),
        Block::Text(text) => put(style.text, &[text]),
        Block::Address(lines) => put(style.address, &[&lines.join(style.line_break)]),
        Block::Facts(facts) => put(style.facts, &[&self::facts(facts, style)]),
        Block::Services(services) => {
            let inner: String = services
                .iter()
                .enumerate()
                .map(|(i, (name, text))| {
                    let picture = picture(b, i, name);
                    put(style.service, &[name, &format!("{text}{picture}")])
                })
                .collect();
            put(style.services, &[&inner])
        }
        Block::People(cards) => {
            let inner: String = cards
                .iter()
                .map(|card| {
                    let contacts =
                        if card.contacts.is_empty() { String::new() } else { put(style.facts, &[&facts(&card.contacts, style)]) };
                    put(style.person, &[&card.name, &card.title, &card.about, &contacts])
                })
                .collect();
            put(style.people, &[&inner])
        }
        Block::Hours(lines) => {
            let inner: String = lines.iter().map(|line| put(style.hour, &[line])).collect();
            put(style.hours, &[&inner])
        }
        Block::Praise(quotes) => quotes.iter().map(|(words, who)| put(style.praise, &[words, who])).collect(),
        Block::Socials(urls) => {
            let inner: String = urls.iter().map(|url| put(style.social, &[url, network(url)])).collect();
            format!("{}{}", put(style.heading, &[w.follow_us]), put(style.socials, &[&inner]))
        }
        Block::Form => {
            let fields = [
                put(style.field, &[&format!("<label>{} <input type=\"text\" name=\"name\" required></label>", w.form_name)]),
                put(style.field, &[&format!("<label>{} <input type=\"email\" name=\"email\" required></label>", w.form_email)]),
                put(
                    style.field,
                    &[&format!("<label>{} <textarea name=\"message\" rows=\"5\"></textarea></label>", w.form_message)],
                ),
                if b.embeds(Extra::Recaptcha) {
                    "<div class=\"g-recaptcha\" data-sitekey=\"6LtownTOWN0000000000000000000000000000000\"></div>".to_owned()
                } else {
                    String::new()
                },
                put(style.field, &[&format!("<button type=\"submit\">{}</button>", w.form_send)]),
            ]
            .concat();
            format!("{}{}", put(style.text, &[w.form_intro]), put(style.form, &[&fields]))
        }
        Block::Raw(html) => format!("{html}\n"),
    }
}

/// Lines of label and value.
pub(super) fn facts(facts: &[(String, String)], style: &Style) -> String {
    facts.iter().map(|(label, value)| put(style.fact, &[label, value])).collect()
}

fn picture(b: &Business, number: usize, name: &str) -> String {
    let scheme = if b.flawed(Flaw::MixedContent) { format!("http://{}", b.host) } else { String::new() };
    let alt = if b.flawed(Flaw::NoAlt) { String::new() } else { format!(" alt=\"{name}\"") };
    format!(
        "<img src=\"{scheme}/img/photo-{}.jpg\" srcset=\"/img/photo-{0}@2x.jpg 2x\" width=\"400\" height=\"300\"{alt} loading=\"lazy\">",
        number + 1
    )
}

/// The network's name for a link text.
pub(super) fn network(url: &str) -> &'static str {
    const NETWORKS: &[(&str, &str)] = &[
        ("facebook.", "Facebook"),
        ("instagram.", "Instagram"),
        ("linkedin.", "LinkedIn"),
        ("youtube.", "YouTube"),
        ("tiktok.", "TikTok"),
        ("twitter.", "Twitter"),
        ("x.com", "X"),
        ("pinterest.", "Pinterest"),
        ("xing.", "XING"),
        ("vimeo.", "Vimeo"),
        ("tripadvisor.", "Tripadvisor"),
        ("yelp.", "Yelp"),
        ("github.", "GitHub"),
        ("t.me", "Telegram"),
        ("threads.", "Threads"),
        ("bsky.", "Bluesky"),
        ("mastodon", "Mastodon"),
        ("houzz.", "Houzz"),
        ("behance.", "Behance"),
        ("dribbble.", "Dribbble"),
        ("soundcloud.", "SoundCloud"),
    ];
    NETWORKS.iter().find(|(part, _)| url.contains(part)).map_or("Web", |(_, name)| name)
}
