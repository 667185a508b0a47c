//! Postal codes by their form, and the countries that write them so.

use super::country::Country;
use super::street::is_number_mark;
use super::tokens::{Gap, Token};

/// How a postal code is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Four,
    Five,
    /// "110 00"
    SpacedFive,
    Six,
    /// "500 039"
    SpacedSix,
    /// "00-001"
    Polish,
    /// "1050-123"
    Portuguese,
    /// "01310-100"
    Brazilian,
    /// "1015 AA"
    Dutch,
    /// "SW1A 1AA"
    British,
    /// "C1195AAG"
    Argentine,
    /// "K1A 0B1"
    Canadian,
    /// "D02 X285"
    Irish,
    /// "62701-1234"
    AmericanPlus,
}

impl Form {
    /// Countries that use the form, the likeliest first.
    pub fn countries(self) -> &'static [Country] {
        const fn list<const N: usize>(codes: [&'static str; N]) -> [Country; N] {
            let mut out = [Country(""); N];
            let mut i = 0;
            while i < N {
                out[i] = Country(codes[i]);
                i += 1;
            }
            out
        }
        const FOUR: [Country; 18] =
            list(["AT", "CH", "BE", "DK", "NO", "LU", "HU", "SI", "BG", "NL", "LI", "CY", "LV", "PT", "AU", "NZ", "ZA", "AR"]);
        const FIVE: [Country; 22] = list([
            "DE", "FR", "IT", "ES", "US", "FI", "HR", "EE", "LT", "GR", "CZ", "SK", "SE", "MC", "SM", "TR", "UA", "RS", "MX",
            "AD", "LI", "CY",
        ]);
        const SPACED: [Country; 4] = list(["CZ", "SK", "SE", "GR"]);
        const SIX: [Country; 3] = list(["RO", "RU", "IN"]);
        const IN: [Country; 1] = list(["IN"]);
        const PL: [Country; 1] = list(["PL"]);
        const PT: [Country; 1] = list(["PT"]);
        const AR: [Country; 1] = list(["AR"]);
        const BR: [Country; 1] = list(["BR"]);
        const NL: [Country; 1] = list(["NL"]);
        const GB: [Country; 1] = list(["GB"]);
        const CA: [Country; 1] = list(["CA"]);
        const IE: [Country; 1] = list(["IE"]);
        const US: [Country; 1] = list(["US"]);
        match self {
            Self::Four => &FOUR,
            Self::Five => &FIVE,
            Self::SpacedFive => &SPACED,
            Self::Six => &SIX,
            Self::SpacedSix => &IN,
            Self::Polish => &PL,
            Self::Portuguese => &PT,
            Self::Brazilian => &BR,
            Self::Argentine => &AR,
            Self::Dutch => &NL,
            Self::British => &GB,
            Self::Canadian => &CA,
            Self::Irish => &IE,
            Self::AmericanPlus => &US,
        }
    }

    /// True when a country writes its codes, and never in this form.
    pub fn is_foreign_to(self, country: Country) -> bool {
        const ALL: [Form; 14] = [
            Form::Four,
            Form::Five,
            Form::SpacedFive,
            Form::Six,
            Form::SpacedSix,
            Form::Polish,
            Form::Portuguese,
            Form::Brazilian,
            Form::Dutch,
            Form::British,
            Form::Argentine,
            Form::Canadian,
            Form::Irish,
            Form::AmericanPlus,
        ];
        let writes = |form: &Self| form.countries().contains(&country);
        !writes(&self) && ALL.iter().any(writes)
    }

    /// True when the city stands before the code.
    pub fn city_before(self) -> bool {
        matches!(self, Self::British | Self::Canadian | Self::Irish | Self::AmericanPlus | Self::Brazilian)
    }
}

/// A postal code within tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub form: Form,
    /// First token, a country prefix included.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// As a country's post writes it.
    pub text: String,
    /// From a prefix such as "D-".
    pub country: Option<Country>,
}

