//! The folder of one village.

use super::*;

#[test]
fn a_folder_of_no_village_is_named_and_stops_nobody_else() {
    let files = Files::new();
    files.write("pembantanam/running-text.txt", "x");
    assert_eq!(
        files.folder_told(),
        ["pembantanam: no village has this address label; did you mean 'pembantanan'?"]
    );
    assert_eq!(files.load().unwrap().villages.len(), 1);
}

#[test]
fn a_sound_folder_is_read_whole() {
    let files = Files::new();
    files
        .write(
            "pembantanan/village.toml",
            "\u{feff}palette = \"padi\"\r\ntagline = \"Dari sungai\"\r\n",
        )
        .write(
            "pembantanan/running-text.txt",
            "# komentar\r\n\r\nSelamat datang\r\n",
        )
        .write(
            "pembantanan/articles/gotong-royong.md",
            article("photo = \"a.jpg\"\n").replace('\n', "\r\n"),
        )
        .write("pembantanan/media/a.jpg", jpeg())
        .write("pembantanan/media/unused.jpg", "not even a picture")
        .write("pembantanan/.DS_Store", "");
    let folder = files.folder().unwrap();
    let content = folder.content;
    assert_eq!(folder.palette, Some(look::Palette::Padi));
    assert_eq!(content.running_text.unwrap().value, ["Selamat datang"]);
    assert_eq!(content.articles[0].source, "articles/gotong-royong.md");
    let article = &content.articles[0].value;
    assert_eq!(article.body.as_str().trim(), "<p>Isi.</p>");
    assert_eq!(article.published.to_string(), "2026-11-20T00:00:00Z");
    assert_eq!(article.photo.as_ref(), Some(&content.pictures[0].sha256));
    assert_eq!(content.pictures.len(), 1);
    assert_eq!(content.pictures[0].alt, "Gotong royong");
    assert_eq!(content.pictures[0].source, "pembantanan/media/a.jpg");
}

#[test]
fn broken_front_matter_is_told_with_the_line_of_the_file() {
    let files = Files::new();
    files
        .write("pembantanan/articles/a.md", "title = \"x\"\n")
        .write("pembantanan/articles/b.md", "+++\ntitle = \"x\"\n\nIsi\n")
        .write(
            "pembantanan/articles/c.md",
            "+++\ntitle = \"x\npublished = 1\n+++\nIsi\n",
        )
        .write(
            "pembantanan/articles/d.md",
            article("titel = \"x\"\ncategory = \"kabar\"\n"),
        )
        .write(
            "pembantanan/articles/e.md",
            article("").replace("2026-11-20T08:00", "20 November"),
        )
        .write(
            "pembantanan/articles/f.md",
            "+++\ntitle = \"x\"\npublished = 2026-11-20T08:00:00\n+++\n\n \n",
        );
    let told = files.folder_told();
    let expected = [
        "pembantanan/articles/a.md, line 1: the first line should be +++, the begin of the front matter",
        "pembantanan/articles/b.md, line 1: the front matter has no end: a line +++ is missing",
        "pembantanan/articles/d.md, line 4: unknown key 'titel'; did you mean 'title'?",
        "pembantanan/articles/d.md, line 5: category 'kabar' is not in village.toml ([[category]])",
        "pembantanan/articles/e.md, line 3: published: '20 November' is not a local date and time \
         such as 2026-11-20T08:00 (WITA, without zone)",
        "pembantanan/articles/f.md, line 4: there is no text below the front matter",
    ];
    for line in expected {
        assert!(
            told.iter().any(|one| one == line),
            "{line}\nnot in {told:#?}"
        );
    }
    assert!(
        told.iter()
            .any(|one| one.starts_with("pembantanan/articles/c.md, line 2: this is not TOML")),
        "{told:#?}"
    );
}

