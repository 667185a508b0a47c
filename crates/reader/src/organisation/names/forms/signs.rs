//! A look over a text for what company forms begin with: nearly no text holds any, and those are not searched.
//!
//! Belongs here: refusing quickly. Does not belong here: what a form is (`forms`). A text that holds a form is never refused.

use super::BEFORE;
use crate::short_text::{any_byte, gaps};

/// What the forms behind a name begin with, by the first byte; every alternative of the expression has its beginning here. A space
/// stands for any white space.
const fn behind(first: u8) -> &'static [&'static str] {
    match first {
        b'A' => &["Aktiebolag", "Anpartsselskab", "AG", "AB", "ApS", "A/S", "AS", "ANS", "AP", "A."],
        b'B' => &["B.V", "BV", "Bt"],
        b'C' => &["C.B", "CommV", "Comm.", "Corp", "CIC"],
        b'D' => &["DAC"],
        b'E' => &["EURL", "E.", "EIRELI", "EIRL", "ETS"],
        b'G' => &["GmbH", "GMBH", "Gmbh", "Gesellschaft mit", "GesmbH", "Ges.", "G.m", "GbR"],
        b'H' => &["HB"],
        b'I' => &["Inc", "I/S", "IVS"],
        b'K' => &["KG", "Kft", "KFT", "Kkt", "Ky"],
        b'L' => &["Lda", "LDA", "Ltda", "LTDA", "Limited", "LIMITED", "Ltd", "LTD", "LLLP", "LLP", "LLC", "L.L"],
        b'M' => &["MB"],
        b'N' => &["N.V", "NV", "Nyrt"],
        b'O' => &["OHG", "OG", "Oy", "OY", "OÜ", "O.", "OD", "Od", "ON", "On"],
        b'P' => &["PartG", "PLLC", "PLC", "P.C", "P.L", "Pty"],
        b'S' => &[
            "SE", "Sàrl", "Sarl", "Stiftung", "SA", "S.", "SCI", "SCP", "SNC", "SCOP", "Sr", "SR", "SpA", "Sp.", "Spó", "SPÓ",
            "Spz", "Sp ", "S ", "Snc", "Soc.", "SL", "SP.", "SIA", "SS",
        ],
        b'U' => &["UG", "Unipessoal", "UAB"],
        b'V' => &["VOF", "V.O", "VZW"],
        b'Z' => &["Zrt"],
        b'a' => &["a.", "asbl"],
        b'b' => &["bv"],
        b'd' => &["d."],
        b'e' => &["e.", "eG"],
        b'g' => &["gGmbH", "gmbh"],
        b'j' => &["j.d"],
        b'k' => &["k."],
        b'm' => &["mbH", "mbB"],
        b'o' => &["oHG"],
        b'p' => &["plc"],
        b's' => &["srl", "s.", "snc", "sp.", "spó", "spol"],
        b'v' => &["v.o", "vzw", "v.z"],
        0xce => &["ΕΠΕ", "ΑΕ", "Ι.Κ", "Α.Ε", "Ο.Ε"],
        0xd0 => &["ЕООД", "ООД", "АД", "ООО", "ТОВ"],
        _ => &[],
    }
}

/// A form that stands behind a name.
const BEHIND: u8 = 1;
/// One that stands before it.
const IN_FRONT: u8 = 2;

/// Which kinds of forms begin with a byte.
static FIRST: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    loop {
        if !behind(byte).is_empty() {
            table[byte as usize] = BEHIND;
        }
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    let mut index = 0;
    while index < BEFORE.len() {
        table[BEFORE[index].as_bytes()[0] as usize] |= IN_FRONT;
        index += 1;
    }
    table
};

/// Which kinds of forms may begin behind a byte. What a character beyond ASCII is, the expression knows.
static LAST: [u8; 256] = {
    let mut table = [BEHIND | IN_FRONT; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = match byte {
            b',' | b' ' | b'\t'..=b'\r' => BEHIND | IN_FRONT,
            b'.' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => 0,
            _ => IN_FRONT,
        };
        byte += 1;
    }
    table
};

