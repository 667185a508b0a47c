//! Opening hours: from lines a visitor reads and from schema.org, to OpenStreetMap's syntax.
//!
//! Belongs here: days, times, weeks. Does not belong here: which lines of a page to look at first (`organisation`).

mod declared;
mod prose;
mod tokens;
mod words;

use crate::short_text::{any_byte, any_pair, has_digit};
pub(super) use declared::declared;
use prose::{LONGEST_PROSE, LONGEST_SENTENCE, says_open, sentences};
use tokens::{Token, half, may_tell, tokenise_into};

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

    /// Every day is told of, and one is closed: what comes now are the hours of something else.
    fn is_told(&self) -> bool {
        self.closed.contains(&true) && self.days.iter().zip(self.closed).all(|(times, closed)| closed || !times.is_empty())
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
    if !lines.iter().any(|l| l.len() <= LONGEST_PROSE && has_time(l)) {
        return found;
    }
    // Clocks of twelve hours leave the afternoon to the reader: "8-5".
    let mut group = Group { halved: language == Some("en"), ..Group::default() };
    let mut label_at: Option<usize> = None;
    let mut other_at: Option<usize> = None;
    let mut tokens: Vec<Token> = Vec::new();
    'lines: for (index, line) in lines.iter().enumerate() {
        let prose = line.len() > LONGEST_SENTENCE;
        for line in segments(line).flat_map(sentences) {
            // Longer lines are prose; only a sentence's length may hold hours.
            let may_hold = line.len() <= 60 && !prose
                || line.len() <= LONGEST_SENTENCE && if prose { has_time(line) } else { has_digit(line) };
            // Where no week has begun, a line that tells nothing begins none.
            if group.is_empty() && !(may_hold && may_tell(line)) {
                continue;
            }
            if may_hold {
                tokenise_into(&mut tokens, line, language);
            } else {
                tokens.clear();
            }
            let says = |t: Token| tokens.contains(&t);
            let daily = tokens.iter().any(|t| matches!(t, Token::Day(_) | Token::Days(_)));
            // Of a paragraph only the sentence that says when the house is open.
            if prose && !(daily && (says(Token::Label) || says_open(line))) {
                tokens.clear();
                if !group.is_empty() {
                    found.extend(group.finish());
                }
                continue;
            }
            // "Emergencies: 24 hours" says nothing of the days around it.
            if says(Token::Aside) && !daily {
                continue;
            }
            let timely =
                tokens.iter().any(|t| matches!(t, Token::Day(_) | Token::Days(_) | Token::Time(_, true) | Token::AllDay))
                    || says(Token::Closed) && !group.is_empty();
            if says(Token::Label) {
                if !timely && !group.is_empty() {
                    found.extend(group.finish());
                }
                label_at = Some(index);
                other_at = None;
            }
            // A long line without times only mentions the word.
            let speaks = says(Token::Other) && (line.len() <= 40 || tokens.iter().any(|t| matches!(t, Token::Time(_, true))));
            if speaks || says(Token::Aside) && tokens.iter().any(|t| matches!(t, Token::Time(..))) {
                if !group.is_empty() && !says(Token::Label) {
                    found.extend(group.finish());
                }
                if !says(Token::Label) {
                    label_at = None;
                }
                other_at = Some(index);
            }
            // Numbers without a mark are times beside days, or from one to another below days: a street's number is neither.
            let bare = tokens.iter().any(|t| matches!(t, Token::Time(_, false)))
                && (daily
                    || group.waiting()
                        && tokens.iter().filter(|t| **t == Token::Noise).count() <= 1
                        && from_one_to_another(&tokens));
            if timely || bare {
                // "Gaststube … Montag geschlossen", and below it the week of the café.
                if daily && group.week.is_told() {
                    found.extend(group.finish());
                }
                if group.is_empty() {
                    group.start(index, label_at.is_some_and(|l| index - l <= 4), other_at.is_some_and(|o| index - o <= 1));
                }
                if !group.waiting() || group.times {
                    days_before_times(&mut tokens, group.labelled || label_at == Some(index));
                }
                group.daily |= label_at == Some(index) && is_unspaced(line);
                group.take(index, &tokens, label_at == Some(index));
            } else if !group.is_empty() && (index - group.last > 1 || line.len() > 60) {
                found.extend(group.finish());
            }
            if found.len() >= 30 {
                break 'lines;
            }
        }
    }
    found.extend(group.finish());
    found
}

