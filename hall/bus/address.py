"""Where a broker is, as every program of the hall is told it.

What must not live here: connecting to it.
"""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from hall.errors import ConfigError

PORTS: Final = {"mqtt": 1883, "mqtts": 8883}


@dataclass(frozen=True, slots=True)
class BusAddress:
    """Where the broker is and who we are to it."""

    host: str
    port: int
    tls: bool = False
    username: str | None = None
    password: str | None = None
    ca: str | None = None
    """A file with the authority that signed the broker's certificate; None for the machine's."""


def parse_bus_url(url: str) -> BusAddress:
    """Read `mqtt://user:password@host:port` or `mqtts://…?ca=FILE`; raises `ConfigError`."""
    try:
        parts = urlsplit(url)
        port = parts.port
        asked = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError as error:
        raise ConfigError(f"broker address: {error}") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise ConfigError(
            f"broker address {without_password(url)!r}: "
            "expected mqtt://HOST:PORT or mqtts://HOST:PORT"
        )
    if asked.keys() - {"ca"} or (asked and parts.scheme != "mqtts"):
        raise ConfigError(
            f"broker address {without_password(url)!r}: expected nothing after ? but ca=FILE, "
            "with mqtts"
        )
    return BusAddress(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        tls=parts.scheme == "mqtts",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        ca=asked.get("ca"),
    )


def without_password(url: str) -> str:
    """The address of a broker as people may read it: without account and password."""
    scheme, _, rest = url.rpartition("://")
    place = rest.rpartition("@")[2]
    return f"{scheme}://{place}" if scheme else place
