"""Starts the thread that looks ahead, or says why there is none."""

import logging
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace

from hall.controller.controller import Controller
from hall.controller.foresight import Companion, Forecaster, Foresight, Seen
from hall.controller.foresight_settings import ForesightSettings
from hall.controller.foretold import NOT_INSTALLED
from hall.foreseeing.installed import is_installed, prepare

log = logging.getLogger(__name__)


def look_ahead(settings: ForesightSettings, controller: Controller, parts: ExitStack) -> None:
    """Look ahead from now on, until the parts end."""
    if not settings.enabled:
        return
    if not is_installed():
        log.warning("the [forecast] extra is not installed: waits are told by the queue's length")
        controller.foretold.state = replace(controller.foretold.state, state=NOT_INSTALLED)
        return
    foresight = Foresight(
        see=lambda: Seen(controller.hall, controller.clock.now()),
        foretold=controller.foretold,
        make=lambda: _make(controller),
        every_s=settings.every_s,
    )
    foresight.start()
    parts.callback(foresight.stop)


def _make(controller: Controller) -> tuple[Forecaster, Sequence[Companion]]:
    """The forecaster of a hall, ready to answer; takes half a minute where nothing is compiled."""
    prepare()
    from hall.forecast.figures import catalogue_figures  # noqa: PLC0415 - it needs the extra
    from hall.forecast.waits.forecaster import WaitForecaster  # noqa: PLC0415 - the same

    premises = controller.premises
    forecaster = WaitForecaster(
        figures=catalogue_figures(premises.catalogue),
        zone=premises.zone,
        stopwatch=time.perf_counter,
    )
    return forecaster, ()
