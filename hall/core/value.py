"""What the values of the hall are: frozen, cheap to make, and read and written as JSON."""

from msgspec import Struct


class Value(Struct, frozen=True, gc=False, omit_defaults=True):
    """A frozen value whose fields never lead back to itself.

    So the collector need not follow it (`gc`), which is what most of its time went into. Written as
    JSON it leaves out what is as its default says.
    """
