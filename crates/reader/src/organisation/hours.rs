//! Opening hours: from lines a visitor reads and from schema.org, to OpenStreetMap's syntax.
//!
//! Belongs here: days, times, weeks. Does not belong here: which lines of a page to look at first (`organisation`).

mod words;

use serde_json::{Map, Value};

use crate::structured::{Thing, all_texts, first_text};
use words::{Word, word};

/// Minutes since midnight.
type Minute = u16;

/// A week of opening times.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Week {
    days: [Vec<(Minute, Minute)>; 7],
    closed: [bool; 7],
}

impl Week {
    fn open(&mut self, day: usize, from: Minute, to: Minute) {
        let list = &mut self.days[day];
        if !list.contains(&(from, to)) && list.len() < 6 {
            list.push((from, to));
        }
    }

    /// Number of days with times.
    pub fn open_days(&self) -> usize {
        self.days.iter().filter(|d| !d.is_empty()).count()
    }

    /// OpenStreetMap's syntax, days with the same times joined; `None` when it is never open.
    pub fn format(&self) -> Option<String> {
        const NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
        if self.open_days() == 0 {
            return None;
        }
        if self.days.iter().all(|d| d.as_slice() == [(0, 1440)]) {
            return Some("24/7".to_owned());
        }
        let times: Vec<String> = self
            .days
            .iter()
            .map(|list| {
                let mut sorted = list.clone();
                sorted.sort_unstable();
                sorted.dedup();
                sorted
                    .iter()
                    .map(|(from, to)| format!("{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60))
                    .collect::<Vec<_>>()
                    .join(",")
            })
            .collect();
        let mut rules: Vec<String> = Vec::new();
        let mut done = [false; 7];
        for day in 0..7 {
            if done[day] || times[day].is_empty() {
                continue;
            }
            let same: Vec<usize> = (day..7).filter(|d| times[*d] == times[day]).collect();
            let mut spans: Vec<(usize, usize)> = Vec::new();
            for d in same {
                done[d] = true;
                match spans.last_mut() {
                    Some(span) if span.1 + 1 == d => span.1 = d,
                    _ => spans.push((d, d)),
                }
            }
            let days: Vec<String> = spans
                .iter()
                .map(|(a, b)| match b - a {
                    0 => NAMES[*a].to_owned(),
                    1 => format!("{},{}", NAMES[*a], NAMES[*b]),
                    _ => format!("{}-{}", NAMES[*a], NAMES[*b]),
                })
                .collect();
            rules.push(format!("{} {}", days.join(","), times[day]));
        }
        Some(rules.join("; "))
    }
}

/// What a piece of a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Day(usize),
    /// Several days in one word: "täglich", "weekdays".
    Days(u8),
    To,
    And,
    /// The time of day, and whether something marks it as one (colon, "h", "Uhr").
    Time(Minute, bool),
    Meridiem(bool),
    Closed,
    AllDay,
    /// Words that belong to opening times and carry nothing ("Uhr", "von").
    Filler,
    /// The line speaks of opening hours.
    Label,
    /// The line speaks of other times: telephone, courses, kitchen.
    Other,
    Noise,
    /// A number that is no time.
    Number,
}

/// A week found in lines.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub week: Week,
    /// First and last line.
    pub first: usize,
    pub last: usize,
    /// A label says that these are opening hours.
    pub labelled: bool,
    /// Words between that carry nothing, over the number of lines.
    pub noise: f32,
    /// Times of something else: telephone, kitchen, courses.
    pub other: bool,
}

