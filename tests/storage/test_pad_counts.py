"""What pads counted beside what was recorded: nothing can be dropped unseen."""

from datetime import date
from pathlib import Path

from sqlalchemy import insert

from hall.storage.archive import Archive
from hall.storage.pad_counts import PadCountStore, PadTotals, pad_days
from hall.storage.store import Store
from hall.storage.tables import ratings

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)


def _told(**totals: int) -> tuple[PadTotals, ...]:
    levels = {int(name[1:]): total for name, total in totals.items()}
    return (PadTotals(device="rater-03", window=3, totals=levels),)


def _recorded(store: Store, *levels: int) -> None:
    row = {
        "service": "s", "visit": "v", "day": "2026-03-02", "window": 3, "clerk": "c",
        "reasons": "[]", "words": "", "channel": "pad", "at": "", "effective": True,
        "given_day": "2026-03-02",
    }  # fmt: skip
    with store.engine.begin() as connection:
        for seq, level in enumerate(levels, start=1):
            connection.execute(insert(ratings).values(seq=seq, level=level, **row))


def test_a_low_rating_that_did_not_arrive_is_seen(path: Path) -> None:
    """By level, so that one more good rating does not hide one bad one less."""
    store = Store(f"sqlite:///{path}")
    store.open()
    PadCountStore(store.engine).note(MONDAY, _told(_5=2, _1=1))
    _recorded(store, 5, 5, 5)
    archive = Archive(f"sqlite:///{path}")
    found = archive.read(lambda connection: pad_days(connection, MONDAY))
    archive.close()
    assert {(each.level, each.missing) for each in found} == {(5, -1), (1, 1)}
    store.close()


def test_counts_go_on_over_days_and_over_a_gateways_restart(path: Path) -> None:
    """Only what is new is added; a counter that fell has begun anew."""
    store = Store(f"sqlite:///{path}")
    store.open()
    counts = PadCountStore(store.engine)
    for day, total in ((MONDAY, 3), (MONDAY, 3), (MONDAY, 5), (TUESDAY, 5), (TUESDAY, 7)):
        counts.note(day, _told(_5=total))
    counts.note(TUESDAY, _told(_5=1))
    archive = Archive(f"sqlite:///{path}")
    found = archive.read(lambda connection: pad_days(connection, MONDAY))
    archive.close()
    assert [(each.day, each.counted) for each in found] == [(TUESDAY, 3), (MONDAY, 5)]
    store.close()
