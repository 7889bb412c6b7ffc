"""Opening and closing a naive day."""

from typing import Any

from tests.core.naive.floor import Counter, No, Person
from tests.core.naive.planning import Planning
from tests.core.naive.serving import ServingFloor


class Days(ServingFloor, Planning):
    def open_day(self, command: Any) -> None:
        if self.day is not None:
            raise No("day_is_open")
        self.check_letters(command.offer)
        if command.rehearsal:
            self.start_day(command)
            self.kept = self.keep()
            return
        if command.day == self.last_day and self.kept is None:
            self.day = command.day
            return
        if self.last_day is not None and command.day <= self.last_day:
            raise No("day_is_past")
        self.start_day(command)
        self.last_day = command.day

    def check_letters(self, offer: Any) -> None:
        letters = [rule.prefix for rule in offer.categories]
        if len(set(letters)) < len(letters) or any(c.isdigit() for c in "".join(letters)):
            raise No("prefixes_clash")

    def change_offer(self, command: Any) -> None:
        if self.day is None:
            raise No("day_not_open")
        if self.people:
            raise No("numbers_given_already")
        self.check_letters(command.offer)
        codes = [rule.code for rule in command.offer.categories]
        for counter in self.counters:
            own = [code for code in counter.categories if code in codes]
            counter.categories = own or list(command.plan.get(counter.no, ()))
            counter.secondary = [code for code in counter.secondary if code in codes]
        self.offer = command.offer

    def keep(self) -> Any:
        """What a rehearsal may change and the next day must not see."""
        plan = [(c.no, list(c.categories), list(c.secondary)) for c in self.counters]
        lists = list(self.to_come), list(self.booked), list(self.came)
        dicts = dict(self.codes), dict(self.misses), dict(self.last_miss)
        return plan, lists, dicts, self.settings, self.plan_version, self.last_change

    def put_back_what_was_kept(self) -> None:
        if self.kept is None:
            return
        plan, lists, dicts, self.settings, self.plan_version, self.last_change = self.kept
        self.to_come, self.booked, self.came = (list(each) for each in lists)
        self.codes, self.misses, self.last_miss = (dict(each) for each in dicts)
        self.counters = [Counter(no, own, helps) for no, own, helps in plan]
        self.in_force = []
        self.kept = None

    def start_day(self, command: Any) -> None:
        self.put_back_what_was_kept()
        if not self.counters:
            self.settings, self.plan_version = command.settings, 1
        self.codes = {code: each for code, each in self.codes.items() if each[2] >= command.day}
        for person, missed in list(self.last_miss.items()):
            if (command.day - missed).days >= self.settings.appointment_ban_days:
                del self.misses[person], self.last_miss[person]
        late = self.settings.appointment_late_s
        self.booked = [each for each in self.booked if self.since(each.starts_at) <= late]
        self.came = []
        self.give_everything_back()
        codes = [rule.code for rule in command.offer.categories]
        plan = {no: list(categories) for no, categories in command.plan.items()}
        helps = {no: list(categories) for no, categories in command.secondary.items()}
        for old in self.counters:
            kept = [code for code in old.categories if code in codes]
            if kept:
                plan[old.no] = kept
            kept = [code for code in old.secondary if code in codes]
            if kept:
                helps[old.no] = kept
        self.counters = [Counter(no, plan[no], helps.get(no, [])) for no in plan]
        self.day = command.day
        self.offer = command.offer
        self.people, self.servings = [], []
        self.help_asked = []

    def close_day(self, command: Any) -> None:
        if self.day is None:
            raise No("day_not_open")
        going = [p for p in self.people if p.stage != "ended"]
        outside = [p.id for p in going if p.stage in ("waiting", "parked")]
        if any(visit not in outside for visit in command.return_codes):
            raise No("unknown_visit")
        undecided = [visit for visit in outside if visit not in command.return_codes]
        waits = len(going) > len(outside) or (undecided and not command.end_waiting)
        if waits and not command.abandoned:
            raise No("people_still_wait")
        for person in going:
            self.send_home(person, comes_back=self.may_return(person, command))
        for each in list(self.booked):
            if self.since(each.starts_at) > self.settings.appointment_late_s:
                self.booked.remove(each)
                if each.person is not None:
                    self.misses[each.person] = self.misses.get(each.person, 0) + 1
                    self.last_miss[each.person] = self.last_day
        self.paused, self.emergency, self.stopped = False, None, set()
        self.announced = self.announced_until = None
        for counter in self.counters:
            counter.status, counter.clerk, counter.question = "closed", None, None
            counter.memory = counter.skills = None
            counter.to_read = False
        self.day = None

    @staticmethod
    def may_return(person: Person, command: Any) -> bool:
        if person.stage == "serving":
            return False
        return command.abandoned or person.id in command.return_codes

    def send_home(self, person: Person, *, comes_back: bool) -> None:
        endings = {"waiting": "not_reached", "called": "not_reached", "serving": "served"}
        person.ending = endings.get(person.stage, "left")
        serving = self.going_on(person)
        if serving is not None:
            self.stop(serving, "unfinished")
            if person.stage == "serving":
                serving.lasted_s = None
        if comes_back:
            self.give_code(person, person.token)
        person.stage = "ended"
