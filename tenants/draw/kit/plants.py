"""Plants of a tidal-swamp village, from the far tree line to the reeds at one's feet."""

from __future__ import annotations

import math

from .canvas import Canvas, darker, lighter, mix, n, smooth


def canopy(c: Canvas, y, height, colour, light=None, x0=-60.0, x1=None, step=None) -> str:
    """A far line of trees: clumps of leaves along an uneven crest, lit from above."""
    r, back, front = c.rnd, [], []
    x1 = c.w + 60 if x1 is None else x1
    step = step or height * 0.2
    phases = [
        (r.uniform(60, 130) * k, r.uniform(0, 6.3)) for k in (height / 60, height / 25, height / 12)
    ]
    crest = lambda px: 0.62 + sum(0.15 * math.sin(px / wl * 6.28 + ph) for wl, ph in phases)
    px = x0
    edge = []
    while px < x1:
        edge_fade = min(1, (px - x0 + 8) / (height * 1.1), (x1 - px + 8) / (height * 1.1))
        if x0 < -50 and px < c.w / 2 or x1 > c.w + 50 and px > c.w / 2:
            edge_fade = 1
        top = height * crest(px) * (0.05 + 0.95 * edge_fade)
        size = height * r.uniform(0.11, 0.22) * (0.6 + 0.4 * edge_fade)
        back.append(c.circle(px, y - top + size, size, colour))
        front.append(c.circle(px - size * 0.2, y - top + size * 0.78, size * 0.62, light or colour))
        if r.random() < 0.7:
            low = top * r.uniform(0.25, 0.6)
            front.append(
                c.circle(
                    px + r.uniform(-1, 1) * step,
                    y - low,
                    size * 0.5,
                    light or colour,
                    'opacity=".5"',
                )
            )
        edge.append((px, y - top + size))
        px += step * r.uniform(0.6, 1.2)
    edge = [(x0, y + height * 0.1), *edge, (edge[-1][0], y + height * 0.1)]
    ground = c.poly(edge, colour)
    return c.group([ground, *back]) + (c.group(front, 'opacity=".34"') if light else "")


def _frond(c: Canvas, length, droop, fill, teeth=15, reach=0.3) -> str:
    """One palm leaf from the origin towards +x: a bending rib with hanging leaflets."""

    def rib(t):
        return (
            length * (t - 0.12 * droop * t * t),
            length * (-0.5 * t * (1 - t) * (1.1 - droop * 0.4) + droop * t * t),
        )

    d = []
    half = length / teeth * 0.62
    for i in range(1, teeth + 1):
        t = i / teeth
        (x, y), (xa, ya) = rib(t), rib(t - 0.04)
        a = math.atan2(y - ya, x - xa)
        size = length * reach * math.sin(math.pi * (0.16 + 0.74 * t)) ** 0.8
        for side in (-1, 1):
            b = a + side * (0.75 - 0.45 * t)
            tx = x + size * math.cos(b)
            ty = y + size * math.sin(b) + size * (0.32 if side < 0 else 0.18)
            ux, uy = math.cos(a) * half, math.sin(a) * half
            d.append(f"M{n(x - ux)} {n(y - uy)}L{n(tx)} {n(ty)}L{n(x + ux)} {n(y + uy)}Z")
    spine = [rib(i / 6) for i in range(7)]
    return c.path("".join(d), fill) + c.stroke(smooth(spine), fill, length * 0.028)