/// Groups of lines that give opening times, in reading order.
pub(super) fn find(lines: &[&str], language: Option<&str>) -> Vec<Found> {
    let mut found = Vec::new();
    if !lines.iter().any(|l| l.len() <= 260 && has_time(l)) {
        return found;
    }
    let mut group = Group::default();
    let mut label_at: Option<usize> = None;
    let mut other_at: Option<usize> = None;
    for (index, line) in lines.iter().enumerate() {
        // Longer lines are prose; only a sentence's length may hold hours.
        let digits = || line.bytes().any(|b| b.is_ascii_digit());
        let tokens = if line.len() <= 60 || line.len() <= 260 && digits() { tokenise(line, language) } else { Vec::new() };
        let says = |t: Token| tokens.contains(&t);
        let timely = tokens.iter().any(|t| matches!(t, Token::Day(_) | Token::Days(_) | Token::Time(_, true) | Token::AllDay))
            || says(Token::Closed) && !group.is_empty();
        if says(Token::Label) {
            if !timely && !group.is_empty() {
                found.extend(group.finish());
            }
            label_at = Some(index);
            other_at = None;
        }
        if says(Token::Other) {
            if !group.is_empty() && !says(Token::Label) {
                found.extend(group.finish());
            }
            other_at = Some(index);
        }
        let bare = tokens.iter().any(|t| matches!(t, Token::Time(_, false)))
            && (tokens.iter().any(|t| matches!(t, Token::Day(_) | Token::Days(_))) || !group.is_empty() && group.waiting());
        if timely || bare {
            if group.is_empty() {
                group.start(index, label_at.is_some_and(|l| index - l <= 4), other_at.is_some_and(|o| index - o <= 2));
            }
            group.take(index, &tokens, label_at == Some(index));
        } else if !group.is_empty() && (index - group.last > 1 || line.len() > 60) {
            found.extend(group.finish());
        }
        if found.len() >= 30 {
            break;
        }
    }
    found.extend(group.finish());
    found
}

/// A digit, and behind it what times have: a colon, a full stop, "h", "Uhr", "am", a dash. Most pages without opening hours
/// are done with this.
fn has_time(line: &str) -> bool {
    let bytes = line.as_bytes();
    bytes.iter().enumerate().any(|(i, b)| {
        b.is_ascii_digit() && {
            let rest = &bytes[i + 1..];
            let rest = rest.strip_prefix(b" ").unwrap_or(rest);
            matches!(
                rest.first(),
                Some(
                    b':' | b'.'
                        | b'h'
                        | b'H'
                        | b'U'
                        | b'u'
                        | b'a'
                        | b'p'
                        | b'A'
                        | b'P'
                        | b'-'
                        | b'b'
                        | b't'
                        | b'/'
                        | 0xe2
                        | 0xc3
                        | 0xd1
                        | 0xce
                )
            )
        }
    })
}

/// Lines being put together.
#[derive(Debug, Default)]
struct Group {
    week: Week,
    days: Vec<usize>,
    times: bool,
    pending: Option<(Minute, bool)>,
    first: usize,
    last: usize,
    lines: usize,
    labelled: bool,
    other: bool,
    noise: usize,
}

impl Group {
    fn is_empty(&self) -> bool {
        self.lines == 0
    }

    /// Days stand there and wait for their times.
    fn waiting(&self) -> bool {
        !self.days.is_empty()
    }

    fn start(&mut self, line: usize, labelled: bool, other: bool) {
        *self = Self { first: line, last: line, labelled, other, ..Self::default() };
    }

    fn finish(&mut self) -> Option<Found> {
        let group = std::mem::take(self);
        let lines = u16::try_from(group.lines).unwrap_or(u16::MAX);
        (group.week.open_days() > 0).then(|| Found {
            week: group.week,
            first: group.first,
            last: group.last,
            labelled: group.labelled,
            noise: f32::from(u16::try_from(group.noise).unwrap_or(u16::MAX)) / f32::from(lines.max(1)),
            other: group.other,
        })
    }

