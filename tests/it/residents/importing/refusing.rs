//! What is refused, and what is kept of it.

use super::*;

#[tokio::test]
async fn every_bad_row_is_named_with_its_reason() {
    let app = service("bad").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let good = family(1);
    let bad = |nik: &str, more: &str| {
        format!("nama=Rusak;nik={nik};sex=1;tanggallahir=17-08-1990;{more}")
    };
    let mut rows = good.clone();
    rows.extend([
        bad("630301170890001", ""),
        bad("6,30301E+15", ""),
        bad("63O3011708900009", ""),
        bad("6303011708900001", ""),
        "nama=;alamat=Jl. Tanpa Nama".to_owned(),
        "nama=Siti;sex=X;tanggallahir=17-08-1990".to_owned(),
        "nama=Siti;sex=2;tanggallahir=31-02-1990".to_owned(),
        bad("0", "no_kk=630301;kk_level=4"),
        bad("6303011708900077", "no_kk=6303010101109999;kk_level=1"),
        bad("6303011708900078", "no_kk=6303010101109999;kk_level=1"),
        bad("0", "agama_id=Jedi;rt=sembilan"),
    ]);
    let seen = sent(&app, &mut desk, "rusak.xlsx", &workbook(&rows)).await;
    for words in [
        "Di sini ada 15",
        "bentuk ilmiah",
        "berisi huruf",
        "NIK ini juga ada di baris 8",
        "NIK ini juga ada di baris 2",
        "Nama belum diisi",
        "Jenis kelamin tidak dikenal",
        "tidak ada di kalender",
        "Nomor KK terdiri dari 16 angka",
        "lebih dari satu kepala keluarga: juga di baris 14",
        "RT dan RW ditulis dengan angka",
        "Agama ini tidak ada dalam daftar",
        "2 dari 14 baris dapat diimpor",
    ] {
        assert!(seen.html.contains(words), "{words}: {}", seen.html);
    }
    let stopped = desk
        .open(&format!("{}?tingkat=ditolak", seen.path))
        .await
        .html;
    assert!(stopped.contains("Di sini ada 15") && !stopped.contains("Agama ini tidak ada"));
    let (status, about, bytes) =
        download(&app, &desk, &format!("{}/temuan", seen.path), None).await;
    assert!(status == 200 && about.contains("temuan-impor.xlsx"));
    let workbook = read_back(&bytes);
    assert!(workbook.sheets[0].rows.len() > 10);
    let choices = [
        ("baris", "lewati"),
        ("orang", "perbarui"),
        ("keadaan", "01-06-2026"),
    ];
    let done = start(&app, &mut desk, &seen.path, &choices).await;
    assert_eq!(count(&done, "Orang baru dicatat"), 2);
    nothing_in_clear(
        &app,
        &village,
        &[
            "6303011708",
            "11708900001",
            "63O301",
            "63030101",
            "0812-3456",
        ],
    )
    .await;
}

