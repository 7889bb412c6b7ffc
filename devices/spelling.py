"""What the bytes of a line mean, in words for a technician; Chinese, then English.

One speller for each line and direction: it holds what is not complete yet. What must not live here:
where the bytes come from (see `tap`), how they are coloured.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, Final, Protocol

from devices.codecs import alpha, escpos, escpos_job, ff68, modbus, onbon, onbon_live
from devices.configured import Protocol as Spoken
from devices.errors import WireError

KEYS: Final[Mapping[ff68.PadKey, str]] = {
    ff68.PadKey.RATE: "评价键 rate",
    ff68.PadKey.CALL: "呼叫键 call",
    ff68.PadKey.RECALL: "重呼键 recall",
    ff68.PadKey.CANCEL: "取消键 cancel",
    ff68.PadKey.ONE_METRE: "一米线键 one metre",
    ff68.PadKey.PAUSE: "暂停键 pause",
    ff68.PadKey.TRANSFER: "转移键 transfer",
    ff68.PadKey.PARK: "挂起 park",
    ff68.PadKey.CALL_BACK: "叫回 call back",
    ff68.PadKey.NO_SHOW: "过号 no-show",
    ff68.PadKey.CONFIRM: "确认 confirm",
}
_SHOW_DIGITS: Final = 6


class _Decoder(Protocol):
    def feed(self, data: bytes, /) -> Iterable[Any]:
        """What is complete with these bytes."""


class Speller:
    """Words for the bytes of one line in one direction."""

    def __init__(self, decoder: _Decoder, words: Callable[[Any], str]) -> None:
        self._decoder = decoder
        self._words = words

    def spell(self, data: bytes) -> list[str]:
        """What is complete with these bytes; nothing for the middle of a frame, or for noise."""
        return [words for each in self._decoder.feed(data) if (words := self._words(each))]


def speller(spoken: Spoken, *, sent: bool) -> Speller:
    """For a line that speaks a protocol; `sent` by the gateway, else by a device."""
    decoder, words = _SPELLERS.get((spoken, sent), (_Nothing, str))
    return Speller(decoder(), words)


class _Nothing:
    """For protocols that have no words: their bytes are shown as they are."""

    def feed(self, _data: bytes) -> list[str]:
        """Nothing to say."""
        return []


def _ff68_sent(frame: ff68.Frame) -> str:
    who = f"{frame.address}号 pad {frame.address}"
    if frame.function == ff68.Function.BEEP:
        return f"{who}: 响一声 beep"
    if frame.function == ff68.Function.SHOW and len(frame.data) == _SHOW_DIGITS:
        digits = "".join("-" if each == ff68.BLANK else str(each) for each in frame.data)
        return f"{who}: 显示 show {digits[:3]} {digits[3:]}"
    return f"{who}: 应答 acknowledge {frame.data.hex(' ')}"


def _ff68_heard(frame: ff68.Frame) -> str:
    who = f"{frame.address}号 pad {frame.address}"
    if frame.level is not None:
        return f"{who}: 评价 rating {frame.level}"
    if frame.key is not None:
        return f"{who}: {KEYS[frame.key]}"
    return f"{who}: 功能 function {frame.function:02x} {frame.data.hex(' ')}"


def _onbon(frame: onbon.Frame) -> str:
    host = frame.destination == onbon.HOST
    who = f"{frame.source}号屏 panel {frame.source}" if host else f"→ {frame.destination}号屏 panel"
    with suppress(WireError):
        return f"{who}: {_onbon_reply(onbon.Reply.from_bytes(frame.data))}"
    with suppress(WireError):
        return f"{who}: {_live(frame.data)}"
    known = "在吗 ping" if frame.data == onbon.PING else f"命令 command {frame.data.hex(' ')}"
    return f"{who}: {known}"


def _onbon_reply(reply: onbon.Reply) -> str:
    return "收到 acknowledged" if reply.error == 0 else f"拒绝 refused, error {reply.error}"


def _live(data: bytes) -> str:
    shown = onbon_live.ShowLive.from_bytes(data)
    lines = [" ".join(onbon_live.plain_lines(area.text)) for area in shown.areas]
    return f"显示 show “{'／'.join(lines)}”" if lines else "清屏 clear"


def _modbus_sent(request: modbus.Request) -> str:
    who = f"{request.station}号站 station {request.station}"
    match request:
        case modbus.Read():
            return f"{who}: 读 read {request.register:04x}h × {request.count}"
        case modbus.WriteOne():
            return f"{who}: 写 write {request.register:04x}h = {request.word}"
        case modbus.WriteMany():
            return f"{who}: 写 write {request.register:04x}h = {list(request.words)}"


def _modbus_heard(answer: modbus.Answer) -> str:
    who = f"{answer.station}号站 station {answer.station}"
    match answer:
        case modbus.Values():
            return f"{who}: 值 values {list(answer.words)}"
        case modbus.Written():
            return f"{who}: 已写 written {answer.register:04x}h"
        case modbus.Refused():
            return f"{who}: 拒绝 refused, code {answer.code}"


def _alpha(shown: alpha.ShowPriority) -> str:
    return f"{shown.address}号屏 sign {shown.address}: 显示 show “{shown.text}”"


def _escpos_sent(element: escpos_job.Element) -> str:
    match element:
        case escpos_job.Text(text=text):
            return f"印 print “{text}”"
        case escpos_job.Command(op=op):
            return _PRINTER_OPS.get(op, "")


def _escpos_heard(reply: escpos.Reply) -> str:
    match reply:
        case escpos.JobDone():
            return f"印完 printed, job {reply.job}"
        case escpos.AutomaticStatus() | escpos.PaperSensor():
            told = ", ".join(sorted(each.value for each in reply.conditions))
            return f"状态 status: {told or '正常 good'}"
        case escpos.RealTimeStatus():
            return f"状态 status byte {reply.byte:02x}"
        case escpos.Information():
            return f"固件 firmware {reply.text}"
    return str(reply)


_PRINTER_OPS: Final = {
    escpos_job.Op.CUT: "切纸 cut",
    escpos_job.Op.RASTER: "图片 picture",
    escpos_job.Op.SYMBOL: "二维码 code",
    escpos_job.Op.ASK_DONE: "印完了吗 ask whether it is printed",
    escpos_job.Op.ASK_PAPER: "问纸 ask for paper",
    escpos_job.Op.ASK_INFORMATION: "问固件 ask for firmware",
    escpos_job.Op.REAL_TIME: "问状态 ask for status",
}
_Spelling = tuple[Callable[[], _Decoder], Callable[[Any], str]]
_SPELLERS: Final[Mapping[tuple[Spoken, bool], _Spelling]] = {
    (Spoken.FF68, True): (ff68.FrameDecoder, _ff68_sent),
    (Spoken.FF68, False): (ff68.FrameDecoder, _ff68_heard),
    (Spoken.ONBON, True): (onbon.FrameDecoder, _onbon),
    (Spoken.ONBON, False): (onbon.FrameDecoder, _onbon),
    (Spoken.MODBUS, True): (modbus.request_decoder, _modbus_sent),
    (Spoken.MODBUS, False): (modbus.answer_decoder, _modbus_heard),
    (Spoken.ALPHA, True): (alpha.Decoder, _alpha),
    (Spoken.ALPHA, False): (alpha.Decoder, _alpha),
    (Spoken.ESCPOS, True): (escpos_job.JobDecoder, _escpos_sent),
    (Spoken.ESCPOS, False): (escpos.ReplyDecoder, _escpos_heard),
}
