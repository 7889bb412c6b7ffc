"""The rules once more, told naively: lists and loops, and nothing shared with `hall.core`.

It reads the same commands and says, by its code, why one is refused. Whoever is unsure what a rule
means can read it here without chunks, heads and persistent maps.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.core.naive.answering import Answering
from tests.core.naive.booking import Bookings
from tests.core.naive.calling import Calling
from tests.core.naive.days import Days
from tests.core.naive.desk import Desk
from tests.core.naive.floor import Counter, No, Person, Serving
from tests.core.naive.moving import Moving
from tests.core.naive.wide import Wide
from tests.core.naive.windows import Windows

__all__ = ["METHODS", "Counter", "NaiveHall", "Person", "Serving"]


class NaiveHall(Days, Bookings, Calling, Moving, Windows, Wide, Desk, Answering):
    """A hall of lists."""

    def do(self, command: Any, now: datetime) -> str | None:
        """Carry out a command; the code of its refusal, or None."""
        self.now = now
        try:
            METHODS[type(command).__name__](self, command)
        except No as refused:
            return str(refused)
        return None


METHODS: dict[str, Callable[[NaiveHall, Any], None]] = {
    "BookAppointment": NaiveHall.book_appointment,
    "CancelAppointment": NaiveHall.cancel_appointment,
    "CheckIn": NaiveHall.check_in,
    "CallNext": NaiveHall.call_next,
    "CallNumber": NaiveHall.call_number,
    "Recall": NaiveHall.recall,
    "StartService": NaiveHall.start_service,
    "FinishService": NaiveHall.finish_service,
    "MarkNoShow": NaiveHall.mark_no_show,
    "RateService": NaiveHall.rate_service,
    "ReportShown": NaiveHall.report_shown,
    "LeaveNote": NaiveHall.leave_note,
    "ParkVisit": NaiveHall.park_visit,
    "ResumeVisit": NaiveHall.resume_visit,
    "TransferVisit": NaiveHall.transfer_visit,
    "UndoPress": NaiveHall.undo_press,
    "OpenDay": NaiveHall.open_day,
    "CloseDay": NaiveHall.close_day,
    "LetTimePass": NaiveHall.let_time_pass,
    "ChangeSettings": NaiveHall.change_settings,
    "PauseHall": NaiveHall.pause_hall,
    "ResumeHall": NaiveHall.resume_hall,
    "StartEmergency": NaiveHall.start_emergency,
    "EndEmergency": NaiveHall.end_emergency,
    "Announce": NaiveHall.announce,
    "WithdrawAnnouncement": NaiveHall.withdraw_announcement,
    "StopNumbers": NaiveHall.stop_numbers,
    "ResumeNumbers": NaiveHall.resume_numbers,
    "IssueNumber": NaiveHall.issue_number,
    "ReportTicket": NaiveHall.report_ticket,
    "ReprintTicket": NaiveHall.reprint_ticket,
    "AskHelp": NaiveHall.ask_help,
    "GiveHelp": NaiveHall.give_help,
    "CancelVisit": NaiveHall.cancel_visit,
    "LetOthersPass": NaiveHall.let_others_pass,
    "ChangeClass": NaiveHall.change_class,
    "ReportLate": NaiveHall.report_late,
    "AddMatter": NaiveHall.add_matter,
    "OpenWindow": NaiveHall.open_window,
    "PauseWindow": NaiveHall.pause_window,
    "CloseWindow": NaiveHall.close_window,
    "SetPlan": NaiveHall.set_plan,
    "DropPlanChange": NaiveHall.drop_plan_change,
    "AcknowledgePlan": NaiveHall.acknowledge_plan,
    "ChangeOffer": NaiveHall.change_offer,
    "RateEarlierService": NaiveHall.rate_earlier_service,
    "MoveFollowUp": NaiveHall.move_follow_up,
    "NoteDraft": NaiveHall.note_draft,
    "NotePublication": NaiveHall.note_publication,
    "NoteAccess": NaiveHall.note_access,
    "AcknowledgeWarning": NaiveHall.acknowledge_warning,
}
