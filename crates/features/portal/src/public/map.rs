//! The map: villages as points of the register, with outlines where the district imported some.

use std::{collections::HashMap, sync::Arc};

use axum::response::Response;
use web::{AppResult, Meta, PortalSite, registry::Village};

use super::{directory, full_name, regency};
use crate::{
    domain::map::{Name, Sheet, legible, tints},
    pages::{Dot, Label, Land, MapGroup, MapPage, MapView, SubdistrictItem},
    store::{self, ShapeRow},
};

/// How large names are written, in units of the sheet; the style sheet says the same.
const ON_PHONES: f64 = 34.0;
const ON_SCREENS: f64 = 18.0;
/// How many tints there are.
const TINTS: usize = 4;

/// `GET /peta`
pub(super) async fn show(portal: PortalSite) -> AppResult<Response> {
    let registry = portal.registry();
    let shown = directory::listed(&registry);
    let shapes = store::shapes(portal.app.database.control(), None).await?;
    let subdistricts = directory::subdistricts(&shown);
    let regency = regency(&portal);
    let map = Drawing::of(&shown, &shapes).map(|drawing| {
        drawing.view(
            format!("Peta Kabupaten {regency}"),
            &subdistricts,
            Ink::Subdistricts,
        )
    });
    let meta = Meta::new(
        "Peta desa dan kelurahan",
        format!(
            "Letak semua desa dan kelurahan di Kabupaten {regency}, dengan tautan ke situsnya."
        ),
        "/peta",
    )
    .under_home();
    let page = MapPage {
        map,
        without_point: shown
            .iter()
            .filter(|village| point(village).is_none())
            .count(),
        groups: subdistricts
            .into_iter()
            .map(|subdistrict| MapGroup {
                villages: shown
                    .iter()
                    .filter(|village| village.entry.subdistrict_slug == subdistrict.slug)
                    .map(|village| directory::village_item(village))
                    .collect(),
                subdistrict,
            })
            .collect(),
    };
    portal.page(&meta, &page)
}

/// The map of one subdistrict's villages; none when no place is known.
pub(super) async fn of_subdistrict(
    portal: &PortalSite,
    subdistrict: &SubdistrictItem,
    villages: &[&Arc<Village>],
) -> AppResult<Option<MapView>> {
    let db = portal.app.database.control();
    let shapes = store::shapes(db, Some(&subdistrict.code)).await?;
    Ok(Drawing::of(villages, &shapes).map(|drawing| {
        drawing.view(
            format!("Peta Kecamatan {}", subdistrict.name),
            std::slice::from_ref(subdistrict),
            Ink::Villages,
        )
    }))
}

/// Where a village lies: longitude, latitude.
fn point(village: &Village) -> Option<[f64; 2]> {
    Some([village.entry.longitude?, village.entry.latitude?])
}

/// What is named on the map, and what shares a tint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ink {
    Subdistricts,
    Villages,
}

/// Villages and outlines on a sheet.
struct Drawing<'a> {
    sheet: Sheet,
    villages: &'a [&'a Arc<Village>],
    shapes: HashMap<&'a str, &'a ShapeRow>,
}

