"""The papuyu catch, close by."""

from __future__ import annotations

import math

from kit import cloth, houses, nature, plants
from kit.canvas import Canvas, darker, lighter, mix, n


def papuyu_fish(c: Canvas, x, y, s, turn=0.0, flip=1, body="#7d8a4f") -> str:
    """Anabas testudineus: deep body, spiny back fin, hard scales, a dark spot at the tail."""
    r = c.rnd
    out = [
        c.path(
            "M-58 -14Q-92 -34 -100 -26Q-92 -6 -94 0Q-92 8 -101 28Q-90 34 -58 14Z",
            c.linear(lighter(body, 0.1), darker(body, 0.3)),
        )
    ]
    out += [
        c.line([(-60, k * 4), (-95, k * 8)], darker(body, 0.4), 1.6, 'opacity=".6"')
        for k in range(-3, 4)
    ]
    fin = (
        "M48 -34"
        + "".join(
            f"L{n(40 - i * 9.5)} {n(-58 + abs(i - 5) * 0.9)}L{n(35 - i * 9.5)} {n(-41)}"
            for i in range(10)
        )
        + "L-58 -18L40 -26Z"
    )
    out.append(c.path(fin, darker(body, 0.22)))
    out.append(
        c.path(
            "M20 36"
            + "".join(
                f"L{n(10 - i * 9)} {n(52 - i * 1.2)}L{n(5 - i * 9)} {n(38 - i * 1.4)}"
                for i in range(7)
            )
            + "L-56 16L18 30Z",
            darker(body, 0.18),
        )
    )
    shape = "M98 2Q80 -34 34 -42Q-20 -46 -64 -14Q-70 0 -64 14Q-20 44 34 40Q82 32 98 2Z"
    out.append(
        c.path(shape, c.linear(darker(body, 0.25), body, lighter(mix(body, "#d8c27a", 0.55), 0.2)))
    )
    hold = c.clip(c.path(shape, "#000"))
    scales = []
    for i in range(14):
        for j in range(-6, 7):
            sx, sy = 40 - i * 8.6 + (4.3 if j % 2 else 0), j * 7
            scales.append(
                c.stroke(
                    f"M{n(sx + 4)} {n(sy - 4.4)}Q{n(sx - 4.6)} {n(sy)} {n(sx + 4)} {n(sy + 4.4)}",
                    darker(body, 0.42),
                    1.3,
                    'opacity=".55"',
                )
            )
            if r.random() < 0.35:
                scales.append(
                    c.ellipse(sx + 2.6, sy - 1, 2.4, 2, lighter(body, 0.55), 'opacity=".45"')
                )
    out.append(c.group(scales, hold))
    out.append(c.group([c.ellipse(20, -30, 74, 9, "#fff", 'opacity=".12"')], hold))
    out.append(
        c.path(
            "M52 -36Q38 0 54 36Q84 28 98 2Q82 -28 52 -36Z",
            c.linear(lighter(body, 0.08), darker(body, 0.12)),
        )
    )
    out.append(c.stroke("M53 -35Q39 0 55 35", darker(body, 0.45), 2.4))
    out += [
        c.line([(47, k * 9 - 2), (42, k * 9 - 4)], darker(body, 0.45), 1.8) for k in range(-2, 3)
    ]
    out.append(c.path("M44 8Q22 6 10 22Q26 26 46 18Z", mix(body, "#d9a441", 0.45)))
    out.append(
        c.circle(76, -8, 8.4, "#e9c95e")
        + c.circle(77, -8, 5.4, "#1c1a1c")
        + c.circle(79, -10.4, 1.7, "#fff")
    )
    out.append(c.stroke("M98 4Q90 9 84 8", darker(body, 0.5), 2))
    out.append(c.circle(-58, 0, 6.5, "#2c2f22", 'opacity=".6"'))
    return c.at(out, x, y, s / 200, flip, turn)


