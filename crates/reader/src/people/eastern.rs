//! People of pages in Japanese, Korean and Chinese, where no capital tells a name: "代表取締役 小田切 誠", "대표 : 박지훈", "联系人:李晓明".
//!
//! Belongs here: labels and the shape of such names. Does not belong here: names that begin with capitals (see `names`). Only a
//! label makes a name, and where family names are few (Korea, China) only one of them begins it.

use super::Found;
use crate::short_text::any_byte;
use crate::{Document, Region, Seniority, Source};

/// Words before a name, the longer ones first, and how high they stand.
const LABELS: &[(&str, Seniority)] = &[
    ("代表取締役社長", Seniority::Executive),
    ("代表取締役", Seniority::Executive),
    ("代表者名", Seniority::Executive),
    ("代表者", Seniority::Executive),
    ("院長", Seniority::Executive),
    ("店主", Seniority::Executive),
    ("所長", Seniority::Executive),
    ("女将", Seniority::Executive),
    ("オーナー", Seniority::Executive),
    ("店長", Seniority::Senior),
    ("料理長", Seniority::Senior),
    ("支配人", Seniority::Senior),
    ("担当者", Seniority::Unknown),
    ("法定代表人", Seniority::Executive),
    ("总经理", Seniority::Executive),
    ("負責人", Seniority::Executive),
    ("负责人", Seniority::Executive),
    ("创始人", Seniority::Executive),
    ("联系人", Seniority::Unknown),
    ("聯絡人", Seniority::Unknown),
    ("대표이사", Seniority::Executive),
    ("대표원장", Seniority::Executive),
    ("대표자", Seniority::Executive),
    ("대표", Seniority::Executive),
    ("원장", Seniority::Executive),
    ("개인정보보호책임자", Seniority::Unknown),
    ("개인정보관리책임자", Seniority::Unknown),
    ("개인정보 보호책임자", Seniority::Unknown),
];

/// Family names of nearly everyone in Korea and China.
const KOREAN: &str = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국";
const CHINESE: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣葉蘇呂盧鐘譚陸賈鄒龍顧龔萬錢嚴湯";

/// Words that follow such labels and are no names.
const OTHERS: &[&str] =
    &["株式会社", "有限会社", "会社", "電話", "番号", "전화", "번호", "문의", "메일", "주소", "电话", "公司", "挨拶", "紹介"];

/// Marks between a label and its value.
const MARKS: [char; 7] = [' ', '\u{3000}', ':', '：', '|', '／', '/'];

/// People behind, or in the cell behind, a label.
pub(super) fn read(document: &Document, found: &mut Found) {
    for (index, block) in document.blocks.iter().enumerate() {
        let text = block.text.as_str();
        // "代 表 者": blanks that set a label as wide as the others.
        let packed = spread(text);
        let text = packed.as_deref().unwrap_or(text);
        // Most pages have no such letter at all, nor any byte that one begins with.
        let may_be_eastern = any_byte(text, |byte| (0xe3..=0xed).contains(&byte));
        if text.len() > 400 || !may_be_eastern || block.region == Region::Nav || !text.contains(is_eastern) {
            continue;
        }
        for (label, seniority) in LABELS {
            let Some(at) = text.find(label) else { continue };
            // "代表者" within "法定代表者…" would be another word.
            if text[..at].ends_with(is_eastern) {
                continue;
            }
            let behind = &text[at + label.len()..];
            let next = document.blocks.get(index + 1).map(|b| b.text.as_str());
            let (value, whole) = match next.filter(|n| behind.trim().is_empty() && at == 0 && n.len() <= 60) {
                Some(next) => (next, true),
                None => (behind, false),
            };
            // A cell may begin with the office: "代表者 | 代表取締役 小田切 誠".
            let inner = value.trim_start_matches(MARKS);
            let office = LABELS.iter().find(|(office, _)| inner.starts_with(office));
            let (label, seniority, name) = match office {
                Some((office, rank)) => (office, rank, name(&inner[office.len()..], whole)),
                None => (label, seniority, name(value, whole)),
            };
            let Some(name) = name else { continue };
            let evidence = document.evidence(&format!("{label} {name}"), block.tag);
            found.add(name, Some((*label).to_owned()), *seniority, Source::Text, 0.8, evidence);
        }
    }
}

