"""Undo: the last press at a window is taken back, as an event, for a few seconds.

Theory of operation. A window remembers its last press and what it takes to undo it: a call goes
back to its very place in line and is withdrawn on board and by voice; a start, a finish, a no-show,
a parking and a transfer are taken back as if they had not been. A press that finished and called
is taken back whole. Whatever else touches the visit meanwhile ends the chance.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall
from hall.core.lookups import signed_in
from hall.core.parking import resumed
from hall.core.refusals import NothingToUndo, TooLateToUndo
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding
from hall.core.window import Press, PressKind


def undo(hall: Hall, command: c.UndoPress, now: datetime) -> tuple[e.Event, ...]:
    """Take back the last press at a window."""
    window = signed_in(hall, command.window)
    press = window.last_press
    if press is None or hall.visits[press.visit].step != press.step:
        raise NothingToUndo(window=window.no)
    ago_s = command.ago_s if command.ago_s is not None else (now - press.at).total_seconds()
    if ago_s > hall.settings.undo_s:
        raise TooLateToUndo(window=window.no, undo_s=hall.settings.undo_s)
    unfolding = Unfolding(hall, now)
    _UNDOING[press.kind](unfolding, press, window.no)
    return unfolding.done()


def _call(unfolding: Unfolding, press: Press, no: int) -> None:
    visit = unfolding.visit(press.visit)
    unfolding.add(
        e.VisitCallWithdrawn(at=unfolding.now, visit=visit.id, number=visit.number, window=no)
    )
    if press.finished is not None and _can_reopen(unfolding.hall, press.finished):
        _reopen(unfolding, press.finished, no)


def _can_reopen(hall: Hall, visit: str) -> bool:
    """Whether a finished visit is over, and has not been judged."""
    over = hall.visits[visit]
    return over.stage == Stage.ENDED and hall.services[over.services[-1]].rating is None


def _start(unfolding: Unfolding, press: Press, no: int) -> None:
    unfolding.add(
        e.ServiceWithdrawn(
            at=unfolding.now, visit=press.visit, window=no, service=press.service or ""
        )
    )


def _finish(unfolding: Unfolding, press: Press, no: int) -> None:
    _reopen(unfolding, press.visit, no)


def _reopen(unfolding: Unfolding, visit: str, no: int) -> None:
    service = unfolding.visit(visit).services[-1]
    unfolding.add(e.ServiceReopened(at=unfolding.now, visit=visit, window=no, service=service))


def _no_show(unfolding: Unfolding, press: Press, no: int) -> None:
    unfolding.add(e.NoShowUndone(at=unfolding.now, visit=press.visit, window=no))


def _park(unfolding: Unfolding, press: Press, no: int) -> None:
    visit = unfolding.visit(press.visit)
    if press.service is not None:
        unfolding.add(resumed(visit, no, unfolding.now))
        return
    unfolding.add(e.VisitParkUndone(at=unfolding.now, visit=visit.id, window=no))


def _transfer(unfolding: Unfolding, press: Press, no: int) -> None:
    if press.place is None:
        raise NothingToUndo(window=no)
    unfolding.add(
        e.VisitTransferUndone(
            at=unfolding.now,
            visit=press.visit,
            window=no,
            category=press.place.category,
            for_window=press.place.for_window,
            entered_at=press.place.entered_at,
            waiting_since=press.place.waiting_since,
            matter=press.place.matter,
            further=press.place.further,
        )
    )
    if press.service is not None:
        _reopen(unfolding, press.visit, no)


_UNDOING: Final[dict[PressKind, Callable[[Unfolding, Press, int], None]]] = {
    PressKind.CALL: _call,
    PressKind.START: _start,
    PressKind.FINISH: _finish,
    PressKind.NO_SHOW: _no_show,
    PressKind.PARK: _park,
    PressKind.TRANSFER: _transfer,
}
