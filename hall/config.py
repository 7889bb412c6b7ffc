"""The hall's configuration file: TOML, checked by pydantic, every error with file and key.

It seeds the first start; what is changed later is in the journal. The demo writes one of its own.
"""

import ssl
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from hall.bus.address import parse_bus_url
from hall.controller.category_numbers import CategoryNumbers
from hall.controller.foresight_settings import ForesightSettings
from hall.controller.timetable import Timetable
from hall.core.settings import Settings
from hall.errors import ConfigError
from hall.storage.engine import parse_store_url
from hall.storage.retention import Retention
from hall.supervision.follow_ups import PROFILES, Profile
from hall.supervision.warnings import WarningSettings
from hall.web.notice_settings import NoticeSettings
from hall.web.sender import is_address
from hall.web.settings import WebSettings

_UNKNOWN_KEY: Final = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
Port = Annotated[int, Field(ge=0, le=65535)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class HallSection(_Section):
    """Which hall this is."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    catalogue: Path | None = None
    """The catalogue's file; the shipped sample when it is left out."""
    site: Path | None = None
    """The file of the hall as it is built; the shipped sample when it is left out."""
    ticket: Path | None = None
    """The layout of tickets; the shipped one when it is left out.

    All three are named from where the configuration file lies.
    """
    public_address: Annotated[str, Field(pattern=r"^https?://[^/\s]+$")] | None = None
    """Where citizens' phones reach the pages; without it a ticket carries no code."""
    roll_over_hour: Annotated[int, Field(ge=0, le=12)] = 4
    closed_on: frozenset[date] = frozenset()
    """Days on which this hall stays closed, besides the national holidays."""
    open_on: frozenset[date] = frozenset()
    """Days on which it opens all the same."""


class HttpSection(_Section):
    """Where the pages and the API listen."""

    host: str = "127.0.0.1"
    port: Port = 8080
    """0 for any free one."""
    certificate: Path | None = None
    """The chain of certificates to serve over TLS with; None behind a proxy that does."""
    key: Path | None = None
    """The certificate's private key."""


class MqttSection(_Section):
    """The broker: an address, or a port for the embedded one."""

    url: str | None = None
    embedded_port: Port | None = 1883
    """0 for any free one."""


class StoreSection(_Section):
    """Where journal and records are kept."""

    url: str


class ClockSection(_Section):
    """The hall clock; only a demo's may be scaled."""

    demo: bool = False
    rate: Annotated[float, Field(gt=0, le=3600)] = 1.0
    starts: time = time(8, 25)


class BulletinsSection(_Section):
    """When the day's, the week's and the month's bulletins are made."""

    at: time = time(6)
    """On the hall's clock, for the periods that are over by then."""


class RatingsSection(_Section):
    """How this place answers bad ratings: as its province or city laid down, or as it says here."""

    place: Literal["default", "dezhou", "sichuan"] = "default"
    answer_days: Annotated[int, Field(ge=1, le=60)] | None = None
    """Within how many working days a citizen is answered."""
    call_back: bool | None = None
    """Whether a call back, or the attempt, comes before the answer."""
    appeal_days: Annotated[int, Field(ge=1, le=60)] | None = None
    review_days: Annotated[int, Field(ge=1, le=60)] | None = None

    @property
    def profile(self) -> Profile:
        """The place's profile with what is said here."""
        said = self.model_dump(exclude={"place"}, exclude_none=True)
        return replace(PROFILES[self.place], **said)


class Config(_Section):
    """A hall's configuration."""

    hall: HallSection
    http: HttpSection = HttpSection()
    mqtt: MqttSection = MqttSection()
    store: StoreSection
    clock: ClockSection = ClockSection()
    web: WebSettings = WebSettings()
    rules: Settings = Settings()
    ratings: RatingsSection = RatingsSection()
    notices: NoticeSettings = NoticeSettings()
    warnings: WarningSettings = WarningSettings()
    bulletins: BulletinsSection = BulletinsSection()
    timetable: Timetable = Timetable()
    numbers: dict[str, CategoryNumbers] = {}
    """By category: what is said of its numbers alone."""
    forecast: ForesightSettings = ForesightSettings()
    retention: Retention = Retention()


def load_config(path: Path) -> Config:
    """Read and check a configuration file; raises `ConfigError` with everything wrong in it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    try:
        return _checked(_beside(path, Config.model_validate(raw)))
    except ValidationError as error:
        wrongs = error.errors(include_url=False, include_input=False)
        lines = [f"{path}: {_explain(wrong)}" for wrong in wrongs]
        raise ConfigError("\n".join(lines)) from error
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}") from error


def _checked(config: Config) -> Config:
    """What pydantic cannot see: whether the parts fit each other."""
    parse_store_url(config.store.url)
    if config.mqtt.url is not None:
        parse_bus_url(config.mqtt.url)
    elif config.mqtt.embedded_port is None:
        raise ConfigError("mqtt: expected url or embedded_port")
    if config.warnings.webhook and not is_address(config.warnings.webhook):
        raise ConfigError("warnings.webhook: expected an address as https://example.org/warnings")
    _check_reach(config)
    _check_certificate(config)
    if config.clock.rate != 1.0 and not config.clock.demo:
        raise ConfigError("clock.rate: expected 1 unless clock.demo = true")
    return config


def _check_reach(config: Config) -> None:
    """Beyond this machine, the broker must know who speaks and let nobody listen in."""
    if config.mqtt.url is None:
        if not _is_here(config.http.host):
            raise ConfigError(
                f"http.host {config.http.host} is reached from other machines, and the embedded "
                "broker asks nobody who they are: use a Mosquitto with credentials and TLS, "
                'mqtt.url = "mqtts://NAME:PASSWORD@HOST:8883"'
            )
        return
    broker = parse_bus_url(config.mqtt.url)
    if not _is_here(broker.host) and not (broker.tls and broker.username):
        raise ConfigError(
            f"mqtt.url: the broker on {broker.host} is beyond this machine: expected credentials "
            "and TLS, mqtts://NAME:PASSWORD@HOST:8883"
        )


def _check_certificate(config: Config) -> None:
    """Pages leave this machine over TLS alone: ours, or a proxy's."""
    http = config.http
    if (http.certificate is None) is not (http.key is None):
        raise ConfigError("http: expected certificate and key together")
    if http.certificate is None and not _is_here(http.host) and not config.web.secure_cookies:
        raise ConfigError(
            f"http.host {http.host} is reached from other machines without TLS: expected "
            "http.certificate and http.key, or web.secure_cookies = true behind a proxy with TLS"
        )
    try:
        if http.certificate is not None:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(
                http.certificate, http.key
            )
    except OSError as error:  # the library's own errors are of this kind, too
        files = f"http.certificate {http.certificate}, http.key {http.key}"
        wanted = "expected a certificate and its private key, as PEM"
        raise ConfigError(f"{files}: {wanted} ({error.strerror or error})") from error


def _is_here(host: str) -> bool:
    """Whether an address is of this machine alone."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _beside(path: Path, config: Config) -> Config:
    """Files are named from where the configuration lies; a certificate makes cookies secure."""
    hall, http = config.hall, config.http
    placed = {
        name: path.parent / each
        for name, each in (
            ("catalogue", hall.catalogue),
            ("site", hall.site),
            ("ticket", hall.ticket),
        )
        if each is not None
    }
    keys = {
        name: path.parent / each
        for name, each in (("certificate", http.certificate), ("key", http.key))
        if each is not None
    }
    return config.model_copy(
        update={
            "hall": hall.model_copy(update=placed),
            "http": http.model_copy(update=keys),
            "web": replace(config.web, secure_cookies=True) if keys else config.web,
        }
    )


def _explain(wrong: ErrorDetails) -> str:
    """The key, and what was expected of it."""
    where = ".".join(map(str, wrong["loc"]))
    if wrong["type"] in _UNKNOWN_KEY:
        return f"{where}: unknown key; expected one of {', '.join(_keys_beside(wrong['loc']))}"
    if wrong["type"] == "missing":
        return f"{where}: missing"
    return f"{where}: {wrong['msg'].replace('Input should be', 'expected')}"


def _keys_beside(where: tuple[int | str, ...]) -> list[str]:
    """The keys that the section of an unknown one has."""
    section: Any = Config
    for name in where[:-1]:  # in a list, and in a table by codes, all entries are of one kind
        if get_origin(section) is dict:
            section = get_args(section)[1]
        elif isinstance(name, int):
            section = get_args(section)[0]
        else:
            section = get_type_hints(section)[str(name)]
    known: Iterable[str] = getattr(section, "model_fields", None) or section.__dataclass_fields__
    return sorted(known)
