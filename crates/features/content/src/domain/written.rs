//! The long texts of a site that keep their history: news and pages.

/// What a text is. Both are written, kept in versions and put into the trash in the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Article,
    Page,
}

impl Kind {
    /// As tables say it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Page => "page",
        }
    }

    /// As the search and the record of the office say it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Article => "artikel",
            Self::Page => "halaman",
        }
    }

    /// As people say it.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Article => "berita",
            Self::Page => "halaman",
        }
    }

    /// Where the office keeps them.
    pub fn desk(self) -> &'static str {
        match self {
            Self::Article => "/kantor/artikel",
            Self::Page => "/kantor/halaman",
        }
    }

    /// Where readers find one.
    pub fn address(self, slug: &str) -> String {
        match self {
            Self::Article => format!("/artikel/{slug}"),
            Self::Page => format!("/halaman/{slug}"),
        }
    }
}
