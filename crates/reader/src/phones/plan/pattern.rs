//! A pattern of a numbering plan ("[2-9]\d{7}|30\d{6,8}"), matched on digits.
//!
//! Plans are written as regular expressions over digits alone, matched on at most a few dozen of them. So small a language needs no
//! automata: a set of positions fits into the bits of a word, and walking the pattern once with that set answers whether it matches,
//! in time linear in the pattern, with no memory beside it. A general engine spends tens of megabytes on the same patterns, once for
//! every thread that asks.

/// Most digits a text may have: positions before, between and after them are bits of a `u32`.
const MAX_DIGITS: usize = 30;
/// Most groups of one pattern that are told apart.
const MAX_GROUPS: usize = 8;
/// Deepest nesting of groups; a plan has three or four.
const MAX_DEPTH: usize = 24;
/// Stands for "as often as you like": more than a text has digits.
const UNBOUNDED: u8 = u8::MAX;

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern(Node);

#[derive(Debug)]
enum Node {
    /// One digit out of a set, a bit for each.
    Digit(u16),
    /// One after another.
    Sequence(Box<[Node]>),
    /// Any of these, the first preferred, each with the digits it may begin with: a bit for each, all of them when it may match nothing.
    /// Most plans are long lists of ways, and nearly all of those begin with another digit.
    Either(Box<[(u16, Node)]>),
    /// As often as possible, within bounds.
    Repeat { node: Box<Node>, least: u8, most: u8 },
    /// What it matched is told.
    Group(usize, Box<Node>),
    /// The end of the text.
    End,
}

/// Where a pattern matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Match {
    /// Byte after the last digit.
    pub end: usize,
    groups: [Option<(usize, usize)>; MAX_GROUPS],
}

impl Match {
    /// The digits of a group, counted from 1.
    pub(super) fn group<'t>(&self, digits: &'t str, number: usize) -> Option<&'t str> {
        let (start, end) = (*self.groups.get(number.checked_sub(1)?)?)?;
        digits.get(start..end)
    }
}

impl Pattern {
    /// Compiles a pattern as the plans are written, anchored at both ends: `^(?:…)$`. `None` when it is not of that language.
    pub(super) fn new(anchored: &str) -> Option<Self> {
        let inner = anchored.strip_prefix("^(?:")?.strip_suffix(")$")?;
        let mut parser = Parser { rest: inner.as_bytes(), groups: 0 };
        let node = parser.either(0)?;
        parser.rest.is_empty().then_some(Self(node))
    }

    /// True when the pattern matches all the digits.
    pub(super) fn matches(&self, digits: &str) -> bool {
        digits.len() <= MAX_DIGITS && ends(&self.0, 1, digits.as_bytes()) >> digits.len() & 1 == 1
    }

    /// True when the pattern matches the digits' beginning.
    pub(super) fn matches_start(&self, digits: &str) -> bool {
        digits.len() <= MAX_DIGITS && ends(&self.0, 1, digits.as_bytes()) != 0
    }

    /// The match that begins at a byte, preferring as a backtracking engine does.
    pub(super) fn match_at(&self, digits: &str, at: usize) -> Option<Match> {
        if digits.len() > MAX_DIGITS {
            return None;
        }
        let mut found = Match { end: at, groups: [None; MAX_GROUPS] };
        walk(&self.0, digits.as_bytes(), at, &mut found, &mut |end, found| {
            found.end = end;
            true
        })
        .then_some(found)
    }
}

/// Positions at which a node may end when it begins at one of `starts`.
fn ends(node: &Node, starts: u32, digits: &[u8]) -> u32 {
    if starts == 0 {
        return 0;
    }
    match node {
        Node::Digit(set) => {
            let mut left = starts;
            let mut out = 0;
            while left != 0 {
                let at = left.trailing_zeros();
                left &= left - 1;
                if digits.get(at as usize).is_some_and(|d| is_in(*set, *d)) {
                    out |= 1 << (at + 1);
                }
            }
            out
        }
        Node::Sequence(nodes) => nodes.iter().fold(starts, |starts, node| ends(node, starts, digits)),
        Node::Either(ways) => {
            let next = next_digits(starts, digits);
            ways.iter().filter(|(firsts, _)| firsts & next != 0).fold(0, |out, (_, node)| out | ends(node, starts, digits))
        }
        Node::Repeat { node, least, most } => {
            let mut at = starts;
            for _ in 0..*least {
                at = ends(node, at, digits);
            }
            let mut out = at;
            for _ in *least..*most {
                at = ends(node, at, digits);
                if at & !out == 0 {
                    break;
                }
                out |= at;
            }
            out
        }
        Node::Group(_, node) => ends(node, starts, digits),
        Node::End => starts & 1 << digits.len(),
    }
}

