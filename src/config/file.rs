//! The text of a configuration file as a table, in bounded memory. Invariant: the table is the one that parsing the whole text at once
//! gives, and so is the error.
//! Does not belong here: what keys mean and which there are.

use toml::{Table, Value, de::Error};

/// Tables of one list that are parsed at a time. The parser holds some 2 KB for each until it has come to the end of its text: 250 MB for
/// a list of a hundred thousand hosts.
const AT_A_TIME: usize = 1_000;

/// Parses the text of a configuration file.
///
/// # Errors
/// The parser's, with the place in the text.
pub(super) fn parse(text: &str) -> Result<Table, Error> {
    in_pieces(text).map_or_else(|| text.parse(), Ok)
}

/// Parses a text with one long list of tables by the piece. `None` when there is no such list, or anything is wrong: what it is, the
/// parser says best of the whole text.
fn in_pieces(text: &str) -> Option<Table> {
    // In a string of several lines, a line that looks like a header need not be one.
    if text.contains(r#"""""#) || text.contains("'''") {
        return None;
    }
    let headers = headers(text);
    let run = headers.chunk_by(|one, next| one.1 == next.1).max_by_key(|run| run.len())?;
    let path = run.first()?.1.strip_prefix("[[")?.strip_suffix("]]").filter(|path| is_plain(path))?;
    // The first table stays with the rest of the text, which so says where the list is; and the last, which may have tables of its own.
    let ([_, between @ .., last], true) = (run, run.len() > AT_A_TIME) else {
        return None;
    };
    let cuts: Vec<usize> = between.iter().step_by(AT_A_TIME).chain([last]).map(|header| header.0).collect();
    let (from, to) = (*cuts.first()?, *cuts.last()?);
    let mut table: Table = [&text[..from], &text[to..]].concat().parse().ok()?;
    let list = list_at(&mut table, path)?;
    // More than the two would be a second run of this list.
    let (2, Some(last)) = (list.len(), list.pop()) else {
        return None;
    };
    for piece in cuts.windows(2) {
        let mut part: Table = text[piece[0]..piece[1]].parse().ok()?;
        list.append(list_at(&mut part, path)?);
    }
    list.push(last);
    Some(table)
}

/// Lines that begin with a bracket, and where: every header of a table is one.
fn headers(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let starts = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line.trim_end())
    });
    starts.filter(|(_, line)| line.starts_with('[')).collect()
}

/// A dotted name without quotes and blanks.
fn is_plain(path: &str) -> bool {
    path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

fn list_at<'t>(table: &'t mut Table, path: &str) -> Option<&'t mut Vec<Value>> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    match table.get_mut(first)? {
        Value::Table(inner) => list_at(inner, rest),
        Value::Array(list) if rest.is_empty() => Some(list),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// `count` hosts as a list of tables.
    fn hosts(count: usize) -> String {
        (0..count).fold(String::new(), |mut text, n| {
            let _ = write!(text, "[[egress.hosts]]\nhost = \"business{n}.test\"\nport = 80\n\n");
            text
        })
    }

    #[test]
    fn a_long_list_is_parsed_as_a_short_one_is() {
        let tails = [
            "",
            "[egress.hosts.more]\nx = 1\n",
            "[http]\nbind = \"[::1]:80\"\nlist = [\n[1],\n[2],\n]\n",
            "[[mail.rules]]\nx = 1\n",
        ];
        for count in [2, AT_A_TIME, AT_A_TIME + 1, 2 * AT_A_TIME + 1, 2 * AT_A_TIME + 2, 3_500] {
            for tail in tails {
                let text = format!("# hosts\n[egress]\nrdap = false\n{}{tail}", hosts(count));
                let whole: Table = text.parse().expect("TOML");
                assert_eq!(in_pieces(&text).is_some(), count > AT_A_TIME, "{count} {tail:?}");
                assert_eq!(parse(&text).expect("TOML"), whole, "{count} {tail:?}");
            }
        }
    }

    #[test]
    fn what_is_not_one_plain_list_is_parsed_whole() {
        let many = hosts(AT_A_TIME + 9);
        let twice = format!("{many}[http]\nbind = \"x\"\n{many}");
        let quoted = format!("x = '''\n{many}'''\n");
        let triple = format!("{many}[http]\nx = \"\"\"a\"\"\"\n");
        for text in [twice, quoted, triple] {
            assert!(in_pieces(&text).is_none());
            assert_eq!(parse(&text).expect("TOML"), text.parse().expect("TOML"));
        }
    }

    #[test]
    fn an_error_names_the_place_in_the_whole_text() {
        let many = hosts(AT_A_TIME + 9);
        for text in [
            format!("{many}[[egress.hosts]]\nhost = \n{many}"),
            format!("[http]\n{many}[http]\n"),
            format!("[egress]\nhosts = []\n{many}"),
            many.replace(
                "port = 80\n\n[[egress.hosts]]\nhost = \"business700.test\"",
                "port = 80\nport = 81\n[[egress.hosts]]\nhost = \"b\"",
            ),
        ] {
            let whole = text.parse::<Table>().err().map(|error| error.to_string());
            assert!(whole.is_some());
            assert_eq!(parse(&text).err().map(|error| error.to_string()), whole);
        }
    }
}
