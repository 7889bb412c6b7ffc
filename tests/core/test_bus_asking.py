"""Requests and commands that wait for an answer."""

from hypothesis import given
from hypothesis import strategies as st

from hall.bus.asking import Unanswered
from hall.bus.messages import AskHelp, Beep, Command, Request
from hall.bus.topics import Channel, Kind, Topic

TOPIC = Topic("h1", Kind.KIOSK, "K1", Channel.REQUEST)


def ask(ask_id: str = "a", ttl_s: float = 10) -> AskHelp:
    return AskHelp(id=ask_id, ttl_s=ttl_s)


def test_nothing_is_due_before_the_first_repeat() -> None:
    """What has just been sent is not sent again at once."""
    asks: Unanswered[Request] = Unanswered(repeat_s=1)
    asks.asked(TOPIC, ask(), 100)
    due = asks.tick(100.9)
    assert (due.repeat, due.expired) == ([], [])
    assert "a" in asks
    assert len(asks) == 1


def test_repeats_with_the_same_id_until_answered() -> None:
    """An ask is repeated unchanged, once for each pause, until its answer comes."""
    asks: Unanswered[Request] = Unanswered(repeat_s=1)
    asks.asked(TOPIC, ask(), 100)
    assert asks.tick(101).repeat == [(TOPIC, ask())]
    assert asks.tick(101.5).repeat == []
    assert asks.tick(102).repeat == [(TOPIC, ask())]
    assert asks.answered("a") == ask()
    assert asks.tick(103).repeat == []


def test_expires_once_at_the_end_of_its_time_to_live() -> None:
    """An ask whose time is over is given back as expired, once, and no more repeated."""
    asks: Unanswered[Request] = Unanswered(repeat_s=1)
    asks.asked(TOPIC, ask(ttl_s=2), 100)
    due = asks.tick(102)
    assert (due.repeat, due.expired) == ([], [(TOPIC, ask(ttl_s=2))])
    assert asks.tick(103).expired == []
    assert len(asks) == 0


def test_a_late_or_second_answer_finds_nothing() -> None:
    """An answer to what is not open says so."""
    asks: Unanswered[Request] = Unanswered()
    asks.asked(TOPIC, ask(ttl_s=1), 0)
    asks.tick(1)
    assert asks.answered("a") is None
    asks.asked(TOPIC, ask("b"), 0)
    assert asks.answered("b") == ask("b")
    assert asks.answered("b") is None


def test_a_long_pause_asks_for_one_repeat() -> None:
    """After a pause of the program an ask is repeated once, not once for each pause missed."""
    asks: Unanswered[Request] = Unanswered(repeat_s=1)
    asks.asked(TOPIC, ask(ttl_s=60), 0)
    assert asks.tick(30).repeat == [(TOPIC, ask(ttl_s=60))]
    assert asks.tick(30.5).repeat == []


def test_the_same_id_asked_again_starts_anew() -> None:
    """A sender that asks again itself gets the full time to live again, and stays one ask."""
    asks: Unanswered[Command] = Unanswered(repeat_s=1)
    beep = Beep(id="b", ttl_s=2, times=1)
    asks.asked(TOPIC, beep, 0)
    asks.asked(TOPIC, beep, 1.5)
    assert asks.tick(2).expired == []
    assert len(asks) == 1


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("ask"), st.sampled_from("abcde"), st.floats(0.1, 5)),
        st.tuples(st.just("answer"), st.sampled_from("abcde"), st.just(0.0)),
        st.tuples(st.just("wait"), st.just(""), st.floats(0.1, 3)),
    )
)


@given(STEPS)
def test_every_ask_ends_exactly_once(steps: list[tuple[str, str, float]]) -> None:
    """Each ask ends answered or expired, never both, and nothing stays open for ever."""
    asks: Unanswered[Request] = Unanswered(repeat_s=1)
    now_s, asked, answered, expired = 0.0, 0, 0, 0
    for what, ask_id, number in steps:
        if what == "ask" and ask_id not in asks:
            asks.asked(TOPIC, ask(ask_id, number), now_s)
            asked += 1
        elif what == "answer":
            answered += asks.answered(ask_id) is not None
        else:
            now_s += number
            expired += len(asks.tick(now_s).expired)
        assert asked == answered + expired + len(asks)
    expired += len(asks.tick(now_s + 6).expired)
    assert asked == answered + expired
