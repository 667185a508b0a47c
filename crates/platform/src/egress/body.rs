//! Undoing a body's compression within a cap, so that a small answer cannot become a large one.

use std::io::{self, Read, Write as _};

use bytes::Bytes;

use super::error::EgressError;

/// Compressions stacked on one body, at most; more is an attack or a mistake.
const MAX_CODINGS: usize = 2;

/// What is offered in `Accept-Encoding`.
pub(super) const ACCEPTED: &str = "gzip, br, zstd, deflate";

/// A body as it was sent.
#[derive(Debug, Clone)]
pub struct Received {
    /// The bytes on the wire, framing removed.
    pub bytes: Bytes,
    /// `Content-Encoding`, outermost last, lower case; empty for none.
    pub(super) codings: Vec<String>,
    /// Bytes allowed once decompressed.
    pub(super) max_decoded: u64,
}

impl Received {
    /// Nothing.
    #[must_use]
    pub fn empty() -> Self {
        Self { bytes: Bytes::new(), codings: Vec::new(), max_decoded: 0 }
    }

    /// The content. Costs CPU time for a compressed body: for large ones call it off the async threads.
    ///
    /// # Errors
    /// [`EgressError::TooLarge`] beyond the cap, [`EgressError::Encoding`] when it is broken. A body that ends early keeps what
    /// could be read, as browsers do, if anything could.
    pub fn decode(self) -> Result<Bytes, EgressError> {
        if self.codings.len() > MAX_CODINGS {
            return Err(EgressError::Encoding);
        }
        let mut bytes = self.bytes;
        for coding in self.codings.iter().rev() {
            // Some servers label plain bytes; an empty body needs no decoder either.
            if bytes.is_empty() {
                break;
            }
            bytes = match coding.as_str() {
                "gzip" | "x-gzip" => bounded(flate2::read::MultiGzDecoder::new(bytes.as_ref()), self.max_decoded),
                "deflate" => inflate(&bytes, self.max_decoded),
                "br" => bounded(brotli::Decompressor::new(bytes.as_ref(), 16 * 1024), self.max_decoded),
                "zstd" => {
                    let mut decoder = zstd::stream::read::Decoder::new(bytes.as_ref()).map_err(|_| EgressError::Encoding)?;
                    // 8 MiB, what RFC 9659 asks of the web's decoders: a header must not make us reserve gigabytes.
                    decoder.window_log_max(23).map_err(|_| EgressError::Encoding)?;
                    bounded(decoder, self.max_decoded)
                }
                _ => Err(EgressError::Encoding),
            }?;
        }
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > self.max_decoded {
            return Err(EgressError::TooLarge { limit: self.max_decoded });
        }
        Ok(bytes)
    }
}

/// `deflate` is zlib by the standard and bare deflate in the wild.
fn inflate(bytes: &[u8], limit: u64) -> Result<Bytes, EgressError> {
    match bounded(flate2::read::ZlibDecoder::new(bytes), limit) {
        Err(EgressError::Encoding) => bounded(flate2::read::DeflateDecoder::new(bytes), limit),
        other => other,
    }
}

fn bounded(mut reader: impl Read, limit: u64) -> Result<Bytes, EgressError> {
    let mut out = io::Cursor::new(Vec::new());
    let mut chunk = [0_u8; 16 * 1024];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => {
                if out.position() + n as u64 > limit {
                    return Err(EgressError::TooLarge { limit });
                }
                out.write_all(&chunk[..n]).map_err(|_| EgressError::Encoding)?;
            }
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            // Cut off in the middle: what was read so far is what a browser would show.
            Err(_) if out.position() > 0 => break,
            Err(_) => return Err(EgressError::Encoding),
        }
    }
    Ok(Bytes::from(out.into_inner()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn received(bytes: Vec<u8>, codings: &[&str], max_decoded: u64) -> Received {
        Received { bytes: bytes.into(), codings: codings.iter().map(|c| (*c).to_owned()).collect(), max_decoded }
    }

    #[test]
    fn every_offered_compression_is_undone() {
        let words = b"the same words ".repeat(1000);
        let zlib = {
            let mut e = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
            e.write_all(&words).expect("memory");
            e.finish().expect("memory")
        };
        let bare = {
            let mut e = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
            e.write_all(&words).expect("memory");
            e.finish().expect("memory")
        };
        let brotli = {
            let mut out = Vec::new();
            let mut reader = brotli::CompressorReader::new(words.as_slice(), 4096, 5, 20);
            reader.read_to_end(&mut out).expect("memory");
            out
        };
        let zstd = zstd::encode_all(words.as_slice(), 3).expect("memory");
        for (coding, bytes) in [("gzip", gzip(&words)), ("deflate", zlib), ("deflate", bare), ("br", brotli), ("zstd", zstd)] {
            assert_eq!(received(bytes, &[coding], 1 << 20).decode().expect(coding), words, "{coding}");
        }
        assert_eq!(received(gzip(&gzip(&words)), &["gzip", "gzip"], 1 << 20).decode().expect("twice"), words);
    }

    #[test]
    fn a_bomb_stops_at_the_cap() {
        let bomb = gzip(&vec![0; 8 << 20]);
        assert!(bomb.len() < 16 << 10);
        assert_eq!(received(bomb, &["gzip"], 1 << 20).decode(), Err(EgressError::TooLarge { limit: 1 << 20 }));
        let nested = gzip(&gzip(&vec![0; 8 << 20]));
        assert_eq!(received(nested, &["gzip", "gzip"], 1 << 20).decode(), Err(EgressError::TooLarge { limit: 1 << 20 }));
    }

    #[test]
    fn broken_and_unknown_compressions_are_said_to_be_so() {
        assert_eq!(received(b"plain words".to_vec(), &["gzip"], 100).decode(), Err(EgressError::Encoding));
        assert_eq!(received(b"plain words".to_vec(), &["compress"], 100).decode(), Err(EgressError::Encoding));
        assert_eq!(received(gzip(b"x"), &["gzip", "gzip", "gzip"], 100).decode(), Err(EgressError::Encoding));
    }

    #[test]
    fn a_body_cut_off_keeps_its_beginning() {
        let words: Vec<u8> = (0..200_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let mut cut = gzip(&words);
        cut.truncate(cut.len() / 2);
        let read = received(cut, &["gzip"], 1 << 24).decode().expect("the first half");
        assert!(!read.is_empty() && words.starts_with(&read));
    }
}
