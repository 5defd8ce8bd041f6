//! The states of a request, and which act leads from one to another.

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Being written; only whoever writes it sees it.
    Draft,
    /// Sent, not looked at.
    Received,
    /// Answers and photos are in order.
    Checked,
    /// Ready to be signed.
    Verified,
    /// Signed and numbered; the paper is being made.
    Signed,
    /// Whoever asked for it can have it.
    Delivered,
    /// Something has to be put right by whoever asked.
    Returned,
    Refused,
    /// Taken back by whoever asked.
    Withdrawn,
}

/// What the office does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Check,
    Verify,
    Sign,
    Return,
    Refuse,
}

impl State {
    pub const ALL: [Self; 9] = [
        Self::Draft,
        Self::Received,
        Self::Checked,
        Self::Verified,
        Self::Signed,
        Self::Delivered,
        Self::Returned,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// As it is stored: "received".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Received => "received",
            Self::Checked => "checked",
            Self::Verified => "verified",
            Self::Signed => "signed",
            Self::Delivered => "delivered",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// What was stored; a word from elsewhere is a draft, which nobody may work on.
    pub fn of_word(word: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == word)
            .unwrap_or(Self::Draft)
    }

    /// As the office and the citizen read it: "Menunggu diperiksa".
    pub const fn label(self) -> &'static str {
        match self {
            Self::Draft => "Belum dikirim",
            Self::Received => "Menunggu diperiksa",
            Self::Checked => "Menunggu diverifikasi",
            Self::Verified => "Menunggu tanda tangan",
            Self::Signed => "Sedang dicetak",
            Self::Delivered => "Selesai",
            Self::Returned => "Perlu diperbaiki",
            Self::Refused => "Ditolak",
            Self::Withdrawn => "Dibatalkan pemohon",
        }
    }

    /// Where an act leads; nothing when it cannot be done now.
    pub const fn after(self, act: Act) -> Option<Self> {
        match (act, self) {
            (Act::Check, Self::Received) => Some(Self::Checked),
            // Who verifies has seen it, too.
            (Act::Verify, Self::Received | Self::Checked) => Some(Self::Verified),
            (Act::Sign, Self::Verified) => Some(Self::Signed),
            (Act::Return, Self::Received | Self::Checked | Self::Verified) => Some(Self::Returned),
            (Act::Refuse, Self::Received | Self::Checked | Self::Verified | Self::Returned) => {
                Some(Self::Refused)
            }
            _ => None,
        }
    }

    /// Whether whoever asked may change and send it (again).
    pub const fn is_open_to_citizen(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// Whether whoever asked may take it back.
    pub const fn may_be_withdrawn(self) -> bool {
        matches!(
            self,
            Self::Draft | Self::Received | Self::Checked | Self::Returned
        )
    }

    /// Whether the office has something to do.
    pub const fn waits_for_office(self) -> bool {
        matches!(self, Self::Received | Self::Checked | Self::Verified)
    }

    /// Whether nothing more becomes of it.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Delivered | Self::Refused | Self::Withdrawn)
    }
}

impl Act {
    /// The act of a button: "periksa".
    pub fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "periksa" => Self::Check,
            "verifikasi" => Self::Verify,
            "tandatangan" => Self::Sign,
            "kembalikan" => Self::Return,
            "tolak" => Self::Refuse,
            _ => return None,
        })
    }

    /// Whether whoever asked has to be told why.
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Return | Self::Refuse)
    }

    /// Its name in the record.
    pub const fn deed(self) -> &'static str {
        match self {
            Self::Check => "surat.periksa",
            Self::Verify => "surat.verifikasi",
            Self::Sign => "surat.tandatangan",
            Self::Return => "surat.kembalikan",
            Self::Refuse => "surat.tolak",
        }
    }

    /// What is said when it is done.
    pub const fn done(self) -> &'static str {
        match self {
            Self::Check => "Sudah diperiksa. Sekarang menunggu verifikasi.",
            Self::Verify => "Sudah diverifikasi. Sekarang menunggu tanda tangan.",
            Self::Sign => "Sudah ditandatangani. Suratnya segera sampai ke pemohon.",
            Self::Return => "Dikembalikan kepada pemohon dengan alasan Anda.",
            Self::Refuse => "Ditolak. Pemohon diberi tahu alasannya.",
        }
    }
}

/// How a request came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameBy {
    /// From an account of Layanan Mandiri.
    Online,
    /// Without an account, with the numbers of card and family.
    Link,
    /// At the office's own tablet.
    Kiosk,
    /// Entered by somebody of the office.
    Counter,
}

impl CameBy {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Link => "link",
            Self::Kiosk => "kiosk",
            Self::Counter => "counter",
        }
    }

    /// As the office reads a stored word.
    pub fn label(word: &str) -> &'static str {
        match word {
            "online" => "Layanan Mandiri",
            "link" => "Tanpa akun",
            "kiosk" => "Anjungan di kantor",
            _ => "Loket",
        }
    }
}

/// What a number in the register stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Made and signed here.
    Digital,
    /// Written on paper; only its number is kept here.
    Paper,
}

impl Way {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Digital => "digital",
            Self::Paper => "paper",
        }
    }

    /// As the register reads a stored word.
    pub fn label(word: &str) -> &'static str {
        match word {
            "digital" => "Elektronik",
            _ => "Kertas",
        }
    }
}

/// Whether a letter still counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterState {
    Valid,
    /// It was right once and is not any more.
    Revoked,
    /// The number was given up: there is no letter.
    Void,
}

impl LetterState {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Revoked => "revoked",
            Self::Void => "void",
        }
    }

    pub fn of_word(word: &str) -> Self {
        match word {
            "valid" => Self::Valid,
            "revoked" => Self::Revoked,
            _ => Self::Void,
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Valid => "Berlaku",
            Self::Revoked => "Dicabut",
            Self::Void => "Nomor batal",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_signed_that_was_not_verified() {
        for state in State::ALL {
            let signed = state.after(Act::Sign);
            assert_eq!(signed.is_some(), state == State::Verified, "{state:?}");
        }
    }

    #[test]
    fn what_is_over_stays_as_it_is() {
        let acts = [Act::Check, Act::Verify, Act::Sign, Act::Return, Act::Refuse];
        for state in State::ALL.into_iter().filter(|state| state.is_over()) {
            assert!(!state.may_be_withdrawn() && !state.is_open_to_citizen());
            for act in acts {
                assert_eq!(state.after(act), None, "{state:?} {act:?}");
            }
        }
    }

    #[test]
    fn words_lead_back() {
        for state in State::ALL {
            assert_eq!(State::of_word(state.as_str()), state);
        }
        assert_eq!(State::of_word("?"), State::Draft);
        assert_eq!(LetterState::of_word("revoked"), LetterState::Revoked);
    }
}
