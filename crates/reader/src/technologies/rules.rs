//! Technology rules as data: the file format, its errors, and the tables they are compiled into.
//!
//! Belongs here: TOML to [`Ruleset`]. Does not belong here: reading a page ([`super::scan`]), what a pattern means
//! ([`super::pattern`]). The format is explained in the crate's README.
//!
//! Invariant: a rule that is in a [`Ruleset`] is complete: it has a name, a category, at least one pattern, and everything it
//! implies or excludes exists.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::category::Category;
use super::pattern::{Dialect, Fit, Pattern};
use super::tables::{Entry, Place, Tables};

/// The rules that come with the crate, one file a kind of product.
const EMBEDDED: &[&str] = &[
    include_str!("../../rules/cms.toml"),
    include_str!("../../rules/static-site.toml"),
    include_str!("../../rules/site-builder.toml"),
    include_str!("../../rules/ecommerce.toml"),
    include_str!("../../rules/wordpress-plugin.toml"),
    include_str!("../../rules/wordpress-addon.toml"),
    include_str!("../../rules/wordpress-theme.toml"),
    include_str!("../../rules/javascript.toml"),
    include_str!("../../rules/library.toml"),
    include_str!("../../rules/ui.toml"),
    include_str!("../../rules/analytics.toml"),
    include_str!("../../rules/consent-chat-booking.toml"),
    include_str!("../../rules/security-payment-media.toml"),
    include_str!("../../rules/server.toml"),
    include_str!("../../rules/marketing.toml"),
    include_str!("../../rules/service.toml"),
];

/// Confidence of a hint: one alone is not reported, two different ones are.
const HINT: f32 = 0.4;

/// How the name of a meta element begins that tells a global value (see [`Ruleset::globals`]).
pub(super) const GLOBAL: &str = "window.";
/// Longest name of a global value.
const MAX_GLOBAL: usize = 100;

/// Why a set of rules was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The text is not TOML.
    #[error("the rules are not valid TOML: {0}")]
    Syntax(String),
    /// A rule has a key that does not exist, or a value of the wrong type.
    #[error("rule `{rule}`: {message}")]
    Shape {
        /// The rule's id.
        rule: String,
        /// What is wrong.
        message: String,
    },
    /// Neither the rule nor the file names a category, or it is none of [`Category::ALL`].
    #[error("rule `{rule}`: unknown category `{category}`")]
    Category {
        /// The rule's id.
        rule: String,
        /// What was written.
        category: String,
    },
    /// The rule has no pattern.
    #[error("rule `{rule}` has no pattern")]
    Empty {
        /// The rule's id.
        rule: String,
    },
    /// A pattern holds too little literal text to be looked for, or is longer than 300 bytes.
    #[error("rule `{rule}`: pattern `{pattern}` needs {least} to 300 bytes of literal text in one piece")]
    Pattern {
        /// The rule's id.
        rule: String,
        /// The pattern as written.
        pattern: String,
        /// Least number of literal bytes where it stands.
        least: usize,
    },
    /// A `dom` pattern is not one of `tag`, `#id`, `.class`, `[attribute]`, `[attribute=pattern]`, each with an optional tag.
    #[error("rule `{rule}`: `{selector}` is not a selector this format knows")]
    Selector {
        /// The rule's id.
        rule: String,
        /// The selector as written.
        selector: String,
    },
    /// `implies` or `excludes` names a rule that does not exist.
    #[error("rule `{rule}` refers to `{reference}`, which does not exist")]
    Reference {
        /// The rule's id.
        rule: String,
        /// The missing id.
        reference: String,
    },
    /// More rules or patterns than a ruleset may hold (60 000).
    #[error("too many rules or patterns")]
    TooMany,
}

/// One product.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub id: Box<str>,
    pub name: Box<str>,
    pub category: Category,
    pub implies: Box<[u16]>,
    pub excludes: Box<[u16]>,
}

