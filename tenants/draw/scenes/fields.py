"""The fields: rice growing and the harvest."""

from __future__ import annotations

from kit import built, houses, nature, people, plants
from kit.canvas import Canvas, bend, darker, lighter, mix, n


def _paddy(c: Canvas, top, bottom, near, far, rows, height, ears=None, gap=None) -> None:
    """Rows of rice from the horizon to the viewer."""
    for i in range(rows):
        t = (i / (rows - 1)) ** 1.8
        y = top + (bottom - top) * t
        base = mix(far, near, t)
        if i < rows - 1:
            c.add(c.rect(0, y - 2, c.w, (bottom - top) * 0.2, base))
        tall = 5 + height * t
        tones = [base, lighter(base, 0.12), darker(base, 0.12), mix(base, "#e9d98a", 0.14)]
        grain = [mix(e, base, 0.45 * (1 - t)) for e in ears] if ears else None
        c.add(plants.rice_row(c, y + tall * 0.5, tall, tones, 5 + 17 * t, grain))


def growing_rice(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.45
    c.add(nature.sky(c, "#3f8fb5", "#8cc7d6", "#dff0e4", height=line + 10))
    c.add(c.glow(w * 0.8, 120, 620, "#fff3c9", 0.55))
    c.add(
        nature.cloud(c, w * 0.27, 330, 760, "#ffffff", "#bfe0e4", 1),
        nature.cloud(c, w * 0.74, 250, 620, "#ffffff", "#b4dae3", 0.95),
        nature.cloud(c, w * 0.52, 130, 330, "#ffffff", "#9fd0de", 0.8),
        nature.cloud(c, w * 0.98, 380, 480, "#ffffff", "#cde6e3", 0.9),
    )
    c.add(
        c.path(
            f"M0 {line}L0 {line - 42}Q{w * 0.16} {line - 96} {w * 0.3} {line - 50}Q{w * 0.45} {line - 88} {w * 0.6} {line - 46}Q{w * 0.8} {line - 80} {w} {line - 30}L{w} {line}Z",
            "#9cc5c9",
        )
    )
    c.add(plants.canopy(c, line + 6, 70, "#74ac94", "#a9d0a2"))
    for x, k in (
        (0.07, 120),
        (0.11, 160),
        (0.15, 110),
        (0.62, 130),
        (0.66, 100),
        (0.9, 150),
        (0.94, 120),
    ):
        c.add(plants.palm(c, w * x, line + 6, k, "#5b9a82", "#92c190"))
    c.add(
        houses.house(c, w * 0.2, line + 8, 120, "#d8c49a", "#a3604c", kind="gable", steps=False),
        houses.house(c, w * 0.82, line + 8, 130, "#9dc0bd", "#94584a", kind="long", steps=False),
    )
    c.add(plants.canopy(c, line + 12, 34, "#4f9270", "#86ba7c"))
    _paddy(c, line + 6, h * 0.98, "#4c9a3e", "#8cc07a", 15, 120)
    # the canal, drawn over the rows, with its own banks
    cx = w * 0.60
    canal = f"M{n(cx - 5)} {n(line + 12)}Q{n(cx + 30)} {n(h * 0.66)} {n(cx - 330)} {n(h)}L{n(cx + 230)} {n(h)}Q{n(cx + 120)} {n(h * 0.66)} {n(cx + 9)} {n(line + 12)}Z"
    bank = f"M{n(cx - 10)} {n(line + 12)}Q{n(cx + 14)} {n(h * 0.66)} {n(cx - 420)} {n(h)}L{n(cx + 320)} {n(h)}Q{n(cx + 150)} {n(h * 0.66)} {n(cx + 16)} {n(line + 12)}Z"
    c.add(
        c.path(bank, c.linear("#8fae64", "#6a7d3f")),
        c.path(canal, c.linear("#d7efe8", "#8cc8d6", "#3f8fa8")),
    )
    hold = c.clip(c.path(canal, "#000"))
    c.add(
        c.group(
            [
                nature.cloud(c, cx - 30, h * 0.83, 360, "#eaf7f4", "#9fd2da", 0.7),
                nature.glints(c, line + 40, h, "#ffffff", 60, cx - 40, 130, 0.5),
            ],
            hold,
        )
    )
    for i in range(46):
        t = 0.05 + 0.95 * (i / 45)
        for curve in (
            ((cx - 8, line + 12), (cx + 22, h * 0.66), (cx - 378, h)),
            ((cx + 13, line + 12), (cx + 136, h * 0.66), (cx + 276, h)),
        ):
            x, y = bend(*curve, t)
            k = ((y - line) / (h - line)) ** 1.15
            c.add(
                plants.reeds(
                    c,
                    x - 6 - 34 * k,
                    x + 6 + 34 * k,
                    y + 5 + 6 * k,
                    9 + 60 * k,
                    ["#5f8f3e", "#79a64b", "#4c7f3a", "#93bb5a"],
                    4,
                    2 + 6 * k,
                    0.25,
                    4 * k,
                )
            )
    c.add(
        built.jukung(
            c,
            cx - 20,
            h * 0.80,
            250,
            "#7d5238",
            flip=-1,
            people=people.person(
                c,
                -20,
                2,
                128,
                "pole",
                top="#d0633c",
                bottom="#38506a",
                wear="hair",
                hat=True,
                look=0.6,
                face=False,
                held=c.line([(17, -118), (28, 24)], "#8a6a44", 2),
            ),
        )
    )
    c.add(
        c.ellipse(w * 0.24, h * 0.745, 100, 10, "#2b5a2a", 'opacity=".35"'),
        houses.hut(c, w * 0.24, h * 0.745, 170, "#8a6a4c", "#c9a765", 1),
    )
    c.add(plants.banana(c, w * 0.325, h * 0.75, 150, "#4f9a4a", "#a8d06a"))
    c.add(
        people.person(
            c,
            w * 0.875,
            h * 0.90,
            210,
            "hold",
            top="#c94f3f",
            bottom="#3f5a7d",
            wear="hijab",
            colour="#f0d9a8",
            skirt=True,
            hat=True,
            look=-0.7,
            held=c.group(
                [
                    c.path("M-10 -60Q6 -46 22 -60L19 -44Q6 -36 -7 -44Z", "#b98a4e"),
                    plants.rice_row(c, -57, 16, ["#79b552", "#5e9c42"], 3, None, -7, 20),
                ]
            ),
        )
    )
    tones = ["#3f8a36", "#57a044", "#78b854", "#2f7433"]
    c.add(
        plants.rice_row(c, h + 8, 150, tones, 21, None, -30, w * 0.30),
        plants.rice_row(c, h + 8, 150, tones, 21, None, w * 0.78, w + 30),
    )
    for x, y, s in ((0.43, 0.60, 15), (0.455, 0.612, 13), (0.70, 0.585, 12)):
        c.add(
            c.at(
                [
                    c.path("M0 0Q-6 -14 6 -18Q16 -20 26 -8Q12 -2 0 0Z", "#fffdf5"),
                    c.stroke("M5 -17Q-3 -26 3 -34", "#fffdf5", 3.4),
                    c.line([(3, -34), (-7, -31)], "#e3a548", 2.4),
                    c.line([(8, -3), (8, 14)], "#6d7f74", 1.6),
                    c.line([(13, -4), (13, 14)], "#6d7f74", 1.6),
                ],
                w * x,
                h * y,
                s / 13,
            )
        )
    c.add(nature.birds(c, w * 0.45, 210, 110, 6, "#ffffff", 12))
    return c.svg()


def harvest(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.40
    sun = (w * 0.70, line - 80)
    c.add(nature.sky(c, "#e39a5d", "#f6c074", "#fde3a6", height=line + 10))
    c.add(c.glow(*sun, 760, "#fff0b0", 0.85, 0.75), nature.rays(c, *sun, 800, "#fff3c4", 9, 0.25))
    c.add(
        nature.cloud(c, w * 0.22, 190, 620, "#fff0cc", "#f0b878", 0.85),
        nature.cloud(c, w * 0.95, 150, 430, "#fff0cc", "#f2bf80", 0.7),
    )
    c.add(c.circle(*sun, 60, "#fffbe0"))
    c.add(plants.canopy(c, line + 6, 90, "#c99458", "#e2b56c"))
    for x, k in ((0.05, 190), (0.1, 150), (0.4, 130), (0.44, 170), (0.93, 200), (0.89, 150)):
        c.add(plants.palm(c, w * x, line + 6, k, "#a5773f", "#cfa055"))
    c.add(
        houses.house(
            c, w * 0.17, line + 8, 150, "#d9a868", "#9b5a3c", kind="gable", light=1, steps=False
        )
    )
    c.add(plants.canopy(c, line + 12, 42, "#a98643", "#d0ab57"))
    ears = ["#f3c74f", "#e5ad3a", "#ffdb73"]

    def band(y0, y1, rows, lo, hi, a, b):
        for i in range(rows):
            t = i / max(1, rows - 1)
            y = y0 + (y1 - y0) * t
            base = mix(a, b, t)
            tall = lo + (hi - lo) * t
            c.add(c.rect(0, y + tall * 0.1, w, (y1 - y0) / max(1, rows - 1) + tall * 0.5, base))
            c.add(
                plants.rice_row(
                    c,
                    y + tall * 0.45,
                    tall,
                    [base, lighter(base, 0.15), darker(base, 0.12), mix(base, "#7d9440", 0.4)],
                    6 + tall * 0.11,
                    ears,
                )
            )

    def worker(x, y, s, pose, top, flip=1, **more):
        c.add(
            people.person(
                c,
                x,
                y,
                s,
                pose,
                top=top,
                bottom=more.pop("bottom", "#4a4560"),
                hat=True,
                flip=flip,
                look=0.7,
                **more,
            )
        )

    band(line + 8, h * 0.52, 6, 8, 34, "#dcae52", "#d5a443")
    sickle = c.path("M24 -29Q33 -33 36 -24Q30 -29 25 -26Z", "#e8eef0")
    worker(
        w * 0.30, h * 0.565, 150, "stoop", "#3c7d80", held=sickle, wear="hijab", colour="#e7d0a0"
    )
    worker(w * 0.83, h * 0.560, 140, "stoop", "#a8433a", -1, held=sickle, wear="hair")
    band(h * 0.535, h * 0.66, 4, 40, 70, "#d3a03c", "#c9922f")
    worker(
        w * 0.60,
        h * 0.74,
        250,
        "stoop",
        "#c4502f",
        -1,
        held=sickle,
        wear="hijab",
        colour="#f0d8a4",
        bottom="#35607a",
    )
    band(h * 0.70, h * 0.82, 3, 80, 104, "#c78f2c", "#bd8225")
    sheaf = [
        c.path(
            "M-17 -84Q2 -76 21 -84Q30 -70 10 -54L20 -32Q2 -26 -14 -32L-4 -54Q-26 -70 -17 -84Z",
            c.linear("#f0c65a", "#a87724"),
        ),
        plants.rice_row(
            c, -66, 30, ["#e0ad3f", "#b98530", "#f2cf6a"], 3.2, ["#ffe08a", "#d89b2c"], -14, 20
        ),
        c.rect(-7, -57, 19, 5, "#8a4b32"),
    ]
    worker(
        w * 0.215,
        h * 0.985,
        400,
        "hold",
        "#2d7480",
        wear="hair",
        bottom="#4b4460",
        held=c.at(sheaf, 4, -24, 0.56, 1, -8),
    )
    c.add(c.ellipse(w * 0.80, h * 0.90, 120, 30, "#6b4415", 'opacity=".25" ' + c.blur(8)))
    worker(
        w * 0.80,
        h * 0.93,
        350,
        "stoop",
        "#a5395a",
        -1,
        held=sickle,
        wear="hijab",
        colour="#7fb5a8",
        bottom="#3b4a6a",
    )
    band(h * 0.91, h * 0.985, 2, 120, 150, "#b4771f", "#a66a1b")
    c.add(
        c.group(
            [
                plants.rice_row(
                    c, h + 70, 250, ["#8a5a1c", "#9c6a22", "#b57f2b"], 40, ["#d89f33", "#e7b649"]
                )
            ],
            c.blur(2.4),
        )
    )
    c.add(
        c.rect(
            0,
            line - 40,
            w,
            160,
            c.linear((0, "#ffe9ae", 0), (0.4, "#ffe9ae", 0.4), (1, "#ffe9ae", 0)),
        )
    )
    c.add(nature.birds(c, w * 0.42, 150, 150, 10, "#9b6a3c", 11))
    return c.svg()
