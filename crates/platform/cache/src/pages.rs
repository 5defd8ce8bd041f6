//! Finished pages of anonymous readers, kept in this process as final bytes.

use std::{
    future::Future,
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::HeaderValue;
use moka::{future::Cache, ops::compute::Op};

/// How good the compression of a kept page is: well above what a proxy would do on the fly, and
/// still about a millisecond.
const BROTLI_QUALITY: i32 = 6;
/// Bodies below this are not worth compressing.
const COMPRESS_FROM: usize = 256;

/// Counts the changes of one village. Bumping it makes every page kept before stale at once.
#[derive(Debug, Default)]
pub struct Generation(AtomicU64);

impl Generation {
    /// The village changed.
    pub fn advance(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::Acquire)
    }
}

/// What a page is kept under. The village comes first: no two villages share a key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// The village's place in the register's memory, unique while this process lives.
    pub village: u64,
    /// Path and normalised query.
    pub address: Box<str>,
    /// Whether it is the light variant for `Save-Data`.
    pub save_data: bool,
}

/// How a response may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    /// For how long at most; until a scheduled article appears or the day changes.
    pub at_most: Duration,
}

/// A page ready to be sent.
#[derive(Debug)]
pub struct CachedPage {
    pub content_type: HeaderValue,
    pub etag: HeaderValue,
    pub csp: Option<HeaderValue>,
    pub plain: Bytes,
    pub gzip: Option<Bytes>,
    pub brotli: Option<Bytes>,
    generation: (u64, u64),
    stale_from: Instant,
}

impl CachedPage {
    fn weight(&self) -> u32 {
        let bytes = self.plain.len()
            + self.gzip.as_ref().map_or(0, Bytes::len)
            + self.brotli.as_ref().map_or(0, Bytes::len)
            + 512;
        u32::try_from(bytes).unwrap_or(u32::MAX)
    }
}

/// What a renderer hands over to be kept.
#[derive(Debug)]
pub struct Rendered {
    pub content_type: HeaderValue,
    pub csp: Option<HeaderValue>,
    pub body: Bytes,
    pub freshness: Freshness,
}

/// Where a page came from.
#[derive(Debug)]
pub enum Served {
    Hit(Arc<CachedPage>),
    Fresh(Arc<CachedPage>),
    /// Older than the last change, because rendering it anew failed for lack of a database.
    Stale(Arc<CachedPage>),
}

/// The pages of all villages, bounded by weight.
#[derive(Clone)]
pub struct PageCache {
    pages: Cache<PageKey, Arc<CachedPage>>,
    epoch: Arc<AtomicU64>,
}

impl PageCache {
    /// A cache of at most `bytes` of bodies. Least used pages go first.
    pub fn new(bytes: u64) -> Self {
        let pages = Cache::builder()
            .max_capacity(bytes)
            .weigher(|key: &PageKey, page: &Arc<CachedPage>| {
                page.weight()
                    .saturating_add(u32::try_from(key.address.len()).unwrap_or(u32::MAX))
            })
            .time_to_idle(Duration::from_secs(24 * 60 * 60))
            .build();
        Self {
            pages,
            epoch: Arc::default(),
        }
    }

    /// Every page of every village becomes stale: announcements may have been missed.
    pub fn distrust_all(&self) {
        self.epoch.fetch_add(1, Ordering::AcqRel);
    }

    /// The page if it is kept and fresh.
    pub async fn get(&self, key: &PageKey, village: &Generation) -> Option<Arc<CachedPage>> {
        let page = self.pages.get(key).await?;
        self.is_fresh(&page, self.stamp(village)).then_some(page)
    }

    /// The page, rendered at most once at a time however many ask for it.
    ///
    /// `render` fails with `E` when there is nothing to keep (a redirect, a 404, an error); when
    /// `outage` says that the reason is a missing database and an old copy exists, that is served.
    ///
    /// # Errors
    /// What `render` failed with.
    pub async fn get_or_render<E: Send + Sync + 'static>(
        &self,
        key: PageKey,
        village: &Generation,
        render: impl Future<Output = Result<Rendered, E>>,
        outage: impl FnOnce(&E) -> bool,
    ) -> Result<Served, E> {
        // Taken before rendering: a change while it renders makes the result stale at once.
        let stamp = self.stamp(village);
        let mut served = None;
        let result = self
            .pages
            .entry(key)
            .and_try_compute_with(|kept| async {
                let kept = kept.map(|entry| entry.into_value());
                if let Some(page) = kept.as_ref().filter(|page| self.is_fresh(page, stamp)) {
                    served = Some(Served::Hit(page.clone()));
                    return Ok(Op::Nop);
                }
                match render.await {
                    Ok(rendered) => {
                        let page = Arc::new(finish(rendered, stamp));
                        served = Some(Served::Fresh(page.clone()));
                        Ok(Op::Put(page))
                    }
                    Err(error) => match kept {
                        Some(page) if outage(&error) => {
                            served = Some(Served::Stale(page));
                            Ok(Op::Nop)
                        }
                        _ => Err(error),
                    },
                }
            })
            .await;
        result.map(|_| served.expect("every path without an error sets what is served"))
    }

    fn stamp(&self, village: &Generation) -> (u64, u64) {
        (self.epoch.load(Ordering::Acquire), village.now())
    }

    fn is_fresh(&self, page: &CachedPage, stamp: (u64, u64)) -> bool {
        page.generation == stamp && Instant::now() < page.stale_from
    }
}

