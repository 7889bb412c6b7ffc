"""One draft, changed by whoever has seen it as it stands."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from hall.catalogue.sample import sample_text
from hall.storage.catalogue_draft import DraftDesk, DraftMoved
from hall.storage.catalogues import CatalogueShelf
from hall.storage.tables import metadata

BY = {"by": "boss", "at": "2026-03-02T01:00:00Z"}


@pytest.fixture
def desk() -> Iterator[DraftDesk]:
    """A desk beside a shelf with one version."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine)
    CatalogueShelf(engine).publish(sample_text(), **BY, begun=date(2026, 3, 1))
    yield DraftDesk(engine)
    engine.dispose()


def test_editing_begins_at_the_newest_version(desk: DraftDesk) -> None:
    """Until something is changed, and again once the draft is given up."""
    assert (desk.draft().text, desk.draft().revision) == (sample_text(), 0)
    desk.change("a", seen=0, **BY)
    desk.change("b", seen=1, **BY)
    assert (desk.draft().text, desk.draft().revision, desk.draft().changed_by) == ("b", 2, "boss")
    desk.discard()
    assert desk.draft().revision == 0


@pytest.mark.parametrize("seen", [0, 2])
def test_a_change_on_what_is_no_longer_there_is_refused(desk: DraftDesk, seen: int) -> None:
    """Nobody overwrites what they have not seen."""
    desk.change("a", seen=0, **BY)
    with pytest.raises(DraftMoved):
        desk.change("b", seen=seen, **BY)
    assert desk.draft().text == "a"
