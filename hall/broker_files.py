"""The files of a Mosquitto for a hall: accounts, access list, settings, and each program's address.

An account is kept over later runs, so that a new device does not cost the others their password.
What must not live here: who may do what (see `hall.bus.access`).
"""

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hall.bus.access import Rights, access_list, hall_rights, program_rights
from hall.bus.topics import Kind
from hall.catalogue.site import DeviceKind, DeviceSite, Site
from hall.errors import ConfigError

HALL_ACCOUNT: Final = "hall"
_STANDS_ALONE: Final = frozenset({DeviceKind.GATEWAY, DeviceKind.KIOSK, DeviceKind.BOARD})
"""Programs with a connection of their own; all other devices are spoken for by a gateway."""
_SALT_BYTES: Final = 12
_ROUNDS: Final = 20_000
"""For a random password of 128 bits; a device must be able to connect again quickly."""

ADDRESSES: Final = "addresses.json"
_SETTINGS: Final = """\
# Mosquitto for the hall {hall}; put the certificate and its key beside this file.
listener {port}
certfile {folder}/server.crt
keyfile {folder}/server.key
allow_anonymous false
password_file {folder}/passwords
acl_file {folder}/access.acl
persistence false
set_tcp_nodelay true
max_packet_size 256000
max_queued_messages 20000
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """Where the broker will run."""

    host: str
    port: int


def rights_of(hall: str, site: Site) -> tuple[Rights, ...]:
    """Every account that a hall needs: its own, and one for each program of its site."""
    programs = [
        program_rights(hall, each.id, _spoken_for(each, site), _heard_by(each, site))
        for each in site.devices.values()
        if each.kind in _STANDS_ALONE
    ]
    programs += [
        program_rights(
            hall, counter_account(no), [(Kind.WINDOW, str(no))], site.scanners_at(window=no)
        )
        for no in site.windows
    ]
    accounts = (hall_rights(hall, HALL_ACCOUNT), *programs)
    _names_differ(accounts)
    return accounts


def counter_account(window: int) -> str:
    """The account of the small screen at a window."""
    return f"window-{window:02d}"


def _names_differ(accounts: Iterable[Rights]) -> None:
    seen: set[str] = set()
    for each in accounts:
        if each.account in seen:
            raise ConfigError(f"site: a device may not be called {each.account!r}; rename it")
        seen.add(each.account)


def _spoken_for(program: DeviceSite, site: Site) -> tuple[tuple[Kind, str], ...]:
    """The devices that a program is to the hall."""
    own = (Kind(program.kind), program.id)
    if program.kind is not DeviceKind.GATEWAY:
        return (own,)
    gateways = site.devices_of(DeviceKind.GATEWAY)
    of_others = {device for each in gateways if each is not program for device in each.serves}
    return (
        own,
        *(
            (Kind(each.kind), each.id)
            for each in site.devices.values()
            if each.kind not in _STANDS_ALONE
            and (each.id in program.serves if program.serves else each.id not in of_others)
        ),
    )


def _heard_by(program: DeviceSite, site: Site) -> tuple[str, ...]:
    """The scanners that stand at a program's screen."""
    return site.scanners_at(kiosk=program.id) if program.kind is DeviceKind.KIOSK else ()


def write_broker_files(
    folder: Path, hall: str, site: Site, broker: Broker, renew: Iterable[str] = ()
) -> tuple[str, ...]:
    """Write the folder and return the accounts; raises `ConfigError` when that is not possible.

    Accounts that the folder knows keep their password, except those to be renewed; accounts of
    devices that are gone lose theirs.
    """
    rights = rights_of(hall, site)
    names = tuple(each.account for each in rights)
    renewed = _known(renew, names)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = _kept(folder / ADDRESSES)
        secret = {
            name: kept[name] if name in kept and name not in renewed else secrets.token_urlsafe(16)
            for name in names
        }
        _write_all(folder, hall, broker, rights, secret)
    except OSError as error:
        raise ConfigError(f"{error.filename or folder}: {error.strerror}") from error
    return names


def _known(renew: Iterable[str], names: tuple[str, ...]) -> frozenset[str]:
    renewed = frozenset(renew)
    if unknown := sorted(renewed.difference(names)):
        raise ConfigError(
            f"no account {', '.join(unknown)} in this hall; expected one of {', '.join(names)}"
        )
    return renewed


def _write_all(
    folder: Path, hall: str, broker: Broker, rights: Iterable[Rights], secret: Mapping[str, str]
) -> None:
    settings = _SETTINGS.format(hall=hall, port=broker.port, folder=folder.resolve())
    addresses = {
        name: f"mqtts://{name}:{password}@{broker.host}:{broker.port}"
        for name, password in secret.items()
    }
    contents = {
        "access.acl": access_list(rights),
        "passwords": "".join(f"{name}:{_hashed(each)}\n" for name, each in secret.items()),
        "mosquitto.conf": settings,
        ADDRESSES: json.dumps(addresses, indent=2) + "\n",
    }
    for name, text in contents.items():
        _write_private(folder / name, text)


def _kept(path: Path) -> dict[str, str]:
    """The passwords that an earlier run gave out."""
    if not path.exists():
        return {}
    try:
        addresses: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
        return {name: each.partition("@")[0].rpartition(":")[2] for name, each in addresses.items()}
    except (ValueError, AttributeError) as error:
        raise ConfigError(
            f"{path}: not the addresses that an earlier run wrote; move it away to give every "
            "program a new password"
        ) from error


def _hashed(password: str) -> str:
    """A password as Mosquitto keeps it: PBKDF2 with SHA-512."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, _ROUNDS)
    encoded = (base64.b64encode(each).decode("ascii") for each in (salt, digest))
    return f"$7${_ROUNDS}${'$'.join(encoded)}"


def _write_private(path: Path, text: str) -> None:
    """Write a file for its owner alone, whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    part.replace(path)
