"""The written contract is the contract of the code."""

from pathlib import Path
from typing import Any

import pytest

import hall
from hall.bus.asyncapi import FLOWS, as_yaml, document
from hall.bus.topics import Channel
from tests.fakes.messages import CARRIED

DOCS = Path(hall.__file__).parent / "docs"


def test_the_document_is_current() -> None:
    """`make contract` has been run since the contract changed last."""
    assert (DOCS / "asyncapi.yaml").read_text(encoding="utf-8") == as_yaml()


@pytest.mark.parametrize(("channel", "of"), CARRIED)
def test_every_message_flows_somewhere(channel: Channel, of: type) -> None:
    """No message is without a topic."""
    assert any(flow.channel == channel and of in flow.messages for flow in FLOWS)


def test_no_flow_carries_a_stranger() -> None:
    """A topic carries only what its channel can read, and is named once."""
    for flow in FLOWS:
        for message in flow.messages:
            assert (flow.channel, message) in CARRIED
    assert len({flow.name for flow in FLOWS}) == len(FLOWS)


def test_every_reference_leads_somewhere() -> None:
    """The document holds together: each reference points to a part of it."""
    whole = document()
    found = list(_references(whole))
    assert len(found) > len(FLOWS)
    for reference in found:
        place: Any = whole
        for step in reference.removeprefix("#/").split("/"):
            assert step in place, reference
            place = place[step]


def _references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [each for value in part.values() for each in _references(value)]
    if isinstance(part, list):
        return [each for value in part for each in _references(value)]
    return []
