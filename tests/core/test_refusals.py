import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import get_type_hints

import pytest

import hall
from hall.core.refusals import NumbersNotGivenNow, Refused
from hall.errors import HallError

ZONE = timezone(timedelta(hours=8))
SAMPLES: dict[type, object] = {
    str: "C014",
    int: 7,
    float: 2.5,
    date: date(2026, 3, 3),
    datetime: datetime(2026, 3, 3, 0, 30, tzinfo=UTC),
}
WHAT_TO_DO_ZH = re.compile(r"请|可以|可|再|要|会|找|先")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _whole_program() -> None:
    """Load every module of the hall, so that no refusal is left out wherever it is written."""
    for each in pkgutil.walk_packages(hall.__path__, "hall."):
        if "migrations" not in each.name and not each.name.endswith("__main__"):
            importlib.import_module(each.name)


def _all_refusals(root: type[Refused] = Refused) -> Iterator[type[Refused]]:
    for each in root.__subclasses__():
        yield each
        yield from _all_refusals(each)


_whole_program()
REFUSALS = sorted(set(_all_refusals()), key=lambda each: each.__name__)


def _examples(refusal: type[Refused]) -> Iterator[Refused]:
    """With every fact, and without those that may be unknown."""
    hints = get_type_hints(refusal)
    facts = {each.name: _sample(hints[each.name]) for each in fields(refusal)}  # type: ignore[arg-type]
    yield refusal(**facts)
    unknown = {name: None for name in facts if type(None) in getattr(hints[name], "__args__", ())}
    if unknown:
        yield refusal(**{**facts, **unknown})


def _example(refusal: type[Refused]) -> Refused:
    return next(_examples(refusal))


def _sample(hint: object) -> object:
    if hint == tuple[str, str]:
        return "休息", "a day off"
    kinds = getattr(hint, "__args__", (hint,))
    return next(SAMPLES[kind] for kind in kinds if kind in SAMPLES)


def test_every_code_stands_for_one_refusal() -> None:
    """A program that reads a code knows which refusal it is."""
    codes = [each.code for each in REFUSALS]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: each.__name__)
def test_a_code_is_stable_and_told_in_facts(refusal: type[Refused]) -> None:
    """The code is the name in snake case, so that renaming one alone is seen."""
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", refusal.__name__).lower()
    assert refusal.code == snake
    example = _example(refusal)
    assert isinstance(example, HallError)
    assert example.code in str(example)
    assert set(example.facts) == {each.name for each in fields(refusal)}  # type: ignore[arg-type]


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: each.__name__)
def test_sentences_say_what_and_what_instead(refusal: type[Refused]) -> None:
    """Both sentences format with the facts, and say what is wrong and what to do about it."""
    for example in _examples(refusal):
        zh, en = example.sentence(ZONE)
        assert CHINESE.search(zh)
        assert not CHINESE.search(en)
        assert "{" not in zh + en
        assert "None" not in zh + en
        assert len(re.findall(r"[。；？！]", zh)) >= 2 or "；" in zh or "，" in zh
        assert WHAT_TO_DO_ZH.search(zh)
        assert zh.endswith(("。", "？"))
        assert en.endswith((".", "?"))


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda each: each.__name__)
def test_sentences_say_until_when(refusal: type[Refused]) -> None:
    """Whatever moment or day a refusal knows is told, or how many seconds it is until then."""
    hints = get_type_hints(refusal)
    moments = [
        name
        for name in _example(refusal).facts
        if {date, datetime} & {hints[name], *getattr(hints[name], "__args__", ())}
    ]
    for text in _example(refusal).templates():
        told = [f"{{{name}}}" in text for name in moments]
        assert all(told) or "{wait_s}" in text


def test_moments_are_read_on_the_halls_clock() -> None:
    """A moment in a sentence is hours and minutes in the hall's zone."""
    zh, en = NumbersNotGivenNow(next_at=datetime(2026, 3, 2, 0, 30, tzinfo=UTC)).sentence(ZONE)
    assert "08:30" in zh
    assert "08:30" in en
