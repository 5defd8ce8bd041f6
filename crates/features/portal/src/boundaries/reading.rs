//! What is in the file: features with a polygon each, checked and simplified.

use geo::{
    BoundingRect, Coord, CoordsIter, LineString, MultiPolygon, Polygon, SimplifyVwPreserve,
    Validation,
};
use geojson::{GeoJson, GeometryValue, JsonObject};
use serde_json::Value;

use super::{LARGEST_FILE, MOST_FEATURES, MOST_POINTS, Shape, TOLERANCE};

/// Why a file is refused as a whole.
#[derive(Debug, thiserror::Error)]
pub enum FileProblem {
    #[error("the file is larger than {} MB", LARGEST_FILE / 1024 / 1024)]
    TooLarge,
    #[error("the file is no GeoJSON: {0}")]
    NotGeoJson(String),
    #[error("the file holds a {0}; expected a FeatureCollection")]
    NoCollection(&'static str),
    #[error("the file holds no feature")]
    Empty,
    #[error("the file holds more than {MOST_FEATURES} features")]
    TooManyFeatures,
    #[error("the file holds more than {MOST_POINTS} points; export it simplified")]
    TooManyPoints,
    #[error("the file says it is in {0}; export it in WGS 84 (EPSG:4326)")]
    OtherSystem(String),
}

/// One feature of the file.
#[derive(Debug)]
pub struct Feature {
    /// From 1.
    pub number: usize,
    pub properties: JsonObject,
    /// Some writers put the code here.
    pub id: Option<String>,
    /// The outline as it came, or what is wrong with it.
    pub outline: Result<MultiPolygon<f64>, String>,
}

impl Feature {
    pub fn points(&self) -> usize {
        self.outline.as_ref().map_or(0, CoordsIter::coords_count)
    }
}

/// Reads every feature.
pub fn features(bytes: &[u8]) -> Result<Vec<Feature>, FileProblem> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(FileProblem::TooLarge);
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|_| FileProblem::NotGeoJson("it is not UTF-8 text".to_owned()))?;
    let text = text.trim_start_matches('\u{feff}');
    let collection = match text.parse::<GeoJson>() {
        Ok(GeoJson::FeatureCollection(collection)) => collection,
        Ok(GeoJson::Feature(_)) => return Err(FileProblem::NoCollection("single feature")),
        Ok(GeoJson::Geometry(_)) => return Err(FileProblem::NoCollection("bare geometry")),
        Err(error) => return Err(FileProblem::NotGeoJson(error.to_string())),
    };
    if let Some(system) = other_system(collection.foreign_members.as_ref()) {
        return Err(FileProblem::OtherSystem(system));
    }
    if collection.features.is_empty() {
        return Err(FileProblem::Empty);
    }
    if collection.features.len() > MOST_FEATURES {
        return Err(FileProblem::TooManyFeatures);
    }
    let mut read = Vec::with_capacity(collection.features.len());
    let mut points = 0;
    for (at, feature) in collection.features.into_iter().enumerate() {
        let feature = Feature {
            number: at + 1,
            id: feature.id.map(|id| match id {
                geojson::feature::Id::String(id) => id,
                geojson::feature::Id::Number(id) => id.to_string(),
            }),
            outline: outline(feature.geometry),
            properties: feature.properties.unwrap_or_default(),
        };
        points += feature.points();
        if points > MOST_POINTS {
            return Err(FileProblem::TooManyPoints);
        }
        read.push(feature);
    }
    Ok(read)
}

/// The reference system of an old-style `crs` member, unless it is WGS 84.
fn other_system(members: Option<&JsonObject>) -> Option<String> {
    let name = members?
        .get("crs")?
        .get("properties")?
        .get("name")?
        .as_str()?;
    let known = ["CRS84", "EPSG:4326", "EPSG::4326"];
    (!known.iter().any(|known| name.ends_with(known))).then(|| name.to_owned())
}

fn outline(geometry: Option<geojson::Geometry>) -> Result<MultiPolygon<f64>, String> {
    let geometry = geometry.ok_or("it has no geometry")?;
    let kind = geometry.value.type_name();
    let polygons: MultiPolygon<f64> = match geometry.value {
        value @ GeometryValue::Polygon { .. } => {
            let polygon: Polygon<f64> = value.try_into().map_err(|_| "its rings are broken")?;
            MultiPolygon::new(vec![polygon])
        }
        value @ GeometryValue::MultiPolygon { .. } => {
            value.try_into().map_err(|_| "its rings are broken")?
        }
        _ => return Err(format!("it is a {kind}, not a polygon")),
    };
    check(&polygons)?;
    Ok(polygons)
}

fn check(polygons: &MultiPolygon<f64>) -> Result<(), String> {
    let place = polygons.bounding_rect().ok_or("it has no points")?;
    let (low, high) = (place.min(), place.max());
    let finite = polygons
        .coords_iter()
        .all(|point| point.x.is_finite() && point.y.is_finite());
    if !finite || low.x < -180.0 || high.x > 180.0 {
        return Err("its coordinates are no degrees; export it in WGS 84".to_owned());
    }
    if low.y < -90.0 || high.y > 90.0 {
        let swapped = low.x >= -90.0 && high.x <= 90.0;
        let hint = if swapped {
            "latitude and longitude seem to be swapped"
        } else {
            "export it in WGS 84"
        };
        return Err(format!("its coordinates are no degrees; {hint}"));
    }
    polygons
        .check_validation()
        .map_err(|problem| format!("its outline is not sound: {problem}"))
}

/// The outline as light as the map needs it. Rings that shrink to nothing go.
pub fn simplified(polygons: &MultiPolygon<f64>) -> Option<Shape> {
    // The area of a triangle of that height on a base three times as long.
    let light = polygons.simplify_vw_preserve(TOLERANCE * TOLERANCE * 1.5);
    let mut rings = Vec::new();
    for polygon in &light {
        let Some(outer) = rounded(polygon.exterior()) else {
            continue;
        };
        rings.push(outer);
        rings.extend(polygon.interiors().iter().filter_map(rounded));
    }
    (!rings.is_empty()).then_some(Shape { rings })
}

/// To five decimals, about a metre, without the closing point.
fn rounded(ring: &LineString<f64>) -> Option<Vec<[f64; 2]>> {
    let round = |degrees: f64| (degrees * 100_000.0).round() / 100_000.0;
    let mut points: Vec<[f64; 2]> = ring
        .coords()
        .map(|Coord { x, y }| [round(*x), round(*y)])
        .collect();
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    (points.len() >= 3).then_some(points)
}

/// A property as text, whatever it was written as.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
