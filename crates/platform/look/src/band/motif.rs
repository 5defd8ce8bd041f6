//! The six motifs of the lane and the six borders, drawn around the middle line y = 0.

use super::{decimal, dyes::Dyes, tenth};

/// A motif of the cloth, by the name it has in Banjar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Motif {
    /// Teeth of the snakehead fish.
    GigiHaruan,
    /// Bean flower.
    KambangKacang,
    /// King of spinach: a leaf with its ribs.
    BayamRaja,
    /// Sliced pandan flower: cut lozenges.
    HirisPudak,
    /// The bathing dragon.
    NagaBalimbur,
    /// Waves breaking on the coral.
    OmbakSinapurKarang,
}

impl Motif {
    pub const ALL: [Self; 6] = [
        Self::GigiHaruan,
        Self::KambangKacang,
        Self::BayamRaja,
        Self::HirisPudak,
        Self::NagaBalimbur,
        Self::OmbakSinapurKarang,
    ];

    /// How wide one repeat is; some motifs need more room than others.
    pub fn width(self, cell: u32) -> u32 {
        match self {
            Self::GigiHaruan | Self::BayamRaja => cell - 4,
            Self::KambangKacang | Self::HirisPudak => cell,
            Self::NagaBalimbur => cell + 16,
            Self::OmbakSinapurKarang => cell + 4,
        }
    }

    /// One repeat, from x = 0 to `w` and y = -17 to 17, in absolute path data.
    pub fn draw(self, w: f64) -> Drawing {
        let x = |part: f64| tenth(w * part);
        let [q, c, t, e] = [0.25, 0.5, 0.75, 1.0].map(x);
        let mut drawing = Drawing::default();
        match self {
            Self::GigiHaruan => {
                drawing.body = format!("M0 17L{q}-3 {c} 17 {t}-3 {e} 17z");
                drawing.stitch = format!("M0 6L{q}-15 {c} 6 {t}-15 {e} 6");
                drawing.spots = format!("M{c}-12h0");
            }
            Self::KambangKacang => {
                let near = |by: f64| tenth(w / 2.0 + by);
                let (ll, l, r, rr) = (near(-15.0), near(-9.0), near(9.0), near(15.0));
                drawing.body = format!(
                    "M{c} 0Q{l}-9 {c}-17 {r}-9 {c} 0 {r}-9 {rr} 0 {r} 9 {c} 0 {r} 9 {c} 17 {l} 9 \
                     {c} 0 {l} 9 {ll} 0 {l}-9 {c} 0z"
                );
                drawing.stitch = format!("M0-14Q{q}-12 {q} 0T0 14M{e}-14Q{t}-12 {t} 0T{e} 14");
                drawing.spots = format!("M{c}-1h0M{c} 1h0");
            }
            Self::BayamRaja => {
                let (a, b) = (x(0.04), x(0.96));
                drawing.body = format!("M{c} 17C{a} 12 {q}-8 {c}-17 {t}-8 {b} 12 {c} 17z");
                drawing.stitch =
                    format!("M{c} 11V-9M0 14C0-2 {q}-12 {q}-17M{e} 14C{e}-2 {t}-12 {t}-17");
                drawing.spots = format!("M0-13h0M{e}-13h0");
            }
            Self::HirisPudak => {
                drawing.body = format!("M0 0L{c}-17 {e} 0 {c} 17z");
                drawing.cuts = format!(
                    "M{q}-8.5L{t} 8.5M{}-12.8L{} 4.2M{}-4.2L{} 12.8",
                    x(0.375),
                    x(0.875),
                    x(0.125),
                    x(0.625)
                );
                drawing.stitch = format!("M0-9L{q}-17M{t}-17L{e}-9M0 9L{q} 17M{t} 17L{e} 9");
                drawing.spots = format!("M0 0h0M{e} 0h0");
            }
            Self::NagaBalimbur => {
                let d = format!(
                    "M0 0C{}-22 {}-22 {c} 0S{} 22 {e} 0",
                    x(0.17),
                    x(0.33),
                    x(0.83)
                );
                drawing.coil.clone_from(&d);
                drawing.stitch = d;
                drawing.spots = format!("M{q} 5h0M{q} 14h0M{t}-5h0M{t}-14h0");
            }
            Self::OmbakSinapurKarang => {
                drawing.wave = format!(
                    "M0 9C{} 9 {}-13 {}-13S{} 6 {} 4 {}-4 {}-3",
                    x(0.3),
                    x(0.34),
                    x(0.64),
                    x(0.88),
                    x(0.62),
                    x(0.52),
                    x(0.64)
                );
                drawing.stitch = format!("M0 16Q{q} 10 {c} 16T{e} 16");
                drawing.spots = format!("M{} 4h0M{}-11h0", x(0.93), x(0.14));
            }
        }
        drawing
    }
}

/// The path data of one motif, by what it is drawn with.
#[derive(Debug, Default)]
pub struct Drawing {
    body: String,
    coil: String,
    wave: String,
    cuts: String,
    stitch: String,
    spots: String,
}

/// The motifs of a whole lane, gathered so that each pen is named only once.
#[derive(Debug, Default)]
pub struct Layers(Drawing);

impl Layers {
    /// Adds a motif `dx` to the right, upside down if `flipped`.
    pub fn add(&mut self, motif: &Drawing, dx: f64, flipped: bool) {
        let all = &mut self.0;
        for (layer, part) in [
            (&mut all.body, &motif.body),
            (&mut all.coil, &motif.coil),
            (&mut all.wave, &motif.wave),
            (&mut all.cuts, &motif.cuts),
            (&mut all.stitch, &motif.stitch),
            (&mut all.spots, &motif.spots),
        ] {
            layer.push_str(&place(part, dx, flipped));
        }
    }

