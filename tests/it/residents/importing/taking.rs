//! What a table does to the register.

use std::time::Instant;

use super::*;

#[tokio::test]
async fn a_table_is_looked_over_and_then_carried_out_once() {
    let app = service("once").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let rows: Vec<String> = (1..=4).flat_map(family).collect();
    let table = workbook(&rows);
    let seen = sent(&app, &mut desk, "Penduduk 6303011708900001.xlsx", &table).await;
    assert!(
        seen.html.contains("12 dari 12 baris dapat diimpor"),
        "{}",
        seen.html
    );
    assert_eq!(
        (count(&seen, "Orang baru"), count(&seen, "Keluarga baru")),
        (12, 4)
    );
    assert!(seen.html.contains("Penduduk ****************.xlsx"));
    assert_eq!(
        number(&app, &village, "select count(*) from residents").await,
        0,
        "looking changes nothing"
    );
    let choices = [
        ("baris", "semua"),
        ("orang", "biarkan"),
        ("keadaan", "01-06-2026"),
    ];
    let done = start(&app, &mut desk, &seen.path, &choices).await;
    assert_eq!(count(&done, "Orang baru dicatat"), 12, "{}", done.html);
    for (statement, expected) in [
        ("select count(*) from residents where state = 'present'", 12),
        ("select count(*) from families", 4),
        (
            "select count(*) from areas where hamlet = 'II' and rt <> ''",
            4,
        ),
        ("select count(*) from import_files", 0),
        ("select count(*) from import_changes", 16),
        (
            "select count(*) from residence_spans where until_on is null
                 and from_on = '2026-06-01' and occupation = '9'",
            4,
        ),
        (
            "select count(*) from vital_events where kind = 'recorded'
                 and happened_on = '2026-06-01'",
            12,
        ),
        (
            "select count(*) from residents where nik_sealed is not null
                 and phone_index is not null and father_sealed is not null",
            4,
        ),
    ] {
        assert_eq!(
            number(&app, &village, statement).await,
            expected,
            "{statement}"
        );
    }
    let before = everything(&app, &village).await;
    let again = imported(&app, &mut desk, &table).await;
    assert_eq!(
        (
            count(&again, "Orang baru dicatat"),
            count(&again, "Sudah sama")
        ),
        (0, 12)
    );
    assert_eq!(
        everything(&app, &village).await,
        before,
        "twice changes nothing"
    );
    let list = desk.open(HERE).await.html;
    assert!(list.contains("12 orang baru, 0 diperbarui"), "{list}");
    let record = desk.open("/kantor/catatan").await;
    assert!(
        record.status == 403 || record.html.contains("Memulai impor"),
        "{}",
        record.html
    );
}

#[tokio::test]
async fn those_who_are_registered_are_changed_only_when_it_is_wished() {
    let app = service("change").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    imported(&app, &mut desk, &workbook(&family(1))).await;
    let mut rows = family(1);
    rows[0] = rows[0]
        .replace("pekerjaan_id=9", "pekerjaan_id=15")
        .replace("Mawar", "Melati");
    rows[1] = rows[1].replace("agama_id=1", "agama_id=");
    rows[2] = rows[2].replace("nik=0", "nik=6303014102260007");
    rows.extend(family(2));
    let table = workbook(&rows);
    let seen = sent(&app, &mut desk, "b.xlsx", &table).await;
    assert_eq!(
        (
            count(&seen, "Orang baru"),
            count(&seen, "Sudah ada, berbeda"),
            count(&seen, "Pekerjaan")
        ),
        (3, 2, 1)
    );
    let choices = [
        ("baris", "lewati"),
        ("orang", "biarkan"),
        ("keadaan", "01-06-2026"),
    ];
    let done = start(&app, &mut desk, &seen.path, &choices).await;
    assert_eq!(
        (
            count(&done, "Orang baru dicatat"),
            count(&done, "Berbeda, dibiarkan")
        ),
        (3, 2)
    );
    let working = "select count(*) from residents r join residence_spans s on s.resident_id = r.id
         join families f on f.id = r.family_id
         where r.occupation = '15' and s.occupation = '15' and s.from_on = '2026-06-01'
             and f.address like '%Melati' and r.version = 2";
    assert_eq!(number(&app, &village, working).await, 0);
    let done = imported(&app, &mut desk, &table).await;
    assert_eq!(
        (
            count(&done, "Orang diperbarui"),
            count(&done, "Keluarga berubah alamat")
        ),
        (2, 1)
    );
    assert_eq!(number(&app, &village, working).await, 1);
    let religious = "select count(*) from residents where religion = '1'";
    assert_eq!(
        number(&app, &village, religious).await,
        6,
        "an empty cell takes nothing away"
    );
    let with_nik = "select count(*) from residents where nik_index is not null";
    assert_eq!(number(&app, &village, with_nik).await, 5);
    let spans = "select count(*) from residence_spans";
    assert_eq!(
        number(&app, &village, spans).await,
        6,
        "corrected, not continued"
    );
}

