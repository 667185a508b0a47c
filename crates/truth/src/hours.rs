//! Opening hours in OpenStreetMap's syntax as a week of intervals, so that two ways of writing one week are equal.
//! Only days of the week and times are understood; holidays and seasons are passed over.

use std::collections::BTreeSet;

/// One opening: day 0 (Monday) to 6, and the minutes of that day.
pub(crate) type Opening = (u8, u16, u16);

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// The openings of a week; empty when nothing was understood.
pub(crate) fn week(text: &str) -> BTreeSet<Opening> {
    let mut openings = BTreeSet::new();
    for rule in text.split(';') {
        let rule = rule.trim();
        let start = rule.find(|c: char| c.is_ascii_digit()).unwrap_or(rule.len());
        let (days, times) = rule.split_at(start);
        let days = if rule == "24/7" || days.trim().is_empty() { (0..7).collect() } else { days_of(days) };
        if rule == "24/7" {
            openings.extend(days.iter().map(|day| (*day, 0, 24 * 60)));
            continue;
        }
        for span in times.split(',') {
            let Some((from, to)) = span.trim().split_once('-') else { continue };
            let (Some(from), Some(to)) = (minutes(from), minutes(to)) else { continue };
            openings.extend(days.iter().map(|day| (*day, from, to)));
        }
    }
    openings
}

fn days_of(text: &str) -> Vec<u8> {
    let mut days = Vec::new();
    for part in text.split(',') {
        let mut ends = part.trim().split('-').filter_map(day);
        let Some(first) = ends.next() else { continue };
        let last = ends.next().unwrap_or(first);
        let mut day = first;
        days.push(day);
        while day != last {
            day = (day + 1) % 7;
            days.push(day);
        }
    }
    days
}

fn day(text: &str) -> Option<u8> {
    let index = DAYS.iter().position(|day| text.trim().starts_with(day))?;
    u8::try_from(index).ok()
}

fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    Some(hours.parse::<u16>().ok()? * 60 + minutes.get(..2)?.parse::<u16>().ok()?)
}

#[cfg(test)]
mod tests {
    use super::week;

    #[test]
    fn two_ways_of_writing_one_week_are_equal() {
        assert_eq!(week("Mo-We 08:00-12:00,13:00-17:00"), week("Mo,Tu,We 08:00-12:00; Mo-We 13:00-17:00"));
        assert_eq!(week("Mo-Su 00:00-24:00"), week("24/7"));
        assert_eq!(week("Sa 09:00-12:00; Su off"), week("Sa 9:00-12:00"));
    }
}
