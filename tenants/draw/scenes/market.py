"""The market on the river."""

from __future__ import annotations

from kit import built, houses, nature, people, plants
from kit.canvas import Canvas, n


def river_market(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    r = c.rnd
    line = h * 0.36
    c.add(
        nature.sky(c, "#5e9fb0", "#bcd9cc", "#fde3ae", height=line + 12),
        c.glow(w * 0.2, line - 40, 700, "#fff0bb", 0.9),
    )
    c.add(nature.cloud(c, w * 0.62, 130, 620, "#fffaf0", "#cbe0d6", 0.9))
    land = [plants.canopy(c, line, 110, "#9abca0", "#c4d4a8")]
    for x, k in ((0.09, 170), (0.32, 200), (0.37, 150), (0.60, 190), (0.84, 230), (0.95, 190)):
        land.append(plants.palm(c, w * x, line, k, "#659c82", "#a5c58b"))
    for x, s, wall, roof, kind in (
        (0.21, 240, "#e0bd82", "#a05648", "gable"),
        (0.47, 280, "#8cb9b0", "#93503f", "long"),
        (0.73, 270, "#d8a873", "#8a473c", "long"),
        (0.93, 230, "#a8c3a6", "#97533f", "steep"),
    ):
        land.append(
            houses.house(
                c, w * x, line + 10, s, wall, roof, kind=kind, light=-1, shutters="#47827d"
            )
        )
    c.add(c.group(land, 'id="land"'))
    c.add(
        nature.water(
            c, line + 8, "land", ("#f1e2b4", "#9cc5b1", "#4f938f", "#226069"), 0.5, 28, 0.06
        )
    )
    c.add(
        nature.glints(c, line + 14, h, "#fffbe2", 150, w * 0.2, 220, 0.6),
        nature.glints(c, line + 30, h, "#e7f4ea", 130, None, None, 0.32),
    )

    def pile(kind, x, span, size):
        out = []
        for row in range(3):
            k = int((span - row * size) / size)
            for i in range(max(1, k)):
                px = x - span / 2 + (i + 0.5 + row * 0.5) * size + r.uniform(-2, 2)
                py = -14 - row * size * 0.62
                if kind == "orange":
                    out.append(
                        c.circle(
                            px,
                            py,
                            size * 0.52,
                            c.radial("#ffc861", "#e38d2a", cx=0.36, cy=0.3, r=0.75),
                        )
                    )
                elif kind == "coconut":
                    out.append(
                        c.ellipse(
                            px,
                            py,
                            size * 0.55,
                            size * 0.5,
                            c.radial("#b9d27a", "#6c9444", cx=0.36, cy=0.3, r=0.75),
                        )
                    )
                elif kind == "melon":
                    out.append(
                        c.ellipse(
                            px,
                            py,
                            size * 0.58,
                            size * 0.48,
                            c.radial("#8cc07a", "#3d7a4a", cx=0.36, cy=0.3, r=0.75),
                        )
                        + c.stroke(
                            f"M{n(px - size * 0.2)} {n(py - size * 0.4)}Q{n(px - size * 0.3)} {n(py)} {n(px - size * 0.2)} {n(py + size * 0.4)}",
                            "#2d6340",
                            2,
                        )
                    )
                elif kind == "leaf":
                    for a in (-30, 0, 28):
                        out.append(
                            c.ellipse(
                                px + a * 0.18,
                                py - size * 0.15,
                                size * 0.24,
                                size * 0.62,
                                r.choice(["#5fa04f", "#78b658", "#478a48"]),
                                f'transform="rotate({a} {n(px)} {n(py)})"',
                            )
                        )
                elif kind == "chilli":
                    out.append(
                        c.ellipse(
                            px,
                            py,
                            size * 0.52,
                            size * 0.2,
                            r.choice(["#d8452f", "#c23328", "#e7683c"]),
                            f'transform="rotate({r.uniform(-60, 60):.0f} {n(px)} {n(py)})"',
                        )
                    )
                elif kind == "banana":
                    for j in range(5):
                        bx = px + (j - 2) * size * 0.2
                        out.append(
                            c.stroke(
                                f"M{n(px)} {n(py - size * 0.62)}Q{n(bx - size * 0.1)} {n(py - size * 0.1)} {n(bx + (j - 2) * size * 0.1)} {n(py + size * 0.25)}",
                                ["#e0b23a", "#f2cc50", "#f7d865", "#ecc247", "#d3a030"][j],
                                size * 0.19,
                            )
                        )
                    out.append(c.circle(px, py - size * 0.64, size * 0.12, "#7a6a34"))
        return c.group(out)

    def tray(x, width, inner):
        return c.group(
            [
                inner,
                c.path(
                    f"M{n(x - width / 2)} -20Q{n(x)} -10 {n(x + width / 2)} -20L{n(x + width / 2 - 9)} 2L{n(x - width / 2 + 9)} 2Z",
                    c.linear("#c99a5c", "#8d6237"),
                ),
                *[
                    c.line(
                        [
                            (x - width / 2 + 8 + i * width / 7, -15),
                            (x - width / 2 + 10 + i * width / 7.4, 1),
                        ],
                        "#7a5230",
                        1.6,
                        'opacity=".6"',
                    )
                    for i in range(7)
                ],
            ]
        )

    def boat(
        x, y, length, crew_x, look, goods, top, scarf, skin, flip=1, colour="#80543a", pose="paddle"
    ):
        s = length * 0.46
        paddle = c.line([(19, -42), (31, 26)], "#6b4a36", 2.4) + c.ellipse(
            31.5, 29, 3.2, 8, "#6b4a36", 'transform="rotate(-9 31 29)"'
        )
        crew = people.person(
            c,
            crew_x * length,
            2,
            s,
            pose,
            top=top,
            bottom="#3d4a63",
            wear="hijab",
            colour=scarf,
            skin=skin,
            hat=True,
            look=look,
            held=paddle if pose == "paddle" else "",
        )
        load = "".join(
            tray(
                px * length,
                span * length,
                pile(kind, px * length, span * length * 0.9, size * length),
            )
            for kind, px, span, size in goods
        )
        c.add(
            c.ellipse(
                w * x,
                h * y + length * 0.075,
                length * 0.5,
                length * 0.04,
                "#153c44",
                'opacity=".4" ' + c.blur(6),
            )
        )
        c.add(
            built.jukung(
                c,
                w * x,
                h * y,
                length,
                colour,
                people=crew,
                load=c.group([load], f'transform="translate(0 {n(-length * 0.026)})"'),
                flip=flip,
            )
        )
        c.add(
            nature.glints(
                c,
                h * y + length * 0.07,
                h * y + length * 0.13,
                "#fff6d8",
                16,
                w * x,
                length * 0.28,
                0.5,
            )
        )

    boat(
        0.80,
        0.475,
        330,
        -0.22,
        0.7,
        [("leaf", 0.08, 0.2, 0.055), ("orange", 0.30, 0.18, 0.045)],
        "#b2455e",
        "#f1dcae",
        "#b5774f",
        -1,
    )
    boat(
        0.30,
        0.50,
        360,
        -0.24,
        0.7,
        [("melon", 0.06, 0.24, 0.06), ("banana", 0.30, 0.16, 0.06)],
        "#3f8a80",
        "#f6e8c8",
        "#c68a63",
    )
    boat(
        0.66,
        0.645,
        500,
        -0.24,
        0.8,
        [("orange", 0.03, 0.26, 0.042), ("leaf", 0.29, 0.2, 0.05)],
        "#d9a03c",
        "#8f3f4a",
        "#a96d48",
        -1,
        "#74483a",
    )
    boat(
        0.25,
        0.72,
        560,
        -0.25,
        0.8,
        [("coconut", 0.02, 0.26, 0.052), ("chilli", 0.28, 0.2, 0.036)],
        "#c7502f",
        "#f0d59c",
        "#c68a63",
        1,
        "#86583b",
    )
    boat(
        0.70,
        0.905,
        740,
        -0.26,
        0.8,
        [
            ("orange", -0.02, 0.22, 0.040),
            ("banana", 0.18, 0.15, 0.045),
            ("leaf", 0.34, 0.15, 0.045),
        ],
        "#35718a",
        "#efe0c0",
        "#d49c72",
        -1,
        "#7b4e38",
    )
    c.add(nature.birds(c, w * 0.32, 120, 110, 7, "#55808a", 11))
    for x, y, s in ((0.05, 0.90, 74), (0.12, 0.965, 84), (0.035, 0.80, 50)):
        c.add(plants.hyacinth(c, w * x, h * y, s, "#3b8060"))
    return c.svg()
