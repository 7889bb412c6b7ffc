"""The self-check of a hall, run beside it or without it: gathers the evidence of each check.

Reads the configuration, the files it names and the store; changes nothing. What must not live here:
what the states mean (see `hall.supervision.selfcheck`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select, text

from hall.catalogue.model import Catalogue
from hall.catalogue.site import DeviceKind, Site
from hall.catalogue.text import Text
from hall.config import Config
from hall.core.settings import Settings
from hall.storage.archive import Archive
from hall.storage.catalogues import CatalogueShelf
from hall.storage.engine import parse_store_url
from hall.storage.tables import journal, plan_entries, ratings, services
from hall.storage.verify import verify
from hall.supervision.selfcheck import STATE_NAMES, Check, State, check, worst

__all__ = ["Check", "State", "Subject", "inspect", "told", "worst"]

_LEAST_WALK_S: Final = 60
_RETENTION_DAYS: Final = 3 * 365
_BACKUP_AGE: Final = timedelta(days=2)
_AHEAD: Final = timedelta(minutes=5)
_AT_WINDOW: Final = (DeviceKind.PANEL, DeviceKind.PAD, DeviceKind.RATER)
_STEPS_BACK: Final = text(
    "SELECT COUNT(*) FROM (SELECT at, LAG(at) OVER (ORDER BY seq) AS earlier FROM journal) AS pair "
    "WHERE at < earlier"
)
_LEAST_RATED: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The hall that is inspected."""

    config: Config
    catalogue: Catalogue
    site: Site
    now: datetime
    backups: Path | None = None
    """The folder where backups are kept."""


def inspect(subject: Subject) -> tuple[Check, ...]:
    """All checks; raises `StoreError` when the store cannot be read."""
    archive = Archive(subject.config.store.url)
    try:
        of_store = (
            _catalogue(subject, CatalogueShelf(archive.engine)),
            *(archive.read(_bound(each, subject)) for each in _OF_STORE),
        )
    finally:
        archive.close()
    return (*(each(subject) for each in _OF_FILES), *of_store, _chain(subject), _backups(subject))


def told(each: Check) -> str:
    """A check in lines of plain text, in both languages."""
    state = STATE_NAMES[each.state]
    lines = [
        f"[{state.zh} {state.en}] {each.name.zh} {each.name.en}",
        f"    {each.evidence.zh}",
        f"    {each.evidence.en}",
    ]
    if each.do.zh:
        lines.append(f"    → {each.do.zh} / {each.do.en}")
    return "\n".join(lines)


def _bound(
    gather: Callable[[Subject, Connection], Check], subject: Subject
) -> Callable[[Connection], Check]:
    return lambda connection: gather(subject, connection)


def _catalogue(subject: Subject, shelf: CatalogueShelf) -> Check:
    """The version in force under today's rules; before the first start, that of the file."""
    today = subject.now.astimezone(ZoneInfo(subject.site.time_zone)).date()
    published = shelf.version_on(today)
    catalogue = shelf.catalogue(published.version) if published else subject.catalogue
    found = shelf.look_back(published.version) if published else ()
    coming = sum(each.effective_from > today.isoformat() for each in shelf.versions())
    said = "; ".join(f"{each.key} {each.problem}" for each in found[:3])
    return check(
        Text("事项目录", "catalogue"),
        Text(
            f"第{catalogue.version}版，{len(catalogue.matters)}个事项，待生效{coming}版；"
            f"按今天的规则有{len(found)}处问题 {said}",
            f"version {catalogue.version}: {len(catalogue.matters)} matters, {coming} to come; "
            f"{len(found)} findings in guides, names and scope by today's rules {said}",
        ),
        wrong=State.BAD if found else None,
        do=Text(
            "在目录页改正，发布新版本", "put them right on the catalogue's pages, publish a version"
        ),
    )


def _devices(subject: Subject) -> Check:
    devices = subject.site.devices.values()
    having = {(each.window, each.kind) for each in devices}
    missing = [
        f"{kind}-{no:02}"
        for no in subject.site.windows
        for kind in _AT_WINDOW
        if (no, kind) not in having
    ]
    kiosks = len(subject.site.devices_of(DeviceKind.KIOSK))
    said = ", ".join(missing)
    return check(
        Text("设备", "devices"),
        Text(
            f"登记设备{len(subject.site.devices)}台，取号机{kiosks}台；缺少：{said or '无'}",
            f"{len(subject.site.devices)} devices, {kiosks} kiosks; missing: {said or 'none'}",
        ),
        wrong=State.BAD if missing or not kiosks else None,
        do=Text("在大厅文件中补登记缺少的设备", "add what is missing to the site's file"),
    )


def _limits(subject: Subject) -> Check:
    """Limits of the rules, and promised limits against the law's."""
    rules: Settings = subject.config.rules
    late = [
        each.id
        for each in subject.catalogue.matters.values()
        if each.guide.time_limit.promised_working_days
        > each.guide.time_limit.statutory_working_days
    ]
    quick = rules.no_show_after_s < _LEAST_WALK_S
    said = ", ".join(late)
    return check(
        Text("时限", "limits"),
        Text(
            f"过号须在呼叫{rules.no_show_after_s:g}秒后，重呼上限{rules.recall_limit}次；"
            f"承诺时限超过法定时限的事项：{said or '无'}",
            f"no-show {rules.no_show_after_s:g} s after the call, {rules.recall_limit} recalls; "
            f"promises beyond the law's limit: {said or 'none'}",
        ),
        wrong=State.BAD if late else State.ATTENTION if quick else None,
        do=Text(
            "改正承诺时限；过号等待不少于60秒",
            "correct the promises; give people at least 60 s to walk over",
        ),
    )


