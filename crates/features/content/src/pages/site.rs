//! What the office's pages about the site as a whole receive.

use look::Palette;
use serde::Serialize;
use web::{Form, FormView, Page};

use crate::{
    domain::{
        blocks::{self, Block},
        front::{HOURS, NETWORKS},
    },
    pages::office::{Choice, photos::ChosenPhoto},
};

/// A network's field.
#[derive(Debug, Clone, Serialize)]
pub struct Network {
    pub name: &'static str,
    pub label: &'static str,
}

/// Two fields of a row of hours.
#[derive(Debug, Clone, Serialize)]
pub struct HoursFields {
    pub day: &'static str,
    pub hour: &'static str,
    pub number: usize,
}

/// What `content/office/front.html` receives.
#[derive(Debug, Serialize)]
pub struct FrontDesk {
    pub action: &'static str,
    pub form: FormView,
    pub palettes: Vec<Choice>,
    pub networks: Vec<Network>,
    pub hours: Vec<HoursFields>,
    pub hero: Option<ChosenPhoto>,
    pub logo: Option<ChosenPhoto>,
}

impl FrontDesk {
    pub fn new(action: &'static str, form: &Form, [hero, logo]: [Option<ChosenPhoto>; 2]) -> Self {
        Self {
            action,
            form: form.view(),
            palettes: Palette::ALL
                .into_iter()
                .map(|palette| Choice {
                    value: palette.as_str().to_owned(),
                    label: palette.label().to_owned(),
                })
                .collect(),
            networks: NETWORKS
                .into_iter()
                .map(|(name, label, _)| Network { name, label })
                .collect(),
            hours: HOURS
                .into_iter()
                .enumerate()
                .map(|(at, (day, hour))| HoursFields {
                    day,
                    hour,
                    number: at + 1,
                })
                .collect(),
            hero,
            logo,
        }
    }
}

impl Page for FrontDesk {
    const TEMPLATE: &'static str = "content/office/front.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([
            ("tentang", "<b>\"desa\"".into()),
            ("warna", "padi".into()),
            ("facebook", "javascript:x".into()),
        ]);
        for field in ["email", "facebook", "jam_1", "hero", "warna"] {
            wrong.wrong(field, "Perlu diperbaiki <b>.");
        }
        vec![
            Self::new("/kantor/situs", &Form::default(), [None, None]),
            Self::new("/kantor/situs", &wrong, [Some(ChosenPhoto::sample()), None]),
        ]
    }
}

/// A block as the office lists it.
#[derive(Debug, Clone, Serialize)]
pub struct BlockLine {
    #[serde(flatten)]
    pub block: Block,
    pub is_shown: bool,
}

/// What `content/office/blocks.html` receives.
#[derive(Debug, Serialize)]
pub struct BlocksDesk {
    pub action: &'static str,
    pub blocks: Vec<BlockLine>,
}

impl BlocksDesk {
    pub fn new(action: &'static str, order: &[Block], hidden: &[String]) -> Self {
        let line = |block: &Block| BlockLine {
            block: *block,
            is_shown: hidden.iter().all(|word| word != block.word),
        };
        Self {
            action,
            blocks: order.iter().map(line).collect(),
        }
    }
}

impl Page for BlocksDesk {
    const TEMPLATE: &'static str = "content/office/blocks.html";

    fn samples() -> Vec<Self> {
        vec![Self::new(
            "/kantor/beranda",
            &blocks::ordered(&[]),
            &["news".to_owned()],
        )]
    }
}
