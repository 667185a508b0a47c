//! Runs of digits in a text that have the shape of telephone numbers, cut where one ends and the next starts; dates, times,
//! prices, coordinates and parts of words, addresses and URLs are left out.

mod edges;

use std::ops::Range;

use super::number::{count_digits, digit};
use crate::document::Icon;
use crate::eights::{digits_and_signs, eight_at, first_of};
use edges::has_free_edges;

/// Fewest digits of a candidate.
const MIN_DIGITS: usize = 5;
/// Longest run looked at, in characters.
const MAX_RUN: usize = 48;

/// A run that may be a number, with the second numbers of ranges ("-12/-13") spelled out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// What to read: usually the text of the range.
    pub written: String,
}

/// All candidates of a text, in order. `seams` and `icons` are those of its block. Linear: every character is looked at a bounded
/// number of times.
pub(super) fn candidates(text: &str, seams: &[u32], icons: &[(u32, Icon)]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let Some(start) = next_start(text, at) else { break };
        let end = run_end(text, start, seams, icons);
        let (trimmed_start, trimmed_end) = trim(text, start, end);
        // No part of a run has more digits than the run.
        if trimmed_start < trimmed_end && count_digits(&text[trimmed_start..trimmed_end]) >= MIN_DIGITS {
            for piece in pieces(text, trimmed_start..trimmed_end) {
                let (from, to) = trim(text, piece.start, piece.end);
                let piece = from..to;
                let count = count_digits(&text[piece.clone()]);
                if (MIN_DIGITS..=19).contains(&count) && has_free_edges(text, &piece, seams) && !is_something_else(text, &piece) {
                    expand_range(text, piece, &mut found);
                }
            }
        }
        at = end.max(start + text[start..].chars().next().map_or(1, char::len_utf8));
    }
    found
}

/// The next character a number may start with.
fn next_start(text: &str, from: usize) -> Option<usize> {
    // What follows a plus or a bracket of so many bytes.
    let followed = |at: usize, bytes: usize| {
        text[at + bytes..].trim_start().starts_with(|n: char| digit(n).is_some() || matches!(n, '+' | '('))
    };
    let starts = |at: usize, byte: u8| match byte {
        b'0'..=b'9' => true,
        b'+' | b'(' | b'[' => followed(at, 1),
        // The first bytes of the digits of other scripts, and of their plus.
        0xd9 | 0xdb | 0xe0 | 0xef => match text[at..].chars().next() {
            Some('＋') => followed(at, '＋'.len_utf8()),
            c => c.and_then(digit).is_some(),
        },
        _ => false,
    };
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        // Letters and spaces are passed eight at a time.
        let others = first_of(digits_and_signs(eight_at(bytes, at, b' ')));
        at += others;
        if others < 8 {
            if starts(at, bytes[at]) {
                return Some(at);
            }
            at += 1;
        }
    }
    None
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '-' | '.' | '/' | '(' | ')' | '[' | ']' | '·' | '•' | '\u{2010}'
            ..='\u{2015}' | '\u{2212}' | '－' | '（' | '）' | 'ー' | '~' | '’' | '\'' | '\\' | '|' | '_'
    )
}

/// Where the run that starts here stops: at a character of another kind, at a second "+", at an icon behind a whole number, or when
/// it is long enough.
fn run_end(text: &str, start: usize, seams: &[u32], icons: &[(u32, Icon)]) -> usize {
    let mut end = start;
    let (mut digits, mut separators, mut opened) = (0_usize, 0_usize, false);
    for (count, (i, c)) in text[start..].char_indices().enumerate() {
        let at = start + i;
        if digit(c).is_some() {
            // Two numbers that only a style sheet keeps apart.
            if digits >= 7 && separators == 0 && seams.binary_search(&u32::try_from(at).unwrap_or(u32::MAX)).is_ok() {
                break;
            }
            if digits >= 7 && separators > 0 && icons.iter().any(|(icon, _)| (end..=at).contains(&(*icon as usize))) {
                break;
            }
            digits += 1;
            separators = 0;
            end = at + c.len_utf8();
        } else if matches!(c, '+' | '＋') {
            if digits > 0 || (count > 0 && !opened) {
                break;
            }
            end = at + c.len_utf8();
        } else if is_separator(c) {
            separators += 1;
            opened |= c == '(';
            // A bracket that opens after a whole number holds the next one, or a remark.
            if separators > 4
                || matches!(c, '(' | '（' | '[') && digits >= 7
                || c == '|' && digits >= 7
                || matches!(c, '_' | '\\')
            {
                break;
            }
        } else {
            break;
        }
        if count >= MAX_RUN {
            break;
        }
    }
    end
}

