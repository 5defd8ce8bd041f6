//! A comment as a visitor writes it.

use web::Form;

use super::Contact;

/// Longest name, in characters.
const NAME: usize = 80;
/// Longest comment, in characters.
const TEXT: usize = 3_000;
/// More links than anybody needs to make a point.
const LINKS: usize = 3;

/// A comment that may be kept for the office to judge.
#[derive(Debug, Clone)]
pub struct NewComment {
    pub author: String,
    pub contact: Contact,
    pub body: String,
}

impl NewComment {
    /// Reads the fields `nama`, `kontak` and `isi`; `None` when something is wrong with one, which
    /// the form then says.
    pub fn read(form: &mut Form) -> Option<Self> {
        let author = form.needed_line("nama", NAME, "Tulis nama Anda.");
        if !author.is_empty() && !author.chars().any(char::is_alphanumeric) {
            form.wrong("nama", "Nama perlu huruf, bukan gambar atau tanda saja.");
        }
        let contact = form.read("kontak", Contact::parse);
        let body = form.needed_text("isi", TEXT, "Tulis komentar Anda.");
        if links(&body) > LINKS {
            form.wrong(
                "isi",
                "Komentar paling banyak memuat tiga tautan. Kurangi tautannya.",
            );
        }
        if !form.is_good() {
            return None;
        }
        Some(Self {
            author,
            contact: contact?,
            body,
        })
    }
}

fn links(text: &str) -> usize {
    let text = text.to_lowercase();
    text.matches("://").count() + text.matches("www.").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Option<NewComment>, Form) {
        let mut form = Form::parse(body.as_bytes());
        (NewComment::read(&mut form), form)
    }

    #[test]
    fn a_complete_comment_is_read() {
        let (comment, _) = read("nama=Aluh&kontak=0812-3456-7890&isi=Terima+kasih%0AKadesnya%21");
        let comment = comment.expect("nothing is wrong");
        assert_eq!(comment.author, "Aluh");
        assert_eq!(comment.body, "Terima kasih\nKadesnya!");
    }

    #[test]
    fn every_field_says_at_once_what_is_wrong() {
        let (comment, form) = read("nama=%F0%9F%98%80&kontak=x&isi=");
        assert!(comment.is_none());
        let errors = form.view().errors;
        assert_eq!(errors.keys().collect::<Vec<_>>(), ["isi", "kontak", "nama"]);
    }

    #[test]
    fn fifty_links_are_too_many() {
        let (comment, form) = read(&format!(
            "nama=A&kontak=a%40b.id&isi={}",
            "http%3A%2F%2Fx.id+".repeat(50)
        ));
        assert!(comment.is_none());
        assert!(form.view().errors["isi"].contains("tiga tautan"));
    }
}
