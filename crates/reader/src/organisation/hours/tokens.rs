//! Lines as days, times and what joins them.
//!
//! Belongs here: what each piece of a line means. Does not belong here: what they mean together (`hours`), the words (`words`).

use super::Minute;
use super::words::{self, Word, word};
use crate::eights::{eight_at, first_of, no_letters};
use crate::short_text::is_letter;

/// What a piece of a line means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Day(usize),
    /// Several days in one word: "täglich", "weekdays".
    Days(u8),
    To,
    And,
    /// A bar between two things, until it is known what it means.
    Slash,
    /// The time of day, and whether something marks it as one (colon, "h", "Uhr").
    Time(Minute, bool),
    Meridiem(bool),
    Closed,
    AllDay,
    /// The days behind it are left out.
    Except,
    /// Words that belong to opening times and carry nothing ("Uhr", "von").
    Filler,
    /// The line speaks of opening hours.
    Label,
    /// The line speaks of other times: telephone, courses, kitchen.
    Other,
    /// The line speaks of emergencies.
    Aside,
    Noise,
    /// A number that is no time.
    Number,
}

/// A time of the twelve-hour clock.
pub(super) fn half(minute: Minute, pm: bool) -> Minute {
    let hour = minute / 60;
    match (hour, pm) {
        (12, false) => minute - 720,
        (1..=11, true) => minute + 720,
        _ => minute,
    }
}

/// The pieces of a line; `language` tells whose abbreviations of days are meant.
pub(super) fn tokenise(line: &str, language: Option<&str>) -> Vec<Token> {
    let mut tokens = Vec::new();
    tokenise_into(&mut tokens, line, language);
    tokens
}

/// [`tokenise`] into a list that held another line's pieces.
pub(super) fn tokenise_into(tokens: &mut Vec<Token>, line: &str, language: Option<&str>) {
    tokens.clear();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if tokens.len() >= 120 {
            break;
        }
        if c == '7'
            && let Some(used) = seven_days(rest)
        {
            tokens.push(Token::Days(0b111_1111));
            rest = &rest[used..];
        } else if c.is_ascii_digit() {
            let (token, used) = number(rest);
            tokens.push(token);
            rest = &rest[used..];
        } else if is_letter(c) {
            let end = word_end(rest);
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
            if let Some(used) = every_day(text, rest) {
                tokens.push(Token::Days(0b111_1111));
                rest = &rest[used..];
                continue;
            }
            if text.eq_ignore_ascii_case("tot") && rest.starts_with(" en met ") {
                tokens.push(Token::To);
                rest = &rest[7..];
                continue;
            }
            if text == "t" && rest.starts_with("/m") {
                tokens.push(Token::To);
                rest = &rest[2..];
                continue;
            }
            let capital = text.starts_with(char::is_uppercase);
            // "L a V": single letters are days where two of them make a span.
            let spanned = text.len() == 1
                && capital
                && (rest.starts_with(" a ")
                    || rest.starts_with(" al ")
                    || matches!(tokens.as_slice(), [.., Token::Day(_), Token::To]));
            // "ma t/m vr": two small letters are a day at either end of a span, and words of the language elsewhere.
            let spanned = spanned
                || text.len() == 2
                    && ([" t/m ", " tot ", " bis ", " - ", " – "].iter().any(|to| rest.starts_with(to))
                        || matches!(tokens.as_slice(), [.., Token::Day(_), Token::To]));
            let tail = if spanned { Some('-') } else { rest.chars().next() };
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
                Some(Word::Aside) => Token::Aside,
                Some(Word::Except) => Token::Except,
                Some(Word::Clock(minute)) => match tokens.last_mut() {
                    // "12 noon" says it twice.
                    Some(Token::Time(said, marked)) if *said == 720 || minute == 0 && *said == 1440 => {
                        *said = if minute == 0 { 1440 } else { minute };
                        *marked = true;
                        Token::Filler
                    }
                    _ => Token::Time(minute, true),
                },
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
                '-' | '–' | '—' | '‐' | '‑' | '−' | '→' | '~' | '>' | '～' | '〜' => tokens.push(Token::To),
                '/' => tokens.push(Token::Slash),
                ',' | '&' | '+' | '|' | ';' | '·' | '•' => tokens.push(Token::And),
                _ => {}
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    slashes(tokens);
}

/// False for a line of which surely no piece is a day, a time marked as one, a label or another word that says by itself what the line is
/// about. Most lines with digits are told so by how their words begin, for a fraction of what their pieces cost.
pub(super) fn may_tell(line: &str) -> bool {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'0'..=b'9' => {
                let (token, used) = number(&line[at..]);
                let tells = matches!(token, Token::Day(_) | Token::Time(_, true) | Token::AllDay);
                if tells || *byte == b'7' && seven_days(&line[at..]).is_some() {
                    return true;
                }
                used
            }
            b'a'..=b'z' | b'A'..=b'Z' => {
                let end = at + word_end(&line[at..]);
                let word = &line[at..end];
                // "a.m." takes what follows with it.
                let half = matches!(word, "a" | "p" | "A" | "P") && line[end..].starts_with('.');
                if half || words::may_tell(line, at) {
                    return true;
                }
                word.len()
            }
            // Of other scripts only the plain form tells.
            0x80.. => match line[at..].chars().next() {
                Some(c) if is_letter(c) => return true,
                c => c.map_or(1, char::len_utf8),
            },
            _ => 1,
        };
    }
    false
}

