"""The river: sunrise with stilt houses, dusk with a paddler."""

from __future__ import annotations

from kit import built, houses, nature, people, plants
from kit.canvas import Canvas, lighter


def _land(c: Canvas, parts) -> str:
    c.add(c.group(parts, 'id="land"'))
    return "land"


def hero(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.60
    sun = (w * 0.53, line - 95)
    c.add(nature.sky(c, "#2f6f86", "#6ea7a4", "#f3cf9b", "#fbd9a0", height=line + 10))
    c.add(c.glow(*sun, 900, "#ffcf7a", 0.9, 0.75))
    c.add(
        nature.cloud(c, w * 0.2, 210, 560, "#fff3da", "#f1c796", 0.9),
        nature.cloud(c, w * 0.83, 150, 640, "#fff1d6", "#ecc79c", 0.85),
        nature.cloud(c, w * 0.58, 90, 380, "#f7e3c6", "#a9c0b4", 0.6),
    )
    c.add(nature.rays(c, *sun, 1000, "#fff0c4", 11, 0.22))
    c.add(c.circle(*sun, 56, "#fff3cf"))
    land = []
    land.append(plants.canopy(c, line, 120, "#a9b59a"))
    land.append(built.mosque(c, w * 0.615, line - 6, 150, "#d9cfae", "#7fa49c"))
    land.append(plants.canopy(c, line, 74, "#7f9f88", lighter("#7f9f88", 0.3)))
    for x, k in ((0.44, 150), (0.475, 120), (0.7, 170), (0.73, 130), (0.665, 120), (0.395, 140)):
        land.append(plants.palm(c, w * x, line, k, "#6b9080", "#9db68d"))
    for x, s, wall, roof in (
        (0.425, 150, "#b9b294", "#8a6a55"),
        (0.50, 120, "#9fb3a2", "#93755c"),
        (0.685, 165, "#a8b8a4", "#8d6b55"),
    ):
        land.append(
            houses.house(
                c,
                w * x,
                line + 2,
                s,
                wall,
                roof,
                kind="gable",
                light=1,
                wood="#7b6452",
                steps=False,
            )
        )
    # left bank, nearer and nearer
    land.append(plants.canopy(c, line - 30, 170, "#3f7566", "#7fa371", x1=w * 0.40))
    for x, k in ((0.03, 400), (0.13, 330), (0.235, 300), (0.31, 220), (0.36, 190)):
        land.append(plants.palm(c, w * x, line - 16, k, "#2f6558", "#7c9c61"))
    land.append(plants.nipah(c, w * 0.375, line + 4, 90, "#3d7a64", "#8aab6d"))
    land.append(
        houses.house(
            c,
            w * 0.305,
            line + 8,
            260,
            "#7fae9f",
            "#8b5a44",
            kind="long",
            light=1,
            shutters="#e7d9b5",
        )
    )
    land.append(plants.banana(c, w * 0.215, line + 2, 130, "#4d8a5a", "#9cbf6a"))
    land.append(
        houses.house(
            c,
            w * 0.115,
            line + 20,
            400,
            "#c9a06c",
            "#7a4436",
            kind="steep",
            light=1,
            shutters="#4f7f77",
        )
    )
    land.append(plants.nipah(c, w * 0.232, line + 14, 110, "#35705a", "#86aa66"))
    # right bank
    land.append(plants.canopy(c, line - 26, 190, "#3c7062", "#80a270", x0=w * 0.735))
    for x, k in ((0.775, 230), (0.85, 330), (0.91, 300), (0.98, 430)):
        land.append(plants.palm(c, w * x, line - 10, k, "#2d6155", "#7f9d5f"))
    land.append(
        houses.house(
            c,
            w * 0.80,
            line + 8,
            250,
            "#d9c08a",
            "#6f4a44",
            kind="gable",
            light=-1,
            shutters="#3f7a78",
        )
    )
    land.append(plants.nipah(c, w * 0.742, line + 6, 100, "#3a7560", "#88aa69"))
    land.append(
        houses.house(
            c,
            w * 0.935,
            line + 20,
            390,
            "#5f9aa0",
            "#84523f",
            kind="long",
            light=-1,
            shutters="#ecd8ad",
        )
    )
    land.append(plants.nipah(c, w * 0.84, line + 16, 110, "#33705a", "#86aa66"))
    c.add(c.rect(0, 0, w, h, "none"))
    c.add(
        nature.water(
            c,
            line + 6,
            _land(c, land),
            ("#f4cf98", "#8cb5a8", "#2f7480", "#1d5766"),
            0.62,
            30,
            0.06,
        )
    )
    c.add(nature.glints(c, line + 14, h, "#fff0c9", 230, sun[0], 120, 0.75))
    c.add(nature.glints(c, line + 60, h, "#d7efe2", 150, None, None, 0.28))
    c.add(
        c.rect(
            0,
            line - 30,
            w,
            90,
            c.linear((0, "#fff0cf", 0), (0.5, "#fff0cf", 0.22), (1, "#fff0cf", 0)),
        )
    )
    c.add(nature.birds(c, w * 0.38, 230, 130, 9, "#3d5d63", 13))
    # a paddler, mid-river
    crew = people.person(
        c,
        -70,
        4,
        176,
        "paddle",
        top="#b5452f",
        bottom="#3a4252",
        wear="hijab",
        colour="#e8c07a",
        hat=True,
        look=0.8,
        face=True,
        held=c.line([(20, -42), (31, 26)], "#6d4a34", 2.2)
        + c.ellipse(31.5, 30, 3.2, 9, "#6d4a34", 'transform="rotate(-9 31 30)"'),
    )
    load = "".join(
        c.circle(60 + i * 17, -20 - (i % 2) * 7, 13, col)
        for i, col in enumerate(("#e3a13c", "#6f9a4a", "#d8853a", "#e3b04c", "#7fa54c"))
    )
    load += c.path("M40 -4Q44 -30 58 -28L134 -28Q146 -24 148 -4Z", "#a9773f")
    c.add(c.ellipse(w * 0.5, h * 0.815, 240, 26, "#12343d", 'opacity=".35" ' + c.blur(7)))
    c.add(built.jukung(c, w * 0.5, h * 0.79, 460, "#7d4f36", people=crew, load=load))
    c.add(nature.glints(c, h * 0.79, h * 0.86, "#ffeec6", 36, w * 0.5, 170, 0.6))
    # near leaves frame the view
    near = [
        plants.reeds(c, -30, w * 0.17, h + 30, 250, ["#123f41", "#17504c", "#1c5a50"], 60, 13),
        plants.reeds(c, w * 0.86, w + 40, h + 30, 230, ["#123f41", "#17504c", "#1c5a50"], 56, 13),
    ]
    c.add(c.group(near, c.blur(2.2)))
    for x, y, s in (
        (0.20, 0.97, 60),
        (0.25, 0.93, 44),
        (0.79, 0.95, 58),
        (0.745, 0.985, 50),
        (0.16, 0.90, 36),
    ):
        c.add(plants.hyacinth(c, w * x, h * y, s, "#3b8060"))
    return c.svg()


def dusk(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.56
    sun = (w * 0.36, line - 112)
    c.add(nature.sky(c, "#2b2a56", "#7a4676", "#e2735c", "#fbb463", height=line + 10))
    c.add(c.glow(*sun, 720, "#ff9d52", 0.95, 0.7))
    c.add(
        nature.streaks(c, 60, line - 150, "#f6a27a", 16, 0.5),
        nature.streaks(c, line - 190, line - 60, "#ffd28f", 9, 0.6),
    )
    c.add(
        nature.cloud(c, w * 0.78, 240, 520, "#f08d78", "#6b3f70", 0.75),
        nature.cloud(c, w * 0.12, 200, 420, "#d9706f", "#553867", 0.7),
    )
    c.add(c.circle(*sun, 64, c.linear("#fff1b8", "#ffc46a")))
    land = [plants.canopy(c, line, 96, "#a4506a"), plants.canopy(c, line, 60, "#6f3a63", "#a4506a")]
    for x, k in ((0.2, 120), (0.24, 160), (0.5, 130), (0.54, 170), (0.08, 180)):
        land.append(plants.palm(c, w * x, line, k, "#54305c", "#8a4767"))
    for x, s in ((0.14, 150), (0.265, 130), (0.45, 140)):
        land.append(
            houses.house(
                c,
                w * x,
                line + 2,
                s,
                "#6d3c60",
                "#472a50",
                kind="gable",
                light=1,
                lit="#ffc46a",
                wood="#54304f",
                steps=False,
            )
        )
    land.append(plants.canopy(c, line - 10, 190, "#38254f", "#6a3b63", x0=w * 0.60))
    for x, k in ((0.60, 250), (0.70, 340), (0.83, 300), (0.965, 420)):
        land.append(plants.palm(c, w * x, line - 6, k, "#2c1f45", "#6b3d5e"))
    land.append(plants.nipah(c, w * 0.575, line + 6, 100, "#34234b", "#643a5c"))
    land.append(
        houses.house(
            c,
            w * 0.665,
            line + 10,
            270,
            "#7d4a5d",
            "#4b2a45",
            kind="long",
            light=-1,
            lit="#ffcf78",
            wood="#553247",
        )
    )
    land.append(
        houses.house(
            c,
            w * 0.885,
            line + 22,
            400,
            "#94556a",
            "#553049",
            kind="steep",
            light=-1,
            lit="#ffd382",
            wood="#5c364a",
        )
    )
    land.append(plants.nipah(c, w * 0.77, line + 16, 105, "#2e2148", "#5f3759"))
    c.add(
        nature.water(
            c, line + 6, _land(c, land), ("#ffb867", "#c8606a", "#50396a", "#241f45"), 0.7, 30, 0.06
        )
    )
    c.add(
        nature.glints(c, line + 12, h, "#ffe2a0", 210, sun[0], 95, 0.85),
        nature.glints(c, line + 30, h, "#f6a98a", 120, None, None, 0.35),
    )
    for x, s in ((0.665, 40), (0.885, 70)):
        c.add(nature.glints(c, line + 30, line + 210, "#ffd98c", 40, w * x, s, 0.55))
        c.add(c.glow(w * x, line - 70, 190, "#ffb85c", 0.35))
    c.add(nature.birds(c, w * 0.5, 170, 120, 8, "#3b2b52", 12))
    oar = c.line([(19, -44), (31, 28)], "#20182f", 2) + c.ellipse(
        31.6, 32, 3.2, 9, "#20182f", 'transform="rotate(-9 31 32)"'
    )
    crew = people.person(
        c,
        -30,
        4,
        190,
        "paddle",
        skin="#8d5a4c",
        top="#31305c",
        bottom="#221f3e",
        wear="hair",
        hat=True,
        look=0.8,
        face=False,
        held=oar,
    )
    c.add(c.ellipse(w * 0.36, h * 0.80, 240, 24, "#1b1838", 'opacity=".45" ' + c.blur(7)))
    c.add(
        built.jukung(
            c,
            w * 0.36,
            h * 0.775,
            440,
            "#3b2740",
            people=crew,
            load=c.path("M70 -4Q72 -34 92 -34L120 -34Q138 -30 140 -4Z", "#5d3b3f")
            + c.ellipse(105, -34, 25, 6, "#8a5646"),
        )
    )
    c.add(nature.glints(c, h * 0.79, h * 0.85, "#ffd08a", 34, w * 0.36, 150, 0.7))
    c.add(
        c.group(
            [
                plants.reeds(
                    c, -30, w * 0.24, h + 30, 260, ["#171634", "#1e1a3d", "#251f45"], 70, 13
                ),
                plants.reeds(c, w * 0.9, w + 40, h + 30, 190, ["#171634", "#1e1a3d"], 34, 12),
            ],
            c.blur(1.8),
        )
    )
    return c.svg()