def _plan(subject: Subject, connection: Connection) -> Check:
    """Every category is served by the plan that was set last, and every window serves something."""
    newest = select(func.max(plan_entries.c.seq)).group_by(plan_entries.c.window)
    rows = connection.execute(
        select(plan_entries.c.window, plan_entries.c.categories).where(
            plan_entries.c.seq.in_(newest)
        )
    ).all()
    plan = {row.window: row.categories.split() for row in rows} or {
        no: list(window.categories) for no, window in subject.site.windows.items()
    }
    served = {code for codes in plan.values() for code in codes}
    lost = sorted(set(subject.catalogue.categories) - served)
    said = ", ".join(lost)
    return check(
        Text("窗口设置", "plan"),
        Text(
            f"{len(plan)}个窗口服务{len(served)}个类别；没有窗口的类别：{said or '无'}",
            f"{len(plan)} windows serve {len(served)} categories; not served: {said or 'none'}",
        ),
        wrong=State.BAD if lost else None,
        do=Text("为没有窗口的类别安排窗口", "give each category a window"),
    )


def _ratings(_subject: Subject, connection: Connection) -> Check:
    """Ratings are given, and every one by somebody: none is there without its event."""
    finished = connection.execute(
        select(func.count()).where(services.c.finished_at.is_not(None))
    ).scalar_one()
    rated = connection.execute(
        select(func.count(func.distinct(ratings.c.service))).where(ratings.c.effective)
    ).scalar_one()
    given = connection.execute(
        select(func.count()).where(journal.c.kind == "ServiceRated")
    ).scalar_one()
    kept = connection.execute(select(func.count()).select_from(ratings)).scalar_one()
    share = rated / finished if finished else 1.0
    few = share < _LEAST_RATED
    return check(
        Text("评价", "ratings"),
        Text(
            f"办结{finished}笔，有评价{rated}笔；评价{kept}条，日志中{given}条，没有默认评价",
            f"{finished} services, {rated} rated; {kept} ratings, {given} in the journal; "
            "none by default",
        ),
        wrong=State.BAD if kept != given else State.ATTENTION if few else None,
        do=Text(
            "重建记录并查明差异；评价过少时检查评价器",
            "make the records anew and find the difference; with few ratings, look at the raters",
        ),
    )


def _retention(subject: Subject, connection: Connection) -> Check:
    first, count = connection.execute(select(func.min(journal.c.day), func.count())).one()
    oldest = datetime.fromisoformat(first).replace(tzinfo=UTC) if first else subject.now
    days = max((subject.now - oldest).days, 0)
    return check(
        Text("保存期限", "retention"),
        Text(
            f"日志{count}条，最早{first or '无'}，已保存{days}天",
            f"{count} events, the oldest of {first or 'never'}, kept for {days} days",
        ),
        wrong=State.ATTENTION if days > _RETENTION_DAYS else None,
        do=Text(
            "核对保存期限规定，归档三年以上的数据",
            "look at the rules of retention; archive what is older than three years",
        ),
    )


def _clock(subject: Subject, connection: Connection) -> Check:
    """Events never go back in time, and the last one is not in the future."""
    newest = connection.execute(select(func.max(journal.c.at))).scalar()
    back = connection.execute(_STEPS_BACK).scalar_one()
    last = datetime.fromisoformat(newest) if newest else subject.now
    ahead = last > subject.now + _AHEAD and not subject.config.clock.demo
    return check(
        Text("时钟", "clock"),
        Text(
            f"最后一条事件{newest or '无'}，倒退{back}次",
            f"the last event is of {newest or 'never'}; {back} steps back",
        ),
        wrong=State.BAD if back or ahead else None,
        do=Text("检查服务器对时", "look at the server's time synchronisation"),
    )


def _chain(subject: Subject) -> Check:
    verdict = verify(subject.config.store.url)
    said = "; ".join(verdict.findings[:3])
    return check(
        Text("哈希链", "chain"),
        Text(
            f"到第{verdict.newest.seq}条：{said or '完整，记录与日志一致'}；封印{verdict.newest}",
            f"up to row {verdict.newest.seq}: {said or 'whole, records agree'}; "
            f"seal {verdict.newest}",
        ),
        wrong=None if verdict.good else State.BAD,
        do=Text(
            "保留现状并取证，从备份恢复", "leave all as it is, secure evidence, restore a backup"
        ),
    )


def _backups(subject: Subject) -> Check:
    name = Text("备份", "backups")
    if subject.backups is None:
        return check(
            name,
            Text("没有说明备份在哪里", "it was not said where backups are"),
            wrong=State.ATTENTION,
            do=Text("用 --backups 指明备份文件夹", "name the folder with --backups"),
        )
    own = Path(parse_store_url(subject.config.store.url).database or "").resolve()
    files = [each for each in subject.backups.glob("*.db") if each.resolve() != own]
    newest = max((each.stat().st_mtime for each in files), default=0.0)
    at = datetime.fromtimestamp(newest, UTC)
    old = subject.now - at > _BACKUP_AGE
    return check(
        name,
        Text(
            f"{len(files)}份，最新{at:%Y-%m-%d %H:%M}" if files else "没有备份",
            f"{len(files)}, the newest of {at:%Y-%m-%d %H:%M}" if files else "none",
        ),
        wrong=State.BAD if not files else State.ATTENTION if old else None,
        do=Text("立即备份，并检查备份计划", "back up now, and look at the schedule"),
    )


_OF_FILES: Final = (_devices, _limits)
_OF_STORE: Final = (_plan, _ratings, _retention, _clock)
