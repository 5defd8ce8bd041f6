//! `/data`: the village in numbers, for people and as files.

use axum::{Router, extract::Path, response::Response, routing::get};
use db::VillageTx;
use kernel::time;
use serde::Deserialize;
use serde_json::json;
use web::{
    App, AppError, AppResult, Block, BlockFuture, Meta, OrNotFound, Place, Query, Site, Subject,
    view::Pager,
};

use super::{
    counting::total,
    files::{self, Source},
    growth::{self, Year},
    pages::{Glance, GrowthPage, IndexPage, TopicPage},
    published::{Table, Whole},
    topics::Topic,
};
use crate::store::statistics::{self as store, Regency, State};

const CSV: &str = "text/csv; charset=utf-8";
const JSON: &str = "application/json";
const HERE: &str = "/data";
const TITLE: &str = "Data penduduk";
/// The word of the page about months.
pub(super) const GROWTH: &str = "pertumbuhan";

/// Every address of the village in numbers.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/data", get(index))
        .route("/data/{topic}", get(show))
}

/// The village in a few numbers, on its home page.
pub const AT_A_GLANCE: Block = Block {
    place: Place::Home,
    order: 20,
    render: glance,
};

fn glance<'a>(site: &'a Site, tx: &'a mut VillageTx, _: &'a Subject) -> BlockFuture<'a> {
    Box::pin(async move {
        let Some((sexes, state)) = store::glance(tx).await? else {
            return Ok(None);
        };
        if sexes.all() == 0 {
            return Ok(None);
        }
        let whole = Whole::of(sexes, state.families, state.temporary);
        let part = Glance::of(&whole, time::long_date(state.counted_for));
        site.render_part(&part).map(Some)
    })
}

/// Addresses that can be found, each with its title and words to find it by.
pub(super) fn findable() -> Vec<(String, String, &'static str)> {
    let index = (
        HERE.to_owned(),
        TITLE.to_owned(),
        "Jumlah penduduk, laki-laki, perempuan, keluarga, piramida penduduk, statistik.",
    );
    let growth = (
        format!("{HERE}/{GROWTH}"),
        "Pertumbuhan penduduk".to_owned(),
        "Kelahiran, kematian, datang, dan pindah; jumlah penduduk tiap bulan.",
    );
    let topics = Topic::ALL
        .into_iter()
        .map(|topic| (topic.address(), topic.heading().to_owned(), topic.hint()));
    [index, growth].into_iter().chain(topics).collect()
}

/// `GET /data`
async fn index(site: Site) -> AppResult<Response> {
    // Before the transaction is open: the register may be in another database.
    let regency = regency(&site).await;
    let mut tx = site.begin().await?;
    let state = store::state(&mut tx).await?;
    let sums = store::sums(&mut tx, &[Topic::Sex, Topic::Age]).await?;
    let sexes = total(&sums, Topic::Sex);
    let page = match state.filter(|_| sexes.all() > 0) {
        None => IndexPage::empty(),
        Some(state) => IndexPage::of(
            &Whole::of(sexes, state.families, state.temporary),
            &Table::of(Topic::Age, &sums),
            time::long_date(state.counted_for),
            &regency,
        ),
    };
    let meta = Meta::new(
        TITLE,
        "Berapa penduduknya, laki-laki dan perempuan, tua dan muda, apa pekerjaannya: desa dalam angka.",
        HERE,
    )
    .under_home();
    site.page(tx, &meta, &page).await
}

/// What the villages of the regency have together. A page does without it while the register is away.
async fn regency(site: &Site) -> Regency {
    store::regency(site.app.database.control())
        .await
        .unwrap_or_else(|error| {
            tracing::warn!(%error, "the sums of the regency could not be read");
            Regency::default()
        })
}

/// In which form a topic is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Page,
    Csv,
    Json,
}

fn form_of(name: &str) -> (&str, Form) {
    if let Some(word) = name.strip_suffix(".csv") {
        (word, Form::Csv)
    } else if let Some(word) = name.strip_suffix(".json") {
        (word, Form::Json)
    } else {
        (name, Form::Page)
    }
}

/// Which year of the growth is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    tahun: String,
}

