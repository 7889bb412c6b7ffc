"""Every column of the schema is known to tell of a person or not, and the documentation says so."""

import re
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import Table

import hall.storage.accounts as _accounts  # noqa: F401  # its tables are of the same schema
from hall.storage.export import LEFT_OUT
from hall.storage.rebuild import RECORDS
from hall.storage.tables import metadata

PAGE: Final = Path(__file__).parents[2] / "hall" / "docs" / "store.md"
_WHEN_AND_WHERE: Final = """
at day first made_at told_at opened_at published_at changed_at issued_at called_at started_at
finished_at ended_at missed_at settled_at booked_at starts_at created_at expires_at revoked_at
locked_until effective_from given_day answered_day answer_due due window device
"""
_OF_WHICH_THING: Final = """
seq last_seq id key kind version command visit service category categories matter kiosk number
visit_class by_kind path kept channel revision fingerprint scopes roles skills
"""
"""The ids are the hall's own."""
_WHAT_BECAME_OF_IT: Final = """
state ending status outcome result act step print_state calls withdrawn inferred_start ready
handed_out effective level reasons disabled failures ahead counted total visits wait_s service_s
came_s seen_after_s told_low_min told_high_min told_method method low_s middle_s high_s naive_s
run_log features
"""
_DIGESTS: Final = "hash salt document_hash xlsx_hash pdf_hash"
IMPERSONAL: Final = frozenset(
    f"{_WHEN_AND_WHERE} {_OF_WHICH_THING} {_WHAT_BECAME_OF_IT} {_DIGESTS}".split()
)
OF_THE_HALL: Final = frozenset(
    {"meta.value", "learnt.name", "learnt.document", "catalogue_draft.text",
     "catalogue_versions.text"}
)  # fmt: skip
PERSONAL_BY_PLACE: Final = frozenset({"appointments.id"})
"""Personal though columns of its name elsewhere are not."""


def documented() -> frozenset[str]:
    """The columns that the table of the page names."""
    text = PAGE.read_text(encoding="utf-8")
    rows = text.partition("| what | where | why |")[2].partition("\n\n")[0]
    return frozenset(re.findall(r"`(\w+\.\w+)`", rows))


def columns(table: Table) -> frozenset[str]:
    """The names of a table's columns, with the table's."""
    return frozenset(f"{table.name}.{each.name}" for each in table.columns)


def test_the_table_of_the_page_names_every_column_that_tells_of_a_person() -> None:
    """A new column is either of no person, or what it is for and how long it is kept is said."""
    everything = frozenset[str]().union(*map(columns, metadata.sorted_tables))
    of_nobody = {
        each for each in everything if each.partition(".")[2] in IMPERSONAL
    } - PERSONAL_BY_PLACE | OF_THE_HALL
    assert documented() == everything - of_nobody


@pytest.mark.parametrize("table", RECORDS, ids=lambda each: each.name)
def test_an_export_leaves_out_what_the_page_names(table: Table) -> None:
    """No column that tells of a person is written to a CSV file."""
    personal = {each.partition(".")[2] for each in documented() & columns(table)}
    assert personal - LEFT_OUT <= {"id"}, "a booking's code is left out by itself"
