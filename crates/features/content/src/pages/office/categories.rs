//! What the office's pages about categories receive.

use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page};

use crate::store::desk::categories::CategoryRow;

/// A category in the list.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryLine {
    pub name: String,
    pub href: String,
    /// Where readers find it.
    pub address: String,
    pub articles: i64,
}

impl CategoryLine {
    fn new(row: &CategoryRow) -> Self {
        Self {
            name: row.name.clone(),
            href: format!("/kantor/kategori/{}", row.id),
            address: format!("/kategori/{}", row.slug),
            articles: row.articles,
        }
    }
}

/// What `content/office/categories.html` receives.
#[derive(Debug, Serialize)]
pub struct CategoriesDesk {
    pub rows: Vec<CategoryLine>,
}

impl CategoriesDesk {
    pub fn new(rows: &[CategoryRow]) -> Self {
        Self {
            rows: rows.iter().map(CategoryLine::new).collect(),
        }
    }
}

fn sample(name: &str, articles: i64) -> CategoryRow {
    CategoryRow {
        id: Uuid::nil(),
        slug: "kesehatan".into(),
        name: name.into(),
        articles,
    }
}

impl Page for CategoriesDesk {
    const TEMPLATE: &'static str = "content/office/categories.html";

    fn samples() -> Vec<Self> {
        let many = [sample("Siti <b>", 1_234), sample(crate::pages::LONG, 0)];
        vec![Self::new(&[]), Self::new(&many[..1]), Self::new(&many)]
    }
}

/// What `content/office/category.html` receives.
#[derive(Debug, Serialize)]
pub struct CategoryForm {
    pub action: String,
    pub form: FormView,
    /// As it is until now; none when it is new.
    pub category: Option<CategoryLine>,
}

impl CategoryForm {
    pub fn new(id: Uuid, form: &Form, row: Option<&CategoryRow>) -> Self {
        Self {
            action: format!("/kantor/kategori/{id}"),
            form: form.view(),
            category: row.map(CategoryLine::new),
        }
    }
}

impl Page for CategoryForm {
    const TEMPLATE: &'static str = "content/office/category.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("nama", "Siti <b>".into()), ("periksa", "ya".into())]);
        wrong.wrong("nama", "Kategori ini <b> sudah ada.");
        let known = [sample("Kesehatan", 0), sample("Siti <b>", 12)];
        vec![
            Self::new(Uuid::nil(), &Form::default(), None),
            Self::new(Uuid::nil(), &wrong, Some(&known[1])),
            Self::new(Uuid::nil(), &Form::default(), Some(&known[0])),
        ]
    }
}
