"""The founding document's own eight examples, each one visit in the running hall, to its rating.

Every step is a message on the broker, as machines send it: a kiosk takes the number, a pad calls
and finishes, a rating pad asks and answers. Only signing in is a clerk's page.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

import pytest

from hall.bus.messages import (
    AskRating,
    Beep,
    CatalogueView,
    Key,
    Message,
    NumberIssued,
    PressKey,
    RateService,
    Request,
    TakeNumber,
    WindowView,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.catalogue import sample
from hall.core.stages import Ending
from tests.fakes.bus import Listener, listening
from tests.fakes.program import Program, client_of, post, program
from tests.fakes.waiting import until

CATALOGUE, SITE = sample()
HALL = "h01"
Wanted = TypeVar("Wanted", bound=Message)
_ids = count(1)


@dataclass(frozen=True)
class Example:
    """A matter of the document: how it is called, which of the four situations, who is behind."""

    matter: str
    name: str
    situation: int
    departments: int


EXAMPLES = (
    Example("TZ01", "穿跨越管道等施工作业审批", 1, 1),
    Example("ZH03", "融资性担保公司设立与变更审批", 2, 2),
    Example("JB01", "城建税及相关税费征缴", 3, 1),
    Example("SS02", "餐饮企业证照办理", 3, 1),
    Example("ZH02", "教育类民办非企业单位登记", 4, 2),
    Example("BD01", "不动产统一登记", 4, 3),
    Example("ZH01", "事业单位登记", 1, 1),
    Example("SS03", "企业跨县级行政区搬迁", 3, 1),
)


class Machines:
    """The kiosk, the pads and the rating pads of a hall, at the other end of its broker."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    def ask(self, kind: Kind, device: str, request: Request) -> None:
        """Send a request."""
        self._listener.client.publish(Topic(HALL, kind, device, Channel.REQUEST), request)

    def beeps(self, kind: Kind) -> int:
        """How often devices of a kind have been told to beep: what they asked was done."""
        heard = list(self._listener.heard)
        return sum(isinstance(each, Beep) and topic.kind is kind for topic, each in heard)

    def hears(
        self, kind: type[Wanted], what: str, where: Callable[[Wanted], bool]
    ) -> tuple[Topic, Wanted]:
        """Wait for a message."""

        def found() -> list[tuple[Topic, Wanted]]:
            heard = list(self._listener.heard)
            return [
                (topic, each) for topic, each in heard if isinstance(each, kind) and where(each)
            ]

        until(lambda: bool(found()), what)
        return found()[-1]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One hall in a process of its own, with its broker."""
    with program(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


def test_each_example_is_one_visit_from_the_kiosk_to_its_rating(hall: Program) -> None:
    """One number, one window, one service, one rating, however many departments stand behind."""
    ready = hall.start()
    with listening(ready["mqtt"], [f"hall/1/{HALL}/#"]) as listener:
        machines = Machines(listener)
        _, view = machines.hears(CatalogueView, "the catalogue", lambda each: each.part == 1)
        assert view.catalogue_version == CATALOGUE.version
        with client_of(hall, ready["api_key"]) as client:
            for example in EXAMPLES:
                category = CATALOGUE.matters[example.matter].category
                window = SITE.windows_serving(category)[0].no
                post(client, f"/windows/{window}/open", {"clerk": f"clerk{window:02}"})
                live_through(machines, example, window)
    assert hall.stop() == 0
    lived = hall.recovered()
    visits = {visit.matter: visit for visit in lived.visits.values()}
    assert set(visits) == {each.matter for each in EXAMPLES}
    assert {visit.ending for visit in visits.values()} == {Ending.SERVED}
    services = [(lived.visits[each.visit].matter, each.rating) for each in lived.services.values()]
    assert sorted(matter or "" for matter, _ in services) == sorted(visits, key=str)
    assert all(rating is not None and rating.level == 5 for _, rating in services)


def live_through(machines: Machines, example: Example, window: int) -> None:
    """A citizen's visit for one matter."""
    take = TakeNumber(id=f"take-{next(_ids)}", ttl_s=10, matter=example.matter)
    machines.ask(Kind.KIOSK, "kiosk-1", take)
    _, issued = machines.hears(
        NumberIssued, f"the number of {example.name}", lambda each: each.request == take.id
    )
    for key in (Key.CALL, Key.START, Key.FINISH):
        press = PressKey(id=f"press-{next(_ids)}", ttl_s=10, key=key)
        machines.ask(Kind.PAD, f"pad-{window:02}", press)
        if key is Key.CALL:
            machines.hears(WindowView, "the call", lambda each: _in_hand(each) == issued.number)
    machines.hears(
        WindowView,
        "the finish",
        lambda each: each.window == window and each.in_hand is None and each.clerk is not None,
    )
    topic, question = machines.hears(
        AskRating, "the question", lambda each: each.service.startswith(issued.visit)
    )
    assert topic.id == f"rater-{window:02}"
    rate = RateService(id=f"rate-{next(_ids)}", ttl_s=10, service=question.service, level=5)
    before = machines.beeps(Kind.RATER)
    machines.ask(Kind.RATER, topic.id, rate)
    until(lambda: machines.beeps(Kind.RATER) > before, "the rating is taken")


def _in_hand(view: WindowView) -> str | None:
    return view.in_hand.number if view.in_hand else None


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.matter)
def test_each_example_is_one_matter_as_the_document_says(example: Example) -> None:
    """By its name, its situation and the departments behind it."""
    matter = CATALOGUE.matters[example.matter]
    assert matter.name.zh == example.name
    assert matter.situation == example.situation
    assert len(matter.departments) == example.departments
