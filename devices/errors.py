"""The error tree of the devices; every error raised on purpose here descends from it.

DeviceError
├── LinkError     the line is gone: close it, wait, try again
│   └── LinkStalled   it takes no bytes any more
├── WireError     bytes that are not of the protocol: count them and resynchronise
└── DeviceFault   the machine itself says that something is wrong: tell a person

What must not live here: what is done about an error (see `bus` and `gateway`); errors of a
configuration file, which are `hall.errors.ConfigError` in every program.
"""


class DeviceError(Exception):
    """Root of all errors raised on purpose by the devices."""


class LinkError(DeviceError):
    """The line to a device is gone, stalled or cannot be opened; trying again may help."""


class LinkStalled(LinkError):
    """The other end takes no bytes any more; nobody knows which of the last ones arrived."""


class WireError(DeviceError):
    """Bytes or values that the protocol does not allow."""


class DeviceFault(DeviceError):
    """A machine says that something is wrong with it; `code` is stable, the words for a person."""

    def __init__(self, code: str, words: tuple[str, str]) -> None:
        super().__init__(f"{code}: {words[1]}")
        self.code = code
        self.words = words
