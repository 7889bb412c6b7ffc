"""Makes a kept bulletin again from the journal alone, as it stood then, byte for byte."""

from dataclasses import dataclass

import pysqlite3
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

from hall.bulletins.making import Setting, make
from hall.storage.rebuild import copy_journal
from hall.supervision.bulletin import Bulletin, fingerprint, to_bytes
from hall.supervision.figures import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Reproduction:
    """What came of making a bulletin again."""

    kept: str
    """The hash it was kept with."""
    made: str
    """The hash of what the journal gives."""

    @property
    def same(self) -> bool:
        """Whether they agree to the byte."""
        return self.kept == self.made


def reproduce(
    connection: Connection, setting: Setting, kept: bytes, bulletin: Bulletin
) -> Reproduction:
    """Make the records anew from the journal up to the bulletin's seal, and the bulletin of them.

    `setting` must be that of the time: the same catalogue and thresholds.
    """
    engine = create_engine("sqlite://", module=pysqlite3, poolclass=StaticPool)
    try:
        with engine.connect() as anew, anew.begin():
            copy_journal(connection, anew, up_to=bulletin.journal_seq)
            period = Period(first=bulletin.first, last=bulletin.last)
            made = to_bytes(make(anew, setting, bulletin.every, period))
    finally:
        engine.dispose()
    return Reproduction(kept=fingerprint(kept), made=fingerprint(made))