/// A compiled set of technology rules.
#[derive(Debug, Default)]
pub struct Ruleset {
    pub(super) rules: Vec<Rule>,
    pub(super) tables: Tables,
    globals: Box<[Box<str>]>,
}

/// A rule as written. Every pattern may begin with `~`, which makes it a hint.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawRule {
    pub name: String,
    pub category: Option<String>,
    header: Vec<String>,
    cookie: Vec<String>,
    meta: Vec<String>,
    global: Vec<String>,
    script: Vec<String>,
    loader: Vec<String>,
    link: Vec<String>,
    asset: Vec<String>,
    image: Vec<String>,
    frame: Vec<String>,
    embed: Vec<String>,
    form: Vec<String>,
    inline: Vec<String>,
    css: Vec<String>,
    comment: Vec<String>,
    host: Vec<String>,
    path: Vec<String>,
    dom: Vec<String>,
    implies: Vec<String>,
    excludes: Vec<String>,
    pub yes: Vec<String>,
    pub no: Vec<String>,
}

impl Ruleset {
    /// The rules that come with the crate.
    #[must_use]
    pub fn embedded() -> &'static Self {
        // A test holds that the embedded rules compile, so the empty set is never what a release carries.
        static RULES: LazyLock<Ruleset> = LazyLock::new(|| Ruleset::compile(EMBEDDED).unwrap_or_default());
        &RULES
    }

    /// The embedded rules and those of `text`; a rule of `text` replaces the embedded one of the same id.
    ///
    /// # Errors
    /// [`RuleError`], which names the rule at fault.
    pub fn from_toml(text: &str) -> Result<Self, RuleError> {
        let mut sources = EMBEDDED.to_vec();
        sources.push(text);
        Self::compile(&sources)
    }

    /// Number of products the rules know.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// True when there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Id, product name and category of every rule, in order of id.
    pub fn products(&self) -> impl Iterator<Item = (&str, &str, Category)> {
        self.rules.iter().map(|rule| (&*rule.id, &*rule.name, rule.category))
    }

    /// Names of the global values that rules look at, as a script would write them (`jQuery.fn.jquery`), sorted. Whoever renders a
    /// page in a browser tells their values by `<meta name="window.NAME" content="value">` in the head of what it hands over.
    pub fn globals(&self) -> impl Iterator<Item = &str> {
        self.globals.iter().map(|name| &**name)
    }

    fn compile(sources: &[&str]) -> Result<Self, RuleError> {
        let raw = parse(sources)?;
        let index: BTreeMap<&str, u16> = raw
            .keys()
            .enumerate()
            .map(|(i, id)| Ok((id.as_str(), u16::try_from(i).map_err(|_| RuleError::TooMany)?)))
            .collect::<Result<_, RuleError>>()?;
        let resolve = |rule: &str, ids: &[String]| {
            ids.iter()
                .map(|id| {
                    let missing = || RuleError::Reference { rule: rule.to_owned(), reference: id.clone() };
                    index.get(id.as_str()).copied().ok_or_else(missing)
                })
                .collect::<Result<Box<[u16]>, RuleError>>()
        };
        let mut rules = Vec::with_capacity(raw.len());
        let mut compiler = Compiler::default();
        for (number, (id, (category, rule))) in raw.iter().enumerate() {
            compiler.rule = u16::try_from(number).map_err(|_| RuleError::TooMany)?;
            compiler.add(id, rule)?;
            rules.push(Rule {
                id: id.as_str().into(),
                name: rule.name.as_str().into(),
                category: *category,
                implies: resolve(id, &rule.implies)?,
                excludes: resolve(id, &rule.excludes)?,
            });
        }
        if compiler.entries.len() > 60_000 {
            return Err(RuleError::TooMany);
        }
        let globals = compiler.globals.into_iter().collect();
        Ok(Self { rules, tables: Tables::new(compiler.entries).ok_or(RuleError::TooMany)?, globals })
    }
}

