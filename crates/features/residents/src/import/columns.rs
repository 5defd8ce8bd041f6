//! The columns of the national form as operators keep it: their headers, the names people give them
//! instead, and what becomes of them here.

use sheets::Wanted;

/// What may be said of what stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cover {
    /// Shown as it stands, but for long numbers.
    Open,
    /// A number of a person: shown masked.
    Masked,
    /// Not shown at all.
    Closed,
}

/// A column that is read.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// The header in the template and the export.
    pub key: &'static str,
    /// For people.
    pub label: &'static str,
    /// What the instructions of the template say.
    pub about: &'static str,
    pub names: &'static [&'static str],
    pub required: bool,
    pub cover: Cover,
}

const fn open(
    key: &'static str,
    label: &'static str,
    about: &'static str,
    names: &'static [&'static str],
) -> Column {
    Column {
        key,
        label,
        about,
        names,
        required: false,
        cover: Cover::Open,
    }
}

const fn covered(
    cover: Cover,
    key: &'static str,
    label: &'static str,
    about: &'static str,
    names: &'static [&'static str],
) -> Column {
    Column {
        cover,
        ..open(key, label, about, names)
    }
}

const fn needed(
    key: &'static str,
    label: &'static str,
    about: &'static str,
    names: &'static [&'static str],
) -> Column {
    Column {
        required: true,
        ..open(key, label, about, names)
    }
}

