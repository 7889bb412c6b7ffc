"""The error tree of the hall; every error that the hall raises on purpose descends from it.

HallError
├── Refusal           expected: a command that the rules do not allow, answered with facts
├── MessageRejected   a message or topic that is not of the contract, dropped and counted
└── ConfigError       a file that cannot be used, with file, key and what was expected

What must not live here: mappings to HTTP or MQTT; each boundary has its own one place for them.
"""


class HallError(Exception):
    """Root of all errors raised on purpose by the hall."""


class Refusal(HallError):
    """A command that the rules do not allow; nothing has changed."""


class MessageRejected(HallError):
    """A message or topic that is not of the contract; it is dropped, counted and logged."""


class ConfigError(HallError):
    """A configuration or data file that cannot be used; says file, key and what was expected."""
