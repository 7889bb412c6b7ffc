"""The rows that events of windows and of the plan make; pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from hall.core import events as e
from hall.storage.encoding import moment
from hall.storage.placed import At, Step


def _opened(event: e.WindowOpened | e.WindowTakenOver, at: At) -> Iterable[Step]:
    yield _shift(event, at, "open", clerk=event.clerk)


def _paused(event: e.WindowPaused, at: At) -> Iterable[Step]:
    yield _shift(event, at, "paused", reason=event.reason)


def _closed(event: e.WindowClosed, at: At) -> Iterable[Step]:
    yield _shift(event, at, "closed")


def _shift(
    event: Any, at: At, status: str, *, clerk: str | None = None, reason: str | None = None
) -> Step:
    return (
        "window_shift",
        {
            "seq": at.seq,
            "day": at.day,
            "window": event.window,
            "status": status,
            "clerk": clerk,
            "reason": reason,
            "at": moment(event.at),
        },
    )


def _plan_set(event: e.PlanSet, at: At) -> Iterable[Step]:
    return _entries(event, at, event.windows, event.version, event.reason)


def _day_opened(event: e.DayOpened, at: At) -> Iterable[Step]:
    return _entries(event, at, event.plan, event.plan_version, "day opened")


def _entries(
    event: Any, at: At, plan: dict[int, tuple[str, ...]], version: int, reason: str
) -> Iterable[Step]:
    for window, categories in plan.items():
        yield (
            "plan_entry",
            {
                "seq": at.seq,
                "window": window,
                "version": version,
                "categories": " ".join(categories),
                "at": moment(event.at),
                "reason": reason,
                "by": at.by,
            },
        )


WINDOW_STEPS: Final[Mapping[type, Callable[[Any, At], Iterable[Step]]]] = {
    e.DayOpened: _day_opened,
    e.WindowOpened: _opened,
    e.WindowPaused: _paused,
    e.WindowClosed: _closed,
    e.WindowTakenOver: _opened,
    e.PlanSet: _plan_set,
}
"""What each kind of event does to the records."""
