//! The tree beside scraper's, which the same builder fills: both must hold the same.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::parse::parse;
use super::*;

/// A tree in words, ours.
fn ours(node: NodeRef<'_>, out: &mut String) {
    match node.value() {
        Node::Element(element) => {
            let attributes: Vec<_> = element.attrs().collect();
            _ = write!(out, "<{} {attributes:?} {}>", element.name(), element.is_html());
        }
        Node::Text(text) => _ = write!(out, "{text:?}"),
        Node::Comment(text) => _ = write!(out, "!{text:?}"),
        Node::Doctype { public, system } => _ = write!(out, "?{public:?}{system:?}"),
        Node::Other => out.push('-'),
    }
    out.push('(');
    node.children().for_each(|child| ours(child, out));
    out.push(')');
}

/// A tree in the same words, scraper's.
fn theirs(node: ego_tree::NodeRef<'_, scraper::Node>, out: &mut String) {
    match node.value() {
        scraper::Node::Element(element) => {
            let attributes: Vec<_> = element.attrs().collect();
            _ = write!(out, "<{} {attributes:?} {}>", element.name(), element.name.ns == html5ever::ns!(html));
        }
        scraper::Node::Text(text) => _ = write!(out, "{:?}", &**text),
        scraper::Node::Comment(text) => _ = write!(out, "!{:?}", &**text),
        scraper::Node::Doctype(doctype) => _ = write!(out, "?{:?}{:?}", doctype.public_id(), doctype.system_id()),
        _ => out.push('-'),
    }
    out.push('(');
    node.children().for_each(|child| theirs(child, out));
    out.push(')');
}

fn both(html: &str) -> (String, String) {
    let (mut one, mut other) = Default::default();
    ours(parse(html).root(), &mut one);
    theirs(scraper::Html::parse_document(html).tree.root(), &mut other);
    (one, other)
}

/// Links between nodes agree in both directions.
fn is_sound(dom: &Dom) -> bool {
    dom.nodes().all(|node| {
        let children: Vec<_> = node.children().collect();
        let back = |child: &NodeRef<'_>| child.entry().previous;
        children.iter().all(|child| child.parent() == Some(node))
            && children.iter().map(back).eq([None].into_iter().chain(children.iter().map(|c| Some(c.id()))).take(children.len()))
            && node.entry().last == children.last().map(NodeRef::id)
    })
}

#[test]
fn misnested_and_misplaced_markup_stands_where_scraper_has_it() {
    for html in [
        "<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01//EN' 'http://x.test/'><p>a<b>b<p>c</b>d",
        "<table>a<tr>b<td>c</td>d<p>e</table>f",
        "<table><b>x<tr><i>y</table>z",
        "<template><p>a</template><svg viewBox=0 xlink:href=#a href=b><foreignObject><p>x</svg>",
        "<html a=1><body b=2><p>x<html a=3 c=4><body b=5 a=6><body z=7>",
        "<a href=1 class=x id=y>a<a href=2>b</a><!-- c -->d",
        "<frameset><frame src=a></frameset><noframes>x</noframes>",
        "<select><option>a<option>b</select><math><mi>x</mi></math>",
    ] {
        let (one, other) = both(html);
        assert_eq!(one, other, "{html}");
        assert!(is_sound(&parse(html)), "{html}");
    }
}

#[test]
fn a_text_that_grows_while_another_does_is_one_text_still() {
    let html = format!("<table>{}", "a<tr>".repeat(2_000));
    let dom = parse(&html);
    let texts: Vec<&str> = dom.nodes().filter_map(|node| node.value().as_text()).collect();
    assert_eq!(texts, ["a".repeat(2_000)]);
    let (one, other) = both("<table>a<tr>b<td>c</td>d<td>e</td>f");
    assert_eq!(one, other);
}

#[test]
fn tags_that_add_attributes_to_the_body_for_ever_do_so_as_often_as_one_tag_may_have_them() {
    let html: String = (0..2_000).map(|number| format!("<body a{number}=x>")).collect();
    let dom = parse(&html);
    let body = dom.nodes().filter_map(ElementRef::wrap).find(|e| e.value().name() == "body").expect("a body");
    assert_eq!(body.value().attrs().count(), super::super::parse::MAX_ATTRIBUTES);
    assert_eq!(body.attr("a3"), Some("x"));
}

#[test]
fn a_walk_goes_through_an_element_and_not_beyond_it() {
    let dom = parse("<div><p>a<b>b</b></p>c</div>d");
    let p = dom.nodes().filter_map(ElementRef::wrap).find(|e| e.value().name() == "p").expect("a paragraph");
    assert_eq!(p.text().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(p.descendants().count(), 4);
    let mut left = 0;
    assert_eq!(p.after(dom.root(), |_| left += 1).and_then(|next| next.value().as_text()), Some("c"));
    assert_eq!(left, 1);
    assert_eq!(p.ancestors().filter_map(ElementRef::wrap).map(|e| e.value().name()).collect::<Vec<_>>(), ["div", "body", "html"]);
}

#[test]
fn an_attribute_of_another_namespace_is_none_of_that_name() {
    let dom = parse("<svg><use xlink:href='#a' class=b></use></svg>");
    let element = dom.nodes().filter_map(ElementRef::wrap).find(|e| e.value().name() == "use").expect("a use");
    assert_eq!((element.attr("href"), element.attr("class")), (None, Some("b")));
    assert_eq!(element.value().attrs().map(|(name, _)| name).collect::<Vec<_>>(), ["class", "href"]);
}

proptest! {
    #[test]
    fn whatever_is_written_becomes_the_tree_scraper_makes_of_it(
        parts in prop::collection::vec(
            "</?(b|i|a|p|div|table|tr|td|li|ul|svg|math|template|select|option|form|body|html|button|h1)( (id|class|href|a|xlink:href)=[a-c]){0,3}/?>|[a-c &;<]{1,3}|<!--x-->",
            0..40,
        ),
    ) {
        let html = parts.concat();
        let (one, other) = both(&html);
        prop_assert_eq!(one, other);
        prop_assert!(is_sound(&parse(&html)));
    }
}
