"""Topics as text and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.bus.topics import Channel, Kind, Topic, beat_topic, every, parse_topic
from hall.errors import MessageRejected

LEVELS = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)


@given(LEVELS, st.sampled_from(Kind), LEVELS, st.sampled_from(Channel))
def test_a_topic_reads_back(hall: str, kind: Kind, ident: str, channel: Channel) -> None:
    """Every topic is read back as it was written."""
    topic = Topic(hall, kind, ident, channel)
    assert parse_topic(str(topic)) == topic


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "expected hall/1/"),
        ("hall/2/h1/pad/P1/request", "expected hall/1/"),
        ("hall/1/h1/pad/P1", "expected hall/1/"),
        ("hall/1/h1/pad/P1/request/more", "expected hall/1/"),
        ("hall/1//pad/P1/request", "'' is not"),
        ("hall/1/h1/pad/号/request", "'号' is not"),
        ("hall/1/h1/pad/P1\n/request", "is not"),
        (f"hall/1/h1/pad/{'x' * 65}/request", "is not"),
        ("hall/1/h1/toaster/P1/request", "unknown kind 'toaster'"),
        ("hall/1/h1/pad/P1/shout", "unknown channel 'shout'"),
    ],
)
def test_a_wrong_topic_is_rejected_with_the_level_that_is_wrong(text: str, said: str) -> None:
    """What is not of the contract is rejected, and the text says where it is wrong."""
    with pytest.raises(MessageRejected) as caught:
        parse_topic(text)
    assert said in str(caught.value)


@given(st.text())
def test_any_text_is_a_topic_or_is_rejected(text: str) -> None:
    """No text breaks the reader."""
    try:
        topic = parse_topic(text)
    except MessageRejected:
        return
    assert str(topic) == text


def test_only_states_and_views_are_retained() -> None:
    """A late reader must see how things are, not what was once asked."""
    retained = {c for c in Channel if Topic("h1", Kind.PAD, "P1", c).retained}
    assert retained == {Channel.STATE, Channel.VIEW}


def test_the_subscription_of_a_channel_holds_every_kind_and_id() -> None:
    """One subscription hears one channel of the whole hall, and the beat has its own topic."""
    assert every("h1", Channel.REQUEST) == "hall/1/h1/+/+/request"
    assert str(beat_topic("h1")) == "hall/1/h1/hall/controller/beat"