/// "8.30/12.30 – 15.30/19.30": where bars join the times in pairs, they mean "to" and what stands between the pairs "and".
fn slashes(tokens: &mut [Token]) {
    if !tokens.contains(&Token::Slash) {
        return;
    }
    let times: Vec<usize> = (0..tokens.len()).filter(|i| matches!(tokens[*i], Token::Time(_, true))).collect();
    let minute = |i: usize| if let Token::Time(minute, _) = tokens[i] { minute } else { 0 };
    let joined = |a: usize, b: usize| b == a + 2 && tokens[a + 1] == Token::Slash;
    let rising = times.windows(2).all(|w| minute(w[0]) < minute(w[1]));
    let pairs = !times.is_empty()
        && times.len().is_multiple_of(2)
        && times.len() <= 4
        && rising
        && times.chunks(2).all(|pair| joined(pair[0], pair[1]))
        && times.get(1).zip(times.get(2)).is_none_or(|(a, b)| !joined(*a, *b));
    for (i, token) in tokens.iter_mut().enumerate() {
        let between = times.len() == 4 && (times[1]..times[2]).contains(&i);
        match token {
            Token::Slash => *token = if pairs { Token::To } else { Token::And },
            Token::To if pairs && between => *token = Token::And,
            _ => {}
        }
    }
}

/// Where the letters and apostrophes that a text begins with end.
fn word_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    loop {
        let letters = first_of(no_letters(eight_at(bytes, end, b' ')));
        end += letters;
        if letters < 8 {
            if bytes.get(end) != Some(&b'\'') {
                break;
            }
            end += 1;
        }
    }
    match bytes.get(end) {
        Some(0x80..) => text.find(|c: char| !(is_letter(c) || c == '\'' || c == '’')).unwrap_or(text.len()),
        _ => end,
    }
}

/// "7 days", "7j/7": how many bytes say that it is every day.
fn seven_days(text: &str) -> Option<usize> {
    // Nearly all sevens are others.
    let likely = match text.as_bytes() {
        [_, b' ', third, ..] => matches!(third.to_ascii_lowercase(), b'd' | b't' | b'j' | b'g'),
        [_, second, ..] => matches!(second, b'j' | b'J' | b'/'),
        _ => false,
    };
    if !likely {
        return None;
    }
    [
        "7 days a week",
        "7 days",
        "7 tage",
        "7 jours sur 7",
        "7 jours",
        "7j/7",
        "7/7",
        "7 giorni su 7",
        "7 giorni",
        "7 días",
        "7 dias",
        "7 dagen",
        "7 dni",
    ]
    .iter()
    .find(|phrase| text.get(..phrase.len()).is_some_and(|head| head.to_lowercase() == **phrase))
    .filter(|phrase| text[phrase.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric()))
    .map(|phrase| phrase.len())
}

/// Every day, in several words: the first of them, and what may follow it.
pub(super) const EVERY_DAY: &[(&str, &[&str])] = &[
    ("tutti", &[" i giorni"]),
    ("tous", &[" les jours"]),
    ("todos", &[" los días", " los dias", " os dias"]),
    ("every", &[" day"]),
    ("jeden", &[" tag"]),
    ("alle", &[" tage", " dagen"]),
    ("elke", &[" dag"]),
    ("iedere", &[" dag"]),
    ("seven", &[" days a week"]),
    ("tots", &[" els dies"]),
    ("każdego", &[" dnia"]),
];

/// "tutti i giorni", "tous les jours": how many bytes behind the first word belong to it.
fn every_day(first: &str, rest: &str) -> Option<usize> {
    if !(4..=8).contains(&first.len()) || !rest.starts_with(' ') {
        return None;
    }
    let (_, tails) = if first.is_ascii() {
        EVERY_DAY.iter().find(|(word, _)| first.eq_ignore_ascii_case(word))?
    } else {
        let lower = first.to_lowercase();
        EVERY_DAY.iter().find(|(word, _)| *word == lower)?
    };
    tails.iter().find_map(|tail| {
        let head = rest.get(..tail.len())?;
        let ends = rest[tail.len()..].chars().next().is_none_or(|c| !c.is_alphabetic());
        (ends && head.to_lowercase() == **tail).then_some(tail.len())
    })
}

/// A token that starts with a digit, and its bytes.
pub(super) fn number(text: &str) -> (Token, usize) {
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
        // "7u", "18u30" as Flemings write it.
        Some(b'h' | b'H' | b'u') => {
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
