"""Starts the thread that looks ahead, or says why there is none."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from hall.controller.controller import Controller
from hall.controller.foresight import Foresight, Party, Seen
from hall.controller.foresight_settings import ForesightSettings
from hall.controller.foretold import NOT_INSTALLED
from hall.foreseeing.giving_way import GiveWay
from hall.foreseeing.installed import (
    is_installed,
    keep_machine_code_in,
    prepare,
    rehearse_here,
)
from hall.storage.engine import file_of, make_engine, parse_store_url
from hall.storage.forecasts import ForecastStore
from hall.storage.past import has_visits
from hall.storage.plan_changes import moved_at

if TYPE_CHECKING:
    from hall.forecast.waits.forecaster import WaitForecaster

log = logging.getLogger(__name__)


def look_ahead(
    settings: ForesightSettings, controller: Controller, store_url: str, parts: ExitStack
) -> None:
    """Look ahead from now on, until the parts end."""
    if not settings.enabled:
        return
    if not is_installed():
        log.warning("the [forecast] extra is not installed: waits are told by the queue's length")
        controller.foretold.state = replace(controller.foretold.state, state=NOT_INSTALLED)
        return
    if file := file_of(parse_store_url(store_url)):
        keep_machine_code_in(file.resolve().parent / "machine-code")
    controller.foretold.mode = controller.hall.settings.adviser.mode
    engine = make_engine(store_url)
    parts.callback(engine.dispose)
    store = ForecastStore(engine)
    foresight = Foresight(
        see=lambda: Seen(controller.hall, controller.clock.now()),
        foretold=controller.foretold,
        make=lambda is_over: _party(settings, controller, store, store_url, is_over),
        every_s=settings.every_s,
    )
    foresight.start()
    parts.callback(foresight.stop)


def _party(
    settings: ForesightSettings,
    controller: Controller,
    store: ForecastStore,
    store_url: str,
    is_over: Callable[[], bool],
) -> Party:
    """All that looks ahead in a hall; takes half a minute where nothing is compiled."""
    prepare(is_over)
    from hall.foreseeing.advising import Counsellor  # noqa: PLC0415 - it needs the extra
    from hall.foreseeing.lookout import EngineLookout  # noqa: PLC0415 - the same
    from hall.foreseeing.night import begin  # noqa: PLC0415 - the same
    from hall.foreseeing.pupil import Pupil, Recorder  # noqa: PLC0415 - the same

    forecaster = _forecaster(controller)
    pupil = Pupil(
        forecaster=forecaster,
        foretold=controller.foretold,
        store=store,
        premises=lambda: controller.premises,
        begin=begin,
        has_past=lambda day: _has_past(store_url, day),
        url=store_url,
        days=settings.days,
        learns=settings.learns,
    )
    recorder = Recorder(forecaster=forecaster, store=store, stopwatch=time.monotonic)
    counsellor = Counsellor(
        forecaster=forecaster,
        foretold=controller.foretold,
        premises=lambda: controller.premises,
        give=controller.give,
        moved_before=lambda day: _moved_before(store_url, day),
    )
    controller.foretold.lookout = EngineLookout(
        forecaster=forecaster, premises=lambda: controller.premises
    )
    rehearse_here()
    return Party(
        forecaster=forecaster,
        companions=(recorder, pupil, counsellor),
        at_the_end=recorder.keep,
    )


def _has_past(store_url: str, day: date) -> bool:
    with _reading(store_url) as connection:
        return has_visits(connection, day.isoformat())


def _moved_before(store_url: str, day: date) -> tuple[datetime, ...]:
    with _reading(store_url) as connection:
        return moved_at(connection, day.isoformat())


@contextmanager
def _reading(store_url: str) -> Iterator[Connection]:
    engine = make_engine(store_url, reading=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def _forecaster(controller: Controller) -> "WaitForecaster":
    from hall.forecast.figures import catalogue_figures  # noqa: PLC0415 - it needs the extra
    from hall.forecast.waits.forecaster import WaitForecaster  # noqa: PLC0415 - the same

    return WaitForecaster(
        figures=catalogue_figures(controller.premises.catalogue),
        zone=controller.premises.zone,
        stopwatch=time.perf_counter,
        rest=GiveWay(lambda: controller.asked_s),
    )