def palm(c: Canvas, x, y, height, colour, light=None, trunk=None, lean=None) -> str:
    """A coconut palm."""
    r = c.rnd
    light = light or lighter(colour, 0.18)
    trunk = trunk or darker(mix(colour, "#8a6a4a", 0.55), 0.2)
    lean = r.uniform(-0.28, 0.28) if lean is None else lean
    tx, ty, w = lean * height, -height, height * 0.032
    bend = lean * height * 0.2
    out = [
        c.path(
            f"M{n(-w)} 0Q{n(bend - w)} {n(ty * 0.55)} {n(tx - w * 0.6)} {n(ty)}L{n(tx + w * 0.6)} {n(ty)}"
            f"Q{n(bend + w * 1.1)} {n(ty * 0.55)} {n(w * 1.5)} 0Z",
            trunk,
        )
    ]
    size = height * 0.42
    leaves = []
    for i, angle in enumerate([-176, -4, -156, -24, 172, 8, -134, -46, -112, -68, -90]):
        a = angle + r.uniform(-8, 8)
        if a > 90:
            a -= 360
        flip = -1 if a < -90 else 1
        turn = 180 + a if flip < 0 else a
        upright = 1 - abs(a + 90) / 100
        shade = light if i in (2, 6, 8, 10, 9) else mix(colour, light, 0.25 if i % 2 else 0)
        leaf = _frond(c, size * r.uniform(0.86, 1.1), r.uniform(0.55, 0.8) - 0.1 * upright, shade)
        leaves.append(c.at(leaf, tx, ty, 1, flip, turn * 0.85))
    nuts = [
        c.circle(tx + size * dx, ty + size * dy, size * 0.06, trunk)
        for dx, dy in ((-0.07, 0.06), (0.06, 0.08), (0, 0.1))
    ]
    return c.at(out + leaves[:6] + nuts + leaves[6:], x, y)


def nipah(c: Canvas, x, y, height, colour, light=None, count=8) -> str:
    """Nipah palms stand in the mud: fronds without a trunk."""
    r = c.rnd
    light = light or lighter(colour, 0.16)
    out = []
    for i in range(count):
        a = -90 + (i - (count - 1) / 2) * (120 / count) + r.uniform(-6, 6)
        flip = -1 if a < -90 else 1
        turn = 180 + a if flip < 0 else a
        size = height * r.uniform(0.75, 1.05)
        leaf = _frond(
            c, size, 0.12 + 0.3 * abs(a + 90) / 70, light if i % 3 == 0 else colour, 17, 0.17
        )
        out.append(c.at(leaf, 0, 0, 1, flip, turn))
    return c.at(out, x, y)


def banana(c: Canvas, x, y, height, colour, light=None) -> str:
    r = c.rnd
    light = light or lighter(colour, 0.22)
    out = [
        c.path(
            f"M{n(-height * 0.05)} 0L{n(-height * 0.03)} {n(-height * 0.62)}L{n(height * 0.03)} "
            f"{n(-height * 0.62)}L{n(height * 0.06)} 0Z",
            mix(colour, "#a9a36a", 0.45),
        )
    ]
    for i, a in enumerate([-168, -12, -140, -38, -112, -70]):
        a += r.uniform(-8, 8)
        size = height * r.uniform(0.5, 0.66)
        w = size * 0.17
        leaf = c.path(
            f"M0 0Q{n(size * 0.45)} {n(-w * 1.6)} {n(size)} {n(size * 0.18)}"
            f"Q{n(size * 0.4)} {n(w * 1.1)} 0 0Z",
            colour if i < 2 else light,
        ) + c.stroke(
            f"M0 0Q{n(size * 0.5)} {n(-w * 0.3)} {n(size * 0.98)} {n(size * 0.17)}",
            darker(colour, 0.12),
            max(1, size * 0.018),
        )
        flip = -1 if a < -90 else 1
        out.append(c.at(leaf, 0, -height * 0.6, 1, flip, 180 + a if flip < 0 else a))
    return c.at(out, x, y)