def catch(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    r = c.rnd
    edge = h * 0.36
    # the river behind the jetty, out of focus
    back = [
        c.rect(-40, -40, w + 80, edge + 60, c.linear("#f6cf8a", "#bfd0ac", "#5f9f97")),
        c.circle(w * 0.72, 90, 70, "#fff3cf"),
        plants.canopy(c, edge * 0.52, 130, "#7fa987", "#b3cf98"),
        plants.palm(c, w * 0.12, edge * 0.52, 165, "#56906f", "#9cc07c"),
        plants.palm(c, w * 0.9, edge * 0.52, 150, "#56906f", "#9cc07c"),
        houses.house(c, w * 0.33, edge * 0.54, 260, "#dcb078", "#9a5244", kind="long"),
        houses.house(c, w * 0.62, edge * 0.53, 200, "#8ab7ae", "#934f40", kind="gable"),
        c.rect(-40, edge * 0.54, w + 80, edge, c.linear("#f3dca4", "#8dbcab", "#4d938e")),
        nature.glints(c, edge * 0.56, edge, "#fffbe4", 70, w * 0.72, 120, 0.9),
    ]
    c.add(c.group(back, c.blur(4.5)), c.glow(w * 0.72, 100, 560, "#ffe7a8", 0.7))
    # boards
    c.add(c.rect(0, edge, w, h, c.linear("#c9986a", "#8d5d40")))
    y, k = edge, 30.0
    while y < h:
        tone = r.choice(["#b98a5e", "#a97b52", "#c29668", "#9f7049"])
        c.add(
            c.rect(0, y, w, k, c.linear(lighter(tone, 0.16), tone, darker(tone, 0.08))),
            c.rect(0, y + k - 4, w, 5, "#4b2f24"),
        )
        for _ in range(9):
            gx, gy = r.uniform(0, w), y + k * r.uniform(0.2, 0.8)
            c.add(
                c.stroke(
                    f"M{n(gx)} {n(gy)}q{n(r.uniform(50, 130))} {n(r.uniform(-5, 5))} {n(r.uniform(140, 320))} 0",
                    darker(tone, 0.3),
                    1.6,
                    'opacity=".4"',
                )
            )
        y += k
        k *= 1.28
    c.add(
        c.rect(0, edge - 6, w, 12, "#6b4636"),
        c.poly(
            [(w * 0.5, edge), (w, edge), (w, h), (w * 0.62, h)],
            c.linear((0, "#ffe4a4", 0.3), (1, "#ffe4a4", 0)),
            'style="mix-blend-mode:screen" ' + c.blur(40),
        ),
    )
    # a lukah trap resting behind
    trap = [c.ellipse(0, 0, 300, 78, "#4b2c20", 'opacity=".28" ' + c.blur(9))]
    for i in range(15):
        v = -1 + 2 * i / 14
        trap.append(
            c.stroke(
                f"M-330 {n(-70 + v * 66)}Q-60 {n(-74 + v * 84)} 250 {n(-74 + v * 30)}L320 {n(-74 + v * 6)}",
                lighter("#b98a4e", 0.2 - 0.25 * abs(v)) if i % 2 else "#9a6d3b",
                6,
            )
        )
    for x, ry in ((-330, 66), (-190, 74), (-40, 73), (110, 58), (240, 32)):
        trap.append(c.ellipse(x, -72, ry * 0.22, ry, "none", 'stroke="#7a5230" stroke-width="7"'))
    c.add(c.at(trap, w * 0.74, edge + 170, 0.95, 1, -5))
    # leaf, basket and fish
    leaf = [
        c.path(
            "M-420 30Q-200 -110 120 -96Q380 -70 470 20Q240 96 -60 92Q-300 86 -420 30Z",
            c.linear("#78b15a", "#3f7f45"),
        ),
        c.stroke("M-410 30Q40 -30 460 20", "#b9d98a", 7),
    ]
    leaf += [
        c.stroke(
            f"M{n(-380 + i * 42)} {n(22 - math.sin(i / 20 * 3.1) * 24)}q{n(40)} {n(-38)} {n(64)} {n(-66 * math.sin(i / 20 * 3.1) - 8)}",
            "#5d9a4e",
            2.4,
            'opacity=".7"',
        )
        for i in range(1, 20)
    ]
    leaf += [
        c.stroke(
            f"M{n(-380 + i * 42)} {n(24 - math.sin(i / 20 * 3.1) * 22)}q{n(34)} {n(40)} {n(60)} {n(66 * math.sin(i / 20 * 3.1) + 6)}",
            "#356f3d",
            2.4,
            'opacity=".7"',
        )
        for i in range(1, 20)
    ]
    c.add(
        c.ellipse(w * 0.655, h * 0.87, 560, 86, "#3b221a", 'opacity=".4" ' + c.blur(10)),
        c.at(leaf, w * 0.655, h * 0.845, 1.28, 1, -3),
    )
    bx, by = w * 0.315, h * 0.80
    c.add(c.ellipse(bx + 20, by + 6, 320, 46, "#3b221a", 'opacity=".5" ' + c.blur(10)))
    fish = "".join(
        papuyu_fish(c, x, y, s, t, f, col)
        for x, y, s, t, f, col in (
            (-150, -372, 330, -64, 1, "#6d7f4a"),
            (-40, -400, 350, -76, 1, "#87934f"),
            (90, -386, 340, -112, 1, "#748548"),
            (180, -356, 310, -128, 1, "#8d9553"),
            (-200, -338, 280, -34, 1, "#7c8a4e"),
            (30, -352, 320, -96, 1, "#95995a"),
        )
    )
    c.add(
        cloth.basket(
            c,
            bx,
            by,
            600,
            330,
            ["#d9ae66", "#a8553a"],
            False,
            lambda i, j: 1 if j in (2, 4) or (j == 3 and i % 3 == 0) else 0,
            fish,
        )
    )
    for x, y, s, t, f, col in (
        (0.565, 0.775, 400, 8, -1, "#7d8a4f"),
        (0.745, 0.80, 420, -6, 1, "#86904f"),
        (0.625, 0.87, 430, -3, -1, "#6f8049"),
    ):
        c.add(
            c.ellipse(
                w * x, h * y + s * 0.2, s * 0.48, s * 0.06, "#1d3a22", 'opacity=".4" ' + c.blur(5)
            ),
            papuyu_fish(c, w * x, h * y, s, t, f, col),
        )
    for x, y, rr in ((0.905, 0.70, 44), (0.95, 0.755, 48)):
        if rr:
            c.add(
                c.ellipse(
                    w * x + 6,
                    h * y + rr * 0.8,
                    rr,
                    rr * 0.3,
                    "#3b221a",
                    'opacity=".4" ' + c.blur(4),
                ),
                c.circle(w * x, h * y, rr, c.radial("#b9d860", "#6f9a3a", cx=0.36, cy=0.3, r=0.8)),
                c.circle(w * x + rr * 0.2, h * y - rr * 0.62, rr * 0.1, "#5d7a34"),
            )
    lx, ly = w * 0.885, h * 0.885
    c.add(
        c.ellipse(lx + 6, ly + 36, 50, 13, "#3b221a", 'opacity=".4" ' + c.blur(4)),
        c.circle(lx, ly, 46, "#7fa53f"),
        c.circle(lx, ly, 40, "#f2f5c9"),
        *[
            c.at(c.path("M0 -5Q16 -16 33 -9Q37 0 33 9Q16 16 0 5Z", "#d3e287"), lx, ly, 1, 1, a)
            for a in range(0, 360, 45)
        ],
        c.circle(lx, ly, 5, "#f6f8dc"),
    )
    for x, y, t in ((0.06, 0.89, -18), (0.105, 0.915, 12), (0.155, 0.885, -42), (0.125, 0.945, 20)):
        ch = [
            c.path(
                "M-70 0Q-30 -20 30 -10Q66 -2 74 4Q40 16 -20 16Q-62 14 -70 0Z",
                c.linear("#f0674a", "#b52f26"),
            ),
            c.stroke("M-68 -1Q-86 -10 -98 -4", "#5f8a3c", 8),
            c.stroke("M-44 -6Q-4 -14 34 -5", "#fff", 3.4, 'opacity=".5"'),
        ]
        c.add(c.at(ch, w * x, h * y, 0.85, 1, t))
    for _ in range(40):  # drops of water
        x, y, s = r.uniform(w * 0.06, w * 0.95), h * r.uniform(0.78, 0.98), r.uniform(2.5, 7)
        c.add(
            c.ellipse(x, y, s, s * 0.7, "#fff6dc", 'opacity=".55"'),
            c.ellipse(x - s * 0.2, y - s * 0.2, s * 0.3, s * 0.2, "#fff"),
        )
    return c.svg()
