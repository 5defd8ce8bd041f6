//! Questions as the fields of a form, for `letters/fields.html`.

use kernel::CodeTable;
use web::Form;

use super::{
    Choice, FieldView, Group, Input, LINES, MOST_PEOPLE, Member, SOMEBODY_ELSE, field, part,
};
use crate::kind::{Ask, Kind, Question};

/// Rows of people in sight before anybody was typed.
const ROWS: usize = 3;

/// How a kind's questions stand in a form.
pub fn fields(kind: &Kind, form: &Form, family: &[Member]) -> Vec<FieldView> {
    let maker = Maker { form, family };
    kind.questions
        .iter()
        .map(|question| maker.question(question))
        .collect()
}

/// Somebody's particulars as a question of their own.
pub(super) fn of_person(name: &str, label: &str, hint: &str, form: &Form) -> FieldView {
    let maker = Maker { form, family: &[] };
    let mut view = FieldView::new(name.to_owned(), label, hint, true);
    view.take_groups(vec![maker.person(name, true)]);
    view
}

struct Maker<'a> {
    form: &'a Form,
    family: &'a [Member],
}

impl Maker<'_> {
    fn question(&self, question: &Question) -> FieldView {
        let name = field(&question.key);
        let mut view = FieldView::new(
            name.clone(),
            &question.label,
            &question.hint,
            question.required,
        );
        match &question.ask {
            Ask::Address => view.take_groups(vec![self.address(&name, question.required)]),
            Ask::Person => view.take_groups(vec![self.person(&name, question.required)]),
            Ask::Resident => {
                let alone = self.family.is_empty();
                let mut group = self.person(&name, question.required && alone);
                if !alone {
                    group.open = self.is_touched(&group);
                    view.family = Some(self.choose_from_family(&name));
                }
                view.take_groups(vec![group]);
            }
            Ask::Persons => view.take_groups(self.rows(&name, question.required, Self::heir)),
            Ask::Staff => view.take_groups(self.rows(&name, question.required, Self::official)),
            Ask::Members => {
                view.control = "checks";
                view.choices = self.members(&name);
            }
            ask => {
                let input = self.input(question, ask, name);
                view.control = input.control;
                view.input = Some(input);
            }
        }
        view
    }

    /// The field of a question that has one.
    fn input(&self, question: &Question, ask: &Ask, name: String) -> Input {
        let input = Input {
            hint: question.hint.clone(),
            required: question.required,
            ..Input::line(name, &question.label)
        };
        let number = |mode: &'static str| Input {
            inputmode: mode,
            maxlength: 30,
            ..input.clone()
        };
        match ask {
            Ask::LongText => Input {
                control: "area",
                maxlength: LINES,
                ..input
            },
            Ask::Whole | Ask::Nik | Ask::FamilyCard => number("numeric"),
            Ask::Decimal | Ask::Money => number("decimal"),
            Ask::Phone => number("tel"),
            Ask::Date | Ask::PastDate => self.day(input),
            Ask::Time => self.native(input, "time", |typed| {
                typed.len() == 5 && typed.contains(':')
            }),
            Ask::DateTime => self.native(input, "datetime-local", |typed| {
                typed.len() == 16 && typed.contains('T')
            }),
            Ask::Select { options } => {
                let options = options.iter().map(|option| Choice::new(option, option));
                input.of_list(options.collect())
            }
            Ask::Code { table } => input.of_list(codes(*table)),
            _ => input,
        }
    }

    fn day(&self, input: Input) -> Input {
        self.native(input, "date", |typed| {
            kernel::time::parse_date(typed).is_ok()
        })
    }

    /// A browser's own field for days and times; a text where it could not show what was typed.
    fn native(&self, input: Input, kind: &'static str, shows: impl Fn(&str) -> bool) -> Input {
        let typed = self.form.raw(&input.name).trim();
        let kind = if typed.is_empty() || shows(typed) {
            kind
        } else {
            "text"
        };
        Input {
            kind,
            maxlength: 30,
            ..input
        }
    }

    fn address(&self, name: &str, required: bool) -> Group {
        let of = |part_name: &str, label: &str| Input {
            required,
            ..Input::line(part(name, part_name), label)
        };
        let number = |part_name: &str, label: &str, longest: usize| Input {
            inputmode: "numeric",
            maxlength: longest,
            ..Input::line(part(name, part_name), label)
        };
        Group {
            title: String::new(),
            open: true,
            inputs: vec![
                of("jalan", "Jalan, nomor rumah, atau kampung"),
                number("rt", "RT", 10),
                number("rw", "RW", 10),
                of("desa", "Desa atau kelurahan"),
                of("kecamatan", "Kecamatan"),
                of("kabupaten", "Kabupaten atau kota"),
                of("provinsi", "Provinsi"),
                number("kode_pos", "Kode pos", 10),
            ],
        }
    }

    fn person(&self, name: &str, required: bool) -> Group {
        let line = |of: &str, label: &str| Input::line(part(name, of), label);
        let list = |of: &str, label: &str, table| line(of, label).of_list(codes(table));
        let full_name = Input {
            hint: "Seperti pada KTP.".to_owned(),
            required,
            maxlength: 120,
            ..line("nama", "Nama lengkap")
        };
        Group {
            title: String::new(),
            open: true,
            inputs: vec![
                full_name,
                nik(name),
                list("jenis_kelamin", "Jenis kelamin", CodeTable::Sex),
                line("tempat_lahir", "Tempat lahir"),
                self.day(line("tanggal_lahir", "Tanggal lahir")),
                list("agama", "Agama", CodeTable::Religion),
                line("pekerjaan", "Pekerjaan"),
                line("alamat", "Alamat"),
            ],
        }
    }

    fn heir(&self, name: &str, required: bool) -> Vec<Input> {
        let line = |of: &str, label: &str| Input::line(part(name, of), label);
        let full_name = Input {
            required,
            maxlength: 120,
            ..line("nama", "Nama lengkap")
        };
        vec![
            full_name,
            nik(name),
            line("tempat_lahir", "Tempat lahir"),
            self.day(line("tanggal_lahir", "Tanggal lahir")),
            Input {
                hint: "Misalnya anak kandung.".to_owned(),
                ..line("hubungan", "Hubungan")
            },
        ]
    }

    fn official(&self, name: &str, required: bool) -> Vec<Input> {
        let line = |of: &str, label: &str| Input::line(part(name, of), label);
        let full_name = Input {
            required,
            maxlength: 120,
            ..line("nama", "Nama lengkap")
        };
        vec![
            full_name,
            line("jabatan", "Jabatan"),
            Input {
                maxlength: 40,
                ..line("nip", "NIP atau NIPD")
            },
        ]
    }

    /// As many rows as people fit; in sight those that are filled, and a few more.
    fn rows(
        &self,
        name: &str,
        required: bool,
        inputs: impl Fn(&Self, &str, bool) -> Vec<Input>,
    ) -> Vec<Group> {
        let rows = (1..=MOST_PEOPLE).map(|at| {
            let row = part(name, &at.to_string());
            Group {
                title: format!("Orang ke-{at}"),
                open: false,
                inputs: inputs(self, &row, required && at == 1),
            }
        });
        let mut rows: Vec<Group> = rows.collect();
        let filled = rows.iter().rposition(|group| self.is_touched(group));
        let filled = filled.map_or(0, |last| last + 1);
        for group in rows.iter_mut().take((filled + 1).max(ROWS)) {
            group.open = true;
        }
        rows
    }

    /// Whether something was typed in it, or is wrong with it.
    fn is_touched(&self, group: &Group) -> bool {
        group.inputs.iter().any(|input| {
            let typed = self.form.raw(&input.name).trim();
            !typed.is_empty() || self.form.error(&input.name).is_some()
        })
    }

    fn choose_from_family(&self, name: &str) -> Input {
        let members = self.family.iter().map(|member| Choice {
            hint: member.relationship.clone(),
            ..Choice::new(
                &member.id.to_string(),
                &format!("{} ({})", member.name, member.relationship),
            )
        });
        let other = Choice::new(SOMEBODY_ELSE, "Orang lain, diisi di bawah");
        Input::line(name.to_owned(), "Anggota keluarga").of_list(members.chain([other]).collect())
    }

    fn members(&self, name: &str) -> Vec<Choice> {
        let ticked: Vec<&str> = self.form.all(name).collect();
        let choices = self.family.iter().map(|member| {
            let id = member.id.to_string();
            Choice {
                chosen: ticked.contains(&id.as_str()),
                hint: member.relationship.clone(),
                ..Choice::new(&id, &member.name)
            }
        });
        choices.collect()
    }
}

fn nik(name: &str) -> Input {
    Input {
        inputmode: "numeric",
        maxlength: 30,
        ..Input::line(part(name, "nik"), "NIK")
    }
}

fn codes(table: CodeTable) -> Vec<Choice> {
    let codes = table.codes().iter();
    codes
        .map(|code| Choice::new(code.code, code.label))
        .collect()
}
