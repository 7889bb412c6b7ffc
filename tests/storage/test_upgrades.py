"""What earlier programs have written: databases of every schema, events of every version."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from msgspec import NODEFAULT, Struct, structs
from msgspec.json import encode
from sqlalchemy import Connection, MetaData, insert, select

from hall.core import commands as c
from hall.core.events import VERSIONS
from hall.storage.encoding import dump, load
from hall.storage.engine import make_engine
from hall.storage.migrate import HEAD, schema_version, steps_on
from hall.storage.store import Store
from hall.storage.tables import metadata
from hall.storage.verify import verify
from tests.fakes.journal import Desk, take
from tests.fakes.postgres import Server

SAMPLES: Final[list[dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "events.json").read_text(encoding="utf-8")
)
DEFAULTS: Final[dict[str, dict[str, Any]]] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "event_defaults.json").read_text(encoding="utf-8")
)
EARLIER: Final = sorted(
    each.revision
    for each in ScriptDirectory.from_config(steps_on()).walk_revisions()
    if each.revision != HEAD
)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store of today with a day in it, of what every program knew: a visit, a plan, a no-show."""
    url = f"sqlite:///{tmp_path_factory.mktemp('lived')}/hall.db"
    store = Store(url)
    store.open()
    desk = Desk(store)
    desk.open_day()
    for visit in ("v1", "v2", "v3"):
        desk.do(take(visit))
    desk.do(c.CallNext(window=1))
    desk.do(c.CallNext(window=2))
    desk.now_s = 600
    desk.do(c.FinishService(window=1))
    desk.do(c.MarkNoShow(window=2))
    desk.do(c.RateService(service="v1.1", level=4))
    desk.do(c.SetPlan(windows={1: ("SS", "BD")}, reason="long wait"))
    store.close()
    return url


def as_it_was(connection: Connection, revision: str, lived: str) -> None:
    """The schema of an earlier program, with what it had written of the same day."""
    command.upgrade(steps_on(connection), revision)
    there = MetaData()
    there.reflect(connection)
    source = make_engine(lived, reading=True)
    with source.connect() as ours, ours.begin():
        for table in metadata.sorted_tables:
            old = there.tables.get(table.name)
            if old is None:
                continue
            kept = [each for each in table.columns if each.name in old.c]
            rows = ours.execute(select(*kept)).mappings().all()
            if rows:
                connection.execute(insert(old), [dict(row) for row in rows])
    source.dispose()


def is_brought_up_to_date(url: str, revision: str, lived: str) -> None:
    """An earlier database is opened, is whole, and its hall goes on."""
    engine = make_engine(url)
    with engine.connect() as connection, connection.begin():
        as_it_was(connection, revision, lived)
        assert schema_version(connection) == revision
    engine.dispose()
    store = Store(url)
    store.open()
    try:
        assert verify(url).findings == []
        desk = Desk(store)
        assert sorted(desk.hall.visits) == ["v1", "v2", "v3"]
        assert desk.do(take("v4")).error is None
        assert verify(url).findings == []
    finally:
        store.close()


@pytest.mark.parametrize("revision", EARLIER)
def test_a_file_of_every_schema_goes_on(revision: str, lived: str, tmp_path: Path) -> None:
    """Whatever it was made with, it is brought up to date with all that is in it."""
    is_brought_up_to_date(f"sqlite:///{tmp_path}/old.db", revision, lived)


def test_a_server_of_the_first_schema_goes_on(lived: str, postgres: Server) -> None:
    """The same steps on PostgreSQL, from the first to the last."""
    is_brought_up_to_date(postgres.new_store(), EARLIER[0], lived)


def test_every_event_has_a_sample_of_every_version() -> None:
    """A new event, or a new version of one, comes with what it looks like in a journal."""
    wanted = {
        (kind.__name__, version)
        for kind, newest in VERSIONS.items()
        for version in range(1, newest + 1)
    }
    assert {(each["kind"], each["version"]) for each in SAMPLES} == wanted


def as_far_as(sample: Any, said: Any) -> Any:
    """What is said, without the fields that a sample does not have."""
    if isinstance(sample, dict) and isinstance(said, dict):
        return {name: as_far_as(each, said.get(name)) for name, each in sample.items()}
    if isinstance(sample, list) and isinstance(said, list) and len(sample) == len(said):
        return [as_far_as(ours, theirs) for ours, theirs in zip(sample, said, strict=True)]
    return said


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda each: f"{each['kind']}-{each['version']}")
def test_every_sample_is_read(sample: dict[str, Any]) -> None:
    """What was written once is read for ever; today's version is written the same again.

    New fields may be left out of a sample: they have a default. A field that is gone or means
    something else needs a new version and a step that lifts the old one.
    """
    kind, version = sample["kind"], sample["version"]
    event = load(kind, version, json.dumps(sample["payload"]))
    if version == VERSIONS[type(event)]:
        assert load(kind, version, dump(event)) == event
        said = as_far_as(sample["payload"], whole(event))
        assert in_any_order(said) == in_any_order(sample["payload"])


def whole(value: Any) -> Any:
    """A value as JSON would have it, with what is as its default says."""
    if isinstance(value, Struct):
        return {name: whole(each) for name, each in structs.asdict(value).items()}
    if isinstance(value, tuple | frozenset):
        return [whole(each) for each in value]
    return json.loads(encode(value))


def test_defaults_of_events_last_for_ever() -> None:
    """A payload leaves out what is as its default says, so a default never becomes another one."""
    kinds = {each for kind in VERSIONS for each in structs_of(kind)}
    defaults = {
        kind.__name__: {
            each.name: json.loads(encode(each.default))
            for each in structs.fields(kind)
            if each.default not in (NODEFAULT, None)
        }
        for kind in sorted(kinds, key=lambda each: each.__name__)
    }
    assert {name: of for name, of in defaults.items() if of} == DEFAULTS


def structs_of(kind: Any) -> Iterator[type[Struct]]:
    """The values that a type is made of and that leave out their defaults."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from structs_of(hint)
    for part in get_args(kind):
        yield from structs_of(part)


def in_any_order(value: Any) -> Any:
    """A value whose lists are sorted: a set has no order that would last."""
    if isinstance(value, dict):
        return {name: in_any_order(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted(map(in_any_order, value), key=str)
    return value
