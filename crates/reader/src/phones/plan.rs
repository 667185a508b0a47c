//! Numbering plans: taking a number apart, its validity, its kind, the groups in which its country writes it.
//!
//! The plans are the phone library's; what is asked of them here is answered as the library answers it (a test holds the two against
//! each other), on [`Pattern`]s that cost no memory for each thread. Does not belong here: finding numbers in text.

mod pattern;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

use rlibphonenumber::interfaces::AsOriginal;
use rlibphonenumber::{PHONE_NUMBER_UTIL, Region};

use crate::PhoneType;
use crate::words::WordMap;
use pattern::Pattern;

/// Fewest and most digits of a number without its country code.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=17;
/// Most digits of a country code.
const MAX_CODE: usize = 3;

/// A number taken apart; not yet known to be valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parsed {
    /// Country calling code.
    pub code: i32,
    /// The digits after it, with zeros that belong to the number, without a prefix that is dialled at home only.
    pub significant: String,
}

/// What a valid number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Land line, mobile, free, or something else.
    Is(PhoneType),
    /// Land line or mobile: the plan cannot tell.
    FixedOrMobile,
}

/// The rules of one plan.
struct Plan {
    code: i32,
    leading_digits: Option<Pattern>,
    international_prefix: Option<Pattern>,
    national_prefix: Option<Pattern>,
    /// What a prefix that was taken off leaves in its place.
    transform: &'static str,
    general: Description,
    /// Lengths that are dialled within a town only, a bit for each.
    local_lengths: u64,
    /// Kinds that are asked before land line and mobile, in the library's order.
    special: Vec<(Description, PhoneType)>,
    fixed: Description,
    mobile: Description,
    same_mobile_and_fixed: bool,
    formats: Vec<Format>,
}

/// Numbers of one kind.
struct Description {
    /// Bits of the possible lengths; `None` when they are those of the plan.
    lengths: Option<u64>,
    pattern: Option<Pattern>,
}

impl Description {
    fn new(lengths: &[i32], pattern: Option<&str>) -> Self {
        Self { lengths: (!lengths.is_empty()).then(|| mask(lengths)), pattern: pattern.and_then(Pattern::new) }
    }

    fn matches(&self, significant: &str) -> bool {
        self.lengths.is_none_or(|lengths| has_length(lengths, significant)) && self.pattern_matches(significant)
    }

    fn pattern_matches(&self, significant: &str) -> bool {
        self.pattern.as_ref().is_some_and(|pattern| pattern.matches(significant))
    }
}

/// How numbers that begin in a certain way are written.
struct Format {
    /// Of the first digits; `None` for any.
    leading_digits: Option<Option<Pattern>>,
    pattern: Option<Pattern>,
    /// "$1 $2-$3", the prefix that is dialled at home included.
    written: String,
}

fn mask(lengths: &[i32]) -> u64 {
    lengths.iter().filter_map(|l| u32::try_from(*l).ok()).filter(|l| *l < 64).fold(0, |mask, length| mask | 1 << length)
}

fn has_length(lengths: u64, significant: &str) -> bool {
    significant.len() < 64 && lengths >> significant.len() & 1 == 1
}

/// A plan that is compiled when it is first asked.
type Lazy = OnceLock<Option<Box<Plan>>>;

/// Plans of countries, and of the codes that belong to none.
static PLANS: LazyLock<(WordMap<Region, Lazy>, WordMap<i32, Lazy>)> = LazyLock::new(|| {
    (
        PHONE_NUMBER_UTIL.get_supported_regions().map(|region| (region, Lazy::new())).collect(),
        PHONE_NUMBER_UTIL.get_supported_global_network_calling_codes().map(|code| (code, Lazy::new())).collect(),
    )
});

/// The plan of a country; for [`Region::World`] that of a code.
fn plan(region: Region, code: i32) -> Option<&'static Plan> {
    let lazy = if region == Region::World { PLANS.1.get(&code) } else { PLANS.0.get(&region) }?;
    lazy.get_or_init(|| compile(region, code).map(Box::new)).as_deref()
}