/// Takes off what a neighbouring time left in the run: "1234567 08" before ":00", "00 030" after "08:".
fn trim(text: &str, mut start: usize, mut end: usize) -> (usize, usize) {
    let colon_after = text[end..].starts_with(':') && text[end + 1..].starts_with(|c: char| c.is_ascii_digit());
    if colon_after
        || text[end..].trim_start().starts_with(['h', 'H'])
            && !text[end..].trim_start()[1..].starts_with(|c: char| c.is_alphabetic() && c != 'r')
    {
        end = text[start..end].rfind([' ', '-', '–']).map_or(start, |i| start + i);
    }
    if text[..start].ends_with(':') && text[..start - 1].ends_with(|c: char| c.is_ascii_digit()) {
        start = text[start..end].find(' ').map_or(end, |i| start + i + 1);
    }
    let kept = text[start..end].trim_end_matches(|c: char| digit(c).is_none());
    let end = start + kept.len();
    // A bracket that does not close within the number is not its own.
    let inner = kept.trim_start_matches(['(', '[']);
    if inner.len() < kept.len() && !inner.contains([')', ']']) {
        start = end - inner.len();
    }
    (start, end)
}

/// Cuts a run in which several numbers follow each other.
fn pieces(text: &str, run: Range<usize>) -> Vec<Range<usize>> {
    if let Some((first, second)) = twins(text, &run) {
        return vec![first, second];
    }
    let mut out = Vec::new();
    let mut start = run.start;
    let slice = &text[run.clone()];
    let mut digits_before = 0;
    let mut last_digit_end = run.start;
    let mut chars = slice.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if digit(c).is_some() {
            digits_before += 1;
            last_digit_end = run.start + i + c.len_utf8();
            continue;
        }
        let strong = matches!(c, '/' | '|' | '-' | '–' | '—' | '•' | '·') || c == ' ';
        if !strong || digits_before < 7 {
            continue;
        }
        let rest = slice[i..].trim_start_matches(|c: char| is_separator(c) && !matches!(c, '(' | '['));
        let digits_after = count_digits(rest);
        let fresh = rest.starts_with(['0', '+', '(', '[', '０']);
        let spaced = matches!(c, ' ');
        // Between spaces only a sign keeps numbers apart; without one both must be long enough to be whole.
        let sign_here = slice[i..].trim_start().starts_with(['/', '|', '–', '—', '•', '·', '-'])
            && slice[i..].starts_with([' ', '/', '|', '–', '—']);
        let cut = if spaced && !sign_here {
            fresh && digits_before >= 9 && digits_after >= 9 && digits_before + digits_after > 15
        } else {
            fresh && digits_after >= 7 || digits_after >= 9 && digits_before >= 8
        };
        if cut {
            out.push(start..last_digit_end);
            start = run.start + slice.len() - rest.len();
            start = run.start + (start - run.start);
            digits_before = 0;
            // Skip to the start of the next piece.
            while chars.peek().is_some_and(|(j, _)| run.start + *j < start) {
                chars.next();
            }
        }
    }
    if start < run.end {
        out.push(start..run.end);
    }
    out
}

/// "983 12 34 56 611 22 33 44": too long for one number, and the second half is grouped as the first is.
fn twins(text: &str, run: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let slice = &text[run.clone()];
    if slice.len() < 16 || !slice.bytes().all(|b| b.is_ascii_digit() || b == b' ') || count_digits(slice) <= 15 {
        return None;
    }
    let groups: Vec<&str> = slice.split(' ').collect();
    let (first, second) = groups.split_at(groups.len() / 2);
    let alike = groups.len() >= 4 && first.len() == second.len() && first.iter().zip(second).all(|(a, b)| a.len() == b.len());
    let middle = run.start + slice.len() / 2;
    alike.then_some((run.start..middle, middle + 1..run.end))
}

