//! What district IT is told when a file is not as it should be.

mod folder;
mod lists;
mod real;

use std::path::Path;

use tempfile::TempDir;

use super::{Problem, Regency, VillageFolder};

const SUBDISTRICTS: &str = "code,name,slug,reserved_label,villages,desa,kelurahan,lat,lng,area_km2\n\
    63.03.04,Sungai Tabuk,sungai-tabuk,kec-sungai-tabuk,2,1,1,-3.30545,114.70585,155.44\n";
const HEADER: &str =
    "code,name,kind,district_code,district_name,postal_code,slug,lat,lng,area_km2\n";
const PEMBANTANAN: &str = "63.03.04.2007,Pembantanan,desa,63.03.04,Sungai Tabuk,70653,\
    pembantanan,-3.29332,114.70767,11.84\n";

/// A regency on disk with one village, to be spoilt by a test.
struct Files(TempDir);

impl Files {
    fn new() -> Self {
        let files = Self(tempfile::tempdir().unwrap());
        files.write(
            "regency.toml",
            "code = \"63.03\"\nname = \"Banjar\"\nprovince = \"Kalimantan Selatan\"\n",
        );
        files.write("subdistricts.csv", SUBDISTRICTS);
        files.write("villages.csv", format!("{HEADER}{PEMBANTANAN}"));
        files
    }

    fn write(&self, file: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.0.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    fn villages(&self, rows: &str) -> &Self {
        self.write("villages.csv", format!("{HEADER}{rows}"))
    }

    fn load(&self) -> Result<Regency, Vec<Problem>> {
        Regency::load(self.0.path(), None)
    }

    /// Problems of the regency's lists, as they are printed.
    fn told(&self) -> Vec<String> {
        self.load()
            .expect_err("the lists are broken")
            .iter()
            .map(Problem::to_string)
            .collect()
    }

    /// The folder `pembantanan`, or its problems as they are printed.
    fn folder(&self) -> Result<VillageFolder, Vec<String>> {
        let mut regency = self.load().expect("the lists are sound");
        assert_eq!(regency.folders.len(), 1);
        let content = regency.folders.remove(0).content;
        content.map_err(|problems| problems.iter().map(Problem::to_string).collect())
    }

    fn folder_told(&self) -> Vec<String> {
        self.folder().expect_err("the folder is broken")
    }
}

/// A small picture that is really one.
fn jpeg() -> Vec<u8> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../platform/media/tests/fixtures");
    std::fs::read(fixtures.join("cmyk.jpg")).unwrap()
}

fn article(front: &str) -> String {
    format!(
        "+++\ntitle = \"Gotong royong\"\npublished = \"2026-11-20T08:00\"\n{front}+++\n\nIsi.\n"
    )
}
