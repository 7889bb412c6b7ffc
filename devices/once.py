"""Commands that are carried out once, however often the hall repeats them; thread-safe.

What must not live here: carrying them out, MQTT.
"""

import logging
import threading
from collections import OrderedDict
from typing import Final

from devices.memory import PrintMemory
from devices.troubles import INTERRUPTED
from hall.bus.messages import Answer, AnswerOutcome, Command, PrintTicket

log = logging.getLogger(__name__)

KEPT_ANSWERS: Final = 1000


class Once:
    """The commands that are under way, and the answers of those that are done."""

    def __init__(self, memory: PrintMemory) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._under_way: set[str] = set()
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def meet(self, command: Command) -> Answer | bool:
        """Its answer when it is done; True when it is to be begun; False when it is under way."""
        with self._lock:
            if command.id in self._under_way:
                return False
            answer = self._answers.get(command.id) or self._remembered(command)
            if answer is not None:
                return answer
            self._under_way.add(command.id)
            return True

    def begin(self, command: Command) -> bool:
        """Note on the disk that a print begins; False when it cannot be noted."""
        if not isinstance(command, PrintTicket):
            return True
        try:
            self._memory.begun(command.id)
        except OSError:
            log.exception("a print cannot be noted, so it is not begun")
            return False
        return True

    def end(self, answer: Answer, *, print_job: bool) -> None:
        """Keep an answer for repeats of its command."""
        with self._lock:
            self._under_way.discard(answer.command)
            self._answers[answer.command] = answer
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)
        if not print_job:
            return
        try:
            self._memory.ended(answer.command, answer.outcome)
        except OSError:
            log.exception("the end of a print cannot be noted; it will be taken for doubtful")

    def _remembered(self, command: Command) -> Answer | None:
        """The answer to a print of a run before this one."""
        if not isinstance(command, PrintTicket):
            return None
        outcome = self._memory.outcome(command.id)
        if outcome is None:
            return None
        reason = INTERRUPTED.text if outcome is AnswerOutcome.UNCONFIRMED else None
        return Answer(command=command.id, outcome=outcome, reason=reason)
