"""What a hall says to everybody, and to whoever comes for a result or an appointment."""

from dataclasses import replace
from typing import Final

from hall.bus.messages import HallWide, Text

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
