//! Which dyes a band is coloured with.

use crate::palette::Palette;

/// The colours of one strip of cloth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dyes {
    /// The cloth behind the motifs.
    pub ground: &'static str,
    /// The cloth of the two borders.
    pub border: &'static str,
    /// The stitches, where the dye did not reach.
    pub thread: &'static str,
    /// The body of the motifs.
    pub body: &'static str,
    /// Small marks.
    pub spot: &'static str,
}

/// Ground, border, body and spot; four vats for each palette.
type Vat = [&'static str; 4];

const THREAD: &str = "#f8f0df";

const SUNGAI: [Vat; 4] = [
    ["#0e6b6b", "#083a44", "#f2b632", "#e8743b"],
    ["#114b5f", "#0a3240", "#8fd0c4", "#f2b632"],
    ["#1a6f86", "#0b3f55", "#f0d9a8", "#f2a884"],
    ["#0b4f55", "#6b2a1d", "#e8743b", "#f2d27a"],
];
const PADI: [Vat; 4] = [
    ["#3b7327", "#1f4a2b", "#f0c33c", "#f4eeb0"],
    ["#1f5a3c", "#12372a", "#b7d98a", "#f0a93c"],
    ["#56751c", "#2c4514", "#f4e7a1", "#f2a35e"],
    ["#2b5b2f", "#6a3b12", "#e9b23a", "#cfe39a"],
];
const ULIN: [Vat; 4] = [
    ["#6b3d20", "#3a2114", "#e3b061", "#7fb8a8"],
    ["#4a2c1c", "#7a3a1c", "#d9763c", "#f0d9a8"],
    ["#7a4a26", "#27403c", "#f0d9a8", "#e08a3c"],
    ["#54402a", "#2d1f14", "#9cc2a6", "#e9b860"],
];
const INTAN: [Vat; 4] = [
    ["#1f5099", "#132f63", "#f0c33c", "#8fc3f0"],
    ["#193f7a", "#4a2163", "#9fd0f5", "#f29ab0"],
    ["#3a3f95", "#1c1f5c", "#f2e0a0", "#f0808c"],
    ["#0f5f8a", "#0b3358", "#f5f0da", "#f0b23c"],
];
const JINGAH: [Vat; 4] = [
    ["#9b2226", "#5e1220", "#f2b632", "#f4d9b0"],
    ["#7d1d3a", "#42102c", "#f49a5c", "#f2d27a"],
    ["#b03a22", "#6a1c1a", "#f6dc9a", "#86cfc0"],
    ["#8a1f2e", "#23404a", "#f0a04a", "#8fd0c4"],
];
const KUNYIT: [Vat; 4] = [
    ["#9a5a06", "#5c2f08", "#f6c945", "#f7e7ae"],
    ["#8a3a1a", "#54200f", "#f2b02c", "#b9cf7a"],
    ["#75580f", "#3f3209", "#f8dd7c", "#ee7d3a"],
    ["#4d5a1c", "#7a3a10", "#f2c43c", "#f09a4a"],
];

impl Dyes {
    pub fn of(palette: Palette, vat: usize, swap: bool) -> Self {
        let vats = match palette {
            Palette::Sungai => &SUNGAI,
            Palette::Padi => &PADI,
            Palette::Ulin => &ULIN,
            Palette::Intan => &INTAN,
            Palette::Jingah => &JINGAH,
            Palette::Kunyit => &KUNYIT,
        };
        let [ground, border, body, spot] = vats[vat % vats.len()];
        let (body, spot) = if swap { (spot, body) } else { (body, spot) };
        Self {
            ground,
            border,
            thread: THREAD,
            body,
            spot,
        }
    }
}