fn compile(region: Region, code: i32) -> Option<Plan> {
    let plan = PHONE_NUMBER_UTIL.as_original().get_metadata_for_region_or_calling_code(code, region)?;
    // The library's types have no name outside of it, so a macro and not a function.
    macro_rules! description {
        ($kind:ident) => {
            Description::new(&plan.$kind.original.possible_length, plan.$kind.national_number_pattern().pattern_base.as_deref())
        };
    }
    let pattern = |base: &Option<String>| base.as_deref().and_then(Pattern::new);
    Some(Plan {
        code: plan.original.country_code(),
        leading_digits: pattern(&plan.leading_digits().pattern_base),
        international_prefix: pattern(&plan.international_prefix().pattern_base),
        national_prefix: pattern(&plan.national_prefix_for_parsing().pattern_base),
        transform: plan.original.national_prefix_transform_rule(),
        general: description!(general_desc),
        local_lengths: mask(&plan.general_desc.original.possible_length_local_only),
        special: vec![
            (description!(premium_rate), PhoneType::Other),
            (description!(toll_free), PhoneType::TollFree),
            (description!(shared_cost), PhoneType::Other),
            (description!(voip), PhoneType::Other),
            (description!(personal_number), PhoneType::Other),
            (description!(pager), PhoneType::Other),
            (description!(uan), PhoneType::Other),
            (description!(voicemail), PhoneType::Other),
        ],
        fixed: description!(fixed_line),
        mobile: description!(mobile),
        same_mobile_and_fixed: plan.original.same_mobile_and_fixed_line_pattern(),
        formats: plan
            .number_format
            .iter()
            .map(|format| Format {
                // The last one says it most exactly.
                leading_digits: format.leading_digits_pattern().last().map(|leading| pattern(&leading.pattern_base)),
                pattern: pattern(&format.pattern().pattern_base),
                written: with_prefix(&format.original.format, format.original.national_prefix_formatting_rule()),
            })
            .collect(),
    })
}

/// Puts a rule like "0$1" where the first group of a format stands.
fn with_prefix(format: &str, rule: &str) -> String {
    let first = format.match_indices('$').find(|(at, _)| format[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    match first {
        Some((at, _)) if !rule.is_empty() => {
            let group = &format[at..at + 2];
            let rule = expand(rule, |number| (number == 1).then_some(group));
            format!("{}{rule}{}", &format[..at], &format[at + 2..])
        }
        _ => format.to_owned(),
    }
}

/// A template with its "$1" replaced.
fn expand<'g>(template: &str, group: impl Fn(usize) -> Option<&'g str>) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        let length = after.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        match after[..length].parse() {
            Ok(number) => out.push_str(group(number).unwrap_or_default()),
            Err(_) if length == 0 => out.push('$'),
            Err(_) => {}
        }
        rest = &after[length..];
    }
    out.push_str(rest);
    out
}

impl Plan {
    /// Takes off what is dialled at home only, unless that makes a number that fits into one that does not.
    fn without_national_prefix<'d>(&self, digits: &'d str) -> Cow<'d, str> {
        let Some(found) = self.national_prefix.as_ref().and_then(|prefix| prefix.match_at(digits, 0)) else {
            return Cow::Borrowed(digits);
        };
        let (first, second) = (found.group(digits, 1), found.group(digits, 2));
        let transformed = !self.transform.is_empty()
            && first.is_some_and(|first| second.map_or(!first.is_empty(), |second| !second.is_empty()));
        let rest = &digits[found.end..];
        let stripped: Cow<'d, str> = if transformed {
            Cow::Owned(expand(self.transform, |number| found.group(digits, number)) + rest)
        } else {
            Cow::Borrowed(rest)
        };
        if self.general.pattern_matches(digits) && !self.general.pattern_matches(&stripped) {
            return Cow::Borrowed(digits);
        }
        stripped
    }

    /// True for a length that a number of this plan has, or for one beyond them all.
    fn is_possible_or_too_long(&self, significant: &str) -> bool {
        let lengths = self.general.lengths.unwrap_or(0);
        if lengths == 0 || has_length(self.local_lengths, significant) {
            return false;
        }
        has_length(lengths, significant) || self.is_too_long(significant)
    }

    fn is_too_long(&self, significant: &str) -> bool {
        let lengths = self.general.lengths.unwrap_or(0);
        lengths != 0 && !has_length(self.local_lengths, significant) && significant.len() as u64 > u64::from(lengths.ilog2())
    }

    fn kind(&self, significant: &str) -> Option<Kind> {
        if !self.general.matches(significant) {
            return None;
        }
        if let Some((_, kind)) = self.special.iter().find(|(description, _)| description.matches(significant)) {
            return Some(Kind::Is(*kind));
        }
        let mobile = || !self.same_mobile_and_fixed && self.mobile.matches(significant);
        if self.fixed.matches(significant) {
            let both = self.same_mobile_and_fixed || mobile();
            return Some(if both { Kind::FixedOrMobile } else { Kind::Is(PhoneType::Fixed) });
        }
        mobile().then_some(Kind::Is(PhoneType::Mobile))
    }
}

/// The calling code of a country.
pub(super) fn code_of(region: Region) -> Option<i32> {
    PHONE_NUMBER_UTIL.get_country_code_for_region(region)
}

/// The country that speaks for a code.
fn main_region(code: i32) -> Option<Region> {
    PHONE_NUMBER_UTIL.get_region_for_country_code(code)
}

