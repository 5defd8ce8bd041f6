//! How the office may reach somebody who wrote: never shown to anybody else.

use kernel::Phone;

/// An e-mail address or a telephone number.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact(String);

impl Contact {
    /// Reads what was typed; the error is a sentence for the field.
    ///
    /// # Errors
    /// When it is neither an address nor a number one could call.
    pub fn parse(typed: &str) -> Result<Self, &'static str> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err("Isi e-mail atau nomor telepon, supaya kantor bisa menghubungi Anda.");
        }
        if typed.contains('@') {
            return if is_address(typed) {
                Ok(Self(typed.to_lowercase()))
            } else {
                Err("Alamat e-mail ini belum lengkap. Contoh: aluh@contoh.id.")
            };
        }
        match Phone::parse(typed) {
            Ok(phone) => Ok(Self(phone.e164().to_owned())),
            Err(_) => Err("Nomor ini belum benar. Contoh: 0812-3456-7890, atau tulis e-mail."),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Enough of a contact to tell two people apart, for who may not see it: "al…@contoh.id",
/// "+62812…890".
pub fn masked(contact: &str) -> String {
    let first = |count| contact.chars().take(count).collect::<String>();
    match contact.rsplit_once('@') {
        Some((_, host)) => format!("{}…@{host}", first(2)),
        None if contact.len() > 9 => format!("{}…{}", first(6), &contact[contact.len() - 3..]),
        None => String::new(),
    }
}

/// Personal: it does not appear in logs by accident.
impl std::fmt::Debug for Contact {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Contact(…)")
    }
}

/// Good enough to write to: only a letter that arrives proves an address.
fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        !part.is_empty()
            && !part.contains(|letter: char| letter.is_whitespace() || "<>,;\"".contains(letter))
    };
    text.len() <= 254
        && plain(name)
        && plain(host)
        && !name.contains('@')
        && host.split('.').count() >= 2
        && host.split('.').all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_read_as_people_type_them() {
        let read = |text| Contact::parse(text).map(|contact| contact.as_str().to_owned());
        assert_eq!(read(" Aluh@Contoh.id "), Ok("aluh@contoh.id".to_owned()));
        assert_eq!(read("0812-3456-7890"), Ok("+6281234567890".to_owned()));
        for wrong in [
            "",
            "aluh@",
            "@contoh.id",
            "a@b",
            "a b@contoh.id",
            "12",
            "rumah biru",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_masked_contact_reaches_nobody() {
        assert_eq!(masked("aluh@contoh.id"), "al…@contoh.id");
        assert_eq!(masked("+6281234567890"), "+62812…890");
        assert_eq!(masked(""), "");
    }

    #[test]
    fn a_contact_is_not_logged() {
        let contact = Contact::parse("aluh@contoh.id").unwrap();
        assert_eq!(format!("{contact:?}"), "Contact(…)");
    }
}
