"""The type of a table of changes: for each kind of event, the hall after it."""

from collections.abc import Callable
from typing import Any

from hall.core.hall import Hall

Changes = dict[type, Callable[[Hall, Any], Hall]]
