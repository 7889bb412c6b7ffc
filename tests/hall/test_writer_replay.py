"""Any run of commands on a real SQLite file: what is recovered is what was committed."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hall.controller.batch import Result
from hall.controller.orders import IdUsedBefore, ProgramFault
from hall.core import commands as c
from hall.core.apply import apply_all
from hall.core.hall import Hall
from hall.core.stages import Stage
from hall.storage.store import Store
from hall.storage.verify import verify
from tests.core.build import DAY, opening
from tests.fakes.journal import Desk, order

GAPS_S = st.sampled_from([0, 1, 10, 45, 300])
WINDOWS = st.sampled_from([1, 2, 3])
MATTERS = st.sampled_from(["SS01", "BD01", "JS01", "XX"])


class StoredHall(RuleBasedStateMachine):
    """A hall on a file, restarted at any moment; batches of any size, some repeated."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.url = f"sqlite:///{Path(self._folder.name) / 'hall.db'}"
        self.store = Store(self.url)
        self.store.open()
        self.desk = Desk(self.store)
        self.ids: Iterator[int] = count(1)
        self.batch: list[tuple[str, c.Command]] = []
        self.answers: dict[str, tuple[c.Command, Result]] = {}

    @property
    def hall(self) -> Hall:
        return self.desk.hall

    def add(self, command: c.Command) -> None:
        """Have one more command queue for the next batch."""
        self.batch.append((f"o{next(self.ids)}", command))

    @initialize()
    def open(self) -> None:
        self.add(opening())
        for window, clerk in ((1, "ann"), (2, "bo"), (3, "cy")):
            self.add(c.OpenWindow(window=window, clerk=clerk))
        self.commit()

    @rule(matter=MATTERS, gap=GAPS_S)
    def take(self, matter: str, gap: int) -> None:
        self.desk.now_s += gap
        visit = f"v{next(self.ids)}"
        self.add(c.IssueNumber(visit=visit, token=f"t{visit}", matter=matter, printer="p"))

    @rule(window=WINDOWS, gap=GAPS_S)
    def work(self, window: int, gap: int) -> None:
        """What a clerk does next."""
        self.desk.now_s += gap
        visit = self.hall.in_hand(self.hall.windows[window])
        if visit is None or visit.stage == Stage.SERVING:
            self.add(c.CallNext(window=window, finish_current=True))
        else:
            self.add(c.StartService(window=window))

    @rule(window=WINDOWS, gap=GAPS_S)
    def finish(self, window: int, gap: int) -> None:
        self.desk.now_s += gap
        self.add(c.FinishService(window=window))

    @rule(window=WINDOWS, gap=GAPS_S, how=st.sampled_from(["show", "park", "transfer", "undo"]))
    def turn_out_differently(self, window: int, gap: int, how: str) -> None:
        self.desk.now_s += gap
        turns: dict[str, c.Command] = {
            "show": c.MarkNoShow(window=window),
            "park": c.ParkVisit(window=window, reason="copies"),
            "transfer": c.TransferVisit(window=window, to_category="BD"),
            "undo": c.UndoPress(window=window),
        }
        self.add(turns[how])

    @rule(level=st.integers(0, 6))
    def rate(self, level: int) -> None:
        for service in sorted(self.hall.services)[-1:]:
            self.add(c.RateService(service=service, level=level, words="还行"))

    @rule()
    def let_time_pass(self) -> None:
        self.add(c.LetTimePass())

    @rule()
    def roll_over(self) -> None:
        """Close the day and open the next, in the batch with whatever came before."""
        day = (self.hall.last_day or DAY).toordinal() + 1
        self.commit()
        if any(visit.stage in {Stage.CALLED, Stage.SERVING} for visit in self.hall.visits.values()):
            return
        self.desk.now_s += 86_400
        self.add(c.CloseDay(end_waiting=True))
        self.add(opening(day=DAY.fromordinal(day)))
        self.commit()
        self.answers.clear()

    @rule()
    def commit(self) -> None:
        """Hand in what has queued up, as one batch."""
        batch, self.batch = self.batch, []
        results = self.desk.hand_in(*(order(command, ident) for ident, command in batch))
        for (ident, command), result in zip(batch, results, strict=True):
            assert not isinstance(result.error, ProgramFault | IdUsedBefore)
            self.answers[ident] = (command, result)

    @rule()
    def repeat(self) -> None:
        """Every accepted command of the day again: the same answers, and nothing happens."""
        before = self.store.seq
        for ident, (command, result) in self.answers.items():
            if result.error is None:
                (again,) = self.desk.hand_in(order(command, ident))
                assert again.answer == result.answer
        assert self.store.seq == before

    @rule()
    def crash(self) -> None:
        """What had queued up is gone; what was answered is not."""
        self.batch.clear()
        self.store.close()
        self.store = Store(self.url)
        self.desk.journal = self.store
        committed = self.hall
        self.desk.writer = self.desk.restarted()
        assert self.hall == committed

    @invariant()
    def the_hall_is_the_journal(self) -> None:
        events = tuple(each.entry.event for each in self.store.open_day())
        assert apply_all(Hall(), events) == self.hall

    def teardown(self) -> None:
        """Chain and records are good, whatever happened."""
        verdict = verify(self.url)
        assert verdict.findings == []
        assert verdict.newest.seq == self.store.seq
        self.store.close()
        self._folder.cleanup()


TestStoredHall = StoredHall.TestCase
TestStoredHall.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)
