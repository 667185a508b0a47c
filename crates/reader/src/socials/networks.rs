//! The networks as data: hosts, which paths are a profile, and how its address is written.
//!
//! Belongs here: from a URL to (network, canonical address, handle) or nothing. Does not belong here: whose profile it is.

use url::Url;

/// Where in the path the handle stands.
#[derive(Debug, Clone, Copy)]
enum Shape {
    /// `/handle`.
    First,
    /// `/@handle`.
    At,
    /// `/word/handle`, the words separated by blanks.
    Behind(&'static str),
    /// `/handle` or `/word/handle`.
    FirstOrBehind(&'static str),
    /// `handle.host`.
    Subdomain,
    /// `handle.host` or `/@handle`.
    SubdomainOrAt,
}

struct Network {
    name: &'static str,
    /// Registrable hosts; the first is the canonical one.
    hosts: &'static [&'static str],
    /// What stands before the path in the canonical address.
    base: &'static str,
    shape: Shape,
    /// First path segments that are never a handle, separated by blanks.
    reserved: &'static str,
    /// Deepest path that still is a profile; what lies deeper is a post or a page of it.
    depth: usize,
}

#[rustfmt::skip]
const NETWORKS: &[Network] = &[
    Network { name: "instagram", hosts: &["instagram.com", "instagr.am"], base: "https://www.instagram.com/", shape: Shape::First, depth: 2,
        reserved: "p reel reels tv explore stories accounts about legal developer share directory web privacy terms oauth api press blog challenge s ar" },
    Network { name: "linkedin", hosts: &["linkedin.com"], base: "https://www.linkedin.com/", shape: Shape::Behind("company school showcase in"), depth: 4, reserved: "" },
    Network { name: "x", hosts: &["x.com", "twitter.com"], base: "https://x.com/", shape: Shape::First, depth: 1,
        reserved: "intent share home search hashtag i login privacy tos settings explore about jobs signup messages notifications compose account download oauth widgets logout en de fr following followers" },
    Network { name: "tiktok", hosts: &["tiktok.com"], base: "https://www.tiktok.com/", shape: Shape::At, depth: 1, reserved: "" },
    Network { name: "pinterest", hosts: &["pinterest.com", "pinterest.de", "pinterest.fr", "pinterest.it", "pinterest.es", "pinterest.co.uk", "pinterest.at", "pinterest.ch", "pinterest.pt", "pinterest.nl", "pinterest.se", "pinterest.dk", "pinterest.ca", "pinterest.ie", "pinterest.com.au", "pinterest.com.mx", "pinterest.jp", "pinterest.nz", "pinterest.ph", "pinterest.cl", "pinterest.ru", "pinterest.co.kr", "pinterest.pl"], base: "https://www.pinterest.com/", shape: Shape::First, depth: 3,
        reserved: "pin ideas search login settings about business _ categories explore today join password resource discover source" },
    Network { name: "threads", hosts: &["threads.com", "threads.net"], base: "https://www.threads.com/", shape: Shape::At, depth: 1, reserved: "" },
    Network { name: "bluesky", hosts: &["bsky.app"], base: "https://bsky.app/", shape: Shape::Behind("profile"), depth: 2, reserved: "" },
    Network { name: "telegram", hosts: &["t.me", "telegram.me", "telegram.dog"], base: "https://t.me/", shape: Shape::FirstOrBehind("s joinchat"), depth: 2,
        reserved: "share iv proxy socks msg addstickers addtheme login confirmphone setlanguage bg c" },
    Network { name: "snapchat", hosts: &["snapchat.com"], base: "https://www.snapchat.com/", shape: Shape::Behind("add"), depth: 3, reserved: "" },
    Network { name: "vimeo", hosts: &["vimeo.com"], base: "https://vimeo.com/", shape: Shape::FirstOrBehind("user"), depth: 1,
        reserved: "channels groups categories ondemand album showcase watch upgrade features about terms privacy help log_in join search blog event manage api enterprise solutions stock upload live videos create cookie_policy" },
    Network { name: "xing", hosts: &["xing.com"], base: "https://www.xing.com/", shape: Shape::Behind("companies pages profile company xbp"), depth: 4, reserved: "" },
    Network { name: "github", hosts: &["github.com"], base: "https://github.com/", shape: Shape::FirstOrBehind("orgs"), depth: 1,
        reserved: "topics features about pricing login join explore marketplace sponsors settings trending collections events readme security contact site customer-stories enterprise apps notifications search new" },
    Network { name: "gitlab", hosts: &["gitlab.com"], base: "https://gitlab.com/", shape: Shape::FirstOrBehind("groups"), depth: 1, reserved: "users explore help dashboard -" },
    Network { name: "behance", hosts: &["behance.net"], base: "https://www.behance.net/", shape: Shape::First, depth: 1, reserved: "gallery search galleries live joblist assets about blog moodboard hire" },
    Network { name: "dribbble", hosts: &["dribbble.com"], base: "https://dribbble.com/", shape: Shape::First, depth: 1, reserved: "shots tags search designers jobs stories about pro session signup learn hiring marketplace" },
    Network { name: "medium", hosts: &["medium.com"], base: "https://medium.com/", shape: Shape::SubdomainOrAt, depth: 1, reserved: "" },
    Network { name: "soundcloud", hosts: &["soundcloud.com"], base: "https://soundcloud.com/", shape: Shape::First, depth: 1, reserved: "discover search stream upload you pages charts tags player terms-of-use imprint people mobile jobs popular" },
    Network { name: "spotify", hosts: &["open.spotify.com"], base: "https://open.spotify.com/", shape: Shape::Behind("artist user show playlist"), depth: 2, reserved: "" },
    Network { name: "twitch", hosts: &["twitch.tv"], base: "https://www.twitch.tv/", shape: Shape::First, depth: 2, reserved: "directory videos p login signup downloads jobs turbo settings subscriptions inventory search prime store" },
    Network { name: "discord", hosts: &["discord.gg", "discord.com"], base: "https://discord.gg/", shape: Shape::FirstOrBehind("invite"), depth: 2, reserved: "api channels login register download nitro app safety terms privacy developers company users servers widget oauth2 blog jobs support store" },
    Network { name: "reddit", hosts: &["reddit.com"], base: "https://www.reddit.com/", shape: Shape::Behind("r user u"), depth: 2, reserved: "" },
    Network { name: "tumblr", hosts: &["tumblr.com"], base: "", shape: Shape::Subdomain, depth: 1, reserved: "www api assets static embed media share help" },
    Network { name: "flickr", hosts: &["flickr.com"], base: "https://www.flickr.com/", shape: Shape::Behind("photos people groups"), depth: 2, reserved: "" },
    Network { name: "vk", hosts: &["vk.com", "vk.ru", "vkontakte.ru"], base: "https://vk.com/", shape: Shape::First, depth: 1, reserved: "share.php share video feed login widget_community.php js away.php images join search about terms" },
    Network { name: "ok", hosts: &["ok.ru"], base: "https://ok.ru/", shape: Shape::FirstOrBehind("group profile"), depth: 2, reserved: "dk offer video live help feed" },
    Network { name: "line", hosts: &["line.me", "page.line.me", "lin.ee"], base: "https://line.me/", shape: Shape::Behind("r ti p"), depth: 4, reserved: "" },
    Network { name: "weibo", hosts: &["weibo.com"], base: "https://weibo.com/", shape: Shape::FirstOrBehind("u p"), depth: 2, reserved: "login signup share ajax tv" },
    Network { name: "dailymotion", hosts: &["dailymotion.com"], base: "https://www.dailymotion.com/", shape: Shape::FirstOrBehind("user"), depth: 1, reserved: "video embed legal playlist signin register search playlists swf" },
    Network { name: "bandcamp", hosts: &["bandcamp.com"], base: "", shape: Shape::Subdomain, depth: 1, reserved: "www daily get" },
    Network { name: "mixcloud", hosts: &["mixcloud.com"], base: "https://www.mixcloud.com/", shape: Shape::First, depth: 1, reserved: "discover upload widget about select live" },
    Network { name: "strava", hosts: &["strava.com"], base: "https://www.strava.com/", shape: Shape::Behind("clubs athletes pros"), depth: 2, reserved: "" },
    Network { name: "patreon", hosts: &["patreon.com"], base: "https://www.patreon.com/", shape: Shape::FirstOrBehind("c"), depth: 2, reserved: "posts login join user policy about pricing create explore bePatron" },
    Network { name: "linktree", hosts: &["linktr.ee"], base: "https://linktr.ee/", shape: Shape::First, depth: 1, reserved: "s admin login register" },
    Network { name: "etsy", hosts: &["etsy.com"], base: "https://www.etsy.com/", shape: Shape::Behind("shop"), depth: 3, reserved: "" },
    Network { name: "houzz", hosts: &["houzz.com", "houzz.de", "houzz.fr", "houzz.it", "houzz.es", "houzz.co.uk"], base: "", shape: Shape::Behind("pro professionals"), depth: 4, reserved: "" },
    Network { name: "yelp", hosts: &["yelp.com", "yelp.de", "yelp.fr", "yelp.it", "yelp.es", "yelp.co.uk", "yelp.at", "yelp.ch", "yelp.be", "yelp.nl", "yelp.ie", "yelp.ca"], base: "", shape: Shape::Behind("biz"), depth: 2, reserved: "" },
    Network { name: "kununu", hosts: &["kununu.com"], base: "https://www.kununu.com/", shape: Shape::Behind("de at ch"), depth: 3, reserved: "" },
    Network { name: "google", hosts: &["g.page"], base: "https://g.page/", shape: Shape::FirstOrBehind("r"), depth: 2, reserved: "" },
    Network { name: "whatsapp", hosts: &["whatsapp.com"], base: "https://whatsapp.com/", shape: Shape::Behind("channel"), depth: 2, reserved: "" },
    Network { name: "trustpilot", hosts: &["trustpilot.com"], base: "https://www.trustpilot.com/", shape: Shape::Behind("review"), depth: 2, reserved: "" },
];

/// A profile as read from a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    pub network: &'static str,
    /// Canonical address.
    pub url: Url,
    /// The name in the address; empty when the network has none there.
    pub handle: Option<String>,
    /// A person's profile rather than an organisation's, by its address.
    pub personal: bool,
}