impl<'a> Drawing<'a> {
    fn of(villages: &'a [&'a Arc<Village>], shapes: &'a [ShapeRow]) -> Option<Self> {
        let points = villages.iter().filter_map(|village| point(village));
        let outlines = shapes
            .iter()
            .flat_map(|shape| shape.outline.iter().flatten().copied());
        Some(Self {
            sheet: Sheet::around(points.chain(outlines))?,
            villages,
            shapes: shapes
                .iter()
                .map(|shape| (shape.village_code.as_str(), shape))
                .collect(),
        })
    }

    fn view(&self, title: String, subdistricts: &[SubdistrictItem], ink: Ink) -> MapView {
        MapView {
            title,
            height: self.sheet.height,
            lands: self.lands(subdistricts, ink),
            dots: self.dots(),
            labels: labels(match ink {
                Ink::Subdistricts => self.subdistrict_names(subdistricts),
                Ink::Villages => self.village_names(),
            }),
            close: ink == Ink::Villages,
        }
    }

    /// One land for each subdistrict, or for each village, in tints that tell neighbours apart.
    fn lands(&self, subdistricts: &[SubdistrictItem], ink: Ink) -> Vec<Land> {
        let groups: Vec<Vec<&ShapeRow>> = match ink {
            Ink::Subdistricts => subdistricts
                .iter()
                .map(|subdistrict| {
                    self.members(subdistrict)
                        .filter_map(|village| self.shape(village))
                        .collect()
                })
                .collect(),
            Ink::Villages => self
                .villages
                .iter()
                .filter_map(|village| Some(vec![self.shape(village)?]))
                .collect(),
        };
        let boxes: Vec<[f64; 4]> = groups.iter().map(|shapes| around(shapes)).collect();
        groups
            .iter()
            .zip(tints(&boxes, TINTS))
            .map(|(shapes, tint)| Land {
                tint,
                path: self.sheet.path(
                    shapes
                        .iter()
                        .flat_map(|shape| shape.outline.iter().map(Vec::as_slice)),
                ),
            })
            .filter(|land| !land.path.is_empty())
            .collect()
    }

    fn shape(&self, village: &Village) -> Option<&'a ShapeRow> {
        self.shapes
            .get(village.entry.code.dotted().as_str())
            .copied()
    }

    fn members<'s>(
        &'s self,
        subdistrict: &'s SubdistrictItem,
    ) -> impl Iterator<Item = &'s Arc<Village>> {
        self.villages
            .iter()
            .copied()
            .filter(|village| village.entry.subdistrict_slug == subdistrict.slug)
    }

    fn dots(&self) -> Vec<Dot> {
        self.villages
            .iter()
            .filter_map(|village| {
                let (x, y) = self.sheet.at(point(village)?);
                Some(Dot {
                    x,
                    y,
                    href: format!("{}/", village.base_url),
                    title: format!("{}, Kec. {}", full_name(village), village.entry.subdistrict),
                })
            })
            .collect()
    }

    /// In the middle of a subdistrict's points.
    fn subdistrict_names(&self, subdistricts: &[SubdistrictItem]) -> Vec<(i32, i32, String)> {
        subdistricts
            .iter()
            .filter_map(|subdistrict| {
                let points: Vec<[f64; 2]> = self
                    .members(subdistrict)
                    .filter_map(|village| point(village))
                    .collect();
                let count = points.len().max(1) as f64;
                let middle = points.iter().fold([0.0, 0.0], |sum, [lng, lat]| {
                    [sum[0] + lng / count, sum[1] + lat / count]
                });
                let (x, y) = self.sheet.at(middle);
                (!points.is_empty()).then(|| (x, y, subdistrict.name.clone()))
            })
            .collect()
    }

    fn village_names(&self) -> Vec<(i32, i32, String)> {
        self.villages
            .iter()
            .filter_map(|village| {
                let (x, y) = self.sheet.at(point(village)?);
                Some((x, y, village.entry.name.clone()))
            })
            .collect()
    }
}

/// The names there is room for: few on a phone, where they are larger, more on a wide screen.
fn labels(names: Vec<(i32, i32, String)>) -> Vec<Label> {
    let places: Vec<Name> = names
        .iter()
        .map(|(x, y, text)| Name {
            x: *x,
            y: *y,
            letters: text.chars().count(),
        })
        .collect();
    let on_phones = legible(&places, ON_PHONES, &[]);
    let anywhere = legible(&places, ON_SCREENS, &on_phones);
    names
        .into_iter()
        .zip(on_phones.into_iter().zip(anywhere))
        .filter(|(_, (_, is_legible))| *is_legible)
        .map(|((x, y, text), (always, _))| Label { x, y, text, always })
        .collect()
}

/// The box around some outlines: west, south, east, north.
fn around(shapes: &[&ShapeRow]) -> [f64; 4] {
    let all = shapes
        .iter()
        .flat_map(|shape| shape.outline.iter().flatten());
    all.fold(
        [
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        ],
        |[west, south, east, north], [lng, lat]| {
            [
                west.min(*lng),
                south.min(*lat),
                east.max(*lng),
                north.max(*lat),
            ]
        },
    )
}
