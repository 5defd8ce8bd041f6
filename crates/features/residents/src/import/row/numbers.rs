//! Numbers and codes of a row: right to the last digit, or refused.

use kernel::{CodeTable, FamilyCardNumber, Nik, Phone};
use sheets::Severity;

use super::{Reading, columns};

impl Reading<'_> {
    pub(super) fn nik(&mut self) -> Option<Nik> {
        let digits = self.digits("nik")?;
        if digits.len() == 16 && digits.starts_with('0') {
            let reason = "NIK ini sementara (diawali 0). Orangnya dicatat sebagai belum punya NIK.";
            self.find("nik", Severity::Warning, reason);
            return None;
        }
        if digits.len() != 16 {
            let reason = format!("NIK terdiri dari 16 angka. Di sini ada {}.", digits.len());
            self.find("nik", Severity::Stop, reason);
            return None;
        }
        match Nik::parse(&digits) {
            Ok(nik) => Some(nik),
            Err(error) => {
                self.find("nik", Severity::Stop, error.to_string());
                None
            }
        }
    }

    pub(super) fn card(&mut self) -> Option<FamilyCardNumber> {
        let digits = self.digits("no_kk")?;
        if digits.len() != 16 {
            let reason = format!(
                "Nomor KK terdiri dari 16 angka. Di sini ada {}.",
                digits.len()
            );
            self.find("no_kk", Severity::Stop, reason);
            return None;
        }
        match FamilyCardNumber::parse(&digits) {
            Ok(card) => Some(card),
            Err(error) => {
                self.find("no_kk", Severity::Stop, error.to_string());
                None
            }
        }
    }

    /// The digits of a number that has to be right to the last one; nothing for `0`.
    fn digits(&mut self, key: &str) -> Option<String> {
        match self.cell(key).digits() {
            Ok(digits) => digits.filter(|digits| digits.bytes().any(|digit| digit != b'0')),
            Err(error) => {
                self.find(key, Severity::Stop, error.to_string());
                None
            }
        }
    }

    pub(super) fn code(&mut self, key: &str, table: CodeTable) -> &'static str {
        let text = self.line(key);
        if text.is_empty() {
            return "";
        }
        match table.read(&text) {
            Some(code) => code.code,
            None => self.unknown(key),
        }
    }

    /// Four kinds are kept; the words of the newer form say more.
    pub(super) fn marital_status(&mut self) -> &'static str {
        let text = self.line("status_kawin");
        if text.is_empty() {
            return "";
        }
        let short = CodeTable::MaritalStatus.read(&text).map(|code| code.code);
        let is_number = text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
        let on_form = || {
            let form = CodeTable::MaritalStatusOnForm;
            let code = form.read(&text).filter(|_| !is_number)?;
            code.counts_as()
        };
        short
            .or_else(on_form)
            .unwrap_or_else(|| self.unknown("status_kawin"))
    }

    fn unknown(&mut self, key: &str) -> &'static str {
        let label = columns::find(key).map_or(key, |column| column.label);
        let reason = format!("{label} ini tidak ada dalam daftar, maka tidak diambil.");
        self.find(key, Severity::Warning, reason);
        ""
    }

    pub(super) fn phone(&mut self) -> Option<Phone> {
        let text = self.line("telepon");
        if text.is_empty() {
            return None;
        }
        match Phone::parse(&text).or_else(|error| {
            // A number cell has lost its zero in front.
            let is_bare = text.starts_with(['8', '2', '5', '6', '7', '9', '4', '3']);
            let retried = is_bare.then(|| Phone::parse(&format!("0{text}")).ok());
            retried.flatten().ok_or(error)
        }) {
            Ok(phone) => Some(phone),
            Err(error) => {
                self.find(
                    "telepon",
                    Severity::Warning,
                    format!("{error} Tidak diambil."),
                );
                None
            }
        }
    }
}
