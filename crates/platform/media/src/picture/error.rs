//! Why a picture was not taken, in words for whoever sent it.

use super::kind::Refused;
use super::{MAX_BYTES, MAX_PIXELS, MAX_SIDE};

/// Every message is a whole Indonesian sentence or two, fit to be shown above the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    #[error("Berkas ini kosong. Pilih foto lain.")]
    Empty,
    #[error(
        "Berkas terlalu besar ({} MB, batas {} MB). Kecilkan dulu fotonya, lalu kirim lagi.",
        bytes.div_ceil(1024 * 1024), MAX_BYTES / (1024 * 1024)
    )]
    TooHeavy { bytes: usize },
    #[error("Gambar terlalu besar ({megapixels} megapiksel, batas {}).", MAX_PIXELS / 1_000_000)]
    TooManyPixels { megapixels: u64 },
    #[error(
        "Gambar terlalu panjang ({} × {} piksel, batas {} piksel tiap sisi).",
        thousands(*width), thousands(*height), thousands(MAX_SIDE)
    )]
    TooLong { width: u32, height: u32 },
    /// Within the pixel limit, but with 16 bits per channel or the like.
    #[error("Gambar ini terlalu berat untuk diolah. Simpan ulang sebagai JPG, lalu kirim lagi.")]
    TooMuchMemory,
    #[error("{0}")]
    Refused(Refused),
    #[error("Berkas gambar ini terpotong atau rusak. Kirim ulang dari berkas aslinya.")]
    Broken,
    /// See `whole::Jpeg::ScanPerColour`.
    #[error(
        "JPG ini disimpan dengan cara yang belum bisa dibaca. \
         Buka gambarnya, simpan ulang sebagai JPG atau PNG, lalu kirim lagi."
    )]
    RareJpeg,
    /// Our own fault; the technical reason goes to the log.
    #[error("Gambar ini tidak dapat diolah. Coba lagi nanti.")]
    Encoding(String),
}

/// 30000 as `30.000`.
fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_plain_sentences() {
        assert_eq!(
            PictureError::TooManyPixels { megapixels: 900 }.to_string(),
            "Gambar terlalu besar (900 megapiksel, batas 80)."
        );
        assert_eq!(
            PictureError::TooHeavy {
                bytes: 26 * 1024 * 1024 + 1
            }
            .to_string(),
            "Berkas terlalu besar (27 MB, batas 25 MB). Kecilkan dulu fotonya, lalu kirim lagi."
        );
        assert_eq!(
            PictureError::TooLong {
                width: 1_234_567,
                height: 10
            }
            .to_string(),
            "Gambar terlalu panjang (1.234.567 × 10 piksel, batas 30.000 piksel tiap sisi)."
        );
    }
}