#[tokio::test]
async fn all_rows_or_none() {
    let app = service("whole").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let mut rows = family(1);
    rows.push("nama=Rusak;nik=123;sex=1;tanggallahir=1-1-1980".to_owned());
    let seen = sent(&app, &mut desk, "c.xlsx", &workbook(&rows)).await;
    assert!(seen.html.contains("3 dari 4 baris dapat diimpor"));
    let whole = [
        ("baris", "semua"),
        ("orang", "perbarui"),
        ("keadaan", "01-06-2026"),
    ];
    let refused = desk
        .act(&seen.path, &format!("{}/mulai", seen.path), &whole)
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html.contains("Masih ada 1 baris yang ditolak"),
        "{}",
        refused.html
    );
    let late = [("baris", "lewati"), ("keadaan", "01-06-2999")];
    let refused = desk
        .act(&seen.path, &format!("{}/mulai", seen.path), &late)
        .await;
    assert_eq!(refused.status, 422);
    let good = [
        ("baris", "lewati"),
        ("orang", "perbarui"),
        ("keadaan", "01-06-2026"),
    ];
    let done = start(&app, &mut desk, &seen.path, &good).await;
    assert_eq!(count(&done, "Orang baru dicatat"), 3);
    let twice = desk
        .act(&seen.path, &format!("{}/mulai", seen.path), &good)
        .await;
    assert!(twice.html.contains("sudah dimulai"), "{}", twice.html);
    // Good when it was looked over, and not any more when it is carried out.
    let seen = sent(&app, &mut desk, "d.xlsx", &workbook(&family(2))).await;
    let other = family(2)
        .remove(0)
        .replace("630301170890", "630301170880")
        .replace("1990", "1980");
    imported(&app, &mut desk, &workbook(&[other])).await;
    let begun = desk
        .act(&seen.path, &format!("{}/mulai", seen.path), &whole)
        .await;
    assert!(begun.html.contains("Impor dimulai"));
    work(&app).await;
    let failed = desk.open(&seen.path).await;
    assert!(
        failed.html.contains("memilih tidak mengimpor apa pun"),
        "{}",
        failed.html
    );
    assert!(failed.html.contains("sudah punya kepala keluarga"));
    assert_eq!(
        number(&app, &village, "select count(*) from residents").await,
        4
    );
}

#[tokio::test]
async fn columns_and_sheets_can_be_chosen() {
    let app = service("columns").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let mut one = Export::new("Lama").columns(["Nama", "NIK", "JK", "Tgl Lahir", "Catatan"]);
    let row = |name: &str| {
        ["", "", "L", "1-1-1980", name]
            .map(Cell::from_text)
            .to_vec()
    };
    one.rows.push(row("Budi"));
    let mut two = one.clone();
    two.sheet = "Baru".to_owned();
    two.columns.truncate(3);
    two.columns.push(sheets::Column::new("Kelahiran"));
    two.columns.push(sheets::Column::new("Warga"));
    two.rows.push(row("Ani"));
    let bytes = sheets::to_xlsx(&[one, two]).unwrap();
    let seen = sent(&app, &mut desk, "e.xlsx", &bytes).await;
    assert!(seen.html.contains("Lembar “Lama”") && seen.html.contains("Nama belum diisi"));
    let form = desk.open(&format!("{}/kolom", seen.path)).await;
    assert!(form.html.contains("Baru (2 baris)"), "{}", form.html);
    desk.act(
        &form.path,
        &format!("{}/lembar", seen.path),
        &[("lembar", "0")],
    )
    .await;
    work(&app).await;
    let seen = desk.open(&seen.path).await;
    assert!(
        seen.html.contains("Kolom yang wajib belum ditemukan"),
        "{}",
        seen.html
    );
    assert!(!seen.html.contains("Mulai impor"));
    let wrong = [("nama", "4"), ("sex", "2"), ("tanggallahir", "4")];
    let save = format!("{}/kolom", seen.path);
    let refused = desk.act(&save, &save, &wrong).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.html.contains("sudah dipakai untuk nama"),
        "{}",
        refused.html
    );
    let right = [("nama", "4"), ("sex", "2"), ("tanggallahir", "3")];
    desk.act(&save, &save, &right).await;
    work(&app).await;
    let choices = [
        ("baris", "semua"),
        ("orang", "perbarui"),
        ("keadaan", "01-06-2026"),
    ];
    let done = start(&app, &mut desk, &seen.path, &choices).await;
    assert_eq!(count(&done, "Orang baru dicatat"), 2);
    let names = "select count(*) from residents where name in ('Budi', 'Ani')";
    assert_eq!(number(&app, &village, names).await, 2);
}

#[tokio::test]
async fn ten_thousand_residents_come_in_one_table() {
    let app = service("many").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let rows: Vec<String> = (1..=3334).flat_map(family).take(10_000).collect();
    let table = workbook(&rows);
    let begun = Instant::now();
    let seen = sent(&app, &mut desk, "banyak.xlsx", &table).await;
    println!(
        "10,000 rows: sent, read and compared in {:?}",
        begun.elapsed()
    );
    assert_eq!(count(&seen, "Orang baru"), 10_000, "{}", seen.html);
    let begun = Instant::now();
    let choices = [
        ("baris", "semua"),
        ("orang", "perbarui"),
        ("keadaan", "01-06-2026"),
    ];
    let done = start(&app, &mut desk, &seen.path, &choices).await;
    println!("10,000 rows: carried out in {:?}", begun.elapsed());
    assert_eq!(count(&done, "Orang baru dicatat"), 10_000);
    let begun = Instant::now();
    let again = imported(&app, &mut desk, &table).await;
    println!(
        "10,000 rows: again, from sending to the end, in {:?}",
        begun.elapsed()
    );
    assert_eq!(count(&again, "Sudah sama"), 10_000);
    let begun = Instant::now();
    desk.act(&seen.path, &format!("{}/urungkan", seen.path), &[])
        .await;
    work(&app).await;
    let undone = desk.open(&seen.path).await;
    println!("10,000 rows: undone in {:?}", begun.elapsed());
    assert_eq!(
        count(&undone, "Orang dihapus lagi"),
        10_000,
        "{}",
        undone.html
    );
    assert_eq!(
        number(&app, &village, "select count(*) from families").await,
        0
    );
}
