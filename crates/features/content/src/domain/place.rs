//! Where the village lies, in words and as a link.

use kernel::decimal;

/// "3,29332° LS, 114,70767° BT"
pub fn coordinates(latitude: f64, longitude: f64) -> String {
    let (south, west) = (latitude < 0.0, longitude < 0.0);
    format!(
        "{}° {}, {}° {}",
        decimal(latitude.abs(), 5),
        if south { "LS" } else { "LU" },
        decimal(longitude.abs(), 5),
        if west { "BB" } else { "BT" },
    )
}

/// A map of the place, at a service that asks nobody who she is.
pub fn map_address(latitude: f64, longitude: f64) -> String {
    format!(
        "https://www.openstreetmap.org/?mlat={latitude:.5}&mlon={longitude:.5}\
         #map=14/{latitude:.5}/{longitude:.5}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_south_of_the_equator() {
        assert_eq!(
            coordinates(-3.29332, 114.70767),
            "3,29332° LS, 114,70767° BT"
        );
        assert_eq!(
            map_address(-3.29332, 114.7),
            "https://www.openstreetmap.org/?mlat=-3.29332&mlon=114.70000#map=14/-3.29332/114.70000"
        );
    }
}
