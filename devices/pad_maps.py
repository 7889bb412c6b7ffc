"""The register maps of counting pads that come with the program."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from devices.codecs.counters import CounterMap


@cache
def shipped_pads() -> Mapping[str, CounterMap]:
    """Every shipped map by its name."""
    path = files("devices") / "data" / "counted_pads.toml"
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, CounterMap]).validate_python(raw)