/// The second bytes of the forms by the first, a bit for the five lowest bits of each: nearly no word has one of a form's.
static SECOND: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    loop {
        let forms = behind(byte);
        let mut index = 0;
        while index < forms.len() {
            table[byte as usize] |= 1 << (forms[index].as_bytes()[1] & 0x1f);
            index += 1;
        }
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    let mut index = 0;
    while index < BEFORE.len() {
        let form = BEFORE[index].as_bytes();
        table[form[0] as usize] |= 1 << (form[1] & 0x1f);
        index += 1;
    }
    table
};

/// False when surely no form begins at a byte of a text, behind another (a space for the start of the text) which is no letter of ASCII.
/// Scripts whose forms are glued to the name are another matter.
#[inline]
pub(crate) fn may_begin(text: &[u8], at: usize, last: u8) -> bool {
    is_likely(text, at, last) && Signs::at(text, at, last) != Signs::default()
}

/// [`may_begin`] by two letters alone.
#[inline]
fn is_likely(text: &[u8], at: usize, last: u8) -> bool {
    let (Some(first), Some(second)) = (text.get(at), text.get(at + 1)) else { return false };
    FIRST[usize::from(*first)] & LAST[usize::from(last)] > 0 && may_begin_with(*first, *second)
}

/// [`may_begin`] by the first two bytes of a word.
#[inline]
pub(crate) fn may_begin_with(first: u8, second: u8) -> bool {
    SECOND[usize::from(first)] >> (second & 0x1f) & 1 == 1
}

/// Which kinds of forms a text may hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// One that stands behind the name, after white space or a comma, or at the start.
    pub behind: bool,
    /// One that stands before the name, with a space behind it.
    pub before: bool,
    /// Han, kana or Hangul, whose forms are glued to the name.
    pub east_asian: bool,
}

impl Signs {
    /// Looks at each word's first byte, and at a bounded number behind those that may begin a form.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        // Accents and quotation marks begin with other bytes.
        let mut signs = Self { east_asian: any_byte(text, |byte| (0xe3..=0xed).contains(&byte)), ..Self::default() };
        // No form begins behind a letter of ASCII.
        let places = gaps(bytes).map(|gap| (gap + 1, bytes[gap]));
        for (at, last) in std::iter::once((0, b' ')).chain(places) {
            if is_likely(bytes, at, last) {
                signs.look(bytes.get(at..).unwrap_or_default(), last);
            }
        }
        signs
    }

    /// Looks at one place of a text. Asked of few words, and apart from the look at all of them, so that this holds little code.
    #[inline(never)]
    fn at(text: &[u8], at: usize, last: u8) -> Self {
        let mut signs = Self::default();
        signs.look(text.get(at..).unwrap_or_default(), last);
        signs
    }

    /// Looks at what stands behind a byte.
    fn look(&mut self, rest: &[u8], last: u8) {
        let Some(first) = rest.first() else { return };
        let kinds = FIRST[usize::from(*first)] & LAST[usize::from(last)];
        if kinds & BEHIND > 0 && !self.behind {
            self.behind = behind(*first).iter().any(|form| begins(rest, form.as_bytes()));
        }
        if kinds & IN_FRONT > 0 && !self.before {
            self.before = BEFORE.iter().any(|form| {
                let form = form.as_bytes();
                form.get(1) == rest.get(1) && rest.starts_with(form) && rest.get(form.len()) == Some(&b' ')
            });
        }
    }
}

