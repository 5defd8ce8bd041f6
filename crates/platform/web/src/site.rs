//! A village in the hand of a request: the only way to its data.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use cache::Freshness;
use db::{PartName, VillageTx};
use http::{HeaderValue, header, request};
use jiff::Timestamp;
use kernel::Slug;
use minijinja::value::Serde;
use serde::de::DeserializeOwned;

use crate::{
    App, AppError, AppResult, Block, Found, Meta, Page, Part, Place, Subject,
    feature::Of,
    frame::{Frame, identity},
    page::PageView,
    proxy::Origin,
    registry::Village,
    store,
};

/// The part with everything that surrounds a page.
const FRAME: PartName = PartName::of("frame");

/// The village a request came to, with everything a handler may do there.
#[derive(Clone)]
pub struct Site {
    pub app: App,
    pub village: Arc<Village>,
    /// Path of the request, for the menu's "you are here".
    pub path: Arc<str>,
    pub save_data: bool,
    pub origin: Origin,
    pub request_id: Arc<str>,
}

/// What the gate found out, carried in the request's extensions.
#[derive(Clone)]
pub(crate) struct Visit {
    pub village: Arc<Village>,
    pub path: Arc<str>,
    pub save_data: bool,
    pub origin: Origin,
    pub request_id: Arc<str>,
}

/// Tells the gate that a response may be kept for anonymous readers.
#[derive(Debug, Clone)]
pub(crate) struct Keep {
    pub freshness: Freshness,
}

impl FromRequestParts<App> for Site {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut request::Parts, app: &App) -> Result<Self, AppError> {
        // Without a village there is nothing to hand out: fail, never guess.
        let visit = parts
            .extensions
            .get::<Visit>()
            .cloned()
            .ok_or(AppError::NotFound)?;
        Ok(Self::of(app.clone(), visit))
    }
}

impl Site {
    pub(crate) fn of(app: App, visit: Visit) -> Self {
        Self {
            app,
            village: visit.village,
            path: visit.path,
            save_data: visit.save_data,
            origin: visit.origin,
            request_id: visit.request_id,
        }
    }

    /// A village without a visitor, for measurements.
    pub fn outside_request(app: &App, village: Arc<Village>) -> Self {
        let origin = Origin {
            address: std::net::Ipv4Addr::LOCALHOST.into(),
            secure: None,
        };
        let visit = Visit {
            village,
            path: "/".into(),
            save_data: false,
            origin,
            request_id: "-".into(),
        };
        Self::of(app.clone(), visit)
    }

