//! Why a file is not read or written, in a sentence for whoever sent it.

use kernel::bytes_label;

/// Why a file is not read. The text says to the sender what to do; it never quotes the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("Berkas ini kosong. Pilih kembali berkas yang berisi data Anda.")]
    Empty,
    #[error(
        "Berkas Anda lebih besar dari {}. Hapus gambar dan lembar yang tidak perlu, atau bagi \
         datanya menjadi beberapa berkas, lalu kirim lagi.", bytes_label(*.limit)
    )]
    TooBig { limit: u64 },
    #[error(
        "Isi berkas ini mengembang menjadi lebih dari {}, maka tidak dibuka. Salin data Anda ke \
         buku kerja baru, simpan sebagai .xlsx, lalu kirim lagi.", bytes_label(*.limit)
    )]
    Bomb { limit: u64 },
    #[error(
        "Satu lembar berisi lebih dari {limit} baris. Bagi datanya menjadi beberapa berkas, lalu \
         kirim satu per satu."
    )]
    TooManyRows { limit: u32 },
    #[error(
        "Ada isi di luar {limit} kolom pertama. Hapus isi kolom yang tidak perlu, lalu kirim lagi."
    )]
    TooManyColumns { limit: u32 },
    #[error(
        "Berkas ini berisi lebih dari {limit} sel yang terisi. Bagi datanya menjadi beberapa berkas, \
         lalu kirim satu per satu."
    )]
    TooManyCells { limit: u32 },
    #[error(
        "Berkas ini terlalu lama dibaca. Salin data Anda ke buku kerja baru tanpa gambar dan \
         hiasan, lalu kirim lagi."
    )]
    TooSlow,
    #[error(
        "Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya (Berkas › Info › \
         Lindungi Buku Kerja), simpan, lalu kirim lagi."
    )]
    Password,
    #[error(
        "Berkas ini PDF, walaupun namanya mungkin lain. Kirim tabel aslinya sebagai .xlsx, .xls, \
         .ods atau .csv."
    )]
    Pdf,
    #[error(
        "Berkas ini halaman web, walaupun namanya mungkin .xls. Buka di Excel, pilih Simpan Sebagai \
         dengan jenis Buku Kerja Excel (.xlsx), lalu kirim hasilnya."
    )]
    Html,
    #[error(
        "Berkas ini berjenis XML Spreadsheet lama. Buka di Excel, pilih Simpan Sebagai dengan jenis \
         Buku Kerja Excel (.xlsx), lalu kirim hasilnya."
    )]
    XmlSpreadsheet,
    #[error(
        "Berkas ini dokumen atau presentasi, bukan tabel. Salin tabelnya ke Excel, simpan sebagai \
         .xlsx, lalu kirim lagi."
    )]
    Document,
    #[error(
        "Berkas ini arsip (ZIP, RAR atau sejenisnya). Keluarkan isinya, lalu kirim tabel yang ada \
         di dalamnya."
    )]
    Archive,
    #[error(
        "Berkas ini dari Excel yang sangat lama atau berjenis biner (.xlsb). Buka di Excel, pilih \
         Simpan Sebagai dengan jenis Buku Kerja Excel (.xlsx), lalu kirim hasilnya."
    )]
    OldExcel,
    #[error(
        "Berkas ini bukan tabel (mungkin gambar atau program). Kirim berkas .xlsx, .xls, .ods atau \
         .csv."
    )]
    NotATable,
    #[error(
        "Berkas ini rusak atau belum terkirim seluruhnya. Buka di komputer Anda, simpan kembali \
         sebagai .xlsx, lalu kirim lagi."
    )]
    Damaged,
    #[error(
        "Pada baris {row} ada tanda petik (\") yang tidak ditutup. Perbaiki baris itu, lalu kirim \
         lagi."
    )]
    OpenQuote { row: u32 },
    #[error(
        "Tidak ada lembar terlihat yang berisi data. Tampilkan lembarnya (klik kanan pada nama \
         lembar, lalu Perlihatkan) atau isi datanya, lalu kirim lagi."
    )]
    NoData,
    #[error(
        "Baris judul kolom tidak ditemukan di 20 baris pertama lembar mana pun. Pakai nama kolom \
         seperti pada contoh berkas, lalu kirim lagi."
    )]
    NoHeader,
}

impl ReadError {
    /// A stable word for interfaces and counters.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooBig { .. } => "too_big",
            Self::Bomb { .. } => "bomb",
            Self::TooManyRows { .. } => "too_many_rows",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::TooManyCells { .. } => "too_many_cells",
            Self::TooSlow => "too_slow",
            Self::Password => "password",
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::XmlSpreadsheet => "xml_spreadsheet",
            Self::Document => "document",
            Self::Archive => "archive",
            Self::OldExcel => "old_excel",
            Self::NotATable => "not_a_table",
            Self::Damaged => "damaged",
            Self::OpenQuote { .. } => "open_quote",
            Self::NoData => "no_data",
            Self::NoHeader => "no_header",
        }
    }
}

/// Why a file is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    #[error("Isi satu sel lebih dari 32.767 huruf; Excel tidak dapat menyimpannya.")]
    TextTooLong,
    #[error("Baris atau kolom lebih banyak daripada yang dapat disimpan Excel.")]
    TooManyCells,
    #[error("Nama lembar tidak dapat dipakai: {0}")]
    SheetName(String),
    #[error("Berkas tidak dapat ditulis: {0}")]
    Other(String),
}
