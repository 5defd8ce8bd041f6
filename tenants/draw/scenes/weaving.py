"""Weaving purun mats."""

from __future__ import annotations

from kit import cloth, heads, people, plants
from kit.canvas import Canvas, darker, lighter, n
from scenes import room


def weaving(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    floor = h * 0.56
    room.boards(c, floor, "#b98a5e", "#8f6244", 9)
    c.add(c.rect(0, 0, w, 40, c.linear("#5b3a2e", "#714a38")))
    room.view(c, w * 0.36, 90, 430, 330, warm=True)
    for side, x in ((1, w * 0.36 - 16), (-1, w * 0.36 + 446)):
        c.add(
            c.path(
                f"M{x} 66L{x + side * -96} 66Q{x + side * -70} 260 {x + side * -104} {450}L{x + side * -22} 450Q{x + side * -2} 240 {x} 66Z",
                c.linear("#3f8f8a", "#2c6f70"),
            )
        )
    # finished work on the wall
    for x, tones in ((w * 0.10, ["#d9ae62", "#a8433a"]), (w * 0.235, ["#e3c07a", "#2f7f86"])):
        c.add(
            c.line([(x, 40), (x, 76)], "#4b3026", 4),
            cloth.basket(
                c,
                x,
                340,
                180,
                150,
                tones,
                True,
                lambda i, j: 1 if j in (2, 4) or (i % 4 == 0 and j == 3) else 0,
            ),
        )
    hx = w * 0.86
    c.add(
        c.at([heads.tanggui(c, 0, 0, 46, "#d8a95c", -8)], hx, 210),
        c.at([heads.tanggui(c, 0, 0, 38, "#c98f4a", 10)], hx - 150, 160),
    )
    shelf = h * 0.40
    c.add(
        c.rect(w * 0.755, shelf, w * 0.25, 16, "#6b4434"),
        c.rect(w * 0.755, shelf + 16, w * 0.25, 8, "#4a2f26"),
    )
    for i, (col, k) in enumerate(
        (("#c5503f", 1), ("#e0b25a", 0.9), ("#2f7f86", 1.05), ("#7a4a8a", 0.95))
    ):
        x = w * 0.785 + i * 88
        c.add(
            c.rect(
                x - 34,
                shelf - 58 * k,
                68,
                58 * k,
                c.linear(lighter(col, 0.25), col, darker(col, 0.25), angle=0),
                'rx="28"',
            ),
            c.ellipse(x, shelf - 29 * k, 10, 20 * k, darker(col, 0.35)),
            *[
                c.stroke(
                    f"M{n(x - 30 + j * 9)} {n(shelf - 54 * k)}v{n(50 * k)}",
                    darker(col, 0.2),
                    1.4,
                    'opacity=".5"',
                )
                for j in range(7)
            ],
        )
    room.floorboards(c, floor, "#8d5c3e", "#b58358")
    c.add(
        c.poly(
            [(w * 0.38, floor + 30), (w * 0.66, floor + 30), (w * 0.96, h), (w * 0.12, h)],
            c.linear((0, "#ffe6a8", 0.3), (1, "#ffe6a8", 0.05)),
            'style="mix-blend-mode:screen" ' + c.blur(26),
        )
    )
    # the mat they are making: stars of red and teal on straw
    plan = lambda i, j: (
        1
        if (abs(i % 10 - 4.5) + abs(j % 10 - 4.5)) in (4, 5)
        else 2
        if (abs(i % 10 - 4.5) + abs(j % 10 - 4.5)) < 2.1
        else 3
        if i % 10 == 9 or j % 10 == 9
        else 0
    )
    corners = [
        (w * 0.27, h * 0.70),
        (w * 0.73, h * 0.70),
        (w * 0.90, h * 0.985),
        (w * 0.10, h * 0.985),
    ]
    c.add(
        c.poly([(x, y + 10) for x, y in corners], "#4a2c22", 'opacity=".4" ' + c.blur(6)),
        cloth.mat(c, corners, 50, 30, ["#e2bb6c", "#b5453a", "#2f7f86", "#c9974a"], plan),
    )
    r = c.rnd
    for i in range(36):  # loose strands along the unfinished edges
        for side in (-1, 1):
            t = i / 35
            x = w * 0.5 + side * w * (0.23 + 0.17 * t**1.25)
            y = h * (0.70 + 0.285 * t**1.25)
            c.add(
                c.line(
                    [(x, y), (x + side * r.uniform(24, 64), y + r.uniform(-8, 12))],
                    r.choice(["#e2bb6c", "#d0a255", "#b5453a", "#2f7f86"]),
                    3.4,
                )
            )
    # two weavers
    for x, s, flip, top, bottom, scarf, skin in (
        (0.215, 700, 1, "#2f7f86", "#7a3f52", "#f0d9a8", "#c68a63"),
        (0.79, 690, -1, "#c5632f", "#3b4a70", "#8f3f55", "#b5774f"),
    ):
        c.add(c.ellipse(w * x, h * 0.855, 210, 22, "#3b221a", 'opacity=".45" ' + c.blur(7)))
        c.add(
            people.person(
                c,
                w * x,
                h * 0.85,
                s,
                "kneel",
                top=top,
                bottom=bottom,
                wear="hijab",
                colour=scarf,
                look=0.7,
                flip=flip,
                skirt=True,
                smile=1.2,
                skin=skin,
            )
        )
    # bundles waiting
    for x, y, col, turn in (
        (0.055, 0.93, "#cfa85a", -6),
        (0.06, 0.975, "#b5453a", 3),
        (0.945, 0.945, "#2f7f86", 8),
        (0.95, 0.985, "#cfa85a", -4),
    ):
        b = [
            c.rect(-150, -22, 300, 44, c.linear(lighter(col, 0.25), darker(col, 0.2)), 'rx="20"'),
            *[
                c.line(
                    [(-146, -14 + k * 7), (146, -14 + k * 7)],
                    darker(col, 0.25),
                    1.6,
                    'opacity=".6"',
                )
                for k in range(5)
            ],
            c.rect(-84, -24, 14, 48, "#6b4434"),
            c.rect(66, -24, 14, 48, "#6b4434"),
        ]
        c.add(c.at(b, w * x, h * y, 0.9, 1, turn))
    c.add(
        cloth.basket(
            c,
            w * 0.935,
            h * 0.80,
            210,
            170,
            ["#dcb063", "#a8433a"],
            True,
            lambda i, j: 1 if j in (1, 5) else 0,
        ),
        plants.reeds(
            c, w * 0.905, w * 0.965, h * 0.67, 150, ["#cfa85a", "#e2c67e", "#b98f45"], 22, 7, 0.2
        ),
    )
    c.add(c.glow(w * 0.5, 250, 620, "#ffd68a", 0.5))
    return c.svg()