fn finish(rendered: Rendered, generation: (u64, u64)) -> CachedPage {
    let etag = etag(&rendered.body);
    let (gzip, brotli) = if rendered.body.len() >= COMPRESS_FROM && is_text(&rendered.content_type)
    {
        (Some(gzip(&rendered.body)), Some(brotli(&rendered.body)))
    } else {
        (None, None)
    };
    CachedPage {
        content_type: rendered.content_type,
        etag,
        csp: rendered.csp,
        plain: rendered.body,
        gzip,
        brotli,
        generation,
        stale_from: Instant::now() + rendered.freshness.at_most,
    }
}

/// Images are compressed already.
fn is_text(content_type: &HeaderValue) -> bool {
    content_type.to_str().is_ok_and(|text| {
        text.starts_with("text/")
            || text.starts_with("application/")
            || text.starts_with("image/svg")
    })
}

/// A weak validator of the bytes: the three encodings are the same page.
fn etag(body: &[u8]) -> HeaderValue {
    use std::hash::Hasher;
    let mut hasher = std::hash::DefaultHasher::new();
    hasher.write(body);
    let text = format!("W/\"{:016x}-{:x}\"", hasher.finish(), body.len());
    HeaderValue::from_str(&text).expect("hexadecimal digits are a valid header")
}

/// Packs a body with gzip.
pub fn gzip(body: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(6));
    encoder
        .write_all(body)
        .expect("writing to memory does not fail");
    encoder
        .finish()
        .expect("writing to memory does not fail")
        .into()
}

/// Packs a body with brotli, as tightly as a page that is made often allows.
pub fn brotli(body: &[u8]) -> Bytes {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &body[..], &mut compressed, &parameters)
        .expect("writing to memory does not fail");
    compressed.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(village: u64) -> PageKey {
        PageKey {
            village,
            address: "/".into(),
            save_data: false,
        }
    }

    fn rendered(body: &str) -> Rendered {
        Rendered {
            content_type: HeaderValue::from_static("text/html; charset=utf-8"),
            csp: None,
            body: Bytes::copy_from_slice(body.as_bytes()),
            freshness: Freshness {
                at_most: Duration::from_secs(60),
            },
        }
    }

    async fn ask(cache: &PageCache, village: u64, generation: &Generation, body: &str) -> String {
        let served = cache
            .get_or_render(
                key(village),
                generation,
                async { Ok::<_, ()>(rendered(body)) },
                |()| false,
            )
            .await
            .unwrap();
        let (Served::Hit(page) | Served::Fresh(page) | Served::Stale(page)) = served;
        String::from_utf8(page.plain.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_page_is_kept_until_its_own_village_changes() {
        let (cache, a, b) = (
            PageCache::new(1 << 20),
            Generation::default(),
            Generation::default(),
        );
        assert_eq!(ask(&cache, 1, &a, "a1").await, "a1");
        assert_eq!(ask(&cache, 2, &b, "b1").await, "b1");
        b.advance();
        assert_eq!(ask(&cache, 1, &a, "a2").await, "a1");
        assert_eq!(ask(&cache, 2, &b, "b2").await, "b2");
        cache.distrust_all();
        assert_eq!(ask(&cache, 1, &a, "a3").await, "a3");
    }

    #[tokio::test]
    async fn a_stale_page_is_served_only_while_the_database_is_away() {
        let (cache, village) = (PageCache::new(1 << 20), Generation::default());
        ask(&cache, 1, &village, "old").await;
        village.advance();
        let outage = cache
            .get_or_render(key(1), &village, async { Err("away") }, |error| {
                *error == "away"
            })
            .await;
        assert!(matches!(outage, Ok(Served::Stale(page)) if page.plain == "old"));
        let missing = cache
            .get_or_render(key(1), &village, async { Err("404") }, |error| {
                *error == "away"
            })
            .await;
        assert_eq!(missing.unwrap_err(), "404");
    }

    #[tokio::test]
    async fn many_readers_make_one_render() {
        let (cache, village) = (PageCache::new(1 << 20), Generation::default());
        let renders = AtomicU64::new(0);
        let asks = (0..50).map(|_| {
            cache.get_or_render(
                key(7),
                &village,
                async {
                    renders.fetch_add(1, Ordering::Relaxed);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    Ok::<_, ()>(rendered("once"))
                },
                |()| false,
            )
        });
        futures_join(asks).await;
        assert_eq!(renders.load(Ordering::Relaxed), 1);
    }

    async fn futures_join<F: Future>(futures: impl Iterator<Item = F>) {
        let mut pending: Vec<_> = futures.map(Box::pin).collect();
        std::future::poll_fn(|context| {
            pending.retain_mut(|future| future.as_mut().poll(context).is_pending());
            if pending.is_empty() {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
    }
}
