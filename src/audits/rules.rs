//! Decisions: the score from the factors, the temperature from score and profile, the site's quality from the checks, what
//! differs between two examinations and what brought it about. Pure; nothing here looks at a page.

use std::collections::BTreeMap;

use super::checks;
use super::factors::{self, FACTORS, Ground};
use super::model::{
    AuditInput, Check, CheckCategory, CheckChange, CheckStatus, Examination, ExaminationDiff, FactorChange, ProfileError,
    ProfileStamp, RulesetVersion, ScoreFactor, ScoringProfile, Severity, Share, Temperature, TemperatureChange, Text,
};
use super::subject::Subject;

/// The version of the check and factor tables. A test fails when they change and this does not.
pub const RULESET: &str = "2026.11-3";

/// Points a rule may weigh at most, in either direction.
pub const MAX_POINTS: i32 = 100;

/// A scoring rule as an administrator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightedRule {
    /// "reach.email"
    pub rule: &'static str,
    /// What it stands for.
    pub description: Text,
    /// Points under the profile.
    pub points: i32,
    /// Points by default.
    pub default_points: i32,
}

/// Examines a site: the same input and profile give the same bytes, whenever and wherever. Never fails: what the input does not
/// tell is UNKNOWN. A profile that [`validate_profile`] refuses is applied as it stands.
#[must_use]
pub fn examine(input: &AuditInput<'_>, profile: &ScoringProfile) -> Examination {
    let subject = Subject::new(input);
    let checks = checks::run(&subject);
    let site_quality = site_quality(&checks);
    let ground =
        Ground { subject: &subject, checks: checks.iter().map(|check| (check.id.as_str(), check)).collect(), site_quality };
    let factors: Vec<ScoreFactor> = FACTORS
        .iter()
        .filter_map(|rule| {
            let max_points = weight(profile, rule.id, rule.points);
            if max_points == 0 {
                return None;
            }
            let degree = factors::degree(rule, &ground);
            let points = share_of(max_points, degree.percent);
            Some(ScoreFactor {
                rule: rule.id.to_owned(),
                points,
                max_points,
                percent: degree.percent,
                explanation: degree.why,
                evidence: degree.evidence,
            })
        })
        .collect();
    let score = score(&factors);
    Examination {
        ruleset: RulesetVersion(RULESET.to_owned()),
        profile: ProfileStamp {
            version: profile.version,
            hot_at_least: profile.hot_at_least,
            warm_at_least: profile.warm_at_least,
        },
        site_fingerprint: fingerprint(input),
        examined_at_ms: input.examined_at_ms,
        score,
        temperature: temperature(score, profile),
        site_quality,
        checks,
        factors,
    }
}

/// clamp(sum of the points, 0, 100).
#[must_use]
pub fn score(factors: &[ScoreFactor]) -> u8 {
    let sum = factors.iter().fold(0_i32, |sum, factor| sum.saturating_add(factor.points));
    u8::try_from(sum.clamp(0, 100)).unwrap_or(100)
}

/// The temperature of a score.
#[must_use]
pub fn temperature(score: u8, profile: &ScoringProfile) -> Temperature {
    if score >= profile.hot_at_least {
        Temperature::Hot
    } else if score >= profile.warm_at_least {
        Temperature::Warm
    } else {
        Temperature::Cold
    }
}

/// Weighted share of the known checks that pass, 0 to 100, a warning counting half; 0 when nothing is known. Checks that look for
/// a rare fault count only when they find it: otherwise every site would be nearly perfect for all that it does not do.
#[must_use]
pub fn site_quality(checks: &[Check]) -> u8 {
    let rules: BTreeMap<&str, &checks::Rule> = all_rules().map(|(_, rule)| (rule.id, rule)).collect();
    let (mut reached, mut possible) = (0_u32, 0_u32);
    for check in checks {
        // A check of another ruleset is not weighed.
        let Some(rule) = rules.get(check.id.as_str()) else { continue };
        let weight = rule.severity.weight();
        let halves = match check.status {
            CheckStatus::Pass if rule.fault => continue,
            CheckStatus::Pass => 2,
            CheckStatus::Warn => 1,
            CheckStatus::Fail => 0,
            CheckStatus::Unknown => continue,
        };
        reached += weight * halves;
        possible += weight * 2;
    }
    (reached * 100).checked_div(possible).map_or(0, |quality| u8::try_from(quality).unwrap_or(100))
}

