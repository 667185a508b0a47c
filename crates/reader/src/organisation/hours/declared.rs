//! Opening hours that schema.org declares.
//!
//! Belongs here: its properties and their forms. Does not belong here: lines that a visitor reads (`hours`).

use serde_json::{Map, Value};

use super::tokens::{Token, half, number, tokenise};
use super::{Group, Week};
use crate::structured::{Thing, all_texts, first_text};

/// Opening hours declared by a thing: `openingHoursSpecification` first, else `openingHours`.
pub(in super::super) fn declared(thing: &Thing) -> Option<Week> {
    let mut week = Week::default();
    let mut temporary = Week::default();
    for property in ["openingHoursSpecification", "hoursAvailable"] {
        for specification in thing.objects(property) {
            let seasonal = ["validFrom", "validThrough"]
                .iter()
                .all(|k| specification.get(*k).and_then(first_text).is_some_and(|t| t.len() >= 8));
            specify(specification, if seasonal { &mut temporary } else { &mut week });
        }
    }
    if week.open_days() == 0 {
        let mut lines = thing.texts("openingHours");
        lines.truncate(30);
        for line in &lines {
            merge_text(&mut week, line);
        }
    }
    if week.open_days() > 0 { Some(week) } else { Some(temporary).filter(|w| w.open_days() > 0) }
}

fn merge_text(week: &mut Week, line: &str) {
    let line: String = line.chars().take(260).collect();
    let mut group = Group::default();
    group.start(0, true, false);
    group.take(0, &tokenise(&line, Some("osm")), true);
    for (day, list) in group.week.days.iter().enumerate() {
        for (from, to) in list {
            week.open(day, *from, *to);
        }
    }
}

fn specify(specification: &Map<String, Value>, week: &mut Week) {
    let time = |key: &str| {
        let text = specification.get(key).and_then(first_text)?;
        // "09:00", "09:00:00+01:00", "2024-01-01T09:00", "9:00 AM"
        let clock = text.rsplit('T').next().unwrap_or(&text);
        let (Token::Time(minute, _), used) = number(clock.trim()) else { return None };
        let tail = clock.trim().get(used..).unwrap_or("").trim().to_ascii_lowercase();
        Some(if tail.starts_with("pm") {
            half(minute, true)
        } else if tail.starts_with("am") {
            half(minute, false)
        } else {
            minute
        })
    };
    let (Some(from), Some(to)) = (time("opens"), time("closes")) else { return };
    if from == to && from != 0 || from == 0 && to == 0 {
        // Both midnight is schema.org's way to say closed.
        return;
    }
    let to = if to == 0 || to == 1439 && from == 0 { 1440 } else { to };
    let Some(days) = specification.get("dayOfWeek") else { return };
    for name in all_texts(days).iter().flat_map(|t| t.split(',')) {
        let name = name.trim().rsplit(['/', '#', ':']).next().unwrap_or("");
        for token in tokenise(name, Some("osm")) {
            match token {
                Token::Day(day) => week.open(day, from, to),
                Token::Days(mask) => (0..7).filter(|d| mask >> d & 1 == 1).for_each(|d| week.open(d, from, to)),
                _ => {}
            }
        }
    }
}
