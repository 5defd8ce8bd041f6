"""Sasirangan drying in the sun."""

from __future__ import annotations

from kit import cloth, nature, plants
from kit.canvas import Canvas, n


def drying_cloth(w: int, h: int, seed: int) -> str:
    c = Canvas(w, h, seed)
    ground = h * 0.80
    c.add(
        c.rect(0, 0, w, h, "#f7e6c0"),
        c.circle(w * 0.5, h * 0.44, 430, "#f9d98f"),
        c.circle(w * 0.5, h * 0.44, 320, "#fbe7ad"),
    )
    for x, y, k in ((0.14, 0.16, 150), (0.83, 0.12, 190), (0.60, 0.07, 110)):
        c.add(
            *[
                c.ellipse(w * x + dx * k, h * y + dy * k, k * rx, k * rx * 0.5, "#fffaf0")
                for dx, dy, rx in (
                    (0, 0, 1),
                    (-0.6, 0.12, 0.7),
                    (0.6, 0.14, 0.75),
                    (0.1, -0.22, 0.6),
                )
            ]
        )
    c.add(plants.canopy(c, ground, 170, "#9cc3a0"), plants.canopy(c, ground, 96, "#6fa586"))
    for x, k in ((0.03, 470), (0.10, 370), (0.94, 430), (0.985, 520)):
        c.add(plants.palm(c, w * x, ground + 10, k, "#2f7f70", "#5fa57c", "#7a5040"))
    c.add(
        c.rect(0, ground, w, h - ground, "#8fb866"),
        c.path(
            f"M0 {ground + 60}Q{w * 0.3} {ground + 20} {w * 0.6} {ground + 66}T{w} {ground + 50}L{w} {h}L0 {h}Z",
            "#78a558",
        ),
        c.path(
            f"M0 {ground + 140}Q{w * 0.4} {ground + 90} {w} {ground + 150}L{w} {h}L0 {h}Z",
            "#5f9150",
        ),
    )
    c.add(
        plants.banana(c, w * 0.05, ground + 70, 250, "#4d9158", "#8fc063"),
        plants.banana(c, w * 0.965, ground + 80, 270, "#4d9158", "#8fc063"),
    )
    top = h * 0.21
    for x in (0.085, 0.5, 0.915):
        c.add(
            c.rect(w * x - 11, top - 40, 22, ground - top + 110, "#8a5d42"),
            c.rect(w * x - 11, top - 40, 8, ground - top + 110, "#a8744f"),
        )
    cloths = [
        ("#c5403a", "#f6d27a", "#fff0d0"),
        ("#2f7f86", "#f4ead2", "#f0b84a"),
        ("#e0a23a", "#8a3348", "#fff3d6"),
        ("#6a4a8f", "#f2c46a", "#f6e6d8"),
        ("#3f8a57", "#fbe9bd", "#e0783f"),
    ]
    width, gap = w * 0.143, w * 0.0215
    c.add(
        c.stroke(
            f"M0 {top - 26}Q{w * 0.3} {top + 10} {w * 0.5} {top - 26}Q{w * 0.72} {top + 12} {w} {top - 26}",
            "#6b4636",
            5,
        )
    )
    for i, (base, ink, accent) in enumerate(cloths):
        x = w * 0.098 + i * (width + gap)
        length = h * (0.53 + 0.025 * (i % 2))
        sway = 26 if i % 2 == 0 else -20
        sag = top - 8 + (8 if i in (1, 3) else 2)
        left, right, low = x, x + width, sag + length
        d = (
            f"M{n(left)} {n(sag)}Q{n(x + width / 2)} {n(sag + 9)} {n(right)} {n(sag)}C{n(right + sway * 0.3)} {n(sag + length * 0.3)} {n(right - sway)} {n(sag + length * 0.65)} {n(right + sway * 0.7)} {n(low)}"
            f"Q{n(x + width * 0.72 + sway * 0.6)} {n(low + 16)} {n(x + width * 0.5 + sway * 0.7)} {n(low + 2)}Q{n(x + width * 0.25 + sway * 0.7)} {n(low - 14)} {n(left + sway * 0.7)} {n(low + 4)}C{n(left - sway)} {n(sag + length * 0.65)} {n(left + sway * 0.3)} {n(sag + length * 0.3)} {n(left)} {n(sag)}Z"
        )
        hold = c.clip(c.path(d, "#000"))
        c.add(
            c.ellipse(x + width / 2 + 30, ground + 66, width * 0.6, 16, "#3f6f3c", 'opacity=".45"')
        )
        inner = [
            cloth.sasirangan(c, left - 30, sag - 6, width + 60, length + 40, base, ink, accent, i)
        ]
        for k in range(4):  # folds
            fx = left + width * (k + 0.5) / 4
            inner.append(
                c.path(
                    f"M{n(fx)} {n(sag)}C{n(fx + sway * 0.3)} {n(sag + length * 0.3)} {n(fx - sway)} {n(sag + length * 0.65)} {n(fx + sway * 0.7)} {n(low + 20)}l{n(width * 0.07)} 0C{n(fx - sway + width * 0.09)} {n(sag + length * 0.65)} {n(fx + sway * 0.3 + width * 0.05)} {n(sag + length * 0.3)} {n(fx + width * 0.03)} {n(sag)}Z",
                    "#2a1626" if k % 2 else "#fff6de",
                    'opacity=".16"',
                )
            )
        c.add(c.group(inner, hold))
        for px in (left + 12, right - 12):
            c.add(c.rect(px - 5, sag - 22, 10, 32, "#f4ead2", 'rx="3"'))
    c.add(plants.reeds(c, 0, w, h + 20, 110, ["#3f7f49", "#4f9152", "#2f6f45"], 150, 9, 0.3))
    for x, y, col in (
        (0.07, 0.93, "#e0783f"),
        (0.15, 0.96, "#f2c46a"),
        (0.30, 0.94, "#c5403a"),
        (0.43, 0.97, "#f2c46a"),
        (0.63, 0.945, "#e0783f"),
        (0.77, 0.965, "#c5403a"),
        (0.90, 0.94, "#f2c46a"),
    ):
        for a in range(6):
            c.add(
                c.ellipse(
                    w * x,
                    h * y - 13,
                    7,
                    11,
                    col,
                    f'transform="rotate({a * 60} {n(w * x)} {n(h * y)})"',
                )
            )
        c.add(c.circle(w * x, h * y, 7, "#fff3d0"))
    c.add(nature.birds(c, w * 0.36, h * 0.09, 90, 5, "#7a5a4a", 12))
    return c.svg()
