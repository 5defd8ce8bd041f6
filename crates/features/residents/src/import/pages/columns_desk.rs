//! Which column is which.

use serde::Serialize;
use sheets::letter;
use web::{Form, FormView, Page};

use super::Choice;
use crate::{
    import::{columns::COLUMNS, desk::HERE},
    store::import::Import,
};

/// A thing that is looked for.
#[derive(Debug, Clone, Serialize)]
pub struct Sought {
    pub name: &'static str,
    pub label: &'static str,
    pub required: bool,
}

/// What `residents/import/columns.html` receives.
#[derive(Debug, Serialize)]
pub struct ColumnsDesk {
    pub file_name: String,
    pub back_href: String,
    pub action: String,
    pub sheet_action: String,
    /// The sheet that is read, and the row of its headers.
    pub sheet: String,
    pub header_row: u32,
    pub others: Vec<Choice>,
    pub columns: Vec<Choice>,
    pub sought: Vec<Sought>,
    pub form: FormView,
    pub sheet_form: FormView,
}

impl ColumnsDesk {
    pub fn new(import: &Import, form: &Form) -> Self {
        let report = &import.report;
        let headers = report.headers.iter().enumerate();
        let here = format!("{HERE}/{}", import.id);
        let sheet = if report.sheet.name.is_empty() {
            import.file_name.clone()
        } else {
            report.sheet.name.clone()
        };
        Self {
            file_name: import.file_name.clone(),
            action: format!("{here}/kolom"),
            sheet_action: format!("{here}/lembar"),
            back_href: here,
            sheet,
            header_row: report.sheet.header_row,
            others: report
                .others
                .iter()
                .enumerate()
                .map(|(at, sheet)| Choice {
                    value: at.to_string(),
                    label: format!("{} ({} baris)", sheet.name, sheet.rows),
                })
                .collect(),
            columns: headers
                .filter(|(_, header)| !header.is_empty())
                .map(|(at, header)| Choice {
                    value: at.to_string(),
                    label: format!("{} – {header}", letter(at)),
                })
                .collect(),
            sought: COLUMNS
                .iter()
                .map(|column| Sought {
                    name: column.key,
                    label: column.label,
                    required: column.required,
                })
                .collect(),
            form: form.view(),
            sheet_form: FormView::default(),
        }
    }
}

impl Page for ColumnsDesk {
    const TEMPLATE: &'static str = "residents/import/columns.html";

    fn samples() -> Vec<Self> {
        let choice = |value: &str| Choice {
            value: value.to_owned(),
            label: super::LONG.to_owned(),
        };
        let page = |others, columns| Self {
            file_name: super::LONG.to_owned(),
            back_href: HERE.to_owned(),
            action: format!("{HERE}/0/kolom"),
            sheet_action: format!("{HERE}/0/lembar"),
            sheet: "Sheet1".to_owned(),
            header_row: 3,
            others,
            columns,
            sought: vec![Sought {
                name: "nama",
                label: "Nama",
                required: true,
            }],
            form: FormView::default(),
            sheet_form: FormView::default(),
        };
        let mut wrong = page(vec![choice("0")], vec![choice("0"), choice("1")]);
        wrong.form.values.insert("nama".to_owned(), "1".to_owned());
        let sentence = "Pilih kolom untuk nama.".to_owned();
        wrong.form.errors.insert("nama".to_owned(), sentence);
        vec![page(Vec::new(), Vec::new()), wrong]
    }
}
