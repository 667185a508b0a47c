//! An events calendar that never ends: every month links to the next and the one before, and to each of its days.

use std::fmt::Write as _;

use crate::page::Page;

/// The page of a month (`/agenda/2026/1`) or a day (`/agenda/2026/1/17`); nothing for other paths.
pub(crate) fn page(path_and_query: &str) -> Option<Page> {
    let path = path_and_query.split('?').next()?;
    let mut parts = path.strip_prefix("/agenda/")?.split('/');
    let year: u32 = parts.next()?.parse().ok()?;
    let month: u32 = parts.next()?.parse().ok().filter(|m| (1..=12).contains(m))?;
    let day: Option<u32> = parts.next().and_then(|d| d.parse().ok());
    let title = day.map_or(format!("Agenda {month:02}/{year}"), |day| format!("Agenda {day:02}/{month:02}/{year}"));
    let before = if month == 1 { (year.saturating_sub(1), 12) } else { (year, month - 1) };
    let after = if month == 12 { (year.saturating_add(1), 1) } else { (year, month + 1) };
    let mut html = format!(
        "<!DOCTYPE html>\n<html lang=\"fr\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n<h1>{title}</h1>\n\
         <p><a href=\"/agenda/{}/{}\">Mois précédent</a> <a href=\"/agenda/{}/{}\">Mois suivant</a> <a href=\"/\">Accueil</a></p>\n<table class=\"calendar\">\n",
        before.0, before.1, after.0, after.1
    );
    for number in 1..=28 {
        let _ = writeln!(
            html,
            "<tr><td><a href=\"/agenda/{year}/{month}/{number}?vue=jour&amp;s={year}{month:02}{number:02}\">{number:02}</a></td><td>Relâche</td></tr>"
        );
    }
    html.push_str("</table>\n</body>\n</html>\n");
    Some(Page::html(path, html))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_links_to_a_month_that_exists_as_well() {
        let december = page("/agenda/2026/12").expect("a month");
        let html = String::from_utf8(december.bytes().expect("a page").to_vec()).expect("UTF-8");
        assert!(html.contains("/agenda/2027/1\""));
        assert!(page("/agenda/2027/1").is_some() && page("/agenda/2027/1/3?vue=jour").is_some());
        assert!(page("/agenda/2027/13").is_none() && page("/contact").is_none());
    }
}
