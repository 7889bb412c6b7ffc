"""ESC/POS status against an independent emulator's replies, and against noise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.escpos import (
    AutomaticStatus,
    Cleared,
    Condition,
    Flow,
    Information,
    JobDone,
    PaperSensor,
    RealTimeStatus,
    Reply,
    ReplyDecoder,
    Status,
    ask_done,
    ask_status,
    job_id,
)
from devices.errors import WireError

C = Condition

# Replies of `emupos` 0.4, an emulator that nobody here wrote, in four states of a printer.
EMULATED_AUTOMATIC = [
    ("10 00 00 00", set()),
    ("10 00 03 00", {C.PAPER_NEAR_END}),
    ("18 00 0f 00", {C.OFFLINE, C.PAPER_NEAR_END, C.PAPER_OUT}),
    ("38 00 00 00", {C.OFFLINE, C.COVER_OPEN}),
]
EMULATED_REAL_TIME = [
    (Status.PRINTER, "1a", {C.OFFLINE}),
    (Status.OFFLINE, "32", {C.PAPER_OUT}),
    (Status.OFFLINE, "16", {C.COVER_OPEN}),
    (Status.PAPER, "1e", {C.PAPER_NEAR_END}),
    (Status.PAPER, "7e", {C.PAPER_NEAR_END, C.PAPER_OUT}),
]
# Epson's command reference, the tables of DLE EOT.
REFERENCE_REAL_TIME = [
    (Status.PRINTER, "12", set()),
    (Status.PRINTER, "3a", {C.OFFLINE, C.WAITING}),
    (Status.OFFLINE, "52", {C.ERROR}),
    (Status.ERROR, "16", {C.RECOVERABLE}),
    (Status.ERROR, "1a", {C.CUTTER}),
    (Status.ERROR, "32", {C.UNRECOVERABLE}),
    (Status.ERROR, "52", {C.HEAD_HOT}),
]

ids = st.text(alphabet="ABCDEFGHIJKLMNO", min_size=4, max_size=4)
automatic = st.frozensets(
    st.sampled_from([C.OFFLINE, C.COVER_OPEN, C.CUTTER, C.HEAD_HOT, C.PAPER_NEAR_END, C.PAPER_OUT])
)
real_time = st.builds(
    RealTimeStatus.of,
    st.sampled_from(Status),
    st.frozensets(st.sampled_from(Condition)),
)
replies: st.SearchStrategy[Reply] = st.one_of(
    real_time,
    st.builds(AutomaticStatus, conditions=automatic),
    st.builds(
        PaperSensor, conditions=st.frozensets(st.sampled_from([C.PAPER_NEAR_END, C.PAPER_OUT]))
    ),
    st.builds(JobDone, job=ids),
    st.just(Cleared()),
    st.builds(Information, text=st.text(alphabet="TM-88V .0123", max_size=20)),
    st.sampled_from(Flow),
)


@pytest.mark.parametrize(("raw", "conditions"), EMULATED_AUTOMATIC)
def test_automatic_status_of_the_emulator(raw: str, conditions: set[Condition]) -> None:
    """The emulator's four bytes mean what its state is, and are written the same."""
    (reply,) = ReplyDecoder().feed(bytes.fromhex(raw))
    assert reply == AutomaticStatus(conditions=frozenset(conditions))
    assert reply.to_bytes() == bytes.fromhex(raw)


@pytest.mark.parametrize(("status", "raw", "conditions"), EMULATED_REAL_TIME + REFERENCE_REAL_TIME)
def test_real_time_status(status: Status, raw: str, conditions: set[Condition]) -> None:
    """Each bit of the four answers means what the reference says."""
    (reply,) = ReplyDecoder().feed(bytes.fromhex(raw))
    assert isinstance(reply, RealTimeStatus)
    assert reply.conditions(status) == conditions
    assert RealTimeStatus.of(status, conditions) == reply


