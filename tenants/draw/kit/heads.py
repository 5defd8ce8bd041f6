"""Faces, scarves, caps and the wide tanggui hat."""

from __future__ import annotations

from .canvas import Canvas, darker, lighter, mix, n


def tanggui(c: Canvas, x, y, r, colour="#d8a95c", tilt=0.0) -> str:
    """The wide leaf hat of the Banjar river people."""
    w, h = r * 2.35, r * 1.35
    ribs = [
        c.stroke(
            f"M0 {n(-h)}Q{n(w * k * 0.62)} {n(-h * 0.62)} {n(w * k)} {n(h * 0.02)}",
            darker(colour, 0.22),
            r * 0.05,
            'opacity=".7"',
        )
        for k in (-0.72, -0.4, -0.1, 0.2, 0.5, 0.78)
    ]
    out = [
        c.ellipse(0, 0, w, r * 0.36, darker(colour, 0.5)),
        c.path(
            f"M{n(-w)} 0Q{n(-w * 0.5)} {n(-h * 0.72)} 0 {n(-h * 1.04)}Q{n(w * 0.5)} {n(-h * 0.72)} {n(w)} 0Q0 {n(r * 0.42)} {n(-w)} 0Z",
            c.linear(lighter(colour, 0.3), colour, darker(colour, 0.22), angle=20),
        ),
        *ribs,
        c.stroke(
            f"M{n(-w * 0.72)} {n(-h * 0.26)}Q0 {n(h * 0.12)} {n(w * 0.72)} {n(-h * 0.26)}",
            "#a8432f",
            r * 0.12,
            'opacity=".8"',
        ),
        c.stroke(f"M{n(-w)} 0Q0 {n(r * 0.42)} {n(w)} 0", lighter(colour, 0.35), r * 0.09),
        c.circle(0, -h * 1.02, r * 0.14, darker(colour, 0.3)),
    ]
    return c.at(out, x, y - r * 0.5, 1, 1, tilt)


