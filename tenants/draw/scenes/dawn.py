"""The mosque on the river before dawn."""

from __future__ import annotations

from kit import built, houses, nature, people, plants
from kit.canvas import Canvas


def _land(c: Canvas, parts) -> str:
    c.add(c.group(parts, 'id="land"'))
    return "land"


def mosque_at_dawn(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    line = h * 0.64
    c.add(nature.sky(c, "#141c46", "#2f4a7e", "#8f7fa0", "#f2a57c", "#ffcf93", height=line + 10))
    c.add(nature.stars(c, h * 0.34, 90))
    c.add(c.glow(w * 0.5, line - 30, 800, "#ffb072", 0.9, 0.55))
    c.add(nature.streaks(c, 230, line - 90, "#f7b596", 14, 0.45))
    c.add(
        c.path(f"M{w * 0.785} 128a46 46 0 1 0 44 66a37 37 0 1 1 -44 -66Z", "#fff3d2"),
        c.glow(w * 0.79, 165, 190, "#ffe9bd", 0.35),
    )
    land = [plants.canopy(c, line, 90, "#93718c"), plants.canopy(c, line, 56, "#5d5480", "#93718c")]
    for x, k in ((0.12, 170), (0.17, 210), (0.82, 190), (0.87, 240), (0.93, 170), (0.28, 150)):
        land.append(plants.palm(c, w * x, line, k, "#3a3b68", "#6a5a80"))
    land.append(
        c.path(
            f"M{w * 0.3} {line + 8}Q{w * 0.32} {line - 14} {w * 0.38} {line - 16}L{w * 0.68} {line - 16}Q{w * 0.72} {line - 12} {w * 0.735} {line + 8}Z",
            "#2b2c56",
        )
    )
    land.append(
        built.mosque(c, w * 0.49, line - 14, 390, "#4a4a7c", "#2f6f7e", light=1, lit="#ffcf80")
    )
    for x, s in ((0.2, 200), (0.81, 230)):
        land.append(
            houses.house(
                c,
                w * x,
                line + 8,
                s,
                "#494570",
                "#2f2d57",
                kind="long",
                light=1,
                lit="#ffc771",
                wood="#35325b",
                steps=False,
            )
        )
    land.append(
        houses.house(
            c,
            w * 0.06,
            line + 14,
            250,
            "#3f3d68",
            "#29294f",
            kind="steep",
            light=1,
            lit="#ffbf66",
            wood="#302e57",
        )
    )
    land.append(plants.nipah(c, w * 0.295, line + 8, 80, "#2a2d58", "#56507c"))
    land.append(plants.nipah(c, w * 0.735, line + 8, 90, "#2a2d58", "#56507c"))
    land.append(built.boards(c, w * 0.3, w * 0.72, line - 2, 9, "#4e4670", 26, 46))
    c.add(
        nature.water(
            c,
            line + 8,
            _land(c, land),
            ("#ffc58c", "#a9778f", "#3f4a80", "#1b2350"),
            0.72,
            26,
            0.06,
        )
    )
    c.add(
        nature.glints(c, line + 14, h, "#ffe0ae", 170, w * 0.5, 150, 0.7),
        nature.glints(c, line + 40, h, "#b9c4ea", 100, None, None, 0.28),
    )
    for x in (0.49, 0.2, 0.81):
        c.add(
            c.glow(w * x, line - 40, 170, "#ffb75e", 0.3),
            nature.glints(c, line + 20, line + 170, "#ffd28a", 30, w * x, 46, 0.5),
        )
    mist = c.rect(
        0, line - 60, w, 150, c.linear((0, "#ffd9b6", 0), (0.5, "#ffd9b6", 0.42), (1, "#ffd9b6", 0))
    )
    c.add(mist, nature.birds(c, w * 0.66, 240, 110, 7, "#343a66", 11))
    for x, s, k in ((0.28, 210, 1), (0.42, 170, -1)):
        crew = people.person(
            c,
            -8,
            2,
            92 if s > 200 else 76,
            "paddle",
            skin="#5b4660",
            top="#2b2c56",
            bottom="#20234a",
            wear="peci",
            colour="#171a3c",
            look=0.8,
            face=False,
            held=c.line([(19, -44), (30, 26)], "#191c40", 2.4),
        )
        c.add(
            built.jukung(
                c, w * x, h * (0.79 if s > 200 else 0.725), s, "#262850", people=crew, flip=k
            )
        )
    c.add(
        c.group(
            [
                plants.reeds(c, -30, w * 0.2, h + 30, 210, ["#10163a", "#161d45"], 50, 12),
                plants.reeds(c, w * 0.8, w + 40, h + 30, 240, ["#10163a", "#161d45"], 60, 12),
            ],
            c.blur(1.8),
        )
    )
    return c.svg()
