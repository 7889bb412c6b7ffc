"""Judged forecasts as figures, with intervals over days."""

from collections.abc import Callable, Sequence
from typing import Final

from hall.forecast.evaluation.measures import Measure, interval, measure, measures
from hall.forecast.evaluation.rolling import BOTH, Judged
from tests.bench.figures import Figure
from tests.bench.forecast.scenarios import BANK_TYPE_LEAST

NAIVE: Final = "naive"
_READ: Final[dict[str, tuple[str, Callable[[Measure], float]]]] = {
    "MAE": ("s", lambda each: each.mae_s),
    "near": ("", lambda each: each.near),
    "cover": ("", lambda each: each.cover),
    "band": ("s", lambda each: each.band_s),
}


def figures_of(name: str, judged: Sequence[Judged], categories: Sequence[str]) -> list[Figure]:
    """All methods; the best one against the naive one, with its intervals, and by category."""
    found = measures(judged)
    figures = [
        Figure(
            what=f"{name}: {method}, {what}",
            value=read(each),
            unit=unit,
            ratio=read(each) / read(found[NAIVE]) if what in {"MAE", "band"} else None,
            against=NAIVE,
        )
        for method, each in found.items()
        for what, (unit, read) in _READ.items()
    ]
    for what, (unit, read) in _READ.items():
        low, high = interval(judged, BOTH, read)
        figures.append(Figure(what=f"{name}: {BOTH}, {what}, 95 % from", value=low, unit=unit))
        figures.append(Figure(what=f"{name}: {BOTH}, {what}, 95 % to", value=high, unit=unit))
    for at, code in enumerate(categories):
        mine = [each for each in judged if each.case.category == at]
        if len(mine) >= BANK_TYPE_LEAST:
            of_code = measure(mine, BOTH)
            figures.append(Figure(what=f"{name}: cover of {code}", value=of_code.cover, unit=""))
            figures.append(Figure(what=f"{name}: MAE of {code}", value=of_code.mae_s, unit="s"))
    return figures
