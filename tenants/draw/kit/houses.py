"""Houses on stilts and the field hut."""

from __future__ import annotations

from .canvas import Canvas, darker, lighter, mix


def stilts(c: Canvas, w, top, colour, count=7, depth=1.0) -> str:
    """Ironwood posts with cross braces; the back row stands in the shade."""
    out = []
    for i in range(count - 1):
        x = -w / 2 + (i + 0.5) * w / (count - 1)
        out.append(c.rect(x - w * 0.006, -top, w * 0.012, top * 0.96, darker(colour, 0.45)))
    for i in range(count):
        x = -w / 2 + i * w / (count - 1)
        out.append(
            c.rect(
                x - w * 0.010,
                -top,
                w * 0.020,
                top * 1.06,
                c.linear(lighter(colour, 0.12), colour, darker(colour, 0.25), angle=0),
            )
        )
    out.append(c.rect(-w / 2, -top * 0.52, w, max(2, top * 0.05), darker(colour, 0.12)))
    return c.group(out)


def railing(c: Canvas, x0, x1, floor, height, colour, gap=None) -> str:
    out, width = [], x1 - x0
    count = max(4, int(width / (height * 0.42)))
    for i in range(count + 1):
        x = x0 + width * i / count
        if gap and gap[0] < x < gap[1]:
            continue
        thick = height * (0.13 if i % 4 == 0 else 0.07)
        out.append(c.rect(x - thick / 2, floor - height, thick, height, colour))
    spans = [(x0, x1)] if not gap else [(x0, gap[0]), (gap[1], x1)]
    for a, b in spans:
        out.append(
            c.rect(
                a - height * 0.05,
                floor - height * 1.06,
                b - a + height * 0.1,
                height * 0.14,
                lighter(colour, 0.15),
            )
        )
        out.append(c.rect(a, floor - height * 0.42, b - a, height * 0.08, colour))
    return c.group(out)


def window(c: Canvas, x, y, w, h, frame, glass, shutters=None) -> str:
    out = []
    if shutters:
        for side in (-1, 1):
            sx = x - w * 0.58 if side < 0 else x + w
            out.append(c.rect(sx, y, w * 0.58, h, shutters))
            for k in range(1, 6):
                out.append(
                    c.rect(
                        sx + w * 0.07, y + h * k / 6.4, w * 0.44, h * 0.035, darker(shutters, 0.25)
                    )
                )
    out.append(c.rect(x - w * 0.06, y - h * 0.06, w * 1.12, h * 1.12, frame))
    out.append(c.rect(x, y, w, h, glass))
    out.append(c.rect(x + w * 0.47, y, w * 0.06, h, frame))
    out.append(c.rect(x, y + h * 0.36, w, h * 0.05, frame))
    return c.group(out)


def _wall(c: Canvas, x, y, w, h, colour, light) -> list[str]:
    fill = c.linear(lighter(colour, 0.14), darker(colour, 0.2), angle=0 if light < 0 else 180)
    out = [c.rect(x, y, w, h, fill)]
    count = max(5, int(h / 15))
    for i in range(1, count):
        out.append(
            c.rect(
                x, y + h * i / count, w, max(1, h * 0.012), darker(colour, 0.28), 'opacity=".35"'
            )
        )
    out.append(c.rect(x, y, w, h * 0.22, c.linear((0, "#1d1420", 0.42), (1, "#1d1420", 0))))
    return out


def _roof_lines(
    c: Canvas, left, right, top_left, top_right, base, top, colour, rows=7
) -> list[str]:
    out = []
    for i in range(1, rows):
        t = i / rows
        y = top + (base - top) * t
        a, b = top_left + (left - top_left) * t, top_right + (right - top_right) * t
        out.append(c.rect(a, y, b - a, max(1, (base - top) * 0.018), colour, 'opacity=".4"'))
    return out


