#!/usr/bin/env python3
"""Draws every picture of Pembantanan: SVG scenes, rendered by Chromium, finished with Pillow.

python3 -m venv /tmp/draw && /tmp/draw/bin/pip install numpy pillow
/tmp/draw/bin/python tenants/draw/draw.py            # all
/tmp/draw/bin/python tenants/draw/draw.py hero.jpg   # one
"""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image, ImageFilter

HERE = pathlib.Path(__file__).resolve().parent
MEDIA = HERE.parent / "banjar" / "pembantanan" / "media"
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

from scenes import PICTURES


def render(svg: str, width: int, height: int, folder: pathlib.Path) -> Image.Image:
    page, shot = folder / "page.html", folder / "shot.png"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><body style='margin:0;background:#f0f'>{svg}"
    )
    command = [
        os.environ.get("CHROMIUM", "chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--run-all-compositor-stages-before-draw",
        f"--user-data-dir={folder / 'profile'}",
        "--force-device-scale-factor=1.5",
        f"--window-size={width},{height}",
        f"--screenshot={shot}",
        page.as_uri(),
    ]
    for _ in range(4):  # a headless browser sometimes hangs while closing
        shot.unlink(missing_ok=True)
        browser = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            browser.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(browser.pid, signal.SIGKILL)
            browser.wait()
        if shot.exists():
            picture = Image.open(shot).convert("RGB")
            missed = (np.asarray(picture) == (255, 0, 255)).all(axis=2).any()
            if not missed:  # the page behind the scene is magenta: none of it may show
                return picture.resize((width, height), Image.Resampling.LANCZOS)
    sys.exit("Chromium did not draw the whole scene; is it installed? Set CHROMIUM to its path.")


def finish(picture: Image.Image, seed: int, bloom: float, grain: float) -> Image.Image:
    """A little bloom, a soft vignette and a fine, slightly soft grain."""
    base = np.asarray(picture, dtype=np.float32) / 255
    height, width = base.shape[:2]
    if bloom:
        bright = np.clip((base - 0.62) / 0.38, 0, 1)
        haze = Image.fromarray((bright * 255).astype(np.uint8)).filter(
            ImageFilter.GaussianBlur(width / 70)
        )
        base = 1 - (1 - base) * (1 - bloom * np.asarray(haze, dtype=np.float32) / 255)
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    base *= (1 - 0.13 * np.clip((x * x + y * y) / 2, 0, 1) ** 1.5)[..., None]
    noise = np.random.default_rng(seed).normal(0, 1, (height, width)).astype(np.float32)
    soft = (
        noise + np.roll(noise, 1, 0) + np.roll(noise, 1, 1) + np.roll(noise, (1, 1), (0, 1))
    ) / 2
    base += (soft * grain / 255)[..., None]
    return Image.fromarray((np.clip(base, 0, 1) * 255 + 0.5).astype(np.uint8))


def main(wanted: list[str]) -> None:
    MEDIA.mkdir(parents=True, exist_ok=True)
    for name, (scene, width, height, options) in PICTURES.items():
        if wanted and name not in wanted:
            continue
        seed = sum(map(ord, name))
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            drawn = render(scene(width, height, seed), width, height, pathlib.Path(folder))
        done = finish(drawn, seed, options.get("bloom", 0.18), options.get("grain", 1.8))
        if name.endswith(".png"):
            done.quantize(200, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
                MEDIA / name, optimize=True
            )
        else:
            quality = options.get("quality", 82)
            done.save(MEDIA / name, quality=quality, optimize=True, progressive=True)
        print(f"{name}  {width}x{height}  {(MEDIA / name).stat().st_size // 1024} KB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
