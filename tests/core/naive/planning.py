"""The plan of a naive hall, with changes that come and return."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.core.naive.floor import Counter, Floor, No


@dataclass
class Tide:
    """A change of the plan, to come or in force."""

    id: int
    starts: datetime
    ends: datetime | None
    windows: dict[int, tuple[str, ...]]
    secondary: dict[int, tuple[str, ...]]
    before: dict[int, list[str]] = field(default_factory=dict)
    helped: dict[int, list[str]] = field(default_factory=dict)


class Planning(Floor):
    def __init__(self) -> None:
        super().__init__()
        self.last_change = 0
        self.to_come: list[Tide] = []
        self.in_force: list[Tide] = []

    def rule_of(self, code: str) -> Any:
        for rule in self.offer.categories:
            if rule.code == code:
                return rule
        raise No("unknown_category")

    def check_instant(self, no: int, code: str) -> None:
        kind = self.rule_of(code).kind
        traits = self.offer.windows.get(no)
        if traits and traits.kind == "instant" and kind in ("integrated", "general"):
            raise No("instant_window_only")

    def check_entries(self, windows: Any, secondary: Any) -> None:
        for no, categories in windows.items():
            counter = self.counter(no)
            if not categories:
                raise No("window_serves_nothing")
            if counter.skills is not None and not set(counter.skills) & set(categories):
                raise No("clerk_lacks_skills")
        for entries in (windows, secondary):
            for no, categories in entries.items():
                self.counter(no)
                for code in categories:
                    self.check_instant(no, code)
        for no in [*windows, *secondary]:
            self.check_digits(no, windows.get(no, self.counter(no).categories))

    def check_digits(self, no: int, categories: Any) -> None:
        traits = self.offer.windows.get(no)
        if not traits or not traits.digits_only:
            return
        taken: set[int] = set()
        for code in categories:
            rule = self.rule_of(code)
            first = rule.number_start
            first = self.settings.number_start if first is None else first
            many = rule.daily_maximum or self.settings.daily_maximum
            numbers = set(range(first, first + many))
            if numbers & taken:
                raise No("digits_clash")
            taken |= numbers

    def orphaned(self, windows: Any) -> bool:
        for rule in self.offer.categories:
            opened = [c for c in self.counters if c.status == "open"]
            able = [c for c in opened if c.skills is None or rule.code in c.skills]
            before = [c for c in able if rule.code in c.categories]
            after = [c for c in able if rule.code in windows.get(c.no, c.categories)]
            at_all = [c for c in self.counters if rule.code in windows.get(c.no, c.categories)]
            if (before and not after) or (self.waiting(rule.code) and not at_all):
                return True
        return False

    def put_in_force(self, tide: Tide) -> None:
        if self.settings.orphan_category == "refuse" and self.orphaned(tide.windows):
            raise No("category_left_without_window")
        for no, categories in tide.windows.items():
            tide.before[no] = self.counter(no).categories
            self.counter(no).categories = list(categories)
        for no, categories in tide.secondary.items():
            tide.helped[no] = self.counter(no).secondary
            self.counter(no).secondary = list(categories)
        for no in [*tide.windows, *tide.secondary]:
            if self.settings.plan_acknowledged and self.counter(no).status != "closed":
                self.counter(no).to_read = True
        self.plan_version += 1

    def set_plan(self, command: Any) -> None:
        later = command.starts_at is not None and command.starts_at > self.now
        if self.day is None and not (later and self.offer is not None and self.kept is None):
            raise No("day_not_open")
        if not command.windows and not command.secondary:
            raise No("empty_plan")
        if command.reason.strip() == "":
            raise No("reason_needed")
        self.check_entries(command.windows, command.secondary)
        starts = command.starts_at or self.now
        starts = max(self.now, starts)
        if command.ends_at is not None and command.ends_at <= starts:
            raise No("plan_ends_too_soon")
        number = self.last_change + 1
        tide = Tide(number, starts, command.ends_at, command.windows, command.secondary)
        if starts > self.now:
            self.to_come.append(tide)
        else:
            self.put_in_force(tide)
            if tide.ends is not None:
                self.in_force.append(tide)
        self.last_change = number

    def turn_tides(self) -> None:
        """What is due: returns before beginnings of the same moment, then by number."""
        due = [(t.starts, 1, t.id, t) for t in self.to_come if t.starts <= self.now]
        due += [(t.ends, 0, t.id, t) for t in self.in_force if t.ends and t.ends <= self.now]
        for _, _, _, tide in sorted(due, key=lambda each: each[:3]):
            if tide in self.to_come:
                self.to_come.remove(tide)
                self.try_tide(tide)
            else:
                self.in_force.remove(tide)
                self.try_return(tide)

    def try_tide(self, tide: Tide) -> None:
        try:
            self.check_entries(tide.windows, tide.secondary)
            self.put_in_force(tide)
        except No:
            return
        if tide.ends is not None:
            self.in_force.append(tide)

    def try_return(self, tide: Tide) -> None:
        windows, secondary = self.before(tide)
        try:
            self.check_entries(windows, secondary)
            self.put_in_force(Tide(0, self.now, None, windows, secondary))
        except No:
            return

    def before(self, tide: Tide) -> tuple[dict[int, Any], dict[int, Any]]:
        """What the windows had that still have what the change gave them."""
        windows = {
            no: old
            for no, old in tide.before.items()
            if self.counter(no).categories == list(tide.windows[no])
        }
        secondary = {
            no: old
            for no, old in tide.helped.items()
            if self.counter(no).secondary == list(tide.secondary[no])
        }
        return windows, secondary

    def give_everything_back(self) -> None:
        """At the start of a day no change is in force that would return."""
        for tide in sorted(self.in_force, key=lambda each: -each.id):
            windows, secondary = self.before(tide)
            for no, old in windows.items():
                self.counter(no).categories = old
            for no, old in secondary.items():
                self.counter(no).secondary = old
        self.in_force = []

    def drop_plan_change(self, command: Any) -> None:
        for tide in self.to_come:
            if tide.id == command.change:
                if command.reason.strip() == "":
                    raise No("reason_needed")
                self.to_come.remove(tide)
                return
        raise No("unknown_plan_change")

    def acknowledge_plan(self, command: Any) -> None:
        counter: Counter = self.signed_in(command.window)
        if not counter.to_read:
            raise No("nothing_to_acknowledge")
        counter.to_read = False
