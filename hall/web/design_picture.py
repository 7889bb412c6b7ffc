"""The picture of the window design: each matter by its share and its relatedness. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log10
from typing import Final

from hall.catalogue.model import Catalogue
from hall.core.hall import CategoryKind
from hall.supervision.window_design import Limits, Proposal

WIDTH: Final = 900
HEIGHT: Final = 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 24, 20, 48
_LEAST_SHARE, _MOST_SHARE = 0.0001, 0.5
_RADIUS: Final = 7
_LABEL_WIDTH, _LABEL_HEIGHT = 60, 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One matter."""

    x: float
    y: float
    kind: str
    """`integrated`, `general` or `instant`: where it is proposed to be."""
    moves: bool
    matter: str
    title: str
    label_y: float = 0.0
    """Where its code is written, when it moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A limit, across the picture."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Everything that is drawn."""

    dots: tuple[Dot, ...]
    limits: tuple[Line, ...]
    ticks: tuple[tuple[float, str], ...]
    """Along the share of numbers."""
    steps: tuple[tuple[float, str], ...]
    """Along relatedness."""
    width: int = WIDTH
    height: int = HEIGHT
    radius: int = _RADIUS


def picture(
    catalogue: Catalogue, proposals: Iterable[Proposal], limits: Limits, *, english: bool
) -> Picture:
    """The picture of some proposals."""
    found = tuple(proposals)
    most = max([each.relatedness for each in found] + [2 * limits.low_relatedness]) * 1.1
    return Picture(
        dots=_in_order(_dot(catalogue, each, most, english=english) for each in found),
        limits=(
            _upright(limits.low_share, f"{limits.low_share:.1%}"),
            _upright(limits.high_share, f"{limits.high_share:.1%}"),
            _flat(limits.low_relatedness, most, f"{limits.low_relatedness:.2f}"),
        ),
        ticks=tuple((_x(share), f"{share:g}%") for share in (0.01, 0.1, 1, 10)),
        steps=tuple((_y(most * part, most), f"{most * part:.2f}") for part in (0, 0.5, 1)),
    )


def _dot(catalogue: Catalogue, each: Proposal, most: float, *, english: bool) -> Dot:
    name = each.name.en if english else each.name.zh
    kind = catalogue.categories[each.proposed].kind
    return Dot(
        x=_x(100 * each.share),
        y=_y(each.relatedness, most),
        kind=str(kind if kind in _SHOWN else CategoryKind.INTEGRATED),
        moves=each.moves,
        matter=each.matter,
        title=f"{each.matter} {name} · {each.share:.2%} · {each.relatedness:.2f}",
    )


def _in_order(dots: Iterable[Dot]) -> tuple[Dot, ...]:
    """Those that move are drawn last and over the others, their codes never over each other.

    From the lowest up, so that no code is pushed down into the scale.
    """
    by_height = sorted(dots, key=lambda dot: (dot.moves, -dot.y))
    placed: list[Dot] = []
    for dot in by_height:
        at = dot.y + _RADIUS - 2
        for other in placed:
            if dot.moves and other.moves and abs(other.x - dot.x) < _LABEL_WIDTH:
                at = min(at, other.label_y - _LABEL_HEIGHT)
        placed.append(replace(dot, label_y=round(at, 1)))
    return tuple(placed)


_SHOWN: Final = frozenset({CategoryKind.INTEGRATED, CategoryKind.GENERAL, CategoryKind.INSTANT})


def _x(share_pct: float) -> float:
    """Where a share lies, on a scale of tens."""
    share = min(max(share_pct / 100, _LEAST_SHARE), _MOST_SHARE)
    part = (log10(share) - log10(_LEAST_SHARE)) / (log10(_MOST_SHARE) - log10(_LEAST_SHARE))
    return round(_LEFT + part * (WIDTH - _LEFT - _RIGHT), 1)


def _y(relatedness: float, most: float) -> float:
    return round(HEIGHT - _BOTTOM - relatedness / most * (HEIGHT - _TOP - _BOTTOM), 1)


def _upright(share: float, label: str) -> Line:
    x = _x(100 * share)
    return Line(x1=x, y1=_TOP, x2=x, y2=HEIGHT - _BOTTOM, label=label)


def _flat(relatedness: float, most: float, label: str) -> Line:
    y = _y(relatedness, most)
    return Line(x1=_LEFT, y1=y, x2=WIDTH - _RIGHT, y2=y, label=label)
