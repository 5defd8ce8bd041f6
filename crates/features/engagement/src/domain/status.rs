//! What the office has said about a comment.

/// Only an approved comment is public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Pending,
    Approved,
    Rejected,
    Spam,
}

impl Status {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Approved, Self::Rejected, Self::Spam];

    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Spam => "spam",
        }
    }

    /// As it stands in addresses and on chips.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pending => "menunggu",
            Self::Approved => "disetujui",
            Self::Rejected => "ditolak",
            Self::Spam => "spam",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Pending => "Menunggu",
            Self::Approved => "Disetujui",
            Self::Rejected => "Ditolak",
            Self::Spam => "Spam",
        }
    }

    /// Reads the word of an address; anything else means what waits.
    pub fn of_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|status| status.word() == word)
            .unwrap_or(Self::Pending)
    }

    /// What a button asks for.
    pub fn of_button(word: &str) -> Option<Self> {
        match word {
            "setujui" => Some(Self::Approved),
            "tolak" => Some(Self::Rejected),
            "spam" => Some(Self::Spam),
            "tunda" => Some(Self::Pending),
            _ => None,
        }
    }

    /// "3 komentar disetujui"
    pub fn done(self, count: usize) -> String {
        let what = match self {
            Self::Pending => "dikembalikan ke antrean",
            Self::Approved => "disetujui dan tampil di situs",
            Self::Rejected => "ditolak",
            Self::Spam => "ditandai spam",
        };
        format!("{count} komentar {what}.")
    }
}