def head(
    c: Canvas,
    x,
    y,
    r,
    *,
    skin,
    wear="hair",
    colour="#241d22",
    look=0.0,
    face=True,
    beard=None,
    glasses=False,
    smile=1.0,
    band=None,
) -> str:
    """Head with hat, scarf or hair; `look` from -1 (left) to 1 (right), 9 for the back of the head."""
    back = look == 9
    if back:
        look, face = 0, False
    out, fx = [], look * r * 0.2
    shade = c.linear(lighter(skin, 0.1), darker(skin, 0.12), angle=20)
    if wear == "hijab":
        out.append(
            c.path(
                f"M{n(-r * 1.08)} {n(-r * 0.2)}Q{n(-r * 1.1)} {n(-r * 1.32)} {n(fx * 0.4)} {n(-r * 1.3)}Q{n(r * 1.1)} {n(-r * 1.32)} {n(r * 1.08)} {n(-r * 0.2)}"
                f"Q{n(r * 1.08)} {n(r * 0.9)} {n(r * 1.62)} {n(r * 2.0)}Q{n(r * 0.7)} {n(r * 2.9)} 0 {n(r * 2.75)}Q{n(-r * 0.7)} {n(r * 2.9)} {n(-r * 1.62)} {n(r * 2.0)}"
                f"Q{n(-r * 1.08)} {n(r * 0.9)} {n(-r * 1.08)} {n(-r * 0.2)}Z",
                c.linear(lighter(colour, 0.12), darker(colour, 0.16), angle=35),
            )
        )
        out.append(
            c.stroke(
                f"M{n(-r * 0.75)} {n(r * 0.95)}Q{n(r * 0.1)} {n(r * 1.75)} {n(r * 1.25)} {n(r * 1.75)}",
                darker(colour, 0.22),
                r * 0.09,
                'opacity=".7"',
            )
        )
        out.append(
            c.stroke(
                f"M{n(-r * 0.95)} {n(r * 1.75)}Q{n(-r * 0.2)} {n(r * 2.3)} {n(r * 0.7)} {n(r * 2.35)}",
                darker(colour, 0.2),
                r * 0.07,
                'opacity=".5"',
            )
        )
        if not back:
            out.append(c.ellipse(fx, -r * 0.02, r * 0.84, r * 0.98, darker(colour, 0.28)))
            out.append(c.ellipse(fx * 1.05, r * 0.02, r * 0.76, r * 0.9, shade))
            if band:
                out.append(
                    c.stroke(
                        f"M{n(fx - r * 0.7)} {n(-r * 0.42)}Q{n(fx)} {n(-r * 1.05)} {n(fx + r * 0.7)} {n(-r * 0.42)}",
                        band,
                        r * 0.16,
                    )
                )
    else:
        if not back:
            out.append(
                c.ellipse(-r * 0.86 + fx * 0.5, r * 0.08, r * 0.17, r * 0.24, darker(skin, 0.12))
            )
            out.append(
                c.ellipse(r * 0.86 + fx * 0.5, r * 0.08, r * 0.17, r * 0.24, darker(skin, 0.12))
            )
        out.append(c.ellipse(0, 0, r * 0.88, r * 1.02, shade))
        hair = colour if wear == "hair" else (beard or "#2a2228")
        if back:
            out.append(c.ellipse(0, -r * 0.08, r * 0.9, r * 0.98, hair))
        else:
            out.append(
                c.path(
                    f"M{n(-r * 0.93)} {n(r * 0.05)}Q{n(-r * 1.08)} {n(-r * 1.14)} 0 {n(-r * 1.16)}Q{n(r * 1.08)} {n(-r * 1.14)} {n(r * 0.93)} {n(r * 0.05)}"
                    f"Q{n(r * 0.82)} {n(-r * 0.42)} {n(r * 0.5 + fx)} {n(-r * 0.5)}Q{n(fx)} {n(-r * 0.36)} {n(-r * 0.52 + fx)} {n(-r * 0.52)}Q{n(-r * 0.82)} {n(-r * 0.42)} {n(-r * 0.93)} {n(r * 0.05)}Z",
                    hair,
                )
            )
        if wear == "peci":
            out.append(
                c.path(
                    f"M{n(-r * 0.95)} {n(-r * 0.34)}L{n(-r * 0.84)} {n(-r * 1.3)}Q0 {n(-r * 1.44)} {n(r * 0.84)} {n(-r * 1.3)}L{n(r * 0.95)} {n(-r * 0.34)}Q0 {n(-r * 0.52)} {n(-r * 0.95)} {n(-r * 0.34)}Z",
                    c.linear(lighter(colour, 0.16), darker(colour, 0.2), angle=15),
                )
            )
        if wear == "cap":
            out.append(
                c.path(
                    f"M{n(-r * 0.96)} {n(-r * 0.3)}Q{n(-r * 0.9)} {n(-r * 1.3)} 0 {n(-r * 1.28)}Q{n(r * 0.9)} {n(-r * 1.3)} {n(r * 0.96)} {n(-r * 0.3)}Z",
                    colour,
                )
            )
            out.append(
                c.path(
                    f"M{n(look * r * 0.2 - r * 0.7)} {n(-r * 0.36)}Q{n(look * r)} {n(-r * 0.62)} {n(look * r * 1.1 + r * 0.7)} {n(-r * 0.26)}Z",
                    darker(colour, 0.25),
                )
            )
    if face:
        ink = "#2c1f22"
        ey = r * 0.0
        for s in (-1, 1):
            out.append(c.ellipse(fx * 1.5 + s * r * 0.31, ey, r * 0.075, r * 0.1, ink))
            out.append(
                c.stroke(
                    f"M{n(fx * 1.5 + s * r * 0.31 - r * 0.15)} {n(ey - r * 0.24)}q{n(r * 0.15)} {n(-r * 0.1)} {n(r * 0.3)} {n(r * 0.01)}",
                    mix(ink, skin, 0.25),
                    r * 0.06,
                )
            )
            out.append(
                c.ellipse(
                    fx * 1.5 + s * r * 0.47,
                    r * 0.33,
                    r * 0.17,
                    r * 0.11,
                    "#d3705a",
                    'opacity=".28"',
                )
            )
        out.append(
            c.stroke(
                f"M{n(fx * 1.9 + r * 0.02)} {n(r * 0.08)}q{n(r * 0.11)} {n(r * 0.18)} {n(-r * 0.05)} {n(r * 0.21)}",
                darker(skin, 0.28),
                r * 0.06,
            )
        )
        out.append(
            c.stroke(
                f"M{n(fx * 1.5 - r * 0.24)} {n(r * 0.47)}Q{n(fx * 1.5)} {n(r * (0.47 + 0.2 * smile))} {n(fx * 1.5 + r * 0.24)} {n(r * 0.47)}",
                "#7d3630",
                r * 0.075,
            )
        )
        if glasses:
            for s in (-1, 1):
                out.append(
                    c.ellipse(
                        fx * 1.5 + s * r * 0.33,
                        ey,
                        r * 0.25,
                        r * 0.22,
                        "#fff",
                        f'fill-opacity=".14" stroke="{ink}" stroke-width="{n(r * 0.06)}"',
                    )
                )
            out.append(
                c.line(
                    [(fx * 1.5 - r * 0.09, ey - r * 0.03), (fx * 1.5 + r * 0.09, ey - r * 0.03)],
                    ink,
                    r * 0.05,
                )
            )
        if beard:
            out.append(
                c.path(
                    f"M{n(-r * 0.72 + fx)} {n(r * 0.3)}Q{n(-r * 0.62 + fx)} {n(r * 1.12)} {n(fx)} {n(r * 1.26)}Q{n(r * 0.62 + fx)} {n(r * 1.12)} {n(r * 0.72 + fx)} {n(r * 0.3)}"
                    f"Q{n(r * 0.5 + fx)} {n(r * 0.76)} {n(fx + r * 0.26)} {n(r * 0.72)}Q{n(fx)} {n(r * 0.86)} {n(fx - r * 0.26)} {n(r * 0.72)}Q{n(-r * 0.5 + fx)} {n(r * 0.76)} {n(-r * 0.72 + fx)} {n(r * 0.3)}Z",
                    beard,
                )
            )
            out.append(
                c.stroke(
                    f"M{n(fx - r * 0.3)} {n(r * 0.42)}Q{n(fx)} {n(r * 0.28)} {n(fx + r * 0.3)} {n(r * 0.42)}",
                    beard,
                    r * 0.12,
                )
            )
    if wear == "tanggui":
        out.append(tanggui(c, fx * 0.6, -r * 0.35, r, tilt=look * 5))
    return c.at(out, x, y)