def test_the_end_of_a_job_is_reported_with_its_id() -> None:
    """GS ( H is answered by 37 22, the id and 00."""
    assert ask_done("ABCD") == bytes.fromhex("1d 28 48 06 00 30 30 41 42 43 44")
    assert ReplyDecoder().feed(bytes.fromhex("37 22 41 42 43 44 00")) == [JobDone(job="ABCD")]
    assert JobDone(job="1234").to_bytes() == bytes.fromhex("37 22 31 32 33 34 00")


def test_status_questions_are_the_references() -> None:
    """DLE EOT 1 to 4."""
    assert [ask_status(each) for each in Status] == [
        b"\x10\x04\x01",
        b"\x10\x04\x02",
        b"\x10\x04\x03",
        b"\x10\x04\x04",
    ]


def test_an_id_of_a_job_is_never_taken_for_a_status() -> None:
    """With a status between its bytes, a job's end is still read (ids keep bit 4 clear)."""
    status = RealTimeStatus.of(Status.PRINTER, ())
    raw = b"\x37\x22AB" + status.to_bytes() + Flow.WAIT.to_bytes() + b"CD\x00"
    assert ReplyDecoder().feed(raw) == [status, Flow.WAIT, JobDone(job="ABCD")]


def test_an_automatic_status_may_be_interrupted() -> None:
    """Real-time answers and flow control between its four bytes change nothing."""
    raw = bytes.fromhex("10 12 00 13 03 1e 00")
    assert ReplyDecoder().feed(raw) == [
        RealTimeStatus(byte=0x12),
        Flow.WAIT,
        RealTimeStatus(byte=0x1E),
        AutomaticStatus(conditions=frozenset({C.PAPER_NEAR_END})),
    ]


@given(st.integers(0, 15**4 - 1))
def test_job_ids_are_unique_and_short(count: int) -> None:
    """Fifty thousand jobs have fifty thousand ids of four letters."""
    name = job_id(count)
    assert len(name) == 4
    assert int("".join(f"{ord(each) - ord('A'):x}" for each in name), 16) == sum(
        (count // 15**power % 15) * 16**power for power in range(4)
    )


@given(st.lists(replies, max_size=6))
def test_replies_come_back_one_byte_at_a_time(sent: list[Reply]) -> None:
    """Whatever is written is read as the same replies, on the slowest line."""
    decoder = ReplyDecoder()
    raw = b"".join(reply.to_bytes() for reply in sent)
    assert [reply for byte in raw for reply in decoder.feed(bytes((byte,)))] == sent
    assert decoder.errors == 0


@given(st.binary(max_size=30), st.lists(replies, min_size=1, max_size=3))
def test_after_garbage_and_silence_replies_are_read(garbage: bytes, sent: list[Reply]) -> None:
    """When the line has been silent, nothing of the noise costs the next reply."""
    decoder = ReplyDecoder()
    decoder.feed(garbage)
    decoder.quiet()
    assert decoder.feed(b"".join(reply.to_bytes() for reply in sent)) == sent


@given(automatic, st.integers(1, 3), automatic)
def test_a_status_broken_off_costs_only_itself(
    cut: frozenset[Condition], missing: int, whole: frozenset[Condition]
) -> None:
    """A truncated automatic status is counted; the one behind it is read."""
    decoder = ReplyDecoder()
    first = AutomaticStatus(conditions=cut).to_bytes()[:-missing]
    second = AutomaticStatus(conditions=whole)
    assert decoder.feed(first + second.to_bytes()) == [second]
    assert decoder.errors == 1


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_at_all_never_raise(chunks: list[bytes]) -> None:
    """The decoder counts what it cannot read and stays small."""
    decoder = ReplyDecoder()
    for chunk in chunks:
        decoder.feed(chunk)
    decoder.quiet()
    assert decoder.errors <= 2 + sum(map(len, chunks))


def test_an_endless_block_is_given_up() -> None:
    """A block without end is dropped after eighty bytes."""
    decoder = ReplyDecoder()
    decoder.feed(b"_" + b"A" * 500)
    assert decoder.errors > 0


@pytest.mark.parametrize("job", ["ABC", "ABCDE", "AB\x00C"])
def test_ids_that_cannot_be_sent_are_refused(job: str) -> None:
    """An id has four printable characters."""
    with pytest.raises(WireError):
        ask_done(job)
