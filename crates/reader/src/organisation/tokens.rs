//! Lines of an address as words with what parts them, the common ground of postal codes, streets and cities.

use crate::eights::alphanumerics;
use crate::short_text::is_letter;

/// What stands between a word and the one before it, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing, or a full stop without space.
    Glued,
    /// A hyphen without spaces between letters and digits ("D-10115").
    Hyphen,
    /// White space.
    Space,
    /// A bracket.
    Bracket,
    /// A dash with spaces.
    Dash,
    /// A comma.
    Comma,
    /// Anything that starts something new: bar, bullet, colon, semicolon.
    Bar,
    /// A new line, or the start.
    Line,
}

impl Gap {
    /// True when the words on both sides do not belong to one phrase.
    pub fn parts(self) -> bool {
        self >= Self::Dash
    }
}

/// A word: letters, digits, and what joins them (apostrophes, inner hyphens, inner full stops, "12/3").
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'a> {
    pub text: &'a str,
    /// Byte offsets in the window.
    pub start: usize,
    pub end: usize,
    /// What stands before it.
    pub gap: Gap,
    /// A full stop follows it.
    pub dot: bool,
    /// A sign of money or of parts of a hundred stands beside it.
    pub measured: bool,
}

impl Token<'_> {
    pub fn is_number(&self) -> bool {
        !self.text.is_empty() && self.text.bytes().all(|b| b.is_ascii_digit())
    }

    pub fn digits(&self) -> usize {
        self.text.bytes().filter(u8::is_ascii_digit).count()
    }

    /// Starts with an upper-case letter (or a letter of a script without case).
    pub fn is_capital(&self) -> bool {
        let mut chars = self.text.chars();
        let first = chars.next();
        // "d'Arcy", "l'Isle", "s-Hertogenbosch", "dell'Industria".
        let inner = || {
            self.text.chars().take(5).any(|c| matches!(c, '\'' | '’' | '-')) && self.text.chars().take(6).any(char::is_uppercase)
        };
        match first {
            Some('A'..='Z' | '\'' | '’') => true,
            Some('a'..='z' | '0'..='9') => inner(),
            first => first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase()) || inner(),
        }
    }

    pub fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphabetic)
    }
}

/// Words of a window of at most a few lines.
pub(super) fn tokenise(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    tokenise_into(&mut tokens, text);
    tokens
}

/// [`tokenise`] into a list that held another text's words.
pub(super) fn tokenise_into<'t>(tokens: &mut Vec<Token<'t>>, text: &'t str) {
    tokens.clear();
    let mut gap = Gap::Line;
    let mut previous_space = false;
    let mut sign = false;
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        // A space between words, the most common of all.
        if *byte == b' ' {
            at += 1;
            previous_space = true;
            gap = gap.max(Gap::Space);
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        if is_word_char(c) {
            let end = word_end(text, at);
            tokens.push(Token { text: &text[at..end], start: at, end, gap, dot: false, measured: sign });
            sign = false;
            gap = Gap::Glued;
            previous_space = false;
            at = end;
            continue;
        }
        at += c.len_utf8();
        let this = match c {
            '\n' => Gap::Line,
            ',' | '،' | '、' | '，' => Gap::Comma,
            '(' | ')' | '[' | ']' => Gap::Bracket,
            '-' | '–' | '—' | '‑' | '‐' => {
                let spaced = previous_space || text[at..].chars().next().is_none_or(char::is_whitespace);
                if spaced { Gap::Dash } else { Gap::Hyphen }
            }
            '.' => {
                if gap == Gap::Glued
                    && let Some(token) = tokens.last_mut()
                {
                    token.dot = true;
                }
                Gap::Glued
            }
            '\'' | '’' | '"' | '„' | '“' | '”' | '#' | '«' | '»' => Gap::Space,
            '€' | '$' | '£' | '%' => {
                sign = true;
                if let Some(token) = tokens.last_mut().filter(|t| gap <= Gap::Space && t.digits() > 0) {
                    token.measured = true;
                    sign = false;
                }
                Gap::Bar
            }
            c if c.is_whitespace() || c == '\u{200b}' => Gap::Space,
            _ => Gap::Bar,
        };
        previous_space = c.is_whitespace();
        gap = gap.max(this);
    }
}

