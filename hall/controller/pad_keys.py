"""What each key of a calling pad asks of the rules, as things stand at its window. Pure.

What was keyed before a key is figures alone: a window's number, the digits of a number, a clerk's
number. What must not live here: what the rules say to it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hall.bus.messages import Key
from hall.controller.ids import Roster
from hall.core import commands as c
from hall.core.hall import Hall, Visit, WindowStatus
from hall.core.refusals import Refused
from hall.core.stages import Stage

PAD_REASON: Final = "pad"


@dataclass(kw_only=True)
class FigureNeeded(Refused):
    """A key was pressed without the figure that belongs to it."""

    window: int
    code = "figure_needed"
    zh = "请先按数字，再按此键。"
    en = "Key the figure first, then this key."


@dataclass(kw_only=True)
class NoSuchNumberParked(Refused):
    """No number with these digits is parked, or more than one is."""

    window: int
    digits: str
    code = "no_such_number_parked"
    zh = "没有唯一一个尾数为{digits}的挂起号。请在办理页上选。"
    en = "Not exactly one parked number ends in {digits}. Choose it on the clerk page."


@dataclass(kw_only=True)
class UnknownClerkNumber(Refused):
    """The number that was keyed is no clerk's."""

    window: int
    digits: str
    code = "unknown_clerk_number"
    zh = "没有工号为{digits}的窗口人员。请核对后再按。"
    en = "No clerk has the number {digits}. Check it and key it again."


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key at a window, when its turn has come."""

    hall: Hall
    window: int
    digits: str
    clerk_of: Roster


def command_of(key: Key, pressed: Pressed) -> c.Command:
    """What a press asks for; raises `Refused` where its figures say nothing."""
    return _KEYS[key](pressed)


def _pause_or_resume(pressed: Pressed) -> c.Command:
    window = pressed.hall.windows.get(pressed.window)
    if window is not None and window.status == WindowStatus.PAUSED and window.clerk:
        return c.OpenWindow(window=pressed.window, clerk=window.clerk)
    return c.PauseWindow(window=pressed.window, reason=PAD_REASON)


def _transfer(pressed: Pressed) -> c.Command:
    if not pressed.digits.isdecimal():
        raise FigureNeeded(window=pressed.window)
    return c.TransferVisit(window=pressed.window, to_window=int(pressed.digits))


def _call_back(pressed: Pressed) -> c.Command:
    parked = [each for each in pressed.hall.visits.values() if _is_meant(pressed, each)]
    here = [each for each in parked if _parked_at(pressed.hall, each) == pressed.window]
    if not pressed.digits:
        parked = here
    if len(parked) > 1:  # the same digits in two categories: the one that was parked here
        parked = here
    if len(parked) != 1:
        raise NoSuchNumberParked(window=pressed.window, digits=pressed.digits)
    return c.ResumeVisit(window=pressed.window, number=parked[0].number)


def _is_meant(pressed: Pressed, visit: Visit) -> bool:
    """Whether a visit is parked and its number has the digits that were keyed."""
    digits = "".join(each for each in visit.number if each.isdecimal())
    same = not pressed.digits or (pressed.digits.isdecimal() and int(digits) == int(pressed.digits))
    return visit.stage == Stage.PARKED and not visit.missed and same


def _parked_at(hall: Hall, visit: Visit) -> int | None:
    service = hall.services.get(visit.service or "")
    return service.window if service else None


def _sign_in(pressed: Pressed) -> c.Command:
    if not pressed.digits:
        return c.CloseWindow(window=pressed.window)
    clerk = pressed.clerk_of(pressed.digits)
    if clerk is None:
        raise UnknownClerkNumber(window=pressed.window, digits=pressed.digits)
    return c.OpenWindow(window=pressed.window, clerk=clerk.name, skills=clerk.skills)


_KEYS: Final[dict[Key, Callable[[Pressed], c.Command]]] = {
    Key.CALL: lambda its: c.CallNext(window=its.window, finish_current=True),
    Key.RECALL: lambda its: c.Recall(window=its.window),
    Key.START: lambda its: c.StartService(window=its.window),
    Key.FINISH: lambda its: c.FinishService(window=its.window),
    Key.RATE: lambda its: c.FinishService(window=its.window, ask_rating=True),
    Key.NO_SHOW: lambda its: c.MarkNoShow(window=its.window),
    Key.PAUSE: _pause_or_resume,
    Key.PARK: lambda its: c.ParkVisit(window=its.window, reason=PAD_REASON),
    Key.CALL_BACK: _call_back,
    Key.TRANSFER: _transfer,
    Key.CANCEL: lambda its: c.UndoPress(window=its.window),
    Key.SIGN_IN: _sign_in,
}
