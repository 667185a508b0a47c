//! The checks: one file a category, one table a file. A check is a pure function from the subject to a [`Finding`].
//!
//! To add one: a row in its category's `RULES`, its words in `texts/<category>.rs` (both languages), a case that passes, one that
//! fails and one that cannot tell in `tests/<category>.rs`, a new ruleset version.

mod accessibility;
pub(super) mod content;
pub(super) mod domain;
mod mobile;
mod performance;
mod privacy;
mod reachability;
mod security;
mod seo;

use serde_json::Value;

use super::model::{Check, CheckCategory, CheckStatus, PageEvidence, Severity, Text};
use super::subject::{Subject, Sum};

/// A row of the check table.
pub(super) struct Rule {
    /// "seo.title-length"
    pub id: &'static str,
    /// Weight in the site's quality.
    pub severity: Severity,
    /// Looks for a fault that most sites do not have: its absence earns nothing in the site's quality, its presence costs.
    pub fault: bool,
    /// What passes, what warns, what fails, and why there; for docs/SCORING.md.
    pub limits: &'static str,
    /// The check itself.
    pub run: fn(&Subject<'_>) -> Finding,
}

impl Rule {
    const fn new(id: &'static str, severity: Severity, limits: &'static str, run: fn(&Subject<'_>) -> Finding) -> Self {
        Self { id, severity, fault: false, limits, run }
    }

    const fn fault(self) -> Self {
        Self { fault: true, ..self }
    }

    const fn minor(id: &'static str, limits: &'static str, run: fn(&Subject<'_>) -> Finding) -> Self {
        Self::new(id, Severity::Minor, limits, run)
    }

    const fn major(id: &'static str, limits: &'static str, run: fn(&Subject<'_>) -> Finding) -> Self {
        Self::new(id, Severity::Major, limits, run)
    }

    const fn critical(id: &'static str, limits: &'static str, run: fn(&Subject<'_>) -> Finding) -> Self {
        Self::new(id, Severity::Critical, limits, run)
    }
}

/// All checks, in the order of the report.
pub(super) const TABLE: [(CheckCategory, &[Rule]); 9] = [
    (CheckCategory::Reachability, reachability::RULES),
    (CheckCategory::Security, security::RULES),
    (CheckCategory::Seo, seo::RULES),
    (CheckCategory::Mobile, mobile::RULES),
    (CheckCategory::Performance, performance::RULES),
    (CheckCategory::Accessibility, accessibility::RULES),
    (CheckCategory::Content, content::RULES),
    (CheckCategory::Privacy, privacy::RULES),
    (CheckCategory::Domain, domain::RULES),
];

/// What a check says.
pub(super) struct Finding {
    status: CheckStatus,
    detail: Text,
    value: Value,
    evidence: Vec<PageEvidence>,
}

impl Finding {
    fn new(status: CheckStatus, en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self { status, detail: Text::new(en, fr), value: Value::Null, evidence: Vec::new() }
    }

    pub fn pass(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self::new(CheckStatus::Pass, en, fr)
    }

    pub fn warn(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self::new(CheckStatus::Warn, en, fr)
    }

    pub fn fail(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self::new(CheckStatus::Fail, en, fr)
    }

    pub fn unknown(en: impl Into<String>, fr: impl Into<String>) -> Self {
        Self::new(CheckStatus::Unknown, en, fr)
    }

    /// No page could be read.
    pub fn unread() -> Self {
        Self::unknown("No page of the site could be read.", "Aucune page du site n'a pu être lue.")
    }

    /// The measured value.
    pub fn value(mut self, value: impl Into<Value>) -> Self {
        self.value = value.into();
        self
    }

    /// One more place.
    pub fn at(mut self, evidence: PageEvidence) -> Self {
        self.evidence.push(evidence);
        self
    }

    /// All the places.
    pub fn all(mut self, evidence: Vec<PageEvidence>) -> Self {
        self.evidence.extend(evidence);
        self
    }
}

/// Where a measure stops being good.
#[derive(Clone, Copy)]
struct Limits<T> {
    /// Up to here it passes.
    pass: T,
    /// Up to here it warns, beyond it fails.
    warn: T,
}

impl<T: PartialOrd + Copy> Limits<T> {
    /// Less is better.
    fn status(&self, measure: T) -> CheckStatus {
        if measure <= self.pass {
            CheckStatus::Pass
        } else if measure <= self.warn {
            CheckStatus::Warn
        } else {
            CheckStatus::Fail
        }
    }
}

/// Share of `part` in `whole` as whole per cent, rounded down, but never 0 when there is a part.
fn percent(part: u32, whole: u32) -> u32 {
    if whole == 0 || part == 0 {
        return 0;
    }
    let share = u64::from(part) * 100 / u64::from(whole);
    u32::try_from(share).unwrap_or(100).clamp(1, 100)
}

/// Names of things in both languages, for [`flaws`].
#[derive(Clone, Copy)]
struct Things {
    /// "images"
    en: &'static str,
    /// "images"
    fr: &'static str,
    /// "have no alternative text"
    flaw_en: &'static str,
    /// "n'ont pas de texte alternatif"
    flaw_fr: &'static str,
    /// Where to look.
    selector: &'static str,
}

/// The commonest kind of check: so many of so many things have a flaw. Unknown when there are none of the things; `limits` are
/// per cent of them.
fn flaws(total: u32, flawed: &Sum<'_>, limits: Limits<u32>, things: Things) -> Finding {
    let Things { en, fr, flaw_en, flaw_fr, selector } = things;
    if total == 0 {
        return Finding::unknown(
            format!("There are no {en} on the pages read."),
            format!("Il n'y a pas de {fr} sur les pages lues."),
        );
    }
    let count = flawed.count.min(total);
    let finding = if count == 0 {
        Finding::pass(format!("None of {total} {en} {flaw_en}."), format!("Sur {total} {fr}, aucun défaut de ce genre."))
    } else {
        let first = flawed.first();
        Finding::new(
            limits.status(percent(count, total)),
            format!("{count} of {total} {en} {flaw_en}, for instance {first}."),
            format!("{count} {fr} sur {total} {flaw_fr}, par exemple {first}."),
        )
    };
    finding.value(serde_json::json!({ "flawed": count, "total": total })).all(flawed.evidence(selector))
}

/// Things that should not be there at all: any is a warning, more than `warn` a failure.
fn unwanted(subject: &Subject<'_>, found: &Sum<'_>, warn: u32, things: Things) -> Finding {
    let Things { en, fr, flaw_en, flaw_fr, selector } = things;
    if subject.pages.is_empty() {
        return Finding::unread();
    }
    let finding = if found.count == 0 {
        Finding::pass(format!("There are no {en}."), format!("Il n'y a pas de {fr}."))
    } else {
        let (count, first) = (found.count, found.first());
        Finding::new(
            Limits { pass: 0, warn }.status(count),
            format!("{count} {en} {flaw_en}, for instance {first}."),
            format!("{count} {fr} {flaw_fr}, par exemple {first}."),
        )
    };
    finding.value(found.count).all(found.evidence(selector))
}

/// Runs every check.
pub(super) fn run(subject: &Subject<'_>) -> Vec<Check> {
    let mut checks = Vec::new();
    for (category, rules) in TABLE {
        for rule in rules {
            let finding = if subject.has_no_site() {
                Finding::unknown("The business has no site of its own.", "L'entreprise n'a pas de site à elle.")
            } else {
                (rule.run)(subject)
            };
            checks.push(Check {
                id: rule.id.to_owned(),
                category,
                status: finding.status,
                detail: finding.detail,
                value: finding.value,
                evidence: finding.evidence,
            });
        }
    }
    checks
}
