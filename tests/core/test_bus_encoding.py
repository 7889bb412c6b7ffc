"""Messages as JSON and back."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from hall.bus.encoding import MAX_PAYLOAD_BYTES, decode, encode
from hall.bus.messages import (
    AskHelp,
    Beat,
    Message,
    PrintTicket,
    RateService,
    TextBlock,
    TicketDocument,
)
from hall.bus.topics import Channel
from hall.errors import MessageRejected
from tests.fakes.messages import CARRIED, any_carried

MANY = settings(max_examples=300)


@MANY
@given(any_carried())
def test_every_message_reads_back(carried: tuple[Channel, Message]) -> None:
    """Every message of the contract that is not too large is read back as it was written."""
    channel, message = carried
    try:
        payload = encode(channel, message)
    except MessageRejected:
        reject()
    assert decode(channel, payload) == message


@MANY
@given(any_carried())
def test_a_newer_writer_may_add_fields(carried: tuple[Channel, Message]) -> None:
    """A reader ignores fields that it does not know."""
    channel, message = carried
    fields = json.loads(encode(channel, message))
    wider = json.dumps(fields | {"added_later": {"of": ["any", "kind"]}}).encode()
    assert decode(channel, wider) == message


@given(st.sampled_from(list(Channel)), st.binary(max_size=200))
def test_garbage_is_rejected(channel: Channel, payload: bytes) -> None:
    """Bytes that are no message of the channel are rejected, whatever they are."""
    with pytest.raises(MessageRejected):
        decode(channel, payload)


@pytest.mark.parametrize(("channel", "of"), CARRIED)
def test_a_type_of_another_channel_is_rejected(channel: Channel, of: type) -> None:
    """A message is understood only on its own channel."""
    others = [other for other, each in CARRIED if each is of]
    name = getattr(of, "type", None)
    if not isinstance(name, str):
        name = of.__name__
    payload = json.dumps({"type": name, "id": "x", "ttl_s": 1}).encode()
    for wrong in set(Channel) - set(others):
        with pytest.raises(MessageRejected):
            decode(wrong, payload)
    assert channel in others


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"", "Invalid JSON"),
        (b"[]", "message: "),
        (b'{"type":"ask_help"', "Invalid JSON"),
        (b'{"id":"x","ttl_s":5}', "discriminator"),
        (b'{"type":"fly","id":"x","ttl_s":5}', "'fly'"),
        (b'{"type":"ask_help","ttl_s":5}', "ask_help.id: Field required"),
        (b'{"type":"ask_help","id":"","ttl_s":5}', "ask_help.id: "),
        (b'{"type":"ask_help","id":"x","ttl_s":0}', "greater than 0"),
        (b'{"type":"ask_help","id":"x","ttl_s":NaN}', "ask_help.ttl_s: "),
        (b'{"type":"ask_help","id":"x","ttl_s":1e999}', "ask_help.ttl_s: "),
        (b'{"type":"rate_service","id":"x","ttl_s":5,"service":"s","level":6}', "level: "),
        (b"[" * 60_000, "Invalid JSON"),
    ],
)
def test_a_wrong_request_is_rejected_with_field_and_expectation(payload: bytes, said: str) -> None:
    """The text names the field and what was expected."""
    with pytest.raises(MessageRejected) as caught:
        decode(Channel.REQUEST, payload)
    assert said in str(caught.value)


def test_a_time_without_its_zone_is_rejected() -> None:
    """A time that could mean several moments is no time."""
    with pytest.raises(MessageRejected, match="expected a time with its zone"):
        decode(
            Channel.BEAT,
            b'{"epoch":1,"utc":"2026-03-02T00:30:00","hall_time":"2026-03-02T00:30:00Z","rate":1}',
        )


def test_what_is_wrong_is_said_in_a_few_words() -> None:
    """A message that is wrong in a thousand places is not answered with a thousand lines."""
    blocks = [{"type": "text"}] * 1000
    payload = {"type": "print_ticket", "id": "x", "ttl_s": 1, "document": {"blocks": blocks}}
    with pytest.raises(MessageRejected, match=r"and \d+ more") as caught:
        decode(Channel.COMMAND, json.dumps(payload).encode())
    assert len(str(caught.value)) < 1000


def test_an_oversized_message_is_neither_sent_nor_read() -> None:
    """The limit is the same on both sides."""
    block = TextBlock(text="长" * 30_000)
    ticket = PrintTicket(id="x", ttl_s=1, document=TicketDocument(blocks=(block,)))
    with pytest.raises(MessageRejected, match="at most 64000"):
        encode(Channel.COMMAND, ticket)
    padded = encode(Channel.REQUEST, AskHelp(id="x", ttl_s=1)) + b" " * MAX_PAYLOAD_BYTES
    with pytest.raises(MessageRejected, match="at most 64000"):
        decode(Channel.REQUEST, padded)


def test_the_wire_form_is_plain_json() -> None:
    """A device without our code can write and read the messages: here they are letter by letter."""
    rating = RateService(id="r-1", ttl_s=5, service="S17", level=4)
    assert json.loads(encode(Channel.REQUEST, rating)) == {
        "type": "rate_service",
        "id": "r-1",
        "ttl_s": 5.0,
        "service": "S17",
        "level": 4,
    }
    at = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
    assert json.loads(encode(Channel.BEAT, Beat(epoch=7, utc=at, hall_time=at, rate=60))) == {
        "epoch": 7,
        "utc": "2026-03-02T00:30:00Z",
        "hall_time": "2026-03-02T00:30:00Z",
        "rate": 60.0,
    }
