//! A village's logo as a file, for what is printed.

use bytes::Bytes;
use kernel::SchemaName;
use media::{MediaKey, PublicName};
use sqlx::PgConnection;

use crate::{App, AppError, AppResult, store, view::Photo};

/// Pixels across that make a sharp logo of two centimetres at 300 dots to the inch.
const WIDE_ENOUGH: u32 = 236;

/// The file of a logo that suits paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo(PublicName);

impl Logo {
    /// Which it is; nothing while the village has none.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of(db: &mut PgConnection) -> sqlx::Result<Option<Self>> {
        let photo = store::logo(db).await?;
        Ok(photo.as_ref().and_then(Self::among))
    }

    /// The smallest JPEG that is wide enough, or else the widest.
    fn among(photo: &Photo) -> Option<Self> {
        let mut files: Vec<_> = photo
            .variants
            .iter()
            .filter(|file| file.format == "jpg")
            .collect();
        files.sort_by_key(|file| file.width);
        let file = files
            .iter()
            .find(|file| file.width >= WIDE_ENOUGH)
            .or(files.last())?;
        file.name.parse().ok().map(Self)
    }

    /// Fetches it, with no transaction open. Nothing when it was deleted meanwhile.
    ///
    /// # Errors
    /// When object storage is away.
    pub async fn read(&self, app: &App, village: &SchemaName) -> AppResult<Option<Bytes>> {
        let key = MediaKey::public(village, &self.0);
        match app.media_files.whole(app, &key).await {
            Ok(file) => Ok(Some(file)),
            Err(AppError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::PhotoFile;

    fn of(widths: &[u32]) -> Photo {
        let variants = widths.iter().map(|width| PhotoFile {
            name: format!("{width:032x}.jpg"),
            format: "jpg".to_owned(),
            width: *width,
            height: *width,
            bytes: 1000,
        });
        Photo {
            alt: String::new(),
            width: 640,
            height: 640,
            placeholder: String::new(),
            focus: (50, 50),
            variants: variants.collect(),
        }
    }

    #[test]
    fn paper_gets_the_smallest_file_that_is_sharp() {
        let chosen = |widths: &[u32]| Logo::among(&of(widths)).map(|logo| logo.0.to_string());
        assert_eq!(chosen(&[640, 320, 160]), Some(format!("{:032x}.jpg", 320)));
        assert_eq!(chosen(&[120]), Some(format!("{:032x}.jpg", 120)));
        assert_eq!(chosen(&[]), None);
    }
}
