//! The small words of languages in Latin letters, and what a text's say of its language. A hundred times cheaper than a detector,
//! and enough to confirm what a page declares, or to see that nothing speaks against it.
//!
//! Belongs here: the words and counting them. Does not belong here: deciding ([`super::read`]).

use std::sync::LazyLock;

use super::near;
use crate::words::WordMap;

/// Fewest words that say anything surely.
const MIN_WORDS: u32 = 30;
/// Share from which on another language's small words may be one's own.
const NOTICED: f32 = 0.04;
/// The same for languages of which a text without many of them is not in ([`TELLING`]).
pub(super) const TELLS: f32 = 0.08;

/// Words that every sentence or two of a language holds. Those of the first [`TELLING`] are so many that a text without them is not in
/// that language.
const WORDS: [(&str, &str); 25] = [
    ("de", "der die und das ist wir sie für mit den von zu auf ein eine im ihr uns nicht auch"),
    ("en", "the and of to we our your you is are for with that this from"),
    ("fr", "le les des et nous vous une est pour dans votre notre du avec sur"),
    ("it", "il che di della per una con nostro gli sono delle dei nel alla"),
    ("es", "el los las y una para con nuestro nuestra del por más su es"),
    ("nl", "het een van en wij voor met zijn ons onze niet uw bij ook"),
    ("pl", "i w z na się do nie jest oraz dla nasze od przez"),
    ("pt", "o os uma para com não nosso nossa dos das por mais em e"),
    ("cs", "a v na se je že s z do pro jsme jsou nebo také od po ve si jako při vám vás naše nás i k o které"),
    ("sk", "a v na sa je že s z do pre sme sú alebo aj od po vo si ako pri vám vás naše nás k o ktoré"),
    ("hu", "a az és hogy nem is egy van meg vagy ha csak már mint de ezt minden vagyunk nálunk önnek ön a mi kell lehet"),
    ("ro", "și si de la în in cu pe pentru este sunt o un care din să sa nu mai ne vă noastre noastră sau dumneavoastră"),
    ("sv", "och att det i en som är på för av med vi den till har du inte om ett oss din vår våra hos eller"),
    ("no", "og i det er på en som for av med vi å til har du ikke om et oss din vår våre hos eller deg den"),
    ("da", "og i det er på en som for af med vi at til har du ikke om et os din vores hos eller dig den"),
    ("fi", "ja on ei se että kun niin oli ovat tai myös joka vain kuin me te sekä meidän teidän voit olemme sinun ole jo"),
    ("tr", "ve bir bu için ile da de en olarak daha çok olan siz biz her gibi sizin bizim ya veya kadar sonra"),
    ("hr", "i u je na se da za su od s sa ili kao što te po iz do smo vam vas naše bez uz koji koje"),
    ("sl", "in v je na se da za so od s z ali kot ki po iz do smo vam vas naše pri tudi ter lahko"),
    ("et", "ja on ei see et kui oli või ka mis kes meie teie oma saab ning siis aga välja kõik teid meil"),
    ("lv", "un ir ar no uz par kas lai mēs jūs mūsu jūsu vai kā pie arī to ja tiek pēc līdz"),
    ("lt", "ir yra su iš į kad mes jūs mūsų jūsų ar kaip prie taip pat apie už tai bei nuo iki jums"),
    ("ca", "el els les i de la que en per amb una un del al més és som són nostra nostre els seva també o"),
    ("id", "yang dan di dengan untuk dari ini itu kami anda pada adalah ke tidak atau dalam akan juga oleh bisa"),
    ("af", "die en van is in het vir nie ons jy u op met te wat aan sal om is dat hulle"),
];

/// Languages whose words must be there before a text is taken to be in them.
const TELLING: usize = 8;

/// Languages by small word, one bit each.
static LANGUAGES: LazyLock<WordMap<&str, u32>> = LazyLock::new(|| {
    let mut languages = WordMap::default();
    for (index, (_, words)) in WORDS.iter().enumerate() {
        for word in words.split(' ') {
            *languages.entry(word).or_default() |= 1_u32 << index;
        }
    }
    languages
});

/// How many small words of each language a text holds.
pub(super) struct Spoken {
    words: u32,
    known: [u32; WORDS.len()],
}