def tree(c: Canvas, x, y, height, colour, light=None, trunk=None) -> str:
    """A round-headed garden tree (rambai, jingah, mango)."""
    r = c.rnd
    light = light or lighter(colour, 0.2)
    trunk = trunk or darker(mix(colour, "#6d4c36", 0.7), 0.15)
    w = height * 0.045
    out = [
        c.path(
            f"M{n(-w)} 0Q{n(-w * 0.5)} {n(-height * 0.3)} {n(-w * 3)} {n(-height * 0.6)}L{n(w * 3)} "
            f"{n(-height * 0.62)}Q{n(w * 0.6)} {n(-height * 0.3)} {n(w * 1.3)} 0Z",
            trunk,
        )
    ]
    heads = [
        (
            r.uniform(-0.3, 0.3) * height,
            -height * r.uniform(0.52, 0.86),
            height * r.uniform(0.15, 0.24),
        )
        for _ in range(9)
    ]
    heads.sort(key=lambda p: p[1])
    out += [c.circle(px, py, s, darker(colour, 0.1)) for px, py, s in heads]
    out += [c.circle(px - s * 0.12, py - s * 0.15, s * 0.86, colour) for px, py, s in heads]
    for px, py, s in heads:
        for _ in range(7):
            out.append(
                c.circle(
                    px + r.uniform(-0.75, 0.5) * s,
                    py + r.uniform(-0.8, 0.5) * s,
                    s * r.uniform(0.08, 0.2),
                    mix(colour, light, 0.55),
                    f'opacity="{r.uniform(0.25, 0.6):.2f}"',
                )
            )
    return c.at(out, x, y)


def reeds(c: Canvas, x0, x1, y, height, colours, count, width=5.0, lean=0.16, uneven=0.0) -> str:
    """Purun, grass or bank plants: tapering blades."""
    r, out, foot = c.rnd, [], y
    for _ in range(count):
        x, h = r.uniform(x0, x1), height * r.uniform(0.5, 1.08)
        tip, w = x + h * r.uniform(-lean, lean), width * r.uniform(0.6, 1.2)
        y = foot + r.uniform(-uneven, uneven)
        mid = x + (tip - x) * 0.3
        out.append(
            c.path(
                f"M{n(x - w * 0.3)} {n(y)}Q{n(mid - w * 0.4)} {n(y - h * 0.6)} {n(tip)} {n(y - h)}"
                f"Q{n(mid + w * 0.6)} {n(y - h * 0.55)} {n(x + w * 0.3)} {n(y)}Z",
                r.choice(colours),
            )
        )
    return c.group(out)


def rice_row(c: Canvas, y, height, colours, step, ears=None, x0=None, x1=None) -> str:
    """A row of rice hills; with `ears` the grain hangs over."""
    r, out = c.rnd, []
    x = -20.0 if x0 is None else x0
    end = c.w + 20 if x1 is None else x1
    while x < end:
        for _ in range(5):
            h = height * r.uniform(0.65, 1.05)
            tip = x + h * r.uniform(-0.34, 0.34)
            w = height * 0.045
            out.append(
                c.path(
                    f"M{n(x - w)} {n(y)}Q{n(x)} {n(y - h * 0.7)} {n(tip)} {n(y - h)}"
                    f"Q{n(x + w)} {n(y - h * 0.55)} {n(x + w)} {n(y)}Z",
                    r.choice(colours),
                )
            )
            if ears and r.random() < 0.62:
                side = 1 if tip > x else -1
                out.append(
                    c.stroke(
                        f"M{n(tip)} {n(y - h)}q{n(side * h * 0.1)} {n(-h * 0.02)} "
                        f"{n(side * h * 0.17)} {n(h * 0.2)}",
                        r.choice(ears),
                        height * 0.06,
                    )
                )
        x += step * r.uniform(0.75, 1.25)
    return c.group(out)


def hyacinth(c: Canvas, x, y, size, colour, flower=True) -> str:
    """Eceng gondok: round leaves on swollen stalks, a violet flower."""
    r, out = c.rnd, []
    for i in range(7):
        a = -90 + (i - 3) * 24 + r.uniform(-7, 7)
        k = size * r.uniform(0.55, 1)
        px, py = math.cos(math.radians(a)) * k, math.sin(math.radians(a)) * k * 0.75
        out.append(c.line([(0, 0), (px, py)], darker(colour, 0.15), size * 0.07))
        out.append(
            c.ellipse(px, py, size * 0.3, size * 0.22, c.linear(lighter(colour, 0.25), colour))
        )
    if flower:
        for i in range(5):
            out.append(
                c.circle(
                    r.uniform(-0.12, 0.12) * size,
                    -size * (0.75 + 0.1 * i),
                    size * 0.1,
                    mix("#b79be0", "#8f6fc7", i / 5),
                )
            )
    return c.at(out, x, y)
