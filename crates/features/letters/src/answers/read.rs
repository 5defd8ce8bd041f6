//! Reads a form's answers to a kind's questions.

use jiff::civil::Date;
use web::Form;

use super::{Answers, Member, Value, field, reader::Reader};
use crate::kind::{Ask, Kind};

/// Pairs of questions of which the second cannot come before the first.
const IN_ORDER: [(&str, &str); 4] = [
    ("mulai", "selesai"),
    ("berangkat", "kembali"),
    ("sejak", "sampai"),
    ("mulai", "sampai"),
];

/// Reads every answer; what is wrong is noted at its field, and the form then is not good.
///
/// `family` are those of the applicant's family who may be chosen; `today` is the village's day.
pub fn read(kind: &Kind, form: &mut Form, family: &[Member], today: Date) -> Answers {
    let mut reader = Reader {
        form,
        family,
        today,
    };
    let mut answers = Answers::default();
    for question in &kind.questions {
        if let Some(value) = reader.value(question) {
            answers.set(question.key.as_str(), value);
        }
    }
    for (first, second) in IN_ORDER {
        let day = |key: &str| match answers.get(key) {
            Some(Value::Date(day)) => Some(day.at(0, 0, 0, 0)),
            Some(Value::DateTime(moment)) => Some(*moment),
            _ => None,
        };
        let label = kind.question(first).map(|question| question.label.as_str());
        if let (Some(from), Some(until), Some(label)) = (day(first), day(second), label)
            && until < from
        {
            form.wrong(
                field(second),
                format!("Waktu ini lebih dulu daripada “{label}”; periksa lagi."),
            );
        }
    }
    answers
}

/// The field an error of a question points to when nothing was answered.
pub(super) fn first_field(key: &str, ask: &Ask, has_family: bool) -> String {
    let name = field(key);
    match ask {
        Ask::Address => super::part(&name, "jalan"),
        Ask::Resident if has_family => name,
        Ask::Resident | Ask::Person => super::part(&name, "nama"),
        Ask::Persons | Ask::Staff => super::part(&name, "1_nama"),
        _ => name,
    }
}
