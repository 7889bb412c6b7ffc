"""The files of a demo: a configuration for each program, written anew at each start.

What must not live here: processes (see `demo`). Imports nothing heavy: the demo must start fast.
"""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

HALL: Final = "h01"
GATEWAY: Final = "gateway-1"
KIOSK: Final = "kiosk-1"
"""The kiosk that opens as a window when there is a display."""
MAIN_BOARD: Final = "main"
_PAD_ADDRESS: Final = 1
_RATER_ADDRESS: Final = 2
_BOOKABLE: Final = (
    ("SS", "09:00", "11:30"),
    ("SS", "14:00", "16:30"),
    ("BD", "09:00", "11:30"),
    ("BD", "14:00", "16:30"),
)
"""For what and when appointments can be booked."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What a demo is asked for, with every port decided."""

    data: Path
    http_port: int
    mqtt_port: int
    page_port: int
    speed: float
    crowd: bool
    screens: bool
    seed: int
    scenario: str
    store: str | None = None
    """The URL of its database; a file of its own when it is left out."""

    @property
    def mqtt(self) -> str:
        """The broker's address."""
        return f"mqtt://127.0.0.1:{self.mqtt_port}"

    @property
    def http(self) -> str:
        """The hall's address."""
        return f"http://127.0.0.1:{self.http_port}"

    @cached_property
    def ports(self) -> Path:
        """The folder of the simulated serial ports."""
        return self.data / "ports"

    def config(self, program: str) -> Path:
        """The configuration file of a program."""
        return self.data / f"{program}.toml"

    def log(self, program: str) -> Path:
        """Where a program's output goes."""
        return self.data / "log" / f"{program}.log"

    def ready(self, program: str) -> Path:
        """Where a program says that it is ready."""
        return self.data / f"{program}.ready.json"


def sample(name: str) -> dict[str, Any]:
    """One of the simulators' data files."""
    text = (files("simulators") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def write_files(plan: Plan) -> None:
    """Write every configuration of a demo."""
    plan.log("hall").parent.mkdir(parents=True, exist_ok=True)
    for program, config in configs(plan).items():
        plan.config(program).write_text(as_toml(config), encoding="utf-8")


_NEVER_MOVED: Final = (20,)
"""The window for matters that came to nothing elsewhere is there for nothing else."""


def configs(plan: Plan) -> dict[str, dict[str, Any]]:
    """The configuration of each program."""
    return {
        "hall": _hall(plan),
        "devices": _devices(plan),
        "simulators": _simulators(plan),
        "kiosk": _kiosk(plan),
        "display": _display(plan),
    }


def _hall(plan: Plan) -> dict[str, Any]:
    starts_at = sample("scenarios")["scenarios"][plan.scenario]["starts_at"]
    return {
        "hall": {"id": HALL},
        "http": {"host": "127.0.0.1", "port": plan.http_port},
        "mqtt": {"embedded_port": plan.mqtt_port},
        "store": {"url": plan.store or f"sqlite:///{plan.data / 'hall.db'}"},
        "clock": {"demo": True, "rate": plan.speed, "starts": starts_at},
        "web": {"demo": True, "tablets_need_pairing": False},
        "timetable": {"appointments": [_bookable(*each) for each in _BOOKABLE]},
        "rules": {"adviser": {"fixed_windows": list(_NEVER_MOVED)}},
    }


def _bookable(category: str, opens: str, closes: str) -> dict[str, Any]:
    return {"category": category, "opens": opens, "closes": closes, "minutes": 30, "maximum": 4}


def _devices(plan: Plan) -> dict[str, Any]:
    machines = sample("machines")
    panel_lines = {no: line for line, windows in machines["panels"].items() for no in windows}
    lines = {
        **{name: _line(plan, name, "escpos") for name in machines["printers"]},
        **{name: _line(plan, name, "scanner") for name in machines["scanners"]},
        **{_counter(no): _line(plan, _counter(no), "ff68") for no in machines["counters"]},
        **{name: _line(plan, name, "onbon") for name in machines["panels"]},
    }
    windows = [_window(no, panel_lines.get(no)) for no in machines["counters"]]
    apart = [
        {"name": name, kind: {"id": name, "line": name}}
        for kind in ("printer", "scanner")
        for name in machines[f"{kind}s"]
    ]
    return {
        "gateway": {"id": GATEWAY, "hall": HALL, "broker": plan.mqtt},
        "lines": lines,
        "places": [*windows, *apart],
    }


def _counter(window: int) -> str:
    return f"counter-{window:02}"


def _line(plan: Plan, name: str, protocol: str) -> dict[str, Any]:
    return {"port": str(plan.ports / name), "protocol": protocol}


def _window(no: int, panel_line: str | None) -> dict[str, Any]:
    place: dict[str, Any] = {
        "name": f"窗口 {no}",
        "pad": {"id": f"pad-{no:02}", "line": _counter(no), "address": _PAD_ADDRESS},
        "rater": {"id": f"rater-{no:02}", "line": _counter(no), "address": _RATER_ADDRESS},
    }
    if panel_line is not None:
        place["panel"] = {"id": f"panel-{no:02}", "line": panel_line, "address": no}
    return place


def _simulators(plan: Plan) -> dict[str, Any]:
    return {
        "hall": HALL,
        "bus": plan.mqtt,
        "hall_ready": str(plan.ready("hall")),
        "ports": str(plan.ports),
        "page_port": plan.page_port,
        "ready": str(plan.ready("simulators")),
        "crowd": plan.crowd,
        "scenario": plan.scenario,
        "seed": plan.seed,
        "taken_kiosks": [KIOSK] if plan.screens else [],
        "links": {"hall": plan.http},
    }


def _kiosk(plan: Plan) -> dict[str, Any]:
    screen = {"diagonal_in": 21.5, "reading_distance_mm": 600, "bottom_edge_mm": 650}
    named = {"hall": HALL, "kiosk": KIOSK, "broker": plan.mqtt, "cache": "kiosk-cache"}
    return {**named, "screen": screen}


def _display(plan: Plan) -> dict[str, Any]:
    screen = {"diagonal_in": 55, "reading_distance_mm": 8000, "bottom_edge_mm": 2200}
    return {"hall": HALL, "board": MAIN_BOARD, "broker": plan.mqtt, "screen": screen}


def as_toml(config: Mapping[str, Any]) -> str:
    """A configuration as TOML: plain values first, then a section for each table."""
    plain = [f"{name} = {_value(value)}" for name, value in config.items() if not _is_table(value)]
    sections = [
        f"\n[{name}]\n" + "\n".join(f"{key} = {_value(each)}" for key, each in value.items())
        for name, value in config.items()
        if _is_table(value)
    ]
    return "\n".join([*plain, *sections]) + "\n"


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, Sequence) and not isinstance(value, str):
        breaks = "\n" if any(map(_is_table, value)) else ""
        return "[" + breaks + f",{breaks or ' '}".join(map(_value, value)) + breaks + "]"
    return json.dumps(value, ensure_ascii=False)
