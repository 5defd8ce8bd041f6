"""What else people build: boats, boardwalks, the mosque, the motorbike they ride."""

from __future__ import annotations

from .canvas import Canvas, darker, lighter, n


def jukung(
    c: Canvas, x, y, length, colour, inside=None, flip=1, load="", people="", waterline=""
) -> str:
    """A slim boat seen from the side; `people` and `load` are drawn behind its near edge."""
    h = length * 0.105
    inside = inside or darker(colour, 0.45)
    half = length / 2
    far = c.path(
        f"M{n(-half)} {n(-h * 1.25)}Q{n(-half * 0.55)} {n(-h * 0.35)} 0 {n(-h * 0.42)}Q{n(half * 0.55)} {n(-h * 0.35)} "
        f"{n(half)} {n(-h * 1.3)}Q{n(half * 0.7)} {n(h * 0.1)} 0 {n(h * 0.2)}Q{n(-half * 0.7)} {n(h * 0.1)} {n(-half)} {n(-h * 1.25)}Z",
        inside,
    )
    hull = c.path(
        f"M{n(-half)} {n(-h * 1.25)}Q{n(-half * 0.6)} {n(-h * 0.1)} 0 {n(-h * 0.12)}Q{n(half * 0.6)} {n(-h * 0.1)} "
        f"{n(half)} {n(-h * 1.3)}Q{n(half * 0.78)} {n(h * 0.5)} {n(half * 0.45)} {n(h * 0.62)}L{n(-half * 0.45)} {n(h * 0.62)}"
        f"Q{n(-half * 0.8)} {n(h * 0.5)} {n(-half)} {n(-h * 1.25)}Z",
        c.linear(lighter(colour, 0.22), colour, darker(colour, 0.4)),
    )
    rim = c.stroke(
        f"M{n(-half)} {n(-h * 1.25)}Q{n(-half * 0.6)} {n(-h * 0.1)} 0 {n(-h * 0.12)}Q{n(half * 0.6)} {n(-h * 0.1)} {n(half)} {n(-h * 1.3)}",
        lighter(colour, 0.4),
        max(1.5, h * 0.14),
    )
    wake = c.path(
        f"M{n(-half * 0.92)} {n(h * 0.6)}Q0 {n(h * 0.92)} {n(half * 0.92)} {n(h * 0.6)}Q0 {n(h * 1.25)} {n(-half * 0.92)} {n(h * 0.6)}Z",
        "#10202a",
        'opacity=".35"',
    )
    return c.at([wake, far, load, people, hull, rim, waterline], x, y, 1, flip)


def boards(c: Canvas, x0, x1, y, thick, colour, legs=0.0, step=None) -> str:
    """A boardwalk seen from the side."""
    step = step or thick * 5
    out, x = [], x0
    while x < x1 and legs:
        out.append(
            c.rect(
                x,
                y,
                thick * 0.55,
                legs,
                c.linear(lighter(colour, 0.08), darker(colour, 0.35), angle=0),
            )
        )
        x += step
    out.append(c.rect(x0, y - thick * 0.5, x1 - x0, thick, c.linear(lighter(colour, 0.35), colour)))
    out.append(c.rect(x0, y + thick * 0.5, x1 - x0, thick * 0.4, darker(colour, 0.4)))
    return c.group(out)


