//! The map and the list below it.

use serde::Serialize;
use web::Page;

use super::{LONG, SubdistrictItem, VillageItem, sample_subdistrict, sample_village};

/// A part of the ground in one tint.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Land {
    pub tint: usize,
    pub path: String,
}

/// A village on the map.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Dot {
    pub x: i32,
    pub y: i32,
    pub href: String,
    pub title: String,
}

/// A name on the map.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Label {
    pub x: i32,
    pub y: i32,
    pub text: String,
    /// Whether there is room for it on a phone, too.
    pub always: bool,
}

/// A map, a thousand units wide.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MapView {
    pub title: String,
    pub height: f64,
    pub lands: Vec<Land>,
    pub dots: Vec<Dot>,
    pub labels: Vec<Label>,
    /// Whether it shows few villages, each larger and with its name.
    pub close: bool,
}

/// The villages of a subdistrict, below the map.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MapGroup {
    pub subdistrict: SubdistrictItem,
    pub villages: Vec<VillageItem>,
}

/// `portal/map.html`
#[derive(Debug, Serialize)]
pub(crate) struct MapPage {
    /// `None` when no place is known.
    pub map: Option<MapView>,
    /// Villages that are in the list only.
    pub without_point: usize,
    pub groups: Vec<MapGroup>,
}

pub(super) fn sample(close: bool) -> MapView {
    MapView {
        title: "Peta Kabupaten Banjar".to_owned(),
        height: 870.0,
        lands: vec![Land {
            tint: 2,
            path: "M0 0l10 0 0 10z".to_owned(),
        }],
        dots: vec![Dot {
            x: 120,
            y: 340,
            href: "http://x.localhost/".to_owned(),
            title: LONG.to_owned(),
        }],
        labels: vec![
            Label {
                x: 120,
                y: 340,
                text: LONG.to_owned(),
                always: true,
            },
            Label {
                x: 120,
                y: 340,
                text: LONG.to_owned(),
                always: false,
            },
        ],
        close,
    }
}

impl Page for MapPage {
    const TEMPLATE: &'static str = "portal/map.html";

    fn samples() -> Vec<Self> {
        vec![
            Self {
                map: None,
                without_point: 0,
                groups: Vec::new(),
            },
            Self {
                map: Some(sample(false)),
                without_point: 3,
                groups: vec![MapGroup {
                    subdistrict: sample_subdistrict(),
                    villages: vec![sample_village()],
                }],
            },
        ]
    }
}