/// The postal code that starts at token `at` (its own characters, not a prefix), if one does.
pub(super) fn code_at(tokens: &[Token<'_>], at: usize) -> Option<Code> {
    let token = tokens.get(at).filter(|t| !t.measured && t.text.bytes().any(|b| b.is_ascii_digit()))?;
    let next = tokens.get(at + 1).filter(|n| n.gap <= Gap::Space && !token.dot);
    let text = token.text;
    if let Some(code) = lettered(text, next.map(|n| n.text)) {
        let (form, written, used) = code;
        return Some(Code { form, first: at, end: at + used, text: written, country: None });
    }
    let bytes = text.as_bytes();
    let mut shape = [0; 10];
    for (into, byte) in shape.iter_mut().zip(bytes) {
        *into = if byte.is_ascii_digit() { b'9' } else { *byte };
    }
    let (form, written, used) = match shape.get(..bytes.len()).unwrap_or_default() {
        b"99-999" => (Form::Polish, text.to_owned(), 1),
        b"9999-999" => (Form::Portuguese, text.to_owned(), 1),
        b"99999-999" => (Form::Brazilian, text.to_owned(), 1),
        // "50.030-230"
        b"99" if token.dot => match tokens.get(at + 1) {
            Some(n) if n.gap == Gap::Glued && n.text.len() == 7 && n.digits() == 6 && n.text.as_bytes()[3] == b'-' => {
                (Form::Brazilian, format!("{text}{}", n.text), 2)
            }
            _ => return None,
        },
        b"99999-9999" => (Form::AmericanPlus, text.to_owned(), 1),
        b"999999" => (Form::Six, text.to_owned(), 1),
        b"99999" => (Form::Five, text.to_owned(), 1),
        b"9999" => match next.map(|n| n.text) {
            Some(letters)
                if letters.len() == 2
                    && letters.bytes().all(|b| b.is_ascii_uppercase())
                    && !matches!(letters, "SA" | "SD" | "SS")
                    && bytes[0] != b'0' =>
            {
                (Form::Dutch, format!("{text} {letters}"), 2)
            }
            _ => (Form::Four, text.to_owned(), 1),
        },
        // "42 rue de l'Exemple, 87 000 Limoges": French thousands, at the start of a part and before a town.
        b"99" if token.gap >= Gap::Comma => match (next, tokens.get(at + 2)) {
            (Some(n), Some(town))
                if n.gap == Gap::Space
                    && n.is_number()
                    && n.text.len() == 3
                    && !n.dot
                    && town.gap == Gap::Space
                    && town.is_capital()
                    && town.text.len() > 2
                    && at > 0 =>
            {
                (Form::Five, format!("{text}{}", n.text), 2)
            }
            _ => return None,
        },
        b"999" => match next {
            Some(n) if n.gap == Gap::Space && n.is_number() && n.text.len() == 2 => {
                (Form::SpacedFive, format!("{text} {}", n.text), 2)
            }
            // "Hyderabad - 500 039"; behind anything but a town three digits and three are a number like any other.
            Some(n)
                if n.gap == Gap::Space
                    && n.is_number()
                    && n.text.len() == 3
                    && bytes[0] != b'0'
                    && at > 0
                    && tokens[at - 1].is_capital()
                    && tokens[at - 1].digits() == 0
                    && matches!(token.gap, Gap::Space | Gap::Dash | Gap::Hyphen) =>
            {
                (Form::SpacedSix, format!("{text} {}", n.text), 2)
            }
            _ => return None,
        },
        _ => {
            // "1015AA": digits and letters in one word.
            if bytes.len() == 6
                && bytes[..4].iter().all(u8::is_ascii_digit)
                && bytes[4..].iter().all(u8::is_ascii_uppercase)
                && bytes[0] != b'0'
            {
                (Form::Dutch, format!("{} {}", &text[..4], &text[4..]), 1)
            } else {
                return None;
            }
        }
    };
    let (first, country) = prefix(tokens, at, form);
    // "Rua 9, nº 1245" and "Turnverein 1911 e.V.": a house's number, a year of foundation.
    let numbered = first
        .checked_sub(1)
        .and_then(|i| tokens.get(i))
        .is_some_and(|t| is_number_mark(t.text) || tokens[first].gap <= Gap::Space && is_room(t.text));
    let founded = tokens.get(at + used).is_some_and(|t| matches!(t.text, "e.V" | "e.V." | "eV" | "e" | "GmbH" | "AG" | "KG"));
    // "Av. do Exemplo, 1363, Sala 5": a room behind it makes it the house's.
    let housed = tokens.get(at + used).is_some_and(|t| t.gap == Gap::Comma && is_room(t.text));
    if form == Form::Four && (numbered || founded || housed) {
        return None;
    }
    // A number right before it makes it part of a longer number: a telephone number, an account.
    if let Some(before) = first.checked_sub(1).and_then(|i| tokens.get(i)) {
        let joined = tokens[first].gap;
        // "+49 69 90001-234": a number with its area code, not the code of a town in Brazil.
        let dialled = form == Form::Brazilian
            && before.is_number()
            && joined <= Gap::Space
            && first >= 2
            && tokens[first - 1].gap <= Gap::Space
            && tokens[first - 2].is_number();
        // "351 416 3362": the last of three groups is a telephone number's.
        let grouped = form == Form::Four
            && joined == Gap::Space
            && tokens[first - 1].gap == Gap::Space
            && first >= 2
            && [&tokens[first - 1], &tokens[first - 2]].iter().all(|t| t.is_number() && (2..=4).contains(&t.text.len()));
        let long = before.is_number() && (before.text.starts_with('0') || before.text.len() > 4) && joined <= Gap::Space;
        let glued = before.digits() > 0 && joined <= Gap::Hyphen;
        if long || glued || dialled || grouped {
            return None;
        }
    }
    if let Some(after) = tokens.get(at + used) {
        let running =
            after.gap <= Gap::Space && after.text.starts_with(|c: char| c.is_ascii_digit()) && !tokens[at + used - 1].dot;
        if running {
            return None;
        }
    }
    Some(Code { form, first, end: at + used, text: written, country })
}

/// Codes made of letters and digits: British, Canadian, Irish, Argentine.
fn lettered(text: &str, next: Option<&str>) -> Option<(Form, String, usize)> {
    if text.len() > 8 || !text.is_ascii() || !text.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let shape = |s: &str| -> String {
        s.chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_uppercase() {
                    'A'
                } else {
                    '?'
                }
            })
            .collect()
    };
    if shape(text) == "A9999AAA" {
        return Some((Form::Argentine, text.to_owned(), 1));
    }
    let whole = |outward: &str, inward: &str| -> Option<Form> {
        let out = shape(outward);
        match (out.as_str(), shape(inward).as_str()) {
            ("A9" | "A99" | "A9A" | "AA9" | "AA99" | "AA9A", "9AA") => Some(Form::British),
            ("A9A", "9A9") if !outward.contains(['D', 'F', 'I', 'O', 'Q', 'U']) => Some(Form::Canadian),
            ("A99", inner) if inner.len() == 4 && !inner.contains('?') && inward.bytes().any(|b| b.is_ascii_digit()) => {
                Some(Form::Irish)
            }
            ("A9A", inner) if inner.len() == 4 && outward == "D6W" && !inner.contains('?') => Some(Form::Irish),
            _ => None,
        }
    };
    if let Some(next) = next.filter(|n| n.is_ascii() && n.len() <= 4)
        && let Some(form) = whole(text, next)
    {
        return Some((form, format!("{text} {next}"), 2));
    }
    for inner in [3, 4] {
        if text.len() > inner + 1 && text.is_char_boundary(text.len() - inner) {
            let (outward, inward) = text.split_at(text.len() - inner);
            if let Some(form) = whole(outward, inward) {
                return Some((form, format!("{outward} {inward}"), 1));
            }
        }
    }
    None
}

