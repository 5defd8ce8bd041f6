"""The earth road after rain and the road under water."""

from __future__ import annotations

import math

from kit import built, houses, nature, people, plants
from kit.canvas import Canvas, bend, n, smooth


def earth_road(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.46
    vx = w * 0.58
    c.add(nature.sky(c, "#54758c", "#93b1b4", "#f0d8ac", height=line + 10))
    c.add(c.glow(w * 0.62, line - 60, 620, "#ffe2a4", 0.8, 0.6))
    c.add(
        nature.cloud(c, w * 0.22, 250, 760, "#c8d2d3", "#7f98a3", 0.95),
        nature.cloud(c, w * 0.8, 190, 720, "#d6dcd8", "#8aa2a8", 0.95),
        nature.cloud(c, w * 0.5, 90, 520, "#a9bac0", "#64828f", 0.8),
    )
    c.add(nature.rays(c, w * 0.63, line - 130, 700, "#fff0c4", 8, 0.25))
    c.add(plants.canopy(c, line + 8, 130, "#7c9f86", "#a8bd8f"))
    for x, k in (
        (0.06, 250),
        (0.15, 210),
        (0.38, 170),
        (0.43, 140),
        (0.75, 190),
        (0.86, 240),
        (0.96, 280),
    ):
        c.add(plants.palm(c, w * x, line + 10, k, "#4f7f69", "#8dad74"))
    c.add(plants.canopy(c, line + 14, 70, "#5b8a67", "#8fb075"))
    c.add(c.rect(0, line + 8, w, h, c.linear("#8fae68", "#5f8a45", "#3d6b37")))
    r = c.rnd
    for _ in range(150):
        t = r.random() ** 0.8
        c.add(
            c.ellipse(
                r.uniform(0, w),
                line + 16 + (h - line) * t,
                30 + 130 * t,
                2 + 9 * t,
                r.choice(["#a9c27a", "#4d7c3e", "#7aa455", "#c3cf86"]),
                f'opacity="{r.uniform(0.12, 0.3):.2f}"',
            )
        )
    for i in range(70):
        t = (i / 69) ** 1.3
        x, y = r.uniform(-20, w + 20), line + 22 + (h - line) * t
        c.add(
            plants.reeds(
                c,
                x,
                x + 16 + 40 * t,
                y,
                9 + 38 * t,
                ["#5c8a45", "#7fac55", "#4a783c", "#a3bf68"],
                6,
                2 + 5 * t,
                0.4,
                2,
            )
        )
    c.add(
        houses.house(c, w * 0.40, line + 40, 180, "#cdb98c", "#8a5547", kind="gable", light=1),
        houses.house(c, w * 0.79, line + 46, 210, "#9cbcb4", "#8d5443", kind="long", light=-1),
    )
    c.add(
        houses.house(
            c,
            w * 0.17,
            line + 92,
            340,
            "#c99d6c",
            "#7d4638",
            kind="long",
            light=1,
            shutters="#4d827b",
        )
    )
    c.add(
        plants.banana(c, w * 0.335, line + 70, 150, "#4f8f4c", "#a2c564"),
        plants.banana(c, w * 0.90, line + 96, 210, "#4a8a4a", "#9cc262"),
        plants.tree(c, w * 0.985, line + 110, 300, "#4d8152", "#93b46a"),
    )
    edge = f"M{n(vx - 9)} {n(line + 18)}Q{n(vx - 40)} {n(h * 0.62)} {n(w * 0.10)} {n(h)}L{n(w * 0.98)} {n(h)}Q{n(vx + 150)} {n(h * 0.62)} {n(vx + 11)} {n(line + 18)}Z"
    c.add(c.path(edge, c.linear("#c09a6c", "#a67a4c", "#7d5636")))
    hold = c.clip(c.path(edge, "#000"))
    ruts = []
    for k, wide in ((-0.36, 0.10), (0.30, 0.10)):
        bx = vx + k * w * 0.95
        ruts.append(
            c.path(
                f"M{n(vx + k * 12)} {n(line + 18)}Q{n(vx + k * 160)} {n(h * 0.66)} {n(bx - w * wide / 2)} {n(h)}L{n(bx + w * wide / 2)} {n(h)}Q{n(vx + k * 160 + 40)} {n(h * 0.66)} {n(vx + k * 12 + 3)} {n(line + 18)}Z",
                "#6a4630",
                'opacity=".55"',
            )
        )
    for _ in range(210):
        t = r.random() ** 0.7
        y = line + 24 + (h - line) * t
        ruts.append(
            c.ellipse(
                vx + r.gauss(0, 30 + 380 * t),
                y,
                3 + 14 * t,
                1 + 3 * t,
                r.choice(["#8a613e", "#cfa878", "#6d4830"]),
                'opacity=".5"',
            )
        )
    c.add(c.group(ruts, hold))

    def puddle(x, y, rx, ry):
        rim = [
            (x + rx * k * math.cos(a), y + ry * k * math.sin(a))
            for a, k in ((i * math.tau / 11, r.uniform(0.72, 1.12)) for i in range(11))
        ]
        shape = smooth(rim, True)
        grow = smooth([(x + (px - x) * 1.07, y + (py - y) * 1.12 + 2) for px, py in rim], True)
        inside = c.clip(c.path(shape, "#000"))
        return (
            c.path(grow, "#5b3b28", 'opacity=".7"')
            + c.path(shape, c.linear("#7fa0a9", "#c9d2c4", "#f0ddb4"))
            + c.group(
                [
                    nature.cloud(
                        c, x - rx * 0.2, y + ry * 0.3, rx * 1.1, "#eef0e6", "#a9bfc2", 0.6
                    ),
                    c.ellipse(
                        x + rx * 0.3, y - ry * 0.5, rx * 0.5, ry * 0.12, "#fff", 'opacity=".5"'
                    ),
                    c.ellipse(
                        x - rx * 0.3, y + ry * 0.5, rx * 0.4, ry * 0.08, "#fff", 'opacity=".4"'
                    ),
                ],
                inside,
            )
        )

    c.add(
        puddle(vx + 6, line + 66, 40, 6),
        puddle(vx - 44, h * 0.60, 74, 12),
        puddle(vx + 96, h * 0.655, 90, 14),
    )
    c.add(puddle(w * 0.47, h * 0.86, 330, 66), puddle(w * 0.80, h * 0.95, 170, 32))
    for i in range(60):
        t = 0.04 + 0.96 * i / 59
        for curve, k in (
            (((vx - 9, line + 18), (vx - 40, h * 0.62), (w * 0.10, h)), -1),
            (((vx + 11, line + 18), (vx + 150, h * 0.62), (w * 0.98, h)), 1),
        ):
            x, y = bend(*curve, t)
            d = ((y - line) / (h - line)) ** 1.2
            x += k * 20 * d
            c.add(
                plants.reeds(
                    c,
                    x - 5 - 36 * d,
                    x + 5 + 36 * d,
                    y + 6 + 8 * d,
                    8 + 62 * d,
                    ["#4c7c3c", "#699a4b", "#86b35a", "#3b6a36"],
                    5,
                    2 + 6 * d,
                    0.3,
                    5 * d,
                )
            )
    rider = people.person(
        c, -16, -24, 92, "ride", top="#2f6a78", bottom="#39404f", wear="hair", look=0.8, face=True
    )
    helmet = c.path(
        "M-19 -79Q-22 -94 -7 -95Q6 -95 6 -82L3 -84Q-4 -87 -9 -82Q-11 -74 -17 -73Z",
        c.linear("#f4ead2", "#c9b48c"),
    ) + c.path("M-10 -84Q-3 -89 6 -84L6 -81Q-2 -85 -9 -81Z", "#2a3b48", 'opacity=".85"')
    c.add(c.ellipse(w * 0.70, h * 0.742, 150, 12, "#3b2719", 'opacity=".45" ' + c.blur(5)))
    c.add(built.motorbike(c, w * 0.70, h * 0.742, 250, "#b63c34", rider + helmet, -1))
    for i, x in enumerate((0.52, 0.485, 0.445)):
        k = (i + 1) ** 1.5
        c.add(
            c.rect(w * x, line + 10 - 46 * k, 2 + k, 46 * k + 10 * k, "#5b4a3f"),
            c.rect(w * x - 6 * k, line + 14 - 46 * k, 13 * k, 1.4 + k * 0.5, "#5b4a3f"),
        )
    c.add(
        c.group(
            [
                plants.reeds(c, -30, w * 0.20, h + 20, 170, ["#24502f", "#2f6236"], 60, 12, 0.25),
                plants.reeds(
                    c, w * 0.92, w + 30, h + 20, 150, ["#24502f", "#2f6236"], 30, 12, 0.25
                ),
            ],
            c.blur(2),
        )
    )
    return c.svg()


def flooded_road(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.50
    c.add(nature.sky(c, "#33465a", "#5b7685", "#a9bcbb", height=line + 12))
    c.add(
        nature.cloud(c, w * 0.2, 210, 900, "#7d929e", "#48606f", 0.95),
        nature.cloud(c, w * 0.75, 160, 980, "#8a9da6", "#4f6876", 0.95),
        nature.cloud(c, w * 0.5, 300, 620, "#9cadb2", "#6d8790", 0.8),
    )
    land = [
        plants.canopy(c, line, 130, "#7d979b"),
        plants.canopy(c, line, 80, "#5c7c7c", "#7d9a90"),
    ]
    for x, k in ((0.30, 190), (0.36, 240), (0.60, 200), (0.66, 160)):
        land.append(plants.palm(c, w * x, line, k, "#4d706f", "#6f8f84", lean=-0.24))
    land.append(
        houses.house(
            c,
            w * 0.415,
            line + 22,
            170,
            "#8fa59b",
            "#6f5a56",
            kind="gable",
            lit="#ffd48a",
            steps=False,
        )
    )
    land.append(
        houses.house(
            c,
            w * 0.63,
            line + 24,
            190,
            "#a89f88",
            "#75544c",
            kind="long",
            lit="#ffd48a",
            steps=False,
        )
    )
    for i, x in enumerate((0.525, 0.548, 0.585, 0.66)):
        k = 0.8 + i * i * 0.22
        land.append(
            c.rect(w * x, line - 190 * k, 4 + 3.4 * k, 200 * k, "#3c4347")
            + c.rect(w * x - 24 * k, line - 176 * k, 54 * k, 3 + 2 * k, "#3c4347")
            + c.rect(w * x - 18 * k, line - 162 * k, 42 * k, 2 + 2 * k, "#3c4347")
        )
    land.append(plants.tree(c, w * 0.285, line + 14, 240, "#4c7263", "#7b9a78"))
    land.append(
        houses.house(
            c,
            w * 0.13,
            line + 84,
            430,
            "#b08a63",
            "#6e3f36",
            kind="steep",
            lit="#ffd07c",
            shutters="#3f6d6b",
            steps=False,
        )
    )
    land.append(plants.banana(c, w * 0.30, line + 26, 150, "#4b7d58", "#85a868"))
    land.append(
        houses.house(
            c,
            w * 0.90,
            line + 80,
            400,
            "#6f98a0",
            "#74463b",
            kind="long",
            lit="#ffd07c",
            shutters="#d9c9a0",
            steps=False,
        )
    )
    for k in (-1.1, 0.2):
        land.append(
            c.stroke(
                f"M{w * 0.53} {line - 150}Q{w * 0.62} {line - 150 + 60 * k} {w * 0.83} {line - 640 + 60 * k}",
                "#2f3538",
                2,
            )
        )
    c.add(c.group(land, 'id="land"'))
    c.add(
        nature.water(
            c, line + 10, "land", ("#9fb0ab", "#7f9490", "#5d7676", "#3a565c"), 0.5, 34, 0.07
        )
    )
    c.add(nature.glints(c, line + 20, h, "#d7e2dc", 150, None, None, 0.4))
    for x, s in ((0.13, 70), (0.90, 80), (0.63, 30)):
        c.add(
            nature.glints(c, line + 60, line + 300, "#ffd48c", 34, w * x, s, 0.6),
            c.glow(w * x, line - 30, 210, "#ffbf6b", 0.32),
        )
    # the half-drowned road edge: white marker posts
    for i in range(7):
        t = (i / 6) ** 1.7
        for side in (-1, 1):
            x = w * 0.535 + side * (16 + 470 * t) - 40 * t
            y, k = line + 24 + (h * 0.46) * t, 5 + 24 * t
            c.add(
                c.rect(x - k * 0.3, y - k * 1.5, k * 0.6, k * 1.7, "#e8e6da"),
                c.rect(x - k * 0.3, y - k * 1.1, k * 0.6, k * 0.4, "#b8453a"),
                c.ellipse(x, y + k * 0.2, k * 0.9, k * 0.14, "#2f474c", 'opacity=".5"'),
            )
    umbrella = c.group(
        [
            c.line([(17, -38), (17, -96)], "#3b2f33", 1.6),
            c.path(
                "M-24 -84Q-18 -120 17 -122Q52 -120 58 -84Q46 -92 38 -84Q28 -93 17 -84Q6 -93 -4 -84Q-14 -92 -24 -84Z",
                c.linear("#e06a4a", "#a83a35", angle=20),
            ),
            c.stroke(
                "M17 -122Q4 -104 -4 -84M17 -122L17 -84M17 -122Q30 -104 38 -84", "#8a2f2d", 1.2
            ),
        ]
    )
    crew = (
        people.person(
            c,
            -160,
            4,
            250,
            "paddle",
            top="#e0b13f",
            bottom="#37475a",
            wear="cap",
            colour="#d6a233",
            look=0.8,
            held=c.line([(19, -42), (32, 24)], "#6b4a36", 2.4)
            + c.ellipse(32.6, 28, 3.4, 9, "#6b4a36", 'transform="rotate(-9 32 28)"'),
        )
        + people.person(
            c,
            10,
            4,
            236,
            "phone",
            top="#3c7f86",
            bottom="#7a4a5a",
            wear="hijab",
            colour="#f0d7a6",
            look=0.4,
            face=True,
            held=umbrella,
        )
        + people.person(
            c, 112, 6, 176, "sila", top="#d9d2c0", bottom="#a8433a", wear="hair", look=-0.3
        )
    )
    bags = (
        c.path("M160 -4Q160 -52 186 -54L206 -54Q232 -50 232 -4Z", "#b58a55")
        + c.rect(176, -42, 42, 7, "#8a6238")
        + c.circle(150, -22, 19, "#55707a")
    )
    c.add(c.ellipse(w * 0.49, h * 0.83, 360, 30, "#22383e", 'opacity=".5" ' + c.blur(8)))
    c.add(built.jukung(c, w * 0.49, h * 0.80, 640, "#7c4b36", people=crew, load=bags))
    c.add(nature.glints(c, h * 0.81, h * 0.89, "#e5ede6", 40, w * 0.49, 230, 0.5))
    c.add(
        nature.rings(c, line + 40, h, "#dfe9e4", 120),
        nature.rain(c, 330, "#e6eff0", 54, -0.24, 0.42),
    )
    return c.svg()