    fn take(&mut self, line: usize, tokens: &[Token], labelled: bool) {
        self.last = line;
        self.lines += 1;
        self.labelled |= labelled;
        self.pending = None;
        let mut joint = Token::Filler;
        for (i, token) in tokens.iter().enumerate() {
            match *token {
                Token::Day(day) => {
                    self.next_days();
                    match (joint, self.days.last().copied()) {
                        (Token::To, Some(from)) => {
                            let mut d = from;
                            while d != day {
                                d = (d + 1) % 7;
                                if !self.days.contains(&d) {
                                    self.days.push(d);
                                }
                            }
                        }
                        _ if self.days.contains(&day) => {}
                        _ => self.days.push(day),
                    }
                    joint = Token::Filler;
                }
                Token::Days(mask) => {
                    self.next_days();
                    self.days.extend((0..7).filter(|d| mask >> d & 1 == 1));
                    joint = Token::Filler;
                }
                Token::Time(minute, marked) => {
                    let (minute, marked) = match tokens.get(i + 1) {
                        Some(Token::Meridiem(pm)) => (half(minute, *pm), true),
                        _ => (minute, marked),
                    };
                    match (joint, self.pending.take()) {
                        (Token::To, Some((from, from_marked))) if marked || from_marked || !self.days.is_empty() => {
                            let from = match tokens.get(i + 1) {
                                // "9-5pm", "1-5 pm"
                                Some(Token::Meridiem(pm)) if !from_marked && from <= 720 => {
                                    let same = half(from, *pm);
                                    if same < minute { same } else { half(from, !pm) }
                                }
                                _ => from,
                            };
                            self.interval(from, minute);
                        }
                        _ => self.pending = Some((minute, marked)),
                    }
                    joint = Token::Filler;
                }
                Token::AllDay => self.interval(0, 1440),
                Token::Closed => {
                    if !self.times {
                        for day in self.days.drain(..) {
                            self.week.closed[day] = true;
                        }
                    }
                }
                Token::To => joint = Token::To,
                Token::And => joint = Token::And,
                Token::Noise => self.noise += 1,
                Token::Number => {
                    self.noise += 2;
                    self.pending = None;
                }
                Token::Meridiem(_) | Token::Filler | Token::Label | Token::Other => {}
            }
        }
    }

    /// New days begin: those before have their times.
    fn next_days(&mut self) {
        if self.times {
            self.days.clear();
            self.times = false;
        }
    }

    fn interval(&mut self, from: Minute, to: Minute) {
        let to = if to == 0 { 1440 } else { to };
        let long_enough = to > from && to - from >= 15 || to < from && to <= 420 && from >= 600;
        if self.days.is_empty() || !long_enough {
            return;
        }
        for day in self.days.clone() {
            self.week.open(day, from, to);
        }
        self.times = true;
    }
}

/// A time of the twelve-hour clock.
fn half(minute: Minute, pm: bool) -> Minute {
    let hour = minute / 60;
    match (hour, pm) {
        (12, false) => minute - 720,
        (1..=11, true) => minute + 720,
        _ => minute,
    }
}