/// Dates, times, years, prices, coordinates, versions.
fn is_something_else(text: &str, range: &Range<usize>) -> bool {
    let written = &text[range.clone()];
    let bare = written.trim_start_matches(['(', '[']);
    let groups: Vec<&str> = bare.split(|c: char| !c.is_ascii_digit()).filter(|g| !g.is_empty()).collect();
    let signs: Vec<char> = bare.chars().filter(|c| !c.is_ascii_digit()).collect();
    let number = |g: &str| g.parse::<u32>().unwrap_or(u32::MAX);
    let year = |g: &str| g.len() == 4 && (1800..=2100).contains(&number(g));
    let day = |g: &str| g.len() <= 2 && (1..=31).contains(&number(g));
    let month = |g: &str| g.len() <= 2 && (1..=12).contains(&number(g));
    if bare.starts_with('+') || written.contains('+') {
        return false;
    }
    if let [a, b, c, ..] = groups.as_slice() {
        let same = signs.len() >= 2 && (signs[0] == signs[1]) && matches!(signs[0], '.' | '/' | '-' | ' ');
        let spaced_dots = bare.contains(". ");
        let date = day(a) && month(b) && (year(c) || c.len() == 2 && signs[0] != ' ' && groups.len() == 3)
            || month(a) && day(b) && (year(c) || c.len() == 2 && signs[0] == '/' && groups.len() == 3)
            || year(a) && month(b) && day(c);
        // "05.06.07.08.09" is a French number; "12.05.2024" and what follows it is not.
        if date && (same || spaced_dots) && !(groups.len() >= 5 && groups.iter().all(|g| g.len() == 2)) {
            return true;
        }
    }
    // "84-2021-0465": the number of a decree or a file in its year.
    if let [a, b, _] = groups.as_slice()
        && a.len() <= 3
        && !a.starts_with('0')
        && b.len() == 4
        && (1980..=2100).contains(&number(b))
        && matches!(signs.as_slice(), ['-' | '/', '-' | '/'])
    {
        return true;
    }
    let clock =
        |h: &str, m: &str| h.len() <= 2 && m.len() == 2 && number(h) <= 24 && number(m) < 60 && number(m).is_multiple_of(5);
    match groups.as_slice() {
        // "08.30-12.00" and "8 00 - 12 00".
        [h1, m1, h2, m2] if clock(h1, m1) && clock(h2, m2) && signs.iter().any(|c| matches!(c, '-' | '–' | '—' | '/')) => {
            return true;
        }
        [h1, m1, h2, m2, h3, m3, h4, m4] if clock(h1, m1) && clock(h2, m2) && clock(h3, m3) && clock(h4, m4) => return true,
        // "07/01-31/03" and "28.03. - 10.04.": from a day to a day.
        [d1, m1, d2, m2]
            if (day(d1) && month(m1) && day(d2) && month(m2) || month(d1) && day(m1) && month(d2) && day(m2)) && {
                let marks: Vec<char> = signs.iter().copied().filter(|c| *c != ' ').collect();
                matches!(
                    marks.as_slice(),
                    ['/', '-' | '–' | '—', '/'] | ['.', '-' | '–' | '—', '.'] | ['.', '.', '-' | '–' | '—', '.']
                )
            } =>
        {
            return true;
        }
        [a, b] if year(a) && year(b) => return true,
        [a, b] if year(a) && b.len() <= 2 => return true,
        // "48.856614": a fraction; "333.1234567" is dialled in Italy.
        [a, b] if signs == ['.'] && a.len() <= 3 && b.len() >= 4 && !a.starts_with('0') && number(a) <= 180 => return true,
        // "48.856614 2.352222"
        [a, b, c, d]
            if a.len() <= 3
                && b.len() >= 4
                && c.len() <= 3
                && d.len() >= 4
                && signs.first() == Some(&'.')
                && signs.last() == Some(&'.') =>
        {
            return true;
        }
        _ => {}
    }
    // Versions, network addresses, chapter numbers: several single digits.
    let dotted = signs.iter().filter(|c| **c == '.').count();
    if dotted >= 2 && groups.iter().skip(1).any(|g| g.len() == 1) && signs.iter().all(|c| *c == '.') {
        return true;
    }
    // "1.250.000" and "12.500": thousands, unless they start as numbers do; nobody asks for hundreds of millions.
    let thousands = groups.len() >= 2
        && groups[0].len() <= if groups.len() == 2 { 3 } else { 2 }
        && !groups[0].starts_with('0')
        && groups[1..].iter().all(|g| g.len() == 3)
        && signs.iter().all(|c| *c == '.')
        && groups.len() <= 3;
    if thousands {
        return true;
    }
    groups.len() >= 3 && groups.iter().all(|g| g.len() <= 1) || groups.iter().filter(|g| year(g)).count() >= 3
}