/// Words before the number of a room or a flat: "Conj 1713", "Sala 1205".
fn is_room(word: &str) -> bool {
    matches!(
        word,
        "Conj"
            | "conj"
            | "Conjunto"
            | "conjunto"
            | "CONJ"
            | "Sala"
            | "sala"
            | "SALA"
            | "Salas"
            | "Apto"
            | "apto"
            | "APTO"
            | "Loja"
            | "loja"
            | "LOJA"
            | "Oficina"
            | "oficina"
            | "Of"
            | "Depto"
            | "depto"
            | "Dpto"
            | "dpto"
            | "Piso"
            | "piso"
            | "Local"
            | "local"
    )
}

/// A country prefix before the code: its token and country.
fn prefix(tokens: &[Token<'_>], at: usize, form: Form) -> (usize, Option<Country>) {
    let Some(before) = at.checked_sub(1).and_then(|i| tokens.get(i)) else { return (at, None) };
    let gap = tokens[at].gap;
    if !matches!(gap, Gap::Hyphen | Gap::Dash | Gap::Space | Gap::Glued) || before.text.len() > 3 {
        return (at, None);
    }
    let country = match before.text {
        "D" | "DE" => "DE",
        "F" | "FR" => "FR",
        "A" | "AT" => "AT",
        "CH" => "CH",
        "I" | "IT" => "IT",
        "B" | "BE" => "BE",
        "L" | "LU" => "LU",
        "E" | "ES" => "ES",
        "P" | "PT" => "PT",
        "NL" => "NL",
        "PL" => "PL",
        "CZ" => "CZ",
        "SK" => "SK",
        "H" | "HU" => "HU",
        "S" | "SE" => "SE",
        "N" | "NO" => "NO",
        "DK" => "DK",
        "FI" | "FIN" => "FI",
        "GR" => "GR",
        "RO" => "RO",
        "HR" => "HR",
        "SI" | "SLO" => "SI",
        "LV" => "LV",
        "LT" => "LT",
        "EE" => "EE",
        "BG" => "BG",
        "FL" | "LI" if tokens[at].text.len() == 4 => "LI",
        "MC" => "MC",
        "RS" | "SRB" => "RS",
        "TR" => "TR",
        "CY" => "CY",
        // Maryland writes five digits.
        "MD" if tokens[at].text.len() == 4 => "MD",
        _ => return (at, None),
    };
    let lone_letter = before.text.len() == 1;
    // "Gasse 3 A 1010" may be a stair; "A-1010" and a prefix that starts its part of the line are not.
    if lone_letter && matches!(gap, Gap::Space | Gap::Glued) && !before.gap.parts() {
        return (at, None);
    }
    // "45/A - 25123": no country writes its codes so.
    if lone_letter && !form.countries().contains(&Country(country)) {
        return (at, None);
    }
    (at - 1, Some(Country(country)))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokenise;
    use super::*;

    fn codes(text: &str) -> Vec<(String, Form)> {
        let tokens = tokenise(text);
        let mut out = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(code) = code_at(&tokens, at) {
                at = code.end;
                out.push((code.text, code.form));
            } else {
                at += 1;
            }
        }
        out
    }

    #[test]
    fn each_form_is_told_apart() {
        for (text, code, form) in [
            ("10115 Berlin", "10115", Form::Five),
            ("1010 Wien", "1010", Form::Four),
            ("1015 AA Amsterdam", "1015 AA", Form::Dutch),
            ("1015AA Amsterdam", "1015 AA", Form::Dutch),
            ("00-001 Warszawa", "00-001", Form::Polish),
            ("1050-123 Lisboa", "1050-123", Form::Portuguese),
            ("110 00 Praha 1", "110 00", Form::SpacedFive),
            ("London SW1A 1AA", "SW1A 1AA", Form::British),
            ("London SW1A1AA", "SW1A 1AA", Form::British),
            ("Ottawa ON K1A 0B1", "K1A 0B1", Form::Canadian),
            ("Dublin D02 X285", "D02 X285", Form::Irish),
            ("500001 Brașov", "500001", Form::Six),
            ("C1195AAG Buenos Aires", "C1195AAG", Form::Argentine),
            ("Recife - PE, 50.030-230", "50030-230", Form::Brazilian),
        ] {
            assert_eq!(codes(text), [(code.to_owned(), form)], "{text}");
        }
    }

    #[test]
    fn prefixes_name_the_country() {
        let tokens = tokenise("CH-8001 Zürich");
        assert_eq!(code_at(&tokens, 1).map(|c| (c.first, c.country)), Some((0, Some(Country("CH")))));
    }

    #[test]
    fn a_letter_before_a_code_of_another_form_is_no_prefix() {
        let tokens = tokenise("A - 25123 Brescia");
        assert_eq!(code_at(&tokens, 1).map(|c| (c.first, c.country)), Some((1, None)));
        let tokens = tokenise("A-6020 Innsbruck");
        assert_eq!(code_at(&tokens, 1).map(|c| (c.first, c.country)), Some((0, Some(Country("AT")))));
    }

    #[test]
    fn parts_of_telephone_and_account_numbers_are_no_codes() {
        for text in [
            "030 12345 67",
            "+49 30 12345-67",
            "0151 23456789",
            "DE12 5001 0517 5407 3249 31",
            "+49 69 90001-234 Muster",
            "01 23 45 67 89",
        ] {
            assert!(codes(text).is_empty(), "{text}: {:?}", codes(text));
        }
    }
}
