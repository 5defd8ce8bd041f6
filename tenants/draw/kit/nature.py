"""Sky, weather and water."""

from __future__ import annotations

import math

from .canvas import Canvas, mix, n


def sky(c: Canvas, *stops, height: float | None = None) -> str:
    return c.rect(0, 0, c.w, height or c.h, c.linear(*stops))


def cloud(c: Canvas, x, y, width, top, bottom, opacity=1.0) -> str:
    """A flat-bottomed heap of soft rounds that fades out below."""
    r = c.rnd
    count = max(5, int(width / 34))
    parts = []
    for i in range(count):
        t = (i + 0.5) / count
        bulge = math.sin(math.pi * t) ** 0.8
        size = width * (0.07 + 0.13 * bulge * r.uniform(0.6, 1.1))
        parts.append((x + (t - 0.5) * width * 0.9, y - size * r.uniform(0.1, 0.75), size))
    fill = c.linear((0, top, 1), (0.62, mix(top, bottom, 0.6), 0.95), (1, bottom, 0.0))
    low = min(py - s for _, py, s in parts)
    high = y + width * 0.06
    blobs = "".join(c.circle(px, py, s, "#fff") for px, py, s in parts)
    blobs += c.ellipse(x, y - width * 0.02, width * 0.52, width * 0.07, "#fff")
    name = c.fresh("k")
    c.defs.append(f'<mask id="{name}">{blobs}</mask>')
    left, span = x - width * 0.7, width * 1.4
    return c.rect(left, low, span, high - low, fill, f'mask="url(#{name})" opacity="{opacity}"')


def streaks(c: Canvas, y0, y1, colour, count, opacity=0.5) -> str:
    """Thin evening clouds."""
    r, out = c.rnd, []
    for _ in range(count):
        w, x, y = r.uniform(160, 620), r.uniform(-100, c.w), r.uniform(y0, y1)
        out.append(
            c.ellipse(x, y, w, r.uniform(2, 9), colour, f'opacity="{r.uniform(0.2, 1):.2f}"')
        )
    return c.group(out, f'opacity="{opacity}" {c.blur(3)}')


def stars(c: Canvas, height, count) -> str:
    r, out = c.rnd, []
    for _ in range(count):
        y = height * r.random() ** 1.4
        out.append(
            c.circle(
                r.uniform(0, c.w),
                y,
                r.choice([0.9, 1.1, 1.5, 2.1]),
                "#fff6dd",
                f'opacity="{r.uniform(0.25, 0.95):.2f}"',
            )
        )
    return c.group(out)


def birds(c: Canvas, x, y, spread, count, colour, size=9.0) -> str:
    r, out = c.rnd, []
    for i in range(count):
        bx, by = x + r.uniform(-1, 1) * spread, y + r.uniform(-0.35, 0.35) * spread
        s, lift = size * r.uniform(0.6, 1.1), r.uniform(0.3, 0.9)
        out.append(
            c.stroke(
                f"M{n(bx - s)} {n(by - s * lift * 0.4)}q{n(s * 0.6)} {n(-s * lift * 0.5)} {n(s)} {n(s * 0.5)}"
                f"q{n(s * 0.4)} {n(-s * lift)} {n(s)} {n(-s * 0.45)}",
                colour,
                max(1.3, s * 0.2),
            )
        )
    return c.group(out)


def rays(c: Canvas, x, y, length, colour, count=9, strength=0.18) -> str:
    r, out = c.rnd, []
    for i in range(count):
        a = math.pi * (i + r.uniform(0.1, 0.9)) / count + math.pi
        half = r.uniform(0.012, 0.05)
        out.append(
            c.poly(
                [
                    (x, y),
                    (x + math.cos(a - half) * length, y + math.sin(a - half) * length),
                    (x + math.cos(a + half) * length, y + math.sin(a + half) * length),
                ],
                colour,
            )
        )
    name = c.fresh("k")
    fade = c.define(
        "r",
        f'<radialGradient id="@" gradientUnits="userSpaceOnUse" cx="{n(x)}" '
        f'cy="{n(y)}" r="{n(length)}"><stop offset="0" stop-color="#fff"/>'
        '<stop offset="1" stop-color="#000"/></radialGradient>',
    )
    c.defs.append(
        f'<mask id="{name}"><rect width="{c.w}" height="{c.h}" fill="url(#{fade})"/></mask>'
    )
    return c.group(
        [c.group(out, c.blur(6))],
        f'mask="url(#{name})" opacity="{strength}" style="mix-blend-mode:screen"',
    )


def water(c: Canvas, y, land_id, stops, reflect=0.55, strength=26, fine=0.07, bottom=None) -> str:
    """Water below `y` that mirrors the group with the given id."""
    bottom = bottom or c.h
    clip = c.clip(c.rect(0, y, c.w, bottom - y, "#000"))
    body = c.rect(0, y, c.w, bottom - y, c.linear(*stops))
    mirror = (
        f'<g {clip}><g opacity="{reflect}" {c.ripple(strength, fine)}>'
        f'<rect width="{c.w}" height="{c.h}" fill="none"/>'
        f'<use href="#{land_id}" transform="translate(0 {n(2 * y)}) scale(1 -1)"/></g></g>'
    )
    veil = c.rect(0, y, c.w, bottom - y, c.linear((0, stops[-1], 0), (1, stops[-1], 0.55)))
    return body + mirror + veil


def glints(c: Canvas, y0, y1, colour, count, x=None, spread=None, opacity=0.6, size=1.0) -> str:
    """Flat highlights, wider and thicker towards the viewer; around `x` they make the sun's path."""
    r, out = c.rnd, []
    for _ in range(count):
        t = r.random() ** 1.3
        py = y0 + (y1 - y0) * t
        px = r.uniform(0, c.w) if x is None else r.gauss(x, spread * (0.35 + t))
        w = (14 + 70 * t) * r.uniform(0.4, 1.2) * size
        h = (0.8 + 2.6 * t) * size
        out.append(
            c.path(
                f"M{n(px - w)} {n(py)}Q{n(px)} {n(py - h)} {n(px + w)} {n(py)}"
                f"Q{n(px)} {n(py + h)} {n(px - w)} {n(py)}Z",
                colour,
                f'opacity="{r.uniform(0.3, 1) * opacity:.2f}"',
            )
        )
    return c.group(out)


def rain(c: Canvas, count, colour, length=46, slant=-0.22, opacity=0.4) -> str:
    r, out = c.rnd, []
    for _ in range(count):
        x, y, k = r.uniform(-40, c.w + 80), r.uniform(-40, c.h), r.uniform(0.4, 1.1)
        out.append(
            c.line(
                [(x, y), (x + slant * length * k, y + length * k)],
                colour,
                1.1 + k * 0.8,
                f'opacity="{k * opacity:.2f}"',
            )
        )
    return c.group(out)


def rings(c: Canvas, y0, y1, colour, count) -> str:
    r, out = c.rnd, []
    for _ in range(count):
        t = r.random()
        y, w = y0 + (y1 - y0) * t, (7 + 26 * t) * r.uniform(0.5, 1.2)
        out.append(
            c.ellipse(
                r.uniform(0, c.w),
                y,
                w,
                w * 0.22,
                "none",
                f'stroke="{colour}" stroke-width="{n(1 + t)}" opacity="{r.uniform(0.2, 0.7):.2f}"',
            )
        )
    return c.group(out)