fn tokenise(line: &str, language: Option<&str>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if tokens.len() >= 120 {
            break;
        }
        if c.is_ascii_digit() {
            let (token, used) = number(rest);
            tokens.push(token);
            rest = &rest[used..];
        } else if c.is_alphabetic() {
            let end = rest.find(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’')).unwrap_or(rest.len());
            let text = &rest[..end];
            rest = &rest[end..];
            // "2ª-feira", "a.m.", "t/m", "segunda-feira"
            if (text == "a" || text == "p" || text == "A" || text == "P")
                && (rest.starts_with(".m") || rest.starts_with(".M") || rest.starts_with(". m"))
            {
                tokens.push(Token::Meridiem(text.eq_ignore_ascii_case("p")));
                rest = rest[1..].trim_start_matches([' ', 'm', 'M', '.']);
                continue;
            }
            if text == "t" && rest.starts_with("/m") {
                tokens.push(Token::To);
                rest = &rest[2..];
                continue;
            }
            let capital = text.starts_with(char::is_uppercase);
            let tail = rest.chars().next();
            let token = match word(text, language, capital, tail) {
                Some(Word::Day(day)) => Token::Day(day),
                Some(Word::Days(mask)) => Token::Days(mask),
                Some(Word::To) => Token::To,
                Some(Word::And) => Token::And,
                Some(Word::Closed) => Token::Closed,
                Some(Word::AllDay) => Token::AllDay,
                Some(Word::Am) => Token::Meridiem(false),
                Some(Word::Pm) => Token::Meridiem(true),
                Some(Word::Filler) => Token::Filler,
                Some(Word::Label) => Token::Label,
                Some(Word::Other) => Token::Other,
                Some(Word::Hour) => {
                    // "8 Uhr", "18 h": the number before it is a time.
                    let mut seen = 0;
                    for t in tokens.iter_mut().rev() {
                        match t {
                            Token::Time(_, marked) => {
                                *marked = true;
                                seen += 1;
                                if seen == 2 {
                                    break;
                                }
                            }
                            Token::To | Token::And | Token::Filler => {}
                            _ => break,
                        }
                    }
                    Token::Filler
                }
                None => Token::Noise,
            };
            tokens.push(token);
        } else {
            match c {
                '-' | '–' | '—' | '‐' | '‑' | '−' | '→' | '~' | '>' => tokens.push(Token::To),
                ',' | '/' | '&' | '+' | '|' | ';' | '·' | '•' => tokens.push(Token::And),
                _ => {}
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    tokens
}

/// A token that starts with a digit, and its bytes.
fn number(text: &str) -> (Token, usize) {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    let value = |range: std::ops::Range<usize>| text.get(range).and_then(|s| s.parse::<u16>().ok());
    let Some(hour) = (if digits <= 2 { value(0..digits) } else { None }).filter(|h| *h <= 24) else {
        if text.starts_with("24/7") {
            return (Token::AllDay, 4);
        }
        return (Token::Number, digits);
    };
    if text.starts_with("24/7") || text.starts_with("24/24") {
        return (Token::AllDay, if text.starts_with("24/7") { 4 } else { 5 });
    }
    let time = |minute: u16, used: usize| (Token::Time(hour * 60 + minute, true), used);
    let two = |at: usize| {
        let ok = bytes.get(at).is_some_and(u8::is_ascii_digit)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            && !bytes.get(at + 2).is_some_and(u8::is_ascii_digit);
        if ok { value(at..at + 2).filter(|m| *m < 60) } else { None }
    };
    match bytes.get(digits) {
        Some(b':') => {
            if let Some(minute) = two(digits + 1) {
                // Seconds are left.
                let used = digits + 3;
                let seconds = bytes.get(used) == Some(&b':') && two(used + 1).is_some();
                return time(minute, if seconds { used + 3 } else { used });
            }
        }
        Some(b'.' | b',') => {
            if let Some(minute) = two(digits + 1).filter(|_| bytes.get(digits) == Some(&b'.')) {
                // "12.05." and "12.05.2024" are dates.
                let date = bytes.get(digits + 3) == Some(&b'.')
                    && bytes.get(digits + 4).is_some_and(|b| {
                        b.is_ascii_digit() || *b == b' ' && bytes.get(digits + 5).is_some_and(u8::is_ascii_digit)
                    });
                return if date { (Token::Number, digits + 3) } else { time(minute, digits + 3) };
            }
        }
        Some(b'h' | b'H') => {
            if let Some(minute) = two(digits + 1) {
                return time(minute, digits + 3);
            }
            if !bytes.get(digits + 1).is_some_and(u8::is_ascii_alphabetic) {
                return time(0, digits + 1);
            }
        }
        Some(b' ') if matches!(bytes.get(digits + 1), Some(b'h' | b'H')) => {
            let after = digits + 2;
            if bytes.get(after) == Some(&b' ')
                && let Some(minute) = two(after + 1)
            {
                return time(minute, after + 3);
            }
            if let Some(minute) = two(after) {
                return time(minute, after + 2);
            }
        }
        // "2ª a 6ª"
        _ if text[digits..].starts_with('ª') && (2..=6).contains(&hour) => {
            return (Token::Day(usize::from(hour) - 2), digits + 2);
        }
        _ => {}
    }
    (Token::Time(hour * 60, false), digits)
}

/// Opening hours declared by a thing: `openingHoursSpecification` first, else `openingHours`.
pub(super) fn declared(thing: &Thing) -> Option<Week> {
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

#[cfg(test)]
mod tests;
