//! Who asks for a letter without being in the register: her particulars are typed.

use jiff::civil::Date;
use web::Form;

use super::{FieldView, Particulars, fields, part, reader::Reader};

/// What the fields are called: `pemohon_nama`, `pemohon_nik`.
const NAME: &str = "pemohon";

/// Her particulars as a question, for `letter_fields` in front of the kind's own.
pub fn stranger(form: &Form) -> FieldView {
    fields::of_person(NAME, "Data diri pemohon", "Seperti pada KTP.", form)
}

/// Reads them; who she is and where she comes from has to be there.
pub fn read_stranger(form: &mut Form, today: Date) -> Particulars {
    let mut reader = Reader {
        form,
        family: &[],
        today,
    };
    let typed = reader.particulars(NAME).unwrap_or_default();
    for (of, is_missing, sentence) in [
        ("nama", typed.name.is_empty(), "Nama belum diisi."),
        ("nik", typed.nik.is_none(), "NIK belum diisi."),
        (
            "alamat",
            typed.address.is_empty(),
            "Tulis alamat sesuai KTP.",
        ),
        (
            "tanggal_lahir",
            typed.born_on.is_none(),
            "Tanggal lahir belum diisi.",
        ),
    ] {
        if is_missing {
            form.wrong(part(NAME, of), sentence);
        }
    }
    typed
}
