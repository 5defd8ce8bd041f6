//! Letters that came, and the agenda of all.

use support::TestApp;

use super::Office;

#[tokio::test]
async fn letters_that_came_have_running_numbers_and_are_in_the_agenda() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let here = "/kantor/surat/masuk";
    let today = kernel::time::day(jiff::Timestamp::now()).to_string();
    let once = uuid::Uuid::now_v7().to_string();
    let fields = [
        ("sekali", once.as_str()),
        ("diterima", today.as_str()),
        ("pengirim", "Camat \"Sungai Tabuk\" <kantor>"),
        ("perihal", "Undangan musrenbang"),
        ("nomor", "400.10.2.3/7/ST/2026"),
        ("disposisi", "Kaur Perencanaan"),
    ];
    let first = office.operator.act(here, here, &fields).await;
    assert!(first.html.contains("nomor agenda 1"), "{}", first.html);
    let twice = office.operator.act(here, here, &fields).await;
    assert!(twice.html.contains("sudah tercatat"), "{}", twice.html);
    let other = uuid::Uuid::now_v7().to_string();
    let mut second = fields.to_vec();
    second[0] = ("sekali", &other);
    let second = office.operator.act(here, here, &second).await;
    assert!(second.html.contains("nomor agenda 2"), "{}", second.html);
    for wrong in [
        ("pengirim", ""),
        ("perihal", ""),
        ("diterima", "2099-01-01"),
        ("tanggal", "kemarin"),
    ] {
        let mut fields = fields.to_vec();
        fields.push(wrong);
        let refused = office.operator.act(here, here, &fields).await;
        assert_eq!(refused.status, 422, "{wrong:?}");
        assert!(refused.html.contains("Undangan musrenbang") || wrong.0 == "perihal");
    }
    let href = super::link(&second.html, "/kantor/surat/masuk/");
    let edited = office
        .operator
        .act(
            &href,
            &href,
            &[
                ("versi", "1"),
                ("diterima", today.as_str()),
                ("pengirim", "Camat"),
                ("perihal", "Undangan rapat"),
            ],
        )
        .await;
    assert!(edited.html.contains("Undangan rapat"), "{}", edited.html);
    office.domicile().await;

    let agenda = "/kantor/surat/agenda";
    let span = |form: &'static str| {
        [
            ("dari", today.as_str()),
            ("sampai", today.as_str()),
            ("bentuk", form),
        ]
    };
    let pdf = office.operator.act(agenda, agenda, &span("pdf")).await;
    assert!(pdf.html.starts_with("%PDF-1.7"));
    let table = office.operator.act(agenda, agenda, &span("xlsx")).await;
    assert_eq!(table.status, 200);
    assert!(table.html.starts_with("PK"));
    let reversed = office
        .operator
        .act(
            agenda,
            agenda,
            &[("dari", "2026-02-01"), ("sampai", "2026-01-01")],
        )
        .await;
    assert_eq!(reversed.status, 422);
    let record = office.operator.open("/kantor/catatan").await.html;
    assert!(record.contains("Mengunduh agenda surat"), "{record}");
}