/// Every column that is read, in the order of the form.
pub const COLUMNS: &[Column] = &[
    open(
        "alamat",
        "Alamat",
        "Alamat pada kartu keluarga.",
        &["alamat", "alamat kk", "alamat sesuai kk", "jalan"],
    ),
    open(
        "dusun",
        "Dusun",
        "Nama dusun; kosongkan bila desa Anda tidak memakai dusun.",
        &["dusun", "nama dusun", "kampung", "lingkungan"],
    ),
    open(
        "rw",
        "RW",
        "1 sama dengan 001.",
        &["rw", "no rw", "nomor rw"],
    ),
    open(
        "rt",
        "RT",
        "1 sama dengan 001. Boleh juga 002/001 untuk RT 2 RW 1.",
        &["rt", "no rt", "nomor rt", "rt/rw", "rt rw"],
    ),
    needed(
        "nama",
        "Nama",
        "Nama lengkap seperti pada KTP atau KK.",
        &[
            "nama",
            "nama lengkap",
            "nama penduduk",
            "nama anggota keluarga",
            "nama warga",
        ],
    ),
    covered(
        Cover::Masked,
        "no_kk",
        "Nomor KK",
        "16 angka, sebagai teks. Anggota satu keluarga memakai nomor yang sama.",
        &[
            "no_kk",
            "no kk",
            "nomor kk",
            "nkk",
            "no kartu keluarga",
            "nomor kartu keluarga",
        ],
    ),
    covered(
        Cover::Masked,
        "nik",
        "NIK",
        "16 angka, sebagai teks. Kosong atau 0 untuk yang belum punya.",
        &["nik", "no nik", "nomor nik", "no ktp", "nomor ktp"],
    ),
    needed(
        "sex",
        "Jenis kelamin",
        "1 atau L untuk laki-laki, 2 atau P untuk perempuan.",
        &["sex", "jenis kelamin", "jk", "l/p", "kelamin", "gender"],
    ),
    open(
        "tempatlahir",
        "Tempat lahir",
        "Kota atau kabupaten.",
        &[
            "tempatlahir",
            "tempat lahir",
            "tmp lahir",
            "kelahiran tempat",
        ],
    ),
    needed(
        "tanggallahir",
        "Tanggal lahir",
        "Hari dahulu: 17-08-1990.",
        &[
            "tanggallahir",
            "tanggal lahir",
            "tgl lahir",
            "tgl_lahir",
            "kelahiran tanggal",
        ],
    ),
    open(
        "agama_id",
        "Agama",
        "Kode atau kata, lihat lembar Kode.",
        &["agama_id", "agama", "agama/kepercayaan"],
    ),
    open(
        "pendidikan_kk_id",
        "Pendidikan dalam KK",
        "Kode atau kata, lihat lembar Kode.",
        &[
            "pendidikan_kk_id",
            "pendidikan kk",
            "pendidikan dalam kk",
            "pendidikan terakhir",
            "pendidikan",
        ],
    ),
    open(
        "pendidikan_sedang_id",
        "Pendidikan yang sedang ditempuh",
        "Kode atau kata, lihat lembar Kode.",
        &[
            "pendidikan_sedang_id",
            "pendidikan sedang",
            "pendidikan sedang ditempuh",
            "pendidikan yang sedang ditempuh",
        ],
    ),
    open(
        "pekerjaan_id",
        "Pekerjaan",
        "Kode atau kata, lihat lembar Kode.",
        &["pekerjaan_id", "pekerjaan", "jenis pekerjaan"],
    ),
    open(
        "status_kawin",
        "Status perkawinan",
        "Kode atau kata, lihat lembar Kode.",
        &[
            "status_kawin",
            "status kawin",
            "status perkawinan",
            "kawin",
            "perkawinan",
        ],
    ),
    open(
        "kk_level",
        "Hubungan dalam keluarga",
        "1 untuk kepala keluarga; setiap keluarga punya satu. Lihat lembar Kode.",
        &[
            "kk_level",
            "hubungan dalam keluarga",
            "hubungan keluarga",
            "status hubungan dalam keluarga",
            "shdk",
            "hub keluarga",
            "hubungan",
        ],
    ),
    open(
        "warganegara_id",
        "Kewarganegaraan",
        "1 untuk WNI. Kosong dianggap WNI.",
        &[
            "warganegara_id",
            "warganegara",
            "kewarganegaraan",
            "warga negara",
        ],
    ),
    covered(
        Cover::Closed,
        "nama_ayah",
        "Nama ayah",
        "Seperti pada KK.",
        &["nama_ayah", "nama ayah", "ayah"],
    ),
    covered(
        Cover::Closed,
        "nama_ibu",
        "Nama ibu",
        "Seperti pada KK.",
        &["nama_ibu", "nama ibu", "ibu", "nama ibu kandung"],
    ),
    open(
        "golongan_darah_id",
        "Golongan darah",
        "Kode atau kata, lihat lembar Kode.",
        &["golongan_darah_id", "golongan darah", "gol darah", "goldar"],
    ),
    open(
        "akta_lahir",
        "Nomor akta lahir",
        "Seperti pada akta.",
        &[
            "akta_lahir",
            "akta lahir",
            "no akta lahir",
            "akta kelahiran",
        ],
    ),
    open(
        "dokumen_pasport",
        "Nomor paspor",
        "Seperti pada paspor.",
        &[
            "dokumen_pasport",
            "dokumen paspor",
            "paspor",
            "no paspor",
            "passport",
        ],
    ),
    open(
        "tanggal_akhir_paspor",
        "Paspor berlaku sampai",
        "Hari dahulu: 17-08-2030.",
        &[
            "tanggal_akhir_paspor",
            "tanggal akhir paspor",
            "tgl akhir paspor",
        ],
    ),
    open(
        "dokumen_kitas",
        "Nomor KITAS/KITAP",
        "Untuk warga negara asing.",
        &["dokumen_kitas", "kitas", "no kitas", "kitas/kitap"],
    ),
    open(
        "akta_perkawinan",
        "Nomor akta perkawinan",
        "Nomor akta atau buku nikah.",
        &[
            "akta_perkawinan",
            "akta perkawinan",
            "no akta perkawinan",
            "buku nikah",
            "no buku nikah",
        ],
    ),
    open(
        "tanggalperkawinan",
        "Tanggal perkawinan",
        "Hari dahulu: 17-08-2010.",
        &["tanggalperkawinan", "tanggal perkawinan", "tgl perkawinan"],
    ),
    open(
        "akta_perceraian",
        "Nomor akta perceraian",
        "Seperti pada akta.",
        &["akta_perceraian", "akta perceraian", "no akta perceraian"],
    ),
    open(
        "tanggalperceraian",
        "Tanggal perceraian",
        "Hari dahulu: 17-08-2020.",
        &["tanggalperceraian", "tanggal perceraian", "tgl perceraian"],
    ),
    open(
        "cacat_id",
        "Disabilitas",
        "Kode atau kata, lihat lembar Kode.",
        &["cacat_id", "cacat", "disabilitas", "penyandang cacat"],
    ),
    open(
        "alamat_sekarang",
        "Alamat tempat tinggal sekarang",
        "Bila berbeda dengan alamat pada KK.",
        &[
            "alamat_sekarang",
            "alamat sekarang",
            "alamat domisili",
            "domisili",
        ],
    ),
    open(
        "status_dasar",
        "Status dasar",
        "1 hidup, 2 mati, 3 pindah, 4 hilang, 6 pergi. Kosong dianggap hidup.",
        &["status_dasar", "status dasar"],
    ),
    open(
        "id_asuransi",
        "Asuransi kesehatan",
        "Kode atau kata, lihat lembar Kode.",
        &[
            "id_asuransi",
            "asuransi",
            "asuransi kesehatan",
            "jenis asuransi",
        ],
    ),
    covered(
        Cover::Masked,
        "telepon",
        "Telepon",
        "Nomor HP atau telepon rumah.",
        &[
            "telepon",
            "no telepon",
            "no hp",
            "nomor hp",
            "hp",
            "no telp",
        ],
    ),
    open(
        "status_penduduk",
        "Status penduduk",
        "1 tetap, 2 tidak tetap. Kosong dianggap tetap.",
        &["status_penduduk", "status penduduk", "status kependudukan"],
    ),
    open(
        "tanggal_status_dasar",
        "Status dasar sejak",
        "Hanya untuk yang meninggal, pindah, hilang atau pergi.",
        &["tanggal_status_dasar", "status dasar sejak"],
    ),
];

