//! Addresses somebody can be written to.

/// An address somebody can be written to, in lower case.
///
/// # Errors
/// A sentence for the field.
pub fn read_email(typed: &str) -> Result<String, &'static str> {
    const PROBLEM: &str = "Alamat e-mail ini belum lengkap. Contoh: siti@contoh.id.";
    if typed.is_empty() {
        return Err("Isi alamat e-mailnya.");
    }
    let email = typed.to_lowercase();
    let Some((name, host)) = email.rsplit_once('@') else {
        return Err(PROBLEM);
    };
    let is_odd = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "<>,;:\"()[]\\".contains(letter)
    };
    let is_host = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    if email.len() > 254
        || name.is_empty()
        || name.contains('@')
        || email.contains(is_odd)
        || !is_host
    {
        return Err(PROBLEM);
    }
    Ok(email)
}
