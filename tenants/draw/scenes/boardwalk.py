"""The ironwood boardwalk and two pupils on their way to school."""

from __future__ import annotations

from kit import built, houses, nature, people, plants
from kit.canvas import Canvas, darker, lighter, mix, n


def boardwalk(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    r = c.rnd
    line, vx = h * 0.44, w * 0.5
    c.add(nature.sky(c, "#4f9fb3", "#a7d3cd", "#fbe7b9", height=line + 12))
    c.add(c.glow(w * 0.56, line - 60, 640, "#ffe9b0", 0.8))
    c.add(
        nature.cloud(c, w * 0.30, 190, 460, "#fffaf0", "#cfe3d8", 0.9),
        nature.cloud(c, w * 0.72, 130, 520, "#fffaf0", "#c4dfd8", 0.9),
    )
    land = [plants.canopy(c, line, 110, "#8fb89b", "#bcd3a4")]
    for x, k in ((0.36, 190), (0.41, 150), (0.585, 170), (0.64, 210)):
        land.append(plants.palm(c, w * x, line, k, "#5f9a7f", "#a3c487"))
    land.append(built.mosque(c, w * 0.505, line, 92, "#efe3c2", "#4f9a94"))
    land.append(plants.canopy(c, line + 4, 44, "#5f9774", "#97bf84"))
    for x, y, s, wall, roof, kind, flip in (
        (0.40, 14, 150, "#e2c48c", "#a5594a", "gable", 1),
        (0.60, 16, 160, "#8fbdb5", "#9a5546", "long", 1),
    ):
        land.append(
            houses.house(
                c, w * x, line + y, s, wall, roof, kind=kind, flip=flip, light=-1 if x > 0.5 else 1
            )
        )
    c.add(c.group(land, 'id="land"'))
    c.add(
        nature.water(
            c, line + 10, "land", ("#dfe6c4", "#9cc3a9", "#5d9789", "#2d6a69"), 0.42, 24, 0.06
        )
    )
    for x, y, s, wall, roof, kind in (
        (0.285, 52, 250, "#7fb0a4", "#8f4c3f", "long"),
        (0.735, 56, 270, "#dcae74", "#8b463c", "gable"),
        (0.085, 118, 420, "#d9b074", "#7f3f38", "steep"),
        (0.93, 122, 430, "#6fa6a8", "#8a4a3d", "long"),
    ):
        side = 1 if x < 0.5 else -1
        foot = line + y
        c.add(
            plants.palm(c, w * x - side * s * 0.32, foot - 6, s * 1.05, "#3f7f66", "#8fb56c"),
            plants.palm(c, w * x + side * s * 0.2, foot - 6, s * 0.9, "#478a6c", "#97bd72"),
        )
        home = plants.nipah(
            c, w * x + side * s * 0.56, foot + 4, s * 0.42, "#4a8b5a", "#9cc46c"
        ) + houses.house(
            c, w * x, foot, s, wall, roof, kind=kind, light=-1 if x > 0.5 else 1, shutters="#3f7d7c"
        )
        c.add(
            c.group(
                [c.group([home], f'transform="translate(0 {n(foot * 1.75)}) scale(1 -.75)"')],
                f'opacity=".34" {c.ripple(18, 0.06)}',
            )
        )
        c.add(
            c.ellipse(w * x, foot + 2, s * 0.56, s * 0.05, "#24574f", 'opacity=".45" ' + c.blur(5)),
            home,
        )
    c.add(nature.glints(c, line + 20, h, "#fffbe6", 130, None, None, 0.4))
    for x in range(14):  # water plants beside the boards
        t = (x / 13) ** 1.4
        for side in (-1, 1):
            rx, ry = vx + side * (70 + 690 * t) + r.uniform(-50, 50), line + 34 + h * 0.5 * t
            c.add(
                c.ellipse(rx, ry, 40 + 70 * t, 4 + 8 * t, "#1f5a54", 'opacity=".35" ' + c.blur(4)),
                plants.reeds(
                    c,
                    rx - 20 - 60 * t,
                    rx + 20 + 60 * t,
                    ry,
                    20 + 90 * t,
                    ["#5d9a58", "#78b163", "#4a8650", "#a0c66e"],
                    10,
                    3 + 7 * t,
                    0.25,
                    4 + 12 * t,
                ),
            )
    for x, y, s in (
        (0.13, 0.83, 66),
        (0.20, 0.77, 48),
        (0.86, 0.80, 60),
        (0.93, 0.88, 76),
        (0.06, 0.93, 80),
        (0.80, 0.73, 40),
    ):
        c.add(plants.hyacinth(c, w * x, h * y, s, "#4b9163"))
    # the deck in perspective
    far, near = line + 22, h + 10
    half = lambda t: 7 + 330 * t**1.25
    level = lambda t: far + (near - far) * t
    deck = (
        [(vx - half(0), far), (vx + half(0), far)]
        + [(vx + half(i / 20), level(i / 20)) for i in range(1, 21)]
        + [(vx - half(i / 20), level(i / 20)) for i in range(20, 0, -1)]
    )
    c.add(
        c.poly(
            [
                (x + (10 + 26 * (y - far) / (near - far)) * (1 if x > vx else -1), y + 6)
                for x, y in deck
            ],
            "#2f4a46",
            'opacity=".5" ' + c.blur(5),
        )
    )
    c.add(c.poly(deck, "#7d5640"))
    t, i = 0.0, 0
    while t < 1:
        step = 0.006 + 0.052 * t
        a, b = half(t), half(min(1, t + step))
        y0, y1 = level(t), level(min(1, t + step))
        tone = mix(
            r.choice(["#9b7052", "#a67b5a", "#8d6449", "#b08763"]), "#e8c795", 0.32 * (1 - t)
        )
        skew = r.uniform(-2, 2) * t
        c.add(
            c.poly(
                [
                    (vx - a - 5 * t + skew, y0),
                    (vx + a + 5 * t + skew, y0),
                    (vx + b + 5 * t + skew, y1 - 1 - 3 * t),
                    (vx - b - 5 * t + skew, y1 - 1 - 3 * t),
                ],
                tone,
            )
        )
        if t > 0.12:
            for _ in range(3):
                gx = r.uniform(-0.8, 0.8) * a
                c.add(
                    c.line(
                        [
                            (vx + gx, y0 + (y1 - y0) * 0.4),
                            (
                                vx + gx + a * r.uniform(0.1, 0.3),
                                y0 + (y1 - y0) * r.uniform(0.35, 0.6),
                            ),
                        ],
                        darker(tone, 0.22),
                        1 + 1.6 * t,
                        'opacity=".5"',
                    )
                )
            for side in (-1, 1):
                c.add(c.circle(vx + side * a * 0.86, (y0 + y1) / 2, 1 + 2.6 * t, "#4a342a"))
        t += step
        i += 1
    posts = [(i / 10) ** 1.6 for i in range(1, 11)]
    for side in (-1, 1):
        top = [(vx + side * (half(t) + 6 * t + 2), level(t) - 16 - 150 * t) for t in [0, *posts]]
        mid = [(x, y + 8 + 72 * t) for (x, y), t in zip(top, [0, *posts])]
        c.add(c.line(mid, "#7d5a44", 3.4))
        for (x, y), t in zip(top[1:], posts):
            c.add(
                c.rect(
                    x - 2 - 5 * t,
                    y - 3,
                    4 + 11 * t,
                    18 + 166 * t,
                    c.linear("#a57a58", "#6b4836", angle=0),
                )
            )
        c.add(c.line(top, "#b98f68", 5))
    # two pupils on their way to school, seen from behind, and a neighbour coming home
    bag = lambda col: c.group(
        [
            c.rect(-8, -77, 16, 21, c.linear(lighter(col, 0.12), darker(col, 0.15)), 'rx="5"'),
            c.rect(-6, -66, 12, 8, darker(col, 0.2), 'rx="2"'),
            c.line([(-6, -77), (-6, -80)], darker(col, 0.3), 2),
            c.line([(6, -77), (6, -80)], darker(col, 0.3), 2),
        ]
    )
    for x, y, s, wear, col, sk, b in (
        (0.472, 0.80, 250, "hijab", "#f4f0e6", True, "#e0a23a"),
        (0.545, 0.795, 240, "hair", "#231c20", False, "#2f7c86"),
    ):
        c.add(c.ellipse(w * x + 12, h * y, 56, 10, "#3a2a22", 'opacity=".35" ' + c.blur(4)))
        c.add(
            people.person(
                c,
                w * x,
                h * y,
                s,
                "stand",
                top="#fbf7ee",
                bottom="#b13a36",
                wear=wear,
                colour=col,
                look=9,
                skirt=sk,
                r=10.2,
                held=bag(b) if wear == "hair" else c.group([bag(b)], 'transform="translate(0 6)"'),
            )
        )
    c.add(
        people.person(
            c,
            w * 0.512,
            h * 0.575,
            112,
            "walk",
            top="#d9a441",
            bottom="#5b3f5c",
            wear="hijab",
            colour="#3f7f7c",
            look=-0.2,
            skirt=True,
            held=c.path("M10 -50Q18 -44 26 -50L24 -38Q18 -34 12 -38Z", "#b98a4e"),
        )
    )
    return c.svg()