def house(
    c: Canvas,
    x,
    y,
    w,
    wall,
    roof,
    *,
    kind="long",
    light=-1,
    lit=None,
    stilt=0.22,
    wood="#6b4a36",
    shutters=None,
    flip=1,
    steps=True,
    deck=True,
) -> str:
    """A house on stilts; (x, y) is the middle of its foot at the water or ground."""
    st, wh = w * stilt, w * 0.27
    floor = -st
    glass = lit or c.linear(mix(wall, "#20303c", 0.82), mix(wall, "#37505c", 0.7))
    frame = lighter(wood, 0.5) if not lit else darker(wood, 0.1)
    out = [stilts(c, w * 0.98, st, wood, 8 if w > 240 else 6)]
    top = floor - wh
    body = w * 0.86
    if kind == "long":
        out += _wall(c, -body / 2, top, body, wh, wall, light)
        for k in (-0.33, -0.11, 0.27):
            out.append(
                window(
                    c,
                    body * k - body * 0.045,
                    top + wh * 0.26,
                    body * 0.09,
                    wh * 0.4,
                    frame,
                    glass,
                    shutters,
                )
            )
        door = c.linear(lighter(wood, 0.1), darker(wood, 0.25)) if not lit else lit
        out.append(c.rect(body * 0.075, top + wh * 0.2, body * 0.095, wh * 0.8, frame))
        out.append(c.rect(body * 0.083, top + wh * 0.23, body * 0.079, wh * 0.77, door))
        peak = top - w * 0.27
        out.append(
            c.poly(
                [
                    (-w * 0.54, top + wh * 0.05),
                    (-w * 0.34, peak),
                    (w * 0.34, peak),
                    (w * 0.54, top + wh * 0.05),
                ],
                c.linear(lighter(roof, 0.16), darker(roof, 0.12)),
            )
        )
        out += _roof_lines(
            c, -w * 0.54, w * 0.54, -w * 0.34, w * 0.34, top + wh * 0.05, peak, darker(roof, 0.35)
        )
        out.append(c.rect(-w * 0.355, peak - w * 0.014, w * 0.71, w * 0.022, darker(roof, 0.25)))
        out.append(
            c.poly(
                [
                    (-w * 0.54, top + wh * 0.05),
                    (w * 0.54, top + wh * 0.05),
                    (w * 0.535, top + wh * 0.11),
                    (-w * 0.535, top + wh * 0.11),
                ],
                darker(roof, 0.4),
            )
        )
        # crossed gable boards, the "horns" of a Banjar roof
        for side in (-1, 1):
            out.append(
                c.line(
                    [(side * w * 0.33, peak + w * 0.02), (side * w * 0.375, peak - w * 0.05)],
                    darker(roof, 0.3),
                    w * 0.013,
                )
            )
    else:  # steep front gable with a lower veranda roof
        half = body / 2
        out += _wall(c, -half, top, body, wh, wall, light)
        peak = top - w * (0.62 if kind == "steep" else 0.36)
        for k in (-0.34, 0.22):
            out.append(
                window(c, body * k, top + wh * 0.26, body * 0.12, wh * 0.42, frame, glass, shutters)
            )
        out.append(c.rect(-body * 0.075, top + wh * 0.16, body * 0.15, wh * 0.84, frame))
        out.append(
            c.rect(
                -body * 0.062,
                top + wh * 0.2,
                body * 0.124,
                wh * 0.8,
                lit or c.linear(lighter(wood, 0.08), darker(wood, 0.3)),
            )
        )
        run = w * (0.30 if kind == "steep" else 0.5)
        shade = c.linear(lighter(roof, 0.2), darker(roof, 0.22), angle=0 if light < 0 else 180)
        out.append(c.poly([(-run, top - w * 0.05), (0, peak), (run, top - w * 0.05)], shade))
        inner = mix(wall, roof, 0.35)
        out.append(
            c.poly(
                [(-run * 0.8, top - w * 0.05), (0, peak + w * 0.09), (run * 0.8, top - w * 0.05)],
                c.linear(darker(inner, 0.25), inner),
            )
        )
        for i in range(1, 7):
            ty = peak + w * 0.09 + (top - w * 0.05 - peak - w * 0.09) * i / 7
            k = run * 0.8 * i / 7
            out.append(c.rect(-k, ty, 2 * k, 1.6, darker(inner, 0.35), 'opacity=".4"'))
        out.append(
            c.line(
                [(-w * 0.03, peak - w * 0.05), (0, peak + w * 0.01), (w * 0.03, peak - w * 0.05)],
                darker(roof, 0.3),
                w * 0.014,
            )
        )
        out.append(
            c.poly(
                [
                    (-w * 0.55, top + wh * 0.08),
                    (-w * 0.36, top - w * 0.11),
                    (w * 0.36, top - w * 0.11),
                    (w * 0.55, top + wh * 0.08),
                ],
                c.linear(lighter(roof, 0.1), darker(roof, 0.15)),
            )
        )
        out += _roof_lines(
            c,
            -w * 0.55,
            w * 0.55,
            -w * 0.36,
            w * 0.36,
            top + wh * 0.08,
            top - w * 0.11,
            darker(roof, 0.35),
            5,
        )
        out.append(c.rect(-w * 0.55, top + wh * 0.08, w * 1.1, w * 0.014, darker(roof, 0.4)))
    if lit:
        out.append(
            c.rect(
                -body / 2,
                top + wh * 0.2,
                body,
                wh * 0.8,
                c.radial((0, "#ffc66b", 0.38), (1, "#ffc66b", 0)),
                'style="mix-blend-mode:screen"',
            )
        )
    for k in (-0.47, -0.16, 0.16, 0.47):
        out.append(
            c.rect(w * k - w * 0.008, top + wh * 0.05, w * 0.016, wh * 0.95, darker(wood, 0.1))
        )
    if deck:
        out.append(
            c.rect(
                -w * 0.52,
                floor - w * 0.004,
                w * 1.04,
                w * 0.03,
                c.linear(lighter(wood, 0.3), darker(wood, 0.1)),
            )
        )
        out.append(c.rect(-w * 0.52, floor + w * 0.026, w * 1.04, w * 0.012, darker(wood, 0.4)))
        out.append(
            railing(
                c,
                -w * 0.5,
                w * 0.5,
                floor,
                wh * 0.27,
                lighter(wood, 0.22),
                (w * 0.03, w * 0.2) if kind == "long" else (-w * 0.09, w * 0.09),
            )
        )
    if steps:
        sx = w * 0.115 if kind == "long" else 0
        for side in (-0.05, 0.05):
            out.append(
                c.line(
                    [(sx + w * side, floor + 4), (sx + w * side * 1.15, st * 0.08)],
                    darker(wood, 0.05),
                    w * 0.014,
                )
            )
        for i in range(1, 6):
            out.append(
                c.rect(sx - w * 0.055, floor + st * i / 6, w * 0.11, w * 0.012, lighter(wood, 0.25))
            )
    return c.at(out, x, y, 1, flip)


