"""`hall forecast evaluate`: a history of tickets replayed, every method side by side."""

import codecs
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from hall.errors import HallError
from hall.forecast.engine.state import Rule
from hall.forecast.evaluation.histories import HistoryUnreadable, read_history
from hall.forecast.evaluation.history import Plan, replay_history, supposed
from hall.forecast.evaluation.measures import Measure, interval, measure, measures
from hall.forecast.evaluation.rolling import BOTH, Judged
from hall.forecast.learning.records import PastVisit

LEAST_BY_CATEGORY: Final = 300
"""Categories with at least so many judged are shown by themselves."""
_SHARE_JUDGED: Final = 0.25
_MOST_JUDGED_DAYS: Final = 14
_HEAD: Final = (
    f"{'method':<24}{'judged':>8}{'MAE s':>9}{'RMSE s':>9}{'near':>7}{'cover':>7}{'band s':>9}"
    f"{'bias s':>9}"
)


_LEGEND: Final = """\
MAE, RMSE  how far the likeliest wait was from the real one
near       the share within 5 minutes or 25 % of the real wait
cover      the share called within the range of 80 %
band       how wide that range was
bias       by how much too long waits were told, on average; below 0 too short
trees      are grown from 1,500 forecasts on; until then both last lines are the same"""


class HistoryTooShort(HallError):
    """A history has too little to be judged: at least two days, one of them with a wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to have judged."""

    file: Path
    first: date | None = None
    last: date | None = None
    only_queued: bool = False


def read_file(path: Path) -> tuple[PastVisit, ...]:
    """The history in a file; raises `HallError` when it cannot be read."""
    try:
        return read_history(io.StringIO(_decoded(path.read_bytes()), newline=""))
    except HistoryUnreadable as error:
        raise HistoryUnreadable(error.line, f"{error.what} ({path})") from error
    except UnicodeDecodeError as error:
        what = "expected text in UTF-8, UTF-16 or GB 18030 (save it as CSV)"
        raise HistoryTooShort(f"{path} cannot be read: {what}") from error
    except OSError as error:
        raise HistoryTooShort(f"{path} cannot be read: {error.strerror}") from error


def _decoded(data: bytes) -> str:
    """As spreadsheets save tables: UTF-8, "Unicode text", or the code of Chinese systems."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def evaluate(wish: Wish, progress: Callable[[date], object]) -> str:
    """Judge a history and put it into a table; raises `HallError`."""
    visits = read_file(wish.file)
    plan = _plan(visits, wish)
    judged = list(
        replay_history(visits, plan, believed=supposed(visits), rule=Rule(), progress=progress)
    )
    if not judged:
        raise HistoryTooShort(f"{wish.file}: nobody was called on the days to be judged")
    return table(judged, supposed(visits).categories)


def _plan(visits: Sequence[PastVisit], wish: Wish) -> Plan:
    days = sorted({each.day for each in visits})
    if len(days) < 2:  # noqa: PLR2004 - one to learn from, one to judge
        raise HistoryTooShort(f"{wish.file}: expected at least two days, found {len(days)}")
    many = min(max(int(len(days) * _SHARE_JUDGED), 1), _MOST_JUDGED_DAYS)
    first = wish.first or days[-many]
    before = sum(day < first for day in days)
    return Plan(
        first=first,
        last=wish.last or days[-1],
        only_queued=wish.only_queued,
        taught_days=before // 2,
    )


def table(judged: Sequence[Judged], categories: Sequence[str]) -> str:
    """Every method's figures, then the best one by category."""
    by_category = [
        _line(code, measure(mine, BOTH))
        for at, code in enumerate(categories)
        if len(mine := [each for each in judged if each.case.category == at]) >= LEAST_BY_CATEGORY
    ]
    lines = chain(
        [_HEAD],
        (_line(name, each) for name, each in measures(judged).items()),
        [_intervals(judged), ""],
        [f"{BOTH}, by category (those with {LEAST_BY_CATEGORY} or more)"],
        [_HEAD, *by_category] if by_category else ["none has so many"],
    )
    return "\n".join((*lines, "", _LEGEND))


def _intervals(judged: Sequence[Judged]) -> str:
    mae = interval(judged, BOTH, lambda each: each.mae_s)
    cover = interval(judged, BOTH, lambda each: each.cover)
    return (
        f"{BOTH}, 95 % over days: MAE {mae[0]:.1f} to {mae[1]:.1f} s, "
        f"cover {cover[0]:.3f} to {cover[1]:.3f}"
    )


def _line(name: str, each: Measure) -> str:
    return (
        f"{name:<24}{each.count:>8}{each.mae_s:>9.1f}{each.rmse_s:>9.1f}{each.near:>7.3f}"
        f"{each.cover:>7.3f}{each.band_s:>9.1f}{each.bias_s:>9.1f}"
    )