/// "9am to 5pm Monday to Friday, 10am to 4pm Saturday": the days of such a line are put before their times, as everywhere else. Times
/// of a single day are mostly a course's, unless a label says that the house is open then.
fn days_before_times(tokens: &mut Vec<Token>, labelled: bool) {
    let is_day = |t: &Token| matches!(t, Token::Day(_) | Token::Days(_));
    let is_time = |t: &Token| matches!(t, Token::Time(..) | Token::AllDay | Token::Closed);
    let (Some(first), Some(last)) = (tokens.iter().position(|t| is_time(t) || is_day(t)), tokens.iter().rposition(is_day)) else {
        return;
    };
    if !is_time(&tokens[first]) || tokens[last..].iter().any(is_time) {
        return;
    }
    let mut turned: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = &tokens[..];
    while !rest.is_empty() {
        let Some(days) = rest.iter().position(is_day) else { break };
        let end = rest[days..].iter().position(is_time).map_or(rest.len(), |at| days + at);
        let (times, days) = (&rest[..days], &rest[days..end]);
        // A span, and not the end of one whose days stand elsewhere.
        if times.iter().filter(|t| matches!(t, Token::Time(..))).count() < 2 || !times.contains(&Token::To) {
            return;
        }
        turned.extend_from_slice(days);
        turned.extend_from_slice(times);
        rest = &rest[end..];
    }
    turned.extend_from_slice(rest);
    *tokens = turned;
    // The course's day does not wait for the times of the next line either.
    if !labelled && tokens.iter().filter(|t| is_day(t)).count() < 2 {
        tokens.retain(|t| !is_day(t));
    }
}

/// "Open 24/7", "Avoinna 24/7": a short line that says nothing else.
pub(super) fn is_always_open(line: &str) -> bool {
    const OPEN: [&str; 12] =
        ["open", "offen", "geöffnet", "avoinna", "avoin", "auki", "öppet", "åbent", "åpent", "otwarte", "ouvert", "geopend"];
    if line.len() > 30 || !line.contains("24/7") {
        return false;
    }
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower.split([' ', ':']).filter(|word| !word.is_empty()).collect();
    words.contains(&"24/7") && words.len() <= 4 && words.iter().any(|word| OPEN.contains(word))
}

/// A time, "to", a time: "9 – 17", "11 AM – 8 PM".
fn from_one_to_another(tokens: &[Token]) -> bool {
    tokens.windows(3).any(|w| matches!(w, [Token::Time(..), Token::To, Token::Time(..)]))
        || tokens.windows(4).any(|w| matches!(w, [Token::Time(..), Token::Meridiem(_), Token::To, Token::Time(..)]))
}

/// What a long line puts between bars and bullets, one after the other; a short line whole.
fn segments(line: &str) -> impl Iterator<Item = &str> {
    // Two bytes of each of the longer marks: a line that has them by chance is one part.
    let marks = |first: u8, second: u8| (first == 0xc2) & (second == 0xb7) | (first == 0x80) & (second == 0xa2);
    let parted = line.len() > 80 && (any_byte(line, |byte| byte == b'|') || any_pair(line, marks));
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let left = rest.take()?;
        let parts = if parted { left.split_once(['|', '•', '·']) } else { None };
        rest = parts.map(|(_, behind)| behind);
        Some(parts.map_or(left, |(part, _)| part))
    })
}