/// One past the last byte of the word that starts at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut last = ' ';
    loop {
        // Letters and digits of ASCII, most of most words, are taken on end.
        let run = alphanumerics(&text.as_bytes()[end..]);
        if run > 0 {
            end += run;
            last = char::from(text.as_bytes()[end - 1]);
        }
        // Most words end here, at a character of ASCII that joins nothing.
        match text.as_bytes().get(end) {
            None => return end,
            Some(b'\'' | b'-' | b'.' | b'/' | b'&' | 0x80..) => {}
            Some(_) => return end,
        }
        let mut following = text[end..].chars();
        let Some(next) = following.next() else { return end };
        let joined = is_word_char(next)
            || joins(next) && following.next().is_some_and(|after| joins_these(last, next, after))
            || next == '/'
                && (last.is_ascii_digit() && is_lone_letter(&text[end + 1..]) || matches!(&text[start..end], "c" | "C"));
        // "ul.Wzorowa 5": as with other Slavic abbreviations.
        let abbreviated = next == '.' && end - start == 2 && matches!(&text[start..end], "ul" | "Ul" | "al" | "os");
        if !joined || abbreviated {
            return end;
        }
        end += next.len_utf8();
        last = next;
    }
}

fn is_word_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && is_word_char_beyond_ascii(c)
}

fn is_word_char_beyond_ascii(c: char) -> bool {
    is_letter(c) || c.is_numeric() || matches!(c, 'º' | 'ª' | '°' | '\u{300}'..='\u{36f}')
}

/// "12/A": a letter behind the bar and nothing that makes it a word.
fn is_lone_letter(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic()) && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

/// Characters that may stand within a word.
fn joins(c: char) -> bool {
    matches!(c, '\'' | '’' | '-' | '‑' | '.' | '/' | '&' | '–')
}

fn joins_these(before: char, joint: char, after: char) -> bool {
    match joint {
        '\'' | '’' => before.is_alphabetic() && after.is_alphabetic(),
        '-' | '‑' => before.is_alphabetic() && after.is_alphabetic() || before.is_ascii_digit() && after.is_ascii_digit(),
        '–' => before.is_ascii_digit() && after.is_ascii_digit(),
        // "ул.Образцовая", "г.Пермь": a Slavic abbreviation is followed by its name without a blank.
        '.' => before.is_alphabetic() && after.is_alphabetic() && (after.is_ascii() || !is_slavic_name_behind(before, after)),
        '/' => before.is_ascii_digit() && after.is_ascii_digit(),
        '&' => before.is_uppercase() && after.is_uppercase(),
        _ => false,
    }
}

fn is_slavic_name_behind(before: char, after: char) -> bool {
    matches!(before, 'а'..='я' | 'і' | 'ї' | 'є') && matches!(after, 'А'..='Я' | 'І' | 'Ї' | 'Є')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(&str, Gap)> {
        tokenise(text).iter().map(|t| (t.text, t.gap)).collect()
    }

    #[test]
    fn words_carry_what_parts_them() {
        assert_eq!(
            words("Karl-Marx-Str. 12a,\nD-10115 Berlin | Tel"),
            [
                ("Karl-Marx-Str", Gap::Line),
                ("12a", Gap::Space),
                ("D", Gap::Line),
                ("10115", Gap::Hyphen),
                ("Berlin", Gap::Space),
                ("Tel", Gap::Bar)
            ]
        );
        assert_eq!(
            words("C/ Mayor 5 - 28013"),
            [("C/", Gap::Line), ("Mayor", Gap::Space), ("5", Gap::Space), ("28013", Gap::Dash)]
        );
        assert_eq!(
            words("P.zza dell'Erba 12/3 00-001"),
            [("P.zza", Gap::Line), ("dell'Erba", Gap::Space), ("12/3", Gap::Space), ("00-001", Gap::Space)]
        );
    }

    #[test]
    fn a_sign_of_money_marks_the_number_beside_it() {
        let measured = |text: &str| tokenise(text).iter().filter(|t| t.measured).map(|t| t.text.to_owned()).collect::<Vec<_>>();
        assert_eq!(measured("Kaufpreis 489.000 € in 22605 Hamburg"), ["000"]);
        assert_eq!(measured("ab € 12990 Ulm"), ["12990"]);
        assert!(measured("Hauptstraße 5, 10115 Berlin").is_empty());
    }

    #[test]
    fn a_full_stop_after_a_word_is_kept_as_a_mark() {
        let t = tokenise("Hauptstr.5");
        assert!(t[0].dot && t[0].text == "Hauptstr" && t[1].gap == Gap::Glued);
        let t = tokenise("ul.Wzorowa 5");
        assert!(t[0].dot && t[0].text == "ul" && t[1].text == "Wzorowa" && t[1].gap == Gap::Glued);
    }
}
