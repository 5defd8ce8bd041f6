//! Where a list goes on: the key of its last row, as one opaque word in an address.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use uuid::Uuid;

use crate::text_value::reads_text;

/// The place between two rows of a list that is ordered by time, then id.
///
/// A check sum tells a mistyped or shortened word from a real one. It is no secret: a cursor only
/// chooses where to start among rows that the reader may see anyway.
///
/// ```
/// use kernel::Cursor;
///
/// let at = "2026-11-25T04:00:00.123456Z".parse::<jiff::Timestamp>()?;
/// let cursor = Cursor::new(at, uuid::Uuid::from_u128(7));
/// assert_eq!(Cursor::decode(&cursor.encode()), Ok(cursor));
/// assert!(Cursor::decode("../../etc/passwd").is_err());
/// # Ok::<(), jiff::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    at: Timestamp,
    id: Uuid,
}

/// The word in the address is not one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Alamat halaman ini tidak lengkap. Mulailah lagi dari halaman pertama daftar.")]
pub struct CursorError;

const PAYLOAD: usize = 24;

impl Cursor {
    /// Keeps microseconds, which is what the database keeps.
    pub fn new(at: Timestamp, id: Uuid) -> Self {
        let at = Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at);
        Self { at, id }
    }

    pub fn at(&self) -> Timestamp {
        self.at
    }

    pub fn id(&self) -> Uuid {
        self.id
    }

    /// Letters, digits, `-` and `_` only.
    pub fn encode(&self) -> String {
        let mut bytes = [0; PAYLOAD + 4];
        bytes[..8].copy_from_slice(&self.at.as_microsecond().to_be_bytes());
        bytes[8..PAYLOAD].copy_from_slice(self.id.as_bytes());
        let sum = check_sum(&bytes[..PAYLOAD]);
        bytes[PAYLOAD..].copy_from_slice(&sum);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    pub fn decode(text: &str) -> Result<Self, CursorError> {
        let mut bytes = [0; PAYLOAD + 4];
        match URL_SAFE_NO_PAD.decode_slice(text, &mut bytes) {
            Ok(length) if length == bytes.len() => {}
            _ => return Err(CursorError),
        }
        let (payload, sum) = bytes.split_at(PAYLOAD);
        if sum != check_sum(payload) {
            return Err(CursorError);
        }
        let (micros, id) = payload.split_at(8);
        let micros = i64::from_be_bytes(micros.try_into().map_err(|_| CursorError)?);
        let at = Timestamp::from_microsecond(micros).map_err(|_| CursorError)?;
        let id = Uuid::from_slice(id).map_err(|_| CursorError)?;
        Ok(Self { at, id })
    }

    fn parse(text: &str) -> Result<Self, CursorError> {
        Self::decode(text)
    }
}

/// FNV-1a.
fn check_sum(bytes: &[u8]) -> [u8; 4] {
    let step = |sum: u32, byte: &u8| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    bytes.iter().fold(0x811c_9dc5, step).to_be_bytes()
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(&self.encode())
    }
}

impl serde::Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.encode())
    }
}

reads_text!(Cursor, CursorError);
