"""Gathering purun in the marsh."""

from __future__ import annotations

from kit import built, nature, people, plants
from kit.canvas import Canvas


def purun_marsh(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.52
    sun = (w * 0.62, h * 0.29)
    c.add(nature.sky(c, "#5fa3a3", "#a9cdb4", "#f7dfae", "#fcd79a", height=line + 10))
    c.add(c.glow(*sun, 620, "#fff0c0", 0.9), c.circle(*sun, 92, "#fff8dc"))
    c.add(
        nature.cloud(c, w * 0.2, h * 0.16, 420, "#fff4dc", "#bcd3b8", 0.75),
        nature.cloud(c, w * 0.95, h * 0.12, 380, "#fff4dc", "#a9c9b5", 0.7),
    )
    land = [
        plants.canopy(c, line, 110, "#a8bf9c"),
        plants.canopy(c, line, 66, "#86aa8c", "#b4c99a"),
    ]
    for x, k in ((0.1, 190), (0.17, 240), (0.26, 170), (0.88, 210)):
        land.append(plants.palm(c, w * x, line, k, "#78a18a", "#a9c294"))
    for x0, x1, k in ((-20, w * 0.4, 120), (w * 0.78, w + 20, 150)):
        land.append(
            plants.reeds(c, x0, x1, line + 6, k, ["#7fa56c", "#6c9762", "#97b578"], 80, 7, 0.1)
        )
    c.add(c.group(land, 'id="land"'))
    c.add(
        nature.water(
            c, line + 6, "land", ("#f9dda6", "#a3c4a8", "#3f8583", "#1f5f66"), 0.6, 26, 0.05
        )
    )
    c.add(nature.glints(c, line + 16, h, "#fff4cf", 170, sun[0], 90, 0.75))
    c.add(
        c.rect(
            0,
            line - 90,
            w,
            200,
            c.linear((0, "#fff3d4", 0), (0.5, "#fff3d4", 0.5), (1, "#fff3d4", 0)),
        )
    )
    for x, y, rx in ((0.1, 0.70, 170), (0.93, 0.72, 130)):
        c.add(c.ellipse(w * x, h * y, rx, 20, "#1f5f5e", 'opacity=".4" ' + c.blur(7)))
    c.add(
        plants.reeds(
            c,
            -20,
            w * 0.24,
            h * 0.70,
            430,
            ["#5d9257", "#4d8452", "#79a65f", "#8fb569"],
            90,
            10,
            0.1,
            14,
        )
    )
    c.add(
        plants.reeds(
            c,
            w * 0.84,
            w + 20,
            h * 0.72,
            480,
            ["#5d9257", "#4d8452", "#79a65f", "#8fb569"],
            60,
            11,
            0.1,
            14,
        )
    )
    stalks = []
    for i in range(4):
        b = c.group(
            [
                c.path(
                    "M-14 -8Q70 -26 150 -8Q160 0 150 8Q70 -6 -14 8Z", c.linear("#a9c46a", "#6d8f47")
                ),
                *[
                    c.line([(-10, -4 + k * 3), (148, -5 + k * 3)], "#4f7a3e", 1.2, 'opacity=".5"')
                    for k in range(4)
                ],
                c.rect(30, -15, 8, 20, "#c79a55"),
                c.rect(104, -15, 8, 19, "#c79a55"),
            ]
        )
        stalks.append(c.at(b, 34 + i * 6, -22 - i * 13, 1, 1, -3 + i))
    crew = people.person(
        c,
        -66,
        2,
        410,
        "pole",
        top="#bf4a34",
        bottom="#2f5d72",
        wear="hijab",
        colour="#efcf94",
        hat=True,
        look=0.6,
        skirt=True,
        held=c.line([(15, -128), (27, 40)], "#8b6842", 2.3),
    )
    c.add(c.ellipse(w * 0.5, h * 0.80, 330, 30, "#123f47", 'opacity=".35" ' + c.blur(8)))
    c.add(built.jukung(c, w * 0.5, h * 0.785, 620, "#7a4f37", people=crew, load=c.group(stalks)))
    c.add(nature.glints(c, h * 0.79, h * 0.87, "#fff0c8", 44, w * 0.5, 190, 0.6))
    c.add(
        c.group(
            [
                plants.reeds(
                    c, -40, w * 0.36, h + 40, 560, ["#1d5a4c", "#276a52", "#17504a"], 60, 17, 0.1
                ),
                plants.reeds(
                    c, w * 0.74, w + 40, h + 40, 640, ["#1d5a4c", "#276a52", "#17504a"], 52, 17, 0.1
                ),
            ],
            c.blur(2.6),
        )
    )
    c.add(nature.birds(c, w * 0.3, h * 0.24, 110, 7, "#5d8079", 12))
    return c.svg()