/// Hosts that are part of the Mastodon network beside those named after it.
const MASTODON: &[&str] = &[
    "mas.to",
    "fosstodon.org",
    "chaos.social",
    "norden.social",
    "troet.cafe",
    "hachyderm.io",
    "infosec.exchange",
    "det.social",
    "bildung.social",
    "mamot.fr",
    "piaille.fr",
    "ruhr.social",
    "nrw.social",
    "muenchen.social",
    "social.tchncs.de",
    "sueden.social",
    "hessen.social",
    "masto.es",
    "indieweb.social",
    "mas.social",
    "toot.community",
    "techhub.social",
    "social.coop",
    "kolektiva.social",
    "pixelfed.de",
    "pixelfed.social",
];

/// The profile a URL leads to, if it is one. `rel_me` is set when the link says `rel="me"`.
pub(super) fn profile(url: &Url, rel_me: bool) -> Option<Profile> {
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
    // "twitter.com/#!/muster" and "facebook.com/#!/muster" are the same addresses as the networks wrote them once.
    let path = url.fragment().and_then(|f| f.strip_prefix("!/")).filter(|_| url.path() == "/").unwrap_or(url.path());
    let mut segments: Vec<&str> = path.split(['/', '?']).filter(|s| !s.is_empty()).take(6).collect();
    // What opens the application on a telephone names the profile behind a word of its own.
    if segments.len() == 2 && segments[0] == "_u" && under(&host, "instagram.com") {
        segments.remove(0);
    }
    if under(&host, "facebook.com") || matches!(host.as_str(), "fb.com" | "www.fb.com" | "fb.me") {
        return facebook(&host, url, &segments);
    }
    if under(&host, "youtube.com") {
        return youtube(&host, &segments);
    }
    if tripadvisor(&host) {
        return segments.first().filter(|s| s.contains("_Review-") || s.starts_with("Profile")).and_then(|path| {
            let url = Url::parse(&format!("https://www.tripadvisor.com/{path}")).ok()?;
            Some(Profile { network: "tripadvisor", url, handle: None, personal: false })
        });
    }
    let network = NETWORKS.iter().find_map(|n| n.hosts.iter().find(|h| under(&host, h)).map(|h| (n, *h)));
    match network {
        Some((network, canonical)) => read(network, canonical, &host, &segments),
        None => mastodon(&host, url, &segments, rel_me),
    }
}

