"""Charts of bars, drawn by the server: a bar for each group, and a second figure beyond it. Pure.

What must not live here: what is charted (see the pages), how it is coloured (see `figures.css`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_WIDTH: Final = 620
_ROW: Final = 26
_NAME, _VALUE, _TOP = 124, 96, 4
_UPRIGHT_HIGH: Final = 190
_UPRIGHT_TOP, _UPRIGHT_BOTTOM = 22, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One group's figures; None where there is nothing to measure."""

    name: str
    value: float | None
    said: str
    beyond: float | None = None
    """A second figure, drawn as an outline: the 90th percentile beside the mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of the picture."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One group as it is drawn: its boxes, its name and what it says, each with its place."""

    name: str
    said: str
    box: Box
    beyond: Box | None
    name_at: tuple[float, float]
    said_at: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of bars."""

    title: str
    upright: bool
    bars: tuple[Bar, ...]
    width: float
    height: float


def chart(title: str, points: Sequence[Point], *, upright: bool, wide: bool = False) -> Chart:
    """Bars from the ground up, or from the left where names are long; over the page where wide."""
    most = max((max(each.value or 0, each.beyond or 0) for each in points), default=0) or 1
    width = _WIDTH * (1 + wide)
    draw = _upright if upright else _lying
    return Chart(
        title=title,
        upright=upright,
        bars=tuple(draw(each, (at, len(points)), width, most) for at, each in enumerate(points)),
        width=width,
        height=_UPRIGHT_HIGH if upright else _TOP * 2 + _ROW * len(points),
    )


def _upright(point: Point, place: tuple[int, int], width: float, most: float) -> Bar:
    at, count = place
    step = width / max(count, 8)
    high = _UPRIGHT_HIGH - _UPRIGHT_TOP - _UPRIGHT_BOTTOM
    left, ground = at * step + step * 0.18, _UPRIGHT_HIGH - _UPRIGHT_BOTTOM

    def box(value: float) -> Box:
        tall = round(high * value / most, 1)
        return Box(x=round(left, 1), y=ground - tall, width=round(step * 0.64, 1), height=tall)

    middle = round(left + step * 0.32, 1)
    top = box(max(point.value or 0, point.beyond or 0)).y
    return Bar(
        name=point.name,
        said=point.said,
        box=box(point.value or 0),
        beyond=None if point.beyond is None else box(point.beyond),
        name_at=(middle, _UPRIGHT_HIGH - 7),
        said_at=(middle, round(top - 5, 1)),
    )


def _lying(point: Point, place: tuple[int, int], width: float, most: float) -> Bar:
    wide, top = width - _NAME - _VALUE, _TOP + place[0] * _ROW

    def box(value: float) -> Box:
        return Box(x=_NAME, y=top + 4, width=round(wide * value / most, 1), height=_ROW - 8)

    end = box(max(point.value or 0, point.beyond or 0)).width
    return Bar(
        name=point.name,
        said=point.said,
        box=box(point.value or 0),
        beyond=None if point.beyond is None else box(point.beyond),
        name_at=(_NAME - 8, top + 18),
        said_at=(round(_NAME + end + 8, 1), top + 18),
    )