#[test]
fn pictures_are_judged_by_their_bytes() {
    let files = Files::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../platform/media/tests/fixtures");
    let fixture = |name: &str| std::fs::read(fixtures.join(name)).unwrap();
    files
        .write("pembantanan/articles/a.md", article("photo = \"A.jpg\"\n"))
        .write(
            "pembantanan/articles/b.md",
            article("photo = \"bomb.png\"\n"),
        )
        .write(
            "pembantanan/articles/c.md",
            article("photo = \"drawing.png\"\n"),
        )
        .write(
            "pembantanan/articles/d.md",
            article("photo = \"phone.jpg\"\n"),
        )
        .write(
            "pembantanan/articles/e.md",
            article("photo = \"half.jpg\"\n"),
        )
        .write(
            "pembantanan/articles/f.md",
            article("photo = \"../../regency.toml\"\n"),
        )
        .write(
            "pembantanan/articles/g.md",
            article("photo = \"empty.jpg\"\n"),
        )
        .write("pembantanan/media/a.jpg", jpeg())
        .write("pembantanan/media/bomb.png", fixture("bomb_30000.png"))
        .write("pembantanan/media/drawing.png", fixture("xss.svg"))
        .write(
            "pembantanan/media/phone.jpg",
            fixture("heic_bernama_jpg.jpg"),
        )
        .write("pembantanan/media/half.jpg", &jpeg()[..60])
        .write("pembantanan/media/empty.jpg", "");
    let told = files.folder_told();
    let expected = [
        "pembantanan/articles/a.md, line 4: picture 'A.jpg' is not in media/; there is 'a.jpg'",
        "pembantanan/media/bomb.png: is too large: 900 megapixels, at most 80",
        "pembantanan/media/drawing.png: is an SVG drawing; only JPEG, PNG, WebP and GIF pictures \
         are taken, whatever the file is called",
        "pembantanan/media/phone.jpg: is a HEIC picture of an iPhone; only JPEG, PNG, WebP and GIF \
         pictures are taken, whatever the file is called",
        "pembantanan/media/half.jpg: is cut off or broken; copy it again from the original",
        "pembantanan/articles/f.md, line 4: picture '../../regency.toml' is not in media/",
        "pembantanan/media/empty.jpg: is empty",
    ];
    for line in expected {
        assert!(
            told.iter().any(|one| one == line),
            "{line}\nnot in {told:#?}"
        );
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}

#[test]
fn two_files_cannot_have_one_address() {
    let files = Files::new();
    files
        .write("pembantanan/articles/kabar.md", article(""))
        .write("pembantanan/articles/kabar.MD", article(""))
        .write("pembantanan/articles/Kabar Baru.md", article(""))
        .write("pembantanan/articles/kabar.txt", "x")
        .write("pembantanan/artikel/x.md", article(""));
    assert_eq!(
        files.folder_told(),
        [
            "pembantanan/artikel: nothing reads this",
            "pembantanan/articles/Kabar Baru.md: its name 'Kabar Baru' cannot be part of an \
             address: ' ' is not allowed; use a-z, 0-9 and hyphens",
            "pembantanan/articles/kabar.md: has the same address as pembantanan/articles/kabar.MD",
            "pembantanan/articles/kabar.txt: is not a Markdown file (name.md)",
        ]
    );
}

#[test]
fn the_lists_of_village_toml_are_checked_entry_by_entry() {
    let files = Files::new();
    files.write(
        "pembantanan/village.toml",
        "palette = \"ungu\"\n\
         [contact]\nemail = \"kantor\"\nphone = \"kantor\"\nwhatsapp = \"0511 4000000\"\n\
         maps_url = \"javascript:alert(1)\"\n\
         [social]\nfacebok = \"https://facebook.com/x\"\n\
         [[official]]\nname = \"A\"\noffice = \"Kaur\"\ngroup = \"kantor\"\n\
         [[official]]\nname = \"B\"\noffice = \"Kasi\"\ngroup = \"pemerintah\"\n\
         [[official]]\nname = \"B\"\noffice = \"Kasi\"\ngroup = \"pemerintah\"\n\
         [[event]]\nslug = \"rapat\"\ntitle = \"Rapat\"\nstarts = \"2026-12-03T09:00\"\nends = \"2026-12-03T08:00\"\n\
         [[event]]\nslug = \"rapat\"\ntitle = \"Rapat\\u0000\"\nstarts = \"kemarin\"\n\
         [[album]]\nslug = \"foto\"\ntitle = \"Foto\"\ndate = \"2026-13-01\"\n\
         [[menu]]\nlabel = \"Jahat\"\nhref = \"javascript:alert(1)\"\n",
    );
    let told = files.folder_told();
    let expected = [
        "line 1: palette: `ungu` is not a palette; choose one of: sungai, padi, ulin, intan, jingah, kunyit",
        "line 3: 'kantor' is not an e-mail address",
        "line 4: 'kantor' is not a telephone number: it holds letters",
        "line 5: '0511 4000000' is a landline; WhatsApp needs a mobile number",
        "line 6: 'javascript:alert(1)' is not a web address that begins with https://",
        "line 8: unknown key 'facebok'; did you mean 'facebook'?",
        "line 12: group: 'kantor' is not one of pemerintah, bpd, rt, lembaga",
        "line 17: B, Kasi is there twice",
        "line 25: ends: the event ends before it begins",
        "line 27: slug: 'rapat' is there twice",
        "line 28: title holds a line end or another control character",
        "line 29: starts: 'kemarin' is not a local date and time such as 2026-11-20T08:00 (WITA, \
         without zone)",
        "line 33: date: '2026-13-01' is not a date such as 2026-10-11",
        "line 36: href: 'javascript:alert(1)' should begin with / or https://",
    ];
    for line in expected {
        let line = format!("pembantanan/village.toml, {line}");
        assert!(told.contains(&line), "{line}\nnot in {told:#?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:#?}");
}

#[test]
fn a_kelurahan_has_no_bpd() {
    let files = Files::new();
    files.villages(
        "63.03.04.1001,Sungai Lulut,kelurahan,63.03.04,Sungai Tabuk,,sungai-lulut,-3.3,114.7,1\n",
    );
    let official = "[[official]]\nname = \"A\"\noffice = \"Ketua\"\ngroup = \"bpd\"\n";
    files.write("sungai-lulut/village.toml", official);
    assert_eq!(
        files.folder_told(),
        ["sungai-lulut/village.toml, line 4: group: a kelurahan has no BPD"]
    );
}

#[test]
fn a_hash_changes_with_the_picture_behind_a_name() {
    let files = Files::new();
    let text = article("photo = \"a.jpg\"\n") + "\n![Sungai](media/b.jpg)\n";
    files
        .write("pembantanan/articles/a.md", text)
        .write("pembantanan/media/a.jpg", jpeg())
        .write("pembantanan/media/b.jpg", jpeg());
    let first = files.folder().unwrap();
    assert_eq!(
        first,
        files.folder().unwrap(),
        "the same files always give the same"
    );
    assert_eq!(
        first.content.pictures.len(),
        1,
        "two names for the same bytes"
    );
    let mut other = jpeg();
    other.extend(b"more");
    files.write("pembantanan/media/b.jpg", other);
    let second = files.folder().unwrap();
    assert_eq!(second.content.pictures.len(), 2);
    assert_ne!(
        first.content.articles[0].sha256,
        second.content.articles[0].sha256
    );
}
