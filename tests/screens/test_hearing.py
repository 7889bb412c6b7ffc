"""What a screen holds for current, and when it knows that it is stale."""

from dataclasses import replace

from hall.bus.hearing import Hearing
from hall.bus.messages import Beat, QueueView
from hall.bus.topics import Kind
from tests.screens.hall_messages import EPOCH, beat, queue_view

QUEUES = (Kind.QUEUE, "all")


def a_beat(at_s: float = 0.0, epoch: int = EPOCH, rate: float = 1.0) -> Beat:
    message = beat(at_s, epoch, rate)[1]
    assert isinstance(message, Beat)
    return message


def view_in(hearing: Hearing) -> QueueView:
    view = hearing.views[QUEUES].view
    assert isinstance(view, QueueView)
    return view


def test_a_view_is_stale_three_seconds_after_the_last_beat() -> None:
    """Without a beat for more than three seconds, nothing that was heard can be trusted."""
    hearing = Hearing().with_beat(a_beat(), 10.0).with_view(QUEUES, queue_view(), 10.1)
    assert not hearing.is_stale(QUEUES, 13.0)
    assert hearing.is_stale(QUEUES, 13.2)
    assert hearing.is_silent(13.2)


def test_a_beat_brings_a_stale_view_of_its_epoch_back() -> None:
    """After a broken link the retained view is true again as soon as its epoch beats."""
    hearing = Hearing().with_beat(a_beat(), 0.0).with_view(QUEUES, queue_view(), 0.0)
    assert not hearing.with_beat(a_beat(60), 60.0).is_stale(QUEUES, 60.0)


def test_an_older_view_never_replaces_a_newer_one() -> None:
    """By sequence within an epoch, and by epoch before it."""
    hearing = Hearing().with_beat(a_beat(), 0.0).with_view(QUEUES, queue_view(5), 0.0)
    for older in (queue_view(4), queue_view(9, epoch=EPOCH - 1), queue_view(5, closed=("SS",))):
        assert view_in(hearing.with_view(QUEUES, older, 0.0)) == queue_view(5)


def test_a_new_epoch_does_not_vouch_for_the_views_of_the_old_one() -> None:
    """After a restart of the hall, the old view is stale until the new one is heard."""
    hearing = Hearing().with_beat(a_beat(), 0.0).with_view(QUEUES, queue_view(900), 0.0)
    hearing = hearing.with_beat(a_beat(5, EPOCH + 1), 5.0)
    assert hearing.is_stale(QUEUES, 5.0)
    hearing = hearing.with_view(QUEUES, queue_view(1, epoch=EPOCH + 1), 5.1)
    assert not hearing.is_stale(QUEUES, 5.2)


def test_a_late_beat_of_an_old_epoch_changes_nothing() -> None:
    """A message that was long on its way does not take a screen back."""
    hearing = Hearing().with_beat(a_beat(epoch=EPOCH + 1), 0.0)
    assert hearing.with_beat(a_beat(1, EPOCH), 1.0) == hearing


def test_a_view_that_was_kept_is_replaced_by_any_view_of_the_hall() -> None:
    """What comes from a cache is older than whatever the hall sends."""
    kept = replace(queue_view(), version=replace(queue_view().version, epoch=0, sequence=0))
    hearing = Hearing().with_view(QUEUES, kept, 0.0)
    assert hearing.is_stale(QUEUES, 0.0)
    assert view_in(hearing.with_view(QUEUES, queue_view(), 0.0)) == queue_view()


def test_the_hall_clock_is_carried_on_at_its_rate() -> None:
    """Between beats the clock goes on as fast as the hall's."""
    hearing = Hearing().with_beat(a_beat(rate=60.0), 100.0)
    time = hearing.hall_time(100.5)
    assert time is not None
    assert (time - a_beat().hall_time).total_seconds() == 30.0


def test_before_anything_is_heard_everything_is_stale() -> None:
    """A screen that has just started knows nothing."""
    hearing = Hearing()
    assert hearing.is_silent(0.0)
    assert hearing.is_stale(QUEUES, 0.0)
    assert hearing.hall_time(0.0) is None