/// Rules by id with their category; later texts win.
pub(super) fn parse(sources: &[&str]) -> Result<BTreeMap<String, (Category, RawRule)>, RuleError> {
    let mut out = BTreeMap::new();
    for source in sources {
        let mut table: toml::Table = source.parse().map_err(|e: toml::de::Error| RuleError::Syntax(e.to_string()))?;
        let default = match table.remove("category") {
            Some(toml::Value::String(category)) => Some(category),
            Some(_) => return Err(RuleError::Shape { rule: "category".to_owned(), message: "a word is expected".to_owned() }),
            None => None,
        };
        for (id, value) in table {
            let rule: RawRule = value
                .try_into()
                .map_err(|e: toml::de::Error| RuleError::Shape { rule: id.clone(), message: e.message().to_owned() })?;
            let written = rule.category.as_ref().or(default.as_ref()).cloned().unwrap_or_default();
            let category = Category::from_id(&written).ok_or(RuleError::Category { rule: id.clone(), category: written })?;
            if rule.name.trim().is_empty() {
                return Err(RuleError::Shape { rule: id, message: "`name` is missing".to_owned() });
            }
            out.insert(id, (category, rule));
        }
    }
    Ok(out)
}

/// Embedded rules as written, for the tests that run their own examples.
#[cfg(test)]
pub(super) fn embedded_raw() -> Result<BTreeMap<String, (Category, RawRule)>, RuleError> {
    parse(EMBEDDED)
}

/// Everything wrong with the embedded rules, not only the first.
#[cfg(test)]
pub(super) fn embedded_errors() -> Vec<RuleError> {
    let raw = match parse(EMBEDDED) {
        Ok(raw) => raw,
        Err(error) => return vec![error],
    };
    let mut errors: Vec<RuleError> = raw.iter().filter_map(|(id, (_, rule))| Compiler::default().add(id, rule).err()).collect();
    errors.extend(Ruleset::compile(EMBEDDED).err().filter(|error| !errors.contains(error)));
    errors
}

#[derive(Default)]
struct Compiler {
    rule: u16,
    entries: Vec<Entry>,
    globals: BTreeSet<Box<str>>,
}

impl Compiler {
    fn add(&mut self, id: &str, raw: &RawRule) -> Result<(), RuleError> {
        let before = self.entries.len();
        let named = |place: fn(Box<str>) -> Place, confidence: f32| (place, confidence);
        for (texts, (place, confidence)) in [(&raw.header, named(Place::Header, 0.98)), (&raw.meta, named(Place::Meta, 0.97))] {
            for text in texts {
                let (hint, text) = split_hint(text);
                let (name, value) = text.split_once(':').map_or((text, ""), |(name, value)| (name, value.trim_start()));
                let pattern = Pattern::new(if value.is_empty() { "*" } else { value }, Dialect::Folded, Fit::Start);
                self.push(place(name.trim().to_ascii_lowercase().into()), None, pattern, confidence, hint);
            }
        }
        for text in &raw.global {
            self.add_global(id, text)?;
        }
        for text in &raw.cookie {
            let (hint, text) = split_hint(text);
            literal_enough(id, text, text.trim_matches('*'), 2)?;
            self.push(Place::Cookie, None, Pattern::new(text, Dialect::Exact, Fit::Whole), 0.9, hint);
        }
        for (texts, mask, confidence) in [
            (&raw.script, Place::SCRIPT, 0.95),
            (&raw.loader, Place::SCRIPT | Place::LINK, 0.95),
            (&raw.link, Place::LINK, 0.9),
            (&raw.asset, Place::SCRIPT | Place::LINK | Place::IMAGE, 0.9),
            (&raw.image, Place::IMAGE, 0.9),
            (&raw.frame, Place::FRAME, 0.95),
            (&raw.embed, Place::SCRIPT | Place::LINK | Place::FRAME | Place::FORM, 0.95),
            (&raw.form, Place::FORM, 0.95),
        ] {
            for text in texts {
                self.add_url(id, text, mask, confidence)?;
            }
        }
        for text in raw.loader.iter().chain(&raw.embed) {
            self.add_quoted_url(id, text)?;
        }
        for (texts, mask, confidence) in
            [(&raw.inline, Place::INLINE, 0.9), (&raw.css, Place::CSS, 0.85), (&raw.comment, Place::COMMENT, 0.95)]
        {
            for text in texts {
                let (hint, text) = split_hint(text);
                let dialect = if mask == Place::INLINE { Dialect::Script } else { Dialect::Exact };
                let pattern = Pattern::new(text, dialect, Fit::Anywhere);
                literal_enough(id, text, pattern.anchor(true), 4)?;
                self.push(Place::Text(mask), None, pattern, confidence, hint);
            }
        }
        for text in &raw.host {
            let (hint, text) = split_hint(text);
            literal_enough(id, text, text, 4)?;
            self.push(Place::Host, None, Pattern::new(text, Dialect::Folded, Fit::Whole), 0.97, hint);
        }
        for text in &raw.path {
            let (hint, text) = split_hint(text);
            literal_enough(id, text, text, 3)?;
            self.push(Place::Path, None, Pattern::new(text, Dialect::Folded, Fit::Whole), 0.9, hint);
        }
        for text in &raw.dom {
            self.add_selector(id, text)?;
        }
        if self.entries.len() == before { Err(RuleError::Empty { rule: id.to_owned() }) } else { Ok(()) }
    }

