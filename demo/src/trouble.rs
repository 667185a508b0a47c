//! Sites that give nothing or give it only to the patient: errors, loops, walls, floods, broken certificates.
//!
//! Belongs here: one entry a kind of trouble, with the reason that a hunt must tell. Does not belong here: how a server
//! misbehaves on the wire (that is `serve`).

use crate::{
    model::Scheme::{Http, Https},
    page::{Body, Page},
    site::{Certificate, Reach, Site},
    truth::{Reason, SiteTruth},
};

/// Every trouble site with its truth.
pub(crate) fn sites() -> Vec<(Site, SiteTruth)> {
    let mut out = Vec::new();
    errors(&mut out);
    waits(&mut out);
    redirects(&mut out);
    walls(&mut out);
    sizes(&mut out);
    connections(&mut out);
    out
}

type Sites = Vec<(Site, SiteTruth)>;

fn add(out: &mut Sites, site: Site, reason: Reason) {
    let truth = SiteTruth::nothing(&site.host, &site.seed_url, reason);
    out.push((site, truth));
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>{body}</body>\n</html>\n"
    )
}

fn errors(out: &mut Sites) {
    let not_found = Page::html("/", page("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"))
        .with_status(404);
    add(out, Site::bare("verschwunden.test", Http, vec![not_found]), Reason::HttpError);
    let broken = Page::html("/", page("500 Internal Server Error", "<h1>Internal Server Error</h1><p>Please contact the server administrator at webmaster@localhost to inform them of the time this error occurred.</p>")).with_status(500);
    add(out, Site::bare("panne-generale.test", Https, vec![broken]), Reason::HttpError);
    let gone = Page::html("/", page("410 Gone", "<h1>Gone</h1><p>This account has been suspended. Call +44 20 7946 0999.</p>"))
        .with_status(410);
    add(out, Site::bare("cuenta-suspendida.test", Http, vec![gone]), Reason::HttpError);
}

fn waits(out: &mut Sites) {
    add(out, Site::bare("lumaca-lenta.test", Http, vec![Page::odd("/", Body::Dribble)]), Reason::Timeout);
    add(out, Site::bare("stille-post.test", Http, vec![Page::odd("/", Body::Silence)]), Reason::Timeout);
    add(out, Site::bare("kopflos.test", Http, vec![]).reached(Reach::EndlessHeaders), Reason::Timeout);
}

fn redirects(out: &mut Sites) {
    let ring = vec![
        Page::redirect("/", 302, "/fr/"),
        Page::redirect("/fr/", 302, "/fr/accueil"),
        Page::redirect("/fr/accueil", 302, "/"),
    ];
    add(out, Site::bare("manege-enchante.test", Https, ring), Reason::RedirectLoop);
    let itself = vec![Page::redirect("/", 301, "/")];
    add(out, Site::bare("hond-jaagt-staart.test", Http, itself), Reason::RedirectLoop);
    let chain = Site::bare("ohne-ende.test", Http, vec![]).endlessly(|path| {
        let step: u64 = path.trim_start_matches("/weiter/").parse().unwrap_or(0);
        (!path.starts_with("/robots")).then(|| Page::redirect(path, 302, format!("/weiter/{}", step + 1)))
    });
    add(out, chain, Reason::RedirectLoop);
    add(
        out,
        Site::bare("intranet-reisen.test", Http, vec![Page::redirect("/", 302, "http://10.0.0.1/")]),
        Reason::PrivateAddress,
    );
    add(
        out,
        Site::bare("wolkenschluessel.test", Http, vec![Page::redirect("/", 301, "http://169.254.169.254/latest/meta-data/")]),
        Reason::PrivateAddress,
    );
}

