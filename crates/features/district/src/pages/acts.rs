//! Making villages: the form, what was made, a table of many.

use db::register::Subdistrict;
use serde::Serialize;
use web::{Form, FormView, Page, registry::Village};

use crate::{
    plan::{Plan, Planned},
    provision::Operator,
};

/// What `district/provision.html` receives.
#[derive(Debug, Serialize)]
pub struct ProvisionDesk {
    pub action: &'static str,
    pub form: FormView,
    pub subdistricts: Vec<String>,
    /// Whether this service was given the right to make villages.
    pub can_act: bool,
}

impl ProvisionDesk {
    pub fn new(
        action: &'static str,
        form: &Form,
        subdistricts: &[Subdistrict],
        can_act: bool,
    ) -> Self {
        Self {
            action,
            form: form.view(),
            subdistricts: subdistricts
                .iter()
                .map(|one| format!("{} {}", one.code, one.name))
                .collect(),
            can_act,
        }
    }
}

impl Page for ProvisionDesk {
    const TEMPLATE: &'static str = "district/provision.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("nama", "Siti <b>".to_owned())]);
        wrong.wrong("kode", "Kode ini sudah dipakai.");
        vec![
            Self::new("/konsol/baru", &Form::default(), &[], false),
            Self::new("/konsol/baru", &wrong, &[], true),
        ]
    }
}

/// What `district/made.html` receives: a village that answers.
#[derive(Debug, Serialize)]
pub struct MadeDesk {
    pub name: String,
    pub code: String,
    pub href: String,
    pub site_url: String,
    /// "0,2"
    pub seconds: String,
    pub operator: String,
    /// Shown once; empty when nobody was invited.
    pub link: String,
}

impl MadeDesk {
    pub fn new(village: &Village, seconds: f64, invited: Option<(Operator, String)>) -> Self {
        let (operator, link) = invited
            .map(|(operator, link)| (operator.name, link))
            .unwrap_or_default();
        Self {
            name: format!("{} {}", village.entry.kind.label(), village.entry.name),
            code: village.entry.code.dotted(),
            href: format!("/konsol/desa/{}", village.entry.slug),
            site_url: format!("{}/", village.base_url),
            seconds: kernel::decimal(seconds, 1),
            operator,
            link,
        }
    }
}

impl Page for MadeDesk {
    const TEMPLATE: &'static str = "district/made.html";

    fn samples() -> Vec<Self> {
        let page = |link: &str| Self {
            name: "Desa Siti <b>".into(),
            code: "63.03.04.2007".into(),
            href: "/konsol/desa/x".into(),
            site_url: "http://x.localhost/".into(),
            seconds: "0,2".into(),
            operator: "Siti <b>".into(),
            link: link.into(),
        };
        vec![page(""), page("http://x.localhost/kantor/undangan/abc")]
    }
}

/// What `district/invited.html` receives: a link that is shown once.
#[derive(Debug, Serialize)]
pub struct InvitedDesk {
    pub name: String,
    pub link: String,
    /// Whether it was sent by mail, too.
    pub is_mailed: bool,
    pub back: String,
}

impl Page for InvitedDesk {
    const TEMPLATE: &'static str = "district/invited.html";

    fn samples() -> Vec<Self> {
        [true, false]
            .map(|is_mailed| Self {
                name: "Siti <b>".into(),
                link: "http://x.localhost/kantor/undangan/abc".into(),
                is_mailed,
                back: "/konsol/pengguna".into(),
            })
            .into()
    }
}

/// What `district/help.html` receives: the way into an office, for an hour.
#[derive(Debug, Serialize)]
pub struct HelpDesk {
    pub title: String,
    /// Opens once, within five minutes.
    pub link: String,
    pub back: String,
}

impl Page for HelpDesk {
    const TEMPLATE: &'static str = "district/help.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            title: "Desa Siti <b>".into(),
            link: "http://x.localhost/kantor/bantuan/abc".into(),
            back: "/konsol/desa/x".into(),
        }]
    }
}

/// A row of a plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanRow {
    pub row: usize,
    pub code: String,
    pub name: String,
    pub slug: String,
    pub problem: String,
    /// "", "made", "failed"
    pub outcome: String,
}

impl From<&Planned> for PlanRow {
    fn from(planned: &Planned) -> Self {
        Self {
            row: planned.row,
            code: planned.typed.code.clone(),
            name: planned.typed.name.clone(),
            slug: planned.slug_made.clone(),
            problem: planned.problem.clone(),
            outcome: planned.outcome.clone(),
        }
    }
}

/// What `district/plan.html` receives.
#[derive(Debug, Default, Serialize)]
pub struct PlanDesk {
    pub action: &'static str,
    pub form: FormView,
    /// The table as text, for the button that carries it out.
    pub csv: String,
    pub can_act: bool,
    /// Whether a plan is shown, made or not.
    pub has_plan: bool,
    /// Whether the plan is being carried out, or was.
    pub is_job: bool,
    pub is_running: bool,
    pub failed: String,
    pub rows: Vec<PlanRow>,
    pub good: usize,
    pub bad: usize,
    pub made: usize,
}

impl PlanDesk {
    pub fn of(plan: Option<&Plan>) -> Self {
        let Some(plan) = plan else {
            return Self::default();
        };
        let with = |fits: fn(&&Planned) -> bool| plan.rows.iter().filter(fits).count();
        Self {
            has_plan: true,
            rows: plan.rows.iter().map(PlanRow::from).collect(),
            good: with(|row| row.problem.is_empty()),
            bad: with(|row| !row.problem.is_empty()),
            made: with(|row| row.outcome == "made"),
            ..Self::default()
        }
    }
}

impl Page for PlanDesk {
    const TEMPLATE: &'static str = "district/plan.html";

    fn samples() -> Vec<Self> {
        let row = |problem: &str, outcome: &str| Planned {
            row: 2,
            problem: problem.into(),
            outcome: outcome.into(),
            slug_made: "x".into(),
            ..Planned::default()
        };
        let plan = Plan {
            rows: vec![row("", "made"), row("Kode <b>", ""), row("", "")],
            ..Plan::default()
        };
        let page = |plan: Option<&Plan>, is_job, is_running| Self {
            action: "/konsol/banyak",
            can_act: true,
            is_job,
            is_running,
            csv: "kode,nama".into(),
            failed: "\"<b>".into(),
            ..Self::of(plan)
        };
        vec![
            page(None, false, false),
            page(Some(&plan), false, false),
            page(Some(&plan), true, true),
            page(Some(&plan), true, false),
        ]
    }
}
