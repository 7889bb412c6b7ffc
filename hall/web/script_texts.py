"""Which texts each page's script is given."""

from typing import Final

from hall.web.manager_texts import MANAGER
from hall.web.page_texts import BOARD, CLERK, DESK, DEVICES, RATE, TICKET
from hall.web.what_if_texts import WHAT_IF

PAGES: Final = {
    "desk": DESK,
    "clerk": CLERK,
    "rate": RATE,
    "board": BOARD,
    "ticket": TICKET,
    "manager": MANAGER,
    "devices": DEVICES,
    "what_if": WHAT_IF,
}
"""By the page's name."""