fn begins(text: &[u8], form: &[u8]) -> bool {
    // The second byte refuses nearly all, and sooner than a comparison.
    if text.get(1) != form.get(1) {
        return false;
    }
    match form.strip_suffix(b" ") {
        Some(form) => {
            text.strip_prefix(form).and_then(<[u8]>::first).is_some_and(|b| b.is_ascii_whitespace() || *b >= 0x80 || *b == 0x0b)
        }
        None => text.starts_with(form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_a_form_is_never_refused() {
        for form in "GmbH|gGmbH|GesmbH|Ges. m. b. H.|G.m.b.H.|mbH|mbB|UG|UG (haftungsbeschränkt)|AG|SE|KGaA|KG|OHG|oHG|GbR|PartG mbB|PartGmbB|PartG|e. K.|e.K.|e. Kfm.|e.Kfr.|e. U.|e. V.|eG|e. G.|OG|Sàrl|Sarl|Stiftung|GmbH & Co. KG|\
                     SARL|S.A.R.L.|SAS|S.A.S.|SASU|S.A.S.U.|EURL|E.U.R.L.|SCI|SCP|SNC|SELARL|SCOP|SA|S.A.|S. à r. l.|srl|s.r.l.|snc|Srl|S.r.l.|Srls|S.R.L.|SRL|SRLS|S.p.A.|SpA|Sp.A|S.R.L.s|S.A.C.|S.A.A.|E.I.R.L.|A.S.D.|A. S. D.|ASD|S.S.D.|SSD|A.P.S.|APS|O.d.V.|ODV|OdV|E.T.S.|ETS|O.N.L.U.S.|ONLUS|Onlus|S.n.c.|s.n.c.|Snc|S.a.s.|s.a.s. di Bruno Esempio|Soc. Coop.|S.s.|\
                     S.L.|S.L.U.|SL|SLU|SLP|S.L.P.|S.C.P.|S.A.U.|C.B.|Unipessoal, Lda|Lda|LDA.|Ltda.|B.V.|BV|bv|N.V.|NV|VOF|V.O.F.|BVBA|CommV|Comm. V|Limited|LIMITED|Ltd.|LTD|PLLC|PLC|plc|LLLP|LLP|LLC|P.C.|P.L.L.C.|L.L.C.|Inc.|Corp.|CIC|Pty Ltd|DAC|\
                     Sp. z o.o.|Spółka z o.o.|Sp z o o|Spz oo|sp. z o.o. sp. k.|SP. Z O.O.|S.C.|s.c.|sp. j.|Sp. j.|sp. k.|s. r. o.|s.r.o.|spol. s r.o.|a. s.|v.o.s.|k.s.|Kft.|KFT|Bt.|Zrt.|Nyrt.|Kkt.|AB|HB|ApS|A/S|I/S|IVS|AS|ASA|Oy|OY|Oyj|Ky|A. Ş.|Ltd. Şti.|\
                     S.A. de C.V.|SA de CV|S. de R.L. de C.V.|S de RL de CV|SAPI de CV|LTDA|LTDA - ME|EIRELI|s.s.|d. o. o.|j.d.o.o.|d.d.|OÜ|SIA|UAB|MB|ЕООД|ООД|АД|ООО|ТОВ|ΕΠΕ|ΑΕ|Ι.Κ.Ε.|Α.Ε.|Ο.Ε."
            .split('|')
        {
            for text in [format!("Muster {form}"), format!("Muster,{form}, Köln"), format!("Muster\u{a0}{form}\u{2003}– Köln")] {
                assert!(super::super::BEHIND.as_ref().is_some_and(|r| r.is_match(&text)), "{text}: no form at all");
                assert!(Signs::of(&text).behind, "{text}");
            }
        }
        for form in BEFORE {
            assert!(Signs::of(&format!("{form} Exemple")).before && Signs::of(&format!("Die ({form} Exemple)")).before, "{form}");
        }
        assert!(Signs::of("株式会社山本精密").east_asian);
    }

    #[test]
    fn most_texts_are_refused() {
        for text in
            ["Unser Angebot für Sie", "Contactez-nous au 01 23 45", "We are open, Monday to Friday.", "Ein Sarg, SAm und AGNES"]
        {
            let signs = Signs::of(text);
            assert!(!signs.before && !signs.east_asian, "{text}");
        }
        assert_eq!(Signs::of("Unser Angebot für Sie: Brot, Kuchen und Kaffee"), Signs::default());
    }
}
