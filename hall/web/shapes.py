"""What requests carry, checked by pydantic; bodies of the API are described nowhere else."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from hall.web.closing_choices import Choice
from hall.web.days import AskedMoment

Code = Annotated[str, StringConstraints(min_length=1, max_length=32)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
ReceiptNo = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
VisitId = Annotated[str, Field(max_length=64)]
Visits = Annotated[tuple[VisitId, ...], Field(max_length=999)]
WindowNo = Annotated[int, Field(ge=1, le=9_999)]


class Body(BaseModel):
    """A body; fields that it does not know are an error of its writer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Body):
    """An act that needs no words."""


class Warned(Body):
    """Which of the warnings of a kind: a category, a window, or nothing for the whole hall."""

    subject: Annotated[str, StringConstraints(max_length=32)] = ""


class TakeNumber(Body):
    """A number for a matter, or else for a category without matters."""

    matter: Code | None = None
    category: Code | None = None
    receipt: Annotated[str, StringConstraints(max_length=64)] | None = None
    language: Literal["zh", "en"] = "zh"
    needs: Annotated[tuple[Code, ...], Field(max_length=8)] = ()
    printer: Code | None = None
    """Which printer prints the ticket; nothing is printed when it is left out."""
    return_code: Code | None = None
    """The code of a slip, instead of matter and category."""
    further: Annotated[tuple[Code, ...], Field(max_length=8)] = ()
    """More matters to be served under the same number, in order."""
    green: bool = False
    """Whether somebody at the desk has seen why it goes sooner; the reason is not asked."""
    person: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32,100}$")] | None = None
    """A keyed hash of who asks, as card readers make it, so that nobody holds too many numbers."""


class SitDown(Body):
    """Who opens the window; a person's own name when it is left out."""

    clerk: Name | None = None
    take_over: bool = False
    """Sit down though somebody else is still signed in here, or oneself elsewhere."""


class Pause(Body):
    """Why the window stops calling for a while."""

    reason: Reason = ""


class Leave(Body):
    """Whether whoever is in hand goes back to wait for another window."""

    hand_over: bool = False


class OneMatter(Body):
    """One more matter under the same number."""

    matter: Code


class CallNext(Body):
    """Call the next, and finish the one being served first if asked to."""

    finish_current: bool = False


class CallNumber(Body):
    """Which number to call out of turn, and why."""

    number: Code
    reason: Reason


class Finish(Body):
    """What the service came to."""

    outcome: Literal["accepted", "done", "advice", "materials_missing", "referred"] = "done"
    whole: bool = False
    """Whether the visit ends though it came for further matters."""


class Slip(Body):
    """What a visit that was finished still lacks, and where that is printed."""

    visit: Annotated[str, StringConstraints(max_length=64)]
    missing: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1, max_length=200)], ...],
        Field(min_length=1, max_length=40),
    ]
    printer: Code
    note: Reason = ""


class AddMatter(Body):
    """What else the citizen in hand came for."""

    matter: Code


class Note(Body):
    """What whoever serves the visit next should know; empty takes back what was left."""

    note: Reason


class Park(Body):
    """Why the visit in hand steps aside."""

    reason: Reason


class Transfer(Body):
    """Where the visit in hand goes on waiting: at a category's windows, or at one window."""

    to_category: Code | None = None
    to_window: WindowNo | None = None
    keep_arrival: bool = True
    note: Reason = ""


class Resume(Body):
    """Which parked visit has come back."""

    number: Code


class LetPass(Body):
    """How many others may go first."""

    count: int


class GoesAs(Body):
    """How soon somebody goes from now on, and why; an appointment is kept by checking it in."""

    visit_class: Annotated[Literal["ordinary", "green", "return"], Field(alias="class")]
    reason: Reason


class Paper(Body):
    """What became of a ticket's paper, as a person has seen."""

    state: Literal["printed", "failed"]


class Reprint(Body):
    """Where a ticket is printed again."""

    printer: Code


class PlanEntry(Body):
    """What one window serves."""

    no: WindowNo
    categories: Annotated[tuple[Code, ...], Field(max_length=32)]


class NewPlan(Body):
    """Which windows serve what; windows that are not named stay as they are."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    windows: Annotated[tuple[PlanEntry, ...], Field(max_length=200)]
    reason: Reason = ""
    takes_effect: Annotated[AskedMoment | None, Field(alias="from")] = None
    """From when; at once when it is left out."""
    returns: Annotated[AskedMoment | None, Field(alias="until")] = None
    """When the windows get back what they had; never when it is left out."""


class Why(Body):
    """Why somebody does what they do."""

    reason: Reason


class Appeal(Body):
    """Why an answer to a bad rating does not do."""

    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class Announcement(Body):
    """What everybody is let know, in both languages."""

    zh: Said
    en: Said
    until: AskedMoment | None = None
    """When it is over by itself; when it is withdrawn or the day ends, if left out."""


class StopNumbers(Body):
    """Why no numbers are given, and of which category; of all when it is left out."""

    reason: Reason
    category: Code | None = None


class OneCategory(Body):
    """Of which category; of all when it is left out."""

    category: Code | None = None


class CloseDay(Body):
    """What becomes of those who were not reached; the day stays open while anybody is left out."""

    come_back: Visits = ()
    """The visits that are given a code to come back with on a later day."""
    end: Visits = ()
    """The visits that end."""
    end_rest: bool = False
    """Whether all others end too, whoever they are."""


class ClosingChoice(Body):
    """What is chosen for some of those who may not be reached, to be shown until the day closes."""

    choices: Annotated[dict[VisitId, Choice], Field(min_length=1, max_length=999)]


class Book(Body):
    """A time for a matter, or else for a category without matters."""

    starts_at: AskedMoment
    matter: Code | None = None
    category: Code | None = None
    person: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32,100}$")] | None = None
    """A keyed hash, in hexadecimal, as card readers make it of the same person; nothing plainer."""


class Move(Body):
    """Which time it is moved to."""

    starts_at: AskedMoment


class CheckIn(Body):
    """Coming to an appointment."""

    language: Literal["zh", "en"] = "zh"
    needs: Annotated[tuple[Code, ...], Field(max_length=8)] = ()
    as_walk_in: bool = False
    """Asked again so by who was refused as too late and queues."""
    printer: Code | None = None


class ToldReceipt(Body):
    """Whether the result behind one receipt can be picked up."""

    receipt: ReceiptNo
    ready: bool


class Receipts(Body):
    """What is told of receipts."""

    receipts: Annotated[tuple[ToldReceipt, ...], Field(min_length=1, max_length=1_000)]


class HandedOut(Body):
    """Receipts whose results were handed out."""

    receipts: Annotated[tuple[ReceiptNo, ...], Field(min_length=1, max_length=1_000)]


class Rate(Body):
    """What a citizen said of a service; 5 is the best level."""

    level: int
    reasons: Annotated[tuple[Code, ...], Field(max_length=12)] = ()
    words: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""