def mosque(c: Canvas, x, y, w, wall, dome, light=-1, lit=None, trim="#e9c46a") -> str:
    """A village mosque: hall, onion dome, minaret."""
    out = []
    side = 0 if light < 0 else 180
    shade = c.linear(lighter(wall, 0.12), darker(wall, 0.22), angle=side)
    hh = w * 0.34
    # minaret
    mx, mh = w * 0.58, w * 1.12
    out.append(c.rect(mx - w * 0.05, -mh, w * 0.1, mh, shade))
    for k in (0.55, 0.8):
        out.append(c.rect(mx - w * 0.075, -mh * k, w * 0.15, w * 0.03, darker(wall, 0.15)))
    out.append(c.rect(mx - w * 0.065, -mh - w * 0.02, w * 0.13, w * 0.03, darker(wall, 0.1)))
    out.append(
        c.path(
            f"M{n(mx - w * 0.055)} {n(-mh)}Q{n(mx - w * 0.09)} {n(-mh - w * 0.1)} {n(mx)} {n(-mh - w * 0.2)}Q{n(mx + w * 0.09)} {n(-mh - w * 0.1)} {n(mx + w * 0.055)} {n(-mh)}Z",
            c.linear(lighter(dome, 0.22), darker(dome, 0.25), angle=side),
        )
    )
    out.append(c.line([(mx, -mh - w * 0.19), (mx, -mh - w * 0.26)], trim, w * 0.012))
    # hall
    out.append(c.rect(-w * 0.5, -hh, w, hh, shade))
    out.append(c.rect(-w * 0.53, -hh - w * 0.03, w * 1.06, w * 0.045, darker(wall, 0.12)))
    out.append(c.rect(-w * 0.27, -hh - w * 0.13, w * 0.54, w * 0.11, shade))
    for k in range(-3, 4):
        if k == 0:
            continue
        wx = k * w * 0.135
        out.append(
            c.path(
                f"M{n(wx - w * 0.035)} 0V{n(-hh * 0.6)}Q{n(wx - w * 0.03)} {n(-hh * 0.78)} {n(wx)} {n(-hh * 0.86)}Q{n(wx + w * 0.03)} {n(-hh * 0.78)} {n(wx + w * 0.035)} {n(-hh * 0.6)}V0Z",
                lit or darker(wall, 0.5),
            )
        )
    out.append(
        c.path(
            f"M{n(-w * 0.07)} 0V{n(-hh * 0.62)}Q{n(-w * 0.06)} {n(-hh * 0.84)} 0 {n(-hh * 0.95)}Q{n(w * 0.06)} {n(-hh * 0.84)} {n(w * 0.07)} {n(-hh * 0.62)}V0Z",
            lit or darker(wall, 0.6),
        )
    )
    # dome
    by = -hh - w * 0.13
    out.append(
        c.path(
            f"M{n(-w * 0.23)} {n(by)}Q{n(-w * 0.32)} {n(by - w * 0.2)} {n(-w * 0.07)} {n(by - w * 0.31)}Q{n(-w * 0.015)} {n(by - w * 0.34)} 0 {n(by - w * 0.41)}"
            f"Q{n(w * 0.015)} {n(by - w * 0.34)} {n(w * 0.07)} {n(by - w * 0.31)}Q{n(w * 0.32)} {n(by - w * 0.2)} {n(w * 0.23)} {n(by)}Z",
            c.linear(lighter(dome, 0.3), dome, darker(dome, 0.35), angle=side),
        )
    )
    out.append(c.line([(0, by - w * 0.39), (0, by - w * 0.5)], trim, w * 0.014))
    out.append(c.circle(0, by - w * 0.47, w * 0.02, trim))
    out.append(
        c.path(
            f"M{n(-w * 0.02)} {n(by - w * 0.545)}a{n(w * 0.028)} {n(w * 0.028)} 0 1 0 {n(w * 0.042)} 0a{n(w * 0.022)} {n(w * 0.022)} 0 1 1 {n(-w * 0.042)} 0Z",
            trim,
        )
    )
    out.append(c.rect(-w * 0.24, by - w * 0.005, w * 0.48, w * 0.02, trim))
    return c.at(out, x, y)


def motorbike(c: Canvas, x, y, s, colour="#b23a35", rider="", flip=1) -> str:
    """A small motorbike seen from the side; `s` is its length in pixels."""
    wheel = lambda wx: (
        c.circle(wx, -15, 15, "#22252b")
        + c.circle(wx, -15, 9.5, "#8f979b")
        + c.circle(wx, -15, 7.6, "#2c3036")
        + c.circle(wx, -15, 2.4, "#c9ced0")
    )
    body = [
        wheel(-33),
        wheel(33),
        c.line([(-33, -15), (-6, -18), (14, -20)], "#3a3f46", 5),
        c.path(
            "M-46 -34Q-30 -42 -8 -38L-2 -24Q-18 -16 -30 -20Q-42 -24 -46 -34Z",
            c.linear(lighter(colour, 0.2), darker(colour, 0.2)),
        ),
        c.path(
            "M8 -22Q16 -20 22 -28L28 -50L20 -54Q14 -34 6 -28Z",
            c.linear(lighter(colour, 0.15), darker(colour, 0.1)),
        ),
        c.path("M-42 -40Q-24 -48 -2 -40L-4 -35Q-24 -38 -42 -36Z", "#2a2428"),
        c.path("M-6 -20L16 -20L12 -12L-2 -12Z", "#5b6268"),
        c.line([(33, -15), (25, -46), (22, -58)], "#9aa2a6", 3.2),
        c.line([(22, -58), (16, -62)], "#2a2428", 3.4),
        c.circle(28, -48, 4.6, "#ffe7a6"),
        c.path("M22 -30Q34 -36 46 -26L42 -24Q34 -30 24 -25Z", colour),
        c.path("M-50 -30L-40 -33L-40 -27Z", "#e2583f"),
    ]
    return c.at([*body[:4], rider, *body[4:]], x, y, s / 100, flip)