impl Spoken {
    /// Counts the words of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut spoken = Self { words: 0, known: [0; WORDS.len()] };
        let mut lower = String::new();
        for word in text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            spoken.words += 1;
            // No small word is longer.
            if word.len() > 16 {
                continue;
            }
            lower.clear();
            lower.push_str(word);
            // Only sentences in capitals hold a small word whose accents are capitals.
            lower.make_ascii_lowercase();
            let mut languages = LANGUAGES.get(lower.as_str()).copied().unwrap_or(0);
            while languages != 0 {
                spoken.known[languages.trailing_zeros() as usize] += 1;
                languages &= languages - 1;
            }
        }
        spoken
    }

    /// True when the small words of a language are so frequent that it can be no other.
    pub(super) fn is_surely(&self, language: &str) -> bool {
        self.words >= MIN_WORDS && self.telling_share(language).is_some_and(|share| share * 6.0 >= 1.0)
    }

    /// The language that a text in Latin letters surely is in: a text in it is never without its small words, and here they are so
    /// frequent, and so much more than any other's, that it can be no other.
    pub(super) fn surest(&self, text: &str) -> Option<&'static str> {
        const TIMES: f32 = 2.0;
        let (index, (language, _)) =
            WORDS.iter().enumerate().take(TELLING).max_by(|a, b| self.share(a.0).total_cmp(&self.share(b.0)))?;
        let alone = (0..WORDS.len()).all(|other| other == index || self.share(other) * TIMES <= self.share(index));
        (alone && self.is_surely(language) && is_latin(text)).then_some(*language)
    }

    /// The language of a text that a template declares to be English: hardly a small word is, and many are another's. The detector
    /// cannot tell neighbours such as Danish and Norwegian apart, and so is sure of neither; their small words can.
    pub(super) fn instead_of_english(&self, text: &str) -> Option<&'static str> {
        // "for" and "is" are words of others too.
        const TIMES: f32 = 5.0;
        const MANY: f32 = 0.14;
        let (own, (language, _)) = WORDS.iter().enumerate().max_by(|a, b| self.share(a.0).total_cmp(&self.share(b.0)))?;
        let english = index("en").map_or(0.0, |english| self.share(english));
        let alone = WORDS.iter().enumerate().all(|(other, (name, _))| {
            let times = if near(language, name) { 1.0 } else { 1.5 };
            other == own || self.share(other) * times < self.share(own)
        });
        (self.words >= MIN_WORDS && english * TIMES <= self.share(own) && self.share(own) >= MANY && alone && is_latin(text))
            .then_some(*language)
    }

    /// True when a language's small words are there, and more of them than of any other.
    pub(super) fn is_likely(&self, language: &str) -> bool {
        index(language).is_some_and(|own| {
            self.share(own) > NOTICED && (0..WORDS.len()).all(|other| other == own || self.share(other) < self.share(own))
        })
    }

    /// True when a text may be in another language than the declared one, as far as its words and letters tell.
    pub(super) fn may_be_other(&self, text: &str, declared: &str) -> bool {
        // Each of the other scripts is a matter for the detector.
        let own = index(declared).map_or(0.0, |own| self.share(own));
        !is_latin(text)
            || WORDS.iter().enumerate().any(|(other, (language, _))| {
                let noticed = if other < TELLING { TELLS } else { NOTICED };
                *language != declared && !near(declared, language) && self.share(other) > own.max(noticed)
            })
    }

    /// The share of a language's small words among all, 0.0 to 1.0, where a text without them is not in that language.
    pub(super) fn telling_share(&self, language: &str) -> Option<f32> {
        index(language).filter(|index| *index < TELLING).map(|index| self.share(index))
    }

    /// The share of one language's small words among all, 0.0 to 1.0.
    fn share(&self, index: usize) -> f32 {
        // A sample has a thousand characters.
        let small = |count: u32| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
        small(self.known[index]) / small(self.words.max(1))
    }
}

/// True for a text without letters of another script.
fn is_latin(text: &str) -> bool {
    text.chars().all(|c| c < '\u{250}' || !c.is_alphabetic())
}

fn index(language: &str) -> Option<usize> {
    WORDS.iter().position(|(known, _)| *known == language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_small_words_gives_no_reason_to_doubt_what_is_declared() {
        let words = "workshop quality service garden kitchen repair window roof bread wine health season craft ".repeat(5);
        let spoken = Spoken::of(&words);
        assert!(!spoken.is_surely("en") && !spoken.may_be_other(&words, "en"));
    }

    #[test]
    fn a_language_is_sure_when_no_other_has_half_as_many_small_words() {
        let sentence =
            "Wir backen jeden Morgen Brot und Kuchen nach alten Rezepten, die wir mit Zutaten aus der Region verfeinern. ";
        let german = sentence.repeat(4);
        assert_eq!(Spoken::of(&german).surest(&german), Some("de"));
        // Another script between, another language beside, too few words.
        let greek = format!("{german}Ψωμί");
        assert_eq!(Spoken::of(&greek).surest(&greek), None);
        let both = format!(
            "{german}{}",
            "the bread and the cakes of our bakery, made with all that is good for you and this town ".repeat(3)
        );
        assert_eq!(Spoken::of(&both).surest(&both), None);
        assert_eq!(Spoken::of(sentence).surest(sentence), None);
    }

    #[test]
    fn small_words_of_another_language_and_letters_of_another_script_do() {
        let german =
            "Wir backen jeden Morgen Brot und Kuchen nach alten Rezepten, die wir mit Zutaten aus der Region verfeinern.";
        let greek = "Bakery Ψωμί";
        assert!(Spoken::of(german).may_be_other(german, "en"));
        assert!(Spoken::of(greek).may_be_other(greek, "en"));
        assert!(!Spoken::of(german).may_be_other(german, "de"));
    }
}
