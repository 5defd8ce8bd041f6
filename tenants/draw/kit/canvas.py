"""The canvas: an SVG under construction, its colours, gradients and reusable filters."""

from __future__ import annotations

import math
import random


def rgb(colour: str) -> tuple[int, int, int]:
    colour = colour.lstrip("#")
    return tuple(int(colour[i : i + 2], 16) for i in (0, 2, 4))


def mix(a: str, b: str, t: float) -> str:
    """The colour `t` of the way from `a` to `b`."""
    return "#" + "".join(f"{round(x + (y - x) * t):02x}" for x, y in zip(rgb(a), rgb(b)))


def darker(colour: str, t: float) -> str:
    return mix(colour, "#1a1420", t)


def lighter(colour: str, t: float) -> str:
    return mix(colour, "#fff4dc", t)


def n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def points(*pairs) -> str:
    return " ".join(f"{n(x)},{n(y)}" for x, y in pairs)


def smooth(pairs, closed: bool = False) -> str:
    """A soft path through the given points (Catmull-Rom turned into cubic curves)."""
    p = list(pairs)
    count = len(p)
    at = (lambda i: p[i % count]) if closed else (lambda i: p[max(0, min(count - 1, i))])
    out = [f"M{n(p[0][0])} {n(p[0][1])}"]
    for i in range(count if closed else count - 1):
        a, b, c, d = at(i - 1), at(i), at(i + 1), at(i + 2)
        out.append(
            f"C{n(b[0] + (c[0] - a[0]) / 6)} {n(b[1] + (c[1] - a[1]) / 6)} "
            f"{n(c[0] - (d[0] - b[0]) / 6)} {n(c[1] - (d[1] - b[1]) / 6)} {n(c[0])} {n(c[1])}"
        )
    return "".join(out) + ("Z" if closed else "")


def bend(a, b, c, t: float) -> tuple[float, float]:
    """A point of the quadratic curve a-b-c."""
    u = 1 - t
    return tuple(u * u * p + 2 * u * t * q + t * t * r for p, q, r in zip(a, b, c))


class Canvas:
    """Collects shapes; `svg()` gives the finished picture."""

    def __init__(self, width: int, height: int, seed: int):
        self.w, self.h = width, height
        self.rnd = random.Random(seed)
        self.defs: list[str] = []
        self.body: list[str] = []
        self.known: dict[str, str] = {}
        self.counter = 0

    # ------------------------------------------------------------- building blocks
    def add(self, *parts: str) -> None:
        self.body.extend(parts)

    def fresh(self, prefix: str) -> str:
        self.counter += 1
        return f"{prefix}{self.counter}"

    def define(self, prefix: str, template: str) -> str:
        """Keeps one copy of each definition; `@` stands for its id."""
        if template not in self.known:
            name = self.fresh(prefix)
            self.known[template] = name
            self.defs.append(template.replace("@", name))
        return self.known[template]

    def linear(self, *stops, angle: float = 90) -> str:
        """A linear gradient; 90 degrees runs from top to bottom, 0 from left to right."""
        a = math.radians(angle)
        dx, dy = math.cos(a) / 2, math.sin(a) / 2
        text = self._stops(stops)
        head = f'x1="{0.5 - dx:.3f}" y1="{0.5 - dy:.3f}" x2="{0.5 + dx:.3f}" y2="{0.5 + dy:.3f}"'
        name = self.define("g", f'<linearGradient id="@" {head}>{text}</linearGradient>')
        return f"url(#{name})"

    def radial(self, *stops, cx: float = 0.5, cy: float = 0.5, r: float = 0.5) -> str:
        text = self._stops(stops)
        head = f'cx="{cx}" cy="{cy}" r="{r}"'
        name = self.define("r", f'<radialGradient id="@" {head}>{text}</radialGradient>')
        return f"url(#{name})"

    @staticmethod
    def _stops(stops) -> str:
        out = []
        last = max(1, len(stops) - 1)
        for i, stop in enumerate(stops):
            if isinstance(stop, str):
                stop = (i / last, stop)
            opacity = f' stop-opacity="{stop[2]}"' if len(stop) > 2 else ""
            out.append(f'<stop offset="{stop[0]:.3f}" stop-color="{stop[1]}"{opacity}/>')
        return "".join(out)

    def blur(self, radius: float) -> str:
        name = self.define(
            "b",
            '<filter id="@" x="-50%" y="-50%" width="200%" height="200%">'
            f'<feGaussianBlur stdDeviation="{radius}"/></filter>',
        )
        return f'filter="url(#{name})"'

    def ripple(self, strength: float = 26, fine: float = 0.07) -> str:
        """Breaks a mirrored picture into the wavering bands of moving water."""
        name = self.define(
            "w",
            '<filter id="@" x="0" y="0" width="100%" height="100%">'
            f'<feTurbulence type="fractalNoise" baseFrequency="0.006 {fine}" numOctaves="3" seed="8"/>'
            f'<feDisplacementMap in="SourceGraphic" scale="{strength}" '
            'xChannelSelector="R" yChannelSelector="G"/><feGaussianBlur stdDeviation="1.6 0.5"/></filter>',
        )
        return f'filter="url(#{name})"'

    # ------------------------------------------------------------- finished shapes
    def rect(self, x, y, w, h, fill, extra="") -> str:
        return f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{fill}" {extra}/>'

    def circle(self, x, y, r, fill, extra="") -> str:
        return f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}" {extra}/>'

    def ellipse(self, x, y, rx, ry, fill, extra="") -> str:
        return f'<ellipse cx="{n(x)}" cy="{n(y)}" rx="{n(rx)}" ry="{n(ry)}" fill="{fill}" {extra}/>'

    def path(self, d, fill, extra="") -> str:
        return f'<path d="{d}" fill="{fill}" {extra}/>'

    def poly(self, pairs, fill, extra="") -> str:
        return f'<polygon points="{points(*pairs)}" fill="{fill}" {extra}/>'

    def line(self, pairs, colour, width, extra="") -> str:
        return (
            f'<polyline points="{points(*pairs)}" fill="none" stroke="{colour}" '
            f'stroke-width="{n(width)}" stroke-linecap="round" stroke-linejoin="round" {extra}/>'
        )

    def stroke(self, d, colour, width, extra="") -> str:
        return (
            f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{n(width)}" '
            f'stroke-linecap="round" stroke-linejoin="round" {extra}/>'
        )

    @staticmethod
    def group(parts, extra="") -> str:
        return f"<g {extra}>{''.join(parts)}</g>"

    @staticmethod
    def at(parts, x, y, scale=1.0, flip=1, turn=0.0) -> str:
        """Places parts drawn around the origin."""
        inner = "".join(parts) if not isinstance(parts, str) else parts
        return (
            f'<g transform="translate({n(x)} {n(y)}) rotate({turn:.2f}) '
            f'scale({scale * flip:.4f} {scale:.4f})">{inner}</g>'
        )

    def clip(self, shape: str) -> str:
        name = self.define("c", f'<clipPath id="@">{shape}</clipPath>')
        return f'clip-path="url(#{name})"'

    def glow(self, x, y, r, colour, strength=0.8, squash=1.0) -> str:
        """Light that spreads into the air."""
        fill = self.radial((0, colour, strength), (0.35, colour, strength * 0.35), (1, colour, 0))
        return self.ellipse(x, y, r, r * squash, fill, 'style="mix-blend-mode:screen"')

    def svg(self) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.w}" height="{self.h}" '
            f'viewBox="0 0 {self.w} {self.h}"><defs>{"".join(self.defs)}</defs>'
            f"{''.join(self.body)}</svg>"
        )
