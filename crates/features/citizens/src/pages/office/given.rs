//! A PIN or a link, shown once.

use residents::lookup::Known;
use serde::Serialize;
use web::Page;

/// What `citizens/given.html` receives: something that is shown once.
#[derive(Debug, Serialize)]
pub struct GivenDesk {
    pub name: String,
    pub href: String,
    pub is_new: bool,
    /// "482 915"; empty when it is a link.
    pub pin: String,
    pub link: String,
    /// Opens WhatsApp with the words; to whom is chosen there, so that no number stands in an address.
    pub whatsapp: String,
    /// Covered.
    pub phone: String,
}

impl GivenDesk {
    pub fn pin(known: &Known, pin: &str, is_new: bool) -> Self {
        let (left, right) = pin.split_at(3);
        Self {
            is_new,
            pin: format!("{left} {right}"),
            ..Self::of(known)
        }
    }

    pub fn link(known: &Known, link: &str, phone: String, village: &str) -> Self {
        let text = format!(
            "Layanan Mandiri {village}: pilih PIN Anda lewat tautan ini. Tautan hanya untuk Anda, dapat \
             dipakai satu kali, dan berlaku 72 jam. {link}"
        );
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("text", &text)
            .finish();
        Self {
            link: link.to_owned(),
            whatsapp: format!("https://wa.me/?{query}"),
            phone,
            ..Self::of(known)
        }
    }

    fn of(known: &Known) -> Self {
        Self {
            name: known.name.clone(),
            href: format!("/kantor/warga/{}", known.id),
            is_new: false,
            pin: String::new(),
            link: String::new(),
            whatsapp: String::new(),
            phone: String::new(),
        }
    }
}

impl Page for GivenDesk {
    const TEMPLATE: &'static str = "citizens/given.html";

    fn samples() -> Vec<Self> {
        let page = |pin: &str, link: &str| Self {
            name: "Siti <b>".to_owned(),
            href: "/kantor/warga/x".to_owned(),
            is_new: link.is_empty(),
            pin: pin.to_owned(),
            link: link.to_owned(),
            whatsapp: "https://wa.me/?text=x".to_owned(),
            phone: "08**-****-*890".to_owned(),
        };
        vec![
            page("482 915", ""),
            page("", "https://pembantanan.example.id/mandiri/undangan/x"),
        ]
    }
}