/// True when `host` is `domain` or below it.
fn under(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

fn tripadvisor(host: &str) -> bool {
    let mut labels = host.trim_start_matches("www.").split('.');
    labels.any(|l| l == "tripadvisor") && labels.clone().count() <= 2
}

fn read(network: &Network, canonical: &str, host: &str, segments: &[&str]) -> Option<Profile> {
    let reserved = |s: &str| network.reserved.split(' ').any(|r| !r.is_empty() && r.eq_ignore_ascii_case(s));
    let sub = host.strip_suffix(canonical).map_or("", |s| s.trim_end_matches('.'));
    // Help centres, developers' pages, shop fronts of the network itself.
    let own_page = matches!(
        sub,
        "help"
            | "support"
            | "developer"
            | "developers"
            | "business"
            | "ads"
            | "about"
            | "blog"
            | "status"
            | "platform"
            | "api"
            | "widgets"
            | "assets"
            | "careers"
            | "legal"
            | "policy"
            | "newsroom"
            | "docs"
            | "i"
            | "log"
            | "player"
            | "w"
            | "embed"
            | "cdn"
            | "static"
            | "analytics"
            | "gist"
            | "pages"
    );
    let first = segments.first().copied().unwrap_or("");
    let done = |path: String, handle: &str, personal: bool| {
        let base = if network.base.is_empty() { format!("https://www.{canonical}/") } else { network.base.to_owned() };
        let url = Url::parse(&format!("{base}{path}")).ok()?;
        Some(Profile { network: network.name, url, handle: Some(super::decoded(handle)), personal })
    };
    if own_page && !matches!(network.shape, Shape::Subdomain) {
        return None;
    }
    match network.shape {
        Shape::First | Shape::FirstOrBehind(_) if canonical == "lin.ee" => None,
        Shape::First => (segments.len() <= network.depth && !reserved(first) && is_handle(first))
            .then(|| done(plain_handle(first).to_owned(), plain_handle(first), false))?,
        Shape::FirstOrBehind(words) => {
            if words.split(' ').any(|w| w.eq_ignore_ascii_case(first)) {
                let handle = segments.get(1).filter(|h| is_handle(h))?;
                if network.name == "discord" || (network.name == "telegram" && first == "s") {
                    return done((*handle).to_owned(), handle, false);
                }
                return done(format!("{first}/{handle}"), handle, false);
            }
            let numeric = first.bytes().all(|b| b.is_ascii_digit());
            // Discord's short host has nothing but invitations; its long one has pages of its own.
            if network.name == "discord" && canonical != "discord.gg" || numeric && matches!(network.name, "vimeo" | "telegram") {
                return None;
            }
            (segments.len() <= network.depth && !reserved(first) && is_handle(first))
                .then(|| done(plain_handle(first).to_owned(), plain_handle(first), false))?
        }
        Shape::At => {
            let handle = first.strip_prefix('@').filter(|h| is_handle(h))?;
            (segments.len() <= network.depth).then(|| done(format!("@{handle}"), handle, false))?
        }
        Shape::Behind(words) => {
            if canonical == "lin.ee" || canonical == "page.line.me" {
                return (!first.is_empty()).then(|| {
                    Url::parse(&format!("https://{canonical}/{first}")).ok().map(|url| Profile {
                        network: network.name,
                        url,
                        handle: None,
                        personal: false,
                    })
                })?;
            }
            // A language may stand first ("/en/biz", "/fr/company").
            let skip = usize::from(
                first.len() == 2 && !words.split(' ').any(|w| w.eq_ignore_ascii_case(first))
                    || first.len() == 5 && first.as_bytes()[2] == b'-'
                    || first.starts_with("intl-"),
            );
            let word = segments.get(skip).filter(|s| words.split(' ').any(|w| w.eq_ignore_ascii_case(s)))?;
            let rest = &segments[skip + 1..];
            let handle = rest.first().filter(|h| is_handle(h))?;
            if rest.get(1).is_some_and(|s| matches!(*s, "post" | "comments" | "sharing"))
                || segments.len() > network.depth + skip + 2
            {
                return None;
            }
            if network.name == "line" {
                return done(segments.join("/"), segments.last()?, false);
            }
            if network.name == "houzz" {
                return done(segments.join("/"), handle, false);
            }
            if network.name == "flickr" && rest.get(1).is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit())) {
                return None;
            }
            let word = word.to_ascii_lowercase();
            let personal = matches!((network.name, word.as_str()), ("linkedin", "in") | ("xing", "profile"));
            done(format!("{word}/{handle}"), handle, personal)
        }
        Shape::Subdomain => {
            if network.name == "tumblr" && (sub.is_empty() || sub == "www") {
                let handle = if first == "blog" { segments.get(1).copied().unwrap_or("") } else { first };
                let known = matches!(
                    handle,
                    "share"
                        | "login"
                        | "dashboard"
                        | "explore"
                        | "search"
                        | "tagged"
                        | "widgets"
                        | "register"
                        | "policy"
                        | "about"
                        | "view"
                        | ""
                );
                return (!known && is_handle(handle)).then(|| {
                    Url::parse(&format!("https://{handle}.tumblr.com/")).ok().map(|url| Profile {
                        network: "tumblr",
                        url,
                        handle: Some(handle.to_owned()),
                        personal: false,
                    })
                })?;
            }
            let own = sub.strip_prefix("www.").unwrap_or(sub);
            (!own.is_empty() && !own.contains('.') && !reserved(own) && !first.starts_with("post")).then(|| {
                Url::parse(&format!("https://{own}.{canonical}/")).ok().map(|url| Profile {
                    network: network.name,
                    url,
                    handle: Some(own.to_owned()),
                    personal: false,
                })
            })?
        }
        Shape::SubdomainOrAt => {
            if !sub.is_empty() && sub != "www" && !sub.contains('.') {
                return Url::parse(&format!("https://{sub}.{canonical}/")).ok().map(|url| Profile {
                    network: network.name,
                    url,
                    handle: Some(sub.to_owned()),
                    personal: false,
                });
            }
            let handle = first.strip_prefix('@').filter(|h| is_handle(h))?;
            (segments.len() <= network.depth).then(|| done(format!("@{handle}"), handle, false))?
        }
    }
}

