"""Figures, and the table and file they are given in."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured thing; `against` says what the ratio is to."""

    what: str
    value: float
    unit: str
    ratio: float | None = None
    against: str = ""


def percentiles(
    what: str, seconds: Sequence[float], against_s: float = 0.0, named: str = ""
) -> list[Figure]:
    """The middle and the worst of a hundred, in milliseconds."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    return [
        Figure(
            what=f"{what}, {name}",
            value=round(taken_s * 1000, 3),
            unit="ms",
            ratio=round(taken_s / against_s, 2) if against_s else None,
            against=named,
        )
        for name, taken_s in (("p50", cuts[49]), ("p99", cuts[98]))
    ]


def middle(seconds: Sequence[float]) -> float:
    """The middle of some durations."""
    return quantiles(seconds, n=2, method="inclusive")[0]


def table(figures: Iterable[Figure]) -> str:
    """For people."""
    lines = []
    for each in figures:
        ratio = "" if each.ratio is None else f"{each.ratio:>8.2f} × {each.against}"
        lines.append(f"{each.what:<64}{each.value:>12,.2f} {each.unit:<6}{ratio}")
    return "\n".join(lines)


def write(figures: Iterable[Figure], path: Path) -> None:
    """For programs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(each) for each in figures], indent=1), encoding="utf-8")
