"""The colours of every screen, and the contrast between two of them; pure.

Grounds and the inks that stand on them are listed together, so that a test can measure each pair.
"""

from typing import Final

FAMILY: Final = "Noto Sans CJK SC"
"""The face of every text; Latin falls back to another face where it is not set."""

COLOURS: Final = {
    "paper": "#FFFFFF",
    "mist": "#EEF2F6",
    "ink": "#14202B",
    "slate": "#3A4856",
    "line": "#B9C4CF",
    "frame": "#B9C4CF",
    "action": "#0B4F8A",
    "actionDown": "#083C69",
    "actionPale": "#E3EEF8",
    "amber": "#FFD24D",
    "alarm": "#8C1A14",
    "done": "#0E5A34",
    "donePale": "#E2F2E9",
    "warn": "#7A2E00",
    "warnPale": "#FFF1DF",
}

HIGH_CONTRAST: Final = {
    "paper": "#000000",
    "mist": "#000000",
    "ink": "#FFEB3B",
    "slate": "#FFEB3B",
    "line": "#4D4700",
    "frame": "#B3A429",
    "action": "#FFEB3B",
    "actionDown": "#FFD600",
    "actionPale": "#262300",
    "amber": "#332E00",
    "alarm": "#FFEB3B",
    "done": "#FFEB3B",
    "donePale": "#262300",
    "warn": "#FFEB3B",
    "warnPale": "#262300",
}
"""Yellow on black, under the same names: what was dark is light."""

INKS_ON: Final = {
    "paper": ("ink", "slate", "action", "done", "warn", "alarm"),
    "mist": ("ink", "slate", "action"),
    "line": ("ink",),
    "action": ("paper",),
    "actionDown": ("paper",),
    "actionPale": ("ink", "action"),
    "amber": ("ink",),
    "alarm": ("paper",),
    "done": ("paper",),
    "donePale": ("ink", "done"),
    "warnPale": ("ink", "warn"),
    "ink": ("paper", "amber"),
}
"""Which inks are written on which ground."""


def look(*, high_contrast: bool = False) -> dict[str, str]:
    """All that a scene calls its look: colours, the face, and where its signs come from."""
    colours = HIGH_CONTRAST if high_contrast else COLOURS
    ink = colours["ink"].removeprefix("#") if high_contrast else "own"
    return {**colours, "family": FAMILY, "signs": f"image://signs/{ink}/"}


_DARKEST: Final = 0.04045


def contrast(one: str, other: str, veil: float = 0.0) -> float:
    """The contrast ratio of two colours, both under a veil of white light (0-1) if given."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + veil + 0.05) / (dark + veil + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    """One channel of sRGB as light, by WCAG's definition of relative luminance."""
    if channel <= _DARKEST:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