/// The digits that stand at some positions, a bit for each, and one more for the end of the text.
fn next_digits(mut positions: u32, digits: &[u8]) -> u16 {
    let mut next = 0;
    while positions != 0 {
        let at = positions.trailing_zeros() as usize;
        positions &= positions - 1;
        next |= digits.get(at).map_or(NONE, |digit| if digit.is_ascii_digit() { bit(*digit) } else { NONE });
    }
    next
}

/// The digits with which a text may begin that a node matches, as [`next_digits`] tells them; every bit when it may match nothing.
fn firsts(node: &Node) -> u16 {
    match node {
        Node::Digit(set) => *set,
        Node::Sequence(nodes) => {
            let mut all = 0;
            for node in nodes {
                let firsts = firsts(node);
                all |= firsts;
                if firsts & NONE == 0 {
                    return all;
                }
            }
            all | u16::MAX
        }
        Node::Either(ways) => ways.iter().fold(0, |all, (firsts, _)| all | firsts),
        Node::Repeat { least: 0, .. } | Node::End => u16::MAX,
        Node::Repeat { node, .. } | Node::Group(_, node) => firsts(node),
    }
}

fn is_in(set: u16, digit: u8) -> bool {
    digit.is_ascii_digit() && set >> (digit - b'0') & 1 == 1
}

/// What is to match after a node.
type Next<'n> = &'n mut dyn FnMut(usize, &mut Match) -> bool;

/// Walks a node from a position, in order of preference, until `next` is content with where it ended.
fn walk(node: &Node, digits: &[u8], at: usize, found: &mut Match, next: Next<'_>) -> bool {
    match node {
        Node::Digit(set) => digits.get(at).is_some_and(|d| is_in(*set, *d)) && next(at + 1, found),
        Node::Sequence(nodes) => walk_all(nodes, digits, at, found, next),
        Node::Either(ways) => ways.iter().any(|(_, node)| walk(node, digits, at, found, next)),
        Node::Repeat { node, least, most } => walk_repeat(node, (*least, *most), digits, at, found, next),
        Node::Group(number, node) => {
            let before = found.groups.get(*number).copied().flatten();
            let done = walk(node, digits, at, found, &mut |end, found| {
                let inner = found.groups.get(*number).copied().flatten();
                if let Some(group) = found.groups.get_mut(*number) {
                    *group = Some((at, end));
                }
                let done = next(end, found);
                if !done && let Some(group) = found.groups.get_mut(*number) {
                    *group = inner;
                }
                done
            });
            if !done && let Some(group) = found.groups.get_mut(*number) {
                *group = before;
            }
            done
        }
        Node::End => at == digits.len() && next(at, found),
    }
}

fn walk_all(nodes: &[Node], digits: &[u8], at: usize, found: &mut Match, next: Next<'_>) -> bool {
    match nodes.split_first() {
        None => next(at, found),
        Some((first, rest)) => walk(first, digits, at, found, &mut |end, found| walk_all(rest, digits, end, found, &mut *next)),
    }
}

fn walk_repeat(node: &Node, (least, most): (u8, u8), digits: &[u8], at: usize, found: &mut Match, next: Next<'_>) -> bool {
    if most > 0 {
        let bounds = (least.saturating_sub(1), if most == UNBOUNDED { most } else { most - 1 });
        // A round that takes nothing would go on for ever.
        let again = walk(node, digits, at, found, &mut |end, found| {
            (end > at || least > 0) && walk_repeat(node, bounds, digits, end, found, &mut *next)
        });
        if again {
            return true;
        }
    }
    least == 0 && next(at, found)
}

struct Parser<'p> {
    rest: &'p [u8],
    /// Groups opened so far.
    groups: usize,
}