/// "4567-12/-13", "4567-12/13", "67 89/90": one number and the last digits of another.
fn expand_range(text: &str, range: Range<usize>, found: &mut Vec<Candidate>) {
    let written = &text[range.clone()];
    if let Some(slash) = written.rfind(['/', '–']).filter(|i| count_digits(&written[..*i]) >= 7) {
        let sign = written[slash..].chars().next().map_or(1, char::len_utf8);
        let tail = written[slash + sign..].trim_start_matches([' ', '-', '–']);
        let head = written[..slash].trim_end();
        let last_group = head.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let dashed = written[slash + sign..].trim_start().starts_with(['-', '–']);
        let value = |digits: &str| digits.parse::<u32>().unwrap_or(0);
        // "23 12 54 – 40" goes on, "67 89 – 90" goes up.
        if written[slash..].starts_with('–') && (tail.len() != last_group.len() || value(tail) <= value(last_group)) {
            found.push(Candidate { range: range.clone(), written: written.to_owned() });
            return;
        }
        // "01/99/00/12/34" is written with nothing but slashes.
        let fits = head.matches('/').count() < 3
            && !tail.is_empty()
            && tail.len() <= 4
            && tail.bytes().all(|b| b.is_ascii_digit())
            && (tail.len() == last_group.len() || dashed && tail.len() <= last_group.len() + 1);
        // "671/72" is an ending of unknown kind, an extension perhaps: the number before it is whole.
        if !fits
            && !tail.is_empty()
            && tail.len() <= 3
            && tail.len() < last_group.len()
            && tail.bytes().all(|b| b.is_ascii_digit())
        {
            found.push(Candidate { range: range.start..range.start + head.len(), written: head.to_owned() });
            return;
        }
        if fits {
            let keep = head.len() - tail.len().min(last_group.len());
            found.push(Candidate { range: range.start..range.start + head.len(), written: head.to_owned() });
            found.push(Candidate { range: range.clone(), written: format!("{}{tail}", &head[..keep]) });
            return;
        }
    }
    found.push(Candidate { range: range.clone(), written: written.to_owned() });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        candidates(text, &[], &[]).into_iter().map(|c| c.written).collect()
    }

    #[test]
    fn numbers_are_found_in_their_many_shapes() {
        for number in [
            "030 23125-000",
            "(030) 23 12 50 00",
            "+49 (0) 30 / 23125-0",
            "01 99 00 12 34",
            "01.99.00.12.34",
            "0049-30-23125000",
            "212-555-0123",
            "(212) 555-0123",
            "089/23125000",
            "333.1234567",
            "+420 601 123 456",
            "06 – 12 34 56 78",
            "０３-１２３４-５６７８",
            "8 (495) 123-45-67",
            "+44 20 7946 0123",
        ] {
            assert_eq!(written(&format!("Tel. {number}, gerne")), [number], "{number}");
        }
        assert_eq!(written("電話03-1234-5678まで"), ["03-1234-5678"]);
    }

    #[test]
    fn several_numbers_in_a_row_are_cut_apart() {
        assert_eq!(written("030 23125000 / 0171 1234567"), ["030 23125000", "0171 1234567"]);
        assert_eq!(written("01 99 00 12 34 - 06 39 98 12 34"), ["01 99 00 12 34", "06 39 98 12 34"]);
        assert_eq!(written("+49 30 23125000 +49 171 1234567"), ["+49 30 23125000", "+49 171 1234567"]);
        assert_eq!(written("01 99 00 12 34 06 39 98 12 34"), ["01 99 00 12 34", "06 39 98 12 34"]);
        assert_eq!(written("02 1234567 | 333 1234567"), ["02 1234567", "333 1234567"]);
        assert_eq!(written("030 23125000 (0171 1234567)"), ["030 23125000", "0171 1234567"]);
        assert_eq!(written("983 12 34 56 611 22 33 44"), ["983 12 34 56", "611 22 33 44"]);
    }

    #[test]
    fn ranges_give_both_numbers() {
        assert_eq!(written("05251/231250-12/-13"), ["05251/231250-12", "05251/231250-13"]);
        assert_eq!(written("022 345 67 89/90"), ["022 345 67 89", "022 345 67 90"]);
        assert_eq!(written("022 345 67 89–90"), ["022 345 67 89", "022 345 67 90"]);
    }

    #[test]
    fn an_extension_behind_a_dash_is_part_of_its_number() {
        assert_eq!(written("030 / 23 12 54 – 40"), ["030 / 23 12 54 – 40"]);
        assert_eq!(written("030 231254 – 40"), ["030 231254 – 40"]);
    }

    #[test]
    fn a_number_that_only_a_style_sheet_parts_from_an_address_is_whole() {
        let text = "Tel. 05251 / 2317-12d.muster@laden.de";
        let seam = u32::try_from(text.find("d.muster").unwrap()).unwrap();
        assert_eq!(candidates(text, &[seam], &[]).len(), 1);
        assert_eq!(candidates(text, &[], &[]).len(), 0);
    }

    #[test]
    fn an_icon_keeps_numbers_apart_and_leaves_one_whole() {
        let apart = |text: &str, icon| {
            candidates(text, &[], &[(icon, Icon::WhatsApp)]).into_iter().map(|c| c.written).collect::<Vec<_>>()
        };
        assert_eq!(apart("983 123 456 611 22 33 44", 11), ["983 123 456", "611 22 33 44"]);
        assert_eq!(apart("0561 123 45 00", 4), ["0561 123 45 00"]);
    }

    #[test]
    fn dates_times_prices_and_codes_are_left_out() {
        for text in [
            "12.05.2024",
            "2024-05-12",
            "01/02/2024",
            "12. 05. 2024",
            "08.30-12.00",
            "Mo-Fr 08:00-12:00",
            "1.299,00 €",
            "12.500 EUR",
            "1.250.000",
            "48.856614, 2.352222",
            "2015 - 2024",
            "1.2.3.4",
            "48.8566142",
            "NL12 RABO 0300 0652 64",
            "DE123456789",
            "B12345678",
            "foo123456789",
            "#1234567",
            "id=12345678",
            "1234567@x.de",
            "https://x.de/1234567/a",
            "120 000 m²",
            "192.168.1.1",
            "10.5.2023 - 12.6.2023",
            "303-555-0199-A",
            "10:00 - 18:00",
            "9.00 - 12.30",
            "TO/011555/83",
            "PL/0113/4960999/22",
            "CHE-225.558.877",
            "84-2021-0465",
        ] {
            assert_eq!(written(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_time_beside_a_number_is_cut_off() {
        assert_eq!(written("030 23125000 08:00-17:00"), ["030 23125000"]);
        assert_eq!(written("08:00 030 23125000"), ["030 23125000"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scanned(text in "([0-9+()./ \\-–:,|]|é|電|［|Tel|６){0,80}") {
            for candidate in candidates(&text, &[2, 5, 9], &[(4, Icon::Phone)]) {
                proptest::prop_assert!(text.get(candidate.range).is_some());
            }
        }
    }
}
