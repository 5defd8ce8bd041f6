//! What every template may call: icons, numbers, and how undefined names are treated.

use minijinja::{
    AutoEscape, Environment, UndefinedBehavior, Value, syntax::SyntaxConfig, value::Kwargs,
};

use crate::{band, css::Style, icons, number, palette::Palette};

/// Prepares an environment: strict about undefined names, escaping in `.html`, tidy blanks.
///
/// Functions: `icon(name)`, `band_id(code)`, `theme_colour(palette, dark=false)`,
/// `font_href()`, `plain_style()`, `ticker_pace(items)`.
/// Filters: `number`, `decimal`, `rupiah`, `initials`.
pub fn add_to(env: &mut Environment<'_>) {
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|name| {
        if name.ends_with(".html") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    env.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
            .expect("the delimiters are the defaults"),
    );

    env.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() && *state.auto_escape() == AutoEscape::Html => {
            write_escaped(out, text)
        }
        _ => minijinja::escape_formatter(out, state, value),
    });

    env.add_function("icon", |name: &str| {
        Value::from_safe_string(icons::svg(name))
    });
    env.add_function("band_id", band::id);
    env.add_function("theme_colour", theme_colour);
    env.add_function("font_href", || {
        crate::assets::href(crate::assets::HEADING_FONT)
    });
    env.add_function("asset", |name: &str| crate::assets::href(name));
    env.add_function("plain_style", || {
        Value::from_safe_string(Style::plain().html.clone())
    });
    env.add_function("ticker_pace", ticker_pace);
    env.add_filter("number", number::grouped);
    env.add_filter("decimal", number::decimal);
    env.add_filter("rupiah", number::rupiah);
    env.add_filter("initials", number::initials);
}

/// Escapes what HTML needs escaped and leaves slashes alone: an address stays readable, and a
/// messenger's simple reader of `og:url` finds it.
fn write_escaped(out: &mut minijinja::Output<'_>, text: &str) -> Result<(), minijinja::Error> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.write_str(&rest[..at])?;
        out.write_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        })?;
        rest = &rest[at + 1..];
    }
    out.write_str(rest)?;
    Ok(())
}

/// The colour of the browser's own bars.
fn theme_colour(palette: &str, options: Kwargs) -> Result<&'static str, minijinja::Error> {
    let dark = options.get::<Option<bool>>("dark")?.unwrap_or(false);
    options.assert_all_used()?;
    let palette = palette.parse::<Palette>().unwrap_or_default();
    Ok(if dark {
        palette.dark().mast
    } else {
        palette.light().mast
    })
}

/// How slowly the running text has to move to be read: `a` to `d`, by its length.
fn ticker_pace(items: &Value) -> Result<&'static str, minijinja::Error> {
    let mut letters = 0;
    for item in items.try_iter()? {
        letters += item
            .get_attr("body")?
            .as_str()
            .map_or(0, |body| body.chars().count() + 4);
    }
    Ok(match letters {
        0..=90 => "a",
        91..=220 => "b",
        221..=500 => "c",
        _ => "d",
    })
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, context};

    #[test]
    fn pages_escape_text_and_refuse_undefined_names() {
        let mut env = Environment::new();
        super::add_to(&mut env);
        env.add_template(
            "a.html",
            "{{ name }}|{{ 1234567|rupiah }}|{{ icon('search') }}",
        )
        .unwrap();
        let page = env.get_template("a.html").unwrap();
        let html = page
            .render(context! { name => "Pemuda & <RT 02>" })
            .unwrap();
        assert!(
            html.starts_with("Pemuda &amp; &lt;RT 02&gt;|Rp\u{a0}1.234.567|<svg"),
            "{html}"
        );
        page.render(context! {}).unwrap_err();
    }

    #[test]
    fn a_long_running_text_moves_more_slowly() {
        let mut env = Environment::new();
        super::add_to(&mut env);
        let pace = |text: String| {
            let items = vec![context! { body => text, href => "" }];
            env.render_str("{{ ticker_pace(items) }}", context! { items })
                .unwrap()
        };
        assert_eq!(pace("pendek".to_owned()), "a");
        assert_eq!(pace("panjang ".repeat(90)), "d");
    }
}
