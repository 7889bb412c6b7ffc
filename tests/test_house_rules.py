"""House rules that no linter knows."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.errors import DeviceError
from hall.errors import HallError

ROOT = Path(__file__).parents[1]
ROOMS = ("hall", "devices", "kiosk", "display", "simulators", "tests")
PURE = ("hall/core", "hall/bus/topics.py", "hall/bus/messages", "devices/codecs")
CLOCKS = {"now", "today", "utcnow", "monotonic", "perf_counter"}
MOST_LINES = 40


def sources(*places: str) -> Iterator[tuple[Path, ast.Module]]:
    """Each Python file below the places, parsed; a place that is not there is an error."""
    for place in places:
        path = ROOT / place
        assert path.exists(), place
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            yield file.relative_to(ROOT), ast.parse(file.read_text(encoding="utf-8"))


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_the_pure_rooms_read_no_clock() -> None:
    """Time is an argument in the core, the contract and the codecs."""
    reads = [
        f"{file}:{node.lineno}"
        for file, tree in sources(*PURE)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    ]
    assert reads == []


def test_every_test_says_what_it_shows() -> None:
    """The docstring of a test states the behaviour."""
    silent = [
        f"{file}:{each.lineno} {each.name}"
        for file, tree in sources("tests")
        for each in functions(tree)
        if each.name.startswith("test_") and not ast.get_docstring(each)
    ]
    assert silent == []


def test_functions_are_short() -> None:
    """Who reads a function sees its body whole; a migration is a list of tables, however long."""
    long = [
        f"{file}:{each.lineno} {each.name}"
        for file, tree in sources(*ROOMS)
        for each in functions(tree)
        if "migrations" not in file.parts
        and (each.end_lineno or each.lineno) - each.body[0].lineno + 1 > MOST_LINES
    ]
    assert long == []


@pytest.mark.parametrize(
    ("room", "roots"),
    [
        ("hall", (HallError,)),
        ("devices", (DeviceError, HallError)),
        ("simulators", (DeviceError, HallError)),
    ],
)
def test_every_error_descends_from_its_tree(room: str, roots: tuple[type[Exception], ...]) -> None:
    """What is raised on purpose can be caught as such, at one place for each boundary."""
    package = importlib.import_module(room)
    names = [each.name for each in pkgutil.walk_packages(package.__path__, f"{room}.")]
    modules = [importlib.import_module(name) for name in names if ".migrations" not in name]
    errors = {
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, BaseException)
        and thing.__module__.partition(".")[0] == room
    }
    assert [each for each in errors if not issubclass(each, roots)] == []


BLOCKED = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError("Qt is not installed")

sys.meta_path.insert(0, NoQt())
for room in sys.argv[1:]:
    package = importlib.import_module(room)
    for module in pkgutil.walk_packages(package.__path__, room + "."):
        if ".migrations." not in module.name:
            importlib.import_module(module.name)
"""


@pytest.mark.parametrize("room", ["hall", "devices", "simulators"])
def test_runs_without_qt(room: str) -> None:
    """The hall, the gateway and the simulators run where Qt is not installed."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BLOCKED, room],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=50,
        check=False,
    )
    assert done.returncode == 0, done.stderr
