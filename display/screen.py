"""Sizes on a screen, from its diagonal, its pixels and the distance it is read at; pure.

Text is measured by the height of a capital or a digit, which in Noto Sans CJK SC is the same.
"""

import math
from dataclasses import dataclass
from typing import Final

CAP_HEIGHT_EM: Final = 0.733
"""The height of a capital in Noto Sans CJK SC, in parts of its font size."""
MM_PER_INCH: Final = 25.4


def height_mm(arc_minutes: float, distance_mm: float) -> float:
    """How high a thing must be to be seen under an angle at a distance."""
    return 2 * distance_mm * math.tan(math.radians(arc_minutes / 60) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A picture of so many pixels on a screen of a known size."""

    diagonal_in: float
    width_px: int
    height_px: int
    distance_mm: float

    @property
    def px_per_mm(self) -> float:
        """Pixels in one millimetre, by the diagonal."""
        return math.hypot(self.width_px, self.height_px) / (self.diagonal_in * MM_PER_INCH)

    @property
    def is_portrait(self) -> bool:
        """Whether it is higher than wide."""
        return self.height_px > self.width_px

    def px(self, length_mm: float) -> int:
        """A length in whole pixels."""
        return round(length_mm * self.px_per_mm)

    def font_px(self, cap_mm: float) -> int:
        """The font size whose capitals are at least so high."""
        return math.ceil(cap_mm * self.px_per_mm / CAP_HEIGHT_EM)

    def arc_minutes(self, font_px: float) -> float:
        """Under which angle the capitals of a font size are seen."""
        cap_mm = font_px * CAP_HEIGHT_EM / self.px_per_mm
        return math.degrees(2 * math.atan(cap_mm / 2 / self.distance_mm)) * 60