/// A handle without a leading "@" that some people write.
fn plain_handle(segment: &str) -> &str {
    segment.strip_prefix('@').unwrap_or(segment)
}

/// Looks like a name, not like a file, a placeholder or a template's variable.
fn is_handle(segment: &str) -> bool {
    let lower = segment.to_ascii_lowercase();
    let placeholder = matches!(
        lower.trim_start_matches('@'),
        "" | "username"
            | "your-username"
            | "yourusername"
            | "user"
            | "yourpage"
            | "your-page"
            | "yourname"
            | "your-name"
            | "yourprofile"
            | "your-profile"
            | "profile"
            | "page"
            | "pages"
            | "example"
            | "account"
            | "handle"
            | "#"
            | "company"
            | "yourcompany"
            | "your-company"
            | "undefined"
            | "null"
            | "index"
            | "home"
            | "home.php"
            | "share"
            | "sharer"
            | "login"
            | "companyname"
            | "test"
            | "xxx"
            | "xxxx"
    );
    !placeholder
        && segment.len() <= 120
        && segment.chars().any(char::is_alphanumeric)
        && !lower.ends_with(".php")
        && !lower.ends_with(".html")
        && !lower.ends_with(".js")
        && !segment.contains(['{', '}', '<', '>', '[', '$', '=', '&', ' '])
        && !lower.contains("%7b")
        && !lower.contains("%20http")
        && !lower.starts_with("http")
}

