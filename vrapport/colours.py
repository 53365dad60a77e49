"""One colour that a site chooses, made dark enough for a light page and light enough for a dark one.

How far two colours stand apart is WCAG 2's contrast ratio, from relative luminance:
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio and https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
"""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from itertools import count
from typing import Final

ENOUGH: Final = 7.0
"""The contrast that WCAG asks of text on level AAA."""

# The grounds that text stands on, --paper and --wash in 00-tokens.css, by colour scheme.
LIGHT_GROUNDS: Final = ("#fdfcf8", "#f5f2ea")
DARK_GROUNDS: Final = ("#17160f", "#211f17")

_COLOUR: Final = re.compile("#(?:[0-9a-f]{3}){1,2}")
_STEPS: Final = 255


def read_colour(typed: str) -> str | None:
    """Read a colour typed as #rgb or #rrggbb, and write it as the longer of them."""
    colour = typed.strip().lower()
    if not _COLOUR.fullmatch(colour):
        return None
    return colour if len(colour) == len("#rrggbb") else "#" + "".join(2 * figure for figure in colour[1:])


def contrast(one: str, other: str) -> float:
    """Return how far two colours stand apart: from 1, not at all, to 21, black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Return how light a colour is to the eye: from 0, black, to 1, white."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def accents(chosen: str) -> tuple[str, str]:
    """Return a colour as it is printed on light pages and on dark ones: changed in lightness only as far as it must."""
    return _legible(chosen, LIGHT_GROUNDS, -1), _legible(chosen, DARK_GROUNDS, 1)


def accent_sheet(chosen: str) -> str:
    """Write the style sheet that makes a colour the accent of a site."""
    light, dark = accents(chosen)
    return (
        "@layer tokens {\n"
        f"  :root {{ --accent: {light}; }}\n"
        f"  @media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n"
        "}\n"
    )


def _legible(chosen: str, grounds: tuple[str, ...], direction: int) -> str:
    """Make a colour darker or lighter, step by step, until text in it can be read on every ground."""
    hue, lightness, saturation = rgb_to_hls(*_parts(chosen))
    shades = (_written(hls_to_rgb(hue, _within(lightness + direction * step / _STEPS), saturation)) for step in count())
    return next(shade for shade in shades if all(contrast(shade, ground) >= ENOUGH for ground in grounds))


def _within(share: float) -> float:
    return min(max(share, 0.0), 1.0)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - where sRGB bends
