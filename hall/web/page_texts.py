"""The texts that the pages' scripts show, by page; the names are those that the scripts use.

The manager's are in `manager_texts`; which page is given which is in `script_texts`.
"""

from typing import Final


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a text for translation where it cannot be translated yet."""
    return text


STATUS: Final = {
    "closed": N_("未开窗"),
    "open": N_("办理中"),
    "paused": N_("暂停中"),
    "waiting": N_("等候中"),
    "called": N_("已呼叫"),
    "serving": N_("正在办理"),
    "parked": N_("已挂起"),
    "ended": N_("已结束"),
}

LINE: Final = {
    "online": N_("已连接"),
    "offline": N_("已断线"),
    "connecting": N_("正在连接"),
    "offline_since": N_("{time}起断线，屏上内容可能不是最新。连上前不能操作。"),
}

OUTCOMES: Final = {
    "accepted": N_("已受理"),
    "done": N_("当场办结"),
    "advice": N_("已答复"),
    "materials_missing": N_("缺材料"),
    "referred": N_("转别处"),
}

CLERK: Final = {
    **STATUS,
    **LINE,
    **{f"outcome_{name}": text for name, text in OUTCOMES.items()},
    "window": N_("{no}号窗口"),
    "window_free": N_("空闲"),
    "window_taken": N_("{clerk}在用"),
    "open_window": N_("{no}号窗口开窗"),
    "call_next": N_("呼叫下一位 {number}"),
    "nobody": N_("现在没有人等候"),
    "start": N_("开始办理 {number}"),
    "finish": N_("办结 {number}"),
    "finish_and_call": N_("办结并呼叫 {number}"),
    "back_to_work": N_("恢复办理"),
    "plan_seen": N_("知道了：现在办理{categories}"),
    "sending": N_("正在发送…"),
    "repeating": N_("还没有答复，正在用同一编号重发…"),
    "unanswered": N_("没有收到答复。连上后请先看窗口状态，再决定要不要重按。"),
    "waited": N_("等了{minutes}分钟"),
    "wait_before_call": N_("等候{minutes}分钟"),
    "calls": N_("已呼叫{times}次"),
    "since_call": N_("呼叫后"),
    "since_start": N_("已办理"),
    "english_speaker": N_("用英文取的号"),
    "no_show": N_("过号"),
    "no_show_in": N_("过号（{seconds}秒后）"),
    "recall": N_("重呼"),
    "recall_in": N_("重呼（{seconds}秒后）"),
    "recall_over": N_("已重呼{limit}次"),
    "undo": N_("撤销{what} {number}"),
    "press_call": N_("叫号"),
    "press_start": N_("开始"),
    "press_finish": N_("办结"),
    "press_no_show": N_("过号"),
    "press_park": N_("挂起"),
    "press_transfer": N_("转办"),
    "resume": N_("恢复"),
    "note": N_("留言：{note}"),
    "take_over": N_("{clerk}还在{no}号窗口。接管会记录在案。"),
    "need_low_counter": N_("需要低位柜台"),
    "need_hearing_loop": N_("需要助听"),
    "need_more_time": N_("请给多一点时间"),
    "need_language": N_("需要用自己的语言"),
    "paused_for": N_("暂停：{reason}"),
    "shared_data": N_("数据共享，免交"),
    "deferrable": N_("可容缺后补"),
    "device_offline": N_("{device}离线"),
    "pad": N_("叫号器"),
    "panel": N_("窗口屏"),
    "rater": N_("评价器"),
    "way_panel": N_("窗口屏"),
    "way_board": N_("大屏"),
    "way_voice": N_("广播"),
    "reach_waiting": N_("正在送达"),
    "reach_queued": N_("排队等播报"),
    "reach_sent": N_("已发出"),
    "reach_shown": N_("已显示"),
    "reach_spoken": N_("已播报"),
    "reach_failed": N_("没有呼到"),
    "next_is": N_("下一位来办：{matter}"),
    "then": N_("之后还办：{matter}"),
    "help": N_("请人支援"),
    "help_asked": N_("{time}已请人支援"),
    "slip_code": N_("{number}返回码 {code}，{until}前有效"),
    "slip_missing": N_("还缺：{names}"),
    "slip_printing": N_("告知单正在{printer}打印"),
    "slip_failed": N_("告知单没打出来，请把返回码抄给群众"),
    "practice_nobody": N_("练习窗口现在没有人等候。"),
    "idle_title": N_("窗口空闲"),
}

RATE: Final = {
    "kept": N_("{count}条评价等待送出"),
    "refused": N_("{count}条评价没有记上，请告诉服务台"),
}

REASONS: Final = (
    ("slow", N_("等得太久"), True),
    ("unclear_materials", N_("材料没讲清"), True),
    ("attitude", N_("态度不好"), True),
    ("not_done", N_("没有办成"), True),
    ("other", N_("其他"), True),
    ("quick", N_("办得快"), False),
    ("clear", N_("讲得清楚"), False),
    ("friendly", N_("态度好"), False),
)
"""Reasons for a rating, and whether they go with the two lowest levels."""

LEVELS: Final = (
    (5, N_("非常满意")),
    (4, N_("满意")),
    (3, N_("基本满意")),
    (2, N_("不满意")),
    (1, N_("非常不满意")),
)
"""The five levels of a rating, best first, in equal words."""

CHANNELS: Final = {
    "pad": N_("评价器"),
    "tablet": N_("评价平板"),
    "phone": N_("手机"),
    "page": N_("网页"),
    "program": N_("其他系统"),
}
"""Where a rating came from."""

FOLLOW_UP: Final = {
    "state_open": N_("待接手"),
    "state_taken": N_("处理中"),
    "state_answered": N_("已答复"),
    "state_closed": N_("已办结"),
    "state_appealed": N_("群众申诉，待复核"),
    "state_reviewed": N_("已复核"),
    "act_take": N_("我来负责"),
    "act_call_back": N_("记下回访"),
    "act_reply": N_("答复"),
    "act_close": N_("办结"),
    "act_review": N_("复核"),
    "did_take": N_("接手"),
    "did_call_back": N_("回访"),
    "did_reply": N_("答复"),
    "did_close": N_("办结"),
    "did_appeal": N_("申诉"),
    "did_review": N_("复核"),
    "result_reached": N_("联系到了"),
    "result_not_reached": N_("没联系上"),
    "result_no_contact": N_("没有留联系方式"),
    "result_put_right": N_("已整改"),
    "result_explained": N_("已说明"),
    "result_not_confirmed": N_("查无此事"),
    "result_upheld": N_("维持原答复"),
    "about_call_back": N_("回访说了什么（内部记录）"),
    "about_reply": N_("给群众的话（会显示在他的手机号票页上）"),
    "about_close": N_("补充说明（内部记录，可不填）"),
    "about_review": N_("复核说明（内部记录）"),
    "citizen": N_("群众"),
}
"""The words of follow-ups: where one stands, what can be done, and what it came to."""

BOARD: Final = {
    "go_to": N_("{window}号窗口"),
    "waiting_people": N_("{count}人"),
    "wait_soon": N_("很快"),
    "wait_within": N_("{high}分钟以内"),
    "wait_about": N_("{high}分钟"),
    "wait_range": N_("{low}–{high}分钟"),
    "stale": N_("本屏{time}后未更新，请听广播、看窗口屏。"),
}

TICKET: Final = {
    **STATUS,
    "ahead": N_("前面还有{count}位"),
    "ahead_one": N_("前面还有1位"),
    "you_are_next": N_("前面没有人了"),
    "wait_soon": N_("很快轮到您"),
    "wait_within": N_("{high}分钟以内"),
    "wait_about": N_("约等{high}分钟"),
    "wait_range": N_("约等{low}–{high}分钟"),
    "no_forecast": N_("暂时无法估计等候时间"),
    "wait_in": N_("请在{area}等候"),
    "window_in": N_("窗口在{area}"),
    "service_of": N_("{matter} · {window}号窗口 · {time}"),
    "go_now": N_("请到{window}号窗口"),
    "being_served": N_("正在{window}号窗口办理"),
    "ended_served": N_("办理结束，谢谢。"),
    "missed": N_("您已过号"),
    "back_behind": N_("重新排队后，再等{count}位即可办理；也可到服务台。"),
    "back_anew": N_("按“重新排队”换新号，从后面排起；也可到服务台。"),
    "ask_desk": N_("请到服务台。"),
    "kept": N_("号码给您留着"),
    "kept_until": N_("今天回到刚才的窗口即可，不用重新取号。"),
    "ended_cancelled": N_("这个号已取消。"),
    "ended_left": N_("挂起后没有回来，今天已结束。"),
    "unanswered": N_("没有收到答复。请稍后再试，或找服务台。"),
    "met_at": N_("{time}叫号后，您到过{window}号窗口吗？到过就可以评价。"),
    "rate_until": N_("{date}前都可以评价。"),
    "answer_pending": N_("您的评价会有专人处理，最迟{date}答复。"),
    "answer_given": N_("我们的答复："),
    "answer_appealed": N_("已收到您的申诉，由别人复核，最迟{date}有结果。"),
    "answer_reviewed": N_("已由别人复核。我们的答复："),
    "past_served": N_("{date}已办完，谢谢。"),
    "past": N_("这是{date}的号，已过期。"),
    "ended_not_reached": N_("今天已下班，没有叫到您。请到服务台。"),
    "stale": N_("{time}后未更新，请看大厅屏幕、听广播。"),
}

DESK: Final = {
    **TICKET,
    **LINE,
    "help_at": N_("{kiosk}有人求助，已等{minutes}分钟"),
    "help_window": N_("{no}号窗口请人支援，已等{minutes}分钟"),
    "go_there": N_("我去"),
    "paper_of": N_("{number}的号票不知道打出来没有（{printer}）"),
    "paper_there": N_("打出来了"),
    "paper_not_there": N_("没打出来"),
    "reprint": N_("在{printer}补打"),
    "paper_printing": N_("号票正在{printer}打印"),
    "paper_printed": N_("号票已打出"),
    "paper_sent": N_("号票已送打印机"),
    "paper_unconfirmed": N_("号票不知道打出来没有"),
    "paper_failed": N_("号票没打出来"),
}

DEVICES: Final = {
    **LINE,
    "line_online": N_("已连接"),
    "line_offline": N_("已断线"),
    "window": N_("{no}号窗口"),
    "never_heard": N_("没有报到"),
    "offline": N_("离线"),
    "gateway_gone": N_("网关离线"),
    "since": N_("{time}起"),
    "count_printed": N_("已打印"),
    "count_sent": N_("已发出"),
    "count_unconfirmed": N_("不确定"),
    "count_failed": N_("失败"),
    "count_printed_mm": N_("用纸毫米"),
    "count_wire_errors": N_("线路误码"),
    "count_misses": N_("没应答"),
    "count_repeats": N_("重发"),
    "count_spoken": N_("已播报"),
    "faulty": N_("有故障"),
    "works": N_("正常"),
    "fault_since": N_("{fault}（{time}起）"),
    "summary": N_("共{count}台，{wrong}台有问题"),
    "kind_gateway": N_("网关"),
    "kind_printer": N_("号票打印机"),
    "kind_kiosk": N_("取号机"),
    "kind_board": N_("显示屏"),
    "kind_panel": N_("窗口屏"),
    "kind_pad": N_("叫号器"),
    "kind_rater": N_("评价器"),
}

DEEDS: Final = {
    "WindowOpened": N_("开窗"),
    "WindowPaused": N_("暂停窗口"),
    "WindowClosed": N_("关窗"),
    "WindowTakenOver": N_("接管窗口"),
    "VisitIssued": N_("替人取号"),
    "TicketReported": N_("认定号票结果"),
    "TicketReprinted": N_("补打号票"),
    "VisitCancelled": N_("弃号"),
    "VisitLetOthersPass": N_("让别人先办"),
    "LatenessReported": N_("报到晚来"),
    "VisitRejoined": N_("过号后重新排队"),
    "VisitCalled": N_("呼叫"),
    "VisitRecalled": N_("重呼"),
    "ServiceStarted": N_("开始办理"),
    "ServiceFinished": N_("办结"),
    "VisitMarkedNoShow": N_("标为过号"),
    "VisitParked": N_("挂起"),
    "VisitResumed": N_("恢复办理"),
    "VisitTransferred": N_("转办"),
    "VisitCallWithdrawn": N_("撤回呼叫"),
    "ServiceReopened": N_("撤回办结"),
    "NoShowUndone": N_("撤回过号"),
    "PlanSet": N_("调整窗口"),
    "PlanScheduled": N_("定时调整窗口"),
    "PlanChangeDropped": N_("取消定时调整"),
    "PlanAcknowledged": N_("确认窗口调整"),
    "HelpGiven": N_("去帮助"),
    "FollowUpMoved": N_("处理差评"),
    "SettingsChanged": N_("改规则"),
    "HallPaused": N_("全厅暂停"),
    "HallResumed": N_("全厅恢复"),
    "NumbersStopped": N_("停止取号"),
    "NumbersResumed": N_("恢复取号"),
    "EmergencyStarted": N_("应急"),
    "EmergencyEnded": N_("应急结束"),
    "OfferChanged": N_("当天启用新目录"),
    "AccessChanged": N_("账号与权限"),
    "CatalogueDrafted": N_("修改目录草稿"),
    "CataloguePublished": N_("发布目录"),
    "WarningAcknowledged": N_("确认预警"),
    "DayOpened": N_("开始营业"),
    "DayClosed": N_("结束营业"),
}
"""What people did, by the kind of the event."""

ACCESS: Final = {
    "account_added": N_("建立账号"),
    "roles_changed": N_("改角色"),
    "skills_changed": N_("改可办类别"),
    "password_changed": N_("换密码"),
    "account_disabled": N_("停用账号"),
    "account_enabled": N_("重新启用账号"),
    "account_locked": N_("多次输错密码，账号暂锁"),
    "key_given": N_("发给程序密钥"),
    "key_revoked": N_("停用程序密钥"),
    "tablet_paired": N_("绑定评价平板"),
}
"""What is done to accounts, keys and tablets."""

NEEDS: Final = {
    "low_counter": N_("需要低位柜台"),
    "hearing_loop": N_("需要助听"),
    "more_time": N_("请给多一点时间"),
}
"""Needs that a number can be taken with."""