/// A label whose letters stand apart, without its blanks.
fn spread(text: &str) -> Option<String> {
    let blank = |c: char| matches!(c, ' ' | '\u{3000}');
    if text.len() > 24 || !text.starts_with(is_eastern) || !text.contains(blank) {
        return None;
    }
    let apart = text.split(blank).all(|part| part.chars().count() <= 1);
    apart.then(|| text.chars().filter(|c| !blank(*c)).collect())
}

/// The name a value begins with: behind a colon or a blank, or in a cell of its own (`cell`).
fn name(value: &str, cell: bool) -> Option<String> {
    let rest = value.trim_start_matches(MARKS);
    if rest.len() == value.len() && !cell {
        return None;
    }
    let first: String = rest.chars().take_while(|c| is_eastern(*c)).collect();
    let mut behind = &rest[first.len()..];
    let letters = first.chars().count();
    let hangul = first.chars().all(|c| matches!(c, '가'..='힣'));
    let mut name = first;
    if hangul {
        let family = name.chars().next().is_some_and(|c| KOREAN.contains(c));
        if !(family && (2..=4).contains(&letters)) {
            return None;
        }
    } else {
        // "小田切 誠": family and given name with a blank between them.
        let given = behind.strip_prefix([' ', '\u{3000}']).unwrap_or_default();
        let given: String = given.chars().take_while(|c| is_eastern(*c)).collect();
        let parted = (1..=4).contains(&letters) && (1..=4).contains(&given.chars().count());
        let family = name.chars().next().is_some_and(|c| CHINESE.contains(c));
        if parted {
            behind = &behind[behind.chars().next().map_or(0, char::len_utf8) + given.len()..];
            name = format!("{name} {given}");
        } else if cell && is_alone_in_a_cell(&name, behind) {
            return Some(name);
        } else if !(family && (2..=3).contains(&letters)) {
            return None;
        }
    }
    // "佐藤 花子がお迎え": a sentence goes on, and where the name ends is not to be seen.
    let ends = behind.chars().next().is_none_or(|c| !c.is_alphanumeric());
    (ends && !OTHERS.iter().any(|other| name.contains(other))).then_some(name)
}

/// "見本誠一": all of a cell, in as many letters as Japanese names have, and none of those that companies and offices end in.
fn is_alone_in_a_cell(name: &str, behind: &str) -> bool {
    const OFFICES: &str = "会社店部課長員役様号県市区町村営業";
    behind.trim().is_empty()
        && (3..=5).contains(&name.chars().count())
        && !name.contains(|c| OFFICES.contains(c))
        && name.chars().next().is_some_and(|c| matches!(c, '\u{4e00}'..='\u{9fff}'))
        && !OTHERS.iter().any(|other| name.contains(other))
}

/// Han, kana or Hangul.
fn is_eastern(c: char) -> bool {
    matches!(c, '\u{3005}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '가'..='힣')
}

#[cfg(test)]
mod tests {
    use super::{name, spread};

    #[test]
    fn a_name_behind_its_label_is_read() {
        assert_eq!(name(" : 박지훈 | 사업자등록번호", false).as_deref(), Some("박지훈"));
        assert_eq!(name(" 見本 誠", false).as_deref(), Some("見本 誠"));
        assert_eq!(name("：李晓明（经理）", false).as_deref(), Some("李晓明"));
        assert_eq!(name("見本 美咲", true).as_deref(), Some("見本 美咲"));
        assert_eq!(name("見本美咲", true).as_deref(), Some("見本美咲"));
        assert_eq!(name("見本会社", true), None);
        assert_eq!(spread("代 表 者").as_deref(), Some("代表者"));
        assert_eq!(spread("見本 誠"), None);
    }

    #[test]
    fn other_words_behind_a_label_are_no_names() {
        for value in ["전화 02-555-0142", " : 문의전화", "挨拶", "：株式会社 見本", "の見本 誠", " 見本 誠がお迎えします"]
        {
            assert_eq!(name(value, false), None, "{value}");
        }
    }
}
