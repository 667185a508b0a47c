//! Fictional pages such as businesses have, of any size, in seven languages: head, style and scripts, JSON-LD, a menu, sections of
//! prose, cards with prices and dates, a team, and a footer with contact data. The same pages on every machine.

use std::fmt::Write;
use std::sync::LazyLock;

/// A small linear congruential generator: the same numbers on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// What sites put into their heads, so that the technology rules have something to find.
pub const HEADS: [&str; 6] = [
    "<meta name=generator content='WordPress 6.4.3'><link rel=stylesheet href='/wp-content/themes/astra/style.css?ver=4.6.1'><link rel=stylesheet href='/wp-content/plugins/contact-form-7/includes/css/styles.css?ver=5.9'><script src='/wp-includes/js/jquery/jquery.min.js?ver=3.7.1'></script>",
    "<script src='https://cdn.shopify.com/s/files/1/0001/theme.js'></script><script>Shopify.theme={'name':'Dawn'};Shopify.shop = 'x';</script>",
    "<meta name=generator content='Wix.com Website Builder'><script src='https://static.parastorage.com/services/wix-thunderbolt/main.js'></script>",
    "<link href='https://fonts.googleapis.com/css2?family=Inter' rel=stylesheet><link rel=stylesheet href='/css/bootstrap.min.css'><script async src='https://www.googletagmanager.com/gtag/js?id=G-ABC123'></script><script>gtag('config','G-ABC123');</script>",
    "<script id=Cookiebot src='https://consent.cookiebot.com/uc.js'></script><script>(function(w,d,s,l,i){j.src='https://www.googletagmanager.com/gtm.js?id='+i;})(window,document,'script','dataLayer','GTM-ABC123');</script>",
    "",
];

/// A language and what a small business writes in it.
struct Voice {
    code: &'static str,
    business: &'static str,
    menu: Vec<&'static str>,
    headings: Vec<&'static str>,
    sentences: Vec<&'static str>,
    people: Vec<&'static str>,
    footer: &'static str,
}

/// `voices.txt`: a paragraph for each language, with a line for each field in the order above; "|" parts what is a list.
static VOICES: LazyLock<Vec<Voice>> = LazyLock::new(|| {
    let voice = |paragraph: &'static str| {
        let mut lines = paragraph.lines();
        let mut line = || lines.next().unwrap_or_default();
        let list = |line: &'static str| line.split('|').collect();
        Voice {
            code: line(),
            business: line(),
            menu: list(line()),
            headings: list(line()),
            sentences: list(line()),
            people: list(line()),
            footer: line(),
        }
    };
    include_str!("voices.txt").split("\n\n").map(voice).collect()
});

/// `count` pages of about `bytes` bytes each, the languages in turn.
pub fn businesses(count: usize, bytes: usize) -> Vec<String> {
    let mut random = Random::new(11);
    (0..count).map(|number| business(number, bytes, &mut random)).collect()
}

fn business(number: usize, bytes: usize, random: &mut Random) -> String {
    let voice = &VOICES[number % VOICES.len()];
    let mut page = String::with_capacity(bytes + 8_000);
    head(&mut page, voice, number, random);
    header(&mut page, voice);
    page.push_str("<main id='content' class='site-main'>");
    // The footer takes the rest.
    let end = bytes.saturating_sub(3_000);
    let mut section = 0;
    while page.len() < end {
        match section % 4 {
            0 | 2 => prose(&mut page, voice, random),
            1 => cards(&mut page, voice, random),
            _ if section == 3 => team(&mut page, voice),
            _ => list(&mut page, voice, random),
        }
        section += 1;
    }
    page.push_str("</main>");
    footer(&mut page, voice, number);
    page
}

fn head(page: &mut String, voice: &Voice, number: usize, random: &mut Random) {
    let Voice { code, business, .. } = voice;
    let _ = write!(
        page,
        "<!doctype html><html lang={code}><head><meta charset=utf-8><title>{business} – {}</title><meta name=viewport content='width=device-width'><meta name=description content='{}'><meta property='og:title' content='{business}'><meta property='og:type' content='website'><link rel=canonical href='https://www.bakery.example/'>{}",
        voice.menu[0],
        voice.sentences[0],
        HEADS[number % HEADS.len()]
    );
    let _ = write!(
        page,
        "<script type='application/ld+json'>{{\"@context\":\"https://schema.org\",\"@type\":\"LocalBusiness\",\"name\":\"{business}\",\"email\":\"info@bakery.example\",\"openingHours\":\"Mo-Fr 08:00-18:00\",\"sameAs\":[\"https://www.facebook.com/bakeryexample{number}\"]}}</script><style>"
    );
    for _ in 0..120 {
        let (class, colour, margin) = (random.below(9999), random.below(4096), random.below(40));
        let _ = write!(page, ".c{class}{{color:#{colour:03x};margin:{margin}px}}");
    }
    page.push_str("</style><script>window.dataLayer=window.dataLayer||[];function track(){dataLayer.push(arguments)}");
    for _ in 0..40 {
        let _ = write!(page, "track('event','e{}',{{'value':{}}});", random.below(99), random.below(9999));
    }
    page.push_str("</script></head><body class='home page-template wp-custom-logo'>");
}