/// Han, kana or Hangul: there a label with times and without days means every day.
fn is_unspaced(line: &str) -> bool {
    line.chars().any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

/// A digit, and behind it what times have: a colon, a full stop, "h", "Uhr", "am", a dash. Most pages without opening hours
/// are done with this.
fn has_time(line: &str) -> bool {
    if !has_digit(line) {
        return false;
    }
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
                        | 0xd0
                        | 0xd1
                        | 0xce
                        | 0xe3
                        | 0xef
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
    /// Lines with words in front of a single day.
    led: usize,
    /// The page counts the hours twice to twelve.
    halved: bool,
    /// Times without days are every day's.
    daily: bool,
    /// The days that wait have words instead of times: "Lunedì: solo su appuntamento".
    worded: bool,
    /// What each line told, for weeks set as two columns.
    rows: Vec<Row>,
}

/// What one line told.
#[derive(Debug, Default)]
struct Row {
    days: Vec<usize>,
    spans: Vec<(Minute, Minute)>,
    closed: bool,
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
        *self = Self { first: line, last: line, labelled, other, halved: self.halved, ..Self::default() };
    }

    fn finish(&mut self) -> Option<Found> {
        let mut group = std::mem::replace(self, Self { halved: self.halved, ..Self::default() });
        if let Some(week) = of_columns(&group.rows) {
            group.week = week;
        }
        let lines = u16::try_from(group.lines).unwrap_or(u16::MAX);
        (group.week.open_days() > 0).then(|| Found {
            week: group.week,
            first: group.first,
            last: group.last,
            labelled: group.labelled,
            noise: f32::from(u16::try_from(group.noise).unwrap_or(u16::MAX)) / f32::from(lines.max(1)),
            // "Pilates: Mondays 9.30–10.30", "Art group: Thursdays …": a programme, no hours of a house.
            other: group.other || !group.labelled && group.led >= 2,
        })
    }

    fn take(&mut self, line: usize, tokens: &[Token], labelled: bool) {
        self.last = line;
        self.lines += 1;
        self.labelled |= labelled;
        self.pending = None;
        let mut joint = Token::Filler;
        let told = told(tokens);
        // Many words around the times make the line a sentence, perhaps on something else.
        if tokens.iter().enumerate().filter(|(i, t)| **t == Token::Noise && !told.contains(i)).count() > 9 {
            self.noise += 3;
        }
        let single = tokens.iter().filter(|t| matches!(t, Token::Day(_) | Token::Days(_))).count() == 1;
        self.led += usize::from(single && tokens[..told.start].contains(&Token::Noise));
        let mut named = false;
        if std::mem::take(&mut self.worded) && tokens.iter().any(|t| matches!(t, Token::Day(_) | Token::Days(_))) {
            self.days.clear();
        }
        if self.rows.len() <= COLUMNS {
            self.rows.push(Row { closed: tokens.contains(&Token::Closed), ..Row::default() });
        }
        let everyday = tokens.contains(&Token::Days(0b111_1111));
        for (i, token) in tokens.iter().enumerate() {
            match *token {
                Token::Day(day) if joint == Token::Except => self.days.retain(|d| *d != day),
                Token::Day(day) => {
                    self.next_days();
                    named = true;
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
                    named = true;
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
                            let bare = !marked && !from_marked;
                            // "We have 9-5 jobs": one day alone is too little to go by.
                            let sure = self.days.len() > 1 || self.week.open_days() > 0;
                            // "9:30 to 5": a bare hour below a time of the morning is the afternoon's.
                            let day = bare || !marked && from >= 300;
                            let late = self.halved && sure && day && minute <= from && from < 720 && minute < 720;
                            self.interval(from, if late { minute + 720 } else { minute }, !bare);
                        }
                        _ => self.pending = Some((minute, marked)),
                    }
                    joint = Token::Filler;
                }
                // Without days of its own it does not speak of the days above.
                Token::AllDay if named => self.interval(0, 1440, true),
                Token::AllDay => {}
                Token::Closed => {
                    if !self.times {
                        for day in self.days.drain(..) {
                            self.week.closed[day] = true;
                            // "Tutti i giorni 10–19, martedì chiuso".
                            if named && everyday {
                                self.week.days[day].clear();
                            }
                        }
                    }
                }
                Token::To => joint = Token::To,
                // "außer montags und dienstags" goes on leaving out.
                Token::And if joint == Token::Except => {}
                Token::And => joint = Token::And,
                Token::Except => joint = Token::Except,
                Token::Noise => self.noise += usize::from(told.contains(&i)),
                Token::Number => {
                    self.noise += if told.contains(&i) { 2 } else { 0 };
                    self.pending = None;
                }
                Token::Meridiem(_) | Token::Filler | Token::Label | Token::Other | Token::Aside | Token::Slash => {}
            }
        }
        // "Friday 5pm – late": an end that is no time is not that of the next day.
        if named && !self.times && joint == Token::To && self.pending.is_some() {
            self.days.clear();
        }
        // "Blood tests daily" has no times either, and those below are not its.
        let served = everyday && tokens.contains(&Token::Noise);
        self.worded = named && !self.times && (served || has_words_for_times(tokens));
        if let Some(row) = self.rows.last_mut().filter(|_| named && !self.times) {
            row.days.clone_from(&self.days);
        } else if let Some(row) = self.rows.last_mut().filter(|_| named) {
            // Days and times in one line: no columns.
            row.days.extend(0..7);
        }
    }

    /// New days begin: those before have their times.
    fn next_days(&mut self) {
        if self.times {
            self.days.clear();
            self.times = false;
        }
    }

    fn interval(&mut self, from: Minute, to: Minute, marked: bool) {
        let to = if to == 0 { 1440 } else { to };
        let long_enough = to > from && to - from >= 15 || to < from && to <= 420 && from >= if marked { 300 } else { 600 };
        if self.days.is_empty() && self.daily {
            self.days.extend(0..7);
        }
        if self.days.is_empty() || !long_enough {
            return;
        }
        for day in self.days.clone() {
            self.week.open(day, from, to);
        }
        if let Some(row) = self.rows.last_mut() {
            row.spans.push((from, to));
        }
        self.times = true;
    }
}