/// Looks for numbers of people in all that is kept of imports, and in the register itself.
async fn nothing_in_clear(app: &TestApp, village: &TestVillage, numbers: &[&str]) {
    let mut tx = app.tx(village).await;
    let kept: Vec<String> = sqlx::query_scalar(
        "select to_jsonb(i)::text from register_imports i
         union all select encode(sealed, 'escape') from import_files
         union all select encode(before, 'escape') from import_changes where before is not null
         union all select to_jsonb(r)::text from residents r
         union all select to_jsonb(f)::text from families f
         union all select to_jsonb(a)::text from activity a",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    tx.finish().await.unwrap();
    assert!(kept.len() > 3);
    for text in kept {
        for number in numbers {
            assert!(!text.contains(number), "{number} stands in {text}");
        }
    }
}

#[tokio::test]
async fn what_lies_between_sending_and_the_end_is_sealed() {
    let app = service("sealed").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    imported(&app, &mut desk, &workbook(&family(1))).await;
    let csv = "nama;nik;sex;tanggallahir;pekerjaan_id\nBudi 1;6303011708900001;1;17-08-1990;15\n";
    let seen = sent(&app, &mut desk, "a.csv", csv.as_bytes()).await;
    let numbers = ["6303011708900001", "Budi 1;63", "630301010110"];
    nothing_in_clear(&app, &village, &numbers).await;
    assert_eq!(
        number(&app, &village, "select count(*) from import_files").await,
        1
    );
    let choices = [
        ("baris", "semua"),
        ("orang", "perbarui"),
        ("keadaan", "01-06-2026"),
    ];
    let done = start(&app, &mut desk, &seen.path, &choices).await;
    assert_eq!(count(&done, "Orang diperbarui"), 1);
    nothing_in_clear(&app, &village, &numbers).await;
    let dropped = sent(&app, &mut desk, "b.csv", csv.as_bytes()).await;
    let gone = desk
        .act(&dropped.path, &format!("{}/batal", dropped.path), &[])
        .await;
    assert!(gone.html.contains("dibuang"), "{}", gone.html);
    assert_eq!(
        number(&app, &village, "select count(*) from import_files").await,
        0
    );
    assert_eq!(desk.open(&dropped.path).await.status, 404);
    let late = desk
        .act(&seen.path, &format!("{}/batal", seen.path), &[])
        .await;
    assert!(late.html.contains("tidak dapat dibuang"), "{}", late.html);
}

#[tokio::test]
async fn files_that_are_no_tables_are_refused_in_words() {
    let app = service("files").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let list = desk.open(HERE).await.html;
    assert!(
        list.contains("paling besar 40 MB"),
        "said before it is sent"
    );
    let large = vec![b'a'; 40 * 1024 * 1024 + 1];
    let refused = send(&mut desk, "besar.csv", &large).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html.contains("lebih besar dari 40 MB"),
        "{}",
        refused.html
    );
    let empty = send(&mut desk, "kosong.csv", b"").await;
    assert_eq!(empty.status, 422);
    let nothing = desk.act(HERE, HERE, &[]).await;
    assert!(
        nothing.html.contains("Pilih berkasnya dulu"),
        "{}",
        nothing.html
    );
    for (name, bytes, words) in [
        ("a.xlsx", b"%PDF-1.7 ...".to_vec(), "PDF"),
        (
            "b.xls",
            b"<html><table><tr><td>NIK</td></tr></table></html>".to_vec(),
            "halaman web",
        ),
        (
            "c.csv",
            b"satu;dua\n1;2\n".to_vec(),
            "Baris judul kolom tidak ditemukan",
        ),
        ("d.xls", locked(), "dikunci dengan kata sandi"),
        ("e.xlsx", bomb(), "mengembang menjadi lebih dari 200 MB"),
    ] {
        let seen = sent(&app, &mut desk, name, &bytes).await;
        assert!(seen.html.contains(words), "{name}: {}", seen.html);
        assert!(seen.html.contains("Tidak terbaca") && !seen.html.contains("Mulai impor"));
    }
    let again = sent(&app, &mut desk, "d.csv", b"%PDF-1.7").await;
    desk.act(&again.path, &format!("{}/lembar", again.path), &[])
        .await;
    work(&app).await;
    assert!(desk.open(&again.path).await.html.contains("PDF"));
}

/// An old workbook whose second record says that it is encrypted.
fn locked() -> Vec<u8> {
    let path = "crates/platform/sheets/tests/fixtures/penduduk.xls";
    let mut bytes = std::fs::read(support::root().join(path)).unwrap();
    let mut places = bytes.windows(4);
    let first = places.position(|four| four == [9, 8, 16, 0]).unwrap();
    bytes[first + 20..first + 22].copy_from_slice(&[0x2F, 0]);
    bytes
}

/// A workbook whose parts say that they become 250 MB each.
fn bomb() -> Vec<u8> {
    let mut bytes = workbook(&family(1));
    let entries: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == b"PK\x01\x02")
        .map(|(at, _)| at)
        .collect();
    assert!(entries.len() > 3);
    for at in entries {
        bytes[at + 24..at + 28].copy_from_slice(&250_000_000_u32.to_le_bytes());
    }
    bytes
}