/// Scores anew under another profile, from the checks and factors of an examination of the same ruleset and nothing else: what
/// each factor reached is kept, its weight is the new profile's. `None` when the examination is of another ruleset, or a rule
/// that it left out is switched on: the pages are needed then.
#[must_use]
pub fn rescore(examination: &Examination, profile: &ScoringProfile) -> Option<Examination> {
    if examination.ruleset.0 != RULESET {
        return None;
    }
    let known: BTreeMap<&str, &ScoreFactor> = examination.factors.iter().map(|factor| (factor.rule.as_str(), factor)).collect();
    let mut rescored = Vec::new();
    for rule in FACTORS {
        let max_points = weight(profile, rule.id, rule.points);
        if max_points == 0 {
            continue;
        }
        let factor = *known.get(rule.id)?;
        if factor.max_points == max_points {
            rescored.push(factor.clone());
        } else {
            let points = share_of(max_points, factor.percent);
            rescored.push(ScoreFactor { points, max_points, ..factor.clone() });
        }
    }
    let score = score(&rescored);
    Some(Examination {
        profile: ProfileStamp {
            version: profile.version,
            hot_at_least: profile.hot_at_least,
            warm_at_least: profile.warm_at_least,
        },
        score,
        temperature: temperature(score, profile),
        factors: rescored,
        ..examination.clone()
    })
}

/// The score that [`rescore`] would give, from the shares alone; `None` where it gives none.
#[must_use]
pub fn score_under(ruleset: &RulesetVersion, shares: &[Share], profile: &ScoringProfile) -> Option<u8> {
    if ruleset.0 != RULESET {
        return None;
    }
    let known: BTreeMap<&str, u32> = shares.iter().map(|share| (share.rule.as_str(), share.percent)).collect();
    let mut sum = 0_i32;
    for rule in FACTORS {
        let max_points = weight(profile, rule.id, rule.points);
        if max_points != 0 {
            sum = sum.saturating_add(share_of(max_points, *known.get(rule.id)?));
        }
    }
    u8::try_from(sum.clamp(0, 100)).ok()
}

/// `percent` of `points`, rounded half away from zero.
fn share_of(points: i32, percent: u32) -> i32 {
    let percent = i32::try_from(percent.min(100)).unwrap_or(100);
    let scaled = points.saturating_mul(percent);
    (scaled + 50 * scaled.signum()) / 100
}

fn weight(profile: &ScoringProfile, rule: &str, default: i32) -> i32 {
    profile.weights.get(rule).copied().unwrap_or(default)
}

/// All scoring rules with their points under a profile, in the order of the table.
#[must_use]
pub fn weighted_rules(profile: &ScoringProfile) -> Vec<WeightedRule> {
    FACTORS
        .iter()
        .map(|rule| WeightedRule {
            rule: rule.id,
            description: Text::new(rule.means[0], rule.means[1]),
            points: weight(profile, rule.id, rule.points),
            default_points: rule.points,
        })
        .collect()
}

