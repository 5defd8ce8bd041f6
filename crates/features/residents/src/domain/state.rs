//! Whether somebody is here, and what can happen to that.

/// Whether somebody is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    Present,
    Dead,
    /// Lives elsewhere now, with a letter that says so.
    Moved,
    Missing,
    /// Left without a letter.
    Away,
}

/// Who lives here for good, and who for a while (Permendagri 74/2022).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Residency {
    Permanent,
    Temporary,
}

/// What happened to somebody. Codes 1 to 6 of the register of changes (B.2), the beginning for who was
/// here before the register, and the return of somebody who had left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// Was here before the register knew of it.
    Recorded,
    Birth,
    Arrival,
    Return,
    Death,
    Departure,
    Missing,
    Away,
}

impl State {
    pub const ALL: [Self; 5] = [
        Self::Present,
        Self::Dead,
        Self::Moved,
        Self::Missing,
        Self::Away,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Dead => "dead",
            Self::Moved => "moved",
            Self::Missing => "missing",
            Self::Away => "away",
        }
    }

    /// As stored, read again; unknown words are nobody who is here.
    pub fn stored(word: &str) -> Self {
        let known = Self::ALL.into_iter().find(|state| state.as_str() == word);
        known.unwrap_or(Self::Away)
    }

    /// In lists of the office, and in addresses.
    pub fn label(self) -> &'static str {
        match self {
            Self::Present => "Menetap di desa",
            Self::Dead => "Meninggal",
            Self::Moved => "Pindah",
            Self::Missing => "Hilang",
            Self::Away => "Pergi",
        }
    }

    /// The code of `kernel::CodeTable::BasicStatus`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Present => "1",
            Self::Dead => "2",
            Self::Moved => "3",
            Self::Missing => "4",
            Self::Away => "6",
        }
    }
}

impl Residency {
    /// The code of `kernel::CodeTable::Residency`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Permanent => "1",
            Self::Temporary => "2",
        }
    }
}

impl EventKind {
    pub const ALL: [Self; 8] = [
        Self::Recorded,
        Self::Birth,
        Self::Arrival,
        Self::Return,
        Self::Death,
        Self::Departure,
        Self::Missing,
        Self::Away,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Birth => "birth",
            Self::Arrival => "arrival",
            Self::Return => "return",
            Self::Death => "death",
            Self::Departure => "departure",
            Self::Missing => "missing",
            Self::Away => "away",
        }
    }

    /// As stored, read again.
    pub fn stored(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// The word in addresses and forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Recorded => "pencatatan",
            Self::Birth => "lahir",
            Self::Arrival => "datang",
            Self::Return => "kembali",
            Self::Death => "meninggal",
            Self::Departure => "pindah",
            Self::Missing => "hilang",
            Self::Away => "pergi",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Recorded => "Pencatatan awal",
            Self::Birth => "Lahir",
            Self::Arrival => "Datang",
            Self::Return => "Kembali",
            Self::Death => "Meninggal",
            Self::Departure => "Pindah",
            Self::Missing => "Hilang",
            Self::Away => "Pergi",
        }
    }

    /// Whether somebody is here afterwards.
    pub fn begins(self) -> bool {
        matches!(
            self,
            Self::Recorded | Self::Birth | Self::Arrival | Self::Return
        )
    }

    /// How somebody is after it.
    pub fn leads_to(self) -> State {
        match self {
            Self::Recorded | Self::Birth | Self::Arrival | Self::Return => State::Present,
            Self::Death => State::Dead,
            Self::Departure => State::Moved,
            Self::Missing => State::Missing,
            Self::Away => State::Away,
        }
    }
}