    /// One element for each pen that was used. Stitches are light dots: the thread held the
    /// dye back there.
    pub fn svg(&self, dyes: &Dyes) -> String {
        let Dyes {
            ground,
            body,
            thread,
            spot,
            ..
        } = dyes;
        [
            (&self.0.body, format!(r#"fill="{body}""#)),
            (&self.0.coil, format!(r#"stroke="{body}" stroke-width="9""#)),
            (&self.0.wave, format!(r#"stroke="{body}" stroke-width="5""#)),
            (
                &self.0.cuts,
                format!(r#"stroke="{ground}" stroke-width="2""#),
            ),
            (
                &self.0.stitch,
                format!(r#"stroke="{thread}" stroke-width="2.4" stroke-dasharray="0 4.2""#),
            ),
            (
                &self.0.spots,
                format!(r#"stroke="{spot}" stroke-width="6""#),
            ),
        ]
        .into_iter()
        .filter(|(d, _)| !d.is_empty())
        .map(|(d, pen)| format!(r#"<path d="{d}" {pen}/>"#))
        .collect()
    }
}

/// Moves absolute path data to the right and down to the middle of the strip.
fn place(d: &str, dx: f64, flipped: bool) -> String {
    let mut out = String::with_capacity(d.len() + 16);
    let mut rest = d;
    let (mut command, mut at) = ('M', 0);
    while let Some(next) = rest.chars().next() {
        if next.is_ascii_alphabetic() {
            (command, at) = (next, 0);
            out.push(next);
            rest = &rest[1..];
            continue;
        }
        if next == ' ' {
            rest = &rest[1..];
            continue;
        }
        let end = rest[1..].find(|c: char| !c.is_ascii_digit() && c != '.');
        let (number, tail) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
        let value: f64 = number.parse().unwrap_or_default();
        let text = match command {
            'h' => tenth(value),
            'V' => tenth(down(value, flipped)),
            _ if at % 2 == 1 => tenth(down(value, flipped)),
            _ => tenth(value + dx),
        };
        if out.ends_with(|c: char| c.is_ascii_digit()) && !text.starts_with('-') {
            out.push(' ');
        }
        out.push_str(&text);
        at += 1;
        rest = tail;
    }
    out
}

fn down(y: f64, flipped: bool) -> f64 {
    32.0 + if flipped { -y } else { y }
}

/// What runs along both edges of the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Border {
    Beads,
    Teeth,
    Ticks,
    Lozenges,
    Ripples,
    Rails,
}

impl Border {
    pub const ALL: [Self; 6] = [
        Self::Beads,
        Self::Teeth,
        Self::Ticks,
        Self::Lozenges,
        Self::Ripples,
        Self::Rails,
    ];

    /// Both edges of a strip `width` wide and 64 high.
    pub fn svg(self, width: u32, dyes: &Dyes) -> String {
        let Dyes {
            border,
            thread,
            spot,
            ..
        } = dyes;
        // Whole repeats only, so that the tile has no seam.
        let count = (width / 12).max(1);
        let step = f64::from(width) / f64::from(count);
        let [s, h] = [step, step / 2.0].map(decimal);
        let edges = format!(r#"<path d="M0 0h{width}v11H0zM0 53h{width}v11H0z" fill="{border}"/>"#);
        let figure = match self {
            Self::Beads => format!(
                r#"<path d="M{h} 5.5H{width}M{h} 58.5H{width}" stroke="{spot}" stroke-width="5" stroke-linecap="round" stroke-dasharray="0 {s}"/>"#
            ),
            Self::Teeth => {
                let teeth = |sign: &str| {
                    format!("l{h} {sign}7 {h} {}7", if sign == "-" { "" } else { "-" })
                        .repeat(count as usize)
                };
                format!(
                    r#"<path d="M0 11{}zM0 53{}z" fill="{spot}"/>"#,
                    teeth("-"),
                    teeth("")
                )
            }
            Self::Ticks => format!(
                r#"<path d="M0 5.5H{width}M0 58.5H{width}" stroke="{spot}" stroke-width="5" stroke-dasharray="{h} {h}"/>"#
            ),
            Self::Lozenges => {
                let row = format!("l{h}-4 {h} 4-{h} 4z m{s} 0")
                    .replace("z m", "zm")
                    .repeat(count as usize);
                format!(r#"<path d="M0 5.5{row}M0 58.5{row}" fill="{spot}"/>"#)
            }
            Self::Ripples => {
                let row = format!("q{}-8 {h} 0t{h} 0", decimal(step / 4.0)).repeat(count as usize);
                format!(
                    r#"<path d="M0 5.5{row}M0 58.5{row}" fill="none" stroke="{spot}" stroke-width="2"/>"#
                )
            }
            Self::Rails => format!(
                r#"<path d="M0 3.5h{width}M0 7.5h{width}M0 56.5h{width}M0 60.5h{width}" stroke="{spot}" stroke-width="1.5"/>"#
            ),
        };
        let seam = f64::from(width) / f64::from((width / 4).max(1));
        format!(
            r#"{edges}{figure}<path d="M0 11H{width}M0 53H{width}" stroke="{thread}" stroke-width="2" stroke-linecap="round" stroke-dasharray="0 {}"/>"#,
            decimal(seam)
        )
    }
}