/// Takes a number apart that begins with its country code.
pub(super) fn parse_international(digits: &str) -> Option<Parsed> {
    let (code, rest) = split_code(digits)?;
    finish(code, rest, plan(main_region(code)?, code))
}

/// Takes a number apart as it is dialled inside a country.
pub(super) fn parse_national(digits: &str, region: Region) -> Option<Parsed> {
    let home = plan(region, 0)?;
    // An international prefix, unless a zero follows, with which no country code begins.
    let prefix = home.international_prefix.as_ref().and_then(|prefix| prefix.match_at(digits, 0));
    if let Some(after) = prefix.map(|prefix| &digits[prefix.end..]).filter(|after| !after.starts_with('0')) {
        let (code, rest) = split_code(after)?;
        let main = main_region(code)?;
        return finish(code, rest, if main == region { Some(home) } else { plan(main, code) });
    }
    if let Some(rest) = without_code(digits, home.code) {
        let rest = home.without_national_prefix(rest);
        let fits_only_without = !home.general.pattern_matches(digits) && home.general.pattern_matches(&rest);
        if fits_only_without || home.is_too_long(digits) {
            let main = main_region(home.code)?;
            return finish(home.code, &rest, if main == region { Some(home) } else { plan(main, home.code) });
        }
    }
    finish(home.code, digits, Some(home))
}

/// The country code at the beginning of digits, and the rest.
fn split_code(digits: &str) -> Option<(i32, &str)> {
    if digits.len() <= *LENGTHS.start() || digits.starts_with('0') {
        return None;
    }
    (1..=MAX_CODE).find_map(|length| {
        let code = digits.get(..length)?.parse().ok()?;
        main_region(code).map(|_| (code, &digits[length..]))
    })
}

/// What stands behind a country code that digits begin with.
fn without_code(digits: &str, code: i32) -> Option<&str> {
    let length = code.checked_ilog10()? as usize + 1;
    let (head, rest) = digits.split_at_checked(length)?;
    (head.parse() == Ok(code)).then_some(rest)
}

fn finish(code: i32, digits: &str, plan: Option<&Plan>) -> Option<Parsed> {
    if digits.len() < *LENGTHS.start() {
        return None;
    }
    let mut significant = Cow::Borrowed(digits);
    if let Some(plan) = plan {
        let stripped = plan.without_national_prefix(digits);
        if plan.is_possible_or_too_long(&stripped) {
            significant = stripped;
        }
    }
    LENGTHS.contains(&significant.len()).then(|| Parsed { code, significant: significant.into_owned() })
}

impl Parsed {
    /// The country and the kind of a valid number.
    pub(super) fn classify(&self) -> Option<(Region, Kind)> {
        let mut regions = PHONE_NUMBER_UTIL.get_regions_for_country_calling_code(self.code)?;
        if regions.len() == 1 {
            let region = regions.next()?;
            return Some((region, plan(region, self.code)?.kind(&self.significant)?));
        }
        for region in regions {
            // Countries that share a code.
            let plan = PLANS.0.get(&region).and_then(|_| plan(region, self.code))?;
            let leads = plan.leading_digits.as_ref().is_some_and(|leading| leading.matches_start(&self.significant));
            let kind = plan.kind(&self.significant);
            if leads || kind.is_some() {
                return Some((region, kind?));
            }
        }
        None
    }

    /// True when it is a number of this country's plan.
    pub(super) fn is_valid_in(&self, region: Region) -> bool {
        plan(region, self.code).is_some_and(|plan| plan.kind(&self.significant).is_some())
    }

    /// Lengths of the groups of digits in which the number is written at home.
    pub(super) fn groups(&self) -> Vec<usize> {
        let digits = self.significant.as_str();
        let plan = main_region(self.code).and_then(|region| plan(region, self.code));
        let format = plan.and_then(|plan| {
            plan.formats.iter().find(|format| {
                format.leading_digits.as_ref().is_none_or(|leading| leading.as_ref().is_some_and(|l| l.matches_start(digits)))
                    && format.pattern.as_ref().is_some_and(|pattern| pattern.matches(digits))
            })
        });
        let Some((format, pattern)) = format.and_then(|format| Some((format, format.pattern.as_ref()?))) else {
            return vec![digits.len()];
        };
        let mut written = String::with_capacity(digits.len() + 8);
        let mut at = 0;
        while at < digits.len() {
            match pattern.match_at(digits, at).filter(|found| found.end > at) {
                Some(found) => {
                    written.push_str(&expand(&format.written, |number| found.group(digits, number)));
                    at = found.end;
                }
                None => {
                    written.push_str(&digits[at..=at]);
                    at += 1;
                }
            }
        }
        written.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|length| *length > 0).collect()
    }
}
