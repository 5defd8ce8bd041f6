"""Woven and dyed patterns: sasirangan bands and purun mats."""

from __future__ import annotations

from .canvas import Canvas, darker, lighter, mix, n


def snakehead_teeth(c: Canvas, x, y, w, h, colour, count) -> str:
    """Gigi haruan: rows of narrow teeth."""
    step = w / count
    d = (
        f"M{n(x)} {n(y + h)}"
        + "".join(
            f"L{n(x + step * (i + 0.5))} {n(y)}L{n(x + step * (i + 1))} {n(y + h)}"
            for i in range(count)
        )
        + "Z"
    )
    return c.path(d, colour)


def bean_flowers(c: Canvas, x, y, w, h, colour, heart, count) -> str:
    """Kambang kacang: a running stem with small flowers."""
    step, mid, out = w / count, y + h / 2, []
    d = f"M{n(x)} {n(mid)}" + "".join(
        f"q{n(step / 4)} {n(-h * 0.34 if i % 2 else h * 0.34)} {n(step / 2)} 0"
        for i in range(count * 2)
    )
    out.append(c.stroke(d, colour, h * 0.06))
    for i in range(count):
        fx, fy = x + step * (i + 0.25), mid + (h * 0.2 if i % 2 else -h * 0.2)
        for a in range(5):
            out.append(
                c.ellipse(
                    fx,
                    fy - h * 0.11,
                    h * 0.065,
                    h * 0.1,
                    lighter(colour, 0.35),
                    f'transform="rotate({a * 72} {n(fx)} {n(fy)})"',
                )
            )
        out.append(c.circle(fx, fy, h * 0.06, heart))
    return c.group(out)


def waves(c: Canvas, x, y, w, h, colour, count, rows=3) -> str:
    """Ombak sinapur karang: nested waves."""
    out, step = [], w / count
    for r in range(rows):
        yy = y + h * (0.28 + 0.27 * r)
        d = f"M{n(x)} {n(yy)}" + "".join(
            f"q{n(step / 2)} {n(-h * 0.32)} {n(step)} 0" for _ in range(count)
        )
        out.append(c.stroke(d, colour, h * 0.07))
    return c.group(out)


def diamonds(c: Canvas, x, y, w, h, colour, heart, count) -> str:
    """Hiris gagatas: sliced rhombs."""
    step, out, m = w / count, [], y + h / 2
    for i in range(count):
        cx = x + step * (i + 0.5)
        for k, tone in ((0.5, colour), (0.32, heart), (0.15, colour)):
            out.append(
                c.poly(
                    [(cx, m - h * k), (cx + step * k, m), (cx, m + h * k), (cx - step * k, m)], tone
                )
            )
    return c.group(out)


def dragon(c: Canvas, x, y, w, h, colour, count) -> str:
    """Naga balimbur: the bathing serpent, an S-curve with beads."""
    step, out, m = w / count, [], y + h / 2
    d = f"M{n(x)} {n(m)}" + "".join(
        f"c{n(step * 0.25)} {n((-h if i % 2 else h) * 0.62)} {n(step * 0.75)} {n((-h if i % 2 else h) * 0.62)} {n(step)} 0"
        for i in range(count)
    )
    out.append(c.stroke(d, colour, h * 0.15))
    out.append(c.stroke(d, lighter(colour, 0.5), h * 0.05, 'stroke-dasharray="1 9"'))
    for i in range(count):
        out.append(
            c.circle(
                x + step * (i + 0.5),
                m + (h * 0.12 if i % 2 else -h * 0.12),
                h * 0.07,
                lighter(colour, 0.4),
            )
        )
    return c.group(out)


def sasirangan(c: Canvas, x, y, w, h, base, ink, accent, order=0) -> str:
    """A whole cloth with bands of motifs along its height."""
    out = [c.rect(x, y, w, h, base)]
    soft = c.rnd
    for _ in range(26):  # uneven dye
        out.append(
            c.ellipse(
                soft.uniform(x, x + w),
                soft.uniform(y, y + h),
                soft.uniform(0.1, 0.3) * w,
                soft.uniform(0.03, 0.1) * h,
                soft.choice([lighter(base, 0.2), darker(base, 0.14)]),
                'opacity=".28"',
            )
        )
    plans = [
        [
            ("teeth", 0.09),
            ("line", 0.02),
            ("dragon", 0.17),
            ("line", 0.02),
            ("diamond", 0.13),
            ("line", 0.02),
            ("waves", 0.15),
            ("flower", 0.16),
            ("line", 0.02),
            ("flip", 0.09),
        ],
        [
            ("waves", 0.14),
            ("line", 0.02),
            ("flower", 0.17),
            ("line", 0.02),
            ("teeth", 0.08),
            ("dragon", 0.18),
            ("flip", 0.08),
            ("line", 0.02),
            ("diamond", 0.14),
        ],
        [
            ("diamond", 0.13),
            ("line", 0.02),
            ("teeth", 0.09),
            ("waves", 0.16),
            ("line", 0.02),
            ("flower", 0.18),
            ("line", 0.02),
            ("flip", 0.09),
            ("dragon", 0.16),
        ],
    ]
    yy = y + h * 0.025
    for kind, share in plans[order % 3]:
        bh = h * share
        if kind == "teeth":
            out.append(snakehead_teeth(c, x, yy, w, bh, ink, 13))
        elif kind == "flip":
            out.append(
                c.group(
                    [snakehead_teeth(c, x, -(yy + bh), w, bh, ink, 13)], 'transform="scale(1 -1)"'
                )
            )
        elif kind == "line":
            out.append(c.rect(x, yy + bh * 0.2, w, bh * 0.5, accent))
        elif kind == "dragon":
            out.append(dragon(c, x, yy, w, bh, accent, 4))
        elif kind == "diamond":
            out.append(diamonds(c, x, yy + bh * 0.08, w, bh * 0.84, ink, accent, 6))
        elif kind == "waves":
            out.append(waves(c, x, yy, w, bh, lighter(ink, 0.2), 7))
        else:
            out.append(bean_flowers(c, x, yy, w, bh, ink, accent, 5))
        yy += bh + h * 0.012
    return c.group(out)