fn facebook(host: &str, url: &Url, segments: &[&str]) -> Option<Profile> {
    const RESERVED: &str = "sharer sharer.php share.php dialog plugins tr login login.php policies policy policy.php privacy help business ads events event watch photo photo.php photos video video.php videos permalink.php story.php hashtag legal terms terms.php about settings home.php l.php 2008 v docs media notes note.php marketplace gaming reel reels stories messages about.php recover r.php careers fundraisers donate groups.php places public search cookies developers e m.me ajax rsrc.php connect platform images recommend.php sharer-button checkpoint badges";
    let sub = host.strip_suffix("facebook.com").map_or("", |s| s.trim_end_matches('.'));
    if matches!(
        sub,
        "developers"
            | "connect"
            | "graph"
            | "l"
            | "lm"
            | "about"
            | "static"
            | "apps"
            | "upload"
            | "scontent"
            | "workplace"
            | "investor"
            | "newsroom"
    ) {
        return None;
    }
    let done = |path: &str, handle: Option<&str>, personal: bool| {
        let url = Url::parse(&format!("https://www.facebook.com/{path}")).ok()?;
        Some(Profile { network: "facebook", url, handle: handle.map(super::decoded), personal })
    };
    let query = |key: &str| url.query_pairs().find(|(k, _)| k == key).map(|(_, v)| v.into_owned());
    // A page plug-in names its page in a parameter.
    if matches!(
        segments,
        ["plugins", "page.php" | "likebox.php" | "like.php"] | [_, "plugins", "page.php" | "likebox.php" | "like.php"]
    ) {
        let href = query("href").and_then(|h| Url::parse(&h).ok())?;
        let host = href.host_str()?.to_ascii_lowercase();
        let inner: Vec<&str> = href.path().split('/').filter(|s| !s.is_empty()).take(6).collect();
        return if under(&host, "facebook.com") && inner.first() != Some(&"plugins") {
            facebook(&host, &href, &inner)
        } else {
            None
        };
    }
    match segments {
        ["profile.php", ..] => query("id")
            .filter(|id| id.len() >= 5 && id.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|id| done(&format!("profile.php?id={id}"), None, false)),
        ["pages", name, id, ..] if id.bytes().all(|b| b.is_ascii_digit()) => done(&format!("pages/{name}/{id}"), None, false),
        ["pages", "category", _, name, ..] | ["pg" | "pages", name, ..] if is_handle(name) => done(name, Some(name), false),
        ["people", name, id, ..] => done(&format!("people/{name}/{id}"), None, false),
        ["p", name, ..] if is_handle(name) => done(&format!("p/{name}"), None, false),
        ["groups", name, ..] if is_handle(name) => done(&format!("groups/{name}"), Some(name), false),
        // The short address that the application hands out for a profile: an id and nothing else.
        ["share", id] if id.len() >= 8 && query("u").is_none() => done(&format!("share/{id}"), None, false),
        ["share" | "p" | "pg" | "people" | "groups" | "pages", ..] | [] => None,
        [handle, rest @ ..] => {
            let reserved = RESERVED.split(' ').any(|r| r.eq_ignore_ascii_case(handle))
                || handle.len() > 1
                    && handle.starts_with('v')
                    && handle[1..].contains('.')
                    && handle[1..].bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let post = matches!(rest, ["posts" | "videos" | "permalink" | "photos" | "events" | "reels", _, ..]);
            (!reserved && !post && is_handle(handle)).then(|| done(plain_handle(handle), Some(plain_handle(handle)), false))?
        }
    }
}

