//! Photos that are sent to the library: one by a script, or up to hundreds by a plain form.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use web::{
    AppError, AppResult, Sent, Upload,
    office::{DeskUpload, Flash, Seat, lead},
    view::Picture,
};

use super::{
    HERE,
    taking::{Hand, Refused, Taken, deadline, take},
};
use crate::pages::office::photos::unfinished;

/// What a message may take of the cookie it travels in.
const ROOM: usize = 2400;

/// What came of a sending.
pub(in crate::office) struct Received {
    pub taken: Vec<Taken>,
    /// By the file's name.
    pub refused: Vec<(String, Refused)>,
    /// Why it ended early.
    pub broken: Option<AppError>,
}

/// `POST /kantor/foto`
pub async fn receive(headers: HeaderMap, sending: DeskUpload) -> AppResult<Response> {
    let DeskUpload { seat, upload } = sending;
    let received = match take_all(&seat, upload).await {
        Ok(received) => received,
        Err(response) => return Ok(response),
    };
    if is_script(&headers) {
        return Ok(for_script(received));
    }
    for_reader(received, HERE, "")
}

/// Takes one file after the other; only one is in memory at a time, and no transaction is open while
/// it comes. What was complete before a line broke is kept.
///
/// # Errors
/// The response to send instead, when whoever sends may not any more.
pub(in crate::office) async fn take_all(
    seat: &Seat,
    mut upload: Upload,
) -> Result<Received, Response> {
    let until = deadline();
    let mut received = Received {
        taken: Vec::new(),
        refused: Vec::new(),
        broken: None,
    };
    loop {
        let file = match upload.next().await {
            Ok(Some(Sent::File(file))) => file,
            Ok(Some(Sent::Text(..))) => continue,
            Ok(None) => return Ok(received),
            Err(error) => {
                received.broken = Some(error);
                return Ok(received);
            }
        };
        // A sending may last a quarter of an hour; rights may end in between.
        let desk = seat.desk().await?;
        let hand = Hand::of(&desk);
        let looked = desk.tx.finish().await.map_err(AppError::from);
        looked.map_err(IntoResponse::into_response)?;
        let name = file.name.clone();
        match take(hand, file, String::new(), until).await {
            Ok(Ok(taken)) => received.taken.push(taken),
            Ok(Err(refused)) => received.refused.push((name, refused)),
            Err(error) => {
                received.broken = Some(error);
                return Ok(received);
            }
        }
    }
}

/// Whether a script sends, which wants to know more than a page can say.
pub(in crate::office) fn is_script(headers: &HeaderMap) -> bool {
    let wants_json = headers.get_all(header::ACCEPT).iter().any(|value| {
        value
            .to_str()
            .is_ok_and(|value| value.contains("application/json"))
    });
    wants_json || headers.contains_key("x-csrf-token")
}

/// Scripts send one photo at a time.
pub(in crate::office) fn for_script(received: Received) -> Response {
    if let Some(taken) = received.taken.first() {
        return Json(shown(taken)).into_response();
    }
    if let Some((_, refused)) = received.refused.into_iter().next() {
        return told(refused.status, &refused.words);
    }
    match received.broken {
        Some(error) => {
            let words = match &error {
                AppError::BadRequest(words) | AppError::TooLarge(words) => *words,
                _ => "Foto ini belum dapat disimpan. Coba lagi sebentar.",
            };
            // Written into the log where it becomes a response.
            told(error.into_response().status(), words)
        }
        None => told(StatusCode::UNPROCESSABLE_ENTITY, "Pilih fotonya dulu."),
    }
}

fn shown(taken: &Taken) -> serde_json::Value {
    let picture = taken.photo.as_ref().and_then(Picture::new);
    let (width, height) = picture.as_ref().map_or((0, 0), |p| (p.width, p.height));
    json!({
        "id": taken.id,
        "src": picture.map_or_else(|| unfinished(taken.id), |picture| picture.src),
        "alt": taken.alt,
        "width": width,
        "height": height,
        "known": taken.known,
        "alt_href": format!("{HERE}/{}/keterangan", taken.id),
    })
}

/// An answer to a script that has nothing but words.
pub(in crate::office) fn told(status: StatusCode, words: &str) -> Response {
    (status, Json(json!({ "message": words }))).into_response()
}

/// Leads to `href`, which says what was taken and what was not, and `more`.
///
/// # Errors
/// When the sending broke before anything was taken or refused.
pub(in crate::office) fn for_reader(
    received: Received,
    href: &str,
    more: &str,
) -> AppResult<Response> {
    let Received {
        taken,
        refused,
        broken,
    } = received;
    let mut flash = Flash::good(tally(&taken));
    if let Some(error) = broken {
        if taken.is_empty() && refused.is_empty() {
            return Err(error);
        }
        tracing::warn!(%error, "a sending ended early");
        flash = Flash::warn(format!("{} Sisanya terputus di tengah jalan.", flash.text));
    }
    if taken.is_empty() && refused.is_empty() {
        flash = Flash::warn("Belum ada foto yang dipilih.");
    }
    if !more.is_empty() {
        flash = Flash::warn(flash.text + more);
    }
    if !refused.is_empty() {
        flash = Flash::warn(with_refusals(flash.text, &refused));
    }
    Ok(lead(href, &flash))
}

fn tally(taken: &[Taken]) -> String {
    let known = taken.iter().filter(|taken| taken.known).count();
    match (taken.len() - known, known) {
        (0, 0) => "Tidak ada foto yang terunggah.".to_owned(),
        (new, 0) => format!("{new} foto terunggah."),
        (0, known) => format!("{known} foto sudah ada di pustaka."),
        (new, known) => format!("{new} foto terunggah, {known} sudah ada di pustaka."),
    }
}

/// As many names and reasons as the cookie has room for.
fn with_refusals(mut text: String, refused: &[(String, Refused)]) -> String {
    text.push_str(&format!(" {} tidak diterima:", refused.len()));
    for (index, (name, why)) in refused.iter().enumerate() {
        let name: String = name.chars().take(40).collect();
        let line = format!(" {name}: {}", why.words);
        let length = |text: &str| {
            utf8_percent_encode(text, NON_ALPHANUMERIC)
                .map(str::len)
                .sum::<usize>()
        };
        if length(&text) + length(&line) > ROOM {
            text.push_str(&format!(" Dan {} berkas lain.", refused.len() - index));
            break;
        }
        text.push_str(&line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_about_two_hundred_refusals_fits_its_cookie() {
        let refused: Vec<_> = (0..200)
            .map(|number| {
                let refused = Refused {
                    status: StatusCode::UNSUPPORTED_MEDIA_TYPE,
                    words: "Berkas ini video, bukan gambar.".to_owned(),
                };
                (format!("{number}-{}", "🎞".repeat(100)), refused)
            })
            .collect();
        let text = with_refusals("1 foto terunggah.".to_owned(), &refused);
        assert!(text.starts_with("1 foto terunggah. 200 tidak diterima: 0-🎞"));
        assert!(text.ends_with(" berkas lain."), "{text}");
        let cookie = utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string();
        assert!(cookie.len() < ROOM + 200, "{}", cookie.len());
    }

    #[test]
    fn scripts_are_known_by_what_they_ask_for() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, "text/html".parse().unwrap());
        assert!(!is_script(&headers));
        headers.append(header::ACCEPT, "application/json".parse().unwrap());
        assert!(is_script(&headers));
    }
}
