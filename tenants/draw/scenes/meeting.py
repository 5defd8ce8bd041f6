"""The village meets and reads its budget."""

from __future__ import annotations

from kit import cloth, people
from kit.canvas import Canvas, lighter
from scenes import room


def meeting(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    floor = h * 0.56
    room.boards(c, floor, "#e3cfa4", "#c9a877", 9)
    c.add(
        c.rect(0, 0, w, 54, c.linear("#6b4636", "#8a5d46")), c.rect(0, floor - 16, w, 16, "#7d5440")
    )
    room.view(c, 90, 130, 250, 250)
    room.view(c, w - 340, 130, 250, 250)
    for x in (w * 0.255, w * 0.745):
        c.add(c.rect(x - 17, 40, 34, floor - 40, c.linear("#a8744f", "#7a5040", angle=0)))
    band = c.group(
        [c.rect(0, 54, w, 52, "#2f7f86"), cloth.diamonds(c, 0, 57, w, 46, "#e0b25a", "#c5503f", 26)]
    )
    c.add(band)
    # the board: bars without a word
    bx, by, bw, bh = w * 0.375, 150, w * 0.25, 300
    c.add(
        c.rect(bx - 14, by - 14, bw + 28, bh + 28, "#7d5440", 'rx="6"'),
        c.rect(bx, by, bw, bh, "#fdf9ec"),
    )
    for i in range(1, 5):
        c.add(c.rect(bx + 26, by + bh - 40 - i * 50, bw - 52, 2, "#d9d0b8"))
    for i, (k, col) in enumerate(
        (
            (0.62, "#2f7f86"),
            (0.9, "#e0a23a"),
            (0.45, "#c5503f"),
            (0.74, "#5f9a6a"),
            (0.3, "#7a5a8a"),
        )
    ):
        x = bx + 44 + i * (bw - 88) / 4.6
        c.add(
            c.rect(x, by + bh - 40 - 220 * k, 24, 220 * k, lighter(col, 0.35)),
            c.rect(x + 24, by + bh - 40 - 196 * k, 24, 196 * k, col),
        )
    c.add(c.rect(bx + 24, by + bh - 40, bw - 48, 5, "#6b5a4a"))
    for k in (-1, 1):
        c.add(
            c.line(
                [(w * 0.5 + k * bw * 0.3, by + bh + 14), (w * 0.5 + k * bw * 0.42, floor + 60)],
                "#6b4636",
                11,
            )
        )
    room.floorboards(c, floor, "#a8714b", "#c99a6a")
    plan = lambda i, j: 1 if j in (0, 8) or i in (0, 39) else 2 if (i + j) % 8 == 0 else 0
    c.add(
        cloth.mat(
            c,
            [
                (w * 0.14, h * 0.645),
                (w * 0.86, h * 0.645),
                (w * 1.08, h * 1.02),
                (w * -0.08, h * 1.02),
            ],
            40,
            14,
            ["#dfb96f", "#a8433a", "#3f8f86"],
            plan,
        )
    )
    c.add(
        c.poly(
            [(90, 380), (340, 380), (w * 0.44, h), (w * 0.14, h)],
            c.linear((0, "#fff3c4", 0.28), (1, "#fff3c4", 0)),
            'style="mix-blend-mode:screen" ' + c.blur(10),
        )
    )
    for x, s, pose, look, kw in (
        (
            0.315,
            470,
            "point",
            0.6,
            {
                "top": "#f4efe2",
                "bottom": "#2f3a4d",
                "wear": "peci",
                "colour": "#1f2026",
                "skin": "#b5774f",
            },
        ),
        (
            0.685,
            450,
            "hold",
            -0.5,
            {
                "top": "#2f7f86",
                "bottom": "#5b3350",
                "wear": "hijab",
                "colour": "#f0d9a8",
                "skirt": True,
                "skin": "#c68a63",
            },
        ),
    ):
        c.add(c.ellipse(w * x, h * 0.70, 90, 12, "#4b2c22", 'opacity=".35" ' + c.blur(5)))
        book = (
            c.poly([(1, -62), (17, -64), (18, -50), (2, -48)], "#c5503f")
            + c.poly([(2, -61), (16, -63), (16.6, -58), (2.6, -56)], "#f6efdc")
            if pose == "hold"
            else c.line([(30, -80), (45, -87)], "#6b4636", 1.6)
        )
        c.add(people.person(c, w * x, h * 0.70, s, pose, look=look, smile=1.3, held=book, **kw))
    faces = [
        (
            0.10,
            0.77,
            400,
            0.7,
            {"top": "#c5632f", "bottom": "#3f5070", "wear": "peci", "colour": "#24242c"},
        ),
        (
            0.215,
            0.735,
            350,
            0.6,
            {
                "top": "#7a5aa0",
                "bottom": "#4a3a5a",
                "wear": "hijab",
                "colour": "#e9dcc0",
                "skirt": True,
            },
        ),
        (
            0.90,
            0.77,
            400,
            -0.7,
            {
                "top": "#5f9a6a",
                "bottom": "#4a4038",
                "wear": "peci",
                "colour": "#f0ece0",
                "beard": "#8a8580",
            },
        ),
        (
            0.79,
            0.735,
            350,
            -0.6,
            {
                "top": "#d9a441",
                "bottom": "#3f5070",
                "wear": "hijab",
                "colour": "#a8433a",
                "skirt": True,
            },
        ),
    ]
    for x, y, s, look, kw in faces:
        c.add(
            c.ellipse(w * x, h * y, s * 0.27, 12, "#5b3a28", 'opacity=".4" ' + c.blur(5)),
            people.person(c, w * x, h * y, s, "sila", look=look, smile=1.2, **kw),
        )
    for x, y in (
        (0.285, 0.79),
        (0.43, 0.735),
        (0.57, 0.735),
        (0.715, 0.79),
        (0.44, 0.86),
        (0.60, 0.86),
        (0.25, 0.86),
    ):
        c.add(
            c.ellipse(w * x, h * y + 4, 24, 6, "#f6f0e2"),
            c.path(f"M{w * x - 15} {h * y - 20}h30l-4 22h-22Z", "#fdf9ee"),
            c.ellipse(w * x, h * y - 20, 15, 4, "#8a4a2a"),
        )
    back = [
        (
            0.36,
            0.835,
            450,
            {
                "top": "#3f7f9a",
                "bottom": "#3a3f52",
                "wear": "hijab",
                "colour": "#dcb46a",
                "skirt": True,
            },
        ),
        (
            0.50,
            0.825,
            440,
            {"top": "#f2ede0", "bottom": "#4a4560", "wear": "peci", "colour": "#26262e"},
        ),
        (
            0.64,
            0.835,
            450,
            {
                "top": "#a83f5c",
                "bottom": "#4a3350",
                "wear": "hijab",
                "colour": "#f3e7cf",
                "skirt": True,
            },
        ),
        (
            0.16,
            0.975,
            600,
            {"top": "#e0a23a", "bottom": "#3f5070", "wear": "hair", "colour": "#231c20"},
        ),
        (
            0.345,
            1.0,
            620,
            {
                "top": "#5f9a8c",
                "bottom": "#51405f",
                "wear": "hijab",
                "colour": "#f6efdf",
                "skirt": True,
            },
        ),
        (
            0.545,
            0.995,
            610,
            {"top": "#c5503f", "bottom": "#34405a", "wear": "peci", "colour": "#efeadd"},
        ),
        (
            0.735,
            1.0,
            620,
            {
                "top": "#34607e",
                "bottom": "#5a3f4a",
                "wear": "hijab",
                "colour": "#7fae9a",
                "skirt": True,
            },
        ),
        (
            0.915,
            0.98,
            600,
            {"top": "#8a6a4a", "bottom": "#3a3a48", "wear": "hair", "colour": "#2a2022"},
        ),
    ]
    for x, y, s, kw in back:
        c.add(
            c.ellipse(w * x, h * y, s * 0.27, 14, "#4b2c22", 'opacity=".4" ' + c.blur(6)),
            people.person(c, w * x, h * y, s, "sila", look=9, **kw),
        )
    c.add(c.glow(w * 0.5, 300, 560, "#fff0c0", 0.3))
    return c.svg()