    /// Opens a transaction on this village, with the prepared frame at hand.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn begin(&self) -> AppResult<VillageTx> {
        self.begin_having(&[&FRAME]).await
    }

    /// The same with one more prepared part, for [`Site::part`].
    ///
    /// # Errors
    /// When the database is away.
    pub async fn begin_for(&self, part: &PartName) -> AppResult<VillageTx> {
        self.begin_having(&[&FRAME, part]).await
    }

    async fn begin_having(&self, parts: &[&PartName]) -> AppResult<VillageTx> {
        let schema = &self.village.entry.schema;
        let database = &self.app.database;
        let mut tx = database
            .village_with_parts(schema, parts, self.now())
            .await?;
        let generation = self.village.generation.clone();
        tx.after_commit(move || generation.advance());
        Ok(tx)
    }

    /// Kinds of search entries that lead to pages of features the village does without.
    pub fn hidden_kinds(&self) -> Vec<String> {
        let switches = self.app.switches.iter();
        let off = switches.filter(|switch| !switch.is_on(&self.village));
        off.flat_map(|switch| switch.part.finds)
            .map(|kind| (*kind).to_owned())
            .collect()
    }

    /// Says which features the village does without, here at once and everywhere within moments.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn switch_off(&self, features: &[String]) -> AppResult<()> {
        let mut tx = self.app.database.platform().await?;
        let code = &self.village.entry.code;
        db::register::switch_off(&mut tx, code, features, "office")
            .await
            .map_err(anyhow::Error::from)?;
        tx.commit().await?;
        self.app.reload_registry().await?;
        Ok(())
    }

    /// Gives the village other colours, here at once and everywhere within moments.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn repaint(&self, palette: look::Palette) -> Result<(), db::register::ChangeError> {
        let pool = self.app.database.control();
        let code = &self.village.entry.code;
        db::register::repaint(pool, code, palette.as_str(), "office").await?;
        self.app.reload_registry().await?;
        Ok(())
    }

    /// What time it is for this request.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// An absolute address of this village.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.village.base_url)
    }

    /// A prepared part of [`Site::begin_for`], or the place to put it when it has been made.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn part<T: DeserializeOwned>(
        &self,
        tx: &mut VillageTx,
        name: PartName,
    ) -> AppResult<Part<T>> {
        Part::of(tx, name).await
    }

    /// What surrounds a page: prepared, or read from the tables and prepared.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn frame(&self, tx: &mut VillageTx) -> AppResult<Frame> {
        let row = match Part::of(tx, FRAME).await? {
            Part::Ready(row) => row,
            Part::Missing(slot) => {
                let row = store::frame(tx, self.now()).await?;
                let until = row
                    .next_change
                    .map_or(Timestamp::MAX, |next| next.to_jiff());
                let until = until.min(kernel::time::next_midnight(self.now()));
                slot.keep(tx, &row, until).await?;
                row
            }
        };
        Ok(Frame::new(
            &self.app,
            &self.village,
            row,
            &self.path,
            self.save_data,
        ))
    }

    /// A frame from the text of its prepared part, for measurements.
    pub fn frame_of(&self, body: &str) -> Option<Frame> {
        let row = serde_json::from_str(body).ok()?;
        Some(Frame::new(
            &self.app,
            &self.village,
            row,
            &self.path,
            self.save_data,
        ))
    }

    /// The blocks other features have for a page, in order, each one SQL statement at most.
    ///
    /// # Errors
    /// What a block failed with.
    pub async fn blocks(
        &self,
        tx: &mut VillageTx,
        place: Place,
        subject: &Subject,
    ) -> AppResult<Vec<String>> {
        let mut blocks = Vec::new();
        let shown = |block: &&Of<Block>| block.part.place == place && block.is_on(&self.village);
        for block in self.app.blocks.iter().filter(shown) {
            if let Some(html) = (block.part.render)(self, tx, subject).await? {
                blocks.push(html);
            }
        }
        Ok(blocks)
    }

    /// What is public below a place's addresses under this slug.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn find(
        &self,
        tx: &mut VillageTx,
        place: Place,
        slug: &Slug,
    ) -> AppResult<Option<Found>> {
        for finder in self
            .app
            .finders
            .iter()
            .filter(|finder| finder.place == place)
        {
            if let Some(found) = (finder.find)(self, tx, slug).await? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Ends the transaction and answers with a page that anonymous readers may share.
    ///
    /// # Errors
    /// When the database is away or the template does not fit.
    pub async fn page<P: Page>(
        &self,
        mut tx: VillageTx,
        meta: &Meta,
        page: &P,
    ) -> AppResult<Response> {
        let frame = self.frame(&mut tx).await?;
        tx.finish().await?;
        self.framed_page(&frame, meta, page)
    }

    /// The same with a frame that was read already.
    ///
    /// # Errors
    /// When the template does not fit.
    pub fn framed_page<P: Page>(
        &self,
        frame: &Frame,
        meta: &Meta,
        page: &P,
    ) -> AppResult<Response> {
        let html = self.render(frame, meta, page)?;
        let mut response = self.html(html);
        response.extensions_mut().insert(Keep {
            freshness: Freshness {
                at_most: frame.fresh_for,
            },
        });
        Ok(response)
    }

    /// Ends the transaction and answers with a page that is nobody else's: not kept.
    ///
    /// # Errors
    /// When the database is away or the template does not fit.
    pub async fn fresh_page<P: Page>(
        &self,
        mut tx: VillageTx,
        meta: &Meta,
        page: &P,
    ) -> AppResult<Response> {
        let frame = self.frame(&mut tx).await?;
        tx.finish().await?;
        Ok(self.html(self.render(&frame, meta, page)?))
    }

    /// A document for machines that may be kept like a page.
    pub fn document(&self, content_type: &'static str, body: String, frame: &Frame) -> Response {
        let mut response = (
            [(header::CONTENT_TYPE, HeaderValue::from_static(content_type))],
            Body::from(body),
        )
            .into_response();
        response.extensions_mut().insert(Keep {
            freshness: Freshness {
                at_most: frame.fresh_for,
            },
        });
        response
    }

    /// Renders a part of a page (a block) on its own.
    ///
    /// # Errors
    /// When the template does not fit.
    pub fn render_part<P: Page>(&self, part: &P) -> AppResult<String> {
        Ok(self.app.templates.render(P::TEMPLATE, Serde(part).into())?)
    }

    /// A page of failure in the village's look; without its own tables if need be.
    pub(crate) async fn failure_page<P: Page>(&self, meta: &Meta, page: &P) -> AppResult<Response> {
        let frame = match self.failure_frame().await {
            Ok(frame) => frame,
            Err(_) => Frame {
                view: identity(&self.app, &self.village, self.save_data, self.now()),
                hero: None,
                fresh_for: std::time::Duration::ZERO,
            },
        };
        Ok(self.html(self.render(&frame, meta, page)?))
    }

    async fn failure_frame(&self) -> AppResult<Frame> {
        let mut tx = self.begin().await?;
        let frame = self.frame(&mut tx).await?;
        tx.finish().await?;
        Ok(frame)
    }

    fn render<P: Page>(&self, frame: &Frame, meta: &Meta, page: &P) -> AppResult<String> {
        let view = PageView::new(meta, &self.village.base_url);
        let context = minijinja::context! {
            site => Serde(&frame.view),
            page => Serde(&view),
            ..minijinja::Value::from(Serde(page))
        };
        Ok(self.app.templates.render(P::TEMPLATE, context)?)
    }

    /// What the register alone knows of the village.
    pub(crate) fn identity(&self) -> crate::frame::SiteView {
        identity(&self.app, &self.village, self.save_data, self.now())
    }

    /// Whether browsers take `Secure` cookies here: over https, and on `localhost`.
    pub fn has_secure_cookies(&self) -> bool {
        let base = &self.village.base_url;
        base.starts_with("https://") || self.village.is_local()
    }

    /// A page of the office: nobody else's, with the office's own scripts allowed.
    pub(crate) fn office_html(&self, html: String) -> Response {
        let palette: look::Palette = self.village.entry.palette.parse().unwrap_or_default();
        crate::gate::office_html(html, look::Style::office(palette, self.save_data))
    }

    fn html(&self, html: String) -> Response {
        let palette: look::Palette = self.village.entry.palette.parse().unwrap_or_default();
        crate::gate::html(html, look::Style::of(palette, self.save_data))
    }
}
