"""Streams that try to mislead a codec, and what every codec owes whoever reads it.

Garbage is noise, good frames cut short or with a wrong bit, and heads that promise more than
comes. After it a codec finds good frames again within the bound of its line of `CODECS`: within
two good frames where nothing is said, or after a silence where a head may promise much.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any, Final, Protocol

from devices.codecs import alpha, escpos, escpos_job, ff68, keyboard, modbus, onbon, sam, scan

MOST_GARBAGE: Final = 200
GOOD: Final = 2


class Decoder(Protocol):
    """What all of them have."""

    def feed(self, data: bytes, /) -> Iterable[Any]:
        """What is complete with these bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """One codec under attack."""

    make: Callable[[], Decoder]
    good: Callable[[Random], bytes]
    """Any good frame."""
    heads: tuple[bytes, ...] = ()
    """What garbage may look like."""
    most_held: int
    """Bytes that it may hold, whatever comes."""
    resyncs: bool = True
    """Whether its frames have a beginning that can be found in a stream."""
    after_silence: bool = False
    """Whether a silence is needed, because a head may promise more than two frames have."""


def _ff68(random: Random) -> bytes:
    address = random.randrange(256)
    if random.random() < 0.5:
        return ff68.rated(address, random.randrange(1, 6)).to_bytes()
    return ff68.press(address, random.choice(list(ff68.PadKey))).to_bytes()


def _request(random: Random) -> bytes:
    station, register = random.randrange(1, 248), random.randrange(0x10000)
    words = tuple(random.randrange(0x10000) for _ in range(random.randrange(1, 20)))
    requests: list[modbus.Request] = [
        modbus.Read(station=station, register=register, count=len(words)),
        modbus.WriteOne(station=station, register=register, word=words[0]),
        modbus.WriteMany(station=station, register=register, words=words),
    ]
    return random.choice(requests).to_bytes()


def _answer(random: Random) -> bytes:
    words = tuple(random.randrange(0x10000) for _ in range(random.randrange(1, 20)))
    station = random.randrange(1, 248)
    answers: list[modbus.Answer] = [
        modbus.Values(station=station, words=words),
        modbus.Refused(station=station, function=3, code=2),
    ]
    return random.choice(answers).to_bytes()


def _onbon(random: Random) -> bytes:
    data = random.randbytes(random.randrange(1, 60))
    return onbon.Frame(destination=random.randrange(0x10000), data=data).to_bytes()


def _alpha(random: Random) -> bytes:
    text = "".join(chr(random.randrange(0x20, 0x7F)) for _ in range(random.randrange(1, 30)))
    return alpha.ShowPriority(address=random.randrange(256), text=text, checked=True).to_bytes()


def _reply(random: Random) -> bytes:
    return escpos.JobDone(job=escpos.job_id(random.randrange(10**4))).to_bytes()


def _job(random: Random) -> bytes:
    return random.choice([b"\x1b@", b"\x1dV\x00", b"\x1ba\x01A012\n", b"\x1c&\xba\xc5\x1c."])


def _sam(random: Random) -> bytes:
    return sam.answer(sam.DONE, random.randbytes(random.randrange(1, 40)))


def _scan(random: Random) -> bytes:
    return f"R{random.randrange(10**9)}\r\n".encode()


def _key(random: Random) -> bytes:
    return keyboard.typed(random.choice("0123456789+-*/"))


CODECS: Final[dict[str, Codec]] = {
    "ff68": Codec(
        make=ff68.FrameDecoder,
        good=_ff68,
        heads=(b"\xff\x68", bytes.fromhex("ff 68 0a 0a 68 01"), b"\xff"),
        most_held=17,
    ),
    "modbus request": Codec(
        make=modbus.request_decoder,
        good=_request,
        heads=(bytes.fromhex("01 10 00 00 00 7b f6"),),
        most_held=256,
    ),
    "modbus answer": Codec(
        make=modbus.answer_decoder, good=_answer, heads=(b"\x01\x03\xff",), most_held=256
    ),
    "onbon": Codec(
        make=onbon.FrameDecoder,
        good=_onbon,
        heads=(b"\xa5" * 8, b"\xa5\xa6", b"\x5a"),
        most_held=2 * (14 + 1024 + 2),
    ),
    "alpha": Codec(
        make=alpha.Decoder, good=_alpha, heads=(b"\x00\x01Z00\x02AA", b"\x01"), most_held=256
    ),
    "escpos replies": Codec(
        make=escpos.ReplyDecoder,
        good=_reply,
        heads=(b'7"', b"_", b"\x10", b"7"),
        most_held=82 + 4,
    ),
    "escpos job": Codec(
        make=escpos_job.JobDecoder,
        good=_job,
        heads=(b"\x1d(k\xff\xff", b"\x1dv0\x00\x48\x00\xff\x00"),
        most_held=400_010,
        resyncs=False,  # a printer's stream has none: its lengths are believed, up to a picture's
    ),
    "sam": Codec(
        make=sam.FrameDecoder,
        good=_sam,
        heads=(sam.HEAD + b"\x05\x08", sam.HEAD, b"\xaa\xaa"),
        most_held=7 + 1300,
        after_silence=True,  # a head may promise a whole card, which two short answers do not fill
    ),
    "scan": Codec(make=scan.ScanDecoder, good=_scan, heads=(b"\xff",), most_held=512),
    "keyboard": Codec(
        make=keyboard.KeyDecoder,
        good=_key,
        most_held=keyboard.EVENT_BYTES,
        resyncs=False,  # the kernel hands over whole events
    ),
}


def held(decoder: Decoder) -> int:
    """How many bytes it holds."""
    return sum(len(each) for each in vars(decoder).values() if isinstance(each, bytes | bytearray))


def garbage(codec: Codec, random: Random) -> bytes:
    """Some of each kind."""
    stream = bytearray()
    while len(stream) < random.randrange(1, MOST_GARBAGE):
        good = bytearray(codec.good(random))
        bit = random.randrange(8 * len(good))
        kinds = [random.randbytes(random.randrange(1, 20)), bytes(good[: random.randrange(9)])]
        good[bit // 8] ^= 1 << bit % 8
        stream += random.choice([*kinds, bytes(good), *codec.heads])
    return bytes(stream)


def fed(decoder: Decoder, data: bytes, random: Random) -> list[Any]:
    """What comes out when it comes in pieces."""
    out: list[Any] = []
    while data:
        size = random.randrange(1, 40)
        out += decoder.feed(data[:size])
        data = data[size:]
    return out


def attack(codec: Codec, random: Random) -> str | None:
    """One stream; what the codec has done wrong."""
    decoder = codec.make()
    fed(decoder, garbage(codec, random), random)
    if held(decoder) > codec.most_held:
        return f"holds {held(decoder)} bytes"
    if not codec.resyncs:
        return None
    if codec.after_silence:
        decoder.quiet()  # type: ignore[attr-defined]
    frames = [codec.good(random) for _ in range(GOOD)]
    expected = list(codec.make().feed(frames[-1]))
    found = fed(decoder, b"".join(frames), random)
    if found[-len(expected) :] == expected:
        return None
    return f"lost {frames[-1].hex(' ')}, found {found}"