/// `GET /data/{topic}`, `.csv` and `.json`
async fn show(
    site: Site,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
) -> AppResult<Response> {
    let (word, form) = form_of(&name);
    if word == GROWTH {
        return show_growth(&site, form, &asked).await;
    }
    let topic = Topic::find(word).or_not_found()?;
    let mut tx = site.begin().await?;
    let sums = store::sums(&mut tx, &[topic]).await?;
    let table = Table::of(topic, &sums);
    let state = store::state(&mut tx).await?.filter(|_| table.total.all > 0);
    if form == Form::Page {
        let counted = state.map(|state| time::long_date(state.counted_for));
        let page = TopicPage::of(&table, counted);
        let meta = meta(&site, topic.heading(), &page.sentence, &topic.address());
        return site.page(tx, &meta, &page).await;
    }
    let frame = site.frame(&mut tx).await?;
    tx.finish().await?;
    if form == Form::Csv {
        return Ok(site.document(CSV, files::table_csv(&table), &frame));
    }
    let source = source(&site, &frame.view.name, &topic.address());
    let body = files::table_json(&table, state, &source);
    Ok(site.document(JSON, body, &frame))
}

async fn show_growth(site: &Site, form: Form, asked: &Asked) -> AppResult<Response> {
    let mut tx = site.begin().await?;
    let state = store::state(&mut tx).await?;
    let years = growth::years(&store::months(&mut tx).await?);
    let address = format!("{HERE}/{GROWTH}");
    if form == Form::Page {
        let (page, address) = growth_page(&years, state, &asked.tahun)?;
        let says = if page.sentence.is_empty() {
            "Bertambah dan berkurangnya penduduk tiap bulan."
        } else {
            &page.sentence
        };
        let meta = meta(site, "Pertumbuhan penduduk", says, &address);
        return site.page(tx, &meta, &page).await;
    }
    let frame = site.frame(&mut tx).await?;
    tx.finish().await?;
    if form == Form::Csv {
        return Ok(site.document(CSV, files::growth_csv(&years), &frame));
    }
    let source = source(site, &frame.view.name, &address);
    let body = files::growth_json(&years, state, &source);
    Ok(site.document(JSON, body, &frame))
}

/// The page of a year, the last one without a question, and its address.
fn growth_page(
    years: &[Year],
    state: Option<State>,
    asked: &str,
) -> AppResult<(GrowthPage, String)> {
    let here = format!("{HERE}/{GROWTH}");
    let last = years.len().checked_sub(1);
    let at = if asked.is_empty() {
        last
    } else {
        let wanted: i16 = asked.parse().map_err(|_| AppError::NotFound)?;
        let found = years.iter().position(|year| year.year == wanted);
        Some(found.or_not_found()?)
    };
    let (Some(at), Some(state)) = (at, state) else {
        return Ok((GrowthPage::empty(), here));
    };
    let address = |at: usize| {
        if Some(at) == last {
            here.clone()
        } else {
            format!("{here}?tahun={}", years[at].year)
        }
    };
    let pager = Pager {
        newer_href: (Some(at) != last).then(|| address(at + 1)),
        older_href: at.checked_sub(1).map(address),
    };
    let counted = time::long_date(state.counted_for);
    Ok((GrowthPage::of(&years[at], pager, counted), address(at)))
}

fn source<'a>(site: &Site, village: &'a str, address: &str) -> Source<'a> {
    Source {
        village,
        code: site.village.entry.code.dotted(),
        page: site.absolute(address),
    }
}

/// With the files told to search engines.
fn meta(site: &Site, title: &str, says: &str, address: &str) -> Meta {
    let bare = address.split('?').next().unwrap_or_default();
    let file = |form: &str, media_type: &str| {
        json!({
            "@type": "DataDownload",
            "encodingFormat": media_type,
            "contentUrl": site.absolute(&format!("{bare}.{form}")),
        })
    };
    let data = json!({
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": format!("{title}, {}", web::village_name(&site.village)),
        "description": says,
        "url": site.absolute(address),
        "inLanguage": "id",
        "distribution": [file("csv", "text/csv"), file("json", "application/json")],
    });
    Meta {
        json_ld: Some(data),
        ..Meta::new(title, says, address).under(TITLE, HERE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_which_form_is_asked_for() {
        assert_eq!(form_of("umur"), ("umur", Form::Page));
        assert_eq!(form_of("umur.csv"), ("umur", Form::Csv));
        assert_eq!(form_of("umur.json"), ("umur", Form::Json));
        assert_eq!(form_of("umur.json.csv").0, "umur.json");
    }

    #[test]
    fn every_topic_can_be_found_once() {
        let addresses: Vec<String> = findable().into_iter().map(|found| found.0).collect();
        assert_eq!(addresses.len(), Topic::ALL.len() + 2);
        let unique: std::collections::HashSet<&String> = addresses.iter().collect();
        assert_eq!(unique.len(), addresses.len());
    }
}
