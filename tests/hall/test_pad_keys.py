"""The keys of a calling pad beyond the call: what each does, and what the display says then."""

import pytest

from hall.bus.messages import Accepted, Key, Refused, ShowOnPad, WindowStatus
from hall.bus.topics import Kind
from hall.controller.exchange import Outgoing
from tests.fakes.switchboard import WINDOW, Switchboard, of, to

PAD = f"pad-{WINDOW:02}"
NEXT = WINDOW + 1


@pytest.fixture
def hall() -> Switchboard:
    """Two windows open, two people waiting."""
    board = Switchboard()
    board.open_day(WINDOW, NEXT)
    board.take()
    board.take()
    return board


def shown(sent: list[Outgoing]) -> tuple[str | None, WindowStatus]:
    """What the pad's display says after a press."""
    last = [each for each in to(sent, Kind.PAD, PAD) if isinstance(each, ShowOnPad)][-1]
    return last.number, last.status


def refused(sent: list[Outgoing]) -> str:
    (reply,) = of(sent, Refused)
    return reply.code


def in_hand(hall: Switchboard, window: int = WINDOW) -> str | None:
    visit = hall.hall.in_hand(hall.hall.windows[window])
    return visit.number if visit else None


def test_a_parked_number_is_called_back_by_its_digits_or_as_the_only_one(
    hall: Switchboard,
) -> None:
    """Parked, the display is free; called back, it shows the number again."""
    hall.press(Key.CALL)
    hall.press(Key.START)
    assert shown(hall.press(Key.PARK)) == (None, WindowStatus.OPEN)
    assert shown(hall.press(Key.CALL_BACK)) == ("C001", WindowStatus.OPEN)
    hall.press(Key.PARK)
    assert shown(hall.press(Key.CALL_BACK, digits="1")) == ("C001", WindowStatus.OPEN)


def test_a_number_that_is_not_parked_is_not_called_back(hall: Switchboard) -> None:
    """None, another's digits, and two of which none was named."""
    assert refused(hall.press(Key.CALL_BACK)) == "no_such_number_parked"
    for _ in range(2):
        hall.press(Key.CALL)
        hall.press(Key.START)
        hall.press(Key.PARK)
    assert refused(hall.press(Key.CALL_BACK)) == "no_such_number_parked"
    assert refused(hall.press(Key.CALL_BACK, digits="9")) == "no_such_number_parked"
    assert of(hall.press(Key.CALL_BACK, digits="002"), Accepted)
    assert in_hand(hall) == "C002"


def test_a_number_is_transferred_to_the_window_that_is_keyed(hall: Switchboard) -> None:
    """Without a figure nothing happens, and a window that is not there is refused."""
    hall.press(Key.CALL)
    assert refused(hall.press(Key.TRANSFER)) == "figure_needed"
    assert refused(hall.press(Key.TRANSFER, digits="999")) == "unknown_window"
    assert shown(hall.press(Key.TRANSFER, digits=str(NEXT))) == (None, WindowStatus.OPEN)
    hall.press(Key.CALL, window=NEXT)
    assert in_hand(hall, NEXT) == "C001"


def test_the_cancel_key_takes_back_the_last_one(hall: Switchboard) -> None:
    """A call goes back to its place, and the display is free again."""
    hall.press(Key.CALL)
    assert shown(hall.press(Key.CANCEL)) == (None, WindowStatus.OPEN)
    hall.press(Key.CALL)
    assert in_hand(hall) == "C001"


def test_a_clerk_signs_in_and_out_by_number(hall: Switchboard) -> None:
    """Without a figure the clerk leaves; a number that is nobody's opens nothing."""
    assert shown(hall.press(Key.SIGN_IN)) == (None, WindowStatus.CLOSED)
    assert refused(hall.press(Key.SIGN_IN, digits="99")) == "unknown_clerk_number"
    assert shown(hall.press(Key.SIGN_IN, digits="7")) == (None, WindowStatus.OPEN)
    assert hall.hall.windows[WINDOW].clerk == "clerk7"


def test_a_clerk_brings_their_skills_to_the_pad(hall: Switchboard) -> None:
    """Who may serve nothing of the window is refused there, too; others are limited to theirs."""
    hall.press(Key.SIGN_IN)
    assert refused(hall.press(Key.SIGN_IN, digits="9")) == "clerk_lacks_skills"
    hall.press(Key.SIGN_IN, digits="8")
    assert hall.hall.windows[WINDOW].serves == ("SS",)


def test_the_pause_key_is_seen_on_the_display(hall: Switchboard) -> None:
    """Paused, and open again."""
    assert shown(hall.press(Key.PAUSE)) == (None, WindowStatus.PAUSED)
    assert shown(hall.press(Key.PAUSE)) == (None, WindowStatus.OPEN)