def mat(c: Canvas, corners, columns, rows, tones, plan=None) -> str:
    """A plaited mat laid in perspective between four corners (back left, back right, front right, front left)."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    out = [c.poly(corners, darker(tones[0], 0.35))]

    def at(u, v):
        v = v**1.25
        lx, ly, rx, ry = (
            ax + (dx - ax) * v,
            ay + (dy - ay) * v,
            bx + (cx - bx) * v,
            by + (cy - by) * v,
        )
        return lx + (rx - lx) * u, ly + (ry - ly) * u

    for j in range(rows):
        for i in range(columns):
            tone = tones[(plan(i, j) if plan else (i + j) % len(tones)) % len(tones)]
            tone = lighter(tone, 0.14) if (i + j) % 2 else darker(tone, 0.07)
            g = 0.06
            out.append(
                c.poly(
                    [
                        at((i + g) / columns, (j + g) / rows),
                        at((i + 1 - g) / columns, (j + g) / rows),
                        at((i + 1 - g) / columns, (j + 1 - g) / rows),
                        at((i + g) / columns, (j + 1 - g) / rows),
                    ],
                    tone,
                )
            )
    return c.group(out)


def basket(c: Canvas, x, y, w, h, tones, handle=True, plan=None, inside="") -> str:
    """A purun basket seen from the side."""
    out, cols, rows = [], 12, 7
    if handle:
        out.append(
            c.stroke(
                f"M{n(-w * 0.34)} {n(-h)}Q{n(-w * 0.3)} {n(-h * 1.75)} 0 {n(-h * 1.78)}Q{n(w * 0.3)} {n(-h * 1.75)} {n(w * 0.34)} {n(-h)}",
                darker(tones[0], 0.3),
                w * 0.045,
            )
        )
    edge = lambda v: w * (0.40 + 0.10 * v)
    out.append(c.ellipse(0, -h, w * 0.5, h * 0.09, darker(tones[0], 0.5)))
    if inside:
        above = c.clip(c.rect(-w, -h * 3, w * 2, h * 2.06, "#000"))
        out.append(c.group([inside], above))
        out.append(
            c.path(
                f"M{n(-w * 0.5)} {n(-h)}A{n(w * 0.5)} {n(h * 0.09)} 0 0 0 {n(w * 0.5)} {n(-h)}L{n(w * 0.49)} {n(-h * 0.9)}L{n(-w * 0.49)} {n(-h * 0.9)}Z",
                darker(tones[0], 0.2),
            )
        )
    for j in range(rows):
        v0, v1 = j / rows, (j + 1) / rows
        for i in range(cols):
            u0, u1 = -1 + 2 * i / cols, -1 + 2 * (i + 1) / cols
            tone = tones[(plan(i, j) if plan else (i + j) % 2) % len(tones)]
            tone = (
                darker(tone, 0.1 + 0.3 * max(0, u1))
                if (i + j) % 2
                else mix(tone, "#fff0c8", 0.14 if u0 < 0 else 0)
            )
            out.append(
                c.poly(
                    [
                        (u0 * edge(v0), -h * v0),
                        (u1 * edge(v0), -h * v0),
                        (u1 * edge(v1), -h * v1),
                        (u0 * edge(v1), -h * v1),
                    ],
                    tone,
                    f'stroke="{darker(tones[0], 0.4)}" stroke-width=".8"',
                )
            )
    out.append(
        c.stroke(
            f"M{n(-w * 0.5)} {n(-h)}A{n(w * 0.5)} {n(h * 0.09)} 0 0 0 {n(w * 0.5)} {n(-h)}",
            lighter(tones[0], 0.3),
            h * 0.05,
        )
    )
    return c.at(out, x, y)
