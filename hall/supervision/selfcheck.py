"""What a full inspection (全面检查) looks at: each check has its evidence and what to do. Pure.

What must not live here: gathering (see `hall.selfcheck`).
"""

from dataclasses import dataclass
from enum import StrEnum

from hall.catalogue.text import Text


class State(StrEnum):
    """What a check came to."""

    GOOD = "good"
    ATTENTION = "attention"
    """Somebody should look; the hall works."""
    BAD = "bad"
    """Something is wrong."""


STATE_NAMES = {
    State.GOOD: Text("正常", "good"),
    State.ATTENTION: Text("注意", "attention"),
    State.BAD: Text("问题", "bad"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: what was looked at, what was seen, and what to do about it."""

    name: Text
    state: State
    evidence: Text
    do: Text = Text("", "")
    """Empty where all is well."""


def check(name: Text, evidence: Text, *, wrong: State | None = None, do: Text) -> Check:
    """A check with its evidence; `do` is said only where something is not well."""
    state = wrong or State.GOOD
    return Check(
        name=name, state=state, evidence=evidence, do=do if wrong is not None else Text("", "")
    )


def worst(checks: tuple[Check, ...]) -> State:
    """The worst that any of them came to."""
    found = {each.state for each in checks}
    return next((each for each in (State.BAD, State.ATTENTION) if each in found), State.GOOD)
