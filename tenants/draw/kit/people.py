"""Villagers: jointed figures one hundred units tall, dressed and placed by the scenes."""

from __future__ import annotations

import math

from .canvas import Canvas, darker, lighter, n, smooth
from .heads import head, tanggui
from .poses import POSES

SKIN = ["#c68a63", "#b5774f", "#d49c72", "#a96d48"]


def limb(c: Canvas, joints, w0, w1, colour) -> str:
    """A tapering limb through the joints."""
    out, last = [], len(joints) - 1
    widths = [w0 + (w1 - w0) * i / last for i in range(last + 1)]
    for i in range(last):
        (x0, y0), (x1, y1) = joints[i], joints[i + 1]
        d = math.hypot(x1 - x0, y1 - y0) or 1
        px, py = -(y1 - y0) / d, (x1 - x0) / d
        a, b = widths[i], widths[i + 1]
        out.append(
            c.poly(
                [
                    (x0 + px * a, y0 + py * a),
                    (x1 + px * b, y1 + py * b),
                    (x1 - px * b, y1 - py * b),
                    (x0 - px * a, y0 - py * a),
                ],
                colour,
            )
        )
    out += [c.circle(x, y, w, colour) for (x, y), w in zip(joints, widths)]
    return c.group(out)


def person(
    c: Canvas,
    x,
    y,
    scale,
    pose,
    *,
    skin=None,
    top="#3f7f86",
    bottom="#3b4355",
    wear="hair",
    colour="#241d22",
    look=0.5,
    skirt=False,
    face=True,
    flip=1,
    hat=None,
    r=8.4,
    short=False,
    held="",
    behind="",
    **looks,
) -> str:
    """One villager. `scale` is the height in pixels of a standing adult."""
    p = POSES[pose] if isinstance(pose, str) else pose
    skin = skin or c.rnd.choice(SKIN)
    s, hp = p["sh"], p["hip"]
    d = math.hypot(hp[0] - s[0], hp[1] - s[1])
    ux, uy = (hp[0] - s[0]) / d, (hp[1] - s[1]) / d
    px, py = -uy, ux  # for an upright body this points to the right
    sw, hw = p["sw"], p["hw"]
    frontal = pose in ("stand", "point", "hold", "sila")
    if px < 0:
        px, py = -px, -py
    al = (s[0] - px * sw * 0.8, s[1] - py * sw * 0.8 + 2.6)
    ar = (s[0] + px * sw * 0.8, s[1] + py * sw * 0.8 + 2.6)
    if not frontal:
        al = (s[0] + px * sw * 0.4, s[1] + py * sw * 0.4 + 2.6)
        ar = (s[0] - px * sw * 0.1, s[1] - py * sw * 0.1 + 2.6)
    deep = darker(top, 0.16)

    def arm(start, joints, cloth, tone):
        elbow, hand = joints
        parts = []
        if short:
            mid = (start[0] + (elbow[0] - start[0]) * 0.75, start[1] + (elbow[1] - start[1]) * 0.75)
            parts.append(limb(c, [start, elbow, hand], 3.1, 2.3, tone))
            parts.append(limb(c, [start, mid], 4.3, 4.0, cloth))
        else:
            wrist = (elbow[0] + (hand[0] - elbow[0]) * 0.86, elbow[1] + (hand[1] - elbow[1]) * 0.86)
            parts.append(c.circle(hand[0], hand[1], 2.7, tone))
            parts.append(limb(c, [start, elbow, wrist], 4.3, 3.1, cloth))
        return "".join(parts)

    hip_l, hip_r = (hp[0] - hw * 0.42, hp[1]), (hp[0] + hw * 0.42, hp[1])
    legs = []
    if pose == "sila":
        lap = [
            (-26, -6),
            (-20, -13),
            (-8, -14),
            (0, -13),
            (8, -14),
            (20, -13),
            (26, -6),
            (22, 0),
            (8, 1.5),
            (0, 0),
            (-8, 1.5),
            (-22, 0),
        ]
        legs = [
            c.path(smooth(lap, True), c.linear(lighter(bottom, 0.12), darker(bottom, 0.16))),
            c.stroke("M-20 -3Q-2 -8 6 0", darker(bottom, 0.3), 1.1),
            c.stroke("M20 -3Q4 -8 -6 0", darker(bottom, 0.3), 1.1),
        ]
        if not skirt:
            legs += [
                c.ellipse(7, -0.5, 4.6, 2.2, skin),
                c.ellipse(-7, -0.5, 4.6, 2.2, darker(skin, 0.08)),
            ]
    elif pose == "kneel":
        lap = [(-20, -12), (-8, -17), (8, -14), (20, -7), (19, -1), (0, 1), (-20, 1), (-24, -4)]
        legs = [c.path(smooth(lap, True), c.linear(lighter(bottom, 0.12), darker(bottom, 0.16)))]
    elif skirt and pose in ("stand", "point", "hold", "walk", "pole", "pull"):
        sway = 4 if pose == "walk" else 0
        lx, rx = min(p["la"][1][0], p["lb"][1][0]) - 7, max(p["la"][1][0], p["lb"][1][0]) + 7
        if not frontal:
            lx, rx = lx + 2, rx - 2
        legs = [
            c.ellipse(p["la"][1][0] + 2, -1, 4.6, 2, darker(skin, 0.25)),
            c.ellipse(p["lb"][1][0] + 2, -1, 4.6, 2, darker(skin, 0.25)),
            c.path(
                f"M{n(hp[0] - hw)} {n(hp[1] - 4)}Q{n(hp[0] - hw - 3)} {n(-22)} {n(lx)} -3Q{n(sway)} 1 {n(rx)} -3Q{n(hp[0] + hw + 3)} {n(-22)} {n(hp[0] + hw)} {n(hp[1] - 4)}Z",
                c.linear(lighter(bottom, 0.1), darker(bottom, 0.2), angle=10),
            ),
            c.stroke(
                f"M{n(hp[0] + 2)} {n(hp[1] + 8)}Q{n(hp[0] + 3)} -20 {n(hp[0] + 6)} -4",
                darker(bottom, 0.25),
                0.9,
                'opacity=".6"',
            ),
        ]
    else:
        bare = p.get("bare", False)
        for (hx, hy), joints, shade in (
            (hip_l if frontal else hip_r, p["la"], 0.18),
            (hip_r if frontal else hip_l, p["lb"], 0),
        ):
            knee, foot = joints
            tone = darker(bottom, shade)
            ankle = (knee[0] + (foot[0] - knee[0]) * 0.86, knee[1] + (foot[1] - knee[1]) * 0.86)
            toe = 2.4 if not frontal else 0
            legs.append(limb(c, [ankle, foot], 2.4, 2.2, darker(skin, shade)))
            legs.append(
                c.ellipse(
                    foot[0] + toe,
                    foot[1] - 0.8,
                    4.8 if not frontal else 3.6,
                    2.1,
                    darker(skin, 0.1 + shade),
                )
            )
            if bare:
                legs.append(limb(c, [knee, ankle], 3.2, 2.4, darker(skin, shade)))
                legs.append(limb(c, [(hx, hy), knee], 6, 4.6, tone))
            else:
                legs.append(limb(c, [(hx, hy), knee, ankle], 6, 3.7, tone))
    waist = (s[0] + ux * d * 0.62, s[1] + uy * d * 0.62)
    longer = 5 if not skirt else 8
    low = (hp[0] + ux * longer * 0.7, hp[1] + uy * longer * 0.7)
    ring = [
        (s[0], s[1] - 3.4),
        (s[0] + px * sw * 0.62, s[1] + py * sw * 0.62 - 2.2),
        (s[0] + px * sw, s[1] + py * sw + 2.5),
        (waist[0] + px * (hw * 0.93), waist[1] + py * hw * 0.93),
        (low[0] + px * hw * 1.1, low[1] + py * hw * 1.1),
        (low[0], low[1] + 1),
        (low[0] - px * hw * 1.1, low[1] - py * hw * 1.1),
        (waist[0] - px * (hw * 0.93), waist[1] - py * hw * 0.93),
        (s[0] - px * sw, s[1] - py * sw + 2.5),
        (s[0] - px * sw * 0.62, s[1] - py * sw * 0.62 - 2.2),
    ]
    torso = c.path(
        smooth(ring, True), c.linear(lighter(top, 0.14), top, darker(top, 0.18), angle=15)
    )
    hx, hy = p["head"]
    neck = limb(
        c,
        [(s[0], s[1]), (hx * 0.7 + s[0] * 0.3, hy * 0.7 + s[1] * 0.3)],
        3.3,
        3.1,
        darker(skin, 0.16),
    )
    crown = head(c, hx, hy, r, skin=skin, wear=wear, colour=colour, look=look, face=face, **looks)
    cap = (
        tanggui(
            c, hx + (1 if look != 9 else 0), hy - r * 0.45, r, tilt=(look if look != 9 else 0) * 6
        )
        if hat
        else ""
    )
    if frontal:
        order = [
            behind,
            *legs,
            neck,
            torso,
            arm(al, p["a"], deep, darker(skin, 0.05)),
            arm(ar, p["b"], top, skin),
            crown,
            cap,
            held,
        ]
    else:
        order = [
            behind,
            arm(al, p["a"], darker(top, 0.26), darker(skin, 0.12)),
            *legs,
            neck,
            torso,
            held,
            arm(ar, p["b"], deep, skin),
            crown,
            cap,
        ]
    return c.at(order, x, y, scale / 100, flip)
