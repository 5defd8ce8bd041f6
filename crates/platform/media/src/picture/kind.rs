//! What kind of file some bytes are, whatever their name says.

use std::fmt;

/// The formats that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    Jpeg,
    Png,
    Webp,
    /// Its first frame only.
    Gif,
}

impl Format {
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
        }
    }
}

/// The formats that people do send and that are refused by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refused {
    Svg,
    Heic,
    Avif,
    Bmp,
    Tiff,
    JpegXl,
    Pdf,
    Html,
    Video,
    Compressed,
    Unknown,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Svg => {
                "Format tidak didukung: SVG. Simpan gambarnya sebagai PNG atau JPG, lalu kirim lagi."
            }
            Self::Heic => {
                "Format tidak didukung: HEIC dari iPhone. \
                 Ubah ke JPG: Setelan › Kamera › Paling Kompatibel, lalu ambil ulang fotonya; \
                 atau kirim fotonya lewat WhatsApp ke diri sendiri dan simpan dari sana."
            }
            Self::Avif => {
                "Format tidak didukung: AVIF. Simpan gambarnya sebagai JPG, lalu kirim lagi."
            }
            Self::Bmp => {
                "Format tidak didukung: BMP. Buka gambarnya, simpan sebagai PNG atau JPG, \
                 lalu kirim lagi."
            }
            Self::Tiff => {
                "Format tidak didukung: TIFF atau RAW. Simpan fotonya sebagai JPG, lalu kirim lagi."
            }
            Self::JpegXl => {
                "Format tidak didukung: JPEG XL. Simpan gambarnya sebagai JPG, lalu kirim lagi."
            }
            Self::Pdf => {
                "Berkas ini PDF, bukan gambar. Unggah sebagai dokumen, atau kirim fotonya \
                 dalam bentuk JPG."
            }
            Self::Html => "Berkas ini halaman web, bukan gambar. Kirim foto JPG, PNG, atau WebP.",
            Self::Video => "Berkas ini video, bukan gambar. Kirim foto JPG, PNG, atau WebP.",
            Self::Compressed => {
                "Berkas ini arsip terkompres, bukan gambar. Kirim foto JPG, PNG, atau WebP."
            }
            Self::Unknown => {
                "Format tidak didukung: berkas ini bukan gambar yang dikenal. \
                 Kirim foto JPG, PNG, atau WebP."
            }
        })
    }
}

/// How far into a text its first tag is looked for.
const TEXT_HEAD: usize = 4096;

/// Names the format by the bytes.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Format, Refused> {
    if let Some(refused) = base_media(bytes) {
        return Err(refused);
    }
    let Some(kind) = infer::get(bytes) else {
        return Err(text(bytes));
    };
    match kind.mime_type() {
        "image/jpeg" => Ok(Format::Jpeg),
        "image/png" => Ok(Format::Png),
        "image/webp" => Ok(Format::Webp),
        "image/gif" => Ok(Format::Gif),
        "image/heif" => Err(Refused::Heic),
        "image/avif" => Err(Refused::Avif),
        "image/bmp" => Err(Refused::Bmp),
        "image/tiff" | "image/x-canon-cr2" => Err(Refused::Tiff),
        "image/jxl" => Err(Refused::JpegXl),
        "application/pdf" => Err(Refused::Pdf),
        "application/gzip"
        | "application/zip"
        | "application/vnd.rar"
        | "application/x-7z-compressed" => Err(Refused::Compressed),
        "text/html" | "text/xml" => Err(text(bytes)),
        mime if mime.starts_with("video/") => Err(Refused::Video),
        _ => Err(Refused::Unknown),
    }
}

/// HEIC, AVIF and videos share one container; its brands tell them apart, also in files too short
/// or too new for the library.
fn base_media(bytes: &[u8]) -> Option<Refused> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = u32::from_be_bytes(bytes.get(0..4)?.try_into().ok()?);
    let end = usize::try_from(length)
        .ok()?
        .clamp(12, 256)
        .min(bytes.len());
    let brands: Vec<&[u8]> = bytes.get(8..end)?.chunks_exact(4).collect();
    let any = |names: &[&[u8]]| brands.iter().any(|brand| names.contains(brand));
    Some(if any(&[b"avif", b"avis"]) {
        Refused::Avif
    } else if any(&[
        b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"mif2",
    ]) {
        Refused::Heic
    } else {
        Refused::Video
    })
}

/// SVG and HTML are text, in any encoding and behind any declaration or comment.
fn text(bytes: &[u8]) -> Refused {
    let head: String = bytes
        .iter()
        .take(TEXT_HEAD)
        // UTF-16 text is ASCII with zeros between.
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let svg = head.find("<svg").or_else(|| head.find("<!doctype svg"));
    let html = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<script",
        "<?php",
        "<iframe",
    ]
    .iter()
    .filter_map(|tag| head.find(tag))
    .min();
    match (svg, html) {
        (Some(svg), Some(html)) if html < svg => Refused::Html,
        (Some(_), _) => Refused::Svg,
        (None, Some(_)) => Refused::Html,
        (None, None) => Refused::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_decide() {
        let cases: [(&[u8], Refused); 13] = [
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Refused::Svg),
            (
                b"\xEF\xBB\xBF <?xml version='1.0'?><!-- <html> is not here --><SVG/>",
                Refused::Html,
            ),
            (
                b"<?xml version='1.0'?>\n<!DOCTYPE svg [<!ENTITY a 'x'>]><svg/>",
                Refused::Svg,
            ),
            (b"\xFF\xFE<\0s\0v\0g\0", Refused::Svg),
            (b"<!DOCTYPE html><p>", Refused::Html),
            (b"<?php echo 1;", Refused::Html),
            (b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Refused::Bmp),
            (b"%PDF-1.7\n", Refused::Pdf),
            (b"\x1f\x8b\x08\0\0\0\0\0\0\x03", Refused::Compressed),
            (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", Refused::Video),
            (b"\0\0\0\x18ftypavif\0\0\0\0avifmif1", Refused::Avif),
            (b"\0\0\0\x18ftypheic", Refused::Heic),
            (b"just words", Refused::Unknown),
        ];
        for (bytes, kind) in cases {
            assert_eq!(
                sniff(bytes),
                Err(kind),
                "{}",
                String::from_utf8_lossy(bytes)
            );
        }
    }

    #[test]
    fn a_refusal_names_the_kind_and_what_to_do() {
        assert!(
            Refused::Svg
                .to_string()
                .contains("Format tidak didukung: SVG")
        );
        assert!(
            Refused::Heic
                .to_string()
                .contains("Ubah ke JPG: Setelan › Kamera › Paling Kompatibel")
        );
    }
}
