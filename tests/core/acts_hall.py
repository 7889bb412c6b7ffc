"""What is done about the hall as a whole: plan, day, announcements, and what lies beside it."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hall.core import commands as c
from hall.core.stages import Stage
from tests.core.build import DAY, OFFER, PLAN
from tests.core.people import ELSEWHERE, GAPS_S, HERE, People, limited, mostly


def set_plan(hall: People, rng: Random) -> None:
    """Change the plan."""
    codes = [each.code for each in OFFER.categories]
    windows = {
        rng.choice((1, 2, 3)): tuple(rng.sample(codes, rng.choice((1, 2, 3))))
        for _ in range(rng.choice((1, 1, 2)))
    }
    oddities: list[dict[int, tuple[str, ...]]] = [{}, {9: ("SS",)}, {1: ("XX",)}, {1: ()}]
    odd = rng.choice(oddities)
    reason = rng.choice(("long wait", "long wait", "long wait", ""))
    helps: dict[int, tuple[str, ...]] = {rng.choice((1, 2, 3)): tuple(rng.sample(codes, 2))}
    hall.both(
        c.SetPlan(
            windows=mostly(rng, [windows], [odd]),
            secondary=rng.choice((helps, {}, odd)),
            reason=reason,
            starts_at=_some_time(hall, rng),
            ends_at=_some_time(hall, rng),
        )
    )


def rate_earlier(hall: People, rng: Random) -> None:
    """Rate a service of an earlier day, now and then too late."""
    hall.taken += 1
    hall.both(
        c.RateEarlierService(
            day=DAY - timedelta(days=3),
            service=f"earlier{hall.taken}",
            visit="earlier",
            window=1,
            clerk="ann",
            level=rng.choice((1, 2, 5, 6)),
            until=hall.now + timedelta(seconds=rng.choice((-1, 0, 3600, 3600))),
            followed_up=rng.random() < 0.3,
            called_at=rng.choice((None, hall.now - timedelta(days=3))),
        )
    )


def note(hall: People, rng: Random) -> None:
    """Do something beside the queue: catalogue, accounts, warnings, answers to bad ratings."""
    noted: tuple[c.Command, ...] = (
        c.NoteDraft(about="BD01"),
        c.NotePublication(version="2026.2", effective_from="2026-03-09", hash="00"),
        c.NoteAccess(deed="blocked", account="ann"),
        c.AcknowledgeWarning(kind="wait", subject="SS", level="red"),
        c.MoveFollowUp(
            service="earlier1", visit="earlier", step=1, act="take", state="taken", due=DAY
        ),
    )
    hall.both(rng.choice(noted))


def change_offer(hall: People, rng: Random) -> None:
    """Take up another catalogue in the middle of the day."""
    hall.both(c.ChangeOffer(offer=rng.choice((HERE, ELSEWHERE)), plan=PLAN))


def _some_time(hall: People, rng: Random) -> datetime | None:
    seconds = rng.choice((None, None, None, 60, 600, 3600, -60))
    return None if seconds is None else hall.now + timedelta(seconds=seconds)


def drop_plan_change(hall: People, rng: Random) -> None:
    """Give up a change that is to come."""
    change = mostly(rng, sorted(hall.hall.scheduled), [99])
    hall.both(c.DropPlanChange(change=change, reason=rng.choice(("not needed", ""))))


def acknowledge_plan(hall: People, rng: Random) -> None:
    """Read what the window serves now."""
    changed = [each.no for each in hall.hall.windows.values() if each.unacknowledged]
    hall.both(c.AcknowledgePlan(window=mostly(rng, changed, (1, 2, 3, 9))))


def let_time_pass(hall: People, rng: Random) -> None:
    """Nobody does anything for a while."""
    hall.pass_time(rng.choice(GAPS_S))
    hall.both(c.LetTimePass())


def step_the_clock(hall: People, rng: Random) -> None:
    """The clock of the machine was set back; the hall does not mind."""
    earlier = hall.now - timedelta(seconds=rng.choice((1, 60, 3600)))
    hall.both(c.LetTimePass(), earlier)


def close_and_open(hall: People, rng: Random) -> None:
    """Close the day, and open one."""
    if rng.random() < 0.7:
        return
    for window in hall.hall.windows.values():
        if window.visit is not None and rng.random() < 0.9:
            hall.both(c.FinishService(window=window.no, whole=True))
    hall.pass_time(rng.choice((0, 1800, 7200)))
    come_again = frozenset({hall.visit(rng, Stage.WAITING, Stage.PARKED) for _ in range(2)})
    hall.both(
        c.CloseDay(
            end_waiting=rng.random() < 0.9,
            return_codes=come_again if rng.random() < 0.7 else frozenset(),
            abandoned=rng.random() < 0.2,
        )
    )
    if rng.random() < 0.2:
        hall.begin(DAY, rehearsal=True)
        return
    days = rng.choice((0, 1, 1, 1, -1))
    day = (hall.hall.last_day or DAY) + timedelta(days=days)
    hall.pass_time(86_400 * max(days, 0))
    offer = limited(hall.now) if rng.random() < 0.4 else HERE
    hall.begin(day, offer, changed=rng.choice((None, None, HERE, ELSEWHERE)))


def change_everything(hall: People, rng: Random) -> None:
    """Pause the hall, stop numbers, cry fire, set the rules anew, and take it back."""
    reason = rng.choice(("crowd", "drill", ""))
    category = rng.choice((None, "SS", "XX"))
    now = hall.hall
    going_on: list[c.Command] = [
        *([c.ResumeHall()] if now.paused else [c.PauseHall(reason=reason)]),
        *([c.EndEmergency()] if now.emergency else [c.StartEmergency(reason=reason)]),
        c.StopNumbers(reason=reason, category=category),
        c.ChangeSettings(settings=replace(now.settings, undo_s=rng.choice((5, 9))), reason=reason),
    ]
    hall.both(rng.choice(going_on))


def announce(hall: People, rng: Random) -> None:
    """Let everybody know something, or no longer."""
    if hall.hall.announcement and rng.random() < 0.5:
        hall.both(c.WithdrawAnnouncement())
        return
    text = rng.choice((("请勿吸烟", "No smoking"), ("请勿吸烟", " ")))
    hall.both(c.Announce(text=text, until=_some_time(hall, rng)))


def go_on_as_usual(hall: People, rng: Random) -> None:
    """Take back what was stopped."""
    stopped = [None if each == "*" else each for each in sorted(hall.hall.stopped)]
    back: list[c.Command] = [c.ResumeNumbers(category=each) for each in stopped]
    back += [c.ResumeHall()] if hall.hall.paused else []
    back += [c.EndEmergency()] if hall.hall.emergency else []
    odd: list[c.Command] = [c.ResumeHall(), c.EndEmergency(), c.ResumeNumbers()]
    hall.both(mostly(rng, back, odd))