/// Most lines of a week that is set as two columns.
const COLUMNS: usize = 14;

/// The week of a column of days with a column of as many times behind it: "Lundi", "Mardi", "Mercredi", then "9h-18h", "9h-12h",
/// "Fermé". `None` for any other order of lines.
fn of_columns(rows: &[Row]) -> Option<Week> {
    const LEAST: usize = 3;
    let half = rows.len() / 2;
    if !rows.len().is_multiple_of(2) || half < LEAST || rows.len() > COLUMNS {
        return None;
    }
    let (names, times) = rows.split_at(half);
    let mut week = Week::default();
    // The days gather as the lines go on; each adds one.
    for (index, (name, time)) in names.iter().zip(times).enumerate() {
        let day = name.days.last().filter(|_| name.days.len() == index + 1 && name.spans.is_empty() && !name.closed)?;
        if !time.days.is_empty() || time.spans.is_empty() && !time.closed {
            return None;
        }
        time.spans.iter().for_each(|(from, to)| week.open(*day, *from, *to));
    }
    Some(week)
}

/// Words behind the last day that are no times and lead to none: "solo su appuntamento", "sur rendez-vous".
fn has_words_for_times(tokens: &[Token]) -> bool {
    let Some(last) = tokens.iter().rposition(|t| matches!(t, Token::Day(_) | Token::Days(_))) else { return false };
    let behind = &tokens[last + 1..];
    let words = behind.iter().filter(|t| matches!(t, Token::Noise | Token::Filler)).count();
    words >= 2
        && behind.iter().all(|t| matches!(t, Token::Noise | Token::Filler | Token::To))
        && !matches!(behind.last(), Some(Token::To))
}

/// The part of a line that tells times: from the first day or time to the last day or end of a span.
fn told(tokens: &[Token]) -> std::ops::Range<usize> {
    let first = tokens.iter().position(|t| matches!(t, Token::Day(_) | Token::Days(_) | Token::Time(_, true) | Token::AllDay));
    let mut last = 0;
    let mut open = false;
    for (i, token) in tokens.iter().enumerate() {
        match token {
            Token::Day(_) | Token::Days(_) | Token::Closed | Token::AllDay => last = i + 1,
            Token::Time(..) if open => last = i + 1,
            Token::To => open = true,
            Token::Filler => {}
            _ => open = false,
        }
    }
    let first = first.unwrap_or(0);
    first..last.max(first)
}

#[cfg(test)]
mod tests;
