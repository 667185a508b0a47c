//! Addresses of Japan, China, Taiwan and Korea, which go from the large to the small and mostly put no space between.
//!
//! Belongs here: their codes, provinces and cities. Does not belong here: lines in other scripts.

use super::Found;
use crate::PostalAddress;

/// The parts of an address before they are weighed.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    region: Option<String>,
    city: String,
    street: String,
}

/// True when a line may hold such an address; done with at once for all others.
pub(super) fn may_be(line: &str) -> bool {
    line.bytes().any(|b| (0xe3..=0xed).contains(&b))
}

/// The address in `lines[index]`; a Japanese one may go on in the line below its code.
pub(super) fn read(lines: &[&str], index: usize) -> Option<Found> {
    let line = *lines.get(index)?;
    let (country, code, parts) = japanese(line, lines.get(index + 1).copied())
        .map(|(code, parts)| ("JP", code, parts))
        .or_else(|| chinese(line).map(|(code, parts)| ("CN", code, parts)))
        .or_else(|| taiwanese(line).map(|(code, parts)| ("TW", code, parts)))
        .or_else(|| korean(line).map(|(code, parts)| ("KR", code, parts)))?;
    let proper = parts.street.bytes().any(|b| b.is_ascii_digit()) && parts.street.chars().count() <= 60 && !parts.city.is_empty();
    proper.then(|| Found {
        words: format!("{code} {}{}{}", parts.region.as_deref().unwrap_or_default(), parts.city, parts.street),
        address: PostalAddress {
            street: Some(parts.street),
            city: Some(parts.city),
            region: parts.region,
            postal_code: Some(code),
            country: Some(country.to_owned()),
        },
        line: index,
        confidence: 0.85,
    })
}

/// "〒150-0041 東京都渋谷区神南1-2-3".
fn japanese(line: &str, below: Option<&str>) -> Option<(String, Parts)> {
    let rest = line.split_once('〒')?.1.trim_start();
    let three = digits(rest, 3)?;
    let four = digits(rest[3..].trim_start_matches(['-', '－', '‐', '−', 'ー', '–']), 4)?;
    let behind = rest.find(four).map(|at| rest[at + 4..].trim())?;
    let text = ended(if behind.is_empty() { below?.trim() } else { behind });
    let prefecture = ["東京都", "北海道", "京都府", "大阪府"].iter().find(|p| text.starts_with(**p)).map(|p| p.len());
    let region = prefecture.or_else(|| through(text, &['県'], 4))?;
    let (region, rest) = text.split_at(region);
    let city = if region == "東京都" { through(rest, &['区', '市'], 7) } else { through(rest, &['市'], 7) };
    let city = city.or_else(|| through(rest, &['町', '村', '区'], 9))?;
    let (city, street) = rest.split_at(city);
    Some((format!("{three}-{four}"), parts(Some(region), city, street)))
}

/// "地址：浙江省杭州市余杭区良渚街道66号 邮编：311113".
fn chinese(line: &str) -> Option<(String, Parts)> {
    let (before, behind) = ["邮编", "邮政编码"].iter().find_map(|label| line.split_once(label))?;
    let code = digits(behind.trim_start_matches([':', '：', ' ']), 6)?;
    let text = ended(unlabelled(before));
    let region = ["自治区"].iter().find_map(|r| text.find(r).map(|at| at + r.len())).or_else(|| through(text, &['省'], 5));
    let (region, rest) = text.split_at(region.unwrap_or(0));
    let (city, street) = rest.split_at(through(rest, &['市'], 7)?);
    Some((code.to_owned(), parts(Some(region), city, street)))
}

/// "106 台北市大安區信義路四段100號5樓".
fn taiwanese(line: &str) -> Option<(String, Parts)> {
    let text = unlabelled(line);
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(count, 3 | 5 | 6) || !text.contains('號') {
        return None;
    }
    let (code, text) = text.split_at(count);
    let text = ended(text.trim_start());
    let (city, street) = text.split_at(through(text, &['市', '縣'], 4)?);
    Some((code.to_owned(), parts(None, city, street)))
}

