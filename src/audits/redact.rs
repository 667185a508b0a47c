//! Hides e-mail addresses and telephone numbers in words that an audit quotes: an audit may be read before a contact is paid for.
//! Belongs here: masking by shape alone. Does not belong here: knowing whose a contact is.

/// Shortest run of digits that is taken for a telephone number.
const PHONE_DIGITS: usize = 7;

/// `words` with the local part of every e-mail address and the middle of every long number replaced by dots.
pub(super) fn redact(words: &str) -> String {
    phones(&words.split_inclusive(char::is_whitespace).map(emails).collect::<String>())
}

/// Keeps the first letter of what stands before an "@" and the domain behind it.
fn emails(token: &str) -> String {
    let Some(at) = token.find('@') else { return token.to_owned() };
    let local = &token[..at];
    let start = local.rfind(|c: char| !(c.is_alphanumeric() || "._%+-".contains(c))).map_or(0, |i| next_char(local, i));
    match local[start..].chars().next() {
        Some(first) => format!("{}{first}•••{}", &token[..start], &token[at..]),
        None => token.to_owned(),
    }
}

/// Keeps the first two and the last two digits of a run that is long enough for a telephone number. Dates pass.
fn phones(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, run_on) = rest.split_at(start);
        masked.push_str(before);
        let end = run_on
            .char_indices()
            .find(|(_, c)| !(c.is_ascii_digit() || " .-/()\u{a0}".contains(*c)))
            .map_or(run_on.len(), |(i, _)| i);
        let (run, after) = run_on.split_at(end);
        let digits = run.chars().filter(char::is_ascii_digit).count();
        if digits < PHONE_DIGITS || is_date(run) {
            masked.push_str(run);
        } else {
            let mut seen = 0;
            for c in run.chars() {
                if c.is_ascii_digit() {
                    seen += 1;
                    masked.push(if seen <= 2 || seen > digits - 2 { c } else { '•' });
                } else {
                    masked.push(c);
                }
            }
        }
        rest = after;
    }
    masked.push_str(rest);
    masked
}

/// "2026-11-21", alone or with a time behind it, or nothing but years ("2012-2019").
fn is_date(run: &str) -> bool {
    let is_year = |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let mut numbers = run.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    let day = run.as_bytes().get(4) == Some(&b'-') && run.as_bytes().get(7) == Some(&b'-');
    numbers.next().is_some_and(is_year) && (day || numbers.all(is_year))
}

fn next_char(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::redact;

    #[test]
    fn an_address_keeps_its_first_letter_and_its_domain() {
        assert_eq!(redact("Write to <jane.doe@acme.test>, or"), "Write to <j•••@acme.test>, or");
        assert_eq!(redact("mailto:info@acme.test"), "mailto:i•••@acme.test");
        assert_eq!(redact("follow @acme"), "follow @acme");
    }

    #[test]
    fn a_number_keeps_its_ends_and_a_date_or_a_price_stays() {
        assert_eq!(redact("+44 1632 960001 now"), "+44 •••• ••••01 now");
        assert_eq!(redact("tel:01632960001"), "tel:01•••••••01");
        assert_eq!(
            redact("on 2026-11-21, 1 250 EUR, © 2012-2019"),
            "on 2026-11-21, 1 250 EUR, © 2012-2019",
            "eight digits of years are a range"
        );
    }
}
