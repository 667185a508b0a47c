//! Scripts that put an address together, and those that only look like it.

use super::*;

fn found(source: &str) -> Vec<String> {
    read(source).into_iter().map(|h| h.address).collect()
}

#[test]
fn addresses_put_together_and_shown_are_read() {
    for source in [
        "document.write('info' + '@' + 'laden.de');",
        "var n='info',d='laden'; var t = 'de'; document.write('<a href=\"mailto:'+n+'@'+d+'.'+t+'\">Mail</a>');",
        "var a = 'info&#64;'; a = a + 'laden' + '&#46;' + 'de'; document.getElementById('c').innerHTML += a;",
        "el.href = \"mailto:\" + [\"info\", \"laden.de\"].join(\"@\");",
        "document.write(String.fromCharCode(105,110,102,111,64,108,97,100,101,110,46,100,101))",
        "document.write(unescape('%69%6e%66%6f%40%6c%61%64%65%6e%2e%64%65'))",
        "x.innerHTML = atob('aW5mb0BsYWRlbi5kZQ==');",
        "$('#m').html('ed.nedal@ofni'.split('').reverse().join(''));",
        "document.write('<n uers=\"znvygb:vasb@ynqra.qr\">'.replace(/[a-zA-Z]/g,function(c){return String.fromCharCode((c<='Z'?90:122)>=(c=c.charCodeAt(0)+13)?c:c-26);}));",
        "linkTo_UnCryptMailto('ocknvq,kphqBncfgp0fg');",
        "javascript:DeCryptX('0i1o0f1p1A0l1b0d1f0n0.0d1f')",
        "location.href='mailto:info@laden.de?subject=Hallo'",
        "javascript:sendMail('info','laden.de')",
        "mailto('info', 'laden', 'de')",
        "var e = 'info[at]laden.de'.replace('[at]', '@'); document.write(e)",
        "var e = 'info_laden.de'.replace(/_/g, '@'); t.textContent = e",
        "document.write('info\\x40laden.de'); ",
        "var a='info'; a+='@'; a+='laden.de'; document.write(a)",
        "document.write('<span>info</span><span>@</span>laden.de')",
    ] {
        assert!(found(source).contains(&"info@laden.de".to_owned()), "{source}: {:?}", found(source));
    }
}

#[test]
fn an_address_is_taken_only_when_it_is_whole() {
    let source = "var a = 'in' + 'fo&#64;'; a = a + 'laden' + '&#46;' + 'co'; a = a + '&#46;' + 'uk'; document.getElementById('x').innerHTML += a;";
    assert_eq!(found(source), ["info@laden.co.uk"]);
}

#[test]
fn literals_that_nothing_shows_are_not_read() {
    for source in [
        "var config = {email: 'tracking@dienst.de', at: '@'};",
        "Sentry.init({dsn: 'https://abc@o1.ingest.sentry.io/2', x: '%40'});",
        "if (href.indexOf('mailto:') === 0) { track('mailto:') }",
        "var re = '@'; a.match(/[^@]+@[a-z.de]+/)",
        "validate('name' + '@')",
    ] {
        assert_eq!(found(source), Vec::<String>::new(), "{source}");
    }
}

#[test]
fn endless_doubling_stops() {
    let source = format!("var a='mailto:x@laden.de ';{}document.write(a)", "a=a+a;".repeat(200));
    assert!(read(&source).len() <= 1);
    assert!(read(&format!("document.write({}'a'", "(".repeat(100_000))).is_empty());
    assert!(read(&format!("document.write({}", "a(".repeat(50_000))).is_empty());
}

proptest::proptest! {
    #[test]
    fn any_script_is_read(parts in proptest::collection::vec("document\\.write|mailto:|atob\\(|'|\"|`|\\\\|/|\\(|\\)|\\[|\\]|\\.split|=|\\+|;|\\$\\{|é|a|@|laden\\.de|\\\\x4|\\\\u\\{|\\\\u00|,|\\.", 0..60)) {
        read(&format!("document.write {}", parts.concat()));
    }
}