fn header(page: &mut String, voice: &Voice) {
    page.push_str("<a class='skip-link screen-reader-text' href='#content'>→</a><header class='site-header' role=banner><div class='container'><a href='/' class='logo' rel='home'><img src='/img/logo.png' alt='logo' width=180 height=60></a><nav class='main-navigation' aria-label='menu'><ul id='primary-menu'>");
    for (index, entry) in voice.menu.iter().enumerate() {
        let _ = write!(
            page,
            "<li id='menu-item-{index}' class='menu-item menu-item-type-post_type menu-item-{index}'><a href='/{index}-{}/'>{entry}</a></li>",
            voice.code
        );
    }
    page.push_str("</ul></nav></div></header>");
}

fn prose(page: &mut String, voice: &Voice, random: &mut Random) {
    let _ = write!(
        page,
        "<section class='elementor-section elementor-col-{} wp-block-group'><div class='container'><div class='row'><div class='col-md-8'><h2 class='title t{}'>{}</h2>",
        random.below(99),
        random.below(9),
        random.of(&voice.headings)
    );
    for _ in 0..3 {
        page.push_str("<p>");
        for _ in 0..4 {
            page.push_str(random.of(&voice.sentences));
            page.push(' ');
        }
        let _ = writeln!(page, "<strong>{}</strong></p>", random.of(&voice.headings));
    }
    let _ = writeln!(
        page,
        "</div><div class='col-md-4'><img src='/img/{0}.jpg' srcset='/img/{0}-300.jpg 300w, /img/{0}-768.jpg 768w' alt='{1}' loading=lazy></div></div></div></section>",
        random.below(9999),
        random.of(&voice.headings)
    );
}

fn cards(page: &mut String, voice: &Voice, random: &mut Random) {
    page.push_str("<section class='products'><div class='grid grid--4-col'>");
    for _ in 0..6 {
        let id = random.below(99_999);
        let _ = write!(
            page,
            "<div class='product-card card shadow-sm' data-id='{id}' data-sku='A-{id}'><a href='/p/{id}'><img src='/img/p{id}@2x.jpg' alt='' loading=lazy width=300 height=300></a><h3 class='card-title'><a href='/p/{id}'>{}</a></h3><span class='price'>{},{:02} €</span><span class='sku'>Nr. {id}</span><time datetime='2026-0{}-1{}'>1{}.0{}.2026</time><button class='btn btn-primary' type=button>+</button></div>",
            random.of(&voice.headings),
            random.below(200),
            random.below(100),
            1 + random.below(9),
            random.below(10),
            random.below(10),
            1 + random.below(9)
        );
    }
    page.push_str("</div></section>\n");
}

fn team(page: &mut String, voice: &Voice) {
    page.push_str("<section class='team'>");
    for person in &voice.people {
        let (name, role) = person.split_once(", ").unwrap_or((person, ""));
        let _ = write!(page, "<div class='team-member'><img src='/img/team.jpg' alt='{name}'><h4>{name}</h4><p>{role}</p></div>");
    }
    page.push_str("</section>\n");
}

fn list(page: &mut String, voice: &Voice, random: &mut Random) {
    page.push_str("<section class='faq'><ul class='list-unstyled'>");
    for _ in 0..8 {
        let _ = write!(
            page,
            "<li class='menu-item menu-item-{}' id='item-{}'><i class='fa fa-check'></i> <a href='#s{}' data-n='{}'>{}</a></li>",
            random.below(999),
            random.below(999),
            random.below(99),
            random.below(9),
            random.of(&voice.sentences)
        );
    }
    page.push_str("</ul></section>\n");
}

fn footer(page: &mut String, voice: &Voice, number: usize) {
    let _ = write!(
        page,
        "<footer id='colophon' class='site-footer'><div class='container'><div class='col'>{}<p><a href='mailto:info@bakery.example'>info@bakery.example</a></p></div><div class='col'><ul class='social'><li><a href='https://www.facebook.com/bakeryexample{number}' aria-label='Facebook'><i class='fab fa-facebook-f'></i></a></li><li><a href='https://www.instagram.com/bakery.example.{number}/' aria-label='Instagram'><i class='fab fa-instagram'></i></a></li></ul></div><div class='col'><ul>",
        voice.footer
    );
    for (index, entry) in voice.menu.iter().enumerate().skip(4) {
        let _ = write!(page, "<li><a href='/{index}-{}/'>{entry}</a></li>", voice.code);
    }
    let _ = write!(
        page,
        "</ul></div><p class='copyright'>© 2026 {}. Webdesign: <a href='https://agency.example/' rel='nofollow'>Agency Example</a></p></div></footer><script src='/js/main.js?ver=1.2.3' defer></script></body></html>",
        voice.business
    );
}

/// The pages of the truth fixtures, joined to pages of about `bytes` bytes: far denser in facts than any real page.
pub fn joined_truth(bytes: usize) -> std::io::Result<Vec<String>> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/truth");
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    files.sort();
    let mut pages = vec![String::new()];
    for file in files {
        let text = std::fs::read_to_string(file)?;
        for part in text.split("\n=== ").skip(1) {
            let body = part.split_once('\n').map_or(part, |(_, body)| body);
            match pages.last_mut() {
                Some(page) if page.len() < bytes => page.push_str(body),
                _ => pages.push(body.to_owned()),
            }
        }
    }
    // The fixtures together may be less than one page: repeated, they fill it.
    for page in &mut pages {
        let once = page.clone();
        while page.len() < bytes && !once.is_empty() {
            page.push_str(&once);
        }
    }
    Ok(pages)
}
