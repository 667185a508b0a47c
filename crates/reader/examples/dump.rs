//! Local only.
#[path = "../benches/support/mod.rs"]
mod support;
use glouton_reader::*;
use url::Url;
fn main() {
    let mut total = 0;
    let mut show = |name: &str, url: &str, page: &[u8], rendered: bool| {
        let url = Url::parse(url).unwrap();
        let headers = [];
        let facts = read_page(&PageInput { url: &url, status: 200, headers: &headers, body: page, rendered });
        println!("### {name} {url}\n{facts:#?}");
        let site = read_site(&[facts]);
        println!("{site:#?}");
        total += 1;
    };
    for dir in std::env::args().skip(1) {
        let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()).collect();
        files.sort();
        for file in files {
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&file).unwrap();
            if name.ends_with(".site") {
                let text = String::from_utf8(bytes).unwrap();
                for part in text.split("\n=== ").skip(1) {
                    let (url, body) = part.split_once('\n').unwrap();
                    show(&name, url.trim(), body.as_bytes(), true);
                }
            } else {
                for url in ["https://www.bakery.example/", "https://bakery.de/impressum"] {
                    show(&name, url, &bytes, false);
                }
            }
        }
    }
    for (i, page) in support::pages::businesses(14, 50_000).iter().enumerate() {
        for url in [
            "https://www.bakery.example/",
            "https://bakery.example/kontakt",
            "https://bakery.de/impressum",
            "https://bakery.fr/team",
            "https://bakery.co.uk/some/page",
        ] {
            show(&format!("generated {i}"), url, page.as_bytes(), true);
        }
    }
    eprintln!("{total} pages");
}
