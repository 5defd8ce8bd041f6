"""A letter is asked for at night, from the porch."""

from __future__ import annotations

from kit import houses, nature, people, plants
from kit.canvas import Canvas


def letter_at_night(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.60
    c.add(
        nature.sky(c, "#0e1636", "#1d2d5a", "#3d4f7f", "#6f6b91", height=line + 12),
        nature.stars(c, line - 60, 150),
    )
    c.add(
        c.glow(w * 0.22, 190, 360, "#cfd8ff", 0.4),
        c.circle(w * 0.22, 190, 58, "#f6f0d8"),
        c.circle(w * 0.22 - 16, 178, 10, "#e2dabc", 'opacity=".6"'),
        c.circle(w * 0.22 + 18, 206, 14, "#e2dabc", 'opacity=".6"'),
    )
    c.add(
        nature.cloud(c, w * 0.40, 300, 420, "#54628f", "#2d3c68", 0.55),
        nature.cloud(c, w * 0.06, 330, 380, "#4f5d8b", "#2b3965", 0.5),
    )
    land = [
        plants.canopy(c, line, 100, "#34446f"),
        plants.canopy(c, line, 58, "#25345c", "#34446f"),
    ]
    for x, k in ((0.04, 210), (0.10, 170), (0.36, 190), (0.41, 150)):
        land.append(plants.palm(c, w * x, line, k, "#1d2b50", "#33446e"))
    for x, s, kind in ((0.17, 190, "gable"), (0.30, 170, "long"), (0.44, 150, "gable")):
        land.append(
            houses.house(
                c,
                w * x,
                line + 4,
                s,
                "#3f4a72",
                "#252f57",
                kind=kind,
                light=1,
                lit="#ffc768",
                wood="#2c3359",
                steps=False,
            )
        )
    tx = w * 0.235  # a radio mast far away
    land.append(
        c.poly(
            [(tx - 13, line), (tx - 2, line - 300), (tx + 2, line - 300), (tx + 13, line)],
            "none",
            'stroke="#56658f" stroke-width="2.4"',
        )
    )
    for i in range(9):
        y = line - 300 * i / 9
        k = 13 - 11 * i / 9
        land.append(
            c.line([(tx - k, y), (tx + k * 0.85, y - 33)], "#56658f", 1.6)
            + c.line([(tx + k, y), (tx - k * 0.85, y - 33)], "#56658f", 1.6)
        )
    c.add(
        c.group(land, 'id="land"'),
        c.circle(tx, line - 304, 5, "#ff6a55"),
        c.glow(tx, line - 304, 40, "#ff6a55", 0.8),
    )
    c.add(
        nature.water(
            c, line + 8, "land", ("#5b648f", "#34457a", "#1a2852", "#111c40"), 0.6, 26, 0.06
        )
    )
    c.add(
        nature.glints(c, line + 14, h, "#f4ecd0", 130, w * 0.22, 60, 0.7),
        nature.glints(c, line + 20, h, "#9fb2ea", 90, None, None, 0.25),
    )
    for x in (0.17, 0.30, 0.44):
        c.add(
            c.glow(w * x, line - 40, 110, "#ffb75c", 0.32),
            nature.glints(c, line + 20, line + 150, "#ffd28a", 20, w * x, 26, 0.5),
        )
    # the porch, close by
    px, floor = w * 0.50, h * 0.82
    wall = c.linear("#6d4a52", "#8f6250", "#a8744f", angle=0)
    c.add(c.rect(px + 160, 0, w - px, floor, wall))
    for i in range(1, 17):
        c.add(c.rect(px + 160, floor * i / 17, w - px, 3, "#3a2738", 'opacity=".45"'))
    dx, dw = w * 0.85, 210
    c.add(
        c.rect(dx - dw / 2 - 16, h * 0.20, dw + 32, floor - h * 0.20, "#4d3238"),
        c.rect(
            dx - dw / 2, h * 0.215, dw, floor - h * 0.215, c.linear("#ffdf96", "#ffc86a", "#f3a94f")
        ),
    )
    c.add(
        c.path(
            f"M{dx - dw / 2} {h * 0.215}L{dx - dw / 2 + 66} {h * 0.215}Q{dx - dw / 2 + 34} {h * 0.5} {dx - dw / 2 + 12} {floor}L{dx - dw / 2} {floor}Z",
            "#b4473f",
            'opacity=".9"',
        )
    )
    c.add(
        c.path(
            f"M{dx + dw / 2} {h * 0.215}L{dx + dw / 2 - 66} {h * 0.215}Q{dx + dw / 2 - 34} {h * 0.5} {dx + dw / 2 - 12} {floor}L{dx + dw / 2} {floor}Z",
            "#a03c3b",
            'opacity=".9"',
        )
    )
    c.add(
        c.rect(w * 0.665, h * 0.27, 120, 190, "#4d3238"),
        c.rect(w * 0.665 + 12, h * 0.27 + 12, 96, 166, c.linear("#ffd98a", "#f5b458")),
        c.rect(w * 0.665 + 56, h * 0.27, 8, 190, "#4d3238"),
        c.rect(w * 0.665, h * 0.27 + 70, 120, 8, "#4d3238"),
    )
    # roof edge and posts
    c.add(
        c.poly([(px - 190, 40), (w, -60), (w, 26), (px - 206, 92)], c.linear("#2b1d33", "#42293a")),
        c.line([(px - 206, 92), (w, 26)], "#5d3c44", 9),
    )
    for x in (px - 120, w * 0.985):
        c.add(c.rect(x, 60, 26, h, c.linear("#8d6150", "#4b3038", angle=0)))
    c.add(
        c.rect(px - 190, floor, w, 26, c.linear("#b07d58", "#7a5040")),
        c.rect(px - 190, floor + 26, w, 20, "#3b2632"),
    )
    for i in range(9):
        c.add(
            c.rect(px - 150 + i * 130, floor + 46, 22, h, c.linear("#5f4040", "#33222f", angle=0))
        )
    for i in range(14):
        x = px - 118 + i * 30
        if x < px + 150:
            c.add(c.rect(x, floor - 112, 8, 112, "#6e4b44"))
    c.add(
        c.rect(px - 124, floor - 122, 286, 14, "#8d6150"),
        c.rect(px - 124, floor - 60, 286, 8, "#6e4b44"),
    )
    c.add(
        c.line([(w * 0.745, 20), (w * 0.745, 150)], "#2a1d2c", 4),
        c.path(f"M{w * 0.745 - 40} 176Q{w * 0.745} 120 {w * 0.745 + 40} 176Z", "#34343f"),
        c.ellipse(w * 0.745, 178, 34, 10, "#fff1bd"),
    )
    c.add(c.glow(w * 0.745, 190, 520, "#ffc163", 0.75), c.glow(dx, h * 0.5, 430, "#ffb85a", 0.5))
    # the mat, the woman, her tea, the sleeping cat
    mat = [
        (w * 0.60, floor - 6),
        (w * 0.80, floor - 6),
        (w * 0.83, floor + 20),
        (w * 0.57, floor + 20),
    ]
    c.add(
        c.poly(mat, c.linear("#d9ae62", "#b8873f")),
        *[
            c.line(
                [(w * (0.60 + i * 0.02), floor - 6), (w * (0.57 + i * 0.026), floor + 20)],
                "#8f3f38" if i % 3 == 0 else "#8d6a34",
                3,
                'opacity=".55"',
            )
            for i in range(11)
        ],
    )
    fx, fs = w * 0.665, 560
    phone = c.at(
        [
            c.rect(-5, -9, 10, 18, "#20222c", 'rx="1.6"'),
            c.rect(-4, -7.6, 8, 15, "#dff3ff", 'rx=".8"'),
        ],
        18,
        -34,
        0.66,
        1,
        14,
    )
    c.add(c.ellipse(fx + 40, floor + 8, 210, 20, "#4b2b2a", 'opacity=".5" ' + c.blur(6)))
    c.add(
        people.person(
            c,
            fx,
            floor + 6,
            fs,
            "phone",
            skin="#c98d66",
            top="#2f7f86",
            bottom="#8c3f55",
            wear="hijab",
            colour="#e9c17c",
            look=0.55,
            skirt=True,
            held=phone,
            smile=1.3,
        )
    )
    c.add(c.glow(fx + 100, floor - 200, 190, "#bfe6ff", 0.75))
    c.add(
        c.ellipse(w * 0.605, floor - 2, 34, 8, "#e8e2d4"),
        c.path(
            f"M{w * 0.605 - 19} {floor - 40}L{w * 0.605 + 19} {floor - 40}L{w * 0.605 + 14} {floor - 6}L{w * 0.605 - 14} {floor - 6}Z",
            c.linear("#f5efe2", "#cdbfae", angle=0),
        ),
        c.ellipse(w * 0.605, floor - 40, 19, 5, "#8a4a2a"),
    )
    c.add(
        c.stroke(
            f"M{w * 0.603} {floor - 50}q-10 -16 2 -30t0 -30",
            "#fff",
            3,
            'opacity=".4" ' + c.blur(1.5),
        )
    )
    cat = [
        c.ellipse(0, -22, 58, 26, c.linear("#d98a45", "#a85f2e")),
        c.circle(-48, -30, 20, "#cf7f3d"),
        c.path("M-64 -42L-60 -60L-50 -47Z", "#b96c33"),
        c.path("M-44 -47L-36 -60L-33 -42Z", "#b96c33"),
        c.stroke("M50 -14Q78 -4 58 2Q20 8 -20 2", "#b96c33", 11),
        c.stroke("M-58 -29q5 4 9 0M-45 -28q5 4 9 0", "#4b2a1d", 2),
        *[
            c.stroke(f"M{-14 + i * 18} -45q6 10 2 20", "#8f4f28", 5, 'opacity=".7"')
            for i in range(3)
        ],
    ]
    c.add(c.at(cat, w * 0.935, floor + 2, 0.95))
    c.add(
        c.group(
            [plants.reeds(c, -30, w * 0.30, h + 30, 240, ["#0d1533", "#131d40"], 60, 14)], c.blur(2)
        )
    )
    return c.svg()
