"""Posyandu: the baby on the scale, mothers waiting."""

from __future__ import annotations

from kit import cloth, heads, people
from kit.canvas import Canvas, lighter
from scenes import room


def posyandu(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    floor = h * 0.60
    room.boards(c, floor, "#cfe3d3", "#a3c9bd", 10)
    c.add(
        c.rect(0, floor - 130, w, 130, c.linear("#7fb3a6", "#5f9a90")),
        c.rect(0, floor - 136, w, 9, "#4d8580"),
        c.rect(0, 0, w, 46, c.linear("#8a6048", "#6f4a3a")),
    )
    room.view(c, 120, 140, 300, 250)
    room.view(c, w - 390, 140, 270, 250)
    # bunting in the village's colours
    for i in range(24):
        t = i / 23
        x, y = w * t, 60 + 46 * (1 - (2 * ((t * 3) % 1) - 1) ** 2)
        c.add(
            c.poly(
                [(x - 22, y), (x + 22, y), (x, y + 44)],
                ["#e0a23a", "#c5503f", "#2f7f86", "#f4ead2"][i % 4],
            )
        )
    # a growth ruler: a giraffe's neck of coloured marks
    gx = w * 0.335
    c.add(c.rect(gx, 180, 62, floor - 180, "#fdf4dc", 'rx="8"'))
    for i in range(13):
        c.add(
            c.rect(
                gx + 10,
                200 + i * 34,
                42 if i % 2 == 0 else 26,
                7,
                ["#e0a23a", "#5f9a90", "#c5503f"][i % 3],
                'rx="3"',
            )
        )
    for k, col in ((0, "#e07a5f"), (1, "#7fb069")):  # two pictures: a fish and a leaf
        x, y = w * 0.605 + k * 112, 190
        c.add(
            c.rect(x - 46, y - 4, 92, 112, "#fffaf0", 'rx="6"'),
            c.rect(x - 38, y + 4, 76, 96, lighter(col, 0.72), 'rx="4"'),
        )
        if k == 0:
            c.add(
                c.ellipse(x - 4, y + 52, 24, 14, col),
                c.poly([(x + 14, y + 52), (x + 32, y + 38), (x + 32, y + 66)], col),
                c.circle(x - 16, y + 48, 3, "#3a2a2a"),
            )
        else:
            c.add(
                c.path(
                    f"M{x} {y + 88}Q{x - 34} {y + 52} {x} {y + 16}Q{x + 34} {y + 52} {x} {y + 88}Z",
                    col,
                ),
                c.line([(x, y + 88), (x, y + 30)], "#4d7a45", 3),
            )
    room.floorboards(c, floor, "#c48f5e", "#d9ad78")
    c.add(
        c.poly(
            [
                (w * 0.05, h * 0.72),
                (w * 0.46, h * 0.72),
                (w * 0.54, h * 0.98),
                (w * -0.04, h * 0.98),
            ],
            c.linear("#d0674f", "#b04c41"),
        ),
        cloth.mat(
            c,
            [
                (w * 0.065, h * 0.735),
                (w * 0.45, h * 0.735),
                (w * 0.52, h * 0.965),
                (w * -0.01, h * 0.965),
            ],
            20,
            9,
            ["#e0b768", "#cfa052"],
            lambda i, j: 1 if (i + j) % 5 == 0 else 0,
        ),
    )
    c.add(
        c.poly(
            [(120, 390), (420, 390), (w * 0.50, h), (w * 0.16, h)],
            c.linear((0, "#fff6d0", 0.30), (1, "#fff6d0", 0)),
            'style="mix-blend-mode:screen" ' + c.blur(10),
        ),
        c.glow(270, 250, 420, "#fff3c8", 0.35),
    )
    # the hanging scale and the baby
    sx = w * 0.52
    c.add(
        c.line([(sx, 44), (sx, 214)], "#5b4034", 6),
        c.circle(sx, 252, 44, "#3f4a55"),
        c.circle(sx, 252, 36, "#fdf8ea"),
        *[c.at(c.rect(-1.5, -33, 3, 8, "#54606a"), sx, 252, 1, 1, a) for a in range(0, 360, 30)],
        c.at(c.poly([(-3, 4), (3, 4), (0, -28)], "#c5403a"), sx, 252, 1, 1, 62),
        c.circle(sx, 252, 5, "#3f4a55"),
    )
    c.add(
        c.line([(sx, 296), (sx, 326)], "#5b4034", 5),
        c.line([(sx, 326), (sx - 76, 410)], "#d9a441", 9),
        c.line([(sx, 326), (sx + 76, 410)], "#d9a441", 9),
    )
    baby = [
        c.path(
            "M-84 0Q-92 96 0 118Q92 96 84 0Q40 30 0 30Q-40 30 -84 0Z",
            c.linear("#f0bd55", "#d1903a"),
        ),
        c.group([cloth.waves(c, -80, 36, 160, 40, "#b5652f", 6, 2)], 'opacity=".6"'),
    ]
    c.add(
        c.at(
            [
                c.circle(-8, -4, 46, "#e7b48c"),
                heads.head(
                    c,
                    -8,
                    -6,
                    42,
                    skin="#dba47a",
                    wear="hair",
                    colour="#3a2a26",
                    look=0.3,
                    smile=1.6,
                ),
                c.ellipse(40, 22, 15, 12, "#dba47a"),
                c.ellipse(-62, 14, 13, 11, "#cf9870"),
                *baby,
                c.ellipse(62, 12, 13, 10, "#dba47a"),
            ],
            sx,
            410,
        )
    )
    # the cadre who weighs, the midwife with her table
    c.add(
        people.person(
            c,
            w * 0.415,
            h * 0.86,
            560,
            "point",
            top="#a83f5c",
            bottom="#5b3350",
            wear="hijab",
            colour="#f3c98b",
            look=0.7,
            skirt=True,
            smile=1.4,
            skin="#c68a63",
        )
    )
    c.add(
        people.person(
            c,
            w * 0.645,
            h * 0.845,
            545,
            "stand",
            top="#eef2ee",
            bottom="#3f6f7a",
            wear="hijab",
            colour="#2f7f86",
            look=-0.6,
            skirt=True,
            smile=1.3,
            skin="#b5774f",
        )
    )
    tx, ty = w * 0.835, h * 0.80
    # mother and child behind the table's corner
    c.add(
        people.person(
            c,
            w * 0.79,
            h * 0.86,
            520,
            "hold",
            top="#d98c4a",
            bottom="#7a4a3a",
            wear="hijab",
            colour="#7a5aa0",
            look=0.4,
            skirt=True,
            smile=1.3,
            skin="#d49c72",
        )
    )
    child = [
        c.path("M-26 8Q-32 70 4 86Q38 70 30 8Z", "#7fb069"),
        heads.head(
            c, 2, -26, 34, skin="#d8a075", wear="hair", colour="#2b2024", look=-0.5, smile=1.5
        ),
        c.ellipse(-25, 34, 10, 24, "#6d9c5a"),
    ]
    c.add(
        c.at(child, w * 0.80, h * 0.515),
        c.stroke(
            f"M{w * 0.822} {h * 0.545}Q{w * 0.838} {h * 0.62} {w * 0.79} {h * 0.605}", "#b9733a", 34
        ),
    )
    c.add(
        c.rect(tx - 60, ty - 110, 330, 22, c.linear("#b98356", "#8d5f40")),
        c.rect(tx - 40, ty - 88, 20, 180, "#7d5440"),
        c.rect(tx + 220, ty - 88, 20, 180, "#7d5440"),
        c.rect(tx - 60, ty - 88, 330, 78, c.linear("#f4ead2", "#d9c8a4")),
        cloth.snakehead_teeth(c, tx - 60, ty - 40, 330, 28, "#c5503f", 18),
        c.rect(tx - 60, ty - 12, 330, 6, "#c5503f"),
    )
    c.add(
        c.poly(
            [(tx - 20, ty - 116), (tx + 44, ty - 120), (tx + 50, ty - 112), (tx - 16, ty - 110)],
            "#e46f8a",
        ),
        c.poly(
            [(tx + 44, ty - 120), (tx + 104, ty - 114), (tx + 104, ty - 110), (tx + 50, ty - 112)],
            "#f08aa2",
        ),
    )
    for i, col in enumerate(("#f6f1e2", "#9fd0d8", "#f6f1e2")):
        c.add(
            c.rect(tx + 140 + i * 30, ty - 150, 20, 42, col, 'rx="5"'),
            c.rect(
                tx + 143 + i * 30, ty - 158, 14, 12, "#c5503f" if i != 1 else "#2f7f86", 'rx="3"'
            ),
        )
    # mothers waiting on the mat
    c.add(
        c.ellipse(w * 0.13, h * 0.925, 150, 18, "#6b3a2c", 'opacity=".35" ' + c.blur(6)),
        c.ellipse(w * 0.30, h * 0.95, 140, 18, "#6b3a2c", 'opacity=".35" ' + c.blur(6)),
    )
    c.add(
        people.person(
            c,
            w * 0.125,
            h * 0.92,
            520,
            "sila",
            top="#3f8f8a",
            bottom="#355070",
            wear="hijab",
            colour="#e9dcc0",
            look=0.6,
            skirt=True,
            smile=1.3,
        )
    )
    lap = [
        c.path("M-40 -8Q-46 60 0 74Q46 60 40 -8Z", "#e58a6a"),
        heads.head(
            c, 0, -38, 36, skin="#d8a075", wear="hair", colour="#2b2024", look=0.6, smile=1.5
        ),
        c.ellipse(-36, 26, 11, 24, "#d07555", 'transform="rotate(14 -36 26)"'),
        c.ellipse(36, 26, 11, 24, "#d07555", 'transform="rotate(-14 36 26)"'),
        c.ellipse(-18, 76, 17, 9, "#d8a075"),
        c.ellipse(18, 76, 17, 9, "#d8a075"),
    ]
    c.add(c.at(lap, w * 0.13, h * 0.815))
    toddler = people.person(
        c,
        w * 0.295,
        h * 0.945,
        330,
        "sila",
        top="#f0c04f",
        bottom="#3f7f9a",
        wear="hair",
        colour="#2b2024",
        look=-0.5,
        smile=1.6,
        r=14.5,
        short=True,
        skin="#d49c72",
    )
    c.add(
        toddler,
        c.circle(w * 0.345, h * 0.955, 24, c.radial("#ff9d7a", "#c5503f", cx=0.35, cy=0.3, r=0.8)),
        c.poly(
            [
                (w * 0.235, h * 0.935),
                (w * 0.258, h * 0.935),
                (w * 0.258, h * 0.965),
                (w * 0.235, h * 0.965),
            ],
            "#5f9a90",
        ),
    )
    return c.svg()
