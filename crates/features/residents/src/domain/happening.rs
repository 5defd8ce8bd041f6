//! Whether something can have happened to somebody.

use jiff::civil::Date;

use super::{EventKind, State};

/// Something that is said to have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Happening {
    pub kind: EventKind,
    pub happened_on: Date,
    pub reported_on: Date,
}

/// How somebody is, and what was the last thing that happened to her.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    pub state: State,
    pub born_on: Date,
    /// When the last thing that counts happened.
    pub last_on: Date,
}

/// Why it cannot have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    #[error("Tanggal ini belum terjadi.")]
    InTheFuture,
    #[error("Dilaporkan sebelum terjadi; periksa kedua tanggalnya.")]
    ReportedBefore,
    #[error("Tanggal ini sebelum orangnya lahir.")]
    BeforeBirth,
    #[error(
        "Sudah ada peristiwa yang lebih akhir. Batalkan dulu yang itu, atau periksa tanggalnya."
    )]
    BeforeTheLast,
    #[error("Orang ini sudah tercatat tidak menetap di desa.")]
    NotHere,
    #[error("Orang ini tercatat menetap di desa.")]
    IsHere,
    #[error("Orang ini tercatat meninggal. Bila keliru, batalkan catatan meninggalnya.")]
    IsDead,
    #[error("Orang yang sudah tercatat tidak dapat lahir lagi.")]
    IsKnown,
}

impl Impossible {
    /// The field of the form that is wrong.
    pub fn field(self) -> &'static str {
        match self {
            Self::ReportedBefore => "tanggal_lapor",
            Self::InTheFuture | Self::BeforeBirth | Self::BeforeTheLast => "tanggal",
            Self::NotHere | Self::IsHere | Self::IsDead | Self::IsKnown => "peristiwa",
        }
    }
}

impl Happening {
    /// Whether the two days can be.
    ///
    /// # Errors
    /// See [`Impossible`].
    pub fn days(&self, today: Date) -> Result<(), Impossible> {
        if self.happened_on > today || self.reported_on > today {
            return Err(Impossible::InTheFuture);
        }
        if self.reported_on < self.happened_on {
            return Err(Impossible::ReportedBefore);
        }
        Ok(())
    }

    /// Whether it can have happened to somebody who is in the register.
    ///
    /// # Errors
    /// See [`Impossible`].
    pub fn to(&self, history: &History, today: Date) -> Result<(), Impossible> {
        self.days(today)?;
        if self.happened_on < history.born_on {
            return Err(Impossible::BeforeBirth);
        }
        if self.happened_on < history.last_on {
            return Err(Impossible::BeforeTheLast);
        }
        match (self.kind, history.state) {
            (EventKind::Recorded | EventKind::Birth | EventKind::Arrival, _) => {
                Err(Impossible::IsKnown)
            }
            (EventKind::Return, State::Present) => Err(Impossible::IsHere),
            (_, State::Dead) => Err(Impossible::IsDead),
            // Who is missing or away may turn out to be dead, or to have moved.
            (EventKind::Return, _) | (_, State::Present) => Ok(()),
            (EventKind::Death | EventKind::Departure, State::Missing | State::Away) => Ok(()),
            _ => Err(Impossible::NotHere),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const BORN: Date = date(1990, 8, 17);
    const TODAY: Date = date(2026, 12, 1);

    fn tried(kind: EventKind, happened_on: Date, state: State) -> Result<(), Impossible> {
        let happening = Happening {
            kind,
            happened_on,
            reported_on: TODAY,
        };
        let history = History {
            state,
            born_on: BORN,
            last_on: date(2020, 1, 1),
        };
        happening.to(&history, TODAY)
    }

    #[test]
    fn what_can_happen_depends_on_who_is_here() {
        let day = date(2026, 11, 30);
        for (kind, state, expected) in [
            (EventKind::Death, State::Present, Ok(())),
            (EventKind::Death, State::Missing, Ok(())),
            (EventKind::Death, State::Dead, Err(Impossible::IsDead)),
            (EventKind::Departure, State::Away, Ok(())),
            (EventKind::Departure, State::Moved, Err(Impossible::NotHere)),
            (EventKind::Missing, State::Away, Err(Impossible::NotHere)),
            (EventKind::Return, State::Moved, Ok(())),
            (EventKind::Return, State::Present, Err(Impossible::IsHere)),
            (EventKind::Return, State::Dead, Err(Impossible::IsDead)),
            (EventKind::Birth, State::Present, Err(Impossible::IsKnown)),
        ] {
            assert_eq!(tried(kind, day, state), expected, "{kind:?} {state:?}");
        }
    }

    #[test]
    fn days_are_in_order() {
        let death = |day| tried(EventKind::Death, day, State::Present);
        assert_eq!(death(date(2026, 12, 2)), Err(Impossible::InTheFuture));
        assert_eq!(death(date(1990, 8, 16)), Err(Impossible::BeforeBirth));
        assert_eq!(death(date(2019, 12, 31)), Err(Impossible::BeforeTheLast));
        assert_eq!(death(date(2020, 1, 1)), Ok(()));
        let early = Happening {
            kind: EventKind::Birth,
            happened_on: TODAY,
            reported_on: date(2026, 11, 1),
        };
        assert_eq!(early.days(TODAY), Err(Impossible::ReportedBefore));
    }
}
