"""What people do in a hall, by chance: mostly what makes sense, now and then what does not."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from hall.core import commands as c
from hall.core.hall import Outcome, PrintState, Wait
from hall.core.settings import GreenGround, NoShowPolicy, OrphanRule, VisitClass
from hall.core.stages import Stage
from tests.core import acts_hall as wide
from tests.core.people import (
    CLERKS,
    GAPS_S,
    HERE,
    MATTERS,
    NEEDS,
    People,
    limited,
    mostly,
)
from tests.core.twin import IN_HAND


def take_number(hall: People, rng: Random) -> None:
    """Take a number for a matter."""
    hall.take(
        rng.choice((*MATTERS, *MATTERS, "XX")),
        visit_class=rng.choice((VisitClass.ORDINARY, *VisitClass)),
        needs=rng.choice(NEEDS),
        language=rng.choice(("zh", "zh", "en")),
        person=rng.choice((None, None, None, "wang", "li")),
        kiosk=rng.choice((None, "k1", "k1", "k2")),
        printer=rng.choice((None, "p1")),
        wait=rng.choice((None, Wait(low_min=20, high_min=60, method="naive"))),
        accept_doubtful=rng.random() < 0.5,
        age=rng.choice((None, None, 30, 60, 81)),
        grounds=rng.choice((frozenset(), frozenset({GreenGround.INFANT}))),
    )


def take_number_for_several(hall: People, rng: Random) -> None:
    """Take a number for several matters, or add one."""
    if rng.random() < 0.3:
        stages = (Stage.WAITING, Stage.SERVING, Stage.PARKED)
        hall.both(c.AddMatter(visit=hall.visit(rng, *stages), matter=rng.choice(MATTERS)))
        return
    more = rng.sample(("SS02", "BD01", "JS01", "XX"), rng.choice((1, 1, 2)))
    hall.take("SS01", further=tuple(more))


def come_back(hall: People, rng: Random) -> None:
    """Use a return code."""
    hall.taken += 1
    visit, code = f"v{hall.taken}", mostly(rng, sorted(hall.hall.returns), ["none"])
    matter = rng.choice((None, None, None, "SS01"))
    asked = c.IssueNumber(visit=visit, token=f"t{visit}", return_code=code, matter=matter)
    hall.both(asked)


def ask_for_category(hall: People, rng: Random) -> None:
    """Ask for a category, with an id that may have been used."""
    hall.taken += rng.choice((0, 1, 1))
    visit, category = f"v{hall.taken}", rng.choice(("CJ", "CJ", "SS", "XX"))
    hall.both(c.IssueNumber(visit=visit, token=f"t{visit}", category=category))


def call_next(hall: People, rng: Random) -> None:
    """Press call, at a free window or while serving."""
    finish = rng.random() < 0.5
    stages = (None, Stage.SERVING) if finish else (None,)
    hall.both(c.CallNext(window=hall.window(rng, *stages), finish_current=finish))


def call_number(hall: People, rng: Random) -> None:
    """Call somebody out of turn."""
    number = hall.number(rng, Stage.WAITING)
    reason = rng.choice(("asked", "ill", ""))
    hall.both(c.CallNumber(window=hall.window(rng, None), number=number, reason=reason))


def recall(hall: People, rng: Random) -> None:
    """Call once more."""
    hall.both(c.Recall(window=hall.window(rng, Stage.CALLED)))


def report_shown(hall: People, rng: Random) -> None:
    """Tell that a call was shown."""
    hall.both(c.ReportShown(visit=hall.visit(rng, Stage.CALLED)))


def start(hall: People, rng: Random) -> None:
    """Press start."""
    hall.both(c.StartService(window=hall.window(rng, Stage.CALLED)))


def finish(hall: People, rng: Random) -> None:
    """Press finish."""
    window = hall.window(rng, Stage.SERVING, Stage.SERVING, Stage.CALLED)
    outcome = rng.choice([each for each in Outcome if each != Outcome.UNFINISHED])
    hall.both(
        c.FinishService(
            window=window,
            outcome=outcome,
            ask_rating=rng.random() < 0.8,
            whole=rng.random() < 0.2,
        )
    )


def mark_no_show(hall: People, rng: Random) -> None:
    """Give somebody up."""
    hall.pass_time(rng.choice((0, 30, 60, 120, 240)))
    hall.both(c.MarkNoShow(window=hall.window(rng, *IN_HAND)))


def park(hall: People, rng: Random) -> None:
    """Put the visit in hand aside."""
    reason, window = rng.choice(("copies", "form", "")), hall.window(rng, *IN_HAND)
    hall.both(c.LeaveNote(window=window, note=reason))
    hall.both(c.ParkVisit(window=window, reason=reason))
    if rng.random() < 0.3:
        hall.both(c.UndoPress(window=window))


def resume(hall: People, rng: Random) -> None:
    """Go on with a parked visit."""
    number = hall.number(rng, Stage.PARKED)
    hall.both(c.ResumeVisit(window=hall.window(rng, None), number=number))


def transfer(hall: People, rng: Random) -> None:
    """Send the visit in hand elsewhere."""
    category = rng.choice((None, None, "SS", "BD", "JS", "XX"))
    to = rng.choice((1, 2, 3, 9)) if category is None or rng.random() < 0.1 else None
    hall.both(
        c.TransferVisit(
            window=hall.window(rng, *IN_HAND),
            to_category=category,
            to_window=to,
            keep_arrival=rng.random() < 0.5,
        )
    )


def undo(hall: People, rng: Random) -> None:
    """Take the last press back."""
    pressed = [each.no for each in hall.hall.windows.values() if each.last_press]
    ago_s = rng.choice((None, None, 1.0, 8.0, 8.5, 99.0))
    hall.both(c.UndoPress(window=mostly(rng, pressed, (1, 2, 3, 9)), ago_s=ago_s))


def cancel(hall: People, rng: Random) -> None:
    """Give a number up."""
    stages = (Stage.WAITING, Stage.CALLED, Stage.PARKED)
    hall.both(c.CancelVisit(visit=hall.visit(rng, *stages)))


def let_others_pass(hall: People, rng: Random) -> None:
    """Let some others go first."""
    count = rng.choice((1, 1, 2, 3, 0, 99))
    hall.both(c.LetOthersPass(visit=hall.visit(rng, Stage.WAITING), count=count))


def change_class(hall: People, rng: Random) -> None:
    """Be let in sooner at the service desk, or not any more."""
    visit, wanted = hall.visit(rng, Stage.WAITING), rng.choice(list(VisitClass))
    reason = rng.choice(("the window was closed", "by mistake", " "))
    hall.both(c.ChangeClass(visit=visit, visit_class=wanted, reason=reason))


def report_late(hall: People, rng: Random) -> None:
    """Be late for a call, or come after it."""
    hall.taken += 1
    new = rng.choice((f"v{hall.taken}", None))
    missed = [each.id for each in hall.hall.visits.values() if each.missed or each.ending]
    visit = mostly(rng, sorted(missed), [hall.visit(rng, Stage.CALLED)])
    hall.both(c.ReportLate(visit=visit, new_visit=new, token=f"t{new}" if new else None))


def rate(hall: People, rng: Random) -> None:
    """Rate a service."""
    services = sorted(hall.hall.services) or ["none"]
    asked = [each.question for each in hall.hall.windows.values() if each.question]
    met = [f"{v.id}.met{len(v.services) + 1}" for v in hall.hall.visits.values() if v.meeting]
    service = rng.choice(rng.choice((asked, services, met)) or services)
    hall.both(
        c.RateService(
            service=service,
            level=rng.choice((1, 2, 3, 4, 5, 5, 0)),
            question_only=rng.random() < 0.5,
            given_at=rng.choice((None, hall.now - timedelta(seconds=rng.choice((1, 30, 90))))),
        )
    )


def open_window(hall: People, rng: Random) -> None:
    """Sit down somewhere."""
    window, clerk = rng.choice((1, 2, 3, 9)), rng.choice(CLERKS)
    skills = rng.choice((None, None, frozenset({"SS", "JS"}), frozenset({"CJ"})))
    over = rng.random() < 0.4
    hall.both(c.OpenWindow(window=window, clerk=clerk, skills=skills, take_over=over))


def pause_window(hall: People, rng: Random) -> None:
    """Take a break."""
    hall.both(c.PauseWindow(window=hall.window(rng, None, Stage.SERVING), reason="tea"))


def close_window(hall: People, rng: Random) -> None:
    """Leave a window."""
    over = rng.random() < 0.5
    hall.both(c.CloseWindow(window=hall.window(rng, None, *IN_HAND), hand_over=over))


def report_ticket(hall: People, rng: Random) -> None:
    """Hear of a paper, now and then of one that was replaced."""
    visit = hall.visit(rng, Stage.WAITING, Stage.CALLED)
    state, copy = rng.choice(list(PrintState)), rng.choice((None, None, 0, 1))
    hall.both(c.ReportTicket(visit=visit, state=state, copy=copy))


def reprint(hall: People, rng: Random) -> None:
    """Ask for the paper again."""
    hall.both(c.ReprintTicket(visit=hall.visit(rng, Stage.WAITING), printer="p2"))


def want_help(hall: People, rng: Random) -> None:
    """Ask for a person at a kiosk, or be that person."""
    kiosk = rng.choice(("k1", "k2"))
    hall.both(rng.choice((c.AskHelp(kiosk=kiosk), c.GiveHelp(kiosk=kiosk))))


def book(hall: People, rng: Random) -> None:
    """Book a time, give one up, or move one."""
    offer = hall.hall.offer
    known = sorted(hall.hall.appointments)
    starts = [each.span.start for each in offer.appointment_slots] if offer else []
    hall.taken += 1
    if known and rng.random() < 0.3:
        hall.both(c.CancelAppointment(appointment=mostly(rng, known, ["none"])))
        return
    hall.both(
        c.BookAppointment(
            appointment=mostly(rng, [f"a{hall.taken}"], known or ["a0"]),
            token=f"ta{hall.taken}",
            starts_at=mostly(rng, starts, [hall.now]),
            matter=rng.choice(("SS01", "SS01", "BD01")),
            person=rng.choice((None, "wang", "li", "sun", "zhou")),
            replaces=rng.choice(known) if known and rng.random() < 0.3 else None,
        )
    )


def check_in(hall: People, rng: Random) -> None:
    """Come to an appointment, in time or not."""
    hall.taken += 1
    visit = f"v{hall.taken}"
    known = sorted(hall.hall.appointments.values(), key=lambda each: each.starts_at)
    hall.both(
        c.CheckIn(
            appointment=mostly(rng, [each.id for each in known[:3]], ["none"]),
            visit=visit,
            token=f"t{visit}",
            as_walk_in=rng.random() < 0.5,
        )
    )


Act = Callable[[People, Random], object]
ACTS: dict[str, tuple[int, Act]] = {
    "take_number": (12, take_number),
    "take_number_for_several": (3, take_number_for_several),
    "come_back": (2, come_back),
    "ask_for_category": (2, ask_for_category),
    "call_next": (12, call_next),
    "call_number": (3, call_number),
    "recall": (3, recall),
    "report_shown": (3, report_shown),
    "start": (8, start),
    "finish": (8, finish),
    "mark_no_show": (6, mark_no_show),
    "park": (4, park),
    "resume": (4, resume),
    "transfer": (5, transfer),
    "undo": (8, undo),
    "cancel": (2, cancel),
    "let_others_pass": (3, let_others_pass),
    "change_class": (2, change_class),
    "report_late": (6, report_late),
    "rate": (5, rate),
    "rate_earlier": (2, wide.rate_earlier),
    "note": (2, wide.note),
    "change_offer": (1, wide.change_offer),
    "open_window": (5, open_window),
    "pause_window": (1, pause_window),
    "close_window": (2, close_window),
    "set_plan": (4, wide.set_plan),
    "drop_plan_change": (3, wide.drop_plan_change),
    "acknowledge_plan": (6, wide.acknowledge_plan),
    "let_time_pass": (6, wide.let_time_pass),
    "step_the_clock": (1, wide.step_the_clock),
    "close_and_open": (2, wide.close_and_open),
    "change_everything": (2, wide.change_everything),
    "report_ticket": (3, report_ticket),
    "reprint": (2, reprint),
    "want_help": (2, want_help),
    "announce": (2, wide.announce),
    "go_on_as_usual": (4, wide.go_on_as_usual),
    "book": (5, book),
    "check_in": (4, check_in),
}
"""What people do, and how often."""


def play(seed: int, steps: int) -> People:
    """Some steps of a hall whose people act by chance; the same seed, the same steps."""
    rng = Random(seed)
    hall = People()
    hall.begin(
        offer=limited(hall.now) if rng.random() < 0.4 else HERE,
        no_show_policy=rng.choice(list(NoShowPolicy)),
        orphan_category=rng.choice(list(OrphanRule)),
        plan_acknowledged=rng.random() < 0.5,
    )
    acts = [done for _, done in ACTS.values()]
    weights = [weight for weight, _ in ACTS.values()]
    for _ in range(steps):
        hall.pass_time(rng.choice(GAPS_S[:8]))
        rng.choices(acts, weights)[0](hall, rng)
        hall.check()
    hall.check_journal()
    return hall
