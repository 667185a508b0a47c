//! What a site's domain says of its owner's name.

use psl::domain_str;

use crate::Document;
use crate::short_text::ShortText;
use crate::words::plain;

/// What the site's host says of its owner's name.
#[derive(Debug, Clone, Default)]
pub(crate) struct DomainName {
    /// The registrable domain's first label, letters and digits only.
    label: String,
    /// The same in plain form.
    plain: String,
    /// Its parts between hyphens, when there are several of three letters or more.
    parts: Vec<String>,
}

impl DomainName {
    pub(crate) fn of(document: &Document) -> Self {
        Self::of_host(document.url.host_str().unwrap_or_default())
    }

    pub(crate) fn of_host(host: &str) -> Self {
        let label = domain_str(host).unwrap_or(host).split('.').next().unwrap_or_default();
        let mut written = label.to_lowercase();
        let mut label: String = written.chars().filter(|c| c.is_alphanumeric()).collect();
        // Site builders' hosts carry the name in front of their own domain.
        let builder = [
            "wixsite",
            "jimdofree",
            "jimdosite",
            "wordpress",
            "blogspot",
            "webnode",
            "business",
            "weebly",
            "github",
            "netlify",
            "vercel",
            "eatbu",
            "hpage",
            "canalblog",
            "over-blog",
            "sitew",
            "myshopify",
        ]
        .contains(&label.as_str());
        if builder && let Some(first) = host.trim_start_matches("www.").split('.').next() {
            written = first.to_lowercase();
            label = written.chars().filter(|c| c.is_alphanumeric()).collect();
        }
        let parts: Vec<String> = written.split('-').map(str::to_owned).collect();
        let parts = if parts.len() > 1 && parts.iter().all(|p| p.len() >= 3) { parts } else { Vec::new() };
        Self { plain: plain(&label), label, parts }
    }

    /// The registrable domain's first label, letters and digits only.
    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    /// True when the letters and digits of some words are the domain.
    pub(super) fn spells(&self, words: &str) -> bool {
        self.plain.len() >= 6 && squeezed(words) == self.plain
    }

    /// False for words that cannot be the domain, told by their first letter: asked of every line, before they are put together.
    pub(super) fn may_spell(&self, words: &str) -> bool {
        match (words.bytes().next(), self.plain.bytes().next()) {
            (Some(first), Some(own)) if first.is_ascii() => first.to_ascii_lowercase() == own && words.len() >= self.plain.len(),
            (first, own) => first.is_some() && own.is_some(),
        }
    }

    /// True when the letters and digits of the domain stand on end in those of a text.
    pub(super) fn is_within(&self, text: &str) -> bool {
        self.plain.len() >= 6 && squeezed(text).contains(&self.plain)
    }

    /// How much of the domain the name explains, and how much of the name is in the domain: 0.0 to 1.0.
    pub(crate) fn likeness(&self, name: &str) -> f32 {
        if self.label.len() < 3 {
            return 0.0;
        }
        let whole = squeezed(name);
        if whole == self.plain && !whole.is_empty() {
            return 1.0;
        }
        // Words of the name, longest first.
        let mut words: Vec<String> = name
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
            .filter(|w| !w.is_empty())
            .flat_map(|w| [german(w), Some(squeezed(w))])
            .flatten()
            .filter(|w| w.len() >= 2)
            .collect();
        words.sort_by_key(|w| std::cmp::Reverse(w.len()));
        words.dedup();
        words.truncate(24);
        let german = german(name).map_or(0.0, |german| self.compare(&german, name, &words));
        german.max(self.compare(&whole, name, &words))
    }

    /// How alike the domain and a name are that is spelled as `whole` and made of `words`, longest first.
    fn compare(&self, whole: &str, name: &str, words: &[String]) -> f32 {
        let label = self.plain.as_str();
        if whole.is_empty() {
            return 0.0;
        }
        if *whole == *label {
            return 1.0;
        }
        // Words of the name found in the domain.
        let mut rest = label.to_owned();
        let mut covered = 0;
        let mut of_name = 0;
        for word in words {
            if let Some(at) = find(&rest, word) {
                rest.replace_range(at..at + word.len(), " ");
                covered += word.len();
                of_name += word.len();
            }
        }
        // "Schildersbedrijf Van den Heuvel" and schildervdheuvel.test: a long word is shortened where a part of the domain begins.
        for word in words.iter().filter(|w| w.len() >= 6 && find(label, w).is_none()) {
            let begins = |at: usize| at == 0 || rest.as_bytes().get(at - 1) == Some(&b' ');
            let ends = (4..word.len()).filter(|end| word.is_char_boundary(*end));
            // What does not hold the first letters of a word holds no more of it.
            if ends.clone().next().is_none_or(|end| find(&rest, &word[..end]).is_none()) {
                continue;
            }
            let shortened = ends.rev().find_map(|end| {
                let at = find(&rest, &word[..end])?;
                begins(at).then_some(at..at + end)
            });
            if let Some(range) = shortened {
                covered += range.len();
                of_name += range.len();
                rest.replace_range(range, " ");
            }
        }
        let ratio = |part: usize, all: usize| {
            if all == 0 {
                0.0
            } else {
                f32::from(u16::try_from(part.min(all)).unwrap_or(u16::MAX)) / f32::from(u16::try_from(all).unwrap_or(u16::MAX))
            }
        };
        let domain_side = ratio(covered, label.len());
        let name_side = ratio(of_name, whole.len());
        // Initials: "Muster Bau Gesellschaft" and mbg.test.
        let initials: String = name
            .split_whitespace()
            .filter_map(|w| w.chars().next())
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        if initials.len() >= 3 && label.starts_with(&initials) && label.len() <= initials.len() + 2 {
            return 0.7;
        }
        // "Rechtsanwaltskanzlei Muster" and kanzlei-muster.test: each part stands in the name.
        if !self.parts.is_empty() && self.parts.iter().all(|p| find(whole, p).is_some()) {
            return (domain_side * 0.7 + name_side * 0.3).max(0.75);
        }
        if whole.len() >= 4 && find(label, whole).is_some() {
            return ratio(whole.len(), label.len()).max(0.5);
        }
        domain_side * 0.7 + name_side * 0.3
    }
}

/// Where a text stands in another. Both are a few letters: the standard library's search costs more to set up than these to look through.
fn find(within: &str, text: &str) -> Option<usize> {
    memchr::memmem::find(within.as_bytes(), text.as_bytes())
}

/// Letters and digits, accents off.
fn squeezed(text: &str) -> String {
    let mut plain = ShortText::plain(text).to_owned();
    plain.retain(|c| c != ' ');
    plain
}

/// As Germans and Scandinavians write their letters in domains: ä is ae. `None` when the text has no such letter.
fn german(text: &str) -> Option<String> {
    if text.is_ascii() && !text.contains('&') {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 4);
    for c in text.to_lowercase().chars() {
        match c {
            'ä' | 'æ' => out.push_str("ae"),
            'ö' | 'ø' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'å' => out.push_str("aa"),
            '&' => out.push_str("und"),
            c => out.push(c),
        }
    }
    Some(squeezed(&out))
}