    /// A value that the page's scripts left under a global name, as a browser tells it.
    fn add_global(&mut self, id: &str, text: &str) -> Result<(), RuleError> {
        let (hint, text) = split_hint(text);
        let (name, value) = text.split_once(':').map_or((text, "*"), |(name, value)| (name, value.trim_start()));
        let is_key = |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'$'));
        if !name.split('.').all(is_key) || name.len() > MAX_GLOBAL {
            let message = format!("`{name}` is no name of a global value");
            return Err(RuleError::Shape { rule: id.to_owned(), message });
        }
        self.globals.insert(name.into());
        let place = Place::Meta(format!("{GLOBAL}{}", name.to_ascii_lowercase()).into());
        self.push(place, None, Pattern::new(value, Dialect::Folded, Fit::Start), 0.97, hint);
        Ok(())
    }

    fn add_url(&mut self, id: &str, text: &str, mask: u8, confidence: f32) -> Result<(), RuleError> {
        let (hint, written) = split_hint(text);
        let (host, pattern) = match split_host(written) {
            Some((host, rest)) => {
                (Some(Pattern::new(host, Dialect::Folded, Fit::Whole)), Pattern::new(rest, Dialect::Folded, Fit::Prefix))
            }
            None => (None, Pattern::new(written, Dialect::Folded, Fit::Anywhere)),
        };
        let longest = host.as_ref().map_or(0, |host| host.anchor(false).len()).max(pattern.anchor(false).len());
        if longest < 4 || written.len() > 300 {
            return Err(RuleError::Pattern { rule: id.to_owned(), pattern: written.to_owned(), least: 4 });
        }
        self.push(Place::Url(mask), host, pattern, confidence, hint);
        Ok(())
    }

    /// A URL as the string a script loads something by: `"https://host/path"`, slashes perhaps escaped.
    fn add_quoted_url(&mut self, id: &str, text: &str) -> Result<(), RuleError> {
        let (hint, written) = split_hint(text);
        let Some((host, rest)) = split_host(written) else {
            return Err(RuleError::Pattern { rule: id.to_owned(), pattern: written.to_owned(), least: 4 });
        };
        let bounded = match host.strip_prefix('*') {
            Some(domain) => format!("{domain}{rest}"),
            None => format!("//{host}{rest}"),
        };
        let pattern = Pattern::new(&bounded, Dialect::Script, Fit::Anywhere);
        literal_enough(id, written, pattern.anchor(true), 4)?;
        self.push(Place::Text(Place::INLINE), None, pattern, 0.9, hint);
        // Scripts also put the scheme in a variable: "s.src = proto + 'static.example/…'".
        if !host.starts_with('*') {
            let pattern = Pattern::new(&format!("'{host}{rest}"), Dialect::Script, Fit::Anywhere);
            self.push(Place::Text(Place::INLINE), None, pattern, 0.9, hint);
        }
        Ok(())
    }

    fn add_selector(&mut self, id: &str, text: &str) -> Result<(), RuleError> {
        let (hint, written) = split_hint(text);
        let unknown = || RuleError::Selector { rule: id.to_owned(), selector: written.to_owned() };
        let at = written.find(['#', '.', '[']).unwrap_or(written.len());
        let (tag, rest) = written.split_at(at);
        let tag: Option<Box<str>> = (!tag.is_empty()).then(|| tag.to_ascii_lowercase().into());
        let name_of = |name: &str| Pattern::new(name, Dialect::Exact, Fit::Whole);
        let (place, pattern) = match rest.chars().next() {
            None => {
                let tag = tag.clone().filter(|tag| tag.contains('-')).ok_or_else(unknown)?;
                (Place::Tag(tag), name_of("*"))
            }
            Some('#' | '.') if rest.contains(['[', ']', '>', ' ']) => return Err(unknown()),
            Some('#') => (Place::Id(table_key(&rest[1..]).ok_or_else(unknown)?.into()), name_of(&rest[1..])),
            Some('.') => (Place::Class(table_key(&rest[1..]).ok_or_else(unknown)?.into()), name_of(&rest[1..])),
            _ => {
                let inner = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or_else(unknown)?;
                let (name, value) = inner.split_once('=').map_or((inner, "*"), |(name, value)| (name, value.trim_matches('"')));
                let key = table_key(name).ok_or_else(unknown)?.into();
                (Place::Attribute { key, name: name_of(name) }, Pattern::new(value, Dialect::Folded, Fit::Whole))
            }
        };
        let tag = if matches!(place, Place::Tag(_)) { None } else { tag };
        self.push_dom(place, tag, pattern, hint);
        Ok(())
    }

    fn push(&mut self, place: Place, host: Option<Pattern>, pattern: Pattern, confidence: f32, hint: bool) {
        let confidence = if hint { HINT } else { confidence };
        self.entries.push(Entry { rule: self.rule, confidence, place, host, tag: None, pattern });
    }

    fn push_dom(&mut self, place: Place, tag: Option<Box<str>>, pattern: Pattern, hint: bool) {
        let confidence = if hint { HINT } else { 0.9 };
        self.entries.push(Entry { rule: self.rule, confidence, place, host: None, tag, pattern });
    }
}

fn split_hint(text: &str) -> (bool, &str) {
    text.strip_prefix('~').map_or((false, text), |rest| (true, rest))
}

/// Splits `//host/path` into the host's pattern and the path's, `/` at least.
fn split_host(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("//")?;
    Some(rest.find('/').map_or((rest, "/"), |at| rest.split_at(at)))
}

fn literal_enough(rule: &str, pattern: &str, literal: impl AsRef<[u8]>, least: usize) -> Result<(), RuleError> {
    if literal.as_ref().len() < least || pattern.len() > 300 {
        return Err(RuleError::Pattern { rule: rule.to_owned(), pattern: pattern.to_owned(), least });
    }
    Ok(())
}

/// The key under which a class, id or attribute pattern is filed; `None` when a wildcard begins before the key has ended.
fn table_key(pattern: &str) -> Option<&str> {
    let key = super::tables::key(pattern);
    let after = pattern.find(key).map(|at| &pattern[at + key.len()..])?;
    (!key.is_empty() && !key.contains('*') && !after.starts_with(['*', '{'])).then_some(key)
}
