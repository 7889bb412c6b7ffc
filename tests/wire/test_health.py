"""What the hall is told of a device: since when, what was wrong last, how much paper is left."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from devices.codecs.escpos_paper import paper_mm
from devices.driver import Health
from devices.paper_roll import PRINTED_MM, PaperRolls
from devices.states import States
from devices.ticket_layout import Paper, lay_out
from devices.troubles import COVER_OPEN, PAPER_NEAR_END, PAPER_OUT
from hall.bus.messages import CutBlock, Size, TextBlock, TicketDocument

ROLL_MM = 10_000.0
AT = datetime(2026, 3, 2, tzinfo=UTC)
GOOD = Health(online=True)


def printed(millimetres: int) -> Health:
    return Health(online=True, counters={PRINTED_MM: millimetres})


def rolls(folder: Path) -> PaperRolls:
    return PaperRolls(folder / "g.paper", {"printer-1": ROLL_MM})


def test_paper_is_reckoned_from_what_was_printed_also_over_a_restart(tmp_path: Path) -> None:
    """A counter that begins anew does not give paper back; what has no paper has no estimate."""
    first = rolls(tmp_path)
    assert first.left_pct("printer-1", GOOD) == 100
    assert first.left_pct("printer-1", printed(1000)) == 90
    assert first.left_pct("panel-1", GOOD) is None
    again = rolls(tmp_path)
    assert again.left_pct("printer-1", GOOD) == 90
    assert again.left_pct("printer-1", printed(500)) == 85


def test_the_printers_own_sensors_correct_the_estimate(tmp_path: Path) -> None:
    """Nearly out is nearly out, and after that good paper is a new roll."""
    roll = rolls(tmp_path)
    low = replace(printed(1000), troubles=(PAPER_NEAR_END,))
    assert roll.left_pct("printer-1", low) == 6
    out = replace(printed(1200), troubles=(PAPER_OUT, PAPER_NEAR_END))
    assert roll.left_pct("printer-1", out) == 0
    away = Health(online=False, counters={PRINTED_MM: 1200})
    assert roll.left_pct("printer-1", away) == 0
    assert roll.left_pct("printer-1", printed(1200)) == 100


def test_a_file_that_was_cut_off_counts_as_none(tmp_path: Path) -> None:
    """An estimate is not worth a gateway that does not start."""
    (tmp_path / "g.paper").write_text('{"printer-1": 5', encoding="utf-8")
    assert rolls(tmp_path).left_pct("printer-1", GOOD) == 100


def test_a_ticket_takes_as_much_paper_as_stands_on_it() -> None:
    """A huge number of 24 mm, a line, and the feed before the cut."""
    document = TicketDocument(blocks=(TextBlock(text="A012", size=Size.HUGE), CutBlock()))
    assert 40 < paper_mm(lay_out(document, Paper()), 576) < 60


def test_a_state_says_since_when_and_what_was_wrong_last() -> None:
    """On line or off since; a fault that is over is still known as the last one."""
    states = States("g1", ["printer-1"])
    states.learn("printer-1", GOOD, 0.0)
    on = states.of("printer-1")
    assert on.since is not None
    assert on.last_fault is None
    states.learn("printer-1", replace(GOOD, troubles=(COVER_OPEN,)), 1.0)
    states.learn("printer-1", GOOD, 2.0)
    good = states.of("printer-1")
    assert (good.faults, good.since) == ((), on.since)
    assert good.last_fault is not None
    assert good.last_fault.code == "cover_open"
    states.learn("printer-1", Health(online=False), 3.0)
    off = states.of("printer-1")
    assert off.since is not None
    assert off.since >= on.since
    assert off.since != on.since


def test_paper_alone_is_no_news(tmp_path: Path) -> None:
    """As with counters: every ticket would be a retained message."""
    states = States("g1", ["printer-1"], rolls(tmp_path))
    assert states.learn("printer-1", GOOD, 0.0)
    assert not states.learn("printer-1", printed(1000), 1.0)
    assert states.of("printer-1").paper_left_pct == 90


def test_times_are_the_halls_also_those_from_before_it_was_heard() -> None:
    """A gateway whose own clock is wrong tells when a fault began by the clock on the wall."""
    clock = iter((AT, AT + timedelta(hours=8, seconds=5)))
    states = States("g1", ["printer-1"], clock=lambda: next(clock))
    states.learn("printer-1", replace(GOOD, troubles=(COVER_OPEN,)), 0.0)
    states.shift(timedelta(hours=8))
    early = AT + timedelta(hours=8)
    state = states.of("printer-1")
    assert (state.since, state.faults[0].since) == (early, early)
    assert state.last_fault == state.faults[0]
    states.learn("printer-1", Health(online=False), 0.0)
    assert states.of("printer-1").since == early + timedelta(seconds=5)
