//! What people bring with them.

/// Something that has to be shown before a letter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Requirement {
    /// As kinds name it: `kk`.
    pub key: &'static str,
    /// "Kartu Keluarga"
    pub label: &'static str,
}

/// Everything that can be asked for.
pub fn requirements() -> &'static [Requirement] {
    &REQUIREMENTS
}

impl Requirement {
    /// The requirement with this key.
    pub fn find(key: &str) -> Option<&'static Self> {
        REQUIREMENTS.iter().find(|known| known.key == key)
    }
}

const REQUIREMENTS: [Requirement; 30] = [
    of("ktp", "KTP-el pemohon"),
    of("kk", "Kartu Keluarga"),
    of("pengantar_rt", "Surat pengantar RT"),
    of("akta_lahir", "Kutipan akta kelahiran"),
    of("buku_nikah", "Buku nikah atau kutipan akta perkawinan"),
    of("akta_cerai", "Akta cerai atau putusan pengadilan"),
    of("surat_kematian", "Surat keterangan kematian"),
    of(
        "ket_lahir_nakes",
        "Surat keterangan lahir dari bidan, puskesmas, atau rumah sakit",
    ),
    of(
        "ket_mati_nakes",
        "Surat keterangan kematian dari dokter, puskesmas, atau rumah sakit (bila ada)",
    ),
    of("ktp_ortu", "KTP-el orang tua atau wali"),
    of("ktp_pasangan", "KTP-el calon pasangan"),
    of("ktp_saksi", "KTP-el dua orang saksi"),
    of("foto_usaha", "Foto tempat usaha"),
    of("pbb", "Bukti lunas PBB tahun berjalan"),
    of(
        "alas_hak",
        "Surat atau bukti penguasaan tanah (segel, sporadik, akta jual beli, dan lain-lain)",
    ),
    of("peta_tanah", "Sketsa atau titik koordinat bidang tanah"),
    of("pernyataan", "Surat pernyataan bermeterai Rp10.000"),
    of("pas_foto", "Pas foto"),
    of("stnk", "STNK atau BPKB"),
    of("ket_kehilangan", "Keterangan atau kronologi kehilangan"),
    of("nib", "NIB (bila sudah ada)"),
    of("ket_sekolah", "Kartu pelajar atau surat keterangan sekolah"),
    of("kis", "Kartu BPJS Kesehatan atau KIS"),
    of("denah_acara", "Susunan acara dan denah lokasi"),
    of("izin_tetangga", "Persetujuan tetangga atau RT"),
    of("bukti_beda", "Dokumen yang memuat perbedaan data"),
    of("surat_kuasa", "Surat kuasa bermeterai Rp10.000"),
    of("surat_tugas", "Surat tugas dari kampus atau lembaga"),
    of("akta_pendirian", "Akta atau surat pembentukan lembaga"),
    of("sk_pengurus", "Susunan pengurus"),
];

const fn of(key: &'static str, label: &'static str) -> Requirement {
    Requirement { key, label }
}
