//! A text as a QR that survives being copied.

use std::fmt::Write as _;

use fast_qr::{ECL, QRBuilder, QRCode};

/// Light modules around it that scanners need.
const MARGIN: usize = 4;

/// A QR at level M: 15 % of it may be lost.
#[derive(Clone)]
pub struct Qr {
    text: String,
    modules: usize,
    svg: String,
}

/// More than a QR holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is more than a QR holds")]
pub struct TooMuch;

impl Qr {
    /// The smallest QR with this text.
    ///
    /// # Errors
    /// [`TooMuch`] from about 2,300 letters on.
    pub fn new(text: impl Into<String>) -> Result<Self, TooMuch> {
        let text = text.into();
        let code = QRBuilder::new(text.as_bytes()).ecl(ECL::M).build();
        let code = code.map_err(|_| TooMuch)?;
        Ok(Self {
            modules: code.size,
            svg: drawn(&code),
            text,
        })
    }

    /// What it says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Modules on a side, without the margin: 17 and 4 more for each version.
    pub fn modules(&self) -> usize {
        self.modules
    }

    /// Black on white, with its margin.
    pub fn svg(&self) -> &str {
        &self.svg
    }
}

/// One path: neighbours in one path have no seam between them.
fn drawn(code: &QRCode) -> String {
    let whole = code.size + 2 * MARGIN;
    let mut path = String::with_capacity(code.size * code.size * 8);
    for y in 0..code.size {
        let row = &code[y];
        let mut x = 0;
        while x < code.size {
            let dark = row[x..].iter().take_while(|module| module.value());
            let dark = dark.count();
            if dark > 0 {
                let (left, top) = (x + MARGIN, y + MARGIN);
                write!(path, "M{left} {top}h{dark}v1h-{dark}z")
                    .expect("writing into a String cannot fail");
            }
            x += dark.max(1);
        }
    }
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{whole}" viewBox="0 0 {whole} {whole}"><path fill="#fff" d="M0 0h{whole}v{whole}H0z"/><path d="{path}"/></svg>"##
    )
}
