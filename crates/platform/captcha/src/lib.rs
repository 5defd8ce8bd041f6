#![doc = include_str!("../README.md")]

mod code;
mod expected;
mod picture;
mod question;
mod spelling;

use rand::CryptoRng;

pub use expected::Expected;
pub use picture::{HEIGHT, WIDTH};

/// One test of whether a person is there: a picture, a question for those who cannot see it, and
/// what to keep in order to judge the answer.
#[derive(Clone)]
pub struct Challenge {
    /// The picture of the code, [`WIDTH`] by [`HEIGHT`] pixels, at most 6 KB.
    pub image: Vec<u8>,
    /// The media type of [`Challenge::image`].
    pub image_type: &'static str,
    /// The equal alternative, in Indonesian, as plain text: escape it before it goes into HTML.
    pub question: String,
    /// For the server only: neither page nor log may show it.
    pub expected: Expected,
}

impl Challenge {
    /// Makes a challenge. The generator has to be unpredictable, for it is all that keeps a
    /// challenge from being guessed; some milliseconds of work.
    pub fn new(rng: &mut impl CryptoRng) -> Self {
        let code = code::random(rng);
        let (question, answer) = question::ask(rng);
        Self {
            image: picture::draw(&code, rng),
            image_type: "image/png",
            question,
            expected: Expected { code, answer },
        }
    }
}
