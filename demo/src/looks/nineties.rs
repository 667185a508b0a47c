//! A site of the nineties: upper-case tags left open, tables for layout, fonts and colours in attributes, a visitor counter.

use super::{
    frame,
    style::{self, Style},
};
use crate::{
    content::Leaf,
    model::{Business, Charset, Flaw, Kind},
    page::Page,
};

const STYLE: Style = Style {
    top: "<CENTER><FONT FACE=\"Comic Sans MS\" SIZE=\"6\" COLOR=\"#800000\"><B>{1}</B></FONT><BR><I>{2}</I></CENTER><HR WIDTH=\"80%\">\n",
    heading: "<P><FONT FACE=\"Arial\" SIZE=\"4\" COLOR=\"navy\"><B><U>{1}</U></B></FONT>\n",
    text: "<P><FONT FACE=\"Arial\" SIZE=\"2\">{1}</FONT>\n",
    address: "<P ALIGN=\"center\"><FONT FACE=\"Arial\" SIZE=\"2\">{1}</FONT>\n",
    line_break: "<BR>\n",
    facts: "<TABLE BORDER=\"1\" CELLPADDING=\"3\">\n{1}</TABLE>\n",
    fact: "<TR><TD BGCOLOR=\"#FFFFCC\"><B>{1}:</B><TD>{2}\n",
    services: "<TABLE WIDTH=\"100%\">\n{1}</TABLE>\n",
    service: "<TR><TD VALIGN=\"top\" WIDTH=\"30%\"><B>{1}</B><TD>{2}\n",
    people: "<TABLE BORDER=\"0\">\n{1}</TABLE>\n",
    person: "<TR><TD><B>{1}</B><BR>{2}<TD>{3}{4}\n",
    hours: "<UL>\n{1}</UL>\n",
    hour: "<LI>{1}\n",
    praise: "<P ALIGN=\"right\"><I>\"{1}\"</I><BR>{2}\n",
    socials: "<P ALIGN=\"center\">{1}\n",
    social: "<A HREF=\"{1}\">{2}</A> \n",
    form: "<FORM ACTION=\"/cgi-bin/formmail.pl\" METHOD=\"POST\">\n{1}</FORM>\n",
    field: "{1}<BR>\n",
    content: "{1}",
};

/// A page of a frameset: only its content, because the menu stands in the other frame.
pub(super) fn framed(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    format!(
        "<HTML>\n<HEAD>\n<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset={{charset}}\">\n<TITLE>{}</TITLE>\n</HEAD>\n<BODY BGCOLOR=\"#FFFFFF\">\n{}{}<HR>\n{}</BODY>\n</HTML>\n",
        leaf.title,
        frame::header_contacts(b, &STYLE),
        style::content(b, leaf, &STYLE),
        frame::footer(b, leaves, &STYLE),
    )
}

/// The frameset and its menu; moves the start page's content to where the frameset looks for it.
pub(super) fn frames(b: &Business, leaves: &[Leaf], pages: &mut [Page]) -> Vec<Page> {
    for page in pages.iter_mut().filter(|page| page.path == "/") {
        page.path = "/start.htm".to_owned();
    }
    let menu = frame::nav(leaves, "<P><A HREF=\"{1}\" TARGET=\"main\">{2}</A>\n").replace("HREF=\"/\"", "HREF=\"/start.htm\"");
    let contact = leaves.iter().find(|leaf| leaf.kind == Kind::Contact).map_or("/start.htm", |leaf| leaf.path.as_str());
    let set = format!(
        "<HTML>\n<HEAD>\n<TITLE>{}</TITLE>\n</HEAD>\n<FRAMESET COLS=\"180,*\" BORDER=\"0\">\n<FRAME SRC=\"/menu.htm\" NAME=\"menu\">\n<FRAME SRC=\"/start.htm\" NAME=\"main\">\n\
         <NOFRAMES><BODY><P>{}</P><P><A HREF=\"/start.htm\">{}</A> <A HREF=\"{contact}\">{}</A></P></BODY></NOFRAMES>\n</FRAMESET>\n</HTML>\n",
        b.name,
        b.name,
        b.lang.words().home,
        b.lang.words().contact.0,
    );
    let server = ("server", "Apache/2.2.34 (Unix)");
    let menu = Page::encoded(
        "/menu.htm",
        &format!("<HTML>\n<HEAD><TITLE>Menu</TITLE></HEAD>\n<BODY BGCOLOR=\"#EEEEEE\">\n{menu}</BODY>\n</HTML>\n"),
        b.charset,
    );
    vec![Page::encoded("/", &set, b.charset).with_header(server.0, server.1), menu.with_header(server.0, server.1)]
}

pub(super) fn page(b: &Business, leaf: &Leaf, leaves: &[Leaf]) -> String {
    let title = if b.flawed(Flaw::NoTitle) { String::new() } else { format!("<TITLE>{}</TITLE>\n", leaf.title) };
    let meta = if b.charset == Charset::Unlabelled {
        ""
    } else {
        "<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset={charset}\">\n"
    };
    format!(
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">\n<HTML>\n<HEAD>\n{meta}<META NAME=\"GENERATOR\" CONTENT=\"Microsoft FrontPage 4.0\">\n<META NAME=\"ProgId\" CONTENT=\"FrontPage.Editor.Document\">\n{title}</HEAD>\n\
         <BODY BGCOLOR=\"#FFFFFF\" TEXT=\"#000000\" BACKGROUND=\"/img/fond.gif\">\n<TABLE WIDTH=\"760\" ALIGN=\"center\" BORDER=\"0\"><TR><TD COLSPAN=\"2\"><IMG SRC=\"/img/banner.gif\" WIDTH=\"760\" HEIGHT=\"90\">\n{}\
         <TR><TD WIDTH=\"150\" VALIGN=\"top\" BGCOLOR=\"#EEEEEE\">\n{}{}<TD VALIGN=\"top\">\n{}<TR><TD COLSPAN=\"2\"><HR>\n{}<P ALIGN=\"center\"><FONT SIZE=\"1\">Besucher/Visitors: 0048213</FONT>\n</TABLE>\n</BODY>\n</HTML>\n",
        frame::header_contacts(b, &STYLE),
        frame::nav(leaves, "<P><A HREF=\"{1}\"><IMG SRC=\"/img/pfeil.gif\" BORDER=\"0\"> {2}</A>\n"),
        frame::legal_nav(leaves, "<P><A HREF=\"{1}\"><FONT SIZE=\"1\">{2}</FONT></A>\n"),
        style::content(b, leaf, &STYLE),
        frame::footer(b, leaves, &STYLE),
    )
}
