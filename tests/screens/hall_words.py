"""What a hall says to everybody, and to whoever comes for a result or an appointment."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from hall.bus.messages import HallWide, ReceiptStanding, Text

EMERGENCY: Final = HallWide(
    emergency=(
        "请马上从最近的出口离开，不要乘电梯，听从工作人员指引。",
        "Leave by the nearest exit now. Do not use the lift. Follow the staff.",
    ),
    exits=(
        ("一楼东门：往右手边，出东门", "East door, floor 1: to your right"),
        ("一楼正门：穿过大厅中庭", "Main door, floor 1: across the atrium"),
        ("二楼东侧疏散楼梯", "Floor 2 east: fire stairs"),
        ("二楼西侧楼梯", "West stairs on floor 2"),
    ),
)
PAUSED: Final = HallWide(
    paused=(
        "系统维护，全厅暂停叫号约10分钟。照常取号。",
        "Calls are paused for about 10 minutes. Numbers are still given.",
    )
)
ANNOUNCEMENT: Final = HallWide(
    announcement=(
        "明天（3月3日）上午因消防演练停办，下午照常。",
        "Closed tomorrow morning, 3 March, for a fire drill; open in the afternoon.",
    )
)
REHEARSAL: Final = HallWide(rehearsal=True)
DRILL: Final = replace(EMERGENCY, rehearsal=True)
RECEIPT_TEXTS: Final[Mapping[ReceiptStanding, Text]] = {
    ReceiptStanding.READY: (
        "您的不动产权证已办好。请取号，到一楼出件区领取，带上回执。",
        "Your title certificate is ready. Take a number and collect it on floor 1.",
    ),
    ReceiptStanding.NOT_READY: (
        "还在办理，预计3月6日前办好。办好会发短信，也可选择邮寄。",
        "Still in progress, expected by 6 March. We text you; it can be posted too.",
    ),
    ReceiptStanding.UNKNOWN: (
        "没有查到这个回执号。请核对后再输，也可取号到窗口查。",
        "No such receipt. Check it and type it again, or ask at the window.",
    ),
}
LATE: Final[Text] = (
    "您的10:00预约已过时。现在排队约15–25分钟，或改约。",
    "Your 10:00 appointment has passed. Join now (15–25 minutes) or rebook.",
)
EARLY: Final[Text] = (
    "您的预约是14:00。请13:45以后签到，或改为现在排队。",
    "Your appointment is at 14:00. Check in from 13:45, or queue now instead.",
)
SLOT_GONE: Final[Text] = (
    "不动产3月3日10:00的预约已满。请选别的时段，或现场取号。",
    "Real estate at 10:00 is fully booked. Choose another time, or come and queue.",
)
