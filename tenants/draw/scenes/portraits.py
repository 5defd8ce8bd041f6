"""Portraits of the officials: calm flat busts, one palette, each before a band of sasirangan."""

from __future__ import annotations

from kit import cloth, heads
from kit.canvas import Canvas, darker, lighter, n


def bust(back, ring, trim, *, top, collar=None, batik=False, badge=True, **face):
    def scene(w: int, h: int, seed: int) -> str:
        c = Canvas(w, h, seed)
        cx = w / 2
        c.add(
            c.rect(0, 0, w, h, c.linear(lighter(back, 0.18), back)),
            c.circle(cx, h * 0.47, w * 0.40, ring),
            c.circle(cx, h * 0.47, w * 0.33, lighter(ring, 0.22)),
        )
        y = h * 0.80
        c.add(
            c.rect(0, y, w, h - y, trim[0]),
            cloth.snakehead_teeth(c, 0, y - 26, w, 30, trim[0], 20),
            cloth.diamonds(c, 0, y + 38, w, 70, trim[1], trim[2], 9),
            c.rect(0, y + 14, w, 6, trim[1]),
        )
        r = w * 0.155
        hx, hy = cx, h * 0.42
        skin = face.get("skin", "#c68a63")
        hold = c.clip(c.rect(0, 0, w, h, "#000"))
        wide = w * 0.37
        body = (
            f"M{n(cx - wide)} {n(h + 10)}C{n(cx - wide)} {n(h * 0.80)} {n(cx - wide * 0.86)} {n(h * 0.70)} {n(cx - r * 0.95)} {n(h * 0.645)}Q{n(cx)} {n(h * 0.70)} {n(cx + r * 0.95)} {n(h * 0.645)}"
            f"C{n(cx + wide * 0.86)} {n(h * 0.70)} {n(cx + wide)} {n(h * 0.80)} {n(cx + wide)} {n(h + 10)}Z"
        )
        parts = [c.path(body, c.linear(lighter(top, 0.14), top, darker(top, 0.16), angle=18))]
        if batik:
            inner = c.clip(c.path(body, "#000"))
            rows = [
                cloth.dragon(
                    c, cx - wide - 20, h * (0.74 + 0.11 * i), wide * 2 + 40, h * 0.08, "#e9c46a", 5
                )
                for i in range(3)
            ]
            rows += [
                cloth.diamonds(
                    c,
                    cx - wide - 20,
                    h * (0.70 + 0.11 * i),
                    wide * 2 + 40,
                    h * 0.03,
                    "#f4e3bd",
                    darker(top, 0.3),
                    22,
                )
                for i in range(4)
            ]
            parts.append(c.group(rows, inner + ' opacity=".75"'))
        parts += [
            c.line(
                [(cx - wide * 0.63, h), (cx - wide * 0.58, h * 0.86)],
                darker(top, 0.3),
                5,
                'opacity=".6"',
            ),
            c.line(
                [(cx + wide * 0.63, h), (cx + wide * 0.58, h * 0.86)],
                darker(top, 0.3),
                5,
                'opacity=".6"',
            ),
        ]
        if face.get("wear") != "hijab":
            parts.append(
                c.path(
                    f"M{n(cx - r * 0.48)} {n(hy + r * 0.5)}L{n(cx - r * 0.56)} {n(h * 0.665)}Q{n(cx)} {n(h * 0.735)} {n(cx + r * 0.56)} {n(h * 0.665)}L{n(cx + r * 0.48)} {n(hy + r * 0.5)}Z",
                    c.linear(darker(skin, 0.26), darker(skin, 0.1)),
                )
            )
            side = collar or lighter(top, 0.3)
            for k in (-1, 1):
                parts.append(
                    c.poly(
                        [
                            (cx + k * r * 0.60, h * 0.638),
                            (cx + k * r * 1.06, h * 0.652),
                            (cx + k * r * 0.62, h * 0.755),
                            (cx, h * 0.705),
                        ],
                        c.linear(lighter(side, 0.12), darker(side, 0.08)),
                    )
                )
            parts.append(c.line([(cx, h * 0.72), (cx, h)], darker(top, 0.26), 4))
            parts += [c.circle(cx, h * (0.78 + 0.075 * i), 6, lighter(side, 0.2)) for i in range(3)]
        if badge:
            bx, by = cx + wide * 0.52, h * 0.83
            parts.append(
                c.rect(bx - 34, by - 12, 68, 24, "#f6efdc", 'rx="4"')
                + c.rect(bx - 34, by - 12, 16, 24, "#d9a441", 'rx="4"')
            )
        c.add(
            c.group(parts, hold),
            heads.head(c, hx, hy, r, **{"skin": skin, "look": 0.0, "smile": 1.2, **face}),
        )
        c.add(c.glow(w * 0.25, h * 0.16, w * 0.55, "#fff2cc", 0.22))
        return c.svg()

    return scene


head_of_village = bust(
    "#2f7f86",
    "#5fa59c",
    ("#1f5a63", "#e9c46a", "#c5503f"),
    top="#f4efe4",
    collar="#fbf8f0",
    wear="peci",
    colour="#1f1f26",
    skin="#b5774f",
    look=0.15,
)
secretary = bust(
    "#d9a658",
    "#ecc987",
    ("#a8433a", "#f4e3bd", "#2f7f86"),
    top="#3d6f63",
    wear="hijab",
    colour="#1f6f63",
    band="#f0d9a8",
    skin="#c98d66",
    look=-0.2,
)
treasurer = bust(
    "#7f9f8c",
    "#a9c2a6",
    ("#2f5a55", "#e9c46a", "#c5503f"),
    top="#7a3340",
    batik=True,
    wear="hair",
    colour="#221b20",
    skin="#b97c55",
    look=0.2,
    glasses=True,
)
services = bust(
    "#6a8fa8",
    "#9cb8c6",
    ("#34506e", "#f0c46a", "#e07a5f"),
    top="#b5632f",
    wear="hijab",
    colour="#e3b04b",
    band="#b5632f",
    skin="#d49c72",
    look=0.15,
    smile=1.6,
)
council = bust(
    "#b98a63",
    "#d6b48a",
    ("#6b4434", "#e9c46a", "#2f7f86"),
    top="#3c5a4c",
    batik=True,
    wear="peci",
    colour="#f4f0e4",
    skin="#a96d48",
    look=-0.15,
    beard="#a9a5a0",
)
women = bust(
    "#9a6a86",
    "#c097a8",
    ("#5b3350", "#f0c98b", "#e07a5f"),
    top="#5b3f6b",
    wear="hijab",
    colour="#b5453a",
    band="#f0c98b",
    skin="#c08560",
    look=0.1,
    glasses=True,
    smile=1.4,
)