/// Checks a profile and names everything that is wrong with it.
///
/// # Errors
/// One [`ProfileError`] for each fault, thresholds first, then weights by rule.
pub fn validate_profile(profile: &ScoringProfile) -> Result<(), Vec<ProfileError>> {
    let mut errors = Vec::new();
    let (hot, warm) = (profile.hot_at_least, profile.warm_at_least);
    if !(1..=100).contains(&hot) {
        errors.push(ProfileError::HotOutOfRange(hot));
    }
    if !(1..=100).contains(&warm) {
        errors.push(ProfileError::WarmOutOfRange(warm));
    }
    if errors.is_empty() && warm >= hot {
        errors.push(ProfileError::WarmNotBelowHot { warm, hot });
    }
    for (name, points) in &profile.weights {
        let Some(rule) = FACTORS.iter().find(|rule| rule.id == name) else {
            errors.push(ProfileError::UnknownRule(name.clone()));
            continue;
        };
        if points.unsigned_abs() > MAX_POINTS.unsigned_abs() {
            errors.push(ProfileError::TooHeavy { rule: name.clone(), points: *points, limit: MAX_POINTS });
        }
        if *points != 0 && points.signum() != rule.points.signum() {
            let expected = if rule.points > 0 { "positive" } else { "negative" };
            errors.push(ProfileError::WrongSign { rule: name.clone(), points: *points, expected });
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Checks a profile up to its first fault.
///
/// # Errors
/// The first of what [`validate_profile`] finds.
pub fn check_profile(profile: &ScoringProfile) -> Result<(), ProfileError> {
    match validate_profile(profile) {
        Ok(()) => Ok(()),
        Err(errors) => errors.into_iter().next().map_or(Ok(()), Err),
    }
}

/// What changed a lead's temperature between two examinations; `None` when it is the same. Names the factor that moved the score
/// most in the direction of the change, or else says that the thresholds moved.
#[must_use]
pub fn explain_change(before: &Examination, after: &Examination) -> Option<TemperatureChange> {
    let (from, to) = (before.temperature, after.temperature);
    if from == to {
        return None;
    }
    let warmer = to > from;
    let decisive = factor_changes(before, after).into_iter().find(|change| (change.after > change.before) == warmer);
    // When the score did not move that way, only the thresholds can have.
    let score_moved = (after.score > before.score) == warmer && after.score != before.score;
    let decisive = decisive.filter(|_| score_moved);
    let thresholds_moved =
        before.profile.hot_at_least != after.profile.hot_at_least || before.profile.warm_at_least != after.profile.warm_at_least;
    let explanation = match &decisive {
        Some(change) => {
            let reason = after.factors.iter().chain(&before.factors).find(|factor| factor.rule == change.rule);
            let text = reason.map(|factor| factor.explanation.clone()).unwrap_or_default();
            let (rule, delta) = (&change.rule, change.after - change.before);
            Text::new(format!("{rule} moved by {delta:+}: {}", text.en), format!("{rule} a varié de {delta:+} : {}", text.fr))
        }
        None => Text::new("The profile's thresholds moved.", "Les seuils du profil ont changé."),
    };
    Some(TemperatureChange { from, to, score: (before.score, after.score), decisive, thresholds_moved, explanation })
}

/// Factors whose points differ, the greatest difference first, then by rule.
fn factor_changes(before: &Examination, after: &Examination) -> Vec<FactorChange> {
    let mut changes: BTreeMap<&str, (i32, i32)> = BTreeMap::new();
    for factor in &before.factors {
        changes.entry(&factor.rule).or_default().0 = factor.points;
    }
    for factor in &after.factors {
        changes.entry(&factor.rule).or_default().1 = factor.points;
    }
    let mut changes: Vec<FactorChange> = changes
        .into_iter()
        .filter(|(_, (before, after))| before != after)
        .map(|(rule, (before, after))| FactorChange { rule: rule.to_owned(), before, after })
        .collect();
    changes.sort_by_key(|change| std::cmp::Reverse((change.after - change.before).abs()));
    changes
}

/// What differs between two examinations, and whether the site, the rules, the profile or only the calendar did it.
#[must_use]
pub fn diff(before: &Examination, after: &Examination) -> ExaminationDiff {
    let old: BTreeMap<&str, CheckStatus> = before.checks.iter().map(|check| (check.id.as_str(), check.status)).collect();
    let new: BTreeMap<&str, CheckStatus> = after.checks.iter().map(|check| (check.id.as_str(), check.status)).collect();
    let kept = after.checks.iter().map(|check| (&check.id, old.get(check.id.as_str()).copied(), Some(check.status)));
    let gone = before
        .checks
        .iter()
        .filter(|check| !new.contains_key(check.id.as_str()))
        .map(|check| (&check.id, Some(check.status), None));
    let checks = kept
        .chain(gone)
        .filter(|(_, before, after)| before != after)
        .map(|(id, before, after)| CheckChange { id: id.clone(), before, after })
        .collect();
    ExaminationDiff {
        site_changed: before.site_fingerprint != after.site_fingerprint,
        ruleset_changed: before.ruleset != after.ruleset,
        profile_changed: before.profile != after.profile,
        time_passed: before.examined_at_ms != after.examined_at_ms,
        checks,
        factors: factor_changes(before, after),
        score: (before.score, after.score),
        site_quality: (before.site_quality, after.site_quality),
        temperature: explain_change(before, after),
    }
}

/// Names what was looked at. Times and durations are left out: they differ on every visit.
fn fingerprint(input: &AuditInput<'_>) -> String {
    let mut hasher = blake3::Hasher::new();
    for page in input.pages {
        hasher.update(page.url.as_str().as_bytes());
        hasher.update(&page.status.unwrap_or_default().to_le_bytes());
        hasher.update(page.content_hash.as_bytes());
        hasher.update(b"\n");
    }
    // Plain data of strings, numbers and flags: writing them as JSON cannot fail.
    hasher.update(&serde_json::to_vec(input.probe).unwrap_or_default());
    hasher.finalize().to_hex().to_string()
}

/// A check as the documentation and an administrator see it; its words are in [`super::texts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckRule {
    /// "seo.title-length"
    pub id: &'static str,
    /// What it is about.
    pub category: CheckCategory,
    /// Weight in the site's quality.
    pub severity: Severity,
    /// Looks for a rare fault: its absence earns nothing in the site's quality.
    pub fault: bool,
    /// What passes, what warns, what fails, and why there (English).
    pub limits: &'static str,
}

/// All checks of this ruleset, in the order of the report.
pub fn check_rules() -> impl Iterator<Item = CheckRule> {
    all_rules().map(|(category, rule)| CheckRule {
        id: rule.id,
        category,
        severity: rule.severity,
        fault: rule.fault,
        limits: rule.limits,
    })
}

/// Every check with its category, in the order of the report.
pub(super) fn all_rules() -> impl Iterator<Item = (CheckCategory, &'static checks::Rule)> {
    checks::TABLE.into_iter().flat_map(|(category, rules)| rules.iter().map(move |rule| (category, rule)))
}
