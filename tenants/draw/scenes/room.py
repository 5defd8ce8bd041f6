"""A wooden room: boarded wall, window on the river, floor."""

from __future__ import annotations

from kit import houses, nature, plants
from kit.canvas import Canvas, darker


def boards(c: Canvas, height, light, dark, count=11) -> None:
    c.add(c.rect(0, 0, c.w, height, c.linear(light, dark)))
    for i in range(1, count):
        y = height * i / count
        c.add(
            c.rect(0, y, c.w, 3, darker(dark, 0.3), 'opacity=".3"'),
            c.rect(0, y + 3, c.w, 2, "#fff4dc", 'opacity=".18"'),
        )


def view(c: Canvas, x, y, w, h, warm=False) -> None:
    """A window with the river outside."""
    hold = c.clip(c.rect(x, y, w, h, "#000"))
    mid = y + h * 0.60
    sky = ("#f6c77e", "#fde6b4") if warm else ("#7fc3d0", "#e8f4e2")
    inside = [
        c.rect(x, y, w, h, c.linear(*sky)),
        c.ellipse(x + w * 0.7, y + h * 0.25, w * 0.25, h * 0.08, "#fff", 'opacity=".7"'),
        c.ellipse(x + w * 0.25, y + h * 0.36, w * 0.2, h * 0.05, "#fff", 'opacity=".6"'),
        *[c.circle(x + w * i / 9, mid, h * (0.09 + 0.04 * (i % 3)), "#7fae86") for i in range(10)],
        plants.palm(c, x + w * 0.2, mid + 4, h * 0.5, "#4f9170", "#9cc27c"),
        c.rect(x, mid, w, h, c.linear("#d7e9cf", "#6fb0a6")),
        houses.house(
            c, x + w * 0.66, mid + 6, w * 0.42, "#d9b47c", "#9c5346", kind="gable", steps=False
        ),
        nature.glints(c, mid + 8, y + h, "#ffffff", 14, x + w * 0.5, w * 0.3, 0.7, 0.6),
    ]
    c.add(
        c.rect(x - 16, y - 16, w + 32, h + 32, "#7d5440"),
        c.group(inside, hold),
        c.rect(x + w / 2 - 5, y, 10, h, "#8f6248"),
        c.rect(x, y + h * 0.42, w, 9, "#8f6248"),
        c.rect(x - 26, y + h + 14, w + 52, 18, "#9c6d50"),
    )


def floorboards(c: Canvas, y, near, far) -> None:
    c.add(c.rect(0, y, c.w, c.h - y, c.linear(far, near)))
    vx = c.w / 2
    for i in range(-22, 23):
        c.add(
            c.line([(vx + i * 62, y), (vx + i * 150, c.h)], darker(near, 0.35), 2, 'opacity=".35"')
        )
    c.add(c.rect(0, y, c.w, 60, c.linear((0, "#2a1a1a", 0.35), (1, "#2a1a1a", 0))))
