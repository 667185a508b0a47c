//! The plans as read here against the phone library they come from.

use std::collections::HashMap;

use proptest::prelude::*;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, PhoneNumberType, Region};

use super::*;

/// What the library says of a number: code, significant digits, and when valid country, kind and groups.
type Verdict = Option<(i32, String, Option<(Option<Region>, Kind, Vec<usize>)>)>;

fn of_library(number: Option<PhoneNumber>) -> Verdict {
    let number = number?;
    let valid = number.is_valid().then(|| {
        let kind = match number.get_type() {
            PhoneNumberType::FixedLine => Kind::Is(PhoneType::Fixed),
            PhoneNumberType::Mobile => Kind::Is(PhoneType::Mobile),
            PhoneNumberType::FixedLineOrMobile => Kind::FixedOrMobile,
            PhoneNumberType::TollFree => Kind::Is(PhoneType::TollFree),
            _ => Kind::Is(PhoneType::Other),
        };
        let written = number.format_as(PhoneNumberFormat::National).into_owned();
        let groups = written.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|l| *l > 0).collect();
        (number.get_region_code(), kind, groups)
    });
    Some((number.country_code, number.get_national_significant_number(), valid))
}

fn of_plans(parsed: Option<Parsed>) -> Verdict {
    let parsed = parsed?;
    let valid = parsed.classify().map(|(region, kind)| (Some(region), kind, parsed.groups()));
    Some((parsed.code, parsed.significant, valid))
}

fn same_in(digits: &str, region: Region) {
    let library = PHONE_NUMBER_UTIL.parse(digits, Some(region)).ok();
    let parsed = parse_national(digits, region);
    if let (Some(library), Some(parsed)) = (&library, &parsed) {
        assert_eq!(parsed.is_valid_in(region), library.is_valid_for_region(region), "{digits} in {region:?}");
    }
    assert_eq!(of_plans(parsed), of_library(library), "{digits} in {region:?}");
}

fn same_abroad(digits: &str) {
    let library = PHONE_NUMBER_UTIL.parse(format!("+{digits}"), None).ok();
    assert_eq!(of_plans(parse_international(digits)), of_library(library), "+{digits}");
}

fn regions() -> Vec<Region> {
    let mut regions: Vec<Region> = PHONE_NUMBER_UTIL.get_supported_regions().collect();
    regions.sort_by_key(|region| region.as_region_str().as_str().to_owned());
    regions
}

#[test]
fn every_pattern_of_every_plan_is_understood() {
    for (region, code) in regions()
        .into_iter()
        .map(|region| (region, 0))
        .chain(PHONE_NUMBER_UTIL.get_supported_global_network_calling_codes().map(|code| (Region::World, code)))
    {
        let plan = PHONE_NUMBER_UTIL.as_original().get_metadata_for_region_or_calling_code(code, region).unwrap();
        let mut bases = vec![
            &plan.leading_digits().pattern_base,
            &plan.international_prefix().pattern_base,
            &plan.national_prefix_for_parsing().pattern_base,
            &plan.general_desc.national_number_pattern().pattern_base,
            &plan.fixed_line.national_number_pattern().pattern_base,
            &plan.mobile.national_number_pattern().pattern_base,
            &plan.toll_free.national_number_pattern().pattern_base,
            &plan.premium_rate.national_number_pattern().pattern_base,
            &plan.shared_cost.national_number_pattern().pattern_base,
            &plan.voip.national_number_pattern().pattern_base,
            &plan.personal_number.national_number_pattern().pattern_base,
            &plan.pager.national_number_pattern().pattern_base,
            &plan.uan.national_number_pattern().pattern_base,
            &plan.voicemail.national_number_pattern().pattern_base,
        ];
        for format in &plan.number_format {
            bases.push(&format.pattern().pattern_base);
            bases.extend(format.leading_digits_pattern().iter().map(|leading| &leading.pattern_base));
        }
        for base in bases.into_iter().flatten() {
            assert!(Pattern::new(base).is_some(), "{region:?} {code}: {base}");
        }
    }
}

#[test]
fn example_numbers_and_their_neighbours_are_judged_as_the_library_judges_them() {
    let kinds = [
        PhoneNumberType::FixedLine,
        PhoneNumberType::Mobile,
        PhoneNumberType::TollFree,
        PhoneNumberType::PremiumRate,
        PhoneNumberType::SharedCost,
        PhoneNumberType::VoIP,
        PhoneNumberType::UAN,
    ];
    let mut seen: HashMap<String, usize> = HashMap::new();
    for region in regions() {
        let code = code_of(region).unwrap();
        let home = PHONE_NUMBER_UTIL.as_original().get_ndd_prefix_for_region(region, true).unwrap_or_default();
        for kind in kinds {
            let Ok(example) = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind) else { continue };
            let significant = example.get_national_significant_number();
            let short = &significant[..significant.len() - 1];
            for digits in [significant.clone(), short.to_owned(), format!("{significant}1"), format!("{significant}0")] {
                same_in(&digits, region);
                same_in(&format!("{home}{digits}"), region);
                same_in(&format!("{code}{digits}"), region);
                same_in(&format!("00{code}{digits}"), region);
                same_in(&format!("011{code}{digits}"), region);
                same_abroad(&format!("{code}{digits}"));
                same_abroad(&format!("{code}0{digits}"));
            }
            *seen.entry(format!("{kind:?}")).or_default() += 1;
        }
    }
    assert!(seen["Mobile"] > 200 && seen["FixedLine"] > 200, "{seen:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(600), ..ProptestConfig::default() })]

    #[test]
    fn any_digits_are_judged_as_the_library_judges_them(digits in "[0-9]{4,15}", index in 0_usize..1000) {
        let regions = regions();
        same_in(&digits, regions[index % regions.len()]);
    }

    #[test]
    fn any_digits_after_a_plus_are_judged_as_the_library_judges_them(digits in "[0-9]{7,17}") {
        same_abroad(&digits);
    }

    #[test]
    fn digits_that_begin_as_a_plan_does_are_judged_as_the_library_judges_them(
        index in 0_usize..1000, kept in 1_usize..9, rest in "[0-9]{0,9}", prefixed in any::<bool>()
    ) {
        let regions = regions();
        let region = regions[index % regions.len()];
        if let Ok(example) = PHONE_NUMBER_UTIL.get_example_number(region) {
            let significant = example.get_national_significant_number();
            let begun = format!("{}{rest}", &significant[..kept.min(significant.len())]);
            let home = PHONE_NUMBER_UTIL.as_original().get_ndd_prefix_for_region(region, true).unwrap_or_default();
            let digits = if prefixed { format!("{home}{begun}") } else { begun };
            if (4..=15).contains(&digits.len()) {
                same_in(&digits, region);
                same_abroad(&format!("{}{digits}", code_of(region).unwrap_or(1)).chars().take(17).collect::<String>());
            }
        }
    }
}
