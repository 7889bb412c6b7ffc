"""What can be wrong with a device, as stable codes with words for a person; data alone.

What must not live here: finding out that something is wrong (drivers).
"""

from typing import Final

from devices.driver import Trouble

LINE_LOST: Final = Trouble(
    code="line_lost",
    text=("设备线路断开，请检查插头", "The line to the device is gone: check its plug"),
)
UNSUPPORTED: Final = Trouble(
    code="unsupported", text=("此设备不会做这件事", "This device cannot do that")
)
NO_ANSWER: Final = Trouble(
    code="no_answer",
    text=("设备不应答，请检查电源和地址", "The device does not answer: check power and address"),
)
ECHOES: Final = Trouble(
    code="echoes",
    text=(
        "线路把发出的字节送了回来，请设 local_echo",
        "The line gives back what is sent: set local_echo",
    ),
)
PANEL_REFUSES: Final = Trouble(
    code="panel_refuses", text=("窗口屏拒绝显示", "The panel refuses to show the text")
)
CARD_UNREADABLE: Final = Trouble(
    code="card_unreadable",
    text=("身份证读不出，请拿起重放", "The card cannot be read: lift it and lay it down again"),
)
PAD_REFUSES: Final = Trouble(
    code="pad_refuses",
    text=(
        "叫号器不认识寄存器，请检查型号设置",
        "The pad does not know the register: check its map",
    ),
)
STALLED: Final = Trouble(
    code="stalled", text=("打印机停止接收", "The printer has stopped taking data")
)
NO_CONFIRMATION: Final = Trouble(
    code="no_confirmation",
    text=("打印机没有确认，请看是否出票", "The printer has not confirmed: see whether it came out"),
)
PAPER_OUT: Final = Trouble(
    code="paper_out", text=("打印机缺纸，请换纸", "The printer is out of paper: load a roll")
)
PAPER_NEAR_END: Final = Trouble(
    code="paper_near_end", text=("打印纸将用完", "The paper is nearly used up")
)
COVER_OPEN: Final = Trouble(code="cover_open", text=("打印机盖未关", "The printer's cover is open"))
CUTTER: Final = Trouble(code="cutter", text=("切刀卡住，请清理", "The cutter is stuck: clear it"))
HEAD_HOT: Final = Trouble(
    code="head_hot", text=("打印头过热，会自动恢复", "The head is hot; it goes on by itself")
)
BROKEN: Final = Trouble(
    code="broken", text=("打印机故障，需要维修", "The printer has failed and needs repair")
)
RECOVERABLE: Final = Trouble(
    code="recoverable",
    text=("打印机有错误，请检查后重启", "The printer reports an error: look, restart"),
)
OFFLINE: Final = Trouble(code="offline", text=("打印机脱机", "The printer is off line"))
NO_SOUND: Final = Trouble(
    code="no_sound",
    text=("放音失败，请检查音箱和放音程序", "No sound: check the loudspeaker and its program"),
)
CHIME_ONLY: Final = Trouble(
    code="chime_only", text=("只响了提示音，没有设语音", "Chime only: no speech is set")
)
TOO_LATE: Final = Trouble(
    code="too_late", text=("命令已过时，未执行", "The command came too late and was not done")
)
INTERRUPTED: Final = Trouble(
    code="interrupted",
    text=(
        "打印时网关重启，请看是否出票",
        "The gateway restarted while printing: see what came out",
    ),
)
NOT_NOTED: Final = Trouble(
    code="not_noted",
    text=("网关磁盘写不进，未打印", "The gateway cannot write to its disk; nothing was printed"),
)