impl Parser<'_> {
    fn take(&mut self, byte: u8) -> bool {
        let taken = self.rest.first() == Some(&byte);
        if taken {
            self.rest = &self.rest[1..];
        }
        taken
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn either(&mut self, depth: usize) -> Option<Node> {
        if depth > MAX_DEPTH {
            return None;
        }
        let mut ways = vec![self.sequence(depth)?];
        while self.take(b'|') {
            ways.push(self.sequence(depth)?);
        }
        Some(if ways.len() == 1 { ways.pop()? } else { Node::Either(ways.into_iter().map(|way| (firsts(&way), way)).collect()) })
    }

    fn sequence(&mut self, depth: usize) -> Option<Node> {
        let mut nodes = Vec::new();
        while !matches!(self.rest.first(), None | Some(b'|' | b')')) {
            let one = self.one(depth)?;
            nodes.push(self.repeated(one)?);
        }
        Some(if nodes.len() == 1 { nodes.pop()? } else { Node::Sequence(nodes.into()) })
    }

    fn one(&mut self, depth: usize) -> Option<Node> {
        match self.next()? {
            b'$' => Some(Node::End),
            b'[' => self.set().map(Node::Digit),
            b'\\' => (self.next()? == b'd').then_some(Node::Digit(ALL)),
            b'(' => {
                let silent = self.take(b'?');
                if silent && !self.take(b':') {
                    return None;
                }
                let number = self.groups;
                self.groups += usize::from(!silent);
                let inner = self.either(depth + 1)?;
                let node = if silent { inner } else { Node::Group(number, Box::new(inner)) };
                self.take(b')').then_some(node)
            }
            digit @ b'0'..=b'9' => Some(Node::Digit(bit(digit))),
            // A pause for the tone: never part of a number as we read it.
            b'~' => Some(Node::Digit(0)),
            _ => None,
        }
    }

    /// The inside of brackets.
    fn set(&mut self) -> Option<u16> {
        let mut set = 0;
        loop {
            match self.next()? {
                b']' => return Some(set),
                b'\\' => set |= (self.next()? == b'd').then_some(ALL)?,
                first @ b'0'..=b'9' if self.take(b'-') => {
                    let last = self.next().filter(|last| (first..=b'9').contains(last))?;
                    set |= (first..=last).map(bit).fold(0, |all, one| all | one);
                }
                digit @ b'0'..=b'9' => set |= bit(digit),
                b'~' => {}
                _ => return None,
            }
        }
    }

    fn repeated(&mut self, node: Node) -> Option<Node> {
        let (least, most) = match self.rest.first() {
            Some(b'?') => (0, 1),
            Some(b'*') => (0, UNBOUNDED),
            Some(b'+') => (1, UNBOUNDED),
            Some(b'{') => {
                self.take(b'{');
                let least = self.number()?;
                let most = if !self.take(b',') {
                    least
                } else if self.rest.first() == Some(&b'}') {
                    UNBOUNDED
                } else {
                    self.number()?
                };
                if self.rest.first() != Some(&b'}') {
                    return None;
                }
                (least, most)
            }
            _ => return Some(node),
        };
        self.rest = &self.rest[1..];
        Some(Node::Repeat { node: Box::new(node), least, most })
    }

    fn number(&mut self) -> Option<u8> {
        let length = self.rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let (digits, rest) = self.rest.split_at(length);
        self.rest = rest;
        std::str::from_utf8(digits).ok()?.parse().ok().filter(|n| *n < UNBOUNDED)
    }
}

/// Every digit.
const ALL: u16 = 0x3ff;
/// The bit of no digit at all.
const NONE: u16 = 1 << 10;

fn bit(digit: u8) -> u16 {
    1 << (digit - b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(inner: &str) -> Pattern {
        Pattern::new(&format!("^(?:{inner})$")).unwrap()
    }

    #[test]
    fn a_pattern_matches_all_digits_or_only_their_beginning() {
        let numbers = pattern(r"[2489]\d{2,3}|30(?:1|22)\d?");
        for yes in ["212", "9123", "301", "3022", "30229"] {
            assert!(numbers.matches(yes), "{yes}");
        }
        for no in ["", "21", "71234", "91234", "302", "302299"] {
            assert!(!numbers.matches(no), "{no}");
        }
        assert!(numbers.matches_start("21299999"));
        assert!(!numbers.matches_start("302"));
    }

    #[test]
    fn groups_are_those_a_backtracking_engine_prefers() {
        let groups = pattern(r"(\d{2})(\d{3,4})(\d{4})");
        let found = groups.match_at("3023125000", 0).unwrap();
        let texts: Vec<_> = (1..=3).map(|n| found.group("3023125000", n)).collect();
        assert_eq!(texts, [Some("30"), Some("2312"), Some("5000")]);
        assert_eq!(found.group("3023125000", 4), None);
        let prefix = pattern(r"0(?:(11|2\d)(15)?)?|1");
        assert_eq!(prefix.match_at("01115", 0).map(|m| m.end), Some(5));
        assert_eq!(prefix.match_at("0315", 0).map(|m| (m.end, m.group("0315", 1))), Some((1, None)));
        assert_eq!(prefix.match_at("5", 0), None);
        assert!(pattern(r"(\d{7})$|1").match_at("12345678", 0).is_some_and(|m| m.end == 1));
    }

    #[test]
    fn what_is_no_plan_is_refused() {
        for wrong in
            ["", "^(?:[a-z])$", "^(?:(1)$", "^(?:1))$", "^(?:[1)$", "^(?:1{2)$", "^(?:(?=1))$", r"^(?:\w)$", "^(?:[5-1])$"]
        {
            assert!(Pattern::new(wrong).is_none(), "{wrong}");
        }
        assert!(Pattern::new(&format!("^(?:{}1{})$", "(?:".repeat(90), ")".repeat(90))).is_none());
    }

    #[test]
    fn a_round_that_takes_nothing_ends() {
        assert!(pattern("(?:1?)*2").match_at("112", 0).is_some());
        assert!(pattern("(?:1?)*2").matches("112"));
        assert!(pattern("(?:1?){3}2").match_at("2", 0).is_some());
        assert!(!pattern("1").matches(&"1".repeat(40)));
    }
}