fn walls(out: &mut Sites) {
    let closed = vec![
        Page::file("/robots.txt", "text/plain", "User-agent: *\nDisallow: /\n"),
        Page::html(
            "/",
            page(
                "Privé",
                "<p>Merci de ne pas lire ce site avec un robot : <a href=\"mailto:nepaslire@porte-close.test\">nepaslire@porte-close.test</a></p>",
            ),
        ),
    ];
    add(out, Site::bare("porte-close.test", Https, closed), Reason::RobotsDisallowed);
    let unsure = vec![
        Page::file("/robots.txt", "text/plain", "Service unavailable").with_status(503),
        Page::html(
            "/",
            page(
                "Wartung",
                "<p>Solange robots.txt nicht antwortet, wird nicht gelesen: <a href=\"mailto:nicht@wartungshalle.test\">nicht@wartungshalle.test</a></p>",
            ),
        ),
    ];
    add(out, Site::bare("wartungshalle.test", Http, unsure), Reason::RobotsDisallowed);

    // The page a visitor sees while a bot check runs, with the marks that such pages carry.
    let challenge = page(
        "Just a moment...",
        "<noscript><div class=\"h2\"><span id=\"challenge-error-text\">Enable JavaScript and cookies to continue</span></div></noscript>\
         <script>(function(){window._cf_chl_opt={cvId:'3',cZone:'schildburg.test',cType:'managed',cRay:'8f0a0town2'};var a=document.createElement('script');a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1?ray=8f0a0town2';document.getElementsByTagName('head')[0].appendChild(a);}());</script>",
    );
    let challenge = |path: &str| {
        Page::html(path, challenge.clone())
            .with_status(403)
            .with_header("server", "cloudflare")
            .with_header("cf-mitigated", "challenge")
            .with_header("cf-ray", "8f0a0town2-FRA")
    };
    add(out, Site::bare("schildburg.test", Https, vec![challenge("/")]), Reason::BotChallenge);
    let captcha = page(
        "Are you a robot?",
        "<h1>Please verify that you are a human</h1><p>Our systems have detected unusual traffic from your network. Complete the CAPTCHA below to continue.</p>\
         <form action=\"/validate\" method=\"post\"><div class=\"h-captcha\" data-sitekey=\"10000000-ffff-ffff-ffff-000000000001\"></div><button>Continue</button></form><script src=\"https://js.hcaptcha.com/1/api.js\" async defer></script>",
    );
    add(out, Site::bare("human-or-not.test", Https, vec![Page::html("/", captcha).with_status(403)]), Reason::BotChallenge);
}

fn sizes(out: &mut Sites) {
    add(
        out,
        Site::bare("encyclopedie-totale.test", Http, vec![Page::odd("/", Body::Flood { bytes: 50_000_000, declared: true })]),
        Reason::TooLarge,
    );
    add(
        out,
        Site::bare("fluss-ohne-ufer.test", Http, vec![Page::odd("/", Body::Flood { bytes: 50_000_000, declared: false })]),
        Reason::TooLarge,
    );
    let bomb = Page::odd("/", Body::Bomb { bytes: 50_000_000 }).with_header("content-encoding", "gzip");
    add(out, Site::bare("kleines-paket.test", Http, vec![bomb]), Reason::TooLarge);
    let pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n% carta@trattoria-pdf.test\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    add(out, Site::bare("trattoria-pdf.test", Http, vec![Page::file("/", "application/pdf", &pdf[..])]), Reason::NotHtml);
    add(
        out,
        Site::bare(
            "solo-api.test",
            Https,
            vec![Page::file("/", "application/json", "{\"status\":\"ok\",\"support\":\"api@solo-api.test\"}")],
        ),
        Reason::NotHtml,
    );
}

fn connections(out: &mut Sites) {
    let ordinary =
        |host: &str| vec![Page::html("/", page(host, &format!("<p><a href=\"mailto:info@{host}\">info@{host}</a></p>")))];
    add(
        out,
        Site::bare("selbst-gesiegelt.test", Https, ordinary("selbst-gesiegelt.test")).certified(Certificate::SelfSigned),
        Reason::TlsFailure,
    );
    add(
        out,
        Site::bare("certificat-perime.test", Https, ordinary("certificat-perime.test")).certified(Certificate::Expired),
        Reason::TlsFailure,
    );
    add(
        out,
        Site::bare("altro-nome.test", Https, ordinary("altro-nome.test")).certified(Certificate::OtherName),
        Reason::TlsFailure,
    );
    add(
        out,
        Site::bare("aufgelegt.test", Http, vec![Page::odd("/", Body::Drop), Page::odd("/robots.txt", Body::Drop)]),
        Reason::ConnectFailure,
    );
    add(out, Site::bare("nadie-en-casa.test", Http, vec![]).reached(Reach::Refused), Reason::ConnectFailure);
    add(out, Site::bare("unbekannt-verzogen.invalid", Http, vec![]).reached(Reach::Unlisted), Reason::DnsFailure);
}
