//! Codes of the places Indonesia is divided into, down to the village, and what a village is.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::digits;
use crate::text_value::reads_text;

/// The code of a place in the ministry's list (Kepmendagri 300.2.2-2138/2025), told apart by its
/// number of digits: regency 4, sub-district 6, village 10.
///
/// Read from `63.03.04.2007` or `6303042007`; always shown with dots.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode<const N: usize>([u8; N]);

/// *Kabupaten* or *kota*: `63.03` is Kabupaten Banjar.
pub type RegencyCode = RegionCode<4>;

/// *Kecamatan*: `63.03.04` is Sungai Tabuk.
pub type SubdistrictCode = RegionCode<6>;

/// *Desa* or *kelurahan*: `63.03.04.2007` is Pembantanan.
///
/// ```
/// use kernel::{VillageCode, VillageKind};
///
/// let code: VillageCode = "6303042007".parse()?;
/// assert_eq!(code.dotted(), "63.03.04.2007");
/// assert_eq!(code.digits(), "6303042007");
/// assert_eq!(code.kind(), VillageKind::Desa);
/// assert_eq!(code.subdistrict().dotted(), "63.03.04");
/// assert!("63.03.04.207".parse::<VillageCode>().is_err());
/// # Ok::<(), kernel::RegionError>(())
/// ```
pub type VillageCode = RegionCode<10>;

/// Why a text is not the code of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegionError {
    #[error("Kode wilayah harus {digits} angka, misalnya {example}.")]
    Format {
        digits: usize,
        example: &'static str,
    },
    #[error("Kode wilayah tidak boleh memuat bagian 00.")]
    EmptyPart,
    #[error("Bagian terakhir kode desa harus diawali 1 (kelurahan), 2 (desa) atau 3 (desa adat).")]
    Kind,
}

impl<const N: usize> RegionCode<N> {
    /// Reads a code with or without its dots.
    pub fn parse(text: &str) -> Result<Self, RegionError> {
        const {
            assert!(
                N == 4 || N == 6 || N == 10,
                "regency, sub-district or village"
            )
        }
        let text = text.trim();
        let compact: Vec<u8> = text.bytes().filter(|byte| *byte != b'.').collect();
        let code = match <[u8; N]>::try_from(compact) {
            Ok(code) if code.iter().all(u8::is_ascii_digit) => Self(code),
            _ => return Err(Self::format_error()),
        };
        if text.contains('.') && text != code.dotted() {
            return Err(Self::format_error());
        }
        if code.0.chunks(2).take(3).any(|part| part == b"00") {
            return Err(RegionError::EmptyPart);
        }
        if N == 10 && !matches!(code.0[6], b'1'..=b'3') {
            return Err(RegionError::Kind);
        }
        Ok(code)
    }

    fn format_error() -> RegionError {
        let example = match N {
            4 => "63.03",
            6 => "63.03.04",
            _ => "63.03.04.2007",
        };
        RegionError::Format { digits: N, example }
    }

    /// Digits only: `6303042007`.
    pub fn digits(&self) -> &str {
        digits::text(&self.0)
    }

    /// The official form: `63.03.04.2007`.
    pub fn dotted(&self) -> String {
        let digits = self.digits();
        let mut out = String::with_capacity(N + 3);
        for (at, digit) in digits.chars().enumerate() {
            if matches!(at, 2 | 4 | 6) {
                out.push('.');
            }
            out.push(digit);
        }
        out
    }

    fn start<const M: usize>(&self) -> RegionCode<M> {
        let mut start = [b'0'; M];
        start.copy_from_slice(&self.0[..M]);
        RegionCode(start)
    }
}

impl RegionCode<6> {
    /// The regency this sub-district belongs to.
    pub fn regency(&self) -> RegencyCode {
        self.start()
    }
}

impl RegionCode<10> {
    /// The sub-district this village belongs to.
    pub fn subdistrict(&self) -> SubdistrictCode {
        self.start()
    }

    /// The regency this village belongs to.
    pub fn regency(&self) -> RegencyCode {
        self.start()
    }

    /// What the village is: the first digit of the last group says it.
    pub fn kind(&self) -> VillageKind {
        match self.0[6] {
            b'1' => VillageKind::Kelurahan,
            b'3' => VillageKind::DesaAdat,
            _ => VillageKind::Desa,
        }
    }
}

reads_text!(RegionCode<4>, RegionError);
reads_text!(RegionCode<6>, RegionError);
reads_text!(RegionCode<10>, RegionError);

impl<const N: usize> fmt::Display for RegionCode<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.dotted())
    }
}

impl<const N: usize> fmt::Debug for RegionCode<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "RegionCode({})", self.dotted())
    }
}

impl<const N: usize> Serialize for RegionCode<N> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.dotted())
    }
}

/// What a village is in law, which decides its head, its council and its budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VillageKind {
    Desa,
    Kelurahan,
    DesaAdat,
}

/// Why a text names no kind of village.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Jenis wilayah harus desa, kelurahan atau desa_adat.")]
pub struct VillageKindError;

impl VillageKind {
    /// The word before the village's name: "Desa Pembantanan".
    pub fn label(self) -> &'static str {
        match self {
            Self::Desa => "Desa",
            Self::Kelurahan => "Kelurahan",
            Self::DesaAdat => "Desa Adat",
        }
    }

    /// The word in files, addresses and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Desa => "desa",
            Self::Kelurahan => "kelurahan",
            Self::DesaAdat => "desa_adat",
        }
    }

    /// Title of the head unless the village says otherwise (in Banjar often *Pambakal*).
    pub fn default_head_title(self) -> &'static str {
        match self {
            Self::Desa => "Kepala Desa",
            Self::Kelurahan => "Lurah",
            Self::DesaAdat => "Kepala Desa Adat",
        }
    }

    /// A desa has its own budget (*APBDes*); a kelurahan is paid from the regency's.
    pub fn has_budget(self) -> bool {
        !matches!(self, Self::Kelurahan)
    }

    /// A desa has a council (*BPD*); a kelurahan has none.
    pub fn has_bpd(self) -> bool {
        !matches!(self, Self::Kelurahan)
    }
}

impl fmt::Display for VillageKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

impl std::str::FromStr for VillageKind {
    type Err = VillageKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "desa" => Ok(Self::Desa),
            "kelurahan" => Ok(Self::Kelurahan),
            "desa_adat" => Ok(Self::DesaAdat),
            _ => Err(VillageKindError),
        }
    }
}
