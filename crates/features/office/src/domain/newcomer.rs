//! Somebody who is to work here.

use identity::Role;
use web::{Form, read_email};

/// Longest name, in characters.
const NAME: usize = 120;

/// Somebody who is about to be invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newcomer {
    pub name: String,
    /// In lower case.
    pub email: String,
    pub roles: Vec<Role>,
}

impl Newcomer {
    /// Reads the fields `nama`, `email` and `peran`; `None` when something is wrong with one.
    pub fn read(form: &mut Form) -> Option<Self> {
        let name = form.needed_line("nama", NAME, "Isi namanya.");
        let email = form.read("email", read_email);
        let roles = read_roles(form);
        if !form.is_good() {
            return None;
        }
        Some(Self {
            name,
            email: email?,
            roles,
        })
    }
}

/// At least one role, each known; what is wrong is said at the field `peran`.
pub fn read_roles(form: &mut Form) -> Vec<Role> {
    let roles: Result<Vec<Role>, _> = form.all("peran").map(str::parse).collect();
    match roles {
        Ok(mut roles) if !roles.is_empty() => {
            roles.sort_unstable();
            roles.dedup();
            roles
        }
        Ok(_) => {
            form.wrong("peran", "Pilih paling sedikit satu peran.");
            Vec::new()
        }
        Err(unknown) => {
            form.wrong("peran", unknown.to_string());
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newcomer_is_read_with_every_role_once() {
        let mut form = Form::parse(
            b"nama=Siti&email=Siti%40Contoh.ID&peran=redaktur&peran=operator&peran=redaktur",
        );
        let newcomer = Newcomer::read(&mut form).expect("nothing is wrong");
        assert_eq!(newcomer.email, "siti@contoh.id");
        assert_eq!(newcomer.roles, [Role::Operator, Role::Redaktur]);
    }

    #[test]
    fn what_is_wrong_is_said_at_each_field() {
        let mut form = Form::parse(b"nama=&email=siti&peran=raja");
        assert_eq!(Newcomer::read(&mut form), None);
        let errors = form.view().errors;
        assert_eq!(
            errors.keys().collect::<Vec<_>>(),
            ["email", "nama", "peran"]
        );
    }

    #[test]
    fn an_address_cannot_carry_a_second_line() {
        assert!(read_email("a@b.id\r\nbcc:c@d.id").is_err());
        assert!(read_email("a@b").is_err());
    }
}