fn youtube(host: &str, segments: &[&str]) -> Option<Profile> {
    const RESERVED: &str = "watch embed playlist results feed shorts live t about howyoutubeworks ads creators premium redirect v iframe_api oembed static img s yt intl kids account login signin gaming music hashtag source attribution_link subscription_center player_api user channel c index trends post clip share_channel yts testtube";
    if !matches!(host, "youtube.com" | "www.youtube.com" | "m.youtube.com" | "de.youtube.com" | "fr.youtube.com") {
        return None;
    }
    let done = |path: String, handle: &str| {
        let url = Url::parse(&format!("https://www.youtube.com/{path}")).ok()?;
        Some(Profile { network: "youtube", url, handle: Some(super::decoded(handle)), personal: false })
    };
    match segments {
        [kind @ ("channel" | "user" | "c"), name, ..] if is_handle(name) => done(format!("{kind}/{name}"), name),
        [at, ..] if at.starts_with('@') && is_handle(at) => done((*at).to_owned(), &at[1..]),
        [name] | [name, "videos" | "featured" | "about" | "playlists" | "community" | "streams"]
            if is_handle(name) && !RESERVED.split(' ').any(|r| r == *name) =>
        {
            done((*name).to_owned(), name)
        }
        _ => None,
    }
}

fn mastodon(host: &str, url: &Url, segments: &[&str], rel_me: bool) -> Option<Profile> {
    let handle = match segments {
        [at] => at.strip_prefix('@'),
        ["users" | "web", at] => Some(plain_handle(at)),
        _ => None,
    }
    .filter(|h| is_handle(h))?;
    let named = host.split('.').any(|l| matches!(l, "mastodon" | "mstdn" | "masto" | "toot") || l.starts_with("mastodon"))
        || MASTODON.contains(&host);
    if !(named || rel_me && url.path().starts_with("/@")) {
        return None;
    }
    let url = Url::parse(&format!("https://{host}/@{handle}")).ok()?;
    Some(Profile { network: "mastodon", url, handle: Some(format!("{handle}@{host}")), personal: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(url: &str) -> Option<String> {
        profile(&Url::parse(url).unwrap(), false).map(|p| format!("{} {} {}", p.network, p.url, p.handle.unwrap_or_default()))
    }

    #[test]
    fn profiles_become_canonical() {
        for (url, expected) in [
            (
                "http://facebook.com/baeckerei.muster/?ref=page_internal",
                "facebook https://www.facebook.com/baeckerei.muster baeckerei.muster",
            ),
            (
                "https://de-de.facebook.com/BaeckereiMuster/photos",
                "facebook https://www.facebook.com/BaeckereiMuster BaeckereiMuster",
            ),
            (
                "https://www.facebook.com/profile.php?id=100012345678&sk=about",
                "facebook https://www.facebook.com/profile.php?id=100012345678 ",
            ),
            ("https://www.facebook.com/pages/Muster/123456789", "facebook https://www.facebook.com/pages/Muster/123456789 "),
            (
                "https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fmuster&tabs=timeline",
                "facebook https://www.facebook.com/muster muster",
            ),
            ("https://instagram.com/muster_brot?igshid=abc", "instagram https://www.instagram.com/muster_brot muster_brot"),
            (
                "https://de.linkedin.com/company/muster-gmbh/about/",
                "linkedin https://www.linkedin.com/company/muster-gmbh muster-gmbh",
            ),
            ("https://twitter.com/muster?lang=de", "x https://x.com/muster muster"),
            ("https://www.youtube.com/@muster/videos", "youtube https://www.youtube.com/@muster muster"),
            ("https://www.youtube.com/channel/UC123abc", "youtube https://www.youtube.com/channel/UC123abc UC123abc"),
            ("https://www.tiktok.com/@muster?lang=de", "tiktok https://www.tiktok.com/@muster muster"),
            ("https://www.pinterest.de/muster/brote/", "pinterest https://www.pinterest.com/muster muster"),
            ("https://www.threads.net/@muster", "threads https://www.threads.com/@muster muster"),
            ("https://bsky.app/profile/muster.test", "bluesky https://bsky.app/profile/muster.test muster.test"),
            ("https://t.me/s/muster", "telegram https://t.me/muster muster"),
            ("https://www.xing.com/pages/mustergmbh", "xing https://www.xing.com/pages/mustergmbh mustergmbh"),
            ("https://discord.com/invite/abc123", "discord https://discord.gg/abc123 abc123"),
            ("https://muster.tumblr.com/archive", "tumblr https://muster.tumblr.com/ muster"),
            ("https://mastodon.social/@muster", "mastodon https://mastodon.social/@muster muster@mastodon.social"),
            ("https://www.yelp.de/biz/muster-berlin?osq=x", "yelp https://www.yelp.de/biz/muster-berlin muster-berlin"),
            ("https://open.spotify.com/intl-de/artist/abc", "spotify https://open.spotify.com/artist/abc abc"),
            ("https://vk.ru/muster", "vk https://vk.com/muster muster"),
            ("https://twitter.com/#!/muster", "x https://x.com/muster muster"),
            ("https://www.facebook.com/#!/muster?fref=ts", "facebook https://www.facebook.com/muster muster"),
            ("https://instagram.com/_u/muster_brot/", "instagram https://www.instagram.com/muster_brot muster_brot"),
            ("https://www.youtube.com/muster/videos", "youtube https://www.youtube.com/muster muster"),
            ("https://g.page/muster-brot?share", "google https://g.page/muster-brot muster-brot"),
            ("https://whatsapp.com/channel/0029VaMuster", "whatsapp https://whatsapp.com/channel/0029VaMuster 0029VaMuster"),
        ] {
            assert_eq!(canonical(url).as_deref(), Some(expected), "{url}");
        }
    }

    #[test]
    fn share_links_posts_and_the_networks_own_pages_are_no_profiles() {
        for url in [
            "https://www.facebook.com/sharer/sharer.php?u=https://muster.test",
            "https://www.facebook.com/share.php?u=x",
            "https://www.facebook.com/dialog/share?x=1",
            "https://www.facebook.com/tr?id=1&ev=PageView",
            "https://www.facebook.com/policy.php",
            "https://www.facebook.com/v2.10/dialog/oauth",
            "https://www.facebook.com/",
            "https://www.facebook.com/muster/posts/123",
            "https://developers.facebook.com/docs",
            "https://twitter.com/intent/tweet?url=x",
            "https://twitter.com/share",
            "https://twitter.com/muster/status/1",
            "https://x.com/hashtag/brot",
            "https://www.instagram.com/p/ABC/",
            "https://www.instagram.com/explore/tags/brot",
            "https://www.linkedin.com/shareArticle?mini=true",
            "https://www.linkedin.com/sharing/share-offsite/?url=x",
            "https://www.linkedin.com/legal/privacy-policy",
            "https://www.youtube.com/watch?v=abc",
            "https://www.youtube.com/embed/abc",
            "https://youtu.be/abc",
            "https://pinterest.com/pin/create/button/?url=x",
            "https://t.me/share/url?url=x",
            "https://www.xing.com/spi/shares/new?url=x",
            "https://www.reddit.com/submit?url=x",
            "https://www.tumblr.com/share/link?url=x",
            "https://vk.com/share.php?url=x",
            "https://github.com/muster/repo/issues",
            "https://help.instagram.com/519522125107875",
            "https://business.x.com/en/help",
            "https://muster.test/@team",
            "https://vimeo.com/123456789",
            "https://www.facebook.com/yourpage",
            "https://notfacebook.com/muster",
            "https://www.tiktok.com/legal/privacy-policy",
            "https://twitter.com/#!/search/brot",
            "https://api.whatsapp.com/send?phone=49",
            "https://www.youtube.com/feed/about",
        ] {
            assert_eq!(canonical(url), None, "{url}");
        }
    }
}
