"""What a command comes to: events, or a `Refusal` that changes nothing.

One function for each command, chosen by a table; the rules are in the modules it names. `now` is
on the hall clock; nothing here may ask for the time itself.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from hall.core import (
    booking,
    calling,
    citizens,
    closing,
    days,
    finishing,
    follow_ups,
    hall_wide,
    handing_on,
    helping,
    no_shows,
    noting,
    offering,
    parking,
    passing,
    places,
    planning,
    serving,
    transferring,
    undoing,
    windows,
)
from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall


def decide(hall: Hall, command: c.Command, now: datetime) -> tuple[e.Event, ...]:
    """The events of a command; raises a `Refusal` with facts when the rules do not allow it.

    A `now` before the last event counts as the moment of that event: time never runs backwards.
    """
    now = max(now, hall.last_at) if hall.last_at else now
    return _RULES[type(command)](hall, command, now)


_RULES: Final[dict[type, Callable[[Hall, Any, datetime], tuple[e.Event, ...]]]] = {
    c.OpenDay: days.open_day,
    c.CloseDay: closing.close_day,
    c.IssueNumber: booking.take_number,
    c.ReportTicket: citizens.report_ticket,
    c.ReprintTicket: citizens.reprint,
    c.CancelVisit: citizens.cancel,
    c.LetOthersPass: places.let_others_pass,
    c.ChangeClass: places.change_class,
    c.ReportLate: no_shows.report_late,
    c.CallNext: calling.call_next,
    c.CallNumber: calling.call_number,
    c.Recall: calling.recall,
    c.ReportShown: calling.report_shown,
    c.StartService: serving.start,
    c.FinishService: finishing.finish,
    c.AddMatter: finishing.add_matter,
    c.BookAppointment: booking.book,
    c.CancelAppointment: booking.cancel_appointment,
    c.CheckIn: booking.check_in,
    c.ChangeSettings: hall_wide.change_settings,
    c.PauseHall: hall_wide.pause_hall,
    c.ResumeHall: hall_wide.resume_hall,
    c.StartEmergency: hall_wide.start_emergency,
    c.EndEmergency: hall_wide.end_emergency,
    c.Announce: hall_wide.announce,
    c.WithdrawAnnouncement: hall_wide.withdraw_announcement,
    c.StopNumbers: hall_wide.stop_numbers,
    c.ResumeNumbers: hall_wide.resume_numbers,
    c.MarkNoShow: no_shows.mark_no_show,
    c.LeaveNote: handing_on.leave_note,
    c.ParkVisit: parking.park,
    c.ResumeVisit: parking.resume,
    c.TransferVisit: transferring.transfer,
    c.UndoPress: undoing.undo,
    c.RateService: follow_ups.rate,
    c.RateEarlierService: follow_ups.rate_earlier,
    c.MoveFollowUp: follow_ups.move,
    c.OpenWindow: windows.sit_down,
    c.PauseWindow: windows.pause,
    c.CloseWindow: windows.leave,
    c.SetPlan: planning.set_plan,
    c.DropPlanChange: planning.drop_change,
    c.AcknowledgePlan: planning.acknowledge,
    c.AskHelp: helping.ask_help,
    c.GiveHelp: helping.give_help,
    c.LetTimePass: passing.let_time_pass,
    c.ChangeOffer: offering.change_offer,
    c.NoteAccess: noting.note_access,
    c.NoteDraft: noting.note_draft,
    c.NotePublication: noting.note_publication,
    c.AcknowledgeWarning: noting.acknowledge_warning,
}