/// "(06236) 서울특별시 강남구 테헤란로 152, 3층", "강원특별자치도 강릉시 창해로 307 (우)25556".
fn korean(line: &str) -> Option<(String, Parts)> {
    if !line.chars().any(|c| matches!(c, '\u{ac00}'..='\u{d7af}')) {
        return None;
    }
    let text = unlabelled(line);
    let marked = text.split_once("(우)").or_else(|| text.split_once("우)")).or_else(|| text.split_once("우편번호"));
    let (code, text) = match marked {
        Some((before, behind)) => (digits(behind.trim_start_matches([':', ' ']), 5)?, before),
        None => {
            let inner = text.trim_start().strip_prefix('(').unwrap_or(text).trim_start();
            let code = digits(inner, 5)?;
            (code, inner[5..].trim_start_matches([')', ' ']))
        }
    };
    let mut words = text.trim().splitn(2, ' ');
    let (first, rest) = (words.next()?, words.next()?);
    let whole = ["특별시", "광역시", "특별자치시"].iter().any(|end| first.ends_with(end))
        || matches!(first, "서울" | "부산" | "대구" | "인천" | "광주" | "대전" | "울산" | "세종");
    if whole {
        return Some((code.to_owned(), parts(None, first, rest)));
    }
    let (city, street) = rest.split_once(' ').filter(|(city, _)| first.ends_with('도') && city.ends_with(['시', '군']))?;
    Some((code.to_owned(), parts(Some(first), city, street)))
}

fn parts(region: Option<&str>, city: &str, street: &str) -> Parts {
    Parts {
        region: region.filter(|r| !r.is_empty()).map(str::to_owned),
        city: city.trim().to_owned(),
        street: street.trim().trim_end_matches([',', '，', '、', '。']).to_owned(),
    }
}

/// The digits a text begins with, when they are exactly so many.
fn digits(text: &str, count: usize) -> Option<&str> {
    (text.bytes().take_while(u8::is_ascii_digit).count() == count).then(|| &text[..count])
}

/// One past the first of `ends` among the first characters, not at the very first.
fn through(text: &str, ends: &[char], most: usize) -> Option<usize> {
    let found = text.char_indices().take(most).skip(1).find(|(_, c)| ends.contains(c))?;
    let end = found.0 + found.1.len_utf8();
    // "四日市市", "市川市": the sign may stand in the name too.
    Some(if text[end..].starts_with(found.1) { end + found.1.len_utf8() } else { end })
}

/// Without the label in front: "住所：", "地址:".
fn unlabelled(text: &str) -> &str {
    let cut = text.char_indices().take(8).filter(|(_, c)| matches!(c, ':' | '：')).last();
    cut.map_or(text, |(at, c)| &text[at + c.len_utf8()..]).trim()
}

/// Up to what begins something new: a wide space before the telephone, a bar, a label.
fn ended(text: &str) -> &str {
    let end = ["\u{3000}TEL", "\u{3000}電話", " TEL", "TEL", "Tel", "電話", "电话", "FAX", "｜", "|", "／", "（地図", "【"]
        .iter()
        .filter_map(|mark| text.find(mark))
        .min()
        .unwrap_or(text.len());
    text[..end].trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(lines: &[&str]) -> Option<String> {
        let a = read(lines, 0)?.address;
        Some([a.postal_code, a.region, a.city, a.street, a.country].map(Option::unwrap_or_default).join(" | "))
    }

    #[test]
    fn addresses_from_the_large_to_the_small_are_read() {
        for (lines, expected) in [
            (&["〒150-0041 東京都渋谷区見本1-2-3 緑ビル2F"][..], "150-0041 | 東京都 | 渋谷区 | 見本1-2-3 緑ビル2F | JP"),
            (&["〒577-0067 大阪府東大阪市見本西4-5-6　TEL 06-1234-5678"], "577-0067 | 大阪府 | 東大阪市 | 見本西4-5-6 | JP"),
            (&["〒410-2416", "静岡県伊豆市見本801-2"], "410-2416 | 静岡県 | 伊豆市 | 見本801-2 | JP"),
            (&["地址:浙江省杭州市余杭区样本路66号 邮编:311113"], "311113 | 浙江省 | 杭州市 | 余杭区样本路66号 | CN"),
            (&["地址：上海市黄浦区样本路88号3楼　邮编：200001"], "200001 |  | 上海市 | 黄浦区样本路88号3楼 | CN"),
            (&["106 台北市大安區樣本路四段100號5樓"], "106 |  | 台北市 | 大安區樣本路四段100號5樓 | TW"),
            (&["주소: (06236) 서울특별시 강남구 견본로 152, 3층"], "06236 |  | 서울특별시 | 강남구 견본로 152, 3층 | KR"),
            (&["강원특별자치도 강릉시 견본로 307 (우)25556"], "25556 | 강원특별자치도 | 강릉시 | 견본로 307 | KR"),
        ] {
            assert_eq!(address(lines).as_deref(), Some(expected), "{lines:?}");
        }
    }

    #[test]
    fn prices_telephones_and_prose_are_no_address() {
        for line in
            ["電話 03-1234-5678", "〒マークの郵便局", "全国 12000 円", "메뉴 12000 원", "共 106 家分店", "邮编：请咨询", "1234"]
        {
            assert_eq!(address(&[line]), None, "{line}");
        }
    }
}
