//! All templates of all features in one environment; a field that is missing is an error.

use minijinja::{Environment, UndefinedBehavior, Value};

use crate::Feature;

/// The shell's own templates.
const SHELL: [(&str, &str); 22] = [
    ("base.html", include_str!("../templates/base.html")),
    (
        "portal_base.html",
        include_str!("../templates/portal_base.html"),
    ),
    ("macros.html", include_str!("../templates/macros.html")),
    (
        "office_base.html",
        include_str!("../templates/office_base.html"),
    ),
    (
        "office_door.html",
        include_str!("../templates/office_door.html"),
    ),
    (
        "office_forms.html",
        include_str!("../templates/office_forms.html"),
    ),
    (
        "office_head.html",
        include_str!("../templates/office_head.html"),
    ),
    (
        "office_macros.html",
        include_str!("../templates/office_macros.html"),
    ),
    (
        "door/login.html",
        include_str!("../templates/door/login.html"),
    ),
    (
        "door/code.html",
        include_str!("../templates/door/code.html"),
    ),
    (
        "door/enrol.html",
        include_str!("../templates/door/enrol.html"),
    ),
    (
        "door/codes.html",
        include_str!("../templates/door/codes.html"),
    ),
    (
        "door/password.html",
        include_str!("../templates/door/password.html"),
    ),
    (
        "door/forgot.html",
        include_str!("../templates/door/forgot.html"),
    ),
    (
        "door/forgot_sent.html",
        include_str!("../templates/door/forgot_sent.html"),
    ),
    ("head.html", include_str!("../templates/head.html")),
    (
        "web/error.html",
        include_str!("../templates/web/error.html"),
    ),
    (
        "web/portal_error.html",
        include_str!("../templates/web/portal_error.html"),
    ),
    (
        "web/plain.html",
        include_str!("../templates/web/plain.html"),
    ),
    (
        "web/unknown_host.html",
        include_str!("../templates/web/unknown_host.html"),
    ),
    (
        "web/suspended.html",
        include_str!("../templates/web/suspended.html"),
    ),
    (
        "web/unavailable.html",
        include_str!("../templates/web/unavailable.html"),
    ),
];

/// The templates, ready to render.
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// Compiles every template.
    ///
    /// # Panics
    /// When a template has a syntax error: it is part of the binary, and tests render them all.
    pub fn new(features: &[Feature]) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        look::add_to(&mut environment);
        let all = SHELL
            .iter()
            .chain(features.iter().flat_map(|feature| feature.templates));
        for (name, source) in all {
            if let Err(error) = environment.add_template(name, source) {
                panic!("template {name}: {error:#}");
            }
        }
        Self { environment }
    }

    /// Renders one.
    ///
    /// # Errors
    /// When the context lacks a field the template names.
    pub fn render(&self, name: &str, context: Value) -> Result<String, minijinja::Error> {
        self.environment.get_template(name)?.render(context)
    }
}
