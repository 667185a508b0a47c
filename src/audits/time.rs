//! Days and years from Unix milliseconds and "YYYY-MM-DD", in UTC. No clock.

use super::subject::DAY_MS;

/// The year of a moment.
pub(super) fn year_of(ms: i64) -> i32 {
    time::OffsetDateTime::from_unix_timestamp(ms.div_euclid(1_000)).map_or(1970, time::OffsetDateTime::year)
}

/// Days from "YYYY-MM-DD" to a moment; negative when the day is still to come, `None` when there is no such day.
pub(super) fn days_between(day: &str, ms: i64) -> Option<i64> {
    let mut parts = day.split('-');
    let (year, month, date) = (parts.next()?.parse().ok()?, parts.next()?.parse::<u8>().ok()?, parts.next()?.parse().ok()?);
    let day = time::Date::from_calendar_date(year, time::Month::try_from(month).ok()?, date).ok()?;
    let epoch = time::Date::from_ordinal_date(1970, 1).ok()?;
    Some(ms.div_euclid(DAY_MS) - (day - epoch).whole_days())
}

#[cfg(test)]
mod tests {
    use super::{days_between, year_of};

    #[test]
    fn ages_are_counted_in_whole_days() {
        let moment = 1_795_219_200_000; // 2026-11-21T00:00:00Z
        assert_eq!(year_of(moment), 2026);
        assert_eq!(days_between("2026-11-20", moment), Some(1));
        assert_eq!(days_between("2026-11-22", moment), Some(-1));
        assert_eq!(days_between("2026-02-30", moment), None);
    }
}
