//! What the samples answer, by the key of the question.

use jiff::civil::{Date, date};

use super::Length;

/// Something between ordinary and long enough to wrap.
const AT_LENGTH: &str = "sebagai persyaratan administrasi pengajuan bantuan perbaikan rumah, \
    pembukaan rekening tabungan yang bersangkutan, dan pengurusan berkas lain yang \
    memerlukan surat ini sampai selesai seluruhnya";

pub(super) fn text(key: &str, length: Length) -> String {
    let ordinary = ordinary(key);
    match (length, key) {
        (Length::Short, _) => ordinary.to_owned(),
        (Length::Long, "keperluan" | "isi" | "maksud" | "tugas" | "sebab") => AT_LENGTH.to_owned(),
        // Line breaks, brackets and stars stay what they are: text.
        (Length::Long, "keterangan" | "rincian_barang") => {
            format!("{ordinary} [nomor 1] *asli*\nbaris kedua {{{{ bukan isian }}}}")
        }
        (Length::Long, _) => format!("{ordinary} – “½ bagian” № 2 & lainnya"),
    }
}

fn ordinary(key: &str) -> &'static str {
    match key {
        "keperluan" => "melengkapi persyaratan pembukaan rekening bank",
        "keterangan" => "Yang bersangkutan sedang menunggu penerbitan ijazah.",
        "alamat_domisili" | "alamat_usaha" | "alamat_sekretariat" => {
            "Jl. Martapura Lama Km 9 RT 003, Desa Pembantanan"
        }
        "status_rekam" => "sudah rekam, menunggu pencetakan",
        "elemen" => "pekerjaan",
        "semula" => "Pelajar/Mahasiswa",
        "menjadi" => "Guru",
        "dasar" => "Akta Nomor 0009/2015",
        "cara" => "warisan",
        "nomor_skpwni" => "SKPWNI/6371/11102025/0009",
        "tujuan" => "Kota Banjarmasin",
        "dokumen" => "Ijazah SMA",
        "nomor" => "DN-15 Ma 0009001",
        "nomor_kartu" => "0001234569001",
        "tertulis" => "Muhamad Arsad",
        "seharusnya" => "Muhammad Arsyad",
        "nama_bayi" => "Aisyah Humaira",
        "tempat" => "Martapura",
        "hubungan" => "anak kandung",
        "lokasi" | "lokasi_makam" => "Alkah Keluarga Handil Bujur, Desa Pembantanan",
        "ahli_waris" | "penanggung_jawab" => "Syahrani",
        "nomor_akta" => "6303-LT-12032010-0009",
        "kua" => "KUA Kecamatan Sungai Tabuk",
        "pasangan_terdahulu" => "Rahmah",
        "pasangan" => "Siti Aminah",
        "organisasi" => "Balai Basarah",
        "pemuka" => "Pdt. Yohanes Setiawan",
        "sekolah" => "SMA Negeri 1 Sungai Tabuk",
        "kelas" | "jurusan" => "kelas XI IPA",
        "nisn" => "0091234567",
        "faskes" => "RSUD Ratu Zalecha Martapura",
        "pekerjaan_lain" => "petani dan pedagang di pasar terapung",
        "nama_usaha" => "Warung Acil Ijum",
        "jenis_usaha" => "warung makan dan kue basah",
        "nib" => "0220009001234",
        "nama_lembaga" => "Kelompok Tani Harapan Baru",
        "jenis_lembaga" => "kelompok tani",
        "ketua" => "Syahrani",
        "sekretaris" => "Rusmini",
        "bendahara" => "Hendra Saputra",
        "barang" => "seekor sapi bali",
        "rincian_barang" => {
            "jantan, warna merah bata, umur dua tahun, bertanda potongan di telinga kiri"
        }
        "merk" => "Honda Supra X 125",
        "warna" => "hitam",
        "nopol" => "DA 9001 XX",
        "no_mesin" => "JB9001E000001",
        "no_rangka" => "MH1JB90019K000001",
        "atas_nama" => "Muhammad Arsyad",
        "alat" => "mesin ketinting 5,5 PK",
        "jenis_tanah" => "pekarangan",
        "bukti" => "segel jual beli",
        "nomor_bukti" => "09/SG/1998",
        "asal_tanah" => "warisan orang tua, almarhum Abdurrahman",
        "diperoleh_dari" => "orang tua saya, almarhum Abdurrahman,",
        "utara" => "tanah Syahrani",
        "timur" => "Jalan Martapura Lama",
        "selatan" => "tanah Rusmini",
        "barat" => "Sungai Martapura",
        "jalan" => "Jl. Martapura Lama Km 9",
        "rt_rw" => "RT 003",
        "status_tanah" => "tanah negara yang dikuasai turun-temurun",
        "dipergunakan" => "rumah tinggal dan kebun",
        "acara" => "Haul dan pembacaan maulid",
        "hiburan" => "pembacaan syair maulid habsyi",
        "negara" => "Malaysia",
        "perusahaan" => "PT Karya Intan Sejahtera",
        "lembaga" => "Universitas Lambung Mangkurat",
        "judul" => "Ketahanan pangan di lahan rawa pasang surut",
        "peserta" => "12 orang mahasiswa",
        "perihal" => "permohonan bantuan sarana pertanian",
        "isi" => "Kelompok tersebut aktif mengolah lahan sejak 2018 dan layak mendapat dukungan.",
        "ditujukan" => "Kepala Dinas Pertanian Kabupaten Banjar",
        "tugas" => "mengikuti bimbingan teknis pengelolaan keuangan desa",
        "maksud" => "konsultasi penyusunan RKP Desa",
        "angkutan" => "kendaraan bermotor roda dua",
        "pengikut" => "tidak ada",
        "beban" => "APBDes Tahun Anggaran 2025",
        "penerima" => "Ketua BPD, ketua RT, dan tokoh masyarakat",
        "sebab" => "ayah, kakek, dan saudara laki-laki kandung telah meninggal dunia",
        _ => "sesuai dokumen yang diperlihatkan",
    }
}

pub(super) fn number(key: &str) -> i64 {
    match key {
        "tahun" | "sejak_tahun" => 2015,
        "berat" => 3_100,
        "panjang" => 49,
        "jumlah_undangan" => 250,
        "kebutuhan" => 120,
        _ => 2,
    }
}

/// A day before the sample's own.
pub(super) fn past(key: &str, today: Date) -> Date {
    match key {
        "sejak" | "berdiri" => date(2015, 3, 9),
        "tanggal_nikah" => date(2008, 6, 12),
        _ => today.saturating_sub(jiff::Span::new().days(5)),
    }
}
