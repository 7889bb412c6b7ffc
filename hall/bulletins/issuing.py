"""Makes and keeps every bulletin that is due; run by the hall's schedule, or by hand.

A bulletin is due when its period is over, something happened in it, and it is not kept yet.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection, select

from hall.bulletins import pdf, xlsx
from hall.bulletins.fonts import NoChineseFont
from hall.bulletins.making import Setting, make
from hall.storage.archive import Archive
from hall.storage.bulletins import AlreadyKept, BulletinStore, Contents
from hall.storage.encoding import moment
from hall.storage.engine import make_engine
from hall.storage.tables import visits
from hall.supervision.bulletin import Bulletin, to_bytes
from hall.supervision.figures import Period
from hall.supervision.periods import Every, period_with

log = logging.getLogger(__name__)

_LANGUAGE: Final = "zh"
"""Bulletins are kept in Chinese; a page shows the same figures in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What has become of the bulletins that were due, by their names."""

    kept: tuple[str, ...]
    failed: Mapping[str, str]
    """Why each of them was not made; they are due still."""


def name_of(every: Every, period: Period) -> str:
    """Under which name a bulletin is kept."""
    return f"{every}/{period.first}"


def due(days: Iterable[date], today: date, kept: Iterable[str]) -> Iterator[tuple[Every, Period]]:
    """The bulletins that are due, the oldest first, given the days on which something happened."""
    there = set(kept)
    for every in Every:
        for period in dict.fromkeys(period_with(every, day) for day in sorted(days)):
            if period.last < today and name_of(every, period) not in there:
                yield every, period


def issue(archive: Archive, store: BulletinStore, setting: Setting, now: datetime) -> Issued:
    """Make and keep what is due; one that cannot be made holds up none of the others."""
    kept: list[str] = []
    failed: dict[str, str] = {}
    for every, period in _due(archive, store, setting, now):
        name = name_of(every, period)
        try:
            bulletin = archive.read(partial(make, setting=setting, every=every, period=period))
            store.keep(name, period.first.isoformat(), moment(now), contents(bulletin))
        except AlreadyKept:  # by somebody else meanwhile
            continue
        except Exception as error:
            log.exception("bulletin %s was not made", name)
            failed[name] = f"{type(error).__name__}: {error}".splitlines()[0]
        else:
            kept.append(name)
    return Issued(kept=tuple(kept), failed=failed)


def _due(
    archive: Archive, store: BulletinStore, setting: Setting, now: datetime
) -> list[tuple[Every, Period]]:
    today = now.astimezone(setting.zone).date()
    return list(due(archive.read(_days), today, [each.id for each in store.kept()]))


def is_due(url: str, setting: Setting, now: datetime) -> bool:
    """Whether there is anything to make, which is quickly known."""
    archive = Archive(url)
    try:
        return bool(_due(archive, BulletinStore(archive.engine), setting, now))
    finally:
        archive.close()


def _days(connection: Connection) -> list[date]:
    rows = connection.execute(select(visits.c.day).distinct().order_by(visits.c.day))
    return [date.fromisoformat(day) for (day,) in rows]


def contents(bulletin: Bulletin) -> Contents:
    """A bulletin with its files; without the PDF where no Chinese font is installed."""
    try:
        paper = pdf.document(bulletin, _LANGUAGE)
    except NoChineseFont:
        paper = None
    return Contents(document=to_bytes(bulletin), xlsx=xlsx.workbook(bulletin, _LANGUAGE), pdf=paper)


def issue_at(url: str, setting: Setting, now: datetime) -> Issued:
    """The same on a store by its address; may be run in a process of its own."""
    archive, engine = Archive(url), make_engine(url)
    try:
        return issue(archive, BulletinStore(engine), setting, now)
    finally:
        archive.close()
        engine.dispose()
