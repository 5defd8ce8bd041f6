//! What an upload becomes: looked at, refused in words or decoded once, turned upright, stripped
//! of everything but its pixels, and made into the sizes that pages use.

mod decode;
mod encode;
mod error;
mod kind;
mod whole;

use bytes::Bytes;
use image::metadata::Orientation;
use tokio::sync::Semaphore;

use crate::keys::{PublicFormat, PublicName};

pub use error::PictureError;
pub use kind::{Format, Refused};

pub(crate) use decode::{decode, shrink};
pub(crate) use encode::{flatten, jpeg};

/// The heaviest file that is looked at.
pub const MAX_BYTES: usize = 25 * 1024 * 1024;
/// The largest picture that is decoded.
pub const MAX_PIXELS: u64 = 80_000_000;
/// The longest side.
pub const MAX_SIDE: u32 = 30_000;
/// Widths of the variants, smallest first.
pub const WIDTHS: [u32; 3] = [320, 640, 1280];
/// WebP ends at 16,383 pixels; a very tall strip is made narrower to stay below.
const MAX_VARIANT_HEIGHT: u32 = 16_000;

/// What the head of a file says, before anything is decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inspected {
    pub format: Format,
    /// As stored, before turning.
    pub width: u32,
    pub height: u32,
    pub orientation: Orientation,
}

/// A picture ready to be stored and shown.
#[derive(Clone, Debug)]
pub struct Processed {
    /// Size of the upload once upright.
    pub width: u32,
    pub height: u32,
    /// Smallest first, WebP before JPEG at each size.
    pub variants: Vec<Variant>,
    /// A `data:` address of under 200 bytes to show while the picture loads; "" when it is
    /// transparent, because the blur would shine through.
    pub placeholder: String,
}

impl Processed {
    /// The largest JPEG: for share cards, feeds and readers without WebP.
    pub fn largest_jpeg(&self) -> Option<&Variant> {
        self.variants
            .iter()
            .rev()
            .find(|variant| variant.format == PublicFormat::Jpeg)
    }
}

/// One size in one format.
#[derive(Clone, Debug)]
pub struct Variant {
    pub width: u32,
    pub height: u32,
    pub format: PublicFormat,
    pub bytes: Bytes,
    /// First 32 hexadecimal digits of the SHA-256 of `bytes`; the name it is served under.
    pub hash: String,
}

impl Variant {
    fn new(width: u32, height: u32, format: PublicFormat, bytes: Vec<u8>) -> Self {
        let hash = PublicName::of(&bytes, format).hash().to_owned();
        Self {
            width,
            height,
            format,
            bytes: Bytes::from(bytes),
            hash,
        }
    }

    pub fn name(&self) -> PublicName {
        PublicName::of(&self.bytes, self.format)
    }
}

/// Looks at the bytes, never at a name: takes JPEG, PNG, WebP and GIF, and refuses everything else
/// and everything too large. Nothing is decoded, so it is fast also for bombs.
pub fn inspect(bytes: &[u8]) -> Result<Inspected, PictureError> {
    decode::look(bytes)
}

/// Makes the variants. Takes up to seconds of CPU: see [`process_in_turn`] for async callers.
pub fn process(bytes: &[u8]) -> Result<Processed, PictureError> {
    let decoded = decode(bytes)?;
    let (width, height) = (decoded.width, decoded.height);
    let largest = decoded.into_upright(largest_size(width, height));

    let mut variants = Vec::with_capacity(WIDTHS.len() * 2);
    for target in WIDTHS
        .into_iter()
        .filter(|target| *target < largest.width())
    {
        let small = shrink(
            &largest,
            scaled((largest.width(), largest.height()), target),
        )?;
        variants.extend(encode::both(&small)?);
    }
    variants.extend(encode::both(&largest)?);
    let placeholder = encode::placeholder(&largest)?;
    Ok(Processed {
        width,
        height,
        variants,
        placeholder,
    })
}

/// [`process`] on a thread of its own, one picture at a time in this process, because each may take
/// some hundred megabytes. A decoder that panics is a broken file, not a broken server.
pub async fn process_in_turn(bytes: Bytes) -> Result<Processed, PictureError> {
    in_turn(move || process(&bytes)).await
}

/// One JPEG, upright and without metadata, no side of it longer than `side`. Takes up to seconds of CPU:
/// see [`small_in_turn`] for async callers.
pub fn small(bytes: &[u8], side: u32) -> Result<Vec<u8>, PictureError> {
    let decoded = decode(bytes)?;
    let (width, height) = (decoded.width, decoded.height);
    let size = if width.max(height) <= side {
        (width, height)
    } else if width >= height {
        scaled((width, height), side)
    } else {
        let (tall, narrow) = scaled((height, width), side);
        (narrow, tall)
    };
    encode::plain(&decoded.into_upright(size))
}

/// [`small`] on a thread of its own, in one queue with [`process_in_turn`].
pub async fn small_in_turn(bytes: Bytes, side: u32) -> Result<Vec<u8>, PictureError> {
    in_turn(move || small(&bytes, side)).await
}

async fn in_turn<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PictureError> + Send + 'static,
) -> Result<T, PictureError> {
    static TURN: Semaphore = Semaphore::const_new(1);
    let turn = TURN.acquire().await.expect("the semaphore is never closed");
    let work = move || {
        // Given back when the work is done, not when somebody stops waiting for it.
        let _turn = turn;
        work()
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(processed) => processed,
        Err(error) => {
            tracing::warn!(%error, "a picture made its decoder panic");
            Err(PictureError::Broken)
        }
    }
}

/// The size of the largest variant.
fn largest_size(width: u32, height: u32) -> (u32, u32) {
    let target = width.min(WIDTHS[WIDTHS.len() - 1]);
    let (_, tall) = scaled((width, height), target);
    if tall <= MAX_VARIANT_HEIGHT {
        return (target, tall);
    }
    let narrow = u64::from(width) * u64::from(MAX_VARIANT_HEIGHT) / u64::from(height);
    (
        u32::try_from(narrow).unwrap_or(target).clamp(1, target),
        MAX_VARIANT_HEIGHT,
    )
}

/// The size at a given width, never thinner than one pixel.
fn scaled((width, height): (u32, u32), target: u32) -> (u32, u32) {
    let exact = f64::from(height) * f64::from(target) / f64::from(width.max(1));
    // `as` saturates, and the result is at most `height`.
    (target, (exact.round() as u32).max(1))
}
