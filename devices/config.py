"""Reads the gateway's configuration: a TOML file, checked whole before anything is opened.

Devices are written by place (a window, a kiosk), each with its line and address beside it. What
must not live here: the records themselves (see `configured`), opening lines, building drivers (see
`program`).
"""

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from devices.configured import (
    KINDS,
    CardReaderConfig,
    Config,
    CountedPadConfig,
    CountedRaterConfig,
    Device,
    DigitPanelConfig,
    PanelConfig,
    PrinterConfig,
    Protocol,
)
from devices.panel_onbon import FONTS
from hall.bus.address import parse_bus_url
from hall.bus.messages import Key
from hall.bus.topics import Kind
from hall.errors import ConfigError

LEAST_KEY_BYTES: Final = 32


def load(path: Path) -> Config:
    """Read and check a file; raises `ConfigError` with each key and what was expected."""
    try:
        config = Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from error
    parse_bus_url(config.gateway.broker)
    if wrong := [*_misplaced(config), *_doubled(config)]:
        raise ConfigError("\n".join(f"{path}: {each}" for each in wrong))
    return config


def _explain(path: Path, error: ValidationError) -> str:
    return "\n".join(
        f"{path}: {'.'.join(map(str, each['loc']))}: {each['msg']}"
        for each in error.errors(include_url=False)
    )


def _misplaced(config: Config) -> Iterator[str]:
    """Devices on lines that do not exist, speak otherwise, or cannot be shared."""
    for key, device in config.devices():
        line = config.lines.get(device.line)
        spoken = KINDS[type(device)][1]
        if line is None:
            yield f"{key}.line: no line {device.line!r}, expected one of {sorted(config.lines)}"
        elif line.protocol is not spoken:
            yield f"{key}.line: {device.line!r} speaks {line.protocol}, expected {spoken}"
        if isinstance(device, PanelConfig) and device.font > device.height:
            heights = [each for each in FONTS if each <= device.height]
            yield f"{key}.font: {device.font} dots do not fit, expected one of {heights}"
        if isinstance(device, DigitPanelConfig) and device.registers not in config.register_maps:
            known = sorted(config.register_maps)
            yield f"{key}.registers: no map {device.registers!r}, expected one of {known}"
        if isinstance(device, PrinterConfig) and device.model not in config.printer_models:
            known = sorted(config.printer_models)
            yield f"{key}.model: no model {device.model!r}, expected one of {known}"
        if isinstance(device, CardReaderConfig) and (wrong := _wrong_key(device.key_file)):
            yield f"{key}.key_file: {device.key_file}: {wrong}"
        if isinstance(device, CountedPadConfig) and (wrong := _wrong_map(config, device)):
            yield f"{key}.registers: {wrong}"


def _wrong_key(path: Path) -> str:
    """What is wrong with a file of a secret; nothing when it can be used."""
    try:
        size = len(path.read_bytes().strip())
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return "" if size >= LEAST_KEY_BYTES else f"{size} bytes, expected {LEAST_KEY_BYTES} or more"


def _wrong_map(config: Config, device: CountedPadConfig) -> str:
    """What is wrong with the map that a pad names; nothing when it fits."""
    its = config.pad_maps.get(device.registers)
    if its is None:
        return f"no map {device.registers!r}, expected one of {sorted(config.pad_maps)}"
    rates = isinstance(device, CountedRaterConfig)
    if bool(its.levels) != rates or bool(its.keys) == rates:
        return f"{device.registers!r} is for {'calling' if rates else 'rating'} pads"
    unknown = sorted({*its.keys} - {*Key} | {*map(str, its.levels)} - {*"12345"})
    return f"{device.registers!r} has the unknown keys {unknown}" if unknown else ""


def _doubled(config: Config) -> Iterator[str]:
    """Ids and addresses that occur twice; a printer needs its line for itself."""
    found = list(config.devices())
    ids = Counter(device.id for _, device in found)
    seats = Counter(map(_seat, (device for _, device in found)))
    for key, device in found:
        if ids[device.id] > 1:
            yield f"{key}.id: {device.id!r} occurs {ids[device.id]} times, expected once"
        if seats[_seat(device)] > 1:
            yield f"{key}.address: taken by another device of the same kind on {device.line!r}"


def _seat(device: Device) -> tuple[str, Kind, int]:
    """A Modbus station is one machine; else a calling and a rating pad may share an address."""
    kind, spoken = KINDS[type(device)]
    address: int = getattr(device, "address", 0)
    return device.line, Kind.PANEL if spoken is Protocol.MODBUS else kind, address
