//! What people may put into pages, and what is taken out.

use kernel::SafeHtml;
use kernel::safe_html::{escape, excerpt};

fn article(html: &str) -> String {
    SafeHtml::sanitise(html).to_string()
}

fn comment(html: &str) -> String {
    SafeHtml::sanitise_comment(html).to_string()
}

#[test]
fn the_obsolete_side_of_a_cell_becomes_a_class() {
    assert_eq!(
        article(
            r#"<table><tbody><tr><td align="right">1</td><td align="up">2</td></tr></tbody></table>"#
        ),
        r#"<table><tbody><tr><td class="right">1</td><td>2</td></tr></tbody></table>"#
    );
}

#[test]
fn what_articles_are_made_of_stays() {
    for html in [
        "<h2>Judul</h2><p>Isi <strong>tebal</strong> <em>miring</em> H<sub>2</sub>O<br>baru</p>",
        r#"<figure class="wide"><img src="/media/x.jpg" alt="Warga" width="640" height="480"><figcaption>Foto</figcaption></figure>"#,
        r#"<table><thead><tr><th class="right">RT</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"#,
        "<ol start=\"3\"><li>tiga</li></ol><blockquote><p>kata</p></blockquote><hr><code>x</code>",
        r#"<a href="https://kemendagri.go.id/" title="Laman">luar</a><a href="/artikel/x?y=1#z">dalam</a>"#,
        r##"<a href="mailto:desa@x.test">surel</a><a href="tel:+62511">telepon</a><a href="#isi">isi</a>"##,
        r#"<img src="media/x.jpg" alt="a &quot;b&quot;">"#,
    ] {
        assert_eq!(article(html), html);
    }
}

#[test]
fn what_could_run_goes() {
    for (html, clean) in [
        ("<script>alert(1)</script>a", "a"),
        ("<style>p{}</style>a", "a"),
        ("<iframe src=//x.test></iframe>a", "a"),
        (
            "<p onclick=x() style=color:red id=a data-x=1>a</p>",
            "<p>a</p>",
        ),
        ("<img src=x onerror=alert(1)>", r#"<img src="x">"#),
        ("<svg><script>alert(1)</script></svg>a", "a"),
        ("<a href='javascript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href=' JaVaScRiPt:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='java\nscript:alert(1)'>a</a>", "<a>a</a>"),
        ("<a href='data:text/html,x'>a</a>", "<a>a</a>"),
        ("<img src='data:image/svg+xml,x' alt=a>", ""),
        ("<img src='mailto:x@x.test' alt=a>", ""),
        (
            "<form action=/x><input name=nik><button>Kirim</button></form>",
            "Kirim",
        ),
        ("<!-- <script> -->a", "a"),
        (
            "<p class='lead admin-only'>a</p>",
            r#"<p class="lead">a</p>"#,
        ),
        ("<img src=/a width=100% height=1e9>", r#"<img src="/a">"#),
    ] {
        assert_eq!(article(html), clean, "{html}");
    }
}

#[test]
fn addresses_that_only_look_like_ours_go() {
    for address in [
        "//evil.test",
        " //evil.test",
        r"/\evil.test",
        r"\\evil.test",
        "/\t/evil.test",
        "\u{1}//evil.test",
    ] {
        assert_eq!(
            article(&format!("<a href=\"{address}\">a</a>")),
            "<a>a</a>",
            "{address:?}"
        );
    }
}

#[test]
fn headings_fit_below_the_title_of_the_page() {
    assert_eq!(
        article("<h1 id=x>A</h1><h5>B</h5><h6>C</h6>"),
        "<h2>A</h2><h4>B</h4><h4>C</h4>"
    );
    assert_eq!(
        article("<p>&lt;h1&gt; <img src=/a alt='<h1>'></p>"),
        "<p>&lt;h1&gt; <img src=\"/a\" alt=\"&lt;h1&gt;\"></p>"
    );
}

#[test]
fn only_comments_mark_their_links_and_lose_pictures() {
    assert_eq!(
        comment("<p>Lihat <a href=https://x.test/ title=a>ini</a><img src=/a></p><h2>B</h2>"),
        r#"<p>Lihat <a href="https://x.test/" rel="nofollow ugc noopener">ini</a></p>B"#
    );
    assert!(!article("<a href=https://x.test/>a</a>").contains("rel="));
}

#[test]
fn plain_text_parts_blocks_but_not_words() {
    let html = "<h2>Kerja bakti</h2><p>H<sub>2</sub>O &amp;lt; <b>te</b>bal&nbsp;</p><ul><li>satu</li><li>dua</li></ul>a<br>b";
    assert_eq!(
        SafeHtml::sanitise(html).text(),
        "Kerja bakti H2O &lt; tebal satu dua a b"
    );
    assert_eq!(SafeHtml::sanitise("<img src=/a alt='x > y'>").text(), "");
    assert_eq!(SafeHtml::default().text(), "");
}

#[test]
fn plain_text_of_visitors_becomes_paragraphs() {
    let html = SafeHtml::from_plain_text("\n\nHalo\r\n<script>\n\n\n'x' & \"y\"\n");
    assert_eq!(
        html.as_str(),
        "<p>Halo<br>&lt;script&gt;</p><p>&#39;x&#39; &amp; &quot;y&quot;</p>"
    );
    assert_eq!(html.text(), "Halo <script> 'x' & \"y\"");
    assert_eq!(SafeHtml::from_plain_text(" \n ").as_str(), "");
}

#[test]
fn excerpts_end_on_a_word() {
    assert_eq!(
        excerpt("Warga Desa Pembantanan, Sungai Tabuk", 24),
        "Warga Desa Pembantanan…"
    );
    assert_eq!(excerpt("Warga Desa", 10), "Warga Desa");
    assert_eq!(excerpt("Warga Desa Maju", 11), "Warga Desa…");
    assert_eq!(excerpt("Pembantanan", 5), "Pemb…");
    assert_eq!(excerpt("éééééé", 4), "ééé…");
    assert_eq!(excerpt("abc", 0), "…");
    assert_eq!(
        escape("<a href='x'>&\""),
        "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"
    );
}

#[test]
fn deeply_nested_and_huge_input_is_handled() {
    let deep = "<b>".repeat(20_000) + "x" + &"<blockquote>".repeat(2_000);
    assert!(SafeHtml::sanitise(&deep).text().starts_with('x'));
    let long = "<p>warga</p>".repeat(50_000);
    assert_eq!(SafeHtml::sanitise(&long).as_str(), long);
}

#[test]
fn text_from_outside_is_sanitised_on_reading() {
    let read: SafeHtml = serde_json::from_str(r#""<p>a</p><script>x</script>""#).unwrap();
    assert_eq!(read.as_str(), "<p>a</p>");
    assert_eq!(serde_json::to_string(&read).unwrap(), r#""<p>a</p>""#);
}
