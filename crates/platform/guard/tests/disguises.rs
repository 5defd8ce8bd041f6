//! What spammers do so that a machine does not see it.

use std::collections::HashSet;

use guard::{Decision, Guard, Submission, Verdict};

fn text(body: &str) -> Verdict {
    Guard::standard().examine(&Submission::text("", body))
}

fn html(body: &str) -> Verdict {
    Guard::standard().examine(&Submission::html("", body))
}

fn has(verdict: &Verdict, rule: &str) -> bool {
    verdict.reasons.iter().any(|reason| reason.rule == rule)
}

#[test]
fn letters_are_seen_through() {
    for (body, rule) in [
        ("5l0t g4c0r", "disguise.leet"),
        ("SL0T G@C0R", "disguise.leet"),
        ("slоt gасоr", "disguise.lookalike"),
        ("𝓢𝓛𝓞𝓣 𝓖𝓐𝓒𝓞𝓡", "disguise.styled"),
        ("ｔｏｇｅｌ", "disguise.styled"),
        ("s\u{200b}l\u{200d}ot ga\u{2060}cor", "disguise.invisible"),
        ("s l o t  g a c o r", "disguise.spaced"),
        ("s.l.o.t g-a-c-o-r", "disguise.spaced"),
        ("to.gel", "disguise.spaced"),
        ("t_o_g_e_l", "disguise.spaced"),
        ("t\no\ng\ne\nl", "disguise.spaced"),
        ("t*gel", "disguise.masked"),
    ] {
        let verdict = text(body);
        assert!(has(&verdict, rule), "{body}: {verdict:?}");
        assert_ne!(verdict.decision, Decision::Pass, "{body}: {verdict:?}");
    }
}

#[test]
fn markup_is_seen_through() {
    for (body, rule) in [
        ("<p>sl<b></b>ot ga<!-- x -->cor</p>", "disguise.tags"),
        ("<p>s<x>l</x>ot g<a>ac</a>or</p>", "disguise.tags"),
        ("<p>&#115;lot g&#x61;cor</p>", "judi.iklan-slot"),
        (
            "<p>sl<span style='display:none'>abc</span>ot gacor</p>",
            "judi.iklan-slot",
        ),
        ("<div style='display:none'>slot gacor</div>", "hidden.words"),
        ("<p style='font-size:0'>togel</p>", "hidden.words"),
        ("<p style='text-indent:-9999px'>togel</p>", "hidden.words"),
        ("<p style='color:#fefefe'>togel</p>", "hidden.words"),
        (
            "<p style='background:#222'><i style='color:#232323'>togel</i></p>",
            "hidden.words",
        ),
        ("<p hidden>togel</p>", "hidden.words"),
        (
            "<style>.x{display:none}</style><p class='y x'>togel</p>",
            "hidden.words",
        ),
        ("<!-- togel -->", "hidden.words"),
        (
            "<div style='height:0;overflow:hidden'><a href='https://a.example'>x</a></div>",
            "hidden.link",
        ),
        (
            "<iframe width=1 height=1 src='https://a.example'></iframe>",
            "markup.tiny-frame",
        ),
        (
            "<iframe style='opacity:0' src='https://a.example'></iframe>",
            "markup.tiny-frame",
        ),
        (
            "<meta http-equiv=refresh content='0;url=https://a.example'>",
            "markup.refresh",
        ),
        ("<script>eval(atob('eA=='))</script>", "markup.script-trick"),
        ("<img src=x alt='situs slot gacor'>", "judi.iklan-slot"),
    ] {
        let verdict = html(body);
        assert!(has(&verdict, rule), "{body}: {verdict:?}");
        assert_ne!(verdict.decision, Decision::Pass, "{body}: {verdict:?}");
    }
}

#[test]
fn links_are_followed_with_the_eyes() {
    for (body, rule) in [
        ("https://slot-gacor88.com", "link.gambling-host"),
        ("lihat slotgacor.info ya", "link.gambling-host"),
        ("https://slоt-terbaik.com", "link.gambling-host"),
        ("https://xn--slt-gacor-12h.com", "link.punycode"),
        ("https://dinas.go.id/a/slot-gacor/", "judi.iklan-slot"),
        (
            "https://dinas.go.id/?q=%73%6c%6f%74+gacor",
            "judi.iklan-slot",
        ),
        ("menang888 [dot] com", "link.disguised"),
        ("https://menang.casino", "link.gambling-tld"),
        ("[url=https://a.example]x[/url]", "markup.bbcode"),
        ("<a href='https://a.example'>x</a>", "markup.tags-in-text"),
        ("http://203.0.113.7/x", "link.ip"),
        ("https://bri.co.id@a.example/x", "link.userinfo"),
        ("https://heylink.me/x", "link.landing"),
    ] {
        assert!(has(&text(body), rule), "{body}: {:?}", text(body));
    }
    let verdict = html("<a href='https://a.example'>www.bankkalsel.co.id</a>");
    assert!(has(&verdict, "link.mismatch"), "{verdict:?}");
    let apart = Guard::standard()
        .examine(&Submission::text("Menu", "").with_links(&["https://judi-slot.example/"]));
    assert_eq!(apart.decision, Decision::Hold, "{apart:?}");
}

#[test]
fn a_comment_full_of_links_is_held() {
    let flood: String = (0..50)
        .map(|n| format!("https://situs{n}.example/halaman "))
        .collect();

    let verdict = text(&flood);

    assert!(has(&verdict, "link.flood"), "{verdict:?}");
    assert!(has(&verdict, "link.many-domains"), "{verdict:?}");
    assert_ne!(verdict.decision, Decision::Pass);
}

#[test]
fn hosts_the_village_knows_are_not_new() {
    let body = "Baca di https://www.pokerjaya.example/artikel";
    let known = HashSet::from(["pokerjaya.example".to_owned()]);

    let stranger = text(body);
    let friend = Guard::standard().examine(&Submission::text("", body).knowing(&known));

    assert!(has(&stranger, "link.gambling-host"));
    assert!(has(&stranger, "link.new-domain"));
    assert_eq!(friend.score, 0, "{friend:?}");
}

#[test]
fn a_warning_is_explained_and_never_refused() {
    let warning = "Waspada! Polisi menangkap bandar togel. Jauhi situs slot, judi bola, sbobet, \
                   poker online, kasino online, sabung ayam online, dan toto gelap.";

    let verdict = text(warning);
    let abused = text(&format!("{warning} Daftar di https://slotgacor.example"));

    assert_ne!(verdict.decision, Decision::Refuse, "{verdict:?}");
    assert!(has(&verdict, "context.warning"));
    assert_eq!(abused.decision, Decision::Refuse, "{abused:?}");
}

#[test]
fn every_point_has_a_reason() {
    let verdict =
        html("<h1>Hacked by X</h1><p hidden>slot gacor <a href='https://a.xyz'>a</a></p>");

    let sum: u32 = verdict.reasons.iter().map(|reason| reason.points).sum();

    assert_eq!(sum, verdict.score);
    assert_eq!(verdict.decision, Decision::Refuse);
    for reason in &verdict.reasons {
        assert!(
            !reason.why.is_empty() && reason.why.ends_with('.'),
            "{reason:?}"
        );
        assert!(reason.excerpt.chars().count() <= 80, "{reason:?}");
    }
}
