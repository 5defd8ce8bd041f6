//! Groups that people of the village belong to.

use uuid::Uuid;
use web::Form;

/// What a group is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupKind {
    Farmers,
    Fishers,
    /// Posyandu.
    Health,
    /// PKK.
    Women,
    /// Karang taruna.
    Youth,
    /// Majelis taklim, pengajian.
    Worship,
    Other,
}

impl GroupKind {
    pub const ALL: [Self; 7] = [
        Self::Farmers,
        Self::Fishers,
        Self::Health,
        Self::Women,
        Self::Youth,
        Self::Worship,
        Self::Other,
    ];

    /// As stored, in addresses and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Farmers => "farmers",
            Self::Fishers => "fishers",
            Self::Health => "health",
            Self::Women => "women",
            Self::Youth => "youth",
            Self::Worship => "worship",
            Self::Other => "other",
        }
    }

    /// As stored, read again.
    pub fn stored(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Farmers => "Kelompok tani",
            Self::Fishers => "Kelompok nelayan",
            Self::Health => "Posyandu",
            Self::Women => "PKK",
            Self::Youth => "Karang taruna",
            Self::Worship => "Pengajian atau majelis taklim",
            Self::Other => "Kelompok lain",
        }
    }
}

/// A group as its form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupDraft {
    pub name: String,
    pub kind: GroupKind,
    pub area: Option<Uuid>,
    pub note: String,
}

impl GroupDraft {
    /// Reads the form; `None` when something is wrong with a field, which the form then says. Of the parts
    /// of the village only those that are known count.
    pub fn read(form: &mut Form, is_known: impl Fn(Uuid) -> bool) -> Option<Self> {
        let name = form.needed_line("nama", 80, "Tulis nama kelompoknya.");
        let kind = form.read("jenis", |word| {
            GroupKind::stored(word).ok_or("Pilih jenis kelompoknya.")
        });
        let area = form.read("wilayah", |text| match Uuid::try_parse(text) {
            _ if text.is_empty() => Ok(None),
            Ok(id) if is_known(id) => Ok(Some(id)),
            _ => Err("Pilih salah satu dari daftar."),
        });
        let note = form.text("catatan", 500);
        form.is_good().then_some(Self {
            name,
            kind: kind?,
            area: area?,
            note,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_needs_a_name_and_a_kind() {
        let id = Uuid::from_u128(1);
        let good = format!("nama=+Tani++Maju&jenis=farmers&wilayah={id}&catatan=Rabu");
        let mut form = Form::parse(good.as_bytes());
        let draft = GroupDraft::read(&mut form, |area| area == id).unwrap();
        assert_eq!((draft.name.as_str(), draft.area), ("Tani Maju", Some(id)));
        let mut form = Form::parse(format!("jenis=x&wilayah={id}").as_bytes());
        assert_eq!(GroupDraft::read(&mut form, |_| false), None);
        let errors = form.view().errors;
        assert_eq!(errors.len(), 3, "{errors:?}");
    }

    #[test]
    fn every_kind_is_read_back() {
        for kind in GroupKind::ALL {
            assert_eq!(GroupKind::stored(kind.as_str()), Some(kind));
            assert!(!kind.label().is_empty());
        }
    }
}