def hut(c: Canvas, x, y, w, colour, thatch, light=-1) -> str:
    """A field hut (pondok) with a leaf roof."""
    out = []
    for k in (-0.42, -0.14, 0.14, 0.42):
        out.append(c.rect(w * k - w * 0.02, -w * 0.75, w * 0.04, w * 0.75, darker(colour, 0.15)))
    out.append(c.rect(-w * 0.5, -w * 0.36, w, w * 0.06, lighter(colour, 0.25)))
    out.append(
        c.rect(-w * 0.46, -w * 0.56, w * 0.92, w * 0.2, darker(colour, 0.25), 'opacity=".6"')
    )
    out.append(
        c.poly(
            [
                (-w * 0.68, -w * 0.68),
                (-w * 0.3, -w * 1.12),
                (w * 0.3, -w * 1.12),
                (w * 0.68, -w * 0.68),
            ],
            c.linear(lighter(thatch, 0.2), darker(thatch, 0.2), angle=40 if light < 0 else 140),
        )
    )
    r = c.rnd
    for _ in range(46):
        t, k = r.random(), r.uniform(-1, 1)
        ty = -w * (1.1 - 0.4 * t)
        tx = k * w * (0.3 + 0.36 * t)
        out.append(
            c.line(
                [(tx, ty), (tx + k * w * 0.03, ty + w * 0.06)],
                darker(thatch, 0.3),
                max(1, w * 0.008),
                'opacity=".5"',
            )
        )
    for k in range(-11, 12):
        tx = k * w * 0.06
        out.append(
            c.poly(
                [
                    (tx - w * 0.035, -w * 0.69),
                    (tx + w * 0.035, -w * 0.69),
                    (tx + r.uniform(-0.02, 0.02) * w, -w * 0.62),
                ],
                darker(thatch, 0.22),
            )
        )
    return c.at(out, x, y)