/// The headers of a whole sheet, in the order of the national form. Those that [`COLUMNS`] does not
/// have stand there for other programs and stay empty.
pub const SHEET: &[&str] = &[
    "alamat",
    "dusun",
    "rw",
    "rt",
    "nama",
    "no_kk",
    "nik",
    "sex",
    "tempatlahir",
    "tanggallahir",
    "agama_id",
    "pendidikan_kk_id",
    "pendidikan_sedang_id",
    "pekerjaan_id",
    "status_kawin",
    "kk_level",
    "warganegara_id",
    "ayah_nik",
    "nama_ayah",
    "ibu_nik",
    "nama_ibu",
    "golongan_darah_id",
    "akta_lahir",
    "dokumen_pasport",
    "tanggal_akhir_paspor",
    "dokumen_kitas",
    "akta_perkawinan",
    "tanggalperkawinan",
    "akta_perceraian",
    "tanggalperceraian",
    "cacat_id",
    "cara_kb_id",
    "hamil",
    "ktp_el",
    "status_rekam",
    "alamat_sekarang",
    "status_dasar",
    "suku",
    "tag_id_card",
    "id_asuransi",
    "no_asuransi",
    "lat",
    "lng",
    "telepon",
    "status_penduduk",
    "tanggal_status_dasar",
];

/// The column of a key.
pub fn find(key: &str) -> Option<&'static Column> {
    COLUMNS.iter().find(|column| column.key == key)
}

/// As `sheets` looks for them.
pub fn wanted() -> Vec<Wanted<'static>> {
    let wanted = COLUMNS.iter().map(|column| Wanted {
        key: column.key,
        names: column.names,
        required: column.required,
    });
    wanted.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use sheets::{Mapping, fold};

    use super::*;

    #[test]
    fn no_name_means_two_columns_and_every_column_is_in_the_sheet() {
        let mut names: HashMap<String, &str> = HashMap::new();
        for column in COLUMNS {
            assert!(SHEET.contains(&column.key), "{}", column.key);
            assert_eq!(column.names.first(), Some(&column.key));
            for name in column.names {
                let known = names.insert(fold(name), column.key);
                assert!(known.is_none_or(|known| known == column.key), "{name}");
            }
        }
    }

    #[test]
    fn the_national_headers_are_all_found() {
        let headers: Vec<String> = SHEET.iter().map(|header| header.to_uppercase()).collect();
        let mapping = Mapping::guess(&wanted(), &headers);
        for column in COLUMNS {
            let at = SHEET.iter().position(|header| *header == column.key);
            assert_eq!(mapping.column(column.key), at, "{}", column.key);
        }
        let check = mapping.check(&wanted(), &headers);
        let unused: Vec<&str> = check.unknown.iter().map(|at| SHEET[*at]).collect();
        assert_eq!(
            unused,
            [
                "ayah_nik",
                "ibu_nik",
                "cara_kb_id",
                "hamil",
                "ktp_el",
                "status_rekam",
                "suku",
                "tag_id_card",
                "no_asuransi",
                "lat",
                "lng"
            ]
        );
    }
}
