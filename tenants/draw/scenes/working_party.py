"""A working party clears the canal and mends the boardwalk."""

from __future__ import annotations

from kit import built, houses, nature, people, plants
from kit.canvas import Canvas


def working_party(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.42
    c.add(
        nature.sky(c, "#5aa0a8", "#b5d6c2", "#fae6b4", height=line + 12),
        c.glow(w * 0.3, line - 120, 640, "#fff0bd", 0.8),
    )
    c.add(
        nature.cloud(c, w * 0.68, 170, 560, "#fffaf0", "#c5ded3", 0.9),
        nature.cloud(c, w * 0.15, 130, 400, "#fffaf0", "#b9dcd3", 0.85),
    )
    c.add(nature.rays(c, w * 0.28, line - 150, 760, "#fff3c8", 8, 0.22))
    c.add(plants.canopy(c, line + 6, 120, "#8ab593", "#b9d19e"))
    for x, k in ((0.06, 260), (0.13, 200), (0.44, 180), (0.50, 230), (0.92, 280), (0.86, 210)):
        c.add(plants.palm(c, w * x, line + 8, k, "#5b9777", "#9dc182"))
    bank = h * 0.515
    c.add(c.rect(0, line + 2, w, bank - line + 10, c.linear("#8fb87a", "#a9bf6f")))
    for _ in range(60):
        t = c.rnd.random()
        c.add(
            c.ellipse(
                c.rnd.uniform(0, w),
                line + 10 + (bank - line) * t,
                30 + 80 * t,
                2 + 4 * t,
                c.rnd.choice(["#c4d28a", "#6d9a5c"]),
                'opacity=".3"',
            )
        )
    c.add(
        houses.house(
            c,
            w * 0.26,
            line + 50,
            290,
            "#d9b87f",
            "#9a5145",
            kind="long",
            light=-1,
            shutters="#4a8a86",
        ),
        houses.house(
            c,
            w * 0.72,
            line + 52,
            320,
            "#86b5ae",
            "#8f4b40",
            kind="gable",
            light=-1,
            shutters="#ead9ae",
        ),
    )
    c.add(
        plants.banana(c, w * 0.42, line + 56, 180, "#4f9457", "#a8cb6c"),
        plants.tree(c, w * 0.93, line + 60, 260, "#57955c", "#a3c572"),
        plants.banana(c, w * 0.06, line + 60, 200, "#4f9457", "#a8cb6c"),
    )
    c.add(
        c.path(
            f"M0 {bank - 34}Q{w * 0.3} {bank - 48} {w * 0.6} {bank - 36}T{w} {bank - 40}L{w} {bank + 30}L0 {bank + 30}Z",
            c.linear("#a9bf6f", "#6f8f4a"),
        )
    )
    c.add(plants.reeds(c, 0, w, bank + 8, 54, ["#5f954e", "#79ac58", "#92bd62"], 190, 6, 0.3, 6))
    c.add(c.rect(0, bank + 6, w, h - bank, c.linear("#9cc2a2", "#5f9a8c", "#2f6d6e", "#225a62")))
    c.add(nature.glints(c, bank + 16, h * 0.9, "#f1f7e2", 140, None, None, 0.4))
    # the boardwalk across the middle, with a gap being mended
    deck = h * 0.555
    c.add(
        built.boards(c, -10, w * 0.60, deck, 20, "#97694a", 66, 88),
        built.boards(c, w * 0.665, w + 10, deck, 20, "#97694a", 66, 88),
    )
    for x in (0.605, 0.632, 0.655):
        c.add(c.rect(w * x, deck - 6, 9, 70, "#6f4a36"))
    c.add(
        c.poly(
            [
                (w * 0.585, deck - 12),
                (w * 0.675, deck - 26),
                (w * 0.677, deck - 14),
                (w * 0.587, deck + 1),
            ],
            c.linear("#e0b57e", "#b98a56"),
        )
    )
    hammer = c.group(
        [
            c.line([(24, -19), (36, -30)], "#8a6240", 2.6),
            c.path("M31 -38L42 -28L39 -25L28 -35Z", "#59636a"),
        ]
    )
    c.add(
        people.person(
            c,
            w * 0.555,
            deck - 8,
            190,
            "squat",
            top="#d35f3a",
            bottom="#3e4a63",
            wear="cap",
            colour="#2f6f77",
            look=0.7,
            held=hammer,
            short=True,
        )
    )
    c.add(
        people.person(
            c,
            w * 0.715,
            deck - 8,
            186,
            "squat",
            top="#3b7f88",
            bottom="#5a4a44",
            wear="peci",
            colour="#22242c",
            look=0.7,
            flip=-1,
            short=True,
        )
    )
    tray = c.group(
        [
            c.ellipse(13, -56, 16, 4, "#c9a05e"),
            c.ellipse(13, -57.5, 13, 3, "#e7cf9a"),
            *[
                c.rect(3 + i * 6, -65, 4.4, 7, "#f6efe0", 'rx="1"')
                + c.rect(3 + i * 6, -65, 4.4, 2, "#8a4b2c")
                for i in range(4)
            ],
        ]
    )
    c.add(
        people.person(
            c,
            w * 0.12,
            deck - 8,
            205,
            "hold",
            top="#a83f5c",
            bottom="#3f5170",
            wear="hijab",
            colour="#f0d9ac",
            skirt=True,
            look=0.7,
            held=tray,
        )
    )
    rake = (
        c.line([(8, -50), (60, -10)], "#8a6a44", 2.4)
        + c.line([(56, -4), (66, -16)], "#6b4f36", 3)
        + "".join(
            c.line([(57 + k * 2.6, -5.4 - k * 3), (61 + k * 2.6, -1 - k * 3)], "#6b4f36", 1.8)
            for k in range(4)
        )
    )
    c.add(
        people.person(
            c,
            w * 0.30,
            deck - 8,
            205,
            "pull",
            top="#3f8a6a",
            bottom="#44506b",
            wear="hair",
            hat=True,
            look=0.6,
            held=rake,
            short=True,
        )
    )
    c.add(
        people.person(
            c,
            w * 0.86,
            deck - 8,
            205,
            "pull",
            top="#dba63f",
            bottom="#4a4560",
            wear="hair",
            look=0.6,
            flip=-1,
            held=rake,
            short=True,
        )
    )
    heap = [
        plants.hyacinth(c, w * x, deck - 8 - dy, s, "#5a9a5c", fl)
        for x, dy, s, fl in (
            (0.415, 0, 52, 0),
            (0.45, 0, 60, 1),
            (0.485, 0, 50, 0),
            (0.435, 30, 48, 1),
            (0.465, 34, 44, 0),
        )
    ]
    c.add(*heap)
    # the drifting carpet of water hyacinth and the men pushing it
    r = c.rnd

    def carpet(y, s, x0, x1, gap):
        x = x0
        while x < x1:
            if not any(abs(x - g) < s * 1.3 for g in gap):
                c.add(
                    plants.hyacinth(
                        c,
                        x,
                        y + r.uniform(-6, 6),
                        s * r.uniform(0.8, 1.15),
                        r.choice(["#4b9060", "#5a9f62", "#3f8258"]),
                        r.random() < 0.3,
                    )
                )
            x += s * 0.72

    def wader(x, y, s, top, flip=1, **more):
        c.add(
            c.group(
                [
                    people.person(
                        c,
                        w * x,
                        y + s * 0.44,
                        s,
                        "pull",
                        top=top,
                        bottom="#35506a",
                        flip=flip,
                        look=0.7,
                        short=True,
                        **more,
                    )
                ],
                c.clip(c.rect(0, 0, w, y, "#000")),
            )
        )
        c.add(
            c.ellipse(w * x, y, s * 0.3, s * 0.045, "#1f5058", 'opacity=".55"'),
            c.ellipse(
                w * x,
                y + 3,
                s * 0.42,
                s * 0.06,
                "none",
                'stroke="#e3f0dc" stroke-width="2.4" opacity=".6"',
            ),
        )

    carpet(h * 0.70, 46, w * 0.50, w + 30, [])
    wader(0.42, h * 0.725, 260, "#e7e0cc", wear="hair")
    carpet(h * 0.765, 58, w * 0.47, w + 30, [])
    wader(0.27, h * 0.83, 330, "#c8503a", wear="hair", hat=True)
    carpet(h * 0.85, 74, w * 0.40, w + 30, [w * 0.62])
    wader(0.64, h * 0.90, 350, "#3d7c9a", -1, wear="cap", colour="#d9a33c")
    carpet(h * 0.955, 92, w * 0.30, w + 40, [w * 0.64])
    for x in (0.05, 0.12, 0.19):
        c.add(plants.hyacinth(c, w * x, h * (0.93 + 0.05 * (x > 0.1)), 70, "#3f8258", x > 0.1))
    c.add(
        c.group(
            [plants.reeds(c, -30, w * 0.16, h + 30, 210, ["#1f5a4c", "#2a6a52"], 40, 13, 0.2)],
            c.blur(2),
        )
    )
    return c.svg()
